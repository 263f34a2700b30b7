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

/* Symbols that prove how a misprinted row is divided, alone or together with another one. */
enum { MIN_MATCHED = 14, MIN_EACH = 10 };

/* ---- the digits ------------------------------------------------------------------------------ */

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

/* True where a number of few digits stands alone on its line. */
static bool is_page_number(const gx_reader *reader, uint32_t t) {
    const gx_token *token = &reader->tokens[t];
    bool last = t + 1 == reader->n_tokens || token[1].line != token->line;
    return token->digits <= 3 && token[-1].line != token->line && last;
}

bool gx_read_run(const gx_rows *rows, const gx_values *values, gx_run *run) {
    const gx_reader *reader = rows->reader;
    scanner s = {.text = (const uint8_t *)reader->text, .end = (uint32_t)reader->size, .run = run};
    run->n = 0;
    run->apart = false;
    run->whole = true;
    run->halves_from = -1;
    if (!values->n) return true;
    s.at = reader->tokens[reader->values[values->first]].start;
    go_back(&s);
    for (uint32_t v = 0; v < values->n && run->whole; v++) {
        uint32_t t = reader->values[values->first + v];
        if (v && is_page_number(reader, t)) {
            run->whole = v + 1 == values->n;
            break;
        }
        run->whole = read_up_to(&s, reader->tokens[t].start, false) &&
                     read_up_to(&s, reader->tokens[t].end, true);
        if (reader->tokens[t].flags & GX_F_CUT) return false;
    }
    while (run->whole && s.at < s.end && s.text[s.at] > ' ' && read_symbol(&s, false)) {
    }
    read_numbers(run);
    return run->n < GX_MAX_SYMBOLS;
}

/* ---- dividing them --------------------------------------------------------------------------- */

static bool is_same_piece(const gx_piece *a, const gx_piece *b) {
    return a->empty == b->empty && (a->empty || (a->start == b->start && a->length == b->length));
}

void gx_add_way(gx_open_row *row, const gx_way *way) {
    for (int w = 0; w < row->n; w++) {
        int m = 0;
        while (m < GX_R_MEASURES && is_same_piece(&row->ways[w].cells[m], &way->cells[m])) m++;
        if (m == GX_R_MEASURES) return; /* all the same, save where its empty cells are */
    }
    row->full = row->full || row->n == (row->odd ? GX_MAX_ODD_WAYS : GX_MAX_WAYS);
    if (!row->full) row->ways[row->n++] = *way;
}

int gx_count_digits(int64_t value) {
    int n = 1;
    while (value >= 10) value /= 10, n++;
    return n;
}

bool gx_is_one_digit(int64_t gap) {
    if (gap < 0) gap = -gap;
    while (gap && gap % 10 == 0) gap /= 10;
    return gap > 0 && gap < 10;
}

typedef struct divider {
    gx_run *run;
    const uint8_t *measures;
    int width;
    const int64_t *want; /* what the columns want; NULL: not known, and the row adds up */
    int first;           /* the first cell that is not placed yet ... */
    int n_left, n_right; /* ... and how many there are before the row's sum, in two halves */
    int subtotal;        /* 1: the cell before the total is the sum of all organisations */
    int printed;         /* match: the symbols in cells that are as wanted ... */
    int empty;           /* ... and the cells of which nothing is printed, the odd one apart */
    bool found;          /* a whole way ... */
    bool proof;          /* ... with enough that is printed */
    gx_way way;
    gx_open_row *row;
    int *work;
} divider;

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

/* The symbols [i, i + n) as one cell: its number, 0 where it is empty; -1: they are none. */
static int64_t value_of(const gx_run *run, int i, int n) {
    if (!n) return 0;
    if (run->at[i].digit < 0) return n <= marks_at(run, i, run->n) ? 0 : -1;
    return run->number[i][n - 1];
}

static int least(int a, int b) {
    return a < b ? a : b;
}

static unsigned hash(int end, int64_t sum) {
    uint64_t mixed = ((uint64_t)sum * 256 + (unsigned)end) * 0x9E3779B97F4A7C15u;
    return (unsigned)(mixed >> 52);
}

