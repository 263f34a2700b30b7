/*
** row.c: the values of one row to its cells. In: the values that stand between a row's label and
** the next. Out: which cell each value belongs to. Where there are fewer values than cells, the
** empty ones show by what separates the values: a tab or a bar too many; where each cell is a line,
** a blank line; where the text is laid out, the place on the line.
*/
#include "counted.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_LINE = 200 }; /* tokens on the line of a row */

/* Empty cells that the separators show. Gap i is the one before value i, the last one the gap
** behind the last value. */
typedef struct empties {
    unsigned gap[GX_MAX_WIDTH + 1];
    bool strong; /* by tabs or bars; else by blank lines */
    bool tabs;   /* lines of tabs alone divide the cells */
    bool page;   /* a page ends within the row */
} empties;

const gx_token *gx_value_at(const gx_reader *reader, const gx_values *values, uint32_t i) {
    return &reader->tokens[reader->values[values->first + i]];
}

void gx_recount_newlines(gx_reader *reader) {
    memset(reader->newlines, 0, sizeof reader->newlines);
    for (uint32_t e = 0; e < reader->n_events; e++) gx_count_newlines(reader, &reader->events[e]);
}

/* True where rows that are whole, or as long as several others, have more newlines between two
** values than that. */
static bool has_more_newlines(const gx_reader *reader, unsigned usual) {
    enum { LONG = GX_R_MEASURES - 2, SEVERAL = 3 };
    unsigned n = 0, most = 0, more[GX_R_MEASURES + 1] = {0}, rows[GX_R_MEASURES + 1] = {0};
    for (uint32_t e = 0; e < reader->n_events; e++) {
        const gx_event *event = &reader->events[e];
        unsigned newlines = reader->tokens[event->token].gap.newlines;
        if (event->kind != GX_E_VALUE) {
            rows[n <= GX_R_MEASURES ? n : 0]++;
            more[n <= GX_R_MEASURES ? n : 0] += most > usual;
            n = most = 0;
        } else if (n++ && newlines > most) {
            most = newlines;
        }
    }
    for (n = LONG; n < GX_R_MEASURES; n++)
        if (rows[n] >= SEVERAL && more[n] * 2 > rows[n]) return true;
    return more[GX_R_MEASURES] > 0;
}

/* True where an event is the header of the column behind that of the event before it. Those of rows
** may be 其他 and 总计, too, one behind the other. */
static bool is_next_head(const gx_event *event) {
    for (unsigned t = GX_REQUESTS; t <= GX_PROCEEDINGS; t++) {
        const gx_role *head = gx_role_of(event, GX_ROLE_HEAD, t);
        const gx_role *before = gx_role_of(&event[-1], GX_ROLE_HEAD, t);
        bool row = t == GX_REQUESTS && head && head->index == GX_R_TOTAL;
        if (head && before && !row && head->index == before->index + 1)
            return event->token == event[-1].token + 1;
    }
    return false;
}

/* Whether tabs count the cells of lines: as many newlines stand before each of them. */
typedef struct tabbed {
    unsigned newlines; /* 0: not known */
    bool fails;
} tabbed;

static void note_tabs(const gx_gap *gap, tabbed *t) {
    const unsigned tabs = gap->tabs, newlines = gap->newlines;
    unsigned each = tabs && newlines % tabs == 0 ? newlines / tabs : 0;
    if (!t->newlines) t->newlines = each;
    if (!each || each != t->newlines) t->fails = true;
}

/* How many newlines stand between the headers of columns that follow each other, where all are as
** many, and no fewer stand before any value of a row; 0: that is not so, and tabs do not show it
** either. */
static unsigned newlines_of_heads(const gx_reader *reader) {
    enum { MIN_HEADS = 4 };
    unsigned heads = 0, step = 0, least = UINT_MAX;
    tabbed tabs = {0};
    for (uint32_t e = 1; e < reader->n_events; e++) {
        const gx_event *event = &reader->events[e];
        const gx_gap *gap = &reader->tokens[event->token].gap;
        if (!gap->newlines) continue; /* in a text's sentences, too */
        if (event->kind == GX_E_VALUE) {
            bool row = event[-1].kind == GX_E_VALUE ||
                       gx_has_role(&event[-1], gx_role_bit(GX_ROLE_ROW, GX_REQUESTS));
            if (row && gap->newlines < least) least = gap->newlines;
            /* Behind a header, and 总计 is one, a line begins: with no tab. */
            bool begins = gx_has_role(&event[-1], gx_role_bit(GX_ROLE_HEAD, GX_PROCEEDINGS));
            if (row && !begins) note_tabs(gap, &tabs);
        } else if (is_next_head(event)) {
            if (heads++ && gap->newlines != step) return 0;
            step = gap->newlines;
            note_tabs(gap, &tabs);
        }
    }
    bool told = least == step || (!tabs.fails && tabs.newlines == step);
    return heads >= MIN_HEADS && told ? step : 0;
}

