/*
** prose.c: whether running text stands beside the tables. In: the place where they begin or end.
** Out: true where what stands there cannot be part of them, nor mended to be (quick.h says why).
**
** Most of the work is to find that no parenthesis is open in front of the tables: with AVX-512 64
** bytes at a time, else character by character, which gives the same.
*/
#include "words.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define HAS_AVX512 1
#include <immintrin.h>
#endif

enum {
    PROSE_LETTERS = 8,
    LONG_PROSE = 44,
    TOKENS = 9,
    MAX_WORDS = 16, /* between running text and the tables */
};

/* The character before p, p > o->text: its class, its beginning in *start. */
static unsigned class_before(const gx_outside *o, const uint8_t *p, const uint8_t **start) {
    unsigned bytes;
    const uint8_t *q = p - 1;
    while (q > o->text && p - q < 3 && (*q & 0xC0) == 0x80) q--;
    *start = q;
    unsigned class = gx_class_at(q, p, &bytes);
    if (q + bytes == p) return class;
    *start = p - 1; /* a byte that belongs to no character */
    return GX_C_OTHER;
}

/* Where a reading or numbering in parentheses begins that ends with the closing one before `p`;
** NULL: it is another parenthesis. */
static const uint8_t *before_aside(const gx_outside *o, const uint8_t *p) {
    const uint8_t *q;
    for (int i = 0; i < 12 && p > o->text; i++, p = q) {
        unsigned class = class_before(o, p, &q);
        if (class == GX_C_OPEN) return q;
        if (class != GX_C_LATIN && class != GX_C_DIGIT && !gx_is_numeral(class)) return NULL;
    }
    return NULL;
}

/* By the last byte of a character: 1, white space or a digit, which end a word; 2, maybe a
** parenthesis, a bracket or a full stop. */
static const uint8_t kinds[256] = {
    ['\t'] = 1, ['\n'] = 1, [' '] = 1,  ['0'] = 1,  ['1'] = 1,  ['2'] = 1,  ['3'] = 1,
    ['4'] = 1,  ['5'] = 1,  ['6'] = 1,  ['7'] = 1,  ['8'] = 1,  ['9'] = 1,  ['('] = 2,
    [')'] = 2,  ['['] = 2,  [']'] = 2,  [0x82] = 2, [0x88] = 2, [0x89] = 2, [0x90] = 2,
    [0x91] = 2, [0x94] = 2, [0x95] = 2, [0x99] = 2, [0x9A] = 2, [0xBB] = 2, [0xBD] = 2,
};

/* Outside of ideographs. */
static const uint8_t *find_sign_plain(gx_signs *signs, const uint8_t *text, const uint8_t *p,
                                      bool *letters) {
    (void)signs;
    for (; p > text; p--) {
        for (; p - text > 4 && gx_is_ideograph_at(p - 3); p -= 3) *letters = true;
        if (kinds[p[-1]]) return p;
    }
    return p;
}

#ifdef HAS_AVX512

/* Notes what the 64 bytes at `block` are; of the first two it cannot be told. */
__attribute__((target(GX_AVX512))) static void note_signs(gx_signs *signs, const uint8_t *block) {
    __m512i x = _mm512_loadu_si512(block);
    uint64_t leads = _mm512_cmple_epu8_mask(_mm512_sub_epi8(x, _mm512_set1_epi8((char)0xE4)),
                                            _mm512_set1_epi8(5));
    uint64_t ascii = ~_mm512_movepi8_mask(x);
    uint64_t more = _mm512_cmplt_epi8_mask(x, _mm512_set1_epi8((char)0xC0)); /* 80 to BF */
    __m512i first = _mm512_maskz_permutex2var_epi8(ascii, _mm512_loadu_si512(kinds), x,
                                                   _mm512_loadu_si512(kinds + 0x40));
    __m512i kind = _mm512_mask_permutexvar_epi8(first, more, x, _mm512_loadu_si512(kinds + 0x80));
    signs->block = block;
    signs->letters = leads << 2;
    signs->signs = _mm512_test_epi8_mask(kind, kind) & ~(leads | leads << 1 | leads << 2);
    signs->ends = signs->signs & _mm512_test_epi8_mask(kind, _mm512_set1_epi8(1));
    uint64_t stops = _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8((char)0xE3)) << 2; /* 。 */
    stops &= _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8((char)0x80)) << 1;
    stops &= _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8((char)0x82));
    signs->ends |= signs->signs & stops;
}

