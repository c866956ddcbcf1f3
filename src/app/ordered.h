// Results of parallel work, handed on in the order of their indices.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <utility>

namespace dockhone::app {

// Holds at most `window` results that wait for a slower one; then the faster threads wait too, so that memory
// does not grow with the number of files. Indices have to be started in ascending order (parallel_each does):
// the thread with the smallest unfinished index never waits.
template <class Result>
class Ordered {
 public:
  Ordered(std::size_t window, std::function<void(Result)> sink) : window_(window), sink_(std::move(sink)) {}

  void put(std::size_t index, Result result) {
    std::unique_lock lock(mutex_);
    advanced_.wait(lock, [&] { return index < next_ + window_; });
    waiting_.emplace(index, std::move(result));
    for (auto at = waiting_.begin(); at != waiting_.end() && at->first == next_; at = waiting_.begin()) {
      sink_(std::move(at->second));
      waiting_.erase(at);
      ++next_;
    }
    advanced_.notify_all();
  }

 private:
  std::size_t window_;
  std::function<void(Result)> sink_;
  std::mutex mutex_;
  std::condition_variable advanced_;
  std::map<std::size_t, Result> waiting_;
  std::size_t next_ = 0;
};

}  // namespace dockhone::app
