/*
** shifted.c: rows of requests whose values may be those of the next one. In: rows whose values
** stand on lines of their own. Out: where one row has values too many and another one none, all
** rows from the one to the other are doubtful: PDF's reading order puts the values of a row with a
** tall label before this label or behind the next one, and then each row between has those of its
** neighbour, which add up as well. No column shows it, as the rows are all there.
*/
#include "rest.h"

static bool is_form_row(const gx_rows *rows, int item) {
    return gx_has_item(rows->report, GX_REQUESTS, item);
}

/* The row before or behind one that has a label, or else values that rows share; one that the form
** does not have if it has values all the same. -1: there is none, or its label was not found. */
static int next_row(const gx_rows *rows, int item, int step, const gx_fit fits[GX_MAX_ROWS]) {
    do item += step;
    while (item >= 0 && item < GX_R_ITEMS && !is_form_row(rows, item) && !rows->rows[item].n);
    if (item < 0 || item >= GX_R_ITEMS) return -1;
    return rows->rows[item].label || fits[item] == GX_FIT_PLACE ? item : -1;
}

/* True where neither bars nor tabs divide a row's values. */
static bool is_bare(const gx_rows *rows, int item) {
    const gx_values *row = &rows->rows[item];
    if (!row->n) return true;
    const gx_gap *gap = &gx_value_at(rows->reader, row, row->n - 1)->gap;
    return !gap->pipes && !gap->tabs;
}

static unsigned width_of(const gx_rows *rows) {
    return rows->width ? rows->width : GX_R_MEASURES;
}

/* How many numbers that are no row's stand behind a row's values and before the next label. */
static unsigned count_strays(const gx_rows *rows, int item) {
    enum { NEAR = 60 };
    const gx_values *row = &rows->rows[item];
    const gx_reader *reader = rows->reader;
    uint32_t first = reader->values[row->first + row->n - 1] + 1, last = first + NEAR;
    unsigned n = 0;
    bool found = false;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        const uint32_t label = rows->rows[i].label; /* 1 + the token */
        if (label <= first || label > last) continue;
        last = label - 1;
        found = true;
    }
    for (uint32_t t = first; t < last && found; t++) n += reader->tokens[t].kind == GX_T_NUMBER;
    return n;
}

/* True where a row has so many values, or so many numbers stand behind them, that some are another
** one's: one or two more may be a page's number, or a number that is there twice. The form has no
** row for all of those of some. */
static bool is_crowd(const gx_rows *rows, int item) {
    enum { MORE = 2 };
    if (!rows->rows[item].n || !is_bare(rows, item)) return false;
    unsigned most = is_form_row(rows, item) ? width_of(rows) + MORE : 0;
    return rows->rows[item].n > most || count_strays(rows, item) > MORE;
}

/* True for a row that shares values with others, which are as many as the cells of all of them and
** were divided among them: all labels stand before the values, or all behind. */
static bool is_shared(const gx_rows *rows, int item, const gx_fit fits[GX_MAX_ROWS]) {
    unsigned n = rows->rows[item].n, width = width_of(rows);
    return fits[item] == GX_FIT_PLACE && (!n || (n > width && n % width == 0));
}

/* True where a row's values are two noughts or more, and not one for each cell: one of them may be
** all that is printed for the row beside it. */
static bool has_spare_noughts(const gx_rows *rows, int item) {
    const gx_values *row = &rows->rows[item];
    if (row->n < 2 || row->n >= GX_R_MEASURES) return false;
    for (uint32_t i = 0; i < row->n; i++)
        if (gx_value_at(rows->reader, row, i)->value) return false;
    return true;
}

/* True where numbers stand right before the first row's label, as if they were its own. */
static bool begins_with_numbers(const gx_rows *rows) {
    enum { MORE = 2 };
    uint32_t t = rows->rows[GX_NEW].label, n = 0;
    if (!t) return false;
    for (t--; t && n <= MORE && rows->reader->tokens[t - 1].kind != GX_T_WORD; t--) n++;
    return n > MORE;
}

/* Makes the rows doubtful from one to another one. */
static void doubt_rows(const gx_rows *rows, int first, int last) {
    for (int i = first; i <= last; i++)
        if (is_form_row(rows, i)) gx_doubt_row(rows, i);
}

/* From a row without values in one direction: the rows up to one that has too many. */
static void doubt_towards(const gx_rows *rows, int empty, int step,
                          const gx_fit fits[GX_MAX_ROWS]) {
    int crowd = next_row(rows, empty, step, fits), last = empty;
    if (crowd >= 0 && is_bare(rows, crowd) &&
        (has_spare_noughts(rows, crowd) || gx_is_mixed(rows, crowd))) {
        gx_doubt_row(rows, empty);
        gx_doubt_row(rows, crowd);
    }
    while (crowd >= 0 &&
           (is_shared(rows, crowd, fits) || (rows->rows[crowd].n && !is_crowd(rows, crowd)))) {
        last = crowd;
        crowd = next_row(rows, crowd, step, fits);
    }
    if (crowd >= 0 && rows->rows[crowd].n)
        doubt_rows(rows, step > 0 ? empty : crowd, step > 0 ? crowd : empty);
    else if (last == GX_NEW && begins_with_numbers(rows))
        doubt_rows(rows, GX_NEW, empty);
}

void gx_doubt_shifted(const gx_rows *rows, const gx_fit fits[GX_MAX_ROWS]) {
    if (!rows->reader->usual_newlines || rows->reader->named) return;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!is_form_row(rows, i) || !rows->rows[i].label || rows->rows[i].n) continue;
        if (is_shared(rows, i, fits)) continue;
        doubt_towards(rows, i, -1, fits);
        doubt_towards(rows, i, 1, fits);
    }
}
