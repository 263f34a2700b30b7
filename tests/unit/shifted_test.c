/*
** shifted_test.c: rows whose numbers may be their neighbours', and places that are none of columns.
**
** In: the requests of an invented 梧桐镇, with distinct numbers, as PDF's reading order hands them
** out, where a row with a tall label comes before its label, and as rows of which an even number of
** spaces divides the cells, as rows of bars over two lines, and under headers that do not stand
** over their columns. Out: no cell is another row's or another column's.
*/
#include "check.h"
#include "report.h"
#include "rows.h"

#include <stdio.h>
#include <string.h>

static gx_reader *reader;
static char text[65536];
static char printed[GX_R_ITEMS][GX_R_MEASURES][16];

static bool is_split; /* （六） is three rows */

static bool has_row(int item) {
    return is_split ? item != GX_OTHER : is_of_2019(item);
}

static void put(const char *part) {
    size_t n = strlen(text);
    if (CHECK(n + strlen(part) < sizeof text)) strcpy(text + n, part);
}

/* Draws numbers for all rows, so that rows and columns add up: row i has 100 (i + 1) + m. */
static void draw(void) {
    long total[2][GX_R_MEASURES] = {{0}};
    for (int i = 0; i < GX_R_ITEMS; i++) {
        long sum = 0;
        for (int m = 0; m < GX_R_MEASURES; m++) {
            long n = m == GX_R_TOTAL ? sum : 100 * (i + 1) + m;
            if (i == GX_TOTAL) n = total[0][m];
            if (i == GX_CARRIED_IN) n = 1 + m;
            if (i == GX_CARRIED_IN && m == GX_R_TOTAL) n = sum;
            bool outcome = has_row(i) && i >= GX_GRANTED && i < GX_TOTAL;
            if (outcome) total[0][m] += n;
            sum += n;
            snprintf(printed[i][m], sizeof printed[i][m], "%ld", n);
        }
    }
    for (int m = 0; m < GX_R_MEASURES; m++) /* 新收 is what is then left */
        snprintf(printed[GX_NEW][m], sizeof printed[GX_NEW][m], "%ld",
                 atol(printed[GX_TOTAL][m]) + atol(printed[GX_CARRIED_OUT][m]) -
                     atol(printed[GX_CARRIED_IN][m]));
}

static void put_opening(void) {
    *text = 0;
    put("梧桐镇人民政府2020年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n申请人情"
        "况\n"
        "自然人\n法人或其他组织\n总计\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n");
}

static void put_values(int item, const char *between) {
    for (int m = 0; m < GX_R_MEASURES; m++)
        if (*printed[item][m]) put(printed[item][m]), put(between);
}

static gx_report read_all(void) {
    gx_report report;
    put("四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n人手不足。\n");
    CHECK_INT(gx_read(reader, text, strlen(text), GX_WANT_ALL, &report), GX_OK);
    CHECK(report.is_report);
    return report;
}

static const gx_cell *cell_at(const gx_report *report, int item, int measure) {
    return &report->cells[gx_slot(GX_REQUESTS, item, measure)];
}

/* Counts the cells that are read; none may be another one's. */
static int count_read(const gx_report *report) {
    int n = 0;
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_MEASURES && has_row(i); m++) {
            const gx_cell *cell = cell_at(report, i, m);
            if (!CHECK(is_honest_cell(cell, printed[i][m]))) printf("  row %d, cell %d\n", i, m);
            n += cell->status == GX_READ;
        }
    return n;
}

/* Lines: each row's values stand behind its label, but before it from row `first` to `last`. */
static void put_shifted(int first, int last) {
    put_opening();
    for (int i = 0; i < GX_R_ITEMS; i++) {
        bool before = i >= first && i <= last;
        if (!has_row(i)) continue;
        if (before) put_values(i, "\n");
        put(row_labels[i]), put("\n");
        if (!before) put_values(i, "\n");
    }
}

static void test_values_before_labels(void) {
    draw();
    put_shifted(GX_REFUSED_FIRST + 1, GX_REFUSED_FIRST + 4);
    gx_report report = read_all();
    CHECK(count_read(&report) >= 17 * GX_R_MEASURES);
    CHECK_INT(cell_at(&report, GX_REFUSED_FIRST + 2, 0)->status, GX_DOUBTFUL);
    /* From the first row on there is none with too many. */
    put_shifted(GX_NEW, GX_REFUSED_FIRST);
    report = read_all();
    CHECK(count_read(&report) >= 17 * GX_R_MEASURES);
    /* In order all are told. */
    put_shifted(GX_R_ITEMS, GX_R_ITEMS);
    report = read_all();
    CHECK_INT(count_read(&report), 23 * GX_R_MEASURES);
}

