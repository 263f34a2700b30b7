/*
** shape.c: what a table's rows show of how the values stand. In: the rows, with their values. Out:
** which of them are whole, so that the others can be read like them, and how lines and cells are
** divided; or else the headers' places (under.c).
*/
#include "counted.h"

#include <stdlib.h>

bool gx_begins_later(const gx_rows *rows, int item, unsigned width) {
    unsigned gap[GX_MAX_WIDTH + 1], lead;
    if (rows->rows[item].n != width || rows->topic != GX_DISCLOSURES) return false;
    gx_find_gaps(rows, &rows->rows[item], width, gap);
    lead = gap[0];
    for (int i = 0; i < GX_D_ITEMS && lead; i++) {
        const gx_values *row = &rows->rows[i];
        if (!row->n || !row->label) continue;
        gx_find_gaps(rows, row, row->n, gap);
        if (gap[0] < lead) return true;
    }
    return false;
}

/* True where empty cells show by fewer lines than another cell is: each is one line. */
static bool has_single_lines(const gx_rows *rows) {
    const gx_reader *reader = rows->reader;
    unsigned usual = reader->usual_newlines;
    for (int i = 0; i < gx_tables[rows->topic].n_items && usual > 1; i++)
        for (uint32_t v = 1; v < rows->rows[i].n; v++) {
            const uint32_t *at = &reader->values[rows->rows[i].first + v];
            const gx_gap *gap = &reader->tokens[*at].gap;
            if (*at == at[-1] + 1 && !gap->page && gap->newlines % usual) return true;
        }
    return usual <= 1;
}

/* True where rows are lines that no bar begins, or no tab ends: what is empty at their ends may
** have been left out. */
static bool has_open_ends(const gx_rows *rows) {
    const gx_reader *reader = rows->reader;
    bool tabs = false;
    for (int i = 0; i < gx_tables[rows->topic].n_items && !reader->usual_newlines; i++) {
        const gx_values *row = &rows->rows[i];
        if (!row->label || !row->n) continue;
        const gx_token *label = &reader->tokens[row->label - 1];
        uint32_t last = reader->values[row->first + row->n - 1];
        if (reader->tokens[last].gap.pipes && label->gap.newlines && !label->gap.pipes_lead)
            return true;
        if (last + 1 < reader->n_tokens && reader->tokens[last + 1].gap.tabs_end) return false;
        tabs = tabs || reader->tokens[last].gap.tabs;
    }
    return tabs;
}

/* True where a row of requests has a value for each cell, and an empty one besides at an end, and
** does not add up: one of its values is in two pieces, or there twice. */
static bool has_fault(const gx_rows *rows, int item) {
    unsigned gap[GX_MAX_WIDTH + 1];
    const gx_values *row = &rows->rows[item];
    if (gx_begins_later(rows, item, row->n)) return true;
    if (rows->topic != GX_REQUESTS || row->n != GX_R_MEASURES || rows->width) return false;
    bool behind = gx_find_gaps(rows, row, row->n, gap) != 0;
    return (behind || gap[0]) && gx_add_up(rows, row) < 0;
}

/* True where rows of requests that are laid out end in the same column too seldom: the total of
** nearly each of them stands at its end, and under the one above it. */
static bool is_strewn(const gx_rows *rows) {
    enum { SEVERAL = 6, ONE_OF = 3, NEAR = 4 }; /* NEAR: two columns */
    const gx_values *above = NULL;
    int pairs = 0, aligned[2] = {0, 0};
    if (rows->topic != GX_REQUESTS || rows->reader->usual_newlines) return false;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        const gx_values *row = &rows->rows[i];
        if (row->n < 2 || row->n > GX_R_MEASURES || !gx_is_laid_out(rows->reader, row)) continue;
        bool both = above && gx_on_same_page(rows->reader, above, row);
        pairs += both;
        for (int wide = 0; wide < 2 && both; wide++)
            aligned[wide] +=
                abs(gx_middle(gx_value_at(rows->reader, row, row->n - 1), wide) -
                    gx_middle(gx_value_at(rows->reader, above, above->n - 1), wide)) <= NEAR;
        above = row;
    }
    int most = aligned[0] > aligned[1] ? aligned[0] : aligned[1];
    return pairs >= SEVERAL && most * ONE_OF < pairs;
}

gx_shape gx_shape_of(const gx_rows *rows) {
    gx_shape shape = {.reader = rows->reader, .newlines = rows->reader->usual_newlines};
    uint8_t measures[GX_MAX_WIDTH];
    shape.row_end = gx_newlines_of_rows(rows);
    shape.single = has_single_lines(rows);
    shape.open = has_open_ends(rows);
    for (int i = 0; i < gx_tables[rows->topic].n_items; i++) {
        unsigned width = gx_list_measures(rows, i, measures), between[GX_MAX_WIDTH];
        if (!width || rows->rows[i].n != width) continue;
        if (width < GX_MAX_WIDTH && gx_show_empties(rows->reader, &rows->rows[i], false, between))
            continue;
        if (has_fault(rows, i)) continue;
        shape.width[shape.n_whole] = width;
        shape.first[shape.n_whole] = measures[0];
        shape.headed[shape.n_whole] = rows->topic == GX_DISCLOSURES && gx_is_headed(rows, i);
        shape.whole[shape.n_whole++] = rows->rows[i];
    }
    /* One alone may have a number too many, unless it adds up. */
    if (rows->topic == GX_REQUESTS && shape.n_whole == 1 && gx_add_up(rows, &shape.whole[0]) <= 0)
        shape.n_whole = 0;
    shape.strewn = is_strewn(rows);
    if (!shape.n_whole) gx_find_heads(rows, &shape.heads);
    gx_count_fields(rows, &shape);
    return shape;
}
