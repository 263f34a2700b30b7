/*
** section.h: what is not in the tables: the six sections (section.c, headings.c), and title,
** agency, year, dates and script (facts.c, patterns.c). Private to ext/report.
*/
#ifndef GX_SECTION_H
#define GX_SECTION_H

#include "reader.h"

/* Finds the six sections by their headings. Fills out->sections, but for their bodies; returns how
** many were found. */
int gx_find_sections(const gx_reader *reader, const char *text, gx_report *out);

/* The heading that an event is, if its words are exact and its number is that of its words. */
bool gx_numbered_heading(const gx_reader *reader, const char *text, const gx_event *event,
                         gx_span *out);

/* The same for words of section n that stand at text[start, end). */
bool gx_heading_around(const char *text, int n, uint32_t start, uint32_t end, gx_span *out);

/* Finds the sections of a report that are missing between those found (headings.c), and sets the
** bodies of all of them. */
void gx_set_bodies(const char *text, size_t size, gx_report *out);

/* headings.c: finds sections whose headings have other words, beside `known` ones. */
void gx_find_other_headings(const char *text, size_t size, int known, gx_report *out);

/* Where the line begins of the heading at text[start], if nothing but a number is before it. */
uint32_t gx_begin_of_heading(const char *text, uint32_t start);

/* Where the heading ends whose words end at text[from], if it goes on (存在问题和…) to its line's
** end, at text[end] at most. */
uint32_t gx_end_of_heading(const char *text, uint32_t from, uint32_t end);

/* The gx_script of a text. */
uint8_t gx_tell_script(const char *text, size_t size);

/* Finds title, agency, year and dates. GX_FAULT: a pattern could not be run. */
gx_rc gx_find_facts(gx_reader *reader, const char *text, size_t size, gx_report *out);
void gx_free_patterns(gx_reader *reader);

#endif
