/*
** fill.c: the benchmark's reports. In: templates, in which a cell is a mark @nnn@. Out: report i of
** any number of them, whose cells are drawn anew and obey the identities of the forms.
*/
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MARK = 5, END = 0x1e };

void bench_put(bench_text *text, const char *bytes, size_t n) {
    if (text->size + n > text->capacity) {
        text->capacity = (text->size + n) * 2;
        text->bytes = realloc(text->bytes, text->capacity);
        if (!text->bytes) bench_fail("memory", "there is none left");
    }
    memcpy(text->bytes + text->size, bytes, n);
    text->size += n;
}

bench_templates bench_read_templates(const char *path) {
    bench_templates t = {.n = 0};
    FILE *file = fopen(path, "rb");
    if (!file) bench_fail(path, "cannot be opened");
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    t.bytes = malloc(size + 1);
    if (!t.bytes || fread(t.bytes, 1, size, file) != size) bench_fail(path, "cannot be read");
    fclose(file);
    t.bytes[size] = END;
    for (char *at = t.bytes; at < t.bytes + size && t.n < 256;) {
        char *end = memchr(at, END, size + 1 - (size_t)(at - t.bytes));
        t.texts[t.n].form_2021 = memcmp(at, "2021", 4) == 0;
        t.texts[t.n].split = at[5] == '1';
        t.texts[t.n].text = at + 7;
        t.texts[t.n++].size = (size_t)(end - at - 7);
        at = end + 1;
    }
    return t;
}

void bench_free_templates(bench_templates *templates) {
    free(templates->bytes);
    templates->n = 0;
}

static uint32_t draw(uint64_t *state, uint32_t below) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % below;
}

/* Draws the cells of section three so that every sum comes out. */
static void draw_requests(uint64_t *state, bool split, int32_t *cells) {
    int32_t *row = cells + GX_R_FIRST;
    for (int i = GX_GRANTED; i < GX_TOTAL; i++) {
        bool three = i >= GX_OTHER_UNCORRECTED && i <= GX_OTHER_MISC;
        if (i == GX_OTHER ? split : three && !split) continue;
        for (int m = 0; m < GX_R_TOTAL; m++) {
            int32_t n = (int32_t)draw(state, 700);
            row[i * GX_R_MEASURES + m] = n;
            row[GX_TOTAL * GX_R_MEASURES + m] += n;
        }
    }
    for (int m = 0; m < GX_R_TOTAL; m++) {
        int32_t total = row[GX_TOTAL * GX_R_MEASURES + m], in = (int32_t)draw(state, 900);
        int32_t out = in + (int32_t)draw(state, 90);
        row[GX_CARRIED_IN * GX_R_MEASURES + m] = in;
        row[GX_CARRIED_OUT * GX_R_MEASURES + m] = out;
        row[GX_NEW * GX_R_MEASURES + m] = total + out - in;
    }
    for (int i = 0; i < GX_R_ITEMS; i++)
        for (int m = 0; m < GX_R_TOTAL; m++)
            row[i * GX_R_MEASURES + GX_R_TOTAL] += row[i * GX_R_MEASURES + m];
}

static void draw_cells(uint64_t *state, bool split, int32_t cells[GX_SLOTS]) {
    memset(cells, 0, sizeof(int32_t) * GX_SLOTS);
    for (int s = GX_D_FIRST; s < GX_R_FIRST; s++) cells[s] = (int32_t)draw(state, 2000);
    draw_requests(state, split, cells);
    for (int i = 0; i < GX_P_ITEMS; i++)
        for (int m = 0; m < GX_P_TOTAL; m++) {
            int32_t n = (int32_t)draw(state, 60);
            cells[GX_P_FIRST + i * GX_P_MEASURES + m] = n;
            cells[GX_P_FIRST + i * GX_P_MEASURES + GX_P_TOTAL] += n;
        }
}

/* Adds running text: the sentences of the template's own section one, over and over, as
** often as it takes. */
static void put_narrative(bench_text *body, const char *text, size_t size, size_t bytes) {
    const char *head = "一、总体情况", *next = "二、主动公开政府信息情况";
    const char *start = NULL, *end = NULL;
    for (const char *p = text; p + 40 < text + size && !end; p++) {
        if (!start && !memcmp(p, head, strlen(head))) start = p + strlen(head);
        if (start && !memcmp(p, next, strlen(next))) end = p;
    }
    while (end && bytes) {
        size_t n = (size_t)(end - start);
        bench_put(body, start, n);
        bytes -= n < bytes ? n : bytes;
    }
}

void bench_fill(const bench_templates *templates, int i, bool aligned, size_t narrative,
                bench_text *body, bench_text *cells) {
    int32_t values[GX_SLOTS];
    uint64_t state = (uint64_t)i * 0x9e3779b97f4a7c15u + 12345;
    const char *at = templates->texts[i % templates->n].text;
    const char *end = at + templates->texts[i % templates->n].size;
    draw_cells(&state, templates->texts[i % templates->n].split, values);
    body->size = 0;
    if (cells) cells->size = 0;
    if (narrative) {
        const char *section = strstr(at, "二、主动公开政府信息情况");
        const char *head = section && section < end ? section : at;
        bench_put(body, at, (size_t)(head - at));
        put_narrative(body, at, (size_t)(end - at), narrative);
        bench_put(body, "\n\n", 2);
        at = head;
    }
    while (at < end) {
        const char *mark = memchr(at, '@', (size_t)(end - at));
        bench_put(body, at, (size_t)((mark ? mark : end) - at));
        if (!mark) break;
        char text[16];
        int32_t value = values[atoi(mark + 1)];
        int n = snprintf(text, sizeof text, aligned ? "%5d" : "%d", value);
        bench_put(body, text, (size_t)n);
        n = snprintf(text, sizeof text, "%c%d", cells && cells->size ? ',' : '[', value);
        if (cells) bench_put(cells, text, (size_t)n);
        at = mark + MARK;
    }
    if (cells) bench_put(cells, "]", 1);
}
