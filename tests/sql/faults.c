/*
** faults.c: what happens when memory runs out, and what a call allocates.
**
** In: nothing; the program is linked with SQLite and the static library. Out: failures, if any,
** and the line 'N passed, N failed'.
**
** Every allocation of SQLite goes through a counting allocator that can be told to fail at the
** k-th one, once or from then on; with glibc, so do those of the reader and of the libraries that
** it uses. Each case below is run with k = 1, 2, 3 … until a run needs fewer: it must give the
** right rows or SQLITE_NOMEM, leave nothing behind, and give the right rows when asked again.
*/
#include "../../ext/gxreport.h"
#include "../unit/rows.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the allocator --------------------------------------------------------------------------- */

static struct {
    long calls;       /* since armed */
    long fail_at;     /* the call that fails; 0: none */
    bool forever;     /* all calls behind it fail, too */
    bool armed;       /* calls are counted */
    bool of_sqlite;   /* SQLite's allocator is running: its malloc has been counted */
    long outstanding; /* allocations of others that were made and not freed */
} memory;

/* Counts a call; true if it has to fail. */
static bool fails(void) {
    if (!memory.armed) return false;
    long call = ++memory.calls;
    return memory.fail_at && (call == memory.fail_at || (memory.forever && call > memory.fail_at));
}

static void arm(long fail_at, bool forever) {
    memory.calls = 0;
    memory.fail_at = fail_at;
    memory.forever = forever;
    memory.armed = true;
}

/* Ends counting; returns how many calls there were. */
static long disarm(void) {
    memory.armed = false;
    return memory.calls;
}

static sqlite3_mem_methods system_methods;

static void *counting_malloc(int n) {
    if (fails()) return NULL;
    memory.of_sqlite = true;
    void *p = system_methods.xMalloc(n);
    memory.of_sqlite = false;
    return p;
}

static void *counting_realloc(void *old, int n) {
    if (fails()) return NULL;
    memory.of_sqlite = true;
    void *p = system_methods.xRealloc(old, n);
    memory.of_sqlite = false;
    return p;
}

static void counting_free(void *p) {
    memory.of_sqlite = true;
    system_methods.xFree(p);
    memory.of_sqlite = false;
}

static void use_counting_allocator(void) {
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &system_methods);
    sqlite3_mem_methods methods = system_methods;
    methods.xMalloc = counting_malloc;
    methods.xRealloc = counting_realloc;
    methods.xFree = counting_free;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)

/* The names by which glibc lets a program put itself between malloc and its callers. */
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *old, size_t n);
extern void __libc_free(void *p);

static bool counts_here(void) {
    return memory.armed && !memory.of_sqlite;
}

void *malloc(size_t n) {
    if (counts_here() && fails()) return NULL;
    void *p = __libc_malloc(n);
    if (p && !memory.of_sqlite) memory.outstanding++;
    return p;
}

void *calloc(size_t n, size_t size) {
    if (counts_here() && fails()) return NULL;
    void *p = __libc_calloc(n, size);
    if (p && !memory.of_sqlite) memory.outstanding++;
    return p;
}

void *realloc(void *old, size_t n) {
    if (counts_here() && fails()) return NULL;
    void *p = __libc_realloc(old, n);
    if (p && !old && !memory.of_sqlite) memory.outstanding++;
    return p;
}

void free(void *p) {
    if (p && !memory.of_sqlite) memory.outstanding--;
    __libc_free(p);
}

#endif

/* ---- counting checks ------------------------------------------------------------------------- */

static long n_passed, n_failed;

static bool check(bool ok, const char *name, const char *what, long k) {
    if (ok)
        n_passed++;
    else if (++n_failed <= 20)
        printf("FAILED %s: %s (allocation %ld)\n", name, what, k);
    return ok;
}

/* ---- a report -------------------------------------------------------------------------------- */

enum { MAX_REPORT = 32768 };

static char report[MAX_REPORT];

static void append(const char *text) {
    strncat(report, text, sizeof report - strlen(report) - 1);
}

