/*
** fuzz.c: whatever a body is, every function and table gives an answer, and the same one.
**
** In: the texts of fixtures/, which are cut, doubled, mixed with one another and sprinkled with
** what the forms are made of, from a fixed seed; the program is linked with SQLite and the static
** library. Each body is asked all questions below, as TEXT where it still is text, and as a BLOB.
** Out: bodies for which a question fails or two answers disagree, and the line 'N passed, N
** failed'.
**
** An argument is the number of bodies. Compiled with GX_LIBFUZZER the same questions are a target
** for libFuzzer (make fuzz), which looks for bodies of its own.
*/
#define _GNU_SOURCE
#define CHECK_PLAIN_MEMORY
#include "../../ext/gxreport.h"
#include "../unit/check.h"
#ifndef GX_LIBFUZZER
#include "texts.h"
#endif

#include <stdlib.h>

/* ---- questions ------------------------------------------------------------------------------- */

typedef struct question {
    const char *sql; /* gives one row, which is 0 or NULL where all is well */
    bool
        text_only; /* places in a BLOB are its bytes, not those of the text that it is decoded to */
} question;

static const question questions[] = {
    {"SELECT gx_parse(?1) IS NOT NULL AND NOT json_valid(gx_parse(?1))", false},
    {"SELECT count(*) FROM gx_cells(?1)"
     " WHERE value IS NOT gx_parse(?1, topic || '.' || item || '.' || measure)",
     false},
    {"SELECT count(*) FROM gx_cells(?1)"
     " WHERE CASE status WHEN 'read' THEN value IS NULL OR length IS NULL"
     " WHEN 'inferred' THEN value IS NULL WHEN 'blank' THEN value IS NOT NULL"
     " WHEN 'missing' THEN value IS NOT NULL OR length IS NOT NULL"
     " ELSE status IS NOT 'doubtful' END",
     false},
    {"SELECT count(*) FROM gx_cells(?1) WHERE text IS NOT substr(?1, start, length)", true},
    {"SELECT (SELECT sum(ok = 0) FROM gx_checks(?1)) IS NOT gx_failures(?1)"
     " AND gx_failures(?1) IS NOT NULL",
     false},
    {"SELECT count(*) FROM gx_checks(?1) WHERE ok IS NOT (gap = 0) OR gap IS NOT lhs - rhs", false},
    {"SELECT (SELECT sum(total) FROM gx_requests(?1)) IS NOT"
     " (SELECT sum(value) FROM gx_cells(?1) WHERE topic = 'requests' AND measure = 'total')",
     false},
    {"SELECT (SELECT sum(pending) FROM gx_proceedings(?1)) IS NOT"
     " (SELECT sum(value) FROM gx_cells(?1) WHERE topic = 'proceedings' AND measure = 'pending')",
     false},
    {"SELECT (SELECT sum(created) FROM gx_disclosures(?1)) IS NOT"
     " (SELECT sum(value) FROM gx_cells(?1) WHERE topic = 'disclosures' AND measure = 'created')",
     false},
    {"SELECT (SELECT sum(doubts) FROM gx_requests(?1)) IS NOT (SELECT sum(status NOT IN"
     " ('read', 'blank')) FROM gx_cells(?1) WHERE topic = 'requests')",
     false},
    {"SELECT count(*) FROM gx_report(?1) WHERE title IS NOT gx_title(?1) OR year IS NOT"
     " gx_year(?1) OR agency IS NOT gx_agency(?1) OR published IS NOT gx_published(?1) OR"
     " checks_failed IS NOT gx_failures(?1)",
     false},
    {"SELECT count(*) FROM gx_sections(?1) WHERE text IS NOT gx_section(?1, n)", false},
    {"SELECT gx_text(?1) IS NULL AND ?1 IS NOT NULL AND length(?1) > 0", false},
};
enum { QUESTIONS = sizeof questions / sizeof questions[0] };

typedef struct asker {
    sqlite3 *db;
    sqlite3_stmt *asked[QUESTIONS];
} asker;