/* By the values alone. */
static unsigned most_newlines(const gx_reader *reader) {
    enum { FEW = 3 };
    const uint32_t *count = reader->newlines;
    unsigned best = 0;
    for (unsigned i = 1; i < 8; i++)
        if (count[i] > count[best]) best = i;
    /* Empty cells only make it more: where most are empty, the least that is not rare. */
    for (unsigned i = 1; i < best; i++)
        if (count[i] >= FEW && count[i] * 3 >= count[best] && !has_more_newlines(reader, i))
            return i;
    return best;
}

unsigned gx_usual_newlines(const gx_reader *reader) {
    unsigned most = most_newlines(reader);
    unsigned heads = most > 1 ? newlines_of_heads(reader) : 0;
    return heads && heads < most ? heads : most; /* where nearly all cells are empty, they tell */
}

/* How many newlines stand before an event; 0: a page ends there, or empty cells, or it is no
** section's heading. */
static unsigned newlines_before(const gx_reader *reader, uint32_t e) {
    const gx_gap *gap = &reader->tokens[reader->events[e].token].gap;
    bool heading = gx_role_of(&reader->events[e], GX_ROLE_SECTION, 0) != NULL;
    return heading && !gap->page && gap->pipes < 2 ? gap->newlines : 0;
}

unsigned gx_newlines_of_heading(const gx_rows *rows) {
    enum { NEAR = 32 }; /* events of headers */
    const gx_reader *reader = rows->reader;
    unsigned least = 0;
    for (uint32_t e = rows->first; e && rows->first - e < NEAR; e--) {
        if (reader->events[e - 1].kind == GX_E_PROSE) break;
        if (gx_role_of(&reader->events[e - 1], GX_ROLE_SECTION, 0)) {
            least = newlines_before(reader, e - 1);
            break;
        }
    }
    /* Before it, too, there may be a table's empty cells. */
    for (uint32_t e = rows->end; least && e < reader->n_events && e - rows->end < NEAR; e++) {
        unsigned newlines = newlines_before(reader, e);
        if (newlines && newlines < least) least = newlines;
    }
    return least;
}

unsigned gx_newlines_of_rows(const gx_rows *rows) {
    const gx_reader *reader = rows->reader;
    unsigned least = 0;
    for (int i = 0; i < gx_tables[rows->topic].n_items; i++) {
        const gx_values *row = &rows->rows[i];
        if (!row->n || gx_is_last_row(rows, i)) continue;
        const gx_token *last = &reader->tokens[reader->values[row->first + row->n - 1]];
        if (last + 1 == reader->tokens + reader->n_tokens || last[1].gap.page) continue;
        if (!least || last[1].gap.newlines < least) least = last[1].gap.newlines;
    }
    return least;
}

static unsigned over(unsigned count, unsigned usual) {
    return count > usual ? count - usual : 0;
}

static unsigned least(unsigned a, unsigned b) {
    return a < b ? a : b;
}

/* ---- by separators --------------------------------------------------------------------------- */

/* Where each cell is a line. */
static void count_lines(const gx_shape *shape, const gx_gap *gap, bool trailing, empties *e,
                        uint32_t i) {
    unsigned usual = shape->newlines;
    if (trailing && shape->behind > usual) usual = shape->behind;
    if (trailing && shape->row_end > usual) usual = shape->row_end;
    unsigned lines = gap->page ? 0 : over(gap->newlines, usual);
    if (gap->pipes) e->strong = true;
    if (gap->page) e->page = true;
    unsigned bars = gap->pipes ? gap->pipes : gap->tabs;
    if (gap->tabs && !gap->pipes && !trailing) e->tabs = e->strong = true;
    e->gap[i] = bars ? least(gap->tabs && trailing ? bars : over(bars, 1), lines) : lines;
    if (trailing && e->tabs && !bars) e->gap[i] = 0; /* nothing but a line's end */
}

