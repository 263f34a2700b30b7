/*
** solve.c: what only the identities can tell. In: rows whose values do not fit their cells. Out:
** cells that are read or inferred where exactly one reading adds up, doubtful where several do.
**
** A row that has one value too few has lost one, or two have run together; one that has a value too
** many has one doubled, or cut in two, or a page number among them. Each of these is tried at each
** place. What is then left adds up along the row and, with all other rows, down the columns; where
** several readings do, only what they agree on is taken. A report's own wrong sums leave no reading
** that adds up, so that nothing is mended by them.
*/
#include "reader.h"

#include <string.h>

enum {
    MAX_READINGS = 64,
    HOLE = -1,        /* in reading.from: a value that is lost */
    EMPTY = -2,       /* a cell that has none */
    MIN_EXPECTED = 4, /* columns that must be known besides the row */
};

/* One way to read the row. */
typedef struct reading {
    int64_t value[GX_MAX_WIDTH];
    int from[GX_MAX_WIDTH];       /* value in the row, or HOLE */
    uint8_t joined[GX_MAX_WIDTH]; /* how many values were put together, 0: part of one */
    uint32_t start[GX_MAX_WIDTH], length[GX_MAX_WIDTH];
    unsigned fails; /* columns that do not add up */
    bool weak;      /* nothing shows that it is one: it casts doubt on what is printed, no more */
    bool inferred;  /* its hole's value is no nought */
    bool lost;      /* its hole is no empty cell */
    int group;      /* proceedings: the row that nothing but its sum proves, -1: none */
} reading;

typedef struct solver {
    const gx_rows *rows;
    int item;
    const gx_values *values;
    const uint8_t *measures;
    unsigned width;
    int64_t expected[2][GX_R_MEASURES]; /* what the columns' two identities want */
    bool known[2][GX_R_MEASURES];
    unsigned n_known;               /* columns of which at least one is known */
    unsigned gap[GX_MAX_WIDTH + 1]; /* gx_find_gaps: empty cells that show ... */
    bool shown;                     /* ... not only before the first value ... */
    bool shown_inside;              /* ... and between two */
    bool untraced;                  /* rows with fewer values than cells show none */
    reading readings[MAX_READINGS];
    int n;
    bool full; /* there were more */
} solver;

static const gx_token *token_of(const solver *s, uint32_t i) {
    return &s->rows->reader->tokens[s->rows->reader->values[s->values->first + i]];
}

/* ---- what the columns want ------------------------------------------------------------------- */

/* The cell's value if it were free, by one identity: the two sides without it. */
static void expect(solver *s, int which, int measure, gx_check check, bool on_left) {
    if (!check.has_lhs || !check.has_rhs) return;
    int64_t gap;
    if (__builtin_sub_overflow(check.rhs, check.lhs, &gap)) return;
    s->expected[which][measure] = on_left ? gap : -gap;
    s->known[which][measure] = true;
}

static void expect_columns(solver *s) {
    gx_report *report = s->rows->report;
    const char *outcome = gx_tables[GX_REQUESTS].items[s->item].outcome;
    bool left = s->item == GX_NEW || s->item == GX_CARRIED_IN;
    bool balance = left || s->item == GX_TOTAL || s->item == GX_CARRIED_OUT;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        gx_cell *cell = &report->cells[gx_slot(GX_REQUESTS, s->item, m)];
        *cell = (gx_cell){.status = GX_BLANK}; /* counts as nought */
        if (outcome || s->item == GX_TOTAL)
            expect(s, 0, m, gx_check_outcomes(report, m), outcome != NULL);
        if (balance) expect(s, 1, m, gx_check_balance(report, m), left);
        *cell = (gx_cell){.status = GX_MISSING};
        s->n_known += s->known[0][m] || s->known[1][m];
    }
}

/* ---- readings -------------------------------------------------------------------------------- */

static bool read_token(const solver *s, uint32_t i, reading *r, unsigned cell) {
    const gx_token *token = token_of(s, i);
    if (token->kind == GX_T_NUMBER && (token->flags & GX_F_ILLEGIBLE || token->scale)) return false;
    r->value[cell] = token->kind == GX_T_NUMBER ? token->value : 0;
    r->from[cell] = (int)i;
    r->joined[cell] = 1;
    r->start[cell] = token->start;
    r->length[cell] = token->end - token->start;
    return r->value[cell] >= 0;
}

