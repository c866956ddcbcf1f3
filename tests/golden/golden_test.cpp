// Golden cases: testdata/passes/<pass>/<case>/ runs one pass, testdata/pipeline/<case>/ all of them. Expected
// files are written by `./dev golden` (DOCKHONE_GOLDEN=write) and read by people: change.diff first.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "dockhone/diff/unified.h"
#include "dockhone/report/report.h"
#include "src/app/config.h"
#include "src/app/context.h"
#include "src/app/lock.h"
#include "src/app/yaml.h"
#include "transforms/pipeline.h"

namespace dockhone {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = fs::path(DOCKHONE_SOURCE) / "testdata";

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

struct Case {
  fs::path directory;
  std::string pass;  // empty: the whole pipeline
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.directory.lexically_relative(kRoot).string(); }

std::vector<Case> cases() {
  std::vector<Case> found;
  for (const char* kind : {"passes", "pipeline"}) {
    if (!fs::exists(kRoot / kind)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / kind)) {
      if (entry.path().filename() != "before.Dockerfile") continue;
      fs::path directory = entry.path().parent_path();
      std::string pass = std::string(kind) == "passes" ? directory.parent_path().filename().string() : "";
      found.push_back({directory, pass});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Case& a, const Case& b) { return a.directory < b.directory; });
  return found;
}

struct Result {
  std::string after;
  std::string diff;
  std::string report;
  rewrite::Outcome outcome;
};

// facts.yaml: what I/O would have answered. `lock:` and `registry:` hold entries as those of dockhone.lock;
// an image that `registry:` does not know is one that the registry does not have. `as-of:` stands for today.
struct Answers {
  image::Resolutions lock;
  std::optional<image::Resolutions> registry;
  std::string as_of;
};

void read_answers(const YAML::Node& root, Answers& answers) {
  constexpr std::string_view kKeys[] = {"registry", "lock", "as-of"};
  for (const auto& [key, value] : app::yaml::pairs(root, "the facts")) {
    if (key.Scalar() == "lock") {
      answers.lock = app::read_resolutions(value);
    } else if (key.Scalar() == "registry") {
      answers.registry = app::read_resolutions(value);
    } else if (key.Scalar() == "as-of") {
      answers.as_of = app::yaml::scalar(value, "as-of");
    } else {
      app::yaml::unknown_key(key, "", kKeys);
    }
  }
}

Answers answers_of(const Case& c) {
  Answers answers;
  fs::path path = c.directory / "facts.yaml";
  if (!fs::exists(path)) return answers;
  auto done = app::yaml::read(path, read(path), [&](const YAML::Node& root) { read_answers(root, answers); });
  EXPECT_TRUE(done.has_value()) << path << ": " << (done ? "" : done.error().error.message);
  if (!answers.registry) return answers;
  for (auto& [name, answer] : *answers.registry) {
    answer.locked = false;
    answer.resolved.clear();
  }
  return answers;
}

// The registry of the facts, for what the lock lacks.
rewrite::ResolveImages resolve_of(const Case& c) {
  Answers answers = answers_of(c);
  if (!answers.registry) return {};
  return [answers](const std::vector<image::ImageRef>& wanted) {
    auto known = std::make_shared<image::Resolutions>(answers.lock);
    known->insert(answers.registry->begin(), answers.registry->end());
    for (const image::ImageRef& ref : wanted) {
      image::Resolution none;
      none.failure = image::canonical_name(ref) + ": there is no such image or tag";
      if (image::find_resolution(*known, ref) == nullptr) (*known)[image::canonical(ref)] = none;
    }
    return known;
  };
}

rewrite::Settings settings_of(const Case& c) {
  rewrite::Settings settings;
  Answers answers = answers_of(c);
  settings.facts.as_of = answers.as_of;
  if (!answers.lock.empty())
    settings.facts.build.images = std::make_shared<image::Resolutions>(std::move(answers.lock));
  fs::path options = c.directory / "options.yaml";
  if (!fs::exists(options)) return settings;
  auto config = app::parse_config(options, read(options), transforms::pipeline());
  EXPECT_TRUE(config.has_value()) << options;
  if (!config) return settings;
  if (config->risk) settings.risk = *config->risk;
  settings.skip = config->off;
  settings.facts.options = config->options;
  settings.facts.user_catalog = config->catalog;
  return settings;
}

// A case without the folder has no context.
rewrite::ReadContext context_of(const Case& c) {
  fs::path context = c.directory / "context";
  if (!fs::exists(context)) return {};
  return [context](const model::BuildModel& model) {
    return app::Contexts().at(context, "Dockerfile", model::plain_sources(model));
  };
}

std::vector<rewrite::Pass> passes_of(const Case& c) {
  std::vector<rewrite::Pass> passes;
  for (const rewrite::Pass& pass : transforms::pipeline()) {
    if (c.pass.empty() || pass.name == c.pass) passes.push_back(pass);
  }
  return passes;
}

Result run(const Case& c, std::string text) {
  auto document = syntax::Document::parse(std::move(text));
  EXPECT_TRUE(document.has_value()) << c.directory;
  if (!document) return {};
  report::FileReport file;
  file.path = "Dockerfile";
  file.outcome = rewrite::optimize(*document, passes_of(c), settings_of(c), context_of(c), resolve_of(c));
  diff::Options names{"Dockerfile", "Dockerfile", 3};
  file.diff = diff::unified(document->text(), file.outcome.text, names);
  file.status = file.diff.empty() ? report::Status::kUnchanged : report::Status::kChanged;
  report::TextOptions options;
  options.show_diff = false;
  Result result{file.outcome.text, file.diff, report::text(file, options), {}};
  result.outcome = std::move(file.outcome);
  return result;
}

