/*
** by_hand.c: the patterns of facts.c, matched without them. In: a pattern's name and folded text.
** Out: what the pattern would say, or that it has to be asked.
**
** Most lines of most reports are told so, ten times faster. A pattern is the definition, always;
** tests/unit/facts_test.c holds each answer against it.
*/
#define _GNU_SOURCE
#include "facts.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* ---- pieces of text -------------------------------------------------------------------------- */

/* A word of UTF-8 and its bytes. */
typedef struct word {
    const char *text;
    size_t n;
} word;
#define WORD(text)                                                                                 \
    { text, sizeof(text) - 1 }

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Behind a word at p; NULL: there is another one. */
static inline const char *skip(const char *p, const char *end, const char *text) {
    size_t n = strlen(text);
    return (size_t)(end - p) >= n && !memcmp(p, text, n) ? p + n : NULL;
}

static inline bool ends_with(const char *text, const char *end, const char *tail) {
    size_t n = strlen(tail);
    return (size_t)(end - text) >= n && !memcmp(end - n, tail, n);
}

/* The first place of a word of ideographs; NULL: none. Looks for the second byte, as the first is
** one of six only. */
static inline const char *find(const char *p, const char *end, const char *text) {
    size_t n = strlen(text);
    while ((size_t)(end - p) >= n) {
        const char *at = memchr(p + 1, text[1], (size_t)(end - p) - n + 1);
        if (!at) return NULL;
        if (!memcmp(at - 1, text, n)) return at - 1;
        p = at;
    }
    return NULL;
}

/* Behind the optional sign of two, one byte or three, at p. */
static const char *skip_either(const char *p, const char *end, char sign, const char *wide) {
    if (p < end && *p == sign) return p + 1;
    const char *behind = skip(p, end, wide);
    return behind ? behind : p;
}

/* One of several ideographs, which follow each other in `list`. */
static bool is_one_of(const char *p, const char *end, const char *list) {
    if (end - p < 3) return false;
    for (; *list; list += 3)
        if (!memcmp(p, list, 3)) return true;
    return false;
}

/* Behind a year at p, as 2024 or 二〇二四; NULL: there is none. */
static const char *skip_year(const char *p, const char *end) {
    if (end - p < 4) return NULL;
    if (is_digit(*p)) {
        bool century = (*p == '1' && p[1] == '9') || (*p == '2' && p[1] == '0');
        return century && is_digit(p[2]) && is_digit(p[3]) ? p + 4 : NULL;
    }
    if (!(p = skip(p, end, "二"))) return NULL;
    for (int i = 0; i < 3; i++) {
        static const char *const digits[] = {"〇○零", "二", "〇○零一二三四五六七八九"};
        if (i == 0 && p < end && *p == '0')
            p++;
        else if (is_one_of(p, end, digits[i]))
            p += 3;
        else
            return NULL;
    }
    return p;
}

/* Behind one or two digits. */
static const char *skip_digits(const char *p, const char *end) {
    if (p >= end || !is_digit(*p)) return NULL;
    return end - p > 1 && is_digit(p[1]) ? p + 2 : p + 1;
}

/* Behind the number of a month or a day: 12 or 十二. */
static const char *skip_number(const char *p, const char *end) {
    const char *digits = skip_digits(p, end);
    if (digits) return digits;
    int n = 0;
    while (n < 3 && is_one_of(p, end, "一二三四五六七八九十")) p += 3, n++;
    return n ? p : NULL;
}

static void set_group(gx_match *out, int g, const char *text, const char *from, const char *to) {
    out->at[2 * g] = (size_t)(from - text);
    out->at[2 * g + 1] = (size_t)(to - text);
    if (out->n <= g) out->n = g + 1;
}

/* How an agency's name may end: AGENCY_END of facts.c. */
static const word agency_ends[] = {
    WORD("政府"), WORD("委员会"), WORD("办公室"), WORD("办事处"), WORD("管理处"), WORD("管委会"),
    WORD("局"),   WORD("厅"),     WORD("部"),     WORD("院"),     WORD("委"),     WORD("办"),
    WORD("署"),   WORD("处"),     WORD("站"),     WORD("队"),     WORD("社"),     WORD("中心"),
    WORD("街道"), WORD("镇"),     WORD("乡"),     WORD("馆"),     WORD("开发区"), WORD("园区"),
    WORD("总队"), WORD("支队"),   WORD("大队"),   WORD("银行"),   WORD("学校"),   WORD("医院"),
    WORD("集团"), WORD("公司"),
};
enum { AGENCY_ENDS = sizeof agency_ends / sizeof agency_ends[0] };

