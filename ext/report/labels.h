/*
** labels.h: the words by which the forms are recognised in a text.
**
** labels.c lists them as data. At build time make_tables folds them (Simplified, without spaces,
** punctuation and numbering), merges equal strings and writes the trie that label.c walks.
*/
#ifndef GX_LABELS_H
#define GX_LABELS_H

#include "report.h"

/* What is declared here is nowhere else but in this library: the tables are at hand without a look
** at where they are. */
#pragma GCC visibility push(hidden)

typedef enum gx_role_kind {
    GX_ROLE_NONE,
    GX_ROLE_ROW,      /* the label of an item: topic, index = item */
    GX_ROLE_GROUP,    /* the label of a group of requests' items; index = its first item */
    GX_ROLE_HEAD,     /* a column's header: topic, index = measure, unit where it names one */
    GX_ROLE_SECTION,  /* a section's heading: index = 1 to 6 */
    GX_ROLE_NOTE,     /* words of the form that carry no number; topic = where they stand */
    GX_ROLE_FRAGMENT, /* a piece of a header that was wrapped in a narrow column */
    GX_ROLE_UNIT,     /* 元, 万元 */
    GX_ROLE_COUNTER,  /* 件, 项: may follow a count */
    GX_ROLE_BLANK,    /* 无: an empty cell */
    GX_ROLE_DATE,     /* 年, 月, 日, 页: the number before it is a date's or a page's */
    GX_ROLE_SUBTOTAL, /* a column for all organisations together, which no form has */
} gx_role_kind;

typedef struct gx_role {
    uint8_t kind, topic, index, unit;
} gx_role;

typedef struct gx_label {
    gx_role role;
    uint8_t form; /* the gx_form that alone prints it so, else GX_FORM_NONE */
    const char *text;
} gx_label;

extern const gx_label gx_labels[];
extern const int gx_n_labels;

/* ---- build/gen/tables.c, written by make_tables ---------------------------------------------- */

/* What a character means to the lexer. From GX_C_FIRST_ID on it is the id of a character that
** occurs in a label, the same for all its script and width variants. */
enum {
    GX_C_SKIP,  /* no meaning at all: zero-width, variation selectors, control */
    GX_C_OTHER, /* a letter or ideograph that no label has; also the id of such a character */
    GX_C_SPACE,
    GX_C_TAB,
    GX_C_NEWLINE,
    GX_C_PAGE,  /* form feed */
    GX_C_PIPE,  /* a vertical bar, ASCII, full-width or box-drawing */
    GX_C_RULE,  /* box-drawing other than a vertical bar */
    GX_C_DIGIT, /* 0-9, any width */
    GX_C_SIGN,  /* plus, and minus signs that are no dashes */
    GX_C_DASH,  /* hyphen or dash: blank cell, minus or ruling */
    GX_C_SLASH,
    GX_C_DOT,   /* full stop of ASCII or full-width: decimals and numbering; from here to
                ** GX_C_PUNCT all may stand in a word */
    GX_C_COMMA, /* thousands separator or punctuation */
    GX_C_ENUM,  /* 、 and its kin: numbering or punctuation */
    GX_C_PUNCT, /* punctuation that labels may have in them or lose */
    GX_C_STOP,  /* ends a sentence */
    GX_C_OPEN,  /* opening parenthesis */
    GX_C_CLOSE,
    GX_C_LATIN, /* a letter of a reading: Latin, with tone marks or without; no label has it */
    GX_C_FIRST_ID = 20,
};

/* Two stages: gx_class[gx_class_page[cp >> 6]][cp & 63] for code points below 0x10000. */
extern const uint16_t gx_class_page[1024];
extern const uint8_t gx_class[][64];

/* The same for the folded character itself (Simplified, half-width); 0: the character stays. */
extern const uint16_t gx_fold_page[1024];
extern const uint16_t gx_fold[][64];

/* The ids of the numerals 一 to 十, in order. */
extern const uint8_t gx_numeral_ids[10];

/* A label string: ids, and up to three roles. */
enum { GX_MAX_ROLES = 3 };
typedef struct gx_string {
    uint64_t ids;   /* which ids it has, modulo 64 */
    uint64_t kinds; /* gx_role_bit of its roles */
    uint16_t first; /* in gx_string_ids */
    uint8_t n;      /* ids */
    uint8_t form;   /* gx_form, see gx_label */
    gx_role roles[GX_MAX_ROLES];
} gx_string;
extern const gx_string gx_strings[];

/* The bit of a kind and topic in gx_string.kinds. Kinds without a topic: 0. */
static inline uint64_t gx_role_bit(gx_role_kind kind, unsigned topic) {
    return (uint64_t)1 << ((unsigned)kind * GX_TOPICS + topic);
}

/* So many at most; make_tables sees to it. */
enum { GX_MAX_STRINGS = 512 };
extern const int gx_n_strings;
extern const uint8_t gx_string_ids[];

/* The trie, as an array that a node's children lie in at `base` plus their id; the root is node 0.
** No two nodes have the same base, so that the id tells whether a child is there. */
typedef struct gx_node {
    uint16_t base;
    uint16_t string; /* 1 + index in gx_strings of the label that ends here, 0: none */
    uint8_t id;      /* 0: no node */
    uint8_t kind;    /* gx_role_kind of that label's first role, 0: none */
    bool has_child;
} gx_node;
extern const gx_node gx_trie[];

/* The node that the letter leads to from this one; 0: none. */
static inline unsigned gx_trie_child(unsigned node, unsigned id) {
    unsigned child = gx_trie[node].base + id;
    return gx_trie[child].id == id ? child : 0;
}

#pragma GCC visibility pop

#endif
