/*
** halves.c: bands of a table whose blocks stand in two halves. In: the blocks in the order of the
** text, and which rows their labels show to stand together (entries.c). Out: the cells, where the
** sums prove them.
**
** Tools that follow the ink of a PDF print a band from left to right, but may print its right half
** before its left one, or other bands between the two. So a band is one run of blocks or two, the
** last of which is the totals, and its rows add up. All such runs are listed; those are taken that
** use up all blocks and fill all rows. Which cells of a row are empty, the columns tell (search.h).
*/
#include "blocks.h"
#include "search.h"

#include <stdlib.h>
#include <string.h>

enum {
    W = GX_R_MEASURES,
    MAX_BLOCKS = 256,
    MAX_RUNS = 1200,    /* bands that may be */
    MAX_SHORT = 4,      /* blocks of a band that do not reach over all its rows */
    MAX_REACH = 40,     /* blocks between the two runs of a band */
    MAX_SOLUTIONS = 24, /* ways to use up all blocks */
    MAX_WORK = 40000,
    MAX_HEIGHT = 16,
    COST_TWO = 2,       /* a band in two runs ... */
    COST_FAR = 2,       /* ... that lie apart by more blocks than NEAR */
    NEAR = 2 * W,
    COST_NOUGHT = 4,    /* a run of noughts: it may be from anywhere */
    MARGIN = 2,         /* by which all other ways to use up the blocks must be worse */
    WORDS = MAX_BLOCKS / 64,
};

typedef struct block {
    uint16_t first, n; /* entries */
    bool out;          /* may be no part of the table */
} block;

/* A band that may be: blocks [at[0], at[0] + n[0]) and [at[1], at[1] + n[1]), the last run the
** right one. */
typedef struct band {
    uint8_t height;
    uint8_t at[2], n[2];
    uint8_t shorts[MAX_SHORT]; /* the row in which each short block begins */
    uint8_t cost;
    uint64_t blocks[WORDS];
} band;

typedef struct table {
    const gx_rows *rows;
    const gx_puzzle *puzzle;
    const int *items;
    block blocks[MAX_BLOCKS];
    unsigned n;
    int64_t sums[MAX_BLOCKS + 1]; /* of all blocks before */
    unsigned count[MAX_BLOCKS + 1];
    band bands[MAX_RUNS];
    unsigned n_bands;
    bool full;
    /* the ways to use up all blocks */
    uint16_t solutions[MAX_SOLUTIONS][GX_B_ROWS]; /* by row at which it begins: 1 + a band */
    unsigned costs[MAX_SOLUTIONS], n_solutions, best;
    uint16_t chosen[GX_B_ROWS];
    uint64_t used[WORDS];
    int work;
} table;

/* The numbers of a row, from left to right. */
typedef struct line {
    uint16_t entry[W + 2];
    unsigned n;
} line;

static int64_t value_of(const table *t, unsigned entry) {
    return t->puzzle->entries[entry].value;
}

/* ---- bands that may be
 * ------------------------------------------------------------------------------------ */

/* Lists the rows of a band. False: one has more numbers than cells. */
static bool list_lines(const table *t, const band *b, line lines[MAX_HEIGHT]) {
    unsigned shorts = 0;
    for (unsigned r = 0; r < b->height; r++) lines[r].n = 0;
    for (unsigned run = 0; run < 2; run++)
        for (unsigned i = b->at[run]; i < b->at[run] + b->n[run]; i++) {
            const block *from = &t->blocks[i];
            bool is_short = from->n < b->height;
            unsigned row = is_short ? b->shorts[shorts++] : 0;
            unsigned wide = is_short ? 1 : from->n / b->height;
            for (unsigned k = 0; k < from->n; k++) {
                line *to = &lines[row + k / wide];
                if (to->n == W) return false;
                to->entry[to->n++] = (uint16_t)(from->first + k);
            }
        }
    return true;
}

static bool adds_up(const table *t, const line *of) {
    int64_t sum = 0;
    for (unsigned i = 0; i < of->n; i++) sum += value_of(t, of->entry[i]);
    return !of->n || sum == 2 * value_of(t, of->entry[of->n - 1]);
}

static unsigned judge_band(const table *t, const band *b) {
    unsigned left = b->at[0] + b->n[0], right = b->at[1] + b->n[1], cost = COST_TWO;
    if (!b->n[0]) return 0;
    unsigned gap = left <= b->at[1] ? b->at[1] - left : b->at[0] - right;
    if (t->sums[left] == t->sums[b->at[0]]) cost += COST_NOUGHT;
    return cost + (gap > NEAR ? COST_FAR : 0);
}

