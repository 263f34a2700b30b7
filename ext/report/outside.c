/*
** outside.c: what stands before and behind the tables. In: text. Out: how many labels of tables its
** words may make up, and the headings among them.
**
** A label is recognised only where a word begins (label.c), so that of a narrative's characters few
** need a look: those behind a character that may end a word. Where one of them may begin a label of
** a table, the letters from there on are compared with all labels, across whatever separates them.
** What is counted is never less than what label.c would find; it may be more.
*/
#include "words.h"

#include <string.h>

enum {
    PROSE_LETTERS = 8,
    LONG_PROSE = 44,
    TOKENS = 9,
    MAX_WORDS = 16, /* between running text and the tables */
    MAX_INDENT = 120,
    MAX_LOOKS = 64,     /* at words that begin like a label, and one more for so many bytes ... */
    BYTES_A_LOOK = 256, /* ... as a text that has more is not running text */
};

/* True where all of the word at p goes on from a node. */
static bool goes_on(const gx_outside *o, const uint8_t *p, unsigned node) {
    unsigned bytes;
    for (; p < o->end; p += bytes) {
        unsigned class = gx_class_at(p, o->end, &bytes);
        const uint8_t *reading = class == GX_C_OPEN ? gx_reading_end(p + bytes, o->end) : NULL;
        if (reading)
            bytes = (unsigned)(reading - p);
        else if (is_letter(class))
            node = gx_trie_child(node, class);
        else if (!is_inside(class))
            break;
        if (!node) return false;
    }
    return true;
}

/* Where the line of p begins, or where MAX_INDENT bytes of it or more stand before p. */
static const uint8_t *begin_of_line(const gx_outside *o, const uint8_t *p) {
    const uint8_t *line = p, *least = p - o->text > MAX_INDENT ? p - MAX_INDENT : o->text;
    const uint64_t ones = 0x0101010101010101u;
    while (line - least >= 8) { /* by eights, as long as none of them is a control character */
        uint64_t bytes = gx_load(line - 8);
        if ((bytes - ones * ' ') & ~bytes & ones * 0x80) break;
        line -= 8;
    }
    while (line > least && line[-1] >= ' ') line--;
    return line;
}

/* How many bytes of the line below may stand above the end of the word at p, which is this many
** bytes long: a column is at most two bytes, and at least one, where there is no tab. */
static size_t reach_below(const gx_outside *o, const uint8_t *p, size_t bytes) {
    const uint8_t *line = begin_of_line(o, p);
    bool whole = line == o->text || line[-1] == '\n';
    return whole ? 2 * ((size_t)(p - line) + bytes) : SIZE_MAX;
}

/* The first character from p on that ends a line, or the text's end. */
static const uint8_t *end_of_line(const gx_outside *o, const uint8_t *p) {
    static const uint8_t rare[] = {'\r', '\f', 0xC2, 0xE2};
    const uint8_t *end = memchr(p, '\n', (size_t)(o->end - p));
    if (!end) end = o->end;
    for (size_t i = 0; i < sizeof rare; i++) {
        const uint8_t *q = p;
        while ((q = memchr(q, rare[i], (size_t)(end - q)))) {
            unsigned bytes, class = gx_class_at(q, o->end, &bytes);
            if (class == GX_C_NEWLINE || class == GX_C_PAGE) end = q;
            if (class == GX_C_NEWLINE || class == GX_C_PAGE) break;
            q++;
        }
    }
    return end;
}

/* True where the label that the word at p begins, and which is so far `bytes` long, may go on
** with a word on the line below. */
static bool may_go_on_below(const gx_outside *o, const uint8_t *p, size_t bytes, unsigned node) {
    unsigned n, lines = 0;
    size_t reach = reach_below(o, p, bytes);
    const uint8_t *below = p;
    bool begins = true;
    p = end_of_line(o, p);
    for (; p < o->end && (!lines || (size_t)(p - below) <= reach); p += n) {
        unsigned class = gx_class_at(p, o->end, &n);
        if (*p == '\r' && o->end - p > 1 && p[1] == '\n') continue;
        bool ends = class == GX_C_NEWLINE || class == GX_C_PAGE;
        if (ends && lines++) return false;
        if (ends) below = p;
        bool letter = is_letter(class);
        if (lines && begins && letter && goes_on(o, p, node)) return true;
        begins = !letter && (begins || !is_inside(class));
    }
    return false;
}

/* True for a heading that cannot be listed: there is no place left, or it may go on elsewhere. */
static bool is_loose(const gx_outside *o, const gx_word *word) {
    return o->n_headings == GX_MAX_HEADINGS || !word->whole;
}

static void add_heading(gx_outside *o, const uint8_t *p, const gx_word *word) {
    unsigned bytes;
    o->loose = o->loose || is_loose(o, word);
    if (is_loose(o, word)) return;
    const uint8_t *last = p + word->last;
    gx_class_at(last, o->end, &bytes);
    o->headings[o->n_headings].section = word->section;
    o->headings[o->n_headings].start = (uint32_t)(p - o->text);
    o->headings[o->n_headings++].end = (uint32_t)(last + bytes - o->text);
}

