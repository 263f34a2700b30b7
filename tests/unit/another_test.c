/*
** another_test.c: texts that hold several reports, one behind the other, or what looks like that.
**
** In: reports of three invented offices, whose cells are all different, as lines, in one line, with
** bars and as a page. Out: cells, sections and facts are those of the first; and a report whose
** headings stand in the text once more is read to its end.
*/
#include "check.h"
#include "report.h"
#include "rows.h"

static gx_reader *reader;
static char text[1 << 20];

typedef struct office {
    const char *name, *year, *published;
    int first; /* of its numbers */
} office;

static const office offices[3] = {
    {"白桦乡人民政府", "2021", "2022年1月8日", 100},
    {"红柳镇人民政府", "2022", "2023年2月9日", 2000},
    {"青槐区水务局", "2023", "2024年3月10日", 70},
};

/* What stands between lines, between cells and around all of it. */
typedef struct layout {
    const char *name, *cell, *line, *before, *behind;
} layout;

static const layout layouts[] = {
    {"lines", "\n", "\n", "", ""},
    {"bars", "|", "\n", "", ""},
    {"tabs", "\t", "\r\n", "", ""},
    {"one line", " ", " ", "", ""},
    {"page", "</td><td>", "</td></tr><tr><td>", "<html><table><tr><td>",
     "</td></tr></table></html>"},
};
enum { LAYOUTS = sizeof layouts / sizeof layouts[0] };

static void put(const char *part) {
    size_t n = strlen(text);
    if (CHECK(n + strlen(part) < sizeof text)) strcpy(text + n, part);
}

static int number_of(const office *of, int item, int measure) {
    return of->first + item * 7 + measure;
}

/* The cell of a row that adds up, and of columns that do: a report's own numbers are all different,
** but for the sums. */
static int cell_of(const office *of, int item, int measure) {
    int n = 0;
    if (measure == GX_R_TOTAL) {
        for (int m = 0; m < GX_R_TOTAL; m++) n += cell_of(of, item, m);
        return n;
    }
    if (item == GX_TOTAL) {
        for (int i = GX_GRANTED; i < GX_TOTAL; i++)
            if (is_of_2019(i)) n += number_of(of, i, measure);
        return n;
    }
    if (item == GX_NEW)
        return cell_of(of, GX_TOTAL, measure) + number_of(of, GX_CARRIED_OUT, measure) -
               number_of(of, GX_CARRIED_IN, measure);
    return number_of(of, item, measure);
}

static void put_requests(const office *of, const layout *how) {
    for (int i = 0; i < GX_R_ITEMS; i++) {
        char cell[32];
        if (!is_of_2019(i)) continue;
        put(row_labels[i]);
        for (int m = 0; m < GX_R_MEASURES; m++) {
            snprintf(cell, sizeof cell, "%d", cell_of(of, i, m));
            put(how->cell), put(cell);
        }
        put(how->line);
    }
}

static void put_title(const office *of, const layout *how) {
    put(of->name), put(of->year), put("年政府信息公开工作年度报告"), put(how->line);
}

static void put_headings(const layout *how) {
    put("一、总体情况"), put(how->line);
    put("二、主动公开政府信息情况"), put(how->line);
    put("三、收到和处理政府信息公开申请情况"), put(how->line);
    put("四、政府信息公开行政复议、行政诉讼情况"), put(how->line);
}

static void put_report(const office *of, const layout *how) {
    put("一、总体情况"), put(how->line);
    put(of->name), put("今年公开了很多。"), put(how->line);
    put("二、主动公开政府信息情况"), put(how->line);
    put("三、收到和处理政府信息公开申请情况"), put(how->line);
    put_requests(of, how);
    put("四、政府信息公开行政复议、行政诉讼情况"), put(how->line);
    put("五、存在的主要问题及改进情况"), put(how->line), put("人手不足。"), put(how->line);
    put("六、其他需要报告的事项"), put(how->line), put("无。"), put(how->line);
    put(of->name), put(how->line), put(of->published), put(how->line);
}

static void begin(const layout *how) {
    *text = 0;
    put(how->before);
}

static gx_report read_all(const layout *how) {
    gx_report report;
    put(how->behind);
    CHECK_INT(gx_read(reader, text, strlen(text), GX_WANT_ALL, &report), GX_OK);
    CHECK(report.is_report);
    return report;
}

