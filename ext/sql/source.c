/*
** source.c: the source table of a created table.
**
** In: the arguments of CREATE VIRTUAL TABLE … USING gx_…(content='reports', text='body',
** key='id'), and the constraints on the key. Out: the rows of the source, as key and text.
**
** `content` names a table or a view, alone or behind a schema ("main.reports"), each part quoted
** if need be; alone it is looked for in the virtual table's own schema first. All names reach SQL
** as quoted identifiers behind the source's alias, so that none is taken for a string or for code.
*/
#include "sql.h"

#include <string.h>

/* ---- arguments ------------------------------------------------------------------------------- */

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static const char *skip_space(const char *at) {
    while (is_space(*at)) at++;
    return at;
}

/* The closing quote of an opening one; 0: it is none. */
static char closing_quote(char c) {
    return c == '[' ? ']' : c == '\'' || c == '"' || c == '`' ? c : '\0';
}

/* Reads a name, quoted or bare, a bare one up to white space or `end`. `*at` moves behind it; it
** stays where a quote is not closed. NULL: no memory. To be freed by sqlite3_free. */
static char *read_name(const char **at, char end) {
    const char *from = *at;
    char *name = sqlite3_malloc64(strlen(from) + 1);
    if (!name) return NULL;
    char *to = name, quote = closing_quote(*from);
    if (quote) {
        for (from++; *from && (*from != quote || (quote != ']' && from[1] == quote)); from++) {
            if (*from == quote) from++;
            *to++ = *from;
        }
        if (*from == quote) *at = from + 1;
    } else {
        while (*from && *from != end && !is_space(*from)) *to++ = *from++;
        *at = from;
    }
    *to = '\0';
    return name;
}

/* Takes one argument, name=value. Returns SQLITE_OK or an error with its message. */
static int take_argument(gx_source *source, const char *module, const char *argument,
                         char **message) {
    struct {
        const char *name;
        char **value;
    } known[] = {{"content", &source->content}, {"text", &source->text}, {"key", &source->key}};
    const char *at = skip_space(argument), *from = at;
    while (*at && *at != '=' && !is_space(*at)) at++;
    int n = (int)(at - from);
    at = skip_space(at);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if ((int)strlen(known[i].name) != n || sqlite3_strnicmp(known[i].name, from, n) != 0)
            continue;
        if (*at != '=') break;
        if (*known[i].value) {
            *message = sqlite3_mprintf("%s: argument given twice: %s", module, known[i].name);
            return SQLITE_ERROR;
        }
        const char *value = at = skip_space(at + 1);
        char *name = read_name(&at, '\0');
        *known[i].value = name;
        if (!name) return SQLITE_NOMEM;
        if (at != value && name[0] && *skip_space(at) == '\0') return SQLITE_OK;
        *message =
            sqlite3_mprintf("%s: argument %s needs one name: %s", module, known[i].name, argument);
        return SQLITE_ERROR;
    }
    *message = sqlite3_mprintf("%s: unknown argument: %s (known are content=, text=, key=)", module,
                               skip_space(argument));
    return SQLITE_ERROR;
}

/* Takes argv: module, schema, table, arguments. */
static int take_arguments(gx_source *source, int argc, const char *const *argv, char **message) {
    for (int i = 3; i < argc; i++) {
        int rc = take_argument(source, argv[0], argv[i], message);
        if (rc != SQLITE_OK) return rc;
    }
    const char *missing = !source->content ? "content" : !source->text ? "text" : NULL;
    if (missing) {
        *message = sqlite3_mprintf("%s: argument missing: %s= (as in content='reports', "
                                   "text='body', key='id')",
                                   argv[0], missing);
        return SQLITE_ERROR;
    }
    source->schema = sqlite3_mprintf("%s", argv[1]);
    source->name = sqlite3_mprintf("%s", argv[2]);
    return source->schema && source->name ? SQLITE_OK : SQLITE_NOMEM;
}

/* ---- looking for the source ------------------------------------------------------------------ */

