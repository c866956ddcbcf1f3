// pin-base: `latest`, and by option other tags that move, become the exact version that lock, registry or
// catalog know.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/syntax/expand.h"
#include "transforms/passes.h"
#include "transforms/pin_base/operand.h"
#include "transforms/pin_base/verdict.h"

namespace dockhone::transforms {

namespace {

using image::ImageRef;
using pin_base::Decline;
using pin_base::Verdict;
using pin_base::Wanted;
using syntax::Instruction;
using syntax::Keyword;

rewrite::Edit set_tag(const ImageRef& ref, Span reference, const std::string& tag) {
  const auto at = [&](Span part) { return Span{reference.begin + part.begin, reference.begin + part.end}; };
  if (ref.tag.empty()) return {{at(ref.name_span).end, at(ref.name_span).end}, ":" + tag};
  return {at(ref.tag_span), tag};
}

bool contains_ignoring_case(std::string_view text, std::string_view lower) {
  auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
  return std::search(text.begin(), text.end(), lower.begin(), lower.end(), same) != text.end();
}

// Windows builds take another image under the same name; the catalog's tags are those of Linux. A build with
// one Windows stage may take files for it from the others, so that one such sign holds for all of them.
bool is_windows(const syntax::Document& document) {
  if (document.escape() == '`') return true;
  for (const Instruction& instruction : document.instructions()) {
    if (instruction.keyword == Keyword::kFrom || instruction.keyword == Keyword::kArg) {
      if (contains_ignoring_case(instruction.logical.text, "windows")) return true;
    } else if (instruction.keyword == Keyword::kShell && !instruction.args.empty()) {
      for (const std::string_view name : {"powershell", "pwsh", "cmd"}) {
        if (contains_ignoring_case(instruction.args[0].value, name)) return true;
      }
    } else if (instruction.keyword == Keyword::kWorkdir) {
      const auto path = instruction.rest_text();
      if (path.size() > 1 && path[1] == ':') return true;  // C:/app
    }
  }
  return false;
}

class Pinner {
 public:
  Pinner(const model::BuildModel& model, const rewrite::Facts& facts, rewrite::Proposal& proposal)
      : model_(model), document_(model.document()), facts_(facts), proposal_(proposal) {}

  void run() {
    for (const auto& stage : model_.stages()) {
      for (std::size_t i = stage.from; i < stage.end; ++i) {
        if (!proposal_.allowed(i)) continue;
        const auto& instruction = document_.instructions()[i];
        if (instruction.keyword == Keyword::kFrom) from(stage, instruction);
        if (instruction.keyword == Keyword::kCopy) flags(i, "from");
        if (instruction.keyword == Keyword::kRun) flags(i, "mount");
      }
    }
  }

 private:
  void from(const model::Stage& stage, const Instruction& instruction) {
    using Kind = model::BaseRef::Kind;
    if (instruction.args.empty() || stage.base.kind == Kind::kScratch || stage.base.kind == Kind::kStage)
      return;
    if (stage.base.templated) return templated(stage, instruction);
    // What is no reference is some other tool's template.
    if (stage.base.image) site(instruction.span, instruction.args[0].span, *stage.base.image);
  }

  // COPY --from and RUN --mount=from: a stage's name or number, or an image.
  void flags(std::size_t index, std::string_view name) {
    for (const auto& flag : document_.instructions()[index].flags) {
      if (flag.name != name) continue;
      const auto operand = pin_base::operand_of(flag, document_.text());
      if (!operand) continue;
      if (operand->text.find('$') != std::string_view::npos) {
        if (pin_base::may_be_latest(operand->text, document_.escape())) decline(flag.span, of_variable());
        continue;
      }
      const auto base = model_.resolve(operand->text);
      if (base.image) site(flag.span, operand->span, *base.image);
    }
  }

  // A reference that stands in the Dockerfile as it is.
  void site(Span place, Span reference, const ImageRef& ref) {
    const auto written = pin_base::plain(reference, document_.text());
    const auto name = written ? ref.name_span.in(written->text) : std::string_view(ref.repository);
    const auto verdict = pin_base::judge(ref, name, facts_);
    if (verdict.ask) return proposal_.want(ref);
    if (verdict.decline) return decline(place, *verdict.decline);
    if (verdict.tag.empty()) return;
    if (!written)
      return decline(place,
                     {"odd-spelling", "its name is put together from quotes, escapes or several lines"});
    if (verdict.of_linux && !ref.official().empty() && is_windows(document_))
      return decline(place, of_windows());
    change(place, ref, name, verdict, set_tag(ref, written->span, verdict.text()));
  }

