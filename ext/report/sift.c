/*
** sift.c: the words of the text around the tables that may be labels. In: the places where words
** begin (scan.c). Out: those whose first two letters may begin a label (gx_quick.suspects), but for
** the dead ends that were met before (words.c): one word in ten. Nothing here needs a branch, as
** no word tells what the next one is.
*/
#include "quick.h"

static inline bool begins_ideograph(uint8_t byte) {
    return (uint8_t)(byte - 0xE4) <= 5;
}

/* True where the first two letters may begin a label, or the one, where something else is behind
** it. */
static inline bool is_suspect(const gx_quick *quick, const uint8_t *p) {
    uint64_t bytes = gx_load_little(p), one = bytes & 0xFFFFFF, two = bytes & 0xFFFFFFFFFFFF;
    unsigned place = gx_beginning_place(begins_ideograph(p[3]) ? two : one);
    return quick->suspects[place >> 6] >> (place & 63) & 1;
}

/* True where no dead end is known that begins so. */
static inline bool is_new(const gx_quick *quick, const uint8_t *p) {
    uint64_t first = gx_load(p), two = gx_two_letters(p);
    uint32_t last = gx_load_four(p + 8);
    const gx_dead_end *dead = &quick->dead_ends[gx_word_place(first, last, GX_DEAD_BITS)];
    return (((dead->first ^ first) | (dead->last ^ last)) != 0) &
           (quick->short_ends[gx_word_place(two, 0, GX_DEAD_BITS)] != two);
}

void gx_sift(const gx_quick *quick, const uint8_t *bytes, gx_starts *s) {
    /* A list of its own, so that no place that is read waits for one that is written. */
    uint16_t suspects[sizeof s->at / sizeof s->at[0]];
    unsigned n = 0, all = s->n;
    for (unsigned i = 0; i < all; i++) {
        suspects[n] = s->at[i];
        n += is_suspect(quick, bytes + s->at[i]);
    }
    s->n = 0;
    for (unsigned i = 0, left = 0; i < n; i++, s->n = left) {
        s->at[left] = suspects[i];
        left += is_new(quick, bytes + suspects[i]);
    }
}
