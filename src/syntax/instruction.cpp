// From a logical line to an instruction.
#include "parser.h"
#include "unicode.h"

namespace dockhone::syntax {

// Takes the instruction that begins at `begin` over from the document before the edits, if it is still the
// same.
bool Parser::taken_over(std::uint32_t begin) {
  std::optional<Instruction> found = reuse_->at(begin, document_.escape_, saw_from_);
  if (!found) return false;
  std::vector<Span>& comments = document_.comments_;
  found->comments =
      document_.arena_->copy(comments.data() + comments_from_, comments.size() - comments_from_);
  document_.instructions_.push_back(*found);
  comments.insert(comments.end(), reuse_->comments_inside().begin(), reuse_->comments_inside().end());
  comments_from_ = static_cast<std::uint32_t>(comments.size());
  saw_from_ |= found->keyword == Keyword::kFrom;
  at_ = found->lines.end;
  return true;
}

bool Parser::instruction(Line first, std::uint32_t content) {
  directives_open_ = false;
  if (reuse_ && taken_over(first.begin)) return true;
  Instruction& result = document_.instructions_.emplace_back();
  result.identity = ++document_.identities_;
  const std::vector<Span>& comments = document_.comments_;
  result.comments =
      document_.arena_->copy(comments.data() + comments_from_, comments.size() - comments_from_);
  result.lines.begin = first.begin;
  MappedText whole;
  if (!gather({content, first.end, first.next}, result, whole)) return false;
  std::uint32_t lead = indentation(whole.text);
  auto size = static_cast<std::uint32_t>(trim_right(whole.text.substr(lead)).size());
  result.logical = slice(whole, {lead, lead + size});
  if (size == 0) {
    return fail(content, "this continuation line continues nothing", "remove it");
  }
  std::optional<Keyword> keyword = read_keyword(result);
  if (!keyword) return unknown_instruction(result);
  result.keyword = *keyword;
  result.span.begin = result.keyword_span.begin;
  if (!node(result) || !heredocs(result, whole) || !validate(result)) return false;
  result.lines.end = at_;
  if (result.trigger != nullptr) result.trigger = finished_trigger(result);
  comments_from_ = static_cast<std::uint32_t>(comments.size());
  return true;
}

std::optional<Keyword> Parser::read_keyword(Instruction& instruction) {
  std::string_view text = instruction.logical.text;
  std::uint32_t end = 0;
  while (end < text.size() && !is_separator(text[end])) ++end;
  instruction.keyword_span = source_span(instruction.logical, Span{0, end});
  std::uint32_t rest = end;
  while (rest < text.size() && is_separator(text[rest])) ++rest;
  instruction.rest = {rest, static_cast<std::uint32_t>(text.size())};
  return find_keyword(text.substr(0, end));
}

bool Parser::unknown_instruction(const Instruction& instruction) {
  std::string_view text = instruction.logical.text;
  std::string word(text.substr(0, text.find_first_of(" \t\v\f\r")));
  if (word.size() > 60) word.resize(60);
  std::string_view near = nearest_keyword(word);
  std::string help = "check the line above for a missing continuation";
  if (!near.empty()) help = "did you mean " + std::string(near) + "?";
  return fail(instruction.keyword_span.begin, "there is no instruction " + word, std::move(help));
}

// Flags and arguments; rest is what follows the keyword.
bool Parser::node(Instruction& instruction) {
  std::string_view text = instruction.logical.text;
  std::uint32_t at = read_flags(instruction, instruction.rest.begin);
  at += indentation(text.substr(at));
  instruction.rest = {at, static_cast<std::uint32_t>(text.size())};
  return arguments(instruction);
}

bool Parser::trigger(Instruction& outer) {
  if (outer.rest.empty()) return true;
  Instruction inner;
  inner.logical = slice(outer.logical, outer.rest);
  std::optional<Keyword> keyword = read_keyword(inner);
  // The reference notices an unknown one only when somebody builds FROM this image.
  if (!keyword) return true;
  inner.keyword = *keyword;
  bool forbidden = *keyword == Keyword::kFrom || *keyword == Keyword::kMaintainer;
  if (*keyword == Keyword::kOnbuild || (forbidden && checks_ == Checks::kAll)) {
    return fail(inner.keyword_span.begin, "ONBUILD cannot hold " + std::string(name(*keyword)),
                "write another instruction after ONBUILD");
  }
  if (!node(inner)) return false;
  inner.span.begin = inner.keyword_span.begin;
  outer.trigger = document_.arena_->make<Instruction>(inner);
  return true;
}

// What is known only after the here-documents of the whole instruction were read.
const Instruction* Parser::finished_trigger(const Instruction& outer) {
  Instruction inner = *outer.trigger;
  inner.span.end = outer.span.end;
  inner.lines = outer.lines;
  inner.comment_inside = outer.comment_inside;
  inner.blank_inside = outer.blank_inside;
  inner.heredocs = outer.heredocs;
  return document_.arena_->make<Instruction>(inner);
}

}  // namespace dockhone::syntax
