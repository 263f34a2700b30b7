/*
** bands.c: blocks of numbers put together to a table. In: the numbers in the order of the text,
** with the places where blocks begin. Out: the row and the column of each.
**
** A block is a piece of one column. The pieces of a column follow each other downwards, and in
** each row those of the columns from left to right; all columns are cut between the same rows.
** So a table that is partly put together is told by how many rows of each column are filled, and
** the next block goes on one of the columns. What it costs tells how unusual the step is and how
** rows add up. Of all ways to come to the same place in the text only the cheapest few are
** followed.
*/
#include "blocks.h"

#include <stddef.h>
#include <string.h>

enum {                   /* what steps cost */
       COST_NEXT = 1,    /* on down the column, to the next one, from the last to the first */
       COST_JUMP = 3,    /* to any other column */
       COST_AHEAD = 3,   /* ... where others lag behind; on down further than the one to the left */
       COST_BELOW = 12,  /* to another column than that whose header stands right above, ... */
       COST_HEAD = 6,    /* ... or above a blank line */
       COST_LEFT = 6,    /* further than the column to the left, where nothing tells why */
       MIN_GAP = 8,      /* by which columns in any other order must be worse */
       COST_RAGGED = 3,  /* a column left where the one before it goes on */
       COST_EDGE = 6,    /* a block that ends, or not, where those before it do not, or do */
       COST_DIVIDED = 3, /* a block of several columns, row by row */
       COST_FOREIGN = 2, /* a block that is left out, for a reason */
       COST_OUT = 30,    /* likewise, for none */
       COST_EDIT = 10,
       COST_LIMIT = 60, /* what costs so much more than the cheapest is not followed */
       COST_TWO = 14,
       COST_LATE = 12,  /* a total that is not the last, for a column comes behind it */
       COST_FAILS = 16, /* a row that does not add up */
       COST_HOLDS = -6, /* a row that does, and is not all noughts */
};

typedef enum step_kind {
    START,
    PLACE,     /* a block, or the beginning of one; all may be of several columns, row by row */
    LEAVE,     /* a block that is left out */
    GOES_ON,   /* behind BREAK_OFF: what goes on with the rest of the number */
    HOLE,      /* a block with one entry lost, in place `at` */
    SKIP,      /* a block with an entry too many, in place `at` */
    JOIN,      /* a block in which entry `at` goes on in the next one */
    TWO,       /* a block in which entry `at` is two that ran together */
    BREAK_OFF, /* a block whose last number ran together with the next block's first */
    REJOIN,    /* two blocks that are one */
} step_kind;

/* A step, and the one before it. */
typedef struct step {
    uint32_t parent;
    uint16_t first, n; /* entries */
    uint8_t kind, column, row, at;
    uint8_t end;  /* behind its last row */
    uint8_t wide; /* columns */
} step;

/* A table that is partly put together. What its rows add up to is kept for all rows: of those of
** the form's columns the sum and the greatest number; with a column for all organisations what is
** wanting to its sum, and to the total. */
typedef struct state {
    uint32_t next, step;
    uint32_t bucket; /* NONE: in none */
    uint32_t starts; /* bit r: the first block to come there begins or ends at row r */
    uint64_t print;  /* of all numbers and their cells */
    /* Bit r: of a row's numbers one is lost; one is not nought; the last one is the greatest; it is
    ** known that they do not add up. */
    uint32_t lost, some, top, failed;
    uint8_t p[GX_B_WIDTH]; /* rows filled */
    int16_t cost;
    uint8_t whole, begun; /* rows: in all columns, in any */
    uint8_t column;       /* the last one of the last step */
    bool fresh, broken;   /* no step was taken; the last one was BREAK_OFF */
    uint8_t edits, odd;   /* odd: edges that do not fit */
    uint8_t fails;        /* rows that do not add up */
    struct {
        uint32_t sum, most;
    } rows[GX_B_ROWS]; /* of those that are begun and not whole */
} state;

enum {
    NONE = 0xffffffff,
    MAX_STEPS = 400000,
    MAX_BREADTH = 100,
    KNOWN_BITS = 13,
    MAX_VALUE = 1 << 29, /* greater numbers are not added up */
    UNKNOWN = 0xffffffff,
};

/* The states before an entry, with some number of edits and some number of rows that are whole:
** tables that are filled row by row do not compete with those filled column by column. */
typedef struct bucket {
    uint32_t first; /* NONE: none */
    uint16_t n;
    int16_t most; /* what costs so much or more is not added any more */
} bucket;

