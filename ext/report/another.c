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
    LONG = 1 << 17,    /* bytes: a longer text is first looked at so far, and only then as a whole */
    MIN_SAME_ROWS = 8, /* that both reports have */
    OPENING = 600,     /* bytes before section one in which a title is looked for */
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

/* Where section one is headed that is another report's; 0: nowhere. */
static uint32_t find_another(const gx_reader *reader) {
    const uint64_t kinds =
        gx_role_bit(GX_ROLE_ROW, GX_REQUESTS) | gx_role_bit(GX_ROLE_SECTION, 0);
    uint32_t rows = 0, same = 0, start = 0; /* rows of requests, as bits */
    if (!has_enough(gx_take_census(reader).rows[GX_REQUESTS])) return 0;
    for (uint32_t e = 0; e < reader->n_events; e++) {
        const gx_event *event = &reader->events[e];
        if (!gx_has_role(event, kinds)) continue;
        const gx_role *row = gx_role_of(event, GX_ROLE_ROW, GX_REQUESTS);
        gx_span heading;
        if (row && start) {
            same |= rows & 1u << row->index;
            if (has_enough(same)) return start;
        } else if (row) {
            rows |= 1u << row->index;
        } else if (has_enough(rows) && begins_report(reader, event, &heading)) {
            if (!start) start = heading.start;
            same = 0;
        }
    }
    return 0;
}

static bool has_either(const char *line, size_t n, const char *simplified,
                       const char *traditional) {
    return memmem(line, n, simplified, strlen(simplified)) ||
           memmem(line, n, traditional, strlen(traditional));
}

/* True for a line such as 2023年政府信息公开工作年度报告, and not for a sentence about one. */
static bool may_be_title(const char *line, size_t n) {
    return n <= LONG_LINE && has_either(line, n, "公开", "公開") &&
           (has_either(line, n, "报告", "報告") || has_either(line, n, "年报", "年報")) &&
           !memmem(line, n, "。", strlen("。"));
}

/* Where the opening of a report begins whose section one is headed at `start`: its title, where one
** is found near. */
static uint32_t opening_of(const char *text, uint32_t start) {
    uint32_t floor = start > OPENING ? start - OPENING : 0, opening = start;
    for (uint32_t end = start; end > floor;) {
        const char *newline = memrchr(text + floor, '\n', end - floor);
        if (!newline) break;
        uint32_t line = (uint32_t)(newline - text) + 1;
        if (may_be_title(text + line, end - line)) opening = line;
        end = line - 1;
    }
    return opening;
}

bool gx_find_words(gx_reader *reader, const char *text, size_t *size) {
    for (size_t n = *size < LONG ? *size : LONG;; n = *size) {
        if (!find_words(reader, text, n)) return false;
        uint32_t start = find_another(reader);
        if (start) {
            *size = opening_of(text, start);
            return find_words(reader, text, *size);
        }
        if (n == *size) return true;
    }
}
