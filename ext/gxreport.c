/*
** gxreport.c: the door.
**
** In: a connection of SQLite 3.38 or later. Out: the same connection with gxreport's functions
** and virtual tables, which sql/sql.h maps. The two tables below list all of them.
*/
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1

#include "gxreport.h"
#include "sql/sql.h"

static const struct {
    const char *name;
    int n_args;
    int flags; /* beside those that all have */
    void (*call)(sqlite3_context *, int, sqlite3_value **);
} functions[] = {
    {"gx_parse", 1, GX_RESULT_SUBTYPE, gx_parse_json},
    {"gx_parse", 2, 0, gx_parse_cell},
    {"gx_title", 1, 0, gx_title},
    {"gx_agency", 1, 0, gx_agency},
    {"gx_year", 1, 0, gx_year},
    {"gx_published", 1, 0, gx_published},
    {"gx_section", 2, 0, gx_section_text},
    {"gx_text", 1, 0, gx_text_decode},
    {"gx_text", 2, 0, gx_text_decode},
    {"gx_failures", 1, 0, gx_failures},
    {"gx_version", 0, 0, gx_version},
    {"gx_debug", 0, 0, gx_debug},
};

static const gx_spec *const modules[] = {
    &gx_report_table, &gx_disclosures_table, &gx_requests_table, &gx_proceedings_table,
    &gx_cells_table,  &gx_checks_table,      &gx_sections_table, &gx_vocabulary_table,
};

_Static_assert(sizeof modules / sizeof modules[0] == GX_MODULES, "a place for each module");
enum {
    N_FUNCTIONS = sizeof functions / sizeof functions[0],
    OLDEST_SQLITE = 3038000,
};

/* Registers one thing, a function or a module by its number. Each registration holds a reference
** to the shared state, which SQLite gives back through the destructor, also if it fails. */
static int register_one(sqlite3 *db, gx_shared *shared, int i) {
    if (i < N_FUNCTIONS) {
        gx_shared_hold(shared);
        return sqlite3_create_function_v2(db, functions[i].name, functions[i].n_args,
                                          SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS |
                                              functions[i].flags,
                                          shared, functions[i].call, NULL, NULL, gx_shared_release);
    }
    gx_module *module = gx_shared_module(shared, i - N_FUNCTIONS, modules[i - N_FUNCTIONS]);
    return sqlite3_create_module_v2(db, module->spec->name, &module->spec->module, module,
                                    gx_module_release);
}

int sqlite3_gxreport_init(sqlite3 *db, char **message, const sqlite3_api_routines *api) {
    SQLITE_EXTENSION_INIT2(api);
    if (sqlite3_libversion_number() < OLDEST_SQLITE) {
        if (message)
            *message = sqlite3_mprintf("gxreport needs SQLite 3.38 or later; this is SQLite %s",
                                       sqlite3_libversion());
        return SQLITE_ERROR;
    }
    gx_shared *shared = gx_shared_new();
    if (!shared) return SQLITE_NOMEM;
    int rc = SQLITE_OK;
    for (int i = 0; i < N_FUNCTIONS + GX_MODULES && rc == SQLITE_OK; i++) {
        rc = register_one(db, shared, i);
        if (rc != SQLITE_OK && rc != SQLITE_NOMEM && message)
            *message = sqlite3_mprintf("gxreport: cannot register %s: %s",
                                       i < N_FUNCTIONS ? functions[i].name
                                                       : modules[i - N_FUNCTIONS]->name,
                                       sqlite3_errmsg(db));
    }
    gx_shared_release(shared);
    return rc;
}
