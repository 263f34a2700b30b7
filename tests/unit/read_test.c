/*
** read_test.c: whole reports, from text to cells.
**
** In: reports that are printed here, in seven layouts, with numbers that are all different and
** consistent, so that a cell in another's place shows. Out: each cell compared with what was
** printed for it. Then the same reports with blanks, page breaks, strange rows and columns, and
** lost labels and cells: where not all can be known, no value may be wrong.
*/
#include "check.h"
#include "report.h"
#include "rows.h"

#include <stdlib.h>

typedef enum style { LINES, TIGHT, BARS, BAR_ROWS, TABS, MARKDOWN, ROWS, STYLES } style;
static const char *const style_names[] = {"one cell a line, blank lines between",
                                          "one cell a line",
                                          "one cell a line, closed by a bar",
                                          "one row a line, bars",
                                          "one row a line, tabs",
                                          "markdown",
                                          "one row a line, spaces"};

/* What a report is like. */
typedef struct plan {
    style style;
    bool split;                  /* （六） has three rows */
    bool form_2019;              /* section two of the older form */
    bool blank[GX_SLOTS];        /* the cell is there, and empty */
    const char *mark;            /* what an empty cell prints; "" for nothing */
    bool unlabelled[GX_R_ITEMS]; /* the row's label is lost */
    bool page[GX_R_ITEMS];       /* a page number and the table's head before this row */
    bool extra;                  /* rows that no form has */
    bool group_sums;             /* numbers of their own in the group rows */
} plan;

/* A report: what was printed, and where each cell has its value. */
typedef struct doc {
    char text[32768];
    size_t n;
    const plan *plan;
    bool in_row;
    int64_t value[GX_SLOTS];
    bool printed[GX_SLOTS];
} doc;

static gx_reader *reader;

/* ---- printing -------------------------------------------------------------------------------- */

static void put(doc *d, const char *text) {
    size_t n = strlen(text);
    if (d->n + n + 1 > sizeof d->text) return;
    memcpy(d->text + d->n, text, n + 1);
    d->n += n;
}

static void put_cell(doc *d, const char *text) {
    static const char *const behind[STYLES] = {"\n\n", "\n", " |\n", " | ", "\t", " | ", " "};
    if (!d->in_row && d->plan->style == MARKDOWN) put(d, "| ");
    d->in_row = true;
    put(d, text);
    if (!*text && d->plan->style == LINES)
        put(d, "\n"); /* an empty cell is one blank line more */
    else
        put(d, behind[d->plan->style]);
}

static void end_row(doc *d) {
    if (d->plan->style >= BAR_ROWS) put(d, "\n");
    d->in_row = false;
}

static void put_value(doc *d, int slot, int64_t value) {
    char number[32];
    d->value[slot] = value;
    d->printed[slot] = true;
    snprintf(number, sizeof number, "%lld", (long long)value);
    put_cell(d, d->plan->blank[slot] ? d->plan->mark : number);
}

static void put_row(doc *d, const char *const *cells, int n) {
    for (int i = 0; i < n; i++) put_cell(d, cells[i]);
    end_row(d);
}

/* ---- section two ----------------------------------------------------------------------------- */

typedef struct line {
    const char *label;
    int item;
    int measures[3];
    int n; /* 0: a head, with the labels of these measures */
} line;

static const line lines_2021[] = {
    {"信息内容", 0, {GX_ISSUED, GX_REPEALED, GX_IN_FORCE}, 0},
    {"规章", GX_RULES, {GX_ISSUED, GX_REPEALED, GX_IN_FORCE}, 3},
    {"行政规范性文件", GX_NORMATIVE, {GX_ISSUED, GX_REPEALED, GX_IN_FORCE}, 3},
    {"信息内容", 0, {GX_DECISIONS, -1, -1}, 0},
    {"行政许可", GX_LICENSING, {GX_DECISIONS}, 1},
    {"行政处罚", GX_PENALTIES, {GX_DECISIONS}, 1},
    {"行政强制", GX_COMPULSION, {GX_DECISIONS}, 1},
    {"信息内容", 0, {GX_AMOUNT, -1, -1}, 0},
    {"行政事业性收费", GX_FEES, {GX_AMOUNT}, 1},
};

