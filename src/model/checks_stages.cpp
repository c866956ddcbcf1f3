// Build checks about FROM: casing, names, arguments and platforms.
#include <algorithm>
#include <map>
#include <set>

#include "checks.h"
#include "dockhone/image/reference.h"

namespace dockhone::model::checks {

namespace {

using syntax::Instruction;
using syntax::Keyword;

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c & ~0x20) : c;
  return out;
}

std::string_view keyword(const Report& report, std::size_t instruction) {
  return report.document().instructions()[instruction].keyword_span.in(report.document().text());
}

// The majority counts FROM and what follows; ARG before the first FROM does not take part.
void check_keywords(Report& report) {
  auto stages = report.model().stages();
  std::size_t first = stages.empty() ? report.document().instructions().size() : stages.front().from;
  int lowers = 0;
  int uppers = 0;
  for (std::size_t i = first; i < report.document().instructions().size(); ++i) {
    std::string_view word = keyword(report, i);
    if (word == lower(word)) {
      ++lowers;
    } else if (word == upper(word)) {
      ++uppers;
    }
  }
  bool want_lower = lowers > uppers;
  report.at(kNone);
  for (std::size_t i = first; i < report.document().instructions().size(); ++i) {
    std::string_view word = keyword(report, i);
    if (word == (want_lower ? lower(word) : upper(word))) continue;
    // The subject is the file: with an instruction less, the other case may be that of most, never with more
    // findings.
    report.add(kConsistentInstructionCasing, i, "keywords",
               std::string(word) + " is not in " + (want_lower ? "lower" : "upper") +
                   " case, as most keywords of this file are");
  }
}

}  // namespace

void check_casing(Report& report) {
  check_keywords(report);
  for (const Stage& stage : report.model().stages()) {
    const Instruction& from = report.document().instructions()[stage.from];
    if (from.args.size() != 3) continue;
    report.at(stage.from);
    std::string name(from.args[2].value);
    if (name != lower(name))
      report.add(kStageNameCasing, stage.from, name, "the stage name " + name + " is not in lower case");
    std::string_view word = keyword(report, stage.from);
    std::string_view as = from.args[1].value;
    bool matches = word == lower(word) ? as == lower(as) : word != upper(word) || as == upper(as);
    if (!matches)
      report.add(kFromAsCasing, stage.from, name,
                 std::string(as) + " is not in the case of " + std::string(word));
  }
}

void check_stage_names(Report& report) {
  report.at(kNone);
  std::set<std::string> seen;
  for (const Stage& stage : report.model().stages()) {
    if (stage.name.empty()) continue;
    std::string name = lower(stage.name);
    if (name == "scratch" || name == "context")
      report.add(kReservedStageName, stage.from, name, "the stage name " + name + " is reserved");
    if (!seen.insert(name).second)
      report.add(kDuplicateStageName, stage.from, name, "an earlier stage is called " + name + " too");
  }
}

namespace {

using Lookup = syntax::Lookup;
using Values =
    std::map<std::string, std::optional<std::string>, std::less<>>;  // declared; nullopt: without a value

constexpr std::string_view kPlatformArgs[] = {
    "BUILDPLATFORM", "BUILDOS",         "BUILDOSVERSION", "BUILDARCH",     "BUILDVARIANT", "TARGETPLATFORM",
    "TARGETOS",      "TARGETOSVERSION", "TARGETARCH",     "TARGETVARIANT", "TARGETSTAGE"};

bool is_platform_arg(std::string_view name) {
  return std::find(std::begin(kPlatformArgs), std::end(kPlatformArgs), name) != std::end(kPlatformArgs);
}

// What ARG before the first FROM declares.
class GlobalArgs {
 public:
  explicit GlobalArgs(const syntax::Document& document) : escape_(document.escape()) {
    for (const Instruction& instruction : document.instructions()) {
      if (instruction.keyword != Keyword::kArg) break;
      for (const syntax::KeyValue& pair : instruction.pairs) declare(pair);
    }
  }

  Lookup lookup(std::string_view name) const {
    auto at = values_.find(name);
    if (at != values_.end() && at->second) return {Lookup::State::kSet, *at->second};
    if (is_platform_arg(name) || unknown_.contains(name)) return {Lookup::State::kUnknown, {}};
    return {};
  }
  syntax::LookupFn lookup_fn() const {
    return [this](std::string_view name) { return lookup(name); };
  }
  bool declared(std::string_view name) const {
    return values_.contains(name) || unknown_.contains(name) || is_platform_arg(name);
  }

 private:
  void declare(const syntax::KeyValue& pair) {
    std::string name(pair.key_text);
    if (!pair.has_value) {
      values_.emplace(name, std::nullopt);  // an earlier default stays
      return;
    }
    syntax::Expanded value = expanded(pair.value_text, escape_, lookup_fn());
    values_.erase(name);
    if (value.known) {
      values_[name] = value.value;
    } else {
      unknown_.insert(name);
    }
  }

