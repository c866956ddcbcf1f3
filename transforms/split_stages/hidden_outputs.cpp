// What compilers make under names that are not known before they run: a part of Writes.
#include "dockhone/base/contains.h"
#include "transforms/shared/lists.h"
#include "transforms/split_stages/writes.h"

namespace dockhone::transforms::split_stages {

// `go build -o /out/$name` in a loop, or where a variable is set for the build: nothing would tell which
// files to copy.
bool Writes::names_unknown_result(const model::Invocation& call, std::size_t index) const {
  auto args = call.args();
  for (std::size_t i = 0; i + 1 < args.size(); ++i) {
    if (args[i].text != "-o") continue;
    std::string_view result = args[i + 1].span.in(call.script());
    if (result.find("{}") != result.npos) return true;
    if (!args[i + 1].known && !q_.surroundings.expanded(result, q_.surroundings.before(index))) return true;
  }
  return false;
}

// What a compiler or tool makes under a name that is not known before it runs; "" where there is none.
std::string Writes::hidden_output(const Writer& writer, const model::RunScript& script) const {
  std::string_view text = writer.effects.commands[writer.number].span.in(script.text);
  bool build = contains(text, "go build") || contains(text, "go install");
  if (!writer.tool)
    return build && !lists::kFetchers.contains(writer.program) && writer.program != "echo"
               ? "what " + writer.program + " builds is not known"
               : "";
  if (writer.call == nullptr) return build ? "what a call of " + writer.program + " builds is not known" : "";
  const auto& invocation = writer.call->invocation;
  std::string verb(invocation.verb_name());
  if (writer.program == "go" && (verb == "run" || verb == "generate"))
    return "what go run or go generate writes is not known";
  bool each = invocation.wrapped_by("xargs") || invocation.wrapped_by("find");
  if (each && (build || contains(text, "-o ")))
    return "what " + writer.program + " is called with is not known";
  const auto& words = invocation.command().words;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i].span.in(script.text) != "-o") continue;
    std::string_view name = words[i + 1].span.in(script.text);
    bool outside =
        name.starts_with('/') || name.starts_with('$') || name.starts_with("\"$") || name.starts_with("\"/");
    bool known = q_.surroundings.expanded(name, q_.surroundings.before(writer.index)).has_value() &&
                 name.find_first_of("`{(") == std::string_view::npos;
    known = known || contains(name, "${") || !contains(name, "$");
    if (outside && !known && name != "$@")
      return "where " + writer.program + " writes " + std::string(name) + " is not known";
  }
  return {};
}

}  // namespace dockhone::transforms::split_stages
