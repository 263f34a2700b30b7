/*
** empty_test.c: reports that leave their noughts empty.
**
** In: the tables of an invented 槐荫乡, of which most cells are empty, no row is whole, （六）其他处理 and
** section four have nothing at all, as a page, a sheet, bars, lines and laid out by white space.
** Out: where the text shows its cells, each one is read or blank, as it was printed; where it does
** not tell whether a row's noughts are empty or lost, they are doubtful.
*/
#include "check.h"
#include "report.h"
#include "rows.h"

#include <stdlib.h>

/* How a row is written. */
typedef enum layout { PAGE, SHEET, BARS, LINES, LAID_OUT } layout;

static gx_reader *reader;
static char text[65536];

static void put(const char *part) {
    size_t n = strlen(text);
    if (CHECK(n + strlen(part) < sizeof text)) strcpy(text + n, part);
}

/* Moves to a column of the line, counted in characters. */
static void put_spaces(unsigned column) {
    unsigned n = 0;
    for (const char *p = text + strlen(text); p > text && p[-1] != '\n'; p--)
        n += ((unsigned char)p[-1] & 0xC0) != 0x80;
    for (; n < column; n++) put(" ");
}

/* What the rows print, "" for an empty cell. */
static const char *printed(int item, int measure) {
    static const char *const new[] = {"3", "2", "", "", "", "1", "6"};
    static const char *const total[] = {"3", "2", "", "", "", "1", "6"};
    bool last = measure == GX_R_TOTAL;
    switch (item) {
    case GX_NEW: return new[measure];
    case GX_TOTAL: return total[measure];
    case GX_GRANTED: return measure == 0 || last ? "2" : "";
    case GX_PARTIAL: return measure == 1 || last ? "2" : "";
    case GX_REFUSED_FIRST: return measure == 0 || last ? "1" : "";
    case GX_UNAVAILABLE_FIRST: return measure == 5 || last ? "1" : "";
    default: return "";
    }
}

static void put_cells(layout style, const char *label, const char *const *cells, int n) {
    static const char *const before[] = {"<tr><td>", "", "", "", ""};
    static const char *const between[] = {"</td><td>", ",", " |\n", "\n", ""};
    static const char *const behind[] = {"</td></tr>\n", "\n", " |\n", "\n", "\n"};
    put(before[style]);
    if (label) put(label);
    for (int c = 0; c < n; c++) {
        if (style == LAID_OUT && *cells[c]) put_spaces(44 + 9 * (unsigned)c);
        if (label || c) put(between[style]);
        put(cells[c]);
    }
    put(behind[style]);
}

/* The heading of a section, and what begins its table. */
static void put_heading(layout style, const char *heading) {
    put(style == PAGE ? "<p>" : "");
    put(heading);
    put(style == PAGE ? "</p><table>\n" : "\n");
}

static void put_proceedings(layout style) {
    static const char *const heads[] = {"结果维持", "结果纠正", "其他结果", "尚未审结", "总计",
                                        "结果维持", "结果纠正", "其他结果", "尚未审结", "总计",
                                        "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"};
    static const char *const empty[] = {"", "", "", "", "", "", "", "", "", "", "", "", "", "", ""};
    static const char *const kinds[] = {"行政复议",         "", "", "", "",
                                        "未经复议直接起诉", "", "", "", "",
                                        "复议后起诉",       "", "", "", ""};
    put_heading(style, "四、政府信息公开行政复议、行政诉讼情况");
    if (style == LAID_OUT) return;
    put_cells(style, NULL, kinds, 15);
    put_cells(style, NULL, heads, 15);
    put_cells(style, NULL, empty, 15);
    put(style == PAGE ? "</table>\n" : "");
}

