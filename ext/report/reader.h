/*
** reader.h: what the rooms of the reader hand to each other. Private to ext/report.
**
** text -> tokens (lex.c) -> events (label.c) -> rows of values (align.c) -> cells (row.c, prove.c)
*/
#ifndef GX_READER_H
#define GX_READER_H

#include "labels.h"

#include <string.h>

/* Reading again what was read before: quick.h. */
typedef struct gx_quick gx_quick;

/* ---- plain.c, escapes.c, markup.c, grid.c, notation.c, fields.c, turn.c: in another dress ---- */

/* A text made of another one. */
typedef struct gx_plain {
    char *text;
    uint32_t *from; /* where each byte comes from; one entry more for the end */
    uint32_t n, max;
    bool failed; /* no memory */
} gx_plain;

void gx_plain_free(gx_plain *plain);

/* The escapes that a text is written with, inside of another one. */
typedef enum gx_escapes {
    GX_ESCAPES_NONE,
    GX_ESCAPES_LETTERS,    /* \u653f */
    GX_ESCAPES_STRING,     /* \" \n */
    GX_ESCAPES_MARKUP,     /* &lt;td&gt; */
    GX_ESCAPES_MARKDOWN,   /* \| 1\. */
    GX_ESCAPES_REFERENCES, /* &nbsp; &ldquo; in text that is no HTML */
} gx_escapes;

gx_escapes gx_find_escapes(const char *text, size_t size, bool is_markup);

/* Writes such a text without them, and without those that then show. False: no memory. */
bool gx_read_escapes(const char *text, size_t size, gx_escapes kind, gx_plain *plain);

/* True where the text has enough tags to be HTML, or Markdown with HTML in it. */
bool gx_is_markup(const char *text, size_t size);

/* The character that stands at `text` as a reference, and its bytes; 0: none. */
unsigned long gx_read_reference(const char *text, size_t size, uint32_t *length);

/* Writes the plain text of HTML. Tables that are those of a page read before are taken at once, and
** fill in `out` (page.c). False: no memory. */
bool gx_read_markup(gx_quick *quick, const char *text, size_t size, gx_plain *plain,
                    gx_report *out);

/* True where the text has tables drawn with rulings between their rows. */
bool gx_is_grid(const char *text, size_t size);

/* Writes a text with such tables so that each row is one line. False: no memory. */
bool gx_read_grid(const char *text, size_t size, gx_plain *plain);

/* True where the text has tables in the notation of a wiki or a list. */
bool gx_is_notation(const char *text, size_t size);
bool gx_opens_tables(const char *text, size_t size); /* of a wiki alone, as lines open them */

/* Writes a text with such tables so that each row is one line, its cells between bars. False: no
** memory. */
bool gx_read_notation(const char *text, size_t size, gx_plain *plain);

/* What divides the fields of a text's rows, where these are written as data: ',' ';' '&', '\t' with
** quotation marks, or '[' for arrays. 0: it has no such rows. */
char gx_find_divider(const char *text, size_t size);

/* Writes such a text so that its fields stand between bars. False: no memory. */
bool gx_read_fields(const char *text, size_t size, char divider, gx_plain *plain);

/* True where bars or tabs divide the cells of a table whose rows and columns are exchanged. */
bool gx_is_turned(const char *text, size_t size);

/* Writes a text with such tables so that they are as the form has them. False: no memory. */
bool gx_read_turned(const char *text, size_t size, gx_plain *plain);

/* ---- lex.c: text to tokens ------------------------------------------------------------------- */

typedef enum gx_token_kind {
    GX_T_WORD,   /* letters between separators */
    GX_T_NUMBER, /* digits, with sign, thousands separators and decimals */
    GX_T_BLANK,  /* a cell that prints its emptiness: a dash, a slash */
} gx_token_kind;

/* Of a number that is legible: no sum of a table's numbers, however long, goes beyond 64 bits. */
enum { GX_MOST_DIGITS = 15 };

enum {                       /* gx_token.flags */
       GX_F_PAREN = 1,       /* stands in parentheses */
       GX_F_NUMBERED = 2,    /* a word behind numbering: 1. （一） 一、 */
       GX_F_GLUED_LEFT = 4,  /* a number with a letter right before it ... */
       GX_F_GLUED_RIGHT = 8, /* ... right behind it */
       GX_F_SENTENCE = 16,   /* a word that ends a sentence */
       GX_F_ILLEGIBLE = 32,  /* a number that no form prints so: its value is not to be used */
       GX_F_CUT = 64,        /* a number at the very end of the text: more digits may be lost */
       GX_F_TAKEN = 128,     /* a word that is the end of a label that began before some values */
};

