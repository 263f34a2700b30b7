/*
** blocks_test.c: reports whose requests are handed out as blocks of numbers, from text to cells.
**
** In: tables that are printed here as tools print them that follow the ink of a PDF: the labels
** first, then piece by piece of the columns, blank lines between. Out: every cell as it was
** printed, or none where a number is lost, and a doubtful row where one is wrong.
*/
#include "check.h"
#include "report.h"
#include "rows.h"

#include <stdlib.h>

enum { ROWS = 25, COLUMNS = GX_R_MEASURES, MAX_BANDS = 8 };

/* How the table is cut into bands of rows, and in which order their columns are printed. */
typedef struct plan {
    int height[MAX_BANDS];
    bool together[MAX_BANDS]; /* this band and the next are printed column by column */
    bool displaced; /* of the first band three columns come first, the others at the end */
    bool merged;    /* the first band's second and third column are one block */
    int lost;       /* the value that is left out, by its number; 0: none */
    int wrong;      /* the value that is printed one too high; 0: none */
} plan;

static gx_reader *reader;
static int64_t table[ROWS][COLUMNS];
static int printed; /* values so far */
static char text[16384];
static size_t size;

/* ---- printing -------------------------------------------------------------------------------- */

static void put(const char *line) {
    int n = snprintf(text + size, sizeof text - size, "%s\n", line);
    if (n > 0 && size + (size_t)n < sizeof text) size += (size_t)n;
}

static void put_value(const plan *p, int row, int column) {
    char line[32];
    if (++printed == p->lost) return;
    snprintf(line, sizeof line, "%lld",
             (long long)table[row][column] + (printed == p->wrong ? 1 : 0));
    put(line);
}

static void put_block(const plan *p, int row, int height, int column) {
    for (int r = 0; r < height; r++) put_value(p, row + r, column);
    put("");
}

/* The blocks of one band, or of two that are printed together. */
static void put_bands(const plan *p, int row, int height, int next) {
    bool first = row == 0;
    int begin = first && p->displaced ? 1 : 0, end = first && p->displaced ? 4 : COLUMNS;
    for (int c = begin; c < end; c++) {
        if (first && p->merged && c == 1) {
            for (int r = 0; r < height; r++) put_value(p, row + r, 1), put_value(p, row + r, 2);
            put("");
            c++;
            continue;
        }
        put_block(p, row, height, c);
        if (next) put_block(p, row + height, next, c);
    }
}

/* A table whose sums hold, with another number in every cell. */
static void fill_table(uint32_t seed) {
    memset(table, 0, sizeof table);
    for (int c = 0; c < COLUMNS - 1; c++) {
        for (int r = 2; r < ROWS - 2; r++) {
            seed = seed * 1103515245u + 12345u;
            table[r][c] = 1 + (seed >> 16) % 900;
            table[ROWS - 2][c] += table[r][c];
        }
        table[ROWS - 1][c] = 3 + c * 11;
        table[1][c] = 5 + c * 7;
        table[0][c] = table[ROWS - 2][c] + table[ROWS - 1][c] - table[1][c];
    }
    for (int r = 0; r < ROWS; r++)
        for (int c = 0; c < COLUMNS - 1; c++) table[r][COLUMNS - 1] += table[r][c];
}

static void print_report(const plan *p) {
    size = 0;
    printed = 0;
    put("云岭县人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n本年度工作平稳。\n");
    put("三、收到和处理政府信息公开申请情况\n申请人情况\n自然人\n法人或其他组织\n总计\n");
    for (int i = 0; i < GX_R_ITEMS; i++)
        if (i != GX_OTHER) put(row_labels[i]);
    put("");
    for (int b = 0, row = 0; b < MAX_BANDS && p->height[b]; b++) {
        int next = p->together[b] ? p->height[b + 1] : 0;
        put_bands(p, row, p->height[b], next);
        row += p->height[b] + next;
        b += next != 0;
    }
    for (int c = 0; c < COLUMNS && p->displaced; c++)
        if (c < 1 || c > 3) put_block(p, 0, p->height[0], c);
    put("四、政府信息公开行政复议、行政诉讼情况\n本年度无。");
}

