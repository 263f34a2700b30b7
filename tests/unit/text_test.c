/*
** text_test.c: bytes to text, by examples whose bytes and characters were written down apart.
**
** Each charset with and without its byte order mark, what <meta> claims, damaged and cut
** characters, the way back from text to bytes, and memory running out at every allocation.
*/
#include "check.h"
#include "report.h"

#include <stdlib.h>
#include <unicode/uclean.h>

/* A literal and its length, without the terminator. */
#define BYTES(literal) literal, sizeof(literal) - 1

/* 政府信息公开 in Simplified, 政府信息公開 in Traditional characters. */
#define GB_REPORT "\xD5\xFE\xB8\xAE\xD0\xC5\xCF\xA2\xB9\xAB\xBF\xAA"
#define U8_REPORT "\xE6\x94\xBF\xE5\xBA\x9C\xE4\xBF\xA1\xE6\x81\xAF\xE5\x85\xAC\xE5\xBC\x80"
#define B5_REPORT "\xAC\x46\xA9\xB2\xAB\x48\xAE\xA7\xA4\xBD\xB6\x7D"
#define LE_REPORT "\x3F\x65\x9C\x5E\xE1\x4F\x6F\x60\x6C\x51\x00\x5F"
#define BE_REPORT "\x65\x3F\x5E\x9C\x4F\xE1\x60\x6F\x51\x6C\x5F\x00"
#define LOST      "\xEF\xBF\xBD" /* U+FFFD */

/* Decodes, and compares with what is expected. */
static void expect(const char *label, const char *charset, const char *bytes, size_t size,
                   const char *text, size_t length) {
    check_about(label);
    gx_text out;
    for (int with_source = 0; with_source < 2; with_source++) {
        if (!CHECK_INT(gx_decode(bytes, size, charset, with_source, &out), GX_DECODED)) return;
        CHECK_BYTES(out.text, out.size, text, length);
        CHECK_INT(out.source != NULL, with_source && out.owned);
        gx_text_free(&out);
        CHECK(out.text == NULL && out.source == NULL && out.size == 0);
        gx_text_free(&out);
    }
    check_about(NULL);
}

/* ---- UTF-8: borrowed ------------------------------------------------------------------------- */

static void expect_borrowed(const char *label, const char *charset, const char *bytes, size_t size,
                            size_t skip) {
    check_about(label);
    gx_text out;
    CHECK_INT(gx_decode(bytes, size, charset, true, &out), GX_DECODED);
    CHECK(!out.owned);
    CHECK(out.source == NULL);
    CHECK(out.text == bytes + skip);
    CHECK_INT(out.size, size - skip);
    CHECK_INT(out.skip, skip);
    gx_text_free(&out);
    check_about(NULL);
}

static void test_utf8(void) {
    expect_borrowed("ASCII", NULL, BYTES("abc 12\n"), 0);
    expect_borrowed("UTF-8", NULL, BYTES(U8_REPORT "35\n"), 0);
    expect_borrowed("UTF-8 with a mark", NULL, BYTES("\xEF\xBB\xBF" U8_REPORT), 3);
    expect_borrowed("the mark alone", NULL, BYTES("\xEF\xBB\xBF"), 3);
    expect_borrowed("a mark and damage", NULL, BYTES("\xEF\xBB\xBF\xFF\xFE 1"), 3);
    expect_borrowed("named", "UTF-8", BYTES(U8_REPORT), 0);
    expect_borrowed("named, with a mark", " utf8 ", BYTES("\xEF\xBB\xBF" U8_REPORT), 3);
    expect_borrowed("named, and damaged", "utf-8", BYTES("\xD5\xFE 1"), 0);
    expect_borrowed("one character in two cut off", NULL, BYTES(U8_REPORT "\xE5\xBC"), 0);
    expect_borrowed("one byte lost inside", NULL, BYTES("\xE6\xBF\xE5\xBA\x9C\xE4\xBF\xA1"), 0);
    expect_borrowed("four bytes a character", NULL, BYTES("\xF0\xA0\xAE\xB7 1"), 0);
    expect_borrowed("a NUL inside", NULL, BYTES(U8_REPORT "\0" U8_REPORT U8_REPORT), 0);
    expect_borrowed("nothing", NULL, "", 0, 0);
    expect_borrowed("noughts", NULL, BYTES("\0\0\0\0\0\0\0\0"), 0);
    expect_borrowed("a meta that lies", NULL,
                    BYTES("<meta charset=\"gb2312\"><p>" U8_REPORT "</p>"), 0);
    gx_text out;
    CHECK_INT(gx_decode(NULL, 0, NULL, true, &out), GX_DECODED);
    CHECK_INT(out.size, 0);
    gx_text_free(&out);
}

