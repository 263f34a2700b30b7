/*
** around.c: a table of which one band is damaged. In: the bands of all other rows, and the blocks
** that are left over. Out: the cells of these rows, where the columns prove them.
**
** The damaged band has a few numbers lost, wrong or too many, so that its rows do not add up. But
** its columns are blocks as those of other bands, and most of them are whole: each is just what all
** other rows leave of its column's sums.
*/
#include "halves.h"

#include <string.h>

enum { W = GX_R_MEASURES };

enum { MAX_MISSED = 2, MIN_TOLD = 4 };

/* The entry of each cell; GX_B_NONE: it is empty. */
typedef struct grid {
    uint16_t at[GX_B_ROWS][W];
    bool open[GX_B_ROWS];
    unsigned from, height; /* of the open band */
} grid;

/* True where nothing but marks is printed for a row, as for empty cells. */
static bool is_blank(const gx_half_table *t, const gx_half_line *of) {
    bool blank = of->n > 0;
    for (unsigned i = 0; i < of->n; i++)
        blank = blank && t->puzzle->entries[of->entry[i]].token->kind == GX_T_BLANK;
    return blank;
}

/* Puts a band's blocks into the grid, if they are its columns one by one; a short one leaves other
** rows of its column empty, or the next one goes on there. False: they are not as many as columns.
*/
static bool put_blocks(const gx_half_table *t, const gx_half_band *b, unsigned row, grid *g) {
    unsigned shorts = 0, columns = 0, end = GX_B_ROWS; /* behind the last one, if it is short */
    uint16_t at[GX_B_ROWS][W];
    memset(at, 0xff, sizeof at);
    for (unsigned run = 0; run < 2; run++)
        for (unsigned i = b->at[run]; i < (unsigned)b->at[run] + b->n[run]; i++) {
            const gx_half_block *of = &t->blocks[i];
            bool is_short = of->n < b->height;
            unsigned first = is_short ? b->shorts[shorts++] : 0;
            columns += !is_short || first < end;
            if (of->n > b->height || columns > W) return false;
            for (unsigned k = 0; k < of->n; k++)
                at[first + k][columns - 1] = (uint16_t)(of->first + k);
            end = is_short ? first + of->n : GX_B_ROWS;
        }
    if (columns == W) memcpy(g->at + row, at, b->height * sizeof *at);
    return columns == W;
}

/* Puts all bands into the grid. False: it is not told where a row's empty cells are. */
static bool put_bands(const gx_half_table *t, const uint16_t *chosen, grid *g) {
    memset(g->at, 0xff, sizeof g->at);
    for (unsigned r = 0, height; r < t->puzzle->rows; r += height) {
        gx_half_line lines[GX_H_HEIGHT];
        height = chosen[r] & (GX_H_OPEN - 1u);
        if (chosen[r] & GX_H_OPEN) {
            g->from = r;
            g->height = height;
            for (unsigned k = 0; k < height; k++) g->open[r + k] = true;
            continue;
        }
        const gx_half_band *b = &t->bands[chosen[r] - 1];
        height = b->height;
        if (put_blocks(t, b, r, g)) continue;
        gx_list_lines(t, b, lines);
        for (unsigned k = 0; k < height; k++) {
            if (lines[k].n != W && !is_blank(t, &lines[k])) return false;
            for (unsigned m = 0; m < lines[k].n && m < W; m++) g->at[r + k][m] = lines[k].entry[m];
        }
    }
    return g->height;
}

/* True where a block is what is wanting to a column's sums, in the rows from `from` on. */
static bool is_wanted(const gx_half_table *t, const gx_half_block *of, unsigned from,
                      int64_t outcomes, int64_t balance) {
    for (unsigned k = 0; k < of->n; k++) {
        int of_balance, of_outcomes;
        gx_list_signs(t->items[from + k], &of_balance, &of_outcomes);
        outcomes += of_outcomes * gx_half_value(t, of->first + k);
        balance += of_balance * gx_half_value(t, of->first + k);
    }
    return !outcomes && !balance;
}

/* Bit m: no block that is left over is what column m wants, or more than one. */
static unsigned list_missed(const gx_half_table *t, const grid *g, const uint8_t *left, unsigned n,
                            unsigned *told) {
    unsigned missed = 0;
    *told = 0;
    for (unsigned m = 0; m < W; m++) {
        int64_t outcomes = 0, balance = 0;
        unsigned found = 0;
        for (unsigned r = 0; r < t->puzzle->rows; r++) {
            int of_balance, of_outcomes;
            if (g->open[r] || g->at[r][m] == GX_B_NONE) continue;
            gx_list_signs(t->items[r], &of_balance, &of_outcomes);
            outcomes += of_outcomes * gx_half_value(t, g->at[r][m]);
            balance += of_balance * gx_half_value(t, g->at[r][m]);
        }
        for (unsigned i = 0; i < n; i++) {
            const gx_half_block *of = &t->blocks[left[i]];
            for (unsigned down = 0; of->n + down <= g->height; down++)
                found += is_wanted(t, of, g->from + down, outcomes, balance);
        }
        *told += found == 1 && (outcomes || balance);
        missed |= found == 1 ? 0 : 1u << m;
    }
    return missed;
}

bool gx_read_around(const gx_half_table *t, const uint16_t *chosen, const uint8_t *left, unsigned n,
                    gx_cell out[GX_R_ITEMS][W], bool *unclear) {
    grid g = {.height = 0};
    unsigned told;
    *unclear = !put_bands(t, chosen, &g);
    if (*unclear) return false;
    unsigned missed = list_missed(t, &g, left, n, &told);
    unsigned n_missed = (unsigned)__builtin_popcount(missed);
    if (n_missed > MAX_MISSED || told < MIN_TOLD) return false;
    for (unsigned r = 0; r < t->puzzle->rows; r++) {
        const gx_token *before = t->puzzle->entries[0].token;
        for (unsigned m = W; m-- > 0;)
            if (g.at[r][m] != GX_B_NONE) before = t->puzzle->entries[g.at[r][m]].token;
        for (unsigned m = 0; m < W; m++) {
            gx_cell *cell = &out[t->items[r]][m];
            *cell = (gx_cell){.status = GX_DOUBTFUL};
            if (g.open[r] || (n_missed > 1 && missed >> m & 1)) continue;
            if (g.at[r][m] == GX_B_NONE) {
                gx_fill_empty(before, cell);
                continue;
            }
            before = t->puzzle->entries[g.at[r][m]].token;
            gx_fill_value(before, cell);
        }
    }
    return true;
}
