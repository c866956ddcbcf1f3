// Reads one simple command word by word: InvocationReader, in three files.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "dockhone/model/invocation.h"
#include "literal.h"

namespace dockhone::model {

// The option of the tool that is spelled so; nullptr: none.
const OptionFacts* find_option(const ToolFacts* tool, std::string_view text);

inline bool takes_value(const OptionFacts* option) {
  return option != nullptr && option->value != OptionFacts::Value::kNever;
}
inline bool needs_value(const OptionFacts* option) {
  return option != nullptr && option->value == OptionFacts::Value::kNeeded;
}

bool is_assignment(std::string_view text);  // NAME=...

class InvocationReader {
 public:
  InvocationReader(const shell::Command& command, std::string_view script)
      : words_(command.words), script_(script) {
    out_.command_ = &command;
    out_.script_ = script;
  }

  std::optional<Invocation> read();

 private:
  // invocation_reader.cpp: words, operands and verbs.
  Literal text(std::size_t word);
  bool name_at(std::size_t at);
  Arg arg(Arg::Kind kind, const Literal& word, std::size_t at) const;
  // The place of a piece of the word's text in the script; of the whole word where it is quoted in parts.
  Span place(std::string_view piece, std::size_t at) const;
  // Returns the index of the module where `python -m module` is a program of its own; otherwise 0.
  std::size_t arguments(std::size_t from);
  void operand(const Literal& word, bool options);
  void verb(Arg word);
  void finish_verb();

  // invocation_wrappers.cpp: sudo, env, timeout ...
  // Index of the command that the wrapper at `at` runs; 0 when it is no wrapper, or runs none here (command
  // -v).
  std::size_t behind_wrapper(std::size_t at);
  // How many words behind the option are its value; nullopt: with it, no command is run.
  std::optional<std::size_t> wrapper_option(const CommandFacts& facts, const Literal& word, std::size_t at);
  std::optional<std::size_t> wrapper_cluster(const ToolFacts& tool, const Literal& word, std::size_t at);
  void unsure_wrapper(const Literal& word, std::size_t at);
  void peel(std::size_t from, std::size_t to);

  // invocation_options.cpp
  // A verb that is spelled as an option (dpkg -i).
  void option_verb(const OptionFacts& option);
  Arg& add_option(std::string_view text, const OptionFacts* facts, const Literal& word);
  void add_attached(std::string_view text, const OptionFacts* facts, const Literal& word);
  // The next word is the option's value.
  bool add_next(const OptionFacts* facts);
  // False: at_ is a module that is a program of its own.
  bool option(const Literal& word);
  // -I/usr/include where the tool's options have one dash and many letters.
  bool attached_to_short(const Literal& word);
  // -qqy, -j4, -ofile
  bool cluster(const Literal& word);
  const OptionFacts* find_letter(char letter);
  void add_letter(const Literal& word, std::size_t i, const OptionFacts* facts);
  // tar xzf a -C b: each letter that takes a value takes the next word.
  void bare_cluster(const Literal& word);

  std::span<const shell::Word> words_;
  std::string_view script_;
  Invocation out_;
  std::size_t at_ = 0;
  bool verb_done_ = false;
};

}  // namespace dockhone::model
