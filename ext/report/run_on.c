/*
** run_on.c: tables whose digits run together. In: rows of requests of which each is one string of
** digits. Out: the cells that the identities settle; the others are doubtful.
**
** A row's own sum leaves few ways to divide it (split.c), the columns' identities choose among them
** over all rows together (search.c). A cell is inferred only where the identities of its row and of
** all seven columns hold in every reading that is left, and each of these gives it the same value.
**
** One row of an identity may be misprinted, or two. Then all others say what their cells should be;
** where their digits are just that in all cells but one of each, they are divided so, and the odd
** cell is what is printed in it.
*/
#include "search.h"

#include <stdlib.h>
#include <string.h>

enum {
    ALL = (1 << GX_R_MEASURES) - 1,
    MIN_ROWS = 3,
    MIN_SYMBOLS = 4,   /* that a row has on average */
    MAX_JOINT = 20000, /* choices that are looked at together */
    MAX_WORK = 2000000,
    MATCH_WORK = 4000000,
    JOINED_WORK = 2000,
};

typedef enum state {
    UNKNOWN, /* its digits are not legible, or there are too many ways to divide them */
    OPEN,    /* it adds up in some way */
    ODD,     /* it adds up in none */
} state;

typedef struct table {
    gx_rows *rows;
    uint8_t measures[GX_MAX_WIDTH];
    unsigned width;
    state state[GX_R_ITEMS];
    bool proved[GX_R_ITEMS];
    gx_open_row ways[GX_R_ITEMS];     /* by item */
    gx_open_row open[GX_R_ITEMS + 2]; /* those that are looked at */
    gx_run run, second;
    gx_open_row joined[2]; /* a row, and the one without a label that ran into it */
    int work;
    int match_work; /* that is left for one search for misprints */
    bool too_much;  /* one of them took more */
} table;

/* ---- which tables ---------------------------------------------------------------------------- */

/* True where white space or a bar divides most values of a row. */
static bool is_apart(const gx_rows *rows, const gx_values *values) {
    uint32_t apart = 0;
    for (uint32_t v = 1; v < values->n; v++) {
        const gx_gap *gap = &rows->reader->tokens[rows->reader->values[values->first + v]].gap;
        apart += gap->newlines || gap->tabs || gap->pipes || gap->spaces;
    }
    return 2 * apart >= values->n;
}

bool gx_is_run_on(const gx_rows *rows) {
    if (rows->reader->named) return false;
    uint32_t together = 0, apart = 0, bytes = 0;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        const gx_values *values = &rows->rows[i];
        if (!values->n) continue;
        apart += is_apart(rows, values);
        together += !is_apart(rows, values);
        const gx_token *first = &rows->reader->tokens[rows->reader->values[values->first]];
        if (!is_apart(rows, values)) bytes += first->end - first->start;
    }
    return together >= MIN_ROWS && together > 2 * apart && bytes > together * MIN_SYMBOLS;
}

/* ---- the ways of each row -------------------------------------------------------------------- */

static void open_row(table *t, int item) {
    gx_rows *rows = t->rows;
    gx_open_row *row = &t->ways[item];
    row->item = item;
    t->state[item] = UNKNOWN;
    if (!rows->rows[item].label || rows->copies[item].n || gx_is_last_row(rows, item)) return;
    if (!gx_read_run(rows, &rows->rows[item], &t->run)) return;
    gx_divide_run(&t->run, 0, t->run.n, t->measures, t->width, row, &t->work);
    if (t->work < 0 || row->full) return;
    t->state[item] = row->n ? OPEN : ODD;
    for (int w = 0; w < row->n && !t->run.whole; w++)
        for (int m = 0; m < GX_R_MEASURES; m++) /* it may have been cut in two */
            if (!row->ways[w].cells[m].length) t->state[item] = UNKNOWN;
}

