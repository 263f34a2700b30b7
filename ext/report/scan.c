/*
** scan.c: the pass over the text around the tables. In: blocks of 64 bytes. Out: a bit for each
*byte
** that begins an ideograph, and whether there is anything that the quick reader does not deal with.
** Three twins that give the same; which one runs is chosen once a connection.
*/
#include "quick.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define HAS_SSE2 1
#include <immintrin.h>
#endif

/* Adds the places in a block, whose first byte is `base`. Inlined, so that each pass has it in its
** own instructions. Writes four places at a time, more than there may be. */
static inline __attribute__((always_inline)) void add_starts(uint64_t lead, uint64_t comma,
                                                             unsigned base, gx_starts *out) {
    uint64_t goes_on = lead << 3 | out->lead >> 61;
    goes_on |= (comma << 3 | out->comma >> 61) & (lead << 6 | out->lead >> 58);
    uint64_t bits = lead & ~goes_on;
    unsigned n = (unsigned)__builtin_popcountll(bits);
    for (unsigned i = 0; i < n; i += 4)
        for (unsigned j = 0; j < 4; j++, bits &= bits - 1)
            out->at[out->n + i + j] =
                (uint16_t)(base + (bits ? (unsigned)__builtin_ctzll(bits) : 0));
    out->n += n;
    out->lead = lead;
    out->comma = comma;
}

unsigned gx_scan_plain(const uint8_t *bytes, unsigned n, gx_starts *out) {
    unsigned flags = 0;
    out->n = 0;
    for (unsigned b = 0; b < n; b++) {
        uint64_t lead = 0, comma = 0;
        for (unsigned i = 0; i < 64; i++, bytes++) {
            unsigned c = bytes[0], next = bytes[1];
            if (c >= 0xE4 && c <= 0xE9) lead |= (uint64_t)1 << i;
            if (c == 0xEF && next == 0xBC && bytes[2] == 0x8C) comma |= (uint64_t)1 << i;
            bool broken = (next & 0xC0) != 0x80 || (bytes[2] & 0xC0) != 0x80;
            if (c >= 0xE4 && c <= 0xE9 && broken) flags |= GX_SCAN_BROKEN;
            if (c == '<') flags |= GX_SCAN_TAG;
            if (c == '-' && next == '-') flags |= GX_SCAN_RULING;
            if (c == 0xE2 && next >= 0x94) flags |= GX_SCAN_UNUSUAL;
            bool pair = c == 0xE2 || c == 0xE3 || c == 0xEF;
            if (!next && !pair) flags |= GX_SCAN_UNUSUAL; /* as it is for the pass of AVX2 */
            if (c == 0xE3 && next >= 0x86 && next <= 0x8B) flags |= GX_SCAN_UNUSUAL;
            if (c == 0xEF && next >= 0xA4 && next <= 0xAB) flags |= GX_SCAN_UNUSUAL;
        }
        add_starts(lead, comma, b * 64, out);
    }
    return flags;
}

#ifdef HAS_SSE2

static unsigned scan_sse2(const uint8_t *bytes, unsigned n, gx_starts *out) {
    __m128i tags = _mm_setzero_si128(), rulings = tags, unusual = tags, broken = tags;
    out->n = 0;
    for (unsigned b = 0; b < n; b++) {
        uint64_t lead = 0, comma = 0;
        for (unsigned i = 0; i < 64; i += 16, bytes += 16) {
            __m128i x = _mm_loadu_si128((const __m128i *)bytes);
            __m128i next = _mm_loadu_si128((const __m128i *)(bytes + 1));
            __m128i third = _mm_loadu_si128((const __m128i *)(bytes + 2));
            __m128i limit = _mm_set1_epi8((char)0xC0); /* below it, with a sign: 80 to BF */
            __m128i follow =
                _mm_and_si128(_mm_cmpgt_epi8(limit, next), _mm_cmpgt_epi8(limit, third));
            __m128i from = _mm_sub_epi8(x, _mm_set1_epi8((char)0xE4));
            __m128i is_lead = _mm_cmpeq_epi8(_mm_min_epu8(from, _mm_set1_epi8(5)), from);
            lead |= (uint64_t)(unsigned)_mm_movemask_epi8(is_lead) << i;
            __m128i is_comma =
                _mm_and_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xEF)),
                              _mm_and_si128(_mm_cmpeq_epi8(next, _mm_set1_epi8((char)0xBC)),
                                            _mm_cmpeq_epi8(third, _mm_set1_epi8((char)0x8C))));
            comma |= (uint64_t)(unsigned)_mm_movemask_epi8(is_comma) << i;
            broken = _mm_or_si128(broken, _mm_andnot_si128(follow, is_lead));
            tags = _mm_or_si128(tags, _mm_cmpeq_epi8(x, _mm_set1_epi8('<')));
            __m128i hyphen = _mm_set1_epi8('-');
            rulings = _mm_or_si128(
                rulings, _mm_and_si128(_mm_cmpeq_epi8(x, hyphen), _mm_cmpeq_epi8(next, hyphen)));
            __m128i high = _mm_max_epu8(next, _mm_set1_epi8((char)0x94));
            __m128i drawn = _mm_and_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xE2)),
                                          _mm_cmpeq_epi8(high, next));
            __m128i above = _mm_sub_epi8(next, _mm_set1_epi8((char)0x86));
            __m128i rare =
                _mm_and_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xE3)),
                              _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8(5)), above));
            unusual = _mm_or_si128(unusual, rare);
            __m128i pair = _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xE2)),
                                        _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xE3)),
                                                     _mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xEF))));
            __m128i nought = _mm_cmpeq_epi8(next, _mm_setzero_si128());
            unusual = _mm_or_si128(unusual, _mm_andnot_si128(pair, nought));
            __m128i past = _mm_sub_epi8(next, _mm_set1_epi8((char)0xA4));
            __m128i odd = _mm_and_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xEF)),
                                        _mm_cmpeq_epi8(_mm_min_epu8(past, _mm_set1_epi8(7)), past));
            unusual = _mm_or_si128(unusual, _mm_or_si128(drawn, odd));
        }
        add_starts(lead, comma, b * 64, out);
    }
    return (_mm_movemask_epi8(tags) ? GX_SCAN_TAG : 0u) |
           (_mm_movemask_epi8(rulings) ? GX_SCAN_RULING : 0u) |
           (_mm_movemask_epi8(broken) ? GX_SCAN_BROKEN : 0u) |
           (_mm_movemask_epi8(unusual) ? GX_SCAN_UNUSUAL : 0u);
}

