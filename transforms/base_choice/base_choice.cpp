// base-choice: images that get no fixes any more become their successors.
#include "dockhone/image/catalog.h"
#include "transforms/base_choice/obstacles.h"
#include "transforms/passes.h"

namespace dockhone::transforms {

namespace {

using namespace base_choice;
using image::ImageRef;
using syntax::Instruction;

// `docker.io/library/openjdk` -> `docker.io/library/eclipse-temurin`
std::string renamed(std::string_view name, std::string_view to) {
  auto slash = name.rfind('/');
  return std::string(name.substr(0, slash == name.npos ? 0 : slash + 1)) + std::string(to);
}

struct Move {
  std::string tag;
  std::string_view frozen;
  std::string exact;
  std::vector<std::string> missing;
};

tl::expected<Move, Decline> move_of(const model::BuildModel& model, std::size_t stage,
                                    const Successor& successor, const model::Context* context) {
  const model::BaseRef& base = model.stages()[stage].base;
  if (base.templated) return tl::unexpected(Decline{"variable", "which image it is depends on a variable"});
  const Instruction& from = model.document().instructions()[model.stages()[stage].from];
  if (from.args[0].span.in(model.document().text()) != base.expanded)
    return tl::unexpected(
        Decline{"odd-spelling", "its name is put together from quotes, escapes or several lines"});
  auto found = corresponding(successor, *base.image);
  if (!found) return tl::unexpected(found.error());
  Verdict why;
  for (const Corresponding& each : found->tags) {
    Judged judged = judge(model, stage, successor, *each.system, context);
    if (!judged.obstacle) return Move{each.tag, found->frozen, found->exact, std::move(judged.missing)};
    why = std::move(judged.obstacle);
  }
  return tl::unexpected(*why);
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += ' ' + word;
  return out;
}

class Mover {
 public:
  Mover(const syntax::Document& document, const model::Stage& stage, const Successor& successor, Move move)
      : document_(document),
        from_(document.instructions()[stage.from]),
        ref_(*stage.base.image),
        successor_(successor),
        move_(std::move(move)),
        was_(stage.base.expanded),
        now_(renamed(ref_.name_span.in(was_), successor.name) + ':' + move_.tag) {}

  rewrite::Draft draft() && {
    rewrite::Draft draft;
    draft.place = from_.span;
    // The author wanted that release and no other.
    draft.risk = move_.exact.empty() ? rewrite::Risk::kReview : rewrite::Risk::kSuggest;
    draft.what = "move from " + was_ + " to " + now_;
    draft.why = successor_.since;
    draft.evidence = evidence();
    draft.edits.push_back({from_.args[0].span, now_});
    if (!move_.missing.empty()) install(draft);
    draft.differences.insert(draft.differences.begin(),
                             {rewrite::Difference::Kind::kBase, "", std::move(was_), std::move(now_)});
    return draft;
  }

 private:
  std::vector<std::string> evidence() const {
    std::vector<std::string> out = {
        "official images library, " + std::string(image::catalog_date()) + ": " + now_ + " is listed",
        "the distribution is another one, or a later release of it; what the file installs is there under "
        "the same name",
        "its entry point starts the command as it is, unless USE_SYSTEM_CA_CERTS is set",
        "assumed: scripts and programs that are not shown do not look for Java in the directories of the old "
        "image, and call nothing else that only it has"};
    if (!move_.frozen.empty())
      out.push_back("the tag names no version, and moves no more: it stayed at version " +
                    std::string(move_.frozen));
    if (!move_.exact.empty())
      out.push_back("the release " + move_.exact +
                    " has no counterpart: the tag follows the newest of its major version");
    if (move_.missing.empty()) return out;
    out.push_back("installed first, because they are called and not in the image:" + joined(move_.missing));
    out.push_back("adds 1 instruction, which makes a layer");
    return out;
  }

  void install(rewrite::Draft& draft) const {
    const std::string install = "apt-get install -y --no-install-recommends" + joined(move_.missing);
    draft.edits.push_back({{from_.span.end, from_.span.end},
                           std::string(document_.newline()) + "RUN apt-get update && " + install});
    for (const std::string& command : {std::string("apt-get update"), install})
      draft.differences.push_back({rewrite::Difference::Kind::kAddedCommand, "", "", command});
  }

  const syntax::Document& document_;
  const Instruction& from_;
  const ImageRef& ref_;
  const Successor& successor_;
  Move move_;
  std::string was_;
  std::string now_;
};

void run(const model::BuildModel& model, const rewrite::Facts& facts, rewrite::Proposal& proposal) {
  for (std::size_t s = 0; s < model.stages().size(); ++s) {
    const model::Stage& stage = model.stages()[s];
    if (stage.base.kind != model::BaseRef::Kind::kImage || !stage.base.image) continue;
    const Successor* successor = find_successor(*stage.base.image);
    if (successor == nullptr || !proposal.allowed(stage.from)) continue;
    auto move = move_of(model, s, *successor, facts.context.get());
    if (move) {
      proposal.change(Mover(model.document(), stage, *successor, std::move(*move)).draft());
    } else {
      proposal.decline(model.document().instructions()[stage.from].span, move.error().reason,
                       move.error().why);
    }
  }
}

bool needs_context(const model::BuildModel& model) {
  for (const model::Stage& stage : model.stages()) {
    if (stage.base.kind == model::BaseRef::Kind::kImage && stage.base.image &&
        find_successor(*stage.base.image) != nullptr)
      return true;
  }
  return false;
}

}  // namespace

const rewrite::Pass kBaseChoice = {
    .name = "base-choice",
    .summary = "Move from images that get no fixes any more to their successors",
    .highest = rewrite::Risk::kReview,
    .run = run,
    .needs_context = needs_context,
};

}  // namespace dockhone::transforms
