/*
** sift.c: the words of the text around the tables that may be labels. In: the places where words
** begin (scan.c). Out: those whose first two letters may begin a label (gx_quick.suspects), a third
** of them in running text. Two twins that give the same; which one runs is chosen once a
** connection.
*/
#include "quick.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define HAS_AVX512 1
#include <immintrin.h>
#endif

static inline unsigned begins_ideograph(uint64_t bytes) {
    return (bytes & 0xff) - 0xE4 <= 5;
}

static inline unsigned has_place(const uint64_t *set, uint64_t bytes) {
    unsigned place = gx_beginning_place(bytes);
    return set[place >> 6] >> (place & 63) & 1;
}

/* Two ideographs of eight bytes, or one, where something else is behind it. */
static inline uint64_t two_letters(uint64_t bytes) {
    return bytes & (begins_ideograph(bytes >> 24) ? 0xFFFFFFFFFFFFu : 0xFFFFFFu);
}

/* By nothing that needs a branch, as nearly half of the places begin like a label. */
static void sift_plain(const gx_quick *quick, const uint8_t *bytes, gx_starts *s) {
    unsigned n = 0, all = s->n;
    for (unsigned i = 0; i < all; i++) {
        s->at[n] = s->at[i];
        n += has_place(quick->suspects, two_letters(gx_load_little(bytes + s->at[i])));
    }
    s->n = n;
}

#ifdef HAS_AVX512

/* Eight places at a time. */
#define TWIN __attribute__((target(GX_AVX512))) static

/* Of each eight bytes what two_letters keeps of them. */
TWIN inline __m512i two_letters_each(__m512i bytes) {
    __m512i from = _mm512_sub_epi8(bytes, _mm512_set1_epi8((char)0xE4));
    from = _mm512_and_si512(from, _mm512_set1_epi64(0xff000000));
    __mmask8 second = _mm512_cmple_epu64_mask(from, _mm512_set1_epi64(0x05000000));
    __m512i kept = _mm512_mask_blend_epi64(second, _mm512_set1_epi64(0xFFFFFF),
                                           _mm512_set1_epi64(0xFFFFFFFFFFFF));
    return _mm512_and_si512(bytes, kept);
}

/* Which lanes have their place in the set. */
TWIN inline __mmask8 have_places(const uint64_t *set, __m512i bytes, __mmask8 lanes) {
    const __m512i factor = _mm512_set1_epi64((int64_t)GX_BEGINNING_FACTOR);
    __m512i places = _mm512_srli_epi64(_mm512_mullo_epi64(bytes, factor), 48);
    __m512i words = _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), lanes,
                                                _mm512_srli_epi64(places, 6), set, 8);
    __m512i within = _mm512_and_si512(places, _mm512_set1_epi64(63));
    return _mm512_mask_test_epi64_mask(lanes, words,
                                       _mm512_sllv_epi64(_mm512_set1_epi64(1), within));
}

TWIN void sift_avx512(const gx_quick *quick, const uint8_t *bytes, gx_starts *s) {
    unsigned all = s->n;
    uint8_t left[sizeof s->at / sizeof *s->at / 8];
    for (unsigned i = 0; i < all; i += 8) {
        __mmask8 lanes = (__mmask8)(all - i < 8 ? (1u << (all - i)) - 1 : 0xff);
        __m128i at = _mm_loadu_si128((const __m128i *)(s->at + i));
        __m512i words = _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), lanes,
                                                    _mm512_cvtepu16_epi64(at), bytes, 1);
        left[i / 8] = (uint8_t)have_places(quick->suspects, two_letters_each(words), lanes);
    }
    s->n = 0;
    for (unsigned i = 0; i < all; i += 8) {
        __m128i at = _mm_loadu_si128((const __m128i *)(s->at + i));
        _mm_storeu_si128((__m128i *)(s->at + s->n), _mm_maskz_compress_epi16(left[i / 8], at));
        s->n += (unsigned)__builtin_popcount(left[i / 8]);
    }
}

gx_sift *gx_choose_sift(void) {
    return gx_runs_avx512() ? sift_avx512 : sift_plain;
}

gx_sift *const *gx_list_sifts(void) {
    static gx_sift *const all[] = {sift_plain, sift_avx512, NULL};
    static gx_sift *const plain[] = {sift_plain, NULL};
    return gx_runs_avx512() ? all : plain;
}

#else

gx_sift *gx_choose_sift(void) {
    return sift_plain;
}

gx_sift *const *gx_list_sifts(void) {
    static gx_sift *const all[] = {sift_plain, NULL};
    return all;
}

#endif
