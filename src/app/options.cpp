#include "options.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>

#include "dockhone/image/lifecycle.h"
#include "option_tools.h"
#include "prove_options.h"

namespace dockhone::app {

namespace {

constexpr const char* kAbout =
    "Reads a Dockerfile, applies an ordered list of rewrite passes, and writes an optimized Dockerfile and a "
    "diff.";

constexpr const char* kFooter = R"(Exit status:
  0  clean, or written          1  would change (--check)
  2  usage, configuration, I/O  3  not proven (prove)
  4  a Dockerfile does not parse
  75 a registry cannot be asked for now
Configuration: the closest .dockhone.yaml from the file's directory up to the repository root,
else $XDG_CONFIG_HOME/dockhone/config.yaml; flags win over the environment, which wins over files.
Environment: DOCKHONE_RISK, DOCKHONE_CONFIG, DOCKHONE_JOBS (as --risk, --config, --jobs), NO_COLOR.)";

// Of the design, but not of this version: said plainly, never ignored.
constexpr std::string_view kLaterCommands[] = {"review", "apply", "bulk"};
constexpr std::string_view kLaterOptions[] = {"--platform", "--policy"};
constexpr std::string_view kLaterFormats[] = {"sarif", "rdjsonl", "gitlab", "github"};

// What CLI11 stores before it is checked against the pipeline.
struct Raw {
  std::vector<std::string> passes, skip, set, build_args;
  std::string risk, resolve = "catalog", format = "text", color = "auto", builder_target = "buildkit", jobs;
  bool help = false;
};

class Parser {
 public:
  explicit Parser(rewrite::Pipeline pipeline) : pipeline_(pipeline) {
    app_.require_subcommand(0, 1);
    app_.set_version_flag("--version", "dockhone " DOCKHONE_VERSION);
    app_.footer(kFooter);
    app_.allow_extras();
    add_optimize();
    prove_ = app_.add_subcommand("prove",
                                 "Build original and optimized, compare the images, drop what does not hold");
    add_prove_options(*prove_, options_, raw_.format);
    add_rewriting(*prove_);
    add_inspection();
  }

  std::variant<Options, Finished> parse(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
      reject_extras();
      return resolve();
    } catch (const CLI::ParseError& error) {
      return from_library(error);
    } catch (const Usage& usage) {
      return Finished{2, {}, report::error_text(usage.error, false)};
    } catch (const std::exception& error) {
      return Finished{2, {}, report::error_text({ErrorKind::kUsage, error.what(), {}, {}}, false)};
    }
  }

 private:
  void add_optimize() {
    optimize_ =
        app_.add_subcommand("optimize", "Rewrite Dockerfiles: Dockerfile.optimized and a diff beside each");
    CLI::App& cmd = *optimize_;
    cmd.allow_extras();
    cmd.footer(kFooter);
    cmd.add_option("FILE", options_.paths,
                   "Files, directories to search, or - for standard input (default: Dockerfile)")
        ->type_name("");
    cmd.add_option("-o,--output", options_.output,
                   "Write the result to this file instead, or to standard output (-)")
        ->type_name("FILE");
    cmd.add_option("--diff", options_.diff, "Write the diff to this file instead, or to standard output (-)")
        ->type_name("FILE");
    cmd.add_flag("-n,--dry-run", options_.dry_run, "Write nothing; print the diff");
    cmd.add_flag("--check", options_.check,
                 "Write nothing; print the paths that would change, and exit 1 if any");
    cmd.add_flag("-w,--write", options_.write, "Rewrite the files in place");
    cmd.add_option("--stdin-filename", options_.stdin_filename,
                   "What standard input is called in diff and messages")
        ->type_name("NAME");
    add_rewriting(cmd);
    cmd.add_option("--builder-target", raw_.builder_target,
                   "Whose syntax may be written: buildkit (the only one yet)")
        ->type_name("BUILDER");
    cmd.add_option("--as-of", options_.as_of,
                   "The day that end-of-life dates are compared with and --update-lock writes (default: "
                   "SOURCE_DATE_EPOCH, else the catalog's, or today's)")
        ->type_name("YYYY-MM-DD");
    cmd.add_option("--resolve", raw_.resolve,
                   "Who is asked what images are: catalog (default), or registry, over the network")
        ->type_name("WHO");
    cmd.add_flag("--update-lock", options_.update_lock,
                 "Resolve images anew, by --resolve, and write dockhone.lock");
    cmd.add_flag("--locked", options_.locked, "Fail where dockhone.lock lacks an image");
    cmd.add_option("--lock", options_.lock, "Use this lock and no other")->type_name("FILE");
    list(cmd, "--insecure-registry", options_.insecure,
         "HOST[:PORT] that may speak plain http or show any certificate")
        ->type_name("HOST");
    cmd.add_option("--format", raw_.format, "text (default) or json")->type_name("FORMAT");
    cmd.add_flag("-q,--quiet", options_.quiet, "Print nothing but errors");
    cmd.add_flag("-v,--verbose", options_.verbose,
                 "Every place that was left alone; a log on standard error");
    cmd.add_option("-j,--jobs", raw_.jobs, "Threads (default: one for each core)")->type_name("N");
  }

