/*
** strips.c: disclosures that are laid out by white space, many of their cells empty. In: the rows
** and what stands above them. Out: the cells of rows that have fewer values than cells: which ones
** these are, the headers tell that the values stand under; likewise those of the proceedings.
**
** No sum proves section two. So its headers must stand beside each other, all rows' labels on lines
** of their own in the form's order, and every number of the table on the line of a label, under one
** header by the columns of the display, or by characters, or the same one by both.
*/
#include "laid.h"
#include "rest.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* The header above a row. */
typedef struct strip {
    unsigned width;
    uint8_t measures[GX_MAX_WIDTH];
    const gx_event *heads[GX_MAX_WIDTH];
} strip;

/* Finds the headers of a row. False: they are not those of the form, or not beside each other. */
static bool find_strip(const gx_rows *rows, const gx_band *b, strip *s) {
    enum { APART = 2 }; /* lines, as they may be wrapped */
    const gx_reader *reader = rows->reader;
    s->width = gx_list_measures(rows, b->item, s->measures);
    memset(s->heads, 0, sizeof s->heads);
    unsigned named = 0, form = rows->report->form == GX_FORM_2021;
    for (uint32_t e = rows->first; e < rows->end && reader->events[e].token < b->label; e++) {
        const gx_role *head = gx_role_of(&reader->events[e], GX_ROLE_HEAD, GX_DISCLOSURES);
        for (unsigned i = 0; head && i < s->width; i++)
            if (s->measures[i] == head->index) s->heads[i] = &reader->events[e];
    }
    for (unsigned i = 0; i < s->width; i++) {
        if (!s->heads[i] || s->heads[i]->quality != GX_Q_EXACT) return false;
        uint32_t line = reader->tokens[s->heads[i]->token].line;
        uint32_t first = reader->tokens[s->heads[0]->token].line;
        if ((line > first ? line - first : first - line) > APART) return false;
        named |= 1u << s->measures[i];
    }
    return named == rows->heads[b->item] && !rows->reordered[b->item] &&
           named == gx_tables[GX_DISCLOSURES].items[b->item].measures[form];
}

/* True where the headers of some row are set apart by more than a space: the text is laid out. */
static bool is_laid(const gx_reader *reader, const strip *s) {
    for (unsigned i = 0; i < s->width; i++) {
        const gx_gap *gap = &reader->tokens[s->heads[i]->token].gap;
        if (!gap->newlines && gap->spaces > 1) return true;
    }
    return false;
}

/* True where each value of the table is some row's, and stands on a line of its label. */
static bool are_on_lines(const gx_bands *all) {
    const gx_rows *rows = all->rows;
    const gx_reader *reader = rows->reader;
    uint32_t values = 0;
    for (uint32_t e = rows->first; e < rows->end; e++)
        values += reader->events[e].kind == GX_E_VALUE &&
                  !gx_is_number_of_page(reader, reader->events[e].token);
    for (int i = 0; i < all->n; i++) {
        const gx_band *b = &all->bands[i];
        const gx_values *row = &rows->rows[b->item];
        for (uint32_t v = 0; v < row->n; v++) {
            uint32_t line = gx_value_at(reader, row, v)->line;
            if (line < b->first || line > b->last) return false;
        }
        if (row->n && !gx_on_one_line(reader, row)) return false;
        values -= row->n;
    }
    return !values;
}

/* How a text is laid out. */
static gx_scale scale_of(const gx_reader *reader) {
    return (gx_scale)(reader->laid_by - 1);
}

/* Puts each value under its header. False: one is under none, or under two, or two are under one.
*/
static bool fit_heads(const gx_reader *reader, const gx_values *row, const gx_column *heads,
                      unsigned width, int at[GX_MAX_WIDTH]) {
    int last = -1;
    for (unsigned i = 0; i < width; i++) {
        at[i] = -1;
        if (i && heads[i].from < heads[i - 1].to) return false;
    }
    for (uint32_t v = 0; v < row->n; v++) {
        gx_column span = gx_span_by(reader, gx_value_at(reader, row, v), scale_of(reader));
        int under = -1;
        for (int i = 0; i < (int)width; i++) {
            if (span.from >= heads[i].to || heads[i].from >= span.to) continue;
            if (under >= 0) return false;
            under = i;
        }
        if (under <= last) return false;
        at[under] = (int)v;
        last = under;
    }
    return true;
}

