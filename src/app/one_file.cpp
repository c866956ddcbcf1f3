#include "one_file.h"

#include <chrono>
#include <utility>

#include "context.h"
#include "dockhone/base/printable.h"
#include "dockhone/diff/unified.h"
#include "dockhone/model/build.h"
#include "files.h"

namespace dockhone::app {

namespace {

std::string shown_name(const Options& options, const Item& item) {
  if (!item.is_stdin) return item.path;
  return options.stdin_filename.empty() ? "<stdin>" : options.stdin_filename;
}

// What the diff calls the file: its path in the repository, so that `git apply` takes it anywhere in there.
std::string diff_name(const Options& options, const Item& item, const Place& place,
                      const std::string& repository) {
  const std::string& path = item.is_stdin ? options.stdin_filename : item.path;
  std::string_view name = path.empty() ? "Dockerfile" : name_of(path);
  if (!repository.empty()) {
    std::string inside = place.directory.substr(repository == "/" ? 0 : repository.size());
    inside.append("/").append(name);
    return inside.substr(inside.find_first_not_of('/'));
  }
  std::string_view given = path;
  while (given.starts_with("./")) given.remove_prefix(2);
  bool plain = !given.empty() && !given.starts_with('/') && !given.starts_with("../") &&
               given.find("/../") == std::string_view::npos;
  return std::string(plain ? given : name);
}

std::string link_root(const Item& item, const Place& place, std::string repository) {
  if (item.root) return *item.root;
  if (!repository.empty()) return repository;
  std::string here = real_path(".");
  return !here.empty() && is_within(place.directory, here) ? here : place.directory;
}

// A wrong --target builds nothing: said, with the stages that there are.
Expected<bool> check_target(const syntax::Document& document, const rewrite::Settings& settings,
                            const std::string& path) {
  const std::string& target = settings.facts.build.target;
  if (target.empty()) return true;
  model::BuildModel model(document);
  std::vector<std::string_view> names;
  auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  };
  for (const model::Stage& stage : model.stages()) {
    std::string_view name = stage.name;
    if (std::to_string(stage.index) == target) return true;
    if (name.size() == target.size() && std::equal(name.begin(), name.end(), target.begin(), same))
      return true;
    if (!name.empty()) names.push_back(name);
  }
  std::string help = did_you_mean(target, names);
  if (help.empty() && !names.empty()) help = "stages: " + joined(names);
  Error error{ErrorKind::kUsage, "--target: no stage '" + target + "'", std::move(help), {}};
  return tl::unexpected<Failure>(Failure{std::move(error), path, {0, 0}, {}});
}

}  // namespace

Plan plan_for(const Options& options) {
  bool from_stdin = options.paths.size() == 1 && options.paths[0] == "-";
  bool nothing = options.dry_run || options.check;
  bool json = options.format == Format::kJson;
  Plan plan;
  plan.in_place = options.write;
  plan.write_outputs = !nothing && !options.write && !from_stdin;
  plan.result_to_out = !nothing && (options.output ? *options.output == "-" : from_stdin);
  plan.diff_to_out = options.diff && *options.diff == "-";
  plan.show_diff = !json && !options.quiet && !options.diff && !options.write && !plan.result_to_out &&
                   (options.dry_run || !options.check);
  plan.findings = json;
  plan.told = !json && !options.quiet && !options.check;
  plan.report_to_err = plan.result_to_out || plan.diff_to_out || options.check;
  plan.need_diff = plan.show_diff || options.diff || (plan.write_outputs && !options.output);
  return plan;
}

Processed OneFile::process(const Item& item) const {
  Processed done;
  done.report.path = shown_name(options_, item);
  Expected<bool> result = item.failure ? tl::unexpected<Failure>(*item.failure) : run(item, done);
  if (!result) {
    done = {};
    done.status = exit_status(result.error().error);
    done.report = failed_report(shown_name(options_, item), std::move(result.error()));
  }
  return done;
}

Expected<bool> OneFile::run(const Item& item, Processed& done) const {
  const std::string& path = done.report.path;
  std::string place_of = item.is_stdin ? options_.stdin_filename : item.path;
  Expected<Input> input;
  if (item.is_stdin) {
    input = read_stdin(kMaxInput, path).map([](std::string text) {
      return Input{std::move(text), {}, false};
    });
  } else {
    input = read_file(item.path, kMaxInput, item.regular);
  }
  bool no_links = input && input->no_links;
  std::shared_ptr<const Place> place = places_.at(place_of.empty() ? "." : parent_of(place_of), no_links);
  if (item.root && place->ignores(name_of(item.path))) {
    done.ignored = true;
    return true;
  }
  if (!input) return tl::unexpected<Failure>(std::move(input.error()));
  if (place->failure) return tl::unexpected<Failure>(*place->failure);

  auto start = std::chrono::steady_clock::now();
  Result<syntax::Document> document = syntax::Document::parse(input->text);
  if (!document) return tl::unexpected<Failure>(failure_at(std::move(document.error()), path, input->text));
  if (auto found = check_target(*document, *place->settings, path); !found) return found;
  Expected<rewrite::Outcome> outcome = optimize(item, *place, *document);
  if (!outcome) return tl::unexpected<Failure>(std::move(outcome.error()));
  done.report.outcome = std::move(*outcome);
  if (plan_.findings || plan_.told) done.report.findings = findings(*document, place->settings->facts);
  std::string_view before = document->text();
  bool changed = done.report.outcome.text != before;
  done.report.status = changed ? report::Status::kChanged : report::Status::kUnchanged;
  if (changed && options_.check) done.status = 1;
  if (changed && plan_.need_diff) {
    std::string name = diff_name(options_, item, *place, places_.repository(place->directory));
    done.report.diff = diff::unified(before, done.report.outcome.text, {name, name});
  }
  if (log_.on()) {
    auto spent =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
    log_(path + ": " + std::to_string(before.size()) + " bytes, configuration " +
         (place->config_path.empty() ? "none" : place->config_path) + ", " + std::to_string(spent.count()) +
         " us");
  }
  return write(item, *place, input->info, before, done);
}

