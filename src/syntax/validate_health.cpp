// HEALTHCHECK: its type, its durations, its count.
#include "duration.h"
#include "parser.h"
#include "unicode.h"

namespace dockhone::syntax {

bool Parser::validate_health(const Instruction& instruction) {
  auto args = instruction.args;
  if (args.empty()) {
    return fail(instruction.keyword_span.begin, "HEALTHCHECK needs an argument",
                "write CMD and a command, or NONE");
  }
  std::string type = to_lower(args[0].value);
  if (type == "none") {
    if (args.size() == 1) return true;
    return fail(args[1].span.begin, "HEALTHCHECK NONE takes no argument", "remove it");
  }
  if (type != "cmd") {
    return fail(args[0].span.begin, "this is no type of HEALTHCHECK",
                "write CMD before the command, or NONE");
  }
  if (args.size() == 1) {
    return fail(instruction.keyword_span.begin, "HEALTHCHECK CMD needs a command", "write it behind CMD");
  }
  for (const Flag& flag : instruction.flags) {
    if (!flag.has_value || flag.value.empty()) continue;
    bool fine = flag.name == "retries" ? validate_retries(flag) : validate_interval(flag);
    if (!fine) return false;
  }
  return true;
}

bool Parser::validate_interval(const Flag& flag) {
  constexpr std::int64_t kMillisecond = 1'000'000;
  auto duration = parse_duration(flag.value);
  if (!duration) {
    return fail(flag.span.begin, "--" + std::string(flag.name) + " is no duration",
                "write a number with its unit, such as 30s");
  }
  if (*duration == 0 || *duration >= kMillisecond) return true;
  return fail(flag.span.begin, "--" + std::string(flag.name) + " is shorter than a millisecond",
              "write 1ms or more");
}

bool Parser::validate_retries(const Flag& flag) {
  std::string_view digits = flag.value;
  bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  std::uint64_t value = 0;
  bool number = !digits.empty();
  for (char c : digits) {
    number &= c >= '0' && c <= '9';
    if (number && value <= INT32_MAX) value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (number && value <= INT32_MAX && (!negative || value == 0)) return true;
  return fail(flag.span.begin, "--retries is a number, 0 or more", "such as --retries=3");
}

}  // namespace dockhone::syntax
