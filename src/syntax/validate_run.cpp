// Values of the flags of RUN. Which options a mount may have is checked when it is built, because a value
// may hold variables; here only the form, and that `from` holds none.
#include <cctype>

#include "csv.h"
#include "parser.h"
#include "unicode.h"

namespace dockhone::syntax {

namespace {

bool is_go_bool(std::string_view text) {
  for (std::string_view each :
       {"1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False"}) {
    if (text == each) return true;
  }
  return false;
}

}  // namespace

bool Parser::validate_run(const Instruction& instruction) {
  for (const Flag& flag : instruction.flags) {
    bool fine = true;
    if (flag.name == "mount") {
      fine = validate_mount(flag);
    } else if (flag.name == "device") {
      fine = validate_device(flag);
    } else if (flag.name == "network" && flag.value != "default" && flag.value != "none" &&
               flag.value != "host") {
      fine = fail(flag.span.begin, "this is no network mode", "write default, none or host");
    } else if (flag.name == "security" && flag.value != "insecure" && flag.value != "sandbox") {
      fine = fail(flag.span.begin, "this is no security mode", "write insecure or sandbox");
    }
    if (!fine) return false;
  }
  return true;
}

bool Parser::validate_mount(const Flag& flag) {
  if (!split_csv(flag.value, fields_)) {
    return fail(flag.span.begin, "the options of --mount cannot be read",
                "write option=value, separated by commas, and quotes around a whole option only");
  }
  for (const std::string& field : fields_) {
    std::size_t equals = field.find('=');
    if (equals == std::string::npos || to_lower(std::string_view(field).substr(0, equals)) != "from")
      continue;
    std::size_t dollar = field.find('$', equals);
    if (dollar == std::string::npos || dollar + 1 == field.size()) continue;
    return fail(flag.span.begin, "from of --mount takes no variables",
                "give the image a stage of its own with FROM image AS name, and name that stage here");
  }
  return true;
}

bool Parser::validate_device(const Flag& flag) {
  auto bad = [&](std::string message) {
    return fail(flag.span.begin, std::move(message), "write --device=name or --device=name,required");
  };
  if (!split_csv(flag.value, fields_)) return bad("the options of --device cannot be read");
  bool named = false;
  for (const std::string& field : fields_) {
    std::size_t equals = field.find('=');
    std::string key = to_lower(std::string_view(field).substr(0, equals));
    bool has_value = equals != std::string::npos;
    if (key == "required") {
      if (has_value && !is_go_bool(std::string_view(field).substr(equals + 1))) {
        return bad("required of --device is true or false");
      }
    } else if (key == "name" && has_value) {
      if (named) return bad("--device has two names");
      named = field.size() > equals + 1;
    } else if (named) {
      return bad("--device has no option " + field);
    } else {
      named = !field.empty();
    }
  }
  return true;
}

}  // namespace dockhone::syntax
