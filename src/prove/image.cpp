#include "dockhone/prove/image.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "archive/module.h"
#include "dockhone/base/module.h"
#include "dockhone/base/path.h"

namespace dockhone::prove {

namespace {

using nlohmann::json;

constexpr std::size_t kMostJson = 16u << 20;  // of a manifest or configuration
constexpr std::size_t kMostElf = 256u << 20;  // larger ones are compared, and not looked into
constexpr std::size_t kSmall = 64u << 10;     // of a text that is kept
constexpr int kMostLinks = 40;

tl::unexpected<Error> broken(const std::string& archive, const std::string& why) {
  return tl::unexpected<Error>(
      Error{ErrorKind::kIo, archive + ": " + why, "it is no image archive that the builder wrote", {}});
}

// "./usr/bin/" -> "usr/bin". A name that leads out of the root stays in it.
std::string tree_path(std::string_view name) { return joined_path("/", name).substr(1); }

// The files of the archive itself: into `scratch`, under numbers; links between them by name.
class Outer {
 public:
  Outer(dockhone_archive_read read, std::string archive, std::string scratch)
      : read_(read), archive_(std::move(archive)), scratch_(std::move(scratch)) {}

  Result<bool> unpack() {
    dockhone_archive_sink sink{this, entry, data, end};
    char message[256] = "";
    if (read_(archive_.c_str(), &sink, message, sizeof message) != 0) return broken(archive_, message);
    if (failed_)
      return tl::unexpected<Error>(
          Error{ErrorKind::kIo, scratch_ + ": " + failure_, "free some space there, or set TMPDIR", {}});
    return true;
  }

  // The unpacked file of a name; "" where there is none.
  std::string file(std::string name) const {
    for (int i = 0; i < kMostLinks; ++i) {
      if (auto found = files_.find(name); found != files_.end()) return found->second;
      auto link = links_.find(name);
      if (link == links_.end()) return {};
      auto slash = name.rfind('/');
      name = joined_path("/" + (slash == name.npos ? "" : name.substr(0, slash)), link->second).substr(1);
    }
    return {};
  }

  json parsed(const std::string& name) const {
    std::ifstream in(file(name), std::ios::binary);
    std::string text(kMostJson, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    return json::parse(text, nullptr, false);
  }

 private:
  static int entry(void* user, const dockhone_archive_entry* entry) {
    auto& self = *static_cast<Outer*>(user);
    std::string name = tree_path(entry->path);
    self.out_.close();
    self.out_.clear();
    if (entry->kind == DOCKHONE_ARCHIVE_SYMLINK) self.links_[name] = entry->target;
    if (entry->kind == DOCKHONE_ARCHIVE_HARDLINK) self.links_[name] = "/" + tree_path(entry->target);
    if (entry->kind != DOCKHONE_ARCHIVE_FILE) return 0;
    std::string place = self.scratch_ + '/' + std::to_string(self.files_.size());
    self.out_.open(place, std::ios::binary | std::ios::trunc);
    self.files_[name] = place;
    return 1;
  }
  static void data(void* user, const char* bytes, std::size_t size) {
    static_cast<Outer*>(user)->out_.write(bytes, static_cast<std::streamsize>(size));
  }
  static void end(void* user, const unsigned char* digest) {
    auto& self = *static_cast<Outer*>(user);
    if (digest == nullptr) return;
    self.out_.close();
    if (!self.out_) self.failed_ = true, self.failure_ = "cannot be written to";
  }

  dockhone_archive_read read_;
  std::string archive_, scratch_;
  std::ofstream out_;
  std::map<std::string, std::string> files_, links_;
  bool failed_ = false;
  std::string failure_;
};

bool is_kept_as_text(std::string_view path) {
  return path.starts_with("etc/ld.so.conf") || path == "etc/passwd" || path == "etc/group" ||
         (path.starts_with("etc/ld-musl-") && path.ends_with(".path"));
}

bool names_certificates(std::string_view bytes) {
  return bytes.find("/etc/ssl/certs") != bytes.npos || bytes.find("/etc/pki/tls") != bytes.npos ||
         bytes.find("/etc/ssl/cert.pem") != bytes.npos || bytes.find("/usr/lib/ssl") != bytes.npos;
}

// One layer over those before it.
class Inner {
 public:
  Inner(Image& image, std::map<std::string, std::size_t>& owners) : image_(image), owners_(owners) {}

  Result<bool> apply(dockhone_archive_read read, const std::string& file) {
    dockhone_archive_sink sink{this, entry, data, end};
    char message[256] = "";
    if (read(file.c_str(), &sink, message, sizeof message) != 0) return broken("a layer", message);
    for (const std::string& path : opaque_) remove(path, false);
    for (const std::string& path : white_) remove(path, true);
    for (auto& [path, node] : nodes_) put(path, node);
    return true;
  }

