// What the parts of the build checks share; for src/model only.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/model/checks.h"

namespace dockhone::model::checks {

// One rule: its name, what to do, and whether it is off unless asked for.
struct Rule {
  std::string_view name;
  std::string_view help;
  bool experimental = false;
};

extern const Rule kConsistentInstructionCasing;
extern const Rule kDuplicateStageName;
extern const Rule kExposeInvalidFormat;
extern const Rule kExposeProtoCasing;
extern const Rule kFromAsCasing;
extern const Rule kFromPlatformFlagConstDisallowed;
extern const Rule kInvalidDefaultArgInFrom;
extern const Rule kInvalidDefinitionDescription;
extern const Rule kJsonArgsRecommended;
extern const Rule kLegacyKeyValueFormat;
extern const Rule kMaintainerDeprecated;
extern const Rule kMultipleInstructionsDisallowed;
extern const Rule kNoEmptyContinuation;
extern const Rule kRedundantTargetPlatform;
extern const Rule kReservedStageName;
extern const Rule kSecretsUsedInArgOrEnv;
extern const Rule kStageNameCasing;
extern const Rule kUndefinedArgInFrom;
extern const Rule kUndefinedVar;
extern const Rule kWorkdirRelativePath;

// The value of a `check` directive or comment: skip=A,B;error=true;experimental=all
struct Switches {
  bool skip_all = false;
  bool experimental_all = false;
  bool error = false;
  std::set<std::string, std::less<>> skip;
  std::set<std::string, std::less<>> experimental;

  bool allows(const Rule& rule) const;
};

// nullopt where BuildKit would refuse it.
std::optional<Switches> parse_switches(std::string_view value);

class Report {
 public:
  explicit Report(const BuildModel& model);

  const BuildModel& model() const { return model_; }
  const syntax::Document& document() const { return model_.document(); }

  // From here on, what the comments above this instruction say holds too; kNone: the whole file's switches
  // only.
  void at(std::size_t instruction);
  // About an instruction, on its lines.
  void add(const Rule& rule, std::size_t instruction, std::string subject, std::string message);
  void add_on_line(const Rule& rule, std::uint32_t line, std::string subject, std::string message);
  // Comments that belong to an instruction as BuildKit has it: those since the one before, blank lines or
  // not, up from the last empty one.
  std::vector<std::string_view> comments(std::size_t instruction) const;

  std::vector<Finding> take();

 private:
  const BuildModel& model_;
  Switches file_;
  Switches here_;
  std::vector<Finding> found_;
};

std::string lower(std::string_view text);
// An error in the expansion counts as unknown.
syntax::Expanded expanded(std::string_view word, char escape, const syntax::LookupFn& lookup);

void check_casing(Report& report);        // ConsistentInstructionCasing, FromAsCasing, StageNameCasing
void check_stage_names(Report& report);   // DuplicateStageName, ReservedStageName
void check_from(Report& report);          // arguments and platforms of FROM
void check_instructions(Report& report);  // what an instruction says by itself
void check_stage_state(Report& report);   // what depends on the instructions before it in its stage
void check_variables(Report& report);     // UndefinedVar

}  // namespace dockhone::model::checks
