/*
** fields.c: tables written as data. In: text whose rows are records of fields between commas,
** semicolons, tabs or ampersands, some of them in quotation marks (what spreadsheets, table
** extractors and LaTeX write), or arrays in square brackets (JSON, Python). Out: the same text with
** each such row on one line, its fields between bars, and where each byte comes from.
**
** A field's quotation marks and escapes go, and the line ends in it; so do the numbers that a data
** frame gives its rows and columns, and the nought behind the point of a count that it made a
** fraction. What is no row stays as it is.
*/
#define _GNU_SOURCE
#include "plain.h"

#include <string.h>

enum { MAX_FIELDS = 64, MAX_FIELD = 400, LONG_FIELD = 150, MIN_ROWS = 3, MIN_FIELDS = 3 };

/* A field as it stands in the text, without quotation marks and white space around it. */
typedef struct field {
    uint32_t start, end;
    char quote; /* that was around it; 0: none */
} field;

typedef struct record {
    field fields[MAX_FIELDS];
    int n;
    bool broken;  /* a quotation mark is lost: where its fields end is not known */
    bool closed;  /* \\ ends it */
    uint32_t end; /* behind its line end, or its bracket */
} record;

typedef struct fields_reader {
    const char *text;
    uint32_t size;
    gx_plain *plain;
    char divider;    /* ',' ';' '\t' '&', or '[' for arrays */
    bool round;      /* arrays may stand in parentheses */
    uint64_t widths; /* bit n: rows of n fields have numbers */
    int used;        /* so many fields, at most, are not empty in the rows that stand together */
    int index;       /* fields of a data frame's rows, if these are numbered; else 0 */
    bool unnamed;    /* the row before has an empty first field */
    bool after_row;  /* the line before is a row */
} fields_reader;

