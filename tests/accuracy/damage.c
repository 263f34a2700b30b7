/*
** damage.c: damaged copies of a text. In: a text with its places, a kind of damage, a seed. Out:
** the copy, and for each cell what an honest reading of the copy may say.
**
** What damage hides may be inferred with its own value or be owned up to; what damage prints anew
** is from then on the truth. The kinds that move lines are in lines.c.
*/
#define _GNU_SOURCE
#include "accuracy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *const ac_kind_names[AC_KINDS] = {
    "undamaged", "cell-lost",  "label-lost",     "lines-swapped", "line-doubled", "number-cut",
    "joined",    "page-break", "column-dropped", "digit-changed", "text-cut",     "sweep",
};

uint32_t ac_draw(ac_random *random, uint32_t n) {
    uint64_t z = random->state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    return n ? (uint32_t)(z % n) : 0;
}

/* ---- putting a copy together ----------------------------------------------------------------- */

static void append(ac_case *made, const char *bytes, uint32_t n) {
    if (n > made->room - made->filled) n = made->room - made->filled;
    memcpy(made->draft + made->filled, bytes, n);
    made->filled += n;
}

void ac_copy(ac_case *made, uint32_t from, uint32_t to) {
    if (from >= to) return;
    if (made->n_pieces < AC_MAX_PIECES)
        made->pieces[made->n_pieces++] = (ac_piece){made->filled, from, to - from};
    append(made, made->places->text->bytes + from, to - from);
}

void ac_put(ac_case *made, const char *text) {
    append(made, text, (uint32_t)strlen(text));
}

bool ac_finish(ac_case *made) {
    made->text = malloc(made->filled ? made->filled : 1);
    if (!made->text) return false;
    memcpy(made->text, made->draft, made->filled);
    made->size = made->filled;
    return true;
}

/* Copies the whole text with `with` in the place of text[from, to). */
static bool replace(ac_case *made, uint32_t from, uint32_t to, const char *with) {
    ac_copy(made, 0, from);
    ac_put(made, with);
    ac_copy(made, to, made->places->text->size);
    return ac_finish(made);
}

void ac_expect_truth(ac_case *made, const ac_places *places) {
    for (int s = 0; s < GX_SLOTS; s++) {
        const ac_truth *truth = &places->truth->cells[s];
        made->expect[s] = (ac_expect){.there = truth->there,
                                      .free = places->free[s],
                                      .open = places->text->untraced && places->truth->open[s],
                                      .blank_right = truth->there && truth->blank,
                                      .n = truth->there && !truth->blank,
                                      .may = {truth->number},
                                      .place = places->start[s]};
    }
}

/* Adds a value that an identity leaves for this cell. */
static void allow(ac_case *made, int slot, int64_t value) {
    ac_expect *expect = &made->expect[slot];
    if (!expect->n || expect->n == AC_CHOICES) return;
    if (!ac_same(expect->may[expect->n - 1], (ac_number){value, 0}))
        expect->may[expect->n++] = (ac_number){value, 0};
}

static int64_t sum_of(const ac_places *places, gx_topic topic, int item, int measure, int without) {
    int slot = gx_slot(topic, item, measure);
    const ac_truth *cell = &places->truth->cells[slot];
    return slot != without && cell->there && !cell->blank ? cell->number.value : 0;
}

void ac_allow_sums(ac_case *made, int slot) {
    const ac_places *places = made->places;
    gx_topic topic = gx_topic_of(slot);
    int item = gx_item_of(slot), measure = gx_measure_of(slot);
    if (topic == GX_DISCLOSURES) return;
    int last = gx_tables[topic].n_measures - 1;
    int64_t row = sum_of(places, topic, item, last, slot), outcomes, balance;
    for (int m = 0; m < last; m++) row -= sum_of(places, topic, item, m, slot);
    allow(made, slot, measure == last ? -row : row);
    if (topic != GX_REQUESTS) return;
    outcomes = sum_of(places, topic, GX_TOTAL, measure, slot);
    for (int i = 0; i < GX_R_ITEMS; i++)
        if (gx_tables[topic].items[i].outcome) outcomes -= sum_of(places, topic, i, measure, slot);
    balance = sum_of(places, topic, GX_TOTAL, measure, slot) +
              sum_of(places, topic, GX_CARRIED_OUT, measure, slot) -
              sum_of(places, topic, GX_NEW, measure, slot) -
              sum_of(places, topic, GX_CARRIED_IN, measure, slot);
    if (gx_tables[topic].items[item].outcome) allow(made, slot, outcomes);
    if (item == GX_TOTAL) allow(made, slot, -outcomes);
    if (item == GX_NEW || item == GX_CARRIED_IN) allow(made, slot, balance);
    if (item == GX_TOTAL || item == GX_CARRIED_OUT) allow(made, slot, -balance);
}

