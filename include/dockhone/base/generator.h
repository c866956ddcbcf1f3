// What the build-time programs share that turn knowledge (transforms/knowledge, YAML) into constant tables:
//     PROGRAM OUTPUT.cpp FILE.yaml...
// The same files give the same bytes, whatever their order on the command line.
#pragma once

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace dockhone::generator {

using Texts = std::vector<std::string>;

[[noreturn]] inline void fail(const std::string& file, const YAML::Mark& mark, const std::string& what) {
  std::cerr << file;
  if (!mark.is_null()) std::cerr << ':' << mark.line + 1 << ':' << mark.column + 1;
  std::cerr << ": error: " << what << '\n';
  std::exit(1);
}

// A list that holds something, of texts that hold something.
inline Texts texts(const std::string& file, const YAML::Node& node) {
  if (!node.IsSequence() || node.size() == 0) fail(file, node.Mark(), "expected a list that is not empty");
  Texts texts;
  for (const auto& each : node) {
    if (!each.IsScalar() || each.Scalar().empty())
      fail(file, each.Mark(), "expected a text that is not empty");
    texts.push_back(each.Scalar());
  }
  return texts;
}

[[noreturn]] inline void unknown_key(const std::string& file, const YAML::Node& key) {
  fail(file, key.Mark(), "unknown key '" + key.Scalar() + "'");
}

// As C++ writes them.
inline std::string literal(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\' || c == '?') out += '\\';  // ?: no trigraphs
    out += c;
  }
  return out + '"';
}

inline std::string truth(bool value) { return value ? "true" : "false"; }

// Role, "read-tree" -> Role::kReadTree; "" is the unknown one.
inline std::string enumerator(const std::string& type, const std::string& name) {
  std::string out = type + "::k";
  bool upper = true;
  for (char c : name.empty() ? std::string("unknown") : name) {
    if (c != '-') out += upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    upper = c == '-';
  }
  return out;
}

// Constants that others refer to. Each is defined once, whatever number of times it is asked for.
class Constants {
 public:
  // `constexpr TYPE name BODY;`
  std::string define(const std::string& type, const std::string& body) { return named(type, "", body); }

  // An array of such items, `a, b, `; {} for none.
  std::string array(const std::string& type, const std::string& items) {
    return items.empty() ? "{}" : named(type, "[]", " = {" + items + "}");
  }

  std::string texts(const Texts& texts) {
    std::string items;
    for (const std::string& text : texts) items += literal(text) + ", ";
    return array("std::string_view", items);
  }

  const std::string& definitions() const { return definitions_; }

 private:
  std::string named(const std::string& type, const std::string& extent, const std::string& body) {
    auto [at, is_new] = names_.emplace(type + extent + body, "k" + std::to_string(names_.size()));
    if (is_new) definitions_ += "[[maybe_unused]] constexpr " + type + ' ' + at->second + extent + body + ";\n";
    return at->second;
  }

  std::map<std::string, std::string> names_;
  std::string definitions_;
};

// main(): read(file, root, knowledge) takes every file in, write(out, knowledge) gives the table.
template <class Knowledge>
int run(int argc, char** argv, void (*read)(const std::string&, const YAML::Node&, Knowledge&),
        void (*write)(std::ostream&, const Knowledge&)) {
  if (argc < 3) {
    std::cerr << "usage: " << argv[0] << " OUTPUT.cpp FILE.yaml...\n";
    return 2;
  }
  Knowledge knowledge;
  Texts files(argv + 2, argv + argc);
  std::sort(files.begin(), files.end());
  std::string file;
  try {
    for (const std::string& each : files) {
      file = each;
      read(file, YAML::LoadFile(file), knowledge);
    }
    file = std::filesystem::path(file).parent_path().string();
    std::ofstream out(argv[1], std::ios::binary);
    out << "// Generated from transforms/knowledge; do not edit.\n";
    write(out, knowledge);
    if (out.flush()) return 0;
    std::cerr << argv[1] << ": error: cannot write\n";
    return 1;
  } catch (const YAML::Exception& error) {
    fail(file, error.mark, error.msg);
  }
}

}  // namespace dockhone::generator
