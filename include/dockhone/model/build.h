// What the build means: stages, what they start from, and the state before each instruction.
// Computed when first asked for; refers to a Document that must outlive it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/base/arena.h"
#include "dockhone/base/indexed_text.h"
#include "dockhone/image/catalog.h"
#include "dockhone/image/reference.h"
#include "dockhone/image/resolution.h"
#include "dockhone/model/effects.h"
#include "dockhone/model/run_script.h"
#include "dockhone/shell/ast.h"
#include "dockhone/shell/parser.h"
#include "dockhone/syntax/document.h"
#include "dockhone/syntax/expand.h"

namespace dockhone::model {

inline constexpr std::size_t kNone = static_cast<std::size_t>(-1);

// What FROM, COPY --from or RUN --mount=from names.
struct BaseRef {
  enum class Kind : std::uint8_t { kScratch, kStage, kImage, kUnknown };
  Kind kind = Kind::kUnknown;
  std::size_t stage = kNone;             // kStage
  std::optional<image::ImageRef> image;  // kImage
  std::string expanded;                  // the name after expansion; "" when not known
  bool templated = false;                // a variable took part
};

struct Stage {
  std::size_t index = 0;
  std::size_t from = 0;   // instruction index of its FROM
  std::size_t end = 0;    // one past its last instruction
  std::string_view name;  // "" when unnamed; as written
  std::string_view platform;
  BaseRef base;
  bool final = false;    // nothing else consumes it, or it is the --target
  bool shipped = false;  // its layers are in an image of a final stage: it is final, or one is built on it
};

// A variable in scope: ENV wins over ARG. Nodes form a chain, newest first.
struct Binding {
  enum class Kind : std::uint8_t { kEnv, kArg, kBuildArg };
  Kind kind = Kind::kEnv;
  std::string_view name;
  std::string_view value;
  bool known = true;  // false: the value depends on the base image or the command line
  bool set = true;    // false: ARG without a value
  const Binding* next = nullptr;
};

// How shell-form commands are run.
struct ShellForm {
  std::span<const std::string_view> argv;  // of SHELL; empty: the platform's default, /bin/sh -c
  // Dialects that may read the script; empty: not a POSIX shell (PowerShell, cmd, unknown program).
  std::span<const shell::Dialect> dialects;
  bool errexit = false;     // -e among the options
  bool startup = false;     // -l or -i: start-up files are read
  bool odd_option = false;  // an option that is not understood
};

struct State {
  std::optional<std::string_view> user;     // nullopt: the base image's
  std::optional<std::string_view> workdir;  // absolute; nullopt: relative to the base image's, or unknown
  ShellForm shell;
  const Binding* vars = nullptr;
  bool shell_replaced = false;  // an earlier RUN of the stage touched /bin/sh

  syntax::Lookup lookup(std::string_view name) const;
};

// What the command line says about the build, and what is known about its images beyond the catalog.
struct BuildOptions {
  std::string target;                                     // --target: a stage's name or number
  std::map<std::string, std::string, std::less<>> args;   // --build-arg
  std::shared_ptr<const image::Resolutions> images = {};  // of a lock or a registry; null: nothing
};

// What models share whose documents came from one another and whose options are the same: of what an edit
// left alone, nothing is worked out again.
struct Memory;
std::shared_ptr<Memory> make_memory();

class BuildModel {
 public:
  explicit BuildModel(const syntax::Document& document, const BuildOptions& options = {},
                      std::shared_ptr<Memory> memory = make_memory());
  BuildModel(const BuildModel&) = delete;
  ~BuildModel();

  const syntax::Document& document() const { return *document_; }
  std::span<const Stage> stages() const { return stages_; }
  // Stage of an instruction; kNone before the first FROM.
  std::size_t stage_of(std::size_t instruction) const;
  // What the stage, or the oldest of those that it is built on, starts from.
  const BaseRef& base_under(std::size_t stage) const;
  // State just before an instruction of a stage.
  const State& before(std::size_t instruction) const;
  // What the lock or the registry says about an image. nullptr: nothing.
  const image::Resolution* resolution(const image::ImageRef& ref) const {
    return options_.images == nullptr ? nullptr : image::find_resolution(*options_.images, ref);
  }
  // Resolves the operand of COPY --from= or of from= in a mount.
  BaseRef resolve(std::string_view operand) const;
  // What follows keyword and flags of an instruction, here-documents not included, for many searches.
  IndexedText text(std::size_t instruction) const;
  // The script of a shell-form RUN, CMD or ENTRYPOINT without here-documents, read in the given dialect.
  // Parsed once. Spans refer to the instruction's logical text (offset by nothing: the parser gets a view
  // of logical.text from rest.begin, and spans are relative to that).
  const tl::expected<shell::Script, shell::ParseError>& script(std::size_t instruction,
                                                               shell::Dialect dialect) const;
  // shell::dialect_neutral of the text of that script.
  bool dialect_neutral(std::size_t instruction) const;
  // The script of a RUN of a stage, read once.
  const RunScript& run_script(std::size_t instruction) const;
  // What an instruction of a stage does. Computed when first asked for, and kept. Spans refer to the same
  // text as those of script(); they are empty for the exec form and for here-documents.
  const Effects& effects(std::size_t instruction) const;

 private:
  struct Lazy;
  const syntax::Document* document_;
  BuildOptions options_;
  std::vector<Stage> stages_;
  std::shared_ptr<Memory> memory_;
  std::unique_ptr<Lazy> lazy_;
};

// The images that the build takes from elsewhere, as far as their names are known: FROM, COPY --from, RUN
// --mount=from; each once, in order.
std::vector<image::ImageRef> external_images(const BuildModel& model);

// Name or number of the user (with group, as written) that an instruction of a stage runs as; nullopt where
// the base image decides and is not known.
std::optional<std::string_view> user_at(const BuildModel& model, std::size_t instruction);

}  // namespace dockhone::model
