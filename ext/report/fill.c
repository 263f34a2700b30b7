/*
** fill.c: rows to cells. In: each row's values. Out: the cells of the table. A row that has as many
** values as cells is read as it stands; one that has not is read where its empty cells show
** (row.c), where it shares its values with rows whose labels are lost, or where the identities
** settle it (solve.c); else its cells are doubtful.
*/
#include "laid.h"
#include "rest.h"

#include <string.h>

/* True where a row of disclosures has `n` values and no empty cell that shows, no other row below
** the same header has more, and no row below another header lacks any. Not so where the text may
** have been cut off inside the row. */
static bool is_dropped(const gx_rows *rows, int item, unsigned n) {
    int form = rows->report->form == GX_FORM_2021;
    unsigned gap[GX_MAX_WIDTH + 1];
    if (gx_is_last_row(rows, item)) return false;
    for (int i = 0; i < gx_tables[rows->topic].n_items; i++) {
        unsigned measures = gx_tables[rows->topic].items[i].measures[form];
        bool same = rows->heads[i] == rows->heads[item] &&
                    measures == gx_tables[rows->topic].items[item].measures[form];
        if (same && rows->rows[i].n > n) return false;
        if (!same && rows->rows[i].label &&
            rows->rows[i].n < (unsigned)__builtin_popcount(measures))
            return false;
    }
    unsigned all = (unsigned)__builtin_popcount(gx_tables[rows->topic].items[item].measures[form]);
    return rows->rows[item].n == n && !gx_find_gaps(rows, &rows->rows[item], all, gap);
}

unsigned gx_list_measures(const gx_rows *rows, int item, uint8_t measures[GX_MAX_WIDTH]) {
    int form = rows->report->form == GX_FORM_2021;
    unsigned mask = gx_tables[rows->topic].items[item].measures[form], k = 0;
    if (rows->topic == GX_REQUESTS && rows->width) {
        memcpy(measures, rows->columns, rows->width);
        return rows->width;
    }
    if (rows->topic == GX_REQUESTS) { /* rows of either form */
        for (uint8_t m = 0; m < GX_R_MEASURES; m++) measures[m] = m;
        return GX_R_MEASURES;
    }
    /* A column of the form that neither header nor values have was dropped. */
    unsigned heads = rows->heads[item] & mask;
    if (heads && heads != mask && is_dropped(rows, item, (unsigned)__builtin_popcount(heads)))
        mask = heads;
    for (uint8_t m = 0; mask; m++, mask >>= 1)
        if (mask & 1) measures[k++] = m;
    return k;
}

/* True where no row of the table follows. */
static bool ends_table(const gx_rows *rows, int item) {
    for (int i = 0; i < gx_tables[rows->topic].n_items; i++)
        if (rows->rows[i].label > rows->rows[item].label) return false;
    return true;
}

bool gx_is_last_row(const gx_rows *rows, int item) {
    return rows->end == rows->reader->n_events && ends_table(rows, item);
}

/* ---- one row --------------------------------------------------------------------------------- */

void gx_doubt_row(const gx_rows *rows, int item) {
    uint8_t measures[GX_MAX_WIDTH];
    unsigned width = gx_list_measures(rows, item, measures);
    for (unsigned i = 0; i < width; i++) {
        if (measures[i] == GX_NO_MEASURE) continue;
        *gx_cell_of(rows, item, measures[i]) = (gx_cell){.status = GX_DOUBTFUL};
    }
}

/* The same for some of them: bit m for measure m. */
static void doubt_measures(const gx_rows *rows, int item, unsigned measures) {
    if (!gx_has_item(rows->report, rows->topic, item)) return;
    for (unsigned m = 0; measures >> m; m++)
        if (measures >> m & 1 && gx_has_cell(rows->report, rows->topic, item, (int)m))
            *gx_cell_of(rows, item, m) = (gx_cell){.status = GX_DOUBTFUL};
}

/* A count has no decimals and no minus: what prints them is not legible. */
void gx_refuse_amount(gx_cell *cell, bool is_signed) {
    if (!cell->scale && (cell->value >= 0 || is_signed)) return;
    cell->status = GX_DOUBTFUL;
    cell->has_value = false;
    cell->value = cell->scale = 0;
}

static void fill_row(const gx_rows *rows, int item, const gx_values *values, const int *at) {
    uint8_t measures[GX_MAX_WIDTH];
    unsigned width = gx_list_measures(rows, item, measures);
    const gx_reader *reader = rows->reader;
    uint32_t before = values->label ? values->label - 1 : reader->values[values->first];
    for (unsigned i = 0; i < width; i++) {
        if (at[i] >= 0) before = reader->values[values->first + (unsigned)at[i]];
        if (measures[i] == GX_NO_MEASURE) continue;
        gx_cell *cell = gx_cell_of(rows, item, measures[i]);
        if (at[i] >= 0)
            gx_fill_value(&reader->tokens[before], cell);
        else
            gx_fill_empty(&reader->tokens[before], cell);
        if (!gx_tables[rows->topic].measures[measures[i]].real)
            gx_refuse_amount(cell, rows->topic == GX_DISCLOSURES && measures[i] == GX_ITEMS_CHANGE);
    }
}

