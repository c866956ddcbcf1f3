// What a process asks of its image: its program, the shared libraries of every ELF file, the interpreters of
// scripts, certificates and time zones. Only what the original had is missed.
#include <algorithm>
#include <optional>
#include <set>

#include "dockhone/base/path.h"
#include "dockhone/prove/compare.h"

namespace dockhone::prove {

namespace {

using nlohmann::json;

constexpr std::string_view kUsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> out;
  while (!text.empty()) {
    std::string_view one = text.substr(0, text.find(by));
    text.remove_prefix(std::min(one.size() + 1, text.size()));
    if (!one.empty()) out.emplace_back(one);
  }
  return out;
}

std::vector<std::string> words(const json& config, const char* field) {
  std::vector<std::string> out;
  auto found = config.find(field);
  if (found == config.end() || !found->is_array()) return out;
  for (const json& each : *found) {
    if (each.is_string()) out.push_back(each.get<std::string>());
  }
  return out;
}

std::string variable(const json& config, std::string_view name) {
  for (const std::string& each : words(config, "Env")) {
    if (each.size() > name.size() && each.starts_with(name) && each[name.size()] == '=')
      return each.substr(name.size() + 1);
  }
  return {};
}

std::string text_of(const json& config, const char* field) {
  auto found = config.find(field);
  return found != config.end() && found->is_string() ? found->get<std::string>() : std::string();
}

struct User {
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  bool known = true;
};

// Field `index` of the line that begins with `name:`, as a number.
std::optional<std::uint32_t> number_of(const Tree& tree, const char* file, const std::string& name,
                                       std::size_t index) {
  auto node = tree.find(file);
  if (node == tree.end()) return std::nullopt;
  for (const std::string& line : split(node->second.text, '\n')) {
    if (!line.starts_with(name + ':')) continue;
    auto fields = split(line, ':');
    if (index < fields.size() && fields[index].find_first_not_of("0123456789") == std::string::npos)
      return static_cast<std::uint32_t>(std::stoul(fields[index]));
  }
  return std::nullopt;
}

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 10 && text.find_first_not_of("0123456789") == std::string::npos;
}

User user_of(const Image& image) {
  std::string text = text_of(image.config, "User");
  if (text.empty()) return {};
  auto colon = text.find(':');
  std::string name = text.substr(0, colon);
  std::string group = colon == text.npos ? "" : text.substr(colon + 1);
  User out;
  if (is_number(name)) {
    out.uid = static_cast<std::uint32_t>(std::stoul(name));
  } else if (auto uid = number_of(image.tree, "etc/passwd", name, 2)) {
    out.uid = *uid;
    out.gid = number_of(image.tree, "etc/passwd", name, 3).value_or(0);
  } else {
    out.known = name == "root";
  }
  if (is_number(group)) out.gid = static_cast<std::uint32_t>(std::stoul(group));
  if (!group.empty() && !is_number(group))
    out.gid = number_of(image.tree, "etc/group", group, 2).value_or(out.gid);
  return out;
}

// By its mode bits and those of the directories above it.
bool may(const Image& image, const User& user, const std::string& real, std::uint32_t bit) {
  if (user.uid == 0) return true;
  auto allowed = [&](const Node& node, std::uint32_t wanted) {
    std::uint32_t shift = node.uid == user.uid ? 6 : node.gid == user.gid ? 3 : 0;
    return (node.mode >> shift & wanted) == wanted;
  };
  for (auto slash = real.find('/'); slash != real.npos; slash = real.find('/', slash + 1)) {
    auto above = image.tree.find(real.substr(0, slash));
    if (above != image.tree.end() && !allowed(above->second, 1)) return false;
  }
  auto found = image.tree.find(real);
  return found != image.tree.end() && allowed(found->second, bit);
}

// The file that starting `name` runs; "" where there is none.
std::string program_at(const Image& image, const std::string& name) {
  std::string directory = text_of(image.config, "WorkingDir");
  std::vector<std::string> places;
  if (name.find('/') != name.npos) {
    places.push_back(joined_path(directory.empty() ? "/" : directory, name));
  } else {
    std::string path = variable(image.config, "PATH");
    for (const std::string& each : split(path.empty() ? kUsualPath : std::string_view(path), ':'))
      places.push_back(each + '/' + name);
  }
  for (const std::string& each : places) {
    std::string real;
    const Node* node = find(image.tree, each, &real);
    if (node != nullptr && node->kind == NodeKind::kFile) return real;
  }
  return {};
}

