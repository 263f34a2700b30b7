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
    MAX_INDENT = 120,
    MAX_LOOKS = 64,     /* at words that begin like a label and are not known; and one more ... */
    BYTES_A_LOOK = 256, /* ... for so many bytes: a text that has more is not running text */
    LAST_BYTES = 1024,  /* so many at most are copied at the text's end */
    BYTES_FOR_A_LOOK = 128, /* so many bytes that are looked at below a word count as a look, too */
};

/* True where all of the word at p goes on from a node. */
static bool goes_on(const gx_outside *o, const uint8_t *p, unsigned node) {
    unsigned bytes;
    for (; p < o->end; p += bytes) {
        unsigned class = gx_class_at(p, o->end, &bytes);
        const uint8_t *reading = class == GX_C_OPEN ? gx_reading_end(p + bytes, o->end) : NULL;
        if (reading)
            bytes = (unsigned)(reading - p);
        else if (gx_is_letter(class))
            node = gx_trie_child(node, class);
        else if (!gx_is_inside(class))
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
static const uint8_t *find_end_of_line(const gx_outside *o, const uint8_t *p) {
    unsigned bytes;
    for (;; p++) {
        p = o->quick->find_end(p, o->end);
        unsigned class = p < o->end ? gx_class_at(p, o->end, &bytes) : GX_C_NEWLINE;
        if (class == GX_C_NEWLINE || class == GX_C_PAGE) return p;
    }
}

/* The same; looks only once at what is not known to be the same line. */
static const uint8_t *end_of_line(gx_outside *o, const uint8_t *p) {
    if (!o->line || p < o->line || p >= o->line_end) {
        o->line = p;
        o->line_end = find_end_of_line(o, p);
    }
    return o->line_end;
}

/* True where nothing but ideographs stands from p on before the line ends, and it is seen at once
** that no word of a short line below goes on from the node. */
static bool stops_here(gx_outside *o, const uint8_t *p, unsigned node) {
    enum { MAX_BYTES = 100 };
    const uint8_t *first = p, *end = o->end - p > MAX_BYTES ? p + MAX_BYTES : o->end;
    if (node == o->stop.node && end - p >= o->stop.n + 4 && !memcmp(p, o->stop.at, o->stop.n))
        return true;
    while (end - p >= 4 && gx_is_ideograph_at(p)) p += 3;
    if (end - p < 4 || *p != '\n') return false;
    bool begins = true;
    for (p++; end - p >= 4 && *p != '\n';) {
        if (gx_is_ideograph_at(p)) {
            unsigned class = gx_class_of_ideograph(p);
            if (!gx_is_letter(class) || (begins && gx_trie_child(node, class))) return false;
            begins = false;
            p += 3;
        } else {
            begins = (*p >= '0' && *p <= '9') || *p == ' ' || *p == '\t' || *p == '|';
            if (!begins) return false;
            p++;
        }
    }
    if (end - p < 4) return false;
    o->stop.node = node;
    o->stop.at = first;
    o->stop.n = (unsigned)(p + 1 - first);
    return true;
}

/* True where the label that the word at p begins, and which is so far `bytes` long, may go on
** with a word on the line below. */
static bool may_go_on_below(gx_outside *o, const uint8_t *p, size_t bytes, unsigned node) {
    if (stops_here(o, p, node)) return false;
    unsigned n, lines = 0;
    size_t reach = reach_below(o, p, bytes);
    const uint8_t *below;
    bool begins = true;
    p = below = end_of_line(o, p);
    for (; p < o->end && (!lines || (size_t)(p - below) <= reach); p += n) {
        unsigned class = gx_class_at(p, o->end, &n);
        if (*p == '\r' && o->end - p > 1 && p[1] == '\n') continue;
        bool ends = class == GX_C_NEWLINE || class == GX_C_PAGE;
        if (ends && lines++) break;
        if (ends) below = p;
        bool letter = gx_is_letter(class);
        if (lines && begins && letter && goes_on(o, p, node)) return true;
        begins = !letter && (begins || !gx_is_inside(class));
    }
    o->looks += (unsigned)((size_t)(p - below) / BYTES_FOR_A_LOOK);
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

/* Counts the labels that the word at p may make up; not the heading that it begins, if it `stops`
** here. */
static void count_word(gx_outside *o, const uint8_t *p, const gx_word *word, bool stops) {
    unsigned labels = stops || word->labels < 0 ? 0 : (unsigned)word->labels;
    bool heading = word->section && !stops && word->labels >= 0;
    if (o->looks > MAX_LOOKS + (size_t)(p - o->text) / BYTES_A_LOOK) o->strange = true;
    o->loose = o->loose || word->heading || (stops && is_loose(o, word));
    if (word->lost || (word->open && may_go_on_below(o, p, word->open_bytes, word->open)))
        o->strange = true;
    o->risks += labels;
    if (!labels && !heading) return;
    if (p + word->last >= o->reach) o->reach = p + word->last + 3;
    if (heading) add_heading(o, p, word);
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
    return p < start && gx_is_ideograph_at(p - 3);
}

/* True where the numeral at p stands alone in parentheses, as numbering. */
static bool is_numbering(const gx_outside *o, const uint8_t *p) {
    static const char open[] = "（", close[] = "）";
    if (p - o->text < 3 || o->end - p < 6) return false;
    bool before = p[-1] == '(' || !memcmp(p - 3, open, 3);
    unsigned class = gx_class_of_ideograph(p);
    if (!before || !gx_is_numeral(class)) return false;
    return p[3] == ')' || !memcmp(p + 3, close, 3);
}

/* Looks at one word. Returns true where it begins the heading of section `stop_at`, which then is
** not counted. */
static bool look(gx_outside *o, const uint8_t *p, int stop_at) {
    bool known;
    const gx_word *word = gx_read_word(o->quick, p, o->end, &known);
    o->looks += !known;
    if (word->dead || is_behind_reading(o, p) || is_numbering(o, p)) return false;
    bool stops = stop_at && word->labels >= 0 && word->section == stop_at;
    count_word(o, p, word, stops);
    return stops;
}

const uint8_t *gx_look_outside(gx_outside *o, const uint8_t *from, const uint8_t *to, int stop_at) {
    size_t most = stop_at && to == o->end ? GX_SCAN_BLOCKS / 4 : GX_SCAN_BLOCKS;
    uint8_t last[LAST_BYTES + 16]; /* of the text, with room behind them */
    gx_starts s;
    s.lead = s.comma = 0;
    while (from < to) {
        size_t left = (size_t)(to - from), size = (size_t)(o->end - from);
        size_t blocks = (left + 63) / 64;
        const uint8_t *bytes = from;
        if (size < blocks * 64 + 16 && size <= LAST_BYTES) {
            memcpy(last, from, size);
            memset(last + size, ' ', sizeof last - size);
            bytes = last;
        } else if (size < blocks * 64 + 16) {
            blocks = (size - LAST_BYTES + 63) / 64;
        }
        if (blocks > most) blocks = most;
        o->flags |= o->quick->scan(&o->quick->openers, bytes, (unsigned)blocks, &s);
        if (o->flags & GX_SCAN_BROKEN) o->strange = true;
        if (o->strange) return NULL;
        gx_sift(o->quick, bytes, &s);
        for (unsigned i = 0; i < s.n && s.at[i] < left; i++) {
            if (look(o, from + s.at[i], stop_at)) return from + s.at[i];
            if (o->strange || o->risks > GX_MAX_RISKS) return NULL;
        }
        if (left <= blocks * 64) break;
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
        flags |= quick->scan(&quick->openers, from, GX_SCAN_BLOCKS, &s);
    for (size_t left = (size_t)(end - from); left; from += 64, left -= 64) {
        memset(rest, ' ', sizeof rest);
        memcpy(rest, from, left < sizeof rest ? left : sizeof rest);
        flags |= quick->scan(&quick->openers, rest, 1, &s);
        if (left <= 64) break;
    }
    return flags;
}

bool gx_has_letters(const gx_quick *quick, const char *text, size_t size) {
    const uint8_t *from = (const uint8_t *)text, *end = from + size;
    gx_starts s;
    s.lead = s.comma = 0;
    for (; end - from >= 66; from += 64) {
        unsigned flags = quick->scan(&quick->openers, from, 1, &s);
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