  char escape_;
  Values values_;
  std::set<std::string, std::less<>> unknown_;
};

void check_declared(Report& report, const GlobalArgs& args, std::size_t from, std::string_view word) {
  for (const std::string& name : expanded(word, report.document().escape(), args.lookup_fn()).unset) {
    if (!args.declared(name))
      report.add(kUndefinedArgInFrom, from, name, "no ARG before the first FROM declares " + name);
  }
}

// With the defaults alone, as if no --build-arg was given.
void check_default(Report& report, const GlobalArgs& args, const Stage& stage) {
  std::string_view word = report.document().instructions()[stage.from].args[0].value;
  syntax::Expanded name = expanded(word, report.document().escape(), args.lookup_fn());
  if (!name.known || image::parse_reference(name.value)) return;
  report.add(kInvalidDefaultArgInFrom, stage.from, std::string(word),
             std::string(word) + (name.value.empty() ? " is empty" : " is no valid image name") +
                 " with the defaults of its arguments");
}

constexpr std::string_view kSystems[] = {"aix",     "android", "darwin",  "dragonfly", "freebsd", "hurd",
                                         "illumos", "ios",     "js",      "linux",     "nacl",    "netbsd",
                                         "openbsd", "plan9",   "solaris", "windows",   "zos",     "wasip1"};
constexpr std::string_view kArchitectures[] = {
    "386",     "amd64",  "amd64p32", "arm",      "armbe",     "arm64",       "arm64be", "loong64",
    "mips",    "mipsle", "mips64",   "mips64le", "mips64p32", "mips64p32le", "ppc",     "ppc64",
    "ppc64le", "riscv",  "riscv64",  "s390",     "s390x",     "sparc",       "sparc64", "wasm"};

template <class List>
bool listed(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

std::string architecture(std::string_view name) {
  if (name == "i386") return "386";
  if (name == "x86_64" || name == "x86-64") return "amd64";
  if (name == "aarch64") return "arm64";
  if (name == "armhf" || name == "armel") return "arm";
  return std::string(name);
}

// Parts of linux/arm64/v8; nullopt where that is no platform.
struct Platform {
  std::string system;
  std::string machine;
};

std::optional<Platform> parse_platform(std::string_view text) {
  constexpr std::string_view kAllowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-/()+";
  if (text.empty() || text.find_first_not_of(kAllowed) != std::string_view::npos) return std::nullopt;
  auto slash = text.find('/');
  std::string first = lower(text.substr(0, slash));
  first = first.substr(0, first.find('('));
  if (slash == std::string_view::npos) {
    if (listed(kSystems, first)) return Platform{first, "amd64"};
    first = architecture(first);
    return listed(kArchitectures, first) ? std::optional(Platform{"linux", first}) : std::nullopt;
  }
  if (first == "macos") first = "darwin";
  std::string_view rest = text.substr(slash + 1);
  std::string second = architecture(lower(rest.substr(0, rest.find('/'))));
  if (second.empty()) return std::nullopt;
  return Platform{first, second};
}

void check_platform(Report& report, const GlobalArgs& args, const Stage& stage) {
  const syntax::Flag* flag = report.document().instructions()[stage.from].flag("platform");
  if (flag == nullptr || flag->value.empty()) return;
  char escape = report.document().escape();
  check_declared(report, args, stage.from, flag->value);
  auto variables = syntax::variables(flag->value, escape);
  if (variables.empty()) {
    syntax::Expanded value = expanded(flag->value, escape, args.lookup_fn());
    auto platform = parse_platform(value.value);
    std::string name = lower(stage.name);
    if (!platform || name.find(platform->system) != std::string::npos ||
        name.find(platform->machine) != std::string::npos)
      return;
    report.add(kFromPlatformFlagConstDisallowed, stage.from, value.value,
               "--platform has the constant value " + value.value);
    return;
  }
  std::string text(flag->value);
  bool only_target = variables.size() == 1 && variables[0].name.in(text) == "TARGETPLATFORM";
  if (!only_target) return;
  auto marked = [](std::string_view) { return Lookup{Lookup::State::kSet, "\x01"}; };
  if (expanded(text, escape, marked).value == "\x01") {
    report.add(kRedundantTargetPlatform, stage.from, text,
               "--platform=" + text + " is what a stage has anyway");
  }
}

}  // namespace

void check_from(Report& report) {
  GlobalArgs args(report.document());
  for (const Stage& stage : report.model().stages()) {
    const Instruction& from = report.document().instructions()[stage.from];
    if (from.args.empty()) continue;
    report.at(kNone);
    check_default(report, args, stage);
    report.at(stage.from);
    check_declared(report, args, stage.from, from.args[0].value);
    check_platform(report, args, stage);
  }
}

}  // namespace dockhone::model::checks