static void add_band(table *t, const band *b) {
    line lines[MAX_HEIGHT];
    if (!list_lines(t, b, lines)) return;
    for (unsigned r = 0; r < b->height; r++)
        if (!adds_up(t, &lines[r])) return;
    t->full = t->full || t->n_bands == MAX_RUNS;
    if (t->full) return;
    t->bands[t->n_bands] = *b;
    t->bands[t->n_bands].cost = (uint8_t)judge_band(t, b);
    for (unsigned run = 0; run < 2; run++)
        for (unsigned i = b->at[run]; i < b->at[run] + b->n[run]; i++)
            t->bands[t->n_bands].blocks[i / 64] |= (uint64_t)1 << i % 64;
    t->n_bands++;
}

/* Adds the bands of these two runs, with short blocks in any of their rows. */
static void add_bands(table *t, band *b) {
    unsigned room[MAX_SHORT], n = 0;
    for (unsigned run = 0; run < 2; run++)
        for (unsigned i = b->at[run]; i < b->at[run] + b->n[run]; i++) {
            unsigned height = t->blocks[i].n;
            if (height >= b->height) continue;
            if (n == MAX_SHORT) return;
            room[n] = b->height - height;
            b->shorts[n++] = 0;
        }
    for (;;) {
        unsigned k = 0;
        add_band(t, b);
        while (k < n && b->shorts[k] == room[k]) b->shorts[k++] = 0;
        if (k == n) return;
        b->shorts[k]++;
    }
}

/* True where a block may be part of a band of that height. */
static bool may_be_in(const block *of, unsigned height) {
    return of->n < height || of->n % height == 0;
}

/* What the last column of a band's last block adds up to; -1: it does not reach over all rows. */
static int64_t sum_totals(const table *t, const block *last, unsigned height) {
    int64_t sum = 0;
    unsigned wide = last->n / height;
    if (last->n % height) return -1;
    for (unsigned r = 0; r < height; r++) sum += value_of(t, last->first + r * wide + wide - 1);
    return sum;
}

/* Lists the bands of that height whose last block is block `last`. */
static void find_bands(table *t, unsigned height, unsigned last) {
    unsigned cells = height * W, least = cells - (height > 1 ? height + 2 : 2);
    int64_t want = 2 * sum_totals(t, &t->blocks[last], height);
    if (want <= 0) return;
    for (unsigned at = last + 1; at-- > 0 && may_be_in(&t->blocks[at], height);) {
        unsigned right = t->count[last + 1] - t->count[at];
        int64_t rest = want - (t->sums[last + 1] - t->sums[at]);
        if (right > cells || rest < 0) return;
        band b = {.height = (uint8_t)height, .at = {0, (uint8_t)at},
                  .n = {0, (uint8_t)(last + 1 - at)}};
        if (!rest && right >= least) add_bands(t, &b);
        unsigned low = at > MAX_REACH ? at - MAX_REACH : 0;
        unsigned high = last + 1 + MAX_REACH < t->n ? last + 1 + MAX_REACH : t->n;
        for (unsigned i = low; i < high; i++) {
            if (i + 1 == at) continue; /* the same as one run, or part of one */
            for (unsigned k = i; k < high && !(k >= at && k <= last); k++) {
                unsigned left = t->count[k + 1] - t->count[i];
                int64_t sum = t->sums[k + 1] - t->sums[i];
                if (!may_be_in(&t->blocks[k], height) || left + right > cells || sum > rest) break;
                if (k + 1 == at) break;
                if (sum != rest || left + right < least) continue;
                b.at[0] = (uint8_t)i;
                b.n[0] = (uint8_t)(k + 1 - i);
                add_bands(t, &b);
            }
        }
    }
}

/* ---- all blocks used up
 * ---------------------------------------------------------------------------------- */

/* True where rows [from, to) may be a band by their labels. */
static bool may_be_band(const gx_puzzle *p, unsigned from, unsigned to) {
    if (to > p->rows || (to < p->rows && p->joins >> to & 1)) return false;
    for (unsigned r = from + 1; r < to; r++)
        if (p->cuts >> r & 1) return false;
    return true;
}

static bool are_used_up(const table *t) {
    for (unsigned i = 0; i < t->n; i++)
        if (!t->blocks[i].out && !(t->used[i / 64] >> i % 64 & 1)) return false;
    return true;
}

/* Notes a way to use up all blocks, if it is among the cheapest; drops those that are not. */
static void note_solution(table *t, unsigned cost) {
    unsigned kept = 0;
    if (cost < t->best) t->best = cost;
    for (unsigned i = 0; i < t->n_solutions; i++) {
        if (t->costs[i] > t->best + MARGIN) continue;
        t->costs[kept] = t->costs[i];
        memmove(t->solutions[kept++], t->solutions[i], sizeof t->chosen);
    }
    t->n_solutions = kept;
    if (cost > t->best + MARGIN) return;
    if (kept == MAX_SOLUTIONS) {
        t->work = -1;
        return;
    }
    t->costs[kept] = cost;
    memcpy(t->solutions[kept], t->chosen, sizeof t->chosen);
    t->n_solutions++;
}

