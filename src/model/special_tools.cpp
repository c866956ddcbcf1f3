// Special effects: what fetches, and tools of languages.
#include <algorithm>
#include <array>

#include "literal.h"
#include "special_effects.h"

namespace dockhone::model {

Special Specials::curl() {
  bool remote_names = call_.has("-O") || call_.has("--remote-name-all");
  for (const Value& value : w_.operands()) {
    w_.out_.network = true;
    if (!remote_names) continue;
    if (const Arg* directory = call_.value("--output-dir"); directory != nullptr || call_.has("-J")) {
      w_.path(Access::kWrite, Extent::kTree,
              directory == nullptr ? Value{".", true, false} : w_.fields(*directory)[0]);
    } else {
      w_.role(Role::kDownload, value);
    }
  }
  return Special::kTables;
}

Special Specials::wget() {
  if (call_.has("-O") || call_.has("-i")) {
    if (call_.has("-i") && !call_.has("-O")) w_.path(Access::kWrite, Extent::kTree, ".");
  } else if (const Arg* prefix = call_.value("-P")) {
    for (const Value& value : w_.fields(*prefix)) w_.path(Access::kWrite, Extent::kTree, value);
  } else if (call_.has("-r") || call_.has("-m") || call_.has("-p") || call_.has("--content-disposition") ||
             call_.program() != "wget") {
    w_.path(Access::kWrite, Extent::kTree, ".");
  } else {
    for (const Value& value : w_.operands()) {
      if (!call_.has("--spider")) w_.role(Role::kDownload, value);
    }
  }
  w_.option_values();
  const Deeds& deeds = *call_.tool()->deeds;
  w_.out_.network = true;
  w_.templates(Access::kRead, deeds.reads);
  w_.templates(Access::kWrite, deeds.writes);
  for (std::string_view name : deeds.environment) w_.variable(name, VariableEffect::Use::kReads);
  return checked();
}

Special Specials::git() {
  if (call_.verb_name() != "clone") return Special::kTables;
  auto operands = w_.operands();
  w_.out_.network = true;
  if (operands.size() == 1) {
    std::string_view url = operands[0].text;
    while (url.ends_with('/')) url.remove_suffix(1);
    url = url.substr(url.find_last_of("/:") == std::string_view::npos ? 0 : url.find_last_of("/:") + 1);
    if (url.ends_with(".git") && !call_.has("--bare") && !call_.has("--mirror")) url.remove_suffix(4);
    w_.path(Access::kWrite, Extent::kTree, Value{operands[0].known ? std::string(url) : ".", true, false});
  } else if (operands.size() > 1) {
    w_.path(Access::kWrite, Extent::kTree, operands[1]);
  }
  w_.templates(Access::kRead, call_.verb()->deeds->reads);
  w_.templates(Access::kWrite, call_.verb()->deeds->writes.subspan(1));  // not the whole working directory
  return checked();
}

// A new key has its public half beside it.
Special Specials::ssh_keygen() {
  const Arg* file = call_.value("-f");
  if (file == nullptr) return Special::kTables;
  bool makes = call_.has("-t") || call_.has("-N");
  bool changes = makes || call_.has("-p") || call_.has("-R") || call_.has("-H") || call_.has("-A");
  for (Value value : w_.fields(*file)) {
    w_.path(Access::kRead, Extent::kTree, value);
    if (changes) w_.path(Access::kWrite, Extent::kTree, value);
    value.text += makes ? ".pub" : ".old";
    if (changes && value.known) w_.path(Access::kWrite, Extent::kTree, value);
  }
  return Special::kTables;
}

// Global packages go below the prefix of node.
Special Specials::npm() {
  if (!call_.has("--global")) return Special::kTables;
  constexpr std::array<std::string_view, 8> kGlobal = {"/usr/local/lib/node_modules/",
                                                       "/usr/lib/node_modules/",
                                                       "/usr/local/bin/",
                                                       "/usr/bin/",
                                                       "~/.nvm/",
                                                       "/opt/",
                                                       "${NPM_CONFIG_PREFIX:-/usr/local}/",
                                                       "~/.config/yarn/"};
  w_.templates(Access::kWrite, kGlobal);
  return Special::kTables;
}

// setup.py is the project's; what its commands do is fixed by convention.
Special Specials::python() {
  auto operands = w_.operands();
  bool setup = operands.size() > 1 && without_directory(operands[0].text) == "setup.py" && !call_.has("-c") &&
               !call_.has("-m");
  if (!setup) return Special::kTables;
  constexpr std::array<std::string_view, 9> kCommands = {"install",     "develop",  "build",
                                                         "build_ext",   "build_py", "sdist",
                                                         "bdist_wheel", "egg_info", "install_lib"};
  if (std::find(kCommands.begin(), kCommands.end(), operands[1].text) == kCommands.end())
    return Special::kTables;
  const CommandFacts* pip = find_command("pip");
  w_.out_.convention = true;
  w_.out_.commands[w_.command_].convention = true;
  w_.out_.network = true;
  const VerbFacts* install = &pip->tool->verbs.front();
  w_.templates(Access::kRead, install->deeds->reads);
  w_.templates(Access::kWrite, install->deeds->writes);
  w_.path(Access::kRead, Extent::kTree, ".");
  w_.path(Access::kWrite, Extent::kTree, ".");
  return Special::kDone;
}

}  // namespace dockhone::model
