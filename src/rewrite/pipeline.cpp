#include "dockhone/rewrite/pipeline.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <utility>

#include "scope.h"

namespace dockhone::rewrite {

namespace {

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3u;
  return hash;
}

Size measure(const model::BuildModel& model) {
  Size size;
  auto instructions = model.document().instructions();
  size.instructions = static_cast<int>(instructions.size());
  for (const model::Stage& stage : model.stages()) {
    if (!stage.shipped) continue;
    for (std::size_t i = stage.from; i < stage.end; ++i) {
      using enum syntax::Keyword;
      syntax::Keyword keyword = instructions[i].keyword;
      if (keyword == kRun || keyword == kCopy || keyword == kAdd) ++size.layers;
    }
  }
  return size;
}

// One run of the pipeline: the document as it stands, and the way back to the input.
class Run {
 public:
  Run(const syntax::Document& input, const Settings& settings, const ReadContext& read_context,
      const ResolveImages& resolve_images, Outcome& outcome)
      : input_(input),
        settings_(settings),
        read_context_(read_context),
        resolve_images_(resolve_images),
        outcome_(outcome),
        document_(&input),
        has_orders_(has_orders(input)) {
    if (resolve_images_) own_facts().resolves = true;
    refresh();
    outcome_.before = measure(*model_);
  }

  void apply(const Pass& pass) {
    if (!pass.independent) commit();
    if (pass.needs_context != nullptr && !context_known_ && pass.needs_context(*model_)) find_context();
    step(pass, pass.run);
    if (pass.then == nullptr) return;
    commit();
    step(pass, pass.then);
  }

  // Comments for dockhone that do not say what their author meant.
  void check_orders(Pipeline pipeline) {
    if (!has_orders_) return;
    std::vector<std::string_view> names;
    for (const Pass& pass : pipeline) names.push_back(pass.name);
    for (auto& [place, why] : mistakes(*document_, names)) {
      outcome_.declined.push_back({"comments", lines(place), "unknown-order", std::move(why)});
    }
  }

  void finish() {
    commit();
    outcome_.text = std::string(document_->text());
    outcome_.after = measure(*model_);
  }

 private:
  void step(const Pass& pass, void (*run)(const model::BuildModel&, const Facts&, Proposal&)) {
    std::vector<bool> off = has_orders_ ? switched_off(*document_, pass.name) : std::vector<bool>();
    Proposal proposal(off);
    run(*model_, facts(), proposal);
    if (!proposal.wanted().empty() && resolve_images_) {
      own_facts().build.images = resolve_images_(proposal.wanted());
      own_facts().resolves = false;
      proposal = Proposal(std::move(off));
      run(*model_, facts(), proposal);
      own_facts().resolves = true;
    }
    for (Draft& draft : proposal.drafts()) take(pass, draft);
    for (Proposal::Decline& decline : proposal.declines()) {
      outcome_.declined.push_back(
          {pass.name, lines(input_span(decline.place)), decline.reason, std::move(decline.why)});
    }
  }

  void find_context() {
    context_known_ = true;
    std::shared_ptr<const model::Context> found = read_context_ ? read_context_(*model_) : nullptr;
    if (found == nullptr || !model::fits(*found, *model_)) return;
    own_facts().context = std::move(found);
  }

  const Facts& facts() const { return own_facts_ ? *own_facts_ : settings_.facts; }

  // Copied where something is added to them.
  Facts& own_facts() {
    if (!own_facts_) own_facts_ = settings_.facts;
    return *own_facts_;
  }

  void refresh() { model_ = std::make_unique<model::BuildModel>(*document_, facts().build, memory_); }

  void take(const Pass& pass, Draft& draft) {
    Span place = input_span(draft.place);
    Change change{make_id(pass, draft.place, place),
                  pass.name,
                  draft.risk,
                  lines(place),
                  std::move(draft.what),
                  std::move(draft.why),
                  std::move(draft.evidence),
                  std::move(draft.differences)};
    if (settings_.veto.contains(change.id)) {
      outcome_.vetoed.push_back(std::move(change.id));
      return;
    }
    if (draft.risk > settings_.risk) {
      outcome_.held_back.push_back(std::move(change));
    } else if (edits_.add(std::move(draft.edits))) {
      outcome_.changes.push_back(std::move(change));
    } else {
      outcome_.declined.push_back(
          {pass.name, change.lines, "overlap", "another change of this pass rewrites the same bytes"});
    }
  }

