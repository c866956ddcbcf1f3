// BuildKit's lexer of words: quotes, escapes and variables. One object lexes one text once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/syntax/expand.h"
#include "pattern.h"
#include "unicode.h"

namespace dockhone::syntax {

struct LexOptions {
  char escape = '\\';
  bool raw_quotes = false;   // quotes stay in the result
  bool raw_escapes = false;  // escape characters too
  bool skip_unset = false;   // $name stays where it is not set
  // Beyond these many bytes, or steps of work, the result is unknown: a few lines of ENV x=$x$x would
  // otherwise fill any memory.
  std::size_t max_result = 1u << 20;
  std::size_t max_work = 1u << 27;
};

struct LexedWord {
  std::string text;
  Span span;  // in the text that was lexed
};

class WordLexer {
 public:
  WordLexer(std::string_view text, LexOptions options, const LookupFn& lookup);

  // False after an error, which error() then describes.
  bool run();

  const Error& error() const { return error_; }
  std::string& result() { return result_; }
  std::vector<LexedWord>& words() { return words_.done; }
  std::vector<Variable>& variables() { return variables_; }
  std::vector<std::string>& unset() { return unset_; }
  bool unknown() const { return unknown_; }
  bool used_variable() const { return used_variable_; }

 private:
  static constexpr char32_t kEnd = 0xffffffff;

  // Words in the making. As in the reference, all nesting levels fill one buffer, and a level that begins
  // empties it: `a${x:-b}` splits into the one word `b`.
  struct Words {
    std::string buffer;
    Span span;
    bool in_word = false;
    std::vector<LexedWord> done;
  };

  // What stands between operator and '}'.
  struct Operand {
    std::string text;
    Span span;
    bool unknown = false;
  };

  struct Value {
    std::string_view text;
    bool set = false;
    bool unknown = false;
  };

  char32_t peek() const { return at_ < text_.size() ? decode_rune(text_.substr(at_)).value : kEnd; }
  char32_t next();
  bool fail(std::uint32_t offset, std::string message, std::string help = {});

  bool until(char32_t stop, bool raw_escapes, std::string& out);
  bool plain(std::string& out);
  bool special(char32_t rune, std::string& out);
  bool single_quoted(std::string& out);
  bool double_quoted(std::string& out);
  void less_than(std::string& out);

  bool dollar(std::string& out);
  bool braced(std::uint32_t begin, std::string& out);
  bool modified(std::uint32_t begin, char32_t op, bool colon, std::string_view name, std::string& out);
  bool replaced(std::string_view name, std::string& out);
  bool operand(char32_t stop, bool raw_escapes, Operand& result);
  bool require(std::uint32_t begin, std::string_view name, bool null_is_unset, const Value& value,
               const Operand& word, std::string& out);
  bool trimmed(std::uint32_t begin, char32_t op, const Value& value, const Operand& word, std::string& out);
  bool matched(std::uint32_t begin, const PatternResult& result, std::string& out);
  bool take(const Value& value, std::string& out);
  bool take(const Operand& word, std::string& out);
  bool spend(std::size_t work);
  bool append(std::string& out, std::string_view text);
  std::string_view read_name();
  Value look_up(std::string_view name);

  void add_char(char32_t rune, std::uint32_t begin);
  void add_raw(std::string_view text, std::uint32_t begin);
  void add_split(std::string_view text, std::uint32_t begin);
  void flush_word();

  std::string_view text_;
  LexOptions options_;
  const LookupFn& lookup_;
  std::uint32_t at_ = 0;
  unsigned depth_ = 0;
  std::size_t work_ = 0;
  bool raw_escapes_ = false;
  bool unknown_ = false;
  bool used_variable_ = false;
  Words words_;
  std::string result_;
  std::vector<Variable> variables_;
  std::vector<std::string> unset_;
  Error error_;
};

}  // namespace dockhone::syntax
