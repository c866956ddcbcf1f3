#include "dockhone/registry/transport.h"

#include <dlfcn.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstdlib>

#include "dockhone/base/module.h"
#include "http/module.h"

namespace dockhone::registry {

namespace {

constexpr std::string_view kName = "dockhone_http.so";

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

void take_header(void* user, const char* data, std::size_t size) {
  auto& answer = *static_cast<Answer*>(user);
  const std::string_view line(data, size);
  if (line.starts_with("HTTP/")) return answer.headers.clear();  // a preliminary answer went before
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return;
  answer.headers.emplace_back(lower(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
}

void take_body(void* user, const char* data, std::size_t size) {
  static_cast<Answer*>(user)->body.append(data, size);
}

Answer::Outcome outcome_of(dockhone_http_outcome outcome) {
  using enum Answer::Outcome;
  constexpr std::array kAll = {kAnswered, kNoHost, kNoConnection, kTimeout, kUntrusted,
                               kNoTls,    kBroken, kTooLarge,     kOther};
  return outcome >= 0 && outcome < kAll.size() ? kAll[outcome] : kOther;
}

const char* environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : nullptr;
}

Answer perform(dockhone_http_perform call, const Limits& limits, const Request& request) {
  constexpr std::array kMethods = {"GET", "HEAD", "POST"};
  std::vector<std::string> lines;
  std::vector<const char*> pointers;
  for (const auto& [name, value] : request.headers) lines.push_back(name + ": " + value);
  for (const auto& line : lines) pointers.push_back(line.c_str());
  dockhone_http_request raw{};
  raw.method = kMethods[static_cast<std::size_t>(request.method)];
  raw.url = request.url.c_str();
  raw.headers = pointers.data();
  raw.header_count = pointers.size();
  raw.body = request.body.c_str();
  raw.body_size = request.body.size();
  raw.ca_file = environment("SSL_CERT_FILE");
  raw.ca_directory = environment("SSL_CERT_DIR");
  raw.connect_ms = static_cast<long>(limits.connect.count());
  raw.stall_seconds = static_cast<long>(limits.stall.count());
  raw.total_ms = static_cast<long>(limits.total.count());
  raw.max_body = request.max_body;
  raw.verify = request.verify;
  raw.no_proxy = request.direct;
  Answer answer;
  dockhone_http_answer sink{};
  sink.user = &answer;
  sink.header = take_header;
  sink.body = take_body;
  answer.outcome = outcome_of(call(&raw, &sink));
  answer.status = sink.status;
  answer.message = sink.message;
  return answer;
}

}  // namespace

std::string_view Answer::header(std::string_view lower_case_name) const {
  const auto found = std::find_if(headers.begin(), headers.end(),
                                  [&](const auto& header) { return header.first == lower_case_name; });
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

Result<Transport> open_transport(const Limits& limits, const std::string& path) {
  auto entry = open_module(std::string(kName), DOCKHONE_HTTP_ENTRY, path, "registries cannot be asked");
  if (!entry) return tl::unexpected<Error>(std::move(entry.error()));
  auto call = reinterpret_cast<dockhone_http_perform>(*entry);
  return [call, limits](const Request& request) { return perform(call, limits, request); };
}

}  // namespace dockhone::registry
