#include "scope.h"

#include <algorithm>

#include "dockhone/base/printable.h"

namespace dockhone::rewrite {

namespace {

constexpr std::string_view kBlank = " \t";
constexpr std::string_view kSkip = "skip=";

std::string_view trim_left(std::string_view text) {
  auto first = text.find_first_not_of(kBlank);
  return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

// What follows "# dockhone:" in a comment line; empty for every other comment.
std::string_view order_in(std::string_view comment) {
  std::string_view text = trim_left(comment);
  if (!text.starts_with('#')) return {};
  text = trim_left(text.substr(1));
  constexpr std::string_view kPrefix = "dockhone:";
  if (!text.starts_with(kPrefix)) return {};
  text = trim_left(text.substr(kPrefix.size()));
  return text.substr(0, text.find_first_of(" \t\r"));
}

bool lists(std::string_view names, std::string_view pass) {
  while (!names.empty()) {
    auto comma = names.find(',');
    if (names.substr(0, comma) == pass) return true;
    if (comma == std::string_view::npos) break;
    names.remove_prefix(comma + 1);
  }
  return false;
}

bool skipped(const syntax::Instruction& instruction, std::string_view text, std::string_view pass) {
  for (Span comment : instruction.comments) {
    std::string_view order = order_in(comment.in(text));
    if (order.starts_with(kSkip) && lists(order.substr(kSkip.size()), pass)) return true;
  }
  return false;
}

}  // namespace

bool has_orders(const syntax::Document& document) {
  return std::any_of(document.comments().begin(), document.comments().end(),
                     [&](Span comment) { return !order_in(comment.in(document.text())).empty(); });
}

std::vector<std::pair<Span, std::string>> mistakes(const syntax::Document& document,
                                                   const std::vector<std::string_view>& passes) {
  std::vector<std::pair<Span, std::string>> found;
  for (Span comment : document.comments()) {
    std::string_view order = order_in(comment.in(document.text()));
    if (order.empty() || order == "on" || order == "off") continue;
    if (!order.starts_with(kSkip)) {
      found.emplace_back(comment, "'" + std::string(order) + "' is none of on, off, skip=PASS");
      continue;
    }
    std::string_view names = order.substr(kSkip.size());
    while (!names.empty()) {
      std::string_view name = names.substr(0, names.find(','));
      names.remove_prefix(std::min(names.size(), name.size() + 1));
      if (std::find(passes.begin(), passes.end(), name) != passes.end()) continue;
      std::string_view near = nearest(name, passes.data(), passes.size());
      found.emplace_back(comment,
                         "there is no pass '" + std::string(name) + "'" +
                             (near.empty() ? std::string() : "; did you mean '" + std::string(near) + "'?"));
    }
  }
  return found;
}

std::vector<bool> switched_off(const syntax::Document& document, std::string_view pass) {
  std::vector<bool> off(document.instructions().size(), false);
  std::string_view text = document.text();
  auto comment = document.comments().begin();
  bool region_off = false;
  for (std::size_t i = 0; i < off.size(); ++i) {
    const syntax::Instruction& instruction = document.instructions()[i];
    for (; comment != document.comments().end() && comment->begin < instruction.span.begin; ++comment) {
      std::string_view order = order_in(comment->in(text));
      if (order == "off") region_off = true;
      if (order == "on") region_off = false;
    }
    off[i] = region_off || skipped(instruction, text, pass);
  }
  return off;
}

}  // namespace dockhone::rewrite
