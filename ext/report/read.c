/*
** read.c: one report, through the rooms in their order. In: UTF-8 text. Out: gx_report.
*/
#define _GNU_SOURCE
#include "quick.h"
#include "section.h"

#include <stdlib.h>
#include <string.h>

enum { NEAR = 1000, MAX_SIZE = 0x7fffffff, MIN_CELLS = 5, MIN_HEADINGS = 4 };

bool gx_grow(void **array, uint32_t *max, size_t each) {
    uint32_t more = *max ? *max + *max / 2 : 512;
    void *grown = realloc(*array, more * each);
    if (!grown) return false;
    *array = grown;
    *max = more;
    return true;
}

gx_reader *gx_reader_new(void) {
    gx_reader *reader = calloc(1, sizeof(gx_reader));
    if (!reader) return NULL;
    reader->quick = gx_quick_new();
    if (reader->quick) return reader;
    free(reader);
    return NULL;
}

void gx_reader_free(gx_reader *reader) {
    if (!reader) return;
    gx_free_patterns(reader);
    gx_plain_free(&reader->plain);
    gx_plain_free(&reader->inner);
    gx_plain_free(&reader->turned);
    gx_quick_free(reader->quick);
    free(reader->tokens);
    free(reader->ids);
    free(reader->events);
    free(reader->values);
    free(reader->steps);
    free(reader->states);
    free(reader->buckets);
    free(reader);
}

bool gx_has_item(const gx_report *report, gx_topic topic, int item) {
    int form = report->form == GX_FORM_2021;
    if (topic == GX_PROCEEDINGS) return true;
    if (topic == GX_DISCLOSURES) return gx_tables[topic].items[item].measures[form] != 0;
    if (item == GX_OTHER) return !report->other_split;
    if (item >= GX_OTHER_UNCORRECTED && item <= GX_OTHER_MISC) return report->other_split;
    return true;
}

bool gx_has_cell(const gx_report *report, gx_topic topic, int item, int measure) {
    int form = report->form == GX_FORM_2021;
    if (topic != GX_DISCLOSURES) return gx_has_item(report, topic, item);
    return gx_tables[topic].items[item].measures[form] >> measure & 1;
}

double gx_cell_real(const gx_cell *cell) {
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    return (double)cell->value / powers[cell->scale];
}

/* How the values of a table are separated, told by the most frequent gap between two of them. */
static uint8_t tell_layout(const gx_reader *reader) {
    unsigned count[GX_LAYOUT_HTML + 1] = {0};
    for (uint32_t i = 1; i < reader->n_values; i++) {
        /* Names may stand between them: those are rows. */
        if (reader->values[i] != reader->values[i - 1] + 1 && !reader->named) continue;
        const gx_gap *gap = &reader->tokens[reader->values[i]].gap;
        if (gap->pipes)
            count[GX_LAYOUT_PIPES]++;
        else if (gap->tabs)
            count[GX_LAYOUT_TABS]++;
        else if (gap->newlines)
            count[GX_LAYOUT_LINES]++;
        else
            count[gap->spaces > 1 ? GX_LAYOUT_COLUMNS : GX_LAYOUT_ROWS]++;
    }
    uint8_t best = GX_LAYOUT_NONE;
    for (uint8_t i = 1; i <= GX_LAYOUT_HTML; i++)
        if (count[i] > count[best]) best = i;
    return best;
}

/* True where a cell is not told of the topic's table, or of any that is there. */
static bool lacks_cells(const gx_reader *reader, const gx_report *out, int topic) {
    for (int s = 0; s < GX_SLOTS; s++) {
        gx_topic of = gx_topic_of(s);
        if (!gx_is_untold(&out->cells[s]) || !(reader->there >> of & 1)) continue;
        if ((topic == GX_TOPICS || topic == (int)of) &&
            gx_has_cell(out, of, gx_item_of(s), gx_measure_of(s)))
            return true;
    }
    return false;
}

