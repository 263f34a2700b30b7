/*
** blocks.c: the requests of a text that hands out its table as blocks of numbers. In: a table whose
** labels and values stand apart. Out: its cells, where order and sums settle all of them.
**
** Tools that follow the ink of a PDF print a table in blocks between blank lines, each a piece of
** one column. bands.c puts them together by their heights, their order and the sums of the rows.
** At last the columns must add up, or nothing is taken; a wrong number shows in one row and one
** column, and the cell is that of the number.
*/
#define _GNU_SOURCE
#include "blocks.h"
#include "search.h"

#include <stdio.h>
#include <string.h>

enum {
    W = GX_R_MEASURES,
    MAX_LOST_LABELS = 3,
    MAX_FAILS = 4,    /* rows that do not add up, ... */
    MAX_DOUBTED = 2,  /* ... and that no wrong number explains */
    HOLDS_A_FAIL = 7, /* rows that add up, for each that does not */
    SOME_HOLDS = 12,  /* rows that add up where numbers were lost as well ... */
    MANY_HOLDS = 17,  /* ... and where a row is left that nothing explains */
    MIN_HOLDS = 4,    /* rows that do, and are not all noughts */
    MIN_GAP = 6,      /* by which any other way must be worse */
    MAX_OPEN = 21,    /* cells that others show otherwise */
    MAX_COST = 8,     /* ways that cost so much more than the cheapest are not looked at */
};

typedef gx_blocks blocks;

/* ---- cells ----------------------------------------------------------------------------------- */

/* The column of measure m. */
static unsigned column_of(const blocks *b, int m) {
    return m == GX_R_TOTAL ? b->puzzle.width - 1 : (unsigned)m;
}

static void clear_cells(const blocks *b) {
    memset(&b->rows->report->cells[gx_slot(GX_REQUESTS, 0, 0)], 0,
           sizeof(gx_cell) * GX_R_ITEMS * GX_R_MEASURES);
}

static void fill_cells(const blocks *b) {
    clear_cells(b);
    for (unsigned r = 0; r < b->puzzle.rows; r++)
        for (int m = 0; m < W && b->items[r] != GX_B_GROUP; m++) {
            uint16_t at = b->picture.at[r][column_of(b, m)];
            gx_cell *cell = &b->rows->report->cells[gx_slot(GX_REQUESTS, b->items[r], m)];
            if (at == GX_B_NONE || at == GX_B_LOST) continue;
            gx_fill_entry(&b->entries[at], at == b->picture.joined, cell);
        }
}

/* ---- sums ------------------------------------------------------------------------------------ */

typedef struct sums {
    int64_t row[GX_R_ITEMS]; /* total less the six */
    int64_t balance[W], outcomes[W];
    bool lost[W];                /* the column has a lost cell */
    unsigned holds, fails, open; /* rows; columns' identities */
} sums;

static int64_t value_at(const blocks *b, int item, int m) {
    const gx_cell *cell = &b->rows->report->cells[gx_slot(GX_REQUESTS, item, m)];
    return cell->has_value ? cell->value : 0;
}

static void add_sums(const blocks *b, sums *s) {
    const gx_report *report = b->rows->report;
    memset(s, 0, sizeof *s);
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!gx_has_item(report, GX_REQUESTS, i)) continue;
        bool lost = false;
        for (int m = 0; m < W; m++) {
            int64_t value = value_at(b, i, m);
            s->row[i] += m == GX_R_TOTAL ? value : -value;
            if (gx_tables[GX_REQUESTS].items[i].outcome) s->outcomes[m] += value;
            if (i == GX_TOTAL) s->outcomes[m] -= value;
            if (i == GX_NEW || i == GX_CARRIED_IN) s->balance[m] += value;
            if (i == GX_TOTAL || i == GX_CARRIED_OUT) s->balance[m] -= value;
            if (report->cells[gx_slot(GX_REQUESTS, i, m)].status == GX_MISSING)
                lost = s->lost[m] = true;
        }
        if (lost) continue;
        s->fails += s->row[i] ? 1u : 0u;
        s->holds += !s->row[i] && value_at(b, i, GX_R_TOTAL);
    }
    for (int m = 0; m < W; m++)
        s->open += s->lost[m] ? 0 : (s->outcomes[m] ? 1u : 0u) + (s->balance[m] ? 1u : 0u);
}

