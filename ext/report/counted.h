/*
** counted.h: the fields of rows whose separators are counted.
*/
#ifndef GX_COUNTED_H
#define GX_COUNTED_H

#include "reader.h"

/* A row's line, as its separators divide it into fields. */
typedef struct gx_fields {
    unsigned all;              /* separators on the line */
    unsigned lead;             /* those before its first word */
    unsigned label;            /* those before its last word that stands before the values */
    unsigned at[GX_MAX_WIDTH]; /* those before each value */
} gx_fields;

/* ---- row.c ----------------------------------------------------------------------------------- */

/* False where the row's values are not all on one line. */
bool gx_read_line(const gx_reader *reader, const gx_values *values, gx_fields *fields);

/* ---- under.c --------------------------------------------------------------------------------- */

/* The separators on a line, from its first token on, before token t: all of them where t is the
** first one of the next line. */
unsigned gx_count_separators(const gx_reader *reader, uint32_t first, uint32_t t);

/* ---- counted.c ------------------------------------------------------------------------------- */

/* How many separators stand behind the label of each row of requests, and on its line. Sets
** shape->behind_label, 0: rows differ, or their sums do not show that these are the columns. */
void gx_count_fields(const gx_rows *rows, gx_shape *shape);

/* Puts each value of a row of requests into the cell that its separators count. False: the row has
** not as many as the others, or two values stand in one field. */
bool gx_fit_counted(const gx_shape *shape, const gx_values *values, const gx_fields *fields,
                    int at[GX_MAX_WIDTH]);

#endif
