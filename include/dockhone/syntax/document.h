// A Dockerfile as spans into its own text. Behaviour follows BuildKit's Dockerfile frontend (packages
// parser and instructions) of August 2026: what it rejects is rejected, what it accepts is accepted.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/base/arena.h"
#include "dockhone/base/result.h"
#include "dockhone/base/span.h"
#include "dockhone/base/text.h"

namespace dockhone::syntax {

enum class Keyword : std::uint8_t {
  kAdd,
  kArg,
  kCmd,
  kCopy,
  kEntrypoint,
  kEnv,
  kExpose,
  kFrom,
  kHealthcheck,
  kLabel,
  kMaintainer,
  kOnbuild,
  kRun,
  kShell,
  kStopsignal,
  kUser,
  kVolume,
  kWorkdir,
};

// Upper-case name, as people write it.
std::string_view name(Keyword keyword);

// One leading --name[=value] word of an instruction. Name and value as the reference decodes them.
struct Flag {
  Span span;  // source bytes, quotes and continuations included
  std::string_view name;
  std::string_view value;
  bool has_value = false;
};

// One argument. What it is depends on the instruction:
//   JSON form (RUN CMD ENTRYPOINT SHELL VOLUME COPY ADD): one decoded array element;
//   shell form of RUN CMD ENTRYPOINT, and MAINTAINER, STOPSIGNAL, USER, WORKDIR: the rest of the line, once;
//   FROM, COPY, ADD, EXPOSE, VOLUME: one word; ENV, LABEL, ARG: see KeyValue;
//   HEALTHCHECK: the type (NONE or CMD), then the command's arguments as for CMD;
//   ONBUILD: none, see Instruction::trigger.
struct Argument {
  Span span;  // source bytes; for JSON with the quotes
  std::string_view value;
};

// One pair of ENV, LABEL or ARG. Key and value raw: with their quotes, variables not expanded. Spans are
// source bytes; the texts are what is left of them after continuations, comments and blank lines.
struct KeyValue {
  Span span;
  Span key;
  Span value;  // empty at the end of span when there is none
  std::string_view key_text;
  std::string_view value_text;
  bool has_value = true;  // false: `ARG name`
  bool old_form = false;  // `ENV name the rest of the line`
};

struct Heredoc {
  std::string_view name;     // delimiter after quote removal
  std::string_view content;  // body with tabs still in it
  Span op;                   // 3<<-"EOF", with its digits, as source bytes
  Span body;                 // source bytes of the lines between
  Span terminator;           // source bytes of the terminating line without its line end
  int fd = 0;
  bool expand = true;  // no quotes in the delimiter
  bool chomp = false;  // <<-
};

struct Instruction {
  // Equal in documents that came from one another only where the instruction is byte for byte the same.
  std::uint32_t identity = 0;
  Keyword keyword = Keyword::kRun;
  bool json = false;            // arguments are a JSON array
  bool comment_inside = false;  // a comment line between its continuation lines
  bool blank_inside = false;    // a blank line between its continuation lines
  Span span;                    // first byte of the keyword to the last byte before the final line
                                // end: here-documents included, indentation and line end not
  Span lines;                   // whole physical lines: from line start through the final line end
  Span keyword_span;
  MappedText logical;              // keyword to the end, trimmed, without here-document bodies
  Span rest;                       // in `logical`: everything after keyword and flags, trimmed
  std::span<const Span> comments;  // comment lines right above it, each from its '#' to before the line
                                   // end; part of no instruction
  std::span<const Flag> flags;
  std::span<const Argument> args;
  std::span<const KeyValue> pairs;
  std::span<const Heredoc> heredocs;  // of ONBUILD and of its trigger the same
  // ONBUILD: the instruction it holds, with spans in the same source. Its flags and arguments are not
  // checked, and it is null where its keyword is unknown: a builder notices only when the image is a base.
  const Instruction* trigger = nullptr;

  std::string_view rest_text() const { return rest.in(logical.text); }
  const Flag* flag(std::string_view name) const;
};

struct Directive {
  Span span;              // the comment line, from its '#'
  std::string_view name;  // lower case: syntax, escape, check
  std::string_view value;
};

// Bytes `span` of a text were replaced by `size` others.
struct Splice {
  Span span;
  std::uint32_t size = 0;
};

// Immutable; cheap to move. Views in it stay valid while it lives, also after a move.
class Document {
 public:
  // An Error of kind kSyntax carries the offset of the mistake. More than kMaxInput bytes are refused.
  static Result<Document> parse(std::string text);
  // The same for a text that was made from `before` by splices, ascending and apart. What they did not touch
  // is taken over, so that the work depends on what changed; `before` need not live on.
  static Result<Document> parse(std::string text, const Document& before, std::span<const Splice> splices);

  std::string_view text() const { return *text_; }
  std::span<const Instruction> instructions() const { return instructions_; }
  std::span<const Directive> directives() const { return directives_; }
  // All comment lines outside instructions and inside continuations, in order, directives not included;
  // each from its '#' to before the line end.
  std::span<const Span> comments() const { return comments_; }
  char escape() const { return escape_; }  // '\\' or '`'
  bool has_bom() const { return has_bom_; }
  std::string_view newline() const { return newline_; }  // "\n" or "\r\n", by the first line end
  // Made when first asked for.
  const LineMap& lines() const {
    if (lines_.line_count() == 0) lines_ = LineMap(text());
    return lines_;
  }

 private:
  friend class Parser;
  Document() = default;

  std::unique_ptr<std::string> text_;
  std::shared_ptr<Arena> arena_;
  std::vector<std::shared_ptr<Arena>> kept_;  // of earlier documents, whose instructions were taken over
  std::vector<Instruction> instructions_;
  std::vector<Directive> directives_;
  std::vector<Span> comments_;
  mutable LineMap lines_;
  std::string_view newline_ = "\n";
  std::uint32_t identities_ = 0;  // given so far
  char escape_ = '\\';
  bool has_bom_ = false;
};

// The image of the frontend that a builder runs for this text, with what follows it: the value of a
// `syntax` directive, which for this purpose may also follow a `#!` line, be a `//` comment, or be a member
// of a JSON object. nullopt: the builder's own frontend.
std::optional<std::string> detect_syntax(std::string_view text);

}  // namespace dockhone::syntax