/* What stands between a token and the one before it. Counts stop at 255. */
typedef struct gx_gap {
    uint8_t newlines;
    uint8_t tabs;      /* all */
    uint8_t tabs_lead; /* those behind the last newline */
    uint8_t tabs_end;  /* those before the first newline, where there is one */
    uint8_t pipes;
    uint8_t pipes_lead;
    uint8_t pipes_end;
    uint8_t spaces;
    bool page; /* a form feed or a page number is among it */
} gx_gap;

typedef struct gx_slice {
    uint32_t first, n;
} gx_slice;

typedef struct gx_token {
    uint32_t start, end; /* bytes of the text */
    uint32_t line;       /* from 0 */
    uint16_t x, x_end;   /* columns on the line, an ideograph taking two; stops at 65535 */
    uint16_t c, c_end;   /* the same, an ideograph taking one */
    uint8_t kind, flags;
    uint8_t scale;  /* number: decimals */
    uint8_t digits; /* number: its digits */
    gx_gap gap;
    bool has_label; /* word: its first letters are a label, or all are */
    uint16_t node;  /* word: where its letters lead to in the trie, or GX_NOWHERE */
    int64_t value;  /* number: times 10^scale */
    gx_slice ids;   /* word: its letters among gx_reader.ids; else where the next word's begin */
} gx_token;

/* Four bytes, the first one lowest. */
static inline uint32_t gx_load_word(const uint8_t *p) {
    uint32_t four;
    memcpy(&four, p, sizeof four);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    four = __builtin_bswap32(four);
#endif
    return four;
}

/* True where the first three of four bytes are one character. */
static inline bool gx_begins_with_three(uint32_t four) {
    return (four & 0xC0C0F0) == 0x8080E0;
}

/* The class of that character. */
static inline unsigned gx_class_of_three(uint32_t four) {
    return gx_class[gx_class_page[(four & 15) << 6 | (four >> 8 & 63)]][four >> 16 & 63];
}

/* A letter: what makes a number beside it part of a word. */
static inline bool gx_is_letter(unsigned class) {
    return class >= GX_C_LATIN || class == GX_C_OTHER;
}

/* A Chinese numeral. */
static inline bool gx_is_numeral(unsigned class) {
    return class >= gx_numeral_ids[0] && class <= gx_numeral_ids[9];
}

/* True where a character of three bytes stands at p. */
static inline bool gx_is_three(const uint8_t *p, const uint8_t *end) {
    if (end - p < 4) return end - p == 3 && *p >> 4 == 14 && p[1] >> 6 == 2 && p[2] >> 6 == 2;
    return gx_begins_with_three(gx_load_word(p)); /* one load and one comparison */
}

/* The class of the character at p, p < end, and its bytes. Invalid bytes are letters of no label:
** they separate nothing, so that a number beside them is seen to be damaged. */
__attribute__((always_inline)) static inline unsigned
gx_class_at(const uint8_t *p, const uint8_t *end, unsigned *bytes) {
    unsigned c = *p;
    if (c < 0x80) {
        *bytes = 1;
        return gx_class[gx_class_page[c >> 6]][c & 63];
    }
    if (gx_is_three(p, end)) {
        *bytes = 3;
        return gx_class[gx_class_page[(c & 15) << 6 | (p[1] & 63u)]][p[2] & 63];
    }
    if (c >= 0xC2 && c < 0xE0 && end - p >= 2 && (p[1] & 0xC0) == 0x80) {
        *bytes = 2;
        return gx_class[gx_class_page[c & 31]][p[1] & 63];
    }
    *bytes = c >= 0xF0 && end - p >= 4 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80 &&
                     (p[3] & 0xC0) == 0x80
                 ? 4
                 : 1;
    return GX_C_OTHER;
}

/* True where the three bytes of an ideograph stand at p. It has one of many classes, but none of
** white space or what is left out. */
static inline bool gx_is_ideograph(const uint8_t *p, const uint8_t *end) {
    return end - p >= 3 && *p >= 0xE4 && *p <= 0xE9 && (p[1] & 0xC0) == 0x80 &&
           (p[2] & 0xC0) == 0x80;
}

/* The end of a reading in parentheses, as in 開(kāi), behind its opening at p - 1; NULL: none. */
const uint8_t *gx_reading_end(const uint8_t *p, const uint8_t *end);

/* ---- letters.c: a word's letters ------------------------------------------------------------- */

enum { GX_NOWHERE = UINT16_MAX }; /* gx_token.node: no label goes so */

enum { GX_SPELLING_BITS = 8, GX_SPELLING_WAYS = 2, GX_SPELLING_BYTES = 64, GX_SPELLING_IDS = 24 };

