/*
** page.c: HTML whose tables are those of a page read before. In: a skeleton (quick.h), and the page
** that it was taken from. Out: another such page's tables, without going over its tags.
**
** What markup.c makes of a stretch of a page depends on its bytes, on whether it begins inside of a
** row or a cell, and on how long a cell is once it is very long. So where the bytes around the
** numbers are those of a page that was converted before, what it makes of them is known, and which
** cell each number is: the page has a skeleton of its own, tags and all.
*/
#include "quick.h"

#include <stdlib.h>
#include <string.h>

enum { SPARE = 32, MAX_PAGE = 1 << 18, NEAR = 120, MAX_NUMBER = 32 };

/* ---- reading --------------------------------------------------------------------------------- */

/* The plain text of one page's tables as it is put together: its parts, and the numbers between. */
typedef struct walk {
    const gx_page *page;
    const gx_report *report; /* its cells */
    int i;                   /* the part */
    uint32_t at, n;          /* where it begins in the page, in the plain text */
} walk;

/* Moves behind the number that follows the part. False: none does, this is the last one. */
static bool go_on(walk *w) {
    const gx_skeleton *s = &w->page->source;
    if (w->i == s->n_pieces) return false;
    const gx_cell *cell = &w->report->cells[s->pieces[w->i].slot];
    w->n += w->page->parts[w->i].n + cell->length;
    w->at = cell->start + cell->length;
    w->i++;
    return true;
}

/* Copies bytes, and up to eight more. */
static inline void copy(char *to, const char *from, uint32_t n) {
    memcpy(to, from, 8); /* most have no more */
    if (n > 8) memcpy(to + 8, from + 8, n - 8);
}

/* Writes the plain text of tables. Returns how long it is. */
static uint32_t write_page(const gx_page *page, const gx_cell *cells, const char *text, char *out) {
    const gx_part *part = page->parts;
    const gx_piece *piece = page->source.pieces, *last = piece + page->source.n_pieces;
    char *p = out;
    for (; piece < last; piece++, part++) {
        const gx_cell *cell = &cells[piece->slot];
        copy(p, page->plain + part->first, part->n);
        p += part->n;
        copy(p, text + cell->start, cell->length);
        p += cell->length;
    }
    copy(p, page->plain + part->first, part->n);
    return (uint32_t)(p + part->n - out);
}

/* Where tables end that are at text[at] and have the page's skeleton; 0: they have another. */
static uint32_t fit(const gx_page *page, const char *text, uint32_t at, uint32_t size,
                    gx_report *out) {
    const uint8_t *bytes = (const uint8_t *)text;
    const uint8_t *end = gx_quick_fit(&page->source, bytes + at, bytes + size, bytes, out);
    return end ? (uint32_t)(end - bytes) : 0;
}

uint32_t gx_take_known_page(gx_quick *quick, const char *text, uint32_t at, uint32_t size,
                            gx_plain *plain, gx_report *out) {
    if (size - at < sizeof(uint64_t)) return 0;
    for (int i = 0; i < quick->n_pages; i++) {
        gx_page *page = quick->pages[i];
        if (gx_load(text + at) != page->source.start) continue;
        uint32_t end = fit(page, text, at, size, out);
        if (!end) continue;
        if (!gx_plain_has_room(plain, page->most + SPARE)) return 0;
        uint32_t start = plain->n;
        plain->n += write_page(page, out->cells, text, plain->text + start);
        plain->from[plain->n] = end;
        quick->known_tables = (gx_known){page, at, start, plain->n};
        memmove(quick->pages + 1, quick->pages, (size_t)i * sizeof page);
        quick->pages[0] = page;
        return end;
    }
    return 0;
}

void gx_put_known_headings(const gx_known *known, gx_report *out) {
    const gx_page *page = known->page;
    walk w = {page, out, 0, known->at, known->start};
    for (int i = 0; i < 6; i++) {
        const gx_fixed *heading = &page->headings[i];
        if (!heading->length) continue;
        while (w.i <= heading->gap && go_on(&w)) continue;
        out->sections[i].n = i + 1;
        out->sections[i].heading = (gx_span){w.n + heading->offset, heading->length};
    }
}