  // What decides how a file is rewritten.
  void add_rewriting(CLI::App& cmd) {
    list(cmd, "--passes", raw_.passes, "Run only these passes, comma-separated; none runs no pass")
        ->type_name("LIST");
    list(cmd, "--skip", raw_.skip, "Do not run these passes, comma-separated")->type_name("LIST");
    list(cmd, "--set", raw_.set, "PASS.OPTION=VALUE; see `dockhone explain PASS`")->type_name("SETTING");
    cmd.add_option("--risk", raw_.risk, "Highest risk that is applied: safe, review (default) or suggest")
        ->type_name("RISK");
    cmd.add_option("--target", options_.target, "The stage that is built")->type_name("STAGE");
    list(cmd, "--build-arg", raw_.build_args, "NAME=VALUE of an ARG, as given to the build")
        ->type_name("NAME=VALUE");
    cmd.add_option("--context", options_.context,
                   "The build context (default: the directory of the Dockerfile)")
        ->type_name("DIR");
    cmd.add_option("--config", options_.config, "Read this configuration file and no other")
        ->type_name("FILE");
    cmd.add_option("--color", raw_.color, "auto (default), always or never")->type_name("WHEN");
    list(cmd, "--veto", options_.veto,
         "Do not apply the change with this id, which --format json and -v show");
  }

  void add_inspection() {
    passes_ = app_.add_subcommand("passes", "List the passes in the order in which they run");
    explain_ = app_.add_subcommand("explain", "Show the page of one pass");
    explain_->add_option("PASS", options_.subject, "Its name")->required();
    catalog_ = app_.add_subcommand("catalog", "What is known about base images");
    catalog_->require_subcommand(1);
    show_ =
        catalog_->add_subcommand("show", "Tags of one image, what latest is, and the date of these facts");
    show_->add_option("IMAGE", options_.subject, "As in FROM, e.g. python or python:3.13-slim")->required();
    parse_ = app_.add_subcommand("parse",
                                 "Print syntax tree, shell trees and build model as JSON, with byte spans");
    parse_->add_option("FILE", options_.paths, "A file, or - for standard input (default: Dockerfile)")
        ->expected(0, 1);
    parse_->add_flag("--json")->description("The only format");
    parse_->add_option("--target", options_.target, "The stage that is built");
    list(*parse_, "--build-arg", raw_.build_args, "NAME=VALUE of an ARG, as given to the build");
    for (CLI::App* cmd : {passes_, explain_, catalog_, show_, parse_}) cmd->allow_extras();
  }