/* Prepares `sql` and frees it. Where it does not compile, `*statement` is NULL and the connection
** has the error's message. `sql` may be NULL: no memory. */
static int prepare_freed(sqlite3 *db, char *sql, sqlite3_stmt **statement) {
    *statement = NULL;
    if (!sql) return SQLITE_NOMEM;
    int rc = sqlite3_prepare_v2(db, sql, -1, statement, NULL);
    sqlite3_free(sql);
    return rc;
}

/* Tries whether FROM `from` compiles: SQLITE_OK, or the error. */
static int probe(sqlite3 *db, const char *from) {
    sqlite3_stmt *statement;
    int rc = prepare_freed(db, sqlite3_mprintf("SELECT 1 FROM %s", from), &statement);
    sqlite3_finalize(statement);
    return rc;
}

/* "schema"."table" from a content= that has a dot or quotes in it; NULL where it is no such name,
** or with *rc set where memory ran out. */
static char *split_name(const char *content, int *rc) {
    const char *at = content;
    char *parts[2] = {NULL, NULL}, *from = NULL;
    int n = 0;
    while (n < 2) {
        const char *start = at;
        parts[n] = read_name(&at, '.');
        if (!parts[n]) *rc = SQLITE_NOMEM;
        if (!parts[n] || at == start) break;
        n++;
        if (*at != '.') break;
        at++;
    }
    if (*rc == SQLITE_OK && n > 0 && *at == '\0' && at[-1] != '.') {
        from = n == 2 ? sqlite3_mprintf("\"%w\".\"%w\"", parts[0], parts[1])
                      : sqlite3_mprintf("\"%w\"", parts[0]);
        if (!from) *rc = SQLITE_NOMEM;
    }
    sqlite3_free(parts[0]);
    sqlite3_free(parts[1]);
    return from;
}

/* Finds what to write behind FROM: `*from`, to be freed by sqlite3_free. Returns SQLITE_OK, or an
** error with its message. */
static int find_content(sqlite3 *db, const gx_source *source, const char *module, char **from,
                        char **message) {
    int rc = SQLITE_OK, failed = SQLITE_OK;
    char *why = NULL;
    for (int i = 0; i < 3; i++) {
        if (i == 0)
            *from = sqlite3_mprintf("\"%w\".\"%w\"", source->schema, source->content);
        else if (i == 1)
            *from = sqlite3_mprintf("\"%w\"", source->content);
        else
            *from = split_name(source->content, &rc);
        if (!*from && (i < 2 || rc != SQLITE_OK)) failed = SQLITE_NOMEM;
        if (!*from) break;
        failed = probe(db, *from);
        if (failed == SQLITE_OK) break;
        if (i == 1) why = sqlite3_mprintf("%s", sqlite3_errmsg(db));
        sqlite3_free(*from);
        *from = NULL;
        if (failed != SQLITE_ERROR) break; /* not a matter of the name */
    }
    if (!*from && failed == SQLITE_OK) failed = SQLITE_ERROR;
    if (failed == SQLITE_ERROR)
        *message = sqlite3_mprintf("%s: cannot read content='%s': %s", module, source->content,
                                   why ? why : "no such table");
    else if (failed != SQLITE_OK && failed != SQLITE_NOMEM)
        *message = sqlite3_mprintf("%s: %s", module, sqlite3_errmsg(db));
    sqlite3_free(why);
    return failed;
}

/* Says that the source has no rowid, which is the key where none is named. */
static int no_rowid(const gx_source *source, const char *module, char **message) {
    *message = sqlite3_mprintf("%s: '%s' has no rowid; name a key as in key='id'", module,
                               source->content);
    return SQLITE_ERROR;
}