/* Writes n places: the known ones, or what follows the first of them, and `from` more. In fours,
** and so up to three more. */
static inline void put_places(uint32_t *places, const uint32_t *known, uint32_t n, uint32_t from) {
    const gx_four by = {from, from, from, from};
    for (uint32_t i = 0; i < n; i += 4) {
        gx_four four;
        memcpy(&four, known + i, sizeof four);
        four += by;
        memcpy(places + i, &four, sizeof four);
    }
}

/* The same with those of a number's bytes, and up to eight more. */
static inline void count_places(uint32_t *places, uint32_t n, uint32_t from) {
    gx_four four = {from, from + 1, from + 2, from + 3};
    for (uint32_t i = 0; i < n; i += 4, four += 4) memcpy(places + i, &four, sizeof four);
}

void gx_place_known_page(const gx_known *known, const char *text, uint32_t size,
                         const gx_report *report, gx_plain *plain) {
    gx_report again;
    const gx_page *page = known->page;
    if (!page) return;
    if (!report) {
        memset(&again, 0, sizeof again);
        if (!fit(page, text, known->at, size, &again)) return;
        report = &again;
    }
    uint32_t behind[3]; /* places that are written over */
    memcpy(behind, plain->from + known->end, sizeof behind);
    walk w = {page, report, 0, known->at, known->start};
    do {
        const gx_part *part = &page->parts[w.i];
        uint32_t *from = plain->from + w.n;
        put_places(from, page->from + part->first, part->n, w.at);
        if (w.i == page->source.n_pieces) break;
        const gx_cell *cell = &report->cells[page->source.pieces[w.i].slot];
        count_places(from + part->n, cell->length, cell->start);
    } while (go_on(&w));
    memcpy(plain->from + known->end, behind, sizeof behind);
}

/* ---- learning -------------------------------------------------------------------------------- */

void gx_page_free(gx_page *page) {
    if (!page) return;
    free(page->source.bytes);
    free(page->plain);
    free(page->from);
    free(page);
}

/* A page of so many bytes of plain text. NULL: no memory. */
static gx_page *new_page(uint32_t n_plain) {
    gx_page *page = calloc(1, sizeof *page);
    if (!page) return NULL;
    page->plain = malloc(n_plain + SPARE);
    page->from = malloc((n_plain + SPARE) * sizeof *page->from);
    if (page->plain && page->from) return page;
    gx_page_free(page);
    return NULL;
}

/* A page, and its plain text, whose tables are plain->text[start, end). */
typedef struct learner {
    const char *text;
    uint32_t size;
    const gx_plain *plain;
    uint32_t start, end;
    const gx_skeleton *skeleton; /* of the plain text */
    const gx_report *report;     /* with places in the plain text */
    gx_page *page;
    uint32_t n_plain; /* bytes of it so far */
} learner;

/* True where a bar is near on both sides: a cell so short that its length changes nothing. */
static bool is_short_cell(const gx_plain *plain, uint32_t start, uint32_t end) {
    if (start < NEAR || plain->n - end < NEAR) return false;
    const char *before = plain->text + start - NEAR;
    return memchr(before, '|', NEAR) && memchr(plain->text + end, '|', NEAR);
}

static bool is_digit(char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
}

/* True where plain text[start, end) stands so in the page, digits and nothing else beside them. */
static bool is_same(const learner *l, uint32_t start, uint32_t end) {
    uint32_t from = l->plain->from[start], n = end - start;
    for (uint32_t i = 0; i < n; i++)
        if (l->plain->from[start + i] != from + i || !is_digit(l->text[from + i])) return false;
    return from && !is_digit(l->text[from - 1]) && !is_digit(l->text[from + n]) &&
           !memcmp(l->text + from, l->plain->text + start, n);
}

/* Adds what was made of the page from `from` to `to` as a part: plain text[start, end). False: it
** was made of other bytes. */
static bool add_part(learner *l, uint32_t from, uint32_t to, uint32_t start, uint32_t end, int i) {
    gx_page *page = l->page;
    if (to < from || end < start) return false;
    page->parts[i] = (gx_part){l->n_plain, end - start};
    memcpy(page->plain + l->n_plain, l->plain->text + start, end - start);
    for (; start < end; start++) {
        uint32_t place = l->plain->from[start];
        if (place < from || place > to) return false;
        page->from[l->n_plain++] = place - from;
    }
    return true;
}