/* Where each row is a line. */
static void count_in_line(const gx_gap *gap, bool leading, bool trailing, empties *e, uint32_t i) {
    if (gap->tabs || gap->pipes) e->strong = true;
    if (!gap->newlines) {
        e->gap[i] = over(gap->tabs, 1) + over(gap->pipes, 1);
    } else if (leading && !trailing) { /* the line begins with empty cells */
        e->gap[i] = gap->tabs_lead + over(gap->pipes_lead, 1);
    } else if (trailing) {
        e->gap[i] = gap->tabs_end + over(gap->pipes_end, 1);
    }
}

/* How many empty cells a line has that stands by itself between two words; 0: there is none. */
static unsigned count_alone(const gx_gap *gap) {
    unsigned bars = (unsigned)(gap->pipes - gap->pipes_lead - gap->pipes_end);
    unsigned tabs = (unsigned)(gap->tabs - gap->tabs_lead - gap->tabs_end);
    if (gap->newlines < 2 || gap->page) return 0;
    return bars > 1 ? bars - 1 : tabs ? tabs + 1 : 0;
}

/* The last token of a row's label on its line, in its cell. */
static uint32_t end_of_label(const gx_reader *reader, uint32_t token) {
    for (; token + 1 < reader->n_tokens; token++) {
        const gx_token *next = &reader->tokens[token + 1];
        if (next->kind != GX_T_WORD || next->gap.newlines || next->gap.pipes || next->gap.tabs ||
            next->gap.spaces > 1)
            break;
    }
    return token;
}

static void find_empties(const gx_shape *shape, const gx_values *values, empties *e) {
    const gx_reader *reader = shape->reader;
    memset(e, 0, sizeof *e);
    for (uint32_t i = 0; i <= values->n; i++) {
        uint32_t before = i               ? reader->values[values->first + i - 1]
                          : values->label ? values->label - 1
                                          : reader->values[values->first] - 1;
        if (!values->n) before = end_of_label(reader, before);
        uint32_t token = i < values->n ? reader->values[values->first + i] : before + 1;
        if (token >= reader->n_tokens || (i && token != before + 1)) continue;
        const gx_gap *gap = &reader->tokens[token].gap;
        if (shape->newlines)
            count_lines(shape, gap, i == values->n, e, i);
        else
            count_in_line(gap, i == 0, i == values->n, e, i);
        if (!values->n && shape->single && !shape->newlines && count_alone(gap))
            e->gap[0] = count_alone(gap);
    }
}

static unsigned sum(const unsigned *counts, uint32_t first, uint32_t last) {
    unsigned total = 0;
    for (uint32_t i = first; i < last; i++) total += counts[i];
    return total;
}

bool gx_read_line(const gx_reader *reader, const gx_values *values, gx_fields *fields) {
    uint32_t t = reader->values[values->first], value = 0;
    uint32_t line = reader->tokens[t].line;
    for (unsigned n = 0; t && reader->tokens[t - 1].line == line; t--)
        if (++n > MAX_LINE) return false;
    fields->lead = (unsigned)reader->tokens[t].gap.tabs_lead + reader->tokens[t].gap.pipes_lead;
    fields->all = fields->label = fields->lead;
    uint32_t first = t;
    for (; t < reader->n_tokens && reader->tokens[t].line == line; t++) {
        if (t - first > MAX_LINE) return false;
        const gx_gap *gap = &reader->tokens[t].gap;
        if (t && reader->tokens[t - 1].line == line)
            fields->all += (unsigned)gap->tabs + gap->pipes;
        if (!value && reader->tokens[t].kind == GX_T_WORD) fields->label = fields->all;
        if (value < values->n && reader->values[values->first + value] == t)
            fields->at[value++] = fields->all;
    }
    if (t < reader->n_tokens) {
        const gx_gap *gap = &reader->tokens[t].gap;
        fields->all += (unsigned)gap->tabs_end + gap->pipes_end; /* a ruling below has bars too */
    }
    return value == values->n && fields->all;
}

/* True where whole row w has the columns of the row to be read. */
static bool has_columns(const gx_shape *shape, int w, unsigned width) {
    return shape->width[w] == width && shape->first[w] == shape->measure;
}

/* Puts each value into the cell that stands in the same field of a whole row. False: one stands in
** none. */
static bool fit_fields(const gx_fields *fields, const gx_fields *whole, uint32_t n, unsigned width,
                       int at[GX_MAX_WIDTH]) {
    uint32_t placed = 0;
    if (fields->label >= whole->at[0]) return false;
    for (unsigned c = 0; c < width; c++) {
        bool here = placed < n && fields->at[placed] == whole->at[c];
        at[c] = here ? (int)placed++ : -1;
    }
    return placed == n;
}

