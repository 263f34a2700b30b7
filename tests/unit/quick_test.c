/*
** quick_test.c: the quick reader gives what the full reader gives.
**
** In: all texts of fixtures/, each as it is and in many damaged copies: numbers of a row moved,
** words and signs put in, stretches doubled, lost and cut off. Out: two readers, one with the
** skeletons of all texts so far, one that knows none, must give the same report, byte for byte;
** and the quick one must have been at work in a good part of the copies. What has twins for several
** processors is compared in all of them, and words that are known with a first look at them.
**
** usage: quick_test [COPIES [SEED]]      copies of each text (12)
*/
#include "check.h"
#include "words.h"

#include <dirent.h>
#include <stdlib.h>

enum { MAX_TEXT = 1 << 17 };

static gx_reader *quick, *full;
static gx_quick *cold; /* knows no words */
static uint64_t state = 88172645463325252u;
static char text[2 * MAX_TEXT], copy[2 * MAX_TEXT];
static long differences, copies, hits, wrong_words;

static uint32_t draw(uint32_t below) {
    return check_draw(&state, below);
}

/* ---- damage ---------------------------------------------------------------------------------- */

/* What has a meaning to the reader, to be put in anywhere. */
static const char *const pieces[] = {
    "其他",
    "其他12",
    "总计\n5\n",
    "。其他3条，总计7条。",
    "行政许可 12",
    "行政处罚3件，行政强制4件",
    "（",
    "）",
    "(",
    ")",
    "（一）",
    "\n",
    "\n\n",
    "\r\n",
    "\f",
    "  ",
    "\t",
    "|",
    " | ",
    "1.",
    "12",
    "-",
    "--",
    "- 4 -\n",
    "第 3 页\n",
    "7",
    "0",
    ".5",
    ",",
    "，",
    "、",
    "。",
    "；",
    "%",
    "件",
    "无",
    "小计",
    "一、总体情况\n",
    "二、主动公开政府信息情况\n",
    "三、收到和处理政府信息公开申请情况\n",
    "五、存在的主要问题及改进情况\n",
    "六、其他需要报告的事项\n",
    "存在的主要问题",
    "及改进情况",
    "一、本年新收政府信息公开申请数量\n1\n2\n3\n4\n5\n6\n21\n",
    "（七）总计\n1\n2\n3\n4\n5\n6\n21\n",
    "重复申请",
    "予以公开",
    "不予公开",
    "规章\n1\n2\n3\n",
    "结果维持",
    "未经复议直接起诉",
    "尚未审结",
    "政府信息公开",
    "主动公开。",
    "本年",
    "上年",
    "信息\n内容",
    "本\n年\n度\n办\n理\n结\n果",
    "新收",
    "法人或其他组织",
    "<table><tr><td>",
    "<p>",
    "<",
    "&#25919;",
    "\xE4\xB8",
    "\xE4",
    "\xC3",
    "⾏政许可",
    "┌──┐\n",
    "+--+\n",
    "開(kai)",
    "(kai)",
    "總計",
    "2023年",
    "同比增长。本年度收到申请。",
    "五、",
    "二、",
    "其",
    "总",
    "行政",
    "a",
};
enum { PIECES = sizeof pieces / sizeof pieces[0] };

static size_t put_in(size_t n, size_t at, const char *bytes, size_t m) {
    if (n + m > MAX_TEXT) return n;
    memmove(copy + at + m, copy + at, n - at);
    memmove(copy + at, bytes, m);
    return n + m;
}

static size_t take_out(size_t n, size_t at, size_t m) {
    if (m > n - at) m = n - at;
    memmove(copy + at, copy + at + m, n - at - m);
    return n - m;
}

/* Replaces a cell's digits. */
static size_t put_number(size_t n, const gx_cell *cell, int64_t value) {
    char digits[24];
    int m = snprintf(digits, sizeof digits, "%lld", (long long)value);
    n = take_out(n, cell->start, cell->length);
    return put_in(n, cell->start, digits, (size_t)m);
}

