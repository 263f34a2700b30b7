/*
** grid.c: tables drawn with rulings. In: text in which lines of dashes, or of box-drawing
** characters, divide the rows of a table, and bars its cells; a cell goes on over several lines.
** Out: the same text with each row on one line, its cells whole, and where each byte comes from.
*/
#define _GNU_SOURCE
#include "plain.h"

#include <string.h>

enum { MAX_LINES = 48, MAX_BARS = 40, MIN_ROWS = 4, MAX_OTHERS = 4 };

/* A line of a table: where it lies, and its bars: bytes and columns. */
typedef struct grid_line {
    uint32_t start, end;
    uint32_t bar[MAX_BARS], bar_bytes[MAX_BARS], column[MAX_BARS];
    int n_bars;
    bool has_number;
} grid_line;

typedef struct grid {
    const char *text;
    uint32_t size;
    gx_plain *plain;
    grid_line lines[MAX_LINES];
    int n_lines;
} grid;

static unsigned class_of(const grid *g, uint32_t at, unsigned *bytes) {
    return gx_class_at((const uint8_t *)g->text + at, (const uint8_t *)g->text + g->size, bytes);
}

static uint32_t end_of_line(const grid *g, uint32_t start) {
    const char *end = memchr(g->text + start, '\n', g->size - start);
    return end ? (uint32_t)(end - g->text) : g->size;
}

/* A ruling has corners or crossings, and dashes between them. It may leave out the columns of a
** cell that goes on across it, words and all. */
static bool is_ruling(const grid *g, uint32_t start, uint32_t end) {
    unsigned bytes, crossings = 0, dashes = 0, others = 0, run = 0, longest = 0;
    for (uint32_t at = start; at < end; at += bytes) {
        unsigned class = class_of(g, at, &bytes);
        bool dash = class == GX_C_DASH || g->text[at] == '=';
        run = dash ? run + 1 : 0;
        if (run > longest) longest = run;
        if (class == GX_C_RULE || class == GX_C_PIPE || g->text[at] == '+')
            crossings++;
        else if (dash)
            dashes++;
        else if (class != GX_C_SPACE && g->text[at] != '\r')
            others++;
    }
    return crossings > 1 && longest >= 3 && dashes >= 5 && dashes > 3 * others;
}

static bool scan_line(const grid *g, uint32_t start, uint32_t end, grid_line *line) {
    unsigned bytes;
    uint32_t column = 0;
    memset(line, 0, sizeof *line);
    line->start = start;
    line->end = end;
    for (uint32_t at = start; at < end; at += bytes) {
        unsigned class = class_of(g, at, &bytes);
        if (class == GX_C_PIPE) {
            if (line->n_bars == MAX_BARS) return false;
            line->bar[line->n_bars] = at;
            line->bar_bytes[line->n_bars] = bytes;
            line->column[line->n_bars++] = column;
        }
        line->has_number = line->has_number || class == GX_C_DIGIT;
        column += bytes >= 3 && class != GX_C_PIPE && class != GX_C_RULE ? 2 : 1;
    }
    return line->n_bars >= 2;
}

/* A cell holds a number, and not a label with a numeral in it. */
static bool is_number_cell(const grid *g, uint32_t start, uint32_t end) {
    unsigned bytes;
    bool digit = false;
    for (uint32_t at = start; at < end; at += bytes) {
        unsigned class = class_of(g, at, &bytes);
        if (class >= GX_C_FIRST_ID || class == GX_C_OTHER) return false;
        digit = digit || class == GX_C_DIGIT;
    }
    return digit;
}

static int count_number_cells(const grid *g, const grid_line *line) {
    int n = 0;
    for (int b = 0; b + 1 < line->n_bars; b++)
        n += is_number_cell(g, line->bar[b] + line->bar_bytes[b], line->bar[b + 1]);
    return n;
}

/* True where a number stands before the first bar or behind the last: a line that was cut in two.
 */
static bool has_loose_number(const grid *g, const grid_line *line) {
    int last = line->n_bars - 1;
    return is_number_cell(g, line->start, line->bar[0]) ||
           is_number_cell(g, line->bar[last] + line->bar_bytes[last], line->end);
}

/* Where a tag ends that Markdown and its kin have in a cell, <br>; 0: there is none. */
static uint32_t tag_end(const grid *g, uint32_t at, uint32_t end) {
    if (end - at < 4 || memcmp(g->text + at, "<br", 3)) return 0;
    const char *close = memchr(g->text + at, '>', end - at);
    return close ? (uint32_t)(close + 1 - g->text) : 0;
}

