#include "csv.h"

namespace dockhone::syntax {

namespace {

// Reads a field behind its opening quote; `line` is left at the comma or at the end.
bool quoted_field(std::string_view& line, std::string& field) {
  while (true) {
    std::size_t quote = line.find('"');
    if (quote == std::string_view::npos) return false;
    field += line.substr(0, quote);
    line.remove_prefix(quote + 1);
    if (!line.starts_with('"')) return line.empty() || line.starts_with(',');
    field.push_back('"');
    line.remove_prefix(1);
  }
}

bool bare_field(std::string_view& line, std::string& field) {
  std::size_t comma = line.find(',');
  field = line.substr(0, comma);
  line.remove_prefix(field.size());
  return field.find('"') == std::string::npos;
}

}  // namespace

bool split_csv(std::string_view line, std::vector<std::string>& fields) {
  fields.clear();
  if (line.empty()) return false;
  while (true) {
    std::string& field = fields.emplace_back();
    bool quoted = line.starts_with('"');
    if (quoted) line.remove_prefix(1);
    if (!(quoted ? quoted_field(line, field) : bare_field(line, field))) return false;
    if (line.empty()) return true;
    line.remove_prefix(1);
  }
}

}  // namespace dockhone::syntax
