/*
** align.c: labels and values to the rows of the form. In: events. Out: for each row its values,
** which fill.c puts into cells.
**
** A table's rows are the heaviest chain of row labels that stand in the form's order. So a label
** that occurs elsewhere too (其他 and 总计 are columns as well) does no harm, a repeated table head
** is passed over, and prose between two labels weighs against joining them. The values behind a
** label are its row's.
*/
#include "laid.h"
#include "quick.h"

#include <string.h>

enum {
    WEIGHT_EXACT = 4,
    WEIGHT_DAMAGED = 3,
    WEIGHT_HEAD = 2,
    WEIGHT_VALUES = 3, /* a value follows */
    COST_PROSE = 3,
    COST_SECTION = 12,
    MIN_ROWS = 3,     /* fewer rows are no table */
    MIN_LABELS = 3,   /* exact labels that make a stretch of events look like a table */
    MAX_RESIDUE = 40, /* letters of no label that a table may have in one place */
};

/* ---- stretches that look like tables --------------------------------------------------------- */

static bool is_table_label(const gx_event *event) {
    if (event->kind != GX_E_LABEL) return false;
    switch (gx_strings[event->string].roles[0].kind) {
    case GX_ROLE_ROW:
    case GX_ROLE_GROUP:
    case GX_ROLE_HEAD:
    case GX_ROLE_NOTE: return true;
    default: return false;
    }
}

/* Turns residue of several words, too much for a table, into prose. Returns the next event. */
static uint32_t mark_prose(gx_reader *reader, uint32_t e) {
    uint32_t end = e, letters = 0;
    while (end < reader->n_events && reader->events[end].kind == GX_E_RESIDUE)
        letters += reader->events[end++].n;
    if (letters > MAX_RESIDUE)
        for (uint32_t i = e; i < end; i++) reader->events[i].kind = GX_E_PROSE;
    return end;
}

void gx_mend_tables(gx_reader *reader) {
    uint32_t first = 0, labels = 0;
    bool residue = false;
    if (!reader->residue) return; /* there is nothing to mend */
    for (uint32_t e = 0; e <= reader->n_events;) {
        bool end = e == reader->n_events;
        if (!end && reader->events[e].kind == GX_E_RESIDUE) {
            uint32_t next = mark_prose(reader, e);
            if (reader->events[e].kind == GX_E_RESIDUE) e = next, residue = true;
            continue;
        }
        if (end || reader->events[e].kind == GX_E_PROSE) {
            if (labels >= MIN_LABELS && residue) gx_mend_labels(reader, first, e);
            labels = 0;
            residue = false;
            first = e + 1;
        } else {
            labels += is_table_label(&reader->events[e]);
        }
        e++;
    }
}

bool gx_may_have_tables(const gx_reader *reader) {
    const gx_census census = gx_take_census(reader);
    const uint64_t proceedings =
        gx_role_bit(GX_ROLE_HEAD, GX_PROCEEDINGS) | gx_role_bit(GX_ROLE_ROW, GX_PROCEEDINGS);
    return census.kinds & proceedings ||
           __builtin_popcount(census.rows[GX_DISCLOSURES]) >= MIN_ROWS ||
           __builtin_popcount(census.rows[GX_REQUESTS]) >= MIN_ROWS;
}

/* ---- the chain of rows ----------------------------------------------------------------------- */

typedef int four __attribute__((vector_size(16)));

/* The best chains that end in each row. */
typedef struct chains {
    union {
        int score[(GX_R_ITEMS + 3) / 4 * 4];
        four fours[(GX_R_ITEMS + 3) / 4];
    };
    int most;                  /* of the scores, or more */
    uint32_t last[GX_R_ITEMS]; /* 1 + event */
} chains;

/* Lessens all scores, down to nought. */
static void charge(chains *best, int cost) {
    if (!best->most) return;
    for (int i = 0; i < (GX_R_ITEMS + 3) / 4; i++) {
        four left = best->fours[i] - cost;
        best->fours[i] = left & (left > 0);
    }
    best->most = best->most > cost ? best->most - cost : 0;
}

