/*
** facts.c: title, agency, year, dates and script. In: text, tokens, sections. Out: the facts.
**
** Patterns are matched with folded text (fold.c), so that they are written once, in Simplified
** Chinese without spaces. They are fixed, compiled once a reader, and run with limits on a few
** thousand bytes at the text's beginning and end, never on all of it; and only where by_hand.c
** does not tell what they would say.
*/
#define _GNU_SOURCE
#define PCRE2_CODE_UNIT_WIDTH 8
#include "facts.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD_BYTES = 5000, TAIL_BYTES = 900, MAX_WRAPPED = 30, MAX_PIECES = 16 };

#define YEAR   "((?:19|20)\\d\\d|二[〇○零0]二[〇○零一二三四五六七八九])"
#define REPORT "(?:政府信息|政务信息|信息|政务|资讯|政府资讯)公开.{0,16}?(?:报告|年报|情况)"
#define AGENCY_END                                                                                                                   \
    "(?:政府|委员会|办公室|办事处|管理处|管委会|局|厅|部|院|委|办|署|处|站|队|社|中心|街道|镇|乡|" \
    "馆|"                                                                                                                           \
    "开发区|园区|总队|支队|大队|银行|学校|医院|集团|公司)"

static const char *const pattern_texts[GX_PATTERNS] = {
    /* a line: agency, year and the report's name in any order; what a site puts behind is left */
    [GX_PATTERN_TITLE] =
        "^[#|]*\\**(?:\\.\\.rubric::)?(?:标题:)?(?!首页|当前位置|您的位置)"
        "([^。；;!！>|\\n]{0,60}?(?:" YEAR "年?(?:度)?[^。；;，,：:>\\n]{0,30}?" REPORT
        "|(?:信息|政务|资讯)公开.{0,4}" YEAR "年度?.{0,6}报告|关于" YEAR
        "年度?.{0,10}?公开.{0,12}报告))(?:\\*+|[(（][^)）]{1,12}[)）]|[-_|].{0,40})?$",
    /* the second line of a title whose first one is the agency */
    [GX_PATTERN_TITLE_TAIL] = "^[#*]*" YEAR "年",
    [GX_PATTERN_ISSUER] =
        "^([\\s\\S]*?)(?:关于)?(?:的)?(?:" YEAR "年|政府信息公开|政务公开|政府资讯公开)",
    [GX_PATTERN_PERIOD] =
        "(20\\d\\d)年?(\\d{1,2})月?(\\d{1,2})日?起?(?:至|到|—|-|~)+(?:(20\\d\\d)年?)?"
        "(\\d{1,2})月?(\\d{1,2})日",
    [GX_PATTERN_YEAR_OF_REPORT] = "(20\\d\\d)年?度?(?:政府信息|政务|信息|政府资讯)公开",
    [GX_PATTERN_ANY_YEAR] = "(20\\d\\d)年(?!\\d{1,2}月\\d{1,2}日)",
    [GX_PATTERN_META_DATE] =
        "(?:发布时间|发布日期|发文日期|公开日期|公布日期|生成日期|成文日期|更新时间|日期|时间)"
        "[】\\]]?[:：]?(20\\d\\d)[-年/.](\\d{1,2})[-月/.](\\d{1,2})",
    [GX_PATTERN_META_AGENCY] =
        "(?:发布机构|发布机关|发文机关|公开机构|公开主体|信息来源|发布单位|来源|作者)"
        "[】\\]]?[:：]([^\\n:：|,，。《]{2,40}?)(?=\\n|\\||发布|日期|时间|浏览|字体|点击"
        "|作者|来源|成文|索引|生成|公开|阅读|本报告|根据|依据|按照|现将|所列|统计|$)",
    [GX_PATTERN_DATE_LINE] = "^" YEAR "年([0-9]{1,2}|[一二三四五六七八九十]{1,3})月"
                             "([0-9]{1,2}|[一二三四五六七八九十]{1,3})日[)）]?$",
    [GX_PATTERN_SIGNATURE] =
        "^[#*]*(?:\\.\\.rubric::)?[(（]?([^\\n。，,：:；;、0-9]{2,40}" AGENCY_END ")[)）]?$",
    /* where no line ends: a page's navigation, the agency, year and the report's name in either
       order */
    [GX_PATTERN_RUN_ON_TITLE] =
        "\\A(?:(?:(?!" YEAR "年)[^。；;\\n]){0,120}(?:首页|年报|年度报告|公开|>|\\?))?"
        "(([^。；;，,、:：>?\\n0-9]{2,40}?" AGENCY_END ")(?:关于)?(?:" YEAR
        "年?度?(?:政府信息|政务|信息|政府资讯|资讯)公开[^。；;，,、:：\\n]{0,12}?报告"
        "|(?:政府信息|政务|信息|政府资讯|资讯)公开(?:工作)?" YEAR "年?度?报告))",
    /* and agency and date at the end, or before what a site puts below */
    [GX_PATTERN_RUN_ON_SIGNATURE] =
        "[。；;！!]([^。；;，,、:：>?\\n0-9]{2,40}" AGENCY_END ")" YEAR
        "年([0-9]{1,2}|[一二三四五六七八九十]{1,3})月([0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
        "[)）]?(?=\\n*\\z|主办|版权|备案|网站|©|打印|关闭|扫一扫|分享|上一篇|附件)",
};