void ac_free_case(ac_case *made) {
    free(made->text);
    free(made->draft);
}

/* ---- what a token belongs to ----------------------------------------------------------------- */

static void touch_row(ac_case *made, gx_topic topic, int item) {
    for (int m = 0; m < gx_tables[topic].n_measures; m++)
        made->expect[gx_slot(topic, item, m)].touched = true;
}

static void touch_column(ac_case *made, gx_topic topic, int measure) {
    for (int i = 0; i < gx_tables[topic].n_items; i++)
        made->expect[gx_slot(topic, i, measure)].touched = true;
}

static bool before_first_cell(const ac_places *places, uint32_t token, gx_topic topic) {
    for (uint32_t i = token; i-- > 0;)
        if (places->tokens[i].kind == AC_T_CELL && gx_topic_of(places->tokens[i].slot) == topic)
            return false;
    return true;
}

/* Touches all rows and columns whose labels the word is or is a part of. */
static bool touch_matches(ac_case *made, uint32_t token, gx_topic topic) {
    const ac_places *places = made->places;
    const ac_token *word = &places->tokens[token];
    bool found = false;
    for (int kind = AC_L_ROW; kind <= AC_L_COLUMN; kind++) {
        if (topic == GX_REQUESTS &&
            (kind == AC_L_COLUMN) != before_first_cell(places, token, topic))
            continue;
        ac_match match = ac_match_label(places, word, (ac_label_kind)kind, topic);
        if (!match.label) continue;
        found = true;
        if (kind == AC_L_ROW)
            touch_row(made, topic, match.label->code);
        else
            touch_column(made, topic, match.label->code);
    }
    return found;
}

void ac_touch(ac_case *made, uint32_t token) {
    const ac_places *places = made->places;
    if (places->tokens[token].kind == AC_T_CELL) {
        made->expect[places->tokens[token].slot].touched = true;
        return;
    }
    bool found = false;
    for (int topic = 0; topic < GX_TOPICS; topic++)
        if (topic == (int)ac_topic_at(places, token))
            found = touch_matches(made, token, (gx_topic)topic);
    if (found || token + 1 >= places->n_tokens) return;
    const ac_token *next = &places->tokens[token + 1];
    if (next->kind == AC_T_CELL) touch_row(made, gx_topic_of(next->slot), gx_item_of(next->slot));
}

/* ---- a token and what sets it apart ---------------------------------------------------------- */

/* Widens [from, to) to the whole HTML cell. */
static void widen_html(const ac_text *text, uint32_t *from, uint32_t *to) {
    uint32_t start = *from, end = *to;
    while (start && strncasecmp(text->bytes + start, "<td", 3)) start--;
    while (end + 3 < text->size && strncasecmp(text->bytes + end, "<td", 3) &&
           strncasecmp(text->bytes + end, "<tr", 3) && strncasecmp(text->bytes + end, "</tr", 4))
        end++;
    if (!start || end + 3 >= text->size || *from - start > 200 || end - *to > 200) return;
    *from = start;
    *to = end;
}

/* The bytes of a token, with the separator that goes when the token goes. */
static void with_separator(const ac_places *places, uint32_t token, uint32_t *from, uint32_t *to) {
    const ac_token *it = &places->tokens[token];
    const ac_line *line = &places->lines[it->line];
    *from = it->start;
    *to = it->end;
    if (places->text->html) {
        widen_html(places->text, from, to);
        return;
    }
    bool next = token + 1 < line->first + line->n, previous = token > line->first;
    if (next && places->text->data) /* not the bracket that ends a row */
        next = !memchr(places->text->bytes + it->end, ']', it[1].start - it->end);
    if (next)
        *to = places->tokens[token + 1].start;
    else if (previous)
        *from = places->tokens[token - 1].end;
    else if (token + 1 < places->n_tokens) {
        *from = line->start;
        *to = places->lines[places->tokens[token + 1].line].start;
    }
}