static void fill_rows(table *t, unsigned row, unsigned from, unsigned cost) {
    if (t->work < 0 || --t->work < 0 || cost > t->best + MARGIN) return;
    if (row == t->puzzle->rows) {
        if (are_used_up(t)) note_solution(t, cost);
        return;
    }
    for (unsigned i = 0; i < t->n_bands; i++) {
        const band *b = &t->bands[i];
        unsigned total = b->at[1] + b->n[1] - 1u;
        bool apart = total >= from && may_be_band(t->puzzle, row, row + b->height);
        for (unsigned k = 0; k < WORDS && apart; k++) apart = !(t->used[k] & b->blocks[k]);
        if (!apart) continue;
        for (unsigned k = 0; k < WORDS; k++) t->used[k] |= b->blocks[k];
        t->chosen[row] = (uint16_t)(i + 1);
        fill_rows(t, row + b->height, total + 1, cost + b->cost);
        t->chosen[row] = 0;
        for (unsigned k = 0; k < WORDS; k++) t->used[k] &= ~b->blocks[k];
    }
}

/* ---- cells
 * -------------------------------------------------------------------------------------------- */

/* Lists the ways to put a row's numbers into its cells so that it adds up. */
static void list_ways(const table *t, const line *of, gx_open_row *row) {
    for (unsigned cells = gx_first_cells(of->n); cells < 1u << W && of->n;
         cells = gx_next_cells(cells)) {
        gx_way way = {.odd = -1, .other = -1};
        int64_t sum = 0;
        unsigned v = 0;
        for (unsigned m = 0; m < W; m++) {
            way.cells[m] = (gx_piece){.empty = true};
            if (!(cells >> m & 1)) continue;
            const gx_entry *e = &t->puzzle->entries[of->entry[v++]];
            way.cells[m] = (gx_piece){.value = e->value,
                                      .start = e->token->start,
                                      .length = (uint16_t)(e->token->end - e->token->start),
                                      .empty = e->token->kind != GX_T_NUMBER};
            sum += m == GX_R_TOTAL ? -e->value : e->value;
        }
        if (!sum) gx_add_way(row, &way);
    }
}

/* Fills the cells of a row that all its ways agree on; the others are doubtful. */
static void fill_row(const table *t, const gx_open_row *row, gx_cell out[W]) {
    uint32_t end = 0;
    for (int m = 0; m < W; m++) {
        const gx_piece *piece = &row->ways[0].cells[m];
        bool same = true, empty = true;
        for (int w = 0; w < row->n; w++) {
            const gx_piece *other = &row->ways[w].cells[m];
            same = same && other->start == piece->start && other->length == piece->length;
            empty = empty && other->empty;
        }
        if (empty)
            out[m] = (gx_cell){.status = GX_BLANK,
                               .start = same && piece->length ? piece->start : end,
                               .length = same ? piece->length : 0};
        else if (same)
            out[m] = (gx_cell){.value = piece->value,
                               .start = piece->start,
                               .length = piece->length,
                               .status = GX_READ,
                               .has_value = true};
        else
            out[m] = (gx_cell){.status = GX_DOUBTFUL};
        if (same && piece->length) end = piece->start + piece->length;
    }
    (void)t;
}

/* Reads one way to use up all blocks, as far as the columns prove it. False: they do not add up, or
** there is no memory: s->failed. */
static bool read_solution(const table *t, const uint16_t *chosen, gx_search *s,
                          gx_cell out[GX_R_ITEMS][W]) {
    line lines[GX_B_ROWS];
    for (unsigned r = 0; r < t->puzzle->rows; r += t->bands[chosen[r] - 1].height)
        list_lines(t, &t->bands[chosen[r] - 1], lines + r);
    s->n_open = 0;
    s->work = GX_SEARCH_WORK;
    s->assessed[0] = s->assessed[1] = 0;
    for (unsigned r = 0; r < t->puzzle->rows; r++) {
        gx_open_row *row = &s->open[r];
        row->item = t->items[r];
        row->n = 0;
        row->full = row->odd = false;
        list_ways(t, &lines[r], row);
        if (!row->n) return false;
        s->row_of[row->item] = ++s->n_open;
    }
    if (!gx_filter(s)) return false;
    for (int rule = 0; rule < 2; rule++)
        if (s->assessed[rule] != (1u << W) - 1) return false;
    if (!gx_keep_together(s, true) || s->work < 0) return false;
    for (unsigned r = 0; r < t->puzzle->rows; r++)
        fill_row(t, &s->open[r], out[s->open[r].item]);
    return true;
}

