/*
** dress_test.c: reports in the dress of other texts: escaped inside of one, in the notation of a
** wiki or a list, with names before their values, with rows and columns exchanged.
**
** In: small texts in each dress, whole and damaged. Out: the text that is read in their place, each
** digit leading back to where it comes from; and the cells of reports in them.
*/
#include "check.h"
#include "reader.h"
#include "rows.h"

#include <string.h>

static gx_reader *reader;
static char text[65536];

static void put(const char *part) {
    size_t n = strlen(text);
    if (CHECK(n + strlen(part) < sizeof text)) strcpy(text + n, part);
}

/* ---- what is read in a text's place ---------------------------------------------------------- */

static void check_plain(const char *source, const gx_plain *plain, const char *expected) {
    CHECK_BYTES(plain->text, plain->n, expected, strlen(expected));
    for (uint32_t i = 0; i < plain->n; i++)
        if (plain->text[i] >= '0' && plain->text[i] <= '9')
            CHECK(source[plain->from[i]] == plain->text[i]);
}

static void check_escapes(const char *source, gx_escapes kind, const char *expected) {
    gx_plain plain = {0};
    check_about(source);
    size_t size = strlen(source);
    CHECK_INT(gx_find_escapes(source, size, gx_is_markup(source, size)), kind);
    if (kind && CHECK(gx_read_escapes(source, strlen(source), kind, &plain)))
        check_plain(source, &plain, expected);
    gx_plain_free(&plain);
    check_about(NULL);
}

#define FOUR(x)   x x x x
#define TWELVE(x) FOUR(x) FOUR(x) FOUR(x)

static void test_escapes(void) {
    check_escapes("{\"a\":\"" TWELVE("\\n") "1\\\"2\\/3\\t4\\\\5\"}", GX_ESCAPES_STRING,
                  "{\na\n:\n" TWELVE("\n") "1\"2/3\t4\\5\n}");
    check_escapes(TWELVE("\\u653f") "\\u0031 2", GX_ESCAPES_LETTERS, TWELVE("政") "\\u0031 2");
    check_escapes(TWELVE("&lt;td&gt;1") "&amp;nbsp;&quot;", GX_ESCAPES_MARKUP,
                  TWELVE("<td>1") "&nbsp;\"");
    check_escapes("| 1\\. | \\-2 | \\* | a\\|3 |\n", GX_ESCAPES_MARKDOWN,
                  "| 1. | -2 | * | a 3 |\n");
    check_escapes("1\\.\n2\\.\n3\\.\n", GX_ESCAPES_MARKDOWN, "1.\n2.\n3.\n");
    check_escapes("5&nbsp;&#25919;&ldquo;6&rdquo;\n", GX_ESCAPES_REFERENCES, "5 政“6”\n");
    check_escapes("&#25919;&#x5E9C;&#160;5&#55296;&#0;&#1234567;&#12 &lt;", GX_ESCAPES_REFERENCES,
                  "政府 5&#55296;&#0;&#1234567;  <");
    /* strings within strings */
    check_escapes(TWELVE("\\\\n") TWELVE("\\n") "7", GX_ESCAPES_STRING,
                  TWELVE("\n") TWELVE("\n") "7");
    /* what only looks like them */
    check_escapes("C:\\new\\1.txt 3 \\& 4", GX_ESCAPES_NONE, NULL);
    check_escapes("a &lt; b &amp; c", GX_ESCAPES_NONE, NULL);
    check_escapes("\\begin{tabular}" TWELVE("\\n"), GX_ESCAPES_NONE, NULL);
    check_escapes(TWELVE("\\u65") "\\u653", GX_ESCAPES_NONE, NULL);
}

static void check_notation(const char *source, const char *expected) {
    gx_plain plain = {0};
    check_about(source);
    CHECK(gx_is_notation(source, strlen(source)) == (expected != NULL));
    if (expected && CHECK(gx_read_notation(source, strlen(source), &plain)))
        check_plain(source, &plain, expected);
    gx_plain_free(&plain);
    check_about(NULL);
}

