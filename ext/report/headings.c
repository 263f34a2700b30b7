/*
** headings.c: sections whose headings have other words than the form's (一、概述). In: the sections
** that were found by their words. Out: those that are missing between them, found by their number
** and what they are about.
**
** Without them the text of the section before would go on into theirs, as it would into a number
** that is not the form's (第二部分, 2.), which is found here, too.
*/
#include "phrase.h"

#include "section.h"

enum { MAX_HEADING = 40 * 3, MAX_WORDS = 12, LEAST_KNOWN = 2 };

/* What a section is about, in both scripts. */
static const char *const subjects[GX_SECTIONS][MAX_WORDS] = {
    {"总体", "總體", "概述", "概况", "概況", "基本情况", "基本情況", "工作情况", "工作情況",
     "公开情况", "公開情況"},
    {"主动公开", "主動公開"},
    {"申请情况", "申請情況", "依申请公开", "依申請公開", "处理政府信息", "處理政府信息",
     "申请的情况", "申請的情況", "公开申请", "公開申請"},
    {"复议", "復議", "複議", "诉讼", "訴訟"},
    {"问题", "問題", "改进", "改進", "不足"},
    {"其他", "其它", "需要报告", "需要報告", "需要说明", "需要說明"},
};

/* Moves over spaces and the marks of Markdown. */
static const char *skip_marks(const char *p, const char *end) {
    static const char wide[] = "　";
    while (p < end && (*p == ' ' || *p == '\t' || *p == '#' || *p == '*' || gx_skip(p, end, wide)))
        p += *p == wide[0] ? 3 : 1;
    return p;
}

/* Behind the number of section n: 二、 or 第二部分; with `parts`, the latter alone. NULL: there is none
** at p. */
static const char *skip_number(const char *p, const char *end, int n, bool parts) {
    static const char *const numerals[GX_SECTIONS] = {"一", "二", "三", "四", "五", "六"};
    static const char *const behind[] = {"、", "．", "，", "：", ".", ",", ":"};
    const char *part = gx_skip(p, end, "第");
    p = gx_skip(part ? part : p, end, numerals[n - 1]);
    if (!p || (parts && !part)) return NULL;
    if (part) {
        part = gx_skip(p, end, "部分");
        return part ? part : gx_skip(p, end, "章");
    }
    for (size_t i = 0; i < sizeof behind / sizeof behind[0]; i++) {
        const char *next = gx_skip(p, end, behind[i]);
        if (next) return next;
    }
    return NULL;
}

/* True where text[p, end) is about what section n is about, and no sentence. */
static bool is_about(const char *p, const char *end, int n) {
    static const char *const signs[] = {"。", "；", "，", "！", "|", ";", ","};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (memmem(p, (size_t)(end - p), signs[i], strlen(signs[i]))) return false;
    for (int i = 0; i < MAX_WORDS && subjects[n - 1][i]; i++)
        if (gx_find(p, end, subjects[n - 1][i])) return true;
    return false;
}

/* Finds the last line of text[from, to) that is a heading of section n. */
static bool find_heading(const char *text, uint32_t from, uint32_t to, int n, bool parts,
                         gx_span *out) {
    bool found = false;
    const char *end = text + to;
    for (const char *line = text + from; line < end;) {
        const char *next = memchr(line, '\n', (size_t)(end - line));
        const char *last = next ? next : end, *start = skip_marks(line, last);
        const char *words = skip_number(start, last, n, parts);
        while (last > start && (last[-1] == ' ' || last[-1] == '\r' || last[-1] == '*')) last--;
        if (words && last - start <= MAX_HEADING && is_about(words, last, n)) {
            *out = (gx_span){(uint32_t)(start - text), (uint32_t)(last - start)};
            found = true;
        }
        if (!next) break;
        line = next + 1;
    }
    return found;
}

/* Behind one character at p that a number before a heading may have; NULL: it is another. */
static const char *skip_numbering(const char *p, const char *end) {
    static const char *const wide[] = {"（", "）", "　", "、", "．", "：", "第", "章"};
    if (gx_is_digit(*p) || (*p && strchr(" \t#*().:", *p))) return p + 1;
    if (gx_is_one_of(p, end, "一二三四五六")) return p + 3;
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
        if (gx_skip(p, end, wide[i])) return p + 3;
    return gx_skip(p, end, "部分");
}

uint32_t gx_begin_of_heading(const char *text, uint32_t start) {
    enum { MOST = 30 };
    uint32_t line = start, least = start > MOST ? start - MOST : 0;
    while (line > least && text[line - 1] != '\n') line--;
    if (line == start || (line && text[line - 1] != '\n')) return start;
    const char *p = text + line, *end = text + start;
    while (p && p < end) p = skip_numbering(p, end);
    if (!p) return start;
    while (text[line] == ' ' || text[line] == '\t') line++;
    return line;
}

uint32_t gx_end_of_heading(const char *text, uint32_t from, uint32_t end) {
    enum { MOST = 20 * 3 };
    const char *p = text + from, *last = text + end;
    if (!gx_is_one_of(p, last, "和及与與以的、")) return from;
    while (p < last && (gx_is_ideograph((const uint8_t *)p, (const uint8_t *)last) ||
                        gx_is_one_of(p, last, "、")))
        p += 3;
    bool alone = p == last || *p == '\n' || *p == '\r';
    return alone && p - text - from <= MOST ? (uint32_t)(p - text) : from;
}

void gx_find_other_headings(const char *text, size_t size, int known, gx_report *out) {
    if (known == GX_SECTIONS) return;
    bool parts = known < LEAST_KNOWN; /* else 一、 may number anything */
    if (parts && !gx_find(text, text + size, "第二部分")) return;
    uint32_t from = 0; /* behind the heading before */
    for (int n = 1; n <= GX_SECTIONS; n++) {
        gx_section *section = &out->sections[n - 1];
        uint32_t to = (uint32_t)size;
        for (int i = GX_SECTIONS; i > n; i--)
            if (out->sections[i - 1].n) to = out->sections[i - 1].heading.start;
        if (!section->n && find_heading(text, from, to, n, parts, &section->heading))
            section->n = n;
        if (section->n) from = section->heading.start + section->heading.length;
    }
}
