// Colours of a terminal, or none.
#pragma once

#include <string>
#include <string_view>

namespace dockhone::report {

struct Style {
  bool color = false;

  std::string paint(std::string_view code, std::string_view text) const {
    if (!color || text.empty()) return std::string(text);
    std::string out = "\x1b[";
    return out.append(code).append("m").append(text).append("\x1b[0m");
  }
  std::string strong(std::string_view text) const { return paint("1", text); }
  std::string dim(std::string_view text) const { return paint("2", text); }
  std::string error(std::string_view text) const { return paint("1;31", text); }
  std::string removed(std::string_view text) const { return paint("31", text); }
  std::string added(std::string_view text) const { return paint("32", text); }
  std::string place(std::string_view text) const { return paint("36", text); }
};

}  // namespace dockhone::report
