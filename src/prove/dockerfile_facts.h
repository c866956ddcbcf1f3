// What the text of a Dockerfile says that two images are compared by.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace dockhone::prove {

// The environment that the file itself sets.
std::set<std::string, std::less<>> variables_of(const std::string& text);
// What the last stage, or the oldest of those that it is built on, starts from; the text of FROM.
std::string base_of(const std::string& text);
// What the last stage copies to where it was.
std::vector<std::string> artifacts_of(const std::string& text);

}  // namespace dockhone::prove
