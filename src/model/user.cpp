// Who runs an instruction.
#include <algorithm>
#include <iterator>

#include "dockhone/model/build.h"

namespace dockhone::model {

namespace {

// Official images that set no USER, in this and earlier releases, by their own Dockerfiles (August 2026).
// Sorted.
constexpr std::string_view kStartAsRoot[] = {"almalinux",
                                             "alpine",
                                             "amazoncorretto",
                                             "amazonlinux",
                                             "archlinux",
                                             "buildpack-deps",
                                             "busybox",
                                             "caddy",
                                             "centos",
                                             "clojure",
                                             "composer",
                                             "debian",
                                             "docker",
                                             "eclipse-temurin",
                                             "elixir",
                                             "erlang",
                                             "fedora",
                                             "gcc",
                                             "golang",
                                             "haproxy",
                                             "haskell",
                                             "httpd",
                                             "ibmjava",
                                             "java",
                                             "julia",
                                             "maven",
                                             "memcached",
                                             "mongo",
                                             "mono",
                                             "mysql",
                                             "nginx",
                                             "node",
                                             "openjdk",
                                             "opensuse",
                                             "oraclelinux",
                                             "perl",
                                             "php",
                                             "postgres",
                                             "pypy",
                                             "python",
                                             "r-base",
                                             "rabbitmq",
                                             "redis",
                                             "rockylinux",
                                             "ruby",
                                             "rust",
                                             "scratch",
                                             "swift",
                                             "tomcat",
                                             "traefik",
                                             "ubuntu"};

}  // namespace

std::optional<std::string_view> user_at(const BuildModel& model, std::size_t instruction) {
  const State& state = model.before(instruction);
  if (state.user) return state.user;
  std::size_t index = model.stage_of(instruction);
  while (index != kNone && model.stages()[index].base.kind == BaseRef::Kind::kStage)
    index = model.stages()[index].base.stage;
  if (index == kNone) return std::nullopt;
  const BaseRef& base = model.stages()[index].base;
  if (base.kind == BaseRef::Kind::kScratch) return "root";
  if (base.kind != BaseRef::Kind::kImage) return std::nullopt;
  bool root = std::binary_search(std::begin(kStartAsRoot), std::end(kStartAsRoot), base.image->official());
  return root ? std::optional<std::string_view>("root") : std::nullopt;
}

}  // namespace dockhone::model
