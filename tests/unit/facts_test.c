/*
** facts_test.c: title, agency, year and dates found by hand are those that the patterns find.
**
** In: the beginnings and ends of all texts of fixtures/, as they are and in damaged copies, texts
** made of the words that the patterns look for, and such texts behind a plain title. Out: a reader
** that asks the patterns alone must find the same facts, byte for byte; and a good part of the
** texts must have each. And the openings of pages, with what they tell.
**
** usage: facts_test [COPIES [SEED]]      copies of each text (4)
*/
#define _GNU_SOURCE
#include "check.h"
#include "facts.h"

#include <dirent.h>
#include <stdlib.h>

enum { MAX_TEXT = 1 << 17, MAX_HEAD = 1600, TAIL = 1100, MAX_MADE = 1 << 14 };

static gx_reader *by_hand, *by_pattern;
static uint64_t state = 88172645463325252u;
static char file[MAX_TEXT], text[MAX_MADE];
static size_t size;
static long texts, differences, titles, agencies, periods, published, openings, plain;

static uint32_t draw(uint32_t below) {
    return check_draw(&state, below);
}

/* What the patterns look for, and what stands between. */
static const char *const pieces[] = {
    "2021",
    "2024",
    "2021年",
    "2020年度",
    "二〇二一",
    "二○二四年",
    "1999",
    "12",
    "1",
    "年",
    "月",
    "日",
    "度",
    "1月",
    "1月1日",
    "31日",
    "十二",
    "一月",
    "十日",
    "至",
    "到",
    "起至",
    "—",
    "-",
    "~",
    "自",
    "政府信息",
    "信息",
    "政务",
    "资讯",
    "公开",
    "公開",
    "报告",
    "情况",
    "年报",
    "工作",
    "关于",
    "的",
    "首页",
    "当前位置",
    "标题：",
    "清泉镇",
    "水务局",
    "双河",
    "人民政府",
    "管委会",
    "办公室",
    "医院",
    "二",
    "日期",
    "时间：",
    "发布日期",
    "：",
    ":",
    "来源",
    "发布机构：",
    "】",
    "（",
    "）",
    "(",
    ")",
    "(bào)",
    "(1)",
    "。",
    "；",
    "，",
    "!",
    "|",
    ">",
    "#",
    "**",
    "/",
    ".",
    " ",
    "　",
    "\t",
    "\n",
    "\r\n",
    "\n\n",
    "\f",
    "２０２１",
    "２",
    "²",
    "②",
    "₂",
    "20",
    "间",
    "間",
    "、",
    "《",
    "自2021年1月1日起至2021年12月31日止",
    "報告",
    "時間",
    "\xe2\xbd\x87",
    "\xe2\xbd\x89",
    "\xef\xa6\x8e",
    "\xff",
    "\xe6\x9c",
    "?",
    "版权",
    "一、总体情况",
    "清泉镇人民政府2021年政府信息公开工作年度报告",
    "2023年政府信息公开工作年度报告",
    "2023年1月1日至2023年12月31日",
    "2024年1月26日",
    "清泉镇人民政府\n2024年1月26日",
    "清泉镇人民政府 2024年1月26日",
    "2022",
    "名称：",
    "附件1",
    "附件：",
    "【",
    "[",
    "]",
    "《清泉镇",
    "》",
    "（盖章）",
    "元月",
    "印发",
    "关于印发",
    "的通知",
    "的公示",
    "（2022年度）",
    "政府信息公开工作年度报告（2022年）",
    "2022年清泉镇人民政府信息公开年报",
    "您当前的位置：",
    "网站",
    "更新时间：",
    "公开日期：[",
    "作者：",
    "来源：清泉镇",
    "访问",
    "2024-01-26",
    "\n2024/1/26 09:30\n",
    "(2024.1.26)",
    "二〇二四年元月六日",
};
enum { PIECES = sizeof pieces / sizeof pieces[0] };

