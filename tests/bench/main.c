/*
** main.c: what reading reports costs, beside what reading text costs.
**
** usage: bench EXTENSION TEMPLATES [-n REPORTS] [-r ROUNDS] [-l LAYOUT] [-s SUITE] [-p PARSER]
**
** In: the extension as built, the templates of templates.py. Out: microseconds a report, and the
** ratios that are promised, beside what they must be and what they aim at. Ratios are those of one
** run; times move with the machine.
*/
#define _POSIX_C_SOURCE 200809L
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const layouts[] = {"lines", "pipes", "tabs", "html", "columns", "hant", "utf16"};
enum { LAYOUTS = sizeof layouts / sizeof layouts[0] };

/* The baselines and the work. */
enum { A, I, J, K_CELLS, K_REQUESTS, ITEM, ITEM_TABLE, PROVE, CELLS, SUM, REQUESTS, JSON, QUERIES };

static const bench_query all_queries[QUERIES] = {
    [A] = {"A: read the text", "SELECT sum(length(CAST(body AS BLOB))) FROM reports"},
    [I] = {"I: look for a word", "SELECT sum(instr(body, '不存在的词')) FROM reports"},
    [J] = {"J: json_each, summed", "SELECT sum(j.value) FROM parsed, json_each(parsed.cells) AS j"},
    [K_CELLS] = {"K: constants, cells x 6",
                 "SELECT k.* FROM reports AS r JOIN bench_cells(r.body, r.n_cells) AS k", true},
    [K_REQUESTS] = {"K: constants, 25 x 11",
                    "SELECT k.* FROM reports AS r JOIN bench_requests(r.body, r.n_items) AS k",
                    true},
    [ITEM] = {"one item, gx_parse(body, key)",
              "SELECT sum(gx_parse(body, 'requests.new.total')) FROM reports"},
    [ITEM_TABLE] = {"one item, gx_requests(body)",
                    "SELECT sum(q.total) FROM reports AS r JOIN gx_requests(r.body) AS q "
                    "WHERE q.item = 'new'"},
    [PROVE] = {"every cell proved, gx_failures(body)",
               "SELECT sum(gx_failures(body)) FROM reports"},
    [CELLS] = {"every cell out, gx_cells x 6",
               "SELECT c.topic, c.item, c.measure, c.unit, c.status, c.value "
               "FROM reports AS r JOIN gx_cells(r.body) AS c",
               true},
    [SUM] = {"sum(value) of gx_cells",
             "SELECT sum(c.value) FROM reports AS r JOIN gx_cells(r.body) AS c"},
    [REQUESTS] = {"gx_requests, 25 x 11",
                  "SELECT q.* FROM reports AS r JOIN gx_requests(r.body) AS q", true},
    [JSON] = {"the whole JSON, gx_parse(body)", "SELECT count(gx_parse(body)) FROM reports"},
};

/* What is promised of one query: at most `must` times another, and better `aim` times. */
typedef struct promise {
    int query, base;
    double must, aim;
} promise;

static const promise promises[] = {
    {ITEM, A, 3.5, 1.8},
    {ITEM, I, 0.40, 0.19},
    {ITEM_TABLE, ITEM, 1.6, 1.25},
    {PROVE, A, 5, 3.3},
    {CELLS, K_CELLS, 1.35, 1.12},
    {SUM, J, 1.4, 0.85},
    {REQUESTS, K_REQUESTS, 2.2, 1.6},
    {JSON, A, 5, 3.2},
};

