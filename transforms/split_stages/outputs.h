// What the compilers of a stage leave behind.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dockhone/model/context.h"
#include "transforms/split_stages/makefile.h"
#include "transforms/split_stages/surroundings.h"

namespace dockhone::transforms::split_stages {

struct Output {
  std::string path;                      // a file; with `any` the directory that it is in
  bool any = false;                      // its name depends on files that are not at hand
  bool tree = false;                     // anywhere below the directory
  bool installed = false;                // the directory is a prefix that things were installed to
  std::vector<std::string> beside = {};  // directories outside of the prefix that may have got something too
  std::string source = {};               // where it was installed from
  std::vector<std::string> files = {};   // what was installed, where that is known by name
  bool certain = false;                  // it is there when the RUN has succeeded
  bool guessed = false;                  // named after a directory, as it is where no module says otherwise
  bool one = false;                      // with `any`: a single file
  bool put = false;                      // an install verb puts it there, away from where it is compiled
  std::string moved_from = {};           // cp, mv and their like made it of this output
  std::size_t run = 0;                   // instruction
  std::uint32_t command = 0;             // among the effects of the RUN
  std::string by;                        // "go build"
  const Stack* stack = nullptr;
};

class Outputs {
 public:
  Outputs(const model::BuildModel& model, const model::Stage& stage, Surroundings& surroundings,
          const model::Context* context);

  bool empty() const { return all_.empty(); }
  const std::vector<Output>& all() const { return all_; }
  // The output that a path is, the last one. Null: none.
  const Output* find(std::string_view path) const;
  // Where a command installs to is not known before it runs.
  bool installs_anywhere(std::size_t run, std::uint32_t command) const;

 private:
  void run(std::size_t index);
  void compile(const Compiler& compiler, const model::Call& call, std::uint32_t command);
  void called_through(const model::Call& call, std::uint32_t command);
  void built(const model::Call& call, std::uint32_t command);
  void installed(const model::Call& call, std::uint32_t command);
  std::optional<std::string> install_directory(const model::Call& call, std::uint32_t command) const;
  std::optional<std::string> set_for(const model::Call& call, std::uint32_t command,
                                     std::string_view name) const;
  void moved(const model::Call& call, std::uint32_t command);
  void configured(const model::Call& call, std::uint32_t command);
  std::vector<std::string> words_of(const model::Call& call, bool& known) const;
  bool is_changed(const std::string& path) const;
  std::optional<Makefile> makefile(const std::string& directory,
                                   const std::map<std::string, std::string>& given) const;
  void install_below_prefix(const model::Call& call, const std::string& directory);
  void add(std::string path, bool any, bool certain);

  const model::BuildModel& model_;
  const model::Stage& stage_;
  Surroundings& surroundings_;
  const model::Context* context_;
  std::vector<Output> all_;
  std::vector<std::pair<std::size_t, std::uint32_t>> anywhere_;
  std::size_t index_ = 0;  // of the RUN
  std::uint32_t command_ = 0;
  const model::Effects* effects_ = nullptr;
  const Stack* stack_ = nullptr;
  const Compiler* compiler_ = nullptr;
  std::string by_;
  struct Configured {
    std::string directory;
    std::string prefix;  // "" where it is not known
    std::vector<std::string> beside;
  };
  std::vector<Configured> configured_;
};

// Where a command runs, as far as its effects tell. "" where it is not known.
std::string directory_of(const model::Effects& effects, std::uint32_t command);
// The number of a call among the commands of its script's effects; kNoCommand where it is not one.
inline constexpr std::uint32_t kNoCommand = 0xffffffff;
std::uint32_t command_of(const model::Effects& effects, const model::Call& call);
// gcc of gcc-9; g++-4.8, clang-3.9, golang-1.9, linux-headers-4.4
std::string_view without_version(std::string_view name);
bool calls(const Compiler& compiler, std::string_view program);
// The program that a Go package gives: the last part of its path, but for the major version.
std::string package_name(std::string_view package);
// The last part of a path.
std::string_view base_name(std::string_view path);
std::string parent(std::string_view path);
bool within(std::string_view inner, std::string_view outer);

}  // namespace dockhone::transforms::split_stages