// What the configuration starts: the first word, and that of a command for the shell.
std::vector<std::string> started(const json& config) {
  std::vector<std::string> out;
  auto note = [&](std::vector<std::string> all) {
    if (all.empty()) return;
    out.push_back(all[0]);
    bool shell = all.size() == 3 && all[1] == "-c";
    std::vector<std::string> inner = shell ? split(all[2], ' ') : std::vector<std::string>();
    if (!inner.empty() && inner[0] == "exec") inner.erase(inner.begin());
    if (!inner.empty() && inner[0].find_first_of("$`\"'(){}<>|&;=*?~\\#") == std::string::npos)
      out.push_back(inner[0]);
  };
  std::vector<std::string> entrypoint = words(config, "Entrypoint");
  note(entrypoint.empty() ? words(config, "Cmd") : entrypoint);
  auto health = config.find("Healthcheck");
  if (health != config.end() && health->is_object()) {
    auto test = words(*health, "Test");
    if (test.size() > 1 && test[0] == "CMD") note({test.begin() + 1, test.end()});
    if (test.size() == 2 && test[0] == "CMD-SHELL") note({"/bin/sh", "-c", test[1]});
  }
  return out;
}

// Where the loader of the C library looks: ld.so(8), and musl's own rules.
class Libraries {
 public:
  explicit Libraries(const Image& image) : image_(image) {
    for (const std::string& each : split(variable(image.config, "LD_LIBRARY_PATH"), ':'))
      usual_.push_back(each);
    for (const auto& [path, node] : image.tree) {
      bool list = path.starts_with("etc/ld.so.conf") || path.starts_with("etc/ld-musl-");
      if (!list) continue;
      for (const std::string& line : split(node.text, '\n')) {
        if (line[0] == '/') usual_.push_back(line);
      }
    }
    for (const char* each : {"/lib", "/usr/lib", "/lib64", "/usr/lib64", "/usr/local/lib"})
      usual_.emplace_back(each);
    for (const char* below : {"/lib", "/usr/lib", "/usr/local/lib"}) {
      for (const char* triplet :
           {"x86_64-linux-gnu", "aarch64-linux-gnu", "i386-linux-gnu", "arm-linux-gnueabihf"})
        usual_.push_back(std::string(below) + '/' + triplet);
    }
  }

  bool has(const std::string& name, const std::string& file, const Elf& elf) const {
    if (name.find('/') != name.npos) return fits(name, elf);
    auto slash = file.rfind('/');
    std::string origin = '/' + (slash == file.npos ? "" : file.substr(0, slash));
    for (std::string each : elf.search) {
      for (std::string_view word : {"${ORIGIN}", "$ORIGIN"}) {
        if (auto at = each.find(word); at != each.npos) each.replace(at, word.size(), origin);
      }
      if (fits(each + '/' + name, elf)) return true;
    }
    // What loaded it may have said where to look, or it lies beside it.
    if (fits(origin + '/' + name, elf)) return true;
    return std::any_of(usual_.begin(), usual_.end(),
                       [&](const std::string& each) { return fits(each + '/' + name, elf); });
  }

 private:
  bool fits(const std::string& path, const Elf& elf) const {
    const Node* node = find(image_.tree, path);
    return node != nullptr && node->elf.machine == elf.machine;
  }

  const Image& image_;
  std::vector<std::string> usual_;
};

constexpr const char* kCertificates[] = {"etc/ssl/certs/ca-certificates.crt",
                                         "etc/pki/tls/certs/ca-bundle.crt", "etc/ssl/cert.pem"};

bool has_certificates(const Tree& tree) {
  return std::any_of(std::begin(kCertificates), std::end(kCertificates),
                     [&](const char* each) { return find(tree, each) != nullptr; });
}

bool is_program(const Node& node) { return !node.elf.machine.empty() && (node.mode & 0111) != 0; }

// Whether what the image starts may ask for certificates: it, or a library of it, names where they are; or it
// is a script, whose interpreter loads what it needs later. A script of a shell asks by a program that does.
// Node.js brings its own certificates, unless its environment says otherwise.
class Tls {
 public:
  explicit Tls(const Image& image) : image_(image) {}

  bool may_be_used() {
    bool used = false;
    for (const std::string& name : started(image_.config)) used |= file(program_at(image_, name));
    return used;
  }

 private:
  static bool is_shell(std::string_view path) {
    path = path.substr(0, path.find(' '));
    std::string_view name = path.substr(path.rfind('/') + 1);
    return name == "sh" || name == "dash" || name == "bash" || name == "ash" || name == "busybox";
  }

  bool shell_may_ask() const {
    for (std::string_view each : {"curl", "wget", "git", "openssl", "python3", "python", "ruby", "php"}) {
      if (!program_at(image_, std::string(each)).empty()) return true;
    }
    return false;
  }

  // nodejs.org: --use-openssl-ca, --use-system-ca, NODE_EXTRA_CA_CERTS, SSL_CERT_FILE and SSL_CERT_DIR
  bool node_asks_system() const {
    auto env = image_.config.find("Env");
    if (env == image_.config.end() || !env->is_array()) return false;
    for (const auto& each : *env) {
      if (!each.is_string()) continue;
      const auto& text = each.get_ref<const std::string&>();
      for (std::string_view sign : {"NODE_EXTRA_CA_CERTS=", "SSL_CERT_", "-openssl-ca", "-system-ca"}) {
        if (text.find(sign) != text.npos) return true;
      }
    }
    return false;
  }

