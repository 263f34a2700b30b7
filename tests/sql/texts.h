/*
** texts.h: the texts of fixtures/, for programs that ask them through SQL. A program includes this
** once, and runs in the project's root.
*/
#ifndef GX_TEXTS_H
#define GX_TEXTS_H

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_TEXTS = 1200, MAX_TEXT = 1 << 17, EACH_TEXT = 3 };

typedef struct one_text {
    uint8_t *bytes; /* a NUL behind them */
    size_t n;
} one_text;

static one_text texts[MAX_TEXTS];
static int n_texts;

static int is_text_name(const struct dirent *entry) {
    const char *dot = strrchr(entry->d_name, '.');
    return dot && strcmp(dot, ".md") && strcmp(dot, ".json") && entry->d_name[0] != '.';
}

/* Adds every EACH_TEXT-th text of a layout. */
static void add_texts(const char *layout) {
    struct dirent **names;
    char path[1024];
    snprintf(path, sizeof path, "fixtures/%s", layout);
    int n = scandir(path, &names, is_text_name, alphasort);
    for (int i = 0; i < n; i++) {
        snprintf(path, sizeof path, "fixtures/%s/%s", layout, names[i]->d_name);
        FILE *file = i % EACH_TEXT == 0 && n_texts < MAX_TEXTS ? fopen(path, "rb") : NULL;
        uint8_t *bytes = file ? malloc(MAX_TEXT) : NULL;
        if (bytes) {
            size_t size = fread(bytes, 1, MAX_TEXT - 1, file);
            bytes[size] = 0;
            texts[n_texts++] = (one_text){bytes, size};
        }
        if (file) fclose(file);
        free(names[i]);
    }
    if (n >= 0) free(names);
}

static void free_texts(void) {
    while (n_texts) free(texts[--n_texts].bytes);
}

#endif
