/*
** section_test.c: what is not in the tables: the six sections, and title, agency, year, dates and
** script. Each report is written out here, short, with what has to be told from it beside it.
*/
#include "check.h"
#include "report.h"

static gx_reader *reader;

static gx_report read_text(const char *text) {
    gx_report report;
    memset(&report, 0xAA, sizeof report);
    CHECK_INT(gx_read(reader, text, strlen(text), GX_WANT_ALL, &report), GX_OK);
    return report;
}

/* ---- sections -------------------------------------------------------------------------------- */

typedef struct section {
    const char *heading, *body; /* NULL: there is no such section */
} section;

static void expect_sections(const char *label, const char *text, const section expected[6]) {
    gx_report report = read_text(text);
    check_about(label);
    CHECK(report.is_report);
    for (int i = 0; i < 6; i++) {
        const gx_section *got = &report.sections[i];
        if (!expected[i].heading) {
            CHECK_INT(got->n, 0);
            continue;
        }
        if (!CHECK_INT(got->n, i + 1)) continue;
        CHECK_BYTES(text + got->heading.start, got->heading.length, expected[i].heading,
                    strlen(expected[i].heading));
        CHECK_BYTES(text + got->body.start, got->body.length, expected[i].body,
                    strlen(expected[i].body));
    }
    check_about(NULL);
}

#define SIX   "一、总体情况\n甲。\n\n" FIVE
#define FIVE  "二、主动公开政府信息情况\n乙。\n" FOUR
#define FOUR  "三、收到和处理政府信息公开申请情况\n丙。\n" THREE
#define THREE "四、政府信息公开行政复议、行政诉讼情况\n丁。\n" TWO
#define TWO   "五、存在的主要问题及改进情况\n戊。\n" ONE
#define ONE   "六、其他需要报告的事项\n己。\n"

static const section six[6] = {
    {"一、总体情况", "甲。"},
    {"二、主动公开政府信息情况", "乙。"},
    {"三、收到和处理政府信息公开申请情况", "丙。"},
    {"四、政府信息公开行政复议、行政诉讼情况", "丁。"},
    {"五、存在的主要问题及改进情况", "戊。"},
    {"六、其他需要报告的事项", "己。"},
};

static void test_plain(void) {
    expect_sections("six", SIX, six);
    expect_sections("after a title", "桃源镇2022年政府信息公开工作年度报告\n\n" SIX, six);
    expect_sections("blank lines, spaces",
                    "\n  一、总体情况  \n\n　甲。\n\n二、主动公开政府信息情况\n\n乙。\n"
                    "三、收到和处理政府信息公开申请情况\n\t丙。\n\n\n"
                    "四、政府信息公开行政复议、行政诉讼情况\n丁。\n"
                    "五、存在的主要问题及改进情况\n戊。\n六、其他需要报告的事项\n己。\n\n　\n",
                    six);
    expect_sections(
        "an empty one, text on the heading's line",
        "一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n丙。\n"
        "四、政府信息公开行政复议、行政诉讼情况\n丁。\n六、其他需要报告的事项 无。\n",
        (section[6]){{"一、总体情况", ""},
                     {"二、主动公开政府信息情况", ""},
                     {"三、收到和处理政府信息公开申请情况", "丙。"},
                     {"四、政府信息公开行政复议、行政诉讼情况", "丁。"},
                     {NULL, NULL},
                     {"六、其他需要报告的事项", "无。"}});
}

#define ROWS                                                                                       \
    "一、本年新收政府信息公开申请数量\n1\n2\n3\n4\n5\n6\n21\n"                     \
    "二、上年结转政府信息公开申请数量\n2\n2\n3\n4\n5\n6\n22\n"                     \
    "四、结转下年度继续办理\n0\n0\n0\n4\n5\n6\n15"

