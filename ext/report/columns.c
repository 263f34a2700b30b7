/*
** columns.c: which columns a table of requests has. In: its rows and the header above. Out: the
** measure of each column, where they are not the form's: one more, for all organisations together,
** or one less.
*/
#include "reader.h"

#include <string.h>

enum { MAX_HEADER = 60 }; /* events above a table's first row */

/* How many values most rows have. */
static unsigned usual_width(const gx_rows *rows) {
    unsigned count[GX_MAX_WIDTH + 1] = {0}, best = GX_R_MEASURES;
    for (int i = 0; i < GX_R_ITEMS; i++)
        if (rows->rows[i].n <= GX_MAX_WIDTH && rows->rows[i].label) count[rows->rows[i].n]++;
    for (unsigned w = 5; w <= 9; w++)
        if (count[w] > count[best]) best = w;
    return best;
}

/* How many whole rows bear out that column `at` holds the sum of all organisations, and the rest
** are the form's columns; and how many do not. */
static int count_subtotals(const gx_rows *rows, unsigned at, int *against) {
    int n = 0;
    *against = 0;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        const gx_values *row = &rows->rows[i];
        int64_t sum = 0, subtotal = 0, person = 0, total = 0;
        if (row->n != GX_R_MEASURES + 1) continue;
        for (unsigned c = 0; c < row->n; c++) {
            int64_t value = rows->reader->tokens[rows->reader->values[row->first + c]].value;
            if (c == at)
                subtotal = value;
            else if (c == 0)
                person = value;
            else if (c == row->n - 1)
                total = value;
            else if (__builtin_add_overflow(sum, value, &sum))
                return 0;
        }
        bool holds = sum == subtotal && total - person == sum;
        n += holds && sum != 0;
        *against += !holds;
    }
    return n;
}

/* One column too many: the one for all organisations together, if the sums say which. */
static void find_subtotal(gx_rows *rows) {
    unsigned best = 0;
    int n_best = 0, n_second = 0, against = 0;
    for (unsigned at = 1; at <= GX_R_MEASURES - 1; at++) {
        int fail, n = count_subtotals(rows, at, &fail);
        if (n > n_best)
            n_second = n_best, n_best = n, best = at, against = fail;
        else if (n > n_second)
            n_second = n;
    }
    if (n_best < 2 || n_second * 2 > n_best || against * 2 > n_best) return;
    rows->width = GX_R_MEASURES + 1;
    for (unsigned c = 0, m = 0; c < rows->width; c++)
        rows->columns[c] = c == best ? GX_NO_MEASURE : (uint8_t)m++;
}

gx_header gx_read_header(const gx_rows *rows) {
    gx_header h = {.n = 0};
    const gx_event *heads[2][GX_R_MEASURES] = {{NULL}}; /* each the first time, and the last */
    bool begun = false;
    uint32_t first = rows->first, least = first > MAX_HEADER ? first - MAX_HEADER : 0;
    const gx_event *events = rows->reader->events;
    while (first > least && events[first - 1].kind != GX_E_PROSE &&
           events[first - 1].kind != GX_E_VALUE)
        first--;
    h.token = events[first].token;
    for (uint32_t e = first; e < rows->first; e++) {
        const gx_role *head = gx_role_of(&events[e], GX_ROLE_HEAD, GX_REQUESTS);
        bool piece = events[e].kind == GX_E_RESIDUE
                         ? events[e].n != 0
                         : gx_role_of(&events[e], GX_ROLE_FRAGMENT, 0) != NULL;
        begun = begun || head || gx_role_of(&events[e], GX_ROLE_NOTE, GX_REQUESTS);
        h.in_pieces = h.in_pieces || (piece && begun);
        h.has_strange = h.has_strange || (begun && events[e].kind == GX_E_RESIDUE && events[e].n);
        if (gx_role_of(&events[e], GX_ROLE_SUBTOTAL, 0))
            h.subtotal = 1 + h.n - h.measure[GX_R_TOTAL];
        if (head && events[e].quality == GX_Q_EXACT) {
            if (!heads[0][head->index]) heads[0][head->index] = &events[e];
            heads[1][head->index] = &events[e];
        }
        if (!head || h.measure[head->index]) continue;
        h.measure[head->index] = true;
        h.n++;
    }
    h.reordered =
        gx_list_reordered(rows->reader, heads[0]) & gx_list_reordered(rows->reader, heads[1]);
    return h;
}

