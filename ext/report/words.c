/*
** words.c: what a word of the text around the tables may be. In: the place where it begins. Out:
** the labels that its letters may make up.
**
** Most words that begin like a label soon go on like none: they are dead ends. Narratives use the
** same words again and again, so that what a word is, is kept together with all bytes that were
** looked at to find it out: where these stand again, it is the same.
*/
#include "words.h"

#include <string.h>

enum { MAX_LETTERS = 64, MAX_BETWEEN = 600, MAX_DEPTH = 6 };

/* Letters of the text one after the other, whatever stands between them; gathered as they are asked
** for. */
typedef struct letters {
    const uint8_t *next, *end; /* where to look for more */
    bool pending;              /* a word may have ended since the last letter */
    bool far;                  /* more was looked at than what is before `next` */
    bool numbered;             /* some may be numbering, which the label goes on behind */
    int n;
    uint8_t id[MAX_LETTERS];
    bool edge[MAX_LETTERS]; /* a word may end before the letter */
    const uint8_t *at[MAX_LETTERS];
} letters;

typedef enum found { FOUND, AT_END, LOST } found;

/* True where the numeral at p may be numbering in parentheses, or the last part of it. */
static bool may_be_numbering(const uint8_t *p, const uint8_t *end) {
    enum { MOST = 8 };
    unsigned bytes;
    for (int i = 0; i < MOST && p < end; i++, p += bytes) {
        unsigned class = gx_class_at(p, end, &bytes);
        if (class == GX_C_CLOSE) return true;
        if (class != GX_C_SPACE && !gx_is_numeral(class)) return false;
    }
    return p < end;
}

/* Adds the letter at p, which is `bytes` long. */
static inline void add_letter(letters *l, const uint8_t *p, unsigned bytes, unsigned class) {
    if (l->n && l->pending && gx_is_numeral(class)) {
        l->numbered = l->numbered || may_be_numbering(p, l->end);
        l->far = true;
    }
    l->id[l->n] = (uint8_t) class;
    l->edge[l->n] = l->pending;
    l->at[l->n++] = p;
    l->next = p + bytes;
    l->pending = false;
}

/* Moves to the next letter, over what is none, and adds it. `to_edge`: or only to where it is seen
** that a word may end before it. */
static found gather_far(letters *l, bool to_edge) {
    const uint8_t *p = l->next, *far = p + MAX_BETWEEN;
    if (l->n == MAX_LETTERS) return LOST;
    while (p < l->end && p < far && !(to_edge && l->pending)) {
        unsigned bytes, class = gx_class_at(p, l->end, &bytes);
        l->far = l->far || class == GX_C_OPEN || (bytes == 1 && *p >= 0x80);
        if (gx_is_letter(class)) {
            add_letter(l, p, bytes, class);
            return FOUND;
        }
        const uint8_t *reading = class == GX_C_OPEN ? gx_reading_end(p + bytes, l->end) : NULL;
        l->pending = l->pending || !(gx_is_inside(class) || reading);
        p = reading ? reading : p + bytes;
    }
    l->next = p;
    if (to_edge && l->pending) return FOUND;
    l->far = true;
    return p < l->end ? LOST : AT_END;
}

/* Adds the next letter if it is an ideograph right here. */
static inline bool gather_near(letters *l) {
    if (l->n == MAX_LETTERS || l->end - l->next < 3 || !gx_is_ideograph_at(l->next)) return false;
    unsigned class = gx_class_of_ideograph(l->next);
    if (gx_is_letter(class)) add_letter(l, l->next, 3, class);
    return gx_is_letter(class);
}

/* Sees to it that letter i is there, all before it being so. */
static inline found gather(letters *l, int i) {
    return i < l->n || gather_near(l) ? FOUND : gather_far(l, false);
}

/* True where a word may end before letter i, all before it being there. */
static inline bool is_edge(letters *l, int i) {
    if (i < l->n || (!l->pending && gather_near(l))) return l->edge[i];
    return l->pending || gather_far(l, true) != FOUND || l->pending;
}

