#include "transforms/slim_base/installs.h"

#include <algorithm>

#include "dockhone/base/contains.h"

namespace dockhone::transforms::slim_base {

namespace {

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

using model::Arg;
using model::Invocation;

const Packages* find_packages(std::string_view manager) {
  for (const Packages& each : packages()) {
    if (each.manager == manager) return &each;
  }
  return nullptr;
}

// One package as it is asked for: flask, Flask==1.0, uvicorn[standard]>=0.11, express@4, @vue/cli.
struct Asked {
  std::string name;  // as its index has it: in lower case, pip's with - for _
  bool versioned = false;
};

Asked asked(std::string_view manager, std::string_view text) {
  Asked out;
  std::size_t end = manager == "pip"   ? text.find_first_of("=<>!~[; @")
                    : manager == "npm" ? text.find('@', 1)
                                       : text.find(':');
  for (char c : text.substr(0, end)) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    out.name += c == '_' && manager == "pip" ? '-' : c;
  }
  std::string_view rest = end == std::string_view::npos ? "" : text.substr(end);
  out.versioned = rest.find_first_of("=<~@:") != std::string_view::npos && rest != "@latest";
  return out;
}

class Judge {
 public:
  Judge(std::string_view manager, const model::Context* context, bool old_language)
      : manager_(manager), known_(find_packages(manager)), context_(context), old_language_(old_language) {}

  void name(std::string_view text) {
    if (text.empty()) return;
    // npm: user/project is one of GitHub.
    bool short_form = manager_ == "npm" && text[0] != '@' && text[0] != '.' && text[0] != '/' &&
                      contains(text, "/") && !contains(text, "://");
    if (short_form || contains(text, "git+") || text.ends_with(".git") || text.starts_with("git:")) {
      installed_.needs_git = true;
      return unknown(std::string(text));
    }
    bool is_path = text.starts_with('.') || text.starts_with('/') || contains(text, "://");
    if (is_path || known_ == nullptr) return unknown(std::string(text));
    Asked package = asked(manager_, text);
    if (package.name.empty() || known_->plain.contains(package.name)) return;
    if (!package.versioned && !old_language_ && known_->prebuilt.contains(package.name)) return;
    if (!known_->compiled.contains(package.name)) return unknown(package.name);
    installed_.decline = Decline{"compiles", package.name + " is compiled when it is installed"};
  }

  void requirements(std::string_view path) {
    const std::string* text = find(path);
    if (text == nullptr) return assume("nothing in " + std::string(path) + " has to be compiled");
    std::string_view rest = *text;
    while (!rest.empty()) {
      auto end = rest.find('\n');
      std::string_view line = rest.substr(0, end);
      rest = end == std::string_view::npos ? "" : rest.substr(end + 1);
      line = line.substr(0, line.find('#'));
      while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
      while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
      if (line.empty() || line.starts_with("--")) continue;
      if (line.starts_with('-')) return assume("nothing in " + std::string(path) + " has to be compiled");
      name(line);
    }
  }

  // Lock files of npm 7 and later mark what runs a script when it is installed.
  void npm_manifest() {
    const std::string* lock = find("package-lock.json");
    bool marks = lock != nullptr &&
                 (contains(*lock, "\"lockfileVersion\": 2") || contains(*lock, "\"lockfileVersion\": 3"));
    if (!marks) return assume("nothing in package.json has to be compiled");
    if (contains(*lock, "git+ssh://") || contains(*lock, "git+https://")) installed_.needs_git = true;
    if (contains(*lock, "\"hasInstallScript\": true"))
      assume("no install script that package-lock.json marks compiles anything");
  }

  void bundle() {
    const std::string* lock = find("Gemfile.lock");
    if (lock == nullptr) {
      installed_.decline =
          Decline{"compiles", "the bundle is not at hand, and there are few that hold nothing to compile"};
      return;
    }
    std::string_view rest = *lock;
    while (!rest.empty() && !installed_.decline) {
      auto end = rest.find('\n');
      std::string_view line = rest.substr(0, end);
      rest = end == std::string_view::npos ? "" : rest.substr(end + 1);
      if (line == "GIT") installed_.needs_git = true;
      if (!line.starts_with("    ") || line.size() < 6 || line[4] == ' ') continue;
      line.remove_prefix(4);
      name(line.substr(0, line.find(' ')));
    }
  }

