/*
** text_stream.c: bytes in a known charset to characters.
**
** In:  bytes, and the charset they are in.
** Out: characters with the offset of their first byte, a run at a time; U+FFFD for damage.
**
** ICU decodes; this file decides what happens at damage. ICU stops there, and says which bytes it
** could not take. In GB18030 and Big5 the later bytes of a character may be ASCII: digits, letters,
** the vertical bar. A character cut in two must not swallow the digit or the bar behind it, so only
** its first byte is given up (with those behind it that no ASCII character could be), and decoding
** goes on at the first ASCII byte.
*/
#include "text_room.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf16.h>

enum { RUN = 512, STEP = 4, LONGEST_LABEL = 40 };

/* ---- labels ---------------------------------------------------------------------------------- */

/* Labels that the web reads otherwise than ICU does, or that ICU does not know. In small letters.
 */
static const struct {
    const char *label;
    const char *names[2]; /* the first that ICU has */
} web_labels[] = {
    {"big5", {"Big5-HKSCS", "Big5"}}, {"big5-hkscs", {"Big5-HKSCS", "Big5"}},
    {"chinese", {"GB18030", NULL}},   {"cn-big5", {"Big5-HKSCS", "Big5"}},
    {"cp936", {"GB18030", NULL}},     {"csbig5", {"Big5-HKSCS", "Big5"}},
    {"csgb2312", {"GB18030", NULL}},  {"csiso58gb231280", {"GB18030", NULL}},
    {"euc-cn", {"GB18030", NULL}},    {"gb2312", {"GB18030", NULL}},
    {"gb_2312", {"GB18030", NULL}},   {"gb_2312-80", {"GB18030", NULL}},
    {"gbk", {"GB18030", NULL}},       {"iso-ir-58", {"GB18030", NULL}},
    {"ms936", {"GB18030", NULL}},     {"windows-936", {"GB18030", NULL}},
    {"x-gbk", {"GB18030", NULL}},     {"x-x-big5", {"Big5-HKSCS", "Big5"}},
};

/* Copies the label in small letters, without white space around it. False: not fit to be a label.
** ICU reads options behind a comma and looks for files by unknown names; neither gets that far. */
static bool clean_label(const char *label, size_t n, char out[LONGEST_LABEL]) {
    while (n > 0 && strchr(" \t\r\n\f", *label) && *label) label++, n--;
    while (n > 0 && strchr(" \t\r\n\f", label[n - 1]) && label[n - 1]) n--;
    if (n == 0 || n >= LONGEST_LABEL) return false;
    for (size_t i = 0; i < n; i++) {
        char c = label[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c + ('a' - 'A'));
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && (!c || !strchr("-_.:+()", c))) {
            return false;
        }
        out[i] = c;
    }
    out[n] = '\0';
    return true;
}

/* As gx_charset_name, of a clean label. */
static gx_decode_rc icu_name(const char *label, const char **name) {
    UErrorCode error = U_ZERO_ERROR;
    *name = ucnv_getAlias(label, 0, &error);
    if (error == U_MEMORY_ALLOCATION_ERROR) return GX_DECODE_NOMEM;
    return U_SUCCESS(error) && *name ? GX_DECODED : GX_UNKNOWN_CHARSET;
}

gx_decode_rc gx_charset_name(const char *label, size_t n, const char **name) {
    char clean[LONGEST_LABEL];
    *name = NULL;
    if (!clean_label(label, n, clean)) return GX_UNKNOWN_CHARSET;
    for (size_t i = 0; i < sizeof web_labels / sizeof web_labels[0]; i++) {
        if (strcmp(clean, web_labels[i].label) != 0) continue;
        gx_decode_rc rc = icu_name(web_labels[i].names[0], name);
        if (rc != GX_UNKNOWN_CHARSET || !web_labels[i].names[1]) return rc;
        return icu_name(web_labels[i].names[1], name);
    }
    return icu_name(clean, name);
}

/* ---- opening --------------------------------------------------------------------------------- */

