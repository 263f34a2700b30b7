/*
** numbers.c: the numbers of a row, one behind the other. In: the place behind one of them. Out: the
** tokens of all that follow it with nothing but a separator between them.
**
** Nearly every number of a table is one of these. lex.c reads the first one of a row, and all that
** are in any way odd.
*/
#include "reader.h"

#include <string.h>

enum { PLAIN_DIGITS = 16 };

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

void gx_read_numbers(gx_reader *reader, const uint8_t *text, const uint8_t *end, gx_place *here) {
    const gx_token number = {.kind = GX_T_NUMBER, .ids = {reader->n_ids, 0}};
    while (reader->n_tokens < reader->max_tokens) {
        uint64_t value;
        gx_place at = *here;
        gx_gap gap;
        memset(&gap, 0, sizeof gap);
        if (end - at.at > 1 && at.at[1] >= '0' && at.at[1] <= '9' && *at.at == '\n') {
            gap.newlines = 1; /* the most frequent one */
            at = (gx_place){.at = at.at + 1, .line = at.line + 1};
        } else {
            move_over_gap(&at, end, &gap);
        }
        if (at.at == end || *at.at < '0' || *at.at > '9') return;
        const uint8_t *behind = plain_end(at.at, end, &value);
        uint32_t n = (uint32_t)(behind - at.at);
        if (!behind || at.x + n >= UINT16_MAX) return;
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