/* By the fields of a whole row with as many, whose label stands in the same one: rows begin at
** different depths, and have fields in common by chance. Each empty cell must show. Under a row
** whose label stands elsewhere it is not sure, and told if all such rows agree. */
static gx_fit fit_by_fields(const gx_shape *shape, const gx_values *values, unsigned width,
                            int at[GX_MAX_WIDTH]) {
    gx_fields fields, whole;
    empties e;
    bool other = false, agree = true;
    if (!values->n || !gx_read_line(shape->reader, values, &fields)) return GX_FIT_NONE;
    if (width == GX_R_MEASURES && gx_fit_counted(shape, values, &fields, at)) return GX_FIT_SURE;
    find_empties(shape, values, &e);
    if (sum(e.gap, 0, values->n + 1) < width - values->n) return GX_FIT_NONE;
    for (int w = 0; w < shape->n_whole; w++) {
        int under[GX_MAX_WIDTH];
        if (!has_columns(shape, w, width) ||
            !gx_read_line(shape->reader, &shape->whole[w], &whole) || whole.all != fields.all ||
            whole.lead != fields.lead || !fit_fields(&fields, &whole, values->n, width, under))
            continue;
        bool same = whole.label == fields.label;
        agree = agree && (!other || !memcmp(at, under, sizeof at[0] * width));
        if (same || !other) memcpy(at, under, sizeof at[0] * width);
        if (same) return GX_FIT_SURE;
        other = true;
    }
    if (!other && width == GX_R_MEASURES && shape->heads.fields == fields.all) {
        for (unsigned c = 0; c < width; c++) whole.at[c] = shape->heads.first + c;
        if (fit_fields(&fields, &whole, values->n, width, at)) return GX_FIT_SURE;
    }
    return other && agree ? GX_FIT_DEPTH : GX_FIT_NONE;
}

/* Takes out the empty cells at the edges of a row where whole rows of the same depth show them too:
** a table's merged cells leave separators behind. False: there is no such row. */
static bool clear_edges(const gx_shape *shape, const gx_values *values, unsigned width,
                        empties *e) {
    gx_fields fields, whole;
    bool in_line = !shape->newlines, found = false;
    if (in_line && !gx_read_line(shape->reader, values, &fields)) return false;
    for (int w = 0; w < shape->n_whole; w++) {
        if (!has_columns(shape, w, width)) continue;
        if (in_line &&
            (!gx_read_line(shape->reader, &shape->whole[w], &whole) || whole.lead != fields.lead))
            continue;
        empties other;
        find_empties(shape, &shape->whole[w], &other);
        if (other.gap[0]) e->gap[0] = 0;
        if (other.gap[width]) e->gap[values->n] = 0;
        found = true;
    }
    return found;
}

/* True where all separators before a row's first value count as empty cells before it: where lines
** end among them, some may be the label's, or a cell may be no line. */
static bool are_all_counted(const gx_shape *shape, const gx_gap *first, const empties *e) {
    if (!shape->newlines)
        return first->pipes == first->pipes_lead && first->tabs == first->tabs_lead;
    return !first->pipes || e->gap[0] + 1 == first->pipes;
}

unsigned gx_show_empties(const gx_reader *reader, const gx_values *values, bool headed,
                         unsigned between[GX_MAX_WIDTH]) {
    gx_shape shape = {.reader = reader, .newlines = reader->usual_newlines};
    empties e;
    unsigned all = 0;
    if (!values->n || values->n >= GX_MAX_WIDTH) return 0;
    find_empties(&shape, values, &e);
    if (e.page) return 0;
    unsigned cell = shape.newlines > 1 && !e.strong ? shape.newlines : 1; /* bars are one a cell */
    /* Behind a label there may be separators of the cells that it spans; at a line's beginning,
    ** browsers leave out tabs. */
    const gx_gap *first = &gx_value_at(reader, values, 0)->gap;
    bool left_out = !shape.newlines && !first->tabs_lead && !first->pipes_lead;
    bool lead =
        e.strong && first->newlines && !left_out && (headed || are_all_counted(&shape, first, &e));
    for (uint32_t i = 1; i < values->n && !shape.newlines && e.strong; i++)
        if (gx_value_at(reader, values, i)->gap.newlines) return 0; /* a line ends within the row */
    for (uint32_t i = lead ? 0 : 1; i < values->n; i++) {
        if (e.gap[i] % cell) return 0;
        between[i] = e.gap[i] / cell;
        all += between[i];
    }
    if (!lead) between[0] = GX_NO_GAP;
    return all;
}

