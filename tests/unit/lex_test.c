/*
** lex_test.c: text to tokens. What stands in a text is written beside what the lexer has to make
** of it, in a short notation:
**
**     规章      a word, in the folded letters that labels are compared in; ~ is any other letter
**     *规章     a word behind numbering; 规章. a word that ends a sentence; (规章) in parentheses
**     #12 #-3   numbers; #160.5964 with decimals; #! one without a value
**     <#5 #5>   a number glued to a letter on its left, on its right; #5| one that the text cuts
**     _         a blank: a cell that prints its emptiness
*/
#include "check.h"
#include "reader.h"

#include <stdlib.h>

#define BYTES(literal) literal, sizeof(literal) - 1

static gx_reader *reader;

/* ---- the notation ---------------------------------------------------------------------------- */

static unsigned letters[256]; /* by id: the character that others are folded to */

static void list_letters(void) {
    for (unsigned c = 0x80; c < 0x10000; c++) {
        unsigned id = gx_class[gx_class_page[c >> 6]][c & 63];
        if (id >= GX_C_FIRST_ID && !gx_fold[gx_fold_page[c >> 6]][c & 63]) letters[id] = c;
    }
}

typedef struct notes {
    char text[8192];
    size_t n;
} notes;

static void put(notes *to, const char *piece) {
    size_t n = strlen(piece);
    if (to->n + n + 1 > sizeof to->text) return;
    memcpy(to->text + to->n, piece, n + 1);
    to->n += n;
}

static void put_letter(notes *to, unsigned id) {
    unsigned c = letters[id];
    char utf8[4] = {(char)(0xE0 | c >> 12), (char)(0x80 | (c >> 6 & 63)), (char)(0x80 | (c & 63))};
    put(to, c >= 0x800 ? utf8 : "~");
}

static void put_number(notes *to, const gx_token *token) {
    char digits[300];
    long long value = token->value, power = 1;
    for (int i = 0; i < token->scale; i++) power *= 10;
    long long size = value < 0 ? -value : value;
    put(to, token->flags & GX_F_GLUED_LEFT ? "<#" : "#");
    if (token->flags & GX_F_ILLEGIBLE) {
        put(to, "!");
    } else {
        snprintf(digits, sizeof digits, "%s%lld", value < 0 ? "-" : "", size / power);
        put(to, digits);
        snprintf(digits, sizeof digits, ".%0*lld", token->scale % 10, size % power);
        if (token->scale) put(to, digits);
    }
    if (token->flags & GX_F_GLUED_RIGHT) put(to, ">");
    if (token->flags & GX_F_CUT) put(to, "|");
}

static void put_word(notes *to, const gx_token *token) {
    if (token->flags & GX_F_NUMBERED) put(to, "*");
    for (uint32_t i = 0; i < token->ids.n; i++) put_letter(to, reader->ids[token->ids.first + i]);
    if (token->flags & GX_F_SENTENCE) put(to, ".");
}

static notes read_tokens(const char *text, size_t size) {
    notes made = {.n = 0};
    made.text[0] = 0;
    CHECK(gx_lex(reader, text, size));
    for (uint32_t t = 0; t < reader->n_tokens; t++) {
        const gx_token *token = &reader->tokens[t];
        if (t) put(&made, " ");
        if (token->flags & GX_F_PAREN) put(&made, "(");
        if (token->kind == GX_T_NUMBER) put_number(&made, token);
        if (token->kind == GX_T_WORD) put_word(&made, token);
        if (token->kind == GX_T_BLANK) put(&made, "_");
        if (token->flags & GX_F_PAREN) put(&made, ")");
    }
    return made;
}

static void expect_bytes(const char *text, size_t size, const char *tokens) {
    check_about(text);
    notes made = read_tokens(text, size);
    CHECK_STR(made.text, tokens);
    check_about(NULL);
}

static void expect(const char *text, const char *tokens) {
    expect_bytes(text, strlen(text), tokens);
}

/* ---- numbers --------------------------------------------------------------------------------- */

static void test_numbers(void) {
    expect("0\n", "#0");
    expect("007\n", "#!"); /* no form prints a number so: digits ran together */
    expect("12 34\n56\t78|9\n", "#12 #34 #56 #78 #9");
    expect("+2 -8 −8 –8\n", "#2 #-8 #-8 #-8");
    expect("＋2 －3\n", "#2 #-3");
    expect("-0\n", "#0");
    expect("160.5964\n", "#160.5964");
    expect("0.05 -7.50\n", "#0.05 #-7.50");
    expect("０１２ ３４．５\n", "#! #34.5");
    expect("1.5件\n", "#1.5> 件");
    expect("第5项\n", "第 <#5> 项");
    expect("第05项 1.5项\n", "第 <#!> 项 #1.5> 项");
    expect("7/6项 .5项 1,234项\n", "#! #!> 项 #!> 项 #1234> 项");
    expect("规章35 0\n", "规章 <#35 #0");
}

