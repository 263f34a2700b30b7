/*
** report.h: the map of the reader.
**
** The reader turns the text of one 政府信息公开工作年度报告 into the cells of the official form.
** It knows nothing of SQLite. Data flows one way, one room a step:
**
**   text.c, text_stream.c, text_detect.c
**                     bytes  -> UTF-8 text       (charsets)
**   escapes.c         text   -> text             (that stands in another one: JSON, HTML, Markdown)
**   markup.c, grid.c, notation.c, fields.c
**                     text   -> plain text       (HTML, ruled tables, wikis and lists, CSV and
**                                                 arrays; plain.c keeps the places)
**   lex.c, letters.c, numbers.c, digits.c
**                     text   -> tokens           (words, numbers, blanks, with their places)
**   label.c           words  -> labels           (exact, wrapped, damaged; labels.c has them)
**   turn.c            text   -> text             (tables with rows and columns exchanged)
**   separators.c, repeats.c, names.c
**                     labels -> labels           (names before each value become a table's header)
**   align.c, numbering.c
**                     labels -> rows             (which values belong to which row)
**   fill.c, columns.c, order.c, copies.c, proceedings.c, row.c, counted.c, misread.c, rest.c,
**   shifted.c
**                     rows   -> cells            (which value belongs to which column)
**   entries.c, bands.c, blocks.c, halves.c, frame.c, noughts.c, framed.c, exchanged.c,
**   stretches.c, settle.c, around.c
**                     rows whose numbers come in blocks, pieces of columns (likewise)
**   heads.c           numbers in blocks with their columns' headers (likewise)
**   shape.c, under.c  rows that lack values -> columns (by whole rows; by the headers above)
**   laid.c, piles.c, strips.c
**                     tables laid out by white space, most cells empty: lines -> rows, places on
**                                                 them -> columns (laid.h)
**   solve.c, odd.c, search.c, together.c, faults.c
**                     rows that do not fit       (what only the identities can tell)
**   run_on.c, split.c rows whose digits run together (likewise)
**   prove.c           cells  -> identities       (what holds, what fails)
**   section.c, headings.c  labels -> the six sections
**   fold.c, facts.c, patterns.c, by_hand.c, issuer.c, opening.c
**                     text   -> title, agency, year, dates
**   quick.c, learn.c, page.c, outside.c, prose.c, words.c, scan.c, sift.c, seek.c, series.c
**                     text that differs in its numbers alone from one read before (quick.h)
**   read.c            the rooms in their order
**
** forms.c holds the two official forms as data; a change of form touches that file alone.
** make_tables.c runs when the reader is built, and writes its tables of characters and labels.
** Offsets and lengths are bytes of the UTF-8 text that was handed in, always.
*/
#ifndef GX_REPORT_H
#define GX_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- forms.c: the two official forms as data ------------------------------------------------- */

typedef enum gx_form { GX_FORM_NONE, GX_FORM_2019, GX_FORM_2021 } gx_form;

typedef enum gx_topic { GX_DISCLOSURES, GX_REQUESTS, GX_PROCEEDINGS, GX_TOPICS } gx_topic;

typedef enum gx_unit { GX_UNIT_NONE, GX_UNIT_YUAN, GX_UNIT_WAN_YUAN } gx_unit;

/* A measure: a column of a topic's table. */
typedef struct gx_measure {
    const char *code;     /* "natural_person" */
    const char *label[2]; /* 自然人; by form - 1; NULL: the form has no such column */
    const char *label_en; /* "natural persons" */
    bool real;            /* an amount of money: REAL in SQL, all others are INTEGER counts */
} gx_measure;

/* An item: a row of a topic's table. `label` and `measures` are indexed by form - 1. */
typedef struct gx_item {
    const char *code;     /* "refused_state_secret" */
    const char *outcome;  /* "refused"; NULL where the item is no outcome */
    const char *label[2]; /* the form's own label, with its group; NULL: the form has no such row */
    const char *label_en;
    uint16_t measures[2]; /* bit m: the form has a cell for measure m in this row */
    uint8_t clause;       /* clause of Article 20 (disclosures), else 0 */
} gx_item;

typedef struct gx_table {
    const char *code; /* "requests" */
    const gx_item *items;
    const gx_measure *measures;
    int n_items;
    int n_measures;
    int first; /* the first of this table's slots in gx_report.cells */
} gx_table;

enum {
    GX_D_ITEMS = 8,
    GX_D_MEASURES = 11,
    GX_R_ITEMS = 26,
    GX_R_MEASURES = 7,
    GX_P_ITEMS = 3,
    GX_P_MEASURES = 5,
    GX_D_FIRST = 0,
    GX_R_FIRST = GX_D_FIRST + GX_D_ITEMS * GX_D_MEASURES,
    GX_P_FIRST = GX_R_FIRST + GX_R_ITEMS * GX_R_MEASURES,
    GX_SLOTS = GX_P_FIRST + GX_P_ITEMS * GX_P_MEASURES,
};