/* A random token of a kind in the tables; AC_NOWHERE where there is none. */
static uint32_t pick(const ac_places *places, ac_random *random, ac_token_kind kind) {
    if (places->first == places->last) return AC_NOWHERE;
    for (int i = 0; i < 50; i++) {
        uint32_t token = places->first + ac_draw(random, places->last - places->first);
        const ac_token *it = &places->tokens[token];
        if (it->kind == kind && (kind != AC_T_WORD || it->end - it->start < 150)) return token;
    }
    return AC_NOWHERE;
}

static int describe(ac_case *made, const char *verb, uint32_t token) {
    const ac_token *it = &made->places->tokens[token];
    int n = (int)(it->end - it->start);
    return snprintf(made->what, sizeof made->what, "%s '%.*s' at byte %u", verb, n < 90 ? n : 90,
                    made->places->text->bytes + it->start, it->start);
}

/* ---- the kinds ------------------------------------------------------------------------------- */

/* A value that is lost may be inferred, or called blank as well. */
static void lose_value(ac_case *made, int slot) {
    made->expect[slot].touched = made->expect[slot].blank_right = true;
    ac_allow_sums(made, slot);
}

/* The lost cell's value may be inferred; it may be called blank as well. Cells that print the same
** and whose loss gives the same text cannot be told from it. */
static bool lose_cell(ac_case *made, ac_random *random) {
    const ac_places *places = made->places;
    uint32_t token = pick(places, random, AC_T_CELL), from, to, n;
    if (token == AC_NOWHERE) return false;
    bool apart = ac_draw(random, 2);
    const ac_token *it = &places->tokens[token];
    char spaces[40] = "";
    from = it->start, to = it->end;
    if (gx_topic_of(it->slot) == GX_DISCLOSURES && ac_in_columns(places, token)) {
        /* no sums here: moved to the left, the next number would stand in its column */
        apart = false;
        snprintf(spaces, sizeof spaces, "%*s", (int)(to - from), "");
    }
    if (apart) with_separator(places, token, &from, &to);
    n = to - from;
    const char *text = places->text->bytes;
    for (uint32_t i = places->first; i < places->last; i++) {
        const ac_token *other = &places->tokens[i];
        uint32_t other_from = other->start, other_to = other->end;
        if (other->kind != AC_T_CELL) continue;
        if (apart) with_separator(places, i, &other_from, &other_to);
        if (other_to - other_from != n) continue;
        uint32_t low = from < other_from ? from : other_from;
        uint32_t high = from < other_from ? other_from : from;
        if (memcmp(text + low, text + low + n, high - low)) continue;
        lose_value(made, other->slot);
    }
    describe(made, apart ? "lost with its separator:" : "lost:", token);
    return replace(made, from, to, spaces);
}

static bool lose_label(ac_case *made, ac_random *random) {
    uint32_t token = pick(made->places, random, AC_T_WORD), from, to;
    if (token == AC_NOWHERE) return false;
    const ac_token *it = &made->places->tokens[token];
    from = it->start, to = it->end;
    if (ac_draw(random, 2)) with_separator(made->places, token, &from, &to);
    ac_touch(made, token);
    describe(made, "lost:", token);
    return replace(made, from, to, "");
}

/* A number stays one number; its parts are none. */
static bool cut_number(ac_case *made, ac_random *random) {
    const ac_places *places = made->places;
    uint32_t token = pick(places, random, AC_T_CELL), cuts[40], n = 0;
    if (token == AC_NOWHERE) return false;
    const ac_token *it = &places->tokens[token];
    if (ac_has_hole(places, it->slot)) return false;
    const char *text = places->text->bytes, *end = text + it->end;
    unsigned bytes, next;
    for (uint32_t at = it->start; at < it->end; at += bytes) {
        if (!ac_digit(text + at, end, &bytes)) continue;
        if (at + bytes < it->end && ac_digit(text + at + bytes, end, &next) && n < 40)
            cuts[n++] = at + bytes;
    }
    if (!n) return false;
    uint32_t at = cuts[ac_draw(random, n)];
    made->expect[it->slot].touched = true;
    describe(made, "cut in two:", token);
    return replace(made, at, at, ac_draw(random, 3) ? " " : "\n");
}

