/*
** lines.c: damage that moves lines: two swapped, one doubled, a page break put in. Where a text has
** its tables on one line, tokens are moved in their stead.
*/
#include "accuracy.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { FEW_LINES = 12, MAX_HEAD = 3000 };

static bool is_one_line(const ac_places *places) {
    return places->last_line - places->first_line < FEW_LINES;
}

/* ---- what a line holds ----------------------------------------------------------------------- */

typedef struct content {
    uint32_t cells, words, strays;
    uint32_t first_cell;
    bool whole_label; /* one of its words is all of a row's label */
} content;

/* True for a unit: a short word right behind a number. */
static bool is_unit(const ac_places *places, uint32_t token) {
    const ac_token *it = &places->tokens[token];
    return token && it->kind == AC_T_WORD && it->end - it->start <= 6 && it[-1].kind == AC_T_CELL &&
           it[-1].end == it->start;
}

static content look(const ac_places *places, const ac_line *line) {
    content out = {0};
    for (uint32_t i = line->first; i < line->first + line->n; i++) {
        const ac_token *token = &places->tokens[i];
        if (is_unit(places, i)) continue;
        if (token->kind == AC_T_CELL && !out.cells++) out.first_cell = i;
        out.words += token->kind == AC_T_WORD;
        out.strays += token->kind == AC_T_STRAY;
        if (token->kind != AC_T_WORD) continue;
        ac_match match = ac_match_label(places, token, AC_L_ROW, ac_topic_at(places, line->first));
        out.whole_label |= match.whole;
    }
    return out;
}

/* True where the line holds cells of one row alone, and all of that row that are printed. */
static bool is_row(const ac_places *places, const ac_line *line, const content *has) {
    if (!has->cells) return false;
    int slot = places->tokens[has->first_cell].slot, printed = 0;
    gx_topic topic = gx_topic_of(slot);
    for (uint32_t i = line->first; i < line->first + line->n; i++) {
        const ac_token *token = &places->tokens[i];
        if (token->kind != AC_T_CELL) continue;
        if (gx_topic_of(token->slot) != topic || gx_item_of(token->slot) != gx_item_of(slot))
            return false;
    }
    for (int m = 0; m < gx_tables[topic].n_measures; m++)
        printed += places->start[gx_slot(topic, gx_item_of(slot), m)] != AC_NOWHERE;
    return printed == (int)has->cells;
}

/* ---- exchanging ------------------------------------------------------------------------------ */

typedef enum manner { INSTEAD, ALSO } manner;

/* Cell `a` prints, or may print, what was printed in cell `b`. */
static void give(ac_case *made, int a, int b, manner how) {
    const ac_places *places = made->places;
    const ac_truth *other = &places->truth->cells[b];
    ac_expect *expect = &made->expect[a];
    if (!expect->there || !other->there) return;
    expect->touched = true;
    if (how == INSTEAD) {
        expect->n = 0;
        expect->blank_right = false;
    }
    if (other->blank)
        expect->blank_right = true;
    else if (expect->n < AC_CHOICES)
        expect->may[expect->n++] = other->number;
}

static void exchange(ac_case *made, int a, int b, manner how) {
    give(made, a, b, how);
    give(made, b, a, how);
}

/* Exchanges two rows, or two columns, of one table. False where their cells differ. */
static bool exchange_rows(ac_case *made, gx_topic topic, int a, int b, manner how) {
    const ac_truth *cells = made->places->truth->cells;
    int n = gx_tables[topic].n_measures;
    for (int m = 0; m < n; m++)
        if (cells[gx_slot(topic, a, m)].there != cells[gx_slot(topic, b, m)].there) return false;
    for (int m = 0; m < n; m++) exchange(made, gx_slot(topic, a, m), gx_slot(topic, b, m), how);
    return true;
}

static void exchange_columns(ac_case *made, gx_topic topic, int a, int b) {
    for (int i = 0; i < gx_tables[topic].n_items; i++)
        exchange(made, gx_slot(topic, i, a), gx_slot(topic, i, b), ALSO);
}

