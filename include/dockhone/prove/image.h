// An image as its archive holds it: configuration, merged file tree, layers. Formats: what `docker save`
// writes (docker-archive) and OCI layouts in a tar file (https://github.com/opencontainers/image-spec).
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/base/result.h"

namespace dockhone::prove {

enum class NodeKind : std::uint8_t { kFile, kDirectory, kSymlink, kDevice };

// What an ELF file asks of its image. Empty `machine`: it is none.
struct Elf {
  std::string machine;      // "64/62": class and e_machine
  std::string interpreter;  // PT_INTERP
  std::string soname;
  std::vector<std::string> needed;  // DT_NEEDED
  std::vector<std::string> search;  // DT_RUNPATH, or DT_RPATH where there is none
};

// One path of the tree. Times are not kept: every build sets them anew.
struct Node {
  NodeKind kind = NodeKind::kFile;
  std::uint32_t mode = 0;  // permission bits, with set-user-id, set-group-id and sticky
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::uint64_t size = 0;     // bytes of a file
  std::string digest;         // SHA-256 of a file, hexadecimal
  std::string target;         // of a symbolic link
  bool shared = false;        // a hard link to another path: its bytes are counted there
  std::string interpreter;    // behind #!, with its argument
  std::string text;           // of small files that say where libraries are, and who the users are
  bool certificates = false;  // an ELF file that names where the system keeps those of TLS
  Elf elf;
};

// By path without a leading slash; the root itself is "".
using Tree = std::map<std::string, Node, std::less<>>;

struct Layer {
  std::string created_by;      // as the image's history has it; "" where it says nothing
  std::uint64_t bytes = 0;     // of the files in it, each hard link once
  std::uint64_t shadowed = 0;  // of these: removed or replaced by a later layer
};

struct Image {
  nlohmann::json config;  // the object "config": User, Env, Cmd ...
  Tree tree;
  std::vector<Layer> layers;  // the base image's first

  std::uint64_t bytes() const;
  std::uint64_t shadowed() const;
};

// Unpacks into `scratch`, an empty directory that the caller removes. `module`: see open_module.
Result<Image> read_image(const std::string& archive, const std::string& scratch,
                         const std::string& module = {});

// The node that a path names, through symbolic links; null where there is none. `path` absolute or not.
const Node* find(const Tree& tree, std::string_view path, std::string* real = nullptr);

// From the bytes of a whole file; an Elf without machine where they are none, or broken.
Elf read_elf(std::string_view bytes);

}  // namespace dockhone::prove