/* ---- comparing ------------------------------------------------------------------------------- */

static int item_of(int row) {
    return row < GX_OTHER ? row : row + 1; /* the single row （六）is not there */
}

/* Counts the cells that are read as they are in the table; none may be read otherwise. */
static int count_right(const plan *p) {
    gx_report report;
    int right = 0;
    print_report(p);
    CHECK(gx_read(reader, text, size, GX_WANT_TABLES, &report) == GX_OK);
    for (int r = 0; r < ROWS; r++) {
        for (int c = 0; c < COLUMNS; c++) {
            const gx_cell *cell = &report.cells[gx_slot(GX_REQUESTS, item_of(r), c)];
            if (cell->status != GX_READ) continue;
            right += cell->value == table[r][c];
            CHECK_INT(cell->value, table[r][c]);
            CHECK_INT(strtoll(text + cell->start, NULL, 10), cell->value);
        }
    }
    return right;
}

static void test_whole(void) {
    static const plan plans[] = {
        {.height =
             {
                 1,
                 1,
                 1,
                 1,
                 10,
                 4,
                 1,
                 1,
             },
         .displaced = false},
        {.height = {3, 1, 15, 1, 1, 1, 3}},
        {.height = {3, 1, 15, 1, 1, 1, 3}, .displaced = true},
        {.height = {3, 1, 15, 2, 4}, .merged = true},
        {.height = {4, 2, 2, 1, 1, 15}, .together = {false, true, false, true}},
        {.height = {25}},
    };
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++) {
        plan p = plans[i];
        int rows = 0, bands = 0;
        while (bands < MAX_BANDS && p.height[bands]) rows += p.height[bands++];
        if (rows < ROWS) p.height[bands - 1] += ROWS - rows;
        for (uint32_t seed = 1; seed <= 5; seed++) {
            fill_table(seed);
            /* two numbers that may have changed places are doubtful */
            CHECK(count_right(&p) >= ROWS * COLUMNS - 2);
        }
    }
}

/* A value that is not there is inferred where row and column agree on it, and the others are read;
** else its row and its column may be doubtful, or all is. */
static void test_lost(void) {
    int found = 0;
    fill_table(7);
    for (int lost = 1; lost <= ROWS * COLUMNS; lost += 13) {
        plan p = {.height = {3, 1, 15, 1, 1, 1, 3}, .lost = lost};
        int right = count_right(&p);
        CHECK(right == 0 || right >= (ROWS - 1) * (COLUMNS - 1));
        found += right == ROWS * COLUMNS - 1;
    }
    CHECK(found > 0);
}

/* A wrong number is read as it is printed, for its row and its column show it, and no other. */
static void test_wrong(void) {
    fill_table(11);
    for (int wrong = 1; wrong <= ROWS * COLUMNS; wrong += 13) {
        plan p = {.height = {3, 1, 15, 1, 1, 1, 3}, .wrong = wrong};
        gx_report report;
        print_report(&p);
        CHECK(gx_read(reader, text, size, GX_WANT_TABLES, &report) == GX_OK);
        int right = 0, other = 0;
        for (int r = 0; r < ROWS; r++)
            for (int c = 0; c < COLUMNS; c++) {
                const gx_cell *cell = &report.cells[gx_slot(GX_REQUESTS, item_of(r), c)];
                right += cell->status == GX_READ && cell->value == table[r][c];
                other += cell->status == GX_READ && cell->value != table[r][c];
            }
        CHECK_INT(right, ROWS * COLUMNS - 1);
        CHECK_INT(other, 1);
    }
}

/* ---- bands in two halves, with empty cells --------------------------------------------------- */

enum { LONG = 3 * 12 }; /* bytes: a label of so many is printed on two lines */

static bool is_long(int row) {
    return strlen(row_labels[item_of(row)]) > LONG;
}