/* True where a letter stands in a word of tokens [first, last). */
static bool has_letter(const gx_reader *reader, uint32_t first, uint32_t last, const char *letter) {
    unsigned bytes, id = gx_class_at((const uint8_t *)letter, (const uint8_t *)letter + 3, &bytes);
    for (uint32_t t = first; t < last; t++) {
        const gx_token *word = &reader->tokens[t];
        if (word->kind != GX_T_WORD) continue;
        for (uint32_t i = 0; i < word->ids.n; i++)
            if (reader->ids[word->ids.first + i] == id) return true;
    }
    return false;
}

/* The columns of a header in pieces, by a letter that each has for itself. */
static void read_pieces(const gx_rows *rows, gx_header *h) {
    enum { LETTERS = 5 }; /* 其他 and 总计 are short enough to be whole */
    static const char letters[LETTERS][4] = {"然", "商", "科", "益", "律"};
    const gx_reader *reader = rows->reader;
    uint32_t last = reader->events[rows->first].token;
    for (int m = 0; m < LETTERS; m++) {
        bool has = has_letter(reader, h->token, last, letters[m]);
        h->n += (int)has - (int)h->measure[m];
        h->measure[m] = has;
    }
}

/* Lists the columns that a header names, with the one for all organisations at `subtotal`, if not
** negative. */
static unsigned list_columns(const gx_header *h, int subtotal, uint8_t columns[GX_MAX_WIDTH]) {
    unsigned c = 0;
    for (unsigned m = 0; m < GX_R_MEASURES; m++) {
        if (subtotal == (int)c) columns[c++] = GX_NO_MEASURE;
        if (h->measure[m]) columns[c++] = (uint8_t)m;
    }
    return c;
}

/* True where all organisations stand in column `at` of most rows: with the persons they make the
** total, or their own columns make them. */
static bool is_subtotal(const gx_rows *rows, const gx_header *h, int at) {
    uint8_t columns[GX_MAX_WIDTH];
    unsigned width = list_columns(h, at, columns);
    bool outer = h->measure[GX_R_TOTAL] && h->measure[0];
    int hold = 0, fail = 0;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        const gx_values *row = &rows->rows[i];
        int64_t sum = 0, all = 0;
        if (row->n != width) continue;
        for (unsigned c = 0; c < width; c++) {
            int64_t value = rows->reader->tokens[rows->reader->values[row->first + c]].value;
            bool edge = columns[c] == 0 || columns[c] == GX_R_TOTAL;
            if (columns[c] == GX_NO_MEASURE)
                all = value;
            else if (outer ? edge : !edge)
                sum += columns[c] == GX_R_TOTAL ? value : outer ? -value : value;
        }
        hold += sum == all && all != 0;
        fail += sum != all;
    }
    return hold >= 4 && hold > 4 * fail;
}

/* One column too few: the one whose header is missing too. */
static void find_dropped(gx_rows *rows, gx_header *h) {
    int at = -1;
    if (h->in_pieces) read_pieces(rows, h);
    if (h->n != GX_R_MEASURES - 1) return;
    for (int c = 0; c < GX_R_MEASURES && h->subtotal; c++) {
        if (!is_subtotal(rows, h, c)) continue;
        if (at >= 0) return; /* it may be either */
        at = c;
    }
    if (h->subtotal && at < 0) return;
    rows->width = list_columns(h, at, rows->columns);
}

/* A header that names all columns and the one for all organisations, where too few rows have a
** value for each: the rows that have must bear it out, and none contradict it. */
static void find_by_header(gx_rows *rows, const gx_header *h) {
    uint8_t columns[GX_MAX_WIDTH];
    unsigned width = list_columns(h, h->subtotal - 1, columns);
    int hold = 0;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        const gx_values *row = &rows->rows[i];
        int64_t organisations = 0, gap = 0;
        if (row->n > width) return;
        if (row->n != width) continue;
        for (unsigned c = 0; c < width; c++) {
            int64_t value = rows->reader->tokens[rows->reader->values[row->first + c]].value;
            bool edge = columns[c] == 0 || columns[c] == GX_R_TOTAL;
            if (columns[c] == GX_NO_MEASURE) gap -= value;
            if (columns[c] != GX_NO_MEASURE && !edge) gap += value;
            organisations += columns[c] == GX_NO_MEASURE ? value : 0;
        }
        if (gap) return;
        hold += organisations != 0;
    }
    if (!hold) return;
    rows->width = width;
    memcpy(rows->columns, columns, width);
}

