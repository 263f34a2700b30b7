/*
** align.c: labels and values to the rows of the form. In: events. Out: for each row its values,
** which row.c puts into cells.
**
** A table's rows are the heaviest chain of row labels that stand in the form's order. So a label
** that occurs elsewhere too (其他 and 总计 are columns as well) does no harm, a repeated table head
** is passed over, and prose between two labels weighs against joining them. The values behind a
** label are its row's. Where a label is lost, the values of several rows stand together: they are
** divided in order, if their number fits and the identities then hold.
*/
#include "reader.h"

#include <string.h>

enum {
    WEIGHT_EXACT = 4,
    WEIGHT_DAMAGED = 3,
    WEIGHT_HEAD = 2,
    WEIGHT_VALUES = 3, /* a value follows */
    COST_PROSE = 3,
    COST_SECTION = 12,
    MIN_ROWS = 3,      /* fewer rows are no table */
    MIN_LABELS = 3,    /* exact labels that make a stretch of events look like a table */
    MAX_RESIDUE = 40,  /* letters of no label that a table may have in one place */
};

/* ---- stretches that look like tables ------------------------------------------------------------ */

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
    for (uint32_t e = 0; e <= reader->n_events;) {
        bool end = e == reader->n_events;
        if (!end && reader->events[e].kind == GX_E_RESIDUE) {
            uint32_t next = mark_prose(reader, e);
            if (reader->events[e].kind == GX_E_RESIDUE) e = next;
            continue;
        }
        if (end || reader->events[e].kind == GX_E_PROSE) {
            if (labels >= MIN_LABELS) gx_mend_labels(reader, first, e);
            labels = 0;
            first = e + 1;
        } else {
            labels += is_table_label(&reader->events[e]);
        }
        e++;
    }
}

/* ---- the chain of rows ---------------------------------------------------------------------------- */

typedef struct chain {
    int score;
    uint32_t last; /* 1 + event */
} chain;

static bool value_follows(const gx_reader *reader, uint32_t e) {
    return e + 1 < reader->n_events && reader->events[e + 1].kind == GX_E_VALUE;
}

/* How much a row's label counts; 0: not at all. */
static int weigh(const gx_reader *reader, uint32_t e) {
    const gx_event *event = &reader->events[e];
    bool ambiguous = gx_strings[event->string].roles[1].kind != GX_ROLE_NONE;
    bool value = value_follows(reader, e);
    if (ambiguous) return value ? 1 + WEIGHT_VALUES : 0;
    int weight = value ? WEIGHT_VALUES : 0;
    switch (event->quality) {
    case GX_Q_EXACT: return weight + WEIGHT_EXACT;
    case GX_Q_DAMAGED: return weight + WEIGHT_DAMAGED;
    case GX_Q_HEAD: return weight + WEIGHT_HEAD;
    default: return 0; /* the end of a label alone begins no row */
    }
}

static int section_of(const gx_event *event) {
    const gx_role *role = gx_role_of(event, GX_ROLE_SECTION, 0);
    return role ? role->index : 0;
}

/* Finds the heaviest chain of the topic's row labels in the form's order. Returns 1 + its last
** event; from there events[].back leads to the first. 0: no table. */
static uint32_t find_chain(gx_reader *reader, gx_topic topic) {
    chain best[GX_R_ITEMS] = {{0, 0}}, heaviest = {0, 0};
    int n_items = gx_tables[topic].n_items, at_row = 0;
    for (uint32_t e = 0; e < reader->n_events; e++) {
        gx_event *event = &reader->events[e];
        int cost = event->kind == GX_E_PROSE ? COST_PROSE : section_of(event) ? COST_SECTION : 0;
        for (int i = 0; cost && i < n_items; i++)
            best[i].score = best[i].score > cost ? best[i].score - cost : 0;
        const gx_role *role = gx_role_of(event, GX_ROLE_ROW, topic);
        int weight = role ? weigh(reader, e) : 0;
        if (!weight) continue;
        chain from = {0, 0};
        for (int i = 0; i <= role->index; i++)
            if (best[i].score > from.score) from = best[i], at_row = i;
        if (from.score && at_row == role->index) weight = 1; /* the same row once more */
        event->back = from.score ? from.last : 0;
        best[role->index] = (chain){from.score + weight, e + 1};
        if (best[role->index].score > heaviest.score) heaviest = best[role->index];
    }
    return heaviest.last;
}

