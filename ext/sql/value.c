/*
** value.c: SQL values in and out.
**
** In: an sqlite3_value. Out: the bytes of a body, borrowed; and the other way, the facts of a
** report as SQL results.
*/
#include "sql.h"

#include <string.h>

/* True where the value is known to hold UTF-8. sqlite3_value_encoding is younger than the oldest
** SQLite that is supported. */
static bool holds_utf8(sqlite3_value *value) {
#if SQLITE_VERSION_NUMBER >= 3040000
    return sqlite3_libversion_number() >= 3040000 && sqlite3_value_encoding(value) == SQLITE_UTF8;
#else
    (void)value;
    return false;
#endif
}

int gx_take_body(sqlite3_value *value, gx_body *out) {
    int type = sqlite3_value_type(value); /* before anything that may convert the value */
    memset(out, 0, sizeof *out);
    if (type != SQLITE_TEXT && type != SQLITE_BLOB) return SQLITE_OK;
    out->is_blob = type == SQLITE_BLOB;
    /* The blob of a TEXT in UTF-8 is its bytes as they are, without the copy that a terminating
    ** NUL may cost. Bytes are asked for second: what comes first may convert. */
    if (type == SQLITE_BLOB || holds_utf8(value))
        out->bytes = sqlite3_value_blob(value);
    else if (!(out->bytes = (const char *)sqlite3_value_text(value)))
        return SQLITE_NOMEM;
    out->size = (size_t)sqlite3_value_bytes(value);
    if (out->bytes) return SQLITE_OK;
    out->bytes = "";
    return out->size == 0 ? SQLITE_OK : SQLITE_NOMEM;
}

void gx_result_static(sqlite3_context *context, const char *text) {
    if (text) sqlite3_result_text(context, text, -1, SQLITE_STATIC);
}

void gx_result_utf8(sqlite3_context *context, const char *text, size_t size) {
    size_t n = gx_mend_utf8(text, size, NULL);
    char *mended = n == size ? NULL : sqlite3_malloc64(n);
    if (n == size) {
        sqlite3_result_text64(context, text, size, SQLITE_TRANSIENT, SQLITE_UTF8);
    } else if (mended) {
        gx_mend_utf8(text, size, mended);
        sqlite3_result_text64(context, mended, n, sqlite3_free, SQLITE_UTF8);
    } else {
        sqlite3_result_error_nomem(context);
    }
}

bool gx_write_date(const gx_date *date, char out[16]) {
    bool known = date->year > 0 && date->year <= 9999 && date->month && date->day;
    out[0] = '\0';
    if (!known) return false;
    int digits[] = {date->year / 1000,   date->year / 100 % 10, date->year / 10 % 10,
                    date->year % 10,     date->month / 10 % 10, date->month % 10,
                    date->day / 10 % 10, date->day % 10};
    for (int i = 0, at = 0; i < 8; i++) {
        if (i == 4 || i == 6) out[at++] = '-';
        out[at++] = (char)('0' + digits[i]);
    }
    out[10] = '\0';
    return true;
}

void gx_result_date(sqlite3_context *context, const gx_date *date) {
    char text[16];
    if (gx_write_date(date, text)) sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
}

void gx_result_cell(sqlite3_context *context, const gx_cell *cell, bool real) {
    if (!cell->has_value) return;
    if (real)
        sqlite3_result_double(context, gx_cell_real(cell));
    else
        sqlite3_result_int64(context, cell->value);
}
