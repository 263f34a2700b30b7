/*
** corpus.c: the truths and texts that the reader is measured with. In: the list that truths.py
** wrote. Out: ac_corpus.
*/
#include "accuracy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void die(const char *what, const char *name) {
    fprintf(stderr, "accuracy: %s: %s\n", what, name);
    exit(2);
}

bool ac_digit(const char *p, const char *end, unsigned *bytes) {
    const unsigned char *u = (const unsigned char *)p;
    *bytes = 1;
    if (*u >= '0' && *u <= '9') return true;
    if (end - p < 3 || u[0] != 0xEF || u[1] != 0xBC || u[2] < 0x90 || u[2] > 0x99) return false;
    *bytes = 3;
    return true;
}

/* The half-width form of the character at p; 0 where it belongs to no number. */
static char half(const char *p, const char *end, unsigned *bytes) {
    const unsigned char *u = (const unsigned char *)p;
    *bytes = 1;
    if (*u < 0x80) return (char)*u;
    if (end - p < 3) return 0;
    *bytes = 3;
    if (u[0] == 0xEF && u[1] == 0xBC && u[2] >= 0x81) return (char)(u[2] - 0x60);
    return 0;
}

bool ac_parse_number(const char *text, size_t size, ac_number *out) {
    const char *p = text, *end = text + size;
    bool minus = false, dot = false;
    int digits = 0;
    unsigned bytes;
    *out = (ac_number){0};
    for (; p < end; p += bytes) {
        char c = half(p, end, &bytes);
        if (c >= '0' && c <= '9') {
            out->value = out->value * 10 + (c - '0');
            out->scale = (uint8_t)(out->scale + dot);
            if (++digits > 17) return false;
        } else if ((c == '-' || c == '+') && p == text)
            minus = c == '-';
        else if (c == '.' && !dot)
            dot = true;
        else if (c != ',')
            return false;
    }
    if (minus) out->value = -out->value;
    return digits > 0;
}

bool ac_same(ac_number a, ac_number b) {
    for (; a.scale < b.scale; a.scale++)
        if (__builtin_mul_overflow(a.value, 10, &a.value)) return false;
    for (; b.scale < a.scale; b.scale++)
        if (__builtin_mul_overflow(b.value, 10, &b.value)) return false;
    return a.value == b.value;
}

size_t ac_bare(const char *text, size_t size, char *out, size_t room) {
    size_t n = 0;
    for (size_t i = 0; i + 3 <= size && n + 4 < room;) {
        unsigned char lead = (unsigned char)text[i];
        if (lead >= 0xE4 && lead <= 0xE9) {
            memcpy(out + n, text + i, 3);
            n += 3;
            i += 3;
        } else
            i += lead >= 0xE0 ? 3 : 1;
    }
    out[n] = 0;
    return n;
}

static char *slurp(const char *path, uint32_t *size) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END)) die("cannot read", path);
    long n = ftell(file);
    rewind(file);
    char *bytes = malloc(n > 0 ? (size_t)n : 1);
    if (!bytes || n < 0 || fread(bytes, 1, (size_t)n, file) != (size_t)n) die("cannot read", path);
    fclose(file);
    *size = (uint32_t)n;
    return bytes;
}

static gx_topic topic_named(const char *name) {
    for (int t = 0; t < GX_TOPICS; t++)
        if (!strcmp(gx_tables[t].code, name)) return (gx_topic)t;
    die("no such topic", name);
    return GX_TOPICS;
}

static void add_label(ac_corpus *corpus, char *const field[]) {
    if (corpus->n_labels == AC_MAX_LABELS) die("too many labels", field[4]);
    ac_label *label = &corpus->labels[corpus->n_labels++];
    label->kind = field[1][0] == 'r' ? AC_L_ROW : field[1][0] == 'c' ? AC_L_COLUMN : AC_L_OTHER;
    label->topic = topic_named(field[2]);
    label->code = -1;
    const gx_table *table = &gx_tables[label->topic];
    for (int i = 0; label->kind == AC_L_ROW && i < table->n_items; i++)
        if (!strcmp(table->items[i].code, field[3])) label->code = i;
    for (int m = 0; label->kind == AC_L_COLUMN && m < table->n_measures; m++)
        if (!strcmp(table->measures[m].code, field[3])) label->code = m;
    if (label->code < 0 && label->kind != AC_L_OTHER) die("no such row or column", field[3]);
    ac_bare(field[4], strlen(field[4]), label->bare, sizeof label->bare);
}

