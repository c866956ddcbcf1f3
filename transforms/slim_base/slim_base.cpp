// slim-base: the stage that ships starts from the small variant of its image, where nothing of the full one
// is used.
#include <algorithm>
#include <string>

#include "transforms/passes.h"
#include "transforms/slim_base/needs.h"
#include "transforms/slim_base/uses.h"
#include "transforms/slim_base/variant.h"

namespace dockhone::transforms {

namespace {

using namespace slim_base;
using syntax::Instruction;

// What the stage, or the stages that it is built on, start from; null where that is no full image.
const image::ImageRef* full_image(const model::BuildModel& model, const model::Stage& stage) {
  const model::BaseRef& base = model.base_under(stage.index);
  if (base.kind != model::BaseRef::Kind::kImage || !base.image) return nullptr;
  const image::ImageRef& ref = *base.image;
  std::string_view name = ref.official();
  return !name.empty() && has_full_variant(name) && !is_other_variant(ref.tag) ? &ref : nullptr;
}

// The source bytes of the reference where it stands in one plain piece.
std::optional<Span> plain(const syntax::Document& document, Span span, const image::ImageRef& ref) {
  std::string_view text = span.in(document.text());
  bool quotes = text.size() > 2 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0];
  if (quotes) span = {span.begin + 1, span.end - 1};
  auto parsed = image::parse_reference(span.in(document.text()));
  bool same = parsed && parsed->repository == ref.repository && parsed->registry == ref.registry &&
              parsed->tag == ref.tag;
  return same ? std::optional(span) : std::nullopt;
}

rewrite::Edit set_tag(const image::ImageRef& ref, Span reference, const std::string& tag) {
  if (!ref.tag.empty())
    return {{reference.begin + ref.tag_span.begin, reference.begin + ref.tag_span.end}, tag};
  return {{reference.begin + ref.name_span.end, reference.begin + ref.name_span.end}, ':' + tag};
}

class Slimmer {
 public:
  Slimmer(const model::BuildModel& model, const rewrite::Facts& facts, rewrite::Proposal& proposal)
      : model_(model), document_(model.document()), facts_(facts), proposal_(proposal) {}

  void run() {
    for (const model::Stage& stage : model_.stages()) {
      if (!stage.final || !proposal_.allowed(stage.from)) continue;
      if (const image::ImageRef* ref = full_image(model_, stage)) one(stage, *ref);
    }
  }

 private:
  void one(const model::Stage& stage, const image::ImageRef& ref) {
    const Instruction& from = document_.instructions()[stage.from];
    auto decline = [&](const Decline& why) { proposal_.decline(from.span, why.reason, why.why); };
    auto variant = small_variant(ref);
    if (!variant) return decline(variant.error());
    if (stage.base.kind == model::BaseRef::Kind::kStage) {
      return decline(
          {"builds-on-stage", "it is built on another stage, which other stages may need as it is"});
    }
    if (stage.base.templated) {
      return decline({"variable", "which image it starts from depends on a variable"});
    }
    if (document_.escape() == '`') {
      return decline({"windows", "the build is one for Windows, and the small variants are Linux images"});
    }
    auto place = plain(document_, from.args[0].span, ref);
    if (!place) return decline({"odd-spelling", "its name is put together from escapes or several lines"});
    Uses uses = uses_of(model_, stage, ref, *variant, facts_.context.get());
    if (uses.decline) return decline(*uses.decline);
    Needs needs = bring(model_, stage, uses, *variant, ref.official());
    if (needs.decline) return decline(*needs.decline);
    change(from, ref, *place, *variant, uses, needs);
  }

  void change(const Instruction& from, const image::ImageRef& ref, Span place, const Variant& variant,
              Uses& uses, Needs& needs) {
    add_once(uses.assumptions, std::move(needs.assumptions));
    bool jre = variant.tag.find("jre") != std::string::npos;
    std::string name(ref.name_span.in(place.in(document_.text())));
    std::string was = ref.tag.empty() ? name : name + ':' + ref.tag;
    rewrite::Draft draft;
    draft.place = {from.span.begin, std::max(from.span.end, needs.end)};
    draft.risk = uses.assumptions.empty() ? rewrite::Risk::kReview : rewrite::Risk::kSuggest;
    draft.what = "start from " + name + ':' + variant.tag + " instead of " + was;
    draft.why = jre ? "what the container runs needs no tool of the JDK"
                    : "the stage uses nothing else of what the full image adds: compilers, headers, version "
                      "control, hundreds of megabytes";
    draft.evidence.push_back(variant.evidence);
    append(draft.evidence, std::move(needs.evidence));
    draft.evidence.push_back(
        jre ? "assumed: the application starts no tool of the JDK itself (javac, jstack ...)"
            : "assumed: the application itself starts no program of the full image (git, "
              "curl, ssh, convert ...), and loads none of its libraries");
    append(draft.evidence, std::move(uses.assumptions));
    draft.differences.push_back({rewrite::Difference::Kind::kBase, "", was, name + ':' + variant.tag});
    append(draft.differences, std::move(needs.differences));
    draft.edits.push_back(set_tag(ref, place, variant.tag));
    append(draft.edits, std::move(needs.edits));
    proposal_.change(std::move(draft));
  }

  const model::BuildModel& model_;
  const syntax::Document& document_;
  const rewrite::Facts& facts_;
  rewrite::Proposal& proposal_;
};

void run(const model::BuildModel& model, const rewrite::Facts& facts, rewrite::Proposal& proposal) {
  Slimmer(model, facts, proposal).run();
}

bool needs_context(const model::BuildModel& model) {
  for (const model::Stage& stage : model.stages()) {
    if (stage.final && stage.base.kind == model::BaseRef::Kind::kImage && full_image(model, stage) != nullptr)
      return true;
  }
  return false;
}

}  // namespace

const rewrite::Pass kSlimBase = {.name = "slim-base",
                                 .summary =
                                     "Start final stages from the slim or jre variant of their image where "
                                     "nothing of the full one is used",
                                 .highest = rewrite::Risk::kSuggest,
                                 .run = run,
                                 .needs_context = needs_context};

}  // namespace dockhone::transforms