static bool is_part(const table *t, int item, unsigned rules) {
    if (!gx_has_item(t->rows->report, GX_REQUESTS, item)) return false;
    return (rules >> GX_BALANCE & 1 && gx_sign_of(item, GX_BALANCE)) ||
           (rules >> GX_OUTCOMES & 1 && gx_sign_of(item, GX_OUTCOMES));
}

/* ---- all rows together ----------------------------------------------------------------------- */

/* Choices among the ways of several rows. */
typedef struct choice {
    gx_search *s;
    int64_t sum[2][GX_R_MEASURES]; /* by rule: of the rows that are chosen */
    bool used[GX_R_ITEMS][GX_MAX_WAYS];
    int at[GX_R_ITEMS]; /* the way that is chosen */
    int work;
    bool (*leaf)(struct choice *c);
    table *t;
    int odd[2];  /* the items whose rows are not among them; -1: none */
    bool proved; /* all cells of these are printed, in one reading at least */
} choice;

static void add_way_to_sums(choice *c, int r, int w, int sign) {
    const gx_open_row *row = &c->s->open[r];
    for (int rule = GX_BALANCE; rule <= GX_OUTCOMES; rule++)
        for (int m = 0; m < GX_R_MEASURES; m++)
            c->sum[rule][m] +=
                sign * gx_sign_of(row->item, (gx_rule)rule) * row->ways[w].cells[m].value;
}

/* Tries every choice for rows from r on; marks the ways of those that the leaf accepts. */
static bool choose(choice *c, int r) {
    if (--c->work < 0) return false;
    if (r == c->s->n_open) {
        bool fits = c->leaf(c);
        for (int o = 0; o < r && fits; o++) c->used[o][c->at[o]] = true;
        return fits;
    }
    bool any = false;
    for (int w = 0; w < c->s->open[r].n; w++) {
        c->at[r] = w;
        add_way_to_sums(c, r, w, 1);
        any = choose(c, r + 1) || any;
        add_way_to_sums(c, r, w, -1);
    }
    return any;
}

/* Drops the ways that no accepted choice has; what is left is proved. */
static void keep_used(table *t, const choice *c) {
    for (int r = 0; r < c->s->n_open; r++) {
        const gx_open_row *row = &c->s->open[r];
        gx_open_row *kept = &t->ways[row->item];
        kept->n = 0;
        for (int w = 0; w < row->n; w++)
            if (c->used[r][w]) kept->ways[kept->n++] = row->ways[w];
        t->proved[row->item] = true;
    }
}

static void copy_row(gx_open_row *to, const gx_open_row *from) {
    to->item = from->item;
    to->n = from->n;
    to->full = from->full;
    memcpy(to->ways, from->ways, sizeof from->ways[0] * (size_t)from->n);
}

/* Takes up the rows of the identities, save the odd ones. False: one of them is not known. */
static bool begin_search(table *t, gx_search *s, unsigned rules, const int odd[2]) {
    memset(s, 0, sizeof *s);
    s->rows = t->rows;
    s->open = t->open;
    s->rules = rules;
    s->work = GX_SEARCH_WORK / 40;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!is_part(t, i, rules) || i == odd[0] || i == odd[1]) continue;
        if (t->state[i] != OPEN) return false;
        copy_row(&s->open[s->n_open], &t->ways[i]);
        s->row_of[i] = ++s->n_open;
    }
    return true;
}

/* Looks for readings of all rows of the identities, each of which adds up. */
static bool choose_all(table *t, unsigned rules, gx_search *s) {
    static const int none[2] = {-1, -1};
    if (!begin_search(t, s, rules, none)) return false;
    if (!gx_filter(s) && s->work >= 0) return false;
    s->work = 0; /* what took too much is not filtered */
    bool any = gx_keep_together(s, true);
    t->rows->failed = t->rows->failed || s->failed;
    return any;
}

/* Settles them, if there are such readings. */
static bool settle_all(table *t, unsigned rules) {
    gx_search s;
    if (!choose_all(t, rules, &s)) return false;
    for (int r = 0; r < s.n_open; r++) {
        copy_row(&t->ways[s.open[r].item], &s.open[r]);
        t->proved[s.open[r].item] = true;
    }
    return true;
}

