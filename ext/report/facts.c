/*
** facts.c: title, agency, year, dates and script. In: text, tokens, sections. Out: the facts.
**
** Patterns (patterns.c) are matched with folded text (fold.c), a few thousand bytes at the text's
** beginning and end, never with all of it; and only where by_hand.c does not tell what they would
** say. What they match is taken by the code below.
*/
#include "phrase.h"

#include "facts.h"

enum {
    HEAD_BYTES = 5000,
    TAIL_BYTES = 900,
    MAX_WRAPPED = 30,    /* bytes of a line that goes on with a title ... */
    MAX_LINES = 2,       /* ... how many of them ... */
    MAX_EMPTY = 3,       /* ... and of line ends between them */
    JOINT = ' ',         /* stands between them: there is no space in folded text */
    MAX_SIGNATURE = 250, /* bytes of agency and date on one line: more than the patterns take */
    MAX_PIECES = 16
};

/* ---- what the work goes over ----------------------------------------------------------------- */

/* A stretch of the text that was folded: text[first, last), to reader->folded from byte n on. */
typedef struct piece {
    size_t n, first, last;
} piece;

typedef struct facts {
    gx_reader *reader;
    const char *text;
    size_t size;
    gx_report *out;
    size_t n; /* bytes of reader->folded in use ... */
    int n_pieces;
    piece pieces[MAX_PIECES]; /* ... and where they come from */
    gx_rc rc;
    gx_match match;      /* the last one ... */
    const char *matched; /* ... its offsets are in this: reader->folded, but for read_opening */
    size_t behind_title; /* in what is folded; 0: no title was found in it */
    const char *below;   /* behind the title in the text; NULL: none was found */
    bool spaced;         /* lines are what stands between spaces */
} facts;

/* Matches folded[from, to) with the pattern itself. */
static bool run_pattern(facts *f, gx_pattern name, size_t from, size_t to) {
    f->rc = gx_run_pattern(f->reader, name, f->reader->folded + from, to - from, &f->match);
    return f->rc == GX_OK && f->match.n > 0;
}

/* Matches folded[from, to). */
static bool search(facts *f, gx_pattern name, size_t from, size_t to) {
    if (f->rc != GX_OK || from > to) return false;
    gx_by_hand told = GX_UNSURE;
    if (!f->reader->patterns_only)
        told = gx_match_by_hand(name, f->reader->folded + from, to - from, &f->match);
    if (told == GX_DIFFERS || (told == GX_UNSURE && !run_pattern(f, name, from, to))) return false;
    for (int i = 0; i < 2 * f->match.n; i++)
        if (f->match.at[i] != GX_NO_GROUP) f->match.at[i] += from;
    return true;
}

static bool has_group(const facts *f, int g) {
    return g < f->match.n && f->match.at[2 * g] != GX_NO_GROUP &&
           f->match.at[2 * g] < f->match.at[2 * g + 1];
}

/* ---- what is matched ------------------------------------------------------------------------- */

/* False where there are too many pieces. */
static bool fold_more(facts *f, size_t first, size_t last) {
    if (first == last) return true;
    if (f->n_pieces == MAX_PIECES) return false;
    f->pieces[f->n_pieces++] = (piece){f->n, first, last};
    f->n = gx_fold_text(f->reader, f->n, f->text, first, last);
    return true;
}

static void fold(facts *f, size_t first, size_t last) {
    f->n = 0;
    f->n_pieces = 0;
    fold_more(f, first, last);
}

/* Where the character begins that folded[at] comes from. */
static size_t origin(const facts *f, size_t at) {
    int i = f->n_pieces - 1;
    while (f->pieces[i].n > at) i--;
    return gx_fold_origin(f->text, f->pieces[i].first, f->pieces[i].last, at - f->pieces[i].n);
}

/* Where a line begins that ends before `from`: the last one from `floor` on that has letters, or
** `floor` itself. */
static const char *line_before(const char *floor, const char *from) {
    while (from > floor) {
        const char *line = from - 1; /* its newline */
        while (line > floor && line[-1] != '\n') line--;
        if (gx_has_ideograph(line, (size_t)(from - line))) return line;
        from = line;
    }
    return floor;
}

