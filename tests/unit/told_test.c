/*
** told_test.c: what a text tells of its cells, and what looks as if it did.
**
** In: the tables of an invented 槐荫乡, as records whose names have no values, as lists with 、 between
** cells, as pages with a row that is there twice, a page's number or a dropped column, as lines
** whose labels were exchanged, and with rows and columns exchanged. Out: cells that are told are
** read or blank; no cell is another one's.
*/
#include "check.h"
#include "report.h"
#include "rows.h"

static gx_reader *reader;
static char text[65536];

static const char *const heads[] = {"自然人",       "商业企业", "科研机构", "社会公益组织",
                                    "法律服务机构", "其他",     "总计"};

static void put(const char *part) {
    size_t n = strlen(text);
    if (CHECK(n + strlen(part) < sizeof text)) strcpy(text + n, part);
}

static void put_opening(void) {
    *text = 0;
    put("槐荫乡人民政府2020年政府信息公开工作年度报告\n\n");
}

static gx_report read_all(void) {
    gx_report report;
    CHECK_INT(gx_read(reader, text, strlen(text), GX_WANT_ALL, &report), GX_OK);
    CHECK(report.is_report);
    return report;
}

static const gx_cell *cell_at(const gx_report *report, int item, int measure) {
    return &report->cells[gx_slot(GX_REQUESTS, item, measure)];
}

/* Records of section two with numbers, and none of them in the other two; `nought` stands in the
** cells of section four. */
static gx_report read_records(const char *nought) {
    static const char *const kinds[] = {"行政复议", "行政诉讼 未经复议直接起诉",
                                        "行政诉讼 复议后起诉"};
    static const char *const results[] = {"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"};
    put_opening();
    put("二、主动公开政府信息情况\n规章：本年新制作数量：3，本年新公开数量：，对外公开总数量：45\n"
        "规范性文件：本年新制作数量：1，本年新公开数量：0，对外公开总数量：4\n"
        "行政许可：上一年项目数量：7，本年增/减：1，处理决定数量：8\n");
    put("三、收到和处理政府信息公开申请情况\n");
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!is_of_2019(i)) continue;
        put(row_labels[i]);
        for (int m = 0; m < GX_R_MEASURES; m++) put(m ? "，" : "："), put(heads[m]), put("：");
        put("\n");
    }
    put("四、政府信息公开行政复议、行政诉讼情况\n");
    for (int row = 0; row < GX_P_ITEMS; row++) {
        put(kinds[row]);
        for (int m = 0; m < GX_P_MEASURES; m++)
            put(m ? "，" : "："), put(results[m]), put("："), put(nought);
        put("\n");
    }
    put("五、存在的主要问题及改进情况\n人手不足。\n");
    return read_all();
}

static void test_empty_records(void) {
    gx_report report = read_records("");
    CHECK_INT(report.cells[gx_slot(GX_DISCLOSURES, GX_RULES, GX_DISCLOSED)].status, GX_BLANK);
    CHECK_INT(report.cells[gx_slot(GX_DISCLOSURES, GX_RULES, GX_DISCLOSED_TOTAL)].value, 45);
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_MEASURES && is_of_2019(i); m++)
            CHECK_INT(cell_at(&report, i, m)->status, GX_BLANK);
    for (int c = 0; c < GX_P_ITEMS * GX_P_MEASURES; c++)
        CHECK_INT(report.cells[GX_P_FIRST + c].status, GX_BLANK);
    report = read_records("O");
    for (int c = 0; c < GX_P_ITEMS * GX_P_MEASURES; c++)
        CHECK(report.cells[GX_P_FIRST + c].status != GX_BLANK);
}

