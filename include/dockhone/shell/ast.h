// Syntax tree of a shell script. All spans are byte offsets in the text given to parse(); for a RUN
// that is the instruction's logical text, whose MappedText leads back to the Dockerfile.
// Terms are POSIX's: list, and-or list, pipeline, simple command, compound command, word.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "dockhone/base/span.h"

namespace dockhone::shell {

// Which program reads the script. kBash is GNU bash, kDash Debian's dash, kAsh busybox ash.
enum class Dialect : std::uint8_t { kDash, kBash, kAsh };

struct List;
struct WordPart;

enum class PartKind : std::uint8_t {
  kLiteral,         // plain characters, nothing special
  kEscaped,         // \x: a backslash and the byte it quotes; backslash-newline stands for nothing
  kGlob,            // unquoted * ? or a bracket expression [...]; expansions inside the brackets are in parts
  kTilde,           // unquoted ~ or ~user where the shell puts a home directory
  kBraceExpansion,  // {a,b} or {1..3} in bash; what is between the braces is in parts
  kExtGlob,         // bash @(a|b), accepted in [[ x == @(a|b) ]] only; also the ( ) groups of a =~ operand
  kSingleQuoted,    // '...'
  kAnsiQuoted,      // $'...' (bash, ash)
  kDoubleQuoted,    // "..."; parts are inside
  kLocaleQuoted,    // $"..." (bash); parts are inside
  kParameter,       // $x ${x} ${x:-word}; see name, op, parts
  kCommandSubst,    // $( list )
  kBackquoted,      // ` list `: parsed when no backslash in it is removed, else kept as text
  kArithmetic,      // $(( ... )) (and $[ ] in bash); expansions inside are in parts
  kProcessSubst,    // <( list ) or >( list ) (bash, busybox ash)
};

enum class ParameterOp : std::uint8_t {
  kPlain,        // $x, ${x}
  kLength,       // ${#x}
  kDefault,      // ${x-w} ${x:-w}
  kAssign,       // ${x=w} ${x:=w}: has an effect on the shell's state
  kError,        // ${x?w} ${x:?w}: may end the shell
  kAlternative,  // ${x+w} ${x:+w}
  kTrim,         // ${x#w} ${x##w} ${x%w} ${x%%w}
  kOther,        // bash: ${x/a/b} ${x:1:2} ${x^^} ${!x} ${x[@]} ${x@Q} ...
};

struct Word {
  Span span;
  std::span<const WordPart> parts;
};

struct WordPart {
  PartKind kind = PartKind::kLiteral;
  ParameterOp op = ParameterOp::kPlain;
  Span span;
  Span name;                        // kParameter: the parameter's name or special character
  std::span<const WordPart> parts;  // what is inside, in order (double quotes, operand of ${}, arithmetic)
  const List* list = nullptr;       // command and process substitution; null where it was not parsed
};

enum class RedirectOp : std::uint8_t {
  kIn,          // <
  kOut,         // >
  kAppend,      // >>
  kClobber,     // >|
  kReadWrite,   // <>
  kDupIn,       // <&
  kDupOut,      // >&
  kOutBoth,     // &> (bash; busybox ash)
  kAppendBoth,  // &>> (bash)
  kHereDoc,     // << and <<-
  kHereString,  // <<< (bash)
};

struct Redirect {
  RedirectOp op = RedirectOp::kIn;
  Span span;        // descriptor, operator and target; not the here-document's body
  Span descriptor;  // digits or {name} before the operator; empty if absent
  Word target;      // file, descriptor, here-string, or the here-document's delimiter as written
  // Here-documents only:
  bool quoted = false;      // delimiter has quotes: the body is literal
  bool strip_tabs = false;  // <<-
  Span body;                // lines between, each with its newline
  Span terminator;          // the terminating line, without its newline; empty when the text ended first
  std::span<const WordPart> body_parts;  // expansions in an unquoted body
};

struct Assignment {
  Span span;
  Span name;
  Span subscript;  // bash: what stands in a[...]=, without brackets; empty if absent
  std::span<const WordPart> subscript_parts;
  bool append = false;             // +=
  bool array = false;              // name=( words )
  Word value;                      // empty span at the end when nothing follows '='; array: unused
  std::span<const Word> elements;  // array only
};

enum class CommandKind : std::uint8_t {
  kSimple,      // assignments, words, redirects; busybox ash: also [[ ... ]], where && and || are words
  kSubshell,    // ( list )
  kBraceGroup,  // { list; }
  kIf,          // lists: condition, body, [condition, body]..., [else body]
  kFor,         // name, words, lists: body; has_in tells `for x` from `for x in`
  kArithFor,    // bash for ((;;)); words[0] is what is between the parentheses; lists: body
  kSelect,      // bash; like kFor
  kWhile,       // lists: condition, body
  kUntil,       // lists: condition, body
  kCase,        // words: the subject; case_items
  kFunction,    // name; body command in `body`
  kTest,        // bash [[ ... ]]; words as written between the brackets, operators included
  kArithmetic,  // bash (( ... )); words[0] is what is between the parentheses
};

struct CaseItem {
  Span span;
  std::span<const Word> patterns;
  const List* list = nullptr;  // null when empty
  Span terminator;             // ;; ;& ;;& ; empty for a last item without one
};

struct Command {
  CommandKind kind = CommandKind::kSimple;
  bool has_in = false;    // kFor, kSelect
  bool has_else = false;  // kIf
  Span span;              // with redirections, without here-document bodies
  Span name;              // kFor, kSelect: the variable; kFunction: the function's name
  std::span<const Assignment> assignments;
  std::span<const Word> words;
  std::span<const Redirect> redirects;
  std::span<const List* const> lists;
  std::span<const CaseItem> case_items;
  const Command* body = nullptr;  // kFunction
};

struct Pipeline {
  Span span;
  bool negated = false;       // !
  bool timed = false;         // bash `time`
  bool pipes_errors = false;  // bash: at least one of its pipes is |&
  std::span<const Command> commands;
};

enum class AndOrOp : std::uint8_t { kAnd, kOr };

enum class Terminator : std::uint8_t { kNone, kSemicolon, kNewline, kBackground };

struct AndOr {
  Span span;  // without its terminator
  std::span<const Pipeline> pipelines;
  std::span<const AndOrOp> ops;  // pipelines.size() - 1
  Terminator terminator = Terminator::kNone;
  Span terminator_span;
};

struct List {
  Span span;  // from the first item to the last, with the last one's ; or &; empty where a list is empty
  std::span<const AndOr> items;
};

}  // namespace dockhone::shell
