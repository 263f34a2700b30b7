/*
** section.c: the six sections. In: events. Out: each section's heading and body.
**
** A heading is a section's label with its number (二、) or alone on its line. The headings of a
** report are the heaviest chain of them in order; where two are as heavy the later one, so that an
** introduction that lists the sections does not count. A heading's words tell which section it is;
** where they contradict the order, its number does.
*/
#include "section.h"

#include <string.h>

typedef struct heading {
    int words, number; /* the section that its words, its number name; 0: none */
    int weight;
    gx_span span;
    uint32_t token; /* its first */
} heading;

/* Behind so many events of one word, which nothing divides for pages, no heading is looked for:
** this bounds the time. */
enum { MAX_IN_WORD = 256 };

enum { SECTIONS = 6, WEIGHT_NUMBERED = 6, WEIGHT_LINE = 3, WEIGHT_INLINE = 1 };

/* The character that ends before text[at], at > 0: its first byte. */
static uint32_t before(const char *text, uint32_t at) {
    uint32_t p = at - 1;
    while (p && at - p < 4 && ((uint8_t)text[p] & 0xC0) == 0x80) p--;
    return p;
}

static unsigned class_before(const char *text, uint32_t at, uint32_t *start) {
    unsigned bytes;
    if (!at) return GX_C_NEWLINE;
    *start = before(text, at);
    unsigned class = gx_class_at((const uint8_t *)text + *start, (const uint8_t *)text + at, &bytes);
    if (*start + bytes == at) return class;
    *start = at - 1; /* a byte that belongs to no character */
    return GX_C_OTHER;
}

/* Reads 「二、」 backwards from `at`. Moves `at` to its beginning; 0: no such number. */
static int number_before(const char *text, uint32_t *at) {
    uint32_t p = *at, start = p;
    unsigned class = class_before(text, p, &start);
    while (p && class == GX_C_SPACE) p = start, class = class_before(text, p, &start);
    if (class != GX_C_ENUM && class != GX_C_DOT) return 0;
    do {
        p = start;
        class = class_before(text, p, &start);
    } while (p && class == GX_C_SPACE);
    if (!p || class < gx_numeral_ids[0] || class > gx_numeral_ids[5]) return 0;
    *at = start;
    return 1 + (int)class - gx_numeral_ids[0];
}

/* Where the heading marks of Markdown before `at` begin. */
static uint32_t marks_before(const char *text, uint32_t at) {
    uint32_t start = at, p = at;
    while (p && (text[p - 1] == '#' || text[p - 1] == ' ')) {
        p--;
        if (text[p] == '#') start = p;
    }
    return start;
}

/* How many letters of the token that a label begins in stand before it: those of other events, and
** a number, which is no event's. */
static uint32_t letters_before(const gx_reader *reader, const gx_event *event) {
    uint32_t n = 0;
    for (const gx_event *e = event; e > reader->events && e[-1].token == event->token; e--)
        n += e[-1].kind == GX_E_LABEL ? gx_strings[e[-1].string].n : e[-1].n;
    const gx_slice *ids = &reader->tokens[event->token].ids;
    uint8_t first = gx_string_ids[gx_strings[event->string].first];
    for (uint32_t i = n; i < ids->n; i++)
        if (reader->ids[ids->first + i] == first) return i;
    return n;
}

/* The words of a label, behind so many letters of the token it begins in. Returns where they end in
** the text. */
static uint32_t end_of_label(const gx_reader *reader, const char *text, const gx_event *event,
                             uint32_t behind) {
    uint32_t left = behind + gx_strings[event->string].n, t = event->token;
    while (t + 1 < reader->n_tokens && reader->tokens[t].kind == GX_T_WORD &&
           reader->tokens[t].ids.n < left)
        left -= reader->tokens[t++].ids.n;
    if (reader->tokens[t].kind != GX_T_WORD) return reader->tokens[t].start;
    if (reader->tokens[t].ids.n == left) return reader->tokens[t].end; /* the whole word */
    return gx_end_of_letter(text, &reader->tokens[t], left);
}

static bool read_heading(const gx_reader *reader, const char *text, const gx_event *event,
                         heading *h) {
    const gx_role *role = gx_role_of(event, GX_ROLE_SECTION, 0);
    if (!role || event->quality > GX_Q_DAMAGED) return false;
    const gx_token *token = &reader->tokens[event->token];
    if (event - reader->events >= MAX_IN_WORD && event[-MAX_IN_WORD].token == event->token)
        return false;
    uint32_t behind = letters_before(reader, event), start = token->start;
    uint32_t end = end_of_label(reader, text, event, behind);
    if (behind && behind < token->ids.n)
        start = before(text, gx_end_of_letter(text, token, behind + 1));
    h->token = event->token;
    h->words = role->index;
    h->number = number_before(text, &start);
    if (!h->number && behind) { /* 二、政府主动公开…: before the word that the label ends */
        uint32_t word = token->start;
        h->number = number_before(text, &word);
        if (h->number) start = word;
    }
    start = marks_before(text, start);
    h->span = (gx_span){start, end - start};
    bool alone = (!event->token || token->gap.newlines) && !(token->flags & GX_F_NUMBERED);
    h->weight = h->number ? WEIGHT_NUMBERED : alone ? WEIGHT_LINE : WEIGHT_INLINE;
    if (event->quality != GX_Q_EXACT) h->weight = WEIGHT_INLINE;
    return true;
}