/* Moves some of one applicant's number to another's, so that the row still adds up; now and then it
** does not. */
static size_t move_numbers(size_t n, const gx_report *report) {
    static gx_report now;
    int item = (int)draw(GX_R_ITEMS), a = (int)draw(6), b = (int)draw(6);
    if (gx_read(full, copy, n, GX_WANT_TABLES, &now) != GX_OK || !report->is_report) return n;
    const gx_cell *from = &now.cells[gx_slot(GX_REQUESTS, item, a)];
    const gx_cell *to = &now.cells[gx_slot(GX_REQUESTS, item, b)];
    if (!from->has_value || !to->has_value || from == to) return n;
    if (from->start > to->start) { /* the later one first: the other's place stays */
        const gx_cell *swap = from;
        from = to;
        to = swap;
    }
    int64_t moved = draw(20) ? (int64_t)draw((uint32_t)(from->value % 100000) + 1) : -1;
    n = put_number(n, to, to->value + (draw(30) ? moved : moved + 1));
    return put_number(n, from, from->value - moved);
}

static size_t damage(size_t n, const gx_report *report) {
    size_t at = draw((uint32_t)n), m;
    const char *piece = pieces[draw(PIECES)];
    while (at && draw(8) && ((unsigned char)copy[at] & 0xC0) == 0x80) at--;
    switch (draw(12)) {
    case 0: return take_out(n, at, 1 + draw(30));
    case 1: copy[at] = (char)draw(256); return n;
    case 2:
        m = draw(1500);
        if (m > n - at) m = n - at;
        memcpy(copy + MAX_TEXT + 4096, copy + at, m);
        return put_in(n, draw((uint32_t)n), copy + MAX_TEXT + 4096, m);
    case 3: return draw(4) ? n : at;
    case 4: /* at the beginning of a line */
        while (at && copy[at - 1] != '\n') at--;
        return put_in(n, at, piece, strlen(piece));
    case 5:
    case 6: return put_in(n, at, piece, strlen(piece));
    case 7: /* behind the end of a sentence */
        while (at > 3 && memcmp(copy + at - 3, "。", 3) != 0) at--;
        return put_in(n, at, piece, strlen(piece));
    default: return move_numbers(n, report);
    }
}

/* ---- comparing ------------------------------------------------------------------------------- */

static void compare(const char *name, size_t n, unsigned want) {
    static gx_report a, b;
    unsigned before = quick->quick->hits;
    char *exact = malloc(n + 1); /* nothing behind its end may be read */
    if (!exact) return;
    memcpy(exact, copy, n);
    gx_rc rc = gx_read(quick, exact, n, want, &a), other = gx_read(full, exact, n, want, &b);
    free(exact);
    copies++;
    hits += quick->quick->hits != before;
    if (rc == other && !memcmp(&a, &b, sizeof a)) return;
    if (differences++ > 2) return;
    printf("%s: want %u, copy %ld: the two readers differ (quick: %d)\n", name, want, copies,
           quick->quick->hits != before);
    for (int s = 0; s < GX_SLOTS; s++)
        if (memcmp(&a.cells[s], &b.cells[s], sizeof a.cells[s])) printf(" %d", s);
    printf("\n");
    FILE *file = getenv("QUICK_TEST_SAVE") ? fopen(getenv("QUICK_TEST_SAVE"), "wb") : NULL;
    if (file) {
        fwrite(copy, 1, n, file);
        fclose(file);
    }
}

static void try_text(const char *name, size_t n, int times) {
    static gx_report report;
    static const unsigned wants[] = {GX_WANT_TABLES, GX_WANT_TABLES | GX_WANT_SCRIPT, GX_WANT_ALL,
                                     GX_WANT_TABLES | GX_WANT_SECTIONS,
                                     GX_WANT_TABLES | GX_WANT_FACTS};
    memcpy(copy, text, n);
    for (int i = 0; i < 5; i++) compare(name, n, wants[i]);
    for (int i = 0; i < times; i++) {
        size_t m = n;
        memcpy(copy, text, n);
        gx_read(full, copy, m, GX_WANT_TABLES, &report);
        for (int times_damaged = 1 + (int)draw(3); times_damaged; times_damaged--)
            if (m > 100) m = damage(m, &report);
        compare(name, m, wants[draw(5)]);
    }
}

