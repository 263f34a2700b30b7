/*
** together.c: ways to read several rows that go together. In: rows with several ways each, of which
** no column rules one out by itself (search.c). Out: the ways that are part of some choice for all
** rows by which every column adds up.
**
** For each way such a choice is looked for, row by row; a row's way is taken only if the rows
** behind it can still make up what each column lacks. What all of them can make up is known
** beforehand. A way for which that would take too long stays.
*/
#include "search.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_REACHED = 512, RULES = 2, FIRST_WORK = 10000, WAY_WORK = 300, MAX_WORK = 15000 };

/* The sums that the rows from one on can make in a column. */
typedef struct reach {
    int64_t sum[MAX_REACHED]; /* ascending */
    int n;
    bool full; /* there are more */
} reach;

typedef struct together {
    gx_search *s;
    int order[GX_R_ITEMS], n;           /* rows with several ways: indices in s->open */
    int64_t base[RULES][GX_R_MEASURES]; /* what all others make */
    bool looked_at[RULES][GX_R_MEASURES];
    reach from[GX_R_ITEMS + 1][RULES][GX_R_MEASURES];
    bool used[GX_R_ITEMS][GX_MAX_ODD_WAYS]; /* by index in s->open */
    int at[GX_R_ITEMS];                     /* by place in `order`: the way that is chosen */
    int fixed, fixed_way; /* the place in `order` that has its way; -1: none has */
    int work, work_left;  /* for one way, and for all */
} together;

static const gx_open_row *row_at(const together *t, int place) {
    return &t->s->open[t->order[place]];
}

/* ---- what rows can make up ------------------------------------------------------------------- */

/* Adds a sum that is not among them yet. */
static void add_sum(reach *to, int64_t sum) {
    int low = 0, high = to->n;
    while (low < high) {
        int middle = (low + high) / 2;
        if (to->sum[middle] < sum)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < to->n && to->sum[low] == sum) return;
    to->full = to->full || to->n == MAX_REACHED;
    if (to->full) return;
    memmove(&to->sum[low + 1], &to->sum[low], sizeof to->sum[0] * (size_t)(to->n - low));
    to->sum[low] = sum;
    to->n++;
}

/* What the rows from `place` on can make, out of what those behind it can. `most`: more is not of
** use. */
static void reach_from(const together *t, int place, gx_rule rule, int measure, int64_t most,
                       const reach *behind, reach *out) {
    const gx_open_row *row = row_at(t, place);
    int sign = gx_sign_of(row->item, rule);
    out->n = 0;
    out->full = behind->full;
    for (int w = 0; w < row->n && !out->full; w++) {
        int64_t value = sign * row->ways[w].cells[measure].value;
        bool again = false;
        for (int before = 0; before < w && !again; before++)
            again = sign * row->ways[before].cells[measure].value == value;
        for (int i = 0; i < behind->n && !again && !out->full; i++)
            if (behind->sum[i] + value <= most) add_sum(out, behind->sum[i] + value);
    }
}

static void reach_all(together *t, gx_rule rule, int measure) {
    bool growing = true; /* no row lessens the sum */
    for (int p = 0; p < t->n; p++) growing = growing && gx_sign_of(row_at(t, p)->item, rule) >= 0;
    int64_t most = growing ? -t->base[rule][measure] : INT64_MAX;
    reach *last = &t->from[t->n][rule][measure];
    last->n = 1;
    last->sum[0] = 0;
    last->full = false;
    for (int p = t->n - 1; p >= 0; p--)
        reach_from(t, p, rule, measure, most, &t->from[p + 1][rule][measure],
                   &t->from[p][rule][measure]);
}

/* ---- choices --------------------------------------------------------------------------------- */

/* True where the sum is among them: by halves, without a branch that depends on them. */
static inline bool has_sum(const reach *in, int64_t sum) {
    const int64_t *p = in->sum;
    for (int n = in->n, half; n > 1; n -= half) {
        half = n / 2;
        p += p[half] <= sum ? half : 0;
    }
    return in->n && *p == sum;
}

/* True where the rows from `place` on can make up what a column lacks of `sum`. */
static bool can_end(const together *t, int place, int rule, int measure, int64_t sum) {
    const reach *rest = &t->from[place][rule][measure];
    return !t->looked_at[rule][measure] || rest->full || has_sum(rest, -sum);
}