/* Folds the lines from `tail` on in which a date may stand, and with each the line before it that
** has letters. False: all of it is to be folded. */
static bool fold_date_lines(facts *f, size_t tail) {
    const char *text = f->text, *end = text + f->size;
    const char *floor = text + tail; /* behind the last line that was folded */
    const char *without = floor;     /* up to here no word that stands with 日 */
    fold(f, tail, tail);
    for (const char *p = floor; (p = gx_next_date(p, end)) != NULL;) {
        if (gx_is_date_sign(p, end)) return false;
        const char *line = memrchr(floor, '\n', (size_t)(p - floor));
        const char *next = memchr(p, '\n', (size_t)(end - p));
        line = line ? line + 1 : floor;
        next = next ? next + 1 : end;
        bool is_day = gx_is_day(p, end);
        if (is_day && (p < without || !gx_has_month(line, next))) {
            without = next;
            p += 3;
            continue;
        }
        /* Nobody asks for the line before where the agency is known. */
        const char *before = f->out->agency[0] ? line : line_before(floor, line);
        if (!fold_more(f, (size_t)(before - text), (size_t)(line - text)) ||
            !fold_more(f, (size_t)(line - text), (size_t)(next - text)))
            return false;
        p = floor = next;
    }
    return true;
}

/* ---- what needs no pattern ------------------------------------------------------------------- */

/* True where a year may begin at p: what each pattern's YEAR begins with. */
static bool may_be_year(const char *p, const char *end) {
    static const char two[] = "二";
    if (end - p < 4) return false;
    return (*p == '1' && p[1] == '9') || (*p == '2' && p[1] == '0') || !memcmp(p, two, 3);
}

/* Without a year a line is no title. */
static bool has_year(const facts *f, size_t from, size_t to) {
    const char *p = f->reader->folded + from, *end = f->reader->folded + to;
    while (p < end && !may_be_year(p, end)) p++;
    return p < end;
}

/* A mark of Markdown, beside a title or a date. */
static bool is_mark(char c) {
    return c == '#' || c == '*';
}

/* Where a pattern has the year first, behind marks or a parenthesis at most. */
static bool begins_with_year(const facts *f, size_t from, size_t to) {
    const char *p = f->reader->folded + from, *end = f->reader->folded + to;
    while (p < end && (is_mark(*p) || *p == '(')) p++;
    return may_be_year(p, end);
}

/* ---- numbers and dates ----------------------------------------------------------------------- */

/* The value of one numeral, 〇 to 九, 十 and 元; -1: none. */
static int numeral(const char *p) {
    static const char *const numerals[] = {"〇", "一", "二", "三", "四", "五",
                                           "六", "七", "八", "九", "十"};
    for (int i = 0; i <= 10; i++)
        if (!memcmp(p, numerals[i], 3)) return i;
    if (!memcmp(p, "元", 3)) return 1; /* of 元月, January */
    return memcmp(p, "零", 3) && memcmp(p, "○", 3) ? -1 : 0;
}

/* Reads 2024, 二〇二四, 12 or 十二. */
static int read_number(const facts *f, int g) {
    if (!has_group(f, g)) return 0;
    const char *p = f->matched + f->match.at[2 * g], *end = f->matched + f->match.at[2 * g + 1];
    int value = 0;
    while (p < end) {
        if (*p >= '0' && *p <= '9') {
            value = value * 10 + (*p++ - '0');
            continue;
        }
        int n = end - p >= 3 ? numeral(p) : -1;
        if (n < 0) return 0;
        bool more = end - p > 3;
        if (n == 10)
            value = (value ? value : 1) * (more ? 1 : 10);
        else
            value = value * 10 + n;
        p += 3;
    }
    return value;
}