unsigned gx_find_gaps(const gx_rows *rows, const gx_values *values, unsigned width,
                      unsigned gap[GX_MAX_WIDTH + 1]) {
    gx_shape shape = {.reader = rows->reader, .newlines = rows->reader->usual_newlines};
    empties e, other;
    shape.behind = gx_newlines_of_heading(rows);
    memset(gap, 0, sizeof(unsigned) * (GX_MAX_WIDTH + 1));
    if (!values->n || values->n > GX_MAX_WIDTH) return 0;
    find_empties(&shape, values, &e);
    if (e.page && !e.strong) return 0;
    for (int i = 0; i < GX_MAX_ROWS && e.gap[values->n]; i++) {
        const gx_values *whole = &rows->rows[i];
        if (whole == values || whole->n != width || width > GX_MAX_WIDTH) continue;
        find_empties(&shape, whole, &other);
        if (other.gap[width]) e.gap[values->n] = 0;
    }
    memcpy(gap, e.gap, sizeof e.gap);
    return sum(e.gap, 1, values->n + 1);
}

/* True where the row has bars or tabs, but not as many as the whole rows: it has lost some. */
static bool has_lost_fields(const gx_shape *shape, const gx_values *values, unsigned width) {
    gx_fields fields, whole;
    bool other = false;
    if (!values->n || !gx_read_line(shape->reader, values, &fields)) return false;
    for (int w = 0; w < shape->n_whole; w++) {
        if (!has_columns(shape, w, width) ||
            !gx_read_line(shape->reader, &shape->whole[w], &whole) || whole.lead != fields.lead)
            continue;
        if (whole.all == fields.all) return false;
        other = true;
    }
    return other;
}

/* Puts the values into cells, with e->gap[i] empty ones before value i. */
static void place(const empties *e, uint32_t n, unsigned width, int at[GX_MAX_WIDTH]) {
    unsigned cell = 0;
    for (uint32_t i = 0; i <= n; i++) {
        for (unsigned j = 0; j < e->gap[i] && cell < width; j++) at[cell++] = -1;
        if (i < n && cell < width) at[cell++] = (int)i;
    }
}

static bool has_noughts_alone(const gx_reader *reader, const gx_values *values) {
    for (uint32_t i = 0; i < values->n; i++)
        if (gx_value_at(reader, values, i)->value) return false;
    return true;
}

/* True for numbers that add up by chance. */
static bool has_little_alone(const gx_reader *reader, const gx_values *values) {
    enum { LITTLE = 10 };
    for (uint32_t i = 0; i < values->n; i++)
        if (gx_value_at(reader, values, i)->value >= LITTLE) return false;
    return true;
}

static gx_fit fit_by_separators(const gx_shape *shape, const gx_values *values, unsigned width,
                                int at[GX_MAX_WIDTH]) {
    empties e;
    uint32_t n = values->n;
    unsigned need = width - n;
    if (n && !shape->newlines &&
        gx_value_at(shape->reader, values, 0)->line !=
            gx_value_at(shape->reader, values, n - 1)->line)
        return GX_FIT_NONE; /* something else is among them */
    find_empties(shape, values, &e);
    if (e.page && !e.strong) return GX_FIT_NONE; /* its blank lines are the page's */
    bool row = width < GX_MAX_WIDTH;             /* the proceedings have sums in between */
    bool edges = n && clear_edges(shape, values, width, &e);
    /* Behind their headers, the first cell of a row begins its line, and each other one a tab. */
    if (n && !row && e.tabs) e.gap[0] = gx_value_at(shape->reader, values, 0)->gap.tabs;
    if (n == 0) e.gap[0] = e.strong && e.gap[0] > need ? need : e.gap[0];
    unsigned inner = n ? sum(e.gap, 1, n) : 0;
    unsigned all = sum(e.gap, 0, n + 1);
    if (shape->newlines > 1 && !e.strong && all == need * shape->newlines) {
        for (uint32_t i = 0; i <= n; i++) { /* an empty cell is as many lines as any other */
            if (e.gap[i] % shape->newlines) return GX_FIT_NONE;
            e.gap[i] /= shape->newlines;
        }
    } else if (all == need && n && !e.strong && shape->newlines > 1 && !shape->single &&
               (width < GX_R_MEASURES || has_noughts_alone(shape->reader, values))) {
        return GX_FIT_NONE; /* its empty cells may be half as many, with others behind it */
    } else if (all != need) {
        if (inner != need || !n || (shape->newlines && e.gap[0])) return GX_FIT_NONE;
        if (row && all > need && has_noughts_alone(shape->reader, values)) return GX_FIT_NONE;
        e.gap[0] = e.gap[n] = 0;
    }
    /* What is empty before few numbers may be cells of the label, and as many left out behind. */
    if (width == GX_R_MEASURES && n && e.gap[0] && shape->open && !edges &&
        has_little_alone(shape->reader, values))
        return GX_FIT_NONE;
    place(&e, n, width, at);
    bool whole = e.strong && (shape->newlines || !has_lost_fields(shape, values, width));
    if (e.strong && !whole && width < GX_R_MEASURES) return GX_FIT_NONE; /* no sum would prove it */
    return whole ? GX_FIT_LOOSE : GX_FIT_PLACE;
}