/* Headings in other words and with other numbers: no section's text goes on into the next. */
static void test_other_headings(void) {
    expect_sections("other words",
                    "一、概述\n甲。\n二、政府主动公开信息情况\n乙。\n"
                    "三、依申请公开政府信息情况\n" ROWS "\n"
                    "四、政府信息公开行政复议、行政诉讼情况\n丁。\n"
                    "五、存在问题和改进措施\n戊。\n六、其他情况说明\n己。\n",
                    (section[6]){{"一、概述", "甲。"},
                                 {"二、政府主动公开信息情况", "乙。"},
                                 {"三、依申请公开政府信息情况", ROWS},
                                 {"四、政府信息公开行政复议、行政诉讼情况", "丁。"},
                                 {"五、存在问题和改进措施", "戊。"},
                                 {"六、其他情况说明", "己。"}});
    expect_sections(
        "parts",
        "第一部分：总体情况\n甲。\n第二部分：主动公开政府信息情况\n乙。\n"
        "第三部分：收到和处理政府信息公开申请情况\n" ROWS "\n"
        "第四部分：政府信息公开行政复议、行政诉讼情况\n丁。\n"
        "第五部分：存在的主要问题及改进情况\n戊。\n第六部分：其他需要报告的事项\n己。\n",
        (section[6]){{"第一部分：总体情况", "甲。"},
                     {"第二部分：主动公开政府信息情况", "乙。"},
                     {"第三部分：收到和处理政府信息公开申请情况", ROWS},
                     {"第四部分：政府信息公开行政复议、行政诉讼情况", "丁。"},
                     {"第五部分：存在的主要问题及改进情况", "戊。"},
                     {"第六部分：其他需要报告的事项", "己。"}});
    expect_sections("other numbers",
                    "（一）总体情况\n甲。\n2.主动公开政府信息情况\n乙。\n"
                    "**三、收到和处理政府信息公开申请情况\n丙。\n"
                    "4、政府信息公开行政复议、行政诉讼情况\n丁。\n"
                    "（五）存在的主要问题及改进情况\n戊。\n6．其他需要报告的事项\n己。\n",
                    (section[6]){{"（一）总体情况", "甲。"},
                                 {"2.主动公开政府信息情况", "乙。"},
                                 {"**三、收到和处理政府信息公开申请情况", "丙。"},
                                 {"4、政府信息公开行政复议、行政诉讼情况", "丁。"},
                                 {"（五）存在的主要问题及改进情况", "戊。"},
                                 {"6．其他需要报告的事项", "己。"}});
}

/* An introduction that names the sections is none of them. */
static void test_introduction(void) {
    expect_sections("named in one sentence",
                    "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
                    "政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、"
                    "其他需要报告的事项六部分组成。\n" SIX,
                    six);
    expect_sections(
        "numbered in one sentence",
        "全文包括一、总体情况；二、主动公开政府信息情况；三、收到和处理政府信息公开申请情况；"
        "四、政府信息公开行政复议、行政诉讼情况；五、存在的主要问题及改进情况；"
        "六、其他需要报告的事项。\n" SIX,
        six);
    expect_sections(
        "a table of contents",
        "目录\n一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n"
        "四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n"
        "六、其他需要报告的事项\n\n" SIX,
        six);
}

