/*
** halves.h: bands that are printed in two halves. What halves.c and around.c hand to each other.
*/
#ifndef GX_HALVES_H
#define GX_HALVES_H

#include "blocks.h"
#include "search.h"

enum {
    W = GX_R_MEASURES,
    MAX_BLOCKS = 256,
    MAX_RUNS = 1200,    /* bands that may be */
    MAX_SHORT = 4,      /* blocks of a band that do not reach over all its rows */
    MAX_REACH = 40,     /* blocks between the two runs of a band */
    MAX_SOLUTIONS = 24, /* ways to use up all blocks */
    MAX_WORK = 40000,
    MAX_HEIGHT = 16,
    COST_TWO = 2, /* a band in two runs ... */
    COST_FAR = 2, /* ... that lie apart by more blocks than NEAR */
    NEAR = 2 * W,
    COST_NOUGHT = 4,  /* a run of noughts: it may be from anywhere */
    COST_OUTSIDE = 3, /* a block that is left over, for an open band elsewhere */
    MARGIN = 2,       /* by which all other ways to use up the blocks must be worse */
    MAX_OPEN = 4,     /* rows of a band that is left open */
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
    uint64_t late[MAX_BLOCKS + 1][WORDS]; /* by block: those that are in no band that ends there or
                                          ** behind */
    bool may_open;                        /* one band may be left open */
    int work;
} table;

/* The numbers of a row, from left to right. */
typedef struct line {
    uint16_t entry[W + 2];
    unsigned n;
} line;

static inline int64_t value_of(const table *t, unsigned entry) {
    return t->puzzle->entries[entry].value;
}

enum { OPEN = 0x8000 }; /* in table.chosen, and the height: the band of these rows is not found */

/* Lists the rows of a band. False: one has more numbers than cells. */
bool gx_list_lines(const table *t, const band *b, line lines[MAX_HEIGHT]);

/* around.c: reads the rows around the open band of `chosen`, if in all columns but two one of the n
** blocks that are left over is what they want of it. Two columns that want something else may have
** changed numbers in any row: they are doubtful, as the band is. False: the columns do not prove
** these rows; `*unclear`: it is not told where their empty cells are. */
bool gx_read_around(const table *t, const uint16_t *chosen, const uint8_t *left, unsigned n,
                    gx_cell out[GX_R_ITEMS][W], bool *unclear);

#endif
