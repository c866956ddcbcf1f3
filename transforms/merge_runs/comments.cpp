#include "comments.h"

#include <algorithm>
#include <set>

#include "transforms/shared/comment_block.h"

namespace dockhone::transforms {

namespace {

using syntax::Document;
using syntax::Instruction;

std::string_view trimmed(std::string_view text) {
  auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// The rules of `# hadolint ignore=DL3008,DL3009`; empty for another comment.
std::string_view ignored_rules(std::string_view comment) {
  std::string_view text = trimmed(comment);
  if (text.empty() || text[0] != '#') return {};
  text = trimmed(text.substr(1));
  constexpr std::string_view kTool = "hadolint";
  if (!text.starts_with(kTool)) return {};
  text = trimmed(text.substr(kTool.size()));
  constexpr std::string_view kIgnore = "ignore=";
  if (!text.starts_with(kIgnore)) return {};
  text = text.substr(kIgnore.size());
  return text.substr(0, text.find_first_of(" \t#"));
}

// The comment says more than the rules: it stays, beside the united one.
bool has_words(std::string_view comment, std::string_view rules) {
  return trimmed(comment).size() >
         static_cast<std::size_t>(rules.data() + rules.size() - trimmed(comment).data());
}

void add_rules(std::string_view list, std::vector<std::string>& rules) {
  while (!list.empty()) {
    auto comma = list.find(',');
    std::string rule(trimmed(list.substr(0, comma)));
    if (!rule.empty() && std::find(rules.begin(), rules.end(), rule) == rules.end()) rules.push_back(rule);
    if (comma == std::string_view::npos) break;
    list.remove_prefix(comma + 1);
  }
}

// Comment lines of the document in [begin, end).
std::vector<Span> comments_in(const Document& document, std::uint32_t begin, std::uint32_t end) {
  auto all = document.comments();
  auto first = std::lower_bound(all.begin(), all.end(), begin,
                                [](Span span, std::uint32_t at) { return span.begin < at; });
  auto last =
      std::lower_bound(first, all.end(), end, [](Span span, std::uint32_t at) { return span.begin < at; });
  return {first, last};
}

std::uint32_t script_end(const Document& document, const Part& part) {
  const Instruction& run = document.instructions()[part.instruction];
  return run.logical.source(run.rest).end;
}

std::uint32_t script_begin(const Document& document, const Part& part) {
  return document.instructions()[part.instruction].logical.source(part.body.begin);
}

std::string shell_comment(const Document& document, const Part& part) {
  const Instruction& run = document.instructions()[part.instruction];
  return std::string(trimmed(part.comment->in(run.logical.text)));
}

}  // namespace

bool adjacent(const std::vector<std::size_t>& chain, std::size_t index) {
  return chain[index] == chain[index - 1] + 1;
}

MovedComments move_comments(const Document& document, const std::vector<std::size_t>& chain,
                            const std::vector<const Part*>& parts) {
  MovedComments moved;
  moved.before.resize(chain.size());
  std::vector<std::string> rules;
  std::string_view text = document.text();
  for (std::size_t i = 1; i < chain.size(); ++i) {
    const Instruction& run = document.instructions()[chain[i]];
    std::uint32_t from =
        adjacent(chain, i) ? script_end(document, *parts[i - 1]) : block_begin(document, run);
    if (i == 1 && parts[0]->comment) moved.before[1].push_back(shell_comment(document, *parts[0]));
    // Those between the keyword and the script as well.
    for (Span comment : comments_in(document, from, script_begin(document, *parts[i]))) {
      std::string_view line = comment.in(text);
      std::string_view ignored = ignored_rules(line);
      if (ignored.empty() || has_words(line, ignored)) moved.before[i].emplace_back(trimmed(line));
      add_rules(ignored, rules);
    }
    if (parts[i]->comment) moved.before[i].push_back(shell_comment(document, *parts[i]));
  }
  if (rules.empty()) return moved;
  const Instruction& first = document.instructions()[chain[0]];
  for (Span comment : first.comments) {
    std::string_view ignored = ignored_rules(comment.in(text));
    if (ignored.empty()) continue;
    std::vector<std::string> all;
    add_rules(ignored, all);
    for (const std::string& rule : rules) add_rules(rule, all);
    std::string list;
    for (const std::string& rule : all) list += (&rule == &all.front() ? "" : ",") + rule;
    auto begin = static_cast<std::uint32_t>(ignored.data() - text.data());
    moved.pragma = rewrite::Edit{{begin, begin + static_cast<std::uint32_t>(ignored.size())}, list};
    return moved;
  }
  std::string line(text.substr(first.lines.begin, first.span.begin - first.lines.begin));
  line += "# hadolint ignore=";
  for (const std::string& rule : rules) line += (&rule == &rules.front() ? "" : ",") + rule;
  line += document.newline();
  moved.pragma = rewrite::Edit{{first.lines.begin, first.lines.begin}, line};
  return moved;
}

bool has_own_comment(const Document& document, std::size_t before, std::size_t next) {
  std::string_view text = document.text();
  const Instruction& first = document.instructions()[before];
  auto between = comments_in(document, first.span.begin, document.instructions()[next].span.begin);
  bool own = std::any_of(between.begin(), between.end(), [&](Span comment) {
    return comment.in(text).find("dockhone:") != std::string_view::npos;
  });
  // `skip=` above the first would come to hold for what is merged into it.
  return own || std::any_of(first.comments.begin(), first.comments.end(), [&](Span comment) {
           return comment.in(text).find("dockhone: skip=") != std::string_view::npos;
         });
}

}  // namespace dockhone::transforms
