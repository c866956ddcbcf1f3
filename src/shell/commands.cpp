// Lists, and-or lists, pipelines, and which command comes next.
#include "parser_state.h"

namespace dockhone::shell {

bool Parser::list(bool may_be_empty, const List*& out) {
  const std::size_t mark = and_ors_.size();
  for (bool more = true; more;) {
    if (!skip_newlines()) return false;
    if (list_ends()) break;
    AndOr item;
    if (!and_or(item) || !terminator(item, more)) return false;
    and_ors_.push(item);
  }
  List result{{at_, at_}, and_ors_.take(arena_, mark)};
  if (result.items.empty()) {
    if (!may_be_empty) return unexpected();
  } else {
    const AndOr& last = result.items.back();
    const bool marked =
        last.terminator == Terminator::kSemicolon || last.terminator == Terminator::kBackground;
    result.span = {result.items.front().span.begin, marked ? last.terminator_span.end : last.span.end};
  }
  out = arena_.make<List>(result);
  return true;
}

bool Parser::list_ends() {
  if (at_end() || peek() == ')') return true;
  if (peek() == ';') return peek(1) == ';' || (bash() && peek(1) == '&');
  return ends_list(keyword_here());
}

bool Parser::terminator(AndOr& item, bool& more) {
  skip_blanks();
  const std::uint32_t begin = at_;
  const char c = peek();
  more = true;
  if (c == '\n') {
    item.terminator = Terminator::kNewline;
    item.terminator_span = {begin, begin + 1};
    return newline();
  }
  if ((c != ';' && c != '&') || at_end() || list_ends()) {
    more = false;
    item.terminator_span = {item.span.end, item.span.end};
    return true;
  }
  ++at_;
  item.terminator = c == ';' ? Terminator::kSemicolon : Terminator::kBackground;
  item.terminator_span = {begin, at_};
  return !operator_joined(at_);
}

bool Parser::and_or(AndOr& out) {
  const std::size_t mark = pipelines_.size();
  const std::size_t ops = ops_.size();
  for (;;) {
    Pipeline item;
    if (!pipeline(item)) return false;
    pipelines_.push(item);
    skip_blanks();
    if (looking_at("&&")) {
      ops_.push(AndOrOp::kAnd);
    } else if (looking_at("||")) {
      ops_.push(AndOrOp::kOr);
    } else {
      break;
    }
    at_ += 2;
    if (!skip_newlines()) return false;
  }
  out.pipelines = pipelines_.take(arena_, mark);
  out.ops = ops_.take(arena_, ops);
  out.span = {out.pipelines.front().span.begin, out.pipelines.back().span.end};
  return true;
}

bool Parser::pipeline(Pipeline& out) {
  const std::size_t mark = commands_.size();
  skip_blanks();
  out.span.begin = at_;
  if (!pipeline_prefix(out)) return false;
  for (;;) {
    Command item;
    if (!command(item)) return false;
    if (out.timed && out.span.begin == substitution_begin_ && !is_time_argument(item)) {
      return fail("unexpected behind time", item.span.begin);
    }
    commands_.push(item);
    out.span.end = item.span.end;
    skip_blanks();
    if (peek() != '|' || peek(1) == '|') break;
    ++at_;
    if (operator_joined(at_)) return false;
    if (peek() == '&' && bash()) {
      out.pipes_errors = true;
      ++at_;
      if (operator_joined(at_)) return false;
    }
    if (!skip_newlines()) return false;
  }
  out.commands = commands_.take(arena_, mark);
  return true;
}

// As the first word in a substitution bash takes `time` for a command's name until it runs it.
bool Parser::is_time_argument(const Command& command) {
  if (command.kind != CommandKind::kSimple) return false;
  for (const Assignment& item : command.assignments) {
    if (item.array) return false;
  }
  return true;
}

// `!`, and in bash `time`. What bash makes of several of them has no place in the tree.
bool Parser::pipeline_prefix(Pipeline& out) {
  for (;;) {
    std::uint32_t behind = at_;
    const Keyword prefix = is(peek(), kNameStart) || peek() == '!' ? keyword_here(behind) : Keyword::kNone;
    if (prefix != Keyword::kBang && prefix != Keyword::kTime) return true;
    if (prefix == Keyword::kBang && out.negated) {
      return bash() ? unsupported("! twice", at_) : unexpected();
    }
    if (prefix == Keyword::kTime && out.timed) return unsupported("time twice", at_);
    (prefix == Keyword::kBang ? out.negated : out.timed) = true;
    at_ = behind;
    skip_blanks();
    if (prefix == Keyword::kTime) {
      for (std::string_view option : {"-p", "--"}) {
        if (!looking_at(option) || !word_ends_at(at_ + 2)) continue;
        at_ += 2;
        skip_blanks();
      }
    }
    if (bash() && (at_end() || peek() == '\n' || peek() == ';'))
      return unsupported("time or ! without a command", behind);
  }
}

bool Parser::command(Command& out) {
  out.span.begin = at_;
  if (peek() == '(') {
    std::uint32_t close = 0;
    if (bash() && peek(1) == '(') {
      if (parenthesised(at_ + 2, close)) return arithmetic_command(out, close);
      // bash loses the line end when it goes back.
      if (close != 0 && close + 1 < end_ && text_[close + 1] == '\n') {
        return unsupported("subshell that begins like (( and a line end", close);
      }
    }
    return subshell(out);
  }
  std::uint32_t keyword_end = at_;
  const Keyword first = keyword_here(keyword_end);
  return first == Keyword::kNone ? simple_command(out) : compound(first, keyword_end, out);
}

bool Parser::compound(Keyword first, std::uint32_t keyword_end, Command& out) {
  Level level(*this);
  if (!level.ok()) return false;
  const std::uint32_t begin = at_;
  at_ = keyword_end;
  switch (first) {
    case Keyword::kOpenBrace:
      return brace_group(out);
    case Keyword::kIf:
      return if_clause(out);
    case Keyword::kWhile:
    case Keyword::kUntil:
      out.kind = first == Keyword::kWhile ? CommandKind::kWhile : CommandKind::kUntil;
      return loop(out);
    case Keyword::kFor:
      return for_loop(out, CommandKind::kFor);
    case Keyword::kSelect:
      return for_loop(out, CommandKind::kSelect);
    case Keyword::kCase:
      return case_clause(out);
    case Keyword::kFunction:
      return function_keyword(out);
    case Keyword::kTest:
      return test_command(out);
    case Keyword::kCoproc:
      return unsupported("coproc", begin);
    case Keyword::kTime:
      // Behind a pipe it is a command like any other.
      at_ = begin;
      return simple_command(out);
    default:
      at_ = begin;
      return unexpected();
  }
}

}  // namespace dockhone::shell
