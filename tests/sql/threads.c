/*
** threads.c: connections of several threads at once give what one thread gives.
**
** In: the texts of fixtures/; the program is linked with SQLite and the static library. Each thread
** has a connection of its own, as SQLite asks for, and reads all texts, each thread from another
** one on, so that the connections learn the texts' skeletons in different orders. Out: answers that
** differ from those of a connection that was alone, and the line 'N passed, N failed'.
*/
#define _GNU_SOURCE
#include "../../ext/gxreport.h"
#include "texts.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 4 };

static const char *const questions[] = {
    "SELECT gx_parse(?1)",
    "SELECT group_concat(item || measure || coalesce(value, status), ' ') FROM gx_cells(?1)",
    "SELECT gx_failures(?1) || ' ' || coalesce(gx_parse(?1, 'requests.new.total'), '-')",
};
enum { QUESTIONS = sizeof questions / sizeof questions[0] };

static char *alone[MAX_TEXTS][QUESTIONS]; /* the answers of one connection */

/* ---- answers --------------------------------------------------------------------------------- */

/* A connection with the questions prepared. NULL: it could not be opened. */
static sqlite3 *open_one(sqlite3_stmt *asked[QUESTIONS]) {
    sqlite3 *db;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK) return NULL;
    if (sqlite3_gxreport_init(db, NULL, NULL) != SQLITE_OK) return NULL;
    for (int q = 0; q < QUESTIONS; q++)
        if (sqlite3_prepare_v2(db, questions[q], -1, &asked[q], NULL) != SQLITE_OK) return NULL;
    return db;
}

static void close_one(sqlite3 *db, sqlite3_stmt *asked[QUESTIONS]) {
    for (int q = 0; q < QUESTIONS; q++) sqlite3_finalize(asked[q]);
    sqlite3_close(db);
}

/* The answer, which is the statement's until it is reset. "": none. */
static const char *answer(sqlite3_stmt *asked, const one_text *text) {
    sqlite3_reset(asked);
    sqlite3_bind_text(asked, 1, (const char *)text->bytes, (int)text->n, SQLITE_STATIC);
    if (sqlite3_step(asked) != SQLITE_ROW) return "";
    const unsigned char *found = sqlite3_column_text(asked, 0);
    return found ? (const char *)found : "";
}

typedef struct worker {
    pthread_t thread;
    int number;
    long same, different;
} worker;

static void *work(void *argument) {
    worker *w = argument;
    sqlite3_stmt *asked[QUESTIONS];
    sqlite3 *db = open_one(asked);
    if (!db) {
        w->different++;
        return NULL;
    }
    for (int i = 0; i < n_texts; i++) {
        int t = (i + w->number * n_texts / THREADS) % n_texts;
        for (int q = 0; q < QUESTIONS; q++) {
            bool same = !strcmp(answer(asked[q], &texts[t]), alone[t][q]);
            w->same += same;
            w->different += !same;
        }
    }
    close_one(db, asked);
    return NULL;
}

static bool ask_alone(void) {
    sqlite3_stmt *asked[QUESTIONS];
    sqlite3 *db = open_one(asked);
    if (!db) return false;
    for (int t = 0; t < n_texts; t++)
        for (int q = 0; q < QUESTIONS; q++) alone[t][q] = strdup(answer(asked[q], &texts[t]));
    close_one(db, asked);
    return true;
}

int main(void) {
    static const char *const layouts[] = {
        "lines", "pipes",      "tabs",   "html-clean", "html-word", "pdf-layout", "box",
        "hant",  "pandoc-org", "run-on", "w3m",        "bs4-raw",   "padded"};
    worker workers[THREADS];
    long passed = 0, failed = 0;
    for (size_t i = 0; i < sizeof layouts / sizeof layouts[0]; i++) add_texts(layouts[i]);
    if (n_texts < 50 || !ask_alone()) failed++;
    int started = 0;
    for (; started < THREADS && !failed; started++) {
        workers[started] = (worker){.number = started};
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started])) break;
    }
    failed += !failed && started < THREADS;
    for (int i = 0; i < started; i++) {
        pthread_join(workers[i].thread, NULL);
        passed += workers[i].same;
        failed += workers[i].different;
        if (workers[i].different)
            printf("thread %d: %ld answers differ\n", i, workers[i].different);
    }
    for (int t = 0; t < n_texts; t++)
        for (int q = 0; q < QUESTIONS; q++) free(alone[t][q]);
    free_texts();
    printf("%ld passed, %ld failed\n", passed, failed);
    return failed > 0;
}