// With what is known of its images, where there is a lock or somebody to ask.
Expected<rewrite::Outcome> OneFile::optimize(const Item& item, const Place& place,
                                             const syntax::Document& document) const {
  if (place.lock_path.empty() && !images_.resolves())
    return rewrite::optimize(document, pipeline_, *place.settings, context_of(item));
  auto lock = images_.lock_of(place);
  if (!lock) return tl::unexpected<Failure>(std::move(lock.error()));
  rewrite::Settings settings = *place.settings;
  Images::File images(images_, place, *lock);
  settings.facts.build.images = images.before(model::BuildModel(document, settings.facts.build));
  rewrite::ResolveImages resolve;
  if (images_.resolves())
    resolve = [&](const std::vector<image::ImageRef>& all) { return images.resolve(all); };
  rewrite::Outcome outcome = rewrite::optimize(document, pipeline_, settings, context_of(item), resolve);
  if (auto failure = images.failure())
    return tl::unexpected<Failure>(Failure{std::move(*failure), shown_name(options_, item), {0, 0}, {}});
  return outcome;
}

std::vector<model::Finding> OneFile::findings(const syntax::Document& document,
                                              const rewrite::Facts& facts) const {
  model::BuildModel model(document, facts.build);
  std::vector<model::Finding> found = model::check(model);
  // Of the others, a person reads what a pass made of them.
  if (plan_.told)
    std::erase_if(found, [](const auto& each) { return each.check != "SecretsUsedInArgOrEnv"; });
  std::string_view day = facts.as_of.empty() ? image::catalog_date() : std::string_view(facts.as_of);
  for (model::Finding& each : model::end_of_life(model, day)) found.push_back(std::move(each));
  return found;
}

rewrite::ReadContext OneFile::context_of(const Item& item) const {
  // Standard input lies in no directory.
  if (item.is_stdin && options_.context.empty()) return {};
  return [this, &item](const model::BuildModel& model) {
    const std::string& path = item.is_stdin ? options_.stdin_filename : item.path;
    const std::string directory = options_.context.empty() ? parent_of(path) : options_.context;
    return contexts_.at(directory, std::string(name_of(path)), model::plain_sources(model));
  };
}

Expected<bool> OneFile::write(const Item& item, const Place& place, const struct stat& info,
                              std::string_view before, Processed& done) const {
  bool changed = done.report.status == report::Status::kChanged;
  const std::string& text = done.report.outcome.text;
  mode_t mode = item.is_stdin ? 0666 : info.st_mode & 0666;
  if (plan_.in_place && changed) {
    auto rewritten =
        rewrite_in_place(item.path, link_root(item, place, places_.repository(place.directory)), info, text);
    if (!rewritten) return rewritten;
    done.report.written.push_back(item.path);
  }
  if (plan_.result_to_out) done.result = text;
  if (options_.output && *options_.output != "-") {
    auto written = write_file(*options_.output, changed ? std::string_view(text) : before, mode, true);
    if (!written) return written;
    done.report.written.push_back(*options_.output);
    return true;
  }
  return plan_.write_outputs && !options_.output ? write_outputs(item.path, mode, done) : true;
}

Expected<bool> OneFile::write_outputs(const std::string& path, mode_t mode, Processed& done) const {
  if (done.report.status == report::Status::kUnchanged) {
    if (remove_stale_outputs(path)) log_(path + ": removed the outputs of an earlier run");
    return true;
  }
  std::string output = path + ".optimized";
  std::string diff = output + ".diff";
  auto ready = check_outputs(path, options_.diff.value_or(diff), done.report.outcome.text);
  if (!ready) return ready;
  // The diff first: without it, the next run would not know the result for its own.
  if (!options_.diff) {
    auto written = write_file(diff, done.report.diff, mode);
    if (!written) return written;
  }
  auto written = write_file(output, done.report.outcome.text, mode);
  if (!written) {
    if (!options_.diff) remove_stale_outputs(path);
    return written;
  }
  done.report.written.push_back(output);
  if (!options_.diff) done.report.written.push_back(std::move(diff));
  return true;
}

}  // namespace dockhone::app
