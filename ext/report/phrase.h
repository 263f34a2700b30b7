/*
** phrase.h: words, years and agencies' names in text, told by their bytes. Shared by facts.c, the
** rooms that serve it, and headings.c, which include it first.
*/
#ifndef GX_PHRASE_H
#define GX_PHRASE_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memmem, memrchr */
#endif
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline bool gx_is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* True where an ideograph begins at p: E4 to E9. */
static inline bool gx_begins_ideograph(const char *p) {
    return (uint8_t)*p >= 0xE4 && (uint8_t)*p <= 0xE9;
}

/* Behind a word at p; NULL: there is another one. */
static inline const char *gx_skip(const char *p, const char *end, const char *word) {
    size_t n = strlen(word);
    return (size_t)(end - p) >= n && !memcmp(p, word, n) ? p + n : NULL;
}

/* True where text[0, end) ends with a word. */
static inline bool gx_ends_with(const char *text, const char *end, const char *word) {
    size_t n = strlen(word);
    return (size_t)(end - text) >= n && !memcmp(end - n, word, n);
}

/* The first place of a word of ideographs; NULL: none. Looks for the second byte, as the first is
** one of six only. */
static inline const char *gx_find(const char *p, const char *end, const char *word) {
    size_t n = strlen(word);
    while ((size_t)(end - p) >= n) {
        const char *at = memchr(p + 1, word[1], (size_t)(end - p) - n + 1);
        if (!at) return NULL;
        if (!memcmp(at - 1, word, n)) return at - 1;
        p = at;
    }
    return NULL;
}

/* True where one of several ideographs, which follow each other in `list`, stands at p. */
static inline bool gx_is_one_of(const char *p, const char *end, const char *list) {
    if (end - p < 3) return false;
    for (; *list; list += 3)
        if (!memcmp(p, list, 3)) return true;
    return false;
}

/* Behind a year at p, as 2024 or 二〇二四; NULL: there is none. */
static inline const char *gx_skip_year(const char *p, const char *end) {
    static const char *const digits[] = {"〇○零", "二", "〇○零一二三四五六七八九"};
    if (end - p < 4) return NULL;
    if (gx_is_digit(*p)) {
        bool century = (*p == '1' && p[1] == '9') || (*p == '2' && p[1] == '0');
        return century && gx_is_digit(p[2]) && gx_is_digit(p[3]) ? p + 4 : NULL;
    }
    if (!(p = gx_skip(p, end, "二"))) return NULL;
    for (int i = 0; i < 3; i++) {
        if (i == 0 && p < end && *p == '0')
            p++;
        else if (gx_is_one_of(p, end, digits[i]))
            p += 3;
        else
            return NULL;
    }
    return p;
}

/* ---- issuer.c -------------------------------------------------------------------------------- */

/* The bytes of the shortest end of an agency's name, as 局 or 委员会, that text[0, n) has; 0: none. */
size_t gx_agency_end(const char *text, size_t n);

/* Finds the agency that a folded title names. False: it names none. */
bool gx_find_issuer(const char *title, const char *end, const char **from, const char **to);

#endif