/* Lists the ways to fill the left half's cells from `cell` on, out of the symbols [i, to). */
static void list_left(divider *d, int cell, int i, int to, gx_half *half) {
    gx_run *run = d->run;
    if (--*d->work < 0) return;
    if (cell == d->n_left) {
        if (run->n_halves == GX_MAX_HALVES) d->row->full = true;
        if (d->row->full) return;
        int16_t *place = &run->hash[hash(i, half->sum)];
        half->end = (uint8_t)i;
        half->next = *place;
        run->halves[run->n_halves] = *half;
        *place = (int16_t)run->n_halves++;
        return;
    }
    for (int n = 0; n <= least(to - i, GX_MAX_DIGITS); n++) {
        int64_t value = value_of(run, i, n);
        if (value < 0) continue;
        half->n[cell] = (uint8_t)n;
        half->sum += value;
        list_left(d, cell + 1, i + n, to, half);
        half->sum -= value;
    }
}

/* Puts a half's cells from symbol i on. */
static void put_half(divider *d, int cell, int cells, int i, const gx_half *half) {
    for (int c = 0; c < cells; i += half->n[c++])
        put(d, cell + c, i, half->n[c], value_of(d->run, i, half->n[c]));
}

/* Fills the right half's cells up to `cell`, out of the symbols before `end`, and looks for left
** halves that go with them. `rest`: what is left of the sum. */
static void try_right(divider *d, int from, int cell, int end, int64_t rest, gx_half *half) {
    gx_run *run = d->run;
    if (--*d->work < 0 || d->row->full) return;
    if (cell < 0) {
        for (int h = run->hash[hash(end, rest)]; h >= 0; h = run->halves[h].next) {
            if (run->halves[h].sum != rest || run->halves[h].end != end) continue;
            put_half(d, d->first, d->n_left, from, &run->halves[h]);
            put_half(d, d->first + d->n_left, d->n_right, end, half);
            gx_add_way(d->row, &d->way);
        }
        return;
    }
    int most = rest < 100 ? 2 : gx_count_digits(rest); /* symbols that a cell may have */
    int room = (cell + d->n_left) * most;              /* and the cells before this one */
    int fewest = end - from > room ? end - from - room : 0;
    for (int n = fewest; n <= least(end - from, most); n++) {
        int64_t value = value_of(run, end - n, n);
        if (value < 0 || value > rest) continue;
        half->n[cell] = (uint8_t)n;
        try_right(d, from, cell - 1, end - n, rest - value, half);
    }
}

static divider begin(gx_run *run, const uint8_t *measures, unsigned width, gx_open_row *row,
                     int *work) {
    divider d = {.run = run, .measures = measures, .width = (int)width, .row = row, .work = work};
    d.subtotal = width > 1 && measures[width - 2] == GX_NO_MEASURE;
    memset(&d.way, 0, sizeof d.way);
    d.way.odd = d.way.other = -1;
    return d;
}

/* Begins with the cells from `first` on, out of the symbols from `from` on. The left halves are
** kept: they are the same wherever the row ends. */
static void begin_halves(divider *d, int first, int from) {
    gx_half half = {.sum = 0};
    int cells = d->width - 1 - d->subtotal - first;
    d->first = first;
    d->n_left = cells / 2;
    d->n_right = cells - d->n_left;
    if (d->run->halves_from == from) return;
    d->run->halves_from = from;
    d->run->n_halves = 0;
    memset(d->run->hash, -1, sizeof d->run->hash);
    list_left(d, 0, from, d->run->n, &half);
    if (d->row->full || *d->work < 0) d->run->halves_from = -1; /* not all of them */
}

/* The sum of all organisations stands before the total: what the first cell is, is known. */
static void try_subtotal(divider *d, int from, int end, int64_t total) {
    for (int n = 0; n <= least(end - from, GX_MAX_DIGITS); n++) {
        int64_t sum = value_of(d->run, end - n, n);
        if (sum < 0 || sum > total) continue;
        for (int k = 0; k <= least(end - n - from, GX_MAX_DIGITS); k++) {
            if (value_of(d->run, from, k) != total - sum) continue;
            gx_half half = {.sum = 0};
            put(d, 0, from, k, total - sum);
            begin_halves(d, 1, from + k);
            try_right(d, from + k, d->n_right - 1, end - n, sum, &half);
        }
    }
}

