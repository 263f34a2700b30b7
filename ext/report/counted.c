/*
** counted.c: rows of requests whose separators count the cells. In: rows that are lines, divided by
** bars or tabs. Out: which column each field is, though no row has a value for each cell: where
** nearly all rows have as many separators behind their labels as the form has columns, however deep
** these stand, a row with so many has lost none, and its empty fields are its empty cells. Where
** most lines have as many in all, one with fewer has lost some, and one with as many has none too
** many behind its label, but empty fields that this spans.
*/
#include "counted.h"

enum { W = GX_R_MEASURES, NEARLY_NUM = 3, NEARLY_OF = 4, MIN_ROWS = 8 };

/* True where a row's values stand behind its label on one line, each in a field of its own. */
static bool read_row(const gx_reader *reader, const gx_values *values, gx_fields *fields) {
    if (!values->n || values->n > W || !values->label) return false;
    if (reader->tokens[values->label - 1].line != gx_value_at(reader, values, 0)->line)
        return false;
    if (!gx_read_line(reader, values, fields) || fields->at[0] <= fields->label) return false;
    for (uint32_t i = 1; i < values->n; i++)
        if (fields->at[i] <= fields->at[i - 1]) return false;
    return true;
}

bool gx_fit_counted(const gx_shape *shape, const gx_values *values, const gx_fields *fields,
                    int at[GX_MAX_WIDTH]) {
    uint32_t placed = 0;
    unsigned behind = fields->all - fields->label;
    if (!shape->behind_label) return false;
    if (behind < shape->behind_label || fields->all < shape->on_line) return false;
    if (behind > shape->behind_label && fields->all != shape->on_line) return false;
    unsigned first = fields->all - shape->behind_label + 1; /* the separators before a column */
    for (unsigned c = 0; c < W; c++) {
        bool here = placed < values->n && fields->at[placed] == first + c;
        at[c] = here ? (int)placed++ : -1;
    }
    return placed == values->n;
}

/* What all rows show, if their fields are counted so. */
typedef struct tally {
    int last;       /* rows with a value in the last column */
    int hold, fail; /* rows that add up, to more than nought, and that do not */
} tally;

static void add_row(tally *all, const gx_reader *reader, const gx_values *values,
                    const int at[GX_MAX_WIDTH]) {
    int64_t sum = 0, total = 0;
    bool beyond = false;
    for (unsigned c = 0; c < W; c++) {
        const gx_token *token = at[c] < 0 ? NULL : gx_value_at(reader, values, (uint32_t)at[c]);
        if (!token) continue;
        if (c == GX_R_TOTAL)
            total = token->value;
        else
            beyond = beyond || __builtin_add_overflow(sum, token->value, &sum);
    }
    all->last += at[GX_R_TOTAL] >= 0;
    all->hold += !beyond && total && sum == total;
    all->fail += beyond || sum != total;
}

/* The separators that most rows have, of those counted in count[]. */
static unsigned most_of(const unsigned *counts, int n, int *rows) {
    unsigned best = 0;
    *rows = 0;
    for (int i = 0; i < n; i++) {
        int same = 0;
        for (int j = 0; j < n; j++) same += counts[j] == counts[i];
        if (same <= *rows) continue;
        *rows = same;
        best = counts[i];
    }
    return best;
}

void gx_count_fields(const gx_rows *rows, gx_shape *shape) {
    gx_fields fields[GX_R_ITEMS];
    const gx_values *values[GX_R_ITEMS];
    unsigned behind[GX_R_ITEMS], on_line[GX_R_ITEMS];
    int n = 0, labels = 0, same, even, fitting = 0;
    tally all = {0, 0, 0};
    shape->behind_label = 0;
    if (rows->topic != GX_REQUESTS || shape->newlines || rows->width) return;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!rows->rows[i].label) continue;
        labels += rows->rows[i].n != 0;
        if (!read_row(rows->reader, &rows->rows[i], &fields[n])) continue;
        behind[n] = fields[n].all - fields[n].label;
        on_line[n] = fields[n].all;
        values[n++] = &rows->rows[i];
    }
    if (n < MIN_ROWS) return;
    shape->behind_label = most_of(behind, n, &same);
    unsigned all_of = most_of(on_line, n, &even);
    shape->on_line = 2 * even >= labels ? all_of : 0;
    for (int i = 0; i < n; i++) {
        int at[GX_MAX_WIDTH];
        if (!gx_fit_counted(shape, values[i], &fields[i], at)) continue;
        add_row(&all, rows->reader, values[i], at);
        fitting++;
    }
    bool counted = shape->behind_label == W || shape->behind_label == W + 1; /* with a bar's end */
    /* Lines that no bar ends may have lost what is empty at both ends: others then have more. */
    for (int i = 0; i < n && shape->behind_label == W; i++)
        counted = counted && (behind[i] <= W || on_line[i] == shape->on_line);
    if (!counted || fitting * NEARLY_OF < labels * NEARLY_NUM || all.fail > all.hold || !all.last)
        shape->behind_label = 0;
}