/* True where the total of a row is empty and not all of its other cells are: where empty cells show
** by their places only, one that was lost looks like that. */
bool gx_lacks_total(const gx_cell *cells, int total) {
    bool printed = false;
    for (int m = 0; m < total; m++) printed = printed || cells[m].has_value;
    return printed && cells[total].status == GX_BLANK && !cells[total].length;
}

bool gx_row_adds_up(const gx_rows *rows, int item) {
    const gx_cell *cells = gx_cell_of(rows, item, 0);
    int64_t sum = 0;
    for (int m = 0; m <= GX_R_TOTAL; m++) {
        if (!cells[m].has_value && cells[m].status != GX_BLANK) return false;
        if (m < GX_R_TOTAL && __builtin_add_overflow(sum, cells[m].value, &sum)) return false;
    }
    return cells[GX_R_TOTAL].value == sum;
}

/* True where the header above a row of disclosures names the row's first measure. */
static bool has_its_head(const gx_rows *rows, int item) {
    uint8_t measures[GX_MAX_WIDTH];
    return gx_list_measures(rows, item, measures) && rows->heads[item] >> measures[0] & 1;
}

/* True for a row's label or a column's header of tables other than the disclosures'. */
static bool is_foreign(const gx_event *event) {
    bool other = false;
    if (event->kind != GX_E_LABEL) return false;
    for (int r = 0; r < GX_MAX_ROLES; r++) {
        const gx_role *role = &gx_strings[event->string].roles[r];
        if (role->kind != GX_ROLE_ROW && role->kind != GX_ROLE_HEAD) continue;
        if (role->topic == GX_DISCLOSURES) return false;
        other = true;
    }
    return other;
}

bool gx_has_strays(const gx_rows *rows) {
    enum { NEAR = 8 };
    const gx_reader *reader = rows->reader;
    for (uint32_t e = rows->first; e < rows->end; e++)
        if (is_foreign(&reader->events[e])) return true;
    for (uint32_t e = rows->end; e < reader->n_events && e < rows->end + NEAR; e++) {
        const gx_event *event = &reader->events[e];
        if (event->kind == GX_E_PROSE || gx_role_of(event, GX_ROLE_ROW, GX_REQUESTS)) return false;
        if (event->kind != GX_E_VALUE) continue;
        const gx_token *token = &reader->tokens[event->token];
        bool last = event->token + 1 == reader->n_tokens;
        if (token->gap.newlines && (last || token[1].gap.newlines)) return true;
    }
    return false;
}

/* True where a value is not legible: there may be two in it. */
static bool has_illegible(const gx_rows *rows, const gx_values *values) {
    const gx_reader *reader = rows->reader;
    for (uint32_t i = 0; i < values->n; i++)
        if (reader->tokens[reader->values[values->first + i]].flags & GX_F_ILLEGIBLE) return true;
    return false;
}

/* Numbers beside letters that mean nothing may have lost digits to them, but not where the row has
** one for each cell and adds up. */
static void trust_sum(const gx_rows *rows, int item, const gx_values *values) {
    int64_t sum = 0;
    if (rows->topic != GX_REQUESTS || rows->width || values->n != GX_R_MEASURES) return;
    const uint32_t *at = rows->reader->values + values->first;
    const gx_token *tokens = rows->reader->tokens, *total = &tokens[at[GX_R_TOTAL]];
    for (int m = 0; m < GX_R_MEASURES; m++) {
        const gx_token *token = &tokens[at[m]];
        bool glued = token->flags & (GX_F_GLUED_LEFT | GX_F_GLUED_RIGHT);
        bool plain = token->end - token->start == token->digits;
        if (token->kind != GX_T_NUMBER || token->scale || token->value < 0) return;
        if (token->flags & GX_F_ILLEGIBLE && !(glued && plain)) return;
        if (m < GX_R_TOTAL && __builtin_add_overflow(sum, token->value, &sum)) return;
    }
    if (!sum || sum != total->value) return;
    for (unsigned m = 0; m < GX_R_MEASURES; m++) {
        gx_token token = tokens[at[m]];
        token.flags &= (uint8_t)~GX_F_ILLEGIBLE;
        gx_fill_value(&token, gx_cell_of(rows, item, m));
    }
}

