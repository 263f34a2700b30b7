/*
** odd.c: rows of which only the columns tell what they are: one that is damaged among others that
** are not, and those without any value. In: a row of requests that could not be read, or
** does not add up, while all others of its identity are known. Out: its cells, and the proof that
** the others are read right.
**
** The others say what each of its cells should be. Where what is printed in it is just that, save
** for one fault (a number lost, changed, cut in two, run into the next, or one too many), that
** fault is all that ails the table: had a value of some other row been put into a wrong column, two
** columns would differ.
*/
#include "search.h"

#include <string.h>

enum { MAX_STEPS = 4000 };

typedef struct explainer {
    const gx_rows *rows;
    const gx_values *values;
    int64_t want[GX_R_MEASURES];
    gx_cell way[GX_R_MEASURES];    /* the cells, as they are tried */
    gx_cell agreed[GX_R_MEASURES]; /* what all ways so far agree on */
    int matched;                   /* numbers that are as wanted, noughts apart */
    bool illegible;                /* there is a number that may be two */
    bool empties;                  /* what the row lacks may be an empty cell */
    bool found;
    int steps; /* left */
} explainer;

/* ---- what the others want -------------------------------------------------------------------- */

/* What a column wants in the row by one identity. False: it is not known, or less than nothing. */
static bool want_of(const gx_rows *rows, int item, gx_rule rule, int measure, int64_t *want) {
    gx_cell *cell = gx_cell_of(rows, item, (unsigned)measure), was = *cell;
    *cell = (gx_cell){.status = GX_BLANK}; /* counts as nought */
    gx_check check = rule == GX_OUTCOMES ? gx_check_outcomes(rows->report, measure)
                                         : gx_check_balance(rows->report, measure);
    *cell = was;
    bool left = rule == GX_OUTCOMES ? item != GX_TOTAL : item == GX_NEW || item == GX_CARRIED_IN;
    if (!check.has_lhs || !check.has_rhs) return false;
    if (__builtin_sub_overflow(left ? check.rhs : check.lhs, left ? check.lhs : check.rhs, want))
        return false;
    return *want >= 0;
}

/* The same for all columns; they add up as a row does. */
static bool want_all(explainer *e, int item) {
    bool outcome = gx_tables[GX_REQUESTS].items[item].outcome || item == GX_TOTAL;
    int64_t sum = 0, other;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        if (!want_of(e->rows, item, outcome ? GX_OUTCOMES : GX_BALANCE, m, &e->want[m]))
            return false;
        bool both = item == GX_TOTAL && want_of(e->rows, item, GX_BALANCE, m, &other);
        if (both && other != e->want[m]) return false;
        if (m < GX_R_TOTAL && __builtin_add_overflow(sum, e->want[m], &sum)) return false;
    }
    return sum == e->want[GX_R_TOTAL];
}

/* ---- the ways to read it --------------------------------------------------------------------- */

static const gx_token *token_of(const explainer *e, uint32_t i) {
    return &e->rows->reader->tokens[e->rows->reader->values[e->values->first + i]];
}

static bool is_legible(const gx_token *token) {
    return !(token->flags & GX_F_ILLEGIBLE) && !token->scale && token->value >= 0;
}

/* True where the digits of a and then the n ones of b are those of a number. */
static bool is_joined(int64_t a, int64_t b, int n, int64_t value) {
    if (gx_count_digits(a) + n > 18) return false;
    while (n--) a *= 10;
    return a + b == value;
}

/* True where a number is nothing but digits, though it may begin with a nought. */
static bool is_digits(const gx_token *token) {
    uint32_t bytes = token->end - token->start;
    return token->kind == GX_T_NUMBER && token->digits && token->digits <= 18 && !token->scale &&
           (bytes == token->digits || bytes == 3u * token->digits);
}

/* Notes what the cells are in this way, where it differs from others in doubt. */
static void note(explainer *e) {
    if (!e->matched) return;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        gx_cell *a = &e->agreed[m];
        const gx_cell *b = &e->way[m];
        bool same = a->has_value == b->has_value && a->value == b->value &&
                    (a->status == GX_BLANK) == (b->status == GX_BLANK);
        if (!e->found)
            *a = e->illegible ? (gx_cell){.status = GX_DOUBTFUL} : *b;
        else if (!same || e->illegible)
            *a = (gx_cell){.status = GX_DOUBTFUL};
        else if (a->status == GX_READ && b->status == GX_INFERRED)
            *a = *b;
    }
    e->found = true;
}

