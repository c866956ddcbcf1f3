#include <sys/stat.h>

#include <cstdlib>

#include "config.h"
#include "files.h"
#include "glob.h"

namespace dockhone::app {

namespace {

// Files come sorted by path: what is far behind is not asked for again.
constexpr std::size_t kRemembered = 512;
// No configuration that a person wrote is near this.
constexpr std::uint32_t kMaxConfig = 256 * 1024;

bool exists(const std::string& path) {
  struct stat info = {};
  return ::stat(path.c_str(), &info) == 0;
}

std::string user_config() {
  const char* base = std::getenv("XDG_CONFIG_HOME");
  if (base != nullptr && *base == '/') return std::string(base) + "/dockhone/config.yaml";
  const char* home = std::getenv("HOME");
  return home != nullptr && *home == '/' ? std::string(home) + "/.config/dockhone/config.yaml"
                                         : std::string();
}

// Absolute, without "." and ".." and empty parts.
bool is_normal(std::string_view path) {
  return path.starts_with('/') && path.size() > 1 && path.find("//") == std::string_view::npos &&
         path.find("/.") == std::string_view::npos;
}

}  // namespace

bool Place::ignores(std::string_view name) const {
  if (!ignore || ignore->empty() || !is_within(directory, ignore_base)) return false;
  std::string path = directory.substr(ignore_base == "/" ? 0 : ignore_base.size());
  path.append("/").append(name);
  std::string_view relative = std::string_view(path).substr(path.find_first_not_of('/'));
  for (const std::string& pattern : *ignore) {
    if (glob_covers(pattern, relative)) return true;
  }
  return false;
}

// Questions to the file system are asked without the lock; two threads that ask the same get the same answer.
template <class Value>
std::optional<Value> Places::known(const Map<Value>& map, std::string_view key) {
  std::lock_guard lock(mutex_);
  auto found = map.find(key);
  return found == map.end() ? std::nullopt : std::optional(found->second);
}

template <class Value>
Value Places::remember(Map<Value>& map, std::string_view key, Value value) {
  std::lock_guard lock(mutex_);
  if (map.size() >= kRemembered) map.clear();
  map.insert_or_assign(std::string(key), value);
  return value;
}

std::shared_ptr<const Place> Places::at(const std::string& directory, bool no_links) {
  if (auto place = known(by_name_, directory)) return *place;
  bool real_already = no_links && is_normal(directory);
  return remember(by_name_, directory, make(real_already ? directory : real(directory)));
}

// As real_path, with one question to the system where the directory above is known: neighbours share it.
std::string Places::real(const std::string& directory) {
  if (auto found = known(real_, directory)) return *found;
  std::string above = parent_of(directory);
  std::string_view name = name_of(directory);
  struct stat info = {};
  bool plain = above != directory && above != "." && !name.empty() && name != "." && name != ".." &&
               ::lstat(directory.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
  std::string found;
  if (plain) {
    found = real(above);
    plain = !found.empty();
    if (found != "/") found += '/';
    found += name;
  }
  return remember(real_, directory, plain ? std::move(found) : real_path(directory));
}

std::shared_ptr<const Place> Places::make(const std::string& real) {
  auto place = std::make_shared<Place>();
  place->directory = real;
  find(*place);
  find_lock(*place);
  const Loaded& loaded = load(place->config_path);
  place->settings = loaded.settings;
  place->failure = loaded.failure;
  place->ignore = loaded.ignore;
  return place;
}

Places::Directory Places::closest(Map<Directory>& map, std::string_view directory, std::string_view name) {
  if (directory.empty()) return {};
  if (auto found = known(map, directory)) return *found;
  std::string path;
  path.reserve(directory.size() + 1 + name.size());
  path.append(directory == "/" ? "" : directory).append("/").append(name);
  Directory found;
  if (exists(path)) {
    found = std::make_shared<const std::string>(directory);
  } else if (directory != "/") {
    std::size_t slash = directory.rfind('/');
    found = closest(map, directory.substr(0, slash == 0 ? 1 : slash), name);
  }
  return remember(map, directory, std::move(found));
}

std::string Places::repository(std::string_view directory) {
  Directory found = closest(repositories_, directory, ".git");
  return found == nullptr ? std::string() : *found;
}

// The closest .dockhone.yaml up to the root of the repository, else the user's; --config names the only one.
// Most trees have none: where the repository begins is asked only when there is.
void Places::find(Place& place) {
  if (!options_.config.empty()) {
    place.config_path = options_.config;
    place.ignore_base = real_path(parent_of(options_.config));
    return;
  }
  Directory configured = closest(configured_, place.directory, ".dockhone.yaml");
  if (configured != nullptr && is_within(*configured, repository(place.directory))) {
    place.config_path = (*configured == "/" ? "" : *configured) + "/.dockhone.yaml";
    place.ignore_base = *configured;
    return;
  }
  std::call_once(user_config_once_, [this] {
    user_config_ = user_config();
    if (!user_config_.empty() && !exists(user_config_)) user_config_.clear();
  });
  if (user_config_.empty()) return;
  place.config_path = user_config_;
  place.ignore_base = repository(place.directory);
  if (place.ignore_base.empty()) place.ignore_base = place.directory;
}

// As the configuration: the closest up to the root of the repository. A new one is for the whole repository,
// or outside of any, for the directory.
void Places::find_lock(Place& place) {
  constexpr const char* kName = "/dockhone.lock";
  if (!options_.lock.empty()) {
    place.new_lock = options_.lock;
    if (exists(options_.lock) || !options_.update_lock) place.lock_path = options_.lock;
    return;
  }
  Directory found = closest(locked_, place.directory, "dockhone.lock");
  if (found != nullptr && is_within(*found, repository(place.directory)))
    place.lock_path = (*found == "/" ? "" : *found) + kName;
  if (!place.lock_path.empty() || !options_.update_lock) return;
  std::string root = repository(place.directory);
  place.new_lock = (root.empty() ? place.directory : root == "/" ? "" : root) + kName;
}

const Places::Loaded& Places::load(const std::string& path) {
  std::lock_guard lock(config_mutex_);  // each file is read once
  auto [at, added] = by_config_.try_emplace(path);
  Loaded& loaded = at->second;
  if (!added) return loaded;
  Expected<Config> config = Config{};
  if (!path.empty()) {
    Expected<Input> input = read_file(path, kMaxConfig);
    // Who named a file that cannot be read is not told by its path.
    if (!input && path == options_.config) {
      Error& error = input.error().error;
      error.message = options_.config_from + ": " + error.message;
    }
    config = std::move(input).and_then([&](Input read) { return parse_config(path, read.text, pipeline_); });
  }
  if (!config) {
    loaded.failure = std::make_shared<Failure>(std::move(config.error()));
    return loaded;
  }
  loaded.settings = settings(*config);
  loaded.ignore = std::make_shared<std::vector<std::string>>(std::move(config->ignore));
  return loaded;
}

// Flags win over the environment (already in the options), which wins over the file.
std::shared_ptr<const rewrite::Settings> Places::settings(const Config& config) const {
  auto settings = std::make_shared<rewrite::Settings>();
  settings->risk = options_.risk.value_or(config.risk.value_or(rewrite::Risk::kReview));
  settings->skip = config.off;
  if (options_.passes) {
    settings->skip.clear();
    for (const rewrite::Pass& pass : pipeline_) settings->skip.emplace(pass.name);
    for (const std::string& name : *options_.passes) settings->skip.erase(name);
  }
  settings->skip.insert(options_.skip.begin(), options_.skip.end());
  settings->veto.insert(options_.veto.begin(), options_.veto.end());
  settings->facts.options = options_.set;
  settings->facts.options.insert(config.options.begin(), config.options.end());
  settings->facts.user_catalog = config.catalog;
  settings->facts.build.target = options_.target;
  settings->facts.as_of = options_.as_of;
  settings->facts.build.args = options_.build_args;
  return settings;
}

}  // namespace dockhone::app
