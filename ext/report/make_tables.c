/*
** make_tables.c: a program of the build. Writes build/gen/tables.c (see labels.h) to its output:
** what each character means to the lexer, the script and width folding out of ICU's data, and the
** trie of all labels. Run once; nothing of it is in the extension.
*/
#include "labels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/unorm2.h>
#include <unicode/utrans.h>

enum { BMP = 0x10000, PAGE = 64, MAX_IDS = 96, MAX_NODES = 16384 };

static void die(const char *what) {
    fprintf(stderr, "make_tables: %s\n", what);
    exit(1);
}

/* ---- folding: Simplified script and half width ----------------------------------------------- */

static uint16_t fold[BMP]; /* what a character folds to; itself where it stays */

/* Characters that ICU's single-character mapping leaves or maps otherwise than these reports do. */
static const struct {
    UChar from, to;
} extra_folds[] = {
    {0x65BC, 0x4E8E}, /* 於 -> 于 */
    {0x8457, 0x7740}, /* 著 -> 着 */
    {0x5F8C, 0x540E}, /* 後 -> 后 */
    {0x7576, 0x5F53}, /* 當 -> 当 */
    {0x8907, 0x590D}, /* 複 -> 复 */
    {0x5FA9, 0x590D}, /* 復 -> 复 */
};

static void make_folding(void) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&status);
    static const UChar id[] = u"Traditional-Simplified";
    UTransliterator *simplify = utrans_openU(id, -1, UTRANS_FORWARD, NULL, -1, NULL, &status);
    if (U_FAILURE(status)) die("ICU has no Traditional-Simplified transliterator");
    for (UChar32 c = 0; c < BMP; c++) {
        fold[c] = (uint16_t)c;
        if ((c >= 0xD800 && c < 0xE000) || !u_isdefined(c)) continue;
        UChar text[32], wide = (UChar)c;
        status = U_ZERO_ERROR;
        int32_t n = unorm2_normalize(nfkc, &wide, 1, text, 32, &status);
        if (U_FAILURE(status) || n != 1) text[0] = wide; /* only one character for one */
        n = 1;
        int32_t limit = 1;
        utrans_transUChars(simplify, text, &n, 32, 0, &limit, &status);
        if (U_SUCCESS(status) && n == 1 && text[0]) fold[c] = text[0];
    }
    for (size_t i = 0; i < sizeof extra_folds / sizeof extra_folds[0]; i++)
        fold[extra_folds[i].from] = extra_folds[i].to;
    utrans_close(simplify);
}

/* ---- characters' classes --------------------------------------------------------------------- */

static uint8_t class_of[BMP];
static int n_ids = GX_C_FIRST_ID;

static const struct {
    uint8_t class;
    const UChar *characters;
} listed[] = {
    {GX_C_TAB, u"\t"},
    {GX_C_NEWLINE, u"\n\r\u2028\u2029"},
    {GX_C_PAGE, u"\f"},
    {GX_C_PIPE, u"|¦｜│┃║┆┇┊┋︱｜├┝┞┟┠┡┢┣╞╟╠┤┥┦┧┨┩┪┫╡╢╣"},
    {GX_C_DASH, u"-‐‑‒–—―－﹣﹘─━"},
    {GX_C_SIGN, u"+＋﹢−"},
    {GX_C_SLASH, u"/／∕"},
    {GX_C_DOT, u".．"},
    {GX_C_COMMA, u",，"},
    {GX_C_ENUM, u"、﹑､"},
    {GX_C_OTHER, u"○◯"}, /* a nought, or nothing: not for the lexer to say */
    {GX_C_STOP, u"。！？!?；;｡"},
    {GX_C_OPEN, u"(（﹙〔［[【"},
    {GX_C_CLOSE, u")）﹚〕］]】"},
    {GX_C_SKIP, u"\\\u00AD\u200B\u200C\u200D\u200E\u200F\u2060\uFEFF"},
};

static uint8_t general_class(UChar32 c) {
    if (c == 0x85) return GX_C_NEWLINE;
    if (c >= 0x2500 && c < 0x2580) return GX_C_RULE;
    if (c == 0x3000 || c == 0xA0 || u_isUWhiteSpace(c)) return GX_C_SPACE;
    if (fold[c] >= '0' && fold[c] <= '9' && (c < 0x80 || (c >= 0xFF10 && c <= 0xFF19)))
        return GX_C_DIGIT;
    if (u_isISOControl(c) || (c >= 0xFE00 && c < 0xFE10)) return GX_C_SKIP;
    if ((c >= 0x300 && c < 0x370) || u_getIntPropertyValue(c, UCHAR_SCRIPT) == USCRIPT_LATIN)
        return GX_C_LATIN;
    if (u_ispunct(c) || u_hasBinaryProperty(c, UCHAR_PATTERN_SYNTAX)) return GX_C_PUNCT;
    return GX_C_OTHER;
}

static void make_classes(void) {
    for (UChar32 c = 0; c < BMP; c++) class_of[c] = general_class(c);
    for (size_t i = 0; i < sizeof listed / sizeof listed[0]; i++)
        for (const UChar *c = listed[i].characters; *c; c++) class_of[*c] = listed[i].class;
}