static bool value_follows(const gx_reader *reader, uint32_t e) {
    return e + 1 < reader->n_events && reader->events[e + 1].kind == GX_E_VALUE;
}

/* True where the next label is that of the total. */
static bool is_before_total(const gx_reader *reader, uint32_t e) {
    for (e++; e < reader->n_events && reader->events[e].kind == GX_E_RESIDUE; e++) {
    }
    if (e == reader->n_events || reader->events[e].kind != GX_E_LABEL) return false;
    const gx_role *row = gx_role_of(&reader->events[e], GX_ROLE_ROW, GX_REQUESTS);
    return row && row->index == GX_TOTAL;
}

/* True for 其他 without a number on the line of other headers, behind them: it is one as well. */
static bool is_in_header(const gx_reader *reader, uint32_t e) {
    enum { NEAR = 8 };
    const gx_token *word = &reader->tokens[reader->events[e].token];
    if (word->flags & GX_F_NUMBERED) return false;
    for (uint32_t n = 0; n < NEAR && e--; n++) {
        const gx_event *before = &reader->events[e];
        if (before->kind != GX_E_LABEL || reader->tokens[before->token].line != word->line)
            return false;
        if (gx_role_of(before, GX_ROLE_HEAD, GX_REQUESTS)) return true;
    }
    return false;
}

/* How much a row's label counts; 0: not at all. */
static int weigh(const gx_reader *reader, uint32_t e) {
    const gx_event *event = &reader->events[e];
    bool ambiguous = gx_strings[event->string].roles[1].kind != GX_ROLE_NONE;
    bool value = value_follows(reader, e);
    if (ambiguous && value) return is_in_header(reader, e) ? 0 : 1 + WEIGHT_VALUES;
    /* No column's header is numbered: 3.其他 with empty cells is a row. （六） is a group, but where
    ** the total is right below. */
    if (ambiguous)
        return reader->tokens[event->token].flags & GX_F_NUMBERED && event->quality == GX_Q_EXACT &&
               (!gx_role_of(event, GX_ROLE_GROUP, GX_REQUESTS) || is_before_total(reader, e));
    int weight = value ? WEIGHT_VALUES : 0;
    switch (event->quality) {
    case GX_Q_EXACT: return weight + WEIGHT_EXACT;
    case GX_Q_DAMAGED: return weight + WEIGHT_DAMAGED;
    case GX_Q_HEAD: return weight + WEIGHT_HEAD;
    default: return 0; /* the end of a label alone begins no row */
    }
}

/* True for 其他 with another number than the form's: a row that no form has. */
static bool is_strange_other(const gx_reader *reader, const gx_event *event) {
    const gx_role *row = gx_role_of(event, GX_ROLE_ROW, GX_REQUESTS);
    return row && row->index == GX_OTHER_MISC && gx_is_misnumbered(reader, event, GX_OTHER_MISC);
}

static inline int section_of(const gx_event *event) {
    const gx_role *role = gx_role_of(event, GX_ROLE_SECTION, 0);
    return role ? role->index : 0;
}

/* Finds the heaviest chain of the topic's row labels in the form's order. Returns 1 + its last
** event; from there events[].back leads to the first. 0: no table. */
static uint32_t find_chain(gx_reader *reader, gx_topic topic) {
    const uint64_t kinds = gx_role_bit(GX_ROLE_ROW, topic) | gx_role_bit(GX_ROLE_SECTION, 0);
    chains best;
    int at_row = 0, heaviest = 0;
    uint32_t end = 0;
    memset(&best, 0, sizeof best);
    for (uint32_t e = 0; e < reader->n_events; e++) {
        gx_event *event = &reader->events[e];
        if (event->kind == GX_E_PROSE) charge(&best, COST_PROSE);
        if (!gx_has_role(event, kinds)) continue;
        if (section_of(event)) charge(&best, COST_SECTION);
        const gx_role *role = gx_role_of(event, GX_ROLE_ROW, topic);
        int weight = role ? weigh(reader, e) : 0, from = 0;
        if (weight && is_strange_other(reader, event)) weight = 0;
        if (!weight) continue;
        for (int i = 0; i <= role->index; i++)
            if (best.score[i] > from) from = best.score[i], at_row = i;
        if (from && at_row == role->index) weight = 1; /* the same row once more */
        event->back = from ? best.last[at_row] : 0;
        best.score[role->index] = from + weight;
        best.last[role->index] = e + 1;
        if (from + weight > best.most) best.most = from + weight;
        if (from + weight > heaviest) heaviest = from + weight, end = e + 1;
    }
    return end;
}

