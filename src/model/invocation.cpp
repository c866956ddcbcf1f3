#include "dockhone/model/invocation.h"

#include <algorithm>

#include "literal.h"

namespace dockhone::model {

namespace {

using Words = std::span<const shell::Word>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_assignment(std::string_view text) {
  auto equals = text.find('=');
  if (equals == 0 || equals == std::string_view::npos || is_digit(text[0])) return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(equals), [](char c) {
    return c == '_' || is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
}

// `-#` stands for digits, `-W*` for anything that begins so.
bool spells(std::string_view name, std::string_view text) {
  if (name == text) return true;
  if (name.ends_with('*')) return text.starts_with(name.substr(0, name.size() - 1));
  if (name != "-#" || text.size() < 2 || text[0] != '-') return false;
  return std::all_of(text.begin() + 1, text.end(), is_digit);
}

const OptionFacts* find_option(const ToolFacts* tool, std::string_view text) {
  if (tool == nullptr) return nullptr;
  for (const OptionFacts& option : tool->options) {
    for (std::string_view name : option.names) {
      if (spells(name, text)) return &option;
    }
  }
  return nullptr;
}

bool takes_value(const OptionFacts* option) {
  return option != nullptr && option->value != OptionFacts::Value::kNever;
}

bool needs_value(const OptionFacts* option) {
  return option != nullptr && option->value == OptionFacts::Value::kNeeded;
}

bool takes_next(const OptionFacts* option) {
  return needs_value(option) || (option != nullptr && option->value == OptionFacts::Value::kNumber);
}

bool may_be_number(const Literal& word) {
  return std::all_of(word.text.begin(), word.text.end(), is_digit) && !(word.text.empty() && word.known);
}

}  // namespace

class InvocationReader {
 public:
  InvocationReader(const shell::Command& command, std::string_view script)
      : words_(command.words), script_(script) {
    out_.command_ = &command;
    out_.script_ = script;
  }

  std::optional<Invocation> read() {
    if (words_.empty() || words_.size() >= kNoWord) return std::nullopt;
    std::size_t at = 0;
    for (int depth = 0; depth < kMaxWrappers; ++depth) {
      if (!name_at(at)) return std::nullopt;
      std::size_t inner = behind_wrapper(at);
      if (inner == 0) break;
      peel(at, inner);
      at = inner;
    }
    out_.args_.reserve(words_.size() - at);
    for (int depth = 0; depth < kMaxWrappers; ++depth) {
      std::size_t module = arguments(at + 1);
      if (module == 0) break;
      peel(at, module);
      at = module;
      if (!name_at(at)) return std::nullopt;
      out_.args_.clear();
      out_.operand_count_ = 0;
      out_.end_of_options_ = kNoWord;
    }
    finish_verb();
    return std::move(out_);
  }

 private:
  static constexpr int kMaxWrappers = 12;

  Literal text(std::size_t word) { return literal(words_[word], script_, out_.texts_); }

  bool name_at(std::size_t at) {
    Literal name = text(at);
    if (!name.known || name.text.empty()) return false;
    out_.called_ = name.text;
    out_.program_ = without_directory(name.text);
    out_.program_word_ = static_cast<std::uint16_t>(at);
    out_.facts_ = find_tool(out_.program_);
    return true;
  }

  void peel(std::size_t from, std::size_t to) {
    out_.peeled_.push_back({out_.facts_,
                            static_cast<std::uint16_t>(from),
                            static_cast<std::uint16_t>(to),
                            {words_[from].span.begin, words_[to - 1].span.end}});
  }

  // Index of the command that the wrapper at `at` runs; 0 when it is no wrapper, or runs none here (command
  // -v).
  std::size_t behind_wrapper(std::size_t at) {
    const CommandFacts* facts = out_.facts_;
    if (facts == nullptr || !facts->runs_operands) return 0;
    std::size_t before = facts->tool != nullptr    ? facts->tool->words_before
                         : facts->user_comes_first ? 1u
                                                   : 0u;
    bool options = true;
    for (std::size_t i = at + 1; i < words_.size(); ++i) {
      Literal word = text(i);
      if (options && word.text == "--" && word.known) {
        options = false;
      } else if (options && word.text.starts_with('-') && word.text.size() > 1) {
        auto skipped = wrapper_option(*facts, word, i);
        if (!skipped) return 0;
        i += *skipped;
      } else if (is_assignment(word.text)) {
        out_.assignments_.push_back(arg(Arg::Kind::kOperand, word, i));
      } else if (before > 0) {
        --before;
      } else {
        return i;
      }
    }
    return 0;
  }

