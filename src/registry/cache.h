// Content by digest, on disk. What is read is hashed again; what cannot be read or written is done without.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dockhone::registry {

class Cache {
 public:
  explicit Cache(std::string directory) : directory_(std::move(directory)) {}
  std::optional<std::string> get(const std::string& digest) const;
  void put(const std::string& digest, std::string_view bytes) const;

 private:
  std::string path_of(const std::string& digest) const;  // "" where it is not kept

  std::string directory_;  // "": nothing is kept
};

}  // namespace dockhone::registry