/* Says which of the two columns the source does not have. */
static int explain_columns(sqlite3 *db, const gx_source *source, const char *module,
                           const char *from, char **message) {
    char *why = sqlite3_mprintf("%s", sqlite3_errmsg(db));
    sqlite3_stmt *statement;
    int rc = prepare_freed(db, sqlite3_mprintf("SELECT s.\"%w\" FROM %s AS s", source->text, from),
                           &statement);
    sqlite3_finalize(statement);
    if (rc == SQLITE_OK && sqlite3_stricmp(source->key, "rowid") == 0)
        no_rowid(source, module, message);
    else
        *message = sqlite3_mprintf("%s: no such column in '%s': %s='%s': %s", module,
                                   source->content, rc == SQLITE_OK ? "key" : "text",
                                   rc == SQLITE_OK ? source->key : source->text, why ? why : "");
    sqlite3_free(why);
    return rc == SQLITE_NOMEM ? rc : SQLITE_ERROR;
}

/* The statement of a scan over FROM `from`, for key constraints (GX_KEY_ bits). To be freed by
** sqlite3_free. The key is compared as the virtual table's column is: COLLATE BINARY. */
static char *scan_sql(sqlite3 *db, const gx_source *source, const char *from, int key,
                      bool with_rowid) {
    sqlite3_str *sql = sqlite3_str_new(db);
    sqlite3_str_appendf(sql, "SELECT s.\"%w\", s.\"%w\", %s FROM %s AS s", source->key,
                        source->text, with_rowid ? "s._rowid_" : "NULL", from);
    if (key & GX_KEY_EQ)
        sqlite3_str_appendf(sql, " WHERE s.\"%w\" COLLATE BINARY = ?1", source->key);
    if (key & GX_KEY_FROM)
        sqlite3_str_appendf(sql, " WHERE s.\"%w\" COLLATE BINARY >= ?1", source->key);
    if (key & GX_KEY_TO)
        sqlite3_str_appendf(sql, " %s s.\"%w\" COLLATE BINARY <= ?2",
                            key & GX_KEY_FROM ? "AND" : "WHERE", source->key);
    return sqlite3_str_finish(sql);
}

/* Prepares the scan for key constraints: key, text, and the rowid of the source row or NULL. */
static int prepare_scan(sqlite3 *db, const gx_source *source, const char *module, int key,
                        sqlite3_stmt **statement, char **message) {
    char *from = NULL;
    *statement = NULL;
    int rc = find_content(db, source, module, &from, message);
    if (rc != SQLITE_OK) return rc;
    rc = prepare_freed(db, scan_sql(db, source, from, key, true), statement);
    if (rc == SQLITE_ERROR)
        rc = prepare_freed(db, scan_sql(db, source, from, key, false), statement);
    if (rc == SQLITE_ERROR) rc = explain_columns(db, source, module, from, message);
    sqlite3_free(from);
    return rc;
}

/* The affinity of a declared type, by SQLite's rules; "" for none, and for ANY, which means one
** thing in a STRICT table and another elsewhere. */
static const char *affinity_of(const char *declared) {
    static const struct {
        const char *part, *affinity;
    } rules[] = {{"%INT%", "INTEGER"}, {"%CHAR%", "TEXT"}, {"%CLOB%", "TEXT"},
                 {"%TEXT%", "TEXT"},   {"%BLOB%", ""},     {"%REAL%", "REAL"},
                 {"%FLOA%", "REAL"},   {"%DOUB%", "REAL"}, {"ANY", ""}};
    if (!declared || !declared[0]) return "";
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (sqlite3_strlike(rules[i].part, declared, 0) == 0) return rules[i].affinity;
    return "NUMERIC";
}

/* True while CREATE VIRTUAL TABLE runs: its statement is being executed. A table that is only
** opened again is opened while another statement is compiled or executed. */
static bool is_creating(sqlite3 *db) {
    for (sqlite3_stmt *one = sqlite3_next_stmt(db, NULL); one; one = sqlite3_next_stmt(db, one)) {
        const char *sql = sqlite3_stmt_busy(one) ? sqlite3_sql(one) : NULL;
        if (sql && sqlite3_strlike("%CREATE%VIRTUAL%TABLE%", sql, 0) == 0) return true;
    }
    return false;
}