/* ---- the rows' values ------------------------------------------------------------------------ */

typedef struct collector {
    gx_rows *rows;
    gx_values waiting;     /* values that stand before any label */
    gx_values *to;         /* whose values come now; NULL: nobody's */
    unsigned width;        /* how many they should be */
    int item;              /* the row's */
    int ended;             /* that of the row that other words ended; -1: a row has begun since */
    const gx_event *label; /* the row's */
    uint16_t heads;        /* disclosures: the measures of the header above, if it is legible ... */
    bool head_open;        /* ... and no row has come since */
    uint16_t reordered;    /* the measures that it names in another order than the form */
    const gx_event *named[GX_D_MEASURES]; /* where it names them; NULL: it does not */
    bool head_spoiled;                    /* not all of it is legible */
    bool names_values; /* a header stands before the row's values, on their line ... */
    bool crowded;      /* ... and not before each of them */
    bool foreign;      /* disclosures: the label before is one of requests, and so are its values */
    bool failed;       /* no memory */
} collector;

/* A number alone on the last line of a page, set apart from the lines above. */
static bool is_page_number(const gx_reader *reader, uint32_t token) {
    const gx_token *number = &reader->tokens[token];
    return number->gap.newlines > reader->usual_newlines + 1 && token + 1 < reader->n_tokens &&
           number[1].gap.page && number[1].gap.newlines;
}

static void add_value(collector *c, gx_values *to, uint32_t token) {
    gx_reader *reader = c->rows->reader;
    if (is_page_number(reader, token)) return;
    if (reader->n_values == reader->max_values &&
        !gx_grow((void **)&reader->values, &reader->max_values, sizeof *reader->values)) {
        c->failed = true;
        return;
    }
    if (!to->n) to->first = reader->n_values;
    reader->values[reader->n_values++] = token;
    to->n++;
}

/* The rows of the table that a string is a label of, as bits. */
static uint32_t rows_of_label(const collector *c, const gx_string *string) {
    uint32_t rows = 0;
    for (int r = 0; r < GX_MAX_ROLES && string->roles[r].kind; r++) {
        const gx_role *role = &string->roles[r];
        if (role->kind == GX_ROLE_ROW && role->topic == c->rows->topic) rows |= 1u << role->index;
    }
    return rows;
}

/* Those of some rows, as bits, of whose labels a word is a piece. */
static uint32_t rows_of_piece(const collector *c, const gx_token *word, uint32_t of) {
    const uint8_t *ids = c->rows->reader->ids + word->ids.first;
    uint32_t rows = 0;
    for (int s = 0; s < gx_n_strings && word->ids.n; s++) {
        const gx_string *label = &gx_strings[s];
        uint32_t more = word->ids.n > label->n ? 0 : rows_of_label(c, label) & of & ~rows;
        for (unsigned i = 0; more && i + word->ids.n <= label->n; i++)
            if (!memcmp(gx_string_ids + label->first + i, ids, word->ids.n)) rows |= more;
    }
    return rows;
}

/* The row whose label stands right before another one in its cell, as a bit; 0: none. */
static uint32_t rows_beside(const collector *c, const gx_event *label) {
    const gx_reader *reader = c->rows->reader;
    const gx_gap *gap = &reader->tokens[label->token].gap;
    if (label == reader->events || gap->newlines || gap->pipes || gap->tabs) return 0;
    const gx_role *row = gx_role_of(label - 1, GX_ROLE_ROW, GX_REQUESTS);
    return row && row->index != c->item && !gx_strings[label[-1].string].roles[1].kind
               ? 1u << row->index
               : 0;
}