typedef struct search {
    const gx_puzzle *puzzle;
    step *steps;
    state *states;
    bucket *buckets;
    uint32_t n_steps, max_steps, n_states, max_states;
    uint32_t unused;                 /* states: the first of those that may be used again */
    uint32_t known[1 << KNOWN_BITS]; /* states by what they have filled with what */
    unsigned breadth, max_edits, max_fails;
    uint16_t height[GX_B_ENTRIES]; /* by entry: of the block, or rest of one, that begins there */
    uint32_t value[GX_B_ENTRIES];  /* by entry; UNKNOWN */
    int least[GX_B_ENTRIES + 1];   /* by entry: the cost of the cheapest state before it */
    bool odd[GX_B_ENTRIES + 2];    /* by height: blocks of it do not make whole bands */
    unsigned bands[GX_B_ENTRIES + 2]; /* by height: how many there may be */
    uint32_t values[GX_B_ENTRIES];    /* all, rising, each once, ... */
    uint16_t last[GX_B_ENTRIES];      /* ... and the last entry that has it */
    unsigned n_values;
    unsigned last_unknown; /* 1 + the last entry that is not known; 0: none */
    int more;              /* entries than cells */
    bool failed;           /* no memory, or too much to look at */
} search;

/* ---- what a step puts where ------------------------------------------------------------------ */

static unsigned cells_of(const step *s) {
    switch (s->kind) {
    case SKIP:
    case JOIN: return s->n - 1u;
    case HOLE:
    case BREAK_OFF:
    case TWO: return s->n + 1u;
    case PLACE:
    case REJOIN:
    case GOES_ON: return s->n;
    default: return 0;
    }
}

/* The entry that a step puts into its i-th cell, row by row. */
static uint16_t entry_of(const step *s, unsigned i) {
    unsigned first = s->first;
    switch (s->kind) {
    case HOLE:
        if (i == s->at) return GX_B_LOST;
        return (uint16_t)(first + i - (i > s->at));
    case BREAK_OFF: return (uint16_t)(i == s->n ? GX_B_LOST : first + i);
    case GOES_ON: return (uint16_t)(i ? first + i : GX_B_LOST);
    case SKIP: return (uint16_t)(first + i + (i >= s->at));
    case JOIN: return (uint16_t)(first + i + (i > s->at));
    case TWO:
        if (i == s->at || i == s->at + 1u) return GX_B_LOST;
        return (uint16_t)(first + i - (i > s->at));
    default: return (uint16_t)(first + i);
    }
}

static uint32_t value_of(const search *w, const step *s, unsigned i) {
    uint16_t entry = entry_of(s, i);
    if (entry == GX_B_LOST) return UNKNOWN;
    if (s->kind != JOIN || i != s->at) return w->value[entry];
    int64_t joined = gx_join_entries(&w->puzzle->entries[entry]);
    return joined < 0 || joined >= MAX_VALUE ? UNKNOWN : (uint32_t)joined;
}

