// What people and programs read about a run.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/base/result.h"
#include "dockhone/base/text.h"
#include "dockhone/rewrite/pipeline.h"

namespace dockhone::report {

enum class Status : std::uint8_t { kUnchanged, kChanged, kFailed };

struct FileReport {
  std::string path;         // as given on the command line or found
  Status status = Status::kUnchanged;
  rewrite::Outcome outcome; // empty when failed
  std::string diff;
  std::vector<std::string> written;  // paths written
  Error error;              // kFailed
  Position error_position;  // 1-based; {0,0} when the error has no place
  std::string error_line;   // source line with the mistake, without line end
};

struct TextOptions {
  bool color = false;
  bool quiet = false;
  bool show_diff = true;
  std::string_view catalog_date;
};

// Terminal text for one file: diff, then summary. No control character of the input comes through raw.
std::string text(const FileReport& file, const TextOptions& options);
// `file:line:col: error: what`, the source line, a caret, `help: ...`.
std::string error_text(const FileReport& file, bool color);
// {"version":1,"files":[...]}; strings that are not UTF-8 have the offending bytes replaced.
std::string json(std::span<const FileReport> files);

}  // namespace dockhone::report