__attribute__((target("avx2,bmi,popcnt"))) static unsigned scan_avx2(const uint8_t *bytes,
                                                                     unsigned n, gx_starts *out) {
    /* By the last four bits of E2, E3 and EF: the least unusual byte behind it, and how many more.
     *For
     ** all others a byte of nought alone is unusual. */
    const __m256i least = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 0, (char)0x94, (char)0x86, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (char)0xA4));
    const __m256i width = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 0, (char)0x6B, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7));
    __m256i tags = _mm256_setzero_si256(), rulings = tags, unusual = tags, broken = tags;
    out->n = 0;
    for (unsigned b = 0; b < n; b++) {
        uint64_t lead = 0, comma = 0;
        for (unsigned i = 0; i < 64; i += 32, bytes += 32) {
            __m256i x = _mm256_loadu_si256((const __m256i *)bytes);
            __m256i next = _mm256_loadu_si256((const __m256i *)(bytes + 1));
            __m256i third = _mm256_loadu_si256((const __m256i *)(bytes + 2));
            __m256i limit = _mm256_set1_epi8((char)0xC0); /* below it, with a sign: 80 to BF */
            __m256i follow =
                _mm256_and_si256(_mm256_cmpgt_epi8(limit, next), _mm256_cmpgt_epi8(limit, third));
            __m256i from = _mm256_sub_epi8(x, _mm256_set1_epi8((char)0xE4));
            __m256i is_lead = _mm256_cmpeq_epi8(_mm256_min_epu8(from, _mm256_set1_epi8(5)), from);
            lead |= (uint64_t)(unsigned)_mm256_movemask_epi8(is_lead) << i;
            __m256i is_comma = _mm256_and_si256(
                _mm256_cmpeq_epi8(x, _mm256_set1_epi8((char)0xEF)),
                _mm256_and_si256(_mm256_cmpeq_epi8(next, _mm256_set1_epi8((char)0xBC)),
                                 _mm256_cmpeq_epi8(third, _mm256_set1_epi8((char)0x8C))));
            comma |= (uint64_t)(unsigned)_mm256_movemask_epi8(is_comma) << i;
            broken = _mm256_or_si256(broken, _mm256_andnot_si256(follow, is_lead));
            tags = _mm256_or_si256(tags, _mm256_cmpeq_epi8(x, _mm256_set1_epi8('<')));
            __m256i hyphen = _mm256_set1_epi8('-');
            rulings = _mm256_or_si256(rulings, _mm256_and_si256(_mm256_cmpeq_epi8(x, hyphen),
                                                                _mm256_cmpeq_epi8(next, hyphen)));
            /* Of E0 to EF the last four bits, else a number above 127, for which there is nought.
             */
            __m256i place = _mm256_adds_epu8(_mm256_xor_si256(x, _mm256_set1_epi8((char)0xE0)),
                                             _mm256_set1_epi8(0x70));
            __m256i past = _mm256_sub_epi8(next, _mm256_shuffle_epi8(least, place));
            __m256i within = _mm256_min_epu8(past, _mm256_shuffle_epi8(width, place));
            unusual = _mm256_or_si256(unusual, _mm256_cmpeq_epi8(within, past));
        }
        add_starts(lead, comma, b * 64, out);
    }
    return (_mm256_movemask_epi8(tags) ? GX_SCAN_TAG : 0u) |
           (_mm256_movemask_epi8(rulings) ? GX_SCAN_RULING : 0u) |
           (_mm256_movemask_epi8(broken) ? GX_SCAN_BROKEN : 0u) |
           (_mm256_movemask_epi8(unusual) ? GX_SCAN_UNUSUAL : 0u);
}

static bool runs_avx2(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("popcnt");
}

gx_scan *gx_choose_scan(void) {
    return runs_avx2() ? scan_avx2 : scan_sse2;
}

gx_scan *const *gx_list_scans(void) {
    static gx_scan *const all[] = {gx_scan_plain, scan_sse2, scan_avx2, NULL};
    static gx_scan *const without_avx2[] = {gx_scan_plain, scan_sse2, NULL};
    return runs_avx2() ? all : without_avx2;
}

#else

gx_scan *gx_choose_scan(void) {
    return gx_scan_plain;
}

gx_scan *const *gx_list_scans(void) {
    static gx_scan *const all[] = {gx_scan_plain, NULL};
    return all;
}

#endif
