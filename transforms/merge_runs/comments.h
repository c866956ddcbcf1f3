// Where the comments of merged RUNs go.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dockhone/rewrite/edit.h"
#include "layout.h"

namespace dockhone::transforms {

struct MovedComments {
  Comments before;                      // by piece
  std::optional<rewrite::Edit> pragma;  // the united `# hadolint ignore=` line above the merged RUN
};

// True when no other instruction stands between two RUNs.
bool adjacent(const std::vector<std::size_t>& chain, std::size_t index);
MovedComments move_comments(const syntax::Document& document, const std::vector<std::size_t>& chain,
                            const std::vector<const Part*>& parts);
// A comment for dockhone stands above the RUN or between it and the RUN before it.
bool has_own_comment(const syntax::Document& document, std::size_t before, std::size_t next);

}  // namespace dockhone::transforms
