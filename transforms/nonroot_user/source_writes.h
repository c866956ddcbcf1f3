// Whether the source of an application, in the build context, writes files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dockhone/model/context.h"

namespace dockhone::transforms::nonroot {

struct SourceWrites {
  enum class Answer {
    kUnknown,  // it may, or not all of it could be read
    kNowhere,  // no call in it writes files
    kNamed,    // only files that name one of the directories which the Dockerfile made for that
  };
  Answer answer = Answer::kUnknown;
  std::size_t files = 0;  // that were read
};

// A word of it may write a file, or start a program that does: in doubt it does.
bool may_write(std::string_view text);

// `context` may be null. `directories`: made for the process to write to.
SourceWrites writes_of_source(const model::Context* context, const std::vector<std::string>& directories);

}  // namespace dockhone::transforms::nonroot