  CLI::App* chosen() const {
    for (CLI::App* cmd : {optimize_, prove_, passes_, explain_, show_, parse_}) {
      if (cmd->parsed()) return cmd;
    }
    return nullptr;
  }

  void reject_extras() {
    for (CLI::App* cmd : {&app_, optimize_, prove_, passes_, explain_, catalog_, show_, parse_}) {
      std::vector<std::string> extra = cmd->remaining();
      if (!extra.empty()) reject(*cmd, extra.front());
    }
    if (chosen() == nullptr)
      refuse("no command given", "dockhone optimize [FILE|DIR|-]...; dockhone --help lists the others");
  }

  void reject(const CLI::App& cmd, const std::string& word) {
    std::string name = word.substr(0, word.find('='));
    if (name.size() > 1 && name[0] == '-') {
      if (contains(kLaterOptions, name)) refuse(name + " is not available in this version");
      std::vector<std::string> names;
      for (const CLI::Option* option : cmd.get_options()) {
        if (option->get_lnames().empty()) continue;
        names.push_back("--" + option->get_lnames().front());
      }
      std::vector<std::string_view> views(names.begin(), names.end());
      std::string help = did_you_mean(name, views);
      std::string see = &cmd == &app_ ? "dockhone --help" : "dockhone " + cmd.get_name() + " --help";
      refuse("unknown option " + name, help.empty() ? "see " + see : help);
    }
    if (&cmd != &app_)
      refuse("unexpected argument '" + word + "'", "see dockhone " + cmd.get_name() + " --help");
    if (contains(kLaterCommands, word)) refuse("`dockhone " + word + "` is not available in this version");
    constexpr std::string_view kCommands[] = {"optimize", "prove", "passes", "explain", "catalog", "parse"};
    std::string help = did_you_mean(word, kCommands);
    bool file =
        word.find('/') != std::string::npos || word.find("ockerfile") != std::string::npos || word == "-";
    if (file) help = "dockhone optimize " + word;
    refuse("unknown command '" + word + "'", help.empty() ? "one of " + joined(kCommands) : help);
  }

  Finished from_library(const CLI::ParseError& error) {
    if (dynamic_cast<const CLI::CallForVersion*>(&error) != nullptr)
      return {0, "dockhone " DOCKHONE_VERSION "\n", {}};
    if (error.get_exit_code() == 0) {
      const CLI::App* cmd = &app_;
      std::string above;
      while (!cmd->get_subcommands().empty()) {
        above += (above.empty() ? "" : " ") + cmd->get_name();
        cmd = cmd->get_subcommands().front();
      }
      return {0, cmd->help(above), {}};
    }
    return {2, {}, report::error_text({ErrorKind::kUsage, error.what(), "see dockhone --help", {}}, false)};
  }

  Options resolve() {
    CLI::App* cmd = chosen();
    options_.command = cmd == optimize_  ? Command::kOptimize
                       : cmd == prove_   ? Command::kProve
                       : cmd == passes_  ? Command::kPasses
                       : cmd == explain_ ? Command::kExplain
                       : cmd == show_    ? Command::kCatalogShow
                                         : Command::kParse;
    if (options_.paths.empty()) options_.paths = {"Dockerfile"};
    for (const std::string& path : options_.paths) {
      if (path.empty()) refuse("a file name is empty");
    }
    resolve_passes();
    resolve_values();
    check_combinations();
    return options_;
  }

  void resolve_passes() {
    for (const std::string& name : options_.skip = split(raw_.skip))
      must(pass_named(name, pipeline_), "--skip");
    if (!raw_.passes.empty()) {
      std::vector<std::string> names = split(raw_.passes);
      if (names.empty()) refuse("--passes: no pass named", "none runs no pass");
      if (names.size() == 1 && names[0] == "none") names.clear();
      for (const std::string& name : names) must(pass_named(name, pipeline_), "--passes");
      options_.passes = std::move(names);
    }
    for (const std::string& text : raw_.set) {
      std::size_t equals = text.find('=');
      std::size_t dot = text.find('.');
      if (equals == std::string::npos || dot == std::string::npos || dot > equals) {
        refuse("--set: '" + text + "' is not PASS.OPTION=VALUE");
      }
      std::string value = text.substr(equals + 1);
      const rewrite::Pass* pass = must(pass_named(text.substr(0, dot), pipeline_), "--set");
      must(check_option(*pass, text.substr(dot + 1, equals - dot - 1), value), "--set");
      options_.set[text.substr(0, equals)] = std::move(value);
    }
  }

