/*
** search.c: rows whose empty cells leave no trace. In: rows with fewer values than cells. Out: the
** cells that all ways to place the values agree on.
**
** A row's values stand in order, so there are few ways to place them; its own sum rules most of
** them out. What is left is filtered by the columns' identities, over all such rows at once: a
** way to place a row is dropped where no choice for the other rows makes the column add up.
*/
#include "search.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_SUMS = 1024, MAX_ROUNDS = 6 };

/* ---- the ways to place one row --------------------------------------------------------------- */

/* Value `at` of a row in a cell; -1: none. False: it is not legible. */
static bool place(const gx_search *s, const gx_values *values, int at, gx_piece *piece) {
    *piece = (gx_piece){.empty = true};
    if (at < 0) return true;
    uint32_t index = s->rows->reader->values[values->first + (uint32_t)at];
    const gx_token *token = &s->rows->reader->tokens[index];
    if (token->flags & GX_F_ILLEGIBLE || token->scale || token->value < 0) return false;
    piece->start = token->start;
    piece->length = (uint16_t)(token->end - token->start);
    piece->empty = token->kind != GX_T_NUMBER;
    if (!piece->empty) piece->value = token->value;
    return true;
}

/* True where as many cells are empty between the values as show there. */
static bool leaves_gaps(unsigned cells, int width, const unsigned *between) {
    uint32_t v = 0;
    unsigned empty = 0;
    for (int m = 0; m < width; m++) {
        if (!(cells >> m & 1)) {
            empty++;
            continue;
        }
        bool edge = !v && (between[0] == GX_NO_GAP || between[0] + 1 == empty);
        if (!edge && between[v] != empty) return false;
        v++;
        empty = 0;
    }
    return true;
}

static bool add_way(const gx_search *s, gx_open_row *row, unsigned cells) {
    const gx_values *values = &s->rows->rows[row->item];
    gx_way w = {.odd = -1, .other = -1};
    int64_t sum = 0;
    int v = 0;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        if (!place(s, values, cells >> m & 1 ? v++ : -1, &w.cells[m])) return false;
        if (m < GX_R_TOTAL && __builtin_add_overflow(sum, w.cells[m].value, &sum)) return false;
    }
    if (sum == w.cells[GX_R_TOTAL].value) gx_add_way(row, &w);
    return true;
}

/* Adds the ways by which the values stand in their places on the line, as they do in some whole
** row. A row of noughts has none: no sum proves their places. */
static void add_places(const gx_search *s, const gx_shape *shape, gx_open_row *row) {
    const gx_values *values = &s->rows->rows[row->item];
    unsigned places[GX_MAX_ROWS];
    if (!shape || !values->n) return;
    const uint32_t *last = &s->rows->reader->values[values->first + values->n - 1];
    if (!s->rows->reader->tokens[*last].value) return;
    unsigned n = gx_list_places(shape, values, places);
    for (unsigned i = 0; i < n; i++)
        if (!add_way(s, row, places[i])) return;
}

/* Lists the ways to put a row's values into its cells so that it adds up. False: one is not
** legible. */
static bool add_ways(const gx_search *s, gx_open_row *row) {
    const gx_values *values = &s->rows->rows[row->item];
    unsigned between[GX_MAX_WIDTH];
    bool shown = gx_show_empties(s->rows->reader, values, false, between) > 0;
    for (unsigned cells = gx_first_cells(values->n); cells < 1u << GX_R_MEASURES;
         cells = gx_next_cells(cells)) {
        if (shown && !leaves_gaps(cells, GX_R_MEASURES, between)) continue;
        if (!add_way(s, row, cells)) return false;
    }
    return true;
}

/* True where empty cells show behind the row's last value. By bars or tabs; or, with `lines`, by
** blank lines, which may stand there anyway. */
static bool shows_end(const gx_rows *rows, int item, bool lines) {
    const gx_values *values = &rows->rows[item];
    unsigned gap[GX_MAX_WIDTH + 1];
    if (!values->n || values->n >= GX_R_MEASURES) return false;
    const gx_gap *last = &rows->reader->tokens[rows->reader->values[values->first]].gap;
    if (!lines && !last->pipes && !last->tabs) return false;
    gx_find_gaps(rows, values, GX_R_MEASURES, gap);
    return gap[values->n] != 0;
}

