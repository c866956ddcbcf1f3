#include "mess_up.h"

#include <algorithm>
#include <vector>

#include "dockhone/model/build.h"
#include "dockhone/rewrite/edit.h"
#include "dockhone/shell/visit.h"

namespace dockhone::property {

namespace {

using syntax::Document;
using syntax::Instruction;
using syntax::Keyword;

std::string any_case(std::string_view word, Random& random) {
  std::string out(word);
  int style = random.between(0, 2);
  for (char& c : out) {
    bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    bool upper = style == 0 || (style == 2 && random.chance(50));
    if (letter) c = static_cast<char>(upper ? c & ~0x20 : c | 0x20);
  }
  return out;
}

std::string applied(const Document& document, std::vector<rewrite::Edit> edits) {
  rewrite::EditList list;
  for (rewrite::Edit& edit : edits) {
    if (!list.add({std::move(edit)})) continue;  // two at one place: the first one
  }
  return list.apply(document.text());
}

void recase_one(const Instruction& instruction, std::string_view text, Random& random,
                std::vector<rewrite::Edit>& edits) {
  edits.push_back({instruction.keyword_span, any_case(instruction.keyword_span.in(text), random)});
  if (instruction.keyword == Keyword::kFrom && instruction.args.size() == 3) {
    Span as = instruction.args[1].span;
    if (as.size() == 2) edits.push_back({as, any_case(as.in(text), random)});
  }
  if (instruction.trigger != nullptr) recase_one(*instruction.trigger, text, random, edits);
}

// Offsets in a script before which a line may end: blanks stand there, outside of words and of comments.
class Seams {
 public:
  explicit Seams(std::string_view text) : text_(text) {}

  void list(const shell::List& list) {
    for (const shell::AndOr& item : list.items) {
      for (const shell::Pipeline& pipeline : item.pipelines) {
        add(pipeline.span.begin);
        for (const shell::Command& command : pipeline.commands) {
          add(command.span.begin);
          for (const shell::Word& word : command.words) {
            if (command.kind == shell::CommandKind::kSimple) add(word.span.begin);
          }
          for (const shell::List* inner : command.lists) this->list(*inner);
        }
      }
    }
  }

  std::vector<std::uint32_t> found;

 private:
  void add(std::uint32_t offset) {
    if (offset == 0 || offset >= text_.size() || text_[offset] == '#') return;
    std::size_t blanks = offset;
    while (blanks > 0 && (text_[blanks - 1] == ' ' || text_[blanks - 1] == '\t')) --blanks;
    if (blanks == offset || blanks == 0 || text_[blanks - 1] == '\\' || text_[blanks - 1] == '`') return;
    found.push_back(offset);
  }

