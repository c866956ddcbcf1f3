#include "transforms/slim_base/uses.h"

#include <algorithm>
#include <deque>

#include "dockhone/base/contains.h"
#include "dockhone/base/wildcard.h"
#include "dockhone/shell/visit.h"
#include "transforms/shared/runs.h"
#include "transforms/slim_base/installs.h"

namespace dockhone::transforms::slim_base {

namespace {

using model::Invocation;
using shell::Command;
using syntax::Instruction;
using syntax::Keyword;

constexpr int kDeep = 4;  // scripts that call scripts

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool is_shell(std::string_view name) {
  return name == "sh" || name == "bash" || name == "dash" || name == "ash";
}

// gcc-12, python3.11 -> gcc, python; the second one only where the first is not listed.
std::string_view without_version(std::string_view name) {
  auto end = name.find_last_not_of("0123456789.");
  if (end == std::string_view::npos) return name;
  name = name.substr(0, end + 1);
  return name.ends_with('-') ? name.substr(0, name.size() - 1) : name;
}

std::string quoted(std::span<const syntax::Argument> words) {
  std::string out;
  for (const syntax::Argument& word : words) {
    out += out.empty() ? "'" : " '";
    for (char c : word.value) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    out += '\'';
  }
  return out;
}

// Packages of today come ready-made for later ones.
bool is_old_python(std::string_view tag) {
  return tag.starts_with("2") || (tag.starts_with("3.") && tag.size() > 2 && tag[2] >= '0' && tag[2] <= '5' &&
                                  (tag.size() == 3 || tag[3] == '.' || tag[3] == '-'));
}

// Releases whose small images know the time zones.
bool lists_zones(std::string_view codename) {
  return codename == "bookworm" || codename == "bullseye" || codename == "buster";
}

// They start what a file of theirs names.
bool starts_others(std::string_view name) {
  for (std::string_view each : {"supervisord", "runsvdir", "s6-svscan", "my_init", "cron", "crond", "circusd",
                                "foreman", "honcho", "init", "systemd", "runit", "start-stop-daemon"}) {
    if (name == each) return true;
  }
  return false;
}

class Reader {
 public:
  Reader(const model::BuildModel& model, const model::Stage& stage, const image::ImageRef& ref,
         const Variant& variant, const model::Context* context)
      : model_(model),
        stage_(stage),
        image_(ref.official()),
        context_(context),
        jdk_(image_ == "openjdk" || image_ == "eclipse-temurin"),
        old_language_(image_ == "python" && is_old_python(ref.tag)),
        no_zones_(!variant.distro.empty() && !lists_zones(variant.distro)) {}

  Uses read() {
    auto instructions = model_.document().instructions();
    for (at_ = stage_.from + 1; at_ < stage_.end && !uses_.decline; ++at_) instruction(instructions[at_]);
    if (!uses_.has_process)
      assume(std::string("what is started in the container, which the file does not say, needs ") +
             (jdk_ ? "no tool of the JDK" : "nothing of the full image"));
    return std::move(uses_);
  }

 private:
  void stop(std::string_view reason, std::string why) {
    if (!uses_.decline) uses_.decline = Decline{reason, std::move(why)};
  }

  void assume(std::string what) { add_once(uses_.assumptions, {"assumed: " + std::move(what)}); }

  void instruction(const Instruction& each) {
    run_time_ = false;
    own_ = nullptr;
    command_ = nullptr;
    if (jdk_ && contains_any(each.logical.text,
                             {"jre/lib", "/usr/lib/jvm", "tools.jar", "docker-java-home", "jni.h"}))
      return stop("jdk-tool", "it names files of the JDK, which are elsewhere in a JRE, or not there");
    bool sets_up = each.keyword == Keyword::kRun || each.keyword == Keyword::kEnv;
    if (jdk_ && sets_up && contains_any(each.logical.text, {"maven", "gradle", " ant ", "sbt"}))
      return stop("jdk-tool", "it sets up a build tool, which needs the JDK when somebody builds with it");
    if (no_zones_ && contains_any(each.logical.text, {"zoneinfo", "tzdata", "TZ=", "TZ "}))
      need("tzdata", "the time zone");
    switch (each.keyword) {
      case Keyword::kRun:
        return run(each);
      case Keyword::kOnbuild:
        return stop("onbuild", "images that are built on this one run its ONBUILD, with what they need");
      case Keyword::kCopy:
        if (const syntax::Flag* from = each.flag("from"); from != nullptr && !jdk_)
          assume("what is copied from " + std::string(from->value) + " needs no library of the full image");
        return;
      case Keyword::kCmd:
      case Keyword::kEntrypoint:
        run_time_ = uses_.has_process = true;
        return script(each.json ? quoted(each.args) : std::string(each.rest_text()), 0);
      case Keyword::kHealthcheck: {
        run_time_ = true;
        std::string_view rest = each.rest_text();
        if (rest.size() < 4 || (rest[0] != 'C' && rest[0] != 'c')) return;
        return script(each.json ? quoted(each.args) : std::string(rest.substr(3)), 0);
      }
      default:
        return;
    }
  }

