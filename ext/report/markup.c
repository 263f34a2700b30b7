/*
** markup.c: HTML to plain text. In: HTML as it is stored, however broken. Out: its text, a table's
** row a line with its cells between bars, and where each byte comes from.
**
** One pass over tags, which builds no tree: a report's meaning is in the order of its cells, and
** that survives broken nesting. Rows and cells may lack their end tags; white space and inline tags
** inside a cell do not divide it. Outside of cells line ends stay: Markdown has tables in HTML.
*/
#include "quick.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_NAME = 12, MAX_ENTITY = 10, LONG_CELL = 300, MAX_BREAKS = 8, NEAR = 2000 };

typedef struct parser {
    const char *text;
    uint32_t at, size;
    gx_plain *plain;
    gx_copy_text *copy;
    bool in_cell, in_row;
    bool opened;                           /* a block has begun, and nothing in it yet ... */
    uint32_t opened_at;                    /* ... here in plain->text */
    uint32_t plain_until;                  /* a table in a cell, of one cell, ends here */
    uint32_t cell_from;                    /* where in plain->text the cell began */
    uint32_t breaks[MAX_BREAKS], n_breaks; /* spaces in it that stand for a block's beginning */
    char unclosed[MAX_NAME];               /* a hidden element that has no end up to here */
    uint32_t unclosed_until;
} parser;

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_letter(char c) {
    return lower(c) >= 'a' && lower(c) <= 'z';
}

/* ---- is it HTML? ----------------------------------------------------------------------------- */

static bool is_name(const char *name, uint32_t n, const char *const *names) {
    for (; n && *names; names++)
        if (**names == *name && strlen(*names) == n && !memcmp(*names, name, n)) return true;
    return false;
}

/* Reads the tag name at text[at], lower case. Returns its length. */
static uint32_t read_name(const char *text, uint32_t at, uint32_t size, char name[MAX_NAME]) {
    uint32_t n = 0;
    while (at + n < size && n < MAX_NAME &&
           (is_letter(text[at + n]) ||
            (n && ((text[at + n] >= '0' && text[at + n] <= '9') || text[at + n] == '-')))) {
        name[n] = lower(text[at + n]);
        n++;
    }
    return n;
}

bool gx_is_markup(const char *text, size_t size) {
    static const char *const telling[] = {"html", "body", "table", "td",         "tr",
                                          "div",  "p",    "br",    "span",       "h1",
                                          "h2",   "text", "tc",    "table-cell", NULL};
    int found = 0;
    const char *end = text + size;
    for (const char *p = text; (p = memchr(p, '<', (size_t)(end - p))); p++) {
        char name[MAX_NAME];
        uint32_t at = (uint32_t)(p + 1 - text);
        uint32_t n = read_name(text, at, (uint32_t)size, name);
        if (n && at + n < size && text[at + n] == ':') { /* w:tr */
            at += n + 1;
            n = read_name(text, at, (uint32_t)size, name);
        }
        bool ends = at + n < size && strchr(" \t\r\n/>", text[at + n]) && text[at + n];
        if (n && ends && is_name(name, n, telling) && ++found == 3) return true;
    }
    return false;
}

/* ---- text ------------------------------------------------------------------------------------ */

static void put_space(parser *p, uint32_t from) {
    char last = gx_plain_last(p->plain);
    if (last && last != ' ' && last != '\n' && last != '|') gx_plain_put(p->plain, ' ', from);
}

static void put_newline(parser *p, uint32_t from) {
    if (gx_plain_last(p->plain) && gx_plain_last(p->plain) != '\n')
        gx_plain_put(p->plain, '\n', from);
}

static void put_code_point(parser *p, unsigned long c, uint32_t from) {
    char utf8[4];
    size_t n = gx_write_utf8((uint32_t)c, utf8);
    for (size_t i = 0; i < n; i++) gx_plain_put(p->plain, utf8[i], from);
}

/* &#25919; &#x653F; Returns the code point, 0: none such. */
static unsigned long numeric_reference(const char *name, uint32_t n) {
    unsigned long c = 0;
    bool hex = n > 2 && (name[1] | 32) == 'x';
    for (uint32_t i = hex ? 2 : 1; i < n; i++) {
        unsigned long digit;
        if (name[i] >= '0' && name[i] <= '9')
            digit = (unsigned long)(name[i] - '0');
        else if (hex && lower(name[i]) >= 'a' && lower(name[i]) <= 'f')
            digit = (unsigned long)(lower(name[i]) - 'a' + 10);
        else
            return 0;
        c = c * (hex ? 16 : 10) + digit;
        if (c > 0x10FFFF) return 0;
    }
    return c >= 0xD800 && c < 0xE000 ? 0 : c;
}

