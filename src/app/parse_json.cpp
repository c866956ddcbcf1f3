#include <string>
#include <utility>

#include "dockhone/model/build.h"
#include "dockhone/report/json_writer.h"
#include "dockhone/syntax/document.h"
#include "effects_json.h"
#include "files.h"
#include "inspect.h"
#include "tree_json.h"

namespace dockhone::app {

namespace {

using report::JsonWriter;

class DocumentJson {
 public:
  DocumentJson(const syntax::Document& document, const model::BuildModel& model, Terminal& terminal)
      : document_(document), model_(model), terminal_(terminal) {}

  void write(std::string_view path) {
    json_.begin_object().key("version").number(1).key("path").string(path);
    json_.key("newline").string(document_.newline());
    json_.key("escape").string(std::string(1, document_.escape()));
    json_.key("bom").boolean(document_.has_bom());
    json_.key("directives").begin_array();
    for (const syntax::Directive& directive : document_.directives()) {
      json_.begin_object().key("name").string(directive.name).key("value").string(directive.value);
      add_span(json_, "span", directive.span);
      json_.end_object();
    }
    json_.end_array().key("comments").begin_array();
    for (Span comment : document_.comments()) add_span(json_, comment);
    json_.end_array();
    stages();
    instructions();
    variables();
    json_.end_object();
    text_ += '\n';
    flush();
  }

 private:
  // Called by the writer: of a large file, only a piece is held.
  void flush() {
    terminal_.out(text_);
    text_.clear();
  }

  void stages() {
    json_.key("stages").begin_array();
    for (const model::Stage& stage : model_.stages()) {
      json_.begin_object().key("index").number(static_cast<std::int64_t>(stage.index));
      json_.key("name").string(stage.name).key("platform").string(stage.platform);
      json_.key("from").number(static_cast<std::int64_t>(stage.from));
      json_.key("end").number(static_cast<std::int64_t>(stage.end));
      json_.key("final").boolean(stage.final).key("base");
      base(stage.base);
      json_.end_object();
    }
    json_.end_array();
  }

  void base(const model::BaseRef& base) {
    constexpr std::string_view kKinds[] = {"scratch", "stage", "image", "unknown"};
    json_.begin_object().key("kind").string(kKinds[static_cast<std::size_t>(base.kind)]);
    if (base.stage != model::kNone) json_.key("stage").number(static_cast<std::int64_t>(base.stage));
    if (!base.expanded.empty()) json_.key("expanded").string(base.expanded);
    json_.key("templated").boolean(base.templated);
    if (base.image) {
      json_.key("registry").string(base.image->registry).key("repository").string(base.image->repository);
      json_.key("tag").string(base.image->tag).key("digest").string(base.image->digest);
    }
    json_.end_object();
  }

  void instructions() {
    json_.key("instructions").begin_array();
    for (std::size_t i = 0; i < document_.instructions().size(); ++i) {
      const syntax::Instruction& instruction = document_.instructions()[i];
      json_.begin_object();
      add_instruction(json_, instruction, document_);
      if (std::size_t stage = model_.stage_of(i); stage != model::kNone) {
        json_.key("stage").number(static_cast<std::int64_t>(stage)).key("state");
        state(model_.before(i));
        if (is_script(instruction)) script(i, instruction);
        if (has_effects(instruction)) {
          json_.key("effects");
          add_effects(json_, model_.effects(i), {instruction.logical, instruction.rest.begin});
        }
      }
      json_.end_object();
    }
    json_.end_array();
  }

  static bool has_effects(const syntax::Instruction& instruction) {
    using enum syntax::Keyword;
    switch (instruction.keyword) {
      case kRun:
      case kCopy:
      case kAdd:
      case kWorkdir:
      case kEnv:
      case kArg:
        return true;
      default:
        return false;
    }
  }

  static bool is_script(const syntax::Instruction& instruction) {
    using syntax::Keyword;
    bool runs = instruction.keyword == Keyword::kRun || instruction.keyword == Keyword::kCmd ||
                instruction.keyword == Keyword::kEntrypoint;
    return runs && !instruction.json && instruction.heredocs.empty();
  }

