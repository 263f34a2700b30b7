/*
** lex.c: text to tokens. In: UTF-8, any layout. Out: words (as ids of folded characters), numbers
** and printed blanks, each with its place and with what separates it from the token before.
**
** One pass, one character at a time. What a character means is looked up in tables that were made
** at build time, so that both scripts and all widths cost the same. The lexer knows no label and no
** layout: a word ends at white space, a bar, a number, a parenthesis or a sentence's end, never at
** other punctuation, and what belongs together across such an end is for label.c to find.
*/
#include "numbers.h"

#include <string.h>

typedef struct lexer {
    gx_reader *reader;
    const uint8_t *text, *at, *end;
    gx_gap gap;
    uint32_t line;
    uint32_t no_ruling; /* 1 + the line that was last found to be no ruling */
    uint32_t x, c;      /* column of `at`, an ideograph taking two or one */
    gx_token *word;     /* the word being read, NULL: none */
    uint32_t paren;     /* 1 + the tokens that stood before the parenthesis opened; 0: closed */
    bool cell_ended;    /* a bar or a tab stands behind where it opened */
    bool numbered;      /* numbering stands before the next word ... */
    gx_token numbering; /* ... at this place */
    bool glued;         /* the character before `at` is a letter */
    bool line_start;    /* only white space, bars and marks since the newline */
    bool cell_start;    /* only white space since a newline or a bar */
    bool failed;        /* no memory */
} lexer;

enum { MAX_PAREN_TOKENS = 6, MAX_READING = 10, MAX_NUMBERING_SPACES = 3 };

/* ---- characters ------------------------------------------------------------------------------ */

/* What may stand at the edge of a cell. */
static inline bool is_edge(unsigned class) {
    return (class >= GX_C_SPACE && class <= GX_C_RULE) || class == GX_C_OPEN || class == GX_C_CLOSE;
}

static inline unsigned class_or_edge(const lexer *lx, const uint8_t *p, unsigned *bytes) {
    return gx_class_or_edge(p, lx->end, bytes);
}

static inline const uint8_t *skip_spaces(const lexer *lx, const uint8_t *p) {
    return gx_skip_spaces(p, lx->end);
}

/* ---- tokens ---------------------------------------------------------------------------------- */

static inline void add_1(uint8_t *count) {
    if (*count < 255) (*count)++;
}

static void end_word(lexer *lx) {
    lx->word = NULL;
    lx->glued = false;
}

/* Moves on over one character, which is so many bytes. */
static inline void move_on(lexer *lx, unsigned bytes) {
    lx->at += bytes;
    lx->x += bytes >= 3 ? 2 : 1;
    lx->c++;
}

/* Moves on over several. */
static void move_to(lexer *lx, const uint8_t *to) {
    while (lx->at < to) {
        unsigned bytes;
        gx_class_at(lx->at, lx->end, &bytes);
        move_on(lx, bytes);
    }
}

static inline uint16_t cap(uint32_t column) {
    return (uint16_t)(column < UINT16_MAX ? column : UINT16_MAX);
}

/* Begins a token at `start`, with what stands before it as its gap. */
static inline void begin_token(lexer *lx, gx_token *token, gx_token_kind kind,
                               const uint8_t *start) {
    memset(token, 0, sizeof *token);
    token->kind = (uint8_t)kind;
    token->start = (uint32_t)(start - lx->text);
    token->line = lx->line;
    token->x = cap(lx->x);
    token->c = cap(lx->c);
    memcpy(&token->gap, &lx->gap, sizeof token->gap);
    token->ids.first = lx->reader->n_ids;
    if (lx->paren) token->flags = GX_F_PAREN;
    memset(&lx->gap, 0, sizeof lx->gap);
}

/* Two values in a row inside parentheses are none of an explanation's numbers: the parenthesis was
** wrapped around a row of the table, or never closed. */
static void close_before_values(lexer *lx) {
    gx_token *last = lx->reader->tokens + lx->reader->n_tokens - 1;
    if (lx->reader->n_tokens < lx->paren || last->kind == GX_T_WORD) return;
    last->flags &= (uint8_t)~GX_F_PAREN;
    lx->paren = 0;
}