/* The entities that these pages use. */
static unsigned long named_reference(const char *name, uint32_t n) {
    static const struct {
        const char *name;
        unsigned long c;
    } entities[] = {{"nbsp", ' '},     {"ensp", ' '},     {"emsp", ' '},     {"thinsp", ' '},
                    {"lt", '<'},       {"gt", '>'},       {"amp", '&'},      {"quot", '"'},
                    {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"lsquo", 0x2018}, {"rsquo", 0x2019},
                    {"middot", 0xB7},  {"mdash", 0x2014}, {"ndash", 0x2013}, {"hellip", 0x2026},
                    {"minus", 0x2212}, {"plus", '+'},     {"times", 0xD7},   {"laquo", 0xAB},
                    {"raquo", 0xBB},   {"copy", 0xA9},    {"apos", '\''},    {"sol", '/'},
                    {"lpar", '('},     {"rpar", ')'},     {"percnt", '%'},   {"zwnj", 0x200C}};
    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++)
        if (strlen(entities[i].name) == n && !memcmp(entities[i].name, name, n))
            return entities[i].c;
    return 0;
}

/* Nearly all are these: &#25919; and other numbers of a few digits. Returns the code point; 0: it
** is none of them. */
static unsigned long plain_reference(const char *text, size_t size, uint32_t *length) {
    enum { MOST = 6 };
    unsigned long c = 0;
    uint32_t at = 2;
    if (size < 2 + MOST + 1 || text[1] != '#') return 0;
    for (; at < 2 + MOST && text[at] >= '0' && text[at] <= '9'; at++)
        c = c * 10 + (unsigned long)(text[at] - '0');
    *length = at + 1;
    return text[at] == ';' && (c < 0xD800 || c >= 0xE000) ? c : 0;
}

unsigned long gx_read_reference(const char *text, size_t size, uint32_t *length) {
    uint32_t n = 0;
    unsigned long plain = plain_reference(text, size, length);
    if (plain) return plain;
    while (n + 1 < size && n < MAX_ENTITY &&
           (is_letter(text[n + 1]) || text[n + 1] == '#' ||
            (text[n + 1] >= '0' && text[n + 1] <= '9')))
        n++;
    const char *name = text + 1;
    if (!n) return 0;
    unsigned long c = name[0] == '#' ? numeric_reference(name, n) : named_reference(name, n);
    *length = n + 1 + (n + 1 < size && text[n + 1] == ';');
    return c;
}

static void read_entity(parser *p) {
    uint32_t length;
    unsigned long c = gx_read_reference(p->text + p->at, p->size - p->at, &length);
    if (!c) {
        gx_plain_copy(p->plain, p->text, p->at++, 1);
        return;
    }
    if (c == ' ' || c == 0xA0)
        put_space(p, p->at);
    else
        put_code_point(p, c, p->at);
    p->at += length;
}

/* True for what stands for itself in a text, whatever is around it: all but white space, control
** characters, '<', '&' and '|'. */
static inline bool is_itself(char c) {
    static const uint64_t set[4] = {0xFFFFFFFE00000000u &
                                        ~((uint64_t)1 << '<' | (uint64_t)1 << '&'),
                                    ~((uint64_t)1 << ('|' - 64)), UINT64_MAX, UINT64_MAX};
    unsigned char place = (unsigned char)c;
    return set[place >> 6] >> (place & 63) & 1;
}

static uint32_t copy_plain(gx_plain *plain, const char *source, uint32_t at, uint32_t size) {
    uint32_t start = at;
    while (at < size && is_itself(source[at])) at++;
    gx_plain_copy(plain, source, start, at - start);
    return at;
}

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

