/*
** constants.c: K, what a table-valued function costs that has nothing to read. bench_cells and
** bench_requests give as many rows as they are told, of constants as the extension's tables give
** them: static texts and integers. They take the report's text, and do not look at it.
*/
#include "bench.h"

#include <stdlib.h>
#include <string.h>

typedef struct shape {
    const char *columns;
    int n_texts, n_columns;
} shape;

static const shape shapes[2] = {
    {"topic TEXT, item TEXT, measure TEXT, unit TEXT, status TEXT, value NUMERIC", 5, 6},
    {"item TEXT, outcome TEXT, label TEXT, natural_person INTEGER, enterprise INTEGER, "
     "research INTEGER, public_interest INTEGER, legal_service INTEGER, other_org INTEGER, "
     "total INTEGER, doubts INTEGER",
     3, 11},
};

typedef struct table {
    sqlite3_vtab base;
    const shape *shape;
} table;

typedef struct cursor {
    sqlite3_vtab_cursor base;
    sqlite3_int64 row, rows;
} cursor;

static int connect(sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **out,
                   char **message) {
    (void)argc, (void)argv, (void)message;
    const shape *s = aux;
    char *sql = sqlite3_mprintf("CREATE TABLE x(%s, gx_body HIDDEN, n HIDDEN)", s->columns);
    int rc = sql ? sqlite3_declare_vtab(db, sql) : SQLITE_NOMEM;
    sqlite3_free(sql);
    table *t = rc == SQLITE_OK ? calloc(1, sizeof *t) : NULL;
    if (!t) return rc == SQLITE_OK ? SQLITE_NOMEM : rc;
    t->shape = s;
    *out = &t->base;
    return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *base) {
    free(base);
    return SQLITE_OK;
}

static int best_index(sqlite3_vtab *base, sqlite3_index_info *info) {
    const table *t = (const table *)base;
    int found = 0;
    for (int i = 0; i < info->nConstraint; i++) {
        int hidden = info->aConstraint[i].iColumn - t->shape->n_columns;
        if (!info->aConstraint[i].usable || hidden < 0) continue;
        if (info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
        info->aConstraintUsage[i].argvIndex = hidden + 1;
        info->aConstraintUsage[i].omit = 1;
        found++;
    }
    info->estimatedCost = 100;
    info->estimatedRows = 100;
    return found == 2 ? SQLITE_OK : SQLITE_CONSTRAINT;
}

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out) {
    (void)base;
    cursor *c = calloc(1, sizeof *c);
    if (!c) return SQLITE_NOMEM;
    *out = &c->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *base) {
    free(base);
    return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *base, int plan, const char *text, int n,
                  sqlite3_value **args) {
    (void)plan, (void)text, (void)n;
    cursor *c = (cursor *)base;
    c->row = 0;
    c->rows = sqlite3_value_int64(args[1]);
    return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *base) {
    ((cursor *)base)->row++;
    return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *base) {
    const cursor *c = (const cursor *)base;
    return c->row >= c->rows;
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *context, int i) {
    static const char *const texts[] = {"requests", "unprocessed_excessive", "natural_person",
                                        "万元", "read"};
    const table *t = (const table *)base->pVtab;
    if (i < t->shape->n_texts)
        sqlite3_result_text(context, texts[i], -1, SQLITE_STATIC);
    else
        sqlite3_result_int64(context, ((cursor *)base)->row);
    return SQLITE_OK;
}

static int rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out) {
    *out = ((cursor *)base)->row;
    return SQLITE_OK;
}

int bench_add_constants(sqlite3 *db) {
    static const sqlite3_module module = {.xConnect = connect,
                                          .xBestIndex = best_index,
                                          .xDisconnect = disconnect,
                                          .xOpen = open_cursor,
                                          .xClose = close_cursor,
                                          .xFilter = filter,
                                          .xNext = next,
                                          .xEof = at_end,
                                          .xColumn = column,
                                          .xRowid = rowid};
    int rc = sqlite3_create_module(db, "bench_cells", &module, (void *)&shapes[0]);
    if (rc == SQLITE_OK)
        rc = sqlite3_create_module(db, "bench_requests", &module, (void *)&shapes[1]);
    return rc;
}