int gx_source_new(sqlite3 *db, int argc, const char *const *argv, gx_source **out, char **message) {
    gx_source *source = sqlite3_malloc64(sizeof *source);
    *out = NULL;
    if (!source) return SQLITE_NOMEM;
    memset(source, 0, sizeof *source);
    sqlite3_stmt *statement = NULL;
    bool by_default = false;
    int rc = take_arguments(source, argc, argv, message);
    if (rc == SQLITE_OK && !source->key) {
        source->key = sqlite3_mprintf("rowid");
        by_default = true;
        if (!source->key) rc = SQLITE_NOMEM;
    }
    if (rc == SQLITE_OK) {
        rc = prepare_scan(db, source, argv[0], 0, &statement, message);
        /* Some builds of SQLite let a view have a rowid, which is NULL in every row. */
        if (rc == SQLITE_OK && by_default && !sqlite3_column_decltype(statement, 0))
            rc = no_rowid(source, argv[0], message);
        if (rc == SQLITE_OK) {
            sqlite3_snprintf(sizeof source->affinity, source->affinity, "%s",
                             affinity_of(sqlite3_column_decltype(statement, 0)));
        } else if (rc != SQLITE_NOMEM && !is_creating(db)) {
            sqlite3_free(*message);
            *message = NULL;
            rc = SQLITE_OK;
        }
    }
    sqlite3_finalize(statement);
    if (rc == SQLITE_OK)
        *out = source;
    else
        gx_source_free(source);
    return rc;
}

void gx_source_free(gx_source *source) {
    if (!source) return;
    sqlite3_free(source->content);
    sqlite3_free(source->text);
    sqlite3_free(source->key);
    sqlite3_free(source->schema);
    sqlite3_free(source->name);
    sqlite3_free(source);
}

/* ---- the scan -------------------------------------------------------------------------------- */

static void free_keys(gx_scan *scan) {
    for (int i = 0; i < scan->n_keys; i++) sqlite3_value_free(scan->keys[i]);
    scan->n_keys = scan->at = 0;
}

/* Ends a scan; keeps its statement. */
static void reset_scan(gx_scan *scan) {
    if (scan->statement) sqlite3_reset(scan->statement);
    if (scan->statement) sqlite3_clear_bindings(scan->statement);
    free_keys(scan);
}