static const line lines_2019[] = {
    {"信息内容", 0, {GX_CREATED, GX_DISCLOSED, GX_DISCLOSED_TOTAL}, 0},
    {"规章", GX_RULES, {GX_CREATED, GX_DISCLOSED, GX_DISCLOSED_TOTAL}, 3},
    {"规范性文件", GX_NORMATIVE, {GX_CREATED, GX_DISCLOSED, GX_DISCLOSED_TOTAL}, 3},
    {"信息内容", 0, {GX_PRIOR_ITEMS, GX_ITEMS_CHANGE, GX_DECISIONS}, 0},
    {"行政许可", GX_LICENSING, {GX_PRIOR_ITEMS, GX_ITEMS_CHANGE, GX_DECISIONS}, 3},
    {"其他对外管理服务事项", GX_OTHER_SERVICES, {GX_PRIOR_ITEMS, GX_ITEMS_CHANGE, GX_DECISIONS}, 3},
    {"行政处罚", GX_PENALTIES, {GX_PRIOR_ITEMS, GX_ITEMS_CHANGE, GX_DECISIONS}, 3},
    {"行政强制", GX_COMPULSION, {GX_PRIOR_ITEMS, GX_ITEMS_CHANGE, GX_DECISIONS}, 3},
    {"信息内容", 0, {GX_PRIOR_ITEMS, GX_ITEMS_CHANGE, -1}, 0},
    {"行政事业性收费", GX_FEES, {GX_PRIOR_ITEMS, GX_ITEMS_CHANGE}, 2},
    {"信息内容", 0, {GX_PROJECTS, GX_AMOUNT, -1}, 0},
    {"政府集中采购", GX_PROCUREMENT, {GX_PROJECTS, GX_AMOUNT}, 2},
};

static const char *head_of(const plan *p, int measure) {
    if (measure == GX_DECISIONS) return p->form_2019 ? "处理决定数量" : "本年处理决定数量";
    if (measure == GX_AMOUNT) return p->form_2019 ? "采购总金额" : "本年收费金额（单位：万元）";
    return gx_tables[GX_DISCLOSURES].measures[measure].label[p->form_2019 ? 0 : 1];
}

static void print_disclosures(doc *d) {
    const line *lines = d->plan->form_2019 ? lines_2019 : lines_2021;
    int n = d->plan->form_2019 ? 12 : 9;
    put(d, "二、主动公开政府信息情况\n\n");
    for (int i = 0; i < n; i++) {
        const line *l = &lines[i];
        put_cell(d, l->label);
        for (int c = 0; l->n == 0 && c < 3; c++)
            if (l->measures[c] >= 0) put_cell(d, head_of(d->plan, l->measures[c]));
        for (int c = 0; c < l->n; c++)
            put_value(d, gx_slot(GX_DISCLOSURES, l->item, l->measures[c]), 2000 + 10 * i + c);
        end_row(d);
        if (d->plan->extra && i == 2)
            put_row(d, (const char *[]){"其他主动公开文件", "71", "72", "73"}, 4);
    }
    put(d, "\n");
}

/* ---- section three --------------------------------------------------------------------------- */

static bool has_row(const plan *p, int item) {
    if (item == GX_OTHER) return !p->split;
    return p->split || is_of_2019(item);
}

/* The six applicants' numbers: all different, and the identities hold. Blanks count as nought. */
static int64_t applicant(const plan *p, int item, int m) {
    if (p->blank[gx_slot(GX_REQUESTS, item, m)]) return 0;
    if (item == GX_CARRIED_IN) return 501 + 11 * m;
    if (item == GX_CARRIED_OUT) return 603 + 13 * m;
    if (item >= GX_GRANTED && item < GX_TOTAL) return 101 + 7 * item + m;
    int64_t total = 0;
    for (int i = GX_GRANTED; i < GX_TOTAL; i++)
        if (has_row(p, i)) total += applicant(p, i, m);
    if (item == GX_TOTAL) return total;
    return total + applicant(p, GX_CARRIED_OUT, m) - applicant(p, GX_CARRIED_IN, m);
}

static int64_t request(const plan *p, int item, int m) {
    int64_t total = 0;
    if (m < GX_R_TOTAL) return applicant(p, item, m);
    for (int a = 0; a < GX_R_TOTAL; a++) total += applicant(p, item, a);
    return total;
}