static void test_notation(void) {
    check_notation("a\n{| class=\"b\"\n|-\n! colspan=\"3\" | c\n! d\n|-\n| e\n|\n| 5 || 6\n|}\nf\n",
                   "a\n|c|d|\n|e||5 |6|\nf\n");
    check_notation("<p>a\n{|\n|-\n| <b>b</b><br />\nc\n| 5<br>\n|-\n| <5 < d>\n|}\n</p>\n",
                   "a\n|bc|5|\n|<5 < d>|\n\n");
    check_notation("a\n|===\n3+|b\n.2+|c\n|5\n\n|d |6\n|===\ne\n", "a\n|b|c|5|\n|d |6|\ne\n");
    check_notation("|\\3. a|\n|/2. b|1|\n|\\2/4. c|2|3|\n", "| a|\n| b|1|\n| c|2|3|\n");
    check_notation(FOUR("列1：a，列2：5，列3：\n"), FOUR("|a，|5，||\n"));
    check_notation(FOUR("第1行\n第1列：a\n第2列：空白\n第3列：7\n"), FOUR("|a||7|\n"));
    check_notation("- a\n  - 1\n  - 2\n  - \n  - 3\n- b\n  - 4\n", "a\n1\n2\n  - \n3\nb\n4\n");
    /* rows whose first cell is empty, and running text */
    check_notation(FOUR("- 5 - - 3\n"), NULL);
    check_notation("- 1 | 2\n- 3 | 4\n- 5\n- 6\n- 7\n- 8\n", NULL);
    check_notation("- a\n- b\n- c\n- d\n- e\n- f\n- g\n", NULL);
    check_notation("前列1名，并列2名\n| a | 1 |\n| /b | 2 |\n", NULL);
}

static void test_turned(void) {
    static const char source[] =
        "a\n| | 规章 | 行政许可 | 行政处罚 | 行政强制 | e | f | g |\n| b | 1 | 2 | 3 | 4 | 5 | 6 | "
        "7 |\n| c | 11 | 12 | 13 | 14 | 15 | 16 | |\nd\n";
    static const char expected[] = "a\n||b|c|\n|规章|1|11|\n|行政许可|2|12|\n|行政处罚|3|13|\n"
                                   "|行政强制|4|14|\n|e|5|15|\n|f|6|16|\n|g|7||\nd\n";
    gx_plain plain = {0};
    CHECK(gx_is_turned(source, strlen(source)));
    if (CHECK(gx_read_turned(source, strlen(source), &plain)))
        check_plain(source, &plain, expected);
    gx_plain_free(&plain);
    CHECK(!gx_is_turned("| 规章 | 1 |\n| 行政许可 | 2 |\n", 35));
}

static void check_markup(const char *source, const char *expected) {
    gx_plain plain = {0};
    gx_report report;
    check_about(source);
    CHECK(gx_is_markup(source, strlen(source)));
    if (CHECK(gx_read_markup(reader->quick, source, strlen(source), &plain, &report)))
        check_plain(source, &plain, expected);
    gx_plain_free(&plain);
    check_about(NULL);
}

static void test_markup(void) {
    check_markup("<div><div>a</div><div>1</div><div></div><div><br>2</div></div>", "a\n1\n\n2\n");
    check_markup("<table><tr><td>a<td><table><tr><td>1</td></tr></table></td><td>2</table>",
                 "|a|1|2|\n");
    check_markup("<table><tr><td><table><tr><td>a<td>1</table></table>", "||\n|a|1|\n");
    check_markup("<w:tbl><w:tr><w:tc><w:p>a</w:p></w:tc><w:tc><w:p>1</w:p></w:tc></w:tr></w:tbl>",
                 "|a |1 |\n");
    check_markup("<table:table><table:table-row><table:table-cell><text:p>a</text:p>"
                 "</table:table-cell><table:table-cell>1</table:table-cell></table:table-row>",
                 "|a |1|\n");
    check_markup("<text x=\"1\">a</text><text x=\"2\">3</text><text>4</text>", "a\n3\n4\n");
}