/* ---- the charsets ---------------------------------------------------------------------------- */

static void test_named(void) {
    static const char *const gb[] = {"GB18030", "gbk",    "GB2312", "gb_2312-80", "x-gbk",  "CP936",
                                     "ms936",   "euc-cn", "GBK ",   "csgb2312",   "chinese"};
    for (size_t i = 0; i < sizeof gb / sizeof gb[0]; i++) {
        expect(gb[i], gb[i], BYTES(GB_REPORT "35\xBC\xFE\n"), BYTES("政府信息公开35件\n"));
    }
    static const char *const big5[] = {"big5", "Big5", "BIG5-HKSCS", "cn-big5", "cp950"};
    for (size_t i = 0; i < sizeof big5 / sizeof big5[0]; i++) {
        expect(big5[i], big5[i], BYTES(B5_REPORT "35\xA5\xF3\n"), BYTES("政府信息公開35件\n"));
    }
    expect("Hong Kong", "big5", BYTES("\x9D\xEF\xB8\x66"), BYTES("嘅粵"));
    expect("Traditional in GBK", "gbk", BYTES("\xB9\xAB\xE9\x5F\xBF\x82\xD3\x8B"),
           BYTES("公開總計"));
    expect("four bytes", "gb2312", BYTES("1\x95\x34\xB2\x35\x32"), BYTES("1𠮷2"));
    expect("a stated charset beats UTF-8", "gbk", BYTES("\xE4\xBD\xA0\xE5\xA5\xBD"),
           BYTES("浣犲ソ"));
    expect("UTF-16LE", "utf-16le", BYTES(LE_REPORT "5\0"), BYTES("政府信息公开5"));
    expect("UTF-16BE", "UTF-16BE", BYTES(BE_REPORT "\0005"), BYTES("政府信息公开5"));
    expect("UTF-16LE, marked", "utf-16le", BYTES("\xFF\xFE" LE_REPORT), BYTES("政府信息公开"));
    expect("UTF-16, unmarked, little", "utf-16", BYTES(LE_REPORT), BYTES("政府信息公开"));
    expect("UTF-16, unmarked, big", "utf-16", BYTES(BE_REPORT), BYTES("政府信息公开"));
    expect("UTF-16, marked, little", "utf-16", BYTES("\xFF\xFE\x42\xD8\xB7\xDF"), BYTES("𠮷"));
    expect("UTF-16, marked, big", "ucs-2", BYTES("\xFE\xFF\xD8\x42\xDF\xB7"), BYTES("𠮷"));
    expect("UTF-16, rare characters", "utf-16", BYTES("\x95\x9F"), BYTES("龕"));
    expect("UTF-32LE", "utf-32le", BYTES("1\0\0\0\xB7\x0B\x02\0"), BYTES("1𠮷"));
    expect("UTF-32, big", "utf-32", BYTES("\0\0\0001\0\x02\x0B\xB7"), BYTES("1𠮷"));
    expect("UTF-32, little", "utf-32", BYTES("\xFF\xFE\0\0001\0\0\0"), BYTES("1"));
    expect("Windows", "windows-1252", BYTES("\x80 5\xE9"), BYTES("€ 5é"));
    expect("nothing", "gbk", "", 0, "", 0);
}

