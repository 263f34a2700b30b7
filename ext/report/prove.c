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
    int n = 2 * GX_R_MEASURES + GX_P_ITEMS;
    if (!report->is_report) return 0;
    for (int i = 0; i < GX_R_ITEMS; i++) n += gx_has_item(report, GX_REQUESTS, i);
    return n;
}

/* Counts the failures where every cell of requests and proceedings has a value or is blank, and no
** sum can overflow. False: it is not so. */
static bool count_plain(const gx_report *report, int *failures, int *assessed) {
    enum { MOST = 1000000000 };
    const gx_cell *cells = report->cells + GX_R_FIRST;
    int64_t left[GX_R_MEASURES] = {0}, outcomes[GX_R_MEASURES] = {0};
    bool plain = true;
    *failures = 0;
    *assessed = 2 * GX_R_MEASURES + GX_P_ITEMS;
    for (int i = 0; i < GX_R_ITEMS; i++, cells += GX_R_MEASURES) {
        if (!gx_has_item(report, GX_REQUESTS, i)) continue;
        int sign = i <= GX_CARRIED_IN ? 1 : i >= GX_TOTAL ? -1 : 0;
        int part = i == GX_TOTAL ? -1 : sign == 0;
        int64_t sum = 0;
        for (int m = 0; m < GX_R_MEASURES; m++) {
            int64_t value = cells[m].value;
            plain &= (cells[m].has_value | (cells[m].status == GX_BLANK)) & (value < MOST) &
                     (value > -MOST);
            sum += value;
            left[m] += sign * value;
            outcomes[m] += part * value;
        }
        *failures += sum != 2 * cells[GX_R_TOTAL].value;
        ++*assessed;
    }
    for (int m = 0; m < GX_R_MEASURES; m++) *failures += (left[m] != 0) + (outcomes[m] != 0);
    cells = report->cells + GX_P_FIRST;
    for (int i = 0; i < GX_P_ITEMS; i++, cells += GX_P_MEASURES) {
        int64_t sum = 0;
        for (int m = 0; m < GX_P_MEASURES; m++) {
            plain &= (cells[m].has_value | (cells[m].status == GX_BLANK)) &
                     (cells[m].value < MOST) & (cells[m].value > -MOST);
            sum += cells[m].value;
        }
        *failures += sum != 2 * cells[GX_P_TOTAL].value;
    }
    return plain;
}

int gx_count_failures(const gx_report *report, int *assessed) {
    int counted;
    if (report->is_report && count_plain(report, &counted, assessed)) return counted;
    gx_check checks[GX_MAX_CHECKS];
    int n = gx_list_checks(report, checks), failures = 0;
    *assessed = 0;
    for (int i = 0; i < n; i++) {
        *assessed += checks[i].verdict != GX_UNKNOWN;
        failures += checks[i].verdict == GX_FAILS;
    }
    return failures;
}