/* Items and measures by name, in the order of the form. */
enum {
    GX_RULES,
    GX_NORMATIVE,
    GX_LICENSING,
    GX_OTHER_SERVICES,
    GX_PENALTIES,
    GX_COMPULSION,
    GX_FEES,
    GX_PROCUREMENT
};
enum {
    GX_CREATED,
    GX_DISCLOSED,
    GX_DISCLOSED_TOTAL,
    GX_ISSUED,
    GX_REPEALED,
    GX_IN_FORCE,
    GX_PRIOR_ITEMS,
    GX_ITEMS_CHANGE,
    GX_DECISIONS,
    GX_PROJECTS,
    GX_AMOUNT
};
enum {
    GX_NEW,
    GX_CARRIED_IN,
    GX_GRANTED,
    GX_PARTIAL,
    GX_REFUSED_FIRST,
    GX_UNAVAILABLE_FIRST = GX_REFUSED_FIRST + 8,
    GX_UNPROCESSED_FIRST = GX_UNAVAILABLE_FIRST + 3,
    GX_OTHER = GX_UNPROCESSED_FIRST + 5,
    GX_OTHER_UNCORRECTED,
    GX_OTHER_UNPAID,
    GX_OTHER_MISC,
    GX_TOTAL,
    GX_CARRIED_OUT
};
enum { GX_R_TOTAL = 6, GX_P_TOTAL = 4 };

extern const gx_table gx_tables[GX_TOPICS];
extern const char *const gx_form_names[]; /* by gx_form: NULL, "2019", "2021" */
extern const char *const gx_unit_names[]; /* by gx_unit: NULL, "元", "万元" */

static inline int gx_slot(gx_topic topic, int item, int measure) {
    return gx_tables[topic].first + item * gx_tables[topic].n_measures + measure;
}

/* The topic, item and measure of a slot. */
static inline gx_topic gx_topic_of(int slot) {
    return slot >= GX_P_FIRST ? GX_PROCEEDINGS : slot >= GX_R_FIRST ? GX_REQUESTS : GX_DISCLOSURES;
}
static inline int gx_item_of(int slot) {
    const gx_table *table = &gx_tables[gx_topic_of(slot)];
    return (slot - table->first) / table->n_measures;
}
static inline int gx_measure_of(int slot) {
    const gx_table *table = &gx_tables[gx_topic_of(slot)];
    return (slot - table->first) % table->n_measures;
}

/* Finds `topic.item.measure`. Returns the slot, or -1 where no form has such a cell.
** `key` need not be terminated. */
int gx_find_key(const char *key, size_t n);

/* ---- read.c: one report ---------------------------------------------------------------------- */

/* The status of a cell; the names are in gx_status_names. */
typedef enum gx_status {
    GX_MISSING,
    GX_READ,
    GX_BLANK,
    GX_INFERRED,
    GX_DOUBTFUL,
} gx_status;
extern const char *const gx_status_names[];

typedef struct gx_cell {
    int64_t value;   /* the number times 10^scale; meaningless unless has_value */
    uint32_t start;  /* the cell as printed: byte offset in the text ... */
    uint32_t length; /* ... and bytes; 0 where nothing is printed (blank, missing) */
    uint8_t status;  /* gx_status */
    uint8_t scale;   /* decimals: 0 to 9; always 0 in a column of counts */
    uint8_t unit;    /* gx_unit; only amounts have one */
    bool has_value;
} gx_cell;

typedef struct gx_span {
    uint32_t start, length;
} gx_span;

enum { GX_SECTIONS = 6 };

typedef struct gx_section {
    int n;           /* 1 to GX_SECTIONS; 0: not found */
    gx_span heading; /* as printed, one line, without white space around it */
    gx_span body;    /* from behind the heading to the next heading, white space trimmed */
} gx_section;

typedef struct gx_date {
    int16_t year; /* 0: not known */
    uint8_t month, day;
} gx_date;

/* How a text separates the cells of its tables. */
typedef enum gx_layout {
    GX_LAYOUT_NONE,    /* no table found */
    GX_LAYOUT_LINES,   /* one cell a line */
    GX_LAYOUT_PIPES,   /* cells divided by vertical bars */
    GX_LAYOUT_TABS,    /* cells divided by tabs */
    GX_LAYOUT_COLUMNS, /* laid out by white space, as pdftotext -layout does */
    GX_LAYOUT_ROWS,    /* a label and its numbers on one line, single spaces */
    GX_LAYOUT_FLOW,    /* labels and numbers in blocks apart, in a PDF's reading order */
    GX_LAYOUT_RUN_ON,  /* no separator at all */
    GX_LAYOUT_HTML,
} gx_layout;
extern const char *const gx_layout_names[]; /* by gx_layout; NULL for NONE */

typedef enum gx_script { GX_SCRIPT_NONE, GX_HANS, GX_HANT } gx_script;
extern const char *const gx_script_names[]; /* NULL, "hans", "hant" */

/* What to read. The tables are read always, as they tell whether a text is a report at all; what
** was not asked for of the rest is not there: see gx_report.have. */
enum {
    GX_WANT_TABLES = 1,
    GX_WANT_SECTIONS = 2,
    GX_WANT_FACTS = 4, /* title, agency, year, dates */
    GX_WANT_SCRIPT = 8,
    GX_WANT_ALL = 15,
};