/* Tables drawn with rulings, with line breaks as tags. */
static void test_grid(void) {
#define RULE "+------+---+\n"
    static const char source[] =
        RULE "| a<br> | 1 |\n| b     |   |\n" RULE "| c | 2 |\n" RULE "| d | 3 |\n" RULE
             "| e<br/>f | 4 |\n" RULE "| g < 5 | 6 |\n" RULE;
    gx_plain plain = {0};
    CHECK(gx_is_grid(source, strlen(source)));
    if (CHECK(gx_read_grid(source, strlen(source), &plain)))
        check_plain(source, &plain, RULE "|a b|1|\n|c|2|\n|d|3|\n|e f|4|\n|g < 5|6|\n");
    gx_plain_free(&plain);
}

/* Numbers that fill their cells: below them stand their ends, or the same line once more. */
static void test_long_numbers(void) {
    static const char *const second[] = {"|  |89   |5678 |\n", "|a |56001|15601|\n"};
    static const char *const expected[] = {"|a|5600189|156015678|\n",
                                           "|a|56001|15601|\n|a|56001|15601|\n"};
    char source[400], plain_text[400];
    for (int i = 0; i < 2; i++) {
#define WIDE "+--+-----+-----+\n"
        snprintf(source, sizeof source, "%s|a |56001|15601|\n%s%s|b |2    |3    |\n%s", WIDE,
                 second[i], WIDE, WIDE);
        snprintf(plain_text, sizeof plain_text, "%s%s|b|2|3|\n", WIDE, expected[i]);
        gx_plain plain = {0};
        if (CHECK(gx_read_grid(source, strlen(source), &plain)))
            check_plain(source, &plain, plain_text);
        gx_plain_free(&plain);
    }
}

/* ---- cells ----------------------------------------------------------------------------------- */

/* The number in a row of requests. */
static int number_of(int item, int measure) {
    int sum = 0;
    if (measure == GX_R_TOTAL)
        for (int m = 0; m < GX_R_TOTAL; m++) sum += number_of(item, m);
    return measure == GX_R_TOTAL ? sum : 10 * item + measure + 1;
}

static const char *const names[GX_R_MEASURES] = {
    "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"};

/* Prints a row: `before` and `behind` stand around each name; measure `gap` is empty. */
static void put_row(int item, const char *before, const char *behind, int gap) {
    char cell[64];
    for (int m = 0; m < GX_R_MEASURES; m++) {
        snprintf(cell, sizeof cell, "%s%s%s%.0d", before, names[m], behind,
                 m == gap ? 0 : number_of(item, m));
        put(cell);
    }
}

static void check_number(const gx_report *report, int item, int measure, bool empty) {
    const gx_cell *cell = &report->cells[gx_slot(GX_REQUESTS, item, measure)];
    CHECK_INT(cell->status, empty ? GX_BLANK : GX_READ);
    if (!empty) CHECK_INT(cell->value, number_of(item, measure));
}

static gx_report read_text(void) {
    gx_report report;
    CHECK_INT(gx_read(reader, text, strlen(text), GX_WANT_ALL, &report), GX_OK);
    return report;
}

/* A table whose rows name their values; the one at `odd` has no value for measure 2. */
static void print_named(const char *before, const char *behind, int odd) {
    *text = 0;
    put("三、收到和处理政府信息公开申请情况\n");
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!is_of_2019(i)) continue;
        put(row_labels[i]);
        put_row(i, before, behind, i == odd ? 2 : -1);
        put("\n");
    }
    put("四、政府信息公开行政复议、行政诉讼情况\n");
}

static void test_names(void) {
    static const char *const styles[][2] = {
        {"；", "："}, {" ", " "}, {"\n- ", ": "}, {"\n- **", "**："}, {", \"", "\": "}};
    for (size_t s = 0; s < sizeof styles / sizeof styles[0]; s++) {
        check_about(styles[s][1]);
        print_named(styles[s][0], styles[s][1], GX_PARTIAL);
        gx_report report = read_text();
        CHECK_INT(report.layout, GX_LAYOUT_ROWS);
        for (int i = 0; i < GX_R_ITEMS; i++)
            for (int m = 0; m < GX_R_MEASURES && is_of_2019(i); m++)
                check_number(&report, i, m, i == GX_PARTIAL && m == 2);
    }
    /* names out of order, and one number too many: nothing tells whose they are */
    print_named("；", "：", -1);
    char *row = strstr(text, "重复申请"), *name = row ? strstr(row, "商业企业") : NULL;
    if (CHECK(name)) memcpy(name, "科研机构", 12);
    row = strstr(text, "属于国家秘密");
    name = row ? strstr(row, "；商业企业") : NULL;
    if (CHECK(name)) memcpy(name, " 77 77 77 77 77", 15);
    gx_report report = read_text();
    check_number(&report, GX_GRANTED, 3, false);
    for (int m = 0; m < GX_R_MEASURES; m++) {
        const gx_cell *repeated = &report.cells[gx_slot(GX_REQUESTS, GX_UNPROCESSED_FIRST + 1, m)];
        const gx_cell *secret = &report.cells[gx_slot(GX_REQUESTS, GX_REFUSED_FIRST, m)];
        CHECK(repeated->status != GX_READ && secret->status != GX_READ);
    }
    check_about(NULL);
}