  void run(const Instruction& each) {
    for (const syntax::Flag& flag : each.flags) {
      if (flag.name == "mount" && contains(flag.value, "type=ssh")) need("ssh", "ssh");
    }
    if (each.json) return script(quoted(each.args), 0);
    const model::RunScript& found = model_.run_script(at_);
    if (found.script == nullptr) return stop(key(found.obstacle), why(found.obstacle));
    own_ = &found;
    commands(*found.script->list, found.text, 0);
  }

  // Text that a shell reads, or words put together as one would write them.
  void script(std::string text, int depth) {
    if (depth > kDeep) return assume("scripts that call one another use nothing of the full image");
    own_ = nullptr;
    const std::string& kept = texts_.emplace_back(std::move(text));
    auto parsed = shell::parse(kept, shell::Dialect::kBash);
    if (!parsed) return stop("not-understood", "a script that it runs is not understood");
    commands(*parsed->list, kept, depth);
  }

  void commands(const shell::List& list, std::string_view text, int depth) {
    struct Visitor {
      Reader& reader;
      std::string_view text;
      int depth;
      void command(const Command& each) {
        if (each.kind == shell::CommandKind::kSimple && !each.words.empty()) reader.simple(each, text, depth);
      }
    };
    shell::visit(list, Visitor{*this, text, depth});
  }

  void simple(const Command& command, std::string_view text, int depth) {
    if (uses_.decline) return;
    auto call = model::read_invocation(command, text);
    if (!call) {
      if (command.words[0].span.in(text) == "\"$@\"") return;
      return assume("no program that a variable names is one of the full image");
    }
    command_ = own_ != nullptr ? &command : nullptr;
    for (const model::Peeled& wrapper : call->peeled()) need(wrapper.facts->name, wrapper.facts->name);
    std::string_view name = call->program();
    if (is_shell(name)) return shell_call(*call, depth);
    need(name, call->called());
    if (name == "tar") unpack(*call);
    if (name == "eval" || name == "." || name == "source") return file(*call, depth);
    if (auto installed = installed_by(*call, context_, old_language_)) return install(*installed);
    if (call->is("apt", model::VerbKind::kInstall)) return apt_install(*call);
    if (call->manager() == "npm" || call->manager() == "yarn" || call->manager() == "pnpm")
      return project(*call);
    if (contains(call->called(), "/") && call->facts() == nullptr) return file(*call, depth);
    if (name.starts_with("python") && builds_extension(*call))
      return assume("setup.py has nothing to compile");
    bool free = run_time_ && !starts_others(name);  // the application, which the change assumes in general
    if (!free && !brought_by_base(name) && (call->facts() == nullptr || starts_others(name)))
      assume(std::string(name) + " calls nothing that only the full image has");
  }

  // The image's own program: it runs the application, which the change assumes in general.
  bool brought_by_base(std::string_view name) const {
    return name == image_ || name == "java" || name == "irb" || name == "perl" || name == "cpanm" ||
           name.starts_with("python") || name == "node" || name == "nodejs" || name == "ruby";
  }

  bool builds_extension(const Invocation& call) const {
    auto operands = call.operands();
    return !operands.empty() && file_name(operands[0]->text) == "setup.py";
  }

  void need(std::string_view name, std::string_view called) {
    std::string_view plain = without_version(name);
    for (const Brought& each : brought()) {
      if (!each.images.contains(image_)) continue;
      bool calls = each.programs.contains(name) || each.through.contains(name) ||
                   each.programs.contains(plain) || each.through.contains(plain);
      bool own = name == plain || !plain.starts_with("python");
      if (!calls || (!own && !each.programs.contains(name) && each.package != "python3")) continue;
      return add(each, std::string(called));
    }
  }

  void add(const Brought& each, std::string program) {
    if (each.tool)
      return stop("jdk-tool", program + " is a tool of the JDK, or needs one, which a JRE does not have");
    bool known = std::any_of(uses_.uses.begin(), uses_.uses.end(),
                             [&](const Use& use) { return use.brought == &each && !use.at_run_time; });
    if (known) return;
    uses_.uses.push_back({&each, std::move(program), at_, command_, run_time_});
  }

