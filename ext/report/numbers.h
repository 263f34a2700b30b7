/*
** numbers.h: numbers, before they are tokens. Private to lex.c, numbers.c and digits.c.
*/
#ifndef GX_NUMBERS_H
#define GX_NUMBERS_H

#include "reader.h"

/* The class of the character at p; of a newline at the end, which has no bytes. */
static inline unsigned gx_class_or_edge(const uint8_t *p, const uint8_t *end, unsigned *bytes) {
    if (p < end) return gx_class_at(p, end, bytes);
    *bytes = 0;
    return GX_C_NEWLINE;
}

static inline const uint8_t *gx_skip_spaces(const uint8_t *p, const uint8_t *end) {
    unsigned bytes;
    while (p < end && gx_class_at(p, end, &bytes) == GX_C_SPACE) p += bytes;
    return p;
}

static inline unsigned gx_digit_at(const uint8_t *p) {
    return *p < 0x80 ? *p & 15u : p[2] & 15u; /* full-width digits are EF BC 90 to 99 */
}

/* ---- numbers.c: the numbers of a row --------------------------------------------------------- */

typedef struct gx_place {
    const uint8_t *at;
    uint32_t line, x, c; /* as in a token, and not capped */
} gx_place;

/* The end of a few digits that end a cell or have another number behind them, and their value: they
** are neither numbering nor part of anything that stands behind them. NULL: it is another number.
*/
const uint8_t *gx_plain_end(const uint8_t *p, const uint8_t *end, uint64_t *value);

/* Adds the numbers of this kind that stand behind the place of one, with nothing but separators and
** spaces before each, as long as there is room, and moves the place behind the last. */
void gx_read_numbers(gx_reader *reader, const uint8_t *text, const uint8_t *end, gx_place *here);

/* ---- digits.c: a number that is in any way odd ----------------------------------------------- */

/* A run of digits with its separators, before it is known what it is. */
typedef struct gx_digits {
    const uint8_t *end;
    const uint8_t *last; /* its last digit */
    uint64_t value;
    int n, decimals;
    unsigned next; /* the class of what stands behind it */
    bool illegible;
} gx_digits;

/* The digits at p, and those behind thousands separators and a point. */
gx_digits gx_scan_digits(const uint8_t *p, const uint8_t *end);

/* The digits from p on, without the last one of all, which is part of something else. */
gx_digits gx_digits_before(const uint8_t *p, const uint8_t *last, const uint8_t *end);

/* True where the text ends right behind a number, or behind a separator in it: it may go on. */
bool gx_is_cut_off(const gx_digits *d, const uint8_t *end);

/* True where digits, which with their sign begin at `start`, are no number of a form, or not all of
** one: a part of something, or what counts the cells of a notation. `glued`: a letter stands right
** before them. */
bool gx_is_no_number(const gx_digits *d, const uint8_t *start, const uint8_t *text,
                     const uint8_t *end, bool glued);

#endif
