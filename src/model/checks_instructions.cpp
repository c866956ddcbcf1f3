// Build checks about what stands behind FROM.
#include <algorithm>

#include "checks.h"

namespace dockhone::model::checks {

namespace {

using syntax::Instruction;
using syntax::Keyword;

// A word of the name, parted by underscores, is one of these.
template <std::size_t N>
bool has_part(std::string_view name, const std::string_view (&parts)[N]) {
  std::string text = lower(name);
  std::string_view left = text;
  while (true) {
    auto end = left.find('_');
    if (std::find(std::begin(parts), std::end(parts), left.substr(0, end)) != std::end(parts)) return true;
    if (end == std::string_view::npos) return false;
    left.remove_prefix(end + 1);
  }
}

bool is_secret(std::string_view name) {
  constexpr std::string_view kSecret[] = {"apikey",   "auth",  "credential", "credentials", "key",
                                          "password", "pword", "passwd",     "secret",      "token"};
  constexpr std::string_view kPublic[] = {"public", "file", "version"};
  return has_part(name, kSecret) && !has_part(name, kPublic);
}

// The comment right above ARG or a named FROM is taken for its description.
void check_description(Report& report, std::size_t index, const std::vector<std::string>& names) {
  std::vector<std::string_view> comments = report.comments(index);
  if (comments.empty() || names.empty()) return;
  std::string first(comments.back().substr(0, comments.back().find(' ')));
  if (std::find(names.begin(), names.end(), first) != names.end()) return;
  report.add(kInvalidDefinitionDescription, index, names.front(),
             "the comment above does not begin with " +
                 (names.size() == 1 ? names.front() : std::string("one of the names")));
}

// Words of [ip:]host:container/protocol. BuildKit refuses what is none.
void check_port(Report& report, std::size_t index, const std::string& word) {
  auto colon = word.rfind(':');
  std::string container = colon == std::string::npos ? word : word.substr(colon + 1);
  auto slash = container.find('/');
  std::string protocol = slash == std::string::npos ? "" : container.substr(slash + 1);
  std::string plain = lower(protocol);
  bool valid = slash != 0 && !container.empty() &&
               (plain.empty() || plain == "tcp" || plain == "udp" || plain == "sctp");
  if (!valid) return;
  if (protocol != plain)
    report.add(kExposeProtoCasing, index, word, "the protocol of " + word + " is not in lower case");
  bool mapped = colon != std::string::npos && word.find_first_not_of(':') < colon;
  if (mapped) report.add(kExposeInvalidFormat, index, word, word + " names an address or a port of the host");
}

void check_expose(Report& report, std::size_t index) {
  const Instruction& expose = report.document().instructions()[index];
  const State& state = report.model().before(index);
  char escape = report.document().escape();
  auto lookup = [&](std::string_view name) { return state.lookup(name); };
  for (const syntax::Argument& argument : expose.args) {
    if (!expanded(argument.value, escape, lookup).known) continue;
    auto words = syntax::expand_words(argument.value, escape, lookup);
    if (!words) continue;
    for (const std::string& word : *words) check_port(report, index, word);
  }
}

void check_pairs(Report& report, std::size_t index) {
  const Instruction& instruction = report.document().instructions()[index];
  std::string keyword(name(instruction.keyword));
  for (const syntax::KeyValue& pair : instruction.pairs) {
    std::string key(pair.key_text);
    if (pair.old_form)
      report.add(kLegacyKeyValueFormat, index, keyword + " " + key,
                 keyword + " " + key + " has a blank in place of the equals sign");
    if (instruction.keyword != Keyword::kLabel && is_secret(key)) {
      report.add(kSecretsUsedInArgOrEnv, index, keyword + " " + key,
                 keyword + " " + key + " looks like a secret");
    }
  }
}

}  // namespace

void check_instructions(Report& report) {
  auto instructions = report.document().instructions();
  for (std::size_t i = 0; i < instructions.size(); ++i) {
    const Instruction& instruction = instructions[i];
    if (instruction.blank_inside) {
      report.at(kNone);
      Span logical =
          instruction.logical.source({0, static_cast<std::uint32_t>(instruction.logical.text.size())});
      std::uint32_t line =
          report.document().lines().position(std::max(logical.begin + 1, logical.end) - 1).line;
      report.add_on_line(kNoEmptyContinuation, line, std::string(name(instruction.keyword)),
                         "a blank line stands between continuation lines");
    }
    report.at(i);
    switch (instruction.keyword) {
      case Keyword::kMaintainer:
        report.add(kMaintainerDeprecated, i, "MAINTAINER", "MAINTAINER is deprecated");
        break;
      case Keyword::kFrom:
        if (instruction.args.size() == 3) check_description(report, i, {lower(instruction.args[2].value)});
        break;
      case Keyword::kArg: {
        std::vector<std::string> names;
        for (const syntax::KeyValue& pair : instruction.pairs) names.emplace_back(pair.key_text);
        check_description(report, i, names);
        if (report.model().stage_of(i) != kNone) check_pairs(report, i);
        break;
      }
      case Keyword::kEnv:
      case Keyword::kLabel:
        check_pairs(report, i);
        break;
      case Keyword::kExpose:
        check_expose(report, i);
        break;
      default:
        break;
    }
  }
}

namespace {

bool starts_shell_form(const Instruction& instruction) {
  bool runs = instruction.keyword == Keyword::kCmd || instruction.keyword == Keyword::kEntrypoint;
  return runs && !instruction.json;
}

// Absolute on Linux or, with a drive, on Windows.
bool absolute(std::string_view path) {
  return path.starts_with('/') || path.starts_with('\\') || (path.size() > 1 && path[1] == ':');
}

class StageState {
 public:
  StageState(Report& report, const Stage& stage) : report_(report), stage_(stage) {}

