/*
** plain.h: text rewritten so that the lexer can read it in one pass, with the place of each byte in
** the text it comes from. Private to ext/report.
*/
#ifndef GX_PLAIN_H
#define GX_PLAIN_H

#include "reader.h"

#include <string.h>

/* Makes room for more, or fails for good. */
bool gx_plain_grow(gx_plain *plain, uint32_t n);

/* One entry of `from` beyond the text is kept for its end, and three that may be written over. */
static inline bool gx_plain_has_room(gx_plain *plain, uint32_t n) {
    return plain->max - plain->n >= n + 4 ? !plain->failed : gx_plain_grow(plain, n);
}

typedef uint32_t gx_four __attribute__((vector_size(16)));

/* Appends text[from, from + n) of the source. */
static inline void gx_plain_copy(gx_plain *plain, const char *source, uint32_t from, uint32_t n) {
    if (!gx_plain_has_room(plain, n)) return;
    char *text = plain->text + plain->n;
    if (n < 8)
        for (uint32_t i = 0; i < n; i++) text[i] = source[from + i];
    else
        memcpy(text, source + from, n);
    uint32_t *places = plain->from + plain->n;
    gx_four four = {from, from + 1, from + 2, from + 3};
    for (uint32_t i = 0; i <= n; i += 4, four += 4) memcpy(places + i, &four, sizeof four);
    plain->n += n;
}

/* Appends a character of markup's making that stands at `from` in the source. */
static inline void gx_plain_put(gx_plain *plain, char c, uint32_t from) {
    if (!gx_plain_has_room(plain, 1)) return;
    plain->text[plain->n] = c;
    plain->from[plain->n++] = from;
    plain->from[plain->n] = from;
}

/* True where a mark of ASCII stands in a text, as <td does; its letters, behind the first
** character, may be capitals. memchr is several times as fast as memmem is. */
bool gx_has_mark(const char *text, size_t size, const char *mark);

/* Where two bytes stand, the one behind the other; NULL: nowhere. */
const char *gx_find_two(const char *p, const char *end, const char two[2]);

/* Where the character reference or escape ends that begins at `from`; behind its first character
** where there is none. */
uint32_t gx_plain_reference_end(const char *text, uint32_t size, uint32_t from);

/* Where the source of a byte ends that comes from `from`: behind a character reference or an
** escape, if it is one. */
static inline uint32_t gx_plain_source_end(const char *text, uint32_t size, uint32_t from) {
    if (from < size && text[from] != '&' && text[from] != '\\') return from + 1;
    return gx_plain_reference_end(text, size, from);
}

/* The bytes of the source, which is text[0..size), that a span of the plain text comes from. */
static inline gx_span gx_plain_source(const gx_plain *plain, const char *text, size_t size,
                                      gx_span span) {
    uint32_t start = plain->from[span.start];
    if (start > size) start = (uint32_t)size;
    if (!span.length) return (gx_span){start, 0};
    uint32_t last = plain->from[span.start + span.length - 1];
    return (gx_span){start, gx_plain_source_end(text, (uint32_t)size, last) - start};
}

/* The code unit of the escape \u653f at text[at]; -1: there is none. */
int gx_read_unit(const char *text, size_t size, size_t at);

/* Writes a code unit as UTF-8, in up to three bytes: a control character, which no form prints, and
** half of a surrogate pair, which is no letter of a form, as a space. */
size_t gx_write_unit(unsigned c, char to[4]);

/* True where c is one of a set of characters; a NUL is none. */
static inline bool gx_is_among(char c, const char *set) {
    return c && strchr(set, c);
}

/* The last byte, 0 where there is none. */
static inline char gx_plain_last(const gx_plain *plain) {
    return plain->n ? plain->text[plain->n - 1] : 0;
}

#endif
