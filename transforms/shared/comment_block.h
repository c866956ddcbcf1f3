// The comments that stand right above an instruction and belong to it.
#pragma once

#include <cstdint>

#include "dockhone/syntax/document.h"

namespace dockhone::transforms {

// First byte of what belongs to the instruction and moves with it: its comment block, or its own line.
std::uint32_t block_begin(const syntax::Document& document, const syntax::Instruction& instruction);

}  // namespace dockhone::transforms