/* What was read. Plain data: may be copied; owns nothing, borrows nothing. */
typedef struct gx_report {
    uint8_t have;     /* GX_WANT_ bits that were read */
    bool is_report;   /* false: the text is no such report and nothing else here counts */
    uint8_t form;     /* gx_form */
    bool other_split; /* （六）其他处理 has three rows in this report, else one */
    uint8_t layout;   /* gx_layout */
    uint8_t script;   /* gx_script */
    int16_t year;     /* 0: not known */
    gx_date published, period_start, period_end;
    char title[512];  /* UTF-8, terminated; "": none. Lines joined, readings taken out */
    char agency[256]; /* likewise */
    gx_section sections[GX_SECTIONS];
    gx_cell cells[GX_SLOTS];
} gx_report;

typedef enum gx_rc { GX_OK, GX_NOMEM, GX_FAULT } gx_rc; /* FAULT: a library call failed; a bug */

/* The reader's working memory, kept from report to report so that reading allocates nothing once
** it has grown. One thread at a time. */
typedef struct gx_reader gx_reader;
gx_reader *gx_reader_new(void); /* NULL: no memory */
void gx_reader_free(gx_reader *reader);

/* Reads text[0..size), which is UTF-8 (anything invalid in it is skipped as an unknown character),
** plain text or HTML. `want`: GX_WANT_ bits. `out` is overwritten. Nothing of `text` is kept.
** A text larger than 2 GB is no report. */
gx_rc gx_read(gx_reader *reader, const char *text, size_t size, unsigned want, gx_report *out);

/* True where the report's form has this row, or this cell, whatever was found there. */
bool gx_has_item(const gx_report *report, gx_topic topic, int item);
bool gx_has_cell(const gx_report *report, gx_topic topic, int item, int measure);

/* The value of a cell that has one. */
double gx_cell_real(const gx_cell *cell);

/* ---- prove.c: the identities (勾稽关系) ---------------------------------------------------------- */

typedef enum gx_rule { GX_BALANCE, GX_OUTCOMES, GX_APPLICANTS, GX_PROCEEDINGS_SUM } gx_rule;
extern const char *const gx_rule_names[]; /* "balance", "outcomes", "applicants", "proceedings" */

typedef enum gx_verdict { GX_UNKNOWN = -1, GX_FAILS = 0, GX_HOLDS = 1 } gx_verdict;

typedef struct gx_check {
    uint8_t topic;     /* gx_topic */
    uint8_t rule;      /* gx_rule */
    const char *scope; /* the code of the measure (balance, outcomes) or of the item */
    int64_t lhs, rhs;  /* meaningless where that side is not known */
    bool has_lhs, has_rhs;
    int8_t verdict; /* gx_verdict */
} gx_check;

enum { GX_MAX_CHECKS = 2 * GX_R_MEASURES + GX_R_ITEMS + GX_P_ITEMS };

/* Lists the identities of the report's form, in a fixed order: balance and outcomes by
** measure, applicants and proceedings by item. Returns how many. A blank counts as 0. */
int gx_list_checks(const gx_report *report, gx_check out[GX_MAX_CHECKS]);

/* How many gx_list_checks lists. */
int gx_count_checks(const gx_report *report);

/* How many identities fail. `*assessed` is how many could be assessed at all. */
int gx_count_failures(const gx_report *report, int *assessed);

/* ---- text.c: bytes to text ------------------------------------------------------------------- */

typedef struct gx_text {
    char *text; /* UTF-8, `size` bytes; borrowed from the input where `owned` is false */
    size_t size;
    bool owned;
    /* For each byte of `text` the offset in the input of the character it comes from, with one
    ** more entry for the end; NULL where the text is the input from byte `skip` on. */
    uint32_t *source;
    size_t skip; /* bytes of a byte order mark that were left out in front */
} gx_text;

typedef enum gx_decode_rc { GX_DECODED, GX_DECODE_NOMEM, GX_UNKNOWN_CHARSET } gx_decode_rc;

/* Copies text that should be UTF-8, with U+FFFD for each byte that belongs to no character. `out`
** has room for three times `size`; NULL: the bytes are counted only. Returns how many there are:
** `size`, where nothing was wrong. */
size_t gx_mend_utf8(const char *text, size_t size, char *out);

/* Decodes bytes. `charset`: a name that ICU knows, or NULL to find out (byte order mark, then
** <meta charset>, then detection among UTF-8, UTF-16, GB18030 and Big5). Invalid bytes become
** U+FFFD, save those of UTF-8, which stay as they are: see gx_mend_utf8. `with_source`: fill
** `source`. GX_UNKNOWN_CHARSET without a name: ICU lacks one of its own. Free the result with
** gx_text_free. */
gx_decode_rc gx_decode(const void *bytes, size_t size, const char *charset, bool with_source,
                       gx_text *out);
void gx_text_free(gx_text *text);

#endif
