/*
** prove.c: the identities (勾稽关系) of the tables. In: cells. Out: which identities hold, which
** fail, which cannot be told.
*/
#include "reader.h"

/* A sum of cells while it is being added up. */
typedef struct side {
    int64_t sum;
    bool known;
} side;

static void add(const gx_report *report, gx_topic topic, int item, int measure, side *to) {
    const gx_cell *cell = &report->cells[gx_slot(topic, item, measure)];
    if (cell->status == GX_BLANK) return;
    if (!cell->has_value || __builtin_add_overflow(to->sum, cell->value, &to->sum))
        to->known = false;
}

static gx_check make_check(gx_topic topic, gx_rule rule, const char *scope, side lhs, side rhs) {
    gx_check check = {.topic = (uint8_t)topic, .rule = (uint8_t)rule, .scope = scope};
    check.lhs = lhs.sum, check.has_lhs = lhs.known;
    check.rhs = rhs.sum, check.has_rhs = rhs.known;
    check.verdict = GX_UNKNOWN;
    if (lhs.known && rhs.known) check.verdict = lhs.sum == rhs.sum ? GX_HOLDS : GX_FAILS;
    return check;
}

gx_check gx_check_balance(const gx_report *report, int measure) {
    side lhs = {0, true}, rhs = {0, true};
    add(report, GX_REQUESTS, GX_NEW, measure, &lhs);
    add(report, GX_REQUESTS, GX_CARRIED_IN, measure, &lhs);
    add(report, GX_REQUESTS, GX_TOTAL, measure, &rhs);
    add(report, GX_REQUESTS, GX_CARRIED_OUT, measure, &rhs);
    return make_check(GX_REQUESTS, GX_BALANCE, gx_tables[GX_REQUESTS].measures[measure].code, lhs,
                      rhs);
}

gx_check gx_check_outcomes(const gx_report *report, int measure) {
    const gx_table *table = &gx_tables[GX_REQUESTS];
    side lhs = {0, true}, rhs = {0, true};
    for (int i = 0; i < table->n_items; i++)
        if (table->items[i].outcome && gx_has_item(report, GX_REQUESTS, i))
            add(report, GX_REQUESTS, i, measure, &lhs);
    add(report, GX_REQUESTS, GX_TOTAL, measure, &rhs);
    return make_check(GX_REQUESTS, GX_OUTCOMES, table->measures[measure].code, lhs, rhs);
}

gx_check gx_check_row(const gx_report *report, gx_topic topic, int item) {
    const gx_table *table = &gx_tables[topic];
    gx_rule rule = topic == GX_REQUESTS ? GX_APPLICANTS : GX_PROCEEDINGS_SUM;
    side lhs = {0, true}, rhs = {0, true};
    for (int m = 0; m < table->n_measures - 1; m++) add(report, topic, item, m, &lhs);
    add(report, topic, item, table->n_measures - 1, &rhs);
    return make_check(topic, rule, table->items[item].code, lhs, rhs);
}

bool gx_is_row_lost(const gx_report *report, int item) {
    bool outcome = gx_tables[GX_REQUESTS].items[item].outcome != NULL;
    bool left = outcome || item == GX_NEW || item == GX_CARRIED_IN;
    int64_t sum = 0, gap = 0;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        gx_check check = outcome ? gx_check_outcomes(report, m) : gx_check_balance(report, m);
        const int64_t *lacks = left ? &check.lhs : &check.rhs,
                      *has = left ? &check.rhs : &check.lhs;
        if (check.verdict == GX_UNKNOWN || __builtin_sub_overflow(*has, *lacks, &gap)) return false;
        if (gap < 0 || (m < GX_R_TOTAL && __builtin_add_overflow(sum, gap, &sum))) return false;
    }
    return gap && gap == sum;
}

int gx_list_checks(const gx_report *report, gx_check out[GX_MAX_CHECKS]) {
    int n = 0;
    if (!report->is_report) return 0;
    for (int m = 0; m < GX_R_MEASURES; m++) out[n++] = gx_check_balance(report, m);
    for (int m = 0; m < GX_R_MEASURES; m++) out[n++] = gx_check_outcomes(report, m);
    for (int i = 0; i < GX_R_ITEMS; i++)
        if (gx_has_item(report, GX_REQUESTS, i)) out[n++] = gx_check_row(report, GX_REQUESTS, i);
    for (int i = 0; i < GX_P_ITEMS; i++) out[n++] = gx_check_row(report, GX_PROCEEDINGS, i);
    return n;
}