void bench_fill_table(sqlite3 *db, const bench_templates *templates, const char *layout, int first,
                      int n) {
    bench_text body = {0}, cells = {0};
    sqlite3_stmt *put, *put_cells;
    bench_exec(db, strcmp(layout, "utf16") ? "PRAGMA encoding = 'UTF-8'"
                                           : "PRAGMA encoding = 'UTF-16le'");
    bench_exec(db, "CREATE TABLE reports(id INTEGER PRIMARY KEY, n_cells, n_items, body TEXT);"
                   "CREATE TABLE parsed(id INTEGER PRIMARY KEY, cells TEXT); BEGIN");
    if (sqlite3_prepare_v2(db, "INSERT INTO reports VALUES(?1, ?2, ?3, ?4)", -1, &put, NULL) ||
        sqlite3_prepare_v2(db, "INSERT INTO parsed VALUES(?1, ?2)", -1, &put_cells, NULL))
        bench_fail("INSERT", sqlite3_errmsg(db));
    for (int i = first; i < first + n; i++) {
        bench_fill(templates, i, strcmp(layout, "columns") == 0, 0, &body, &cells);
        int items = templates->texts[i % templates->n].split ? 25 : 23, others = 15 + 22;
        if (templates->texts[i % templates->n].form_2021) others = 15 + 10;
        sqlite3_bind_int(put, 1, i + 1);
        sqlite3_bind_int(put, 2, items * GX_R_MEASURES + others);
        sqlite3_bind_int(put, 3, items);
        sqlite3_bind_text64(put, 4, body.bytes, body.size, SQLITE_STATIC, SQLITE_UTF8);
        sqlite3_bind_int(put_cells, 1, i + 1);
        sqlite3_bind_text64(put_cells, 2, cells.bytes, cells.size, SQLITE_STATIC, SQLITE_UTF8);
        if (sqlite3_step(put) != SQLITE_DONE || sqlite3_step(put_cells) != SQLITE_DONE)
            bench_fail("INSERT", sqlite3_errmsg(db));
        sqlite3_reset(put);
        sqlite3_reset(put_cells);
    }
    bench_exec(db, "COMMIT");
    sqlite3_finalize(put);
    sqlite3_finalize(put_cells);
    free(body.bytes);
    free(cells.bytes);
}

/* ---- tables of results ----------------------------------------------------------------------- */

static const char *judge(double ratio, double must, double aim) {
    return ratio <= aim ? "aim" : ratio <= must ? "must" : "MISSED";
}

static void print_promises(const bench_query *queries) {
    printf("\n  %-38s %10s %18s %7s %7s %7s\n", "", "us/report", "ratio", "must", "aim", "");
    for (size_t i = 0; i < sizeof promises / sizeof promises[0]; i++) {
        const promise *p = &promises[i];
        double ratio = queries[p->query].us / queries[p->base].us;
        char what[32];
        snprintf(what, sizeof what, "%.2f %.*s", ratio, p->base == ITEM ? 6 : 1,
                 p->base == ITEM ? "scalar" : all_queries[p->base].name);
        printf("  %-38s %10.2f %18s %7.2f %7.2f  %s\n", all_queries[p->query].name,
               queries[p->query].us, what, p->must, p->aim, judge(ratio, p->must, p->aim));
    }
}

static sqlite3 *open_layout(const bench_options *o, const char *layout) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.txt", o->templates,
             strcmp(layout, "utf16") ? layout : "lines");
    bench_templates templates = bench_read_templates(path);
    sqlite3 *db = bench_open(o->extension);
    bench_fill_table(db, &templates, layout, 0, o->reports);
    bench_free_templates(&templates);
    return db;
}

static void set_queries(bench_query *queries, sqlite3 *db, int reports) {
    memcpy(queries, all_queries, sizeof all_queries);
    for (int q = 0; q < QUERIES; q++) queries[q].db = db, queries[q].reports = reports;
}

/* Runs one layout. `lines`: the reports with one cell a line, to hold the others against; or NULL. */
static void run_layout(const bench_options *o, const char *layout, sqlite3 *db, sqlite3 *lines) {
    bench_query both[2 * QUERIES], *queries = both;
    set_queries(queries, db, o->reports);
    if (lines) set_queries(both + QUERIES, lines, o->reports);
    bench_run(both, lines ? 2 * QUERIES : QUERIES, o->rounds);
    printf("\n%s: %d reports of %lld bytes\n", layout, o->reports,
           (long long)(queries[A].sum / o->reports));
    if (queries[J].sum != queries[SUM].sum) {
        printf("  sum(value) is %lld, but the cells' sum is %lld: not all were read\n",
               queries[SUM].sum, queries[J].sum);
    }
    for (int q = 0; q < ITEM; q++) printf("  %-38s %10.2f\n", queries[q].name, queries[q].us);
    if (!lines) print_promises(queries);
    for (int q = ITEM; q < QUERIES && lines; q++) {
        double ratio = queries[q].us / both[QUERIES + q].us;
        printf("  %-38s %10.2f %12.2f x lines %7.2f          %s\n", queries[q].name, queries[q].us,
               ratio, 3.0, judge(ratio, 3, 3));
    }
    fflush(stdout);
}

