// Directories: where an instruction runs, and which directories surely exist before it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/model/build.h"

namespace dockhone::transforms::workdir {

struct Directory {
  std::optional<std::string> path;  // absolute, clean; nullopt where it is not known
  // How WORKDIR would name it: the path, or a text with the variables that it was made of, which --build-arg
  // may give other values; "" where there is no plain one.
  std::string text = {};
  bool written = false;  // set by a WORKDIR of this file, not only by the base image

  bool has_variable() const { return text.empty() || text.find('$') != std::string::npos; }
};

// Bytes that mean themselves in WORKDIR and in a shell.
bool is_plain_path(std::string_view text);
// The same but for $name and ${name}, which are whole, and without climbing.
bool is_plain_template(std::string_view text);
// `directory` followed by a relative path, as text.
std::string text_below(const Directory& directory, std::string_view path);

// The value of a word, with the variables in it that ENV and ARG of the file give a value; nullopt where
// something else is expanded.
std::optional<std::string> value_of(const shell::Word& word, std::string_view text,
                                    const model::State& state);

// What an instruction makes of a word, where the variables in it get their values from the file; nullopt
// where one is not known.
std::optional<std::string> expanded(std::string_view word, const syntax::Document& document,
                                    const model::State& state);

// Walks the file. Ask for the instructions of a stage in ascending order.
class Directories {
 public:
  explicit Directories(const model::BuildModel& model) : model_(model), ends_(model.stages().size()) {}

  // Before the stage's first instruction.
  Directory at_start(const model::Stage& stage) const;
  // After an instruction that found `before`.
  Directory behind(std::size_t instruction, const Directory& before) const;
  // The text of a directory still means it there, or names no variable.
  bool still_means(const Directory& directory, std::size_t instruction) const;
  void end(const model::Stage& stage, Directory directory) { ends_[stage.index] = std::move(directory); }

 private:
  const model::BuildModel& model_;
  std::vector<Directory> ends_;
};

// The directories that a stage surely has.
class Existing {
 public:
  Existing(const model::BuildModel& model, const model::Stage& stage) : model_(model), stage_(stage) {}

  // Notes what the instruction makes. `directory` is where it runs.
  void note(std::size_t instruction, const Directory& directory);
  bool holds(std::string_view path) const;

 private:
  void note_copy(const syntax::Instruction& copy, const model::State& state, const Directory& directory);
  void note_run(std::size_t instruction, const Directory& directory);
  void note_command(const shell::Command& command, std::string_view text, const model::State& state,
                    Directory& directory);
  void add(std::string path);

  const model::BuildModel& model_;
  const model::Stage& stage_;
  std::set<std::string, std::less<>> paths_;
};

}  // namespace dockhone::transforms::workdir
