// What one program of the process is: whether it needs root, builds, or runs a file of the application.
#include <algorithm>

#include "dockhone/base/contains.h"
#include "dockhone/base/path.h"
#include "process_reader.h"
#include "transforms/shared/package_json.h"

namespace dockhone::transforms::nonroot {

namespace {

// gulp.js -> gulp
std::string_view without_ending(std::string_view name) {
  return ends_with_one_of(name, lists::kScriptFileEndings) ? name.substr(0, name.rfind('.')) : name;
}

// `node app.js`, `java -jar app.jar`, `npm start`, `./server`.
bool runs_own(std::string_view name, std::string_view plain, const std::vector<std::string>& words) {
  if (contains(name, "/") && !is_program_of_the_system(name) && !is_below(name, "/usr/local/bin"))
    return true;
  if (plain == "npm" || plain == "yarn") return true;
  bool runs_file = lists::kInterpreters.contains(plain) || lists::kRuntimes.contains(plain);
  return runs_file && std::any_of(words.begin() + 1, words.end(), [](const std::string& word) {
           bool packaged = is_below(word, "/usr/lib") || is_below(word, "/usr/share");
           bool path = contains(word, "/") && !word.starts_with('-') && !contains(word, ":") && !packaged;
           if (packaged) return false;
           return path || ends_with_one_of(word, lists::kScriptFileEndings) ||
                  ends_with_one_of(word, lists::kCompiledEndings);
         });
}

}  // namespace

// php-fpm8.2, python3.11, php-fpm7 -> their names.
std::string_view without_version(std::string_view name) {
  auto end = name.find_last_not_of("0123456789.");
  return end == std::string_view::npos ? name : name.substr(0, end + 1);
}

bool ends_with_one_of(std::string_view text, const List& endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return text.ends_with(e); });
}

bool ProcessReader::needs_root(std::string_view name) {
  const Replacement* found = find_replacement(lists::kNeedsRoot, name);
  if (found == nullptr) found = find_replacement(lists::kNeedsRoot, without_version(name));
  if (found == nullptr) return false;
  refuse("needs-root", std::string(name) + ' ' + std::string(found->by));
  return true;
}

bool ProcessReader::is_below_root_service(const std::string& path) {
  for (const Replacement& row : lists::kNeedsRootBelow) {
    if (!path.starts_with(row.word)) continue;
    refuse("needs-root", path + ' ' + std::string(row.by));
    return true;
  }
  return false;
}

void ProcessReader::note(const std::string& program) {
  auto& all = result_.programs;
  if (std::find(all.begin(), all.end(), program) == all.end()) all.push_back(program);
}

void ProcessReader::program(const std::string& base, const std::string& name,
                            const std::vector<std::string>& words, const std::string& rest, int depth) {
  if (is_below_root_service(name) || needs_root(base)) return;
  if (lists::kShells.contains(base)) return shell_call(words, rest, depth);
  if (base == "." || base == "source") return file(words.size() > 1 ? words[1] : "", rest, depth, true);
  const model::CommandFacts* facts = model::find_command(base);
  bool builtin = facts != nullptr && facts->builtin != model::Builtin::kNo;
  if (builtin && name.find('/') == std::string::npos && base != "echo") return;
  std::string_view plain = without_version(without_ending(base));
  if (lists::kPlaceholders.contains(base)) return note(base);
  if (lists::kBuildsAtStart.contains(base) || lists::kBuildsAtStart.contains(plain)) {
    return refuse(
        "builds-at-start",
        base + " builds or installs when it starts: into the source, and below root's home directory");
  }
  if (words.size() > 1 && lists::kBuildsAtStartVerbs.contains(base + ' ' + words[1])) {
    return refuse("builds-at-start", base + ' ' + words[1] + " builds when it starts, into the source");
  }
  if (std::find(words.begin(), words.end(), "--allow-root") != words.end())
    return refuse("needs-root", base + " is told that it runs as root (--allow-root)");
  for (std::string_view drops : {"--user", "--uid", "--gid", "--group", "--setuid", "--setgid"}) {
    for (const std::string& word : words) {
      if (word.starts_with(drops) && (word.size() == drops.size() || word[drops.size()] == '='))
        return refuse("needs-root", base + " is told to change its user (" + std::string(drops) + ')');
    }
  }
  bool of_image = lists::kEntrypointsOfImages.contains(name) &&
                  origin_of(model_, chain_, context_, name).kind == Origin::Kind::kBase;
  if (of_image) {
    if (!rest.empty()) script(rest, "", depth + 1);
    return;
  }
  note(base);
  if (words.size() == 2 && lists::kQuestions.contains(words[1])) return;
  result_.only_answers = false;
  result_.foreign |= lists::kRuntimes.contains(base);
  result_.runs_own |= runs_own(name, plain, words);
  if (interpreter(base, plain, words, depth)) return;
  file(name, rest, depth, false);
}

