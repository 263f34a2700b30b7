/*
** exchanged.c: cells of a table in blocks whose numbers may stand elsewhere. In: a table that is
** read, and where in the text each number stands. Out: the same with those cells in doubt.
**
** Numbers may be printed row by row or column by column: among noughts both fit, and where one is
** damaged, it may stand in either place. And two lines of the text may have changed places. The
** sums may then show which cells the numbers are of, or a table with an odd order in which they
** hold; but nothing tells that it is not the report that prints them so.
*/
#include "blocks.h"
#include "rest.h"

typedef struct place {
    uint8_t row, column;
    bool there;
} place;

/* True where a number and the next one stand as if they followed each other. */
static bool follows(place a, place b, bool begins, unsigned width) {
    if (!a.there || !b.there) return true;
    bool down = b.column == a.column && b.row == a.row + 1;
    bool right = b.column == a.column + 1 && (begins || b.row == a.row);
    return down || right || (begins && a.column == width - 1 && !b.column);
}

/* Lists where each entry stands. Returns how many stand somewhere. */
static unsigned place_entries(const gx_blocks *b, place *at) {
    unsigned n = 0;
    for (unsigned r = 0; r < b->puzzle.rows; r++)
        for (unsigned c = 0; c < b->puzzle.width; c++) {
            uint16_t i = b->picture.at[r][c];
            if (i >= GX_B_LOST) continue;
            at[i] = (place){(uint8_t)r, (uint8_t)c, true};
            n++;
        }
    return n;
}

static void doubt_place(const gx_blocks *b, place at) {
    int m = at.column == b->puzzle.width - 1 ? GX_R_TOTAL : at.column, item = b->items[at.row];
    if (item == GX_B_GROUP || m > GX_R_TOTAL ||
        (m == GX_R_TOTAL && at.column < b->puzzle.width - 1))
        return;
    b->rows->report->cells[gx_slot(GX_REQUESTS, item, m)] = (gx_cell){.status = GX_DOUBTFUL};
}

/* Two numbers that follow each other in the text, and would fit better the other way round, are
** doubtful: it may be that the text exchanged them, or that it did not. */
static void doubt_exchanged(const gx_blocks *b) {
    place of[GX_B_ENTRIES + 2] = {{0, 0, false}}, *at = of + 1;
    place_entries(b, at);
    for (unsigned i = 0; i + 1 < b->puzzle.n; i++) {
        const gx_entry *e = &b->entries[i];
        bool last = i + 2 >= b->puzzle.n;
        unsigned as_is = 0, turned = 0, w = b->puzzle.width;
        if (!at[i].there || !at[i + 1].there) continue;
        as_is += follows(at[(int)i - 1], at[i], e->begins, w);
        as_is += follows(at[i], at[i + 1], e[1].begins, w);
        as_is += last || follows(at[i + 1], at[i + 2], e[2].begins, w);
        turned += follows(at[(int)i - 1], at[i + 1], e->begins, w);
        turned += follows(at[i + 1], at[i], e[1].begins, w);
        turned += last || follows(at[i], at[i + 2], e[2].begins, w);
        if (turned <= as_is) continue;
        doubt_place(b, at[i]);
        doubt_place(b, at[i + 1]);
    }
}

/* Two numbers of a row that is printed in one run, which stand there the other way round, are
** doubtful for the same reason. */
static void doubt_turned(const gx_blocks *b) {
    for (unsigned r = 0; r < b->puzzle.rows; r++) {
        const uint16_t *at = b->picture.at[r];
        unsigned first = GX_B_NONE, last = 0, n = 0, off[GX_B_WIDTH], width = b->puzzle.width;
        for (unsigned c = 0; c < width; c++) {
            first = at[c] < first ? at[c] : first;
            last = at[c] > last ? at[c] : last;
        }
        if (last >= GX_B_LOST || last - first + 1 != width) continue;
        for (unsigned c = 0; c < width; c++)
            if (b->entries[at[c]].value != b->entries[first + c].value) off[n++] = c;
        for (unsigned i = 0; i < n && n == 2; i++)
            doubt_place(b, (place){(uint8_t)r, (uint8_t)off[i], true});
    }
}