/* Rows whose labels changed places: by the labels they are exchanged, by the order they are not. */
static void exchange_labels(ac_case *made, const ac_line *a, const ac_line *b) {
    const ac_places *places = made->places;
    const ac_token *x = &places->tokens[a->first], *y = &places->tokens[b->first];
    gx_topic topic = ac_topic_at(places, a->first);
    if (topic != ac_topic_at(places, b->first)) return;
    ac_match one = ac_match_label(places, x, AC_L_ROW, topic);
    ac_match two = ac_match_label(places, y, AC_L_ROW, topic);
    if (one.label && two.label && one.label->code != two.label->code)
        exchange_rows(made, topic, one.label->code, two.label->code, ALSO);
    one = ac_match_label(places, x, AC_L_COLUMN, topic);
    two = ac_match_label(places, y, AC_L_COLUMN, topic);
    if (one.label && two.label && one.label->code != two.label->code)
        exchange_columns(made, topic, one.label->code, two.label->code);
}

/* Numbers that moved over others of their own row: by the order in which they stand now, the row's
** cells print one another's numbers. */
static void rotate(ac_case *made, const ac_line *from, const ac_line *over) {
    const ac_places *places = made->places;
    const ac_line *a = from < over ? from : over, *b = from < over ? over : from;
    int cells[GX_R_MEASURES + GX_P_MEASURES * GX_P_ITEMS], n = 0;
    for (uint32_t i = a->first; i < b->first + b->n; i++) {
        const ac_token *token = &places->tokens[i];
        if (token->kind != AC_T_CELL) continue;
        if (n == GX_R_MEASURES + GX_P_MEASURES * GX_P_ITEMS) return;
        cells[n++] = token->slot;
        if (gx_topic_of(token->slot) != gx_topic_of(cells[0]) ||
            gx_item_of(token->slot) != gx_item_of(cells[0]))
            return;
    }
    for (int i = 0; i < n; i++)
        give(made, cells[i], cells[(i + (from == b ? n - 1 : 1)) % n], ALSO);
}

/* True where a number that moves here may fill a row that has room for it. */
static bool near_hole(const ac_places *places, const ac_line *line) {
    uint32_t end = line->first + line->n;
    for (uint32_t i = line->first ? line->first - 1 : 0; i <= end && i < places->n_tokens; i++)
        if (places->tokens[i].kind == AC_T_CELL && ac_has_hole(places, places->tokens[i].slot))
            return true;
    return false;
}

/* What the two lines print after they have changed places. False: cannot be told. */
static bool expect_swapped(ac_case *made, const ac_line *a, const ac_line *b) {
    const ac_places *places = made->places;
    content one = look(places, a), two = look(places, b);
    if (one.strays || two.strays || near_hole(places, a) || near_hole(places, b)) return false;
    for (uint32_t i = 0; i < a->n; i++) ac_touch(made, a->first + i);
    for (uint32_t i = 0; i < b->n; i++) ac_touch(made, b->first + i);
    if (!one.cells && !two.cells) {
        exchange_labels(made, a, b);
        return true;
    }
    if (!one.cells || !two.cells) { /* labels and numbers: else only the old truth is honest */
        rotate(made, one.cells ? a : b, one.cells ? b : a);
        return true;
    }
    bool rows = is_row(places, a, &one) && is_row(places, b, &two);
    int x = places->tokens[one.first_cell].slot, y = places->tokens[two.first_cell].slot;
    rows = rows && gx_topic_of(x) == gx_topic_of(y);
    if (one.words && two.words) {
        if (one.whole_label && two.whole_label) return true; /* each row with its own label */
        return !rows || exchange_rows(made, gx_topic_of(x), gx_item_of(x), gx_item_of(y), ALSO);
    }
    if (one.words || two.words) return true;
    if (rows && one.cells > 1)
        return exchange_rows(made, gx_topic_of(x), gx_item_of(x), gx_item_of(y), INSTEAD);
    if (one.cells != two.cells) return false;
    for (uint32_t i = 0; i < one.cells; i++)
        exchange(made, places->tokens[one.first_cell + i].slot,
                 places->tokens[two.first_cell + i].slot, INSTEAD);
    return true;
}

/* ---- choosing lines -------------------------------------------------------------------------- */