/* Notes whose labels the words are pieces of that stand below the row's own label, on the line of
** its first value, and are no piece of that. */
static void claim_values(collector *c, uint32_t value) {
    enum { WORD = 2, NEAR = 8 };
    const gx_token *tokens = c->rows->reader->tokens, *label = &tokens[c->to->label - 1];
    const gx_token *t = &tokens[value] - 1;
    if (tokens[value].gap.pipes || tokens[value].gap.tabs)
        c->rows->claimed[c->item] |= rows_beside(c, c->label);
    for (int n = 0; n < NEAR && t > label && t->line == tokens[value].line; n++, t--) {
        if (t->kind != GX_T_WORD || t->flags & GX_F_TAKEN || t->ids.n < WORD || t->x < label->x)
            continue;
        if (t->node != GX_NOWHERE && gx_trie[t->node].string) continue; /* whole labels */
        uint32_t others = rows_of_piece(c, t, UINT32_MAX);
        if (!(others >> c->item & 1)) c->rows->claimed[c->item] |= others;
    }
}

/* A value of the row. Where others have their names before them, two behind one name may be one
** that was cut in two: none of the row's is legible. */
static void add_to_row(collector *c, const gx_event *event) {
    gx_reader *reader = c->rows->reader;
    if (c->rows->topic == GX_REQUESTS && !c->to->n && c->to->label) claim_values(c, event->token);
    c->crowded = c->crowded || (c->names_values && event[-1].kind == GX_E_VALUE);
    add_value(c, c->to, event->token);
    for (uint32_t i = 0; i < c->to->n && c->crowded; i++)
        reader->tokens[reader->values[c->to->first + i]].flags |= GX_F_ILLEGIBLE;
}

static void end_row(collector *c) {
    c->to = NULL;
    c->waiting.n = 0;
}

static bool is_full(const collector *c) {
    return !c->to || c->to->n >= c->width;
}

/* A row's label. The same label once more goes on with the row, or, where that is whole, begins a
** copy of it. */
static void begin_row(collector *c, int item, const gx_event *event) {
    gx_rows *rows = c->rows;
    gx_values *row = &rows->rows[item];
    uint8_t measures[GX_MAX_WIDTH];
    c->width = gx_list_measures(rows, item, measures);
    c->item = item;
    c->label = event;
    c->ended = -1;
    c->foreign = false;
    rows->heads[item] = c->heads;
    rows->reordered[item] = c->reordered;
    c->head_open = c->names_values = c->crowded = false;
    if (!row->label) {
        *row = (gx_values){c->waiting.first, c->waiting.n, event->token + 1};
        rows->quality[item] = event->quality;
        rows->misnumbered[item] =
            rows->topic == GX_REQUESTS && gx_is_misnumbered(rows->reader, event, item);
        c->to = row;
    } else if (c->to != row || row->n >= c->width) {
        c->to = &rows->copies[item];
        if (c->to->n) c->to = NULL;
    }
    c->waiting.n = 0;
}

/* Marks the chain's rows in events[].n as 1 + item. False: too few rows for a table. */
static bool mark_chain(gx_rows *rows, uint32_t last) {
    int n = 0, previous = -1;
    for (uint32_t e = last; e; e = rows->reader->events[e - 1].back) {
        gx_event *event = &rows->reader->events[e - 1];
        int item = gx_role_of(event, GX_ROLE_ROW, rows->topic)->index;
        event->n = 1 + (uint32_t)item;
        n += item != previous;
        previous = item;
        rows->first = e - 1;
    }
    return n >= MIN_ROWS;
}

/* True where a header names the row's next value: 行政许可：处理决定数量：5. */
static bool names_value(const collector *c, const gx_event *event) {
    const gx_token *tokens = c->rows->reader->tokens;
    if (!c->to || !c->to->label || c->to->n >= c->width) return false;
    uint32_t last =
        c->to->n ? c->rows->reader->values[c->to->first + c->to->n - 1] : c->to->label - 1;
    return event[-1].token == last && tokens[last].line == tokens[event->token].line &&
           value_follows(c->rows->reader, (uint32_t)(event - c->rows->reader->events));
}