class Golden : public testing::TestWithParam<Case> {};

TEST_P(Golden, IsAsExpected) {
  const Case& c = GetParam();
  Result result = run(c, read(c.directory / "before.Dockerfile"));
  const std::pair<const char*, const std::string*> files[] = {
      {"after.Dockerfile", &result.after}, {"change.diff", &result.diff}, {"report.txt", &result.report}};
  const char* mode = std::getenv("DOCKHONE_GOLDEN");
  for (const auto& [name, text] : files) {
    if (mode != nullptr && std::string(mode) == "write")
      std::ofstream(c.directory / name, std::ios::binary) << *text;
    EXPECT_EQ(read(c.directory / name), *text) << name;
  }
}

TEST_P(Golden, SecondRunChangesNothing) {
  const Case& c = GetParam();
  std::string after = run(c, read(c.directory / "before.Dockerfile")).after;
  EXPECT_EQ(run(c, after).after, after);
}

TEST_P(Golden, EachChangeCanBeVetoed) {
  const Case& c = GetParam();
  std::string before = read(c.directory / "before.Dockerfile");
  auto document = syntax::Document::parse(before);
  rewrite::Outcome all = run(c, before).outcome;
  for (const rewrite::Change& change : all.changes) {
    rewrite::Settings settings = settings_of(c);
    settings.veto.insert(change.id);
    rewrite::Outcome rest =
        rewrite::optimize(*document, passes_of(c), settings, context_of(c), resolve_of(c));
    for (const rewrite::Change& other : rest.changes) EXPECT_NE(other.id, change.id);
    for (const rewrite::Change& other : all.changes) {
      if (other.pass != change.pass || other.id == change.id) continue;
      // What a second step of the pass did to what the first wrote rests on it.
      bool rests = &other > &change && change.lines.first <= other.lines.first &&
                   other.lines.last <= change.lines.last && change.pass == "split-stages";
      if (rests) continue;
      bool kept = std::any_of(rest.changes.begin(), rest.changes.end(),
                              [&](const auto& r) { return r.id == other.id; });
      EXPECT_TRUE(kept) << other.id << " went away with " << change.id;
    }
  }
}

// No rewrite adds a finding: for each check and subject, the output has no more than the input.
TEST_P(Golden, AddsNoFinding) {
  const Case& c = GetParam();
  std::multiset<std::pair<std::string_view, std::string>> left;
  std::string before = read(c.directory / "before.Dockerfile");
  auto input = syntax::Document::parse(before);
  for (const model::Finding& finding : model::check(model::BuildModel(*input)))
    left.emplace(finding.check, finding.subject);
  auto output = syntax::Document::parse(run(c, before).after);
  for (const model::Finding& finding : model::check(model::BuildModel(*output))) {
    auto known = left.find({finding.check, finding.subject});
    EXPECT_NE(known, left.end()) << finding.check << " of " << finding.subject << ", line " << finding.first
                                 << ": " << finding.message;
    if (known != left.end()) left.erase(known);
  }
}

std::string case_name(const testing::TestParamInfo<Case>& info) {
  std::string name = info.param.pass + "_" + info.param.directory.filename().string();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Cases, Golden, testing::ValuesIn(cases()), case_name);

// Every pass shows a change, a place left alone without a word, and a place declined with its reason; and has
// a page.
TEST(Coverage, EveryPassHasCasesAndAPage) {
  for (const rewrite::Pass& pass : transforms::pipeline()) {
    int changed = 0;
    int alone = 0;
    int declined = 0;
    for (const Case& c : cases()) {
      if (c.pass != pass.name) continue;
      rewrite::Outcome outcome = run(c, read(c.directory / "before.Dockerfile")).outcome;
      changed += !outcome.changes.empty();
      alone += outcome.changes.empty() && outcome.declined.empty();
      declined += !outcome.declined.empty();
    }
    EXPECT_GE(changed, 1) << pass.name << " has no case that changes something";
    EXPECT_GE(alone, 1) << pass.name << " has no case that leaves everything alone";
    EXPECT_GE(declined, 1) << pass.name << " has no case that declines";
    EXPECT_TRUE(fs::exists(fs::path(DOCKHONE_SOURCE) / "docs/passes" / (std::string(pass.name) + ".md")))
        << pass.name;
  }
}

// The reasons of decline that a page explains are those that the pass gives in its cases, as far as cases go.
TEST(Coverage, EveryReasonIsExplained) {
  for (const Case& c : cases()) {
    for (const rewrite::Declined& declined :
         run(c, read(c.directory / "before.Dockerfile")).outcome.declined) {
      std::string page =
          read(fs::path(DOCKHONE_SOURCE) / "docs/passes" / (std::string(declined.pass) + ".md"));
      EXPECT_NE(page.find("`" + std::string(declined.reason) + "`"), std::string::npos)
          << declined.reason << " is not on the page of " << declined.pass;
    }
  }
}

}  // namespace
}  // namespace dockhone