/* 0、无: no number of a list, as 1、 would be. */
static void test_number_before_none(void) {
    static const char *const cells[] = {"0", "", "0", "", "", "", ""};
    put_opening();
    put("二、主动公开政府信息情况\n信息内容、本年新制作数量、本年新公开数量、对外公开总数量\n"
        "规章、128、无、2\n三、收到和处理政府信息公开申请情况\n");
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!is_of_2019(i)) continue;
        put(row_labels[i]);
        put(i == GX_PARTIAL ? "、0、无、0、无、无、无、无\n" : "、0、0、0、0、0、0、0\n");
    }
    put("四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n");
    gx_report report = read_all();
    for (int m = 0; m < GX_R_MEASURES; m++)
        CHECK(is_honest_cell(cell_at(&report, GX_PARTIAL, m), cells[m]));
    CHECK(is_honest_cell(&report.cells[gx_slot(GX_DISCLOSURES, GX_RULES, GX_CREATED)], "128"));
}

static bool has_number(int item) {
    return item == GX_NEW || item == GX_GRANTED || item == GX_TOTAL;
}

/* A row that is there twice, among others of noughts and empty cells: values do not move on to the
** next rows until they are as many as cells. */
static void test_row_twice(void) {
    static const char *const cells[] = {"0", "0", "", "", "", "", "0"};
    put_opening();
    put("<html><body><p>三、收到和处理政府信息公开申请情况</p><table>\n<tr><td></td>");
    for (int m = 0; m < GX_R_MEASURES; m++) put("<td>"), put(heads[m]), put("</td>");
    put("</tr>\n");
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!is_of_2019(i)) continue;
        for (int n = 0; n < (i == GX_REFUSED_FIRST + 4 ? 2 : 1); n++) {
            put("<tr><td>"), put(row_labels[i]);
            const char *number = has_number(i) ? "</td><td>4" : "</td><td>0";
            put(number), put("</td><td>0</td><td>/</td><td>/</td><td></td><td>/");
            put(number), put("</td></tr>\n");
        }
    }
    put("</table><p>四、政府信息公开行政复议、行政诉讼情况</p>\n"
        "<p>五、存在的主要问题及改进情况</p></body></html>\n");
    gx_report report = read_all();
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_MEASURES && is_of_2019(i); m++)
            CHECK(is_honest_cell(cell_at(&report, i, m),
                                 has_number(i) && m % GX_R_TOTAL == 0 ? "4" : cells[m]));
}

/* Rows and columns exchanged, and one line has lost a cell. */
static void test_turned_with_lost_cell(void) {
    put_opening();
    put("三、收到和处理政府信息公开申请情况\n| |");
    for (int i = 0; i < GX_R_ITEMS; i++)
        if (is_of_2019(i)) put(" "), put(row_labels[i]), put(" |");
    for (int m = 0; m < GX_R_MEASURES; m++) {
        put("\n| "), put(heads[m]), put(" |");
        for (int i = 0; i < GX_R_ITEMS; i++) {
            bool one = i == GX_NEW || i == GX_GRANTED || i == GX_TOTAL || i == GX_CARRIED_IN;
            bool here = one && (m == 2 || m == GX_R_TOTAL);
            if (is_of_2019(i) && !(m == 2 && i == GX_CARRIED_IN)) put(here ? " 1 |" : " - |");
        }
    }
    put("\n四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n");
    gx_report report = read_all();
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_MEASURES && is_of_2019(i); m++) {
            bool one = i == GX_NEW || i == GX_GRANTED || i == GX_TOTAL || i == GX_CARRIED_IN;
            if (m == 2 && i == GX_CARRIED_IN) continue; /* lost */
            CHECK(is_honest_cell(cell_at(&report, i, m),
                                 one && (m == 2 || m == GX_R_TOTAL) ? "1" : ""));
        }
}

/* A page of requests: the cells of each row, of which some is there twice or followed by a page's
** number. */
static void put_page(const char *cells(int item), int twice, int numbered) {
    put_opening();
    put("<html><body><p>三、收到和处理政府信息公开申请情况</p><table>\n<tr><td></td>");
    for (int m = 0; m < GX_R_MEASURES; m++) put("<td>"), put(heads[m]), put("</td>");
    put("</tr>\n");
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int n = 0; is_of_2019(i) && n <= (i == twice); n++) {
            put("<tr><td>"), put(row_labels[i]), put("</td>");
            for (const char *c = cells(i); *c; c++)
                put("<td>"), put((char[]){*c == '_' ? ' ' : *c, 0}), put("</td>");
            put("</tr>\n");
            if (i == numbered) put("<tr><td colspan=\"8\">- 4 -</td></tr>\n");
        }
    put("</table><p>四、政府信息公开行政复议、行政诉讼情况</p>\n"
        "<p>五、存在的主要问题及改进情况</p></body></html>\n");
}

