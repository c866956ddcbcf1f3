// Who one is to a registry, from the files that docker and podman keep. What these functions return is never
// printed, logged or stored.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dockhone::registry {

struct Credential {
  std::string user;
  std::string password;
  std::string identity_token;  // for the token service: a refresh token
  std::string registry_token;  // a bearer token as it is
  bool empty() const {
    return user.empty() && password.empty() && identity_token.empty() && registry_token.empty();
  }
};

// Looks a variable of the environment up; nullptr: not set.
using Environment = std::function<const char*(const char*)>;

// The files in the order in which they are asked: REGISTRY_AUTH_FILE alone where it is set, else
// $XDG_RUNTIME_DIR/containers/auth.json, $XDG_CONFIG_HOME/containers/auth.json (~/.config where unset),
// $DOCKER_CONFIG/config.json (~/.docker where unset).
std::vector<std::string> credential_files(const Environment& environment);

class Credentials {
 public:
  explicit Credentials(std::vector<std::string> files,
                       std::chrono::milliseconds helper_limit = std::chrono::seconds(15));
  // For a repository "docker.io/library/python": the most specific entry of the first file that has one. A
  // file that cannot be read or understood counts as one without entries. Runs docker-credential-NAME,
  // without a shell, where a file says so; at most once a registry and file.
  std::optional<Credential> find(const std::string& repository) const;

 private:
  struct File {
    std::map<std::string, Credential, std::less<>> auths;     // by normalised key
    std::map<std::string, std::string, std::less<>> helpers;  // registry -> NAME
    std::string store;                                        // NAME for every other registry
  };
  static std::optional<File> read(const std::string& path);

  std::vector<File> files_;
  std::chrono::milliseconds helper_limit_;
};

}  // namespace dockhone::registry
