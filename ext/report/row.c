/*
** row.c: the values of one row to its cells. In: the values that stand between a row's label and
** the next. Out: cells. Where there are fewer values than cells, the empty ones show by what
** separates the values: a tab or a bar too many, or, where each cell is a line, a blank line.
*/
#include "reader.h"

enum { MAX_CELLS = 15 };

/* Empty cells that the separators show: gap i is the one before value i, the last one the gap
** behind the last value. */
typedef struct empties {
    unsigned strong[MAX_CELLS + 1]; /* by tabs or bars */
    unsigned weak[MAX_CELLS + 1];   /* by blank lines */
} empties;

static const gx_token *value_at(const gx_reader *reader, const gx_slot_values *slot, uint32_t i) {
    return &reader->tokens[reader->values[slot->first + i]];
}

unsigned gx_usual_newlines(const gx_reader *reader, const gx_slot_values *slots, int n_slots) {
    unsigned count[8] = {0}, best = 0;
    for (int s = 0; s < n_slots; s++) {
        for (uint32_t i = 1; i < slots[s].n; i++) {
            const uint32_t *value = &reader->values[slots[s].first + i];
            unsigned newlines = reader->tokens[*value].gap.newlines;
            if (value[0] == value[-1] + 1 && newlines < 8) count[newlines]++;
        }
    }
    for (unsigned i = 1; i < 8; i++)
        if (count[i] > count[best]) best = i;
    return best;
}

static unsigned over(unsigned count, unsigned usual) {
    return count > usual ? count - usual : 0;
}

/* Counts the empty cells that a gap shows. `leading`, `trailing`: the row begins, ends in it. */
static void count_gap(const gx_gap *gap, bool leading, bool trailing, unsigned newlines,
                      unsigned *strong, unsigned *weak) {
    unsigned empty = over(gap->tabs, 1);
    if (gap->newlines && leading) empty = gap->tabs_lead; /* the line begins with empty cells */
    if (gap->newlines && trailing) empty = (unsigned)gap->tabs - gap->tabs_lead;
    *strong = empty + over(gap->pipes, 1);
    *weak = !newlines || gap->page || gap->tabs || gap->pipes ? 0 : over(gap->newlines, newlines);
}

static void find_empties(const gx_reader *reader, const gx_slot_values *slot, unsigned newlines,
                         empties *e) {
    for (uint32_t i = 0; i <= slot->n; i++) {
        uint32_t token, before;
        before = i ? reader->values[slot->first + i - 1] : slot->label ? slot->label - 1 : 0;
        token = i < slot->n ? reader->values[slot->first + i] : before + 1;
        e->strong[i] = e->weak[i] = 0;
        if (token >= reader->n_tokens || (i && token != before + 1)) continue;
        count_gap(&reader->tokens[token].gap, i == 0, i == slot->n, newlines, &e->strong[i],
                  &e->weak[i]);
    }
}

static unsigned sum(const unsigned *counts, uint32_t first, uint32_t last) {
    unsigned total = 0;
    for (uint32_t i = first; i < last; i++) total += counts[i];
    return total;
}

/* Chooses `need` empty cells out of those in `counts`. Those between two values come first; a
** row's edges often have separators too many. False: too few, or more than one way to choose. */
static bool choose(const unsigned *counts, uint32_t n, unsigned need, unsigned chosen[]) {
    unsigned inner = n > 1 ? sum(counts, 1, n) : 0;
    unsigned lead = n ? counts[0] : 0, trail = counts[n];
    if (inner > need) return false;
    unsigned rest = need - inner;
    for (uint32_t i = 0; i <= n; i++) chosen[i] = i && i < n ? counts[i] : 0;
    if (lead + trail == rest) {
        chosen[0] += lead;
        chosen[n] += trail;
        return true;
    }
    if (rest == 0) return true;
    if (lead && trail) return false;
    if (lead == rest) chosen[0] = rest;
    if (trail >= rest) chosen[n] += rest;
    return lead == rest || trail >= rest;
}

static void fill_value(const gx_token *token, gx_cell *cell) {
    cell->start = token->start;
    cell->length = token->end - token->start;
    if (token->kind != GX_T_NUMBER) {
        cell->status = GX_BLANK;
        return;
    }
    bool legible = !(token->flags & GX_F_ILLEGIBLE);
    cell->status = legible ? GX_READ : GX_DOUBTFUL;
    cell->has_value = legible;
    cell->value = token->value;
    cell->scale = token->scale;
}

static void fill_empty(const gx_token *before, gx_cell *cell) {
    cell->status = GX_BLANK;
    cell->start = before->end;
}

bool gx_fill_row(const gx_reader *reader, const gx_slot_values *slot, unsigned newlines,
                 gx_cell *cells, const uint8_t *measures, unsigned k) {
    unsigned chosen[MAX_CELLS + 1] = {0};
    if (slot->n > k || (slot->n == 0 && !slot->label)) return false;
    if (slot->n < k) {
        empties e;
        find_empties(reader, slot, newlines, &e);
        unsigned strong = sum(e.strong, 0, slot->n + 1);
        if (!choose(strong ? e.strong : e.weak, slot->n, k - slot->n, chosen)) return false;
        if (!strong && slot->n == 0 && chosen[0] != k) return false;
    }
    unsigned cell = 0;
    const gx_token *before = slot->label ? &reader->tokens[slot->label - 1] : NULL;
    for (uint32_t i = 0; i <= slot->n; i++) {
        for (unsigned j = 0; j < chosen[i]; j++)
            fill_empty(before ? before : value_at(reader, slot, 0), &cells[measures[cell++]]);
        if (i == slot->n) break;
        before = value_at(reader, slot, i);
        fill_value(before, &cells[measures[cell++]]);
    }
    return true;
}
