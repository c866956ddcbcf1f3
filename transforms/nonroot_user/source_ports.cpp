// Ports in the text of sources: as an address, as the argument of what listens, or as what `port` is.
#include <algorithm>
#include <string>

#include "dockhone/base/contains.h"
#include "sources.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::nonroot {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_'; }
bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

std::string_view trimmed(std::string_view text, std::string_view characters) {
  return text.substr(0, text.find_last_not_of(characters) + 1);
}

bool is_comment(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  return line.starts_with('#') || line.starts_with("//") || line.starts_with('*') || line.starts_with(';');
}

// `":80"`, `= :80`, `0.0.0.0:80`: an address without a host, or with every one of the machine's.
bool is_in_address(std::string_view before, char next) {
  bool ends = is_quote(next) || next == '\n' || next == ' ' || next == '\r';
  if (!before.ends_with(':') || !ends) return false;
  before.remove_suffix(1);
  for (std::string_view all : {"0.0.0.0", "[::]", "*", "+"}) {
    if (before.ends_with(all)) return true;
  }
  if (before.empty()) return false;
  char last = before.back();
  if (!is_quote(last)) return next != ' ' && trimmed(before, " ").ends_with('=');
  // A quote that opens.
  return is_quote(next) && std::count(before.begin(), before.end(), last) % 2 == 1;
}

bool has_word_of_server(std::string_view line) {
  return contains_any(
      line, {"listen", ".run(", ".serve(", "bind", "createServer", "HTTPServer", "TCPServer", "start("});
}

// `listen(80`, `ServerSocket(80`, `("", 80)`.
bool is_listened_on(std::string_view before) {
  before = trimmed(before, " ");
  for (std::string_view call : lists::kListeningCalls) {
    bool whole = before.ends_with(call) &&
                 (before.size() == call.size() || !is_name(before[before.size() - call.size() - 1]));
    if (whole) return true;
  }
  if (!before.ends_with(',')) return false;
  before.remove_suffix(1);
  for (std::string_view host : {"(''", "(\"\"", "0.0.0.0'", "0.0.0.0\"", "'::'", "\"::\""}) {
    bool empty = host[0] == '(';  // as likely the text of something else
    if (before.ends_with(host) && (!empty || has_word_of_server(before))) return true;
  }
  return before.ends_with("0, 0]") || before.ends_with("0,0]");
}

// `port = 80`, `PORT || 80`, `getenv("PORT", "80")`. Clients name the ports of others: these need a word of a
// server in the same line.
bool is_what_port_is(std::string_view line, std::string_view before, int port) {
  std::string_view rest = trimmed(before, " \t=:,|?\"'()[]{}");
  if (rest.ends_with(" or")) rest = trimmed(rest.substr(0, rest.size() - 3), " \"'()[]");
  if (rest.size() == before.size() || before.size() - rest.size() > 12) return false;
  auto begin = rest.size();
  while (begin > 0 && is_name(rest[begin - 1])) --begin;
  if (!lists::kNamesOfPorts.contains(lower(rest.substr(begin)))) return false;
  bool of_others = lists::kPortsOfClients.contains(std::to_string(port));
  return !of_others || has_word_of_server(line);
}

int low_port_of_line(std::string_view line) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (!is_digit(line[at])) continue;
    std::size_t end = at;
    while (end < line.size() && is_digit(line[end])) ++end;
    std::string_view before = line.substr(0, at);
    std::string_view digits = line.substr(at, end - at);
    char next = end < line.size() ? line[end] : '\n';
    at = end;
    bool whole = (before.empty() || (!is_name(before.back()) && before.back() != '.')) && !is_name(next) &&
                 next != '.' && digits[0] != '0';
    if (!whole || digits.size() > 4) continue;
    int port = std::stoi(std::string(digits));
    if (port >= 1024) continue;
    if (is_in_address(before, next) || is_listened_on(before) || is_what_port_is(line, before, port))
      return port;
  }
  return 0;
}

}  // namespace

int low_port_of_source(std::string_view text) {
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    bool may_hold = line.size() < 400 && line.find_first_of("0123456789") != line.npos && !is_comment(line);
    if (int port = may_hold ? low_port_of_line(line) : 0; port != 0) return port;
  }
  return 0;
}

}  // namespace dockhone::transforms::nonroot