/* The row's sums: its last measure, or in the proceedings each fifth cell, is the sum of those
** before it. Fills one hole. False: it does not add up. */
static bool adds_up(const solver *s, reading *r) {
    int64_t sum = 0;
    int hole = -1;
    for (unsigned c = 0; c < s->width; c++) {
        unsigned m = s->measures[c];
        if (m == GX_NO_MEASURE) continue;
        bool total = s->rows->topic == GX_REQUESTS ? m == GX_R_TOTAL : m % 5 == GX_P_TOTAL;
        if (r->from[c] == HOLE) hole = (int)c;
        if (!total) {
            if (__builtin_add_overflow(sum, r->value[c], &sum)) return false;
            continue;
        }
        int64_t gap = r->value[c] - sum;
        if (hole >= 0) r->value[hole] = hole == (int)c ? sum : gap;
        if (hole >= 0 ? r->value[hole] < 0 : gap != 0) return false;
        if (hole >= 0) r->inferred = r->value[hole] != 0;
        hole = -1;
        sum = 0;
    }
    return true;
}

static void offer(solver *s, reading *r) {
    if (!adds_up(s, r)) return;
    if (r->inferred && !s->shown_inside && s->rows->topic == GX_REQUESTS)
        r->weak = false; /* the columns prove it */
    r->fails = 0;
    for (unsigned c = 0; c < s->width && s->rows->topic == GX_REQUESTS; c++) {
        unsigned m = s->measures[c];
        if (m == GX_NO_MEASURE) continue;
        for (int which = 0; which < 2; which++)
            if (s->known[which][m] && s->expected[which][m] != r->value[c]) {
                r->fails++;
                break;
            }
    }
    if (s->n == MAX_READINGS)
        s->full = true;
    else
        s->readings[s->n++] = *r;
}

/* True where bars or tabs divide the values: an empty cell would show. */
static bool has_bars(const solver *s) {
    const gx_gap *gap = &token_of(s, s->values->n - 1)->gap;
    return gap->pipes || gap->tabs;
}

/* Value i left out; or, where one is lacking, a hole before value i. */
static void try_leaving_out(solver *s, uint32_t i, bool hole) {
    reading r = {.group = -1};
    unsigned cell = 0;
    for (uint32_t v = 0; v <= s->values->n; v++) {
        if (hole && v == i) {
            r.weak = s->shown && !s->gap[i]; /* the row lacks another cell */
            r.lost = !s->gap[i] && !s->untraced;
            r.group = s->rows->topic == GX_REQUESTS || (r.lost && has_bars(s)) ? -1 : (int)cell / 5;
            r.from[cell++] = HOLE;
        }
        if (v == s->values->n || (!hole && v == i)) continue;
        if (!read_token(s, v, &r, cell++)) return;
    }
    offer(s, &r);
}

static int64_t power_of_ten(unsigned n) {
    int64_t power = 1;
    while (n--) power *= 10;
    return power;
}

/* The bytes of each digit of a number that is nothing but digits: 1, or 3 of full width; else 0. */
static unsigned digit_bytes(const gx_token *token) {
    uint32_t bytes = token->end - token->start;
    if (token->kind != GX_T_NUMBER || !token->digits || token->digits > 18) return 0;
    return bytes == token->digits ? 1 : bytes == 3u * token->digits ? 3 : 0;
}

static bool is_plain(const gx_token *token) {
    return digit_bytes(token) != 0;
}

/* Puts values i and i + 1 together as one number that was cut in two. */
static bool join(const solver *s, uint32_t i, reading *r, unsigned cell) {
    const gx_token *a = token_of(s, i), *b = token_of(s, i + 1);
    if (!is_plain(a) || !is_plain(b) || a->value == 0 || a->digits + b->digits > 18) return false;
    r->value[cell] = a->value * power_of_ten(b->digits) + b->value;
    r->from[cell] = (int)i;
    r->joined[cell] = 2;
    r->start[cell] = a->start;
    r->length[cell] = b->end - a->start;
    return true;
}

static void try_joining(solver *s, uint32_t i) {
    reading r = {.group = -1};
    unsigned cell = 0;
    for (uint32_t v = 0; v < s->values->n; v++) {
        bool fits = v == i ? join(s, v++, &r, cell++) : read_token(s, v, &r, cell++);
        if (!fits) return;
    }
    offer(s, &r);
}