static void print_head(doc *d) {
    put_row(d, (const char *[]){"申请人情况"}, 1);
    put_row(d, (const char *[]){"自然人", "法人或其他组织", "总计"}, 3);
    put_row(d, (const char *[]){"商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"}, 5);
}

/* A group's label, with the sums of its rows where the plan has them; those stand in a row. */
static void print_group(doc *d, int first) {
    int last = first;
    put_cell(d, group_before(first));
    if (!d->plan->group_sums || first == GX_GRANTED) return;
    do last++;
    while (has_row(d->plan, last) && !group_before(last) && last != GX_OTHER && last != GX_TOTAL);
    for (int m = 0; m < GX_R_MEASURES; m++) {
        int64_t sum = 0;
        char number[32];
        for (int i = first; i < last; i++) sum += request(d->plan, i, m);
        snprintf(number, sizeof number, "%lld", (long long)sum);
        put_cell(d, number);
    }
    end_row(d);
}

static void print_requests(doc *d) {
    put(d, "三、收到和处理政府信息公开申请情况\n\n");
    print_head(d);
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!has_row(d->plan, i)) continue;
        if (d->plan->page[i]) {
            put(d, "\n- 3 -\n\f\n");
            print_head(d);
        }
        if (group_before(i)) print_group(d, i);
        if (!d->plan->unlabelled[i]) put_cell(d, row_labels[i]);
        for (int m = 0; m < GX_R_MEASURES; m++)
            put_value(d, gx_slot(GX_REQUESTS, i, m), request(d->plan, i, m));
        end_row(d);
    }
    put(d, "\n");
}

/* ---- section four, and all ------------------------------------------------------------------- */

static void print_proceedings(doc *d) {
    static const char *const results[] = {"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"};
    put(d, "四、政府信息公开行政复议、行政诉讼情况\n\n");
    put_row(d, (const char *[]){"行政复议", "行政诉讼"}, 2);
    put_row(d, (const char *[]){"未经复议直接起诉", "复议后起诉"}, 2);
    for (int i = 0; i < 15; i++) put_cell(d, results[i % 5]);
    end_row(d);
    for (int i = 0; i < GX_P_ITEMS; i++) {
        int64_t total = 0;
        for (int m = 0; m < GX_P_TOTAL; m++) {
            int64_t value = 41 + 17 * i + 3 * m;
            put_value(d, gx_slot(GX_PROCEEDINGS, i, m), value);
            total += value;
        }
        put_value(d, gx_slot(GX_PROCEEDINGS, i, GX_P_TOTAL), total);
    }
    end_row(d);
    put(d, "\n");
}

static doc *print(const plan *p) {
    static doc made;
    memset(&made, 0, sizeof made);
    made.plan = p;
    put(&made, "桃源镇2022年政府信息公开工作年度报告\n\n一、总体情况\n\n"
               "本年度主动公开政府信息96条，收到申请8件。\n\n");
    print_disclosures(&made);
    print_requests(&made);
    print_proceedings(&made);
    put(&made, "五、存在的主要问题及改进情况\n\n公开内容有待充实。\n\n"
               "六、其他需要报告的事项\n\n收取信息处理费0元。\n");
    return &made;
}

/* ---- comparing ------------------------------------------------------------------------------- */

static gx_report read_text(const char *text, size_t size) {
    gx_report report;
    memset(&report, 0xAA, sizeof report);
    CHECK_INT(gx_read(reader, text, size, GX_WANT_ALL, &report), GX_OK);
    return report;
}

static bool is_value(const gx_cell *cell, int64_t value) {
    return cell->has_value && cell->scale == 0 && cell->value == value;
}

static void describe(int slot, const gx_cell *cell, char *out, size_t room) {
    for (int t = GX_TOPICS - 1; t >= 0; t--) {
        const gx_table *table = &gx_tables[t];
        if (slot < table->first) continue;
        int item = (slot - table->first) / table->n_measures;
        snprintf(out, room, "%s.%s.%s is %s %lld", table->code, table->items[item].code,
                 table->measures[(slot - table->first) % table->n_measures].code,
                 gx_status_names[cell->status], cell->has_value ? (long long)cell->value : -1);
        return;
    }
}

