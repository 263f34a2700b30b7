/*
** letters.c: a word's letters. In: the place where they stand. Out: their ids, and where they lead
** to in the labels' trie.
**
** Reports print the same words again and again: those of the form. So what bytes were read as is
** kept, and where the same bytes stand again it is taken from there.
*/
#include "quick.h"

#include <string.h>

enum {
    MIN_BYTES = 6, /* fewer are read as fast as they are found */
    MAX_READING = 10,
};

static inline void follow(gx_token *word, unsigned id) {
    if (word->node == GX_NOWHERE) return;
    unsigned node = gx_trie_child(word->node, id);
    word->has_label = word->has_label || gx_trie[node].string;
    word->node = node ? (uint16_t)node : GX_NOWHERE;
}

__attribute__((noinline)) static bool grow_ids(gx_reader *reader) {
    return gx_grow((void **)&reader->ids, &reader->max_ids, sizeof *reader->ids);
}

/* Makes room for the letters of a spelling. False: no memory. */
static inline bool make_room(gx_reader *reader) {
    return reader->max_ids - reader->n_ids >= GX_SPELLING_IDS || grow_ids(reader);
}

const uint8_t *gx_add_others(gx_reader *reader, gx_token *word, const uint8_t *at,
                             const uint8_t *end, uint32_t *wide) {
    if (!make_room(reader)) return NULL;
    uint8_t *to = reader->ids + reader->n_ids, *full = reader->ids + reader->max_ids;
    unsigned bytes, class = gx_class_at(at, end, &bytes), n_wide = 0;
    do {
        *to++ = (uint8_t) class;
        if (word->node != GX_NOWHERE) follow(word, class);
        n_wide += bytes > 3;
        at += bytes;
        if (at == end || to == full) break;
        class = gx_class_at(at, end, &bytes);
    } while (bytes != 3 && gx_is_letter(class));
    uint32_t n = (uint32_t)(to - reader->ids) - reader->n_ids;
    word->ids.n += n;
    reader->n_ids += n;
    *wide = n_wide;
    return at;
}

/* The class of the character of three bytes at p, where four are; GX_C_SKIP: there is none. */
static inline unsigned class_inside(const uint8_t *p) {
    uint32_t four = gx_load_word(p);
    return gx_begins_with_three(four) ? gx_class_of_three(four) : GX_C_SKIP;
}

/* Reads letters until they lead nowhere, and then all others; with `over`, those also behind
** punctuation that ends no word. Returns where they end. */
static const uint8_t *read_letters(gx_reader *reader, gx_token *word, const uint8_t *at,
                                   const uint8_t *end, bool over) {
    uint8_t *first = reader->ids + reader->n_ids, *to = first;
    ptrdiff_t room = reader->max_ids - reader->n_ids;
    const uint8_t *stop = end - at > 3 ? end - 3 : at; /* before it four bytes are there */
    if (stop - at > 3 * room) stop = at + 3 * room;
    unsigned class = GX_C_OTHER, node = word->node;
    bool has_label = word->has_label;
    for (; at < stop && node != GX_NOWHERE; at += 3) {
        class = class_inside(at);
        if (!gx_is_letter(class)) break;
        *to++ = (uint8_t) class;
        node = gx_trie_child(node, class);
        has_label = has_label || gx_trie[node].string;
        if (!node) node = GX_NOWHERE;
    }
    word->node = (uint16_t)node;
    word->has_label = has_label;
    const uint8_t *last = at; /* behind the last letter */
    for (; at < stop && node == GX_NOWHERE; at += 3) {
        class = class_inside(at);
        if (gx_is_letter(class)) {
            *to++ = (uint8_t) class;
            last = at + 3;
        } else if (!over || class < GX_C_DOT || class > GX_C_PUNCT) {
            break;
        }
    }
    if (end - last == 3 && to - first < room && gx_is_three(last, end)) {
        class = gx_class[gx_class_page[(last[0] & 15) << 6 | (last[1] & 63)]][last[2] & 63];
        if (gx_is_letter(class)) { /* the text's last one */
            *to++ = (uint8_t) class;
            follow(word, class);
            last += 3;
        }
    }
    reader->n_ids += (uint32_t)(to - first);
    word->ids.n += (uint32_t)(to - first);
    return last;
}

/* How many bytes stand at p before one of ASCII, GX_SPELLING_BYTES at most. So many and eight more
** may be looked at. */
static inline unsigned bytes_to_ascii(const uint8_t *p) {
    for (unsigned n = 0; n < GX_SPELLING_BYTES; n += 8) {
        uint64_t ascii = ~gx_load_little(p + n) & 0x8080808080808080u;
        if (ascii) return n + (unsigned)__builtin_ctzll(ascii) / 8;
    }
    return GX_SPELLING_BYTES;
}

