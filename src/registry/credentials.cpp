#include "dockhone/registry/credentials.h"

#include <array>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "encoding.h"
#include "helper.h"

namespace dockhone::registry {

namespace {

constexpr std::size_t kMaxFile = 1024 * 1024;

std::optional<std::string> read_all(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), std::fclose);
  if (file == nullptr) return std::nullopt;
  std::string text(kMaxFile, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  return text;
}

// "https://index.docker.io/v1/" is how docker writes Docker Hub; a scheme and a version's path say nothing.
std::string normal_key(std::string_view key) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (key.starts_with(scheme)) key.remove_prefix(scheme.size());
  }
  while (key.ends_with('/')) key.remove_suffix(1);
  for (const std::string_view path : {"/v1", "/v2"}) {
    if (key.ends_with(path)) key.remove_suffix(path.size());
  }
  const auto slash = key.find('/');
  const auto host = key.substr(0, slash);
  const bool hub = host == "index.docker.io" || host == "docker.io" || host == "registry-1.docker.io";
  const auto rest = slash == std::string_view::npos ? std::string_view() : key.substr(slash);
  return std::string(hub ? "docker.io" : host) + std::string(rest);
}

std::string text_of(const nlohmann::json& value, const char* key) {
  const auto found = value.find(key);
  return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Credential credential_of(const nlohmann::json& entry) {
  Credential found;
  found.identity_token = text_of(entry, "identitytoken");
  found.registry_token = text_of(entry, "registrytoken");
  found.user = text_of(entry, "username");
  found.password = text_of(entry, "password");
  const auto both = from_base64(text_of(entry, "auth"));
  const auto colon = both ? both->find(':') : std::string::npos;
  if (colon != std::string::npos) {
    found.user = both->substr(0, colon);
    found.password = both->substr(colon + 1);
    while (found.password.ends_with('\0')) found.password.pop_back();
  }
  return found;
}

// What a helper is asked for.
std::string server_of(const std::string& registry) {
  return registry == "docker.io" ? "https://index.docker.io/v1/" : registry;
}

}  // namespace

std::vector<std::string> credential_files(const Environment& environment) {
  const auto get = [&](const char* name) {
    const char* value = environment(name);
    return std::string(value == nullptr ? "" : value);
  };
  if (auto only = get("REGISTRY_AUTH_FILE"); !only.empty()) return {only};
  std::vector<std::string> files;
  const auto home = get("HOME");
  auto config = get("XDG_CONFIG_HOME");
  auto docker = get("DOCKER_CONFIG");
  if (config.empty() && !home.empty()) config = home + "/.config";
  if (docker.empty() && !home.empty()) docker = home + "/.docker";
  if (auto runtime = get("XDG_RUNTIME_DIR"); !runtime.empty())
    files.push_back(runtime + "/containers/auth.json");
  if (!config.empty()) files.push_back(config + "/containers/auth.json");
  if (!docker.empty()) files.push_back(docker + "/config.json");
  return files;
}

Credentials::Credentials(std::vector<std::string> files, std::chrono::milliseconds helper_limit)
    : helper_limit_(helper_limit) {
  for (const auto& path : files) {
    if (auto file = read(path)) files_.push_back(std::move(*file));
  }
}

std::optional<Credentials::File> Credentials::read(const std::string& path) {
  const auto text = read_all(path);
  if (!text) return std::nullopt;
  const auto root = nlohmann::json::parse(*text, nullptr, false);
  if (!root.is_object()) return std::nullopt;
  File file;
  file.store = text_of(root, "credsStore");
  if (const auto auths = root.find("auths"); auths != root.end() && auths->is_object()) {
    for (const auto& [key, entry] : auths->items()) {
      if (!entry.is_object()) continue;
      if (auto found = credential_of(entry); !found.empty()) file.auths[normal_key(key)] = std::move(found);
    }
  }
  if (const auto helpers = root.find("credHelpers"); helpers != root.end() && helpers->is_object()) {
    for (const auto& [key, name] : helpers->items()) {
      if (name.is_string()) file.helpers[normal_key(key)] = name.get<std::string>();
    }
  }
  return file;
}

std::optional<Credential> Credentials::find(const std::string& repository) const {
  const std::string registry = repository.substr(0, repository.find('/'));
  for (const auto& file : files_) {
    // A helper named for the registry goes before what the file holds, as with docker.
    const auto helper = file.helpers.find(registry);
    const std::string& program = helper != file.helpers.end() ? helper->second : file.store;
    if (!program.empty()) {
      if (auto found = ask_helper(program, server_of(registry), helper_limit_)) return found;
    }
    for (std::string key = repository; !key.empty();) {
      if (const auto at = file.auths.find(key); at != file.auths.end()) return at->second;
      const auto slash = key.rfind('/');
      key.resize(slash == std::string::npos ? 0 : slash);
    }
  }
  return std::nullopt;
}

}  // namespace dockhone::registry
