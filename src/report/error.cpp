#include <algorithm>
#include <string>

#include "dockhone/base/printable.h"
#include "dockhone/report/report.h"
#include "style.h"

namespace dockhone::report {

namespace {

// Bytes of a source line shown around the mistake.
constexpr std::size_t kLineWidth = 100;

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

// The line cut around the column, and a caret below that column.
std::string excerpt(std::string_view line, std::uint32_t column, const Style& style) {
  std::size_t at = std::min<std::size_t>(column == 0 ? 0 : column - 1, line.size());
  std::size_t begin = at > kLineWidth * 2 / 3 && line.size() > kLineWidth ? at - kLineWidth / 2 : 0;
  while (begin > 0 && begin < at && continues(line[begin])) ++begin;
  std::size_t end = std::min(line.size(), begin + kLineWidth);
  while (end < line.size() && end > at && continues(line[end])) --end;
  std::string lead = begin > 0 ? "  ..." : "  ";
  std::string shown = printable(line.substr(begin, at - begin));
  std::string out =
      lead + shown + printable(line.substr(at, end - at)) + (end < line.size() ? "..." : "") + "\n";
  // Tabs stay tabs, so that the caret stands where the terminal puts the character.
  std::string margin(lead.size(), ' ');
  for (char c : shown) {
    if (!continues(c)) margin += c == '\t' ? '\t' : ' ';
  }
  return out + margin + style.error("^") + "\n";
}

std::string help_text(const Error& error, const Style& style) {
  return error.help.empty() ? "" : style.strong("help:") + " " + printable(error.help, true) + "\n";
}

}  // namespace

std::string error_text(const FileReport& file, bool color) {
  Style style{color};
  std::string place = printable(file.error_path.empty() ? file.path : file.error_path);
  bool placed = file.error_position.line > 0;
  if (placed) {
    place +=
        ":" + std::to_string(file.error_position.line) + ":" + std::to_string(file.error_position.column);
  }
  std::string out = style.strong(place + ":") + " " + style.error("error:") + " ";
  out += printable(file.error.message, true) + "\n";
  if (placed) out += excerpt(file.error_line, file.error_position.column, style);
  return out + help_text(file.error, style);
}

std::string error_text(const Error& error, bool color) {
  Style style{color};
  return style.strong("dockhone:") + " " + style.error("error:") + " " + printable(error.message, true) +
         "\n" + help_text(error, style);
}

}  // namespace dockhone::report