static void explain(explainer *e, int cell, uint32_t v, bool fault);

static void infer(explainer *e, int cell, const gx_token *from, const gx_token *to) {
    e->way[cell] = (gx_cell){.status = GX_INFERRED, .has_value = true, .value = e->want[cell]};
    if (!from) return;
    e->way[cell].start = from->start;
    e->way[cell].length = to->end - from->start;
}

/* Value v holds two numbers, of this cell and of another behind it. */
static void explain_joined(explainer *e, int cell, uint32_t v) {
    const gx_token *token = token_of(e, v);
    for (int c = cell + 1; c < GX_R_MEASURES; c++) {
        int digits = gx_count_digits(e->want[c]);
        if (gx_count_digits(e->want[cell]) + digits == token->digits &&
            is_joined(e->want[cell], e->want[c], digits, token->value)) {
            infer(e, cell, token, token);
            infer(e, c, token, token);
            e->matched++;
            explain(e, c + 1, v + 1, true);
            e->matched--;
        }
        if (e->want[c]) return;
        e->way[c] = (gx_cell){.status = GX_BLANK, .start = token->end};
    }
}

/* True where a value that is no nought is there once more, right before it. */
static bool is_doubled(const explainer *e, uint32_t v) {
    const gx_token *token = token_of(e, v);
    return v && is_legible(token) && token->value && token->value == token_of(e, v - 1)->value;
}

bool gx_is_beside_page(const gx_reader *reader, uint32_t value) {
    const gx_token *token = &reader->tokens[value];
    bool last = value + 1 == reader->n_tokens;
    return token->kind == GX_T_NUMBER && token->value && token->digits <= 3 &&
           (token->gap.page || (!last && token[1].gap.page));
}

/* True where the values from v on are a page number, as it stands behind a row: 4, or - 4 -. */
static bool is_page_number(const explainer *e, uint32_t v) {
    uint32_t n = e->values->n, middle = v + (n - v) / 2;
    if (n - v != 1 && n - v != 3) return false;
    const gx_token *number = token_of(e, middle);
    bool marks = n - v == 1 ||
                 (token_of(e, v)->kind != GX_T_NUMBER && token_of(e, n - 1)->kind != GX_T_NUMBER);
    bool apart = v && token_of(e, v)->line != token_of(e, v - 1)->line;
    return number->kind == GX_T_NUMBER && number->value && number->digits <= 3 && marks &&
           (apart || n - v == 3);
}

/* True where a value may be one too many. */
static bool is_stray(const explainer *e, uint32_t v) {
    return is_doubled(e, v) ||
           gx_is_beside_page(e->rows->reader, e->rows->reader->values[e->values->first + v]);
}

/* The cells from `cell` on with the values from v on, one of which is not as it should be. */
static void explain_fault(explainer *e, int cell, uint32_t v) {
    int64_t want = e->want[cell];
    if (want) { /* lost */
        infer(e, cell, NULL, NULL);
        if (e->empties) e->way[cell] = (gx_cell){.status = GX_DOUBTFUL};
        explain(e, cell + 1, v, true);
    }
    if (v == e->values->n) return;
    const gx_token *token = token_of(e, v);
    const gx_token *next = v + 1 < e->values->n ? token_of(e, v + 1) : NULL;
    if (is_stray(e, v)) explain(e, cell, v + 1, true);
    if (token->kind != GX_T_NUMBER) return;
    if (!is_legible(token) || token->value != want) { /* changed */
        bool was = e->illegible;
        e->illegible = !is_legible(token); /* there may be two in it */
        e->way[cell] = (gx_cell){.status = GX_DOUBTFUL};
        explain(e, cell + 1, v + 1, true);
        e->illegible = was;
    }
    if (!is_digits(token)) return;
    explain_joined(e, cell, v);
    if (next && is_digits(next) && token->value &&
        is_joined(token->value, next->value, next->digits, want)) {
        infer(e, cell, token, next);
        e->matched++;
        explain(e, cell + 1, v + 2, true);
        e->matched--;
    }
}

