// syntax_dump: what dockhone's parser makes of Dockerfiles, as JSON lines in the shape of the dumper around
// the reference parser (tests/oracle/dockerfile).
//
//   syntax_dump < list-of-file-names    one line per file, in the order given
//   syntax_dump text                    lines {"id": any, "text": string} hold Dockerfiles
//   syntax_dump expand                  lines {"word": string, "env": {...}, "escape": "\\"}
//
// Beyond that shape: "lossless" is false where the text, or a span in the tree, is not as it must be.
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "dockhone/syntax/document.h"
#include "dockhone/syntax/expand.h"
#include "invariants.h"
#include "parser.h"

namespace {

using dockhone::Error;
using dockhone::Result;
using dockhone::Span;
using nlohmann::json;
namespace syntax = dockhone::syntax;

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    }
    for (std::size_t k = 0; k < 4; ++k)
      out += i + k > bytes.size() ? '=' : kDigits[group >> (18 - 6 * k) & 63];
  }
  return out;
}

std::string unbase64(std::string_view text) {
  std::string out;
  std::uint32_t group = 0;
  int bits = 0;
  for (char c : text) {
    int value = c >= 'A' && c <= 'Z'   ? c - 'A'
                : c >= 'a' && c <= 'z' ? c - 'a' + 26
                : c >= '0' && c <= '9' ? c - '0' + 52
                : c == '+'             ? 62
                : c == '/'             ? 63
                                       : -1;
    if (value < 0) break;
    group = group << 6 | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out.push_back(static_cast<char>(group >> bits & 0xff));
  }
  return out;
}

// Text that is not UTF-8 is written as {"b64": ...}.
json text(std::string_view value) {
  json plain = std::string(value);
  try {
    plain.dump();
    return plain;
  } catch (const json::exception&) {
    return {{"b64", base64(value)}};
  }
}

std::string bytes(const json& value) {
  return value.is_object() ? unbase64(value.at("b64").get<std::string>()) : value.get<std::string>();
}

json arguments(const syntax::Instruction& instruction) {
  json list = json::array();
  for (const auto& argument : instruction.args) list.push_back(text(argument.value));
  for (const auto& pair : instruction.pairs) {
    if (instruction.keyword != syntax::Keyword::kArg) {
      list.push_back(text(pair.key_text));
      list.push_back(text(pair.value_text));
    } else {
      std::string word(pair.key_text);
      if (pair.has_value) word.append("=").append(pair.value_text);
      list.push_back(text(word));
    }
  }
  return list;
}

json heredocs(const syntax::Instruction& instruction) {
  json list = json::array();
  for (const auto& heredoc : instruction.heredocs) {
    list.push_back({{"name", text(heredoc.name)},
                    {"expand", heredoc.expand},
                    {"chomp", heredoc.chomp},
                    {"fd", heredoc.fd},
                    {"content", text(heredoc.content)}});
  }
  return list;
}

json node(const syntax::Instruction& instruction) {
  std::string keyword(name(instruction.keyword));
  for (char& c : keyword) c = static_cast<char>(c | 0x20);
  json flags = json::array();
  for (const auto& flag : instruction.flags) {
    std::string written = "--" + std::string(flag.name);
    if (flag.has_value) written.append("=").append(flag.value);
    flags.push_back(text(written));
  }
  json result = {{"keyword", keyword}, {"flags", flags}, {"args", arguments(instruction)}};
  if (instruction.json) result["json"] = true;
  if (instruction.trigger != nullptr) result["nested"] = node(*instruction.trigger);
  result["original"] = text(instruction.logical.text);
  return result;
}

void tree(const syntax::Document& document, json& line) {
  line["escape"] = std::string(1, document.escape());
  line["directives"] = json::array();
  for (const auto& directive : document.directives()) {
    line["directives"].push_back({{"name", text(directive.name)},
                                  {"value", text(directive.value)},
                                  {"line", document.lines().position(directive.span.begin).line}});
  }
  line["nodes"] = json::array();
  for (const auto& instruction : document.instructions()) {
    json one = node(instruction);
    one["start"] = document.lines().position(instruction.lines.begin).line;
    one["end"] = document.lines().position(instruction.lines.end - 1).line;
    if (!instruction.heredocs.empty()) one["heredocs"] = heredocs(instruction);
    line["nodes"].push_back(one);
  }
}

void describe(const std::string& input, json& line) {
  Result<syntax::Document> parsed = syntax::Document::parse(input);
  line["ok"] = parsed.has_value();
  if (!parsed) {
    const Error& error = parsed.error();
    line["stage"] = "parse";
    line["error"] = text(error.message);
    line["help"] = text(error.help);
    if (error.offset) {
      auto at = dockhone::LineMap(input).position(*error.offset).line;
      line["at"] = {{at, at}};
    }
    // As the reference: a tree is there where only a check of an instruction failed.
    parsed = syntax::Parser::parse(input, syntax::Checks::kGrammarOnly);
    if (!parsed) return;
    line["stage"] = "instructions";
  }
  std::string broken = syntax::broken_invariant(*parsed, input);
  line["lossless"] = broken.empty();
  if (!broken.empty()) line["broken"] = broken;
  line["syntax"] = nullptr;
  if (auto found = syntax::detect_syntax(input)) line["syntax"] = {{"cmdline", text(*found)}};
  tree(*parsed, line);
}

void file(const std::string& path) {
  json line = {{"path", text(path)}};
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    line["ok"] = false;
    line["stage"] = "read";
  } else {
    describe(std::string(std::istreambuf_iterator<char>(in), {}), line);
  }
  std::cout << line.dump() << '\n';
}

void question(const std::string& input) {
  json asked = json::parse(input);
  json line = {{"id", asked.value("id", json())}};
  describe(bytes(asked.at("text")), line);
  std::cout << line.dump() << '\n';
}

void expand(const std::string& input) {
  json asked = json::parse(input);
  std::map<std::string, std::string, std::less<>> env;
  if (asked.contains("env")) {
    for (const auto& [name, value] : asked["env"].items()) env[name] = bytes(value);
  }
  syntax::LookupFn lookup = [&](std::string_view name) -> syntax::Lookup {
    auto found = env.find(name);
    if (found == env.end()) return {};
    return {syntax::Lookup::State::kSet, found->second};
  };
  std::string word = bytes(asked.at("word"));
  char escape = asked.value("escape", std::string("\\"))[0];
  json line;
  if (auto one = syntax::expand_word(word, escape, lookup)) {
    line["word"] = text(one->value);
  } else {
    line["word_error"] = text(one.error().message);
  }
  if (auto many = syntax::expand_words(word, escape, lookup)) {
    line["words"] = json::array();
    for (const std::string& each : *many) line["words"].push_back(text(each));
  } else {
    line["words_error"] = text(many.error().message);
  }
  std::cout << line.dump() << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  std::string mode = argc > 1 ? argv[1] : "";
  auto handle = mode == "expand" ? expand : mode == "text" ? question : file;
  for (std::string line; std::getline(std::cin, line);) {
    if (!line.empty()) handle(line);
  }
  return 0;
}
