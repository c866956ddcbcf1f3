// Commands whose effects depend on their words in more ways than a table can say.
#include <algorithm>
#include <array>

#include "command_effects.h"
#include "dockhone/shell/parser.h"
#include "literal.h"
#include "script_effects.h"

namespace dockhone::model {

class Specials {
 public:
  explicit Specials(CommandWriter& writer) : w_(writer), call_(*writer.call_) {}

  Special cd() {
    auto operands = w_.operands();
    std::optional<std::string>& directory = w_.values_.directory;
    w_.out_.changes_directory = true;
    Value target = operands.empty() ? w_.values_.expand_template("~") : operands[0];
    bool plain = target.known && !target.glob && target.text != "-" &&
                 (call_.program() != "pushd" || !operands.empty());
    bool anchored = target.text.starts_with('/') || directory;
    if (plain && anchored && !target.text.starts_with('~')) {
      directory = join_path(directory ? *directory : "", target.text);
    } else {
      directory.reset();
    }
    return Special::kDone;
  }

  Special popd() {
    w_.out_.changes_directory = true;
    w_.values_.directory.reset();
    return Special::kDone;
  }

  Special exports() {
    bool global = call_.program() == "export" || call_.program() == "readonly";
    for (const Arg& arg : call_.args()) {
      if (arg.kind != Arg::Kind::kOperand) continue;
      std::string_view name = arg.text.substr(0, arg.text.find('='));
      if (name.empty()) {
        w_.unknown(kUnknownEnvironment, "which variables it sets is not known");
        continue;
      }
      auto fields = w_.values_.expand(call_.command().words[arg.word], w_.text_);
      std::optional<std::string> value;
      bool assigns = arg.text.find('=') != std::string_view::npos;
      if (fields.size() == 1 && fields[0].known && assigns && !fields[0].glob)
        value = fields[0].text.substr(name.size() + 1);
      if (!assigns) value = w_.values_.variable(name);
      w_.variable(name, VariableEffect::Use::kSets, value, global);
      w_.values_.set(name, value);
    }
    return Special::kDone;
  }

  Special unset() {
    for (const Value& value : w_.operands()) {
      if (!value.known) w_.unknown(kUnknownEnvironment, "which variables it unsets is not known");
      w_.variable(value.text, VariableEffect::Use::kUnsets);
      w_.values_.set(value.text, value.known ? std::optional<std::string>("") : std::nullopt);
    }
    return Special::kDone;
  }

  // set -- words, set -ex
  Special set() {
    for (const shell::Word& word : call_.command().words) {
      std::string_view text = shell::plain_literal(word, w_.text_);
      if (text == "errexit" ||
          (text.size() > 1 && text[0] == '-' && text[1] != '-' && text.find('e') != text.npos))
        w_.walk_.set_errexit(true);
      if (text == "+e") w_.walk_.set_errexit(false);
    }
    return Special::kDone;
  }

  Special reads_variables() {
    for (const Value& value : w_.operands()) {
      w_.variable(value.text, VariableEffect::Use::kSets);
      w_.values_.set(value.text, std::nullopt);
    }
    return Special::kDone;
  }

  Special nothing() { return Special::kDone; }

  Special ends() {
    w_.walk_.may_end();
    return Special::kDone;
  }

  Special sources() {
    w_.unknown(kUnknownAll, "it runs a file in the shell itself");
    w_.values_.forget_since(0);
    w_.values_.directory.reset();
    auto operands = w_.operands();
    if (!operands.empty()) w_.path(Access::kRead, Extent::kExact, operands[0]);
    return Special::kDone;
  }

  Special eval() {
    std::string script;
    for (const Value& value : w_.operands()) {
      if (!value.known) {
        w_.unknown(kUnknownAll, "what eval runs is not known");
        w_.values_.directory.reset();
        return Special::kDone;
      }
      script += value.text + ' ';
    }
    w_.walk_.nested(script, false, true);
    return Special::kDone;
  }

  Special trap() {
    auto operands = w_.operands();
    if (operands.size() > 1 && operands[0].text != "-") {
      operands[0].known ? w_.walk_.nested(operands[0].text, false, true)
                        : w_.unknown(kUnknownAll, "what the trap runs is not known");
    }
    return Special::kDone;
  }

