/*
** learn.c: skeletons out of texts. In: a report that the full reader has read, with its tokens and
** events. Out: the skeleton of its tables, if nothing in them was peculiar. See quick.h.
*/
#include "quick.h"
#include "section.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_MENDED = 580 };

/* ---- the reader's part ----------------------------------------------------------------------- */

/* The ideographs of each id, as their bytes. */
typedef struct variants {
    uint32_t bytes[256][8];
    int n[256];
} variants;

static void list_variants(variants *v) {
    memset(v, 0, sizeof *v);
    for (unsigned c = 0x4000; c < 0xA000; c++) {
        unsigned class = gx_class[gx_class_page[c >> 6]][c & 63];
        if (class < GX_C_FIRST_ID || v->n[class] == 8) continue;
        uint8_t utf8[4] = {(uint8_t)(0xE0 | c >> 12), (uint8_t)(0x80 | (c >> 6 & 63)),
                           (uint8_t)(0x80 | (c & 63)), 0};
        memcpy(&v->bytes[class][v->n[class]++], utf8, sizeof utf8);
    }
}

/* The groups of E4 to E9: those that few labels begin with share one. */
static const uint8_t groups[] = {1, 2, 4, 8, 8, 1};

/* Notes a letter that a label begins with. */
static void add_opener(gx_openers *openers, const uint8_t *bytes) {
    uint8_t group = groups[bytes[0] - 0xE4];
    openers->second[bytes[1] & 63] |= group;
    openers->third[bytes[2] & 63] |= group;
}

/* Notes what does not depend on the labels. */
static void list_leads(gx_openers *openers) {
    memcpy(openers->first + (0xE4 & 63), groups, sizeof groups);
    openers->first[0xE2 & 63] = GX_OPENER_E2;
    openers->first[0xE3 & 63] = GX_OPENER_E3;
    openers->first[0xEF & 63] = GX_OPENER_EF | GX_OPENER_COMMA;
    openers->second[0xBC & 63] |= GX_OPENER_COMMA;
    openers->third[0x8C & 63] |= GX_OPENER_COMMA;
    for (int i = 0x94; i <= 0xBF; i++) openers->second[i & 63] |= GX_OPENER_E2;
    for (int i = 0x86; i <= 0x8B; i++) openers->second[i & 63] |= GX_OPENER_E3;
    for (int i = 0xA4; i <= 0xAB; i++) openers->second[i & 63] |= GX_OPENER_EF;
}

static void add_place(uint64_t *set, const uint8_t *bytes, size_t n) {
    uint64_t word = 0;
    for (size_t i = 0; i < n; i++) word |= (uint64_t)bytes[i] << 8 * i;
    unsigned place = gx_beginning_place(word);
    set[place >> 6] |= (uint64_t)1 << (place & 63);
}

/* Notes with which one or two ideographs the label begins, in all their variants. */
static void list_beginning(gx_quick *quick, const variants *v, const gx_string *label) {
    const uint8_t *ids = gx_string_ids + label->first;
    for (int i = 0; i < v->n[ids[0]]; i++) {
        uint8_t bytes[6];
        memcpy(bytes, &v->bytes[ids[0]][i], 3);
        add_opener(&quick->openers, bytes);
        add_place(quick->suspects, bytes, 3);
        for (int j = 0; j < v->n[ids[1]]; j++) {
            memcpy(bytes + 3, &v->bytes[ids[1]][j], 3);
            add_place(quick->suspects, bytes, 6);
        }
    }
}

/* Notes a label of one letter, or a numeral, with each letter that may begin what is behind it. */
static void list_single(gx_quick *quick, const variants *v, unsigned id) {
    uint8_t bytes[6];
    for (int i = 0; i < v->n[id]; i++) {
        memcpy(bytes, &v->bytes[id][i], 3);
        add_opener(&quick->openers, bytes);
        add_place(quick->suspects, bytes, 3);
        for (unsigned next = GX_C_FIRST_ID; next < 256; next++) {
            if (!gx_trie_child(0, next) && !gx_is_numeral(next)) continue;
            for (int j = 0; j < v->n[next]; j++) {
                memcpy(bytes + 3, &v->bytes[next][j], 3);
                add_place(quick->suspects, bytes, 6);
            }
        }
    }
}

