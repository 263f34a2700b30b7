/*
** sql.h: the map of the SQL surface.
**
** The surface turns SQL values into reports and the cells of reports into SQL values. It knows
** nothing of layouts: it hands a text to gx_read (../report/report.h) and gets a gx_report back.
**
**   value.c      sqlite3_value -> the bytes of a body, without a copy where SQLite allows it
**   shared.c     body -> parsed report; what the functions and tables of a connection share
**   functions.c  the scalar functions
**   json.c       parsed report -> the JSON of gx_parse(body)
**   place.c      bytes of the decoded text -> start and length as substr() counts them
**   plan.c       constraints of a query -> plan (xBestIndex) and row masks (in xFilter)
**   source.c     CREATE VIRTUAL TABLE's arguments, and the scan of the source table
**   table.c      the module core: connect, cursor, xFilter, xNext
**   items.c      what the three tables with one row an item have in common
**   *_table.c    one virtual table each: its columns, its filters, its rows
**
** All state hangs on the connection and is touched only under its mutex.
*/
#ifndef GX_SQL_H
#define GX_SQL_H

#include <sqlite3ext.h>

#include "../report/report.h"

#ifndef SQLITE_CORE
SQLITE_EXTENSION_INIT3
#endif

enum {
    GX_JSON_SUBTYPE = 74,            /* 'J': how SQLite's JSON functions mark their own results */
    GX_RESULT_SUBTYPE = 0x001000000, /* SQLITE_RESULT_SUBTYPE of 3.45; older ones ignore it */
};

/* ---- value.c: SQL values in and out ---------------------------------------------------------- */

/* The body of a report, borrowed from an sqlite3_value until that value changes.
** `bytes` is NULL where the value is no text at all: NULL or a number. */
typedef struct gx_body {
    const char *bytes;
    size_t size;
    bool is_blob;
} gx_body;

/* Takes a value as a body. Returns SQLITE_OK or SQLITE_NOMEM. */
int gx_take_body(sqlite3_value *value, gx_body *out);

/* Gives a static text, or NULL where `text` is NULL. */
void gx_result_static(sqlite3_context *context, const char *text);

/* Gives a text with U+FFFD for each byte that belongs to no character: clients fail at such bytes.
** */
void gx_result_utf8(sqlite3_context *context, const char *text, size_t size);

/* Gives a date as YYYY-MM-DD; NULL unless year, month and day are known. */
void gx_result_date(sqlite3_context *context, const gx_date *date);

/* Writes a known date as YYYY-MM-DD and a NUL; returns false, and "", where it is not known. */
bool gx_write_date(const gx_date *date, char out[16]);

/* Gives the value of a cell: REAL for amounts, else INTEGER; NULL where it has none. */
void gx_result_cell(sqlite3_context *context, const gx_cell *cell, bool real);

/* ---- shared.c: what one connection shares ---------------------------------------------------- */

typedef struct gx_spec gx_spec;
typedef struct gx_shared gx_shared;

enum { GX_MODULES = 8 };

/* What a registered module carries: pAux of xConnect. */
typedef struct gx_module {
    gx_shared *shared;
    const gx_spec *spec;
} gx_module;

/* A report that was read, and the text it was read from. */
typedef struct gx_parsed {
    struct gx_parsed *next; /* in the pool of unused ones */
    int refs;
    int asks;         /* how often this body was asked for, from 1 */
    unsigned asked;   /* GX_WANT_ bits that were asked for */
    uint64_t mark;    /* fingerprint of a few samples of the body */
    bool kept;        /* `bytes` is a copy of the body, and `text` lives as long as this */
    bool is_blob;     /* the body was a BLOB: `text` is what gx_decode made of it */
    char *bytes;      /* the copy */
    size_t size;      /* of the body */
    size_t capacity;  /* of the copy */
    gx_text decoded;  /* of a BLOB */
    const char *text; /* what gx_read was given; offsets in `report` count its bytes */
    size_t text_size;
    gx_report report;
} gx_parsed;

/* A growing buffer with a sticky error: after one, nothing more is written. */
typedef struct gx_buffer {
    char *bytes;
    size_t size, capacity;
    bool nomem;
} gx_buffer;