/* Counts the labels that the word at p may make up. */
static void count_word(gx_outside *o, const uint8_t *p, const gx_word *word) {
    if (o->looks++ > MAX_LOOKS + (size_t)(p - o->text) / BYTES_A_LOOK) o->strange = true;
    o->loose = o->loose || word->heading;
    if (word->lost || (word->open && may_go_on_below(o, p, word->open_bytes, word->open)))
        o->strange = true;
    if (word->labels < 0) return;
    o->risks += (unsigned)word->labels;
    if ((word->labels || word->section) && p + word->last >= o->reach)
        o->reach = p + word->last + 3;
    if (word->section) add_heading(o, p, word);
}

/* True where a reading stands before p, behind an ideograph: the word goes on with p. */
static bool is_behind_reading(const gx_outside *o, const uint8_t *p) {
    const uint8_t *start = p, *q;
    while (p - o->text > 6 && p[-1] == ')') {
        for (q = p - 2; p - q < 16 && *q != '(' && q > o->text + 3; q--) {
        }
        if (*q != '(' || gx_reading_end(q + 1, o->end) != p) return false;
        p = q;
    }
    return p < start && is_ideograph(p - 3);
}

/* True where the numeral at p stands alone in parentheses, as numbering. */
static bool is_numbering(const gx_outside *o, const uint8_t *p) {
    static const char open[] = "（", close[] = "）";
    if (p - o->text < 3 || o->end - p < 6) return false;
    bool before = p[-1] == '(' || !memcmp(p - 3, open, 3);
    unsigned class = class_of_ideograph(p);
    if (!before || !is_numeral(class)) return false;
    return p[3] == ')' || !memcmp(p + 3, close, 3);
}

/* Looks at one word. Returns true where it begins the heading of section `stop_at`, which then is
** not counted. */
static bool look(gx_outside *o, const uint8_t *p, int stop_at) {
    gx_word word = gx_read_word(o->quick, p, o->end);
    if (word.dead || is_behind_reading(o, p) || is_numbering(o, p)) return false;
    bool stops = stop_at && word.labels >= 0 && word.section == stop_at;
    if (stops) {
        o->loose = o->loose || is_loose(o, &word);
        word.labels = 0;
        word.section = 0;
    }
    count_word(o, p, &word);
    return stops;
}

const uint8_t *gx_look_outside(gx_outside *o, const uint8_t *from, const uint8_t *to, int stop_at) {
    size_t most = stop_at ? GX_SCAN_BLOCKS / 4 : GX_SCAN_BLOCKS;
    uint8_t rest[64 + 16];
    gx_starts s;
    s.lead = s.comma = 0;
    while (from < to) {
        size_t blocks = (size_t)(to - from) / 64, size = (size_t)(o->end - from);
        const uint8_t *bytes = from;
        if (blocks && size < blocks * 64 + 16) blocks--;
        if (blocks > most) blocks = most;
        if (!blocks) {
            memset(rest, ' ', sizeof rest);
            memcpy(rest, from, size < sizeof rest ? size : sizeof rest);
            size = 0;
            bytes = rest;
            blocks = 1;
        }
        o->flags |= o->quick->scan(bytes, (unsigned)blocks, &s);
        if (o->flags & GX_SCAN_BROKEN) o->strange = true;
        if (o->strange) return NULL;
        o->quick->sift(o->quick, bytes, &s);
        gx_leave_dead_ends(o->quick, bytes, &s);
        for (unsigned i = 0; i < s.n && s.at[i] < to - from; i++) {
            if (look(o, from + s.at[i], stop_at)) return from + s.at[i];
            if (o->strange || o->risks > GX_MAX_RISKS) return NULL;
        }
        from += blocks * 64;
    }
    return NULL;
}

unsigned gx_look_over(const gx_quick *quick, const char *text, size_t size) {
    const uint8_t *from = (const uint8_t *)text, *end = from + size;
    uint8_t rest[64 + 2];
    unsigned flags = 0;
    gx_starts s;
    s.lead = s.comma = 0;
    for (; end - from >= GX_SCAN_BLOCKS * 64 + 2; from += GX_SCAN_BLOCKS * 64)
        flags |= quick->scan(from, GX_SCAN_BLOCKS, &s);
    for (; from < end; from += 64) {
        size_t n = (size_t)(end - from) < sizeof rest ? (size_t)(end - from) : sizeof rest;
        memset(rest, ' ', sizeof rest);
        memcpy(rest, from, n);
        flags |= quick->scan(rest, 1, &s);
    }
    return flags;
}