static void list_telling(gx_quick *quick) {
    for (int i = 0; i < gx_n_strings; i++)
        for (int r = 0; r < GX_MAX_ROLES; r++) {
            const gx_role *role = &gx_strings[i].roles[r];
            bool row = role->kind == GX_ROLE_ROW && role->topic != GX_REQUESTS;
            bool head = role->kind == GX_ROLE_HEAD && role->topic == GX_PROCEEDINGS;
            unsigned tells = row || head                     ? GX_TELLS_TABLE
                             : role->kind == GX_ROLE_SECTION ? GX_TELLS_HEADING
                                                             : 0;
            for (unsigned l = 0; l < gx_strings[i].n; l++)
                quick->telling[gx_string_ids[gx_strings[i].first + l]] |= (uint8_t)tells;
        }
}

static void list_beginnings(gx_quick *quick) {
    variants v;
    list_variants(&v);
    list_leads(&quick->openers);
    for (int i = 0; i < gx_n_strings; i++) {
        const uint8_t *ids = gx_string_ids + gx_strings[i].first;
        if (gx_strings[i].n == 1)
            list_single(quick, &v, ids[0]);
        else
            list_beginning(quick, &v, &gx_strings[i]);
    }
    for (int i = 0; i < 10; i++) /* numerals may stand between labels */
        list_single(quick, &v, gx_numeral_ids[i]);
}

gx_quick *gx_quick_new(void) {
    gx_quick *quick = calloc(1, sizeof *quick);
    if (!quick) return NULL;
    quick->scan = gx_choose_scan();
    quick->copy = gx_choose_copy();
    quick->seek = gx_choose_seek();
    quick->find_end = gx_choose_find_end();
    quick->find_sign = gx_choose_find_sign();
    quick->is_far = gx_choose_is_far();
    quick->read_gaps = gx_choose_gaps();
    list_beginnings(quick);
    list_telling(quick);
    return quick;
}

void gx_quick_free(gx_quick *quick) {
    if (!quick) return;
    for (int i = 0; i < GX_MAX_SKELETONS && quick->skeletons[i]; i++) {
        free(quick->skeletons[i]->bytes);
        free(quick->skeletons[i]);
    }
    for (int i = 0; i < quick->n_pages; i++) gx_page_free(quick->pages[i]);
    free(quick);
}

/* True where each row of the form has its values, by a label in so many words, once, and no empty
** cell besides. Labels of requests may be damaged. */
static bool rows_are_plain(const gx_rows *rows) {
    gx_shape shape = {.reader = rows->reader, .newlines = rows->reader->usual_newlines};
    uint8_t measures[GX_MAX_WIDTH];
    if (rows->width) return false;
    if (rows->topic == GX_PROCEEDINGS) return rows->rows[0].label && rows->rows[0].n == 15;
    for (int i = 0; i < gx_tables[rows->topic].n_items; i++) {
        const gx_values *row = &rows->rows[i];
        bool has = gx_has_item(rows->report, rows->topic, i);
        if (rows->copies[i].n || has != (row->label != 0)) return false;
        if (!has) continue;
        if (row->n != gx_list_measures(rows, i, measures)) return false;
        if (gx_shows_more(&shape, row)) return false;
        if (rows->quality[i] == GX_Q_EXACT) continue;
        if (rows->topic != GX_REQUESTS) return false;
        rows->reader->quick->mended = true;
    }
    return true;
}

void gx_quick_note(const gx_rows *rows) {
    gx_quick *quick = rows->reader->quick;
    if (rows->topic == GX_REQUESTS) quick->mended = false;
    quick->learned[rows->topic] = !quick->off && rows_are_plain(rows);
}

/* ---- what is printed ------------------------------------------------------------------------- */

