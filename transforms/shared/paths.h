// Paths that matter to what may be done to a RUN.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dockhone/model/build.h"

namespace dockhone::transforms {

// Does the text name a file that every RUN gets anew (/etc/hosts, /etc/resolv.conf, /dev, /proc, /sys)? The
// standard devices (/dev/null ...) do not count.
bool names_fresh_path(std::string_view text);
// /etc/passwd and its like, which are read when a RUN starts.
bool names_accounts(std::string_view text);
// /bin/sh or another of its names.
bool is_system_shell(std::string_view path);
// Follows `cd` through a script and tells when a command may remove or move the stage's working directory, or
// a directory above it. Feed it the commands in order of the text.
class WorkingDirectory {
 public:
  explicit WorkingDirectory(const model::State& state);

  // `cd` and pushd, with their operands.
  void change(std::span<const shell::Word> operands, std::string_view text);
  // May removing (moving) what this word names take the directory away?
  bool may_be_removed_by(const shell::Word& word, std::string_view text) const;

 private:
  bool holds_home(const std::string& path) const;

  std::optional<std::string> home_;     // the working directory of the RUN; "" is the root
  std::optional<std::string> current_;  // where the script is, as far as `cd` tells
};

}  // namespace dockhone::transforms