/* True where a value stands right behind a header on its line: it is that column's, of a row that
** was not found. */
static bool is_named(const gx_reader *reader, uint32_t e) {
    const gx_gap *gap = &reader->tokens[reader->events[e].token].gap;
    return e && gx_role_of(&reader->events[e - 1], GX_ROLE_HEAD, GX_DISCLOSURES) &&
           !gap->newlines && !gap->pipes && !gap->tabs && gap->spaces < 2;
}

/* A header of disclosures begins a new block: values before its first label belong to that. */
static void read_head(collector *c, const gx_event *event) {
    const gx_role *head = gx_role_of(event, GX_ROLE_HEAD, GX_DISCLOSURES);
    if (head && names_value(c, event)) {
        c->names_values = true;
        return;
    }
    if (!head && !gx_role_of(event, GX_ROLE_NOTE, GX_DISCLOSURES)) return;
    end_row(c);
    if (!c->head_open) {
        c->heads = 0;
        c->head_spoiled = false;
        c->reordered = 0;
        memset(c->named, 0, sizeof c->named);
    }
    c->head_open = true;
    if (head && event->quality == GX_Q_EXACT) {
        c->named[head->index] = event;
        for (unsigned m = 0; m < GX_D_MEASURES; m++) {
            unsigned later = m > head->index ? m : head->index, earlier = m + head->index - later;
            if (later != earlier && gx_names_before(c->rows->reader, c->named, later, earlier))
                c->reordered |= (uint16_t)(1u << later | 1u << earlier);
        }
    }
    if (head && !c->head_spoiled) c->heads |= (uint16_t)(1u << head->index);
}

/* True where a word is a piece of the row's own label, that was wrapped beside it. */
static bool is_piece(const collector *c, const gx_token *word) {
    return rows_of_piece(c, word, 1u << c->item) != 0;
}

/* True where words that are no piece of a row's label stand apart, behind the label of a row that
** has no values yet and before values: a row that no form has. No sum would show that the values
** are not the row's. */
static bool is_strange_row(const collector *c, uint32_t e) {
    enum { WORD = 2 };
    const gx_reader *reader = c->rows->reader;
    const gx_event *event = &reader->events[e];
    const gx_token *word = &reader->tokens[event->token];
    if (c->rows->topic != GX_DISCLOSURES || !c->to || !c->to->label || c->to->n) return false;
    return word->ids.n >= WORD && value_follows(reader, e) && !is_piece(c, word) &&
           (word->gap.newlines || word->gap.pipes || word->gap.tabs || word->gap.spaces);
}

/* Letters that are no label stand in a row: alone in a cell between two values they are an
** illegible value; elsewhere they may be one. */
static void read_residue(collector *c, uint32_t e) {
    gx_reader *reader = c->rows->reader;
    const gx_event *event = &reader->events[e];
    gx_token *word = &reader->tokens[event->token];
    if (is_full(c)) return;
    if (c->to->label && word->x < reader->tokens[c->to->label - 1].x) return; /* a group's label */
    bool beside = !word->gap.newlines && word[-1].kind != GX_T_WORD;
    if (!beside && !value_follows(reader, e) && is_piece(c, word)) return;
    bool upright = word->ids.n == 1 && word->gap.newlines && !value_follows(reader, e);
    if (upright) return; /* 三、本年度办理结果, a letter a line */
    int item = (int)(c->to - c->rows->rows);
    if (item >= 0 && item < GX_MAX_ROWS) c->rows->spoiled[item] = true;
    bool between = c->to->n && event[-1].kind == GX_E_VALUE && value_follows(reader, e) &&
                   event[-1].token + 1 == event->token && event[1].token == event->token + 1;
    bool alone = between && word->gap.newlines == word[1].gap.newlines &&
                 (word->gap.pipes || word->gap.tabs || word->gap.newlines || word->gap.spaces > 1);
    if (!alone) return;
    word->flags |= GX_F_ILLEGIBLE;
    add_value(c, c->to, event->token);
}

/* True where 无 is no empty cell, but a piece of 无法提供 that stands upright before the labels. */
static bool is_upright(const collector *c, uint32_t token) {
    const gx_token *word = &c->rows->reader->tokens[token];
    if (word->kind != GX_T_WORD || !word->gap.newlines || !c->to || !c->to->label) return false;
    return word->x < c->rows->reader->tokens[c->to->label - 1].x;
}