/* True where one wrong number explains that the row does not add up: its column shows it too. Takes
** it out of the sums. In a damaged table it may be part of the damage: doubtful. */
static bool explain_row(const blocks *b, sums *s, int item) {
    int balance, outcomes;
    gx_list_signs(item, &balance, &outcomes);
    for (int m = 0; m < W; m++) {
        int64_t error = m == GX_R_TOTAL ? s->row[item] : -s->row[item];
        if (s->lost[m]) continue;
        if (balance && s->balance[m] != balance * error) continue;
        if (outcomes && s->outcomes[m] != outcomes * error) continue;
        if (balance) s->balance[m] = 0;
        if (outcomes) s->outcomes[m] = 0;
        s->row[item] = 0;
        if (b->picture.edits)
            b->rows->report->cells[gx_slot(GX_REQUESTS, item, m)] =
                (gx_cell){.status = GX_DOUBTFUL};
        return true;
    }
    return false;
}

static void doubt_item(const blocks *b, int item) {
    for (int m = 0; m < W; m++)
        b->rows->report->cells[gx_slot(GX_REQUESTS, item, m)] = (gx_cell){.status = GX_DOUBTFUL};
}

/* Rows that do not add up, and columns: the printed numbers stand where a wrong one explains it. A
** row that nothing explains is doubtful. False: too much is not explained. */
static bool explain(const blocks *b, sums *s) {
    unsigned doubted = 0, open = 0;
    if (s->fails > MAX_FAILS || s->holds < HOLDS_A_FAIL * s->fails) return false;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!gx_has_item(b->rows->report, GX_REQUESTS, i) || !s->row[i]) continue;
        if (explain_row(b, s, i)) continue;
        doubt_item(b, i);
        doubted++;
    }
    for (int m = 0; m < W; m++) open += (s->balance[m] ? 1u : 0u) + (s->outcomes[m] ? 1u : 0u);
    if (!doubted && !open) return true;
    if (b->picture.edits || s->holds < MANY_HOLDS) return false; /* it may be another arrangement */
    return doubted <= MAX_DOUBTED && open <= 2 * doubted;
}

/* ---- columns out of order -------------------------------------------------------------------- */

static bool all_add_up(const blocks *b, sums *s) {
    fill_cells(b);
    add_sums(b, s);
    return !s->fails && !s->open;
}

/* One column of rows [from, to) may come behind the others: moves it to where all columns add up.
** False: nowhere, or in more than one place. */
static bool move_column(blocks *b, unsigned from, unsigned to) {
    gx_picture as_it_was = b->picture, found = b->picture;
    unsigned n = 0, last = b->puzzle.width - 1;
    sums s;
    for (unsigned c = 0; c < last; c++) {
        b->picture = as_it_was;
        for (unsigned r = from; r < to; r++) {
            uint16_t *at = b->picture.at[r], late = at[last];
            memmove(at + c + 1, at + c, (last - c) * sizeof late);
            at[c] = late;
        }
        if (!all_add_up(b, &s)) continue;
        found = b->picture;
        n++;
    }
    b->picture = n == 1 ? found : as_it_was;
    return n == 1 && all_add_up(b, &s);
}

/* The rows whose greatest number is not the last are those of a column that came late. */
static bool mend_order(blocks *b) {
    unsigned from = GX_B_ROWS, to = 0, last = b->puzzle.width - 1;
    for (unsigned r = 0; r < b->puzzle.rows; r++) {
        int64_t value[GX_B_WIDTH];
        for (unsigned c = 0; c <= last; c++) {
            uint16_t at = b->picture.at[r][c];
            value[c] = at < GX_B_LOST ? b->entries[at].value : 0;
        }
        if (value[last - 1] <= value[last]) continue;
        if (from == GX_B_ROWS) from = r;
        to = r + 1;
    }
    return to && move_column(b, from, to);
}

/* ---- the table ------------------------------------------------------------------------------- */

