#include "dockhone/base/contains.h"

#include <bit>
#include <cstddef>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace dockhone {

#ifdef __SSE2__

namespace {

__m128i bytes_at(const char* place) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(place)); }

// Sixteen places at a time, by the first and the last byte of `part`; there are at least that many.
bool contains_wide(std::string_view text, std::string_view part, std::size_t places) {
  const std::size_t last = part.size() - 1;
  const __m128i first_byte = _mm_set1_epi8(part.front());
  const __m128i last_byte = _mm_set1_epi8(part.back());
  for (std::size_t at = 0;; at = std::min(at + 16, places - 16)) {
    const char* here = text.data() + at;
    const __m128i both = _mm_and_si128(_mm_cmpeq_epi8(bytes_at(here), first_byte),
                                       _mm_cmpeq_epi8(bytes_at(here + last), last_byte));
    for (auto found = static_cast<unsigned>(_mm_movemask_epi8(both)); found != 0; found &= found - 1) {
      if (std::memcmp(here + std::countr_zero(found), part.data(), part.size()) == 0) return true;
    }
    if (at + 16 == places) return false;
  }
}

}  // namespace

bool contains(std::string_view text, std::string_view part) {
  if (part.empty()) return true;
  if (part.size() > text.size()) return false;
  const std::size_t places = text.size() - part.size() + 1;
  return places >= 16 ? contains_wide(text, part, places) : text.find(part) != std::string_view::npos;
}

#else

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

#endif

}  // namespace dockhone
