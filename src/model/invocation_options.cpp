// Options, their values, and letters in clusters.
#include <algorithm>

#include "invocation_reader.h"

namespace dockhone::model {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// `-#` stands for digits, `-W*` for anything that begins so.
bool spells(std::string_view name, std::string_view text) {
  if (name == text) return true;
  if (name.ends_with('*')) return text.starts_with(name.substr(0, name.size() - 1));
  if (name != "-#" || text.size() < 2 || text[0] != '-') return false;
  return std::all_of(text.begin() + 1, text.end(), is_digit);
}

bool takes_next(const OptionFacts* option) {
  return needs_value(option) || (option != nullptr && option->value == OptionFacts::Value::kNumber);
}

bool may_be_number(const Literal& word) {
  return std::all_of(word.text.begin(), word.text.end(), is_digit) && !(word.text.empty() && word.known);
}

}  // namespace

// Where several are spelled so, the first that is listed.
const OptionFacts* find_option(const ToolFacts* tool, std::string_view text) {
  if (tool == nullptr) return nullptr;
  auto before = [](const Spelling& row, std::string_view wanted) {
    return row.name.size() != wanted.size() ? row.name.size() < wanted.size() : row.name < wanted;
  };
  auto at = std::lower_bound(tool->spellings.begin(), tool->spellings.end(), text, before);
  const Spelling* found = at != tool->spellings.end() && at->name == text ? &*at : nullptr;
  for (const Spelling& pattern : tool->patterns) {
    if (found != nullptr && found->option <= pattern.option) break;
    if (spells(pattern.name, text)) found = &pattern;
  }
  return found == nullptr ? nullptr : &tool->options[found->option];
}

void InvocationReader::option_verb(const OptionFacts& option) {
  if (out_.verb_ != nullptr) return;
  for (const VerbFacts& verb : out_.tool()->verbs) {
    if (verb.spelled.front() != '-' || verb.spelled != option.names[0]) continue;
    out_.verb_ = &verb;
    out_.verb_arg_ = static_cast<std::uint16_t>(out_.args_.size() - 1);
    verb_done_ = true;
    return;
  }
}

Arg& InvocationReader::add_option(std::string_view text, const OptionFacts* facts, const Literal& word) {
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

void InvocationReader::add_attached(std::string_view text, const OptionFacts* facts, const Literal& word) {
  Arg value = arg(Arg::Kind::kValue, word, at_);
  value.text = text;
  value.span = place(text, at_);
  if (!word.known && value.span.end < words_[at_].span.end && value.span.begin >= words_[at_].span.begin) {
    value.span.end = words_[at_].span.end;
  }
  value.option = facts;
  out_.args_.push_back(value);
}

bool InvocationReader::add_next(const OptionFacts* facts) {
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

bool InvocationReader::option(const Literal& word) {
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

bool InvocationReader::attached_to_short(const Literal& word) {
  if (word.text.size() < 3 && word.known) return false;
  if (word.text.starts_with("--")) return false;
  const OptionFacts* facts = find_option(out_.tool(), word.text.substr(0, 2));
  if (!takes_value(facts)) return false;
  add_option(word.text.substr(0, 2), facts, word);
  add_attached(word.text.substr(2), facts, word);
  return true;
}

bool InvocationReader::cluster(const Literal& word) {
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

const OptionFacts* InvocationReader::find_letter(char letter) {
  const char name[] = {'-', letter};
  return find_option(out_.tool(), {name, 2});
}

void InvocationReader::add_letter(const Literal& word, std::size_t i, const OptionFacts* facts) {
  Arg& letter = add_option(word.text.substr(i, 1), facts, word);
  if (facts != nullptr) {
    const char name[] = {'-', word.text[i]};
    for (std::string_view spelled : facts->names) {
      if (spelled == std::string_view(name, 2)) letter.text = spelled;
    }
  }
}

void InvocationReader::bare_cluster(const Literal& word) {
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

}  // namespace dockhone::model
