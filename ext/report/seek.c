/*
** seek.c: lines. In: text. Out: where the next line begins that has given bytes; where a line may
** end. Two twins of each that give the same; which one runs is chosen once a connection.
*/
#include "quick.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define HAS_AVX512 1
#include <immintrin.h>
#endif

static const uint8_t *seek_plain(const uint8_t *p, const uint8_t *end, uint64_t start) {
    while (end - p > 8 && (p = memchr(p, '\n', (size_t)(end - p - 8))))
        if (gx_load(++p) == start) return p;
    return NULL;
}

/* All that may end a line: line end, carriage return, page, U+0085, U+2028, U+2029. */
static inline bool may_end(const uint8_t *p, const uint8_t *end) {
    if (*p == '\n' || *p == '\r' || *p == '\f' || *p == 0xC2) return true;
    return *p == 0xE2 && end - p > 2 && p[1] == 0x80 && (p[2] & 0xFE) == 0xA8;
}

static const uint8_t *find_end_plain(const uint8_t *p, const uint8_t *end) {
    static const uint8_t rare[] = {'\r', '\f', 0xC2, 0xE2};
    enum { SHORT = 16 };
    const uint8_t *q, *found = memchr(p, '\n', (size_t)(end - p));
    if (!found) found = end;
    for (size_t i = 0; i < sizeof rare && found - p >= SHORT; i++)
        for (q = p; (q = memchr(q, rare[i], (size_t)(found - q))); q++)
            if (may_end(q, end)) {
                found = q;
                break;
            }
    if (found - p < SHORT)
        while (p < found && !may_end(p, end)) p++;
    return found - p < SHORT ? p : found;
}

#ifdef HAS_AVX512

__attribute__((target(GX_AVX512))) static const uint8_t *find_end_avx512(const uint8_t *p,
                                                                         const uint8_t *end) {
    for (; end - p >= 64 + 2; p += 64) {
        __m512i x = _mm512_loadu_si512(p), third = _mm512_loadu_si512(p + 2);
        uint64_t wide = _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8((char)0xE2));
        third = _mm512_and_si512(third, _mm512_set1_epi8((char)0xFE));
        wide = _mm512_mask_cmpeq_epi8_mask(wide, third, _mm512_set1_epi8((char)0xA8));
        __m512i next = _mm512_loadu_si512(p + 1);
        wide = _mm512_mask_cmpeq_epi8_mask(wide, next, _mm512_set1_epi8((char)0x80));
        uint64_t ends = _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8('\n')) |
                        _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8('\r')) |
                        _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8('\f')) |
                        _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8((char)0xC2)) | wide;
        if (ends) return p + __builtin_ctzll(ends);
    }
    return find_end_plain(p, end);
}

__attribute__((target(GX_AVX512))) static const uint8_t *
seek_avx512(const uint8_t *p, const uint8_t *end, uint64_t start) {
    uint8_t byte;
    memcpy(&byte, &start, 1);
    const __m512i newline = _mm512_set1_epi8('\n'), first = _mm512_set1_epi8((char)byte);
    for (; end - p >= 64 + 8; p += 64) {
        uint64_t ends = _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(p), newline);
        ends = _mm512_mask_cmpeq_epi8_mask(ends, _mm512_loadu_si512(p + 1), first);
        for (; ends; ends &= ends - 1) {
            const uint8_t *line = p + __builtin_ctzll(ends) + 1;
            if (gx_load(line) == start) return line;
        }
    }
    return seek_plain(p, end, start);
}

#endif

gx_seek *gx_choose_seek(void) {
#ifdef HAS_AVX512
    if (gx_runs_avx512()) return seek_avx512;
#endif
    return seek_plain;
}

gx_seek *const *gx_list_seeks(void) {
#ifdef HAS_AVX512
    static gx_seek *const all[] = {seek_plain, seek_avx512, NULL};
    if (gx_runs_avx512()) return all;
#endif
    static gx_seek *const plain[] = {seek_plain, NULL};
    return plain;
}

gx_find_end *gx_choose_find_end(void) {
#ifdef HAS_AVX512
    if (gx_runs_avx512()) return find_end_avx512;
#endif
    return find_end_plain;
}

gx_find_end *const *gx_list_find_ends(void) {
#ifdef HAS_AVX512
    static gx_find_end *const all[] = {find_end_plain, find_end_avx512, NULL};
    if (gx_runs_avx512()) return all;
#endif
    static gx_find_end *const plain[] = {find_end_plain, NULL};
    return plain;
}