/* Prints columns [from, to) of the band of rows [row, end), save the cells of `empty`. */
static void put_half(int row, int end, int from, int to, const bool empty[ROWS][COLUMNS]) {
    static const plan whole = {.lost = 0};
    for (int c = from; c < to; c++) {
        for (int r = row; r < end; r++)
            if (!empty[r][c]) put_value(&whole, r, c);
        put("");
    }
}

/* The labels of two lines set their rows apart; of each other band the right half comes first. */
static void print_halves(const bool empty[ROWS][COLUMNS]) {
    size = 0;
    put("云岭县人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n本年度工作平稳。\n");
    put("三、收到和处理政府信息公开申请情况\n申请人情况\n自然人\n法人或其他组织\n总计\n");
    for (int r = 0; r < ROWS; r++) {
        const char *label = row_labels[item_of(r)];
        char first[200];
        size_t n = strlen(label) - (is_long(r) ? 6 : 0);
        snprintf(first, sizeof first, "%.*s", (int)n, label);
        put(first);
        if (is_long(r)) put(label + n);
    }
    put("");
    for (int row = 0, end, turn = 0; row < ROWS; row = end, turn++) {
        for (end = row + 1; end < ROWS && !is_long(row) && !is_long(end);) end++;
        put_half(row, end, turn % 2 ? 3 : 0, COLUMNS, empty);
        if (turn % 2) put_half(row, end, 0, 3, empty);
    }
    put("四、政府信息公开行政复议、行政诉讼情况\n本年度无。");
}

/* What is empty is told by the columns; no number is read in another place. */
static void test_halves(void) {
    for (uint32_t seed = 1; seed <= 5; seed++) {
        bool empty[ROWS][COLUMNS] = {{false}};
        gx_report report;
        int right = 0;
        fill_table(seed);
        for (int r = 5, c = (int)seed % 6; r < ROWS - 2; r++) {
            if (!is_long(r)) continue;
            int64_t gone = table[r][c];
            table[ROWS - 2][c] -= gone, table[0][c] -= gone;
            table[r][COLUMNS - 1] -= gone, table[ROWS - 2][COLUMNS - 1] -= gone;
            table[0][COLUMNS - 1] -= gone;
            table[r][c] = 0;
            empty[r][c] = true;
            c = (c + 1) % 6;
        }
        print_halves(empty);
        CHECK(gx_read(reader, text, size, GX_WANT_TABLES, &report) == GX_OK);
        for (int r = 0; r < ROWS; r++)
            for (int c = 0; c < COLUMNS; c++) {
                const gx_cell *cell = &report.cells[gx_slot(GX_REQUESTS, item_of(r), c)];
                if (cell->status == GX_READ) CHECK_INT(cell->value, table[r][c]);
                if (cell->status == GX_BLANK) CHECK(empty[r][c]);
                right += cell->status == (empty[r][c] ? GX_BLANK : GX_READ);
            }
        /* which of two cells is empty, is not always told */
        CHECK(right >= ROWS * COLUMNS - 4);
    }
}

/* ---- section two ----------------------------------------------------------------------------- */

static const gx_cell *disclosed(gx_report *report, const char *section, int item, int measure) {
    size = 0;
    put("云岭县人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n本年度工作平稳。");
    put("二、主动公开政府信息情况\n");
    put(section);
    put("三、收到和处理政府信息公开申请情况\n本年度无。");
    CHECK(gx_read(reader, text, size, GX_WANT_TABLES, report) == GX_OK);
    return &report->cells[gx_slot(GX_DISCLOSURES, item, measure)];
}