/* Adds a row's way to what the columns make. False: the rows behind it cannot end that. */
static bool add_way(const together *t, int place, const gx_way *way, const int sign[RULES],
                    int64_t sum[RULES][GX_R_MEASURES], int64_t out[RULES][GX_R_MEASURES]) {
    for (int rule = 0; rule < RULES; rule++)
        for (int m = 0; m < GX_R_MEASURES; m++) {
            out[rule][m] = sum[rule][m] + sign[rule] * way->cells[m].value;
            if (!can_end(t, place + 1, rule, m, out[rule][m])) return false;
        }
    return true;
}

/* Looks for a choice for the rows from `place` on. */
static bool choose(together *t, int place, int64_t sum[RULES][GX_R_MEASURES]) {
    if (place == t->n) return true;
    if (--t->work <= 0) return false;
    const gx_open_row *row = row_at(t, place);
    const int sign[RULES] = {gx_sign_of(row->item, (gx_rule)0), gx_sign_of(row->item, (gx_rule)1)};
    for (int w = 0; w < row->n; w++) {
        int64_t next[RULES][GX_R_MEASURES];
        if (place == t->fixed && w != t->fixed_way) continue;
        t->at[place] = w;
        if (add_way(t, place, &row->ways[w], sign, sum, next) && choose(t, place + 1, next))
            return true;
    }
    return false;
}

/* Marks the ways of a choice that has way w at `place`, -1: of any choice. False: none was found.
 */
static bool mark_used(together *t, int place, int w, int work) {
    int64_t sum[RULES][GX_R_MEASURES];
    memcpy(sum, t->base, sizeof sum);
    t->fixed = place;
    t->fixed_way = w;
    t->work = work < t->work_left ? work : t->work_left;
    t->work_left -= t->work;
    bool found = true;
    for (int rule = 0; rule < RULES && found; rule++)
        for (int m = 0; m < GX_R_MEASURES && found; m++)
            found = can_end(t, 0, rule, m, sum[rule][m]);
    found = found && choose(t, 0, sum);
    for (int p = 0; p < t->n && found; p++) t->used[t->order[p]][t->at[p]] = true;
    if (t->work > 0) t->work_left += t->work;
    return found;
}

/* Marks the ways of a row that are part of some choice, or may be. */
static void mark_ways(together *t, int place) {
    bool *used = t->used[t->order[place]];
    for (int w = 0; w < row_at(t, place)->n; w++)
        if (!used[w] && !mark_used(t, place, w, WAY_WORK)) used[w] = t->work <= 0;
}

/* ---- all rows -------------------------------------------------------------------------------- */

/* Takes up the columns, and the rows: those with few ways first. */
static void begin(together *t) {
    gx_search *s = t->s;
    for (int rule = 0; rule < RULES; rule++)
        for (int m = 0; m < GX_R_MEASURES; m++) {
            if (!(s->rules >> rule & 1)) continue;
            t->looked_at[rule][m] = gx_sum_known(s, m, (gx_rule)rule, &t->base[rule][m]);
            if (t->looked_at[rule][m]) s->assessed[rule] |= 1u << m;
            for (int r = 0; r < s->n_open; r++)
                if (s->open[r].n == 1)
                    t->base[rule][m] += gx_sign_of(s->open[r].item, (gx_rule)rule) *
                                        s->open[r].ways[0].cells[m].value;
        }
    for (int n = 2; n <= GX_MAX_ODD_WAYS; n++)
        for (int r = 0; r < s->n_open; r++)
            if (s->open[r].n == n) t->order[t->n++] = r;
    for (int rule = 0; rule < RULES; rule++)
        for (int m = 0; m < GX_R_MEASURES; m++)
            if (t->looked_at[rule][m]) reach_all(t, (gx_rule)rule, m);
    t->work_left = MAX_WORK;
}

bool gx_keep_together(gx_search *s, bool drop) {
    together *t = calloc(1, sizeof *t);
    s->failed = s->failed || !t;
    if (!t) return false;
    t->s = s;
    begin(t);
    bool any = mark_used(t, -1, 0, FIRST_WORK);
    if (t->work <= 0) s->work = -1;
    for (int p = 0; p < t->n && any && drop; p++) mark_ways(t, p);
    for (int p = 0; p < t->n && any && drop; p++) {
        gx_open_row *row = &s->open[t->order[p]];
        int kept = 0;
        for (int w = 0; w < row->n; w++)
            if (t->used[t->order[p]][w]) row->ways[kept++] = row->ways[w];
        row->n = kept;
    }
    free(t);
    return any;
}
