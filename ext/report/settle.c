/*
** settle.c: rows of a table in blocks that do not add up, or lack a number, explained together. In:
** a table of which all other rows hold, and these rows. Out: their cells, where one fault in each
** makes all columns hold.
**
** A report may have wrong numbers of its own, and its text may have lost one besides: no column of
** those tells then which row it is. But each of these rows has few numbers that may be wrong or
** lost, and what all columns want chooses among them. One of the rows may have two faults, or its
** numbers in another order: then all that the columns want of it must add up. Cells in which the
** choices differ, and the wrong numbers themselves, are doubtful.
*/
#include "blocks.h"

#include <string.h>

enum {
    W = GX_R_MEASURES,
    MAX_CHOICES = W, /* one of its numbers is wrong, or lost */
    MAX_SOLUTIONS = 64,
    MIN_MATCHED = W - 2, /* numbers of a row that are what the columns want */
};

/* A row as it may be meant. */
typedef struct choice {
    int64_t value[W];
    uint16_t entry[W]; /* GX_B_NONE: doubtful */
    uint16_t place[W]; /* the number that stands there, right or wrong */
} choice;

typedef struct settling {
    gx_blocks *b;
    unsigned n;
    int free;    /* the row that the columns alone tell; -1: none */
    bool turned; /* ... whose numbers are all printed, in another order */
    int item[GX_B_OPEN + 1];
    unsigned rows[GX_B_OPEN + 1];                   /* of the picture */
    choice choices[GX_B_OPEN + 1][MAX_CHOICES + 1]; /* the last: what the columns want */
    unsigned n_choices[GX_B_OPEN + 1], chosen[GX_B_OPEN + 1];
    int64_t balance[W], outcomes[W]; /* of all rows but those that are not chosen yet */
    choice agreed[GX_B_OPEN + 1];    /* what all solutions have */
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
    s->choices[row][s->n_choices[row]++] = *made;
}

/* The ways to read a row of seven numbers of which one is wrong. */
static void list_wrong(settling *s, unsigned row, const choice *printed) {
    for (int m = 0; m < W; m++) {
        choice made = *printed;
        memcpy(made.place, printed->entry, sizeof made.place);
        made.value[m] = want_of(printed->value, m);
        made.entry[m] = GX_B_NONE;
        if (made.value[m] >= 0 && made.value[m] != printed->value[m]) add_choice(s, row, &made);
    }
}

/* The ways to read a row of six, of which one is lost. */
static void list_lost(settling *s, unsigned row, const uint16_t *entries) {
    for (int m = 0; m < W; m++) {
        choice made = {{0}, {0}, {0}};
        for (int c = 0, k = 0; c < W; c++) {
            made.entry[c] = c == m ? GX_B_NONE : entries[k++];
            made.value[c] = c == m ? 0 : s->b->entries[made.entry[c]].value;
        }
        memcpy(made.place, made.entry, sizeof made.place);
        made.value[m] = want_of(made.value, m);
        if (made.value[m] >= 0) add_choice(s, row, &made);
    }
}

/* The numbers that are printed for row r, from left to right. Returns how many; 0: it is not known
** what one of them is. */
static unsigned list_printed(const settling *s, unsigned r, choice *printed) {
    const gx_picture *p = &s->b->picture;
    unsigned n = 0;
    for (int c = 0; c < W; c++) {
        uint16_t at = p->at[r][c];
        if (at >= GX_B_LOST) continue;
        const gx_entry *e = &s->b->entries[at];
        if (e->illegible || e->value > INT64_MAX / 1024 || at == p->joined) return 0;
        printed->entry[n] = at;
        printed->value[n++] = e->value;
    }
    return n;
}

