/*
** label_test.c: words to labels. Every label of the two forms, as the forms print it and as real
** reports spoil it, beside the row, column or heading that it has to be taken for.
**
** The notation for what was found, event by event:
**
**     requests.granted       a row; requests:total a column; group.granted a group of rows
**     §3                     the heading of section three
**     note piece unit counter date subtotal     words of the form that are neither
**     # ~ prose              a value; letters that are no label; running text
**
** A label that may stand for several things has them all: requests.other_misc/requests:other_org.
*/
#include "check.h"
#include "reader.h"

static gx_reader *reader;

/* ---- the notation ---------------------------------------------------------------------------- */

typedef struct notes {
    char text[4096];
    size_t n;
} notes;

static void put(notes *to, const char *piece) {
    size_t n = strlen(piece);
    if (to->n + n + 1 > sizeof to->text) return;
    memcpy(to->text + to->n, piece, n + 1);
    to->n += n;
}

static void put_role(notes *to, const gx_role *role) {
    static const char *const others[] = {
        [GX_ROLE_NOTE] = "note",         [GX_ROLE_FRAGMENT] = "piece", [GX_ROLE_UNIT] = "unit",
        [GX_ROLE_COUNTER] = "counter",   [GX_ROLE_BLANK] = "blank",    [GX_ROLE_DATE] = "date",
        [GX_ROLE_SUBTOTAL] = "subtotal",
    };
    const gx_table *table = &gx_tables[role->topic];
    char section[] = "§0";
    switch (role->kind) {
    case GX_ROLE_ROW:
        put(to, table->code);
        put(to, ".");
        put(to, table->items[role->index].code);
        return;
    case GX_ROLE_HEAD:
        put(to, table->code);
        put(to, ":");
        put(to, table->measures[role->index].code);
        return;
    case GX_ROLE_GROUP:
        put(to, "group.");
        put(to, gx_tables[GX_REQUESTS].items[role->index].code);
        return;
    case GX_ROLE_SECTION:
        section[2] = (char)('0' + role->index);
        put(to, section);
        return;
    default: put(to, others[role->kind]);
    }
}

static void put_event(notes *to, const gx_event *event) {
    if (event->kind == GX_E_RESIDUE && !event->n) return; /* has become part of a label */
    if (to->n) put(to, " ");
    if (event->kind == GX_E_VALUE) put(to, "#");
    if (event->kind == GX_E_RESIDUE) put(to, "~");
    if (event->kind == GX_E_PROSE) put(to, "prose");
    if (event->kind != GX_E_LABEL) return;
    const gx_role *role = gx_strings[event->string].roles;
    for (int i = 0; i < GX_MAX_ROLES && role[i].kind; i++) {
        if (i) put(to, "/");
        put_role(to, &role[i]);
    }
}

/* `mend`: as inside a table. */
static notes read_labels(const char *text, bool mend) {
    notes made = {.n = 0};
    made.text[0] = 0;
    CHECK(gx_lex(reader, text, strlen(text)));
    CHECK(gx_find_labels(reader));
    if (mend) gx_mend_labels(reader, 0, reader->n_events);
    for (uint32_t e = 0; e < reader->n_events; e++) put_event(&made, &reader->events[e]);
    return made;
}

static void expect(const char *text, const char *events) {
    check_about(text);
    notes made = read_labels(text, false);
    CHECK_STR(made.text, events);
    check_about(NULL);
}

static void expect_mended(const char *text, const char *events) {
    check_about(text);
    notes made = read_labels(text, true);
    CHECK_STR(made.text, events);
    check_about(NULL);
}

/* ---- the labels of the forms ----------------------------------------------------------------- */

typedef struct label {
    const char *numbering, *text, *event;
} label;

#define OTHER_ROW "requests.other_misc/requests:other_org"
#define TOTAL_ROW "requests.total/requests:total/proceedings:total"

