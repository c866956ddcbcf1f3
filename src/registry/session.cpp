#include "session.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace dockhone::registry {

namespace {

constexpr int kMaxRedirects = 5;
constexpr std::size_t kMaxPing = 64 * 1024;

Error permanent(std::string message, std::string help = {}) {
  return {ErrorKind::kIo, std::move(message), std::move(help), {}};
}

bool is_redirect(long status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool is_temporary(long status) {
  return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

// Seconds of Retry-After; a date needs a clock and counts as none.
std::optional<std::chrono::milliseconds> retry_after(const Answer& answer) {
  const auto text = answer.header("retry-after");
  const bool digits =
      !text.empty() && text.size() < 8 && text.find_first_not_of("0123456789") == std::string_view::npos;
  if (!digits) return std::nullopt;
  return std::chrono::seconds(std::stol(std::string(text)));
}

Challenge challenge_of(const Answer& answer) {
  Challenge best;
  for (const auto& [name, value] : answer.headers) {
    if (name != "www-authenticate") continue;
    const auto found = parse_challenge(value);
    if (found && found->scheme > best.scheme) best = *found;
  }
  return best;
}

Url url_of(bool tls, const std::string& registry) {
  const std::string host = registry == "docker.io" ? "registry-1.docker.io" : registry;
  const auto url = parse_url((tls ? "https://" : "http://") + host + "/v2/");
  return url ? *url : Url{};
}

}  // namespace

Session::Session(Shared& shared, std::string registry) : shared_(shared), registry_(std::move(registry)) {}

bool Session::is_insecure(const Url& url) const {
  const auto& named = shared_.options.insecure;
  return is_loopback(url.host) || named.contains(url.host) || named.contains(url.host + ':' + url.port);
}

// Plain http is for those that were named and for loopback alone, whoever proposes it.
bool Session::may_be_plain(const Url& url) const { return url.tls || is_insecure(url); }

Answer Session::once(const Request& request) {
  shared_.slots.acquire();
  Answer answer = shared_.transport(request);
  shared_.slots.release();
  return answer;
}

Error Session::failed(const Answer& answer) const {
  using enum Answer::Outcome;
  if (answer.outcome == kUntrusted) {
    return permanent(registry_ + ": its certificate is not trusted",
                     "SSL_CERT_FILE names other authorities; --insecure-registry does without");
  }
  if (answer.outcome == kTooLarge)
    return permanent(registry_ + ": an answer is larger than any such answer is");
  if (answer.outcome == kAnswered) {
    const auto wait = retry_after(answer);
    return {ErrorKind::kTemporary,
            registry_ + (answer.status == 429 ? ": too many requests" : ": cannot answer now") + " (HTTP " +
                std::to_string(answer.status) + ")" +
                (wait ? ", asks to wait " + std::to_string(wait->count() / 1000) + " s" : std::string()),
            "try again later",
            {}};
  }
  return {ErrorKind::kTemporary,
          registry_ + ": no answer" + (answer.message.empty() ? std::string() : ": " + answer.message),
          "try again, or use dockhone.lock instead of --resolve registry",
          {}};
}

Result<Answer> Session::send(const Request& request) {
  using enum Answer::Outcome;
  auto pause = std::chrono::milliseconds(500);
  for (int attempt = 1;; ++attempt) {
    Answer answer = once(request);
    const bool again = answer.outcome == kAnswered
                           ? is_temporary(answer.status)
                           : answer.outcome != kUntrusted && answer.outcome != kTooLarge;
    if (!again && answer.outcome == kAnswered) return answer;
    // Who waited as long as a stalled connection takes does so once more, not three times.
    const int most =
        answer.outcome == kTimeout ? std::min(2, shared_.options.attempts) : shared_.options.attempts;
    const auto wait = answer.outcome == kAnswered ? retry_after(answer).value_or(pause) : pause;
    if (!again || attempt >= most || wait > shared_.options.patience)
      return tl::unexpected<Error>(failed(answer));
    if (shared_.options.sleep) {
      shared_.options.sleep(wait);
    } else {
      std::this_thread::sleep_for(wait);
    }
    pause *= 2;
  }
}

Result<Answer> Session::follow(Request request, Url url, const std::string& authorization) {
  const Url home = url;
  const auto headers = request.headers;
  for (int redirects = 0;; ++redirects) {
    request.url = url.text();
    request.verify = !is_insecure(url);
    request.direct = is_loopback(url.host);
    request.headers = headers;
    if (!authorization.empty() && url.same_origin(home))
      request.headers.emplace_back("Authorization", authorization);
    auto answer = send(request);
    if (!answer || !is_redirect(answer->status)) return answer;
    if (request.method == Request::Method::kPost || redirects == kMaxRedirects)
      return tl::unexpected<Error>(permanent(registry_ + ": redirects too often"));
    const auto next = resolve_url(url, answer->header("location"));
    if (!next || !may_be_plain(*next) || (url.tls && !next->tls)) {
      return tl::unexpected<Error>(
          permanent(registry_ + ": redirects to a place that is not asked (no https)"));
    }
    url = *next;
  }
}

// The ping tells which scheme is spoken, and what it takes to be answered. It carries no credentials.
Result<Session::Endpoint> Session::find_endpoint() {
  using enum Answer::Outcome;
  const Url secure = url_of(true, registry_);
  if (secure.host.empty()) return tl::unexpected<Error>(permanent(registry_ + ": is no name of a host"));
  std::vector<Url> candidates = {secure};
  if (is_insecure(secure)) candidates.push_back(url_of(false, registry_));
  // A port of its own on loopback is plain http more often than not.
  if (is_loopback(secure.host)) std::reverse(candidates.begin(), candidates.end());
  for (const auto& url : candidates) {
    Request ping;
    ping.url = url.text();
    ping.max_body = kMaxPing;
    ping.verify = !is_insecure(url);
    ping.direct = is_loopback(url.host);
    Result<Answer> answer = Answer{};
    const bool last = url.tls == candidates.back().tls;
    if (!last) {
      *answer = once(ping);
      const bool other = answer->outcome == kAnswered ? answer->status == 400 : answer->outcome != kTimeout;
      if (other) continue;
    }
    if (answer->status != 200 && answer->status != 401) answer = follow(ping, url, {});
    if (!answer) return tl::unexpected<Error>(answer.error());
    if (answer->status == 200) return Endpoint{url, {}};
    const auto challenge = answer->status == 401 ? challenge_of(*answer) : Challenge{};
    if (challenge.scheme != Challenge::Scheme::kNone) return Endpoint{url, challenge};
    return tl::unexpected<Error>(permanent(
        registry_ + (answer->status == 401
                         ? ": asks for a login of an unknown kind"
                         : ": is no registry (HTTP " + std::to_string(answer->status) + " for /v2/)")));
  }
  return tl::unexpected<Error>(permanent(registry_ + ": cannot be asked"));
}

const Result<Session::Endpoint>& Session::endpoint() {
  std::lock_guard lock(mutex_);
  if (!endpoint_) endpoint_ = find_endpoint();
  return *endpoint_;
}

std::optional<std::string> Session::own_path(std::string_view reference) const {
  if (!endpoint_ || !*endpoint_) return std::nullopt;
  const auto url = resolve_url((*endpoint_)->base, reference);
  if (!url || !url->same_origin((*endpoint_)->base) || !url->path.starts_with("/v2/")) return std::nullopt;
  return url->path;
}

Error Session::refused(long status, const std::string& repository) const {
  if (status == 404) return permanent(repository + ": there is no such image or tag (HTTP 404)");
  if (status == 401 || status == 403) {
    return permanent(repository + ": the registry wants another login, or has no such image (HTTP " +
                         std::to_string(status) + ")",
                     "log in with docker or podman");
  }
  return permanent(registry_ + ": unexpected answer (HTTP " + std::to_string(status) + ")");
}

Result<Answer> Session::ask(const std::string& repository, const Query& query) {
  const auto& where = endpoint();
  if (!where) return tl::unexpected<Error>(where.error());
  for (const bool again : {false, true}) {
    const auto proof = authorization(repository, again);
    if (!proof) return tl::unexpected<Error>(proof.error());
    Request request;
    request.method = query.method;
    request.max_body = query.max_body;
    if (!query.accept.empty()) request.headers.emplace_back("Accept", query.accept);
    Url url = where->base;
    url.path = query.path;
    auto answer = follow(std::move(request), url, *proof);
    if (!answer || answer->status == 200) return answer;
    // A token may have run out; what is asked without one, or with a password, is refused for good.
    const bool renew =
        answer->status == 401 && !again && where->challenge.scheme == Challenge::Scheme::kBearer;
    if (!renew) return tl::unexpected<Error>(refused(answer->status, repository));
  }
  return tl::unexpected<Error>(refused(401, repository));
}

}  // namespace dockhone::registry