static int layout_named(ac_corpus *corpus, const char *name) {
    for (int i = 0; i < corpus->n_layouts; i++)
        if (!strcmp(corpus->layouts[i], name)) return i;
    if (corpus->n_layouts == AC_MAX_LAYOUTS) die("too many layouts", name);
    snprintf(corpus->layouts[corpus->n_layouts], sizeof corpus->layouts[0], "%s", name);
    return corpus->n_layouts++;
}

static void add_text(ac_corpus *corpus, char *const field[]) {
    if (corpus->n_texts == AC_MAX_TEXTS) die("too many texts", field[2]);
    ac_text *text = &corpus->texts[corpus->n_texts++];
    snprintf(text->path, sizeof text->path, "%s", field[2]);
    text->layout = layout_named(corpus, field[1]);
    text->report = corpus->n_reports - 1;
    text->lossy = !strcmp(field[3], "lossy");
    text->untraced = !strcmp(field[3], "untraced");
    text->data = !strncmp(field[1], "csv", 3) || !strncmp(field[1], "json", 4);
    text->named = !strcmp(field[1], "names") || !strcmp(field[1], "json-records");
    corpus->lossy[text->layout] = text->lossy;
    text->bytes = slurp(field[2], &text->size);
    for (uint32_t i = 0; i + 3 < text->size; i++)
        text->html |= !strncasecmp(text->bytes + i, "<td", 3);
}

static void add_cell(ac_corpus *corpus, char *const field[]) {
    int slot = gx_find_key(field[1], strlen(field[1]));
    if (slot < 0 || !corpus->n_reports) die("no such cell", field[1]);
    ac_truth *cell = &corpus->reports[corpus->n_reports - 1].cells[slot];
    cell->there = true;
    cell->blank = !strcmp(field[2], "blank");
    if (!cell->blank && !ac_parse_number(field[2], strlen(field[2]), &cell->number))
        die("no number", field[2]);
}

static void add_open_row(ac_corpus *corpus, char *const field[]) {
    ac_report *report = &corpus->reports[corpus->n_reports - 1];
    char key[96];
    bool found = false;
    for (int s = 0; corpus->n_reports && s < GX_SLOTS; s++) {
        const gx_table *table = &gx_tables[gx_topic_of(s)];
        snprintf(key, sizeof key, "%s.%s", table->code, table->items[gx_item_of(s)].code);
        if (!strcmp(key, field[1])) report->open[s] = found = true;
    }
    if (!found) die("no such row", field[1]);
}

static void add_line(ac_corpus *corpus, char *line) {
    char *field[5] = {line};
    int n = 1;
    for (char *p = line; *p; p++)
        if (*p == '\t' && n < 5) {
            *p = 0;
            field[n++] = p + 1;
        }
    if (n == 5 && *line == 'L')
        add_label(corpus, field);
    else if (n == 4 && *line == 'T')
        add_text(corpus, field);
    else if (n == 3 && *line == 'C')
        add_cell(corpus, field);
    else if (n == 2 && *line == 'O')
        add_open_row(corpus, field);
    else if (n == 2 && *line == 'R' && corpus->n_reports < AC_MAX_REPORTS)
        snprintf(corpus->reports[corpus->n_reports++].name, sizeof corpus->reports[0].name, "%s",
                 field[1]);
    else
        die("not understood", line);
}

ac_corpus *ac_load(const char *list) {
    ac_corpus *corpus = calloc(1, sizeof *corpus);
    FILE *file = fopen(list, "r");
    char line[1024];
    if (!corpus || !file) die("cannot read", list);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        if (*line) add_line(corpus, line);
    }
    fclose(file);
    if (!corpus->n_texts) die("no texts in", list);
    return corpus;
}

void ac_unload(ac_corpus *corpus) {
    for (int i = 0; i < corpus->n_texts; i++) free(corpus->texts[i].bytes);
    free(corpus);
}