typedef struct learner {
    gx_reader *reader;
    uint32_t size;
    const gx_event *headings[6]; /* of sections 2 to 5 */
    uint32_t first, last;        /* the skeleton's tokens: [first, last) */
    gx_model model;
} learner;

static int compare_printed(const void *a, const void *b) {
    const gx_printed *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
}

bool gx_list_printed(gx_model *model) {
    const gx_report *report = model->report;
    for (int t = 0; t < GX_TOPICS; t++)
        for (int i = 0; i < gx_tables[t].n_items; i++)
            for (int m = 0; m < gx_tables[t].n_measures; m++) {
                if (!gx_has_cell(report, (gx_topic)t, i, m)) continue;
                int slot = gx_slot((gx_topic)t, i, m);
                const gx_cell *cell = &report->cells[slot];
                bool blank = cell->status == GX_BLANK;
                if (!cell->length || (cell->status != GX_READ && !blank)) return false;
                model->cells[model->n++] =
                    (gx_printed){cell->start, cell->length, (uint16_t)slot, blank};
            }
    qsort(model->cells, (size_t)model->n, sizeof model->cells[0], compare_printed);
    return model->n > 0;
}

static bool rows_hold(const gx_report *report) {
    for (int i = 0; i < GX_R_ITEMS; i++)
        if (gx_has_item(report, GX_REQUESTS, i) &&
            gx_check_row(report, GX_REQUESTS, i).verdict != GX_HOLDS)
            return false;
    return true;
}

/* ---- where it begins and ends ---------------------------------------------------------------- */

/* The headings of sections two to five, each there once, numbered, in order. */
static bool find_headings(learner *l) {
    const gx_reader *reader = l->reader;
    const char *text = l->model.text;
    for (uint32_t e = 0; e < reader->n_events; e++) {
        const gx_role *role = gx_role_of(&reader->events[e], GX_ROLE_SECTION, 0);
        if (!role || role->index < 2 || role->index > 5) continue;
        if (l->headings[role->index - 1]) return false;
        l->headings[role->index - 1] = &reader->events[e];
    }
    for (int i = 1; i <= 4; i++) {
        if (!l->headings[i]) return false;
        if (i > 1 && l->headings[i]->token < l->headings[i - 1]->token) return false;
        if (!gx_numbered_heading(reader, text, l->headings[i], &l->model.headings[i])) return false;
    }
    return true;
}

/* True where no label goes on from this one's end. */
static bool is_whole(unsigned string) {
    const uint8_t *ids = gx_string_ids + gx_strings[string].first;
    unsigned node = 0;
    for (unsigned i = 0; i < gx_strings[string].n; i++) node = gx_trie_child(node, ids[i]);
    return !gx_trie[node].has_child;
}

/* Sets the skeleton's bounds: from the line of the second heading to behind that of the fifth. */
static bool find_bounds(learner *l) {
    const gx_reader *reader = l->reader;
    const gx_token *tokens = reader->tokens;
    gx_model *model = &l->model;
    uint32_t token = l->headings[1]->token, last = l->headings[4]->token, at;
    if (!token || tokens[token - 1].line == tokens[token].line) return false;
    if (!is_whole(l->headings[4]->string)) return false;
    for (at = tokens[token].start; at && model->text[at - 1] != '\n';) at--;
    if (!at || at <= tokens[token - 1].end - 1) return false;
    model->start = at;
    l->first = token;
    while (last + 1 < reader->n_tokens && tokens[last + 1].line == tokens[last].line) last++;
    if (last != l->headings[4]->token || last + 1 == reader->n_tokens) return false;
    if (tokens[last].flags & GX_F_PAREN) return false;
    const char *newline = memchr(model->text + tokens[last].end, '\n', l->size - tokens[last].end);
    if (!newline || newline >= model->text + tokens[last + 1].start) return false;
    model->end = (uint32_t)(newline + 1 - model->text);
    l->last = last + 1;
    return true;
}

/* ---- what may change from text to text ------------------------------------------------------- */

