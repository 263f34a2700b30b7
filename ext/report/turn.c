/*
** turn.c: tables whose rows and columns are exchanged. In: text in which rows are lines, and bars
** or tabs divide their cells, with the labels of the form's rows on one line. Out: the same text
** with these tables as the form has them, and where each byte comes from.
**
** A cell that spans others is in the first of them, and the rest are empty, or all have its text.
*/
#define _GNU_SOURCE
#include "plain.h"

#include <string.h>

enum { MAX_LINES = 24, MAX_FIELDS = 48 };

/* The fields of a line, without white space around them. */
typedef struct line {
    uint32_t start, end; /* of the line */
    gx_span fields[MAX_FIELDS];
    int n;
} line;

typedef struct turner {
    const char *text;
    uint32_t size;
    line lines[MAX_LINES];
    int n_lines;
    bool turned; /* one of them has the rows' labels */
} turner;

/* Reads the line that begins at `at`. Bars at its beginning and end divide nothing. */
static void read_line(const turner *t, uint32_t at, line *out) {
    const char *stop = memchr(t->text + at, '\n', t->size - at);
    *out = (line){.start = at, .end = stop ? (uint32_t)(stop - t->text) : t->size};
    uint32_t end = out->end;
    char divider = memchr(t->text + at, '|', end - at) ? '|' : '\t';
    if (divider == '|') {
        while (end > at && gx_is_among(t->text[end - 1], " \r")) end--;
        while (at < end && t->text[at] == ' ') at++;
        at += at < end && t->text[at] == '|';
        end -= end > at && t->text[end - 1] == '|';
    }
    while (out->n < MAX_FIELDS) {
        const char *next = memchr(t->text + at, divider, end - at);
        uint32_t to = next ? (uint32_t)(next - t->text) : end, from = at;
        while (from < to && gx_is_among(t->text[from], " \r")) from++;
        for (at = to + 1; to > from && gx_is_among(t->text[to - 1], " \r");) to--;
        out->fields[out->n++] = (gx_span){from, to - from};
        if (!next) return;
    }
    out->n = 0; /* too many */
}

static bool has_word(const turner *t, const gx_span *field, const char *word) {
    return field->length && memmem(t->text + field->start, field->length, word, strlen(word));
}

/* True where all of these words stand in fields of the line, in this order, each in another. */
static bool names_all(const turner *t, const line *l, const char *const *words) {
    for (int f = 0; f < l->n && *words; f++) words += has_word(t, &l->fields[f], *words);
    return !*words;
}

/* True where the labels of rows stand in this line as if they were columns. */
static bool is_turned(const turner *t, const line *l) {
    static const char *const requests[] = {"国家秘密", "执法案卷", "信访举报", "公开出版物", NULL};
    static const char *const disclosures[] = {"规章", "行政许可", "行政处罚", "行政强制", NULL};
    static const char *const proceedings[] = {"结果维持", "结果维持", "结果维持", NULL};
    if (l->n < 8 || names_all(t, l, proceedings)) return false;
    return names_all(t, l, requests) || names_all(t, l, disclosures);
}

bool gx_is_turned(const char *text, size_t size) {
    turner t = {.text = text, .size = (uint32_t)size};
    static const char *const words[] = {"执法案卷", "行政许可", NULL};
    if (!memchr(text, '|', size) && !memchr(text, '\t', size)) return false;
    for (const char *const *word = words; *word; word++) {
        const char *p = text, *end = text + size;
        for (int n = 0; n < 8 && (p = memmem(p, (size_t)(end - p), *word, 12)); n++, p += 12) {
            const char *start = memrchr(text, '\n', (size_t)(p - text));
            read_line(&t, start ? (uint32_t)(start + 1 - text) : 0, &t.lines[0]);
            if (is_turned(&t, &t.lines[0])) return true;
        }
    }
    return false;
}

/* Writes the lines that were kept as they are. */
static void put_lines(turner *t, gx_plain *plain) {
    for (int i = 0; i < t->n_lines; i++) {
        const line *l = &t->lines[i];
        gx_plain_copy(plain, t->text, l->start, l->end - l->start + (l->end < t->size));
    }
    t->n_lines = 0;
    t->turned = false;
}

/* Writes them with rows and columns exchanged. */
static void put_turned(turner *t, gx_plain *plain) {
    for (int f = 0; f < t->lines[0].n; f++) {
        for (int i = 0; i < t->n_lines; i++) {
            gx_span field = t->lines[i].fields[f];
            gx_plain_put(plain, '|', field.start);
            gx_plain_copy(plain, t->text, field.start, field.length);
        }
        gx_plain_put(plain, '|', t->lines[0].end - 1);
        gx_plain_put(plain, '\n', t->lines[0].end - 1);
    }
    t->n_lines = 0;
    t->turned = false;
}

/* True where a line of such a table has lost a cell, or has one more: nothing tells which. The
** table is read as one without that column. */
static bool is_uneven(const turner *t, const line *l) {
    enum { MOST = 2 };
    int off = t->n_lines ? l->n - t->lines[0].n : 0;
    return off && off >= -MOST && off <= MOST && l->n >= 8 && t->turned;
}

static void put_block(turner *t, gx_plain *plain) {
    if (t->n_lines > 2 && t->turned)
        put_turned(t, plain);
    else
        put_lines(t, plain);
}

bool gx_read_turned(const char *text, size_t size, gx_plain *plain) {
    turner t = {.text = text, .size = (uint32_t)size};
    line next;
    plain->n = 0;
    plain->failed = false;
    for (uint32_t at = 0; at < t.size && !plain->failed; at = next.end + 1) {
        read_line(&t, at, &next);
        if (is_uneven(&t, &next)) continue;
        bool other = t.n_lines && (next.n != t.lines[0].n || t.n_lines == MAX_LINES);
        if (other) put_block(&t, plain);
        t.lines[t.n_lines++] = next;
        t.turned = t.turned || is_turned(&t, &next);
        if (next.n < 2) put_lines(&t, plain);
    }
    put_block(&t, plain);
    return !plain->failed;
}
