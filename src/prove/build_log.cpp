#include "build_log.h"

namespace dockhone::prove {

std::string tail(const std::string& text) {
  constexpr std::size_t kLines = 12;
  std::size_t at = text.size();
  for (std::size_t i = 0; i <= kLines && at != std::string::npos && at > 0; ++i)
    at = text.rfind('\n', at - 1);
  return at == std::string::npos || at == 0 ? text : text.substr(at + 1);
}

bool is_unreachable(std::string_view log) {
  for (std::string_view sign :
       {"failed to do request: ", "toomanyrequests", "TLS handshake timeout", "error pinging docker registry",
        "failed to authorize", "Temporary failure resolving"}) {
    if (log.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

bool is_broken(std::string_view log) {
  for (std::string_view sign :
       {"buildx component is missing", "Cannot connect to the Docker daemon", "no space left on device"}) {
    if (log.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

std::string last_line(const std::string& text) {
  auto end = text.find_last_not_of('\n');
  if (end == text.npos) return text;
  auto begin = text.rfind('\n', end);
  return text.substr(begin == text.npos ? 0 : begin + 1, end - (begin == text.npos ? 0 : begin + 1) + 1);
}

}  // namespace dockhone::prove
