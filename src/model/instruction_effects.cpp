#include "instruction_effects.h"

#include "dockhone/model/mounts.h"
#include "shell_form.h"
#include "shell_values.h"

namespace dockhone::model {

using syntax::Instruction;
using syntax::Keyword;

namespace {

// The home directory of the user that runs RUN, where it is not the file that says so.
std::optional<std::string_view> home_of(const BuildModel& model, const State& state, const Stage& stage) {
  if (state.user) {
    std::string_view user = *state.user;
    user = user.substr(0, user.find(':'));
    if (user == "root" || user == "0") return "/root";
    return std::nullopt;
  }
  // The same images that start in the root directory are run by root.
  if (starts_in_root(model.base_under(stage.index))) return "/root";
  return std::nullopt;
}

class InstructionEffects {
 public:
  InstructionEffects(const BuildModel& model, std::size_t index)
      : model_(model),
        index_(index),
        instruction_(model.document().instructions()[index]),
        state_(model.before(index)),
        stage_(model.stages()[model.stage_of(index)]) {
    context_.state = &state_;
    context_.home = home_of(model, state_, stage_);
    context_.errexit = state_.shell.errexit;
  }

  Effects compute() {
    switch (instruction_.keyword) {
      case Keyword::kRun:
        run();
        break;
      case Keyword::kCopy:
      case Keyword::kAdd:
        copy();
        break;
      case Keyword::kWorkdir:
        workdir();
        break;
      case Keyword::kEnv:
      case Keyword::kArg:
        variables();
        break;
      case Keyword::kFrom:
      case Keyword::kOnbuild:
        break;
      default:
        break;  // configuration of the image only
    }
    return std::move(out_);
  }

 private:
  void unknown(std::string why) {
    out_.unknown = kUnknownAll;
    out_.commands.push_back({{}, {}, kUnknownAll, false, std::move(why)});
  }

  void script(std::string_view text, shell::Dialect dialect) {
    auto parsed = shell::parse(text, dialect);
    if (!parsed) return unknown("the script does not parse");
    walk(*parsed->list, text, dialect);
  }

  void walk(const shell::List& list, std::string_view text, shell::Dialect dialect) {
    context_.text = text;
    context_.dialect = dialect;
    out_ = script_effects(list, context_);
  }

  void run() {
    if (instruction_.json) return exec_form();
    auto dialects = state_.shell.dialects;
    if (dialects.empty()) return unknown("its shell is not known");
    std::string_view text = instruction_.rest_text();
    bool only_heredoc =
        instruction_.heredocs.size() == 1 && instruction_.heredocs[0].op.in(model_.document().text()) == text;
    if (only_heredoc && instruction_.heredocs[0].content.starts_with("#!"))
      return unknown("a script with an interpreter of its own");
    std::string whole;
    if (only_heredoc) {
      whole = instruction_.heredocs[0].content;
    } else if (!instruction_.heredocs.empty()) {
      whole = text;
      for (const syntax::Heredoc& heredoc : instruction_.heredocs) {
        whole += '\n';
        whole += heredoc.content;
        whole += heredoc.name;
      }
    }
    bool assembled = !whole.empty();
    std::string_view read = assembled ? std::string_view(whole) : text;
    if (dialects.size() > 1 && !shell::dialect_neutral(read))
      return unknown("shells read the script in different ways");
    if (assembled) {
      script(read, dialects[0]);
      detach();
    } else {
      const auto& parsed = model_.script(index_, dialects[0]);
      if (!parsed) return unknown("the script does not parse");
      walk(*parsed->list, text, dialects[0]);
    }
    startup_files();
    mounts();
  }

  void startup_files() {
    if (state_.shell.startup) out_.unknown |= kUnknownEnvironment | kUnknownReads;
  }

  // Spans and names are pieces of a text that does not live on.
  void detach() {
    for (CommandEffect& command : out_.commands) {
      command.span = {};
      const CommandFacts* facts = find_tool(command.program);
      command.program = facts != nullptr ? facts->name : std::string_view();
    }
  }