/* Every cell as printed, and its place in the text. */
static void expect_all(const plan *p) {
    doc *d = print(p);
    gx_report report = read_text(d->text, d->n);
    CHECK(report.is_report);
    for (int s = 0; s < GX_SLOTS; s++) {
        const gx_cell *cell = &report.cells[s];
        char what[256], number[32];
        describe(s, cell, what, sizeof what);
        if (!d->printed[s]) {
            check_count(cell->status == GX_MISSING, __FILE__, __LINE__, what);
        } else if (p->blank[s]) {
            check_count(cell->status == GX_BLANK && !cell->has_value, __FILE__, __LINE__, what);
        } else {
            int n = snprintf(number, sizeof number, "%lld", (long long)d->value[s]);
            bool right = cell->status == GX_READ && is_value(cell, d->value[s]);
            check_count(right, __FILE__, __LINE__, what);
            if (right) CHECK_BYTES(d->text + cell->start, cell->length, number, (size_t)n);
        }
    }
}

/* No cell says what was not printed for it. Returns how many cells have their value. */
static int expect_none_wrong(const doc *d, const gx_report *report) {
    int right = 0;
    for (int s = 0; s < GX_SLOTS; s++) {
        const gx_cell *cell = &report->cells[s];
        char what[256];
        bool says = cell->status == GX_READ || cell->status == GX_INFERRED;
        bool wrong = says && !(d->printed[s] && !d->plan->blank[s] && is_value(cell, d->value[s]));
        if (cell->status == GX_BLANK) wrong = !d->printed[s] || !d->plan->blank[s];
        describe(s, cell, what, sizeof what);
        check_count(!wrong, __FILE__, __LINE__, what);
        right += says && !wrong;
    }
    return right;
}

/* ---- all cells ------------------------------------------------------------------------------- */

static void test_layouts(void) {
    for (int s = 0; s < STYLES; s++) {
        for (int variant = 0; variant < 4; variant++) {
            plan p = {.style = (style)s, .split = variant & 1, .form_2019 = variant & 2};
            check_about(style_names[s]);
            expect_all(&p);
            gx_report report = read_text(print(&p)->text, print(&p)->n);
            CHECK_STR(gx_form_names[report.form], variant & 2 ? "2019" : "2021");
            CHECK_INT(report.other_split, variant & 1);
            int assessed;
            CHECK_INT(gx_count_failures(&report, &assessed), 0);
            CHECK_INT(assessed, variant & 1 ? 42 : 40);
        }
    }
    check_about(NULL);
}

static void blank_some(plan *p) {
    static const int items[] = {GX_CARRIED_IN, GX_PARTIAL, GX_REFUSED_FIRST + 2, GX_OTHER_MISC};
    for (int i = 0; i < 4; i++) p->blank[gx_slot(GX_REQUESTS, items[i], 1 + i)] = true;
    p->blank[gx_slot(GX_REQUESTS, GX_GRANTED, 2)] = true;
    p->blank[gx_slot(GX_REQUESTS, GX_GRANTED, 4)] = true;
    p->blank[gx_slot(GX_REQUESTS, GX_REFUSED_FIRST, 0)] = true;
}

/* Cells that print a dash, a slash or 无 are blank in every layout. */
static void test_marked_blanks(void) {
    static const char *const marks[] = {"-", "—", "——", "/", "／", "无"};
    for (int s = 0; s < STYLES; s++) {
        for (size_t m = 0; m < sizeof marks / sizeof marks[0]; m++) {
            plan p = {.style = (style)s, .split = true, .mark = marks[m]};
            blank_some(&p);
            p.blank[gx_slot(GX_DISCLOSURES, GX_RULES, GX_REPEALED)] = true;
            p.blank[gx_slot(GX_PROCEEDINGS, 1, 3)] = true;
            p.blank[gx_slot(GX_REQUESTS, GX_TOTAL, GX_R_TOTAL)] = true;
            check_about(style_names[s]);
            expect_all(&p);
        }
    }
    check_about(NULL);
}