/* What the JSON of all reports of a form has: made when it is needed first. All NULL: none yet. */
enum { GX_JSON_FRAMES = 4 };
typedef struct gx_json_frame gx_json_frame;
typedef struct gx_json {
    gx_json_frame *frames[GX_JSON_FRAMES];
} gx_json;

/* Makes the state of a connection, with one reference. NULL: no memory. */
gx_shared *gx_shared_new(void);
void gx_shared_hold(gx_shared *shared);
void gx_shared_release(void *shared);

/* The i-th module's pAux, with a reference to the shared state that gx_module_release gives up. */
gx_module *gx_shared_module(gx_shared *shared, int i, const gx_spec *spec);
void gx_module_release(void *module);

/* Reads a body for at least `want`. The same body asked for again is not read again. With `keep`
** the text stays with the result; else it may go with the body. `*out` belongs to the shared
** state and is good until the next call, unless held. Returns SQLITE_OK, SQLITE_NOMEM, or
** SQLITE_ERROR where a library that the reader uses failed. */
int gx_shared_read(gx_shared *shared, const gx_body *body, unsigned want, bool keep,
                   gx_parsed **out);

/* Keeps a parsed report beyond the next read, and gives it up again. NULL is allowed. */
void gx_parsed_hold(gx_parsed *parsed);
void gx_parsed_release(gx_shared *shared, gx_parsed *parsed);

/* Makes sure that a kept BLOB's `decoded.source` is there, unless it is not needed. Returns
** SQLITE_OK or SQLITE_NOMEM. */
int gx_parsed_source(gx_parsed *parsed);

/* The slot of a cell's key, or -1. Remembers keys: they come again with every row. */
int gx_shared_key(gx_shared *shared, const char *key, size_t n);

/* The connection's buffer, emptied. It keeps its memory from call to call. */
gx_buffer *gx_shared_buffer(gx_shared *shared);
gx_json *gx_shared_json(gx_shared *shared);

/* Makes room for `more` bytes behind buffer->size. False: no memory. */
bool gx_buffer_room(gx_buffer *buffer, size_t more);

/* ---- functions.c: the scalar functions ------------------------------------------------------- */

void gx_parse_json(sqlite3_context *context, int n, sqlite3_value **args);
void gx_parse_cell(sqlite3_context *context, int n, sqlite3_value **args);
void gx_title(sqlite3_context *context, int n, sqlite3_value **args);
void gx_agency(sqlite3_context *context, int n, sqlite3_value **args);
void gx_year(sqlite3_context *context, int n, sqlite3_value **args);
void gx_published(sqlite3_context *context, int n, sqlite3_value **args);
void gx_section_text(sqlite3_context *context, int n, sqlite3_value **args);
void gx_text_decode(sqlite3_context *context, int n, sqlite3_value **args);
void gx_failures(sqlite3_context *context, int n, sqlite3_value **args);
void gx_version(sqlite3_context *context, int n, sqlite3_value **args);
void gx_debug(sqlite3_context *context, int n, sqlite3_value **args);

/* ---- json.c: the whole report as JSON -------------------------------------------------------- */

/* Writes the JSON of a report behind what `out` holds. Needs everything but the sections, and the
** text. Any text gives valid JSON: invalid UTF-8 becomes U+FFFD. `json` keeps what is the same in
** all reports. */
void gx_write_json(gx_json *json, gx_buffer *out, const gx_parsed *parsed);
void gx_json_free(gx_json *json);

/* ---- place.c: places in the body as SQL counts them ------------------------------------------ */

typedef struct gx_place {
    sqlite3_int64 start, length; /* as substr(body, start, length) counts; start from 1 */
} gx_place;

/* Tells the places of `n` spans of the text in the body: characters of a TEXT, bytes of a BLOB.
** The spans may stand in any order and are left alone; one pass over the text serves all. A span
** at 0 with length 0 is no place and gives start 0. `parsed` must be kept, its source there. */
void gx_find_places(const gx_parsed *parsed, const gx_span *spans, int n, gx_place *out);

/* Gives the text of a span: of a TEXT as substr() would cut it from the body, of a BLOB as
** gx_text() would decode it. */
void gx_result_span(sqlite3_context *context, const gx_parsed *parsed, gx_span span);

/* ---- plan.c: constraints --------------------------------------------------------------------- */

