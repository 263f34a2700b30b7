/*
** silent_test.c: reports whose text does not tell all: no cell may be silently wrong.
**
** In: the tables of an invented 竹岭镇, printed here in several layouts, with empty cells, a column or
** a row that no form has, and text that counts things. Out: each cell compared with what was
** printed for it: it may be doubtful or missing, but not another cell's.
*/
#include "check.h"
#include "report.h"
#include "rows.h"

#include <stdlib.h>

enum { MAX_CELLS = 8 };

/* How a table's cells are written. */
typedef enum style { BARS, FIELDS, SPACES } style; /* a cell a line; a row a line, bars; spaces */

/* A table of requests: rows of cells divided by bars, as "1||2"; NULL: seven noughts. */
typedef struct table {
    style style;
    const char *head;  /* one more column, or NULL */
    const char *heads; /* the columns, where they are not in the form's order, or NULL */
    const char *rows[GX_R_ITEMS];
    int form[GX_R_MEASURES]; /* where the form's columns stand among the printed ones */
} table;

static gx_reader *reader;
static char text[32768];

static void put(const char *part) {
    size_t n = strlen(text);
    if (CHECK(n + strlen(part) < sizeof text)) strcpy(text + n, part);
}

static const char *row_of(const table *t, int item) {
    return t->rows[item] ? t->rows[item] : t->head ? "0|0|0|0|0|0|0|" : "0|0|0|0|0|0|0";
}

/* Copies cell c of a row. */
static void cell_of(const char *row, int c, char out[32]) {
    for (; c && *row; row++) c -= *row == '|';
    size_t n = c ? 0 : strcspn(row, "|");
    snprintf(out, 32, "%.*s", (int)n, row);
}

static void put_row(const table *t, const char *label, const char *row) {
    static const char *const behind[] = {" |\n", " | ", " "};
    put(t->style == FIELDS ? "| " : "");
    put(label);
    put(behind[t->style]);
    for (int c = 0; c < (t->head ? MAX_CELLS : GX_R_MEASURES); c++) {
        char cell[32];
        cell_of(row, c, cell);
        if (t->style == SPACES && !*cell) continue;
        put(cell);
        put(t->style == BARS && !*cell ? "|\n" : behind[t->style]);
    }
    if (t->style != BARS) put("\n");
}

static void put_opening(void) {
    *text = 0;
    put("竹岭镇人民政府2021年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n");
}

static void print(const table *t) {
    char head[256];
    put_opening();
    put("三、收到和处理政府信息公开申请情况\n");
    snprintf(head, sizeof head, "商业企业|科研机构|社会公益组织|法律服务机构|其他|总计|%s",
             t->head ? t->head : "");
    put_row(t, "申请人情况", t->heads ? t->heads : head);
    if (!t->heads) put_row(t, "自然人", head);
    for (int i = 0; i < GX_R_ITEMS; i++)
        if (is_of_2019(i)) put_row(t, row_labels[i], row_of(t, i));
    put("四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n");
}

static gx_report read_all(void) {
    gx_report report;
    CHECK_INT(gx_read(reader, text, strlen(text), GX_WANT_ALL, &report), GX_OK);
    CHECK(report.is_report);
    return report;
}

/* True where a cell is not said to be something else than what is printed, "" for nothing. */
static bool is_honest(const gx_report *report, int slot, const char *printed) {
    return is_honest_cell(&report->cells[slot], printed);
}

/* Reads a table. Returns how many cells are read or blank; none of them may be wrong. */
static int expect_honest(const table *t) {
    int told = 0;
    print(t);
    gx_report report = read_all();
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_MEASURES && is_of_2019(i); m++) {
            int slot = gx_slot(GX_REQUESTS, i, m);
            char cell[32];
            cell_of(row_of(t, i), t->head || t->heads ? t->form[m] : m, cell);
            CHECK_STR(is_honest(&report, slot, cell) ? "" : row_labels[i], "");
            told += report.cells[slot].status == GX_READ || report.cells[slot].status == GX_BLANK;
        }
    return told;
}

/* A column 备注 that no form has, with numbers in it or 无. */
static void test_remarks(void) {
    for (style s = BARS; s <= SPACES; s++) {
        table t = {.style = s, .head = "备注", .form = {0, 1, 2, 3, 4, 5, 6}};
        for (int i = 0; i < GX_R_ITEMS; i++)
            t.rows[i] = i % 2 ? "0||0|0|0|0|0|0" : "0|0|0||0|0|0|无";
        t.rows[GX_NEW] = t.rows[GX_TOTAL] = "|7|2|3|1|4|17|无";
        t.rows[GX_GRANTED] = "|7|2|3|1|4|17|0";
        expect_honest(&t);
    }
}

