// Strict parser for the shell language that people write in RUN. It accepts what the dialect's own
// shell accepts under -n, never more; what it does not model it refuses by name, so that callers leave
// the script alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "dockhone/base/arena.h"
#include "dockhone/shell/ast.h"

namespace dockhone::shell {

// A parsed script owns its tree; spans and names refer to the text given to parse(), which must outlive it.
struct Script {
  Arena arena;
  const List* list = nullptr;      // never null; empty for a blank script
  std::span<const Span> comments;  // each from '#' to the end of its line, in order
};

struct ParseError {
  enum class Kind : std::uint8_t {
    kSyntax,       // the dialect's shell rejects this too
    kUnsupported,  // not modelled, nested deeper than kMaxDepth, or longer than kMaxScript
  };
  Kind kind = Kind::kSyntax;
  std::uint32_t offset = 0;
  std::string message;
};

inline constexpr int kMaxDepth = 100;
// A tree takes up to three hundred times its text; exec takes no argument of more than 131,071 bytes.
inline constexpr std::uint32_t kMaxScript = 1u << 20;

tl::expected<Script, ParseError> parse(std::string_view text, Dialect dialect);

// True when dash, bash and busybox ash read `text` alike: parse() gives the same tree for each of them, with
// no parameter operator beyond POSIX in it, or fails for each. Mostly a quick scan for what only some of them
// know ([[, ((, &>, <( >(, $', $", <<<, arrays, function, {a,b}, |& ...); where it finds any, the trees are
// compared.
bool dialect_neutral(std::string_view text);

// The word's value after quote removal when no expansion, glob, tilde or brace is in it.
std::optional<std::string> static_value(const Word& word, std::string_view text);

// The word's literal text when it is one unquoted literal part, else an empty view. Allocates nothing.
std::string_view plain_literal(const Word& word, std::string_view text);

}  // namespace dockhone::shell