/* What stands in that cell; -1: it is lost, -2: a mark, as for an empty cell. */
static int64_t number_of(const search *w, const step *s, unsigned i) {
    uint16_t entry = entry_of(s, i);
    if (entry == GX_B_LOST || w->puzzle->entries[entry].illegible) return -1;
    if (w->puzzle->entries[entry].token->kind != GX_T_NUMBER) return -2;
    if (s->kind == JOIN && i == s->at) return gx_join_entries(&w->puzzle->entries[entry]);
    return w->puzzle->entries[entry].value;
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* Adds a number to what its row adds up to. */
static void add_value(const search *w, state *s, unsigned row, unsigned column, uint32_t value) {
    unsigned width = w->puzzle->width;
    if (value) s->some |= 1u << row;
    if (width == GX_R_MEASURES) {
        bool last = column + 1 == width;
        s->rows[row].sum += value;
        if (value > s->rows[row].most || (last && value == s->rows[row].most)) {
            s->rows[row].most = value;
            s->top = (s->top & ~(1u << row)) | (uint32_t)last << row;
        }
        return;
    }
    /* 自然人, the six others, 法人小计, 总计 */
    if (column && column + 2 < width) s->rows[row].sum += value;
    if (column + 2 == width) s->rows[row].sum -= value;
    s->rows[row].most += !column || column + 2 == width ? value : column + 1 == width ? -value : 0;
}

/* True where a number stands among the entries from `from` on, or may: one is not known. */
static bool is_to_come(const search *w, uint32_t value, unsigned from) {
    unsigned low = 0, high = w->n_values;
    if (w->last_unknown > from) return true;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (w->values[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low < w->n_values && w->values[low] == value && w->last[low] >= from;
}

/* True where a row that lacks one number, and is not damaged, cannot add up any more: that number
** would be its total, or what is wanting to it. Entry `to` is the next one. */
static bool cannot_hold(const search *w, const state *s, unsigned row, unsigned to) {
    uint32_t sum = s->rows[row].sum, most = s->rows[row].most;
    if (w->puzzle->width != GX_R_MEASURES || w->puzzle->cut || s->lost >> row & 1) return false;
    if (s->edits < w->max_edits || s->broken) return false;
    if (is_to_come(w, sum, to)) return false;
    return 2 * (uint64_t)most < sum || !is_to_come(w, 2 * most - sum, to);
}

/* What a whole row costs. The total is the greatest of its numbers, wherever it stands: a column
** may come behind it. */
static int judge_row(const search *w, const state *s, unsigned row) {
    uint32_t sum = s->rows[row].sum, most = s->rows[row].most;
    if (s->lost >> row & 1) return 0;
    if (w->puzzle->width != GX_R_MEASURES) {
        if (sum || most) return COST_FAILS;
        return s->some >> row & 1 ? COST_HOLDS : 0;
    }
    if (!most) return 0;
    if (sum != 2 * most) return COST_FAILS;
    return COST_HOLDS + (s->top >> row & 1 ? 0 : COST_LATE);
}

/* Looks at a row to which a number was added; entry `to` is the next one. */
static void look_at_row(const search *w, state *s, unsigned row, unsigned to) {
    unsigned filled = 0;
    bool fails = false;
    for (unsigned c = 0; c < w->puzzle->width; c++) filled += s->p[c] > row;
    if (filled == w->puzzle->width) {
        int cost = judge_row(w, s, row);
        s->cost = (int16_t)(s->cost + cost);
        fails = cost == COST_FAILS;
    } else if (filled + 1 == w->puzzle->width) {
        fails = cannot_hold(w, s, row, to);
    }
    if (!fails || s->failed >> row & 1) return;
    s->failed |= 1u << row;
    s->fails++;
}

/* ---- steps ----------------------------------------------------------------------------------- */

static uint64_t fingerprint(unsigned row, unsigned column, int64_t value) {
    uint64_t x = (uint64_t)value * 64 * GX_B_WIDTH + row * GX_B_WIDTH + column;
    x = (x ^ x >> 31) * 0x9e3779b97f4a7c15u;
    return value ? x ^ x >> 29 : 0;
}

/* How many rows are whole. */
static unsigned whole_rows(const search *w, const uint8_t p[GX_B_WIDTH]) {
    unsigned n = p[0];
    for (unsigned c = 1; c < w->puzzle->width; c++) n = p[c] < n ? p[c] : n;
    return n;
}

/* True where the table has one more band of that height than lie above row `from`. */
static bool is_band_left(const search *w, uint32_t starts, unsigned from, unsigned height) {
    unsigned n = 0;
    uint32_t edges = (starts & ((1u << from) - 1) & ~1u) | 1u << from;
    for (unsigned r = 0; edges && r < from; edges &= edges - 1) {
        unsigned next = (unsigned)__builtin_ctz(edges);
        n += next - r == height;
        r = next;
    }
    return n < w->bands[height];
}

/* How many edges of a block that covers rows [from, to) do not fit the bands of those before. */
static unsigned count_edges(const search *w, const state *s, unsigned from, unsigned to) {
    unsigned n = !(s->starts >> from & 1);
    n += to < s->begun && !(s->starts >> to & 1);
    n += (unsigned)__builtin_popcount(s->starts >> from >> 1 & ((1u << (to - from - 1)) - 1));
    if (from == s->begun) n += !is_band_left(w, s->starts, from, to - from);
    return n;
}

static bool is_headed(const gx_entry *entry, unsigned column) {
    return entry->begins && entry->head == column + 1;
}

static int judge_move(const search *w, const state *s, unsigned column, const gx_entry *entry) {
    unsigned last = w->puzzle->width - 1, from = s->column;
    if (is_headed(entry, column)) return COST_NEXT;
    int cost = !entry->begins || !entry->head ? 0 : entry->below ? COST_BELOW : COST_HEAD;
    if (s->fresh) return cost;
    if (column == from) return cost + COST_NEXT;
    if (column == from + 1 || (from == last && !column))
        cost += COST_NEXT;
    else
        cost += COST_JUMP + (s->p[column] > whole_rows(w, s->p) ? COST_AHEAD : 0);
    bool ragged = from && from <= last && s->p[from] < s->p[from - 1];
    if (ragged && s->p[column] > s->p[from]) cost += COST_RAGGED;
    return cost;
}

/* The rows to which a column may be filled: no more than the one to the left of it, save where its
** header says so or its blocks go on downwards. */
static unsigned limit_of(const search *w, const state *s, unsigned column, const gx_entry *entry) {
    bool down = !s->fresh && column == s->column;
    return !column || down || is_headed(entry, column) ? w->puzzle->rows : s->p[column - 1];
}

static bucket *bucket_of(const search *w, unsigned entry, unsigned edits, unsigned whole) {
    return &w->buckets[(entry * (w->max_edits + 1) + edits) * (w->puzzle->rows + 1) + whole];
}

/* Hoare's selection. */
int16_t gx_select_cost(int16_t *costs, int n, int k) {
    for (int low = 0, high = n - 1; low < high;) {
        int i = low, j = high;
        int16_t pivot = costs[k];
        while (i <= j) {
            while (costs[i] < pivot) i++;
            while (costs[j] > pivot) j--;
            if (i > j) break;
            int16_t cost = costs[i];
            costs[i++] = costs[j];
            costs[j--] = cost;
        }
        if (j < k) low = i;
        if (k < i) high = j;
    }
    return costs[k];
}

static void drop(search *w, uint32_t i) {
    w->states[i].next = w->unused;
    w->states[i].bucket = NONE;
    w->unused = i;
}

/* Drops all but the cheapest of a bucket. */
static void thin_out(search *w, bucket *b) {
    int16_t costs[2 * MAX_BREADTH] = {0};
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

/* The place in w->known of states like this one. */
static uint32_t *known_at(search *w, const state *like) {
    uint64_t x = like->print ^ like->bucket * 0x9e3779b97f4a7c15u ^ like->column;
    x += like->broken;
    for (unsigned c = 0; c < w->puzzle->width; c++) x = x * 31 + like->p[c];
    x = (x ^ x >> 29) * 0x9e3779b97f4a7c15u;
    return &w->known[x >> (64 - KNOWN_BITS)];
}

static bool is_like(const state *a, const state *b) {
    return a->bucket == b->bucket && a->print == b->print && a->column == b->column &&
           a->broken == b->broken && !memcmp(a->p, b->p, sizeof a->p);
}

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
        w->failed = true;
        return NONE;
    }
    return w->n_states++;
}

/* Adds a state before entry `to`, if it is among the cheapest. `made`: the step to it. */
static void add_state(search *w, unsigned to, state *added, const step *made) {
    bucket *b = bucket_of(w, to, added->edits, added->whole);
    if (added->cost >= b->most || added->cost > w->least[to] + COST_LIMIT) return;
    if (added->cost < w->least[to]) w->least[to] = added->cost;
    added->bucket = (uint32_t)(b - w->buckets);
    uint32_t *known = known_at(w, added), i = *known;
    bool again = i < w->n_states && is_like(&w->states[i], added);
    if (again && added->cost >= w->states[i].cost) return;
    if (w->n_steps == MAX_STEPS ||
        (w->n_steps == w->max_steps &&
         !gx_grow((void **)&w->steps, &w->max_steps, sizeof *w->steps))) {
        w->failed = true;
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
    b->first = *known = i;
    if (++b->n == 2 * w->breadth) thin_out(w, b);
}

/* Fills a step's cells. False: they cannot be joined. */
static bool fill(const search *w, state *s, const step *made) {
    unsigned n = cells_of(made), to = made->first + (unsigned)made->n, column = made->column;
    for (unsigned c = 0; c < made->wide; c++) s->p[column + c] = made->end;
    for (unsigned i = 0, row = made->row; i < n; i++) {
        unsigned c = column + i % made->wide;
        uint32_t value = value_of(w, made, i);
        if (value == UNKNOWN) {
            if (made->kind == JOIN && i == made->at) return false;
            s->lost |= 1u << row;
        } else {
            add_value(w, s, row, c, value);
        }
        s->print += fingerprint(row, c, number_of(w, made, i));
        if (c + 1 == column + made->wide) look_at_row(w, s, row++, to);
    }
    return s->fails <= w->max_fails;
}

/* Takes a step of `kind` from a state: its entries go to `wide` columns from `column` on, row by
** row. */
static void take_wide(search *w, const state *from, step_kind kind, unsigned column, unsigned wide,
                      unsigned first, unsigned n, unsigned at, int cost) {
    const gx_puzzle *puzzle = w->puzzle;
    const gx_entry *entry = &puzzle->entries[first];
    unsigned row = from->p[column], to = first + n, odd;
    step made = {from->step,   (uint16_t)first, (uint16_t)n, (uint8_t)kind, (uint8_t)column,
                 (uint8_t)row, (uint8_t)at,     0,           (uint8_t)wide};
    unsigned height = cells_of(&made) / wide, end = row + height;
    bool headed = is_headed(entry, column);
    made.end = (uint8_t)end;
    if (!height || end > limit_of(w, from, column, entry) || column + wide > puzzle->width) return;
    for (unsigned c = column + 1; c < column + wide; c++)
        if (from->p[c] != row) return;
    if (column && row <= from->p[column - 1] && end > from->p[column - 1] && !headed)
        cost += COST_AHEAD;
    cost += judge_move(w, from, column, entry);
    odd = count_edges(w, from, row, end);
    cost += (int)odd * COST_EDGE;
    unsigned whole = end; /* rows that will be */
    for (unsigned c = 0; c < puzzle->width; c++)
        if ((c < column || c >= column + wide) && from->p[c] < whole) whole = from->p[c];
    cost += from->cost;
    int least = cost + (whole > from->whole ? COST_HOLDS * (int)(whole - from->whole) : 0);
    if (least > w->least[to] + COST_LIMIT ||
        least >= bucket_of(w, to, from->edits + (unsigned)(kind >= HOLE), whole)->most)
        return;
    state s;
    copy_state(&s, from);
    for (unsigned r = s.begun; r < end; r++) s.rows[r].sum = s.rows[r].most = 0;
    s.fresh = false;
    s.broken = kind == BREAK_OFF;
    s.column = (uint8_t)(column + wide - 1);
    s.edits = (uint8_t)(s.edits + (kind >= HOLE));
    odd += kind == PLACE && to < puzzle->n && !puzzle->entries[to].begins;
    s.odd = (uint8_t)(s.odd + odd);
    s.cost = (int16_t)cost;
    if (!fill(w, &s, &made)) return;
    s.whole = (uint8_t)whole;
    if (end > s.begun) {
        s.begun = (uint8_t)end;
        s.starts |= 1u << end;
    }
    add_state(w, to, &s, &made);
}

static void take(search *w, const state *from, step_kind kind, unsigned column, unsigned first,
                 unsigned n, unsigned at, int cost) {
    take_wide(w, from, kind, column, 1, first, n, at, cost);
}

static void leave(search *w, const state *from, unsigned first, unsigned n, int cost) {
    state s;
    step made = {from->step, (uint16_t)first, (uint16_t)n, LEAVE, from->column, 0, 0, 0, 1};
    copy_state(&s, from);
    s.fresh = s.broken = false;
    s.edits = (uint8_t)(s.edits + (cost > COST_FOREIGN));
    if (s.edits > w->max_edits) return;
    s.cost = (int16_t)(s.cost + cost);
    add_state(w, first + n, &s, &made);
}

/* Finds the heights whose blocks are not as many as columns, or a multiple: the damage is there. */
static void find_odd_heights(search *w) {
    unsigned count[GX_B_ENTRIES + 2] = {0}, entries = 0;
    for (unsigned i = 0, n; i < w->puzzle->n; i += n) {
        n = gx_height_at(w->puzzle, i);
        if (w->puzzle->entries[i].foreign || w->puzzle->entries[i].stray) continue;
        count[n]++;
        entries += n;
    }
    w->more = (int)entries - (int)(w->puzzle->rows * w->puzzle->width);
    for (unsigned h = 0; h < GX_B_ENTRIES + 2; h++) {
        w->odd[h] = count[h] % w->puzzle->width != 0;
        w->bands[h] = (count[h] + w->puzzle->width - 1) / w->puzzle->width;
    }
}

/* All ways to go on with a number lost in the next block, entries [first, first + n), or at the end
** of it, or with two numbers run together. */
static void suppose_lost(search *w, const state *from, unsigned c, unsigned first, unsigned n) {
    const gx_puzzle *puzzle = w->puzzle;
    const gx_entry *entries = puzzle->entries;
    unsigned next = first + n < puzzle->n ? w->height[first + n] : 0;
    if (w->odd[1]) take(w, from, HOLE, c, first, 0, 0, COST_EDIT);
    if (next && (w->odd[n] || w->odd[next])) /* its line was left empty */
        take(w, from, HOLE, c, first, n + next, n, COST_EDIT);
    if (!w->odd[n] && n > 1) return;
    for (unsigned at = 0; at <= n && w->odd[n]; at++)
        take(w, from, HOLE, c, first, n, at, COST_EDIT);
    for (unsigned at = 0; at < n; at++) {
        if (at) take(w, from, HOLE, c, first, at, at, COST_EDIT);
        if (entries[first + at].token->digits < 2) continue;
        take(w, from, TWO, c, first, n, at, COST_TWO);
        take(w, from, BREAK_OFF, c, first, at, at, COST_TWO);
    }
}

/* All ways to go on with a number too many in it. */
static void suppose_more(search *w, const state *from, unsigned c, unsigned first, unsigned n) {
    const gx_entry *entries = w->puzzle->entries;
    if (!w->odd[n]) return;
    for (unsigned at = 0; at < n && n > 1; at++) take(w, from, SKIP, c, first, n, at, COST_EDIT);
    for (unsigned at = 0; at + 1 < n; at++)
        if (entries[first + at].token->kind == GX_T_NUMBER)
            take(w, from, JOIN, c, first, n, at, COST_EDIT);
}

/* The same in a block of several columns, row by row, all of whose rows but one are whole. */
static void suppose_uneven(search *w, const state *from, unsigned c, unsigned first, unsigned n) {
    const gx_entry *entries = w->puzzle->entries;
    const int cost = COST_DIVIDED + COST_EDIT;
    unsigned next = first + n < w->puzzle->n ? w->height[first + n] : 0;
    for (unsigned k = 2; w->odd[n] && c + k <= w->puzzle->width; k++) {
        if (next && w->more < 0 && (n + next + 1) % k == 0) /* its line was left empty */
            take_wide(w, from, HOLE, c, k, first, n + next, n, cost);
        for (unsigned at = 0; at <= n && w->more < 0 && (n + 1) % k == 0 && n > k; at++)
            take_wide(w, from, HOLE, c, k, first, n, at, cost);
        for (unsigned at = 0; at < n && w->more < 0 && (n + 1) % k == 0; at++)
            if (entries[first + at].token->digits > 1)
                take_wide(w, from, TWO, c, k, first, n, at, cost - COST_EDIT + COST_TWO);
        for (unsigned at = 0; at < n && w->more > 0 && (n - 1) % k == 0 && n > k + 1; at++) {
            take_wide(w, from, SKIP, c, k, first, n, at, cost);
            if (at + 1 < n && entries[first + at].token->kind == GX_T_NUMBER)
                take_wide(w, from, JOIN, c, k, first, n, at, cost);
        }
    }
}

static void suppose_damage(search *w, const state *from, unsigned c, unsigned first, unsigned n) {
    const gx_puzzle *puzzle = w->puzzle;
    unsigned next = first + n < puzzle->n ? w->height[first + n] : 0;
    for (unsigned m = 1; m < n; m++) take(w, from, PLACE, c, first, m, 0, COST_EDGE);
    suppose_uneven(w, from, c, first, n);
    if (w->more < 0)
        suppose_lost(w, from, c, first, n);
    else if (w->more)
        suppose_more(w, from, c, first, n);
    if (next && !w->more && (w->odd[n] || w->odd[next]))
        take(w, from, REJOIN, c, first, n + next, 0, COST_EDIT);
}

static void expand(search *w, uint32_t at, unsigned first) {
    const gx_puzzle *puzzle = w->puzzle;
    const gx_entry *entry = &puzzle->entries[first];
    state s, *from = &s; /* states may move */
    copy_state(&s, &w->states[at]);
    unsigned n = w->height[first];
    bool foreign = entry->stray || entry->foreign;
    if (!s.broken) leave(w, from, first, n, foreign ? COST_FOREIGN : COST_OUT);
    if (entry->stray) return;
    for (unsigned c = 0; c < puzzle->width; c++) {
        if (s.p[c] >= limit_of(w, from, c, entry)) continue;
        if (s.broken) {
            take(w, from, GOES_ON, c, first, n, 0, 0);
            continue;
        }
        take(w, from, PLACE, c, first, n, 0, 0);
        for (unsigned k = 2; k <= n && c + k <= puzzle->width; k++)
            if (n % k == 0) take_wide(w, from, PLACE, c, k, first, n, 0, COST_DIVIDED);
        if (s.edits < w->max_edits) suppose_damage(w, from, c, first, n);
    }
}

/* ---- pictures -------------------------------------------------------------------------------- */

/* Lists the cheapest ways at the end, cheapest first. Returns how many. */
static unsigned list_ends(const search *w, const state *ends[GX_B_PICTURES]) {
    unsigned n = 0;
    for (unsigned whole = w->puzzle->rows + 1; whole-- > 0;) {
        if (n && !w->puzzle->cut) break; /* where the table is whole, others do not count */
        for (unsigned e = 0; e <= w->max_edits; e++) {
            uint32_t i = bucket_of(w, w->puzzle->n, e, whole)->first;
            for (; i != NONE; i = w->states[i].next) {
                unsigned k = n;
                for (; k && ends[k - 1]->cost > w->states[i].cost; k--)
                    if (k < GX_B_PICTURES) ends[k] = ends[k - 1];
                if (k < GX_B_PICTURES) ends[k] = &w->states[i];
                if (n < GX_B_PICTURES) n++;
            }
        }
    }
    return n;
}

static void run(search *w) {
    for (unsigned i = 0; i < w->puzzle->n && !w->failed; i++) {
        unsigned from = (unsigned)(bucket_of(w, i, 0, 0) - w->buckets);
        unsigned to = (unsigned)(bucket_of(w, i + 1, 0, 0) - w->buckets);
        for (unsigned b = from; b < to; b++) {
            thin_out(w, &w->buckets[b]);
            for (uint32_t k = w->buckets[b].first, next; k != NONE && !w->failed; k = next) {
                if (w->states[k].cost <= w->least[i] + COST_LIMIT) expand(w, k, i);
                next = w->states[k].next;
                drop(w, k);
            }
            w->buckets[b].first = NONE;
        }
    }
}

/* ---- columns in another order ---------------------------------------------------------------- */

/* The steps of a way, the last first. */
typedef struct path {
    const search *w;
    const step *steps[GX_B_ENTRIES + 2];
    unsigned n;
} path;

/* What its moves cost, where column c of it is called to[c]. */
static int judge_order(const path *p, const uint8_t to[GX_B_WIDTH], int most) {
    state at = {.fresh = true};
    int cost = 0;
    for (unsigned i = p->n; i-- > 0 && cost <= most;) {
        const step *s = p->steps[i];
        const gx_entry *entry = &p->w->puzzle->entries[s->first];
        unsigned column = to[s->column], row = at.p[column], end = row + s->end - s->row;
        if (s->kind != LEAVE) {
            cost += judge_move(p->w, &at, column, entry);
            if (end > limit_of(p->w, &at, column, entry)) cost += COST_LEFT;
            for (unsigned c = 0; c < s->wide; c++) at.p[to[s->column + c]] = (uint8_t)end;
        }
        at.column = to[s->column + s->wide - 1u];
        at.fresh = false;
    }
    return cost;
}

static int64_t value_at(const search *w, const gx_picture *picture, unsigned row, unsigned column) {
    uint16_t at = picture->at[row][column];
    return at == picture->joined ? -2 : at < GX_B_LOST ? w->puzzle->entries[at].value : -1;
}

/* Marks the cells that have other numbers where the columns are called otherwise. */
static void mark_rival(const search *w, const uint8_t to[GX_B_WIDTH], gx_picture *out) {
    for (unsigned r = 0; r < w->puzzle->rows; r++)
        for (unsigned c = 0; c < w->puzzle->width; c++)
            if (value_at(w, out, r, c) != value_at(w, out, r, to[c]))
                out->doubt[r] = (uint16_t)(out->doubt[r] | 1u << c | 1u << to[c]);
}

/* No sum tells the order of the columns: looks at all others, save that of the sums. */
static void find_rivals(const path *p, gx_picture *out) {
    gx_orders orders = gx_first_order();
    int most = judge_order(p, orders.to, INT16_MAX) + MIN_GAP;
    while (gx_next_order(&orders, GX_R_TOTAL))
        if (judge_order(p, orders.to, most) < most) mark_rival(p->w, orders.to, out);
}

static void draw(const search *w, const state *s, gx_picture *out) {
    path p = {.w = w};
    for (uint32_t k = s->step; k; k = w->steps[k].parent) p.steps[p.n++] = &w->steps[k];
    memset(out->doubt, 0, sizeof out->doubt);
    memset(out->at, 0xff, sizeof out->at);
    out->joined = out->two = -1;
    out->rows = s->whole;
    out->whole = out->rows == w->puzzle->rows;
    out->cost = s->cost;
    out->order = 0;
    out->edits = s->edits;
    out->odd = s->odd;
    for (unsigned k = 0; k < p.n; k++) {
        const step *made = p.steps[k];
        for (unsigned i = 0, n = cells_of(made); i < n; i++) {
            bool lost = number_of(w, made, i) == -1;
            uint16_t *at = &out->at[made->row + i / made->wide][made->column + i % made->wide];
            *at = lost ? GX_B_LOST : entry_of(made, i);
        }
        if (made->kind == JOIN) out->joined = made->first + made->at;
        if (made->kind == TWO || made->kind == BREAK_OFF) out->two = made->first + made->at;
    }
    if (out->whole || w->puzzle->cut) find_rivals(&p, out);
}

/* Lists the numbers, and where blocks end. */
static void list_values(search *w) {
    unsigned n = w->puzzle->n;
    for (unsigned i = n; i-- > 0;) {
        bool goes_on = i + 1 < n && !w->puzzle->entries[i + 1].begins;
        w->height[i] = (uint16_t)(goes_on ? w->height[i + 1] + 1 : 1);
        w->least[i] = INT16_MAX - COST_LIMIT;
    }
    w->least[n] = INT16_MAX - COST_LIMIT;
    for (unsigned i = 0; i < n; i++) {
        const gx_entry *e = &w->puzzle->entries[i];
        bool known = !e->illegible && e->value >= 0 && e->value < MAX_VALUE;
        uint32_t value = w->value[i] = known ? (uint32_t)e->value : UNKNOWN;
        unsigned k = w->n_values;
        if (!known) w->last_unknown = i + 1;
        while (k && w->values[k - 1] > value) k--;
        if (!k || w->values[k - 1] != value) {
            memmove(w->values + k + 1, w->values + k, (w->n_values - k) * sizeof *w->values);
            memmove(w->last + k + 1, w->last + k, (w->n_values - k) * sizeof *w->last);
            w->values[k++] = value;
            w->n_values++;
        }
        w->last[k - 1] = (uint16_t)i;
    }
}

/* Gives the search the reader's memory, with empty buckets. False: no memory. */
static bool take_memory(gx_reader *reader, search *w) {
    const gx_puzzle *puzzle = w->puzzle;
    unsigned n = (puzzle->n + 1) * (w->max_edits + 1) * (puzzle->rows + 1);
    while (reader->max_buckets < n)
        if (!gx_grow(&reader->buckets, &reader->max_buckets, sizeof(bucket))) return false;
    w->buckets = reader->buckets;
    w->steps = reader->steps;
    w->max_steps = reader->max_steps;
    w->states = reader->states;
    w->max_states = reader->max_states;
    for (unsigned i = 0; i < n; i++) w->buckets[i] = (bucket){NONE, 0, INT16_MAX};
    return true;
}

/* The most rows that do not add up in a table that can be read: see blocks.c. */
static unsigned most_failures(const gx_puzzle *puzzle) {
    enum { MAX_FAILS = 4, GROUPS = 4, ROWS = GX_B_ROWS - GROUPS };
    return MAX_FAILS + (puzzle->rows > ROWS ? GROUPS : 0);
}

unsigned gx_find_pictures(gx_reader *reader, const gx_puzzle *puzzle, unsigned breadth,
                          unsigned edits, gx_picture out[GX_B_PICTURES], bool *failed) {
    search w = {.puzzle = puzzle, .breadth = breadth, .max_edits = edits, .unused = NONE};
    const state *ends[GX_B_PICTURES];
    *failed = !take_memory(reader, &w);
    if (*failed) return 0;
    find_odd_heights(&w);
    list_values(&w);
    w.max_fails = most_failures(puzzle);
    add_state(&w, 0, &(state){.fresh = true, .starts = 1}, &(step){0});
    if (!w.failed) run(&w);
    reader->steps = w.steps;
    reader->max_steps = w.max_steps;
    reader->states = w.states;
    reader->max_states = w.max_states;
    *failed = w.failed && w.n_steps < MAX_STEPS;
    if (w.failed) return 0;
    unsigned n = list_ends(&w, ends);
    for (unsigned i = 0; i < n; i++) draw(&w, ends[i], &out[i]);
    return n;
}