  // Returns whether a WORKDIR has been set.
  bool run(bool workdir_set) {
    std::size_t last[3] = {kNone, kNone, kNone};
    for (std::size_t i = stage_.from; i < stage_.end; ++i) {
      const Instruction& instruction = report_.document().instructions()[i];
      if (instruction.keyword == Keyword::kWorkdir) {
        if (!workdir_set) workdir(i);
        workdir_set = true;
      }
      constexpr Keyword kOnce[] = {Keyword::kCmd, Keyword::kEntrypoint, Keyword::kHealthcheck};
      for (std::size_t k = 0; k < 3; ++k) {
        if (instruction.keyword != kOnce[k]) continue;
        if (last[k] != kNone) overridden(i, last[k]);
        last[k] = i;
      }
      if (starts_shell_form(instruction) && report_.model().before(i).shell.argv.empty()) {
        std::string keyword(name(instruction.keyword));
        report_.at(i);
        report_.add(kJsonArgsRecommended, i, keyword,
                    keyword + " runs through a shell, which gets the signals in place of the program");
      }
    }
    return workdir_set;
  }

 private:
  // Reported where the one stands that has no effect; the comments of the later one count.
  void overridden(std::size_t now, std::size_t before) {
    std::string keyword(name(report_.document().instructions()[now].keyword));
    report_.at(now);
    report_.add(kMultipleInstructionsDisallowed, before, keyword,
                "a later " + keyword + " of the same stage overrides this one");
  }

  void workdir(std::size_t index) {
    const State& state = report_.model().before(index);
    std::string_view raw = report_.document().instructions()[index].rest_text();
    syntax::Expanded path = expanded(raw, report_.document().escape(), [&](std::string_view name) {
      syntax::Lookup found = state.lookup(name);
      if (found.state == syntax::Lookup::State::kUnset)
        found.state = syntax::Lookup::State::kUnknown;  // the base image may set it
      return found;
    });
    if (!path.known || absolute(path.value)) return;
    report_.at(index);
    report_.add(kWorkdirRelativePath, index, path.value,
                "WORKDIR " + path.value + " is relative, and no WORKDIR before it is absolute");
  }

