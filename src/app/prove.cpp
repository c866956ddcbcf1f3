#include "prove.h"

#include <nlohmann/json.hpp>

#include "dockhone/base/printable.h"
#include "dockhone/prove/prove.h"
#include "files.h"
#include "one_file.h"

namespace dockhone::app {

namespace {

constexpr std::uint32_t kMostEvidence = 64u << 20;
constexpr std::uint32_t kMostDockerfile = 16u << 20;
constexpr int kNotProven = 3;

// One Dockerfile as `dockhone optimize` would write it, without some of its changes.
class Optimizer {
 public:
  Optimizer(const Options& options, rewrite::Pipeline pipeline, const Log& log)
      : options_(options), pipeline_(pipeline), log_(log) {
    options_.dry_run = true;
    options_.output.reset();
    options_.format = Format::kText;
    options_.quiet = true;
  }

  Result<prove::Optimized> run(const std::set<std::string, std::less<>>& veto) {
    Options options = options_;
    options.veto.insert(options.veto.end(), veto.begin(), veto.end());
    Places places(options, pipeline_);
    Images images(options, log_);
    if (auto ready = images.prepare(); !ready) return tl::unexpected<Error>(ready.error().error);
    Plan plan = plan_for(options);
    OneFile one(options, plan, pipeline_, places, images, log_);
    Processed done = one.process({options.paths[0], {}, {}, false, false});
    if (done.report.status == report::Status::kFailed) {
      failed_ = std::move(done.report);
      return tl::unexpected<Error>(failed_->error);
    }
    return prove::Optimized{std::move(done.report.outcome.text), std::move(done.report.outcome.changes)};
  }

  // The report of a Dockerfile that cannot be optimized.
  const std::optional<report::FileReport>& failed() const { return failed_; }

 private:
  Options options_;
  rewrite::Pipeline pipeline_;
  const Log& log_;
  std::optional<report::FileReport> failed_;
};

class Proof {
 public:
  Proof(const Options& options, rewrite::Pipeline pipeline, Terminal& terminal)
      : options_(options), terminal_(terminal), log_(options.verbose), optimizer_(options, pipeline, log_) {}

  int run() {
    auto request = this->request();
    if (!request) return fail(request.error());
    prove::Optimize optimize = [this](const auto& veto) { return optimizer_.run(veto); };
    if (!other_.empty() || !options_.prove.against.empty()) {
      optimize = [this](const auto&) -> Result<prove::Optimized> {
        return prove::Optimized{other_, changes_, !claimed_.empty(), false};
      };
    }
    prove::Progress progress;
    if (!options_.quiet)
      progress.say = [this](std::string_view line) { terminal_.err("dockhone: " + printable(line) + "\n"); };
    if (options_.verbose)
      progress.log = [this](std::string_view piece) { terminal_.err(printable_lines(piece)); };
    auto report = prove::prove(*request, optimize, progress);
    if (!report) {
      if (optimizer_.failed()) {
        terminal_.err(report::error_text(*optimizer_.failed(), terminal_.err_color()));
        return exit_status(report.error());
      }
      return fail({report.error(), {}, {0, 0}, {}});
    }
    return finish(*request, *report);
  }

 private:
  const std::string& path() const { return options_.paths[0]; }

  static std::string printable_lines(std::string_view piece) {
    std::string out;
    while (!piece.empty()) {
      auto end = std::min(piece.find('\n'), piece.size());
      out += printable(piece.substr(0, end));
      if (end < piece.size()) out += '\n';
      piece.remove_prefix(std::min(end + 1, piece.size()));
    }
    return out;
  }

  Expected<prove::Request> request() {
    const ProveOptions& own = options_.prove;
    prove::Request out;
    if (!own.recheck.empty()) {
      if (auto read = evidence(out); !read) return tl::unexpected<Failure>(std::move(read.error()));
    } else {
      auto input = read_file(path(), kMostDockerfile);
      if (!input) return tl::unexpected<Failure>(std::move(input.error()));
      out.original = std::move(input->text);
    }
    if (!own.against.empty()) {
      auto input = read_file(own.against, kMostDockerfile);
      if (!input) return tl::unexpected<Failure>(std::move(input.error()));
      other_ = std::move(input->text);
    }
    out.context = options_.context.empty() ? parent_of(path()) : options_.context;
    if (!is_directory(out.context))
      return tl::unexpected<Failure>(Failure{{ErrorKind::kUsage,
                                              "--context: no directory " + out.context,
                                              "name the directory that the Dockerfile is built with",
                                              {}},
                                             {},
                                             {0, 0},
                                             {}});
    // BuildKit prefers the one that is named after the Dockerfile.
    std::string ignore = path() + ".dockerignore";
    if (!real_path(ignore).empty()) out.ignore = ignore;
    out.builder = own.builder;
    out.target = options_.target;
    out.build_args = options_.build_args;
    out.secrets = own.secrets;
    out.smoke = own.smoke;
    out.http = {own.port, own.path, own.expect};
    out.touch = own.touch;
    out.logs = own.logs;
    if (!out.logs.empty() && !is_directory(out.logs))
      return tl::unexpected<Failure>(Failure{
          {ErrorKind::kUsage, "--logs: no directory " + out.logs, "make it first", {}}, {}, {0, 0}, {}});
    out.network = own.network;
    out.build_seconds = own.build_seconds;
    out.run_seconds = own.run_seconds;
    out.memory = own.memory;
    return out;
  }

