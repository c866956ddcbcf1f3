// Reads the command that a container starts, and the scripts behind it, as deep as their texts are at hand.
// Its members are in process.cpp (commands), program.cpp (what one program is) and script.cpp (scripts of
// files).
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "origin.h"
#include "ports.h"
#include "process.h"
#include "transforms/shared/lists.h"

namespace dockhone::transforms::nonroot {

class ProcessReader {
 public:
  ProcessReader(const model::BuildModel& model, const Chain& chain, const model::Context* context,
                bool low_ports)
      : model_(model),
        chain_(chain),
        context_(context),
        low_ports_(low_ports),
        variables_(environment_of(model, chain)) {}

  Process read();
  // The command of HEALTHCHECK, which runs as the same user.
  Verdict read_health_check();

 private:
  struct Visitor;
  struct PackageScript;

  void refuse(std::string_view key, std::string why);
  void assume(std::string what);

  // ---- process.cpp
  void start();
  bool starts_its_cmd();
  // `arguments`: what "$@" stands for, as a script would write it.
  void script(const std::string& text, const std::string& arguments, int depth);
  void simple(const shell::Command& command, const std::string& text, const std::string& arguments,
              int depth);
  void assignment(const shell::Assignment& assignment, std::string_view text);
  void shell_call(const std::vector<std::string>& words, const std::string& rest, int depth);
  // What its scripts write themselves, they have to be allowed to.
  void writes(const std::string& text);

  // ---- program.cpp
  bool needs_root(std::string_view name);
  void note(const std::string& program);
  bool is_below_root_service(const std::string& path);
  void program(const std::string& base, const std::string& name, const std::vector<std::string>& words,
               const std::string& rest, int depth);
  bool interpreter(const std::string& base, std::string_view plain, const std::vector<std::string>& words,
                   int depth);
  void development(const std::vector<std::string>& words);
  bool keeps_managers() const;  // corepack does, below root's home directory
  void package_script(const std::vector<std::string>& words, int depth);

  // ---- script.cpp
  // `script`: a shell reads it, whatever it is called.
  void file(const std::string& name, const std::string& rest, int depth, bool script);
  void judge(const Origin& origin, const std::string& path, const std::string& rest, int depth, bool script);
  bool is_compiled_as(std::string_view name) const;
  bool built_later(std::string_view path) const;
  void text_of(const std::string& text, const std::string& path, const std::string& rest, int depth,
               bool is_script);

  const model::BuildModel& model_;
  const Chain& chain_;
  const model::Context* context_;
  bool low_ports_;
  std::set<std::string, std::less<>>
      functions_;        // of the scripts, sourced ones too: read where they are defined
  Variables variables_;  // as far as read
  std::size_t at_ = model::kNone;
  Process result_;
};

// The values of a command's words, or their text where they are not known.
std::vector<std::string> words_of(const shell::Command& command, std::string_view text, std::size_t from = 0);
// php-fpm8.2, python3.11, php-fpm7 -> their names.
std::string_view without_version(std::string_view name);
bool ends_with_one_of(std::string_view text, const List& endings);

}  // namespace dockhone::transforms::nonroot
