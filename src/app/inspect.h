// Commands that answer questions: passes, explain, catalog show, parse.
#pragma once

#include <span>
#include <string_view>

#include "dockhone/rewrite/pipeline.h"
#include "options.h"
#include "terminal.h"

namespace dockhone::app {

int list_passes(rewrite::Pipeline pipeline, Terminal& terminal);
int explain(const std::string& name, rewrite::Pipeline pipeline, Terminal& terminal);
int show_catalog(const std::string& name, Terminal& terminal);
int parse_json(const Options& options, Terminal& terminal);

// docs/passes/*.md, embedded when the program was built.
struct Page {
  std::string_view name;
  std::string_view text;
};
std::span<const Page> pages();

}  // namespace dockhone::app
