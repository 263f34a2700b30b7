/*
** search.h: rows that only the identities can settle, all together. What split.c, search.c and
** run_on.c hand to each other.
**
** split.c: digits that run together -> the ways to divide them -> search.c: the ways that no column
** contradicts -> together.c: those that go together -> run_on.c: cells.
*/
#ifndef GX_SEARCH_H
#define GX_SEARCH_H

#include "reader.h"

/* ---- ways to read a row ---------------------------------------------------------------------- */

/* One cell of a row, in one way to read it. */
typedef struct gx_piece {
    int64_t value;   /* 0 where it is empty */
    uint32_t start;  /* bytes of the text */
    uint16_t length; /* 0: nothing is printed there */
    bool empty;      /* nothing, or a mark */
} gx_piece;

typedef struct gx_way {
    gx_piece cells[GX_R_MEASURES];
    int odd;      /* run_on.c: the measure that the columns contradict; -1: none ... */
    int64_t want; /* ... and what they want it to be */
    int other;    /* the measure whose number is exchanged with that one's; -1: none */
    bool gaps;    /* ... and nothing is printed for some other cell */
} gx_way;

enum { GX_MAX_WAYS = 48, GX_MAX_ODD_WAYS = 256 };

typedef struct gx_open_row {
    int item, n;
    bool full; /* there were more ways than there is room for */
    bool odd;  /* with one fault: there is room for GX_MAX_ODD_WAYS, else for GX_MAX_WAYS */
    gx_way ways[GX_MAX_ODD_WAYS];
} gx_open_row;

void gx_add_way(gx_open_row *row, const gx_way *way);

/* The sets of n cells, one after the other: the first one, and the next larger one as a number. */
static inline unsigned gx_first_cells(uint32_t n) {
    return n < 32 ? (1u << n) - 1 : ~0u;
}
static inline unsigned gx_next_cells(unsigned cells) {
    unsigned low = cells & -cells, up = cells + low;
    return low ? up | ((cells ^ up) >> 2) / low : ~0u;
}

/* ---- search.c: what the columns leave -------------------------------------------------------- */

typedef struct gx_search {
    const gx_rows *rows;
    gx_open_row *open;
    int n_open;
    int row_of[GX_R_ITEMS]; /* by item: 1 + index in open; 0: not open */
    int work;               /* left */
    bool failed;            /* no memory */
    unsigned rules;         /* bit r: gx_rule r is looked at */
    unsigned assessed[2];   /* by rule: the measures whose columns were looked at */
} gx_search;

enum { GX_SEARCH_WORK = 4000000 };

/* The part that an item has in an identity: 0 none, 1 on the left, -1 on the right. */
int gx_sign_of(int item, gx_rule rule);

/* What the rows that are not open add up to. False: one of them is not known. */
bool gx_sum_known(const gx_search *s, int measure, gx_rule rule, int64_t *sum);

/* Drops the ways of rows that leave no way for the others, column by column. False: some column
** does not add up, or there is too much to look at. */
bool gx_filter(gx_search *s);

/* ---- together.c: what all columns leave together --------------------------------------------- */

/* Looks for choices for all rows by which every column that is known adds up; with `drop`, ways of
** rows that are part of none are dropped. False: no such choice was found; where there may be one,
** s->work is less than 0. Sets s->failed where there is no memory. */
bool gx_keep_together(gx_search *s, bool drop);

/* ---- faults.c: rows with one fault ----------------------------------------------------------- */

/* Lists the ways to read a row that adds up in none, if there is one fault in it. An odd cell has
** what the row's sum wants of it. False: there are none, or too many. */
bool gx_list_faults(const gx_rows *rows, int item, gx_open_row *row);

/* ---- split.c: digits that run together ------------------------------------------------------- */

enum { GX_MAX_SYMBOLS = 200, GX_MAX_DIGITS = 12, GX_MAX_HALVES = 2500, GX_HASH = 4096 };

/* How the first half of a row's cells may be filled. */
typedef struct gx_half {
    int64_t sum;
    uint8_t n[3]; /* symbols of each cell */
    uint8_t end;  /* the symbol that comes next */
    int16_t next; /* in the same place of gx_run.hash; -1: none */
} gx_half;

/* The digits of a row, and what stands among them. */
typedef struct gx_run {
    struct {
        uint32_t start;
        uint8_t length;
        int8_t digit; /* -1: a mark, which is an empty cell */
        bool comma;   /* a thousands separator stands before it */
    } at[GX_MAX_SYMBOLS];
    int64_t number[GX_MAX_SYMBOLS][GX_MAX_DIGITS]; /* [i][k]: of k + 1 digits from i on; -1: none */
    int n;
    int16_t hash[GX_HASH];         /* by end and sum: the first of gx_run.halves; -1: none */
    gx_half halves[GX_MAX_HALVES]; /* working memory of gx_divide_run */
    int n_halves, halves_from;     /* what they begin with; -1: there are none */
    bool apart;                    /* white space stands among them */
    bool whole;                    /* they are all of the row's values */
} gx_run;

/* The digits of a number; and whether a difference is 1 to 9 times a power of ten, as one wrong
** digit makes it. */
int gx_count_digits(int64_t value);
bool gx_is_one_digit(int64_t gap);

/* Reads the digits and marks that a row's values begin with. False: too many, or they were cut
** off. A row without values has none. */
bool gx_read_run(const gx_rows *rows, const gx_values *values, gx_run *run);

/* Lists the ways to divide the symbols [from, to) among a row's cells so that the last is the sum
** of the others; each cell may be empty. `measures`, `width`: as gx_list_measures; GX_NO_MEASURE:
** the sum of all organisations. `work` is lessened by what was looked at; less than 0: it was too
** much. */
void gx_divide_run(gx_run *run, int from, int to, const uint8_t *measures, unsigned width,
                   gx_open_row *row, int *work);

typedef enum gx_match {
    GX_NO_MATCH,
    GX_MATCHED, /* by ways in which some other cell has nothing printed */
    GX_PROVED,  /* by at least one in which all others are printed, or many digits are as wanted */
} gx_match;

/* Lists the ways to divide it so that all cells but one are what the columns want, or but two that
** are exchanged. */
gx_match gx_match_run(gx_run *run, const int64_t want[GX_R_MEASURES], const uint8_t *measures,
                      unsigned width, gx_open_row *row, int *work);

/* The same for two rows, of which the columns want the sum, each with its sign. One cell of each
** may be odd, if with what its column wants its row adds up; with `strict`, wrong in one digit.
** Fills rows[0] and rows[1]. */
gx_match gx_match_two(gx_run *const runs[2], const int sign[2], const int64_t want[GX_R_MEASURES],
                      const uint8_t *measures, unsigned width, bool strict, gx_open_row *rows,
                      int *work);

/* True where a row without values is the only one of requests that has an empty cell, while noughts
** are printed elsewhere: its own may have been lost. */
bool gx_may_be_lost(const gx_rows *rows, int item);

#endif
