// The one place that starts threads.
#pragma once

#include <cstddef>
#include <functional>

namespace dockhone {

// Calls work(i) for every i < count on up to `jobs` threads (0: one per core); returns when all are done.
// Each index is taken once, in ascending order; work must not throw.
void parallel_each(std::size_t count, unsigned jobs, const std::function<void(std::size_t)>& work);

}  // namespace dockhone