/* Reads the tables of a text whose lines tell the rows of requests once more, where some cells are
** not told: first the requests, which keep what was told of them, and tell how it is laid out. */
static bool read_laid(gx_reader *reader, gx_report *out) {
    static const gx_topic order[GX_TOPICS] = {GX_REQUESTS, GX_DISCLOSURES, GX_PROCEEDINGS};
    if (!reader->laid_out || !lacks_cells(reader, out, GX_TOPICS)) return true;
    reader->again = true;
    for (int i = 0; i < GX_TOPICS; i++) {
        const gx_table *table = &gx_tables[order[i]];
        if (i && !reader->laid_by) break;
        if (order[i] == GX_DISCLOSURES && !lacks_cells(reader, out, GX_DISCLOSURES)) continue;
        if (i)
            memset(&out->cells[table->first], 0,
                   sizeof out->cells[0] * (size_t)(table->n_items * table->n_measures));
        if (!gx_align(reader, order[i], out)) return false;
    }
    return true;
}

static bool read_tables(gx_reader *reader, gx_report *out) {
    gx_drop_serials(reader);
    gx_drop_repeats(reader);
    if (!gx_sort_names(reader)) return false;
    reader->usual_newlines = gx_usual_newlines(reader);
    reader->laid_out = reader->again = false;
    reader->laid_by = reader->there = 0;
    for (int t = 0; t < GX_TOPICS; t++) {
        if (!gx_align(reader, (gx_topic)t, out)) return false;
        bool told = out->layout == GX_LAYOUT_RUN_ON || out->layout == GX_LAYOUT_FLOW;
        if (!out->layout || (t == GX_REQUESTS && !told)) {
            uint8_t layout = tell_layout(reader);
            if (layout) out->layout = layout;
        }
    }
    return read_laid(reader, out);
}

/* Settles what no table told: form, and by it the rows of （六）. */
static void settle_form(gx_report *out, bool has_other_rows) {
    if (out->form == GX_FORM_NONE && has_other_rows)
        out->form = out->other_split ? GX_FORM_2021 : GX_FORM_2019;
    if (out->form == GX_FORM_NONE && out->year)
        out->form = out->year >= 2021 ? GX_FORM_2021 : GX_FORM_2019;
    if (!has_other_rows) out->other_split = out->form == GX_FORM_2021;
}

static int count_cells(const gx_report *out) {
    int n = 0;
    for (int s = 0; s < GX_SLOTS; s++) n += out->cells[s].status != GX_MISSING;
    return n;
}

static bool has_other_rows(const gx_report *out) {
    for (int s = gx_slot(GX_REQUESTS, GX_OTHER, 0); s < gx_slot(GX_REQUESTS, GX_TOTAL, 0); s++)
        if (out->cells[s].status != GX_MISSING) return true;
    return false;
}

/* Puts the places of all cells back to where they are in the source. */
static void restore_cells(const gx_plain *plain, const char *text, size_t size, gx_report *out) {
    for (int s = 0; s < GX_SLOTS; s++) {
        gx_cell *cell = &out->cells[s];
        if (cell->status == GX_MISSING) continue;
        gx_span span = gx_plain_source(plain, text, size, (gx_span){cell->start, cell->length});
        cell->start = span.start;
        cell->length = span.length;
    }
}

/* The same with those of the sections. */
static void restore_sections(const gx_plain *plain, const char *text, size_t size, gx_report *out) {
    for (int n = 0; n < GX_SECTIONS; n++) {
        gx_section *section = &out->sections[n];
        section->heading = gx_plain_source(plain, text, size, section->heading);
        section->body = gx_plain_source(plain, text, size, section->body);
    }
}

