/*
** table.c: the module core.
**
** In: SQLite's calls of a virtual table. Out: the rows of the reports that its argument, or its
** source table, holds. What the rows are each table says in its gx_spec; here is what all share:
** a cursor goes from report to report (one, in a table-valued function), and in each from row to
** row. A cursor holds the report it stands in, so nothing that happens elsewhere on the
** connection, another cursor's reading or a change of the source row, reaches it.
*/
#include "sql.h"

#include <string.h>

/* Replaces the table's error message. */
static void set_message(sqlite3_vtab *base, char *message) {
    sqlite3_free(base->zErrMsg);
    base->zErrMsg = message;
}

/* ---- connecting ------------------------------------------------------------------------------ */

/* Declares the columns: `report` before the table's own, or a hidden `body` behind them. */
static int declare(sqlite3 *db, const gx_spec *spec, const gx_source *source) {
    char *sql;
    if (source)
        sql = sqlite3_mprintf("CREATE TABLE x(report %s, %s)", source->affinity, spec->columns);
    else
        sql = sqlite3_mprintf("CREATE TABLE x(%s%s)", spec->columns,
                              spec->no_body ? "" : ", gx_body HIDDEN");
    if (!sql) return SQLITE_NOMEM;
    int rc = sqlite3_declare_vtab(db, sql);
    sqlite3_free(sql);
    return rc;
}

int gx_vtab_connect(sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **out,
                    char **message) {
    const gx_module *module = aux;
    gx_source *source = NULL;
    *out = NULL;
    /* Without arguments and under the module's own name it is the table-valued function. */
    bool function = argc <= 3 && sqlite3_stricmp(argv[0], argv[2]) == 0;
    if (module->spec->no_body && argc > 3) {
        *message = sqlite3_mprintf("%s: takes no arguments: %s", argv[0], argv[3]);
        return SQLITE_ERROR;
    }
    int rc = SQLITE_OK;
    if (!function && !module->spec->no_body) rc = gx_source_new(db, argc, argv, &source, message);
    if (rc == SQLITE_OK) rc = declare(db, module->spec, source);
    if (rc == SQLITE_OK) rc = sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
    gx_vtab *table = rc == SQLITE_OK ? sqlite3_malloc64(sizeof *table) : NULL;
    if (!table) {
        gx_source_free(source);
        return rc == SQLITE_OK ? SQLITE_NOMEM : rc;
    }
    memset(table, 0, sizeof *table);
    table->spec = module->spec;
    table->shared = module->shared;
    table->db = db;
    table->source = source;
    *out = &table->base;
    return SQLITE_OK;
}

int gx_vtab_disconnect(sqlite3_vtab *base) {
    gx_vtab *table = (gx_vtab *)base;
    gx_source_free(table->source);
    sqlite3_free(table);
    return SQLITE_OK;
}

int gx_vtab_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out) {
    const gx_vtab *table = (const gx_vtab *)base;
    gx_cursor *cursor = sqlite3_malloc64(table->spec->cursor_size);
    *out = NULL;
    if (!cursor) return SQLITE_NOMEM;
    memset(cursor, 0, table->spec->cursor_size);
    cursor->first = table->source ? 1 : 0;
    cursor->eof = true;
    *out = &cursor->base;
    return SQLITE_OK;
}

/* Gives up the report where the cursor stands. */
static void leave_report(gx_cursor *cursor, const gx_vtab *table) {
    gx_parsed_release(table->shared, cursor->parsed);
    cursor->parsed = NULL;
    cursor->report_id = 0;
    cursor->plain = 0;
}

int gx_vtab_close(sqlite3_vtab_cursor *base) {
    gx_cursor *cursor = (gx_cursor *)base;
    leave_report(cursor, (gx_vtab *)base->pVtab);
    gx_scan_free(&cursor->scan);
    sqlite3_free(cursor);
    return SQLITE_OK;
}

/* ---- from report to report, from row to row -------------------------------------------------- */

/* Enters the report in a value, before its first row. Leaves cursor->parsed NULL where there is
** none. */
static int enter_report(gx_cursor *cursor, gx_vtab *table, sqlite3_value *value) {
    const gx_spec *spec = table->spec;
    gx_body body;
    leave_report(cursor, table);
    int rc = gx_take_body(value, &body);
    if (rc != SQLITE_OK || !body.bytes) return rc;
    /* A function always keeps the text, for its column `body`. */
    bool keep = !table->source || (spec->keeps && spec->keeps(cursor));
    gx_parsed *parsed;
    rc = gx_shared_read(table->shared, &body, cursor->want, keep, &parsed);
    if (rc == SQLITE_ERROR)
        set_message(&table->base,
                    sqlite3_mprintf("%s: a library failed while reading a report", spec->name));
    if (rc != SQLITE_OK || !parsed->report.is_report) return rc;
    gx_parsed_hold(parsed);
    cursor->parsed = parsed;
    cursor->row = -1;
    return spec->begin ? spec->begin(cursor) : SQLITE_OK;
}

/* Goes to the next row: of this report, else of the next report that has one. */
static int advance(gx_cursor *cursor, gx_vtab *table) {
    const gx_spec *spec = table->spec;
    for (;;) {
        if ((cursor->parsed || spec->no_body) && spec->next(cursor)) return SQLITE_OK;
        cursor->eof = true;
        if (!table->source) return SQLITE_OK;
        char *message = NULL;
        int rc = gx_scan_next(table->db, table->source, &cursor->scan, &message);
        if (message) set_message(&table->base, message);
        if (rc == SQLITE_DONE) return SQLITE_OK;
        if (rc != SQLITE_ROW) return rc;
        rc = enter_report(cursor, table, gx_scan_column(&cursor->scan, 1));
        if (rc != SQLITE_OK) return rc;
        cursor->eof = false;
    }
}