/* ---- the rows' values -------------------------------------------------------------------------------- */

typedef struct table {
    gx_reader *reader;
    gx_report *report;
    gx_topic topic;
    uint32_t first, end;           /* events of the table: [first, end) */
    gx_slot_values slots[GX_R_ITEMS];
    gx_slot_values waiting;        /* values that stand before any label */
    int row;                       /* whose values come now; -1: nobody's */
    unsigned newlines;             /* that usually divide two values */
    bool failed;                   /* no memory */
} table;

/* Lists the measures of the row's cells. Returns how many. */
static unsigned list_measures(const table *t, int item, uint8_t measures[GX_D_MEASURES]) {
    int form = t->report->form == GX_FORM_2021;
    unsigned mask = gx_tables[t->topic].items[item].measures[form], k = 0;
    if (t->topic == GX_REQUESTS) mask = (1u << GX_R_MEASURES) - 1; /* rows of either form */
    for (uint8_t m = 0; mask; m++, mask >>= 1)
        if (mask & 1) measures[k++] = m;
    return k;
}

static unsigned cells_of_row(const table *t, int item) {
    uint8_t measures[GX_D_MEASURES];
    return list_measures(t, item, measures);
}

static void add_value(table *t, gx_slot_values *slot, uint32_t token) {
    gx_reader *reader = t->reader;
    if (reader->n_values == reader->max_values &&
        !gx_grow((void **)&reader->values, &reader->max_values, sizeof *reader->values)) {
        t->failed = true;
        return;
    }
    if (!slot->n) slot->first = reader->n_values;
    reader->values[reader->n_values++] = token;
    slot->n++;
}

/* True where the row has got as many values as it has cells. */
static bool is_full(const table *t) {
    return t->row < 0 || t->slots[t->row].n >= cells_of_row(t, t->row);
}

static void begin_row(table *t, int item, uint32_t token) {
    gx_slot_values *slot = &t->slots[item];
    if (!slot->label) {
        slot->label = token + 1;
        slot->first = t->waiting.first;
        slot->n = t->waiting.n;
    }
    t->waiting.n = 0;
    t->row = item;
}

/* The chain's rows in the order of the text: marks them in events[].n as 1 + item. */
static bool mark_chain(table *t, uint32_t last) {
    int rows = 0, previous = -1;
    t->end = last;
    for (uint32_t e = last; e; e = t->reader->events[e - 1].back) {
        gx_event *event = &t->reader->events[e - 1];
        int item = gx_role_of(event, GX_ROLE_ROW, t->topic)->index;
        event->n = 1 + (uint32_t)item;
        rows += item != previous;
        previous = item;
        t->first = e - 1;
    }
    return rows >= MIN_ROWS;
}

static void read_other_label(table *t, const gx_event *event, uint32_t e) {
    if (gx_role_of(event, GX_ROLE_UNIT, 0) || event->quality == GX_Q_TAIL) return;
    if (section_of(event)) {
        t->row = -1;
        t->waiting.n = 0;
        return;
    }
    /* A new block of disclosures: what comes before its first label belongs to it. */
    bool block = gx_role_of(event, GX_ROLE_HEAD, GX_DISCLOSURES) ||
                 gx_role_of(event, GX_ROLE_NOTE, GX_DISCLOSURES);
    if (block && t->topic == GX_DISCLOSURES) {
        t->row = -1;
        t->waiting.n = 0;
    }
    /* A group's own numbers, or those of a row that no form has, are nobody's. */
    if (gx_role_of(event, GX_ROLE_GROUP, t->topic) && value_follows(t->reader, e) && is_full(t))
        t->row = -1;
}

