/*
** issuer.c: the agency that a title names. In: a folded title, with what a page puts before it.
** Out: where the agency's name stands in it.
**
** A title has the agency, the year and the report's name. What stands before the latter two is the
** agency, but for a page's path, a label, a quotation mark and the words of a notice (关于印发…的
** 通知); where nothing is left, it may stand between them.
*/
#include "phrase.h"

/* A word of UTF-8 and its bytes. */
typedef struct word {
    const char *text;
    size_t n;
} word;
#define WORD(text)                                                                                 \
    { text, sizeof(text) - 1 }
#define COUNT(words) (sizeof words / sizeof words[0])

/* How an agency's name may end: AGENCY_END of patterns.c. */
static const word agency_ends[] = {
    WORD("政府"), WORD("委员会"), WORD("办公室"), WORD("办事处"), WORD("管理处"), WORD("管委会"),
    WORD("局"),   WORD("厅"),     WORD("部"),     WORD("院"),     WORD("委"),     WORD("办"),
    WORD("署"),   WORD("处"),     WORD("站"),     WORD("队"),     WORD("社"),     WORD("中心"),
    WORD("街道"), WORD("镇"),     WORD("乡"),     WORD("馆"),     WORD("开发区"), WORD("园区"),
    WORD("银行"), WORD("学校"),   WORD("集团"),   WORD("公司"),
};

size_t gx_agency_end(const char *text, size_t n) {
    size_t shortest = 0;
    if (gx_ends_with(text, text + n, "网站")) return 0;
    for (size_t i = 0; i < COUNT(agency_ends); i++) {
        size_t m = agency_ends[i].n;
        if (m > n || text[n - 1] != agency_ends[i].text[m - 1]) continue;
        if ((!shortest || m < shortest) && !memcmp(text + n - m, agency_ends[i].text, m))
            shortest = m;
    }
    return shortest;
}

/* Behind the first of several words that stands at p; p itself: none does. */
static const char *skip_any(const char *p, const char *end, const word *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if ((size_t)(end - p) >= words[i].n && !memcmp(p, words[i].text, words[i].n))
            return p + words[i].n;
    return p;
}

/* Before the last of several words, if one stands there. */
static const char *drop_any(const char *from, const char *to, const word *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if ((size_t)(to - from) >= words[i].n &&
            !memcmp(to - words[i].n, words[i].text, words[i].n))
            return to - words[i].n;
    return to;
}

/* True where the name of the thing that is open to the public, and 公开, stands at p. */
static bool is_open(const char *p, const char *end) {
    static const word names[] = {WORD("政府信息公开"), WORD("政府资讯公开"), WORD("政务公开"),
                                 WORD("信息公开"), WORD("资讯公开")};
    return gx_is_one_of(p, end, "政信资") && skip_any(p, end, names, COUNT(names)) > p;
}

/* True where a year that a title has stands at p. */
static bool is_year_of_title(const char *p, const char *end) {
    const char *behind = gx_skip_year(p, end);
    return behind && (gx_skip(behind, end, "年") || is_open(behind, end));
}

/* Before a report's name at `open`: 政府 of 人民政府 is the agency's. */
static const char *end_before(const char *from, const char *open, const char *end) {
    bool shared = gx_ends_with(from, open, "人民") && gx_skip(open, end, "政府信息");
    return shared ? open + 6 : open;
}

/* Drops what stands before an agency's name: a path, a label, a notice's words. */
static const char *drop_front(const char *from, const char *to) {
    static const word signs[] = {WORD(":"), WORD(">"), WORD("/"),  WORD("|"),  WORD("]"),
                                 WORD("-"), WORD("_"), WORD("》"), WORD("】"), WORD("—"),
                                 WORD("#"), WORD("*"), WORD("："), WORD("»")};
    static const word labels[] = {WORD("文件名称"), WORD("信息名称"), WORD("信息标题"),
                                  WORD("标题"),     WORD("名称"),     WORD("题名"),
                                  WORD("附件"),     WORD("《"),       WORD("【"),
                                  WORD("["),        WORD(" ")};
    for (const char *p = from; p < to; p += gx_begins_ideograph(p) ? 3 : 1) {
        const char *behind = gx_begins_ideograph(p) ? p : skip_any(p, to, signs, COUNT(signs));
        if (behind > p && behind < to) from = behind;
    }
    for (const char *p; (p = skip_any(from, to, labels, COUNT(labels))) > from;) {
        bool numbered = gx_skip(from, to, "附件");
        for (from = p; numbered && from < to && gx_is_digit(*from);) from++;
    }
    return from;
}

