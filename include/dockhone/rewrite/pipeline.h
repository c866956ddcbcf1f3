// Runs an ordered table of passes over one Dockerfile.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "dockhone/rewrite/pass.h"
#include "dockhone/syntax/document.h"

namespace dockhone::rewrite {

using Pipeline = std::span<const Pass>;

struct Settings {
  Risk risk = Risk::kReview;                // highest risk that is applied
  std::set<std::string, std::less<>> skip;  // passes that do not run
  std::set<std::string, std::less<>> veto;  // ids of changes that are not applied
  Facts facts;
};

// Counted on the whole file. A layer is what RUN, COPY, ADD (and WORKDIR that makes its directory) add; here
// RUN, COPY and ADD are counted.
struct Size {
  int instructions = 0;
  int layers = 0;  // of the stages whose layers are shipped
};

struct Outcome {
  std::string text;               // the optimized Dockerfile; equal to the input when nothing changed
  std::vector<Change> changes;    // in order of pipeline, then of place
  std::vector<Change> held_back;  // above Settings::risk
  std::vector<Declined> declined;
  std::vector<std::string> vetoed;  // ids in Settings::veto that there are
  Size before;
  Size after;
};

// Reads the build context; called at most once, when the first pass needs it. May be empty: there is none.
using ReadContext = std::function<std::shared_ptr<const model::Context>(const model::BuildModel&)>;

// Says what images are: everything that is known then, with those asked for. What cannot be had is a
// Resolution with a failure. May be empty: nobody can be asked.
using ResolveImages =
    std::function<std::shared_ptr<const image::Resolutions>(const std::vector<image::ImageRef>&)>;

Outcome optimize(const syntax::Document& document, Pipeline pipeline, const Settings& settings,
                 const ReadContext& read_context = {}, const ResolveImages& resolve_images = {});

}  // namespace dockhone::rewrite
