#include "paths.h"

#include <array>

#include "dockhone/model/commands.h"
#include "walk.h"

namespace dockhone::transforms {

namespace {

using shell::Command;
using shell::Word;

constexpr std::array<std::string_view, 6> kFresh = {"/etc/hosts", "/etc/resolv.conf", "/etc/hostname", "/dev/", "/proc/", "/sys/"};
constexpr std::array<std::string_view, 11> kStandardDevices = {"/dev/null", "/dev/stdout", "/dev/stderr", "/dev/stdin",
                                                               "/dev/tty", "/dev/zero", "/dev/random", "/dev/urandom",
                                                               "/dev/fd", "/dev/tcp", "/dev/udp"};

bool part_of_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-' ||
         c == '}' || c == '/';
}

bool starts_with_any(std::string_view text, std::span<const std::string_view> prefixes) {
  for (std::string_view prefix : prefixes) {
    if (text.starts_with(prefix) && (text.size() == prefix.size() || prefix.back() == '/' || !part_of_name(text[prefix.size()]) ||
                                     text[prefix.size()] == '/')) {
      return true;
    }
  }
  return false;
}

// `path` is `directory` or above it. Both absolute, without trailing slash.
bool holds(std::string_view path, std::string_view directory) {
  return directory.starts_with(path) && (directory.size() == path.size() || directory[path.size()] == '/');
}

std::string joined(std::string_view base, std::string_view path) {
  std::string clean;
  std::string all = path.starts_with('/') ? std::string(path) : std::string(base) + '/' + std::string(path);
  std::string_view left = all;
  while (!left.empty()) {
    auto slash = left.find('/');
    std::string_view part = left.substr(0, slash);
    if (part == "..") {
      auto cut = clean.rfind('/');
      clean.resize(cut == std::string::npos ? 0 : cut);
    } else if (!part.empty() && part != ".") {
      clean += '/';
      clean += part;
    }
    if (slash == std::string_view::npos) break;
    left.remove_prefix(slash + 1);
  }
  return clean;  // "" is the root
}

// Where nobody's working directory is, as far as an unknown base image goes.
constexpr std::array<std::string_view, 19> kNobodyWorksIn = {
    "/tmp/",     "/var/lib/",  "/var/cache/", "/var/tmp/", "/var/log/", "/var/run/",        "/var/lock/",
    "/run/",     "/etc/",      "/root/.",     "/bin/",     "/sbin/",    "/lib/",            "/usr/bin/",
    "/usr/sbin/", "/usr/lib/", "/usr/share/", "/usr/local/bin/",        "/usr/local/lib/"};

class Removal {
 public:
  explicit Removal(const ScriptView& view) : view_(view) {
    if (view.state.workdir) home_ = joined("", *view.state.workdir);
    current_ = home_;
  }

  void command(const Command& command) {
    if (command.kind != shell::CommandKind::kSimple || command.words.empty() || found) return;
    auto words = command.words;
    std::string_view name = shell::plain_literal(words[0], view_.text);
    if (name == "sudo" && words.size() > 1) {
      words = words.subspan(1);
      name = shell::plain_literal(words[0], view_.text);
    }
    if (name == "cd" || name == "pushd") return change_directory(words);
    const model::CommandFacts* facts = model::find_command(name.substr(name.rfind('/') + 1));
    if (facts == nullptr || !facts->removes_operands) return;
    operands(name, words.subspan(1));
  }

  std::optional<std::string> found;

 private:
  void change_directory(std::span<const Word> words) {
    std::optional<std::string> target;
    if (words.size() == 2) target = shell::static_value(words[1], view_.text);
    if (!target || target->starts_with('-')) {
      current_.reset();
    } else if (target->starts_with('/')) {
      current_ = joined("", *target);
    } else if (current_) {
      current_ = joined(*current_, *target);
    }
  }

  void operands(std::string_view name, std::span<const Word> words) {
    bool removes_directories = name != "rm" && name != "unlink" && name != "shred";
    for (const Word& word : words) {
      std::string_view text = word.span.in(view_.text);
      bool cluster = text.size() > 1 && text[0] == '-' && text[1] != '-';
      removes_directories |= text == "--recursive" || (cluster && text.find_first_of("rRd") != std::string_view::npos);
    }
    if (!removes_directories) return;
    if (name == "mv" && !words.empty()) words = words.first(words.size() - 1);  // the last is where they go
    for (const Word& word : words) {
      std::string_view text = word.span.in(view_.text);
      if (!text.starts_with('-') && may_remove_home(word)) found = std::string(text);
    }
  }

  bool may_remove_home(const Word& word) const {
    if (home_ && home_->empty()) return false;  // nobody removes the root
    std::string_view raw = word.span.in(view_.text);
    auto value = shell::static_value(word, view_.text);
    if (value) return may_remove(*value);
    // Not static: what stands before the first expansion or glob decides, where it is absolute.
    std::size_t plain = raw.find_first_of("$`*?[{~");
    std::string prefix;
    for (char c : raw.substr(0, plain)) {
      if (c != '"' && c != '\'') prefix += c;
    }
    if (prefix.starts_with('/')) {
      if (!home_) return !starts_with_any(prefix, kNobodyWorksIn) && prefix != "/";
      return home_->starts_with(prefix) && home_->size() > prefix.size();
    }
    // A relative glob or a variable. `*` in the current directory never matches the directory itself.
    bool expands = raw.find_first_of("$`~") != std::string_view::npos;
    return expands ? home_.has_value() : current_ != home_ && home_.has_value();
  }

  bool may_remove(const std::string& path) const {
    if (path.starts_with('/') || current_) {
      std::string resolved = joined(current_.value_or(""), path);
      if (home_) return holds(resolved, *home_);
      return !starts_with_any(resolved + '/', kNobodyWorksIn) && resolved.find('.') == std::string::npos;
    }
    // Relative to an unknown directory.
    bool plain = path.find("..") == std::string::npos && path != "." && path != "./";
    if (!home_) return !plain;
    return !plain || (*home_ + '/').find('/' + path + '/') != std::string::npos;
  }

  const ScriptView& view_;
  std::optional<std::string> home_;     // the working directory of the RUN; "" is the root
  std::optional<std::string> current_;  // where the script is, as far as `cd` tells
};

}  // namespace

bool names_fresh_path(std::string_view text) {
  for (std::size_t at = text.find('/'); at != std::string_view::npos; at = text.find('/', at + 1)) {
    if (at > 0 && part_of_name(text[at - 1])) continue;
    std::string_view here = text.substr(at);
    if (starts_with_any(here, kFresh) && !starts_with_any(here, kStandardDevices)) return true;
  }
  return false;
}

bool is_system_shell(std::string_view path) {
  return path == "/bin/sh" || path == "/usr/bin/sh" || path == "sh" || path.ends_with("/../bin/sh");
}

std::optional<std::string> removes_working_directory(const shell::List& list, const ScriptView& view) {
  if (view.text.find("rm") == std::string_view::npos && view.text.find("mv") == std::string_view::npos) return std::nullopt;
  Removal removal(view);
  for_each_command(list, [&](const Command& command) { removal.command(command); });
  return removal.found;
}

}  // namespace dockhone::transforms