/* What a column wants a lost cell of it to be; less than nought: it is the one of several. */
static int64_t want_of(const blocks *b, const sums *s, int item, int m) {
    int balance, outcomes, lost = 0;
    for (int i = 0; i < GX_R_ITEMS; i++)
        lost += gx_has_item(b->rows->report, GX_REQUESTS, i) &&
                b->rows->report->cells[gx_slot(GX_REQUESTS, i, m)].status == GX_MISSING;
    gx_list_signs(item, &balance, &outcomes);
    if (lost != 1) return -1;
    return outcomes ? -outcomes * s->outcomes[m] : -balance * s->balance[m];
}

/* True where the two numbers that were inferred, one behind the other, are the digits that are
** printed for them. */
static bool are_digits_of(const blocks *b, gx_cell inferred[GX_R_ITEMS][W]) {
    const gx_token *token = b->entries[b->picture.two].token;
    const char *text = b->rows->reader->text;
    long long value[2];
    char printed[64], one[64], other[64];
    size_t n = 0, n_values = 0;
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < W; m++) {
            if (!inferred[i][m].has_value) continue;
            if (n_values == 2) return false;
            value[n_values++] = inferred[i][m].value;
        }
    for (uint32_t at = token->start; at < token->end && n < sizeof printed - 1; at++)
        if (text[at] >= '0' && text[at] <= '9') printed[n++] = text[at];
    printed[n] = 0;
    if (n_values != 2) return false;
    snprintf(one, sizeof one, "%lld%lld", value[0], value[1]);
    snprintf(other, sizeof other, "%lld%lld", value[1], value[0]);
    return !strcmp(printed, one) || !strcmp(printed, other);
}

/* Infers the cells that the text lost, by their rows, or, where a row has lost more than one, by
** their columns. False: rows and columns do not agree on them. */
static bool infer_lost(const blocks *b, sums *s) {
    gx_report *report = b->rows->report;
    gx_cell inferred[GX_R_ITEMS][W] = {0};
    for (int i = 0; i < GX_R_ITEMS; i++) {
        int lost = 0;
        for (int m = 0; m < W && gx_has_item(report, GX_REQUESTS, i); m++)
            lost += report->cells[gx_slot(GX_REQUESTS, i, m)].status == GX_MISSING;
        for (int m = 0; m < W && lost; m++) {
            if (report->cells[gx_slot(GX_REQUESTS, i, m)].status != GX_MISSING) continue;
            int64_t value = m == GX_R_TOTAL ? -s->row[i] : s->row[i];
            if (lost > 1) value = want_of(b, s, i, m);
            if (value < 0) return false;
            inferred[i][m] = (gx_cell){.status = GX_INFERRED, .has_value = true, .value = value};
        }
    }
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < W; m++)
            if (inferred[i][m].has_value)
                report->cells[gx_slot(GX_REQUESTS, i, m)] = inferred[i][m];
    if (b->picture.two >= 0 && !are_digits_of(b, inferred)) return false;
    add_sums(b, s);
    return !s->fails && !s->open;
}

/* True where the picture is proved by all sums. */
static bool is_proved(blocks *b) {
    sums s;
    bool all = all_add_up(b, &s);
    if (s.holds < MIN_HOLDS) return false;
    if (b->picture.edits) return infer_lost(b, &s) || mend_order(b);
    return all || ((!s.fails || s.fails > MAX_FAILS) && mend_order(b));
}

/* Makes the cells that the text lost doubtful. Returns how many there are. */
static unsigned doubt_lost(const blocks *b) {
    gx_report *report = b->rows->report;
    unsigned n = 0;
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < W && gx_has_item(report, GX_REQUESTS, i); m++) {
            gx_cell *cell = &report->cells[gx_slot(GX_REQUESTS, i, m)];
            if (cell->status != GX_MISSING) continue;
            cell->status = GX_DOUBTFUL;
            n++;
        }
    return n;
}

/* True where wrong numbers of the report's own explain why it does not add up. */
static bool is_explained(blocks *b) {
    sums s;
    all_add_up(b, &s);
    unsigned least = b->picture.edits ? SOME_HOLDS : MIN_HOLDS;
    if (!s.fails || s.holds < least || b->picture.odd) return false;
    if (!explain(b, &s)) return false;
    return doubt_lost(b) <= 2;
}

