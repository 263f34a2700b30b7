/*
** faults.c: the ways to read a row with one fault. In: the values of a row of requests that add up
** in none of its cells. Out: the ways to place them by which they do, if one of them is lost,
** changed, there twice, cut in two, or run into the next.
*/
#include "search.h"

#include <string.h>

/* The values of a row as they would be without the fault. */
typedef struct mended {
    gx_piece values[GX_R_MEASURES + 1];
    uint32_t n;
    int hole;     /* the value that is not known: what the row's sum leaves; -1: none */
    bool printed; /* something else is printed there */
} mended;

typedef struct lister {
    gx_open_row *row;
    gx_piece values[GX_R_MEASURES + 1];
    uint8_t digits[GX_R_MEASURES + 1]; /* of a value that is nothing but digits, else 0 */
    bool stray[GX_R_MEASURES + 1];     /* it may be a page number */
    uint32_t n;
} lister;

/* Adds the ways to put the values into cells of the row by which it adds up. */
static void add_ways(lister *l, const mended *m) {
    for (unsigned cells = gx_first_cells(m->n); cells < 1u << GX_R_MEASURES;
         cells = gx_next_cells(cells)) {
        gx_way way = {.odd = -1, .other = -1};
        int64_t sum = 0;
        uint32_t v = 0;
        if (!(cells >> GX_R_TOTAL & 1)) continue;
        for (int c = 0; c < GX_R_MEASURES; c++) {
            way.cells[c] = (gx_piece){.empty = true};
            if (!(cells >> c & 1)) continue;
            if ((int)v == m->hole) way.odd = c;
            way.cells[c] = m->values[v++];
            sum += (c == GX_R_TOTAL ? -1 : 1) * way.cells[c].value;
        }
        if (way.odd >= 0) {
            gx_piece *odd = &way.cells[way.odd];
            int64_t want = way.odd == GX_R_TOTAL ? sum : -sum;
            way.want = want;
            if (want < 0 || (!want && !m->printed)) continue;
            odd->value = want;
            odd->empty = false;
        } else if (sum) {
            continue;
        }
        gx_add_way(l->row, &way);
    }
}

/* The values with those from `at` on in other places: `gone` are left out, `room` put in. */
static mended without(const lister *l, uint32_t at, uint32_t gone, uint32_t room) {
    mended m = {.n = l->n - gone + room, .hole = -1};
    if (m.n > GX_R_MEASURES) return m;
    for (uint32_t v = 0; v < at; v++) m.values[v] = l->values[v];
    for (uint32_t v = at + gone; v < l->n; v++) m.values[v - gone + room] = l->values[v];
    return m;
}

static void add_lost(lister *l, uint32_t at) {
    mended m = without(l, at, 0, 1);
    if (m.n > GX_R_MEASURES) return;
    m.hole = (int)at;
    m.values[at] = (gx_piece){.value = 0};
    add_ways(l, &m);
}

static void add_changed(lister *l, uint32_t at) {
    mended m = without(l, at, 1, 1);
    if (m.n > GX_R_MEASURES) return;
    m.hole = (int)at;
    m.printed = true;
    m.values[at] =
        (gx_piece){.value = 0, .start = l->values[at].start, .length = l->values[at].length};
    add_ways(l, &m);
}

static void add_one_too_many(lister *l, uint32_t at) {
    bool again = at && l->values[at].value && l->values[at].value == l->values[at - 1].value;
    if (!again && !l->stray[at]) return;
    mended m = without(l, at, 1, 0);
    if (m.n <= GX_R_MEASURES) add_ways(l, &m);
}

/* Value `at` as two numbers, the second of so many digits. */
static void add_split(lister *l, uint32_t at, int digits) {
    mended m = without(l, at, 1, 2);
    const gx_piece *whole = &l->values[at];
    int64_t power = 1;
    if (m.n > GX_R_MEASURES) return;
    for (int i = 0; i < digits; i++) power *= 10;
    uint32_t bytes = whole->length / (uint32_t)l->digits[at];
    uint16_t second = (uint16_t)(bytes * (unsigned)digits);
    uint16_t first = (uint16_t)(whole->length - second);
    m.values[at] =
        (gx_piece){.value = whole->value / power, .start = whole->start, .length = first};
    m.values[at + 1] =
        (gx_piece){.value = whole->value % power, .start = whole->start + first, .length = second};
    /* No number begins with a nought. */
    if (gx_count_digits(m.values[at].value) != l->digits[at] - digits) return;
    if (gx_count_digits(m.values[at + 1].value) != digits) return;
    add_ways(l, &m);
}

/* Value `at` and the next one as one number. */
static void add_joined(lister *l, uint32_t at) {
    const gx_piece *a = &l->values[at], *b = a + 1;
    if (!a->value || !l->digits[at] || !l->digits[at + 1]) return;
    if (l->digits[at] + l->digits[at + 1] > 17) return;
    mended m = without(l, at, 2, 1);
    if (m.n > GX_R_MEASURES) return;
    int64_t value = a->value;
    for (int i = 0; i < l->digits[at + 1]; i++) value *= 10;
    m.values[at] = (gx_piece){.value = value + b->value,
                              .start = a->start,
                              .length = (uint16_t)(b->start + b->length - a->start)};
    add_ways(l, &m);
}

/* Takes up the values. False: they are too many, or some are not legible. */
static bool take_up(lister *l, const gx_rows *rows, const gx_values *values) {
    if (!values->n || values->n > GX_R_MEASURES + 1) return false;
    for (l->n = 0; l->n < values->n; l->n++) {
        const gx_token *token = &rows->reader->tokens[rows->reader->values[values->first + l->n]];
        uint32_t bytes = token->end - token->start;
        bool number = token->kind == GX_T_NUMBER, plain = bytes == token->digits;
        if (!gx_is_sound(token) || token->value > INT64_MAX / 64) return false;
        l->values[l->n] = (gx_piece){.value = number ? token->value : 0,
                                     .start = token->start,
                                     .length = (uint16_t)bytes,
                                     .empty = !number};
        l->stray[l->n] =
            gx_is_beside_page(rows->reader, rows->reader->values[values->first + l->n]);
        plain = number && token->digits && (plain || bytes == 3u * token->digits);
        l->digits[l->n] = plain && token->digits < 18 ? token->digits : 0;
    }
    return true;
}

bool gx_list_faults(const gx_rows *rows, int item, gx_open_row *row) {
    lister l = {.row = row};
    row->item = item;
    row->n = 0;
    row->full = false;
    row->odd = true;
    if (!rows->rows[item].label || rows->spoiled[item] || gx_is_last_row(rows, item)) return false;
    if (!take_up(&l, rows, &rows->rows[item])) return false;
    for (uint32_t v = 0; v <= l.n; v++) {
        add_lost(&l, v);
        if (v == l.n) break;
        add_changed(&l, v);
        add_one_too_many(&l, v);
        for (int d = 1; d < l.digits[v]; d++) add_split(&l, v, d);
        if (v + 1 < l.n) add_joined(&l, v);
    }
    return row->n && !row->full;
}
