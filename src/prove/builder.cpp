#include "builder.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <fstream>
#include <sstream>

namespace dockhone::prove {

namespace {

constexpr std::string_view kContainer = "dockhone-prove-";  // and the run: buildah labels no containers
constexpr double kQuick = 120;                              // seconds for what only asks or removes

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) out.push_back(line);
  }
  return out;
}

// When a process started, in ticks since the machine did; "" when there is none. proc(5)
std::string started(const std::string& pid) {
  std::ifstream in("/proc/" + pid + "/stat");
  std::string text;
  std::getline(in, text);
  auto name = text.rfind(')');
  if (name == text.npos) return {};
  std::istringstream rest(text.substr(name + 1));
  std::string word;
  for (int i = 0; i < 20; ++i) rest >> word;
  return word;
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

}  // namespace

std::string_view name(BuilderKind kind) {
  return kind == BuilderKind::kDocker ? "docker" : kind == BuilderKind::kPodman ? "podman" : "buildah";
}

std::string run_name() {
  std::string pid = std::to_string(::getpid());
  return pid + '-' + started(pid);
}

bool is_alive(const std::string& run) {
  std::string pid = run.substr(0, run.find('-'));
  return started(pid) == run.substr(std::min(run.size(), pid.size() + 1));
}

Result<Builder> Builder::open(std::string_view wanted, std::string run) {
  std::string why;
  for (BuilderKind kind : {BuilderKind::kDocker, BuilderKind::kPodman, BuilderKind::kBuildah}) {
    if (wanted != "auto" && wanted != prove::name(kind)) continue;
    Builder builder(kind, run);
    bool docker = kind == BuilderKind::kDocker;
    Ended asked =
        builder.quick(docker ? std::vector<std::string>{"version", "--format", "{{.Server.Version}}"}
                             : std::vector<std::string>{"--version"});
    if (asked.ok()) {
      builder.version_ = trimmed(asked.out);
      // "buildah version 1.28.2 (image-spec ...)"
      std::string before = std::string(prove::name(kind)) + " version ";
      if (builder.version_.starts_with(before))
        builder.version_ =
            builder.version_.substr(before.size(), builder.version_.find(' ', before.size()) - before.size());
      return builder;
    }
    std::vector<std::string> said = lines_of(asked.err);
    why += (why.empty() ? "" : "; ") + std::string(prove::name(kind)) + ": " +
           (said.empty() ? "exit status " + std::to_string(asked.status) : said.back());
  }
  return tl::unexpected<Error>(Error{ErrorKind::kIo,
                                     "no builder answers: " + why,
                                     "install docker, podman or buildah, or let this user use it",
                                     {}});
}

std::vector<std::string> Builder::command(std::vector<std::string> words) const {
  std::vector<std::string> out = {std::string(name())};
  if (kind_ == BuilderKind::kBuildah && ::getuid() == 0)
    out.insert(out.end(), {"--storage-driver", "overlay"});
  out.insert(out.end(), words.begin(), words.end());
  return out;
}

Ended Builder::quick(std::vector<std::string> words) const {
  Child child;
  child.words = command(std::move(words));
  child.seconds = kQuick;
  return prove::run(child);
}

Ended Builder::build(const BuildRequest& request, const std::string& tag) const {
  Child child;
  std::vector<std::string> words = {
      "build", "-f", request.dockerfile, "-t", tag, "--label", std::string(kLabel) + '=' + run_};
  if (kind_ == BuilderKind::kBuildah) words.insert(words.end(), {"--isolation", "chroot", "--layers"});
  if (kind_ == BuilderKind::kDocker)
    words.insert(words.end(), {"--network", request.network ? "host" : "none"});
  if (kind_ != BuilderKind::kDocker && !request.network) words.insert(words.end(), {"--network", "none"});
  if (!request.cached) words.emplace_back("--no-cache");
  if (!request.target.empty()) words.insert(words.end(), {"--target", request.target});
  for (const auto& [key, value] : request.arguments)
    words.insert(words.end(), {"--build-arg", key + '=' + value});
  for (const std::string& secret : request.secrets) words.insert(words.end(), {"--secret", secret});
  words.push_back(request.context);
  child.words = command(std::move(words));
  child.environment = {"DOCKER_BUILDKIT=1", "BUILDKIT_PROGRESS=plain"};
  child.seconds = request.seconds;
  child.log = request.log;
  child.echo = request.echo;
  return prove::run(child);
}

Ended Builder::save(const std::string& tag, const std::string& archive) const {
  Child child;
  switch (kind_) {
    case BuilderKind::kDocker:
      child.words = command({"save", "-o", archive, tag});
      break;
    case BuilderKind::kPodman:
      child.words = command({"save", "--format", "docker-archive", "-o", archive, tag});
      break;
    case BuilderKind::kBuildah:
      child.words = command({"push", tag, "docker-archive:" + archive});
      break;
  }
  return prove::run(child);
}

Ended Builder::run_by_buildah(const RunRequest& request) const {
  Ended made = quick({"from", "--pull-never", "--name", std::string(kContainer) + run_, request.image});
  if (!made.ok()) return made;
  std::string container = trimmed(made.out);
  Child child;
  std::vector<std::string> words = {"run", "--isolation", "chroot", container, "--"};
  words.insert(words.end(), request.words.begin(), request.words.end());
  child.words = command(std::move(words));
  child.seconds = request.seconds;
  Ended ended = prove::run(child);
  quick({"rm", container});
  return ended;
}