void gx_divide_run(gx_run *run, int from, int to, const uint8_t *measures, unsigned width,
                   gx_open_row *row, int *work) {
    divider d = begin(run, measures, width, row, work);
    if (!d.subtotal) begin_halves(&d, 0, from);
    for (int n = 0; n <= least(to - from, GX_MAX_DIGITS); n++) {
        int64_t total = value_of(run, to - n, n);
        if (total < 0) continue;
        gx_half half = {.sum = 0};
        put(&d, d.width - 1, to - n, n, total);
        if (d.subtotal)
            try_subtotal(&d, from, to - n, total);
        else
            try_right(&d, from, d.n_right - 1, to - n, total, &half);
    }
}

/* Puts a cell of a way that is matched, and counts what speaks for it. */
static void put_matched(divider *d, int cell, int i, int n, int64_t value) {
    put(d, cell, i, n, value);
    d->printed += n;
    d->empty += !n;
}

static void take_back(divider *d, int n) {
    d->printed -= n;
    d->empty -= !n;
}

static void add_matched(divider *d) {
    d->way.gaps = d->empty != 0;
    d->found = true;
    d->proof = d->proof || !d->empty || d->printed >= MIN_MATCHED;
    gx_add_way(d->row, &d->way);
}

/* What the columns want in a cell of a matched row. */
static int64_t wanted(const divider *d, int cell) {
    int m = d->measures[cell];
    return m == GX_NO_MEASURE ? d->want[GX_R_TOTAL] - d->want[0] : d->want[m];
}

/* True where a cell and the odd one before it print each what is wanted in the other. */
static bool is_exchanged(const divider *d, int cell, int64_t value) {
    const gx_way *way = &d->way;
    if (way->odd < 0 || way->other >= 0 || d->measures[cell] == GX_NO_MEASURE) return false;
    return value == way->want && way->cells[way->odd].value == wanted(d, cell) &&
           value != wanted(d, cell);
}

/* The cells from `cell` on, as the columns want them, save one, or two that are exchanged. */
static void match(divider *d, int cell, int i) {
    int left = d->run->n - i;
    if (--*d->work < 0 || (d->row->full && d->proof)) return;
    if (cell == d->width) {
        if (!left && d->way.odd >= 0) add_matched(d);
        return;
    }
    if (left > (d->width - cell) * GX_MAX_DIGITS) return;
    int m = d->measures[cell];
    int64_t want = wanted(d, cell);
    for (int n = 0; n <= least(left, GX_MAX_DIGITS); n++) {
        int64_t value = value_of(d->run, i, n);
        if (value < 0) continue;
        if (value == want || is_exchanged(d, cell, value)) {
            put_matched(d, cell, i, n, value);
            if (value != want) d->way.other = m;
            match(d, cell + 1, i + n);
            if (value != want) d->way.other = -1;
            take_back(d, n);
        } else if (d->way.odd < 0 && m != GX_NO_MEASURE) {
            put(d, cell, i, n, value);
            d->way.odd = m;
            d->way.want = want;
            match(d, cell + 1, i + n);
            d->way.odd = -1;
        }
    }
}

gx_match gx_match_run(gx_run *run, const int64_t want[GX_R_MEASURES], const uint8_t *measures,
                      unsigned width, gx_open_row *row, int *work) {
    divider d = begin(run, measures, width, row, work);
    d.want = want;
    match(&d, 0, 0);
    return d.proof ? GX_PROVED : d.found ? GX_MATCHED : GX_NO_MATCH;
}

/* ---- two rows at once ------------------------------------------------------------------------ */

/* True where the row adds up once its odd cell is what is wanted of it. */
static bool adds_up(const gx_way *way) {
    int64_t sum = 0;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        int64_t value = m == way->odd ? way->want : way->cells[m].value;
        sum += m == GX_R_TOTAL ? -value : value;
    }
    return way->odd >= 0 && way->want >= 0 && !sum;
}

