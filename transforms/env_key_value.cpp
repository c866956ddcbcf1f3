// env-key-value: `ENV name value` becomes `ENV name="value"`, with the same value after expansion.
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "dockhone/syntax/expand.h"
#include "transforms/passes.h"

namespace dockhone::transforms {

namespace {

using rewrite::Edit;
using syntax::Instruction;
using syntax::KeyValue;

bool plain_name(std::string_view name) {
  return name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-") ==
         std::string_view::npos;
}

// The builder's result for a word, with every variable set to something telling, or none set.
std::string expansion(std::string_view word, char escape, bool set) {
  std::string marker;
  auto lookup = [&](std::string_view name) {
    marker = "\x01 " + std::string(name) + "\x02";
    return set ? syntax::Lookup{syntax::Lookup::State::kSet, marker} : syntax::Lookup{};
  };
  auto result = syntax::expand_word(word, escape, lookup);
  return result ? result->value : "\x03";
}

bool same_value(std::string_view before, std::string_view after, char escape) {
  for (bool set : {true, false}) {
    std::string old_value = expansion(before, escape, set);
    if (old_value == "\x03" || old_value != expansion(after, escape, set)) return false;
  }
  return true;
}

// Where `name=word` would end in the eyes of the reference: at the first blank outside quotes.
bool one_word(std::string_view text, char escape) {
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    bool blank = c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\r';
    if (blank && quote == 0) return false;
    if (c == escape && quote != '\'') {
      ++i;
    } else if (c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    }
  }
  return quote == 0;
}

// The value with its unquoted blanks escaped.
std::string escape_blanks(std::string_view text, char escape) {
  std::string out;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if ((c == ' ' || c == '\t') && quote == 0) out += escape;
    if (c == escape && quote != '\'' && i + 1 < text.size()) {
      out += c;
      out += text[++i];
      continue;
    }
    if (c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    }
    out += c;
  }
  return out;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// The plainest way to write the value as one word; nullopt when none is exact.
std::optional<std::string> as_word(std::string_view value, char escape) {
  bool special =
      value.find_first_of("\"'") != std::string_view::npos || value.find(escape) != std::string_view::npos;
  // Without quotes and escapes, double quotes keep every byte and every expansion as it is. An operand of ${}
  // with braces of its own is left to the comparison.
  if (!special && value.find('{') == std::string_view::npos) return '"' + std::string(value) + '"';
  std::array<std::string, 3> candidates = {special ? std::string() : '"' + std::string(value) + '"',
                                           std::string(value), escape_blanks(value, escape)};
  for (std::string& candidate : candidates) {
    // Outside of quotes the reference splits at Unicode's blanks too.
    bool bare = candidate.size() < 2 || candidate.front() != '"' || special;
    if (bare && !is_ascii(candidate)) continue;
    if (!candidate.empty() && one_word(candidate, escape) && same_value(value, candidate, escape))
      return std::move(candidate);
  }
  return std::nullopt;
}

// The edits that turn the old form into the new one, continuation lines kept; none when that is not exact.
std::vector<Edit> edits_for(const KeyValue& pair, std::string_view source, char escape) {
  auto word = as_word(pair.value_text, escape);
  if (!word) return {};
  Span gap{pair.key.end, pair.value.begin};
  if (gap.in(source).find('#') != std::string_view::npos) return {};  // a comment stands in it
  bool quoted = *word == '"' + std::string(pair.value_text) + '"';
  if (quoted) return {{gap, "=\""}, {{pair.value.end, pair.value.end}, "\""}};
  if (*word == pair.value_text) return {{gap, "="}};
  if (pair.value.in(source) != pair.value_text) return {};
  return {{{gap.begin, pair.value.end}, "=" + *word}};
}

void run(const model::BuildModel& model, const rewrite::Facts&, rewrite::Proposal& proposal) {
  const syntax::Document& document = model.document();
  for (std::size_t i = 0; i < document.instructions().size(); ++i) {
    const Instruction& instruction = document.instructions()[i];
    bool old_form = instruction.keyword == syntax::Keyword::kEnv && instruction.pairs.size() == 1 &&
                    instruction.pairs[0].old_form;
    if (!old_form || !proposal.allowed(i)) continue;
    const KeyValue& pair = instruction.pairs[0];
    auto edits =
        plain_name(pair.key_text) ? edits_for(pair, document.text(), document.escape()) : std::vector<Edit>();
    if (edits.empty()) {
      proposal.decline(instruction.span, "not-exact",
                       "its value cannot be quoted so that it stays exactly the same");
      continue;
    }
    rewrite::Draft draft;
    draft.place = instruction.span;
    draft.what = "write ENV " + std::string(pair.key_text) + " with an equals sign";
    draft.why = "the form with a blank is deprecated";
    draft.edits = std::move(edits);
    proposal.change(std::move(draft));
  }
}

}  // namespace

const rewrite::Pass kEnvKeyValue = {
    "env-key-value", "Write ENV with an equals sign", rewrite::Risk::kSafe, run, {}, true};

}  // namespace dockhone::transforms
