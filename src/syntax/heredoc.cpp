// Here-documents: which words of a logical line open one, and the lines that belong to it.
#include <algorithm>

#include "parser.h"
#include "unicode.h"
#include "word_lexer.h"

namespace dockhone::syntax {

namespace {

const LookupFn& nothing_set() {
  static const LookupFn lookup;
  return lookup;
}

// Nothing is looked up here, so that no result outgrows its input.
LexOptions options(bool raw_quotes, bool raw_escapes) {
  constexpr auto kNoLimit = static_cast<std::size_t>(-1);
  return {'\\', raw_quotes, raw_escapes, true, kNoLimit, kNoLimit};
}

// Digits << -? blanks name, where the name holds no '<'.
bool split_operator(std::string_view word, Heredoc& heredoc, std::string_view& name) {
  std::size_t at = 0;
  while (at < word.size() && word[at] >= '0' && word[at] <= '9') ++at;
  std::string_view digits = word.substr(0, at);
  if (!word.substr(at).starts_with("<<")) return false;
  at += 2;
  heredoc.chomp = at < word.size() && word[at] == '-';
  if (heredoc.chomp) ++at;
  while (at < word.size() && is_ascii_space(word[at]) && word[at] != '\v') ++at;
  name = word.substr(at);
  heredoc.fd = 0;
  for (char digit : digits) {
    if (heredoc.fd < 100'000'000) heredoc.fd = heredoc.fd * 10 + (digit - '0');
  }
  return !name.empty() && name.find('<') == std::string_view::npos;
}

std::size_t quotes(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return c == '"' || c == '\''; }));
}

}  // namespace

HeredocWord parse_heredoc(std::string_view word, Arena& arena) {
  HeredocWord result;
  std::string_view written;
  if (!split_operator(word, result.heredoc, written)) return result;
  WordLexer lexer(written, options(false, false), nothing_set());
  WordLexer raw(written, options(true, false), nothing_set());
  if (!lexer.run()) {
    result.kind = HeredocWord::Kind::kError;
    return result;
  }
  if (lexer.words().size() != 1) return result;
  if (!raw.run() || raw.words().size() != 1) {
    result.kind = HeredocWord::Kind::kError;
    return result;
  }
  const std::string& name = lexer.words()[0].text;
  result.kind = HeredocWord::Kind::kHeredoc;
  result.heredoc.name = arena.copy(std::string_view(name));
  result.heredoc.expand = quotes(name) == quotes(raw.words()[0].text);
  return result;
}

bool Parser::heredocs(Instruction& instruction, const MappedText& whole) {
  const Instruction* holder = instruction.keyword == Keyword::kOnbuild ? instruction.trigger : &instruction;
  if (holder == nullptr || holder->json) return true;
  bool allowed = holder->keyword == Keyword::kRun || holder->keyword == Keyword::kCopy ||
                 holder->keyword == Keyword::kAdd;
  if (!allowed || whole.text.find("<<") == std::string_view::npos) return true;

  // Always with the backslash, whatever the escape directive says. A line that does not lex has none.
  WordLexer lexer(whole.text, options(true, true), nothing_set());
  if (!lexer.run()) return true;
  std::vector<Heredoc> found;
  for (const LexedWord& word : lexer.words()) {
    HeredocWord parsed = parse_heredoc(word.text, *document_.arena_);
    Span op = whole.source(word.span);
    if (parsed.kind == HeredocWord::Kind::kError) {
      return fail(op.begin, "the delimiter of this here-document cannot be read",
                  "use a plain word such as EOF");
    }
    if (parsed.kind != HeredocWord::Kind::kHeredoc) continue;
    parsed.heredoc.op = op;
    found.push_back(parsed.heredoc);
  }
  for (Heredoc& heredoc : found) {
    if (!heredoc_body(heredoc)) return false;
    instruction.span.end = heredoc.terminator.end;
  }
  instruction.heredocs = document_.arena_->copy(found);
  return true;
}

bool Parser::heredoc_body(Heredoc& heredoc) {
  heredoc.body = {at_, at_};
  Line line;
  while (next_line(line)) {
    std::string_view text = text_.substr(line.begin, line.end - line.begin);
    if (heredoc.chomp) text.remove_prefix(std::min(text.find_first_not_of('\t'), text.size()));
    if (text == heredoc.name) {
      heredoc.body.end = line.begin;
      heredoc.content = heredoc.body.in(text_);
      heredoc.terminator = {line.begin, line.end};
      return true;
    }
  }
  if (error_) return false;
  return fail(heredoc.op.begin, "this here-document is not terminated",
              "end it with a line that holds only " + std::string(heredoc.name));
}

}  // namespace dockhone::syntax
