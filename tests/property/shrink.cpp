#include "shrink.h"

#include <string_view>
#include <vector>

namespace dockhone::property {

namespace {

constexpr int kMostAttempts = 6000;

using Pieces = std::vector<std::string>;

std::string joined(const Pieces& pieces) {
  std::string out;
  for (const std::string& piece : pieces) out += piece;
  return out;
}

// Pieces that end behind each byte of `ends`; every byte alone where it is empty.
Pieces cut(std::string_view text, std::string_view ends) {
  Pieces pieces(1);
  for (char c : text) {
    pieces.back() += c;
    if (ends.empty() || ends.find(c) != std::string_view::npos) pieces.emplace_back();
  }
  return pieces;
}

class Shrinker {
 public:
  Shrinker(std::string text, const std::function<bool(const std::string&)>& fails)
      : best_(std::move(text)), fails_(fails) {}

  std::string run() {
    for (std::size_t before = best_.size() + 1; best_.size() < before;) {
      before = best_.size();
      for (std::string_view ends : {"\n", " \n", ""}) take_away(ends);
    }
    return best_;
  }

 private:
  // Halves, quarters ... single pieces.
  void take_away(std::string_view ends) {
    Pieces pieces = cut(best_, ends);
    for (std::size_t size = pieces.size() / 2; size > 0; size /= 2) {
      for (std::size_t at = 0; at < pieces.size();) {
        Pieces fewer(pieces.begin(), pieces.begin() + static_cast<std::ptrdiff_t>(at));
        std::size_t rest = std::min(at + size, pieces.size());
        fewer.insert(fewer.end(), pieces.begin() + static_cast<std::ptrdiff_t>(rest), pieces.end());
        std::string text = joined(fewer);
        if (++attempts_ < kMostAttempts && text.size() < best_.size() && fails_(text)) {
          best_ = text;
          pieces = std::move(fewer);
        } else {
          at += size;
        }
      }
    }
  }

  std::string best_;
  const std::function<bool(const std::string&)>& fails_;
  int attempts_ = 0;
};

}  // namespace

std::string shrink(std::string text, const std::function<bool(const std::string&)>& fails) {
  return Shrinker(std::move(text), fails).run();
}

}  // namespace dockhone::property
