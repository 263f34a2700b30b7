/*
** label.c: words to labels. In: tokens. Out: events, which are labels, values and what lies
** between.
**
** Words that stand together without a number between them are a chunk. A chunk is first read by
** the trie, longest label first, across the words' ends: so a label wrapped over lines, or spaced
** out, is whole again. Words that this does not cover are residue, or prose where they are long.
**
** Residue inside a table is then mended: compared with every label by edit distance (Myers'
** bit-parallel algorithm, one machine word a label), so that a label that lost or doubled
** characters, or only its beginning or end, is recognised too, where just one label fits.
*/
#include "reader.h"

#include <limits.h>
#include <string.h>

enum {
    MAX_PIECE = 64,      /* ids that a damaged label may have: the bits of a machine word */
    MIN_PIECE = 3,       /* and the fewest that are compared */
    LONG_WORD = 40,      /* ids: no label, running text */
    LONG_SENTENCE = 6,   /* ids of a word that ends a sentence: likewise */
    MAX_ACROSS = 24,     /* tokens behind a chunk in which a label may end that began in it */
    MAX_DOWN = 24,       /* lines that a label may be wrapped over in its column */
    MAX_WRAPS = 3,       /* words that a damaged label may be wrapped over */
    MAX_MENDS = 800,     /* comparisons with all labels, and one more for so many tokens ... */
    TOKENS_A_MEND = 256, /* ... which bounds the time */
};

typedef struct finder {
    gx_reader *reader;
    uint32_t word, last_word; /* tokens of the chunk: [word, last_word) */
    struct {                  /* what `match` found last */
        uint32_t at, word, last, n;
        unsigned string;
        bool open; /* some label goes on where the tokens end */
        int top;   /* the node that the first word leads to; -1: none */
    } found;
    bool failed;
} finder;

/* Makes room for more events. False: no memory. */
__attribute__((noinline)) static bool grow_events(finder *f) {
    gx_reader *reader = f->reader;
    f->failed = !gx_grow((void **)&reader->events, &reader->max_events, sizeof *reader->events);
    return !f->failed;
}

/* Adds an event that begins in `token`. NULL: no memory. */
static inline gx_event *add_event(finder *f, gx_event_kind kind, uint32_t token) {
    gx_reader *reader = f->reader;
    if (reader->n_events == reader->max_events && !grow_events(f)) return NULL;
    gx_event *event = &reader->events[reader->n_events++];
    *event = (gx_event){.kind = (uint8_t)kind, .token = token};
    return event;
}

static void add_label(finder *f, uint32_t token, unsigned string) {
    gx_event *event = add_event(f, GX_E_LABEL, token);
    if (!event) return;
    event->string = (uint16_t)string;
    gx_note_label(f->reader->found, string);
}

/* Makes a label of residue. */
static void mend_event(gx_reader *reader, gx_event *event, unsigned string, gx_quality quality) {
    event->kind = GX_E_LABEL;
    event->quality = (uint8_t)quality;
    event->string = (uint16_t)string;
    gx_note_label(reader->found, string);
}

gx_census gx_take_census(const gx_reader *reader) {
    gx_census census = {0, {0}};
    for (unsigned s = 0; s < (unsigned)gx_n_strings; s++) {
        if (!(reader->found[s / 64] >> s % 64 & 1)) continue;
        census.kinds |= gx_strings[s].kinds;
        for (int r = 0; r < GX_MAX_ROLES && gx_strings[s].roles[r].kind; r++) {
            const gx_role *role = &gx_strings[s].roles[r];
            if (role->kind == GX_ROLE_ROW) census.rows[role->topic] |= 1u << role->index;
        }
    }
    return census;
}

static bool has_kind(unsigned string, gx_role_kind kind) {
    return gx_strings[string].roles[0].kind == kind;
}

/* ---- exact ----------------------------------------------------------------------------------- */

/* Adds a value. */
static void add_value(finder *f, uint32_t token) {
    gx_reader *reader = f->reader;
    const gx_event *event = add_event(f, GX_E_VALUE, token);
    if (event) gx_count_newlines(reader, event);
}

/* True where a word is a label, and no label goes on from it: there is no other way to read it. */
static inline bool is_whole_label(const gx_token *word) {
    if (word->node == GX_NOWHERE) return false;
    const gx_node *node = &gx_trie[word->node];
    return node->string && !node->has_child && node->kind != GX_ROLE_BLANK;
}

