/*
** scan.c: the pass over the text around the tables. In: blocks of 64 bytes. Out: where words may
** begin in it, and whether there is anything that the quick reader does not deal with. Four twins
** that give the same; which one runs is chosen once a connection.
*/
#include "quick.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define HAS_SSE2 1
#include <immintrin.h>
#endif

/* The places in a block where words may begin, and what the next block has to know of this one. */
static inline __attribute__((always_inline)) uint64_t
find_starts(uint64_t lead, uint64_t comma, uint64_t *last_lead, uint64_t *last_comma) {
    uint64_t goes_on = lead << 3 | *last_lead >> 61;
    goes_on |= (comma << 3 | *last_comma >> 61) & (lead << 6 | *last_lead >> 58);
    *last_lead = lead;
    *last_comma = comma;
    return lead & ~goes_on;
}

/* Adds the places in a block, whose first byte is `base`. Inlined, so that each pass has it in its
** own instructions. Writes four places at a time, more than there may be. */
static inline __attribute__((always_inline)) void add_starts(uint64_t lead, uint64_t comma,
                                                             unsigned base, gx_starts *out) {
    uint64_t bits = find_starts(lead, comma, &out->lead, &out->comma);
    unsigned n = (unsigned)__builtin_popcountll(bits);
    for (unsigned i = 0; i < n; i += 4)
        for (unsigned j = 0; j < 4; j++, bits &= bits - 1)
            out->at[out->n + i + j] =
                (uint16_t)(base + (bits ? (unsigned)__builtin_ctzll(bits) : 0));
    out->n += n;
}

/* Leaves the places where a label may begin; by nothing that needs a branch, as every other does. */
static void keep_openers(const gx_openers *openers, const uint8_t *bytes, gx_starts *out) {
    unsigned n = 0, all = out->n;
    for (unsigned i = 0; i < all; i++) {
        out->at[n] = out->at[i];
        n += gx_may_open(openers, bytes + out->at[i]);
    }
    out->n = n;
}

unsigned gx_scan_plain(const gx_openers *openers, const uint8_t *bytes, unsigned n,
                       gx_starts *out) {
    const uint8_t *first = bytes;
    unsigned flags = 0;
    out->n = 0;
    for (unsigned b = 0; b < n; b++) {
        uint64_t lead = 0, comma = 0;
        for (unsigned i = 0; i < 64; i++, bytes++) {
            unsigned c = bytes[0], next = bytes[1];
            if (c >= 0xE4 && c <= 0xE9) lead |= (uint64_t)1 << i;
            if (c == 0xEF && next == 0xBC && bytes[2] == 0x8C) comma |= (uint64_t)1 << i;
            bool broken = (next & 0xC0) != 0x80 || (bytes[2] & 0xC0) != 0x80;
            if (c >= 0xE0 && broken) flags |= GX_SCAN_BROKEN;
            if (c == '<') flags |= GX_SCAN_TAG;
            if (c == '-' && next == '-') flags |= GX_SCAN_RULING;
            next |= 0xC0; /* the six bits that count are all that is looked at */
            if (c == 0xE2 && next >= 0xD4) flags |= GX_SCAN_UNUSUAL;
            if (c == 0xE3 && next >= 0xC6 && next <= 0xCB) flags |= GX_SCAN_UNUSUAL;
            if (c == 0xEF && next >= 0xE4 && next <= 0xEB) flags |= GX_SCAN_UNUSUAL;
        }
        add_starts(lead, comma, b * 64, out);
    }
    keep_openers(openers, first, out);
    return flags;
}

#ifdef HAS_SSE2

