// Credential helpers: programs that keep passwords for docker.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "dockhone/registry/credentials.h"

namespace dockhone::registry {

// Runs `docker-credential-NAME get` with the server on its standard input. nullopt where it is not there,
// knows nothing, says something else, or is not done within `limit`, when it is ended.
std::optional<Credential> ask_helper(const std::string& name, const std::string& server,
                                     std::chrono::milliseconds limit);

}  // namespace dockhone::registry
