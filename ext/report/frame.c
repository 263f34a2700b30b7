/*
** frame.c: blocks of numbers put into the frame of a table. In: the numbers in the order of the
** text, and which rows their labels show to stand together. Out: the row and the column of each.
**
** bands.c finds the bands of a table as it goes, and lets no column run ahead of the one to its
** left. Here the bands are known before: rows whose labels are one line each stand close, so that
** their numbers are one block; a label of two lines sets its row apart. So a block may come at any
** place of its column where a band has room for it, in any order of columns, and cells may be left
** empty. What it costs tells how unusual the order is; rows are judged when they are full, columns
** when they are at their end.
*/
#include "blocks.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum {                   /* what steps cost */
       COST_OVER = 2,    /* to the right in a band, for each open column that is passed over */
       COST_BACK = 3,    /* on in a band that was left; to the top of a column, not the next one */
       COST_JUMP = 6,    /* elsewhere */
       COST_TURN = 3,    /* from going along rows to going down columns, or back */
       COST_AHEAD = 3,   /* where the column to the left is not so far */
       COST_RAGGED = 4,  /* to another band where columns to the right of the last block are open */
       COST_FAR = 2,     /* to another band than the next */
       COST_HEADED = 9,  /* to another column than that whose header stands above */
       COST_EMPTY = 4,   /* a cell left empty */
       COST_CROSS = 14,  /* a block over a cut of the frame */
       COST_PART = 5,    /* one that begins where the block above it should go on */
       COST_DIVIDED = 3, /* a block of several columns, row by row */
       COST_FOREIGN = 2, /* a block that is left out, for a reason */
       COST_LONG = 8,    /* ... one that is long for a page's number */
       COST_OUT = 30,    /* likewise, for none */
       COST_EDIT = 12,   /* damage */
       COST_FAILS = 16,  /* a row that does not add up; a column's identity */
       COST_HOLDS = -6,  /* a row that does, and is not all noughts; likewise */
       COST_LIMIT = 16,  /* what costs so much more than the cheapest is not followed */
       MIN_GAP = 10,     /* by which any other way must be worse */
       MAX_SKIP = 3,     /* cells left empty at once */
       W = GX_R_MEASURES,
};

/* A step: a block put into a column. */
typedef struct step {
    uint32_t parent;
    uint16_t first, n;
    uint8_t column, row, wide, kind, at;
} step;

typedef enum step_kind {
    PLACE,
    LEAVE, /* the block is left out */
    HOLE,  /* one of its numbers is lost, that would be cell `at` of it */
    SKIP,  /* its number `at` is one too many */
    JOIN,  /* its number `at` goes on in the next one */
} step_kind;

/* A table that is partly filled. */
typedef struct state {
    uint32_t next, step;
    uint32_t in;               /* the bucket; NONE: it is used no more */
    uint64_t prints[W], print; /* of each column's numbers; of all, in whatever order of columns */
    uint32_t outcomes[W], balance[W]; /* all sums are those of the last 32 bits */
    uint32_t judged, totals;          /* bit r: row r was; has a total */
    int16_t cost, order; /* order: what of the cost is that of the blocks' order and of damage */
    uint8_t p[W];        /* rows filled */
    uint8_t empties, whole, fails, edits;
    uint8_t mode, segment; /* the column that the last jump led to */
    uint8_t row, column;   /* behind the last step's last row; its last column */
    uint8_t column_fails;
    uint8_t begun; /* rows, in any column */
    uint8_t out;   /* blocks left out, for no reason */
    struct {
        uint32_t six, total;
    } rows[GX_B_ROWS]; /* of those that are begun and not whole */
} state;

enum {
    NONE = 0xffffffff,
    MAX_STEPS = 1 << 19,
    BREADTH = 150, /* states that are followed at a time, at most; with damage ... */
    DAMAGED_BREADTH = 150,
    MAX_FAILS = 2,        /* rows, and ... */
    MAX_DAMAGE = 1,       /* edits and blocks left out, ... */
    MAX_COLUMN_FAILS = 4, /* ... columns' identities: framed.c reads no table with more of them */
    KNOWN_BITS = 15,
    STRATA = GX_B_ROWS + 1
};

typedef struct bucket {
    uint32_t first;
    uint16_t n;
    int16_t most;
} bucket;

