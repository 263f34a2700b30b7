/*
** stretches.c: the requests of a text in blocks of which some bands lie apart. In: a table that
** bands.c cannot put together. Out: its cells, where order and sums settle all of them.
**
** Blocks of the same height come in sevens, a band of rows. A band's blocks follow each other from
** left to right, or several bands are printed column by column; which of them, the bands' rows
** tell by adding up. What is left over lies around a stretch that proves itself. At last all
** columns must add up, or nothing is taken.
*/
#include "blocks.h"

#include <stdint.h>
#include <string.h>

enum {
    W = GX_R_MEASURES,
    MAX_ROWS = 25,
    MIN_ROWS = 23,
    MAX_LOST_LABELS = 3,
    MAX_FAILS = 2,    /* rows that do not add up */
    MAX_FOREIGN = 40, /* numbers of the table before, printed behind this one's heading */
    MAX_ENTRIES = MAX_ROWS * W + MAX_FOREIGN,
};

typedef struct block {
    uint16_t first, stride, n; /* entries; n is its height */
} block;

typedef struct band {
    uint16_t member[W]; /* blocks, from left to right */
    bool displaced;     /* they do not follow each other in the text */
} band;

typedef struct weight {
    unsigned hold, fail; /* rows */
} weight;

typedef struct blocks {
    const gx_rows *rows;
    gx_stretch in;
    const gx_token *entries[MAX_ENTRIES];
    unsigned n_entries;
    block blocks[MAX_ENTRIES];
    unsigned n;
    band bands[MAX_ROWS];
    unsigned n_bands;
} blocks;

/* ---- the blocks ------------------------------------------------------------------------------ */

/* True where nothing else stands on the token's line. */
static bool is_alone(const gx_reader *reader, const gx_token *token) {
    bool last = token + 1 == reader->tokens + reader->n_tokens;
    return token->gap.newlines && (last || token[1].gap.newlines);
}

/* True where the number stands right below the label of a row, which is no header: it may have come
** there from elsewhere. */
static bool is_below_row(const gx_reader *reader, uint32_t e) {
    const gx_event *label = &reader->events[e - 1];
    bool head = gx_role_of(label, GX_ROLE_HEAD, GX_REQUESTS) != NULL &&
                !(reader->tokens[label->token].flags & GX_F_NUMBERED);
    return reader->tokens[reader->events[e].token].gap.newlines <= 1 && !head &&
           gx_role_of(label, GX_ROLE_ROW, GX_REQUESTS) != NULL;
}

/* Lists the numbers of the table that stand alone on their lines. False: they do not. */
static bool list_blocks(blocks *b) {
    const gx_reader *reader = b->rows->reader;
    bool open = false;
    for (uint32_t e = b->in.begin; e < b->in.end; e++) {
        const gx_token *token = &reader->tokens[reader->events[e].token];
        if (reader->events[e].kind != GX_E_VALUE || !is_alone(reader, token)) {
            open = false;
            continue;
        }
        if (!gx_is_count(token) || b->n_entries == MAX_ENTRIES) return false;
        if (e > b->in.begin && is_below_row(reader, e)) return false;
        if (!open || token->gap.newlines > 1 || token->gap.page)
            b->blocks[b->n++] = (block){(uint16_t)b->n_entries, 1, 0};
        open = true;
        b->blocks[b->n - 1].n++;
        b->entries[b->n_entries++] = token;
    }
    return true;
}

/* Leaves out the blocks in front that are more than `rows` rows. False: the rest are not so many.
 */
static bool drop_foreign(blocks *b, unsigned rows) {
    unsigned drop = 0, n = b->n_entries;
    while (drop < b->n && n > rows * W) n -= b->blocks[drop++].n;
    memmove(b->blocks, b->blocks + drop, (b->n - drop) * sizeof b->blocks[0]);
    b->n -= drop;
    return n == rows * W;
}

static unsigned count_height(const blocks *b, unsigned height) {
    unsigned n = 0;
    for (unsigned i = 0; i < b->n; i++) n += b->blocks[i].n == height;
    return n;
}

/* Several columns may have run into one block, row by row: divides it into as many blocks as are
** wanting to the sevens of a smaller height. */
static void divide_merged(blocks *b) {
    for (unsigned i = 0; i < b->n; i++) {
        block merged = b->blocks[i];
        if (count_height(b, merged.n) % W == 0) continue;
        for (unsigned height = 1; height < merged.n; height++) {
            unsigned parts = merged.n / height, there = count_height(b, height);
            if (merged.n % height || there % W == 0 || (there + parts) % W) continue;
            memmove(b->blocks + i + parts, b->blocks + i + 1, (b->n - i - 1) * sizeof b->blocks[0]);
            for (unsigned p = 0; p < parts; p++)
                b->blocks[i + p] =
                    (block){(uint16_t)(merged.first + p), (uint16_t)parts, (uint16_t)height};
            b->n += parts - 1;
            break;
        }
    }
}

/* ---- bands ----------------------------------------------------------------------------------- */