/* Bytes that were read as letters before. */
typedef struct gx_spelling {
    uint8_t bytes[GX_SPELLING_BYTES]; /* all up to one of ASCII; behind them noughts */
    uint8_t ids[GX_SPELLING_IDS];
    uint16_t from, node; /* the nodes before the letters and behind them */
    uint8_t n, letters;  /* bytes, and letters in the beginning of them; 0: none */
    bool has_label;
} gx_spelling;

/* The spelling of the letters at `at`, behind others that lead to a node; NULL: they were not read
** before, or begin no label, which is noted in reader->unknown. */
const gx_spelling *gx_find_spelling(gx_reader *reader, const uint8_t *at, const uint8_t *end,
                                    unsigned from);

/* Adds its letters to the word. Returns where they end; NULL: no memory. */
const uint8_t *gx_add_spelling(gx_reader *reader, gx_token *word, const uint8_t *at,
                               const gx_spelling *spelling);

/* The same for any letters of three bytes each, the first one there for sure and the others behind
** it, maybe behind punctuation of three bytes: all of them, or as many as there is room for. */
const uint8_t *gx_add_letters(gx_reader *reader, gx_token *word, const uint8_t *at,
                              const uint8_t *end);

/* The same for letters of other lengths. `*wide`: those of four bytes. */
const uint8_t *gx_add_others(gx_reader *reader, gx_token *word, const uint8_t *at,
                             const uint8_t *end, uint32_t *wide);

/* Where the n-th letter of a word ends in the text. */
uint32_t gx_end_of_letter(const char *text, const gx_token *word, uint32_t n);

/* Fills reader->tokens and reader->ids. False: no memory. */
bool gx_lex(gx_reader *reader, const char *text, size_t size);

/* ---- label.c: words to labels ---------------------------------------------------------------- */

typedef enum gx_event_kind {
    GX_E_LABEL,
    GX_E_VALUE,   /* a number or a blank that may be a cell */
    GX_E_RESIDUE, /* a few letters that are no label */
    GX_E_PROSE,   /* running text: no table goes on across it */
} gx_event_kind;

typedef enum gx_quality { /* how well a label was recognised */
                          GX_Q_EXACT,
                          GX_Q_DAMAGED, /* characters lost, doubled or wrong */
                          GX_Q_HEAD,    /* only its beginning */
                          GX_Q_TAIL,    /* only its end */
} gx_quality;

typedef struct gx_event {
    uint8_t kind, quality;
    uint16_t string; /* label: index in gx_strings */
    uint32_t token;  /* the token it begins in */
    uint32_t n;      /* residue, prose: letters; 0 where it has become part of a label */
    uint32_t back;   /* align.c: 1 + the event before it in its table's chain of rows; repeats.c:
                     ** letters of its word that were labels before it */
} gx_event;

/* Fills reader->events from the tokens. False: no memory. */
bool gx_find_labels(gx_reader *reader);

/* Notes that a label is among the events. */
static inline void gx_note_label(uint64_t found[], unsigned string) {
    found[string / 64] |= (uint64_t)1 << string % 64;
}

/* What labels are among the events, whatever their number. */
typedef struct gx_census {
    uint64_t kinds;           /* all that they are: gx_role_bit */
    uint32_t rows[GX_TOPICS]; /* of which rows: bits */
} gx_census;

gx_census gx_take_census(const gx_reader *reader);

/* Compares the residue among events [first, last) with the labels; what is recognised becomes a
** label. For tables only: in prose it would find labels that are none. */
void gx_mend_labels(gx_reader *reader, uint32_t first, uint32_t last);

/* True for a label that has a role of some of these kinds (gx_role_bit). */
static inline bool gx_has_role(const gx_event *event, uint64_t kinds) {
    return event->kind == GX_E_LABEL && gx_strings[event->string].kinds & kinds;
}

/* The role of this kind and topic that a label has, NULL: none. Kinds without a topic: 0. */
static inline const gx_role *gx_role_of(const gx_event *event, gx_role_kind kind, unsigned topic) {
    if (event->kind != GX_E_LABEL) return NULL;
    const gx_string *string = &gx_strings[event->string];
    if (!(string->kinds & gx_role_bit(kind, topic))) return NULL;
    const gx_role *role = string->roles;
    while (role->kind != kind || role->topic != topic) role++;
    return role;
}

/* ---- another.c: the first of several reports ------------------------------------------------- */

/* Fills tokens and events, of the first report alone where there are several: `*size` becomes less
** then. False: no memory. */
bool gx_find_words(gx_reader *reader, const char *text, size_t *size);

/* ---- separators.c ---------------------------------------------------------------------------- */

/* Where more than one bar or tab stands between any two cells of a table's line, counts one. */
void gx_merge_separators(gx_reader *reader);

/* ---- repeats.c: rows' labels before each value ----------------------------------------------- */

