// What a person may want to know about an official image beside its tags: a constant table, generated at
// build time from transforms/knowledge/details (the images' own Dockerfiles, dated there). No decision rests
// on it.
#pragma once

#include <span>
#include <string_view>

namespace dockhone::image {

struct Fact {
  std::string_view about;  // "ports"
  std::string_view what;   // "5432"
};

struct Details {
  std::string_view name;
  std::span<const Fact> facts;
  std::string_view successor;  // of an image that gets no fixes any more; "" otherwise
};

// By short official name. Null: nothing is known.
const Details* find_details(std::string_view official_name);

// Defined by the generated table; ascending by name.
std::span<const Details> known_details();

}  // namespace dockhone::image