static int64_t value_at(const blocks *b, unsigned member, unsigned row) {
    const block *from = &b->blocks[member];
    const gx_token *token = b->entries[from->first + row * from->stride];
    return token->kind == GX_T_NUMBER ? token->value : 0;
}

static bool row_adds_up(const blocks *b, const uint16_t member[W], unsigned row) {
    int64_t sum = 0;
    for (unsigned c = 0; c < W - 1; c++)
        if (__builtin_add_overflow(sum, value_at(b, member[c], row), &sum)) return false;
    return sum == value_at(b, member[W - 1], row);
}

/* Counts the rows of a band that add up, noughts apart, and those that do not. */
static weight weigh_band(const blocks *b, const uint16_t member[W]) {
    weight w = {0, 0};
    for (unsigned row = 0; row < b->blocks[member[0]].n; row++) {
        if (!row_adds_up(b, member, row))
            w.fail++;
        else
            w.hold += value_at(b, member[W - 1], row) != 0;
    }
    return w;
}

/* The x-th of q bands that are printed column by column in list[0 .. q*W). */
static band pick_band(const uint16_t *list, unsigned q, unsigned x) {
    band picked = {.displaced = false};
    for (unsigned c = 0; c < W; c++) picked.member[c] = list[c * q + x];
    return picked;
}

/* The weight of all q bands in list[0 .. q*W). `idle`: how many of them are all noughts. */
static weight weigh_bands(const blocks *b, const uint16_t *list, unsigned q, unsigned *idle) {
    weight all = {0, 0};
    *idle = 0;
    for (unsigned x = 0; x < q; x++) {
        band picked = pick_band(list, q, x);
        weight w = weigh_band(b, picked.member);
        *idle += w.hold == 0;
        all.hold += w.hold;
        all.fail += w.fail;
    }
    return all;
}

static void take_bands(blocks *b, const uint16_t *list, unsigned q, bool displaced) {
    for (unsigned x = 0; x < q && b->n_bands < MAX_ROWS; x++) {
        b->bands[b->n_bands] = pick_band(list, q, x);
        b->bands[b->n_bands++].displaced = displaced;
    }
}

/* Divides all of a list into stretches of bands, with as few rows as can be that do not add up and
** as many stretches, and takes them. False: too many rows do not add up. */
static bool divide_list(blocks *b, const uint16_t *list, unsigned n, bool displaced) {
    enum { PER_FAIL = 64 };
    unsigned cost[MAX_ENTRIES + 1] = {0}, bands[MAX_ENTRIES + 1] = {0}, idle;
    for (unsigned i = n; i-- > 0;) {
        cost[i] = UINT32_MAX;
        for (unsigned q = 1; i + q * W <= n; q++) {
            unsigned rest = cost[i + q * W];
            if (rest == UINT32_MAX || rest + q - 1 >= cost[i]) continue;
            unsigned more = weigh_bands(b, list + i, q, &idle).fail * PER_FAIL + q - 1;
            if (rest + more >= cost[i]) continue;
            cost[i] = rest + more;
            bands[i] = q;
        }
    }
    unsigned fails = cost[0] / PER_FAIL;
    if (fails > (displaced ? 0 : MAX_FAILS)) return false;
    for (unsigned i = 0; i < n; i += bands[i] * W) take_bands(b, list + i, bands[i], displaced);
    return true;
}

/* The heaviest stretch of a list whose bands all prove themselves. Returns how many bands it has,
** 0: none does. */
static unsigned find_stretch(const blocks *b, const uint16_t *list, unsigned n, unsigned *at) {
    enum { MAX_STRETCH = 4 };
    unsigned best = 0, q_best = 0, idle;
    for (unsigned i = 0; i + W <= n; i++)
        for (unsigned q = 1; q <= MAX_STRETCH && i + q * W <= n; q++) {
            weight w = weigh_bands(b, list + i, q, &idle);
            if (!w.fail && !idle && w.hold > best) best = w.hold, *at = i, q_best = q;
        }
    return q_best;
}

/* Makes bands of all blocks of one height. Where they do not divide as they stand, the heaviest
** stretch that proves itself is taken out first: the others lie around it. */
static bool cover_height(blocks *b, unsigned height) {
    uint16_t list[MAX_ENTRIES];
    unsigned n = 0, at = 0;
    for (unsigned i = 0; i < b->n; i++)
        if (b->blocks[i].n == height) list[n++] = (uint16_t)i;
    if (n % W) return false;
    bool whole = true;
    while (n && !divide_list(b, list, n, !whole)) {
        unsigned q = find_stretch(b, list, n, &at);
        if (!q) return false;
        take_bands(b, list + at, q, false);
        n -= q * W;
        memmove(list + at, list + at + q * W, (n - at) * sizeof list[0]);
        whole = false;
    }
    return true;
}

static unsigned place_of_band(const blocks *b, const band *of) {
    unsigned first = MAX_ENTRIES;
    for (unsigned c = 0; c < W; c++)
        if (b->blocks[of->member[c]].first < first) first = b->blocks[of->member[c]].first;
    return first;
}