static unsigned scan_sse2(const gx_openers *openers, const uint8_t *bytes, unsigned n,
                          gx_starts *out) {
    __m128i tags = _mm_setzero_si128(), rulings = tags, unusual = tags, broken = tags;
    const uint8_t *first = bytes;
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
            __m128i is_high = _mm_cmpeq_epi8(_mm_max_epu8(x, _mm_set1_epi8((char)0xE0)), x);
            broken = _mm_or_si128(broken, _mm_andnot_si128(follow, is_high));
            tags = _mm_or_si128(tags, _mm_cmpeq_epi8(x, _mm_set1_epi8('<')));
            __m128i hyphen = _mm_set1_epi8('-');
            rulings = _mm_or_si128(
                rulings, _mm_and_si128(_mm_cmpeq_epi8(x, hyphen), _mm_cmpeq_epi8(next, hyphen)));
            __m128i six = _mm_or_si128(next, _mm_set1_epi8((char)0xC0));
            __m128i high = _mm_max_epu8(six, _mm_set1_epi8((char)0xD4));
            __m128i drawn = _mm_and_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xE2)),
                                          _mm_cmpeq_epi8(high, six));
            __m128i above = _mm_sub_epi8(six, _mm_set1_epi8((char)0xC6));
            __m128i rare =
                _mm_and_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xE3)),
                              _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8(5)), above));
            unusual = _mm_or_si128(unusual, rare);
            __m128i past = _mm_sub_epi8(six, _mm_set1_epi8((char)0xE4));
            __m128i odd = _mm_and_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xEF)),
                                        _mm_cmpeq_epi8(_mm_min_epu8(past, _mm_set1_epi8(7)), past));
            unusual = _mm_or_si128(unusual, _mm_or_si128(drawn, odd));
        }
        add_starts(lead, comma, b * 64, out);
    }
    keep_openers(openers, first, out);
    return (_mm_movemask_epi8(tags) ? GX_SCAN_TAG : 0u) |
           (_mm_movemask_epi8(rulings) ? GX_SCAN_RULING : 0u) |
           (_mm_movemask_epi8(broken) ? GX_SCAN_BROKEN : 0u) |
           (_mm_movemask_epi8(unusual) ? GX_SCAN_UNUSUAL : 0u);
}

__attribute__((target("avx2,bmi,popcnt"))) static unsigned
scan_avx2(const gx_openers *openers, const uint8_t *bytes, unsigned n, gx_starts *out) {
    /* By the last four bits of E2, E3 and EF: the least unusual byte behind it, of which the first
    ** two bits are set, and how many more. For all others nought alone, which none is then. */
    const __m256i least = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 0, (char)0xD4, (char)0xC6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (char)0xE4));
    const __m256i width = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 0, (char)0x2B, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7));
    __m256i tags = _mm256_setzero_si256(), rulings = tags, unusual = tags, broken = tags;
    const uint8_t *first = bytes;
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
            __m256i is_high =
                _mm256_cmpeq_epi8(_mm256_max_epu8(x, _mm256_set1_epi8((char)0xE0)), x);
            broken = _mm256_or_si256(broken, _mm256_andnot_si256(follow, is_high));
            tags = _mm256_or_si256(tags, _mm256_cmpeq_epi8(x, _mm256_set1_epi8('<')));
            __m256i hyphen = _mm256_set1_epi8('-');
            rulings = _mm256_or_si256(rulings, _mm256_and_si256(_mm256_cmpeq_epi8(x, hyphen),
                                                                _mm256_cmpeq_epi8(next, hyphen)));
            /* Of E0 to EF the last four bits, else a number above 127, for which there is nought.
             */
            __m256i place = _mm256_adds_epu8(_mm256_xor_si256(x, _mm256_set1_epi8((char)0xE0)),
                                             _mm256_set1_epi8(0x70));
            __m256i six = _mm256_or_si256(next, _mm256_set1_epi8((char)0xC0));
            __m256i past = _mm256_sub_epi8(six, _mm256_shuffle_epi8(least, place));
            __m256i within = _mm256_min_epu8(past, _mm256_shuffle_epi8(width, place));
            unusual = _mm256_or_si256(unusual, _mm256_cmpeq_epi8(within, past));
        }
        add_starts(lead, comma, b * 64, out);
    }
    keep_openers(openers, first, out);
    return (_mm256_movemask_epi8(tags) ? GX_SCAN_TAG : 0u) |
           (_mm256_movemask_epi8(rulings) ? GX_SCAN_RULING : 0u) |
           (_mm256_movemask_epi8(broken) ? GX_SCAN_BROKEN : 0u) |
           (_mm256_movemask_epi8(unusual) ? GX_SCAN_UNUSUAL : 0u);
}

/* Lists the places in a block behind the n that are there; at once, as most have no more than
** sixteen, some of them none. Returns how many there are then. */
__attribute__((target(GX_AVX512))) static inline unsigned
list_starts_avx512(uint64_t bits, unsigned base, uint16_t *list, unsigned n) {
    const __m512i places = _mm512_set_epi64(
        0x3F3E3D3C3B3A3938, 0x3736353433323130, 0x2F2E2D2C2B2A2928, 0x2726252423222120,
        0x1F1E1D1C1B1A1918, 0x1716151413121110, 0x0F0E0D0C0B0A0908, 0x0706050403020100);
    const __m256i first = _mm256_set1_epi16((short)base);
    __m512i found = _mm512_maskz_compress_epi8(bits, places);
    unsigned all = n + (unsigned)__builtin_popcountll(bits);
    for (;;) {
        __m256i some = _mm256_cvtepu8_epi16(_mm512_castsi512_si128(found));
        _mm256_storeu_si256((__m256i *)(list + n), _mm256_add_epi16(some, first));
        n += 16;
        if (n >= all) return all;
        found = _mm512_alignr_epi64(found, found, 2);
    }
}