/* Gives every variant of a label's characters the id of its folded form. */
static void class_label_characters(const uint8_t id_of[BMP]) {
    for (int c = 0; c < BMP; c++)
        if (id_of[fold[c]] && class_of[c] == GX_C_OTHER) class_of[c] = id_of[fold[c]];
}

/* ---- label strings --------------------------------------------------------------------------- */

typedef struct string {
    uint8_t ids[MAX_IDS];
    int n;
    uint8_t form;
    gx_role roles[GX_MAX_ROLES];
} string;

static string strings[GX_MAX_STRINGS];
static int n_strings;
static uint8_t id_of[BMP];
static const UChar numerals[] = u"一二三四五六七八九十";

static UChar next_character(const char **text) {
    const unsigned char *p = (const unsigned char *)*text;
    unsigned c = p[0];
    if (c < 0x80) {
        *text += 1;
    } else if (c < 0xE0) {
        c = (c & 0x1F) << 6 | (p[1] & 0x3Fu);
        *text += 2;
    } else {
        c = (c & 0xF) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
        *text += 3;
    }
    return (UChar)c;
}

/* Folds a label as the lexer folds a text: letters alone, numbering left out. */
static int fold_label(const char *text, UChar out[MAX_IDS]) {
    int n = 0;
    for (const char *p = text; *p;) {
        UChar c = fold[next_character(&p)];
        const char *ahead = p;
        if (class_of[c] == GX_C_OPEN && *p) { /* a numeral alone in parentheses is numbering */
            UChar numeral = next_character(&ahead);
            if (u_strchr(numerals, numeral) && *ahead &&
                class_of[next_character(&ahead)] == GX_C_CLOSE) {
                p = ahead;
                continue;
            }
        }
        if (u_strchr(numerals, c) && n == 0 && *p &&
            class_of[next_character(&ahead)] == GX_C_ENUM) {
            p = ahead;
            continue;
        }
        if (class_of[c] != GX_C_OTHER) continue;
        if (n == MAX_IDS) die("a label is too long");
        out[n++] = c;
    }
    return n;
}

static uint8_t id_for(UChar c) {
    if (!id_of[c]) {
        if (n_ids > 255) die("the labels have too many different characters");
        id_of[c] = (uint8_t)n_ids++;
    }
    return id_of[c];
}

static void add_string(const UChar *text, int n, const gx_label *label) {
    string made = {.n = n, .form = label->form};
    for (int i = 0; i < n; i++) made.ids[i] = id_for(text[i]);
    string *s = strings;
    while (s < strings + n_strings && (s->n != n || memcmp(s->ids, made.ids, (size_t)n))) s++;
    if (s == strings + n_strings) {
        if (n_strings == GX_MAX_STRINGS) die("too many labels");
        *s = made;
        n_strings++;
    }
    int r = 0;
    while (r < GX_MAX_ROLES && s->roles[r].kind) {
        if (!memcmp(&s->roles[r], &label->role, sizeof label->role)) return;
        r++;
    }
    if (r == GX_MAX_ROLES) die("a label has too many roles");
    s->roles[r] = label->role;
}

/* Taiwan's words for the mainland's, as extra variants of a label. */
static void add_variants(const UChar *text, int n, const gx_label *label) {
    static const struct {
        const UChar *from, *to;
    } words[] = {{u"文件", u"档案"}, {u"信息", u"资讯"}};
    add_string(text, n, label);
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
        UChar copy[MAX_IDS];
        memcpy(copy, text, sizeof *text * (size_t)n);
        bool changed = false;
        for (int i = 0; i + 2 <= n; i++) {
            if (memcmp(copy + i, words[w].from, 2 * sizeof *copy)) continue;
            memcpy(copy + i, words[w].to, 2 * sizeof *copy);
            changed = true;
        }
        if (changed) add_string(copy, n, label);
    }
}

static void make_strings(void) {
    for (const UChar *c = numerals; *c; c++) id_for(*c);
    for (int i = 0; i < gx_n_labels; i++) {
        UChar folded[MAX_IDS];
        int n = fold_label(gx_labels[i].text, folded);
        if (!n) die("a label folds to nothing");
        add_variants(folded, n, &gx_labels[i]);
    }
}

/* ---- trie ------------------------------------------------------------------------------------ */

static gx_node nodes[MAX_NODES + 256];
static int n_nodes = 1; /* places in the array so far; the root's is the first */
static bool is_base[MAX_NODES];

static int compare_strings(const void *a, const void *b) {
    const string *x = a, *y = b;
    int n = x->n < y->n ? x->n : y->n;
    int order = memcmp(x->ids, y->ids, (size_t)n);
    return order ? order : x->n - y->n;
}

/* The first base with which all of the ids come to free places. */
static int find_base(const uint8_t *ids, int n) {
    for (int base = 1; base < MAX_NODES; base++) {
        int i = 0;
        while (i < n && !nodes[base + ids[i]].id) i++;
        if (i == n && !is_base[base]) return base;
    }
    die("too many nodes");
    return 0;
}