static bool ends_table(const table *t, const gx_event *event) {
    return event->kind == GX_E_PROSE || section_of(event) ||
           (t->topic != GX_PROCEEDINGS && gx_role_of(event, GX_ROLE_HEAD, GX_PROCEEDINGS));
}

static void collect_values(table *t) {
    gx_reader *reader = t->reader;
    t->row = -1;
    for (uint32_t e = t->first; e < reader->n_events && !t->failed; e++) {
        const gx_event *event = &reader->events[e];
        if (e >= t->end && ends_table(t, event)) break;
        if (event->kind == GX_E_VALUE) {
            if (t->row >= 0)
                add_value(t, &t->slots[t->row], event->token);
            else if (t->topic == GX_DISCLOSURES)
                add_value(t, &t->waiting, event->token);
        } else if (event->kind == GX_E_LABEL && event->n && e < t->end) {
            begin_row(t, (int)event->n - 1, event->token);
        } else if (event->kind == GX_E_LABEL) {
            read_other_label(t, event, e);
        } else if (event->kind == GX_E_PROSE ||
                   (event->n && value_follows(reader, e) && is_full(t))) {
            t->row = -1;
            t->waiting.n = 0;
        }
    }
}

/* ---- rows to cells --------------------------------------------------------------------------------------- */

/* A count has no decimals: what prints some is not legible. */
static void refuse_decimals(gx_cell *cell) {
    if (!cell->scale) return;
    cell->status = GX_DOUBTFUL;
    cell->has_value = false;
    cell->value = cell->scale = 0;
}

static bool fill_row(const table *t, int item, const gx_slot_values *slot) {
    uint8_t measures[GX_D_MEASURES];
    unsigned k = list_measures(t, item, measures);
    gx_cell *cells = &t->report->cells[gx_slot(t->topic, item, 0)];
    if (!gx_fill_row(t->reader, slot, t->newlines, cells, measures, k)) return false;
    for (int m = 0; m < gx_tables[t->topic].n_measures; m++)
        if (!gx_tables[t->topic].measures[m].real) refuse_decimals(&cells[m]);
    return true;
}

static void doubt_row(const table *t, int item) {
    uint8_t measures[GX_D_MEASURES];
    unsigned k = list_measures(t, item, measures);
    for (unsigned i = 0; i < k; i++) {
        gx_cell *cell = &t->report->cells[gx_slot(t->topic, item, measures[i])];
        memset(cell, 0, sizeof *cell);
        cell->status = GX_DOUBTFUL;
    }
}

/* True where the row's own sum holds, and is not one of noughts alone. */
static bool row_proves_itself(const table *t, int item) {
    const gx_cell *cells = &t->report->cells[gx_slot(t->topic, item, 0)];
    int64_t sum = 0;
    for (int m = 0; m < GX_R_TOTAL; m++) {
        if (!cells[m].has_value && cells[m].status != GX_BLANK) return false;
        if (__builtin_add_overflow(sum, cells[m].value, &sum)) return false;
    }
    return cells[GX_R_TOTAL].has_value && cells[GX_R_TOTAL].value == sum;
}

/* Rows [first, last) share one run of values, since the labels of all but one are lost or stand
** elsewhere. Divides them in order; false, and all in doubt, where the sums do not bear it out. */
static void divide(table *t, const int *items, int n, const gx_slot_values *all) {
    bool proved = true;
    for (int i = 0; i < n; i++) {
        unsigned k = all->n / (unsigned)n;
        gx_slot_values part = {all->first + (uint32_t)i * k, k, all->label};
        proved = proved && fill_row(t, items[i], &part) &&
                 (t->topic != GX_REQUESTS || row_proves_itself(t, items[i]));
    }
    for (int i = 0; i < n && !proved; i++) doubt_row(t, items[i]);
}