  // How many words behind the option are its value; nullopt: with it, no command is run.
  std::optional<std::size_t> wrapper_option(const CommandFacts& facts, const Literal& word, std::size_t at) {
    if (facts.tool == nullptr || facts.tool->options.empty()) {
      bool listed = std::find(facts.options_with_value.begin(), facts.options_with_value.end(), word.text) !=
                    facts.options_with_value.end();
      return listed ? 1u : 0u;
    }
    const OptionFacts* option = find_option(facts.tool, word.text);
    std::string_view name = word.text.substr(0, word.text.find('='));
    if (option == nullptr && name.starts_with("--")) {
      option = find_option(facts.tool, name);
      if (option != nullptr) return 0u;
    }
    if (option == nullptr && !word.text.starts_with("--")) return wrapper_cluster(*facts.tool, word, at);
    if (option == nullptr) {
      unsure_wrapper(word, at);
      return 0u;
    }
    if (option->asks || option->role == Role::kScript) return std::nullopt;
    return needs_value(option) ? 1u : 0u;
  }

  std::optional<std::size_t> wrapper_cluster(const ToolFacts& tool, const Literal& word, std::size_t at) {
    for (std::size_t i = 1; i < word.text.size(); ++i) {
      const char letter[] = {'-', word.text[i]};
      const OptionFacts* option = find_option(&tool, {letter, 2});
      if (option == nullptr) break;
      if (option->asks || option->role == Role::kScript) return std::nullopt;
      if (takes_value(option))
        return i + 1 == word.text.size() && word.known && needs_value(option) ? 1u : 0u;
      if (i + 1 == word.text.size()) return 0u;
    }
    unsure_wrapper(word, at);
    return 0u;
  }

  void unsure_wrapper(const Literal& word, std::size_t at) {
    if (out_.unsure_wrapper_) return;
    out_.unsure_wrapper_ = arg(Arg::Kind::kOption, word, at);
    out_.unsure_wrapper_->unsure = true;
  }

  Arg arg(Arg::Kind kind, const Literal& word, std::size_t at) const {
    Arg arg;
    arg.kind = kind;
    arg.known = word.known;
    arg.splits = word.splits;
    arg.word = static_cast<std::uint16_t>(at);
    arg.span = words_[at].span;
    arg.text = word.text;
    return arg;
  }

  // The place of a piece of the word's text in the script; of the whole word where it is quoted in parts.
  Span place(std::string_view piece, std::size_t at) const {
    if (piece.data() < script_.data() || piece.data() + piece.size() > script_.data() + script_.size()) {
      return words_[at].span;
    }
    auto begin = static_cast<std::uint32_t>(piece.data() - script_.data());
    return {begin, begin + static_cast<std::uint32_t>(piece.size())};
  }

  // Returns the index of the module where `python -m module` is a program of its own; otherwise 0.
  std::size_t arguments(std::size_t from) {
    const ToolFacts* tool = out_.tool();
    bool options = true;
    for (at_ = from; at_ < words_.size(); ++at_) {
      Literal word = text(at_);
      bool dash = word.text.size() > 1 && word.text[0] == '-';
      if (options && word.known && word.text == "--") {
        options = false;
        out_.end_of_options_ = static_cast<std::uint16_t>(at_);
      } else if (options && tool != nullptr && tool->bare_cluster && at_ == from && !dash && word.known) {
        bare_cluster(word);
      } else if (options && dash) {
        if (!option(word)) return at_;
      } else {
        operand(word, options);
        if (tool != nullptr && tool->stops_at_operand) options = false;
      }
    }
    return 0;
  }

  void operand(const Literal& word, bool options) {
    Arg operand = arg(Arg::Kind::kOperand, word, at_);
    if (options) operand.unsure = word.may_dash && word.splits;
    const ToolFacts* tool = out_.tool();
    if (tool != nullptr && tool->assignments && is_assignment(word.text)) {
      out_.assignments_.push_back(operand);
      return;
    }
    if (tool != nullptr && tool->word_verbs && !verb_done_) return verb(operand);
    ++out_.operand_count_;
    out_.args_.push_back(operand);
  }

