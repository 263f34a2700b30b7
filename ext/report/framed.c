/*
** framed.c: the cells of a table that was put into its frame (frame.c). In: the cheapest way to
** fill it. Out: its cells, where all sums hold, or where one wrong or lost number, or two, explain
** which do not.
*/
#include "blocks.h"

#include <string.h>

enum {
    W = GX_R_MEASURES,
    MIN_HOLDS = 8,   /* rows that add up and are not all noughts ... */
    MORE_HOLDS = 12, /* ... where others do not */
    MANY_HOLDS = 17, /* ... where more than MAX_EMPTY cells are empty, or the order is odd */
    MAX_EMPTY = 2,
    MAX_ORDER = 24, /* what an order costs that is not odd */
    MAX_DOUBTED = 24,
    MIN_PAID = 50, /* what its sums must be worth more than an odd order costs */
};

/* What is wanting to the sums. */
typedef struct sums {
    int64_t row[GX_R_ITEMS], balance[W], outcomes[W];
    unsigned holds, fails;
} sums;

/* A number that should be another one. */
typedef struct fault {
    int item, measure;
    int64_t value; /* this one */
} fault;

static gx_cell *cell_at(const gx_blocks *b, int item, int m) {
    return &b->rows->report->cells[gx_slot(GX_REQUESTS, item, m)];
}

static int64_t value_of(const gx_blocks *b, int item, int m) {
    const gx_cell *cell = cell_at(b, item, m);
    return cell->has_value ? cell->value : 0;
}

/* ---- cells ----------------------------------------------------------------------------------- */

/* The token of the row that an empty cell stands behind, or before. */
static const gx_token *token_beside(const gx_blocks *b, unsigned row, int m) {
    for (int c = m; c-- > 0;)
        if (b->picture.at[row][c] < GX_B_LOST) return b->entries[b->picture.at[row][c]].token;
    for (int c = m + 1; c < W; c++)
        if (b->picture.at[row][c] < GX_B_LOST) return b->entries[b->picture.at[row][c]].token;
    return b->entries[0].token;
}

static void fill_cells(const gx_blocks *b) {
    for (unsigned r = 0; r < b->puzzle.rows; r++)
        for (int m = 0; m < W; m++) {
            uint16_t at = b->picture.at[r][m];
            gx_cell *cell = cell_at(b, b->items[r], m);
            if (at >= GX_B_LOST) {
                gx_fill_empty(token_beside(b, r, m), cell);
                continue;
            }
            gx_fill_entry(&b->entries[at], at == b->picture.joined, cell);
        }
}

static void add_sums(const gx_blocks *b, sums *s) {
    memset(s, 0, sizeof *s);
    for (unsigned r = 0; r < b->puzzle.rows; r++) {
        int item = b->items[r], balance, outcomes;
        gx_list_signs(item, &balance, &outcomes);
        for (int m = 0; m < W; m++) {
            int64_t value = value_of(b, item, m);
            s->row[item] += m == GX_R_TOTAL ? value : -value;
            s->balance[m] += balance * value;
            s->outcomes[m] += outcomes * value;
        }
        s->fails += s->row[item] != 0;
        s->holds += !s->row[item] && value_of(b, item, GX_R_TOTAL);
    }
}

static unsigned count_open(const sums *s) {
    unsigned n = 0;
    for (int m = 0; m < W; m++) n += s->balance[m] || s->outcomes[m];
    return n;
}

/* ---- what explains that sums do not hold ----------------------------------------------------- */

/* Takes a fault out of the sums: its row holds then. False: no number would do. */
static bool correct(const gx_blocks *b, sums *s, int item, int m, int64_t by, fault *out) {
    int balance, outcomes;
    gx_list_signs(item, &balance, &outcomes);
    *out = (fault){item, m, value_of(b, item, m) + by};
    s->row[item] += m == GX_R_TOTAL ? by : -by;
    s->balance[m] += balance * by;
    s->outcomes[m] += outcomes * by;
    return out->value >= 0;
}