/* True where some row with such blank lines cannot add up: its total is empty. */
static bool lacks_totals(const gx_search *s) {
    for (int i = 0; i < GX_R_ITEMS; i++) {
        gx_open_row row = {.item = i};
        if (shows_end(s->rows, i, true) && add_ways(s, &row) && !row.n) return true;
    }
    return false;
}

/* True where empty cells show behind the last value, and no way leaves any there. */
static bool contradicts_end(const gx_search *s, const gx_open_row *row) {
    for (int w = 0; w < row->n; w++)
        if (!row->ways[w].cells[GX_R_TOTAL].length) return false;
    if (!shows_end(s->rows, row->item, true)) return false;
    return shows_end(s->rows, row->item, false) || lacks_totals(s);
}

static bool open_up(gx_search *s, const gx_shape *shape, int item) {
    gx_open_row *row = &s->open[s->n_open];
    const gx_values *values = &s->rows->rows[item];
    row->item = item;
    row->n = 0;
    row->full = row->odd = false;
    if (!values->label || values->n >= GX_R_MEASURES || s->rows->spoiled[item]) return false;
    if (gx_is_last_row(s->rows, item)) return false; /* it may have been cut off */
    add_places(s, shape, row);
    if (!row->n && !add_ways(s, row)) return false;
    if (!row->n || contradicts_end(s, row)) return false;
    s->row_of[item] = ++s->n_open;
    return true;
}

/* ---- columns --------------------------------------------------------------------------------- */

/* The sums that some rows can make together. */
typedef struct sums {
    int64_t sum[MAX_SUMS];
    int n;
    bool full;    /* more than there is room for */
    bool falling; /* they must come to nought or less: no row to come lessens them */
} sums;

static int compare_sums(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Merges `n` of the sums, each with `more` added, into those made so far, for which there is room.
** Both rise, and so does what comes out. */
static void merge(sums *made, const int64_t *sum, int n, int64_t more) {
    int64_t *out = made->sum + made->n + n;
    int i = made->n, j = n;
    made->n += n;
    while (i && j) {
        int64_t x = made->sum[i - 1], y = sum[j - 1] + more;
        int later = x > y;
        *--out = later ? x : y;
        i -= later;
        j -= !later;
    }
    while (j) *--out = sum[--j] + more;
}

static void add_row_to_sums(gx_search *s, const gx_open_row *row, int measure, int sign, sums *to) {
    sums made;
    made.n = 0;
    for (int w = 0; w < row->n; w++) {
        int64_t value = row->ways[w].cells[measure].value;
        bool again = false;
        for (int before = 0; before < w && !again; before++)
            again = row->ways[before].cells[measure].value == value;
        int n = again ? 0 : to->n;
        while (to->falling && n && to->sum[n - 1] + sign * value > 0) n--;
        s->work -= to->n + w;
        if (n > MAX_SUMS - made.n) {
            to->full = true;
            return;
        }
        merge(&made, to->sum, n, sign * value);
    }
    to->n = 0;
    for (int i = 0; i < made.n; i++)
        if (!to->n || to->sum[to->n - 1] != made.sum[i]) to->sum[to->n++] = made.sum[i];
}

int gx_sign_of(int item, gx_rule rule) {
    if (rule == GX_OUTCOMES)
        return gx_tables[GX_REQUESTS].items[item].outcome ? 1 : item == GX_TOTAL ? -1 : 0;
    if (item == GX_NEW || item == GX_CARRIED_IN) return 1;
    return item == GX_TOTAL || item == GX_CARRIED_OUT ? -1 : 0;
}

bool gx_sum_known(const gx_search *s, int measure, gx_rule rule, int64_t *sum) {
    const gx_report *report = s->rows->report;
    *sum = 0;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        int sign = gx_sign_of(i, rule);
        if (!sign || s->row_of[i] || !gx_has_item(report, GX_REQUESTS, i)) continue;
        const gx_cell *cell = &report->cells[gx_slot(GX_REQUESTS, i, measure)];
        if (!cell->has_value && cell->status != GX_BLANK) return false;
        int64_t part = cell->has_value ? cell->value : 0;
        if (part > INT64_MAX / 64 || __builtin_add_overflow(*sum, sign * part, sum)) return false;
    }
    return true;
}