/* Takes a name with its value out of a row, from `row` on. */
static void take_out(char *row, int measure) {
    char name[64];
    snprintf(name, sizeof name, "；%s：", names[measure]);
    char *at = strstr(row, name), *end = at ? at + strlen(name) : NULL;
    if (!CHECK(at)) return;
    while (*end >= '0' && *end <= '9') end++;
    memmove(at, end, strlen(end) + 1);
}

/* A name that no row has: its column is not there, and all others are read. */
static void test_lacking_names(void) {
    for (int lost = 0; lost < GX_R_MEASURES; lost++) {
        print_named("；", "：", -1);
        for (int i = 0; i < GX_R_ITEMS; i++)
            if (is_of_2019(i)) take_out(strstr(text, row_labels[i]), lost);
        gx_report report = read_text();
        for (int i = 0; i < GX_R_ITEMS; i++)
            for (int m = 0; m < GX_R_MEASURES && is_of_2019(i); m++) {
                const gx_cell *cell = &report.cells[gx_slot(GX_REQUESTS, i, m)];
                /* without totals nothing proves these rows, whose columns do not add up */
                if (m != lost && lost != GX_R_TOTAL) check_number(&report, i, m, false);
                CHECK(cell->status != GX_READ || cell->value == number_of(i, m));
                CHECK(m != lost || (cell->status != GX_READ && cell->status != GX_BLANK));
                CHECK(cell->status != GX_INFERRED || cell->value == number_of(i, m));
            }
    }
    /* a row that lacks names of its own: read where it adds up without them, else doubtful */
    for (int adds_up = 0; adds_up < 2; adds_up++) {
        print_named("；", "：", -1);
        char *row = strstr(text, row_labels[GX_GRANTED]), printed[32];
        for (int m = 1; m < GX_R_TOTAL; m++) take_out(row, m);
        snprintf(printed, sizeof printed, "总计：%d", number_of(GX_GRANTED, GX_R_TOTAL));
        char *total = strstr(row, printed), *end = total ? strchr(total, '\n') : NULL;
        if (!CHECK(end) || (memset(total, ' ', (size_t)(end - total)), 0)) continue;
        snprintf(printed, sizeof printed, "总计：%d", number_of(GX_GRANTED, 0) + !adds_up);
        memcpy(total, printed, strlen(printed));
        gx_report report = read_text();
        const gx_cell *cells = &report.cells[gx_slot(GX_REQUESTS, GX_GRANTED, 0)];
        CHECK_INT(cells[0].status, adds_up ? GX_READ : GX_DOUBTFUL);
        CHECK_INT(cells[GX_R_TOTAL].status, adds_up ? GX_READ : GX_DOUBTFUL);
        for (int m = 1; m < GX_R_TOTAL; m++) CHECK_INT(cells[m].status, GX_DOUBTFUL);
        check_number(&report, GX_PARTIAL, 3, false);
    }
}

/* Rows between bars, with serial numbers before them or without, and the same table once more. */
static void print_rows(bool serials, int tables, int empty) {
    char cell[32];
    *text = 0;
    for (int t = 0; t < tables; t++) {
        put("三、收到和处理政府信息公开申请情况\n");
        for (int i = 0, n = 0; i < GX_R_ITEMS; i++) {
            if (i == GX_OTHER) continue;
            snprintf(cell, sizeof cell, "%d  ", n++);
            if (serials) put(cell);
            put(row_labels[i]);
            for (int m = 0; m < GX_R_MEASURES; m++) {
                snprintf(cell, sizeof cell, serials ? "  %.0d" : " | %.0d",
                         i == empty ? 0 : number_of(i, m));
                put(cell);
            }
            put(serials ? "\n" : " |\n");
        }
        put("四、政府信息公开行政复议、行政诉讼情况\n");
    }
}