/* True for a label of a table and for a heading. */
static inline bool is_counted(unsigned node) {
    unsigned kind = gx_trie[node].kind;
    return kind >= GX_ROLE_ROW && kind <= GX_ROLE_NOTE;
}

/* What the letters from one on may make up. */
typedef struct cover {
    int labels;  /* of tables; -1: no labels go from here to where a word ends */
    int section; /* the heading that begins here, and ... */
    int end;     /* ... the letter behind it, or behind all labels */
} cover;

/* The labels that may follow each other from letter `at` on up to a word's end; the most of a table
** where there are several ways. */
static cover cover_from(letters *l, int at, int depth, gx_word *word) {
    cover best = {-1, 0, at};
    found more = gather(l, at);
    /* Between two labels there may be the number of the second. */
    if (depth && more == FOUND && gx_is_numeral(l->id[at]) && !l->edge[at])
        best = cover_from(l, at + 1, depth, word);
    unsigned node = more == FOUND ? gx_trie_child(0, l->id[at]) : 0;
    for (int p = at; node;) {
        bool edge = is_edge(l, ++p), goes_on = gx_trie[node].has_child;
        if (gx_trie[node].string) {
            const gx_role *role = &gx_strings[gx_trie[node].string - 1].roles[0];
            bool heading = role->kind == GX_ROLE_SECTION;
            cover one = {!heading && is_counted(node), heading ? role->index : 0, p};
            if (!edge) {
                cover rest = {-1, 0, p};
                if (depth < MAX_DEPTH) rest = cover_from(l, p, depth + 1, word);
                word->lost = word->lost || depth == MAX_DEPTH;
                word->heading = word->heading || one.section || rest.section;
                one.labels = rest.labels < 0 ? -1 : one.labels + rest.labels;
                one.section = 0;
                one.end = rest.end;
            }
            if (one.labels >= 0 && one.section >= best.section) best.section = one.section;
            if (one.labels >= best.labels) best.labels = one.labels;
            if (one.labels >= 0 && one.end > best.end) best.end = one.end;
        }
        if (goes_on) more = gather(l, p);
        if (edge && !depth && !word->open_bytes) {
            word->open = goes_on ? node : 0;
            word->open_bytes = (uint32_t)(l->next - l->at[0]);
        }
        if (!goes_on) break;
        word->lost = word->lost || more == LOST;
        node = more == FOUND ? gx_trie_child(node, l->id[p]) : 0;
    }
    return best;
}

/* ---- dead ends ------------------------------------------------------------------------------- */

/* Moves *seen to `behind`, if that is further. */
static inline void note_seen(const uint8_t **seen, const uint8_t *behind) {
    if (behind > *seen) *seen = behind;
}

/* The next letter from p on inside the word, and its class; NULL: the word ends before one. *seen
** is moved behind all that was looked at; far behind, where that cannot be told. */
static const uint8_t *next_inside(const uint8_t *p, const uint8_t *end, unsigned *class,
                                  const uint8_t **seen) {
    while (p < end) {
        unsigned bytes;
        *class = gx_class_at(p, end, &bytes);
        bool far = *class == GX_C_OPEN || (bytes == 1 && *p >= 0x80);
        note_seen(seen, far ? end : p + bytes);
        if (gx_is_letter(*class)) return p;
        const uint8_t *reading = *class == GX_C_OPEN ? gx_reading_end(p + bytes, end) : NULL;
        if (!reading && !gx_is_inside(*class)) return NULL;
        p = reading ? reading : p + bytes;
    }
    note_seen(seen, end);
    return NULL;
}

