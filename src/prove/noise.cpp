// What two builds of the same Dockerfile do not agree in, as seen with Docker 20.10 and 26.1 and buildah 1.28
// on Debian's packages, npm and Go, November 2026. Compiled programs, Python's and Node.js' files agreed.
#include "dockhone/prove/compare.h"

namespace dockhone::prove {

namespace {

constexpr Noise kNoise[] = {
    {"var/log/apt/**", "the log of apt holds times"},
    {"var/log/dpkg.log", "the log of dpkg holds times"},
    {"var/log/alternatives.log", "the log of update-alternatives holds times"},
    {"var/cache/ldconfig/aux-cache", "the cache of ldconfig holds times"},
    {"root/.npm/_logs/**", "each call of npm writes a log named after its time"},
    {"root/.npm/_cacache/**", "npm's cache holds times, and its index is in order of arrival"},
    {"root/.npm/_update-notifier-last-checked", "npm notes when it looked for a newer one"},
    {"root/.cache/go-build/**", "Go's build cache holds times"},
    {"go/pkg/mod/cache/**", "Go's cache of modules holds locks and times"},
    {"tmp/node-compile-cache/**", "Node.js keeps compiled code by process"},
    {"**/CMakeFiles/CMakeConfigureLog.yaml",
     "CMake tries compilers in directories with random names, and logs it"},
    {"**/CMakeFiles/CMakeOutput.log", "the same, before CMake 3.26"},
    {"**/CMakeFiles/CMakeError.log", "the same, before CMake 3.26"},
    {"etc/ssl/certs/java/cacerts", "Debian's keystore for Java holds the times when each entry was made"},
    {"var/lib/dbus/machine-id", "dbus makes one of random bytes"},
    {"**/.rustc_info.json", "Cargo notes the times of the compiler's files"},
    {"etc/resolv.conf", "the builder's, put there for each RUN"},
    {"etc/hosts", "the builder's"},
    {"etc/hostname", "the builder's"},
};

// `/**` at the end stands for all that lies below, `**/` at the beginning for any directory.
bool matches(std::string_view pattern, std::string_view path) {
  if (pattern.starts_with("**/")) return path.ends_with(pattern.substr(2)) || path == pattern.substr(3);
  if (!pattern.ends_with("/**")) return pattern == path;
  pattern.remove_suffix(3);
  return path == pattern || (path.starts_with(pattern) && path[pattern.size()] == '/');
}

}  // namespace

std::span<const Noise> noise() { return kNoise; }

bool is_noise(std::string_view path) {
  for (const Noise& each : kNoise) {
    if (matches(each.pattern, path)) return true;
  }
  return false;
}

}  // namespace dockhone::prove
