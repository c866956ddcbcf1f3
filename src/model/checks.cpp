#include "checks.h"

#include <algorithm>

namespace dockhone::model {

namespace checks {

const Rule kConsistentInstructionCasing = {"ConsistentInstructionCasing",
                                           "write all keywords in the same case"};
const Rule kDuplicateStageName = {"DuplicateStageName", "give each stage a name of its own"};
const Rule kExposeInvalidFormat = {"ExposeInvalidFormat", "name the container's port only: EXPOSE 80/tcp"};
const Rule kExposeProtoCasing = {"ExposeProtoCasing", "write the protocol in lower case"};
const Rule kFromAsCasing = {"FromAsCasing", "write AS in the case of FROM"};
const Rule kFromPlatformFlagConstDisallowed = {
    "FromPlatformFlagConstDisallowed",
    "leave --platform out, use a variable such as $BUILDPLATFORM, or name the stage after its platform"};
const Rule kInvalidDefaultArgInFrom = {"InvalidDefaultArgInFrom",
                                       "give the ARG a default with which the image's name is valid"};
const Rule kInvalidDefinitionDescription = {
    "InvalidDefinitionDescription",
    "begin the comment with the name that it describes, or part it from the instruction by an empty comment",
    true};
const Rule kJsonArgsRecommended = {
    "JSONArgsRecommended", "write the command as a JSON array, so that it gets the signals, not a shell"};
const Rule kLegacyKeyValueFormat = {"LegacyKeyValueFormat", "write key=value"};
const Rule kMaintainerDeprecated = {"MaintainerDeprecated", "use LABEL org.opencontainers.image.authors"};
const Rule kMultipleInstructionsDisallowed = {"MultipleInstructionsDisallowed",
                                              "remove it: only the last one of a stage counts"};
const Rule kNoEmptyContinuation = {"NoEmptyContinuation", "remove the blank lines, or put a comment there"};
const Rule kRedundantTargetPlatform = {"RedundantTargetPlatform",
                                       "leave --platform out: the target platform is the default"};
const Rule kReservedStageName = {"ReservedStageName",
                                 "choose another name: scratch and context have a meaning of their own"};
const Rule kSecretsUsedInArgOrEnv = {"SecretsUsedInArgOrEnv",
                                     "use a secret mount: the value stays in the image's history"};
const Rule kStageNameCasing = {"StageNameCasing", "write stage names in lower case"};
const Rule kUndefinedArgInFrom = {"UndefinedArgInFrom", "declare it with ARG before the first FROM"};
const Rule kUndefinedVar = {"UndefinedVar", "declare it with ARG or ENV before its use"};
const Rule kWorkdirRelativePath = {"WorkdirRelativePath",
                                   "write an absolute path: where this leads depends on the base image"};

namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\v\f";
  auto first = text.find_first_not_of(kBlank);
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

void read_names(std::string_view value, bool& all, std::set<std::string, std::less<>>& names) {
  value = trimmed(value);
  if (value == "all") {
    all = true;
    return;
  }
  for (std::size_t comma = 0; comma != std::string_view::npos;
       value.remove_prefix(std::min(value.size(), comma + 1))) {
    comma = value.find(',');
    names.emplace(trimmed(value.substr(0, comma)));
    if (comma == std::string_view::npos) return;
  }
}

std::optional<bool> truth(std::string_view text) {
  constexpr std::string_view kYes[] = {"1", "t", "T", "true", "TRUE", "True"};
  constexpr std::string_view kNo[] = {"0", "f", "F", "false", "FALSE", "False"};
  if (std::find(std::begin(kYes), std::end(kYes), text) != std::end(kYes)) return true;
  if (std::find(std::begin(kNo), std::end(kNo), text) != std::end(kNo)) return false;
  return std::nullopt;
}

// What stands behind `check=` in a comment, up to the first blank.
std::string_view check_comment(std::string_view comment) {
  auto equals = comment.find('=');
  if (equals == std::string_view::npos || lower(trimmed(comment.substr(0, equals))) != "check") return {};
  std::string_view value = trimmed(comment.substr(equals + 1));
  return value.substr(0, value.find(' '));
}

}  // namespace

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  return out;
}

syntax::Expanded expanded(std::string_view word, char escape, const syntax::LookupFn& lookup) {
  if (auto result = syntax::expand_word(word, escape, lookup)) return std::move(*result);
  syntax::Expanded unknown;
  unknown.known = false;
  return unknown;
}