  std::string_view text_;
};

// Shell-form RUN whose shell is a POSIX one, without here-documents.
bool is_script(const model::BuildModel& model, std::size_t index) {
  const Instruction& run = model.document().instructions()[index];
  if (run.keyword != Keyword::kRun || run.json || !run.heredocs.empty() ||
      model.stage_of(index) == model::kNone)
    return false;
  return !model.before(index).shell.dialects.empty();
}

std::vector<std::uint32_t> seams(const model::BuildModel& model, std::size_t index) {
  if (!is_script(model, index)) return {};
  std::string_view script = model.document().instructions()[index].rest_text();
  Seams seams(script);
  for (shell::Dialect dialect : model.before(index).shell.dialects) {
    const auto& parsed = model.script(index, dialect);
    if (!parsed) return {};
    // busybox ash reads words between [[ and ]]; bash reads operators.
    if (script.find("[[") != std::string_view::npos) return {};
    if (seams.found.empty()) seams.list(*parsed->list);
  }
  return seams.found;
}

}  // namespace

std::string recase(const Document& document, Random& random) {
  std::vector<rewrite::Edit> edits;
  for (const Instruction& instruction : document.instructions())
    recase_one(instruction, document.text(), random, edits);
  return applied(document, std::move(edits));
}

std::string wrap(const Document& document, Random& random) {
  model::BuildModel model(document);
  std::vector<rewrite::Edit> edits;
  for (std::size_t i = 0; i < document.instructions().size(); ++i) {
    const Instruction& run = document.instructions()[i];
    std::string indent(static_cast<std::size_t>(random.between(0, 6)), ' ');
    for (std::uint32_t seam : seams(model, i)) {
      std::uint32_t at = run.logical.source(run.rest.begin + seam);
      bool blank = at > 0 && (document.text()[at - 1] == ' ' || document.text()[at - 1] == '\t');
      if (!blank || at <= run.logical.source(run.rest.begin) || !random.chance(40)) continue;
      edits.push_back({{at, at}, document.escape() + std::string(document.newline()) + indent});
    }
  }
  return applied(document, std::move(edits));
}

std::string unwrap(const Document& document, Random& random) {
  model::BuildModel model(document);
  std::vector<rewrite::Edit> edits;
  std::string_view text = document.text();
  for (std::size_t i = 0; i < document.instructions().size(); ++i) {
    const Instruction& run = document.instructions()[i];
    if (!is_script(model, i) || run.comment_inside || run.blank_inside) continue;
    for (std::size_t at = run.span.begin; at < run.span.end; ++at) {
      if (text[at] != '\n' || !random.chance(70)) continue;
      std::size_t escape = at;
      while (escape > run.span.begin && text[escape] != document.escape()) --escape;
      edits.push_back({{static_cast<std::uint32_t>(escape), static_cast<std::uint32_t>(at + 1)}, ""});
    }
  }
  return applied(document, std::move(edits));
}

std::string comment_between(const Document& document, Random& random) {
  std::vector<rewrite::Edit> edits;
  std::string newline(document.newline());
  for (std::size_t i = 1; i < document.instructions().size(); ++i) {
    if (!random.chance(35)) continue;
    // A blank line between a comment and its instruction would part them.
    const Instruction& next = document.instructions()[i];
    bool blank = next.comments.empty() && random.chance(30);
    edits.push_back({{next.lines.begin, next.lines.begin}, "# a note" + newline + (blank ? newline : "")});
  }
  return applied(document, std::move(edits));
}

std::string comment_inside(const Document& document, Random& random) {
  std::vector<rewrite::Edit> edits;
  std::string newline(document.newline());
  for (const Instruction& instruction : document.instructions()) {
    // Line ends between the pieces of the logical line; here-documents come behind them.
    Span logical =
        instruction.logical.source({0, static_cast<std::uint32_t>(instruction.logical.text.size())});
    for (std::uint32_t at = logical.begin; at < logical.end; ++at) {
      if (document.text()[at] != '\n' || !random.chance(30)) continue;
      edits.push_back({{at + 1, at + 1}, (random.chance(50) ? "  # a note" : "# a note") + newline});
    }
  }
  return applied(document, std::move(edits));
}

std::string other_newline(const Document& document, Random&) {
  for (const Instruction& instruction : document.instructions()) {
    if (!instruction.heredocs.empty()) return std::string(document.text());
  }
  bool to_crlf = document.newline() == "\n";
  std::string out;
  for (char c : document.text()) {
    if (to_crlf && c == '\n') out += '\r';
    if (!to_crlf && c == '\n' && out.ends_with('\r')) out.pop_back();
    out += c;
  }
  return out;
}

namespace {

// Blanks of any number as one; none at the ends.
std::string spaced(std::string_view text) {
  std::string out;
  for (char c : text) {
    bool blank = c == ' ' || c == '\t';
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string without_cr(std::string_view text) {
  std::string out(text);
  std::erase(out, '\r');
  return out;
}

}  // namespace

std::string meaning(const Instruction& each) {
  std::string out(name(each.keyword));
  for (const syntax::Flag& flag : each.flags)
    out += " --" + std::string(flag.name) + "=<" + std::string(flag.value) + ">";
  if (each.trigger != nullptr) return out + " " + meaning(*each.trigger);
  bool named = each.keyword == Keyword::kFrom && each.args.size() == 3;
  for (const syntax::Argument& argument : each.args) {
    bool as = named && &argument == &each.args[1];
    out += as ? " AS" : " <" + spaced(argument.value) + ">";
  }
  for (const syntax::KeyValue& pair : each.pairs) {
    out += " <" + std::string(pair.key_text) +
           (pair.old_form    ? " "
            : pair.has_value ? "="
                             : "") +
           std::string(pair.value_text) + ">";
  }
  for (const syntax::Heredoc& heredoc : each.heredocs)
    out += "\n<<" + std::string(heredoc.name) + "\n" + without_cr(heredoc.content);
  return out;
}

std::string meaning(const Document& document) {
  std::string out;
  for (const Instruction& each : document.instructions()) out += meaning(each) + "\n";
  return out;
}

}  // namespace dockhone::property
