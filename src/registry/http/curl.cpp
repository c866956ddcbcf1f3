// The module: one request through libcurl.
#include <curl/curl.h>

#include <cstdio>
#include <cstring>

#include "module.h"

namespace {

constexpr size_t kMaxHeaders = 64 * 1024;

struct Transfer {
  dockhone_http_answer* answer;
  size_t headers = 0;
  size_t body = 0;
  size_t max_body = 0;
  bool too_large = false;
};

size_t on_header(char* data, size_t, size_t size, void* user) {
  auto* transfer = static_cast<Transfer*>(user);
  transfer->headers += size;
  if (transfer->headers > kMaxHeaders) {
    transfer->too_large = true;
    return 0;
  }
  size_t length = size;
  while (length > 0 && (data[length - 1] == '\r' || data[length - 1] == '\n')) --length;
  transfer->answer->header(transfer->answer->user, data, length);
  return size;
}

size_t on_body(char* data, size_t, size_t size, void* user) {
  auto* transfer = static_cast<Transfer*>(user);
  transfer->body += size;
  if (transfer->body > transfer->max_body) {
    transfer->too_large = true;
    return 0;
  }
  transfer->answer->body(transfer->answer->user, data, size);
  return size;
}

dockhone_http_outcome outcome_of(CURLcode code) {
  switch (code) {
    case CURLE_OK:
      return DOCKHONE_HTTP_ANSWERED;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return DOCKHONE_HTTP_NO_HOST;
    case CURLE_COULDNT_CONNECT:
      return DOCKHONE_HTTP_NO_CONNECT;
    case CURLE_OPERATION_TIMEDOUT:
      return DOCKHONE_HTTP_TIMEOUT;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CERTPROBLEM:
      return DOCKHONE_HTTP_TLS;
    case CURLE_SSL_CONNECT_ERROR:
      return DOCKHONE_HTTP_NO_TLS;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return DOCKHONE_HTTP_BROKEN;
    case CURLE_FILESIZE_EXCEEDED:
      return DOCKHONE_HTTP_TOO_LARGE;
    default:
      return DOCKHONE_HTTP_OTHER;
  }
}

void set_method(CURL* curl, const dockhone_http_request* request) {
  if (std::strcmp(request->method, "HEAD") == 0) {
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  } else if (std::strcmp(request->method, "POST") == 0) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request->body_size));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body);
  }
}

void set_limits(CURL* curl, const dockhone_http_request* request) {
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, request->connect_ms);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, request->total_ms);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, request->stall_seconds);
  if (std::strcmp(request->method, "HEAD") != 0)  // there, Content-Length tells of a body that does not come
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request->max_body));
}

void set_trust(CURL* curl, const dockhone_http_request* request) {
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, request->verify ? 1L : 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, request->verify ? 2L : 0L);
  curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  if (request->ca_file != nullptr) curl_easy_setopt(curl, CURLOPT_CAINFO, request->ca_file);
  if (request->ca_directory != nullptr) curl_easy_setopt(curl, CURLOPT_CAPATH, request->ca_directory);
  if (request->no_proxy) curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
}

}  // namespace

extern "C" __attribute__((visibility("default"))) dockhone_http_outcome dockhone_http_v1(
    const dockhone_http_request* request, dockhone_http_answer* answer) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  answer->status = 0;
  answer->message[0] = '\0';
  CURL* curl = ready == CURLE_OK ? curl_easy_init() : nullptr;
  if (curl == nullptr) return DOCKHONE_HTTP_OTHER;
  Transfer transfer{answer, 0, 0, request->max_body, false};
  curl_slist* headers = nullptr;
  for (size_t i = 0; i < request->header_count; ++i) {
    headers = curl_slist_append(headers, request->headers[i]);
  }
  char error[CURL_ERROR_SIZE] = "";
  curl_easy_setopt(curl, CURLOPT_URL, request->url);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
  set_method(curl, request);
  set_limits(curl, request);
  set_trust(curl, request);
  const CURLcode code = curl_easy_perform(curl);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer->status);
  if (code != CURLE_OK) {
    std::snprintf(answer->message, sizeof answer->message, "%s",
                  error[0] != '\0' ? error : curl_easy_strerror(code));
  }
  curl_slist_free_all(headers);
  curl_easy_cleanup(curl);
  return transfer.too_large ? DOCKHONE_HTTP_TOO_LARGE : outcome_of(code);
}