static bool is_white(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static void trim(const char *text, field *f) {
    while (f->start < f->end && (is_white(text[f->start]) || text[f->start] == '\n')) f->start++;
    while (f->end > f->start && (is_white(text[f->end - 1]) || text[f->end - 1] == '\n')) f->end--;
}

static bool is_field(const char *text, const field *f, const char *word) {
    size_t n = strlen(word);
    return f->end - f->start == n && !memcmp(text + f->start, word, n);
}

/* True where a field is empty, or holds what data frames put into an empty one. */
static bool is_empty(const char *text, const field *f) {
    if (f->start == f->end) return true;
    return !f->quote && (is_field(text, f, "NaN") || is_field(text, f, "nan") ||
                         is_field(text, f, "None") || is_field(text, f, "null"));
}

/* True where nothing is printed in a field, or a dash. */
static bool is_blank(const char *text, const field *f) {
    uint32_t n = f->end - f->start;
    return is_empty(text, f) || (n <= 3 && !is_digit(text[f->start])) || is_field(text, f, "——");
}

/* The digits that a field has, if it has nothing else but a sign, separators and a point; else 0.
 */
static int count_digits(const char *text, const field *f) {
    int n = 0;
    for (uint32_t at = f->start; at < f->end; at++) {
        char c = text[at];
        if (is_digit(c))
            n++;
        else if (c != '.' && c != ',' && (at > f->start || (c != '-' && c != '+')))
            return 0;
    }
    return n;
}

/* ---- records --------------------------------------------------------------------------------- */

/* True where a divider stands before a field that is empty, quoted or a number: it is none of those
** that a label has. */
static bool ends_field(const fields_reader *r, uint32_t at) {
    char next = at + 1 < r->size ? r->text[at + 1] : '\n';
    return next == r->divider || next == '"' || next == '\n' || next == '\r' || is_digit(next);
}

/* The end of a field in quotation marks whose opening stands at `at`: behind its closing, before a
** divider or a line end; the text's end, where it is cut off in it. 0: it has none. */
static uint32_t quoted_end(const fields_reader *r, uint32_t at) {
    uint32_t stop = r->size - at > MAX_FIELD ? at + MAX_FIELD : r->size;
    bool lines = false, dividers = false;
    for (uint32_t p = at + 1; p < stop; p++) {
        lines = lines || r->text[p] == '\n';
        dividers = dividers || (r->text[p] == r->divider && ends_field(r, p));
        if (lines && dividers) return 0; /* it goes on into other rows: its closing is lost */
        if (r->text[p] != '"') continue;
        if (p + 1 < stop && r->text[p + 1] == '"') {
            p++;
            continue;
        }
        uint32_t end = ++p;
        while (p < r->size && is_white(r->text[p]) && r->text[p] != r->divider) p++;
        return p == r->size || r->text[p] == '\n' || r->text[p] == r->divider ? end : 0;
    }
    return stop == r->size ? stop : 0;
}

/* True where a quotation mark in a field has no other. */
static bool has_odd_quote(const char *text, const field *f) {
    bool odd = false;
    for (uint32_t at = f->start; at < f->end; at++) odd = odd != (text[at] == '"');
    return odd;
}

/* What a command of LaTeX prints: its last argument. \multicolumn{3}{c}{text}, and commands in it.
 */
static void strip_command(const char *text, field *f) {
    while (f->end - f->start > 1 && (text[f->start] == '\\' || text[f->start] == '{') &&
           text[f->end - 1] == '}') {
        uint32_t at = f->end - 1;
        int depth = 0;
        do depth += (text[at] == '}') - (text[at] == '{');
        while (depth && at-- > f->start);
        if (depth) return;
        f->start = at + 1;
        f->end--;
        trim(text, f);
    }
}

/* Reads the record that begins at `at`, up to the end of its line. More fields than MAX_FIELDS are
** not told apart. */
static void read_record(const fields_reader *r, uint32_t at, record *out) {
    out->n = 0;
    out->closed = out->broken = false;
    for (bool more = true; more;) {
        field f = {.start = at};
        uint32_t quote = at;
        while (quote < r->size && r->text[quote] == ' ') quote++;
        uint32_t end = quote < r->size && r->text[quote] == '"' ? quoted_end(r, quote) : 0;
        if (end) {
            bool cut = end == r->size && (end == quote + 1 || r->text[end - 1] != '"');
            f = (field){quote + 1, end - !cut, '"'};
            at = end;
        }
        while (at < r->size && r->text[at] != '\n' && r->text[at] != r->divider) at++;
        if (!end) f.end = at;
        if (!end && has_odd_quote(r->text, &f)) out->broken = true;
        more = at < r->size && r->text[at] == r->divider;
        if (!more && r->divider == '&') { /* \\ ends a row */
            field last = f;
            while (last.end > last.start + 1 && memcmp(r->text + last.end - 2, "\\\\", 2))
                last.end--;
            out->closed = last.end > last.start + 1;
            if (out->closed) f.end = last.end - 2;
        }
        trim(r->text, &f);
        if (r->divider == '&') strip_command(r->text, &f);
        if (r->divider == '&' && memchr(r->text + f.start, '{', f.end - f.start))
            out->broken = true;
        if (out->n < MAX_FIELDS) out->fields[out->n++] = f;
        at++;
    }
    out->end = at < r->size ? at : r->size;
}

/* Reads the string that begins at `at` with a quotation mark. False: it does not end. */
static bool read_string(const fields_reader *r, uint32_t at, field *out) {
    char quote = r->text[at];
    uint32_t stop = r->size - at > MAX_FIELD ? at + MAX_FIELD : r->size;
    for (uint32_t p = at + 1; p < stop; p++) {
        if (r->text[p] == '\\') {
            p++;
        } else if (r->text[p] == quote) {
            *out = (field){at + 1, p, quote};
            return true;
        }
    }
    return false;
}

/* Reads the array of strings and numbers whose bracket stands at `at`. False: it is none. */
static bool read_array(const fields_reader *r, uint32_t at, record *out) {
    char closing = r->text[at] == '(' ? ')' : ']';
    out->n = 0;
    out->closed = out->broken = false;
    for (at++; out->n < MAX_FIELDS; at++) {
        while (at < r->size && (is_white(r->text[at]) || r->text[at] == '\n')) at++;
        if (at == r->size) return false;
        field *f = &out->fields[out->n++];
        char c = r->text[at];
        if (c == '"' || c == '\'') {
            if (!read_string(r, at, f)) return false;
            at = f->end + 1;
        } else {
            *f = (field){at, at, 0};
            while (at < r->size && gx_is_among(r->text[at], "+-.0123456789aeflnorstuN")) at++;
            f->end = at;
            bool lost = f->start == f->end && at < r->size && r->text[at] == ',';
            if (!lost &&
                (f->start == f->end || (!count_digits(r->text, f) && !is_empty(r->text, f))))
                return false;
        }
        while (at < r->size && (is_white(r->text[at]) || r->text[at] == '\n')) at++;
        if (at == r->size || (r->text[at] != ',' && r->text[at] != closing)) return false;
        if (r->text[at] == closing) break;
    }
    out->end = at + 1;
    for (int i = 0; i < out->n; i++) trim(r->text, &out->fields[i]);
    return out->n > 1 && out->n < MAX_FIELDS;
}

/* True where a record is a row of a table: its fields are short, no field begins with a number and
** goes on with other ones, but for one that may be cut in two, and half of them at least are
** numbers or empty. */
static bool has_numbers(const fields_reader *r, const record *row) {
    int numbers = 0, empty = 0, groups = 0, several = 0;
    for (int i = 0; i < row->n; i++) {
        const field *f = &row->fields[i];
        int digits = count_digits(r->text, f);
        numbers += digits > 0;
        empty += is_blank(r->text, f);
        groups += i && digits == 3 && !f->quote;
        if (f->end - f->start > LONG_FIELD) return false;
        several += !digits && f->start < f->end && is_digit(r->text[f->start]) &&
                   is_digit(r->text[f->end - 1]);
    }
    if (several > (row->n >= 2 * MIN_FIELDS)) return false;
    if (groups && groups == row->n - 1 && groups < MIN_FIELDS + 3) return false; /* 1,234,567 */
    return numbers && 2 * (numbers + empty) >= row->n && (row->closed || row->n >= MIN_FIELDS);
}

/* True where a record is a row, if only of words: as wide as those with numbers, and no sentence.
 */
static bool is_row(const fields_reader *r, const record *row) {
    static const char stop[] = "。";
    const field *f = &row->fields[0];
    if (row->closed || (r->divider == '&' && row->n > 1)) return true;
    if (r->index && row->n < r->index && f->start < f->end &&
        count_digits(r->text, f) == (int)(f->end - f->start))
        return true;                                           /* a piece of a numbered one */
    if (row->n == 2 && count_digits(r->text, &row->fields[1])) /* or a row's end on its own line */
        return r->after_row || !count_digits(r->text, &row->fields[0]);
    if (row->n < MIN_FIELDS || row->n >= MAX_FIELDS || !(r->widths >> row->n & 1)) return false;
    for (int i = 0; i < row->n; i++) {
        f = &row->fields[i];
        if (f->end - f->start > LONG_FIELD) return false;
        for (uint32_t at = f->start; at + 3 <= f->end; at++)
            if (r->text[at] == stop[0] && !memcmp(r->text + at, stop, 3)) return false;
    }
    return true;
}

/* ---- which divider --------------------------------------------------------------------------- */

/* True where a record has nothing but empty fields, as a table's only row may. */
static bool is_hollow(const fields_reader *r, const record *row) {
    for (int i = 0; i < row->n; i++)
        if (!is_blank(r->text, &row->fields[i])) return false;
    return row->n >= MIN_FIELDS;
}

/* True where most fields of a record are empty, as in a table that prints no noughts. */
static bool is_half_hollow(const fields_reader *r, const record *row) {
    int blank = 0;
    for (int i = 0; i < row->n; i++) {
        if (row->fields[i].end - row->fields[i].start > LONG_FIELD) return false;
        blank += is_blank(r->text, &row->fields[i]);
    }
    return row->n >= MIN_FIELDS && 2 * blank >= row->n;
}

/* Counts the rows that have numbers, and notes how many fields they and hollow ones have; and
** several that are half hollow, each as wide. */
static int count_records(fields_reader *r) {
    enum { SEVERAL = 6 };
    uint8_t hollow[MAX_FIELDS] = {0};
    record row;
    int n = 0;
    for (uint32_t at = 0; at < r->size; at = row.end) {
        const char *next = memchr(r->text + at, r->divider, r->size - at);
        if (!next) break;
        const char *line = memrchr(r->text + at, '\n', (size_t)(next - r->text) - at);
        if (line) at = (uint32_t)(line + 1 - r->text);
        read_record(r, at, &row);
        bool numbers = has_numbers(r, &row);
        uint8_t *half = &hollow[row.n % MAX_FIELDS];
        if (!numbers && is_half_hollow(r, &row) && *half < SEVERAL) ++*half;
        if (!numbers && !is_hollow(r, &row) && *half < SEVERAL) continue;
        r->widths |= (uint64_t)1 << row.n % MAX_FIELDS;
        n += numbers;
    }
    return n;
}

/* Where the next bracket of an array may stand: ( before a quotation mark, or [ . */
static uint32_t find_array(const fields_reader *r, uint32_t at) {
    if (!r->round) {
        const char *next = memchr(r->text + at, '[', r->size - at);
        return next ? (uint32_t)(next - r->text) : r->size;
    }
    for (; at < r->size; at++) {
        char c = r->text[at];
        if (c == '[') return at;
        if (c == '(' && at + 1 < r->size && (r->text[at + 1] == '"' || r->text[at + 1] == '\''))
            return at;
    }
    return at;
}

static int count_arrays(fields_reader *r) {
    record row;
    int n = 0;
    for (uint32_t at = 0; (at = find_array(r, at)) < r->size;) {
        if (!read_array(r, at, &row)) {
            at++;
            continue;
        }
        n += has_numbers(r, &row) || (row.n == 2 && count_digits(r->text, &row.fields[1]));
        at = row.end;
    }
    return n;
}

static bool has_round(const char *text, size_t size) {
    bool quoted = memchr(text, '"', size) || memchr(text, '\'', size);
    return quoted && (memmem(text, size, "('", 2) || memmem(text, size, "(\"", 2));
}

/* True where a divider may divide fields: it is there, and has what it needs beside it. */
static bool may_divide(const char *text, size_t size, char divider) {
    if (!memchr(text, divider, size)) return false;
    if (divider != '\t') return true;
    /* Tabs alone are read as they are: only quotation marks beside them need a look. */
    return memchr(text, '"', size) &&
           (memmem(text, size, "\t\"", 2) || memmem(text, size, "\n\"", 2));
}

/* True where names stand in quotation marks before colons: records, whose commas divide no columns.
 */
static bool has_names(const char *text, size_t size) {
    enum { MIN_NAMES = 12 };
    const char *end = text + size;
    int n = 0;
    for (const char *p = text; n < MIN_NAMES && (p = memchr(p, ':', (size_t)(end - p))); p++)
        n += p > text && (p[-1] == '"' || p[-1] == '\'');
    return n >= MIN_NAMES;
}

char gx_find_divider(const char *text, size_t size) {
    static const char dividers[] = ",;&\t";
    fields_reader r = {.text = text, .size = (uint32_t)size, .divider = '['};
    r.round = has_round(text, size);
    if (count_arrays(&r) >= MIN_ROWS) return '[';
    if (has_names(text, size)) return 0;
    for (const char *d = dividers; *d; d++) {
        if (!may_divide(text, size, *d)) continue;
        r.divider = *d;
        r.widths = 0;
        bool latex = *d == '&' && memmem(text, size, "\\begin{", 7);
        if (latex && (memmem(text, size, "tabular", 7) || memmem(text, size, "longtable}", 10)))
            return *d;
        if (count_records(&r) >= MIN_ROWS) return *d;
    }
    return 0;
}

/* ---- rows as bars ---------------------------------------------------------------------------- */

/* Puts what \u5E74 at `at` stands for; where it is damaged, a character that is no letter of a
** label. Returns where it ends. */
static uint32_t put_escape(const fields_reader *r, uint32_t at) {
    enum { UNKNOWN = 0xFFFD };
    char utf8[4];
    int unit = gx_read_unit(r->text, r->size, at);
    size_t n = gx_write_unit(unit < 0 ? UNKNOWN : (unsigned)unit, utf8);
    for (size_t i = 0; i < n; i++) gx_plain_put(r->plain, utf8[i], at);
    return at + 6;
}

/* A line end in a field: it parts numbers, and nothing else. */
static void put_break(const fields_reader *r, uint32_t at) {
    char last = gx_plain_last(r->plain);
    if (is_digit(last)) gx_plain_put(r->plain, ' ', at);
}

static void put_field(const fields_reader *r, const field *f, bool broken) {
    uint32_t end = f->end;
    if (is_empty(r->text, f)) return;
    if (end - f->start > 2 && !memcmp(r->text + end - 2, ".0", 2)) {
        field count = {f->start, end - 2, 0};
        if (count_digits(r->text, &count) == (int)(end - 2 - f->start)) end -= 2;
    }
    for (uint32_t at = f->start; at < end;) {
        char c = r->text[at];
        if (broken && !is_digit(c) && is_digit(gx_plain_last(r->plain)))
            gx_plain_put(r->plain, '%', at);
        bool escape = r->divider == '[' && c == '\\' && at + 1 < end;
        if (escape && r->text[at + 1] == 'u') {
            at = put_escape(r, at);
        } else if (c == '\n' || c == '\r' || (escape && gx_is_among(r->text[at + 1], "nrt"))) {
            put_break(r, at);
            at += escape ? 2 : 1;
        } else if (c == '|' || c == '\t') {
            gx_plain_put(r->plain, ' ', at++);
        } else {
            at += escape || (c == '"' && f->quote == '"' && at + 1 < end && r->text[at + 1] == '"');
            gx_plain_copy(r->plain, r->text, at, 1);
            at++;
        }
    }
}

/* True where fields from `first` on are 0, 1, 2 and so on: the columns of a data frame. */
static bool are_ordinals(const fields_reader *r, const record *row, int first) {
    for (int i = first; i < row->n; i++) {
        const field *f = &row->fields[i];
        uint32_t value = 0;
        if (count_digits(r->text, f) != (int)(f->end - f->start) || f->end - f->start > 2)
            return false;
        for (uint32_t at = f->start; at < f->end; at++)
            value = value * 10 + (uint32_t)(r->text[at] - '0');
        if (f->start == f->end || value != (uint32_t)(i - first)) return false;
    }
    return row->n - first > 2;
}

/* True where the first field is the number of the row in its data frame. The first such row has a
** nought there, below a row that has nothing. */
static bool is_numbered(fields_reader *r, const record *row) {
    const field *f = &row->fields[0];
    bool number = f->end > f->start && f->end - f->start < 4;
    for (uint32_t at = f->start; at < f->end; at++) number = number && is_digit(r->text[at]);
    if (r->unnamed && is_field(r->text, f, "0") && row->n > 1 &&
        !count_digits(r->text, &row->fields[1]) && !is_blank(r->text, &row->fields[1]))
        r->index = row->n;
    return r->index && number;
}

/* Ends the line before a row, and takes away what of it is but marks: the brackets and commas of
** the arrays around it, the hyphen of a list. */
static void put_line_end(const fields_reader *r, uint32_t at) {
    gx_plain *plain = r->plain;
    uint32_t n = plain->n;
    while (n && gx_is_among(plain->text[n - 1], " \t\r-,[](){}")) n--;
    if (n && plain->text[n - 1] != '\n')
        gx_plain_put(plain, '\n', at);
    else
        plain->n = n;
}

/* True where a data frame's row has other fields than its columns: one less may be two that were
** joined, which the sums of a wide table show, unless the line behind goes on with it. */
static bool is_uneven(const fields_reader *r, const record *row) {
    enum { WIDE = 8 }; /* disclosures have fewer fields, and no sums */
    record next;
    if (row->n == r->index) return false;
    if (row->n + 1 != r->index || r->index < WIDE || row->end >= r->size) return true;
    read_record(r, row->end, &next);
    return next.n > 1 && next.n < row->n;
}

static void put_row(fields_reader *r, const record *row) {
    bool named = row->n > 1 && is_empty(r->text, &row->fields[0]) && are_ordinals(r, row, 1);
    if (named || are_ordinals(r, row, 0)) {
        r->index = named ? row->n : 0;
        r->unnamed = false;
        return;
    }
    bool numbered = is_numbered(r, row);
    bool broken = row->broken || (numbered && is_uneven(r, row));
    int first = numbered && row->n > 1;
    r->unnamed = is_empty(r->text, &row->fields[0]);
    uint32_t at = row->fields[0].start;
    int n = row->n;
    if (gx_plain_last(r->plain) && gx_plain_last(r->plain) != '\n') put_line_end(r, at);
    while (r->used && n > r->used && is_empty(r->text, &row->fields[n - 1])) n--;
    for (int i = first; i < n; i++) {
        gx_plain_put(r->plain, '|', row->fields[i].start);
        put_field(r, &row->fields[i], broken);
        if (broken && is_digit(gx_plain_last(r->plain))) gx_plain_put(r->plain, '%', at);
    }
    if (row->end == r->size && r->text[r->size - 1] != '\n' && r->text[r->size - 1] != ']' &&
        r->text[r->size - 1] != ')')
        return;
    gx_plain_put(r->plain, '|', row->end - 1);
    gx_plain_put(r->plain, '\n', row->end - 1);
}

/* The last field of a record that is not empty, from 1. */
static int last_used(const fields_reader *r, const record *row) {
    int n = row->n;
    while (n && is_empty(r->text, &row->fields[n - 1])) n--;
    return n;
}

/* How many fields the rows use that stand together from this one on, up to a line that uses but its
** first: where a sheet is written as a whole, all of its rows are as wide as its widest table. */
static int count_used(const fields_reader *r, uint32_t at) {
    record row;
    int used = 0, n = 2;
    for (; at < r->size && n > 1; at = row.end) {
        read_record(r, at, &row);
        n = is_row(r, &row) ? last_used(r, &row) : 0;
        if (n > used) used = n;
    }
    return used;
}

static void put_records(fields_reader *r) {
    record row;
    bool sheet = !(r->widths & (r->widths - 1));
    for (uint32_t at = 0; at < r->size && !r->plain->failed; at = row.end) {
        read_record(r, at, &row);
        bool is_one = is_row(r, &row), alone = is_one && last_used(r, &row) < 2;
        r->after_row = is_one;
        if (!sheet || !is_one || alone)
            r->used = sheet && alone ? 1 : 0;
        else if (r->used < 2)
            r->used = count_used(r, at);
        if (is_one)
            put_row(r, &row);
        else
            gx_plain_copy(r->plain, r->text, at, row.end - at);
    }
}

/* Copies an array that is damaged, to the end of its line: its numbers are not legible. Returns
** where that is. */
static uint32_t put_broken(const fields_reader *r, uint32_t at) {
    for (; at < r->size && r->text[at] != '\n'; at++) {
        if (is_digit(gx_plain_last(r->plain)) && !is_digit(r->text[at]))
            gx_plain_put(r->plain, '%', at);
        gx_plain_copy(r->plain, r->text, at, 1);
    }
    if (is_digit(gx_plain_last(r->plain))) gx_plain_put(r->plain, '%', at);
    return at;
}

static void put_arrays(fields_reader *r) {
    record row;
    for (uint32_t at = 0; at < r->size && !r->plain->failed;) {
        uint32_t to = find_array(r, at);
        gx_plain_copy(r->plain, r->text, at, to - at);
        at = to;
        if (at == r->size) return;
        if (read_array(r, at, &row)) {
            put_row(r, &row);
            at = row.end;
        } else if (at + 1 < r->size && (r->text[at + 1] == '"' || r->text[at + 1] == '\'')) {
            at = put_broken(r, at);
        } else {
            gx_plain_copy(r->plain, r->text, at++, 1);
        }
    }
}

bool gx_read_fields(const char *text, size_t size, char divider, gx_plain *plain) {
    fields_reader r = {.text = text, .size = (uint32_t)size, .plain = plain, .divider = divider};
    plain->n = 0;
    plain->failed = false;
    if (divider == '[') {
        r.round = has_round(text, size);
        put_arrays(&r);
    } else {
        count_records(&r);
        put_records(&r);
    }
    return !plain->failed;
}