static inline uint32_t word_end(const gx_reader *reader, uint32_t word) {
    return reader->tokens[word].ids.first + reader->tokens[word].ids.n;
}

/* Finds the longest label at ids[at], which lies in `word`, up to the end of the tokens before
** `last`; preferably one that ends where a word ends. Returns its length, 0: none. */
static uint32_t find_match(finder *f, uint32_t at, uint32_t word, uint32_t last) {
    const gx_reader *reader = f->reader;
    const uint8_t *ids = reader->ids;
    uint32_t best = 0, best_edge = 0, end = word_end(reader, last - 1);
    const uint32_t first_end = word_end(reader, word);
    unsigned string = 0, edge_string = 0, node = at < end ? gx_trie_child(0, ids[at]) : 0;
    f->found.at = at;
    f->found.word = word;
    f->found.last = last;
    f->found.open = at >= end; /* words without letters */
    f->found.top = at == first_end ? 0 : -1;
    for (uint32_t p = at; node;) {
        p++;
        if (p == first_end) f->found.top = (int)node;
        if (gx_trie[node].string) {
            best = p - at;
            string = gx_trie[node].string - 1u;
            while (word + 1 < last && word_end(reader, word) < p) word++;
            if (word_end(reader, word) == p) best_edge = best, edge_string = string;
        }
        if (p == end) {
            f->found.open = gx_trie[node].has_child;
            break;
        }
        node = gx_trie_child(node, ids[p]);
    }
    f->found.string = best_edge ? edge_string : string;
    f->found.n = best_edge ? best_edge : best;
    return f->found.n;
}

/* The same, and at once where it was just asked for. */
static inline uint32_t match(finder *f, uint32_t at, uint32_t word, uint32_t last) {
    bool known = f->found.at == at && f->found.word == word && f->found.last == last;
    return known ? f->found.n : find_match(f, at, word, last);
}

/* Reads labels from the beginning of f->word on, as long as they follow each other without a gap,
** up to a word's end. Moves f->word behind them; false: the first word is not covered. */
static bool read_exact(finder *f) {
    const gx_reader *reader = f->reader;
    uint32_t at = reader->tokens[f->word].ids.first;
    uint32_t end = word_end(reader, f->last_word - 1);
    uint32_t word = f->word, first_event = reader->n_events;
    if (!reader->tokens[word].ids.n) return false; /* numbering alone */
    while (at < end) {
        uint32_t n = match(f, at, word, f->last_word);
        /* The 一 of 一、 between two labels that have run together. */
        bool numeral = !n && reader->n_events > first_event && gx_is_numeral(reader->ids[at]);
        if (!n && !numeral) break;
        if (n) add_label(f, word, f->found.string);
        at += numeral ? 1 : n;
        while (word < f->last_word && reader->tokens[word].ids.n && word_end(reader, word) <= at)
            word++;
        if (numeral) continue;
        if (word == f->last_word || reader->tokens[word].ids.first == at) {
            f->word = word;
            return true;
        }
    }
    f->reader->n_events = first_event;
    return false;
}

/* Reads a label that begins with the chunk's last words and ends behind the values that follow:
** where a cell is wrapped, its row's numbers often stand beside its middle line. The words behind
** are marked as taken. False: no such label. */
static bool read_across(finder *f) {
    gx_reader *reader = f->reader;
    uint32_t last = f->last_word + MAX_ACROSS, end, word;
    if (last > reader->n_tokens) last = reader->n_tokens;
    uint32_t first = reader->tokens[f->word].ids.first;
    if (!reader->tokens[f->word].ids.n) return false; /* numbering alone: none begins there */
    end = first + find_match(f, first, f->word, last);
    if (end <= word_end(reader, f->last_word - 1)) return false;
    for (word = f->last_word; word_end(reader, word) < end; word++) {
    }
    if (word_end(reader, word) != end) return false;
    /* A slash alone in between is the label's own (本年增/减), other values are its row's. */
    bool slash = word == f->last_word + 1 && reader->tokens[f->last_word].kind == GX_T_BLANK;
    for (; word >= f->last_word; word--)
        if (slash || reader->tokens[word].kind == GX_T_WORD)
            reader->tokens[word].flags |= GX_F_TAKEN;
    add_label(f, f->word, f->found.string);
    f->word = f->last_word;
    return true;
}

