// Paths that matter to merging.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "traps.h"

namespace dockhone::transforms {

// Does the text name a file that every RUN gets anew (/etc/hosts, /etc/resolv.conf, /dev, /proc, /sys)? The
// standard devices (/dev/null ...) do not count.
bool names_fresh_path(std::string_view text);
// /bin/sh or another of its names.
bool is_system_shell(std::string_view path);
// The operand with which a command of the script may remove or move the stage's working directory or a
// directory above it; nullopt when none does.
std::optional<std::string> removes_working_directory(const shell::List& list, const ScriptView& view);

}  // namespace dockhone::transforms