/* ---- by the place on the line ---------------------------------------------------------------- */

/* Puts each value into the cell of the whole row that it stands under. Returns how far off they
** are in all, -1 where a value stands under none or two under one. */
static int fit_under(const gx_reader *reader, const gx_values *values, const gx_values *whole,
                     bool wide, int at[GX_MAX_WIDTH]) {
    int off = 0, last = -1;
    unsigned width = whole->n;
    for (unsigned i = 0; i < width; i++) at[i] = -1;
    for (uint32_t i = 0; i < values->n; i++) {
        int x = gx_middle(gx_value_at(reader, values, i), wide), best = -1, near = 0, second = 0;
        for (unsigned w = 0; w < width; w++) {
            int distance = abs(gx_middle(gx_value_at(reader, whole, w), wide) - x);
            if (best < 0 || distance < near) {
                second = best < 0 ? distance : near;
                near = distance;
                best = (int)w;
            } else if (w == 1 || distance < second) {
                second = distance;
            }
        }
        if (best <= last || near * 2 > second) return -1;
        at[best] = (int)i;
        last = best;
        off += near;
    }
    return off;
}

bool gx_is_laid_out(const gx_reader *reader, const gx_values *values) {
    uint32_t apart = 0;
    if (!values->n) return false;
    uint32_t line = gx_value_at(reader, values, 0)->line;
    for (uint32_t i = 1; i < values->n; i++) {
        const gx_token *token = gx_value_at(reader, values, i);
        if (token->line != line) return false;
        apart += token->gap.spaces > 1;
    }
    return apart * 2 + 1 >= values->n;
}

bool gx_on_one_line(const gx_reader *reader, const gx_values *values) {
    return values->n &&
           gx_value_at(reader, values, 0)->line == gx_value_at(reader, values, values->n - 1)->line;
}

bool gx_on_same_page(const gx_reader *reader, const gx_values *a, const gx_values *b) {
    uint32_t first = reader->values[a->first], last = reader->values[b->first];
    if (first > last) return gx_on_same_page(reader, b, a);
    for (uint32_t t = first + 1; t <= last; t++)
        if (reader->tokens[t].gap.page) return false;
    return true;
}

static uint32_t lines_apart(const gx_reader *reader, const gx_values *a, const gx_values *b) {
    uint32_t x = gx_value_at(reader, a, 0)->line, y = gx_value_at(reader, b, 0)->line;
    return (x > y ? x - y : y - x) + (gx_on_same_page(reader, a, b) ? 0 : UINT32_MAX / 2);
}

/* Which of two whole rows that follow each other stand under each other, by characters and by
** display columns: how many do so. False: so few of them that they do so by chance. */
static bool count_aligned(const gx_shape *shape, unsigned width, int aligned[2]) {
    enum { SEVERAL = 3, ONE_OF = 4 };
    const gx_values *above = NULL;
    int pairs = 0;
    aligned[0] = aligned[1] = 0;
    if (shape->strewn) return false;
    for (int w = 0; w < shape->n_whole; w++) {
        const gx_values *whole = &shape->whole[w];
        if (!has_columns(shape, w, width) || !gx_on_one_line(shape->reader, whole)) continue;
        bool both = above && gx_on_same_page(shape->reader, above, whole);
        pairs += both;
        for (int wide = 0; wide < 2 && both; wide++) {
            unsigned off = 0;
            for (unsigned c = 0; c < width; c++)
                off += (unsigned)abs(gx_middle(gx_value_at(shape->reader, above, c), wide) -
                                     gx_middle(gx_value_at(shape->reader, whole, c), wide));
            aligned[wide] += off <= 2 * width; /* by a column each, as they are of many digits */
        }
        above = whole;
    }
    int most = aligned[0] > aligned[1] ? aligned[0] : aligned[1];
    return pairs < SEVERAL || most * ONE_OF >= pairs;
}