/* Where a row's label stands before each of its values' names, leaves it out but for the first. */
void gx_drop_repeats(gx_reader *reader);

/* ---- names.c: values with their columns' names ----------------------------------------------- */

/* Where a text prints before each value what it is, puts the events into a table's order. False: no
** memory. */
bool gx_sort_names(gx_reader *reader);

/* Takes the numbers of lines that follow each other, 0, 1, 2 and so on before the words, for what
** they are: no values. */
void gx_drop_serials(gx_reader *reader);

/* ---- numbering.c: a label's own number ------------------------------------------------------- */

/* True where the number before the label of a row of requests is another row's, and its words do
** not tell enough without it. */
bool gx_is_misnumbered(const gx_reader *reader, const gx_event *event, int item);

/* ---- align.c: labels and values to rows ------------------------------------------------------ */

/* Finds a topic's table among the events, and its rows' values. Fills report->cells of that topic.
** Returns false where memory ran out. */
bool gx_align(gx_reader *reader, gx_topic topic, gx_report *report);

/* Mends the labels of every stretch of events that looks like a table. */
void gx_mend_tables(gx_reader *reader);

/* False where no table is to be found, for want of labels. */
bool gx_may_have_tables(const gx_reader *reader);

enum { GX_MAX_WIDTH = 15, GX_MAX_ROWS = GX_R_ITEMS, GX_NO_MEASURE = 255 };

/* The values found for one row of a table, in the order of the text. */
typedef struct gx_values {
    uint32_t first, n; /* a slice of gx_reader.values */
    uint32_t label;    /* 1 + the token of the row's label; 0: the label was not found */
} gx_values;

/* One table: what align.c hands on. */
typedef struct gx_rows {
    gx_reader *reader;
    gx_report *report;
    gx_topic topic;
    uint32_t first, end;             /* its events: [first, end) */
    gx_values rows[GX_MAX_ROWS];     /* by item */
    gx_values copies[GX_MAX_ROWS];   /* the same rows once more, where a text has them twice */
    uint8_t quality[GX_MAX_ROWS];    /* of the rows' labels: gx_quality */
    bool spoiled[GX_MAX_ROWS];       /* something stands among its values that is none */
    uint32_t claimed[GX_MAX_ROWS];   /* requests: items of whose labels a piece is on their line */
    uint8_t unclaimed[GX_MAX_ROWS];  /* requests: values behind it that follow words of no row */
    uint16_t heads[GX_MAX_ROWS];     /* disclosures: the measures that the row's header names ... */
    bool misnumbered[GX_MAX_ROWS];   /* requests: gx_is_misnumbered */
    uint16_t reordered[GX_MAX_ROWS]; /* ... and those in another order than the form */
    bool is_first, is_second;      /* another table of the same rows stands behind it, or before */
    unsigned width;                /* requests: columns, where the text has other than the form's */
    uint8_t columns[GX_MAX_WIDTH]; /* requests: the measure of each, or GX_NO_MEASURE */
    unsigned moved;                /* proceedings: gx_list_moved_proceedings */
    bool failed;                   /* no memory */
} gx_rows;

/* ---- columns.c: which columns a table of requests has ---------------------------------------- */

/* What the header above the table names. */
typedef struct gx_header {
    bool measure[GX_R_MEASURES];
    int n;              /* measures named */
    uint32_t token;     /* where it begins */
    bool in_pieces;     /* it has words that are no whole label */
    bool has_strange;   /* some of them are no piece of one either */
    unsigned reordered; /* bit m: it names this measure in another order than the form */
    int subtotal; /* 0: no column for all organisations together; else 1 + the applicants before */
} gx_header;

gx_header gx_read_header(const gx_rows *rows);

/* Finds the columns that the rows have: rows->width and rows->columns, where they are not the
** form's. `dropped`: one of the form's is not there. False: which is which cannot be told. */
bool gx_find_columns(gx_rows *rows, gx_header *header, bool *dropped);

/* Whether a row that has a value for each column of the form adds up: 1; -1: it does not; 0: it has
** noughts alone. */
int gx_add_up(const gx_rows *rows, const gx_values *row);

/* ---- copies.c: tables and rows that a text has twice ----------------------------------------- */

/* Finds another table of the same rows: rows->is_first, rows->is_second. */
void gx_find_its_like(gx_rows *rows);

/* Chooses between rows and their copies; marks the rows that are in doubt. */
void gx_settle_copies(gx_rows *rows, bool conflict[GX_MAX_ROWS]);

/* ---- order.c: headers in another order than the form's --------------------------------------- */

/* True where the header `later` in the form stands before the one `earlier` there. NULL: a header
** that was not found. */
bool gx_names_before(const gx_reader *reader, const gx_event *heads[], unsigned later,
                     unsigned earlier);

