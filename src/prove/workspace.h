// A directory of this run alone, removed when it ends; those of runs that were killed are removed by the
// next.
#pragma once

#include <string>
#include <vector>

#include "dockhone/base/result.h"

namespace dockhone::prove {

class Workspace {
 public:
  // In TMPDIR, else /tmp; `run` as by run_name().
  static Result<Workspace> make(const std::string& run);
  Workspace(Workspace&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
  Workspace& operator=(Workspace&&) = delete;
  ~Workspace();

  const std::string& path() const { return path_; }
  Result<std::string> write(const std::string& name, const std::string& text) const;
  // A new empty directory in it; remove() takes it away again.
  std::string directory(const std::string& name) const;
  void remove(const std::string& name) const;

  // Directories of runs whose process is gone.
  static std::vector<std::string> reap();

 private:
  explicit Workspace(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

}  // namespace dockhone::prove
