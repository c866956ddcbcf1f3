#include "dockhone/base/arena.h"

#include <algorithm>
#include <cstdint>

namespace dockhone {

void* Arena::allocate(std::size_t size, std::size_t alignment) {
  auto misaligned = reinterpret_cast<std::uintptr_t>(next_) % alignment;
  std::size_t padding = misaligned == 0 ? 0 : alignment - misaligned;
  if (next_ == nullptr || padding + size > left_) {
    constexpr std::size_t kLargestBlock = 1u << 18;
    std::size_t bytes = std::max(block_size_, size + alignment);
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(bytes));
    next_ = blocks_.back().get();
    left_ = bytes;
    block_size_ = std::min(block_size_ * 2, kLargestBlock);
    misaligned = reinterpret_cast<std::uintptr_t>(next_) % alignment;
    padding = misaligned == 0 ? 0 : alignment - misaligned;
  }
  std::byte* result = next_ + padding;
  next_ = result + size;
  left_ -= padding + size;
  return result;
}

}  // namespace dockhone
