/*
** piles.c: values that stand under each other. In: the values of a table of requests that is laid
** out, and their rows. Out: which column each is in.
**
** The values of a page that overlap each other on their lines are a pile: a column, whether they
** stand on its left, in its middle or on its right. The last value of a row is its total. Which
** columns the other piles are is told by their number, by the headers that they stand under, and by
** the sums: of all ways in which these hold, what is the same in each is known. Where a tool counts
** an ideograph as one place, lines are displaced against each other: then there may be more piles
** than columns, of which some are one column's, and no sum tells where a nought belongs.
*/
#include "laid.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_STEPS = 30000,             /* of the search: bounds the time */
    MOST_PILES = 2 * GX_R_MEASURES, /* on a page */
    MOST_PLACES = 2000,             /* characters of a line */
    A_PILE = 8,                     /* what one more is worth, in half characters */
    FEW = 3,                        /* values on a pile */
    STRAYS = 1, /* piles of a page whose values are not aligned that may be part of others */
};

/* The values of some pages that stand under each other. */
typedef struct pile {
    int from, to;                       /* what they span */
    int least_to, most_from;            /* what all of them span */
    int starts[2], ends[2], middles[2]; /* the least and the most of each */
    int64_t outcomes, balance;          /* what its values add to these identities */
    uint32_t rows;                      /* that have a value on it: bits */
    unsigned may;                       /* the measures that it may be: bits */
    bool some;                          /* it has more than noughts */
} pile;

typedef enum lean { LEFT, RIGHT, MIDDLE } lean;

typedef struct sheet {
    int first, end; /* its values ... */
    int values;     /* ... of which so many are on piles */
    gx_scale scale;
    lean lean;  /* where the values of its piles are aligned ... */
    bool exact; /* ... all of them, and there are some on each */
    pile piles[MOST_PILES];
    int n;
    uint8_t of[GX_LAID_VALUES]; /* by value: its pile */
} sheet;

typedef uint8_t choice[GX_LAID_PAGES][MOST_PILES]; /* by sheet and pile: a measure */

typedef struct piler {
    const gx_rows *rows;
    gx_laid *laid;
    sheet sheets[GX_LAID_PAGES];
    int n;
    bool strays; /* a pile may be part of the one before it, wherever it is */
    unsigned steps;
    int64_t outcomes[GX_R_MEASURES], balance[GX_R_MEASURES]; /* so far */
    uint32_t taken[GX_R_MEASURES]; /* the rows of the sheet that have a value there, so far */
    choice tried, found;
    bool differs[GX_LAID_PAGES][MOST_PILES]; /* in some ways it is another measure */
    int ways;
} piler;

static const gx_token *token_of(const piler *p, int v) {
    return &p->rows->reader->tokens[p->laid->values[v].token];
}

/* How many quotation marks and other signs of no certain width stand before a token on its line. */
static int count_signs(const gx_reader *reader, const gx_token *token) {
    const char *text = reader->text;
    int n = 0;
    for (uint32_t at = token->start; at && text[at - 1] != '\n' && token->c < MOST_PLACES; at--)
        n += at + 2 < reader->size && !memcmp(text + at, "\xE2\x80", 2) &&
             (uint8_t)text[at + 2] >= 0x98 && (uint8_t)text[at + 2] <= 0x9F;
    return n;
}

gx_column gx_span_by(const gx_reader *reader, const gx_token *token, gx_scale by) {
    int signs = by == GX_NARROW_SIGNS ? count_signs(reader, token) : 0;
    if (by == GX_CHARACTERS) return (gx_column){token->c, token->c_end};
    return (gx_column){token->x - signs, token->x_end - signs};
}

/* ---- piles ----------------------------------------------------------------------------------- */

static void widen(int range[2], int at) {
    if (at < range[0]) range[0] = at;
    if (at > range[1]) range[1] = at;
}

/* What a value adds to the identities of its column. */
static void add_sums(pile *to, int item, int64_t value) {
    bool outcome = gx_tables[GX_REQUESTS].items[item].outcome != NULL;
    if (outcome) to->outcomes += value;
    if (item == GX_TOTAL) to->outcomes -= value;
    if (item == GX_NEW || item == GX_CARRIED_IN) to->balance += value;
    if (item == GX_TOTAL || item == GX_CARRIED_OUT) to->balance -= value;
}

