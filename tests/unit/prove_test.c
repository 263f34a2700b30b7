/*
** prove_test.c: the identities (勾稽关系), by reports whose cells are filled in here.
**
** The numbers were worked out by hand: every cell of the six applicants holds 1, so that each sum
** is known, and then one cell at a time is moved, emptied or taken away.
*/
#include "check.h"
#include "report.h"

enum { APPLICANTS = GX_R_MEASURES - 1 };

static void set(gx_report *report, gx_topic topic, int item, int measure, int64_t value) {
    gx_cell *cell = &report->cells[gx_slot(topic, item, measure)];
    *cell = (gx_cell){.value = value, .length = 1, .status = GX_READ, .has_value = true};
}

static void set_status(gx_report *report, gx_topic topic, int item, int measure, gx_status status) {
    report->cells[gx_slot(topic, item, measure)] = (gx_cell){.status = (uint8_t)status};
}

static void set_row(gx_report *report, int item, int64_t each) {
    for (int m = 0; m < APPLICANTS; m++) set(report, GX_REQUESTS, item, m, each);
    set(report, GX_REQUESTS, item, GX_R_TOTAL, APPLICANTS * each);
}

/* A report in which everything holds. It has 19 outcomes with one row （六）, 21 with three. */
static gx_report make_report(bool split) {
    gx_report report;
    memset(&report, 0, sizeof report);
    report.is_report = true;
    report.have = GX_WANT_ALL;
    report.form = split ? GX_FORM_2021 : GX_FORM_2019;
    report.other_split = split;
    for (int i = 0; i < GX_R_ITEMS; i++)
        if (gx_has_item(&report, GX_REQUESTS, i)) set_row(&report, i, 1);
    int outcomes = split ? 21 : 19;
    set_row(&report, GX_TOTAL, outcomes);
    set_row(&report, GX_CARRIED_IN, 4);
    set_row(&report, GX_CARRIED_OUT, 5);
    set_row(&report, GX_NEW, outcomes + 1);
    for (int i = 0; i < GX_P_ITEMS; i++) {
        for (int m = 0; m < GX_P_TOTAL; m++) set(&report, GX_PROCEEDINGS, i, m, 1 << m);
        set(&report, GX_PROCEEDINGS, i, GX_P_TOTAL, 15);
    }
    return report;
}

/* The check of that rule and scope; NULL: not listed. */
static const gx_check *find(const gx_check *checks, int n, gx_rule rule, const char *scope) {
    for (int i = 0; i < n; i++)
        if (checks[i].rule == rule && !strcmp(checks[i].scope, scope)) return &checks[i];
    return NULL;
}

/* ---- what is listed -------------------------------------------------------------------------- */

static void test_list(void) {
    static const char *const measures[] = {
        "natural_person", "enterprise", "research", "public_interest",
        "legal_service",  "other_org",  "total"};
    for (int split = 0; split < 2; split++) {
        gx_report report = make_report(split);
        gx_check checks[GX_MAX_CHECKS];
        int n = gx_list_checks(&report, checks);
        check_about(split ? "three rows" : "one row");
        if (!CHECK_INT(n, 7 + 7 + (split ? 25 : 23) + 3)) continue;
        for (int m = 0; m < 7; m++) {
            CHECK_STR(gx_rule_names[checks[m].rule], "balance");
            CHECK_STR(checks[m].scope, measures[m]);
            CHECK_STR(gx_rule_names[checks[7 + m].rule], "outcomes");
            CHECK_STR(checks[7 + m].scope, measures[m]);
        }
        CHECK_STR(gx_rule_names[checks[14].rule], "applicants");
        CHECK_STR(checks[14].scope, "new");
        CHECK_STR(checks[n - 4].scope, "carried_out");
        CHECK_STR(gx_rule_names[checks[n - 3].rule], "proceedings");
        CHECK_STR(checks[n - 3].scope, "reconsideration");
        CHECK_STR(checks[n - 1].scope, "litigation_after");
        CHECK((find(checks, n, GX_APPLICANTS, "other") != NULL) == !split);
        CHECK((find(checks, n, GX_APPLICANTS, "other_misc") != NULL) == split);
    }
    check_about(NULL);
}