/* Adds a token where it is not known that there is room, and nothing stands before it that would
** change it. */
static gx_token *add_odd_token(lexer *lx, gx_token_kind kind, const uint8_t *start) {
    gx_reader *reader = lx->reader;
    if (reader->n_tokens == reader->max_tokens &&
        !gx_grow((void **)&reader->tokens, &reader->max_tokens, sizeof *reader->tokens)) {
        lx->failed = true;
        return NULL;
    }
    if (lx->paren && reader->n_tokens - (lx->paren - 1) > MAX_PAREN_TOKENS) lx->paren = 0;
    if (lx->paren && kind != GX_T_WORD && lx->cell_ended) lx->paren = 0; /* it was never closed */
    if (lx->paren && kind != GX_T_WORD) close_before_values(lx);
    if (lx->numbered) {
        bool apart = !lx->gap.newlines && lx->gap.spaces > MAX_NUMBERING_SPACES;
        if (kind != GX_T_WORD || apart) {
            /* Numbering alone in its cell is a word without letters: its label follows below. */
            lx->numbered = false;
            reader->tokens[reader->n_tokens++] = lx->numbering;
            return add_odd_token(lx, kind, start);
        }
    }
    gx_token *token = &reader->tokens[reader->n_tokens++];
    begin_token(lx, token, kind, start);
    if (lx->numbered) {
        token->flags |= GX_F_NUMBERED;
        if (token->line == lx->numbering.line) {
            token->x = lx->numbering.x;
            token->c = lx->numbering.c;
            token->gap = lx->numbering.gap;
        }
    }
    lx->numbered = false;
    lx->line_start = lx->cell_start = false;
    return token;
}

/* Adds a token. NULL: no memory. */
static inline gx_token *add_token(lexer *lx, gx_token_kind kind, const uint8_t *start) {
    gx_reader *reader = lx->reader;
    if (lx->paren || lx->numbered || reader->n_tokens == reader->max_tokens)
        return add_odd_token(lx, kind, start);
    gx_token *token = &reader->tokens[reader->n_tokens++];
    begin_token(lx, token, kind, start);
    lx->line_start = lx->cell_start = false;
    return token;
}

static void end_token(lexer *lx, gx_token *token) {
    token->end = (uint32_t)(lx->at - lx->text);
    token->x_end = cap(lx->x);
    token->c_end = cap(lx->c);
}

/* Moves over numbering. */
static void add_numbering(lexer *lx, const uint8_t *end) {
    end_word(lx);
    begin_token(lx, &lx->numbering, GX_T_WORD, lx->at);
    lx->numbering.flags |= GX_F_NUMBERED;
    move_to(lx, end);
    end_token(lx, &lx->numbering);
    lx->numbered = true;
}

/* Adds letters to the word, from one that is so many bytes up to what is none. Returns the class of
** that, and its bytes. */
static unsigned add_run(lexer *lx, unsigned *bytes) {
    unsigned class = GX_C_OTHER;
    while (gx_is_letter(class)) {
        uint32_t first = lx->reader->n_ids, wide = 0;
        bool three = *bytes == 3;
        const uint8_t *at = three ? gx_add_letters(lx->reader, lx->word, lx->at, lx->end)
                                  : gx_add_others(lx->reader, lx->word, lx->at, lx->end, &wide);
        lx->failed = !at;
        if (!at) return GX_C_NEWLINE;
        uint32_t n = three ? (uint32_t)(at - lx->at) / 3 : lx->reader->n_ids - first;
        lx->x += n + (three ? n : wide);
        lx->c += n;
        lx->at = at;
        if (at == lx->end || *at == '\n') return GX_C_NEWLINE;
        class = gx_class_at(at, lx->end, bytes);
    }
    return class;
}

/* Adds a letter, which is so many bytes, and those behind it, also behind punctuation that ends no
** word. */
static void add_letters(lexer *lx, unsigned bytes) {
    if (!lx->word) lx->word = add_token(lx, GX_T_WORD, lx->at);
    if (!lx->word) return;
    for (;;) {
        unsigned class = add_run(lx, &bytes);
        if (lx->failed) return;
        end_token(lx, lx->word);
        lx->glued = true;
        if (class < GX_C_DOT || class > GX_C_PUNCT) return;
        lx->glued = false;
        move_on(lx, bytes);
        if (lx->at == lx->end || !gx_is_letter(gx_class_at(lx->at, lx->end, &bytes))) return;
    }
}