static bool is_separator(unsigned class) {
    return class == GX_C_NEWLINE || class == GX_C_SPACE || class == GX_C_TAB ||
           class == GX_C_PIPE || class == GX_C_PAGE;
}

/* True where a number stands apart from all that could make it another kind of token. */
static bool stands_apart(const learner *l, const gx_token *token) {
    const uint8_t *text = (const uint8_t *)l->model.text, *end = text + l->size;
    const uint8_t *p = text + token->start, *q = p - 1;
    unsigned bytes;
    while (q > text && p - q < 3 && (*q & 0xC0) == 0x80) q--;
    if (q < text || !is_separator(gx_class_at(q, p, &bytes))) return false;
    p = text + token->end;
    if (!is_separator(gx_class_at(p, end, &bytes))) return false;
    unsigned class = GX_C_SPACE;
    for (; p < end && class == GX_C_SPACE; p += bytes) class = gx_class_at(p, end, &bytes);
    return class == GX_C_NEWLINE || class == GX_C_TAB || class == GX_C_PIPE || class == GX_C_PAGE ||
           class == GX_C_DIGIT;
}

/* True where nothing in the skeleton's tokens depends on how long its numbers are: all values are
** cells, and no word stands behind a number on its line; nor on how lines end elsewhere: no page
** ends in it. */
static bool is_steady(const learner *l) {
    const gx_reader *reader = l->reader;
    const gx_token *tokens = reader->tokens;
    const gx_model *model = &l->model;
    int at = 0;
    for (uint32_t t = l->first; t < l->last; t++) {
        if (at == model->n || tokens[t].start != model->cells[at].start) continue;
        bool blank = model->cells[at++].blank;
        if (tokens[t].flags & (GX_F_PAREN | GX_F_ILLEGIBLE | GX_F_CUT | GX_F_TAKEN)) return false;
        if (!blank && (tokens[t].kind != GX_T_NUMBER || !stands_apart(l, &tokens[t]))) return false;
        for (uint32_t u = t + 1; u < l->last && tokens[u].line == tokens[t].line; u++)
            if (tokens[u].kind == GX_T_WORD && !blank) return false;
    }
    return at == model->n;
}

static bool events_are_plain(const learner *l) {
    const gx_reader *reader = l->reader;
    int values = 0;
    for (uint32_t e = 0; e < reader->n_events; e++) {
        const gx_event *event = &reader->events[e];
        if (event->token < l->first || event->token >= l->last) continue;
        if (event->kind == GX_E_PROSE) return false;
        values += event->kind == GX_E_VALUE;
    }
    uint32_t all = 800 + reader->n_tokens / 256; /* see gx_find_labels */
    return values == l->model.n && all - reader->mends_left < MAX_MENDED;
}

/* ---- the skeleton ---------------------------------------------------------------------------- */

/* Adds bytes to the skeleton as its next piece. Spaces beside a number, if there are two or more,
** are its padding, where they may be. */
static void add_piece(gx_skeleton *s, const char *bytes, uint32_t n, bool may_front,
                      bool may_back) {
    gx_piece *piece = &s->pieces[s->n_pieces];
    uint32_t front = 0, back = 0;
    while (may_back && back < n && bytes[n - 1 - back] == ' ') back++;
    if (back < 2) back = 0;
    while (may_front && front < n - back && bytes[front] == ' ') front++;
    if (front < 2) front = 0;
    piece->pad_front = front > 0;
    piece->pad_back = back > 0;
    piece->padded = front || back;
    bytes += front;
    n -= front + back;
    memcpy(s->bytes + s->n_bytes, bytes, n);
    piece->first = s->n_bytes;
    piece->n = n;
    piece->head = piece->mask = 0;
    memcpy(&piece->head, bytes, n < 8 ? n : 8);
    memset(&piece->mask, 0xff, n < 8 ? n : 8);
    if (n > 8) memcpy(&piece->tail, bytes + n - 8, 8);
    s->n_bytes += n;
}

