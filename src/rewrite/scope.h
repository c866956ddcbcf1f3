// Comments in a Dockerfile that switch passes off:
//   # dockhone: off            until
//   # dockhone: on
//   # dockhone: skip=a,b why   for the instruction right below its comment block
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dockhone/syntax/document.h"

namespace dockhone::rewrite {

// True when some comment switches a pass off; most Dockerfiles have none.
bool has_orders(const syntax::Document& document);
// Comments that are meant for dockhone and say nothing that it knows: their place, and what is wrong with
// them.
std::vector<std::pair<Span, std::string>> mistakes(const syntax::Document& document,
                                                   const std::vector<std::string_view>& passes);
// One flag per instruction: true where `pass` must not touch it.
std::vector<bool> switched_off(const syntax::Document& document, std::string_view pass);

}  // namespace dockhone::rewrite
