/*
** disclosures_table.c: gx_disclosures, one row an item of section 二.
**
** Filters: item.
*/
#include "sql.h"

static const unsigned char kinds[] = {
    GX_COL_CLAUSE,
    GX_COL_ITEM,
    GX_COL_LABEL,
    GX_COL_MEASURE + GX_CREATED,
    GX_COL_MEASURE + GX_DISCLOSED,
    GX_COL_MEASURE + GX_DISCLOSED_TOTAL,
    GX_COL_MEASURE + GX_ISSUED,
    GX_COL_MEASURE + GX_REPEALED,
    GX_COL_MEASURE + GX_IN_FORCE,
    GX_COL_MEASURE + GX_PRIOR_ITEMS,
    GX_COL_MEASURE + GX_ITEMS_CHANGE,
    GX_COL_MEASURE + GX_DECISIONS,
    GX_COL_MEASURE + GX_PROJECTS,
    GX_COL_MEASURE + GX_AMOUNT,
    GX_COL_UNIT,
    GX_COL_DOUBTS,
};

enum { N_COLUMNS = sizeof kinds, COL_ITEM = 1 };

static const char *item_code(int i) {
    return gx_tables[GX_DISCLOSURES].items[i].code;
}

static unsigned prepare(gx_cursor *cursor) {
    return cursor->masks[0] ? GX_WANT_TABLES : 0;
}

static bool next(gx_cursor *cursor) {
    return gx_items_next(cursor, GX_DISCLOSURES, cursor->masks[0]);
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *context, int i) {
    gx_cursor *cursor = (gx_cursor *)base;
    int own = i - cursor->first;
    if (own >= 0 && own < N_COLUMNS)
        gx_items_column(cursor, context, GX_DISCLOSURES, kinds[own]);
    else
        gx_shared_column(cursor, context, i);
    return SQLITE_OK;
}

const gx_spec gx_disclosures_table = {
    .module = GX_MODULE(column),
    .name = "gx_disclosures",
    .columns = "clause INTEGER, item TEXT, label TEXT, created INTEGER, disclosed INTEGER, "
               "disclosed_total INTEGER, issued INTEGER, repealed INTEGER, in_force INTEGER, "
               "prior_items INTEGER, items_change INTEGER, decisions INTEGER, projects INTEGER, "
               "amount REAL, unit TEXT, doubts INTEGER",
    .n_columns = N_COLUMNS,
    .rows = 7,
    .cursor_size = sizeof(gx_cursor),
    .n_filters = 1,
    .filters = {{"item", COL_ITEM, GX_D_ITEMS, item_code}},
    .prepare = prepare,
    .next = next,
};