/* Begins a word with letters, none of them a numeral's. False: it does not begin so. */
static bool begin_with_letters(lexer *lx) {
    if (lx->word || (lx->end - lx->at > 6 && !memcmp(lx->at + 3, "、", 3))) return false;
    const gx_spelling *known = gx_find_spelling(lx->reader, lx->at, lx->end, 0);
    if (known && gx_is_numeral(known->ids[0])) return false;
    if (!known) {
        unsigned bytes, class = gx_class_at(lx->at, lx->end, &bytes);
        if (bytes != 3 || !gx_is_letter(class) || gx_is_numeral(class)) return false;
        add_letters(lx, 3);
        return true;
    }
    lx->word = add_token(lx, GX_T_WORD, lx->at);
    if (!lx->word) return true;
    const uint8_t *end = gx_add_spelling(lx->reader, lx->word, lx->at, known);
    lx->failed = !end;
    if (!end) return true;
    lx->at = end;
    lx->x += 2u * known->letters;
    lx->c += known->letters;
    end_token(lx, lx->word);
    lx->glued = true;
    return true;
}

/* ---- numbers and numbering ------------------------------------------------------------------- */

/* Where the digits are numbering (「1.」「1、」「1）」 before a label): the end of it, else NULL.
 */
static const uint8_t *numbering_end(const lexer *lx, const gx_digits *d) {
    unsigned bytes;
    if (d->decimals || gx_is_letter(d->next)) return NULL;
    const uint8_t *p = skip_spaces(lx, d->end);
    unsigned class = class_or_edge(lx, p, &bytes);
    if (class != GX_C_DOT && class != GX_C_ENUM && (class != GX_C_CLOSE || lx->paren)) return NULL;
    if (class == GX_C_CLOSE && p != d->end) return NULL;
    p += bytes;
    unsigned next = class_or_edge(lx, skip_spaces(lx, p), &bytes);
    if (gx_is_letter(next)) return p;
    /* Alone in its cell, or before a quotation mark, only one or two digits are numbering. */
    bool alone =
        next == GX_C_NEWLINE || next == GX_C_PIPE || next == GX_C_TAB || next == GX_C_PUNCT;
    bool begins = lx->cell_start || (lx->at > lx->text && lx->at[-1] == '\t');
    return alone && d->n <= 2 && begins ? p : NULL;
}

/* True where a comma alone divides a number from one that is not legible. */
static bool goes_on(const lexer *lx, const uint8_t *start) {
    unsigned bytes;
    if (lx->reader->n_tokens < 2) return false;
    const gx_token *before = &lx->reader->tokens[lx->reader->n_tokens - 2];
    if (before->kind != GX_T_NUMBER || !(before->flags & GX_F_ILLEGIBLE)) return false;
    return class_or_edge(lx, lx->text + before->end, &bytes) == GX_C_COMMA &&
           lx->text + before->end + bytes == start;
}

static void add_number(lexer *lx, const uint8_t *start, const gx_digits *d, int sign) {
    bool glued = lx->glued;
    end_word(lx);
    gx_token *token = add_token(lx, GX_T_NUMBER, start);
    if (!token) return;
    token->flags &= (uint8_t)~GX_F_NUMBERED;
    if (glued) token->flags |= GX_F_GLUED_LEFT;
    if (gx_is_letter(d->next)) token->flags |= GX_F_GLUED_RIGHT;
    if (d->illegible) token->flags |= GX_F_ILLEGIBLE;
    if (gx_is_cut_off(d, lx->end)) token->flags |= GX_F_CUT;
    if (gx_is_no_number(d, start, lx->text, lx->end, glued) || goes_on(lx, start))
        token->flags |= GX_F_ILLEGIBLE;
    token->value = sign < 0 ? -(int64_t)d->value : (int64_t)d->value;
    token->scale = (uint8_t)(d->illegible ? 0 : d->decimals);
    token->digits = (uint8_t)(d->n < 255 ? d->n : 255);
    move_to(lx, d->end);
    end_token(lx, token);
}

