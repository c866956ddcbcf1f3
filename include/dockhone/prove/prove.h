// Builds the original and the optimized Dockerfile with a real builder, compares the images and what they do,
// and drops the changes that do not hold.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/base/result.h"
#include "dockhone/prove/bisect.h"
#include "dockhone/prove/compare.h"
#include "dockhone/rewrite/change.h"

namespace dockhone::prove {

struct Http {
  int port = 0;  // 0: nobody is asked
  std::string path = "/";
  std::string expect;  // has to be in both answers; "": the answers have to be equal
};

struct Request {
  std::string original;  // text of the Dockerfile
  std::string ignore;    // path of the .dockerignore that belongs to this Dockerfile alone; "": none
  std::string context;   // directory
  std::string builder = "auto";
  std::string target;
  std::map<std::string, std::string, std::less<>> build_args;
  std::vector<std::string> secrets;
  std::vector<std::string> smoke;  // command lines, in words as a shell would read them
  Http http;
  std::string touch;            // a file below context: the build after a change of it is measured; "": none
  std::string logs;             // directory that keeps the log of each build, build.N.log; "": none is kept
  bool network = false;         // of what runs; builds have one
  double build_seconds = 1800;  // limits
  double run_seconds = 30;
  std::string memory = "2g";  // of what runs
};

struct Optimized {
  std::string text;
  std::vector<rewrite::Change> changes;
  bool known = true;      // false: somebody else's rewrite, of which no change is known
  bool divisible = true;  // single changes can be vetoed
};

// The optimized Dockerfile without the changes of these ids.
using Optimize = std::function<Result<Optimized>(const std::set<std::string, std::less<>>& veto)>;

enum class Verdict : std::uint8_t {
  kProven,            // equal but for what two builds of one Dockerfile differ in
  kProvenAsDeclared,  // and for what the changes said
  kDiffers,           // even with every change dropped, or of a rewrite that cannot be taken apart
  kOriginalFails,     // does not build
  kOptimizedFails,    // does not build
  kFailsAlike,        // neither builds
  kUnchanged,         // there is nothing to prove
};

std::string_view key(Verdict verdict);       // "proven", "proven-as-declared" ...
std::string_view sentence(Verdict verdict);  // for a person

// Seconds of a build without cache, and of the next one after a change of a file.
struct Times {
  double cold = 0, rebuild = 0;
};

struct Cost {
  double build_seconds = 0;    // with the cache that there was
  std::optional<Times> times;  // where they were asked for
  std::uint64_t bytes = 0;
  std::uint64_t shadowed = 0;  // of these, in lower layers only
  std::vector<Layer> layers;
};

struct Dropped {
  rewrite::Change change;
  std::vector<std::string> together;  // ids
  std::vector<Finding> why;
};

struct Report {
  Verdict verdict = Verdict::kUnchanged;
  std::string builder, version;
  std::string text;                      // the largest Dockerfile that holds; the original where none does
  std::vector<rewrite::Change> changes;  // in it
  std::vector<Dropped> dropped;
  Comparison comparison;
  std::optional<Cost> before, after;
  std::vector<std::string> checks;     // what was looked at
  std::vector<std::string> unchecked;  // and what could not be, with the reason
  std::string failure;                 // the end of a log, where something did not build
  int builds = 0;
};

// Told what happens, as it happens.
struct Progress {
  std::function<void(std::string_view)> say = [](std::string_view) {};  // one line
  std::function<void(std::string_view)> log = [](std::string_view) {};  // a piece of a builder's output
};

Result<Report> prove(const Request& request, const Optimize& optimize, const Progress& progress);

// "dockhone --version" -> its words; quotes and backslashes as in a POSIX shell, nothing is expanded.
Result<std::vector<std::string>> words_of(std::string_view command_line);

std::string text_report(const Report& report, std::string_view name, std::size_t width);
std::string markdown_report(const Report& report, std::string_view name);
std::string json_report(const Report& report, std::string_view name, const Request& request);

}  // namespace dockhone::prove