  void script(std::size_t i, const syntax::Instruction& instruction) {
    json_.key("scripts").begin_array();
    for (shell::Dialect dialect : model_.before(i).shell.dialects) {
      json_.begin_object().key("dialect").string(dialect_name(dialect));
      // Not through the model, which would keep the trees of all dialects.
      auto parsed = shell::parse(instruction.rest_text(), dialect);
      SourceMap map{instruction.logical, instruction.rest.begin};
      if (parsed) {
        json_.key("list");
        add_list(json_, *parsed->list, map);
        json_.key("comments").begin_array();
        for (Span comment : parsed->comments) add_span(json_, map.source(comment));
        json_.end_array();
      } else {
        json_.key("error").string(parsed.error().message);
        json_.key("unsupported").boolean(parsed.error().kind == shell::ParseError::Kind::kUnsupported);
        json_.key("offset").number(map.source({parsed.error().offset, parsed.error().offset}).begin);
      }
      json_.end_object();
    }
    json_.end_array();
  }

  void state(const model::State& state) {
    json_.begin_object().key("user");
    state.user ? json_.string(*state.user) : json_.null();
    json_.key("workdir");
    state.workdir ? json_.string(*state.workdir) : json_.null();
    json_.key("shell").begin_array();
    for (std::string_view word : state.shell.argv) json_.string(word);
    json_.end_array().key("dialects").begin_array();
    for (shell::Dialect dialect : state.shell.dialects) json_.string(dialect_name(dialect));
    json_.end_array().key("variables");
    std::size_t newest = number(state.vars);
    newest == model::kNone ? json_.null() : json_.number(static_cast<std::int64_t>(newest));
    json_.end_object();
  }

  // Each binding is written once and points to the one before it: writing out all variables for each
  // instruction would grow with the square of the file.
  std::size_t number(const model::Binding* binding) {
    if (binding == nullptr) return model::kNone;
    auto known = numbers_.find(binding);
    if (known != numbers_.end()) return known->second;
    std::vector<const model::Binding*> fresh;
    for (; binding != nullptr && numbers_.count(binding) == 0; binding = binding->next)
      fresh.push_back(binding);
    for (auto at = fresh.rbegin(); at != fresh.rend(); ++at) {
      numbers_.emplace(*at, bindings_.size());
      bindings_.push_back(*at);
    }
    return bindings_.size() - 1;
  }

  void variables() {
    constexpr std::string_view kKinds[] = {"env", "arg", "build-arg"};
    json_.key("variables").begin_array();
    for (const model::Binding* binding : bindings_) {
      json_.begin_object().key("kind").string(kKinds[static_cast<std::size_t>(binding->kind)]);
      json_.key("name").string(binding->name).key("value");
      binding->known && binding->set ? json_.string(binding->value) : json_.null();
      json_.key("known").boolean(binding->known).key("set").boolean(binding->set).key("next");
      binding->next == nullptr ? json_.null()
                               : json_.number(static_cast<std::int64_t>(numbers_.at(binding->next)));
      json_.end_object();
    }
    json_.end_array();
  }

  const syntax::Document& document_;
  const model::BuildModel& model_;
  Terminal& terminal_;
  std::string text_;
  JsonWriter json_{text_, [this](std::string&) { flush(); }};
  std::unordered_map<const model::Binding*, std::size_t> numbers_;
  std::vector<const model::Binding*> bindings_;
};

int fail(const Failure& failure, Terminal& terminal) {
  terminal.err(failure_text(failure, terminal.err_color()));
  return exit_status(failure.error);
}

}  // namespace

int parse_json(const Options& options, Terminal& terminal) {
  const std::string& given = options.paths.front();
  std::string path = given == "-" ? "<stdin>" : given;
  Expected<std::string> text =
      given == "-" ? read_stdin(kMaxInput, path)
                   : read_file(given, kMaxInput).map([](Input input) { return std::move(input.text); });
  if (!text) return fail(text.error(), terminal);
  Result<syntax::Document> document = syntax::Document::parse(*text);
  if (!document) return fail(failure_at(std::move(document.error()), path, *text), terminal);
  model::BuildModel model(*document, {options.target, options.build_args});
  DocumentJson(*document, model, terminal).write(path);
  return 0;
}

}  // namespace dockhone::app