/* A column 法人小计 beside cells that are empty: few rows have a value for each. */
static void test_subtotal(void) {
    for (style s = BARS; s <= FIELDS; s++) {
        table t = {.style = s, .head = "总计", .form = {0, 1, 2, 3, 4, 5, 7}};
        for (int i = 0; i < GX_R_ITEMS; i++) t.rows[i] = "0|0|0|0|0|0|0|";
        t.rows[GX_NEW] = t.rows[GX_TOTAL] = t.rows[GX_GRANTED] = "5|4|3|2|1|6|16|21";
        print(&t);
        char *total = strstr(text, "总计");
        gx_report report;
        if (!CHECK(total != NULL)) return;
        memmove(total + strlen("法人小计"), total + strlen("总计"),
                strlen(total + strlen("总计")) + 1);
        memcpy(total, "法人小计", strlen("法人小计"));
        report = read_all();
        for (int i = 0; i < GX_R_ITEMS; i++)
            for (int m = 0; m < GX_R_MEASURES && is_of_2019(i); m++) {
                char cell[32];
                cell_of(t.rows[i], t.form[m], cell);
                CHECK(is_honest(&report, gx_slot(GX_REQUESTS, i, m), cell));
            }
    }
}

/* An empty cell that shows is not filled by the sums; nor may it be another one that is empty. */
static void test_shown_blanks(void) {
    for (style s = BARS; s <= FIELDS; s++) {
        table t = {.style = s};
        t.rows[GX_GRANTED] = t.rows[GX_TOTAL] = "3|4|0|0|0|2|9";
        t.rows[GX_NEW] = "3|4|0|0|0|2|";
        CHECK(expect_honest(&t) > 100);
        for (int i = 0; i < GX_R_ITEMS; i++) t.rows[i] = "0|0|0|0|0|0|";
        t.rows[GX_NEW] = t.rows[GX_GRANTED] = t.rows[GX_TOTAL] = "2|0|0|0|0|2|";
        expect_honest(&t);
    }
}

/* A nought for each cell and an empty one besides, where a line is there twice. */
static void test_doubled_nought(void) {
    table t = {.style = BARS};
    t.rows[GX_PARTIAL] = t.rows[GX_CARRIED_IN] = "0||0|0|0|0|0";
    CHECK_INT(expect_honest(&t), 161);
    char *row = strstr(text, row_labels[GX_PARTIAL]);
    if (!CHECK(row != NULL)) return;
    row += strlen(row_labels[GX_PARTIAL]) + strlen(" |\n");
    memmove(row + 4, row, strlen(row) + 1);
    memcpy(row, "0 |\n0 |\n", 8);
    gx_report report = read_all();
    for (int m = 0; m < GX_R_MEASURES; m++) {
        char cell[32];
        cell_of(t.rows[GX_PARTIAL], m, cell);
        CHECK(is_honest(&report, gx_slot(GX_REQUESTS, GX_PARTIAL, m), cell));
    }
}

/* Checks the documents of section two, form 2019: a digit a cell, "" for an empty one. */
static void expect_documents(const char *rules, const char *documents) {
    put("第二十条第（五）项\n信息内容\n上一年项目数量\n本年增/减\n处理决定数量\n");
    put("行政许可\n3\n1\n4\n其他对外管理服务事项\n6\n2\n7\n");
    put("三、收到和处理政府信息公开申请情况\n");
    gx_report report = read_all();
    for (int m = GX_CREATED; m <= GX_DISCLOSED_TOTAL; m++) {
        char rule[2] = {rules[m - GX_CREATED], 0}, document[2] = {0, 0};
        if (*documents) document[0] = documents[m - GX_CREATED];
        CHECK(is_honest(&report, gx_slot(GX_DISCLOSURES, GX_RULES, m), rule));
        CHECK(is_honest(&report, gx_slot(GX_DISCLOSURES, GX_NORMATIVE, m), document));
    }
    CHECK(is_honest(&report, gx_slot(GX_DISCLOSURES, GX_LICENSING, GX_DECISIONS), "4"));
}

/* Running text above the table counts the same things; its lines are broken anywhere. */
static void test_told(void) {
    put_opening();
    put("本年制发件数58件，本年废止件数48件，现行有效件数6\n8件；规章34件，规范性文件49件。\n");
    put("第二十条第（一）项\n信息内容 本年新制作数量 本年新公开数量 对外公开总数量\n");
    put("规章 3 4 0\n规范性文件 0 1 4\n");
    expect_documents("340", "014");
}

/* A row that no form has below one that is empty. */
static void test_strange_row(void) {
    put_opening();
    put("第二十条第（一）项\n信息内容\n本年新制作数量\n本年新公开数量\n对外公开总数量\n");
    put("规章\n3\n4\n5\n规范性文件\n\n\n\n其他主动公开文件\n82\n95\n11\n");
    expect_documents("345", "");
}

/* Section four without totals, beside rows of noughts. */
static void test_proceedings(void) {
    static const char *const results = "结果维持 |\n结果纠正 |\n其他结果 |\n尚未审结 |\n总计 |\n";
    table t = {.style = BARS};
    t.rows[GX_CARRIED_OUT] = "0|0|0|0|0|0|";
    print(&t);
    *strstr(text, "五、") = 0;
    put("行政复议 |\n行政诉讼 | ||||\n");
    put(results);
    put("未经复议直接起诉 |\n复议后起诉 | ||||\n");
    put(results);
    put(results);
    for (int row = 0; row < GX_P_ITEMS; row++) put("0 |\n0 |\n0 |\n0 |\n|\n");
    put("五、存在的主要问题及改进情况\n");
    gx_report report = read_all();
    for (int row = 0; row < GX_P_ITEMS; row++)
        for (int m = 0; m < GX_P_MEASURES; m++)
            CHECK(is_honest(&report, gx_slot(GX_PROCEEDINGS, row, m), m == GX_P_TOTAL ? "" : "0"));
}