typedef struct search {
    const gx_puzzle *puzzle;
    const int *items;
    step *steps;
    uint32_t n_steps, max_steps;
    state *states;
    uint32_t n_states, max_states, unused;
    bucket *buckets; /* by entry and whole rows */
    uint32_t *known; /* 1 + states by what they have filled with what */
    struct {
        uint32_t value;
        unsigned last;      /* entry that has it */
    } values[GX_B_ENTRIES]; /* each once, rising */
    unsigned n_values;
    unsigned max_empties, max_edits, breadth;
    int least[GX_B_ENTRIES + 2]; /* by entry: the cost of the cheapest state before it */
    uint8_t band[GX_B_ROWS + 1]; /* by row */
    bool failed, no_memory;      /* failed: there is none, or it takes too many steps */
} search;

/* ---- sums ------------------------------------------------------------------------------------ */

static uint64_t mix(uint64_t x) {
    x = (x ^ x >> 31) * 0x9e3779b97f4a7c15u;
    x = (x ^ x >> 29) * 0xbf58476d1ce4e5b9u;
    return x ^ x >> 32;
}

static void put_value(const search *w, state *s, unsigned row, unsigned column, int64_t value) {
    int balance, outcomes;
    gx_list_signs(w->items[row], &balance, &outcomes);
    s->outcomes[column] += (uint32_t)(outcomes * value);
    s->balance[column] += (uint32_t)(balance * value);
    if (column == GX_R_TOTAL) {
        s->rows[row].total = (uint32_t)value;
        s->totals |= 1u << row;
    } else {
        s->rows[row].six += (uint32_t)value;
    }
    s->prints[column] += mix((uint64_t)(value + 1) * 64 + row);
}