  void resolve_values() {
    const char* risk = std::getenv("DOCKHONE_RISK");
    if (!raw_.risk.empty()) {
      options_.risk = must(risk_named(raw_.risk), "--risk");
    } else if (risk != nullptr && *risk != '\0') {
      options_.risk = must(risk_named(risk), "DOCKHONE_RISK");
    }
    const char* config = std::getenv("DOCKHONE_CONFIG");
    options_.config_from = options_.config.empty() ? "DOCKHONE_CONFIG" : "--config";
    if (options_.config.empty() && config != nullptr) options_.config = config;
    const char* jobs = std::getenv("DOCKHONE_JOBS");
    if (!raw_.jobs.empty()) {
      options_.jobs = number(raw_.jobs, "--jobs");
    } else if (jobs != nullptr && *jobs != '\0') {
      options_.jobs = number(jobs, "DOCKHONE_JOBS");
    }
    for (const std::string& text : raw_.build_args) {
      std::size_t equals = text.find('=');
      if (equals == 0 || text.empty()) refuse("--build-arg: '" + text + "' is not NAME=VALUE");
      // As the build tools do: without a value, the environment's.
      const char* value = equals == std::string::npos ? std::getenv(text.c_str()) : text.c_str() + equals + 1;
      if (value != nullptr) options_.build_args[text.substr(0, equals)] = value;
    }
    resolve_day();
    constexpr std::string_view kResolvers[] = {"catalog", "registry"};
    if (!contains(kResolvers, raw_.resolve)) {
      std::string near = did_you_mean(raw_.resolve, kResolvers);
      refuse("unknown --resolve '" + raw_.resolve + "'", near.empty() ? "catalog or registry" : near);
    }
    options_.ask_registry = raw_.resolve == "registry";
    options_.format = format();
    options_.color = color();
    if (raw_.builder_target == "buildkit") return;
    constexpr std::string_view kTargets[] = {"buildkit", "docker-20", "buildah-1.28"};
    if (contains(kTargets, raw_.builder_target)) {
      refuse("--builder-target " + raw_.builder_target + " is not available in this version", "buildkit is");
    }
    refuse("unknown --builder-target '" + raw_.builder_target + "'",
           did_you_mean(raw_.builder_target, kTargets));
  }

  void resolve_day() {
    const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
    if (options_.as_of.empty() && epoch != nullptr && *epoch != '\0') {
      options_.as_of = day_of(epoch);
    } else if (!options_.as_of.empty() && !image::is_day(options_.as_of)) {
      refuse("--as-of: '" + options_.as_of + "' is no day", "as in --as-of 2026-11-23");
    }
  }

  static std::string day_of(const std::string& epoch) {
    bool digits = epoch.size() < 12 && epoch.find_first_not_of("0123456789") == std::string::npos;
    if (!digits) refuse("SOURCE_DATE_EPOCH: '" + epoch + "' is no number of seconds since 1970");
    std::time_t seconds = static_cast<std::time_t>(std::stoll(epoch));
    std::tm parts{};
    char text[16];
    if (gmtime_r(&seconds, &parts) == nullptr || std::strftime(text, sizeof text, "%Y-%m-%d", &parts) != 10)
      refuse("SOURCE_DATE_EPOCH: '" + epoch + "' is too far in the future");
    return text;
  }

