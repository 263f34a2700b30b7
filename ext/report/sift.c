/*
** sift.c: the words of the text around the tables that may be labels. In: the places where words
** begin (scan.c). Out: those whose first two letters may begin a label (gx_quick.suspects), a third
** of them in running text, but for the dead ends that were met before (words.c). Two twins that
** give the same; which one runs is chosen once a connection.
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

/* True where no dead end is known that begins so; by nothing that needs a branch. */
static inline bool is_new(const gx_quick *quick, const uint8_t *p) {
    uint64_t first = gx_load(p), two = gx_two_letters(p);
    uint32_t last = gx_load_four(p + 8);
    const gx_dead_end *dead = &quick->dead_ends[gx_word_place(first, last, GX_DEAD_BITS)];
    return (((dead->first ^ first) | (dead->last ^ last)) != 0) &
           (quick->short_ends[gx_word_place(two, 0, GX_DEAD_BITS)] != two);
}

static void leave_dead_ends(const gx_quick *quick, const uint8_t *bytes, gx_starts *s) {
    unsigned n = 0, all = s->n;
    for (unsigned from = 0; from < all; from += 64) {
        uint64_t left = 0; /* nothing is written before it is known, so that no place waits */
        unsigned some = all - from < 64 ? all - from : 64;
        for (unsigned i = 0; i < some; i++)
            left |= (uint64_t)is_new(quick, bytes + s->at[from + i]) << i;
        for (; left; left &= left - 1) s->at[n++] = s->at[from + (unsigned)__builtin_ctzll(left)];
    }
    s->n = n;
}

/* By nothing that needs a branch, as nearly half of the places begin like a label. */
static void sift_plain(const gx_quick *quick, const uint8_t *bytes, gx_starts *s) {
    unsigned n = 0, all = s->n;
    for (unsigned i = 0; i < all; i++) {
        s->at[n] = s->at[i];
        n += has_place(quick->suspects, two_letters(gx_load_little(bytes + s->at[i])));
    }
    s->n = n;
    leave_dead_ends(quick, bytes, s);
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

/* Which lanes begin no dead end that is known. */
TWIN inline __mmask8 are_new(const gx_quick *quick, __m512i first, __m512i last, __mmask8 lanes) {
    const __m512i factor = _mm512_set1_epi64((int64_t)GX_BEGINNING_FACTOR);
    __m512i two = _mm512_and_si512(first, _mm512_set1_epi64(0xFFFFFFFFFFFF));
    __m512i place = _mm512_srli_epi64(_mm512_mullo_epi64(two, factor), 64 - GX_DEAD_BITS);
    __m512i ends = _mm512_i64gather_epi64(place, quick->short_ends, 8);
    __mmask8 left = _mm512_mask_cmpneq_epi64_mask(lanes, ends, two);
    place = _mm512_xor_si512(first, _mm512_add_epi64(last, _mm512_slli_epi64(last, 2)));
    place = _mm512_srli_epi64(_mm512_mullo_epi64(place, factor), 64 - GX_DEAD_BITS);
    place = _mm512_slli_epi64(place, 1); /* of eight bytes each */
    __m512i firsts = _mm512_i64gather_epi64(place, &quick->dead_ends[0].first, 8);
    __m512i lasts = _mm512_i64gather_epi64(place, &quick->dead_ends[0].last, 8);
    __m512i off = _mm512_or_si512(_mm512_xor_si512(firsts, first), _mm512_xor_si512(lasts, last));
    return _mm512_mask_test_epi64_mask(left, off, off);
}

/* Which of eight places from i on there are, of n. */
static inline uint8_t lanes_from(unsigned i, unsigned n) {
    return (uint8_t)(n - i < 8 ? (1u << (n - i)) - 1 : 0xff);
}

/* Appends those of eight places that are kept to the n that are there. Returns how many there are
** then. */
TWIN inline unsigned keep_places(__m128i places, __mmask8 keep, uint16_t *list, unsigned n) {
    _mm_storeu_si128((__m128i *)(list + n), _mm_maskz_compress_epi16(keep, places));
    return n + (unsigned)__builtin_popcount(keep);
}

/* Two passes, as a dead end takes thrice the lookups. The places between them have a list of their
** own, so that none has to wait for the ones before it to be written. */
TWIN void sift_avx512(const gx_quick *quick, const uint8_t *bytes, gx_starts *s) {
    uint16_t some[sizeof s->at / sizeof s->at[0]];
    unsigned n = 0, left = 0;
    for (unsigned i = 0; i < s->n; i += 8) {
        __mmask8 lanes = lanes_from(i, s->n);
        __m128i places = _mm_loadu_si128((const __m128i *)(s->at + i));
        __m512i words = _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), lanes,
                                                    _mm512_cvtepu16_epi64(places), bytes, 1);
        __mmask8 keep = have_places(quick->suspects, two_letters_each(words), lanes);
        n = keep_places(places, keep, some, n);
    }
    for (unsigned i = 0; i < n; i += 8) {
        __mmask8 lanes = lanes_from(i, n);
        __m128i places = _mm_loadu_si128((const __m128i *)(some + i));
        __m512i at = _mm512_cvtepu16_epi64(places);
        __m512i first = _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), lanes, at, bytes, 1);
        __m256i last = _mm512_mask_i64gather_epi32(_mm256_setzero_si256(), lanes, at, bytes + 8, 1);
        __mmask8 keep = are_new(quick, first, _mm512_cvtepu32_epi64(last), lanes);
        left = keep_places(places, keep, s->at, left);
    }
    s->n = left;
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