/* Both labels stand before both rows' values, and the end of the second one between these. */
static void test_strays(void) {
    is_split = true;
    draw();
    put_opening();
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!has_row(i) || i == GX_OTHER_UNCORRECTED) continue;
        put(row_labels[i]), put("\n");
        if (i == GX_OTHER - 1) put("1.申请人无正当理由逾期不补正、\n");
        put_values(i, "\n");
        if (i != GX_OTHER - 1) continue;
        put("行政机关不再处理其政府信息公\n");
        put_values(GX_OTHER_UNCORRECTED, "\n");
        put("（六）其他处\n理\n开申请\n");
    }
    gx_report report = read_all();
    CHECK(count_read(&report) >= 20 * GX_R_MEASURES);
    is_split = false;
}

/* A row without values beside one that has as many as cells, and does not add up: its noughts are
** the other one's. */
static void test_mixed(void) {
    draw();
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_MEASURES; m++)
            if (i != GX_NEW && i != GX_TOTAL) strcpy(printed[i][m], m == GX_R_TOTAL ? "0" : "");
    int item = GX_UNPROCESSED_FIRST + 3;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        strcpy(printed[item][m], !m || m == GX_R_TOTAL ? "86" : m == 4 ? "0" : "");
        strcpy(printed[item + 1][m], m < 2 || m > 4 ? "0" : "");
        strcpy(printed[GX_NEW][m], !m || m == GX_R_TOTAL ? "86" : "");
        strcpy(printed[GX_TOTAL][m], !m || m == GX_R_TOTAL ? "86" : "");
    }
    put_opening();
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!has_row(i)) continue;
        if (i == item + 1) put_values(i, "\n");
        put(row_labels[i]), put("\n");
        if (i != item + 1) put_values(i, "\n");
    }
    gx_report report = read_all();
    count_read(&report);
    CHECK_INT(cell_at(&report, item, 2)->status, GX_DOUBTFUL);
}

/* Two noughts behind one label, and none behind the next: one of them is the next one's. */
static void test_spare_noughts(void) {
    draw();
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_MEASURES; m++) {
            bool sum = i == GX_NEW || i == GX_TOTAL || i == GX_GRANTED;
            strcpy(printed[i][m], m == GX_R_TOTAL ? sum ? "2078" : "0" : "");
            if (sum && m == 3) strcpy(printed[i][m], "2078");
        }
    put_opening();
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!has_row(i)) continue;
        bool before = i == GX_REFUSED_FIRST + 3;
        if (before) put_values(i, "\n");
        put(row_labels[i]), put("\n");
        if (!before) put_values(i, "\n");
    }
    gx_report report = read_all();
    count_read(&report);
    CHECK_INT(cell_at(&report, GX_REFUSED_FIRST + 3, GX_R_TOTAL)->status, GX_DOUBTFUL);
}

/* Few numbers, each row's total, and nothing for a cell that is empty; '-': no such row. */
static const char *const few[GX_R_ITEMS] = {"2,15,34,23,29,8,111",
                                            ",,,,,,0",
                                            ",,,,,,0",
                                            ",,,,,,0",
                                            ",,5,,,,5",
                                            ",,,,3,,3",
                                            ",4,,,,,4",
                                            ",,,,,,0",
                                            ",,5,,1,,6",
                                            ",9,7,,,,16",
                                            ",,7,,3,4,14",
                                            ",,,,5,,5",
                                            "2,,,,,,2",
                                            ",,,,,,0",
                                            ",,,,,,0",
                                            ",,,,,,0",
                                            ",,,,,2,2",
                                            ",2,,7,,,9",
                                            ",,3,,,,3",
                                            ",,2,8,,2,12",
                                            "-",
                                            ",,,,,,0",
                                            ",,,,8,,8",
                                            ",,,8,9,,17",
                                            "2,15,29,23,29,8,106",
                                            ",,5,,,,5"};

