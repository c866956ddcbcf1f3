#include "dockhone/base/arena.h"

#include <algorithm>
#include <utility>

namespace dockhone {

namespace {

constexpr std::size_t kBlock = 4096;
constexpr std::size_t kLargestBlock = 1u << 18;
// Trees come and go by the thousand: a thread keeps some blocks for the next one.
constexpr std::size_t kKept = 32;

using Bytes = std::unique_ptr<std::byte[]>;

std::vector<Bytes>& kept_blocks() {
  thread_local std::vector<Bytes> blocks;
  return blocks;
}

Bytes take_block(std::size_t size) {
  std::vector<Bytes>& kept = kept_blocks();
  if (size != kBlock || kept.empty()) return std::make_unique_for_overwrite<std::byte[]>(size);
  Bytes block = std::move(kept.back());
  kept.pop_back();
  return block;
}

}  // namespace

Arena::~Arena() {
  if (blocks_.empty()) return;
  std::vector<Bytes>& kept = kept_blocks();
  for (Block& block : blocks_) {
    if (block.size == kBlock && kept.size() < kKept) kept.push_back(std::move(block.bytes));
  }
}

void Arena::swap(Arena& other) noexcept {
  std::swap(blocks_, other.blocks_);
  std::swap(next_, other.next_);
  std::swap(left_, other.left_);
}

void* Arena::allocate_in_new_block(std::size_t size, std::size_t alignment) {
  // Small trees take kept blocks; large ones grow by doubling.
  std::size_t grown = blocks_.size() < 4 ? kBlock : std::min(blocks_.back().size * 2, kLargestBlock);
  std::size_t bytes = std::max(grown, size + alignment);
  blocks_.push_back({take_block(bytes), bytes});
  next_ = blocks_.back().bytes.get();
  left_ = bytes;
  return allocate(size, alignment);
}

}  // namespace dockhone
