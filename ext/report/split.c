/*
** split.c: digits that run together. In: the values of a row between which a tool left no
** separator. Out: the ways to divide their digits among the row's cells.
**
** No number begins with a nought save 0 itself, a thousands separator has three digits behind it, a
** mark (a dash, a slash, 无) is a cell of its own, and a row adds up: so the ways are few. Any cell
** may be empty without a trace.
*/
#include "search.h"

#include <string.h>

/* ---- the digits
 * -------------------------------------------------------------------------------------- */

/* Where reading of a run stands. */
typedef struct scanner {
    const uint8_t *text;
    uint32_t at, end;
    bool comma;
    gx_run *run;
} scanner;

/* True where a character is an empty cell: a dash, a slash, 无. */
static bool is_mark(const uint8_t *p, const uint8_t *end, unsigned *bytes) {
    unsigned class = gx_class_at(p, end, bytes);
    bool letter = *bytes == 3 && (!memcmp(p, "无", 3) || !memcmp(p, "無", 3));
    return class == GX_C_DASH || class == GX_C_SLASH || letter;
}

/* Moves back over the marks before the first digit. */
static void go_back(scanner *s) {
    for (bool mark = true; mark;) {
        mark = false;
        for (unsigned n = 1, bytes; n <= 3 && n <= s->at && !mark; n += 2)
            mark = is_mark(s->text + s->at - n, s->text + s->at, &bytes) && bytes == n;
        if (mark) s->at -= s->text[s->at - 1] < 0x80 ? 1 : 3;
    }
}

/* Reads one character. False: it is no part of a run. `digits`: digits may be. */
static bool read_symbol(scanner *s, bool digits) {
    gx_run *run = s->run;
    const uint8_t *p = s->text + s->at, *end = s->text + s->end;
    unsigned bytes, class = gx_class_at(p, end, &bytes);
    bool digit = class == GX_C_DIGIT && digits;
    if (digit || is_mark(p, end, &bytes)) {
        if (run->n == GX_MAX_SYMBOLS) return false;
        run->at[run->n].start = s->at;
        run->at[run->n].length = (uint8_t)bytes;
        run->at[run->n].digit = (int8_t)(!digit ? -1 : bytes == 1 ? *p & 15 : p[2] & 15);
        run->at[run->n++].comma = s->comma;
        s->comma = false;
    } else if (class == GX_C_COMMA) {
        if (s->comma || !run->n) return false;
        s->comma = true;
    } else if (class == GX_C_SPACE || class == GX_C_TAB || class == GX_C_NEWLINE) {
        if (s->comma) return false;
        run->apart = true;
    } else {
        return false;
    }
    s->at += bytes;
    return true;
}

/* True where the digits [i, i + n) are one number. */
static bool is_number(const gx_run *run, int i, int n) {
    int since = -1; /* digits since the last comma; -1: none yet */
    if (run->at[i].comma || (run->at[i].digit == 0 && n > 1)) return false;
    for (int k = 0; k < n; k++) {
        if (run->at[i + k].digit < 0) return false;
        if (run->at[i + k].comma && (since < 0 ? k > 3 : since != 3)) return false;
        if (run->at[i + k].comma) since = 0;
        since += since >= 0;
    }
    bool goes_on = i + n < run->n && run->at[i + n].comma;
    return !goes_on && (since < 0 || since == 3);
}

static void read_numbers(gx_run *run) {
    for (int i = 0; i < run->n; i++) {
        int64_t value = 0;
        for (int k = 0; k < GX_MAX_DIGITS; k++) {
            run->number[i][k] = -1;
            if (i + k >= run->n) continue;
            value = value * 10 + run->at[i + k].digit;
            if (is_number(run, i, k + 1)) run->number[i][k] = value;
        }
    }
}

/* Reads on up to `end`. False: something stands before it that is no part of a run. */
static bool read_up_to(scanner *s, uint32_t end, bool digits) {
    while (s->at < end && read_symbol(s, digits)) {
    }
    return s->at >= end;
}

bool gx_read_run(const gx_rows *rows, const gx_values *values, gx_run *run) {
    const gx_reader *reader = rows->reader;
    scanner s = {.text = (const uint8_t *)reader->text, .end = (uint32_t)reader->size, .run = run};
    run->n = 0;
    run->apart = false;
    run->whole = true;
    if (!values->n) return true;
    s.at = reader->tokens[reader->values[values->first]].start;
    go_back(&s);
    for (uint32_t v = 0; v < values->n && run->whole; v++) {
        const gx_token *token = &reader->tokens[reader->values[values->first + v]];
        run->whole = read_up_to(&s, token->start, false) && read_up_to(&s, token->end, true);
        if (token->flags & GX_F_CUT) return false;
    }
    bool apart = run->apart; /* behind the last value, white space divides nothing */
    if (run->whole) read_up_to(&s, s.end, false);
    run->apart = apart;
    read_numbers(run);
    return run->n < GX_MAX_SYMBOLS;
}

/* ---- dividing them
 * ----------------------------------------------------------------------------------- */

static bool is_same_piece(const gx_piece *a, const gx_piece *b) {
    return a->empty == b->empty && (a->empty || (a->start == b->start && a->length == b->length));
}

void gx_add_way(gx_open_row *row, const gx_way *way) {
    for (int w = 0; w < row->n; w++) {
        int m = 0;
        while (m < GX_R_MEASURES && is_same_piece(&row->ways[w].cells[m], &way->cells[m])) m++;
        if (m == GX_R_MEASURES) return; /* all the same, save where its empty cells are */
    }
    row->full = row->full || row->n == GX_MAX_WAYS;
    if (!row->full) row->ways[row->n++] = *way;
}

