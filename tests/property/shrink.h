// Finds a small text that still fails.
#pragma once

#include <functional>
#include <string>

namespace dockhone::property {

// Takes away lines, then words, then bytes, as long as `fails` holds. It must hold of `text`.
std::string shrink(std::string text, const std::function<bool(const std::string&)>& fails);

}  // namespace dockhone::property