static bool is_same_cell(const gx_cell *a, const gx_cell *b) {
    return a->status == b->status && a->value == b->value;
}

/* True where text order ties the columns: each stands right behind the one to its left in some
** rows. */
static bool is_order_tied(const table *t, const uint16_t *chosen) {
    enum { LEAST = 3 };
    unsigned tied[W] = {0};
    for (unsigned r = 0, height; r < t->puzzle->rows; r += height) {
        const band *b = &t->bands[chosen[r] - 1];
        line lines[MAX_HEIGHT];
        list_lines(t, b, lines);
        height = b->height;
        for (unsigned k = 0; k < height; k++) {
            if (lines[k].n != W || !value_of(t, lines[k].entry[W - 1])) continue;
            for (unsigned c = 0; c + 1 < W; c++)
                tied[c] += lines[k].entry[c + 1] > lines[k].entry[c] &&
                           lines[k].entry[c + 1] - lines[k].entry[c] <= 2 * height;
        }
    }
    for (unsigned c = 0; c + 1 < W; c++)
        if (tied[c] < LEAST) return false;
    return true;
}

/* Reads what all ways to use up the blocks agree on. */
static bool read_table(const table *t, gx_search *s) {
    gx_cell cells[GX_R_ITEMS][W] = {{{0}}}, other[GX_R_ITEMS][W];
    bool found = false;
    for (unsigned i = 0; i < t->n_solutions; i++) {
        memset(other, 0, sizeof other);
        memset(s->row_of, 0, sizeof s->row_of);
        if (!read_solution(t, t->solutions[i], s, other)) {
            if (s->failed || s->work < 0) return false;
            continue;
        }
        if (!is_order_tied(t, t->solutions[i])) return false;
        for (int item = 0; item < GX_R_ITEMS; item++)
            for (int m = 0; m < W; m++)
                if (!found)
                    cells[item][m] = other[item][m];
                else if (!is_same_cell(&cells[item][m], &other[item][m]))
                    cells[item][m] = (gx_cell){.status = GX_DOUBTFUL};
        found = true;
    }
    if (!found) return false;
    memcpy(&t->rows->report->cells[gx_slot(GX_REQUESTS, 0, 0)], cells, sizeof cells);
    return true;
}

/* ---- the table
 * ------------------------------------------------------------------------------------------- */

static bool list_blocks(table *t) {
    const gx_puzzle *p = t->puzzle;
    for (unsigned i = 0, n; i < p->n; i += n) {
        const gx_entry *e = &p->entries[i];
        n = gx_height_at(p, i);
        if (e->stray) continue;
        if (t->n == MAX_BLOCKS) return false;
        t->blocks[t->n] = (block){(uint16_t)i, (uint16_t)n, e->foreign};
        t->sums[t->n + 1] = t->sums[t->n];
        t->count[t->n + 1] = t->count[t->n] + n;
        for (unsigned k = i; k < i + n; k++) {
            if (p->entries[k].illegible || p->entries[k].value > INT64_MAX / 1024) return false;
            t->sums[t->n + 1] += p->entries[k].value;
        }
        t->n++;
    }
    return true;
}

bool gx_read_halves(const gx_blocks *b, bool *failed) {
    table *t;
    gx_search s = {.rows = b->rows, .rules = 3};
    bool done = false;
    *failed = false;
    if (b->puzzle.width != W || b->grouped || b->puzzle.cut) return false;
    t = calloc(1, sizeof *t);
    *failed = !t;
    if (!t) return false;
    t->rows = b->rows;
    t->puzzle = &b->puzzle;
    t->items = b->items;
    t->work = MAX_WORK;
    t->best = UINT16_MAX;
    if (list_blocks(t)) {
        for (unsigned last = 0; last < t->n && !t->full; last++)
            for (unsigned h = 1; h <= MAX_HEIGHT; h++) {
                bool wanted = false;
                for (unsigned r = 0; r < b->puzzle.rows && !wanted; r++)
                    wanted = may_be_band(&b->puzzle, r, r + h);
                if (wanted && may_be_in(&t->blocks[last], h)) find_bands(t, h, last);
            }
        if (!t->full) fill_rows(t, 0, 0, 0);
        if (t->work >= 0 && t->n_solutions) {
            s.open = calloc(b->puzzle.rows, sizeof *s.open);
            *failed = !s.open;
            done = s.open && read_table(t, &s);
            *failed = *failed || s.failed;
            free(s.open);
        }
    }
    free(t);
    return done;
}