static uint32_t copy_sse2(gx_plain *plain, const char *source, uint32_t at, uint32_t size) {
    const __m128i space = _mm_set1_epi8(' ');
    uint32_t start = at;
    unsigned others = 0;
    while (!others && size - at >= 16) {
        __m128i x = _mm_loadu_si128((const __m128i *)(source + at));
        __m128i white = _mm_cmpeq_epi8(_mm_min_epu8(x, space), x);
        __m128i sign = _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('<')),
                                    _mm_or_si128(_mm_cmpeq_epi8(x, _mm_set1_epi8('&')),
                                                 _mm_cmpeq_epi8(x, _mm_set1_epi8('|'))));
        others = (unsigned)_mm_movemask_epi8(_mm_or_si128(white, sign));
        at += others ? (unsigned)__builtin_ctz(others) : 16;
    }
    gx_plain_copy(plain, source, start, at - start);
    return others ? at : copy_plain(plain, source, at, size);
}

/* Copies as it looks, with the places of all bytes. */
__attribute__((target(GX_AVX512))) static uint32_t copy_avx512(gx_plain *plain, const char *source,
                                                               uint32_t at, uint32_t size) {
    const __m512i lanes = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    while (size - at >= 64 && gx_plain_has_room(plain, 64)) {
        __m512i x = _mm512_loadu_si512(source + at);
        uint64_t others = _mm512_cmple_epu8_mask(x, _mm512_set1_epi8(' ')) |
                          _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8('<')) |
                          _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8('&')) |
                          _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8('|'));
        _mm512_storeu_si512(plain->text + plain->n, x);
        for (uint32_t i = 0; i < 64; i += 16) {
            __m512i places = _mm512_add_epi32(_mm512_set1_epi32((int)(at + i)), lanes);
            _mm512_storeu_si512(plain->from + plain->n + i, places);
        }
        uint32_t n = others ? (uint32_t)__builtin_ctzll(others) : 64;
        plain->n += n;
        at += n;
        if (others) return at;
    }
    return copy_plain(plain, source, at, size);
}

gx_copy_text *gx_choose_copy(void) {
    return gx_runs_avx512() ? copy_avx512 : copy_sse2;
}

gx_copy_text *const *gx_list_copies(void) {
    static gx_copy_text *const all[] = {copy_plain, copy_sse2, copy_avx512, NULL};
    static gx_copy_text *const without_avx512[] = {copy_plain, copy_sse2, NULL};
    return gx_runs_avx512() ? all : without_avx512;
}

#else

gx_copy_text *gx_choose_copy(void) {
    return copy_plain;
}

gx_copy_text *const *gx_list_copies(void) {
    static gx_copy_text *const all[] = {copy_plain, NULL};
    return all;
}

#endif

static void read_text(parser *p) {
    char c = p->text[p->at];
    if (is_itself(c)) {
        p->at = p->copy(p->plain, p->text, p->at, p->size);
        return;
    }
    if (c == '&') {
        read_entity(p);
        return;
    }
    if (c == '\n' && !p->in_row)
        put_newline(p, p->at);
    else if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
        put_space(p, p->at);
    else if (c == '|' && p->in_row)
        put_space(p, p->at);
    else
        gx_plain_copy(p->plain, p->text, p->at, 1);
    p->at++;
}

/* ---- tags ------------------------------------------------------------------------------------ */

static void end_row(parser *p) {
    if (p->in_row) {
        gx_plain_put(p->plain, '|', p->at);
        gx_plain_put(p->plain, '\n', p->at);
    }
    p->in_row = p->in_cell = false;
}

/* A block inside a cell divides nothing, unless the cell is so long that it is a page's frame: then
** those before divide it too. */
static void begin_block(parser *p) {
    uint32_t before = p->plain->n;
    if (!p->in_cell || before - p->cell_from >= LONG_CELL) {
        for (uint32_t i = 0; i < p->n_breaks && p->in_cell; i++)
            p->plain->text[p->breaks[i]] = '\n';
        p->n_breaks = 0;
        put_newline(p, p->at);
        return;
    }
    put_space(p, p->at);
    if (p->plain->n > before && p->n_breaks < MAX_BREAKS) p->breaks[p->n_breaks++] = before;
}

/* A block that ends outside of all rows as empty as it began is an empty line: where blocks are a
** table's cells, one without text. Line breaks and rulings are no blocks. */
static void note_block(parser *p, bool closing) {
    const char *name = p->text + p->at + 1;
    bool empty = p->opened && closing && p->plain->n == p->opened_at && !p->in_row;
    bool breaks = p->size - p->at > 3 && lower(name[1]) == 'r' && lower(name[0]) != 't';
    if (empty && gx_plain_last(p->plain) == '\n') gx_plain_put(p->plain, '\n', p->at);
    p->opened = !closing && !breaks;
    p->opened_at = p->plain->n;
}