static void add_to_pile(pile *to, gx_column span, const gx_token *token, int item) {
    if (span.from > to->most_from) to->most_from = span.from;
    if (span.to < to->least_to) to->least_to = span.to;
    widen(to->starts, span.from);
    widen(to->ends, span.to);
    widen(to->middles, span.from + span.to);
    const int64_t value = token->kind == GX_T_NUMBER ? token->value : 0;
    add_sums(to, item, value);
    to->some = to->some || value;
    to->rows |= 1u << item;
}

/* Finds what the piles of a sheet span. False: there are too many. */
static bool find_spans(const piler *p, sheet *s) {
    gx_column spans[GX_LAID_VALUES];
    int n = 0;
    for (int v = s->first; v < s->end; v++)
        if (!p->laid->values[v].whole)
            spans[n++] = gx_span_by(p->rows->reader, token_of(p, v), s->scale);
    qsort(spans, (size_t)n, sizeof spans[0], gx_compare_columns);
    s->n = 0;
    for (int i = 0; i < n; i++) {
        pile *last = s->n ? &s->piles[s->n - 1] : NULL;
        if (last && spans[i].from < last->to) {
            if (spans[i].to > last->to) last->to = spans[i].to;
            continue;
        }
        if (s->n == MOST_PILES) return false;
        s->piles[s->n++] = (pile){.from = spans[i].from,
                                  .to = spans[i].to,
                                  .least_to = INT_MAX,
                                  .most_from = INT_MIN,
                                  .starts = {INT_MAX, INT_MIN},
                                  .ends = {INT_MAX, INT_MIN},
                                  .middles = {INT_MAX, INT_MIN}};
    }
    return true;
}

/* Puts the values of a sheet on piles. False: two of a row are on one, or the values of a pile have
** no place in common. */
static bool make_piles(const piler *p, sheet *s) {
    if (!find_spans(p, s)) return false;
    for (int v = s->first; v < s->end; v++) {
        if (p->laid->values[v].whole) continue;
        gx_column span = gx_span_by(p->rows->reader, token_of(p, v), s->scale);
        int at = 0;
        while (s->piles[at].to <= span.from) at++;
        int item = p->laid->values[v].item;
        if (s->piles[at].rows >> item & 1) return false;
        s->of[v] = (uint8_t)at;
        add_to_pile(&s->piles[at], span, token_of(p, v), item);
    }
    for (int i = 0; i < s->n; i++)
        if (s->piles[i].most_from >= s->piles[i].least_to) return false;
    return true;
}

/* How far the values of a sheet's piles are from being aligned on the left, on the right or in the
** middle: the least of these in `off`, and which it is. */
static lean find_lean(const sheet *s, int *off) {
    int left = 0, right = 0, middle = 0;
    for (int i = 0; i < s->n; i++) {
        left += 2 * (s->piles[i].starts[1] - s->piles[i].starts[0]);
        right += 2 * (s->piles[i].ends[1] - s->piles[i].ends[0]);
        middle += s->piles[i].middles[1] - s->piles[i].middles[0];
    }
    *off = left < right ? left : right;
    if (middle < *off) *off = middle;
    if (left == right || middle == *off) return MIDDLE;
    return left < right ? LEFT : RIGHT;
}

/* ---- headers --------------------------------------------------------------------------------- */

bool gx_follow_down(const gx_reader *reader, const gx_string *label, uint32_t t, uint32_t end,
                    gx_scale by, gx_column *span) {
    enum { APART = 2, NEAR = 100 }; /* lines, tokens */
    uint32_t line = reader->tokens[t].line;
    unsigned n = 0;
    if (end - t > NEAR) end = t + NEAR;
    for (; t < end && reader->tokens[t].line <= line + APART && n < label->n; t++) {
        const gx_token *word = &reader->tokens[t];
        unsigned letters = word->ids.n;
        bool goes_on =
            word->kind == GX_T_WORD && letters && n + letters <= label->n &&
            !memcmp(gx_string_ids + label->first + n, reader->ids + word->ids.first, letters);
        if (!goes_on && !n) return false;
        if (!goes_on) continue;
        gx_column here = gx_span_by(reader, word, by);
        if (n && (word->line == line || here.from >= span->to || here.to <= span->from)) continue;
        if (!n || here.from < span->from) span->from = here.from;
        if (!n || here.to > span->to) span->to = here.to;
        n += letters;
        line = word->line;
    }
    return n == label->n;
}

/* True for the header of the measure. */
static bool is_head(const gx_string *string, int measure) {
    if (!(string->kinds & gx_role_bit(GX_ROLE_HEAD, GX_REQUESTS))) return false;
    for (int r = 0; r < GX_MAX_ROLES; r++) {
        const gx_role *role = &string->roles[r];
        if (role->kind == GX_ROLE_HEAD && role->topic == GX_REQUESTS && role->index == measure)
            return true;
    }
    return false;
}