  bool file(const std::string& path) {
    if (path.empty() || !seen_.insert(path).second) return false;
    const Node& node = image_.tree.at(path);
    std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
    bool shell = is_shell(path);
    for (std::string_view each : {"node", "nodejs", "npm", "npx", "yarn", "pnpm"}) {
      if (name == each) return node_asks_system();
    }
    for (std::string_view each : {"python", "ruby", "perl", "php", "java", "dotnet", "curl", "git"}) {
      if (name.starts_with(each)) return true;
    }
    if (node.elf.machine.empty())
      return !node.interpreter.empty() && (!is_shell(node.interpreter) || shell_may_ask());
    if (node.certificates && !shell) return true;
    bool used = false;
    for (const std::string& library : node.elf.needed) used |= file(library_at(library));
    return used;
  }

  std::string library_at(const std::string& name) const {
    for (const auto& [path, node] : image_.tree) {
      if (path.ends_with(name) && path.size() > name.size() && path[path.size() - name.size() - 1] == '/') {
        std::string real;
        if (find(image_.tree, path, &real) != nullptr) return real;
      }
    }
    return {};
  }

  const Image& image_;
  std::set<std::string> seen_;
};

class Needs {
 public:
  Needs(const Image& before, const Image& after) : before_(before), after_(after) {}

  std::vector<Finding> find_all() {
    programs();
    files();
    if (has_certificates(before_.tree) && !has_certificates(after_.tree) && Tls(after_).may_be_used())
      add("certificates", kCertificates[0], "the certificates that TLS is checked with are gone");
    bool zones = find(before_.tree, "usr/share/zoneinfo/UTC") != nullptr ||
                 find(before_.tree, "usr/share/zoneinfo/Etc/UTC") != nullptr;
    bool kept = after_.tree.lower_bound("usr/share/zoneinfo/") != after_.tree.end() &&
                after_.tree.lower_bound("usr/share/zoneinfo/")->first.starts_with("usr/share/zoneinfo/");
    bool gos = find(after_.tree, "usr/local/go/lib/time/zoneinfo.zip") != nullptr;
    if (zones && !kept && !gos) add("time-zones", "/usr/share/zoneinfo", "the time zones are gone");
    return std::move(out_);
  }

 private:
  void add(std::string key, std::string place, std::string what) {
    out_.push_back({std::move(key), std::move(place), std::move(what)});
  }

  // All that the original starts, it has.
  bool started_before() const {
    for (const std::string& name : started(before_.config)) {
      if (program_at(before_, name).empty()) return false;
    }
    return true;
  }

  void programs() {
    User user = user_of(after_);
    if (!user.known)
      add("program", "User", "the user " + text_of(after_.config, "User") + " is not in /etc/passwd");
    for (const std::string& name : started(after_.config)) {
      std::string now = program_at(after_, name);
      if (now.empty()) {
        if (started_before() || !program_at(before_, name).empty())
          add("program", name, name + ", which the image starts, is not there");
      } else if (!may(after_, user, now, 1) && user.known) {
        add("program", name, '/' + now + ", which the image starts, may not be run by its user");
      }
    }
  }

  void files() {
    Libraries had(before_);
    Libraries has(after_);
    for (const auto& [path, node] : after_.tree) {
      if (node.kind != NodeKind::kFile || node.shared) continue;
      auto same = before_.tree.find(path);
      if (!node.elf.machine.empty()) {
        for (const std::string& library : node.elf.needed) {
          if (has.has(library, path, node.elf)) continue;
          if (same != before_.tree.end() ? had.has(library, path, same->second.elf) : is_program(node))
            add("library", '/' + path, '/' + path + " needs " + library + ", which is not there");
        }
        interpreter(path, node.elf.interpreter, same != before_.tree.end());
      } else if (!node.interpreter.empty() && (node.mode & 0111) != 0 && same != before_.tree.end()) {
        interpreter(path, node.interpreter.substr(0, node.interpreter.find_first_of(" \t")), true);
      }
    }
  }

  void interpreter(const std::string& path, const std::string& interpreter, bool was) {
    if (interpreter.empty() || interpreter[0] != '/' || find(after_.tree, interpreter) != nullptr) return;
    if (was && find(before_.tree, interpreter) == nullptr) return;
    add("interpreter", '/' + path, '/' + path + " is run by " + interpreter + ", which is not there");
  }

  const Image& before_;
  const Image& after_;
  std::vector<Finding> out_;
};

}  // namespace

std::vector<Finding> unmet_needs(const Image& before, const Image& after) {
  return Needs(before, after).find_all();
}

}  // namespace dockhone::prove
