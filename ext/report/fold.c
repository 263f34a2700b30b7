/*
** fold.c: a stretch of text to what patterns are matched with: one script, one width, no spaces,
** no readings. In: UTF-8. Out: folded UTF-8, and where a byte of it comes from.
*/
#include "reader.h"

#include <string.h>

/* The character at p, which has so many bytes. What is no character of the basic plane is U+FFFD. */
static inline unsigned character_at(const uint8_t *p, unsigned bytes) {
    if (bytes == 1) return *p < 0x80 ? *p : 0xFFFD;
    if (bytes == 2) return (*p & 31u) << 6 | (p[1] & 63u);
    if (bytes == 4) return 0xFFFD;
    unsigned c = (*p & 15u) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
    return c < 0x800 || (c >= 0xD800 && c < 0xE000) ? 0xFFFD : c;
}

static size_t put_character(char *out, unsigned c) {
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 63));
        return 2;
    }
    out[0] = (char)(0xE0 | c >> 12);
    out[1] = (char)(0x80 | (c >> 6 & 63));
    out[2] = (char)(0x80 | (c & 63));
    return 3;
}

/* Folds one character at *at, which is neither an ideograph nor a digit, and moves over it. Returns
** the bytes put: none for what is left out. */
static size_t fold_other(const uint8_t **at, const uint8_t *end, char *out) {
    const uint8_t *p = *at;
    unsigned bytes, class = gx_class_at(p, end, &bytes);
    const uint8_t *reading = class == GX_C_OPEN ? gx_reading_end(p + bytes, end) : NULL;
    *at = reading ? reading : p + bytes;
    if (reading || class == GX_C_SPACE || class == GX_C_TAB || class == GX_C_SKIP) return 0;
    unsigned c = character_at(p, bytes);
    if (class == GX_C_NEWLINE || class == GX_C_PAGE) c = '\n';
    if (!c) return 0;
    unsigned folded = c < 0x10000 ? gx_fold[gx_fold_page[c >> 6]][c & 63] : 0;
    return put_character(out, folded ? folded : c);
}

/* The same for any character. */
static inline size_t fold_one(const uint8_t **at, const uint8_t *end, char *out) {
    const uint8_t *p = *at;
    if (gx_is_ideograph(p, end)) {
        unsigned ideograph = (*p & 15u) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
        unsigned other = gx_fold[gx_fold_page[ideograph >> 6]][ideograph & 63];
        *at = p + 3;
        if (other) return put_character(out, other);
        memcpy(out, p, 3);
        return 3;
    }
    if (*p < '0' || *p > '9') return fold_other(at, end, out);
    *out = (char)*p;
    *at = p + 1;
    return 1;
}

size_t gx_fold_text(gx_reader *reader, size_t n, const char *text, size_t first, size_t last) {
    const uint8_t *p = (const uint8_t *)text + first, *end = (const uint8_t *)text + last;
    while (p < end && n + 3 <= GX_MAX_FOLDED) n += fold_one(&p, end, reader->folded + n);
    reader->folded[n] = 0;
    return n;
}

size_t gx_fold_origin(const char *text, size_t first, size_t last, size_t at) {
    const uint8_t *p = (const uint8_t *)text + first, *end = (const uint8_t *)text + last, *q = p;
    char folded[4];
    for (size_t n = 0; p < end && n <= at;) {
        q = p;
        n += fold_one(&p, end, folded);
    }
    return (size_t)(q - (const uint8_t *)text);
}
