// A bump allocator for syntax trees: nodes are trivially destructible, live as long as the arena,
// and are reached through std::span and std::string_view.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace dockhone {

class Arena {
 public:
  Arena() = default;
  Arena(Arena&& other) noexcept { swap(other); }
  Arena& operator=(Arena&& other) noexcept {
    swap(other);
    return *this;
  }
  ~Arena();

  template <class T, class... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  template <class T>
  std::span<const T> copy(const T* data, std::size_t count) {
    return edit(data, count);
  }

  // A copy to be changed in place before others see it.
  template <class T>
  std::span<T> edit(const T* data, std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (count == 0) return {};
    void* target = allocate(sizeof(T) * count, alignof(T));
    std::memcpy(target, static_cast<const void*>(data), sizeof(T) * count);
    return {static_cast<T*>(target), count};
  }

  template <class T>
  std::span<const T> copy(const std::vector<T>& values) {
    return copy(values.data(), values.size());
  }

  std::string_view copy(std::string_view text) {
    auto bytes = copy(text.data(), text.size());
    return {bytes.data(), bytes.size()};
  }

 private:
  void* allocate(std::size_t size, std::size_t alignment) {
    std::size_t padding = -reinterpret_cast<std::uintptr_t>(next_) & (alignment - 1);
    if (padding + size > left_) return allocate_in_new_block(size, alignment);
    std::byte* result = next_ + padding;
    next_ = result + size;
    left_ -= padding + size;
    return result;
  }
  void* allocate_in_new_block(std::size_t size, std::size_t alignment);

  void swap(Arena& other) noexcept;

  struct Block {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size = 0;
  };

  std::vector<Block> blocks_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace dockhone