  // sh -c script; a file or standard input is not known.
  Special runs_shell() {
    const auto& words = call_.command().words;
    for (std::size_t i = call_.program_word() + 1u; i < words.size(); ++i) {
      std::string_view text = shell::plain_literal(words[i], w_.text_);
      bool option = text.size() > 1 && text[0] == '-' && text[1] != '-';
      if (option && text.find_first_of("li") != text.npos) break;  // start-up files
      if (option && text.back() == 'c' && i + 1 < words.size()) return script(words[i + 1]);
      if (option || text == "--") continue;
      if (text.starts_with("--")) {
        if (text == "--version" || text == "--help") return Special::kDone;
        continue;
      }
      break;
    }
    w_.unknown(kUnknownAll, "the script that " + std::string(call_.program()) + " runs is not known");
    return Special::kDone;
  }

  Special script(const shell::Word& word) {
    auto fields = w_.values_.expand(word, w_.text_);
    // Inside double quotes variables are put into the text of the script; outside of them the inner shell
    // does it.
    w_.run_script(fields.size() == 1 ? fields[0] : Value{"", false, false});
    return Special::kDone;
  }

  Special su() {
    const auto& words = call_.command().words;
    for (std::size_t i = call_.program_word() + 1u; i + 1 < words.size(); ++i) {
      std::string_view text = shell::plain_literal(words[i], w_.text_);
      if (text != "-c" && text != "--command") continue;
      auto directory = w_.values_.directory;
      w_.values_.directory.reset();  // a login shell starts at home
      script(words[i + 1]);
      w_.values_.directory = directory;
      return Special::kDone;
    }
    w_.unknown(kUnknownAll, "what su runs is not known");
    return Special::kDone;
  }

  Special rm() {
    bool tree = call_.has("-r");
    for (const Value& value : w_.operands())
      w_.path(Access::kRemove, tree ? Extent::kTree : Extent::kExact, value);
    return more(Access::kRemove);
  }

  // xargs gives more operands.
  Special more(Access access) {
    if (call_.wrapped_by("xargs")) w_.path(access, Extent::kUnknown, Value{"", false, false});
    return checked();
  }

  // Options that are not listed spoil what was said.
  Special checked() {
    for (const Arg& arg : call_.args()) {
      if (!arg.unsure || arg.kind == Arg::Kind::kOperand) continue;
      w_.unknown(kUnknownAll,
                 std::string(call_.program()) + ": '" + std::string(arg.text) + "' is not known");
    }
    return Special::kDone;
  }

  Special modes() {
    auto operands = w_.operands();
    bool tree = call_.has("-R");
    bool reference = call_.has("--reference");
    for (std::size_t i = reference ? 0 : 1; i < operands.size(); ++i) {
      w_.path(Access::kWrite, tree ? Extent::kTree : Extent::kExact, operands[i]);
    }
    if (call_.program() != "chmod") w_.templates(Access::kRead, call_.tool()->deeds->reads);
    return more(Access::kWrite);
  }

  Special ln() {
    auto operands = w_.operands();
    if (operands.size() != 1 || call_.has("-t")) return Special::kTables;
    Value name = operands[0];
    name.text = std::string(without_directory(name.text));
    w_.path(Access::kWrite, Extent::kExact, name);
    return checked();
  }

  Special install() {
    if (!call_.has("-d")) return Special::kTables;
    for (const Value& value : w_.operands()) w_.path(Access::kWrite, Extent::kExact, value);
    return more(Access::kWrite);
  }

  Special mkdir() {
    for (const Value& value : w_.operands()) {
      // With -p its parents, too: they are on the way to it.
      w_.path(Access::kWrite, Extent::kExact, value);
    }
    return more(Access::kWrite);
  }

  Special sed() {
    bool in_place = call_.has("-i");
    auto operands = w_.operands();
    bool first = !call_.has("-e") && !call_.has("-f");
    for (std::size_t i = first ? 1 : 0; i < operands.size(); ++i) {
      w_.role(in_place ? Role::kEdit : Role::kRead, operands[i]);
      const Arg* backup = call_.value("-i");
      if (in_place && backup != nullptr && !backup->text.empty()) {
        Value copy = operands[i];
        copy.text += backup->text;
        if (backup->text.find('*') != std::string_view::npos) copy = {".", true, false};
        w_.path(Access::kWrite, Extent::kTree, copy);
      }
    }
    if (call_.wrapped_by("xargs")) w_.role(in_place ? Role::kEdit : Role::kRead, {"", false, false});
    if (const Arg* file = call_.value("-f")) {
      for (const Value& value : w_.fields(*file)) w_.path(Access::kRead, Extent::kExact, value);
    }
    return checked();
  }