/* True where these bytes are a spelling, behind letters that lead to this node. */
static inline bool is_spelling(const gx_spelling *spelling, const uint8_t *p, unsigned n,
                               unsigned from) {
    unsigned i = 0;
    if (spelling->n != n || spelling->from != from) return false;
    for (; i + 8 <= n; i += 8)
        if (gx_load(p + i) != gx_load(spelling->bytes + i)) return false;
    uint64_t off = gx_load_little(p + i) ^ gx_load_little(spelling->bytes + i);
    return i == n || !(off << (64 - 8 * (n - i)));
}

/* The place of a spelling of n bytes. */
static inline unsigned place_of(const uint8_t *p, unsigned n) {
    return gx_word_place(gx_two_letters(p), gx_two_letters(p + n - MIN_BYTES), GX_SPELLING_BITS);
}

/* False where the two letters at `at`, with eight bytes there, begin no label: such words are read
** as fast as they are found, and need no spelling. For a word of one letter it may be either. */
static inline bool is_suspect(const gx_reader *reader, const uint8_t *at) {
    unsigned place = gx_beginning_place(gx_two_letters(at));
    return reader->quick->suspects[place / 64] >> place % 64 & 1;
}

const gx_spelling *gx_find_spelling(gx_reader *reader, const uint8_t *at, const uint8_t *end,
                                    unsigned from) {
    reader->unknown.at = at;
    reader->unknown.bytes = 0;
    if (end - at < GX_SPELLING_BYTES + 8 || (!from && !is_suspect(reader, at))) return NULL;
    unsigned n = bytes_to_ascii(at);
    if (n < MIN_BYTES) return NULL;
    const gx_spelling *spelling = reader->spellings[place_of(at, n)];
    for (int i = 0; i < GX_SPELLING_WAYS; i++)
        if (is_spelling(&spelling[i], at, n, from)) return &spelling[i];
    if (n < GX_SPELLING_BYTES) reader->unknown.bytes = n;
    return NULL;
}

const uint8_t *gx_add_spelling(gx_reader *reader, gx_token *word, const uint8_t *at,
                               const gx_spelling *spelling) {
    if (!make_room(reader)) return NULL;
    memcpy(reader->ids + reader->n_ids, spelling->ids, GX_SPELLING_IDS);
    reader->n_ids += spelling->letters;
    word->ids.n += spelling->letters;
    word->node = spelling->node;
    word->has_label |= spelling->has_label;
    return at + 3 * spelling->letters;
}

const uint8_t *gx_add_letters(gx_reader *reader, gx_token *word, const uint8_t *at,
                              const uint8_t *end) {
    if (!make_room(reader)) return NULL;
    if (word->node == GX_NOWHERE) return read_letters(reader, word, at, end, true);
    const gx_spelling *known =
        reader->unknown.at == at ? NULL : gx_find_spelling(reader, at, end, word->node);
    if (known) return gx_add_spelling(reader, word, at, known);
    unsigned n = reader->unknown.bytes;
    if (!n) return read_letters(reader, word, at, end, true);
    uint32_t first = reader->n_ids;
    gx_spelling *spelling = reader->spellings[place_of(at, n)];
    memmove(spelling + 1, spelling, (GX_SPELLING_WAYS - 1) * sizeof *spelling);
    memcpy(spelling->bytes, at, n);
    memset(spelling->bytes + n, 0, GX_SPELLING_BYTES - n);
    spelling->n = (uint8_t)n;
    spelling->from = word->node;
    bool had_label = word->has_label;
    word->has_label = false;
    at = read_letters(reader, word, at, end, false);
    spelling->letters = (uint8_t)(reader->n_ids - first);
    memcpy(spelling->ids, reader->ids + first, spelling->letters);
    spelling->node = word->node;
    spelling->has_label = word->has_label;
    word->has_label = word->has_label || had_label;
    return at;
}

const uint8_t *gx_reading_end(const uint8_t *p, const uint8_t *end) {
    for (int i = 0; i < MAX_READING && p < end; i++) {
        unsigned bytes, class = gx_class_at(p, end, &bytes);
        if (class == GX_C_CLOSE && i) return p + bytes;
        if (class != GX_C_LATIN) return NULL;
        p += bytes;
    }
    return NULL;
}

uint32_t gx_end_of_letter(const char *text, const gx_token *word, uint32_t n) {
    const uint8_t *p = (const uint8_t *)text + word->start,
                  *end = (const uint8_t *)text + word->end;
    while (p < end && n) {
        unsigned bytes, class = gx_class_at(p, end, &bytes);
        const uint8_t *reading = class == GX_C_OPEN ? gx_reading_end(p + bytes, end) : NULL;
        n -= gx_is_letter(class);
        p = reading ? reading : p + bytes;
    }
    return (uint32_t)(p - (const uint8_t *)text);
}