/* Value i as two numbers that ran together, the second of `digits` digits. */
static void try_splitting(solver *s, uint32_t i, unsigned digits) {
    reading r = {.group = -1};
    unsigned cell = 0;
    for (uint32_t v = 0; v < s->values->n; v++, cell++) {
        const gx_token *token = token_of(s, v);
        if (v != i) {
            if (!read_token(s, v, &r, cell)) return;
            continue;
        }
        unsigned first = token->digits - digits;
        int64_t power = power_of_ten(digits);
        r.value[cell] = token->value / power;
        r.value[cell + 1] = token->value % power;
        /* No number begins with a nought. */
        if (first > 1 && r.value[cell] < power_of_ten(first - 1)) return;
        if (digits > 1 && r.value[cell + 1] < power_of_ten(digits - 1)) return;
        r.from[cell] = r.from[cell + 1] = (int)v;
        r.joined[cell] = r.joined[cell + 1] = 0;
        unsigned bytes = digit_bytes(token);
        r.start[cell] = token->start;
        r.length[cell] = first * bytes;
        r.start[cell + 1] = token->start + first * bytes;
        r.length[cell + 1] = digits * bytes;
        cell++;
    }
    offer(s, &r);
}

/* True where nothing but white space stands between values i and i + 1. */
static bool may_be_cut(const solver *s, uint32_t i) {
    const gx_gap *gap = &token_of(s, i + 1)->gap;
    return !gap->tabs && !gap->pipes;
}

/* True where what stands between values i and i + 1 is not what stands between cells, so that they
** may be one number that was cut in two. */
static bool looks_cut(const solver *s, uint32_t i) {
    const gx_gap *gap = &token_of(s, i + 1)->gap;
    if (gap->tabs || gap->pipes) return false;
    if (gap->newlines != s->rows->reader->usual_newlines) return true;
    bool apart = true;
    for (uint32_t v = 1; v < s->values->n; v++) {
        const gx_gap *other = &token_of(s, v)->gap;
        apart = apart && (v == i + 1 || other->spaces > 1 || other->pipes || other->tabs);
    }
    return !gap->newlines && gap->spaces <= 1 && apart;
}

bool gx_adds_up_joined(const gx_rows *rows, const gx_values *values) {
    solver s = {.rows = rows, .values = values};
    int64_t sum = 0, total = values->n ? token_of(&s, values->n - 1)->value : 0;
    for (uint32_t i = 0; i + 1 < values->n; i++)
        if (__builtin_add_overflow(sum, token_of(&s, i)->value, &sum)) return false;
    for (uint32_t i = 0; i + 1 < values->n; i++) {
        reading r;
        if (!may_be_cut(&s, i) || !join(&s, i, &r, 0)) continue;
        int64_t one = token_of(&s, i)->value, apart = one + token_of(&s, i + 1)->value;
        if (i + 2 < values->n ? sum - apart == total - r.value[0] : sum - one == r.value[0])
            return true;
    }
    return false;
}

/* Values i and i + 1 as one number, and an empty cell before value `empty`. */
static void try_joining_beside_empty(solver *s, uint32_t i, uint32_t empty) {
    reading r = {.group = -1};
    r.weak = !looks_cut(s, i);
    unsigned cell = 0;
    for (uint32_t v = 0; v < s->values->n; v++) {
        if (v == empty) r.from[cell++] = EMPTY;
        bool fits = v == i ? join(s, v++, &r, cell++) : read_token(s, v, &r, cell++);
        if (!fits) return;
    }
    if (empty == s->values->n) r.from[cell] = EMPTY;
    offer(s, &r);
}

static void try_all(solver *s) {
    uint32_t n = s->values->n;
    if (n == s->width) {
        for (uint32_t i = 0; i + 1 < n; i++)
            for (uint32_t empty = 0; empty <= n; empty++)
                if (empty != i + 1 && may_be_cut(s, i)) try_joining_beside_empty(s, i, empty);
    } else if (n + 1 == s->width) {
        for (uint32_t i = 0; i <= n; i++) try_leaving_out(s, i, true);
        for (uint32_t i = 0; i < n; i++)
            for (unsigned d = 1; is_plain(token_of(s, i)) && d < token_of(s, i)->digits; d++)
                try_splitting(s, i, d);
    } else {
        for (uint32_t i = 0; i < n; i++) try_leaving_out(s, i, false);
        for (uint32_t i = 0; i + 1 < n; i++) try_joining(s, i);
    }
}

/* ---- what the readings agree on -------------------------------------------------------------- */

