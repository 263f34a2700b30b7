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

/* ---- section two
 * --------------------------------------------------------------------------------------------- */

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
    if (!below || g->open->n_values) begin_group(g, 0);
    if (!g->open) return;
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

void gx_read_headed_disclosures(const gx_rows *rows) {
    groups g = {.rows = rows};
    bool taken[GX_SLOTS] = {false};
    int clauses[MAX_GROUPS], settled = 0;
    if (!is_scattered(rows)) return;
    list_groups(&g);
    for (unsigned i = 0; i < g.n && !g.is_full; i++)
        settled += (clauses[i] = settle_clause(&g, &g.list[i])) != 0;
    if (!settled) return;
    for (int i = 0; i < GX_D_ITEMS; i++) /* a number beside a label is a stray */
        if (gx_has_item(rows->report, GX_DISCLOSURES, i)) gx_doubt_row(rows, i);
    for (unsigned i = 0; i < g.n; i++)
        if (clauses[i]) fill_group(&g, &g.list[i], clauses[i], taken);
}

/* ---- section four
 * -------------------------------------------------------------------------------------------- */

/* The five numbers behind the label of a row, with their headers in front of them: four in a block,
** and the total in the next. */
static bool find_row(const gx_reader *reader, uint32_t e, uint32_t values[GX_P_MEASURES]) {
    uint32_t at = e + 1;
    if (e + 11 > reader->n_events) return false;
    for (uint8_t m = 0; m < GX_P_TOTAL; m++, at++) {
        const gx_role *head = gx_role_of(&reader->events[at], GX_ROLE_HEAD, GX_PROCEEDINGS);
        if (!head || head->index != m || !is_below(reader, at)) return false;
    }
    for (int m = 0; m < GX_P_MEASURES; m++, at++) {
        if (m == GX_P_TOTAL) {
            const gx_role *head = gx_role_of(&reader->events[at], GX_ROLE_HEAD, GX_PROCEEDINGS);
            if (!head || head->index != GX_P_TOTAL || is_below(reader, at)) return false;
            at++;
        }
        const gx_token *token = token_of(reader, at);
        bool legible = token->kind == GX_T_NUMBER && gx_is_sound(token);
        if (reader->events[at].kind != GX_E_VALUE || !legible || !is_below(reader, at) ||
            !is_alone(reader, at))
            return false;
        values[m] = at;
    }
    return at == reader->n_events || !is_below(reader, at) || reader->events[at].kind != GX_E_VALUE;
}

/* One of its rows in several blocks, each of headers and as many numbers. */
typedef struct parts {
    uint32_t values[GX_P_MEASURES];
    unsigned filled; /* bit m */
    int row;         /* whose label stands in one of the blocks; -1: none */
    bool broken;     /* something is there twice, or is no number */
} parts;

/* Reads the block that begins at event e: a row's label, headers, a number for each. Returns where
** the next block begins. */
static uint32_t read_part(const gx_rows *rows, uint32_t e, parts *p) {
    const gx_reader *reader = rows->reader;
    uint8_t heads[GX_P_MEASURES];
    unsigned n = 0, n_values = 0, last = 0;
    int row = -1;
    for (uint32_t first = e; e < rows->end && (e == first || is_below(reader, e)); e++) {
        const gx_event *event = &reader->events[e];
        const gx_token *token = token_of(reader, e);
        const gx_role *label = gx_role_of(event, GX_ROLE_ROW, GX_PROCEEDINGS);
        const gx_role *head = gx_role_of(event, GX_ROLE_HEAD, GX_PROCEEDINGS);
        if (event->kind == GX_E_VALUE) {
            bool legible = token->kind == GX_T_NUMBER && gx_is_sound(token);
            /* Numbers that have no headers may be those of the first row. */
            bool before = !p->filled;
            if (!before && (!legible || n_values == n || !is_alone(reader, e)))
                p->broken = true;
            else if (!before)
                p->values[heads[n_values++]] = e;
        } else if (head && !n_values && n < GX_P_MEASURES && event->quality == GX_Q_EXACT &&
                   (!n || head->index > last) && !(p->filled >> head->index & 1)) {
            heads[n++] = head->index;
            last = head->index;
            p->filled |= 1u << last;
        } else if (label && row < 0 && event->quality == GX_Q_EXACT) {
            row = label->index;
        } else if (n) {
            p->broken = true;
        }
    }
    p->broken = p->broken || (n && n_values != n);
    if (row >= 0 && (p->row >= 0 || !n)) p->broken = true;
    if (row >= 0) p->row = row;
    return e;
}

/* The two rows of section four that follow the first, where both are in such blocks, each with its
** label in one of them and its total at the end. */
static void read_parts(const gx_rows *rows) {
    const parts none = {.row = -1};
    parts p = none, found[GX_P_ITEMS];
    bool there[GX_P_ITEMS] = {false};
    for (uint32_t e = rows->first; e < rows->end;) {
        e = read_part(rows, e, &p);
        if (!(p.filled >> GX_P_TOTAL & 1)) continue;
        if (!p.broken && p.filled == (1u << GX_P_MEASURES) - 1u && p.row > 0 && !there[p.row]) {
            found[p.row] = p;
            there[p.row] = true;
        }
        p = none;
    }
    if (!there[1] || !there[2] || found[1].values[0] > found[2].values[0]) return;
    for (int row = 1; row < GX_P_ITEMS; row++) {
        gx_cell *cells = gx_cell_of(rows, row, 0);
        if (cells[0].status != GX_DOUBTFUL && cells[0].status != GX_MISSING) continue;
        for (int m = 0; m < GX_P_MEASURES; m++)
            gx_fill_value(token_of(rows->reader, found[row].values[m]), &cells[m]);
        if (gx_check_row(rows->report, GX_PROCEEDINGS, row).verdict != GX_HOLDS)
            gx_doubt_row(rows, row);
    }
}

void gx_read_headed_proceedings(const gx_rows *rows) {
    const gx_reader *reader = rows->reader;
    for (uint32_t e = rows->first; e < rows->end; e++) {
        const gx_role *row = gx_role_of(&reader->events[e], GX_ROLE_ROW, GX_PROCEEDINGS);
        uint32_t values[GX_P_MEASURES];
        if (!row || reader->events[e].quality != GX_Q_EXACT) continue;
        gx_cell *cells = gx_cell_of(rows, row->index, 0);
        bool open = cells[0].status == GX_DOUBTFUL || cells[0].status == GX_MISSING;
        if (!open || !find_row(reader, e, values)) continue;
        for (int m = 0; m < GX_P_MEASURES; m++)
            gx_fill_value(token_of(reader, values[m]), &cells[m]);
        if (gx_check_row(rows->report, GX_PROCEEDINGS, row->index).verdict != GX_HOLDS)
            gx_doubt_row(rows, row->index);
    }
    read_parts(rows);
}