/* True where a number behind spaces has a name before it: is_notation has to look at it. */
static bool is_named(const lexer *lx) {
    const uint8_t *p = lx->at;
    while (p > lx->text && p[-1] == ' ') p--;
    return p > lx->text && (p[-1] == '=' || p[-1] == ':' || p[-1] == '"' || p[-1] == '\'');
}

/* Nearly every number of a table: a few digits between separators of one byte, which end a cell, so
** that it is neither numbering nor part of anything. False: it is another. */
static bool read_plain_number(lexer *lx) {
    const uint8_t *p = lx->at;
    uint64_t value;
    if (lx->glued || p == lx->text) return false;
    if (p[-1] != '\n' && p[-1] != '\t' && p[-1] != '|' && p[-1] != ' ') return false;
    const uint8_t *end = gx_plain_end(p, lx->end, &value);
    if (!end || (p[-1] == ' ' && (*end == ' ' || *p == '0') && is_named(lx))) return false;
    end_word(lx);
    gx_token *token = add_token(lx, GX_T_NUMBER, p);
    if (!token) return true;
    uint32_t n = (uint32_t)(end - p);
    token->flags &= (uint8_t)~GX_F_NUMBERED;
    token->value = (int64_t)value;
    token->digits = (uint8_t)n;
    lx->at = end;
    lx->x += n;
    lx->c += n;
    end_token(lx, token);
    if (lx->paren) return true;
    gx_place here = {lx->at, lx->line, lx->x, lx->c};
    gx_read_numbers(lx->reader, lx->text, lx->end, &here);
    lx->at = here.at, lx->line = here.line, lx->x = here.x, lx->c = here.c;
    return true;
}

/* At a digit; `start` is before it where a sign is. */
static void read_digits(lexer *lx, const uint8_t *start, int sign) {
    gx_digits d = gx_scan_digits(lx->at, lx->end);
    const uint8_t *numbering = sign && d.n < 3 ? NULL : numbering_end(lx, &d);
    if (!numbering) {
        add_number(lx, start, &d, sign);
        return;
    }
    /* Digits run together with the numbering of the next label: the last one is the numbering. */
    bool together = lx->glued || (gx_digit_at(lx->at) == 0 && !lx->cell_start);
    if ((d.n > 2 || together) && d.last > lx->at) {
        gx_digits before = gx_digits_before(lx->at, d.last, lx->end);
        add_number(lx, start, &before, sign);
    }
    add_numbering(lx, numbering);
}

/* ---- parentheses ----------------------------------------------------------------------------- */

/* （一）, (1) before a word: the end of numbering in parentheses behind `p`, else NULL. */
static const uint8_t *paren_numbering_end(const lexer *lx, const uint8_t *p) {
    unsigned bytes, class;
    int n = 0, arabic = 0;
    p = skip_spaces(lx, p);
    for (; (class = class_or_edge(lx, p, &bytes)) != GX_C_CLOSE; n++) {
        if (n == 3 || (class != GX_C_DIGIT && !gx_is_numeral(class))) return NULL;
        arabic += class == GX_C_DIGIT;
        p = skip_spaces(lx, p + bytes);
    }
    if (!n) return NULL;
    p += bytes;
    if (!arabic) return p;
    return n < 3 && gx_is_letter(class_or_edge(lx, skip_spaces(lx, p), &bytes)) ? p : NULL;
}

/* [1] right behind a cell's text, and nothing behind it in the cell: a note's mark. Returns the end
** of it, NULL: none. */
static const uint8_t *mark_end(const lexer *lx, const uint8_t *p) {
    static const char *const opening[] = {"[", "［", "〔", "【"};
    unsigned bytes;
    bool square = false;
    if (lx->line_start || lx->cell_start) return NULL;
    for (int i = 0; i < 4; i++) {
        size_t n = strlen(opening[i]);
        square = square || ((size_t)(lx->end - p) > n && !memcmp(p, opening[i], n));
    }
    if (!square) return NULL;
    class_or_edge(lx, p, &bytes);
    p += bytes;
    for (int n = 0; n < 3; n++) {
        unsigned class = class_or_edge(lx, p, &bytes);
        p += bytes;
        if (class == GX_C_CLOSE && n) {
            class = class_or_edge(lx, skip_spaces(lx, p), &bytes);
            bool ends = class == GX_C_PIPE || class == GX_C_TAB || class == GX_C_NEWLINE;
            return ends ? p : NULL;
        }
        if (class != GX_C_DIGIT) return NULL;
    }
    return NULL;
}

