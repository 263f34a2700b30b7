/*
** gaps.h: the numbers in the gaps of a skeleton. Private to quick.c and series.c, which have a twin
** of it each: number by number, and row by row with AVX-512.
*/
#ifndef GX_GAPS_H
#define GX_GAPS_H

#include "quick.h"

#include <string.h>

enum { GX_SPARE = GX_SERIES_BYTES + 8 };

/* ---- numbers --------------------------------------------------------------------------------- */

/* How many digits eight bytes begin with, the first one lowest, of which each is a digit's value
** where it is one. */
static inline unsigned count_digits(uint64_t digits) {
    const uint64_t tops = 0x8080808080808080u;
    uint64_t others = ((digits + 0x7676767676767676u) | digits) & tops;
    return others ? (unsigned)__builtin_ctzll(others) / 8 : 8;
}

/* The number that the first n of them are, 1 to 7. */
static inline uint64_t value_of(uint64_t digits, unsigned n) {
    digits <<= 64 - 8 * n;
    digits = digits * 10 + (digits >> 8);
    return ((digits & 0x000000FF000000FFu) * 0x000F424000000064u +
            (digits >> 16 & 0x000000FF000000FFu) * 0x0000271000000001u) >>
           32;
}

/* Reads a run of digits. Returns how many; GX_MOST_DIGITS + 1: too many. */
static inline unsigned read_digits(const uint8_t *p, uint64_t *value) {
    unsigned n = 0;
    for (*value = 0; n <= GX_MOST_DIGITS && p[n] >= '0' && p[n] <= '9'; n++)
        *value = *value * 10 + p[n] - '0';
    return n;
}

/* Reads the decimals of an amount behind p. Returns where they end; NULL: not legible. */
static inline const uint8_t *read_decimals(const uint8_t *p, unsigned digits, uint64_t *value,
                                           uint8_t *scale) {
    unsigned n = 0;
    if (*p != '.' || p[1] < '0' || p[1] > '9') return p;
    for (p++; *p >= '0' && *p <= '9'; p++) {
        if (++n > 9 || digits + n > GX_MOST_DIGITS) return NULL;
        *value = *value * 10 + *p - '0';
    }
    *scale = (uint8_t)n;
    return p;
}

/* Reads the number of a gap, which may be any that is plain. Returns where it ends, NULL: it is
** none, or not printed plainly. */
static inline const uint8_t *read_any_number(const gx_piece *piece, const uint8_t *p,
                                             const uint8_t *text, gx_cell *cell) {
    uint64_t value = 0;
    const uint8_t *start = p;
    bool minus = piece->is_signed && *p == '-';
    if (piece->is_signed && (minus || *p == '+')) p++;
    unsigned n = read_digits(p, &value);
    if (!n || n > GX_MOST_DIGITS || (n > 1 && *p == '0')) return NULL;
    p += n;
    uint8_t scale = 0;
    if (piece->real) {
        p = read_decimals(p, n, &value, &scale);
        if (!p) return NULL;
    }
    cell->value = (int64_t)(minus ? 0 - value : value);
    cell->start = (uint32_t)(start - text);
    cell->length = (uint32_t)(p - start);
    memcpy(&cell->status, piece->print, sizeof piece->print);
    cell->scale = scale;
    return p;
}

/* ---- one skeleton ---------------------------------------------------------------------------- */

/* True where n bytes are the same, more than 16. */
typedef bool gx_same(const void *p, const void *q, size_t n);

/* True where the bytes of a piece stand at p, behind which there are GX_SPARE bytes more. */
static inline __attribute__((always_inline)) bool
is_piece(const gx_skeleton *s, const gx_piece *piece, const uint8_t *p, gx_same *same) {
    if ((gx_load(p) ^ piece->head) & piece->mask) return false;
    if (piece->n <= 8) return true;
    if (gx_load(p + piece->n - 8) != piece->tail) return false;
    return piece->n <= 16 || same(p, s->bytes + piece->first, piece->n);
}

/* Moves over the padding at p, two spaces or more. NULL: there is none. */
static inline const uint8_t *skip_padding(const uint8_t *p, const uint8_t *end) {
    const uint64_t spaces = 0x2020202020202020u;
    const uint8_t *start = p;
    while (end - p >= 8 && gx_load(p) == spaces) p += 8;
    while (p < end && *p == ' ') p++;
    return p - start >= 2 ? p : NULL;
}

/* Moves over the bytes of a piece and its padding. NULL: these are others. */
static inline const uint8_t *pass_padded(const gx_skeleton *s, const gx_piece *piece,
                                         const uint8_t *p, const uint8_t *end) {
    if (piece->pad_front && !(p = skip_padding(p, end))) return NULL;
    if (end - p < piece->n + GX_SPARE || !is_piece(s, piece, p, gx_same_bytes)) return NULL;
    p += piece->n;
    if (!piece->pad_back) return p;
    p = skip_padding(p, end);
    return p && end - p >= GX_SPARE ? p : NULL;
}

/* What the twins do differently. */
typedef struct gaps_twin {
    gx_same *same;
    gx_read_series *read_series; /* NULL: nothing at once */
} gaps_twin;

/* See gx_read_gaps. Nearly all numbers are counts of less than eight digits. `roomy`: the text goes
** on further than any skeleton of such numbers could reach. */
static inline __attribute__((always_inline)) const uint8_t *
read_gaps_of(const gx_skeleton *s, const uint8_t *p, const uint8_t *end, const uint8_t *text,
             bool roomy, const gaps_twin *twin, gx_cell *cells, int *done) {
    const gx_piece *piece = s->pieces, *last = piece + s->n_pieces;
    for (; piece < last; piece++) {
        gx_cell *cell = &cells[piece->slot];
        if (piece->padded) {
            p = pass_padded(s, piece, p, end);
            if (!p) break;
        } else {
            if (!roomy && end - p < piece->n + GX_SPARE) break;
            if (!is_piece(s, piece, p, twin->same)) break;
            p += piece->n;
        }
        if (twin->read_series && piece->series) {
            const uint8_t *q = twin->read_series(piece, p, (uint32_t)(p - text), cell);
            if (q) p = q, piece += piece->series - 1;
            if (q) continue;
        }
        uint64_t digits = gx_load_little(p) ^ 0x3030303030303030u;
        unsigned n = count_digits(digits);
        bool nought = *p == '0' && n > 1; /* in front of other digits */
        if (piece->special | (n - 1 > 6) | nought) {
            p = read_any_number(piece, p, text, cell);
            if (!p) break;
            continue;
        }
        cell->value = (int64_t)value_of(digits, n);
        cell->start = (uint32_t)(p - text);
        cell->length = n;
        memcpy(&cell->status, piece->print, sizeof piece->print);
        p += n;
    }
    *done = (int)(piece - s->pieces);
    return piece < last ? NULL : pass_padded(s, piece, p, end);
}

static inline __attribute__((always_inline)) const uint8_t *
read_gaps(const gx_skeleton *s, const uint8_t *p, const uint8_t *end, const uint8_t *text,
          const gaps_twin *twin, gx_cell *cells, int *done) {
    bool roomy = s->reach && end - p > (ptrdiff_t)s->reach + GX_SPARE;
    return roomy ? read_gaps_of(s, p, end, text, true, twin, cells, done)
                 : read_gaps_of(s, p, end, text, false, twin, cells, done);
}

#endif