  void unpack(const Invocation& call) {
    for (const model::Arg& arg : call.args()) {
      bool value = arg.kind == model::Arg::Kind::kValue || arg.kind == model::Arg::Kind::kOperand;
      if (arg.text == "-j" || (value && (arg.text.ends_with(".bz2") || arg.text.ends_with(".tbz2"))))
        need("bzip2", "tar, for bzip2,");
      if (arg.text == "-J" || (value && (arg.text.ends_with(".xz") || arg.text.ends_with(".txz"))))
        need("xz", "tar, for xz,");
    }
  }

  void shell_call(const Invocation& call, int depth) {
    const Command& command = call.command();
    for (std::size_t i = call.program_word() + 1u; i < command.words.size(); ++i) {
      auto value = shell::static_value(command.words[i], call.script());
      if (!value) return assume("no script that a variable names uses anything of the full image");
      if (value->size() > 1 && (*value)[0] == '-' && value->find('c') != std::string::npos &&
          !value->starts_with("--")) {
        if (i + 1 >= command.words.size()) return;
        auto text = shell::static_value(command.words[i + 1], call.script());
        if (!text) return assume("the script that a variable is part of uses nothing of the full image");
        return nested(*text, depth);
      }
      if ((*value)[0] == '-' && value->size() > 1) continue;
      if (*value == "-") break;
      return context_script(*value, depth);
    }
    if (run_time_)
      return assume("what is typed into the shell that it starts needs nothing of the full image");
    assume("the script that is piped into " + std::string(call.program()) +
           " needs nothing of the full image");
  }

  void nested(std::string text, int depth) {
    const model::RunScript* own = own_;
    const Command* command = command_;
    script(std::move(text), depth + 1);
    own_ = own;
    command_ = command;
  }

  void file(const Invocation& call, int depth) {
    auto operands = call.operands();
    bool sources = call.program() == "." || call.program() == "source";
    if (call.program() == "eval") return assume("what eval runs needs nothing of the full image");
    if (sources && (operands.empty() || !operands[0]->known))
      return assume("no script that a variable names uses anything of the full image");
    context_script(sources ? operands[0]->text : call.called(), depth);
  }

  // A script that a COPY brought: read where the context is at hand.
  void context_script(std::string_view path, int depth) {
    const std::string* text = find(file_name(path));
    bool is_script = text != nullptr && (text->starts_with("#!") || path.ends_with(".sh"));
    if (!is_script) {
      bool other = run_time_ && text == nullptr && !path.ends_with(".sh") && !contains(path, "entrypoint") &&
                   !contains(path, "start") && !contains(path, "run");
      if (other && jdk_) return;
      return assume(std::string(path) +
                    (jdk_ ? " needs no tool of the JDK" : " needs nothing of the full image"));
    }
    std::string_view first = std::string_view(*text).substr(0, text->find('\n'));
    if (first.starts_with("#!") && !contains_any(first, {"sh"})) return;  // the application's own language
    nested(*text, depth);
  }

  const std::string* find(std::string_view name) const {
    if (context_ == nullptr) return nullptr;
    const std::string* found = nullptr;
    for (const model::Context::Entry& entry : context_->entries()) {
      if (file_name(entry.path) != name || !entry.text) continue;
      if (found != nullptr) return nullptr;
      found = &*entry.text;
    }
    return found;
  }

  void install(Installed& installed) {
    if (installed.decline) return stop(installed.decline->reason, std::move(installed.decline->why));
    if (installed.needs_git) need("git", "the installation from git");
    for (std::string& each : installed.assumptions) assume(std::move(each));
  }

  void apt_install(const Invocation& call) {
    if (jdk_) return;
    for (const model::Arg* arg : call.operands()) {
      for (std::string_view pattern : needs_man_pages()) {
        if (!matches(pattern, arg->text.substr(0, arg->text.find('=')))) continue;
        return stop(
            "needs-man-pages",
            std::string(arg->text) + " does not install where /usr/share/man is empty, as in slim images");
      }
    }
  }

  // npm start, yarn build: what package.json says.
  void project(const Invocation& call) {
    using enum model::VerbKind;
    if (call.kind() != kBuild && call.kind() != kRun && call.kind() != kTest && call.kind() != kOther) return;
    assume("the scripts of package.json that " + std::string(call.program()) +
           " runs need nothing of the full image");
  }

  const model::BuildModel& model_;
  const model::Stage& stage_;
  std::string_view image_;
  const model::Context* context_;
  bool jdk_;
  bool old_language_;
  bool no_zones_;
  std::size_t at_ = 0;
  bool run_time_ = false;
  const model::RunScript* own_ = nullptr;
  const Command* command_ = nullptr;
  std::deque<std::string> texts_;
  Uses uses_;
};

}  // namespace

Uses uses_of(const model::BuildModel& model, const model::Stage& stage, const image::ImageRef& ref,
             const Variant& variant, const model::Context* context) {
  return Reader(model, stage, ref, variant, context).read();
}

}  // namespace dockhone::transforms::slim_base
