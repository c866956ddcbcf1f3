// An OCI distribution client that only reads. Repositories are canonical names ("docker.io/library/python"),
// made from references that parse_reference() took: nothing of a Dockerfile reaches a request unchecked.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "dockhone/base/result.h"
#include "dockhone/image/resolution.h"
#include "dockhone/registry/credentials.h"
#include "dockhone/registry/transport.h"

namespace dockhone::registry {

struct ClientOptions {
  // "HOST" or "HOST:PORT": certificates are not verified, and plain http will do. So it is for loopback.
  std::set<std::string, std::less<>> insecure;
  std::string cache;  // directory for manifests and config blobs by digest; "": none
  std::string platform_os = "linux";
  std::string platform_architecture = "amd64";
  int attempts = 4;                                           // of a request that fails for now
  std::chrono::milliseconds patience{60'000};                 // the longest wait that a registry may ask for
  std::function<void(std::chrono::milliseconds)> sleep = {};  // empty: this thread sleeps
};

// May be used from several threads; at most eight requests are under way at a time. Errors are kTemporary
// where the same question may be answered later, else kIo. No error holds anything of a credential or of an
// answer's body.
class Client {
 public:
  Client(Transport transport, Credentials credentials, ClientOptions options);
  ~Client();
  Client(Client&&) noexcept;

  // Of what `reference` (a tag, or a digest) is: of the index where there is one.
  Result<std::string> digest(const std::string& repository, const std::string& reference);
  // Tags in the order of the registry; only those that the grammar of references allows.
  Result<std::vector<std::string>> tags(const std::string& repository);
  // What the image of the platform sets. `digest` may be that of an index.
  Result<image::ImageConfig> config(const std::string& repository, const std::string& digest);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// $XDG_CACHE_HOME/dockhone, ~/.cache/dockhone, or "".
std::string cache_directory(const Environment& environment);

}  // namespace dockhone::registry
