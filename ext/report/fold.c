/*
** fold.c: a stretch of text to what patterns are matched with: one script, one width, no spaces,
** no readings. In: UTF-8. Out: folded UTF-8 and where each byte comes from.
*/
#include "reader.h"

#include <string.h>

/* The character at p, and its bytes. What is no character of the basic plane is U+FFFD. */
static unsigned character_at(const uint8_t *p, const uint8_t *end, unsigned *bytes) {
    gx_class_at(p, end, bytes);
    if (*bytes == 1) return *p < 0x80 ? *p : 0xFFFD;
    if (*bytes == 2) return (*p & 31u) << 6 | (p[1] & 63u);
    if (*bytes == 4) return 0xFFFD;
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

size_t gx_fold_text(gx_reader *reader, size_t n, const char *text, size_t first, size_t last) {
    const uint8_t *base = (const uint8_t *)text, *p = base + first, *end = base + last;
    while (p < end && n + 3 <= GX_MAX_FOLDED) {
        if (end - p >= 3 && *p >= 0xE4 && *p <= 0xE9 && (p[1] & 0xC0) == 0x80 &&
            (p[2] & 0xC0) == 0x80) { /* an ideograph: the shortest way for most */
            unsigned ideograph = (*p & 15u) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
            unsigned other = gx_fold[gx_fold_page[ideograph >> 6]][ideograph & 63];
            uint32_t from = (uint32_t)(p - base), four[4] = {from, from, from, from};
            memcpy(reader->folded_from + n, four, sizeof four);
            if (other) {
                n += put_character(reader->folded + n, other);
            } else {
                memcpy(reader->folded + n, p, 3);
                n += 3;
            }
            p += 3;
            continue;
        }
        unsigned bytes, class = gx_class_at(p, end, &bytes);
        unsigned c = character_at(p, end, &bytes);
        const uint8_t *reading = class == GX_C_OPEN ? gx_reading_end(p + bytes, end) : NULL;
        if (reading) {
            p = reading;
            continue;
        }
        if (class == GX_C_NEWLINE || class == GX_C_PAGE) {
            c = '\n';
        } else if (class == GX_C_SPACE || class == GX_C_TAB || class == GX_C_SKIP || !c) {
            p += bytes;
            continue;
        }
        unsigned folded = c < 0x10000 ? gx_fold[gx_fold_page[c >> 6]][c & 63] : 0;
        size_t put = put_character(reader->folded + n, folded ? folded : c);
        for (size_t i = 0; i < put; i++) reader->folded_from[n + i] = (uint32_t)(p - base);
        n += put;
        p += bytes;
    }
    reader->folded_from[n] = (uint32_t)(p - base);
    reader->folded[n] = 0;
    return n;
}
