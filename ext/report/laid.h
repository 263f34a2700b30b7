/*
** laid.h: tables that are laid out by white space, with empty cells.
*/
#ifndef GX_LAID_H
#define GX_LAID_H

#include "reader.h"

enum { GX_LAID_VALUES = GX_R_ITEMS * GX_R_MEASURES, GX_LAID_PAGES = 16 };

/* How a line's places are counted: an ideograph as one, or as two; then quotation marks, which some
** tools take for wide, as two or as one. */
typedef enum gx_scale { GX_CHARACTERS, GX_DISPLAY, GX_NARROW_SIGNS, GX_SCALES } gx_scale;

/* A value, and what its line and its place on it tell. */
typedef struct gx_laid_value {
    uint32_t token;
    uint8_t item;    /* the row */
    uint8_t page;    /* from 0 */
    bool whole;      /* its row has a value for each cell, and tells nothing of other rows */
    uint8_t measure; /* the column: gx_find_laid_columns ... */
    bool open;       /* ... or another one, by the sums ... */
    bool displaced;  /* ... or, where no sum tells, because the lines are displaced */
} gx_laid_value;

typedef struct gx_laid {
    gx_laid_value values[GX_LAID_VALUES]; /* in the text's order */
    int n;
    int pages;
    uint32_t header; /* the token that the table's header begins with */
    bool is_known;   /* the scale by which the text is laid out, as by others it is less so ... */
    gx_scale scale;  /* ... which it is */
} gx_laid;

/* The lines of a row's label. */
typedef struct gx_band {
    uint8_t item;
    uint32_t label; /* the token that it begins with */
    uint32_t first, last;
    int values; /* lines of values; at most one */
    bool open;  /* they may be another row's */
} gx_band;

enum { GX_BAND_LABELS = 16 };

typedef struct gx_bands {
    const gx_rows *rows;
    uint16_t labels[GX_R_ITEMS][GX_BAND_LABELS]; /* of each item, in gx_strings */
    uint8_t n_labels[GX_R_ITEMS];
    gx_band bands[GX_R_ITEMS];
    int n;
} gx_bands;

/* under.c: for qsort; by their left ends. */
int gx_compare_columns(const void *a, const void *b);

/* ---- piles.c: values that stand under each other --------------------------------------------- */

/* What a token spans on its line. */
gx_column gx_span_by(const gx_reader *reader, const gx_token *token, gx_scale by);

/* Follows a label from its first word down, each word below what is above it, before token `end`.
** False: it does not end there. */
bool gx_follow_down(const gx_reader *reader, const gx_string *label, uint32_t token, uint32_t end,
                    gx_scale by, gx_column *span);

/* Finds the column of each value: values that stand under each other are one column's, which it is
** the headers tell, their number, and that all sums hold. False: it is not told. */
bool gx_find_laid_columns(const gx_rows *rows, gx_laid *laid);

/* ---- laid.c: requests ------------------------------------------------------------------------ */

/* Finds the lines of all rows' labels. False: one is lost, or two stand on a line, or they are not
** in the form's order. */
bool gx_find_bands(gx_bands *all);

/* True for a number alone on its line at the end of a page, or the beginning. */
bool gx_is_number_of_page(const gx_reader *reader, uint32_t token);

/* True where spaces alone set the tokens [first, end) apart. */
bool gx_is_set_by_spaces(const gx_rows *rows, uint32_t first, uint32_t end);

/* Reads requests with empty cells whose lines tell the rows and whose places on them the columns,
** where all sums hold and more is told so than was before. Rows one of which a line of values
** belongs to, and either may, are doubtful. */
void gx_read_laid_requests(const gx_rows *rows);

/* ---- strips.c: disclosures and proceedings --------------------------------------------------- */

/* Reads the rows of disclosures that are not told yet, by lines and by the headers' places, where
** the requests tell how the text is laid out. */
void gx_read_laid_disclosures(const gx_rows *rows);

/* True where the values of the proceedings, at[c] that of cell c or -1, are under no other header
** than their own, and all as far from these, by their left ends, their right ones or their middles:
** their line is not displaced. */
bool gx_are_abreast(const gx_reader *reader, const gx_values *row, const gx_column *heads,
                    const int *at);

/* The same for the proceedings. */
void gx_read_laid_proceedings(const gx_rows *rows);

#endif
