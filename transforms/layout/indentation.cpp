#include "indentation.h"

#include <algorithm>
#include <optional>

#include "dockhone/shell/visit.h"

namespace dockhone::transforms::layout {

namespace {

using syntax::Instruction;
using syntax::Keyword;

// What must stay as it is, as spans of the source.
class Taken {
 public:
  explicit Taken(const Instruction& instruction) : instruction_(instruction) {}

  void add(Span source) { spans_.push_back(source); }
  bool holds(Span blanks) const {
    return std::any_of(spans_.begin(), spans_.end(),
                       [&](Span span) { return span.begin < blanks.end && blanks.begin < span.end; });
  }

  // Called by shell::visit. What is inside of a word stays as a whole.
  bool word(const shell::Word& word) { return add_script(word.span); }
  bool assignment(const shell::Assignment& assignment) { return add_script(assignment.span); }
  void redirect(const shell::Redirect& redirect) {
    add_script(redirect.body);
    add_script(redirect.terminator);
  }

  bool add_script(Span span) {
    if (!span.empty())
      add(instruction_.logical.source(
          Span{instruction_.rest.begin + span.begin, instruction_.rest.begin + span.end}));
    return false;
  }

 private:
  const Instruction& instruction_;
  std::vector<Span> spans_;
};

bool has_script(const Instruction& instruction) {
  bool command = instruction.keyword == Keyword::kRun || instruction.keyword == Keyword::kCmd ||
                 instruction.keyword == Keyword::kEntrypoint;
  return command && !instruction.json;
}

// False where the script cannot be read.
bool take_script(const model::BuildModel& model, std::size_t index, Taken& taken) {
  auto dialects = model.before(index).shell.dialects;
  if (dialects.empty() || (dialects.size() > 1 && !model.dialect_neutral(index))) return false;
  const auto& script = model.script(index, dialects.front());
  if (!script) return false;
  shell::visit(*script->list, taken);
  for (Span comment : script->comments) taken.add_script(comment);
  return true;
}

struct Line {
  Span blanks;  // before its first other byte
  std::size_t width = 0;
  bool comment = false;
};

std::size_t width_of(std::string_view blanks, std::size_t tab) {
  std::size_t width = 0;
  for (char c : blanks) width += c == '\t' ? tab : 1;
  return width;
}

// Continuation lines with blanks in front. One without any may go on with a word.
std::vector<Line> continuation_lines(const syntax::Document& document, const Instruction& instruction,
                                     std::size_t tab) {
  std::vector<Line> lines;
  const LineMap& map = document.lines();
  std::uint32_t last = map.position(instruction.span.end).line;
  for (std::uint32_t number = map.position(instruction.span.begin).line + 1; number <= last; ++number) {
    Span line = map.line(number, document.text());
    std::string_view text = line.in(document.text());
    std::size_t first = text.find_first_not_of(" \t");
    if (first == 0 || first == std::string_view::npos || text[first] == '\r') continue;
    std::string_view blanks = text.substr(0, first);
    lines.push_back({{line.begin, line.begin + static_cast<std::uint32_t>(first)},
                     width_of(blanks, tab),
                     text[first] == '#'});
  }
  return lines;
}

}  // namespace

Indentation indent(const model::BuildModel& model, std::size_t index, std::size_t width) {
  const syntax::Document& document = model.document();
  const Instruction& instruction = document.instructions()[index];
  // What ONBUILD holds is part of the image's configuration.
  if (instruction.keyword == Keyword::kOnbuild || !instruction.heredocs.empty() ||
      instruction.logical.pieces.size() < 2)
    return {};
  Taken taken(instruction);
  for (const syntax::Flag& flag : instruction.flags) taken.add(flag.span);
  for (const syntax::KeyValue& pair : instruction.pairs) taken.add(pair.span);
  if (!has_script(instruction)) {
    for (const syntax::Argument& argument : instruction.args) taken.add(argument.span);
  }
  std::vector<Line> lines = continuation_lines(document, instruction, width);
  if (lines.empty()) return {};
  Indentation result;
  if (has_script(instruction) && !take_script(model, index, taken)) {
    result.refused = true;
    return result;
  }
  std::erase_if(lines, [&](const Line& line) { return !line.comment && taken.holds(line.blanks); });
  std::optional<std::size_t> least;
  for (const Line& line : lines) {
    if (!line.comment) least = std::min(least.value_or(line.width), line.width);
  }
  if (!least) return result;
  for (const Line& line : lines) {
    std::string blanks(width + (line.width > *least ? line.width - *least : 0), ' ');
    if (line.blanks.in(document.text()) != blanks) result.edits.push_back({line.blanks, std::move(blanks)});
  }
  return result;
}

}  // namespace dockhone::transforms::layout