static gx_date make_date(int year, int month, int day) {
    gx_date none = {0, 0, 0};
    if (year < 1990 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return none;
    return (gx_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
}

/* ---- text ------------------------------------------------------------------------------------ */

/* Copies the text that folded[from, to) comes from: as printed, but without readings, on one line.
 */
static void copy_printed(const facts *f, size_t from, size_t to, char *out, size_t room) {
    out[0] = 0;
    if (from >= to) return;
    size_t start = origin(f, from), all = to - from;
    const uint8_t *base = (const uint8_t *)f->text, *p = base + start;
    if (all + 3 < room && all > 3 && gx_folds_to_itself(f->text, f->size, start, all)) {
        memcpy(out, p, all);
        out[all] = 0;
        return;
    }
    const uint8_t *end = base + origin(f, to - 1);
    if (end == p) return; /* one character is nobody's name */
    unsigned bytes;
    gx_class_at(end, base + f->size, &bytes);
    end += bytes;
    size_t n = 0;
    bool space = false, line = false; /* since the last character */
    while (p < end) {
        unsigned class = gx_class_at(p, base + f->size, &bytes);
        const uint8_t *reading = class == GX_C_OPEN ? gx_reading_end(p + bytes, end) : NULL;
        bool white = class == GX_C_SPACE || class == GX_C_TAB;
        bool mark = *p == '#' || *p == '*'; /* of Markdown */
        bool skip = white || mark || class == GX_C_SKIP || (bytes == 1 && *p >= 0x80);
        space = space || white;
        line = line || class == GX_C_NEWLINE || class == GX_C_PAGE;
        if (!reading && !skip && class != GX_C_NEWLINE && class != GX_C_PAGE) {
            if (n + bytes + 2 > room) break;
            if (space && !line && n) out[n++] = ' ';
            space = line = false;
            memcpy(out + n, p, bytes);
            n += bytes;
        }
        p = reading ? reading : p + bytes;
    }
    out[n] = 0;
}

static size_t line_end(const facts *f, size_t from) {
    const char *end = memchr(f->reader->folded + from, '\n', f->n - from);
    return end ? (size_t)(end - f->reader->folded) : f->n;
}

/* ---- title and agency ------------------------------------------------------------------------ */

static bool is_agency(facts *f, size_t from, size_t to) {
    return to - from >= 6 && to - from <= 120 && search(f, GX_PATTERN_SIGNATURE, from, to);
}

/* Takes the agency that a title names. False: it names none. */
static bool take_issuer(facts *f, size_t from, size_t to) {
    const char *folded = f->reader->folded, *first, *last;
    if (!gx_find_issuer(folded + from, folded + to, &first, &last)) return false;
    copy_printed(f, (size_t)(first - folded), (size_t)(last - folded), f->out->agency,
                 sizeof f->out->agency);
    return true;
}

static bool take_title(facts *f, size_t before, size_t before_end, size_t from, size_t to) {
    if (to - from > GX_MAX_TITLE || !has_year(f, from, to) ||
        !search(f, GX_PATTERN_TITLE, from, to))
        return false;
    size_t start = f->match.at[2], end = f->match.at[3], n = 0;
    gx_report *out = f->out;
    for (int g = 2; g <= 5; g++)
        if (has_group(f, g)) out->year = (int16_t)read_number(f, g);
    f->behind_title = to + 1;
    f->below = f->text + origin(f, end - 1);
    if (!take_issuer(f, start, end) && is_agency(f, before, before_end)) {
        copy_printed(f, f->match.at[2], f->match.at[3], out->agency, sizeof out->agency);
        n = strlen(out->agency);
        memcpy(out->title, out->agency, n);
    }
    copy_printed(f, start, end, out->title + n, sizeof out->title - n);
    return true;
}

/* Where the line ends that goes on with the one that ends at `to`, if it is short; empty lines may
** stand between them. `to`: there is none. */
static size_t next_short_line(const facts *f, size_t to) {
    const char *folded = f->reader->folded;
    size_t last = to;
    while (last + 1 < f->n && folded[last + 1] == '\n' && last - to < MAX_EMPTY) last++;
    if (to >= f->n || folded[to] == '|') return to;
    size_t end = line_end(f, last + 1);
    return end - last > MAX_WRAPPED ? to : end;
}

/* The same for a title that goes on with a few words on each of the next lines. */
static bool take_wrapped_title(facts *f, size_t before, size_t before_end, size_t from, size_t to) {
    char *folded = f->reader->folded;
    bool found = false;
    size_t end = to;
    for (int i = 0; i < MAX_LINES && !found; i++) {
        size_t next = next_short_line(f, end);
        if (next == end) break;
        end = next;
        for (size_t at = to; at < end; at++)
            if (folded[at] == '\n') folded[at] = JOINT;
        found = take_title(f, before, before_end, from, end);
        for (size_t at = to; at < end; at++)
            if (folded[at] == JOINT) folded[at] = '\n';
    }
    return found;
}

/* Where a line ends, or a cell in it. */
static size_t piece_end(const facts *f, size_t from) {
    size_t end = line_end(f, from);
    const char *bar = memchr(f->reader->folded + from, '|', end - from);
    return bar ? (size_t)(bar - f->reader->folded) : end;
}

/* The first line before section one that is a title; one with an agency is better. What begins with
** a colon names a property of the line before, in reStructuredText and Org. */
static void find_title(facts *f) {
    size_t before = 0, before_end = 0;
    for (size_t from = 0; from < f->n && !f->out->agency[0];) {
        size_t to = piece_end(f, from);
        if (to > from && f->reader->folded[from] != ':') {
            char was[sizeof f->out->title];
            was[0] = 0;
            if (f->out->title[0]) memcpy(was, f->out->title, sizeof was);
            bool found = take_title(f, before, before_end, from, to) ||
                         take_wrapped_title(f, before, before_end, from, to);
            if (found && was[0] && !f->out->agency[0]) memcpy(f->out->title, was, sizeof was);
            before = from, before_end = to;
        }
        from = to + 1;
    }
}

/* True where the text has the agency's name twice at least. */
static bool is_named_again(const facts *f) {
    size_t n = strlen(f->out->agency);
    int found = 0;
    const char *at = f->text, *end = f->text + f->size;
    while (n && found < 2 && (at = memchr(at, f->out->agency[0], (size_t)(end - at))) != NULL) {
        if ((size_t)(end - at) < n) break;
        found += !memcmp(at, f->out->agency, n);
        at++;
    }
    return found > 1;
}

/* True where folded[from, to) is one word of the text, with white space before it. */
static bool is_word(const facts *f, size_t from, size_t to) {
    const uint8_t *base = (const uint8_t *)f->text, *end = base + f->size;
    unsigned bytes;
    size_t first = origin(f, from), last = origin(f, to - 1);
    if (!first || f->text[first - 1] != ' ') return false;
    for (const uint8_t *p = base + first; p < base + last; p += bytes) {
        unsigned class = gx_class_at(p, end, &bytes);
        if (class == GX_C_SPACE || class == GX_C_TAB || class == GX_C_NEWLINE) return false;
    }
    return true;
}

/* A title that begins the text, or follows its navigation, without any line end behind it. Where
** something stands before it, only a space or another mention tells where the agency's name begins.
*/
static void find_run_on_title(facts *f) {
    if (f->out->title[0] || !search(f, GX_PATTERN_RUN_ON_TITLE, 0, f->n)) return;
    size_t start = f->match.at[4], end = f->match.at[5]; /* group 1 is the year in the look-ahead */
    int year = has_group(f, 4) ? 4 : 5;
    bool first = true, whole = is_word(f, f->match.at[6], f->match.at[7]);
    if (!take_issuer(f, start, end)) return;
    for (size_t i = 0; i < start; i++) first = first && f->reader->folded[i] == '?';
    if (!first && !whole && !is_named_again(f)) {
        f->out->agency[0] = 0;
        return;
    }
    if (!f->out->year) f->out->year = (int16_t)read_number(f, year);
    copy_printed(f, start, end, f->out->title, sizeof f->out->title);
}

/* Agency and date at the end of a text without line ends. */
static void find_run_on_signature(facts *f, size_t tail) {
    gx_match match;
    if (f->out->published.year) return;
    if (gx_match_by_hand(GX_PATTERN_RUN_ON_SIGNATURE, f->reader->folded, f->n, &match) ==
            GX_DIFFERS &&
        !f->reader->patterns_only)
        return;
    fold(f, tail, f->size); /* with all that is behind */
    if (!search(f, GX_PATTERN_RUN_ON_SIGNATURE, 0, f->n)) return;
    f->out->published = make_date(read_number(f, 2), read_number(f, 3), read_number(f, 4));
    if (f->out->agency[0] || !has_group(f, 1)) return;
    copy_printed(f, f->match.at[2], f->match.at[3], f->out->agency, sizeof f->out->agency);
}

static void find_meta_agency(facts *f) {
    if (f->out->agency[0] ||
        (!search(f, GX_PATTERN_PUBLISHER, 0, f->n) && !search(f, GX_PATTERN_SOURCE, 0, f->n)))
        return;
    char *agency = f->out->agency;
    copy_printed(f, f->match.at[2], f->match.at[3], agency, sizeof f->out->agency);
    /* Where no line ends, the text goes on behind a space. */
    char *space = strchr(agency, ' ');
    if (space && gx_agency_end(agency, (size_t)(space - agency))) *space = 0;
}

/* An agency alone on the line below the title, as on a cover. */
static void find_agency_below(facts *f) {
    size_t from = f->behind_title;
    if (!from || f->out->agency[0]) return;
    while (from < f->n && f->reader->folded[from] == '\n') from++;
    if (from < f->n && is_agency(f, from, piece_end(f, from)))
        copy_printed(f, f->match.at[2], f->match.at[3], f->out->agency, sizeof f->out->agency);
}

/* ---- dates ----------------------------------------------------------------------------------- */

/* Takes the period that was matched. */
static void take_period(facts *f) {
    int first = read_number(f, 1), last = has_group(f, 4) ? read_number(f, 4) : first;
    gx_date start = make_date(first, read_number(f, 2), read_number(f, 3));
    gx_date end = make_date(last, read_number(f, 5), read_number(f, 6));
    if (!start.year || !end.year || end.year != start.year) return;
    f->out->period_start = start;
    f->out->period_end = end;
    f->out->year = start.year;
}

static void find_period(facts *f) {
    if (!f->out->period_start.year && search(f, GX_PATTERN_PERIOD, 0, f->n)) take_period(f);
}

/* Of a day and an hour that ran together in folded text, as 2024-1-2 9:30, leaves the day. */
static void part_from_hour(facts *f, int g) {
    size_t first = f->match.at[2 * g], last = f->match.at[2 * g + 1];
    const uint8_t *base = (const uint8_t *)f->text;
    unsigned bytes;
    if (last - first != 2) return;
    gx_class_at(base + origin(f, first), base + f->size, &bytes);
    if (origin(f, first + 1) != origin(f, first) + bytes) f->match.at[2 * g + 1]--;
}

/* `whole`: no lines were joined. */
static void find_meta_date(facts *f, bool whole) {
    if (f->out->published.year ||
        (!search(f, GX_PATTERN_PUBLISHED, 0, f->n) && !search(f, GX_PATTERN_META_DATE, 0, f->n)))
        return;
    if (whole) part_from_hour(f, 3);
    f->out->published = make_date(read_number(f, 1), read_number(f, 2), read_number(f, 3));
}

/* True where a line ends right behind the name of a date, or in it. */
static bool is_date_wrapped(const facts *f) {
    enum { MOST = 12 }; /* bytes of a date */
    const char *p = f->reader->folded, *end = p + f->n;
    for (; (p = memchr(p, ':', (size_t)(end - p))) != NULL; p++) {
        size_t rest = (size_t)(end - p);
        bool named =
            p - f->reader->folded >= 3 && (!memcmp(p - 3, "期", 3) || !memcmp(p - 3, "间", 3));
        if (named && memchr(p, '\n', rest < MOST ? rest : MOST)) return true;
    }
    return false;
}

/* Takes the date of a line, with the agency in front of it or, alone, on the line before. */
static void take_signature(facts *f, size_t before, size_t before_end, size_t from, size_t to) {
    if (to - from > MAX_SIGNATURE) return;
    bool alone = begins_with_year(f, from, to) && search(f, GX_PATTERN_DATE_LINE, from, to);
    if (!alone && (!has_year(f, from, to) || !search(f, GX_PATTERN_SIGNED_DATE, from, to))) return;
    int g = alone ? 1 : 2; /* the year's group */
    gx_date date = make_date(read_number(f, g), read_number(f, g + 1), read_number(f, g + 2));
    if (!date.year) return;
    bool wanted = f->spaced || !f->out->agency[0]; /* else nobody asks whether it is named */
    bool named = wanted && (!alone || is_agency(f, before, before_end));
    bool below = f->behind_title && from == f->behind_title;
    if (f->spaced && !named && !below) return;
    if (!f->out->published.year) f->out->published = date;
    if (f->out->agency[0] || !named) return;
    copy_printed(f, f->match.at[2], f->match.at[3], f->out->agency, sizeof f->out->agency);
}

/* What may stand around an agency or a date that has a line of its own: also a cell's ends. */
static bool is_around(char c) {
    return is_mark(c) || c == '|';
}

/* A date near the end, or below the title, with the agency. */
static void find_signature(facts *f, size_t start) {
    size_t before = start, before_end = start;
    for (size_t from = start; from < f->n;) {
        size_t to = line_end(f, from), first = from, last = to;
        while (first < last && is_around(f->reader->folded[first])) first++;
        while (last > first && is_around(f->reader->folded[last - 1])) last--;
        take_signature(f, before, before_end, first, last);
        if (last > first) before = first, before_end = last;
        from = to + 1;
    }
}

/* A date in digits and signs, as 2024-1-26, that stands alone on a line of text[from, to), with the
** agency on the line before it. */
static void find_bare_date(facts *f, const char *from, const char *to) {
    int date[3];
    const char *line;
    if (f->out->published.year) return;
    if (!(line = gx_find_bare_date(from, to, f->out->year, date))) return;
    f->out->published = make_date(date[0], date[1], date[2]);
    if (f->out->agency[0] || !f->out->published.year) return;
    const char *before = line_before(from, line);
    fold(f, (size_t)(before - f->text), (size_t)(line - f->text));
    if (is_agency(f, 0, line_end(f, 0)))
        copy_printed(f, f->match.at[2], f->match.at[3], f->out->agency, sizeof f->out->agency);
}

static void find_year(facts *f) {
    if (f->out->year) return;
    if (search(f, GX_PATTERN_YEAR_OF_REPORT, 0, f->n) || search(f, GX_PATTERN_ANY_YEAR, 0, f->n))
        f->out->year = (int16_t)read_number(f, 1);
}

/* ---- script ---------------------------------------------------------------------------------- */

/* Traditional where more than one ideograph in twenty is one that Simplified does not have. */
uint8_t gx_tell_script(const char *text, size_t size) {
    const uint8_t *p = (const uint8_t *)text, *end = p + size;
    unsigned ideographs = 0, traditional = 0;
    while (p < end && ideographs < 2000) {
        if (!gx_is_ideograph(p, end)) {
            p++; /* no ideograph begins within another character */
            continue;
        }
        unsigned c = (*p & 15u) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
        bool ideograph = c >= 0x4E00 && c < 0xA000;
        ideographs += ideograph;
        traditional += ideograph && gx_fold[gx_fold_page[c >> 6]][c & 63];
        p += 3;
    }
    if (!ideographs) return GX_SCRIPT_NONE;
    return traditional * 20 > ideographs ? GX_HANT : GX_HANS;
}

/* ---- all of them ----------------------------------------------------------------------------- */

/* Takes the line ends out of the folded text: a sentence goes on across them. Where a byte comes
** from cannot be told afterwards. */
static void join_lines(facts *f) {
    char *folded = f->reader->folded;
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++) {
        if (folded[i] == '\n') continue;
        folded[n++] = folded[i];
    }
    folded[n] = 0;
    f->n = n;
}

/* Title, agency and period from what stands before section one, where it is plain. */
static bool read_opening(facts *f, size_t n) {
    gx_opening opening;
    if (f->reader->patterns_only || !gx_read_opening(f->text, n, &opening)) return false;
    memcpy(f->out->title, opening.title, opening.title_size);
    memcpy(f->out->agency, opening.title, opening.agency_size);
    f->out->title[opening.title_size] = 0;
    f->out->agency[opening.agency_size] = 0;
    f->out->year = opening.year;
    f->below = opening.title + opening.title_size - 3;
    if (!opening.has_period) return true;
    f->match = opening.period;
    f->matched = opening.dates;
    take_period(f);
    f->matched = f->reader->folded;
    return true;
}

/* Where no line ends in text[from, to), the spaces tell where lines ended. Finds a title between
** them, and agency and date behind it; or with `tail`, agency and date alone. */
static void find_between_spaces(facts *f, size_t from, size_t to, bool tail) {
    char spaced[HEAD_BYTES];
    const char *text = f->text, *below = f->below;
    const uint8_t *p = (const uint8_t *)text + from, *end = (const uint8_t *)text + to;
    size_t size = f->size, n = to - from;
    unsigned bytes;
    if (memchr(text + from, '\n', n)) return;
    memcpy(spaced, p, n);
    for (const uint8_t *q = p; q < end; q += bytes) {
        unsigned class = gx_class_at(q, end, &bytes);
        if (class == GX_C_SPACE || class == GX_C_TAB) memset(spaced + (q - p), '\n', bytes);
    }
    f->text = spaced;
    f->size = n;
    f->spaced = true;
    fold(f, 0, n);
    f->behind_title = 0;
    if (!tail) {
        find_title(f);
        find_agency_below(f);
    }
    if (!f->out->published.year && (tail || f->behind_title)) find_signature(f, f->behind_title);
    f->text = text;
    f->size = size;
    f->spaced = false;
    f->below = below; /* a title that was found here is none of the text's lines */
}

static void find_in_opening(facts *f, size_t n) {
    fold(f, 0, n);
    find_title(f);
    find_run_on_title(f);
    if (!f->out->title[0]) {
        find_between_spaces(f, 0, n, false);
        fold(f, 0, n);
        f->behind_title = 0;
    }
    find_meta_date(f, true);
    find_agency_below(f);
    find_meta_agency(f);
    find_period(f);
    if (!f->out->published.year && f->behind_title) find_signature(f, f->behind_title);
    if (f->out->published.year || !is_date_wrapped(f)) return;
    join_lines(f);
    find_meta_date(f, false);
}

gx_rc gx_find_facts(gx_reader *reader, const char *text, size_t size, gx_report *out) {
    facts f;
    f.reader = reader;
    f.text = text;
    f.size = size;
    f.out = out;
    f.matched = reader->folded;
    f.behind_title = 0;
    f.below = NULL;
    f.spaced = false;
    f.rc = GX_OK;
    size_t head = size < HEAD_BYTES ? size : HEAD_BYTES;
    size_t tail = size < TAIL_BYTES ? 0 : size - TAIL_BYTES;
    size_t opening = head; /* up to the first section */
    for (int n = 0; n < GX_SECTIONS; n++)
        if (out->sections[n].n && out->sections[n].heading.start < opening)
            opening = out->sections[n].heading.start;

    if (!read_opening(&f, opening)) find_in_opening(&f, opening);
    if (!out->period_start.year || !out->year) {
        fold(&f, 0, head);
        join_lines(&f);
        find_period(&f);
        find_year(&f);
    }
    if (reader->patterns_only || !fold_date_lines(&f, tail)) fold(&f, tail, size);
    find_signature(&f, 0);
    find_run_on_signature(&f, tail);
    find_meta_date(&f, true);
    if (!out->published.year) find_between_spaces(&f, tail, size, true);
    if (f.below) find_bare_date(&f, f.below, text + opening);
    find_bare_date(&f, text + tail, text + size);
    return f.rc;
}
