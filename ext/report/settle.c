/*
** settle.c: rows of a table in blocks that do not add up, or lack a number, explained together. In:
** a table of which all other rows hold, and these rows. Out: their cells, where one fault in each
** makes all columns hold.
**
** A report may have wrong numbers of its own, and its text may have lost one besides: no column of
** those tells then which row it is. But each of these rows has few numbers that may be wrong or
** lost, and what all columns want chooses among them. Cells in which the choices differ, and the
** wrong numbers themselves, are doubtful.
*/
#include "blocks.h"

#include <string.h>

enum { W = GX_R_MEASURES, MAX_CHOICES = 96, MAX_SOLUTIONS = 64 };

/* A row as it may be meant. */
typedef struct choice {
    int64_t value[W];
    uint16_t entry[W]; /* GX_B_LOST: inferred; GX_B_NONE: another number is printed there */
} choice;

typedef struct settling {
    gx_blocks *b;
    unsigned n;
    int item[GX_B_OPEN];
    choice choices[GX_B_OPEN][MAX_CHOICES];
    unsigned n_choices[GX_B_OPEN], chosen[GX_B_OPEN];
    int64_t balance[W], outcomes[W]; /* of all rows but those that are not chosen yet */
    choice agreed[GX_B_OPEN];        /* what all solutions have; GX_B_NONE: they differ */
    unsigned n_solutions;
} settling;

/* ---- choices --------------------------------------------------------------------------------- */

/* What row sums want of cell m. */
static int64_t want_of(const int64_t value[W], int m) {
    int64_t six = 0;
    for (int c = 0; c < GX_R_TOTAL; c++) six += c == m ? 0 : value[c];
    return m == GX_R_TOTAL ? six : value[GX_R_TOTAL] - six;
}

static void add_choice(settling *s, unsigned row, const choice *made) {
    if (s->n_choices[row] < MAX_CHOICES) s->choices[row][s->n_choices[row]] = *made;
    s->n_choices[row]++;
}

/* The ways to read a row of seven numbers of which one is wrong. */
static void list_wrong(settling *s, unsigned row, const choice *printed) {
    for (int m = 0; m < W; m++) {
        choice made = *printed;
        made.value[m] = want_of(printed->value, m);
        made.entry[m] = GX_B_NONE;
        if (made.value[m] >= 0 && made.value[m] != printed->value[m]) add_choice(s, row, &made);
    }
}

/* The ways to read a row of six, of which one is lost. */
static void list_lost(settling *s, unsigned row, const uint16_t *entries) {
    for (int m = 0; m < W; m++) {
        choice made = {{0}, {0}};
        for (int c = 0, k = 0; c < W; c++) {
            made.entry[c] = c == m ? GX_B_LOST : entries[k++];
            made.value[c] = c == m ? 0 : s->b->entries[made.entry[c]].value;
        }
        made.value[m] = want_of(made.value, m);
        if (made.value[m] >= 0) add_choice(s, row, &made);
    }
}

/* Lists what a row may be. False: nothing, or too much. */
static bool list_choices(settling *s, unsigned row, unsigned r) {
    const gx_picture *p = &s->b->picture;
    uint16_t entries[W] = {0};
    choice printed = {{0}, {0}};
    unsigned n = 0;
    bool sound = true;
    for (int c = 0; c < W; c++) {
        if (p->at[r][c] >= GX_B_LOST) continue;
        const gx_entry *e = &s->b->entries[p->at[r][c]];
        sound = sound && !e->illegible && e->value <= INT64_MAX / 1024 && p->at[r][c] != p->joined;
        printed.entry[n] = p->at[r][c];
        printed.value[n] = e->value;
        entries[n++] = p->at[r][c];
    }
    if (!sound) return false;
    if (n == W && want_of(printed.value, 0) != printed.value[0])
        list_wrong(s, row, &printed);
    else if (n == W)
        add_choice(s, row, &printed);
    else if (n == W - 1 && p->two < 0)
        list_lost(s, row, entries);
    return s->n_choices[row] && s->n_choices[row] <= MAX_CHOICES;
}

/* ---- solutions ------------------------------------------------------------------------------- */

/* Adds a row to the sums of the columns, or takes it out of them. */
static void add_row(settling *s, int item, const int64_t value[W], int by) {
    int balance, outcomes;
    gx_list_signs(item, &balance, &outcomes);
    for (int m = 0; m < W; m++) {
        s->balance[m] += by * balance * value[m];
        s->outcomes[m] += by * outcomes * value[m];
    }
}

/* Keeps of what is agreed on that which this solution has too. */
static void agree(settling *s) {
    for (unsigned row = 0; row < s->n; row++) {
        const choice *made = &s->choices[row][s->chosen[row]];
        choice *agreed = &s->agreed[row];
        if (!s->n_solutions) *agreed = *made;
        for (int m = 0; m < W; m++)
            if (agreed->entry[m] != made->entry[m] || agreed->value[m] != made->value[m])
                agreed->entry[m] = GX_B_NONE;
    }
    s->n_solutions++;
}

/* Looks at all choices for the rows from `row` on. */
static void choose(settling *s, unsigned row) {
    if (s->n_solutions > MAX_SOLUTIONS) return;
    if (row == s->n) {
        bool holds = true;
        for (int m = 0; m < W; m++) holds = holds && !s->balance[m] && !s->outcomes[m];
        if (holds) agree(s);
        return;
    }
    for (unsigned k = 0; k < s->n_choices[row]; k++) {
        s->chosen[row] = k;
        add_row(s, s->item[row], s->choices[row][k].value, 1);
        choose(s, row + 1);
        add_row(s, s->item[row], s->choices[row][k].value, -1);
    }
}

static void write_row(const settling *s, unsigned row, unsigned r) {
    for (int m = 0; m < W; m++) {
        gx_cell *cell = gx_cell_of(s->b->rows, s->item[row], (unsigned)m);
        uint16_t entry = s->agreed[row].entry[m];
        s->b->picture.at[r][m] = entry;
        *cell = (gx_cell){.status = GX_DOUBTFUL};
        if (entry == GX_B_LOST)
            *cell = (gx_cell){
                .status = GX_INFERRED, .has_value = true, .value = s->agreed[row].value[m]};
        else if (entry != GX_B_NONE)
            gx_fill_value(s->b->entries[entry].token, cell);
    }
}

bool gx_settle_together(gx_blocks *b, const unsigned *rows, unsigned n) {
    settling s = {.b = b, .n = n};
    if (b->puzzle.width != W || !n || n > GX_B_OPEN) return false;
    for (unsigned r = 0; r < b->puzzle.rows; r++) {
        unsigned row = 0;
        int64_t value[W] = {0};
        while (row < n && rows[row] != r) row++;
        if (b->items[r] == GX_B_GROUP && row < n) return false;
        if (b->items[r] == GX_B_GROUP) continue;
        if (row < n) {
            s.item[row] = b->items[r];
            if (!list_choices(&s, row, r)) return false;
            continue;
        }
        for (unsigned m = 0; m < W; m++) {
            const gx_cell *cell = gx_cell_of(b->rows, b->items[r], m);
            if (cell->value > INT64_MAX / 1024) return false;
            value[m] = cell->has_value ? cell->value : 0;
        }
        add_row(&s, b->items[r], value, 1);
    }
    choose(&s, 0);
    if (!s.n_solutions || s.n_solutions > MAX_SOLUTIONS) return false;
    for (unsigned row = 0; row < n; row++) write_row(&s, row, rows[row]);
    return true;
}