/* Of 甲关于印发乙… the first, if it is an agency, else the second. */
static void drop_notice(const char **from, const char **to) {
    static const word verbs[] = {WORD("做好"), WORD("公布"), WORD("发布"), WORD("印发"),
                                 WORD("报送"), WORD("上报"), WORD("公开"), WORD("编制"),
                                 WORD("呈报"), WORD("下发")};
    const char *about = gx_find(*from, *to, "关于");
    if (!about) return;
    if (about - *from > 3 && gx_agency_end(*from, (size_t)(about - *from))) {
        *to = about;
        return;
    }
    *from = about + 6;
    for (const char *p; (p = skip_any(*from, *to, verbs, COUNT(verbs))) > *from;) *from = p;
}

/* Behind bullets, numbers and a remark in parentheses, if more follows. */
static const char *drop_bullets(const char *from, const char *to) {
    for (const char *p = from; p < to; p++) {
        const char *close = *p == '(' ? memchr(p, ')', (size_t)(to - p)) : NULL;
        if (close && close + 1 < to) p = close;
        if (gx_begins_ideograph(p)) return p;
    }
    return from;
}

/* Before 公布 and its kin behind an agency's name. */
static const char *drop_verb(const char *from, const char *to) {
    static const word verbs[] = {WORD("公布"), WORD("发布"), WORD("编制")};
    const char *p = drop_any(from, to, verbs, COUNT(verbs));
    return gx_agency_end(from, (size_t)(p - from)) ? p : to;
}

/* Drops from text[*from, *to) what is not the agency's name. False: nothing is left. */
static bool trim(const char **from, const char **to) {
    static const word tails[] = {WORD("的"), WORD("关于"), WORD("("),  WORD("["), WORD("（"),
                                 WORD("【"), WORD("《"),   WORD(" "),  WORD("-"), WORD("—"),
                                 WORD(":"),  WORD("："),   WORD("、"), WORD("#"), WORD("*")};
    for (const char *p; (p = drop_any(*from, *to, tails, COUNT(tails))) < *to;) *to = p;
    *from = drop_front(*from, *to);
    drop_notice(from, to);
    if (*to - *from > 2 && **from == '(' && (*to)[-1] == ')') ++*from, --*to;
    *from = drop_bullets(*from, *to);
    *to = drop_verb(*from, *to);
    return *to - *from >= 6; /* one character is nobody's name */
}

/* The agency between the year at p and the report's name. */
static bool find_between(const char *p, const char *end, const char **from, const char **to) {
    static const word behind[] = {WORD("年"), WORD("度"), WORD(")"), WORD("）"),
                                  WORD("】"), WORD("]"),  WORD("的")};
    const char *start = gx_skip_year(p, end);
    for (const char *q; (q = skip_any(start, end, behind, COUNT(behind))) > start;) start = q;
    const char *open = start;
    while (open < end && !is_open(open, end)) open++;
    if (open == end) return false;
    *from = start;
    *to = end_before(start, open, end);
    return trim(from, to) && gx_agency_end(*from, (size_t)(*to - *from)) &&
           !gx_is_one_of(*from, *to, "我本全各该");
}

bool gx_find_issuer(const char *title, const char *end, const char **from, const char **to) {
    const char *p = title;
    while (p < end && !is_year_of_title(p, end) && !is_open(p, end))
        p += gx_begins_ideograph(p) ? 3 : 1;
    if (p >= end) return false;
    *from = title;
    *to = end_before(title, p, end);
    if (trim(from, to)) return true;
    return is_year_of_title(p, end) && find_between(p, end, from, to);
}
