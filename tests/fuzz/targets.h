// Functions that take any bytes and assert properties. The fuzzers and the replay of past crashes share them.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace dockhone::fuzz {

struct Target {
  std::string_view name;
  // Ends the program where a property does not hold.
  void (*run)(std::string_view input);
};

std::span<const Target> targets();

// Says what does not hold, and ends the program, when `broken` says something.
void require(std::string_view property, const std::string& broken);

void document(std::string_view input);   // round trip, spans of the tree
void script(std::string_view input);     // shell trees in each dialect, and the way back to the Dockerfile
void pipeline(std::string_view input);   // output parses, second run changes nothing, nothing is lost
void edits(std::string_view input);      // an edit list does what a naive applier does
void reference(std::string_view input);  // the parts of an image reference make it up again
void config(std::string_view input);     // .dockhone.yaml: an answer for any bytes

}  // namespace dockhone::fuzz