/* The cells from `cell` on with the values from v on. `fault`: there was one already. */
static void explain(explainer *e, int cell, uint32_t v, bool fault) {
    uint32_t n = e->values->n;
    if (--e->steps < 0) return;
    if (cell == GX_R_MEASURES) {
        bool stray = v < n && !fault && (is_page_number(e, v) || (v + 1 == n && is_stray(e, v)));
        if (v == n || stray) note(e);
        return;
    }
    const gx_token *token = v < n ? token_of(e, v) : NULL;
    bool mark = token && token->kind != GX_T_NUMBER && is_legible(token);
    bool as_wanted = token && !mark && is_legible(token) && token->value == e->want[cell] &&
                     token->digits == gx_count_digits(e->want[cell]);
    if (mark ? !e->want[cell] : as_wanted) {
        gx_fill_value(token, &e->way[cell]);
        e->matched += e->want[cell] != 0;
        explain(e, cell + 1, v + 1, fault);
        e->matched -= e->want[cell] != 0;
    }
    if (!e->want[cell]) {
        uint32_t before =
            v ? token_of(e, v - 1)->end : e->rows->reader->tokens[e->values->label - 1].end;
        e->way[cell] = (gx_cell){.status = GX_BLANK, .start = before};
        explain(e, cell + 1, v, fault);
    }
    if (!fault) explain_fault(e, cell, v);
}

/* ---- two rows in one ------------------------------------------------------------------------- */

/* True where the row behind this one has neither label nor values: they may be among this one's. */
static bool may_hold_next(const gx_rows *rows, int item) {
    int next = item + 1;
    while (next < GX_R_ITEMS && !gx_has_item(rows->report, GX_REQUESTS, next)) next++;
    return next < GX_R_ITEMS && !rows->rows[next].label && !rows->rows[next].n;
}

/* Puts the n values from v on into the cells of a set. False: they do not add up, or are too many
** or too few for them. */
static bool put_values(const explainer *e, unsigned cells, uint32_t v, uint32_t n,
                       int64_t out[GX_R_MEASURES]) {
    int64_t sum = 0;
    if ((unsigned)__builtin_popcount(cells) != n) return false;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        out[m] = 0;
        if (!(cells >> m & 1)) continue;
        const gx_token *token = token_of(e, v++);
        if (!is_legible(token)) return false;
        out[m] = token->kind == GX_T_NUMBER ? token->value : 0;
        if (m < GX_R_TOTAL && __builtin_add_overflow(sum, out[m], &sum)) return false;
    }
    return sum == out[GX_R_TOTAL];
}

/* Notes the first of the two rows, whose values stand in these cells. */
static void note_first(explainer *e, unsigned cells) {
    uint32_t v = 0;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        e->way[m] = (gx_cell){.status = GX_DOUBTFUL}; /* empty, or so it seems */
        if (cells >> m & 1) gx_fill_value(token_of(e, v++), &e->way[m]);
    }
    note(e);
}

/* The first values are this row's, the others the next one's: together they are what the columns
** want. */
static void explain_two(explainer *e) {
    enum { SETS = 1 << GX_R_MEASURES };
    int64_t a[GX_R_MEASURES], b[GX_R_MEASURES];
    if (e->values->n > 2 * GX_R_MEASURES) return;
    e->matched = 1;
    for (uint32_t n = 0; n <= e->values->n; n++)
        for (unsigned first = 0; first < SETS; first++) {
            if (!put_values(e, first, 0, n, a)) continue;
            for (unsigned second = 0; second < SETS; second++) {
                int m = 0;
                if (!put_values(e, second, n, e->values->n - n, b)) continue;
                while (m < GX_R_MEASURES && a[m] + b[m] == e->want[m]) m++;
                if (m == GX_R_MEASURES) note_first(e, first);
            }
        }
}

/* Explains a row of requests by what its columns want: its cells then have that, so that they prove
** the others, and `out` is what they are. False: not explained. */
static bool explain_row(const gx_rows *rows, int item, gx_cell out[GX_R_MEASURES]) {
    explainer e = {.rows = rows, .values = &rows->rows[item], .steps = MAX_STEPS};
    if (!e.values->label || !e.values->n || gx_is_last_row(rows, item)) return false;
    if (!want_all(&e, item)) return false;
    unsigned gap[GX_MAX_WIDTH + 1];
    e.empties = gx_find_gaps(rows, e.values, GX_R_MEASURES, gap) ||
                gx_leaves_no_trace(rows, e.values, GX_R_MEASURES);
    explain(&e, 0, 0, false);
    if (!e.found && may_hold_next(rows, item)) explain_two(&e);
    if (!e.found || e.steps < 0) return false;
    bool legible = !rows->spoiled[item];
    for (int m = 0; m < GX_R_MEASURES; m++) {
        out[m] = legible ? e.agreed[m] : (gx_cell){.status = GX_DOUBTFUL};
        *gx_cell_of(rows, item, (unsigned)m) =
            (gx_cell){.status = GX_READ, .has_value = true, .value = e.want[m]};
    }
    return true;
}

