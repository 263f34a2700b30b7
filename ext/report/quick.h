/*
** quick.h: reading again what was read before. Private to ext/report.
**
** Reports that come out of the same tool print the same words and separators around their numbers.
** Where the full reader has read all cells of such a text without any doubt, learn.c keeps its
** skeleton: the bytes from the heading of section two to that of section five, with gaps where the
** numbers stand. quick.c reads a text that has the same skeleton by comparing bytes and taking the
** numbers out of the gaps; whatever does not fit exactly it leaves to the full reader.
**
** What it gives is what the full reader would give, cell by cell, place by place. That rests on
** this, and each point is checked, in the text that is learned and in every text that is read:
**   - The lexer and the label finder see the same words, gaps and kinds of tokens between the two
**     headings: the bytes are the same, the numbers are as plain as those learned, and no word
**     stands behind a number on its line, so that words keep their columns. Spaces beside a number
**     may be more or fewer, but are two at least: no rule looks closer, as all rows are whole.
**   - No label and no parenthesis that begins before the tables ends in them, and none of theirs
**     behind them (outside.c).
**   - Outside of the skeleton no more than MAX_RISKS labels of a table occur, and running text
**     is so near on both sides that no more than MAX_BESIDE words are in one stretch with the
**     tables, where what looks like a damaged label is mended. Each label adds at most seven to a
**     chain of rows, and a section's heading takes twelve away: less than any table's rows have, so
**     the rows are those of the skeleton. Elsewhere fewer than three labels stand in a stretch,
**     which is not mended. The comparisons that mending may make are not used up (MAX_MENDED).
**   - In the learned text every row has its values, no empty cell that shows among them, and one
**     label. The applicants of every row add up, in the text that is read too, and so do the
**     proceedings, but for one row, so that no rule for rows that do not fit, or do not add up,
**     comes into play. Where a row's label was damaged, all columns add up as well, which is what
**     confirms it (gx_doubt_unproved); else columns that do not add up change no cell of such a
**     table.
**
**   gaps.h      the numbers in its gaps
**   series.c    the same, a row's numbers at once: AVX-512, which gives the same as plain C
**   outside.c   what stands before and behind the skeleton
**   scan.c      the pass over the bytes of that: AVX-512, AVX2, SSE2 or plain C, likewise
**   sift.c      which of its words are worth a look
**   words.c     what such a word may be, as far as labels go
**   seek.c      where lines begin and end: AVX-512 or plain C, likewise
**   prose.c     whether running text stands beside the skeleton: AVX-512 or plain C, likewise
**   page.c      HTML: the same for the page itself, whose tags then need no look
*/
#ifndef GX_QUICK_H
#define GX_QUICK_H

#include "plain.h"

#include <stddef.h>
#include <string.h>