/* 总计 is the first column, and two others are exchanged. */
static void test_order(void) {
    static const char *const heads[] = {
        "总计|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他",
        "自然人|科研机构|商业企业|社会公益组织|法律服务机构|其他|总计"};
    for (style s = BARS; s <= SPACES; s++)
        for (int h = 0; h < 2; h++) {
            table t = {.style = s, .heads = heads[h], .form = {1, 2, 3, 4, 5, 6, 0}};
            if (h) memcpy(t.form, (int[]){0, 2, 1, 3, 4, 5, 6}, sizeof t.form);
            t.rows[GX_NEW] = t.rows[GX_TOTAL] = h ? "3|4|5|1|0|2|15" : "15|3|4|5|1|0|2";
            t.rows[GX_PARTIAL] = h ? "1|4|0|0|0|2|7" : "7|1|4|0|0|0|2";
            t.rows[GX_GRANTED] = h ? "2|0|5|1|0|0|8" : "8|2|0|5|1|0|0";
            expect_honest(&t);
        }
}

/* The same in section two, and in section four, where 行政诉讼 stands before 行政复议. */
static void test_order_elsewhere(void) {
    static const char *const results = "结果维持 |\n结果纠正 |\n其他结果 |\n尚未审结 |\n总计 |\n";
    put_opening();
    put("第二十条第（一）项\n信息内容 本年新公开数量 本年新制作数量 对外公开总数量\n");
    put("规章 3 4 0\n规范性文件 0 1 4\n");
    expect_documents("430", "104");
    table t = {.style = BARS};
    print(&t);
    *strstr(text, "五、") = 0;
    put("行政诉讼 | ||||\n行政复议 |\n未经复议直接起诉 |\n复议后起诉 | ||||\n");
    for (int row = 0; row < GX_P_ITEMS; row++) put(results);
    put("1 |\n0 |\n0 |\n2 |\n3 |\n0 |\n4 |\n0 |\n0 |\n4 |\n5 |\n0 |\n1 |\n0 |\n6 |\n");
    put("五、存在的主要问题及改进情况\n");
    gx_report report = read_all();
    static const char *const rows[] = {"50106", "10023", "04004"};
    for (int row = 0; row < GX_P_ITEMS; row++)
        for (int m = 0; m < GX_P_MEASURES; m++) {
            char cell[2] = {rows[row][m], 0};
            CHECK(is_honest(&report, gx_slot(GX_PROCEEDINGS, row, m), cell));
        }
}

/* Puts some text behind the first line that begins with these words. */
static void insert_behind(const char *words, const char *more) {
    char *at = strstr(text, words), *end = at ? strchr(at, '\n') : NULL;
    if (!CHECK(end != NULL) || !CHECK(strlen(text) + strlen(more) < sizeof text)) return;
    memmove(end + 1 + strlen(more), end + 1, strlen(end));
    memcpy(end + 1, more, strlen(more));
}

/* A row called 其他 that no form has, in a table without the row 3.其他: its own number tells. */
static void test_own_number(void) {
    for (style s = FIELDS; s <= SPACES; s++) {
        table t = {.style = s};
        print(&t);
        insert_behind(s == FIELDS ? "| （六）其他处理" : "（六）其他处理",
                      s == FIELDS ? "| （八）其他 | 5 | 1 | 0 | 0 | 0 | 0 | 6 |\n"
                                  : "（八）其他 5 1 0 0 0 0 6\n");
        gx_report report = read_all();
        for (int m = 0; m < GX_R_MEASURES; m++)
            CHECK(is_honest(&report, gx_slot(GX_REQUESTS, GX_OTHER_MISC, m), ""));
    }
}

/* Labels in two lines of which the second ones have changed places. */
static void test_exchanged_pieces(void) {
    table t = {.style = SPACES};
    t.rows[GX_REFUSED_FIRST + 6] = "1|0|0|0|0|0|1";
    t.rows[GX_REFUSED_FIRST + 7] = "0|2|0|0|0|0|2";
    put_opening();
    put("三、收到和处理政府信息公开申请情况\n申请人情况\n自然人 法人或其他组织 总计\n");
    put("商业企业 科研机构 社会公益组织 法律服务机构 其他\n");
    for (int i = 0; i < GX_R_ITEMS; i++) {
        bool wrapped = i == GX_REFUSED_FIRST + 6 || i == GX_REFUSED_FIRST + 7;
        if (!is_of_2019(i)) continue;
        if (wrapped)
            put(i == GX_REFUSED_FIRST + 6 ? "7.属于行政\n查询事项 1 0 0 0 0 0 1\n"
                                          : "8.属于行政\n执法案卷 0 2 0 0 0 0 2\n");
        else
            put_row(&t, row_labels[i], row_of(&t, i));
    }
    gx_report report = read_all();
    for (int m = 0; m < GX_R_MEASURES; m++)
        for (int i = GX_REFUSED_FIRST + 6; i <= GX_REFUSED_FIRST + 7; i++)
            CHECK(report.cells[gx_slot(GX_REQUESTS, i, m)].status != GX_READ);
}

