/*
** heads.c: sections two and four of a text that hands out its tables as blocks. In: a table whose
** numbers stand under their columns' headers, and its rows' labels elsewhere. Out: the cells that
** headers, counts and order settle.
**
** No sums prove section two, and those of section four do not tell its columns. So a number is read
** only where it stands in one block with its headers, without a blank line between: one header
** and a number for each row of its table, or several headers and all their numbers, line by
** line. What stands alone, or is not as many as cells, is doubtful.
*/
#include "reader.h"

#include <string.h>

enum { MAX_GROUPS = 24, MAX_HEADS = 3, MAX_VALUES = 12 };

/* Headers, and the numbers behind them. */
typedef struct group {
    int clause;                  /* of Article 20; 0: not known */
    uint8_t heads[MAX_HEADS];    /* measures */
    uint32_t values[MAX_VALUES]; /* events */
    unsigned n_heads, n_values;
    uint8_t unit;
    bool broken; /* something that is no number stands among them */
} group;

typedef struct groups {
    const gx_rows *rows;
    group list[MAX_GROUPS];
    unsigned n;
    group *open;   /* NULL: none */
    uint32_t last; /* the event before */
    bool is_full;  /* there are more than can be listed */
} groups;

static const gx_token *token_of(const gx_reader *reader, uint32_t e) {
    return &reader->tokens[reader->events[e].token];
}

/* True where the event stands on the line below the one before, or on the same line. */
static bool is_below(const gx_reader *reader, uint32_t e) {
    const gx_gap *gap = &token_of(reader, e)->gap;
    return gap->newlines <= 1 && !gap->page;
}

/* True where nothing but a unit stands on the number's line. */
static bool is_alone(const gx_reader *reader, uint32_t e) {
    const gx_token *token = token_of(reader, e), *end = reader->tokens + reader->n_tokens;
    if (!token->gap.newlines) return false;
    if (token + 1 == end || token[1].gap.newlines) return true;
    bool unit = e + 1 < reader->n_events && token_of(reader, e + 1) == token + 1 &&
                gx_role_of(&reader->events[e + 1], GX_ROLE_UNIT, 0);
    return unit && (token + 2 == end || token[2].gap.newlines);
}

/* ---- section two ----------------------------------------------------------------------------- */

/* The clause that a line such as 第二十条第（五）项 names; 0: none. */
static int read_clause(const gx_reader *reader, uint32_t e) {
    const gx_token *token = token_of(reader, e);
    const uint8_t *p = (const uint8_t *)reader->text + token->start;
    const uint8_t *end = (const uint8_t *)reader->text + reader->size;
    int clause = 0, numerals = 0;
    for (unsigned bytes = 1; p < end && *p != '\n'; p += bytes) {
        unsigned id = gx_class_at(p, end, &bytes);
        for (int k = 0; k < 10; k++)
            if (gx_numeral_ids[k] == id) clause = k + 1, numerals++;
    }
    return numerals == 3 ? clause : 0; /* 二, 十 and its own */
}

static void begin_group(groups *g, int clause) {
    g->open = NULL;
    g->is_full = g->is_full || g->n == MAX_GROUPS;
    if (g->is_full) return;
    g->open = &g->list[g->n++];
    *g->open = (group){.clause = clause};
}

static void read_head(groups *g, uint32_t e, const gx_role *role) {
    const gx_event *event = &g->rows->reader->events[e];
    bool below = g->open && is_below(g->rows->reader, e);
    bool astray = !g->open && e && is_below(g->rows->reader, e) &&
                  event[-1].kind == GX_E_VALUE; /* among the numbers of another table */
    if (!below || g->open->n_values) begin_group(g, 0);
    if (!g->open) return;
    g->open->broken = g->open->broken || astray;
    if (g->open->n_heads == MAX_HEADS || event->quality != GX_Q_EXACT)
        g->open->broken = true;
    else
        g->open->heads[g->open->n_heads++] = role->index;
    if (role->unit) g->open->unit = role->unit;
}