static bool find_bands(blocks *b) {
    bool done[MAX_ENTRIES + 1] = {false};
    for (unsigned i = 0; i < b->n; i++) {
        unsigned height = b->blocks[i].n;
        if (!done[height] && !cover_height(b, height)) return false;
        done[height] = true;
    }
    for (unsigned i = 1; i < b->n_bands; i++) { /* in the order of the text */
        band moved = b->bands[i];
        unsigned j = i;
        for (; j && place_of_band(b, &b->bands[j - 1]) > place_of_band(b, &moved); j--)
            b->bands[j] = b->bands[j - 1];
        b->bands[j] = moved;
    }
    return true;
}

/* ---- cells ----------------------------------------------------------------------------------- */

static void fill_cells(const blocks *b) {
    gx_report *report = b->rows->report;
    int item = -1;
    for (unsigned i = 0; i < b->n_bands; i++) {
        const uint16_t *member = b->bands[i].member;
        for (unsigned row = 0; row < b->blocks[member[0]].n; row++) {
            do item++;
            while (item < GX_R_ITEMS && !gx_has_item(report, GX_REQUESTS, item));
            for (unsigned c = 0; c < W && item < GX_R_ITEMS; c++) {
                const block *from = &b->blocks[member[c]];
                gx_cell *cell = &report->cells[gx_slot(GX_REQUESTS, item, (int)c)];
                gx_fill_value(b->entries[from->first + row * from->stride], cell);
            }
        }
    }
}

/* How many of the columns' identities fail. */
static unsigned count_failures(const gx_report *report) {
    unsigned n = 0;
    for (int m = 0; m < W; m++)
        n += (gx_check_balance(report, m).verdict != GX_HOLDS ? 1u : 0u) +
             (gx_check_outcomes(report, m).verdict != GX_HOLDS ? 1u : 0u);
    return n;
}

/* A band whose blocks lie apart may have one of its columns out of order: moves that to where all
** columns add up. False: no move does, or more than one. */
static bool mend_order(blocks *b, band *displaced) {
    band found = *displaced, as_it_was = *displaced;
    int n = 0;
    for (unsigned from = 0; from < W - 1; from++) {
        for (unsigned to = 0; to < W - 1; to++) {
            if (from == to || from == to + 1) continue; /* the same as to the right of it */
            *displaced = as_it_was;
            uint16_t moved = displaced->member[from];
            memmove(displaced->member + from, displaced->member + from + 1,
                    (W - 1 - from) * sizeof moved);
            memmove(displaced->member + to + 1, displaced->member + to,
                    (W - 1 - to) * sizeof moved);
            displaced->member[to] = moved;
            fill_cells(b);
            if (count_failures(b->rows->report)) continue;
            found = *displaced;
            n++;
        }
    }
    *displaced = n == 1 ? found : as_it_was;
    fill_cells(b);
    return n == 1;
}

/* A row that does not add up may have a wrong number or be no row: its cells are doubtful. Returns
** how many there are. */
static unsigned doubt_rows(const blocks *b) {
    gx_report *report = b->rows->report;
    unsigned n = 0;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        if (!gx_has_item(report, GX_REQUESTS, i)) continue;
        if (gx_check_row(report, GX_REQUESTS, i).verdict == GX_HOLDS) continue;
        for (int m = 0; m < W; m++)
            report->cells[gx_slot(GX_REQUESTS, i, m)] = (gx_cell){.status = GX_DOUBTFUL};
        n++;
    }
    return n;
}

/* All columns must add up; those few that do not must be those of a wrong number, that its row
** shows too. */
static bool prove(blocks *b) {
    fill_cells(b);
    unsigned failures = count_failures(b->rows->report);
    bool displaced = false;
    for (unsigned i = 0; i < b->n_bands; i++) {
        displaced = displaced || b->bands[i].displaced;
        if (failures && b->bands[i].displaced && mend_order(b, &b->bands[i])) failures = 0;
    }
    unsigned rows = doubt_rows(b);
    return displaced ? !failures && !rows : rows <= MAX_FAILS && failures <= 2 * rows;
}

bool gx_read_stretches(const gx_rows *rows) {
    blocks b = {.rows = rows};
    gx_report *report = rows->report;
    b.in = gx_find_stretch(rows->reader);
    unsigned n_rows = b.in.split ? MAX_ROWS : MIN_ROWS;
    if (b.in.labels + MAX_LOST_LABELS < n_rows || !list_blocks(&b) || !drop_foreign(&b, n_rows))
        return false;
    report->other_split = b.in.split;
    divide_merged(&b);
    if (find_bands(&b) && prove(&b) &&
        report->cells[gx_slot(GX_REQUESTS, GX_TOTAL, GX_R_TOTAL)].value > 0) {
        report->layout = GX_LAYOUT_FLOW;
        return true;
    }
    memset(&report->cells[gx_slot(GX_REQUESTS, 0, 0)], 0,
           sizeof(gx_cell) * GX_R_ITEMS * GX_R_MEASURES);
    return false;
}