/* True where rows are lines, and the values stand below their label's: they may be another row's,
** whose label is lost. */
bool gx_starts_below(const gx_rows *rows, const gx_values *values) {
    const gx_reader *reader = rows->reader;
    return values->n && !reader->usual_newlines &&
           reader->tokens[reader->values[values->first]].gap.newlines;
}

/* True where they stand below it, and the next row has neither label nor values. */
static bool may_be_next(const gx_rows *rows, int item) {
    int next = item + 1;
    while (next < GX_R_ITEMS && !gx_has_item(rows->report, GX_REQUESTS, next)) next++;
    return next < GX_R_ITEMS && !rows->rows[next].label && gx_starts_below(rows, &rows->rows[item]);
}

/* True where some row that has a label has fewer values than cells. */
static bool lacks_values(const gx_rows *rows) {
    uint8_t measures[GX_MAX_WIDTH];
    for (int i = 0; i < gx_tables[rows->topic].n_items; i++)
        if (rows->rows[i].label && rows->rows[i].n < gx_list_measures(rows, i, measures))
            return true;
    return false;
}

/* True where a row has a value for each cell, and an empty cell besides, in a table that has rows
** with empty cells: one of its values is there twice, or in two pieces, or another row's. In
** requests it is not so where the row adds up, unless all are noughts. */
static bool has_one_too_many(const gx_rows *rows, const gx_values *values, unsigned width) {
    unsigned gap[GX_MAX_WIDTH + 1];
    const gx_reader *reader = rows->reader;
    if (values->n != width) return false;
    bool sound = width != GX_R_MEASURES || rows->width ||
                 (!has_illegible(rows, values) && gx_add_up(rows, values) >= 0);
    for (uint32_t i = 0; i < values->n && rows->topic == GX_REQUESTS; i++)
        if (sound && reader->tokens[reader->values[values->first + i]].value) return false;
    unsigned shown = gx_find_gaps(rows, values, width, gap);
    if (reader->usual_newlines) shown += gap[0];
    if (width == 1) shown -= gap[1]; /* what stands behind a row of one cell tells nothing */
    return shown != 0;
}

/* True where the row above or below has no label, and values of this row stand on that side of its
** own label's line: in disclosures no sum shows whose they are. */
static bool is_beside_lost(const gx_rows *rows, int item) {
    const gx_reader *reader = rows->reader;
    const gx_values *row = &rows->rows[item];
    bool above =
        item && gx_has_item(rows->report, rows->topic, item - 1) && !rows->rows[item - 1].label;
    bool below = item + 1 < gx_tables[rows->topic].n_items &&
                 gx_has_item(rows->report, rows->topic, item + 1) && !rows->rows[item + 1].label;
    if (!row->n || !row->label) return false;
    uint32_t line = reader->tokens[row->label - 1].line;
    bool before = reader->tokens[reader->values[row->first]].line < line;
    bool behind = reader->tokens[reader->values[row->first + row->n - 1]].line > line;
    return (above && before) || (below && behind);
}

/* True where a row of disclosures has fewer values than cells, and its header lacks a column: it
** may have been dropped, or be there with an empty cell. */
static bool has_other_columns(const gx_rows *rows, int item, unsigned width) {
    uint8_t measures[GX_MAX_WIDTH];
    unsigned heads = rows->heads[item];
    gx_list_measures(rows, item, measures);
    for (unsigned i = 0; i < width && heads && rows->rows[item].n < width; i++)
        if (!(heads >> measures[i] & 1)) return true;
    return false;
}

/* True where nothing tells whether the values are the row's, or which cells it has. `lacking`: some
** row of the table lacks values. */
static bool is_untold(const gx_rows *rows, int item, bool lacking) {
    uint8_t measures[GX_MAX_WIDTH];
    unsigned width = gx_list_measures(rows, item, measures);
    if (lacking && has_one_too_many(rows, &rows->rows[item], width)) return true;
    return rows->topic == GX_DISCLOSURES &&
           (is_beside_lost(rows, item) ||
            (!rows->reader->usual_newlines && gx_begins_later(rows, item, width)) ||
            has_other_columns(rows, item, width) || gx_is_out_of_place(rows, item));
}

/* Reads a row that has all values, or whose empty cells show. What shows them loosely must add up.
 */