  // Both Dockerfiles as an earlier run wrote them.
  Expected<bool> evidence(prove::Request& out) {
    const std::string& file = options_.prove.recheck;
    auto input = read_file(file, kMostEvidence);
    if (!input) return tl::unexpected<Failure>(std::move(input.error()));
    auto parsed = nlohmann::json::parse(input->text, nullptr, false);
    bool whole = parsed.is_object() && parsed.contains("original") && parsed["original"].is_string() &&
                 parsed.contains("optimized") && parsed["optimized"].is_string();
    if (!whole)
      return tl::unexpected<Failure>(Failure{{ErrorKind::kUsage,
                                              file + ": this is no evidence of dockhone prove",
                                              "write one with --evidence FILE",
                                              {}},
                                             {},
                                             {0, 0},
                                             {}});
    out.original = parsed["original"].get<std::string>();
    other_ = parsed["optimized"].get<std::string>();
    claimed_ = text_of(parsed, "verdict");
    if (claimed_.empty()) claimed_ = "nothing";
    for (const auto& each : parsed.value("changes", nlohmann::json::array())) {
      rewrite::Change change;
      change.id = text_of(each, "id");
      change.what = text_of(each, "what");
      if (each.is_object() && each.contains("differences")) {
        for (const auto& one : each["differences"]) {
          if (auto kind = rewrite::parse_difference(text_of(one, "kind")))
            change.differences.push_back(
                {*kind, text_of(one, "command"), text_of(one, "was"), text_of(one, "now")});
        }
      }
      changes_.push_back(std::move(change));
    }
    return true;
  }

  static std::string text_of(const nlohmann::json& value, const char* key) {
    auto found = value.is_object() ? value.find(key) : value.end();
    return found != value.end() && found->is_string() ? found->get<std::string>() : std::string();
  }

  int fail(const Failure& failure) {
    terminal_.err(failure_text(failure, terminal_.err_color()));
    return exit_status(failure.error);
  }

  int finish(const prove::Request& request, const prove::Report& report) {
    using prove::Verdict;
    std::string json = prove::json_report(report, path(), request);
    terminal_.out(options_.format == Format::kJson ? json
                  : options_.format == Format::kMarkdown
                      ? prove::markdown_report(report, path())
                      : prove::text_report(report, path(), terminal_.width()));
    bool proven = report.verdict == Verdict::kProven || report.verdict == Verdict::kProvenAsDeclared ||
                  report.verdict == Verdict::kUnchanged;
    std::string output = proven ? options_.output.value_or("") : "";
    const std::pair<std::string, std::string_view> files[] = {{options_.prove.evidence, json},
                                                              {output, report.text}};
    for (const auto& [file, text] : files) {
      if (file == "-") {
        terminal_.out(text);
      } else if (!file.empty()) {
        if (auto written = write_file(file, text, 0666, true); !written) return fail(written.error());
      }
    }
    terminal_.flush();
    if (!claimed_.empty() && claimed_ != prove::key(report.verdict)) {
      terminal_.err("dockhone: " + printable(options_.prove.recheck) + " says " + printable(claimed_) +
                    ", and it is " + std::string(prove::key(report.verdict)) + " now\n");
      return kNotProven;
    }
    return proven ? 0 : kNotProven;
  }

  const Options& options_;
  Terminal& terminal_;
  Log log_;
  Optimizer optimizer_;
  std::string other_;                     // the rewrite, where it is not dockhone's own
  std::string claimed_;                   // by the evidence: its verdict
  std::vector<rewrite::Change> changes_;  // and its changes, which are taken as a whole
};

}  // namespace

int prove(const Options& options, rewrite::Pipeline pipeline, Terminal& terminal) {
  return Proof(options, pipeline, terminal).run();
}

}  // namespace dockhone::app
