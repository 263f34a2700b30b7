/*
** misread.c: rows of requests that were read, looked at once more. In: the table's cells, and how
** well each row's values fitted. Out: rows that do not add up are settled by the identities or,
** where what they show may not be one value for each cell, doubtful; so are those read by their
** places alone, and empty ones whose values may stand elsewhere. A report's own wrong sum stays as
** printed.
*/
#include "rest.h"

/* True where the values of a row may not be one for each cell: one is empty, or one more, two that
** follow each other are the same, look like one, or stand on two lines. */
static bool is_suspect(const gx_rows *rows, int item) {
    const gx_values *values = &rows->rows[item];
    uint8_t measures[GX_MAX_WIDTH];
    unsigned width = gx_list_measures(rows, item, measures), gap[GX_MAX_WIDTH + 1];
    if (values->n != width) return true;
    if (gx_find_gaps(rows, values, width, gap)) return true;
    if (gx_adds_up_joined(rows, values)) return true;
    for (uint32_t i = 1; i < values->n; i++) {
        const uint32_t *at = &rows->reader->values[values->first + i];
        const gx_token *token = &rows->reader->tokens[at[0]];
        const gx_token *before = &rows->reader->tokens[at[-1]];
        if (token->value && token->value == before->value) return true;
        bool lines = rows->reader->usual_newlines || rows->reader->named;
        if (token->line != before->line && !lines) return true;
    }
    return false;
}

/* True where one of a row's values may be a page's number: it stands beside the end of a page or,
** the last one, on a line of its own, though the others are on one. */
static bool has_stray(const gx_rows *rows, int item) {
    const gx_reader *reader = rows->reader;
    const gx_values *row = &rows->rows[item];
    const uint32_t *values = &reader->values[row->first];
    for (uint32_t i = 0; i < row->n; i++)
        if (gx_is_beside_page(reader, values[i])) return true;
    if (row->n < 3 || reader->usual_newlines || reader->named) return false;
    const gx_token *last = &reader->tokens[values[row->n - 1]];
    uint32_t line = reader->tokens[values[0]].line;
    return last->line != line && reader->tokens[values[row->n - 2]].line == line &&
           !last->gap.pipes_lead && !last->gap.tabs_lead;
}

/* True where the row before has values too many, which may be this row's. */
static bool follows_crowd(const gx_rows *rows, int item) {
    uint8_t measures[GX_MAX_WIDTH];
    do item--;
    while (item >= 0 && !gx_has_item(rows->report, rows->topic, item));
    return item >= 0 && rows->rows[item].n > gx_list_measures(rows, item, measures);
}

bool gx_hides_number(const gx_rows *rows, int item) {
    enum { NEAR = 6 };
    const gx_reader *reader = rows->reader;
    uint32_t t = rows->rows[item].label, last = t + NEAR;
    if (!t) return false;
    while (t < reader->n_tokens && t < last && reader->tokens[t].kind == GX_T_WORD) t++;
    if (t + 1 >= reader->n_tokens || t == last) return false;
    const gx_token *number = &reader->tokens[t];
    /* No label of disclosures has a number in parentheses. */
    if (rows->topic == GX_DISCLOSURES) return number->flags & GX_F_PAREN;
    bool apart = number->gap.pipes || number->gap.tabs || number->gap.spaces > 1;
    bool alone = number->line != number[1].line && number->line != number[-1].line;
    return number->flags & GX_F_PAREN && (alone || apart);
}

static bool is_in_parentheses(const gx_token *token) {
    return token->kind == GX_T_NUMBER && token->flags & GX_F_PAREN;
}

/* True for 无, which fills a cell. */
static bool is_none(const gx_token *token) {
    return token->kind == GX_T_WORD && token->ids.n == 1 && token->node != GX_NOWHERE &&
           gx_trie[token->node].kind == GX_ROLE_BLANK;
}

/* True where a number in parentheses is all that stands in a cell, or follows another one or 无. */
static bool is_hidden(const gx_reader *reader, uint32_t t) {
    if (!t || !is_in_parentheses(&reader->tokens[t])) return false;
    if (is_in_parentheses(&reader->tokens[t - 1]) || is_none(&reader->tokens[t - 1])) return true;
    for (uint32_t edge = t; edge <= t + 1 && edge < reader->n_tokens; edge++) {
        const gx_gap *gap = &reader->tokens[edge].gap;
        if (!gap->newlines && !gap->pipes && !gap->tabs && gap->spaces < 2) return false;
    }
    return true;
}

/* True where a number in parentheses stands behind another one in its cell: a remark. */
static bool is_remark(const gx_reader *reader, uint32_t t) {
    for (; t; t--) {
        const gx_token *token = &reader->tokens[t], *before = token - 1;
        const gx_gap *gap = &token->gap;
        if (gap->newlines || gap->pipes || gap->tabs || gap->spaces > 1) return false;
        if (before->kind == GX_T_NUMBER && !(before->flags & GX_F_PAREN)) return true;
    }
    return false;
}