enum { GX_ALL_MEASURES = (1 << GX_R_MEASURES) - 1, GX_ALL_CELLS = (1 << 15) - 1 };

/* The measures of requests whose headers are not in the form's order: bit m. */
unsigned gx_list_reordered(const gx_reader *reader, const gx_event *heads[GX_R_MEASURES]);

/* The cells of the proceedings that are not under their own headers: bit c for cell c. */
unsigned gx_list_moved_proceedings(const gx_rows *rows);

/* ---- fill.c: rows to cells ------------------------------------------------------------------- */

/* Lists the measures of a row's cells, from left to right. Returns how many. */
unsigned gx_list_measures(const gx_rows *rows, int item, uint8_t measures[GX_MAX_WIDTH]);

/* True where what is printed is neither damaged nor a fraction, nor negative. */
static inline bool gx_is_sound(const gx_token *token) {
    return !(token->flags & (GX_F_ILLEGIBLE | GX_F_CUT)) && !token->scale && token->value >= 0;
}

/* True where the token may be a count: a number that a form prints so, or a blank. */
static inline bool gx_is_count(const gx_token *token) {
    return token->kind == GX_T_BLANK || (token->kind == GX_T_NUMBER && gx_is_sound(token));
}

/* True where nothing follows the row in the text, which may have been cut off inside it. */
bool gx_is_last_row(const gx_rows *rows, int item);

void gx_fill_disclosures(gx_rows *rows);
void gx_fill_requests(gx_rows *rows);

static inline gx_cell *gx_cell_of(const gx_rows *rows, int item, unsigned measure) {
    return &rows->report->cells[gx_slot(rows->topic, item, (int)measure)];
}

/* Makes all cells of a row doubtful. */
void gx_doubt_row(const gx_rows *rows, int item);

/* A count has no decimals and no minus: what prints them is not legible. */
void gx_refuse_amount(gx_cell *cell, bool is_signed);

/* True where the total of a row is empty and not all of its other cells are. */
bool gx_lacks_total(const gx_cell *cells, int total);

/* True where a row of requests adds up. */
bool gx_row_adds_up(const gx_rows *rows, int item);

/* True where most rows that have a label have no values. */
bool gx_is_sparse(const gx_rows *rows);

/* Fills a row that has a label and no values: all its cells are empty. */
void gx_empty_row(const gx_rows *rows, int item);

/* ---- proceedings.c: section four ------------------------------------------------------------- */

void gx_fill_proceedings(gx_rows *rows);

/* ---- solve.c: rows that do not fit, by the identities ---------------------------------------- */

/* Reads a row that has one value too few or too many, or as many as cells but does not add up:
** which one is lost, doubled, cut in two or run into its neighbour is told by the identities.
** `measures`: as gx_list_measures; in the proceedings all three rows are one. False: they do not
** tell, and the cells stay as they were. What they tell only in part is doubtful in the other
** cells. */
bool gx_solve_row(const gx_rows *rows, int item, const gx_values *values, const uint8_t *measures,
                  unsigned width);

/* True where two values of a row stand as if they were one that was cut in two, and with that one
** the row adds up. */
bool gx_adds_up_joined(const gx_rows *rows, const gx_values *values);

/* True where it is not told what a cell prints. */
static inline bool gx_is_untold(const gx_cell *cell) {
    return cell->status == GX_DOUBTFUL || cell->status == GX_MISSING;
}

/* How many of the columns in which the row has a value do not add up, those where it has a nought
** among them or not. */
int gx_count_open_columns(const gx_report *report, int item, bool noughts);

/* Computes the columns' one missing measure, where a whole column was dropped and the sums tell it.
 */
void gx_infer_column(const gx_rows *rows);

/* Takes back what only looks read: a number at the very end of a text that may have been cut off,
** and rows whose damaged labels no identity confirms. */
void gx_doubt_cut(const gx_rows *rows);
void gx_doubt_unproved(const gx_rows *rows);

/* ---- odd.c: one damaged row among others ----------------------------------------------------- */

/* Rows of requests of which only the columns tell what they are. */
typedef struct gx_odd_rows {
    bool odd[GX_MAX_ROWS]; /* explained: has what the columns want, until these proved the others */
    bool empty[GX_MAX_ROWS];                   /* has no values: counts as nought until then */
    gx_cell cells[GX_MAX_ROWS][GX_R_MEASURES]; /* and what their cells are after that */
} gx_odd_rows;

/* Explains rows that are left, and those that are printed in full but do not add up, by all others
** of their identity, save for one fault in each. Their cells are filled with what the columns want,
** so that these prove the others. `whole`: the table has all values that are printed. Returns how
** many rows are left. */
int gx_explain_rows(const gx_rows *rows, int left[GX_MAX_ROWS], int n, bool whole,
                    gx_odd_rows *out);

