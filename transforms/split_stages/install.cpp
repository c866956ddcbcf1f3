// Where `make install` and its like put things: the part of Outputs that follows configure, cmake and
// Makefiles.
#include <algorithm>
#include <sstream>

#include "dockhone/base/path.h"
#include "transforms/split_stages/context_files.h"
#include "transforms/split_stages/outputs.h"

namespace dockhone::transforms::split_stages {

using model::Access;
using model::Call;
using model::Extent;
using model::PathEffect;

namespace {

bool one_of(Words words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

// The words of a call, as far as they are known: those of a variable that is one word or several, too. What
// is not known stays as it is written; `known` becomes false where it may be further words.
std::vector<std::string> Outputs::words_of(const Call& call, bool& known) const {
  std::vector<std::string> out;
  std::string_view text = call.invocation.script();
  std::string_view last;
  for (const shell::Word& each : call.invocation.command().words) {
    std::string_view word = each.span.in(text);
    auto value = surroundings_.expanded(word, surroundings_.before(index_));
    bool number = last == "-j" || word.starts_with("$(") || word.starts_with("`");
    last = word;
    if (!value) {
      out.emplace_back(word);
      known = known && (number || !(word.starts_with('$') || word.starts_with("\"$")));
      continue;
    }
    std::istringstream parts(*value);
    for (std::string part; parts >> part;) out.push_back(part);
  }
  return out;
}

// The prefix, and the directories beside it, that later installs from here use.
void Outputs::configured(const Call& call, std::uint32_t command) {
  Configured here;
  here.directory = directory_of(*effects_, command);
  here.prefix = compiler_->default_prefix;
  bool known = true;
  for (const std::string& word : words_of(call, known)) {
    if (word == "--build" || word == "--install") return;
    if (!word.starts_with('-') && word.find('=') == word.npos) continue;
    auto equals = word.find('=');
    if (equals == word.npos) {
      if (word == "--prefix" || word == "-prefix") here.prefix.clear();
      continue;
    }
    std::string value = word.substr(equals + 1);
    bool absolute = value.starts_with('/');
    if (one_of(compiler_->configures, word.substr(0, equals + 1))) {
      here.prefix = absolute ? normal_path(value) : "";
    } else if (absolute && word.find("with") != 2) {
      here.beside.push_back(normal_path(value));
    } else if (value.find('$') != value.npos && word.find("dir=") != word.npos) {
      here.prefix.clear();
    }
  }
  // $CONFIG may say anything.
  if (!known) here.prefix.clear();
  configured_.push_back(std::move(here));
}

// By a RUN, before it is read.
bool Outputs::is_changed(const std::string& path) const {
  for (std::size_t i = stage_.from; i <= index_; ++i) {
    if (model_.document().instructions()[i].keyword != syntax::Keyword::kRun) continue;
    for (const PathEffect& each : surroundings_.effects(i).paths) {
      if (each.access != Access::kRead && each.extent != Extent::kTree && each.path == path) return true;
    }
  }
  return false;
}

std::optional<Makefile> Outputs::makefile(const std::string& directory,
                                          const std::map<std::string, std::string>& given) const {
  if (directory.empty() || context_ == nullptr) return std::nullopt;
  for (const char* name : {"GNUmakefile", "makefile", "Makefile"}) {
    std::string path = joined_path(directory, name);
    if (is_changed(path)) return std::nullopt;
    std::string file = context_file(model_, stage_, surroundings_, context_, path);
    const std::string* text = file.empty() ? nullptr : context_->text(file);
    if (text != nullptr) return Makefile(*text, given);
  }
  return std::nullopt;
}

void Outputs::install_below_prefix(const Call& call, const std::string& directory) {
  std::string prefix;
  std::vector<std::string> beside;
  bool configured = false;
  std::map<std::string, std::string> given;
  // The nearest that was configured: here, above (a build directory) or below (cmake -B build).
  for (const Configured& each : configured_) {
    bool near = !directory.empty() && !each.directory.empty() &&
                (within(directory, each.directory) || within(each.directory, directory));
    if (!near) continue;
    prefix = each.prefix;
    beside = each.beside;
    configured = true;
  }
  bool known = true;
  for (const std::string& word : words_of(call, known)) {
    auto equals = word.find('=');
    if (equals == word.npos) continue;
    std::string name = word.substr(0, equals);
    std::string value = word.substr(equals + 1);
    bool absolute = value.starts_with('/') && value.find('$') == value.npos;
    given.emplace(name, value.find('$') == value.npos ? value : "\x01");
    if (one_of(compiler_->prefixes, name)) {
      prefix = absolute ? normal_path(value) : "";
    } else if (name == "DESTDIR") {
      prefix.clear();
    } else if (absolute) {
      beside.push_back(normal_path(value));
    }
  }
  if (!known) prefix.clear();
  std::vector<std::string> files;
  auto read = configured || !known ? std::nullopt : makefile(directory, given);
  if (auto said = read ? read->prefix() : std::nullopt) {
    prefix = *said;
    beside.clear();
    files = read->installed().value_or(files);
  }
  by_ = std::string(compiler_->program) + " install";
  bool certain = !call.guarded && !call.nested;
  for (const std::string& file : files) add(file, false, certain);
  add(prefix, files.empty(), certain);
  all_.back().tree = true;
  all_.back().installed = true;
  all_.back().beside = std::move(beside);
  all_.back().source = directory;
  all_.back().files = std::move(files);
}

}  // namespace dockhone::transforms::split_stages