static bool is_same_number(const blocks *b, uint16_t i, uint16_t k) {
    if (i == k) return true;
    if (i >= GX_B_LOST || k >= GX_B_LOST) return false;
    const gx_entry *one = &b->entries[i], *other = &b->entries[k];
    return one->value == other->value && one->token->kind == other->token->kind;
}

/* Marks the cells in which two pictures differ. */
static void compare_pictures(const blocks *b, gx_picture *taken, const gx_picture *other) {
    for (unsigned r = 0; r < b->puzzle.rows; r++)
        for (unsigned c = 0; c < b->puzzle.width; c++)
            if (!is_same_number(b, taken->at[r][c], other->at[r][c]))
                taken->doubt[r] = (uint16_t)(taken->doubt[r] | 1u << c);
}

static unsigned count_doubted(const gx_picture *picture) {
    unsigned n = 0;
    for (unsigned r = 0; r < GX_B_ROWS; r++) n += (unsigned)__builtin_popcount(picture->doubt[r]);
    return n;
}

/* ---- one row that is damaged ----------------------------------------------------------------- */

/* Lists the rows that the cheapest pictures leave open: all others are the same in them and add up.
** Returns how many; more than GX_B_OPEN: too many, or a group's. */
static unsigned list_open_rows(blocks *b, const gx_picture *pictures, unsigned n, sums *s,
                               unsigned found[GX_B_OPEN]) {
    unsigned n_found = 0;
    b->picture = pictures[0];
    all_add_up(b, s);
    for (unsigned r = 0; r < b->puzzle.rows; r++) {
        bool open = b->items[r] != GX_B_GROUP && s->row[b->items[r]];
        for (unsigned c = 0; c < b->puzzle.width; c++) {
            open = open || pictures[0].at[r][c] >= GX_B_LOST;
            for (unsigned i = 1; i < n && pictures[i].cost < pictures[0].cost + MIN_GAP; i++)
                open = open || !is_same_number(b, pictures[0].at[r][c], pictures[i].at[r][c]);
        }
        if (open && (n_found == GX_B_OPEN || b->items[r] == GX_B_GROUP)) return GX_B_OPEN + 1;
        if (open) found[n_found++] = r;
    }
    return n_found;
}

/* What the columns want the row to be that is left open. False: a column does not tell. */
static bool list_wants(const blocks *b, int item, int64_t want[W]) {
    int balance, outcomes;
    sums s;
    gx_list_signs(item, &balance, &outcomes);
    add_sums(b, &s);
    for (int m = 0; m < W; m++) {
        int64_t value = value_at(b, item, m);
        want[m] = outcomes ? value - outcomes * s.outcomes[m] : value - balance * s.balance[m];
        if (want[m] < 0) return false;
        if (!balance && s.balance[m]) return false;
        if (!outcomes && s.outcomes[m]) return false;
        if (balance && outcomes && want[m] != value - balance * s.balance[m]) return false;
    }
    return true;
}

/* True where the digits of two numbers, one behind the other, are printed. */
static bool is_printed_as(const blocks *b, const gx_token *token, int64_t one, int64_t other) {
    const char *text = b->rows->reader->text;
    char printed[64], wanted[64];
    size_t n = 0;
    for (uint32_t at = token->start; at < token->end && n < sizeof printed - 1; at++)
        if (text[at] >= '0' && text[at] <= '9') printed[n++] = text[at];
    printed[n] = 0;
    snprintf(wanted, sizeof wanted, "%lld%lld", (long long)one, (long long)other);
    return !strcmp(printed, wanted);
}

/* The numbers printed for row r, in the order of the text. Returns how many. */
static unsigned list_printed(const blocks *b, unsigned r, uint16_t printed[GX_B_WIDTH]) {
    unsigned n = 0;
    for (unsigned c = 0; c < b->puzzle.width; c++) {
        uint16_t at = b->picture.at[r][c];
        unsigned k = n;
        if (at >= GX_B_LOST) continue;
        for (; k && printed[k - 1] > at; k--) printed[k] = printed[k - 1];
        printed[k] = at;
        n++;
    }
    return n;
}