int gx_add_up(const gx_rows *rows, const gx_values *row) {
    int64_t sum = 0, value = 0;
    for (unsigned c = 0; c < row->n; c++) {
        value = rows->reader->tokens[rows->reader->values[row->first + c]].value;
        if (c + 1 < row->n && __builtin_add_overflow(sum, value, &sum)) return -1;
    }
    return sum != value ? -1 : value != 0;
}

/* True where several rows have a cell more than the form has columns, or the header has words of no
** form's column and rows do not add up; and those that do are fewer than such rows. */
static bool has_more_columns(const gx_rows *rows, const gx_header *h) {
    int more = 0, strange = 0, sound = 0;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        const gx_values *row = &rows->rows[i];
        unsigned between[GX_MAX_WIDTH], n = row->n;
        if (n && n <= GX_R_MEASURES) n += gx_show_empties(rows->reader, row, false, between);
        int sum = row->n == GX_R_MEASURES ? gx_add_up(rows, row) : 0;
        more += n == GX_R_MEASURES + 1;
        strange += n == GX_R_MEASURES + 1 || sum < 0;
        sound += n == GX_R_MEASURES && sum > 0;
    }
    if (more > 1 && 2 * strange >= sound) return true;
    return h->has_strange && strange > 1 && strange >= sound;
}

/* True where several rows have a value for each column of the form and add up: the table has all
** columns, whatever the header lacks. */
static bool has_all_columns(const gx_rows *rows) {
    int n = 0;
    for (int i = 0; i < GX_R_ITEMS; i++)
        n += rows->rows[i].n == GX_R_MEASURES && gx_add_up(rows, &rows->rows[i]) >= 0;
    return n > 1;
}

/* True where rows whose last value is not the sum of the others have one before it that is, several
** the same: 总计 is not the last column. */
static bool has_total_elsewhere(const gx_rows *rows) {
    int n[GX_R_MEASURES] = {0}, sound = 0, most = 0;
    for (int i = 0; i < GX_R_ITEMS; i++) {
        const gx_values *row = &rows->rows[i];
        int64_t all = 0, value[GX_R_MEASURES];
        bool fits = row->n == GX_R_MEASURES;
        for (unsigned c = 0; c < GX_R_MEASURES && fits; c++) {
            value[c] = rows->reader->tokens[rows->reader->values[row->first + c]].value;
            fits = value[c] >= 0 && !__builtin_add_overflow(all, value[c], &all);
        }
        if (!fits || !all) continue;
        sound += value[GX_R_TOTAL] == all - value[GX_R_TOTAL];
        for (int c = 0; c < GX_R_TOTAL && value[GX_R_TOTAL] != all - value[GX_R_TOTAL]; c++)
            if (value[c] == all - value[c] && ++n[c] > most) most = n[c];
    }
    return most > 1 && most > sound;
}

bool gx_find_columns(gx_rows *rows, gx_header *h, bool *dropped) {
    unsigned width = usual_width(rows);
    if (width < GX_R_MEASURES && !h->subtotal && has_all_columns(rows)) width = GX_R_MEASURES;
    if (width == GX_R_MEASURES + 1) find_subtotal(rows);
    *dropped = width == GX_R_MEASURES - (h->subtotal ? 0u : 1u);
    if (*dropped) find_dropped(rows, h);
    *dropped = *dropped && rows->width;
    if (!rows->width && h->subtotal && h->n == GX_R_MEASURES) find_by_header(rows, h);
    if (rows->width) return true;
    if (h->subtotal || has_more_columns(rows, h) || has_total_elsewhere(rows)) return false;
    return width == GX_R_MEASURES || (width < GX_R_MEASURES && h->n == GX_R_MEASURES);
}