typedef enum tag_kind { TAG_OTHER, TAG_CELL, TAG_ROW, TAG_TABLE, TAG_BLOCK } tag_kind;

#define TWO(a, b) ((a) << 8 | (b))

/* The kind of a tag whose name has two characters, as most have. */
static tag_kind kind_of_two(const char *name) {
    switch (TWO((unsigned char)name[0], (unsigned char)name[1])) {
    case TWO('t', 'd'):
    case TWO('t', 'h'):
    case TWO('t', 'c'): return TAG_CELL;
    case TWO('t', 'r'): return TAG_ROW;
    case TWO('b', 'r'):
    case TWO('l', 'i'):
    case TWO('u', 'l'):
    case TWO('o', 'l'):
    case TWO('h', '1'):
    case TWO('h', '2'):
    case TWO('h', '3'):
    case TWO('h', '4'):
    case TWO('h', '5'):
    case TWO('h', '6'):
    case TWO('h', 'r'):
    case TWO('d', 'd'):
    case TWO('d', 't'): return TAG_BLOCK;
    default: return TAG_OTHER;
    }
}

/* Which kind of tag this is, by its name: HTML's, and as other kinds of XML have them, those of
** offices and what PDF tools write. */
static tag_kind kind_of_tag(const char *name, uint32_t n) {
    typedef struct known_tag {
        const char *name;
        tag_kind kind;
    } known_tag;
    static const known_tag three[] = {
        {"div", TAG_BLOCK}, {"pre", TAG_BLOCK}, {"row", TAG_ROW}, {"tbl", TAG_TABLE}, {0}};
    static const known_tag four[] = {{"form", TAG_BLOCK}, {"text", TAG_BLOCK}, {"line", TAG_BLOCK},
                                     {"word", TAG_BLOCK}, {"cell", TAG_CELL},  {0}};
    static const known_tag five[] = {{"table", TAG_TABLE}, {"tbody", TAG_TABLE},
                                     {"thead", TAG_TABLE}, {"title", TAG_BLOCK},
                                     {"entry", TAG_CELL},  {0}};
    static const known_tag six[] = {{"center", TAG_BLOCK}, {"option", TAG_BLOCK}, {0}};
    static const known_tag seven[] = {
        {"section", TAG_BLOCK}, {"article", TAG_BLOCK}, {"caption", TAG_BLOCK}, {0}};
    static const known_tag nine[] = {{"table-row", TAG_ROW}, {0}};
    static const known_tag ten[] = {{"table-cell", TAG_CELL}, {0}};
    static const known_tag *const by_length[] = {NULL, NULL,  NULL, three, four, five,
                                                 six,  seven, NULL, nine,  ten};
    if (n == 1) return *name == 'p' ? TAG_BLOCK : TAG_OTHER;
    if (n == 2) return kind_of_two(name);
    if (n >= sizeof by_length / sizeof by_length[0] || !by_length[n]) return TAG_OTHER;
    for (const known_tag *tag = by_length[n]; tag->name; tag++)
        if (!memcmp(name, tag->name, n)) return tag->kind;
    return TAG_OTHER;
}

/* Where a table ends that begins in a cell and has but one cell itself; 0: it has more. */
static uint32_t end_of_frame(const parser *p) {
    uint32_t stop = p->size - p->at > NEAR ? p->at + NEAR : p->size;
    int cells = 0;
    for (uint32_t at = p->at + 1; at < stop; at++) {
        const char *next = memchr(p->text + at, '<', stop - at);
        if (!next) return 0;
        at = (uint32_t)(next - p->text);
        bool closing = at + 1 < stop && p->text[at + 1] == '/';
        char name[MAX_NAME];
        uint32_t n = read_name(p->text, at + 1 + closing, stop, name);
        if (n == 5 && !memcmp(name, "table", 5)) return closing && cells == 1 ? at + 1 : 0;
        cells += n == 2 && !closing && (!memcmp(name, "td", 2) || !memcmp(name, "th", 2));
    }
    return 0;
}

