/*
** blocks.h: tables that are handed out as blocks, pieces of columns. What entries.c, bands.c,
** blocks.c and those beside them hand to each other.
**
** entries.c: numbers that stand alone on their lines -> bands.c: which row and column each belongs
** to -> blocks.c: cells, as far as the sums prove them. Where cells are empty, or blocks stand in
** an odd order: halves.c, rows that are printed in one run or two; frame.c, in the frame that the
** labels show, noughts.c, its noughts, and framed.c, its cells. settle.c: rows
** that only all columns together explain.
*/
#ifndef GX_BLOCKS_H
#define GX_BLOCKS_H

#include "reader.h"

enum {
    GX_B_WIDTH = GX_R_MEASURES + 1, /* with a column for all organisations */
    GX_B_ROWS = 29,                 /* with four rows for groups */
    GX_B_ENTRIES = GX_B_ROWS * GX_B_WIDTH + 60,
    GX_B_PICTURES = 12,
    GX_B_OPEN = 4,      /* rows that are settled together */
    GX_B_NONE = 0xffff, /* no entry */
    GX_B_LOST = 0xfffe, /* an entry that the text lost */
};

/* A number that stands alone. */
typedef struct gx_entry {
    const gx_token *token;
    int64_t value;
    bool illegible; /* it is not known what it is */
    bool begins;    /* a block ... */
    bool foreign;   /* ... of another table, or a page's number */
    bool stray;     /* stands among words: it belongs to no column */
    bool below;     /* ... right below its header */
    uint8_t head;   /* 1 + the column whose header stands before it; 0: none */
} gx_entry;

/* True where a number begins with a nought, which may be that of another cell. */
static inline bool gx_has_nought_before(const gx_entry *entry) {
    unsigned digits = 1;
    for (int64_t value = entry->value; value > 9; value /= 10) digits++;
    return entry->token->kind == GX_T_NUMBER && entry->token->digits > digits;
}

/* The digits of a number and the next one as one; -1: there is no such number. */
static inline int64_t gx_join_entries(const gx_entry *entry) {
    int64_t value = entry->value;
    if (!value || entry[1].token->kind != GX_T_NUMBER) return -1;
    for (int d = 0; d < entry[1].token->digits; d++)
        if (__builtin_mul_overflow(value, 10, &value)) return -1;
    return __builtin_add_overflow(value, entry[1].value, &value) ? -1 : value;
}

/* What a row's cell adds to its column's sums, that is 1, -1 or 0. */
static inline void gx_list_signs(int item, int *balance, int *outcomes) {
    *balance = item == GX_NEW || item == GX_CARRIED_IN      ? 1
               : item == GX_TOTAL || item == GX_CARRIED_OUT ? -1
                                                            : 0;
    *outcomes = gx_tables[GX_REQUESTS].items[item].outcome ? 1 : item == GX_TOTAL ? -1 : 0;
}

/* A table to be put together again. */
typedef struct gx_puzzle {
    const gx_entry *entries;
    unsigned n, rows, width;
    bool cut; /* the text ends in it */
    /* Bit r: the labels show that rows r - 1 and r stand apart; that they stand close. */
    uint32_t cuts, joins;
} gx_puzzle;

/* How many entries the block has that begins with this one. */
static inline unsigned gx_height_at(const gx_puzzle *puzzle, unsigned first) {
    unsigned n = 1;
    while (first + n < puzzle->n && !puzzle->entries[first + n].begins) n++;
    return n;
}

/* A way to put it together. */
typedef struct gx_picture {
    uint16_t at[GX_B_ROWS][GX_B_WIDTH]; /* entries; the columns as they follow each other */
    uint16_t doubt[GX_B_ROWS];          /* bit c: another order of columns is as likely */
    int cost;
    int order;      /* frame.c: what of it is that of the order of blocks, and of damage */
    unsigned edits; /* damage that it supposes */
    unsigned odd;   /* edges of blocks that do not fit together */
    int joined;     /* the entry that goes on in the next one; -1: none */
    int two;        /* the entry that is two cells' numbers; -1: none */
    unsigned rows;  /* that are filled, from the first on */
    bool whole;     /* these are all */
} gx_picture;

/* Finds the cheapest ways, which differ in their numbers, the cheapest first. `breadth`: how many
** are followed at a time; `edits`: how much damage one may suppose. Returns how many; 0 and
** `*failed`: no memory. */
unsigned gx_find_pictures(gx_reader *reader, const gx_puzzle *puzzle, unsigned breadth,
                          unsigned edits, gx_picture out[GX_B_PICTURES], bool *failed);

