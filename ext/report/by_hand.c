/*
** by_hand.c: the patterns of patterns.c, matched without them. In: a pattern's name and folded
** text. Out: what the pattern would say, or that it has to be asked.
**
** Most lines of most reports are told so, ten times faster. A pattern is the definition, always;
** tests/unit/facts_test.c holds each answer against it.
*/
#include "phrase.h"

#include "facts.h"
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* ---- pieces of text -------------------------------------------------------------------------- */

/* Behind one or two digits. */
static const char *skip_digits(const char *p, const char *end) {
    if (p >= end || !gx_is_digit(*p)) return NULL;
    return end - p > 1 && gx_is_digit(p[1]) ? p + 2 : p + 1;
}

/* Behind the number of a month or a day: 12 or 十二. */
static const char *skip_number(const char *p, const char *end) {
    const char *digits = skip_digits(p, end);
    if (digits) return digits;
    int n = 0;
    while (n < 3 && gx_is_one_of(p, end, "一二三四五六七八九十")) p += 3, n++;
    return n ? p : NULL;
}

static void set_group(gx_match *out, int g, const char *text, const char *from, const char *to) {
    out->at[2 * g] = (size_t)(from - text);
    out->at[2 * g + 1] = (size_t)(to - text);
    if (out->n <= g) out->n = g + 1;
}

/* ---- title and agency ------------------------------------------------------------------------ */

/* A line of ideographs and one year, if it is nothing else: where the year stands. */
static const char *only_year(const char *text, const char *end) {
    const char *year = NULL;
    for (const char *p = text; p < end;) {
        if (gx_begins_ideograph(p)) {
            if (gx_skip(p, end, "二")) return NULL;
            p += 3;
            continue;
        }
        if (year || !(year = gx_skip_year(p, end)) || (year < end && gx_is_digit(*year)))
            return NULL;
        p = year;
    }
    return year ? year - 4 : NULL;
}

/* True where 信息公开 or its kin stands at p, seen from 公开. */
static bool is_named_open(const char *text, const char *open) {
    return gx_ends_with(text, open, "信息") || gx_ends_with(text, open, "政务") ||
           gx_ends_with(text, open, "资讯");
}