/* True where a square bracket opens no parenthesis, but a list of records. */
static bool begins_records(const lexer *lx) {
    const uint8_t *p = lx->at + 1;
    while (p < lx->end && (*p == ' ' || *p == '\n' || *p == '\r')) p++;
    return p < lx->end && *p == '{';
}

static void read_open(lexer *lx, unsigned bytes) {
    const uint8_t *end = gx_reading_end(lx->at + bytes, lx->end);
    if (*lx->at == '[' && begins_records(lx)) {
        end_word(lx);
        move_on(lx, bytes);
        return;
    }
    if (!end) end = mark_end(lx, lx->at);
    if (end) {
        move_to(lx, end);
        return;
    }
    end_word(lx);
    end = paren_numbering_end(lx, lx->at + bytes);
    if (end) {
        add_numbering(lx, end);
        return;
    }
    move_on(lx, bytes);
    lx->paren = lx->reader->n_tokens + 1;
    lx->cell_ended = false;
}

/* ---- dashes, signs, numerals ----------------------------------------------------------------- */

/* - 4 - alone on a line, or in its row: a page number. Returns the end of it, NULL: none. */
static const uint8_t *page_number_end(const lexer *lx) {
    unsigned bytes, class;
    const uint8_t *p = lx->at;
    for (int part = 0; part < 3; part++) {
        int n = 0;
        unsigned want = part == 1 ? GX_C_DIGIT : GX_C_DASH;
        while ((class = class_or_edge(lx, p, &bytes)) == want && n < 4) p += bytes, n++;
        if (!n || n > 3) return NULL;
        p = skip_spaces(lx, p);
    }
    while ((class = class_or_edge(lx, p, &bytes)) == GX_C_PIPE) p = skip_spaces(lx, p + bytes);
    return class == GX_C_NEWLINE || class == GX_C_PAGE ? p : NULL;
}

/* A line of nothing but dashes and marks, with three dashes together somewhere or a corner of a
** box: a ruling. Returns its end, NULL: none. */
static const uint8_t *ruling_end(const lexer *lx) {
    const uint8_t *p = lx->at;
    unsigned bytes, run = 0, longest = 0;
    for (; p < lx->end; p += bytes) {
        unsigned class = gx_class_at(p, lx->end, &bytes);
        if (class == GX_C_NEWLINE || class == GX_C_PAGE) break;
        if (class == GX_C_RULE) longest = 3;
        run = class == GX_C_DASH || *p == '=' ? run + 1 : 0;
        if (run > longest) longest = run;
        if (!run && class != GX_C_RULE && class != GX_C_PIPE && class != GX_C_SPACE &&
            class != GX_C_TAB && *p != '+' && *p != ':')
            return NULL;
    }
    return longest >= 3 ? p : NULL;
}

/* The same, once a line. */
static const uint8_t *find_ruling(lexer *lx) {
    if (lx->no_ruling == lx->line + 1) return NULL;
    lx->no_ruling = lx->line + 1;
    return ruling_end(lx);
}

/* True where the last token is the first half of a long dash, and alone on its line but for this
** other half: -- -- */
static bool is_half_dash(const lexer *lx, const uint8_t *end) {
    const gx_token *half = lx->reader->n_tokens ? lx->reader->tokens + lx->reader->n_tokens - 1 : 0;
    if (!half || half->kind != GX_T_BLANK || half->line != lx->line || !half->gap.newlines) {
        return false;
    }
    return half->end - half->start == 2 && end - lx->at == 2 && lx->gap.spaces <= 2 &&
           !lx->gap.tabs && !lx->gap.pipes && lx->text[half->start] == '-' && *lx->at == '-';
}

static void add_blank(lexer *lx, const uint8_t *end) {
    end_word(lx);
    if (is_half_dash(lx, end)) {
        gx_token *half = lx->reader->tokens + lx->reader->n_tokens - 1;
        move_to(lx, end);
        end_token(lx, half);
        return;
    }
    gx_token *token = add_token(lx, GX_T_BLANK, lx->at);
    if (!token) return;
    if (end == lx->end) token->flags |= GX_F_CUT; /* a minus whose number is cut off */
    move_to(lx, end);
    end_token(lx, token);
}

