/*
** another.c: where another report begins. In: a text. Out: tokens and events of its first report.
**
** A page or a file may hold several reports, one behind the other. A text stands for one: the first
** one, so that no table, section or date of it is another's. Another begins where, behind rows of
** requests, section one is headed again and most of the same rows follow once more.
*/
#define _GNU_SOURCE
#include "section.h"

#include <string.h>

enum {
    LONG = 1 << 17, /* bytes: a longer text is first looked at so far, and only then as a whole */
    MIN_SAME_ROWS = 8, /* that both reports have */
    OPENING = 5000,    /* bytes before section one in which a title is looked for */
    LONG_LINE = 150,   /* bytes: no title */
};

static bool find_words(gx_reader *reader, const char *text, size_t size) {
    reader->text = text;
    reader->size = size;
    return gx_lex(reader, text, size) && gx_find_labels(reader);
}

static bool has_enough(uint32_t rows) {
    return __builtin_popcount(rows) >= MIN_SAME_ROWS;
}

static bool begins_report(const gx_reader *reader, const gx_event *event, gx_span *heading) {
    const gx_role *section = gx_role_of(event, GX_ROLE_SECTION, 0);
    return section && section->index == 1 &&
           gx_numbered_heading(reader, reader->text, event, heading);
}

/* Where a text goes on with another report. */
typedef struct border {
    uint32_t behind;  /* the last label of the first one */
    uint32_t section; /* section one of the other one; 0: there is none */
} border;

static border find_another(const gx_reader *reader) {
    const uint64_t kinds = gx_role_bit(GX_ROLE_ROW, GX_REQUESTS) | gx_role_bit(GX_ROLE_SECTION, 0);
    uint32_t rows = 0, same = 0; /* of requests, as bits */
    border none = {0, 0}, found = {0, 0};
    if (!has_enough(gx_take_census(reader).rows[GX_REQUESTS])) return none;
    for (uint32_t e = 0; e < reader->n_events; e++) {
        const gx_event *event = &reader->events[e];
        if (!gx_has_role(event, kinds)) continue;
        const gx_role *row = gx_role_of(event, GX_ROLE_ROW, GX_REQUESTS);
        gx_span heading;
        if (row && found.section) {
            same |= rows & 1u << row->index;
            if (has_enough(same)) return found;
        } else if (row) {
            rows |= 1u << row->index;
        } else if (has_enough(rows) && begins_report(reader, event, &heading)) {
            if (!found.section) found.section = heading.start;
            same = 0;
        }
        if (!found.section) found.behind = reader->tokens[event->token].end;
    }
    return none;
}

/* True for a line such as 2023年政府信息公开工作年度报告, folded, and not for a sentence about one. */
static bool may_be_title(const char *line, size_t n) {
    static const char *const names[] = {"报告", "年报"};
    bool named = false;
    for (int i = 0; i < 2; i++) named = named || memmem(line, n, names[i], strlen(names[i]));
    return named && n <= LONG_LINE && memmem(line, n, "公开", strlen("公开")) &&
           !memmem(line, n, "。", strlen("。"));
}

/* The first line of text[from, to) that may be a title; `to`: none. */
static uint32_t first_title(gx_reader *reader, const char *text, uint32_t from, uint32_t to) {
    const char *folded = reader->folded;
    size_t n = gx_fold_text(reader, 0, text, from, to);
    for (size_t line = 0; line < n;) {
        const char *next = memchr(folded + line, '\n', n - line);
        size_t end = next ? (size_t)(next - folded) : n;
        if (may_be_title(folded + line, end - line))
            return (uint32_t)gx_fold_origin(text, from, to, line);
        line = end + 1;
    }
    return to;
}

/* Where the opening of the other report begins: with its title, if one is found; where no line is
** one, a word between spaces may be. */
static uint32_t opening_of(gx_reader *reader, const char *text, border at) {
    char spaced[OPENING];
    uint32_t from = at.section > OPENING ? at.section - OPENING : 0, n;
    if (from < at.behind) from = at.behind;
    if (from > at.section) from = at.section; /* one word has both */
    uint32_t start = first_title(reader, text, from, at.section);
    if (start < at.section) return start;
    n = at.section - from;
    memcpy(spaced, text + from, n);
    for (uint32_t i = 0; i < n; i++)
        if (spaced[i] == ' ') spaced[i] = '\n';
    return from + first_title(reader, spaced, 0, n);
}

bool gx_find_words(gx_reader *reader, const char *text, size_t *size) {
    for (size_t n = *size < LONG ? *size : LONG;; n = *size) {
        if (!find_words(reader, text, n)) return false;
        border at = find_another(reader);
        if (at.section) {
            *size = opening_of(reader, text, at);
            return find_words(reader, text, *size);
        }
        if (n == *size) return true;
    }
}
