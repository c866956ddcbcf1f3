#include "ports.h"

#include <algorithm>

#include "dockhone/base/contains.h"
#include "transforms/shared/lists.h"
#include "vendors.h"

namespace dockhone::transforms::nonroot {

namespace {

using syntax::Keyword;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The number that a text begins with; 0 where there is none, or it is too long for a port.
int number(std::string_view text) {
  auto end = std::min(text.find_first_not_of("0123456789"), text.size());
  if (end == 0 || end > 5) return 0;
  int value = 0;
  for (char c : text.substr(0, end)) value = value * 10 + (c - '0');
  return value;
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
}

bool is_low(int port) { return port > 0 && port < 1024; }

// `:80` at the end of an address, or before something that is no part of a number or name.
int low_port_in_address(std::string_view word) {
  for (std::size_t at = word.find(':'); at != std::string_view::npos; at = word.find(':', at + 1)) {
    std::string_view rest = word.substr(at + 1);
    int port = number(rest);
    auto end = std::min(rest.find_first_not_of("0123456789"), rest.size());
    bool ends = end == rest.size() || std::string_view("/,;)?'\" ").find(rest[end]) != std::string_view::npos;
    if (is_low(port) && ends) return port;
  }
  return 0;
}

int low_port_of_value(std::string_view value) {
  bool plain = !value.empty() && std::all_of(value.begin(), value.end(), is_digit);
  int port = plain ? number(value) : 0;
  return is_low(port) ? port : low_port_in_address(value);
}

int low_port_of_expose(std::string_view word) {
  int first = number(word);
  auto dash = word.find('-');
  int last = dash == std::string_view::npos ? first : number(word.substr(dash + 1));
  return is_low(first) ? first : is_low(last) ? last : 0;
}

bool says_port(const model::BuildModel& model, const Chain& chain) {
  return std::any_of(chain.instructions.begin(), chain.instructions.end(), [&](std::size_t i) {
    const syntax::Instruction& instruction = model.document().instructions()[i];
    bool command = instruction.keyword == Keyword::kCmd || instruction.keyword == Keyword::kEntrypoint;
    return (instruction.keyword == Keyword::kEnv && contains(instruction.rest_text(), "ASPNETCORE_")) ||
           (command && contains(instruction.rest_text(), "--urls"));
  });
}

}  // namespace

Decline low_port_declined(int port, std::string_view where) {
  return {"low-port",
          "port " + std::to_string(port) + " (" + std::string(where) +
              ") is below 1024, which only root may open on some runtimes: have the process listen on a "
              "higher one, and map it when the container is started"};
}

Verdict low_port_of_stages(const model::BuildModel& model, const Chain& chain) {
  int usual = chain.base->kind == model::BaseRef::Kind::kImage ? usual_low_port(*chain.base->image) : 0;
  if (usual != 0 && !says_port(model, chain))
    return low_port_declined(usual, "as programs on this base image do unless told otherwise");
  for (std::size_t i : chain.instructions) {
    const syntax::Instruction& instruction = model.document().instructions()[i];
    if (instruction.keyword == Keyword::kExpose) {
      for (const syntax::Argument& arg : instruction.args) {
        auto value = expanded(model, i, arg.value);
        int port = value ? low_port_of_expose(*value) : 0;
        if (port != 0) return low_port_declined(port, "EXPOSE");
      }
    }
    if (instruction.keyword != Keyword::kEnv) continue;
    for (const syntax::KeyValue& pair : instruction.pairs) {
      auto value = expanded(model, i, pair.value_text);
      if (!value) continue;
      if (auto verdict = low_port_of_variable(pair.key_text, *value)) return verdict;
    }
  }
  return std::nullopt;
}

Verdict low_port_of_variable(std::string_view name, std::string_view value) {
  int port = lists::kPortVariables.contains(name) ? low_port_of_value(value) : 0;
  if (port == 0) return std::nullopt;
  return low_port_declined(port, "in the variable " + std::string(name));
}

Variables environment_of(const model::BuildModel& model, const Chain& chain) {
  Variables variables;
  for (std::size_t i : chain.instructions) {
    const syntax::Instruction& env = model.document().instructions()[i];
    if (env.keyword != Keyword::kEnv) continue;
    for (const syntax::KeyValue& pair : env.pairs) {
      if (auto value = expanded(model, i, pair.value_text)) variables[std::string(pair.key_text)] = *value;
    }
  }
  return variables;
}

std::string resolved(std::string_view text, const Variables& variables) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    bool braced = text.substr(at).starts_with("${");
    std::size_t begin = at + (braced ? 2 : 1);
    std::size_t end = begin;
    while (end < text.size() && is_name_character(text[end])) ++end;
    std::size_t close = braced ? text.find('}', end) : end - 1;
    if (text[at] != '$' || end == begin || close == text.npos) {
      out += text[at];
      continue;
    }
    std::string_view behind = braced ? text.substr(end, close - end) : std::string_view();
    auto known = variables.find(text.substr(begin, end - begin));
    auto instead = std::min(behind.find_first_not_of(':'), behind.size());
    bool defaults = instead < behind.size() && (behind[instead] == '-' || behind[instead] == '=');
    if (known != variables.end() && (behind.empty() || defaults)) {
      out += known->second;
    } else if (defaults) {
      out += behind.substr(instead + 1);
    } else {
      out += text.substr(at, close + 1 - at);
    }
    at = close;
  }
  return out;
}

Verdict low_port_of_words(const std::vector<std::string>& written, const Variables& variables) {
  std::vector<std::string> words;
  for (const std::string& word : written) {
    words.push_back(resolved(word, variables));
    std::erase(words.back(), '"');
    // `: ${PORT:=80}`, `export PORT=80`
    auto name = word.find("${");
    auto end = word.find(":=", name == word.npos ? 0 : name);
    if (name != word.npos && end != word.npos) {
      if (auto low = low_port_of_variable(word.substr(name + 2, end - name - 2), words.back())) return low;
    }
    auto equals = words.back().find('=');
    if (equals != word.npos) {
      if (auto low = low_port_of_variable(words.back().substr(0, equals), words.back().substr(equals + 1)))
        return low;
    }
  }
  for (std::size_t i = 1; i < words.size(); ++i) {
    std::string_view word = words[i];
    int port = low_port_in_address(word);
    auto equals = word.find('=');
    std::string_view option = word.substr(0, equals);
    bool listed = lists::kPortOptions.contains(option);
    if (port == 0 && listed && equals != std::string_view::npos)
      port = low_port_of_value(word.substr(equals + 1));
    if (port == 0 && listed && equals == std::string_view::npos && i + 1 < words.size())
      port = low_port_of_value(words[i + 1]);
    bool attached = word.size() > 2 && (word.starts_with("-p") || word.starts_with("-P"));
    if (port == 0 && attached) port = low_port_of_value(word.substr(2));
    // `python -m http.server 80`, `manage.py runserver 80`
    bool server =
        words[i - 1] == "http.server" || words[i - 1] == "SimpleHTTPServer" || words[i - 1] == "runserver";
    if (port == 0 && server) port = low_port_of_value(word);
    // `node server.js 80`: a number of its own.
    bool bare = (word == "80" || word == "443") && i > 1 && !words[i - 1].starts_with('-');
    if (port == 0 && bare) port = low_port_of_value(word);
    bool property = word.starts_with("-D") && contains(option, "port");
    if (port == 0 && property && equals != std::string_view::npos)
      port = low_port_of_value(word.substr(equals + 1));
    if (port != 0) return low_port_declined(port, "in its command line");
  }
  return std::nullopt;
}

}  // namespace dockhone::transforms::nonroot
