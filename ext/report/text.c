/*
** text.c: bytes to text.
**
** In:  bytes as a file or a page has them, and the name of their charset where somebody knows it.
** Out: UTF-8, with the way back from each byte of it to the bytes that were handed in.
**
** UTF-8 is borrowed as it stands, damaged or not: the reader steps over what is no character.
** Everything else goes through ICU once, a run of characters at a time.
*/
#include "text_room.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

/* ---- the growing result ---------------------------------------------------------------------- */

typedef struct sink {
    gx_text *out;
    size_t room; /* bytes of out->text beyond the terminator; out->source has as many entries */
} sink;

/* Makes room for n more bytes. False: no memory. */
static bool make_room(sink *to, size_t n, bool with_source) {
    gx_text *out = to->out;
    if (out->text && to->room - out->size >= n) return true;
    size_t room = to->room + to->room / 2 + n;
    if (room >= SIZE_MAX / sizeof *out->source - 1) return false;
    char *text = realloc(out->text, room + 1);
    if (!text) return false;
    out->text = text;
    if (with_source) {
        uint32_t *source = realloc(out->source, (room + 1) * sizeof *source);
        if (!source) return false;
        out->source = source;
    }
    to->room = room;
    return true;
}

/* ---- decoding -------------------------------------------------------------------------------- */

static gx_decode_rc decode_all(gx_stream *stream, bool with_source, gx_text *out) {
    gx_char chars[512];
    sink to = {out, 0};
    size_t size = (size_t)(stream->end - stream->start);
    out->owned = true;
    if (!make_room(&to, size + size / 2, with_source)) return GX_DECODE_NOMEM;
    for (;;) {
        size_t n = gx_stream_read(stream, chars, sizeof chars / sizeof chars[0]);
        if (n == 0) break;
        if (!make_room(&to, 4 * n, with_source)) return GX_DECODE_NOMEM;
        for (size_t i = 0; i < n; i++) {
            size_t bytes = gx_write_utf8(chars[i].code, out->text + out->size);
            for (size_t k = 0; with_source && k < bytes; k++) {
                out->source[out->size + k] = chars[i].at;
            }
            out->size += bytes;
        }
    }
    if (stream->failed) return GX_DECODE_NOMEM;
    out->text[out->size] = '\0';
    if (with_source) out->source[out->size] = (uint32_t)size;
    return GX_DECODED;
}

/* Opens the bytes in the charset that the caller names. */
static gx_decode_rc open_named(gx_stream *stream, const char *charset, const char *bytes,
                               size_t size) {
    const char *name;
    gx_decode_rc rc = gx_charset_name(charset, strlen(charset), &name);
    if (rc != GX_DECODED) return rc;
    if (strcmp(name, "UTF-16") == 0 || strcmp(name, "UTF-32") == 0) { /* byte order not said */
        bool wide = name[4] == '3';
        bool big = gx_mark_length(wide ? "UTF-32BE" : "UTF-16BE", bytes, size) > 0;
        bool little = gx_mark_length(wide ? "UTF-32LE" : "UTF-16LE", bytes, size) > 0;
        const char *guess = big || little || wide ? NULL : gx_guess_utf16(bytes, size);
        name = wide ? (little ? "UTF-32LE" : "UTF-32BE") : big ? "UTF-16BE" : "UTF-16LE";
        if (guess) name = guess;
    }
    return gx_stream_open(stream, name, bytes, size);
}

gx_decode_rc gx_decode(const void *bytes, size_t size, const char *charset, bool with_source,
                       gx_text *out) {
    *out = (gx_text){.text = NULL};
    const char *input = bytes ? bytes : "";
    gx_stream stream = {.converter = NULL};
    gx_decode_rc rc =
        charset ? open_named(&stream, charset, input, size) : gx_detect(&stream, input, size);
    if (rc == GX_DECODED && stream.converter) {
        rc = decode_all(&stream, with_source, out);
    } else if (rc == GX_DECODED) {
        out->skip = (size_t)(stream.first - input);
        out->text = (char *)(uintptr_t)stream.first; /* borrowed: nobody writes there */
        out->size = size - out->skip;
    }
    gx_stream_close(&stream);
    if (rc != GX_DECODED) gx_text_free(out);
    return rc;
}

size_t gx_mend_utf8(const char *text, size_t size, char *out) {
    static const char replacement[] = "\xEF\xBF\xBD";
    size_t n = 0;
    for (size_t i = 0; i < size;) {
        const unsigned char *b = (const unsigned char *)text + i;
        int length = *b < 0x80 ? 1 : gx_utf8_length(b, size - i);
        size_t bytes = length > 0 ? (size_t)length : sizeof replacement - 1;
        if (out) memcpy(out + n, length > 0 ? text + i : replacement, bytes);
        n += bytes;
        i += length > 0 ? (size_t)length : 1;
    }
    return n;
}

void gx_text_free(gx_text *text) {
    if (text->owned) free(text->text);
    free(text->source);
    *text = (gx_text){.text = NULL};
}
