// What ADD would do with one of its sources, as far as the name alone tells.
#pragma once

#include <cstdint>
#include <string_view>

#include "dockhone/rewrite/pass.h"

namespace dockhone::transforms::add_to_copy {

enum class Source : std::uint8_t {
  kPlain,     // a directory, or a file that cannot be an archive that ADD unpacks: COPY does the same
  kRemote,    // a URL or a git repository
  kArchive,   // named as an archive that ADD unpacks
  kVariable,  // a variable decides what it is
  kGlob,      // a pattern may match an archive
  kUnknown,   // the name does not tell
};

// Name of a source as ADD sees it: quotes removed, variables not expanded. Where the build context is known,
// it decides instead of the name.
Source classify(std::string_view name, const rewrite::Facts& facts);

// By extension, or by the whole of the name: files that are text by convention, or of a format that ADD
// leaves packed (ADD unpacks tar, also behind gzip, bzip2, xz and zstd; zip is none of them). `base` is the
// last part of a path.
bool never_archive(std::string_view base);

}  // namespace dockhone::transforms::add_to_copy
