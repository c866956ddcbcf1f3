// Which shell runs shell-form commands.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "dockhone/model/build.h"

namespace dockhone::model {

// For a stage that starts from an image.
ShellForm default_shell(const Stage& stage);
// For SHELL [argv]; `state` is the state before it.
ShellForm shell_form(std::span<const std::string_view> argv, const State& state);
// Nothing is known: the script must mean the same in each.
std::span<const shell::Dialect> any_dialect();
// True for images known to set no WORKDIR.
bool starts_in_root(const BaseRef& base);
// True when the RUN may put another program behind /bin/sh.
bool may_replace_shell(const syntax::Instruction& run);
// An absolute path without `.`, `..`, doubled and trailing slashes; symbolic links are not known.
std::string_view clean_path(std::string_view path, Arena& arena);

}  // namespace dockhone::model