typedef struct divider {
    const gx_run *run;
    const uint8_t *measures;
    int width;
    const int64_t *want; /* what the columns want; NULL: not known, and the row adds up */
    int64_t total;
    int end;      /* symbols before the row's total */
    int subtotal; /* the cell with the sum of all organisations; -1: none */
    gx_way way;
    gx_open_row *row;
    int *work;
} divider;

static int count_digits(int64_t value) {
    int n = 1;
    while (value >= 10) value /= 10, n++;
    return n;
}

/* The symbols [i, i + n) as a cell of the way; n is 0 where nothing is printed. */
static void put(divider *d, int cell, int i, int n, int64_t value) {
    int m = d->measures[cell];
    if (m == GX_NO_MEASURE) return;
    gx_piece *piece = &d->way.cells[m];
    *piece = (gx_piece){.empty = !n || d->run->at[i].digit < 0, .value = value};
    if (!n) return;
    uint32_t end = d->run->at[i + n - 1].start + d->run->at[i + n - 1].length;
    piece->start = d->run->at[i].start;
    piece->length = (uint16_t)(end - piece->start);
}

/* Symbols that are one mark at i: a dash may be two long; 0: none. */
static int marks_at(const gx_run *run, int i, int end) {
    if (i >= end || run->at[i].digit >= 0) return 0;
    return i + 1 < end && run->at[i + 1].digit < 0 ? 2 : 1;
}

/* The cells from `cell` on, out of the symbols from i on. What they are to add up to is `rest`. */
static void divide(divider *d, int cell, int i, int64_t rest) {
    int left = d->end - i, cells = d->width - 1 - cell, digits = count_digits(rest);
    if (--*d->work < 0 || d->row->full) return;
    if (!cells) {
        if (!left && !rest) gx_add_way(d->row, &d->way);
        return;
    }
    bool sub = cell == d->subtotal;
    int most = digits > 2 ? digits : 2, before_sub = cell <= d->subtotal;
    if (left > (cells - before_sub) * most + before_sub * (count_digits(d->total) + 1)) return;
    if (rest && left < digits) return;
    int64_t orgs = d->total - d->way.cells[0].value;
    if (!sub || !orgs) {
        put(d, cell, i, 0, 0);
        divide(d, cell + 1, i, rest);
        for (int n = marks_at(d->run, i, d->end); n; n--) {
            put(d, cell, i, n, 0);
            divide(d, cell + 1, i + n, rest);
        }
    }
    for (int n = 1; n <= left && n <= GX_MAX_DIGITS; n++) {
        int64_t value = d->run->number[i][n - 1];
        if (value < 0 || (sub ? value != orgs : value > rest)) continue;
        put(d, cell, i, n, value);
        divide(d, cell + 1, i + n, sub ? rest : rest - value);
    }
}

static divider begin(const gx_run *run, const uint8_t *measures, unsigned width, gx_open_row *row,
                     int *work) {
    divider d = {.run = run, .measures = measures, .width = (int)width, .row = row, .work = work};
    d.subtotal = -1;
    for (int c = 0; c < d.width; c++)
        if (measures[c] == GX_NO_MEASURE) d.subtotal = c;
    memset(&d.way, 0, sizeof d.way);
    d.way.odd = -1;
    return d;
}

void gx_divide_run(const gx_run *run, const uint8_t *measures, unsigned width, gx_open_row *row,
                   int *work) {
    divider d = begin(run, measures, width, row, work);
    int last = d.width - 1;
    d.end = run->n;
    put(&d, last, 0, 0, 0);
    divide(&d, 0, 0, 0);
    for (int n = 1; n <= run->n && n <= 2; n++) { /* a mark for a total */
        if (marks_at(run, run->n - n, run->n) != n) continue;
        d.end = run->n - n;
        put(&d, last, d.end, n, 0);
        divide(&d, 0, 0, 0);
    }
    for (int n = 1; n <= run->n && n <= GX_MAX_DIGITS; n++) {
        d.end = run->n - n;
        d.total = run->number[d.end][n - 1];
        if (d.total < 0) continue;
        put(&d, last, d.end, n, d.total);
        divide(&d, 0, 0, d.total);
    }
}

/* The cells from `cell` on, as the columns want them, save one. */
static void match(divider *d, int cell, int i) {
    int left = d->run->n - i;
    if (--*d->work < 0 || d->row->full) return;
    if (cell == d->width) {
        if (!left && d->way.odd >= 0) gx_add_way(d->row, &d->way);
        return;
    }
    if (left > (d->width - cell) * GX_MAX_DIGITS) return;
    int m = d->measures[cell], n_marks = marks_at(d->run, i, d->run->n);
    bool may_be_odd = d->way.odd < 0 && m != GX_NO_MEASURE;
    int64_t want = m == GX_NO_MEASURE ? d->want[GX_R_TOTAL] - d->want[0] : d->want[m];
    for (int n = -n_marks; n <= left && n <= GX_MAX_DIGITS; n++) {
        int64_t value = n > 0 ? d->run->number[i][n - 1] : 0;
        int odd = d->way.odd, symbols = n < 0 ? -n : n;
        if (value < 0 || (value != want && !may_be_odd)) continue;
        put(d, cell, i, symbols, value);
        if (value != want) d->way.odd = m;
        match(d, cell + 1, i + symbols);
        d->way.odd = odd;
    }
}

void gx_match_run(const gx_run *run, const int64_t want[GX_R_MEASURES], const uint8_t *measures,
                  unsigned width, gx_open_row *row, int *work) {
    divider d = begin(run, measures, width, row, work);
    d.want = want;
    match(&d, 0, 0);
}