/* The word right below: on the next line, overlapping in its columns, without a number of its own.
** 0: none. */
static uint32_t word_below(const gx_reader *reader, uint32_t word) {
    const gx_token *token = &reader->tokens[word];
    if (reader->tokens[reader->n_tokens - 1].line == token->line) return 0; /* the last line */
    for (uint32_t t = word + 1; t < reader->n_tokens && t - word < MAX_ACROSS; t++) {
        const gx_token *below = &reader->tokens[t];
        if (below->line > token->line + 1) return 0;
        if (below->line == token->line || below->kind != GX_T_WORD) continue;
        bool overlap = below->x < token->x_end && token->x < below->x_end;
        if (overlap) return below->flags & (GX_F_NUMBERED | GX_F_TAKEN) ? 0 : t;
    }
    return 0;
}

/* Walks the trie over a word. Returns the node reached; -1: no label goes so. */
static int walk(const gx_reader *reader, uint32_t word, int node) {
    const uint8_t *ids = reader->ids + reader->tokens[word].ids.first;
    for (uint32_t i = 0; i < reader->tokens[word].ids.n; i++) {
        node = (int)gx_trie_child((unsigned)node, ids[i]);
        if (!node) return -1;
    }
    return node;
}

/* Reads a label that goes on below its first word, in the same column: how a narrow cell is laid
** out, with the words of other columns beside it. `top`: the node that the first word leads to,
** -1: none. False: no such label. */
static bool read_down(finder *f, int top) {
    gx_reader *reader = f->reader;
    uint32_t words[MAX_DOWN], n = 0, word = f->word;
    unsigned string = 0;
    uint32_t n_label = 0;
    if (top < 0 || !gx_trie[top].has_child) return false;
    for (int node = top; node >= 0; node = walk(reader, word, node)) {
        words[n++] = word;
        if (gx_trie[node].string) string = gx_trie[node].string - 1u, n_label = n;
        if (n == MAX_DOWN || !(word = word_below(reader, word))) break;
    }
    if (n_label < 2) return false;
    for (uint32_t i = 1; i < n_label; i++) reader->tokens[words[i]].flags |= GX_F_TAKEN;
    add_label(f, f->word, string);
    f->word++;
    return true;
}

/* ---- damaged --------------------------------------------------------------------------------- */

typedef struct piece {
    uint64_t has[256]; /* by id: the bits of the places where the piece has it */
    uint64_t ids;      /* which ids it has, modulo 64 */
    uint32_t n;
} piece;

static void make_piece(piece *p, const uint8_t *ids, uint32_t n) {
    memset(p, 0, sizeof *p);
    p->n = n;
    for (uint32_t i = 0; i < n; i++) {
        p->has[ids[i]] |= (uint64_t)1 << i;
        p->ids |= (uint64_t)1 << (ids[i] & 63);
    }
}

/* Edit distances of a piece to one label. */
typedef struct distances {
    unsigned full; /* to the whole label */
    unsigned head; /* to the label's best beginning */
    unsigned part; /* to its best part */
} distances;

/* One run of Myers' algorithm over label[0..m). `anchored`: the piece begins where the label does;
** else anywhere. Gives the distance at the label's end, and the least distance anywhere. */
static void run_myers(const piece *p, const uint8_t *label, unsigned m, bool anchored,
                      unsigned *at_end, unsigned *least) {
    uint64_t plus = ~(uint64_t)0, minus = 0, last = (uint64_t)1 << (p->n - 1);
    unsigned score = p->n;
    *least = score;
    for (unsigned j = 0; j < m; j++) {
        uint64_t eq = p->has[label[j]], xv = eq | minus;
        uint64_t xh = (((eq & plus) + plus) ^ plus) | eq;
        uint64_t ph = minus | ~(xh | plus), mh = plus & xh;
        if (ph & last) score++;
        if (mh & last) score--;
        ph = ph << 1 | anchored;
        mh <<= 1;
        plus = mh | ~(xv | ph);
        minus = ph & xv;
        if (score < *least) *least = score;
    }
    *at_end = score;
}