/* ---- misprinted rows ------------------------------------------------------------------------- */

/* Divides the odd rows as the others want them. */
static bool fits_the_odd(choice *c) {
    table *t = c->t;
    int64_t want[GX_R_MEASURES];
    gx_run *const runs[2] = {&t->run, &t->second};
    gx_rule rule = c->s->rules >> GX_BALANCE & 1 ? GX_BALANCE : GX_OUTCOMES;
    gx_open_row *odd = &t->open[c->s->n_open];
    bool two = c->odd[1] >= 0;
    int sign[2] = {gx_sign_of(c->odd[0], rule), two ? gx_sign_of(c->odd[1], rule) : 0};
    for (int m = 0; m < GX_R_MEASURES; m++) {
        want[m] = two ? -c->sum[rule][m] : -sign[0] * c->sum[rule][m];
        if (!two && want[m] < 0) return false;
    }
    gx_match match = GX_NO_MATCH;
    for (int strict = 1; strict >= 0 && two && match == GX_NO_MATCH; strict--)
        match = gx_match_two(runs, sign, want, t->measures, t->width, strict, odd, &t->match_work);
    if (!two) match = gx_match_run(&t->run, want, t->measures, t->width, odd, &t->match_work);
    c->proved = c->proved || match == GX_PROVED;
    return match != GX_NO_MATCH;
}

static bool read_odd(table *t, int item, gx_run *run, gx_open_row *row) {
    row->item = item;
    row->n = 0;
    row->full = false;
    return gx_read_run(t->rows, &t->rows->rows[item], run) && run->n && run->whole;
}

/* Looks for readings of all rows of one identity, of which one or two are misprinted. */
static bool match_odd(table *t, gx_rule rule, const int odd[2], gx_search *s, choice *c) {
    t->match_work = MATCH_WORK;
    if (!begin_search(t, s, 1u << rule, odd)) return false;
    gx_open_row *rows = &t->open[s->n_open];
    if (!read_odd(t, odd[0], &t->run, &rows[0]) || t->run.apart) return false;
    if (odd[1] >= 0)
        if (!read_odd(t, odd[1], &t->second, &rows[1]) || t->second.apart) return false;
    *c = (choice){.s = s, .work = MAX_JOINT / 10, .leaf = fits_the_odd, .t = t};
    memcpy(c->odd, odd, sizeof c->odd);
    bool any = choose(c, 0);
    t->too_much = t->too_much || c->work < 0 || t->match_work < 0;
    return any && c->proved && !t->too_much;
}

/* True where a number is legible though the columns want another: one of its digits differs, or the
** first is one too many or too few, as a misprint has it; but not where that stands right behind
** the label. */
static bool is_misprint(const gx_way *way) {
    const gx_piece *piece = &way->cells[way->odd];
    int64_t gap = piece->value - way->want, power = 1;
    int printed = gx_count_digits(piece->value), wanted = gx_count_digits(way->want);
    for (int i = 0; i < printed && i < wanted; i++) power *= 10;
    bool first = way->odd && gap % power == 0;
    return !piece->empty && gx_is_one_digit(gap) && (printed == wanted || first);
}

/* True where each way to read a misprinted row has all cells printed, save an odd one. */
static bool is_legible(const gx_open_row *row) {
    bool legible = !row->full;
    for (int w = 0; w < row->n; w++)
        legible = legible && !row->ways[w].gaps && row->ways[w].odd >= 0;
    return legible;
}

/* Settles them, if there are such readings. */
static bool settle_with_odd(table *t, gx_rule rule, const int odd[2]) {
    gx_search s;
    choice c;
    if (!match_odd(t, rule, odd, &s, &c)) return false;
    keep_used(t, &c);
    for (int o = 0; o < 2 && odd[o] >= 0; o++) {
        copy_row(&t->ways[odd[o]], &t->open[s.n_open + o]);
        t->proved[odd[o]] = is_legible(&t->ways[odd[o]]);
    }
    return true;
}

