// What people and programs read about a run.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/base/result.h"
#include "dockhone/base/text.h"
#include "dockhone/model/checks.h"
#include "dockhone/rewrite/pipeline.h"

namespace dockhone::report {

enum class Status : std::uint8_t { kUnchanged, kChanged, kFailed };

struct FileReport {
  std::string path;  // as given on the command line or found
  Status status = Status::kUnchanged;
  rewrite::Outcome outcome;              // empty when failed
  std::vector<model::Finding> findings;  // of the input; those that the format shows
  std::string diff;
  std::vector<std::string> written;  // paths written
  Error error;                       // kFailed
  std::string error_path;   // the file that the error is in, when it is not `path` (a configuration file)
  Position error_position;  // 1-based; {0,0} when the error has no place
  std::string error_line;   // source line with the mistake, without line end
};

struct TextOptions {
  bool color = false;
  bool quiet = false;    // nothing but errors
  bool verbose = false;  // every place that was left alone, each on its own
  bool show_diff = true;
  bool to_terminal =
      true;  // false: a pipe or a file, where the diff keeps CR LF, so that `git apply` takes it
  std::size_t width = 100;  // column at which sentences wrap; 0: never
  std::string_view catalog_date = {};
};

// Terminal text for one file: diff, then summary. No control character of the input comes through raw.
std::string text(const FileReport& file, const TextOptions& options);
// The diff alone, for a terminal.
std::string diff_text(std::string_view diff, bool color, bool keep_cr = false);
// The summary alone: what changed, what was left alone, what waits for a higher --risk, what was written.
std::string summary(const FileReport& file, const TextOptions& options);
// `file:line:col: error: what`, the source line, a caret, `help: ...`.
std::string error_text(const FileReport& file, bool color);
// The same without a file: `dockhone: error: what`, `help: ...`.
std::string error_text(const Error& error, bool color);

// {"version":1,"files":[...]}; strings that are not UTF-8 have the offending bytes replaced.
std::string json(std::span<const FileReport> files);
// The same in pieces, for runs over many files: kJsonBegin, objects with "," between, kJsonEnd.
inline constexpr std::string_view kJsonBegin = "{\"version\":1,\"files\":[";
inline constexpr std::string_view kJsonEnd = "]}\n";
std::string json_file(const FileReport& file);

}  // namespace dockhone::report
