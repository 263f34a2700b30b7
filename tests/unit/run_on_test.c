/*
** run_on_test.c: reports whose digits run together, from text to cells.
**
** In: reports that are printed here without any separator, with numbers that are consistent. Out:
** each cell compared with what was printed for it, and with its place. Then the same with empty
** cells, marks, misprints, lost labels and lost ends: where the sums do not tell, nothing may be
** wrong.
*/
#include "check.h"
#include "report.h"
#include "rows.h"

#include <stdlib.h>

enum { ROWS = GX_R_ITEMS, COLUMNS = GX_R_MEASURES, PROCEEDINGS = GX_P_ITEMS * GX_P_MEASURES };

/* A report: what is printed for each cell; "" for nothing. */
typedef struct doc {
    char printed[GX_SLOTS][24];
    uint32_t start[GX_SLOTS];
    const char *label[ROWS]; /* NULL: the row is not there; "": its group's label is lost as well */
    bool subtotal;           /* a column for all organisations before the total */
    char text[16384];
    size_t n;
} doc;

static gx_reader *reader;
static gx_report report;
static doc d;

/* ---- printing -------------------------------------------------------------------------------- */

static int slot(int item, int measure) {
    return gx_slot(GX_REQUESTS, item, measure);
}

static void set(int s, int64_t value) {
    snprintf(d.printed[s], sizeof d.printed[s], "%lld", (long long)value);
}

/* The number printed for a cell; 0 where there is none. */
static int64_t number(int s) {
    return strtoll(d.printed[s], NULL, 10);
}

/* Sets the sums anew: the total row, the new requests, and each row's own. */
static void add_up(void) {
    for (int m = 0; m < COLUMNS - 1; m++) {
        int64_t total = 0;
        for (int i = GX_GRANTED; i < GX_TOTAL; i++)
            if (d.label[i]) total += number(slot(i, m));
        set(slot(GX_TOTAL, m), total);
        total += number(slot(GX_CARRIED_OUT, m)) - number(slot(GX_CARRIED_IN, m));
        set(slot(GX_NEW, m), total);
    }
    for (int i = 0; i < ROWS; i++) {
        int64_t sum = 0;
        for (int m = 0; m < COLUMNS - 1; m++) sum += number(slot(i, m));
        set(slot(i, GX_R_TOTAL), sum);
    }
}

/* A report with numbers of one to three digits, all different enough. */
static void make(void) {
    uint32_t random = 12345;
    memset(&d, 0, sizeof d);
    for (int i = 0; i < ROWS; i++) d.label[i] = i == GX_OTHER ? NULL : row_labels[i];
    for (int i = 0; i < ROWS; i++)
        for (int m = 0; m < COLUMNS - 1; m++) {
            random = random * 1103515245u + 12345u;
            set(slot(i, m), i == GX_CARRIED_IN ? 30 + m : 1 + (int)(random / 65536 % 700));
        }
    add_up();
    for (int c = 0, sum = 0; c < PROCEEDINGS; c++) {
        random = random * 1103515245u + 12345u;
        int value = c % GX_P_MEASURES == GX_P_TOTAL ? sum : 1 + (int)(random / 65536 % 700);
        sum = c % GX_P_MEASURES == GX_P_TOTAL ? 0 : sum + value;
        set(GX_P_FIRST + c, value);
    }
}

static void put(const char *text) {
    size_t n = strlen(text);
    if (d.n + n >= sizeof d.text) return;
    memcpy(d.text + d.n, text, n + 1);
    d.n += n;
}

static void put_cell(int s) {
    d.start[s] = (uint32_t)d.n;
    put(d.printed[s]);
}

static void put_row(int item) {
    char sum[24];
    const char *group = group_before(item);
    if (group && *d.label[item]) put(group);
    put(d.label[item]);
    for (int m = 0; m < COLUMNS - 1; m++) put_cell(slot(item, m));
    snprintf(sum, sizeof sum, "%lld",
             (long long)(number(slot(item, GX_R_TOTAL)) - number(slot(item, 0))));
    if (d.subtotal) put(sum);
    put_cell(slot(item, GX_R_TOTAL));
}

static void print(void) {
    d.n = 0;
    put("东平县人民政府2022年政府信息公开工作年度报告一、总体情况本年度平稳有序。"
        "二、主动公开政府信息情况第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数"
        "规章000行政规范性文件123第二十条第（五）项信息内容本年处理决定数量行政许可17"
        "第二十条第（六）项信息内容本年处理决定数量行政处罚19行政强制23"
        "三、收到和处理政府信息公开申请情况申请人情况自然人法人或其他组织总计"
        "商业企业科研机构社会公益组织法律服务机构其他");
    if (d.subtotal) put("法人小计");
    for (int i = 0; i < ROWS; i++)
        if (d.label[i]) put_row(i);
    put("四、政府信息公开行政复议、行政诉讼情况行政复议行政诉讼"
        "结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉"
        "结果维持结果纠正其他结果尚未审结总计结果维持结果纠正其他结果尚未审结总计");
    for (int c = 0; c < PROCEEDINGS; c++) put_cell(GX_P_FIRST + c);
    put("五、存在的主要问题及改进情况一是宣传不够。六、其他需要报告的事项无其他事项。"
        "东平县人民政府2023年1月16日");
}

