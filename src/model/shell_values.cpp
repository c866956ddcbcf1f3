#include "shell_values.h"

#include <algorithm>

#include "dockhone/base/path.h"
#include "dockhone/model/build.h"

namespace dockhone::model {

using shell::PartKind;
using shell::WordPart;

std::string join_path(std::string_view directory, std::string_view path) {
  bool rooted = path == "~" || path.starts_with("~/") || directory.empty();
  return rooted ? normal_path(path) : joined_path(directory, path);
}

ShellValues::ShellValues(const ScriptContext& context) : context_(&context) {
  if (context.state != nullptr && context.state->workdir) directory = std::string(*context.state->workdir);
}

std::optional<std::string> ShellValues::variable(std::string_view name) const {
  for (auto at = set_.rbegin(); at != set_.rend(); ++at) {
    if (at->first == name) return at->second;
  }
  if (context_->state != nullptr) {
    syntax::Lookup found = context_->state->lookup(name);
    if (found.state == syntax::Lookup::State::kSet) return std::string(found.value);
  }
  if (name == "HOME" && context_->home) return std::string(*context_->home);
  return std::nullopt;
}

void ShellValues::set(std::string_view name, std::optional<std::string> value) {
  set_.emplace_back(std::string(name), std::move(value));
}

void ShellValues::forget_since(std::size_t size) {
  for (std::size_t i = size; i < set_.size(); ++i) set_[i].second.reset();
}

void ShellValues::append(std::span<const WordPart> parts, std::string_view text, bool quoted,
                         Value& value) const {
  for (const WordPart& part : parts) {
    if (!value.known) return;
    std::string_view source = part.span.in(text);
    switch (part.kind) {
      case PartKind::kLiteral:
        value.text += source;
        break;
      case PartKind::kEscaped:
        if (source[1] != '\n') value.text += source[1];
        break;
      case PartKind::kSingleQuoted:
        value.text += source.substr(1, source.size() - 2);
        break;
      case PartKind::kDoubleQuoted:
        append(part.parts, text, true, value);
        break;
      case PartKind::kTilde:
        value.text += source == "~" ? variable("HOME").value_or("~") : std::string(source);
        break;
      case PartKind::kGlob:
        value.text += source;
        value.glob = true;
        break;
      case PartKind::kBraceExpansion:
        // Any of its pieces, none of which holds a slash.
        if (source.find('/') != std::string_view::npos) {
          value.known = false;
        } else {
          value.text += '*';
          value.glob = true;
        }
        break;
      case PartKind::kParameter: {
        std::optional<std::string> found;
        if (part.op == shell::ParameterOp::kPlain) found = variable(part.name.in(text));
        if (!found || (!quoted && found->find_first_of(" \t\n*?[\\") != std::string::npos)) {
          value.known = false;
        } else {
          value.text += *found;
        }
        break;
      }
      default:
        value.known = false;
    }
  }
}

std::vector<Value> ShellValues::expand(const shell::Word& word, std::string_view text) const {
  std::vector<Value> fields;
  bool alone = word.parts.size() == 1 && word.parts[0].kind == PartKind::kParameter &&
               word.parts[0].op == shell::ParameterOp::kPlain;
  if (alone) {
    auto found = variable(word.parts[0].name.in(text));
    if (found && found->find_first_of("*?[\\") == std::string::npos) {
      for (std::size_t at = 0; at < found->size();) {
        std::size_t begin = found->find_first_not_of(" \t\n", at);
        if (begin == std::string::npos) break;
        at = std::min(found->find_first_of(" \t\n", begin), found->size());
        fields.push_back({found->substr(begin, at - begin), true, false});
      }
      return fields;
    }
  }
  fields.emplace_back();
  append(word.parts, text, false, fields.back());
  return fields;
}

// ${VAR} and ${VAR:-default}, where the default may hold others.
Value ShellValues::expand_template(std::string_view text) const {
  Value value;
  if (text == "~" || text.starts_with("~/")) {
    value.text = variable("HOME").value_or("~");
    text.remove_prefix(1);
  }
  while (!text.empty()) {
    auto at = text.find('$');
    if (at != std::string_view::npos && !text.substr(at).starts_with("${")) at = text.find("${");
    value.text += text.substr(0, at);
    if (at == std::string_view::npos) break;
    int depth = 1;
    std::size_t end = at + 2;
    for (; end < text.size() && depth > 0; ++end) depth += text[end] == '{' ? 1 : text[end] == '}' ? -1 : 0;
    std::string_view inner = text.substr(at + 2, end - at - 3);
    auto dash = inner.find(":-");
    auto found = variable(inner.substr(0, dash));
    if (found && !found->empty()) {
      value.text += *found;
    } else if (dash != std::string_view::npos) {
      value.text += expand_template(inner.substr(dash + 2)).text;
    } else {
      value.known = false;
      return value;
    }
    text.remove_prefix(end);
  }
  value.glob = std::any_of(value.text.begin(), value.text.end(),
                           [](char c) { return c == '*' || c == '?' || c == '['; });
  return value;
}

}  // namespace dockhone::model
