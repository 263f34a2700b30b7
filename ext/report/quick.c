/*
** quick.c: a text that has a skeleton known to the reader. In: text, skeletons. Out: the report, as
** the full reader would give it, or nothing. See quick.h for why it is the same.
*/
#include "gaps.h"
#include "section.h"

#include <string.h>

/* Where the bytes begin that stand behind number `gap`. */
static uint32_t end_of_gap(const gx_skeleton *s, int gap, uint32_t start, const gx_report *out) {
    if (gap < 0) return start;
    const gx_cell *before = &out->cells[s->pieces[gap].slot];
    return before->start + before->length;
}

static void put_fixed(const gx_skeleton *s, uint32_t start, gx_report *out) {
    for (int i = 0; i < s->n_blanks; i++) {
        const gx_fixed *blank = &s->blanks[i];
        gx_cell *cell = &out->cells[blank->slot];
        cell->start = end_of_gap(s, blank->gap, start, out) + blank->offset;
        cell->length = blank->length;
        cell->status = GX_BLANK;
    }
    for (int i = 0; i < 6; i++) {
        const gx_fixed *heading = &s->headings[i];
        if (!heading->length) continue;
        uint32_t from = end_of_gap(s, heading->gap, start, out);
        out->sections[i].n = i + 1;
        out->sections[i].heading = (gx_span){from + heading->offset, heading->length};
    }
}

/* True where every row of requests adds up. */
static bool rows_add_up(const gx_report *out) {
    const gx_cell *cells = out->cells + GX_R_FIRST;
    int64_t off = 0;
    for (int i = 0; i < GX_R_ITEMS; i++, cells += GX_R_MEASURES)
        off |= (cells[0].value + cells[1].value + cells[2].value + cells[3].value + cells[4].value +
                cells[5].value) ^
               cells[GX_R_TOTAL].value;
    return off == 0;
}

/* True where every column of requests adds up, both ways. */
static bool columns_add_up(const gx_report *out) {
    int64_t off = 0;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        const gx_cell *cells = out->cells + GX_R_FIRST + m;
        int64_t sum = 0;
        for (int i = GX_GRANTED; i < GX_TOTAL; i++) sum += cells[i * GX_R_MEASURES].value;
        off |= sum ^ cells[GX_TOTAL * GX_R_MEASURES].value;
        off |= (cells[GX_NEW * GX_R_MEASURES].value + cells[GX_CARRIED_IN * GX_R_MEASURES].value) ^
               (sum + cells[GX_CARRIED_OUT * GX_R_MEASURES].value);
    }
    return off == 0;
}

/* True where at most one row of proceedings does not add up. */
static bool proceedings_add_up(const gx_report *out) {
    const gx_cell *cells = out->cells + GX_P_FIRST;
    int fails = 0;
    for (int i = 0; i < GX_P_ITEMS; i++, cells += GX_P_MEASURES)
        fails += cells[0].value + cells[1].value + cells[2].value + cells[3].value !=
                 cells[GX_P_TOTAL].value;
    return fails <= 1;
}

const uint8_t *gx_read_gaps_plain(const gx_skeleton *s, const uint8_t *p, const uint8_t *end,
                                  const uint8_t *text, gx_cell *cells, int *done) {
    static const gaps_twin twin = {gx_same_bytes, NULL};
    return read_gaps(s, p, end, text, &twin, cells, done);
}

const uint8_t *gx_quick_fit(const gx_skeleton *s, const uint8_t *at, const uint8_t *end,
                            const uint8_t *text, gx_report *out) {
    int done = 0;
    if (end - at < (ptrdiff_t)s->n_bytes + GX_SPARE || gx_load(at) != s->start) return NULL;
    const uint8_t *behind = s->read_gaps(s, at, end, text, out->cells, &done);
    if (behind) put_fixed(s, (uint32_t)(at - text), out);
    if (behind && rows_add_up(out) && proceedings_add_up(out) &&
        (!s->mended || columns_add_up(out))) {
        out->form = s->form;
        out->layout = s->layout;
        out->other_split = s->other_split;
        out->is_report = true;
        return behind;
    }
    if (done) memset(out->cells, 0, sizeof out->cells);
    memset(out->sections, 0, sizeof out->sections);
    return NULL;
}

/* ---- the text -------------------------------------------------------------------------------- */

/* Tries all skeletons, the last one used first; of HTML, that of the page whose tables were taken
** as they stand there (page.c). */
static const gx_skeleton *find_skeleton(gx_quick *quick, const uint8_t *at, const gx_outside *o,
                                        gx_report *out, const uint8_t **behind) {
    const gx_known *known = &quick->known_tables;
    if (known->page) {
        const uint8_t *end = o->text + known->end;
        if (at != o->text + known->start || end >= o->end || *end != '\n') return NULL;
        *behind = end + 1;
        return &known->page->source;
    }
    for (int i = 0; i < quick->n; i++) {
        uint8_t which = quick->order[i];
        const gx_skeleton *s = quick->skeletons[which];
        *behind = gx_quick_fit(s, at, o->end, o->text, out);
        if (*behind) {
            memmove(quick->order + 1, quick->order, (size_t)i);
            quick->order[0] = which;
            return s;
        }
    }
    return NULL;
}

