// Edits of single words of a RUN's script, as bytes of the Dockerfile.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dockhone/model/build.h"
#include "dockhone/rewrite/edit.h"

namespace dockhone::transforms {

class WordEdits {
 public:
  WordEdits(const syntax::Document& document, const syntax::Instruction& run)
      : document_(document), run_(run), text_(document.text()) {}

  // The source bytes of a piece of the script; nullopt where a line end or a comment of the Dockerfile stands
  // in it.
  std::optional<Span> source(Span in_script) const;
  // ` text` behind a word. nullopt: a continuation stands inside the word.
  std::optional<rewrite::Edit> behind(Span word, std::string_view text) const;
  // Behind the last word of a list, in the way that the list is laid out: beside it, or on a line of its own.
  std::optional<rewrite::Edit> append(Span last, std::string_view text) const;
  std::optional<rewrite::Edit> replace(Span word, std::string_view text) const;
  // Takes words out that other words follow or precede, with the blanks beside them; a line that held nothing
  // else goes too. `words` are neighbours.
  std::optional<rewrite::Edit> remove(Span words) const;

 private:
  const syntax::Document& document_;
  const syntax::Instruction& run_;
  std::string_view text_;
};

}  // namespace dockhone::transforms