static gx_cell cell_of_reading(const solver *s, const reading *r, unsigned c) {
    gx_cell cell = {.status = GX_INFERRED, .value = r->value[c], .has_value = true};
    if (r->group == (int)c / 5 && r->inferred) return (gx_cell){.status = GX_DOUBTFUL};
    if (r->from[c] == EMPTY) return (gx_cell){.status = GX_BLANK};
    if (r->from[c] == HOLE) {
        /* Where nothing is lacking, nothing is printed. */
        if (r->value[c] && !r->lost) return (gx_cell){.status = GX_DOUBTFUL};
        cell.has_value = r->value[c] != 0;
        cell.status = cell.has_value ? GX_INFERRED : GX_BLANK;
        return cell;
    }
    cell.start = r->start[c];
    cell.length = r->length[c];
    if (r->joined[c] != 1) return cell;
    gx_fill_value(token_of(s, (uint32_t)r->from[c]), &cell);
    return cell;
}

/* Writes what the readings agree on by which no column fails. */
static bool agree(solver *s) {
    int n = 0;
    for (int i = 0; i < s->n; i++) n += s->readings[i].fails == 0;
    if (!n || s->full) return false;
    gx_cell *cells = &s->rows->report->cells[gx_slot(s->rows->topic, s->item, 0)];
    for (unsigned c = 0; c < s->width; c++) {
        gx_cell agreed = {.status = GX_MISSING};
        if (s->measures[c] == GX_NO_MEASURE) continue;
        for (int i = 0; i < s->n; i++) {
            if (s->readings[i].fails) continue;
            gx_cell cell = cell_of_reading(s, &s->readings[i], c);
            if (s->readings[i].weak) cell = (gx_cell){.status = GX_DOUBTFUL};
            if (agreed.status == GX_MISSING)
                agreed = cell;
            else if (cell.has_value != agreed.has_value || cell.value != agreed.value ||
                     (cell.status == GX_BLANK) != (agreed.status == GX_BLANK))
                agreed = (gx_cell){.status = GX_DOUBTFUL};
            if (agreed.status == GX_DOUBTFUL) break;
        }
        cells[s->measures[c]] = agreed;
    }
    return true;
}

bool gx_leaves_no_trace(const gx_rows *rows, const gx_values *values, unsigned width) {
    for (int i = 0; i < gx_tables[rows->topic].n_items; i++) {
        const gx_values *other = &rows->rows[i];
        unsigned gap[GX_MAX_WIDTH + 1];
        if (other == values || !other->n || other->n >= width) continue;
        if (!gx_find_gaps(rows, other, width, gap)) return true;
    }
    return false;
}

static bool solve(solver *s) {
    const gx_rows *rows = s->rows;
    gx_cell *cells = &rows->report->cells[gx_slot(rows->topic, s->item, 0)], was[GX_MAX_WIDTH];
    size_t size = rows->topic == GX_REQUESTS ? GX_R_MEASURES : GX_MAX_WIDTH;
    /* What stands last in a text may have been cut off there. */
    if (rows->reader->values[s->values->first + s->values->n - 1] + 1 == rows->reader->n_tokens)
        return false;
    memcpy(was, cells, size * sizeof *cells);
    s->shown = gx_find_gaps(rows, s->values, s->width, s->gap) > 0;
    for (uint32_t i = 1; i < s->values->n; i++) s->shown_inside = s->shown_inside || s->gap[i];
    s->untraced = gx_leaves_no_trace(s->rows, s->values, s->width);
    if (rows->topic == GX_REQUESTS) expect_columns(s);
    bool solved = rows->topic != GX_REQUESTS || s->n_known >= MIN_EXPECTED;
    if (solved) {
        try_all(s);
        solved = agree(s);
    }
    if (!solved) memcpy(cells, was, size * sizeof *cells);
    return solved;
}

bool gx_solve_row(const gx_rows *rows, int item, const gx_values *values, const uint8_t *measures,
                  unsigned width) {
    if (values->n + 1 < width || values->n > width + 1) return false;
    solver s = {.rows = rows, .item = item, .values = values, .measures = measures, .width = width};
    return solve(&s);
}

int gx_count_open_columns(const gx_report *report, int item, bool noughts) {
    bool outcome = gx_tables[GX_REQUESTS].items[item].outcome != NULL || item == GX_TOTAL;
    int n = 0;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        const gx_cell *cell = &report->cells[gx_slot(GX_REQUESTS, item, m)];
        if (!cell->has_value || (!cell->value && !noughts)) continue;
        gx_check check = outcome ? gx_check_outcomes(report, m) : gx_check_balance(report, m);
        n += check.verdict != GX_HOLDS;
    }
    return n;
}

/* ---- a column that was dropped --------------------------------------------------------------- */