/* ---- all such rows --------------------------------------------------------------------------- */

/* True where a row is printed in full, and but one of its numbers is not what the columns want. */
static bool is_misprint(const gx_cell was[GX_R_MEASURES], const gx_cell now[GX_R_MEASURES]) {
    int odd = 0;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        if (was[m].status != GX_READ) return false;
        odd += now[m].status != GX_READ || now[m].start != was[m].start;
    }
    return odd <= 1;
}

/* Rows without values count as empty, whether or not their labels were found. */
static void suppose_empty(const gx_rows *rows, gx_odd_rows *out) {
    for (int i = 0; i < GX_R_ITEMS; i++) {
        gx_cell *cells = gx_cell_of(rows, i, 0);
        bool known = cells->status == GX_BLANK || cells->has_value;
        if (!gx_has_item(rows->report, GX_REQUESTS, i) || rows->rows[i].n || known) continue;
        if (gx_is_last_row(rows, i) || rows->spoiled[i]) continue;
        memcpy(out->cells[i], cells, sizeof out->cells[i]);
        out->empty[i] = true;
        for (int m = 0; m < GX_R_MEASURES; m++) cells[m] = (gx_cell){.status = GX_BLANK};
    }
}

int gx_explain_rows(const gx_rows *rows, int left[GX_MAX_ROWS], int n, bool whole,
                    gx_odd_rows *out) {
    memset(out, 0, sizeof *out);
    if (rows->width && rows->width != GX_R_MEASURES) return n;
    if (whole) suppose_empty(rows, out);
    for (int i = 0; i < n; i++) {
        int item = left[i];
        out->odd[item] = explain_row(rows, item, out->cells[item]);
        if (out->odd[item]) left[i--] = left[--n];
    }
    for (int i = 0; i < GX_R_ITEMS; i++) {
        gx_cell was[GX_R_MEASURES];
        bool none = !gx_has_item(rows->report, GX_REQUESTS, i) || !rows->rows[i].n;
        if (none || out->odd[i] || gx_row_adds_up(rows, i)) continue;
        memcpy(was, gx_cell_of(rows, i, 0), sizeof was);
        out->odd[i] = explain_row(rows, i, out->cells[i]);
        if (out->odd[i] && is_misprint(was, out->cells[i])) memcpy(out->cells[i], was, sizeof was);
    }
    return n;
}

/* True where all columns hold that an item is part of, and not of noughts alone. */
static bool columns_hold(const gx_rows *rows, int item) {
    bool outcome = gx_tables[GX_REQUESTS].items[item].outcome;
    bool any = false;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        gx_check check =
            outcome ? gx_check_outcomes(rows->report, m) : gx_check_balance(rows->report, m);
        if (check.verdict != GX_HOLDS) return false;
        any = any || check.lhs;
    }
    return any;
}

/* The rows before and behind one without a label: what values they have may be its own. */
static void doubt_beside(const gx_rows *rows, int item) {
    for (int step = -1; step <= 1; step += 2) {
        int i = item + step;
        while (i >= 0 && i < GX_R_ITEMS && !gx_has_item(rows->report, GX_REQUESTS, i)) i += step;
        if (i >= 0 && i < GX_R_ITEMS && rows->rows[i].n) gx_doubt_row(rows, i);
    }
}

void gx_put_odd_rows(const gx_rows *rows, const gx_odd_rows *odd) {
    bool holds[GX_MAX_ROWS];
    for (int i = 0; i < GX_R_ITEMS; i++) holds[i] = odd->empty[i] && columns_hold(rows, i);
    for (int i = 0; i < GX_R_ITEMS; i++) {
        bool empty = holds[i] && !gx_may_be_lost(rows, i) && rows->rows[i].label &&
                     rows->quality[i] == GX_Q_EXACT;
        if (empty)
            gx_empty_row(rows, i);
        else if (odd->odd[i] || odd->empty[i])
            memcpy(gx_cell_of(rows, i, 0), odd->cells[i], sizeof odd->cells[i]);
    }
    for (int i = 0; i < GX_R_ITEMS; i++)
        if (holds[i] && !rows->rows[i].label) doubt_beside(rows, i);
}
