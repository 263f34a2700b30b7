/*
** notation.c: tables in the notation of wikis and lists. In: text in which each cell has a mark of
** its own: MediaWiki ({| |- | !), AsciiDoc (|===, 3+|), Textile (|\3. ), lists (- 5) and numbered
** columns (列2：5). Out: the same text with each row on one line and its cells between bars, or, of a
** list, with one cell a line; and where each byte comes from.
**
** What a notation says of a cell, the columns and rows that it spans, is no number of the table and
** goes. What is no table stays as it is.
*/
#define _GNU_SOURCE
#include "plain.h"
#include "quick.h"

#include <string.h>

enum { MIN_COLUMNS = 4, MIN_ITEMS = 6, MIN_NUMBERS = 3 };

typedef struct notation {
    const char *text;
    uint32_t size;
    gx_plain *plain;
    bool columns;   /* 列2： before its cells */
    bool list;      /* hyphens before its cells */
    bool in_table;  /* between the lines that open and close a table */
    bool in_row;    /* a row's cells have been written, and not its end */
    bool blank_row; /* AsciiDoc: an empty line ends a row */
} notation;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static uint32_t end_of_line(const notation *n, uint32_t at) {
    const char *end = memchr(n->text + at, '\n', n->size - at);
    return end ? (uint32_t)(end - n->text) : n->size;
}

static uint32_t skip_spaces(const char *text, uint32_t at, uint32_t end) {
    while (at < end && (text[at] == ' ' || text[at] == '\t')) at++;
    return at;
}

static bool starts(const notation *n, uint32_t at, uint32_t end, const char *word) {
    size_t length = strlen(word);
    return end - at >= length && !memcmp(n->text + at, word, length);
}

/* ---- which notation -------------------------------------------------------------------------- */

/* 列2： or 第2列： at `at`: the end of it, 0: it is none. `*number`: the column's. */
static uint32_t column_mark(const char *text, uint32_t at, uint32_t end, unsigned *number) {
    static const char column[] = "列", nth[] = "第", colon[] = "：";
    bool ordinal = end - at > 3 && !memcmp(text + at, nth, 3);
    if (ordinal)
        at += 3;
    else if (end - at > 3 && !memcmp(text + at, column, 3))
        at += 3;
    else
        return 0;
    uint32_t digits = at;
    for (*number = 0; at < end && at - digits < 2 && is_digit(text[at]); at++)
        *number = *number * 10 + (unsigned)(text[at] - '0');
    if (at == digits) return 0;
    if (ordinal && (end - at < 3 || memcmp(text + at, column, 3))) return 0;
    if (ordinal) at += 3;
    if (at < end && text[at] == ':') return at + 1;
    return end - at >= 3 && !memcmp(text + at, colon, 3) ? at + 3 : 0;
}

/* The cell behind the hyphen of a list that begins a line; 0: there is none. */
static uint32_t list_cell(const char *text, uint32_t at, uint32_t end) {
    at = skip_spaces(text, at, end);
    if (end - at < 3 || (text[at] != '-' && text[at] != '+') || text[at + 1] != ' ') return 0;
    uint32_t cell = skip_spaces(text, at + 1, end);
    return cell < end && text[cell] != '\r' ? cell : 0;
}

/* What the lines of a text begin with. */
typedef struct openings {
    int columns, items, numbers; /* lines with a column's number, items of a list, with numbers */
    bool rows;                   /* some items go on with more cells: no list */
    bool tables;                 /* a table is opened */
} openings;

/* Notes an item of a list. */
static void note_item(const char *text, uint32_t cell, uint32_t end, openings *o) {
    o->items++;
    o->numbers += is_digit(text[end - 1]) || (end - cell > 1 && is_digit(text[end - 2]));
    uint32_t more = cell;
    while (more < end && is_digit(text[more])) more++;
    uint32_t next = skip_spaces(text, more, end);
    o->rows = o->rows || memmem(text + cell, end - cell, " - ", 3) ||
              memchr(text + cell, '|', end - cell) ||
              (more > cell && next > more && next < end && is_digit(text[next])); /* - 5 3 - */
}

