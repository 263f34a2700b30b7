/*
** counted_test.c: rows of requests whose cells are counted by what divides them.
**
** In: tables of an invented 柳荫镇 between bars and tabs, in which few cells have a number and no row
** that begins with its group's label has one in each cell. Out: each number is in the column that
** the separators count, and what stands between two of them without one is blank; a row that has
** lost a cell with its separator has no cell of another column. The same where each cell is a line
** and a tab stands before it.
*/
#include "check.h"
#include "report.h"
#include "rows.h"

#include <stdio.h>

static gx_reader *reader;
static char text[65536];

static void put(const char *part) {
    size_t n = strlen(text);
    if (CHECK(n + strlen(part) < sizeof text)) strcpy(text + n, part);
}

/* What a row prints in a column: one row has all values, others one, which is their total, or none
** but a total of 0. */
static const char *printed(int item, int measure) {
    static char digits[16];
    static const int all[GX_R_MEASURES] = {11, 12, 13, 14, 15, 16, 81};
    int value = 20 + item, column = item % GX_R_TOTAL;
    if (item == GX_NEW) {
        snprintf(digits, sizeof digits, "%d", all[measure]);
        return digits;
    }
    if (measure != GX_R_TOTAL && (group_before(item) || measure != column)) return "";
    snprintf(digits, sizeof digits, "%d", group_before(item) ? 0 : value);
    return digits;
}

/* How a table's lines are written. */
typedef struct way {
    const char *before, *divider, *behind;
    bool grid; /* rows and columns that labels span are fields */
} way;

static void put_label(const way *w, int item) {
    bool alone = item <= GX_CARRIED_IN || item >= GX_TOTAL;
    if (group_before(item)) put(group_before(item));
    if (group_before(item) || (w->grid && !alone)) put(w->divider);
    put(row_labels[item]);
    if (w->grid && alone) put(w->divider);
}

/* `lost`: the row without its cell of the column `column`. */
static gx_report read_table(const way *w, int lost, int column) {
    static const char *const heads[] = {"自然人",       "商业企业", "科研机构", "社会公益组织",
                                        "法律服务机构", "其他",     "总计"};
    gx_report report;
    *text = 0;
    put("柳荫镇人民政府2023年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n");
    put(w->before);
    if (w->grid) put(w->divider), put(w->divider);
    for (int m = 0; m < GX_R_MEASURES; m++) put(m ? w->divider : ""), put(heads[m]);
    put(w->behind), put("\n");
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (i == GX_OTHER) continue;
        put(w->before);
        put_label(w, i);
        for (int m = 0; m < GX_R_MEASURES; m++)
            if (i != lost || m != column) put(w->divider), put(printed(i, m));
        put(w->behind), put("\n");
    }
    put("四、政府信息公开行政复议、行政诉讼情况\n本年没有。\n五、存在的主要问题\n人手不足。\n");
    CHECK_INT(gx_read(reader, text, strlen(text), GX_WANT_ALL, &report), GX_OK);
    CHECK(report.is_report);
    return report;
}

static const gx_cell *cell_at(const gx_report *report, int item, int measure) {
    return &report->cells[gx_slot(GX_REQUESTS, item, measure)];
}

static void check_told(const gx_report *report, int but) {
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_MEASURES && i != GX_OTHER && i != but; m++) {
            const char *value = printed(i, m);
            CHECK_INT(cell_at(report, i, m)->status, *value ? GX_READ : GX_BLANK);
            if (*value) CHECK_INT(cell_at(report, i, m)->value, atoll(value));
        }
}

static void test_counted(const way *w) {
    gx_report report = read_table(w, -1, 0);
    check_told(&report, -1);
}

/* The others are told all the same. */
static void test_lost_cell(const way *w, int lost) {
    for (int m = 0; m < GX_R_MEASURES; m++) {
        gx_report report = read_table(w, lost, m);
        check_told(&report, lost);
        for (int at = 0; at < GX_R_MEASURES; at++)
            CHECK(is_honest_cell(cell_at(&report, lost, at), at == m ? "" : printed(lost, at)));
    }
}

/* A cell a line, as browsers copy them: a tab before each that does not begin its row. Nearly all
** cells are empty, or `first`, the values of section four, are in its first cells. */
static void test_tabs_on_lines(const char *newlines, bool first) {
    static const char *const results[] = {"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"};
    static const char *const heads[] = {"自然人",       "商业企业", "科研机构", "社会公益组织",
                                        "法律服务机构", "其他",     "总计"};
    const int at[2] = {first ? 0 : 11, first ? 4 : 14}; /* of section four */
    const int filled = first ? 5 : 2;                   /* and of section three */
    const char *const end = newlines[1] ? "\n" : "";    /* of a row */
    gx_report report;
    *text = 0;
    put("柳荫镇人民政府2023年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n");
    for (int m = 0; m < GX_R_MEASURES; m++) put(m ? "\t" : ""), put(heads[m]), put(newlines);
    put(end);
    for (int i = 0; i < GX_R_ITEMS; i++) {
        bool some = i == GX_NEW || i == GX_CARRIED_OUT;
        if (i == GX_OTHER) continue;
        put(row_labels[i]), put(newlines);
        for (int m = 0; m < GX_R_MEASURES; m++)
            put("\t"), put(some && (m == filled || m == GX_R_TOTAL) ? "244" : ""), put(newlines);
        put(end);
    }
    put("\n四、政府信息公开行政复议、行政诉讼情况\n行政复议"), put(newlines);
    put("\t行政诉讼"), put(newlines), put(end);
    for (int c = 0; c < 5; c++) put(c ? "\t" : ""), put(results[c]), put(newlines);
    put("\t未经复议直接起诉"), put(newlines), put("\t复议后起诉"), put(newlines), put(end);
    for (int c = 0; c < 10; c++) put(c ? "\t" : ""), put(results[c % 5]), put(newlines);
    put("\n");
    for (int c = 0; c < GX_P_ITEMS * GX_P_MEASURES; c++)
        put(c ? "\t" : ""), put(c == at[0] || c == at[1] ? "36" : ""), put(newlines);
    put("\n五、存在的主要问题\n人手不足。\n");
    CHECK_INT(gx_read(reader, text, strlen(text), GX_WANT_ALL, &report), GX_OK);
    for (int m = 0; m < GX_R_MEASURES; m++)
        CHECK_INT(cell_at(&report, GX_NEW, m)->status,
                  m == filled || m == GX_R_TOTAL ? GX_READ : GX_BLANK);
    for (int c = 0; c < GX_P_ITEMS * GX_P_MEASURES; c++)
        CHECK_INT(report.cells[GX_P_FIRST + c].status,
                  c == at[0] || c == at[1] ? GX_READ : GX_BLANK);
}

int main(void) {
    static const way ways[] = {{"| ", " | ", " |", false}, {"", " | ", "", false},
                               {"", "\t", "", false},      {"", "\t", "\t", false},
                               {"|", "|", "|", true},      {"", "\t", "", true}};
    reader = gx_reader_new();
    if (!CHECK(reader != NULL)) return check_end();
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        test_counted(&ways[i]);
        test_lost_cell(&ways[i], GX_CARRIED_IN);
        test_lost_cell(&ways[i], GX_GRANTED);
        test_lost_cell(&ways[i], GX_REFUSED_FIRST);
    }
    for (int first = 0; first < 2; first++) {
        test_tabs_on_lines("\n", first);
        test_tabs_on_lines("\n\n", first);
    }
    gx_reader_free(reader);
    CHECK_INT(check_memory.live, 0);
    return check_end();
}