  Report& report_;
  const Stage& stage_;
};

}  // namespace

void check_stage_state(Report& report) {
  std::vector<bool> workdir_set;
  for (const Stage& stage : report.model().stages()) {
    bool inherited = stage.base.kind == BaseRef::Kind::kStage && stage.base.stage < workdir_set.size() &&
                     workdir_set[stage.base.stage];
    workdir_set.push_back(StageState(report, stage).run(inherited));
  }
}

namespace {

// Official images whose environment is PATH alone.
constexpr std::string_view kPathOnly[] = {"alpine", "busybox", "debian", "ubuntu"};

bool environment_known(const BuildModel& model, const Stage& stage) {
  const BaseRef& base = model.base_under(stage.index);
  if (base.kind == BaseRef::Kind::kScratch) return true;
  if (base.kind != BaseRef::Kind::kImage) return false;
  return std::find(std::begin(kPathOnly), std::end(kPathOnly), base.image->official()) != std::end(kPathOnly);
}

bool declared(const State& state, std::string_view name) {
  for (const Binding* at = state.vars; at != nullptr; at = at->next) {
    if (at->name == name) return true;
  }
  return name == "PATH";
}

// Arguments of a stage that this one is built on are not set, but are known by name.
bool declared_below(const BuildModel& model, const Stage& stage, std::string_view name) {
  for (const Stage* at = &stage; at->base.kind == BaseRef::Kind::kStage;) {
    at = &model.stages()[at->base.stage];
    for (std::size_t i = at->from; i < at->end; ++i) {
      const Instruction& instruction = model.document().instructions()[i];
      if (instruction.keyword != Keyword::kArg) continue;
      for (const syntax::KeyValue& pair : instruction.pairs) {
        if (pair.key_text == name) return true;
      }
    }
  }
  return false;
}

class Variables {
 public:
  Variables(Report& report, const Stage& stage, std::size_t index)
      : report_(report), stage_(stage), index_(index), state_(report.model().before(index)) {}

  void run() {
    const Instruction& instruction = report_.document().instructions()[index_];
    using enum Keyword;
    switch (instruction.keyword) {
      case kEnv:
      case kLabel:
        for (const syntax::KeyValue& pair : instruction.pairs) {
          word(pair.key_text);
          word(pair.value_text);
        }
        return;
      case kArg:
        for (const syntax::KeyValue& pair : instruction.pairs) {
          if (pair.has_value) word(pair.value_text);
        }
        return;
      case kWorkdir:
      case kUser:
      case kStopsignal:
        return word(instruction.rest_text());
      case kVolume:
        return words(instruction);
      case kCopy:
      case kAdd:
        for (std::string_view flag : {"chown", "chmod", "checksum"}) {
          if (const syntax::Flag* found = instruction.flag(flag)) word(found->value);
        }
        return words(instruction);
      default:
        return;
    }
  }

 private:
  void words(const Instruction& instruction) {
    for (const syntax::Argument& argument : instruction.args) {
      bool heredoc = argument.value.starts_with("<<") && !instruction.heredocs.empty();
      if (!heredoc) word(argument.value);
    }
  }

  void word(std::string_view text) {
    if (text.find('$') == std::string_view::npos) return;
    auto lookup = [&](std::string_view name) { return state_.lookup(name); };
    for (const std::string& name : expanded(text, report_.document().escape(), lookup).unset) {
      if (declared(state_, name) || declared_below(report_.model(), stage_, name)) continue;
      report_.add(kUndefinedVar, index_, name, "nothing defines $" + name);
    }
  }

  Report& report_;
  const Stage& stage_;
  std::size_t index_;
  const State& state_;
};

}  // namespace

void check_variables(Report& report) {
  for (const Stage& stage : report.model().stages()) {
    if (!environment_known(report.model(), stage)) continue;
    for (std::size_t i = stage.from + 1; i < stage.end; ++i) {
      report.at(i);
      Variables(report, stage, i).run();
    }
  }
}

}  // namespace dockhone::model::checks