/* Eight bytes in the processor's order, to be compared. */
static inline uint64_t gx_load(const void *p) {
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

/* Eight bytes, the first one lowest. */
static inline uint64_t gx_load_little(const void *p) {
    uint64_t word = gx_load(p);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* True where n bytes are the same, at least eight. */
static inline bool gx_same_bytes(const void *p, const void *q, size_t n) {
    const char *a = p, *b = q;
    uint64_t off = gx_load(a + n - 8) ^ gx_load(b + n - 8);
    for (size_t i = 0; i + 8 < n; i += 8) off |= gx_load(a + i) ^ gx_load(b + i);
    return !off;
}

/* ---- scan.c: where words may begin ----------------------------------------------------------- */

enum { GX_SCAN_BLOCKS = 128 }; /* of 64 bytes, at most, in one call */

enum {                      /* what a stretch of text has, if anywhere in it: */
       GX_SCAN_TAG = 1,     /* a '<' */
       GX_SCAN_RULING = 2,  /* two hyphens */
       GX_SCAN_BROKEN = 8,  /* E0 to FF without two bytes behind it that go on (80 to BF) */
       GX_SCAN_UNUSUAL = 4, /* box drawing, radicals and signs that stand for letters */
};

/* Places in a stretch of text where a word may begin. */
typedef struct gx_starts {
    uint64_t lead, comma; /* of the block before: where an ideograph, a full-width comma begins */
    unsigned n;
    uint16_t at[GX_SCAN_BLOCKS * 64 + 64]; /* as many as bytes; what is behind n is no place */
} gx_starts;

/* The letters that labels and numerals begin with, by the last six bits of each of their bytes, in
** four groups by the first byte: those that have a group's bit at all three bytes, and few others.
** A bit of its own has the full-width comma at its three bytes, and each lead of what is unusual,
** with the bytes behind it. */
typedef struct gx_openers {
    uint8_t first[64], second[64], third[64];
} gx_openers;

enum {
    GX_OPENER_GROUPS = 0x0F,
    GX_OPENER_COMMA = 0x10,
    GX_OPENER_E2 = 0x20,
    GX_OPENER_E3 = 0x40,
    GX_OPENER_EF = 0x80,
    GX_OPENER_UNUSUAL = GX_OPENER_E2 | GX_OPENER_E3 | GX_OPENER_EF,
};

/* True where the ideograph at p may begin a label. */
static inline bool gx_may_open(const gx_openers *openers, const uint8_t *p) {
    return (openers->first[p[0] & 63] & openers->second[p[1] & 63] & openers->third[p[2] & 63] &
            GX_OPENER_GROUPS) != 0;
}

/* Lists where in n blocks an ideograph (E4 to E9) that may open a label stands behind something that
** may end a word: neither behind another ideograph, nor behind a full-width comma that stands behind
** one. Looks at two bytes more than n * 64. Returns GX_SCAN_ bits. */
typedef unsigned gx_scan(const gx_openers *openers, const uint8_t *bytes, unsigned n,
                         gx_starts *out);

gx_scan gx_scan_plain;
gx_scan *gx_choose_scan(void); /* the fastest that this processor runs */

#if defined(__x86_64__) && defined(__GNUC__)
/* What the passes of 64 bytes need; processors that have the last of these sets have the others,
** and run at full speed in them. */
#define GX_AVX512 "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt"
bool gx_runs_avx512(void);
#endif

/* All of them, for the tests; ends with NULL. Leaves out what this processor does not run. */
gx_scan *const *gx_list_scans(void);

/* ---- sift.c: which words may be labels by their first letters -------------------------------- */

/* Leaves of the places those that are worth a look. Looks at twelve bytes from each on. */
void gx_sift(const struct gx_quick *quick, const uint8_t *bytes, gx_starts *s);

/* ---- seek.c: lines --------------------------------------------------------------------------- */

/* Returns where the first line behind one that ends in text[from, end) begins with the eight bytes
** of `start`; NULL: none does. */
typedef const uint8_t *gx_seek(const uint8_t *from, const uint8_t *end, uint64_t start);

gx_seek *gx_choose_seek(void);       /* the fastest that this processor runs */
gx_seek *const *gx_list_seeks(void); /* all that it runs, for the tests; ends with NULL */

/* Returns the first place in text[p, end) where a character may stand that ends a line, or end. */
typedef const uint8_t *gx_find_end(const uint8_t *p, const uint8_t *end);

gx_find_end *gx_choose_find_end(void);       /* the fastest that this processor runs */
gx_find_end *const *gx_list_find_ends(void); /* all that it runs, for the tests; ends with NULL */

/* ---- markup.c: text between tags ------------------------------------------------------------- */

/* Appends source[at...] with its places up to the first byte that does not stand for itself in
** HTML: white space, a control character, '<', '&' or '|'. Returns where that is; the size: there
** is none. Of no memory plain->failed tells. */
typedef uint32_t gx_copy_text(gx_plain *plain, const char *source, uint32_t at, uint32_t size);

gx_copy_text *gx_choose_copy(void);        /* the fastest that this processor runs */
gx_copy_text *const *gx_list_copies(void); /* all that it runs, for the tests; ends with NULL */

/* ---- outside.c: what stands around the tables ------------------------------------------------ */

enum {
    GX_MAX_RISKS = 2,
    GX_MAX_HEADINGS = 4,
    GX_MAX_BESIDE = 4, /* words beside the tables that may be damaged labels, on either side */
};

/* The outside of a report's tables, as far as it was looked at. */
typedef struct gx_outside {
    const uint8_t *text, *end;
    gx_quick *quick;
    unsigned flags;       /* GX_SCAN_ bits */
    unsigned looks;       /* words that were compared with all labels, and their like in bytes */
    unsigned risks;       /* labels of tables that words may make up */
    const uint8_t *reach; /* where the last of them ends */
    const uint8_t *line,
        *line_end; /* of a line: from here on it is known where it ends; NULL: none */
    struct {
        const uint8_t *at;
        unsigned n, node;
    } stop;       /* so many bytes behind which a label does not go on below; node 0: none */
    bool strange; /* something that cannot be told here */
    bool loose;   /* there may be headings that are not listed */
    int n_headings;
    struct {
        uint8_t section;
        uint32_t start, end; /* its words */
    } headings[GX_MAX_HEADINGS];
} gx_outside;

/* Looks on from `from` to `to`, for words that may be labels. With `stop_at`, stops at the first
** heading of that section that stands in so many words, and returns where its words begin. Else
** returns NULL. */
const uint8_t *gx_look_outside(gx_outside *outside, const uint8_t *from, const uint8_t *to,
                               int stop_at);

/* False where the text has no letter that any label has. */
bool gx_has_letters(const gx_quick *quick, const char *text, size_t size);

/* False where a text cannot be a report for want of labels. */
bool gx_has_labels(gx_quick *quick, const char *text, size_t size);

/* GX_SCAN_ bits of a text. */
unsigned gx_look_over(const gx_quick *quick, const char *text, size_t size);

/* ---- prose.c: what stands beside the tables -------------------------------------------------- */

/* What 64 bytes are, of which the first two do not count. */
typedef struct gx_signs {
    const uint8_t *block;    /* NULL: none yet */
    uint64_t letters, signs; /* where ideographs end, and signs that tell something ... */
    uint64_t ends;           /* ... which is no more than that a word ends */
} gx_signs;

/* Returns the place behind the last sign before p that ends a word or may be a parenthesis, or the
** text's beginning. Sets *letters where an ideograph stands between. No lead byte of one is without
** the two bytes that belong behind it. */
typedef const uint8_t *gx_find_sign(gx_signs *signs, const uint8_t *text, const uint8_t *p,
                                    bool *letters);

/* True where it is seen at once that so many words stand before p, and no parenthesis among them.
** False tells nothing. */
typedef bool gx_is_far(const uint8_t *text, const uint8_t *p, unsigned words);

gx_is_far *gx_choose_is_far(void); /* NULL: this processor has none */

gx_find_sign *gx_choose_find_sign(void);       /* the fastest that this processor runs */
gx_find_sign *const *gx_list_find_signs(void); /* all that it runs, for the tests; ends with NULL */

/* True where the last word before `at` is running text, outside parentheses. */
bool gx_ends_in_prose(gx_outside *outside, const uint8_t *at);

/* True where the first word from `at` on is running text. */
bool gx_begins_with_prose(gx_outside *outside, const uint8_t *at);

/* ---- learn.c, quick.c ------------------------------------------------------------------------ */

enum { GX_MAX_GAPS = GX_SLOTS, GX_MAX_SKELETONS = 64, GX_MAX_SKELETON = 32768 };

/* The bytes before a number, and which cell the number is. */
typedef struct gx_piece {
    uint64_t head, mask; /* its first eight bytes, and which of them it has */
    uint64_t tail;       /* its last eight, where it has more */
    uint32_t first, n;   /* in the skeleton's bytes */
    uint16_t slot;
    uint8_t print[4];   /* the cell's status, scale, unit and has_value */
    bool real : 1;      /* an amount ... */
    bool is_signed : 1; /* ... or a change, which may have a sign */
    bool special : 1;   /* one of these */
    bool pad_front : 1; /* two spaces or more stand before these bytes ... */
    bool pad_back : 1;  /* ... or behind them */
    bool padded : 1;    /* one of these */
    uint8_t series;     /* so many numbers from this one on are a series (series.c); 0: none */
} gx_piece;

/* ---- gaps.h, series.c: the numbers ----------------------------------------------------------- */

enum { GX_MAX_SERIES = 7, GX_SERIES_BYTES = 64 };

typedef struct gx_skeleton gx_skeleton;

/* Reads the series that begins at p, where its first number stands, into as many cells; looks at
** GX_SERIES_BYTES. `start` is p's place in the text. Returns where it ends; NULL: something else
** stands there, and nothing was written. */
typedef const uint8_t *gx_read_series(const gx_piece *piece, const uint8_t *p, uint32_t start,
                                      gx_cell *cells);

gx_read_series *gx_choose_series(void); /* for the tests; NULL: this processor has none */

/* Takes the numbers out of the gaps of a skeleton that may begin at p. Returns the end of it in the
** text; NULL: it does not fit. `*done` is how many cells were written. */
typedef const uint8_t *gx_read_gaps(const gx_skeleton *s, const uint8_t *p, const uint8_t *end,
                                    const uint8_t *text, gx_cell *cells, int *done);

gx_read_gaps gx_read_gaps_plain;
gx_read_gaps *gx_choose_gaps(void); /* the fastest that this processor runs */

/* A blank cell or a heading, which stands in the bytes behind number `gap` (from 0), or in front of
** all of them (-1). */
typedef struct gx_fixed {
    int16_t gap;
    uint16_t slot; /* or section */
    uint32_t offset, length;
} gx_fixed;

struct gx_skeleton {
    uint32_t n_bytes, max_bytes;
    uint32_t reach; /* how far it may go with the longest numbers; 0: any length, by its padding */
    char *bytes;
    uint64_t start; /* its first eight bytes */
    int n_pieces;   /* and one piece more, which ends in no number */
    gx_piece pieces[GX_MAX_GAPS + 1];
    int n_blanks;
    gx_fixed blanks[GX_MAX_GAPS];
    gx_fixed headings[6]; /* of sections 2 to 5; others have length 0 */
    unsigned flags;       /* GX_SCAN_ bits of its bytes */
    gx_read_gaps *read_gaps;
    uint8_t form, layout;
    bool other_split;
    bool mended; /* some rows' labels are damaged, so that their columns have to add up */
};

/* A cell that is printed: a number, or a blank. */
typedef struct gx_printed {
    uint32_t start, length;
    uint16_t slot;
    bool blank;
} gx_printed;

/* What a skeleton is made of: text[start, end), and what is known of it. */
typedef struct gx_model {
    const char *text;
    uint32_t start, end;
    const gx_report *report;
    gx_printed cells[GX_SLOTS]; /* in the order of the text */
    int n;
    gx_span headings[6]; /* of sections 2 to 5; those of no length count for nothing */
    bool mended;         /* as in gx_skeleton */
    bool exact;          /* nothing in it is padding */
} gx_model;

/* What markup.c makes of the bytes of a page before a number. */
typedef struct gx_part {
    uint32_t first, n; /* in gx_page.plain */
} gx_part;

/* The page that a skeleton was found in. */
typedef struct gx_page {
    gx_skeleton source; /* its own skeleton, tags and all */
    char *plain;
    uint32_t *from;                 /* of each byte of `plain`, its place in the piece */
    gx_part parts[GX_MAX_GAPS + 1]; /* one for each piece */
    gx_fixed headings[6];           /* in the plain text, as in gx_skeleton */
    uint32_t most;                  /* bytes that it may become, at most */
} gx_page;

/* Tables in the text at hand that are those of a page. */
typedef struct gx_known {
    const gx_page *page; /* NULL: they are not */
    uint32_t at;         /* where they begin in the text */
    uint32_t start, end; /* where they are in its plain text; a line end stands behind them */
} gx_known;

enum { GX_MAX_PAGES = 32 };

enum {                       /* gx_quick.telling: an id is in a label of ... */
       GX_TELLS_TABLE = 1,   /* ... a row of disclosures, or in any of the proceedings' */
       GX_TELLS_HEADING = 2, /* ... a section */
};

/* What labels the letters from one on may make up, across whatever separates them (words.h). */
typedef struct gx_word {
    bool dead;       /* none that counts, and none that may go on; then nothing else is set */
    bool lost;       /* a label may go on behind the letters that were looked at */
    bool heading;    /* a heading begins the word that may not be alone */
    bool whole;      /* nothing that may end a word stands between the letters of the labels */
    int8_t labels;   /* of tables; -1: no labels go from here to where a word ends */
    uint8_t section; /* the heading that begins here, 0: none */
    uint32_t last;   /* where the last letter of it, or of all labels, begins */
    uint32_t open;   /* it is only the beginning of a label: the trie's node, 0: it is none ... */
    uint32_t open_bytes; /* ... and how long it is */
} gx_word;

enum { GX_DEAD_BITS = 9, GX_KNOWN_BITS = 5, GX_KNOWN_WAYS = 2, GX_KNOWN_BYTES = 40 };

/* Twelve bytes of a word that no label begins with; all nought: none. */
typedef struct gx_dead_end {
    uint64_t first, last;
} gx_dead_end;

/* A word that was looked at, and all bytes that were looked at for it. */
typedef struct gx_known_word {
    uint8_t bytes[GX_KNOWN_BYTES];
    uint8_t n; /* 0: no word */
    gx_word word;
} gx_known_word;

/* What the reader keeps for this. */
struct gx_quick {
    bool off;                /* the tests compare with the full reader */
    bool learned[GX_TOPICS]; /* align.c: the table that was just read has no peculiarity ... */
    bool mended;             /* ... but for damaged labels in its requests */
    gx_scan *scan;
    gx_seek *seek;
    gx_find_end *find_end;
    gx_copy_text *copy;
    gx_find_sign *find_sign;
    gx_is_far *is_far; /* or NULL */
    gx_read_gaps *read_gaps;
    gx_openers openers;
    uint64_t suspects[1024]; /* by gx_beginning_place: the one letter or two that a label begins
                              ** with; each label of one letter, and each numeral, by itself and
                              ** before a letter that begins a label */
    uint64_t short_ends[1 << GX_DEAD_BITS]; /* words.c: dead ends of two letters or less, and ... */
    gx_dead_end dead_ends[1 << GX_DEAD_BITS]; /* ... longer ones */
    gx_known_word known[1 << GX_KNOWN_BITS][GX_KNOWN_WAYS];
    gx_word word;                    /* the last one that was not known */
    uint8_t telling[256];            /* by id: GX_TELLS_ bits */
    int n, next;                     /* skeletons, and the place of the next one */
    unsigned hits;                   /* texts read by one */
    uint8_t order[GX_MAX_SKELETONS]; /* the last one used first */
    gx_skeleton *skeletons[GX_MAX_SKELETONS];
    const gx_skeleton *last;       /* by which the last text was read ... */
    uint32_t last_start, last_end; /* ... and where it begins and ends in it */
    gx_known known_tables;         /* tables of the text at hand, if it is HTML */
    unsigned strange_pages;        /* those without, so far */
    int n_pages;
    gx_page *pages[GX_MAX_PAGES]; /* the last one used first */
};

#define GX_BEGINNING_FACTOR 0x9e3779b97f4a7c15u

/* Where gx_quick.suspects keeps the first letters of labels: the bytes of two ideographs, or of one
** where no other is right behind it, as a number of little-endian bytes. */
static inline unsigned gx_beginning_place(uint64_t bytes) {
    return (unsigned)(bytes * GX_BEGINNING_FACTOR >> 48);
}

/* The bytes of two letters. */
static inline uint64_t gx_two_letters(const void *p) {
    return gx_load_little(p) & 0xFFFFFFFFFFFFu;
}

static inline uint32_t gx_load_four(const void *p) {
    uint32_t word;
    memcpy(&word, p, sizeof word);
    return word;
}

/* Where in a table of so many bits a word with these bytes is kept. */
static inline unsigned gx_word_place(uint64_t first, uint64_t last, int bits) {
    return (unsigned)((first ^ last * 5) * GX_BEGINNING_FACTOR >> (64 - bits));
}

gx_quick *gx_quick_new(void);
void gx_quick_free(gx_quick *quick);

/* Reads a text. False: it does not fit, or is HTML or a grid; `out` is then all noughts but
** for `have`. */
bool gx_quick_read(gx_quick *quick, const char *text, size_t size, unsigned want, bool is_source,
                   gx_report *out);

/* Tries one skeleton at `at`, where a line begins. Returns the end of it, NULL: it does not fit. */
const uint8_t *gx_quick_fit(const gx_skeleton *s, const uint8_t *at, const uint8_t *end,
                            const uint8_t *text, gx_report *out);

/* learn.c: notes whether a table that was just read has any peculiarity. */
void gx_quick_note(const gx_rows *rows);

/* Keeps the skeleton of a text that the full reader has just read, if it can be read by it. False:
** no memory. */
bool gx_quick_learn(gx_reader *reader, const char *text, size_t size, const gx_report *report);

/* ---- learn.c: what skeletons are made with --------------------------------------------------- */

/* Lists the cells of model->report. False: not all that the form has are read, or blank and
** printed. */
bool gx_list_printed(gx_model *model);

/* Sets *made where the model can be described so, and then describes it. False: no memory. */
bool gx_make_skeleton(const gx_quick *quick, const gx_model *model, gx_skeleton *s, bool *made);

/* ---- page.c ---------------------------------------------------------------------------------- */

/* Takes the tables at text[at], where a line begins outside of all rows, if they are those of a
** page read before: fills in the cells of `out`, with their places in this text; notes the tables
** in quick->known_tables; appends to `plain` what markup.c would make of them, but not where it
** comes from; and returns where they end. 0: they are others, or there is no memory
** (plain->failed). */
uint32_t gx_take_known_page(gx_quick *quick, const char *text, uint32_t at, uint32_t size,
                            gx_plain *plain, gx_report *out);

/* Fills in where the headings of such tables are in the plain text. */
void gx_put_known_headings(const gx_known *known, gx_report *out);

/* Writes where the plain text of such tables comes from. `report`: what was filled in; NULL: it is
** there no more. */
void gx_place_known_page(const gx_known *known, const char *text, uint32_t size,
                         const gx_report *report, gx_plain *plain);

/* Keeps the page whose plain text was just read by a skeleton. The report's places are still those
** of the plain text. False: no memory. */
bool gx_page_learn(gx_quick *quick, const char *text, size_t size, const gx_plain *plain,
                   const gx_report *report);

void gx_page_free(gx_page *page);

/* markup.c: writes the plain text of text[from, to) alone, behind a line end of its own. False: it
** ends inside a row or a tag, or there is no memory. */
bool gx_read_stretch(const char *text, uint32_t from, uint32_t to, uint32_t size, gx_plain *plain);

#endif
