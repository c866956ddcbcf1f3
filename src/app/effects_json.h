// Effects as JSON: what `parse --json` says of an instruction beside its tree.
#pragma once

#include "dockhone/model/effects.h"
#include "dockhone/report/json_writer.h"
#include "tree_json.h"

namespace dockhone::app {

// One object; `map` leads from the script that the effects were computed from to the Dockerfile.
void add_effects(report::JsonWriter& json, const model::Effects& effects, const SourceMap& map);

}  // namespace dockhone::app
