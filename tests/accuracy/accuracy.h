/*
** accuracy.h: what the files of this program hand to each other.
**
** corpus.c: truths and texts -> places.c: where a text prints its cells -> damage.c, lines.c: a
** damaged copy and what an honest reading of it may say -> score.c: what the reader says, judged
** -> main.c: all texts, all kinds of damage, tables.
*/
#ifndef GX_ACCURACY_H
#define GX_ACCURACY_H

#include "report.h"

/* ---- corpus.c: truths and texts -------------------------------------------------------------- */

typedef struct ac_number {
    int64_t value; /* times 10^scale */
    uint8_t scale;
} ac_number;

typedef struct ac_truth {
    bool there, blank;
    ac_number number;
} ac_truth;

typedef struct ac_report {
    char name[48];
    ac_truth cells[GX_SLOTS];
    bool open[GX_SLOTS]; /* the sums do not tell the column, where empty cells leave no trace */
} ac_report;

typedef struct ac_text {
    char path[160];
    int layout; /* index in ac_corpus.layouts */
    int report;
    bool lossy;    /* its tool lost some of the numbers */
    bool untraced; /* its empty cells leave no trace */
    bool html;
    bool data;   /* fields in quotation marks, between commas */
    bool named;  /* each value's name stands before it */
    char *bytes; /* allocated exactly: a reader that looks too far is seen */
    uint32_t size;
} ac_text;

typedef enum ac_label_kind { AC_L_ROW, AC_L_COLUMN, AC_L_OTHER } ac_label_kind;

typedef struct ac_label {
    ac_label_kind kind;
    gx_topic topic;
    int code;       /* the row's item or the column's measure */
    char bare[160]; /* its ideographs alone */
} ac_label;

enum { AC_MAX_LAYOUTS = 80, AC_MAX_REPORTS = 32, AC_MAX_LABELS = 256, AC_MAX_TEXTS = 2000 };

typedef struct ac_corpus {
    ac_report reports[AC_MAX_REPORTS];
    ac_text texts[AC_MAX_TEXTS];
    ac_label labels[AC_MAX_LABELS];
    char layouts[AC_MAX_LAYOUTS][32];
    bool lossy[AC_MAX_LAYOUTS];
    int n_reports, n_texts, n_labels, n_layouts;
} ac_corpus;

/* Reads the list that truths.py wrote, and the texts that it names. Ends the program on failure. */
ac_corpus *ac_load(const char *list);
void ac_unload(ac_corpus *corpus);

/* Parses a printed number: sign, thousands separators, decimals, half or full width. */
bool ac_parse_number(const char *text, size_t size, ac_number *out);
bool ac_same(ac_number a, ac_number b);

/* Copies the ideographs of text[0..size) into out, terminated. Returns their bytes. */
size_t ac_bare(const char *text, size_t size, char *out, size_t room);

/* True, and its bytes, where a digit stands at p, p < end. */
bool ac_digit(const char *p, const char *end, unsigned *bytes);

/* ---- places.c: where a text prints its cells ------------------------------------------------- */

typedef enum ac_token_kind {
    AC_T_CELL,  /* a cell whose place is known */
    AC_T_WORD,  /* letters */
    AC_T_STRAY, /* anything else: page numbers, sums of groups, marks */
} ac_token_kind;

typedef struct ac_token {
    uint32_t start, end, line;
    ac_token_kind kind;
    int slot; /* of a cell */
} ac_token;

typedef struct ac_line {
    uint32_t start, end; /* without its line end */
    uint32_t first, n;   /* tokens */
} ac_line;

enum { AC_NOWHERE = 0xffffffff };

typedef struct ac_places {
    const ac_corpus *corpus;
    const ac_text *text;
    const ac_report *truth;
    gx_report read;           /* what the reader says of the undamaged text */
    uint32_t start[GX_SLOTS]; /* AC_NOWHERE: place not known */
    uint32_t length[GX_SLOTS];
    bool free[GX_SLOTS]; /* the text itself lost this cell's number */
    ac_token *tokens;
    ac_line *lines;
    uint32_t n_tokens, n_lines;
    uint32_t first, last;           /* tokens of the tables, heads included: [first, last) */
    uint32_t first_line, last_line; /* and the lines that they are on: [first_line, last_line) */
} ac_places;

/* Reads the undamaged text and finds its tokens. A cell's place is known where the reader gives the
** truth for its whole row. False: no memory. */
bool ac_find_places(gx_reader *reader, const ac_corpus *corpus, const ac_text *text,
                    ac_places *out);
void ac_free_places(ac_places *places);

/* A label that a word is, or is a part of. */
typedef struct ac_match {
    const ac_label *label;
    bool whole;
} ac_match;

/* The first such label of this kind and topic, {NULL} for none. */
ac_match ac_match_label(const ac_places *places, const ac_token *word, ac_label_kind kind,
                        gx_topic topic);

/* The topic in whose table a token stands. */
gx_topic ac_topic_at(const ac_places *places, uint32_t token);

/* True where the slot's row has an empty cell of which the separators show nothing: with one number
** more, the row prints like a full one. */
bool ac_has_hole(const ac_places *places, int slot);