typedef struct patterns {
    pcre2_code *code[GX_PATTERNS];
    pcre2_match_data *match;
    pcre2_match_context *limits;
} patterns;

static void free_patterns(patterns *p) {
    for (int i = 0; i < GX_PATTERNS; i++) pcre2_code_free(p->code[i]);
    pcre2_match_data_free(p->match);
    pcre2_match_context_free(p->limits);
    free(p);
}

void gx_free_patterns(gx_reader *reader) {
    if (reader->patterns) free_patterns(reader->patterns);
    reader->patterns = NULL;
}

static gx_rc make_patterns(gx_reader *reader) {
    if (reader->patterns) return GX_OK;
    patterns *p = calloc(1, sizeof *p);
    if (!p) return GX_NOMEM;
    p->match = pcre2_match_data_create(GX_GROUPS, NULL);
    p->limits = pcre2_match_context_create(NULL);
    bool made = p->match && p->limits;
    int error = 0;
    for (int i = 0; i < GX_PATTERNS && made; i++) {
        size_t at;
        p->code[i] =
            pcre2_compile((PCRE2_SPTR)pattern_texts[i], PCRE2_ZERO_TERMINATED,
                          PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_MULTILINE, &error, &at, NULL);
        made = p->code[i] != NULL;
    }
    if (!made) {
        free_patterns(p);
        return error && error != PCRE2_ERROR_HEAP_FAILED ? GX_FAULT : GX_NOMEM;
    }
    pcre2_set_match_limit(p->limits, 20000);
    pcre2_set_depth_limit(p->limits, 2000);
    reader->patterns = p;
    return GX_OK;
}

/* ---- what the work goes over ----------------------------------------------------------------- */

/* A stretch of the text that was folded: text[first, last), to reader->folded from byte n on. */
typedef struct piece {
    size_t n, first, last;
} piece;

typedef struct facts {
    gx_reader *reader;
    const char *text;
    size_t size;
    gx_report *out;
    size_t n; /* bytes of reader->folded in use ... */
    int n_pieces;
    piece pieces[MAX_PIECES]; /* ... and where they come from */
    gx_rc rc;
    gx_match match;      /* the last one ... */
    const char *matched; /* ... its offsets are in this: reader->folded, but for read_opening */
} facts;

/* Matches folded[from, to) with the pattern itself. A text that exceeds the limits does not match:
** it is no title. */
static bool run_pattern(facts *f, gx_pattern name, size_t from, size_t to) {
    f->rc = make_patterns(f->reader);
    if (f->rc != GX_OK) return false;
    patterns *p = f->reader->patterns;
    int rc = pcre2_match(p->code[name], (PCRE2_SPTR)f->reader->folded + from, to - from, 0,
                         PCRE2_NO_UTF_CHECK, p->match, p->limits);
    if (rc == PCRE2_ERROR_NOMEMORY)
        f->rc = GX_NOMEM;
    else if (rc < 0 && rc != PCRE2_ERROR_NOMATCH && rc != PCRE2_ERROR_MATCHLIMIT &&
             rc != PCRE2_ERROR_DEPTHLIMIT && rc != PCRE2_ERROR_HEAPLIMIT)
        f->rc = GX_FAULT;
    if (rc <= 0) return false;
    f->match.n = rc;
    memcpy(f->match.at, pcre2_get_ovector_pointer(p->match), 2 * (size_t)rc * sizeof(size_t));
    return true;
}