/* False: no connection, or a question that SQLite does not understand. */
static bool begin(asker *a) {
    if (sqlite3_open(":memory:", &a->db) != SQLITE_OK) return false;
    if (sqlite3_gxreport_init(a->db, NULL, NULL) != SQLITE_OK) return false;
    for (int q = 0; q < QUESTIONS; q++)
        if (sqlite3_prepare_v2(a->db, questions[q].sql, -1, &a->asked[q], NULL) != SQLITE_OK) {
            printf("%s: %s\n", questions[q].sql, sqlite3_errmsg(a->db));
            return false;
        }
    return true;
}

/* True where the body is text that SQLite takes as it stands: UTF-8 without a NUL. */
static bool is_text(const uint8_t *body, size_t size) {
    for (size_t i = 0, n; i < size; i += n) {
        n = body[i] < 0x80 ? 1 : body[i] < 0xC2 ? 0 : body[i] < 0xE0 ? 2 : body[i] < 0xF0 ? 3 : 0;
        if (!body[i] || !n || i + n > size) return false;
        for (size_t k = 1; k < n; k++)
            if ((body[i + k] & 0xC0) != 0x80) return false;
        if ((body[i] == 0xE0 && body[i + 1] < 0xA0) || (body[i] == 0xED && body[i + 1] > 0x9F))
            return false;
    }
    return true;
}

/* Asks all questions. Returns the first one to which the answer is not what it should be; -1:
** none. */
static int ask(asker *a, const uint8_t *body, size_t size, bool as_text) {
    int wrong = -1;
    for (int q = 0; q < QUESTIONS && wrong < 0; q++) {
        sqlite3_stmt *asked = a->asked[q];
        if (questions[q].text_only && !as_text) continue;
        if (as_text)
            sqlite3_bind_text(asked, 1, (const char *)body, (int)size, SQLITE_STATIC);
        else
            sqlite3_bind_blob(asked, 1, body, (int)size, SQLITE_STATIC);
        if (sqlite3_step(asked) != SQLITE_ROW || sqlite3_column_int64(asked, 0)) wrong = q;
        sqlite3_reset(asked);
        sqlite3_clear_bindings(asked);
    }
    return wrong;
}

#ifdef GX_LIBFUZZER

int LLVMFuzzerTestOneInput(const uint8_t *body, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *body, size_t size) {
    static asker a;
    if (!a.db && !begin(&a)) abort();
    for (int as_text = 0; as_text <= is_text(body, size); as_text++) {
        int wrong = ask(&a, body, size, as_text);
        if (wrong < 0) continue;
        printf("%s\n", questions[wrong].sql);
        abort();
    }
    return 0;
}

#else

/* ---- bodies ---------------------------------------------------------------------------------- */

enum { BODIES = 1500, MAX_CHANGES = 6 };

/* What the forms are made of, and what layouts put between. */
static const char *const crumbs[] = {
    "\n",
    "\n\n",
    "\t",
    "|",
    " ",
    "   ",
    "　",
    "0",
    "7",
    "12",
    "1,234",
    "3.5",
    "-",
    "—",
    "/",
    "无",
    "（",
    "）",
    "(",
    ")",
    "<td>",
    "</td>",
    "<tr>",
    "<br>",
    "&nbsp;",
    "<table>",
    "<!--",
    "|---|",
    "一、",
    "（三）",
    "2.",
    "总计",
    "其他",
    "自然人",
    "二、",
    "三、收到和处理政府信息公开申请情况",
    "四、",
    "件",
    "万元",
    "\f",
    "- 3 -",
    "一、本年新收政府信息公开申请数量",
    "\xEF\xBF\xBD",
    "\xE4",
    "\xFF",
    "2023年",
    "（七）总计",
    "四、结转下年度继续办理",
    "规章",
    "行政许可",
    "jian",
};
enum { CRUMBS = sizeof crumbs / sizeof crumbs[0] };