/* Where the line of p ends: often within eight bytes, where each cell has a line. */
static inline const char *find_newline(const char *p, const char *end) {
    const uint64_t ones = 0x0101010101010101u;
    if (end - p >= 8) {
        uint64_t bytes = gx_load_little(p) ^ ones * '\n';
        uint64_t found = (bytes - ones) & ~bytes & ones * 0x80;
        if (found) return p + __builtin_ctzll(found) / 8;
    }
    const char *next = memchr(p, '\n', (size_t)(end - p));
    return next ? next : end;
}

typedef uint8_t bytes16 __attribute__((vector_size(16)));

static inline bytes16 load16(const char *p) {
    bytes16 bytes;
    memcpy(&bytes, p, sizeof bytes);
    return bytes;
}

static inline bool has_any(bytes16 bytes) {
    uint64_t halves[2];
    memcpy(halves, &bytes, sizeof halves);
    return halves[0] | halves[1];
}

/* True where a line that begins at one of the 16 places from p + 1 on does so with white space, a
** mark of a notation, or what may be 列 or 第. Looks at 18 bytes. */
static inline bool has_opening(const char *p) {
    bytes16 begins = (bytes16)(load16(p) == '\n'), x = load16(p + 1), next = load16(p + 2);
    if (!has_any(begins)) return false;
    bytes16 found = (bytes16)((x == ' ') | (x == '\t') | (x - '{' <= '|' - '{') | (x == '-') |
                              (x == '+') | (((x & 0xFD) == 0xE5) & ((next & 0xDB) == 0x88)));
    return has_any(begins & found);
}

/* The next line behind p, which is a line end, that is to be looked at. */
static const char *next_opening(const char *p, const char *end) {
    for (; end - p >= 18 && !has_opening(p); p += 16) {
    }
    const char *newline = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;
    return newline ? newline + 1 : end;
}

static openings look_at_lines(const char *text, size_t size) {
    static const char column[] = "列", nth[] = "第";
    openings o = {0};
    const char *end = text + size;
    for (const char *p = text, *next; p < end; p = next_opening(next, end)) {
        unsigned number;
        next = find_newline(p, end);
        uint32_t at = (uint32_t)(p - text), to = (uint32_t)(next - text), cell;
        while (p < next && (*p == ' ' || *p == '\t')) p++;
        if (next - p < 2) continue;
        if (*p == '{' || *p == '|')
            o.tables =
                o.tables || (p[0] == '{' && p[1] == '|') || (next - p > 3 && !memcmp(p, "|===", 4));
        else if ((*p == '-' || *p == '+') && (cell = list_cell(text, at, to)))
            note_item(text, cell, to, &o);
        else if (*p == column[0] || *p == nth[0])
            o.columns += column_mark(text, (uint32_t)(p - text), to, &number) != 0;
    }
    return o;
}

static bool has_columns(const openings *o) {
    return o->columns >= MIN_COLUMNS;
}

/* True where many lines are items of a list, and none of these goes on with more cells. */
static bool is_list(const openings *o) {
    return !o->rows && o->items >= MIN_ITEMS && o->numbers >= MIN_NUMBERS;
}

/* True where Textile says at a bar what its cell spans: \3. /2. \3/2. */
static uint32_t textile_span(const char *text, uint32_t at, uint32_t end) {
    uint32_t from = at;
    while (at + 1 < end && (text[at] == '\\' || text[at] == '/') && is_digit(text[at + 1]))
        for (at++; at < end && is_digit(text[at]);) at++;
    return at > from && at < end && text[at] == '.' ? at + 1 : 0;
}

static bool has_spans(const char *text, size_t size) {
    const char *end = text + size;
    int spans = 0;
    for (const char *p = text; spans < 3 && (p = memchr(p, '|', (size_t)(end - p))); p++)
        spans += textile_span(text, (uint32_t)(p + 1 - text), (uint32_t)size) != 0;
    return spans >= 3;
}

bool gx_is_notation(const char *text, size_t size) {
    openings o = look_at_lines(text, size);
    return has_columns(&o) || is_list(&o) || o.tables || has_spans(text, size);
}

bool gx_opens_tables(const char *text, size_t size) {
    return look_at_lines(text, size).tables;
}

