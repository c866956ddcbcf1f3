#include "transforms/split_stages/libraries.h"

#include <algorithm>

#include "dockhone/base/contains.h"
#include "dockhone/base/path.h"
#include "transforms/split_stages/context_files.h"
#include "transforms/split_stages/makefile.h"

namespace dockhone::transforms::split_stages {

namespace {

using Libraries = std::optional<std::vector<std::string>>;

bool is_in(Words list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// gcc -o a a.c -lm; nothing where more than C is compiled, or the words are not all known.
Libraries of_compiler(const model::Call& call) {
  std::string_view program = without_version(call.invocation.program());
  if (program != "gcc" && program != "cc" && program != "clang") return std::nullopt;
  std::vector<std::string> found;
  for (const shell::Word& each : call.invocation.command().words) {
    auto word = shell::static_value(each, call.invocation.script());
    if (!word) return std::nullopt;
    for (std::string_view other : {".cc", ".cpp", ".cxx", ".C", ".f", ".f90", "-fopenmp"}) {
      if (word->ends_with(other)) return std::nullopt;
    }
    if (word->starts_with("-l")) found.push_back(word->substr(2));
  }
  return found;
}

Libraries of_makefile(const CarryQuestion& q, std::string_view directory) {
  if (directory.empty() || q.context == nullptr) return std::nullopt;
  for (const char* name : {"GNUmakefile", "makefile", "Makefile"}) {
    std::string file =
        context_file(q.model, q.stage, q.surroundings, q.context, joined_path(directory, name));
    const std::string* text = file.empty() ? nullptr : q.context->text(file);
    if (text != nullptr) return Makefile(*text, {}).libraries();
  }
  return std::nullopt;
}

bool is_named_by_package(const Packages& packages, const std::string& library) {
  auto names = [&](const std::vector<std::string>& list) {
    return std::any_of(list.begin(), list.end(), [&](const std::string& each) {
      return library.size() > 2 && contains(each, library);
    });
  };
  return names(packages.kept) || names(packages.dropped);
}

}  // namespace

std::optional<Decline> unknown_libraries(const CarryQuestion& q) {
  if (q.bases.builder == nullptr || !q.bases.builder->links) return std::nullopt;
  for (std::size_t i = q.stage.from; i < q.stage.end; ++i) {
    if (q.model.document().instructions()[i].keyword != syntax::Keyword::kRun) continue;
    for (const model::Call& call : q.model.run_script(i).calls) {
      auto compiler =
          std::find_if(q.stack.compilers.begin(), q.stack.compilers.end(),
                       [&](const Compiler& each) { return calls(each, call.invocation.program()); });
      if (compiler == q.stack.compilers.end()) continue;
      std::string who(call.invocation.program());
      const model::Effects& effects = q.surroundings.effects(i);
      Libraries found = compiler->tree ? of_makefile(q, directory_of(effects, command_of(effects, call)))
                                       : of_compiler(call);
      if (!found)
        return Decline{"libraries-unknown", "which of the many libraries of the builder's base image " + who +
                                                " links with is not known"};
      for (const std::string& each : *found) {
        if (is_in(q.stack.libraries, each) || is_named_by_package(q.packages, each)) continue;
        return Decline{"libraries-unknown", "which package has the library " + each + ", which " + who +
                                                " links with, is not known"};
      }
    }
  }
  return std::nullopt;
}

}  // namespace dockhone::transforms::split_stages
