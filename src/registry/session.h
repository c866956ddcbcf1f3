// One registry as it is talked to: where it is, how it wants to be asked, retries and redirects.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <semaphore>
#include <string>
#include <vector>

#include "challenge.h"
#include "dockhone/registry/client.h"
#include "url.h"

namespace dockhone::registry {

// What all sessions of a client share.
struct Shared {
  Transport transport;
  Credentials credentials;
  ClientOptions options;
  std::counting_semaphore<> slots{8};
};

// One question to a registry, about one repository.
struct Query {
  Request::Method method = Request::Method::kGet;
  std::string path;  // begins with /v2/
  std::string accept;
  std::size_t max_body = 0;
};

class Session {
 public:
  // `registry` as in a canonical name: "docker.io", "localhost:5000".
  Session(Shared& shared, std::string registry);

  // The answer with a status of 200; everything else is an error. `repository`: its whole canonical name, for
  // credentials and scope.
  Result<Answer> ask(const std::string& repository, const Query& query);
  // Where `reference`, from a Link header, leads to on this very registry; nullopt: elsewhere.
  std::optional<std::string> own_path(std::string_view reference) const;

 private:
  struct Endpoint {
    Url base;
    Challenge challenge;
  };

  const Result<Endpoint>& endpoint();  // found out once
  Result<Endpoint> find_endpoint();
  bool is_insecure(const Url& url) const;
  bool may_be_plain(const Url& url) const;

  Answer once(const Request& request);
  // With retries. kAnswered, or an error.
  Result<Answer> send(const Request& request);
  // With redirects, which take no credentials along to another origin.
  Result<Answer> follow(Request request, Url url, const std::string& authorization);

  Result<std::string> authorization(const std::string& repository, bool again);
  Result<std::string> fetch_token(const std::string& repository, const Challenge& challenge);
  Error refused(long status, const std::string& repository) const;
  Error failed(const Answer& answer) const;

  Shared& shared_;
  std::string registry_;
  std::mutex mutex_;  // of endpoint_
  std::optional<Result<Endpoint>> endpoint_;
  std::mutex token_mutex_;
  std::map<std::string, std::string> authorizations_;  // by repository
};

}  // namespace dockhone::registry