int gx_count_checks(const gx_report *report) {
    int n = 2 * GX_R_MEASURES + GX_P_ITEMS + GX_OTHER + GX_R_ITEMS - GX_TOTAL;
    if (!report->is_report) return 0;
    for (int i = GX_OTHER; i < GX_TOTAL; i++) n += gx_has_item(report, GX_REQUESTS, i);
    return n;
}

/* Sums over plain cells: those that have a value or are blank, and are so small that no sum of
** theirs can overflow. */
typedef struct plain_sums {
    uint64_t beyond;  /* no bit beyond the MOST_BITS lowest: so far all are that small */
    unsigned lacking; /* 0: so far all have a value or are blank */
} plain_sums;

enum { MOST_BITS = 31 };

static inline int64_t plain_value(const gx_cell *cell, plain_sums *sums) {
    sums->beyond |= (uint64_t)cell->value + (1u << (MOST_BITS - 1));
    sums->lacking |= (cell->status ^ (unsigned)GX_BLANK) & (cell->has_value - 1u);
    return cell->value; /* 0 in a blank */
}

/* Adds a row of requests to the sums of its columns. Returns 1 where its total is not their sum. */
static inline int add_requests(const gx_cell *cells, int64_t *columns, plain_sums *sums) {
    int64_t v0 = plain_value(cells, sums), v1 = plain_value(cells + 1, sums);
    int64_t v2 = plain_value(cells + 2, sums), v3 = plain_value(cells + 3, sums);
    int64_t v4 = plain_value(cells + 4, sums), v5 = plain_value(cells + 5, sums);
    int64_t total = plain_value(cells + GX_R_TOTAL, sums);
    columns[0] += v0, columns[1] += v1, columns[2] += v2, columns[3] += v3;
    columns[4] += v4, columns[5] += v5, columns[GX_R_TOTAL] += total;
    return v0 + v1 + v2 + v3 + v4 + v5 != total;
}

static inline int add_proceedings(const gx_cell *cells, plain_sums *sums) {
    int64_t v0 = plain_value(cells, sums), v1 = plain_value(cells + 1, sums);
    int64_t v2 = plain_value(cells + 2, sums), v3 = plain_value(cells + 3, sums);
    return v0 + v1 + v2 + v3 != plain_value(cells + GX_P_TOTAL, sums);
}

/* Counts the failures where every cell of requests and proceedings is plain. False: it is not so.
 */
static bool count_plain(const gx_report *report, int *failures) {
    const gx_cell *cells = report->cells + GX_R_FIRST;
    int64_t in[GX_R_MEASURES] = {0}, outcomes[GX_R_MEASURES] = {0};
    int64_t total[GX_R_MEASURES] = {0}, out[GX_R_MEASURES] = {0};
    plain_sums sums = {0, 0};
    int fails = 0;
    for (int i = 0; i < GX_R_ITEMS; i++, cells += GX_R_MEASURES) {
        bool other = i >= GX_OTHER && i < GX_TOTAL; /* one row or three */
        if (other && !gx_has_item(report, GX_REQUESTS, i)) continue;
        int64_t *columns = i <= GX_CARRIED_IN ? in : i < GX_TOTAL ? outcomes : total;
        fails += add_requests(cells, i == GX_CARRIED_OUT ? out : columns, &sums);
    }
    for (int m = 0; m < GX_R_MEASURES; m++)
        fails += (in[m] != total[m] + out[m]) + (outcomes[m] != total[m]);
    cells = report->cells + GX_P_FIRST;
    for (int i = 0; i < GX_P_ITEMS; i++, cells += GX_P_MEASURES)
        fails += add_proceedings(cells, &sums);
    *failures = fails;
    return !sums.lacking && !(sums.beyond >> MOST_BITS);
}

int gx_count_failures(const gx_report *report, int *assessed) {
    int counted;
    if (report->is_report && count_plain(report, &counted)) {
        *assessed = gx_count_checks(report);
        return counted;
    }
    gx_check checks[GX_MAX_CHECKS];
    int n = gx_list_checks(report, checks), failures = 0;
    *assessed = 0;
    for (int i = 0; i < n; i++) {
        *assessed += checks[i].verdict != GX_UNKNOWN;
        failures += checks[i].verdict == GX_FAILS;
    }
    return failures;
}
