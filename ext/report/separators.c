/*
** separators.c: what divides the cells of a line. In: tokens with the bars and tabs before each.
** Out: the same, where each separator of the tables was more than one character, with one bar or
** tab for it: a||b, or a tab for each tag of a page, so that an empty cell does not show between
** any two.
*/
#include "reader.h"

enum { MIN_SEPARATORS = 12 };

/* What each separator of a text consists of. */
typedef struct unit {
    unsigned pipes, tabs; /* 0: it has none */
} unit;

/* The tabs that each line begins and ends with. */
typedef struct edges {
    unsigned before, behind;
} edges;

static bool divides(const gx_token *token) {
    return !token->gap.newlines && (token->gap.pipes || token->gap.tabs);
}

/* The tokens of the tables: [first, end). */
static gx_slice find_tables(const gx_reader *reader) {
    gx_slice tokens = {0, 0};
    for (uint32_t e = 0; e < reader->n_events; e++) {
        const gx_event *event = &reader->events[e];
        if (event->kind != GX_E_LABEL) continue;
        unsigned kind = gx_strings[event->string].roles[0].kind;
        if (kind != GX_ROLE_ROW && kind != GX_ROLE_HEAD) continue;
        if (!tokens.n) tokens.first = event->token;
        tokens.n = event->token + 1 - tokens.first;
    }
    return tokens;
}

/* The least that stands between two tokens of a line, which has bars alone, tabs alone, or both
** everywhere. False: single ones do, or there are few. */
static bool find_unit(const gx_reader *reader, gx_slice in, unit *least) {
    unsigned n = 0;
    bool pipes = false, tabs = false;
    for (uint32_t t = in.first + 1; t < in.first + in.n; t++) {
        const gx_gap *gap = &reader->tokens[t].gap;
        if (!divides(&reader->tokens[t])) continue;
        if (!n++) *least = (unit){gap->pipes, gap->tabs};
        if (gap->pipes < least->pipes) least->pipes = gap->pipes;
        if (gap->tabs < least->tabs) least->tabs = gap->tabs;
        pipes = pipes || gap->pipes;
        tabs = tabs || gap->tabs;
        if ((pipes && !least->pipes) || (tabs && !least->tabs)) return false; /* of two kinds */
        if (least->pipes + least->tabs == 1) return false;
    }
    return n >= MIN_SEPARATORS;
}

/* True where all that stands between two tokens of a line is some separators. */
static bool is_whole(const gx_reader *reader, gx_slice in, unit least) {
    enum { MOST = 255 }; /* counts stop there */
    for (uint32_t t = in.first + 1; t < in.first + in.n; t++) {
        const gx_gap *gap = &reader->tokens[t].gap;
        if (!divides(&reader->tokens[t]) || gap->pipes == MOST || gap->tabs == MOST) continue;
        if (least.pipes && gap->pipes % least.pipes) return false;
        if (least.tabs && gap->tabs % least.tabs) return false;
    }
    return true;
}

/* How many separators so many characters are; a line may begin or end with a piece of one. */
static unsigned count(unsigned characters, unsigned each) {
    return each ? (characters + each - 1) / each : 0;
}

/* Counts those of a gap: before its first newline, behind its last, and in all. */
static void merge(unsigned each, uint8_t *end, uint8_t *lead, uint8_t *all) {
    unsigned sides = (unsigned)*end + *lead, between = *all > sides ? *all - sides : 0;
    *end = (uint8_t)count(*end, each);
    *lead = (uint8_t)count(*lead, each);
    *all = (uint8_t)(*end + *lead + count(between, each));
}

/* Those of the lines that tabs divide. */
static edges find_edges(const gx_reader *reader, gx_slice in) {
    edges around = {UINT8_MAX, UINT8_MAX};
    for (uint32_t t = in.first; t + 1 < in.first + in.n; t++) {
        const gx_gap *gap = &reader->tokens[t].gap, *next = &reader->tokens[t + 1].gap;
        bool begins = gap->newlines && divides(&reader->tokens[t + 1]);
        bool ends = divides(&reader->tokens[t]) && next->newlines;
        if (begins && gap->tabs_lead < around.before) around.before = gap->tabs_lead;
        if (ends && next->tabs_end < around.behind) around.behind = next->tabs_end;
    }
    return around;
}

/* Leaves out those around a line. */
static void strip(edges around, gx_gap *gap) {
    unsigned lead = gap->newlines && gap->tabs_lead >= around.before ? around.before : 0;
    unsigned end = gap->newlines && gap->tabs_end >= around.behind ? around.behind : 0;
    if (gap->tabs == UINT8_MAX) return;
    gap->tabs_lead = (uint8_t)(gap->tabs_lead - lead);
    gap->tabs_end = (uint8_t)(gap->tabs_end - end);
    gap->tabs = (uint8_t)(gap->tabs - lead - end);
}

void gx_merge_separators(gx_reader *reader) {
    unit least = {0, 0};
    const gx_slice in = find_tables(reader);
    if (!find_unit(reader, in, &least) || !is_whole(reader, in, least)) return;
    if (least.pipes) least.tabs = 0; /* bars are what counts */
    const edges around = least.tabs ? find_edges(reader, in) : (edges){0, 0};
    for (uint32_t t = 0; t < reader->n_tokens; t++) {
        gx_gap *gap = &reader->tokens[t].gap;
        strip(around, gap);
        merge(least.pipes, &gap->pipes_end, &gap->pipes_lead, &gap->pipes);
        merge(least.tabs, &gap->tabs_end, &gap->tabs_lead, &gap->tabs);
    }
}