enum {
    GX_MAX_FILTERS = 4,
    /* idxNum, from the lowest bit on: */
    GX_PLAN_FILTERS = 0, /* 4 bits: filter i has an argument ... */
    GX_PLAN_LISTS = 4,   /* 4 bits: ... which is a whole IN list */
    GX_PLAN_KEY = 8,     /* 4 bits: the key of the source row: */
    GX_KEY_EQ = 1,
    GX_KEY_LIST = 2, /* with EQ: a whole IN list */
    GX_KEY_FROM = 4,
    GX_KEY_TO = 8,
    GX_PLAN_USES = 12, /* 8 bits: what the columns in use need, by the table's own names */
};

#define GX_ALL_ROWS (~(uint64_t)0)

/* A column whose constraints are pushed down. It holds one of at most 64 values: the codes that
** `code` lists (doubled ones are allowed), or the integers 1 to n where `code` is NULL. A mask has
** bit i for code i, or for integer i + 1. */
typedef struct gx_filter {
    const char *name;
    int column; /* among the table's own columns, from 0 */
    int n;
    const char *(*code)(int i);
} gx_filter;

/* xBestIndex of all tables. */
int gx_vtab_best_index(sqlite3_vtab *base, sqlite3_index_info *info);

/* Reads the filters' arguments, in their order, into a mask for each filter. Returns SQLITE_OK or
** SQLITE_NOMEM. */
int gx_read_masks(const gx_spec *spec, int plan, sqlite3_value **args, uint64_t *masks);

/* ---- source.c: the source table of a created table ------------------------------------------- */

/* What CREATE VIRTUAL TABLE said. */
typedef struct gx_source {
    char *content, *text, *key; /* names as meant, without the quotes of the argument */
    char *schema;               /* of the virtual table */
    char *name;                 /* of the virtual table */
    char affinity[8];           /* of the key; "" for none */
    bool busy;                  /* its own statement is running: it must not be entered again */
} gx_source;

/* The rows of a source table that one xFilter left. */
typedef struct gx_scan {
    sqlite3_stmt *statement;
    int key;              /* GX_KEY_ bits that it was prepared for */
    sqlite3_value **keys; /* an IN list: copies of its values */
    int n_keys, capacity, at;
} gx_scan;

/* Reads the arguments of CREATE VIRTUAL TABLE and looks for the source. Where the table is being
** created, a source that is not there is an error; where it is only opened again, it is one when
** the table is read. Errors come with a message. Free `*out` with gx_source_free. */
int gx_source_new(sqlite3 *db, int argc, const char *const *argv, gx_source **out, char **message);
void gx_source_free(gx_source *source);

/* Begins a scan for the plan's key constraints; returns how many of `args` they took in `*used`. */
int gx_scan_begin(sqlite3 *db, gx_source *source, gx_scan *scan, int key, sqlite3_value **args,
                  int *used, char **message);

/* Steps to the next row: SQLITE_ROW, SQLITE_DONE or an error. */
int gx_scan_next(sqlite3 *db, gx_source *source, gx_scan *scan, char **message);
sqlite3_value *gx_scan_column(gx_scan *scan, int i); /* 0: the key; 1: the text */
sqlite3_int64 gx_scan_rowid(gx_scan *scan);          /* of the source row; 0: it has none */
void gx_scan_free(gx_scan *scan);

/* ---- table.c: the module core ---------------------------------------------------------------- */

typedef struct gx_vtab {
    sqlite3_vtab base;
    const gx_spec *spec;
    gx_shared *shared;
    sqlite3 *db;
    gx_source *source; /* NULL: a table-valued function */
} gx_vtab;

/* What all cursors have. A table with more of its own begins its cursor with this. */
typedef struct gx_cursor {
    sqlite3_vtab_cursor base;
    gx_parsed *parsed; /* the report whose rows come; NULL in gx_vocabulary */
    uint64_t masks[GX_MAX_FILTERS];
    unsigned uses; /* see gx_spec.uses */
    unsigned want; /* GX_WANT_ bits */
    int first;     /* the table's own columns begin here: behind `report`, where there is one */
    int row;       /* the table's own; -1 before the first */
    int plain;     /* all below this are rows: none of them need be asked for */
    bool eof;
    sqlite3_int64 report_id; /* the report's part of the rowids; 0: not yet asked for */
    gx_scan scan;
} gx_cursor;