static bool join_numbers(ac_case *made, ac_random *random) {
    const ac_places *places = made->places;
    uint32_t token = pick(places, random, AC_T_CELL);
    if (token == AC_NOWHERE || token + 1 >= places->last) return false;
    const ac_token *a = &places->tokens[token], *b = a + 1;
    const char *text = places->text->bytes;
    unsigned bytes;
    if (b->kind != AC_T_CELL || a->end >= b->start) return false;
    if (gx_topic_of(a->slot) == GX_DISCLOSURES && ac_in_columns(places, token)) return false;
    if (!ac_digit(text + a->start, text + a->end, &bytes) ||
        !ac_digit(text + b->start, text + b->end, &bytes))
        return false;
    if (places->text->html && a->line != b->line && gx_item_of(a->slot) != gx_item_of(b->slot))
        return false;
    made->expect[a->slot].touched = made->expect[b->slot].touched = true;
    int n = describe(made, "joined:", token);
    snprintf(made->what + n, sizeof made->what - (size_t)n, " and '%.*s'", (int)(b->end - b->start),
             text + b->start);
    return replace(made, a->end, b->start, "");
}

/* Words before the first row that are the column's label, or its parts. Returns how many. */
static uint32_t heads_of(const ac_places *places, gx_topic topic, int measure, uint32_t *out,
                         uint32_t room) {
    uint32_t n = 0;
    size_t found = 0, whole = 0, tables = 0;
    for (int i = 0, clause = -1; i < gx_tables[topic].n_items; i++) { /* a head for each clause */
        const gx_item *item = &gx_tables[topic].items[i];
        if (!places->truth->cells[gx_slot(topic, i, measure)].there) continue;
        tables += item->clause != clause;
        clause = item->clause;
    }
    for (uint32_t i = places->first; i < places->last && n < room; i++) {
        const ac_token *it = &places->tokens[i];
        char bare[200];
        if (it->kind != AC_T_WORD || ac_topic_at(places, i) != topic) continue;
        if (topic == GX_REQUESTS && !before_first_cell(places, i, topic)) break;
        ac_match match = ac_match_label(places, it, AC_L_COLUMN, topic);
        if (!match.label || match.label->code != measure) continue;
        found += ac_bare(places->text->bytes + it->start, it->end - it->start, bare, sizeof bare);
        whole = strlen(match.label->bare);
        out[n++] = i;
        if (found >= whole * tables) break;
    }
    return whole && found >= whole * tables ? n : 0;
}

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Where a field of the line [*from, *to) lies, with the comma before it. False: there is none. */
static bool find_field(const char *text, uint32_t *from, uint32_t *to, uint32_t field) {
    uint32_t n = 0, start = *from, end = *to;
    bool quoted = false;
    for (uint32_t at = *from; at < *to && n <= field; at++) {
        quoted ^= text[at] == '"';
        if (quoted || text[at] != ',') continue;
        n++;
        if (n == field) start = at;
        if (n > field) end = at;
    }
    *from = start;
    *to = end;
    return n >= field;
}

/* Which field of its line stands at `at`. */
static uint32_t field_at(const char *text, uint32_t at) {
    uint32_t line = at, field = 0;
    bool quoted = false;
    while (line && text[line - 1] != '\n') line--;
    for (; line < at; line++) {
        quoted ^= text[line] == '"';
        field += !quoted && text[line] == ',';
    }
    return field;
}