/* Compares a piece with a label as a whole (`full`) and as a part of it. The distance to its best
** part is the least of all: where that is too far, the others need no run. */
static distances compare(const piece *p, const gx_string *s, unsigned far) {
    distances d = {UINT_MAX, UINT_MAX, UINT_MAX};
    unsigned end;
    run_myers(p, gx_string_ids + s->first, s->n, false, &end, &d.part);
    if (d.part <= far) run_myers(p, gx_string_ids + s->first, s->n, true, &d.full, &d.head);
    return d;
}

static bool may_be_damaged(const gx_string *s) {
    switch (s->roles[0].kind) {
    case GX_ROLE_ROW:
    case GX_ROLE_GROUP:
    case GX_ROLE_HEAD:
    case GX_ROLE_SECTION:
    case GX_ROLE_NOTE: return s->n >= MIN_PIECE;
    default: return false;
    }
}

typedef struct candidate {
    unsigned cost; /* distance; the best has the least */
    unsigned string;
    bool several; /* another label fits as well */
} candidate;

static void offer(candidate *best, unsigned cost, unsigned string) {
    if (cost > best->cost) return;
    const gx_role *was = &gx_strings[best->string].roles[0], *is = &gx_strings[string].roles[0];
    bool same = was->kind == is->kind && was->topic == is->topic && was->index == is->index;
    if (cost == best->cost && !same) best->several = true;
    if (cost < best->cost) *best = (candidate){cost, string, false};
}

/* The label that ids[0..n) are a damaged form or a part of. False: none, or several. */
static bool recognise(gx_reader *reader, const uint8_t *ids, uint32_t n, unsigned *string,
                      gx_quality *quality) {
    piece p;
    if (!reader->mends_left) return false;
    reader->mends_left--;
    make_piece(&p, ids, n);
    candidate full = {99, 0, false}, head = {99, 0, false}, tail = {99, 0, false};
    unsigned slack = n / 6;
    for (int s = 0; s < gx_n_strings; s++) {
        if (!may_be_damaged(&gx_strings[s])) continue;
        unsigned m = gx_strings[s].n, allowed = (m > n ? m : n) / 4;
        /* Neither what one is longer nor letters that the label has not come for nothing. */
        bool is_full = (m > n ? m - n : n - m) <= allowed, is_part = n < m;
        if (!is_full && !is_part) continue;
        unsigned far = is_full && (allowed > slack || !is_part) ? allowed : slack;
        uint64_t strange = p.ids & ~gx_strings[s].ids;
        for (unsigned i = 0; i < far && strange; i++) strange &= strange - 1;
        if (strange) continue;
        distances d = compare(&p, &gx_strings[s], far);
        if (d.full <= allowed) offer(&full, d.full, (unsigned)s);
        if (n < m && d.head <= slack) offer(&head, d.head, (unsigned)s);
        if (n < m && d.part <= slack) offer(&tail, d.part, (unsigned)s);
    }
    candidate *best = &tail;
    *quality = GX_Q_TAIL;
    if (head.cost < 99 && !head.several && head.cost <= tail.cost)
        best = &head, *quality = GX_Q_HEAD;
    if (full.cost < 99 && !full.several) best = &full, *quality = GX_Q_DAMAGED;
    *string = best->string;
    return best->cost < 99 && !best->several;
}

/* Mends events[e] and the residue below it in the same column. */
static void mend_down(gx_reader *reader, uint32_t e, uint32_t last) {
    gx_event *event = &reader->events[e];
    uint8_t ids[MAX_PIECE];
    uint32_t n = 0, at = e, word = event->token, taken[MAX_DOWN], n_taken = 0;
    while (word && n_taken < MAX_DOWN && n + reader->tokens[word].ids.n <= MAX_PIECE) {
        while (at < last && reader->events[at].token < word) at++;
        if (at == last || reader->events[at].token != word ||
            reader->events[at].kind != GX_E_RESIDUE)
            return;
        memcpy(ids + n, reader->ids + reader->tokens[word].ids.first, reader->tokens[word].ids.n);
        n += reader->tokens[word].ids.n;
        taken[n_taken++] = at;
        unsigned string;
        gx_quality quality;
        if (n_taken > 1 && recognise(reader, ids, n, &string, &quality) &&
            quality == GX_Q_DAMAGED) {
            mend_event(reader, event, string, quality);
            for (uint32_t i = 0; i < n_taken; i++) reader->events[taken[i]].n = 0;
            return;
        }
        word = word_below(reader, word);
    }
}