static void test_all_hold(void) {
    for (int split = 0; split < 2; split++) {
        gx_report report = make_report(split);
        gx_check checks[GX_MAX_CHECKS];
        int n = gx_list_checks(&report, checks), assessed = -1;
        for (int i = 0; i < n; i++) {
            CHECK_INT(checks[i].verdict, GX_HOLDS);
            CHECK(checks[i].has_lhs && checks[i].has_rhs);
            CHECK_INT(checks[i].lhs, checks[i].rhs);
        }
        const gx_check *balance = find(checks, n, GX_BALANCE, "enterprise");
        if (CHECK(balance != NULL)) CHECK_INT(balance->lhs, split ? 26 : 24);
        const gx_check *outcomes = find(checks, n, GX_OUTCOMES, "total");
        if (CHECK(outcomes != NULL)) CHECK_INT(outcomes->rhs, split ? 126 : 114);
        const gx_check *sum = find(checks, n, GX_PROCEEDINGS_SUM, "litigation_direct");
        if (CHECK(sum != NULL)) CHECK_INT(sum->lhs, 15);
        CHECK_INT(gx_count_failures(&report, &assessed), 0);
        CHECK_INT(assessed, n);
    }
}

static void test_no_report(void) {
    gx_report report;
    gx_check checks[GX_MAX_CHECKS];
    int assessed = -1;
    memset(&report, 0, sizeof report);
    CHECK_INT(gx_list_checks(&report, checks), 0);
    CHECK_INT(gx_count_failures(&report, &assessed), 0);
    CHECK_INT(assessed, 0);
}

/* ---- one cell at a time ---------------------------------------------------------------------- */

typedef struct failing {
    gx_rule rule;
    const char *scope;
    int64_t lhs, rhs;
} failing;

/* Exactly these identities fail. */
static void expect_failures(const gx_report *report, const failing *expected, int m) {
    gx_check checks[GX_MAX_CHECKS];
    int n = gx_list_checks(report, checks), assessed, fails = 0;
    for (int i = 0; i < n; i++) fails += checks[i].verdict == GX_FAILS;
    CHECK_INT(fails, m);
    CHECK_INT(gx_count_failures(report, &assessed), m);
    for (int i = 0; i < m; i++) {
        const gx_check *check = find(checks, n, expected[i].rule, expected[i].scope);
        if (!CHECK(check != NULL)) continue;
        CHECK_INT(check->verdict, GX_FAILS);
        CHECK_INT(check->lhs, expected[i].lhs);
        CHECK_INT(check->rhs, expected[i].rhs);
    }
}

static void test_moved(void) {
    gx_report report = make_report(true);
    set(&report, GX_REQUESTS, GX_GRANTED, 0, 8);
    check_about("an outcome");
    expect_failures(
        &report,
        (failing[]){{GX_OUTCOMES, "natural_person", 28, 21}, {GX_APPLICANTS, "granted", 13, 6}}, 2);
    report = make_report(true);
    set(&report, GX_REQUESTS, GX_TOTAL, 2, 20);
    check_about("a sum");
    expect_failures(&report,
                    (failing[]){{GX_BALANCE, "research", 26, 25},
                                {GX_OUTCOMES, "research", 21, 20},
                                {GX_APPLICANTS, "total", 125, 126}},
                    3);
    report = make_report(true);
    set(&report, GX_REQUESTS, GX_CARRIED_OUT, GX_R_TOTAL, 31);
    check_about("what is left");
    expect_failures(
        &report,
        (failing[]){{GX_BALANCE, "total", 156, 157}, {GX_APPLICANTS, "carried_out", 30, 31}}, 2);
    report = make_report(false);
    set(&report, GX_PROCEEDINGS, 2, GX_P_TOTAL, 0);
    check_about("proceedings");
    expect_failures(&report, (failing[]){{GX_PROCEEDINGS_SUM, "litigation_after", 15, 0}}, 1);
    check_about(NULL);
}

