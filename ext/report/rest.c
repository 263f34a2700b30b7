/*
** rest.c: rows in doubt for what the rest of their table shows. In: a table's cells. Out: rows are
** doubtful where most others are and no sum proves them, where their labels are not in the form's
** order, or where what several of them print are names of places.
*/
#include "rest.h"

/* True where a row has a number with a letter before it that makes it illegible. */
static bool has_lettered(const gx_rows *rows, int item) {
    enum { LETTERED = GX_F_ILLEGIBLE | GX_F_GLUED_LEFT };
    for (uint32_t i = 0; i < rows->rows[item].n; i++) {
        const gx_token *token = gx_value_at(rows->reader, &rows->rows[item], i);
        if (token->kind == GX_T_NUMBER && (token->flags & LETTERED) == LETTERED) return true;
    }
    return false;
}

void gx_doubt_lettered(const gx_rows *rows) {
    enum { SEVERAL = 3 };
    int n = 0;
    for (int i = 0; i < GX_D_ITEMS; i++) n += has_lettered(rows, i);
    for (int i = 0; i < GX_D_ITEMS && n >= SEVERAL; i++)
        if (has_lettered(rows, i)) gx_doubt_row(rows, i);
}

bool gx_is_open(const gx_rows *rows, int item) {
    for (unsigned m = 0; m < GX_R_MEASURES; m++)
        if (gx_cell_of(rows, item, m)->status == GX_DOUBTFUL) return true;
    return false;
}

/* True where a row has noughts and empty cells, and does not have a value for each cell that adds
** up to more than nought: what moved the values would not show. */
static bool is_loose(const gx_rows *rows, int item) {
    const gx_cell *cells = gx_cell_of(rows, item, 0);
    unsigned noughts = 0, blank = 0;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        noughts += cells[m].has_value && !cells[m].value;
        blank += cells[m].status == GX_BLANK;
    }
    bool sure = rows->rows[item].n == GX_R_MEASURES && gx_row_adds_up(rows, item) &&
                cells[GX_R_TOTAL].value;
    return !sure && blank && (noughts || gx_is_open(rows, item) || blank == GX_R_MEASURES);
}

bool gx_is_mixed(const gx_rows *rows, int item) {
    bool whole = rows->rows[item].n == GX_R_MEASURES && !rows->width;
    return whole && gx_add_up(rows, &rows->rows[item]) < 0;
}

/* True where empty cells show among a row's values. */
static bool shows_empties(const gx_rows *rows, int item) {
    const gx_values *row = &rows->rows[item];
    unsigned gap[GX_MAX_WIDTH + 1];
    for (uint32_t i = 0; i < row->n; i++)
        if (gx_value_at(rows->reader, row, i)->kind == GX_T_BLANK) return true;
    return row->n && row->n <= GX_R_MEASURES && gx_find_gaps(rows, row, GX_R_MEASURES, gap);
}

void gx_doubt_rest(const gx_rows *rows, const gx_fit fits[GX_MAX_ROWS]) {
    int labelled = 0, open = 0;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!gx_has_item(rows->report, GX_REQUESTS, i) || !rows->rows[i].label) continue;
        labelled++;
        open += gx_is_open(rows, i);
    }
    for (int i = 0; i < GX_R_ITEMS && 2 * open > labelled; i++) {
        if (!gx_has_item(rows->report, GX_REQUESTS, i)) continue;
        bool shown = (fits[i] != GX_FIT_NONE && rows->rows[i].n) || shows_empties(rows, i);
        if ((shown && is_loose(rows, i)) || gx_is_mixed(rows, i)) gx_doubt_row(rows, i);
    }
}

/* How many rows stand on the other side of a row's label than the form has them. */
static int count_crossed(const gx_rows *rows, int item) {
    int n = 0;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (i == item || !rows->rows[i].label) continue;
        n += (i < item) != (rows->rows[i].label < rows->rows[item].label);
    }
    return rows->rows[item].label ? n : 0;
}

void gx_doubt_crossed(const gx_rows *rows) {
    int crossed[GX_R_ITEMS], most = 0;
    if (!rows->reader->usual_newlines || rows->reader->named) return;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        crossed[i] = count_crossed(rows, i);
        if (crossed[i] > most) most = crossed[i];
    }
    for (int i = 0; i < GX_R_ITEMS && most; i++)
        if (crossed[i] == most || crossed[i] > 2) gx_doubt_row(rows, i);
}
