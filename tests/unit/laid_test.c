/*
** laid_test.c: reports that are laid out by white space, with most of their cells empty.
**
** In: one such text, labels wrapped over several lines, and changes to it. Out: every cell is what
** is printed, empty ones too; and where lines or places do not tell, nobody claims that they do.
*/
#include "check.h"
#include "report.h"

#include <stdlib.h>

enum { MAX_TEXT = 1 << 17 };

static const char sparse[] =
    "青岚县水务局2020年政府信息公开工作年度报告\n"
    "一、总体情况\n"
    "无。\n"
    "二、主动公开政府信息情况\n"
    "                     第二十条第（一）项\n"
    "  信息内容    本年新制作数量  本年新公开数量  对外公开总数量\n"
    "规章                                                12\n"
    "规范性文件\n"
    "                     第二十条第（五）项\n"
    "  信息内容    上一年项目数量    本年增/减      处理决定数量\n"
    "行政许可            38                              63\n"
    "其他对外管理\n"
    "服务事项\n"
    "                     第二十条第（六）项\n"
    "  信息内容    上一年项目数量    本年增/减      处理决定数量\n"
    "行政处罚\n"
    "行政强制                            46\n"
    "                     第二十条第（八）项\n"
    "  信息内容    上一年项目数量            本年增/减\n"
    "行政事业性收\n"
    "费\n"
    "                     第二十条第（九）项\n"
    "  信息内容     采购项目数量             采购总金额\n"
    "政府集中采购\n"
    "三、收到和处理政府信息公开申请情况\n"
    "                                                          申请人情况\n"
    "（本列数据的勾稽关系为：第一项加第                      法人或其他组织\n"
    "二项之和，等于第三项加第四项之和）  自然人  商业企  科研机  社会公  法律服   其他    总计\n"
    "                                              业      构    益组织  务机构\n"
    "一、本年新收政府信息公开申请数量     251     203     144             290             888\n"
    "二、上年结转政府信息公开申请数量              24                                      24\n"
    "      （一）予以公开                  90      43                                     133\n"
    "      （二）部分公开（区分处理的，                    56                              56\n"
    "      只计这一情形，不计其他情形）\n"
    "              1.属于国家秘密\n"
    "              2.其他法律行政法规禁\n"
    "              止公开\n"
    "              3.危及“三安全一稳定            94                      78             172\n"
    "      （三）  ”\n"
    "      不予公  4.保护第三方合法权益\n"
    "      开      5.属于三类内部事务信    14                                              14\n"
    "              息\n"
    "              6.属于四类过程性信息\n"
    "三、          7.属于行政执法案卷                                      70              70\n"
    "本年          8.属于行政查询事项\n"
    "度办          1.本机关不掌握相关政    42              17                              59\n"
    "理结  （四）  府信息\n"
    "果    无法提  2.没有现成信息需要另\n"
    "      供      行制作\n"
    "              3.补正后申请内容仍不            31                                      31\n"
    "              明确\n"
    "              1.信访举报投诉类申请\n"
    "              2.重复申请\n"
    "      （五）  3.要求提供公开出版物\n"
    "      不予处  4.无正当理由大量反复    25                              58              83\n"
    "      理      申请\n"
    "              5.要求行政机关确认或                    71                              71\n"
    "              重新出具已获取信息\n"
    "      （六）其他处理                          59                                      59\n"
    "      （七）总计                     171     227     144             206             748\n"
    "四、结转下年度继续办理                80                              84             164\n"
    "四、政府信息公开行政复议、行政诉讼情况\n"
    "          行政复议                                     行政诉讼\n"
    "结果  结果  其他  尚未              未经复议直接起诉                 复议后起诉\n"
    "维持  纠正  结果  审结  总计  结果  结果  其他  尚未  总计  结果  结果  其他  尚未  总计\n"
    "                              维持  纠正  结果  审结        维持  纠正  结果  审结\n"
    "\n"
    "五、存在的主要问题及改进情况\n"
    "无。\n"
    "六、其他需要报告的事项\n"
    "无。\n";

