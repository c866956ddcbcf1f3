#include "dockhone/prove/prove.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "behaviour.h"
#include "build_log.h"
#include "builder.h"
#include "dockerfile_facts.h"
#include "times.h"
#include "workspace.h"

namespace dockhone::prove {

namespace {

tl::unexpected<Error> stopped() {
  return tl::unexpected<Error>(Error{ErrorKind::kTemporary, "interrupted; what was made is removed", {}, {}});
}

bool has_command(const Image& image) {
  auto set = [&](const char* field) {
    auto found = image.config.find(field);
    return found != image.config.end() && found->is_array() && !found->empty();
  };
  return set("Cmd") || set("Entrypoint");
}

// One Dockerfile, built.
struct Side {
  bool built = false;
  std::string failure;
  std::string tag;
  BuildRequest request;
  Image image;
  Cost cost;
};

struct Trial {
  Side side;
  Comparison comparison;
  bool holds() const { return side.built && comparison.equal(); }
};

class Prover {
 public:
  Prover(const Request& request, const Optimize& optimize, const Progress& progress)
      : request_(request), optimize_(optimize), progress_(progress), run_(run_name()) {}

  Result<Report> run() {
    for (const std::string& line : request_.smoke) {
      if (auto words = words_of(line); !words) return tl::unexpected<Error>(std::move(words.error()));
    }
    if (!request_.touch.empty()) {
      if (std::string why = why_not_touched(request_.context, request_.touch); !why.empty())
        return tl::unexpected<Error>(Error{ErrorKind::kUsage,
                                           "--touch " + request_.touch + ": " + why,
                                           "name a file of the context that is copied",
                                           {}});
    }
    auto first = optimize_({});
    if (!first) return tl::unexpected<Error>(std::move(first.error()));
    report_.text = request_.original;
    if (first->text == request_.original) return std::move(report_);
    auto builder = Builder::open(request_.builder, run_);
    if (!builder) return tl::unexpected<Error>(std::move(builder.error()));
    builder_ = &*builder;
    Interruptible catching;
    for (const std::string& each : Workspace::reap())
      progress_.say("removed what a run before left: " + each);
    for (const std::string& each : builder->reap()) progress_.say("removed what a run before left: " + each);
    auto workspace = Workspace::make(run_);
    if (!workspace) return tl::unexpected<Error>(std::move(workspace.error()));
    workspace_ = &*workspace;
    Result<bool> done = prove(std::move(*first));
    take_interruption();
    builder->leave();
    if (!done) return tl::unexpected<Error>(std::move(done.error()));
    return std::move(report_);
  }

 private:
  void say(const std::string& line) { progress_.say(line); }

  Result<bool> prove(Optimized first) {
    report_.builder = builder_->name();
    report_.version = builder_->version();
    say("building with " + report_.builder + ' ' + report_.version +
        ": RUN runs as the builder runs it, with network; limits: " +
        std::to_string(static_cast<int>(request_.build_seconds)) + " s a build, " +
        std::to_string(static_cast<int>(request_.run_seconds)) + " s and " + request_.memory +
        " a container, " + (request_.network ? "with the network of this machine" : "without network"));
    auto original = build("the original", request_.original);
    if (!original) return tl::unexpected<Error>(std::move(original.error()));
    before_ = std::move(*original);
    if (!before_.built) return original_fails(first);
    report_.before = before_.cost;
    behaviour_ = observe(*builder_, request_, before_.tag, has_command(before_.image));
    if (interrupted() != 0) return stopped();
    list_checks(request_, *builder_, behaviour_, report_);
    auto trial = attempt("the optimized", first);
    if (!trial) return tl::unexpected<Error>(std::move(trial.error()));
    if (!(*trial)->holds() && (first.changes.empty() || !first.divisible)) return reject(**trial);
    return bisect_changes(std::move(first));
  }

  Result<bool> original_fails(const Optimized& first) {
    auto other = build("the optimized", first.text);
    if (!other) return tl::unexpected<Error>(std::move(other.error()));
    report_.verdict = other->built ? Verdict::kOriginalFails : Verdict::kFailsAlike;
    report_.failure = before_.failure;
    return true;
  }

  Result<bool> accept(const Optimized& optimized, const Trial& trial) {
    report_.text = optimized.text;
    report_.changes = optimized.changes;
    report_.comparison = trial.comparison;
    report_.after = trial.side.cost;
    if (auto measured = measure(trial.side); !measured) return measured;
    bool plain = trial.comparison.declared.empty() && trial.comparison.left_out.empty() &&
                 trial.comparison.of_base == 0;
    report_.verdict = plain ? Verdict::kProven : Verdict::kProvenAsDeclared;
    return true;
  }