bool gx_has_letters(const gx_quick *quick, const char *text, size_t size) {
    const uint8_t *from = (const uint8_t *)text, *end = from + size;
    gx_starts s;
    s.lead = s.comma = 0;
    for (; end - from >= 66; from += 64) {
        unsigned flags = quick->scan(from, 1, &s);
        if (s.lead || flags & (GX_SCAN_BROKEN | GX_SCAN_UNUSUAL)) return true;
    }
    for (; from < end; from++)
        if (*from >= 0xE2) return true;
    return false;
}

/* A report has at least three labels of a table in so many words, or else four headings; without
** three such labels none that is damaged is mended. */
bool gx_has_labels(gx_quick *quick, const char *text, size_t size) {
    gx_outside o = {.text = (const uint8_t *)text, .quick = quick};
    o.reach = o.text;
    o.end = o.text + size;
    gx_look_outside(&o, o.text, o.end, 0);
    bool unusual = o.flags & GX_SCAN_UNUSUAL;
    return o.strange || o.loose || unusual || o.risks > GX_MAX_RISKS || o.n_headings > 3;
}

/* ---- running text at the edges -----------------------------------------------------------------
 */

/* The character before p, p > o->text: its class, its beginning in *start. */
static unsigned class_before(const gx_outside *o, const uint8_t *p, const uint8_t **start) {
    unsigned bytes;
    const uint8_t *q = p - 1;
    while (q > o->text && p - q < 3 && (*q & 0xC0) == 0x80) q--;
    *start = q;
    return gx_class_at(q, p, &bytes);
}

/* Where a reading or numbering in parentheses begins that ends with the closing one before `p`;
** NULL: it is another parenthesis. */
static const uint8_t *before_aside(const gx_outside *o, const uint8_t *p) {
    const uint8_t *q;
    for (int i = 0; i < 12 && p > o->text; i++, p = q) {
        unsigned class = class_before(o, p, &q);
        if (class == GX_C_OPEN) return q;
        if (class != GX_C_LATIN && class != GX_C_DIGIT && !is_numeral(class)) return NULL;
    }
    return NULL;
}

/* True where no parenthesis that opened before p is still open there: the last one seen closes, or
** so many words follow it that the lexer takes it for closed. */
static bool is_closed(const gx_outside *o, const uint8_t *p) {
    /* By the last byte of a character: 1, white space or a digit, which end a word; 2, maybe a
    ** parenthesis, a bracket or a full stop. */
    static const uint8_t kinds[256] = {
        ['\t'] = 1, ['\n'] = 1, [' '] = 1,  ['0'] = 1,  ['1'] = 1,  ['2'] = 1,  ['3'] = 1,
        ['4'] = 1,  ['5'] = 1,  ['6'] = 1,  ['7'] = 1,  ['8'] = 1,  ['9'] = 1,  ['('] = 2,
        [')'] = 2,  ['['] = 2,  [']'] = 2,  [0x82] = 2, [0x88] = 2, [0x89] = 2, [0x90] = 2,
        [0x91] = 2, [0x94] = 2, [0x95] = 2, [0x99] = 2, [0x9A] = 2, [0xBB] = 2, [0xBD] = 2,
    };
    const uint8_t *q;
    bool inside = false;
    for (int words = 0; p > o->text && words < TOKENS;) {
        if (p - o->text > 4 && is_ideograph(p - 3)) {
            words += !inside;
            inside = true;
            p -= 3;
            continue;
        }
        if (p - o->text > 4 && p[-3] >= 0xE0 && !(kinds[p[-1]] | kinds[p[-2]] | kinds[p[-3]])) {
            p -= 3;
            continue;
        }
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
    gx_word word = gx_read_word(o->quick, p, o->end);
    return !word.dead && (word.labels >= 0 || word.lost);
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
        if (p - o->text > 3 && is_ideograph(p - 3)) {
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
        } else if (is_letter(class)) {
            word->first = q;
            word->letters++;
        } else if (!is_inside(class)) {
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
        if (word->letters && o->end - p >= 3 && is_ideograph(p)) {
            bytes = 3;
            word->letters++;
            continue;
        }
        class = gx_class_at(p, o->end, &bytes);
        const uint8_t *reading = class == GX_C_OPEN ? gx_reading_end(p + bytes, o->end) : NULL;
        if (reading) {
            bytes = (unsigned)(reading - p);
        } else if (is_letter(class)) {
            if (!word->letters++) word->first = p;
        } else if (!is_inside(class)) {
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

/* Counts a word that may be a damaged label. One of which more than a third of the letters are in no
** telling label is not mended to one, nor are several (label.c). */
static void count_mendable(const gx_outside *o, border *b, const beside *word) {
    int strange = 0, odd = 0; /* letters of no table's label, of no heading */
    unsigned bytes;
    for (const uint8_t *p = word->first; p < word->behind; p += bytes) {
        unsigned class = gx_class_at(p, o->end, &bytes);
        const uint8_t *reading = class == GX_C_OPEN ? gx_reading_end(p + bytes, o->end) : NULL;
        if (reading) bytes = (unsigned)(reading - p);
        if (!is_letter(class)) continue;
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
    if (!is_numeral(class)) return p;
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
