/*
** plain.c: a text that grows, and where each of its bytes comes from.
*/
#include "plain.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

bool gx_plain_grow(gx_plain *plain, uint32_t n) {
    if (plain->failed) return false;
    uint32_t max = plain->max + plain->max / 2 + n + 4096;
    char *text = realloc(plain->text, max);
    if (text) plain->text = text;
    uint32_t *from = text ? realloc(plain->from, max * sizeof *from) : NULL;
    if (from) plain->from = from;
    if (from) plain->max = max;
    plain->failed = !from;
    return from != NULL;
}

bool gx_has_mark(const char *text, size_t size, const char *mark) {
    const char *end = text + size;
    ptrdiff_t n = (ptrdiff_t)strlen(mark), i;
    for (const char *p = text; (p = memchr(p, *mark, (size_t)(end - p))) && end - p >= n; p++) {
        for (i = 1; i < n && (p[i] | 32) == mark[i]; i++) {
        }
        if (i == n) return true;
    }
    return false;
}

const char *gx_find_two(const char *p, const char *end, const char two[2]) {
    typedef uint8_t bytes16 __attribute__((vector_size(16)));
    bytes16 x, next;
    for (; end - p > 16; p += 16) {
        memcpy(&x, p, sizeof x);
        memcpy(&next, p + 1, sizeof next);
        bytes16 found = (bytes16)((x == (uint8_t)two[0]) & (next == (uint8_t)two[1]));
        uint64_t any[2];
        memcpy(any, &found, sizeof any);
        if (any[0] | any[1]) break;
    }
    for (; end - p > 1; p++)
        if (p[0] == two[0] && p[1] == two[1]) return p;
    return NULL;
}

uint32_t gx_plain_reference_end(const char *text, uint32_t size, uint32_t from) {
    if (from >= size) return size;
    uint32_t end = from + 1;
    if (text[from] == '\\') {
        uint32_t n = end < size && text[end] == 'u' ? 5 : 1;
        return size - end < n ? size : end + n;
    }
    while (end < size && end - from < 12 && text[end] != ';' && text[end] != '<') end++;
    return end < size && text[end] == ';' ? end + 1 : from + 1;
}

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int gx_read_unit(const char *text, size_t size, size_t at) {
    int c = 0;
    if (size - at < 6 || text[at + 1] != 'u') return -1;
    for (size_t i = at + 2; i < at + 6; i++) {
        int digit = hex_digit(text[i]);
        if (digit < 0) return -1;
        c = c * 16 + digit;
    }
    return c;
}

size_t gx_write_unit(unsigned c, char to[4]) {
    bool printed = c >= 0x20 && c != 0x7F && (c < 0xD800 || c >= 0xE000);
    return gx_write_utf8(printed ? c : ' ', to);
}

void gx_plain_free(gx_plain *plain) {
    free(plain->text);
    free(plain->from);
}
