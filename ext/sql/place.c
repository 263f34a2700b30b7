/*
** place.c: places in the body as SQL counts them.
**
** In: spans in bytes of the UTF-8 text that was read. Out: start and length for
** substr(body, start, length): characters, counted from 1, where the body is a TEXT; bytes of the
** body itself where it is a BLOB. SQLite does not validate UTF-8: a character is any byte, and
** behind a byte from 0xC0 on also all the 0x80 to 0xBF that follow. So it is counted here.
*/
#include "sql.h"

#include <string.h>

static bool continues(char c) {
    return ((unsigned char)c & 0xc0) == 0x80;
}

static uint64_t load_word(const char *text) {
    uint64_t word;
    memcpy(&word, text, sizeof word);
    return word;
}

/* The top bit of each byte that is a continuation. */
static uint64_t continuations(uint64_t word) {
    return word & ~(word << 1) & 0x8080808080808080u;
}

/* Continuation bytes of text[from..to), eight at a time. `*stray` becomes true where one of them
** follows an ASCII character: it has no leading byte. */
static size_t count_continuations(const char *text, size_t from, size_t to, bool *stray) {
    size_t count = 0, i = from;
    if (i == to) return 0;
    if (continues(text[i])) *stray = true;
    for (i++; i + sizeof(uint64_t) <= to; i += sizeof(uint64_t)) {
        uint64_t tails = continuations(load_word(text + i));
        if (tails & ~load_word(text + i - 1)) *stray = true;
        count += (tails >> 7) * 0x0101010101010101u >> 56;
    }
    for (; i < to; i++) {
        bool tail = continues(text[i]);
        count += tail;
        if (tail && (unsigned char)text[i - 1] < 0x80) *stray = true;
    }
    return count;
}

/* Characters of text[from..to), where `from` begins a character. */
static sqlite3_int64 count_characters(const char *text, size_t from, size_t to) {
    bool stray = false;
    size_t count = to - from - count_continuations(text, from, to, &stray);
    if (!stray) return (sqlite3_int64)count;
    /* Some continuation bytes have no leading byte: each is a character of its own. */
    count = 0;
    for (size_t i = from; i < to; count++) {
        unsigned char lead = (unsigned char)text[i++];
        while (lead >= 0xc0 && i < to && continues(text[i])) i++;
    }
    return (sqlite3_int64)count;
}

/* The end of a span as substr() sees it: behind the last byte of its last character. */
static size_t span_end(const gx_parsed *parsed, gx_span span) {
    size_t end = (size_t)span.start + span.length;
    if (span.length == 0 || (unsigned char)parsed->text[end - 1] < 0x80) return end;
    while (end < parsed->text_size && continues(parsed->text[end])) end++;
    return end;
}

static bool is_place(gx_span span) {
    return span.start > 0 || span.length > 0;
}

/* Orders the indices of the places by their start. They mostly stand in order already. */
static int sort_spans(const gx_span *spans, int n, uint16_t *order) {
    int used = 0;
    for (int i = 0; i < n; i++) {
        if (!is_place(spans[i])) continue;
        int at = used++;
        for (; at > 0 && spans[order[at - 1]].start > spans[i].start; at--)
            order[at] = order[at - 1];
        order[at] = (uint16_t)i;
    }
    return used;
}

static void find_bytes(const gx_parsed *parsed, const gx_span *spans, int n, gx_place *out) {
    const uint32_t *source = parsed->decoded.source;
    for (int i = 0; i < n; i++) {
        out[i] = (gx_place){0, 0};
        if (!is_place(spans[i])) continue;
        size_t start = spans[i].start, end = start + spans[i].length;
        size_t skip = source ? 0 : parsed->decoded.skip;
        if (source) start = source[start], end = source[end];
        out[i].start = (sqlite3_int64)(start + skip) + 1;
        out[i].length = (sqlite3_int64)(end - start);
    }
}

void gx_find_places(const gx_parsed *parsed, const gx_span *spans, int n, gx_place *out) {
    if (parsed->is_blob) {
        find_bytes(parsed, spans, n, out);
        return;
    }
    uint16_t order[GX_SLOTS];
    int used = sort_spans(spans, n, order);
    for (int i = 0; i < n; i++) out[i] = (gx_place){0, 0};
    size_t at = 0;
    sqlite3_int64 characters = 0;
    for (int i = 0; i < used; i++) {
        gx_span span = spans[order[i]];
        characters += count_characters(parsed->text, at, span.start);
        at = span.start;
        out[order[i]].start = characters + 1;
        out[order[i]].length = count_characters(parsed->text, at, span_end(parsed, span));
    }
}

void gx_result_span(sqlite3_context *context, const gx_parsed *parsed, gx_span span) {
    const char *text = parsed->text + span.start;
    if (parsed->is_blob)
        gx_result_utf8(context, text, span.length);
    else
        sqlite3_result_text64(context, text, span_end(parsed, span) - span.start, SQLITE_TRANSIENT,
                              SQLITE_UTF8);
}