  Result<bool> measure(const Side& after) {
    if (request_.touch.empty()) return true;
    for (const Side* side : {static_cast<const Side*>(&before_), &after}) {
      say("building without cache, and after a change of " + request_.touch);
      auto times = measure_times(*builder_, *workspace_, side->request, side->tag + "-again", request_.touch);
      if (interrupted() != 0) return stopped();
      if (times) {
        (side == &after ? report_.after : report_.before)->times = *times;
      } else {
        report_.unchecked.push_back("times of builds: " + times.error().message);
      }
    }
    return true;
  }

  Result<bool> reject(const Trial& trial) {
    report_.comparison = trial.comparison;
    report_.failure = trial.side.failure;
    if (trial.side.built) report_.after = trial.side.cost;
    report_.verdict = trial.side.built ? Verdict::kDiffers : Verdict::kOptimizedFails;
    return true;
  }

  // ---- taking changes away

  // Of the smallest set that fails the last change goes, which rests on the others; then all is asked anew,
  // as the changes that are left may be others.
  Result<bool> bisect_changes(Optimized now) {
    while (true) {
      auto trial = attempt(dropped_.empty() ? "the optimized" : "what is left", now);
      if (!trial) return tl::unexpected<Error>(std::move(trial.error()));
      if ((*trial)->holds()) break;
      if (now.changes.empty()) return reject(**trial);
      auto next = drop_one(now);
      if (!next) return tl::unexpected<Error>(std::move(next.error()));
      now = std::move(*next);
    }
    if (now.text == request_.original) {
      report_.verdict = Verdict::kDiffers;
      return true;
    }
    return accept(now, trials_.at(now.text));
  }

  Result<Optimized> drop_one(const Optimized& now) {
    std::vector<std::string> ids;
    for (const rewrite::Change& each : now.changes) ids.push_back(each.id);
    say("looking for the change that has to go, among " + std::to_string(ids.size()));
    std::optional<Error> error;
    std::vector<std::string> cause = smallest_failing(ids, [&](const std::vector<std::string>& applied) {
      if (error) return false;
      auto trial = attempt_with(applied);
      if (!trial) error = std::move(trial.error());
      return trial && !(*trial)->holds();
    });
    if (error) return tl::unexpected<Error>(std::move(*error));
    note_dropped(cause, now);
    dropped_.insert(cause.back());
    return optimize_(dropped_);
  }

  void note_dropped(const std::vector<std::string>& cause, const Optimized& now) {
    Dropped dropped;
    for (const rewrite::Change& each : now.changes) {
      if (each.id == cause.back()) dropped.change = each;
    }
    dropped.together.assign(cause.begin(), cause.end() - 1);
    if (auto trial = attempt_with(cause)) {
      dropped.why = (*trial)->comparison.wrong;
      if (!(*trial)->side.built)
        dropped.why.push_back({"build", "build", "it does not build: " + last_line((*trial)->side.failure)});
    }
    say("dropped " + dropped.change.id + ": " + dropped.change.what);
    report_.dropped.push_back(std::move(dropped));
  }

  // Only these changes: what others take their place when they are vetoed, is vetoed too.
  Result<Optimized> only(const std::vector<std::string>& ids) {
    constexpr int kRounds = 20;
    std::set<std::string, std::less<>> veto = dropped_;
    Result<Optimized> out = optimize_(veto);
    for (int round = 0; round < kRounds && out; ++round) {
      bool more = false;
      for (const rewrite::Change& each : out->changes) {
        if (std::find(ids.begin(), ids.end(), each.id) == ids.end()) more |= veto.insert(each.id).second;
      }
      if (!more) break;
      out = optimize_(veto);
    }
    return out;
  }

  Result<const Trial*> attempt_with(const std::vector<std::string>& ids) {
    auto optimized = only(ids);
    if (!optimized) return tl::unexpected<Error>(std::move(optimized.error()));
    return attempt(std::to_string(ids.size()) + (ids.size() == 1 ? " change" : " changes"), *optimized);
  }

  // ---- building