/* Puts the cells of these rows: one that counted as empty is so where its columns hold. */
void gx_put_odd_rows(const gx_rows *rows, const gx_odd_rows *odd);

/* True where a value stands beside the end of a page, and may be a page's number. */
bool gx_is_beside_page(const gx_reader *reader, uint32_t value);

/* ---- blocks.c, bands.c: tables that are handed out as blocks of numbers ---------------------- */

/* Reads the requests of a text in which labels and values stand apart. False: order and sums do not
** settle them, and no cell is read. Where memory runs out, rows->failed is set. */
bool gx_read_blocks(gx_rows *rows);

/* ---- heads.c: the same for sections two and four --------------------------------------------- */

/* Reads the numbers that stand under their headers, apart from their rows' labels. Others stay as
** they are. */
void gx_read_headed_disclosures(const gx_rows *rows);
void gx_read_headed_proceedings(const gx_rows *rows);

/* ---- run_on.c: tables whose digits run together ---------------------------------------------- */

/* True where nothing divides the values of most rows of requests. */
bool gx_is_run_on(const gx_rows *rows);

/* Fills the rows of such a table with what the identities settle. False: no memory. */
bool gx_fill_run_on(gx_rows *rows);

/* Fills the proceedings where nothing divides their values. False: something does, and nothing is
** filled. */
bool gx_fill_run_on_proceedings(gx_rows *rows);

/* ---- row.c: values to cells ------------------------------------------------------------------ */

/* A column of a table's headers: what its words span on their lines, in columns of the display or
** in characters. */
typedef struct gx_column {
    int from, to;
} gx_column;

/* What the headers of requests tell of where the values stand. */
typedef struct gx_heads {
    unsigned fields; /* separators on the line that names the first column and the last; 0: there is
                     ** none that has all of them ... */
    unsigned first;  /* ... and those before the first */
    bool placed[2];  /* by characters, by columns of the display: all values stand under ... */
    gx_column columns[2][GX_R_MEASURES]; /* ... these */
} gx_heads;

/* What the rows that are whole tell about those that are not. */
typedef struct gx_shape {
    const gx_reader *reader;
    unsigned newlines;            /* that usually divide two values; 0: a row is a line */
    unsigned behind;              /* newlines that stand behind the table anyway ... */
    unsigned row_end;             /* ... and behind each of its rows, or more; 0: not known */
    bool single;                  /* an empty cell is one line, however many another one is */
    bool open;                    /* a row is a line, and may end without all of its separators */
    bool strewn;                  /* rows do not stand under each other */
    gx_values whole[GX_MAX_ROWS]; /* rows with as many values as cells ... */
    unsigned width[GX_MAX_ROWS];  /* ... which are so many ... */
    uint8_t first[GX_MAX_ROWS];   /* ... of which this measure is the first */
    bool headed[GX_MAX_ROWS];     /* disclosures: ... and stand under their headers */
    int n_whole;
    gx_heads heads;                 /* of requests without a whole row */
    unsigned behind_label, on_line; /* counted.c: separators of requests' rows; 0: not known */
    uint8_t measure; /* the first of the row to be read: it stands under rows that begin with it */
} gx_shape;

/* ---- shape.c --------------------------------------------------------------------------------- */

gx_shape gx_shape_of(const gx_rows *rows);

/* True where a row of disclosures has a value for each cell, and an empty cell before them that
** other rows have not: a cell that spans two columns may be there twice, or a number be in two
** pieces. */
bool gx_begins_later(const gx_rows *rows, int item, unsigned width);

typedef enum gx_fit {
    GX_FIT_NONE,  /* the values do not fill the cells, and nothing shows which are empty */
    GX_FIT_PLACE, /* by blank lines or their places on the line: row and columns must add up */
    GX_FIT_DEPTH, /* by the fields of rows whose labels stand elsewhere: likewise */
    GX_FIT_LOOSE, /* by tabs or bars: the row must add up */
    GX_FIT_SURE,  /* by the fields of a whole row, or all cells have a value */
} gx_fit;

/* Says which of a row's `width` cells each value belongs to: at[i] is the value (from 0) in cell i,
** -1 where the cell is empty. */
gx_fit gx_fit_row(const gx_shape *shape, const gx_values *values, unsigned width,
                  int at[GX_MAX_WIDTH]);

/* True where empty cells show between the values of a row that has all of them: one of its numbers
** may be in two pieces, or there twice. */
bool gx_shows_more(const gx_shape *shape, const gx_values *values);