/* ---- rows whose numbers follow each other --------------------------------------------------- */

/* Rows whose numbers follow each other in the text: these may be printed row by row, or in groups
** of rows, each column by column, as far as the blocks allow. */
typedef struct run {
    const gx_blocks *b;
    unsigned row, rows, first; /* its first entry */
} run;

/* True where the numbers of these rows are such a run. */
static bool is_run(const gx_blocks *b, unsigned row, unsigned rows, run *out) {
    unsigned first = GX_B_NONE, last = 0, width = b->puzzle.width;
    for (unsigned r = row; r < row + rows; r++)
        for (unsigned c = 0; c < width; c++) {
            uint16_t at = b->picture.at[r][c];
            if (at >= GX_B_LOST) return false;
            first = at < first ? at : first;
            last = at > last ? at : last;
        }
    *out = (run){b, row, rows, first};
    return last - first + 1 == rows * width;
}

/* The entry that a cell of the run has where groups of rows end before those rows (bit k: before
** its row k), column by column. NULL: the block before it goes on there. */
static const gx_entry *entry_in_groups(const run *r, uint32_t ends, unsigned row, unsigned column) {
    unsigned from = row, to = row + 1;
    while (from && !(ends >> from & 1)) from--;
    while (to < r->rows && !(ends >> to & 1)) to++;
    unsigned width = r->b->puzzle.width, height = to - from;
    const gx_entry *e = &r->b->entries[r->first + from * width + column * height + row - from];
    return e->begins || row > from ? e : NULL;
}

/* Cells that have another number where the run is printed in other groups are doubtful, if they are
** so few that one number too many, or two exchanged, would explain it. */
static void doubt_groups(const run *r) {
    enum { FEW = 2, SOME = 4 };
    const gx_blocks *b = r->b;
    bool whole = !b->picture.edits && b->puzzle.n == b->puzzle.rows * b->puzzle.width;
    for (uint32_t ends = 0; ends < 1u << r->rows; ends += 2) {
        place others[SOME];
        unsigned n = 0, most = whole ? FEW : SOME;
        for (unsigned k = 0; k < r->rows && n <= most; k++)
            for (unsigned c = 0; c < b->puzzle.width && n <= most; c++) {
                const gx_entry *e = entry_in_groups(r, ends, k, c);
                if (e && e->value == b->entries[b->picture.at[r->row + k][c]].value) continue;
                if (e && n < most) others[n] = (place){(uint8_t)(r->row + k), (uint8_t)c, true};
                n += e ? 1 : SOME + 1;
            }
        for (unsigned i = 0; i < n && n <= most; i++) doubt_place(b, others[i]);
    }
}

static void doubt_runs(const gx_blocks *b) {
    enum { MOST = 5 };
    run found;
    for (unsigned row = 0; row < b->puzzle.rows; row++)
        for (unsigned n = 2; n <= MOST && row + n <= b->puzzle.rows; n++)
            if (is_run(b, row, n, &found)) doubt_groups(&found);
}

/* ---- cells that are empty -------------------------------------------------------------------- */

/* Where cells are empty, a block of noughts that follows no other, or that none follows, may be
** that of others: doubtful. */
static void doubt_loose_noughts(const gx_blocks *b, const place *at) {
    unsigned width = b->puzzle.width;
    for (unsigned i = 0, n; i < b->puzzle.n; i += n) {
        unsigned last, noughts = 0;
        n = gx_height_at(&b->puzzle, i);
        last = i + n - 1;
        for (unsigned k = i; k <= last; k++) noughts += at[k].there && !b->entries[k].value;
        bool before = i && follows(at[(int)i - 1], at[i], true, width);
        bool behind = last + 1 >= b->puzzle.n || follows(at[last], at[last + 1], true, width);
        if (noughts < n || (before && behind)) continue;
        for (unsigned k = i; k <= last; k++) doubt_place(b, at[k]);
    }
}