static void read_value(groups *g, uint32_t e) {
    const gx_token *token = token_of(g->rows->reader, e);
    if (!g->open) return;
    if (!is_below(g->rows->reader, e)) {
        g->open = NULL;
        return;
    }
    bool legible = !(token->flags & (GX_F_ILLEGIBLE | GX_F_CUT | GX_F_GLUED_LEFT));
    if (!legible || g->open->n_values == MAX_VALUES || !is_alone(g->rows->reader, e))
        g->open->broken = true;
    else
        g->open->values[g->open->n_values++] = e;
}

static void list_groups(groups *g) {
    const gx_reader *reader = g->rows->reader;
    for (uint32_t e = 0; e < reader->n_events; e++) {
        const gx_event *event = &reader->events[e];
        const gx_role *head = gx_role_of(event, GX_ROLE_HEAD, GX_DISCLOSURES);
        const gx_role *unit = gx_role_of(event, GX_ROLE_UNIT, 0);
        if (gx_role_of(event, GX_ROLE_NOTE, GX_DISCLOSURES) && read_clause(reader, e))
            begin_group(g, read_clause(reader, e));
        else if (head)
            read_head(g, e, head);
        else if (event->kind == GX_E_VALUE)
            read_value(g, e);
        else if (unit && g->open && is_below(reader, e))
            g->open->unit = g->open->n_values ? g->open->unit : unit->unit;
        else if (event->kind == GX_E_RESIDUE && g->open && is_below(reader, e) && event->n)
            g->open->broken = true;
        else if (event->kind != GX_E_RESIDUE || event->n)
            g->open = NULL;
    }
}

static bool has_measure(const gx_rows *rows, int item, unsigned measure) {
    return gx_has_cell(rows->report, GX_DISCLOSURES, item, (int)measure);
}

/* The items of a clause, in the order of the form. Returns how many. */
static unsigned list_items(const gx_rows *rows, int clause, int items[GX_D_ITEMS]) {
    unsigned n = 0;
    for (int i = 0; i < GX_D_ITEMS; i++)
        if (gx_tables[GX_DISCLOSURES].items[i].clause == clause &&
            gx_has_item(rows->report, GX_DISCLOSURES, i))
            items[n++] = i;
    return n;
}

/* True where the group may be the numbers of a clause: all its headers are, in the form's order,
** and there is a number for each cell. */
static bool fits(const gx_rows *rows, const group *g, int clause) {
    int items[GX_D_ITEMS];
    unsigned n = list_items(rows, clause, items);
    if (!n || g->broken || (g->clause && g->clause != clause)) return false;
    for (unsigned h = 0; h < g->n_heads; h++)
        if (!has_measure(rows, items[0], g->heads[h]) || (h && g->heads[h] <= g->heads[h - 1]))
            return false;
    return g->n_heads && g->n_values == n * g->n_heads;
}

/* How many clauses of the form, or how many groups, have a header. */
static unsigned count_clauses(const gx_rows *rows, unsigned measure) {
    unsigned clauses = 0;
    for (int i = 0; i < GX_D_ITEMS; i++)
        if (has_measure(rows, i, measure))
            clauses |= 1u << gx_tables[GX_DISCLOSURES].items[i].clause;
    return (unsigned)__builtin_popcount(clauses);
}

static unsigned count_groups(const groups *g, unsigned measure) {
    unsigned n = 0;
    for (unsigned i = 0; i < g->n; i++)
        for (unsigned h = 0; h < g->list[i].n_heads; h++) n += g->list[i].heads[h] == measure;
    return n;
}

/* The one clause whose numbers a group may be; 0: none, or more than one. */
static int find_clause(const groups *g, const group *of) {
    int found = 0;
    for (int clause = 1; clause <= 9; clause++) {
        if (!fits(g->rows, of, clause)) continue;
        if (found) return 0;
        found = clause;
    }
    return found;
}