/* True where letters of no label stand on a label's line behind it, and before a value: 不适用 0. */
static bool is_strange_value(const collector *c, uint32_t e) {
    const gx_reader *reader = c->rows->reader;
    uint32_t line = reader->tokens[reader->events[e].token].line, first = e + 1;
    for (e++; e < reader->n_events && reader->events[e].kind == GX_E_RESIDUE; e++)
        if (reader->tokens[reader->events[e].token].line != line) return false;
    return e > first && e < reader->n_events && reader->events[e].kind == GX_E_VALUE;
}

/* True for the label of one row alone, with its number before it. */
static bool is_numbered(const gx_reader *reader, const gx_event *event) {
    return event->quality == GX_Q_EXACT && reader->tokens[event->token].flags & GX_F_NUMBERED;
}

/* True where the value behind a label is the label's own, and not that of a row whose label stands
** before it: nothing but a bar or a line's end is between them, where such divide all cells. */
static bool has_own_value(const collector *c, uint32_t e) {
    const gx_reader *reader = c->rows->reader;
    if (!value_follows(reader, e) || reader->events[e].quality != GX_Q_EXACT) return false;
    const gx_token *word = &reader->tokens[reader->events[e].token];
    const gx_token *value = &reader->tokens[reader->events[e + 1].token];
    for (const gx_token *t = word + 1; t < value; t++)
        if (t->flags & GX_F_TAKEN) return false;
    if (value->gap.newlines) return reader->usual_newlines != 0;
    return value->gap.pipes || value->gap.tabs;
}

/* A label that is not in the chain. */
static void read_other_label(collector *c, const gx_event *event, uint32_t e) {
    gx_topic topic = c->rows->topic;
    bool value = value_follows(c->rows->reader, e);
    if (gx_role_of(event, GX_ROLE_UNIT, 0) || event->quality == GX_Q_TAIL) return;
    const gx_role *row = gx_role_of(event, GX_ROLE_ROW, topic);
    bool strange = topic == GX_REQUESTS && row && value;
    bool another = strange && row->index != c->item && is_numbered(c->rows->reader, event);
    if (another || (strange && is_strange_other(c->rows->reader, event))) end_row(c);
    bool plain = event->quality == GX_Q_EXACT && !gx_strings[event->string].roles[1].kind;
    if (row && plain && value && !c->rows->rows[row->index].label) {
        begin_row(c, row->index, event); /* out of the form's order, but in so many words */
        return;
    }
    if (section_of(event)) end_row(c);
    if (topic == GX_DISCLOSURES) {
        c->foreign = gx_role_of(event, GX_ROLE_ROW, GX_REQUESTS) != NULL;
        if (c->foreign) end_row(c);
        read_head(c, event);
    }
    /* A group's own numbers are nobody's. */
    if (!gx_role_of(event, GX_ROLE_GROUP, topic)) return;
    bool begun = c->to && c->to->n && event->quality == GX_Q_EXACT && event[-1].kind == GX_E_VALUE;
    if (value && (is_full(c) || has_own_value(c, e)))
        c->to = NULL;
    else if (begun && is_strange_value(c, e))
        end_row(c);
}

static bool ends_table(gx_topic topic, const gx_event *event) {
    return event->kind == GX_E_PROSE || section_of(event) ||
           (topic != GX_PROCEEDINGS && gx_role_of(event, GX_ROLE_HEAD, GX_PROCEEDINGS));
}

/* True where a number behind a group's label ends the text: the numbering of the next row, maybe.
 */
static bool is_cut_numbering(const gx_reader *reader, uint32_t e) {
    const gx_event *event = &reader->events[e];
    return reader->tokens[event->token].flags & GX_F_CUT && e &&
           gx_role_of(event - 1, GX_ROLE_GROUP, GX_REQUESTS);
}