static void read_known_tag(parser *p, tag_kind kind, bool closing) {
    bool whole = p->size - p->at > 6 && lower(p->text[p->at + 2]) == 'a'; /* no <tbody> */
    if (kind == TAG_TABLE && whole && !closing && p->in_cell && p->at >= p->plain_until)
        p->plain_until = end_of_frame(p);
    if (kind != TAG_BLOCK && p->at < p->plain_until) return;
    switch (kind) {
    case TAG_CELL:
        if (!closing) {
            gx_plain_put(p->plain, '|', p->at);
            p->in_row = true;
            p->cell_from = p->plain->n;
            p->n_breaks = 0;
        }
        p->in_cell = !closing;
        break;
    case TAG_ROW:
    case TAG_TABLE:
        end_row(p);
        put_newline(p, p->at);
        break;
    case TAG_BLOCK:
        begin_block(p);
        note_block(p, closing);
        break;
    default: break;
    }
}

/* The end of a tag, or of what looks like one: the next tag's beginning where its own end is lost;
** the text's end where it is cut off. */
static uint32_t tag_end(const parser *p, uint32_t at) {
    char quote = 0;
    for (uint32_t start = at; at < p->size; at++) {
        char c = p->text[at];
        if (quote) {
            if (c == quote) quote = 0;
        } else if ((c == '"' || c == '\'') && at && p->text[at - 1] == '=') {
            quote = c;
        } else if (c == '>') {
            return at + 1;
        } else if (c == '<') {
            return at;
        }
        if (at - start > 4096) break; /* a quotation mark that is never closed */
    }
    const char *end = memchr(p->text + p->at, '>', p->size - p->at);
    return end ? (uint32_t)(end + 1 - p->text) : p->size;
}

/* Finds `word` from `at` on, in any case. Returns where it begins, the size where it does not. */
static uint32_t find(const parser *p, uint32_t at, const char *word) {
    uint32_t n = (uint32_t)strlen(word);
    for (; at + n <= p->size; at++) {
        const char *next = memchr(p->text + at, word[0], p->size - n + 1 - at);
        if (!next) break;
        at = (uint32_t)(next - p->text);
        uint32_t i = 1;
        while (i < n && lower(p->text[at + i]) == word[i]) i++;
        if (i == n) return at;
    }
    return p->size;
}

/* True where a tag at text[from, to) says that its element is not shown. */
static bool is_hidden(const parser *p, uint32_t from, uint32_t to) {
    for (uint32_t at = from; at + 12 <= to; at++) {
        const char *next = memchr(p->text + at, 'd', to - at);
        if (!next) return false;
        at = (uint32_t)(next - p->text);
        if (to - at < 12 || memcmp(next, "display:", 8)) continue;
        at += 8;
        while (at < to && p->text[at] == ' ') at++;
        return to - at >= 4 && !memcmp(p->text + at, "none", 4) && p->text[to - 2] != '/';
    }
    return false;
}

/* Where an element ends whose tag was just read; behind the tag, where the cell ends before it, or
** it is too long to be a few words that are not shown. */
static uint32_t element_end(parser *p, const char *name, uint32_t n) {
    uint32_t at = p->at, stop = p->size - at > NEAR ? at + NEAR : p->size;
    int depth = 1;
    bool known = !memcmp(p->unclosed, name, n) && (n == MAX_NAME || !p->unclosed[n]);
    if (known && at < p->unclosed_until) return at;
    for (; at < stop; at++) {
        const char *next = memchr(p->text + at, '<', stop - at);
        if (!next && stop == p->size) return p->size; /* the text is cut off in it */
        if (!next) break;
        at = (uint32_t)(next - p->text);
        bool closing = at + 1 < p->size && p->text[at + 1] == '/';
        char other[MAX_NAME];
        uint32_t m = read_name(p->text, at + 1 + closing, p->size, other);
        if (m == 2 && kind_of_two(other) == TAG_CELL) break;
        if (m != n || memcmp(other, name, n)) continue;
        depth += closing ? -1 : 1;
        if (!depth) return tag_end(p, at + 1);
    }
    memset(p->unclosed, 0, sizeof p->unclosed);
    memcpy(p->unclosed, name, n);
    p->unclosed_until = at < stop ? at : stop;
    return p->at;
}