  Special awk() {
    auto operands = w_.operands();
    bool writes = !operands.empty() && (operands[0].text.find("system(") != std::string::npos ||
                                        operands[0].text.find("> \"") != std::string::npos ||
                                        operands[0].text.find(">\"") != std::string::npos ||
                                        operands[0].text.find("| \"") != std::string::npos);
    bool inplace = call_.has("-i");
    if (writes || inplace || call_.has("-f"))
      w_.unknown(kUnknownAll, "an awk program that writes files, runs programs or is in a file");
    for (std::size_t i = 1; i < operands.size(); ++i) w_.path(Access::kRead, Extent::kExact, operands[i]);
    return checked();
  }

  Special curl() {
    bool remote_names = call_.has("-O") || call_.has("--remote-name-all");
    for (const Value& value : w_.operands()) {
      w_.out_.network = true;
      if (!remote_names) continue;
      if (const Arg* directory = call_.value("--output-dir"); directory != nullptr || call_.has("-J")) {
        w_.path(Access::kWrite, Extent::kTree,
                directory == nullptr ? Value{".", true, false} : w_.fields(*directory)[0]);
      } else {
        w_.role(Role::kDownload, value);
      }
    }
    return Special::kTables;
  }

  Special wget() {
    if (call_.has("-O") || call_.has("-i")) {
      if (call_.has("-i") && !call_.has("-O")) w_.path(Access::kWrite, Extent::kTree, ".");
    } else if (const Arg* prefix = call_.value("-P")) {
      for (const Value& value : w_.fields(*prefix)) w_.path(Access::kWrite, Extent::kTree, value);
    } else if (call_.has("-r") || call_.has("-m") || call_.has("-p") || call_.has("--content-disposition") ||
               call_.program() != "wget") {
      w_.path(Access::kWrite, Extent::kTree, ".");
    } else {
      for (const Value& value : w_.operands()) {
        if (!call_.has("--spider")) w_.role(Role::kDownload, value);
      }
    }
    w_.option_values();
    const Deeds& deeds = *call_.tool()->deeds;
    w_.out_.network = true;
    w_.templates(Access::kRead, deeds.reads);
    w_.templates(Access::kWrite, deeds.writes);
    for (std::string_view name : deeds.environment) w_.variable(name, VariableEffect::Use::kReads);
    return checked();
  }

  Special tar() {
    if (const Arg* archive = call_.value("-f")) {
      auto outer = w_.directory_;
      w_.directory_ = w_.values_.directory;  // the archive is named from where tar started
      for (const Value& value : w_.fields(*archive)) {
        if (value.text.find(':') != std::string::npos) continue;
        w_.path(
            call_.has("-c") || call_.has("-r") || call_.has("-u") || call_.has("-A") || call_.has("--delete")
                ? Access::kWrite
                : Access::kRead,
            Extent::kExact, value);
      }
      w_.directory_ = outer;
    }
    bool to_stdout = call_.has("-O");
    if (call_.has("-x") && !to_stdout) {
      w_.path(Access::kWrite, Extent::kTree, ".");
      if (call_.has("-P")) w_.path(Access::kWrite, Extent::kTree, "/");
    } else if (call_.has("-c") || call_.has("-r") || call_.has("-u")) {
      for (const Value& value : w_.operands()) {
        w_.path(Access::kRead, Extent::kTree, value);
        if (call_.has("--remove-files")) w_.path(Access::kRemove, Extent::kTree, value);
      }
    } else if (!call_.has("-t") && !call_.has("-d") && !to_stdout) {
      w_.unknown(kUnknownAll, "tar: what it is to do is not known");
    }
    if (call_.has("-I") || call_.has("--checkpoint-action") || call_.has("--to-command")) {
      const Arg* program = call_.value("-I");
      constexpr std::array<std::string_view, 8> kKnown = {"zstd",  "pigz",   "xz",  "gzip",
                                                          "bzip2", "pbzip2", "lz4", "pixz"};
      bool listed =
          program != nullptr && std::find(kKnown.begin(), kKnown.end(),
                                          program->text.substr(0, program->text.find(' '))) != kKnown.end();
      if (!listed) w_.unknown(kUnknownAll, "tar runs another program");
    }
    for (std::string_view option : {"-T", "-X"}) {
      const Arg* value = call_.value(option);
      if (value == nullptr) continue;
      for (const Value& each : w_.fields(*value)) w_.path(Access::kRead, Extent::kExact, each);
    }
    if (call_.has("-T") && !call_.has("-x"))
      w_.path(Access::kRead, Extent::kUnknown, Value{"", false, false});
    return checked();
  }