/* ---- judging --------------------------------------------------------------------------------- */

static bool is_mark(int s) {
    return d.printed[s][0] && (d.printed[s][0] < '0' || d.printed[s][0] > '9');
}

/* True where a cell is settled with what is printed for it, in its place. */
static bool is_settled(int s) {
    const gx_cell *cell = &report.cells[s];
    if (!d.printed[s][0] || is_mark(s)) return cell->status == GX_BLANK;
    return cell->status == GX_INFERRED && cell->has_value && cell->value == number(s) &&
           cell->start == d.start[s] && cell->length == strlen(d.printed[s]);
}

/* True where a cell says nothing that is not printed for it. */
static bool is_honest(int s) {
    const gx_cell *cell = &report.cells[s];
    if (cell->status == GX_BLANK) return !d.printed[s][0] || is_mark(s);
    bool claims = cell->status == GX_READ || cell->status == GX_INFERRED;
    return !claims || (d.printed[s][0] && !is_mark(s) && cell->value == number(s));
}

static void read_text(size_t size) {
    CHECK_INT(gx_read(reader, d.text, size, GX_WANT_ALL, &report), GX_OK);
}

/* Reads the report; counts the cells of requests that are not settled. All others are honest. */
static int count_open(void) {
    int open = 0, wrong = 0;
    print();
    read_text(d.n);
    for (int s = GX_R_FIRST; s < GX_SLOTS; s++) {
        bool there = s >= GX_P_FIRST || d.label[(s - GX_R_FIRST) / COLUMNS];
        wrong += there && !is_honest(s);
        open += there && s < GX_P_FIRST && !is_settled(s);
    }
    CHECK_INT(wrong, 0);
    return open;
}

/* ---- whole reports --------------------------------------------------------------------------- */

static void test_whole(void) {
    check_about("whole");
    make();
    CHECK_INT(count_open(), 0);
    CHECK_INT(report.layout, GX_LAYOUT_RUN_ON);
    for (int c = 0; c < PROCEEDINGS; c++) CHECK(is_settled(GX_P_FIRST + c));
    CHECK_STR(report.title, "东平县人民政府2022年政府信息公开工作年度报告");
    CHECK_STR(report.agency, "东平县人民政府");
    CHECK_INT(report.published.day, 16);
}

static void test_empty_cells(void) {
    check_about("empty cells");
    make();
    d.printed[slot(GX_GRANTED, 2)][0] = 0;
    d.printed[slot(GX_GRANTED + 5, 0)][0] = 0;
    d.printed[slot(GX_CARRIED_OUT, 5)][0] = 0;
    add_up();
    CHECK_INT(count_open(), 0);
}

static void test_marks(void) {
    static const char *const marks[] = {"-", "/", "—", "无"};
    check_about("marks");
    make();
    for (int i = 0; i < 4; i++) strcpy(d.printed[slot(GX_GRANTED + 2 * i, 1 + i)], marks[i]);
    add_up();
    CHECK_INT(count_open(), 0);
}

static void test_noughts(void) {
    check_about("a row of noughts");
    make();
    for (int m = 0; m < COLUMNS; m++) set(slot(GX_GRANTED + 3, m), 0);
    add_up();
    CHECK_INT(count_open(), 0);
    d.printed[slot(GX_GRANTED + 3, 4)][0] = 0; /* which of the seven is empty, no sum tells */
    CHECK_INT(count_open(), COLUMNS);
}

static void test_thousands(void) {
    check_about("thousands separators");
    make();
    for (int i = 0; i < ROWS; i++)
        for (int m = 0; m < COLUMNS; m++) {
            char *p = d.printed[slot(i, m)];
            size_t n = strlen(p);
            if (n < 4) continue;
            memmove(p + n - 2, p + n - 3, 4);
            p[n - 3] = ',';
        }
    print();
    read_text(d.n);
    for (int i = 0; i < ROWS; i++) {
        if (!d.label[i]) continue;
        const gx_cell *cell = &report.cells[slot(i, GX_R_TOTAL)];
        CHECK_INT(cell->status, GX_INFERRED);
        CHECK_INT(cell->length, strlen(d.printed[slot(i, GX_R_TOTAL)]));
    }
}

static void test_subtotal(void) {
    check_about("a column for all organisations");
    make();
    d.subtotal = true;
    CHECK_INT(count_open(), 0);
}

/* ---- misprints ------------------------------------------------------------------------------- */

static int count_failures(void) {
    int assessed;
    return gx_count_failures(&report, &assessed);
}

