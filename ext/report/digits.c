/*
** digits.c: a number that is in any way odd. In: the place of its first digit. Out: its value, and
** whether it is a number of a form at all, told by what stands beside it.
*/
#include "numbers.h"

#include <string.h>

/* ---- digits ---------------------------------------------------------------------------------- */

/* Moves on over digits. */
static void take_digits(gx_digits *d, const uint8_t *end, bool decimals) {
    while (d->end < end) {
        unsigned bytes = 1;
        bool plain = *d->end - (unsigned)'0' < 10;
        if (!plain && gx_class_at(d->end, end, &bytes) != GX_C_DIGIT) break;
        d->last = d->end;
        if (++d->n > GX_MOST_DIGITS)
            d->illegible = true;
        else
            d->value = d->value * 10 + gx_digit_at(d->end);
        d->decimals += decimals;
        d->end += bytes;
    }
}

/* True where exactly three digits follow p. */
static bool three_digits(const uint8_t *p, const uint8_t *end) {
    unsigned bytes;
    for (int i = 0; i < 3; i++) {
        if (gx_class_or_edge(p, end, &bytes) != GX_C_DIGIT) return false;
        p += bytes;
    }
    return gx_class_or_edge(p, end, &bytes) != GX_C_DIGIT;
}

/* True where digits follow a comma that make no group of three: a number that was cut off inside
** such a group, or ran into the next one. */
static bool breaks_off(const uint8_t *p, const uint8_t *end) {
    unsigned bytes, n = 0;
    while (gx_class_or_edge(p, end, &bytes) == GX_C_DIGIT) p += bytes, n++;
    return n > 3 || (n && p == end);
}

gx_digits gx_scan_digits(const uint8_t *p, const uint8_t *end) {
    gx_digits d = {.end = p, .last = p};
    unsigned bytes;
    take_digits(&d, end, false);
    d.next = gx_class_or_edge(d.end, end, &bytes);
    /* More than three digits before a thousands separator are two numbers run together. */
    bool together = d.n > 3;
    while (d.next == GX_C_COMMA && three_digits(d.end + bytes, end)) {
        d.illegible = d.illegible || together;
        d.end += bytes;
        take_digits(&d, end, false);
        d.next = gx_class_or_edge(d.end, end, &bytes);
    }
    if (d.next == GX_C_COMMA && breaks_off(d.end + bytes, end)) d.illegible = true;
    /* So are digits that begin with a nought. */
    if (d.n > 1 && gx_digit_at(p) == 0) d.illegible = true;
    while (d.next == GX_C_DOT) {
        unsigned more;
        if (gx_class_or_edge(d.end + bytes, end, &more) != GX_C_DIGIT) break;
        if (d.decimals) d.illegible = true; /* 1.2.3: a date, an address */
        d.end += bytes;
        take_digits(&d, end, true);
        d.next = gx_class_or_edge(d.end, end, &bytes);
    }
    if (d.decimals > 9) d.illegible = true;
    return d;
}

gx_digits gx_digits_before(const uint8_t *p, const uint8_t *last, const uint8_t *end) {
    gx_digits d = {.end = p, .last = p};
    unsigned bytes;
    take_digits(&d, last, false);
    d.next = gx_class_or_edge(d.end, end, &bytes);
    return d;
}

/* ---- what stands beside them ----------------------------------------------------------------- */

bool gx_is_cut_off(const gx_digits *d, const uint8_t *end) {
    unsigned bytes;
    const uint8_t *p = d->end;
    if (d->next == GX_C_COMMA || d->next == GX_C_DOT) {
        gx_class_at(p, end, &bytes);
        p += bytes;
    }
    if (d->next == GX_C_DOT)
        while (p < end && *p == ' ') p++;
    return p == end;
}

/* True where a separator ends the number's line, or cell: the rest of it stands elsewhere. */
static bool ends_in_separator(const gx_digits *d, const uint8_t *end) {
    unsigned bytes;
    if (d->n > 3 || d->end == end || *d->end != ',') return false;
    const uint8_t *p = gx_skip_spaces(d->end + 1, end);
    unsigned class = gx_class_or_edge(p, end, &bytes);
    if (class != GX_C_NEWLINE) return class == GX_C_PIPE;
    p = gx_skip_spaces(p + bytes, end);
    return p == end || (*p != '"' && *p != '\''); /* the next name of a record */
}

/* True where a number is so many times ten thousand, or more: 7 万件. */
static bool counts_more(const gx_digits *d, const uint8_t *end) {
    const uint8_t *p = gx_skip_spaces(d->end, end);
    if (end - p < 3 || (memcmp(p, "万", 3) != 0 && memcmp(p, "亿", 3) != 0)) return false;
    return p > d->end && (end - p < 6 || memcmp(p + 3, "元", 3) != 0);
}

static inline bool is_joint(uint8_t c) {
    return c == '/' || c == ':' || c == '\'';
}

/* True where a number is part of something that is no number of a form: .5, 7/6, 7:1. */
static bool is_part_behind(const uint8_t *start, const uint8_t *text) {
    if (start == text) return false;
    if (start[-1] == '.') return true;
    return is_joint(start[-1]) && start - text > 1 && start[-2] >= '0' && start[-2] <= '9';
}

/* The same by what stands behind it: 7/6, 7:1, 7%, 7 万. */
static bool is_part_before(const gx_digits *d, const uint8_t *end) {
    unsigned bytes;
    if (d->end == end) return false;
    if (*d->end == '%' || counts_more(d, end)) return true;
    return is_joint(*d->end) && gx_class_or_edge(d->end + 1, end, &bytes) == GX_C_DIGIT;
}

/* True where a number counts something in a notation: colspan="3" and "col": 3 with a name in Latin
** letters, 列3：, 3+| and \\3. of cells that span columns. */
static bool is_notation(const gx_digits *d, const uint8_t *start, const uint8_t *text,
                        const uint8_t *end, bool glued) {
    const uint8_t *p = start, *next = d->end;
    unsigned bytes;
    if (glued && next < end && (*next == ':' || (end - next > 2 && !memcmp(next, "：", 3))))
        return true;
    if (end - next > 1 && *next == '+' && next[1] == '|') return true;
    if (p > text && p[-1] == '\\' && *p >= '0' && *p <= '9') return true;
    while (p > text && (p[-1] == '"' || p[-1] == '\'' || p[-1] == ' ')) p--;
    if (p == text || (p[-1] != '=' && p[-1] != ':')) return false;
    for (p--; p > text && (p[-1] == '"' || p[-1] == '\'');) p--;
    return p > text && gx_class_or_edge(p - 1, end, &bytes) == GX_C_LATIN;
}

bool gx_is_no_number(const gx_digits *d, const uint8_t *start, const uint8_t *text,
                     const uint8_t *end, bool glued) {
    if (is_part_behind(start, text) || is_notation(d, start, text, end, glued)) return true;
    /* Before a letter right behind it, nothing else ends it. */
    return !gx_is_letter(d->next) && (is_part_before(d, end) || ends_in_separator(d, end));
}