int gx_vtab_filter(sqlite3_vtab_cursor *base, int plan, const char *plan_text, int n,
                   sqlite3_value **args) {
    gx_cursor *cursor = (gx_cursor *)base;
    gx_vtab *table = (gx_vtab *)base->pVtab;
    const gx_spec *spec = table->spec;
    (void)plan_text, (void)n;
    cursor->eof = true;
    cursor->row = -1;
    cursor->uses = (unsigned)plan >> GX_PLAN_USES & 0xff;
    int used = table->source || spec->no_body ? 0 : 1, rc = SQLITE_OK;
    if (table->source) {
        char *message = NULL;
        leave_report(cursor, table);
        rc = gx_scan_begin(table->db, table->source, &cursor->scan, plan >> GX_PLAN_KEY & 15, args,
                           &used, &message);
        if (message) set_message(&table->base, message);
    }
    if (rc == SQLITE_OK) rc = gx_read_masks(spec, plan, args + used, cursor->masks);
    if (rc != SQLITE_OK) return rc;
    cursor->want = spec->prepare(cursor);
    if (!cursor->want) return SQLITE_OK;
    if (!table->source && !spec->no_body) {
        rc = enter_report(cursor, table, args[0]);
        if (rc != SQLITE_OK) return rc;
    }
    cursor->eof = false;
    return advance(cursor, table);
}

int gx_vtab_next(sqlite3_vtab_cursor *base) {
    gx_cursor *cursor = (gx_cursor *)base;
    if (cursor->row + 1 < cursor->plain) {
        cursor->row++;
        return SQLITE_OK;
    }
    return advance(cursor, (gx_vtab *)base->pVtab);
}

int gx_vtab_eof(sqlite3_vtab_cursor *base) {
    return ((gx_cursor *)base)->eof;
}

/* ---- rowids ---------------------------------------------------------------------------------- */

/* The rowid names a row for good: where SQLite reads a table several times for the terms of an OR,
** by a plan of its own for each, it tells by the rowids which rows it has seen. So a rowid is the
** row's number in its report's form behind what names the report: the rowid of the source row;
** where there is none, its key and its text; in a table-valued function, the text. */

enum { ROWS_OF_REPORT = 512 };

static uint64_t hash_bytes(uint64_t hash, const char *bytes, size_t n) {
    uint64_t word;
    hash = (hash ^ n) * 0x9e3779b97f4a7c15u;
    for (; n >= sizeof word; n -= sizeof word, bytes += sizeof word) {
        memcpy(&word, bytes, sizeof word);
        hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 32;
    }
    word = 0;
    memcpy(&word, bytes, n);
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

/* Hashes a value of the source row. */
static int hash_value(sqlite3_value *value, uint64_t *hash) {
    gx_body body;
    int type = sqlite3_value_type(value);
    int rc = gx_take_body(value, &body);
    if (rc != SQLITE_OK) return rc;
    double number = body.bytes ? 0 : sqlite3_value_double(value);
    sqlite3_int64 integer = body.bytes ? 0 : sqlite3_value_int64(value);
    *hash = hash_bytes(*hash + (uint64_t)type, (const char *)&number, sizeof number);
    *hash = hash_bytes(*hash, (const char *)&integer, sizeof integer);
    if (body.bytes) *hash = hash_bytes(*hash, body.bytes, body.size);
    return SQLITE_OK;
}

/* Sets cursor->report_id: what names the report, with room for the number of a row. */
static int name_report(gx_cursor *cursor, const gx_vtab *table) {
    uint64_t hash = 0;
    int rc = SQLITE_OK;
    if (table->source) {
        sqlite3_int64 rowid = gx_scan_rowid(&cursor->scan);
        if (rowid > 0 && rowid < INT64_MAX / ROWS_OF_REPORT) {
            cursor->report_id = rowid * ROWS_OF_REPORT;
            return SQLITE_OK;
        }
        rc = hash_value(gx_scan_column(&cursor->scan, 0), &hash);
        if (rc == SQLITE_OK) rc = hash_value(gx_scan_column(&cursor->scan, 1), &hash);
    } else if (cursor->parsed) {
        hash = hash_bytes(cursor->parsed->is_blob, cursor->parsed->bytes, cursor->parsed->size);
    }
    /* Negative: apart from the ones above. */
    cursor->report_id = -1 - (sqlite3_int64)(hash >> 1) / ROWS_OF_REPORT * ROWS_OF_REPORT;
    return rc;
}

int gx_vtab_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out) {
    gx_cursor *cursor = (gx_cursor *)base;
    const gx_vtab *table = (const gx_vtab *)base->pVtab;
    int row = table->spec->number ? table->spec->number(cursor) : cursor->row;
    int rc = SQLITE_OK;
    if (table->spec->no_body) {
        *out = row + 1;
        return SQLITE_OK;
    }
    if (!cursor->report_id) rc = name_report(cursor, table);
    *out = cursor->report_id < 0 ? cursor->report_id - row : cursor->report_id + row;
    return rc;
}

/* ---- columns --------------------------------------------------------------------------------- */

void gx_shared_column(gx_cursor *cursor, sqlite3_context *context, int column) {
    const gx_parsed *parsed = cursor->parsed;
    if (column == 0 && cursor->first) {
        sqlite3_result_value(context, gx_scan_column(&cursor->scan, 0));
    } else if (parsed && parsed->is_blob) {
        sqlite3_result_blob64(context, parsed->bytes, parsed->size, SQLITE_TRANSIENT);
    } else if (parsed) {
        sqlite3_result_text64(context, parsed->bytes, parsed->size, SQLITE_TRANSIENT, SQLITE_UTF8);
    }
}
