/*
** page.c: HTML whose tables are those of a page read before. In: a skeleton (quick.h), and the page
** that it was taken from. Out: the plain text of another page's tables, without going over its
** tags.
**
** What markup.c makes of a stretch of a page depends on its bytes, on whether it begins inside of a
** row or a cell, and on how long a cell is once it is very long. So where the bytes around the
** numbers are those of a page that was converted before, what it makes of them is known: the bytes
** between the same numbers, and for each of them the place it comes from.
*/
#include "quick.h"

#include <stdlib.h>
#include <string.h>

#if defined(__SSE2__) && defined(__GNUC__)
#define HAS_SSE2 1
#include <emmintrin.h>
#endif

enum { SPARE = 24, MAX_PAGE = 1 << 18, NEAR = 120, MAX_NUMBER = 20 };

/* What may be part of a number, and is plain text to markup.c. */
static inline bool is_digit(char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
}

/* How many such characters text[at] begins with, of at least SPARE; MAX_NUMBER + 1: more than a
** number has. */
static inline uint32_t count_digits(const char *text) {
    uint32_t n = 0;
#ifdef HAS_SSE2
    __m128i x = _mm_loadu_si128((const __m128i *)text);
    __m128i from = _mm_sub_epi8(x, _mm_set1_epi8('0'));
    __m128i digit = _mm_cmpeq_epi8(_mm_min_epu8(from, _mm_set1_epi8(9)), from);
    __m128i sign = _mm_or_si128(
        _mm_cmpeq_epi8(x, _mm_set1_epi8('.')),
        _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('-')), _mm_cmpeq_epi8(x, _mm_set1_epi8('+'))));
    n = (unsigned)__builtin_ctz(~(unsigned)_mm_movemask_epi8(_mm_or_si128(digit, sign)));
    if (n < 16) return n;
#endif
    while (n <= MAX_NUMBER && is_digit(text[n])) n++;
    return n;
}

/* ---- reading -----------------------------------------------------------------------------------
 */

static inline bool is_part(const gx_page *page, const gx_part *part, const char *p) {
    if ((gx_load(p) ^ part->head) & part->mask) return false;
    return part->n <= 8 || gx_same_bytes(p, page->source + part->first, part->n);
}

/* Writes the place of each of n bytes: `known`, or what follows the first of it, and `from` more.
** In fours, and so up to three more. */
static inline void put_places(uint32_t *places, const uint32_t *known, uint32_t n, uint32_t from) {
    const gx_four by = {from, from, from, from};
    for (uint32_t i = 0; i < n; i += 4) {
        gx_four four;
        memcpy(&four, known + i, sizeof four);
        four += by;
        memcpy(places + i, &four, sizeof four);
    }
}

/* Appends n bytes with their places (put_places). There is room for SPARE more, and so many are
** there behind them. */
static inline void put(gx_plain *plain, const char *bytes, const uint32_t *known, uint32_t n,
                       uint32_t from) {
    char *text = plain->text + plain->n;
    uint32_t *places = plain->from + plain->n;
    memcpy(text, bytes, 8); /* most have no more */
    put_places(places, known, 8, from);
    if (n > 8) {
        memcpy(text, bytes, n);
        put_places(places, known, n, from);
    }
    plain->n += n;
}

/* Tries one page at text[at]. Returns the end of it, 0: it does not fit. */
static uint32_t put_page(const gx_page *page, const char *text, uint32_t at, uint32_t size,
                         gx_plain *plain) {
    static const uint32_t each[MAX_NUMBER + 4] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11,
                                                  12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23};
    if (!gx_plain_has_room(plain, page->most + SPARE)) return 0;
    for (int i = 0; i <= page->n_gaps; i++) {
        const gx_part *part = &page->parts[i];
        if (size - at < part->n + SPARE || !is_part(page, part, text + at)) return 0;
        put(plain, page->plain + part->first_plain, page->from + part->first_plain, part->n_plain,
            at);
        at += part->n;
        if (i == page->n_gaps) break;
        if (size - at < SPARE) return 0;
        uint32_t n = count_digits(text + at);
        if (!n || n > MAX_NUMBER) return 0;
        put(plain, text + at, each, n, at);
        at += n;
    }
    plain->from[plain->n] = at;
    return at;
}

uint32_t gx_put_known_page(gx_quick *quick, const char *text, uint32_t at, uint32_t size,
                           gx_plain *plain) {
    uint32_t n = plain->n;
    if (size - at < SPARE) return 0;
    for (int i = 0; i < quick->n_pages; i++) {
        gx_page *page = quick->pages[i];
        if (gx_load(text + at) != page->start) continue;
        uint32_t end = put_page(page, text, at, size, plain);
        if (end) {
            memmove(quick->pages + 1, quick->pages, (size_t)i * sizeof page);
            quick->pages[0] = page;
            quick->known_page = true;
            return end;
        }
        plain->n = n;
    }
    return 0;
}

/* ---- learning ----------------------------------------------------------------------------------
 */

void gx_page_free(gx_page *page) {
    if (!page) return;
    free(page->source);
    free(page->plain);
    free(page->from);
    free(page);
}