/* Drops the ways of one open row that leave no way for the others. Returns how many. */
static int filter_row(gx_search *s, int r, int measure, gx_rule rule, int64_t known) {
    sums others;
    others.n = 1;
    others.full = false;
    others.sum[0] = known;
    others.falling = true;
    for (int o = 0; o < s->n_open; o++)
        if (gx_sign_of(s->open[o].item, rule) < 0) others.falling = false;
    for (int o = 0; o < s->n_open; o++)
        if (o != r && s->open[o].n == 1)
            others.sum[0] +=
                gx_sign_of(s->open[o].item, rule) * s->open[o].ways[0].cells[measure].value;
    for (int o = 0; o < s->n_open && !others.full; o++) {
        int sign = gx_sign_of(s->open[o].item, rule);
        if (o != r && sign && s->open[o].n != 1)
            add_row_to_sums(s, &s->open[o], measure, sign, &others);
    }
    if (others.full) {
        s->assessed[rule] &= ~(1u << measure);
        return 0;
    }
    gx_open_row *row = &s->open[r];
    int kept = 0, sign = gx_sign_of(row->item, rule);
    for (int w = 0; w < row->n; w++) {
        int64_t want = -sign * row->ways[w].cells[measure].value;
        bool found =
            bsearch(&want, others.sum, (size_t)others.n, sizeof want, compare_sums) != NULL;
        if (found) row->ways[kept++] = row->ways[w];
    }
    int dropped = row->n - kept;
    row->n = kept;
    return dropped;
}

bool gx_filter(gx_search *s) {
    int dropped = 1;
    for (int round = 0; round < MAX_ROUNDS && dropped; round++) {
        dropped = 0;
        for (int m = 0; m < GX_R_MEASURES; m++)
            for (int rule = GX_BALANCE; rule <= GX_OUTCOMES; rule++) {
                int64_t known;
                if (!(s->rules >> rule & 1)) continue;
                if (!gx_sum_known(s, m, (gx_rule)rule, &known)) continue;
                s->assessed[rule] |= 1u << m;
                for (int r = 0; r < s->n_open; r++) {
                    if (!gx_sign_of(s->open[r].item, (gx_rule)rule) || s->work < 0) continue;
                    dropped += filter_row(s, r, m, (gx_rule)rule, known);
                    if (!s->open[r].n) return false; /* the report's own sums do not hold */
                }
            }
    }
    return s->work >= 0;
}

/* ---- what is settled ------------------------------------------------------------------------- */

/* Fills the cells that all ways of a row agree on; the others are doubtful. */
static void settle(const gx_search *s, const gx_open_row *row) {
    const gx_reader *reader = s->rows->reader;
    uint32_t end = reader->tokens[s->rows->rows[row->item].label - 1].end;
    gx_rule rule = gx_sign_of(row->item, GX_OUTCOMES) ? GX_OUTCOMES : GX_BALANCE;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        gx_cell *cell = &s->rows->report->cells[gx_slot(GX_REQUESTS, row->item, m)];
        const gx_piece *piece = &row->ways[0].cells[m];
        bool agreed = true, empty = true; /* in each way the same value, or none */
        for (int w = 0; w < row->n; w++) {
            agreed = agreed && row->ways[w].cells[m].start == piece->start;
            empty = empty && row->ways[w].cells[m].empty;
        }
        /* Unless the column adds up, a value may be another row's. */
        agreed = (agreed || empty) && (s->assessed[rule] >> m & 1);
        if (agreed && !empty) end = piece->start + piece->length;
        *cell = (gx_cell){.status = GX_DOUBTFUL};
        if (agreed && empty)
            *cell = (gx_cell){.status = GX_BLANK, .start = end};
        else if (agreed)
            *cell = (gx_cell){.value = piece->value,
                              .start = piece->start,
                              .length = piece->length,
                              .status = GX_READ,
                              .has_value = true};
    }
}

bool gx_may_be_lost(const gx_rows *rows, int item) {
    bool noughts = false;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (i == item || !gx_has_item(rows->report, GX_REQUESTS, i)) continue;
        if (!rows->rows[i].n) return false;
        for (unsigned m = 0; m < GX_R_MEASURES; m++) {
            const gx_cell *cell = gx_cell_of(rows, i, m);
            if (cell->status == GX_BLANK) return false;
            noughts = noughts || (cell->status == GX_READ && !cell->value);
        }
    }
    return noughts;
}

/* A row without any value is empty only if all columns add up so: its values may stand elsewhere.
 */