/* Matches folded[from, to). */
static bool search(facts *f, gx_pattern name, size_t from, size_t to) {
    if (f->rc != GX_OK || from > to) return false;
    gx_by_hand told = GX_UNSURE;
    if (!f->reader->patterns_only)
        told = gx_match_by_hand(name, f->reader->folded + from, to - from, &f->match);
    if (told == GX_DIFFERS || (told == GX_UNSURE && !run_pattern(f, name, from, to))) return false;
    for (int i = 0; i < 2 * f->match.n; i++)
        if (f->match.at[i] != GX_NO_GROUP) f->match.at[i] += from;
    return true;
}

static bool has_group(const facts *f, int g) {
    return g < f->match.n && f->match.at[2 * g] != GX_NO_GROUP &&
           f->match.at[2 * g] < f->match.at[2 * g + 1];
}

/* ---- what is matched ------------------------------------------------------------------------- */

/* False where there are too many pieces. */
static bool fold_more(facts *f, size_t first, size_t last) {
    if (first == last) return true;
    if (f->n_pieces == MAX_PIECES) return false;
    f->pieces[f->n_pieces++] = (piece){f->n, first, last};
    f->n = gx_fold_text(f->reader, f->n, f->text, first, last);
    return true;
}

static void fold(facts *f, size_t first, size_t last) {
    f->n = 0;
    f->n_pieces = 0;
    fold_more(f, first, last);
}

/* Where the character begins that folded[at] comes from. */
static size_t origin(const facts *f, size_t at) {
    int i = f->n_pieces - 1;
    while (f->pieces[i].n > at) i--;
    return gx_fold_origin(f->text, f->pieces[i].first, f->pieces[i].last, at - f->pieces[i].n);
}

/* Where a line begins that ends before `from`: the last one from `floor` on that has letters, or
** `floor` itself. */
static const char *line_before(const char *floor, const char *from) {
    while (from > floor) {
        const char *line = from - 1; /* its newline */
        while (line > floor && line[-1] != '\n') line--;
        if (gx_has_ideograph(line, (size_t)(from - line))) return line;
        from = line;
    }
    return floor;
}

/* Folds the lines from `tail` on in which a date may stand, and with each the line before it that
** has letters. False: all of it is to be folded. */
static bool fold_date_lines(facts *f, size_t tail) {
    const char *text = f->text, *end = text + f->size;
    const char *floor = text + tail; /* behind the last line that was folded */
    const char *without = floor;     /* up to here no word that stands with 日 */
    fold(f, tail, tail);
    for (const char *p = floor; (p = gx_next_date(p, end)) != NULL;) {
        if (gx_is_date_sign(p, end)) return false;
        const char *line = memrchr(floor, '\n', (size_t)(p - floor));
        const char *next = memchr(p, '\n', (size_t)(end - p));
        line = line ? line + 1 : floor;
        next = next ? next + 1 : end;
        bool is_day = gx_is_day(p, end);
        if (is_day && (p < without || !gx_has_month(line, next))) {
            without = next;
            p += 3;
            continue;
        }
        /* Nobody asks for the line before where the agency is known. */
        const char *before = f->out->agency[0] ? line : line_before(floor, line);
        if (!fold_more(f, (size_t)(before - text), (size_t)(line - text)) ||
            !fold_more(f, (size_t)(line - text), (size_t)(next - text)))
            return false;
        p = floor = next;
    }
    return true;
}

/* ---- what needs no pattern ------------------------------------------------------------------- */

/* True where a year may begin at p: what each pattern's YEAR begins with. */
static bool may_be_year(const char *p, const char *end) {
    static const char two[] = "二";
    if (end - p < 4) return false;
    return (*p == '1' && p[1] == '9') || (*p == '2' && p[1] == '0') || !memcmp(p, two, 3);
}