/* Reads row r, if the columns want its numbers in the order of the text, save one that was lost, or
** two that ran together: those are inferred. With `joined`, the lost one was joined to that number,
** behind `before`. Then all adds up. */
static bool settle_row(blocks *b, unsigned r, const gx_token *joined, int64_t before) {
    gx_cell found[W] = {{0}};
    uint16_t printed[GX_B_WIDTH];
    int64_t want[W];
    sums s;
    if (!list_wants(b, b->items[r], want)) return false;
    unsigned n_printed = list_printed(b, r, printed), k = 0, lost = 0;
    for (int m = 0; m < W; m++) {
        const gx_entry *entry = k < n_printed ? &b->entries[printed[k]] : NULL;
        bool number = entry && entry->token->kind == GX_T_NUMBER;
        if (entry && !entry->illegible && entry->value == want[m]) {
            gx_fill_value(entry->token, &found[m]);
            k++;
            continue;
        }
        if (lost++ || (joined && !is_printed_as(b, joined, before, want[m]))) return false;
        found[m] = (gx_cell){.status = GX_INFERRED, .has_value = true, .value = want[m]};
        bool two = number && m + 1 < W && is_printed_as(b, entry->token, want[m], want[m + 1]);
        if (two) found[m + 1] = found[m], found[m + 1].value = want[m + 1], m++, k++;
    }
    if (k < n_printed || lost != 1) return false;
    for (int m = 0; m < W; m++)
        b->rows->report->cells[gx_slot(GX_REQUESTS, b->items[r], m)] = found[m];
    add_sums(b, &s);
    memset(b->picture.at[r], 0xff, sizeof b->picture.at[r]);
    b->picture.doubt[r] = 0;
    return !s.fails && !s.open;
}

/* Reads row r, in which one number ran together with the next one, of row `other`. */
static bool settle_two(blocks *b, unsigned r, unsigned other) {
    gx_report *report = b->rows->report;
    for (unsigned m = 0; m < W; m++) {
        sums s;
        gx_cell *cell = &report->cells[gx_slot(GX_REQUESTS, b->items[r], (int)m)], was = *cell;
        uint16_t at = b->picture.at[r][m];
        if (at >= GX_B_LOST || b->entries[at].token->kind != GX_T_NUMBER) continue;
        add_sums(b, &s);
        int64_t error = s.row[b->items[r]], value = cell->value;
        value += m == GX_R_TOTAL ? -error : error;
        if (value < 0 || !error) continue;
        *cell = (gx_cell){.status = GX_INFERRED, .has_value = true, .value = value};
        if (settle_row(b, other, b->entries[at].token, value)) return true;
        fill_cells(b);
        *cell = was;
    }
    return false;
}

/* The same for the rows that the pictures leave open. */
static bool settle_rows(blocks *b, const gx_picture *pictures, unsigned n) {
    unsigned open[GX_B_OPEN];
    sums s;
    unsigned n_open = list_open_rows(b, pictures, n, &s, open);
    if (s.holds < SOME_HOLDS || b->puzzle.width != W) return false;
    if (n_open == 1) return settle_row(b, open[0], NULL, 0);
    if (n_open != 2) return false;
    return settle_two(b, open[0], open[1]) || settle_two(b, open[1], open[0]);
}

/* The same for several rows with a fault each, of which the columns tell only together. */
static bool settle_together(blocks *b, const gx_picture *pictures, unsigned n) {
    unsigned open[GX_B_OPEN];
    sums s;
    unsigned n_open = list_open_rows(b, pictures, n, &s, open);
    return s.holds >= MANY_HOLDS && n_open <= GX_B_OPEN && gx_settle_together(b, open, n_open);
}

