/*
** numbers.c: the numbers of a row, one behind the other. In: the place behind one of them. Out: the
** tokens of all that follow it with nothing but a separator between them.
**
** Nearly every number of a table is one of these. lex.c reads the first one of a row, and all that
** are in any way odd.
*/
#include "numbers.h"

#include <string.h>

enum { PLAIN_DIGITS = GX_MOST_DIGITS + 1 }; /* so many are too many */

static inline const uint8_t *plain_end(const uint8_t *p, const uint8_t *end, uint64_t *value) {
    const uint8_t *first = p, *most = end - p > PLAIN_DIGITS ? p + PLAIN_DIGITS : end;
    for (*value = 0; p < most && *p >= '0' && *p <= '9'; p++) *value = *value * 10 + *p - '0';
    if (p == first || p == most || (*first == '0' && p - first > 1)) return NULL;
    if (*p == '\n' || *p == '\t' || *p == '|') return p;
    const uint8_t *next = p;
    while (next < end && *next == ' ') next++;
    if (next == p || next == end) return NULL;
    bool ends = *next == '\n' || *next == '\t' || *next == '|' || (*next >= '0' && *next <= '9');
    return ends ? p : NULL;
}

const uint8_t *gx_plain_end(const uint8_t *p, const uint8_t *end, uint64_t *value) {
    return plain_end(p, end, value);
}

static inline void add_1(uint8_t *count) {
    *count = (uint8_t)(*count + (*count < 255));
}

/* Moves on over what stands between two cells, and puts it into the gap. */
static inline void move_over_gap(gx_place *here, const uint8_t *end, gx_gap *gap) {
    for (; here->at < end; here->at++) {
        switch (*here->at) {
        case '\n':
            if (!gap->newlines) gap->tabs_end = gap->tabs, gap->pipes_end = gap->pipes;
            add_1(&gap->newlines);
            gap->tabs_lead = gap->pipes_lead = 0;
            here->line++;
            here->x = here->c = 0;
            continue;
        case '\t':
            add_1(&gap->tabs);
            add_1(&gap->tabs_lead);
            here->x += 8 - here->x % 8;
            break;
        case '|':
            add_1(&gap->pipes);
            add_1(&gap->pipes_lead);
            here->x++;
            break;
        case ' ':
            add_1(&gap->spaces);
            here->x++;
            break;
        default: return;
        }
        here->c++;
    }
}

/* Adds the numbers that stand each on a line of its own, with empty lines between them or without:
** most of those in texts with one cell a line. */
static void read_column(gx_reader *reader, const uint8_t *text, const uint8_t *end,
                        gx_place *here) {
    enum { MAX_LINES = 4 };
    const gx_token number = {.kind = GX_T_NUMBER, .ids = {reader->n_ids, 0}};
    gx_token *token = reader->tokens + reader->n_tokens;
    const gx_token *full = reader->tokens + reader->max_tokens;
    const uint8_t *p = here->at;
    uint32_t line = here->line;
    while (token < full && end - p > PLAIN_DIGITS + MAX_LINES && *p == '\n') {
        uint8_t lines = 1;
        while (lines < MAX_LINES && p[lines] == '\n') lines++;
        const uint8_t *first = p + lines, *behind = first;
        uint64_t value = 0;
        for (; *behind >= '0' && *behind <= '9' && behind - first < PLAIN_DIGITS; behind++)
            value = value * 10 + *behind - '0';
        uint32_t n = (uint32_t)(behind - first);
        if (!n || n == PLAIN_DIGITS || *behind != '\n' || (*first == '0' && n > 1)) break;
        memcpy(token, &number, sizeof number);
        token->start = (uint32_t)(first - text);
        token->end = token->start + n;
        token->line = line += lines;
        token->gap.newlines = lines;
        token->x_end = token->c_end = (uint16_t)n;
        token->digits = (uint8_t)n;
        token++->value = (int64_t)value;
        p = behind;
    }
    if (p == here->at) return;
    uint32_t n = token[-1].digits;
    reader->n_tokens = (uint32_t)(token - reader->tokens);
    *here = (gx_place){p, line, n, n};
}

void gx_read_numbers(gx_reader *reader, const uint8_t *text, const uint8_t *end, gx_place *here) {
    const gx_token number = {.kind = GX_T_NUMBER, .ids = {reader->n_ids, 0}};
    read_column(reader, text, end, here);
    while (reader->n_tokens < reader->max_tokens) {
        uint64_t value;
        gx_place at = *here;
        gx_gap gap;
        memset(&gap, 0, sizeof gap);
        move_over_gap(&at, end, &gap);
        if (at.at == end || *at.at < '0' || *at.at > '9') return;
        const uint8_t *behind = plain_end(at.at, end, &value);
        if (!behind) return;
        uint32_t n = (uint32_t)(behind - at.at);
        if (at.x + n >= UINT16_MAX) return;
        gx_token *token = &reader->tokens[reader->n_tokens++];
        memcpy(token, &number, sizeof number);
        memcpy(&token->gap, &gap, sizeof gap);
        token->start = (uint32_t)(at.at - text);
        token->end = token->start + n;
        token->line = at.line;
        token->x = (uint16_t)at.x; /* `c` is never more */
        token->c = (uint16_t)at.c;
        token->x_end = (uint16_t)(at.x + n);
        token->c_end = (uint16_t)(at.c + n);
        token->digits = (uint8_t)n;
        token->value = (int64_t)value;
        *here = (gx_place){behind, at.line, at.x + n, at.c + n};
    }
}