/* True where white space alone tells a token's column. */
bool ac_in_columns(const ac_places *places, uint32_t token);

/* ---- damage.c, lines.c: damaged copies ------------------------------------------------------- */

typedef struct ac_random {
    uint64_t state;
} ac_random;
uint32_t ac_draw(ac_random *random, uint32_t n); /* 0 to n - 1 */

typedef enum ac_kind {
    AC_UNDAMAGED,
    AC_CELL_LOST,
    AC_LABEL_LOST,
    AC_LINES_SWAPPED,
    AC_LINE_DOUBLED,
    AC_NUMBER_CUT,
    AC_NUMBERS_JOINED,
    AC_PAGE_BREAK,
    AC_COLUMN_DROPPED,
    AC_DIGIT_CHANGED,
    AC_TEXT_CUT,
    AC_SWEEP, /* the text cut off at byte after byte */
    AC_KINDS,
} ac_kind;
extern const char *const ac_kind_names[AC_KINDS];

enum { AC_CHOICES = 6 };

/* What an honest reading may say of a cell. */
typedef struct ac_expect {
    bool there;   /* the report has this cell */
    bool touched; /* by the damage */
    bool free;    /* the text does not tell: not judged */
    bool open;    /* nothing tells the column: right where it is owned up to */
    bool blank_right;
    uint8_t n;
    ac_number may[AC_CHOICES];
    uint32_t place; /* where the undamaged text prints it, AC_NOWHERE: not compared */
} ac_expect;

/* A piece of a damaged copy that comes from the undamaged text. */
typedef struct ac_piece {
    uint32_t at, from, size;
} ac_piece;

enum { AC_MAX_PIECES = 160 };

typedef struct ac_case {
    const ac_places *places;
    char *text; /* allocated exactly */
    uint32_t size;
    ac_expect expect[GX_SLOTS];
    ac_piece pieces[AC_MAX_PIECES];
    int n_pieces;
    int changed; /* the slot whose printed number was changed, -1: none */
    char what[200];
    char *draft; /* where the copy is put together */
    uint32_t room, filled;
} ac_case;

/* What an honest reading says of the undamaged text. */
void ac_expect_truth(ac_case *made, const ac_places *places);

/* Makes a damaged copy. False: this text cannot be damaged so, or no memory. */
bool ac_damage(ac_case *made, const ac_places *places, ac_kind kind, uint64_t seed);

/* The text cut off before byte `at`. The text is a copy of its own. */
bool ac_cut_text(ac_case *made, const ac_places *places, uint32_t at);

void ac_free_case(ac_case *made);

/* Building blocks: copies text[from, to) of the undamaged text, or adds bytes of our own. */
void ac_copy(ac_case *made, uint32_t from, uint32_t to);
void ac_put(ac_case *made, const char *text);
bool ac_finish(ac_case *made);

/* A cell that is wholly gone may also be inferred from an identity that the report itself breaks.
 */
void ac_allow_sums(ac_case *made, int slot);

/* The cells that a token belongs to: itself, or the row or column that it labels. */
void ac_touch(ac_case *made, uint32_t token);

/* lines.c: the kinds that move lines. False: try with another seed. */
bool ac_swap_lines(ac_case *made, ac_random *random);
bool ac_double_line(ac_case *made, ac_random *random);
bool ac_break_page(ac_case *made, ac_random *random);

/* ---- score.c: what the reader says, judged --------------------------------------------------- */

typedef enum ac_outcome {
    AC_READ_RIGHT,
    AC_BLANK_RIGHT,
    AC_INFERRED_RIGHT,
    AC_DOUBTFUL,
    AC_MISSING,
    AC_WRONG,  /* doubtful, and the number it shows is not the printed one */
    AC_SILENT, /* read, inferred or blank, and not so */
    AC_OUTCOMES,
} ac_outcome;

typedef struct ac_tally {
    uint64_t texts, cells, outcomes[AC_OUTCOMES];
    uint64_t untouched, untouched_right;
    uint64_t open;      /* cells that nothing tells, owned up to */
    uint64_t elsewhere; /* the right number, read from another place */
    uint64_t unshown;   /* changed numbers that no identity shows though it should */
} ac_tally;

/* How a case is named where it is listed, so that it can be made again. */
typedef struct ac_name {
    ac_kind kind;
    uint32_t copy; /* sweep: the byte */
    bool list;     /* print each silently wrong cell ... */
    bool lost;     /* ... and each that is not exact though no damage touched it */
} ac_name;

/* Reads the case and adds it to the tally. Returns the cells that are silently wrong. */
unsigned ac_judge(gx_reader *reader, const ac_case *made, const ac_name *name, ac_tally *tally);

void ac_add(ac_tally *to, const ac_tally *more);
/* Prints part / whole in percent, rounded down. */
void ac_print_share(uint64_t part, uint64_t whole);
void ac_print_head(const char *title);
void ac_print_row(const char *name, const ac_tally *tally);
uint64_t ac_right(const ac_tally *tally);

#endif
