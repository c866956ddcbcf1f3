// Compound commands. The reserved word that begins them has been read.
#include "parser_state.h"

namespace dockhone::shell {

bool Parser::subshell(Command& out) {
  Level level(*this);
  if (!level.ok()) return false;
  out.kind = CommandKind::kSubshell;
  ++at_;
  const List* inside = nullptr;
  if (!list(false, inside)) return false;
  if (peek() != ')' || at_end()) return unexpected();
  ++at_;
  out.lists = arena_.copy(&inside, 1);
  return trailing_redirects(out);
}

bool Parser::arithmetic_command(Command& out, std::uint32_t close) {
  Level level(*this);
  if (!level.ok()) return false;
  out.kind = CommandKind::kArithmetic;
  at_ += 2;
  return arithmetic_word(out, close) && trailing_redirects(out);
}

// What is between (( and )), as one word.
bool Parser::arithmetic_word(Command& out, std::uint32_t close) {
  const std::size_t mark = parts_.size();
  Word inside;
  inside.span = {at_, close};
  if (!fragment(Quoting::kArithmetic, close)) return false;
  inside.parts = parts_.take(arena_, mark);
  out.words = arena_.copy(&inside, 1);
  at_ = close + 2;
  return true;
}

bool Parser::brace_group(Command& out) {
  out.kind = CommandKind::kBraceGroup;
  const List* inside = nullptr;
  if (!list(false, inside) || !expect(Keyword::kCloseBrace, "expected }")) return false;
  out.lists = arena_.copy(&inside, 1);
  return trailing_redirects(out);
}

bool Parser::if_clause(Command& out) {
  const std::size_t mark = lists_.size();
  out.kind = CommandKind::kIf;
  const List* part = nullptr;
  for (Keyword next = Keyword::kElif; next == Keyword::kElif;) {
    if (!list(false, part) || !expect(Keyword::kThen, "expected then")) return false;
    lists_.push(part);
    if (!list(false, part)) return false;
    lists_.push(part);
    skip_blanks();
    std::uint32_t keyword_end = at_;
    next = at_end() ? Keyword::kNone : keyword_here(keyword_end);
    if (next == Keyword::kElif || next == Keyword::kElse) at_ = keyword_end;
    out.has_else = next == Keyword::kElse;
  }
  if (out.has_else) {
    if (!list(false, part)) return false;
    lists_.push(part);
  }
  if (!expect(Keyword::kFi, "expected fi")) return false;
  out.lists = lists_.take(arena_, mark);
  return trailing_redirects(out);
}

bool Parser::loop(Command& out) {
  const List* lists[2] = {nullptr, nullptr};
  if (!list(false, lists[0]) || !expect(Keyword::kDo, "expected do")) return false;
  if (!list(false, lists[1]) || !expect(Keyword::kDone, "expected done")) return false;
  out.lists = arena_.copy(lists, 2);
  return trailing_redirects(out);
}

bool Parser::do_group(Command& out) {
  if (bash() && peek() == '{') return unsupported("loop with braces", at_);
  const List* body = nullptr;
  if (!expect(Keyword::kDo, "expected do")) return false;
  if (!list(false, body) || !expect(Keyword::kDone, "expected done")) return false;
  out.lists = arena_.copy(&body, 1);
  return trailing_redirects(out);
}

bool Parser::for_loop(Command& out, CommandKind kind) {
  out.kind = kind;
  skip_blanks();
  if (bash() && kind == CommandKind::kFor && looking_at("((")) return arithmetic_for(out);
  Word name;
  if (at_end() || word_ends_at(at_)) return unexpected();
  if (!word(WordUse::kDelimiter, name)) return false;
  const std::string_view text = plain_literal(name, text_);
  bool valid = !text.empty() && is(text[0], kNameStart);
  for (char c : text) valid = valid && is(c, kNameChar);
  if (!valid)
    return bash() ? unsupported("name of a loop's variable", name.span.begin)
                  : fail("bad name of a loop's variable", name.span.begin, name.span);
  out.name = name.span;
  return for_words(out) && do_group(out);
}

// `in words` and what separates the head from the body.
bool Parser::for_words(Command& out) {
  skip_blanks();
  if (peek() == ';') {
    ++at_;
    return !operator_joined(at_) && skip_newlines();
  }
  if (!skip_newlines()) return false;
  std::uint32_t keyword_end = at_;
  if (at_end() || keyword_here(keyword_end) != Keyword::kIn) {
    // bash does not expect a brace here.
    return !(bash() && peek() == '{') || unexpected();
  }
  out.has_in = true;
  at_ = keyword_end;
  const std::size_t mark = words_.size();
  const bool assigning = assigning_arguments_;
  assigning_arguments_ = bash();
  for (skip_blanks(); word_starts(); skip_blanks()) {
    Word item;
    if (!word(WordUse::kArgument, item)) return false;
    words_.push(item);
  }
  assigning_arguments_ = assigning;
  out.words = words_.take(arena_, mark);
  if (at_end() || (peek() != ';' && peek() != '\n')) return unexpected();
  if (peek() == ';') {
    ++at_;
    if (operator_joined(at_)) return false;
  }
  return skip_newlines();
}

bool Parser::arithmetic_for(Command& out) {
  out.kind = CommandKind::kArithFor;
  std::uint32_t close = 0;
  at_ += 2;
  if (!parenthesised(at_, close)) return fail("expected ))", at_);
  if (!arithmetic_word(out, close)) return false;
  unsigned semicolons = 0;
  for (const WordPart& part : out.words[0].parts) {
    if (part.kind != PartKind::kLiteral) continue;
    for (char c : part.span.in(text_)) semicolons += c == ';';
  }
  if (semicolons != 2) return fail("for (( needs two semicolons", out.words[0].span.begin);
  skip_blanks();
  if (peek() == ';') {
    ++at_;
    if (operator_joined(at_)) return false;
  }
  return skip_newlines() && do_group(out);
}

bool Parser::case_clause(Command& out) {
  out.kind = CommandKind::kCase;
  skip_blanks();
  Word subject;
  if (at_end() || word_ends_at(at_)) return unexpected();
  if (!word(WordUse::kPlain, subject)) return false;
  out.words = arena_.copy(&subject, 1);
  if (!skip_newlines() || !expect(Keyword::kIn, "expected in")) return false;
  const std::size_t mark = case_items_.size();
  for (;;) {
    if (!skip_newlines()) return false;
    if (at_end()) return fail("expected esac", at_);
    std::uint32_t keyword_end = at_;
    if (keyword_here(keyword_end) == Keyword::kEsac) {
      at_ = keyword_end;
      break;
    }
    CaseItem item;
    if (!case_item(item)) return false;
    case_items_.push(item);
    // Without its terminator an item is the last one.
    if (!item.terminator.empty()) continue;
    if (!expect(Keyword::kEsac, "expected ;; or esac")) return false;
    break;
  }
  out.case_items = case_items_.take(arena_, mark);
  return trailing_redirects(out);
}

bool Parser::case_item(CaseItem& out) {
  out.span.begin = at_;
  if (!case_patterns(out)) return false;
  const std::uint32_t behind_patterns = at_;
  if (!list(true, out.list)) return false;
  out.span.end = out.list->items.empty() ? behind_patterns : out.list->span.end;
  if (out.list->items.empty()) out.list = nullptr;
  skip_blanks();
  out.terminator = {at_, at_};
  if (peek() != ';') return true;
  std::uint32_t size = 2;
  if (bash() && looking_at(";;&")) size = 3;
  at_ += size;
  if (operator_joined(at_)) return false;
  out.terminator.end = out.span.end = at_;
  return true;
}

bool Parser::case_patterns(CaseItem& out) {
  if (peek() == '(') {
    ++at_;
    skip_blanks();
  }
  const std::size_t mark = words_.size();
  for (;;) {
    Word pattern;
    if (at_end() || word_ends_at(at_)) {
      // dash and ash take some operators for patterns.
      return bash() || at_end() || peek() == ')' ? unexpected() : unsupported("operator as a pattern", at_);
    }
    if (!word(WordUse::kPattern, pattern)) return false;
    words_.push(pattern);
    skip_blanks();
    if (peek() != '|') break;
    ++at_;
    if (operator_joined(at_)) return false;
    skip_blanks();
  }
  if (peek() != ')' || at_end()) return unexpected();
  ++at_;
  out.patterns = words_.take(arena_, mark);
  return true;
}

// function name [()] body
bool Parser::function_keyword(Command& out) {
  skip_blanks();
  Word name;
  if (at_end() || word_ends_at(at_)) return unexpected();
  if (!word(WordUse::kDelimiter, name) || !first_word(name) || !valid_function_name(name.span)) return false;
  out.name = name.span;
  skip_blanks();
  const bool parentheses = peek() == '(';
  if (parentheses) {
    ++at_;
    skip_blanks();
    if (peek() != ')' || at_end()) return unsupported("function with a subshell as its body", at_);
    ++at_;
  }
  if (!skip_newlines()) return false;
  // busybox ash takes a simple command only behind (); what it does with others here is its own.
  const Keyword body = keyword_here();
  if (ash() && !parentheses && (body == Keyword::kNone || body == Keyword::kFunction)) {
    return unsupported("function's body", at_);
  }
  return function_body(out);
}

}  // namespace dockhone::shell