/* A row that adds up may do so by chance. Settles the rows if just one such row, with the odd one
** or, for -1, alone, is explained by all others. */
static void find_odd(table *t, gx_rule rule, int odd) {
    int found[2] = {-1, -1}, n = 0;
    t->too_much = false;
    for (int i = 0; i < GX_R_ITEMS && n < 2; i++) {
        int tried[2] = {odd < 0 ? i : odd, odd < 0 ? -1 : i};
        gx_search s;
        choice c;
        if (t->state[i] != OPEN || !is_part(t, i, 1u << rule)) continue;
        if (!match_odd(t, rule, tried, &s, &c)) {
            if (t->too_much) return;
            continue;
        }
        memcpy(found, tried, sizeof found);
        n++;
    }
    if (n == 1) settle_with_odd(t, rule, found);
}

/* Settles the rows of one identity: all of them, or with those that do not add up. */
static void settle_rule(table *t, gx_rule rule) {
    int odd[2] = {-1, -1}, n = 0;
    if (settle_all(t, 1u << rule)) return;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!is_part(t, i, 1u << rule) || t->state[i] != ODD) continue;
        if (n == 2) return;
        odd[n++] = i;
    }
    t->too_much = false;
    if (n && settle_with_odd(t, rule, odd)) return;
    if (n < 2) find_odd(t, rule, odd[0]);
}

/* ---- rows that lost their label -------------------------------------------------------------- */

/* The one row of the table without a label, if the one before it has one: its digits may have run
** into that one's. -1: there is none, or there are more. */
static int find_unlabelled(const table *t, int *before) {
    int found = -1, last = -1;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!gx_has_item(t->rows->report, GX_REQUESTS, i)) continue;
        if (!t->rows->rows[i].label) {
            if (found >= 0 || last < 0) return -1;
            found = i;
            *before = last;
        }
        last = i;
    }
    return found;
}

/* Two rows read as one of their ways each. */
static void set_ways(table *t, int item, const gx_way *way) {
    t->ways[item].item = item;
    t->ways[item].n = 1;
    t->ways[item].full = false;
    t->ways[item].ways[0] = *way;
    t->state[item] = OPEN;
}

/* True where the table adds up with these ways of the two rows; `too_much`: it was not found out.
 */
static bool fits_with(table *t, unsigned rules, const gx_way *a, const gx_way *b) {
    gx_search s;
    set_ways(t, t->joined[0].item, a);
    set_ways(t, t->joined[1].item, b);
    bool fits = choose_all(t, rules, &s);
    t->too_much = t->too_much || s.work < 0 || (t->work -= JOINED_WORK) < 0;
    return fits;
}

/* Divides the digits of row joined[0] between it and joined[1]. Returns in how many ways the table
** adds up with both; in `ways` is the first. */
static int divide_joined(table *t, unsigned rules, gx_way ways[2]) {
    gx_open_row *a = &t->joined[0], *b = &t->joined[1];
    int found = 0;
    t->too_much = false;
    for (int at = 1; at < t->second.n && found < 2 && !t->too_much; at++) {
        a->n = b->n = 0;
        gx_divide_run(&t->second, 0, at, t->measures, t->width, a, &t->work);
        if (a->n) gx_divide_run(&t->second, at, t->second.n, t->measures, t->width, b, &t->work);
        t->too_much = a->full || b->full || t->work < 0;
        for (int i = 0; i < a->n; i++)
            for (int k = 0; k < b->n && found < 2 && !t->too_much; k++) {
                if (!fits_with(t, rules, &a->ways[i], &b->ways[k]) || found++) continue;
                ways[0] = a->ways[i];
                ways[1] = b->ways[k];
            }
    }
    return t->too_much ? 0 : found;
}

