/*
** under.c: values under their headers. In: values that are laid out, and the words of the headers
** above them. Out: which column each value stands under, for the proceedings, whose one row has no
** other to stand under, and for requests of which no row is whole.
*/
#include "counted.h"
#include "laid.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { HEADS = GX_P_ITEMS * GX_P_MEASURES, MAX_SPANS = 64 };

/* ---- columns --------------------------------------------------------------------------------- */

static bool is_head(const gx_event *event) {
    return gx_role_of(event, GX_ROLE_HEAD, GX_PROCEEDINGS) ||
           gx_role_of(event, GX_ROLE_FRAGMENT, 0) || gx_role_of(event, GX_ROLE_HEAD, GX_REQUESTS);
}

int gx_compare_columns(const void *a, const void *b) {
    return ((const gx_column *)a)->from - ((const gx_column *)b)->from;
}

/* The columns of the headers among events [e, end). False: there are not so many. */
static bool find_columns(const gx_reader *reader, uint32_t e, uint32_t end, bool wide,
                         gx_column *heads, int n_heads) {
    gx_column spans[MAX_SPANS];
    int n = 0, columns = 0;
    for (; e < end; e++) {
        const gx_event *event = &reader->events[e];
        if (!is_head(event)) continue;
        if (n == MAX_SPANS) return false;
        const gx_token *word = &reader->tokens[event->token];
        spans[n++] = wide ? (gx_column){word->x, word->x_end} : (gx_column){word->c, word->c_end};
    }
    qsort(spans, (size_t)n, sizeof spans[0], gx_compare_columns);
    for (int i = 0; i < n; i++) {
        if (columns && spans[i].from < heads[columns - 1].to) {
            if (spans[i].to > heads[columns - 1].to) heads[columns - 1].to = spans[i].to;
        } else if (columns == n_heads) {
            return false;
        } else {
            heads[columns++] = spans[i];
        }
    }
    return columns == n_heads;
}

/* Those above the proceedings' values. */
static bool find_heads(const gx_rows *rows, uint32_t first_value, bool wide,
                       gx_column heads[HEADS]) {
    uint32_t end = rows->first;
    while (end < rows->end && rows->reader->events[end].token < first_value) end++;
    return find_columns(rows->reader, rows->first, end, wide, heads, HEADS);
}

/* Puts each value under the header that it is nearest to. False: two are under one, or, with
** `close`, one is beside its header. */
static bool fit_heads(const gx_reader *reader, const gx_values *values, const gx_column *heads,
                      int n_heads, bool wide, bool close, int at[GX_MAX_WIDTH]) {
    int last = -1;
    for (int h = 0; h < n_heads; h++) at[h] = -1;
    for (uint32_t i = 0; i < values->n; i++) {
        const gx_token *value = gx_value_at(reader, values, i);
        int x = gx_middle(value, wide), best = 0;
        for (int h = 1; h < n_heads; h++)
            if (abs(heads[h].from + heads[h].to - x) < abs(heads[best].from + heads[best].to - x))
                best = h;
        gx_column place =
            wide ? (gx_column){value->x, value->x_end} : (gx_column){value->c, value->c_end};
        bool over = place.from < heads[best].to && heads[best].from < place.to;
        if (best <= last || (close && !over)) return false;
        at[best] = (int)i;
        last = best;
    }
    return true;
}

/* True where a value stands elsewhere than under its header, if the columns of its row are equally
** wide from the first to the last: where a header's characters are counted as one column each and
** take two, those beside each other are pushed together, and do not stand over their columns. */
static bool is_under_pushed(const gx_reader *reader, const gx_values *values,
                            const gx_column *heads, const int at[GX_MAX_WIDTH]) {
    for (int h = 0; h < HEADS; h++) {
        const gx_column *first = &heads[h - h % GX_P_MEASURES], *last = first + GX_P_TOTAL;
        int start = first->from + first->to, wide = last->from + last->to - start;
        if (at[h] < 0 || wide <= 0) continue;
        int x = gx_middle(gx_value_at(reader, values, (uint32_t)at[h]), false) - start;
        int column = (2 * GX_P_TOTAL * x + wide) / (2 * wide); /* the nearest one */
        if (column != h % GX_P_MEASURES) return true;
    }
    return false;
}