/* True where such a number stands behind a row's label and before the next one's: in disclosures,
** whose labels have none, any in parentheses, and behind the label of an empty row any at all. */
static bool hides_value(const gx_rows *rows, int item) {
    enum { NEAR = 48 };
    const gx_reader *reader = rows->reader;
    uint32_t first = rows->rows[item].label, last = first + NEAR;
    if (!first) return false;
    if (rows->end < reader->n_events && reader->events[rows->end].token < last)
        last = reader->events[rows->end].token;
    for (int i = 0; i < gx_tables[rows->topic].n_items; i++) {
        uint32_t label = rows->rows[i].label;
        if (label == first && i > item) return false; /* both in one word */
        if (label > first && label <= last) last = label - 1;
    }
    bool loose = rows->topic == GX_DISCLOSURES, empty = loose && !rows->rows[item].n;
    for (uint32_t t = first; t < last && t < reader->n_tokens; t++) {
        bool inside = is_in_parentheses(&reader->tokens[t]);
        if (is_hidden(reader, t) || (loose && inside && !is_remark(reader, t))) return true;
        if (empty && reader->tokens[t].kind == GX_T_NUMBER) return true;
    }
    return false;
}

/* True where a row, or the three of the proceedings, has a value for each cell and adds up. */
static bool is_proved(const gx_rows *rows, int item) {
    if (rows->topic == GX_REQUESTS)
        return rows->rows[item].n == GX_R_MEASURES && gx_row_adds_up(rows, item) &&
               gx_cell_of(rows, item, GX_R_TOTAL)->value;
    bool proved = rows->topic == GX_PROCEEDINGS && rows->rows[0].n == GX_P_ITEMS * GX_P_MEASURES;
    for (int i = 0; i < GX_P_ITEMS && proved; i++)
        proved = gx_check_row(rows->report, GX_PROCEEDINGS, i).verdict == GX_HOLDS;
    return proved;
}

void gx_doubt_hidden(const gx_rows *rows) {
    uint8_t measures[GX_MAX_WIDTH];
    int n = rows->topic == GX_PROCEEDINGS ? 1 : gx_tables[rows->topic].n_items;
    for (int i = 0; i < n; i++) {
        if (!gx_has_item(rows->report, rows->topic, i)) continue;
        bool open = rows->topic == GX_DISCLOSURES && rows->rows[i].label &&
                    rows->rows[i].n < gx_list_measures(rows, i, measures);
        bool hidden = hides_value(rows, i) || (open && follows_crowd(rows, i));
        if (!hidden || is_proved(rows, i)) continue;
        for (int row = i; row < (n > 1 ? i + 1 : GX_P_ITEMS); row++) gx_doubt_row(rows, row);
    }
}

/* True where labels and values come in blocks of their own, so that a label has many rows' values
** behind it, and others have fewer than theirs. */
static bool is_in_blocks(const gx_rows *rows) {
    enum { MORE = 2, MANY = 5 };
    uint8_t measures[GX_MAX_WIDTH];
    int crowds = 0, lacking = 0;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!rows->rows[i].label) continue;
        unsigned width = gx_list_measures(rows, i, measures);
        crowds += rows->rows[i].n > width + MORE;
        lacking += rows->rows[i].n < width;
    }
    return crowds && lacking >= MANY;
}

/* True where no row of the table proves what a row's values are. */
static bool is_unproved(const gx_rows *rows) {
    for (int i = 0; i < GX_R_ITEMS; i++)
        if (rows->rows[i].n && gx_row_adds_up(rows, i)) return false;
    return true;
}

void gx_doubt_misread(const gx_rows *rows, const gx_fit fits[GX_MAX_ROWS], bool scattered) {
    uint8_t measures[GX_MAX_WIDTH];
    bool doubt[GX_MAX_ROWS] = {false}, in_blocks = is_in_blocks(rows);
    bool unproved_table = is_unproved(rows);
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!gx_has_item(rows->report, GX_REQUESTS, i) || fits[i] == GX_FIT_NONE) continue;
        unsigned width = gx_list_measures(rows, i, measures);
        if (!rows->rows[i].n || gx_row_adds_up(rows, i)) continue;
        if (!rows->spoiled[i] && gx_solve_row(rows, i, &rows->rows[i], measures, width)) continue;
        /* A wrong number shows in its own column, and in no other. */
        doubt[i] = is_suspect(rows, i) && gx_count_open_columns(rows->report, i, false) > 1;
        if (!rows->width) /* else a row may lack the cell that it would add up with */
            doubt[i] = doubt[i] || gx_adds_up_joined(rows, &rows->rows[i]) || has_stray(rows, i);
        doubt[i] = doubt[i] || in_blocks || gx_is_out_of_place(rows, i) ||
                   (unproved_table && gx_is_last_row(rows, i));
    }
    /* Where labels and values stand in blocks apart, only the columns prove any row. */
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!gx_has_item(rows->report, GX_REQUESTS, i)) continue;
        bool filled = gx_cell_of(rows, i, GX_R_TOTAL)->status != GX_MISSING;
        bool unproved = scattered ? filled : fits[i] == GX_FIT_PLACE;
        doubt[i] = doubt[i] || (unproved && gx_count_open_columns(rows->report, i, scattered));
        /* A value for each cell and an empty cell besides: one value is there twice. */
        bool more = fits[i] == GX_FIT_LOOSE && rows->rows[i].n == GX_R_MEASURES;
        doubt[i] = doubt[i] || (more && (gx_count_open_columns(rows->report, i, true) > 1 ||
                                         (!rows->width && !gx_row_adds_up(rows, i))));
        bool empty = !rows->rows[i].n && gx_cell_of(rows, i, GX_R_TOTAL)->status == GX_BLANK;
        doubt[i] = doubt[i] || (empty && (gx_is_row_lost(rows->report, i) ||
                                          follows_crowd(rows, i) || gx_hides_number(rows, i)));
    }
    for (int i = 0; i < GX_R_ITEMS; i++)
        if (doubt[i]) gx_doubt_row(rows, i);
}