/* A number in blocks is not that of the label beside which it stands by chance, nor is one that is
** printed twice two rows'. */
static void test_disclosures(void) {
    gx_report report;
    static const char *const labels = "信息内容\n\n规章\n行政规范性文件\n\n信息内容\n\n行政许可\n\n"
                                      "信息内容\n\n行政处罚\n行政强制\n";
    char section[2000];
    int measure = -1;
    for (int m = 0; m < GX_D_MEASURES && measure < 0; m++)
        if (!strcmp(gx_tables[GX_DISCLOSURES].measures[m].code, "amount")) measure = m;
    /* its header stands behind it */
    snprintf(section, sizeof section,
             "%s\n信息内容\n\n行政事业性收费\n\n505\n\n第二十条第（八）项\n\n本年收费金额（单位：万"
             "元）\n",
             labels);
    for (int i = 0; i < GX_D_ITEMS; i++) {
        if (!gx_has_cell(&(gx_report){.form = GX_FORM_2021}, GX_DISCLOSURES, i, measure)) continue;
        CHECK(disclosed(&report, section, i, measure)->status != GX_READ);
    }
    for (int i = 0; i < GX_SLOTS; i++) /* right below another header */
        CHECK(report.cells[i].status != GX_READ);
    static const char *const under =
        "信息内容\n\n第二十条第（一）项\n本年制发件数\n本年废止件数\n2\n1\n第二十条第（五）项\n本年"
        "处理决定数量\n\n"
        "信息内容\n规章\n行政规范性文件\n\n现行有效件数\n%s\n\n行政许可\n\n行政处罚\n行政强制\n"
        "信息内容\n行政事业性收费\n\n第二十条第（八）项\n本年收费金额（单位：万元）\n";
    /* one of three headers is not legible, and the text ends: four numbers are no two rows */
    static const char *const cut[] = {"年制发件数\n本年废止件数\n现行有效件数",
                                      "本年制发件数\n年废件\n现行有效件数"};
    for (int i = 0; i < 2; i++) {
        size = 0;
        put("云岭县人民政府2023年政府信息公开工作年度报告\n\n二、主动公开政府信息情况");
        put("信息内容\n规章\n行政规范性文件\n信息内容\n行政许可\n信息内容\n行政处罚\n行政强制\n"
            "信息内容\n行政事业性收费\n\n第二十条第（一）项");
        put(cut[i]);
        put("531\n556\n641\n255");
        CHECK(gx_read(reader, text, size, GX_WANT_TABLES, &report) == GX_OK);
        for (int c = 0; c < GX_SLOTS; c++) CHECK(report.cells[c].status != GX_READ);
    }
    for (int twice = 0; twice < 2; twice++) {
        snprintf(section, sizeof section, under, twice ? "2\n2" : "2");
        disclosed(&report, section, 0, 0);
        for (int i = 0; i < GX_SLOTS; i++) CHECK(report.cells[i].status != GX_READ);
    }
}

/* Two numbers of a column that ran together: the rows between theirs would have the same sums if
** each of them took the numbers of the next. */
static void test_rotated(void) {
    static const char pair[] = "346\n\n410";
    static char bytes[1 << 16];
    static gx_report whole, damaged;
    FILE *in = fopen("fixtures/pdfminer/yunqiao-2023.txt", "rb");
    if (!CHECK(in)) return;
    size_t n = fread(bytes, 1, sizeof bytes - 1, in);
    fclose(in);
    CHECK_INT(gx_read(reader, bytes, n, GX_WANT_ALL, &whole), GX_OK);
    char *at = strstr(bytes, pair);
    if (!CHECK(at)) return;
    memmove(at + 3, at + 5, n - (size_t)(at + 5 - bytes));
    CHECK_INT(gx_read(reader, bytes, n - 2, GX_WANT_ALL, &damaged), GX_OK);
    int read = 0;
    for (int s = gx_slot(GX_REQUESTS, 0, 0); s < gx_slot(GX_PROCEEDINGS, 0, 0); s++) {
        const gx_cell *cell = &damaged.cells[s];
        if (cell->status != GX_READ) continue;
        read++;
        CHECK_INT(cell->value, whole.cells[s].value);
    }
    CHECK(read > 70);
}

int main(void) {
    reader = gx_reader_new();
    if (!reader) return 1;
    test_rotated();
    test_whole();
    test_lost();
    test_wrong();
    test_halves();
    test_disclosures();
    gx_reader_free(reader);
    return check_end();
}