  Result<const Trial*> attempt(const std::string& what, const Optimized& optimized) {
    auto [at, fresh] = trials_.try_emplace(optimized.text);
    Trial& trial = at->second;
    if (!fresh) return &trial;
    if (optimized.text == request_.original) {
      trial.side.built = true;
      return &trial;
    }
    auto side = build(what, optimized.text);
    if (!side) return tl::unexpected<Error>(std::move(side.error()));
    trial.side = std::move(*side);
    if (!trial.side.built) return &trial;
    Intent intent = intent_of(optimized.changes);
    if (!optimized.known) {
      intent.base = base_of(optimized.text) != base_of(request_.original);
      intent.guess(before_.image, trial.side.image);
    }
    trial.comparison = compare({before_.image, trial.side.image, std::move(intent),
                                artifacts_of(optimized.text), variables_of(request_.original)});
    Behaviour now = observe(*builder_, request_, trial.side.tag, has_command(trial.side.image));
    if (interrupted() != 0) return stopped();
    for (Finding& each : differences(request_, behaviour_, now))
      trial.comparison.wrong.push_back(std::move(each));
    say(what +
        (trial.comparison.equal() ? " holds" : " does not hold: " + trial.comparison.wrong.front().what));
    return &trial;
  }

  Result<Side> build(const std::string& what, const std::string& text) {
    if (interrupted() != 0) return stopped();
    std::string number = std::to_string(report_.builds++);
    auto file = workspace_->write("Dockerfile." + number, text);
    if (!file) return tl::unexpected<Error>(std::move(file.error()));
    if (!request_.ignore.empty()) {
      std::ifstream in(request_.ignore, std::ios::binary);
      std::string ignore((std::istreambuf_iterator<char>(in)), {});
      if (auto copied = workspace_->write("Dockerfile." + number + ".dockerignore", ignore); !copied)
        return tl::unexpected<Error>(std::move(copied.error()));
    }
    Side side;
    side.tag = "dockhone-prove:" + run_ + '-' + number;
    side.request.dockerfile = *file;
    side.request.context = request_.context;
    side.request.target = request_.target;
    side.request.arguments = request_.build_args;
    side.request.secrets = request_.secrets;
    side.request.seconds = request_.build_seconds;
    side.request.log =
        (request_.logs.empty() ? workspace_->path() : request_.logs) + "/build." + number + ".log";
    side.request.echo = progress_.log;
    Ended ended = builder_->build(side.request, side.tag);
    if (interrupted() != 0) return stopped();
    side.cost.build_seconds = ended.seconds;
    say(what + (ended.ok() ? " was built in " : " does not build, after ") +
        std::to_string(static_cast<int>(ended.seconds + 0.5)) + " s");
    if (!ended.ok() && is_broken(ended.err + ended.out))
      return tl::unexpected<Error>(Error{ErrorKind::kIo,
                                         report_.builder + " cannot build: " + tail(ended.err),
                                         "mend it, or choose another with --builder",
                                         {}});
    if (!ended.ok() && !ended.timed_out && is_unreachable(ended.err + ended.out))
      return tl::unexpected<Error>(Error{ErrorKind::kTemporary,
                                         "the build cannot fetch what it needs: " + last_line(ended.err),
                                         "try again when the network, or the registry, answers",
                                         {}});
    if (!ended.ok()) {
      side.failure = ended.timed_out ? "it took longer than " +
                                           std::to_string(static_cast<int>(request_.build_seconds)) + " s"
                                     : tail(ended.err.empty() ? ended.out : ended.err);
      return side;
    }
    return read(std::move(side), number);
  }

  Result<Side> read(Side side, const std::string& number) {
    std::string archive = workspace_->path() + "/image." + number + ".tar";
    Ended saved = builder_->save(side.tag, archive);
    if (interrupted() != 0) return stopped();
    if (!saved.ok())
      return tl::unexpected<Error>(Error{ErrorKind::kIo,
                                         "the image cannot be saved: " + tail(saved.err),
                                         "free some space there, or set TMPDIR",
                                         {}});
    auto image = read_image(archive, workspace_->directory("unpacked"));
    workspace_->remove("unpacked");
    workspace_->remove("image." + number + ".tar");
    if (!image) return tl::unexpected<Error>(std::move(image.error()));
    side.built = true;
    side.image = std::move(*image);
    side.cost.bytes = side.image.bytes();
    side.cost.shadowed = side.image.shadowed();
    side.cost.layers = side.image.layers;
    return side;
  }

  const Request& request_;
  const Optimize& optimize_;
  const Progress& progress_;
  std::string run_;
  const Builder* builder_ = nullptr;
  const Workspace* workspace_ = nullptr;
  Side before_;
  Behaviour behaviour_;
  std::map<std::string, Trial> trials_;         // by text
  std::set<std::string, std::less<>> dropped_;  // ids
  Report report_;
};

}  // namespace

Result<Report> prove(const Request& request, const Optimize& optimize, const Progress& progress) {
  return Prover(request, optimize, progress).run();
}

}  // namespace dockhone::prove