/* Cells with nothing in them show by what separates their neighbours. */
static void test_empty_blanks(void) {
    static const style styles[] = {LINES, TIGHT, BARS, BAR_ROWS, TABS, MARKDOWN};
    for (size_t s = 0; s < sizeof styles / sizeof styles[0]; s++) {
        plan p = {.style = styles[s], .split = true, .mark = ""};
        blank_some(&p);
        check_about(style_names[styles[s]]);
        expect_all(&p);
    }
    check_about(NULL);
}

static void test_page_breaks(void) {
    for (int s = 0; s < STYLES; s++) {
        plan p = {.style = (style)s, .split = true};
        p.page[GX_REFUSED_FIRST + 3] = p.page[GX_UNPROCESSED_FIRST] = p.page[GX_TOTAL] = true;
        check_about(style_names[s]);
        expect_all(&p);
    }
    check_about(NULL);
}

static void test_extra_rows(void) {
    for (int s = 0; s < STYLES; s++) {
        plan p = {.style = (style)s, .split = true, .extra = true};
        check_about(style_names[s]);
        expect_all(&p);
    }
    check_about(NULL);
}

/* Sums in the rows of the groups belong to none of the form's cells. */
static void test_group_sums(void) {
    for (int s = 0; s < STYLES; s++) {
        for (int split = 0; split < 2; split++) {
            plan p = {.style = (style)s, .split = split, .group_sums = true};
            check_about(style_names[s]);
            expect_all(&p);
        }
    }
    check_about(NULL);
}

/* ---- what cannot all be known ---------------------------------------------------------------- */

/* One row's label is lost: its numbers are not given to another row. */
static void test_lost_labels(void) {
    for (int s = 0; s < STYLES; s++) {
        for (int i = 0; i < GX_R_ITEMS; i++) {
            plan p = {.style = (style)s, .split = true};
            if (!has_row(&p, i)) continue;
            char what[200];
            snprintf(what, sizeof what, "%s, without %s", style_names[s], row_labels[i]);
            check_about(what);
            p.unlabelled[i] = true;
            doc *d = print(&p);
            gx_report report = read_text(d->text, d->n);
            CHECK(expect_none_wrong(d, &report) >= 200 - 3 * GX_R_MEASURES);
        }
    }
    check_about(NULL);
}

/* The text is cut off at any byte: what is read is what was printed before. The copy is as long as
** it says, so that reading behind it shows under a sanitizer. */
static void test_cut_off(void) {
    for (int s = 0; s < STYLES; s++) {
        plan p = {.style = (style)s, .split = true};
        doc *d = print(&p);
        for (size_t size = 0; size < d->n; size += 37) {
            char *copy = malloc(size ? size : 1);
            if (!CHECK(copy != NULL)) return;
            char what[100];
            snprintf(what, sizeof what, "%s, %zu bytes", style_names[s], size);
            check_about(what);
            memcpy(copy, d->text, size);
            gx_report report = read_text(copy, size);
            expect_none_wrong(d, &report);
            free(copy);
        }
    }
    check_about(NULL);
}

/* Sums that the report prints wrongly are read as printed. */
static void test_printed_wrongly(void) {
    plan p = {.style = LINES, .split = true};
    doc *d = print(&p);
    int slot = gx_slot(GX_REQUESTS, GX_GRANTED, GX_R_TOTAL);
    char number[32];
    snprintf(number, sizeof number, "\n%lld\n", (long long)d->value[slot]);
    char *at = strstr(d->text, number);
    if (!CHECK(at != NULL)) return;
    at[1] = '9';
    d->value[slot] = strtoll(at + 1, NULL, 10);
    gx_report report = read_text(d->text, d->n);
    int assessed;
    CHECK_INT(expect_none_wrong(d, &report), 200);
    CHECK_INT(report.cells[slot].status, GX_READ);
    CHECK_INT(gx_count_failures(&report, &assessed), 2);
}

/* ---- numbers as they are printed ------------------------------------------------------------- */

/* Replaces the first `from` behind `after` by `to`. */
static void replace(doc *d, const char *after, const char *from, const char *to) {
    char *at = strstr(d->text, after);
    at = at ? strstr(at + strlen(after), from) : NULL;
    if (!CHECK(at != NULL)) return;
    size_t old = strlen(from), new = strlen(to);
    memmove(at + new, at + old, d->n - (size_t)(at - d->text) - old + 1);
    memcpy(at, to, new);
    d->n = d->n - old + new;
}

