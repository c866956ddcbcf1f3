#include "dockhone/registry/client.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>

#include "cache.h"
#include "encoding.h"
#include "session.h"

namespace dockhone::registry {

using image::ImageConfig;
using nlohmann::json;

namespace {

constexpr std::size_t kMaxManifest = 4 * 1024 * 1024;
constexpr std::size_t kMaxConfig = 8 * 1024 * 1024;
constexpr std::size_t kMaxPage = 16 * 1024 * 1024;
constexpr std::size_t kMaxPages = 200;
constexpr std::size_t kMaxTags = 200'000;

// Without these, registries answer with an older format that has another digest.
constexpr const char* kManifests =
    "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, "
    "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json";

tl::unexpected<Error> no(std::string message) {
  return tl::unexpected<Error>(Error{ErrorKind::kIo, std::move(message), {}, {}});
}

std::string registry_of(const std::string& repository) { return repository.substr(0, repository.find('/')); }
std::string path_of(const std::string& repository) {
  return "/v2/" + repository.substr(repository.find('/') + 1);
}

bool is_tag(std::string_view tag) {
  const auto good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
  };
  return !tag.empty() && tag.size() <= 128 && tag.front() != '.' && tag.front() != '-' &&
         std::all_of(tag.begin(), tag.end(), good);
}

std::string text_of(const json& value, const char* key) {
  if (!value.is_object()) return {};
  const auto found = value.find(key);
  return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<std::string> texts_of(const json& value, const char* key) {
  std::vector<std::string> out;
  const auto found = value.find(key);
  if (found == value.end() || !found->is_array()) return out;
  for (const auto& one : *found) {
    if (one.is_string()) out.push_back(one.get<std::string>());
  }
  return out;
}

// The target of <...>; rel="next"; "" where there is none.
std::string_view next_of(std::string_view link) {
  const auto begin = link.find('<');
  const auto end = link.find('>', begin);
  if (begin == std::string_view::npos || end == std::string_view::npos) return {};
  const auto rest = link.substr(end);
  const bool next =
      rest.find("rel=\"next\"") != std::string_view::npos || rest.find("rel=next") != std::string_view::npos;
  return next ? link.substr(begin + 1, end - begin - 1) : std::string_view();
}

ImageConfig config_of(const json& root) {
  ImageConfig out;
  const auto found = root.find("config");
  if (found == root.end() || !found->is_object()) return out;
  out.user = text_of(*found, "User");
  out.workdir = text_of(*found, "WorkingDir");
  out.entrypoint = texts_of(*found, "Entrypoint");
  out.cmd = texts_of(*found, "Cmd");
  out.triggers = !texts_of(*found, "OnBuild").empty();
  for (const auto& pair : texts_of(*found, "Env")) {
    const auto equals = pair.find('=');
    if (equals != std::string::npos) out.env.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
  }
  const auto ports = found->find("ExposedPorts");
  if (ports != found->end() && ports->is_object()) {
    for (const auto& port : ports->items()) out.ports.push_back(port.key());
  }
  std::sort(out.ports.begin(), out.ports.end());
  return out;
}

}  // namespace

struct Client::State {
  State(Transport transport, Credentials credentials, ClientOptions options)
      : shared{std::move(transport), std::move(credentials), std::move(options)},
        cache(shared.options.cache) {}

  Session& session(const std::string& repository) {
    std::lock_guard lock(mutex);
    const auto registry = registry_of(repository);
    auto& found = sessions[registry];
    if (found == nullptr) found = std::make_unique<Session>(shared, registry);
    return *found;
  }

  // The bytes of a manifest or blob with this digest.
  Result<std::string> content(const std::string& repository, const char* kind, const std::string& digest,
                              std::size_t most) {
    if (auto kept = cache.get(digest)) return *kept;
    Query query;
    query.path = path_of(repository) + '/' + kind + '/' + digest;
    query.max_body = most;
    if (std::string_view(kind) == "manifests") query.accept = kManifests;
    const auto answer = session(repository).ask(repository, query);
    if (!answer) return tl::unexpected<Error>(answer.error());
    if (digest_of(answer->body) != digest)
      return no(repository + ": the registry answers with other bytes than those of " + digest);
    cache.put(digest, answer->body);
    return answer->body;
  }