/* What records print in an empty cell, behind its name, and data frames between spaces. Not so in
** arrays: their cells may be parts of others. Returns its end, NULL: none. */
static const uint8_t *empty_end(const lexer *lx) {
    static const char *const words[] = {"NaN", "nan", "None", "null"};
    const uint8_t *before = lx->at;
    while (before > lx->text && before[-1] == ' ') before--;
    bool named = before > lx->text && before[-1] == ':';
    for (int i = 0; i < (named ? 4 : 1); i++) {
        size_t n = strlen(words[i]);
        if ((size_t)(lx->end - lx->at) <= n || memcmp(lx->at, words[i], n)) continue;
        char next = (char)lx->at[n];
        bool ends = next == ' ' || next == '\n';
        bool apart = ends && before < lx->at;
        return apart || (named && (ends || next == ',' || next == '}')) ? lx->at + n : NULL;
    }
    return NULL;
}

/* True where a list's item begins at a hyphen that begins a line: - 自然人： */
static bool is_bullet(const lexer *lx) {
    const uint8_t *p = lx->at + 1;
    unsigned bytes;
    if (*lx->at != '-' || p == lx->end || *p != ' ') return false;
    while (p < lx->end && (*p == ' ' || *p == '*')) p++;
    return gx_is_letter(class_or_edge(lx, p, &bytes));
}

/* A dash, slash or sign: a page number, a ruling, a number's sign, an empty cell, or punctuation.
 */
static void read_mark(lexer *lx, unsigned class, unsigned bytes) {
    const uint8_t *p = lx->at, *end;
    unsigned next_bytes;
    if (lx->line_start) {
        end = page_number_end(lx);
        if (end)
            lx->gap.page = true;
        else
            end = find_ruling(lx);
        if (!end && is_bullet(lx)) end = lx->at + 1;
        if (end) {
            end_word(lx);
            move_to(lx, end);
            return;
        }
    }
    unsigned next = class_or_edge(lx, p + bytes, &next_bytes);
    if (next == GX_C_DIGIT && !lx->glued && class != GX_C_SLASH) {
        bool plus = *p == '+' || (bytes == 3 && p[0] == 0xEF && (p[2] == 0x8B || p[2] == 0xA2));
        move_on(lx, bytes);
        read_digits(lx, p, plus ? 1 : -1);
        return;
    }
    uint32_t run = 1;
    for (end = p + bytes; next == class; run++) {
        end += next_bytes;
        next = class_or_edge(lx, end, &next_bytes);
    }
    if (class != GX_C_SIGN && run < 3 && !lx->glued && is_edge(next))
        add_blank(lx, end);
    else
        move_to(lx, end);
}

/* 一、 at the beginning of a word: the end of numbering, else NULL. */
static const uint8_t *numeral_numbering_end(const lexer *lx) {
    unsigned bytes;
    const uint8_t *p = lx->at;
    if (lx->end - p > 6 && *p >> 4 == 14 && !memcmp(p + 3, "、", 3)) return p + 6;
    for (int i = 0; i < 3; i++) {
        unsigned class = class_or_edge(lx, p, &bytes);
        if (i && (class == GX_C_ENUM || class == GX_C_DOT)) return p + bytes;
        if (!gx_is_numeral(class)) return NULL;
        p = skip_spaces(lx, p + bytes);
    }
    return NULL;
}

/* ---- the pass -------------------------------------------------------------------------------- */

static inline void read_newline(lexer *lx, unsigned bytes) {
    gx_gap *gap = &lx->gap;
    end_word(lx);
    if (!gap->newlines) {
        gap->tabs_end = gap->tabs;
        gap->pipes_end = gap->pipes;
    }
    add_1(&gap->newlines);
    gap->tabs_lead = gap->pipes_lead = 0;
    lx->line++;
    lx->at += bytes;
    lx->x = lx->c = 0;
    lx->line_start = lx->cell_start = true;
}