gx_decode_rc gx_stream_open(gx_stream *stream, const char *name, const char *bytes, size_t size) {
    *stream = (gx_stream){.start = bytes, .end = bytes ? bytes + size : bytes};
    size_t mark = gx_mark_length(name, bytes, size);
    stream->first = bytes ? bytes + mark : bytes;
    gx_stream_rewind(stream);
    if (strcmp(name, "UTF-8") == 0) return GX_DECODED;
    if (size > INT32_MAX) return GX_DECODE_NOMEM;

    UErrorCode error = U_ZERO_ERROR;
    stream->converter = ucnv_open(name, &error);
    if (U_SUCCESS(error)) {
        stream->bytewise = ucnv_getType(stream->converter) == UCNV_MBCS;
        ucnv_setToUCallBack(stream->converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
    }
    if (U_SUCCESS(error)) return GX_DECODED;
    gx_stream_close(stream);
    return error == U_MEMORY_ALLOCATION_ERROR ? GX_DECODE_NOMEM : GX_UNKNOWN_CHARSET;
}

void gx_stream_rewind(gx_stream *stream) {
    stream->at = stream->first;
    stream->stride = RUN;
    stream->done = stream->failed = false;
    if (stream->converter) ucnv_resetToUnicode(stream->converter);
}

void gx_stream_close(gx_stream *stream) {
    if (stream->converter) ucnv_close(stream->converter);
    stream->converter = NULL;
}

/* ---- reading --------------------------------------------------------------------------------- */

/* True where the character at `at` looks made up: of a cut character's first byte and the ASCII
** byte behind it. Such pairs and fours (GB18030's fours have two digits in them) fall among the
** code points that no character or only a private one has, and in planes that no text needs. */
static bool made_up(const gx_stream *stream, uint32_t code, const char *at) {
    if (!stream->bytewise || (signed char)*at >= 0) return false;
    if (at + 1 >= stream->end || (signed char)at[1] < 0) return false;
    int8_t type = u_charType((UChar32)code);
    return type == U_UNASSIGNED || type == U_PRIVATE_USE_CHAR || code >= 0x40000;
}

/* Gives up the byte at `at` and goes on behind it. */
static gx_char give_up(gx_stream *stream, const char *at) {
    stream->at = at + 1;
    stream->stride = STEP;
    ucnv_resetToUnicode(stream->converter);
    return (gx_char){GX_REPLACEMENT, (uint32_t)(at - stream->start)};
}

/* The characters of n code units that ICU made of the bytes from `from` on. Returns how many.
** Where one is made up, it and all behind it are not taken: the stream stands behind its first
** byte then, and *cut is set. */
static size_t join_units(gx_stream *stream, const char *from, const UChar *units,
                         const int32_t *offsets, size_t n, gx_char *out, bool *cut) {
    size_t count = 0;
    int32_t offset = 0;
    for (size_t i = 0; i < n; i++) {
        if (offsets[i] >= 0) offset = offsets[i]; /* -1: the same character goes on */
        uint32_t code = units[i];
        if (U16_IS_LEAD(code) && i + 1 < n && U16_IS_TRAIL(units[i + 1])) {
            code = (uint32_t)U16_GET_SUPPLEMENTARY(code, units[++i]);
        } else if (U16_IS_SURROGATE(code)) {
            code = GX_REPLACEMENT;
        }
        if (made_up(stream, code, from + offset)) {
            out[count++] = give_up(stream, from + offset);
            *cut = true;
            return count;
        }
        out[count++] = (gx_char){code, (uint32_t)(from + offset - stream->start)};
    }
    return count;
}

/* True for the first byte of GB18030's four that real texts hold: those of the no-break space and
** of rare characters. Cut by the end of the text, such a four is lost as a whole: the digit in it
** would pass for a number. */
static bool begins_four(char byte) {
    unsigned char b = (unsigned char)byte;
    return (b >= 0x81 && b <= 0x84) || (b >= 0x90 && b <= 0x9F);
}

/* ICU stopped at bytes it cannot decode: takes note of them, and decides where to go on.
** `at_end`: it stopped because the text does. */
static gx_char skip_damage(gx_stream *stream, bool at_end) {
    char bad[32];
    int8_t n = sizeof bad;
    UErrorCode error = U_ZERO_ERROR;
    ucnv_getInvalidChars(stream->converter, bad, &n, &error);
    if (U_FAILURE(error) || n < 1 || n > stream->at - stream->first) n = 1;
    const char *at = stream->at - n;
    if (!stream->bytewise || (at_end && begins_four(*at))) {
        stream->stride = STEP;
        return (gx_char){GX_REPLACEMENT, (uint32_t)(at - stream->start)};
    }
    gx_char lost = give_up(stream, at);
    while (stream->at < at + n && (signed char)*stream->at < 0) stream->at++;
    return lost;
}

/* The last code unit of a run may be the first half of a pair, whose second half ICU keeps back:
** fetches it. Returns the new number of units. */
static size_t complete_pair(gx_stream *stream, UChar *units, int32_t *offsets, size_t n) {
    if (n == 0 || !U16_IS_LEAD(units[n - 1])) return n;
    UErrorCode error = U_ZERO_ERROR;
    UChar *to = units + n;
    ucnv_toUnicode(stream->converter, &to, to + 1, &stream->at, stream->end, NULL, true, &error);
    if (to > units + n) offsets[n++] = -1;
    return n;
}

/* One call of ICU. Needs room for two characters. */
static size_t read_run(gx_stream *stream, gx_char *out, size_t room) {
    UChar units[RUN + 1];
    int32_t offsets[RUN + 1];
    size_t want = (size_t)stream->stride < room - 1 ? (size_t)stream->stride : room - 1;
    const char *from = stream->at;
    UChar *to = units;
    UErrorCode error = U_ZERO_ERROR;
    ucnv_toUnicode(stream->converter, &to, units + want, &stream->at, stream->end, offsets, true,
                   &error);
    size_t n = (size_t)(to - units);
    if (error == U_BUFFER_OVERFLOW_ERROR) n = complete_pair(stream, units, offsets, n);

    bool cut = false;
    size_t count = join_units(stream, from, units, offsets, n, out, &cut);
    if (cut) return count;
    switch (error) {
    case U_BUFFER_OVERFLOW_ERROR:
        stream->stride = stream->stride < RUN / 2 ? stream->stride * 2 : RUN;
        break;
    case U_INVALID_CHAR_FOUND:
    case U_TRUNCATED_CHAR_FOUND:
    case U_ILLEGAL_CHAR_FOUND:
    case U_ILLEGAL_ESCAPE_SEQUENCE:
    case U_UNSUPPORTED_ESCAPE_SEQUENCE:
        out[count++] = skip_damage(stream, error == U_TRUNCATED_CHAR_FOUND);
        break;
    default: stream->done = true; stream->failed = U_FAILURE(error);
    }
    return count;
}

size_t gx_stream_read(gx_stream *stream, gx_char *out, size_t room) {
    size_t count = 0;
    while (!stream->done && room - count >= 2) count += read_run(stream, out + count, room - count);
    return stream->failed ? 0 : count;
}
