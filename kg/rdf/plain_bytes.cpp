#include "kg/rdf/plain_bytes.h"

#include <array>
#include <bit>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace rdf {
namespace {

/// Bytes as a table.
using ByteSet = std::array<bool, 256>;

constexpr ByteSet byte_set(unsigned controls, std::string_view others) {
  ByteSet set{};
  for (unsigned c = 0; c < controls; ++c) set[c] = true;
  for (const char c : others) set[static_cast<unsigned char>(c)] = true;
  return set;
}

constexpr ByteSet kIri = byte_set(0x21, "<>\"{}|^`\\");
constexpr ByteSet kString = byte_set(0, "\"\\\n\r");
constexpr ByteSet kCanonical = byte_set(0x20, "\"\\\x7F\xEF");

const char* one_by_one(const ByteSet& stop, const char* first, const char* last) {
  while (first != last && !stop[static_cast<unsigned char>(*first)]) ++first;
  return first;
}

#ifdef __SSE2__
__m128i equal(__m128i bytes, char byte) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte)); }

/// Where a byte, taken without sign, is at most `high`.
__m128i at_most(__m128i bytes, char high) {
  return _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(high)), bytes);
}

__m128i either(__m128i a, __m128i b) { return _mm_or_si128(a, b); }

__m128i stops_iri(__m128i bytes) {
  // `<` and `>` differ in the bit 2, as `\` and `^` do.
  const __m128i paired = either(bytes, _mm_set1_epi8(2));
  const __m128i braces = at_most(_mm_sub_epi8(bytes, _mm_set1_epi8('{')), 2);
  return either(
      either(either(at_most(bytes, ' '), equal(paired, '>')), either(equal(paired, '^'), braces)),
      either(equal(bytes, '"'), equal(bytes, '`')));
}

__m128i stops_string(__m128i bytes) {
  return either(either(equal(bytes, '"'), equal(bytes, '\\')),
                either(equal(bytes, '\n'), equal(bytes, '\r')));
}

__m128i stops_canonical(__m128i bytes) {
  return either(either(at_most(bytes, 0x1F), equal(bytes, '"')),
                either(equal(bytes, '\\'),
                       either(equal(bytes, '\x7F'), equal(bytes, static_cast<char>(0xEF)))));
}

template <__m128i (*stops)(__m128i)>
const char* find(const ByteSet& stop, const char* first, const char* last) {
  for (; last - first >= 16; first += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(first));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(stops(bytes)));
    if (mask != 0) return first + std::countr_zero(mask);
  }
  return one_by_one(stop, first, last);
}
#endif

}  // namespace

#ifdef __SSE2__
const char* end_of_plain_iri(const char* first, const char* last) {
  return find<stops_iri>(kIri, first, last);
}
const char* end_of_plain_string(const char* first, const char* last) {
  return find<stops_string>(kString, first, last);
}
const char* end_of_canonical_string(const char* first, const char* last) {
  return find<stops_canonical>(kCanonical, first, last);
}
#else
const char* end_of_plain_iri(const char* first, const char* last) {
  return one_by_one(kIri, first, last);
}
const char* end_of_plain_string(const char* first, const char* last) {
  return one_by_one(kString, first, last);
}
const char* end_of_canonical_string(const char* first, const char* last) {
  return one_by_one(kCanonical, first, last);
}
#endif

}  // namespace rdf
