#include "dockhone/diff/unified.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <vector>

#include "myers.h"

namespace dockhone::diff {

namespace {

// With more lines than this between first and last difference, everything between counts as changed.
constexpr std::size_t kMaxLines = 400'000;

std::uint64_t word_at(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

std::size_t common_prefix(std::string_view a, std::string_view b) {
  static_assert(std::endian::native == std::endian::little);
  std::size_t size = std::min(a.size(), b.size());
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8) {
    std::uint64_t differ = word_at(a.data() + i) ^ word_at(b.data() + i);
    if (differ != 0) return i + static_cast<std::size_t>(std::countr_zero(differ)) / 8;
  }
  while (i < size && a[i] == b[i]) ++i;
  return i;
}

std::size_t common_suffix(std::string_view a, std::string_view b, std::size_t limit) {
  std::size_t i = 0;
  for (; i + 8 <= limit; i += 8) {
    std::uint64_t differ = word_at(a.data() + a.size() - i - 8) ^ word_at(b.data() + b.size() - i - 8);
    if (differ != 0) return i + static_cast<std::size_t>(std::countl_zero(differ)) / 8;
  }
  while (i < limit && a[a.size() - 1 - i] == b[b.size() - 1 - i]) ++i;
  return i;
}

// Start of the line `count` lines above the one that starts at `at`; `count` becomes how many there were.
std::size_t lines_up(std::string_view text, std::size_t at, std::uint32_t& count) {
  std::uint32_t found = 0;
  while (found < count && at > 0) {
    at = at < 2 ? 0 : text.rfind('\n', at - 2) + 1;  // npos + 1 == 0
    ++found;
  }
  count = found;
  return at;
}

std::size_t lines_down(std::string_view text, std::size_t at, std::uint32_t& count) {
  std::uint32_t found = 0;
  while (found < count && at < text.size()) {
    std::size_t end = text.find('\n', at);
    at = end == std::string_view::npos ? text.size() : end + 1;
    ++found;
  }
  count = found;
  return at;
}

std::size_t count_lines(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) +
         (text.empty() || text.back() == '\n' ? 0 : 1);
}

// Appends where the lines of text[from, to) start; the last entry is `to`.
void add_starts(std::string_view text, std::size_t from, std::size_t to, std::vector<std::uint32_t>& starts) {
  while (from < to) {
    starts.push_back(static_cast<std::uint32_t>(from));
    const void* end = std::memchr(text.data() + from, '\n', to - from);
    from = end == nullptr ? to : static_cast<std::size_t>(static_cast<const char*>(end) - text.data()) + 1;
  }
  starts.push_back(static_cast<std::uint32_t>(to));
}

std::uint32_t hash(std::string_view line) {
  std::uint64_t value = 0x9e3779b97f4a7c15u ^ line.size();
  const char* at = line.data();
  std::size_t left = line.size();
  for (; left >= 8; left -= 8, at += 8)
    value = (value ^ word_at(at)) * 0xff51afd7ed558ccdu, value ^= value >> 32;
  std::uint64_t tail = 0;
  std::memcpy(&tail, at, left);
  value = (value ^ tail) * 0xc4ceb9fe1a85ec53u;
  return static_cast<std::uint32_t>(value >> 32);
}

// Gives equal lines equal numbers.
class Numbering {
 public:
  explicit Numbering(std::size_t lines) : slots_(std::bit_ceil(lines * 2 + 1)) {}

  std::uint32_t number(std::string_view line) {
    std::uint32_t value = hash(line);
    std::size_t mask = slots_.size() - 1;
    for (std::size_t i = value & mask;; i = (i + 1) & mask) {
      Slot& slot = slots_[i];
      if (slot.number == 0) {
        slot = {line, value, ++last_};
        return last_;
      }
      if (slot.hash == value && slot.line == line) return slot.number;
    }
  }

  // All numbers given are below it.
  std::uint32_t count() const { return last_ + 1; }