static void expect_office(const gx_report *report, const office *of, const layout *how) {
    check_about(how->name);
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_MEASURES && is_of_2019(i); m++) {
            const gx_cell *cell = &report->cells[gx_slot(GX_REQUESTS, i, m)];
            CHECK_INT(cell->status, GX_READ);
            CHECK_INT(cell->value, cell_of(of, i, m));
        }
    CHECK_STR(report->agency, of->name);
    CHECK_INT(report->year, atoi(of->year));
    CHECK_INT(report->published.year, atoi(of->published));
    CHECK_INT(report->published.month, atoi(of->published + strlen("2022年")));
    const gx_section *first = &report->sections[0];
    if (CHECK_INT(first->n, 1) && CHECK(first->body.length > strlen(of->name)))
        CHECK_BYTES(text + first->body.start, strlen(of->name), of->name, strlen(of->name));
    check_about(NULL);
}

/* Two reports and three, in each order. */
static void test_first_counts(void) {
    for (int l = 0; l < LAYOUTS; l++)
        for (int o = 0; o < 3; o++)
            for (int n = 1; n <= 3; n++) {
                begin(&layouts[l]);
                for (int i = 0; i < n; i++) {
                    put_title(&offices[(o + i) % 3], &layouts[l]);
                    put_report(&offices[(o + i) % 3], &layouts[l]);
                }
                gx_report report = read_all(&layouts[l]);
                expect_office(&report, &offices[o], &layouts[l]);
            }
}

/* A first one without a date does not take the next one's, also not from the opening of that. */
static void test_no_date(void) {
    const office undated = {"白桦乡人民政府", "2021", "", 100};
    for (int l = 0; l < LAYOUTS; l++) {
        begin(&layouts[l]);
        put_title(&undated, &layouts[l]);
        put_report(&undated, &layouts[l]);
        put_title(&offices[1], &layouts[l]);
        put("发布日期：2023-02-09"), put(layouts[l].line);
        put_title(&offices[1], &layouts[l]);
        put_report(&offices[1], &layouts[l]);
        gx_report report = read_all(&layouts[l]);
        CHECK_INT(report.published.year, 0);
        CHECK_INT(report.year, 2021);
    }
}

/* More of them than are looked at, with the first one's rows far from its headings. */
static void test_many(void) {
    enum { MANY = 100 };
    begin(&layouts[0]);
    for (int i = 0; i < MANY; i++) {
        put_title(&offices[i % 3], &layouts[0]);
        put_report(&offices[i % 3], &layouts[0]);
    }
    CHECK(strlen(text) > 1 << 17);
    gx_report report = read_all(&layouts[0]);
    expect_office(&report, &offices[0], &layouts[0]);
}

/* A long introduction, so that the first report goes on behind what is looked at first. */
static void test_long(void) {
    begin(&layouts[0]);
    put_title(&offices[2], &layouts[0]);
    while (strlen(text) < 125000) put("我们用上一年的时间把该公开的都公开了。\n");
    put_report(&offices[2], &layouts[0]);
    put_title(&offices[1], &layouts[0]);
    put_report(&offices[1], &layouts[0]);
    const layout *how = &layouts[0];
    gx_report report = read_all(how);
    expect_office(&report, &offices[2], how);
}

/* Headings that are listed before or behind a report begin no other one. */
static void test_lists(void) {
    for (int l = 0; l < LAYOUTS; l++) {
        begin(&layouts[l]);
        put_title(&offices[0], &layouts[l]);
        put_headings(&layouts[l]);
        put_report(&offices[0], &layouts[l]);
        gx_report report = read_all(&layouts[l]);
        expect_office(&report, &offices[0], &layouts[l]);
    }
    for (int where = 0; where < 2; where++) {
        const layout *how = &layouts[0];
        begin(how);
        put_title(&offices[0], how);
        put("一、总体情况\n白桦乡人民政府今年公开了很多。\n二、主动公开政府信息情况\n"
            "三、收到和处理政府信息公开申请情况\n");
        put_requests(&offices[0], how);
        if (where) put("五、存在的主要问题及改进情况\n人手不足。\n");
        put("一、总体情况\n");
        put("白桦乡人民政府\n2022年1月8日\n");
        gx_report report = read_all(how);
        CHECK_INT(report.published.year, 2022);
        for (int i = 0; i < GX_R_ITEMS; i++)
            if (is_of_2019(i))
                CHECK_INT(report.cells[gx_slot(GX_REQUESTS, i, 0)].value,
                          cell_of(&offices[0], i, 0));
    }
}

int main(void) {
    reader = gx_reader_new();
    if (!CHECK(reader)) return check_end();
    test_first_counts();
    test_no_date();
    test_many();
    test_long();
    test_lists();
    gx_reader_free(reader);
    return check_end();
}
