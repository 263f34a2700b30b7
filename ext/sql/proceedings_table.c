/*
** proceedings_table.c: gx_proceedings, one row an item of section 四.
**
** Filters: item.
*/
#include "sql.h"

static const unsigned char kinds[] = {
    GX_COL_ITEM,        GX_COL_LABEL,       GX_COL_MEASURE,     GX_COL_MEASURE + 1,
    GX_COL_MEASURE + 2, GX_COL_MEASURE + 3, GX_COL_MEASURE + 4, GX_COL_DOUBTS,
};

enum { N_COLUMNS = sizeof kinds, COL_ITEM = 0 };

static const char *item_code(int i) {
    return gx_tables[GX_PROCEEDINGS].items[i].code;
}

static unsigned prepare(gx_cursor *cursor) {
    return cursor->masks[0] ? GX_WANT_TABLES : 0;
}

static bool next(gx_cursor *cursor) {
    return gx_items_next(cursor, GX_PROCEEDINGS, cursor->masks[0]);
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *context, int i) {
    gx_cursor *cursor = (gx_cursor *)base;
    int own = i - cursor->first;
    if (own >= 0 && own < N_COLUMNS)
        gx_items_column(cursor, context, GX_PROCEEDINGS, kinds[own]);
    else
        gx_shared_column(cursor, context, i);
    return SQLITE_OK;
}

const gx_spec gx_proceedings_table = {
    .module = GX_MODULE(column),
    .name = "gx_proceedings",
    .columns = "item TEXT, label TEXT, upheld INTEGER, corrected INTEGER, other INTEGER, "
               "pending INTEGER, total INTEGER, doubts INTEGER",
    .n_columns = N_COLUMNS,
    .rows = 3,
    .cursor_size = sizeof(gx_cursor),
    .n_filters = 1,
    .filters = {{"item", COL_ITEM, GX_P_ITEMS, item_code}},
    .prepare = prepare,
    .next = next,
};
