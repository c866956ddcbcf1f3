// sort-packages: a package list over several lines becomes one package a line, sorted, each once: a change to
// it is then one line of a diff. Order means nothing to these package managers; where it does (pip), lists
// are left alone.
#include <algorithm>
#include <optional>

#include "transforms/passes.h"
#include "transforms/shared/runs.h"
#include "transforms/shared/words.h"

namespace dockhone::transforms {

namespace {

using model::Arg;
using model::Call;
using syntax::Instruction;

struct Decline {
  std::string_view reason;
  std::string why;
};

bool orderless(std::string_view manager) {
  return manager == "apt" || manager == "apk" || manager == "rpm" || manager == "zypper" ||
         manager == "pacman";
}

// The operands of one call: where they stand in the Dockerfile, and what they are.
struct List {
  Span place;                              // from the first to the last, in the source
  std::vector<std::string_view> packages;  // as written
  std::vector<std::string> names;          // as the program gets them; variables as written
  std::string indent;                      // of the lines that begin with one
};

bool blank(char c) { return c == ' ' || c == '\t'; }

// What stands before `at` on its line, where that is only blanks; nullopt otherwise.
std::optional<std::string> indent_of(std::string_view text, std::uint32_t at) {
  std::uint32_t begin = at;
  while (begin > 0 && blank(text[begin - 1])) --begin;
  if (begin == 0 || text[begin - 1] != '\n') return std::nullopt;
  return std::string(text.substr(begin, at - begin));
}

// Without quotes, and without the blanks in a $(command).
std::string as_one_word(std::string_view written) {
  std::string out;
  for (char c : written) {
    if (c != '"' && c != '\'') out += blank(c) ? '_' : c;
  }
  return out;
}

// May stand for several words, or for none, or for an option; or is an empty word.
bool is_variable(const Arg& arg) { return arg.unsure || (arg.text.empty() && (arg.splits || arg.known)); }

std::optional<Decline> read_list(const Call& call, const std::vector<const Arg*>& operands,
                                 const WordEdits& words, std::string_view text, List& list) {
  const model::Invocation& invocation = call.invocation;
  std::uint16_t last = 0;
  for (const Arg* arg : operands) {
    const shell::Word& word = invocation.command().words[arg->word];
    if (!list.packages.empty() && arg->word != last + 1)
      return Decline{"options-between", "options stand between the packages"};
    last = arg->word;
    if (is_variable(*arg)) {
      return Decline{"variable", "a variable in the list may stand for several packages, or for options"};
    }
    auto place = words.source(word.span);
    if (!place) return Decline{"broken-word", "a continuation stands inside a word of it"};
    if (list.packages.empty()) list.place = *place;
    list.place.end = place->end;
    list.packages.push_back(place->in(text));
    list.names.push_back(arg->known ? std::string(arg->text) : as_one_word(list.packages.back()));
    if (list.indent.empty()) list.indent = indent_of(text, place->begin).value_or("");
  }
  // A redirection may stand between words.
  for (const shell::Redirect& redirect : invocation.command().redirects) {
    auto place = words.source(redirect.span);
    if (!place || list.place.overlaps(*place))
      return Decline{"redirection", "a redirection stands in the list"};
  }
  return std::nullopt;
}

// Between two packages stand blanks, and line ends behind the escape character.
bool only_continuations(std::string_view gap, char escape) {
  return std::all_of(gap.begin(), gap.end(),
                     [&](char c) { return blank(c) || c == '\n' || c == '\r' || c == escape; });
}

// -package, package- and +package change what another word of the list means: then order counts.
bool modifies(std::string_view package, std::string_view manager) {
  if (package.starts_with('!')) return true;
  if (manager == "zypper")
    return package.starts_with('-') || package.starts_with('+') || package.starts_with('~');
  if (manager == "apk") return package.starts_with('.');
  return manager == "apt" && (package.ends_with('-') || (package.ends_with('+') && !package.ends_with("++")));
}

std::string_view without_version(std::string_view package) {
  bool path = package.starts_with('/') || package.starts_with('.') || contains(package, "://");
  return path ? package : package.substr(0, package.find_first_of("=<>~/"));
}

// Which packages are listed in two versions: the last one counts.
std::vector<bool> in_two_versions(const std::vector<std::string>& names) {
  std::vector<std::string_view> bare(names.size());
  std::transform(names.begin(), names.end(), bare.begin(), without_version);
  std::vector<bool> result(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (std::size_t k = 0; k < names.size() && !bare[i].empty() && !result[i]; ++k)
      result[i] = bare[i] == bare[k] && names[i] != names[k];
  }
  return result;
}

std::string_view unquoted(std::string_view text) {
  while (text.starts_with('"') || text.starts_with('\'')) text.remove_prefix(1);
  return text;
}

// In the order of ASCII, without quotes.
bool sorts_before(std::string_view left, std::string_view right) { return unquoted(left) < unquoted(right); }

// Each package has a line of its own, apart from what else stands on it.
bool has_lines(const List& list, std::string_view text) {
  for (std::size_t i = 1; i < list.packages.size(); ++i) {
    const char* end = list.packages[i - 1].data() + list.packages[i - 1].size();
    auto begin = static_cast<std::size_t>(end - text.data());
    auto size = static_cast<std::size_t>(list.packages[i].data() - end);
    if (text.substr(begin, size).find('\n') == std::string_view::npos) return false;
  }
  return true;
}

// The packages of the list as lines, the first on the line that `place` begins on.
std::string lines_of(const List& list, const std::vector<std::string_view>& packages,
                     const syntax::Document& document) {
  std::string out;
  for (std::size_t i = 0; i < packages.size(); ++i) {
    if (i > 0) out.append(" ").append(1, document.escape()).append(document.newline()).append(list.indent);
    out += packages[i];
  }
  return out;
}

std::optional<Decline> sort_call(const syntax::Document& document, const Instruction& run, const Call& call,
                                 std::vector<rewrite::Edit>& edits,
                                 std::vector<rewrite::Difference>& differences) {
  const model::Invocation& invocation = call.invocation;
  if (!orderless(invocation.manager()) || invocation.kind() != model::VerbKind::kInstall ||
      invocation.operand_count() < 2) {
    return std::nullopt;
  }
  std::string_view text = document.text();
  WordEdits words(document, run);
  List list;
  auto operands = invocation.operands();
  const Arg* unsure = invocation.unsure();
  while (!operands.empty() && is_variable(*operands.back())) {  // what comes last moves nothing
    if (unsure == operands.back()) unsure = nullptr;
    operands.pop_back();
  }
  if (operands.size() < 2) return std::nullopt;
  auto begin = words.source(invocation.command().words[operands.front()->word].span);
  auto end = words.source(invocation.command().words[operands.back()->word].span);
  if (!begin || !end) return Decline{"broken-word", "a continuation stands inside a word of it"};
  if (Span{begin->begin, end->end}.in(text).find('\n') == std::string_view::npos) return std::nullopt;
  if (auto declined = read_list(call, operands, words, text, list)) return declined;
  if (unsure != nullptr) return Decline{"unsure-options", "which of its words are packages is not sure"};
  std::vector<std::string_view> sorted = list.packages;
  std::stable_sort(sorted.begin(), sorted.end(), sorts_before);
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  if (sorted == list.packages && has_lines(list, text)) return std::nullopt;
  bool begins_line = indent_of(text, list.place.begin).has_value();
  std::string after = lines_of(list, sorted, document);
  if (!begins_line)
    after = std::string(1, document.escape()) + std::string(document.newline()) + list.indent + after;
  std::uint32_t at = list.place.begin;
  std::vector<bool> twice = in_two_versions(list.names);
  for (std::size_t i = 0; i < list.packages.size(); ++i) {
    std::string_view package = list.packages[i];
    if (twice[i] || modifies(list.names[i], invocation.manager())) {
      return Decline{"order-matters", std::string(package) + (twice[i] ? " is listed in two versions"
                                                                       : " changes what the others mean")};
    }
    auto offset = static_cast<std::uint32_t>(package.data() - text.data());
    if (!only_continuations(text.substr(at, offset - at), document.escape())) {
      return Decline{"comment", "a comment stands in the list, and would have to move with a package"};
    }
    at = offset + static_cast<std::uint32_t>(package.size());
  }
  auto name_of = [&](std::string_view package) {
    auto found = std::find_if(list.packages.begin(), list.packages.end(),
                              [&](std::string_view each) { return each.data() == package.data(); });
    return list.names[static_cast<std::size_t>(found - list.packages.begin())];
  };
  std::string was;
  for (const std::string& each : list.names) was.append(was.empty() ? "" : " ").append(each);
  std::string now;
  for (std::string_view each : sorted) now.append(now.empty() ? "" : " ").append(name_of(each));
  differences.push_back(
      {rewrite::Difference::Kind::kOrder, std::string(invocation.program()), std::move(was), std::move(now)});
  edits.push_back({list.place, std::move(after)});
  return std::nullopt;
}

bool may_hold_list(const model::BuildModel& model, std::size_t run) {
  bool one_line = model.document().instructions()[run].logical.pieces.size() < 2;
  return !one_line && model.text(run).holds_any({"install", "add", "zypper", "pacman"});
}

void run(const model::BuildModel& model, const rewrite::Facts&, rewrite::Proposal& proposal) {
  const syntax::Document& document = model.document();
  auto wanted = [&](std::size_t run) { return may_hold_list(model, run); };
  for_each_script_if(model, proposal, wanted, [&](std::size_t index, const model::RunScript& script) {
    const Instruction& instruction = document.instructions()[index];
    rewrite::Draft draft;
    for (const Call& call : script.calls) {
      if (auto declined = sort_call(document, instruction, call, draft.edits, draft.differences)) {
        proposal.decline(instruction.span, declined->reason, std::move(declined->why));
      }
    }
    if (draft.edits.empty()) return;
    draft.place = instruction.span;
    draft.risk = rewrite::Risk::kReview;
    draft.what = "sort the packages, one a line";
    draft.why = "a package more or less is then one line of a diff, and none is listed twice";
    proposal.change(std::move(draft));
  });
}

}  // namespace

const rewrite::Pass kSortPackages = {
    "sort-packages", "Sort package lists that span lines, one package a line", rewrite::Risk::kReview, run};

}  // namespace dockhone::transforms
