/*
** functions.c: the scalar functions.
**
** In: the arguments of a call. Out: its result. A body that is NULL, a number or no report gives
** NULL, always. Nothing is kept beyond a call but what shared.c keeps.
*/
#include "sql.h"

#include "../gxreport.h"

#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <unicode/uversion.h>

#ifndef GX_COMMIT
#define GX_COMMIT "unknown"
#endif
#ifndef GX_FLAGS
#define GX_FLAGS "unknown"
#endif

static gx_shared *shared_of(sqlite3_context *context) {
    return sqlite3_user_data(context);
}

/* Makes an error of a code that shared.c or value.c returned. */
static void result_error(sqlite3_context *context, int rc) {
    if (rc == SQLITE_NOMEM)
        sqlite3_result_error_nomem(context);
    else
        sqlite3_result_error(context, "gxreport: a library failed while reading a report", -1);
}

/* Reads the body in a value. NULL: there is no report in it, or the error is already the result. */
static gx_parsed *read_body(sqlite3_context *context, sqlite3_value *value, unsigned want) {
    gx_body body;
    gx_parsed *parsed = NULL;
    int rc = gx_take_body(value, &body);
    if (rc == SQLITE_OK && body.bytes)
        rc = gx_shared_read(shared_of(context), &body, want, false, &parsed);
    if (rc != SQLITE_OK) {
        result_error(context, rc);
        return NULL;
    }
    return parsed && parsed->report.is_report ? parsed : NULL;
}

void gx_parse_json(sqlite3_context *context, int n, sqlite3_value **args) {
    (void)n;
    gx_parsed *parsed = read_body(context, args[0], GX_WANT_TABLES | GX_WANT_FACTS);
    if (!parsed) return;
    gx_buffer *buffer = gx_shared_buffer(shared_of(context));
    gx_write_json(gx_shared_json(shared_of(context)), buffer, parsed);
    if (buffer->nomem) {
        sqlite3_result_error_nomem(context);
        return;
    }
    sqlite3_result_text64(context, buffer->bytes, buffer->size, SQLITE_TRANSIENT, SQLITE_UTF8);
    sqlite3_result_subtype(context, GX_JSON_SUBTYPE);
}

/* The slot that a key names. -1: the key is NULL, or an error is already the result. */
static int slot_of(sqlite3_context *context, sqlite3_value *value) {
    if (sqlite3_value_type(value) == SQLITE_NULL) return -1;
    const char *key = (const char *)sqlite3_value_text(value);
    size_t n = (size_t)sqlite3_value_bytes(value);
    if (!key) {
        sqlite3_result_error_nomem(context);
        return -1;
    }
    int slot = gx_shared_key(shared_of(context), key, n);
    if (slot < 0) {
        char *message = sqlite3_mprintf("gx_parse: no such cell '%s': a key is topic.item.measure; "
                                        "see gx_vocabulary",
                                        key);
        if (message)
            sqlite3_result_error(context, message, -1);
        else
            sqlite3_result_error_nomem(context);
        sqlite3_free(message);
    }
    return slot;
}

void gx_parse_cell(sqlite3_context *context, int n, sqlite3_value **args) {
    (void)n;
    int slot = slot_of(context, args[1]);
    if (slot < 0) return;
    gx_parsed *parsed = read_body(context, args[0], GX_WANT_TABLES);
    if (!parsed) return;
    bool real = gx_tables[gx_topic_of(slot)].measures[gx_measure_of(slot)].real;
    gx_result_cell(context, &parsed->report.cells[slot], real);
}

void gx_title(sqlite3_context *context, int n, sqlite3_value **args) {
    (void)n;
    gx_parsed *parsed = read_body(context, args[0], GX_WANT_FACTS);
    if (parsed && parsed->report.title[0])
        sqlite3_result_text(context, parsed->report.title, -1, SQLITE_TRANSIENT);
}

void gx_agency(sqlite3_context *context, int n, sqlite3_value **args) {
    (void)n;
    gx_parsed *parsed = read_body(context, args[0], GX_WANT_FACTS);
    if (parsed && parsed->report.agency[0])
        sqlite3_result_text(context, parsed->report.agency, -1, SQLITE_TRANSIENT);
}

void gx_year(sqlite3_context *context, int n, sqlite3_value **args) {
    (void)n;
    gx_parsed *parsed = read_body(context, args[0], GX_WANT_FACTS);
    if (parsed && parsed->report.year) sqlite3_result_int(context, parsed->report.year);
}