  // Applies the edits that have come together. The rewritten text must parse; should passes ever write one
  // that does not, their changes are given up.
  void commit() {
    std::size_t first_change = std::exchange(committed_, outcome_.changes.size());
    if (edits_.empty()) return;
    EditList edits = std::exchange(edits_, {});
    std::vector<syntax::Splice> splices;
    splices.reserve(edits.edits().size());
    for (const Edit& edit : edits.edits())
      splices.push_back({edit.span, static_cast<std::uint32_t>(edit.text.size())});
    auto parsed = syntax::Document::parse(edits.apply(document_->text()), *document_, splices);
    if (!parsed) {
      for (std::size_t i = first_change; i < outcome_.changes.size(); ++i) {
        const Change& change = outcome_.changes[i];
        outcome_.declined.push_back({change.pass, change.lines, "would-not-parse",
                                     "the rewritten text would not parse: " + parsed.error().message});
      }
      outcome_.changes.resize(first_change);
      committed_ = first_change;
      return;
    }
    model_.reset();
    own_.emplace(std::move(*parsed));
    document_ = &*own_;
    history_.push_back(std::move(edits));
    refresh();
  }

  Span input_span(Span place) const {
    for (auto edits = history_.rbegin(); edits != history_.rend(); ++edits) place = edits->before(place);
    auto size = static_cast<std::uint32_t>(input_.text().size());
    place.end = std::min(place.end, size);
    place.begin = std::min(place.begin, place.end);
    return place;
  }

  LineRange lines(Span place) const {
    std::uint32_t last = place.empty() ? place.end : place.end - 1;
    return {input_.lines().position(place.begin).line, input_.lines().position(last).line};
  }

  std::string make_id(const Pass& pass, Span here, Span place) {
    std::size_t stage = 0;
    for (const model::Stage& candidate : model_->stages()) {
      if (document_->instructions()[candidate.from].lines.begin <= here.begin) stage = candidate.index;
    }
    std::array<char, 17> hex{};
    auto hash = static_cast<std::uint32_t>(fnv1a(place.in(input_.text())));
    auto end = std::to_chars(hex.data(), hex.data() + hex.size(), hash, 16).ptr;
    std::string id =
        std::string(pass.name) + '/' + std::to_string(stage) + '.' + std::string(hex.data(), end);
    int ordinal = ++seen_[id];
    if (ordinal > 1) id += '.' + std::to_string(ordinal);
    return id;
  }

  const syntax::Document& input_;
  const Settings& settings_;
  const ReadContext& read_context_;
  const ResolveImages& resolve_images_;
  bool context_known_ = false;
  std::optional<Facts> own_facts_;
  Outcome& outcome_;
  const syntax::Document* document_;
  bool has_orders_;  // no pass writes a comment for dockhone
  std::optional<syntax::Document> own_;
  std::shared_ptr<model::Memory> memory_ = model::make_memory();
  std::unique_ptr<model::BuildModel> model_;
  EditList edits_;             // not yet applied
  std::size_t committed_ = 0;  // changes whose edits are in the document
  std::vector<EditList> history_;
  std::map<std::string, int> seen_;
};

}  // namespace

Outcome optimize(const syntax::Document& document, Pipeline pipeline, const Settings& settings,
                 const ReadContext& read_context, const ResolveImages& resolve_images) {
  Outcome outcome;
  Run run(document, settings, read_context, resolve_images, outcome);
  run.check_orders(pipeline);
  for (const Pass& pass : pipeline) {
    if (!settings.skip.contains(pass.name)) run.apply(pass);
  }
  run.finish();
  return outcome;
}

}  // namespace dockhone::rewrite