static void test_misprints(void) {
    check_about("a misprint");
    for (int i = GX_NEW; i < ROWS; i++) {
        make();
        if (!d.label[i]) continue;
        char *p = d.printed[slot(i, i % COLUMNS)];
        *p = *p == '9' ? '8' : (char)(*p + 1);
        CHECK_INT(count_open(), 0);
        CHECK(count_failures() >= 2);
    }
    check_about("two misprints");
    make();
    set(slot(GX_GRANTED, 3), number(slot(GX_GRANTED, 3)) + 1000);
    set(slot(GX_GRANTED + 9, 1), number(slot(GX_GRANTED + 9, 1)) + 2000);
    CHECK_INT(count_open(), 0);
}

/* A digit too many behind a number may be a page's or a label's: it is not settled, nor is where
** the number before it ends. */
static void test_stray_digit(void) {
    check_about("a stray digit");
    make();
    strcat(d.printed[slot(GX_GRANTED + 4, GX_R_TOTAL)], "7");
    CHECK_INT(count_open(), 2);
}

static void exchange(int a, int b) {
    char other[sizeof d.printed[0]];
    memcpy(other, d.printed[a], sizeof other);
    memcpy(d.printed[a], d.printed[b], sizeof other);
    memcpy(d.printed[b], other, sizeof other);
}

/* Of each of two rows that have exchanged numbers, that one and those beside it are not settled. */
static void test_exchanged(void) {
    check_about("numbers of two rows exchanged");
    make();
    exchange(slot(GX_GRANTED, 3), slot(GX_GRANTED + 9, 1));
    CHECK_INT(count_open(), 6);
    check_about("numbers of an outcome and of the total exchanged");
    make();
    exchange(slot(GX_GRANTED + 3, 5), slot(GX_TOTAL, 0));
    CHECK(count_open() <= 6);
    check_about("numbers of two rows exchanged beside a column for all organisations");
    make();
    d.subtotal = true;
    exchange(slot(GX_GRANTED, 0), slot(GX_GRANTED + 9, 0));
    CHECK(count_open() <= 2 * COLUMNS);
    check_about("two numbers of a row exchanged");
    make();
    exchange(slot(GX_GRANTED + 6, 1), slot(GX_GRANTED + 6, 4));
    CHECK_INT(count_open(), 2);
}

/* Without its label, a row's digits run into those of the row before. */
static void test_lost_label(void) {
    check_about("one label lost");
    for (int i = GX_GRANTED + 1; i < GX_TOTAL; i++) {
        make();
        if (!d.label[i] || i == GX_OTHER_UNCORRECTED) continue;
        d.label[i] = "";
        CHECK_INT(count_open(), 0);
    }
}

static void test_lost_cell(void) {
    check_about("a lost cell");
    make();
    d.printed[slot(GX_GRANTED + 6, 2)][0] = 0; /* its row and column no longer add up */
    CHECK_INT(count_open(), 1);
    CHECK_INT(report.cells[slot(GX_GRANTED + 6, 2)].status, GX_DOUBTFUL);
}

/* ---- damage ---------------------------------------------------------------------------------- */

static void test_lost_labels(void) {
    check_about("a lost label");
    for (int i = 0; i < ROWS; i++) {
        make();
        if (!d.label[i]) continue;
        d.label[i] = "";
        print();
        read_text(d.n);
        int wrong = 0;
        for (int s = GX_R_FIRST; s < GX_SLOTS; s++) wrong += !is_honest(s);
        CHECK_INT(wrong, 0);
    }
}

static void test_cut_off(void) {
    check_about("cut off");
    make();
    d.printed[slot(GX_GRANTED + 2, 3)][0] = 0;
    add_up();
    print();
    int wrong = 0;
    for (size_t size = d.n; size > 1200; size--) {
        if (gx_read(reader, d.text, size, GX_WANT_TABLES, &report) != GX_OK) wrong++;
        for (int s = GX_R_FIRST; s < GX_SLOTS; s++) wrong += !is_honest(s);
    }
    CHECK_INT(wrong, 0);
}

static void test_no_memory(void) {
    check_about("no memory");
    make();
    print();
    long served = 0, refused = 1;
    while (refused && served < 1000) {
        gx_reader *fresh = gx_reader_new();
        if (!CHECK(fresh != NULL)) return;
        check_fail_after(served++, true);
        gx_rc rc = gx_read(fresh, d.text, d.n, GX_WANT_TABLES, &report);
        refused = check_fail_never();
        CHECK_INT(rc, refused ? GX_NOMEM : GX_OK);
        gx_reader_free(fresh);
    }
}

int main(void) {
    reader = gx_reader_new();
    if (!CHECK(reader != NULL)) return check_end();
    test_whole();
    test_empty_cells();
    test_marks();
    test_noughts();
    test_thousands();
    test_subtotal();
    test_misprints();
    test_stray_digit();
    test_exchanged();
    test_lost_label();
    test_lost_cell();
    test_lost_labels();
    test_cut_off();
    test_no_memory();
    gx_reader_free(reader);
    CHECK_INT(check_memory.live, 0);
    return check_end();
}