bool gx_fit_under_heads(const gx_rows *rows, int at[GX_MAX_WIDTH]) {
    const gx_reader *reader = rows->reader;
    const gx_values *values = &rows->rows[0];
    if (!values->n || values->n >= HEADS || gx_ends_text(reader, values)) return false;
    if (reader->usual_newlines || !gx_on_one_line(reader, values)) return false;
    for (uint32_t i = 1; i < values->n; i++)
        if (gx_value_at(reader, values, i)->gap.tabs)
            return false; /* these count cells, not places */
    bool found = false, pushed = false, loose = gx_is_laid_out(reader, values);
    /* Right under the headers, or else near them; by display columns or by characters, which must
    ** not differ, unless the requests have told which it is. */
    for (int close = 1; close >= (loose ? 0 : 1) && !found; close--)
        for (int wide = 0; wide < 2; wide++) {
            gx_column heads[HEADS];
            int here[HEADS];
            if (reader->laid_by && wide == (reader->laid_by == 1 + GX_CHARACTERS)) continue;
            if (!find_heads(rows, reader->values[values->first], wide, heads)) continue;
            if (!fit_heads(reader, values, heads, HEADS, wide, close, here)) continue;
            bool displaced = reader->laid_by == 1 + GX_CHARACTERS;
            if (displaced && !gx_are_abreast(reader, values, heads, here)) continue;
            if (found && memcmp(at, here, sizeof here)) return false;
            pushed = !found && !wide && is_under_pushed(reader, values, heads, here);
            memcpy(at, here, sizeof here);
            found = true;
        }
    return found && !pushed;
}

/* ---- requests -------------------------------------------------------------------------------- */

/* Where the header of requests begins: the first of the labels in front of its rows. */
static uint32_t first_head(const gx_rows *rows) {
    enum { MOST = 40 };
    const gx_event *events = rows->reader->events;
    uint32_t e = rows->first;
    while (e && rows->first - e < MOST && events[e - 1].kind == GX_E_LABEL &&
           !gx_role_of(&events[e - 1], GX_ROLE_SECTION, 0))
        e--;
    return e;
}

unsigned gx_count_separators(const gx_reader *reader, uint32_t first, uint32_t t) {
    const gx_gap *gap = &reader->tokens[first].gap;
    unsigned n = (unsigned)gap->tabs_lead + gap->pipes_lead;
    for (uint32_t i = first + 1; i <= t && i < reader->n_tokens; i++) {
        gap = &reader->tokens[i].gap;
        n += gap->newlines ? (unsigned)gap->tabs_end + gap->pipes_end
                           : (unsigned)gap->tabs + gap->pipes;
    }
    return n;
}

/* The fields of the columns, where a line names the first and the last of them and has all. */
static void find_fields(const gx_rows *rows, gx_heads *heads) {
    const gx_reader *reader = rows->reader;
    const gx_token *tokens = reader->tokens;
    uint32_t person = 0, total = 0;
    for (uint32_t e = first_head(rows); e < rows->first; e++) {
        const gx_event *event = &reader->events[e];
        const gx_role *role = gx_role_of(event, GX_ROLE_HEAD, GX_REQUESTS);
        if (!role || event->quality != GX_Q_EXACT) continue;
        if (!role->index && !person) person = event->token;
        bool beside = person && tokens[person].line == tokens[event->token].line;
        if (role->index == GX_R_TOTAL && beside) total = event->token;
    }
    if (!person || !total) return;
    uint32_t line = tokens[person].line, first = person, next = total;
    while (first && tokens[first - 1].line == line) first--;
    while (next < reader->n_tokens && tokens[next].line == line) next++;
    heads->first = gx_count_separators(reader, first, person);
    if (gx_count_separators(reader, first, total) == heads->first + GX_R_TOTAL)
        heads->fields = gx_count_separators(reader, first, next);
}

/* True where all values of requests that are laid out stand under the columns. */
static bool are_under(const gx_rows *rows, const gx_column columns[GX_R_MEASURES], bool wide) {
    for (int i = 0; i < GX_R_ITEMS; i++) {
        const gx_values *values = &rows->rows[i];
        int at[GX_MAX_WIDTH];
        if (!values->n || values->n > GX_R_MEASURES) continue;
        if (!gx_on_one_line(rows->reader, values)) return false;
        if (!fit_heads(rows->reader, values, columns, GX_R_MEASURES, wide, true, at)) return false;
    }
    return true;
}

void gx_find_heads(const gx_rows *rows, gx_heads *heads) {
    memset(heads, 0, sizeof *heads);
    if (rows->topic != GX_REQUESTS || rows->reader->usual_newlines) return;
    find_fields(rows, heads);
    for (int wide = 0; wide < 2 && !heads->fields; wide++)
        heads->placed[wide] = find_columns(rows->reader, first_head(rows), rows->first, wide,
                                           heads->columns[wide], GX_R_MEASURES) &&
                              are_under(rows, heads->columns[wide], wide);
}

unsigned gx_list_places_under_heads(const gx_shape *shape, const gx_values *values,
                                    unsigned places[GX_MAX_ROWS]) {
    unsigned n = 0;
    for (int wide = 0; wide < 2; wide++) {
        int at[GX_MAX_WIDTH];
        unsigned cells = 0;
        const gx_column *columns = shape->heads.columns[wide];
        if (!shape->heads.placed[wide] ||
            !fit_heads(shape->reader, values, columns, GX_R_MEASURES, wide, true, at))
            continue;
        for (unsigned c = 0; c < GX_R_MEASURES; c++) cells |= (at[c] >= 0 ? 1u : 0u) << c;
        if (!n || places[0] != cells) places[n++] = cells;
    }
    return n;
}

