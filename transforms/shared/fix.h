// What passes share that mend the calls of a script one by one.
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dockhone::transforms {

struct Decline {
  std::string_view reason;  // a short key, for counting
  std::string why;
};
using Verdict = std::optional<Decline>;  // nullopt: done, or nothing to do

inline Decline broken_word() { return {"broken-word", "a continuation stands inside a word of it"}; }

template <class T>
void append(std::vector<T>& list, std::vector<T> more) {
  list.insert(list.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// Sentences of several calls, each said once.
inline void add_once(std::vector<std::string>& list, std::vector<std::string> more) {
  for (std::string& item : more) {
    if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(std::move(item));
  }
}

inline std::string joined(const std::vector<std::string>& list, std::string_view between) {
  std::string out;
  for (const std::string& item : list) {
    if (!out.empty()) out += between;
    out += item;
  }
  return out;
}

}  // namespace dockhone::transforms