/* Lists what a row may be. */
static void list_choices(settling *s, unsigned row) {
    choice printed = {{0}, {0}, {0}};
    unsigned n = list_printed(s, s->rows[row], &printed);
    if (n == W && want_of(printed.value, 0) != printed.value[0])
        list_wrong(s, row, &printed);
    else if (n == W) {
        memcpy(printed.place, printed.entry, sizeof printed.place);
        add_choice(s, row, &printed);
    } else if (n == W - 1)
        list_lost(s, row, printed.entry);
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

/* Takes for each cell of the free row a printed number that is what the columns want, in their
** order. Returns how many there are. */
static unsigned match(const choice *printed, unsigned n, choice *wanted) {
    unsigned best[W + 1][W + 1] = {{0}}, k = 0;
    for (unsigned m = W; m-- > 0;)
        for (unsigned i = n; i-- > 0;) {
            best[m][i] = best[m + 1][i] > best[m][i + 1] ? best[m + 1][i] : best[m][i + 1];
            if (printed->value[i] == wanted->value[m] && best[m + 1][i + 1] + 1 > best[m][i])
                best[m][i] = best[m + 1][i + 1] + 1;
        }
    for (unsigned m = 0; m < W; m++) {
        wanted->entry[m] = GX_B_NONE;
        while (k < n && best[m][k + 1] == best[m][k]) k++;
        if (k == n || printed->value[k] != wanted->value[m]) continue;
        if (best[m + 1][k + 1] + 1 == best[m][k]) wanted->entry[m] = printed->entry[k++];
    }
    return best[0][0];
}

/* True where the wanted numbers are those printed, in another order: keeps the entries of those in
** their places. */
static bool is_turned(const choice *printed, choice *wanted) {
    bool used[W] = {false}, same = true;
    for (int m = 0; m < W; m++) {
        int i = 0;
        while (i < W && (used[i] || printed->value[i] != wanted->value[m])) i++;
        if (i == W) return false;
        used[i] = true;
        wanted->place[m] = printed->entry[i];
    }
    for (int m = 0; m < W; m++) {
        bool here = printed->value[m] == wanted->value[m];
        wanted->entry[m] = here ? printed->entry[m] : GX_B_NONE;
        same = same && here;
    }
    return !same;
}

/* Finds what the columns want of the free row. False: they contradict each other, or what they want
** does not add up, or is not what is printed but for two numbers. */
static bool want_row(settling *s) {
    unsigned row = (unsigned)s->free;
    choice *wanted = &s->choices[row][MAX_CHOICES], printed = {{0}, {0}, {0}};
    int balance, outcomes;
    gx_list_signs(s->item[row], &balance, &outcomes);
    for (int m = 0; m < W; m++) {
        int64_t value = outcomes ? -outcomes * s->outcomes[m] : -balance * s->balance[m];
        if (value < 0 || s->outcomes[m] + outcomes * value || s->balance[m] + balance * value)
            return false;
        wanted->value[m] = value;
    }
    if (want_of(wanted->value, 0) != wanted->value[0]) return false;
    unsigned n = list_printed(s, s->rows[row], &printed);
    s->chosen[row] = MAX_CHOICES;
    if (s->turned) return n == W && is_turned(&printed, wanted);
    bool found = n && match(&printed, n, wanted) >= MIN_MATCHED;
    memcpy(wanted->place, wanted->entry, sizeof wanted->place);
    return found;
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
        for (int m = 0; m < W && s->free < 0; m++)
            holds = holds && !s->balance[m] && !s->outcomes[m];
        if (s->free < 0 ? holds : want_row(s)) agree(s);
        return;
    }
    if ((int)row == s->free) {
        choose(s, row + 1);
        return;
    }
    for (unsigned k = 0; k < s->n_choices[row]; k++) {
        s->chosen[row] = k;
        add_row(s, s->item[row], s->choices[row][k].value, 1);
        choose(s, row + 1);
        add_row(s, s->item[row], s->choices[row][k].value, -1);
    }
}

static void write_row(const settling *s, unsigned row) {
    for (int m = 0; m < W; m++) {
        gx_cell *cell = gx_cell_of(s->b->rows, s->item[row], (unsigned)m);
        uint16_t entry = s->agreed[row].entry[m];
        s->b->picture.at[s->rows[row]][m] = s->agreed[row].place[m];
        *cell = (gx_cell){.status = GX_DOUBTFUL};
        if (entry != GX_B_NONE) gx_fill_value(s->b->entries[entry].token, cell);
    }
}