static gx_fit read_row(gx_rows *rows, gx_shape *shape, int item) {
    int at[GX_MAX_WIDTH];
    uint8_t measures[GX_MAX_WIDTH];
    unsigned width = gx_list_measures(rows, item, measures);
    const gx_values *values = &rows->rows[item];
    shape->measure = measures[0];
    shape->behind = ends_table(rows, item) ? gx_newlines_of_heading(rows) : 0;
    gx_fit fit = gx_fit_row(shape, values, width, at);
    bool partial = values->n < width && (rows->spoiled[item] || gx_is_last_row(rows, item));
    bool elsewhere = rows->topic == GX_DISCLOSURES && !values->n &&
                     (!has_its_head(rows, item) || gx_has_strays(rows) || rows->spoiled[item] ||
                      gx_hides_number(rows, item));
    partial = partial || (values->n < width && has_illegible(rows, values));
    if (rows->topic == GX_REQUESTS && values->n <= width && may_be_next(rows, item)) {
        rows->spoiled[item] = true;
        return GX_FIT_NONE;
    }
    if (fit == GX_FIT_NONE || partial || elsewhere) return GX_FIT_NONE;
    fill_row(rows, item, values, at);
    if (rows->topic != GX_REQUESTS) return fit;
    if (has_illegible(rows, values)) trust_sum(rows, item, values);
    if (fit == GX_FIT_SURE && values->n < width && gx_starts_below(rows, values))
        fit = GX_FIT_PLACE;
    if (fit == GX_FIT_SURE && !rows->spoiled[item]) return fit;
    const gx_cell *cells = gx_cell_of(rows, item, 0);
    /* Words that are none of its label's may be another row's, and so may noughts behind them. */
    if (fit == GX_FIT_SURE && cells[GX_R_TOTAL].value) return fit;
    bool by_place =
        fit == GX_FIT_SURE || fit == GX_FIT_DEPTH || (fit == GX_FIT_PLACE && !shape->newlines);
    bool noughts = values->n && !cells[GX_R_TOTAL].value; /* no sum tells which of them is empty */
    bool untold = by_place && (noughts || gx_lacks_total(cells, GX_R_TOTAL));
    if (!untold && gx_row_adds_up(rows, item)) return fit == GX_FIT_DEPTH ? GX_FIT_LOOSE : fit;
    memset(gx_cell_of(rows, item, 0), 0, sizeof(gx_cell) * GX_R_MEASURES);
    return GX_FIT_NONE;
}

/* ---- rows whose labels are lost -------------------------------------------------------------- */

/* True where the labels of rows items[0 .. last] stand one on the other, and all their values
** behind the last. */
static bool is_stacked(const gx_rows *rows, const int *items, int last) {
    const gx_values *values = &rows->rows[items[last]];
    for (int i = 0; i <= last; i++)
        if (!rows->rows[items[i]].label) return false;
    return rows->reader->tokens[rows->reader->values[values->first]].gap.newlines != 0;
}

/* True where one of n rows of a run would begin within a line, whose cells bars, tabs or wide
** spaces divide, or which begins with the label: a row is a line. */
static bool begins_in_line(const gx_rows *rows, const gx_values *all, unsigned width, int n) {
    const gx_reader *reader = rows->reader;
    bool line = all->label && reader->tokens[all->label - 1].gap.newlines;
    for (int i = 1; i < n; i++) {
        const gx_gap *gap = &reader->tokens[reader->values[all->first + (unsigned)i * width]].gap;
        bool apart = gap->pipes || gap->tabs || gap->spaces > 1;
        if (!gap->newlines && (apart || line)) return true;
    }
    return false;
}

/* The fewest rows from items[0] on whose values, taken together, are as many as their cells.
** Returns how many rows, 0: none. */
static int find_run(const gx_rows *rows, const int *items, int n, gx_values *all) {
    uint8_t measures[GX_MAX_WIDTH];
    unsigned cells = 0, width = gx_list_measures(rows, items[0], measures);
    *all = (gx_values){0};
    for (int i = 0; i < n; i++) {
        const gx_values *values = &rows->rows[items[i]];
        if (gx_list_measures(rows, items[i], measures) != width) return 0;
        if (i && values->label && rows->topic == GX_DISCLOSURES) return 0; /* no sum proves it */
        if (values->n && all->n && values->first != all->first + all->n) return 0;
        if (i && values->n && !all->n && !is_stacked(rows, items, i)) return 0;
        if (values->n && !all->n) all->first = values->first, all->label = values->label;
        all->n += values->n;
        cells += width;
        if (all->n == cells) {
            bool unproved = rows->topic == GX_DISCLOSURES;
            return unproved && begins_in_line(rows, all, width, i + 1) ? 0 : i + 1;
        }
        if (i && values->n == width) return 0; /* that row is whole by itself */
    }
    return 0;
}

/* True where more than one of the rows has a label and values behind it: a value that is another
** row's has passed a label. */
static bool has_labels_between(const gx_rows *rows, const int *items, int n) {
    int labelled = 0;
    for (int i = 0; i < n; i++) labelled += rows->rows[items[i]].label && rows->rows[items[i]].n;
    return labelled > 1;
}

