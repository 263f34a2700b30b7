/*
** requests_table.c: gx_requests, one row an item of section 三.
**
** Filters: item, outcome.
*/
#include "sql.h"

static const unsigned char kinds[] = {
    GX_COL_ITEM,        GX_COL_OUTCOME,     GX_COL_LABEL,       GX_COL_MEASURE,
    GX_COL_MEASURE + 1, GX_COL_MEASURE + 2, GX_COL_MEASURE + 3, GX_COL_MEASURE + 4,
    GX_COL_MEASURE + 5, GX_COL_MEASURE + 6, GX_COL_DOUBTS,
};

enum { N_COLUMNS = sizeof kinds, COL_ITEM = 0, COL_OUTCOME = 1 };

static const char *item_code(int i) {
    return gx_tables[GX_REQUESTS].items[i].code;
}

/* The outcome of item i as a filter's code; an item without one can equal nothing. */
static const char *outcome_code(int i) {
    const char *outcome = gx_tables[GX_REQUESTS].items[i].outcome;
    return outcome ? outcome : "-";
}

/* Both masks count items. An item without an outcome is NULL there: equal to nothing, except that
** a filter which could not be pushed down leaves all. */
static unsigned prepare(gx_cursor *cursor) {
    uint64_t mask = cursor->masks[0] & cursor->masks[1];
    cursor->masks[0] = mask;
    return mask ? GX_WANT_TABLES : 0;
}

static bool next(gx_cursor *cursor) {
    return gx_items_next(cursor, GX_REQUESTS, cursor->masks[0]);
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *context, int i) {
    gx_cursor *cursor = (gx_cursor *)base;
    int own = i - cursor->first;
    if (own >= 0 && own < N_COLUMNS)
        gx_items_column(cursor, context, GX_REQUESTS, kinds[own]);
    else
        gx_shared_column(cursor, context, i);
    return SQLITE_OK;
}

const gx_spec gx_requests_table = {
    .module = GX_MODULE(column),
    .name = "gx_requests",
    .columns = "item TEXT, outcome TEXT, label TEXT, natural_person INTEGER, enterprise INTEGER, "
               "research INTEGER, public_interest INTEGER, legal_service INTEGER, "
               "other_org INTEGER, total INTEGER, doubts INTEGER",
    .n_columns = N_COLUMNS,
    .rows = 25,
    .cursor_size = sizeof(gx_cursor),
    .n_filters = 2,
    .filters = {{"item", COL_ITEM, GX_R_ITEMS, item_code},
                {"outcome", COL_OUTCOME, GX_R_ITEMS, outcome_code}},
    .prepare = prepare,
    .next = next,
};
