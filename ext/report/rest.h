/*
** rest.h: rows in doubt for what the rest of their table shows.
*/
#ifndef GX_REST_H
#define GX_REST_H

#include "reader.h"

/* ---- fill.c ---------------------------------------------------------------------------------- */

/* True where a number stands alone on its line right behind the table of disclosures, as if
** it had slipped out, or a label stands in it that is another table's. */
bool gx_has_strays(const gx_rows *rows);

/* True where a row's values begin on a line below its label, in a text without newlines
** between values. */
bool gx_starts_below(const gx_rows *rows, const gx_values *values);

/* ---- misread.c ------------------------------------------------------------------------------- */

/* Makes rows doubtful that were read and may be misread. `scattered`: most rows that have a label
** have no values. */
void gx_doubt_misread(const gx_rows *rows, const gx_fit fits[GX_MAX_ROWS], bool scattered);

/* True where the first number behind a row's label stands in parentheses, in requests on a line of
** its own or apart from others: it may be the row's. */
bool gx_hides_number(const gx_rows *rows, int item);

/* Makes rows doubtful among whose values a number in parentheses stands in a cell of its own,
** unless they have a value for each cell and add up; and rows of disclosures that lack values and
** follow one with too many. */
void gx_doubt_hidden(const gx_rows *rows);

/* ---- rest.c ---------------------------------------------------------------------------------- */

/* True where a row of requests has a cell that is in doubt. */
bool gx_is_open(const gx_rows *rows, int item);

/* True where a row has a value for each cell, which do not add up: it may be the report's own wrong
** sum, or some may be another row's. */
bool gx_is_mixed(const gx_rows *rows, int item);

/* Makes rows of disclosures doubtful whose numbers stand behind letters, where several do: these
** name places, as B3: 5 does. They stand for no cells, and nothing tells which is which of the
** others. */
void gx_doubt_lettered(const gx_rows *rows);

/* Where values stand on lines of their own, makes rows doubtful that are not in the form's order:
** their labels may have been exchanged, and no sum shows it. */
void gx_doubt_crossed(const gx_rows *rows);

/* Where most rows that have a label are in doubt, makes those doubtful, too, that have noughts and
** empty cells that show, or are not settled by the columns, and no sum, or a value for each cell
** that do not add up: what befell the others may have moved theirs. */
void gx_doubt_rest(const gx_rows *rows, const gx_fit fits[GX_MAX_ROWS]);

/* ---- astray.c -------------------------------------------------------------------------------- */

/* Makes rows doubtful whose values may be those of the row above: their labels stand
** together. */
void gx_doubt_stacked(const gx_rows *rows);

/* Makes the first row doubtful if it has no values, and those of a row stand before it. */
void gx_doubt_first(const gx_rows *rows);

/* Makes rows doubtful where another row's label, or a piece of it, stands beside their own before
** the values, and that other one, if it has none or lacks a piece of its label. */
void gx_doubt_claimed(const gx_rows *rows);

/* Where a row has values too many, makes empty ones doubtful of whose labels only the beginning
** was found: the rest, and the values, may be elsewhere. */
void gx_doubt_beginnings(const gx_rows *rows);

/* Makes rows doubtful that lack values and whose separators do not tell which, where several
** columns contradict what was carried over: the values may be all in other columns, and add up
** there. */
void gx_doubt_contradicted(const gx_rows *rows, const gx_fit fits[GX_MAX_ROWS]);

/* ---- narrow.c -------------------------------------------------------------------------------- */

/* Makes rows of disclosures doubtful that lack a value and have fewer separators than the
** header above them. */
void gx_doubt_narrow(const gx_rows *rows);

/* ---- shifted.c ------------------------------------------------------------------------------- */

/* Makes rows of requests doubtful that may have the next one's values, or those of the one before. */
void gx_doubt_shifted(const gx_rows *rows, const gx_fit fits[GX_MAX_ROWS]);

#endif
