#include "invocation_reader.h"

#include <algorithm>

namespace dockhone::model {

namespace {

constexpr int kMaxWrappers = 12;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool is_assignment(std::string_view text) {
  auto equals = text.find('=');
  if (equals == 0 || equals == std::string_view::npos || is_digit(text[0])) return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(equals), [](char c) {
    return c == '_' || is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
}

std::optional<Invocation> InvocationReader::read() {
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

Literal InvocationReader::text(std::size_t word) { return literal(words_[word], script_, out_.texts_); }

bool InvocationReader::name_at(std::size_t at) {
  Literal name = text(at);
  if (!name.known || name.text.empty()) return false;
  out_.called_ = name.text;
  out_.program_ = without_directory(name.text);
  out_.program_word_ = static_cast<std::uint16_t>(at);
  out_.facts_ = find_tool(out_.program_);
  return true;
}

Arg InvocationReader::arg(Arg::Kind kind, const Literal& word, std::size_t at) const {
  Arg arg;
  arg.kind = kind;
  arg.known = word.known;
  arg.splits = word.splits;
  arg.word = static_cast<std::uint16_t>(at);
  arg.span = words_[at].span;
  arg.text = word.text;
  return arg;
}

Span InvocationReader::place(std::string_view piece, std::size_t at) const {
  if (piece.data() < script_.data() || piece.data() + piece.size() > script_.data() + script_.size()) {
    return words_[at].span;
  }
  auto begin = static_cast<std::uint32_t>(piece.data() - script_.data());
  return {begin, begin + static_cast<std::uint32_t>(piece.size())};
}

std::size_t InvocationReader::arguments(std::size_t from) {
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

void InvocationReader::operand(const Literal& word, bool options) {
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

void InvocationReader::verb(Arg word) {
  std::string_view outer = out_.verb_arg_ == kNoWord ? std::string_view() : out_.args_[out_.verb_arg_].text;
  const VerbFacts* found = nullptr;
  bool may_go_on = false;
  std::string_view spelled = outer.empty() ? word.text : outer;
  char first = spelled.empty() ? '\0' : spelled.front();
  for (const VerbFacts& verb : out_.tool()->verbs) {
    std::string_view rest = verb.spelled;
    if (rest.front() != first) continue;
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

void InvocationReader::finish_verb() {
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

std::optional<Invocation> read_invocation(const shell::Command& command, std::string_view script) {
  if (command.kind != shell::CommandKind::kSimple) return std::nullopt;
  return InvocationReader(command, script).read();
}

}  // namespace dockhone::model
