/*
** opening.c: the opening of a report as most have it, read without folding it. In: what stands
** before section one. Out: title, agency, year and period, as facts.c would find them in the folded
** text; or nothing.
**
** The first line that has a year is the title: ideographs that fold to themselves, with the year in
** digits between the agency and the report's name; before it only ideographs, which are no title
** without a year. Each place behind it where a year may begin in the folded text is looked at as it
** stands, up to a character that no date goes on with; where something stands there that may fold
** to another sign, or to nothing, facts.c has to tell.
*/
#define _GNU_SOURCE
#include "facts.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Part of a line, of ideographs alone. */
typedef struct stretch {
    const char *end;
    const char *open; /* the first 公开; NULL: none */
    bool has_two;     /* a 二, which may begin a year */
} stretch;

static inline bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static inline bool stands_at(const char *p, const char *end, const char *word) {
    size_t n = strlen(word);
    return (size_t)(end - p) >= n && !memcmp(p, word, n);
}

static inline bool stands_before(const char *p, const char *text, const char *word) {
    size_t n = strlen(word);
    return (size_t)(p - text) >= n && !memcmp(p - n, word, n);
}

/* True where an ideograph stands at p that folds to itself. */
static inline bool is_same(const char *p, const char *end) {
    const uint8_t *q = (const uint8_t *)p;
    return gx_is_ideograph(q, (const uint8_t *)end) &&
           !gx_fold[gx_fold_page[(q[0] & 15u) << 6 | (q[1] & 63u)]][q[2] & 63];
}

/* The ideographs from p on that fold to themselves. */
static stretch read_stretch(const char *p, const char *end) {
    stretch s = {p, NULL, false};
    for (; is_same(p, end); p += 3) {
        s.has_two |= !memcmp(p, "二", 3);
        if (!memcmp(p, "公", 3) && !s.open && stands_at(p, end, "公开")) s.open = p;
    }
    s.end = p;
    return s;
}

/* ---- the title ------------------------------------------------------------------------------- */

static const char *skip_spaces(const char *p, const char *end) {
    while (p < end && *p == ' ') p++;
    return p;
}

static bool ends_line(const char *p, const char *end) {
    p = skip_spaces(p, end);
    return p < end && (*p == '\n' || *p == '\r');
}

/* Reads the title at `title`, which begins with `agency`. Returns its end; NULL: it is another. */
static const char *read_title(const char *title, const char *end, const stretch *agency,
                              gx_opening *out) {
    const char *year = agency->end, *name = year + 4;
    if (year - title > GX_MOST_BEFORE_YEAR || agency->open || agency->has_two || end - year < 8)
        return NULL;
    bool century = (year[0] == '2' && year[1] == '0') || (year[0] == '1' && year[1] == '9');
    if (!century || !is_digit(year[2]) || !is_digit(year[3])) return NULL;
    stretch report = read_stretch(name, end);
    if (report.end - title > GX_MAX_TITLE || !report.open || report.has_two) return NULL;
    if (!ends_line(report.end, end) || !stands_at(name, end, "年") ||
        !gx_is_report_name(name, report.open, report.end) || gx_begins_elsewhere(title, end))
        return NULL;
    const char *last = year;
    if (stands_before(last, title, "的")) last -= 3;
    if (stands_before(last, title, "关于")) last -= 6;
    if (last - title < 6) return NULL;
    out->title = title;
    out->title_size = (size_t)(report.end - title);
    out->agency_size = (size_t)(last - title);
    out->year = (int16_t)((year[0] - '0') * 1000 + (year[1] - '0') * 100 + (year[2] - '0') * 10 +
                          (year[3] - '0'));
    return report.end;
}

/* Finds the title: the first line that is not of ideographs alone. It is too long to be taken for
** the end of the line before. */
static const char *find_title(const char *p, const char *end, gx_opening *out) {
    for (;;) {
        while (p < end && (*p == ' ' || *p == '\n' || *p == '\r')) p++;
        stretch line = read_stretch(p, end);
        if (!ends_line(line.end, end)) return read_title(p, end, &line, out);
        if (line.has_two) return NULL;
        p = line.end;
    }
}

/* ---- years behind it ------------------------------------------------------------------------- */

/* True where a character that folds to 2 may stand at p: ², ₂, ②, ２ and some others. */
static inline bool is_odd(const char *p, const char *end) {
    const uint8_t *q = (const uint8_t *)p;
    if (*q == 0xC2) return true;
    if (end - p < 3) return *q >= 0xE2;
    return (*q == 0xE2 && q[1] != 0x80) || (*q == 0xEF && q[1] == 0xBC && q[2] == 0x92);
}

