// Syntax trees as JSON. All spans are [first byte, one past the last] of the Dockerfile.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "dockhone/report/json_writer.h"
#include "dockhone/shell/ast.h"
#include "dockhone/syntax/document.h"

namespace dockhone::app {

// From a script's own offsets to the Dockerfile's.
struct SourceMap {
  const MappedText& logical;
  std::uint32_t begin = 0;  // where the script starts in the logical text

  Span source(Span span) const { return logical.source(Span{span.begin + begin, span.end + begin}); }
  std::string_view text(Span span) const {
    return Span{span.begin + begin, span.end + begin}.in(logical.text);
  }
};

void add_span(report::JsonWriter& json, Span span);
void add_span(report::JsonWriter& json, std::string_view key, Span span);
// Keys of the instruction, into an object that is open.
void add_instruction(report::JsonWriter& json, const syntax::Instruction& instruction,
                     const syntax::Document& document);
void add_list(report::JsonWriter& json, const shell::List& list, const SourceMap& map);
std::string_view dialect_name(shell::Dialect dialect);

}  // namespace dockhone::app
