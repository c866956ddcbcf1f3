// The script of a shell-form CMD or ENTRYPOINT, where it is one simple command.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/model/build.h"

namespace dockhone::transforms::exec_form {

// Why something is left alone: a short key for counting, and the sentence for people.
struct Reason {
  std::string_view key;
  std::string why;
};

struct SimpleCommand {
  std::optional<Reason> refuse;    // it is something else; the rest is then meaningless
  std::vector<std::string> words;  // their values, where the shell expands nothing; else empty
  std::vector<Span> spans;         // in the script's text; spans[0] is the program's name
  bool has_exec = false;           // it begins with `exec` already
};

// Reads the script as each shell that may run it would.
SimpleCommand read_command(const model::BuildModel& model, std::size_t instruction);

// May the file be a script that names no interpreter in its first line? A shell runs such a script, execve
// does not.
bool may_need_a_shell(std::string_view program);

}  // namespace dockhone::transforms::exec_form
