#include "transforms/split_stages/makefile.h"

#include <algorithm>
#include <sstream>

#include "dockhone/base/contains.h"
#include "dockhone/base/path.h"
#include "transforms/split_stages/outputs.h"
#include "transforms/split_stages/places.h"

namespace dockhone::transforms::split_stages {

namespace {

constexpr int kMaxDepth = 8;
// Stands for what is not known; no path has it.
constexpr char kUnknown = '\x01';

std::string trimmed(std::string_view text) {
  auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.';
  });
}

// Words of a recipe, without quotes and what separates commands.
std::vector<std::string> parts(std::string line) {
  for (char& c : line) {
    if (c == '"' || c == '\'' || c == ';' || c == '(' || c == ')' || c == '&' || c == '|' || c == '<' ||
        c == '>' || c == '=')
      c = ' ';
  }
  return words(line);
}

}  // namespace

Makefile::Makefile(std::string_view text, std::map<std::string, std::string> given)
    : text_(text), given_(std::move(given)) {
  read(text);
}

void Makefile::read(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::string line;
  for (std::string next; std::getline(in, next);) {
    line += next;
    if (line.ends_with('\\')) {
      line.back() = ' ';
      continue;
    }
    if (line.starts_with('\t')) {
      for (const std::string& target : current_) rules_[target].recipe.push_back(line.substr(1));
    } else {
      std::string plain = trimmed(line.substr(0, line.find('#')));
      for (std::string_view word : {"include", "-include", "sinclude", "define", "ifeq", "ifneq", "ifdef",
                                    "ifndef", "export", "override"}) {
        if (plain.starts_with(word) && (plain.size() == word.size() || plain[word.size()] == ' '))
          plain_ = false;
      }
      if (!plain.empty() && !assignment(plain)) rule(plain);
    }
    line.clear();
  }
}

bool Makefile::assignment(const std::string& line) {
  auto equals = line.find('=');
  if (equals == std::string::npos) return false;
  auto end = equals;
  while (end > 0 &&
         (line[end - 1] == ':' || line[end - 1] == '?' || line[end - 1] == '+' || line[end - 1] == '!'))
    --end;
  std::string name = trimmed(line.substr(0, end));
  if (!is_name(name)) return false;
  current_.clear();
  std::string value = trimmed(line.substr(equals + 1));
  char op = end < equals ? line[equals - 1] : '=';
  if (op == '!') value = kUnknown;
  if (op == '+' && variables_.contains(name)) value = variables_[name] + ' ' + value;
  bool twice = op != '+' && variables_.contains(name) && variables_[name] != value;
  variables_[name] = twice ? std::string(1, kUnknown) : value;
  return true;
}

void Makefile::rule(const std::string& line) {
  current_.clear();
  auto colon = line.find(':');
  if (colon == std::string::npos) {
    plain_ = false;
    return;
  }
  current_ = words(expanded(line.substr(0, colon), 0));
  std::string rest = line.substr(line.find_first_not_of(':', colon) == std::string::npos
                                     ? line.size()
                                     : line.find_first_not_of(':', colon));
  auto recipe = rest.find(';');
  for (const std::string& target : current_) {
    for (const std::string& need : words(expanded(rest.substr(0, recipe), 0)))
      rules_[target].needs.push_back(need);
    if (recipe != std::string::npos) rules_[target].recipe.push_back(rest.substr(recipe + 1));
  }
}

std::string Makefile::expanded(const std::string& text, int depth) const {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '$' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    char next = text[++i];
    if (next == '$') {
      out += '$';
      continue;
    }
    std::string name(1, next);
    if (next == '(' || next == '{') {
      auto close = text.find(next == '(' ? ')' : '}', i);
      if (close == std::string::npos) return std::string(1, kUnknown);
      name = text.substr(i + 1, close - i - 1);
      i = close;
    }
    // Of the rule itself ($@ $< $^ $*): below the directory where make runs.
    if (std::string_view("@<^*?%+").find(name[0]) != std::string_view::npos) {
      out += "target";
      continue;
    }
    // A list with endings replaced: $(OBJS:.o=.c)
    auto colon = name.find(':');
    std::string plain = name.substr(0, colon);
    auto given = given_.find(plain);
    auto found = variables_.find(plain);
    if (!is_name(plain) || depth > kMaxDepth) {
      out += kUnknown;
    } else if (given != given_.end()) {
      out += given->second;
    } else if (found != variables_.end()) {
      out += expanded(found->second, depth + 1);
    } else if (plain != "DESTDIR" && plain != "CC") {
      out += kUnknown;
    }
  }
  return out;
}

void Makefile::collect(const std::string& target, std::vector<std::string>& lines, int depth) const {
  auto found = rules_.find(target);
  if (found == rules_.end() || depth > kMaxDepth) return;
  for (const std::string& need : found->second.needs) {
    if (need.starts_with("install")) collect(need, lines, depth + 1);
  }
  for (const std::string& line : found->second.recipe) lines.push_back(line);
}

