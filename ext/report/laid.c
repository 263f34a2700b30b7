/*
** laid.c: requests that are laid out by white space, many of their cells empty. In: the labels of
** all rows, and the values among them. Out: the cells, where the lines tell the rows, the places on
** them the columns (piles.c), and all sums hold.
**
** A row's label may be wrapped over several lines, and its values stand on the first, the middle or
** the last of them, or between two: any of its lines is the row's alone. A line of values that is
** no label's, because its row is taller than its label, is that of the only row beside it without
** values, or else both are in doubt.
*/
#include "laid.h"
#include "rest.h"

#include <string.h>

/* ---- the rows -------------------------------------------------------------------------------- */

/* How many letters of the label stand from the token on, each word below the one before or behind
** it, or on another page. `last`: the line that they end on. */
static unsigned follow_label(const gx_reader *reader, const gx_string *label, uint32_t token,
                             uint32_t end, uint32_t *last) {
    const gx_token *tokens = reader->tokens, *above = &tokens[token];
    unsigned n = 0;
    bool turned = false; /* a page ends behind the word above */
    for (uint32_t t = token; t < end && n < label->n; t++) {
        const gx_token *word = &tokens[t];
        unsigned letters = word->ids.n;
        bool below = word->x < above->x_end && above->x < word->x_end;
        bool behind = t == token + 1 && word->line == above->line;
        turned = turned || (word->gap.page && t > token);
        if (word->kind != GX_T_WORD || !letters || n + letters > label->n) continue;
        if (t > token && !below && !behind && !turned) continue;
        if (memcmp(gx_string_ids + label->first + n, reader->ids + word->ids.first, letters))
            continue;
        n += letters;
        *last = word->line;
        above = word;
        turned = false;
    }
    return n;
}

/* Lists the labels of each row. */
static void list_labels(gx_bands *all) {
    const gx_topic topic = all->rows->topic;
    memset(all->n_labels, 0, sizeof all->n_labels);
    for (int s = 0; s < gx_n_strings; s++) {
        if (!(gx_strings[s].kinds & gx_role_bit(GX_ROLE_ROW, topic))) continue;
        for (int r = 0; r < GX_MAX_ROLES; r++) {
            const gx_role *role = &gx_strings[s].roles[r];
            if (role->kind != GX_ROLE_ROW || role->topic != topic) continue;
            if (all->n_labels[role->index] < GX_BAND_LABELS)
                all->labels[role->index][all->n_labels[role->index]++] = (uint16_t)s;
        }
    }
}

/* The lines of the label that begins in a token, up to the next row's. `whole`: all its letters are
** there. */
static gx_band find_band(const gx_bands *all, int item, uint32_t token, uint32_t end, bool *whole) {
    const gx_reader *reader = all->rows->reader;
    gx_band b = {.item = (uint8_t)item, .label = token, .first = reader->tokens[token].line};
    unsigned most = 0;
    b.last = b.first;
    *whole = false;
    for (unsigned i = 0; i < all->n_labels[item]; i++) {
        const gx_string *label = &gx_strings[all->labels[item][i]];
        uint32_t last = b.first;
        unsigned n = follow_label(reader, label, token, end, &last);
        if (n > most) most = n, b.last = last;
        *whole = *whole || n == label->n;
    }
    return b;
}

/* Finds the label of a row that was not found, before the next row's: one that a page's end or
** words beside it have cut. False: it is not there as a whole. */
static bool find_lost(const gx_bands *all, int item, uint32_t end, gx_band *b) {
    enum { NEAR = 60 };
    const gx_rows *rows = all->rows;
    const gx_reader *reader = rows->reader;
    const uint32_t least = end > NEAR ? end - NEAR : 0;
    for (uint32_t t = end; t-- > least && t > reader->events[rows->first].token;) {
        bool whole;
        for (int i = 0; i < GX_R_ITEMS; i++)
            if (rows->rows[i].label == t + 1 && gx_has_item(rows->report, rows->topic, i))
                return false;
        if (reader->tokens[t].kind != GX_T_WORD || !reader->tokens[t].ids.n) continue;
        *b = find_band(all, item, t, end, &whole);
        if (whole) return true;
    }
    return false;
}

bool gx_find_bands(gx_bands *all) {
    const gx_rows *rows = all->rows;
    const gx_reader *reader = rows->reader;
    uint32_t end = rows->end < reader->n_events ? reader->events[rows->end].token : 0;
    all->n = 0;
    if (!end) return false; /* the text may have been cut off */
    list_labels(all);
    for (int i = gx_tables[rows->topic].n_items - 1; i >= 0; i--) {
        gx_band b;
        bool whole;
        uint32_t label = rows->rows[i].label;
        if (!gx_has_item(rows->report, rows->topic, i)) continue;
        if (label > end || rows->misnumbered[i] || rows->copies[i].n) return false;
        if (label)
            b = find_band(all, i, label - 1, end, &whole);
        else if (!find_lost(all, i, end, &b))
            return false;
        if (all->n && b.last >= all->bands[GX_R_ITEMS - all->n].first) return false;
        all->bands[GX_R_ITEMS - ++all->n] = b;
        end = b.label;
    }
    memmove(all->bands, all->bands + GX_R_ITEMS - all->n, sizeof all->bands[0] * (size_t)all->n);
    return true;
}