/* Puts a table of one cell a line, a blank line between two, an empty cell being one line; with
** `full`, of numbers that add up, else of a few noughts. */
static void put_year(bool full) {
    int sums[GX_R_MEASURES] = {0};
    put("申请人情况\n\n自然人\n\n法人或其他组织\n\n总计\n\n商业企业\n\n科研机构\n\n");
    put("社会公益组织\n\n法律服务机构\n\n其他\n\n");
    for (int pass = 0; pass < 2; pass++) /* the sums come first */
        for (int i = 0; i < GX_R_ITEMS; i++) {
            int total = 0;
            bool sum = i == GX_NEW || i == GX_TOTAL,
                 none = i == GX_CARRIED_IN || i == GX_CARRIED_OUT;
            if (!is_of_2019(i) || (!pass && (sum || none))) continue;
            if (pass) put(row_labels[i]), put("\n\n");
            for (int m = 0; m < GX_R_MEASURES; m++) {
                int value = none              ? 0
                            : sum             ? sums[m]
                            : m == GX_R_TOTAL ? total
                                              : 40 + i * 17 % 23 + m * i;
                char cell[16];
                total += value;
                if (!pass) sums[m] += value;
                snprintf(cell, sizeof cell, "%d\n\n", value);
                if (pass) put(full ? cell : i == GX_PARTIAL ? "0\n\n" : "\n");
            }
        }
}

/* Last year's table behind this year's, of which most cells are empty. */
static void test_two_tables(void) {
    put_opening();
    put("\n三、收到和处理政府信息公开申请情况\n\n");
    put_year(false);
    put("附：上一年度同口径数据对照表如下。\n\n");
    put_year(true);
    put("四、政府信息公开行政复议、行政诉讼情况\n\n五、存在的主要问题及改进情况\n\n");
    gx_report report = read_all();
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_MEASURES && is_of_2019(i); m++)
            CHECK(is_honest(&report, gx_slot(GX_REQUESTS, i, m), i == GX_PARTIAL ? "0" : ""));
}

/* Each cell and each empty one is two lines, and no row has a total: what is empty behind the last
** value does not show, and one empty cell before it looks like two. */
static void test_double_lines(void) {
    put_opening();
    put("三、收到和处理政府信息公开申请情况\n\n申请人情况\n\n自然人\n\n法人或其他组织\n\n总计\n\n");
    put("商业企业\n\n科研机构\n\n社会公益组织\n\n法律服务机构\n\n其他\n\n");
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!is_of_2019(i)) continue;
        put(row_labels[i]);
        put(i % 3 ? "\n\n0\n\n0\n\n0\n\n0\n\n0\n\n0\n\n\n\n"
                  : "\n\n0\n\n0\n\n\n\n0\n\n0\n\n0\n\n\n\n");
    }
    put("四、政府信息公开行政复议、行政诉讼情况\n\n五、存在的主要问题及改进情况\n\n");
    gx_report report = read_all();
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_MEASURES && is_of_2019(i); m++)
            CHECK(is_honest(&report, gx_slot(GX_REQUESTS, i, m),
                            m == GX_R_TOTAL || (m == 2 && i % 3 == 0) ? "" : "0"));
}

/* The same row below an empty one, where all cells are on one line. */
static void test_strange_row_in_line(void) {
    put_opening();
    put("第二十条第（一）项 信息内容 本年新制作数量 本年新公开数量 对外公开总数量 ");
    put("规章 3 4 5 规范性文件 其他主动公开文件 82 95 11\n");
    expect_documents("345", "");
}

/* A nought right before the next label's number, where nothing divides anything. */
static void test_nought_before_number(void) {
    put_opening();
    put("三、收到和处理政府信息公开申请情况申请人情况自然人法人或其他组织总计商业企业科研机构");
    put("社会公益组织法律服务机构其他");
    for (int i = 0; i < GX_R_ITEMS; i++) {
        bool some = i == GX_NEW || i == GX_GRANTED || i == GX_TOTAL;
        if (!is_of_2019(i)) continue;
        put(row_labels[i]);
        put(some ? "3000003" : i == GX_REFUSED_FIRST + 3 ? "0" : "0000000");
    }
    put("四、政府信息公开行政复议、行政诉讼情况五、存在的主要问题及改进情况\n");
    gx_report report = read_all();
    for (int m = 0; m < GX_R_MEASURES; m++)
        CHECK(report.cells[gx_slot(GX_REQUESTS, GX_REFUSED_FIRST + 3, m)].status != GX_BLANK);
}

/* Numbers on the first line of a label whose parentheses close on the second. */
static void test_open_parenthesis(void) {
    static const char *const cells[] = {"", "1", "", "0", "", "0", "1"};
    table t = {.style = FIELDS};
    t.rows[GX_NEW] = t.rows[GX_TOTAL] = "0|1|0|0|0|0|1";
    print(&t);
    char rest[sizeof text], *row = strstr(text, "| （二）部分公开");
    if (!CHECK(row != NULL)) return;
    strcpy(rest, strchr(row, '\n') + 1);
    *row = 0;
    put("| （二）部分公开（区分处理的，只计这一情形 | 无 | 1 | 无 | 0 | 无 | 0 | 1 |\n");
    put("| ，不计其他情形） | | | | | | | |\n");
    put(rest);
    gx_report report = read_all();
    for (int m = 0; m < GX_R_MEASURES; m++)
        CHECK(is_honest(&report, gx_slot(GX_REQUESTS, GX_PARTIAL, m), cells[m]));
}