/* A page of that size. NULL: no memory. */
static gx_page *new_page(uint32_t n_source, uint32_t n_plain) {
    gx_page *page = calloc(1, sizeof *page);
    if (!page) return NULL;
    page->source = malloc(n_source + SPARE);
    page->plain = malloc(n_plain + SPARE);
    page->from = malloc((n_plain + SPARE) * sizeof *page->from);
    if (page->source && page->plain && page->from) return page;
    gx_page_free(page);
    return NULL;
}

/* The numbers of a skeleton in the order of the text, in a page and in its plain text. */
typedef struct learner {
    const char *text;
    const gx_plain *plain;
    gx_page *page;
    uint32_t n_source, n_plain; /* filled in so far */
} learner;

/* True where a bar is near on both sides: a cell so short that its length changes nothing. */
static bool is_short_cell(const gx_plain *plain, uint32_t start, uint32_t end) {
    if (start < NEAR || plain->n - end < NEAR) return false;
    const char *before = plain->text + start - NEAR;
    return memchr(before, '|', NEAR) && memchr(plain->text + end, '|', NEAR);
}

/* True where plain text[start, end) stands so in the page, digits and nothing else beside them. */
static bool is_same(const learner *l, uint32_t start, uint32_t end) {
    uint32_t from = l->plain->from[start], n = end - start;
    for (uint32_t i = 0; i < n; i++)
        if (l->plain->from[start + i] != from + i || !is_digit(l->text[from + i])) return false;
    return from && !is_digit(l->text[from - 1]) && !is_digit(l->text[from + n]) &&
           !memcmp(l->text + from, l->plain->text + start, n);
}

/* Adds the part from `from` to `to` of the page, of which plain text[start, end) was made. False:
** it was not. */
static bool add_part(learner *l, uint32_t from, uint32_t to, uint32_t start, uint32_t end) {
    gx_page *page = l->page;
    gx_part *part = &page->parts[page->n_gaps];
    if (to < from || end < start) return false;
    *part = (gx_part){.first = l->n_source, .n = to - from, .first_plain = l->n_plain};
    part->n_plain = end - start;
    memcpy(page->source + l->n_source, l->text + from, part->n);
    memcpy(page->plain + l->n_plain, l->plain->text + start, part->n_plain);
    for (uint32_t i = start; i < end; i++) {
        uint32_t place = l->plain->from[i];
        if (place < from || place > to) return false;
        page->from[l->n_plain++] = place - from;
    }
    memcpy(&part->head, l->text + from, part->n < 8 ? part->n : 8);
    memset(&part->mask, 0xff, part->n < 8 ? part->n : 8);
    l->n_source += part->n;
    return true;
}

/* Fills the page in. `end`: in the plain text, the line end behind the last heading. */
static bool fill_page(learner *l, const gx_skeleton *s, const gx_report *report, uint32_t start,
                      uint32_t end) {
    gx_page *page = l->page;
    const uint32_t *places = l->plain->from;
    uint32_t from = places[start], first = start;
    for (; page->n_gaps < s->n_pieces; page->n_gaps++) {
        const gx_cell *cell = &report->cells[s->pieces[page->n_gaps].slot];
        uint32_t behind = cell->start + cell->length;
        if (!is_same(l, cell->start, behind) || !is_short_cell(l->plain, cell->start, behind))
            return false;
        if (!add_part(l, from, places[cell->start], start, cell->start)) return false;
        from = places[behind - 1] + 1;
        start = behind;
    }
    memcpy(&page->start, page->source, sizeof page->start);
    page->most = end - first + (uint32_t)page->n_gaps * MAX_NUMBER;
    return add_part(l, from, places[end], start, end) && page->parts[0].n >= sizeof page->start;
}

/* True where what stands between two places is made of the page's bytes alone, whatever is before
** it, and leaves nothing open behind it. */
static bool stands_alone(const char *text, uint32_t size, const gx_plain *plain, uint32_t start,
                         uint32_t end, bool *failed) {
    gx_plain made = {.n = 0};
    bool alone = gx_read_stretch(text, plain->from[start], plain->from[end], size, &made);
    *failed = made.failed;
    alone = alone && made.n == 1 + end - start && /* it begins with a line end */
            !memcmp(made.text + 1, plain->text + start, end - start) &&
            !memcmp(made.from + 1, plain->from + start, (end - start) * sizeof *made.from);
    gx_plain_free(&made);
    return alone;
}

bool gx_page_learn(gx_quick *quick, const char *text, size_t size, const gx_plain *plain,
                   const gx_report *report) {
    bool failed;
    uint32_t start = quick->last_start, end = quick->last_end - 1;
    if (!start || plain->text[start - 1] != '\n' || plain->text[end] != '\n') return true;
    if (plain->from[end] < plain->from[start]) return true;
    uint32_t n_source = plain->from[end] - plain->from[start];
    if (n_source > MAX_PAGE) return true;
    if (!stands_alone(text, (uint32_t)size, plain, start, end, &failed)) return !failed;
    learner l = {.text = text, .plain = plain, .page = new_page(n_source, end - start)};
    if (!l.page) return false;
    if (!fill_page(&l, quick->last, report, start, end)) {
        gx_page_free(l.page);
        return true;
    }
    if (quick->n_pages == GX_MAX_PAGES) gx_page_free(quick->pages[--quick->n_pages]);
    memmove(quick->pages + 1, quick->pages, (size_t)quick->n_pages++ * sizeof l.page);
    quick->pages[0] = l.page;
    return true;
}