  Special unzip() {
    auto operands = w_.operands();
    if (!operands.empty()) w_.path(Access::kRead, Extent::kExact, operands[0]);
    bool prints = call_.has("-l") || call_.has("-p") || call_.has("-t") || call_.has("-v") || call_.has("-c");
    if (!prints) {
      const Arg* target = call_.value("-d");
      if (target == nullptr) w_.path(Access::kWrite, Extent::kTree, ".");
      if (target != nullptr) {
        for (const Value& value : w_.fields(*target)) w_.path(Access::kWrite, Extent::kTree, value);
      }
    }
    return checked();
  }

  Special gzip() {
    bool keeps_all = call_.has("-c") || call_.has("-t") || call_.has("-l");
    constexpr std::array<std::string_view, 3> kKeepers = {"zstd", "lz4", "unzstd"};
    bool keeps =
        call_.has("-k") || (std::find(kKeepers.begin(), kKeepers.end(), call_.program()) != kKeepers.end() &&
                            !call_.has("--rm"));
    bool tree = call_.has("-r");
    for (Value value : w_.operands()) {
      w_.path(Access::kRead, tree ? Extent::kTree : Extent::kExact, value);
      if (keeps_all) continue;
      if (tree) {
        w_.path(Access::kWrite, Extent::kTree, value);
        continue;
      }
      if (!keeps) w_.path(Access::kRemove, Extent::kExact, value);
      bool expands = call_.has("-d") || call_.program().starts_with("un") ||
                     call_.program().starts_with("gun") || call_.program().starts_with("bun");
      if (expands && value.known) {
        auto dot = value.text.rfind('.');
        bool tgz = dot != std::string::npos &&
                   (value.text.substr(dot) == ".tgz" || value.text.substr(dot) == ".tbz2" ||
                    value.text.substr(dot) == ".txz");
        if (dot != std::string::npos && !value.glob)
          value.text = value.text.substr(0, dot) + (tgz ? ".tar" : "");
      } else if (value.known && !value.glob) {
        value.text += ".*";
        value.glob = true;
      }
      w_.path(Access::kWrite, Extent::kExact, value);
    }
    return more(Access::kWrite);
  }

  Special dd() {
    for (const Value& value : w_.operands()) {
      Value file = value;
      if (value.text.starts_with("of=") || value.text.starts_with("if=")) {
        file.text.erase(0, 3);
        w_.path(value.text[0] == 'o' ? Access::kWrite : Access::kRead, Extent::kExact, file);
      } else if (!value.known && value.text.empty()) {
        w_.unknown(kUnknownWrites, "dd: a word is not known");
      }
    }
    return Special::kDone;
  }

  Special split() {
    auto operands = w_.operands();
    if (!operands.empty()) w_.path(Access::kRead, Extent::kExact, operands[0]);
    bool lines = call_.program() == "split";
    Value prefix = lines && operands.size() > 1 ? operands[1] : Value{lines ? "x" : "xx", true, false};
    if (prefix.known) {
      prefix.text += '*';
      prefix.glob = true;
    }
    w_.path(Access::kWrite, Extent::kExact, call_.has("-f") ? Value{".", true, false} : prefix);
    return checked();
  }

  Special find() {
    std::vector<std::string> roots;
    std::vector<Value> starts;
    for (const Arg& arg : call_.args()) {
      bool expression =
          arg.kind == Arg::Kind::kOption && arg.text != "-L" && arg.text != "-H" && arg.text != "-P";
      if (expression || arg.text == "(" || arg.text == "!") break;
      if (arg.kind != Arg::Kind::kOperand) continue;
      for (Value& value : w_.fields(arg)) starts.push_back(std::move(value));
    }
    if (starts.empty()) starts.push_back({".", true, false});
    for (const Value& start : starts) {
      w_.path(Access::kRead, Extent::kTree, start);
      if (call_.has("-delete")) w_.path(Access::kRemove, Extent::kTree, start);
      bool plain = start.known && !start.glob && (w_.directory_ || start.text.starts_with('/'));
      roots.push_back(plain ? join_path(w_.directory_ ? *w_.directory_ : "", start.text) : "");
    }
    if (const Arg* file = call_.value("-fprint")) {
      for (const Value& value : w_.fields(*file)) w_.path(Access::kWrite, Extent::kExact, value);
    }
    found_commands(roots);
    // Words behind -exec belong to other commands.
    if (!call_.has("-exec")) return checked();
    return Special::kDone;
  }