/* The bytes of the shortest such end that text[0, n) has, 0: none. */
static size_t agency_end(const char *text, size_t n) {
    size_t shortest = 0;
    for (int i = 0; i < AGENCY_ENDS; i++) {
        size_t m = agency_ends[i].n;
        if (m > n || text[n - 1] != agency_ends[i].text[m - 1]) continue;
        if ((!shortest || m < shortest) && !memcmp(text + n - m, agency_ends[i].text, m))
            shortest = m;
    }
    return shortest;
}

/* ---- title and agency ------------------------------------------------------------------------ */

/* A line of ideographs and one year, if it is nothing else: where the year stands. */
static const char *only_year(const char *text, const char *end) {
    const char *year = NULL;
    for (const char *p = text; p < end;) {
        if ((uint8_t)*p >= 0xE4 && (uint8_t)*p <= 0xE9) {
            if (skip(p, end, "二")) return NULL;
            p += 3;
            continue;
        }
        if (year || !(year = skip_year(p, end)) || (year < end && is_digit(*year))) return NULL;
        p = year;
    }
    return year ? year - 4 : NULL;
}

/* True where 信息公开 or its kin stands at p, seen from 公开. */
static bool is_named_open(const char *text, const char *open) {
    return ends_with(text, open, "信息") || ends_with(text, open, "政务") ||
           ends_with(text, open, "资讯");
}

bool gx_begins_elsewhere(const char *text, const char *end) {
    return skip(text, end, "首页") || skip(text, end, "当前位置") || skip(text, end, "您的位置");
}

bool gx_is_report_name(const char *name, const char *open, const char *end) {
    enum { MOST_BETWEEN = 30 * 3, MOST_BEHIND = (16 + 2) * 3 };
    const char *behind = open + 6;
    bool ends = ends_with(behind, end, "报告") || ends_with(behind, end, "年报") ||
                ends_with(behind, end, "情况");
    return open >= name && is_named_open(name, open) && ends && open - name <= MOST_BETWEEN &&
           end - behind <= MOST_BEHIND;
}

/* The agency, the year and the report's name, or the year in the middle of the name; no line of
** other text. */
static gx_by_hand match_title(const char *text, const char *end, gx_match *out) {
    const char *open = find(text, end, "公开");
    if (!open) return GX_DIFFERS;
    const char *behind = open + 6;
    if (!find(behind, end, "报告") && !find(behind, end, "年报") && !find(behind, end, "情况"))
        return GX_DIFFERS;
    if (gx_begins_elsewhere(text, end)) return GX_UNSURE;
    const char *year = only_year(text, end);
    if (!year || year - text > GX_MOST_BEFORE_YEAR) return GX_UNSURE;
    bool before = gx_is_report_name(year + 4, open, end);
    bool middle = year >= behind && is_named_open(text, open) && ends_with(behind, end, "报告") &&
                  year - behind <= 4 * 3 && skip(year + 4, end, "年") &&
                  end - (year + 7) <= (6 + 2) * 3;
    if (!before && !middle) return GX_UNSURE;
    set_group(out, 1, text, text, end);
    set_group(out, 2, text, year, year + 4);
    return GX_MATCHES;
}

static gx_by_hand match_title_tail(const char *text, const char *end) {
    while (text < end && (*text == '#' || *text == '*')) text++;
    text = skip_year(text, end);
    return text && skip(text, end, "年") ? GX_MATCHES : GX_DIFFERS;
}

/* True where what is behind an agency's name in a title stands at p. */
static bool is_behind_issuer(const char *p, const char *end) {
    static const char first[] = "12二政";
    if (*p != first[0] && *p != first[1] && *p != first[2] && *p != first[5]) return false;
    const char *year = skip_year(p, end);
    return (year && skip(year, end, "年")) || skip(p, end, "政府信息公开") ||
           skip(p, end, "政务公开") || skip(p, end, "政府资讯公开");
}