static void run_layouts(const bench_options *o) {
    sqlite3 *lines = open_layout(o, "lines");
    if (!o->layout || !strcmp(o->layout, "lines")) run_layout(o, "lines", lines, NULL);
    for (int l = 1; l < LAYOUTS; l++) {
        if (o->layout && strcmp(o->layout, layouts[l])) continue;
        sqlite3 *db = open_layout(o, layouts[l]);
        run_layout(o, layouts[l], db, lines);
        sqlite3_close(db);
    }
    sqlite3_close(lines);
}

/* The same work by a program in Python, whose command prints microseconds a report. */
static void run_python(const bench_options *o) {
    char line[64] = "", path[4096];
    FILE *output = o->parser ? popen(o->parser, "r") : NULL;
    if (!output) return;
    bool read = fgets(line, sizeof line, output) != NULL;
    if (pclose(output) || !read) bench_fail(o->parser, "failed");
    snprintf(path, sizeof path, "%s/lines.txt", o->templates);
    bench_templates templates = bench_read_templates(path);
    sqlite3 *db = bench_open(o->extension);
    bench_fill_table(db, &templates, "lines", 0, 500);
    bench_query query = all_queries[PROVE];
    query.db = db, query.reports = 500;
    bench_run(&query, 1, o->rounds);
    double ratio = atof(line) / query.us;
    printf("\na Python program that reads and proves every cell: %.1f us/report, %.1f times ours"
           " (must: 10 times, aim 20)  %s\n",
           atof(line), ratio,
           ratio >= 20   ? "aim"
           : ratio >= 10 ? "must"
                         : "MISSED");
    sqlite3_close(db);
    bench_free_templates(&templates);
}

static void print_machine(void) {
    char line[256];
    FILE *file = fopen("/proc/cpuinfo", "r");
    while (file && fgets(line, sizeof line, file))
        if (!strncmp(line, "model name", 10)) {
            printf("%s", strchr(line, ':') ? strchr(line, ':') + 2 : line);
            break;
        }
    if (file) fclose(file);
    printf("SQLite %s, in memory, medians\n", sqlite3_libversion());
}

static const struct {
    const char *name;
    void (*run)(const bench_options *options);
} suites[] = {
    {"layouts", run_layouts},   {"hostile", bench_hostile}, {"threads", bench_threads},
    {"lengths", bench_lengths}, {"numbers", bench_numbers}, {"memory", bench_memory},
    {"loading", bench_loading}, {"python", run_python},
};

int main(int argc, char **argv) {
    bench_options o = {.reports = 20000, .rounds = 5};
    const char *suite = NULL;
    if (argc < 3) bench_fail("usage", "bench EXTENSION TEMPLATES [-n N] [-r N] [-l LAYOUT] [-s S]");
    o.extension = argv[1];
    o.templates = argv[2];
    for (int i = 3; i + 1 < argc; i += 2) {
        if (!strcmp(argv[i], "-n")) o.reports = atoi(argv[i + 1]);
        if (!strcmp(argv[i], "-r")) o.rounds = atoi(argv[i + 1]);
        if (!strcmp(argv[i], "-l")) o.layout = argv[i + 1];
        if (!strcmp(argv[i], "-s")) suite = argv[i + 1];
        if (!strcmp(argv[i], "-p")) o.parser = argv[i + 1];
    }
    if (o.reports < 1 || o.rounds < 1) bench_fail("usage", "-n and -r take a number above 0");
    print_machine();
    for (size_t i = 0; i < sizeof suites / sizeof suites[0]; i++) {
        bool chosen = suite ? !strcmp(suite, suites[i].name) : !o.layout || i == 0;
        if (chosen) suites[i].run(&o);
    }
    return 0;
}
