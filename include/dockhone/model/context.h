// The build context: which files there are, and the text of small ones, as far as they were read before the
// passes ran. Paths are relative to the context's root, parts joined by '/', without "." and "..". What
// .dockerignore hides is not part of it. Source: a directory; see src/app/context.h for the bounds.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dockhone::model {

class BuildModel;

class Context {
 public:
  enum class Kind : std::uint8_t { kFile, kDirectory, kLink, kOther };
  struct Entry {
    std::string path;
    Kind kind = Kind::kFile;
    bool executable = false;
    std::optional<std::string> text = {};  // of a regular file that is small, and text
    // Of a regular file: an archive that ADD would unpack, by its first bytes; nullopt where they were not
    // read.
    std::optional<bool> packed = {};
    std::string target = {};  // kLink: what it points to, as written
  };

  // `complete`: every file is among the entries.
  Context(std::vector<Entry> entries, bool complete);

  // nullptr: not there, or, where the context is not complete, not read. Takes "./a//b" and "/a/b" too.
  const Entry* find(std::string_view path) const;
  const std::string* text(std::string_view path) const;        // nullptr where there is none
  std::span<const Entry> entries() const { return entries_; }  // by path, in order of bytes
  // What lies below a directory; all for "" and ".".
  std::span<const Entry> below(std::string_view directory) const;
  bool complete() const { return complete_; }

 private:
  std::vector<Entry> entries_;
  bool complete_;
};

// What the COPYs and ADDs of a Dockerfile name plainly in their context, the root itself left out.
std::vector<std::string> plain_sources(const BuildModel& model);

// A name that lies beside a Dockerfile also where it is only kept: another Dockerfile, a README.
bool says_nothing(std::string_view path);

// Whether this can be the directory that the Dockerfile is built with: it holds more than Dockerfiles, and
// every file that a COPY or ADD names plainly.
bool fits(const Context& context, const BuildModel& model);

}  // namespace dockhone::model