/* The words of a text are sifted together as they are one by one, however many of them. */
static void try_sifts(size_t n) {
    const uint8_t *bytes = (const uint8_t *)text;
    unsigned blocks = (unsigned)(n / 64) < GX_SCAN_BLOCKS ? (unsigned)(n / 64) : GX_SCAN_BLOCKS;
    gx_starts all = {0};
    gx_scan_plain(&quick->quick->openers, bytes, blocks, &all);
    for (int round = 0; round < 10; round++) {
        gx_starts got = all, want = {0};
        if (round) got.n = draw(all.n + 1);
        for (unsigned i = 0; i < got.n; i++) {
            gx_starts one = {.n = 1, .at = {got.at[i]}};
            gx_sift(quick->quick, bytes, &one);
            if (one.n) want.at[want.n++] = got.at[i];
        }
        gx_sift(quick->quick, bytes, &got);
        CHECK_BYTES(got.at, got.n * sizeof want.at[0], want.at, want.n * sizeof want.at[0]);
    }
}

/* A word that is known is what it would be at a first look, whatever was read before: as it stands,
** with a byte changed near by, and cut off near by. */
static bool is_same_word(const uint8_t *p, const uint8_t *end) {
    gx_quick *known = quick->quick;
    memset(cold->known, 0, sizeof cold->known);
    bool before;
    gx_word first = *gx_read_word(cold, p, end, &before);
    gx_word again = *gx_read_word(known, p, end, &before);
    bool same = first.dead == again.dead && first.lost == again.lost &&
                first.heading == again.heading && first.whole == again.whole &&
                first.labels == again.labels && first.section == again.section &&
                first.last == again.last && first.open == again.open &&
                (!first.open || first.open_bytes == again.open_bytes);
    gx_starts start = {.n = 1};
    if (same && first.dead) return true;
    if (same && end - p >= 16) { /* what is no dead end is never left out as one */
        gx_sift(known, p, &start);
        gx_starts kept = {.n = 1};
        gx_sift(cold, p, &kept);
        same = start.n == kept.n;
    }
    return same;
}

static void try_words(size_t n) {
    static const char bytes[] = "0 \n（）(),，。、\x00\x80\xbf\xe4\xe5\xe6\xe8\xef";
    for (int round = 0; round < 200 && n > 64; round++) {
        size_t at = draw((uint32_t)n - 3);
        while (at < n - 3 && !gx_is_ideograph_at((const uint8_t *)text + at)) at++;
        size_t size = n - at < 120 ? n - at : 120;
        uint8_t *word = malloc(size);
        if (!word) return;
        for (int i = 0; i < 12; i++) {
            size_t left = i % 4 == 3 ? 3 + draw((uint32_t)size - 2) : size;
            memcpy(word, text + at, size);
            if (i && size > 3)
                word[3 + draw((uint32_t)size - 3)] = (uint8_t)bytes[draw(sizeof bytes)];
            if (left > size) left = size;
            if (gx_is_ideograph_at(word) && !is_same_word(word, word + left)) wrong_words++;
        }
        free(word);
    }
}

/* Tables in blocks are dear to read, and never learned: few copies are enough. */
static bool is_in_blocks(const char *path) {
    return strstr(path, "/pdfminer/") || strstr(path, "/pdftotext/");
}

static void try_file(const char *path, int times) {
    FILE *file = fopen(path, "rb");
    if (!file) return;
    size_t n = fread(text, 1, MAX_TEXT / 2, file);
    fclose(file);
    try_sifts(n);
    try_words(n);
    try_text(path, n, times > 2 && is_in_blocks(path) ? 2 : times);
}

static void try_folder(const char *path, int times) {
    DIR *folder = opendir(path);
    if (!folder) return;
    for (struct dirent *entry; (entry = readdir(folder));) {
        char name[1024];
        const char *dot = strrchr(entry->d_name, '.');
        if (entry->d_name[0] == '.') continue;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (!dot)
            try_folder(name, times);
        else if (!strcmp(dot, ".txt") || !strcmp(dot, ".html"))
            try_file(name, times);
    }
    closedir(folder);
}