/* ---- disclosures ----------------------------------------------------------------------------- */

/* True where so many spaces stand before each value and each header alike: these divide the cells,
** which stand under each other by chance. */
static bool are_evenly_spaced(const gx_reader *reader, const gx_values *values,
                              const gx_token *const heads[GX_MAX_WIDTH]) {
    unsigned spaces = gx_value_at(reader, values, 0)->gap.spaces;
    for (uint32_t i = 0; i < values->n; i++)
        if (gx_value_at(reader, values, i)->gap.spaces != spaces || !heads[i] ||
            heads[i]->gap.spaces != spaces)
            return false;
    return true;
}

bool gx_is_headed(const gx_rows *rows, int item) {
    const gx_reader *reader = rows->reader;
    const gx_values *values = &rows->rows[item];
    uint8_t measures[GX_MAX_WIDTH];
    unsigned width = gx_list_measures(rows, item, measures);
    const gx_token *heads[GX_MAX_WIDTH] = {NULL};
    if (!values->n || values->n != width || !values->label) return false;
    for (uint32_t e = rows->first; e < rows->end; e++) {
        const gx_event *event = &reader->events[e];
        const gx_role *head = gx_role_of(event, GX_ROLE_HEAD, GX_DISCLOSURES);
        if (event->token >= values->label - 1) break;
        for (unsigned i = 0; head && i < width; i++)
            if (measures[i] == head->index) heads[i] = &reader->tokens[event->token];
    }
    if (are_evenly_spaced(reader, values, heads)) return false;
    for (int wide = 0; wide < 2; wide++) {
        unsigned under = 0;
        for (unsigned i = 0; i < width; i++) {
            int x = gx_middle(gx_value_at(reader, values, i), wide), best = 0, nearest = INT_MAX;
            for (unsigned h = 0; h < width && heads[h]; h++) {
                int off = abs(gx_middle(heads[h], wide) - x);
                if (off >= nearest) continue;
                nearest = off;
                best = (int)h;
            }
            under += heads[i] && best == (int)i;
        }
        if (under == width) return true;
    }
    return false;
}

/* ---- a row of the proceedings that is empty -------------------------------------------------- */

/* How far the values stand from their headers in all, if all cells but those of one of the three
** rows have one. */
static int stray_from(const gx_reader *reader, const gx_values *values,
                      const gx_column heads[HEADS], bool wide, int blank) {
    int off = 0, h = 0;
    for (uint32_t i = 0; i < values->n; i++, h++) {
        if (h == blank * GX_P_MEASURES) h += GX_P_MEASURES;
        off += abs(heads[h].from + heads[h].to - gx_middle(gx_value_at(reader, values, i), wide));
    }
    return off;
}

/* By the headers' places: the row without which the values stand less than half as far from them as
** without any other. */
static int find_blank_by_heads(const gx_rows *rows) {
    const gx_reader *reader = rows->reader;
    const gx_values *values = &rows->rows[0];
    gx_column heads[HEADS];
    int found = -1;
    if (!gx_on_one_line(reader, values)) return -1;
    for (int wide = 0; wide < 2; wide++) {
        int best = 0, off[GX_P_ITEMS];
        if (!find_heads(rows, reader->values[values->first], wide, heads)) continue;
        for (int row = 0; row < GX_P_ITEMS; row++) {
            off[row] = stray_from(reader, values, heads, wide, row);
            if (off[row] < off[best]) best = row;
        }
        for (int row = 0; row < GX_P_ITEMS; row++)
            if (row != best && off[row] < 2 * off[best] + 2) return -1;
        if (found >= 0 && found != best) return -1;
        found = best;
    }
    return found;
}

int gx_find_blank_row(const gx_rows *rows) {
    enum { ROOM = GX_P_MEASURES };
    const gx_reader *reader = rows->reader;
    const gx_values *values = &rows->rows[0];
    unsigned usual = reader->usual_newlines;
    if (values->n != HEADS - GX_P_MEASURES || gx_ends_text(reader, values)) return -1;
    if (!usual) return find_blank_by_heads(rows);
    const gx_gap *before = &gx_value_at(reader, values, 0)->gap;
    const gx_gap *behind = &gx_value_at(reader, values, values->n - 1)[1].gap;
    if (before->page || behind->page) return -1;
    bool first = before->newlines >= usual * (ROOM + 1);
    bool last = behind->newlines >= usual * (ROOM + 1);
    return first == last ? -1 : first ? 0 : GX_P_ITEMS - 1;
}