bool gx_numbered_heading(const gx_reader *reader, const char *text, const gx_event *event,
                         gx_span *out) {
    heading h;
    if (!read_heading(reader, text, event, &h) || event->quality != GX_Q_EXACT) return false;
    *out = h.span;
    return h.number == h.words;
}

bool gx_heading_around(const char *text, int n, uint32_t start, uint32_t end, gx_span *out) {
    uint32_t ahead = 0;
    if (number_before(text, &start) != n) return false;
    unsigned class = class_before(text, start, &ahead); /* in a word it is no number */
    if (class != GX_C_NEWLINE && class != GX_C_SPACE && class != GX_C_TAB && class != GX_C_PIPE)
        return false;
    start = marks_before(text, start);
    *out = (gx_span){start, end - start};
    return true;
}

/* The best chain of headings so far that ends in each section. */
typedef struct chains {
    int score[SECTIONS + 1];
    gx_section found[SECTIONS + 1][SECTIONS];
} chains;

static void extend(chains *c, int n, int weight, const heading *h) {
    int from = 0;
    for (int i = 0; i < n; i++)
        if (c->score[i] >= c->score[from]) from = i;
    if (c->score[from] + weight < c->score[n]) return;
    gx_section made[SECTIONS];
    memcpy(made, c->found[from], sizeof made);
    made[n - 1] = (gx_section){n, h->span, {0, 0}};
    memcpy(c->found[n], made, sizeof made);
    c->score[n] = c->score[from] + weight;
}

static inline bool is_white(const char *text, uint32_t at, uint32_t end, unsigned *bytes) {
    *bytes = 1;
    if (text[at] == '\n') return true;
    if (gx_is_ideograph((const uint8_t *)text + at, (const uint8_t *)text + end)) return false;
    unsigned class = gx_class_at((const uint8_t *)text + at, (const uint8_t *)text + end, bytes);
    return class == GX_C_SPACE || class == GX_C_TAB || class == GX_C_NEWLINE || class == GX_C_PAGE;
}

static void set_body(const char *text, gx_section *section, uint32_t end) {
    unsigned bytes;
    uint32_t start = section->heading.start + section->heading.length;
    while (start < end && is_white(text, start, end, &bytes)) start += bytes;
    while (end > start) {
        uint32_t last = text[end - 1] == '\n' ? end - 1 : before(text, end);
        if (!is_white(text, last, end, &bytes)) break;
        end = last;
    }
    section->body = (gx_span){start, end - start};
}

static int count_sections(const gx_report *out) {
    int n = 0;
    for (int i = 0; i < SECTIONS; i++) n += out->sections[i].n != 0;
    return n;
}

int gx_find_sections(const gx_reader *reader, const char *text, gx_report *out) {
    chains c;
    memset(&c, 0, sizeof c);
    const uint64_t kinds = gx_role_bit(GX_ROLE_SECTION, 0);
    const uint32_t n = gx_take_census(reader).kinds & kinds ? reader->n_events : 0;
    for (uint32_t e = 0; e < n; e++) {
        heading h;
        if (!gx_has_role(&reader->events[e], kinds)) continue;
        if (!read_heading(reader, text, &reader->events[e], &h)) continue;
        /* By its number first: an equal chain by its words then takes its place. */
        if (h.number && h.number != h.words) extend(&c, h.number, h.weight / 2, &h);
        extend(&c, h.words, h.number && h.number != h.words ? h.weight / 2 : h.weight, &h);
    }
    int best = 0;
    for (int i = 1; i <= SECTIONS; i++)
        if (c.score[i] >= c.score[best]) best = i;
    if (!c.score[best]) return 0;
    memcpy(out->sections, c.found[best], sizeof out->sections);
    return count_sections(out);
}

void gx_set_bodies(const char *text, size_t size, gx_report *out) {
    uint32_t end = (uint32_t)size;
    gx_find_other_headings(text, size, count_sections(out), out);
    for (int n = SECTIONS; n--;) {
        gx_section *section = &out->sections[n];
        if (!section->n) continue;
        uint32_t start = gx_begin_of_heading(text, section->heading.start);
        uint32_t last = section->heading.start + section->heading.length;
        section->heading = (gx_span){start, gx_end_of_heading(text, last, end) - start};
        set_body(text, section, end);
        end = start;
    }
}
