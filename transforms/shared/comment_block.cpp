#include "comment_block.h"

namespace dockhone::transforms {

std::uint32_t block_begin(const syntax::Document& document, const syntax::Instruction& instruction) {
  if (instruction.comments.empty()) return instruction.lines.begin;
  std::uint32_t line = document.lines().position(instruction.comments.front().begin).line;
  return document.lines().line(line, document.text()).begin;
}

}  // namespace dockhone::transforms