/* Nineteen outcomes of 1 to each applicant: new 21, carried in 3, total 19, carried out 5. */
static void append_requests(void) {
    append("三、收到和处理政府信息公开申请情况\n申请人情况\n自然人\n法人或其他组织\n总计\n"
           "商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n");
    for (int i = 0; i < GX_R_ITEMS; i++) {
        int each = i == GX_NEW           ? 21
                   : i == GX_CARRIED_IN  ? 3
                   : i == GX_TOTAL       ? 19
                   : i == GX_CARRIED_OUT ? 5
                                         : 1;
        char numbers[128];
        if (!is_of_2019(i)) continue;
        if (group_before(i)) append(group_before(i));
        if (group_before(i)) append("\n");
        append(row_labels[i]);
        snprintf(numbers, sizeof numbers, "\n%d\n%d\n%d\n%d\n%d\n%d\n%d\n", each, each, each, each,
                 each, each, each * 6);
        append(numbers);
    }
}

static void write_report(void) {
    report[0] = '\0';
    append("云溪县石桥镇人民政府2022年政府信息公开工作年度报告\n发布时间：2023-01-20\n"
           "本报告的统计期限自2022年1月1日起至2022年12月31日止。\n一、总体情况\n");
    for (int i = 0; i < 20; i++) append("石桥镇认真做好政府信息公开工作，主动接受群众监督。\n");
    append("二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n本年制发件数\n"
           "本年废止件数\n现行有效件数\n规章\n1\n2\n3\n行政规范性文件\n4\n5\n6\n"
           "第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n7\n第二十条第（六）项\n"
           "信息内容\n本年处理决定数量\n行政处罚\n8\n行政强制\n9\n第二十条第（八）项\n"
           "信息内容\n本年收费金额（单位：万元）\n行政事业性收费\n10.25\n");
    append_requests();
    append("四、政府信息公开行政复议、行政诉讼情况\n行政复议\n行政诉讼\n结果维持\n结果纠正\n"
           "其他结果\n尚未审结\n总计\n未经复议直接起诉\n复议后起诉\n结果维持\n结果纠正\n"
           "其他结果\n尚未审结\n总计\n结果维持\n结果纠正\n其他结果\n尚未审结\n总计\n"
           "1\n2\n3\n4\n10\n5\n6\n7\n8\n26\n9\n10\n11\n12\n42\n"
           "五、存在的主要问题及改进情况\n人手不足。\n六、其他需要报告的事项\n没有。\n");
}

/* ---- running SQL ----------------------------------------------------------------------------- */

/* The rows of a run, as one text. */
typedef struct output {
    size_t size;
    char text[1 << 18];
} output;

static void add(output *out, const char *text) {
    size_t size = strlen(text);
    if (out->size + size > sizeof out->text) abort();
    memcpy(out->text + out->size, text, size);
    out->size += size;
}

/* Adds the row where a statement stands. */
static int add_row(output *out, sqlite3_stmt *statement) {
    for (int i = 0; i < sqlite3_column_count(statement); i++) {
        bool null = sqlite3_column_type(statement, i) == SQLITE_NULL;
        const char *text = null ? "NULL" : (const char *)sqlite3_column_text(statement, i);
        if (!text) return SQLITE_NOMEM;
        add(out, text);
        add(out, "|");
    }
    add(out, "\n");
    return SQLITE_OK;
}

/* Runs statements; all their rows are the output. */
static int run(sqlite3 *db, const char *sql, output *out) {
    int rc = SQLITE_OK;
    out->size = 0;
    while (rc == SQLITE_OK && *sql) {
        sqlite3_stmt *statement;
        rc = sqlite3_prepare_v2(db, sql, -1, &statement, &sql);
        if (rc != SQLITE_OK) return rc;
        while (rc == SQLITE_OK && (rc = sqlite3_step(statement)) == SQLITE_ROW)
            rc = add_row(out, statement);
        if (rc == SQLITE_DONE) rc = SQLITE_OK;
        sqlite3_finalize(statement);
    }
    return rc;
}

static bool same(const output *a, const output *b) {
    return a->size == b->size && memcmp(a->text, b->text, a->size) == 0;
}

