/*
** copies.c: tables and rows that a text has twice. In: the rows of a table, and those of the same
** labels that stand behind them. Out: which of them count, and which rows are in doubt.
**
** A page's end may leave a part of a row, and the whole row behind it. More such rows are another
** table, of another year or office: its values are not lent to this one.
*/
#include "reader.h"

enum { MAX_PARTS = 2 }; /* rows of which a page's end leaves a part and the whole */

static bool is_same_token(const gx_reader *reader, uint32_t a, uint32_t b) {
    const gx_token *x = &reader->tokens[a], *y = &reader->tokens[b];
    return x->kind == y->kind && x->value == y->value && x->scale == y->scale &&
           x->end - x->start == y->end - y->start &&
           !memcmp(reader->text + x->start, reader->text + y->start, x->end - x->start) &&
           x->gap.newlines == y->gap.newlines && x->gap.tabs == y->gap.tabs &&
           x->gap.pipes == y->gap.pipes && x->gap.spaces == y->gap.spaces;
}

/* True where the very same table stands behind this one, separators and all, as on pages that have
** their text twice, for two kinds of screens: it tells nothing else. */
static bool is_same_again(const gx_rows *rows) {
    const gx_reader *reader = rows->reader;
    const gx_event *first = &reader->events[rows->first];
    uint32_t last = first->token;
    for (int i = 0; i < gx_tables[rows->topic].n_items; i++) {
        const gx_values *row = &rows->rows[i];
        if (row->label > last + 1) last = row->label - 1;
        if (row->n && reader->values[row->first + row->n - 1] > last)
            last = reader->values[row->first + row->n - 1];
    }
    last += last + 1 < reader->n_tokens; /* with what stands behind its last cells */
    uint32_t e = rows->first + 1;
    while (e < reader->n_events && (reader->events[e].token <= last ||
                                    !is_same_token(reader, reader->events[e].token, first->token)))
        e++;
    if (e == reader->n_events) return false;
    uint32_t again = reader->events[e].token;
    for (uint32_t t = first->token; t <= last; t++, again++)
        if (again == reader->n_tokens || !is_same_token(reader, t, again)) return false;
    return true;
}

/* Finds another table of the same rows: most of the labels of this one stand once more, before it
** or behind. Of two tables the one with more values was taken. */
void gx_find_its_like(gx_rows *rows) {
    const gx_reader *reader = rows->reader;
    bool before[GX_MAX_ROWS] = {false}, behind[GX_MAX_ROWS] = {false};
    int n_before = 0, n_behind = 0, all = 0;
    for (uint32_t e = 0; e < reader->n_events; e++) {
        const gx_event *event = &reader->events[e];
        const gx_role *row = gx_role_of(event, GX_ROLE_ROW, rows->topic);
        bool plain = row && !gx_strings[event->string].roles[1].kind;
        if (!plain || event->quality != GX_Q_EXACT) continue;
        uint32_t label = rows->rows[row->index].label;
        before[row->index] |= event->token + 1 < label;
        behind[row->index] |= label && event->token + 1 > label;
    }
    for (int i = 0; i < gx_tables[rows->topic].n_items; i++) {
        n_before += before[i];
        n_behind += behind[i];
        all += rows->rows[i].label != 0;
    }
    rows->is_second = 2 * n_before > all;
    rows->is_first = 2 * n_behind > all && !is_same_again(rows);
}

/* True where the values of a row are among those of its copy, in the same order. */
static bool is_among(const gx_rows *rows, const gx_values *row, const gx_values *copy) {
    const gx_reader *reader = rows->reader;
    uint32_t found = 0;
    for (uint32_t i = 0; i < copy->n && found < row->n; i++) {
        const gx_token *a = &reader->tokens[reader->values[row->first + found]];
        const gx_token *b = &reader->tokens[reader->values[copy->first + i]];
        found += a->kind == b->kind && a->value == b->value && a->scale == b->scale;
    }
    return found == row->n;
}

/* How many rows have a copy that has more or other values: a few, where a page's end cut a row in
** two; else there is another table of the same rows. */
static int count_other_copies(const gx_rows *rows) {
    uint8_t measures[GX_MAX_WIDTH];
    int n = 0;
    for (int i = 0; i < gx_tables[rows->topic].n_items; i++) {
        const gx_values *row = &rows->rows[i], *copy = &rows->copies[i];
        if (!copy->n || copy->n != gx_list_measures(rows, i, measures)) continue;
        n += row->n != copy->n || !is_among(rows, row, copy);
    }
    return n;
}

/* A row that the text has twice: a part of it and the whole, or the same again. */
static bool settle_copy(gx_rows *rows, int item) {
    gx_values *row = &rows->rows[item], *copy = &rows->copies[item];
    uint8_t measures[GX_MAX_WIDTH];
    unsigned width = gx_list_measures(rows, item, measures);
    if (!copy->n || copy->n != width) return true;
    if (!is_among(rows, row, copy)) return false;
    if (row->n != width) *row = (gx_values){copy->first, copy->n, row->label};
    return true;
}

/* True where a row has a label, and not a value for each cell. */
static bool is_partial(const gx_rows *rows, int item) {
    uint8_t measures[GX_MAX_WIDTH];
    return rows->rows[item].label && rows->rows[item].n != gx_list_measures(rows, item, measures);
}

void gx_settle_copies(gx_rows *rows, bool conflict[GX_MAX_ROWS]) {
    bool twice = count_other_copies(rows) > MAX_PARTS;
    for (int i = 0; i < gx_tables[rows->topic].n_items; i++) {
        conflict[i] = false;
        if (!gx_has_item(rows->report, rows->topic, i)) continue;
        conflict[i] = (twice && rows->copies[i].n) || !settle_copy(rows, i);
        /* What it lacks may be in the table behind, whose rows have the same labels. */
        conflict[i] = conflict[i] || (rows->is_first && is_partial(rows, i));
    }
}