/* ---- the pass over the bytes ----------------------------------------------------------------- */

static void try_scans(void) {
    static const unsigned char likely[] = {0x00, 0xBC, 0x8C, 0xE4, 0xE9, 0xE3, 0xEA, 0x85, 0x86,
                                           0x8B, 0x8C, 0x80, 0xBF, 0xC0, 0xE2, 0x94, 0x93, 0xEF,
                                           0xA4, 0xAB, 0xAC, 0xA3, '-',  '<',  '0'};
    static const char *const letters[] = {"政", "总", "件", "春", "，",
                                          "。", "行", "龘", " ",  "第"};
    const gx_openers *openers = &quick->quick->openers;
    unsigned placed = 0;
    unsigned char *bytes = malloc(GX_SCAN_BLOCKS * 64 + 2);
    if (!bytes) return;
    for (int round = 0; round < 400; round++) {
        unsigned n = 1 + draw(GX_SCAN_BLOCKS);
        for (unsigned i = 0; i < n * 64 + 2; i++)
            bytes[i] = draw(4) ? likely[draw(sizeof likely)] : (unsigned char)draw(256);
        if (round % 5 == 4) /* as many places as there can be */
            for (unsigned i = 0; i < n * 64 + 2; i++) bytes[i] = (unsigned char)"政 "[i % 4];
        if (round % 2) { /* mostly nothing in it, so that each flag is seen alone */
            memset(bytes, 'a', n * 64 + 2);
            for (unsigned i = 0; i < 4; i++) bytes[draw(n * 64 + 2)] = likely[draw(sizeof likely)];
        }
        if (round % 3 == 2) { /* nothing broken */
            memset(bytes, ' ', n * 64 + 2);
            for (unsigned i = draw(4); i + 3 <= n * 64 + 2; i += 3) {
                const char *letter = letters[draw(10)];
                if (*letter != ' ') memcpy(bytes + i, letter, 3);
            }
        }
        gx_starts want = {0}, got = {0};
        unsigned char *exact = malloc(n * 64 + 2);
        if (!exact) break;
        memcpy(exact, bytes, n * 64 + 2);
        unsigned flags = gx_scan_plain(openers, exact, n, &want);
        for (gx_scan *const *scan = gx_list_scans(); *scan; scan++) {
            CHECK_INT((*scan)(openers, exact, n, &got), flags);
            if (flags & GX_SCAN_BROKEN) continue; /* nobody asks where words begin then */
            CHECK_BYTES(got.at, got.n * sizeof got.at[0], want.at, want.n * sizeof got.at[0]);
            CHECK(got.lead == want.lead && got.comma == want.comma);
            got.lead = got.comma = 0;
            placed += got.n;
        }
        free(exact);
    }
    CHECK(placed > 100000);
    free(bytes);
}

/* The twins find the same line, or none. */
static void try_seeks(void) {
    static const char start[] = "二、主动";
    for (int round = 0; round < 20000; round++) {
        size_t n = draw(300);
        uint8_t *exact = malloc(n + 1);
        if (!exact) return;
        for (size_t i = 0; i < n; i++) exact[i] = (uint8_t) "a\n\xE4\n\xBA"[draw(5)];
        for (uint32_t times = draw(4); times && n > 12; times--) {
            size_t at = draw((uint32_t)n - 10);
            memcpy(exact + at, start, 8);
            if (at && draw(2)) exact[at - 1] = '\n';
        }
        const uint8_t *want = NULL;
        for (size_t i = 1; !want && i + 8 <= n; i++)
            if (exact[i - 1] == '\n' && !memcmp(exact + i, start, 8)) want = exact + i;
        for (gx_seek *const *seek = gx_list_seeks(); *seek; seek++)
            CHECK((*seek)(exact, exact + n, gx_load(start)) == want);
        free(exact);
    }
}