/* The fewest rows from items[0] on whose values, taken together, are as many as their cells.
** Returns how many rows, 0: none. */
static int find_run(const table *t, const int *items, int n, gx_slot_values *all) {
    unsigned cells = 0;
    *all = (gx_slot_values){0};
    for (int i = 0; i < n; i++) {
        const gx_slot_values *slot = &t->slots[items[i]];
        if (slot->n && all->n && slot->first != all->first + all->n) return 0;
        if (slot->n && !all->n) all->first = slot->first, all->label = slot->label;
        all->n += slot->n;
        cells += cells_of_row(t, items[i]);
        if (cells_of_row(t, items[i]) != cells_of_row(t, items[0])) return 0;
        if (all->n == cells) return i + 1;
        if (i && slot->n == cells_of_row(t, items[i])) return 0; /* that row is whole by itself */
    }
    return 0;
}

static void fill_table(table *t) {
    int items[GX_R_ITEMS], n = 0;
    for (int i = 0; i < gx_tables[t->topic].n_items; i++)
        if (gx_has_item(t->report, t->topic, i)) items[n++] = i;
    t->newlines = gx_usual_newlines(t->reader, t->slots, gx_tables[t->topic].n_items);
    for (int i = 0; i < n;) {
        const gx_slot_values *slot = &t->slots[items[i]];
        gx_slot_values all;
        int run = 1;
        if (slot->n > cells_of_row(t, items[i]) || !fill_row(t, items[i], slot)) {
            run = find_run(t, items + i, n - i, &all);
            if (run)
                divide(t, items + i, run, &all);
            else if (slot->n)
                doubt_row(t, items[i]);
            run = run ? run : 1;
        }
        i += run;
    }
}

/* ---- the three tables ---------------------------------------------------------------------------------- */

/* Which form's columns and rows stand in section two. */
static gx_form form_of_disclosures(const table *t) {
    int votes[3] = {0};
    uint32_t first = t->first;
    while (first && t->reader->events[first - 1].kind != GX_E_PROSE &&
           !gx_role_of(&t->reader->events[first - 1], GX_ROLE_ROW, GX_REQUESTS))
        first--;
    for (uint32_t e = first; e < t->end; e++) {
        const gx_event *event = &t->reader->events[e];
        if (event->kind != GX_E_LABEL || event->quality == GX_Q_TAIL) continue;
        const gx_role *head = gx_role_of(event, GX_ROLE_HEAD, GX_DISCLOSURES);
        const gx_role *row = gx_role_of(event, GX_ROLE_ROW, GX_DISCLOSURES);
        if (head || row) votes[gx_strings[event->string].form] += head ? 3 : 1;
    }
    if (votes[GX_FORM_2019] == votes[GX_FORM_2021]) return GX_FORM_NONE;
    return votes[GX_FORM_2021] > votes[GX_FORM_2019] ? GX_FORM_2021 : GX_FORM_2019;
}

/* Gives each amount the unit printed beside it, else the one in its column's header. */
static void find_units(const table *t) {
    unsigned head = 0;
    gx_cell *cells = t->report->cells;
    for (uint32_t e = t->first; e < t->reader->n_events; e++) {
        const gx_event *event = &t->reader->events[e];
        if (e >= t->end && ends_table(t, event)) break;
        const gx_role *role = gx_role_of(event, GX_ROLE_HEAD, GX_DISCLOSURES);
        if (role) head = role->index == GX_AMOUNT ? role->unit : 0;
        role = gx_role_of(event, GX_ROLE_UNIT, 0);
        if (role && (t->reader->tokens[event->token].flags & GX_F_PAREN)) head = role->unit;
        if (event->kind != GX_E_VALUE) continue;
        uint32_t start = t->reader->tokens[event->token].start;
        for (int i = 0; i < GX_D_ITEMS; i++) {
            gx_cell *cell = &cells[gx_slot(GX_DISCLOSURES, i, GX_AMOUNT)];
            if (!cell->has_value || cell->start != start) continue;
            cell->unit = (uint8_t)head;
            const gx_role *beside =
                e + 1 < t->reader->n_events ? gx_role_of(event + 1, GX_ROLE_UNIT, 0) : NULL;
            if (beside && !t->reader->tokens[event[1].token].gap.newlines)
                cell->unit = beside->unit;
        }
    }
}

