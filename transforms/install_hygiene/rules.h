// What install-hygiene does to one call. Each rule adds edits and what differs then, or says why not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dockhone/model/build.h"
#include "dockhone/model/context.h"
#include "dockhone/rewrite/pass.h"
#include "transforms/shared/fix.h"
#include "transforms/shared/words.h"

namespace dockhone::transforms::install_hygiene {

// What is to be done to one call; several rules add to it.
struct Fix {
  std::vector<std::string> what;
  std::vector<std::string> why;
  std::vector<std::string> evidence;
  std::vector<rewrite::Edit> edits;
  std::vector<rewrite::Difference> differences;
};

struct Site {
  const model::BuildModel& model;
  std::size_t instruction;
  const model::Call& call;
  WordEdits words;
  const model::Context* context = nullptr;  // null: not at hand
};

// `apt install` -> `apt-get install`, where apt-get has the verb.
Verdict apt_get(const Site& site, Fix& fix);
// -y, where a question would end the build.
Verdict assume_yes(const Site& site, Fix& fix);
// `sudo cmd` as root -> `cmd`.
Verdict no_sudo(const Site& site, Fix& fix);
// `npm install` -> `npm ci`, where the lockfile is there.
Verdict npm_ci(const Site& site, Fix& fix);
// A COPY of a directory stands before an `npm install`: the context tells whether the lockfile is in it.
bool npm_ci_needs_context(const model::BuildModel& model);

// `RUN apt-get update` moves to the RUN that reads the lists first.
void join_updates(const model::BuildModel& model, const rewrite::Facts&, rewrite::Proposal& proposal);

}  // namespace dockhone::transforms::install_hygiene