/* All cells that are not empty. */
static const struct {
    const char *key;
    int value;
} printed[] = {
    {"disclosures.rules.disclosed_total", 12},
    {"disclosures.licensing.prior_items", 38},
    {"disclosures.licensing.decisions", 63},
    {"disclosures.compulsion.items_change", 46},
    {"requests.new.natural_person", 251},
    {"requests.new.enterprise", 203},
    {"requests.new.research", 144},
    {"requests.new.legal_service", 290},
    {"requests.new.total", 888},
    {"requests.carried_in.enterprise", 24},
    {"requests.carried_in.total", 24},
    {"requests.granted.natural_person", 90},
    {"requests.granted.enterprise", 43},
    {"requests.granted.total", 133},
    {"requests.partial.research", 56},
    {"requests.partial.total", 56},
    {"requests.refused_security.enterprise", 94},
    {"requests.refused_security.legal_service", 78},
    {"requests.refused_security.total", 172},
    {"requests.refused_internal.natural_person", 14},
    {"requests.refused_internal.total", 14},
    {"requests.refused_enforcement.legal_service", 70},
    {"requests.refused_enforcement.total", 70},
    {"requests.unavailable_not_held.natural_person", 42},
    {"requests.unavailable_not_held.research", 17},
    {"requests.unavailable_not_held.total", 59},
    {"requests.unavailable_unclear.enterprise", 31},
    {"requests.unavailable_unclear.total", 31},
    {"requests.unprocessed_excessive.natural_person", 25},
    {"requests.unprocessed_excessive.legal_service", 58},
    {"requests.unprocessed_excessive.total", 83},
    {"requests.unprocessed_confirmation.research", 71},
    {"requests.unprocessed_confirmation.total", 71},
    {"requests.other.enterprise", 59},
    {"requests.other.total", 59},
    {"requests.total.natural_person", 171},
    {"requests.total.enterprise", 227},
    {"requests.total.research", 144},
    {"requests.total.legal_service", 206},
    {"requests.total.total", 748},
    {"requests.carried_out.natural_person", 80},
    {"requests.carried_out.legal_service", 84},
    {"requests.carried_out.total", 164},
};

static gx_reader *reader;
static char text[MAX_TEXT];
static gx_report now;

/* The text once more, with what was changed in it. */
static void begin(const char *label) {
    check_now.label = label;
    memcpy(text, sparse, sizeof sparse);
}

/* Puts `to` in the place of the first `from` behind `after`. */
static char *change(const char *after, const char *from, const char *to) {
    char *at = strstr(text, after);
    at = at ? strstr(at, from) : NULL;
    if (!CHECK(at != NULL)) return text;
    memmove(at + strlen(to), at + strlen(from), strlen(at + strlen(from)) + 1);
    memcpy(at, to, strlen(to));
    return at + strlen(to);
}

/* Moves to the right what stands behind two spaces or more, on the lines from `at` to `end`. */
static void shift(char *at, const char *end, size_t by) {
    while (*at && strncmp(at, end, strlen(end))) {
        char *values = strpbrk(at, "0123456789\n");
        while (*values != '\n' && (values[-1] != ' ' || values[1] == '.'))
            values = strpbrk(values + 1, "0123456789\n");
        if (*values != '\n') {
            memmove(values + by, values, strlen(values) + 1);
            memset(values, ' ', by);
        }
        at = strchr(values, '\n') + 1;
    }
}

static void read_text(void) {
    CHECK(gx_read(reader, text, strlen(text), GX_WANT_ALL, &now) == GX_OK);
    CHECK(now.is_report);
}

static int value_of(int slot) {
    for (size_t i = 0; i < sizeof printed / sizeof printed[0]; i++)
        if (gx_find_key(printed[i].key, strlen(printed[i].key)) == slot) return printed[i].value;
    return -1;
}