  // FROM $BASE and FROM name:$TAG: the default of the ARG is pinned where that changes this image and nothing
  // else.
  void templated(const model::Stage& stage, const Instruction& instruction) {
    const auto operand = instruction.args[0].value;
    const bool latest_only = pin_base::wanted(facts_) == Wanted::kLatest;
    if (!stage.base.image) {
      if (!latest_only || pin_base::may_be_latest(operand, document_.escape()))
        decline(instruction.span, of_variable());
      return;
    }
    const auto& ref = *stage.base.image;
    const auto name = ref.name_span.in(stage.base.expanded);
    const auto verdict = pin_base::judge(ref, name, facts_);
    if (verdict.ask) return proposal_.want(ref);
    if (verdict.decline) return decline(instruction.span, *verdict.decline);
    if (verdict.tag.empty()) return;
    if (verdict.of_linux && !ref.official().empty() && is_windows(document_))
      return decline(instruction.span, of_windows());

    auto word = operand;
    if (word.size() > 2 && word.front() == '"' && word.back() == '"') word = word.substr(1, word.size() - 2);
    const auto variables = syntax::variables(word, document_.escape());
    const bool at_end = variables.size() == 1 && variables[0].plain && variables[0].span.end == word.size();
    const bool whole = at_end && variables[0].span.begin == 0;
    const bool tag_only = at_end && word.substr(0, variables[0].span.begin) == std::string(name) + ":";
    if (!whole && !tag_only) return decline(instruction.span, of_variable());

    const std::string variable(variables[0].name.in(word));
    const auto argument = pin_base::only_for(variable, operand, document_, proposal_);
    if (!argument || facts_.build.args.contains(variable)) {
      return decline(
          instruction.span,
          {"shared-arg", "the default of " + variable +
                             " also decides something else, or it is set twice or on the command line"});
    }
    const auto written = pin_base::plain(argument->pair->value, document_.text());
    if (!written || written->text != (whole ? stage.base.expanded : ref.tag)) {
      return decline(instruction.span,
                     {"odd-spelling", "the default of " + variable + " is not one plain word"});
    }
    if (std::find(pinned_.begin(), pinned_.end(), argument->pair) != pinned_.end()) return;
    pinned_.push_back(argument->pair);
    change(
        document_.instructions()[argument->instruction].span, ref, name, verdict,
        whole ? set_tag(ref, written->span, verdict.text()) : rewrite::Edit{written->span, verdict.text()});
  }

  static Decline of_variable() {
    return {"variable", "what it names depends on a variable whose value this file does not settle"};
  }

  static Decline of_windows() {
    return {"windows", "the build is one for Windows, and the catalog lists the tags of Linux images"};
  }

  void decline(Span place, const Decline& why) { proposal_.decline(place, why.reason, why.why); }

  void change(Span place, const ImageRef& ref, std::string_view name, const Verdict& verdict,
              rewrite::Edit edit) {
    rewrite::Draft draft;
    draft.place = place;
    draft.risk = rewrite::Risk::kReview;
    draft.what = "pin " + std::string(name) + (ref.tag.empty() ? "" : ":" + ref.tag) + " to " + verdict.tag +
                 (verdict.digest.empty() ? "" : " by its digest");
    draft.why = verdict.why;
    draft.evidence = verdict.evidence;
    std::string image(name);
    draft.differences = {{rewrite::Difference::Kind::kBase, "",
                          ref.tag.empty() ? image : image + ':' + ref.tag, image + ':' + verdict.text()}};
    draft.edits.push_back(std::move(edit));
    proposal_.change(std::move(draft));
  }

  const model::BuildModel& model_;
  const syntax::Document& document_;
  const rewrite::Facts& facts_;
  rewrite::Proposal& proposal_;
  std::vector<const syntax::KeyValue*> pinned_;
};

void run(const model::BuildModel& model, const rewrite::Facts& facts, rewrite::Proposal& proposal) {
  Pinner(model, facts, proposal).run();
}

constexpr std::array<std::string_view, 3> kPin = {"latest", "floating", "all"};
constexpr std::array<std::string_view, 2> kAs = {"tag", "digest"};
constexpr std::array<rewrite::OptionSpec, 2> kOptions = {{
    {"pin", kPin,
     "which tags: latest and none; those of an unfinished version too; those that name no distribution too"},
    {"as", kAs, "what is written: a version tag; the digest too"},
}};

}  // namespace

const rewrite::Pass kPinBase = {"pin-base", "Pin base images to the exact version that the catalog knows",
                                rewrite::Risk::kReview, run, kOptions};

}  // namespace dockhone::transforms
