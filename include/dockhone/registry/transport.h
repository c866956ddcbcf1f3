// One HTTP request and its answer. What redirects, credentials and retries mean is the client's business.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dockhone/base/result.h"

namespace dockhone::registry {

struct Request {
  enum class Method : std::uint8_t { kGet, kHead, kPost };
  Method method = Method::kGet;
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;          // kPost
  std::size_t max_body = 0;  // more is refused
  bool verify = true;        // the certificate
  bool direct = false;       // never through a proxy
};

struct Answer {
  enum class Outcome : std::uint8_t {
    kAnswered,
    kNoHost,
    kNoConnection,
    kTimeout,
    kUntrusted,
    kNoTls,
    kBroken,
    kTooLarge,
    kOther
  };
  Outcome outcome = Outcome::kOther;
  long status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;
  std::string message;  // where there is no answer: why

  std::string_view header(std::string_view lower_case_name) const;  // the first; "" where there is none
};

// Called from several threads at once.
using Transport = std::function<Answer(const Request&)>;

struct Limits {
  std::chrono::milliseconds connect{10'000};
  std::chrono::seconds stall{20};  // without a byte
  std::chrono::milliseconds total{120'000};
};

// Opens the module that holds libcurl: `path`, or where that is empty, dockhone_http.so beside the program,
// then in its prefix's library directory. Only what asks a registry pays for it.
Result<Transport> open_transport(const Limits& limits = {}, const std::string& path = {});

}  // namespace dockhone::registry
