/*
** entries.c: the numbers of a table of requests that is handed out as blocks. In: the events of
** section three. Out: the numbers that stand alone on their lines, with what tells of their
** columns, and which rows and columns the table has.
*/
#define _GNU_SOURCE
#include "blocks.h"

#include <string.h>

enum { W = GX_R_MEASURES };

static bool begins_section(const gx_reader *reader, uint32_t e) {
    return gx_role_of(&reader->events[e], GX_ROLE_SECTION, 0) != NULL;
}

gx_stretch gx_find_stretch(const gx_reader *reader) {
    gx_stretch found = {.begin = 0};
    uint32_t most = 0, labels = 0;
    for (uint32_t e = 0, next; e < reader->n_events; e = next) {
        const gx_role *section = gx_role_of(&reader->events[e], GX_ROLE_SECTION, 0);
        uint32_t values = 0;
        for (next = e + 1; next < reader->n_events && !begins_section(reader, next); next++)
            values += reader->events[next].kind == GX_E_VALUE;
        if (!section || section->index != 3 || values <= most) continue;
        most = values;
        found.begin = e;
        found.end = found.last = next;
    }
    for (uint32_t e = found.begin; e < found.end; e++) {
        const gx_role *row = gx_role_of(&reader->events[e], GX_ROLE_ROW, GX_REQUESTS);
        if (row && reader->events[e].quality != GX_Q_TAIL) labels |= 1u << row->index;
        if (gx_role_of(&reader->events[e], GX_ROLE_SUBTOTAL, 0)) found.subtotal = true;
    }
    found.split = labels >> GX_OTHER_UNCORRECTED & 3;
    found.labels = (unsigned)__builtin_popcount(labels);
    return found;
}

/* True where only numbers stand on the token's line, and no more than there are entries. */
static bool is_alone(const gx_reader *reader, const gx_token *token) {
    const gx_token *first = reader->tokens, *last = first + reader->n_tokens, *t;
    int left = GX_B_ENTRIES;
    for (t = token; t > first && !t->gap.newlines; t--)
        if (t[-1].kind == GX_T_WORD || !left--) return false;
    for (t = token + 1; t < last && !t->gap.newlines; t++)
        if (t->kind == GX_T_WORD || !left--) return false;
    return true;
}

/* True where the number on a line of its own stands in one block with words before and behind it,
** as no cell does whose column is apart from its row's label. */
static bool is_among_words(const gx_reader *reader, uint32_t e) {
    const gx_token *token = &reader->tokens[reader->events[e].token];
    if (token == reader->tokens || token + 1 == reader->tokens + reader->n_tokens) return false;
    return token[-1].kind == GX_T_WORD && token[1].kind == GX_T_WORD && token->gap.newlines <= 1 &&
           token[1].gap.newlines <= 1;
}

/* 1 + the column that a label is the header of, if it stands alone on its line; 0: none. */
static uint8_t column_below(const gx_blocks *b, const gx_event *label) {
    const gx_reader *reader = b->rows->reader;
    const gx_event *end = reader->events + b->in.end;
    const gx_token *token = &reader->tokens[label->token];
    unsigned width = b->in.subtotal ? W + 1 : W;
    const gx_role *head = gx_role_of(label, GX_ROLE_HEAD, GX_REQUESTS);
    if (!token->gap.newlines) return 0;
    if (label + 1 < end && !reader->tokens[label[1].token].gap.newlines) return 0;
    if (gx_role_of(label, GX_ROLE_SUBTOTAL, 0)) return (uint8_t)(width - 1);
    return !head ? 0 : (uint8_t)(head->index == GX_R_TOTAL ? width : head->index + 1u);
}

/* Lists the numbers of the table that stand alone on their lines. False: they do not. */
bool gx_list_entries(gx_blocks *b) {
    const gx_reader *reader = b->rows->reader;
    bool open = false;
    unsigned illegible = 0;
    b->puzzle.n = 0;
    const gx_event *label = NULL;
    for (uint32_t e = b->in.begin; e < b->in.last; e++) {
        const gx_event *event = &reader->events[e];
        const gx_token *token = &reader->tokens[event->token];
        if (event->kind != GX_E_VALUE || !is_alone(reader, token)) {
            open = false;
            label = event->kind == GX_E_LABEL ? event : NULL;
            continue;
        }
        if (token->flags & GX_F_CUT) break;
        bool legible = token->kind == GX_T_WORD || gx_is_count(token); /* 无 is a word */
        if ((!legible && illegible++) || b->puzzle.n == GX_B_ENTRIES) return false;
        bool last = token + 1 == reader->tokens + reader->n_tokens;
        bool footer =
            !last && token->gap.newlines > 1 && token[1].gap.page && token[1].gap.newlines;
        b->entries[b->puzzle.n++] = (gx_entry){
            .token = token,
            .value = token->kind == GX_T_NUMBER && legible ? token->value : 0,
            .illegible = !legible,
            .begins = !open || token->gap.newlines > 1 || token->gap.page,
            .stray = !(label && gx_role_of(label, GX_ROLE_HEAD, GX_REQUESTS)) &&
                     is_among_words(reader, e),
            .foreign = footer || e >= b->in.end ||
                       (label && gx_role_of(label, GX_ROLE_HEAD, GX_DISCLOSURES)),
            .below = label && token->gap.newlines <= 1 && !token->gap.page,
            .head = label ? column_below(b, label) : 0,
        };
        open = true;
        label = NULL;
    }
    b->puzzle.entries = b->entries;
    b->puzzle.cut = b->in.end == reader->n_events;
    return true;
}

