// One simple command read through what is known about its program: which words are options, their values, a
// verb, operands. Reads words only; what the command does is in effects.h.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/model/commands.h"
#include "dockhone/shell/ast.h"

namespace dockhone::model {

inline constexpr std::uint16_t kNoWord = 0xffff;

// One argument: a word of the command, or a piece of one (a letter of -qqy, the value of --opt=value).
struct Arg {
  enum class Kind : std::uint8_t { kOption, kValue, kVerb, kOperand };

  Kind kind = Kind::kOperand;
  // The text is what the program gets. False: a variable, substitution or glob takes part, and `text` holds
  // what is literal at its beginning.
  bool known = true;
  // Not known, and an unquoted expansion in it may stand for several words, or none.
  bool splits = false;
  // kOption: not listed for this program. kVerb: the verb is not listed. kOperand: it may be an option when
  // run ($OPTS).
  bool unsure = false;
  std::uint16_t word = 0;  // index in Command::words
  Span span;               // in the script; of the piece, without the `=` before a value
  std::string_view text;   // an option with its dashes (a letter of a cluster too: -y), as written
  const OptionFacts* option = nullptr;  // of kOption and kValue
};

// A program that runs the rest of its words as a command: sudo, env, timeout, exec, python -m ...
struct Peeled {
  const CommandFacts* facts = nullptr;  // never null
  std::uint16_t first_word = 0;         // its own words: [first_word, end_word)
  std::uint16_t end_word = 0;
  Span span;  // of these words in the script
};

class Invocation {
 public:
  // Name of the program without its directory; a view into the script or into this object.
  std::string_view program() const { return program_; }
  // As called, with directory.
  std::string_view called() const { return called_; }
  // The word of `called()`.
  std::uint16_t program_word() const { return program_word_; }
  // The script that the words are in; the same as was given.
  std::string_view script() const { return script_; }
  const shell::Command& command() const { return *command_; }
  // Null when nothing is known about the program.
  const CommandFacts* facts() const { return facts_; }
  // Null when its options and verbs are not known; then every option is unsure, and there is no verb.
  const ToolFacts* tool() const { return facts_ == nullptr ? nullptr : facts_->tool; }
  std::string_view manager() const { return tool() == nullptr ? std::string_view() : tool()->manager; }

  // What wraps the command, from the outside in.
  std::span<const Peeled> peeled() const { return peeled_; }
  bool wrapped_by(std::string_view program) const;
  // VAR=value words of the wrappers (env VAR=value cmd); those before the command are Command::assignments.
  std::span<const Arg> assignments() const { return assignments_; }

  // In the order of the words. Words of wrappers are not among them.
  std::span<const Arg> args() const { return args_; }

  // The verb, nullptr where there is none or it is not listed. `apt-get install`: the facts of install.
  const VerbFacts* verb() const { return verb_; }
  // Canonical name: "install" for `apk add`-like synonyms too; "" without verb, as written when not listed.
  std::string_view verb_name() const;
  // The verb's first argument; nullptr for a verb that is not written (`yarn`).
  const Arg* verb_arg() const { return verb_arg_ == kNoWord ? nullptr : &args_[verb_arg_]; }
  VerbKind kind() const;
  bool is(std::string_view manager, VerbKind kind) const {
    return this->manager() == manager && this->kind() == kind;
  }

  // By any spelling: has("-y"), has("--yes") are the same for apt-get. Only listed options have several.
  bool has(std::string_view option) const { return find(option) != nullptr; }
  const Arg* find(std::string_view option) const;
  // Value of the last such option; nullptr when it is absent or has none.
  const Arg* value(std::string_view option) const;
  // The value behind this option; nullptr when it has none.
  const Arg* value_of(const Arg& option) const;
  // Operands in order; the verb is none.
  std::vector<const Arg*> operands() const;
  std::size_t operand_count() const { return operand_count_; }
  // Everything behind `--`; kNoWord when there is none.
  std::uint16_t end_of_options() const { return end_of_options_; }

  // The first argument that makes this reading unsure: an option or verb that is not listed, or a word that
  // may turn into an option when the script runs. nullptr: the reading is sure.
  const Arg* unsure() const;

 private:
  friend class InvocationReader;

  const shell::Command* command_ = nullptr;
  std::string_view script_;
  std::string_view called_;
  std::string_view program_;
  const CommandFacts* facts_ = nullptr;
  const VerbFacts* verb_ = nullptr;
  std::uint16_t program_word_ = 0;
  std::uint16_t verb_arg_ = kNoWord;
  std::uint16_t end_of_options_ = kNoWord;
  std::uint16_t operand_count_ = 0;
  std::optional<Arg> unsure_wrapper_;  // the first option of a wrapper that is not listed
  std::vector<Arg> args_;
  std::vector<Peeled> peeled_;
  std::vector<Arg> assignments_;
  // Texts that are not a piece of the script: words of several quoted parts.
  std::vector<std::unique_ptr<std::string>> texts_;
};

// nullopt when it is no simple command, has no words, its program's name is not known before it runs, or it
// has more than 65,000 words. Refers to the command and the script, which must outlive it.
std::optional<Invocation> read_invocation(const shell::Command& command, std::string_view script);

}  // namespace dockhone::model
