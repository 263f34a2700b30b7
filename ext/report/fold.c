/*
** fold.c: a stretch of text to what patterns are matched with: one script, one width, no spaces,
** no readings. In: UTF-8. Out: folded UTF-8, and where a byte of it comes from.
*/
#include "reader.h"
#include "utf8.h"

#include <string.h>

/* The character at p, which has so many bytes. What is no character of the basic plane is U+FFFD.
 */
static inline unsigned character_at(const uint8_t *p, unsigned bytes) {
    if (bytes == 1) return *p < 0x80 ? *p : 0xFFFD;
    if (bytes == 2) return (*p & 31u) << 6 | (p[1] & 63u);
    if (bytes == 4) return 0xFFFD;
    unsigned c = (*p & 15u) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
    return c < 0x800 || (c >= 0xD800 && c < 0xE000) ? 0xFFFD : c;
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
    return gx_write_utf8(folded ? folded : c, out);
}

/* The same for any character. */
static size_t fold_one(const uint8_t **at, const uint8_t *end, char *out) {
    const uint8_t *p = *at;
    if (!gx_is_ideograph(p, end)) return fold_other(at, end, out);
    unsigned other = gx_fold[gx_fold_page[(p[0] & 15u) << 6 | (p[1] & 63u)]][p[2] & 63];
    *at = p + 3;
    if (other) return gx_write_utf8(other, out);
    memcpy(out, p, 3);
    return 3;
}

/* The end of the run at p of what folds to itself: ideographs and digits, most of a text. The last
** three bytes before `end` do not count. With `out`, puts four bytes for each of them there. */
static inline const uint8_t *same_run(const uint8_t *p, const uint8_t *end, char *out) {
    while (end - p >= 4) {
        uint32_t bytes = gx_load_word(p);
        if (out) memcpy(out, p, 4);
        size_t n = 1;
        if ((bytes & 0xff) - '0' > 9) {
            if ((bytes & 0xff) - 0xE4 > 5 || (bytes & 0xC0C000) != 0x808000) break;
            unsigned page = gx_fold_page[(bytes & 15) << 6 | (bytes >> 8 & 63)];
            if (gx_fold[page][bytes >> 16 & 63]) break;
            n = 3;
        }
        p += n;
        if (out) out += n;
    }
    return p;
}

size_t gx_fold_text(gx_reader *reader, size_t n, const char *text, size_t first, size_t last) {
    const uint8_t *p = (const uint8_t *)text + first, *end = (const uint8_t *)text + last;
    while (p < end && n + 3 <= GX_MAX_FOLDED) {
        size_t room = GX_MAX_FOLDED - n;
        const uint8_t *stop = (size_t)(end - p) > room ? p + room : end;
        const uint8_t *run = same_run(p, stop, reader->folded + n);
        n += (size_t)(run - p);
        p = run;
        if (p < end && n + 3 <= GX_MAX_FOLDED) n += fold_one(&p, end, reader->folded + n);
    }
    reader->folded[n] = 0;
    return n;
}

size_t gx_fold_origin(const char *text, size_t first, size_t last, size_t at) {
    const uint8_t *p = (const uint8_t *)text + first, *end = (const uint8_t *)text + last, *q = p;
    char folded[4];
    for (size_t n = 0; p < end && n <= at;) {
        size_t enough = at - n + 4; /* a run so far as this */
        q = same_run(p, (size_t)(end - p) > enough ? p + enough : end, NULL);
        if ((size_t)(q - p) > at - n) {
            q = p + (at - n);
            while ((*q & 0xC0) == 0x80) q--;
            break;
        }
        n += (size_t)(q - p);
        p = q;
        if (p < end) n += fold_one(&p, end, folded);
    }
    return (size_t)(q - (const uint8_t *)text);
}

bool gx_folds_to_itself(const char *text, size_t size, size_t first, size_t n) {
    const uint8_t *p = (const uint8_t *)text + first, *end = (const uint8_t *)text + size;
    if ((size_t)(end - p) > n + 4) end = p + n + 4;
    return (size_t)(same_run(p, end, NULL) - p) >= n;
}
