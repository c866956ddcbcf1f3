// What lean-install does to one call. Each rule adds edits and what differs then, or says why not.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dockhone/image/release.h"
#include "dockhone/model/build.h"
#include "dockhone/model/context.h"
#include "dockhone/rewrite/pass.h"
#include "transforms/shared/fix.h"
#include "transforms/shared/words.h"

namespace dockhone::transforms::lean_install {

Decline cache_used();
Decline unsure(const model::Invocation& call, const model::Arg& arg);

int number(std::string_view text);                   // at its beginning; -1: there is none
std::pair<int, int> version(std::string_view text);  // major and minor of "3.18"

struct Site {
  const model::BuildModel& model;
  std::size_t instruction;
  const model::Call& call;
  WordEdits words;
  std::span<const std::string_view> named = {};  // needs that installs above it get by this pass
  const model::Context* context = nullptr;       // null: not at hand

  const syntax::Instruction& run() const { return model.document().instructions()[instruction]; }
  // Of the image that the stage, or the stages below it, start from.
  image::SystemRelease release() const;
  const model::BaseRef& base() const;
  // Some instruction needs the cache to be there: `rm` without -f would fail, a COPY too, where it is not
  // made.
  bool uses_cache(bool (*names_cache)(std::string_view text)) const;
  // A cache mount over a path that holds one of these texts: then the cache is meant to be kept.
  bool has_cache_mount(std::initializer_list<std::string_view> parts) const;
};

// Does f hold for a call that was surely made before the site's, in its stage or in those that it is built
// on?
template <class F>
bool any_call_before(const Site& site, F f) {
  std::size_t stage = site.model.stage_of(site.instruction);
  std::size_t end = site.instruction + 1;
  while (true) {
    const model::Stage& each = site.model.stages()[stage];
    for (std::size_t i = each.from + 1; i < end; ++i) {
      if (site.model.document().instructions()[i].keyword != syntax::Keyword::kRun) continue;
      for (const model::Call& call : site.model.run_script(i).calls) {
        if (&call == &site.call) break;
        if (!call.nested && !call.guarded && f(call.invocation)) return true;
      }
    }
    if (each.base.kind != model::BaseRef::Kind::kStage) return false;
    stage = each.base.stage;
    end = site.model.stages()[stage].end;
  }
}

struct Fix {
  std::vector<std::string> options;     // added, for the sentence
  std::vector<std::string_view> named;  // needs added
  std::vector<std::string> evidence;
  std::vector<rewrite::Edit> edits;
  std::vector<rewrite::Difference> differences;

  // Adds an option behind the verb and the options that follow it. False where that is not possible.
  bool add_option(const Site& site, std::string option);
};

Verdict apt(const Site& site, Fix& fix);
Verdict apk(const Site& site, Fix& fix);
Verdict pip(const Site& site, Fix& fix);
Verdict dnf(const Site& site, Fix& fix);
Verdict gem(const Site& site, Fix& fix);
Verdict npm(const Site& site, Fix& fix);

// A stage runs node, and installs by npm: the context tells which scripts that runs.
bool npm_needs_context(const model::BuildModel& model);

}  // namespace dockhone::transforms::lean_install
