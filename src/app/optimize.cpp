#include "optimize.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <system_error>
#include <utility>

#include "discover.h"
#include "dockhone/base/parallel.h"
#include "dockhone/base/printable.h"
#include "dockhone/image/catalog.h"
#include "files.h"
#include "one_file.h"
#include "ordered.h"

namespace dockhone::app {

namespace {

// What one file adds to the output, made by the thread that processed it.
struct Piece {
  std::string out;
  std::string err;
  std::string diff;          // for --diff
  std::string config_error;  // a configuration's own path, when that is what failed
  int status = 0;
  report::Status state = report::Status::kUnchanged;
  bool ignored = false;
  std::map<std::string_view, std::size_t> passes;  // changes of each
  std::vector<std::string> vetoed;                 // ids
};

struct Totals {
  std::size_t changed = 0, unchanged = 0, failed = 0, ignored = 0;
  std::map<std::string_view, std::size_t> passes;  // changes of each
  std::size_t all() const { return changed + unchanged + failed; }
};

class Run {
 public:
  Run(const Options& options, rewrite::Pipeline pipeline, Terminal& terminal)
      : options_(options),
        plan_(plan_for(options)),
        pipeline_(pipeline),
        terminal_(terminal),
        places_(options, pipeline),
        log_(options.verbose),
        images_(options, log_),
        one_file_(options, plan_, pipeline, places_, images_, log_),
        unmatched_veto_(options.veto.begin(), options.veto.end()) {}

  int run() {
    Discovery found = find();
    for (const std::string& directory : found.empty_directories) {
      if (!options_.quiet)
        terminal_.err("dockhone: warning: no Dockerfile in " + printable(directory) + "\n");
    }
    if (Expected<bool> ready = check_context(); !ready) return fail(ready.error());
    if (Expected<bool> ready = images_.prepare(); !ready) return fail(ready.error());
    if (Expected<bool> ready = open_diff(found); !ready) return fail(ready.error());
    many_ = found.items.size() > 1;
    if (json()) terminal_.out(report::kJsonBegin);
    all(found.items);
    if (json()) terminal_.out(report::kJsonEnd);
    if (Expected<bool> written = close_diff(); !written) return fail(written.error());
    if (Expected<bool> written = finish_locks(); !written) return fail(written.error());
    totals();
    warn_of_veto();
    terminal_.flush();
    if (terminal_.error() != 0) {
      std::string what =
          "cannot write standard output: " + std::generic_category().message(terminal_.error());
      return fail({{ErrorKind::kIo, what, {}, {}}, {}, {0, 0}, {}});
    }
    return status_;
  }

 private:
  // In batches, so that threads meet less often than files are done.
  void all(const std::vector<Item>& items) {
    constexpr std::size_t kBatch = 16;
    constexpr std::size_t kWindow = 8;
    using Pieces = std::vector<Piece>;
    Ordered<Pieces> ordered(kWindow, [this](Pieces pieces) {
      for (Piece& piece : pieces) emit(std::move(piece));
    });
    parallel_each((items.size() + kBatch - 1) / kBatch, options_.jobs, [&](std::size_t batch) {
      Pieces pieces;
      std::size_t end = std::min(items.size(), (batch + 1) * kBatch);
      for (std::size_t i = batch * kBatch; i < end; ++i)
        pieces.push_back(render(one_file_.process(items[i])));
      ordered.put(batch, std::move(pieces));
    });
  }

  bool json() const { return options_.format == Format::kJson; }

  Discovery find() const {
    if (options_.paths.size() == 1 && options_.paths[0] == "-") return {{{"-", {}, {}, true}}, {}};
    return discover(options_.paths);
  }

  Expected<bool> check_context() const {
    if (options_.context.empty() || is_directory(options_.context)) return true;
    return tl::unexpected<Failure>({{ErrorKind::kUsage,
                                     "--context: no directory " + options_.context,
                                     "name the directory that the Dockerfile is built with",
                                     {}},
                                    {},
                                    {0, 0},
                                    {}});
  }

  // One output cannot serve several files, and the input is no place for an output.
  Expected<bool> open_diff(const Discovery& found) {
    auto no = [](std::string message, std::string help) {
      return tl::unexpected<Failure>(
          {{ErrorKind::kUsage, std::move(message), std::move(help), {}}, {}, {0, 0}, {}});
    };
    if (options_.output && found.items.size() > 1)
      return no("--output with several files", "their results need several places");
    for (const auto& place : {options_.output, options_.diff}) {
      if (!place || *place == "-") continue;
      for (const Item& item : found.items) {
        if (item.is_stdin || !same_file(item.path, *place)) continue;
        return no("an output names the input " + item.path, "use --write to rewrite in place");
      }
    }
    if (options_.output && options_.diff && *options_.output != "-" && !is_device(*options_.output) &&
        (*options_.output == *options_.diff || same_file(*options_.output, *options_.diff))) {
      return no("--output and --diff name the same file", "");
    }
    if (!options_.diff || *options_.diff == "-") return true;
    diff_open_ = true;
    return diff_.open(*options_.diff, 0666);
  }

  Expected<bool> close_diff() {
    if (!diff_open_) return true;
    if (diff_failure_) return tl::unexpected<Failure>(*diff_failure_);
    // Where everything failed there is no diff, not an empty one.
    if (totals_.changed + totals_.unchanged == 0) return true;
    return diff_.commit(true);
  }

  // A lock that would be another is a change too.
  Expected<bool> finish_locks() {
    bool nothing = options_.check || options_.dry_run;
    Expected<std::string> said = images_.finish(!nothing);
    if (!said) return tl::unexpected<Failure>(std::move(said.error()));
    if (options_.check && said->find("Would write ") != std::string::npos) status_ = graver(status_, 1);
    if (options_.quiet || said->empty()) return true;
    plan_.report_to_err || json() ? terminal_.err(*said) : terminal_.out(*said);
    return true;
  }

