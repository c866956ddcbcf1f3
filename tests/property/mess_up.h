// Ways to write the same Dockerfile differently.
#pragma once

#include <string>
#include <string_view>

#include "dockhone/syntax/document.h"
#include "random.h"

namespace dockhone::property {

struct MessUp {
  std::string_view name;
  std::string (*apply)(const syntax::Document& document, Random& random);
  std::string_view reasons;  // of decline that depend on what it does, with blanks around each
};

// Keywords, AS and the keyword behind ONBUILD in any case.
std::string recase(const syntax::Document& document, Random& random);
// Scripts of RUN broken into more lines, between words and before operators.
std::string wrap(const syntax::Document& document, Random& random);
// Continuations of RUN scripts taken away.
std::string unwrap(const syntax::Document& document, Random& random);
// Comment lines and blank lines between instructions.
std::string comment_between(const syntax::Document& document, Random& random);
// Comment lines between continuation lines.
std::string comment_inside(const syntax::Document& document, Random& random);
// The other kind of line end. Files with here-documents stay as they are: the line ends are part of the
// content.
std::string other_newline(const syntax::Document& document, Random& random);

inline constexpr MessUp kMessUps[] = {
    {"recase", recase, ""},
    {"wrap", wrap, " swallowed too-long broken-word "},
    {"unwrap", unwrap, " swallowed too-long broken-word "},
    {"comment-between", comment_between, " commented "},
    {"comment-inside", comment_inside, " commented comment-inside not-exact odd-spelling "},
    {"other-newline", other_newline, ""}};

// What a Dockerfile says, without how it is written: keywords in upper case, blanks as one, no comments.
// Texts that build the same image have the same meaning; the opposite does not hold.
std::string meaning(const syntax::Document& document);
std::string meaning(const syntax::Instruction& instruction);

}  // namespace dockhone::property