/* bands.c: of n costs, the one that k others are not above. Changes their order. */
int16_t gx_select_cost(int16_t *costs, int n, int k);

/* The same in the frame that the labels show; cells may be empty. `items`: of the rows. */
unsigned gx_find_framed(const gx_puzzle *puzzle, const int *items, unsigned edits,
                        gx_picture out[GX_B_PICTURES], bool *failed);

/* noughts.c: marks noughts that may stand in empty cells beside them as well, and these. */
void gx_doubt_noughts(const gx_puzzle *puzzle, gx_picture *picture);

/* The events of section three. */
typedef struct gx_stretch {
    uint32_t begin, end;
    uint32_t last; /* where numbers of it may still stand: `end`, or the end of the next section */
    unsigned labels; /* rows whose labels are among them */
    bool split;      /* （六） is three rows */
    bool subtotal;   /* there is a column for all organisations */
} gx_stretch;

/* A table in blocks. */
typedef struct gx_blocks {
    const gx_rows *rows;
    gx_stretch in;
    bool grouped; /* there may be rows for groups */
    gx_entry entries[GX_B_ENTRIES];
    gx_puzzle puzzle;
    int items[GX_B_ROWS]; /* GX_B_GROUP: a group with numbers of its own */
    gx_picture picture;
} gx_blocks;

enum { GX_B_GROUP = -1 };

/* entries.c: lists the numbers of the table that stand alone on their lines. False: they do not. */
bool gx_list_entries(gx_blocks *b);

/* Finds out how many rows and columns it has, and lists its rows. */
void gx_measure_table(gx_blocks *b);

/* entries.c: finds the section of that name that has the most values. */
gx_stretch gx_find_stretch(const gx_reader *reader);

/* True where a table is one of the form's columns and rows alone, to its end. */
static inline bool gx_is_plain_table(const gx_blocks *b) {
    for (unsigned r = 0; r < b->puzzle.rows; r++)
        if (b->items[r] == GX_B_GROUP) return false;
    return b->puzzle.width == GX_R_MEASURES && !b->grouped && !b->puzzle.cut;
}

/* halves.c: reads tables whose bands are printed in two halves. False: no cell is read; `*failed`:
** no memory. Both fill the picture. */
bool gx_read_halves(gx_blocks *b, bool *failed);

/* framed.c: reads tables that frame.c puts together. False: the cells are not what they print;
** `*failed`: no memory. */
bool gx_read_framed(gx_blocks *b, bool *failed);

/* settle.c: reads rows of the picture that do not add up, or lack a number, where all others are
** filled and hold. False: not one fault in each explains them, and no cell is written. */
bool gx_settle_together(gx_blocks *b, const unsigned *rows, unsigned n);

/* exchanged.c: makes cells doubtful whose numbers may be those of others, as the text has them. */
void gx_doubt_places(const gx_blocks *b);

/* stretches.c: reads tables of which some bands lie apart. False: no cell is read. */
bool gx_read_stretches(const gx_rows *rows);

/* Fills the cell of an entry, which may go on in the next one (gx_picture.joined). */
static inline void gx_fill_entry(const gx_entry *entry, bool joined, gx_cell *cell) {
    gx_fill_value(entry->token, cell);
    if (joined)
        *cell =
            (gx_cell){.status = GX_INFERRED, .has_value = true, .value = gx_join_entries(entry)};
}

/* All orders of some columns, one after the other, as B. R. Heap lists them. */
typedef struct gx_orders {
    uint8_t to[GX_B_WIDTH]; /* for each column, another: in the beginning itself */
    uint8_t turn[GX_B_WIDTH];
    unsigned at;
} gx_orders;

static inline gx_orders gx_first_order(void) {
    gx_orders orders = {.at = 1};
    for (uint8_t c = 0; c < GX_B_WIDTH; c++) orders.to[c] = c;
    return orders;
}

/* Goes on to the next order of the first n columns. False: that was the last one. */
static inline bool gx_next_order(gx_orders *orders, unsigned n) {
    while (orders->at < n && orders->turn[orders->at] == orders->at) orders->turn[orders->at++] = 0;
    if (orders->at >= n) return false;
    unsigned other = orders->at & 1 ? orders->turn[orders->at] : 0;
    uint8_t moved = orders->to[other];
    orders->to[other] = orders->to[orders->at];
    orders->to[orders->at] = moved;
    orders->turn[orders->at]++;
    orders->at = 1;
    return true;
}

#endif