  int fail(const Failure& failure) {
    terminal_.err(failure_text(failure, terminal_.err_color()));
    return graver(status_, exit_status(failure.error));
  }

  Piece render(Processed done) const {
    Piece piece;
    piece.status = done.status;
    piece.state = done.report.status;
    piece.ignored = done.ignored;
    for (const rewrite::Change& change : done.report.outcome.changes) ++piece.passes[change.pass];
    piece.vetoed = std::move(done.report.outcome.vetoed);
    if (done.ignored) return piece;
    bool failed = piece.state == report::Status::kFailed;
    if (json()) piece.out = report::json_file(done.report);
    if (failed) {
      piece.err = report::error_text(done.report, terminal_.err_color());
      if (done.report.error.kind == ErrorKind::kUsage) piece.config_error = done.report.error_path;
      return piece;
    }
    if (plan_.result_to_out) piece.out = std::move(done.result);
    if (plan_.diff_to_out)
      piece.out = terminal_.out_is_terminal() ? report::diff_text(done.report.diff, terminal_.out_color())
                                              : done.report.diff;
    if (diff_open_) piece.diff = std::move(done.report.diff);
    if (!json() && !options_.quiet) tell(done.report, piece);
    return piece;
  }

  // The text for people.
  void tell(const report::FileReport& file, Piece& piece) const {
    bool changed = file.status == report::Status::kChanged;
    if (options_.check && changed && !plan_.diff_to_out) {
      // A path that holds control characters cannot be passed on as a line anyway.
      piece.out += printable(file.path) + "\n";
    }
    if (options_.check && !options_.dry_run && !options_.verbose) return;
    // Of many files, those that stay as they are would drown the others.
    if (many_ && !changed && !options_.verbose) return;
    report::TextOptions text;
    text.color = plan_.report_to_err ? terminal_.err_color() : terminal_.out_color();
    text.verbose = options_.verbose;
    text.show_diff = plan_.show_diff;
    text.to_terminal = plan_.report_to_err || terminal_.out_is_terminal();
    text.width = terminal_.width();
    text.catalog_date = image::catalog_date();
    std::string shown = report::text(file, text);
    if (many_) shown += "\n";
    (plan_.report_to_err ? piece.err : piece.out) += shown;
  }

  // Called for one file after the other, in order.
  void emit(Piece piece) {
    if (piece.ignored) {
      ++totals_.ignored;
      return;
    }
    ++(piece.state == report::Status::kFailed    ? totals_.failed
       : piece.state == report::Status::kChanged ? totals_.changed
                                                 : totals_.unchanged);
    status_ = graver(status_, piece.status);
    for (const auto& [pass, count] : piece.passes) totals_.passes[pass] += count;
    for (const std::string& id : piece.vetoed) unmatched_veto_.erase(id);
    if (json() && totals_.all() > 1) terminal_.out(",");
    terminal_.out(piece.out);
    // A broken configuration fails every file below it, but is one mistake.
    bool repeated = !piece.config_error.empty() && !config_errors_.insert(piece.config_error).second;
    if (!repeated) terminal_.err(piece.err);
    if (!diff_open_ || diff_failure_) return;
    if (Expected<bool> written = diff_.write(piece.diff); !written) diff_failure_ = written.error();
  }

  void totals() {
    if (options_.quiet || json() || totals_.all() == 0) return;
    bool nothing = options_.check || options_.dry_run;
    if (!many_ && !options_.check) return;
    std::string line;
    if (many_) line = std::to_string(totals_.changed) + " of " + std::to_string(totals_.all()) + " files ";
    if (totals_.changed > 0 || many_) {
      line += nothing ? "would change" : "changed";
    } else if (totals_.failed == 0) {
      line += "nothing would change";
    }
    if (totals_.changed > 0) line += ": " + counts();
    if (totals_.failed > 0 && many_) line += "; " + std::to_string(totals_.failed) + " failed";
    if (totals_.ignored > 0) line += "; " + std::to_string(totals_.ignored) + " ignored";
    if (line.empty()) return;
    line += "\n";
    plan_.report_to_err ? terminal_.err(line) : terminal_.out(line);
  }

  // An id is of a place's text: it is another one as soon as somebody edits that.
  void warn_of_veto() {
    if (options_.quiet) return;
    for (const std::string& id : unmatched_veto_) {
      terminal_.err("dockhone: warning: --veto: no change has the id " + printable(id) +
                    "; --format json and -v show the ids\n");
    }
  }

  std::string counts() const {
    std::string out;
    for (const rewrite::Pass& pass : pipeline_) {
      auto found = totals_.passes.find(pass.name);
      if (found == totals_.passes.end()) continue;
      out += (out.empty() ? "" : ", ") + std::string(pass.name) + " " + std::to_string(found->second);
    }
    return out;
  }

  const Options& options_;
  const Plan plan_;
  rewrite::Pipeline pipeline_;
  Terminal& terminal_;
  Places places_;
  Log log_;
  Images images_;
  OneFile one_file_;
  Output diff_;
  bool diff_open_ = false;
  bool many_ = false;
  std::optional<Failure> diff_failure_;
  std::set<std::string> config_errors_;
  std::set<std::string> unmatched_veto_;  // ids that no file had yet
  Totals totals_;
  int status_ = 0;
};

}  // namespace

int optimize(const Options& options, rewrite::Pipeline pipeline, Terminal& terminal) {
  return Run(options, pipeline, terminal).run();
}

}  // namespace dockhone::app
