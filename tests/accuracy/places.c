/*
** places.c: where a text prints its cells, its words and its lines.
**
** In: an undamaged text, its truth, and the reader's own spans, of which only those count that
** carry the truth. Out: tokens and lines, which the damage is done to.
*/
#include "accuracy.h"

#include <stdlib.h>
#include <string.h>

/* ---- what stands between tokens -------------------------------------------------------------- */

static bool starts(const char *p, const char *end, const char *with) {
    size_t n = strlen(with);
    return (size_t)(end - p) >= n && !strncmp(p, with, n);
}

/* Bytes of markup at p: a tag, a comment, a script, an entity that is a space; 0: none. */
static uint32_t markup(const char *p, const char *end) {
    static const char *const whole[][2] = {
        {"<!--", "-->"}, {"<script", "</script>"}, {"<style", "</style>"}, {"<", ">"}};
    if (*p == '&') return starts(p, end, "&nbsp;") || starts(p, end, "&emsp;") ? 6 : 0;
    if (*p != '<') return 0;
    for (int i = 0; i < 4; i++) {
        if (!starts(p, end, whole[i][0])) continue;
        for (const char *q = p + 1; q < end; q++)
            if (starts(q, end, whole[i][1])) return (uint32_t)(q - p + (long)strlen(whole[i][1]));
        return 1;
    }
    return 0;
}

/* Bytes of white space, a bar or a drawn rule at p; 0: none of these. */
static uint32_t space(const char *p, const char *end) {
    const unsigned char *u = (const unsigned char *)p;
    if (*u <= ' ' || *u == '|') return 1;
    if (end - p >= 2 && u[0] == 0xC2 && u[1] == 0xA0) return 2;
    if (end - p < 3) return 0;
    if (u[0] == 0xE3 && u[1] == 0x80 && u[2] == 0x80) return 3;
    if (u[0] == 0xE2 && (u[1] == 0x94 || u[1] == 0x95)) return 3;
    return 0;
}

static uint32_t separator(const ac_text *text, uint32_t at) {
    const char *p = text->bytes + at, *end = text->bytes + text->size;
    uint32_t n = text->html ? markup(p, end) : 0;
    if (text->data && strchr("\",[]", *p) && *p) return 1;
    return n ? n : space(p, end);
}

/* ---- tokens ---------------------------------------------------------------------------------- */

typedef struct spot {
    uint32_t start, end;
    int slot;
} spot;

static int by_start(const void *a, const void *b) {
    const spot *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
}

static bool is_rule(const char *p, uint32_t n) {
    return n >= 3 && strspn(p, "-+=:_*") >= n;
}

static ac_token_kind kind_of(const char *p, uint32_t n) {
    static const char *const marks[] = {"-", "/", "—", "——", "无", "無", "－"};
    ac_number number;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (n == strlen(marks[i]) && !strncmp(p, marks[i], n)) return AC_T_STRAY;
    return p[n - 1] != '.' && ac_parse_number(p, n, &number) ? AC_T_STRAY : AC_T_WORD;
}

static void add_token(ac_places *out, uint32_t start, uint32_t end, int slot) {
    const char *p = out->text->bytes + start;
    if (slot < 0 && is_rule(p, end - start)) return;
    ac_token_kind kind = slot >= 0 ? AC_T_CELL : kind_of(p, end - start);
    out->tokens[out->n_tokens++] = (ac_token){start, end, 0, kind, slot};
}

static void tokenize(ac_places *out, const spot *spots, int n_spots) {
    const ac_text *text = out->text;
    uint32_t at = 0, word = AC_NOWHERE;
    for (int next = 0; at <= text->size;) {
        bool cell = next < n_spots && spots[next].start == at;
        uint32_t n = at == text->size ? 1 : separator(text, at);
        if ((cell || n) && word != AC_NOWHERE) add_token(out, word, at, -1);
        if (cell || n) word = AC_NOWHERE;
        if (cell) {
            add_token(out, at, spots[next].end, spots[next].slot);
            at = spots[next++].end;
            while (next < n_spots && spots[next].start < at) next++;
        } else if (n)
            at += n;
        else {
            if (word == AC_NOWHERE) word = at;
            at++;
        }
    }
}

