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
  std::string repository;   // real path of the directory that holds .git; "" outside of any
  std::string config_path;  // "" when there is none
  std::string ignore_base;  // what the patterns of `ignore` start from
  std::shared_ptr<const std::vector<std::string>> ignore;
  std::shared_ptr<const rewrite::Settings> settings;
  std::shared_ptr<const Failure> failure;  // the configuration cannot be used; then there are no settings

  bool ignores(std::string_view name) const;
  // Path of a file in this directory from the repository's root; "" outside of any repository.
  std::string in_repository(std::string_view name) const;
};

// Finds configuration once a directory; safe to call from several threads.
class Places {
 public:
  Places(const Options& options, rewrite::Pipeline pipeline) : options_(options), pipeline_(pipeline) {}
  std::shared_ptr<const Place> at(const std::string& directory);

 private:
  struct Loaded {
    std::shared_ptr<const rewrite::Settings> settings;
    std::shared_ptr<const Failure> failure;
    std::shared_ptr<const std::vector<std::string>> ignore;
  };

  // What the directories from one up to the root of its repository hold.
  struct Level {
    std::string repository;
    std::string config_path;
    std::string ignore_base;
  };

  template <class Map>
  std::optional<typename Map::mapped_type> known(const Map& map, const std::string& key);
  template <class Map>
  typename Map::mapped_type remember(Map& map, const std::string& key, typename Map::mapped_type value);
  std::string real(const std::string& directory);
  std::shared_ptr<const Place> make(const std::string& real);
  Level level(const std::string& real);
  void find(Place& place);
  const Loaded& load(const std::string& path);
  std::shared_ptr<const rewrite::Settings> settings(const Config& config) const;

  const Options& options_;
  rewrite::Pipeline pipeline_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const Place>> by_name_;
  std::unordered_map<std::string, Level> levels_;  // by real path
  std::unordered_map<std::string, std::string> real_;
  std::once_flag user_config_once_;
  std::string user_config_;  // "" when there is none
  std::mutex config_mutex_;  // of by_config_; the other maps have mutex_
  std::map<std::string, Loaded> by_config_;
};

}  // namespace dockhone::app