/* True where a letter that labels have stands in text[from, to) in a shape that scan.c does not
** look for. */
static bool has_unusual_letter(const gx_outside *o, const uint8_t *from, const uint8_t *to) {
    unsigned bytes;
    for (; from < to; from += bytes) {
        unsigned class = gx_class_at(from, o->end, &bytes);
        if (class >= GX_C_FIRST_ID && (*from < 0xE4 || *from > 0xE9)) return true;
    }
    return false;
}

/* True where the text is HTML or a grid, which have to be undressed first. */
static bool is_dressed(const gx_outside *o, unsigned flags) {
    const char *text = (const char *)o->text;
    size_t size = (size_t)(o->end - o->text);
    if (flags & GX_SCAN_TAG && gx_is_markup(text, size)) return true;
    return flags & (GX_SCAN_UNUSUAL | GX_SCAN_RULING) && gx_is_grid(text, size);
}

/* Fills in the sections from the headings in front of the skeleton and behind it. False: they are
** not the only ones, or not in order. */
static bool put_sections(const gx_outside *o, gx_report *out) {
    if (o->loose) return false;
    for (int i = 0; i < o->n_headings; i++) {
        int n = o->headings[i].section;
        bool before = o->headings[i].start < out->sections[1].heading.start;
        if (n != (before ? 1 : 6) || out->sections[n - 1].n) return false;
        out->sections[n - 1].n = n;
        if (!gx_heading_around((const char *)o->text, n, o->headings[i].start, o->headings[i].end,
                               &out->sections[n - 1].heading))
            return false;
    }
    gx_set_bodies((const char *)o->text, (size_t)(o->end - o->text), out);
    return true;
}

/* The line that `word` stands in; NULL where it is the first one. */
static const uint8_t *line_of(const gx_outside *o, const uint8_t *word) {
    while (word > o->text && word[-1] != '\n') word--;
    return word > o->text ? word : NULL;
}

/* Where the tables may begin: where a line begins like those that were read last. NULL: none. */
static const uint8_t *guess_tables(const gx_outside *o) {
    const gx_quick *quick = o->quick;
    if (quick->known_tables.page) return o->text + quick->known_tables.start;
    return quick->seek(o->text, o->end, quick->skeletons[quick->order[0]]->start);
}

static bool is_refused(const gx_outside *o) {
    return o->strange || o->risks > GX_MAX_RISKS;
}

/* The first word that begins the heading of section two. What stands in front of the place where
** it is likely to be is looked at in one go with it, and little of what stands behind it. */
static const uint8_t *find_first_heading(gx_outside *o) {
    enum { HEADING = 64 };
    const uint8_t *line = guess_tables(o), *word = NULL;
    if (line)
        word = gx_look_outside(o, o->text, o->end - line > HEADING ? line + HEADING : o->end, 2);
    if (word || is_refused(o)) return word;
    return gx_look_outside(o, line ? line : o->text, o->end, 2);
}

static bool read_around(gx_quick *quick, gx_outside *o, unsigned want, bool is_source,
                        gx_report *out) {
    const uint8_t *at = o->text, *behind = NULL, *line = NULL;
    const gx_skeleton *s = NULL;
    while (!s) {
        const uint8_t *word =
            at == o->text ? find_first_heading(o) : gx_look_outside(o, at, o->end, 2);
        if (!word || is_refused(o)) return false;
        line = line_of(o, word);
        if (line && gx_ends_in_prose(o, line)) s = find_skeleton(quick, line, o, out, &behind);
        o->loose = o->loose || !s;
        at = word + 3;
    }
    quick->last = s;
    quick->last_start = (uint32_t)(line - o->text);
    quick->last_end = (uint32_t)(behind - o->text);
    if (!gx_begins_with_prose(o, behind)) return false;
    gx_look_outside(o, behind, o->end, 0);
    if (is_refused(o)) return false;
    if (o->flags & GX_SCAN_UNUSUAL &&
        (has_unusual_letter(o, o->text, line) || has_unusual_letter(o, behind, o->end)))
        return false;
    if (is_source && is_dressed(o, o->flags | s->flags)) return false;
    if (want & (GX_WANT_SECTIONS | GX_WANT_FACTS)) {
        if (quick->known_tables.page) gx_put_known_headings(&quick->known_tables, out);
        return put_sections(o, out);
    }
    memset(out->sections, 0, sizeof out->sections);
    return true;
}

bool gx_quick_read(gx_quick *quick, const char *text, size_t size, unsigned want, bool is_source,
                   gx_report *out) {
    if (!quick->n || quick->off) return false;
    gx_outside o = {.text = (const uint8_t *)text, .quick = quick};
    o.end = o.text + size;
    o.reach = o.text;
    bool read = read_around(quick, &o, want, is_source, out);
    quick->hits += read;
    if (!read) {
        memset(out, 0, sizeof *out);
        out->have = (uint8_t)want;
    }
    return read;
}