static void test_unknown(void) {
    static const char *const names[] = {"klingon",
                                        "",
                                        "  ",
                                        "gb18030,version=1",
                                        "../utf-8",
                                        "gb\n18030",
                                        "utf-9",
                                        "编码",
                                        "a-name-much-longer-than-any-charset-ever-had-one"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        gx_text out;
        check_about(names[i]);
        CHECK_INT(gx_decode(BYTES("abc"), names[i], true, &out), GX_UNKNOWN_CHARSET);
        CHECK(out.text == NULL && out.source == NULL && !out.owned);
        gx_text_free(&out);
    }
    check_about(NULL);
}

/* ---- detection ------------------------------------------------------------------------------- */

static void test_detected(void) {
    expect("GBK", NULL, BYTES(GB_REPORT "35\n"), BYTES("政府信息公开35\n"));
    expect("Traditional in GBK", NULL, BYTES("\xD5\xFE\xB8\xAE\xB9\xAB\xE9\x5F 7"),
           BYTES("政府公開 7"));
    expect("two characters and a half", NULL, BYTES("\xD6\xD0\xB9\xFA\xD5"), BYTES("中国" LOST));
    expect("Big5", NULL, BYTES(B5_REPORT "35\n"), BYTES("政府信息公開35\n"));
    expect("GB18030, marked", NULL, BYTES("\x84\x31\x95\x33" GB_REPORT), BYTES("政府信息公开"));
    expect("UTF-16LE", NULL, BYTES(LE_REPORT), BYTES("政府信息公开"));
    expect("UTF-16BE", NULL, BYTES(BE_REPORT), BYTES("政府信息公开"));
    expect("UTF-16LE, digits", NULL, BYTES("1\0002\0\n\0"), BYTES("12\n"));
    expect("UTF-16BE, digits", NULL, BYTES("\0001\0002\0\n"), BYTES("12\n"));
    expect("UTF-16LE, marked", NULL, BYTES("\xFF\xFE" LE_REPORT), BYTES("政府信息公开"));
    expect("UTF-16BE, marked", NULL, BYTES("\xFE\xFF" BE_REPORT), BYTES("政府信息公开"));
    expect("UTF-32LE, marked", NULL, BYTES("\xFF\xFE\0\0\x3F\x65\0\0"), BYTES("政"));
    expect("UTF-32BE, marked", NULL, BYTES("\0\0\xFE\xFF\0\0\x65\x3F"), BYTES("政"));
    expect("a mark alone", NULL, BYTES("\xFF\xFE"), "", 0);
    expect("Chinese that no report has", NULL, BYTES("\xE9\xD9\xD7\xD3"), BYTES("橘子"));
}

/* What a page claims, against what its bytes say. 鱸魚 in Big5 would be 苩辰 in GBK, and no report
** speaks of either: only the claim can tell. */
#define PERCH "\xC6\x74\xB3\xBD"