/* Appends the cell behind bar b of the line, without the white space around it. */
static void copy_cell(const grid *g, const grid_line *line, int b) {
    unsigned bytes;
    uint32_t start = line->bar[b] + line->bar_bytes[b];
    uint32_t end = b + 1 < line->n_bars ? line->bar[b + 1] : line->end, last = start;
    while (start < end && class_of(g, start, &bytes) == GX_C_SPACE) start += bytes;
    for (uint32_t at = start; at < end; at += bytes)
        if (class_of(g, at, &bytes) != GX_C_SPACE && g->text[at] != '\r') last = at + bytes;
    for (uint32_t at = start, tag; at < last; at += bytes) {
        const char *next = memchr(g->text + at, '<', last - at);
        bytes = next ? (uint32_t)(next - g->text) - at : last - at;
        tag = next ? tag_end(g, at + bytes, last) : 0;
        if (next && !tag) bytes++;
        gx_plain_copy(g->plain, g->text, at, bytes);
        if (tag) gx_plain_put(g->plain, ' ', at + bytes);
        if (tag) bytes = tag - at;
    }
}

/* True where the line's bars stand under those of the base line, or are as many. */
static bool stands_under(const grid_line *line, const grid_line *base) {
    if (line->n_bars == base->n_bars) return true;
    for (int k = 0, b = 0; k + 1 < line->n_bars; k++) {
        while (b < base->n_bars && base->column[b] < line->column[k]) b++;
        if (b == base->n_bars || base->column[b] != line->column[k]) return false;
    }
    return true;
}

/* Writes lines [first, last) as one row: cells that begin at the same bar are one cell. Where the
** bars do not agree, or a line was cut in two, each line stays as it is. */
static void write_row(const grid *g, int first, int last) {
    const grid_line *base = &g->lines[first];
    for (int l = first; l < last; l++)
        if (g->lines[l].n_bars > base->n_bars) base = &g->lines[l];
    bool agree = true;
    for (int l = first; l < last; l++)
        agree = agree && stands_under(&g->lines[l], base) && !has_loose_number(g, &g->lines[l]);
    if (!agree) {
        uint32_t start = g->lines[first].start, end = g->lines[last - 1].end;
        gx_plain_copy(g->plain, g->text, start, (end < g->size ? end + 1 : end) - start);
        return;
    }
    for (int b = 0; b < base->n_bars; b++) {
        gx_plain_copy(g->plain, g->text, base->bar[b], base->bar_bytes[b]);
        for (int l = first; l < last && b + 1 < base->n_bars; l++) {
            const grid_line *line = &g->lines[l];
            bool same = line->n_bars == base->n_bars;
            for (int k = 0; k + 1 < line->n_bars; k++)
                if (same ? k == b : line->column[k] == base->column[b]) copy_cell(g, line, k);
        }
    }
    if (g->lines[last - 1].end < g->size) gx_plain_put(g->plain, '\n', g->lines[last - 1].end);
}

/* Writes the words that stand in a ruling: a header's cell that goes on across it. */
static void write_words(const grid *g, uint32_t start, uint32_t end) {
    unsigned bytes;
    uint32_t before = g->plain->n;
    for (uint32_t at = start; at < end; at += bytes) {
        unsigned class = class_of(g, at, &bytes);
        if (class >= GX_C_FIRST_ID || class == GX_C_OTHER)
            gx_plain_copy(g->plain, g->text, at, bytes);
        else if (g->plain->n > before && gx_plain_last(g->plain) != '|')
            gx_plain_put(g->plain, '|', at);
    }
    if (g->plain->n > before) gx_plain_put(g->plain, '\n', end);
}

/* The digits of a cell that has nothing else but white space; 0 where it has. */
static uint32_t count_digits(const grid *g, const grid_line *line, int b) {
    uint32_t n = 0;
    for (uint32_t at = line->bar[b] + line->bar_bytes[b]; at < line->bar[b + 1]; at++) {
        n += g->text[at] >= '0' && g->text[at] <= '9';
        if ((g->text[at] < '0' || g->text[at] > '9') && g->text[at] != ' ') return 0;
    }
    return n;
}

/* True where a line is the same as one above, from its first bar to its last. */
static bool is_doubled(const grid *g, const grid_line *above, const grid_line *line) {
    uint32_t n = line->bar[line->n_bars - 1] - line->bar[0];
    return above->bar[above->n_bars - 1] - above->bar[0] == n &&
           !memcmp(g->text + above->bar[0], g->text + line->bar[0], n);
}

/* True where a line's numbers are the ends of those on a line above, which were too long for their
** cells: each stands under another one, and one of the two fills its cell. */
static bool goes_on(const grid *g, const grid_line *above, const grid_line *line) {
    int n = 0;
    if (line->n_bars != above->n_bars || is_doubled(g, above, line)) return false;
    for (int b = 0; b + 1 < line->n_bars; b++) {
        if (!is_number_cell(g, line->bar[b] + line->bar_bytes[b], line->bar[b + 1])) continue;
        uint32_t high = count_digits(g, above, b), low = count_digits(g, line, b);
        uint32_t room = line->column[b + 1] - line->column[b] - 1;
        if (!high || !low || room < 4 || (high + 2 < room && low + 2 < room)) return false;
        n++;
    }
    return n > 0;
}