/* The same; 0 also where it is told by the number of its values alone, and that of another group
** with the same header does not tell. */
static int settle_clause(const groups *g, const group *of) {
    int found = find_clause(g, of);
    for (unsigned h = 0; h < of->n_heads && found; h++) {
        unsigned clauses = count_clauses(g->rows, of->heads[h]);
        if (count_groups(g, of->heads[h]) > clauses) return 0;
        if (of->clause || clauses == 1) continue;
        if (count_groups(g, of->heads[h]) < clauses) return 0;
        for (unsigned i = 0; i < g->n; i++)
            for (unsigned k = 0; k < g->list[i].n_heads; k++)
                if (g->list[i].heads[k] == of->heads[h] && !find_clause(g, &g->list[i])) return 0;
    }
    return found;
}

static void fill_group(const groups *g, const group *from, int clause, bool taken[GX_SLOTS]) {
    const gx_reader *reader = g->rows->reader;
    int items[GX_D_ITEMS];
    unsigned n = list_items(g->rows, clause, items);
    for (unsigned v = 0; v < n * from->n_heads; v++) {
        unsigned measure = from->heads[v % from->n_heads];
        int item = items[v / from->n_heads], slot = gx_slot(GX_DISCLOSURES, item, (int)measure);
        gx_cell *cell = &g->rows->report->cells[slot];
        if (taken[slot]) { /* twice */
            *cell = (gx_cell){.status = GX_DOUBTFUL};
            continue;
        }
        taken[slot] = true;
        gx_fill_value(token_of(reader, from->values[v]), cell);
        if (measure != GX_AMOUNT) {
            gx_refuse_amount(cell, measure == GX_ITEMS_CHANGE);
            continue;
        }
        uint32_t next = from->values[v] + 1;
        const gx_role *unit =
            next < reader->n_events ? gx_role_of(&reader->events[next], GX_ROLE_UNIT, 0) : NULL;
        bool beside = unit && !token_of(reader, next)->gap.newlines;
        cell->unit = beside ? unit->unit : from->unit;
    }
}

/* True where most rows that have a label have no values, and none has one on its line. */
static bool is_scattered(const gx_rows *rows) {
    int labels = 0, filled = 0;
    for (int i = 0; i < GX_D_ITEMS; i++) {
        const gx_values *row = &rows->rows[i];
        labels += row->label != 0;
        filled += row->n != 0;
        if (row->n && row->label &&
            !rows->reader->tokens[rows->reader->values[row->first]].gap.newlines)
            return false;
    }
    return labels >= 3 && 2 * filled < labels;
}

/* True where some header stands above a row that names one of its measures: else it stands behind
** the row, and so may its number. */
static bool has_head(const gx_rows *rows, int item) {
    for (unsigned m = 0; m < GX_MAX_WIDTH; m++)
        if (rows->heads[item] >> m & 1 && has_measure(rows, item, m)) return true;
    return false;
}

/* True where a row's number stands on a line of its own, right below headers that are none of the
** row's. */
static bool is_under_others(const gx_rows *rows, int item) {
    const gx_reader *reader = rows->reader;
    const gx_values *row = &rows->rows[item];
    unsigned seen = 0, own = 0;
    uint32_t e = rows->first;
    if (!row->n || !row->label || !reader->tokens[reader->values[row->first]].gap.newlines)
        return false;
    while (e < rows->end && reader->events[e].token != reader->values[row->first]) e++;
    for (; e > rows->first && e < rows->end && is_below(reader, e); e--) {
        const gx_role *head = gx_role_of(&reader->events[e - 1], GX_ROLE_HEAD, GX_DISCLOSURES);
        if (!head && reader->events[e - 1].kind != GX_E_VALUE) break;
        if (head) seen |= 1u << head->index;
    }
    for (unsigned m = 0; m < GX_MAX_WIDTH; m++)
        if (seen >> m & 1 && has_measure(rows, item, m)) own |= 1u << m;
    return seen && !own;
}

