// Scripts that lie in files, and files that may be scripts.
#include <algorithm>

#include "dockhone/base/contains.h"
#include "dockhone/base/path.h"
#include "process_reader.h"

namespace dockhone::transforms::nonroot {

namespace {

// start-server, run_app: by its first word.
bool begins_like_a_script(std::string_view name) {
  return lists::kScriptBeginnings.contains(name.substr(0, name.find_first_of("-_.")));
}

// target/release/server, dist/linux-amd64/server
bool is_build_output(std::string_view source) {
  for (std::string_view rest = source; !rest.empty();) {
    auto slash = rest.find('/');
    std::string_view part = rest.substr(0, slash);
    rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
    bool directory = !rest.empty() && lists::kBuildOutput.contains(part);
    if (directory || contains_any(part, {"linux", "amd64", "x86_64"})) return true;
  }
  return false;
}

}  // namespace

void ProcessReader::file(const std::string& name, const std::string& rest, int depth, bool script) {
  if (name.empty() || name.find_first_of("$`") != std::string::npos) {
    if (script || ends_with_one_of(name, lists::kScriptEndings))
      refuse("unknown-script", "which script it runs depends on a variable");
    return;
  }
  std::string path = name;
  if (script || name.find('/') != std::string::npos) {
    if (name[0] != '/' && !chain_.workdir)
      return refuse("unknown-directory", "the working directory of the container is not known");
    path = name[0] == '/' ? normal_path(name) : joined_path(*chain_.workdir, name);
  }
  if (is_below_root_service(path)) return;
  judge(origin_of(model_, chain_, context_, path), path, rest, depth, script);
}

void ProcessReader::judge(const Origin& origin, const std::string& path, const std::string& rest, int depth,
                          bool script) {
  std::string_view name = base_name(path);
  bool looks_so = script || ends_with_one_of(name, lists::kScriptEndings) ||
                  lists::kScriptNames.contains(name) || contains(name, "entrypoint") ||
                  begins_like_a_script(name);
  if (ends_with_one_of(name, lists::kScriptFileEndings)) {
    result_.interpreted = true;
    return;
  }
  using enum Origin::Kind;
  result_.runs_own |= origin.kind == kText || origin.kind == kBinary || origin.kind == kContext;
  switch (origin.kind) {
    case Origin::Kind::kText:
      return text_of(origin.text, path, rest, depth, script);
    case Origin::Kind::kBinary:
      return;
    case Origin::Kind::kContext:
      // Nothing in an empty image could run a script.
      if (chain_.base->kind == model::BaseRef::Kind::kScratch && !script) return;
      if (!looks_so && !origin.source.empty() && is_build_output(origin.source)) {
        assume(path + " is a program, as the place that it is copied from tells (" + origin.source + ')');
      } else if (looks_so || origin.by_name || !built_later(path)) {
        refuse("unknown-script",
               path + " comes from the build context, and what it does is not known: " +
                   (context_ == nullptr ? "name the directory with --context" : "it was not read"));
      } else {
        assume(path + " is made by a RUN, or needs no root");
      }
      return;
    case Origin::Kind::kBase:
      // A bare name, or one beside the system's own, is that of a program of a package.
      if ((path.find('/') == std::string::npos || is_program_of_the_system(path)) &&
          !ends_with_one_of(name, lists::kScriptEndings) && !contains(name, "entrypoint")) {
        const model::CommandFacts* facts = model::find_command(name);
        bool everywhere = facts != nullptr && facts->stable;
        result_.packaged |=
            !everywhere && !lists::kRuntimes.contains(name) && !lists::kPlaceholders.contains(name);
        return;
      }
      [[fallthrough]];
    case Origin::Kind::kBuilt:
      if (looks_so && !(origin.kind == Origin::Kind::kBuilt && !script && is_compiled_as(name)))
        refuse("unknown-script", path + " is a script by its name, and what it does is not known");
      return;
  }
}

// `go build -o main`, in any stage: whatever a program is called, it is no script then.
bool ProcessReader::is_compiled_as(std::string_view name) const {
  auto instructions = model_.document().instructions();
  for (std::size_t i = 0; i < instructions.size(); ++i) {
    if (instructions[i].keyword != syntax::Keyword::kRun || !model_.text(i).holds("-o")) continue;
    for (const model::Call& call : model_.run_script(i).calls) {
      if (!lists::kCompilers.contains(call.invocation.program())) continue;
      auto words = words_of(call.invocation.command(), call.invocation.script());
      for (std::size_t at = 0; at + 1 < words.size(); ++at) {
        if (words[at] == "-o" && base_name(words[at + 1]) == name) return true;
      }
    }
  }
  return false;
}

bool ProcessReader::built_later(std::string_view path) const {
  std::string_view name = base_name(path);
  for (std::size_t i : chain_.instructions) {
    const syntax::Instruction& run = model_.document().instructions()[i];
    if (run.keyword != syntax::Keyword::kRun) continue;
    if (contains(run.rest_text(), name) ||
        contains_any(run.rest_text(), {"make", "go build", "go install", "cargo", "gcc", "g++", "stack",
                                       "npm", "yarn", "pip install", "cmake", "build"}))
      return true;
  }
  return false;
}

void ProcessReader::text_of(const std::string& text, const std::string& path, const std::string& rest,
                            int depth, bool is_script) {
  std::string_view first = std::string_view(text).substr(0, text.find('\n'));
  bool shell_line = contains(first, "sh") && !contains(first, "fish") && !contains(first, "csh");
  if (first.starts_with("#!") && !shell_line) {
    if (contains_any(first, {"openrc-run", "execlineb", "with-contenv", "runit", "ansible"}))
      return refuse("needs-root", path + " starts other services");
    result_.interpreted = true;
    return;
  }
  if (first.starts_with("#!") || is_script || ends_with_one_of(path, lists::kScriptEndings))
    return script(text, rest, depth + 1);
  result_.interpreted = true;
}

}  // namespace dockhone::transforms::nonroot
