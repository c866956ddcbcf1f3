// The parser: recursive descent straight over the bytes, one pass, no token objects. Its members stand in
// several files: lexer.cpp, words.cpp, word_shape.cpp, expansions.cpp, parameters.cpp, heredocs.cpp,
// commands.cpp, compounds.cpp, simple_commands.cpp, redirects.cpp, tests.cpp.
//
// Every member that reads something returns false when it failed; the first failure is kept and everything
// unwinds. On success the cursor stands behind what was read.
#pragma once

#include <cstdint>
#include <string_view>

#include "chars.h"
#include "dockhone/shell/ast.h"
#include "dockhone/shell/parser.h"
#include "keywords.h"
#include "stack.h"

namespace dockhone::shell {

// Where a word stands decides which of its characters mean something.
enum class WordUse : std::uint8_t {
  kArgument,   // commands, for lists, array elements: braces, globs, tilde
  kAssigned,   // value of an assignment: tilde, also behind ':'
  kPlain,      // subject of case, here-string, operands of [[ ]]: tilde
  kPattern,    // case: globs as patterns
  kTarget,     // redirections
  kDelimiter,  // here-documents: quotes only
};

// How text inside ${}, $(()) and subscripts is quoted.
enum class Quoting : std::uint8_t {
  kBare,      // as outside of quotes
  kDouble,    // as inside of double quotes
  kHereBody,  // body of a here-document
  kArithmetic,
};

struct Failure {
  ParseError::Kind kind = ParseError::Kind::kSyntax;
  std::uint32_t offset = 0;
  const char* what = nullptr;  // null: none yet
  Span token;                  // quoted behind `what`, if not empty
};

class Parser {
 public:
  Parser(std::string_view text, Dialect dialect, Arena& arena, int depth = 0);
  bool script(const List*& list);
  std::span<const Span> take_comments() { return comments_.take(arena_, 0); }
  const Failure& failure() const { return failure_; }

 private:
  // Counts nesting for as long as it lives.
  class Level {
   public:
    explicit Level(Parser& parser) : parser_(parser) { ++parser_.depth_; }
    ~Level() { --parser_.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    bool ok() { return parser_.depth_ <= kMaxDepth || parser_.too_deep(); }

   private:
    Parser& parser_;
  };

  // A script inside the script: here-documents belong to one or the other.
  struct Nested {
    std::uint32_t awaited;
    std::uint32_t outer;
    std::size_t base;
  };

  // A word that is more than one literal, while it is read.
  struct Run {
    WordUse use;
    std::uint32_t begin;    // of the word
    std::uint32_t literal;  // of the literal that is being read
    bool globs = false;
    bool braces = false;
    bool finished = false;  // a line continuation ends it
  };

  // --- lexer.cpp
  bool at_end() const { return at_ >= end_; }
  char peek(std::uint32_t ahead = 0) const { return at_ + ahead < end_ ? text_[at_ + ahead] : '\0'; }
  bool looking_at(std::string_view token) const { return text_.substr(at_, end_ - at_).starts_with(token); }
  bool continues(std::uint32_t at) const {
    return at + 1 < end_ && text_[at] == '\\' && text_[at + 1] == '\n';
  }
  std::uint32_t behind_continuations(std::uint32_t at) const;
  bool bash() const { return dialect_ == Dialect::kBash; }
  bool ash() const { return dialect_ == Dialect::kAsh; }
  bool dash() const { return dialect_ == Dialect::kDash; }
  std::string_view slice(std::uint32_t begin, std::uint32_t end) const {
    return text_.substr(begin, end - begin);
  }
  void skip(int stops) {
    while (at_ < end_ && !is(text_[at_], stops)) ++at_;
  }
  void skip_name();
  void skip_blanks() {
    while (at_ < end_ && is_blank(text_[at_])) ++at_;
    if (at_ < end_ && (text_[at_] == '\\' || text_[at_] == '#')) skip_more_blanks();
  }
  void skip_more_blanks();
  bool newline();
  bool skip_newlines();
  bool operator_joined(std::uint32_t at);
  bool process_substitution_at(std::uint32_t at) const {
    return !dash() && at + 1 < end_ && text_[at + 1] == '(' && (text_[at] == '<' || text_[at] == '>');
  }
  bool word_ends_at(std::uint32_t at) const {
    return at >= end_ || (is(text_[at], kEndsWord) && !process_substitution_at(at));
  }
  bool word_starts() const { return !word_ends_at(at_); }
  Keyword keyword_here(std::uint32_t& end) const;
  Keyword keyword_here() const;
  bool expect(Keyword keyword, const char* what);
  bool fail(const char* what, std::uint32_t offset, Span token = {});
  bool unsupported(const char* what, std::uint32_t offset);
  bool unexpected();
  bool too_deep();

  // --- words.cpp
  bool word(WordUse use, Word& out);
  bool long_word(WordUse use, std::uint32_t begin, Word& out);
  bool word_special(Run& run);
  bool word_backslash(Run& run);
  bool tilde(Run& run);
  bool tilde_expands(const Run& run) const;
  void flush(std::uint32_t literal);
  void push_part(PartKind kind, std::uint32_t begin) {
    parts_.push({kind, {}, {begin, at_}, {}, {}, nullptr});
  }
  bool single_quoted(std::uint32_t& literal);
  bool double_quoted(std::uint32_t& literal);
  bool ansi_quoted(std::uint32_t& literal);
  void escaped(std::uint32_t& literal);

