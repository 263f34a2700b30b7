/*
** narrow.c: rows of section two that have lost a cell's end. In: a table of disclosures, read. Out:
** rows in doubt that lack a value and have fewer bars or tabs than their header: two numbers have
** run together, or one was lost with what divides it from the next.
*/
#include "counted.h"
#include "rest.h"

/* How many separators a token's line has, if it ends with one, so that none are left out there.
** 0: it does not, or the line is too long. */
static unsigned count_separators(const gx_reader *reader, uint32_t t) {
    enum { LONG = 64 }; /* tokens */
    uint32_t line = reader->tokens[t].line, first = t, next = t;
    while (first && reader->tokens[first - 1].line == line)
        if (t - --first == LONG) return 0;
    while (++next < reader->n_tokens && next - t < LONG && reader->tokens[next].line == line) {
    }
    if (next == reader->n_tokens || next - t == LONG) return 0;
    const gx_gap *gap = &reader->tokens[next].gap;
    return gap->tabs_end || gap->pipes_end ? gx_count_separators(reader, first, next) : 0;
}

/* True where other words stand before a header on its line: a line is a row. */
static bool is_in_row(const gx_reader *reader, uint32_t t) {
    return t && reader->tokens[t - 1].line == reader->tokens[t].line;
}

/* True where a row of disclosures has fewer values than cells. */
static bool lacks_value(const gx_rows *rows, int item) {
    uint8_t measures[GX_MAX_WIDTH];
    return rows->rows[item].n < gx_list_measures(rows, item, measures);
}

void gx_doubt_narrow(const gx_rows *rows) {
    const gx_reader *reader = rows->reader;
    unsigned head = 0;
    for (uint32_t e = rows->first; e < rows->end; e++) {
        const gx_event *event = &reader->events[e];
        if (gx_role_of(event, GX_ROLE_HEAD, GX_DISCLOSURES))
            head = is_in_row(reader, event->token) ? count_separators(reader, event->token) : 0;
        const gx_role *row = gx_role_of(event, GX_ROLE_ROW, GX_DISCLOSURES);
        if (!row || rows->rows[row->index].label != event->token + 1) continue;
        if (!gx_has_item(rows->report, GX_DISCLOSURES, row->index)) continue;
        unsigned own =
            head && lacks_value(rows, row->index) ? count_separators(reader, event->token) : 0;
        if (own && own < head) gx_doubt_row(rows, row->index);
    }
}
