#include "failure.h"

#include <algorithm>
#include <utility>

#include "dockhone/base/printable.h"

namespace dockhone::app {

Failure failure_at(Error error, std::string path, std::string_view text) {
  Failure failure{std::move(error), std::move(path), {0, 0}, {}};
  if (!failure.error.offset) return failure;
  LineMap lines(text);
  auto size = static_cast<std::uint32_t>(text.size());
  failure.position = lines.position(std::min(*failure.error.offset, size));
  // A line of a hostile file may be the file: what is far from the place is not shown anyway.
  Span line = lines.line(failure.position.line, text);
  constexpr std::uint32_t kKept = 64 * 1024;
  line.end = std::min(line.end, line.begin + failure.position.column + kKept);
  failure.line = line.in(text);
  return failure;
}

report::FileReport failed_report(std::string path, Failure failure) {
  report::FileReport file;
  file.path = std::move(path);
  file.status = report::Status::kFailed;
  file.error = std::move(failure.error);
  if (failure.path != file.path) file.error_path = std::move(failure.path);
  file.error_position = failure.position;
  file.error_line = std::move(failure.line);
  return file;
}

std::string failure_text(const Failure& failure, bool color) {
  if (failure.path.empty()) return report::error_text(failure.error, color);
  return report::error_text(failed_report(failure.path, failure), color);
}

int exit_status(const Error& error) {
  switch (error.kind) {
    case ErrorKind::kUsage:
    case ErrorKind::kIo:
      return 2;
    case ErrorKind::kSyntax:
      return 4;
    case ErrorKind::kTemporary:
      break;
  }
  return 75;
}

int graver(int a, int b) {
  constexpr int kGravestFirst[] = {2, 4, 75, 3, 1, 0};
  for (int status : kGravestFirst) {
    if (a == status || b == status) return status;
  }
  return std::max(a, b);
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> names) {
  std::string_view near = nearest(word.substr(0, 100), names.data(), names.size());
  return near.empty() ? "" : "did you mean " + std::string(near) + "?";
}

std::string joined(std::span<const std::string_view> words, std::string_view separator) {
  std::string out;
  for (std::string_view word : words) {
    if (!out.empty()) out += separator;
    out += word;
  }
  return out;
}

}  // namespace dockhone::app
