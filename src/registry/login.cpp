// What a session says about who is asking.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "encoding.h"
#include "session.h"

namespace dockhone::registry {

namespace {

constexpr std::size_t kMaxToken = 256 * 1024;

tl::unexpected<Error> no(std::string message, std::string help = {}) {
  return tl::unexpected<Error>(Error{ErrorKind::kIo, std::move(message), std::move(help), {}});
}

// A token goes into a header as it is: no control characters, no blanks.
bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

std::string basic(const Credential& credential) {
  return "Basic " + base64(credential.user + ':' + credential.password);
}

std::string token_in(const Answer& answer) {
  const auto value = nlohmann::json::parse(answer.body, nullptr, false);
  if (!value.is_object()) return {};
  for (const char* key : {"token", "access_token"}) {
    const auto found = value.find(key);
    if (found == value.end() || !found->is_string()) continue;
    auto token = found->get<std::string>();
    if (is_token(token)) return token;
  }
  return {};
}

// "docker.io/library/python" -> "library/python".
std::string path_of(const std::string& repository) { return repository.substr(repository.find('/') + 1); }

}  // namespace

Result<std::string> Session::authorization(const std::string& repository, bool again) {
  const auto& challenge = endpoint()->challenge;
  if (challenge.scheme == Challenge::Scheme::kNone) return std::string();
  std::lock_guard lock(token_mutex_);
  if (const auto known = authorizations_.find(repository); known != authorizations_.end() && !again)
    return known->second;
  std::string proof;
  if (challenge.scheme == Challenge::Scheme::kBasic) {
    const auto credential = shared_.credentials.find(repository);
    if (!credential || credential->user.empty()) {
      return no(registry_ + ": wants a login, and there is none for it",
                "log in with docker or podman, or name the file with REGISTRY_AUTH_FILE");
    }
    proof = basic(*credential);
  } else {
    auto token = fetch_token(repository, challenge);
    if (!token) return token;
    proof = "Bearer " + *token;
  }
  return authorizations_[repository] = std::move(proof);
}

Result<std::string> Session::fetch_token(const std::string& repository, const Challenge& challenge) {
  const auto realm = parse_url(challenge.realm);
  // A registry behind TLS has no business with a token service that is not.
  const bool plain_home = !endpoint()->base.tls;
  if (!realm || !may_be_plain(*realm) || (!realm->tls && !plain_home))
    return no(registry_ + ": names a token service that is not asked (no https)");
  const auto credential = shared_.credentials.find(repository);
  if (credential && !credential->registry_token.empty()) {
    if (!is_token(credential->registry_token)) return no(registry_ + ": the token for it is not one");
    return credential->registry_token;
  }
  const std::string scope = "repository:" + path_of(repository) + ":pull";
  Request request;
  request.max_body = kMaxToken;
  Url url = *realm;
  std::string proof;
  if (credential && !credential->identity_token.empty()) {
    request.method = Request::Method::kPost;
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    request.body = "grant_type=refresh_token&client_id=dockhone&service=" + percent(challenge.service) +
                   "&scope=" + percent(scope) + "&refresh_token=" + percent(credential->identity_token);
  } else {
    url.path += (url.path.find('?') == std::string::npos ? '?' : '&');
    if (!challenge.service.empty()) url.path += "service=" + percent(challenge.service) + '&';
    url.path += "scope=" + percent(scope);
    if (credential) proof = basic(*credential);
  }
  const auto answer = follow(std::move(request), url, proof);
  if (!answer) return tl::unexpected<Error>(answer.error());
  if (answer->status != 200) {
    return no(registry_ + ": its token service refuses (HTTP " + std::to_string(answer->status) + ")",
              credential ? "log in again with docker or podman" : "log in with docker or podman");
  }
  auto token = token_in(*answer);
  if (token.empty()) return no(registry_ + ": its token service gives no token");
  return token;
}

}  // namespace dockhone::registry
