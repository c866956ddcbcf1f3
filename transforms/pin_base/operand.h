// Where and how a Dockerfile spells an image reference.
#pragma once

#include <optional>
#include <string_view>

#include "dockhone/rewrite/pass.h"
#include "dockhone/syntax/document.h"

namespace dockhone::transforms::pin_base {

struct Written {
  Span span;
  std::string_view text;
};

// The source bytes of a reference, without quotes around it; nullopt where it is not spelled in one plain
// piece.
std::optional<Written> plain(Span span, std::string_view source);

// Where a flag names its image: all of --from, the field from= of --mount.
std::optional<Written> operand_of(const syntax::Flag& flag, std::string_view text);

// The one ARG that sets a variable, where nothing but FROM instructions with this very operand uses it.
// A default that feeds two images cannot be pinned: no tag is right for both.
struct Default {
  std::size_t instruction = 0;
  const syntax::KeyValue* pair = nullptr;
};

std::optional<Default> only_for(std::string_view variable, std::string_view operand,
                                const syntax::Document& document, const rewrite::Proposal& proposal);

// A name of which a part is unknown: whether it may be untagged or latest. A literal tag behind the last
// variable says that it is not, and so does anything that follows a variable in the tag.
bool may_be_latest(std::string_view word, char escape);

}  // namespace dockhone::transforms::pin_base