static void read_tag(parser *p) {
    static const char *const hidden[] = {"script", "style", "noscript", "textarea", NULL};
    if (p->size - p->at >= 4 && !memcmp(p->text + p->at, "<!--", 4)) {
        uint32_t end = find(p, p->at + 4, "-->");
        p->at = end < p->size ? end + 3 : p->size;
        return;
    }
    if (p->size - p->at >= 9 && !memcmp(p->text + p->at, "<![CDATA[", 9)) {
        p->at += 9; /* its text is read; ]]> behind it divides nothing */
        return;
    }
    uint32_t at = p->at + 1;
    bool closing = at < p->size && p->text[at] == '/';
    char name[MAX_NAME];
    uint32_t n = read_name(p->text, at + closing, p->size, name);
    if (n && at + closing + n < p->size && p->text[at + closing + n] == ':') { /* h:td */
        at += n + 1;
        n = read_name(p->text, at + closing, p->size, name);
    }
    bool other = at < p->size && (p->text[at] == '!' || p->text[at] == '?');
    if (!n && !other && !closing) { /* a sign, not a tag */
        read_text(p);
        return;
    }
    tag_kind kind = kind_of_tag(name, n);
    read_known_tag(p, kind, closing);
    p->at = tag_end(p, at);
    at += closing + n;
    if (p->at > at && p->at < p->size && p->text[p->at] == '<' && p->text[p->at - 1] != '>')
        gx_plain_copy(p->plain, p->text, at, p->at - at); /* what has run into the tag */
    if (!closing && p->in_cell && kind == TAG_OTHER && n && is_hidden(p, at, p->at)) {
        p->at = element_end(p, name, n);
        return;
    }
    if (!closing && kind == TAG_OTHER && is_name(name, n, hidden)) {
        char end[MAX_NAME + 3] = "</";
        memcpy(end + 2, name, n);
        end[n + 2] = 0;
        p->at = find(p, p->at, end);
    }
}

/* Reads a tag that has nothing but its name, of one or two small letters, as most have. False: it
** is another. */
static bool read_bare_tag(parser *p) {
    if (p->size - p->at < 8) return false;
    const char *name = p->text + p->at + 1;
    bool closing = *name == '/';
    name += closing;
    tag_kind kind = TAG_OTHER;
    if (name[2] == '>')
        kind = kind_of_two(name);
    else if (name[1] == '>' && name[0] == 'p')
        kind = TAG_BLOCK;
    if (kind == TAG_OTHER) return false;
    read_known_tag(p, kind, closing);
    p->at = (uint32_t)(name - p->text) + (kind == TAG_BLOCK && name[1] == '>' ? 2 : 3);
    return true;
}

/* Takes tables that are those of a page read before. False: they are others. */
static bool read_known_tables(parser *p, gx_quick *quick, gx_report *out) {
    if (p->in_row || gx_plain_last(p->plain) != '\n') return false;
    uint32_t end = gx_take_known_page(quick, p->text, p->at, p->size, p->plain, out);
    if (end) p->at = end;
    return end != 0;
}

/* Reads text, or a tag. */
static void read_next(parser *p) {
    if (p->text[p->at] != '<')
        read_text(p);
    else if (!read_bare_tag(p))
        read_tag(p);
}

bool gx_read_markup(gx_quick *quick, const char *text, size_t size, gx_plain *plain,
                    gx_report *out) {
    parser p = {.text = text, .size = (uint32_t)size, .plain = plain, .copy = quick->copy};
    plain->n = 0;
    plain->failed = false;
    while (p.at < p.size && !plain->failed) {
        bool look = text[p.at] != '<' && quick->n_pages && !quick->known_tables.page;
        if (!look || !read_known_tables(&p, quick, out)) read_next(&p);
    }
    /* A cell may go on. */
    bool cut = p.in_cell || (plain->n && plain->from[plain->n - 1] + 1 == p.size);
    if (!cut) end_row(&p);
    if (cut && p.in_cell && gx_plain_last(plain) == '<') plain->n--; /* of a tag */
    while (cut && p.in_cell && gx_plain_last(plain) == ' ') plain->n--;
    return !plain->failed;
}

bool gx_read_stretch(const char *text, uint32_t from, uint32_t to, uint32_t size, gx_plain *plain) {
    parser p = {.text = text, .at = from, .size = size, .plain = plain, .copy = copy_plain};
    plain->n = 0;
    plain->failed = false;
    gx_plain_put(plain, '\n', from);
    while (p.at < to && !plain->failed) read_next(&p);
    return p.at == to && !p.in_row && !p.in_cell && !plain->failed;
}