static gx_by_hand match_issuer(const char *text, const char *end, gx_match *out) {
    const char *p = text;
    while (p < end && !is_behind_issuer(p, end)) p++;
    if (p == end) return GX_DIFFERS;
    if (ends_with(text, p, "的")) p -= 3;
    if (ends_with(text, p, "关于")) p -= 6;
    set_group(out, 1, text, text, p);
    return GX_MATCHES;
}

/* An agency alone on its line. */
static gx_by_hand match_signature(const char *text, const char *end, gx_match *out) {
    const char *last = end;
    if (ends_with(text, end, "）"))
        last -= 3;
    else if (text < end && end[-1] == ')')
        last--;
    size_t tail = agency_end(text, (size_t)(last - text));
    if (!tail) return GX_DIFFERS;
    for (const char *p = text; p < end; p += 3)
        if ((uint8_t)*p < 0xE4 || (uint8_t)*p > 0xE9) return GX_UNSURE;
    size_t before = (size_t)(last - text) - tail;
    if (before < 2 * 3 || before > 40 * 3) return GX_UNSURE;
    set_group(out, 1, text, text, end);
    return GX_MATCHES;
}

/* 来源: and its kin stand in few texts. */
static gx_by_hand match_meta_agency(const char *text, const char *end) {
    static const char *const names[] = {"机构", "机关", "主体", "来源", "单位", "作者"};
    for (const char *p = text; (p = memchr(p, ':', (size_t)(end - p))) != NULL; p++) {
        const char *name = p;
        if (ends_with(text, name, "】"))
            name -= 3;
        else if (ends_with(text, name, "]"))
            name--;
        for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
            if (ends_with(text, name, names[i])) return GX_UNSURE;
    }
    return GX_DIFFERS;
}

static gx_by_hand match_run_on_title(const char *text, const char *end) {
    const char *line = memchr(text, '\n', (size_t)(end - text));
    if (line) end = line;
    const char *open = find(text, end, "公开");
    return open && find(open + 6, end, "报告") ? GX_UNSURE : GX_DIFFERS;
}

/* ---- dates ----------------------------------------------------------------------------------- */

/* 至2024年12月31日, from behind 至. Optional words are tried in the pattern's order: first there,
** then not. */
static const char *match_period_end(const char *p, const char *end, const char *text,
                                    gx_match *out) {
    for (int named = 1; named >= 0; named--) {
        const char *year = NULL, *from = p;
        if (named) {
            if (end - p < 4 || *p != '2' || !(year = skip_year(p, end))) continue;
            if (!(from = skip(year, end, "年"))) from = year;
        }
        const char *longest = skip_digits(from, end);
        for (const char *month = longest; month && month > from; month--) {
            const char *behind = skip(month, end, "月");
            const char *day = behind ? behind : month;
            for (const char *last = skip_digits(day, end); last && last > day; last--) {
                const char *stop = skip(last, end, "日");
                if (!stop) continue;
                out->at[8] = out->at[9] = GX_NO_GROUP;
                if (named) set_group(out, 4, text, p, p + 4);
                set_group(out, 5, text, from, month);
                set_group(out, 6, text, day, last);
                return stop;
            }
        }
    }
    return NULL;
}

/* 日起至…, from behind the first day. */
static const char *match_period_rest(const char *p, const char *end, const char *text,
                                     gx_match *out) {
    const char *next = skip(p, end, "日");
    if (next) p = next;
    if ((next = skip(p, end, "起")) != NULL) p = next;
    const char *marks = p;
    while (p < end) {
        if (*p == '-' || *p == '~')
            p++;
        else if ((next = skip(p, end, "至")) || (next = skip(p, end, "到")) ||
                 (next = skip(p, end, "—")))
            p = next;
        else
            break;
    }
    return p > marks ? match_period_end(p, end, text, out) : NULL;
}

