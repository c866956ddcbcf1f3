// Commands whose effects depend on their words in more ways than a table can say. One function a command or
// family.
#pragma once

#include <string>
#include <vector>

#include "command_effects.h"

namespace dockhone::model {

class Specials {
 public:
  explicit Specials(CommandWriter& writer) : w_(writer), call_(*writer.call_) {}

  // special_shell.cpp
  Special cd();
  Special popd();
  Special exports();
  Special unset();
  Special set();
  Special reads_variables();
  Special nothing();
  Special ends();
  Special sources();
  Special eval();
  Special trap();
  Special runs_shell();
  Special su();

  // special_files.cpp
  Special rm();
  Special modes();
  Special ln();
  Special install();
  Special mkdir();
  Special sed();
  Special awk();
  Special dd();
  Special split();
  Special find();
  Special shred();

  // special_archives.cpp
  Special tar();
  Special unzip();
  Special gzip();

  // special_tools.cpp
  Special curl();
  Special wget();
  Special git();
  Special ssh_keygen();
  Special npm();
  Special python();

 private:
  Special script(const shell::Word& word);
  // xargs gives more operands.
  Special more(Access access);
  // Options that are not listed spoil what was said.
  Special checked();
  void found_commands(const std::vector<std::string>& roots);

  CommandWriter& w_;
  const Invocation& call_;
};

}  // namespace dockhone::model