/* Copies an IN list: its values are good during xFilter only. */
static int copy_keys(gx_scan *scan, sqlite3_value *list) {
    sqlite3_value *value = NULL;
    int rc = sqlite3_vtab_in_first(list, &value);
    for (; rc == SQLITE_OK && value; rc = sqlite3_vtab_in_next(list, &value)) {
        if (sqlite3_value_type(value) == SQLITE_NULL) continue;
        if (scan->n_keys == scan->capacity) {
            int capacity = scan->capacity * 2 + 16;
            void *grown = sqlite3_realloc64(scan->keys, (size_t)capacity * sizeof *scan->keys);
            if (!grown) return SQLITE_NOMEM;
            scan->keys = grown;
            scan->capacity = capacity;
        }
        if (!(scan->keys[scan->n_keys] = sqlite3_value_dup(value))) return SQLITE_NOMEM;
        scan->n_keys++;
    }
    return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* True where the source may compare its key by other rules than the virtual table's column does,
** so that a lookup could miss rows: the key's affinity is not the one that the column was declared
** with, or is not told (an expression of a view) where more than equality is asked. */
static bool compares_otherwise(const gx_source *source, sqlite3_stmt *statement, int key) {
    const char *affinity = affinity_of(sqlite3_column_decltype(statement, 0));
    return strcmp(affinity, source->affinity) != 0 ||
           (!affinity[0] && key & (GX_KEY_FROM | GX_KEY_TO));
}

/* Prepares the scan's statement, unless it is there. `*key` becomes 0 where all rows are read
** because a lookup could miss some. */
static int ready_statement(sqlite3 *db, gx_source *source, gx_scan *scan, int *key,
                           char **message) {
    if (scan->statement && scan->key == *key) return SQLITE_OK;
    sqlite3_finalize(scan->statement);
    scan->statement = NULL;
    int rc = prepare_scan(db, source, source->name, *key, &scan->statement, message);
    if (rc != SQLITE_OK) return rc;
    if (*key && compares_otherwise(source, scan->statement, *key)) {
        sqlite3_finalize(scan->statement);
        *key = 0;
        rc = prepare_scan(db, source, source->name, 0, &scan->statement, message);
    }
    scan->key = *key;
    return rc;
}

/* Binds what the plan has for the key: a value, a list or bounds. */
static int bind_keys(gx_scan *scan, int key, sqlite3_value **args) {
    int rc = SQLITE_OK;
    if (key & GX_KEY_LIST) return copy_keys(scan, args[0]);
    if (key & GX_KEY_EQ) return sqlite3_bind_value(scan->statement, 1, args[0]);
    if (key & GX_KEY_FROM) rc = sqlite3_bind_value(scan->statement, 1, *args++);
    if (key & GX_KEY_TO && rc == SQLITE_OK) rc = sqlite3_bind_value(scan->statement, 2, *args);
    return rc;
}

int gx_scan_begin(sqlite3 *db, gx_source *source, gx_scan *scan, int key, sqlite3_value **args,
                  int *used, char **message) {
    reset_scan(scan);
    *used = (key & GX_KEY_EQ ? 1 : 0) + (key & GX_KEY_FROM ? 1 : 0) + (key & GX_KEY_TO ? 1 : 0);
    if (source->busy) {
        *message =
            sqlite3_mprintf("%s: reads itself through content='%s'", source->name, source->content);
        return SQLITE_ERROR;
    }
    source->busy = true;
    int rc = ready_statement(db, source, scan, &key, message);
    source->busy = false;
    return rc == SQLITE_OK ? bind_keys(scan, key, args) : rc;
}

/* True where the row's key is of the class of the value it was looked up by. A key without a known
** affinity may equal two values of an IN list, 5 and '5': it is taken for its own class alone. */
static bool is_same_class(const gx_source *source, const gx_scan *scan) {
    if (source->affinity[0] || !(scan->key & GX_KEY_LIST)) return true;
    int row = sqlite3_column_type(scan->statement, 0);
    int value = sqlite3_value_type(scan->keys[scan->at - 1]);
    bool numbers = row <= SQLITE_FLOAT && value <= SQLITE_FLOAT;
    return row == value || numbers;
}

int gx_scan_next(sqlite3 *db, gx_source *source, gx_scan *scan, char **message) {
    for (;;) {
        if (scan->key & GX_KEY_LIST && !sqlite3_stmt_busy(scan->statement)) {
            if (scan->at == scan->n_keys) return SQLITE_DONE;
            int rc = sqlite3_bind_value(scan->statement, 1, scan->keys[scan->at++]);
            if (rc != SQLITE_OK) return rc;
        }
        source->busy = true;
        int rc = sqlite3_step(scan->statement);
        source->busy = false;
        if (rc == SQLITE_ROW && !is_same_class(source, scan)) continue;
        if (rc == SQLITE_ROW) return rc;
        int reset = sqlite3_reset(scan->statement);
        if (rc == SQLITE_DONE && scan->key & GX_KEY_LIST) continue;
        if (rc == SQLITE_DONE) return rc;
        *message = sqlite3_mprintf("%s: %s", source->name, sqlite3_errmsg(db));
        return reset != SQLITE_OK ? reset : rc;
    }
}

sqlite3_value *gx_scan_column(gx_scan *scan, int i) {
    return sqlite3_column_value(scan->statement, i);
}

sqlite3_int64 gx_scan_rowid(gx_scan *scan) {
    return sqlite3_column_int64(scan->statement, 2);
}

void gx_scan_free(gx_scan *scan) {
    sqlite3_finalize(scan->statement);
    scan->statement = NULL;
    free_keys(scan);
    sqlite3_free(scan->keys);
    scan->keys = NULL;
    scan->capacity = 0;
}