/* The row whose label has the line; or the one above the line, `between` then. -1: none. */
static int find_row(const gx_bands *all, uint32_t line, bool *between) {
    int b = all->n - 1;
    while (b >= 0 && all->bands[b].first > line) b--;
    *between = b < 0 || all->bands[b].last < line;
    return b;
}

/* ---- the values ------------------------------------------------------------------------------ */

bool gx_is_number_of_page(const gx_reader *reader, uint32_t t) {
    const gx_token *token = &reader->tokens[t];
    bool before = t && token[-1].line == token->line;
    bool behind = t + 1 < reader->n_tokens && token[1].line == token->line;
    return gx_is_beside_page(reader, t) && !before && !behind;
}

bool gx_is_set_by_spaces(const gx_rows *rows, uint32_t first, uint32_t end) {
    for (uint32_t t = first; t < end; t++) {
        const gx_gap *gap = &rows->reader->tokens[t].gap;
        if (gap->tabs || gap->pipes) return false;
    }
    return true;
}

/* Lists the values of the table. False: there are too many, or one is no count, or so far from its
** line's beginning that its place is not known (gx_token.x), or most of them are but a space apart
** from what stands before. */
static bool list_values(const gx_rows *rows, gx_laid *laid) {
    const gx_reader *reader = rows->reader;
    uint32_t t = reader->events[rows->first].token;
    int page = 0, apart = 0;
    for (uint32_t e = rows->first; e < rows->end; e++) {
        const gx_event *event = &reader->events[e];
        for (; t <= event->token; t++) page += reader->tokens[t].gap.page;
        if (event->kind != GX_E_VALUE || gx_is_number_of_page(reader, event->token)) continue;
        if (laid->n == GX_LAID_VALUES || page >= GX_LAID_PAGES) return false;
        const gx_token *token = &reader->tokens[event->token];
        if (!gx_is_count(token) || token->x_end == UINT16_MAX) return false;
        apart += token->gap.spaces > 1 || token->gap.newlines;
        laid->values[laid->n++] = (gx_laid_value){.token = event->token, .page = (uint8_t)page};
    }
    laid->pages = page + 1;
    return laid->n && 2 * apart >= laid->n;
}

/* Which of two rows a line between their labels belongs to, -1: neither. */
static int choose_row(gx_bands *all, int above) {
    gx_band *a = above >= 0 ? &all->bands[above] : NULL;
    gx_band *b = above + 1 < all->n ? &all->bands[above + 1] : NULL;
    bool free_above = a && !a->values, free_below = b && !b->values;
    if (free_above && free_below) a->open = b->open = true;
    return free_above ? above : free_below ? above + 1 : -1;
}

/* Finds the row of each value. False: a line is no row's, or a row has two. */
static bool find_rows(gx_bands *all, gx_laid *laid) {
    const gx_token *tokens = all->rows->reader->tokens;
    for (int pass = 0; pass < 2; pass++) /* first those on labels' lines, then those between */
        for (int v = 0; v < laid->n;) {
            uint32_t line = tokens[laid->values[v].token].line;
            bool between;
            int b = find_row(all, line, &between);
            if (between && pass) b = choose_row(all, b);
            if (between == (pass == 1)) {
                if (b < 0 || all->bands[b].values++) return false;
            }
            for (; v < laid->n && tokens[laid->values[v].token].line == line; v++)
                if (between == (pass == 1)) laid->values[v].item = all->bands[b].item;
        }
    return true;
}

/* ---- the cells ------------------------------------------------------------------------------- */

static void fill_cells(const gx_bands *all, const gx_laid *laid) {
    const gx_rows *rows = all->rows;
    const gx_token *tokens = rows->reader->tokens;
    uint32_t at[GX_R_ITEMS][GX_R_MEASURES] = {{0}}; /* 1 + token */
    for (int v = 0; v < laid->n; v++)
        at[laid->values[v].item][laid->values[v].measure] = laid->values[v].token + 1;
    for (int b = 0; b < all->n; b++) {
        int item = all->bands[b].item;
        uint32_t before = all->bands[b].label;
        for (unsigned m = 0; m < GX_R_MEASURES; m++) {
            gx_cell *cell = gx_cell_of(rows, item, m);
            if (at[item][m])
                gx_fill_value(&tokens[before = at[item][m] - 1], cell);
            else
                gx_fill_empty(&tokens[before], cell);
        }
    }
}

/* True where all rows and columns add up; `some`: to more than nought. */
static bool all_hold(const gx_bands *all, bool *some) {
    const gx_report *report = all->rows->report;
    *some = false;
    for (int b = 0; b < all->n; b++) {
        gx_check check = gx_check_row(report, GX_REQUESTS, all->bands[b].item);
        if (check.verdict != GX_HOLDS) return false;
        *some = *some || check.lhs;
    }
    for (int m = 0; m < GX_R_MEASURES; m++)
        if (gx_check_balance(report, m).verdict != GX_HOLDS ||
            gx_check_outcomes(report, m).verdict != GX_HOLDS)
            return false;
    return true;
}