static const label labels[] = {
    {"", "规章", "disclosures.rules"},
    {"", "规范性文件", "disclosures.normative_documents"},
    {"", "行政规范性文件", "disclosures.normative_documents"},
    {"", "行政许可", "disclosures.licensing"},
    {"", "其他对外管理服务事项", "disclosures.other_services"},
    {"", "行政处罚", "disclosures.penalties"},
    {"", "行政强制", "disclosures.compulsion"},
    {"", "行政事业性收费", "disclosures.fees"},
    {"", "政府集中采购", "disclosures.procurement"},
    {"", "本年新制作数量", "disclosures:created"},
    {"", "本年新公开数量", "disclosures:disclosed"},
    {"", "对外公开总数量", "disclosures:disclosed_total"},
    {"", "上一年项目数量", "disclosures:prior_items"},
    {"", "本年增/减", "disclosures:items_change"},
    {"", "处理决定数量", "disclosures:decisions"},
    {"", "本年处理决定数量", "disclosures:decisions"},
    {"", "采购项目数量", "disclosures:projects"},
    {"", "采购总金额", "disclosures:amount"},
    {"", "本年制发件数", "disclosures:issued"},
    {"", "本年废止件数", "disclosures:repealed"},
    {"", "现行有效件数", "disclosures:in_force"},
    {"", "本年收费金额（单位：万元）", "disclosures:amount"},
    {"一、", "本年新收政府信息公开申请数量", "requests.new"},
    {"二、", "上年结转政府信息公开申请数量", "requests.carried_in"},
    {"三、", "本年度办理结果", "group.granted"},
    {"（一）", "予以公开", "requests.granted"},
    {"（二）", "部分公开（区分处理的，只计这一情形，不计其他情形）", "requests.partial"},
    {"（三）", "不予公开", "group.refused_state_secret"},
    {"1.", "属于国家秘密", "requests.refused_state_secret"},
    {"2.", "其他法律行政法规禁止公开", "requests.refused_other_law"},
    {"3.", "危及“三安全一稳定”", "requests.refused_security"},
    {"4.", "保护第三方合法权益", "requests.refused_third_party"},
    {"5.", "属于三类内部事务信息", "requests.refused_internal"},
    {"6.", "属于四类过程性信息", "requests.refused_deliberative"},
    {"7.", "属于行政执法案卷", "requests.refused_enforcement"},
    {"8.", "属于行政查询事项", "requests.refused_enquiry"},
    {"（四）", "无法提供", "group.unavailable_not_held"},
    {"1.", "本机关不掌握相关政府信息", "requests.unavailable_not_held"},
    {"2.", "没有现成信息需要另行制作", "requests.unavailable_to_create"},
    {"3.", "补正后申请内容仍不明确", "requests.unavailable_unclear"},
    {"（五）", "不予处理", "group.unprocessed_complaint"},
    {"1.", "信访举报投诉类申请", "requests.unprocessed_complaint"},
    {"2.", "重复申请", "requests.unprocessed_repeat"},
    {"3.", "要求提供公开出版物", "requests.unprocessed_publication"},
    {"4.", "无正当理由大量反复申请", "requests.unprocessed_excessive"},
    {"5.", "要求行政机关确认或重新出具已获取信息", "requests.unprocessed_confirmation"},
    {"（六）", "其他处理", "requests.other/group.other"},
    {"1.", "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
     "requests.other_uncorrected"},
    {"2.", "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
     "requests.other_unpaid"},
    {"3.", "其他", OTHER_ROW},
    {"（七）", "总计", TOTAL_ROW},
    {"四、", "结转下年度继续办理", "requests.carried_out"},
    {"", "自然人", "requests:natural_person"},
    {"", "商业企业", "requests:enterprise"},
    {"", "科研机构", "requests:research"},
    {"", "社会公益组织", "requests:public_interest"},
    {"", "法律服务机构", "requests:legal_service"},
    {"", "行政复议", "proceedings.reconsideration"},
    {"", "未经复议直接起诉", "proceedings.litigation_direct"},
    {"", "复议后起诉", "proceedings.litigation_after"},
    {"", "结果维持", "proceedings:upheld"},
    {"", "结果纠正", "proceedings:corrected"},
    {"", "其他结果", "proceedings:other"},
    {"", "尚未审结", "proceedings:pending"},
    {"一、", "总体情况", "§1"},
    {"二、", "主动公开政府信息情况", "§2"},
    {"三、", "收到和处理政府信息公开申请情况", "§3"},
    {"四、", "政府信息公开行政复议、行政诉讼情况", "§4"},
    {"五、", "存在的主要问题及改进情况", "§5"},
    {"六、", "其他需要报告的事项", "§6"},
};
enum { N_LABELS = sizeof labels / sizeof labels[0] };

