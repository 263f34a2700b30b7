/*
** facts.h: what facts.c, patterns.c, by_hand.c and opening.c share. Private to ext/report.
*/
#ifndef GX_FACTS_H
#define GX_FACTS_H

#include "section.h"

/* The patterns; patterns.c has their texts. */
typedef enum gx_pattern {
    GX_PATTERN_TITLE,
    GX_PATTERN_PERIOD,
    GX_PATTERN_YEAR_OF_REPORT,
    GX_PATTERN_ANY_YEAR,
    GX_PATTERN_PUBLISHED,
    GX_PATTERN_META_DATE,
    GX_PATTERN_PUBLISHER,
    GX_PATTERN_SOURCE,
    GX_PATTERN_DATE_LINE,
    GX_PATTERN_SIGNED_DATE,
    GX_PATTERN_SIGNATURE,
    GX_PATTERN_RUN_ON_TITLE,
    GX_PATTERN_RUN_ON_SIGNATURE,
    GX_PATTERNS,
} gx_pattern;

enum { GX_GROUPS = 8 };

/* What a pattern matched: pairs of offsets, the whole first; GX_NO_GROUP: that group has none. */
typedef struct gx_match {
    int n; /* groups, the whole among them */
    size_t at[2 * GX_GROUPS];
} gx_match;
#define GX_NO_GROUP (~(size_t)0)

/* Matches text[0, n) with a pattern. out->n is 0 where it does not match, nor does a text that
** exceeds the limits: it is no title. GX_NOMEM, or GX_FAULT: there is no answer. */
gx_rc gx_run_pattern(gx_reader *reader, gx_pattern name, const char *text, size_t n, gx_match *out);

typedef enum gx_by_hand {
    GX_MATCHES,
    GX_DIFFERS, /* the pattern does not match */
    GX_UNSURE,  /* the pattern itself has to tell */
} gx_by_hand;

/* Matches a pattern with folded text as the pattern itself would, where that is easily told. In
** `out` are the groups that facts.c uses. */
gx_by_hand gx_match_by_hand(gx_pattern pattern, const char *text, size_t n, gx_match *out);

/* The same for GX_PATTERN_PERIOD at p, and nowhere else. The groups count from `text` on. */
bool gx_match_period_at(const char *text, const char *p, const char *end, gx_match *out);

/* True where text[0, end) begins like a page's navigation, and is no title. */
bool gx_begins_elsewhere(const char *text, const char *end);

/* True where 公开 at `open` is in the name of such a report, which begins at `name` and ends the
** line: as GX_PATTERN_TITLE has it behind the year. */
bool gx_is_report_name(const char *name, const char *open, const char *end);

enum {
    GX_MAX_TITLE = 240,           /* bytes of a line that may be a title */
    GX_MOST_BEFORE_YEAR = 60 * 3, /* bytes that GX_PATTERN_TITLE has before the year, at most */
};

/* Looks over text that is not folded yet: the next place from p on where 日 stands, or 间 that may be
** that of a date's name, or a sign that stands for 日 or 月. NULL: there is none. */
const char *gx_next_date(const char *p, const char *end);

/* What it is there: 日, or such a sign; else 间. */
bool gx_is_day(const char *p, const char *end);
bool gx_is_date_sign(const char *p, const char *end);

/* True where a line, or what is left of it, has one of the words that stand with 日 in a date. */
bool gx_has_month(const char *line, const char *end);

/* True where a line has an ideograph, so that its folded text is not empty. */
bool gx_has_ideograph(const char *line, size_t n);

/* The first line of text[from, to) that is a date in digits and signs, as 2024-1-26 or (2024/1/26
** 9:30), and nothing else; its year, which is not before `year`, month and day. Below 更新时间 or its
** kin it is another day's. NULL: there is none. */
const char *gx_find_bare_date(const char *from, const char *to, int year, int date[3]);

/* ---- opening.c ------------------------------------------------------------------------------- */

/* What the opening of a report tells. */
typedef struct gx_opening {
    const char *title; /* in the text, with the agency in front */
    size_t title_size, agency_size;
    int16_t year; /* of the title */
    bool has_period;
    const char *dates; /* where the offsets of `period` count from */
    gx_match period;   /* as GX_PATTERN_PERIOD matches */
} gx_opening;

/* Reads text[0, n), which is not folded. True: the patterns would find this title, agency and
** period in it, and no date of publication. */
bool gx_read_opening(const char *text, size_t n, gx_opening *out);

#endif