 private:
  static int entry(void* user, const dockhone_archive_entry* entry) {
    return static_cast<Inner*>(user)->begin(*entry) ? 1 : 0;
  }
  static void data(void* user, const char* bytes, std::size_t size) {
    static_cast<Inner*>(user)->bytes_.append(bytes, size);
  }
  static void end(void* user, const unsigned char* digest) { static_cast<Inner*>(user)->finish(digest); }

  bool begin(const dockhone_archive_entry& entry) {
    bytes_.clear();
    node_ = {};
    path_ = tree_path(entry.path);
    auto slash = path_.rfind('/');
    std::string directory = slash == path_.npos ? "" : path_.substr(0, slash);
    std::string name = slash == path_.npos ? path_ : path_.substr(slash + 1);
    skip_ = name.starts_with(".wh.");
    if (name == ".wh..wh..opq") {
      opaque_.push_back(directory);
    } else if (skip_) {
      white_.push_back(directory.empty() ? name.substr(4) : directory + '/' + name.substr(4));
    }
    node_.mode = entry.mode;
    node_.uid = entry.uid;
    node_.gid = entry.gid;
    node_.size = entry.size;
    switch (entry.kind) {
      case DOCKHONE_ARCHIVE_DIRECTORY:
        node_.kind = NodeKind::kDirectory;
        break;
      case DOCKHONE_ARCHIVE_SYMLINK:
        node_.kind = NodeKind::kSymlink;
        node_.target = entry.target;
        break;
      case DOCKHONE_ARCHIVE_HARDLINK:
        hard_ = tree_path(entry.target);
        return false;
      case DOCKHONE_ARCHIVE_DEVICE:
        node_.kind = NodeKind::kDevice;
        break;
      case DOCKHONE_ARCHIVE_FILE:
        break;
    }
    if (node_.kind != NodeKind::kFile) node_.size = 0;
    return node_.kind == NodeKind::kFile && entry.size <= kMostElf;
  }

  void finish(const unsigned char* digest) {
    if (skip_) return;
    if (!hard_.empty()) {
      auto same = nodes_.find(hard_);
      const Node* of = same != nodes_.end() ? &same->second : nullptr;
      if (auto lower = image_.tree.find(hard_); of == nullptr && lower != image_.tree.end())
        of = &lower->second;
      if (of != nullptr) node_ = *of;
      node_.shared = true;
      hard_.clear();
    } else if (digest != nullptr) {
      constexpr char kDigits[] = "0123456789abcdef";
      for (int i = 0; i < 32; ++i) (node_.digest += kDigits[digest[i] >> 4]) += kDigits[digest[i] & 15];
      node_.elf = read_elf(bytes_);
      node_.certificates = !node_.elf.machine.empty() && names_certificates(bytes_);
      if (bytes_.starts_with("#!")) {
        std::string_view line =
            std::string_view(bytes_).substr(2, std::min(bytes_.find('\n'), std::size_t{258}) - 2);
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        node_.interpreter = line;
      }
      if (is_kept_as_text(path_) && bytes_.size() <= kSmall) node_.text = bytes_;
    }
    nodes_[path_] = std::move(node_);
  }

  // What later layers take away stays in the layer that brought it.
  void shadow(const std::string& path, const Node& node) {
    auto owner = owners_.find(path);
    if (node.kind == NodeKind::kFile && !node.shared && owner != owners_.end())
      image_.layers[owner->second].shadowed += node.size;
  }

  void remove(const std::string& path, bool itself) {
    std::string stem = path.empty() ? "" : path + '/';
    for (auto at = image_.tree.lower_bound(stem); at != image_.tree.end() && at->first.starts_with(stem);) {
      if (at->first.empty()) {
        ++at;
        continue;
      }
      shadow(at->first, at->second);
      at = image_.tree.erase(at);
    }
    auto at = itself ? image_.tree.find(path) : image_.tree.end();
    if (at == image_.tree.end()) return;
    shadow(path, at->second);
    image_.tree.erase(at);
  }

  void put(const std::string& path, Node& node) {
    auto before = image_.tree.find(path);
    if (before != image_.tree.end()) {
      if (before->second.kind == NodeKind::kDirectory && node.kind != NodeKind::kDirectory) {
        remove(path, true);
      } else {
        shadow(path, before->second);
      }
    }
    if (node.kind == NodeKind::kFile && !node.shared) image_.layers.back().bytes += node.size;
    owners_[path] = image_.layers.size() - 1;
    image_.tree[path] = std::move(node);
  }