/* The twins find the same end of a line, which is no later than where one ends. */
static void try_ends(void) {
    static const char *const likely[] = {
        "政",           "“",  "”",  "…", "a", "é", "1", "。", "\xC2\x85", "\xE2\x80\xA8",
        "\xE2\x80\xA9", "\r", "\f", "\n"};
    for (int round = 0; round < 40000; round++) {
        char made[400] = "";
        size_t n = 0, most = draw(300);
        while (n < most) {
            const char *next = likely[draw(draw(30) ? 8 : 14)];
            memcpy(made + n, next, strlen(next));
            n += strlen(next);
        }
        n -= draw(3) < n ? draw(3) % (n + 1) : 0;
        uint8_t *exact = malloc(n + 1);
        if (!exact) return;
        memcpy(exact, made, n);
        const uint8_t *end = exact + n, *want = (*gx_list_find_ends())(exact, end), *p = exact;
        for (gx_find_end *const *twin = gx_list_find_ends(); *twin; twin++)
            CHECK((*twin)(exact, end) == want);
        unsigned bytes, class = 0;
        for (; p < end && class != GX_C_NEWLINE && class != GX_C_PAGE; p += bytes)
            class = gx_class_at(p, end, &bytes);
        CHECK(want == end ? class != GX_C_NEWLINE && class != GX_C_PAGE : want < p);
        free(exact);
    }
}

/* Whether running text ends before a place is the same with is_far and without. */
static void try_prose(void) {
    static const char *const likely[] = {"政", "府",     "工作有序推进", "，", "。", "（",
                                         "）", "（一）", "2023",         "\n", " ",  "、",
                                         "“",  "”",      "】",           "；"};
    gx_quick *quickly = quick->quick;
    gx_is_far *is_far = quickly->is_far;
    int far = 0;
    for (int round = 0; round < 60000 && is_far; round++) {
        uint8_t made[1000];
        size_t n = 0, most = draw(sizeof made - 40);
        unsigned kinds = draw(3) ? 5 : 16;
        while (n < most) {
            const char *next = likely[draw(kinds)];
            if (kinds == 5 && !draw(20)) next = likely[5 + draw(11)];
            memcpy(made + n, next, strlen(next));
            n += strlen(next);
        }
        uint8_t *exact = malloc(n + 1);
        if (!exact) return;
        memcpy(exact, made, n);
        gx_outside o = {.text = exact, .end = exact + n, .reach = exact, .quick = quickly};
        quickly->is_far = NULL;
        bool want = gx_ends_in_prose(&o, exact + n);
        quickly->is_far = is_far;
        CHECK(gx_ends_in_prose(&o, exact + n) == want);
        far += want && is_far(exact, exact + n, 9);
        free(exact);
    }
    CHECK(!is_far || far > 1000);
}

/* The twins find the same signs, one after the other, before any place. */
static void try_signs(void) {
    static const char *const likely[] = {"政", "府", "，", "。", "（", "）", "、", "《", "1",   " ",
                                         "(",  "]",  "\n", "é",  "𠀀", "ａ", "】", "a",  "\x82"};
    uint8_t bytes[600];
    for (int round = 0; round < 2000; round++) {
        size_t n = 0, most = draw(sizeof bytes - 8);
        while (n < most) {
            const char *next = likely[draw(round % 3 ? 2 : sizeof likely / sizeof likely[0])];
            if (!draw(24)) next = likely[draw(sizeof likely / sizeof likely[0])];
            memcpy(bytes + n, next, strlen(next));
            n += strlen(next);
        }
        uint8_t *exact = malloc(n + 1);
        if (!exact) return;
        memcpy(exact, bytes, n);
        for (gx_find_sign *const *twin = gx_list_find_signs(); *twin; twin++) {
            gx_signs cache = {.block = NULL}, none = {.block = NULL};
            for (const uint8_t *p = exact + n; p > exact;) {
                bool a = false, b = false;
                const uint8_t *want = (*gx_list_find_signs())(&none, exact, p, &a);
                const uint8_t *got = (*twin)(&cache, exact, p, &b);
                if (!CHECK(want == got && a == b)) break;
                p = want - (want > exact);
            }
        }
        free(exact);
    }
}