static bool is_told(const gx_cell *cell) {
    return cell->status != GX_DOUBTFUL && cell->status != GX_MISSING;
}

/* Checks the cells of a topic that begin with a key, or all: they are told and what is printed. */
static void check_told(const char *row) {
    int slot = gx_find_key(row, strlen(row));
    int first = *row ? slot : 0, last = *row ? slot + 1 : GX_SLOTS;
    for (int s = first; s < last; s++) {
        if (!gx_has_cell(&now, gx_topic_of(s), gx_item_of(s), gx_measure_of(s))) continue;
        const gx_cell *cell = &now.cells[s];
        int value = value_of(s);
        CHECK(is_told(cell));
        CHECK(value < 0 ? cell->status == GX_BLANK : cell->has_value && cell->value == value);
    }
}

/* Checks that no cell is said to be what is not printed, but for those that are doubtful. Returns
** how many these are. */
static int check_honest(void) {
    int doubtful = 0;
    for (int s = 0; s < GX_SLOTS; s++) {
        if (!gx_has_cell(&now, gx_topic_of(s), gx_item_of(s), gx_measure_of(s))) continue;
        const gx_cell *cell = &now.cells[s];
        int value = value_of(s);
        doubtful += !is_told(cell);
        if (!is_told(cell)) continue;
        CHECK(value < 0 ? cell->status == GX_BLANK : cell->has_value && cell->value == value);
    }
    return doubtful;
}

/* No row has a value for each cell; labels, lines and headers tell them all the same. */
static void test_sparse(void) {
    begin("as it is");
    read_text();
    check_told("");
}

/* The line of values is between the labels of two rows, neither of which has another. */
static void test_between(void) {
    begin("values between two labels");
    change(
        "", "7.属于行政执法案卷                                      70              70\n",
        "7.属于行政执法案卷\n                                                                    "
        "  70              70\n");
    read_text();
    CHECK(check_honest() == 2 * GX_R_MEASURES);
    CHECK(!is_told(&now.cells[gx_slot(GX_REQUESTS, GX_REFUSED_FIRST + 6, 0)]));
    CHECK(!is_told(&now.cells[gx_slot(GX_REQUESTS, GX_REFUSED_FIRST + 7, 0)]));
}

/* On the second page the columns stand elsewhere: the sums tell which is which. */
static void test_pages(void) {
    begin("a page with other columns");
    char *at = change("", "              1.信访举报投诉类申请",
                      "\n  - 3 -\n\f"
                      "              1.信访举报投诉类申请");
    shift(at, "四、政府信息公开", 11);
    read_text();
    check_told("");
}

/* A page ends within a label, and a group's label stands beside it. */
static void test_cut_label(void) {
    begin("a label cut by a page's end");
    change("", "1.属于国家秘密\n", "1.属于\n\n  - 3 -\n\f  信息公开    国家\n              秘密\n");
    read_text();
    check_told("");
}

/* Sets what stands behind two spaces as many characters from its line's beginning as it stood
** columns of the display, as a tool does that counts an ideograph as one. */
static void count_by_characters(void) {
    size_t n = strlen(text);
    unsigned wide = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '\n') wide = 0;
        wide += (text[i] & 0xF0) == 0xE0;
        bool begins = i > 1 && text[i - 1] == ' ' && text[i - 2] == ' ' && text[i] != ' ';
        if (!begins || text[i] == '\n' || !wide) continue;
        unsigned more = wide - ((text[i] & 0xF0) == 0xE0);
        memmove(text + i + more, text + i, n - i + 1);
        memset(text + i, ' ', more);
        i += more;
        n += more;
        wide = (text[i] & 0xF0) == 0xE0;
    }
}

static void test_characters(void) {
    begin("places by characters");
    count_by_characters();
    read_text();
    check_told("");
}