/* Reads the table without a row that is left open, and without those cells of columns that are part
** of a sum that does not hold. False: they are too many, or another row is open. */
static bool settle_rest(blocks *b, const gx_picture *pictures, unsigned n) {
    enum { MAX_COLUMNS = 3 };
    unsigned open = 0, row[GX_B_OPEN];
    sums s;
    unsigned n_open = list_open_rows(b, pictures, n, &s, row);
    if (n_open > 1 || s.holds + 1 < MANY_HOLDS) return false;
    for (int m = 0; m < W; m++) open += s.lost[m] || s.balance[m] || s.outcomes[m] ? 1u : 0u;
    if (open > MAX_COLUMNS) return false;
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < W && gx_has_item(b->rows->report, GX_REQUESTS, i); m++) {
            int balance, outcomes;
            gx_list_signs(i, &balance, &outcomes);
            bool doubt = (balance && (s.lost[m] || s.balance[m])) ||
                         (outcomes && (s.lost[m] || s.outcomes[m]));
            bool proved = (balance && !s.balance[m]) || (outcomes && !s.outcomes[m]);
            if (!doubt || (proved && !s.lost[m])) continue;
            b->rows->report->cells[gx_slot(GX_REQUESTS, i, m)] = (gx_cell){.status = GX_DOUBTFUL};
        }
    if (n_open) doubt_item(b, b->items[row[0]]);
    return true;
}

/* Takes the cheapest picture that all sums prove, without the cells in which others differ that
** they prove; if none is proved, and these are all, the cheapest, if its own wrong numbers explain
** the rest. */
static bool choose_picture(blocks *b, gx_picture *pictures, unsigned n, bool all, bool last) {
    int proved = -1;
    for (unsigned i = 0; i < n && pictures[i].cost < pictures[0].cost + MAX_COST; i++) {
        b->picture = pictures[i];
        if (!b->picture.whole || !is_proved(b)) continue;
        if (proved < 0)
            proved = (int)i;
        else
            compare_pictures(b, &pictures[proved], &pictures[i]);
    }
    if (proved >= 0) {
        b->picture = pictures[proved];
        return is_proved(b);
    }
    if (!all || !pictures[0].whole) return false;
    if (pictures[0].edits && !pictures[0].odd && settle_rows(b, pictures, n)) return true;
    for (unsigned i = 1; i < n && pictures[i].cost < pictures[0].cost + MIN_GAP; i++) {
        b->picture = pictures[i]; /* one that has more wrong columns than rows is refuted */
        if (b->picture.edits || is_explained(b)) compare_pictures(b, &pictures[0], &pictures[i]);
    }
    b->picture = pictures[0];
    if (count_doubted(&pictures[0]) <= MAX_OPEN && is_explained(b)) return true;
    if (!last || pictures[0].odd) return false;
    return settle_together(b, pictures, n) || settle_rest(b, pictures, n);
}

/* ---- the beginning of a table ---------------------------------------------------------------- */

static int64_t value_in(const blocks *b, const gx_picture *p, unsigned row, unsigned column) {
    uint16_t at = p->at[row][column];
    return at < GX_B_LOST ? b->entries[at].value : 0;
}

/* True where a row of noughts, or one whose total is greater than any of its numbers. */
static bool ends_in_total(const blocks *b, const gx_picture *p, unsigned row) {
    unsigned last = b->puzzle.width - 1;
    int64_t sum = 0, most = 0, total = value_in(b, p, row, last);
    for (unsigned c = 0; c < last; c++) {
        int64_t value = value_in(b, p, row, c);
        if (b->puzzle.width > W && c == last - 1) continue;
        if (__builtin_add_overflow(sum, value, &sum)) return false;
        if (value > most) most = value;
    }
    return sum == total && (!total || most < total);
}

