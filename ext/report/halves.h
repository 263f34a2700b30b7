/*
** halves.h: bands that are printed in two halves. What halves.c and around.c hand to each other.
*/
#ifndef GX_HALVES_H
#define GX_HALVES_H

#include "blocks.h"
#include "search.h"

enum {
    GX_H_BLOCKS = 256,
    GX_H_BANDS = 1200,   /* that may be */
    GX_H_SHORT = 4,      /* blocks of a band that do not reach over all its rows */
    GX_H_SOLUTIONS = 24, /* ways to use up all blocks */
    GX_H_HEIGHT = 16,
    GX_H_WORDS = GX_H_BLOCKS / 64,
    GX_H_OPEN = 0x8000, /* in gx_half_table.chosen, and the height: the band of these rows is not
                        ** found */
};

typedef struct gx_half_block {
    uint16_t first, n; /* entries */
    bool out;          /* may be no part of the table */
} gx_half_block;

/* A band that may be: blocks [at[0], at[0] + n[0]) and [at[1], at[1] + n[1]), the last run the
** right one. */
typedef struct gx_half_band {
    uint8_t height;
    uint8_t at[2], n[2];
    uint8_t shorts[GX_H_SHORT]; /* the row in which each short block begins */
    uint8_t cost;
    uint64_t blocks[GX_H_WORDS];
} gx_half_band;

typedef struct gx_half_table {
    const gx_rows *rows;
    const gx_puzzle *puzzle;
    const int *items;
    gx_half_block blocks[GX_H_BLOCKS];
    unsigned n;
    int64_t sums[GX_H_BLOCKS + 1]; /* of all blocks before */
    unsigned count[GX_H_BLOCKS + 1];
    gx_half_band bands[GX_H_BANDS];
    unsigned n_bands;
    bool full;
    /* the ways to use up all blocks */
    uint16_t solutions[GX_H_SOLUTIONS][GX_B_ROWS]; /* by row at which it begins: 1 + a band */
    unsigned costs[GX_H_SOLUTIONS], n_solutions, best;
    uint16_t chosen[GX_B_ROWS];
    uint64_t used[GX_H_WORDS];
    uint64_t late[GX_H_BLOCKS + 1]
                 [GX_H_WORDS]; /* by block: those that are in no band that ends there or
                                          ** behind */
    bool may_open;             /* one band may be left open */
    int work;
} gx_half_table;

/* The numbers of a row, from left to right. */
typedef struct gx_half_line {
    uint16_t entry[GX_R_MEASURES + 2];
    unsigned n;
} gx_half_line;

static inline int64_t gx_half_value(const gx_half_table *t, unsigned entry) {
    return t->puzzle->entries[entry].value;
}

/* Lists the rows of a band. False: one has more numbers than cells. */
bool gx_list_lines(const gx_half_table *t, const gx_half_band *b, gx_half_line lines[GX_H_HEIGHT]);

/* around.c: reads the rows around the open band of `chosen`, if in all columns but two one of the n
** blocks that are left over is what they want of it. Two columns that want something else may have
** changed numbers in any row: they are doubtful, as the band is. False: the columns do not prove
** these rows; `*unclear`: it is not told where their empty cells are. */
bool gx_read_around(const gx_half_table *t, const uint16_t *chosen, const uint8_t *left, unsigned n,
                    gx_cell out[GX_R_ITEMS][GX_R_MEASURES], bool *unclear);

#endif