  Result<json> manifest(const std::string& repository, const std::string& digest) {
    const auto bytes = content(repository, "manifests", digest, kMaxManifest);
    if (!bytes) return tl::unexpected<Error>(bytes.error());
    auto value = json::parse(*bytes, nullptr, false);
    if (!value.is_object()) return no(repository + ": its manifest is not readable");
    return value;
  }

  // The digest of the platform's manifest in an index.
  Result<std::string> choose(const std::string& repository, const json& index) const {
    std::string any;
    for (const auto& one : index["manifests"]) {
      const auto digest = text_of(one, "digest");
      const auto platform = one.is_object() && one.contains("platform") ? one["platform"] : json();
      if (!is_digest(digest) || text_of(platform, "os") != shared.options.platform_os) continue;
      if (text_of(platform, "architecture") == shared.options.platform_architecture) return digest;
      if (any.empty()) any = digest;
    }
    if (any.empty()) return no(repository + ": has no image for " + shared.options.platform_os);
    return any;
  }

  Shared shared;
  Cache cache;
  std::mutex mutex;
  std::map<std::string, std::unique_ptr<Session>> sessions;
};

Client::Client(Transport transport, Credentials credentials, ClientOptions options)
    : state_(std::make_unique<State>(std::move(transport), std::move(credentials), std::move(options))) {}
Client::~Client() = default;
Client::Client(Client&&) noexcept = default;

Result<std::string> Client::digest(const std::string& repository, const std::string& reference) {
  Query query;
  query.method = Request::Method::kHead;
  query.path = path_of(repository) + "/manifests/" + reference;
  query.accept = kManifests;
  auto answer = state_->session(repository).ask(repository, query);
  if (!answer) return tl::unexpected<Error>(answer.error());
  if (std::string said(answer->header("docker-content-digest")); is_digest(said)) return said;
  query.method = Request::Method::kGet;
  query.max_body = kMaxManifest;
  answer = state_->session(repository).ask(repository, query);
  if (!answer) return tl::unexpected<Error>(answer.error());
  auto computed = digest_of(answer->body);
  const auto said = answer->header("docker-content-digest");
  if (said.starts_with("sha256:") && said != computed)  // of another kind: nothing to compare with

    return no(repository + ": the registry answers with other bytes than those of " + reference);
  state_->cache.put(computed, answer->body);
  return computed;
}

Result<std::vector<std::string>> Client::tags(const std::string& repository) {
  Session& session = state_->session(repository);
  std::vector<std::string> all;
  std::set<std::string> seen;
  Query query;
  query.path = path_of(repository) + "/tags/list?n=1000";
  query.max_body = kMaxPage;
  while (seen.insert(query.path).second) {
    if (seen.size() > kMaxPages || all.size() > kMaxTags)
      return no(repository + ": has more tags than are looked at");
    const auto answer = session.ask(repository, query);
    if (!answer) return tl::unexpected<Error>(answer.error());
    const auto value = json::parse(answer->body, nullptr, false);
    if (!value.is_object()) return no(repository + ": its list of tags is not readable");
    for (auto& tag : texts_of(value, "tags")) {
      if (is_tag(tag)) all.push_back(std::move(tag));
    }
    const auto next = next_of(answer->header("link"));
    if (next.empty()) return all;
    const auto path = session.own_path(next);
    if (!path) return no(repository + ": its list of tags goes on at another host");
    query.path = *path;
  }
  return no(repository + ": its list of tags goes round in a circle");
}

Result<ImageConfig> Client::config(const std::string& repository, const std::string& digest) {
  auto manifest = state_->manifest(repository, digest);
  if (!manifest) return tl::unexpected<Error>(manifest.error());
  if (manifest->contains("manifests") && (*manifest)["manifests"].is_array()) {
    const auto chosen = state_->choose(repository, *manifest);
    if (!chosen) return tl::unexpected<Error>(chosen.error());
    manifest = state_->manifest(repository, *chosen);
    if (!manifest) return tl::unexpected<Error>(manifest.error());
  }
  const auto blob = manifest->contains("config") ? text_of((*manifest)["config"], "digest") : std::string();
  if (!is_digest(blob)) return no(repository + ": its manifest names no configuration");
  const auto bytes = state_->content(repository, "blobs", blob, kMaxConfig);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  const auto root = json::parse(*bytes, nullptr, false);
  if (!root.is_object()) return no(repository + ": its configuration is not readable");
  return config_of(root);
}

}  // namespace dockhone::registry
