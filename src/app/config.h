// What .dockhone.yaml says, and which one holds for a file.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "dockhone/rewrite/pipeline.h"
#include "failure.h"
#include "options.h"

namespace dockhone::app {

// One configuration file, checked against the pipeline.
struct Config {
  std::optional<rewrite::Risk> risk;
  std::set<std::string, std::less<>> off;
  std::map<std::string, std::string, std::less<>> options;  // "PASS.OPTION" -> value
  std::map<std::string, rewrite::Facts::UserImage, std::less<>> catalog;
  std::vector<std::string> ignore;
};

Expected<Config> parse_config(const std::string& path, std::string_view text, rewrite::Pipeline pipeline);

// What holds for all files of one directory.
struct Place {
  std::string directory;    // real path
  std::string config_path;  // "" when there is none
  std::string lock_path;    // "" when there is none
  std::string new_lock;     // where one is to be, when there is none
  std::string ignore_base;  // what the patterns of `ignore` start from
  std::shared_ptr<const std::vector<std::string>> ignore;
  std::shared_ptr<const rewrite::Settings> settings;
  std::shared_ptr<const Failure> failure;  // the configuration cannot be used; then there are no settings

  bool ignores(std::string_view name) const;
};

// Finds configuration once a directory; safe to call from several threads.
class Places {
 public:
  Places(const Options& options, rewrite::Pipeline pipeline) : options_(options), pipeline_(pipeline) {}
  // `no_links`: no part of the path is a symbolic link.
  std::shared_ptr<const Place> at(const std::string& directory, bool no_links = false);
  // Real path of the closest directory, from a real one upwards, that holds .git; "" outside of any
  // repository.
  std::string repository(std::string_view directory);

 private:
  struct Loaded {
    std::shared_ptr<const rewrite::Settings> settings;
    std::shared_ptr<const Failure> failure;
    std::shared_ptr<const std::vector<std::string>> ignore;
  };

  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  template <class Value>
  using Map = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;
  using Directory = std::shared_ptr<const std::string>;

  template <class Value>
  std::optional<Value> known(const Map<Value>& map, std::string_view key);
  template <class Value>
  Value remember(Map<Value>& map, std::string_view key, Value value);
  std::string real(const std::string& directory);
  std::shared_ptr<const Place> make(const std::string& real);
  Directory closest(Map<Directory>& map, std::string_view directory, std::string_view name);
  void find(Place& place);
  void find_lock(Place& place);
  const Loaded& load(const std::string& path);
  std::shared_ptr<const rewrite::Settings> settings(const Config& config) const;

  const Options& options_;
  rewrite::Pipeline pipeline_;
  std::mutex mutex_;
  Map<std::shared_ptr<const Place>> by_name_;
  // By real path, the closest directory upwards that holds .git, .dockhone.yaml or dockhone.lock; null where
  // none does.
  Map<Directory> repositories_;
  Map<Directory> configured_;
  Map<Directory> locked_;
  Map<std::string> real_;
  std::once_flag user_config_once_;
  std::string user_config_;  // "" when there is none
  std::mutex config_mutex_;  // of by_config_; the other maps have mutex_
  std::map<std::string, Loaded> by_config_;
};

}  // namespace dockhone::app