static void test_thousands(void) {
    expect("3,259\n", "#3259");
    expect("12,345,678\n", "#12345678");
    expect("1,234.50\n", "#1234.50");
    expect("３，２５９\n", "#3259");
    expect("-1,000\n", "#-1000");
    expect("1,2,3\n", "#1 #2 #3");
    expect("12,34\n", "#12 #34");
    expect("1,2345\n", "#! #!");
    expect("1234,567\n", "#!");
    expect("3, 259\n", "#3 #259");
}

/* Digits beyond those whose sums 64 bits hold give no value, never a wrapped one. */
static void test_long_numbers(void) {
    expect("123456789012345\n", "#123456789012345");
    expect("-999999999999999\n", "#-999999999999999");
    expect("1234567890123456\n", "#!");
    expect("-999999999999999999\n", "#!");
    expect("1234567890123456789\n", "#!");
    expect("99999999999999999999\n", "#!");
    expect("18446744073709551617\n", "#!");
    char text[420];
    for (int digit = 0; digit <= 9; digit += 9) {
        memset(text, '0' + digit, 400);
        memcpy(text + 400, "\n5\n", 4);
        expect(text, "#! #5");
    }
    expect("0.123456789\n", "#0.123456789");
    expect("0.1234567890\n", "#!");
    expect("1.2.3\n", "#!");
    expect("192.168.0.1 4\n", "#! #4");
}

static void test_cut(void) {
    expect("规章\n12", "规章 #12|");
    expect("规章\n12\n", "规章 #12");
    expect("3,259", "#3259|");
    expect("规章 0.5", "规章 #0.5|");
}

/* ---- numbering, or numbers ------------------------------------------------------------------- */

static void test_numbering(void) {
    expect("1.属于国家秘密\n", "*属于国家秘密");
    expect("2. 重复申请\n", "*重复申请");
    expect("3、其他\n", "*其他");
    expect("３．其他\n", "*其他");
    expect("4）重复申请\n", "*重复申请");
    expect("（5）重复申请\n", "*重复申请");
    expect("(一)予以公开\n", "*予以公开");
    expect("（ 六 ）其他处理\n", "*其他处理");
    expect("一、总体情况\n", "*总体情况");
    expect("二．总计\n", "*总计");
    expect("十一、总计\n", "*总计");
    expect("7\t1.\t属于国家秘密\n", "#7 *属于国家秘密");
    expect("3 其他\n", "#3 其他");
    expect("3其他\n", "#3> 其他");
    expect("三类内部事务信息\n", "三类内部事务信息");
    expect("2.5\n", "#2.5");
    expect("2.5件\n", "#2.5> 件");
    expect("0\n\n1.属于国家秘密\n7\n", "#0 *属于国家秘密 #7");
}

/* Digits that run together with the numbering behind them keep all but the numbering. */
static void test_run_on(void) {
    expect("规章0 0 0\n", "规章 <#0 #0 #0");
    expect("其他处理1203.其他", "其他处理 <#120 *其他");
    expect("信息公开申请64065.属于国家秘密\n", "信息公开申请 <#6406 *属于国家秘密");
}

/* A full stop or an enumeration comma behind a cell's number takes no digit away from it. */
static void test_stop_behind_number(void) {
    expect("规章\n7730.\n5\n", "规章 #7730 #5");
    expect("规章\n773、\n5\n", "规章 #773 #5");
    expect("收到申请120.\n", "收到申请 <#120");
}

/* ---- words ----------------------------------------------------------------------------------- */

static void test_words(void) {
    expect("", "");
    expect(" \n\t　\xC2\xA0\n", "");
    expect("规章\n行政许可\n", "规章 行政许可");
    expect("总　计 总\xC2\xA0计\n", "总 计 总 计");
    expect("规章|行政许可｜行政处罚│总计\n", "规章 行政许可 行政处罚 总计");
    expect("危及“三安全一稳定”\n", "危及三安全一稳定");
    expect("危及\"三安全一稳定\"\n", "危及三安全一稳定");
    expect("行政复议、行政诉讼情况\n", "行政复议行政诉讼情况");
    expect("收到申请。予以公开\n", "收到申请. 予以公开");
    expect("部分公开（区分处理的，只计这一情形）\n", "部分公开 (区分处理的只计这一情形)");
    expect("本年收费金额(单位:万元)\n", "本年收费金额 (单位万元)");
    expect("本年增/减\n", "本年增减");
    expect("总\xE2\x80\x8B计\n", "总计");
    expect("鲸abc总计\n", "~~~~总计");
}

static void test_traditional(void) {
    expect("總計\n", "总计");
    expect("行政許可\n", "行政许可");
    expect("本機關不掌握相關政府信息\n", "本机关不掌握相关政府信息");
    expect("结轉下年度繼續辦理\n", "结转下年度继续办理");
}