static void find_lines(ac_places *out) {
    const ac_text *text = out->text;
    uint32_t token = 0, start = 0;
    for (uint32_t at = 0; at <= text->size; at++) {
        if (at < text->size && text->bytes[at] != '\n') continue;
        ac_line line = {start, at, token, 0};
        while (token < out->n_tokens && out->tokens[token].start < at) {
            out->tokens[token].line = out->n_lines;
            token++;
            line.n++;
        }
        out->lines[out->n_lines++] = line;
        start = at + 1;
    }
}

/* Running text, not part of a table: long, or the end of a sentence. */
static bool is_prose(const ac_places *places, const ac_token *token) {
    if (token->kind != AC_T_WORD) return false;
    const char *p = places->text->bytes + token->start, *end = places->text->bytes + token->end;
    for (; p + 3 <= end; p++)
        if (!strncmp(p, "。", 3)) return true;
    return token->end - token->start > 400;
}

static void find_region(ac_places *out) {
    uint32_t first = 0, last = out->n_tokens;
    while (first < last && out->tokens[first].kind != AC_T_CELL) first++;
    while (last > first && out->tokens[last - 1].kind != AC_T_CELL) last--;
    for (int back = 0; back < 15 && first && last; back++) {
        if (is_prose(out, &out->tokens[first - 1])) break;
        first--;
    }
    out->first = first;
    out->last = last;
    if (first == last) return;
    out->first_line = out->tokens[first].line;
    out->last_line = out->tokens[last - 1].line + 1;
}

/* ---- cells ----------------------------------------------------------------------------------- */

static bool is_right(const ac_places *places, int slot) {
    const gx_cell *cell = &places->read.cells[slot];
    const ac_truth *truth = &places->truth->cells[slot];
    if (truth->blank) return cell->status == GX_BLANK;
    ac_number printed, value = {cell->value, cell->scale};
    if (cell->status != GX_READ && cell->status != GX_INFERRED) return false;
    if (!cell->has_value || !ac_same(value, truth->number)) return false;
    if (cell->status == GX_INFERRED && !cell->length) return true;
    return ac_parse_number(places->text->bytes + cell->start, cell->length, &printed) &&
           ac_same(printed, truth->number);
}

static bool row_is_right(const ac_places *places, int slot) {
    const gx_table *table = &gx_tables[gx_topic_of(slot)];
    int first = table->first + gx_item_of(slot) * table->n_measures;
    for (int s = first; s < first + table->n_measures; s++)
        if (places->truth->cells[s].there && !is_right(places, s)) return false;
    return true;
}

/* Numbers that a lossy text prints less often than its truth has them are not in it. */
static void find_free(ac_places *out) {
    for (int s = 0; s < GX_SLOTS; s++) {
        const ac_truth *truth = &out->truth->cells[s];
        if (!truth->there || truth->blank) continue;
        int wanted = 0, printed = 0;
        for (int other = 0; other < GX_SLOTS; other++) {
            const ac_truth *same = &out->truth->cells[other];
            wanted += same->there && !same->blank && ac_same(same->number, truth->number);
        }
        for (uint32_t i = 0; i < out->n_tokens; i++) {
            const ac_token *token = &out->tokens[i];
            ac_number number;
            printed += ac_parse_number(out->text->bytes + token->start, token->end - token->start,
                                       &number) &&
                       ac_same(number, truth->number);
        }
        out->free[s] = printed < wanted;
    }
}

bool ac_find_places(gx_reader *reader, const ac_corpus *corpus, const ac_text *text,
                    ac_places *out) {
    *out = (ac_places){.corpus = corpus, .text = text, .truth = &corpus->reports[text->report]};
    if (gx_read(reader, text->bytes, text->size, GX_WANT_ALL, &out->read) != GX_OK) return false;
    spot spots[GX_SLOTS];
    int n = 0;
    for (int s = 0; s < GX_SLOTS; s++) {
        const gx_cell *cell = &out->read.cells[s];
        out->start[s] = AC_NOWHERE;
        if (!out->truth->cells[s].there || !cell->length || !row_is_right(out, s)) continue;
        out->start[s] = cell->start;
        out->length[s] = cell->length;
        spots[n++] = (spot){cell->start, cell->start + cell->length, s};
    }
    qsort(spots, (size_t)n, sizeof *spots, by_start);
    uint32_t newlines = 1;
    for (uint32_t i = 0; i < text->size; i++) newlines += text->bytes[i] == '\n';
    out->tokens = malloc((text->size + 1) * sizeof *out->tokens);
    out->lines = malloc(newlines * sizeof *out->lines);
    if (!out->tokens || !out->lines) return false;
    tokenize(out, spots, n);
    find_lines(out);
    find_region(out);
    if (text->lossy) find_free(out);
    return true;
}