  void assume(std::string what) { add_once(installed_.assumptions, {std::move(what)}); }

  Installed take() {
    if (!unknown_.empty()) {
      constexpr std::size_t kShown = 4;
      std::size_t more = unknown_.size() > kShown ? unknown_.size() - kShown : 0;
      unknown_.resize(unknown_.size() - more);
      assume(joined(unknown_, ", ") + (more > 0 ? " and " + std::to_string(more) + " more" : "") +
             (unknown_.size() > 1 ? " have" : " has") + " nothing to compile");
    }
    return std::move(installed_);
  }

 private:
  void unknown(std::string text) { add_once(unknown_, {std::move(text)}); }

  // The one file of the context with this name: beside the Dockerfile first.
  const std::string* find(std::string_view path) const {
    if (context_ == nullptr) return nullptr;
    std::string_view base = file_name(path);
    if (const std::string* text = context_->text(base)) return text;
    const std::string* found = nullptr;
    for (const model::Context::Entry& entry : context_->entries()) {
      if (file_name(entry.path) != base || !entry.text) continue;
      if (found != nullptr) return nullptr;
      found = &*entry.text;
    }
    return found;
  }

  std::string_view manager_;
  const Packages* known_;
  const model::Context* context_;
  bool old_language_;
  Installed installed_;
  std::vector<std::string> unknown_;
};

void pip(const Invocation& call, Judge& judge) {
  if (call.program().starts_with("poetry") || call.program() == "pipenv" || call.program() == "uv")
    return judge.assume("nothing in the project's lock file has to be compiled");
  for (const Arg& arg : call.args()) {
    if (arg.kind == Arg::Kind::kOperand) {
      arg.known ? judge.name(arg.text) : judge.assume("the packages of a variable have nothing to compile");
    } else if (arg.kind == Arg::Kind::kValue && arg.option != nullptr) {
      std::string_view option = arg.option->names[0];
      if (option == "--requirement")
        arg.known ? judge.requirements(arg.text)
                  : judge.assume("the list of a variable has nothing to compile");
      if (option == "--editable") judge.name(arg.text);
    }
  }
}

void npm(const Invocation& call, Judge& judge) {
  auto operands = call.operands();
  for (const Arg* arg : operands) {
    arg->known ? judge.name(arg->text) : judge.assume("the packages of a variable have nothing to compile");
  }
  if (operands.empty()) judge.npm_manifest();
}

}  // namespace

std::optional<Installed> installed_by(const Invocation& call, const model::Context* context,
                                      bool old_language) {
  std::string_view manager = call.manager();
  bool installs = call.kind() == model::VerbKind::kInstall || call.kind() == model::VerbKind::kUpgrade;
  bool is_npm = manager == "npm" || manager == "yarn" || manager == "pnpm";
  if (manager == "pip" && (installs || call.kind() == model::VerbKind::kBuild)) {
    Judge judge("pip", context, old_language);
    pip(call, judge);
    return judge.take();
  }
  if (is_npm && installs) {
    Judge judge("npm", context, old_language);
    npm(call, judge);
    return judge.take();
  }
  if (manager == "gem" && installs) {
    Judge judge("gem", context, old_language);
    for (const Arg* arg : call.operands()) {
      arg->known ? judge.name(arg->text) : judge.assume("the gems of a variable have nothing to compile");
    }
    return judge.take();
  }
  if (manager == "bundle" && installs) {
    Judge judge("gem", context, old_language);
    judge.bundle();
    return judge.take();
  }
  bool others = manager == "cpan" || manager == "pecl" || manager == "luarocks" || manager == "conda";
  if (!others || !installs) return std::nullopt;
  Installed installed;
  installed.assumptions.push_back("what " + std::string(call.program()) + " installs has nothing to compile");
  return installed;
}

}  // namespace dockhone::transforms::slim_base