/* The twins copy the same bytes of HTML, with the same places. */
static void try_text_copies(void) {
    static const char signs[] = "<&|\n\r\t \x01";
    char bytes[400];
    for (int round = 0; round < 600; round++) {
        uint32_t size = draw(sizeof bytes), at = 0;
        for (uint32_t i = 0; i < size; i++) {
            bytes[i] = (char)(0x21 + draw(0xDF));
            if (!draw(round % 2 ? 200 : 9)) bytes[i] = signs[draw(sizeof signs - 1)];
        }
        char *exact = malloc(size + 1);
        if (!exact) return;
        memcpy(exact, bytes, size);
        for (at = 0; at < size; at++) {
            gx_plain want = {0};
            uint32_t end = (*gx_list_copies())(&want, exact, at, size);
            for (gx_copy_text *const *twin = gx_list_copies() + 1; *twin; twin++) {
                gx_plain got = {0};
                CHECK_INT((*twin)(&got, exact, at, size), end);
                CHECK_BYTES(got.text, got.n, want.text, want.n);
                CHECK_BYTES(got.from, got.n * sizeof *got.from, want.from,
                            want.n * sizeof *want.from);
                gx_plain_free(&got);
            }
            CHECK(want.n == end - at && (end == size || strchr(signs, exact[end])));
            at = end;
            gx_plain_free(&want);
        }
        free(exact);
    }
}

/* ---- numbers in a series --------------------------------------------------------------------- */

/* The plain way: n numbers of one to seven digits without noughts in front, these bytes between. */
static const uint8_t *read_one_by_one(const uint8_t *p, const uint8_t *end, unsigned n,
                                      const char *between, uint32_t start, gx_cell *cell) {
    const uint8_t *first = p;
    for (unsigned i = 0; i < n; i++, cell++) {
        size_t m = i ? strlen(between) : 0;
        if ((size_t)(end - p) < m || memcmp(p, between, m) != 0) return NULL;
        p += m;
        cell->start = start + (uint32_t)(p - first);
        for (; p < end && *p >= '0' && *p <= '9'; p++, cell->length++)
            cell->value = 10 * cell->value + *p - '0';
        bool nought = cell->length > 1 && p[-(int)cell->length] == '0';
        if (!cell->length || cell->length > 7 || nought || p == end) return NULL;
        cell->status = 3;
        cell->has_value = true;
    }
    return p;
}

/* Series of all lengths, divided by this and that, now and then damaged. */
static void try_series(void) {
    static const char *const between[] = {"\n", "\t", " | ", "|", "\n\n", "  |  |  ", "- ", "件"};
    gx_read_series *read_series = gx_choose_series();
    int taken = 0;
    for (int round = 0; read_series && round < 20000; round++) {
        const char *bytes = between[draw(8)];
        gx_piece row[2] = {{.series = (uint8_t)(3 + draw(5)), .print = {3, 0, 0, 1}},
                           {.n = (uint16_t)strlen(bytes)}};
        memcpy(&row[1].head, bytes, strlen(bytes));
        char made[400] = "";
        size_t n = 0;
        while (n < 64) {
            uint32_t below = 1;
            for (uint32_t digits = draw(7) ? 1 + draw(3) : 1 + draw(8); digits; digits--)
                below *= 10;
            n += (size_t)snprintf(made + n, 40, draw(40) ? "%u" : "%05u", draw(below));
            if (draw(60))
                n += (size_t)snprintf(made + n, 40, "%s", draw(60) ? bytes : between[draw(8)]);
        }
        if (!draw(8)) made[draw(64)] = (char)draw(256);
        gx_cell want[10] = {0}, got[10] = {0};
        uint8_t *exact = malloc(GX_SERIES_BYTES);
        if (!exact) break;
        memcpy(exact, made, GX_SERIES_BYTES);
        const uint8_t *end =
            read_one_by_one(exact, exact + GX_SERIES_BYTES, row[0].series, bytes, 77, want + 1);
        if (!end) memset(want, 0, sizeof want);
        CHECK(read_series(row, exact, 77, got + 1) == end);
        CHECK(!memcmp(want, got, sizeof want));
        taken += end != NULL;
        free(exact);
    }
    CHECK(!read_series || taken > 4000);
}

