/*
** measure.c: what a statement costs. In: statements. Out: microseconds a report, each the median of
** rounds in which all statements run in turn, so that a slow moment of the machine meets all.
*/
#define _POSIX_C_SOURCE 200809L
#include "bench.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- allocations ----------------------------------------------------------------------------- */

/* The program's own malloc takes the place of the library's for all that is loaded into it. */
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t each);
extern void *__libc_realloc(void *p, size_t n);

static _Thread_local uint64_t allocations;

void *malloc(size_t n) {
    allocations++;
    return __libc_malloc(n);
}

void *calloc(size_t n, size_t each) {
    allocations++;
    return __libc_calloc(n, each);
}

void *realloc(void *p, size_t n) {
    allocations++;
    return __libc_realloc(p, n);
}

uint64_t bench_allocations(void) {
    return allocations;
}

/* ---- databases ------------------------------------------------------------------------------- */

void bench_fail(const char *what, const char *why) {
    fprintf(stderr, "bench: %s: %s\n", what, why);
    exit(1);
}

double bench_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

void bench_exec(sqlite3 *db, const char *sql) {
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        bench_fail(sql, message ? message : "failed");
}

sqlite3 *bench_open(const char *extension) {
    sqlite3 *db;
    char *message = NULL;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK) bench_fail("sqlite3_open", "failed");
    sqlite3_enable_load_extension(db, 1);
    if (sqlite3_load_extension(db, extension, NULL, &message) != SQLITE_OK)
        bench_fail(extension, message ? message : "cannot be loaded");
    if (bench_add_constants(db) != SQLITE_OK) bench_fail("bench_cells", "cannot be registered");
    return db;
}

/* The time that this thread has had, so that what else runs on the machine counts less. */
static double used_time(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* ---- rounds ---------------------------------------------------------------------------------- */

/* Reads a column by its type, as a program would. */
static sqlite3_int64 read_column(sqlite3_stmt *statement, int i) {
    switch (sqlite3_column_type(statement, i)) {
    case SQLITE_INTEGER: return sqlite3_column_int64(statement, i);
    case SQLITE_FLOAT: return (sqlite3_int64)sqlite3_column_double(statement, i);
    case SQLITE_TEXT: return sqlite3_column_text(statement, i)[0];
    default: return 0;
    }
}

static double run_once(sqlite3_stmt *statement, bench_query *query) {
    double start = used_time();
    int rc, n = sqlite3_column_count(statement);
    query->sum = 0;
    while ((rc = sqlite3_step(statement)) == SQLITE_ROW)
        for (int i = 0; i < n; i++) query->sum += read_column(statement, i);
    if (rc != SQLITE_DONE) bench_fail(query->sql, sqlite3_errmsg(sqlite3_db_handle(statement)));
    sqlite3_reset(statement);
    return used_time() - start;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

void bench_run(bench_query *queries, int n, int rounds) {
    sqlite3_stmt *statements[BENCH_MAX_QUERIES];
    static double times[BENCH_MAX_QUERIES][BENCH_MAX_ROUNDS];
    if (rounds > BENCH_MAX_ROUNDS) rounds = BENCH_MAX_ROUNDS;
    for (int q = 0; q < n; q++)
        if (sqlite3_prepare_v2(queries[q].db, queries[q].sql, -1, &statements[q], NULL) !=
            SQLITE_OK)
            bench_fail(queries[q].sql, sqlite3_errmsg(queries[q].db));
    for (int r = 0; r < rounds; r++)
        for (int q = 0; q < n; q++)
            times[q][r] = run_once(statements[q], &queries[q]) / queries[q].reports;
    for (int q = 0; q < n; q++) {
        qsort(times[q], (size_t)rounds, sizeof(double), compare);
        queries[q].us = times[q][rounds / 2];
        queries[q].least = times[q][0];
        sqlite3_finalize(statements[q]);
    }
}
