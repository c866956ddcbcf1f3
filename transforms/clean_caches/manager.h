// Whether the program that made a cache can be called once more, at the end of the script.
#pragma once

#include <optional>

#include "cleaner.h"
#include "tail.h"

namespace dockhone::transforms::clean_caches {

// Why it may be gone, be another one, or do more than clean.
std::optional<NoTail> manager_gone(const model::RunScript& script, const Cleaner& cleaner,
                                   const model::Call& maker, std::string_view command);

}  // namespace dockhone::transforms::clean_caches