/* A number that has no place may have changed it with the one before it, or behind: these are
** doubtful. So may its like beside it. */
static void doubt_neighbours(const gx_blocks *b) {
    bool placed[GX_B_ENTRIES] = {false};
    for (unsigned r = 0; r < b->puzzle.rows; r++)
        for (unsigned m = 0; m < W; m++)
            if (b->picture.at[r][m] < GX_B_LOST) placed[b->picture.at[r][m]] = true;
    for (unsigned i = 1; i < b->puzzle.n; i++)
        if (!placed[i - 1] && b->entries[i].value == b->entries[i - 1].value) placed[i] = false;
    for (unsigned i = b->puzzle.n; i-- > 1;)
        if (!placed[i] && b->entries[i].value == b->entries[i - 1].value) placed[i - 1] = false;
    for (unsigned r = 0; r < b->puzzle.rows; r++)
        for (unsigned m = 0; m < W && b->items[r] != GX_B_GROUP; m++) {
            unsigned at = b->picture.at[r][m];
            if (at >= GX_B_LOST) continue;
            bool before = at && !placed[at - 1] && !b->entries[at - 1].stray;
            bool behind = at + 1 < b->puzzle.n && !placed[at + 1] && !b->entries[at + 1].stray;
            if (before || behind)
                *gx_cell_of(b->rows, b->items[r], m) = (gx_cell){.status = GX_DOUBTFUL};
        }
}

/* Adds the cells of row r to the sums, or takes them out. False: they are too great. */
static bool add_cells(settling *s, unsigned r, int by) {
    int64_t value[W];
    for (unsigned m = 0; m < W; m++) {
        const gx_cell *cell = gx_cell_of(s->b->rows, s->b->items[r], m);
        if (cell->value > INT64_MAX / 1024) return false;
        value[m] = cell->has_value ? cell->value : 0;
    }
    add_row(s, s->b->items[r], value, by);
    return true;
}

/* Looks for a row among the others whose numbers stand in another order. False: there is none, or
** more than one. */
static bool find_turned(settling *s) {
    unsigned found = GX_B_ROWS, last = s->n++;
    settling best = {.n_solutions = 0};
    s->free = (int)last;
    s->turned = true;
    for (unsigned r = 0; r < s->b->puzzle.rows; r++) {
        bool open = s->b->items[r] == GX_B_GROUP;
        for (unsigned row = 0; row < last; row++) open = open || s->rows[row] == r;
        if (open) continue;
        s->rows[last] = r;
        s->item[last] = s->b->items[r];
        s->n_solutions = 0;
        add_cells(s, r, -1);
        choose(s, 0);
        add_cells(s, r, 1);
        if (s->n_solutions && found < GX_B_ROWS) return false;
        if (!s->n_solutions) continue;
        found = r;
        memcpy(&best, s, sizeof best);
    }
    memcpy(s, &best, sizeof best);
    return s->n_solutions && s->n_solutions <= MAX_SOLUTIONS;
}

bool gx_settle_together(gx_blocks *b, const unsigned *rows, unsigned n) {
    settling s = {.b = b, .n = n, .free = -1};
    unsigned blocked = 0;
    if (b->puzzle.width != W || n > GX_B_OPEN) return false;
    for (unsigned r = 0; r < b->puzzle.rows; r++)
        if (b->items[r] != GX_B_GROUP && !add_cells(&s, r, 1)) return false;
    for (unsigned row = 0; row < n; row++) {
        if (b->items[rows[row]] == GX_B_GROUP) return false;
        s.item[row] = b->items[rows[row]];
        s.rows[row] = rows[row];
        add_cells(&s, rows[row], -1);
        list_choices(&s, row);
        blocked += !s.n_choices[row];
    }
    if (!blocked) choose(&s, 0);
    for (unsigned row = 0; row < n && !s.n_solutions; row++) {
        if (blocked > (s.n_choices[row] ? 0u : 1u)) continue;
        s.free = (int)row;
        choose(&s, 0);
    }
    if (!s.n_solutions && !blocked && !find_turned(&s)) return false;
    if (!s.n_solutions || s.n_solutions > MAX_SOLUTIONS) return false;
    for (unsigned row = 0; row < s.n; row++) write_row(&s, row);
    doubt_neighbours(b);
    return true;
}