/* True where a number of the group is printed twice, one behind the other, as if its line were
** doubled, and nothing tells that it is not: another group lacks numbers, or these are long. */
static bool may_be_doubled(const groups *g, const group *of) {
    enum { LONG = 10 };
    const gx_reader *reader = g->rows->reader;
    bool lacking = false;
    for (unsigned i = 0; i < g->n; i++)
        lacking = lacking || (g->list[i].n_heads && !find_clause(g, &g->list[i]));
    for (unsigned v = 1; v < of->n_values; v++) {
        const gx_token *one = token_of(reader, of->values[v - 1]);
        const gx_token *two = token_of(reader, of->values[v]);
        bool alike = one->kind == two->kind && one->value == two->value;
        if (alike && (lacking || one->value >= LONG)) return true;
    }
    return false;
}

void gx_read_headed_disclosures(const gx_rows *rows) {
    groups g = {.rows = rows};
    bool taken[GX_SLOTS] = {false};
    int clauses[MAX_GROUPS], settled = 0;
    for (int i = 0; i < GX_D_ITEMS; i++)
        if (gx_has_item(rows->report, GX_DISCLOSURES, i) && is_under_others(rows, i))
            gx_doubt_row(rows, i);
    if (!is_scattered(rows)) return;
    for (int i = 0; i < GX_D_ITEMS; i++)
        if (gx_has_item(rows->report, GX_DISCLOSURES, i) && rows->rows[i].n && !has_head(rows, i))
            gx_doubt_row(rows, i);
    list_groups(&g);
    for (unsigned i = 0; i < g.n && !g.is_full; i++)
        settled += (clauses[i] = settle_clause(&g, &g.list[i])) != 0;
    if (!settled) return;
    for (int i = 0; i < GX_D_ITEMS; i++) /* a number beside a label is a stray */
        if (gx_has_item(rows->report, GX_DISCLOSURES, i)) gx_doubt_row(rows, i);
    for (unsigned i = 0; i < g.n; i++)
        if (clauses[i] && !may_be_doubled(&g, &g.list[i]))
            fill_group(&g, &g.list[i], clauses[i], taken);
}

/* ---- section four ---------------------------------------------------------------------------- */

enum { P_ROWS = GX_P_ITEMS, P_WIDTH = GX_P_MEASURES, P_CELLS = P_ROWS * P_WIDTH };

/* Its one row of fifteen cells, as far as it is found; a cell is 5 times the row of the form and
** the measure. The three times five headers come in their order, save those of one such row, and
** each number stands in one block with its header, or as many numbers follow as there are headers
** that wait for theirs. */
typedef struct cases {
    const gx_rows *rows;
    uint32_t value[P_CELLS];  /* events; 0: not found */
    bool headed[P_CELLS];     /* its header was found */
    bool loose[P_ROWS];       /* but for the first its numbers stand in blocks of their own */
    uint8_t waiting[P_CELLS]; /* for their numbers */
    unsigned n_waiting;
    unsigned block; /* the first of them whose header stands in this block */
    unsigned row;   /* that is open */
    bool by_lines;  /* a row's numbers stand in one block, line by line */
    bool broken;    /* the headers are not what they must be */
} cases;

static bool is_row_headed(const cases *p, unsigned row) {
    bool all = true;
    for (unsigned m = 0; m < P_WIDTH; m++) all = all && p->headed[row * P_WIDTH + m];
    return all;
}

static void read_case_head(cases *p, unsigned measure) {
    if (p->headed[p->row * P_WIDTH + measure]) {
        p->broken = p->broken || !is_row_headed(p, p->row) || p->row + 1 == P_ROWS;
        if (!p->broken) p->row++;
    }
    if (p->broken) return;
    p->headed[p->row * P_WIDTH + measure] = true;
    p->waiting[p->n_waiting++] = (uint8_t)(p->row * P_WIDTH + measure);
}