/* A data frame loses a field of all its lines; only in requests, where merged cells do not repeat
** what was dropped. */
static bool drop_field(ac_case *made, ac_random *random) {
    const ac_places *places = made->places;
    const char *text = places->text->bytes;
    int measure = (int)ac_draw(random, GX_R_MEASURES);
    uint32_t cell = places->start[gx_slot(GX_REQUESTS, GX_NEW, measure)], at = 0;
    if (cell == AC_NOWHERE) return false;
    uint32_t field = field_at(text, cell);
    for (int i = 0; i < GX_R_ITEMS; i++) {
        int slot = gx_slot(GX_REQUESTS, i, measure);
        if (!places->truth->cells[slot].there) continue;
        lose_value(made, slot);
    }
    bool within = false;
    for (uint32_t l = 0; l < places->n_lines; l++) {
        uint32_t from = places->lines[l].start, to = places->lines[l].end;
        if (from < to && text[from] == ',') /* the columns' numbers: each table begins so */
            within = to <= cell && !memmem(text + to + 1, cell - to, "\n,", 2);
        if (!within || to - from < field || !memchr(text + from, ',', to - from)) continue;
        if (!find_field(text, &from, &to, field)) continue;
        ac_copy(made, at, from);
        at = to;
    }
    ac_copy(made, at, places->text->size);
    snprintf(made->what, sizeof made->what, "dropped: column %s",
             gx_tables[GX_REQUESTS].measures[measure].code);
    return ac_finish(made);
}

/* The bytes of a value with its name and one of the commas beside them. */
static void with_name(const ac_places *places, int slot, uint32_t *from, uint32_t *to) {
    static const char wide[] = "，";
    const char *text = places->text->bytes;
    uint32_t at = places->start[slot], end = at + places->length[slot];
    bool quoted = text[at - 1] == '"';
    at -= quoted, end += quoted;
    while (!strchr(" :{", text[at - 1]) && memcmp(text + at - 3, wide, 3)) at--;
    if (text[at - 1] == ' ' && text[at - 2] == ':') /* "name": before it */
        for (at -= 3; text[at - 1] != '"'; at--) {
        }
    at -= text[at - 1] == '"';
    *from = at;
    *to = end;
    if (!memcmp(text + end, wide, 3))
        *to += 3;
    else if (text[end] == ',')
        *to += text[end + 1] == ' ' ? 2 : 1;
    else if (!memcmp(text + at - 3, wide, 3))
        *from -= 3;
    else if (text[at - 1] == ' ' && text[at - 2] == ',')
        *from -= 2;
}

/* A column goes with the name before each of its values. */
static bool drop_name(ac_case *made, ac_random *random) {
    const ac_places *places = made->places;
    const gx_table *table = &gx_tables[ac_draw(random, 4) ? GX_REQUESTS : GX_DISCLOSURES];
    int measure = (int)ac_draw(random, (uint32_t)table->n_measures), values = 0;
    uint32_t at = 0;
    for (int i = 0; i < table->n_items; i++) {
        int slot = table->first + i * table->n_measures + measure;
        uint32_t from, to;
        if (!places->truth->cells[slot].there) continue;
        if (places->start[slot] == AC_NOWHERE || !places->length[slot]) return false;
        with_name(places, slot, &from, &to);
        if (from < at) return false;
        ac_copy(made, at, from);
        at = to;
        lose_value(made, slot);
        values++;
    }
    ac_copy(made, at, places->text->size);
    snprintf(made->what, sizeof made->what, "dropped: column %s", table->measures[measure].code);
    return values && ac_finish(made);
}

/* The head goes with all its numbers, so that nothing of the column is left. */
static bool drop_column(ac_case *made, ac_random *random) {
    const ac_places *places = made->places;
    if (places->text->named) return drop_name(made, random);
    if (places->text->data && strstr(places->text->path, "-frame/"))
        return drop_field(made, random);
    gx_topic topic = ac_draw(random, 4) ? GX_REQUESTS : GX_DISCLOSURES;
    const gx_table *table = &gx_tables[topic];
    int measure = (int)ac_draw(random, (uint32_t)table->n_measures), values = 0;
    uint32_t gone[64], n = heads_of(places, topic, measure, gone, 8), at = 0;
    if (!n) return false;
    for (int i = 0; i < table->n_items; i++) {
        int slot = gx_slot(topic, i, measure);
        if (!places->truth->cells[slot].there) continue;
        if (places->start[slot] == AC_NOWHERE) return false;
        for (uint32_t t = places->first; t < places->last; t++)
            if (places->tokens[t].slot == slot) gone[n++] = t;
        lose_value(made, slot);
        values++;
    }
    if (!values) return false;
    qsort(gone, n, sizeof *gone, by_number);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t from, to;
        with_separator(places, gone[i], &from, &to);
        if (from > at) ac_copy(made, at, from);
        if (to > at) at = to;
    }
    ac_copy(made, at, places->text->size);
    snprintf(made->what, sizeof made->what, "dropped: column %s", table->measures[measure].code);
    return ac_finish(made);
}

