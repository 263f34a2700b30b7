/*
** narrow.c: rows of section two that have lost a cell's end. In: a table of disclosures, read. Out:
** rows in doubt that lack a value and have fewer bars or tabs than their header: two numbers have
** run together, or one was lost with what divides it from the next.
*/
#include "rest.h"

/* How many separators a token's line has, if it ends with one, so that none are left out there.
** 0: it does not, or the line is too long. */
static unsigned count_separators(const gx_reader *reader, uint32_t t) {
    enum { LONG = 64 }; /* tokens */
    uint32_t line = reader->tokens[t].line, last = t + LONG;
    for (uint32_t n = 0; t && reader->tokens[t - 1].line == line; t--)
        if (++n == LONG) return 0;
    unsigned all = (unsigned)reader->tokens[t].gap.tabs_lead + reader->tokens[t].gap.pipes_lead;
    while (++t < reader->n_tokens && t < last && reader->tokens[t].line == line)
        all += (unsigned)reader->tokens[t].gap.tabs + reader->tokens[t].gap.pipes;
    if (t == reader->n_tokens || t == last) return 0;
    unsigned end = (unsigned)reader->tokens[t].gap.tabs_end + reader->tokens[t].gap.pipes_end;
    return end ? all + end : 0;
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