/* Where the headers of a table stand. */
typedef struct headers {
    gx_column at[GX_SCALES][GX_R_MEASURES];
    bool found[GX_SCALES]; /* all, beside each other in the form's order */
} headers;

/* Finds each measure's header. One that is in two places is in none. */
static void find_heads(const piler *p, headers *h) {
    const gx_reader *reader = p->rows->reader;
    uint32_t end = reader->events[p->rows->first].token;
    int found[GX_SCALES][GX_R_MEASURES] = {{0}};
    for (int s = 0; s < gx_n_strings; s++) {
        int m = 0;
        while (m < GX_R_MEASURES && !is_head(&gx_strings[s], m)) m++;
        for (uint32_t t = p->laid->header; t < end && m < GX_R_MEASURES; t++)
            for (unsigned by = 0; by < GX_SCALES; by++) {
                gx_column here = {0, 0};
                if (!gx_follow_down(reader, &gx_strings[s], t, end, by, &here)) continue;
                h->at[by][m] = here;
                found[by][m]++;
            }
    }
    for (unsigned by = 0; by < GX_SCALES; by++) {
        h->found[by] = true;
        for (int m = 0; m < GX_R_MEASURES; m++)
            if (found[by][m] != 1 || (m && h->at[by][m].from < h->at[by][m - 1].to))
                h->found[by] = false;
    }
}

/* ---- which column a pile is ------------------------------------------------------------------ */

enum { ALL = (1 << GX_R_MEASURES) - 1, TOTAL = 1 << GX_R_TOTAL };

/* The last value of a row is its total, where the row has more than noughts. False: a row does not
** add up, or a pile would be both. */
static bool find_totals(const piler *p, sheet *s) {
    uint32_t totals = 0, others = 0; /* piles */
    for (int v = s->first; v < s->end;) {
        int64_t sum = 0, last = 0;
        const int first = v, item = p->laid->values[v].item;
        for (; v < s->end && p->laid->values[v].item == item; v++) {
            const gx_token *token = token_of(p, v);
            sum += last;
            last = token->kind == GX_T_NUMBER ? token->value : 0;
        }
        if (sum != last) return false;
        for (int i = first; i < v && sum && !p->laid->values[i].whole; i++)
            *(i + 1 < v ? &others : &totals) |= 1u << s->of[i];
    }
    for (int i = 0; i < s->n; i++) {
        s->piles[i].may = ALL;
        if (totals >> i & 1) s->piles[i].may = TOTAL;
        if (others >> i & 1) s->piles[i].may &= ~(unsigned)TOTAL;
        if (!s->piles[i].may) return false;
    }
    return true;
}

/* The measures that a pile may be by the headers: the one that it stands under, or where it stands
** between two, the one that it leans to. */
static unsigned list_under(const pile *of, lean side, const gx_column heads[GX_R_MEASURES]) {
    unsigned under = 0;
    int behind = 0; /* the first header behind it */
    for (int m = 0; m < GX_R_MEASURES; m++) {
        if (of->from < heads[m].to && heads[m].from < of->to) under |= 1u << m;
        if (heads[m].from < of->to) behind = m + 1;
    }
    if (under & (under - 1)) return 0;
    if (under) return under;
    unsigned next = behind < GX_R_MEASURES ? 1u << behind : 0;
    unsigned before = behind ? 1u << (behind - 1) : 0;
    return side == LEFT ? next : side == RIGHT ? before : next | before;
}

/* Tells which columns the piles of a sheet are, whose lines are displaced: those from whose headers
** all of them are as far, if they are so for no others. */
typedef struct match {
    const sheet *s;
    const gx_column *heads;
    uint8_t tried[GX_R_MEASURES], best[GX_R_MEASURES];
    int least, second;
} match;

static void match_piles(match *to, int i, int next, const int off[2]) {
    if (i == to->s->n) {
        int apart = off[1] - off[0];
        if (apart >= to->least) {
            if (apart < to->second) to->second = apart;
            return;
        }
        to->second = to->least;
        to->least = apart;
        memcpy(to->best, to->tried, sizeof to->best);
        return;
    }
    const pile *of = &to->s->piles[i];
    for (int m = next; m <= GX_R_MEASURES - (to->s->n - i); m++) {
        int here[2] = {off[0], off[1]};
        if (!(of->may >> m & 1)) continue;
        widen(here, of->from + of->to - to->heads[m].from - to->heads[m].to);
        to->tried[i] = (uint8_t)m;
        match_piles(to, i + 1, m + 1, here);
    }
}

