#include <algorithm>

#include "dockhone/model/build.h"
#include "dockhone/shell/visit.h"
#include "targets.h"

namespace dockhone::fuzz {

namespace {

using shell::Command;
using shell::Dialect;

// Every node is inside of the one around it, in order.
class Nesting {
 public:
  explicit Nesting(std::string_view text) : text_(text) {}

  void list(const shell::List& list, Span outer) {
    if (list.items.empty()) return;
    within("list", list.span, outer);
    std::uint32_t last = list.span.begin;
    for (const shell::AndOr& item : list.items) {
      ordered("and-or list", item.span, last);
      within("and-or list", item.span, list.span);
      for (const shell::Pipeline& pipeline : item.pipelines) {
        within("pipeline", pipeline.span, item.span);
        for (const Command& each : pipeline.commands) command(each, pipeline.span);
      }
      last = item.span.end;
    }
  }

 private:
  void within(const char* what, Span inner, Span outer) const {
    bool holds = inner.begin <= inner.end && outer.begin <= inner.begin && inner.end <= outer.end &&
                 inner.end <= text_.size();
    require("nesting of spans",
            holds ? "" : std::string(what) + " leaves what is around it: " + std::string(text_));
  }

  void ordered(const char* what, Span span, std::uint32_t last) const {
    require("order of spans",
            span.begin >= last ? "" : std::string(what) + " overlaps the one before: " + std::string(text_));
  }

  void command(const Command& each, Span outer) {
    within("command", each.span, outer);
    within("name", each.name.empty() ? Span{each.span.begin, each.span.begin} : each.name, each.span);
    for (const shell::Assignment& item : each.assignments) within("assignment", item.span, each.span);
    std::uint32_t last = each.span.begin;
    for (const shell::Word& item : each.words) {
      within("word", item.span, each.span);
      ordered("word", item.span, last);
      last = item.span.end;
      parts(item.parts, item.span);
    }
    for (const shell::Redirect& item : each.redirects) {
      within("redirection", item.span, each.span);
      within("target", item.target.span, item.span);
      within("body", item.body, {0, static_cast<std::uint32_t>(text_.size())});
    }
    for (const shell::List* inner : each.lists) list(*inner, each.span);
    for (const shell::CaseItem& item : each.case_items) {
      within("case item", item.span, each.span);
      if (item.list != nullptr) list(*item.list, item.span);
    }
    if (each.body != nullptr) command(*each.body, each.span);
  }

  void parts(std::span<const shell::WordPart> all, Span outer) {
    std::uint32_t last = outer.begin;
    for (const shell::WordPart& part : all) {
      within("part", part.span, outer);
      ordered("part", part.span, last);
      last = part.span.end;
      parts(part.parts, part.span);
      if (part.list != nullptr) list(*part.list, part.span);
    }
  }

  std::string_view text_;
};

constexpr Dialect kDialects[] = {Dialect::kDash, Dialect::kBash, Dialect::kAsh};

void check(std::string_view text) {
  bool any = false;
  bool all = true;
  for (Dialect dialect : kDialects) {
    auto parsed = shell::parse(text, dialect);
    any |= parsed.has_value();
    all &= parsed.has_value();
    if (!parsed) {
      require("an error has a place in the text",
              parsed.error().offset <= text.size() ? "" : parsed.error().message);
      continue;
    }
    Nesting(text).list(*parsed->list, {0, static_cast<std::uint32_t>(text.size())});
    std::uint32_t last = 0;
    for (Span comment : parsed->comments) {
      bool holds = comment.begin >= last && comment.end <= text.size() && text[comment.begin] == '#';
      require("comments", holds ? "" : "a comment is none: " + std::string(text));
      last = comment.end;
    }
  }
  if (shell::dialect_neutral(text))
    require("neutral scripts parse in each dialect or in none", any == all ? "" : std::string(text));
}

// The way from a script back to the Dockerfile: inside of the instruction, forwards, the same bytes.
void check_map(const syntax::Instruction& run, const shell::Script& script, std::string_view source) {
  Span last{};
  for (const shell::AndOr& item : script.list->items) {
    Span logical{run.rest.begin + item.span.begin, run.rest.begin + item.span.end};
    Span there = run.logical.source(logical);
    bool inside = run.span.begin <= there.begin && there.end <= run.span.end && last.end <= there.begin;
    require("source map", inside ? "" : "an item leaves its instruction: " + std::string(source));
    if (run.logical.contiguous(logical) && there.size() == logical.size()) {
      require("source map",
              there.in(source) == logical.in(run.logical.text) ? "" : "other bytes: " + std::string(source));
    }
    last = there;
  }
}

}  // namespace

void script(std::string_view input) {
  check(input);
  std::string text = "FROM a\nRUN " + std::string(input);
  auto document = syntax::Document::parse(text);
  if (!document) return;
  model::BuildModel model(*document);
  for (std::size_t i = 0; i < document->instructions().size(); ++i) {
    const syntax::Instruction& run = document->instructions()[i];
    if (run.keyword != syntax::Keyword::kRun || run.json || !run.heredocs.empty() ||
        model.stage_of(i) == model::kNone)
      continue;
    for (Dialect dialect : kDialects) {
      if (const auto& parsed = model.script(i, dialect)) check_map(run, *parsed, document->text());
    }
  }
}

}  // namespace dockhone::fuzz