static void insert(sqlite3 *db, int n) {
    sqlite3_stmt *statement;
    sqlite3_exec(db, "CREATE TABLE reports(id INTEGER PRIMARY KEY, body)", NULL, NULL, NULL);
    sqlite3_prepare_v2(db, "INSERT INTO reports VALUES(?1, ?2)", -1, &statement, NULL);
    for (int i = 1; i <= n; i++) {
        /* Every third a BLOB; each with another first line, so that no two are the same. */
        char body[MAX_REPORT + 64];
        int size = snprintf(body, sizeof body, "第%d号\n%s", i, report);
        sqlite3_bind_int(statement, 1, i);
        if (n < 10 && i % 3 == 0)
            sqlite3_bind_blob(statement, 2, body, size, SQLITE_TRANSIENT);
        else
            sqlite3_bind_text(statement, 2, body, size, SQLITE_TRANSIENT);
        sqlite3_step(statement);
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
}

/* Opens a database with `n` reports, without the extension. */
static sqlite3 *open_reports(int n, const char *encoding) {
    sqlite3 *db;
    char pragma[64];
    if (sqlite3_open(":memory:", &db) != SQLITE_OK) abort();
    snprintf(pragma, sizeof pragma, "PRAGMA encoding='%s'", encoding);
    sqlite3_exec(db, pragma, NULL, NULL, NULL);
    insert(db, n);
    return db;
}

/* ---- the sweep ------------------------------------------------------------------------------- */

static const char *const cases[] = {
    "SELECT gx_parse(body) FROM reports",
    "SELECT gx_parse(body, 'requests.new.total') FROM reports",
    "SELECT gx_title(body), gx_agency(body), gx_year(body), gx_published(body) FROM reports",
    "SELECT gx_section(body, 1), gx_section(body, 6) FROM reports",
    "SELECT gx_text(CAST(body AS BLOB)), gx_text(CAST(body AS BLOB), 'gb18030') FROM reports",
    "SELECT gx_failures(body), gx_failures(body || ' ') FROM reports",
    "SELECT gx_version(), length(gx_debug()) > 9",
    "SELECT r.id, q.* FROM reports r JOIN gx_report(r.body) q",
    "SELECT r.id, q.* FROM reports r JOIN gx_disclosures(r.body) q",
    "SELECT r.id, q.* FROM reports r JOIN gx_requests(r.body) q",
    "SELECT r.id, q.* FROM reports r JOIN gx_proceedings(r.body) q",
    "SELECT r.id, q.* FROM reports r JOIN gx_cells(r.body) q",
    "SELECT r.id, q.* FROM reports r JOIN gx_checks(r.body) q",
    "SELECT r.id, q.* FROM reports r JOIN gx_sections(r.body) q",
    "SELECT * FROM gx_vocabulary",
    "SELECT q.rowid, q.item FROM reports r JOIN gx_requests(r.body) q WHERE q.item IN "
    "('new', 'total') AND q.gx_body IS NOT NULL",
    "SELECT r.id, a.item, b.total, gx_year(r.body) FROM reports r JOIN gx_requests(r.body) a "
    "JOIN gx_proceedings(r.body) b WHERE a.outcome = 'other'",
    "CREATE VIRTUAL TABLE temp.t USING gx_cells(content='reports', text='body', key='id');"
    "SELECT * FROM t WHERE report IN (1, 3) AND topic = 'requests' AND measure IN ('total');"
    "SELECT rowid, item FROM t WHERE report >= 2 AND status = 'read';"
    "SELECT count(*) FROM t; DROP TABLE t",
};

enum { N_CASES = sizeof cases / sizeof cases[0], N_REPORTS = 3, MAX_STEPS = 20000 };

static output expected, found;

/* Loads, runs and closes with the k-th allocation failing. Returns false once the run needs fewer
** allocations than k. */
static bool sweep_step(const char *sql, const char *encoding, long k, bool forever) {
    sqlite3_int64 used = sqlite3_memory_used();
    long outstanding = memory.outstanding;
    sqlite3 *db = open_reports(N_REPORTS, encoding);
    char *message = NULL;
    arm(k, forever);
    int rc = sqlite3_gxreport_init(db, &message, NULL);
    if (rc == SQLITE_OK) rc = run(db, sql, &found);
    bool reached = disarm() >= k;
    sqlite3_free(message);
    if (rc == SQLITE_OK)
        check(same(&found, &expected), sql, "other rows", k);
    else
        check(rc == SQLITE_NOMEM, sql, sqlite3_errstr(rc), k);
    /* A second time on the same connection, which has now memory enough. */
    rc = sqlite3_gxreport_init(db, &message, NULL);
    sqlite3_exec(db, "DROP TABLE IF EXISTS temp.t", NULL, NULL, NULL);
    if (rc == SQLITE_OK) rc = run(db, sql, &found);
    check(rc == SQLITE_OK && same(&found, &expected), sql, "wrong rows afterwards", k);
    arm(k % 50 + 1, forever);
    rc = sqlite3_close(db);
    disarm();
    check(rc == SQLITE_OK, sql, "the connection does not close", k);
    check(sqlite3_memory_used() == used, sql, "SQLite's memory is not given back", k);
    check(memory.outstanding == outstanding, sql, "the reader's memory is not given back", k);
    return reached;
}

static void sweep(const char *sql, const char *encoding) {
    sqlite3 *db = open_reports(N_REPORTS, encoding);
    int rc = sqlite3_gxreport_init(db, NULL, NULL);
    if (rc == SQLITE_OK) rc = run(db, sql, &expected);
    check(rc == SQLITE_OK && expected.size > 0, sql, sqlite3_errmsg(db), 0);
    sqlite3_close(db);
    for (int forever = 0; forever < 2; forever++) {
        long k = 1;
        while (k < MAX_STEPS && sweep_step(sql, encoding, k, forever))
            k += forever ? 1 + k / 64 : 1;
        check(k > 20 && k < MAX_STEPS, sql, "the sweep did not reach its end", k);
    }
}

/* ---- allocations in the steady state --------------------------------------------------------- */

/* Allocations of a query over the first n reports. */
static long allocations(sqlite3 *db, const char *sql, int n) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) {
        check(false, sql, sqlite3_errmsg(db), 0);
        return -1;
    }
    sqlite3_bind_int(statement, 1, n);
    while (sqlite3_step(statement) == SQLITE_ROW) {
    }
    sqlite3_reset(statement); /* all buffers have grown now */
    arm(0, false);
    while (sqlite3_step(statement) == SQLITE_ROW) {
    }
    long calls = disarm();
    sqlite3_finalize(statement);
    return calls;
}