/* Makes the nodes below `node` for strings [first, last), sorted, which share their first `depth`
** ids. */
static void make_nodes(int node, int first, int last, int depth) {
    uint8_t ids[256];
    int n = 0;
    for (int i = first; i < last; i++)
        if (!n || ids[n - 1] != strings[i].ids[depth]) ids[n++] = strings[i].ids[depth];
    if (!n) return;
    int base = find_base(ids, n);
    is_base[base] = true;
    nodes[node].base = (uint16_t)base;
    nodes[node].has_child = true;
    for (int i = 0; i < n; i++) nodes[base + ids[i]].id = ids[i];
    if (base + ids[n - 1] >= n_nodes) n_nodes = base + ids[n - 1] + 1;
    for (int i = 0; i < n; i++) {
        int child = base + ids[i], end = first;
        while (end < last && strings[end].ids[depth] == ids[i]) end++;
        if (strings[first].n == depth + 1) {
            nodes[child].string = (uint16_t)(1 + first);
            nodes[child].kind = strings[first++].roles[0].kind;
        }
        make_nodes(child, first, end, depth + 1);
        first = end;
    }
}

/* ---- output ---------------------------------------------------------------------------------- */

static uint16_t staged[BMP];

/* Writes a two-stage table of `staged`. */
static void print_stages(const char *name, const char *type) {
    static uint16_t pages[1024][PAGE];
    int n_pages = 0, page_of[1024];
    for (int p = 0; p < 1024; p++) {
        int k = 0;
        while (k < n_pages && memcmp(pages[k], staged + p * PAGE, sizeof pages[k])) k++;
        if (k == n_pages) memcpy(pages[n_pages++], staged + p * PAGE, sizeof pages[k]);
        page_of[p] = k;
    }
    printf("const uint16_t %s_page[1024] = {", name);
    for (int p = 0; p < 1024; p++) printf("%s%d,", p % 24 ? "" : "\n    ", page_of[p]);
    printf("\n};\nconst %s %s[][64] = {\n", type, name);
    for (int k = 0; k < n_pages; k++) {
        printf("    {");
        for (int i = 0; i < PAGE; i++) printf("%d,", pages[k][i]);
        printf("},\n");
    }
    printf("};\n\n");
}

static void print_strings(void) {
    printf("const uint8_t gx_string_ids[] = {\n");
    for (int s = 0; s < n_strings; s++) {
        printf("    ");
        for (int i = 0; i < strings[s].n; i++) printf("%d,", strings[s].ids[i]);
        printf("\n");
    }
    printf("};\nconst gx_string gx_strings[] = {\n");
    int first = 0;
    for (int s = 0; s < n_strings; s++) {
        uint64_t ids = 0, kinds = 0;
        for (int i = 0; i < strings[s].n; i++) ids |= (uint64_t)1 << (strings[s].ids[i] & 63);
        for (int r = 0; r < GX_MAX_ROLES && strings[s].roles[r].kind; r++)
            kinds |= gx_role_bit(strings[s].roles[r].kind, strings[s].roles[r].topic);
        printf("    {0x%llxu, 0x%llxu, %d, %d, %d, {", (unsigned long long)ids,
               (unsigned long long)kinds, first, strings[s].n, strings[s].form);
        for (int r = 0; r < GX_MAX_ROLES; r++) {
            const gx_role *role = &strings[s].roles[r];
            printf("{%d, %d, %d, %d},", role->kind, role->topic, role->index, role->unit);
        }
        printf("}},\n");
        first += strings[s].n;
    }
    printf("};\nconst int gx_n_strings = %d;\n\n", n_strings);
}

/* A node without children has the places behind all others as theirs. */
static void print_trie(void) {
    printf("const gx_node gx_trie[] = {\n");
    for (int i = 0; i < n_nodes; i++) {
        const gx_node *node = &nodes[i];
        int base = node->has_child ? node->base : n_nodes;
        printf("    {%d, %d, %d, %d, %d},\n", base, node->string, node->id, node->kind,
               node->has_child);
    }
    for (int i = 0; i < 256; i++) printf("    {%d, 0, 0, 0, 0},\n", n_nodes);
    printf("};\n\n");
}

int main(void) {
    make_folding();
    make_classes();
    make_strings();
    class_label_characters(id_of);
    qsort(strings, (size_t)n_strings, sizeof *strings, compare_strings);
    make_nodes(0, 0, n_strings, 0);

    printf("/* Made by make_tables.c from labels.c and ICU's data. Do not edit. */\n"
           "#include \"labels.h\"\n\n");
    for (int c = 0; c < BMP; c++) staged[c] = class_of[c];
    print_stages("gx_class", "uint8_t");
    for (int c = 0; c < BMP; c++) staged[c] = fold[c] == c ? 0 : fold[c];
    print_stages("gx_fold", "uint16_t");
    printf("const uint8_t gx_numeral_ids[10] = {");
    for (int i = 0; i < 10; i++) printf("%d,", id_for(numerals[i]));
    printf("};\n\n");
    print_strings();
    print_trie();
    return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