  static unsigned number(const std::string& text, std::string_view flag) {
    constexpr unsigned kMost = 1024;
    bool digits =
        !text.empty() && text.size() < 5 && text.find_first_not_of("0123456789") == std::string::npos;
    unsigned value = digits ? static_cast<unsigned>(std::stoul(text)) : 0;
    if (value == 0 || value > kMost)
      refuse(std::string(flag) + ": '" + text + "' is not a number from 1 to 1024");
    return value;
  }

  Format format() const {
    if (raw_.format == "text") return Format::kText;
    if (raw_.format == "json") return Format::kJson;
    bool proves = options_.command == Command::kProve;
    if (raw_.format == "markdown" && proves) return Format::kMarkdown;
    if (raw_.format == "markdown") refuse("--format markdown is of prove alone", "text and json are");
    constexpr std::string_view kNames[] = {"text", "json"};
    if (contains(kLaterFormats, raw_.format)) {
      refuse("--format " + raw_.format + " is not available in this version", "text and json are");
    }
    std::string near = did_you_mean(raw_.format, kNames);
    refuse("unknown --format '" + raw_.format + "'", near.empty() ? "text or json" : near);
  }

  Color color() const {
    if (raw_.color == "auto") return Color::kAuto;
    if (raw_.color == "always") return Color::kAlways;
    if (raw_.color == "never") return Color::kNever;
    refuse("unknown --color '" + raw_.color + "'", "auto, always or never");
  }

  void check_combinations() const {
    const Options& o = options_;
    if (o.command == Command::kProve) check_prove_options(o);
    if (o.command != Command::kOptimize) return;
    bool nothing = o.dry_run || o.check;
    bool from_stdin = std::find(o.paths.begin(), o.paths.end(), "-") != o.paths.end();
    bool diff_file = o.diff && *o.diff != "-";
    if (nothing && o.write) refuse("--write with --dry-run or --check", "they write nothing");
    if (nothing && o.output) refuse("--output with --dry-run or --check", "they write nothing");
    if (nothing && diff_file)
      refuse("--diff FILE with --dry-run or --check", "they write nothing; use --diff -");
    if (o.write && o.output) refuse("--write with --output", "choose one place for the result");
    if (o.write && from_stdin) refuse("--write cannot rewrite standard input");
    if (from_stdin && o.paths.size() > 1) refuse("standard input together with other files", "give - alone");
    if (o.output && o.paths.size() > 1)
      refuse("--output with several files", "their results need several places");
    bool result_out = (o.output && *o.output == "-") || (from_stdin && !o.output && !nothing);
    bool diff_out = o.diff && *o.diff == "-";
    if (result_out && diff_out) refuse("the result and the diff cannot both go to standard output");
    if (o.format == Format::kJson && (result_out || diff_out)) {
      refuse("--format json goes to standard output", "give -o and --diff a file, or use --dry-run");
    }
    if (o.locked && (o.update_lock || o.ask_registry))
      refuse("--locked with --update-lock or --resolve registry",
             "with --locked, the lock answers everything");
    if (!o.insecure.empty() && !o.ask_registry)
      refuse("--insecure-registry without --resolve registry", "no registry is asked");
    if (!o.stdin_filename.empty() && !from_stdin) refuse("--stdin-filename without -");
  }

  rewrite::Pipeline pipeline_;
  Options options_;
  Raw raw_;
  CLI::App app_{kAbout, "dockhone"};
  CLI::App* optimize_ = nullptr;
  CLI::App* prove_ = nullptr;
  CLI::App* passes_ = nullptr;
  CLI::App* explain_ = nullptr;
  CLI::App* catalog_ = nullptr;
  CLI::App* show_ = nullptr;
  CLI::App* parse_ = nullptr;
};

}  // namespace

std::variant<Options, Finished> parse_options(int argc, char** argv, rewrite::Pipeline pipeline) {
  return Parser(pipeline).parse(argc, argv);
}

}  // namespace dockhone::app