/* True where a row other than items[0 .. n - 1] has fewer values than cells. */
static bool others_lack(const gx_rows *rows, const int *items, int n) {
    for (int i = 0; i < GX_R_ITEMS; i++) {
        bool other = i < items[0] || i > items[n - 1];
        if (other && rows->rows[i].n && rows->rows[i].n < GX_R_MEASURES) return true;
    }
    return false;
}

/* True where a row has noughts and empty cells alone, in this order or another: no sum tells which
** is which. `some`: there are empty ones for sure. */
static bool has_noughts(const gx_rows *rows, int item, bool some) {
    const gx_cell *cells = gx_cell_of(rows, item, 0);
    unsigned blank = 0;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        if (cells[m].has_value && cells[m].value) return false;
        blank += cells[m].status == GX_BLANK;
    }
    return blank || !some;
}

/* Divides values in order among rows. All are in doubt where the rows do not then add up; noughts
** and empty cells always do, and many rows may each have an empty cell that leaves no trace. */
static void divide(const gx_rows *rows, const int *items, int n, const gx_values *all) {
    int at[GX_MAX_WIDTH];
    unsigned width = all->n / (unsigned)n;
    bool proved = true, noughts = false;
    bool between = rows->topic == GX_REQUESTS && has_labels_between(rows, items, n);
    bool some = between && n <= 2 && !others_lack(rows, items, n);
    for (unsigned i = 0; i < width; i++) at[i] = (int)i;
    for (int i = 0; i < n; i++) {
        gx_values part = {all->first + (uint32_t)i * width, width, all->label};
        fill_row(rows, items[i], &part, at);
        proved = proved && (rows->topic != GX_REQUESTS || gx_row_adds_up(rows, items[i]));
        noughts = noughts || (between && has_noughts(rows, items[i], some));
    }
    for (int i = 0; i < n && (!proved || noughts); i++) gx_doubt_row(rows, items[i]);
}

/* ---- a table --------------------------------------------------------------------------------- */

/* The values among the table's events, save those that may be page numbers. */
static uint32_t count_values(const gx_rows *rows) {
    uint32_t n = 0;
    for (uint32_t e = rows->first; e < rows->end; e++) {
        const gx_event *event = &rows->reader->events[e];
        n += event->kind == GX_E_VALUE && !gx_is_beside_page(rows->reader, event->token);
    }
    return n;
}

/* True where each row of requests that has values is laid out on its label's line, and no other's;
** that of the total has some, which the others add up to. */
static bool are_in_line(const gx_rows *rows) {
    const gx_reader *reader = rows->reader;
    uint32_t above = UINT32_MAX;
    if (rows->topic != GX_REQUESTS || reader->usual_newlines) return false;
    if (!rows->rows[GX_NEW].n || !rows->rows[GX_TOTAL].n) return false;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        const gx_values *row = &rows->rows[i];
        if (row->n && !row->label) return false;
        if (!row->label) continue;
        uint32_t line = reader->tokens[row->label - 1].line;
        if (line == above) return false;
        above = line;
        if (!row->n) continue;
        if (row->n > GX_R_MEASURES || !gx_on_one_line(reader, row)) return false;
        if (gx_value_at(reader, row, 0)->line != line) return false;
    }
    return true;
}

bool gx_is_sparse(const gx_rows *rows) {
    int labels = 0, filled = 0;
    for (int i = 0; i < gx_tables[rows->topic].n_items; i++) {
        labels += rows->rows[i].label != 0;
        filled += rows->rows[i].n != 0;
    }
    return 2 * filled < labels;
}

/* True where most rows have no values, and these may stand elsewhere. */
static bool is_scattered(const gx_rows *rows) {
    return gx_is_sparse(rows) && !are_in_line(rows);
}

/* True where most rows have values, and all values of the table are some row's. */
static bool has_its_values(const gx_rows *rows) {
    uint32_t values = 0;
    for (int i = 0; i < gx_tables[rows->topic].n_items; i++) values += rows->rows[i].n;
    return !is_scattered(rows) && values >= count_values(rows);
}

void gx_empty_row(const gx_rows *rows, int item) {
    uint8_t measures[GX_MAX_WIDTH];
    unsigned width = gx_list_measures(rows, item, measures);
    const gx_token *label = &rows->reader->tokens[rows->rows[item].label - 1];
    for (unsigned c = 0; c < width; c++)
        if (measures[c] != GX_NO_MEASURE) gx_fill_empty(label, gx_cell_of(rows, item, measures[c]));
}