static bool match_heads(sheet *s, const gx_column heads[GX_R_MEASURES]) {
    enum { NEAR = 4, FAR = 6, PILES = 4 }; /* half characters */
    const int none[2] = {INT_MAX, INT_MIN};
    match to = {.s = s, .heads = heads, .least = INT_MAX, .second = INT_MAX};
    if (s->n < PILES) return false;
    match_piles(&to, 0, 0, none);
    if (to.least > NEAR || to.second - to.least < FAR) return false;
    for (int i = 0; i < s->n; i++) s->piles[i].may = 1u << to.best[i];
    return true;
}

/* Makes the piles of all sheets. Returns how far they are from upright, all together, and how many
** they are, as values that are displaced make more piles; -1: there are none. */
static int pile_up(piler *p, gx_scale by) {
    int cost = 0, off;
    for (int at = 0; at < p->n; at++) {
        sheet *s = &p->sheets[at];
        s->scale = by;
        if (!make_piles(p, s) || !find_totals(p, s)) return -1;
        s->lean = find_lean(s, &off);
        s->exact = off <= s->n && s->values >= FEW * s->n;
        cost += off + s->n * A_PILE;
    }
    return cost;
}

/* The same, in the scale in which they are the most upright. False: there are none. */
static bool choose_scale(piler *p) {
    static const gx_scale order[GX_SCALES] = {GX_DISPLAY, GX_NARROW_SIGNS, GX_CHARACTERS};
    int least = -1, cost[GX_SCALES];
    gx_scale best = GX_DISPLAY;
    for (int i = 0; i < GX_SCALES; i++) {
        const gx_scale by = order[i];
        cost[by] = pile_up(p, by);
        if (cost[by] < 0 || (least >= 0 && cost[by] >= least)) continue;
        least = cost[by];
        best = by;
    }
    p->laid->scale = best;
    p->laid->is_known = true;
    for (unsigned by = 0; by < GX_SCALES; by++)
        if ((by == GX_CHARACTERS) != (best == GX_CHARACTERS) && cost[by] >= 0 &&
            cost[by] < least + A_PILE)
            p->laid->is_known = false;
    if (least < 0 || pile_up(p, best) < 0) return false;
    for (int at = 0; at < p->n; at++)
        if (!p->sheets[at].exact) p->laid->is_known = false;
    return true;
}

/* Tells by the headers above a sheet what its piles may be. */
static void look_above(sheet *s, const headers *heads) {
    if (s->n >= GX_R_MEASURES || !heads->found[s->scale]) return;
    const gx_column *at = heads->at[s->scale];
    if (!s->exact) match_heads(s, at);
    for (int i = 0; i < s->n && s->exact; i++)
        s->piles[i].may &= list_under(&s->piles[i], s->lean, at);
}

static bool all_are_nought(const piler *p) {
    for (int m = 0; m < GX_R_MEASURES; m++)
        if (p->outcomes[m] || p->balance[m]) return false;
    return true;
}

/* Notes a way in which all sums hold. */
static void note_way(piler *p) {
    if (!p->ways++) memcpy(p->found, p->tried, sizeof p->found);
    for (int at = 0; at < p->n; at++)
        for (int i = 0; i < p->sheets[at].n; i++)
            if (p->found[at][i] != p->tried[at][i]) p->differs[at][i] = true;
}

static void search(piler *p, int at, int i, int last, int spare);

/* Goes on with pile i as measure m. On the last sheet, the columns behind which it stands must add
** up by now. */
static void try_measure(piler *p, int at, int i, int last, int m, int spare) {
    const pile *of = &p->sheets[at].piles[i];
    if (!(of->may >> m & 1) || p->taken[m] & of->rows) return;
    for (int done = last < 0 ? 0 : last; at + 1 == p->n && done < m; done++)
        if (p->outcomes[done] || p->balance[done]) return;
    p->tried[at][i] = (uint8_t)m;
    p->taken[m] |= of->rows;
    p->outcomes[m] += of->outcomes;
    p->balance[m] += of->balance;
    search(p, at, i + 1, m, spare);
    p->taken[m] &= ~of->rows;
    p->outcomes[m] -= of->outcomes;
    p->balance[m] -= of->balance;
}

/* How many piles of a sheet may be part of those before them: all, where there are more than
** columns, as lines are displaced then; else those of noughts, whose place no sum tells. */
static int count_spare(const piler *p, const sheet *s) {
    int spare = s->exact && !p->strays ? 0 : STRAYS, noughts = 0;
    if (s->n > GX_R_MEASURES) return s->n - 1;
    for (int i = 0; i < s->n; i++) noughts += !s->piles[i].some;
    return noughts > spare ? noughts : spare;
}