/* Puts bytes in at `at`, in place of `gone` bytes. */
static void put(size_t at, size_t gone, const char *bytes, size_t n) {
    if (size - gone + n > MAX_MADE) return;
    char copy[2048];
    if (n > sizeof copy) n = sizeof copy;
    memcpy(copy, bytes, n);
    memmove(text + at + n, text + at + gone, size - at - gone);
    memcpy(text + at, copy, n);
    size += n - gone;
}

/* One damage, near the beginning or the end for the most part. */
static void damage(void) {
    size_t at = draw((uint32_t)size + 1), gone = 0, n = 0;
    if (draw(3) && size > 400) at = draw(2) ? draw(400) : size - draw(400);
    if (draw(8))
        while (at < size && ((uint8_t)text[at] & 0xC0) == 0x80) at++;
    const char *bytes = text;
    unsigned kind = draw(4);
    if (kind != 0) bytes = pieces[draw(PIECES)], n = strlen(bytes);
    if (kind == 0) bytes = text + draw((uint32_t)size), n = draw(60);
    if (kind == 0 && n > (size_t)(text + size - bytes)) n = 0;
    if (kind >= 2) gone = draw(4) * 3;
    if (kind == 3) n = 0;
    if (gone > size - at) gone = size - at;
    put(at, gone, bytes, n);
}

/* Both ways, the text's first section beginning at `opening`. */
static void compare(const char *name, uint32_t opening) {
    static gx_report hand, pattern;
    memset(&hand, 0, sizeof hand);
    memset(&pattern, 0, sizeof pattern);
    if (opening) {
        hand.sections[0].n = pattern.sections[0].n = 1;
        hand.sections[0].heading.start = pattern.sections[0].heading.start = opening;
    }
    gx_rc rc = gx_find_facts(by_hand, text, size, &hand);
    bool same = rc == gx_find_facts(by_pattern, text, size, &pattern) && rc == GX_OK;
    same = same && !memcmp(&hand, &pattern, sizeof hand);
    texts++;
    titles += hand.title[0] != 0;
    agencies += hand.agency[0] != 0;
    periods += hand.period_start.year != 0;
    published += hand.published.year != 0;
    differences += !same;
    if (same || differences > 10) return;
    printf("%s: title '%s' '%s', agency '%s' '%s', year %d %d, period %d %d, published %d %d\n",
           name, hand.title, pattern.title, hand.agency, pattern.agency, hand.year, pattern.year,
           hand.period_start.year, pattern.period_start.year, hand.published.year,
           pattern.published.year);
    printf("%.*s\n----\n", (int)size, text);
}

/* The beginning and the end of a file, and copies of them. */
static void try_file(const char *name, size_t n, int times) {
    size_t head = n < MAX_HEAD ? n : MAX_HEAD;
    for (int i = 0; i <= times; i++) {
        size_t tail = n - head < TAIL ? n - head : TAIL;
        memcpy(text, file, head);
        memcpy(text + head, file + n - tail, tail);
        size = head + tail;
        for (uint32_t d = i ? 1 + draw(6) : 0; d > 0; d--) damage();
        compare(name, draw(4) ? draw(1200) : 0);
    }
}

static void try_folder(const char *folder, int times) {
    DIR *dir = opendir(folder);
    struct dirent *entry;
    char name[512];
    while (dir && (entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] == '.') continue;
        snprintf(name, sizeof name, "%s/%s", folder, entry->d_name);
        if (!strchr(entry->d_name, '.')) try_folder(name, times);
        FILE *in = strchr(entry->d_name, '.') ? fopen(name, "rb") : NULL;
        if (!in) continue;
        size_t n = fread(file, 1, sizeof file, in);
        fclose(in);
        try_file(name, n, times);
    }
    if (dir) closedir(dir);
}

