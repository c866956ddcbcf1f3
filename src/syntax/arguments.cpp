// What follows keyword and flags, by the shape of the instruction.
#include "json.h"
#include "parser.h"
#include "unicode.h"

namespace dockhone::syntax {

bool Parser::arguments(Instruction& instruction) {
  args_.clear();
  pairs_.clear();
  bool fine = true;
  switch (info(instruction.keyword).shape) {
    case Shape::kCommand:
      fine = command(instruction, instruction.rest);
      break;
    case Shape::kList:
      fine = list(instruction);
      break;
    case Shape::kWords:
      add_words(instruction);
      break;
    case Shape::kLine:
      if (!instruction.rest.empty()) add_argument(instruction, instruction.rest);
      break;
    case Shape::kPairs:
      fine = pairs(instruction);
      break;
    case Shape::kArgs:
      names(instruction);
      break;
    case Shape::kHealth:
      fine = health(instruction);
      break;
    case Shape::kTrigger:
      return trigger(instruction);
  }
  instruction.args = document_.arena_->copy(args_);
  instruction.pairs = document_.arena_->copy(pairs_);
  return fine;
}

void Parser::add_argument(const Instruction& instruction, Span part) {
  args_.push_back({source_span(instruction.logical, part), part.in(instruction.logical.text)});
}

void Parser::add_words(const Instruction& instruction) {
  std::string_view text = instruction.logical.text;
  std::uint32_t at = instruction.rest.begin;
  while (at < instruction.rest.end) {
    std::uint32_t begin = at;
    while (at < instruction.rest.end && !is_separator(text[at])) ++at;
    add_argument(instruction, {begin, at});
    while (at < instruction.rest.end && is_separator(text[at])) ++at;
  }
}

// Takes a JSON array of strings; sets instruction.json. False where the array holds something else.
bool Parser::json_array(Instruction& instruction, Span part) {
  std::string_view text = part.in(instruction.logical.text);
  std::uint32_t lead = indentation(text);
  if (lead == text.size() || text[lead] != '[') return true;
  std::uint32_t base = part.begin + lead;
  JsonArray array = scan_json_array(text.substr(lead), strings_);
  if (array.kind == JsonKind::kMixed) {
    return fail(instruction.logical.source(base + array.culprit), "a JSON array may hold only strings here",
                "put this element into double quotes");
  }
  if (array.kind == JsonKind::kNone) return true;
  instruction.json = true;
  for (Span string : strings_) {
    Span span{base + string.begin, base + string.end};
    std::string_view quoted = span.in(instruction.logical.text);
    std::string_view value = quoted.substr(1, quoted.size() - 2);
    if (!json_is_plain(quoted)) value = keep(decode_json(quoted));
    args_.push_back({source_span(instruction.logical, span), value});
  }
  return true;
}

bool Parser::command(Instruction& instruction, Span part) {
  if (part.empty()) return true;
  if (!json_array(instruction, part)) return false;
  if (!instruction.json) add_argument(instruction, part);
  return true;
}

bool Parser::list(Instruction& instruction) {
  if (!json_array(instruction, instruction.rest)) return false;
  if (!instruction.json) add_words(instruction);
  return true;
}

KeyValue Parser::key_value(const Instruction& instruction, const Word& word) {
  auto source = [&](std::uint32_t begin, std::uint32_t end) {
    return source_span(instruction.logical,
                       Span{instruction.rest.begin + begin, instruction.rest.begin + end});
  };
  KeyValue pair;
  pair.span = source(word.span.begin, word.span.end);
  std::size_t equals = word.text.find('=');
  if (equals == std::string_view::npos) {
    pair.key = pair.span;
    pair.value = {pair.span.end, pair.span.end};
    pair.key_text = word.text;
    pair.has_value = false;
    return pair;
  }
  pair.key_text = word.text.substr(0, equals);
  pair.value_text = word.text.substr(equals + 1);
  // In the source, where malformed bytes may have another length than in word.text.
  std::string_view raw = word.span.in(instruction.rest_text());
  std::uint32_t middle = word.span.begin + static_cast<std::uint32_t>(raw.find('='));
  pair.key = source(word.span.begin, middle);
  pair.value = source(middle + 1, word.span.end);
  if (pair.value.empty()) pair.value = {pair.span.end, pair.span.end};
  return pair;
}

void Parser::names(const Instruction& instruction) {
  split_words(instruction.rest_text(), document_.escape_, *document_.arena_, words_);
  for (const Word& word : words_) pairs_.push_back(key_value(instruction, word));
}

bool Parser::pairs(const Instruction& instruction) {
  std::string_view rest = instruction.rest_text();
  split_words(rest, document_.escape_, *document_.arena_, words_);
  if (words_.empty()) return true;
  if (words_[0].text.find('=') == std::string_view::npos) return old_pair(instruction);
  for (const Word& word : words_) {
    KeyValue pair = key_value(instruction, word);
    if (!pair.has_value) {
      return fail(pair.span.begin, "there is no = in " + std::string(word.text.substr(0, 60)),
                  "write name=value, and put a value with blanks into quotes");
    }
    pairs_.push_back(pair);
  }
  return true;
}

// `ENV name the rest of the line`
bool Parser::old_pair(const Instruction& instruction) {
  std::string_view text = instruction.logical.text;
  Span rest = instruction.rest;
  std::uint32_t end = rest.begin;
  while (end < rest.end && !is_separator(text[end])) ++end;
  std::uint32_t value = end;
  while (value < rest.end && is_separator(text[value])) ++value;
  if (value == end) {
    return fail(source_span(instruction.logical, rest).begin,
                std::string(name(instruction.keyword)) + " needs a name and a value", "write name=value");
  }
  Span key_span{rest.begin, end}, value_span{value, rest.end};
  KeyValue pair;
  pair.span = source_span(instruction.logical, rest);
  pair.key = source_span(instruction.logical, key_span);
  pair.value = source_span(instruction.logical, value_span);
  pair.key_text = key_span.in(text);
  pair.value_text = value_span.in(text);
  pair.old_form = true;
  pairs_.push_back(pair);
  return true;
}

bool Parser::health(Instruction& instruction) {
  // The reference looks at bytes here, as if each were a Latin-1 character.
  auto space = [](char c) { return is_ascii_space(c) || c == '\x85' || c == '\xa0'; };
  std::string_view text = instruction.logical.text;
  Span rest = instruction.rest;
  std::uint32_t end = rest.begin;
  while (end < rest.end && !space(text[end])) ++end;
  if (end == rest.begin) return true;
  add_argument(instruction, {rest.begin, end});
  while (end < rest.end && space(text[end])) ++end;
  return command(instruction, {end, rest.end});
}

}  // namespace dockhone::syntax
