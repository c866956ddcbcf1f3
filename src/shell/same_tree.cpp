#include "same_tree.h"

#include <algorithm>

namespace dockhone::shell {

namespace {

// Declared before the templates that call them for nested nodes.
bool same(const WordPart& a, const WordPart& b);
bool same(const Word& a, const Word& b);
bool same(const Redirect& a, const Redirect& b);
bool same(const Assignment& a, const Assignment& b);
bool same(const CaseItem& a, const CaseItem& b);
bool same(const Command& a, const Command& b);
bool same(const Pipeline& a, const Pipeline& b);
bool same(const AndOr& a, const AndOr& b);
bool same(const List& a, const List& b);

template <class T>
bool same_node(const T* a, const T* b) {
  return (a == nullptr) == (b == nullptr) && (a == nullptr || same(*a, *b));
}

template <class T>
bool same(std::span<const T> a, std::span<const T> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const T& x, const T& y) { return same(x, y); });
}

bool same(const WordPart& a, const WordPart& b) {
  // dash takes any operator and fails when it runs; ash and bash do different things.
  if (a.kind == PartKind::kParameter && a.op == ParameterOp::kOther) return false;
  return a.kind == b.kind && a.op == b.op && a.span == b.span && a.name == b.name && same(a.parts, b.parts) &&
         same_node(a.list, b.list);
}

bool same(const Word& a, const Word& b) { return a.span == b.span && same(a.parts, b.parts); }

bool same(const Redirect& a, const Redirect& b) {
  return a.op == b.op && a.span == b.span && a.descriptor == b.descriptor && a.quoted == b.quoted &&
         a.body == b.body && a.terminator == b.terminator && same(a.target, b.target) &&
         same(a.body_parts, b.body_parts);
}

bool same(const Assignment& a, const Assignment& b) {
  return a.span == b.span && a.name == b.name && a.subscript == b.subscript && a.append == b.append &&
         a.array == b.array && same(a.value, b.value) && same(a.elements, b.elements) &&
         same(a.subscript_parts, b.subscript_parts);
}

bool same(const CaseItem& a, const CaseItem& b) {
  return a.span == b.span && a.terminator == b.terminator && same(a.patterns, b.patterns) &&
         same_node(a.list, b.list);
}

bool same(const Command& a, const Command& b) {
  return a.kind == b.kind && a.has_in == b.has_in && a.has_else == b.has_else && a.span == b.span &&
         a.name == b.name && same(a.assignments, b.assignments) && same(a.words, b.words) &&
         same(a.redirects, b.redirects) &&
         std::equal(a.lists.begin(), a.lists.end(), b.lists.begin(), b.lists.end(), same_node<List>) &&
         same(a.case_items, b.case_items) && same_node(a.body, b.body);
}

bool same(const Pipeline& a, const Pipeline& b) {
  return a.span == b.span && a.negated == b.negated && a.timed == b.timed &&
         a.pipes_errors == b.pipes_errors && same(a.commands, b.commands);
}

bool same(const AndOr& a, const AndOr& b) {
  return a.span == b.span && a.terminator == b.terminator && a.terminator_span == b.terminator_span &&
         std::equal(a.ops.begin(), a.ops.end(), b.ops.begin(), b.ops.end()) && same(a.pipelines, b.pipelines);
}

bool same(const List& a, const List& b) { return a.span == b.span && same(a.items, b.items); }

}  // namespace

bool same_tree(const List& a, const List& b) { return same(a, b); }

}  // namespace dockhone::shell