/* A cell of section two that prints its number in parentheses is not empty. */
static void test_number_in_parentheses(void) {
    static const char *const cells[] = {"(665)", "（6）", "[665]", "（665件）", "(6%)"};
    for (int i = 0; i < 5; i++) {
        table t = {.style = FIELDS};
        char rows[600];
        snprintf(rows, sizeof rows,
                 "| 第二十条第（五）项 | |\n| 信息内容 | 本年处理决定数量 |\n"
                 "| 行政许可 | %s |\n"
                 "| 第二十条第（六）项 | |\n| 信息内容 | 本年处理决定数量 |\n"
                 "| 行政处罚 | 54 |\n| 行政强制 | 3 |\n",
                 cells[i]);
        print(&t);
        insert_behind("二、主动公开政府信息情况\n", rows);
        gx_report report = read_all();
        const gx_cell *items = report.cells;
        CHECK_INT(items[gx_slot(GX_DISCLOSURES, GX_LICENSING, GX_DECISIONS)].status, GX_DOUBTFUL);
        CHECK_INT(items[gx_slot(GX_DISCLOSURES, GX_PENALTIES, GX_DECISIONS)].value, 54);
    }
}

/* ---- what reports of many layouts have shown
 * ------------------------------------------------------------------------------------- */

static void put_proceedings_head(void) {
    put("四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n");
    put("结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉\n");
    for (int row = 1; row < GX_P_ITEMS; row++) put("结果维持 结果纠正 其他结果 尚未审结 总计 ");
    put("\n");
}

/* Checks section four: a digit a cell, "_" for an empty one. */
static void expect_proceedings(const char *cells) {
    put("\n五、存在的主要问题及改进情况\n");
    gx_report report = read_all();
    for (int c = 0; c < GX_P_ITEMS * GX_P_MEASURES; c++) {
        char cell[2] = {cells[c] == '_' ? 0 : cells[c], 0};
        CHECK(is_honest(&report, gx_slot(GX_PROCEEDINGS, 0, 0) + c, cell));
    }
}

/* Empty cells leave no trace, and one of them is a total that has something to add up. */
static void test_untraced_total(void) {
    static const char *const cells[] = {"2_013010010011_", "0_00002_0231_04", "1__015__05_123_"};
    for (int i = 0; i < 3; i++) {
        table t = {.style = SPACES};
        print(&t);
        *strstr(text, "四、政府") = 0;
        put_proceedings_head();
        for (const char *cell = cells[i]; *cell; cell++)
            if (*cell != '_') put((char[]){*cell, ' ', 0});
        expect_proceedings(cells[i]);
    }
}

/* 总计 is the first column of each of the three rows, under headers that do not tell. */
static void test_totals_in_front(void) {
    table t = {.style = SPACES};
    print(&t);
    *strstr(text, "四、政府") = 0;
    put("四、政府信息公开行政复议、行政诉讼情况\n类别\t总计\t结果\n维持\t结果\n纠正\t其他\n结果\t尚"
        "未\n审结\n");
    put("行政复议\t7\t1\t2\t3\t1\n未经复议直接起诉\t5\t1\t1\t1\t2\n复议后起诉\t9\t4\t1\t2\t2\n");
    expect_proceedings("123171112541229");
}

/* Prints a table of noughts, and these lines in section two. */
static gx_report read_section_two(const char *lines) {
    table t = {.style = FIELDS};
    print(&t);
    insert_behind("二、主动公开政府信息情况\n", lines);
    return read_all();
}

/* Marks around each cell: the number that one row ends with is not the next row's. */
static void test_marks_around_cells(void) {
    static const char *const cells[] = {"第二十条第（六）项",
                                        "信息内容",
                                        "上一年项目数量",
                                        "本年增/减",
                                        "处理决定数量",
                                        "行政处罚",
                                        "5",
                                        "6",
                                        "1",
                                        "行政强制",
                                        "4",
                                        "2",
                                        "0"};
    char lines[1200] = "第二十条第（六）项\n";
    for (unsigned c = 0; c < sizeof cells / sizeof cells[0]; c++) {
        strcat(lines, c && c % 4 ? "T}\tT{\n.PP\n" : "T}\nT{\n.PP\n");
        strcat(lines, cells[c]);
        strcat(lines, "\n");
    }
    gx_report report = read_section_two(lines);
    CHECK(is_honest(&report, gx_slot(GX_DISCLOSURES, GX_COMPULSION, GX_PRIOR_ITEMS), "4"));
    CHECK(is_honest(&report, gx_slot(GX_DISCLOSURES, GX_COMPULSION, GX_DECISIONS), "0"));
}