static void test_claimed(void) {
    expect("believed", NULL, BYTES("<meta charset=big5>" PERCH), BYTES("<meta charset=big5>鱸魚"));
    expect("no claim", NULL, BYTES("<meta name=big5>" PERCH), BYTES("<meta name=big5>苩辰"));
    expect("claimed GBK", NULL, BYTES("<META CHARSET='gbk'>" PERCH),
           BYTES("<META CHARSET='gbk'>苩辰"));
    expect("http-equiv", NULL,
           BYTES("<Meta http-equiv=\"Content-Type\" content=\"text/html; charset = Big5\"/>" PERCH),
           BYTES("<Meta http-equiv=\"Content-Type\" content=\"text/html; charset = Big5\"/>鱸魚"));
    expect("XML", NULL, BYTES("<?xml version='1.0' encoding='Big5'?>" PERCH),
           BYTES("<?xml version='1.0' encoding='Big5'?>鱸魚"));
    expect("in a comment", NULL, BYTES("<!-- <meta charset=big5> -->" PERCH),
           BYTES("<!-- <meta charset=big5> -->苩辰"));
    expect("an unknown name first", NULL, BYTES("<meta charset=no-such><meta charset=big5>" PERCH),
           BYTES("<meta charset=no-such><meta charset=big5>鱸魚"));
    expect("cut off", NULL, BYTES(PERCH "<meta charset="), BYTES("苩辰<meta charset="));
    expect("a lie: Big5", NULL, BYTES("<meta charset=big5>" GB_REPORT),
           BYTES("<meta charset=big5>政府信息公开"));
    expect("a lie: GBK", NULL, BYTES("<meta charset=gb2312>" B5_REPORT),
           BYTES("<meta charset=gb2312>政府信息公開"));
    expect("a lie: UTF-8", NULL, BYTES("<meta charset=utf-8>" GB_REPORT),
           BYTES("<meta charset=utf-8>政府信息公开"));
    expect("a lie: Latin", NULL, BYTES("<meta charset=iso-8859-1>" GB_REPORT),
           BYTES("<meta charset=iso-8859-1>政府信息公开"));
    expect("another charset", NULL,
           BYTES("<meta charset=shift_jis>\x93\xFA\x96\x7B\x8C\xEA\x82\xD0\x82\xE7"),
           BYTES("<meta charset=shift_jis>日本語ひら"));
}

/* A claim counts in the first 4096 bytes only. */
static void test_claim_far_off(void) {
    enum { NEAR = 4000, FAR = 4096, TAIL = sizeof "<meta charset=big5>" PERCH - 1 };
    static char page[FAR + TAIL];
    static const int places[] = {NEAR, FAR};
    for (int i = 0; i < 2; i++) {
        memset(page, ' ', sizeof page);
        memcpy(page + places[i], "<meta charset=big5>" PERCH, TAIL);
        gx_text out;
        CHECK_INT(gx_decode(page, (size_t)places[i] + TAIL, NULL, false, &out), GX_DECODED);
        CHECK_INT(out.size, places[i] + (int)sizeof "<meta charset=big5>鱸魚" - 1);
        if (out.size > 6) CHECK_BYTES(out.text + out.size - 6, 6, i == 0 ? "鱸魚" : "苩辰", 6);
        gx_text_free(&out);
    }
}

/* ---- damage ---------------------------------------------------------------------------------- */

static void test_damage(void) {
    expect("a byte that is none", "gbk", BYTES("1\xFF\x32"), BYTES("1" LOST "2"));
    expect("cut before digits", "gbk",
           BYTES("\xB9"
                 "12\n"),
           BYTES(LOST "12\n"));
    expect("cut before a line's end", "gbk", BYTES("\xB9\n5"), BYTES(LOST "\n5"));
    expect("cut before a digit and a character", "gbk",
           BYTES("\xB9"
                 "5\xD0\xC5"),
           BYTES(LOST "5信"));
    expect("cut twice, a digit between", "gbk",
           BYTES("\xB9"
                 "5\xD0"
                 "6|"),
           BYTES(LOST "5" LOST "6|"));
    expect("cut twice, where a selector would be", "gbk",
           BYTES("\xD3"
                 "6\x95"
                 "7|"),
           BYTES(LOST "6" LOST "7|"));
    expect("cut before a letter", "gbk",
           BYTES("\xA2"
                 "Az"),
           BYTES(LOST "Az"));
    expect("four bytes, two left", "gbk",
           BYTES("\x95"
                 "4\n5"),
           BYTES(LOST "4\n5"));
    expect("at the end, one of two", "gbk", BYTES("\xD0\xC5\xCF"), BYTES("信" LOST));
    expect("at the end, two of four", "gbk", BYTES("1\x81\x30"), BYTES("1" LOST));
    expect("at the end, three of four", "gbk",
           BYTES("1\x95"
                 "4\xB2"),
           BYTES("1" LOST));
    expect("at the end, cut before a digit", "gbk",
           BYTES("1\xB9"
                 "5"),
           BYTES("1" LOST "5"));
    expect("no-break space", "gbk", BYTES("1\x81\x30\x84\x32\x32"),
           BYTES("1\xC2\xA0"
                 "2"));
    expect("fours without a character", "gbk", BYTES("\x84\x31\xA5\x30|"),
           BYTES(LOST "1" LOST "0|"));
    expect("Big5 cut before digits", "big5",
           BYTES("\xA4"
                 "12\n"),
           BYTES(LOST "12\n"));
    expect("Big5 cut before a line's end", "big5", BYTES("\xA4\xBD\xB6\n\xA4\xBD"),
           BYTES("公" LOST "\n公"));
    expect("Big5 cut at the end", "big5", BYTES("\xA4\xBD\xB6"), BYTES("公" LOST));
    expect("half a pair", "utf-16le", BYTES("1\0\x42\xD8\x32\0"), BYTES("1" LOST "2"));
    expect("the other half", "utf-16be", BYTES("\0001\xDF\xB7\0002"), BYTES("1" LOST "2"));
    expect("half a unit", "utf-16le", BYTES("1\0\x42"), BYTES("1" LOST));
    expect("half a pair at the end", "utf-16le", BYTES("1\0\x42\xD8"), BYTES("1" LOST));
    expect("no such character", "utf-32le", BYTES("1\0\0\0\xFF\xFF\xFF\xFF\x32\0\0\0"),
           BYTES("1" LOST "2"));
    expect("detected for all that", NULL,
           BYTES(GB_REPORT "\xB9"
                           "12\n" GB_REPORT "\xFF"),
           BYTES("政府信息公开" LOST "12\n政府信息公开" LOST));
}