/* By 62 bytes at a time, as long as all signs in them end words. */
__attribute__((target(GX_AVX512))) static bool is_far_avx512(const uint8_t *text, const uint8_t *p,
                                                             unsigned words) {
    enum { MOST = 12 };
    const uint64_t all = ~(uint64_t)3;
    bool inside = false;
    for (int i = 0; i < MOST && p - text >= 64; i++, p -= 62) {
        gx_signs signs;
        note_signs(&signs, p - 64);
        if ((signs.signs ^ signs.ends) & all) return false;
        uint64_t ends = signs.ends & all, both = ends | (signs.letters & all);
        unsigned n = (unsigned)__builtin_popcountll(both);
        if (!n) continue;
        /* One bit a letter or an end; a word's last letter has an end above it. */
        ends = _pext_u64(ends, both);
        uint64_t above = ends >> 1 | (uint64_t)!inside << (n - 1);
        unsigned found = (unsigned)__builtin_popcountll(above & ~ends);
        if (found >= words) return true;
        words -= found;
        inside = !(ends & 1);
    }
    return false;
}

static const uint8_t *find_sign_avx512(gx_signs *signs, const uint8_t *text, const uint8_t *p,
                                       bool *letters) {
    const uint8_t *from = p;
    while (p - text >= 64 + 8) {
        if (!signs->block || p - signs->block > 64 || p - signs->block <= 2)
            note_signs(signs, p - 64);
        uint64_t before = ~(uint64_t)0 >> (64 - (p - signs->block)) & ~(uint64_t)3;
        uint64_t found = signs->signs & before;
        unsigned at = found ? 63 - (unsigned)__builtin_clzll(found) : 0;
        *letters = *letters || signs->letters & before & ~(uint64_t)0 << at;
        if (found) return signs->block + at + 1;
        p = signs->block + 2;
    }
    while (p < from && (*p & 0xC0) == 0x80) p++; /* to where a character begins */
    return find_sign_plain(signs, text, p, letters);
}

#endif

gx_is_far *gx_choose_is_far(void) {
#ifdef HAS_AVX512
    if (gx_runs_avx512()) return is_far_avx512;
#endif
    return NULL;
}

gx_find_sign *gx_choose_find_sign(void) {
#ifdef HAS_AVX512
    if (gx_runs_avx512()) return find_sign_avx512;
#endif
    return find_sign_plain;
}

gx_find_sign *const *gx_list_find_signs(void) {
#ifdef HAS_AVX512
    static gx_find_sign *const all[] = {find_sign_plain, find_sign_avx512, NULL};
    if (gx_runs_avx512()) return all;
#endif
    static gx_find_sign *const plain[] = {find_sign_plain, NULL};
    return plain;
}

/* True where no parenthesis that opened before p is still open there: the last one seen closes, or
** so many words follow it that the lexer takes it for closed. */
static bool is_closed(const gx_outside *o, const uint8_t *p) {
    gx_signs signs = {.block = NULL};
    const uint8_t *q;
    bool inside = false;
    if (o->quick->is_far && o->quick->is_far(o->text, p, TOKENS)) return true;
    for (int words = 0; p > o->text;) {
        bool letters = false;
        p = o->quick->find_sign(&signs, o->text, p, &letters);
        words += letters && !inside;
        inside = inside || letters;
        if (p == o->text || words == TOKENS) break;
        unsigned kind = kinds[*--p];
        inside = inside && kind != 1;
        if (kind != 2) continue;
        unsigned class = class_before(o, p + 1, &q);
        if (class == GX_C_OPEN) return false;
        inside = inside && class != GX_C_STOP;
        if (class != GX_C_CLOSE) continue;
        p = before_aside(o, q);
        if (!p) return true;
    }
    return true;
}

/* True where labels may cover the word at p, and what follows it. */
static bool may_be_label(const gx_outside *o, const uint8_t *p) {
    bool known;
    const gx_word *word = gx_read_word(o->quick, p, o->end, &known);
    return !word->dead && (word->labels >= 0 || word->lost);
}

static inline bool is_white(unsigned class) {
    return class == GX_C_SPACE || class == GX_C_TAB || class == GX_C_NEWLINE;
}

/* A word beside the tables. */
typedef struct beside {
    const uint8_t *first, *behind; /* its first letter, and where it ends */
    int letters;
    bool sentence; /* a full stop ends it */
} beside;

/* Moves *end to where the word begins that ends there. Stops at LONG_PROSE letters. */
static void word_before(const gx_outside *o, const uint8_t **end, beside *word) {
    const uint8_t *p = *end, *q;
    word->behind = p;
    for (; p > o->text && word->letters < LONG_PROSE; p = q) {
        if (p - o->text > 3 && gx_is_ideograph_at(p - 3)) {
            word->first = q = p - 3;
            word->letters++;
            continue;
        }
        unsigned class = class_before(o, p, &q);
        if (class == GX_C_CLOSE) {
            const uint8_t *aside = before_aside(o, q);
            unsigned bytes;
            if (!aside) break;
            gx_class_at(aside, o->end, &bytes);
            if (gx_reading_end(aside + bytes, o->end) != p) break;
            q = aside;
        } else if (gx_is_letter(class)) {
            word->first = q;
            word->letters++;
        } else if (!gx_is_inside(class)) {
            break;
        }
    }
    *end = p;
}

