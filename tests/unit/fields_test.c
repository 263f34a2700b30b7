/*
** fields_test.c: rows that are written as data, and numbers beside a row that are none of its own.
**
** In: rows in CSV, arrays and LaTeX, as tools write them and damaged. Out: the text with bars that
** fields.c makes of them, each byte leading back to where it comes from; and the cells of section
** two in texts where a number of another row stands beside one.
*/
#include "check.h"
#include "reader.h"

#include <string.h>

static gx_reader *reader;

/* Checks what becomes of `text`; NULL: nothing is to be rewritten. */
static void check_fields(const char *text, const char *expected) {
    gx_plain plain = {0};
    size_t size = strlen(text);
    check_now.label = text;
    char divider = gx_find_divider(text, size);
    CHECK((divider != 0) == (expected != NULL));
    if (divider && expected && CHECK(gx_read_fields(text, size, divider, &plain))) {
        CHECK_BYTES(plain.text, plain.n, expected, strlen(expected));
        for (uint32_t i = 0; i < plain.n; i++)
            if (plain.text[i] >= '0' && plain.text[i] <= '9')
                CHECK(text[plain.from[i]] == plain.text[i]);
    }
    gx_plain_free(&plain);
    check_now.label = NULL;
}

static void test_records(void) {
    check_fields("a,1,,3\nb,2,-,4\nc,5,6,7\n", "|a|1||3|\n|b|2|-|4|\n|c|5|6|7|\n");
    check_fields("a;1;;3\r\nb;2;;4\r\nc;5;6;7\r\n", "|a|1||3|\n|b|2||4|\n|c|5|6|7|\n");
    check_fields("\"a\nb\",\"1,234\",,\"x\"\"y\"\nc,1,2,3\nd,4,5,6\ne,7,8,9\n",
                 "|ab|1,234||x\"y|\n|c|1|2|3|\n|d|4|5|6|\n|e|7|8|9|\n");
    check_fields("a\t1\t\"2\"\nb\t3\t\"4\"\n\"c\nd\"\t5\t6\n", "|a|1|2|\n|b|3|4|\n|cd|5|6|\n");
    /* what data frames add: numbers of rows and columns, NaN, counts with a point */
    check_fields(",0,1,2\n0,a,1.0,NaN\n1,b,,2.5\n2,c,3,4\n", "|a|1||\n|b||2.5|\n|c|3|4|\n");
    /* a sheet as a whole is as wide as its widest table */
    check_fields("x,,,,\na,1,2,,\nb,3,4,,\ny,,,,\nc,1,2,3,4\n",
                 "|x|\n|a|1|2|\n|b|3|4|\n|y|\n|c|1|2|3|4|\n");
    /* a quotation mark is lost: the numbers are not legible */
    check_fields("a,1,2,3\nb,4,5,6\nc,7,8,9\nd,\"1,2,3\n",
                 "|a|1|2|3|\n|b|4|5|6|\n|c|7|8|9|\n|d|\"1%|2%|3%|\n");
    /* a number that is cut in two: by a space in its field, by a line end */
    check_fields("a,1,2,3,4,5\nb,4,5,6,7 8,9\nc,7,8,9,10,11\n",
                 "|a|1|2|3|4|5|\n|b|4|5|6|7 8|9|\n|c|7|8|9|10|11|\n");
    check_fields("a,1,2,3\nb,4,5,6\nc,7,8,9\n5,948\n",
                 "|a|1|2|3|\n|b|4|5|6|\n|c|7|8|9|\n|5|948|\n");
    check_fields("\\begin{tabular}{lr}\na & \\multicolumn{3}{c}{12} \\\\\n\\end{tabular}\n",
                 "\\begin{tabular}{lr}\n|a|12|\n\\end{tabular}\n");
}

static void test_arrays(void) {
    check_fields("[[\"a\", 1, null], [\"b\", \"2\", \"\"],\n[\"c\\nd\", 3, 4.0]]",
                 "|a|1||\n|b|2||\n,\n|cd|3|4|\n]");
    check_fields("('a', 1, None)\n('b', 2, None)\n('c', 3, None)\n",
                 "|a|1||\n\n|b|2||\n\n|c|3||\n\n");
    check_fields("- [\"\\u7533\", 1, 2]\n- [\"b\", 1, 2]\n- [\"c\", 1, 2]\n",
                 "|\u7533|1|2|\n\n|b|1|2|\n\n|c|1|2|\n\n");
    /* half a pair of surrogates is no letter, and an escape that is cut off none of a label */
    check_fields("[\"\\ud83d\\ude00a\", 1, 2]\n[\"\\u75\", 1, 2]\n[\"c\\u00e9\", 1, 2]\n",
                 "|  a|1|2|\n\n|\uFFFD|1|2|\n\n|c\u00e9|1|2|\n\n");
    /* what was there is lost, but not its comma */
    check_fields("[\"a\", 1, 2]\n[\"b\", , 2]\n[, 1, 2]\n", "|a|1|2|\n\n|b||2|\n\n||1|2|\n\n");
    check_fields("[\"a\", 1, 2]\n[\"b\", 1, 2]\n[\"c\", 1, 2]\n[\"d\", 1 2]\n",
                 "|a|1|2|\n\n|b|1|2|\n\n|c|1|2|\n\n[\"d\", 1% 2%]\n");
}