/* A row without a label whose digits may have run into those of the one before: settles the table
** if there is but one way to divide them with which it adds up. */
static bool settle_unlabelled(table *t, unsigned rules) {
    int a = -1, b = find_unlabelled(t, &a);
    gx_way ways[2];
    if (b < 0 || !read_odd(t, a, &t->second, &t->joined[0])) return false;
    t->joined[1].item = b;
    t->joined[1].full = false;
    t->joined[0].odd = t->joined[1].odd = true; /* there is room for many ways */
    int found = divide_joined(t, rules, ways);
    t->state[a] = t->state[b] = UNKNOWN;
    if (found != 1) return false;
    set_ways(t, a, &ways[0]);
    set_ways(t, b, &ways[1]);
    return settle_all(t, rules);
}

/* ---- cells ----------------------------------------------------------------------------------- */

/* True for a cell that prints what is not wanted in it and is no misprint; and for those beside it:
** what is wanted of these alone says where it ends. */
static bool is_in_doubt(const gx_way *way, int m) {
    if (way->odd < 0 || is_misprint(way)) return false;
    bool apart = way->other >= 0 || way->cells[way->odd].empty;
    return m == way->odd || m == way->other || (!apart && abs(m - way->odd) == 1);
}

/* Fills a cell with what all ways agree on. */
static void fill_cell(const gx_open_row *row, int m, gx_cell *cell) {
    const gx_piece *piece = &row->ways[0].cells[m];
    bool same = true, empty = true;
    *cell = (gx_cell){.status = GX_DOUBTFUL};
    for (int w = 0; w < row->n; w++) {
        const gx_piece *other = &row->ways[w].cells[m];
        same = same && !other->empty && other->value == piece->value;
        empty = empty && other->empty;
        if (is_in_doubt(&row->ways[w], m)) return;
    }
    if (empty) *cell = (gx_cell){.status = GX_BLANK, .start = piece->start};
    if (!same) return;
    *cell = (gx_cell){.status = GX_INFERRED,
                      .has_value = true,
                      .value = piece->value,
                      .start = piece->start,
                      .length = piece->length};
}

static void fill_rows(const table *t) {
    for (int i = 0; i < GX_R_ITEMS; i++) {
        const gx_values *values = &t->rows->rows[i];
        if (!gx_has_item(t->rows->report, GX_REQUESTS, i)) continue;
        if (!values->label && !t->proved[i]) continue;
        for (int m = 0; m < GX_R_MEASURES; m++) {
            gx_cell *cell = &t->rows->report->cells[gx_slot(GX_REQUESTS, i, m)];
            *cell = (gx_cell){.status = GX_DOUBTFUL};
            if (t->proved[i]) fill_cell(&t->ways[i], m, cell);
        }
    }
}

bool gx_fill_run_on(gx_rows *rows) {
    table *t = calloc(1, sizeof *t);
    if (!t) return false;
    rows->report->layout = GX_LAYOUT_RUN_ON;
    t->rows = rows;
    t->work = MAX_WORK;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!gx_has_item(rows->report, GX_REQUESTS, i)) continue;
        t->width = gx_list_measures(rows, i, t->measures);
        open_row(t, i);
    }
    unsigned both = 1u << GX_BALANCE | 1u << GX_OUTCOMES;
    if (!settle_all(t, both) && !settle_unlabelled(t, both)) {
        settle_rule(t, GX_BALANCE);
        settle_rule(t, GX_OUTCOMES);
    }
    fill_rows(t);
    free(t);
    return true;
}

/* ---- proceedings ----------------------------------------------------------------------------- */

enum { CELLS = GX_P_ITEMS * GX_P_MEASURES, MAX_PARTS = 200 };

/* One way to read one of the three rows of proceedings. */
typedef struct part {
    int from, to; /* symbols of the run */
    bool printed; /* all its cells are */
    bool used;    /* some reading of all three rows has it */
    gx_way way;
} part;

