// What the parser says about scripts, in the words of tests/oracle/shell_accept.py and shell_positions.py.
//
// In:  {"id": any, "dialect": "dash" | "bash" | "ash", "script_b64": "..."}          one per line
// Out: {"id": ..., "accept": true, "calls": [[begin, end], ...]}                     in the same order
//      {"id": ..., "accept": false, "kind": "syntax" | "unsupported", "message": "...", "offset": N}
//
// Calls are simple commands, [[ ]] and (( )) anywhere in the tree, with their redirections, by begin. With
// --speed [ROUNDS] nothing is written but how long parsing all scripts takes.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "dockhone/shell/parser.h"
#include "dockhone/shell/visit.h"

namespace {

namespace shell = dockhone::shell;
using nlohmann::json;

struct Question {
  json id;
  shell::Dialect dialect;
  std::string script;
};

std::string decode(const std::string& base64) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned bits = 0;
  unsigned held = 0;
  for (char c : base64) {
    const std::size_t digit = kDigits.find(c);
    if (digit == kDigits.npos) break;
    held = (held << 6 | static_cast<unsigned>(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push_back(static_cast<char>(held >> bits & 0xff));
  }
  return bytes;
}

Question read(const std::string& line) {
  json question = json::parse(line);
  const std::string dialect = question.value("dialect", "bash");
  return {question["id"],
          dialect == "dash"  ? shell::Dialect::kDash
          : dialect == "ash" ? shell::Dialect::kAsh
                             : shell::Dialect::kBash,
          decode(question["script_b64"])};
}

struct Calls {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> found;

  void command(const shell::Command& command) {
    if (command.kind != shell::CommandKind::kSimple && command.kind != shell::CommandKind::kTest &&
        command.kind != shell::CommandKind::kArithmetic) {
      return;
    }
    found.emplace_back(command.span.begin, command.span.end);
  }
};

json answer(const Question& question) {
  json out;
  out["id"] = question.id;
  const auto script = shell::parse(question.script, question.dialect);
  out["accept"] = script.has_value();
  if (script) {
    Calls calls;
    shell::visit(*script->list, calls);
    std::sort(calls.found.begin(), calls.found.end());
    out["calls"] = calls.found;
    return out;
  }
  out["kind"] = script.error().kind == shell::ParseError::Kind::kSyntax ? "syntax" : "unsupported";
  out["message"] = script.error().message;
  out["offset"] = script.error().offset;
  return out;
}

void measure(const std::vector<Question>& questions, int rounds) {
  std::size_t bytes = 0;
  std::size_t accepted = 0;
  const auto start = std::chrono::steady_clock::now();
  for (int round = 0; round < rounds; ++round) {
    for (const Question& question : questions) {
      bytes += question.script.size();
      accepted += shell::parse(question.script, question.dialect).has_value();
    }
  }
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  const auto parses = static_cast<double>(questions.size()) * rounds;
  std::printf("%.0f parses, %zu accepted, %.1f bytes each: %.2f us each, %.1f MB/s\n", parses, accepted,
              static_cast<double>(bytes) / parses, taken.count() / parses * 1e6,
              static_cast<double>(bytes) / taken.count() / 1e6);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<Question> questions;
  const bool speed = argc > 1 && std::string_view(argv[1]) == "--speed";
  for (std::string line; std::getline(std::cin, line);) {
    if (line.empty()) continue;
    if (speed) {
      questions.push_back(read(line));
    } else {
      std::cout << answer(read(line)).dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
    }
  }
  if (speed) measure(questions, argc > 2 ? std::atoi(argv[2]) : 10);
}
