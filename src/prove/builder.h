// The builders that there are, through their own command lines: docker (BuildKit), podman, buildah.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "child.h"
#include "dockhone/base/result.h"

namespace dockhone::prove {

enum class BuilderKind : std::uint8_t { kDocker, kPodman, kBuildah };

std::string_view name(BuilderKind kind);

struct BuildRequest {
  std::string dockerfile;  // path
  std::string context;     // directory
  std::string target;      // stage; "": the last
  std::map<std::string, std::string, std::less<>> arguments;
  std::vector<std::string> secrets;  // as given to --secret
  bool network = true;               // of RUN: a build fetches packages
  bool cached = true;                // false: every step is done anew
  double seconds = 0;
  std::string log;
  std::function<void(std::string_view)> echo;
};

struct RunRequest {
  std::string image;
  std::vector<std::string> words;  // instead of ENTRYPOINT and CMD; empty: as the image says
  bool network = false;
  double seconds = 0;
  std::string memory;  // "512m"; "": no limit
};

// What prove makes carries a label with the name of its run; leave() and reap() remove by it, and nothing
// else.
class Builder {
 public:
  // "auto" takes the first that answers. `run`: names all that this run makes.
  static Result<Builder> open(std::string_view wanted, std::string run);

  BuilderKind kind() const { return kind_; }
  std::string_view name() const { return prove::name(kind_); }
  const std::string& version() const { return version_; }

  // Makes the image `tag`.
  Ended build(const BuildRequest& request, const std::string& tag) const;
  // Writes it to a file as docker-archive.
  Ended save(const std::string& tag, const std::string& archive) const;
  // Runs a container and removes it.
  Ended run(const RunRequest& request) const;
  // Starts one as the image says, and leaves it running; its id. Not by buildah.
  Result<std::string> start(const RunRequest& request) const;
  bool can_start() const { return kind_ != BuilderKind::kBuildah; }
  // The process id of its first process, as this machine counts; 0: it does not run.
  int process_of(const std::string& container) const;
  // Is that process one of this machine's, and of the container? Not where the builder runs elsewhere.
  static bool is_here(int process, const std::string& container);
  std::optional<int> exit_status(const std::string& container) const;
  std::string logs(const std::string& container) const;
  // SIGTERM, and the seconds until it ended; nullopt: it had to be killed after ten.
  std::optional<double> stop(const std::string& container) const;

  // Removes the containers and images of this run, and of runs whose process is gone. What was removed.
  std::vector<std::string> leave() const;
  std::vector<std::string> reap() const;

  static constexpr std::string_view kLabel = "dockhone.prove";

 private:
  Builder(BuilderKind kind, std::string run) : kind_(kind), run_(std::move(run)) {}
  std::vector<std::string> command(std::vector<std::string> words) const;
  std::vector<std::string> remove(const std::string& run) const;
  std::vector<std::string> remove_all(const std::vector<std::string>& runs) const;
  Ended quick(std::vector<std::string> words) const;
  Ended run_by_buildah(const RunRequest& request) const;

  BuilderKind kind_;
  std::string run_;
  std::string version_;
};

// A name for a run: the process and when it started, so that a later one with the same number is another.
std::string run_name();
// Does the process that made such a name still live?
bool is_alive(const std::string& run);

}  // namespace dockhone::prove
