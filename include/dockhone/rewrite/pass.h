// The interface of a pass: a pure function from the model to proposals.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/model/build.h"
#include "dockhone/model/context.h"
#include "dockhone/rewrite/change.h"

namespace dockhone::rewrite {

// One option of a pass: its name, the values that it takes, the first being the default.
struct OptionSpec {
  std::string_view name;
  std::span<const std::string_view> values;
  std::string_view summary;
};

// What I/O and configuration answered before the passes run. A pass does no I/O.
struct Facts {
  // catalog: of the configuration. Image name as written in FROM (without tag) -> what to pin `latest` to.
  struct UserImage {
    std::string latest;
  };
  std::map<std::string, UserImage, std::less<>> user_catalog;
  // "PASS.OPTION" -> value; only values that the pass's OptionSpec allows.
  std::map<std::string, std::string, std::less<>> options;
  model::BuildOptions build;  // --target, --build-arg
  std::string as_of;          // the day (ISO date) that stands for today; "": that of the catalog
  // What build.images lacks can be asked for, by Proposal::want.
  bool resolves = false;
  // Null where there is none at hand, or what is there cannot be the Dockerfile's own; read only where a
  // pass needs it.
  std::shared_ptr<const model::Context> context;
};

struct Draft {
  Span place;  // in the document that the pass sees; decides line range, stage, hash
  Risk risk = Risk::kSafe;
  std::string what;
  std::string why;
  std::vector<std::string> evidence;
  std::vector<Edit> edits;
  std::vector<Difference> differences = {};
};

// Collects what a pass proposes for one document.
class Proposal {
 public:
  struct Decline {
    Span place;
    std::string_view reason;
    std::string why;
  };

  explicit Proposal(std::vector<bool> switched_off) : off_(std::move(switched_off)) {}

  // False where a comment of the Dockerfile switches this pass off for the instruction (by index).
  bool allowed(std::size_t instruction) const;
  void change(Draft draft) { drafts_.push_back(std::move(draft)); }
  // Said once for each place and reason.
  void decline(Span place, std::string_view reason, std::string why);

  // What the pass would say depends on what this image is. It runs once more when that is known.
  void want(const image::ImageRef& image) { wanted_.push_back(image); }

  std::vector<Draft>& drafts() { return drafts_; }
  std::vector<Decline>& declines() { return declines_; }
  const std::vector<image::ImageRef>& wanted() const { return wanted_; }

 private:
  std::vector<bool> off_;
  std::vector<Draft> drafts_;
  std::vector<Decline> declines_;
  std::vector<image::ImageRef> wanted_;
};

struct Pass {
  std::string_view name;
  std::string_view summary;  // one line, imperative
  Risk highest = Risk::kSafe;
  void (*run)(const model::BuildModel&, const Facts&, Proposal&) = nullptr;
  std::span<const OptionSpec> options = {};
  // Proposes the same whether or not the pass before it in the table has been applied, and never touches the
  // same bytes: both work on one parse of the document.
  bool independent = false;
  // A second step, which sees what the first has written.
  void (*then)(const model::BuildModel&, const Facts&, Proposal&) = nullptr;
  // True where it would look into the build context. Asked before `run`; reading costs a walk of a directory.
  bool (*needs_context)(const model::BuildModel&) = nullptr;
};

// The value of an option: what Facts hold, else the default.
std::string_view option(const Facts& facts, const Pass& pass, std::string_view name);

}  // namespace dockhone::rewrite
