/*
** plan.c: constraints.
**
** In: the constraints of a query (xBestIndex). Out: a plan, as a number for xFilter and as a text
** for EXPLAIN QUERY PLAN; and in xFilter, the values of the constraints as masks of rows.
**
** The plan. Its number is laid out in sql.h (GX_PLAN_…). Its text is the table's topic, then each
** constraint that is pushed down: "requests item=", "cells topic= item IN", "checks report=".
** xFilter's arguments, in this order:
**   a table-valued function: the body
**   a created table:         the key (=, or IN as one list), else its bounds (>=, <=)
**   then the filters, in the order of the table's list, each = or IN as one list
** All constraints but that on the body are checked by SQLite again, so a plan may leave too many
** rows but never too few. What SQLite would compare by other rules than ours is not pushed down:
** other operators than = and IN, other collations than BINARY, and, in xFilter, values of another
** type than the column's.
**
** Cost: reading a report is the unit of 100; rows come at 1 each. A function without a body that
** can be bound has no plan (SQLITE_CONSTRAINT), so that SQLite looks for another order of the
** tables, and says "no query solution" where there is none.
*/
#include "sql.h"

#include <string.h>

enum {
    SOURCE_ROWS = 10000, /* reports of a source table, for want of better knowledge */
    COST_REPORT = 100,
    FILTER_SHARE = 6, /* a filter leaves one row in so many */
};

/* A plan in the making. */
typedef struct planner {
    sqlite3_index_info *info;
    const gx_spec *spec;
    int first; /* the table's own columns begin here */
    int n_args;
    int plan;
    int from, to; /* constraints that bound the key; -1: none */
    sqlite3_str *text;
} planner;

static bool is_binary(sqlite3_index_info *info, int i) {
    const char *collation = sqlite3_vtab_collation(info, i);
    return collation && sqlite3_stricmp(collation, "BINARY") == 0;
}

/* The first usable equality on a column; -1: none. */
static int find_equality(sqlite3_index_info *info, int column) {
    for (int i = 0; i < info->nConstraint; i++) {
        const struct sqlite3_index_constraint *one = &info->aConstraint[i];
        if (one->op == SQLITE_INDEX_CONSTRAINT_EQ && one->usable && one->iColumn == column)
            return i;
    }
    return -1;
}

/* Hands a constraint to xFilter. Returns true if it is an IN list that comes as a whole. */
static bool take(planner *p, int i, const char *name) {
    bool list = sqlite3_vtab_in(p->info, i, 1);
    p->info->aConstraintUsage[i].argvIndex = ++p->n_args;
    sqlite3_str_appendf(p->text, " %s", name);
    sqlite3_str_appendall(p->text, list ? " IN" : "=");
    return list;
}

/* The first usable bound of the key in either direction. */
static void find_bounds(planner *p) {
    p->from = p->to = -1;
    for (int i = 0; i < p->info->nConstraint; i++) {
        const struct sqlite3_index_constraint *one = &p->info->aConstraint[i];
        bool from = one->op == SQLITE_INDEX_CONSTRAINT_GT || one->op == SQLITE_INDEX_CONSTRAINT_GE;
        bool to = one->op == SQLITE_INDEX_CONSTRAINT_LT || one->op == SQLITE_INDEX_CONSTRAINT_LE;
        if (!(from || to) || !one->usable || one->iColumn != 0 || !is_binary(p->info, i)) continue;
        if (from && p->from < 0) p->from = i;
        if (to && p->to < 0) p->to = i;
    }
}

static void plan_key(planner *p) {
    int i = find_equality(p->info, 0);
    if (i >= 0 && is_binary(p->info, i)) {
        bool list = take(p, i, "report");
        p->plan |= (GX_KEY_EQ | (list ? GX_KEY_LIST : 0)) << GX_PLAN_KEY;
        return;
    }
    find_bounds(p);
    if (p->from >= 0) {
        p->info->aConstraintUsage[p->from].argvIndex = ++p->n_args;
        p->plan |= GX_KEY_FROM << GX_PLAN_KEY;
        sqlite3_str_appendall(p->text, " report>");
    }
    if (p->to >= 0) {
        p->info->aConstraintUsage[p->to].argvIndex = ++p->n_args;
        p->plan |= GX_KEY_TO << GX_PLAN_KEY;
        sqlite3_str_appendall(p->text, " report<");
    }
}

/* Returns how many filters were taken. */
static int plan_filters(planner *p) {
    int taken = 0;
    for (int f = 0; f < p->spec->n_filters; f++) {
        const gx_filter *filter = &p->spec->filters[f];
        int i = find_equality(p->info, p->first + filter->column);
        if (i < 0 || (filter->code && !is_binary(p->info, i))) continue;
        p->plan |= 1 << (GX_PLAN_FILTERS + f);
        if (take(p, i, filter->name)) p->plan |= 1 << (GX_PLAN_LISTS + f);
        taken++;
    }
    return taken;
}