/* Moves *start to where the word ends that begins there. */
static void word_behind(const gx_outside *o, const uint8_t **start, beside *word) {
    const uint8_t *p = *start;
    unsigned bytes = 0, class = GX_C_SPACE;
    for (; p < o->end && word->letters < LONG_PROSE; p += bytes) {
        if (word->letters && o->end - p >= 3 && gx_is_ideograph_at(p)) {
            bytes = 3;
            word->letters++;
            continue;
        }
        class = gx_class_at(p, o->end, &bytes);
        const uint8_t *reading = class == GX_C_OPEN ? gx_reading_end(p + bytes, o->end) : NULL;
        if (reading) {
            bytes = (unsigned)(reading - p);
        } else if (gx_is_letter(class)) {
            if (!word->letters++) word->first = p;
        } else if (!gx_is_inside(class)) {
            break;
        }
    }
    word->sentence = class == GX_C_STOP && p < o->end;
    word->behind = *start = p;
}

/* The words between running text and the tables. */
typedef struct border {
    int words, together;    /* all; letters in a row */
    int mendable, headings; /* those that may be damaged labels of tables, headings */
} border;

/* Counts a word that may be a damaged label. One of which more than a third of the letters are in
** no telling label is not mended to one, nor are several (label.c). */
static void count_mendable(const gx_outside *o, border *b, const beside *word) {
    int strange = 0, odd = 0; /* letters of no table's label, of no heading */
    unsigned bytes;
    for (const uint8_t *p = word->first; p < word->behind; p += bytes) {
        unsigned class = gx_class_at(p, o->end, &bytes);
        const uint8_t *reading = class == GX_C_OPEN ? gx_reading_end(p + bytes, o->end) : NULL;
        if (reading) bytes = (unsigned)(reading - p);
        if (!gx_is_letter(class)) continue;
        strange += !(o->quick->telling[class] & GX_TELLS_TABLE);
        odd += !(o->quick->telling[class] & GX_TELLS_HEADING);
    }
    b->mendable += 3 * strange <= word->letters;
    b->headings += 3 * odd <= word->letters;
}

/* True where a word is running text, or those before it together with it. */
static bool is_prose(const gx_outside *o, border *b, const beside *word) {
    b->words++;
    b->together += word->letters;
    if (b->together >= LONG_PROSE || (word->sentence && word->letters >= PROSE_LETTERS))
        return true;
    count_mendable(o, b, word);
    return false;
}

static bool is_wide(gx_outside *o, const border *b) {
    o->loose = o->loose || b->headings;
    return b->words == MAX_WORDS || b->mendable > GX_MAX_BESIDE;
}

/* Neither letters nor signs: between two words of a border. */
static bool is_between(border *b, unsigned class) {
    if (class == GX_C_DIGIT) b->together = 0; /* a value divides */
    return is_white(class) || class == GX_C_STOP || class == GX_C_DIGIT;
}

bool gx_ends_in_prose(gx_outside *o, const uint8_t *at) {
    const uint8_t *p = at, *q;
    border b = {.words = 0};
    while (!is_wide(o, &b)) {
        beside word = {.letters = 0};
        for (; p > o->text; p = q) {
            unsigned class = class_before(o, p, &q);
            if (!is_between(&b, class)) break;
            word.sentence = class == GX_C_STOP;
        }
        word_before(o, &p, &word);
        if (!word.letters || o->reach > word.first) return false;
        if (word.letters < LONG_PROSE && may_be_label(o, word.first)) return false;
        if (is_prose(o, &b, &word)) return is_closed(o, at);
    }
    return false;
}

/* Moves over （一） before a word. */
static const uint8_t *skip_numbering(const gx_outside *o, const uint8_t *p) {
    unsigned bytes, class = p < o->end ? gx_class_at(p, o->end, &bytes) : GX_C_SPACE;
    if (class != GX_C_OPEN) return p;
    const uint8_t *q = p + bytes;
    class = q < o->end ? gx_class_at(q, o->end, &bytes) : GX_C_SPACE;
    if (!gx_is_numeral(class)) return p;
    q += bytes;
    class = q < o->end ? gx_class_at(q, o->end, &bytes) : GX_C_SPACE;
    return class == GX_C_CLOSE ? q + bytes : p;
}

bool gx_begins_with_prose(gx_outside *o, const uint8_t *at) {
    const uint8_t *p = at;
    border b = {.words = 0};
    while (!is_wide(o, &b)) {
        beside word = {.letters = 0};
        unsigned bytes = 0;
        for (; p < o->end && is_between(&b, gx_class_at(p, o->end, &bytes)); p += bytes) {
        }
        p = skip_numbering(o, p);
        word_behind(o, &p, &word);
        if (!word.letters) return false;
        if (word.letters < LONG_PROSE && may_be_label(o, word.first)) return false;
        if (is_prose(o, &b, &word)) return true;
    }
    return false;
}
