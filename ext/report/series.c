/*
** series.c: the numbers of a row in one go, where the same bytes stand between them, as a line end
** or a bar. In: text where the first one begins. Out: their cells. Only for processors with
** AVX-512; others read number by number (gaps.h), which gives the same.
*/
#include "gaps.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

_Static_assert(sizeof(gx_cell) == 24 && offsetof(gx_cell, start) == 8 &&
                   offsetof(gx_cell, length) == 12 && offsetof(gx_cell, status) == 16,
               "a cell is three words");

#define TWIN __attribute__((target(GX_AVX512))) static

/* The numbers in 64 bytes, one bit a byte. */
typedef struct places {
    uint64_t ends; /* the byte behind each one's last digit */
    uint64_t last; /* of these, the last one */
} places;

/* Finds n numbers among the digits' values of 64 bytes: they begin at the first one, with the same
** bytes between them. False: these are others, or there is a nought in front of other digits. */
TWIN inline bool find_numbers(__m512i values, const gx_piece *second, unsigned n, places *found) {
    uint64_t digits = _mm512_cmple_epu8_mask(values, _mm512_set1_epi8(9));
    uint64_t noughts = _mm512_testn_epi8_mask(values, values);
    uint64_t between = ~(uint64_t)0;
    for (unsigned i = 0; i < second->n; i++) {
        char byte = (char)((second->head >> 8 * i) - '0');
        between &= _mm512_cmpeq_epi8_mask(values, _mm512_set1_epi8(byte)) >> i;
    }
    uint64_t ends = ~digits & digits << 1, starts = digits & ~(digits << 1);
    uint64_t last = _pdep_u64((uint64_t)1 << (n - 1), ends), before = last - 1;
    ends &= before;
    starts &= before;
    if (!last || starts != (1 | ends << second->n)) return false;
    if ((ends & ~between) | (noughts & starts & digits >> 1)) return false;
    found->ends = ends | last;
    found->last = last;
    return true;
}

/* The numbers that end behind these places of the digits, each in as many bytes as lie from its
** start on. */
TWIN inline __m512i read_numbers(__m512i values, __m512i starts, __m512i ends) {
    const __m512i first = _mm512_set_epi64(0x0808080808080808, 0, 0x0808080808080808, 0,
                                           0x0808080808080808, 0, 0x0808080808080808, 0);
    const __m512i back = _mm512_set1_epi64((int64_t)0xFFFEFDFCFBFAF9F8); /* -8 to -1 */
    __m512i from = _mm512_shuffle_epi8(starts, first);
    __m512i at = _mm512_add_epi8(_mm512_shuffle_epi8(ends, first), back);
    uint64_t within = _mm512_cmpge_epi8_mask(at, from);
    __m512i digits = _mm512_maskz_permutexvar_epi8(within, at, values);
    __m512i pairs = _mm512_maddubs_epi16(digits, _mm512_set1_epi16(0x010A));
    __m512i fours = _mm512_madd_epi16(pairs, _mm512_set1_epi32(0x00010064));
    return _mm512_add_epi64(_mm512_srli_epi64(fours, 32),
                            _mm512_mul_epu32(fours, _mm512_set1_epi64(10000)));
}

/* Eight numbers of a byte, each in eight bytes. */
TWIN inline __m512i list_places(uint64_t bits) {
    const __m512i all = _mm512_set_epi64(0x3F3E3D3C3B3A3938, 0x3736353433323130, 0x2F2E2D2C2B2A2928,
                                         0x2726252423222120, 0x1F1E1D1C1B1A1918, 0x1716151413121110,
                                         0x0F0E0D0C0B0A0908, 0x0706050403020100);
    return _mm512_cvtepu8_epi64(_mm512_castsi512_si128(_mm512_maskz_compress_epi8(bits, all)));
}