/* Moves over white space in a cell. Returns what stands there, GX_C_SPACE for nothing. */
static unsigned first_of(const grid *g, const grid_line *line, int b, uint32_t *at,
                         unsigned *bytes) {
    unsigned class = GX_C_SPACE;
    uint32_t end = line->bar[b + 1];
    for (*at = line->bar[b] + line->bar_bytes[b]; *at < end; *at += *bytes) {
        class = class_of(g, *at, bytes);
        if (class != GX_C_SPACE) break;
    }
    return class;
}

/* True where the first words of a line are numbered, as a row's label is: 3. （四）; and stand below
** others. */
static bool is_numbered(const grid *g, const grid_line *above, const grid_line *line) {
    unsigned bytes = 0, class = GX_C_SPACE;
    uint32_t at = 0, end;
    int b = -1;
    if (above->n_bars != line->n_bars) return false;
    while (class == GX_C_SPACE && ++b + 1 < line->n_bars) class = first_of(g, line, b, &at, &bytes);
    if (class != GX_C_DIGIT && class != GX_C_OPEN) return false;
    uint32_t start;
    unsigned some;
    if (first_of(g, above, b, &start, &some) == GX_C_SPACE) return false;
    bool open = class == GX_C_OPEN;
    end = line->bar[b + 1];
    at += bytes;
    if (at < end) class = class_of(g, at, &bytes);
    if (open && gx_is_numeral(class) && at + bytes < end)
        return class_of(g, at + bytes, &bytes) == GX_C_CLOSE;
    return !open && at < end && (class == GX_C_DOT || class == GX_C_ENUM);
}

/* Writes the lines between two rulings. Where several of them have numbers, each of these begins
** a row, save where all go on with those of the first; so does a line below whose words are
** numbered. */
static void write_block(grid *g) {
    int rows = 0, first = 0;
    const grid_line *top = NULL;
    bool wrapped = true;
    for (int l = 0; l < g->n_lines; l++) {
        if (!count_number_cells(g, &g->lines[l])) continue;
        if (rows++) wrapped = wrapped && goes_on(g, top, &g->lines[l]);
        if (rows == 1) top = &g->lines[l];
    }
    if (wrapped && rows > 1) rows = 1;
    for (int l = 1; l <= g->n_lines; l++) {
        bool begins = l == g->n_lines || is_numbered(g, &g->lines[first], &g->lines[l]) ||
                      (rows > 1 && (count_number_cells(g, &g->lines[l]) > 0 ||
                                    count_number_cells(g, &g->lines[first]) == 0));
        if (!begins) continue;
        write_row(g, first, l);
        first = l;
    }
    g->n_lines = 0;
}

/* True where nearly every row stands between two rulings of its own. Where rows follow each other
** without one, it cannot be told where a row ends but by its words, which is not for this room. */
bool gx_is_grid(const char *text, size_t size) {
    grid g = {.text = text, .size = (uint32_t)size};
    int blocks = 0, shared = 0, rows = 0;
    if (!memmem(text, size, "--", 2) && !memmem(text, size, "\xE2\x94", 2)) return false;
    for (uint32_t at = 0; at < size;) {
        uint32_t end = end_of_line(&g, at);
        if (is_ruling(&g, at, end)) {
            blocks += rows > 0;
            shared += rows > 1;
            rows = 0;
        } else if (scan_line(&g, at, end, &g.lines[1]) && count_number_cells(&g, &g.lines[1])) {
            if (!rows || !goes_on(&g, &g.lines[0], &g.lines[1])) rows++;
            g.lines[0] = g.lines[1];
        }
        at = end + 1;
    }
    return blocks >= MIN_ROWS && shared * 8 <= blocks;
}

bool gx_read_grid(const char *text, size_t size, gx_plain *plain) {
    grid g = {.text = text, .size = (uint32_t)size, .plain = plain};
    plain->n = 0;
    plain->failed = false;
    bool in_table = false, header = false; /* no number has come in the table */
    int others = 1; /* lines since the last of the table: a page may end within it */
    for (uint32_t at = 0; at < g.size && !plain->failed;) {
        uint32_t end = end_of_line(&g, at);
        bool ruling = is_ruling(&g, at, end);
        bool row = in_table && !ruling && scan_line(&g, at, end, &g.lines[g.n_lines]);
        if (row) g.n_lines++;
        if (row && count_number_cells(&g, &g.lines[g.n_lines - 1])) header = false;
        if (!row || g.n_lines == MAX_LINES) write_block(&g);
        if (ruling && others) header = true;
        if (ruling && in_table && header) write_words(&g, at, end);
        if (!row && (!ruling || !in_table))
            gx_plain_copy(plain, text, at, (end < g.size ? end + 1 : end) - at);
        others = ruling || row ? 0 : others + 1;
        in_table = others <= MAX_OTHERS && (in_table || ruling);
        at = end + 1;
    }
    write_block(&g);
    return !plain->failed;
}
