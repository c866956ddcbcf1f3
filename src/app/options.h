// The command line as a value.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dockhone/rewrite/pipeline.h"
#include "failure.h"

namespace dockhone::app {

enum class Command : std::uint8_t { kOptimize, kPasses, kExplain, kCatalogShow, kParse, kProve };
enum class Format : std::uint8_t { kText, kJson, kMarkdown };
enum class Color : std::uint8_t { kAuto, kAlways, kNever };

// Of prove alone.
struct ProveOptions {
  std::string against;  // somebody else's rewrite; "": what dockhone makes of the file
  std::string builder = "auto";
  std::vector<std::string> smoke;
  int port = 0;
  std::string path = "/";
  std::string expect;
  std::vector<std::string> secrets;
  std::string touch;
  std::string logs;  // directory
  bool network = false;
  double build_seconds = 1800;
  double run_seconds = 30;
  std::string memory = "2g";
  std::string evidence;  // file
  std::string recheck;   // file
};

struct Options {
  Command command = Command::kOptimize;
  std::vector<std::string> paths;  // optimize, parse
  std::string subject;             // explain: PASS; catalog show: IMAGE
  std::optional<std::string> output;
  std::optional<std::string> diff;
  bool dry_run = false;
  bool check = false;
  bool write = false;
  bool quiet = false;
  bool verbose = false;
  std::string stdin_filename;
  std::optional<std::vector<std::string>> passes;  // exactly these; nullopt: all
  std::vector<std::string> skip;
  std::vector<std::string> veto;
  std::map<std::string, std::string, std::less<>> set;  // "PASS.OPTION" -> value
  std::optional<rewrite::Risk> risk;
  std::string target;
  std::map<std::string, std::string, std::less<>> build_args;
  std::string context;
  std::string as_of;          // ISO date; "" for the catalog's
  bool ask_registry = false;  // --resolve registry
  bool update_lock = false;
  bool locked = false;
  std::string lock;                   // --lock; "": the closest dockhone.lock
  std::vector<std::string> insecure;  // registries
  std::string config;
  std::string config_from;  // what gave it: --config or DOCKHONE_CONFIG
  Format format = Format::kText;
  Color color = Color::kAuto;
  unsigned jobs = 0;
  ProveOptions prove;
};

// What to print instead of running a command: help, version, or a usage error.
struct Finished {
  int status = 0;
  std::string out;
  std::string err;
};

std::variant<Options, Finished> parse_options(int argc, char** argv, rewrite::Pipeline pipeline);

// Shared with the configuration file: names must exist, and the nearest is named when they do not.
tl::expected<rewrite::Risk, Error> risk_named(std::string_view text);
tl::expected<const rewrite::Pass*, Error> pass_named(std::string_view name, rewrite::Pipeline pipeline);
tl::expected<bool, Error> check_option(const rewrite::Pass& pass, std::string_view option,
                                       std::string_view value);

}  // namespace dockhone::app