/* Rows of disclosures that have a label and no value, in a table where no value is left over: their
** cells are empty. Not so the last row of a text, nor one whose header stands elsewhere. */
static void read_empty_rows(const gx_rows *rows, const int *left, int n_left) {
    for (int i = 0; i < n_left; i++)
        if (rows->rows[left[i]].n) return;
    if (!has_its_values(rows) || gx_has_strays(rows)) return;
    for (int i = 0; i < gx_tables[rows->topic].n_items; i++) {
        uint8_t measures[GX_MAX_WIDTH];
        const gx_values *row = &rows->rows[i];
        if (!row->label || row->n || rows->quality[i] != GX_Q_EXACT || rows->spoiled[i]) continue;
        if (gx_is_last_row(rows, i) || !has_its_head(rows, i)) continue;
        gx_list_measures(rows, i, measures);
        if (gx_cell_of(rows, i, measures[0])->status != GX_MISSING) continue;
        if (gx_hides_number(rows, i))
            gx_doubt_row(rows, i);
        else
            gx_empty_row(rows, i);
    }
}

/* Reads every row that can be read by itself. Lists the others in `left`; returns how many. */
static int read_rows(gx_rows *rows, int left[GX_MAX_ROWS], gx_fit fits[GX_MAX_ROWS]) {
    int items[GX_MAX_ROWS], n = 0, n_left = 0;
    bool conflict[GX_MAX_ROWS];
    for (int i = 0; i < gx_tables[rows->topic].n_items; i++) {
        if (!gx_has_item(rows->report, rows->topic, i)) continue;
        items[n++] = i;
        gx_drop_spans(rows, i);
    }
    gx_settle_copies(rows, conflict);
    gx_shape shape = gx_shape_of(rows);
    const bool lacking = lacks_values(rows);
    for (int i = 0; i < n;) {
        gx_values all;
        int run = 0;
        gx_fit *fit = &fits[items[i]];
        bool untold = !conflict[items[i]] && is_untold(rows, items[i], lacking);
        *fit = conflict[items[i]] || untold ? GX_FIT_NONE : read_row(rows, &shape, items[i]);
        if (untold && rows->rows[items[i]].n) {
            left[n_left++] = items[i];
        } else if (conflict[items[i]]) {
            gx_doubt_row(rows, items[i]);
        } else if (*fit == GX_FIT_NONE) {
            run = find_run(rows, items + i, n - i, &all);
            if (run)
                divide(rows, items + i, run, &all);
            else if (rows->rows[items[i]].n)
                left[n_left++] = items[i];
            for (int r = 0; r < run; r++) fits[items[i + r]] = GX_FIT_PLACE;
        }
        i += run ? run : 1;
    }
    if (rows->topic == GX_DISCLOSURES) read_empty_rows(rows, left, n_left);
    return n_left;
}

/* ---- disclosures ----------------------------------------------------------------------------- */

/* Gives each amount the unit printed beside it, else the one in its column's header. */
static void find_units(const gx_rows *rows) {
    unsigned head = 0;
    const gx_reader *reader = rows->reader;
    for (uint32_t e = rows->first; e < rows->end; e++) {
        const gx_event *event = &reader->events[e];
        const gx_role *role = gx_role_of(event, GX_ROLE_HEAD, GX_DISCLOSURES);
        if (role) head = role->index == GX_AMOUNT ? role->unit : 0;
        role = gx_role_of(event, GX_ROLE_UNIT, 0);
        if (role && (reader->tokens[event->token].flags & GX_F_PAREN)) head = role->unit;
        if (event->kind != GX_E_VALUE) continue;
        uint32_t start = reader->tokens[event->token].start;
        for (int i = 0; i < GX_D_ITEMS; i++) {
            gx_cell *cell = gx_cell_of(rows, i, GX_AMOUNT);
            if (!cell->has_value || cell->start != start) continue;
            cell->unit = (uint8_t)head;
            role = e + 1 < reader->n_events ? gx_role_of(event + 1, GX_ROLE_UNIT, 0) : NULL;
            if (role && !reader->tokens[event[1].token].gap.newlines) cell->unit = role->unit;
        }
    }
}

/* Where nothing divides labels and numbers, a row's number runs into that of the next row if its
** label is lost. */
static void doubt_run_on(const gx_rows *rows) {
    int above = -1;
    for (int i = 0; i < GX_D_ITEMS; i++) {
        const gx_values *row = &rows->rows[i];
        if (!gx_has_item(rows->report, GX_DISCLOSURES, i)) continue;
        if (!row->label && above >= 0) gx_doubt_row(rows, above);
        bool glued = row->n && row->label &&
                     rows->reader->tokens[rows->reader->values[row->first]].flags & GX_F_GLUED_LEFT;
        above = glued ? i : -1;
    }
}