static void describe_cell(gx_piece *piece, const gx_model *model, int slot) {
    const gx_table *table = &gx_tables[GX_DISCLOSURES];
    int measure = slot < GX_R_FIRST ? slot % table->n_measures : 0;
    piece->slot = (uint16_t)slot;
    piece->real = slot < GX_R_FIRST && table->measures[measure].real;
    piece->is_signed = slot < GX_R_FIRST && measure == GX_ITEMS_CHANGE;
    piece->special = piece->real || piece->is_signed;
    piece->series = 0;
    const gx_cell *cell = &model->report->cells[slot];
    const uint8_t print[] = {cell->status, 0, cell->unit, cell->has_value};
    memcpy(piece->print, print, sizeof print);
}

/* Copies what stands between the numbers, and notes the blanks in it. */
static bool copy_pieces(const gx_model *model, gx_skeleton *s) {
    uint32_t from = model->start;
    bool bare = false; /* places are counted from the number in front */
    s->n_bytes = 0;
    s->n_pieces = s->n_blanks = 0;
    for (int i = 0; i <= model->n; i++) {
        const gx_printed *cell = &model->cells[i];
        uint32_t to = i < model->n ? cell->start : model->end;
        if (i < model->n && cell->blank) {
            s->blanks[s->n_blanks++] = (gx_fixed){(int16_t)(s->n_pieces - 1), cell->slot,
                                                  cell->start - from, cell->length};
            bare = true;
            continue;
        }
        if (to < from) return false;
        add_piece(s, model->text + from, to - from, s->n_pieces && !bare && !model->exact,
                  i < model->n && !model->exact);
        if (i == model->n) break;
        describe_cell(&s->pieces[s->n_pieces++], model, cell->slot);
        from = to + cell->length;
        bare = false;
    }
    return s->n_pieces > 0 && s->pieces[0].n >= 8;
}

/* Notes the headings' places, which are counted from the number in front. */
static bool place_headings(const gx_model *model, gx_skeleton *s) {
    memset(s->headings, 0, sizeof s->headings);
    for (int i = 1; i <= 4; i++) {
        gx_span span = model->headings[i];
        int gap = -1;
        uint32_t from = model->start;
        if (!span.length) continue;
        if (span.start < model->start) return false;
        for (int c = 0; c < model->n && model->cells[c].start < span.start; c++) {
            if (model->cells[c].blank) continue;
            from = model->cells[c].start + model->cells[c].length;
            gap++;
        }
        if (s->pieces[gap + 1].pad_front) return false;
        s->headings[i] = (gx_fixed){(int16_t)gap, (uint16_t)i, span.start - from, span.length};
    }
    return true;
}

/* True where the second number is one cell on from the first, printed like it, and the bytes
** between them may be those of a series. */
static bool goes_on(const gx_piece *one, const gx_piece *two) {
    return two->slot == one->slot + 1 && !two->padded && !two->special && two->n <= 8 &&
           !memcmp(two->print, one->print, sizeof one->print);
}

/* Notes where series of numbers begin. */
static void list_series(gx_skeleton *s) {
    gx_piece *piece = s->pieces, *end = piece + s->n_pieces;
    for (int n = 1; piece < end; piece += n) {
        n = 1;
        if (piece->special) continue;
        while (piece + n < end && n < GX_MAX_SERIES && goes_on(piece + n - 1, piece + n) &&
               piece[n].head == piece[1].head && piece[n].n == piece[1].n)
            n++;
        piece->series = (uint8_t)(n > 2 ? n : 0);
    }
}

/* Makes room for so many bytes. False: no memory. */
static bool make_room(gx_skeleton *s, uint32_t n) {
    if (n <= s->max_bytes) return true;
    char *grown = realloc(s->bytes, n);
    if (!grown) return false;
    s->bytes = grown;
    s->max_bytes = n;
    return true;
}