/* Finds which cells the values of a row are. */
static bool fit_row(const gx_rows *rows, const gx_band *b, const strip *s, int at[GX_MAX_WIDTH]) {
    const gx_reader *reader = rows->reader;
    gx_column heads[GX_MAX_WIDTH];
    for (unsigned i = 0; i < s->width; i++) {
        const gx_event *head = s->heads[i];
        if (!gx_follow_down(reader, &gx_strings[head->string], head->token,
                            reader->events[rows->end].token, scale_of(reader), &heads[i]))
            heads[i] = gx_span_by(reader, &reader->tokens[head->token], scale_of(reader));
    }
    return fit_heads(reader, &rows->rows[b->item], heads, s->width, at);
}

static void fill_strip(const gx_rows *rows, const gx_band *b, const strip *s, const int *at) {
    const gx_values *row = &rows->rows[b->item];
    const gx_token *before = &rows->reader->tokens[b->label];
    for (unsigned i = 0; i < s->width; i++) {
        gx_cell *cell = gx_cell_of(rows, b->item, s->measures[i]);
        if (at[i] >= 0) before = gx_value_at(rows->reader, row, (uint32_t)at[i]);
        if (at[i] >= 0)
            gx_fill_value(before, cell);
        else
            gx_fill_empty(before, cell);
        if (!gx_tables[GX_DISCLOSURES].measures[s->measures[i]].real)
            gx_refuse_amount(cell, s->measures[i] == GX_ITEMS_CHANGE);
    }
}

/* True where a row may be read: not all of it is told, and nothing strange is among it. */
static bool is_open(const gx_rows *rows, int item) {
    bool untold = false;
    for (unsigned m = 0; m < GX_D_MEASURES; m++) {
        if (!gx_has_cell(rows->report, GX_DISCLOSURES, item, (int)m)) continue;
        untold = untold || gx_is_untold(gx_cell_of(rows, item, m));
    }
    return untold && !rows->spoiled[item] && !gx_hides_number(rows, item) &&
           rows->quality[item] == GX_Q_EXACT;
}

void gx_read_laid_disclosures(const gx_rows *rows) {
    const gx_reader *reader = rows->reader;
    gx_bands all = {.rows = rows};
    strip strips[GX_D_ITEMS];
    bool some = false, found[GX_D_ITEMS], laid = false;
    int at[GX_MAX_WIDTH];
    if (!reader->laid_by || rows->is_first || rows->is_second) return;
    for (int i = 0; i < GX_D_ITEMS; i++)
        some = some || (gx_has_item(rows->report, GX_DISCLOSURES, i) && is_open(rows, i));
    if (!some || !gx_find_bands(&all) || !are_on_lines(&all) || gx_has_strays(rows)) return;
    if (!gx_is_set_by_spaces(rows, reader->events[rows->first].token,
                             reader->events[rows->end].token))
        return;
    for (int i = 0; i < all.n; i++) {
        found[i] = find_strip(rows, &all.bands[i], &strips[i]);
        laid = laid || (found[i] && is_laid(reader, &strips[i]));
    }
    for (int i = 0; i < all.n && laid; i++)
        if (found[i] && is_open(rows, all.bands[i].item) &&
            fit_row(rows, &all.bands[i], &strips[i], at))
            fill_strip(rows, &all.bands[i], &strips[i], at);
}

/* ---- proceedings ----------------------------------------------------------------------------- */

enum { HEADS = GX_P_ITEMS * GX_P_MEASURES };

static bool is_head(const gx_string *string) {
    return string->kinds & gx_role_bit(GX_ROLE_HEAD, GX_PROCEEDINGS);
}

/* Finds the columns of the headers above the values, or before what follows the table. False: there
** are not fifteen, or more words than a header has. */
static bool find_columns(const gx_rows *rows, gx_column heads[HEADS]) {
    enum { MOST_WORDS = 400 }; /* bounds the time */
    const gx_reader *reader = rows->reader;
    uint32_t first = reader->events[rows->first].token, end = reader->events[rows->end].token;
    int n = 0;
    if (rows->rows[0].n) end = reader->values[rows->rows[0].first];
    if (end > first + MOST_WORDS) return false;
    for (int s = 0; s < gx_n_strings; s++) {
        if (!is_head(&gx_strings[s])) continue;
        for (uint32_t t = first; t < end; t++) {
            gx_column here = {0, 0};
            if (reader->tokens[t].kind != GX_T_WORD || !reader->tokens[t].ids.n) continue;
            if (!gx_follow_down(reader, &gx_strings[s], t, end, scale_of(reader), &here)) continue;
            if (n == HEADS) return false;
            heads[n++] = here;
        }
    }
    qsort(heads, (size_t)n, sizeof heads[0], gx_compare_columns);
    return n == HEADS;
}