bool ProcessReader::interpreter(const std::string& base, std::string_view plain,
                                const std::vector<std::string>& words, int depth) {
  bool runs_file = lists::kInterpreters.contains(base) || lists::kInterpreters.contains(plain);
  for (const std::string& word : words)
    result_.writes_into_source |= runs_file && lists::kWritesIntoSource.contains(base_name(word));
  if (!runs_file) return false;
  result_.interpreted = true;
  for (std::size_t i = 1; i < words.size(); ++i) {
    bool source = ends_with_one_of(words[i], lists::kScriptFileEndings) && !words[i].starts_with('-');
    if (!source || !chain_.workdir) continue;
    Origin origin = origin_of(model_, chain_, context_, joined_path(*chain_.workdir, words[i]));
    result_.foreign |= origin.kind != Origin::Kind::kText;
  }
  if (base == "npm" || base == "yarn" || base == "pnpm") package_script(words, depth);
  if (base == "npx") development(words);
  bool runs_more = (base == "bundle" || base == "pnpm" || base == "npx") && words.size() > 1;
  std::size_t more = words.size() > 2 && words[1] == "exec" ? 2 : 1;
  if (runs_more && more < words.size() && needs_root(base_name(words[more]))) return true;
  return true;
}

void ProcessReader::development(const std::vector<std::string>& words) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (lists::kDevelopmentWords.contains(words[i]))
      return refuse("builds-at-start", words[i] + " builds when it starts, and writes into the source");
  }
}

// `npm --prefix web run start` -> start, in the directory web.
struct ProcessReader::PackageScript {
  std::string name = {};
  std::string directory = {};

  explicit PackageScript(const std::vector<std::string>& words) {
    for (std::size_t i = 1; i < words.size() && name.empty(); ++i) {
      const std::string& word = words[i];
      bool moves = word == "--prefix" || word == "-C" || word == "--cwd" || word == "--dir";
      if (moves && i + 1 < words.size()) {
        directory = words[++i];
      } else if (word.starts_with("--prefix=") || word.starts_with("--cwd=")) {
        directory = word.substr(word.find('=') + 1);
      } else if (!word.starts_with('-') && word != "run" && word != "run-script") {
        name = word;
      }
    }
    if (name.empty()) name = "start";
  }
};

bool ProcessReader::keeps_managers() const {
  return !variables_.contains("COREPACK_HOME") &&
         std::any_of(chain_.instructions.begin(), chain_.instructions.end(), [&](std::size_t i) {
           const syntax::Instruction& run = model_.document().instructions()[i];
           return run.keyword == syntax::Keyword::kRun && contains(run.rest_text(), "corepack");
         });
}

void ProcessReader::package_script(const std::vector<std::string>& words, int depth) {
  PackageScript called(words);
  const std::string& name = called.name;
  if (name == "install" || name == "i" || name == "ci") {
    return refuse("builds-at-start", words[0] + " installs when it starts, into the source");
  }
  if (lists::kDevelopmentScripts.contains(name)) {
    return refuse("builds-at-start",
                  "the script " + name +
                      " of package.json builds when it starts, as far as its name tells, and "
                      "writes into the source");
  }
  if (words[0] != "npm" && keeps_managers()) {
    return refuse("root-home",
                  "corepack keeps " + words[0] +
                      " below root's home directory, and another user would download it at every start");
  }
  if (context_ == nullptr || !chain_.workdir) {
    assume("the script " + name + " of package.json, which is not at hand, only starts a program");
    return;
  }
  std::string directory = joined_path(*chain_.workdir, called.directory);
  Origin origin = origin_of(model_, chain_, context_, joined_path(directory, "package.json"));
  if (origin.kind != Origin::Kind::kText) {
    assume("the script " + name + " of package.json, which was not found, only starts a program");
    return;
  }
  bool found = false;
  for (const char* part : {"pre", "", "post"}) {
    auto text = package_json_script(origin.text, part + name);
    if (!text && *part == '\0' && name == "start") text = "node server.js";
    if (!text) continue;
    found |= *part == '\0';
    for (std::string_view word : lists::kDevelopmentWords) {
      if (contains(*text, word))
        return refuse("builds-at-start",
                      std::string(word) + " builds when it starts, and writes into the source");
    }
    script(*text, "", depth + 1);
  }
  if (!found) assume("the script " + name + ", which package.json does not have, only starts a program");
}

}  // namespace dockhone::transforms::nonroot