static void expect_cell(const gx_report *report, const doc *d, int slot, int64_t value, int scale,
                        gx_unit unit, const char *printed) {
    const gx_cell *cell = &report->cells[slot];
    check_about(printed);
    CHECK_STR(gx_status_names[cell->status], "read");
    CHECK(cell->has_value);
    CHECK_INT(cell->value, value);
    CHECK_INT(cell->scale, scale);
    CHECK_INT(cell->unit, unit);
    CHECK_BYTES(d->text + cell->start, cell->length, printed, strlen(printed));
    check_about(NULL);
}

static void test_numbers(void) {
    int fees = gx_slot(GX_DISCLOSURES, GX_FEES, GX_AMOUNT);
    int rules = gx_slot(GX_DISCLOSURES, GX_RULES, GX_ISSUED);
    static const struct {
        const char *printed;
        int64_t value;
        int scale;
        gx_unit unit;
    } amounts[] = {
        {"7730.28", 773028, 2, GX_UNIT_WAN_YUAN},
        {"160.5964万元", 1605964, 4, GX_UNIT_WAN_YUAN},
        {"251000元", 251000, 0, GX_UNIT_YUAN},
        {"1,234.5", 12345, 1, GX_UNIT_WAN_YUAN},
        {"0", 0, 0, GX_UNIT_WAN_YUAN},
        {"８８．１", 881, 1, GX_UNIT_WAN_YUAN},
    };
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
        plan p = {.style = LINES, .split = true};
        doc *d = print(&p);
        replace(d, "行政事业性收费", "2080", amounts[i].printed);
        replace(d, "规章", "2010", "３，２５９");
        gx_report report = read_text(d->text, d->n);
        const char *unit = strstr(amounts[i].printed, "万元");
        if (!unit) unit = strstr(amounts[i].printed, "元");
        char number[32];
        size_t n = unit ? (size_t)(unit - amounts[i].printed) : strlen(amounts[i].printed);
        snprintf(number, sizeof number, "%.*s", (int)n, amounts[i].printed);
        check_about(amounts[i].printed);
        CHECK_INT(report.cells[fees].length >= n, 1);
        CHECK_BYTES(d->text + report.cells[fees].start, n, number, n);
        CHECK_INT(report.cells[fees].value, amounts[i].value);
        CHECK_INT(report.cells[fees].scale, amounts[i].scale);
        CHECK_INT(report.cells[fees].unit, amounts[i].unit);
        CHECK_STR(gx_status_names[report.cells[fees].status], "read");
        expect_cell(&report, d, rules, 3259, 0, GX_UNIT_NONE, "３，２５９");
    }
}

static void test_signs(void) {
    plan p = {.style = TABS, .form_2019 = true};
    doc *d = print(&p);
    replace(d, "行政许可", "2041", "+2");
    replace(d, "行政处罚", "2061", "-8");
    replace(d, "行政强制", "2071", "－3");
    gx_report report = read_text(d->text, d->n);
    expect_cell(&report, d, gx_slot(GX_DISCLOSURES, GX_LICENSING, GX_ITEMS_CHANGE), 2, 0,
                GX_UNIT_NONE, "+2");
    expect_cell(&report, d, gx_slot(GX_DISCLOSURES, GX_PENALTIES, GX_ITEMS_CHANGE), -8, 0,
                GX_UNIT_NONE, "-8");
    expect_cell(&report, d, gx_slot(GX_DISCLOSURES, GX_COMPULSION, GX_ITEMS_CHANGE), -3, 0,
                GX_UNIT_NONE, "－3");
    expect_cell(&report, d, gx_slot(GX_DISCLOSURES, GX_PROCUREMENT, GX_AMOUNT), 2111, 0,
                GX_UNIT_NONE, "2111");
}

/* A number that no count can be has no value, and none is made up. */
static void test_impossible_numbers(void) {
    static const char *const odd[] = {"99999999999999999999", "1.2.3", "12\xFF"};
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        plan p = {.style = LINES, .split = true};
        doc *d = print(&p);
        replace(d, "行政许可", "2040", odd[i]);
        gx_report report = read_text(d->text, d->n);
        const gx_cell *cell = &report.cells[gx_slot(GX_DISCLOSURES, GX_LICENSING, GX_DECISIONS)];
        check_about(odd[i]);
        CHECK(cell->status == GX_DOUBTFUL || cell->status == GX_MISSING);
    }
    check_about(NULL);
}