  // Words without a shell: a script in which each word is quoted says the same.
  void exec_form() {
    std::string text;
    for (const syntax::Argument& arg : instruction_.args) {
      if (!text.empty()) text += ' ';
      text += '\'';
      for (char c : arg.value) c == '\'' ? text += "'\\''" : text += c;
      text += '\'';
    }
    script(text, shell::Dialect::kDash);
    detach();
    mounts();
  }

  void mounts() {
    take_mounts_out(model_.document(), instruction_, state_, out_);
    for (const syntax::Flag& flag : instruction_.flags) {
      if (flag.name == "security" && flag.value == "insecure") out_.root = true;
      if (flag.name != "mount") continue;
      PathEffect effect{std::string(flag.value), Access::kRead, Extent::kTree, Place::kOther, true, 0};
      out_.paths.push_back(std::move(effect));
    }
  }

  // `relative`: where the path starts when it is not absolute.
  void add(Access access, Extent extent, Place place, std::string_view raw,
           std::optional<std::string_view> relative) {
    auto lookup = [&](std::string_view name) {
      syntax::Lookup found = state_.lookup(name);
      if (found.state == syntax::Lookup::State::kUnset) found.state = syntax::Lookup::State::kUnknown;
      return found;
    };
    PathEffect effect{{}, access, extent, place, true, 0};
    auto expanded = syntax::expand_word(raw, model_.document().escape(), lookup);
    bool known = expanded && expanded->known;
    std::string path = known ? std::string(expanded->value) : std::string(raw.substr(0, raw.find('$')));
    if (!known) effect.extent = Extent::kUnknown;
    if (known && place == Place::kContext && path.find_first_of("*?[") != std::string::npos)
      effect.extent = Extent::kGlob;
    effect.path = join_path(relative.value_or(""), path);
    effect.certain = effect.extent != Extent::kUnknown && effect.extent != Extent::kGlob;
    out_.paths.push_back(std::move(effect));
  }

  void copy() {
    if (instruction_.args.size() + instruction_.heredocs.size() < 2 && instruction_.args.size() < 2) return;
    Place source = Place::kContext;
    if (instruction_.flag("from") != nullptr) source = Place::kOther;
    for (std::size_t i = 0; i + 1 < instruction_.args.size(); ++i) {
      std::string_view word = instruction_.args[i].value;
      if (word.starts_with("<<")) continue;
      bool remote = instruction_.keyword == Keyword::kAdd &&
                    (word.find("://") != std::string_view::npos || word.starts_with("git@"));
      if (remote) out_.network = true;
      if (!remote) add(Access::kRead, Extent::kTree, source, word, "/");
    }
    add(Access::kWrite, Extent::kTree, Place::kImage, instruction_.args.back().value, state_.workdir);
    out_.directory = state_.workdir ? std::optional<std::string>(*state_.workdir) : std::nullopt;
  }

  void workdir() {
    add(Access::kWrite, Extent::kExact, Place::kImage, instruction_.rest_text(), state_.workdir);
    out_.changes_directory = true;
    if (out_.paths.back().extent == Extent::kExact && out_.paths.back().path.starts_with('/'))
      out_.directory = out_.paths.back().path;
  }

  void variables() {
    for (const syntax::KeyValue& pair : instruction_.pairs) {
      auto lookup = [&](std::string_view name) {
        syntax::Lookup found = state_.lookup(name);
        if (found.state == syntax::Lookup::State::kUnset) found.state = syntax::Lookup::State::kUnknown;
        return found;
      };
      VariableEffect effect{std::string(pair.key_text), VariableEffect::Use::kSets, {}, true, 0};
      auto value = syntax::expand_word(pair.value_text, model_.document().escape(), lookup);
      if (pair.has_value && value && value->known) effect.value = std::string(value->value);
      out_.variables.push_back(std::move(effect));
    }
  }

  const BuildModel& model_;
  std::size_t index_;
  const Instruction& instruction_;
  const State& state_;
  const Stage& stage_;
  ScriptContext context_;
  Effects out_;
};

}  // namespace

Effects instruction_effects(const BuildModel& model, std::size_t instruction) {
  return InstructionEffects(model, instruction).compute();
}

}  // namespace dockhone::model