/* Reads the rows of a text that ends in its table, as far as they are whole: each must add up, and
** all ways to put them together that are as cheap must give the same. */
static bool read_beginning(blocks *b, const gx_picture *pictures, unsigned n) {
    unsigned rows = pictures[0].rows, holds = 0;
    if (pictures[0].odd) return false;
    if (b->grouped && rows > GX_REFUSED_FIRST) rows = GX_REFUSED_FIRST;
    for (unsigned i = 1; i < n && pictures[i].cost < pictures[0].cost + MIN_GAP; i++)
        for (unsigned r = 0; r < rows; r++)
            for (unsigned c = 0; c < b->puzzle.width && r < rows; c++) {
                bool there = pictures[i].at[r][c] != GX_B_NONE;
                if (!there || value_in(b, &pictures[i], r, c) != value_in(b, &pictures[0], r, c))
                    rows = r;
            }
    for (unsigned r = 0; r < rows; r++) /* no sum tells the columns' order but that of the text */
        for (unsigned c = 1; c < b->puzzle.width && r < rows; c++) {
            uint16_t at = pictures[0].at[r][c];
            bool headed = at < GX_B_LOST && b->entries[at].head == c + 1;
            if (at < pictures[0].at[r][c - 1] && !headed) rows = r;
        }
    while (rows && !value_in(b, &pictures[0], rows - 1, b->puzzle.width - 1)) rows--;
    for (unsigned r = 0; r < rows; r++) {
        if (!ends_in_total(b, &pictures[0], r)) return false;
        holds += value_in(b, &pictures[0], r, b->puzzle.width - 1) != 0;
    }
    if (holds < MIN_HOLDS) return false;
    b->picture = pictures[0];
    memset(b->picture.at + rows, 0xff, sizeof b->picture.at[0] * (b->puzzle.rows - rows));
    fill_cells(b);
    return true;
}

/* True where there are as many numbers as cells, save blocks that are left out for a reason. */
static bool may_be_whole(const blocks *b) {
    unsigned n = b->puzzle.n, foreign = 0, cells = b->puzzle.rows * b->puzzle.width;
    bool out = false;
    for (unsigned i = 0; i < n; i++) {
        out = b->entries[i].begins ? b->entries[i].foreign : out;
        foreign += out;
    }
    return n - foreign <= cells && n >= cells;
}

/* Puts the table together, first as it stands, then with damage. */
static bool put_together(blocks *b, bool *failed) {
    gx_picture pictures[GX_B_PICTURES];
    static const unsigned breadths[] = {24, 100, 40};
    for (unsigned i = 0; i < sizeof breadths / sizeof *breadths; i++) {
        /* A text that ends in its table has lost more than a few cells. */
        unsigned edits = b->puzzle.cut ? 0 : i > 1;
        if (!edits && !b->puzzle.cut && !may_be_whole(b)) continue;
        if (i > 1 && (gx_read_halves(b, failed) || (!*failed && gx_read_framed(b, failed))))
            return true;
        if (*failed) return false;
        unsigned n =
            gx_find_pictures(b->rows->reader, &b->puzzle, breadths[i], edits, pictures, failed);
        if (*failed) return false;
        if (n && choose_picture(b, pictures, n, i > 0, i > 1)) return true;
        if (b->puzzle.cut && i > 1) return n && read_beginning(b, pictures, n);
    }
    return false;
}

/* A page's first blocks stand below their headers, and the tool may have printed some of them
** behind the rest of the page: moves them to the first such block, by their columns; with the last
** goes the next block, if it is as high. False: they are there already, or they are not as many. */
static bool gather_heads(blocks *b) {
    gx_entry moved[GX_B_ENTRIES];
    unsigned first[GX_B_WIDTH], n = 0, to = GX_B_NONE, height = 0, last = b->puzzle.width - 1;
    uint32_t found = 0;
    for (unsigned i = 0, h; i < b->puzzle.n; i += h) {
        const gx_entry *e = &b->entries[i];
        h = gx_height_at(&b->puzzle, i);
        bool headed = e->below && e->head && !(found >> (e->head - 1u) & 1);
        if (headed && (!height || h == height)) {
            if (to == GX_B_NONE) to = i;
            height = h;
            found |= 1u << (e->head - 1u);
            first[e->head - 1u] = i;
        } else if (found == (1u << last) - 1u && h == height) {
            found |= 1u << last;
            first[last] = i;
            break;
        }
    }
    if (found != (1u << b->puzzle.width) - 1u || first[last] == to + last * height) return false;
    for (unsigned c = 0; c <= last; c++)
        for (unsigned k = 0; k < height; k++) moved[n++] = b->entries[first[c] + k];
    uint32_t columns = 0;
    for (unsigned i = 0; i < b->puzzle.n; i++) {
        bool taken = false;
        for (unsigned c = 0; c <= last; c++) taken |= i >= first[c] && i < first[c] + height;
        columns += taken;
        if (i >= to && !taken) moved[n++] = b->entries[i];
    }
    memcpy(b->entries + to, moved, n * sizeof *moved);
    return columns == height * (last + 1);
}