/* ---- no reports ------------------------------------------------------------------------------ */

static void expect_no_report(const char *label, const char *text, size_t size) {
    check_about(label);
    gx_report report = read_text(text, size);
    CHECK(!report.is_report);
    check_about(NULL);
}

static void test_no_reports(void) {
    static const char poem[] = "静夜思\n床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n";
    static const char news[] = "县政府召开政府信息公开工作推进会\n2023年5月6日，会议指出，"
                               "要做好2022年度政府信息公开工作年度报告的编制，"
                               "全年主动公开政府信息253条，行政许可12件，行政处罚3件。\n";
    expect_no_report("nothing", "", 0);
    expect_no_report("a poem", poem, sizeof poem - 1);
    expect_no_report("news", news, sizeof news - 1);
    expect_no_report("a number", "7", 1);
    size_t size = 10 * 1000 * 1000;
    char *noughts = malloc(size);
    if (!CHECK(noughts != NULL)) return;
    memset(noughts, '0', size);
    expect_no_report("digits", noughts, size);
    for (size_t i = 1; i < size; i += 2) noughts[i] = '\n';
    expect_no_report("noughts, one a line", noughts, size);
    memset(noughts, 0, size);
    expect_no_report("bytes of nought", noughts, size);
    free(noughts);
}

/* ---- parts, and memory ----------------------------------------------------------------------- */

/* What is read for less is the same as far as it goes. */
static void test_wants(void) {
    plan p = {.style = LINES, .split = true};
    doc *d = print(&p);
    gx_report all = read_text(d->text, d->n);
    for (int t = 0; t < GX_TOPICS; t++) {
        gx_report report;
        const gx_table *table = &gx_tables[t];
        CHECK_INT(gx_read(reader, d->text, d->n, 1u << t, &report), GX_OK);
        CHECK(report.is_report);
        for (int s = 0; s < table->n_items * table->n_measures; s++) {
            const gx_cell *a = &all.cells[table->first + s], *b = &report.cells[table->first + s];
            CHECK(a->status == b->status && a->value == b->value && a->start == b->start);
        }
    }
}

/* Memory runs out at each allocation in turn: it is said, nothing leaks, and the reader goes on. */
static void test_no_memory(void) {
    plan p = {.style = LINES, .split = true};
    doc *d = print(&p);
    long live = check_memory.live, refused = 1, served = 0;
    while (refused && served < 1000) {
        gx_report report;
        check_fail_after(served++, true);
        gx_reader *fresh = gx_reader_new();
        gx_rc rc = fresh ? gx_read(fresh, d->text, d->n, GX_WANT_ALL, &report) : GX_NOMEM;
        refused = check_fail_never();
        CHECK_INT(rc, refused ? GX_NOMEM : GX_OK);
        if (fresh) {
            CHECK_INT(gx_read(fresh, d->text, d->n, GX_WANT_ALL, &report), GX_OK);
            CHECK_INT(expect_none_wrong(d, &report), 200);
        }
        gx_reader_free(fresh);
        CHECK_INT(check_memory.live, live);
    }
    CHECK(served > 5);
}

/* Once the reader has grown, it allocates nothing more. */
static void test_steady(void) {
    plan p = {.style = LINES, .split = true};
    doc *d = print(&p);
    read_text(d->text, d->n);
    long calls = check_memory.calls;
    for (int i = 0; i < 10; i++) read_text(d->text, d->n);
    CHECK_INT(check_memory.calls, calls);
}

int main(void) {
    reader = gx_reader_new();
    if (!CHECK(reader != NULL)) return check_end();
    test_layouts();
    test_marked_blanks();
    test_empty_blanks();
    test_page_breaks();
    test_extra_rows();
    test_group_sums();
    test_lost_labels();
    test_cut_off();
    test_printed_wrongly();
    test_numbers();
    test_signs();
    test_impossible_numbers();
    test_no_reports();
    test_wants();
    test_no_memory();
    test_steady();
    gx_reader_free(reader);
    CHECK_INT(check_memory.live, 0);
    return check_end();
}
