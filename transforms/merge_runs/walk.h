// Two ways through a tree, on top of shell::visit.
#pragma once

#include "dockhone/shell/visit.h"

namespace dockhone::transforms {

// Every command in order of the text, through substitutions, functions and compound commands.
template <class Function>
void for_each_command(const shell::List& list, Function function) {
  struct Visitor {
    void command(const shell::Command& command) { function(command); }
    Function& function;
  };
  shell::visit(list, Visitor{function});
}

// Every part of the words of one command, without the commands inside it.
template <class Function>
void for_each_part(const shell::Command& command, Function function) {
  struct Visitor {
    bool list(const shell::List&) { return false; }
    void part(const shell::WordPart& part) { function(part); }
    Function& function;
  };
  shell::visit(command, Visitor{function});
}

}  // namespace dockhone::transforms