/* True where the letters from p on, one right behind the other, make up no label that a closer look
** would count, and begin none that may go on elsewhere. *seen is moved as above. */
static bool is_dead_end(const uint8_t *p, const uint8_t *end, int depth, const uint8_t **seen) {
    unsigned class = gx_class_of_ideograph(p), node = gx_trie_child(0, class);
    if (depth > MAX_DEPTH || (depth && gx_is_numeral(class))) return false;
    while (node) {
        if (is_counted(node)) return false;
        bool whole = gx_trie[node].string, more = gx_trie[node].has_child;
        p += 3;
        note_seen(seen, p + 3);
        if (end - p < 3 || !gx_is_ideograph_at(p)) {
            p = next_inside(p, end, &class, seen);
            if (!p) return whole && !more;
            if (end - p < 3) return false; /* a character that is cut off */
            if (!gx_is_ideograph_at(p)) return true;
        }
        if (whole && !is_dead_end(p, end, depth + 1, seen)) return false;
        if (!more) return true;
        node = gx_trie_child(node, gx_class_of_ideograph(p));
    }
    return true;
}

/* ---- what is known --------------------------------------------------------------------------- */

/* Keeps a dead end, for which so many bytes were looked at. False: too many. */
static bool keep_dead_end(gx_quick *quick, const uint8_t *p, ptrdiff_t n) {
    uint64_t two = gx_two_letters(p), first = gx_load(p);
    uint32_t last = gx_load_four(p + 8);
    if (n > 12) return false;
    if (n <= 6)
        quick->short_ends[gx_word_place(two, 0, GX_DEAD_BITS)] = two;
    else
        quick->dead_ends[gx_word_place(first, last, GX_DEAD_BITS)] = (gx_dead_end){first, last};
    return true;
}

/* True where the bytes of a word that is known stand at p. */
static inline bool is_known(const gx_known_word *known, const uint8_t *p) {
    static const uint8_t masks[2 * GX_KNOWN_BYTES] = {
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    };
    const uint8_t *mask = masks + GX_KNOWN_BYTES - known->n;
    uint64_t off = 0;
    for (int i = 0; i < GX_KNOWN_BYTES; i += 8)
        off |= (gx_load(p + i) ^ gx_load(known->bytes + i)) & gx_load(mask + i);
    return known->n && !off;
}

static void look_closely(const uint8_t *p, const uint8_t *end, const uint8_t **seen,
                         gx_word *word) {
    memset(word, 0, sizeof *word);
    word->dead = end - p >= 3 && gx_is_ideograph_at(p) && is_dead_end(p, end, 0, seen);
    if (word->dead) return;
    letters l;
    l.next = p;
    l.end = end;
    l.pending = true;
    l.far = l.numbered = false;
    l.n = 0;
    cover c = cover_from(&l, 0, 0, word);
    note_seen(seen, l.far ? end : l.next);
    word->lost = word->lost || l.numbered;
    word->labels = (int8_t)c.labels;
    word->section = (uint8_t)c.section;
    word->whole = true;
    for (int i = 1; i < c.end; i++) word->whole = word->whole && !l.edge[i];
    if (c.end) word->last = (uint32_t)(l.at[c.end - 1] - p);
}

const gx_word *gx_read_word(gx_quick *quick, const uint8_t *p, const uint8_t *end, bool *known) {
    const uint8_t *seen = p + 3;
    gx_word *word = &quick->word;
    gx_known_word *words = NULL;
    *known = false;
    if (end - p > GX_KNOWN_BYTES) {
        words = quick->known[gx_word_place(gx_load(p), gx_load(p + 8), GX_KNOWN_BITS)];
        for (int i = 0; i < GX_KNOWN_WAYS; i++) {
            *known = is_known(&words[i], p);
            if (*known) return &words[i].word;
        }
    }
    look_closely(p, end, &seen, word);
    if (!words || seen - p > GX_KNOWN_BYTES) return word;
    if (word->dead && keep_dead_end(quick, p, seen - p)) return word;
    memmove(words + 1, words, (GX_KNOWN_WAYS - 1) * sizeof *words);
    words->word = *word;
    words->n = (uint8_t)(seen - p);
    memcpy(words->bytes, p, GX_KNOWN_BYTES);
    return word;
}