/* A blank counts as nought. */
static void test_blank(void) {
    gx_report report = make_report(true);
    int assessed;
    set_row(&report, GX_CARRIED_IN, 0);
    set_row(&report, GX_NEW, 26);
    CHECK_INT(gx_count_failures(&report, &assessed), 0);
    for (int m = 0; m < GX_R_MEASURES; m++)
        set_status(&report, GX_REQUESTS, GX_CARRIED_IN, m, GX_BLANK);
    CHECK_INT(gx_count_failures(&report, &assessed), 0);
    CHECK_INT(assessed, 42);
    set_status(&report, GX_REQUESTS, GX_NEW, 3, GX_BLANK);
    expect_failures(
        &report,
        (failing[]){{GX_BALANCE, "public_interest", 0, 26}, {GX_APPLICANTS, "new", 130, 156}}, 2);
}

/* Where a cell is missing, or in doubt without a value, nothing can be told. */
static void test_unknown(void) {
    static const gx_status statuses[] = {GX_MISSING, GX_DOUBTFUL};
    for (int s = 0; s < 2; s++) {
        gx_report report = make_report(true);
        gx_check checks[GX_MAX_CHECKS];
        int assessed;
        check_about(gx_status_names[statuses[s]]);
        set_status(&report, GX_REQUESTS, GX_TOTAL, 5, statuses[s]);
        int n = gx_list_checks(&report, checks), unknown = 0;
        for (int i = 0; i < n; i++) unknown += checks[i].verdict == GX_UNKNOWN;
        CHECK_INT(unknown, 3);
        const gx_check *outcomes = find(checks, n, GX_OUTCOMES, "other_org");
        if (CHECK(outcomes != NULL)) {
            CHECK_INT(outcomes->verdict, GX_UNKNOWN);
            CHECK(outcomes->has_lhs && !outcomes->has_rhs);
            CHECK_INT(outcomes->lhs, 21);
        }
        CHECK_INT(gx_count_failures(&report, &assessed), 0);
        CHECK_INT(assessed, 39);
    }
    check_about(NULL);
}

/* A value that was inferred, or is in doubt, is a value. */
static void test_other_statuses(void) {
    gx_report report = make_report(false);
    int assessed;
    report.cells[gx_slot(GX_REQUESTS, GX_PARTIAL, 1)].status = GX_INFERRED;
    report.cells[gx_slot(GX_REQUESTS, GX_PARTIAL, 2)].status = GX_DOUBTFUL;
    CHECK_INT(gx_count_failures(&report, &assessed), 0);
    CHECK_INT(assessed, 40);
}

/* Sums beyond 64 bits are not known; they do not wrap to something that seems to hold. */
static void test_overflow(void) {
    gx_report report = make_report(false);
    gx_check checks[GX_MAX_CHECKS];
    set(&report, GX_PROCEEDINGS, 0, 0, INT64_MAX);
    set(&report, GX_PROCEEDINGS, 0, 1, INT64_MAX);
    set(&report, GX_PROCEEDINGS, 0, 2, 2);
    set(&report, GX_PROCEEDINGS, 0, 3, 0);
    set(&report, GX_PROCEEDINGS, 0, GX_P_TOTAL, 0);
    int n = gx_list_checks(&report, checks);
    const gx_check *sum = find(checks, n, GX_PROCEEDINGS_SUM, "reconsideration");
    if (!CHECK(sum != NULL)) return;
    CHECK_INT(sum->verdict, GX_UNKNOWN);
    CHECK(!sum->has_lhs);
    CHECK(sum->has_rhs);
}

/* Nothing was read of sections three and four: nothing can be assessed. */
static void test_nothing_read(void) {
    gx_report report;
    gx_check checks[GX_MAX_CHECKS];
    int assessed = -1;
    memset(&report, 0, sizeof report);
    report.is_report = true;
    report.form = GX_FORM_2019;
    int n = gx_list_checks(&report, checks);
    CHECK_INT(n, 40);
    for (int i = 0; i < n; i++) CHECK_INT(checks[i].verdict, GX_UNKNOWN);
    CHECK_INT(gx_count_failures(&report, &assessed), 0);
    CHECK_INT(assessed, 0);
}

int main(void) {
    test_list();
    test_all_hold();
    test_no_report();
    test_moved();
    test_blank();
    test_unknown();
    test_other_statuses();
    test_overflow();
    test_nothing_read();
    return check_end();
}