/* Rows of noughts whose empty cells at the end are left out with their tabs: a row's label spans
** three columns. */
static void test_left_out_tabs(void) {
    put_opening();
    put("三、收到和处理政府信息公开申请情况\n申请人情况\n\t\t\t自然人\t法人或其他组织\t\t\t\t\t总计"
        "\n");
    put("\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\n");
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!is_of_2019(i)) continue;
        put(i == GX_NEW || i == GX_CARRIED_IN || i == GX_CARRIED_OUT ? "" : "\t\t");
        put(row_labels[i]);
        put(i == GX_NEW           ? "\t\t\t25\t15\t12\t14\t14\t4\n"
            : i == GX_CARRIED_IN  ? "\t\t\t0\t0\t\t\t0\n"
            : i == GX_CARRIED_OUT ? "\t\t\t1\t\t\t0\t1\n"
                                  : "\t4\t2\t4\t0\t0\n");
    }
    put("四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n");
    gx_report report = read_all();
    for (int m = 0; m < GX_R_MEASURES; m++) {
        static const char *const in[] = {"0", "0", "", "", "0", "", ""};
        static const char *const out[] = {"1", "", "", "0", "1", "", ""};
        CHECK(is_honest(&report, gx_slot(GX_REQUESTS, GX_CARRIED_IN, m), in[m]));
        CHECK(is_honest(&report, gx_slot(GX_REQUESTS, GX_CARRIED_OUT, m), out[m]));
    }
}

/* Each value with its column's name, two of which have changed places: the names tell. */
static void test_shuffled_names(void) {
    static const char *const heads[] = {"自然人",       "商业企业", "科研机构", "法律服务机构",
                                        "社会公益组织", "其他",     "总计"};
    static const int values[] = {1, 2, 3, 5, 4, 6, 21};
    put_opening();
    put("三、收到和处理政府信息公开申请情况\n");
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!is_of_2019(i)) continue;
        put(row_labels[i]);
        for (int c = 0; c < GX_R_MEASURES; c++) {
            char cell[64];
            bool some = i == GX_NEW || i == GX_GRANTED || i == GX_TOTAL;
            snprintf(cell, sizeof cell, "%s%s %d", c ? " " : "：", heads[c], some ? values[c] : 0);
            put(cell);
        }
        put("\n");
    }
    put("四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n");
    gx_report report = read_all();
    for (int m = 0; m < GX_R_TOTAL; m++) {
        const gx_cell *cell = &report.cells[gx_slot(GX_REQUESTS, GX_GRANTED, m)];
        CHECK_INT(cell->status, GX_READ);
        CHECK_INT(cell->value, m + 1);
    }
}

/* Numbers in parentheses that fill their cells, or all of which stand in brackets. */
static void test_cells_in_parentheses(void) {
    table t = {.style = FIELDS};
    t.rows[GX_CARRIED_IN] = "0|0|0|0|||(0)";
    t.rows[GX_CARRIED_OUT] = "|(0)||0|0||";
    t.rows[GX_PARTIAL] = "（4）|||0||0|（4）";
    print(&t);
    gx_report report = read_all();
    for (int m = 0; m < GX_R_MEASURES; m++) {
        char cell[32];
        cell_of(t.rows[GX_CARRIED_OUT], m, cell);
        CHECK(is_honest(&report, gx_slot(GX_REQUESTS, GX_CARRIED_OUT, m), m == 1 ? "0" : cell));
        cell_of(t.rows[GX_PARTIAL], m, cell);
        CHECK(is_honest(&report, gx_slot(GX_REQUESTS, GX_PARTIAL, m), *cell > '9' ? "4" : cell));
        CHECK(report.cells[gx_slot(GX_REQUESTS, GX_CARRIED_IN, m)].status != GX_BLANK || m == 4 ||
              m == 5);
    }
    put_opening();
    put("三、收到和处理政府信息公开申请情况\n[申请人情况]\n[自然人][法人或其他组织][总计][备注]\n");
    put("[商业企业][科研机构][社会公益组织][法律服务机构][其他]\n");
    for (int i = 0; i < GX_R_ITEMS; i++)
        if (is_of_2019(i)) put("["), put(row_labels[i]), put("][3][4][1][1][2][5][16][无]\n");
    put("四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n");
    report = read_all();
    for (int m = 0; m < GX_R_MEASURES; m++)
        CHECK(report.cells[gx_slot(GX_REQUESTS, GX_NEW, m)].status != GX_BLANK);
}

/* A cell that spans two columns is there twice, behind an empty one. */
static void test_span_twice(void) {
    gx_report report = read_section_two(
        "| 第二十条第（五）项 | 第二十条第（五）项 | 第二十条第（五）项 | 第二十条第（五）项 |\n"
        "| 信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n| 行政许可 | 1 | | 0 |\n"
        "| 其他对外管理服务事项 | | 1 | 1 |\n"
        "| 第二十条第（八）项 | 第二十条第（八）项 | 第二十条第（八）项 | 第二十条第（八）项 |\n"
        "| 信息内容 | 上一年项目数量 | 本年增/减 | 本年增/减 |\n| 行政事业性收费 | | 1 | 1 |\n");
    CHECK(is_honest(&report, gx_slot(GX_DISCLOSURES, GX_FEES, GX_PRIOR_ITEMS), ""));
    CHECK(is_honest(&report, gx_slot(GX_DISCLOSURES, GX_FEES, GX_ITEMS_CHANGE), "1"));
}

