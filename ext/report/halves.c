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
#include "halves.h"

#include <stdlib.h>
#include <string.h>

enum {
    W = GX_R_MEASURES,
    MAX_REACH = 40, /* blocks between the two runs of a band */
    MAX_WORK = 40000,
    COST_TWO = 2, /* a band in two runs ... */
    COST_FAR = 2, /* ... that lie apart by more blocks than NEAR */
    NEAR = 2 * W,
    COST_NOUGHT = 4,  /* a run of noughts: it may be from anywhere */
    COST_OUTSIDE = 3, /* a block that is left over, for an open band elsewhere */
    MARGIN = 2,       /* by which all other ways to use up the blocks must be worse */
    MAX_OPEN = 4,     /* rows of a band that is left open */
};

/* ---- bands that may be ----------------------------------------------------------------------- */

bool gx_list_lines(const gx_half_table *t, const gx_half_band *b, gx_half_line lines[GX_H_HEIGHT]) {
    unsigned shorts = 0;
    for (unsigned r = 0; r < b->height; r++) lines[r].n = 0;
    for (unsigned run = 0; run < 2; run++)
        for (unsigned i = b->at[run]; i < b->at[run] + b->n[run]; i++) {
            const gx_half_block *from = &t->blocks[i];
            bool is_short = from->n < b->height;
            unsigned row = is_short ? b->shorts[shorts++] : 0;
            unsigned wide = is_short ? 1 : (unsigned)from->n / b->height;
            for (unsigned k = 0; k < from->n; k++) {
                gx_half_line *to = &lines[row + k / wide];
                if (to->n == W) return false;
                to->entry[to->n++] = (uint16_t)(from->first + k);
            }
        }
    return true;
}

static bool adds_up(const gx_half_table *t, const gx_half_line *of) {
    int64_t sum = 0;
    for (unsigned i = 0; i < of->n; i++) sum += gx_half_value(t, of->entry[i]);
    return !of->n || sum == 2 * gx_half_value(t, of->entry[of->n - 1]);
}

static unsigned judge_band(const gx_half_table *t, const gx_half_band *b) {
    unsigned left = b->at[0] + b->n[0], right = b->at[1] + b->n[1], cost = COST_TWO;
    if (!b->n[0]) return 0;
    unsigned gap = left <= b->at[1] ? b->at[1] - left : b->at[0] - right;
    if (t->sums[left] == t->sums[b->at[0]]) cost += COST_NOUGHT;
    return cost + (gap > NEAR ? COST_FAR : 0);
}

static void add_band(gx_half_table *t, const gx_half_band *b) {
    gx_half_line lines[GX_H_HEIGHT];
    if (!gx_list_lines(t, b, lines)) return;
    for (unsigned r = 0; r < b->height; r++)
        if (!adds_up(t, &lines[r])) return;
    t->full = t->full || t->n_bands == GX_H_BANDS;
    if (t->full) return;
    t->bands[t->n_bands] = *b;
    t->bands[t->n_bands].cost = (uint8_t)judge_band(t, b);
    for (unsigned run = 0; run < 2; run++)
        for (unsigned i = b->at[run]; i < b->at[run] + b->n[run]; i++)
            t->bands[t->n_bands].blocks[i / 64] |= (uint64_t)1 << i % 64;
    t->n_bands++;
}

