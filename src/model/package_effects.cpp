// Packages and caches that a command installs, removes or makes.
#include <algorithm>

#include "command_effects.h"

namespace dockhone::model {

namespace {

bool is_off(std::string_view value) {
  return value.empty() || value == "0" || value == "no" || value == "off" || value == "false" ||
         value == "False";
}

// Where the version of a package begins in its name, by manager; npos when there is none.
std::size_t version_at(std::string_view manager, std::string_view name) {
  if (manager == "npm" || manager == "yarn" || manager == "pnpm" || manager == "go" || manager == "cargo") {
    return name.find('@', 1);
  }
  if (manager == "composer") return name.find(':');
  if (manager == "gem" || manager == "rpm")
    return name.find(':') == std::string_view::npos ? name.npos : name.find(':');
  if (manager == "pecl")
    return name.rfind('-') != name.npos &&
                   name.find_first_of("0123456789", name.rfind('-')) == name.rfind('-') + 1
               ? name.rfind('-')
               : name.npos;
  return name.find_first_of("=<>~!");
}

}  // namespace

bool CommandWriter::keeps_no_cache() const {
  bool option = std::any_of(call_->args().begin(), call_->args().end(), [](const Arg& arg) {
    return arg.kind == Arg::Kind::kOption && arg.option != nullptr && arg.option->keeps_no_cache;
  });
  return option || std::any_of(call_->tool()->no_cache_environment.begin(),
                               call_->tool()->no_cache_environment.end(), [&](std::string_view name) {
                                 auto value = values_.variable(name);
                                 return value && !is_off(*value);
                               });
}

void CommandWriter::caches(const Deeds& deeds) {
  using enum CacheEffect::Use;
  auto add = [&](std::span<const std::string_view> names, CacheEffect::Use use, Access access) {
    for (std::string_view name : names) {
      out_.caches.push_back({name, use, certain_, index()});
      templates(access, find_cache(name)->paths);
    }
  };
  if (!keeps_no_cache()) add(deeds.makes_caches, kMakes, Access::kWrite);
  add(deeds.reads_caches, kReads, Access::kRead);
  add(deeds.removes_caches, kRemoves, Access::kRemove);
}

void CommandWriter::packages(const Deeds& deeds) {
  bool listed = false;
  VerbKind kind = call_->kind();
  bool counts = deeds.installs != Installs::kNothing || kind == VerbKind::kRemove;
  if (!counts) return;
  if (deeds.installs == Installs::kOperands || deeds.installs == Installs::kOperandsOrManifest ||
      kind == VerbKind::kRemove) {
    for (const Value& value : operands()) {
      package(deeds, value);
      listed = true;
    }
    for (const Arg& arg : call_->args()) {
      if (arg.kind != Arg::Kind::kValue || arg.option == nullptr || arg.option->role != Role::kPackage)
        continue;
      for (const Value& value : fields(arg)) package(deeds, value);
      listed = true;
    }
  }
  for (const Arg& arg : call_->args()) listed |= arg.option != nullptr && arg.option->role == Role::kManifest;
  if (deeds.installs == Installs::kOperands || listed) return;
  for (std::string_view manifest : deeds.manifests) {
    std::string path = join_path(directory_ ? *directory_ : "", manifest);
    out_.paths.push_back({path, Access::kRead,
                          manifest.find('*') != manifest.npos ? Extent::kGlob : Extent::kExact, Place::kImage,
                          false, index()});
    out_.packages.push_back({call_->manager(), path, {}, false, true, false, index()});
  }
}

void CommandWriter::package(const Deeds& deeds, const Value& value) {
  PackageEffect effect;
  effect.manager = call_->manager();
  effect.removed = call_->kind() == VerbKind::kRemove;
  effect.certain = certain_ && value.known;
  effect.command = index();
  bool file = value.text.starts_with('.') || value.text.starts_with('/');
  if (file && deeds.rest != Role::kRead) path(Access::kRead, Extent::kTree, value);
  if (value.known) {
    std::string_view name = value.text;
    std::size_t at = file || is_url(name) ? std::string_view::npos : version_at(effect.manager, name);
    effect.name = name.substr(0, at);
    if (at != std::string_view::npos) {
      std::size_t digits = name.find_first_not_of("=<>~!@:-", at);
      if (digits != std::string_view::npos) effect.version = name.substr(digits);
    }
    if (effect.version.empty() && (effect.manager == "gem" || effect.manager == "cargo")) {
      if (const Arg* given = call_->value("--version"); given != nullptr && given->known)
        effect.version = given->text;
    }
  }
  out_.packages.push_back(std::move(effect));
}

}  // namespace dockhone::model
