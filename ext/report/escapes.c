/*
** escapes.c: text written inside of another one. In: text with the escapes of a language that holds
** it: a string of JSON or JavaScript (\" \n \u653f), HTML in HTML (&lt;td&gt;), Markdown (\| 1\.),
** or references of HTML that have been left over (&nbsp;). Out: the text itself, and where each
** byte comes from.
**
** A text is taken for one only where such escapes are many and what they stand for is a table's or
** a page's; a few of them stay as they are. What is not escaped stays too, so that a page that
** stands in a field of JSON keeps the other fields around it, as words that mean nothing.
*/
#define _GNU_SOURCE
#include "plain.h"

#include <string.h>

enum {
    MIN_ESCAPES = 12,
    MIN_ESCAPED_TAGS = 12,
    MIN_MARKS = 3,
    MAX_DEPTH = 3,
    BEGINNING = 4096,
};

/* What Markdown may have a backslash before that a form may print. */
static bool is_markdown_mark(char c) {
    return gx_is_among(c, "-.|+*_#()[]<>~`!");
}

/* What HTML has references for, so that it may stand in HTML. */
static const struct {
    const char *name;
    char c;
} markup[] = {{"&lt;", '<'},  {"&gt;", '>'},   {"&amp;", '&'}, {"&quot;", '"'},
              {"&#34;", '"'}, {"&#39;", '\''}, {"&#60;", '<'}, {"&#62;", '>'}};

/* The reference at text[at] that stands for markup: its index; -1: there is none. */
static int find_reference(const char *text, size_t size, size_t at) {
    for (int i = 0; i < (int)(sizeof markup / sizeof markup[0]); i++) {
        size_t n = strlen(markup[i].name);
        if (size - at >= n && !memcmp(text + at, markup[i].name, n)) return i;
    }
    return -1;
}

/* True where a backslash fills a cell, between bars or quotation marks, as a slash does: no cell
** has nought but the escape of what ends it. Marks that were read may be line ends. */
static bool is_cell(const char *text, size_t size, size_t at) {
    char before = at ? text[at - 1] : '\n', behind = at + 2 < size ? text[at + 2] : '\n';
    if (at + 1 >= size) return false;
    if (text[at + 1] == '|') return before == '|' || before == '\n';
    return text[at + 1] == '"' && gx_is_among(before, "\"\n") && gx_is_among(behind, ",;\t\r\n]");
}

/* How many backslashes of each kind a text has. */
typedef struct counts {
    int letters; /* of ideographs */
    int strings; /* line ends and quotation marks */
    int marks;   /* of Markdown, on lines with bars or behind digits */
} counts;

static counts count_backslashes(const char *text, size_t size) {
    counts n = {0, 0, 0};
    const char *end = text + size, *line_end = text;
    bool barred = false;
    for (const char *p = text; (p = memchr(p, '\\', (size_t)(end - p))) && end - p > 1; p += 2) {
        int c = gx_read_unit(text, size, (size_t)(p - text));
        if (is_cell(text, size, (size_t)(p - text))) continue;
        n.letters += c >= 0x2E80;
        n.strings += p[1] == 'n' || p[1] == '"';
        if (!is_markdown_mark(p[1])) continue;
        if (p >= line_end) {
            const char *start = memrchr(text, '\n', (size_t)(p - text));
            const char *next = memchr(p, '\n', (size_t)(end - p));
            start = start ? start : text;
            line_end = next ? next : end;
            barred = memchr(start, '|', (size_t)(line_end - start)) != NULL;
        }
        bool numbers = p[1] == '.' && p > text && p[-1] >= '0' && p[-1] <= '9';
        n.marks += barred || numbers;
    }
    return n;
}

/* True where tags of tables stand in a text as references. */
static bool has_escaped_tags(const char *text, size_t size) {
    const char *end = text + size;
    int n = 0;
    const char *p = memchr(text, '&', size); /* most texts have none */
    for (; p && n < MIN_ESCAPED_TAGS && (p = gx_find_two(p, end, "&l")); p++)
        n += end - p > 7 && (!memcmp(p, "&lt;td", 6) || !memcmp(p, "&lt;/td", 7));
    return n >= MIN_ESCAPED_TAGS;
}

/* True where text has some of the references of HTML. */
static bool has_references(const char *text, size_t size) {
    const char *end = text + size;
    uint32_t length;
    int n = 0;
    for (const char *p = text; n < MIN_MARKS && (p = memchr(p, '&', (size_t)(end - p))); p++)
        n += gx_read_reference(p, (size_t)(end - p), &length) && p[length - 1] == ';';
    return n >= MIN_MARKS;
}

/* A page that is a string has escapes from its beginning on: others need no look. */
gx_escapes gx_find_escapes(const char *text, size_t size, bool is_markup) {
    size_t near = size < BEGINNING ? size : BEGINNING;
    bool page = is_markup && memchr(text, '<', near);
    if (memchr(text, '\\', page ? near : size) && !memmem(text, size, "\\begin{", 7)) {
        counts n = count_backslashes(text, size);
        if (n.letters >= MIN_ESCAPES) return GX_ESCAPES_LETTERS;
        if (n.strings >= MIN_ESCAPES) return GX_ESCAPES_STRING;
        if (n.marks >= MIN_MARKS) return GX_ESCAPES_MARKDOWN;
    }
    if (gx_has_mark(text, size, "<td")) return GX_ESCAPES_NONE; /* cells of its own */
    if (has_escaped_tags(text, size)) return GX_ESCAPES_MARKUP;
    return !is_markup && has_references(text, size) ? GX_ESCAPES_REFERENCES : GX_ESCAPES_NONE;
}