bool gx_begins_elsewhere(const char *text, const char *end) {
    static const char *const paths[] = {"首页",     "当前位置", "当前所在", "您的位置", "您当前",
                                        "你的位置", "所在位置", "您现在",   "现在位置"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
        if (gx_skip(text, end, paths[i])) return true;
    return false;
}

bool gx_is_report_name(const char *name, const char *open, const char *end) {
    enum { MOST_BETWEEN = 30 * 3, MOST_BEHIND = (16 + 2) * 3 };
    const char *behind = open + 6;
    bool ends = gx_ends_with(behind, end, "报告") || gx_ends_with(behind, end, "年报") ||
                gx_ends_with(behind, end, "情况");
    return open >= name && is_named_open(name, open) && ends && open - name <= MOST_BETWEEN &&
           end - behind <= MOST_BEHIND;
}

/* The agency, the year and the report's name, or the year in the middle of the name; no line of
** other text. */
static gx_by_hand match_title(const char *text, const char *end, gx_match *out) {
    const char *open = gx_find(text, end, "公开");
    if (!open) return GX_DIFFERS;
    const char *behind = open + 6;
    if (!gx_find(behind, end, "报告") && !gx_find(behind, end, "年报") &&
        !gx_find(behind, end, "情况"))
        return GX_DIFFERS;
    if (gx_begins_elsewhere(text, end)) return GX_UNSURE;
    const char *year = only_year(text, end);
    if (!year || year - text > GX_MOST_BEFORE_YEAR) return GX_UNSURE;
    bool before = gx_is_report_name(year + 4, open, end);
    bool middle = year >= behind && is_named_open(text, open) &&
                  gx_ends_with(behind, end, "报告") && year - behind <= 4 * 3 &&
                  gx_skip(year + 4, end, "年") && end - (year + 7) <= (6 + 2) * 3;
    if (!before && !middle) return GX_UNSURE;
    set_group(out, 1, text, text, end);
    set_group(out, 2, text, year, year + 4);
    return GX_MATCHES;
}

/* An agency alone on its line. */
static gx_by_hand match_signature(const char *text, const char *end, gx_match *out) {
    const char *last = end;
    if (gx_ends_with(text, end, "）"))
        last -= 3;
    else if (text < end && end[-1] == ')')
        last--;
    if (gx_ends_with(text, last, "章")) return GX_UNSURE; /* 盖章 */
    size_t tail = gx_agency_end(text, (size_t)(last - text));
    if (!tail) return GX_DIFFERS;
    for (const char *p = text; p < end; p += 3)
        if (!gx_begins_ideograph(p)) return GX_UNSURE;
    size_t before = (size_t)(last - text) - tail;
    if (before < 2 * 3 || before > 40 * 3) return GX_UNSURE;
    set_group(out, 1, text, text, end);
    return GX_MATCHES;
}

/* True where one of the words of a list stands at the end of text[0, end). */
static bool ends_with_any(const char *text, const char *end, const char *const *words) {
    for (; *words; words++)
        if (gx_ends_with(text, end, *words)) return true;
    return false;
}

/* Before one sign or none at the end of text[0, end): an ASCII one, or the wide one. */
static const char *before_sign(const char *text, const char *end, const char *narrow,
                               const char *wide) {
    return gx_ends_with(text, end, narrow) ? end - 1
           : gx_ends_with(text, end, wide) ? end - 3
                                           : end;
}

/* 来源: and its kin stand in few texts. */
static gx_by_hand match_named(const char *text, const char *end, const char *const *names) {
    for (const char *p = text; (p = memchr(p, ':', (size_t)(end - p))) != NULL; p++) {
        if (ends_with_any(text, before_sign(text, p, "]", "】"), names)) return GX_UNSURE;
    }
    return GX_DIFFERS;
}

static gx_by_hand match_run_on_title(const char *text, const char *end) {
    const char *line = memchr(text, '\n', (size_t)(end - text));
    if (line) end = line;
    const char *open = gx_find(text, end, "公开");
    return open && gx_find(open + 6, end, "报告") ? GX_UNSURE : GX_DIFFERS;
}

/* ---- dates ----------------------------------------------------------------------------------- */

/* 至2024年12月31日, from behind 至. Optional words are tried in the pattern's order: first there,
** then not. */
static const char *match_period_end(const char *p, const char *end, const char *text,
                                    gx_match *out) {
    for (int named = 1; named >= 0; named--) {
        const char *year = NULL, *from = p;
        if (named) {
            if (end - p < 4 || *p != '2' || !(year = gx_skip_year(p, end))) continue;
            if (!(from = gx_skip(year, end, "年"))) from = year;
        }
        const char *longest = skip_digits(from, end);
        for (const char *month = longest; month && month > from; month--) {
            const char *behind = gx_skip(month, end, "月");
            const char *day = behind ? behind : month;
            for (const char *last = skip_digits(day, end); last && last > day; last--) {
                const char *stop = gx_skip(last, end, "日");
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
    const char *next = gx_skip(p, end, "日");
    if (next) p = next;
    if ((next = gx_skip(p, end, "起")) != NULL) p = next;
    const char *marks = p;
    while (p < end) {
        if (*p == '-' || *p == '~')
            p++;
        else if ((next = gx_skip(p, end, "至")) || (next = gx_skip(p, end, "到")) ||
                 (next = gx_skip(p, end, "—")))
            p = next;
        else
            break;
    }
    return p > marks ? match_period_end(p, end, text, out) : NULL;
}

/* 2024年1月1日起至…, at p. */
bool gx_match_period_at(const char *text, const char *p, const char *end, gx_match *out) {
    const char *year = end - p > 4 && p[1] == '0' ? gx_skip_year(p, end) : NULL;
    if (!year) return false;
    const char *from = gx_skip(year, end, "年");
    if (!from) from = year;
    const char *longest = skip_digits(from, end);
    for (const char *month = longest; month && month > from; month--) {
        const char *behind = gx_skip(month, end, "月");
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
    return gx_skip(p, end, wide);
}

/* What stands before 日期 or 时间 where it names another day than that of publication. */
static const char *const other_dates[] = {"更新", "修改", "截止", "当前", "今天", "现在", "系统",
                                          "访问", "打印", "下载", "实施", "施行", "废止", "有效",
                                          "登记", "工作", "办公", "服务", "受理", "开放", NULL};

/* True where the name of a date stands before its year: 日期: or its kin, as the pattern has it. */
static bool is_behind_date_name(const char *text, const char *year, gx_pattern pattern) {
    static const char *const published[] = {"发布", "公开", "公布", "发表", "上网", "上传", NULL};
    const char *open = before_sign(text, year, "[", "【");
    year = open < year ? open : before_sign(text, year, "(", "（");
    year = before_sign(text, before_sign(text, year, ":", "："), "]", "】");
    if (!gx_ends_with(text, year, "日期") && !gx_ends_with(text, year, "时间")) return false;
    return pattern == GX_PATTERN_PUBLISHED ? ends_with_any(text, year - 6, published)
                                           : !ends_with_any(text, year - 6, other_dates);
}

/* 日期:2024-1-1; found by its year, as few texts have one behind such a name. */
static gx_by_hand match_meta_date(const char *text, const char *end, gx_pattern pattern,
                                  gx_match *out) {
    for (const char *p = text; end - p > 4 && (p = memchr(p, '2', (size_t)(end - p))); p++) {
        const char *year = is_behind_date_name(text, p, pattern) ? gx_skip_year(p, end) : NULL;
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

/* A date alone on its line, as 2024年1月26日; the pattern itself tells of other shapes. */
enum { MOST_OF_DATE = 60 };
static gx_by_hand match_date_line(const char *text, const char *end, gx_match *out) {
    const char *year = gx_skip_year(text, end);
    const char *from = year ? gx_skip(year, end, "年") : NULL;
    const char *month = from ? skip_number(from, end) : NULL;
    const char *day = month ? gx_skip(month, end, "月") : NULL;
    const char *last = day ? skip_number(day, end) : NULL;
    const char *stop = last ? gx_skip(last, end, "日") : NULL;
    if (!stop || stop != end) return end - text > MOST_OF_DATE ? GX_DIFFERS : GX_UNSURE;
    set_group(out, 1, text, text, year);
    set_group(out, 2, text, from, month);
    set_group(out, 3, text, day, last);
    return GX_MATCHES;
}

/* True where an agency's name and a year stand before a month's number that ends at `month`. */
static bool is_signed_date(const char *text, const char *month) {
    const char *p = month;
    if (p > text && gx_is_digit(p[-1])) {
        for (int i = 0; i < 2 && p > text && gx_is_digit(p[-1]); i++) p--;
    } else {
        for (int i = 0; i < 3 && p - text >= 3 && gx_is_one_of(p - 3, p, "一二三四五六七八九十元");
             i++)
            p -= 3;
    }
    if (!gx_ends_with(text, p, "年")) return false;
    p -= 3;
    for (int i = 0; i < 4 && p > text; i++) p -= gx_is_digit(p[-1]) || p - text < 3 ? 1 : 3;
    return gx_agency_end(text, (size_t)(p - text)) > 0;
}

static gx_by_hand match_run_on_signature(const char *text, const char *end) {
    for (const char *p = text; (p = gx_find(p, end, "月")) != NULL; p += 3)
        if (is_signed_date(text, p)) return GX_UNSURE;
    return GX_DIFFERS;
}

/* ---- lines that need not be folded ----------------------------------------------------------- */

bool gx_is_date_sign(const char *p, const char *end) {
    return gx_skip(p, end, "\xE2\xBD") || gx_skip(p, end, "\xE3\x8A");
}

/* True where one of the four things below stands at p. */
static inline bool is_date(const char *p, const char *end) {
    return gx_skip(p, end, "日") || gx_skip(p, end, "间") || gx_skip(p, end, "間") ||
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
    const char *behind = gx_skip(p, end, "间");
    if (!behind) behind = gx_skip(p, end, "間");
    return behind &&
           (gx_is_ideograph((const uint8_t *)behind, (const uint8_t *)end) ||
            gx_skip(behind, end, "，") || gx_skip(behind, end, "。") || gx_skip(behind, end, "、"));
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
    return gx_skip(p, end, "日") != NULL;
}

bool gx_has_month(const char *line, const char *end) {
    return gx_find(line, end, "月") || gx_find(line, end, "期");
}

bool gx_has_ideograph(const char *line, size_t n) {
    const uint8_t *p = (const uint8_t *)line, *end = p + n;
    while (p < end && !gx_is_ideograph(p, end)) p++;
    return p < end;
}

/* Moves over spaces, of either width. */
static const char *skip_spaces(const char *p, const char *end) {
    static const char wide[] = "　";
    while (p < end && (*p == ' ' || *p == '\t' || gx_skip(p, end, wide)))
        p += *p == wide[0] ? 3 : 1;
    return p;
}

/* Behind one sign or none at p: an ASCII one, or the wide one. */
static const char *skip_sign(const char *p, const char *end, const char *narrow, const char *wide) {
    p = skip_spaces(p, end);
    const char *behind = gx_skip(p, end, narrow);
    if (!behind) behind = gx_skip(p, end, wide);
    return skip_spaces(behind ? behind : p, end);
}

/* Reads one or two digits of a date. */
static const char *read_digits(const char *p, const char *end, int *value) {
    const char *behind = p ? skip_digits(p, end) : NULL;
    for (*value = 0; behind && p < behind; p++) *value = *value * 10 + (*p - '0');
    return behind;
}

/* Behind 9:30 or 09:30:00, if it stands at p. */
static const char *skip_time(const char *p, const char *end) {
    const char *start = p;
    int n = 0;
    for (const char *q; (q = skip_digits(p, end)) != NULL; n++) {
        p = q;
        if (p == end || *p != ':' || n == 2) break;
        p++;
    }
    return n ? p : start;
}

/* Reads the date at p, if nothing else stands on its line. */
static bool read_bare_date(const char *line, const char *p, const char *end, int date[3]) {
    if (skip_sign(line, p, "(", "（") != p && skip_sign(line, p, "[", "【") != p) return false;
    if (end - p < 8 || !gx_is_digit(*p) || !gx_skip_year(p, end)) return false;
    char sign = p[4];
    if (sign != '-' && sign != '/' && sign != '.') return false;
    date[0] = (p[0] - '0') * 1000 + (p[1] - '0') * 100 + (p[2] - '0') * 10 + p[3] - '0';
    p = read_digits(p + 5, end, &date[1]);
    if (!p || p == end || *p != sign || !(p = read_digits(p + 1, end, &date[2]))) return false;
    if (date[1] < 1 || date[1] > 12 || date[2] < 1 || date[2] > 31) return false;
    const char *rest = skip_time(skip_spaces(p, end), end);
    p = skip_sign(rest, end, ")", "）");
    if (p == rest) p = skip_sign(rest, end, "]", "】");
    return p == end || *p == '\n' || *p == '\r';
}

/* True where the lines before `line` end with the name of another date: 更新时间: */
static bool is_below_other_name(const char *text, const char *line) {
    while (line > text && strchr(" \r\n:", line[-1]) && line[-1]) line--;
    if (gx_ends_with(text, line, "：")) line -= 3;
    return (gx_ends_with(text, line, "日期") || gx_ends_with(text, line, "时间") ||
            gx_ends_with(text, line, "時間")) &&
           ends_with_any(text, line - 6, other_dates);
}

const char *gx_find_bare_date(const char *from, const char *to, int year, int date[3]) {
    for (const char *p = from; to - p > 8 && (p = memchr(p, '2', (size_t)(to - p))) != NULL; p++) {
        if (to - p < 8 || p[1] != '0' || (p > from && gx_is_digit(p[-1]))) continue;
        const char *line = memrchr(from, '\n', (size_t)(p - from));
        line = line ? line + 1 : from;
        if (read_bare_date(line, p, to, date) && date[0] >= year &&
            !is_below_other_name(from, line))
            return line;
    }
    return NULL;
}

gx_by_hand gx_match_by_hand(gx_pattern pattern, const char *text, size_t n, gx_match *out) {
    static const char *const publishers[] = {"机构", "机关", "主体", "单位", NULL};
    static const char *const sources[] = {"来源", "作者", NULL};
    const char *end = text + n;
    out->n = 1;
    out->at[0] = 0;
    out->at[1] = n;
    switch (pattern) {
    case GX_PATTERN_TITLE: return match_title(text, end, out);
    case GX_PATTERN_PERIOD: return match_period(text, end, out);
    case GX_PATTERN_PUBLISHED:
    case GX_PATTERN_META_DATE: return match_meta_date(text, end, pattern, out);
    case GX_PATTERN_PUBLISHER: return match_named(text, end, publishers);
    case GX_PATTERN_SOURCE: return match_named(text, end, sources);
    case GX_PATTERN_DATE_LINE: return match_date_line(text, end, out);
    case GX_PATTERN_SIGNATURE: return match_signature(text, end, out);
    case GX_PATTERN_RUN_ON_TITLE: return match_run_on_title(text, end);
    case GX_PATTERN_SIGNED_DATE:
    case GX_PATTERN_RUN_ON_SIGNATURE: return match_run_on_signature(text, end);
    default: return GX_UNSURE;
    }
}