/* A row 合计 behind an empty one, all on one line; and headers wrapped in their cells, in another
** order. */
static void test_section_two(void) {
    gx_report report = read_section_two(
        "第二十条第（五）项 信息内容 本年处理决定数量 行政许可 合计 1 "
        "第二十条第（六）项 信息内容 本年处理决定数量 行政处罚 7 行政强制 8 合计 15\n");
    CHECK(is_honest(&report, gx_slot(GX_DISCLOSURES, GX_LICENSING, GX_DECISIONS), ""));
    put_opening();
    put("| 第二十条第（一）项 | | | |\n| 信息内容 | 本年新公开<br>数量 | 本年新制作数<br>量 | "
        "对外公开总数<br>量 |\n");
    put("| 规章 | 4 | 3 | 0 |\n| 规范性文件 | 1 | 0 | 4 |\n");
    expect_documents("340", "014");
}

/* A number in two pieces beside an empty cell: with it whole, the row adds up. */
static void test_pieces_beside_empty(void) {
    static const char *const cells[] = {"2964377", "", "0", "227335", "", "2499125", "5690837"};
    table t = {.style = SPACES};
    t.rows[GX_PARTIAL] = "2964377||0|227 335||2499125|5690837";
    t.rows[GX_REFUSED_FIRST] = "|5|0||0||5";
    print(&t);
    gx_report report = read_all();
    for (int m = 0; m < GX_R_MEASURES; m++)
        CHECK(is_honest(&report, gx_slot(GX_REQUESTS, GX_PARTIAL, m), cells[m]));
}

/* The only row with a number for each cell has one in two pieces, behind an empty cell: the others
** are not to be read by it. */
static void test_pattern_in_pieces(void) {
    put_opening();
    put("<table><tr><td>三、收到和处理政府信息公开申请情况</td></tr></table><table>");
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!is_of_2019(i)) continue;
        bool whole = i == GX_REFUSED_FIRST + 3;
        put("<tr><td>"), put(row_labels[i]);
        put(whole   ? "<td><td>4<td>839<td>0<td>846<td>0<td>16<br>89"
            : i % 2 ? "<td><td>0<td><td><td><td>0<td>"
                    : "<td>0<td><td><td><td>0<td>0<td>");
        put("</tr>\n");
    }
    put("</table><p>四、政府信息公开行政复议、行政诉讼情况</p><p>五、存在的主要问题及改进情况</"
        "p>\n");
    gx_report report = read_all();
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_MEASURES && is_of_2019(i); m++) {
            bool nought = i % 2 ? m == 1 || m == 5 : m == 0 || m == 4 || m == 5;
            const gx_cell *cell = &report.cells[gx_slot(GX_REQUESTS, i, m)];
            if (i != GX_REFUSED_FIRST + 3)
                CHECK(is_honest(&report, gx_slot(GX_REQUESTS, i, m), nought ? "0" : ""));
            else
                CHECK(m != 0 || cell->status != GX_READ);
        }
}

/* Two bars between cells, four around an empty one. */
static void test_double_bars(void) {
    put_opening();
    put("第二十条第（一）项||||||\n信息内容||本年新制作数量||本年新公开数量||对外公开总数量\n"
        "规章||17||||5\n规范性文件||0||45||1\n第二十条第（五）项||||||\n"
        "信息内容||上一年项目数量||本年增/减||处理决定数量\n行政许可||128||-1||96\n"
        "第二十条第（六）项||||||\n信息内容||上一年项目数量||本年增/减||处理决定数量\n"
        "行政处罚||1||0||96\n行政强制||||1||45\n"
        "三、收到和处理政府信息公开申请情况\n五、存在的主要问题及改进情况\n");
    gx_report report = read_all();
    CHECK(is_honest(&report, gx_slot(GX_DISCLOSURES, GX_COMPULSION, GX_PRIOR_ITEMS), ""));
    CHECK(is_honest(&report, gx_slot(GX_DISCLOSURES, GX_COMPULSION, GX_ITEMS_CHANGE), "1"));
    CHECK(is_honest(&report, gx_slot(GX_DISCLOSURES, GX_COMPULSION, GX_DECISIONS), "45"));
    CHECK_INT(report.cells[gx_slot(GX_DISCLOSURES, GX_COMPULSION, GX_DECISIONS)].status, GX_READ);
}

/* Two spaces between cells, and none for an empty one: what stands under what is chance. */
static void test_even_spaces(void) {
    gx_report report = read_section_two(
        "第二十条第（一）项\n信息内容  本年新制作数量  本年新公开数量  对外公开总数量\n"
        "规章  3  0  45\n规范性文件  1  0  4\n第二十条第（六）项\n"
        "信息内容  上一年项目数量  本年增/减  处理决定数量\n行政处罚  1  0  96\n"
        "行政强制  1  45\n");
    CHECK(is_honest(&report, gx_slot(GX_DISCLOSURES, GX_COMPULSION, GX_PRIOR_ITEMS), ""));
    CHECK(is_honest(&report, gx_slot(GX_DISCLOSURES, GX_COMPULSION, GX_ITEMS_CHANGE), "1"));
    CHECK(is_honest(&report, gx_slot(GX_DISCLOSURES, GX_COMPULSION, GX_DECISIONS), "45"));
}