  void verb(Arg word) {
    std::string_view outer = out_.verb_arg_ == kNoWord ? std::string_view() : out_.args_[out_.verb_arg_].text;
    const VerbFacts* found = nullptr;
    bool may_go_on = false;
    for (const VerbFacts& verb : out_.tool()->verbs) {
      std::string_view rest = verb.spelled;
      if (!outer.empty()) {
        if (!rest.starts_with(outer) || rest.size() <= outer.size() || rest[outer.size()] != ' ') continue;
        rest.remove_prefix(outer.size() + 1);
      }
      if (rest == word.text && word.known) found = &verb;
      may_go_on |= outer.empty() && rest.size() > word.text.size() && rest.starts_with(word.text) &&
                   rest[word.text.size()] == ' ' && word.known;
    }
    if (!outer.empty()) {
      verb_done_ = true;
      if (found == nullptr) {
        if (out_.verb_ == nullptr) out_.args_[out_.verb_arg_].unsure = !out_.tool()->takes_any_verb;
        word.kind = Arg::Kind::kOperand;
        ++out_.operand_count_;
      } else {
        word.kind = Arg::Kind::kVerb;
        out_.verb_ = found;
      }
      out_.args_.push_back(word);
      return;
    }
    word.kind = Arg::Kind::kVerb;
    word.unsure = found == nullptr && !may_go_on && !(out_.tool()->takes_any_verb && word.known);
    verb_done_ = !may_go_on;
    out_.verb_ = found;
    out_.verb_arg_ = static_cast<std::uint16_t>(out_.args_.size());
    out_.args_.push_back(word);
  }

  // A verb that is spelled as an option (dpkg -i).
  void option_verb(const OptionFacts& option) {
    if (out_.verb_ != nullptr) return;
    for (const VerbFacts& verb : out_.tool()->verbs) {
      if (verb.spelled != option.names[0]) continue;
      out_.verb_ = &verb;
      out_.verb_arg_ = static_cast<std::uint16_t>(out_.args_.size() - 1);
      verb_done_ = true;
      return;
    }
  }

  Arg& add_option(std::string_view text, const OptionFacts* facts, const Literal& word) {
    Arg option = arg(Arg::Kind::kOption, word, at_);
    option.text = text;
    option.known = true;
    option.splits = false;
    option.span = place(text, at_);
    option.option = facts;
    option.unsure = facts == nullptr;
    out_.args_.push_back(option);
    if (facts != nullptr) option_verb(*facts);
    return out_.args_.back();
  }

  void add_attached(std::string_view text, const OptionFacts* facts, const Literal& word) {
    Arg value = arg(Arg::Kind::kValue, word, at_);
    value.text = text;
    value.span = place(text, at_);
    if (!word.known && value.span.end < words_[at_].span.end && value.span.begin >= words_[at_].span.begin) {
      value.span.end = words_[at_].span.end;
    }
    value.option = facts;
    out_.args_.push_back(value);
  }

  // The next word is the option's value.
  bool add_next(const OptionFacts* facts) {
    if (at_ + 1 >= words_.size()) return true;
    Literal word = text(at_ + 1);
    if (facts->value == OptionFacts::Value::kNumber && !may_be_number(word)) return true;
    ++at_;
    if (facts->role == Role::kModule && word.known) {
      const CommandFacts* module = find_command(word.text);
      if (module != nullptr && module->tool != nullptr && module->tool->python_module) return false;
    }
    Arg value = arg(Arg::Kind::kValue, word, at_);
    value.option = facts;
    out_.args_.push_back(value);
    return true;
  }

  // False: at_ is a module that is a program of its own.
  bool option(const Literal& word) {
    const ToolFacts* tool = out_.tool();
    if (word.known) {
      if (const OptionFacts* facts = find_option(tool, word.text)) {
        add_option(word.text, facts, word);
        return !takes_next(facts) || add_next(facts);
      }
    }
    // A pattern takes what is not known, too: --with-*=$DIR.
    if (const OptionFacts* facts = find_option(tool, word.text);
        facts != nullptr && facts->names[0].ends_with('*')) {
      add_option(word.text, facts, word).known = word.known;
      return true;
    }
    auto equals = word.text.find('=');
    bool long_form = word.text.starts_with("--") || (tool != nullptr && tool->single_dash_long);
    if (long_form && equals != std::string_view::npos) {
      std::string_view name = word.text.substr(0, equals);
      const OptionFacts* facts = find_option(tool, name);
      add_option(name, facts, word).unsure = !takes_value(facts);
      add_attached(word.text.substr(equals + 1), facts, word);
      return true;
    }
    if (long_form && attached_to_short(word)) return true;
    if (long_form || tool == nullptr) {
      add_option(word.text, nullptr, word).known = word.known;
      return true;
    }
    return cluster(word);
  }

  // -I/usr/include where the tool's options have one dash and many letters.
  bool attached_to_short(const Literal& word) {
    if (word.text.size() < 3 && word.known) return false;
    if (word.text.starts_with("--")) return false;
    const OptionFacts* facts = find_option(out_.tool(), word.text.substr(0, 2));
    if (!takes_value(facts)) return false;
    add_option(word.text.substr(0, 2), facts, word);
    add_attached(word.text.substr(2), facts, word);
    return true;
  }

