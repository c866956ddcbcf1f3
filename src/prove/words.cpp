#include <optional>

#include "dockhone/prove/prove.h"

namespace dockhone::prove {

Result<std::vector<std::string>> words_of(std::string_view line) {
  std::vector<std::string> out;
  std::optional<std::string> word;
  char quote = 0;
  auto bad = [&](const char* why) {
    return tl::unexpected<Error>(
        Error{ErrorKind::kUsage, "'" + std::string(line) + "' " + why, "quote it as for a shell", {}});
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    char c = line[i];
    if (quote == 0 && (c == ' ' || c == '\t' || c == '\n')) {
      if (word) out.push_back(std::move(*word));
      word.reset();
      continue;
    }
    if (!word) word.emplace();
    if (c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == '\\' && quote != '\'') {
      if (++i == line.size()) return bad("ends in a backslash");
      bool kept = quote == '"' && std::string_view("\"\\$`").find(line[i]) == std::string_view::npos;
      if (kept) *word += '\\';
      *word += line[i];
    } else {
      *word += c;
    }
  }
  if (quote != 0) return bad("lacks a closing quote");
  if (word) out.push_back(std::move(*word));
  if (out.empty()) return bad("names no program");
  return out;
}

}  // namespace dockhone::prove