/* True where some row lacks a value: others are read as they stand. */
static bool lacks_values(const gx_rows *rows) {
    for (int i = 0; i < GX_R_ITEMS; i++)
        if (gx_has_item(rows->report, GX_REQUESTS, i) && rows->rows[i].n != GX_R_MEASURES)
            return true;
    return false;
}

/* How many rows have noughts and no total. One alone may have lost it. */
static int count_totalless(const gx_bands *all) {
    int n = 0;
    for (int b = 0; b < all->n; b++)
        n += gx_lacks_total(gx_cell_of(all->rows, all->bands[b].item, 0), GX_R_TOTAL);
    return n;
}

/* Makes the noughts and the empty cells of a row doubtful, if it has both. */
static void doubt_noughts(const gx_rows *rows, int item) {
    gx_cell *cells = gx_cell_of(rows, item, 0);
    int noughts = 0, printed = 0;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        printed += cells[m].length != 0;
        noughts += cells[m].length && !cells[m].value;
    }
    for (int m = 0; m < GX_R_MEASURES && noughts && printed < GX_R_MEASURES; m++)
        if (!cells[m].value) cells[m] = (gx_cell){.status = GX_DOUBTFUL};
}

/* The one row that has no value, where others have noughts alone: it may have lost them. -1: there
** is none, or there are several. */
static int find_lost_noughts(const gx_bands *all) {
    int lost = -1, empty = 0, noughts = 0;
    for (int b = 0; b < all->n; b++) {
        const gx_cell *cells = gx_cell_of(all->rows, all->bands[b].item, 0);
        if (!all->bands[b].values) empty++, lost = all->bands[b].item;
        noughts += all->bands[b].values && cells[GX_R_TOTAL].has_value && !cells[GX_R_TOTAL].value;
    }
    return empty == 1 && noughts ? lost : -1;
}

/* Makes those cells doubtful that no sum tells: of rows whose values may stand in other columns, or
** which may have lost their total, or noughts; and noughts where lines are displaced. */
static void doubt_untold(const gx_bands *all, const gx_laid *laid) {
    enum { SEVERAL = 3 };
    const gx_rows *rows = all->rows;
    bool lost = count_totalless(all) < SEVERAL;
    int empty = find_lost_noughts(all);
    if (empty >= 0) gx_doubt_row(rows, empty);
    for (int v = 0; v < laid->n; v++) {
        const gx_laid_value *value = &laid->values[v];
        bool lacking = lost && gx_lacks_total(gx_cell_of(rows, value->item, 0), GX_R_TOTAL);
        if (value->open || lacking)
            gx_doubt_row(rows, value->item);
        else if (value->displaced)
            doubt_noughts(rows, value->item);
    }
}

/* How many cells are not told. */
static int count_untold(const gx_bands *all) {
    int n = 0;
    for (int b = 0; b < all->n; b++)
        for (unsigned m = 0; m < GX_R_MEASURES; m++)
            n += gx_is_untold(gx_cell_of(all->rows, all->bands[b].item, m));
    return n;
}

/* Reads the cells by lines and places, if more of them are told so than are now. */
static void read_cells(const gx_bands *all, gx_laid *laid) {
    const gx_rows *rows = all->rows;
    gx_cell *cells = gx_cell_of(rows, 0, 0), before[GX_R_ITEMS * GX_R_MEASURES];
    const int untold = count_untold(all);
    if (!gx_find_laid_columns(rows, laid)) return;
    memcpy(before, cells, sizeof before);
    fill_cells(all, laid);
    bool some, hold = all_hold(all, &some);
    if (hold) {
        if (laid->is_known) rows->reader->laid_by = 1 + laid->scale;
        doubt_untold(all, laid);
        gx_doubt_hidden(rows);
        gx_doubt_claimed(rows);
    }
    if (!hold || !some || count_untold(all) >= untold) memcpy(cells, before, sizeof before);
}

void gx_read_laid_requests(const gx_rows *rows) {
    const gx_reader *reader = rows->reader;
    gx_header header;
    gx_bands all = {.rows = rows};
    gx_laid laid = {.n = 0};
    if (reader->usual_newlines || reader->named || rows->is_first || rows->is_second) return;
    if (rows->end == reader->n_events) return;
    header = gx_read_header(rows);
    if (header.reordered || header.subtotal) return;
    laid.header = header.token;
    if (!gx_is_set_by_spaces(rows, laid.header, reader->events[rows->end].token)) return;
    rows->reader->laid_out = !lacks_values(rows);
    if ((rows->reader->laid_out && !reader->again) || !gx_find_bands(&all)) return;
    if (!list_values(rows, &laid) || !find_rows(&all, &laid)) return;
    rows->reader->laid_out = true;
    if (reader->again) read_cells(&all, &laid);
    for (int b = 0; b < all.n; b++)
        if (all.bands[b].open) gx_doubt_row(rows, all.bands[b].item);
}