/* The new number is what the report prints. */
static bool change_digit(ac_case *made, ac_random *random) {
    const ac_places *places = made->places;
    uint32_t token = pick(places, random, AC_T_CELL), spots[40], n = 0;
    if (token == AC_NOWHERE) return false;
    const ac_token *it = &places->tokens[token];
    uint32_t length = it->end - it->start;
    const char *text = places->text->bytes;
    char printed[80];
    unsigned bytes;
    if (length >= sizeof printed) return false;
    memcpy(printed, text + it->start, length);
    printed[length] = 0;
    for (uint32_t at = 0; at < length; at += bytes)
        if (ac_digit(printed + at, printed + length, &bytes) && n < 40) spots[n++] = at + bytes - 1;
    if (!n) return false;
    uint32_t which = ac_draw(random, n);
    char *last = &printed[spots[which]];
    char zero = (unsigned char)*last >= 0x80 ? (char)0x90 : '0';
    uint32_t old = (uint32_t)(*last - zero), lowest = which == 0 && n > 1, drawn;
    drawn = lowest + ac_draw(random, 10 - lowest);
    if (drawn == old) return false;
    *last = (char)(zero + (int)drawn);
    ac_expect *expect = &made->expect[it->slot];
    if (!ac_parse_number(printed, length, &expect->may[0])) return false;
    expect->touched = true;
    made->changed = it->slot;
    int said = describe(made, "changed:", token);
    snprintf(made->what + said, sizeof made->what - (size_t)said, " to '%s'", printed);
    return replace(made, it->start, it->end, printed);
}

/* What the cut took away, or cut into, may be inferred or missing, but was never seen empty. */
bool ac_cut_text(ac_case *made, const ac_places *places, uint32_t at) {
    made->places = places;
    ac_expect_truth(made, places);
    made->changed = -1;
    made->n_pieces = 1;
    made->pieces[0] = (ac_piece){0, 0, at};
    for (int s = 0; s < GX_SLOTS; s++) {
        uint32_t start = places->start[s];
        if (start == AC_NOWHERE) /* as the next cell whose place is known */
            for (int next = s; next < GX_SLOTS && start == AC_NOWHERE; next++)
                start = places->start[next];
        made->expect[s].touched = start == AC_NOWHERE || start + places->length[s] >= at;
        if (start != AC_NOWHERE && start >= at) ac_allow_sums(made, s);
    }
    snprintf(made->what, sizeof made->what, "cut off at byte %u", at);
    made->text = malloc(at ? at : 1);
    if (!made->text) return false;
    memcpy(made->text, places->text->bytes, at);
    made->size = at;
    return true;
}

static bool cut_off(ac_case *made, ac_random *random) {
    const ac_places *places = made->places;
    if (places->first == places->last) return false;
    uint32_t from = places->tokens[places->first].start;
    return ac_cut_text(made, places, from + ac_draw(random, places->text->size - from));
}

bool ac_damage(ac_case *made, const ac_places *places, ac_kind kind, uint64_t seed) {
    static bool (*const ways[AC_KINDS])(ac_case *, ac_random *) = {
        [AC_CELL_LOST] = lose_cell,         [AC_LABEL_LOST] = lose_label,
        [AC_LINES_SWAPPED] = ac_swap_lines, [AC_LINE_DOUBLED] = ac_double_line,
        [AC_NUMBER_CUT] = cut_number,       [AC_NUMBERS_JOINED] = join_numbers,
        [AC_PAGE_BREAK] = ac_break_page,    [AC_COLUMN_DROPPED] = drop_column,
        [AC_DIGIT_CHANGED] = change_digit,  [AC_TEXT_CUT] = cut_off,
    };
    ac_random random = {seed};
    uint32_t room = places->text->size * 2 + 8192;
    char *draft = malloc(room);
    for (int try = 0; draft && try < 60; try++) {
        *made = (ac_case){.places = places, .changed = -1, .draft = draft, .room = room};
        ac_expect_truth(made, places);
        if (ways[kind](made, &random)) return true;
    }
    *made = (ac_case){.draft = draft};
    ac_free_case(made);
    return false;
}