static bool all_hold(const sums *s) {
    for (int i = 0; i < GX_R_ITEMS; i++)
        if (s->row[i]) return false;
    return !count_open(s);
}

/* One number of each row that does not add up explains it. Returns in how many ways; `found`: the
** last. */
static unsigned explain_rows(const gx_blocks *b, const sums *s, const int *items, unsigned n,
                             fault found[2]) {
    unsigned ways = 0;
    for (int m = 0; m < W; m++)
        for (int k = 0; k < (n > 1 ? W : 1); k++) {
            fault tried[2];
            sums left = *s;
            int64_t by = m == GX_R_TOTAL ? -s->row[items[0]] : s->row[items[0]];
            bool can = correct(b, &left, items[0], m, by, &tried[0]);
            if (n > 1) {
                by = k == GX_R_TOTAL ? -s->row[items[1]] : s->row[items[1]];
                can = correct(b, &left, items[1], k, by, &tried[1]) && can;
            }
            if (!can || !all_hold(&left)) continue;
            memcpy(found, tried, n * sizeof *tried);
            ways++;
        }
    return ways;
}

/* Two numbers of one row explain that two columns do not hold. Returns in how many rows; `found`:
** the last. With `exchanged`, each of the two is the other one, which stands beside it. */
static unsigned explain_columns(const gx_blocks *b, const sums *s, bool exchanged,
                                fault found[GX_B_ROWS][2]) {
    int columns[W], n = 0;
    unsigned ways = 0;
    for (int m = 0; m < W; m++)
        if (s->balance[m] || s->outcomes[m]) columns[n++] = m;
    if (n != 2) return 0;
    for (unsigned r = 0; r < b->puzzle.rows; r++) {
        int item = b->items[r], balance, outcomes;
        fault tried[2];
        sums left = *s;
        bool can = true;
        gx_list_signs(item, &balance, &outcomes);
        for (int k = 0; k < 2; k++) {
            int m = columns[k];
            int64_t by = outcomes ? -outcomes * s->outcomes[m] : -balance * s->balance[m];
            can = correct(b, &left, item, m, by, &tried[k]) && can;
        }
        if (!can || !all_hold(&left)) continue;
        uint16_t one = b->picture.at[r][columns[0]], other = b->picture.at[r][columns[1]];
        if (exchanged && (one >= GX_B_LOST || other >= GX_B_LOST)) continue;
        if (exchanged && one + 1 != other && other + 1 != one) continue; /* in the text */
        if (exchanged && (tried[0].value != value_of(b, item, columns[1]) ||
                          tried[1].value != value_of(b, item, columns[0])))
            continue;
        memcpy(found[ways++], tried, sizeof tried);
    }
    return ways;
}

/* True where the digits of two numbers, one behind the other, are what a cell prints. */
static bool is_joined(const gx_blocks *b, const fault *printed, const fault *other) {
    const gx_cell *cell = cell_at(b, printed->item, printed->measure);
    int64_t value = printed->value, rest = other->value;
    if (!cell->length || cell_at(b, other->item, other->measure)->length || !value) return false;
    do {
        if (__builtin_mul_overflow(value, 10, &value)) return false;
        rest /= 10;
    } while (rest);
    return cell->has_value && cell->value == value + other->value;
}

static void infer(const gx_blocks *b, const fault *f) {
    *cell_at(b, f->item, f->measure) =
        (gx_cell){.status = GX_INFERRED, .has_value = true, .value = f->value};
}

/* Makes all cells doubtful of which nothing is printed. */
static void doubt_empty(const gx_blocks *b) {
    for (unsigned r = 0; r < b->puzzle.rows; r++)
        for (int m = 0; m < W; m++)
            if (b->picture.at[r][m] >= GX_B_LOST && cell_at(b, b->items[r], m)->status == GX_BLANK)
                *cell_at(b, b->items[r], m) = (gx_cell){.status = GX_DOUBTFUL};
}