/* 2024年1月1日起至…, at p. */
bool gx_match_period_at(const char *text, const char *p, const char *end, gx_match *out) {
    const char *year = end - p > 4 && p[1] == '0' ? skip_year(p, end) : NULL;
    if (!year) return false;
    const char *from = skip(year, end, "年");
    if (!from) from = year;
    const char *longest = skip_digits(from, end);
    for (const char *month = longest; month && month > from; month--) {
        const char *behind = skip(month, end, "月");
        const char *day = behind ? behind : month;
        for (const char *last = skip_digits(day, end); last && last > day; last--) {
            if (!match_period_rest(last, end, text, out)) continue;
            set_group(out, 1, text, p, year);
            set_group(out, 2, text, from, month);
            set_group(out, 3, text, day, last);
            return true;
        }
    }
    return false;
}

static gx_by_hand match_period(const char *text, const char *end, gx_match *out) {
    for (const char *p = text; end - p > 4 && (p = memchr(p, '2', (size_t)(end - p))); p++)
        if (gx_match_period_at(text, p, end, out)) return GX_MATCHES;
    return GX_DIFFERS;
}

static const char *skip_mark(const char *p, const char *end, const char *marks, const char *wide) {
    if (p < end && strchr(marks, *p) && *p) return p + 1;
    return skip(p, end, wide);
}

/* True where the name of a date stands before its year: 日期: or its kin. */
static bool is_behind_date_name(const char *text, const char *year) {
    if (year > text && year[-1] == ':')
        year--;
    else if (ends_with(text, year, "："))
        year -= 3;
    if (year > text && year[-1] == ']')
        year--;
    else if (ends_with(text, year, "】"))
        year -= 3;
    return ends_with(text, year, "日期") || ends_with(text, year, "时间");
}

/* 日期:2024-1-1; found by its year, as few texts have one behind such a name. */
static gx_by_hand match_meta_date(const char *text, const char *end, gx_match *out) {
    for (const char *p = text; end - p > 4 && (p = memchr(p, '2', (size_t)(end - p))); p++) {
        const char *year = is_behind_date_name(text, p) ? skip_year(p, end) : NULL;
        const char *from = year ? skip_mark(year, end, "-/.", "年") : NULL;
        const char *month = from ? skip_digits(from, end) : NULL;
        const char *day = month ? skip_mark(month, end, "-/.", "月") : NULL;
        const char *last = day ? skip_digits(day, end) : NULL;
        if (!last) continue;
        set_group(out, 1, text, p, year);
        set_group(out, 2, text, from, month);
        set_group(out, 3, text, day, last);
        return GX_MATCHES;
    }
    return GX_DIFFERS;
}

static gx_by_hand match_date_line(const char *text, const char *end, gx_match *out) {
    const char *year = skip_year(text, end);
    const char *from = year ? skip(year, end, "年") : NULL;
    const char *month = from ? skip_number(from, end) : NULL;
    const char *day = month ? skip(month, end, "月") : NULL;
    const char *last = day ? skip_number(day, end) : NULL;
    const char *stop = last ? skip(last, end, "日") : NULL;
    if (!stop || skip_either(stop, end, ')', "）") != end) return GX_DIFFERS;
    set_group(out, 1, text, text, year);
    set_group(out, 2, text, from, month);
    set_group(out, 3, text, day, last);
    return GX_MATCHES;
}

/* True where an agency's name and a year stand before a month's number that ends at `month`. */
static bool is_signed_date(const char *text, const char *month) {
    const char *p = month;
    if (p > text && is_digit(p[-1])) {
        for (int i = 0; i < 2 && p > text && is_digit(p[-1]); i++) p--;
    } else {
        for (int i = 0; i < 3 && p - text >= 3 && is_one_of(p - 3, p, "一二三四五六七八九十"); i++)
            p -= 3;
    }
    if (!ends_with(text, p, "年")) return false;
    p -= 3;
    for (int i = 0; i < 4 && p > text; i++) p -= is_digit(p[-1]) || p - text < 3 ? 1 : 3;
    return agency_end(text, (size_t)(p - text)) > 0;
}

static gx_by_hand match_run_on_signature(const char *text, const char *end) {
    for (const char *p = text; (p = find(p, end, "月")) != NULL; p += 3)
        if (is_signed_date(text, p)) return GX_UNSURE;
    return GX_DIFFERS;
}

/* ---- lines that need not be folded ----------------------------------------------------------- */

bool gx_is_date_sign(const char *p, const char *end) {
    return skip(p, end, "\xE2\xBD") || skip(p, end, "\xE3\x8A");
}

