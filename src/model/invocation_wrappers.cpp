// Commands that run the rest of their words as a command.
#include <algorithm>

#include "invocation_reader.h"

namespace dockhone::model {

std::size_t InvocationReader::behind_wrapper(std::size_t at) {
  const CommandFacts* facts = out_.facts_;
  if (facts == nullptr || !facts->runs_operands) return 0;
  std::size_t before = facts->tool != nullptr ? facts->tool->words_before : facts->user_comes_first ? 1u : 0u;
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

std::optional<std::size_t> InvocationReader::wrapper_option(const CommandFacts& facts, const Literal& word,
                                                            std::size_t at) {
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

std::optional<std::size_t> InvocationReader::wrapper_cluster(const ToolFacts& tool, const Literal& word,
                                                             std::size_t at) {
  for (std::size_t i = 1; i < word.text.size(); ++i) {
    const char letter[] = {'-', word.text[i]};
    const OptionFacts* option = find_option(&tool, {letter, 2});
    if (option == nullptr) break;
    if (option->asks || option->role == Role::kScript) return std::nullopt;
    if (takes_value(option)) return i + 1 == word.text.size() && word.known && needs_value(option) ? 1u : 0u;
    if (i + 1 == word.text.size()) return 0u;
  }
  unsure_wrapper(word, at);
  return 0u;
}

void InvocationReader::unsure_wrapper(const Literal& word, std::size_t at) {
  if (out_.unsure_wrapper_) return;
  out_.unsure_wrapper_ = arg(Arg::Kind::kOption, word, at);
  out_.unsure_wrapper_->unsure = true;
}

void InvocationReader::peel(std::size_t from, std::size_t to) {
  out_.peeled_.push_back({out_.facts_,
                          static_cast<std::uint16_t>(from),
                          static_cast<std::uint16_t>(to),
                          {words_[from].span.begin, words_[to - 1].span.end}});
}

}  // namespace dockhone::model