/* Texts of nothing but pieces, a few lines of them. */
static void try_pieces(int times) {
    for (int i = 0; i < times; i++) {
        size = 0;
        for (uint32_t n = 2 + draw(30); n > 0; n--) {
            const char *piece = pieces[draw(PIECES)];
            put(size, 0, piece, strlen(piece));
            if (!draw(8)) put(size, 0, "\n", 1);
        }
        if (!draw(3)) /* the tail is cut inside */
            while (size < 1000) put(draw((uint32_t)size + 1), 0, "公开信息公开的情况", 27);
        compare("pieces", draw(2) ? draw((uint32_t)size) : 0);
    }
}

/* Texts that begin with a plain title, or one that nearly is, and go on with a few pieces. */
static void try_openings(int times) {
    static const char *const before[] = {"",
                                         "\n",
                                         "首页\n",
                                         "政务公开\n\n",
                                         "  ",
                                         "二\n",
                                         "首页",
                                         "\r\n",
                                         "二〇二一年政务公开报告\n"};
    static const char *const agencies_of[] = {"清泉镇人民政府", "双河水务局关于", "乡",  "局的",
                                              "政务公开办公室", "第二医院",       "鄉鎮"};
    static const char *const names[] = {
        "年政府信息公开工作年度报告", "年度信息公开情况",       "年政务公开年报",
        "政府信息公开报告",           "年信息公开工作报告摘要", "年二〇政务公开报告"};
    static const char *const behind[] = {"\n", " \n", "\r\n", "\n\n", "", "\f", "　\n", "。"};
    static const char *const dates[] = {
        "自2021年1月1日起至2021年12月31日止",
        "2020年1月1日至3月31日",
        "２０２１年1月1日至12月31日",
        "²020年1月1日至3月31日",
        "2 020年1月1日至3月31日",
        "2020年1月 1日至3月31日",
        "2020(nián)年1月1日至3月31日",
        "2020年1月1日至3月３1日",
        "20２0年1月1日到3月31日",
        "202①年1月1日到3月31日",
        "发布日期：2024-01-26",
        "时间2024/1/26",
        "日期2024.1.26",
        "時間:2024-1-2",
        "日期 2024年1月26",
    };
#define ANY(list) list[draw(draw(3) ? 2 : sizeof list / sizeof list[0])]
    for (int i = 0; i < times; i++) {
        const char *parts[] = {ANY(before), ANY(agencies_of), draw(9) ? "2021" : "1998", ANY(names),
                               ANY(behind)};
        size = 0;
        for (int k = 0; k < 5; k++) put(size, 0, parts[k], strlen(parts[k]));
        for (uint32_t n = draw(9); n > 0; n--) {
            const char *piece =
                draw(4) ? pieces[draw(PIECES)] : dates[draw(sizeof dates / sizeof dates[0])];
            put(size, 0, piece, strlen(piece));
            if (!draw(3)) put(size, 0, draw(2) ? "现公布" : "，", draw(2) ? 3 : 0);
        }
        put(size, 0, "\n", 1);
        gx_opening opening;
        openings++;
        plain += gx_read_opening(text, size, &opening);
        uint32_t end = (uint32_t)size; /* and what else there is, which is more than the tail */
        while (size < end + 1000) put(size, 0, "各项公开工作有序开展。", 33);
        compare("opening", end);
    }
#undef ANY
}

/* A paragraph that is longer than the part of a text's end that is looked at. */
#define SENTENCE  "全年没有需要另行报告的其他事项，明年继续把各项公开工作做细做实。"
#define SENTENCES SENTENCE SENTENCE SENTENCE SENTENCE
#define PARAGRAPH SENTENCES SENTENCES SENTENCES

