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
#include "phrase.h"

#include "facts.h"
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Part of a line, of ideographs alone. */
typedef struct stretch {
    const char *end;
    const char *open; /* the first 公开; NULL: none */
    bool has_two;     /* a 二, which may begin a year */
} stretch;

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
        if (!memcmp(p, "公", 3) && !s.open && gx_skip(p, end, "公开")) s.open = p;
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

/* True where something that is not the agency's name may stand before a title's year (issuer.c). */
static bool may_have_more(const char *agency, const char *end) {
    return gx_is_one_of(agency, end, "文信标名题附") || gx_is_one_of(end - 3, end, "的布制") ||
           gx_find(agency, end, "关于");
}

/* Reads the title at `title`, which begins with `agency`. Returns its end; NULL: it is another. */
static const char *read_title(const char *title, const char *end, const stretch *agency,
                              gx_opening *out) {
    const char *year = agency->end, *name = year + 4;
    if (year - title > GX_MOST_BEFORE_YEAR || agency->open || agency->has_two || end - year < 8)
        return NULL;
    bool century = (year[0] == '2' && year[1] == '0') || (year[0] == '1' && year[1] == '9');
    if (!century || !gx_is_digit(year[2]) || !gx_is_digit(year[3])) return NULL;
    stretch report = read_stretch(name, end);
    if (report.end - title > GX_MAX_TITLE || !report.open || report.has_two) return NULL;
    if (!ends_line(report.end, end) || !gx_skip(name, end, "年") ||
        !gx_is_report_name(name, report.open, report.end) || gx_begins_elsewhere(title, end))
        return NULL;
    const char *last = year;
    if (gx_ends_with(title, last, "的")) last -= 3;
    if (gx_ends_with(title, last, "关于")) last -= 6;
    if (last - title < 6 || may_have_more(title, last)) return NULL;
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

/* True where a year in numerals, as 二〇二四, stands at one of the places from p on that have a bit
** in `places`. */
static bool has_numerals(const char *p, unsigned places, const char *end) {
    for (; places; places &= places - 1)
        if (gx_skip_year(p + __builtin_ctz(places), end)) return true;
    return false;
}

#ifdef __SSE2__
/* One bit for each of sixteen places from p on where a 2 stands, in `odd`, is_odd, and in `words`,
** 二. Looks at two bytes more. */
static inline unsigned find_twos(const char *p, unsigned *odd, unsigned *words) {
    __m128i first = _mm_loadu_si128((const __m128i *)p);
    __m128i second = _mm_loadu_si128((const __m128i *)(p + 1));
    __m128i third = _mm_loadu_si128((const __m128i *)(p + 2));
#define IS(bytes, value) _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)(value)))
    __m128i sign = _mm_andnot_si128(IS(second, 0x80), IS(first, 0xE2));
    __m128i wide = _mm_and_si128(_mm_and_si128(IS(first, 0xEF), IS(second, 0xBC)), IS(third, 0x92));
    __m128i other = _mm_or_si128(_mm_or_si128(sign, wide), IS(first, 0xC2));
    __m128i word = _mm_and_si128(_mm_and_si128(IS(first, 0xE4), IS(second, 0xBA)), IS(third, 0x8C));
    *odd = (unsigned)_mm_movemask_epi8(other);
    *words = (unsigned)_mm_movemask_epi8(word);
    return (unsigned)_mm_movemask_epi8(IS(first, '2'));
#undef IS
}
#endif

/* The next 2 from p on; `end`: there is none. NULL: something stands before it that may be one, or
** that is a year in numerals. */
static const char *next_two(const char *p, const char *end) {
#ifdef __SSE2__
    for (; end - p >= 18; p += 16) {
        unsigned odd, words, twos = find_twos(p, &odd, &words);
        if (odd || (words && has_numerals(p, words, end))) return NULL;
        if (twos) return p + __builtin_ctz(twos);
    }
#endif
    for (; p < end && *p != '2'; p++)
        if (is_odd(p, end) || has_numerals(p, 1, end)) return NULL;
    return p;
}

/* True where what stands at p is no part of a date, whatever is folded. */
static bool is_no_date(const char *p, const char *end) {
    return p == end || *p == '\n' || is_same(p, end) || gx_skip(p, end, "，") ||
           gx_skip(p, end, "。") || gx_skip(p, end, "、") || gx_skip(p, end, "《") ||
           gx_skip(p, end, "》");
}

static inline bool is_date_word(const char *p, const char *end) {
    return gx_skip(p, end, "年") || gx_skip(p, end, "月") || gx_skip(p, end, "日") ||
           gx_skip(p, end, "起") || gx_skip(p, end, "至") || gx_skip(p, end, "到") ||
           gx_skip(p, end, "—");
}

/* Behind the characters at p that a period may be made of. */
static const char *skip_date(const char *p, const char *end) {
    while (p < end) {
        if (gx_is_digit(*p) || *p == '-' || *p == '~')
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
    if (next < end && gx_is_digit(*next) && *next != '0') return NOTHING;
    if (next == end || *next != '0') return is_no_date(next, end) ? NOTHING : ANYTHING;
    /* The name of a date of publication stands before no such character. */
    if (p > text && !gx_is_digit(p[-1])) {
        bool before = p[-1] == '\n' || (p - text >= 3 && is_same(p - 3, end));
        if (!before || gx_ends_with(text, p, "期") || gx_ends_with(text, p, "间")) return ANYTHING;
    }
    if (period && gx_match_period_at(text, p, end, period)) return A_PERIOD;
    const char *behind = skip_date(next, end);
    /* A date at a line's end may be one of publication. */
    bool ends = behind == end || *behind == '\n' || gx_skip(behind, end, "印发") ||
                gx_skip(behind, end, "发布");
    return !ends && is_no_date(behind, end) ? NOTHING : ANYTHING;
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
