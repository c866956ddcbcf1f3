#include "paths.h"

#include "dockhone/base/path.h"
#include "dockhone/shell/parser.h"
#include "lists.h"

namespace dockhone::transforms {

namespace {

using shell::Word;

bool part_of_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
         c == '-' || c == '}' || c == '/';
}

bool starts_with_any(std::string_view text, List prefixes) {
  for (std::string_view prefix : prefixes) {
    if (text.starts_with(prefix) && (text.size() == prefix.size() || prefix.back() == '/' ||
                                     !part_of_name(text[prefix.size()]) || text[prefix.size()] == '/')) {
      return true;
    }
  }
  return false;
}

// `path` is `directory` or above it. Both absolute, without trailing slash.
bool holds(std::string_view path, std::string_view directory) {
  return directory.starts_with(path) && (directory.size() == path.size() || directory[path.size()] == '/');
}

// "" is the root.
std::string joined(std::string_view base, std::string_view path) {
  std::string all = joined_path(base, path);
  return all == "/" ? std::string() : all;
}

}  // namespace

WorkingDirectory::WorkingDirectory(const model::State& state) {
  if (state.workdir) home_ = joined("", *state.workdir);
  current_ = home_;
}

void WorkingDirectory::change(std::span<const Word> operands, std::string_view text) {
  std::optional<std::string> target;
  if (operands.size() == 1) target = shell::static_value(operands[0], text);
  if (!target || target->starts_with('-')) {
    current_.reset();
  } else if (target->starts_with('/')) {
    current_ = joined("", *target);
  } else if (current_) {
    current_ = joined(*current_, *target);
  }
}

bool WorkingDirectory::may_be_removed_by(const Word& word, std::string_view text) const {
  if (home_ && home_->empty()) return false;  // nobody removes the root
  if (auto value = shell::static_value(word, text)) return holds_home(*value);
  // Not static. What stands before the first expansion or glob decides, where it tells a directory ...
  std::string_view raw = word.span.in(text);
  std::string plain;
  std::size_t special = raw.find_first_of("$`*?[{~");
  for (char c : raw.substr(0, special)) {
    if (c != '"' && c != '\'') plain += c;
  }
  bool glob = special != std::string_view::npos &&
              (raw[special] == '*' || raw[special] == '?' || raw[special] == '[');
  if (plain.starts_with('/') || (glob && current_ && plain.find("..") == std::string::npos)) {
    std::string prefix = plain.starts_with('/') ? plain : *current_ + '/' + plain;
    if (!home_) return !starts_with_any(prefix, lists::kNobodyWorksIn) && prefix != "/";
    return home_->starts_with(prefix) && home_->size() > prefix.size();
  }
  if (!home_) return false;
  // ... else what stands behind the last one: its components would have to be in the directory's path.
  std::size_t last = raw.find_last_of("}$`~");
  std::size_t slash = raw.find('/', last == std::string_view::npos ? 0 : last);
  std::string_view tail = slash == std::string_view::npos ? std::string_view() : raw.substr(slash);
  while (!tail.empty() && (tail.back() == '"' || tail.back() == '\'')) tail.remove_suffix(1);
  if (tail.size() < 2 || tail.find_first_of("*?[$`") != std::string_view::npos)
    return !glob || current_ != home_;
  return (*home_ + '/').find(std::string(tail) + (tail.back() == '/' ? "" : "/")) != std::string::npos;
}

bool WorkingDirectory::holds_home(const std::string& path) const {
  if (path.starts_with('/') || current_) {
    std::string resolved = joined(current_.value_or(""), path);
    if (home_) return holds(resolved, *home_);
    return !starts_with_any(resolved + '/', lists::kNobodyWorksIn) && resolved.find('.') == std::string::npos;
  }
  // Relative to an unknown directory.
  bool plain = path.find("..") == std::string::npos && path != "." && path != "./";
  if (!home_) return !plain;
  return !plain || (*home_ + '/').find('/' + path + '/') != std::string::npos;
}

bool names_fresh_path(std::string_view text) {
  for (std::size_t at = text.find('/'); at != std::string_view::npos; at = text.find('/', at + 1)) {
    // At the start, or behind what separates paths in an operand: if=/dev/x, a:/dev/x, a,/dev/x.
    if (at > 0 && std::string_view("=:, >").find(text[at - 1]) == std::string_view::npos) continue;
    std::string_view here = text.substr(at);
    if (starts_with_any(here, lists::kFreshPaths) && !starts_with_any(here, lists::kStandardDevices))
      return true;
  }
  return false;
}

bool names_accounts(std::string_view text) {
  return text == "/etc/passwd" || text == "/etc/group" || text == "/etc/shadow";
}

bool is_system_shell(std::string_view path) {
  return path == "/bin/sh" || path == "/usr/bin/sh" || path == "sh" || path.ends_with("/../bin/sh");
}

}  // namespace dockhone::transforms