/* Puts bytes into the body at a place, in the stead of `gone` others. */
static void put(one_text *b, size_t at, size_t gone, const void *bytes, size_t n) {
    if (at + gone > b->n || b->n - gone + n > MAX_TEXT) return;
    memmove(b->bytes + at + n, b->bytes + at + gone, b->n - at - gone);
    if (n) memcpy(b->bytes + at, bytes, n);
    b->n = b->n - gone + n;
}

/* A place in the body, at the beginning of a character for the most part. */
static size_t draw_place(uint64_t *state, const one_text *b) {
    size_t at = check_draw(state, (uint32_t)b->n + 1);
    bool any = check_draw(state, 16) == 0;
    while (!any && at < b->n && at && (b->bytes[at] & 0xC0) == 0x80) at--;
    return at;
}

static void change(uint64_t *state, one_text *b) {
    static uint8_t held[MAX_TEXT];
    const one_text *other = &texts[check_draw(state, (uint32_t)n_texts)];
    size_t at = draw_place(state, b), to = draw_place(state, b), n;
    if (to < at) n = at, at = to, to = n;
    n = to - at;
    uint32_t few = 1 + check_draw(state, 60);
    if (check_draw(state, 4) && n > few) n = few;
    memcpy(held, b->bytes + at, n);
    switch (check_draw(state, 8)) {
    case 0: put(b, at, n, NULL, 0); break;
    case 1: put(b, to, 0, held, n); break;
    case 2: /* moved to another place */
        put(b, at, n, NULL, 0);
        put(b, draw_place(state, b), 0, held, n);
        break;
    case 3: b->n = check_draw(state, 6) ? b->n : at; break;
    case 4:
        n = draw_place(state, other);
        to = draw_place(state, other);
        if (n > to) n = to;
        put(b, at, 0, other->bytes + n, to - n < 4096 ? to - n : 4096);
        break;
    default: {
        const char *crumb = crumbs[check_draw(state, CRUMBS)];
        size_t gone = check_draw(state, 2) ? n : 0;
        put(b, at, gone < 12 ? gone : 0, crumb, strlen(crumb));
    }
    }
}

static void add_all_texts(void) {
    struct dirent **layouts;
    int n = scandir("fixtures", &layouts, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        if (!strchr(layouts[i]->d_name, '.')) add_texts(layouts[i]->d_name);
        free(layouts[i]);
    }
    if (n >= 0) free(layouts);
}

static void end(asker *a) {
    for (int q = 0; q < QUESTIONS; q++) sqlite3_finalize(a->asked[q]);
    sqlite3_close(a->db);
}

static void check_body(asker *a, const one_text *b, bool as_text) {
    int wrong = ask(a, b->bytes, b->n, as_text);
    if (!CHECK(wrong < 0)) {
        printf("  as %s: %s\n", as_text ? "TEXT" : "a BLOB", questions[wrong].sql);
        check_show("body", b->bytes, b->n);
    }
}

int main(int argc, char **argv) {
    asker a;
    uint64_t state = 0x2545F4914F6CDD1Du;
    long bodies = argc > 1 ? strtol(argv[1], NULL, 10) : BODIES;
    one_text b = {malloc(MAX_TEXT), 0};
    add_all_texts();
    if (!CHECK(b.bytes && n_texts > 100 && begin(&a))) return check_end();
    for (long i = 0; i < bodies; i++) {
        char label[64];
        const one_text *from = &texts[check_draw(&state, (uint32_t)n_texts)];
        snprintf(label, sizeof label, "body %ld", i);
        check_now.label = label;
        memcpy(b.bytes, from->bytes, b.n = from->n);
        for (uint32_t n = 1 + check_draw(&state, MAX_CHANGES); n; n--) change(&state, &b);
        if (is_text(b.bytes, b.n)) check_body(&a, &b, true);
        check_body(&a, &b, false);
    }
    check_now.label = NULL;
    end(&a);
    free(b.bytes);
    free_texts();
    return check_end();
}

#endif