static void test_variants(void) {
    expect_sections(
        "other words",
        "## 一、 总体情况\n甲。\n## 二、行政机关主动公开政府信息的情况\n乙。\n"
        "## 三、收到和处理政府信息公开申请情况\n## 表三：\n丙。\n"
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况\n丁。\n五、存在问题\n戊。\n"
        "六、其它需要报告的事项\n己。\n",
        (section[6]){{"## 一、 总体情况", "甲。"},
                     {"## 二、行政机关主动公开政府信息的情况", "乙。"},
                     {"## 三、收到和处理政府信息公开申请情况", "## 表三：\n丙。"},
                     {"四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "丁。"},
                     {"五、存在问题", "戊。"},
                     {"六、其它需要报告的事项", "己。"}});
    expect_sections("Traditional, with readings",
                    "一、總(zǒng)體(tǐ)情況\n甲。\n二、主動(dòng)公開(kāi)政府信息情況\n乙。\n"
                    "三、收到和處理政府信息公開(kāi)申請(qǐng)情況\n丙。\n"
                    "四、政府信息公開(kāi)行政復(fù)議、行政訴訟情況\n丁。\n",
                    (section[6]){{"一、總(zǒng)體(tǐ)情況", "甲。"},
                                 {"二、主動(dòng)公開(kāi)政府信息情況", "乙。"},
                                 {"三、收到和處理政府信息公開(kāi)申請(qǐng)情況", "丙。"},
                                 {"四、政府信息公開(kāi)行政復(fù)議、行政訴訟情況", "丁。"},
                                 {NULL, NULL},
                                 {NULL, NULL}});
}

static const char wrong_heading[] =
    "一、总体情况\n甲。\n二、其他需要报告的事项\n"
    "第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n"
    "规章\n1\n2\n3\n行政规范性文件\n4\n5\n6\n"
    "第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n7\n"
    "第二十条第（六）项\n信息内容\n本年处理决定数量\n行政处罚\n8\n行政强制\n9\n"
    "第二十条第（八）项\n信息内容\n本年收费金额（单位：万元）\n行政事业性收费\n10\n"
    "三、收到和处理政府信息公开申请情况\n丙。\n"
    "四、政府信息公开行政复议、行政诉讼情况\n丁。\n";

/* A heading that names another section than its place and number do. */
static void test_wrong_heading(void) {
    gx_report report = read_text(wrong_heading);
    CHECK(report.is_report);
    CHECK_INT(report.sections[0].n, 1);
    CHECK_INT(report.sections[1].n, 2);
    CHECK_INT(report.sections[2].n, 3);
    CHECK_INT(report.sections[3].n, 4);
    CHECK_INT(report.sections[4].n, 0);
    CHECK_INT(report.sections[5].n, 0);
    CHECK_INT(report.cells[gx_slot(GX_DISCLOSURES, GX_NORMATIVE, GX_IN_FORCE)].value, 6);
}

/* ---- facts ----------------------------------------------------------------------------------- */

typedef struct facts {
    const char *title, *agency; /* "": not told */
    int year;
    const char *published, *from, *to; /* YYYY-MM-DD, or "" */
} facts;

static void expect_date(const gx_date *date, const char *expected, const char *what) {
    char text[64] = "";
    if (date->year)
        snprintf(text, sizeof text, "%04d-%02d-%02d", date->year, date->month, date->day);
    if (!CHECK_STR(text, expected)) printf("  of %s\n", what);
}

/* The six sections stand between `before` and `after`. */
static void expect_facts(const char *before, const char *after, facts expected) {
    char text[8192];
    snprintf(text, sizeof text, "%s%s%s", before, SIX, after);
    gx_report report = read_text(text);
    check_about(before);
    CHECK_STR(report.title, expected.title);
    CHECK_STR(report.agency, expected.agency);
    CHECK_INT(report.year, expected.year);
    expect_date(&report.published, expected.published, "publication");
    expect_date(&report.period_start, expected.from, "the period's start");
    expect_date(&report.period_end, expected.to, "the period's end");
    check_about(NULL);
}

static void expect_title(const char *printed, const char *title, const char *agency, int year) {
    expect_facts(printed, "", (facts){title, agency, year, "", "", ""});
}

static void test_titles(void) {
    expect_title("桃源镇2022年政府信息公开工作年度报告\n", "桃源镇2022年政府信息公开工作年度报告",
                 "桃源镇", 2022);
    expect_title("桃源镇 2020 年政府信息公开工作报告\n", "桃源镇 2020 年政府信息公开工作报告",
                 "桃源镇", 2020);
    expect_title("桃源县人民政府2023年度政府信息公开工作年度报告\n",
                 "桃源县人民政府2023年度政府信息公开工作年度报告", "桃源县人民政府", 2023);
    expect_title("桃源县水利局政府信息公开工作2022年度报告\n",
                 "桃源县水利局政府信息公开工作2022年度报告", "桃源县水利局", 2022);
    expect_title("桃源县教育局关于2022年度政府信息公开情况的报告\n",
                 "桃源县教育局关于2022年度政府信息公开情况的报告", "桃源县教育局", 2022);
    expect_title("桃源县2021年政府信息公开工作年度报告（图片版）\n",
                 "桃源县2021年政府信息公开工作年度报告", "桃源县", 2021);
    expect_title("桃源鎮人民政府2022年政府信息公開(kāi)工作年度報(bào)告\n",
                 "桃源鎮人民政府2022年政府信息公開工作年度報告", "桃源鎮人民政府", 2022);
    expect_title("首页 > 政务公开 > 年报\n桃源镇2022年政府信息公开工作年度报告\n",
                 "桃源镇2022年政府信息公开工作年度报告", "桃源镇", 2022);
}

static void test_title_over_lines(void) {
    expect_title("桃源区人民政府\n2023 年政府信息公开工作年度报告\n",
                 "桃源区人民政府2023 年政府信息公开工作年度报告", "桃源区人民政府", 2023);
    expect_title("        桃源县农业农村局\n\n      2021年政府信息公开工作年度报告\n\n",
                 "桃源县农业农村局2021年政府信息公开工作年度报告", "桃源县农业农村局", 2021);
}

static void test_title_twice(void) {
    expect_title("政府信息公开\n桃源市柳林镇2023年度政府信息公开工作年度报告\n\n柳林镇\n"
                 "2023年度政府信息公开工作年度报告\n",
                 "桃源市柳林镇2023年度政府信息公开工作年度报告", "桃源市柳林镇", 2023);
    expect_title("2023年政府信息公开工作年度报告\n\n桃源市2023年政府信息公开工作年度报告\n",
                 "桃源市2023年政府信息公开工作年度报告", "桃源市", 2023);
}

/* Sentences and list entries that speak of a report are no title. */
static void test_no_title(void) {
    expect_facts(
        "根据条例的要求，现将我镇2021年政府信息公开工作年度报告公布如下，如有疑问请来电。\n", "",
        (facts){"", "", 2021, "", "", ""});
    expect_facts("2020年，我办认真落实各项规定。\n", "", (facts){"", "", 2020, "", "", ""});
    expect_facts("", "", (facts){"", "", 0, "", "", ""});
}

static void test_signature(void) {
    expect_facts("", "桃源镇人民政府\n2023年1月10日\n",
                 (facts){"", "桃源镇人民政府", 0, "2023-01-10", "", ""});
    expect_facts("", "\n                桃源县财政局\n                2024年1月9日\n",
                 (facts){"", "桃源县财政局", 0, "2024-01-09", "", ""});
    expect_facts("", "桃源縣人民政府\n2023年1月10日\n",
                 (facts){"", "桃源縣人民政府", 0, "2023-01-10", "", ""});
    expect_facts(
        "柳林镇2022年政府信息公开工作年度报告\n", "桃源市柳林镇人民政府\n2023年1月10日\n",
        (facts){"柳林镇2022年政府信息公开工作年度报告", "柳林镇", 2022, "2023-01-10", "", ""});
}

static void test_numeral_dates(void) {
    expect_facts("", "桃源镇人民政府\n二〇二四年一月十日\n",
                 (facts){"", "桃源镇人民政府", 0, "2024-01-10", "", ""});
    expect_facts("", "桃源镇人民政府\n二○二三年十二月三十一日\n",
                 (facts){"", "桃源镇人民政府", 0, "2023-12-31", "", ""});
    expect_facts("", "桃源镇人民政府\n二〇二二年十一月二十日\n",
                 (facts){"", "桃源镇人民政府", 0, "2022-11-20", "", ""});
}

static void test_meta_line(void) {
    expect_facts(
        "桃源镇2023年政府信息公开工作年度报告\n"
        "来源:桃源镇 发布时间:2024-01-25 11:00 浏览次数: 字体: [ ] 打印\n",
        "", (facts){"桃源镇2023年政府信息公开工作年度报告", "桃源镇", 2023, "2024-01-25", "", ""});
    expect_facts("日期:2021-01-27 来源:桃源市林业局\n", "",
                 (facts){"", "桃源市林业局", 0, "2021-01-27", "", ""});
    expect_facts("索引号：001 发布机构：桃源县审计局 成文日期：2022年03月04日\n", "",
                 (facts){"", "桃源县审计局", 0, "2022-03-04", "", ""});
}

/* The period decides the year, whatever the title says. */
static void test_period(void) {
    expect_facts("本报告数据统计期限自2024年1月1日起至2024年12月31日止。\n", "",
                 (facts){"", "", 2024, "", "2024-01-01", "2024-12-31"});
    expect_facts("所列数据自2022年1月1日至12月31日。\n", "",
                 (facts){"", "", 2022, "", "2022-01-01", "2022-12-31"});
    expect_facts("所列数据从 2023 年 1 月 1 日\n到 2023 年 12 月 31 日。\n", "",
                 (facts){"", "", 2023, "", "2023-01-01", "2023-12-31"});
    expect_facts(
        "桃源镇2022年政府信息公开工作年度报告\n数据统计期限为2021年1月1日至2021年12月31日。\n", "",
        (facts){"桃源镇2022年政府信息公开工作年度报告", "桃源镇", 2021, "", "2021-01-01",
                "2021-12-31"});
    expect_facts("任期自2019年5月1日至2023年4月30日。\n", "桃源镇人民政府\n2023年1月10日\n",
                 (facts){"", "桃源镇人民政府", 0, "2023-01-10", "", ""});
    expect_facts("桃源镇2022年政府信息公开工作年度报告\n数据自2022年13月1日至2022年12月41日止。\n",
                 "", (facts){"桃源镇2022年政府信息公开工作年度报告", "桃源镇", 2022, "", "", ""});
}

/* The year reported on is not the year of publication. */
static void test_year(void) {
    expect_facts(
        "日期：2024-02-01\n桃源镇2023年政府信息公开工作年度报告\n", "桃源镇\n2024年1月30日\n",
        (facts){"桃源镇2023年政府信息公开工作年度报告", "桃源镇", 2023, "2024-02-01", "", ""});
}

static void test_script(void) {
    CHECK_STR(gx_script_names[read_text(SIX).script], "hans");
    gx_report report = read_text("一、總體情況\n本年度認真貫徹條例，積極開展工作。\n"
                                 "二、主動公開政府信息情況\n無。\n"
                                 "三、收到和處理政府信息公開申請情況\n無。\n"
                                 "四、政府信息公開行政復議、行政訴訟情況\n無。\n");
    CHECK(report.is_report);
    CHECK_STR(gx_script_names[report.script], "hant");
}

/* A title longer than its room is cut, never written beyond it; it stays UTF-8. */
static void test_long_title(void) {
    char text[8192] = "";
    for (int i = 0; i < 300; i++) strcat(text, "县");
    strcat(text, "2022年政府信息公开工作年度报告\n" SIX);
    gx_report report = read_text(text);
    CHECK(report.is_report);
    CHECK(memchr(report.title, 0, sizeof report.title) != NULL);
    CHECK(memchr(report.agency, 0, sizeof report.agency) != NULL);
    CHECK_INT(report.year, 2022);
}

int main(void) {
    reader = gx_reader_new();
    if (!CHECK(reader != NULL)) return check_end();
    test_plain();
    test_other_headings();
    test_introduction();
    test_variants();
    test_wrong_heading();
    test_titles();
    test_title_over_lines();
    test_title_twice();
    test_no_title();
    test_signature();
    test_numeral_dates();
    test_meta_line();
    test_period();
    test_year();
    test_script();
    test_long_title();
    gx_reader_free(reader);
    CHECK_INT(check_memory.live, 0);
    return check_end();
}
