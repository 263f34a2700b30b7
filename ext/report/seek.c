/*
** seek.c: the next line that begins with given bytes. In: text. Out: where that line begins. Two
** twins that give the same; which one runs is chosen once a connection.
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

#ifdef HAS_AVX512

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
