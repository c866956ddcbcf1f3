// Scratch for nodes that are still being collected: a stack that lives with the parser, so that building
// a list allocates only where a script is large. What is complete moves into the arena.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <type_traits>

#include "dockhone/base/arena.h"

namespace dockhone::shell {

template <class T, std::size_t kInline>
class Stack {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  Stack() : data_(reinterpret_cast<T*>(inline_)) {}
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;

  std::size_t size() const { return size_; }
  T& operator[](std::size_t index) { return data_[index]; }
  T& back() { return data_[size_ - 1]; }
  std::span<const T> from(std::size_t mark) const { return {data_ + mark, size_ - mark}; }

  void push(const T& value) {
    if (size_ == capacity_) grow();
    new (data_ + size_) T(value);
    ++size_;
  }

  void drop(std::size_t mark) { size_ = mark; }

  // Removes the elements [from, to) so that those behind them move down.
  void erase(std::size_t from, std::size_t to) {
    std::memmove(static_cast<void*>(data_ + from), static_cast<const void*>(data_ + to),
                 (size_ - to) * sizeof(T));
    size_ -= to - from;
  }

  // Moves everything above `mark` into the arena.
  std::span<const T> take(Arena& arena, std::size_t mark) {
    std::span<const T> result = arena.copy(data_ + mark, size_ - mark);
    size_ = mark;
    return result;
  }

 private:
  void grow() {
    auto larger = std::make_unique_for_overwrite<std::byte[]>(2 * capacity_ * sizeof(T));
    std::memcpy(larger.get(), static_cast<const void*>(data_), size_ * sizeof(T));
    heap_ = std::move(larger);
    data_ = reinterpret_cast<T*>(heap_.get());
    capacity_ *= 2;
  }

  alignas(T) std::byte inline_[kInline * sizeof(T)];
  std::unique_ptr<std::byte[]> heap_;
  T* data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = kInline;
};

}  // namespace dockhone::shell