void gx_fill_disclosures(gx_rows *rows) {
    int left[GX_MAX_ROWS];
    gx_fit fits[GX_MAX_ROWS] = {GX_FIT_NONE};
    int n = read_rows(rows, left, fits);
    for (int i = 0; i < n; i++) gx_doubt_row(rows, left[i]);
    gx_read_laid_disclosures(rows);
    for (int i = 0; i < GX_D_ITEMS; i++) doubt_measures(rows, i, rows->reordered[i]);
    doubt_run_on(rows);
    gx_doubt_lettered(rows);
    gx_doubt_narrow(rows);
    gx_doubt_hidden(rows);
    gx_doubt_cut(rows);
    find_units(rows);
}

/* ---- requests -------------------------------------------------------------------------------- */

static void doubt_table(const gx_rows *rows) {
    for (int i = 0; i < gx_tables[rows->topic].n_items; i++)
        if (gx_has_item(rows->report, rows->topic, i) && rows->rows[i].label) gx_doubt_row(rows, i);
}

/* True where most rows that have all values do not add up: the columns are not the form's. */
static bool columns_are_strange(const gx_rows *rows) {
    int hold = 0, fail = 0;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (rows->rows[i].n != GX_R_MEASURES) continue;
        bool adds_up = gx_row_adds_up(rows, i);
        hold += adds_up && gx_cell_of(rows, i, GX_R_TOTAL)->value != 0;
        fail += !adds_up;
    }
    return fail >= 4 && fail > 2 * hold;
}

/* （六）其他处理 at the end of a text that was cut off may be the group of the rows that are lost;
** and 其他 without the two rows above it may be the end of that label. */
static void doubt_last_group(const gx_rows *rows) {
    if (rows->report->other_split && !rows->rows[GX_OTHER_UNCORRECTED].label &&
        !rows->rows[GX_OTHER_UNPAID].label && rows->rows[GX_OTHER_MISC].label)
        gx_doubt_row(rows, GX_OTHER_MISC);
    bool more = rows->rows[GX_TOTAL].label || rows->rows[GX_CARRIED_OUT].label;
    if (!rows->report->other_split && !more && rows->rows[GX_OTHER].label)
        gx_doubt_row(rows, GX_OTHER);
}

/* True where a row was read by the places of its values alone, and they make columns that do not
** add up. */
static bool is_misplaced(const gx_rows *rows, int item, const gx_fit fits[GX_MAX_ROWS]) {
    return fits[item] == GX_FIT_PLACE && !rows->reader->usual_newlines &&
           gx_count_open_columns(rows->report, item, false);
}

/* How many cells of rows that have a label are not told. */
static int count_untold(const gx_rows *rows, const gx_fit fits[GX_MAX_ROWS]) {
    int n = 0;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!gx_has_item(rows->report, GX_REQUESTS, i) || !rows->rows[i].label) continue;
        bool misplaced = is_misplaced(rows, i, fits);
        for (unsigned m = 0; m < GX_R_MEASURES; m++)
            n += misplaced || gx_is_untold(gx_cell_of(rows, i, m));
    }
    return n;
}

/* Rows that the identities may settle together. */
typedef struct group {
    int items[GX_MAX_ROWS], n;
    bool solved[GX_MAX_ROWS];
} group;

/* Where rows are laid out, and the group's rows are not settled by the identities alone, lets them
** settle these and the rows that were read by their places and do not add up, each in the places
** that whole rows tell. What was settled before stays where more of that is told. */
static void search_places(gx_rows *rows, const gx_cell *before, group *alone,
                          gx_fit fits[GX_MAX_ROWS]) {
    gx_cell after[GX_R_ITEMS * GX_R_MEASURES], *cells = gx_cell_of(rows, 0, 0);
    gx_fit placed[GX_MAX_ROWS];
    int untold = count_untold(rows, fits);
    if (rows->reader->usual_newlines || !untold) return;
    memcpy(after, cells, sizeof after);
    memcpy(placed, fits, sizeof placed);
    group all = *alone;
    memset(all.solved, 0, sizeof all.solved);
    for (int i = 0; i < GX_R_ITEMS && all.n < GX_MAX_ROWS; i++) {
        if (!is_misplaced(rows, i, fits)) continue;
        all.items[all.n++] = i;
        placed[i] = GX_FIT_NONE; /* no more by its place alone */
    }
    memcpy(cells, before, sizeof after);
    gx_shape shape = gx_shape_of(rows);
    rows->failed = rows->failed || !gx_search_rows(rows, &shape, all.items, all.n, all.solved);
    bool settled = true;
    for (int i = alone->n; i < all.n; i++) settled = settled && all.solved[all.items[i]];
    if (!settled || count_untold(rows, placed) >= untold) {
        memcpy(cells, after, sizeof after);
        return;
    }
    *alone = all;
    memcpy(fits, placed, sizeof placed);
}

