// Visits every command and every part of a word in a tree, in order of the text, through substitutions,
// functions and compound commands.
#pragma once

#include "dockhone/shell/ast.h"

namespace dockhone::transforms {

template <class Visit>
void for_each_part(std::span<const shell::WordPart> parts, const Visit& visit) {
  for (const shell::WordPart& part : parts) {
    visit(part);
    for_each_part(part.parts, visit);
  }
}

// All words of one command, its assignments and redirections included; not those of commands inside it.
template <class Visit>
void for_each_word(const shell::Command& command, const Visit& visit) {
  for (const shell::Assignment& assignment : command.assignments) {
    visit(assignment.value);
    for (const shell::Word& element : assignment.elements) visit(element);
  }
  for (const shell::Word& word : command.words) visit(word);
  for (const shell::Redirect& redirect : command.redirects) visit(redirect.target);
  for (const shell::CaseItem& item : command.case_items) {
    for (const shell::Word& pattern : item.patterns) visit(pattern);
  }
}

template <class Visit>
void for_each_part(const shell::Command& command, const Visit& visit) {
  for_each_word(command, [&](const shell::Word& word) { for_each_part(word.parts, visit); });
}

template <class Visit>
void for_each_command(const shell::List& list, const Visit& visit);

template <class Visit>
void for_each_command(const shell::Command& command, const Visit& visit) {
  visit(command);
  for_each_part(command, [&](const shell::WordPart& part) {
    if (part.list != nullptr) for_each_command(*part.list, visit);
  });
  for (const shell::List* inner : command.lists) for_each_command(*inner, visit);
  for (const shell::CaseItem& item : command.case_items) {
    if (item.list != nullptr) for_each_command(*item.list, visit);
  }
  if (command.body != nullptr) for_each_command(*command.body, visit);
}

template <class Visit>
void for_each_command(const shell::List& list, const Visit& visit) {
  for (const shell::AndOr& item : list.items) {
    for (const shell::Pipeline& pipeline : item.pipelines) {
      for (const shell::Command& command : pipeline.commands) for_each_command(command, visit);
    }
  }
}

}  // namespace dockhone::transforms
