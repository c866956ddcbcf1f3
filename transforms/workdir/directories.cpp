#include "directories.h"

#include <algorithm>
#include <utility>

#include "dockhone/base/path.h"
#include "dockhone/image/configuration.h"
#include "dockhone/syntax/expand.h"

namespace dockhone::transforms::workdir {

namespace {

using model::BaseRef;
using syntax::Keyword;

std::optional<std::string> of_base(const BaseRef& base) {
  if (base.kind != BaseRef::Kind::kImage || image::is_onbuild(*base.image)) return std::nullopt;
  const image::Configuration* known = image::find_configuration(*base.image);
  return known != nullptr && !known->workdir.empty() ? std::optional(std::string(known->workdir))
                                                     : std::nullopt;
}

bool append_value(std::span<const shell::WordPart> parts, std::string_view text, const model::State& state,
                  std::string& out) {
  for (const shell::WordPart& part : parts) {
    std::string_view raw = part.span.in(text);
    switch (part.kind) {
      case shell::PartKind::kLiteral:
        out += raw;
        break;
      case shell::PartKind::kSingleQuoted:
        out += raw.substr(1, raw.size() - 2);
        break;
      case shell::PartKind::kDoubleQuoted:
        if (!append_value(part.parts, text, state, out)) return false;
        break;
      case shell::PartKind::kParameter: {
        syntax::Lookup found = state.lookup(part.name.in(text));
        bool plain = part.op == shell::ParameterOp::kPlain && found.state == syntax::Lookup::State::kSet;
        if (!plain || found.value.find_first_of(" \t*?[") != std::string_view::npos) return false;
        out += found.value;
        break;
      }
      default:
        return false;
    }
  }
  return true;
}

}  // namespace

bool is_plain_path(std::string_view text) {
  return text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./+@%,:=-") ==
         std::string_view::npos;
}

bool is_plain_template(std::string_view text) {
  if (text.find("..") != std::string_view::npos) return false;
  std::string rest;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '$') {
      rest += text[i];
      continue;
    }
    bool braces = i + 1 < text.size() && text[i + 1] == '{';
    std::size_t begin = i + (braces ? 2 : 1);
    std::size_t end = begin;
    while (end < text.size() &&
           (text[end] == '_' || (text[end] >= '0' && text[end] <= '9') ||
            (text[end] >= 'A' && text[end] <= 'Z') || (text[end] >= 'a' && text[end] <= 'z'))) {
      ++end;
    }
    bool whole = end > begin && (!braces || (end < text.size() && text[end] == '}'));
    if (!whole) return false;
    i = braces ? end : end - 1;
  }
  return is_plain_path(rest);
}

std::string text_below(const Directory& directory, std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  return (directory.text == "/" ? "" : directory.text) + '/' + std::string(path);
}

std::optional<std::string> value_of(const shell::Word& word, std::string_view text,
                                    const model::State& state) {
  std::string value;
  if (!append_value(word.parts, text, state, value)) return std::nullopt;
  return value;
}

std::optional<std::string> expanded(std::string_view word, const syntax::Document& document,
                                    const model::State& state) {
  // What nothing in the file sets may come from the base image.
  auto lookup = [&](std::string_view name) {
    syntax::Lookup found = state.lookup(name);
    if (found.state == syntax::Lookup::State::kUnset) found.state = syntax::Lookup::State::kUnknown;
    return found;
  };
  auto value = syntax::expand_word(word, document.escape(), lookup);
  if (!value || !value->known) return std::nullopt;
  return std::move(value->value);
}

Directory Directories::at_start(const model::Stage& stage) const {
  if (stage.base.kind == BaseRef::Kind::kStage) return ends_[stage.base.stage];
  std::optional<std::string> path = of_base(stage.base);
  if (const auto& known = model_.before(stage.from).workdir) path = std::string(*known);
  return {path, path.value_or(""), false};
}

bool Directories::still_means(const Directory& directory, std::size_t instruction) const {
  if (!directory.path || directory.text.empty()) return false;
  if (!directory.has_variable()) return true;
  auto path = expanded(directory.text, model_.document(), model_.before(instruction));
  return path && joined_path("/", *path) == *directory.path;
}

Directory Directories::behind(std::size_t instruction, const Directory& before) const {
  const syntax::Instruction& workdir = model_.document().instructions()[instruction];
  if (workdir.keyword != Keyword::kWorkdir) return before;
  std::string_view raw = workdir.rest_text();
  auto value = expanded(raw, model_.document(), model_.before(instruction));
  if (!value || value->empty()) return {std::nullopt, {}, true};
  bool rooted = value->front() == '/';
  if (!rooted && !before.path) return {std::nullopt, {}, true};
  Directory result{joined_path(before.path.value_or("/"), *value), {}, true};
  bool variable = raw.find('$') != std::string_view::npos || (!rooted && before.has_variable());
  if (!variable) {
    result.text = is_plain_path(*result.path) ? *result.path : std::string();
  } else if (is_plain_template(raw) && (rooted || !before.text.empty())) {
    result.text = rooted ? std::string(raw) : text_below(before, raw);
  }
  return result;
}

}  // namespace dockhone::transforms::workdir