/* True where one of the four things below stands at p. */
static inline bool is_date(const char *p, const char *end) {
    return skip(p, end, "日") || skip(p, end, "间") || skip(p, end, "間") ||
           gx_is_date_sign(p, end);
}

/* One bit for each of sixteen places from p on where 日, 间 or 間 begins, or a sign that stands for 日
** or 月 (U+2F40 to 2F7F, U+3280 to 32BF). Looks at two bytes more. */
static inline unsigned find_dates(const char *p) {
#ifdef __SSE2__
    __m128i first = _mm_loadu_si128((const __m128i *)p);
    __m128i second = _mm_loadu_si128((const __m128i *)(p + 1));
    __m128i third = _mm_loadu_si128((const __m128i *)(p + 2));
#define IS(bytes, value) _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)(value)))
#define BOTH             _mm_and_si128
#define EITHER           _mm_or_si128
    __m128i day = BOTH(IS(first, 0xE6), BOTH(IS(second, 0x97), IS(third, 0xA5)));
    __m128i between =
        EITHER(BOTH(IS(second, 0x97), IS(third, 0xB4)), BOTH(IS(second, 0x96), IS(third, 0x93)));
    __m128i sign =
        EITHER(BOTH(IS(first, 0xE2), IS(second, 0xBD)), BOTH(IS(first, 0xE3), IS(second, 0x8A)));
    return (unsigned)_mm_movemask_epi8(EITHER(EITHER(day, sign), BOTH(IS(first, 0xE9), between)));
#undef IS
#undef BOTH
#undef EITHER
#else
    unsigned found = 0;
    for (unsigned i = 0; i < 16; i++) found |= (unsigned)is_date(p + i, p + i + 3) << i;
    return found;
#endif
}

/* True where 间 stands at p and what is behind it is neither a year nor what may stand before one.
 */
static bool is_other_between(const char *p, const char *end) {
    const char *behind = skip(p, end, "间");
    if (!behind) behind = skip(p, end, "間");
    return behind &&
           (gx_is_ideograph((const uint8_t *)behind, (const uint8_t *)end) ||
            skip(behind, end, "，") || skip(behind, end, "。") || skip(behind, end, "、"));
}

const char *gx_next_date(const char *p, const char *end) {
    while (p < end) {
        unsigned found = 0;
        if (end - p >= 18) {
            found = find_dates(p);
            if (!found) {
                p += 16;
                continue;
            }
            p += __builtin_ctz(found);
        }
        bool date = found || ((uint8_t)*p >= 0xE2 && is_date(p, end));
        if (date && !is_other_between(p, end)) return p;
        p++;
    }
    return NULL;
}

bool gx_is_day(const char *p, const char *end) {
    return skip(p, end, "日") != NULL;
}

bool gx_has_month(const char *line, const char *end) {
    return find(line, end, "月") || find(line, end, "期");
}

bool gx_has_ideograph(const char *line, size_t n) {
    const uint8_t *p = (const uint8_t *)line, *end = p + n;
    while (p < end && !gx_is_ideograph(p, end)) p++;
    return p < end;
}

gx_by_hand gx_match_by_hand(gx_pattern pattern, const char *text, size_t n, gx_match *out) {
    const char *end = text + n;
    out->n = 1;
    out->at[0] = 0;
    out->at[1] = n;
    switch (pattern) {
    case GX_PATTERN_TITLE: return match_title(text, end, out);
    case GX_PATTERN_TITLE_TAIL: return match_title_tail(text, end);
    case GX_PATTERN_ISSUER: return match_issuer(text, end, out);
    case GX_PATTERN_PERIOD: return match_period(text, end, out);
    case GX_PATTERN_META_DATE: return match_meta_date(text, end, out);
    case GX_PATTERN_META_AGENCY: return match_meta_agency(text, end);
    case GX_PATTERN_DATE_LINE: return match_date_line(text, end, out);
    case GX_PATTERN_SIGNATURE: return match_signature(text, end, out);
    case GX_PATTERN_RUN_ON_TITLE: return match_run_on_title(text, end);
    case GX_PATTERN_RUN_ON_SIGNATURE: return match_run_on_signature(text, end);
    default: return GX_UNSURE;
    }
}
