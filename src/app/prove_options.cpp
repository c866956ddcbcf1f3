#include "prove_options.h"

#include "option_tools.h"

namespace dockhone::app {

namespace {

constexpr const char* kProveFooter = R"(Exit status:
  0  proven; what had to be dropped is named
  2  usage, configuration, I/O, no builder
  3  not proven                 4  the Dockerfile does not parse
  75 interrupted, or a registry cannot be asked for now
RUN instructions are run by the builder with its rights, and may use the network, as in every build. What is
started afterwards has no network, unless --network says so. Images, containers and directories that prove makes
are removed again; those of a run that was killed, by the next.)";

}  // namespace

void add_prove_options(CLI::App& cmd, Options& options, std::string& format) {
  cmd.allow_extras();
  cmd.footer(kProveFooter);
  cmd.add_option("FILE", options.paths, "A Dockerfile (default: Dockerfile)")->expected(0, 1)->type_name("");
  ProveOptions& own = options.prove;
  cmd.add_option("--against", own.against,
                 "Another rewrite of the file to be proven instead of dockhone's own")
      ->type_name("FILE");
  cmd.add_option("-o,--output", options.output, "Write the Dockerfile that was proven to this file")
      ->type_name("FILE");
  cmd.add_option("--builder", own.builder, "auto (default), docker, podman or buildah")->type_name("BUILDER");
  list(cmd, "--smoke", own.smoke, "Run this command in both images; its status and output have to agree")
      ->type_name("COMMAND");
  cmd.add_option("--port", own.port, "Ask both by HTTP on this port of the container")->type_name("N");
  cmd.add_option("--path", own.path, "for this path (default: /)")->type_name("PATH");
  cmd.add_option("--expect", own.expect, "The answer has to hold this text (default: be equal)")
      ->type_name("TEXT");
  list(cmd, "--secret", own.secrets, "As to the builder's --secret")->type_name("SECRET");
  cmd.add_option("--touch", own.touch,
                 "Measure builds without cache, and after a change of this file of the context (in a copy)")
      ->type_name("FILE");
  cmd.add_flag("--network", own.network, "What runs may use the network of this machine");
  cmd.add_option("--build-time", own.build_seconds, "Limit of a build (default: 1800)")->type_name("SECONDS");
  cmd.add_option("--run-time", own.run_seconds, "Limit of what runs (default: 30)")->type_name("SECONDS");
  cmd.add_option("--memory", own.memory, "Limit of what runs (default: 2g)")->type_name("SIZE");
  cmd.add_option("--logs", own.logs, "Keep the builder's logs in this directory")->type_name("DIR");
  cmd.add_option("--evidence", own.evidence, "Write what was found to this file, as JSON")->type_name("FILE");
  cmd.add_option("--recheck", own.recheck, "Prove again what such a file says")->type_name("FILE");
  cmd.add_option("--format", format, "text (default), json or markdown")->type_name("FORMAT");
  cmd.add_flag("-q,--quiet", options.quiet, "Print the report alone");
  cmd.add_flag("-v,--verbose", options.verbose, "Show what the builder says");
}

void check_prove_options(const Options& options) {
  const ProveOptions& o = options.prove;
  constexpr std::string_view kBuilders[] = {"auto", "docker", "podman", "buildah"};
  if (!contains(kBuilders, o.builder)) {
    std::string near = did_you_mean(o.builder, kBuilders);
    refuse("unknown --builder '" + o.builder + "'", near.empty() ? joined(kBuilders) : near);
  }
  if (options.paths[0] == "-") refuse("prove needs a file, for its directory is what is built");
  if (o.port < 0 || o.port > 65535) refuse("--port: " + std::to_string(o.port) + " is no port");
  if (o.port == 0 && !o.expect.empty()) refuse("--expect without --port", "nobody is asked");
  if (!o.path.starts_with('/')) refuse("--path: '" + o.path + "' does not begin with a slash");
  if (o.build_seconds <= 0 || o.run_seconds <= 0) refuse("--build-time and --run-time are seconds, above 0");
  if (!o.recheck.empty() && !o.against.empty())
    refuse("--recheck with --against", "the evidence names both Dockerfiles");
}

}  // namespace dockhone::app