static bool collect_values(gx_rows *rows, uint32_t end) {
    collector c = {.rows = rows, .ended = -1};
    gx_reader *reader = rows->reader;
    uint32_t e = rows->first;
    for (; e < reader->n_events && !c.failed; e++) {
        const gx_event *event = &reader->events[e];
        if (e >= end && ends_table(rows->topic, event)) break;
        if (event->kind == GX_E_VALUE) {
            if (is_cut_numbering(reader, e))
                end_row(&c);
            else if (is_upright(&c, event->token))
                reader->events[e] = (gx_event){.kind = GX_E_RESIDUE, .token = event->token};
            else if (c.to)
                add_to_row(&c, event);
            else if (rows->topic == GX_DISCLOSURES && !c.foreign && !is_named(reader, e))
                add_value(&c, &c.waiting, event->token);
            else if (rows->topic == GX_REQUESTS && c.ended >= 0 && rows->unclaimed[c.ended] < 255)
                rows->unclaimed[c.ended]++;
        } else if (event->kind == GX_E_LABEL && event->n && e < end) {
            begin_row(&c, (int)event->n - 1, event);
        } else if (event->kind == GX_E_LABEL) {
            read_other_label(&c, event, e);
        } else if (event->kind == GX_E_PROSE ||
                   (event->n && value_follows(reader, e) && is_full(&c))) {
            if (c.to) c.ended = event->kind == GX_E_PROSE ? -1 : c.item;
            end_row(&c); /* running text, or a row that no form has */
            c.foreign = event->kind != GX_E_PROSE;
        } else if (event->n && is_strange_row(&c, e)) {
            rows->spoiled[c.item] = true;
            end_row(&c);
            c.foreign = true;
        } else if (event->n && c.head_open) {
            c.head_spoiled = true; /* a header that is not all legible tells nothing */
            c.heads = 0;
        } else if (event->n) {
            read_residue(&c, e);
        }
    }
    rows->end = e;
    return !c.failed;
}

/* ---- the three tables ------------------------------------------------------------------------ */

/* Which form's columns and rows stand in section two. */
static gx_form form_of_disclosures(const gx_rows *rows, uint32_t end) {
    int votes[3] = {0};
    for (uint32_t e = rows->first; e < end; e++) {
        const gx_event *event = &rows->reader->events[e];
        if (event->kind != GX_E_LABEL || event->quality == GX_Q_TAIL) continue;
        const gx_role *head = gx_role_of(event, GX_ROLE_HEAD, GX_DISCLOSURES);
        const gx_role *row = gx_role_of(event, GX_ROLE_ROW, GX_DISCLOSURES);
        if (head || row) votes[gx_strings[event->string].form] += head ? 3 : 1;
    }
    if (votes[GX_FORM_2019] == votes[GX_FORM_2021]) return GX_FORM_NONE;
    return votes[GX_FORM_2021] > votes[GX_FORM_2019] ? GX_FORM_2021 : GX_FORM_2019;
}

static void doubt_all(const gx_rows *rows) {
    for (int i = 0; i < gx_tables[rows->topic].n_items; i++)
        if (gx_has_item(rows->report, rows->topic, i)) gx_doubt_row(rows, i);
}

static bool align_disclosures(gx_rows *rows) {
    const gx_event *events = rows->reader->events;
    uint32_t last = find_chain(rows->reader, rows->topic);
    if (!last || !mark_chain(rows, last)) return true;
    while (rows->first && events[rows->first - 1].kind != GX_E_PROSE &&
           !section_of(&events[rows->first - 1]))
        rows->first--; /* the headers above the first row */
    gx_form form = form_of_disclosures(rows, last);
    if (form == GX_FORM_NONE) return true; /* the columns are not known, nor what a number means */
    rows->report->form = (uint8_t)form;
    if (!collect_values(rows, last)) return false;
    gx_find_its_like(rows);
    gx_fill_disclosures(rows);
    gx_read_headed_disclosures(rows);
    if (rows->is_second) doubt_all(rows);
    return true;
}