static void check_page(const char *cells(int item)) {
    gx_report report = read_all();
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_MEASURES && is_of_2019(i); m++) {
            char c = cells(i)[m];
            CHECK(is_honest_cell(cell_at(&report, i, m), c == '_' ? "" : (char[]){c, 0}));
        }
}

static const char *list_noughts(int item) {
    if (item == GX_CARRIED_IN) return "0_0__00";
    return item % 2 ? "0_0_0__" : "_00_0_0";
}

static const char *list_five(int item) {
    return item == GX_NEW ? "_00_000" : list_noughts(item);
}

/* Dashes around a page's number, in a row of its own, are no empty cells of the row above. */
static void test_page_number_in_row(void) {
    put_page(list_five, -1, GX_NEW);
    check_page(list_five);
    gx_report report = read_all();
    CHECK_INT(cell_at(&report, GX_NEW, GX_R_TOTAL)->status, GX_READ);
    CHECK_INT(cell_at(&report, GX_NEW, 0)->status, GX_BLANK);
}

static const char *list_fourteen(int item) {
    return item == GX_CARRIED_IN ? "0_0__00" : list_five(item);
}

/* Five noughts, twice, and the four of the next row would fill two rows. */
static void test_noughts_fill_two_rows(void) {
    put_page(list_fourteen, GX_NEW, -1);
    check_page(list_fourteen);
}

/* Where values are lines, labels that were exchanged leave their rows in doubt. */
static void test_labels_exchanged(void) {
    enum { ONE = GX_UNPROCESSED_FIRST, OTHER = GX_UNPROCESSED_FIRST + 3 };
    put_opening();
    put("三、收到和处理政府信息公开申请情况\n申请人情况\n");
    for (int m = 0; m < GX_R_MEASURES; m++) put(heads[m]), put("\n");
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!is_of_2019(i)) continue;
        put(row_labels[i == ONE ? OTHER : i == OTHER ? ONE : i]);
        bool two = i == GX_NEW || i == ONE || i == GX_TOTAL;
        put(two ? "\n2\n0\n0\n0\n0\n0\n2\n" : "\n0\n0\n0\n0\n0\n0\n0\n");
    }
    put("四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n");
    gx_report report = read_all();
    CHECK_INT(cell_at(&report, ONE, 0)->status, GX_DOUBTFUL);
    CHECK_INT(cell_at(&report, OTHER, 0)->status, GX_DOUBTFUL);
    CHECK_INT(cell_at(&report, GX_NEW, 0)->value, 2);
    CHECK_INT(cell_at(&report, GX_GRANTED, 0)->status, GX_READ);
}

static const char *list_dropped(int item) {
    bool group = item == GX_GRANTED || item == GX_PARTIAL;
    return group ? "_00/__/" : "00/__/";
}

/* Most rows have a value less than the header; noughts and an empty cell of the others, which are
** as many as the header, tell not which is whose. */
static void test_column_dropped(void) {
    put_page(list_dropped, -1, -1);
    gx_report report = read_all();
    for (int item = GX_GRANTED; item <= GX_PARTIAL; item++)
        for (int m = 0; m < GX_R_MEASURES; m++)
            CHECK(is_honest_cell(cell_at(&report, item, m), m < 2 ? "0" : ""));
}

int main(void) {
    reader = gx_reader_new();
    if (!CHECK(reader != NULL)) return check_end();
    test_empty_records();
    test_number_before_none();
    test_row_twice();
    test_turned_with_lost_cell();
    test_page_number_in_row();
    test_noughts_fill_two_rows();
    test_labels_exchanged();
    test_column_dropped();
    gx_reader_free(reader);
    CHECK_INT(check_memory.live, 0);
    return check_end();
}
