#include "dockhone/prove/compare.h"

#include <algorithm>
#include <optional>

#include "dockhone/base/path.h"

namespace dockhone::prove {

namespace {

using nlohmann::json;
using rewrite::Difference;

constexpr std::string_view kManagers[] = {"apt-get", "apt",      "apk",   "yum",    "dnf",    "microdnf",
                                          "zypper",  "pip",      "pip3",  "npm",    "yarn",   "gem",
                                          "bundle",  "composer", "conda", "python", "python3"};
// Where caches of package managers lie.
constexpr std::string_view kCaches[] = {
    "/var/cache",      "/var/lib/apt/lists",      "/root/.cache",    "/root/.npm",
    "/root/.composer", "/usr/local/share/.cache", "/opt/conda/pkgs", "/tmp"};
constexpr std::string_view kAccountFiles[] = {
    "etc/passwd",  "etc/passwd-", "etc/group",       "etc/group-",     "etc/shadow",
    "etc/shadow-", "etc/gshadow", "etc/gshadow-",    "etc/subuid",     "etc/subuid-",
    "etc/subgid",  "etc/subgid-", "var/log/faillog", "var/log/lastlog"};

bool is_one_of(std::string_view word, std::span<const std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::vector<std::string> operands(std::string_view command) {
  std::vector<std::string> out;
  while (!command.empty()) {
    std::string_view word = command.substr(0, command.find(' '));
    command.remove_prefix(std::min(word.size() + 1, command.size()));
    if (!word.empty() && word[0] != '-') out.emplace_back(word);
  }
  if (!out.empty()) out.erase(out.begin());
  return out;
}

// "~/.npm/_cacache", "/var/lib/apt/lists/*" -> the directory below which files go.
std::string place_of(std::string word) {
  if (word.starts_with("~/")) word.replace(0, 1, "/root");
  auto star = word.find_first_of("*?[");
  if (star != word.npos) word.resize(word.rfind('/', star) == word.npos ? 0 : word.rfind('/', star));
  return word.starts_with('/') ? normal_path(word) : std::string();
}

void added_command(const std::string& text, Intent& intent) {
  std::string program = text.substr(0, text.find(' '));
  if (program == "useradd" || program == "adduser" || program == "groupadd" || program == "addgroup") {
    intent.accounts = true;
  } else if (program == "rm") {
    for (const std::string& word : operands(text)) {
      if (std::string place = place_of(word); !place.empty()) intent.removed.push_back(place);
    }
  } else if (program == "mkdir") {
    for (const std::string& word : operands(text)) intent.added.push_back(word);
  } else if (program == "chown") {
    if (auto all = operands(text); !all.empty()) intent.owners.insert(all[0]);
  } else if (is_one_of(program, kManagers)) {
    intent.removed.insert(intent.removed.end(), std::begin(kCaches), std::end(kCaches));
    intent.packages = true;
  }
}

std::string text(const json& value) {
  return value.is_null() ? "nothing" : value.dump(-1, ' ', false, json::error_handler_t::replace);
}

json field(const json& config, const std::string& name) {
  auto found = config.find(name);
  if (found == config.end() || found->is_null()) return nullptr;
  bool empty =
      (found->is_string() && found->get<std::string>().empty()) || (found->is_structured() && found->empty());
  return empty ? json(nullptr) : *found;
}

std::string octal(std::uint32_t mode) {
  std::string out;
  for (int shift = 9; shift >= 0; shift -= 3) out += static_cast<char>('0' + (mode >> shift & 7));
  return out;
}

std::string owner(const Node& node) { return std::to_string(node.uid) + ':' + std::to_string(node.gid); }

std::string_view name(NodeKind kind) {
  constexpr std::string_view kNames[] = {"a file", "a directory", "a symbolic link", "a device"};
  return kNames[static_cast<int>(kind)];
}

class Comparer {
 public:
  explicit Comparer(const Question& question) : q_(question) {}

  Comparison run() {
    config();
    tree();
    for (Finding& each : unmet_needs(q_.before, q_.after)) add_wrong(std::move(each));
    return std::move(out_);
  }

 private:
  void add_wrong(Finding finding) { out_.wrong.push_back(std::move(finding)); }
  void note(bool declared, Finding finding) {
    (declared ? out_.declared : out_.wrong).push_back(std::move(finding));
  }

  // ---- configuration

  void config() {
    for (const char* name : {"User", "Cmd", "Entrypoint", "WorkingDir", "ExposedPorts", "Volumes",
                             "Healthcheck", "StopSignal", "Shell", "OnBuild"}) {
      json was = field(q_.before.config, name);
      json now = field(q_.after.config, name);
      if (std::string_view(name) == "WorkingDir") {
        if (was.is_null()) was = "/";
        if (now.is_null()) now = "/";
      }
      if (was != now)
        note(q_.intent.config.contains(name),
             {"config", name, std::string(name) + " was " + text(was) + " and is " + text(now)});
    }
    labels();
    environment();
  }

  void labels() {
    auto without_ours = [](json labels) {
      if (labels.is_object()) labels.erase("dockhone.prove");
      return labels.is_object() && labels.empty() ? json(nullptr) : labels;
    };
    json was = without_ours(field(q_.before.config, "Labels"));
    json now = without_ours(field(q_.after.config, "Labels"));
    // The builder's own version.
    for (json* each : {&was, &now}) {
      if (each->is_object()) each->erase("io.buildah.version");
      if (each->is_object() && each->empty()) *each = nullptr;
    }
    if (was != now)
      note(q_.intent.config.contains("Labels"),
           {"config", "Labels", "Labels were " + text(was) + " and are " + text(now)});
  }

  static std::map<std::string, std::string> variables(const json& config) {
    std::map<std::string, std::string> out;
    json list = field(config, "Env");
    if (!list.is_array()) return out;
    for (const json& each : list) {
      if (!each.is_string()) continue;
      std::string both = each.get<std::string>();
      auto equals = both.find('=');
      out[both.substr(0, equals)] = equals == both.npos ? "" : both.substr(equals + 1);
    }
    return out;
  }

  // A variable of the base image goes with it; those of the file stay.
  void environment() {
    auto was = variables(q_.before.config);
    auto now = variables(q_.after.config);
    for (const auto& [name, value] : was) {
      auto found = now.find(name);
      bool declared = q_.intent.config.contains("Env") || (q_.intent.base && !q_.variables.contains(name));
      if (found == now.end()) {
        note(declared, {"config", "Env", "the variable " + name + " was " + value + " and is not set"});
      } else if (found->second != value) {
        note(declared,
             {"config", "Env", "the variable " + name + " was " + value + " and is " + found->second});
      }
    }
    for (const auto& [name, value] : now) {
      if (!was.contains(name))
        note(q_.intent.base || q_.intent.config.contains("Env"),
             {"config", "Env", "the variable " + name + " is new: " + value});
    }
  }

  // ---- files

  void tree() {
    auto was = q_.before.tree.begin();
    auto now = q_.after.tree.begin();
    while (was != q_.before.tree.end() || now != q_.after.tree.end()) {
      bool only_now = was == q_.before.tree.end() || (now != q_.after.tree.end() && now->first < was->first);
      bool only_was = !only_now && (now == q_.after.tree.end() || was->first < now->first);
      const std::string& path = only_now ? now->first : was->first;
      if (path.empty()) {
        // The root itself.
      } else if (is_noise(path)) {
        ++out_.noise;
      } else if (only_now) {
        added(path);
      } else if (only_was) {
        missing(path, was->second);
      } else {
        both(path, was->second, now->second);
      }
      if (!only_now) ++was;
      if (!only_was) ++now;
    }
  }

  static bool is_below(const std::string& path, const std::vector<std::string>& places) {
    return std::any_of(places.begin(), places.end(),
                       [&](const std::string& each) { return is_within('/' + path, each); });
  }

  bool is_of_accounts(const std::string& path) const {
    return q_.intent.accounts &&
           (is_one_of(path, kAccountFiles) || path == "home" || path.starts_with("home/"));
  }

  static bool is_of_packages(const std::string& path) {
    return path.starts_with("var/lib/dpkg") || path.starts_with("var/lib/apt") ||
           path.starts_with("var/cache") || path.starts_with("lib/apk/db") ||
           path.starts_with("var/lib/rpm") || path.starts_with("var/log") || path == "etc/ld.so.cache" ||
           path.starts_with("etc/alternatives") || path.starts_with("etc/ssl/certs");
  }

  bool is_artifact(const std::string& path) const { return is_below(path, q_.artifacts); }

  void added(const std::string& path) {
    if (is_of_accounts(path) || is_below(path, q_.intent.added))
      return declared_path("added", path, "is new");
    if (q_.intent.base) return void(++out_.of_base);
    bool declared = q_.intent.packages && !is_artifact(path);
    note(declared, {"added", '/' + path, '/' + path + " is new"});
  }

  void declared_path(const char* key, const std::string& path, const char* what) {
    out_.declared.push_back({key, '/' + path, '/' + path + ' ' + what});
  }

  void missing(const std::string& path, const Node& node) {
    bool on_purpose =
        q_.intent.base ? !is_artifact(path) : q_.intent.packages || is_below(path, q_.intent.removed);
    if (!on_purpose) return add_wrong({"missing", '/' + path, '/' + path + " is not there any more"});
    auto second = path.find('/', path.find('/') == path.npos ? path.size() : path.find('/') + 1);
    if (node.kind == NodeKind::kFile && !node.shared)
      out_.left_out['/' + path.substr(0, second)] += node.size;
  }

  void both(const std::string& path, const Node& was, const Node& now) {
    std::optional<Finding> found = difference(path, was, now);
    if (!found) return void(++out_.files);
    if (q_.intent.base && !is_artifact(path)) return void(++out_.of_base);
    bool declared = is_of_accounts(path) || (q_.intent.packages && is_of_packages(path)) ||
                    (found->key == "owner" && is_new_owner(now)) || is_below(path, q_.intent.removed);
    note(declared, std::move(*found));
  }

  bool is_new_owner(const Node& now) const {
    if (q_.intent.owners.contains(owner(now)) || q_.intent.owners.contains(std::to_string(now.uid)))
      return true;
    // By name: what the user's line says is not asked.
    return now.uid != 0 &&
           std::any_of(q_.intent.owners.begin(), q_.intent.owners.end(), [](const std::string& each) {
             return each.find_first_not_of("0123456789:") != std::string::npos;
           });
  }

  static std::optional<Finding> difference(const std::string& path, const Node& was, const Node& now) {
    std::string place = '/' + path;
    if (was.kind != now.kind)
      return Finding{
          "type", place,
          place + " was " + std::string(name(was.kind)) + " and is " + std::string(name(now.kind))};
    if (was.target != now.target)
      return Finding{"link", place, place + " led to " + was.target + " and leads to " + now.target};
    if (was.kind == NodeKind::kFile && was.digest != now.digest)
      return Finding{"content", place, place + " has another content"};
    if (was.kind == NodeKind::kSymlink) return std::nullopt;
    if (was.mode != now.mode)
      return Finding{"mode", place,
                     place + " had the mode " + octal(was.mode) + " and has " + octal(now.mode)};
    if (owner(was) != owner(now))
      return Finding{"owner", place, place + " belonged to " + owner(was) + " and belongs to " + owner(now)};
    return std::nullopt;
  }

  const Question& q_;
  Comparison out_;
};

}  // namespace

Intent intent_of(std::span<const rewrite::Change> changes) {
  Intent intent;
  for (const rewrite::Change& change : changes) {
    for (const Difference& each : change.differences) {
      switch (each.kind) {
        case Difference::Kind::kBase:
        case Difference::Kind::kSplit:
          intent.base = true;
          break;
        case Difference::Kind::kConfig:
          intent.config.insert(each.command.substr(0, each.command.find('.')));  // Labels.org.x
          break;
        case Difference::Kind::kOwner:
          intent.owners.insert(each.now);
          break;
        case Difference::Kind::kAddedCommand:
          added_command(each.now, intent);
          break;
        case Difference::Kind::kWords:
        case Difference::Kind::kDroppedCommand:
        case Difference::Kind::kCacheMount:
          if (each.kind == Difference::Kind::kCacheMount || is_one_of(each.command, kManagers)) {
            intent.packages = true;
            intent.removed.insert(intent.removed.end(), std::begin(kCaches), std::end(kCaches));
          }
          break;
        default:
          break;
      }
    }
  }
  return intent;
}

// Somebody else's rewrite: a user that is not root is meant.
void Intent::guess(const Image& before, const Image& after) {
  auto user = [](const Image& image) { return image.config.value("User", nlohmann::json("")); };
  bool to_other =
      user(before) != user(after) && user(after) != "" && user(after) != "root" && user(after) != "0";
  if (!to_other) return;
  config.insert("User");
  accounts = true;
  if (user(after).is_string()) owners.insert(user(after).get<std::string>());
}

Comparison compare(const Question& question) { return Comparer(question).run(); }

}  // namespace dockhone::prove
