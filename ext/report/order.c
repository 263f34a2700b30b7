/*
** order.c: headers that name the columns in another order than the form. In: the labels above a
** table's rows. Out: whether they do, so that no value is taken for another column's. No sum tells
** two columns from each other that were exchanged.
**
** Nested headers come in several orders when a text is read line by line, 总计 before those that
** stand below 法人或其他组织; and where columns are laid out, one that is wrapped begins on another line
** than those beside it: so two headers are compared on one line only, or where each begins its own.
*/
#include "reader.h"

#include <stdlib.h>

enum { HEADS = GX_P_ITEMS * GX_P_MEASURES };

/* True where event `b` follows on `a`, on the line that this one ends on. */
static bool follows(const gx_reader *reader, const gx_event *a, const gx_event *b) {
    const gx_gap *gap = &reader->tokens[b->token].gap;
    return a + 1 == b && !gap->newlines && (gap->pipes || gap->tabs);
}

/* True where the word of event `a` stands before that of event `b`: on its line, or on one above
** where each cell is a line, or the other begins a line, or follows where this one is wrapped in
** its cell. */
static bool stands_before(const gx_reader *reader, const gx_event *a, const gx_event *b) {
    const gx_token *x = &reader->tokens[a->token], *y = &reader->tokens[b->token];
    return a < b &&
           (x->line == y->line || reader->usual_newlines || !y->x || follows(reader, a, b));
}

bool gx_names_before(const gx_reader *reader, const gx_event *heads[], unsigned later,
                     unsigned earlier) {
    return heads[later] && heads[earlier] && stands_before(reader, heads[later], heads[earlier]);
}

/* ---- requests -------------------------------------------------------------------------------- */

/* True where 总计 stands between two organisations. */
static bool splits(const gx_reader *reader, const gx_event *heads[GX_R_MEASURES]) {
    const gx_event *total = heads[GX_R_TOTAL];
    bool before = false, behind = false;
    for (unsigned m = 1; m < GX_R_TOTAL && total; m++) {
        if (!heads[m]) continue;
        uint32_t line = reader->tokens[heads[m]->token].line;
        if (!reader->usual_newlines && line != reader->tokens[total->token].line) continue;
        *(heads[m] < total ? &before : &behind) = true;
    }
    return before && behind;
}

unsigned gx_list_reordered(const gx_reader *reader, const gx_event *heads[GX_R_MEASURES]) {
    unsigned list = 0;
    bool untold = false; /* how two of them stand */
    for (unsigned m = 1; m <= GX_R_TOTAL; m++) {
        if (gx_names_before(reader, heads, m, 0)) return GX_ALL_MEASURES;
        for (unsigned k = 1; k < m && m < GX_R_TOTAL; k++)
            if (gx_names_before(reader, heads, m, k))
                list |= 1u << m | 1u << k;
            else
                untold = untold || !gx_names_before(reader, heads, k, m);
    }
    return splits(reader, heads) || (list && untold) ? GX_ALL_MEASURES : list;
}

/* ---- proceedings ----------------------------------------------------------------------------- */

static int compare_places(const void *a, const void *b) {
    const gx_token *const *x = a, *const *y = b;
    return ((*x)->x > (*y)->x) - ((*x)->x < (*y)->x);
}

/* What stands above the proceedings' values. */
typedef struct nested {
    const gx_event *rows[GX_P_ITEMS]; /* their labels */
    const gx_event *litigation;       /* 行政诉讼 */
    const gx_token *heads[HEADS];     /* as they follow each other ... */
    uint8_t index[HEADS];             /* ... and their measures */
    unsigned n;                       /* more than there is room for: HEADS + 1 */
} nested;

static void read_nested(const gx_rows *rows, nested *h) {
    const gx_reader *reader = rows->reader;
    *h = (nested){.n = 0};
    for (uint32_t e = rows->first ? rows->first - 1 : 0; e < rows->end; e++) {
        const gx_event *event = &reader->events[e];
        if (event->kind == GX_E_VALUE) break;
        if (event->quality != GX_Q_EXACT) continue;
        const gx_role *row = gx_role_of(event, GX_ROLE_ROW, GX_PROCEEDINGS);
        const gx_role *head = gx_role_of(event, GX_ROLE_HEAD, GX_PROCEEDINGS);
        if (gx_role_of(event, GX_ROLE_NOTE, GX_PROCEEDINGS))
            h->litigation = event;
        else if (row)
            h->rows[row->index] = event;
        else if (head && h->n++ < HEADS)
            h->heads[h->n - 1] = &reader->tokens[event->token], h->index[h->n - 1] = head->index;
    }
}

/* True where the headers stand on one line, or each on its own. */
static bool is_linear(const gx_reader *reader, const nested *h) {
    bool one = true;
    for (unsigned i = 1; i < h->n; i++) one = one && h->heads[i]->line == h->heads[0]->line;
    return one || reader->usual_newlines;
}

/* True where there is one header for each measure, for all three rows, in another order. */
static bool are_exchanged(const gx_reader *reader, const nested *h) {
    unsigned named = 0;
    bool in_order = true;
    for (unsigned i = 0; i < GX_P_MEASURES; i++) {
        named |= 1u << h->index[i];
        in_order = in_order && h->index[i] == i;
    }
    return !in_order && named == (1u << GX_P_MEASURES) - 1 && is_linear(reader, h);
}

/* Where there is a header for each cell: bit c for a cell that is not under its own, neither as
** they are read nor from left to right. */
static unsigned list_moved(const gx_reader *reader, const nested *h) {
    const gx_token *places[HEADS];
    unsigned moved = 0, from_left = 0, named[GX_P_ITEMS] = {0};
    if (h->n == GX_P_MEASURES) return are_exchanged(reader, h) ? GX_ALL_CELLS : 0;
    if (h->n != HEADS) return 0;
    for (unsigned i = 0; i < HEADS; i++) {
        places[i] = h->heads[i];
        named[i / GX_P_MEASURES] |= 1u << h->index[i];
        moved |= (h->index[i] != i % GX_P_MEASURES ? 1u : 0u) << i;
    }
    if (!moved) return 0;
    qsort(places, HEADS, sizeof places[0], compare_places);
    for (unsigned i = 0; i < HEADS && !reader->usual_newlines; i++)
        for (unsigned k = 0; k < HEADS; k++)
            if (h->heads[k] == places[i])
                from_left |= (h->index[k] != i % GX_P_MEASURES ? 1u : 0u) << i;
    if (!from_left && !reader->usual_newlines) return 0;
    for (int row = 0; row < GX_P_ITEMS; row++)
        if (named[row] != (1u << GX_P_MEASURES) - 1) return GX_ALL_CELLS;
    return moved;
}

unsigned gx_list_moved_proceedings(const gx_rows *rows) {
    nested h;
    read_nested(rows, &h);
    const gx_event *pair[] = {h.rows[0], h.litigation};
    bool moved = gx_names_before(rows->reader, h.rows, 2, 1) ||
                 gx_names_before(rows->reader, h.rows, 1, 0) ||
                 gx_names_before(rows->reader, pair, 1, 0);
    return moved ? GX_ALL_CELLS : list_moved(rows->reader, &h);
}