  void found_commands(const std::vector<std::string>& roots) {
    std::span<const shell::Word> words = call_.command().words;
    for (std::size_t i = call_.program_word(); i < words.size(); ++i) {
      std::string_view text = shell::plain_literal(words[i], w_.text_);
      if (text != "-exec" && text != "-execdir" && text != "-ok" && text != "-okdir") continue;
      std::size_t end = i + 1;
      for (; end < words.size(); ++end) {
        auto word = shell::static_value(words[end], w_.text_);
        if (word && (*word == ";" || (*word == "+" && end > i + 1 &&
                                      words[end - 1].span.in(w_.text_).find("{}") != std::string_view::npos)))
          break;
      }
      if (end == i + 1) continue;
      w_.run_nested(words.subspan(i + 1, end - i - 1), roots);
      i = end;
    }
  }

  Special git() {
    if (call_.verb_name() != "clone") return Special::kTables;
    auto operands = w_.operands();
    w_.out_.network = true;
    if (operands.size() == 1) {
      std::string_view url = operands[0].text;
      while (url.ends_with('/')) url.remove_suffix(1);
      url = url.substr(url.find_last_of("/:") == std::string_view::npos ? 0 : url.find_last_of("/:") + 1);
      if (url.ends_with(".git") && !call_.has("--bare") && !call_.has("--mirror")) url.remove_suffix(4);
      w_.path(Access::kWrite, Extent::kTree, Value{operands[0].known ? std::string(url) : ".", true, false});
    } else if (operands.size() > 1) {
      w_.path(Access::kWrite, Extent::kTree, operands[1]);
    }
    w_.templates(Access::kRead, call_.verb()->deeds->reads);
    w_.templates(Access::kWrite, call_.verb()->deeds->writes.subspan(1));  // not the whole working directory
    return checked();
  }

  Special shred() {
    bool removes = call_.has("-u") || call_.has("--remove");
    for (const Value& value : w_.operands()) {
      w_.path(Access::kRead, Extent::kExact, value);
      w_.path(removes ? Access::kRemove : Access::kWrite, Extent::kExact, value);
    }
    return more(removes ? Access::kRemove : Access::kWrite);
  }

  // A new key has its public half beside it.
  Special ssh_keygen() {
    const Arg* file = call_.value("-f");
    if (file == nullptr) return Special::kTables;
    bool makes = call_.has("-t") || call_.has("-N");
    bool changes = makes || call_.has("-p") || call_.has("-R") || call_.has("-H") || call_.has("-A");
    for (Value value : w_.fields(*file)) {
      w_.path(Access::kRead, Extent::kTree, value);
      if (changes) w_.path(Access::kWrite, Extent::kTree, value);
      value.text += makes ? ".pub" : ".old";
      if (changes && value.known) w_.path(Access::kWrite, Extent::kTree, value);
    }
    return Special::kTables;
  }

  // Global packages go below the prefix of node.
  Special npm() {
    if (!call_.has("--global")) return Special::kTables;
    constexpr std::array<std::string_view, 8> kGlobal = {"/usr/local/lib/node_modules/",
                                                         "/usr/lib/node_modules/",
                                                         "/usr/local/bin/",
                                                         "/usr/bin/",
                                                         "~/.nvm/",
                                                         "/opt/",
                                                         "${NPM_CONFIG_PREFIX:-/usr/local}/",
                                                         "~/.config/yarn/"};
    w_.templates(Access::kWrite, kGlobal);
    return Special::kTables;
  }

  // setup.py is the project's; what its commands do is fixed by convention.
  Special python() {
    auto operands = w_.operands();
    bool setup = operands.size() > 1 && without_directory(operands[0].text) == "setup.py" &&
                 !call_.has("-c") && !call_.has("-m");
    if (!setup) return Special::kTables;
    constexpr std::array<std::string_view, 9> kCommands = {"install",     "develop",  "build",
                                                           "build_ext",   "build_py", "sdist",
                                                           "bdist_wheel", "egg_info", "install_lib"};
    if (std::find(kCommands.begin(), kCommands.end(), operands[1].text) == kCommands.end())
      return Special::kTables;
    const CommandFacts* pip = find_command("pip");
    w_.out_.convention = true;
    w_.out_.commands[w_.command_].convention = true;
    w_.out_.network = true;
    const VerbFacts* install = &pip->tool->verbs.front();
    w_.templates(Access::kRead, install->deeds->reads);
    w_.templates(Access::kWrite, install->deeds->writes);
    w_.path(Access::kRead, Extent::kTree, ".");
    w_.path(Access::kWrite, Extent::kTree, ".");
    return Special::kDone;
  }