Ended Builder::run(const RunRequest& request) const {
  if (kind_ == BuilderKind::kBuildah) return run_by_buildah(request);
  Child child;
  std::vector<std::string> words = {"run",       "--rm",
                                    "--label",   std::string(kLabel) + '=' + run_,
                                    "--network", request.network ? "host" : "none"};
  if (!request.memory.empty()) words.insert(words.end(), {"--memory", request.memory});
  if (!request.words.empty()) words.insert(words.end(), {"--entrypoint", request.words[0]});
  words.push_back(request.image);
  for (std::size_t i = 1; i < request.words.size(); ++i) words.push_back(request.words[i]);
  child.words = command(std::move(words));
  child.seconds = request.seconds;
  return prove::run(child);
}

Result<std::string> Builder::start(const RunRequest& request) const {
  std::vector<std::string> words = {"run",       "-d",
                                    "--label",   std::string(kLabel) + '=' + run_,
                                    "--network", request.network ? "host" : "none"};
  if (!request.memory.empty()) words.insert(words.end(), {"--memory", request.memory});
  words.push_back(request.image);
  Ended ended = quick(std::move(words));
  if (ended.ok()) return trimmed(ended.out);
  std::vector<std::string> said = lines_of(ended.err);
  return tl::unexpected<Error>(
      Error{ErrorKind::kIo, said.empty() ? "it does not start" : said.back(), {}, {}});
}

int Builder::process_of(const std::string& container) const {
  std::string text = trimmed(quick({"inspect", "--format", "{{.State.Pid}}", container}).out);
  int pid = 0;
  std::from_chars(text.data(), text.data() + text.size(), pid);
  return pid;
}

bool Builder::is_here(int process, const std::string& container) {
  std::ifstream in("/proc/" + std::to_string(process) + "/cgroup");
  std::string text((std::istreambuf_iterator<char>(in)), {});
  std::ifstream mounts("/proc/" + std::to_string(process) + "/mountinfo");
  text.append(std::istreambuf_iterator<char>(mounts), {});
  return text.find(container.substr(0, 12)) != text.npos;
}

std::optional<int> Builder::exit_status(const std::string& container) const {
  std::istringstream in(
      quick({"inspect", "--format", "{{.State.Running}} {{.State.ExitCode}}", container}).out);
  std::string running;
  int status = 0;
  in >> running >> status;
  return running == "false" ? std::optional(status) : std::nullopt;
}

std::string Builder::logs(const std::string& container) const {
  Ended ended = quick({"logs", container});
  return ended.out + ended.err;
}

std::optional<double> Builder::stop(const std::string& container) const {
  constexpr double kLimit = 10;
  auto begin = std::chrono::steady_clock::now();
  quick({"stop", "-t", "10", container});
  double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::optional<int> status = exit_status(container);
  bool killed = (status && *status == 128 + SIGKILL) || seconds > kLimit;
  return killed ? std::nullopt : std::optional(seconds);
}

std::vector<std::string> Builder::remove(const std::string& run) const {
  std::string filter = "label=" + std::string(kLabel) + '=' + run;
  std::vector<std::string> removed;
  auto each = [&](std::vector<std::string> list, std::vector<std::string> away, const char* what) {
    for (const std::string& id : lines_of(quick(std::move(list)).out)) {
      std::vector<std::string> words = away;
      words.push_back(id);
      if (quick(std::move(words)).ok()) removed.push_back(std::string(what) + ' ' + id);
    }
  };
  if (kind_ == BuilderKind::kBuildah) {
    each({"containers", "--format", "{{.ContainerID}}", "--filter", "name=" + std::string(kContainer) + run},
         {"rm"}, "container");
    each({"images", "-q", "--filter", filter}, {"rmi", "-f"}, "image");
    return removed;
  }
  each({"ps", "-aq", "--filter", filter}, {"rm", "-f", "-v"}, "container");
  // The builder's cache stays: it is its owner's.
  each({"images", "-q", "--filter", filter}, {"rmi", "-f", "--no-prune"}, "image");
  return removed;
}

std::vector<std::string> Builder::leave() const { return remove(run_); }

std::vector<std::string> Builder::reap() const {
  std::string all = "label=" + std::string(kLabel);
  std::vector<std::string> runs;
  auto note = [&](const std::string& text) {
    for (const std::string& run : lines_of(text)) {
      if (!is_alive(run) && std::find(runs.begin(), runs.end(), run) == runs.end()) runs.push_back(run);
    }
  };
  std::string label = "{{index .Config.Labels \"" + std::string(kLabel) + "\"}}";
  if (kind_ == BuilderKind::kBuildah) {
    for (const std::string& name : lines_of(quick({"containers", "--format", "{{.ContainerName}}"}).out)) {
      if (name.starts_with(kContainer)) note(name.substr(kContainer.size()));
    }
    std::string own = "{{index .OCIv1.Config.Labels \"" + std::string(kLabel) + "\"}}";
    for (const std::string& id : lines_of(quick({"images", "-q", "--filter", all}).out))
      note(quick({"inspect", "--type", "image", "--format", own, id}).out);
    return remove_all(runs);
  }
  for (const char* list : {"ps", "images"}) {
    std::vector<std::string> words = {list, std::string(list) == "ps" ? "-aq" : "-q", "--filter", all};
    std::vector<std::string> ids = lines_of(quick(std::move(words)).out);
    if (ids.empty()) continue;
    ids.insert(ids.begin(), {"inspect", "--format", label});
    note(quick(std::move(ids)).out);
  }
  return remove_all(runs);
}

std::vector<std::string> Builder::remove_all(const std::vector<std::string>& runs) const {
  std::vector<std::string> removed;
  for (const std::string& run : runs) {
    for (std::string& each : remove(run)) removed.push_back(std::move(each));
  }
  return removed;
}

}  // namespace dockhone::prove