/* ---- rows as bars ---------------------------------------------------------------------------- */

/* Where a tag of HTML ends that begins at `at`; `at`: it is none. */
static uint32_t skip_tag(const char *text, uint32_t at, uint32_t end) {
    enum { LONG = 200 };
    if (end - at > LONG) end = at + LONG;
    uint32_t name = at + 1 < end && text[at + 1] == '/' ? at + 2 : at + 1;
    bool letter = name < end && ((text[name] | 0x20) >= 'a' && (text[name] | 0x20) <= 'z');
    const char *close = letter && text[at] == '<' ? memchr(text + name, '>', end - name) : NULL;
    return close ? (uint32_t)(close + 1 - text) : at;
}

/* Copies what stands in a cell, without the tags in it: <br />. */
static void put_text(notation *n, uint32_t from, uint32_t end) {
    for (uint32_t at = from; at < end;) {
        const char *open = memchr(n->text + at, '<', end - at);
        uint32_t tag = open ? (uint32_t)(open - n->text) : end;
        uint32_t behind = tag < end ? skip_tag(n->text, tag, end) : end;
        at = behind > tag ? behind : tag < end ? tag + 1 : end;
        uint32_t to = behind > tag ? tag : at;
        gx_plain_copy(n->plain, n->text, from, to - from);
        from = at;
    }
}

static void end_row(notation *n, uint32_t from) {
    if (n->in_row) gx_plain_put(n->plain, '|', from);
    if (n->in_row) gx_plain_put(n->plain, '\n', from);
    n->in_row = false;
}

/* Where the description of a cell ends that stands before its text, style="..." colspan="3" |; `at`
** where there is none. */
static uint32_t skip_attributes(const notation *n, uint32_t at, uint32_t end) {
    const char *bar = memchr(n->text + at, '|', end - at);
    if (!bar || !memchr(n->text + at, '=', (size_t)(bar - n->text) - at)) return at;
    return (uint32_t)(bar + 1 - n->text);
}

/* Where AsciiDoc's description of the next cell begins, 3+ or .2+ before its bar at `end`; `end`
** where there is none. */
static uint32_t find_description(const notation *n, uint32_t at, uint32_t end) {
    uint32_t p = end;
    while (p > at &&
           ((n->text[p - 1] >= 'a' && n->text[p - 1] <= 'z') || gx_is_among(n->text[p - 1], "<^>")))
        p--;
    if (p == at || n->text[p - 1] != '+') return end;
    for (p--; p > at && (is_digit(n->text[p - 1]) || n->text[p - 1] == '.');) p--;
    return p == at || n->text[p - 1] == ' ' ? p : end;
}

/* Writes the cells of a line that begins with the mark of one. */
static void put_cells(notation *n, uint32_t at, uint32_t end, bool wiki) {
    while (at < end) {
        uint32_t from = wiki ? skip_attributes(n, at, end) : at, to = from;
        bool bars = false;
        while (to < end && !bars) {
            bool two = to + 1 < end && n->text[to] == n->text[to + 1];
            bars = wiki ? two && (n->text[to] == '|' || n->text[to] == '!') : n->text[to] == '|';
            to += !bars;
        }
        uint32_t last = wiki || to == end ? to : find_description(n, from, to);
        from = skip_spaces(n->text, from, last);
        gx_plain_put(n->plain, '|', at);
        put_text(n, from, last);
        n->in_row = true;
        at = to + (wiki ? 2 : 1);
        if (bars && at >= end) gx_plain_put(n->plain, '|', end - 1);
    }
}

static int count_bars(const notation *n, uint32_t at, uint32_t end) {
    int bars = 0;
    for (; at < end; at++) bars += n->text[at] == '|';
    return bars;
}