/* Where the i-th character of UTF-8 begins. */
static size_t character(const char *text, size_t i) {
    size_t at = 0;
    while (text[at] && i--) {
        at++;
        while (((uint8_t)text[at] & 0xC0) == 0x80) at++;
    }
    return at;
}

static size_t count_characters(const char *text) {
    size_t n = 0;
    while (text[character(text, n)]) n++;
    return n;
}

/* A row's label with its numbers; the event of each is '#'. */
static void expect_row(const char *row, const char *event) {
    char text[500], events[300];
    snprintf(text, sizeof text, "5\n%s\n0\n12\n", row);
    snprintf(events, sizeof events, "# %s # #", event);
    expect(text, events);
}

static void test_exact(void) {
    char text[300];
    for (int i = 0; i < N_LABELS; i++) {
        snprintf(text, sizeof text, "%s%s", labels[i].numbering, labels[i].text);
        expect_row(text, labels[i].event);
        snprintf(text, sizeof text, "%s %s", labels[i].numbering, labels[i].text);
        expect_row(text, labels[i].event);
        expect_row(labels[i].text, labels[i].event);
    }
}

/* Spaces between all characters, and a line's end at each place. */
static void test_spaced_and_wrapped(void) {
    for (int i = 0; i < N_LABELS; i++) {
        const char *whole = labels[i].text;
        char spaced[400];
        size_t n = count_characters(whole), at = 0;
        for (size_t c = 0; c < n; c++) {
            size_t from = character(whole, c), to = character(whole, c + 1);
            memcpy(spaced + at, whole + from, to - from);
            at += to - from;
            spaced[at++] = ' ';
        }
        spaced[at] = 0;
        expect_row(spaced, labels[i].event);
        for (size_t c = 1; c < n; c++) {
            size_t cut = character(whole, c);
            char wrapped[410];
            snprintf(wrapped, sizeof wrapped, "%.*s\n    %s", (int)cut, whole, whole + cut);
            expect_row(wrapped, labels[i].event);
        }
    }
}

static void test_numbering(void) {
    expect_row("1、属于国家秘密", "requests.refused_state_secret");
    expect_row("１．属于国家秘密", "requests.refused_state_secret");
    expect_row("(1)属于国家秘密", "requests.refused_state_secret");
    expect_row("（ 三 ） 不予公开", "group.refused_state_secret");
    expect_row("(三)不予公开", "group.refused_state_secret");
    expect_row("三、 本年 度办 理结 果", "group.granted");
    expect_row("## 三、收到和处理政府信息公开申请情况", "§3");
    expect_row("3.危及\"三安全一稳定\"", "requests.refused_security");
    expect_row("3.危及三安全一稳定", "requests.refused_security");
    expect_row("（二）部分公开(区分处理的,只计这一情形,不计其他情形)", "requests.partial");
}

static void test_traditional(void) {
    expect_row("規章", "disclosures.rules");
    expect_row("行政許可", "disclosures.licensing");
    expect_row("一、本年新收政府信息公開申請數量", "requests.new");
    expect_row("二、上年結轉政府信息公開申請數量", "requests.carried_in");
    expect_row("（一）予以公開", "requests.granted");
    expect_row("1.屬於國家秘密", "requests.refused_state_secret");
    expect_row("3.危及「三安全一穩定」", "requests.refused_security");
    expect_row("1.本機關不掌握相關政府信息", "requests.unavailable_not_held");
    expect_row("2.沒有現成信息需要另行製作", "requests.unavailable_to_create");
    expect_row("4.無正當理由大量反復申請", "requests.unprocessed_excessive");
    expect_row("（七）總計", TOTAL_ROW);
    expect_row("四、結轉下年度繼續辦理", "requests.carried_out");
    expect_row("復議後起訴", "proceedings.litigation_after");
    expect_row("三、收到和處理政府信息公開申請情況", "§3");
}

static void test_readings(void) {
    expect_row("行政許(xǔ)可", "disclosures.licensing");
    expect_row("一、本年新收政府信息公開(kāi)申請(qǐng)數(shù)量", "requests.new");
    expect_row("总(zong)(zong)计(ji)(ji)", TOTAL_ROW);
    expect_row("四、結(jié)轉(zhuǎn)下年\n度繼(jì)續(xù)辦(bàn)理", "requests.carried_out");
}

