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

#include <stdlib.h>
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

typedef struct node {
    uint32_t parent, next; /* next: in its bucket */
    uint32_t bucket;       /* NO_NODE: in none */
    uint8_t p[GX_B_WIDTH]; /* rows filled */
    uint8_t whole, begun;  /* rows: in all columns, in any */
    uint32_t starts;       /* bit r: the first block to come there begins or ends at row r */
    uint64_t print;        /* of all numbers and their cells */
    int16_t cost;
    uint16_t first, n; /* entries of this step */
    uint8_t kind, column, row, at;
    uint8_t end;        /* behind its last row */
    uint8_t wide;       /* columns */
    uint8_t edits, odd; /* odd: edges that do not fit */
} node;

enum { NO_NODE = 0xffffffff, MAX_NODES = 200000, MAX_BREADTH = 100, KNOWN_BITS = 15 };

/* The nodes that stand before an entry, with some number of edits and some number of rows that are
** whole: tables that are filled row by row do not compete with those filled column by column. */
typedef struct bucket {
    uint32_t first; /* NO_NODE: none */
    uint16_t n;
    int16_t most; /* what costs so much or more is not added any more */
} bucket;

typedef struct search {
    const gx_puzzle *puzzle;
    node *nodes;
    bucket *buckets;
    uint32_t n_nodes, max_nodes;
    uint32_t unused;                 /* nodes: the first of those that may be used again */
    uint32_t known[1 << KNOWN_BITS]; /* nodes by what they have filled with what */
    unsigned breadth, max_edits;
    bool odd[GX_B_ENTRIES + 2];       /* by height: blocks of it do not make whole bands */
    unsigned bands[GX_B_ENTRIES + 2]; /* by height: how many there may be */
    int more;                         /* entries than cells */
    bool failed;                      /* no memory, or too much to look at */
} search;

/* ---- what a step puts where
 * --------------------------------------------------------------------------- */

