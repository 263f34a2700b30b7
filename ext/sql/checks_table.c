/*
** checks_table.c: gx_checks, one row an identity of the report's form.
**
** Filters: topic, rule, scope.
*/
#include "sql.h"

#include <string.h>

enum {
    COL_TOPIC,
    COL_RULE,
    COL_SCOPE,
    COL_LHS,
    COL_RHS,
    COL_GAP,
    COL_OK,
    N_COLUMNS,
    /* filters */
    BY_TOPIC = 0,
    BY_RULE,
    BY_SCOPE,
    N_RULES = GX_PROCEEDINGS_SUM + 1,
    N_SCOPES = GX_R_MEASURES + GX_R_ITEMS + GX_P_ITEMS,
};

typedef struct checks_cursor {
    gx_cursor base;
    int n_checks;
    gx_check checks[GX_MAX_CHECKS];
} checks_cursor;

static const char *topic_code(int i) {
    return gx_tables[i].code;
}

static const char *rule_code(int i) {
    return gx_rule_names[i];
}

/* Measures of requests, then items of requests, then items of proceedings. */
static const char *scope_code(int i) {
    if (i < GX_R_MEASURES) return gx_tables[GX_REQUESTS].measures[i].code;
    i -= GX_R_MEASURES;
    if (i < GX_R_ITEMS) return gx_tables[GX_REQUESTS].items[i].code;
    return gx_tables[GX_PROCEEDINGS].items[i - GX_R_ITEMS].code;
}

static unsigned prepare(gx_cursor *cursor) {
    const uint64_t *masks = cursor->masks;
    return masks[BY_TOPIC] && masks[BY_RULE] && masks[BY_SCOPE] ? GX_WANT_TABLES : 0;
}

static int begin(gx_cursor *base) {
    checks_cursor *cursor = (checks_cursor *)base;
    cursor->n_checks = gx_list_checks(&base->parsed->report, cursor->checks);
    return SQLITE_OK;
}

static bool in_scope(const char *scope, uint64_t mask) {
    if (mask == GX_ALL_ROWS) return true;
    for (int i = 0; i < N_SCOPES; i++)
        if ((mask >> i & 1) && strcmp(scope_code(i), scope) == 0) return true;
    return false;
}

static bool next(gx_cursor *base) {
    const checks_cursor *cursor = (const checks_cursor *)base;
    const uint64_t *masks = base->masks;
    while (++base->row < cursor->n_checks) {
        const gx_check *check = &cursor->checks[base->row];
        if ((masks[BY_TOPIC] >> check->topic & 1) && (masks[BY_RULE] >> check->rule & 1) &&
            in_scope(check->scope, masks[BY_SCOPE]))
            return true;
    }
    return false;
}

/* lhs - rhs; NULL where a side is not known, or the difference has no place in an INTEGER. */
static void result_gap(sqlite3_context *context, const gx_check *check) {
    int64_t gap;
    if (check->has_lhs && check->has_rhs && !__builtin_sub_overflow(check->lhs, check->rhs, &gap))
        sqlite3_result_int64(context, gap);
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *context, int i) {
    checks_cursor *cursor = (checks_cursor *)base;
    int own = i - cursor->base.first;
    if (own < 0 || own >= N_COLUMNS) {
        gx_shared_column(&cursor->base, context, i);
        return SQLITE_OK;
    }
    const gx_check *check = &cursor->checks[cursor->base.row];
    switch (own) {
    case COL_TOPIC: gx_result_static(context, gx_tables[check->topic].code); break;
    case COL_RULE: gx_result_static(context, gx_rule_names[check->rule]); break;
    case COL_SCOPE: gx_result_static(context, check->scope); break;
    case COL_LHS:
        if (check->has_lhs) sqlite3_result_int64(context, check->lhs);
        break;
    case COL_RHS:
        if (check->has_rhs) sqlite3_result_int64(context, check->rhs);
        break;
    case COL_GAP: result_gap(context, check); break;
    case COL_OK:
        if (check->verdict != GX_UNKNOWN) sqlite3_result_int(context, check->verdict);
        break;
    }
    return SQLITE_OK;
}

const gx_spec gx_checks_table = {
    .module = GX_MODULE(column),
    .name = "gx_checks",
    .columns = "topic TEXT, rule TEXT, scope TEXT, lhs INTEGER, rhs INTEGER, gap INTEGER, "
               "ok INTEGER",
    .n_columns = N_COLUMNS,
    .rows = 40,
    .cursor_size = sizeof(checks_cursor),
    .n_filters = 3,
    .filters = {[BY_TOPIC] = {"topic", COL_TOPIC, GX_TOPICS, topic_code},
                [BY_RULE] = {"rule", COL_RULE, N_RULES, rule_code},
                [BY_SCOPE] = {"scope", COL_SCOPE, N_SCOPES, scope_code}},
    .prepare = prepare,
    .begin = begin,
    .next = next,
};