static bool align_requests(gx_rows *rows) {
    uint32_t last = find_chain(rows->reader, rows->topic);
    if (!last || !mark_chain(rows, last)) return true;
    if (!collect_values(rows, last)) return false;
    gx_report *report = rows->report;
    for (int i = GX_OTHER_UNCORRECTED; i <= GX_OTHER_MISC; i++)
        if (rows->rows[i].label) report->other_split = true;
    if (!rows->rows[GX_OTHER].label && !report->other_split) {
        /* Their labels are lost: so many values too many behind the last label before them. */
        uint32_t n = rows->rows[GX_OTHER - 1].n, width = GX_R_MEASURES;
        report->other_split = n >= 4 * width || (n < 2 * width && report->form == GX_FORM_2021);
    }
    gx_find_its_like(rows);
    if (!rows->reader->again) gx_fill_requests(rows);
    gx_read_laid_requests(rows);
    if (rows->is_second) doubt_all(rows);
    return !rows->failed;
}

/* Finds the events that most look like the head of the proceedings' table. Returns its first, or
** n_events. */
static uint32_t find_proceedings(const gx_reader *reader) {
    uint32_t best_first = reader->n_events, first = 0;
    int score = 0, best = 2 * MIN_ROWS - 1;
    const uint64_t kinds =
        gx_role_bit(GX_ROLE_HEAD, GX_PROCEEDINGS) | gx_role_bit(GX_ROLE_ROW, GX_PROCEEDINGS);
    const uint64_t ends = gx_role_bit(GX_ROLE_SECTION, 0);
    for (uint32_t e = 0; e < reader->n_events; e++) {
        const gx_event *event = &reader->events[e];
        if (event->kind == GX_E_PROSE || gx_has_role(event, ends)) score = 0;
        if (!gx_has_role(event, kinds)) continue;
        if (!score) first = e;
        score += gx_strings[event->string].roles[1].kind ? 1 : 2;
        if (score > best) best = score, best_first = first;
    }
    return best_first;
}

/* True where a number among the values of the proceedings is not theirs: behind the label of a row
** of requests, or in one cell with a word, where bars divide the others. */
static bool is_another_rows(const gx_rows *rows, const gx_event *event) {
    const gx_reader *reader = rows->reader;
    const gx_token *value = &reader->tokens[event->token];
    if (!rows->rows[0].n || !event->token || value[-1].kind != GX_T_WORD) return false;
    if (value->gap.newlines) return false;
    const gx_token *first = &reader->tokens[reader->values[rows->rows[0].first]];
    if (first->gap.pipes && !value->gap.pipes && value[-1].line != first->line) return true;
    return gx_role_of(event - 1, GX_ROLE_ROW, GX_REQUESTS) && event[-1].quality == GX_Q_EXACT &&
           !gx_role_of(event - 1, GX_ROLE_HEAD, GX_PROCEEDINGS);
}

/* The proceedings are one row of fifteen cells behind their headers. */
static bool align_proceedings(gx_rows *rows) {
    gx_reader *reader = rows->reader;
    collector c = {.rows = rows};
    uint32_t e = rows->first = find_proceedings(reader);
    for (; e < reader->n_events && !c.failed; e++) {
        const gx_event *event = &reader->events[e];
        if (e > rows->first && ends_table(GX_PROCEEDINGS, event)) break;
        if (event->kind == GX_E_VALUE && is_another_rows(rows, event)) continue;
        if (event->kind == GX_E_VALUE)
            add_value(&c, &rows->rows[0], event->token);
        else if (event->kind == GX_E_LABEL && !rows->rows[0].n)
            rows->rows[0].label = event->token + 1;
    }
    rows->end = e;
    if (!c.failed && rows->rows[0].label) {
        gx_fill_proceedings(rows);
        gx_read_laid_proceedings(rows);
        gx_read_headed_proceedings(rows);
    }
    return !c.failed && !rows->failed;
}

bool gx_align(gx_reader *reader, gx_topic topic, gx_report *report) {
    gx_rows rows = {.reader = reader, .report = report, .topic = topic};
    bool done = false;
    reader->n_values = 0;
    switch (topic) {
    case GX_DISCLOSURES: done = align_disclosures(&rows); break;
    case GX_REQUESTS: done = align_requests(&rows); break;
    default: done = align_proceedings(&rows); break;
    }
    if (rows.end && (topic != GX_PROCEEDINGS || rows.rows[0].label)) reader->there |= 1u << topic;
    gx_quick_note(&rows);
    return done;
}
