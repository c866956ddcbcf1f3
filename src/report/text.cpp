#include <algorithm>

#include "dockhone/base/printable.h"
#include "dockhone/report/report.h"
#include "style.h"

namespace dockhone::report {

namespace {

std::string_view next_line(std::string_view& text) {
  std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

// In a text whose lines all end with CR LF, the CR is no news and would only be noise on every line.
bool all_crlf(std::string_view diff) {
  bool any = false;
  while (!diff.empty()) {
    std::string_view line = next_line(diff);
    bool of_text = !line.empty() && (line[0] == ' ' || line[0] == '+' || line[0] == '-');
    if (!of_text || line.starts_with("--- ") || line.starts_with("+++ ")) continue;
    if (line.back() != '\r') return false;
    any = true;
  }
  return any;
}

std::string painted(std::string_view line, bool in_header, const Style& style) {
  std::string shown = printable(line);
  if (in_header) return style.strong(shown);
  switch (line.empty() ? ' ' : line[0]) {
    case '-':
      return style.removed(shown);
    case '+':
      return style.added(shown);
    case '@':
      return style.place(shown);
    case '\\':
      return style.dim(shown);
    default:
      return shown;
  }
}

}  // namespace

std::string diff_text(std::string_view diff, bool color, bool keep_cr) {
  bool crlf = keep_cr || all_crlf(diff);
  if (!color && !crlf) return printable(diff, true);
  Style style{color};
  std::string out;
  bool in_header = true;
  while (!diff.empty()) {
    std::string_view line = next_line(diff);
    if (line.starts_with("@@ ")) in_header = false;
    bool cr = crlf && line.ends_with('\r');
    if (cr) line.remove_suffix(1);
    out += painted(line, in_header, style);
    out += cr && keep_cr ? "\r\n" : "\n";
  }
  return out;
}

std::string text(const FileReport& file, const TextOptions& options) {
  if (file.status == Status::kFailed) return error_text(file, options.color);
  if (options.quiet) return {};
  std::string out;
  if (options.show_diff && !file.diff.empty()) {
    out = diff_text(file.diff, options.color, !options.to_terminal);
    out += '\n';
  }
  return out + summary(file, options);
}

}  // namespace dockhone::report