/* Writes n cells of three words each. The last value is no number but how they are printed. */
TWIN inline void put_cells(__m512i values, __m512i spans, unsigned n, gx_cell *cells) {
    /* In eights: a word is one of the values, of which the last one is the print, or, from 8 on, of
    ** the spans. */
    const __m512i first = _mm512_set_epi64(10, 2, 7, 9, 1, 7, 8, 0);
    const __m512i second = _mm512_set_epi64(5, 7, 12, 4, 7, 11, 3, 7);
    const __m512i third = _mm512_set_epi64(0, 15, 7, 7, 14, 6, 7, 13);
    uint64_t *words = (uint64_t *)cells;
    unsigned some = n == GX_MAX_SERIES ? 0x1FFFFF : (1u << 3 * n) - 1;
    __m512i out = _mm512_permutex2var_epi64(values, first, spans);
    _mm512_mask_storeu_epi64(words, (__mmask8)some, out);
    out = _mm512_permutex2var_epi64(values, second, spans);
    _mm512_mask_storeu_epi64(words + 8, (__mmask8)(some >> 8), out);
    out = _mm512_permutex2var_epi64(values, third, spans);
    _mm512_mask_storeu_epi64(words + 16, (__mmask8)(some >> 16), out);
}

TWIN inline __attribute__((always_inline)) const uint8_t *
read_series(const gx_piece *piece, const uint8_t *p, uint32_t start, gx_cell *cells) {
    unsigned n = piece->series;
    uint32_t print;
    places found;
    __m512i digits = _mm512_sub_epi8(_mm512_loadu_si512(p), _mm512_set1_epi8('0'));
    if (!find_numbers(digits, piece + 1, n, &found)) return NULL;
    /* A number begins so many bytes behind the one before it, the first one at nought. */
    __m512i gap = _mm512_set1_epi64(piece[1].n), ends = list_places(found.ends);
    __m512i starts = _mm512_alignr_epi64(ends, _mm512_sub_epi64(_mm512_setzero_si512(), gap), 7);
    starts = _mm512_add_epi64(starts, gap);
    __m512i lengths = _mm512_sub_epi64(ends, starts);
    if (_mm512_cmpgt_epi64_mask(lengths, _mm512_set1_epi64(7))) return NULL;
    __m512i values = read_numbers(digits, starts, ends);
    __m512i spans = _mm512_or_si512(_mm512_slli_epi64(lengths, 32),
                                    _mm512_add_epi64(starts, _mm512_set1_epi64(start)));
    memcpy(&print, piece->print, sizeof print);
    values = _mm512_mask_set1_epi64(values, 0x80, print);
    if (n == GX_MAX_SERIES)
        put_cells(values, spans, GX_MAX_SERIES, cells);
    else
        put_cells(values, spans, n, cells);
    return p + __builtin_ctzll(found.last);
}

/* True where n bytes are the same; of the first, 64 more can be looked at. */
TWIN inline __attribute__((always_inline)) bool same_avx512(const void *p, const void *q,
                                                            size_t n) {
    const char *a = p, *b = q;
    uint64_t off = 0;
    for (; n > 64; n -= 64, a += 64, b += 64)
        off |= _mm512_cmpneq_epi8_mask(_mm512_loadu_si512(a), _mm512_loadu_si512(b));
    uint64_t rest = ~(uint64_t)0 >> (64 - n);
    off |=
        _mm512_mask_cmpneq_epi8_mask(rest, _mm512_loadu_si512(a), _mm512_maskz_loadu_epi8(rest, b));
    return !off;
}

TWIN const uint8_t *read_gaps_avx512(const gx_skeleton *s, const uint8_t *p, const uint8_t *end,
                                     const uint8_t *text, gx_cell *cells, int *done) {
    static const gaps_twin twin = {same_avx512, read_series};
    return read_gaps(s, p, end, text, &twin, cells, done);
}

TWIN const uint8_t *read_series_alone(const gx_piece *piece, const uint8_t *p, uint32_t start,
                                      gx_cell *cells) {
    return read_series(piece, p, start, cells);
}

gx_read_series *gx_choose_series(void) {
    return gx_runs_avx512() ? read_series_alone : NULL;
}

gx_read_gaps *gx_choose_gaps(void) {
    return gx_runs_avx512() ? read_gaps_avx512 : gx_read_gaps_plain;
}

#else

gx_read_series *gx_choose_series(void) {
    return NULL;
}

gx_read_gaps *gx_choose_gaps(void) {
    return gx_read_gaps_plain;
}

#endif
