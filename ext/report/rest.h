/*
** rest.h: rows in doubt for what the rest of their table shows.
*/
#ifndef GX_REST_H
#define GX_REST_H

#include "reader.h"

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

/* ---- shifted.c ------------------------------------------------------------------------------- */

/* Makes rows of requests doubtful that may have the values of the next one, or of the one before. */
void gx_doubt_shifted(const gx_rows *rows, const gx_fit fits[GX_MAX_ROWS]);

#endif
