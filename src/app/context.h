// Reads a build context. Nothing in it is executed; symbolic links are read, never followed; FIFOs, devices
// and sockets are not opened. Bounds: 4,096 entries, nearest to the root first; the text of files up to
// 64 KiB, 4 MiB together; .git and node_modules are not entered.
#pragma once

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "dockhone/model/context.h"

namespace dockhone::app {

class Contexts {
 public:
  // nullptr where the directory cannot be read, lacks one of the `sources`, or holds Dockerfiles only.
  // `dockerfile`: the name of the Dockerfile, "" where it has none: NAME.dockerignore beside it goes before
  // .dockerignore. Files of one directory come one after the other: what was read last is kept. May be called
  // from several threads.
  std::shared_ptr<const model::Context> at(const std::string& directory, const std::string& dockerfile,
                                           const std::vector<std::string>& sources);

 private:
  std::mutex mutex_;
  std::string last_directory_;
  std::shared_ptr<const model::Context> last_;
  std::set<std::string> nothing_;  // directories that hold Dockerfiles only
};

}  // namespace dockhone::app
