#include "obstacles.h"

#include <algorithm>
#include <vector>

#include "dockhone/base/contains.h"
#include "dockhone/image/configuration.h"
#include "dockhone/image/release.h"
#include "transforms/shared/lists.h"
#include "vendors.h"

namespace dockhone::transforms::nonroot {

namespace {

using model::BaseRef;
using syntax::Instruction;
using syntax::Keyword;

bool makes_state(const model::Call& call) {
  if (!call.invocation.manager().empty()) return false;
  std::string_view words = call.invocation.command().span.in(call.invocation.script());
  return std::any_of(lists::kMakesState.begin(), lists::kMakesState.end(),
                     [&](std::string_view word) { return contains(words, word); });
}

bool installs_client_of_docker(const model::BuildModel& model, std::size_t run) {
  for (const model::Call& call : model.run_script(run).calls) {
    if (call.invocation.manager().empty() || call.invocation.kind() != model::VerbKind::kInstall) continue;
    for (const model::Arg* each : call.invocation.operands()) {
      std::string_view name = each->text.substr(0, each->text.find_first_of("=<>~[@"));
      for (std::string_view client :
           {"docker", "docker-py", "dockerode", "docker-cli", "docker.io", "docker-ce-cli"}) {
        if (name == client) return true;
      }
    }
  }
  return false;
}

}  // namespace

Verdict wrong_base(const Chain& chain) {
  if (chain.base->kind == BaseRef::Kind::kScratch) return std::nullopt;
  if (chain.base->kind != BaseRef::Kind::kImage)
    return Decline{"unknown-base", "which image it starts from depends on a variable"};
  const image::ImageRef& ref = *chain.base->image;
  if (is_distroless(ref)) return std::nullopt;
  const Replacement* root = find_replacement(lists::kImagesThatNeedRoot, ref.official());
  bool apache = ref.official() == "php" && contains(ref.tag, "apache");
  if (root != nullptr || apache) {
    std::string does(apache ? "opens port 80 and then changes its user" : root->by);
    return Decline{"root-image",
                   "the base image " + ref.repository + " starts as root on purpose: it " + does};
  }
  if (image::is_onbuild(ref)) return Decline{"onbuild", "the base image holds triggers, which may need root"};
  if (image::system_release(ref).distribution == image::Distribution::kWindows)
    return Decline{"windows", "Windows has other users"};
  if (is_vendors_image(ref)) return std::nullopt;
  const image::Configuration* known = image::find_configuration(ref);
  if (known == nullptr || !known->starts_as_root)
    return Decline{"unknown-base",
                   "which user the base image starts as, and which others it has, is not known"};
  return std::nullopt;
}

Verdict other_obstacle(const model::BuildModel& model, const Chain& chain) {
  for (std::size_t i : chain.instructions) {
    const Instruction& instruction = model.document().instructions()[i];
    IndexedText text = model.text(i);
    if (instruction.keyword == Keyword::kOnbuild)
      return Decline{"onbuild", "it holds triggers: what they run where it is a base may need root"};
    if (text.holds_any(
            {"docker.sock", "/dev/tty", "/dev/bus", "/dev/snd", "/dev/net", "/dev/fuse", "/dev/video"}))
      return Decline{"device", "it uses a device or socket that is root's"};
    bool copies = instruction.keyword == Keyword::kCopy || instruction.keyword == Keyword::kAdd;
    if (copies && text.holds_any({"webapps"}) && text.holds_any({".war"}))
      return Decline{"state-of-root",
                     "a server unpacks web applications beside where they are copied, among its own files"};
    if (instruction.keyword == Keyword::kRun && text.holds_any({"docker"}) &&
        installs_client_of_docker(model, i))
      return Decline{"device", "it installs what speaks to Docker through its socket, which is root's"};
    if (instruction.keyword != Keyword::kRun || text.first_of(lists::kMakesState) == nullptr) continue;
    for (const model::Call& call : model.run_script(i).calls) {
      if (!makes_state(call)) continue;
      return Decline{"state-of-root",
                     "a RUN makes files that the process will write to, and they are root's (" +
                         std::string(call.invocation.command().span.in(call.invocation.script())) + ')'};
    }
  }
  return std::nullopt;
}

}  // namespace dockhone::transforms::nonroot