static bool align_disclosures(table *t) {
    uint32_t last = find_chain(t->reader, t->topic);
    if (!last || !mark_chain(t, last)) return true;
    gx_form form = form_of_disclosures(t);
    if (form == GX_FORM_NONE) return true; /* the columns are not known, nor what a number means */
    t->report->form = (uint8_t)form;
    while (t->first && is_table_label(&t->reader->events[t->first - 1])) t->first--;
    collect_values(t);
    fill_table(t);
    find_units(t);
    return !t->failed;
}

static bool align_requests(table *t) {
    uint32_t last = find_chain(t->reader, t->topic);
    if (!last || !mark_chain(t, last)) return true;
    collect_values(t);
    for (int i = GX_OTHER_UNCORRECTED; i <= GX_OTHER_MISC; i++)
        if (t->slots[i].label) t->report->other_split = true;
    if (!t->slots[GX_OTHER].label && !t->report->other_split)
        t->report->other_split = t->report->form == GX_FORM_2021;
    fill_table(t);
    return !t->failed;
}

/* The proceedings are one row of fifteen cells behind their headers. */
static bool align_proceedings(table *t) {
    gx_reader *reader = t->reader;
    uint32_t best_first = 0, first = 0;
    int score = 0, best = 0;
    for (uint32_t e = 0; e < reader->n_events; e++) {
        const gx_event *event = &reader->events[e];
        if (event->kind == GX_E_PROSE || section_of(event)) score = 0;
        if (!gx_role_of(event, GX_ROLE_HEAD, GX_PROCEEDINGS) &&
            !gx_role_of(event, GX_ROLE_ROW, GX_PROCEEDINGS))
            continue;
        if (!score) first = e;
        score += gx_strings[event->string].roles[1].kind ? 1 : 2;
        if (score > best) best = score, best_first = first;
    }
    if (best < 2 * MIN_ROWS) return true;
    gx_slot_values *slot = &t->slots[0];
    for (uint32_t e = best_first; e < reader->n_events && !t->failed; e++) {
        const gx_event *event = &reader->events[e];
        if (e > best_first && (event->kind == GX_E_PROSE || section_of(event))) break;
        if (event->kind == GX_E_VALUE)
            add_value(t, slot, event->token);
        else if (event->kind == GX_E_LABEL && !slot->n)
            slot->label = event->token + 1;
    }
    if (t->failed) return false;
    static const uint8_t in_order[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};
    gx_cell *cells = &t->report->cells[GX_P_FIRST];
    t->newlines = gx_usual_newlines(reader, slot, 1);
    if (!gx_fill_row(reader, slot, t->newlines, cells, in_order, 15) && slot->n)
        for (int i = 0; i < GX_P_ITEMS; i++) doubt_row(t, i);
    for (int i = 0; i < 15; i++) refuse_decimals(&cells[i]);
    return true;
}

bool gx_align(gx_reader *reader, gx_topic topic, gx_report *report) {
    table t = {.reader = reader, .report = report, .topic = topic};
    reader->n_values = 0;
    switch (topic) {
    case GX_DISCLOSURES: return align_disclosures(&t);
    case GX_REQUESTS: return align_requests(&t);
    default: return align_proceedings(&t);
    }
}
