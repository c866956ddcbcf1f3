// Walks a tree in source order, into everything that runs or expands: command and process substitutions,
// functions, operands of ${}, subscripts, here-documents (their bodies directly behind their redirection).
//
// A visitor has any of these members, each returning void, or bool where false means: not inside this one.
//   void|bool command(const Command&)        every command, compound ones and function definitions too
//   void|bool list(const List&)
//   void|bool and_or(const AndOr&)
//   void|bool pipeline(const Pipeline&)
//   void|bool assignment(const Assignment&)
//   void|bool word(const Word&)              arguments, patterns, values, targets, array elements ...
//   void|bool redirect(const Redirect&)
//   void|bool part(const WordPart&)          every part of a word or of a here-document's body, also nested
//   void|bool parameter(const WordPart&)     the parts of kind kParameter
#pragma once

#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

#include "dockhone/shell/ast.h"

namespace dockhone::shell {

template <class Visitor>
class Walker {
 public:
  explicit Walker(Visitor& visitor) : visitor_(visitor) {}

  void list(const List& list) {
    if constexpr (requires { visitor_.list(list); }) {
      if (!enters([&] { return visitor_.list(list); })) return;
    }
    for (const AndOr& item : list.items) and_or(item);
  }

  void and_or(const AndOr& and_or) {
    if constexpr (requires { visitor_.and_or(and_or); }) {
      if (!enters([&] { return visitor_.and_or(and_or); })) return;
    }
    for (const Pipeline& item : and_or.pipelines) pipeline(item);
  }

  void pipeline(const Pipeline& pipeline) {
    if constexpr (requires { visitor_.pipeline(pipeline); }) {
      if (!enters([&] { return visitor_.pipeline(pipeline); })) return;
    }
    for (const Command& item : pipeline.commands) command(item);
  }

  void command(const Command& command) {
    if constexpr (requires { visitor_.command(command); }) {
      if (!enters([&] { return visitor_.command(command); })) return;
    }
    if (command.kind == CommandKind::kSimple) return simple(command);
    for (const Word& item : command.words) word(item);
    for (const List* item : command.lists) list(*item);
    for (const CaseItem& item : command.case_items) {
      for (const Word& pattern : item.patterns) word(pattern);
      if (item.list != nullptr) list(*item.list);
    }
    if (command.body != nullptr) this->command(*command.body);
    for (const Redirect& item : command.redirects) redirect(item);
  }

  void assignment(const Assignment& assignment) {
    if constexpr (requires { visitor_.assignment(assignment); }) {
      if (!enters([&] { return visitor_.assignment(assignment); })) return;
    }
    parts(assignment.subscript_parts);
    for (const Word& item : assignment.elements) word(item);
    if (!assignment.array) word(assignment.value);
  }

  void word(const Word& word) {
    if constexpr (requires { visitor_.word(word); }) {
      if (!enters([&] { return visitor_.word(word); })) return;
    }
    // Most words are one literal, in which other visitors find nothing.
    bool literal = word.parts.size() == 1 && word.parts[0].kind == PartKind::kLiteral;
    if (kSeesParts || !literal) parts(word.parts);
  }

  void redirect(const Redirect& redirect) {
    if constexpr (requires { visitor_.redirect(redirect); }) {
      if (!enters([&] { return visitor_.redirect(redirect); })) return;
    }
    word(redirect.target);
    parts(redirect.body_parts);
  }

  void parts(std::span<const WordPart> parts) {
    for (const WordPart& item : parts) part(item);
  }

  void part(const WordPart& part) {
    if constexpr (requires { visitor_.part(part); }) {
      if (!enters([&] { return visitor_.part(part); })) return;
    }
    if constexpr (requires { visitor_.parameter(part); }) {
      if (part.kind == PartKind::kParameter && !enters([&] { return visitor_.parameter(part); })) return;
    }
    parts(part.parts);
    if (part.list != nullptr) list(*part.list);
  }

 private:
  static constexpr bool kSeesParts = requires(Visitor & visitor, const WordPart& part) {
    visitor.part(part);
  };

  template <class Call>
  static bool enters(Call call) {
    if constexpr (std::is_void_v<decltype(call())>) {
      call();
      return true;
    } else {
      return call();
    }
  }

  // Words and redirections of a simple command may stand in any order.
  void simple(const Command& command) {
    std::size_t next_word = 0;
    std::size_t next_redirect = 0;
    auto redirects_before = [&](std::uint32_t offset) {
      while (next_redirect < command.redirects.size() &&
             command.redirects[next_redirect].span.begin < offset) {
        redirect(command.redirects[next_redirect++]);
      }
    };
    for (const Assignment& item : command.assignments) {
      redirects_before(item.span.begin);
      assignment(item);
    }
    for (; next_word < command.words.size(); ++next_word) {
      redirects_before(command.words[next_word].span.begin);
      word(command.words[next_word]);
    }
    redirects_before(command.span.end);
  }

  Visitor& visitor_;
};

template <class Visitor>
void visit(const List& list, Visitor&& visitor) {
  Walker<std::remove_reference_t<Visitor>>(visitor).list(list);
}

template <class Visitor>
void visit(const Command& command, Visitor&& visitor) {
  Walker<std::remove_reference_t<Visitor>>(visitor).command(command);
}

template <class Visitor>
void visit(const Word& word, Visitor&& visitor) {
  Walker<std::remove_reference_t<Visitor>>(visitor).word(word);
}

}  // namespace dockhone::shell
