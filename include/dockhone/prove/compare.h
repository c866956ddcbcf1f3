// What differs between the image of the original and that of the optimized Dockerfile, and which of it the
// changes declared.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "dockhone/prove/image.h"
#include "dockhone/rewrite/change.h"

namespace dockhone::prove {

// What the changes say will differ, in terms of an image.
struct Intent {
  bool base = false;                          // the last stage starts from another image
  bool packages = false;                      // a package manager installs more, or less
  bool accounts = false;                      // a user or group is made
  bool unknown = false;                       // there is no list of changes: somebody else's rewrite
  std::set<std::string, std::less<>> config;  // fields: "User", "Cmd"
  std::set<std::string, std::less<>> owners;  // as numbers or names, "10001:10001"
  std::vector<std::string> removed;           // below these paths files go
  std::vector<std::string> added;             // below these paths files come

  void guess(const Image& before, const Image& after);
};

Intent intent_of(std::span<const rewrite::Change> changes);

struct Finding {
  std::string key;    // stable: config, missing, added, type, mode, owner, content, link, program, library,
                      // interpreter, certificates, time-zones, libc, smoke, http, exit, signal
  std::string place;  // path or field
  std::string what;   // a sentence without a final dot
};

struct Comparison {
  std::vector<Finding> wrong;
  std::vector<Finding> declared;
  std::map<std::string, std::uint64_t, std::less<>> left_out;  // bytes by directory, on purpose
  std::size_t files = 0;                                       // that are equal
  std::size_t noise = 0;                                       // that differ as two builds of one file do
  std::size_t of_base = 0;                                     // that differ with the base image

  bool equal() const { return wrong.empty(); }
};

struct Question {
  const Image& before;
  const Image& after;
  Intent intent;
  std::vector<std::string>
      artifacts;  // absolute paths that a COPY of the last stage brings, where the base differs
  std::set<std::string, std::less<>> variables;  // that the original's ENV sets
};

Comparison compare(const Question& question);

// One path that differs between two builds of one Dockerfile, and why; `/**` at its end stands for all below,
// `**/` at its beginning for any directory.
struct Noise {
  std::string_view pattern;
  std::string_view why;
};
std::span<const Noise> noise();
bool is_noise(std::string_view path);

// What the process of the image asks of it and does not find, where `before` had it.
std::vector<Finding> unmet_needs(const Image& before, const Image& after);

}  // namespace dockhone::prove
