#include "transforms/pin_base/operand.h"

#include <algorithm>

#include "dockhone/syntax/expand.h"

namespace dockhone::transforms::pin_base {

using syntax::Keyword;

namespace {

bool uses(std::string_view word, std::string_view variable, char escape) {
  if (word.find('$') == std::string_view::npos) return false;
  const auto all = syntax::variables(word, escape);
  return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.name.in(word) == variable; });
}

}  // namespace

std::optional<Written> plain(Span span, std::string_view source) {
  auto text = span.in(source);
  if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front()) {
    span = {span.begin + 1, span.end - 1};
    text = span.in(source);
  }
  const bool odd = std::any_of(text.begin(), text.end(), [](char c) {
    return c == '"' || c == '\'' || c == '\\' || c == '`' || c == '$' || c == '\n' || c == ' ' || c == '\t';
  });
  if (odd) return std::nullopt;
  return Written{span, text};
}

std::optional<Written> operand_of(const syntax::Flag& flag, std::string_view text) {
  const auto source = flag.span.in(text);
  auto begin = source.find(flag.value, flag.name.size() + 3);  // behind --name=
  if (flag.value.empty() || begin == std::string_view::npos) return std::nullopt;
  auto end = begin + flag.value.size();
  if (flag.name == "mount") {
    while (!source.substr(begin, end - begin).starts_with("from=")) {
      const auto comma = source.find(',', begin);
      if (comma >= end) return std::nullopt;
      begin = comma + 1;
    }
    begin += 5;
    end = std::min(end, source.find(',', begin));
  }
  const Span span{flag.span.begin + static_cast<std::uint32_t>(begin),
                  flag.span.begin + static_cast<std::uint32_t>(end)};
  return Written{span, span.in(text)};
}

std::optional<Default> only_for(std::string_view variable, std::string_view operand,
                                const syntax::Document& document, const rewrite::Proposal& proposal) {
  std::optional<Default> found;
  bool in_stage = false;
  for (std::size_t i = 0; i < document.instructions().size(); ++i) {
    const auto& instruction = document.instructions()[i];
    for (const auto& flag : instruction.flags) {
      if (uses(flag.value, variable, document.escape())) return std::nullopt;
    }
    if (instruction.keyword == Keyword::kFrom) {
      in_stage = true;
      const auto word = instruction.args.empty() ? std::string_view() : instruction.args[0].value;
      if (!uses(word, variable, document.escape())) continue;
      if (word != operand || !proposal.allowed(i)) return std::nullopt;
    }
    if (instruction.keyword != Keyword::kArg) continue;
    for (const auto& pair : instruction.pairs) {
      if (pair.key_text == variable) {
        if (in_stage || found || !pair.has_value || !proposal.allowed(i)) return std::nullopt;
        found = Default{i, &pair};
      } else if (!in_stage && uses(pair.value_text, variable, document.escape())) {
        return std::nullopt;
      }
    }
  }
  return found;
}

bool may_be_latest(std::string_view word, char escape) {
  if (word.ends_with('"')) word.remove_suffix(1);
  const auto all = syntax::variables(word, escape);
  if (all.empty()) return true;
  std::uint32_t end = 0;
  for (const auto& one : all) end = std::max(end, one.span.end);
  const auto tail = word.substr(end);
  if (tail.find('@') != std::string_view::npos) return false;
  const auto name = tail.substr(tail.rfind('/') == std::string_view::npos ? 0 : tail.rfind('/'));
  const auto colon = name.find(':');
  if (colon != std::string_view::npos) return name.substr(colon + 1) == "latest";
  const auto last = word.substr(word.rfind('/') == std::string_view::npos ? 0 : word.rfind('/'));
  const bool variable_in_tag = last.size() > tail.size() && last.find(':') < last.size() - tail.size();
  return !variable_in_tag || tail.empty();
}

}  // namespace dockhone::transforms::pin_base