static bool is_long(const ac_places *places, const ac_line *line) {
    for (uint32_t i = line->first; i < line->first + line->n; i++)
        if (places->tokens[i].end - places->tokens[i].start > 200) return true;
    return false;
}

/* A random line of the tables that holds something but no running text; NULL: none. */
static const ac_line *pick_line(const ac_places *places, ac_random *random) {
    for (int i = 0; i < 50; i++) {
        uint32_t n = places->first_line + ac_draw(random, places->last_line - places->first_line);
        const ac_line *line = &places->lines[n];
        if (line->n && !is_long(places, line)) return line;
    }
    return NULL;
}

static const ac_line *next_line(const ac_places *places, const ac_line *line) {
    const ac_line *end = places->lines + places->last_line;
    for (line++; line < end; line++)
        if (line->n) return is_long(places, line) ? NULL : line;
    return NULL;
}

static void describe_lines(ac_case *made, const char *verb, const ac_line *a, const ac_line *b) {
    const ac_places *places = made->places;
    int n = snprintf(made->what, sizeof made->what, "%s line %u", verb,
                     (unsigned)(a - places->lines) + 1);
    if (b)
        snprintf(made->what + n, sizeof made->what - (size_t)n, " and line %u",
                 (unsigned)(b - places->lines) + 1);
}

/* ---- the kinds ------------------------------------------------------------------------------- */

static const ac_token *pick_cell(const ac_places *places, ac_random *random) {
    for (int i = 0; i < 50; i++) {
        uint32_t n = places->first + ac_draw(random, places->last - places->first);
        if (places->tokens[n].kind == AC_T_CELL) return &places->tokens[n];
    }
    return NULL;
}

static bool swap_cells(ac_case *made, ac_random *random) {
    const ac_places *places = made->places;
    const ac_token *a = pick_cell(places, random), *b = pick_cell(places, random);
    if (!a || !b || a == b) return false;
    if (a > b) {
        const ac_token *other = a;
        a = b, b = other;
    }
    exchange(made, a->slot, b->slot, INSTEAD);
    ac_copy(made, 0, a->start);
    ac_copy(made, b->start, b->end);
    ac_copy(made, a->end, b->start);
    ac_copy(made, a->start, a->end);
    ac_copy(made, b->end, places->text->size);
    snprintf(made->what, sizeof made->what, "swapped cells at bytes %u and %u", a->start, b->start);
    return ac_finish(made);
}

bool ac_swap_lines(ac_case *made, ac_random *random) {
    const ac_places *places = made->places;
    if (places->first == places->last) return false;
    if (is_one_line(places)) return swap_cells(made, random);
    const ac_line *a = pick_line(places, random);
    const ac_line *b = !a                   ? NULL
                       : ac_draw(random, 3) ? next_line(places, a)
                                            : pick_line(places, random);
    if (!a || !b || a == b) return false;
    if (a > b) {
        const ac_line *other = a;
        a = b, b = other;
    }
    if (!expect_swapped(made, a, b)) return false;
    ac_copy(made, 0, a->start);
    ac_copy(made, b->start, b->end);
    ac_copy(made, a->end, b->start);
    ac_copy(made, a->start, a->end);
    ac_copy(made, b->end, places->text->size);
    describe_lines(made, "swapped", a, b);
    return ac_finish(made);
}

/* A cell twice in one line, set apart as it is from the token before. */
static bool double_cell(ac_case *made, ac_random *random) {
    const ac_places *places = made->places;
    const ac_token *it = pick_cell(places, random);
    if (!it || it == places->tokens || it[-1].end == it->start ||
        it + 1 == places->tokens + places->last)
        return false;
    if (ac_has_hole(places, it->slot)) return false;
    made->expect[it->slot].touched = true;
    ac_copy(made, 0, it->end);
    ac_copy(made, it[-1].end, it->end);
    ac_copy(made, it->end, places->text->size);
    snprintf(made->what, sizeof made->what, "doubled the cell at byte %u", it->start);
    return ac_finish(made);
}