  // -qqy, -j4, -ofile
  bool cluster(const Literal& word) {
    for (std::size_t i = 1; i < word.text.size(); ++i) {
      const OptionFacts* facts = find_letter(word.text[i]);
      add_letter(word, i, facts);
      if (!takes_value(facts)) continue;
      std::string_view rest = word.text.substr(i + 1);
      if (!rest.empty() || !word.known) {
        add_attached(rest, facts, word);
        return true;
      }
      return !takes_next(facts) || add_next(facts);
    }
    if (!word.known) out_.args_.back().unsure = true;
    return true;
  }

  const OptionFacts* find_letter(char letter) {
    const char name[] = {'-', letter};
    return find_option(out_.tool(), {name, 2});
  }

  void add_letter(const Literal& word, std::size_t i, const OptionFacts* facts) {
    Arg& letter = add_option(word.text.substr(i, 1), facts, word);
    if (facts != nullptr) {
      const char name[] = {'-', word.text[i]};
      for (std::string_view spelled : facts->names) {
        if (spelled == std::string_view(name, 2)) letter.text = spelled;
      }
    }
  }

  // tar xzf a -C b: each letter that takes a value takes the next word.
  void bare_cluster(const Literal& word) {
    std::size_t cluster = at_;
    std::size_t last = at_;
    for (std::size_t i = 0; i < word.text.size(); ++i) {
      at_ = cluster;
      const OptionFacts* facts = find_letter(word.text[i]);
      add_letter(word, i, facts);
      if (!needs_value(facts)) continue;
      at_ = last;
      add_next(facts);
      last = at_;
    }
    at_ = last;
  }

  void finish_verb() {
    const ToolFacts* tool = out_.tool();
    if (tool == nullptr || out_.verb_ != nullptr) return;
    if (out_.verb_arg_ != kNoWord) {
      // `npm cache` alone, where only `cache clean` is listed.
      Arg& verb = out_.args_[out_.verb_arg_];
      verb.unsure |= !tool->takes_any_verb;
      return;
    }
    for (const VerbFacts& verb : tool->verbs) {
      if (!tool->default_verb.empty() && verb.spelled == tool->default_verb) out_.verb_ = &verb;
    }
  }

  Words words_;
  std::string_view script_;
  Invocation out_;
  std::size_t at_ = 0;
  bool verb_done_ = false;
};

std::optional<Invocation> read_invocation(const shell::Command& command, std::string_view script) {
  if (command.kind != shell::CommandKind::kSimple) return std::nullopt;
  return InvocationReader(command, script).read();
}

bool Invocation::wrapped_by(std::string_view program) const {
  return std::any_of(peeled_.begin(), peeled_.end(),
                     [&](const Peeled& each) { return each.facts->name == program; });
}

std::string_view Invocation::verb_name() const {
  if (verb_ != nullptr) return verb_->name;
  return verb_arg_ == kNoWord ? std::string_view() : args_[verb_arg_].text;
}

VerbKind Invocation::kind() const {
  if (verb_ != nullptr) return verb_->kind;
  if (verb_arg_ != kNoWord && tool()->takes_any_verb) return tool()->unlisted_verb;
  return VerbKind::kOther;
}

const Arg* Invocation::find(std::string_view option) const {
  const OptionFacts* facts = find_option(tool(), option);
  const Arg* found = nullptr;
  for (const Arg& arg : args_) {
    if (arg.kind != Arg::Kind::kOption) continue;
    if (facts != nullptr ? arg.option == facts : arg.text == option) found = &arg;
  }
  return found;
}

const Arg* Invocation::value_of(const Arg& option) const {
  const Arg* next = &option + 1;
  return next < args_.data() + args_.size() && next->kind == Arg::Kind::kValue ? next : nullptr;
}

const Arg* Invocation::value(std::string_view option) const {
  const Arg* found = find(option);
  return found == nullptr ? nullptr : value_of(*found);
}

std::vector<const Arg*> Invocation::operands() const {
  std::vector<const Arg*> found;
  found.reserve(operand_count_);
  for (const Arg& arg : args_) {
    if (arg.kind == Arg::Kind::kOperand) found.push_back(&arg);
  }
  return found;
}

const Arg* Invocation::unsure() const {
  if (unsure_wrapper_) return &*unsure_wrapper_;
  auto found = std::find_if(args_.begin(), args_.end(), [](const Arg& arg) { return arg.unsure; });
  return found == args_.end() ? nullptr : &*found;
}

}  // namespace dockhone::model