void gx_infer_column(const gx_rows *rows) {
    gx_report *report = rows->report;
    int dropped = 0;
    while (dropped < GX_R_TOTAL && memchr(rows->columns, dropped, rows->width)) dropped++;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        gx_cell *cell = &report->cells[gx_slot(GX_REQUESTS, i, dropped)];
        if (!gx_has_item(report, GX_REQUESTS, i)) continue;
        *cell = (gx_cell){.status = GX_BLANK};
        gx_check check = gx_check_row(report, GX_REQUESTS, i);
        int64_t value = dropped == GX_R_TOTAL ? check.lhs : check.rhs - check.lhs;
        *cell = (gx_cell){.status = GX_MISSING};
        if (!check.has_lhs || !check.has_rhs || value < 0) continue;
        *cell = (gx_cell){.status = GX_INFERRED, .has_value = true, .value = value};
    }
    bool proved = gx_check_outcomes(report, dropped).verdict == GX_HOLDS &&
                  gx_check_balance(report, dropped).verdict == GX_HOLDS;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        gx_cell *cell = &report->cells[gx_slot(GX_REQUESTS, i, dropped)];
        /* What was lost may have been a nought or an empty cell. */
        if (cell->status == GX_INFERRED && (!proved || !cell->value))
            *cell = (gx_cell){.status = GX_MISSING};
    }
}

/* ---- doubts ---------------------------------------------------------------------------------- */

void gx_doubt_cut(const gx_rows *rows) {
    const gx_table *table = &gx_tables[rows->topic];
    const gx_reader *reader = rows->reader;
    if (!reader->n_tokens || !(reader->tokens[reader->n_tokens - 1].flags & GX_F_CUT)) return;
    uint32_t start = reader->tokens[reader->n_tokens - 1].start;
    for (int i = 0; i < table->n_items; i++)
        for (int m = 0; m < table->n_measures; m++) {
            gx_cell *cells = &rows->report->cells[gx_slot(rows->topic, i, 0)], *cell = &cells[m];
            if (cell->start != start || !cell->length || cell->status == GX_MISSING) continue;
            bool nought = cell->has_value && !cell->value;
            if (nought && !table->measures[m].real) continue; /* no number begins with 0 */
            if (rows->topic != GX_DISCLOSURES &&
                gx_check_row(rows->report, rows->topic, i).verdict == GX_HOLDS)
                continue;
            for (int c = 0; c < table->n_measures; c++) /* nor is it certain that it is this cell */
                if (rows->topic != GX_DISCLOSURES) cells[c] = (gx_cell){.status = GX_DOUBTFUL};
            *cell = (gx_cell){.status = GX_DOUBTFUL};
        }
}

/* True where a column's identity that the row is part of holds, and is not one of noughts alone. */
static bool is_confirmed(const gx_report *report, int item) {
    bool outcome = gx_tables[GX_REQUESTS].items[item].outcome != NULL || item == GX_TOTAL;
    bool zeros = true;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        const gx_cell *cell = &report->cells[gx_slot(GX_REQUESTS, item, m)];
        if (cell->has_value && !cell->value) continue;
        zeros = false;
        gx_check check = outcome ? gx_check_outcomes(report, m) : gx_check_balance(report, m);
        if (check.verdict == GX_HOLDS) return true;
    }
    return zeros;
}

/* The nearest row of the form above (step -1) or below (1); -1: none. */
static int neighbour(const gx_rows *rows, int item, int step) {
    do item += step;
    while (item >= 0 && item < GX_R_ITEMS && !gx_has_item(rows->report, GX_REQUESTS, item));
    return item < GX_R_ITEMS ? item : -1;
}

/* True where a label of which the beginning is there stands between those of the rows above and
** below it: it can be no other row's. */
static bool is_in_order(const gx_rows *rows, int item) {
    int above = neighbour(rows, item, -1), below = neighbour(rows, item, 1);
    if (above < 0 || below < 0 || rows->quality[item] != GX_Q_HEAD) return false;
    uint32_t before = rows->rows[above].label, behind = rows->rows[below].label;
    return before && before < rows->rows[item].label && rows->rows[item].label < behind;
}

void gx_doubt_unproved(const gx_rows *rows) {
    bool doubt[GX_R_ITEMS];
    for (int i = 0; i < GX_R_ITEMS; i++)
        doubt[i] = rows->rows[i].label && rows->quality[i] != GX_Q_EXACT && !is_in_order(rows, i) &&
                   !is_confirmed(rows->report, i);
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_MEASURES && doubt[i]; m++) {
            gx_cell *cell = &rows->report->cells[gx_slot(GX_REQUESTS, i, m)];
            if (cell->status != GX_MISSING) *cell = (gx_cell){.status = GX_DOUBTFUL};
        }
}