/* Gives n numbers to the headers that wait from the given one on, which must be in order. */
static void give_values(cases *p, unsigned first, uint32_t e, unsigned n, bool loose) {
    for (unsigned i = first; i + 1 < first + n; i++)
        if (p->waiting[i] >= p->waiting[i + 1]) return;
    for (unsigned i = 0; i < n; i++) {
        unsigned at = p->waiting[first + i];
        p->value[at] = e + i;
        if (loose) p->loose[at / P_WIDTH] = true;
    }
    p->n_waiting = first;
}

/* Reads numbers that follow each other, from event e on: all in a block with their headers, or each
** in its own, or the first with the headers and the others in their own. Returns the event behind
** them. */
static uint32_t read_case_values(cases *p, uint32_t e) {
    const gx_reader *reader = p->rows->reader;
    unsigned n = 0, below = 0;
    bool sound = true, glued = is_below(reader, e);
    for (; e + n < p->rows->end && reader->events[e + n].kind == GX_E_VALUE; n++) {
        const gx_token *token = token_of(reader, e + n);
        sound =
            sound && token->kind == GX_T_NUMBER && gx_is_sound(token) && is_alone(reader, e + n);
        below += is_below(reader, e + n);
    }
    unsigned in_block = p->n_waiting - p->block;
    /* Numbers of more rows than one may belong to headers that wait from an earlier block. */
    bool one_row = !p->block || n <= P_WIDTH;
    if (sound && below == n && n == in_block && one_row) {
        give_values(p, p->block, e, n, false);
        p->by_lines = p->by_lines || n >= P_WIDTH - 1;
    } else if (sound && n == p->n_waiting && below == (glued ? 1 : 0)) {
        give_values(p, 0, e, n, glued);
    }
    p->block = p->n_waiting;
    return e + n;
}

/* A row's label comes before the last of its headers, and behind those of the row before. */
static void read_case_label(cases *p, unsigned row) {
    if (row && (row < p->row || is_row_headed(p, row))) p->broken = true;
}

static void list_cases(cases *p) {
    const gx_reader *reader = p->rows->reader;
    for (uint32_t e = p->rows->first; e < p->rows->end && !p->broken;) {
        const gx_event *event = &reader->events[e];
        const gx_role *label = gx_role_of(event, GX_ROLE_ROW, GX_PROCEEDINGS);
        const gx_role *head = gx_role_of(event, GX_ROLE_HEAD, GX_PROCEEDINGS);
        if (event->kind == GX_E_VALUE) {
            e = read_case_values(p, e);
            continue;
        }
        if (!is_below(reader, e)) p->block = p->n_waiting;
        if (head)
            read_case_head(p, head->index);
        else if (label)
            read_case_label(p, label->index);
        e++;
    }
}

/* No sum tells the order of a row's first four numbers; that they stand with their headers, or in
** their order, does. */
void gx_read_headed_proceedings(const gx_rows *rows) {
    cases p = {.rows = rows};
    if (rows->moved) return; /* which row a header is of, is not told */
    list_cases(&p);
    /* Where the text is cut off, the numbers may be those of the headers that still wait. */
    if (p.n_waiting && rows->end == rows->reader->n_events) return;
    for (unsigned row = 0; row < P_ROWS && !p.broken; row++) {
        gx_cell *cells = gx_cell_of(rows, (int)row, 0);
        bool open = cells[0].status == GX_DOUBTFUL || cells[0].status == GX_MISSING;
        if (p.loose[row] && !p.by_lines) continue; /* the first may be another's */
        for (unsigned m = 0; m < P_WIDTH; m++) open = open && p.value[row * P_WIDTH + m];
        if (!open) continue;
        for (unsigned m = 0; m < P_WIDTH; m++)
            gx_fill_value(token_of(rows->reader, p.value[row * P_WIDTH + m]), &cells[m]);
        if (gx_check_row(rows->report, GX_PROCEEDINGS, (int)row).verdict != GX_HOLDS)
            gx_doubt_row(rows, (int)row);
    }
}
