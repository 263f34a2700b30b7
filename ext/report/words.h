/*
** words.h: what a word of the text around the tables may be. Private to outside.c,
** prose.c and words.c.
*/
#ifndef GX_WORDS_H
#define GX_WORDS_H

#include "quick.h"

/* gx_is_ideograph where three bytes are there for sure. */
static inline bool gx_is_ideograph_at(const uint8_t *p) {
    return p[0] >= 0xE4 && p[0] <= 0xE9 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80;
}

static inline unsigned gx_class_of_ideograph(const uint8_t *p) {
    return gx_class[gx_class_page[(p[0] & 15) << 6 | (p[1] & 63)]][p[2] & 63];
}

/* Inside a word, such a character ends nothing. */
static inline bool gx_is_inside(unsigned class) {
    return class == GX_C_PUNCT || class == GX_C_COMMA || class == GX_C_ENUM || class == GX_C_DOT ||
           class == GX_C_SKIP;
}

/* What the word at p, which begins with a letter, may be; stays until the next one is read. *known:
** it was from before. */
const gx_word *gx_read_word(gx_quick *quick, const uint8_t *p, const uint8_t *end, bool *known);

#endif