/* What only looks like rows. */
static void test_others(void) {
    check_fields("1,234,567\n2,345,678\n3,456,789\n", NULL);
    check_fields("a 1,234 5,678 9,012\nb 1,234 5,678 9,012\nc 1,234 5,678 9,012\n", NULL);
    check_fields("2021年,我局办理1件,答复2件,公开3件。\n2022年,我局办理1件,答复2件,公开3件。\n",
                 NULL);
    check_fields("a\t1\t2\nb\t3\t4\nc\t5\t6\n", NULL);
    check_fields("〔2022〕1号 [1] [2] [3] [4]\n", NULL);
}

static gx_cell cell_of(const char *text, const char *key) {
    gx_report report;
    CHECK(gx_read(reader, text, strlen(text), GX_WANT_ALL, &report) == GX_OK);
    return report.cells[gx_find_key(key, strlen(key))];
}

/* Section two, with what stands behind its last row. */
static const char *section_two(const char *last) {
    static char text[2048];
    snprintf(text, sizeof text,
             "二、主动公开政府信息情况\n| 第二十条第（一）项 |\n"
             "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n"
             "| 规章 | 31 | 32 | 33 |\n| 行政规范性文件 | 34 | 35 | 36 |\n"
             "| 第二十条第（五）项 |\n| 信息内容 | 本年处理决定数量 |\n| 行政许可 | 37 |\n"
             "| 第二十条第（六）项 |\n| 信息内容 | 本年处理决定数量 |\n%s\n"
             "| 第二十条第（八）项 |\n| 信息内容 | 本年收费金额（单位：万元） |\n"
             "| 行政事业性收费 | 38 |\n三、收到和处理政府信息公开申请情况\n",
             last);
    return text;
}

static void check_penalties(const char *last, gx_status status, int64_t value) {
    gx_cell cell = cell_of(section_two(last), "disclosures.penalties.decisions");
    check_now.label = last;
    CHECK_INT(cell.status, status);
    if (status == GX_READ) CHECK_INT(cell.value, value);
    check_now.label = NULL;
}

static void test_neighbours(void) {
    check_penalties("| 行政处罚 | 41 |\n| 行政强制 | 42 |", GX_READ, 41);
    /* a note's mark; a cell in its three columns; what a name counts */
    check_penalties("| 行政处罚[1] | 41 |\n| 行政强制 | 42 |", GX_READ, 41);
    check_penalties("| 行政处罚 | 41 | 41 | 41 |\n| 行政强制 | 42 | 42 | 42 |", GX_READ, 41);
    check_penalties("| 行政处罚：本年处理决定数量：41 |\n| 行政强制：本年处理决定数量：42 |",
                    GX_READ, 41);
    /* a parenthesis that its cell's end cuts off */
    check_penalties("| 信息内容（ | | |\n| 行政处罚 | 41 |\n| 行政强制 | 42 |", GX_READ, 41);
    gx_cell cell = cell_of(section_two("| 行政处罚 | 41 |\n| 行政强制 | |\n| 说明 | 共 12 项 |"),
                           "disclosures.compulsion.decisions");
    CHECK(cell.status != GX_READ && cell.status != GX_INFERRED);
}

/* A page whose cells are paragraphs, as a browser copies it: a cell is four lines and a tab. */
static void test_tabbed_lines(void) {
    static const char text[] =
        "二、主动公开政府信息情况\n\n第二十条第（一）项\n\n\n信息内容\n\n\t\n\n本年制发件数\n\n\t\n"
        "\n"
        "本年废止件数\n\n\t\n\n现行有效件数\n\n\n规章\n\n\t\n\n25\n\n\t\n\n \n\n\t\n\n26\n\n\n"
        "行政规范性文件\n\n\t\n\n27\n\n\t\n\n28\n\n\t\n\n \n\n\n第二十条第（五）项\n\n\n信息内容"
        "\n\n\t\n\n本年处理决定数量\n\n\n行政许可\n\n\t\n\n10\n\n\n第二十条第（六）项\n\n\n信息内容"
        "\n\n\t"
        "\n\n本年处理决定数量\n\n\n行政处罚\n\n\t\n\n45\n\n\n行政强制\n\n\t\n\n46\n\n\n"
        "第二十条第（八）项\n\n\n信息内容\n\n\t\n\n本年收费金额（单位：万元）\n\n\n行政事业性收费\n"
        "\n\t\n\n"
        "10.7\n\n三、收到和处理政府信息公开申请情况\n";
    static const struct {
        const char *key;
        gx_status status;
        int64_t value;
    } cells[] = {{"disclosures.rules.issued", GX_READ, 25},
                 {"disclosures.rules.repealed", GX_BLANK, 0},
                 {"disclosures.rules.in_force", GX_READ, 26},
                 {"disclosures.normative_documents.repealed", GX_READ, 28},
                 {"disclosures.normative_documents.in_force", GX_BLANK, 0}};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        gx_cell cell = cell_of(text, cells[i].key);
        check_now.label = cells[i].key;
        CHECK_INT(cell.status, cells[i].status);
        if (cells[i].status == GX_READ) CHECK_INT(cell.value, cells[i].value);
    }
    check_now.label = NULL;
}

int main(void) {
    reader = gx_reader_new();
    if (!CHECK(reader != NULL)) return check_end();
    test_records();
    test_arrays();
    test_others();
    test_neighbours();
    test_tabbed_lines();
    gx_reader_free(reader);
    CHECK_INT(check_memory.live, 0);
    return check_end();
}