void gx_published(sqlite3_context *context, int n, sqlite3_value **args) {
    (void)n;
    gx_parsed *parsed = read_body(context, args[0], GX_WANT_FACTS);
    if (parsed) gx_result_date(context, &parsed->report.published);
}

void gx_section_text(sqlite3_context *context, int n, sqlite3_value **args) {
    (void)n;
    if (sqlite3_value_numeric_type(args[1]) != SQLITE_INTEGER) return;
    sqlite3_int64 wanted = sqlite3_value_int64(args[1]);
    if (wanted < 1 || wanted > GX_SECTIONS) return;
    gx_parsed *parsed = read_body(context, args[0], GX_WANT_SECTIONS);
    for (int i = 0; parsed && i < GX_SECTIONS; i++) {
        const gx_section *section = &parsed->report.sections[i];
        if (section->n != wanted) continue;
        gx_result_span(context, parsed, section->body);
        return;
    }
}

/* The name of a charset in an argument, or NULL to find out. False: an error is the result. */
static bool charset_of(sqlite3_context *context, sqlite3_value *value, const char **charset) {
    *charset = NULL;
    if (sqlite3_value_type(value) == SQLITE_NULL) return true;
    *charset = (const char *)sqlite3_value_text(value);
    if (!*charset) sqlite3_result_error_nomem(context);
    return *charset != NULL;
}

/* Makes an error of what gx_decode returned. */
static void result_not_decoded(sqlite3_context *context, gx_decode_rc rc, const char *charset) {
    if (rc == GX_DECODE_NOMEM || !charset) {
        result_error(context, rc == GX_DECODE_NOMEM ? SQLITE_NOMEM : SQLITE_ERROR);
        return;
    }
    char *message = sqlite3_mprintf("gx_text: unknown charset '%s'", charset);
    if (message)
        sqlite3_result_error(context, message, -1);
    else
        sqlite3_result_error_nomem(context);
    sqlite3_free(message);
}

void gx_text_decode(sqlite3_context *context, int n, sqlite3_value **args) {
    const char *charset = NULL;
    int type = sqlite3_value_type(args[0]);
    if (n == 2 && !charset_of(context, args[1], &charset)) return;
    gx_body body = {.bytes = NULL};
    if (type == SQLITE_BLOB && gx_take_body(args[0], &body) != SQLITE_OK) {
        sqlite3_result_error_nomem(context);
        return;
    }
    /* Of what is no BLOB nothing is decoded; but its charset has to be one. */
    gx_text text;
    gx_decode_rc rc = gx_decode(body.bytes, body.size, charset, false, &text);
    if (rc != GX_DECODED) {
        result_not_decoded(context, rc, charset);
        return;
    }
    if (type == SQLITE_BLOB) gx_result_utf8(context, text.text, text.size);
    if (type == SQLITE_TEXT) sqlite3_result_value(context, args[0]);
    gx_text_free(&text);
}

void gx_failures(sqlite3_context *context, int n, sqlite3_value **args) {
    (void)n;
    gx_parsed *parsed = read_body(context, args[0], GX_WANT_TABLES);
    if (!parsed) return;
    int assessed = 0;
    int failed = gx_count_failures(&parsed->report, &assessed);
    if (assessed > 0) sqlite3_result_int(context, failed);
}

void gx_version(sqlite3_context *context, int n, sqlite3_value **args) {
    (void)n, (void)args;
    sqlite3_result_text(context, GXREPORT_VERSION, -1, SQLITE_STATIC);
}

void gx_debug(sqlite3_context *context, int n, sqlite3_value **args) {
    (void)n, (void)args;
    char pcre[64] = "unknown";
    UVersionInfo icu_version;
    char icu[U_MAX_VERSION_STRING_LENGTH];
    pcre2_config(PCRE2_CONFIG_VERSION, pcre);
    u_getVersion(icu_version);
    u_versionToString(icu_version, icu);
    char *text = sqlite3_mprintf("gxreport %s\ncommit %s\nflags %s\nSQLite built for %s, running "
                                 "%s\nPCRE2 %s\nICU %s",
                                 GXREPORT_VERSION, GX_COMMIT, GX_FLAGS, SQLITE_VERSION,
                                 sqlite3_libversion(), pcre, icu);
    if (text)
        sqlite3_result_text(context, text, -1, sqlite3_free);
    else
        sqlite3_result_error_nomem(context);
}