/* Adds the bands of these two runs, with short blocks in any of their rows. */
static void add_bands(gx_half_table *t, gx_half_band *b) {
    unsigned room[GX_H_SHORT], n = 0;
    for (unsigned run = 0; run < 2; run++)
        for (unsigned i = b->at[run]; i < b->at[run] + b->n[run]; i++) {
            unsigned height = t->blocks[i].n;
            if (height >= b->height) continue;
            if (n == GX_H_SHORT) return;
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
static bool may_be_in(const gx_half_block *of, unsigned height) {
    return of->n < height || of->n % height == 0;
}

/* What the last column of a band's last block adds up to; -1: it does not reach over all rows. */
static int64_t sum_totals(const gx_half_table *t, const gx_half_block *last, unsigned height) {
    int64_t sum = 0;
    unsigned wide = last->n / height;
    if (last->n % height) return -1;
    for (unsigned r = 0; r < height; r++)
        sum += gx_half_value(t, last->first + r * wide + wide - 1);
    return sum;
}

/* Lists the bands of that height whose last block is block `last`. */
static void find_bands(gx_half_table *t, unsigned height, unsigned last) {
    unsigned cells = height * W, least = cells - (height > 1 ? height + 2 : 2);
    int64_t want = 2 * sum_totals(t, &t->blocks[last], height);
    if (want <= 0) return;
    for (unsigned at = last + 1; at-- > 0 && may_be_in(&t->blocks[at], height);) {
        unsigned right = t->count[last + 1] - t->count[at];
        int64_t rest = want - (t->sums[last + 1] - t->sums[at]);
        if (right > cells || rest < 0) return;
        gx_half_band b = {
            .height = (uint8_t)height, .at = {0, (uint8_t)at}, .n = {0, (uint8_t)(last + 1 - at)}};
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

/* ---- all blocks used up ---------------------------------------------------------------------- */

/* True where rows [from, to) may be a band by their labels. */
static bool may_be_band(const gx_puzzle *p, unsigned from, unsigned to) {
    if (to > p->rows || (to < p->rows && p->joins >> to & 1)) return false;
    for (unsigned r = from + 1; r < to; r++)
        if (p->cuts >> r & 1) return false;
    return true;
}

/* The blocks that are left over. Returns how many numbers they have. */
static unsigned list_left(const gx_half_table *t, uint8_t left[GX_H_BLOCKS], unsigned *n) {
    unsigned count = 0;
    *n = 0;
    for (unsigned i = 0; i < t->n; i++) {
        if (t->blocks[i].out || t->used[i / 64] >> i % 64 & 1) continue;
        left[(*n)++] = (uint8_t)i;
        count += t->blocks[i].n;
    }
    return count;
}

/* True where no block is left over, or as many numbers as the open band has cells, or about so
** many. */
static bool are_used_up(const gx_half_table *t, unsigned height) {
    uint8_t left[GX_H_BLOCKS];
    unsigned n, count = list_left(t, left, &n);
    if (!height) return !count;
    return count <= height * W + 1 && count + (height > 1 ? 1 : 3) >= height * W;
}

/* What it costs that these blocks are left over for a band that is open: they should follow each
** other, between the totals of the bands above and below, and be as many numbers as cells. */
static unsigned judge_open(const gx_half_table *t, unsigned height) {
    uint8_t left[GX_H_BLOCKS];
    unsigned n, count = list_left(t, left, &n), above = 0, below = t->n, row = 0, cost = 0;
    while (!(t->chosen[row] & GX_H_OPEN)) row++;
    for (unsigned r = 0; r < t->puzzle->rows; r++) {
        if (!t->chosen[r] || r == row) continue;
        const gx_half_band *b = &t->bands[t->chosen[r] - 1];
        if (r < row) above = b->at[1] + b->n[1];
        if (r > row && below == t->n) below = b->at[1] + b->n[1] - 1u;
    }
    for (unsigned i = 0, runs = 0; i < n; i++) {
        cost += left[i] < above || left[i] >= below ? COST_OUTSIDE : 0;
        if (i && left[i] == left[i - 1] + 1) continue;
        cost += runs++ > 1 ? COST_OUTSIDE : 0;
    }
    return cost + (count > height * W ? count - height * W : height * W - count);
}

/* Notes a way to use up all blocks, if it is among the cheapest; drops those that are not. */
static void note_solution(gx_half_table *t, unsigned cost) {
    unsigned kept = 0;
    if (cost < t->best) t->best = cost;
    for (unsigned i = 0; i < t->n_solutions; i++) {
        if (t->costs[i] > t->best + MARGIN) continue;
        t->costs[kept] = t->costs[i];
        memmove(t->solutions[kept++], t->solutions[i], sizeof t->chosen);
    }
    t->n_solutions = kept;
    if (cost > t->best + MARGIN) return;
    if (kept == GX_H_SOLUTIONS) {
        t->work = -1;
        return;
    }
    t->costs[kept] = cost;
    memcpy(t->solutions[kept], t->chosen, sizeof t->chosen);
    t->n_solutions++;
}

/* Notes which blocks no band can use up any more that ends at a block or behind it. */
static void find_late(gx_half_table *t) {
    unsigned last[GX_H_BLOCKS] = {0}; /* 1 + the end of the last band that has it */
    for (unsigned i = 0; i < t->n_bands; i++) {
        const gx_half_band *b = &t->bands[i];
        unsigned end = b->at[1] + b->n[1];
        for (unsigned run = 0; run < 2; run++)
            for (unsigned k = b->at[run]; k < b->at[run] + b->n[run]; k++)
                if (last[k] < end) last[k] = end;
    }
    for (unsigned from = 0; from <= t->n; from++)
        for (unsigned k = 0; k < t->n; k++)
            if (last[k] <= from && !t->blocks[k].out)
                t->late[from][k / 64] |= (uint64_t)1 << k % 64;
}

/* True where more numbers are left over already than an open band takes. `height`: its; 0: it is
** not chosen yet. */
static bool has_too_many(const gx_half_table *t, unsigned from, unsigned height) {
    unsigned n = 0, most = (height ? height : MAX_OPEN) * W + 1;
    if (!t->may_open) most = 0;
    for (unsigned k = 0; k < GX_H_WORDS; k++)
        for (uint64_t left = t->late[from][k] & ~t->used[k]; left; left &= left - 1)
            n += t->blocks[k * 64 + (unsigned)__builtin_ctzll(left)].n;
    return n > most;
}

static void fill_rows(gx_half_table *t, unsigned row, unsigned from, unsigned cost, unsigned open) {
    if (t->work < 0 || --t->work < 0 || cost > t->best + MARGIN) return;
    if (has_too_many(t, from, open)) return;
    if (row == t->puzzle->rows) {
        if (are_used_up(t, open)) note_solution(t, cost + (open ? judge_open(t, open) : 0));
        return;
    }
    for (unsigned i = 0; i < t->n_bands; i++) {
        const gx_half_band *b = &t->bands[i];
        unsigned total = b->at[1] + b->n[1] - 1u;
        bool apart = total >= from && may_be_band(t->puzzle, row, row + b->height);
        for (unsigned k = 0; k < GX_H_WORDS && apart; k++) apart = !(t->used[k] & b->blocks[k]);
        if (!apart) continue;
        for (unsigned k = 0; k < GX_H_WORDS; k++) t->used[k] |= b->blocks[k];
        t->chosen[row] = (uint16_t)(i + 1);
        fill_rows(t, row + b->height, total + 1, cost + b->cost, open);
        t->chosen[row] = 0;
        for (unsigned k = 0; k < GX_H_WORDS; k++) t->used[k] &= ~b->blocks[k];
    }
    for (unsigned h = 1; t->may_open && !open && h <= MAX_OPEN; h++) {
        if (!may_be_band(t->puzzle, row, row + h)) continue;
        t->chosen[row] = (uint16_t)(GX_H_OPEN | h);
        fill_rows(t, row + h, from, cost, h);
        t->chosen[row] = 0;
    }
}

/* ---- a band with a fault --------------------------------------------------------------------- */

/* A number as it may be, without a place in the text where it is none that is printed. */
static gx_piece piece_of(const gx_half_table *t, unsigned entry) {
    const gx_entry *e = &t->puzzle->entries[entry];
    return (gx_piece){.value = e->value,
                      .start = e->token->start,
                      .length = (uint16_t)(e->token->end - e->token->start),
                      .empty = e->token->kind != GX_T_NUMBER};
}

/* Adds a way to fill a row with pieces in these cells, if there is room; what is wanting to the sum
** goes into cell `odd`, if not negative. */
static void add_way(const gx_piece *pieces, unsigned cells, int odd, gx_open_row *row) {
    gx_way way = {.odd = -1, .other = -1};
    int64_t sum = 0;
    unsigned v = 0;
    for (int m = 0; m < W; m++) {
        way.cells[m] = cells >> m & 1 ? pieces[v++] : (gx_piece){.empty = true};
        if (m != odd) sum += m == GX_R_TOTAL ? -way.cells[m].value : way.cells[m].value;
    }
    if (odd >= 0) {
        int64_t value = odd == GX_R_TOTAL ? sum : -sum;
        bool printed = way.cells[odd].length != 0;
        if (value < 0 || value == way.cells[odd].value) return;
        way.odd = printed ? odd : -1; /* it is printed otherwise: doubtful */
        way.cells[odd] = (gx_piece){.value = value};
    } else if (sum) {
        return;
    }
    gx_add_way(row, &way);
}

/* Adds the ways to fill a row with these pieces in their order. */
static void add_places(const gx_piece *pieces, unsigned n, bool fault, gx_open_row *row) {
    if (n > W || !n) return;
    for (unsigned cells = gx_first_cells(n); cells < 1u << W; cells = gx_next_cells(cells)) {
        if (!fault) add_way(pieces, cells, -1, row);
        for (int odd = 0; fault && odd < W; odd++) add_way(pieces, cells, odd, row);
    }
}

/* Lists the ways to read a row of which one number is lost, wrong, cut in two, doubled, or two ran
** together. */
static void list_faulty_ways(const gx_half_table *t, const gx_half_line *of, gx_open_row *row) {
    gx_piece pieces[W + 2], all[W + 2];
    unsigned n = of->n;
    row->odd = true;
    for (unsigned i = 0; i < n; i++) all[i] = piece_of(t, of->entry[i]);
    add_places(all, n, true, row);
    for (unsigned i = 0; i < n; i++) { /* without it, or with the next one as one number */
        memcpy(pieces, all, sizeof pieces);
        memmove(pieces + i, pieces + i + 1, (n - i - 1) * sizeof *pieces);
        if (n > 1) add_places(pieces, n - 1, false, row);
        if (i + 1 == n || of->entry[i + 1] != of->entry[i] + 1) continue;
        int64_t value = gx_join_entries(&t->puzzle->entries[of->entry[i]]);
        if (value < 0) continue;
        pieces[i] = (gx_piece){.value = value};
        add_places(pieces, n - 1, false, row);
    }
    for (unsigned i = 0; i < n && n < W; i++) { /* two that ran together */
        int64_t power = 10;
        for (int d = 1; d < t->puzzle->entries[of->entry[i]].token->digits && d < 18; d++) {
            memcpy(pieces, all, sizeof pieces);
            memmove(pieces + i + 2, pieces + i + 1, (n - i - 1) * sizeof *pieces);
            pieces[i] = (gx_piece){.value = all[i].value / power};
            pieces[i + 1] = (gx_piece){.value = all[i].value % power};
            if (all[i].value % power * 10 >= power || power == 10 || !(all[i].value % power))
                add_places(pieces, n + 1, false, row);
            power *= 10;
        }
    }
}

/* The numbers of the blocks that are left over, the first `turn` blocks behind the others. */
static unsigned list_numbers(const gx_half_table *t, const uint8_t *left, unsigned n, unsigned turn,
                             uint16_t *out) {
    unsigned count = 0;
    for (unsigned i = 0; i < n; i++) {
        const gx_half_block *from = &t->blocks[left[(i + turn) % n]];
        for (unsigned k = 0; k < from->n; k++) out[count++] = (uint16_t)(from->first + k);
    }
    return count;
}

/* Divides numbers among columns of that height, with one left out (lost < 0) or none for one cell
** (lost > 0) at place `at`. Returns how many rows do not add up; `*row`: the last of them. */
static unsigned divide(const gx_half_table *t, const uint16_t *numbers, unsigned height, int lost,
                       unsigned at, gx_half_line lines[GX_H_HEIGHT], unsigned *row) {
    unsigned fails = 0, k = 0;
    for (unsigned r = 0; r < height; r++) lines[r].n = 0;
    for (unsigned cell = 0; cell < height * W; cell++) {
        if (lost < 0 && k == at) k++;
        if (lost > 0 && cell == at) continue;
        gx_half_line *to = &lines[cell % height];
        to->entry[to->n++] = numbers[k++];
    }
    for (unsigned r = 0; r < height; r++)
        if (lines[r].n < W || !adds_up(t, &lines[r])) fails++, *row = r;
    return fails;
}

static bool is_same_line(const gx_half_table *t, const gx_half_line *a, const gx_half_line *b) {
    for (unsigned i = 0; i < a->n && i < b->n; i++)
        if (gx_half_value(t, a->entry[i]) != gx_half_value(t, b->entry[i])) return false;
    return a->n == b->n;
}

/* The ways to read an open band of several rows, of which all but one add up: fills the lines, and
** tells which one does not. False: there is none, or more than one. */
static bool find_open_row(const gx_half_table *t, const uint16_t *numbers, unsigned n,
                          unsigned height, gx_half_line lines[GX_H_HEIGHT], unsigned *row) {
    int lost = n == height * W ? 0 : n < height * W ? 1 : -1;
    unsigned found = 0, least = 2;
    gx_half_line made[GX_H_HEIGHT] = {{{0}, 0}};
    if (n + 1 < height * W || n > height * W + 1) return false;
    for (unsigned at = 0; at < (lost ? n + (lost > 0) : 1); at++) {
        unsigned r = 0, fails = divide(t, numbers, height, lost, at, made, &r);
        if (fails > least || fails > 1) continue;
        if (fails < least) found = 0;
        least = fails;
        bool same = found && r == *row;
        for (unsigned k = 0; k < height && same; k++)
            same = (k == r && fails) || is_same_line(t, &made[k], &lines[k]);
        if (same) continue; /* they differ in the row that is open */
        found++;
        memcpy(lines, made, height * sizeof *made);
        *row = r;
    }
    return found == 1;
}

/* ---- cells ----------------------------------------------------------------------------------- */

/* Fills the cells of a row that all its ways agree on; the others are doubtful. */
static void fill_row(const gx_open_row *row, gx_cell out[W]) {
    uint32_t end = 0;
    for (int m = 0; m < W; m++) {
        const gx_piece *piece = &row->ways[0].cells[m];
        bool same = true, empty = true, odd = false;
        for (int w = 0; w < row->n; w++) {
            const gx_piece *other = &row->ways[w].cells[m];
            same = same && other->start == piece->start && other->length == piece->length &&
                   other->value == piece->value;
            empty = empty && other->empty;
            same = same && other->empty == piece->empty;
            odd = odd || row->ways[w].odd == m;
        }
        out[m] = (gx_cell){.status = GX_DOUBTFUL};
        bool printed = same && piece->length;
        if (empty && (printed || !row->odd)) /* in a row with a fault it may be that of the fault */
            out[m] = (gx_cell){.status = GX_BLANK,
                               .start = same && piece->length ? piece->start : end,
                               .length = same ? piece->length : 0};
        else if (same && !odd && !empty)
            out[m] = (gx_cell){.value = piece->value,
                               .start = piece->start,
                               .length = piece->length,
                               .status = piece->length ? GX_READ : GX_INFERRED,
                               .has_value = true};
        if (same && piece->length) end = piece->start + piece->length;
    }
}

/* Reads rows of which each has ways, as far as the columns prove them. False: they do not add up,
** or there is no memory: s->failed; or it would take too long: s->work. */
static bool settle_rows(const gx_half_table *t, gx_search *s, gx_cell out[GX_R_ITEMS][W]) {
    if (!gx_filter(s)) return false;
    for (int rule = 0; rule < 2; rule++)
        if (s->assessed[rule] != (1u << W) - 1) return false;
    if (!gx_keep_together(s, true) || s->work < 0) return false;
    for (unsigned r = 0; r < t->puzzle->rows; r++) fill_row(&s->open[r], out[s->open[r].item]);
    return true;
}

/* Lists the ways to read each row. `fault`: the row that does not add up; -1: none. False: a row
** has none, or too many. */
static bool list_ways(const gx_half_table *t, gx_half_line *lines, int fault, gx_search *s) {
    s->n_open = 0;
    s->work = GX_SEARCH_WORK;
    s->assessed[0] = s->assessed[1] = 0;
    memset(s->row_of, 0, sizeof s->row_of);
    for (unsigned r = 0; r < t->puzzle->rows; r++) {
        gx_open_row *row = &s->open[r];
        gx_piece pieces[W];
        row->item = t->items[r];
        row->n = 0;
        row->full = row->odd = false;
        if (fault == (int)r) {
            list_faulty_ways(t, &lines[r], row);
        } else {
            for (unsigned i = 0; i < lines[r].n; i++) pieces[i] = piece_of(t, lines[r].entry[i]);
            add_places(pieces, lines[r].n, false, row);
        }
        if (!row->n || row->full) return false;
        s->row_of[row->item] = ++s->n_open;
    }
    return true;
}

/* Puts the numbers that are left over into the open band, the first `turn` blocks of them behind
** the others. `*fault`: the row that does not add up; -1: none. False: they do not fit. */
static bool fill_open(const gx_half_table *t, const uint8_t *left, unsigned n, unsigned turn,
                      unsigned height, gx_half_line *lines, int *fault) {
    uint16_t numbers[GX_H_HEIGHT * W + W];
    unsigned count = list_numbers(t, left, n, turn, numbers), row = 0;
    *fault = 0;
    if (height == 1) {
        lines->n = count;
        memcpy(lines->entry, numbers, count * sizeof *numbers);
        return count <= W + 1;
    }
    if (!find_open_row(t, numbers, count, height, lines, &row)) return false;
    *fault = lines[row].n == W && adds_up(t, &lines[row]) ? -1 : (int)row;
    return true;
}

/* Notes the blocks of the bands of a solution as used, and lists their rows. Returns where its open
** band begins; GX_B_ROWS: it has none. */
static unsigned list_rows(gx_half_table *t, const uint16_t *chosen, gx_half_line *lines,
                          unsigned *height) {
    unsigned open = GX_B_ROWS;
    memset(t->used, 0, sizeof t->used);
    for (unsigned r = 0; r < t->puzzle->rows;) {
        if (chosen[r] & GX_H_OPEN) {
            open = r;
            *height = chosen[r] & (GX_H_OPEN - 1u);
            r += *height;
            continue;
        }
        const gx_half_band *b = &t->bands[chosen[r] - 1];
        for (unsigned k = 0; k < GX_H_WORDS; k++) t->used[k] |= b->blocks[k];
        gx_list_lines(t, b, lines + r);
        r += b->height;
    }
    return open;
}

static bool is_same_cell(const gx_cell *a, const gx_cell *b) {
    return a->status == b->status && a->value == b->value;
}

/* True where the order of the text ties the columns: each stands right behind the one to its left
** in some rows. */
static bool is_order_tied(const gx_half_table *t, const uint16_t *chosen) {
    enum { LEAST = 3 };
    unsigned tied[W] = {0};
    for (unsigned r = 0, height; r < t->puzzle->rows; r += height) {
        gx_half_line lines[GX_H_HEIGHT];
        height = chosen[r] & (GX_H_OPEN - 1u);
        if (chosen[r] & GX_H_OPEN) continue;
        const gx_half_band *b = &t->bands[chosen[r] - 1];
        gx_list_lines(t, b, lines);
        height = b->height;
        for (unsigned k = 0; k < height; k++) {
            if (lines[k].n != W || !gx_half_value(t, lines[k].entry[W - 1])) continue;
            for (unsigned c = 0; c + 1 < W; c++)
                tied[c] += lines[k].entry[c + 1] > lines[k].entry[c] &&
                           lines[k].entry[c + 1] - lines[k].entry[c] <= 2 * (int)height;
        }
    }
    for (unsigned c = 0; c + 1 < W; c++)
        if (tied[c] < LEAST) return false;
    return true;
}

/* What all readings agree on. */
typedef struct agreed {
    gx_cell cells[GX_R_ITEMS][W];
    bool found;
    bool around, unclear; /* see gx_read_around */
} agreed;

static void agree(agreed *all, gx_cell other[GX_R_ITEMS][W]) {
    for (int item = 0; item < GX_R_ITEMS; item++)
        for (int m = 0; m < W; m++)
            if (!all->found)
                all->cells[item][m] = other[item][m];
            else if (!is_same_cell(&all->cells[item][m], &other[item][m]))
                all->cells[item][m] = (gx_cell){.status = GX_DOUBTFUL};
    all->found = true;
}

/* Reads one way to use up all blocks. False: that would take too long, or the order of the columns
** is not told, or there is no memory: s->failed. */
static bool read_solution(gx_half_table *t, const uint16_t *chosen, gx_search *s, agreed *all) {
    gx_cell cells[GX_R_ITEMS][W];
    gx_half_line lines[GX_B_ROWS];
    uint8_t left[GX_H_BLOCKS];
    unsigned height = 0, n, open = list_rows(t, chosen, lines, &height);
    int fault = -1;
    bool found = false;
    list_left(t, left, &n);
    for (unsigned turn = 0; turn < (open < GX_B_ROWS ? n : 1); turn++) {
        if (turn && left[turn] == left[turn - 1] + 1) continue;
        memset(cells, 0, sizeof cells);
        if (open < GX_B_ROWS && !fill_open(t, left, n, turn, height, lines + open, &fault))
            continue;
        if (!list_ways(t, lines, fault < 0 ? -1 : (int)open + fault, s)) continue;
        if (!settle_rows(t, s, cells)) {
            if (s->failed || s->work < 0) return false;
            continue;
        }
        if (!is_order_tied(t, chosen)) return false;
        agree(all, cells);
        found = true;
    }
    if (found || open == GX_B_ROWS || !is_order_tied(t, chosen)) return true;
    memset(cells, 0, sizeof cells);
    bool unclear, around = gx_read_around(t, chosen, left, n, cells, &unclear);
    if (around) agree(all, cells);
    all->around = all->around || around;
    all->unclear = all->unclear || unclear;
    return true;
}

/* The entry that a cell was read from; GX_B_NONE: none. */
static uint16_t entry_at(const gx_half_table *t, const gx_cell *cell) {
    for (unsigned i = 0; i < t->puzzle->n && cell->length; i++)
        if (t->puzzle->entries[i].token->start == cell->start) return (uint16_t)i;
    return GX_B_NONE;
}

/* Notes which entry is where. Two noughts of a row that follow each other may be one that is there
** twice, where other cells are empty: doubtful. */
static void draw(const gx_half_table *t, gx_cell cells[GX_R_ITEMS][W], gx_picture *out) {
    bool empty = false;
    memset(out, 0, sizeof *out);
    memset(out->at, 0xff, sizeof out->at);
    for (unsigned r = 0; r < t->puzzle->rows; r++)
        for (unsigned m = 0; m < W; m++) {
            out->at[r][m] = entry_at(t, &cells[t->items[r]][m]);
            empty = empty || out->at[r][m] == GX_B_NONE;
        }
    for (unsigned r = 0; r < t->puzzle->rows && empty; r++)
        for (unsigned m = 0; m + 1 < W; m++) {
            unsigned one = out->at[r][m], other = out->at[r][m + 1];
            if (one >= GX_B_LOST || other != one + 1) continue;
            if (!gx_half_value(t, one) && !gx_half_value(t, other))
                out->doubt[r] = (uint16_t)(out->doubt[r] | 3u << m);
        }
}

/* Reads what all ways to use up the blocks agree on. */
static bool read_table(gx_half_table *t, gx_search *s, gx_picture *out) {
    agreed all = {.found = false};
    for (unsigned i = 0; i < t->n_solutions; i++)
        if (!read_solution(t, t->solutions[i], s, &all)) return false;
    if (!all.found || (all.around && all.unclear)) return false;
    memcpy(&t->rows->report->cells[gx_slot(GX_REQUESTS, 0, 0)], all.cells, sizeof all.cells);
    draw(t, all.cells, out);
    return true;
}

/* ---- the table ------------------------------------------------------------------------------- */

static bool list_blocks(gx_half_table *t) {
    const gx_puzzle *p = t->puzzle;
    for (unsigned i = 0, n; i < p->n; i += n) {
        const gx_entry *e = &p->entries[i];
        n = gx_height_at(p, i);
        if (e->stray) continue;
        if (t->n == GX_H_BLOCKS) return false;
        t->blocks[t->n] = (gx_half_block){(uint16_t)i, (uint16_t)n, e->foreign};
        t->sums[t->n + 1] = t->sums[t->n];
        t->count[t->n + 1] = t->count[t->n] + n;
        for (unsigned k = i; k < i + n; k++) {
            if (p->entries[k].illegible || p->entries[k].value > INT64_MAX / 1024) return false;
            if (gx_has_nought_before(&p->entries[k])) return false;
            t->sums[t->n + 1] += p->entries[k].value;
        }
        t->n++;
    }
    return true;
}

bool gx_read_halves(gx_blocks *b, bool *failed) {
    gx_half_table *t;
    gx_search s = {.rows = b->rows, .rules = 3};
    bool done = false;
    *failed = false;
    if (!gx_is_plain_table(b)) return false;
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
            for (unsigned h = 1; h <= GX_H_HEIGHT; h++) {
                bool wanted = false;
                for (unsigned r = 0; r < b->puzzle.rows && !wanted; r++)
                    wanted = may_be_band(&b->puzzle, r, r + h);
                if (wanted && may_be_in(&t->blocks[last], h)) find_bands(t, h, last);
            }
        find_late(t);
        if (!t->full) fill_rows(t, 0, 0, 0, 0);
        t->may_open = !t->n_solutions && !t->full;
        if (t->may_open) t->work = MAX_WORK;
        if (t->may_open) fill_rows(t, 0, 0, 0, 0);
        if (t->work >= 0 && t->n_solutions) {
            s.open = calloc(b->puzzle.rows, sizeof *s.open);
            *failed = !s.open;
            done = s.open && read_table(t, &s, &b->picture);
            *failed = *failed || s.failed;
            free(s.open);
        }
    }
    free(t);
    return done;
}
