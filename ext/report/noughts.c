/*
** noughts.c: which noughts of a table in blocks may as well be those of other cells. In: a picture
** of it with empty cells (frame.c). Out: the picture with those cells marked.
*/
#include "blocks.h"

enum { W = GX_R_MEASURES };

/* True where no number stands in the cell that is not nought. */
static bool is_idle(const gx_puzzle *puzzle, const gx_picture *p, unsigned row, unsigned column) {
    uint16_t at = p->at[row][column];
    return at >= GX_B_LOST || !puzzle->entries[at].value;
}

/* True where all of a band's cells in a column are one block, of more than one row. */
static bool is_whole_block(const gx_puzzle *puzzle, const gx_picture *p, unsigned row,
                           unsigned column) {
    unsigned from = row, to = row + 1;
    while (from && !(puzzle->cuts >> from & 1)) from--;
    while (to < puzzle->rows && !(puzzle->cuts >> to & 1)) to++;
    uint16_t first = p->at[from][column];
    if (to - from < 2 || first >= GX_B_LOST) return false;
    return gx_height_at(puzzle, first) == to - from && puzzle->entries[first].begins;
}

/* Noughts of a column may stand in its empty cells as well, if nothing stands between them: marks
** both. */
static void doubt_slides(const gx_puzzle *puzzle, gx_picture *p) {
    for (unsigned c = 0; c < W; c++)
        for (unsigned from = 0, to; from < puzzle->rows; from = to + 1) {
            unsigned empty = 0, filled = 0;
            for (to = from; to < puzzle->rows && is_idle(puzzle, p, to, c); to++) {
                if (is_whole_block(puzzle, p, to, c)) break;
                empty += p->at[to][c] >= GX_B_LOST;
                filled += p->at[to][c] < GX_B_LOST;
            }
            for (unsigned r = from; r < to && empty && filled; r++)
                p->doubt[r] = (uint16_t)(p->doubt[r] | 1u << c);
        }
}

/* True where the entry before or behind stands in the same column. */
static bool is_in_column(const gx_picture *p, unsigned row, unsigned column) {
    uint16_t at = p->at[row][column];
    for (unsigned r = 0; r < GX_B_ROWS; r++)
        if (p->at[r][column] < GX_B_LOST &&
            (p->at[r][column] + 1 == at || at + 1 == p->at[r][column]))
            return true;
    return false;
}

/* The same with noughts of a row that are not printed with their column. */
static void doubt_shifts(const gx_puzzle *puzzle, gx_picture *p) {
    for (unsigned r = 0; r < puzzle->rows; r++)
        for (unsigned from = 0, to; from < W; from = to + 1) {
            unsigned empty = 0, loose = 0;
            for (to = from; to < W && is_idle(puzzle, p, r, to); to++) {
                empty += p->at[r][to] >= GX_B_LOST;
                loose += p->at[r][to] < GX_B_LOST && !is_in_column(p, r, to);
            }
            for (unsigned c = from; c < to && empty && loose; c++)
                p->doubt[r] = (uint16_t)(p->doubt[r] | 1u << c);
        }
}

void gx_doubt_noughts(const gx_puzzle *puzzle, gx_picture *p) {
    doubt_slides(puzzle, p);
    doubt_shifts(puzzle, p);
}
