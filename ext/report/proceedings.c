/*
** proceedings.c: section four, whose table is one row. In: the fifteen values behind its headers,
** or fewer. Out: its cells, doubtful where neither separators nor the three sums tell which of them
** are empty.
*/
#include "rest.h"

#include <stdint.h>

/* How many labels stand between the first value and the last. */
static int count_breaks(const gx_rows *rows) {
    const gx_values *values = &rows->rows[0];
    if (!values->n) return 0;
    uint32_t first = rows->reader->values[values->first];
    uint32_t last = rows->reader->values[values->first + values->n - 1];
    int n = 0;
    for (uint32_t e = rows->first; e < rows->end; e++) {
        const gx_event *event = &rows->reader->events[e];
        n += event->kind == GX_E_LABEL && event->token > first && event->token < last;
    }
    return n;
}

/* True where headers stand behind values, and in no row's order: so do the values. */
static bool is_out_of_order(const gx_rows *rows) {
    unsigned last = GX_P_TOTAL;
    bool out = false, behind = false;
    if (!rows->rows[0].n) return false;
    uint32_t first = rows->reader->values[rows->rows[0].first];
    for (uint32_t e = rows->first; e < rows->end; e++) {
        const gx_role *head = gx_role_of(&rows->reader->events[e], GX_ROLE_HEAD, GX_PROCEEDINGS);
        if (!head) continue;
        out = out || (head->index <= last && last < GX_P_TOTAL);
        last = head->index;
        behind = behind || rows->reader->events[e].token > first;
    }
    return out && behind;
}

enum { HEADS = 13 }; /* fewer than the labels of the header */

static void doubt_proceedings(const gx_rows *rows) {
    for (int i = 0; i < GX_P_ITEMS; i++) gx_doubt_row(rows, i);
}

/* True where more of the three rows would add up if the first cell were the last, or the last the
** first. */
static bool is_rotated(const gx_cell *cells, int fails) {
    for (int by = 1; by < 15; by += 13) {
        int hold = 0;
        for (int row = 0; row < 15; row += 5) {
            int64_t sum = 0;
            for (int m = 0; m < GX_P_TOTAL; m++) sum += cells[(row + m + by) % 15].value;
            hold += sum == cells[(row + GX_P_TOTAL + by) % 15].value;
        }
        if (hold > GX_P_ITEMS - fails) return true;
    }
    return false;
}

/* True where all three rows would add up if their totals were in front, and do not as they are. */
static bool has_totals_first(const gx_cell *cells, int fails) {
    bool told = false;
    for (int row = 0; row < 15; row += 5) {
        int64_t sum = 0;
        for (int m = 1; m <= GX_P_TOTAL; m++) sum += cells[row + m].value;
        if (sum != cells[row].value) return false;
        told = told || sum;
    }
    return told && fails;
}

/* True where all three rows would add up if value `from` were left out, or joined with the next
** one, and some cell were empty. */
static bool would_add_up(const gx_rows *rows, uint32_t from, bool join) {
    const gx_reader *reader = rows->reader;
    const uint32_t *values = reader->values + rows->rows[0].first;
    int64_t value[15];
    int n = 0;
    for (uint32_t i = 0; i < 15; i++) {
        const gx_token *token = &reader->tokens[values[i]];
        value[n] = token->kind == GX_T_NUMBER ? token->value : 0;
        if (i == from && !join) continue;
        for (int d = 0; i == from && d < token[1].digits && value[n] < INT64_MAX / 1000; d++)
            value[n] *= 10;
        if (i == from) value[n] += reader->tokens[values[++i]].value;
        n++;
    }
    for (int empty = 0; empty < 15; empty++) {
        int64_t sum = 0;
        int hold = 0, v = 0;
        for (int c = 0; c < 15; c++) {
            int64_t here = c == empty ? 0 : value[v++];
            hold += c % 5 == GX_P_TOTAL && here == sum;
            sum = c % 5 == GX_P_TOTAL ? 0 : sum + here;
        }
        if (hold == GX_P_ITEMS) return true;
    }
    return false;
}

/* True where one of fifteen values may be another twice, or the rest of another. */
static bool has_one_too_many(const gx_rows *rows) {
    const gx_reader *reader = rows->reader;
    const uint32_t *values = reader->values + rows->rows[0].first;
    for (uint32_t i = 0; i + 1 < 15; i++) {
        const gx_token *a = &reader->tokens[values[i]], *b = &reader->tokens[values[i + 1]];
        bool numbers = a->kind == GX_T_NUMBER && b->kind == GX_T_NUMBER && !b->gap.pipes &&
                       !b->gap.tabs && values[i] + 1 == values[i + 1];
        if (a->value == b->value && would_add_up(rows, i, false)) return true;
        if (numbers && a->value && would_add_up(rows, i, true)) return true;
    }
    return false;
}