static void print(layout style) {
    static const char *const heads[] = {"自然人",       "商业企业", "科研机构", "社会公益组织",
                                        "法律服务机构", "其他",     "总计"};
    *text = 0;
    put(style == PAGE ? "<html><body><h1>" : "");
    put("槐荫乡人民政府2020年政府信息公开工作年度报告\n");
    put_heading(style, "二、主动公开政府信息情况");
    put(style == PAGE ? "</table>\n" : "");
    put_heading(style, "三、收到和处理政府信息公开申请情况");
    put_cells(style, style == SHEET ? "申请人情况" : style == LAID_OUT ? "" : NULL, heads, 7);
    for (int i = 0; i < GX_R_ITEMS; i++) {
        const char *cells[GX_R_MEASURES];
        if (!is_of_2019(i)) continue;
        for (int m = 0; m < GX_R_MEASURES; m++) cells[m] = printed(i, m);
        put_cells(style, row_labels[i], cells, GX_R_MEASURES);
    }
    put(style == PAGE ? "</table>\n" : "");
    put_proceedings(style);
    put(style == PAGE ? "<p>五、存在的主要问题及改进情况</p></body></html>\n"
                      : "五、存在的主要问题及改进情况\n\n人手不足，来年补上。\n");
}

static gx_report read_all(void) {
    gx_report report;
    CHECK_INT(gx_read(reader, text, strlen(text), GX_WANT_ALL, &report), GX_OK);
    CHECK(report.is_report);
    return report;
}

static void check_requests(const gx_report *report) {
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_MEASURES && is_of_2019(i); m++) {
            const gx_cell *cell = &report->cells[gx_slot(GX_REQUESTS, i, m)];
            const char *want = printed(i, m);
            check_about(row_labels[i]);
            CHECK_INT(cell->status, *want ? GX_READ : GX_BLANK);
            CHECK_INT(cell->value, atoll(want));
        }
    check_about(NULL);
}

static void test_shown(void) {
    static const layout styles[] = {PAGE, SHEET, BARS, LINES, LAID_OUT};
    for (unsigned i = 0; i < sizeof styles / sizeof styles[0]; i++) {
        print(styles[i]);
        gx_report report = read_all();
        check_requests(&report);
        for (int c = 0; c < GX_P_ITEMS * GX_P_MEASURES; c++) {
            unsigned status = report.cells[gx_slot(GX_PROCEEDINGS, 0, 0) + c].status;
            CHECK_INT(status, styles[i] < LINES ? GX_BLANK : GX_MISSING);
        }
    }
}

/* Noughts are printed, and some rows have nothing: one alone may have lost them. */
static void test_lost_or_empty(void) {
    static const char *const counted[] = {"1", "2", "3", "4", "5", "6", "21"};
    for (int empty = 1; empty <= 2; empty++) {
        *text = 0;
        put("槐荫乡人民政府2020年政府信息公开工作年度报告\n二、主动公开政府信息情况\n");
        put("三、收到和处理政府信息公开申请情况\n");
        for (int i = 0; i < GX_R_ITEMS; i++) {
            bool counts = i == GX_NEW || i == GX_GRANTED || i == GX_TOTAL;
            bool none = i == GX_PARTIAL || (empty == 2 && i == GX_UNAVAILABLE_FIRST);
            if (!is_of_2019(i)) continue;
            put(row_labels[i]);
            for (unsigned m = 0; m < GX_R_MEASURES && !none; m++) {
                put_spaces(44 + 6 * m);
                put(counts ? counted[m] : "0");
            }
            put("\n");
        }
        put("四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n");
        gx_report report = read_all();
        for (int m = 0; m < GX_R_MEASURES; m++) {
            const gx_cell *cells = report.cells;
            CHECK_INT(cells[gx_slot(GX_REQUESTS, GX_TOTAL, m)].status, GX_READ);
            CHECK_INT(cells[gx_slot(GX_REQUESTS, GX_PARTIAL, m)].status,
                      empty == 1 ? GX_DOUBTFUL : GX_BLANK);
        }
    }
}

int main(void) {
    reader = gx_reader_new();
    if (!CHECK(reader != NULL)) return check_end();
    test_shown();
    test_lost_or_empty();
    gx_reader_free(reader);
    CHECK_INT(check_memory.live, 0);
    return check_end();
}
