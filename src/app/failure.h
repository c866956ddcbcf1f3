// An error together with the file and place that it is about.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "dockhone/base/result.h"
#include "dockhone/base/text.h"
#include "dockhone/report/report.h"

namespace dockhone::app {

struct Failure {
  Error error;
  std::string path;         // "" when it is about the command line
  Position position{0, 0};  // {0, 0}: no place in the file
  std::string line;         // the source line, when there is a place
};

template <class T>
using Expected = tl::expected<T, Failure>;

// Fills in place and line from error.offset.
Failure failure_at(Error error, std::string path, std::string_view text);
std::string failure_text(const Failure& failure, bool color);
report::FileReport failed_report(std::string path, Failure failure);
int exit_status(const Error& error);
// Of two exit statuses the one that a batch ends with.
int graver(int a, int b);

// "; did you mean NAME?" made into help, or "" when nothing is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> names);
std::string joined(std::span<const std::string_view> words, std::string_view separator = ", ");

}  // namespace dockhone::app