/* By the nearest whole row of the same page, by display columns or by characters, as whole rows
** stand under each other, or else by what is closest. */
static gx_fit fit_by_place(const gx_shape *shape, const gx_values *values, unsigned width,
                           int at[GX_MAX_WIDTH]) {
    int best = -1, aligned[2];
    uint32_t nearest = 0, failed = UINT32_MAX; /* ... where it fits, and where it does not */
    if (shape->newlines || !gx_is_laid_out(shape->reader, values)) return GX_FIT_NONE;
    if (has_lost_fields(shape, values, width)) return GX_FIT_NONE;
    if (!count_aligned(shape, width, aligned)) return GX_FIT_NONE;
    for (int w = 0; w < shape->n_whole; w++) {
        const gx_values *whole = &shape->whole[w];
        if (!has_columns(shape, w, width) || !gx_on_one_line(shape->reader, whole)) continue;
        bool proved = width >= GX_R_MEASURES; /* by sums, which disclosures have not */
        if (!proved && !(gx_is_laid_out(shape->reader, whole) && shape->headed[w])) continue;
        uint32_t apart = lines_apart(shape->reader, values, whole);
        if (best >= 0 && apart > nearest) continue;
        bool fits = false;
        for (int wide = 0; wide < 2; wide++) {
            int tried[GX_MAX_WIDTH];
            if (aligned[wide] < aligned[!wide]) continue;
            int off = fit_under(shape->reader, values, whole, wide, tried);
            fits = fits || off >= 0;
            if (off < 0 || (best >= 0 && apart == nearest && off >= best)) continue;
            best = off;
            nearest = apart;
            memcpy(at, tried, sizeof tried);
        }
        if (!proved && !fits && apart < failed) failed = apart;
    }
    return best < 0 || failed < nearest ? GX_FIT_NONE : GX_FIT_PLACE;
}

/* Lists the ways in which the values stand under whole rows, of the same page or of others, by
** display columns or by characters. Returns how many; `off`: how far off the closest is. */
static unsigned list_places(const gx_shape *shape, const gx_values *values, bool page, bool wide,
                            unsigned places[GX_MAX_ROWS], int *off) {
    unsigned n = 0;
    *off = INT_MAX;
    for (int w = 0; w < shape->n_whole; w++) {
        const gx_values *whole = &shape->whole[w];
        int at[GX_MAX_WIDTH];
        unsigned cells = 0, known = 0;
        if (!has_columns(shape, w, GX_R_MEASURES) || !gx_on_one_line(shape->reader, whole))
            continue;
        if (gx_on_same_page(shape->reader, values, whole) != page) continue;
        int off_here = fit_under(shape->reader, values, whole, wide, at);
        if (off_here < 0) continue;
        if (off_here < *off) *off = off_here;
        for (unsigned c = 0; c < GX_R_MEASURES; c++) cells |= (at[c] >= 0 ? 1u : 0u) << c;
        while (known < n && places[known] != cells) known++;
        if (known == n) places[n++] = cells;
    }
    return n;
}

unsigned gx_list_places(const gx_shape *shape, const gx_values *values,
                        unsigned places[GX_MAX_ROWS]) {
    gx_fields fields;
    int aligned[2];
    if (shape->newlines || !gx_is_laid_out(shape->reader, values)) return 0;
    if (gx_read_line(shape->reader, values, &fields)) return 0; /* bars or tabs divide it */
    if (!count_aligned(shape, GX_R_MEASURES, aligned)) return 0;
    for (int page = 1; page >= 0; page--) {
        unsigned narrow[GX_MAX_ROWS];
        int off[2];
        unsigned n_narrow = list_places(shape, values, page, false, narrow, &off[0]);
        unsigned n = list_places(shape, values, page, true, places, &off[1]);
        if (aligned[0] != aligned[1] ? aligned[0] > aligned[1] : off[0] < off[1]) {
            memcpy(places, narrow, sizeof narrow);
            n = n_narrow;
        }
        if (n) return n;
    }
    return gx_list_places_under_heads(shape, values, places);
}

bool gx_shows_more(const gx_shape *shape, const gx_values *values) {
    empties e;
    find_empties(shape, values, &e);
    return sum(e.gap, 1, values->n) != 0;
}