/* Lists where the values of a row of requests may stand by their places on the line, under each of
** the whole rows: bit m of places[i] for a value in the form's column m. Returns how many ways; 0:
** the row is not laid out, or stands under none. */
unsigned gx_list_places(const gx_shape *shape, const gx_values *values,
                        unsigned places[GX_MAX_ROWS]);

enum { GX_NO_GAP = 255 };

/* How many empty cells show before each value: between[i]. Before the first it may be one more, or
** it is not known: GX_NO_GAP. `headed`: headers stand before it, no label. Returns how many. */
unsigned gx_show_empties(const gx_reader *reader, const gx_values *values, bool headed,
                         unsigned between[GX_MAX_WIDTH]);

/* The same with those behind the last value, gap[n], where no whole row has them too; gap[0] may be
** more than there are. Counts may be lines. Returns how many show, without gap[0]. */
unsigned gx_find_gaps(const gx_rows *rows, const gx_values *values, unsigned width,
                      unsigned gap[GX_MAX_WIDTH + 1]);

/* True where rows but this one have fewer values than cells, and nothing shows where: what this one
** lacks may be empty too. */
bool gx_leaves_no_trace(const gx_rows *rows, const gx_values *values, unsigned width);

/* Value i of a row. */
const gx_token *gx_value_at(const gx_reader *reader, const gx_values *values, uint32_t i);

/* Twice the middle of a token on its line. */
static inline int gx_middle(const gx_token *token, bool wide) {
    return wide ? token->x + token->x_end : token->c + token->c_end;
}

/* True where the values stand on one line; where most are set apart by more than a space, too. */
bool gx_on_one_line(const gx_reader *reader, const gx_values *values);
bool gx_is_laid_out(const gx_reader *reader, const gx_values *values);

/* True where no page ends between two rows: on the next one, the columns may stand elsewhere. */
bool gx_on_same_page(const gx_reader *reader, const gx_values *a, const gx_values *b);

/* True where nothing stands behind the row: its end may have been cut off. */
bool gx_ends_text(const gx_reader *reader, const gx_values *values);

/* ---- under.c: values under their headers ----------------------------------------------------- */

void gx_find_heads(const gx_rows *rows, gx_heads *heads);

/* True where each value of a whole row of disclosures stands nearest to its own header. */
bool gx_is_headed(const gx_rows *rows, int item);

/* The same as gx_list_places, by the headers. */
unsigned gx_list_places_under_heads(const gx_shape *shape, const gx_values *values,
                                    unsigned places[GX_MAX_ROWS]);

/* Fits the proceedings, whose one row has no other to stand under, by the places of its
** headers, where the text is laid out. False: they do not tell. */
bool gx_fit_under_heads(const gx_rows *rows, int at[GX_MAX_WIDTH]);

/* Where one of the three rows of the proceedings has no values, and the others all: which one that
** is, by what stands before and behind the values, or by the places of the headers. -1: they do not
** tell. */
int gx_find_blank_row(const gx_rows *rows);

/* ---- row.c, the rest ------------------------------------------------------------------------- */

/* True where a value of a row stands where another row's would, or a piece of the one before: on a
** line below, though the first one is on its label's line; on a line above, though others are on
** that; or in the same cell between two bars. */
bool gx_is_out_of_place(const gx_rows *rows, int item);

/* Where a cell's number is in all columns that the cell spans, takes those behind the first for
** what they are: all rows have as many values as the widest, and bars or tabs divide them. */
void gx_drop_spans(gx_rows *rows, int item);

/* Writes a value into its cell; or an empty cell that stands behind token `before`. */
void gx_fill_value(const gx_token *token, gx_cell *cell);
void gx_fill_empty(const gx_token *before, gx_cell *cell);

/* How many newlines stand before the heading of a table's section: so many stand behind a table
** too, and are no empty cells. 0: not known. */
unsigned gx_newlines_of_heading(const gx_rows *rows);

/* The fewest newlines that stand behind a row's last value. 0: not known. */
unsigned gx_newlines_of_rows(const gx_rows *rows);

/* How many newlines usually stand between two values that follow each other. */
unsigned gx_usual_newlines(const gx_reader *reader);

/* Counts the newlines between the values of all events once more, where these are others now. */
void gx_recount_newlines(gx_reader *reader);

/* ---- search.c: rows whose empty cells leave no trace ----------------------------------------- */

/* Rows with fewer values than cells whose empty cells leave no trace: settles those of `items` that
** the identities settle, together, and marks them in `solved`. With `shape`, a row that is laid out
** is read only in ways by which its values stand under those of some whole row. False: no memory.
*/
bool gx_search_rows(const gx_rows *rows, const gx_shape *shape, const int *items, int n,
                    bool solved[GX_MAX_ROWS]);