void ac_free_places(ac_places *places) {
    free(places->tokens);
    free(places->lines);
}

/* ---- labels ---------------------------------------------------------------------------------- */

ac_match ac_match_label(const ac_places *places, const ac_token *word, ac_label_kind kind,
                        gx_topic topic) {
    ac_match match = {NULL, false};
    char bare[200];
    size_t n =
        ac_bare(places->text->bytes + word->start, word->end - word->start, bare, sizeof bare);
    if (n < 6) return match;
    for (int i = 0; i < places->corpus->n_labels; i++) {
        const ac_label *label = &places->corpus->labels[i];
        if (label->kind != kind || label->topic != topic) continue;
        if (!strcmp(label->bare, bare)) return (ac_match){label, true};
        if (!match.label && strstr(label->bare, bare)) match.label = label;
    }
    return match;
}

gx_topic ac_topic_at(const ac_places *places, uint32_t token) {
    for (uint32_t i = token; i < places->n_tokens; i++)
        if (places->tokens[i].kind == AC_T_CELL) return gx_topic_of(places->tokens[i].slot);
    return GX_PROCEEDINGS;
}

/* Newlines between two bytes, or AC_NOWHERE where a bar, a tab or markup stands there too. */
static uint32_t newlines(const ac_text *text, uint32_t from, uint32_t to) {
    uint32_t n = 0;
    for (; from < to; from++) {
        char c = text->bytes[from];
        if (c == '|' || c == '\t' || c == '<') return AC_NOWHERE;
        n += c == '\n';
    }
    return n;
}

/* True where more newlines than usual stand before or behind the row's cells. */
static bool edge_shows(const ac_places *places, int first, uint32_t usual) {
    int end = first + gx_tables[gx_topic_of(first)].n_measures;
    for (uint32_t i = 0; i + 1 < places->n_tokens; i++) {
        const ac_token *a = &places->tokens[i], *b = a + 1;
        bool a_in = a->kind == AC_T_CELL && a->slot >= first && a->slot < end;
        bool b_in = b->kind == AC_T_CELL && b->slot >= first && b->slot < end;
        if (a_in != b_in && newlines(places->text, a->end, b->start) > usual) return true;
    }
    return false;
}

bool ac_has_hole(const ac_places *places, int slot) {
    const gx_table *table = &gx_tables[gx_topic_of(slot)];
    int first = table->first + gx_item_of(slot) * table->n_measures, printed = 0, cells = 0;
    for (int s = first; s < first + table->n_measures; s++) {
        printed += places->start[s] != AC_NOWHERE;
        cells += places->truth->cells[s].there;
    }
    if (printed == cells) return false;
    const ac_text *text = places->text;
    uint32_t usual = AC_NOWHERE, size = 0;
    for (uint32_t i = 1; i < places->n_tokens; i++) {
        const ac_token *it = &places->tokens[i], *last = it - 1;
        bool mine =
            it->kind == AC_T_CELL && it->slot >= first && it->slot < first + table->n_measures;
        if (!mine) continue;
        uint32_t n = newlines(text, last->end, it->start);
        if (n == AC_NOWHERE) return false;
        if (last->kind != AC_T_CELL) continue;
        if (usual != AC_NOWHERE && (n != usual || it->start - last->end != size)) return false;
        usual = n;
        size = it->start - last->end;
    }
    return !usual || usual == AC_NOWHERE || !edge_shows(places, first, usual);
}

bool ac_in_columns(const ac_places *places, uint32_t token) {
    const ac_token *it = &places->tokens[token];
    for (uint32_t i = token; i <= token + 1; i++) {
        if (!i || i >= places->n_tokens) continue;
        const ac_token *a = &places->tokens[i - 1], *b = &places->tokens[i];
        if (a->line != it->line || b->line != it->line) continue;
        if (newlines(places->text, a->end, b->start) == 0 && b->start - a->end >= 2) return true;
    }
    return false;
}