/* Over twice as many reports, a query of ours must not allocate more than one of SQLite's own. */
static void steady_state(sqlite3 *db, const char *sql, const char *baseline) {
    long base = allocations(db, baseline, 200) - allocations(db, baseline, 100);
    long ours = allocations(db, sql, 200) - allocations(db, sql, 100);
    if (!check(ours <= base, sql, "allocates in the steady state", ours))
        printf("  for 100 reports more: %ld allocations, of SQLite's own %ld\n", ours, base);
}

static void steady_states(void) {
    static const char *const queries[] = {
        "SELECT sum(gx_parse(body, 'requests.new.total')) FROM reports WHERE id <= ?1",
        "SELECT sum(gx_year(body)), sum(gx_failures(body)) FROM reports WHERE id <= ?1",
        "SELECT sum(gx_parse(body, iif(id & 1, 'requests.new.total', 'requests.total.total'))) "
        "FROM reports WHERE id <= ?1",
        "SELECT sum(q.total) FROM reports r JOIN gx_requests(r.body) q WHERE r.id <= ?1",
        "SELECT sum(q.total) FROM reports r JOIN gx_requests(r.body) q WHERE r.id <= ?1 "
        "AND q.item = 'new'",
        "SELECT sum(c.value), sum(c.start) FROM reports r JOIN gx_cells(r.body) c "
        "WHERE r.id <= ?1",
        "SELECT sum(k.ok), sum(gx_year(r.body)), sum(q.total) FROM reports r "
        "JOIN gx_checks(r.body) k JOIN gx_requests(r.body) q WHERE r.id <= ?1 AND q.item = 'new'",
        "SELECT sum(total) FROM temp.t WHERE report <= ?1",
    };
    sqlite3 *db = open_reports(200, "UTF-8");
    sqlite3_gxreport_init(db, NULL, NULL);
    sqlite3_exec(db,
                 "CREATE VIRTUAL TABLE temp.t USING gx_requests(content=reports, text=body, "
                 "key=id)",
                 NULL, NULL, NULL);
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++)
        steady_state(db, queries[i],
                     "SELECT sum(length(CAST(body AS BLOB))) FROM reports WHERE id <= ?1");
    sqlite3_close(db);
}

/* ---- failing reads --------------------------------------------------------------------------- */