/* Where lines are displaced a little against each other, no sum tells a nought's place. */
static void test_displaced(void) {
    begin("lines displaced");
    change("", "              2.重复申请\n",
           "              2.重复申请               0       0                                      "
           "0\n");
    count_by_characters();
    shift(strstr(text, "3.危及"), "      （三）", 1);
    shift(strstr(text, "（七）"), "四、结转", 1);
    read_text();
    check_told("requests.new.enterprise");
    check_told("requests.total.research");
    for (unsigned m = 0; m < GX_R_MEASURES; m++)
        CHECK(!is_told(&now.cells[gx_slot(GX_REQUESTS, GX_UNPROCESSED_FIRST + 1, (int)m)]));
}

/* A tool that takes quotation marks for one place each puts what is behind them two further. */
static void test_narrow_signs(void) {
    begin("narrow quotation marks");
    change("",
           "3.危及“三安全一稳定            94                      78             172\n"
           "      （三）  ”\n",
           "3.危及“三安全一稳定”            94                      78             172\n"
           "      （三）\n");
    read_text();
    check_told("");
}

/* A sum that does not hold proves nothing. */
static void test_wrong_sum(void) {
    begin("a changed number");
    change("", "43                                     133",
           "44                                     133");
    read_text();
    CHECK(!is_told(&now.cells[gx_slot(GX_REQUESTS, GX_GRANTED, 1)]));
}

/* Noughts in a row whose total is not printed: it may be lost. */
static void test_lost_total(void) {
    begin("noughts without a total");
    change("", "              2.重复申请\n", "              2.重复申请               0       0\n");
    read_text();
    for (unsigned m = 0; m < GX_R_MEASURES; m++)
        CHECK(!is_told(&now.cells[gx_slot(GX_REQUESTS, GX_UNPROCESSED_FIRST + 1, (int)m)]));
}

/* A number of section two between two headers. */
static void test_between_headers(void) {
    begin("a number between two headers");
    change("", "行政强制                            46", "行政强制                    46        ");
    read_text();
    CHECK(!is_told(&now.cells[gx_slot(GX_DISCLOSURES, GX_COMPULSION, GX_ITEMS_CHANGE)]));
    check_told("disclosures.licensing.decisions");
}

/* Numbers above the headers may be those of the row below them, which is empty. */
static void test_values_above(void) {
    begin("numbers above the headers");
    change("四、政府信息公开行政复议", "\n", "\n  15  17  19  51\n");
    read_text();
    for (int c = 0; c < GX_P_ITEMS * GX_P_MEASURES; c++)
        CHECK(!is_told(&now.cells[gx_slot(GX_PROCEEDINGS, 0, 0) + c]));
}

/* Prints a nought in the last column of a row that has nothing. */
static void put_nought(const char *label) {
    enum { TOTAL = 86 };
    char line[256];
    char *at = strstr(text, label), *end = strchr(at, '\n');
    int place = 0;
    while (at > text && at[-1] != '\n') at--;
    for (; at < end; at++) place += (*at & 0xC0) != 0x80 ? 1 + ((*at & 0xF0) == 0xE0) : 0;
    snprintf(line, sizeof line, "%s%*s0\n", label, TOTAL - place, "");
    change("", label, "@");
    change("@", "\n", "");
    change("", "@", line);
}

/* Where nearly all rows of requests print something, the proceedings' one line may be lost. */
static void test_lost_line(void) {
    static const char *const empty[] = {"1.属于国家秘密",       "2.其他法律行政法规禁",
                                        "4.保护第三方合法权益", "6.属于四类过程性信息",
                                        "8.属于行政查询事项",   "2.没有现成信息需要另"};
    enum { ROWS = sizeof empty / sizeof empty[0] };
    begin("several rows have nothing");
    for (int i = 0; i < ROWS; i++) put_nought(empty[i]);
    read_text();
    CHECK(is_told(&now.cells[gx_slot(GX_REQUESTS, GX_REFUSED_FIRST, GX_R_TOTAL)]));
    CHECK(is_told(&now.cells[gx_slot(GX_PROCEEDINGS, 0, 0)]));
    begin("two rows have nothing");
    for (int i = 0; i < ROWS; i++) put_nought(empty[i]);
    put_nought("2.重复申请");
    read_text();
    CHECK(is_told(&now.cells[gx_slot(GX_REQUESTS, GX_REFUSED_FIRST, GX_R_TOTAL)]));
    CHECK(!is_told(&now.cells[gx_slot(GX_PROCEEDINGS, 0, 0)]));
}