bool gx_make_skeleton(const gx_quick *quick, const gx_model *model, gx_skeleton *s, bool *made) {
    *made = false;
    if (!make_room(s, model->end - model->start)) return false;
    s->flags = gx_look_over(quick, model->text + model->start, model->end - model->start);
    s->form = model->report->form;
    s->layout = model->report->layout;
    s->other_split = model->report->other_split;
    s->mended = model->mended;
    if (!copy_pieces(model, s) || !place_headings(model, s)) return true;
    list_series(s);
    s->read_gaps = quick->read_gaps;
    memcpy(&s->start, s->bytes, sizeof s->start);
    s->reach = s->n_bytes;
    for (int i = 0; i < s->n_pieces; i++) s->reach += s->pieces[i].special ? 32 : 8;
    for (int i = 0; i <= s->n_pieces; i++)
        if (s->pieces[i].padded) s->reach = 0;
    *made = true;
    return true;
}

/* ---- learning -------------------------------------------------------------------------------- */

/* The skeleton that the next one may take the place of. */
static gx_skeleton *next_skeleton(gx_quick *quick) {
    gx_skeleton **place = &quick->skeletons[quick->next];
    if (!*place) *place = calloc(1, sizeof **place);
    return *place;
}

/* Puts the skeleton first in the order in which they are tried. */
static void keep_skeleton(gx_quick *quick) {
    uint8_t which = (uint8_t)quick->next;
    int at = 0;
    while (at < quick->n && quick->order[at] != which) at++;
    if (at == quick->n) quick->n++;
    memmove(quick->order + 1, quick->order, (size_t)at);
    quick->order[0] = which;
    quick->next = quick->n < GX_MAX_SKELETONS ? quick->n : quick->order[quick->n - 1];
}

/* Takes a skeleton that proved wrong out of the order; its place is the next one's. */
static void drop_skeleton(gx_quick *quick, uint8_t which) {
    int at = 0;
    while (at < quick->n && quick->order[at] != which) at++;
    if (at < quick->n) {
        memmove(quick->order + at, quick->order + at + 1, (size_t)(quick->n - at - 1));
        quick->n--;
    }
    quick->next = which;
}

/* True where the skeleton that was just made gives what was read, and nothing around the tables
** stands against reading by it. */
static bool proves_right(gx_quick *quick, const learner *l, const gx_skeleton *s) {
    gx_report again;
    const gx_cell *cells = l->model.report->cells;
    const uint8_t *text = (const uint8_t *)l->model.text, *end = text + l->size;
    memset(&again, 0, sizeof again);
    if (gx_quick_fit(s, text + l->model.start, end, text, &again) != text + l->model.end)
        return false;
    if (memcmp(again.cells, cells, sizeof again.cells)) return false;
    keep_skeleton(quick);
    bool read = gx_quick_read(quick, l->model.text, l->size, GX_WANT_TABLES, false, &again);
    quick->hits -= read;
    return read && !memcmp(again.cells, cells, sizeof again.cells);
}

bool gx_quick_learn(gx_reader *reader, const char *text, size_t size, const gx_report *report) {
    gx_quick *quick = reader->quick;
    const bool *learned = quick->learned;
    if (quick->off || size > INT32_MAX || !report->is_report || !report->form) return true;
    if (!learned[GX_DISCLOSURES] || !learned[GX_REQUESTS] || !learned[GX_PROCEEDINGS]) return true;
    learner l = {.reader = reader, .size = (uint32_t)size};
    l.model = (gx_model){.text = text, .report = report, .mended = quick->mended};
    if (!gx_list_printed(&l.model) || !rows_hold(report) || !find_headings(&l) || !find_bounds(&l))
        return true;
    if (l.model.end - l.model.start >= GX_MAX_SKELETON) return true;
    if (!is_steady(&l) || !events_are_plain(&l)) return true;
    gx_skeleton *s = next_skeleton(quick);
    uint8_t next = (uint8_t)quick->next;
    bool made;
    if (!s || !gx_make_skeleton(quick, &l.model, s, &made)) return false;
    if (!made || !proves_right(quick, &l, s)) drop_skeleton(quick, next);
    return true;
}