static unsigned cells_of(const node *s) {
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

/* Which of its cells one is, row by row. */
static unsigned place_of(const node *s, unsigned row, unsigned column) {
    return (row - s->row) * s->wide + column - s->column;
}

/* The entry that a step puts into a row and column it covers. */
static uint16_t entry_of(const node *s, unsigned row, unsigned column) {
    unsigned i = place_of(s, row, column), first = s->first;
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

static bool covers(const node *s, unsigned row) {
    return row >= s->row && row < s->end;
}

static int64_t value_of(const search *w, const node *s, unsigned row, unsigned column) {
    uint16_t entry = entry_of(s, row, column);
    if (entry == GX_B_LOST || w->puzzle->entries[entry].illegible) return -1;
    if (s->kind == JOIN && place_of(s, row, column) == s->at)
        return gx_join_entries(&w->puzzle->entries[entry]);
    return w->puzzle->entries[entry].value;
}

/* True where a mark is printed, as for an empty cell. */
static bool is_mark(const search *w, const node *s, unsigned row, unsigned column) {
    uint16_t entry = entry_of(s, row, column);
    return entry != GX_B_LOST && w->puzzle->entries[entry].token->kind != GX_T_NUMBER;
}

/* ---- rows
 * ------------------------------------------------------------------------------------------------
 */

/* The values of a row by column, -1 where one is lost. `s` fills its last column. Returns how many
** are lost. */
static unsigned read_row(const search *w, const node *s, unsigned row, int64_t out[GX_B_WIDTH]) {
    unsigned lost = 0, left = w->puzzle->width;
    for (; left && s->kind != START; s = &w->nodes[s->parent]) {
        if (!covers(s, row)) continue;
        for (unsigned c = s->column; c < s->column + s->wide; c++, left--) {
            out[c] = value_of(w, s, row, c);
            lost += out[c] < 0;
        }
    }
    return lost;
}

/* The sums of a row: of all values, and the greatest. False: they are too great. */
static bool add_up(const int64_t *values, unsigned width, int64_t *sum, int64_t *most) {
    *sum = *most = 0;
    for (unsigned c = 0; c < width; c++) {
        int64_t value = values[c] < 0 ? 0 : values[c];
        if (__builtin_add_overflow(*sum, value, sum)) return false;
        if (value > *most) *most = value;
    }
    return *sum < INT64_MAX / 4;
}

/* What a whole row costs. The total is the greatest of its numbers, wherever it stands: a column
** may come behind it. */
static int judge_row(const search *w, const node *s, unsigned row) {
    int64_t values[GX_B_WIDTH] = {0}, sum, most;
    unsigned width = w->puzzle->width, lost = read_row(w, s, row, values);
    if (!add_up(values, width, &sum, &most)) return COST_FAILS;
    if (width == GX_R_MEASURES) {
        if (lost || !most) return 0;
        if (sum != 2 * most) return COST_FAILS;
        return COST_HOLDS + (values[width - 1] == most ? 0 : COST_LATE);
    }
    /* 自然人, the six others, 法人小计, 总计 */
    int64_t parts = sum - values[0] - values[width - 1] - values[width - 2];
    if (lost) return 0;
    bool holds = parts == values[width - 2] && parts + values[0] == values[width - 1];
    return !holds ? COST_FAILS : most ? COST_HOLDS : 0;
}

/* ---- steps
 * -----------------------------------------------------------------------------------------------
 */

enum { EMPTY = -2 }; /* not -1, which is lost */

static uint64_t fingerprint(unsigned row, unsigned column, int64_t value) {
    uint64_t x = (uint64_t)value * 64 * GX_B_WIDTH + row * GX_B_WIDTH + column;
    x = (x ^ x >> 31) * 0x9e3779b97f4a7c15u;
    return value ? x ^ x >> 29 : 0;
}

/* How many rows are whole. */
static unsigned whole_rows(const search *w, const node *s) {
    unsigned n = s->p[0];
    for (unsigned c = 1; c < w->puzzle->width; c++) n = s->p[c] < n ? s->p[c] : n;
    return n;
}

/* True where the table has one more band of that height than lie above row `from`. */
static bool is_band_left(const search *w, uint32_t starts, unsigned from, unsigned height) {
    unsigned n = 0;
    for (unsigned r = 0, next; r < from; r = next) {
        for (next = r + 1; next < from && !(starts >> next & 1);) next++;
        n += next - r == height;
    }
    return n < w->bands[height];
}

/* How many edges of a block that covers rows [from, to) do not fit the bands of those before. */
static unsigned count_edges(const search *w, const node *s, unsigned from, unsigned to) {
    unsigned end = s->begun;
    uint32_t starts = s->starts;
    unsigned n = 0;
    n += !(starts >> from & 1);
    n += to < end && !(starts >> to & 1);
    for (unsigned r = from + 1; r < to; r++) n += starts >> r & 1;
    if (from == end) n += !is_band_left(w, starts, from, to - from);
    return n;
}

static bool is_headed(const gx_entry *entry, unsigned column) {
    return entry->begins && entry->head == column + 1;
}

/* The column that the last step was in; its last one, where there were several. */
static unsigned column_at(const node *s) {
    return s->kind == LEAVE || s->kind == START ? s->column : s->column + s->wide - 1u;
}

static int judge_move(const search *w, const node *s, unsigned column, const gx_entry *entry) {
    unsigned last = w->puzzle->width - 1, from = column_at(s);
    if (is_headed(entry, column)) return COST_NEXT;
    int cost = !entry->begins || !entry->head ? 0 : entry->below ? COST_BELOW : COST_HEAD;
    if (s->kind == START) return cost;
    if (column == from) return cost + COST_NEXT;
    if (column == from + 1 || (from == last && !column))
        cost += COST_NEXT;
    else
        cost += COST_JUMP + (s->p[column] > whole_rows(w, s) ? COST_AHEAD : 0);
    bool ragged = from && from <= last && s->p[from] < s->p[from - 1];
    if (ragged && s->p[column] > s->p[from]) cost += COST_RAGGED;
    return cost;
}

/* The rows to which a column may be filled: no more than the one to the left of it, save where its
** header says so or its blocks go on downwards. */
static unsigned limit_of(const search *w, const node *s, unsigned column, const gx_entry *entry) {
    bool down = s->kind != START && column == column_at(s);
    return !column || down || is_headed(entry, column) ? w->puzzle->rows : s->p[column - 1];
}

static bucket *bucket_of(const search *w, unsigned entry, unsigned edits, unsigned whole) {
    return &w->buckets[(entry * (w->max_edits + 1) + edits) * (w->puzzle->rows + 1) + whole];
}

/* The cost that k others are not above: Hoare's selection. Changes the order. */
static int16_t select_cost(int16_t *costs, int n, int k) {
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

/* Drops all but the cheapest of a bucket. No step leads on from them yet. */
static void thin_out(search *w, bucket *b) {
    int16_t costs[2 * MAX_BREADTH] = {0};
    unsigned n = 0, left = w->breadth; /* of those that cost as much as the last */
    if (b->n <= w->breadth) return;
    for (uint32_t i = b->first; i != NO_NODE; i = w->nodes[i].next) costs[n++] = w->nodes[i].cost;
    b->most = select_cost(costs, (int)n, (int)w->breadth - 1);
    for (unsigned i = 0; i < n; i++) left -= costs[i] < b->most;
    for (uint32_t *at = &b->first; *at != NO_NODE;) {
        uint32_t i = *at;
        bool keep = w->nodes[i].cost < b->most || (w->nodes[i].cost == b->most && left);
        if (keep) {
            left -= w->nodes[i].cost == b->most;
            at = &w->nodes[i].next;
            continue;
        }
        *at = w->nodes[i].next;
        w->nodes[i].next = w->unused;
        w->nodes[i].bucket = NO_NODE;
        w->unused = i;
        b->n--;
    }
}

/* The place in w->known of nodes like this one. */
static uint32_t *known_at(search *w, uint32_t place, const node *like) {
    uint64_t x = like->print ^ place * 0x9e3779b97f4a7c15u ^ like->column;
    x += like->kind == BREAK_OFF;
    for (unsigned c = 0; c < w->puzzle->width; c++) x = x * 31 + like->p[c];
    x = (x ^ x >> 29) * 0x9e3779b97f4a7c15u;
    return &w->known[x >> (64 - KNOWN_BITS)];
}

static uint32_t new_node(search *w) {
    uint32_t i = w->unused;
    if (i != NO_NODE) {
        w->unused = w->nodes[i].next;
        return i;
    }
    if (w->n_nodes == MAX_NODES ||
        (w->n_nodes == w->max_nodes &&
         !gx_grow((void **)&w->nodes, &w->max_nodes, sizeof *w->nodes))) {
        w->failed = true;
        return NO_NODE;
    }
    return w->n_nodes++;
}

/* Adds a node before entry `to`, if it is among the cheapest. */
static void add_node(search *w, unsigned to, const node *added) {
    bucket *b = bucket_of(w, to, added->edits, added->whole);
    uint32_t place = (uint32_t)(b - w->buckets), *known = known_at(w, place, added);
    if (added->cost >= b->most) return;
    if (*known < w->n_nodes) {
        node *other = &w->nodes[*known];
        if (other->bucket == place && other->print == added->print &&
            other->column == added->column && !memcmp(other->p, added->p, sizeof added->p) &&
            (other->kind == BREAK_OFF) == (added->kind == BREAK_OFF)) {
            uint32_t next = other->next;
            if (added->cost >= other->cost) return;
            *other = *added;
            other->next = next;
            other->bucket = place;
            return;
        }
    }
    uint32_t i = new_node(w);
    if (i == NO_NODE) return;
    w->nodes[i] = *added;
    w->nodes[i].next = b->first;
    w->nodes[i].bucket = place;
    b->first = *known = i;
    if (++b->n == 2 * w->breadth) thin_out(w, b);
}

/* Takes a step of `kind` from a node: its entries go to `wide` columns from `column` on, row by
** row. */
static void take_wide(search *w, uint32_t from, step_kind kind, unsigned column, unsigned wide,
                      unsigned first, unsigned n, unsigned at, int cost) {
    const node above = w->nodes[from], *parent = &above; /* nodes may move */
    const gx_puzzle *puzzle = w->puzzle;
    node s = *parent;
    s.parent = from;
    s.kind = (uint8_t)kind;
    s.column = (uint8_t)column;
    s.row = parent->p[column];
    s.first = (uint16_t)first;
    s.n = (uint16_t)n;
    s.at = (uint8_t)at;
    s.wide = (uint8_t)wide;
    unsigned height = cells_of(&s) / wide, end = s.row + height;
    s.end = (uint8_t)end;
    unsigned limit = limit_of(w, parent, column, &puzzle->entries[first]);
    if (!height || end > limit || column + wide > puzzle->width) return;
    for (unsigned c = column; c < column + wide; c++) {
        if (parent->p[c] != s.row) return;
        s.p[c] = (uint8_t)end;
    }
    if (column && s.row <= parent->p[column - 1] && end > parent->p[column - 1] &&
        !is_headed(&puzzle->entries[first], column))
        cost += COST_AHEAD;
    s.edits = (uint8_t)(s.edits + (kind >= HOLE));
    cost += judge_move(w, parent, column, &puzzle->entries[first]);
    unsigned odd = count_edges(w, parent, s.row, end);
    cost += (int)odd * COST_EDGE;
    odd += kind == PLACE && first + n < puzzle->n && !puzzle->entries[first + n].begins;
    s.odd = (uint8_t)(s.odd + odd);
    unsigned whole = parent->whole, filled = s.row > whole ? whole : whole_rows(w, &s);
    const bucket *b = bucket_of(w, first + n, s.edits, filled);
    if (s.cost + cost + (int)(filled - whole) * COST_HOLDS >= b->most) return;
    for (unsigned c = column; c < column + wide; c++)
        for (unsigned r = s.row; r < end; r++) {
            int64_t value = value_of(w, &s, r, c);
            if (kind == JOIN && place_of(&s, r, c) == at && value < 0) return;
            s.print += fingerprint(r, c, is_mark(w, &s, r, c) ? EMPTY : value);
        }
    s.whole = (uint8_t)filled;
    if (end > s.begun) {
        s.begun = (uint8_t)end;
        s.starts |= 1u << end;
    }
    for (unsigned r = whole; r < filled; r++) cost += judge_row(w, &s, r);
    s.cost = (int16_t)(s.cost + cost);
    add_node(w, first + n, &s);
}

static void take(search *w, uint32_t from, step_kind kind, unsigned column, unsigned first,
                 unsigned n, unsigned at, int cost) {
    take_wide(w, from, kind, column, 1, first, n, at, cost);
}

static void leave(search *w, uint32_t from, unsigned first, unsigned n, int cost) {
    node s = w->nodes[from];
    s.parent = from;
    if (s.kind != START && s.kind != LEAVE) s.column = (uint8_t)(s.column + s.wide - 1u);
    s.kind = LEAVE;
    s.end = s.row; /* it covers none */
    s.wide = 1;
    s.first = (uint16_t)first;
    s.n = (uint16_t)n;
    s.edits = (uint8_t)(s.edits + (cost > COST_FOREIGN));
    if (s.edits > w->max_edits) return;
    s.cost = (int16_t)(s.cost + cost);
    add_node(w, first + n, &s);
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
static void suppose_lost(search *w, uint32_t from, unsigned c, unsigned first, unsigned n) {
    const gx_puzzle *puzzle = w->puzzle;
    const gx_entry *entries = puzzle->entries;
    unsigned next = first + n < puzzle->n ? gx_height_at(puzzle, first + n) : 0;
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
static void suppose_more(search *w, uint32_t from, unsigned c, unsigned first, unsigned n) {
    const gx_entry *entries = w->puzzle->entries;
    if (!w->odd[n]) return;
    for (unsigned at = 0; at < n && n > 1; at++) take(w, from, SKIP, c, first, n, at, COST_EDIT);
    for (unsigned at = 0; at + 1 < n; at++)
        if (entries[first + at].token->kind == GX_T_NUMBER)
            take(w, from, JOIN, c, first, n, at, COST_EDIT);
}

/* The same in a block of several columns, row by row, all of whose rows but one are whole. */
static void suppose_uneven(search *w, uint32_t from, unsigned c, unsigned first, unsigned n) {
    const gx_entry *entries = w->puzzle->entries;
    const int cost = COST_DIVIDED + COST_EDIT;
    for (unsigned k = 2; w->odd[n] && c + k <= w->puzzle->width; k++) {
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

static void suppose_damage(search *w, uint32_t from, unsigned c, unsigned first, unsigned n) {
    const gx_puzzle *puzzle = w->puzzle;
    unsigned next = first + n < puzzle->n ? gx_height_at(puzzle, first + n) : 0;
    for (unsigned m = 1; m < n; m++) take(w, from, PLACE, c, first, m, 0, COST_EDGE);
    suppose_uneven(w, from, c, first, n);
    if (w->more < 0)
        suppose_lost(w, from, c, first, n);
    else if (w->more)
        suppose_more(w, from, c, first, n);
    if (next && !w->more && (w->odd[n] || w->odd[next]))
        take(w, from, REJOIN, c, first, n + next, 0, COST_EDIT);
}

static void expand(search *w, uint32_t from, unsigned first) {
    const gx_puzzle *puzzle = w->puzzle;
    unsigned n = gx_height_at(puzzle, first), edits = w->nodes[from].edits;
    bool goes_on = w->nodes[from].kind == BREAK_OFF;
    bool stray = puzzle->entries[first].stray, foreign = stray || puzzle->entries[first].foreign;
    if (!goes_on) leave(w, from, first, n, foreign ? COST_FOREIGN : COST_OUT);
    if (stray) return;
    for (unsigned c = 0; c < puzzle->width; c++) {
        if (w->nodes[from].p[c] >= limit_of(w, &w->nodes[from], c, &puzzle->entries[first]))
            continue;
        if (goes_on) {
            take(w, from, GOES_ON, c, first, n, 0, 0);
            continue;
        }
        take(w, from, PLACE, c, first, n, 0, 0);
        for (unsigned k = 2; k <= n && c + k <= puzzle->width; k++)
            if (n % k == 0) take_wide(w, from, PLACE, c, k, first, n, 0, COST_DIVIDED);
        if (edits < w->max_edits) suppose_damage(w, from, c, first, n);
    }
}

/* ---- pictures
 * ------------------------------------------------------------------------------------------- */

/* Lists the cheapest ways at the end, cheapest first. Returns how many. */
static unsigned list_ends(const search *w, const node *ends[GX_B_PICTURES]) {
    unsigned n = 0;
    for (unsigned whole = w->puzzle->rows + 1; whole-- > 0;) {
        if (n && !w->puzzle->cut) break; /* where the table is whole, others do not count */
        for (unsigned e = 0; e <= w->max_edits; e++) {
            uint32_t i = bucket_of(w, w->puzzle->n, e, whole)->first;
            for (; i != NO_NODE; i = w->nodes[i].next) {
                unsigned k = n;
                for (; k && ends[k - 1]->cost > w->nodes[i].cost; k--)
                    if (k < GX_B_PICTURES) ends[k] = ends[k - 1];
                if (k < GX_B_PICTURES) ends[k] = &w->nodes[i];
                if (n < GX_B_PICTURES) n++;
            }
        }
    }
    return n;
}

static void run(search *w) {
    for (unsigned i = 0; i < w->puzzle->n; i++) {
        unsigned from = (unsigned)(bucket_of(w, i, 0, 0) - w->buckets);
        unsigned to = (unsigned)(bucket_of(w, i + 1, 0, 0) - w->buckets);
        int least = INT16_MAX;
        for (unsigned b = from; b < to; b++) thin_out(w, &w->buckets[b]);
        for (unsigned b = from; b < to; b++)
            for (uint32_t k = w->buckets[b].first; k != NO_NODE; k = w->nodes[k].next)
                if (w->nodes[k].cost < least) least = w->nodes[k].cost;
        for (unsigned b = from; b < to; b++)
            for (uint32_t k = w->buckets[b].first; k != NO_NODE && !w->failed; k = w->nodes[k].next)
                if (w->nodes[k].cost <= least + COST_LIMIT) expand(w, k, i);
    }
}

/* ---- columns in another order
 * ---------------------------------------------------------------------------- */

/* The steps of a way, and what they cost where column c of it is called to[c]. */
typedef struct path {
    const search *w;
    const node *steps[GX_B_ENTRIES + 2];
    unsigned n;
} path;

static int judge_order(const path *p, const uint8_t to[GX_B_WIDTH], int most) {
    node at = *p->steps[0];
    int cost = 0;
    for (unsigned i = 1; i < p->n && cost <= most; i++) {
        const node *s = p->steps[i];
        const gx_entry *entry = &p->w->puzzle->entries[s->first];
        unsigned column = to[s->column], row = at.p[column], end = row + s->end - s->row;
        if (s->kind != LEAVE) {
            cost += judge_move(p->w, &at, column, entry);
            if (end > limit_of(p->w, &at, column, entry)) cost += COST_LEFT;
            for (unsigned c = 0; c < s->wide; c++) at.p[to[s->column + c]] = (uint8_t)end;
        }
        at.kind = s->kind;
        at.wide = s->wide;
        at.column = (uint8_t)column;
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

static void draw(const search *w, const node *s, gx_picture *out) {
    path p = {.w = w};
    for (const node *step = s; step; step = step->kind == START ? NULL : &w->nodes[step->parent])
        p.n++;
    unsigned i = p.n;
    for (const node *step = s; i; step = &w->nodes[step->parent]) p.steps[--i] = step;
    memset(out->doubt, 0, sizeof out->doubt);
    memset(out->at, 0xff, sizeof out->at);
    out->joined = out->two = -1;
    out->rows = s->whole;
    out->whole = out->rows == w->puzzle->rows;
    out->cost = s->cost;
    out->order = 0;
    out->edits = s->edits;
    out->odd = s->odd;
    for (; s->kind != START; s = &w->nodes[s->parent]) {
        for (unsigned r = s->row; s->kind != LEAVE && r < s->end; r++)
            for (unsigned c = s->column; c < s->column + s->wide; c++)
                out->at[r][c] = value_of(w, s, r, c) < 0 ? GX_B_LOST : entry_of(s, r, c);
        if (s->kind == JOIN) out->joined = s->first + s->at;
        if (s->kind == TWO || s->kind == BREAK_OFF) out->two = s->first + s->at;
    }
    if (out->whole || w->puzzle->cut) find_rivals(&p, out);
}

/* Gives the search the reader's memory, with empty buckets. False: no memory. */
static bool take_memory(gx_reader *reader, search *w) {
    const gx_puzzle *puzzle = w->puzzle;
    unsigned n = (puzzle->n + 1) * (w->max_edits + 1) * (puzzle->rows + 1);
    while (reader->max_buckets < n)
        if (!gx_grow(&reader->buckets, &reader->max_buckets, sizeof(bucket))) return false;
    w->buckets = reader->buckets;
    w->nodes = reader->nodes;
    w->max_nodes = reader->max_nodes;
    for (unsigned i = 0; i < n; i++) w->buckets[i] = (bucket){NO_NODE, 0, INT16_MAX};
    return true;
}

unsigned gx_find_pictures(gx_reader *reader, const gx_puzzle *puzzle, unsigned breadth,
                          unsigned edits, gx_picture out[GX_B_PICTURES], bool *failed) {
    search w = {.puzzle = puzzle, .breadth = breadth, .max_edits = edits, .unused = NO_NODE};
    const node *ends[GX_B_PICTURES];
    *failed = !take_memory(reader, &w);
    if (*failed) return 0;
    find_odd_heights(&w);
    add_node(&w, 0, &(node){.kind = START, .starts = 1, .wide = 1});
    if (!w.failed) run(&w);
    reader->nodes = w.nodes;
    reader->max_nodes = w.max_nodes;
    *failed = w.failed && w.n_nodes < MAX_NODES;
    if (w.failed) return 0;
    unsigned n = list_ends(&w, ends);
    for (unsigned i = 0; i < n; i++) draw(&w, ends[i], &out[i]);
    return n;
}