/* Goes through all ways in which the piles from this one on may be columns, none of them left of
** `last`. `spare`: how many of them may be part of the column before. */
static void search(piler *p, int at, int i, int last, int spare) {
    if (++p->steps > MOST_STEPS) return;
    if (at == p->n) {
        if (all_are_nought(p)) note_way(p);
        return;
    }
    const sheet *s = &p->sheets[at];
    if (i == s->n) {
        uint32_t taken[GX_R_MEASURES];
        memcpy(taken, p->taken, sizeof taken);
        memset(p->taken, 0, sizeof p->taken);
        search(p, at + 1, 0, -1, at + 1 < p->n ? count_spare(p, s + 1) : 0);
        memcpy(p->taken, taken, sizeof taken);
        return;
    }
    if (spare && i) try_measure(p, at, i, last, last, spare - 1);
    for (int m = last + 1; m <= GX_R_MEASURES - (s->n - i - spare) && m < GX_R_MEASURES; m++)
        try_measure(p, at, i, last, m, spare);
}

/* Divides the values into sheets: all pages together or each by itself. */
static void make_sheets(piler *p, bool together) {
    const gx_laid *laid = p->laid;
    p->n = 0;
    for (int v = 0; v < laid->n;) {
        sheet *s = &p->sheets[p->n++];
        int page = laid->values[v].page;
        s->first = v;
        s->values = 0;
        for (; v < laid->n && (together || laid->values[v].page == page); v++)
            s->values += !laid->values[v].whole;
        s->end = v;
    }
}

/* Finds the columns. */
static bool find_columns(piler *p, bool together, const headers *heads) {
    p->ways = 0;
    p->steps = 0;
    memset(p->differs, 0, sizeof p->differs);
    make_sheets(p, together);
    if (!choose_scale(p)) return false;
    if (together || !p->laid->values[0].page) look_above(&p->sheets[0], heads);
    for (p->strays = false;; p->strays = true) {
        search(p, 0, 0, -1, count_spare(p, &p->sheets[0]));
        if (p->ways || p->strays) break;
    }
    return p->ways && p->steps <= MOST_STEPS;
}

/* The same, all pages together or each by itself. */
static bool find_on_pages(piler *p, const headers *heads) {
    return find_columns(p, true, heads) || (p->laid->pages > 1 && find_columns(p, false, heads));
}

/* Takes rows with a value for each cell for what they are. Their values may be so long that they
** stand under no others. False: there are none. */
static bool read_whole(piler *p) {
    gx_laid *laid = p->laid;
    bool some = false;
    for (int first = 0, v; first < laid->n; first = v) {
        for (v = first; v < laid->n && laid->values[v].item == laid->values[first].item; v++) {
        }
        if (v - first != GX_R_MEASURES) continue;
        some = true;
        for (int m = 0; m < GX_R_MEASURES; m++) {
            gx_laid_value *value = &laid->values[first + m];
            const gx_token *token = token_of(p, first + m);
            pile alone = {.rows = 0};
            value->whole = true;
            value->measure = (uint8_t)m;
            add_sums(&alone, value->item, token->kind == GX_T_NUMBER ? token->value : 0);
            p->outcomes[m] += alone.outcomes;
            p->balance[m] += alone.balance;
        }
    }
    return some;
}

/* True for a pile of noughts alone that was taken for a part of another column: no sum tells. */
static bool is_stray(const piler *p, int at, int i) {
    const sheet *s = &p->sheets[at];
    bool part = false;
    for (int other = 0; other < s->n; other++)
        part = part || (other != i && p->found[at][other] == p->found[at][i]);
    return part && !s->piles[i].some;
}

bool gx_find_laid_columns(const gx_rows *rows, gx_laid *laid) {
    piler p = {.rows = rows, .laid = laid};
    headers heads = {.found = {false}};
    find_heads(&p, &heads);
    if (!find_on_pages(&p, &heads) && !(read_whole(&p) && find_on_pages(&p, &heads))) return false;
    for (int at = 0; at < p.n; at++)
        for (int v = p.sheets[at].first; v < p.sheets[at].end; v++) {
            gx_laid_value *value = &laid->values[v];
            if (value->whole) continue;
            int i = p.sheets[at].of[v];
            value->measure = p.found[at][i];
            value->open = p.differs[at][i] || is_stray(&p, at, i);
            value->displaced = !p.sheets[at].exact;
        }
    return true;
}