static bool add_parts(learner *l) {
    const gx_skeleton *s = l->skeleton;
    const uint32_t *places = l->plain->from;
    uint32_t start = l->start, from = places[start];
    for (int i = 0; i < s->n_pieces; i++) {
        const gx_cell *cell = &l->report->cells[s->pieces[i].slot];
        uint32_t behind = cell->start + cell->length;
        if (!is_same(l, cell->start, behind) || !is_short_cell(l->plain, cell->start, behind))
            return false;
        if (!add_part(l, from, places[cell->start], start, cell->start, i)) return false;
        from = places[behind - 1] + 1;
        start = behind;
    }
    return add_part(l, from, places[l->end], start, l->end, s->n_pieces);
}

/* Sets *made where the page's own skeleton can be made, and gives what was read. False: no memory.
 */
static bool make_source(learner *l, const gx_quick *quick, bool *made) {
    gx_report again;
    gx_skeleton *source = &l->page->source;
    gx_model model = {.text = l->text, .report = l->report, .exact = true};
    *made = false;
    if (!gx_list_printed(&model)) return true;
    for (int i = 0; i < model.n; i++) {
        gx_printed *cell = &model.cells[i];
        gx_span span = {cell->start, cell->length};
        span = gx_plain_source(l->plain, l->text, l->size, span);
        cell->start = span.start;
        cell->length = span.length;
    }
    model.start = l->plain->from[l->start];
    model.end = l->plain->from[l->end];
    model.mended = l->skeleton->mended;
    if (!gx_make_skeleton(quick, &model, source, made)) return false;
    memset(&again, 0, sizeof again);
    *made = *made && source->n_pieces == l->skeleton->n_pieces &&
            fit(l->page, l->text, model.start, l->size, &again) == model.end;
    for (int i = 0; i < model.n && *made; i++) {
        const gx_printed *cell = &model.cells[i];
        gx_cell now = again.cells[cell->slot], before = l->report->cells[cell->slot];
        before.start = cell->start;
        before.length = cell->length;
        *made = !memcmp(&now, &before, sizeof now);
    }
    return true;
}

/* Sets *made where the page is one that can be told again. False: no memory. */
static bool make_page(learner *l, const gx_quick *quick, bool *made) {
    gx_page *page = l->page;
    if (!make_source(l, quick, made)) return false;
    *made = *made && add_parts(l);
    memcpy(page->headings, l->skeleton->headings, sizeof page->headings);
    page->most = l->end - l->start + (uint32_t)page->source.n_pieces * MAX_NUMBER;
    return true;
}

/* True where what stands between two places is made of the page's bytes alone, whatever is before
** it, and leaves nothing open behind it. */
static bool stands_alone(const learner *l, bool *failed) {
    gx_plain made = {.n = 0};
    const gx_plain *plain = l->plain;
    uint32_t n = l->end - l->start;
    bool alone =
        gx_read_stretch(l->text, plain->from[l->start], plain->from[l->end], l->size, &made);
    *failed = made.failed;
    alone = alone && made.n == 1 + n && /* it begins with a line end */
            !memcmp(made.text + 1, plain->text + l->start, n) &&
            !memcmp(made.from + 1, plain->from + l->start, n * sizeof *made.from);
    gx_plain_free(&made);
    return alone;
}

bool gx_page_learn(gx_quick *quick, const char *text, size_t size, const gx_plain *plain,
                   const gx_report *report) {
    bool failed, made;
    learner l = {.text = text, .size = (uint32_t)size, .plain = plain, .report = report};
    l.start = quick->last_start;
    l.end = quick->last_end - 1;
    l.skeleton = quick->last;
    if (!l.start || plain->text[l.start - 1] != '\n' || plain->text[l.end] != '\n') return true;
    if (plain->from[l.end] < plain->from[l.start]) return true;
    if (plain->from[l.end] - plain->from[l.start] > MAX_PAGE) return true;
    if (!stands_alone(&l, &failed)) return !failed;
    l.page = new_page(l.end - l.start);
    if (!l.page) return false;
    bool enough = make_page(&l, quick, &made);
    if (!enough || !made) {
        gx_page_free(l.page);
        return enough;
    }
    if (quick->n_pages == GX_MAX_PAGES) gx_page_free(quick->pages[--quick->n_pages]);
    memmove(quick->pages + 1, quick->pages, (size_t)quick->n_pages++ * sizeof l.page);
    quick->pages[0] = l.page;
    return true;
}