/* Lists the rows of the table, with those of groups or not. */
static void list_rows(gx_blocks *b, bool groups) {
    unsigned n = 0;
    for (int item = 0; item < GX_R_ITEMS; item++) {
        bool six = item == GX_OTHER_UNCORRECTED;
        if (b->in.split ? item == GX_OTHER : item >= GX_OTHER_UNCORRECTED && item <= GX_OTHER_MISC)
            continue;
        if (groups && (item == GX_REFUSED_FIRST || item == GX_UNAVAILABLE_FIRST ||
                       item == GX_UNPROCESSED_FIRST || six))
            b->items[n++] = GX_B_GROUP;
        b->items[n++] = item;
    }
    b->puzzle.rows = n;
}

/* ---- which rows stand together --------------------------------------------------------------- */

/* The label of each row: an event; 0: none. Of several the one with a number, or the last. */
static void find_labels(const gx_blocks *b, uint32_t labels[GX_R_ITEMS]) {
    const gx_reader *reader = b->rows->reader;
    bool numbered[GX_R_ITEMS] = {false};
    memset(labels, 0, GX_R_ITEMS * sizeof *labels);
    for (uint32_t e = b->in.begin; e < b->in.end; e++) {
        const gx_event *event = &reader->events[e];
        const gx_role *row = gx_role_of(event, GX_ROLE_ROW, GX_REQUESTS);
        if (!row || event->quality == GX_Q_TAIL) continue;
        bool has = reader->tokens[event->token].flags & GX_F_NUMBERED;
        if (numbered[row->index] && !has) continue;
        numbered[row->index] = has;
        labels[row->index] = e;
    }
}

/* The letters on a token's line, from the token on. `next`: the first token behind them. */
static unsigned count_letters(const gx_reader *reader, uint32_t token, uint32_t *next) {
    unsigned n = reader->tokens[token].ids.n;
    for (*next = token + 1; *next < reader->n_tokens; ++*next) {
        const gx_token *t = &reader->tokens[*next];
        if (t->gap.newlines) break;
        n += t->kind == GX_T_WORD ? t->ids.n : 0;
    }
    return n;
}

/* True where a row's label takes more than one line. */
static bool is_wrapped(const gx_blocks *b, uint32_t label, uint32_t behind) {
    enum { MANY = 5 }; /* letters: no piece of a group's label beside it */
    const gx_reader *reader = b->rows->reader;
    const gx_event *event = &reader->events[label];
    uint32_t next, end = behind ? reader->events[behind].token : 0;
    while (end && !reader->tokens[end].gap.newlines) end--; /* a group's label may stand before */
    if (count_letters(reader, event->token, &next) < gx_strings[event->string].n) return true;
    while (next < end && reader->tokens[next].kind == GX_T_WORD &&
           reader->tokens[next].gap.newlines == 1 && !reader->tokens[next].gap.page)
        if (count_letters(reader, next, &next) >= MANY) return true;
    return false;
}

/* True where no empty line and no page's end stands between two labels, the one of the row below
** behind, and nothing but pieces of groups' labels. `page`: a page ends there. */
static bool is_next_line(const gx_blocks *b, uint32_t above, uint32_t below, bool *page) {
    const gx_reader *reader = b->rows->reader;
    uint32_t from = reader->events[above].token, to = reader->events[below].token;
    bool close = from < to;
    *page = false;
    for (uint32_t t = from + 1; t <= to; t++) {
        const gx_token *token = &reader->tokens[t];
        *page = *page || token->gap.page;
        close = close && token->kind == GX_T_WORD && token->gap.newlines <= 1;
    }
    return close && !*page;
}

/* A label of one line stands close to the next one; one of two lines sets its row apart. */
static void read_frame(gx_blocks *b) {
    uint32_t labels[GX_R_ITEMS];
    find_labels(b, labels);
    for (unsigned r = 1; r < b->puzzle.rows; r++) {
        int above = b->items[r - 1], below = b->items[r];
        bool page;
        if (above == GX_B_GROUP || below == GX_B_GROUP) continue;
        uint32_t one = labels[above], other = labels[below];
        if (!one || !other) continue;
        bool behind = r + 1 < b->puzzle.rows && b->items[r + 1] != GX_B_GROUP;
        bool wrapped =
            is_wrapped(b, one, other) || is_wrapped(b, other, behind ? labels[b->items[r + 1]] : 0);
        bool close = is_next_line(b, one, other, &page);
        if (wrapped || page)
            b->puzzle.cuts |= 1u << r;
        else if (close)
            b->puzzle.joins |= 1u << r;
    }
}

void gx_measure_table(gx_blocks *b) {
    static const char among[] = "其中"; /* stands beside the parts of a group */
    const gx_reader *reader = b->rows->reader;
    uint32_t from = reader->tokens[reader->events[b->in.begin].token].start;
    uint32_t to = reader->tokens[reader->events[b->in.end - 1].token].end;
    b->grouped = b->in.subtotal || memmem(reader->text + from, to - from, among, sizeof among - 1);
    b->puzzle.width = b->in.subtotal ? W + 1 : W;
    list_rows(b, true);
    if (b->puzzle.n + W < b->puzzle.rows * b->puzzle.width) list_rows(b, false);
    read_frame(b);
}