/* A backslash for an empty cell, right between bars: it escapes none of them. */
static void test_backslash_cells(void) {
    gx_report report = read_section_two(
        "|第二十条第（五）项||||\n|信息内容|上一年项目数量|本年增/减|处理决定数量|\n"
        "|行政许可|2|5|45|\n|其他对外管理服务事项|\\|3|\\|\n|第二十条第（六）项||||\n"
        "|信息内容|上一年项目数量|本年增/减|处理决定数量|\n|行政处罚|2|0|\\|\n"
        "|第二十条第（九）项||||\n|信息内容|采购项目数量|采购总金额||\n|政府集中采购|\\|7814||\n");
    CHECK(is_honest(&report, gx_slot(GX_DISCLOSURES, GX_PROCUREMENT, GX_PROJECTS), ""));
    CHECK(is_honest(&report, gx_slot(GX_DISCLOSURES, GX_PROCUREMENT, GX_AMOUNT), "7814"));
}

/* Each cell on a line of its own with its row and its column, some of them empty. */
static void test_list_of_cells(void) {
    static const char *const heads[] = {"自然人",       "商业企业", "科研机构", "社会公益组织",
                                        "法律服务机构", "其他",     "总计"};
    static const char *const cells[] = {"", "1", "", "0", "", "3", "4"};
    put_opening();
    put("规章-本年新制作数量：3\n规章-本年新公开数量：\n规章-对外公开总数量：45\n");
    put("三、收到和处理政府信息公开申请情况\n");
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_MEASURES && is_of_2019(i); m++) {
            put(row_labels[i]), put("-"), put(heads[m]), put("：");
            put(cells[m]), put("\n");
        }
    put("四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n");
    gx_report report = read_all();
    CHECK(is_honest(&report, gx_slot(GX_DISCLOSURES, GX_RULES, GX_DISCLOSED), ""));
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_MEASURES && is_of_2019(i); m++) {
            CHECK(is_honest(&report, gx_slot(GX_REQUESTS, i, m), cells[m]));
            CHECK(report.cells[gx_slot(GX_REQUESTS, i, m)].status >= GX_READ);
        }
}

/* One cell a line, nearly all of them empty: the headers tell how many lines a cell is. */
static void test_few_numbers(void) {
    static const char *const cells[] = {"",  "",  "", "", "", "", "", "3",
                                        "3", "6", "", "", "", "", ""};
    put_opening();
    put("三、收到和处理政府信息公开申请情况\n自然人 |\n总计 |\n商业企业 |\n科研机构 |\n"
        "社会公益组织 |\n法律服务机构 |\n其他 | |\n");
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!is_of_2019(i)) continue;
        bool filled = i == GX_NEW || i == GX_GRANTED || i == GX_TOTAL || i == GX_PARTIAL;
        put(row_labels[i]);
        put(filled ? " |\n16 |\n|\n|\n|\n|\n|\n16 | ||\n" : " |\n|\n|\n|\n|\n|\n|\n| ||\n");
    }
    put("四、政府信息公开行政复议、行政诉讼情况\n行政复议 |\n行政诉讼 | |||||||||||||\n结果维持 |\n"
        "结果纠正 |\n其他结果 |\n尚未审结 |\n总计 |\n未经复议直接起诉 |\n复议后起诉 | ||||||||\n"
        "结果维持 |\n结果纠正 |\n其他结果 |\n尚未审结 |\n总计 |\n结果维持 |\n结果纠正 |\n其他结果 "
        "|\n"
        "尚未审结 |\n总计 | |||||\n");
    for (int c = 0; c < 15; c++) put(cells[c]), put(*cells[c] ? " |\n" : "|\n");
    put("五、存在的主要问题及改进情况\n主要不足有：人手不足。\n");
    gx_report report = read_all();
    for (int c = 0; c < 15; c++) CHECK(is_honest(&report, GX_P_FIRST + c, cells[c]));
}

int main(void) {
    reader = gx_reader_new();
    if (!CHECK(reader != NULL)) return check_end();
    test_remarks();
    test_subtotal();
    test_shown_blanks();
    test_doubled_nought();
    test_told();
    test_strange_row();
    test_proceedings();
    test_order();
    test_order_elsewhere();
    test_own_number();
    test_exchanged_pieces();
    test_two_tables();
    test_double_lines();
    test_strange_row_in_line();
    test_nought_before_number();
    test_open_parenthesis();
    test_number_in_parentheses();
    test_untraced_total();
    test_totals_in_front();
    test_marks_around_cells();
    test_left_out_tabs();
    test_shuffled_names();
    test_cells_in_parentheses();
    test_span_twice();
    test_section_two();
    test_pieces_beside_empty();
    test_pattern_in_pieces();
    test_double_bars();
    test_even_spaces();
    test_backslash_cells();
    test_list_of_cells();
    test_few_numbers();
    gx_reader_free(reader);
    CHECK_INT(check_memory.live, 0);
    return check_end();
}