/* Mends events[e], and the residue right behind it where both are one label that was wrapped.
** `last`: no event from there on. */
static void mend(gx_reader *reader, uint32_t e, uint32_t last) {
    gx_event *event = &reader->events[e];
    uint32_t first = reader->tokens[event->token].ids.first;
    uint32_t run = 1;
    while (run < MAX_WRAPS && e + run < last && event[run].kind == GX_E_RESIDUE &&
           event[run].token == event->token + run)
        run++;
    for (; run; run--) {
        uint32_t n = word_end(reader, event->token + run - 1) - first;
        unsigned string;
        gx_quality quality;
        if (n < MIN_PIECE || n > MAX_PIECE) continue;
        if (!recognise(reader, reader->ids + first, n, &string, &quality)) continue;
        if (run > 1 && quality != GX_Q_DAMAGED) continue;
        mend_event(reader, event, string, quality);
        for (uint32_t i = 0; i < run; i++) event[i].n = 0;
        return;
    }
    mend_down(reader, e, last);
}

void gx_mend_labels(gx_reader *reader, uint32_t first, uint32_t last) {
    for (uint32_t e = first; e < last && reader->mends_left; e++) {
        if (reader->events[e].kind != GX_E_RESIDUE || !reader->events[e].n) continue;
        mend(reader, e, last);
    }
}

/* ---- values ---------------------------------------------------------------------------------- */

/* True where the number is no cell: a date's or a page's, in parentheses, or part of a word. */
static bool is_no_cell(const finder *f, uint32_t token) {
    const gx_reader *reader = f->reader;
    const gx_token *number = &reader->tokens[token];
    if (number->flags & GX_F_PAREN) return true;
    if (token + 1 == reader->n_tokens || number[1].kind != GX_T_WORD || !number[1].ids.n)
        return false;
    unsigned node = gx_trie_child(0, reader->ids[number[1].ids.first]);
    return gx_trie[node].string && number[1].gap.newlines == 0 &&
           has_kind(gx_trie[node].string - 1u, GX_ROLE_DATE);
}

/* True where one of a list of characters of three bytes stands at p. */
static bool starts_with(const char *p, const char *end, const char *list) {
    for (; *list && end - p >= 3; list += 3)
        if (!memcmp(p, list, 3)) return true;
    return false;
}

/* True where running text counts things: 规章6件，. Its lines may be broken before the word. */
static bool is_told(const finder *f, uint32_t token) {
    const gx_reader *reader = f->reader;
    const gx_token *number = &reader->tokens[token];
    const char *end = reader->text + reader->size;
    if (number->kind != GX_T_NUMBER || token + 1 == reader->n_tokens) return false;
    if (number[1].kind != GX_T_WORD || number[1].gap.newlines > 1) return false;
    if (number[1].gap.pipes || number[1].gap.tabs || number[1].start < number->end) return false;
    const char *p = reader->text + number[1].start;
    return starts_with(p, end, "件条份宗起次例项篇期") && starts_with(p + 3, end, "，、；。：（");
}

/* A number right beside letters that mean nothing may have lost digits to them. */
static void spoil_neighbours(gx_reader *reader, uint32_t word) {
    gx_token *token = &reader->tokens[word];
    if (word && token[-1].flags & GX_F_GLUED_RIGHT) token[-1].flags |= GX_F_ILLEGIBLE;
    if (word + 1 < reader->n_tokens && token[1].flags & GX_F_GLUED_LEFT)
        token[1].flags |= GX_F_ILLEGIBLE;
}

/* A word that no labels cover. In parentheses it is an explanation and tells nothing. A section's
** heading may have its text right behind it. */
static void add_residue(finder *f) {
    const gx_token *word = &f->reader->tokens[f->word];
    if (word->flags & GX_F_NUMBERED && word->has_label &&
        match(f, word->ids.first, f->word, f->word + 1) &&
        has_kind(f->found.string, GX_ROLE_SECTION))
        add_label(f, f->word, f->found.string);
    bool sentence = word->flags & GX_F_SENTENCE;
    bool prose = word->ids.n > LONG_WORD || (sentence && word->ids.n > LONG_SENTENCE);
    spoil_neighbours(f->reader, f->word);
    if (!(word->flags & GX_F_PAREN) && word->ids.n) {
        gx_event *event = add_event(f, prose ? GX_E_PROSE : GX_E_RESIDUE, f->word);
        if (event) event->n = word->ids.n;
        f->reader->residue += !prose;
    }
    f->word++;
}

