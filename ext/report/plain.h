/*
** plain.h: text rewritten so that the lexer can read it in one pass, with the place of each byte in
** the text it comes from. Private to ext/report.
*/
#ifndef GX_PLAIN_H
#define GX_PLAIN_H

#include "reader.h"

/* Appends text[from, from + n) of the source. */
void gx_plain_copy(gx_plain *plain, const char *source, uint32_t from, uint32_t n);

/* Appends a character of markup's making that stands at `from` in the source. */
void gx_plain_put(gx_plain *plain, char c, uint32_t from);

/* The last byte, 0 where there is none. */
char gx_plain_last(const gx_plain *plain);

#endif
