// The indentation of continuation lines.
#pragma once

#include <vector>

#include "dockhone/model/build.h"
#include "dockhone/rewrite/edit.h"

namespace dockhone::transforms::layout {

struct Indentation {
  std::vector<rewrite::Edit> edits;
  bool refused = false;  // its script is not understood, so that no blank is known to be free
};

// Edits that give the least indented continuation line of an instruction `width` blanks, and move the others
// with it. Blanks in words, quoted strings, here-documents and shell comments stay.
Indentation indent(const model::BuildModel& model, std::size_t instruction, std::size_t width);

}  // namespace dockhone::transforms::layout