bool gx_ends_text(const gx_reader *reader, const gx_values *values) {
    uint32_t last = values->n ? reader->values[values->first + values->n - 1] : values->label - 1;
    return last + 1 == reader->n_tokens;
}

/* ---- one row --------------------------------------------------------------------------------- */

gx_fit gx_fit_row(const gx_shape *shape, const gx_values *values, unsigned width,
                  int at[GX_MAX_WIDTH]) {
    if (values->n == width) {
        for (unsigned i = 0; i < width; i++) at[i] = (int)i;
        return gx_shows_more(shape, values) ? GX_FIT_LOOSE : GX_FIT_SURE;
    }
    if (values->n > width || (!values->n && !values->label) || gx_ends_text(shape->reader, values))
        return GX_FIT_NONE;
    gx_fit fit = shape->newlines ? GX_FIT_NONE : fit_by_fields(shape, values, width, at);
    if (fit != GX_FIT_NONE) return fit;
    fit = fit_by_separators(shape, values, width, at);
    return fit != GX_FIT_NONE ? fit : fit_by_place(shape, values, width, at);
}

/* ---- cells ----------------------------------------------------------------------------------- */

void gx_fill_value(const gx_token *token, gx_cell *cell) {
    memset(cell, 0, sizeof *cell);
    cell->start = token->start;
    cell->length = token->end - token->start;
    bool legible = !(token->flags & GX_F_ILLEGIBLE);
    if (token->kind != GX_T_NUMBER && legible) {
        cell->status = GX_BLANK;
        return;
    }
    cell->status = legible ? GX_READ : GX_DOUBTFUL;
    cell->has_value = legible;
    cell->value = legible ? token->value : 0;
    cell->scale = legible ? token->scale : 0;
}

void gx_fill_empty(const gx_token *before, gx_cell *cell) {
    memset(cell, 0, sizeof *cell);
    cell->status = GX_BLANK;
    cell->start = before->end;
}

/* ---- rows that no sum proves ----------------------------------------------------------------- */

/* True where a line has a number behind its label, or a printed blank. */
static bool has_own_values(const gx_reader *reader, uint32_t label) {
    uint32_t line = reader->tokens[label].line;
    for (uint32_t t = label + 1; t < reader->n_tokens && reader->tokens[t].line == line; t++)
        if (reader->tokens[t].kind != GX_T_WORD) return true;
    return false;
}

bool gx_is_out_of_place(const gx_rows *rows, int item) {
    const gx_values *row = &rows->rows[item];
    const gx_token *tokens = rows->reader->tokens, *first, *value;
    if (!row->n || !row->label) return false;
    first = &tokens[rows->reader->values[row->first]];
    bool in_line = first->line == tokens[row->label - 1].line;
    if (first->line < tokens[row->label - 1].line && has_own_values(rows->reader, row->label - 1))
        return true;
    bool in_cells = first->gap.pipes || first->gap.tabs;
    bool with_words =
        !in_cells && !first->gap.newlines && first > tokens && first[-1].kind == GX_T_WORD;
    if (rows->spoiled[item] && with_words && !in_line) return true; /* 共 12 项 of a row below */
    for (uint32_t i = 1; i < row->n; i++) {
        value = &tokens[rows->reader->values[row->first + i]];
        bool beside = value[-1].kind != GX_T_WORD && (value->gap.pipes || value->gap.tabs);
        if (in_line && value->line > first->line && !beside) return true;
        if (in_cells && !value->gap.pipes && !value->gap.tabs) return true;
    }
    return false;
}

void gx_drop_spans(gx_rows *rows, int item) {
    enum { COLUMNS = 3 };
    uint8_t measures[GX_MAX_WIDTH];
    const gx_reader *reader = rows->reader;
    unsigned width = gx_list_measures(rows, item, measures);
    gx_values *row = &rows->rows[item], *widest = &rows->rows[GX_RULES];
    if (!widest->n) widest = &rows->rows[GX_NORMATIVE];
    if (rows->topic != GX_DISCLOSURES || row->n != COLUMNS || !width || !widest->label) return;
    if (widest->n && widest->n != COLUMNS) return;
    const uint32_t *values = reader->values + row->first;
    const gx_token *cell = &reader->tokens[values[width - 1]];
    for (unsigned i = width; i < COLUMNS; i++) {
        const gx_token *copy = &reader->tokens[values[i]];
        if ((!copy->gap.pipes && !copy->gap.tabs) || copy->gap.newlines) return;
        if (cell->kind != copy->kind || cell->value != copy->value || cell->scale != copy->scale)
            return;
    }
    row->n = width;
}