/* Characters with a digit behind each: what a cut at byte k must give can be said for every k. */
typedef struct piece {
    const char *bytes, *text;
} piece;

static const piece pieces[] = {
    {"\xD5\xFE", "政"}, {"1", "1"}, {"\xB8\xAE", "府"}, {"2", "2"},      {"\xD0\xC5", "信"},
    {"3", "3"},         {"|", "|"}, {"\xE9\x5F", "開"}, {"\n", "\n"},    {"\xBC\xFE", "件"},
    {"40", "40"},       {"%", "%"}, {"\xC7\xEB", "请"}, {"\r\n", "\r\n"}};
enum { N_PIECES = sizeof pieces / sizeof pieces[0] };

/* All pieces up to the byte `limit`, without the byte `lost` (-1: none): the bytes, and the text,
** in which U+FFFD stands for a Chinese character with one of its two bytes gone. Returns how many
** bytes there are. */
static size_t cut_pieces(int limit, int lost, char *bytes, char *text) {
    int at = 0;
    size_t n = 0;
    *text = '\0';
    for (int i = 0; i < N_PIECES; i++) {
        size_t length = strlen(pieces[i].bytes), kept = 0;
        bool chinese = (signed char)pieces[i].bytes[0] < 0;
        for (size_t k = 0; k < length; k++, at++) {
            if (at >= limit || at == lost) continue;
            bytes[n++] = pieces[i].bytes[k];
            kept++;
            if (!chinese) strncat(text, pieces[i].bytes + k, 1);
            if (chinese && kept == 2) strcat(text, pieces[i].text);
        }
        if (!chinese || kept != 1) continue;
        bool ascii = (signed char)bytes[n - 1] >= 0; /* 開's second byte is a character itself */
        strcat(text, ascii ? "_" : LOST);
    }
    return n;
}

static void test_every_cut(void) {
    char bytes[64], text[128], label[64];
    int whole = (int)cut_pieces(1000, -1, bytes, text);
    CHECK_INT(whole, 22);
    for (int k = 0; k <= whole; k++) {
        size_t n = cut_pieces(k, -1, bytes, text);
        snprintf(label, sizeof label, "cut off at byte %d", k);
        expect(label, "gbk", bytes, n, text, strlen(text));
        memcpy(bytes + n, "79\n", 3); /* as if the next page came behind it */
        strcat(text, "79\n");
        expect(label, "gbk", bytes, n + 3, text, strlen(text));
        n = cut_pieces(whole, k, bytes, text);
        snprintf(label, sizeof label, "without byte %d", k);
        expect(label, "gbk", bytes, n, text, strlen(text));
    }
    expect("every second byte lost", "gbk",
           BYTES("\xD5"
                 "1\xB8"
                 "2\xD0"
                 "3\xE9\n\xBC"
                 "40%\xC7\r\n"),
           BYTES(LOST "1" LOST "2" LOST "3" LOST "\n" LOST "40%" LOST "\r\n"));
}

