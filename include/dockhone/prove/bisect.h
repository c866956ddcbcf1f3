// Which changes make an image fail: delta debugging (Zeller, "Simplifying and Isolating Failure-Inducing
// Input").
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace dockhone::prove {

// Whether applying these changes and no others gives an image that does not hold. Asked of the same ones only
// once.
using Fails = std::function<bool(const std::vector<std::string>& applied)>;

// A part of `ids`, which fail together, that fails too, and of which none can be left out. In their order.
std::vector<std::string> smallest_failing(std::vector<std::string> ids, const Fails& fails);

}  // namespace dockhone::prove