/* No letter has more ideographs than the quick reader keeps, and their first two letters are all
** kept. */
static void try_beginnings(void) {
    int n[256] = {0}, most = 0;
    for (unsigned c = 0x4000; c < 0xA000; c++) {
        int *one = &n[gx_class[gx_class_page[c >> 6]][c & 63]];
        ++*one;
        if (one - n >= GX_C_FIRST_ID && *one > most) most = *one;
    }
    CHECK(most <= 8);
    CHECK(most > 1);
}

static size_t put_ideograph(char *at, unsigned id, int which) {
    for (unsigned c = 0x4000; c < 0xA000; c++)
        if (gx_class[gx_class_page[c >> 6]][c & 63] == id && which-- == 0) {
            at[0] = (char)(0xE0 | c >> 12);
            at[1] = (char)(0x80 | (c >> 6 & 63));
            at[2] = (char)(0x80 | (c & 63));
            return 3;
        }
    return 0;
}

/* Each label of a table counts, alone and behind counters, in all variants of its first letters. */
static void try_labels(void) {
    static const char *const before[] = {"增长。",   "共12",     "共12件", "共12件，",
                                         "共12件项", "共12件一", "\n"};
    for (int s = 0; s < gx_n_strings; s++) {
        unsigned kind = gx_strings[s].roles[0].kind;
        if (kind < GX_ROLE_ROW || kind > GX_ROLE_NOTE || kind == GX_ROLE_SECTION) continue;
        for (int i = 0; i < 7 * 4; i++) {
            char made[1000] = "上一句话。";
            size_t n = strlen(made);
            memcpy(made + n, before[i % 7], strlen(before[i % 7]));
            n += strlen(before[i % 7]);
            for (unsigned l = 0; l < gx_strings[s].n; l++) {
                unsigned id = gx_string_ids[gx_strings[s].first + l];
                size_t m = put_ideograph(made + n, id, i / 7 % 2 ? (int)(l + 1) % 2 : i / 14);
                n += m ? m : put_ideograph(made + n, id, 0);
            }
            n += (size_t)snprintf(made + n, sizeof made - n, "%s以后的话还有很多很多。",
                                  i % 2 ? "3" : "\n");
            gx_outside o = {
                .text = (uint8_t *)made, .end = (uint8_t *)made + n, .quick = quick->quick};
            o.reach = o.text;
            gx_look_outside(&o, o.text, o.end, 0);
            if (!CHECK(o.risks || o.strange)) check_show("in", made, n);
        }
    }
}

/* Every character that a label begins with is one that the pass finds, or calls unusual. */
static void try_characters(void) {
    int missed = 0;
    for (unsigned c = 0x80; c < 0x10000; c++) {
        unsigned class = gx_class[gx_class_page[c >> 6]][c & 63];
        if (class < GX_C_FIRST_ID || !gx_trie_child(0, class)) continue;
        unsigned char bytes[66] = {(unsigned char)(0xE0 | c >> 12),
                                   (unsigned char)(0x80 | (c >> 6 & 63)),
                                   (unsigned char)(0x80 | (c & 63))};
        gx_starts starts = {0};
        unsigned flags = gx_scan_plain(&quick->quick->openers, bytes, 1, &starts);
        missed += c < 0x800 || !(starts.n || flags & GX_SCAN_UNUSUAL);
    }
    CHECK_INT(missed, 0);
}

int main(int argc, char **argv) {
    int times = argc > 1 ? atoi(argv[1]) : 12;
    if (argc > 2) state ^= (uint64_t)strtoull(argv[2], NULL, 10) << 17;
    quick = gx_reader_new();
    full = gx_reader_new();
    cold = gx_quick_new();
    if (!CHECK(quick && full && cold)) return check_end();
    full->quick->off = true;
    try_scans();
    try_seeks();
    try_ends();
    try_prose();
    try_signs();
    try_text_copies();
    try_series();
    try_characters();
    try_beginnings();
    try_labels();
    try_folder("fixtures", times);
    printf("%ld copies, %ld of them read by a skeleton\n", copies, hits);
    CHECK_INT(differences, 0);
    CHECK_INT(wrong_words, 0);
    CHECK(copies > 1000);
    CHECK(hits * 20 > copies);
    gx_reader_free(quick);
    gx_reader_free(full);
    gx_quick_free(cold);
    return check_end();
}