bool gx_are_abreast(const gx_reader *reader, const gx_values *row, const gx_column *heads,
                    const int *at) {
    enum { NEAR = 2 };
    int least[3] = {INT_MAX, INT_MAX, INT_MAX}, most[3] = {INT_MIN, INT_MIN, INT_MIN};
    for (int c = 0; c < HEADS; c++) {
        if (at[c] < 0) continue;
        gx_column span =
            gx_span_by(reader, gx_value_at(reader, row, (uint32_t)at[c]), scale_of(reader));
        if (c && span.from < heads[c - 1].to) return false;
        if (c + 1 < HEADS && span.to > heads[c + 1].from) return false;
        const int off[3] = {2 * (span.from - heads[c].from), 2 * (span.to - heads[c].to),
                            span.from + span.to - heads[c].from - heads[c].to};
        for (int k = 0; k < 3; k++) {
            if (off[k] < least[k]) least[k] = off[k];
            if (off[k] > most[k]) most[k] = off[k];
        }
    }
    for (int k = 0; k < 3; k++)
        if (!row->n || most[k] - least[k] <= 2 * NEAR) return true;
    return false;
}

static void fill_row(const gx_rows *rows, const int *at) {
    const gx_reader *reader = rows->reader;
    const gx_values *row = &rows->rows[0];
    uint32_t t = reader->events[rows->end].token - 1;
    if (row->n) t = reader->values[row->first];
    for (int c = 0; c < HEADS; c++) {
        gx_cell *cell = gx_cell_of(rows, 0, 0) + c;
        if (at[c] >= 0)
            gx_fill_value(&reader->tokens[t = reader->values[row->first + (uint32_t)at[c]]], cell);
        else
            gx_fill_empty(&reader->tokens[t], cell);
    }
}

/* True where all three rows add up, and each that has values has a total. */
static bool rows_hold(const gx_rows *rows) {
    for (int i = 0; i < GX_P_ITEMS; i++)
        if (gx_check_row(rows->report, GX_PROCEEDINGS, i).verdict != GX_HOLDS ||
            gx_lacks_total(gx_cell_of(rows, i, 0), GX_P_TOTAL))
            return false;
    return true;
}

/* True where some cells are not told. */
static bool has_untold(const gx_rows *rows) {
    bool untold = false;
    for (int c = 0; c < HEADS; c++) untold = untold || gx_is_untold(gx_cell_of(rows, 0, 0) + c);
    return untold;
}

/* True where a value stands above the headers, behind the section's heading: there may be more. */
static bool has_values_above(const gx_rows *rows) {
    enum { NEAR = 32 };
    const gx_event *events = rows->reader->events;
    for (uint32_t e = rows->first; e && rows->first - e < NEAR; e--) {
        if (gx_role_of(&events[e - 1], GX_ROLE_SECTION, 0)) return false;
        if (events[e - 1].kind != GX_E_LABEL) return true;
    }
    return true;
}

/* True where several rows of requests have nothing: the report leaves cells empty. Else the one
** line of the proceedings' values may be lost. */
static bool leaves_empty(const gx_report *report) {
    enum { SEVERAL = 3 };
    int n = 0;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        const gx_cell *cells = &report->cells[gx_slot(GX_REQUESTS, i, 0)];
        bool empty = true;
        for (int m = 0; m < GX_R_MEASURES; m++)
            empty = empty && cells[m].status == GX_BLANK && !cells[m].length;
        n += empty;
    }
    return n >= SEVERAL;
}

void gx_read_laid_proceedings(const gx_rows *rows) {
    const gx_reader *reader = rows->reader;
    const gx_values *row = &rows->rows[0];
    gx_column heads[HEADS];
    gx_cell *cells = gx_cell_of(rows, 0, 0), before[HEADS];
    int at[GX_MAX_WIDTH];
    if (!reader->laid_by || row->n >= HEADS || !row->label || rows->end == reader->n_events) return;
    if (rows->moved || !gx_role_of(&reader->events[rows->end], GX_ROLE_SECTION, 0)) return;
    if (!gx_is_set_by_spaces(rows, reader->events[rows->first].token,
                             reader->events[rows->end].token))
        return;
    if (!has_untold(rows) || has_values_above(rows) || !find_columns(rows, heads)) return;
    if (row->n ? !gx_is_laid_out(reader, row) : !leaves_empty(rows->report)) return;
    if (!fit_heads(reader, row, heads, HEADS, at)) return;
    if (scale_of(reader) == GX_CHARACTERS && !gx_are_abreast(reader, row, heads, at)) return;
    memcpy(before, cells, sizeof before);
    fill_row(rows, at);
    if (!rows_hold(rows)) memcpy(cells, before, sizeof before);
}
