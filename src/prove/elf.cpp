// ELF files (https://refspecs.linuxfoundation.org/elf/): the dynamic section. Offsets come from the file and
// are checked one by one.
#include <cstring>
#include <optional>

#include "dockhone/prove/image.h"

namespace dockhone::prove {

namespace {

constexpr std::uint32_t kLoad = 1, kDynamic = 2, kInterp = 3;
constexpr std::uint64_t kNeeded = 1, kStrtab = 5, kSoname = 14, kRpath = 15, kRunpath = 29;
constexpr std::size_t kMostSegments = 512, kMostEntries = 4096;

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes), wide_(bytes[4] == 2), big_(bytes[5] == 2) {}

  Elf read() {
    std::uint64_t table = wide_ ? number(0x20, 8) : number(0x1c, 4);
    std::uint64_t size = number(wide_ ? 0x36 : 0x2a, 2);
    std::uint64_t count = number(wide_ ? 0x38 : 0x2c, 2);
    out_.machine = std::string(wide_ ? "64" : "32") + '/' + std::to_string(number(0x12, 2));
    for (std::uint64_t i = 0; i < count && i < kMostSegments; ++i) segment(table + i * size);
    if (dynamic_) dynamic();
    return std::move(out_);
  }

 private:
  struct Segment {
    std::uint64_t offset, address, size;
  };

  // 0 outside of the file.
  std::uint64_t number(std::uint64_t at, std::size_t width) const {
    if (at > bytes_.size() || bytes_.size() - at < width) return 0;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i) {
      auto byte = static_cast<unsigned char>(bytes_[at + (big_ ? i : width - 1 - i)]);
      value = value << 8 | byte;
    }
    return value;
  }

  std::string text(std::uint64_t at) const {
    if (at >= bytes_.size()) return {};
    std::string_view rest = bytes_.substr(at);
    return std::string(rest.substr(0, std::min(rest.find('\0'), rest.size())));
  }

  void segment(std::uint64_t at) {
    std::uint64_t type = number(at, 4);
    Segment found{wide_ ? number(at + 8, 8) : number(at + 4, 4),
                  wide_ ? number(at + 16, 8) : number(at + 8, 4),
                  wide_ ? number(at + 32, 8) : number(at + 16, 4)};
    if (type == kLoad) loads_.push_back(found);
    if (type == kDynamic) dynamic_ = found;
    if (type == kInterp) out_.interpreter = text(found.offset);
  }

  std::uint64_t offset_of(std::uint64_t address) const {
    for (const Segment& each : loads_) {
      if (address >= each.address && address - each.address < each.size)
        return address - each.address + each.offset;
    }
    return bytes_.size();
  }

  void dynamic() {
    std::size_t width = wide_ ? 8 : 4;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> entries;
    std::uint64_t strings = bytes_.size();
    for (std::size_t i = 0; i < kMostEntries && i * 2 * width < dynamic_->size; ++i) {
      std::uint64_t at = dynamic_->offset + i * 2 * width;
      std::uint64_t tag = number(at, width);
      if (tag == 0) break;
      entries.emplace_back(tag, number(at + width, width));
      if (tag == kStrtab) strings = offset_of(entries.back().second);
    }
    std::string rpath;
    std::string runpath;
    for (const auto& [tag, value] : entries) {
      if (tag == kNeeded) out_.needed.push_back(text(strings + value));
      if (tag == kSoname) out_.soname = text(strings + value);
      if (tag == kRpath) rpath = text(strings + value);
      if (tag == kRunpath) runpath = text(strings + value);
    }
    std::string_view rest = runpath.empty() ? rpath : runpath;
    while (!rest.empty()) {
      std::string_view one = rest.substr(0, rest.find(':'));
      rest.remove_prefix(std::min(one.size() + 1, rest.size()));
      if (!one.empty()) out_.search.emplace_back(one);
    }
  }

  std::string_view bytes_;
  bool wide_;
  bool big_;
  std::vector<Segment> loads_;
  std::optional<Segment> dynamic_;
  Elf out_;
};

}  // namespace

Elf read_elf(std::string_view bytes) {
  constexpr std::size_t kHeader = 64;
  if (bytes.size() < kHeader || !bytes.starts_with("\177ELF")) return {};
  return Reader(bytes).read();
}

}  // namespace dockhone::prove