/* Lets the identities settle, all together, the rows whose empty cells leave no trace, those
** without any value among them. Returns how many are left. */
static int search_rows(gx_rows *rows, int left[GX_MAX_ROWS], int n, gx_fit fits[GX_MAX_ROWS]) {
    gx_cell before[GX_R_ITEMS * GX_R_MEASURES];
    group g = {.n = n};
    int still = 0;
    if (!has_its_values(rows)) return n;
    memcpy(g.items, left, sizeof left[0] * (size_t)n);
    for (int i = 0; i < GX_R_ITEMS; i++)
        if (gx_has_item(rows->report, GX_REQUESTS, i) && rows->rows[i].label && !rows->rows[i].n &&
            gx_cell_of(rows, i, 0)->status == GX_MISSING && g.n < GX_MAX_ROWS)
            g.items[g.n++] = i;
    memcpy(before, gx_cell_of(rows, 0, 0), sizeof before);
    if (!gx_search_rows(rows, NULL, g.items, g.n, g.solved)) rows->failed = true;
    search_places(rows, before, &g, fits);
    for (int i = 0; i < n; i++)
        if (!g.solved[left[i]]) left[still++] = left[i];
    return still;
}

/* Solves rows that do not fit, one by one: each makes the columns of the others known. Returns how
** many are left. */
static int solve_rows(const gx_rows *rows, int left[GX_MAX_ROWS], int n) {
    uint8_t measures[GX_MAX_WIDTH];
    for (int again = 1; again && n;) {
        again = 0;
        for (int i = 0; i < n; i++) {
            unsigned width = gx_list_measures(rows, left[i], measures);
            if (rows->spoiled[left[i]] || gx_is_last_row(rows, left[i])) continue;
            if (!gx_solve_row(rows, left[i], &rows->rows[left[i]], measures, width)) continue;
            left[i--] = left[--n];
            again = 1;
        }
    }
    return n;
}

/* A table whose digits run together. A column for all organisations stands where the header has it.
 */
static void fill_run_on(gx_rows *rows, const gx_header *h) {
    if (h->subtotal) {
        rows->width = GX_R_MEASURES + 1;
        for (unsigned c = 0, m = 0; c < rows->width; c++)
            rows->columns[c] = (int)c + 1 == h->subtotal ? GX_NO_MEASURE : (uint8_t)m++;
    }
    if (h->subtotal && h->n < GX_R_MEASURES)
        doubt_table(rows);
    else if (!gx_fill_run_on(rows))
        rows->failed = true;
}

/* A table whose values stand apart. */
static void fill_table(gx_rows *rows, gx_header *h) {
    bool dropped;
    if (!gx_find_columns(rows, h, &dropped)) {
        doubt_table(rows); /* which column is which cannot be told */
        return;
    }
    int left[GX_MAX_ROWS];
    gx_fit fits[GX_MAX_ROWS] = {GX_FIT_NONE};
    int n = solve_rows(rows, left, read_rows(rows, left, fits));
    n = search_rows(rows, left, n, fits);
    n = solve_rows(rows, left, n);
    gx_odd_rows odd;
    n = gx_explain_rows(rows, left, n, has_its_values(rows), &odd);
    for (int i = 0; i < n; i++) gx_doubt_row(rows, left[i]);
    bool strange = !dropped && columns_are_strange(rows);
    if (strange && (h->n < GX_R_MEASURES || h->in_pieces)) doubt_table(rows);
    gx_doubt_misread(rows, fits, is_scattered(rows));
    gx_put_odd_rows(rows, &odd);
    for (int i = 0; i < GX_R_ITEMS; i++)
        if ((odd.odd[i] || odd.empty[i]) && gx_hides_number(rows, i)) gx_doubt_row(rows, i);
    if (dropped) gx_infer_column(rows);
    for (int i = 0; i < GX_R_ITEMS; i++)
        if (rows->misnumbered[i]) gx_doubt_row(rows, i);
    gx_doubt_unproved(rows);
    gx_doubt_hidden(rows);
    gx_doubt_cut(rows);
    doubt_last_group(rows);
    gx_doubt_stacked(rows);
    gx_doubt_claimed(rows);
    gx_doubt_first(rows);
    gx_doubt_beginnings(rows);
    gx_doubt_contradicted(rows, fits);
    gx_doubt_crossed(rows);
    gx_doubt_shifted(rows, fits);
    gx_doubt_rest(rows, fits);
}

void gx_fill_requests(gx_rows *rows) {
    if (is_scattered(rows) && !rows->is_first && gx_read_blocks(rows)) return;
    gx_header h = gx_read_header(rows);
    if (h.reordered == GX_ALL_MEASURES)
        doubt_table(rows);
    else if (gx_is_run_on(rows))
        fill_run_on(rows, &h);
    else
        fill_table(rows, &h);
    for (int i = 0; i < GX_R_ITEMS; i++) doubt_measures(rows, i, h.reordered);
}
