#include "keywords.h"

#include <algorithm>
#include <array>

namespace dockhone::shell {

namespace {

struct Entry {
  std::string_view word;
  Keyword keyword;
  bool dash;
  bool ash;
};

// Every entry is reserved in bash.
constexpr std::array kEntries{
    Entry{"!", Keyword::kBang, true, true},          Entry{"{", Keyword::kOpenBrace, true, true},
    Entry{"}", Keyword::kCloseBrace, true, true},    Entry{"if", Keyword::kIf, true, true},
    Entry{"in", Keyword::kIn, true, true},           Entry{"do", Keyword::kDo, true, true},
    Entry{"fi", Keyword::kFi, true, true},           Entry{"[[", Keyword::kTest, false, false},
    Entry{"]]", Keyword::kEndTest, false, false},    Entry{"for", Keyword::kFor, true, true},
    Entry{"then", Keyword::kThen, true, true},       Entry{"else", Keyword::kElse, true, true},
    Entry{"elif", Keyword::kElif, true, true},       Entry{"done", Keyword::kDone, true, true},
    Entry{"case", Keyword::kCase, true, true},       Entry{"esac", Keyword::kEsac, true, true},
    Entry{"time", Keyword::kTime, false, false},     Entry{"while", Keyword::kWhile, true, true},
    Entry{"until", Keyword::kUntil, true, true},     Entry{"select", Keyword::kSelect, false, false},
    Entry{"coproc", Keyword::kCoproc, false, false}, Entry{"function", Keyword::kFunction, false, true},
};

static_assert(std::all_of(kEntries.begin(), kEntries.end(), [](const Entry& entry) {
  return kBeginsKeyword[static_cast<unsigned char>(entry.word[0])];
}));

constexpr std::array<std::string_view, 16> kSpecialBuiltins{
    ".",     ":",        "break",  "continue", "eval",  "exec",  "exit", "export",
    "local", "readonly", "return", "set",      "shift", "times", "trap", "unset"};

constexpr std::array<std::string_view, 8> kArrayBuiltins{"alias", "declare", "eval",     "export",
                                                         "let",   "local",   "readonly", "typeset"};

constexpr std::array<std::string_view, 14> kBinaryTests{"=",   "==",  "!=",  "=~",  "<",   ">",   "-eq",
                                                        "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot"};

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

Keyword keyword(std::string_view word, Dialect dialect) {
  for (const Entry& entry : kEntries) {
    if (entry.word.size() < word.size()) continue;
    if (entry.word.size() > word.size()) break;
    if (entry.word[0] != word[0] || entry.word != word) continue;
    const bool known = dialect == Dialect::kBash || (dialect == Dialect::kAsh ? entry.ash : entry.dash);
    return known ? entry.keyword : Keyword::kNone;
  }
  return Keyword::kNone;
}

bool names_special_builtin(std::string_view word, Dialect dialect) {
  return holds(kSpecialBuiltins, word) || (dialect == Dialect::kAsh && word == "source");
}

bool takes_arrays(std::string_view word) { return holds(kArrayBuiltins, word); }

bool is_unary_test(std::string_view word) {
  constexpr std::string_view kLetters = "abcdefghknoprstuvwxzGLNORS";
  return word.size() == 2 && word[0] == '-' && kLetters.find(word[1]) != kLetters.npos;
}

bool is_binary_test(std::string_view word) { return holds(kBinaryTests, word) || word == "-ef"; }

}  // namespace dockhone::shell