static void check_empty(const gx_search *s, const gx_open_row *row) {
    gx_report *report = s->rows->report;
    if (s->rows->rows[row->item].n) return;
    gx_rule rule = gx_sign_of(row->item, GX_OUTCOMES) ? GX_OUTCOMES : GX_BALANCE;
    bool holds = s->assessed[rule] == (1u << GX_R_MEASURES) - 1;
    holds = holds && !gx_may_be_lost(s->rows, row->item);
    for (int m = 0; m < GX_R_MEASURES && !holds; m++)
        report->cells[gx_slot(GX_REQUESTS, row->item, m)] = (gx_cell){.status = GX_DOUBTFUL};
}

/* ---- one row with a fault -------------------------------------------------------------------- */

enum { MAX_BITS = 40 }; /* of choices among ways: more may add up by chance, and drop nothing */

/* The one row of an identity that does not add up: one of `items` that cannot be opened, or one
** that is known. -1: there is none, or there are more, or a row is not known. */
static int find_faulty(gx_search *s, const int *items, int n, gx_rule rule) {
    int found = -1;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        bool listed = false;
        if (!gx_has_item(s->rows->report, GX_REQUESTS, i) || !gx_sign_of(i, rule)) continue;
        for (int k = 0; k < n; k++) listed = listed || items[k] == i;
        if (listed && s->row_of[i]) continue;
        gx_check check = gx_check_row(s->rows->report, GX_REQUESTS, i);
        if (!listed && check.verdict == GX_HOLDS) continue;
        if (found >= 0 || (!listed && check.verdict == GX_UNKNOWN)) return -1;
        found = i;
    }
    return found;
}

/* True where so many choices prove something. */
static bool are_few(const gx_search *s) {
    int bits = 0;
    for (int r = 0; r < s->n_open; r++)
        for (int n = s->open[r].n; n > 1; n = (n + 1) / 2) bits++;
    return bits <= MAX_BITS;
}

/* Settles the rows of one identity, one of which has a fault. False: no memory. */
static bool search_with_fault(const gx_rows *rows, const gx_shape *shape, const int *items, int n,
                              gx_rule rule, gx_open_row *open, bool solved[GX_MAX_ROWS]) {
    gx_search s = {.rows = rows, .work = GX_SEARCH_WORK, .rules = 1u << rule, .open = open};
    for (int i = 0; i < n; i++)
        if (gx_sign_of(items[i], rule)) open_up(&s, shape, items[i]);
    int faulty = find_faulty(&s, items, n, rule), opened = s.n_open;
    if (faulty < 0 || !opened || !gx_list_faults(rows, faulty, &s.open[opened])) return true;
    s.row_of[faulty] = ++s.n_open;
    if (!gx_keep_together(&s, are_few(&s))) return !s.failed;
    for (int r = 0; r < opened; r++) {
        settle(&s, &s.open[r]);
        solved[s.open[r].item] = true;
    }
    for (int r = 0; r < opened; r++) check_empty(&s, &s.open[r]);
    return true;
}

bool gx_search_rows(const gx_rows *rows, const gx_shape *shape, const int *items, int n,
                    bool solved[GX_MAX_ROWS]) {
    gx_search s = {.rows = rows, .work = GX_SEARCH_WORK, .rules = 3};
    if (!n || (rows->width && rows->width != GX_R_MEASURES)) return true;
    s.open = malloc(((size_t)n + 1) * sizeof *s.open);
    if (!s.open) return false;
    for (int i = 0; i < n; i++) open_up(&s, shape, items[i]);
    bool fits = gx_filter(&s);
    if (fits) {
        for (int r = 0; r < s.n_open; r++) {
            settle(&s, &s.open[r]);
            solved[s.open[r].item] = true;
        }
        for (int r = 0; r < s.n_open; r++) check_empty(&s, &s.open[r]);
    }
    bool sparse = gx_is_sparse(rows);
    for (int rule = GX_BALANCE; rule <= GX_OUTCOMES && !sparse; rule++)
        if (!fits || s.assessed[rule] != (1u << GX_R_MEASURES) - 1)
            s.failed |= !search_with_fault(rows, shape, items, n, (gx_rule)rule, s.open, solved);
    free(s.open);
    return !s.failed;
}

/* ---- the proceedings' one row ---------------------------------------------------------------- */

enum { P_CELLS = GX_P_ITEMS * GX_P_MEASURES };
enum { LITTLE = 10 }; /* what less than this is the sum of, may be so by chance */