std::optional<std::string> Makefile::prefix() const {
  if (!plain_ || !rules_.contains("install")) return std::nullopt;
  std::vector<std::string> lines;
  collect("install", lines, 0);
  std::string common;
  for (const char* name : {"prefix", "PREFIX"}) {
    if (given_.contains(name) || variables_.contains(name))
      common = normal_path(expanded("$(" + std::string(name) + ")", 0));
  }
  if (common.empty()) common = "/usr/local";
  if (!common.starts_with('/') || lines.empty()) return std::nullopt;
  for (const std::string& line : lines) {
    std::string text = expanded(line, 0);
    if (contains(line, "$(MAKE)") || contains(line, "${MAKE}")) return std::nullopt;
    for (const std::string& word : parts(text)) {
      if (word.front() == kUnknown) return std::nullopt;
      if (word.front() != '/') continue;
      if (word.find(kUnknown) != std::string::npos && word.find(kUnknown) <= common.size())
        return std::nullopt;
      std::string path = normal_path(word);
      if (!within(path, common) && !within(path, "/dev") && !within(path, "/bin")) return std::nullopt;
    }
  }
  return common;
}

// cp a b DIRECTORY, install -m 755 a DIRECTORY/b, mkdir -p DIRECTORY. False: what the words do is not known.
bool Makefile::install_command(std::vector<std::string> call, std::vector<std::string>& directories,
                               std::vector<std::string>& found) {
  while (!call.empty() && (call[0] == "-" || call[0] == "@")) call.erase(call.begin());
  if (call.empty()) return true;
  std::string program(base_name(call[0]));
  while (!program.empty() && (program[0] == '@' || program[0] == '-')) program.erase(0, 1);
  if (program == "echo" || program == "chmod" || program == "true" || program == ":" ||
      program == "ldconfig" || program == "test")
    return true;
  std::vector<std::string> operands;
  bool makes = program == "mkdir";
  for (std::size_t i = 1; i < call.size(); ++i) {
    const std::string& word = call[i];
    if (word == "-d") makes = program == "install";
    if (word == "-t" || word == "-T" || word.starts_with("--target")) return false;
    if (word == "-m" || word == "-o" || word == "-g") ++i;
    if (!word.starts_with('-')) operands.push_back(word);
  }
  for (const std::string& each : operands) {
    if (each.find(kUnknown) != std::string::npos || each.find('`') != std::string::npos) return false;
  }
  if (makes) {
    for (const std::string& each : operands) directories.push_back(normal_path(each));
    return true;
  }
  if ((program != "cp" && program != "install" && program != "mv") || operands.size() < 2) return false;
  std::string to = normal_path(operands.back());
  bool directory = operands.size() > 2 || operands.back().ends_with('/') || is_shared_directory(to) ||
                   std::find(directories.begin(), directories.end(), to) != directories.end();
  operands.pop_back();
  for (const std::string& from : operands) {
    bool pattern = from.find_first_of("*?[") != std::string::npos;
    if (pattern && is_shared_directory(to)) return false;
    found.push_back(!directory ? to : pattern ? to : joined_path(to, base_name(from)));
  }
  return to.starts_with('/');
}

std::optional<std::vector<std::string>> Makefile::installed() const {
  if (!prefix()) return std::nullopt;
  std::vector<std::string> lines, directories, found;
  collect("install", lines, 0);
  for (const std::string& line : lines) {
    std::string text = expanded(line, 0);
    if (text.find_first_of("|`<>") != std::string::npos) return std::nullopt;
    for (std::size_t at = 0; at != std::string::npos;) {
      auto end = text.find_first_of(";&", at);
      std::string part = text.substr(at, end == std::string::npos ? end : end - at);
      std::erase_if(part, [](char c) { return c == '"' || c == '\''; });
      if (!install_command(words(part), directories, found)) return std::nullopt;
      at = end == std::string::npos ? end : text.find_first_not_of(";&", end);
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::optional<std::vector<std::string>> Makefile::libraries() const {
  for (std::string_view more : {"pkg-config", "PKG_CONFIG", "-config", "++", "CXX", ".cpp", ".cc", "$(shell",
                                "$(MAKE)", "fortran", "-fopenmp"}) {
    if (contains(text_, more)) return std::nullopt;
  }
  if (!plain_) return std::nullopt;
  std::vector<std::string> found;
  std::string text = text_;
  for (std::size_t at = text.find("-l"); at != std::string::npos; at = text.find("-l", at + 2)) {
    bool option = at > 0 && std::string_view(" \t=\"'").find(text[at - 1]) != std::string_view::npos;
    auto end = text.find_first_of(" \t\r\n\"'\\)", at);
    std::string name = text.substr(at + 2, end == std::string::npos ? end : end - at - 2);
    if (option && !name.empty()) found.push_back(name);
  }
  return found;
}

}  // namespace dockhone::transforms::split_stages
