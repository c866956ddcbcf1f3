#include <csignal>
#include <variant>

#include "dockhone/app/app.h"
#include "inspect.h"
#include "optimize.h"
#include "options.h"
#include "prove.h"
#include "terminal.h"

namespace dockhone::app {

int run(int argc, char** argv, rewrite::Pipeline pipeline) {
  // A full disk or a reader that went away is an error of a write, not the end of the process with half a
  // file.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  auto parsed = parse_options(argc, argv, pipeline);
  if (const auto* finished = std::get_if<Finished>(&parsed)) {
    Terminal terminal(Color::kAuto);
    terminal.out(finished->out);
    terminal.err(finished->err);
    return finished->status;
  }
  const auto& options = std::get<Options>(parsed);
  Terminal terminal(options.color);
  switch (options.command) {
    case Command::kOptimize:
      return optimize(options, pipeline, terminal);
    case Command::kProve:
      return prove(options, pipeline, terminal);
    case Command::kPasses:
      return list_passes(pipeline, terminal);
    case Command::kExplain:
      return explain(options.subject, pipeline, terminal);
    case Command::kCatalogShow:
      return show_catalog(options.subject, terminal);
    case Command::kParse:
      return parse_json(options, terminal);
  }
  return 2;
}

}  // namespace dockhone::app
