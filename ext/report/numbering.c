/*
** numbering.c: a label's own number. In: the label of a row of requests, as it stands in the text.
** Out: whether the number printed before it is another row's.
**
** Offices number as they like, so that a number alone says little: it counts where the words are
** few, as 其他 is, which many rows that no form has are called too; or where they stand in pieces,
** which may be those of two labels.
*/
#include "reader.h"

enum { NUMERAL = 10 }; /* added where it is 一 to 九 */

/* The form's own numbers, by item. */
static const uint8_t own[GX_R_ITEMS] = {
    [GX_NEW] = NUMERAL + 1,        [GX_CARRIED_IN] = NUMERAL + 2, [GX_GRANTED] = NUMERAL + 1,
    [GX_PARTIAL] = NUMERAL + 2,    [GX_OTHER] = NUMERAL + 6,      [GX_OTHER_UNCORRECTED] = 1,
    [GX_OTHER_UNPAID] = 2,         [GX_OTHER_MISC] = 3,           [GX_TOTAL] = NUMERAL + 7,
    [GX_CARRIED_OUT] = NUMERAL + 4};

static unsigned own_number(int item) {
    if (own[item]) return own[item];
    int first = item >= GX_UNPROCESSED_FIRST   ? GX_UNPROCESSED_FIRST
                : item >= GX_UNAVAILABLE_FIRST ? GX_UNAVAILABLE_FIRST
                                               : GX_REFUSED_FIRST;
    return (unsigned)(item - first) + 1;
}

/* The character that ends at p; NULL: p is where the text begins. */
static const uint8_t *step_back(const uint8_t *text, const uint8_t *p) {
    if (p == text) return NULL;
    do p--;
    while (p > text && (*p & 0xC0) == 0x80);
    return p;
}

/* The last digit or numeral of what stands before a word, behind which there is nothing but marks
** and spaces. 0: there is none. */
static unsigned number_before(const gx_reader *reader, const gx_token *word) {
    enum { MARKS = 4 };
    const uint8_t *text = (const uint8_t *)reader->text, *p = text + word->start;
    for (int n = 0; n <= MARKS && (p = step_back(text, p)) != NULL; n++) {
        unsigned bytes, class = gx_class_at(p, text + reader->size, &bytes);
        if (class == GX_C_DIGIT) return *p < 0x80 ? *p & 15u : p[2] & 15u;
        for (unsigned k = 0; k < 9; k++)
            if (gx_numeral_ids[k] == class) return NUMERAL + k + 1;
        bool mark = class == GX_C_SPACE || class == GX_C_DOT || class == GX_C_ENUM ||
                    class == GX_C_CLOSE || class == GX_C_COMMA || class == GX_C_PUNCT;
        if (!mark) return 0;
    }
    return 0;
}

bool gx_is_misnumbered(const gx_reader *reader, const gx_event *event, int item) {
    const gx_token *word = &reader->tokens[event->token];
    const gx_string *string = &gx_strings[event->string];
    bool whole = event->quality == GX_Q_EXACT && word->ids.n >= string->n;
    if (!(word->flags & GX_F_NUMBERED) || (whole && !string->roles[1].kind)) return false;
    if (item == GX_TOTAL) return false;
    unsigned number = number_before(reader, word);
    return number && number != own_number(item);
}