static void read_separator(lexer *lx, unsigned class, unsigned bytes) {
    end_word(lx);
    switch (class) {
    case GX_C_TAB:
        lx->cell_ended = true;
        add_1(&lx->gap.tabs);
        add_1(&lx->gap.tabs_lead);
        lx->at++;
        lx->c++;
        lx->x += 8 - lx->x % 8;
        return;
    case GX_C_PIPE:
        add_1(&lx->gap.pipes);
        add_1(&lx->gap.pipes_lead);
        lx->cell_start = lx->cell_ended = true;
        break;
    case GX_C_PAGE:
    case GX_C_NEWLINE:
        if (*lx->at == '\r' && lx->at + 1 < lx->end && lx->at[1] == '\n') break;
        if (class == GX_C_PAGE) lx->gap.page = true;
        read_newline(lx, bytes);
        return;
    default: add_1(&lx->gap.spaces);
    }
    move_on(lx, bytes);
}

/* Laid-out text is spaces for the most part. */
static void read_spaces(lexer *lx) {
    const uint8_t *p = lx->at;
    end_word(lx);
    while (p < lx->end && *p == ' ') p++;
    uint32_t n = (uint32_t)(p - lx->at), most = 255u - lx->gap.spaces;
    lx->gap.spaces = (uint8_t)(lx->gap.spaces + (n < most ? n : most));
    lx->at = p;
    lx->x += n;
    lx->c += n;
}

static void read_character(lexer *lx) {
    unsigned bytes;
    unsigned class = gx_class_at(lx->at, lx->end, &bytes);
    const uint8_t *end;
    if (gx_is_letter(class)) {
        if (!lx->word && gx_is_numeral(class) && (end = numeral_numbering_end(lx))) {
            add_numbering(lx, end);
        } else if (!lx->word && !lx->glued && (*lx->at | 32) == 'n' && (end = empty_end(lx))) {
            add_blank(lx, end);
        } else {
            add_letters(lx, bytes);
        }
        return;
    }
    switch (class) {
    case GX_C_SPACE:
    case GX_C_TAB:
    case GX_C_NEWLINE:
    case GX_C_PAGE:
    case GX_C_PIPE:
    case GX_C_RULE:
        end = class == GX_C_RULE && lx->line_start ? find_ruling(lx) : NULL;
        if (end)
            move_to(lx, end);
        else
            read_separator(lx, class, bytes);
        return;
    case GX_C_DIGIT: read_digits(lx, lx->at, 0); return;
    case GX_C_DASH:
    case GX_C_SIGN:
    case GX_C_SLASH: read_mark(lx, class, bytes); return;
    case GX_C_OPEN: read_open(lx, bytes); return;
    case GX_C_CLOSE:
        end_word(lx);
        lx->paren = 0;
        break;
    case GX_C_STOP:
        if (lx->word) lx->word->flags |= GX_F_SENTENCE;
        end_word(lx);
        break;
    case GX_C_SKIP: lx->at += bytes; return;
    default: lx->glued = false;
    }
    move_on(lx, bytes);
}

/* The bytes of a text without a character at its end that is cut itself. */
static size_t whole_characters(const char *text, size_t size) {
    size_t n = size;
    while (n && size - n < 3 && ((uint8_t)text[n - 1] & 0xC0) == 0x80) n--;
    if (!n || (uint8_t)text[n - 1] < 0xC2) return size;
    uint8_t first = (uint8_t)text[n - 1];
    size_t bytes = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    return size - (n - 1) < bytes ? n - 1 : size;
}

bool gx_lex(gx_reader *reader, const char *text, size_t size) {
    lexer lx = {.reader = reader, .line_start = true, .cell_start = true};
    lx.text = lx.at = (const uint8_t *)text;
    lx.end = lx.text + whole_characters(text, size);
    reader->n_tokens = reader->n_ids = 0;
    reader->unknown.at = NULL;
    while (lx.at < lx.end && !lx.failed) {
        unsigned first = *lx.at;
        if (first == '\n')
            read_newline(&lx, 1);
        else if (first == ' ')
            read_spaces(&lx);
        else if (first - '0' < 10 && read_plain_number(&lx))
            continue;
        else if (first - 0xE4 < 6 && begin_with_letters(&lx))
            continue;
        else
            read_character(&lx);
    }
    return !lx.failed;
}