 private:
  CommandWriter& w_;
  const Invocation& call_;
};

namespace {

struct Row {
  std::string_view name;
  Special (Specials::*run)();
};

// By name; a few dozen, searched in halves.
constexpr Row kRows[] = {{".", &Specials::sources},
                         {"[", &Specials::nothing},
                         {"ash", &Specials::runs_shell},
                         {"awk", &Specials::awk},
                         {"bash", &Specials::runs_shell},
                         {"break", &Specials::nothing},
                         {"bsdtar", &Specials::tar},
                         {"bunzip2", &Specials::gzip},
                         {"bzip2", &Specials::gzip},
                         {"cd", &Specials::cd},
                         {"chdir", &Specials::cd},
                         {"chgrp", &Specials::modes},
                         {"chmod", &Specials::modes},
                         {"chown", &Specials::modes},
                         {"continue", &Specials::nothing},
                         {"curl", &Specials::curl},
                         {"dash", &Specials::runs_shell},
                         {"dd", &Specials::dd},
                         {"declare", &Specials::exports},
                         {"eval", &Specials::eval},
                         {"exec", &Specials::nothing},
                         {"exit", &Specials::ends},
                         {"export", &Specials::exports},
                         {"find", &Specials::find},
                         {"gawk", &Specials::awk},
                         {"git", &Specials::git},
                         {"gunzip", &Specials::gzip},
                         {"gzip", &Specials::gzip},
                         {"hash", &Specials::nothing},
                         {"install", &Specials::install},
                         {"jobs", &Specials::nothing},
                         {"ksh", &Specials::runs_shell},
                         {"ln", &Specials::ln},
                         {"local", &Specials::exports},
                         {"lz4", &Specials::gzip},
                         {"lzma", &Specials::gzip},
                         {"mawk", &Specials::awk},
                         {"mkdir", &Specials::mkdir},
                         {"npm", &Specials::npm},
                         {"pigz", &Specials::gzip},
                         {"popd", &Specials::popd},
                         {"pushd", &Specials::cd},
                         {"python", &Specials::python},
                         {"python2", &Specials::python},
                         {"python3", &Specials::python},
                         {"read", &Specials::reads_variables},
                         {"readonly", &Specials::exports},
                         {"return", &Specials::ends},
                         {"rm", &Specials::rm},
                         {"sed", &Specials::sed},
                         {"set", &Specials::set},
                         {"sh", &Specials::runs_shell},
                         {"shift", &Specials::nothing},
                         {"shopt", &Specials::nothing},
                         {"shred", &Specials::shred},
                         {"source", &Specials::sources},
                         {"split", &Specials::split},
                         {"ssh-keygen", &Specials::ssh_keygen},
                         {"su", &Specials::su},
                         {"tar", &Specials::tar},
                         {"times", &Specials::nothing},
                         {"trap", &Specials::trap},
                         {"type", &Specials::nothing},
                         {"typeset", &Specials::exports},
                         {"ulimit", &Specials::nothing},
                         {"umask", &Specials::nothing},
                         {"uncompress", &Specials::gzip},
                         {"unlzma", &Specials::gzip},
                         {"unset", &Specials::unset},
                         {"unxz", &Specials::gzip},
                         {"unzip", &Specials::unzip},
                         {"unzstd", &Specials::gzip},
                         {"wait", &Specials::nothing},
                         {"wget", &Specials::wget},
                         {"xz", &Specials::gzip},
                         {"zsh", &Specials::runs_shell},
                         {"zstd", &Specials::gzip}};

static_assert(std::is_sorted(std::begin(kRows), std::end(kRows),
                             [](const Row& a, const Row& b) { return a.name < b.name; }));

}  // namespace

Special special_effects(CommandWriter& writer) {
  const CommandFacts* facts = writer.call().facts();
  std::string_view name = facts != nullptr ? facts->name : writer.call().program();
  const Row* at = std::lower_bound(std::begin(kRows), std::end(kRows), name,
                                   [](const Row& row, std::string_view key) { return row.name < key; });
  if (at == std::end(kRows) || at->name != name) return Special::kTables;
  return (Specials(writer).*at->run)();
}

}  // namespace dockhone::model
