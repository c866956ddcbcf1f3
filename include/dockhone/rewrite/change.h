// What a pass proposes, what became of it, and what was left alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/base/span.h"
#include "dockhone/rewrite/edit.h"

namespace dockhone::rewrite {

enum class Risk : std::uint8_t { kSafe, kReview, kSuggest };

std::string_view name(Risk risk);
std::optional<Risk> parse_risk(std::string_view text);

// 1-based, inclusive line numbers of the *input*.
struct LineRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

// One way in which the build then differs on purpose. A judge that executes both versions tolerates these,
// one by one, and nothing else; a change without any claims that nothing differs.
struct Difference {
  enum class Kind : std::uint8_t {
    kWords,  // calls of `command` have the words `now` where they had `was`; either may be empty
    kOrder,  // calls of `command` have the operands `now`, which are those of `was` in another order, each
             // once; a variable in one is as written
    kAddedCommand,    // `now` is called in addition: its words as written, patterns not expanded
    kDroppedCommand,  // `was` is not called any more
    kPlace,  // `command` runs in another RUN than before, but in the same order, and sees the variables `now`
             // too
    kDirectory,   // `command`, or all when empty, runs in directory `now` instead of `was`
    kBase,        // the base image `was` is named `now`
    kCacheMount,  // below `now` is what a cache mount holds, not the image
    kConfig,      // the image's configuration: field `command` is `now` instead of `was`
    kOwner,       // what a COPY or ADD (`command`) brings belongs to `now`, not to root
    kSplit,  // the last stage became a builder, named `now`, and a stage with its configuration; `command`
             // names what the replaced base image set, and is set again: NAME, or WorkingDir=/path
  };
  Kind kind = Kind::kWords;
  std::string command;  // the program as called ("apt-get"), or the field of the configuration ("Cmd")
  std::string was;      // literal words, separated by blanks
  std::string now;
};

std::string_view name(Difference::Kind kind);  // "words", "added-command" ...
std::optional<Difference::Kind> parse_difference(std::string_view name);

struct Change {
  // PASS/STAGE.HASH[.ORDINAL]; stable as long as the changed text and its stage are.
  std::string id;
  std::string_view pass;
  Risk risk = Risk::kSafe;
  LineRange lines;
  std::string what;                   // one sentence, imperative, without final dot
  std::string why;                    // one sentence
  std::vector<std::string> evidence;  // the facts that it rests on
  std::vector<Difference> differences = {};
};

struct Declined {
  std::string_view pass;
  LineRange lines;
  std::string_view reason;  // stable short key, for counting ("background-job")
  std::string why;          // the sentence that a person reads
};

}  // namespace dockhone::rewrite
