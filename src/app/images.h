// What images are: from locks, registries and catalogs, for all files of a run. The only place of a run that
// reaches for the network, and only where the command line asks for it.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "config.h"
#include "dockhone/image/resolution.h"
#include "dockhone/registry/resolve.h"
#include "dockhone/rewrite/pipeline.h"
#include "failure.h"
#include "log.h"
#include "options.h"

namespace dockhone::app {

class Images {
 public:
  Images(const Options& options, const Log& log) : options_(options), log_(log) {}

  // Opens what is needed to ask registries, where they are to be asked.
  Expected<bool> prepare();
  // The lock that holds for a place; empty where there is none. Read once.
  Expected<std::shared_ptr<const image::Resolutions>> lock_of(const Place& place);
  // Whether somebody answers beyond the lock.
  bool resolves() const { return options_.ask_registry || options_.update_lock || options_.locked; }

  // What the command line says becomes of the locks; to be called once, behind the last file. Writes them,
  // and says what moved, one line each.
  Expected<std::string> finish(bool write);

  // The answers for one Dockerfile.
  class File {
   public:
    File(Images& images, const Place& place, std::shared_ptr<const image::Resolutions> lock);
    // What images set that the catalog does not know, before any pass runs.
    std::shared_ptr<const image::Resolutions> before(const model::BuildModel& model);
    std::shared_ptr<const image::Resolutions> resolve(const std::vector<image::ImageRef>& wanted);
    // The reason why this file cannot be done: a registry that cannot be asked for now, or --locked.
    std::optional<Error> failure() const;

   private:
    void ask(const std::vector<image::ImageRef>& wanted, bool tags);

    Images& images_;
    const Place& place_;
    std::shared_ptr<const image::Resolutions> lock_;
    std::shared_ptr<image::Resolutions> known_;
    std::vector<std::string> missing_;
    std::optional<Error> error_;
  };

 private:
  struct Loaded {
    std::shared_ptr<const image::Resolutions> images;
    std::optional<Failure> failure;
    std::string text;
  };
  // One question, asked once in a run.
  struct Answer {
    std::mutex mutex;
    std::optional<Result<image::Resolution>> resolution;
  };

  Loaded& load(const std::string& path);
  Result<image::Resolution> answer(const image::ImageRef& ref, const Place& place, bool tags);
  Result<image::Resolution> from_registry(const std::string& repository, const std::string& tag,
                                          const registry::Wanted& wanted);
  void note_update(const Place& place, const std::string& key, const image::Resolution& resolution);

  const Options& options_;
  const Log& log_;
  std::optional<registry::Client> client_;
  std::mutex mutex_;  // of what follows
  std::map<std::string, Loaded> locks_;
  std::map<std::string, std::shared_ptr<Answer>> answers_;
  std::map<std::string, image::Resolutions> updates_;  // by path of the lock
};

}  // namespace dockhone::app
