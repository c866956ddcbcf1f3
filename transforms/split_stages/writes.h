// What single commands write, and what of it the runtime stage has to get.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "transforms/split_stages/carry.h"

namespace dockhone::transforms::split_stages {

class Writes {
 public:
  Writes(const CarryQuestion& question, Carried& out, Roots& roots, std::optional<Decline>& problem);

  // One command of a RUN.
  void command(std::size_t index, const model::Effects& effects, const model::RunScript& script,
               std::uint32_t number);
  // A COPY or ADD put files there. `owner`: of its --chown.
  void copied(const std::string& path, const std::string& owner, std::string_view who);
  // The process is in it, or it is around the process.
  bool near_process(const std::string& path) const;
  // What of the distribution's files is gone for good; "" where nothing is.
  // A tree that only the build needs, and that is there in the end; "" where there is none.
  std::string left_over() const;
  // Did a step of the build write that path, something below it, or the directory that it lies in?
  bool made_at(std::string_view path) const;
  std::string removed_for_good() const { return gone_.empty() ? "" : gone_.front(); }

 private:
  struct Writer {
    std::size_t index;  // of the RUN
    const model::Effects& effects;
    std::uint32_t number;
    const model::Call* call;  // null: not known before it runs
    std::string program;
    bool tool;  // writes below its directory, and what is for the build alone
  };

  void stop(std::string_view reason, std::string why);
  bool dealt_with(std::size_t index, std::uint32_t number) const;
  bool fetches_compiler(const model::RunScript& script, std::string_view program) const;
  bool names_unknown_result(const model::Invocation& call, std::size_t index) const;
  std::string hidden_output(const Writer& writer, const model::RunScript& script) const;
  void installed(const Writer& writer);
  void uncertain(const Writer& writer, const model::PathEffect& path);
  void path(const Writer& writer, const model::PathEffect& path);
  void written(const Writer& writer, const model::PathEffect& path);
  void shared(const Writer& writer, const model::PathEffect& path);
  void add(const Writer& writer, const std::string& path, bool file);
  bool unpacked(const Writer& writer, const std::string& path);
  bool moved(const Writer& writer, const model::PathEffect& to);
  bool link_holds(const model::Call* call);
  void removed(const model::PathEffect& path);
  void metadata(const Writer& writer, const model::PathEffect& path);
  void owner(const std::string& spec, const model::PathEffect& path);
  void nested_owner(Root& root, const std::string& spec);
  std::string user_of(std::size_t index) const;
  bool used_besides(const std::string& path) const;
  bool of_no_use(const Writer& writer, const model::PathEffect& path) const;
  const Output* output_at(const std::string& path) const;

  const CarryQuestion& q_;
  Carried& out_;
  Roots& roots_;
  std::optional<Decline>& problem_;
  std::string workdir_;
  std::vector<std::string> made_;  // everything that steps wrote so far
  std::vector<std::string> left_over_;
  std::vector<std::string> gone_;  // removed, and made by no step
};

}  // namespace dockhone::transforms::split_stages