/* What pages put around a title, and what they tell. */
static const struct known {
    const char *opening; /* before section one */
    const char *tail;
    const char *agency;
    int year;
    gx_date published;
} known[] = {
    {"【年报】青泽市水务局2022年度政府信息公开年报\n发布时间：2023年1月9日 16:30",
     "",
     "青泽市水务局",
     2022,
     {2023, 1, 9}},
    {"名称：青泽市水务局2022年政府信息公开工作年度报告\n生成日期：2023-01-12\n公开日期：2023-01-13",
     "",
     "青泽市水务局",
     2022,
     {2023, 1, 13}},
    {"成文日期：2023-01-10 发布日期：[2023-01-19]\n青泽市水务局2022年政府信息公开工作年度报告",
     "",
     "青泽市水务局",
     2022,
     {2023, 1, 19}},
    {"青泽市水务局2022年政府信息公开工作年度报告",
     "更新时间：2024-05-06",
     "青泽市水务局",
     2022,
     {0, 0, 0}},
    {"双河县教育局\n2023年度政府信息公开工作年度报告\n（2024年1月22日）",
     "",
     "双河县教育局",
     2023,
     {2024, 1, 22}},
    {"二〇二二年政府信息公开工作年度报告\n青泽市水务局\n二〇二三年元月十九日",
     "",
     "青泽市水务局",
     2022,
     {2023, 1, 19}},
    {"2022年度\n政府信息公开工作\n年度报告\n\n青泽市水务局\n\n2023年1月",
     "",
     "青泽市水务局",
     2022,
     {0, 0, 0}},
    {"政府信息公开工作年度报告\n（2022年）\n青泽市水务局\n2023-01-19 08:30",
     "",
     "青泽市水务局",
     2022,
     {2023, 1, 19}},
    {"2019年枫林乡人民政府信息公开工作年度报告", "", "枫林乡人民政府", 2019, {0, 0, 0}},
    {"枫林乡人民政府信息公开2019年年度报告", "", "枫林乡人民政府", 2019, {0, 0, 0}},
    {"2022年度我局政府信息公开工作年度报告",
     "青泽市水务局（盖章）\n2023年1月19日",
     "青泽市水务局",
     2022,
     {2023, 1, 19}},
    {"2022年全市政府信息公开工作年度报告", "", "", 2022, {0, 0, 0}},
    {"关于公布青泽市水务局2022年政府信息公开工作年度报告的通知",
     "",
     "青泽市水务局",
     2022,
     {0, 0, 0}},
    {"青泽市人民政府办公室关于印发青泽市2022年政府信息公开工作年度报告的通知",
     "",
     "青泽市人民政府办公室",
     2022,
     {0, 0, 0}},
    {"关于青泽市水务局2022年度政府信息公开工作情况的报告", "", "青泽市水务局", 2022, {0, 0, 0}},
    {"青泽市水务局（2022年）政府信息公开工作年度报告", "", "青泽市水务局", 2022, {0, 0, 0}},
    {"青泽市水务局（青泽市河长办）2022年政府信息公开工作年度报告",
     "",
     "青泽市水务局（青泽市河长办）",
     2022,
     {0, 0, 0}},
    {"（青泽市水务局）2022政府信息公开年报", "", "青泽市水务局", 2022, {0, 0, 0}},
    {"青泽市水务局政府信息公开年度报告(2022)", "", "青泽市水务局", 2022, {0, 0, 0}},
    {"您当前的位置：首页 - 年报 - 青泽市水务局2022年政府信息公开工作年度报告\n"
     "青泽市水务局2022年政府信息公开工作年度报告",
     "",
     "青泽市水务局",
     2022,
     {0, 0, 0}},
    {"《青泽市水务局2022年政府信息公开工作年度报告》",
     "青泽市水务局 2023年1月19日",
     "青泽市水务局",
     2022,
     {2023, 1, 19}},
    {"年报_青泽市人民政府门户网站\n2022年政府信息公开工作年度报告\n信息来源：青泽市统计局 "
     "访问次数：10",
     "",
     "青泽市统计局",
     2022,
     {0, 0, 0}},
    {"2022年政府信息公开工作年度报告\n来源：本站 作者：张三",
     "青泽市水务局\n2023.1.19",
     "青泽市水务局",
     2022,
     {2023, 1, 19}},
    {"青泽市水务局2022年政府信息公开工作年度报告\n发布时间:2023-1-9 9:05  阅读:88",
     "",
     "青泽市水务局",
     2022,
     {2023, 1, 9}},
    {"2021年政府信息公开工作年度报告\n★青泽市水务局发布2022年政府信息公开工作年度报告",
     "",
     "青泽市水务局",
     2022,
     {0, 0, 0}},
    {"青泽市水务局2022年政府信息公开工作年度报告\n2023-01-19",
     PARAGRAPH,
     "青泽市水务局",
     2022,
     {2023, 1, 19}},
    /* a date alone that is not the day of publication, before one that is */
    {"青泽市水务局2022年政府信息公开工作年度报告\n更新时间：\n2024-05-06\n2023-01-19",
     "",
     "青泽市水务局",
     2022,
     {2023, 1, 19}},
    {"青泽市水务局2022年政府信息公开工作年度报告\n2019.5.15\n2023-13-45\n2023-01-19",
     "",
     "青泽市水务局",
     2022,
     {2023, 1, 19}},
    {"1.（转载）青泽市水务局2022年政府信息公开工作年度报告", "", "青泽市水务局", 2022, {0, 0, 0}},
    {"一图读懂：青泽市水务局2022年政府信息公开工作年度报告", "", "青泽市水务局", 2022, {0, 0, 0}},
};