/* ---- the way back ---------------------------------------------------------------------------- */

static void expect_source(const char *label, const char *charset, const char *bytes, size_t size,
                          const uint32_t *source, size_t n) {
    gx_text out;
    check_about(label);
    if (!CHECK_INT(gx_decode(bytes, size, charset, true, &out), GX_DECODED)) return;
    if (CHECK_INT(out.size + 1, n)) {
        CHECK(memcmp(out.source, source, n * sizeof *source) == 0);
    }
    CHECK_INT(out.skip, 0);
    gx_text_free(&out);
    check_about(NULL);
}

static void test_source(void) {
#define SOURCE(...)                                                                                \
    (const uint32_t[]){__VA_ARGS__}, sizeof((uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t)
    expect_source("GBK", "gbk",
                  BYTES("a\xB9\xAB"
                        "35\xBF\xAA"),
                  SOURCE(0, 1, 1, 1, 3, 4, 5, 5, 5, 7));
    expect_source("four bytes", "gbk", BYTES("\x95\x34\xB2\x35|"), SOURCE(0, 0, 0, 0, 4, 5));
    expect_source("two bytes of text", "gbk", BYTES("\xA8\xA6\n"), SOURCE(0, 0, 2, 3));
    expect_source("cut", "gbk",
                  BYTES("\xB9"
                        "5\xB9"
                        "5\xD0\xC5"),
                  SOURCE(0, 0, 0, 1, 2, 2, 2, 3, 4, 4, 4, 6));
    expect_source("cut at the end", "gbk", BYTES("1\xB9"), SOURCE(0, 1, 1, 1, 2));
    expect_source("Big5", "big5",
                  BYTES("\xA4\xBD\xFF"
                        "1"),
                  SOURCE(0, 0, 0, 2, 2, 2, 3, 4));
    expect_source("UTF-16LE behind a mark", NULL,
                  BYTES("\xFF\xFE\x6C\x51"
                        "5\0\x42\xD8\xB7\xDF"),
                  SOURCE(2, 2, 2, 4, 6, 6, 6, 6, 10));
    expect_source("half a pair", "utf-16be", BYTES("\xD8\x42\0005"), SOURCE(0, 0, 0, 2, 4));
    expect_source("UTF-32", "utf-32be", BYTES("\0\0\0005\0\x02\x0B\xB7"), SOURCE(0, 4, 4, 4, 4, 8));
    expect_source("nothing behind a mark", NULL, BYTES("\xFF\xFE"), SOURCE(2));
#undef SOURCE
}

/* A long text, so that every way occurs in which characters can fall on the ends of the runs that
** it is decoded in: 𠮷 in UTF-16 (a pair of units) and in GB18030, digits between, damage now and
** then; `shift` more digits in front. Byte by byte against what was put in. */
static void test_long(const char *charset, const char *bytes, size_t width, size_t shift) {
    enum { ROUNDS = 700 };
    static char input[64 + ROUNDS * 8], text[64 + ROUNDS * 8];
    static uint32_t source[64 + ROUNDS * 8];
    bool wide = width == 6;
    size_t n = 0, m = 0;
    for (size_t i = 0; i < shift; i++) {
        source[m] = (uint32_t)n;
        text[m++] = input[n++] = '7';
        if (wide) input[n++] = '\0';
    }
    for (size_t i = 0; i < ROUNDS; i++) {
        bool lost = i % 97 == 96;
        size_t cut = !lost ? 4 : wide ? 2 : 1; /* bytes of the character that are there */
        for (size_t k = 0; k < (lost ? 3 : 4); k++) source[m + k] = (uint32_t)n;
        memcpy(text + m, lost ? LOST : "𠮷", lost ? 3 : 4);
        m += lost ? 3 : 4;
        memcpy(input + n, bytes, cut);
        memcpy(input + n + cut, bytes + 4, width - 4);
        source[m] = (uint32_t)(n + cut);
        text[m++] = bytes[4];
        n += cut + width - 4;
    }
    source[m] = (uint32_t)n;
    gx_text out;
    if (!CHECK_INT(gx_decode(input, n, charset, true, &out), GX_DECODED)) return;
    if (CHECK_BYTES(out.text, out.size, text, m)) {
        CHECK(memcmp(out.source, source, (m + 1) * sizeof *source) == 0);
    }
    gx_text_free(&out);
}

/* ---- memory ---------------------------------------------------------------------------------- */

static void *U_CALLCONV icu_alloc(const void *context, size_t size) {
    (void)context;
    return __wrap_malloc(size);
}

static void *U_CALLCONV icu_realloc(const void *context, void *block, size_t size) {
    (void)context;
    return __wrap_realloc(block, size);
}

static void U_CALLCONV icu_free(const void *context, void *block) {
    (void)context;
    __wrap_free(block);
}

/* Forgets all that ICU has loaded, and gives it memory that runs out with ours. */
static void fresh_icu(void) {
    UErrorCode error = U_ZERO_ERROR;
    u_cleanup();
    u_setMemoryFunctions(NULL, icu_alloc, icu_realloc, icu_free, &error);
    CHECK(U_SUCCESS(error));
}

/* Lets the k-th allocation fail, for every k until none does. */
static void sweep(const char *label, const char *charset, const char *bytes, size_t size,
                  const char *text, bool once) {
    bool refused = true;
    int k = 0, failures = 0;
    check_about(label);
    for (; refused && k < 200; k++) {
        fresh_icu();
        long live = check_memory.live;
        gx_text out;
        check_fail_after(k, once);
        gx_decode_rc rc = gx_decode(bytes, size, charset, true, &out);
        refused = check_fail_never() > 0;
        failures += rc == GX_DECODE_NOMEM;
        CHECK(rc == GX_DECODED || (refused && rc == GX_DECODE_NOMEM));
        if (rc == GX_DECODED)
            CHECK_BYTES(out.text, out.size, text, strlen(text));
        else
            CHECK(out.text == NULL && out.source == NULL);
        gx_text_free(&out);
        u_cleanup();
        CHECK_INT(check_memory.live, live);
    }
    CHECK(failures > 3); /* ICU can do without some of what it asks for */
    CHECK(!refused);
    check_about(NULL);
}

static void test_memory(void) {
    for (int once = 0; once < 2; once++) {
        sweep("GBK named", "gbk", BYTES(GB_REPORT), "政府信息公开", once);
        sweep("Big5 detected", NULL, BYTES(B5_REPORT), "政府信息公開", once);
        sweep("UTF-16 detected", NULL, BYTES(LE_REPORT), "政府信息公开", once);
        sweep("claimed", NULL, BYTES("<meta charset=big5>" PERCH), "<meta charset=big5>鱸魚", once);
    }
    fresh_icu();
    long calls = check_memory.calls;
    expect_borrowed("UTF-8 allocates nothing", NULL, BYTES(U8_REPORT), 0);
    CHECK_INT(check_memory.calls, calls);
}

int main(void) {
    fresh_icu();
    test_utf8();
    test_named();
    test_unknown();
    test_detected();
    test_claimed();
    test_claim_far_off();
    test_damage();
    test_every_cut();
    test_source();
    for (size_t shift = 0; shift < 24; shift++) {
        test_long("utf-16le",
                  "\x42\xD8\xB7\xDF"
                  "8",
                  6, shift);
        test_long("gbk", "\x95\x34\xB2\x35\n", 5, shift);
    }
    test_memory();
    return check_end();
}