  Image& image_;
  std::map<std::string, std::size_t>& owners_;  // which layer brought a path
  std::map<std::string, Node> nodes_;
  std::vector<std::string> opaque_, white_;
  std::string path_, hard_, bytes_;
  Node node_;
  bool skip_ = false;
};

struct Manifest {
  std::string config;
  std::vector<std::string> layers;
};

std::string text_of(const json& value, const char* key) {
  auto found = value.is_object() ? value.find(key) : value.end();
  return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string blob(const std::string& digest) {
  auto colon = digest.find(':');
  return colon == digest.npos ? std::string()
                              : "blobs/" + digest.substr(0, colon) + '/' + digest.substr(colon + 1);
}

Manifest docker_manifest(const json& list) {
  Manifest out;
  if (!list.is_array() || list.empty()) return out;
  out.config = text_of(list[0], "Config");
  auto layers = list[0].find("Layers");
  if (layers == list[0].end() || !layers->is_array()) return {};
  for (const json& each : *layers) {
    if (each.is_string()) out.layers.push_back(each.get<std::string>());
  }
  return out;
}

Manifest oci_manifest(const Outer& outer) {
  json index = outer.parsed("index.json");
  for (int depth = 0; depth < 3; ++depth) {
    auto list = index.is_object() ? index.find("manifests") : index.end();
    if (list == index.end() || !list->is_array() || list->empty()) break;
    index = outer.parsed(blob(text_of((*list)[0], "digest")));
  }
  Manifest out;
  if (!index.is_object() || !index.contains("config") || !index.contains("layers")) return out;
  out.config = blob(text_of(index["config"], "digest"));
  for (const json& each : index["layers"]) out.layers.push_back(blob(text_of(each, "digest")));
  return out;
}

// One line of the history for each layer.
void name_layers(const json& config, Image& image) {
  auto history = config.find("history");
  if (history == config.end() || !history->is_array()) return;
  std::size_t i = 0;
  for (const json& each : *history) {
    if (each.is_object() && each.value("empty_layer", false)) continue;
    if (i < image.layers.size()) image.layers[i++].created_by = text_of(each, "created_by");
  }
}

}  // namespace

std::uint64_t Image::bytes() const {
  std::uint64_t sum = 0;
  for (const Layer& each : layers) sum += each.bytes;
  return sum;
}

std::uint64_t Image::shadowed() const {
  std::uint64_t sum = 0;
  for (const Layer& each : layers) sum += each.shadowed;
  return sum;
}

Result<Image> read_image(const std::string& archive, const std::string& scratch, const std::string& module) {
  auto entry = open_module("dockhone_archive.so", DOCKHONE_ARCHIVE_ENTRY, module, "images cannot be read");
  if (!entry) return tl::unexpected<Error>(std::move(entry.error()));
  auto read = reinterpret_cast<dockhone_archive_read>(*entry);
  Outer outer(read, archive, scratch);
  if (auto done = outer.unpack(); !done) return tl::unexpected<Error>(std::move(done.error()));
  Manifest manifest = outer.file("manifest.json").empty() ? oci_manifest(outer)
                                                          : docker_manifest(outer.parsed("manifest.json"));
  json config = outer.parsed(manifest.config);
  if (!config.is_object()) return broken(archive, "it has no configuration");
  Image image;
  image.config = config.value("config", json::object());
  if (!image.config.is_object()) image.config = json::object();
  std::map<std::string, std::size_t> owners;
  for (const std::string& layer : manifest.layers) {
    std::string file = outer.file(layer);
    if (file.empty()) return broken(archive, "the layer " + layer + " is missing");
    image.layers.emplace_back();
    if (auto done = Inner(image, owners).apply(read, file); !done)
      return tl::unexpected<Error>(std::move(done.error()));
  }
  name_layers(config, image);
  return image;
}

const Node* find(const Tree& tree, std::string_view path, std::string* real) {
  std::string at = tree_path(path);
  for (int links = 0; links <= kMostLinks; ++links) {
    // The first part that is a link decides.
    const Node* node = nullptr;
    std::size_t end = 0;
    bool moved = false;
    while (!moved) {
      end = std::min(at.find('/', end), at.size());
      auto found = tree.find(at.substr(0, end));
      // A layer need not hold the directories above what it brings.
      node = found == tree.end() ? nullptr : &found->second;
      if (node != nullptr && node->kind == NodeKind::kSymlink) {
        auto slash = at.rfind('/', end == 0 ? 0 : end - 1);
        std::string directory = slash == at.npos || slash >= end ? "" : at.substr(0, slash);
        std::string rest = at.substr(end);
        at = tree_path(joined_path("/" + directory, node->target) + rest);
        moved = true;
      } else if (end == at.size()) {
        if (real != nullptr && node != nullptr) *real = at;
        return node;
      } else {
        ++end;
      }
    }
  }
  return nullptr;
}

}  // namespace dockhone::prove