static bool ends_cell(char c) {
    return c == '|' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Takes from the sections' bodies what stands for the ends of cells around them, in a text that was
** made of cells. */
static void trim_sections(const gx_plain *plain, gx_report *out) {
    for (int n = 0; n < GX_SECTIONS; n++) {
        gx_span *body = &out->sections[n].body;
        const char *text = plain->text;
        while (body->length && ends_cell(text[body->start + body->length - 1])) body->length--;
        while (body->length && ends_cell(text[body->start])) body->start++, body->length--;
    }
}

static void restore_places(const gx_plain *plain, const char *text, size_t size, gx_report *out) {
    restore_cells(plain, text, size, out);
    restore_sections(plain, text, size, out);
}

/* Reads text that is neither HTML nor a grid. */
static gx_rc read_plain(gx_reader *reader, const char *text, size_t size, unsigned want,
                        gx_report *out) {
    if (!reader->quick->off && !gx_has_labels(reader->quick, text, size)) return GX_OK;
    if (!gx_find_words(reader, text, &size)) return GX_NOMEM;
    gx_merge_separators(reader);
    gx_mend_tables(reader);
    if (!gx_may_have_tables(reader))
        memset(reader->quick->learned, 0, sizeof reader->quick->learned);
    else if (!read_tables(reader, out))
        return GX_NOMEM;
    int cells = count_cells(out), headings = 0;
    gx_rc rc = GX_OK;
    if (cells < MIN_CELLS || want & (GX_WANT_SECTIONS | GX_WANT_FACTS))
        headings = gx_find_sections(reader, text, out);
    out->is_report = cells >= MIN_CELLS || headings >= MIN_HEADINGS;
    if (!out->is_report) {
        memset(out, 0, sizeof *out); /* nothing of it counts */
        out->have = (uint8_t)want;
        return GX_OK;
    }
    if (headings || want & (GX_WANT_SECTIONS | GX_WANT_FACTS)) gx_set_bodies(text, size, out);
    if (want & GX_WANT_FACTS || !out->form) rc = gx_find_facts(reader, text, size, out);
    if (want & GX_WANT_SCRIPT) out->script = gx_tell_script(text, size);
    settle_form(out, has_other_rows(out));
    if (rc == GX_OK && !gx_quick_learn(reader, text, size, out)) return GX_NOMEM;
    return rc;
}

/* The same, with tables turned that have their rows and columns exchanged. */
static gx_rc read_either(gx_reader *reader, const char *text, size_t size, unsigned want,
                         gx_report *out) {
    gx_plain *turned = &reader->turned;
    if (!gx_is_turned(text, size)) return read_plain(reader, text, size, want, out);
    if (!gx_read_turned(text, size, turned)) return GX_NOMEM;
    gx_rc rc = read_plain(reader, turned->text, turned->n, want, out);
    if (rc == GX_OK && out->is_report) restore_places(turned, text, size, out);
    return rc;
}

/* Reads it by a skeleton that it shares with one read before, if there is one. */
static bool read_quickly(gx_reader *reader, const char *text, size_t size, unsigned want,
                         bool is_source, gx_report *out, gx_rc *rc) {
    if (!gx_quick_read(reader->quick, text, size, want, is_source, out)) return false;
    *rc = want & GX_WANT_FACTS ? gx_find_facts(reader, text, size, out) : GX_OK;
    if (want & GX_WANT_SCRIPT) out->script = gx_tell_script(text, size);
    return true;
}

/* Keeps a page that was read by a skeleton; ever more seldom where each is different. */
static bool learn_page(gx_reader *reader, const char *text, size_t size, const gx_report *report) {
    gx_quick *quick = reader->quick;
    unsigned n = ++quick->strange_pages;
    return (n & (n - 1) && n > 64) || gx_page_learn(quick, text, size, &reader->plain, report);
}

static bool is_drawn(const gx_reader *reader, const char *text, size_t size) {
    unsigned signs = GX_SCAN_RULING | GX_SCAN_UNUSUAL;
    return gx_look_over(reader->quick, text, size) & signs && gx_is_grid(text, size);
}

/* True where a text may have letters of labels that are written as references or escapes. */
static bool hides_letters(const char *text, size_t size) {
    return gx_has_mark(text, size, "&#") || gx_has_mark(text, size, "\\u");
}

/* Reads what was made of HTML. Tables that were taken from it already have their cells' places. */
static gx_rc read_markup(gx_reader *reader, const char *text, size_t size, unsigned want,
                         gx_report *out) {
    gx_quick *quick = reader->quick;
    gx_plain *plain = &reader->plain;
    gx_rc rc = GX_OK;
    bool quickly = read_quickly(reader, plain->text, plain->n, want, false, out, &rc);
    bool known = quickly && quick->known_tables.page;
    if (!known || want & (GX_WANT_SECTIONS | GX_WANT_FACTS))
        gx_place_known_page(&quick->known_tables, text, (uint32_t)size, quickly ? out : NULL,
                            plain);
    quick->known_tables.page = NULL;
    if (!quickly) rc = read_either(reader, plain->text, plain->n, want, out);
    if (rc != GX_OK || !out->is_report) return rc;
    if (quickly && !known && !learn_page(reader, text, size, out)) return GX_NOMEM;
    if (!known) restore_cells(plain, text, size, out);
    trim_sections(plain, out);
    restore_sections(plain, text, size, out);
    if (out->layout) out->layout = GX_LAYOUT_HTML;
    return GX_OK;
}

static gx_rc read_text(gx_reader *reader, const char *text, size_t size, unsigned want, bool bare,
                       gx_report *out);

/* Reads a text that stands escaped in another one. */
static gx_rc read_inner(gx_reader *reader, const char *text, size_t size, gx_escapes escapes,
                        unsigned want, gx_report *out) {
    gx_plain *inner = &reader->inner;
    if (!gx_read_escapes(text, size, escapes, inner)) return GX_NOMEM;
    gx_rc rc = read_text(reader, inner->text, inner->n, want, true, out);
    if (rc == GX_OK && out->is_report) restore_places(inner, text, size, out);
    return rc;
}

/* `bare`: nothing in it is escaped. */
static gx_rc read_text(gx_reader *reader, const char *text, size_t size, unsigned want, bool bare,
                       gx_report *out) {
    gx_plain *plain = &reader->plain;
    gx_rc rc = GX_OK;
    /* What has a tag near its beginning is looked at as HTML first. */
    bool tagged = memchr(text, '<', size < NEAR ? size : NEAR) != NULL;
    bool markup = tagged && gx_is_markup(text, size);
    if (!markup && read_quickly(reader, text, size, want, true, out, &rc)) return rc;
    markup = markup || gx_is_markup(text, size);
    gx_escapes escapes = bare ? GX_ESCAPES_NONE : gx_find_escapes(text, size, markup);
    bool has_rows = markup && gx_has_mark(text, size, "<t");
    bool drawn = !has_rows && is_drawn(reader, text, size);
    /* Cells of wikis may have tags in them. */
    bool wiki = markup && !has_rows && !drawn && gx_opens_tables(text, size);
    markup = markup && !drawn && !wiki;
    bool notation = wiki || (!markup && !drawn && gx_is_notation(text, size));
    /* The strings of arrays are read with the escapes that they have. */
    bool divided = !markup && !drawn && !notation && (!escapes || memchr(text, '[', size));
    char divider = divided ? gx_find_divider(text, size) : 0;
    if (escapes && (divider != '[' || escapes == GX_ESCAPES_LETTERS))
        return read_inner(reader, text, size, escapes, want, out);
    if (!markup && !drawn && !notation && !divider)
        return read_either(reader, text, size, want, out);
    bool made = markup     ? gx_read_markup(reader->quick, text, size, plain, out)
                : drawn    ? gx_read_grid(text, size, plain)
                : notation ? gx_read_notation(text, size, plain)
                           : gx_read_fields(text, size, divider, plain);
    if (!made) return GX_NOMEM;
    if (!plain->n) return GX_OK;
    if (markup) return read_markup(reader, text, size, want, out);
    if (!read_quickly(reader, plain->text, plain->n, want, false, out, &rc))
        rc = read_either(reader, plain->text, plain->n, want, out);
    if (rc != GX_OK || !out->is_report) return rc;
    trim_sections(plain, out);
    restore_places(plain, text, size, out);
    return GX_OK;
}

gx_rc gx_read(gx_reader *reader, const char *text, size_t size, unsigned want, gx_report *out) {
    /* The tables tell the form, which rows there are, and whether it is a report at all. */
    want |= GX_WANT_TABLES;
    memset(out, 0, sizeof *out);
    out->have = (uint8_t)want;
    reader->quick->known_tables.page = NULL;
    if (!text || !size || size > MAX_SIZE) return GX_OK;
    if (!reader->quick->off && !gx_has_letters(reader->quick, text, size) &&
        !hides_letters(text, size))
        return GX_OK;
    return read_text(reader, text, size, want, false, out);
}