typedef struct parts {
    part all[GX_P_ITEMS][MAX_PARTS];
    int n[GX_P_ITEMS];
    bool starts[GX_MAX_SYMBOLS + 1]; /* where the next row may begin */
    gx_open_row row;
    gx_run run;
    int work;
} parts;

/* Lists the ways to read a row, out of the symbols [from, to). False: too many. */
static bool add_parts(parts *p, int row, int from, int to) {
    static const uint8_t measures[] = {0, 1, 2, 3, 4};
    p->row.n = 0;
    gx_divide_run(&p->run, from, to, measures, GX_P_MEASURES, &p->row, &p->work);
    if (p->row.full || p->work < 0 || p->n[row] + p->row.n > MAX_PARTS) return false;
    for (int w = 0; w < p->row.n; w++) {
        part *it = &p->all[row][p->n[row]++];
        *it = (part){.from = from, .to = to, .printed = true, .way = p->row.ways[w]};
        for (int m = 0; m < GX_P_MEASURES; m++)
            it->printed = it->printed && it->way.cells[m].length;
    }
    return true;
}

/* Lists the ways to read all rows, one behind the other. */
static bool list_parts(parts *p) {
    p->starts[0] = true;
    for (int row = 0; row < GX_P_ITEMS; row++) {
        bool next[GX_MAX_SYMBOLS + 1] = {false};
        bool last = row == GX_P_ITEMS - 1;
        for (int from = 0; from <= p->run.n; from++)
            for (int to = last ? p->run.n : from; to <= p->run.n && p->starts[from]; to++) {
                int before = p->n[row];
                if (!add_parts(p, row, from, to)) return false;
                next[to] = next[to] || p->n[row] > before;
            }
        memcpy(p->starts, next, sizeof next);
    }
    return true;
}

/* Marks the parts from which one behind the other leads to the end. `printed`: among those without
** empty cells. False: there are none. */
static bool mark_used(parts *p, bool printed) {
    bool ends[GX_MAX_SYMBOLS + 1] = {false};
    ends[p->run.n] = true;
    for (int row = GX_P_ITEMS - 1; row >= 0; row--) {
        bool starts[GX_MAX_SYMBOLS + 1] = {false};
        for (int i = 0; i < p->n[row]; i++) {
            part *it = &p->all[row][i];
            it->used = ends[it->to] && (it->printed || !printed);
            starts[it->from] = starts[it->from] || it->used;
        }
        memcpy(ends, starts, sizeof ends);
    }
    return ends[0];
}

/* Fills a row with what all its parts agree on. */
static void fill_proceedings(parts *p, int row, gx_cell *cells) {
    p->row.n = 0;
    p->row.full = false;
    for (int i = 0; i < p->n[row]; i++)
        if (p->all[row][i].used) gx_add_way(&p->row, &p->all[row][i].way);
    for (int m = 0; m < GX_P_MEASURES && p->row.n && !p->row.full; m++)
        fill_cell(&p->row, m, &cells[m]);
}

bool gx_fill_run_on_proceedings(gx_rows *rows) {
    const gx_values *values = &rows->rows[0];
    if (!values->n || is_apart(rows, values)) return false;
    parts *p = calloc(1, sizeof *p);
    if (!p) {
        rows->failed = true;
        return false;
    }
    gx_cell *cells = &rows->report->cells[GX_P_FIRST];
    bool run = gx_read_run(rows, values, &p->run) && p->run.whole && p->run.n >= CELLS;
    p->work = MAX_WORK;
    for (int c = 0; c < CELLS && run; c++) cells[c] = (gx_cell){.status = GX_DOUBTFUL};
    /* Their few sums prove nothing but that all cells are printed. */
    bool settled = run && list_parts(p) && mark_used(p, true) && mark_used(p, false);
    for (int row = 0; row < GX_P_ITEMS && settled; row++)
        fill_proceedings(p, row, &cells[row * GX_P_MEASURES]);
    free(p);
    return run;
}