/* The same for the proceedings, which are one row. `apart`: labels stand among its values. False:
** the sums leave no way to place them. */
bool gx_search_proceedings(const gx_rows *rows, bool apart);

/* ---- fold.c: text to what patterns are matched with ------------------------------------------ */

/* Folds text[first, last) into reader->folded from byte n on: Simplified, half width, without
** spaces and readings, line ends as '\n', valid UTF-8. Returns the bytes in all; stops when
** GX_MAX_FOLDED are full. */
enum { GX_MAX_FOLDED = 6000 };
size_t gx_fold_text(gx_reader *reader, size_t n, const char *text, size_t first, size_t last);

/* Where the character begins that byte `at` of the folded text[first, last) comes from. */
size_t gx_fold_origin(const char *text, size_t first, size_t last, size_t at);

/* True where n bytes of a text are ideographs and digits that stay what they are. May be false for
** the last three bytes of the text. */
bool gx_folds_to_itself(const char *text, size_t size, size_t first, size_t n);

/* ---- prove.c: one identity ------------------------------------------------------------------- */

gx_check gx_check_balance(const gx_report *report, int measure);
gx_check gx_check_outcomes(const gx_report *report, int measure);
/* applicants, proceedings: the row's last measure is the sum of the others. */
gx_check gx_check_row(const gx_report *report, gx_topic topic, int item);

/* True where what all columns lack would be just such a row of requests, so that one without values
** may have lost them. */
bool gx_is_row_lost(const gx_report *report, int item);

/* ---- read.c: the reader's working memory ----------------------------------------------------- */

struct gx_reader {
    gx_token *tokens;
    uint32_t n_tokens, max_tokens;
    uint8_t *ids;
    uint32_t n_ids, max_ids;
    gx_event *events;
    uint32_t n_events, max_events;
    uint32_t *values; /* tokens */
    uint32_t n_values, max_values;
    gx_plain plain;       /* what is read instead of the text, where it is HTML or a grid ... */
    gx_plain inner;       /* ... or stands escaped in another one ... */
    gx_plain turned;      /* ... or has tables whose rows and columns are exchanged */
    const char *text;     /* that is read: the source, or plain.text */
    size_t size;          /* its bytes */
    uint32_t newlines[8]; /* how often so many divide two values, up to seven */
    uint32_t serials;     /* values that may number their lines: gx_begins_line */
    uint32_t residue;     /* words that gx_find_labels took for residue */
    uint64_t found[GX_MAX_STRINGS / 64]; /* labels that are among the events, or were: bits */
    unsigned usual_newlines;             /* see gx_usual_newlines */
    bool named;                          /* names.c: a name stands before each value ... */
    unsigned lacking;     /* ... but for this column of requests (a bit), which no row names */
    unsigned there;       /* align.c: tables that were found: bits */
    bool laid_out, again; /* laid.h: lines tell the requests' rows; read.c: places are asked for */
    unsigned laid_by;     /* ... and 1 + the scale by which they tell the columns; 0: not known */
    void *steps, *states, *buckets; /* bands.c */
    uint32_t max_steps, max_states, max_buckets;
    uint32_t mends_left; /* label.c: comparisons that may still be made: bounds the time */
    void *patterns;      /* patterns.c: compiled, once one is needed */
    bool patterns_only;  /* the tests hold by_hand.c against them */
    gx_quick *quick;     /* learn.c: the skeletons of texts that were read */
    struct {
        const uint8_t *at;
        unsigned bytes;
    } unknown; /* letters.c: what was looked for last, and not found */
    gx_spelling spellings[1 << GX_SPELLING_BITS][GX_SPELLING_WAYS]; /* letters.c */
    char folded[GX_MAX_FOLDED + 8];
};

/* Counts the newlines between an event's value and that of the one before it. */
static inline void gx_count_newlines(gx_reader *reader, const gx_event *event) {
    if (event == reader->events || event->kind != GX_E_VALUE || event[-1].kind != GX_E_VALUE)
        return;
    unsigned newlines = reader->tokens[event->token].gap.newlines;
    if (event->token == event[-1].token + 1 && newlines < 8) reader->newlines[newlines]++;
}

/* True where the token is a number that begins a line, and words follow on it. */
static inline bool gx_begins_line(const gx_reader *reader, uint32_t token) {
    const gx_token *number = &reader->tokens[token];
    return number->kind == GX_T_NUMBER && !number->scale && (number->gap.newlines || !token) &&
           token + 1 < reader->n_tokens && number[1].kind == GX_T_WORD && !number[1].gap.newlines;
}

/* Makes room for more in a growing array. False: no memory, the array stays as it was. */
bool gx_grow(void **array, uint32_t *max, size_t each);

#endif