/* A virtual table. */
struct gx_spec {
    sqlite3_module module;
    const char *name;
    const char *columns; /* as in CREATE TABLE */
    int n_columns;
    int rows; /* of a report, about */
    size_t cursor_size;
    bool no_body; /* has no argument: gx_vocabulary */
    int n_filters;
    gx_filter filters[GX_MAX_FILTERS];

    /* At most 8 bits of the table's own, from which columns a query uses (bit i: column i). May
    ** be NULL. */
    unsigned (*uses)(sqlite3_uint64 columns);
    /* Begins an xFilter, with masks and uses set: returns the GX_WANT_ bits that its rows need,
    ** or 0 where the masks leave no row. */
    unsigned (*prepare)(gx_cursor *cursor);
    /* True where the text of the report must stay with the cursor. May be NULL: never. */
    bool (*keeps)(const gx_cursor *cursor);
    /* Begins a report, cursor->parsed; may set cursor->plain. Returns SQLITE_OK or SQLITE_NOMEM. May
    ** be NULL. */
    int (*begin)(gx_cursor *cursor);
    /* Moves cursor->row on to the next row that the masks leave; false where there is none. */
    bool (*next)(gx_cursor *cursor);
    /* The number of the row, the same whatever the masks are. May be NULL: it is cursor->row. */
    int (*number)(const gx_cursor *cursor);
};

int gx_vtab_connect(sqlite3 *db, void *aux, int argc, const char *const *argv, sqlite3_vtab **out,
                    char **message);
int gx_vtab_disconnect(sqlite3_vtab *base);
int gx_vtab_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out);
int gx_vtab_close(sqlite3_vtab_cursor *base);
int gx_vtab_filter(sqlite3_vtab_cursor *base, int plan, const char *plan_text, int n,
                   sqlite3_value **args);
int gx_vtab_next(sqlite3_vtab_cursor *base);
int gx_vtab_eof(sqlite3_vtab_cursor *base);
int gx_vtab_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out);

/* The columns that are not the table's own: `report` in front, the hidden `body` behind. */
void gx_shared_column(gx_cursor *cursor, sqlite3_context *context, int column);

/* A module that differs from the others by xColumn alone. xCreate is xConnect, so that the
** module is a table-valued function as well. */
#define GX_MODULE(column)                                                                          \
    {                                                                                              \
        .iVersion = 0, .xCreate = gx_vtab_connect, .xConnect = gx_vtab_connect,                    \
        .xBestIndex = gx_vtab_best_index, .xDisconnect = gx_vtab_disconnect,                       \
        .xDestroy = gx_vtab_disconnect, .xOpen = gx_vtab_open, .xClose = gx_vtab_close,            \
        .xFilter = gx_vtab_filter, .xNext = gx_vtab_next, .xEof = gx_vtab_eof,                     \
        .xColumn = (column), .xRowid = gx_vtab_rowid                                               \
    }

/* ---- items.c: tables with one row an item ---------------------------------------------------- */

/* Kinds of columns; GX_COL_MEASURE + m is measure m. */
enum {
    GX_COL_CLAUSE,
    GX_COL_ITEM,
    GX_COL_OUTCOME,
    GX_COL_LABEL,
    GX_COL_UNIT,
    GX_COL_DOUBTS,
    GX_COL_MEASURE,
};

/* Moves cursor->row on to the next item of the report's form that the mask leaves. */
bool gx_items_next(gx_cursor *cursor, gx_topic topic, uint64_t mask);

/* Gives a column of the row where the cursor stands. */
void gx_items_column(const gx_cursor *cursor, sqlite3_context *context, gx_topic topic, int kind);

/* True where what is printed for this cell is neither read nor blank. */
static inline bool gx_in_doubt(const gx_cell *cell) {
    return cell->status != GX_READ && cell->status != GX_BLANK;
}

/* ---- *_table.c: the virtual tables ----------------------------------------------------------- */

extern const gx_spec gx_report_table;
extern const gx_spec gx_disclosures_table;
extern const gx_spec gx_requests_table;
extern const gx_spec gx_proceedings_table;
extern const gx_spec gx_cells_table;
extern const gx_spec gx_checks_table;
extern const gx_spec gx_sections_table;
extern const gx_spec gx_vocabulary_table;

#endif