static void try_known(void) {
    static const char body[] = "\n按照条例编制本报告。\n一、总体情况\n各项公开工作有序开展。\n";
    int found_in_line = 0;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const struct known *k = &known[i];
        size = 0;
        put(size, 0, k->opening, strlen(k->opening));
        put(size, 0, body, strlen(body));
        put(size, 0, k->tail, strlen(k->tail));
        gx_report out;
        memset(&out, 0, sizeof out);
        out.sections[0].n = 1;
        out.sections[0].heading.start = (uint32_t)((char *)memmem(text, size, "一、", 6) - text);
        CHECK_INT(gx_find_facts(by_hand, text, size, &out), GX_OK);
        CHECK_STR(out.agency, k->agency);
        CHECK_INT(out.year, k->year);
        CHECK_INT(out.published.year * 10000 + out.published.month * 100 + out.published.day,
                  k->published.year * 10000 + k->published.month * 100 + k->published.day);
        compare(k->opening, out.sections[0].heading.start);

        /* In one line it tells less, but nothing else. */
        for (size_t at = 0; at < size; at++)
            if (text[at] == '\n') text[at] = ' ';
        gx_report line;
        memset(&line, 0, sizeof line);
        line.sections[0] = out.sections[0];
        CHECK_INT(gx_find_facts(by_hand, text, size, &line), GX_OK);
        CHECK(!line.agency[0] || !strcmp(line.agency, k->agency));
        CHECK(!line.published.year || !memcmp(&line.published, &out.published, sizeof(gx_date)));
        found_in_line += !strcmp(line.agency, k->agency);
        compare(k->opening, out.sections[0].heading.start);
    }
    CHECK(found_in_line * 10 >= (int)(sizeof known / sizeof known[0]) * 9);
}

int main(int argc, char **argv) {
    int times = argc > 1 ? atoi(argv[1]) : 4;
    if (argc > 2) state ^= (uint64_t)strtoull(argv[2], NULL, 10) << 17;
    by_hand = gx_reader_new();
    by_pattern = gx_reader_new();
    if (!CHECK(by_hand && by_pattern)) return check_end();
    by_pattern->patterns_only = true;
    try_known();
    try_folder("fixtures", times);
    try_pieces(times * 2000);
    try_openings(times * 1000);
    printf("%ld of %ld openings are plain\n", plain, openings);
    printf("%ld texts: %ld titles, %ld agencies, %ld periods, %ld dates of publication\n", texts,
           titles, agencies, periods, published);
    CHECK_INT(differences, 0);
    CHECK(texts > 1000);
    CHECK(plain * 10 > openings && plain * 5 < openings * 4);
    CHECK(titles * 5 > texts && agencies * 5 > texts);
    CHECK(periods * 10 > texts && published * 10 > texts);
    gx_reader_free(by_hand);
    gx_reader_free(by_pattern);
    return check_end();
}