 private:
  struct Slot {
    std::string_view line;
    std::uint32_t hash = 0;
    std::uint32_t number = 0;
  };
  std::vector<Slot> slots_;
  std::uint32_t last_ = 0;
};

// One text of the two, cut into the lines that can show up in a hunk.
struct Side {
  std::string_view text;
  std::vector<std::uint32_t> starts;  // of the window's lines, and the window's end

  std::uint32_t lines() const { return static_cast<std::uint32_t>(starts.size() - 1); }
  std::string_view line(std::uint32_t index) const {
    return text.substr(starts[index], starts[index + 1] - starts[index]);
  }
};

void add_number(std::string& out, std::size_t number) {
  char digits[20];
  auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

void add_line(std::string& out, char mark, std::string_view line) {
  out += mark;
  out += line;
  if (line.empty() || line.back() != '\n') out += "\n\\ No newline at end of file\n";
}

void add_range(std::string& out, std::size_t first, std::uint32_t count) {
  // An empty range names the line before it, as diff and git do.
  add_number(out, count == 0 ? first : first + 1);
  if (count != 1) {
    out += ',';
    add_number(out, count);
  }
}

void add_name(std::string& out, std::string_view prefix, std::string_view name) {
  bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\';
  });
  if (plain) {
    out += prefix;
    out += name;
    // A tab ends a name with blanks, which would else be read up to the first blank.
    if (name.find(' ') != std::string_view::npos) out += '\t';
  } else {
    out += quoted(std::string(prefix) + std::string(name));
  }
  out += '\n';
}

class Writer {
 public:
  Writer(const Side& before, const Side& after, std::size_t skipped, std::uint32_t context, std::string& out)
      : old_(before), new_(after), skipped_(skipped), context_(context), out_(out) {}

  void write(const std::vector<Region>& regions) {
    for (std::size_t i = 0; i < regions.size();) {
      std::size_t end = i + 1;
      while (end < regions.size() && regions[end].old_begin - regions[end - 1].old_end <= 2 * context_) ++end;
      hunk({regions.data() + i, end - i});
      i = end;
    }
  }

 private:
  void hunk(std::span<const Region> regions) {
    const Region& first = regions.front();
    const Region& last = regions.back();
    std::uint32_t lead = std::min(context_, first.old_begin);
    std::uint32_t tail = std::min(context_, old_.lines() - last.old_end);
    std::uint32_t old_count = last.old_end + tail - (first.old_begin - lead);
    std::uint32_t new_count = last.new_end + tail - (first.new_begin - lead);
    out_ += "@@ -";
    add_range(out_, skipped_ + first.old_begin - lead, old_count);
    out_ += " +";
    add_range(out_, skipped_ + first.new_begin - lead, new_count);
    out_ += " @@\n";
    std::uint32_t at = first.old_begin - lead;
    for (const Region& region : regions) {
      same(at, region.old_begin);
      for (std::uint32_t i = region.old_begin; i < region.old_end; ++i) add_line(out_, '-', old_.line(i));
      for (std::uint32_t i = region.new_begin; i < region.new_end; ++i) add_line(out_, '+', new_.line(i));
      at = region.old_end;
    }
    same(at, last.old_end + tail);
  }

  void same(std::uint32_t from, std::uint32_t to) {
    for (; from < to; ++from) add_line(out_, ' ', old_.line(from));
  }

  const Side& old_;
  const Side& new_;
  std::size_t skipped_;  // lines before the window
  std::uint32_t context_;
  std::string& out_;
};