static void print_few(void) {
    for (int i = 0; i < GX_R_ITEMS; i++) {
        const char *p = few[i];
        for (int m = 0; m < GX_R_MEASURES && *p != '-'; m++, p += *p == ',') {
            size_t n = strcspn(p, ",");
            snprintf(printed[i][m], sizeof printed[i][m], "%.*s", (int)n, p);
            p += n;
        }
    }
}

static void check_few(const gx_report *report) {
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_MEASURES && *few[i] != '-'; m++)
            if (!CHECK(is_honest_cell(cell_at(report, i, m), printed[i][m])))
                printf("  row %d, cell %d\n", i, m);
}

/* Nearly all rows have lost their order; one that has a value for each cell has one from another.
** */
static void test_mixed_among_open(void) {
    print_few();
    put_opening();
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (*few[i] == '-') continue;
        put(row_labels[i]), put("\n");
        if (i == GX_TOTAL) put("80\n");
        for (int m = 0; m < GX_R_TOTAL && i == GX_TOTAL; m++) put(printed[i][m]), put("\n");
        for (int m = GX_R_TOTAL; m >= 0 && i != GX_TOTAL; m--)
            if (*printed[i][m]) put(printed[i][m]), put("\n");
    }
    gx_report report = read_all();
    for (int m = 0; m < GX_R_MEASURES; m++)
        CHECK(is_honest_cell(cell_at(&report, GX_TOTAL, m), printed[GX_TOTAL][m]));
}

/* Two spaces divide the cells, so that rows do not stand under each other. */
static void test_even_spaces(void) {
    print_few();
    put_opening();
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (*few[i] == '-') continue;
        if (group_before(i)) put(group_before(i)), put("  ");
        put(row_labels[i]);
        for (int m = 0; m < GX_R_MEASURES; m++) put("  "), put(printed[i][m]);
        put("\n");
    }
    gx_report report = read_all();
    check_few(&report);
    CHECK_INT(cell_at(&report, GX_TOTAL, 1)->value, 15);
}

/* Bars before each cell; the line of a row that has a nought alone ends within its empty cells: how
** many of them stand before it is not told by those of the nought's line. */
static void test_row_over_two_lines(void) {
    print_few();
    put_opening();
    for (int i = 0; i < GX_R_ITEMS; i++) {
        bool inner = i >= GX_GRANTED && i < GX_CARRIED_OUT;
        if (*few[i] == '-') continue;
        put(inner ? "| |" : "|"), put(row_labels[i]), put(inner ? " |" : " | |");
        for (int m = 0; m < GX_R_MEASURES; m++) {
            put(i == GX_PARTIAL && m == 3 ? " \n|" : " |");
            put(printed[i][m]);
        }
        put("\n\n");
    }
    gx_report report = read_all();
    check_few(&report);
    CHECK_INT(cell_at(&report, GX_TOTAL, 1)->value, 15);
}

/* Headers whose characters count as one column each, though they take two. */
static void test_headers_pushed_together(void) {
    static const char *const cells[] = {"", "278", "", "",    "278", "", "45", "",
                                        "", "45",  "", "384", "",    "", "384"};
    *text = 0;
    put("梧桐镇人民政府2022年政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n"
        "三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n"
        "            行政复议                                              行政诉讼\n\n"
        "结果维持 结果纠正 其他结果 尚未审结        总计              未经复议直接起诉"
        "                               复议后起诉\n\n"
        "                                 结果维持 结果纠正 其他结果 尚未审结         总计"
        "    结果维持 结果纠正 其他结果 尚未审结       总计\n\n"
        "      278                  278            45                 45            384"
        "               384\n\n五、存在的主要问题及改进情况\n人手不足。\n");
    gx_report report;
    CHECK_INT(gx_read(reader, text, strlen(text), GX_WANT_ALL, &report), GX_OK);
    CHECK(report.is_report);
    for (int c = 0; c < GX_P_ITEMS * GX_P_MEASURES; c++)
        CHECK(is_honest_cell(&report.cells[GX_P_FIRST + c], cells[c]));
}

int main(void) {
    reader = gx_reader_new();
    if (!CHECK(reader != NULL)) return check_end();
    test_values_before_labels();
    test_strays();
    test_mixed();
    test_spare_noughts();
    test_mixed_among_open();
    test_even_spaces();
    test_row_over_two_lines();
    test_headers_pushed_together();
    gx_reader_free(reader);
    CHECK_INT(check_memory.live, 0);
    return check_end();
}