/* Taiwan's words: 檔案 for 文件, 資訊 for 信息. */
static void test_taiwan(void) {
    expect_row("規範性檔案", "disclosures.normative_documents");
    expect_row("行政規範性檔案", "disclosures.normative_documents");
    expect_row("一、本年新收政府資訊公開申請數量", "requests.new");
    expect_row("1.本機關不掌握相關政府資訊", "requests.unavailable_not_held");
    expect_row("二、主動公開政府資訊情況", "§2");
}

/* Section headings as agencies vary them. */
static void test_headings(void) {
    expect_row("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "§4");
    expect_row("四、政府信息公开行政复议和提起行政诉讼情况", "§4");
    expect_row("四、政府信息公开行政复议及行政诉讼情况", "§4");
    expect_row("二、行政机关主动公开政府信息的情况", "§2");
    expect_row("三、行政机关收到和处理政府信息公开申请情况", "§3");
    expect_row("五、存在的主要问题", "§5");
    expect_row("五、存在问题", "§5");
    expect_row("五、政府信息公开工作存在的主要问题及改进情况", "§5");
    expect_row("六、其它需要报告的事项", "§6");
}

/* ---- damaged labels -------------------------------------------------------------------------- */

/* As they were met in real reports. */
static void test_damaged(void) {
    expect_mended("年新/制作数量\n", "disclosures:created");
    expect_mended("本年增/\n", "disclosures:items_change");
    expect_mended("2.其他法律行政止公开\n0\n", "requests.refused_other_law #");
    expect_mended("4.无正当理由 由大量反复申请\n0\n", "requests.unprocessed_excessive #");
    expect_mended("5.属于三类内容事务信息\n0\n", "requests.refused_internal #");
    expect_mended("（二）部分公开（区分处理的，只计这一情况，不计其他情形）\n0\n",
                  "requests.partial #");
    expect_mended("（二）部分公开\n0\n", "requests.partial #");
    expect_mended("1.逾期不补正\n0\n", "requests.other_uncorrected #");
    expect_mended("2.逾期不缴费\n0\n", "requests.other_unpaid #");
    expect_mended("规章(设区的市及以上人民政府和部门应提供相关数据)\n0\n", "disclosures.rules #");
    expect_mended("上一年项目数量 (指2019年事项数)\n0\n", "disclosures:prior_items #");
    expect_mended("5.要求行政机关确认或重 新出具\n已获取信息\n0\n",
                  "requests.unprocessed_confirmation #");
}

/* Spoils the c-th character: 0 loses it, 1 doubles it, 2 puts another in its place. */
static void spoil(const char *whole, size_t c, int how, char *out, size_t room) {
    size_t from = character(whole, c), to = character(whole, c + 1);
    const char *other = "鲸";
    if (how == 0) snprintf(out, room, "%.*s%s", (int)from, whole, whole + to);
    if (how == 1) snprintf(out, room, "%.*s%s", (int)to, whole, whole + from);
    if (how == 2) snprintf(out, room, "%.*s%s%s", (int)from, whole, other, whole + to);
}

static bool is_row(const label *l) {
    return !strncmp(l->event, "requests.", 9) || !strncmp(l->event, "disclosures.", 12);
}

/* How many rows are among the events, and whether `event` is one of them. */
static int count_rows(const notes *made, const char *event, bool *found) {
    char copy[sizeof made->text];
    int rows = 0;
    memcpy(copy, made->text, sizeof copy);
    *found = false;
    for (char *at = strtok(copy, " "); at; at = strtok(NULL, " ")) {
        rows += strstr(at, "requests.") || strstr(at, "disclosures.");
        *found = *found || !strcmp(at, event);
    }
    return rows;
}

/* One character of a row's label lost, doubled or wrong: it is still that row, or none, never
** another. From six characters on it is that row. */
static void test_one_character(void) {
    for (int i = 0; i < N_LABELS; i++) {
        size_t n = count_characters(labels[i].text);
        if (!is_row(&labels[i]) || n < 4) continue;
        for (size_t c = 0; c < n; c++) {
            for (int how = 0; how < 3; how++) {
                char text[300];
                bool found;
                spoil(labels[i].text, c, how, text, sizeof text);
                check_about(text);
                notes made = read_labels(text, true);
                int rows = count_rows(&made, labels[i].event, &found);
                CHECK_INT(rows, found);
                if (n >= 6) CHECK(found);
            }
        }
    }
    check_about(NULL);
}

/* Pieces that several labels have, and words near to two of them, are no row. */
static void test_ambiguous(void) {
    static const char *const pieces[] = {
        "政府信息公开申请数量",
        "行政机关不再处理其政府信息公开申请",
        "信息公开申请",
        "属于",
        "公开",
        "行政",
        "信息",
        "申请",
        "予公开",
        "处理",
        "政府信息",
        "情形",
        "数量",
    };
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        check_about(pieces[i]);
        notes made = read_labels(pieces[i], true);
        CHECK(!strstr(made.text, "requests.") && !strstr(made.text, "disclosures."));
    }
    check_about(NULL);
}