std::optional<Switches> parse_switches(std::string_view value) {
  Switches switches;
  value = trimmed(value);
  for (int part = 0; !value.empty(); ++part) {
    std::size_t end = part < 2 ? value.find(';') : std::string_view::npos;  // three parts at most
    std::string_view option = value.substr(0, end);
    auto equals = option.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    std::string_view key = trimmed(option.substr(0, equals));
    std::string_view rest = option.substr(equals + 1);
    if (key == "skip") {
      read_names(rest, switches.skip_all, switches.skip);
    } else if (key == "experimental") {
      read_names(rest, switches.experimental_all, switches.experimental);
    } else if (auto yes = truth(trimmed(rest)); key == "error" && yes) {
      switches.error = *yes;
    } else {
      return std::nullopt;
    }
    if (end == std::string_view::npos) break;
    value.remove_prefix(end + 1);
    if (value.empty()) return std::nullopt;  // `skip=all;` has an empty last option
  }
  return switches;
}

bool Switches::allows(const Rule& rule) const {
  if (rule.experimental) return experimental_all || experimental.contains(rule.name);
  return !skip_all && !skip.contains(rule.name);
}

Report::Report(const BuildModel& model) : model_(model) {
  for (const syntax::Directive& directive : document().directives()) {
    if (directive.name != "check") continue;
    if (auto switches = parse_switches(directive.value)) file_ = std::move(*switches);
  }
  here_ = file_;
}

std::vector<std::string_view> Report::comments(std::size_t instruction) const {
  std::string_view text = document().text();
  std::uint32_t begin = instruction == 0 ? 0 : document().instructions()[instruction - 1].lines.end;
  std::uint32_t end = document().instructions()[instruction].span.begin;
  std::vector<std::string_view> found;
  auto all = document().comments();
  auto next = std::lower_bound(all.begin(), all.end(), begin,
                               [](Span comment, std::uint32_t at) { return comment.begin < at; });
  for (; next != all.end() && next->begin < end; ++next) {
    // Of an indented comment BuildKit takes the first blank for the sign.
    bool indented =
        next->begin > 0 && text[next->begin - 1] != '\n' && !(next->begin == 3 && document().has_bom());
    std::string_view words = indented ? next->in(text) : trimmed(next->in(text).substr(1));
    if (words.empty()) {
      found.clear();
    } else {
      found.push_back(words);
    }
  }
  return found;
}

void Report::at(std::size_t instruction) {
  here_ = file_;
  if (instruction == kNone) return;
  for (std::string_view comment : comments(instruction)) {
    std::string_view value = check_comment(comment);
    if (value.empty()) continue;
    auto more = parse_switches(value);
    if (!more) return;
    here_.skip_all |= more->skip_all;
    here_.experimental_all |= more->experimental_all;
    here_.skip.merge(more->skip);
    here_.experimental.merge(more->experimental);
    return;  // the first one counts
  }
}

void Report::add(const Rule& rule, std::size_t instruction, std::string subject, std::string message) {
  if (!here_.allows(rule)) return;
  const syntax::Instruction& about = document().instructions()[instruction];
  std::uint32_t first = document().lines().position(about.span.begin).line;
  std::uint32_t last = document().lines().position(about.span.end - 1).line;
  found_.push_back({rule.name, std::move(subject), first, last, std::move(message), rule.help, file_.error});
}

void Report::add_on_line(const Rule& rule, std::uint32_t line, std::string subject, std::string message) {
  if (!here_.allows(rule)) return;
  found_.push_back({rule.name, std::move(subject), line, line, std::move(message), rule.help, file_.error});
}

std::vector<Finding> Report::take() {
  std::stable_sort(found_.begin(), found_.end(), [](const Finding& a, const Finding& b) {
    return a.first != b.first ? a.first < b.first : a.check < b.check;
  });
  return std::move(found_);
}

}  // namespace checks

std::vector<Finding> check(const BuildModel& model) {
  checks::Report report(model);
  checks::check_casing(report);
  checks::check_stage_names(report);
  checks::check_from(report);
  checks::check_instructions(report);
  checks::check_stage_state(report);
  checks::check_variables(report);
  return report.take();
}

std::vector<std::string_view> check_names() {
  using namespace checks;
  return {kConsistentInstructionCasing.name,
          kDuplicateStageName.name,
          kExposeInvalidFormat.name,
          kExposeProtoCasing.name,
          kFromAsCasing.name,
          kFromPlatformFlagConstDisallowed.name,
          kInvalidDefaultArgInFrom.name,
          kInvalidDefinitionDescription.name,
          kJsonArgsRecommended.name,
          kLegacyKeyValueFormat.name,
          kMaintainerDeprecated.name,
          kMultipleInstructionsDisallowed.name,
          kNoEmptyContinuation.name,
          kRedundantTargetPlatform.name,
          kReservedStageName.name,
          kSecretsUsedInArgOrEnv.name,
          kStageNameCasing.name,
          kUndefinedArgInFrom.name,
          kUndefinedVar.name,
          kWorkdirRelativePath.name};
}

}  // namespace dockhone::model
