/*
** astray.c: values that may be another row's than that of the label before them. In: a table of
** requests, read. Out: such rows in doubt. No sum shows it, where one row's numbers for all columns
** stand in another row's place.
*/
#include "rest.h"

/* The row above in the form, if its label was found and it has no values; -1: it is another. */
static int empty_row_above(const gx_rows *rows, int item) {
    int above = item - 1;
    while (above >= 0 && !gx_has_item(rows->report, GX_REQUESTS, above)) above--;
    if (above < 0 || !rows->rows[above].label || rows->rows[above].n) return -1;
    return above;
}

/* True where a row's values stand apart below its label, which is below that of a row without any:
** both labels may stand before either row's. */
static bool stands_apart(const gx_rows *rows, int item) {
    const gx_values *row = &rows->rows[item];
    const gx_token *tokens = rows->reader->tokens;
    unsigned newlines = tokens[rows->reader->values[row->first]].gap.newlines;
    /* Where none of its cells is empty, it is not these that show. */
    bool apart = row->n >= GX_R_MEASURES && tokens[row->label - 1].gap.newlines < newlines;
    return newlines > 1 && (apart || gx_starts_below(rows, row));
}

/* True where most rows, and more than a few, have their values below their labels. */
static bool are_below(const gx_rows *rows) {
    enum { FEW = 3 };
    int below = 0, all = 0;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        all += rows->rows[i].label && rows->rows[i].n;
        below += rows->rows[i].label && gx_starts_below(rows, &rows->rows[i]);
    }
    return below >= FEW && 2 * below >= all;
}

void gx_doubt_stacked(const gx_rows *rows) {
    bool usual = are_below(rows);
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!rows->rows[i].label || !rows->rows[i].n) continue;
        int above = empty_row_above(rows, i);
        /* Two rows' values behind two labels: the first ones may be the first one's. */
        bool two = rows->unclaimed[i] >= GX_R_MEASURES;
        if (above < 0 || !(two || (!usual && stands_apart(rows, i)))) continue;
        gx_doubt_row(rows, i);
        gx_doubt_row(rows, above);
    }
}

void gx_doubt_first(const gx_rows *rows) {
    const gx_event *events = rows->reader->events;
    const gx_role *row = gx_role_of(&events[rows->first], GX_ROLE_ROW, GX_REQUESTS);
    uint32_t n = 0;
    while (n < rows->first && events[rows->first - n - 1].kind == GX_E_VALUE) n++;
    if (row && n >= GX_R_MEASURES && !rows->rows[row->index].n) gx_doubt_row(rows, row->index);
}

/* True where a row's values may be another's: it has none, or its label is not whole. */
static bool may_have_lost(const gx_rows *rows, int item) {
    return gx_has_item(rows->report, GX_REQUESTS, item) &&
           (!rows->rows[item].n || rows->quality[item] != GX_Q_EXACT);
}

void gx_doubt_claimed(const gx_rows *rows) {
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int other = 0; other < GX_R_ITEMS && rows->claimed[i]; other++) {
            if (!(rows->claimed[i] >> other & 1) || !may_have_lost(rows, other)) continue;
            gx_doubt_row(rows, i);
            gx_doubt_row(rows, other);
        }
}

void gx_doubt_beginnings(const gx_rows *rows) {
    uint8_t measures[GX_MAX_WIDTH];
    bool crowd = false;
    for (int i = 0; i < GX_R_ITEMS; i++)
        crowd = crowd || (gx_has_item(rows->report, GX_REQUESTS, i) &&
                          rows->rows[i].n > gx_list_measures(rows, i, measures));
    for (int i = 0; i < GX_R_ITEMS && crowd; i++)
        if (rows->rows[i].label && !rows->rows[i].n && rows->quality[i] == GX_Q_HEAD)
            gx_doubt_row(rows, i);
}

/* What a cell prints: nought where it is empty. False: that is not known. */
static bool read_printed(const gx_cell *cell, int64_t *value) {
    *value = cell->status == GX_BLANK ? 0 : cell->value;
    return cell->status == GX_READ || cell->status == GX_BLANK || cell->status == GX_INFERRED;
}

/* The greatest number that a row prints; -1: its label was not found. */
static int64_t most_of_row(const gx_rows *rows, int item) {
    int64_t most = rows->rows[item].label ? 0 : -1;
    for (uint32_t v = 0; v < rows->rows[item].n && most >= 0; v++) {
        int64_t value = gx_value_at(rows->reader, &rows->rows[item], v)->value;
        if (value > most) most = value;
    }
    return most;
}

/* How many columns have more requests coming in, or less, than all that was carried over could
** account for. */
static int count_contradictions(const gx_rows *rows) {
    const int64_t in = most_of_row(rows, GX_CARRIED_IN), out = most_of_row(rows, GX_CARRIED_OUT);
    int n = 0;
    for (unsigned m = 0; m < GX_R_TOTAL && in >= 0 && out >= 0; m++) {
        int64_t come, done;
        if (read_printed(gx_cell_of(rows, GX_NEW, m), &come) &&
            read_printed(gx_cell_of(rows, GX_TOTAL, m), &done))
            n += done - come > in || come - done > out;
    }
    return n;
}

void gx_doubt_contradicted(const gx_rows *rows, const gx_fit fits[GX_MAX_ROWS]) {
    enum { SEVERAL = 2 };
    if (count_contradictions(rows) < SEVERAL) return;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        bool lacking = rows->rows[i].n && rows->rows[i].n < GX_R_MEASURES;
        bool counted = fits[i] == GX_FIT_SURE || fits[i] == GX_FIT_DEPTH || fits[i] == GX_FIT_LOOSE;
        if (gx_has_item(rows->report, GX_REQUESTS, i) && lacking && !counted) gx_doubt_row(rows, i);
    }
}