/* Other rows that agencies add, and words of other tables. */
static void test_strangers(void) {
    static const char *const strangers[] = {
        "其他主动公开文件", "政务微信关注数", "网站访问量",         "咨询电话",
        "回应公众关注热点", "会议费",         "发布政策解读稿件数", "受理行政诉讼的法院",
    };
    for (size_t i = 0; i < sizeof strangers / sizeof strangers[0]; i++) {
        check_about(strangers[i]);
        notes made = read_labels(strangers[i], true);
        CHECK(!strstr(made.text, "requests.") && !strstr(made.text, "disclosures."));
    }
    check_about(NULL);
}

/* ---- values and prose ------------------------------------------------------------------------ */

static void test_values(void) {
    expect("总计\n0 12\n-\n—\n/\n无\n", TOTAL_ROW " # # # # # #");
    expect("35件\n", "# counter");
    expect("251000元\n160.5964万元\n", "# unit # unit");
    expect("2024年1月1日\n", "date date date");
    expect("第 3 页 共 6 页\n", "~ date ~ date");
    expect("规章（12件）\n5\n", "disclosures.rules counter #");
    expect("法人小计\n", "subtotal");
    expect("信息内容\n申请人情况\n法人或其他组织\n第二十条第（一）项\n", "note note note note");
}

/* A label that goes on behind its numbers: its cell was wrapped and they stand on its middle line.
 */
static void test_across(void) {
    expect("5.要求行政机关确认或重新出具\n1 2 3 4 5 6 21\n已获取信息\n（六）其他处理\n",
           "requests.unprocessed_confirmation # # # # # # # requests.other/group.other");
    expect("规章 1 2 3\n行政许可 4\n", "disclosures.rules # # # disclosures.licensing #");
    /* Where nothing but its numbering stands before them, the label behind is another one's. */
    expect("一、\n1 2 3\n规章\n", "# # # disclosures.rules");
}

static void test_prose(void) {
    expect(
        "本年度共收到各类来信，经研究逐件登记并按照规定期限答复来信人，办理过程全程留痕可供查询，"
        "未发生超期情况\n",
        "prose");
    expect("我镇全年未收到任何来信。\n", "prose");
    expect("张三\n", "~");
}

/* Fewer than three rows of a table are none, however often they stand there. */
static void expect_tables(const char *text, bool may_have) {
    check_about(text);
    read_labels(text, false);
    CHECK_INT(gx_may_have_tables(reader), may_have);
    check_about(NULL);
}

static void test_census(void) {
    expect_tables("", false);
    expect_tables("规章\n1\n规章\n1\n规章\n1\n", false);
    expect_tables("规章\n1\n行政许可\n1\n一、本年新收政府信息公开申请数量\n1\n", false);
    expect_tables("规章\n1\n行政许可\n1\n行政处罚\n1\n", true);
    expect_tables("结果维持\n", true); /* of the proceedings one header may stand three times */
    CHECK(gx_lex(reader, "规章\n", strlen("规章\n")) && gx_find_labels(reader));
    gx_census census = gx_take_census(reader);
    CHECK(census.kinds & gx_role_bit(GX_ROLE_ROW, GX_DISCLOSURES));
    CHECK(!(census.kinds & gx_role_bit(GX_ROLE_HEAD, GX_REQUESTS)));
    CHECK_INT(census.rows[GX_REQUESTS], 0);
}

int main(void) {
    reader = gx_reader_new();
    if (!CHECK(reader != NULL)) return check_end();
    test_exact();
    test_spaced_and_wrapped();
    test_numbering();
    test_traditional();
    test_readings();
    test_taiwan();
    test_headings();
    test_damaged();
    test_one_character();
    test_ambiguous();
    test_strangers();
    test_values();
    test_across();
    test_prose();
    test_census();
    gx_reader_free(reader);
    CHECK_INT(check_memory.live, 0);
    return check_end();
}