/* Without a year a line is no title. */
static bool has_year(const facts *f, size_t from, size_t to) {
    const char *p = f->reader->folded + from, *end = f->reader->folded + to;
    while (p < end && !may_be_year(p, end)) p++;
    return p < end;
}

/* A mark of Markdown, beside a title or a date. */
static bool is_mark(char c) {
    return c == '#' || c == '*';
}

/* Where a pattern has the year first, behind marks at most. */
static bool begins_with_year(const facts *f, size_t from, size_t to) {
    const char *p = f->reader->folded + from, *end = f->reader->folded + to;
    while (p < end && is_mark(*p)) p++;
    return may_be_year(p, end);
}

/* ---- numbers and dates ----------------------------------------------------------------------- */

/* The value of one numeral, 〇 to 九 and 十; -1: none. */
static int numeral(const char *p) {
    static const char *const numerals[] = {"〇", "一", "二", "三", "四", "五",
                                           "六", "七", "八", "九", "十"};
    for (int i = 0; i <= 10; i++)
        if (!memcmp(p, numerals[i], 3)) return i;
    return memcmp(p, "零", 3) && memcmp(p, "○", 3) ? -1 : 0;
}

/* Reads 2024, 二〇二四, 12 or 十二. */
static int read_number(const facts *f, int g) {
    if (!has_group(f, g)) return 0;
    const char *p = f->matched + f->match.at[2 * g], *end = f->matched + f->match.at[2 * g + 1];
    int value = 0;
    while (p < end) {
        if (*p >= '0' && *p <= '9') {
            value = value * 10 + (*p++ - '0');
            continue;
        }
        int n = end - p >= 3 ? numeral(p) : -1;
        if (n < 0) return 0;
        bool more = end - p > 3;
        if (n == 10)
            value = (value ? value : 1) * (more ? 1 : 10);
        else
            value = value * 10 + n;
        p += 3;
    }
    return value;
}

