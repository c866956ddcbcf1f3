// What the reference checks when it turns a parsed line into an instruction.
#include <algorithm>
#include <array>

#include "dockhone/base/printable.h"
#include "parser.h"
#include "unicode.h"

namespace dockhone::syntax {

namespace {

std::string upper_name(const Instruction& instruction) { return std::string(name(instruction.keyword)); }

bool is_stage_name(std::string_view text) {
  std::string lower = to_lower(text);
  auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  auto rest = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'; };
  return !lower.empty() && letter(lower[0]) && std::all_of(lower.begin(), lower.end(), rest);
}

// Case folding makes a long s an s.
bool is_as(std::string_view text) {
  return to_lower(text) == "as" || text == "a\xc5\xbf" || text == "A\xc5\xbf";
}

}  // namespace

bool Parser::validate(const Instruction& instruction) {
  if (checks_ == Checks::kGrammarOnly) return true;
  Keyword keyword = instruction.keyword;
  if (!validate_flags(instruction) || !validate_form(instruction)) return false;
  if (keyword == Keyword::kFrom) saw_from_ = true;
  if (saw_from_ || keyword == Keyword::kArg) return true;
  return fail(instruction.keyword_span.begin, upper_name(instruction) + " stands before the first FROM",
              "only ARG may stand there; begin the stage with FROM");
}

bool Parser::need_argument(const Instruction& instruction, std::string help) {
  if (!instruction.args.empty()) return true;
  return fail(instruction.keyword_span.begin, upper_name(instruction) + " needs an argument",
              std::move(help));
}

bool Parser::validate_form(const Instruction& instruction) {
  switch (instruction.keyword) {
    case Keyword::kFrom:
      return validate_from(instruction);
    case Keyword::kEnv:
    case Keyword::kLabel:
    case Keyword::kArg:
      return validate_pairs(instruction);
    case Keyword::kAdd:
    case Keyword::kCopy:
      return validate_copy(instruction);
    case Keyword::kHealthcheck:
      return validate_health(instruction);
    case Keyword::kExpose:
      return need_argument(instruction, "write a port, such as EXPOSE 8080");
    case Keyword::kUser:
      return need_argument(instruction, "write a user, such as USER 1000:1000");
    case Keyword::kWorkdir:
      return need_argument(instruction, "write a directory, such as WORKDIR /app");
    case Keyword::kStopsignal:
      return need_argument(instruction, "write a signal, such as STOPSIGNAL SIGTERM");
    case Keyword::kMaintainer:
      return need_argument(instruction, "write a name, or remove the line");
    case Keyword::kVolume:
      return need_argument(instruction, "write a path, such as VOLUME /data") &&
             validate_volumes(instruction);
    case Keyword::kShell:
      return validate_shell(instruction);
    case Keyword::kOnbuild:
      if (!instruction.rest.empty()) return true;
      return fail(instruction.keyword_span.begin, "ONBUILD needs an instruction", "such as ONBUILD RUN make");
    default:
      return true;
  }
}

bool Parser::validate_shell(const Instruction& instruction) {
  if (instruction.json && !instruction.args.empty()) return true;
  return fail(instruction.keyword_span.begin, "SHELL needs a JSON array with at least one string",
              R"(write SHELL ["/bin/bash", "-c"])");
}

bool Parser::validate_volumes(const Instruction& instruction) {
  for (const Argument& volume : instruction.args) {
    if (trim(volume.value).empty()) {
      return fail(volume.span.begin, "the path of a volume is empty", "write a path, or remove it");
    }
  }
  return true;
}

bool Parser::validate_from(const Instruction& instruction) {
  auto args = instruction.args;
  bool named = args.size() == 3 && is_as(args[1].value);
  if (args.size() != 1 && !named) {
    std::uint32_t offset = args.size() > 1 ? args[1].span.begin : instruction.keyword_span.begin;
    return fail(offset, "FROM takes an image, or an image, AS and a name",
                "write FROM image AS name; a comment needs a line of its own");
  }
  if (!named || is_stage_name(args[2].value)) return true;
  return fail(args[2].span.begin, "this is no name for a stage",
              "begin with a letter; letters, digits, - _ . may follow");
}

bool Parser::validate_pairs(const Instruction& instruction) {
  if (instruction.pairs.empty()) {
    return fail(instruction.keyword_span.begin, upper_name(instruction) + " needs an argument",
                "write name=value");
  }
  for (const KeyValue& pair : instruction.pairs) {
    if (!pair.key_text.empty()) continue;
    return fail(pair.span.begin, "the name before = is missing", "write name=value");
  }
  return true;
}

bool Parser::validate_copy(const Instruction& instruction) {
  if (instruction.args.size() < 2) {
    return fail(instruction.keyword_span.begin, upper_name(instruction) + " needs a source and a destination",
                "write " + upper_name(instruction) + " source destination");
  }
  const Argument& destination = instruction.args.back();
  if (parse_heredoc(destination.value, *document_.arena_).kind != HeredocWord::Kind::kHeredoc) return true;
  return fail(destination.span.begin, "a here-document cannot be the destination",
              "write the destination after it");
}

bool Parser::validate_flags(const Instruction& instruction) {
  Keyword keyword = instruction.keyword;
  // The reference never looks at the flags of these.
  if (instruction.flags.empty() || keyword == Keyword::kArg || keyword == Keyword::kStopsignal) {
    return keyword != Keyword::kRun || validate_run(instruction);
  }
  auto rules = info(keyword).flags;
  bool healthcheck = keyword == Keyword::kHealthcheck && !instruction.args.empty();
  if (healthcheck && to_lower(instruction.args[0].value) == "none") return true;
  for (const Flag& flag : instruction.flags) {
    auto rule =
        std::find_if(rules.begin(), rules.end(), [&](const FlagRule& r) { return r.name == flag.name; });
    if (rule == rules.end()) return unknown_flag(instruction, flag);
    if (rule->type != FlagType::kStrings && instruction.flag(flag.name) != &flag) {
      return fail(flag.span.begin, "the flag --" + std::string(flag.name) + " is given twice",
                  "remove one of the two");
    }
    if (!validate_flag(flag, rule->type)) return false;
  }
  return keyword != Keyword::kRun || validate_run(instruction);
}

bool Parser::unknown_flag(const Instruction& instruction, const Flag& flag) {
  std::array<std::string_view, 16> known;
  std::size_t count = 0;
  for (const FlagRule& rule : info(instruction.keyword).flags) known[count++] = rule.name;
  std::string_view near = nearest(flag.name.substr(0, 64), known.data(), count);
  std::string help = count == 0 ? "this instruction takes no flags" : "known are";
  for (std::size_t i = 0; i < count; ++i) help += (i == 0 ? " --" : ", --") + std::string(known[i]);
  if (!near.empty()) help = "did you mean --" + std::string(near) + "?";
  return fail(flag.span.begin,
              upper_name(instruction) + " has no flag --" + std::string(flag.name.substr(0, 60)),
              std::move(help));
}

bool Parser::validate_flag(const Flag& flag, FlagType type) {
  std::string written = "--" + std::string(flag.name);
  if (type != FlagType::kSwitch) {
    if (flag.has_value) return true;
    return fail(flag.span.begin, "the flag " + written + " needs a value", "write " + written + "=value");
  }
  std::string value = to_lower(flag.value);
  if (!flag.has_value || value == "true" || value == "false") return true;
  return fail(flag.span.begin, "the flag " + written + " is true or false", "write " + written + " alone");
}

}  // namespace dockhone::syntax
