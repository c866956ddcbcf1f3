// dockhone with passes that break an image, each in one way that a rewrite could: for tests/prove/run, which
// asks `prove` to find them. They look for texts of the Dockerfiles beside this file.
#include "dockhone/app/app.h"
#include "transforms/passes.h"

namespace dockhone {
namespace {

using rewrite::Difference;

// Puts `now` in place of `was`, and claims no more than `differences`.
struct Breakage {
  std::string_view was;
  std::string_view now;
  std::vector<Difference> differences;
};

void change(const model::BuildModel& model, rewrite::Proposal& proposal, const Breakage& breakage) {
  std::string_view text = model.document().text();
  std::size_t at = text.find(breakage.was);
  if (at == std::string_view::npos) return;
  Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + breakage.was.size())};
  rewrite::Draft draft;
  draft.place = span;
  for (const syntax::Instruction& each : model.document().instructions()) {
    if (each.lines.begin <= span.begin && span.begin < each.lines.end) draft.place = each.span;
  }
  draft.what = "break the image";
  draft.why = "somebody has to find it";
  draft.edits.push_back({span, std::string(breakage.now)});
  draft.differences = breakage.differences;
  proposal.change(std::move(draft));
}

using Kind = Difference::Kind;
using Model = const model::BuildModel&;
using Facts = const rewrite::Facts&;
using Proposal = rewrite::Proposal&;

// Each replacement is another text than what it replaces, and does not hold that: a second run changes
// nothing.
void library(Model model, Facts, Proposal out) {
  change(model, out, {"zlib1g libjansson4", "zlib1g", {{Kind::kWords, "apt-get", "libjansson4", ""}}});
}
void certificates(Model model, Facts, Proposal out) {
  change(model, out,
         {"# after",
          "RUN rm -rf /etc/ssl/certs\n# behind",
          {{Kind::kAddedCommand, "rm", "", "rm -rf /etc/ssl/certs"}}});
}
void time_zones(Model model, Facts, Proposal out) {
  change(model, out,
         {"# after",
          "RUN rm -rf /usr/share/zoneinfo\n# behind",
          {{Kind::kAddedCommand, "rm", "", "rm -rf /usr/share/zoneinfo"}}});
}
void left_behind(Model model, Facts, Proposal out) { change(model, out, {"COPY words.txt .", "", {}}); }
void owner(Model model, Facts, Proposal out) {
  change(model, out, {"chown 1000:1000 /srv/data", "chown 0:0 /srv/data", {}});
}
void command(Model model, Facts, Proposal out) {
  change(model, out,
         {"CMD [\"/srv/app/serve\"]", "CMD [\"/srv/app/server\"]", {{Kind::kConfig, "Cmd", "", ""}}});
}
void workdir(Model model, Facts, Proposal out) {
  change(model, out, {"WORKDIR /srv/app\nCMD", "WORKDIR /srv\nCMD", {}});
}
void environment(Model model, Facts, Proposal out) { change(model, out, {"ENV GREETING=hello\n", "", {}}); }
void signals(Model model, Facts, Proposal out) {
  change(model, out,
         {"CMD [\"/srv/app/serve\"]",
          "CMD [\"/bin/sh\", \"-c\", \"/srv/app/serve; true\"]",
          {{Kind::kConfig, "Cmd", "", ""}}});
}
void recommended(Model model, Facts, Proposal out) {
  change(model, out,
         {"apt-get install -y wget",
          "apt-get install -y --no-install-recommends wget",
          {{Kind::kWords, "apt-get", "", "--no-install-recommends"}}});
}
void libc(Model model, Facts, Proposal out) {
  change(model, out,
         {"FROM debian:bookworm-slim AS run",
          "FROM musl AS run",
          {{Kind::kBase, "", "debian:bookworm-slim", "musl"}}});
}
void mode(Model model, Facts, Proposal out) {
  change(model, out, {"RUN chmod 755 /srv/app/check", "RUN chmod 644 /srv/app/check", {}});
}

rewrite::Pipeline pipeline() {
  using rewrite::Risk;
  static const rewrite::Pass kPasses[] = {
      transforms::kMaintainerToLabel,
      transforms::kEnvKeyValue,
      {"library", "a shared library is gone", Risk::kSafe, library},
      {"certificates", "certificates are gone", Risk::kSafe, certificates},
      {"time-zones", "time zones are gone", Risk::kSafe, time_zones},
      {"left-behind", "a file that is read at run time is gone", Risk::kSafe, left_behind},
      {"owner", "a data directory is another user's", Risk::kSafe, owner},
      {"command", "the command is not found", Risk::kSafe, command},
      {"directory", "it starts in another directory", Risk::kSafe, workdir},
      {"environment", "a variable is gone", Risk::kSafe, environment},
      {"signal", "SIGTERM is not handled", Risk::kSafe, signals},
      {"recommended", "a recommended package is gone", Risk::kSafe, recommended},
      {"libc", "the base has another C library", Risk::kSafe, libc},
      {"mode", "a script cannot be run", Risk::kSafe, mode},
  };
  return kPasses;
}

}  // namespace
}  // namespace dockhone

int main(int argc, char** argv) { return dockhone::app::run(argc, argv, dockhone::pipeline()); }