/* Puts the values into `cells`. True where all three sums hold; one that is empty may have
** something to add up, if that is little: the same numbers are too easily placed so that it holds.
** Then `holds` is false. */
static bool place_proceedings(const gx_rows *rows, unsigned cells, int at[P_CELLS], bool *holds) {
    const gx_reader *reader = rows->reader;
    const uint32_t *values = reader->values + rows->rows[0].first;
    int64_t sum = 0;
    int v = 0;
    *holds = true;
    for (int c = 0; c < P_CELLS; c++) {
        at[c] = cells >> c & 1 ? v++ : -1;
        const gx_token *token = at[c] < 0 ? NULL : &reader->tokens[values[at[c]]];
        int64_t value = token && token->kind == GX_T_NUMBER ? token->value : 0;
        if (c % GX_P_MEASURES != GX_P_TOTAL) {
            if (__builtin_add_overflow(sum, value, &sum)) return false;
            continue;
        }
        if (sum != value && (at[c] >= 0 || sum >= LITTLE)) return false;
        *holds = *holds && sum == value;
        sum = 0;
    }
    return true;
}

/* The cells of one of the three rows. */
static unsigned cells_of(int row) {
    return ((1u << GX_P_MEASURES) - 1) << row * GX_P_MEASURES;
}

/* Fewer values than cells: notes for each cell the value that all ways to place them agree on, -1
** for none, and in `known` where they do. `without`: cells that stay empty. Returns the rows of
** which one is empty in each way: bit r for row r; -1: there is no way by which all sums hold. */
static int agree_on_places(const gx_rows *rows, unsigned without, bool apart, int at[P_CELLS],
                           bool known[P_CELLS]) {
    const gx_values *values = &rows->rows[0];
    unsigned between[GX_MAX_WIDTH];
    bool shown = gx_show_empties(rows->reader, values, true, between) > 0, found = false;
    shown = shown && !(apart && rows->reader->usual_newlines); /* blank lines set blocks apart */
    bool in_each = true; /* way there is a row that is empty */
    bool proved = false, holds;
    int empty = 0;
    for (unsigned cells = gx_first_cells(values->n); cells < 1u << P_CELLS;
         cells = gx_next_cells(cells)) {
        int places[P_CELLS], rows_empty = 0;
        if (cells & without) continue;
        if (shown && !leaves_gaps(cells, P_CELLS, between)) continue;
        if (!place_proceedings(rows, cells, places, &holds)) continue;
        proved = proved || holds;
        for (int r = 0; r < GX_P_ITEMS; r++) rows_empty |= (cells & cells_of(r) ? 0 : 1) << r;
        in_each = in_each && rows_empty;
        empty |= rows_empty;
        for (int c = 0; c < P_CELLS; c++) {
            known[c] = !found || (known[c] && at[c] == places[c]);
            at[c] = places[c];
        }
        found = true;
    }
    return !proved ? -1 : in_each ? empty : 0;
}

/* The same; where each way leaves a row empty, and it may be one or another, what stands around the
** values tells which. False: there is no way. */
static bool settle_places(const gx_rows *rows, bool apart, int at[P_CELLS], bool known[P_CELLS]) {
    int empty = agree_on_places(rows, 0, apart, at, known);
    if (empty < 0 || !(empty & (empty - 1))) return empty >= 0;
    int row = gx_find_blank_row(rows);
    if (row >= 0 && empty >> row & 1) agree_on_places(rows, cells_of(row), apart, at, known);
    return true;
}

bool gx_search_proceedings(const gx_rows *rows, bool apart) {
    const gx_values *values = &rows->rows[0];
    const gx_reader *reader = rows->reader;
    int at[P_CELLS];
    bool known[P_CELLS];
    if (!values->n || values->n >= P_CELLS || !values->label) return false;
    for (uint32_t i = 0; i < values->n; i++) {
        const gx_token *token = &reader->tokens[reader->values[values->first + i]];
        if (!gx_is_sound(token)) return false;
    }
    if (!settle_places(rows, apart, at, known)) return false;
    const gx_token *before = &reader->tokens[values->label - 1];
    for (int c = 0; c < P_CELLS; c++) {
        gx_cell *cell = &rows->report->cells[gx_slot(GX_PROCEEDINGS, 0, 0) + c];
        if (known[c] && at[c] >= 0)
            before = &reader->tokens[reader->values[values->first + (uint32_t)at[c]]];
        if (!known[c])
            *cell = (gx_cell){.status = GX_DOUBTFUL};
        else if (at[c] >= 0)
            gx_fill_value(before, cell);
        else
            gx_fill_empty(before, cell);
    }
    return true;
}