static void set_cost(planner *p, bool created, int n_filters) {
    double reports = 1, rows = p->spec->rows;
    int key = p->plan >> GX_PLAN_KEY & 15;
    if (created) reports = key & GX_KEY_LIST ? 10 : key & GX_KEY_EQ ? 1 : SOURCE_ROWS;
    if (created && (key & (GX_KEY_FROM | GX_KEY_TO))) reports /= 4;
    for (int i = 0; i < n_filters; i++) rows /= FILTER_SHARE;
    if (rows < 1) rows = 1;
    p->info->estimatedCost = reports * (COST_REPORT + rows);
    p->info->estimatedRows = (sqlite3_int64)(reports * rows);
}

int gx_vtab_best_index(sqlite3_vtab *base, sqlite3_index_info *info) {
    const gx_vtab *table = (const gx_vtab *)base;
    const gx_spec *spec = table->spec;
    bool created = table->source != NULL;
    planner p = {.info = info, .spec = spec, .first = created ? 1 : 0, .from = -1, .to = -1};
    int body = created || spec->no_body ? -1 : find_equality(info, spec->n_columns);
    if (!created && !spec->no_body && body < 0) return SQLITE_CONSTRAINT;
    p.text = sqlite3_str_new(table->db);
    sqlite3_str_appendall(p.text, spec->name + strlen("gx_"));
    if (body >= 0) {
        info->aConstraintUsage[body].argvIndex = ++p.n_args;
        info->aConstraintUsage[body].omit = 1;
    }
    if (created) plan_key(&p);
    set_cost(&p, created, plan_filters(&p));
    if (spec->uses) p.plan |= (int)(spec->uses(info->colUsed >> p.first) & 0xff) << GX_PLAN_USES;
    info->idxNum = p.plan;
    info->idxStr = sqlite3_str_finish(p.text);
    info->needToFreeIdxStr = 1;
    return info->idxStr ? SQLITE_OK : SQLITE_NOMEM;
}

/* ---- xFilter's side -------------------------------------------------------------------------- */

/* The values of the column that equal `value`, as a mask. A value of a type that SQLite may
** convert before it compares leaves all rows. */
static int mask_of(const gx_filter *filter, sqlite3_value *value, uint64_t *mask) {
    int type = sqlite3_value_type(value);
    *mask = 0;
    if (type == SQLITE_NULL) return SQLITE_OK;
    if (!filter->code && type == SQLITE_INTEGER) {
        sqlite3_int64 number = sqlite3_value_int64(value);
        if (number >= 1 && number <= filter->n) *mask = (uint64_t)1 << (number - 1);
        return SQLITE_OK;
    }
    if (!filter->code || type != SQLITE_TEXT) {
        *mask = GX_ALL_ROWS;
        return SQLITE_OK;
    }
    const char *text = (const char *)sqlite3_value_text(value);
    if (!text) return SQLITE_NOMEM;
    size_t n = (size_t)sqlite3_value_bytes(value);
    for (int i = 0; i < filter->n; i++) {
        const char *code = filter->code(i);
        if (strlen(code) == n && memcmp(code, text, n) == 0) *mask |= (uint64_t)1 << i;
    }
    return SQLITE_OK;
}

/* The same for an IN list. */
static int mask_of_list(const gx_filter *filter, sqlite3_value *list, uint64_t *mask) {
    sqlite3_value *value = NULL;
    *mask = 0;
    int rc = sqlite3_vtab_in_first(list, &value);
    for (; rc == SQLITE_OK && value; rc = sqlite3_vtab_in_next(list, &value)) {
        uint64_t one;
        rc = mask_of(filter, value, &one);
        if (rc != SQLITE_OK) return rc;
        *mask |= one;
    }
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

int gx_read_masks(const gx_spec *spec, int plan, sqlite3_value **args, uint64_t *masks) {
    for (int f = 0; f < GX_MAX_FILTERS; f++) {
        masks[f] = GX_ALL_ROWS;
        if (!(plan >> (GX_PLAN_FILTERS + f) & 1)) continue;
        const gx_filter *filter = &spec->filters[f];
        bool list = plan >> (GX_PLAN_LISTS + f) & 1;
        int rc = list ? mask_of_list(filter, *args, &masks[f]) : mask_of(filter, *args, &masks[f]);
        if (rc != SQLITE_OK) return rc;
        args++;
    }
    return SQLITE_OK;
}
