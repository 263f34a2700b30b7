/*
** text_room.h: what the files of the bytes room share (text.c, text_stream.c, text_detect.c).
**
**   text_detect.c   bytes           -> which charset they are in
**   text_stream.c   bytes, charset  -> characters, each with its place
**   text.c          characters      -> UTF-8
*/
#ifndef GX_TEXT_ROOM_H
#define GX_TEXT_ROOM_H

#include "report.h"

#include <unicode/ucnv.h>

enum { GX_REPLACEMENT = 0xFFFD };

/* A character, and the offset of its first byte in the input. */
typedef struct gx_char {
    uint32_t code;
    uint32_t at;
} gx_char;

/* ---- text_stream.c: characters out of bytes -------------------------------------------------- */

/* Bytes being decoded. Borrows the bytes; owns the converter. */
typedef struct gx_stream {
    UConverter *converter; /* NULL: the bytes are UTF-8 and need no decoding */
    const char *start;     /* the whole input, a byte order mark included */
    const char *first;     /* where decoding begins: behind the mark */
    const char *at;        /* the next byte */
    const char *end;       /* behind the last byte */
    int32_t stride;        /* code units asked of ICU at once; small where bytes are damaged */
    bool bytewise;         /* a damaged character may hold an ASCII byte of its own right */
    bool done;             /* everything has been read */
    bool failed;           /* the converter failed; no memory */
} gx_stream;

/* The converter that a charset's label asks for, as ICU names it: with the web's reading of the
** labels (gb2312 and gbk are GB18030, big5 has Hong Kong's characters). *name is static; NULL
** unless the result is GX_DECODED. */
gx_decode_rc gx_charset_name(const char *label, size_t n, const char **name);

/* Opens bytes[0..size) as `name`, a result of gx_charset_name. A byte order mark of that charset is
** skipped. Fills `stream` in any case; close it with gx_stream_close. */
gx_decode_rc gx_stream_open(gx_stream *stream, const char *name, const char *bytes, size_t size);

/* Reads up to `room` (at least 2) characters. Damaged bytes become U+FFFD. Returns how many;
** 0 at the end and on failure. */
size_t gx_stream_read(gx_stream *stream, gx_char *out, size_t room);

/* Back to the first character. */
void gx_stream_rewind(gx_stream *stream);

void gx_stream_close(gx_stream *stream); /* may be called again */

/* ---- text_detect.c: which charset ------------------------------------------------------------ */

/* How long a byte order mark of the charset `name` stands in front: 0 where there is none. */
size_t gx_mark_length(const char *name, const char *bytes, size_t size);

/* The byte order of UTF-16 without a mark: "UTF-16LE", "UTF-16BE", or NULL where the bytes do not
** look like Chinese in UTF-16. */
const char *gx_guess_utf16(const char *bytes, size_t size);

/* Finds out the charset and opens the bytes in it. stream->converter is NULL for UTF-8, which is
** also the answer for bytes that tell nothing; stream->first tells where the text begins. */
gx_decode_rc gx_detect(gx_stream *stream, const char *bytes, size_t size);

/* The length of the UTF-8 character that begins with byte b[0] >= 0x80: 2 to 4; 0 where it is none;
** -1 where the end of the n bytes comes first. */
int gx_utf8_length(const unsigned char *b, size_t n);

#endif