static void test_rows(void) {
    print_rows(true, 1, -1);
    gx_report report = read_text();
    for (int m = 0; m < GX_R_MEASURES; m++) check_number(&report, GX_GRANTED, m, false);
    /* 3.其他 is a row, though its cells are empty and its label is a column's too */
    print_rows(false, 1, GX_OTHER_MISC);
    report = read_text();
    for (int m = 0; m < GX_R_MEASURES; m++) {
        check_number(&report, GX_OTHER_MISC, m, true);
        check_number(&report, GX_OTHER_UNPAID, m, false);
        check_number(&report, GX_TOTAL, m, false);
    }
    /* the very same table again tells nothing else of an empty row */
    print_rows(false, 2, GX_PARTIAL);
    report = read_text();
    for (int m = 0; m < GX_R_MEASURES; m++) check_number(&report, GX_PARTIAL, m, true);
    char *again = strstr(text, "四、政府");
    again = again ? strstr(again, "（一）") : NULL;
    again = again ? strstr(again, "| 2") : NULL;
    if (CHECK(again)) again[2] = '9'; /* another table */
    report = read_text();
    for (int m = 0; m < GX_R_MEASURES; m++)
        CHECK(report.cells[gx_slot(GX_REQUESTS, GX_PARTIAL, m)].status != GX_BLANK);
}

/* Rows on lines, but for one whose values stand apart below it and the label of the row above. */
static void test_stacked(void) {
    char cell[32];
    *text = 0;
    put("三、收到和处理政府信息公开申请情况\n\n");
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!is_of_2019(i)) continue;
        put(row_labels[i]);
        if (i == GX_REFUSED_FIRST + 4) put("\n");
        for (int m = 0; m < GX_R_MEASURES && i != GX_REFUSED_FIRST + 3; m++) {
            snprintf(cell, sizeof cell, "%s%d", i == GX_REFUSED_FIRST + 4 && !m ? "\n" : " ",
                     number_of(i, m));
            put(cell);
        }
        put("\n\n");
    }
    gx_report report = read_text();
    for (int m = 0; m < GX_R_MEASURES; m++) {
        check_number(&report, GX_REFUSED_FIRST + 2, m, false);
        CHECK(report.cells[gx_slot(GX_REQUESTS, GX_REFUSED_FIRST + 3, m)].status == GX_DOUBTFUL);
        CHECK(report.cells[gx_slot(GX_REQUESTS, GX_REFUSED_FIRST + 4, m)].status == GX_DOUBTFUL);
    }
}

/* Section four as a browser copies it: tabs at a line's beginning are left out. */
static void test_tabs(void) {
    static const char *const rows[] = {"0\t40\t\t\t40\n", "\t\t\t\t\t\t\t\t\t\t0\t40\t\t\t40\n"};
    for (int r = 0; r < 2; r++) {
        print_rows(false, 1, -1);
        put("行政复议\t行政诉讼\n结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t"
            "复议后起诉\n结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果"
            "\t"
            "尚未审结\t总计\n");
        put(rows[r]);
        put("五、存在的主要问题及改进情况\n");
        gx_report report = read_text();
        const gx_cell *first = &report.cells[gx_slot(GX_PROCEEDINGS, 0, 1)];
        const gx_cell *last = &report.cells[gx_slot(GX_PROCEEDINGS, 2, 1)];
        CHECK(first->status == (r ? GX_BLANK : GX_DOUBTFUL));
        CHECK(last->status == (r ? GX_READ : GX_DOUBTFUL));
    }
}

int main(void) {
    reader = gx_reader_new();
    if (!CHECK(reader != NULL)) return check_end();
    test_escapes();
    test_notation();
    test_turned();
    test_markup();
    test_grid();
    test_long_numbers();
    test_names();
    test_lacking_names();
    test_rows();
    test_stacked();
    test_tabs();
    gx_reader_free(reader);
    CHECK_INT(check_memory.live, 0);
    return check_end();
}