/* Two rows of an identity, on one side of it or on either. */
typedef struct two_rows {
    divider d[2];
    int sign[2];
    bool strict; /* an odd cell is wrong in one digit */
} two_rows;

/* True where both rows add up once their odd cells are corrected; or they have none, two cells of
** one column being exchanged. */
static bool are_explained(const two_rows *t) {
    const gx_way *a = &t->d[0].way, *b = &t->d[1].way;
    if (t->d[0].printed < MIN_EACH || t->d[1].printed < MIN_EACH) return false;
    return (a->odd < 0 && b->odd < 0) || (adds_up(a) && adds_up(b));
}

static void match_two(two_rows *t, int cell, int i, int j);

/* Cell `cell` of both rows, which have n symbols from i on and k from j on there. `gap`: by how
** much the column is off; what lies in one of the rows, which has no other such cell. */
static void match_cells(two_rows *t, int cell, const int at[2], const int n[2],
                        const int64_t value[2], int64_t gap) {
    divider *d = t->d;
    for (int odd = gap ? 0 : -1; odd < (gap ? 2 : 0); odd++) {
        if (odd >= 0 && d[odd].way.odd >= 0) continue;
        for (int r = 0; r < 2; r++) put_matched(&d[r], cell, at[r], n[r], value[r]);
        if (odd >= 0) {
            d[odd].way.odd = d->measures[cell];
            d[odd].way.want = value[odd] - t->sign[odd] * gap;
        }
        if (odd < 0 || d[odd].way.want >= 0) match_two(t, cell + 1, at[0] + n[0], at[1] + n[1]);
        if (odd >= 0) d[odd].way.odd = -1;
        for (int r = 0; r < 2; r++) take_back(&d[r], n[r]);
    }
}

/* The cells from `cell` on of two rows that together are what the columns want, save one cell of
** each. */
static void match_two(two_rows *t, int cell, int i, int j) {
    divider *d = t->d;
    if (*d->work < 0) return;
    int left[2] = {d[0].run->n - i, d[1].run->n - j}, more = d->width - cell;
    if (cell == d->width) {
        if (left[0] || left[1] || !are_explained(t)) return;
        for (int r = 0; r < 2; r++) add_matched(&d[r]);
        return;
    }
    if (left[0] > more * GX_MAX_DIGITS || left[1] > more * GX_MAX_DIGITS) return;
    bool may_be_odd = d->measures[cell] != GX_NO_MEASURE && (d[0].way.odd < 0 || d[1].way.odd < 0);
    int64_t want = wanted(d, cell), second[GX_MAX_DIGITS + 1];
    const int most = least(left[1], GX_MAX_DIGITS);
    for (int k = 0; k <= most; k++) second[k] = value_of(d[1].run, j, k);
    for (int n = 0; n <= least(left[0], GX_MAX_DIGITS); n++) {
        int64_t a = value_of(d[0].run, i, n);
        if (--*d->work < 0) return;
        for (int k = 0; k <= most && a >= 0; k++) {
            int64_t b = second[k], gap = t->sign[0] * a + t->sign[1] * b - want;
            if (b < 0 || (gap && !may_be_odd)) continue;
            if (gap && t->strict && !gx_is_one_digit(gap)) continue;
            match_cells(t, cell, (int[]){i, j}, (int[]){n, k}, (int64_t[]){a, b}, gap);
        }
    }
}

gx_match gx_match_two(gx_run *const runs[2], const int sign[2], const int64_t want[GX_R_MEASURES],
                      const uint8_t *measures, unsigned width, bool strict, gx_open_row *rows,
                      int *work) {
    two_rows t = {.sign = {sign[0], sign[1]}, .strict = strict};
    for (int r = 0; r < 2; r++) {
        t.d[r] = begin(runs[r], measures, width, &rows[r], work);
        t.d[r].want = want;
    }
    match_two(&t, 0, 0, 0);
    return t.d[0].proof && t.d[1].proof ? GX_PROVED : t.d[0].found ? GX_MATCHED : GX_NO_MATCH;
}