static bool is_doubtful(const gx_blocks *b, unsigned row, unsigned column) {
    int m = column == b->puzzle.width - 1 ? GX_R_TOTAL : (int)column, item = b->items[row];
    return item != GX_B_GROUP && m <= GX_R_TOTAL &&
           b->rows->report->cells[gx_slot(GX_REQUESTS, item, m)].status == GX_DOUBTFUL;
}

/* The numbers of a row that lacks one may stand one column further, where no sum tells: in columns
** in which others are in doubt. */
static void doubt_beside_empty(const gx_blocks *b) {
    uint32_t columns = 0;
    for (unsigned r = 0; r < b->puzzle.rows; r++)
        for (unsigned c = 0; c < b->puzzle.width; c++)
            columns |= (is_doubtful(b, r, c) ? 1u : 0u) << c;
    for (unsigned r = 0; r < b->puzzle.rows; r++) {
        bool lacks = false;
        for (unsigned c = 0; c < b->puzzle.width; c++)
            lacks = lacks || b->picture.at[r][c] >= GX_B_LOST;
        for (unsigned c = 0; c < b->puzzle.width && lacks; c++)
            if (columns >> c & 1) doubt_place(b, (place){(uint8_t)r, (uint8_t)c, true});
    }
}

static void doubt_around_empty(const gx_blocks *b) {
    place of[GX_B_ENTRIES + 2] = {{0, 0, false}}, *at = of + 1;
    unsigned placed = place_entries(b, at);
    if (placed == b->puzzle.rows * b->puzzle.width) return;
    doubt_loose_noughts(b, at);
    if (b->picture.edits) doubt_beside_empty(b);
}

/* What another picture that is as likely shows otherwise. */
static void doubt_marked(const gx_blocks *b) {
    for (unsigned r = 0; r < b->puzzle.rows; r++)
        for (unsigned c = 0; c < b->puzzle.width; c++)
            if (b->picture.doubt[r] >> c & 1) doubt_place(b, (place){(uint8_t)r, (uint8_t)c, true});
}

/* In how many columns the number of a row stands in the text before that of a row above it. */
static unsigned count_before(const gx_rows *rows, int above, int item) {
    unsigned n = 0;
    for (unsigned m = 0; m < GX_R_MEASURES; m++) {
        const gx_cell *a = gx_cell_of(rows, above, m), *b = gx_cell_of(rows, item, m);
        n += a->has_value && b->has_value && b->start < a->start;
    }
    return n;
}

/* Rows whose numbers all stand one row higher than printed have the same sums, but for the first
** and the last of them: between two rows in doubt, of which the second one's numbers stand before
** those of the rows above it, all are. */
static void doubt_rotated(const gx_rows *rows) {
    enum { SEVERAL = 3 };
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!gx_has_item(rows->report, GX_REQUESTS, i) || !gx_is_open(rows, i)) continue;
        for (int k = i + 1; k < GX_R_ITEMS; k++) {
            if (!gx_has_item(rows->report, GX_REQUESTS, k) || !gx_is_open(rows, k)) continue;
            if (count_before(rows, i, k) < SEVERAL) continue;
            for (int between = i; between <= k; between++)
                if (gx_has_item(rows->report, GX_REQUESTS, between)) gx_doubt_row(rows, between);
        }
    }
}

void gx_doubt_places(const gx_blocks *b) {
    doubt_rotated(b->rows);
    doubt_exchanged(b);
    doubt_turned(b);
    doubt_runs(b);
    doubt_marked(b);
    if (!b->puzzle.cut) doubt_around_empty(b);
}