static void test_readings(void) {
    expect("公開(kāi)申請(qǐng)\n", "公开申请");
    expect("申請（qǐng）數(shù)量\n", "申请数量");
    expect("政(zheng)(zheng)府(fu)(fu)信息\n", "政府信息");
    expect("總(zǒng)計(jì)\n0\n", "总计 #0");
    expect("规章(gui zhang)\n", "规章 (~~~) (~~~~~)");
}

/* ---- marks ----------------------------------------------------------------------------------- */

static void test_blanks(void) {
    expect("-\n—\n–\n－\n──\n/\n／\n", "_ _ _ _ _ _ _");
    expect("规章 | - | / | —— |\n", "规章 _ _ _");
    expect("规章\t-\t/\t0\n", "规章 _ _ #0");
    expect("0 - 0\n", "#0 _ #0");
    expect("规章 -\n", "规章 _");
}

static void test_rulings(void) {
    expect("|---|---|\n| 5 |\n", "#5");
    expect("| :--- | ---: |\n5\n", "#5");
    expect("+-----+----+\n| 5 | 6 |\n+=====+====+\n", "#5 #6");
    expect("  ------  ----\n5\n", "#5");
    expect("┌──┬──┐\n│5│6│\n└──┴──┘\n", "#5 #6");
    expect("----------", "");
}

static void test_pages(void) {
    expect("5\n- 4 -\n6\n", "#5 #6");
    expect("5\n    -12-\n6\n", "#5 #6");
    expect("5\n— 4 —\f6\n", "#5 #6");
    CHECK(gx_lex(reader, BYTES("5\n- 4 -\n6\n")));
    CHECK(!reader->tokens[0].gap.page);
    CHECK(reader->tokens[1].gap.page);
    CHECK(gx_lex(reader, BYTES("5\n\f6\n7\n")));
    CHECK(reader->tokens[1].gap.page);
    CHECK(!reader->tokens[2].gap.page);
    expect("5 - 4 - 6\n", "#5 _ #4 _ #6");
}

/* ---- bytes ----------------------------------------------------------------------------------- */

/* Invalid bytes are letters of no label: a number beside one is seen to be damaged. */
static void test_invalid(void) {
    expect_bytes(BYTES("5\xFF\n"), "#5> ~");
    expect_bytes(BYTES("\xE7\xAB 5\n"), "~~ #5");
    expect_bytes(BYTES("\xE7\xAB"
                       "5\n"),
                 "~~ <#5");
    expect_bytes(BYTES("12\x80"
                       "34\n"),
                 "#12> ~ <#34");
    expect_bytes(BYTES("总\xC0\x80计\n"), "总~~计");
    expect_bytes(BYTES("总计\xE8\xAE"), "总计");
    expect_bytes(BYTES("\xF0\xA0\xAE\xB7"
                       "5\n"),
                 "~ <#5");
}

/* A NUL has no meaning and ends nothing: the whole length is read. */
static void test_nul(void) {
    expect_bytes(BYTES("总\0计 5\n"), "总计 #5");
    expect_bytes(BYTES("\0\0规章\n7\n\0"), "规章 #7");
    expect_bytes(BYTES("规章\n\0"
                       "12\n34\0\n"),
                 "规章 #12 #34");
}

/* Every beginning of a text gives tokens that lie in it, in order. The copy is as long as it says,
** so that reading behind it shows under a sanitizer. */
static void test_cut_anywhere(void) {
    static const char text[] =
        "规章\t3,259 | —— \n（三）不予公開(kāi)\n1.属于“国家秘密”-8\f- 4 -\n0.5。";
    for (size_t size = 0; size < sizeof text; size++) {
        char *copy = malloc(size ? size : 1);
        if (!CHECK(copy != NULL)) return;
        memcpy(copy, text, size);
        CHECK(gx_lex(reader, copy, size));
        bool ordered = true;
        uint32_t end = 0;
        for (uint32_t t = 0; t < reader->n_tokens; t++) {
            const gx_token *token = &reader->tokens[t];
            ordered = ordered && token->start >= end && token->end > token->start;
            end = token->end;
        }
        CHECK(ordered && end <= size);
        free(copy);
    }
}

/* ---- places ---------------------------------------------------------------------------------- */

static void expect_place(uint32_t t, const char *text, const char *printed) {
    if (!CHECK(t < reader->n_tokens)) return;
    const gx_token *token = &reader->tokens[t];
    CHECK_BYTES(text + token->start, token->end - token->start, printed, strlen(printed));
}