/* True where a row has noughts and empty cells alone: no sum tells which is which. */
static bool lacks_nought(const gx_cell *cells) {
    int printed = 0;
    for (int m = 0; m < GX_P_MEASURES; m++) {
        if (cells[m].has_value && cells[m].value) return false;
        printed += cells[m].has_value;
    }
    return printed && printed < GX_P_MEASURES;
}

/* True where bars or tabs show empty cells besides fifteen values: there are more than the form
** has. */
static bool shows_more(const gx_rows *rows, gx_fit fit) {
    const gx_values *values = &rows->rows[0];
    const gx_gap *gap = &rows->reader->tokens[rows->reader->values[values->first + 1]].gap;
    return fit == GX_FIT_LOOSE && (gap->pipes || gap->tabs);
}

/* Fifteen values behind their headers are read as they stand. With empty cells among them, or
** headers, each of the three rows must add up. */
static void fill_in_order(gx_rows *rows) {
    static const uint8_t in_order[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};
    gx_shape shape = {.reader = rows->reader,
                      .newlines = rows->reader->usual_newlines,
                      .behind = gx_newlines_of_heading(rows),
                      .single = true};
    const gx_values *values = &rows->rows[0];
    gx_cell *cells = gx_cell_of(rows, 0, 0);
    int at[GX_MAX_WIDTH];
    if (gx_fill_run_on_proceedings(rows)) return;
    if (is_out_of_order(rows)) {
        doubt_proceedings(rows);
        return;
    }
    gx_fit fit = gx_fit_row(&shape, values, 15, at);
    if (fit == GX_FIT_NONE && !gx_fit_under_heads(rows, at)) {
        bool cut = rows->end == rows->reader->n_events;
        bool together = count_breaks(rows) <= HEADS; /* else one stands before the headers */
        bool placed = !cut && together && gx_search_proceedings(rows, count_breaks(rows) > 0);
        if (values->n && !placed && !(together && gx_solve_row(rows, 0, values, in_order, 15)))
            doubt_proceedings(rows);
        return;
    }
    uint32_t before = values->label - 1;
    for (unsigned i = 0; i < 15; i++) {
        if (at[i] >= 0) before = rows->reader->values[values->first + (unsigned)at[i]];
        if (at[i] >= 0)
            gx_fill_value(&rows->reader->tokens[before], &cells[i]);
        else
            gx_fill_empty(&rows->reader->tokens[before], &cells[i]);
        gx_refuse_amount(&cells[i], false);
    }
    bool plain = values->n == 15, cut = rows->end == rows->reader->n_events;
    /* The rest may have been cut off, or stand elsewhere, with a label in its place; or they are
     *blocks,
     ** in an order that no sum proves. */
    bool broken = !plain && shape.newlines && count_breaks(rows) > 0;
    if ((!plain && cut) || broken || count_breaks(rows) > 2) {
        doubt_proceedings(rows);
        return;
    }
    int fails = 0;
    bool lacking = false, by_place = fit < GX_FIT_LOOSE && !shape.newlines;
    for (int i = 0; i < GX_P_ITEMS; i++) {
        fails += gx_check_row(rows->report, GX_PROCEEDINGS, i).verdict != GX_HOLDS;
        lacking = lacking || (by_place && gx_lacks_total(gx_cell_of(rows, i, 0), GX_P_TOTAL));
        lacking = lacking || (by_place && lacks_nought(gx_cell_of(rows, i, 0)));
    }
    bool solved = !plain && fails && gx_solve_row(rows, 0, values, in_order, 15);
    bool doubt = plain ? fails && (shows_more(rows, fit) || is_rotated(cells, fails) ||
                                   has_totals_first(cells, fails) || has_one_too_many(rows))
                       : fails || lacking;
    if (!solved && doubt) doubt_proceedings(rows);
    gx_doubt_cut(rows);
}

void gx_fill_proceedings(gx_rows *rows) {
    const unsigned moved = rows->moved = gx_list_moved_proceedings(rows);
    if (moved == GX_ALL_CELLS)
        doubt_proceedings(rows);
    else
        fill_in_order(rows);
    gx_doubt_hidden(rows);
    for (unsigned c = 0; moved >> c; c++)
        if (moved >> c & 1) gx_cell_of(rows, 0, 0)[c] = (gx_cell){.status = GX_DOUBTFUL};
}