bool ac_double_line(ac_case *made, ac_random *random) {
    const ac_places *places = made->places;
    if (places->first == places->last) return false;
    if (is_one_line(places)) return double_cell(made, random);
    const ac_line *line = pick_line(places, random);
    if (!line) return false;
    for (uint32_t i = 0; i < line->n; i++) {
        const ac_token *token = &places->tokens[line->first + i];
        if (token->kind == AC_T_CELL && ac_has_hole(places, token->slot)) return false;
        ac_touch(made, line->first + i);
    }
    ac_copy(made, 0, line->end);
    ac_put(made, "\n");
    ac_copy(made, line->start, places->text->size);
    describe_lines(made, "doubled", line, NULL);
    return ac_finish(made);
}

/* The head of the requests: [from, to) in bytes, whole lines. */
static bool find_head(const ac_places *places, uint32_t *from, uint32_t *to) {
    uint32_t first = AC_NOWHERE, row = AC_NOWHERE;
    for (uint32_t i = places->first; i < places->last && row == AC_NOWHERE; i++) {
        const ac_token *token = &places->tokens[i];
        if (token->kind != AC_T_WORD || ac_topic_at(places, i) != GX_REQUESTS) continue;
        ac_match other = ac_match_label(places, token, AC_L_OTHER, GX_REQUESTS);
        ac_match label = ac_match_label(places, token, AC_L_ROW, GX_REQUESTS);
        if (other.whole && first == AC_NOWHERE) first = token->line;
        if (label.whole && label.label->code == GX_NEW) row = token->line;
    }
    if (first == AC_NOWHERE || row == AC_NOWHERE || first >= row) return false;
    *from = places->lines[first].start;
    *to = places->lines[row].start;
    return *to - *from < MAX_HEAD;
}

/* True where a row of the requests begins with this line. */
static bool begins_row(const ac_places *places, const ac_line *line) {
    const ac_token *token = &places->tokens[line->first];
    ac_match match = ac_match_label(places, token, AC_L_ROW, GX_REQUESTS);
    return token->kind == AC_T_WORD && ac_topic_at(places, line->first) == GX_REQUESTS &&
           match.whole && match.label->code != GX_NEW;
}

static bool break_html(ac_case *made, ac_random *random) {
    const ac_places *places = made->places;
    const ac_text *text = places->text;
    const ac_token *cell = pick_cell(places, random);
    if (!cell) return false;
    for (uint32_t at = cell->end; at + 4 < text->size; at++) {
        if (strncasecmp(text->bytes + at, "<tr", 3)) continue;
        if (at >= places->tokens[places->last - 1].end) return false;
        ac_copy(made, 0, at);
        ac_put(made, "<tr><td colspan=\"10\">- 4 -</td></tr>");
        ac_copy(made, at, text->size);
        snprintf(made->what, sizeof made->what, "a page number as a row at byte %u", at);
        return ac_finish(made);
    }
    return false;
}

bool ac_break_page(ac_case *made, ac_random *random) {
    static const char *const breaks[] = {"\n- 4 -\n\f",   "\n\n4\n\n\f",       "- 4 -\n",
                                         "\n\n-3-\n\n\f", "第 3 页 共 6 页\n", "\f"};
    const ac_places *places = made->places;
    if (places->first == places->last) return false;
    if (places->text->html) return break_html(made, random);
    uint32_t which = ac_draw(random, 6), at, from = 0, to = 0;
    bool head = false;
    if (is_one_line(places)) {
        uint32_t token = places->first + ac_draw(random, places->last - places->first);
        if (places->tokens[token].kind != AC_T_WORD) return false;
        at = places->tokens[token].start;
        ac_copy(made, 0, at);
        ac_put(made, "\n");
    } else {
        const ac_line *line = pick_line(places, random);
        if (!line) return false;
        at = line->start;
        head = begins_row(places, line) && find_head(places, &from, &to);
        ac_copy(made, 0, at);
    }
    ac_put(made, breaks[which]);
    if (head) ac_copy(made, from, to);
    ac_copy(made, at, places->text->size);
    snprintf(made->what, sizeof made->what, "page break %u%s at byte %u", which,
             head ? " with a repeated head" : "", at);
    return ac_finish(made);
}
