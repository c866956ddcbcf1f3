// What each instruction takes: one table.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "dockhone/syntax/document.h"

namespace dockhone::syntax {

// How the reference reads what follows keyword and flags.
enum class Shape : std::uint8_t {
  kCommand,  // JSON array, or the line as it is
  kList,     // JSON array, or words
  kWords,
  kLine,
  kPairs,    // name=value ..., or `name the rest`
  kArgs,     // name or name=value ...
  kHealth,   // type, then kCommand
  kTrigger,  // another instruction
};

enum class FlagType : std::uint8_t { kSwitch, kString, kStrings };

struct FlagRule {
  std::string_view name;
  FlagType type;
};

struct KeywordInfo {
  std::string_view name;
  Shape shape;
  std::span<const FlagRule> flags;
};

const KeywordInfo& info(Keyword keyword);
// Any casing.
std::optional<Keyword> find_keyword(std::string_view word);
// The known instruction that a wrong word was probably meant to be; empty if none is near.
std::string_view nearest_keyword(std::string_view word);

}  // namespace dockhone::syntax