#ifdef __SSE2__
/* One bit for each of sixteen places from p on where a 2 stands, or in `odd`, is_odd. Looks at two
** bytes more. */
static inline unsigned find_twos(const char *p, unsigned *odd) {
    __m128i first = _mm_loadu_si128((const __m128i *)p);
    __m128i second = _mm_loadu_si128((const __m128i *)(p + 1));
    __m128i third = _mm_loadu_si128((const __m128i *)(p + 2));
#define IS(bytes, value) _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)(value)))
    __m128i sign = _mm_andnot_si128(IS(second, 0x80), IS(first, 0xE2));
    __m128i wide = _mm_and_si128(_mm_and_si128(IS(first, 0xEF), IS(second, 0xBC)), IS(third, 0x92));
    __m128i other = _mm_or_si128(_mm_or_si128(sign, wide), IS(first, 0xC2));
    *odd = (unsigned)_mm_movemask_epi8(other);
    return (unsigned)_mm_movemask_epi8(IS(first, '2'));
#undef IS
}
#endif

/* The next 2 from p on; `end`: there is none. NULL: something stands before it that may be one. */
static const char *next_two(const char *p, const char *end) {
#ifdef __SSE2__
    for (; end - p >= 18; p += 16) {
        unsigned odd, twos = find_twos(p, &odd);
        if (odd) return NULL;
        if (twos) return p + __builtin_ctz(twos);
    }
#endif
    for (; p < end && *p != '2'; p++)
        if (is_odd(p, end)) return NULL;
    return p;
}

/* True where what stands at p is no part of a date, whatever is folded. */
static bool is_no_date(const char *p, const char *end) {
    return p == end || *p == '\n' || is_same(p, end) || stands_at(p, end, "，") ||
           stands_at(p, end, "。") || stands_at(p, end, "、") || stands_at(p, end, "《") ||
           stands_at(p, end, "》");
}

static inline bool is_date_word(const char *p, const char *end) {
    return stands_at(p, end, "年") || stands_at(p, end, "月") || stands_at(p, end, "日") ||
           stands_at(p, end, "起") || stands_at(p, end, "至") || stands_at(p, end, "到") ||
           stands_at(p, end, "—");
}

/* Behind the characters at p that a period may be made of. */
static const char *skip_date(const char *p, const char *end) {
    while (p < end) {
        if (is_digit(*p) || *p == '-' || *p == '~')
            p++;
        else if (is_date_word(p, end))
            p += 3;
        else
            break;
    }
    return p;
}

/* What the folded text may have at a 2. */
typedef enum place { NOTHING, A_PERIOD, ANYTHING } place;

/* Looks at the 2 at p. With `period` NULL, no more is asked for than a date of publication. */
static place look_at_two(const char *text, const char *p, const char *end, gx_match *period) {
    const char *next = p + 1;
    if (next < end && is_digit(*next) && *next != '0') return NOTHING;
    if (next == end || *next != '0') return is_no_date(next, end) ? NOTHING : ANYTHING;
    /* The name of a date of publication stands before no such character. */
    if (p > text && !is_digit(p[-1])) {
        bool before = p[-1] == '\n' || (p - text >= 3 && is_same(p - 3, end));
        if (!before || stands_before(p, text, "期") || stands_before(p, text, "间"))
            return ANYTHING;
    }
    if (!period) return NOTHING;
    if (gx_match_period_at(text, p, end, period)) return A_PERIOD;
    return is_no_date(skip_date(next, end), end) ? NOTHING : ANYTHING;
}

bool gx_read_opening(const char *text, size_t n, gx_opening *out) {
    const char *p = text, *end = text + n;
    if (n > GX_MAX_FOLDED / 3) return false; /* not all of it may be folded */
    out->has_period = false;
    out->period.n = 1; /* the whole, which nobody asks for */
    p = find_title(p, end, out);
    if (!p) return false;
    const char *behind = out->dates = p;
    while ((p = next_two(p, end)) != NULL && p < end) {
        place found = look_at_two(behind, p, end, out->has_period ? NULL : &out->period);
        if (found == ANYTHING) return false;
        out->has_period = out->has_period || found == A_PERIOD;
        p++;
    }
    return p != NULL;
}