/* The number before 无, as in 0、无, is a cell's and not its numbering; nor is the last digit of one:
** 128、无. */
static void spoil_numbered(gx_reader *reader, uint32_t word) {
    enum { NEAR = 4 }; /* bytes of a digit and what follows it */
    gx_token *none = &reader->tokens[word];
    if (!(none->flags & GX_F_NUMBERED)) return;
    none->flags |= GX_F_ILLEGIBLE;
    if (word && none[-1].kind == GX_T_NUMBER && none->start - none[-1].end <= NEAR)
        none[-1].flags |= GX_F_ILLEGIBLE;
}

static void read_word(finder *f) {
    gx_reader *reader = f->reader;
    const uint32_t first_event = reader->n_events, word = f->word;
    const gx_slice ids = reader->tokens[word].ids;
    const uint32_t n = find_match(f, ids.first, word, f->last_word);
    const bool open = f->found.open;
    const int top = f->found.top;
    bool blank = ids.n == 1 && top > 0 && gx_trie[top].kind == GX_ROLE_BLANK;
    /* A word may be a label, and the beginning of a longer one, as 其他 is. */
    bool whole = ids.n && n == ids.n && top > 0 && gx_trie[top].string;
    /* 无 alone is an empty cell, unless it is the top of a label in a narrow column. */
    if (blank && read_down(f, top)) return;
    if ((open && read_across(f)) || (whole && read_down(f, top))) return;
    if (!n || !read_exact(f)) {
        if (!read_down(f, top)) add_residue(f);
        return;
    }
    gx_event *event = &reader->events[first_event];
    if (reader->n_events == first_event + 1 && f->word == word + 1 &&
        has_kind(event->string, GX_ROLE_BLANK)) {
        *event = (gx_event){.kind = GX_E_VALUE, .token = word};
        spoil_numbered(reader, word);
        gx_count_newlines(reader, event);
    }
}

static void read_chunk(finder *f) {
    while (f->word < f->last_word && !f->failed) {
        const gx_token *word = &f->reader->tokens[f->word];
        if (word->flags & GX_F_TAKEN)
            f->word++;
        else if (is_whole_label(word))
            add_label(f, f->word++, gx_trie[word->node].string - 1u);
        else if (word->node == GX_NOWHERE && !word->has_label)
            add_residue(f);
        else
            read_word(f);
    }
}

/* Adds the values from token t on that have another value behind them, so that no word says what
** they are. Returns the token behind them. */
static uint32_t add_values(finder *f, uint32_t t) {
    gx_reader *reader = f->reader;
    const gx_token *tokens = reader->tokens;
    bool behind_value = false;
    for (; t + 1 < reader->n_tokens && tokens[t + 1].kind != GX_T_WORD; t++) {
        if (tokens[t].flags & (GX_F_PAREN | GX_F_TAKEN)) break;
        const gx_event *event = add_event(f, GX_E_VALUE, t);
        if (!event) break;
        unsigned newlines = tokens[t].gap.newlines;
        if (!behind_value)
            gx_count_newlines(reader, event);
        else if (newlines < 8)
            reader->newlines[newlines]++;
        behind_value = true;
    }
    return t;
}

bool gx_find_labels(gx_reader *reader) {
    finder f = {.reader = reader};
    reader->n_events = reader->serials = reader->residue = 0;
    memset(reader->found, 0, sizeof reader->found);
    memset(reader->newlines, 0, sizeof reader->newlines);
    reader->mends_left = MAX_MENDS + reader->n_tokens / TOKENS_A_MEND;
    for (uint32_t t = 0; t < reader->n_tokens && !f.failed;) {
        if (reader->tokens[t].kind != GX_T_WORD) {
            t = add_values(&f, t);
            if (f.failed) break;
            bool taken = reader->tokens[t].flags & GX_F_TAKEN;
            if (!taken && is_told(&f, t)) {
                add_event(&f, GX_E_PROSE, t);
            } else if (!taken && !is_no_cell(&f, t)) {
                add_value(&f, t);
                reader->serials += gx_begins_line(reader, t);
            }
            t++;
            continue;
        }
        f.word = t;
        while (t < reader->n_tokens && reader->tokens[t].kind == GX_T_WORD) t++;
        f.last_word = t;
        read_chunk(&f);
    }
    return !f.failed;
}