  // --- word_shape.cpp
  void shape(const Run& run, std::size_t mark);
  void fold_braces(std::size_t mark);
  void fold_globs(std::size_t mark);
  bool fold_bracket(std::size_t& part, std::uint32_t& at, std::size_t raw_end);
  void join_literals(std::size_t mark);

  // --- expansions.cpp
  bool dollar(Quoting quoting, std::uint32_t& literal);
  bool simple_parameter(std::uint32_t& literal);
  bool substitution(PartKind kind, std::uint32_t& literal);
  bool nested_list(const List*& list);
  bool backquoted(Quoting quoting, std::uint32_t& literal);
  bool backquoted_with_escapes(Span content, Quoting quoting);
  bool arithmetic(std::uint32_t& literal);
  bool old_arithmetic(std::uint32_t& literal);
  bool counted_arithmetic();
  bool parenthesised(std::uint32_t begin, std::uint32_t& close) const;
  std::uint32_t behind_quotes(std::uint32_t at) const;
  bool fragment(Quoting quoting, std::uint32_t end);

  // --- parameters.cpp
  bool braced_parameter(Quoting quoting, std::uint32_t& literal);
  bool parameter_head(WordPart& part, Quoting& quoting);
  bool parameter_name(WordPart& part);
  bool parameter_operator(WordPart& part, Quoting& quoting);
  bool bash_operator(WordPart& part, Quoting& quoting);
  bool strange_parameter(WordPart& part);
  bool operand(Quoting quoting, std::uint32_t literal);
  bool operand_special(Quoting quoting, std::uint32_t& literal);
  bool operand_single_quote(Quoting quoting, std::uint32_t& literal);

  // --- heredocs.cpp
  bool here_documents();
  bool here_document(Redirect& redirect);
  bool here_body(Redirect& redirect);
  bool delimiter_value(const Word& word, Redirect& redirect, std::string_view& value);
  bool is_terminator(const Redirect& redirect, std::uint32_t line, std::uint32_t end,
                     std::string_view value) const;

  // --- redirects.cpp
  bool redirect_ahead(std::uint32_t& operator_at);
  bool redirect(std::uint32_t operator_at);
  bool bash_assigns(const Redirect& redirect) const;
  bool redirect_operator(Redirect& out);
  std::span<const Redirect> take_redirects(std::size_t mark);
  bool trailing_redirects(Command& out);

  // --- commands.cpp
  bool list(bool may_be_empty, const List*& out);
  bool list_ends();
  bool terminator(AndOr& item, bool& more);
  bool and_or(AndOr& out);
  bool pipeline(Pipeline& out);
  bool pipeline_prefix(Pipeline& out);
  static bool is_time_argument(const Command& command);
  bool command(Command& out);
  bool compound(Keyword keyword, std::uint32_t keyword_end, Command& out);

  // --- simple_commands.cpp
  bool simple_command(Command& out);
  bool simple_item(Command& out, std::size_t words, bool& more);
  bool assignment_ahead(Assignment& out, std::uint32_t& behind);
  bool subscript_ahead(Assignment& out, std::uint32_t& at);
  bool assignment(Assignment& out, std::uint32_t behind);
  bool array(Assignment& out);
  bool first_word(const Word& word);
  bool breaks_subscript(Span word) const;
  bool ash_test_operator(std::size_t words);
  void push_token(std::uint32_t size);
  bool function_body(Command& out);
  bool function_parentheses();
  bool valid_function_name(Span name);

  // --- compounds.cpp
  bool subshell(Command& out);
  bool arithmetic_command(Command& out, std::uint32_t close);
  bool arithmetic_word(Command& out, std::uint32_t close);
  bool brace_group(Command& out);
  bool if_clause(Command& out);
  bool loop(Command& out);
  bool for_loop(Command& out, CommandKind kind);
  bool for_words(Command& out);
  bool arithmetic_for(Command& out);
  bool do_group(Command& out);
  bool case_clause(Command& out);
  bool case_item(CaseItem& out);
  bool case_patterns(CaseItem& out);
  bool function_keyword(Command& out);

  // --- tests.cpp
  bool test_command(Command& out);
  bool test_or();
  bool test_and();
  bool test_term();
  bool test_group();
  bool test_operand(WordUse use, Word& out);
  bool test_binary();
  bool test_pattern(Word& out, bool regex);
  bool test_end_ahead() const;

  std::string_view text_;
  Dialect dialect_;
  Arena& arena_;
  std::uint32_t at_ = 0;
  std::uint32_t end_;
  std::uint32_t last_ = 0;  // where the last token that belongs to a command ended
  int depth_;
  bool assigning_arguments_ = false;  // the command's arguments of the shape name=value are assignments
  bool array_arguments_ = false;      // bash: its builtin takes name=(...) and name[...]=value
  std::uint32_t awaited_ = 0;         // here-documents of this script level whose bodies are still to come
  std::uint32_t outer_awaited_ = 0;   // those of the levels around it
  std::size_t pending_base_ = 0;
  std::uint32_t substitution_begin_ =
      UINT32_MAX;  // first token of the last command substitution that was opened
  Failure failure_;

  Stack<WordPart, 32> parts_;
  Stack<Word, 32> words_;
  Stack<Assignment, 4> assignments_;
  Stack<Redirect, 4> redirects_;
  Stack<Command, 8> commands_;
  Stack<Pipeline, 16> pipelines_;
  Stack<AndOrOp, 16> ops_;
  Stack<AndOr, 8> and_ors_;
  Stack<const List*, 8> lists_;
  Stack<CaseItem, 4> case_items_;
  Stack<Redirect*, 4> pending_;
  Stack<Span, 8> comments_;
};

}  // namespace dockhone::shell