/* What is looked for but not located is kept in vectors: as the least value of a byte, which is
** nought where it was met, or as bits that were met together. */
__attribute__((target(GX_AVX512))) static unsigned
scan_avx512(const gx_openers *openers, const uint8_t *bytes, unsigned n, gx_starts *out) {
    const __m512i first = _mm512_loadu_si512(openers->first);
    const __m512i second = _mm512_loadu_si512(openers->second);
    const __m512i last = _mm512_loadu_si512(openers->third);
    const __m512i groups = _mm512_set1_epi8(GX_OPENER_GROUPS);
    const __m512i hyphen = _mm512_set1_epi8('-'), tag = _mm512_set1_epi8('<');
    __m512i tags = _mm512_set1_epi8(1), rulings = tags, unusual = _mm512_setzero_si512();
    __m512i behind = _mm512_set1_epi8((char)0x80); /* the most that stands behind a lead, signed */
    uint64_t last_lead = out->lead, last_comma = out->comma;
    unsigned found = 0;
    for (unsigned base = 0; base < n * 64; base += 64) {
        __m512i x = _mm512_loadu_si512(bytes + base);
        __m512i next = _mm512_loadu_si512(bytes + base + 1);
        __m512i third = _mm512_loadu_si512(bytes + base + 2);
        uint64_t high = _mm512_cmpge_epu8_mask(x, _mm512_set1_epi8((char)0xE0));
        __m512i kind = _mm512_maskz_permutexvar_epi8(high, x, first);
        uint64_t lead = _mm512_test_epi8_mask(kind, groups);
        __m512i both = _mm512_and_si512(kind, _mm512_permutexvar_epi8(next, second));
        unusual = _mm512_or_si512(unusual, both);
        __m512i all = _mm512_and_si512(both, _mm512_permutexvar_epi8(third, last));
        uint64_t opens = _mm512_test_epi8_mask(all, groups);
        uint64_t comma = _mm512_test_epi8_mask(all, _mm512_set1_epi8(GX_OPENER_COMMA));
        behind = _mm512_mask_max_epi8(behind, high, behind, _mm512_max_epi8(next, third));
        tags = _mm512_min_epu8(tags, _mm512_xor_si512(x, tag));
        rulings = _mm512_min_epu8(
            rulings, _mm512_or_si512(_mm512_xor_si512(x, hyphen), _mm512_xor_si512(next, hyphen)));
        uint64_t starts = opens & find_starts(lead, comma, &last_lead, &last_comma);
        found = list_starts_avx512(starts, base, out->at, found);
    }
    out->lead = last_lead;
    out->comma = last_comma;
    out->n = found;
    const __m512i limit = _mm512_set1_epi8((char)0xC0); /* below it, with a sign: 80 to BF */
    const __m512i unusuals = _mm512_set1_epi8((char)GX_OPENER_UNUSUAL);
    return (_mm512_testn_epi8_mask(tags, tags) ? GX_SCAN_TAG : 0u) |
           (_mm512_testn_epi8_mask(rulings, rulings) ? GX_SCAN_RULING : 0u) |
           (_mm512_cmpge_epi8_mask(behind, limit) ? GX_SCAN_BROKEN : 0u) |
           (_mm512_test_epi8_mask(unusual, unusuals) ? GX_SCAN_UNUSUAL : 0u);
}

bool gx_runs_avx512(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2") &&
           __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("popcnt");
}

static bool runs_avx2(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("popcnt");
}

gx_scan *gx_choose_scan(void) {
    return gx_runs_avx512() ? scan_avx512 : runs_avx2() ? scan_avx2 : scan_sse2;
}

gx_scan *const *gx_list_scans(void) {
    static gx_scan *const all[] = {gx_scan_plain, scan_sse2, scan_avx2, scan_avx512, NULL};
    static gx_scan *const without_avx512[] = {gx_scan_plain, scan_sse2, scan_avx2, NULL};
    static gx_scan *const without_avx2[] = {gx_scan_plain, scan_sse2, NULL};
    return gx_runs_avx512() ? all : runs_avx2() ? without_avx512 : without_avx2;
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
