// Which commands are special.
#include "special_effects.h"

#include <algorithm>

namespace dockhone::model {

namespace {

struct Row {
  std::string_view name;
  Special (Specials::*run)();
};

// By name; a few dozen, searched in halves.
constexpr Row kRows[] = {{".", &Specials::sources},
                         {"[", &Specials::nothing},
                         {"ash", &Specials::runs_shell},
                         {"awk", &Specials::awk},
                         {"bash", &Specials::runs_shell},
                         {"break", &Specials::nothing},
                         {"bsdtar", &Specials::tar},
                         {"bunzip2", &Specials::gzip},
                         {"bzip2", &Specials::gzip},
                         {"cd", &Specials::cd},
                         {"chdir", &Specials::cd},
                         {"chgrp", &Specials::modes},
                         {"chmod", &Specials::modes},
                         {"chown", &Specials::modes},
                         {"continue", &Specials::nothing},
                         {"curl", &Specials::curl},
                         {"dash", &Specials::runs_shell},
                         {"dd", &Specials::dd},
                         {"declare", &Specials::exports},
                         {"eval", &Specials::eval},
                         {"exec", &Specials::nothing},
                         {"exit", &Specials::ends},
                         {"export", &Specials::exports},
                         {"find", &Specials::find},
                         {"gawk", &Specials::awk},
                         {"git", &Specials::git},
                         {"gunzip", &Specials::gzip},
                         {"gzip", &Specials::gzip},
                         {"hash", &Specials::nothing},
                         {"install", &Specials::install},
                         {"jobs", &Specials::nothing},
                         {"ksh", &Specials::runs_shell},
                         {"ln", &Specials::ln},
                         {"local", &Specials::exports},
                         {"lz4", &Specials::gzip},
                         {"lzma", &Specials::gzip},
                         {"mawk", &Specials::awk},
                         {"mkdir", &Specials::mkdir},
                         {"npm", &Specials::npm},
                         {"pigz", &Specials::gzip},
                         {"popd", &Specials::popd},
                         {"pushd", &Specials::cd},
                         {"python", &Specials::python},
                         {"python2", &Specials::python},
                         {"python3", &Specials::python},
                         {"read", &Specials::reads_variables},
                         {"readonly", &Specials::exports},
                         {"return", &Specials::ends},
                         {"rm", &Specials::rm},
                         {"sed", &Specials::sed},
                         {"set", &Specials::set},
                         {"sh", &Specials::runs_shell},
                         {"shift", &Specials::nothing},
                         {"shopt", &Specials::nothing},
                         {"shred", &Specials::shred},
                         {"source", &Specials::sources},
                         {"split", &Specials::split},
                         {"ssh-keygen", &Specials::ssh_keygen},
                         {"su", &Specials::su},
                         {"tar", &Specials::tar},
                         {"times", &Specials::nothing},
                         {"trap", &Specials::trap},
                         {"type", &Specials::nothing},
                         {"typeset", &Specials::exports},
                         {"ulimit", &Specials::nothing},
                         {"umask", &Specials::nothing},
                         {"uncompress", &Specials::gzip},
                         {"unlzma", &Specials::gzip},
                         {"unset", &Specials::unset},
                         {"unxz", &Specials::gzip},
                         {"unzip", &Specials::unzip},
                         {"unzstd", &Specials::gzip},
                         {"wait", &Specials::nothing},
                         {"wget", &Specials::wget},
                         {"xz", &Specials::gzip},
                         {"zsh", &Specials::runs_shell},
                         {"zstd", &Specials::gzip}};

static_assert(std::is_sorted(std::begin(kRows), std::end(kRows),
                             [](const Row& a, const Row& b) { return a.name < b.name; }));

}  // namespace

Special special_effects(CommandWriter& writer) {
  const CommandFacts* facts = writer.call().facts();
  std::string_view name = facts != nullptr ? facts->name : writer.call().program();
  const Row* at = std::lower_bound(std::begin(kRows), std::end(kRows), name,
                                   [](const Row& row, std::string_view key) { return row.name < key; });
  if (at == std::end(kRows) || at->name != name) return Special::kTables;
  return (Specials(writer).*at->run)();
}

}  // namespace dockhone::model