/* True where a number stands among the entries from `from` on, or is nought: nothing is printed. */
static bool is_to_come(const search *w, uint32_t value, unsigned from) {
    unsigned low = 0, high = w->n_values;
    if (!value) return true;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (w->values[middle].value < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low < w->n_values && w->values[low].value == value && w->values[low].last >= from;
}

/* Looks at a row in which a cell was filled or left empty; entry `to` is the next one. One that
** lacks a number that is not to come fails too. */
static void judge_row(const search *w, state *s, unsigned row, unsigned to) {
    unsigned filled = 0, open = 0;
    for (unsigned c = 0; c < W; c++) {
        filled += s->p[c] > row;
        open = s->p[c] > row ? open : c;
    }
    s->whole = (uint8_t)(s->whole + (filled == W));
    if (s->judged >> row & 1) return;
    uint32_t total = s->rows[row].total, six = s->rows[row].six;
    bool fails = s->totals >> row & 1 && six > total;
    if (filled == W - 1 && !fails)
        fails = !is_to_come(w, open == GX_R_TOTAL ? six : total - six, to);
    if (!fails && filled < W) return;
    fails = fails || six != total;
    s->judged |= 1u << row;
    s->fails = (uint8_t)(s->fails + fails);
    if (fails)
        s->cost = (int16_t)(s->cost + COST_FAILS);
    else if (total)
        s->cost = (int16_t)(s->cost + COST_HOLDS);
}

static void judge_column(state *s, unsigned column) {
    unsigned fails = (s->outcomes[column] ? 1u : 0u) + (s->balance[column] ? 1u : 0u);
    s->column_fails = (uint8_t)(s->column_fails + fails);
    s->cost = (int16_t)(s->cost + (int)fails * COST_FAILS + (int)(2 - fails) * COST_HOLDS);
}

/* ---- steps ----------------------------------------------------------------------------------- */

/* How a block comes to its place: along a row, down a column, or otherwise. */
enum { ROWS, COLUMNS };

static int judge_move(const search *w, const state *s, unsigned column, unsigned row,
                      const gx_entry *entry, uint8_t *mode) {
    bool headed = entry->begins && entry->head == column + 1u;
    bool ahead = column && s->p[column - 1] <= row;
    unsigned here = w->band[row], last = s->row ? w->band[s->row - 1] : 0, from = s->column;
    int cost = entry->begins && entry->head && !headed ? COST_HEADED : 0;
    if (!s->step) return cost + (column || row ? COST_JUMP : 0);
    if (column == from) {
        *mode = COLUMNS;
        cost += row == s->row ? 0 : 1;
    } else if (here == last && column > from) {
        *mode = ROWS;
        for (unsigned c = from + 1; c < column; c++) cost += s->p[c] > row ? 0 : COST_OVER;
    } else if (column == 0 || column == s->segment) {
        *mode = ROWS;
        cost += here == last + 1 || here == last ? 0 : COST_FAR;
        bool ragged = from + 1 < W && s->row && s->p[from + 1] < s->row;
        cost += ragged ? COST_RAGGED : 0;
    } else if (!ahead && here <= last && column != from + 1) {
        *mode = ROWS; /* on in a row that was left */
        cost += COST_BACK;
    } else if (!ahead) {
        *mode = COLUMNS;
        cost += column == from + 1 ? 0 : COST_BACK;
    } else {
        *mode = ROWS;
        cost += COST_JUMP;
    }
    if (headed) return cost;
    return cost + (*mode != s->mode ? COST_TURN : 0) + (ahead ? COST_AHEAD : 0);
}

static bucket *bucket_of(const search *w, unsigned entry, unsigned whole) {
    return w->buckets + entry * STRATA + whole;
}

/* ---- the cheapest states --------------------------------------------------------------------- */

/* Copies what is in use of a state. */
static void copy_state(state *to, const state *from) {
    memcpy(to, from, offsetof(state, rows));
    for (unsigned r = from->whole; r < from->begun; r++) to->rows[r] = from->rows[r];
}

static uint32_t new_state(search *w) {
    uint32_t i = w->unused;
    if (i != NONE) {
        w->unused = w->states[i].next;
        return i;
    }
    if (w->n_states == w->max_states &&
        !gx_grow((void **)&w->states, &w->max_states, sizeof *w->states)) {
        w->failed = w->no_memory = true;
        return NONE;
    }
    return w->n_states++;
}

static void drop(search *w, uint32_t i) {
    w->states[i].next = w->unused;
    w->states[i].in = NONE;
    w->unused = i;
}

/* Drops all but the cheapest of a bucket. */
static void thin_out(search *w, bucket *b) {
    int16_t costs[2 * BREADTH];
    unsigned n = 0, left = w->breadth; /* of those that cost as much as the last */
    if (b->n <= w->breadth) return;
    for (uint32_t i = b->first; i != NONE; i = w->states[i].next) costs[n++] = w->states[i].cost;
    b->most = gx_select_cost(costs, (int)n, (int)w->breadth - 1);
    for (unsigned i = 0; i < n; i++) left -= costs[i] < b->most;
    for (uint32_t *at = &b->first; *at != NONE;) {
        uint32_t i = *at;
        int16_t cost = w->states[i].cost;
        if (cost < b->most || (cost == b->most && left)) {
            left -= cost == b->most;
            at = &w->states[i].next;
            continue;
        }
        *at = w->states[i].next;
        drop(w, i);
        b->n--;
    }
}

static bool is_like(const state *a, const state *b) {
    return a->print == b->print && a->in == b->in && a->column == b->column && a->row == b->row;
}

/* Adds a state before entry `to`, if it is among the cheapest. `made`: the step to it. */
static void add_state(search *w, unsigned to, state *added, const step *made) {
    bucket *b = bucket_of(w, to, added->whole);
    if (added->cost >= b->most || added->cost > w->least[to] + COST_LIMIT) return;
    if (added->cost < w->least[to]) w->least[to] = added->cost;
    added->in = (uint32_t)(b - w->buckets);
    added->print = mix(added->prints[W - 1]) * 3;
    for (unsigned c = 0; c < W - 1; c++) added->print += mix(added->prints[c]);
    uint64_t x = mix(added->print ^ (added->in * W + added->column));
    uint32_t *known = &w->known[x >> (64 - KNOWN_BITS)], i = *known - 1;
    bool again = *known && i < w->n_states && is_like(&w->states[i], added);
    if (again && w->states[i].cost <= added->cost) return;
    bool too_many = w->n_steps == MAX_STEPS;
    if (too_many || (w->n_steps == w->max_steps &&
                     !gx_grow((void **)&w->steps, &w->max_steps, sizeof *w->steps))) {
        w->failed = true;
        w->no_memory = !too_many;
        return;
    }
    added->step = w->n_steps;
    w->steps[w->n_steps++] = *made;
    if (again) {
        added->next = w->states[i].next;
        copy_state(&w->states[i], added);
        return;
    }
    i = new_state(w);
    if (i == NONE) return;
    added->next = b->first;
    copy_state(&w->states[i], added);
    b->first = i;
    *known = i + 1;
    if (++b->n == 2 * w->breadth) thin_out(w, b);
}

/* ---- ways to go on --------------------------------------------------------------------------- */

/* How many cells a step fills. */
static unsigned cells_of(const step *made) {
    return made->kind == LEAVE  ? 0
           : made->kind == HOLE ? made->n + 1u
           : made->kind > HOLE  ? made->n - 1u
                                : made->n;
}

/* The entry that a step puts into its i-th cell, row by row; GX_B_LOST: none. */
static uint16_t entry_of(const step *made, unsigned i) {
    if (made->kind == HOLE && i == made->at) return GX_B_LOST;
    if (made->kind == HOLE) i -= i > made->at;
    if (made->kind == SKIP) i += i >= made->at;
    if (made->kind == JOIN) i += i > made->at;
    return (uint16_t)(made->first + i);
}

/* Leaves cells of a column empty down to a row. */
static void leave_empty(const search *w, state *s, unsigned column, unsigned to, unsigned next) {
    while (s->p[column] < to) {
        unsigned row = s->p[column]++;
        s->empties++;
        s->prints[column] += mix(row);
        s->cost = (int16_t)(s->cost + COST_EMPTY);
        judge_row(w, s, row, next);
        if (s->p[column] == w->puzzle->rows) judge_column(s, column);
    }
}

/* Fills a step's cells. False: its numbers cannot be joined. */
static bool fill(const search *w, state *s, const step *made) {
    const gx_entry *entries = w->puzzle->entries;
    unsigned next = made->first + (unsigned)made->n, n = cells_of(made);
    for (unsigned i = 0; i < n; i++) {
        unsigned r = made->row + i / made->wide, c = made->column + i % made->wide;
        uint16_t entry = entry_of(made, i);
        if (entry == GX_B_LOST) {
            leave_empty(w, s, c, r + 1, next);
            continue;
        }
        int64_t value = entries[entry].value;
        if (made->kind == JOIN && i == made->at) value = gx_join_entries(&entries[entry]);
        if (value < 0) return false;
        s->p[c] = (uint8_t)(r + 1);
        put_value(w, s, r, c, value);
        judge_row(w, s, r, next);
        if (s->p[c] == w->puzzle->rows) judge_column(s, c);
    }
    return true;
}

/* True where a step to row `end` would come too dear, even if all sums that it makes whole hold. */
static bool is_too_dear(const search *w, const state *s, const step *made, unsigned end, int cost) {
    unsigned whole = end, last = made->column + (unsigned)made->wide, to = made->first + made->n;
    for (unsigned c = 0; c < W; c++)
        if ((c < made->column || c >= last) && s->p[c] < whole) whole = s->p[c];
    cost += s->cost + COST_HOLDS * (int)(whole - s->whole);
    if (end == w->puzzle->rows) cost += 2 * COST_HOLDS * made->wide;
    return cost > w->least[to] + COST_LIMIT || cost >= bucket_of(w, to, whole)->most;
}

static void take(search *w, const state *from, step made) {
    unsigned column = made.column, row = made.row, wide = made.wide, skipped = 0;
    unsigned n = cells_of(&made), end = row + n / wide, to = made.first + (unsigned)made.n;
    const gx_entry *entry = &w->puzzle->entries[made.first];
    if (!n || end > w->puzzle->rows || column + wide > W) return;
    for (unsigned c = column; c < column + wide; c++) {
        if (from->p[c] > row) return;
        skipped += row - from->p[c];
    }
    if (from->empties + skipped > w->max_empties) return;
    uint8_t mode = from->mode;
    int cost = judge_move(w, from, column, row, entry, &mode) + (wide > 1 ? COST_DIVIDED : 0);
    for (unsigned r = row + 1; r < end; r++)
        if (w->puzzle->cuts >> r & 1) cost += COST_CROSS;
    if (row && from->p[column] == row && w->puzzle->joins >> row & 1 &&
        !(column == from->column && row == from->row && !entry->begins))
        cost += COST_PART;
    cost += made.kind == PLACE ? 0 : COST_EDIT;
    if (is_too_dear(w, from, &made, end, cost)) return;
    state s;
    copy_state(&s, from);
    for (; s.begun < end; s.begun++) s.rows[s.begun].six = s.rows[s.begun].total = 0;
    s.cost = (int16_t)(s.cost + cost);
    s.order = (int16_t)(s.order + cost);
    s.edits = (uint8_t)(s.edits + (made.kind != PLACE));
    for (unsigned c = column; c < column + wide; c++) leave_empty(w, &s, c, row, to);
    if (!fill(w, &s, &made) || s.fails > MAX_FAILS || s.column_fails > MAX_COLUMN_FAILS) return;
    if (s.fails > 2 || s.column_fails > 4) return;
    if (column != from->column + 1u) s.segment = (uint8_t)column;
    s.mode = mode;
    s.row = (uint8_t)end;
    s.column = (uint8_t)(column + wide - 1);
    made.parent = from->step;
    add_state(w, to, &s, &made);
}

/* All ways to go on with damage in the next block. */
static void suppose_damage(search *w, const state *from, step made) {
    const gx_entry *entries = &w->puzzle->entries[made.first];
    for (made.at = 0; made.at <= made.n && made.at < UINT8_MAX; made.at++) {
        made.kind = HOLE;
        if (from->empties < w->max_empties) take(w, from, made);
        made.kind = SKIP;
        if (made.at < made.n && made.n > 1) take(w, from, made);
        made.kind = JOIN;
        if (made.at + 1 < made.n && entries[made.at].token->kind == GX_T_NUMBER)
            take(w, from, made);
    }
}

static void expand(search *w, uint32_t at, unsigned first) {
    const gx_puzzle *puzzle = w->puzzle;
    state from, left; /* states may move */
    unsigned n = gx_height_at(puzzle, first);
    bool foreign = puzzle->entries[first].stray || puzzle->entries[first].foreign;
    bool is_long = puzzle->entries[first].token->digits > 2; /* for a page's number */
    copy_state(&from, &w->states[at]);
    copy_state(&left, &from);
    step made = {from.step, (uint16_t)first, (uint16_t)n, 0, 0, 1, LEAVE, 0};
    left.cost = (int16_t)(left.cost + (!foreign ? COST_OUT : is_long ? COST_LONG : COST_FOREIGN));
    left.order = (int16_t)(left.order + (foreign ? 0 : COST_OUT));
    left.out = (uint8_t)(left.out + !foreign);
    if (left.edits + left.out <= MAX_DAMAGE) add_state(w, first + n, &left, &made);
    if (puzzle->entries[first].stray) return;
    for (unsigned c = 0; c < W; c++)
        for (unsigned skip = 0; skip <= MAX_SKIP; skip++) {
            made.kind = PLACE;
            made.column = (uint8_t)c;
            made.row = (uint8_t)(from.p[c] + skip);
            for (unsigned k = 1; k <= n && c + k <= W; k++) {
                made.wide = (uint8_t)k;
                if (n % k == 0) take(w, &from, made);
            }
            made.wide = 1;
            if (from.edits + from.out < (int)w->max_edits && !skip) suppose_damage(w, &from, made);
        }
}

static void run(search *w) {
    for (unsigned i = 0; i < w->puzzle->n && !w->failed; i++) {
        for (unsigned k = 0; k < STRATA; k++) thin_out(w, bucket_of(w, i, k));
        for (unsigned k = 0; k < STRATA; k++) {
            bucket *b = bucket_of(w, i, k);
            for (uint32_t s = b->first, next; s != NONE && !w->failed; s = next) {
                if (w->states[s].cost <= w->least[i] + COST_LIMIT) expand(w, s, i);
                next = w->states[s].next;
                drop(w, s);
            }
            b->first = NONE;
        }
    }
}

/* ---- pictures -------------------------------------------------------------------------------- */

static void draw(const search *w, const state *s, gx_picture *out) {
    memset(out, 0, sizeof *out);
    memset(out->at, 0xff, sizeof out->at);
    out->joined = out->two = -1;
    out->rows = w->puzzle->rows;
    out->whole = true;
    out->cost = s->cost;
    out->order = s->order;
    for (uint32_t k = s->step; k; k = w->steps[k].parent) {
        const step *made = &w->steps[k];
        const gx_entry *first = &w->puzzle->entries[made->first];
        unsigned n = cells_of(made);
        out->edits +=
            made->kind > LEAVE || (made->kind == LEAVE && !first->stray && !first->foreign);
        if (made->kind == JOIN) out->joined = made->first + made->at;
        for (unsigned i = 0; i < n; i++) {
            uint16_t entry = entry_of(made, i);
            if (entry == GX_B_LOST) continue; /* like other empty cells */
            out->at[made->row + i / made->wide][made->column + i % made->wide] = entry;
        }
    }
}

/* The steps of a way, the last first. */
typedef struct path {
    uint32_t steps[GX_B_ENTRIES + 2];
    unsigned n;
} path;

static void list_steps(const search *w, const state *s, path *out) {
    out->n = 0;
    for (uint32_t k = s->step; k; k = w->steps[k].parent) out->steps[out->n++] = k;
}

/* What the moves of a way cost, where column c of it is called called[c] in rows [from, end). */
static int judge_order(const search *w, const path *p, const uint8_t called[W], unsigned from,
                       unsigned end_row, int most) {
    static const uint8_t same[W] = {0, 1, 2, 3, 4, 5, 6};
    state s = {.cost = 0};
    int cost = 0;
    for (unsigned i = p->n; i-- > 0 && cost <= most;) {
        const step *made = &w->steps[p->steps[i]];
        const uint8_t *to = made->row >= from && made->row < end_row ? called : same;
        uint8_t mode = s.mode, column = to[made->column];
        if (made->kind != LEAVE) {
            unsigned end = made->row + cells_of(made) / made->wide;
            cost += judge_move(w, &s, column, made->row, &w->puzzle->entries[made->first], &mode);
            if (column != s.column + 1u) s.segment = column;
            for (unsigned c = 0; c < made->wide; c++) s.p[to[made->column + c]] = (uint8_t)end;
            s.mode = mode;
            s.row = (uint8_t)end;
            s.column = to[made->column + made->wide - 1u];
        }
        s.step = 1;
    }
    return cost;
}

static int64_t value_at(const search *w, const gx_picture *picture, unsigned row, unsigned column) {
    uint16_t at = picture->at[row][column];
    if (at >= GX_B_LOST) return -1;
    const gx_entry *e = &w->puzzle->entries[at];
    return e->token->kind == GX_T_NUMBER ? e->value : -2;
}

/* No sum tells the order of the columns: marks what differs where another order is about as cheap.
 */
static void find_rivals(const search *w, const state *s, gx_picture *out) {
    path p;
    gx_orders orders = gx_first_order();
    const uint8_t *to = orders.to;
    unsigned rows = w->puzzle->rows;
    list_steps(w, s, &p);
    int most = judge_order(w, &p, to, 0, rows, INT16_MAX) + MIN_GAP;
    while (gx_next_order(&orders, GX_R_TOTAL)) {
        if (judge_order(w, &p, to, 0, rows, most) >= most) continue;
        for (unsigned r = 0; r < rows; r++)
            for (unsigned c = 0; c < W; c++)
                if (value_at(w, out, r, c) != value_at(w, out, r, to[c]))
                    out->doubt[r] = (uint16_t)(out->doubt[r] | 1u << c | 1u << to[c]);
    }
}

/* What a cell adds to its sums. */
static int64_t number_at(const search *w, const gx_picture *picture, unsigned row,
                         unsigned column) {
    int64_t value = value_at(w, picture, row, column);
    return value < 0 ? 0 : value;
}

/* True where it costs little more to take columns a and b of rows [from, end) for each other. */
static bool may_be_swapped(const search *w, const path *p, unsigned a, unsigned b, unsigned from,
                           unsigned end) {
    uint8_t to[W] = {0, 1, 2, 3, 4, 5, 6};
    int most = judge_order(w, p, to, from, end, INT16_MAX) + MIN_GAP;
    to[a] = (uint8_t)b;
    to[b] = (uint8_t)a;
    return judge_order(w, p, to, from, end, most) < most;
}

/* Marks what columns a and b have otherwise in rows [from, end). Returns whether they do. */
static bool differ(const search *w, gx_picture *p, unsigned a, unsigned b, unsigned from,
                   unsigned end, bool mark) {
    bool found = false;
    for (unsigned r = from; r < end; r++) {
        if (value_at(w, p, r, a) == value_at(w, p, r, b)) continue;
        if (mark) p->doubt[r] = (uint16_t)(p->doubt[r] | 1u << a | 1u << b);
        found = true;
    }
    return found;
}

/* Two columns may have changed places in some bands, as a page's blocks are sometimes printed:
** marks what differs, if all sums hold then too. */
static void doubt_swaps(const search *w, const state *s, gx_picture *p) {
    path steps;
    unsigned rows = w->puzzle->rows;
    list_steps(w, s, &steps);
    for (unsigned from = 0; from < rows; from++)
        for (unsigned pair = 0; pair < W * W; pair++) {
            unsigned a = pair / W, b = pair % W;
            int64_t balance = 0, outcomes = 0;
            if (a >= b || b == GX_R_TOTAL || (from && w->band[from] == w->band[from - 1])) continue;
            for (unsigned end = from + 1; end <= rows; end++) {
                int of_balance, of_outcomes;
                int64_t by = number_at(w, p, end - 1, a) - number_at(w, p, end - 1, b);
                gx_list_signs(w->items[end - 1], &of_balance, &of_outcomes);
                balance += of_balance * by;
                outcomes += of_outcomes * by;
                if (balance || outcomes || (end < rows && w->band[end] == w->band[end - 1]))
                    continue;
                if (differ(w, p, a, b, from, end, false) &&
                    may_be_swapped(w, &steps, a, b, from, end))
                    differ(w, p, a, b, from, end, true);
            }
        }
}

/* A number that is left out may have changed places with the one before it, or behind: marks them.
*/
static void doubt_neighbours(const search *w, const state *s, gx_picture *p) {
    for (uint32_t k = s->step; k; k = w->steps[k].parent) {
        const step *made = &w->steps[k];
        const gx_entry *first = &w->puzzle->entries[made->first];
        bool out = made->kind == LEAVE && !first->stray && !first->foreign;
        int from = made->first - 1, to = made->first + made->n;
        if (made->kind == SKIP) from += made->at, to = from + 2;
        if (!out && made->kind != SKIP) continue;
        for (unsigned r = 0; r < w->puzzle->rows; r++)
            for (unsigned c = 0; c < W; c++)
                if (p->at[r][c] == from || p->at[r][c] == to)
                    p->doubt[r] = (uint16_t)(p->doubt[r] | 1u << c);
    }
}

/* Where a nought is left out, it may be that of an empty cell: marks these. */
static void doubt_empties(const search *w, const state *s, gx_picture *p) {
    bool nought = false;
    for (unsigned i = 0; i < w->puzzle->n; i++) {
        const gx_entry *e = &w->puzzle->entries[i];
        nought = nought || (e->stray && !e->value) || gx_has_nought_before(e);
    }
    for (uint32_t k = s->step; k; k = w->steps[k].parent) {
        const step *made = &w->steps[k];
        nought =
            nought || (made->kind == SKIP && !w->puzzle->entries[made->first + made->at].value);
        for (unsigned i = 0; i < w->steps[k].n && w->steps[k].kind == LEAVE; i++)
            nought = nought || !w->puzzle->entries[w->steps[k].first + i].value;
    }
    for (unsigned r = 0; r < w->puzzle->rows && nought; r++)
        for (unsigned c = 0; c < W; c++)
            if (p->at[r][c] >= GX_B_LOST) p->doubt[r] = (uint16_t)(p->doubt[r] | 1u << c);
}

static void compare(const search *w, gx_picture *taken, const gx_picture *other) {
    for (unsigned r = 0; r < w->puzzle->rows; r++)
        for (unsigned c = 0; c < W; c++)
            if (value_at(w, taken, r, c) != value_at(w, other, r, c))
                taken->doubt[r] = (uint16_t)(taken->doubt[r] | 1u << c);
}

/* Marks what other ways show otherwise that do not cost much more; if all sums prove this one,
** those that they prove too. */
static void compare_all(const search *w, const state *taken, gx_picture *out) {
    gx_picture other;
    bool proved = !taken->fails && !taken->column_fails;
    for (unsigned k = 0; k < STRATA; k++)
        for (uint32_t i = bucket_of(w, w->puzzle->n, k)->first; i != NONE; i = w->states[i].next) {
            const state *s = &w->states[i];
            if (s == taken || (proved && (s->fails || s->column_fails))) continue;
            if (s->cost >= taken->cost + MIN_GAP) continue;
            draw(w, s, &other);
            compare(w, out, &other);
        }
}

static unsigned list_pictures(search *w, gx_picture out[GX_B_PICTURES]) {
    const state *ends[GX_B_PICTURES];
    unsigned n = 0;
    for (unsigned k = 0; k < STRATA; k++)
        for (uint32_t i = bucket_of(w, w->puzzle->n, k)->first; i != NONE; i = w->states[i].next) {
            state *s = &w->states[i];
            for (; s->begun < w->puzzle->rows; s->begun++)
                s->rows[s->begun].six = s->rows[s->begun].total = 0;
            for (unsigned c = 0; c < W; c++) leave_empty(w, s, c, w->puzzle->rows, w->puzzle->n);
            unsigned at = n;
            for (; at && ends[at - 1]->cost > s->cost; at--)
                if (at < GX_B_PICTURES) ends[at] = ends[at - 1];
            if (at < GX_B_PICTURES) ends[at] = s;
            if (n < GX_B_PICTURES) n++;
        }
    for (unsigned i = 0; i < n; i++) draw(w, ends[i], &out[i]);
    if (!n) return 0;
    compare_all(w, ends[0], &out[0]);
    find_rivals(w, ends[0], &out[0]);
    gx_doubt_noughts(w->puzzle, &out[0]);
    doubt_empties(w, ends[0], &out[0]);
    doubt_neighbours(w, ends[0], &out[0]);
    doubt_swaps(w, ends[0], &out[0]);
    return n;
}

static void list_values(search *w) {
    for (unsigned i = 0; i < w->puzzle->n; i++) {
        uint32_t value = (uint32_t)w->puzzle->entries[i].value;
        unsigned k = w->n_values;
        while (k && w->values[k - 1].value > value) k--;
        if (k && w->values[k - 1].value == value) {
            w->values[k - 1].last = i;
            continue;
        }
        memmove(w->values + k + 1, w->values + k, (w->n_values - k) * sizeof *w->values);
        w->values[k].value = value;
        w->values[k].last = i;
        w->n_values++;
    }
}

unsigned gx_find_framed(const gx_puzzle *puzzle, const int *items, unsigned edits,
                        gx_picture out[GX_B_PICTURES], bool *failed) {
    search w = {.puzzle = puzzle, .items = items, .unused = NONE, .max_edits = edits};
    w.breadth = edits ? DAMAGED_BREADTH : BREADTH;
    unsigned n_buckets = (puzzle->n + 1) * STRATA, n = 0, out_of = 0;
    w.buckets = malloc(n_buckets * sizeof *w.buckets);
    w.known = calloc(1u << KNOWN_BITS, sizeof *w.known);
    *failed = !w.buckets || !w.known;
    for (unsigned r = 1; r <= puzzle->rows; r++)
        w.band[r] = (uint8_t)(w.band[r - 1] + (puzzle->cuts >> r & 1));
    for (unsigned i = 0; i < puzzle->n; i++) {
        const gx_entry *e = &puzzle->entries[i];
        out_of += e->stray || e->foreign;
    }
    unsigned cells = puzzle->rows * W, there = puzzle->n - out_of;
    w.max_empties = cells > there ? cells - there : 0;
    list_values(&w);
    for (unsigned i = 0; i <= puzzle->n; i++) w.least[i] = INT16_MAX - COST_LIMIT;
    w.max_empties += edits;
    for (unsigned i = 0; i < n_buckets && !*failed; i++)
        w.buckets[i] = (bucket){NONE, 0, INT16_MAX};
    if (!*failed) {
        state start = {.cost = 0};
        add_state(&w, 0, &start, &(step){0});
        run(&w);
        n = w.failed ? 0 : list_pictures(&w, out);
        *failed = w.no_memory;
    }
    free(w.buckets);
    free(w.known);
    free(w.steps);
    free(w.states);
    return n;
}