/* Single spaces set nothing apart: nothing shows where empty cells are. */
static void test_single_spaces(void) {
    size_t n = 0;
    begin("single spaces");
    for (size_t i = 0; text[i]; i++)
        if (text[i] != ' ' || (n && text[n - 1] != ' ' && text[n - 1] != '\n')) text[n++] = text[i];
    text[n] = 0;
    read_text();
    CHECK(!is_told(&now.cells[gx_slot(GX_PROCEEDINGS, 0, 0)]));
    CHECK(!is_told(&now.cells[gx_slot(GX_DISCLOSURES, GX_RULES, GX_DISCLOSED_TOTAL)]));
}

/* Noughts that are displaced against the other lines make columns of their own: the sums hold as
** well where each column moves into the next one. */
static void test_displaced_noughts(void) {
    begin("noughts displaced");
    change("", "2.重复申请\n",
           "2.重复申请            0                                               0\n");
    read_text();
    CHECK(check_honest() > 0);
    begin("noughts displaced, and the lines below");
    change("", "1.属于国家秘密\n",
           "1.属于国家秘密        0                                               0\n");
    shift(strstr(text, "              6.属于四类"), "四、政府信息公开", 4);
    read_text();
    CHECK(check_honest() > 0);
}

/* A value whose place is not known, as it is too far from the beginning of its line. */
static void test_far(void) {
    enum { FAR = 70000 };
    static char line[FAR + 64];
    begin("values beyond all places");
    snprintf(line, sizeof line, "1.属于国家秘密%*s5   5\n", FAR, "");
    change("", "1.属于国家秘密\n", line);
    read_text();
    CHECK(!is_told(&now.cells[gx_slot(GX_REQUESTS, GX_REFUSED_FIRST, GX_R_TOTAL)]));
}

/* Puts values behind a label, and nothing else on its line. */
static void set_values(const char *label, const char *values) {
    char *at = strstr(text, label);
    if (!CHECK(at != NULL)) return;
    at += strlen(label);
    size_t n = strcspn(at, "\n");
    memmove(at + strlen(values), at + n, strlen(at + n) + 1);
    memcpy(at, values, strlen(values));
}

/* One displaced line of few does not show that places are counted by characters. */
static void test_few_displaced(void) {
    begin("one line of few displaced");
    for (char *at = strstr(text, "一、本年新收"); strncmp(at, "四、政府信息", 18); at++)
        if (at[0] >= '0' && at[0] <= '9' && at[1] != '.') at[0] = ' ';
    set_values("一、本年新收政府信息公开申请数量",
               "       15                                              15");
    set_values("7.属于行政执法案卷", "       5                                               5");
    set_values("3.要求提供公开出版物", "      7                                               7");
    set_values("（七）总计",
               "                       12                                              12");
    set_values("四、结转下年度继续办理",
               "                 3                                               3");
    read_text();
    const gx_cell *change_of = &now.cells[gx_slot(GX_DISCLOSURES, GX_COMPULSION, GX_DECISIONS)];
    CHECK(!is_told(change_of) || change_of->value != 46);
}

int main(void) {
    reader = gx_reader_new();
    if (!CHECK(reader != NULL)) return check_end();
    test_sparse();
    test_between();
    test_pages();
    test_cut_label();
    test_characters();
    test_displaced();
    test_narrow_signs();
    test_wrong_sum();
    test_lost_total();
    test_between_headers();
    test_values_above();
    test_lost_line();
    test_single_spaces();
    test_displaced_noughts();
    test_far();
    test_few_displaced();
    gx_reader_free(reader);
    return check_end();
}