/* Writes a line of a table of MediaWiki or AsciiDoc. False: it is none. */
static bool put_table_line(notation *n, uint32_t at, uint32_t end) {
    uint32_t from = skip_spaces(n->text, at, end);
    bool wiki = starts(n, from, end, "{|"), doc = starts(n, from, end, "|===");
    if (wiki || (doc && !n->in_table)) {
        n->in_table = true;
        n->blank_row = doc;
        return true;
    }
    if (!n->in_table) return false;
    if (doc || starts(n, from, end, "|}")) {
        end_row(n, from);
        n->in_table = false;
    } else if (n->blank_row) {
        const char *bar = memchr(n->text + from, '|', end - from);
        uint32_t first = bar ? (uint32_t)(bar - n->text) : end;
        if (from == end) end_row(n, from);
        if (count_bars(n, from, end) > 1) end_row(n, from);
        if (bar && find_description(n, from, first) > from && first > from)
            gx_plain_copy(n->plain, n->text, from, first - from);
        if (bar) put_cells(n, first + 1, end, false);
        if (count_bars(n, from, end) > 1) end_row(n, from);
        if (!bar) gx_plain_copy(n->plain, n->text, from, end - from);
    } else if (starts(n, from, end, "|-") || starts(n, from, end, "|+")) {
        end_row(n, from);
    } else if (from < end && (n->text[from] == '|' || n->text[from] == '!')) {
        if (from + 1 == end) gx_plain_put(n->plain, '|', from); /* an empty cell */
        put_cells(n, from + 1, end, true);
        n->in_row = true;
    } else {
        put_text(n, from, end); /* the cell goes on */
    }
    return true;
}

/* True for 第3行 alone on its line. */
static bool is_row_mark(const notation *n, uint32_t at, uint32_t end) {
    static const char nth[] = "第", row[] = "行";
    if (!starts(n, at, end, nth)) return false;
    for (at += 3; at < end && is_digit(n->text[at]);) at++;
    return starts(n, at, end, row) && end - at <= 6;
}

/* Writes a line whose cells have their columns' numbers. False: it has none. */
static bool put_columns(notation *n, uint32_t at, uint32_t end) {
    static const char empty[] = "空白";
    unsigned number;
    uint32_t from = skip_spaces(n->text, at, end), mark = column_mark(n->text, from, end, &number);
    if (is_row_mark(n, from, end)) {
        end_row(n, from);
        return true;
    }
    if (!mark) return false;
    if (number == 1) end_row(n, from);
    gx_plain_put(n->plain, '|', from);
    for (at = skip_spaces(n->text, mark, end); at < end;) {
        mark = column_mark(n->text, at, end, &number);
        if (mark) {
            while (gx_plain_last(n->plain) == ' ' || gx_plain_last(n->plain) == ',') n->plain->n--;
            gx_plain_put(n->plain, '|', at);
            at = skip_spaces(n->text, mark, end);
        } else if (starts(n, at, end, empty)) {
            at += 6;
        } else {
            gx_plain_copy(n->plain, n->text, at++, 1);
        }
    }
    n->in_row = true;
    return true;
}

/* Writes a line in which bars say what their cells span, without the tags in it. */
static void put_spans(notation *n, uint32_t at, uint32_t end) {
    for (uint32_t span; at < end; at++) {
        uint32_t behind = n->text[at] == '<' ? skip_tag(n->text, at, end) : at;
        if (behind > at) {
            at = behind - 1;
            continue;
        }
        gx_plain_copy(n->plain, n->text, at, 1);
        span = n->text[at] == '|' ? textile_span(n->text, at + 1, end) : 0;
        if (span) at = span - 1;
    }
}

bool gx_read_notation(const char *text, size_t size, gx_plain *plain) {
    notation n = {.text = text, .size = (uint32_t)size, .plain = plain};
    openings o = look_at_lines(text, size);
    n.columns = has_columns(&o);
    n.list = is_list(&o);
    plain->n = 0;
    plain->failed = false;
    for (uint32_t at = 0, end; at < n.size && !plain->failed; at = end + 1) {
        end = end_of_line(&n, at);
        uint32_t cell = n.list ? list_cell(text, at, end) : 0;
        if (n.list && !cell && end == n.size) break; /* an item that may be cut off */
        bool row = (n.columns && put_columns(&n, at, end)) || put_table_line(&n, at, end);
        if (row) continue;
        end_row(&n, at);
        put_spans(&n, cell ? cell : at, end);
        if (end < n.size) gx_plain_copy(plain, text, end, 1);
    }
    end_row(&n, n.size - 1);
    return !plain->failed;
}
