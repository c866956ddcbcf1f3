// One pass over a Dockerfile. The steps live in lines.cpp, instruction.cpp, arguments.cpp ...
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dockhone/syntax/document.h"
#include "keywords.h"
#include "reuse.h"
#include "words.h"

namespace dockhone::syntax {

// A physical line: its bytes without '\r' and '\n' at the end, and where the next one begins.
struct Line {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t next = 0;
};

// What a word is that may open a here-document.
struct HeredocWord {
  enum class Kind { kNone, kHeredoc, kError } kind = Kind::kNone;
  Heredoc heredoc;
};
HeredocWord parse_heredoc(std::string_view word, Arena& arena);

enum class Checks { kAll, kGrammarOnly };

// MappedText::source without the search where there is one piece, as there mostly is.
inline Span source_span(const MappedText& text, Span logical) {
  if (text.pieces.size() > 1) return text.source(logical);
  std::uint32_t base = text.pieces[0].source;
  return {base + logical.begin, base + logical.end};
}

class Parser {
 public:
  // kGrammarOnly leaves out what the reference checks after it has its tree; for comparing trees.
  static Result<Document> parse(std::string text, Checks checks = Checks::kAll);
  static Result<Document> parse(std::string text, const Document& before, std::span<const Splice> splices);

 private:
  Parser(std::string text, Checks checks);

  Result<Document> finish() &&;
  // All steps return false after an error, which is then in error_.
  bool run();
  bool next_line(Line& line);
  bool comment(Line line, std::uint32_t hash);
  bool directive(Span comment, bool& found);

  // Reads the rest of the logical line that begins with `first`; its bytes, untrimmed, in `whole`.
  bool gather(Line first, Instruction& instruction, MappedText& whole);
  bool strip_continuation(Span& line) const;
  MappedText assemble();
  MappedText slice(const MappedText& text, Span part);

  bool instruction(Line first, std::uint32_t content);
  bool taken_over(std::uint32_t begin);
  std::optional<Keyword> read_keyword(Instruction& instruction);
  bool unknown_instruction(const Instruction& instruction);
  bool node(Instruction& instruction);
  bool trigger(Instruction& outer);
  const Instruction* finished_trigger(const Instruction& outer);
  std::uint32_t read_flags(Instruction& instruction, std::uint32_t at);

  bool arguments(Instruction& instruction);
  bool command(Instruction& instruction, Span part);
  bool list(Instruction& instruction);
  bool pairs(const Instruction& instruction);
  bool old_pair(const Instruction& instruction);
  void names(const Instruction& instruction);
  bool health(Instruction& instruction);
  bool json_array(Instruction& instruction, Span part);
  void add_words(const Instruction& instruction);
  void add_argument(const Instruction& instruction, Span part);
  KeyValue key_value(const Instruction& instruction, const Word& word);

  bool heredocs(Instruction& instruction, const MappedText& whole);
  bool heredoc_body(Heredoc& heredoc);

  bool validate(const Instruction& instruction);
  bool validate_flags(const Instruction& instruction);
  bool validate_flag(const Flag& flag, FlagType type);
  bool validate_form(const Instruction& instruction);
  bool validate_from(const Instruction& instruction);
  bool validate_pairs(const Instruction& instruction);
  bool validate_copy(const Instruction& instruction);
  bool validate_run(const Instruction& instruction);
  bool validate_mount(const Flag& flag);
  bool validate_device(const Flag& flag);
  bool validate_health(const Instruction& instruction);
  bool validate_interval(const Flag& flag);
  bool validate_retries(const Flag& flag);
  bool validate_shell(const Instruction& instruction);
  bool validate_volumes(const Instruction& instruction);
  bool unknown_flag(const Instruction& instruction, const Flag& flag);
  bool need_argument(const Instruction& instruction, std::string help);

  bool fail(std::uint32_t offset, std::string message, std::string help);
  std::string_view keep(std::string_view text) { return document_.arena_->copy(text); }

  Document document_;
  std::string_view text_;
  std::optional<Reuse> reuse_;
  std::optional<Error> error_;
  std::uint32_t at_ = 0;
  std::uint32_t comments_from_ = 0;  // first of the comment lines right above the current line
  Checks checks_;
  bool directives_open_ = true;
  bool saw_from_ = false;

  // Scratch space, kept from instruction to instruction.
  std::vector<Span> segments_;
  std::string joined_;
  std::vector<MappedText::Piece> pieces_;
  std::vector<Span> strings_;
  std::vector<Word> words_;
  std::vector<Flag> flags_;
  std::vector<Argument> args_;
  std::vector<KeyValue> pairs_;
  std::vector<std::string> fields_;
};

}  // namespace dockhone::syntax
