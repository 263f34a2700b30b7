/*
** counted_test.c: rows of requests whose cells are counted by what divides them.
**
** In: tables of an invented 柳荫镇 between bars and tabs, in which few cells have a number and no row
** that begins with its group's label has one in each cell. Out: each number is in the column that
** the separators count, and what stands between two of them without one is blank; a row that has
** lost a cell with its separator has no cell of another column.
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

/* `lost`: the row without its cell of the column `column`. */
static gx_report read_table(const char *before, const char *divider, const char *behind, int lost,
                            int column) {
    static const char *const heads[] = {"自然人",       "商业企业", "科研机构", "社会公益组织",
                                        "法律服务机构", "其他",     "总计"};
    gx_report report;
    *text = 0;
    put("柳荫镇人民政府2023年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n");
    put(before);
    for (int m = 0; m < GX_R_MEASURES; m++) put(m ? divider : ""), put(heads[m]);
    put(behind), put("\n");
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (i == GX_OTHER) continue;
        put(before);
        if (group_before(i)) put(group_before(i)), put(divider);
        put(row_labels[i]);
        for (int m = 0; m < GX_R_MEASURES; m++)
            if (i != lost || m != column) put(divider), put(printed(i, m));
        put(behind), put("\n");
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

static void test_counted(const char *before, const char *divider, const char *behind) {
    gx_report report = read_table(before, divider, behind, -1, 0);
    check_told(&report, -1);
}

/* The others are told all the same. */
static void test_lost_cell(const char *before, const char *divider, const char *behind) {
    for (int m = 0; m < GX_R_MEASURES; m++) {
        gx_report report = read_table(before, divider, behind, GX_REFUSED_FIRST, m);
        check_told(&report, GX_REFUSED_FIRST);
        for (int at = 0; at < GX_R_MEASURES; at++)
            CHECK(is_honest_cell(cell_at(&report, GX_REFUSED_FIRST, at),
                                 at == m ? "" : printed(GX_REFUSED_FIRST, at)));
    }
}

int main(void) {
    static const char *const ways[][3] = {
        {"| ", " | ", " |"}, {"", " | ", ""}, {"", "\t", ""}, {"", "\t", "\t"}};
    reader = gx_reader_new();
    if (!CHECK(reader != NULL)) return check_end();
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        test_counted(ways[i][0], ways[i][1], ways[i][2]);
        test_lost_cell(ways[i][0], ways[i][1], ways[i][2]);
    }
    gx_reader_free(reader);
    CHECK_INT(check_memory.live, 0);
    return check_end();
}