static gx_date make_date(int year, int month, int day) {
    gx_date none = {0, 0, 0};
    if (year < 1990 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return none;
    return (gx_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
}

/* ---- text ------------------------------------------------------------------------------------ */

/* Copies the text that folded[from, to) comes from: as printed, but without readings, on one line.
 */
static void copy_printed(const facts *f, size_t from, size_t to, char *out, size_t room) {
    out[0] = 0;
    if (from >= to) return;
    size_t start = origin(f, from), all = to - from;
    const uint8_t *base = (const uint8_t *)f->text, *p = base + start;
    if (all + 3 < room && all > 3 && gx_folds_to_itself(f->text, f->size, start, all)) {
        memcpy(out, p, all);
        out[all] = 0;
        return;
    }
    const uint8_t *end = base + origin(f, to - 1);
    if (end == p) return; /* one character is nobody's name */
    unsigned bytes;
    gx_class_at(end, base + f->size, &bytes);
    end += bytes;
    size_t n = 0;
    bool space = false, line = false; /* since the last character */
    while (p < end) {
        unsigned class = gx_class_at(p, base + f->size, &bytes);
        const uint8_t *reading = class == GX_C_OPEN ? gx_reading_end(p + bytes, end) : NULL;
        bool white = class == GX_C_SPACE || class == GX_C_TAB;
        bool mark = *p == '#' || *p == '*'; /* of Markdown */
        bool skip = white || mark || class == GX_C_SKIP || (bytes == 1 && *p >= 0x80);
        space = space || white;
        line = line || class == GX_C_NEWLINE || class == GX_C_PAGE;
        if (!reading && !skip && class != GX_C_NEWLINE && class != GX_C_PAGE) {
            if (n + bytes + 2 > room) break;
            if (space && !line && n) out[n++] = ' ';
            space = line = false;
            memcpy(out + n, p, bytes);
            n += bytes;
        }
        p = reading ? reading : p + bytes;
    }
    out[n] = 0;
}

static size_t line_end(const facts *f, size_t from) {
    const char *end = memchr(f->reader->folded + from, '\n', f->n - from);
    return end ? (size_t)(end - f->reader->folded) : f->n;
}

/* ---- title and agency ------------------------------------------------------------------------ */

static bool is_agency(facts *f, size_t from, size_t to) {
    return to - from >= 6 && to - from <= 120 && search(f, GX_PATTERN_SIGNATURE, from, to);
}

/* Takes the title's agency: what stands before the year or the report's name. */
static void take_issuer(facts *f, size_t from, size_t to) {
    if (!search(f, GX_PATTERN_ISSUER, from, to) || !has_group(f, 1)) return;
    copy_printed(f, f->match.at[2], f->match.at[3], f->out->agency, sizeof f->out->agency);
}

static bool take_title(facts *f, size_t before, size_t before_end, size_t from, size_t to) {
    if (to - from > GX_MAX_TITLE || !has_year(f, from, to) ||
        !search(f, GX_PATTERN_TITLE, from, to))
        return false;
    size_t start = f->match.at[2], end = f->match.at[3], n = 0;
    gx_report *out = f->out;
    for (int g = 2; g <= 4 && !out->year; g++) out->year = (int16_t)read_number(f, g);
    if (begins_with_year(f, start, end) && search(f, GX_PATTERN_TITLE_TAIL, start, end) &&
        is_agency(f, before, before_end)) {
        copy_printed(f, f->match.at[2], f->match.at[3], out->agency, sizeof out->agency);
        n = strlen(out->agency);
        memcpy(out->title, out->agency, n);
    }
    copy_printed(f, start, end, out->title + n, sizeof out->title - n);
    if (!n) take_issuer(f, start, end);
    return true;
}

/* The same for a title whose last few words are on the next line, or the one after an empty one. */
static bool take_wrapped_title(facts *f, size_t before, size_t before_end, size_t from, size_t to) {
    char *folded = f->reader->folded;
    size_t last = to + 1 < f->n && folded[to + 1] == '\n' ? to + 1 : to;
    if (to >= f->n || folded[to] == '|' || line_end(f, last + 1) - last > MAX_WRAPPED) return false;
    folded[to] = folded[last] = ' ';
    bool found = take_title(f, before, before_end, from, line_end(f, last));
    folded[to] = folded[last] = '\n';
    return found;
}

/* Where a line ends, or a cell in it. */
static size_t piece_end(const facts *f, size_t from) {
    size_t end = line_end(f, from);
    const char *bar = memchr(f->reader->folded + from, '|', end - from);
    return bar ? (size_t)(bar - f->reader->folded) : end;
}

/* The first line before section one that is a title; one with an agency is better. What begins with
** a colon names a property of the line before, in reStructuredText and Org. */
static void find_title(facts *f) {
    size_t before = 0, before_end = 0;
    for (size_t from = 0; from < f->n && !f->out->agency[0];) {
        size_t to = piece_end(f, from);
        if (to > from && f->reader->folded[from] != ':') {
            char was[sizeof f->out->title];
            was[0] = 0;
            if (f->out->title[0]) memcpy(was, f->out->title, sizeof was);
            bool found = take_title(f, before, before_end, from, to) ||
                         take_wrapped_title(f, before, before_end, from, to);
            if (found && was[0] && !f->out->agency[0]) memcpy(f->out->title, was, sizeof was);
            before = from, before_end = to;
        }
        from = to + 1;
    }
}

/* True where the text has the agency's name twice at least. */
static bool is_named_again(const facts *f) {
    size_t n = strlen(f->out->agency);
    int found = 0;
    const char *at = f->text, *end = f->text + f->size;
    while (n && found < 2 && (at = memchr(at, f->out->agency[0], (size_t)(end - at))) != NULL) {
        if ((size_t)(end - at) < n) break;
        found += !memcmp(at, f->out->agency, n);
        at++;
    }
    return found > 1;
}

/* True where folded[from, to) is one word of the text, with white space before it. */
static bool is_word(const facts *f, size_t from, size_t to) {
    const uint8_t *base = (const uint8_t *)f->text, *end = base + f->size;
    unsigned bytes;
    size_t first = origin(f, from), last = origin(f, to - 1);
    if (!first || f->text[first - 1] != ' ') return false;
    for (const uint8_t *p = base + first; p < base + last; p += bytes) {
        unsigned class = gx_class_at(p, end, &bytes);
        if (class == GX_C_SPACE || class == GX_C_TAB || class == GX_C_NEWLINE) return false;
    }
    return true;
}

/* A title that begins the text, or follows its navigation, without any line end behind it. Where
** something stands before it, only a space or another mention tells where the agency's name begins.
*/
static void find_run_on_title(facts *f) {
    if (f->out->title[0] || !search(f, GX_PATTERN_RUN_ON_TITLE, 0, f->n)) return;
    size_t start = f->match.at[4], end = f->match.at[5]; /* group 1 is the year in the look-ahead */
    int year = has_group(f, 4) ? 4 : 5;
    copy_printed(f, f->match.at[6], f->match.at[7], f->out->agency, sizeof f->out->agency);
    bool first = true, whole = is_word(f, f->match.at[6], f->match.at[7]);
    for (size_t i = 0; i < start; i++) first = first && f->reader->folded[i] == '?';
    if (!first && !whole && !is_named_again(f)) {
        f->out->agency[0] = 0;
        return;
    }
    if (!f->out->year) f->out->year = (int16_t)read_number(f, year);
    copy_printed(f, start, end, f->out->title, sizeof f->out->title);
}

/* Agency and date at the end of a text without line ends. */
static void find_run_on_signature(facts *f, size_t tail) {
    gx_match match;
    if (f->out->published.year) return;
    if (gx_match_by_hand(GX_PATTERN_RUN_ON_SIGNATURE, f->reader->folded, f->n, &match) ==
            GX_DIFFERS &&
        !f->reader->patterns_only)
        return;
    fold(f, tail, f->size); /* with all that is behind */
    if (!search(f, GX_PATTERN_RUN_ON_SIGNATURE, 0, f->n)) return;
    f->out->published = make_date(read_number(f, 2), read_number(f, 3), read_number(f, 4));
    if (f->out->agency[0] || !has_group(f, 1)) return;
    copy_printed(f, f->match.at[2], f->match.at[3], f->out->agency, sizeof f->out->agency);
}

static void find_meta_agency(facts *f) {
    if (f->out->agency[0] || !search(f, GX_PATTERN_META_AGENCY, 0, f->n)) return;
    copy_printed(f, f->match.at[2], f->match.at[3], f->out->agency, sizeof f->out->agency);
}

/* ---- dates ----------------------------------------------------------------------------------- */

/* Takes the period that was matched. */
static void take_period(facts *f) {
    int first = read_number(f, 1), last = has_group(f, 4) ? read_number(f, 4) : first;
    gx_date start = make_date(first, read_number(f, 2), read_number(f, 3));
    gx_date end = make_date(last, read_number(f, 5), read_number(f, 6));
    if (!start.year || !end.year || end.year != start.year) return;
    f->out->period_start = start;
    f->out->period_end = end;
    f->out->year = start.year;
}

static void find_period(facts *f) {
    if (!f->out->period_start.year && search(f, GX_PATTERN_PERIOD, 0, f->n)) take_period(f);
}

static void find_meta_date(facts *f) {
    if (f->out->published.year || !search(f, GX_PATTERN_META_DATE, 0, f->n)) return;
    f->out->published = make_date(read_number(f, 1), read_number(f, 2), read_number(f, 3));
}

/* True where a line ends right behind the name of a date, or in it. */
static bool is_date_wrapped(const facts *f) {
    enum { MOST = 12 }; /* bytes of a date */
    const char *p = f->reader->folded, *end = p + f->n;
    for (; (p = memchr(p, ':', (size_t)(end - p))) != NULL; p++) {
        size_t rest = (size_t)(end - p);
        bool named =
            p - f->reader->folded >= 3 && (!memcmp(p - 3, "期", 3) || !memcmp(p - 3, "间", 3));
        if (named && memchr(p, '\n', rest < MOST ? rest : MOST)) return true;
    }
    return false;
}

/* A date alone on a line near the end, with the agency on the line before it. */
static void find_signature(facts *f) {
    size_t before = 0, before_end = 0;
    for (size_t from = 0; from < f->n;) {
        size_t to = line_end(f, from), first = from, last = to;
        while (first < last && is_mark(f->reader->folded[first])) first++;
        while (last > first && is_mark(f->reader->folded[last - 1])) last--;
        if (begins_with_year(f, first, last) && search(f, GX_PATTERN_DATE_LINE, first, last)) {
            gx_date date = make_date(read_number(f, 1), read_number(f, 2), read_number(f, 3));
            if (date.year && !f->out->published.year) f->out->published = date;
            if (date.year && !f->out->agency[0] && is_agency(f, before, before_end))
                copy_printed(f, f->match.at[2], f->match.at[3], f->out->agency,
                             sizeof f->out->agency);
        }
        if (to > from) before = from, before_end = to;
        from = to + 1;
    }
}

static void find_year(facts *f) {
    if (f->out->year) return;
    if (search(f, GX_PATTERN_YEAR_OF_REPORT, 0, f->n) || search(f, GX_PATTERN_ANY_YEAR, 0, f->n))
        f->out->year = (int16_t)read_number(f, 1);
}

/* ---- script ---------------------------------------------------------------------------------- */

/* Traditional where more than one ideograph in twenty is one that Simplified does not have. */
uint8_t gx_tell_script(const char *text, size_t size) {
    const uint8_t *p = (const uint8_t *)text, *end = p + size;
    unsigned ideographs = 0, traditional = 0;
    while (p < end && ideographs < 2000) {
        if (!gx_is_ideograph(p, end)) {
            p++; /* no ideograph begins within another character */
            continue;
        }
        unsigned c = (*p & 15u) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
        bool ideograph = c >= 0x4E00 && c < 0xA000;
        ideographs += ideograph;
        traditional += ideograph && gx_fold[gx_fold_page[c >> 6]][c & 63];
        p += 3;
    }
    if (!ideographs) return GX_SCRIPT_NONE;
    return traditional * 20 > ideographs ? GX_HANT : GX_HANS;
}

/* ---- all of them ----------------------------------------------------------------------------- */

/* Takes the line ends out of the folded text: a sentence goes on across them. Where a byte comes
** from cannot be told afterwards. */
static void join_lines(facts *f) {
    char *folded = f->reader->folded;
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++) {
        if (folded[i] == '\n') continue;
        folded[n++] = folded[i];
    }
    folded[n] = 0;
    f->n = n;
}

/* Title, agency and period from what stands before section one, where it is plain. */
static bool read_opening(facts *f, size_t n) {
    gx_opening opening;
    if (f->reader->patterns_only || !gx_read_opening(f->text, n, &opening)) return false;
    memcpy(f->out->title, opening.title, opening.title_size);
    memcpy(f->out->agency, opening.title, opening.agency_size);
    f->out->title[opening.title_size] = 0;
    f->out->agency[opening.agency_size] = 0;
    f->out->year = opening.year;
    if (!opening.has_period) return true;
    f->match = opening.period;
    f->matched = opening.dates;
    take_period(f);
    f->matched = f->reader->folded;
    return true;
}

static void find_in_opening(facts *f, size_t n) {
    fold(f, 0, n);
    find_title(f);
    find_run_on_title(f);
    find_meta_date(f);
    find_meta_agency(f);
    find_period(f);
    if (f->out->published.year || !is_date_wrapped(f)) return;
    join_lines(f);
    find_meta_date(f);
}

gx_rc gx_find_facts(gx_reader *reader, const char *text, size_t size, gx_report *out) {
    facts f;
    f.reader = reader;
    f.text = text;
    f.size = size;
    f.out = out;
    f.matched = reader->folded;
    f.rc = GX_OK;
    size_t head = size < HEAD_BYTES ? size : HEAD_BYTES;
    size_t tail = size < TAIL_BYTES ? 0 : size - TAIL_BYTES;
    size_t opening = head; /* up to the first section */
    for (int n = 0; n < GX_SECTIONS; n++)
        if (out->sections[n].n && out->sections[n].heading.start < opening)
            opening = out->sections[n].heading.start;

    if (!read_opening(&f, opening)) find_in_opening(&f, opening);
    if (!out->period_start.year || !out->year) {
        fold(&f, 0, head);
        join_lines(&f);
        find_period(&f);
        find_year(&f);
    }
    if (reader->patterns_only || !fold_date_lines(&f, tail)) fold(&f, tail, size);
    find_signature(&f);
    find_run_on_signature(&f, tail);
    find_meta_date(&f);
    return f.rc;
}