static struct {
    const sqlite3_io_methods *real;
    sqlite3_io_methods faulty;
    int (*open)(sqlite3_vfs *, const char *, sqlite3_file *, int, int *);
    long calls, fail_at; /* reads; 0: none fails */
} disk;

static int faulty_read(sqlite3_file *file, void *to, int n, sqlite3_int64 offset) {
    if (++disk.calls == disk.fail_at) return SQLITE_IOERR_READ;
    return disk.real->xRead(file, to, n, offset);
}

static int faulty_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                       int *out) {
    int rc = disk.open(vfs, name, file, flags, out);
    if (rc != SQLITE_OK || !file->pMethods) return rc;
    disk.real = file->pMethods;
    disk.faulty = *disk.real;
    disk.faulty.xRead = faulty_read;
    file->pMethods = &disk.faulty;
    return rc;
}

/* Each read of a scan over reports on many pages fails once: the error is passed on. */
static void failing_reads(void) {
    static const char *const queries[] = {
        "SELECT gx_failures(body), gx_title(body) FROM reports",
        "SELECT r.id, q.* FROM reports r JOIN gx_requests(r.body) q",
        "SELECT * FROM temp.t",
        "SELECT * FROM temp.t WHERE report BETWEEN 2 AND 8",
    };
    sqlite3_vfs vfs = *sqlite3_vfs_find(NULL);
    disk.open = vfs.xOpen;
    vfs.zName = "faulty";
    vfs.xOpen = faulty_open;
    sqlite3_vfs_register(&vfs, 0);
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        sqlite3 *db;
        int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, rc = SQLITE_IOERR;
        if (sqlite3_open_v2("", &db, flags, "faulty") != SQLITE_OK) abort();
        sqlite3_exec(db, "PRAGMA cache_size=1", NULL, NULL, NULL);
        insert(db, 9);
        sqlite3_gxreport_init(db, NULL, NULL);
        sqlite3_exec(db, "CREATE VIRTUAL TABLE temp.t USING gx_cells(content=reports, text=body)",
                     NULL, NULL, NULL);
        disk.fail_at = 0;
        run(db, queries[i], &expected);
        long k = 0;
        while (rc != SQLITE_OK && ++k < MAX_STEPS) {
            disk.calls = 0;
            disk.fail_at = k;
            rc = run(db, queries[i], &found);
            disk.fail_at = 0;
            check(rc == SQLITE_OK || (rc & 0xff) == SQLITE_IOERR, queries[i], sqlite3_errstr(rc),
                  k);
            check(run(db, queries[i], &found) == SQLITE_OK && same(&found, &expected), queries[i],
                  "wrong rows behind a failed read", k);
        }
        check(k > 5 && k < MAX_STEPS, queries[i], "the reads were not swept", k);
        check(sqlite3_close(db) == SQLITE_OK, queries[i], "the connection does not close", k);
    }
    sqlite3_vfs_unregister(&vfs);
}

/* A limit on memory gives SQLITE_NOMEM, and lifted, the right rows. */
static void heap_limit(void) {
    sqlite3 *db = open_reports(N_REPORTS, "UTF-8");
    sqlite3_gxreport_init(db, NULL, NULL);
    const char *sql = "SELECT gx_parse(body), gx_failures(body) FROM reports";
    run(db, sql, &expected);
    sqlite3_int64 before = sqlite3_hard_heap_limit64(sqlite3_memory_used() + 1000);
    int rc = run(db, sql, &found);
    sqlite3_hard_heap_limit64(before);
    check(rc == SQLITE_NOMEM, sql, "no SQLITE_NOMEM at the limit", 0);
    rc = run(db, sql, &found);
    check(rc == SQLITE_OK && same(&found, &expected), sql, "wrong rows behind the limit", 0);
    sqlite3_close(db);
}

int main(void) {
    use_counting_allocator();
    write_report();
    sqlite3_initialize();
    setvbuf(stdout, NULL, _IONBF, 0);
    for (int i = 0; i < N_CASES; i++) sweep(cases[i], "UTF-8");
    sweep(cases[1], "UTF-16le");
    sweep(cases[9], "UTF-16le");
    steady_states();
    failing_reads();
    heap_limit();
    printf("%ld passed, %ld failed\n", n_passed, n_failed);
    return n_failed > 0;
}
