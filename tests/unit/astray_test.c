/*
** astray_test.c: values that may be another row's than that of the label before them.
**
** In: pieces of tables of an invented 云岭县, with labels together, lines exchanged, and as they
** should be. Out: no number that may be another row's is read; what stands in its place is.
*/
#include "check.h"
#include "report.h"

#define OPENING                                                                                    \
    "云岭县人民政府2023年政府信息公开工作年度报告\n\n三、收到和处理政府信息公开申请情况\n"

static gx_reader *reader;

static gx_report read_text(const char *text, size_t size) {
    gx_report report;
    CHECK_INT(gx_read(reader, text, size, GX_WANT_TABLES, &report), GX_OK);
    return report;
}

static const gx_cell *cell_at(const gx_report *report, int item, int measure) {
    return &report->cells[gx_slot(GX_REQUESTS, item, measure)];
}

static void expect_row(const gx_report *report, int item, bool read) {
    for (int m = 0; m < GX_R_MEASURES; m++) {
        uint8_t status = cell_at(report, item, m)->status;
        CHECK(read ? status == GX_READ : status == GX_DOUBTFUL || status == GX_MISSING);
    }
}

/* A row's numbers stand apart behind the labels of two rows, and the text ends soon. */
static void test_together(void) {
    static const char text[] =
        OPENING "\n自然人\n\n商业企业 科研机构\n\n一、本年新收政府信息公开申请数量\n"
                "二、上年结转政府信息公开申请数量\n\n220\n\n294\n\n277\n\n社会公益组织\n347\n\n"
                "法律服务机构\n30\n\n其他\n\n总计\n\n27\n\n1195\n\n（一）予以公开\n"
                "（二）部分公开（区分处理的，只计这一情形，不计其他情形）\n1\n";
    for (size_t cut = 0; cut < 3; cut++) {
        gx_report report = read_text(text, sizeof text - 1 - cut);
        for (int c = 0; c < GX_SLOTS; c++) CHECK(report.cells[c].status != GX_READ);
    }
}

/* CSV whose labels are wrapped: two lines of two rows were exchanged, so that the first one's
** numbers stand behind the second one's label. */
static void test_exchanged(void) {
    static const char head[] =
        OPENING ",,,自然人,商业企业,科研机构,社会公益组织,法律服务机构,其他,总计\n"
                "一、本年新收政府信息公开申请数量,,,1,2,3,4,5,6,21\n"
                "二、上年结转政府信息公开申请数量,,,7,8,9,10,11,12,57\n";
    static const char tail[] =
        "开（区分处理\n的，只计这一\n情形，不计其\n他情形）\",,31,32,33,34,35,"
        "36,201\n,\"（三）不予公\n开\",1.属于国家秘密,41,42,43,44,45,46,261\n"
        ",,2.其他法律行政法规禁止公开,51,52,53,54,55,56,321\n";
    static const char first[] = "开\",,21,22,23,24,25,26,141\n", second[] = ",\"（二）部分公\n";
    char text[4000];
    for (int exchanged = 0; exchanged < 2; exchanged++) {
        snprintf(text, sizeof text, "%s\"三、本年度办\n理结果\",\"（一）予以公\n%s%s%s", head,
                 exchanged ? second : first, exchanged ? first : second, tail);
        gx_report report = read_text(text, strlen(text));
        expect_row(&report, GX_NEW, true);
        expect_row(&report, GX_REFUSED_FIRST, true);
        expect_row(&report, GX_GRANTED, !exchanged);
        expect_row(&report, GX_GRANTED + 1, !exchanged);
        if (exchanged) continue;
        CHECK_INT(cell_at(&report, GX_GRANTED, 0)->value, 21);
        CHECK_INT(cell_at(&report, GX_GRANTED + 1, 0)->value, 31);
    }
}

/* The line that begins before `at`, with its newline. */
static const char *line_at(const char *at, size_t *n) {
    const char *start = at, *end = strchr(at, '\n');
    while (start[-1] != '\n') start--;
    *n = (size_t)(end + 1 - start);
    return start;
}

/* Labels are wrapped in their column: the line with a row's numbers stands in another row's label,
** and a line of that where the numbers were. */
static void test_claimed(void) {
    static char whole[1 << 16], text[1 << 16];
    FILE *in = fopen("fixtures/elinks/shuixi-2022.txt", "rb");
    if (!CHECK(in)) return;
    whole[fread(whole, 1, sizeof whole - 1, in)] = 0;
    fclose(in);
    const char *label = strstr(whole, "5.属于三");
    const char *words = label ? strstr(label, "务信息") : NULL;
    const char *numbers = words ? strstr(words, "成信息需") : NULL;
    if (!CHECK(numbers)) return;
    size_t n_words, n_numbers;
    words = line_at(words, &n_words);
    numbers = line_at(numbers, &n_numbers);
    snprintf(text, sizeof text, "%.*s%.*s%.*s%.*s%s", (int)(words - whole), whole, (int)n_numbers,
             numbers, (int)(numbers - words - (long)n_words), words + n_words, (int)n_words, words,
             numbers + n_numbers);
    gx_report right = read_text(whole, strlen(whole)), report = read_text(text, strlen(text));
    int read = 0, internal = GX_REFUSED_FIRST + 4, create = GX_UNAVAILABLE_FIRST + 1;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        CHECK(cell_at(&report, internal, m)->status != GX_READ);
        CHECK(cell_at(&report, create, m)->status != GX_BLANK);
        read += cell_at(&right, create, m)->status == GX_READ;
    }
    CHECK_INT(read, 3);
    expect_row(&report, create, false);
}

/* A number of section two stands before its label, behind the number of the row above. */
static void test_before_label(void) {
    static const char *const rows[] = {"行政处罚\n527\n\n行政强制\n640\n",
                                       "行政处罚\n527\n\n640\n行政强制\n"};
    char text[2000];
    for (int i = 0; i < 2; i++) {
        snprintf(
            text, sizeof text,
            "云岭县人民政府2023年政府信息公开工作年度报告\n\n二、主动公开政府信息情况\n\n"
            "第二十条第（一）项\n\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n\n规章\n99\n"
            "485"
            "\n374\n\n行政规范性文件\n200\n337\n599\n\n第二十条第（五）项\n\n信息内容\n"
            "本年处理决定数量\n\n行政许可\n11\n\n第二十条第（六）项\n\n信息内容\n"
            "本年处理决定数量\n\n%s\n第二十条第（八）项\n\n信息内容\n本年收费金额（单位：万元）\n\n"
            "行政事业性收费\n941.07\n\n三、收到和处理政府信息公开申请情况\n",
            rows[i]);
        gx_report report = read_text(text, strlen(text));
        const gx_cell *cells[2];
        for (int k = 0; k < 2; k++)
            cells[k] = &report.cells[gx_slot(GX_DISCLOSURES, GX_PENALTIES + k, GX_DECISIONS)];
        CHECK_INT(cells[0]->status, i ? GX_DOUBTFUL : GX_READ);
        CHECK_INT(cells[1]->status, i ? GX_DOUBTFUL : GX_READ);
        if (!i) CHECK_INT(cells[1]->value, 640);
    }
}

int main(void) {
    reader = gx_reader_new();
    if (!CHECK(reader)) return check_end();
    test_together();
    test_exchanged();
    test_claimed();
    test_before_label();
    gx_reader_free(reader);
    return check_end();
}