static void test_places(void) {
    const char *text = "（一）予以公开 +2\n公開(kāi)數(shù) ３，２５９元\n——";
    CHECK(gx_lex(reader, text, strlen(text)));
    expect_place(0, text, "予以公开");
    expect_place(1, text, "+2");
    expect_place(2, text, "公開(kāi)數");
    expect_place(3, text, "３，２５９");
    expect_place(4, text, "元");
    expect_place(5, text, "——");
    CHECK_INT(reader->tokens[1].line, 0);
    CHECK_INT(reader->tokens[3].line, 1);
    CHECK_INT(reader->tokens[5].line, 2);
}

/* An ideograph takes two columns, as in a text laid out by pdftotext. */
static void test_columns(void) {
    const char *text = "规章  5   67\n          8\n";
    CHECK(gx_lex(reader, text, strlen(text)));
    if (!CHECK_INT(reader->n_tokens, 4)) return;
    static const int x[] = {0, 6, 10, 10}, x_end[] = {4, 7, 12, 11};
    for (int t = 0; t < 4; t++) {
        CHECK_INT(reader->tokens[t].x, x[t]);
        CHECK_INT(reader->tokens[t].x_end, x_end[t]);
    }
}

/* Punctuation in a word is none of its letters and takes its place on the line; behind the last
** letter it is no part of the word. */
static void test_punctuation(void) {
    const char *text = "经研究，逐件登记，，办结，5";
    CHECK(gx_lex(reader, text, strlen(text)));
    if (!CHECK_INT(reader->n_tokens, 2)) return;
    expect_place(0, text, "经研究，逐件登记，，办结");
    CHECK_INT(reader->tokens[0].ids.n, 9);
    CHECK_INT(reader->tokens[0].x_end, 24);
    CHECK_INT(reader->tokens[0].c_end, 12);
    CHECK_INT(reader->tokens[1].x, 26);
    CHECK_INT(reader->tokens[1].flags & GX_F_GLUED_LEFT, 0);
}

/* Numbers on lines of their own, with empty lines between them. */
static void test_empty_lines(void) {
    static const char text[] = "7\n\n8\n9\n\n\n10\n\n\n\n\n11\n12\n                    \n";
    static const unsigned newlines[] = {0, 2, 1, 3, 5, 1}, lines[] = {0, 2, 3, 6, 11, 12};
    CHECK(gx_lex(reader, text, strlen(text)));
    if (!CHECK_INT(reader->n_tokens, 6)) return;
    for (unsigned t = 0; t < 6; t++) {
        CHECK_INT(reader->tokens[t].value, 7 + t);
        CHECK_INT(reader->tokens[t].gap.newlines, newlines[t]);
        CHECK_INT(reader->tokens[t].line, lines[t]);
    }
}

static void expect_gap(const char *text, gx_gap gap) {
    check_about(text);
    CHECK(gx_lex(reader, text, strlen(text)));
    if (CHECK_INT(reader->n_tokens, 2)) {
        const gx_gap *got = &reader->tokens[1].gap;
        CHECK_INT(got->newlines, gap.newlines);
        CHECK_INT(got->tabs, gap.tabs);
        CHECK_INT(got->tabs_lead, gap.tabs_lead);
        CHECK_INT(got->pipes, gap.pipes);
        CHECK_INT(got->spaces, gap.spaces);
        CHECK_INT(got->page, gap.page);
    }
    check_about(NULL);
}

static void test_gaps(void) {
    expect_gap("1\n2", (gx_gap){.newlines = 1});
    expect_gap("1\n\n\n2", (gx_gap){.newlines = 3});
    expect_gap("1\r\n\r\n2", (gx_gap){.newlines = 2});
    expect_gap("1\t\t2", (gx_gap){.tabs = 2, .tabs_lead = 2});
    expect_gap("1\t\n\t\t2", (gx_gap){.newlines = 1, .tabs = 3, .tabs_lead = 2});
    expect_gap("1 | | 2", (gx_gap){.pipes = 2, .spaces = 3});
    expect_gap("1｜2", (gx_gap){.pipes = 1});
    expect_gap("1\f2", (gx_gap){.newlines = 1, .page = true});
    char text[1003] = "1";
    memset(text + 1, '\n', 1000);
    text[1001] = '2';
    expect_gap(text, (gx_gap){.newlines = 255});
}

int main(void) {
    list_letters();
    reader = gx_reader_new();
    if (!CHECK(reader != NULL)) return check_end();
    test_numbers();
    test_thousands();
    test_long_numbers();
    test_cut();
    test_numbering();
    test_run_on();
    test_stop_behind_number();
    test_words();
    test_traditional();
    test_readings();
    test_blanks();
    test_rulings();
    test_pages();
    test_invalid();
    test_nul();
    test_cut_anywhere();
    test_places();
    test_columns();
    test_punctuation();
    test_empty_lines();
    test_gaps();
    gx_reader_free(reader);
    CHECK_INT(check_memory.live, 0);
    return check_end();
}