// Regions of the window, given how many equal lines it starts and ends with.
std::vector<Region> differing(const Side& before, const Side& after, std::uint32_t lead, std::uint32_t tail) {
  Region all{lead, before.lines() - tail, lead, after.lines() - tail};
  std::size_t count = (all.old_end - all.old_begin) + (all.new_end - all.new_begin);
  if (all.old_begin == all.old_end || all.new_begin == all.new_end) return {all};
  Numbering numbering(count);
  std::vector<std::uint32_t> old_lines, new_lines;
  old_lines.reserve(count);
  for (std::uint32_t i = all.old_begin; i < all.old_end; ++i) {
    old_lines.push_back(numbering.number(before.line(i)));
  }
  new_lines.reserve(count);
  for (std::uint32_t i = all.new_begin; i < all.new_end; ++i) {
    new_lines.push_back(numbering.number(after.line(i)));
  }
  std::vector<Region> regions = compare(old_lines, new_lines, numbering.count());
  for (Region& region : regions) {
    region.old_begin += lead;
    region.old_end += lead;
    region.new_begin += lead;
    region.new_end += lead;
  }
  return regions;
}

}  // namespace

std::string quoted(std::string_view name) {
  constexpr std::string_view kNamed = "\a\b\t\n\v\f\r\"\\";
  constexpr std::string_view kLetters = "abtnvfr\"\\";
  std::string out = "\"";
  for (char c : name) {
    auto byte = static_cast<unsigned char>(c);
    std::size_t named = kNamed.find(c);
    if (named != std::string_view::npos) {
      out += '\\';
      out += kLetters[named];
    } else if (byte < 0x20 || byte >= 0x7f) {
      out += '\\';
      out += static_cast<char>('0' + (byte >> 6));
      out += static_cast<char>('0' + (byte >> 3 & 7));
      out += static_cast<char>('0' + (byte & 7));
    } else {
      out += c;
    }
  }
  out += '"';
  return out;
}

std::string unified(std::string_view before, std::string_view after, const Options& options) {
  if (before == after) return {};
  std::size_t prefix = common_prefix(before, after);
  // Whole lines only: back to the start of the first line that differs.
  prefix = prefix == 0 ? 0 : before.rfind('\n', prefix - 1) + 1;
  std::size_t suffix = common_suffix(before, after, std::min(before.size(), after.size()) - prefix);
  bool at_line =
      suffix == 0 || ((before.size() - suffix == prefix || before[before.size() - suffix - 1] == '\n') &&
                      (after.size() - suffix == prefix || after[after.size() - suffix - 1] == '\n'));
  if (!at_line) {
    std::size_t end = before.find('\n', before.size() - suffix);
    suffix = end == std::string_view::npos ? 0 : before.size() - end - 1;
  }

  auto context = static_cast<std::uint32_t>(std::max(0, options.context));
  std::uint32_t lead = context;
  std::uint32_t tail = context;
  std::size_t begin = lines_up(before, prefix, lead);
  std::size_t end = lines_down(before, before.size() - suffix, tail);
  std::size_t behind = before.size() - end;

  std::size_t lines = count_lines(before.substr(prefix, before.size() - suffix - prefix)) +
                      count_lines(after.substr(prefix, after.size() - suffix - prefix));
  Side old_side{before, {}};
  Side new_side{after, {}};
  old_side.starts.reserve(std::min(lines, kMaxLines) + lead + tail + 1);
  new_side.starts.reserve(std::min(lines, kMaxLines) + lead + tail + 1);
  add_starts(before, begin, end, old_side.starts);
  add_starts(after, begin, after.size() - behind, new_side.starts);

  std::vector<Region> regions;
  if (lines > kMaxLines) {
    regions = {{lead, old_side.lines() - tail, lead, new_side.lines() - tail}};
  } else {
    regions = differing(old_side, new_side, lead, tail);
  }

  std::string out;
  out.reserve((before.size() - suffix - prefix) + (after.size() - suffix - prefix) + 16 * lines +
              options.old_name.size() + options.new_name.size() + 512);
  add_name(out += "--- ", "a/", options.old_name);
  add_name(out += "+++ ", "b/", options.new_name);
  std::size_t skipped = static_cast<std::size_t>(std::count(before.begin(), before.begin() + begin, '\n'));
  Writer(old_side, new_side, skipped, context, out).write(regions);
  return out;
}

}  // namespace dockhone::diff