/* Puts the table together with what headers gather, if they do, else as it stands. */
static bool put_in_order(blocks *b, bool *failed) {
    gx_entry as_they_stood[GX_B_ENTRIES];
    memcpy(as_they_stood, b->entries, sizeof as_they_stood);
    if (gather_heads(b) && (put_together(b, failed) || *failed)) return !*failed;
    memcpy(b->entries, as_they_stood, sizeof as_they_stood);
    return put_together(b, failed);
}

/* Reads a table of which a whole column is wanting, with the numbers of the section that follows: a
** tool may print a column behind its heading. False: no section follows, or none behind that, or
** these numbers are none of the table's. */
static bool read_over(blocks *b, bool *failed) {
    enum { SOME = 4 }; /* numbers more or less */
    const gx_reader *reader = b->rows->reader;
    uint32_t e = b->in.end;
    if (b->puzzle.n + b->puzzle.rows > b->puzzle.rows * b->puzzle.width + SOME) return false;
    if (b->puzzle.n + b->puzzle.rows + SOME < b->puzzle.rows * b->puzzle.width) return false;
    if (e == reader->n_events) return false;
    for (e++; e < reader->n_events; e++)
        if (gx_role_of(&reader->events[e], GX_ROLE_SECTION, 0)) break;
    if (e == reader->n_events) return false; /* it may be cut off */
    b->in.last = e;
    if (gx_list_entries(b) && gx_read_framed(b, failed)) return true;
    b->in.last = b->in.end;
    b->puzzle.n = 0;
    return false;
}

/* True where a row lacks one number, and what it wants there is not what the columns want. */
static bool is_contradicted(const gx_rows *rows, int item) {
    gx_cell *cells = gx_cell_of(rows, item, 0), *lacking = NULL;
    int64_t sum = 0;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        if (!cells[m].has_value && cells[m].status != GX_BLANK) {
            if (lacking) return false;
            lacking = &cells[m];
        } else {
            sum += m == GX_R_TOTAL ? -cells[m].value : cells[m].value;
        }
    }
    if (!lacking) return false;
    int measure = (int)(lacking - cells);
    gx_cell was = *lacking;
    *lacking = (gx_cell){.value = measure == GX_R_TOTAL ? sum : -sum, .has_value = true};
    bool outcome = gx_sign_of(item, GX_OUTCOMES) != 0, wrong = lacking->value < 0;
    wrong = wrong || (outcome ? gx_check_outcomes(rows->report, measure)
                              : gx_check_balance(rows->report, measure))
                             .verdict == GX_FAILS;
    *lacking = was;
    return wrong;
}

static void doubt_contradicted(const gx_rows *rows) {
    for (int i = 0; i < GX_R_ITEMS; i++)
        if (gx_has_item(rows->report, GX_REQUESTS, i) && is_contradicted(rows, i))
            gx_doubt_row(rows, i);
}

bool gx_read_blocks(gx_rows *rows) {
    blocks b = {.rows = rows};
    gx_report *report = rows->report;
    bool failed = false, as_it_was = report->other_split;
    b.in = gx_find_stretch(rows->reader);
    unsigned n_rows = b.in.split ? 25 : 23;
    if (b.in.labels + MAX_LOST_LABELS < n_rows || !gx_list_entries(&b)) return false;
    gx_measure_table(&b);
    report->other_split = b.in.split;
    bool done = read_over(&b, &failed);
    if (!done && !b.puzzle.n && !gx_list_entries(&b)) b.puzzle.n = 0;
    bool enough = b.puzzle.cut || 5 * b.puzzle.n >= 4 * b.puzzle.rows * b.puzzle.width;
    if (!done && enough && !failed) done = put_in_order(&b, &failed);
    if (done) {
        gx_doubt_places(&b);
        doubt_contradicted(rows);
        report->layout = GX_LAYOUT_FLOW;
        return true;
    }
    clear_cells(&b);
    report->other_split = as_it_was;
    rows->failed = failed;
    return failed || gx_read_stretches(rows);
}