/* Writes what a fault leaves of its cell: a number that was lost is inferred; one that is printed
** otherwise is doubtful. */
static void write_fault(const gx_blocks *b, const fault *f) {
    gx_cell *cell = cell_at(b, f->item, f->measure);
    int64_t value = cell->has_value ? cell->value : 0;
    while (value > f->value && value % 10 == 0) value /= 10;
    if (cell->length && value == f->value) doubt_empty(b); /* their noughts stand behind it */
    if (!cell->length && f->value)
        infer(b, f);
    else
        *cell = (gx_cell){.status = GX_DOUBTFUL};
}

static void write_faults(const gx_blocks *b, const fault f[2], unsigned n) {
    bool joined = n > 1 && is_joined(b, &f[0], &f[1]);
    bool turned = n > 1 && !joined && is_joined(b, &f[1], &f[0]);
    for (unsigned i = 0; i < n; i++)
        if (joined || turned)
            infer(b, &f[i]);
        else
            write_fault(b, &f[i]);
}

/* Finds one fault, or two, that explain which sums do not hold. `sure`: also two in one row. */
static bool mend(const gx_blocks *b, const sums *s, bool sure) {
    fault found[GX_B_ROWS][2];
    int items[2];
    unsigned n = 0;
    if (s->fails > 2) return false;
    for (unsigned r = 0; r < b->puzzle.rows; r++)
        if (s->row[b->items[r]]) items[n++] = b->items[r];
    if (n && explain_rows(b, s, items, n, found[0]) == 1) {
        write_faults(b, found[0], n);
        return true;
    }
    if (n > 1 || !sure) return false;
    unsigned ways = explain_columns(b, s, !n, found);
    if (!ways || (n && ways > 1)) return false;
    if (n) write_faults(b, found[0], 2);
    for (unsigned i = 0; i < ways && !n; i++) /* exchanged, or not */
        for (int k = 0; k < 2; k++)
            *cell_at(b, found[i][k].item, found[i][k].measure) = (gx_cell){.status = GX_DOUBTFUL};
    return true;
}

static unsigned count_doubted(const gx_picture *picture) {
    unsigned n = 0;
    for (unsigned r = 0; r < GX_B_ROWS; r++) n += (unsigned)__builtin_popcount(picture->doubt[r]);
    return n;
}

/* Counts the cells without a number. `*row`: some row has none at all, so that others might move up
** or down. */
static unsigned count_empty(const gx_blocks *b, const gx_picture *picture, bool *row) {
    unsigned all = 0;
    *row = false;
    for (unsigned r = 0; r < b->puzzle.rows; r++) {
        unsigned n = 0;
        for (unsigned c = 0; c < W; c++) n += picture->at[r][c] >= GX_B_LOST;
        *row = *row || n == W;
        all += n;
    }
    return all;
}

/* Reads the cheapest picture, with which the others are compared already. */
static bool read_picture(gx_blocks *b, const gx_picture *picture) {
    sums s;
    bool row;
    b->picture = *picture;
    if (picture->edits > 1) return false;
    fill_cells(b);
    add_sums(b, &s);
    unsigned empty = count_empty(b, picture, &row);
    if (s.holds < MIN_HOLDS || count_doubted(picture) > MAX_DOUBTED || row) return false;
    /* Among rows of noughts others may stand elsewhere. */
    bool sure = s.holds >= MANY_HOLDS;
    if (picture->order > MAX_ORDER && picture->cost > -MIN_PAID) return false;
    if (!sure && (empty > MAX_EMPTY || picture->edits || picture->order > MAX_ORDER)) return false;
    return all_hold(&s) || (s.holds >= MORE_HOLDS && mend(b, &s, sure));
}

bool gx_read_framed(gx_blocks *b, bool *failed) {
    gx_picture pictures[GX_B_PICTURES];
    *failed = false;
    if (!gx_is_plain_table(b)) return false;
    for (unsigned edits = 0; edits < 2; edits++) {
        unsigned n = gx_find_framed(&b->puzzle, b->items, edits, pictures, failed);
        if (*failed) return false;
        if (n && read_picture(b, &pictures[0])) return true;
    }
    return false;
}