/* ---- taking them out ------------------------------------------------------------------------- */

/* A text that gets shorter where it stands. */
typedef struct shrinker {
    char *text;
    uint32_t *from;
    uint32_t n, at; /* bytes written, and read */
    uint32_t size;
} shrinker;

static void put(shrinker *s, char c, uint32_t from) {
    s->text[s->n] = c;
    s->from[s->n++] = from;
}

/* Puts a code unit; as UTF-8 it is never longer than its escape. */
static void put_unit(shrinker *s, unsigned c, uint32_t from) {
    char utf8[4];
    size_t n = gx_write_unit(c, utf8);
    for (size_t i = 0; i < n; i++) put(s, utf8[i], from);
}

/* Reads the escape of a string; `at` is its backslash. */
static void read_string_escape(shrinker *s) {
    uint32_t from = s->from[s->at];
    int unit = gx_read_unit(s->text, s->size, s->at);
    if (unit >= 0) {
        s->at += 6;
        put_unit(s, (unsigned)unit, from);
        return;
    }
    char c = s->text[s->at + 1];
    if (!gx_is_among(c, "nrtbf\"'/\\")) {
        put(s, s->text[s->at++], from);
        return;
    }
    put(s, c == 'n' ? '\n' : c == 't' ? '\t' : gx_is_among(c, "rbf") ? ' ' : c, from);
    s->at += 2;
}

/* Reads all that is left, and the character references in it. */
static void read_references(shrinker *s) {
    char *text = s->text;
    uint32_t *from = s->from, n = s->n, at = s->at, size = s->size, length;
    while (at < size) {
        uint32_t place = from[at];
        unsigned long c = text[at] == '&' ? gx_read_reference(text + at, size - at, &length) : 0;
        if (!c || c >= 0x10000) {
            from[n] = place;
            text[n++] = text[at++];
            continue;
        }
        char utf8[4];
        size_t bytes = gx_write_unit(c == 0xA0 ? ' ' : (unsigned)c, utf8);
        for (size_t i = 0; i < bytes; i++) from[n] = place, text[n++] = utf8[i];
        at += length;
    }
    s->n = n;
    s->at = at;
}

/* Reads an escape of another kind, or a byte that is none. */
static void read_escape(shrinker *s, gx_escapes kind) {
    uint32_t from = s->from[s->at];
    int reference, unit;
    if (s->text[s->at] == '\\' && is_cell(s->text, s->size, s->at)) {
        put(s, s->text[s->at++], from);
    } else if (kind == GX_ESCAPES_LETTERS && s->text[s->at] == '\\' &&
               (unit = gx_read_unit(s->text, s->size, s->at)) >= 0x80) {
        s->at += 6;
        put_unit(s, (unsigned)unit, from);
    } else if (kind == GX_ESCAPES_STRING && s->text[s->at] == '\\' && s->at + 1 < s->size) {
        read_string_escape(s);
    } else if (kind == GX_ESCAPES_MARKDOWN && s->text[s->at] == '\\' && s->at + 1 < s->size &&
               is_markdown_mark(s->text[s->at + 1])) {
        put(s, s->text[s->at + 1] == '|' ? ' ' : s->text[s->at + 1], s->from[s->at + 1]);
        s->at += 2;
    } else if (kind == GX_ESCAPES_MARKUP && s->text[s->at] == '&' &&
               (reference = find_reference(s->text, s->size, s->at)) >= 0) {
        put(s, markup[reference].c, from);
        s->at += (uint32_t)strlen(markup[reference].name);
    } else if (kind == GX_ESCAPES_STRING && s->text[s->at] == '"') {
        put(s, '\n', from); /* a string begins or ends */
        s->at++;
    } else {
        put(s, s->text[s->at++], from);
    }
}

bool gx_read_escapes(const char *text, size_t size, gx_escapes kind, gx_plain *plain) {
    plain->n = 0;
    plain->failed = false;
    gx_plain_copy(plain, text, 0, (uint32_t)size);
    for (int depth = 0; depth < MAX_DEPTH && kind && !plain->failed; depth++) {
        shrinker s = {.text = plain->text, .from = plain->from, .size = plain->n};
        if (kind == GX_ESCAPES_REFERENCES) read_references(&s);
        while (s.at < s.size) read_escape(&s, kind);
        plain->from[s.n] = plain->from[s.size];
        plain->n = s.n;
        bool arrays = gx_find_divider(plain->text, plain->n) == '['; /* whose strings end so */
        bool page = gx_is_markup(plain->text, plain->n);
        kind = arrays ? GX_ESCAPES_NONE : gx_find_escapes(plain->text, plain->n, page);
    }
    return !plain->failed;
}
