/*
** bench.h: what the parts of the benchmark share.
**
**   fill.c       templates (templates.py) -> reports with distinct numbers that add up
**   constants.c  K: a table-valued function of constants, of the shape of gx_cells and gx_requests
**   measure.c    statements -> microseconds a report, interleaved, medians; counts of allocations
**   main.c       the tables of results
**   more.c       cost against length and number, threads, hostile texts, memory, .load
**
** The extension is loaded as a user loads it; of ext/ only the numbering of cells is used.
*/
#ifndef BENCH_H
#define BENCH_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../ext/report/report.h"

/* ---- fill.c ---------------------------------------------------------------------------------- */

/* Reports with marks in place of their cells. */
typedef struct bench_templates {
    char *bytes; /* all of them; texts[i] points in here */
    struct {
        const char *text;
        size_t size;
        bool form_2021, split;
    } texts[256];
    int n;
} bench_templates;

typedef struct bench_text {
    char *bytes;
    size_t size, capacity;
} bench_text;

/* Reads a file of templates; exits with a message where that fails. */
bench_templates bench_read_templates(const char *path);
void bench_free_templates(bench_templates *templates);

/* Writes report i in `body`, its cells as a flat JSON array in `cells` (may be NULL). `aligned`:
** numbers keep the width of their marks. `narrative`: bytes of running text to add. */
void bench_fill(const bench_templates *templates, int i, bool aligned, size_t narrative,
                bench_text *body, bench_text *cells);
void bench_put(bench_text *text, const char *bytes, size_t n);

/* ---- constants.c ----------------------------------------------------------------------------- */

/* Registers bench_cells(body, rows), six columns, and bench_requests(body, rows), eleven. */
int bench_add_constants(sqlite3 *db);

/* ---- measure.c ------------------------------------------------------------------------------- */

enum { BENCH_MAX_QUERIES = 32, BENCH_MAX_ROUNDS = 64 };

typedef struct bench_query {
    const char *name, *sql;
    bool columns;      /* reads every column of every row, as a program would; else steps only */
    sqlite3 *db;       /* where it runs ... */
    int reports;       /* ... over so many */
    double us;         /* out: the median, microseconds a report */
    double least;      /* out: the fastest round */
    sqlite3_int64 sum; /* out: of the integers in the result's columns */
} bench_query;

/* Runs the queries in turn, `rounds` times over, and fills in the medians. What is compared with each
** other is run together, as the processor's clock may change between two calls. */
void bench_run(bench_query *queries, int n, int rounds);

double bench_now(void); /* microseconds */

/* Calls of malloc, calloc and realloc in this process so far, by all libraries. */
uint64_t bench_allocations(void);

/* Opens a database in memory with the extension loaded; exits with a message where that fails. */
sqlite3 *bench_open(const char *extension);
void bench_exec(sqlite3 *db, const char *sql);
void bench_fail(const char *what, const char *why);

/* ---- more.c ---------------------------------------------------------------------------------- */

typedef struct bench_options {
    const char *extension, *templates; /* the .so; the directory of templates */
    const char *layout;                /* one alone; NULL: all */
    const char *parser;                /* command of the Python program; NULL: none */
    int reports, rounds;
} bench_options;

/* Fills a table `reports(id, body, rows, items, cells)`. */
void bench_fill_table(sqlite3 *db, const bench_templates *templates, const char *layout, int first,
                      int n);

void bench_lengths(const bench_options *options);
void bench_numbers(const bench_options *options);
void bench_threads(const bench_options *options);
void bench_hostile(const bench_options *options);
void bench_memory(const bench_options *options);
void bench_loading(const bench_options *options);

#endif
