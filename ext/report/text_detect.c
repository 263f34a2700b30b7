/*
** text_detect.c: in which charset bytes are.
**
** In:  bytes that nobody vouches for.
** Out: a stream opened in their charset.
**
** The order of the evidence: a byte order mark; valid UTF-8 (chance does not make it); the
** frequency of UTF-16's code units; mostly valid UTF-8, that is to say damaged UTF-8; then GB18030
** against Big5 by decoding the beginning with both and counting the characters that these reports
** are full of. What <meta charset> claims comes last: it tips the scales between GB18030 and Big5,
** and it is believed for another charset only where neither of them gives Chinese.
*/
#include "text_room.h"

#include <string.h>

enum {
    META_REACH = 4096, /* how far into the bytes a <meta> is looked for */
    SAMPLE = 400,      /* so many characters beyond ASCII are enough to tell */
    SAMPLE_UNITS = 2048,
};

/* The characters that are frequent in reports, in both scripts. Among Chinese text of any kind they
** make up a quarter and more; among the characters that a wrong charset gives, next to nothing. */
static const UChar frequent[] = u"政府信息公开年度报告工作的申请行政机关主动条例及其他情况数量处理"
                                u"规定法律服务结果维持总计不予本"
                                u"公開資訊檔案報務關條數請處結維總計區對來會發現國與項網為個無業單"
                                u"經專機構決審訴議複復減許費購罰"
                                u"区对来会发现国与项网为个无业单经专构决审诉议许费购罚减一二三四五"
                                u"六七八九十年月日在是有人和于大中上"
                                u"市县镇乡街道办事处科技自然商社益组织查制件新收纠正未复提供内容要"
                                u"求加强建设进问题改进方面根据各类以"
                                u"，。、：；（）“”《》－　";

/* A set of the code units 0 to 0xFFFF. */
typedef struct unit_set {
    uint8_t bits[65536 / 8];
} unit_set;

static void fill_frequent(unit_set *set) {
    memset(set, 0, sizeof *set);
    for (const UChar *c = frequent; *c; c++) set->bits[*c >> 3] |= (uint8_t)(1u << (*c & 7));
}

static bool has_unit(const unit_set *set, uint32_t code) {
    return code <= 0xFFFF && (set->bits[code >> 3] >> (code & 7) & 1);
}

/* ---- byte order marks ------------------------------------------------------------------------ */

static const struct {
    const char *name;
    const char *bytes;
    size_t size;
} marks[] = {
    {"UTF-8", "\xEF\xBB\xBF", 3},
    {"UTF-32LE", "\xFF\xFE\0\0", 4}, /* before UTF-16LE, whose mark it begins with */
    {"UTF-32BE", "\0\0\xFE\xFF", 4},
    {"UTF-16LE", "\xFF\xFE", 2},
    {"UTF-16BE", "\xFE\xFF", 2},
    {"gb18030", "\x84\x31\x95\x33", 4},
};

size_t gx_mark_length(const char *name, const char *bytes, size_t size) {
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (strcmp(marks[i].name, name) == 0 && size >= marks[i].size &&
            memcmp(bytes, marks[i].bytes, marks[i].size) == 0) {
            return marks[i].size;
        }
    }
    return 0;
}

/* The charset whose mark stands in front, or NULL. */
static const char *marked_charset(const char *bytes, size_t size) {
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (gx_mark_length(marks[i].name, bytes, size)) return marks[i].name;
    }
    return NULL;
}

/* ---- UTF-8 ----------------------------------------------------------------------------------- */

/* What bytes look like as UTF-8. */
typedef struct utf8_look {
    size_t good; /* bytes in valid characters beyond ASCII */
    size_t bad;  /* bytes in none; a character cut off by the end counts as neither */
    size_t nul;
} utf8_look;

int gx_utf8_length(const unsigned char *b, size_t n) {
    unsigned char low = 0x80, high = 0xBF; /* the bounds of the second byte */
    int length = b[0] < 0xC2 ? 0 : b[0] < 0xE0 ? 2 : b[0] < 0xF0 ? 3 : b[0] < 0xF5 ? 4 : 0;
    if (length == 0) return 0;
    if (b[0] == 0xE0) low = 0xA0;
    if (b[0] == 0xED) high = 0x9F; /* no surrogates */
    if (b[0] == 0xF0) low = 0x90;
    if (b[0] == 0xF4) high = 0x8F;
    for (int i = 1; i < length; i++) {
        if ((size_t)i >= n) return -1;
        if (b[i] < low || b[i] > high) return 0;
        low = 0x80, high = 0xBF;
    }
    return length;
}

static utf8_look look_at_utf8(const char *bytes, size_t size) {
    utf8_look look = {0, 0, 0};
    const unsigned char *b = (const unsigned char *)bytes;
    for (size_t i = 0; i < size;) {
        if (b[i] < 0x80) {
            look.nul += b[i++] == 0;
            continue;
        }
        int length = gx_utf8_length(b + i, size - i);
        if (length < 0) break;
        if (length == 0) look.bad++, i++;
        if (length > 0) look.good += (size_t)length, i += (size_t)length;
    }
    return look;
}

/* ---- UTF-16 ---------------------------------------------------------------------------------- */

static bool plain_ascii(uint32_t code) {
    return (code >= 0x20 && code < 0x7F) || code == '\n' || code == '\r' || code == '\t';
}

/* Printed ASCII and frequent characters among the first units, read in one of the byte orders. */
static size_t count_utf16(const unsigned char *b, size_t units, int high, const unit_set *set) {
    size_t known = 0;
    for (size_t i = 0; i < units; i++) {
        uint32_t code = (uint32_t)b[2 * i + (size_t)high] << 8 | b[2 * i + (size_t)!high];
        known += plain_ascii(code) || has_unit(set, code);
    }
    return known;
}

static const char *look_at_utf16(const char *bytes, size_t size, const unit_set *set) {
    const unsigned char *b = (const unsigned char *)bytes;
    size_t units = size / 2 < SAMPLE_UNITS ? size / 2 : SAMPLE_UNITS;
    size_t little = count_utf16(b, units, 1, set);
    size_t big = count_utf16(b, units, 0, set);
    if ((little > big ? little : big) * 4 <= units) return NULL;
    return little >= big ? "UTF-16LE" : "UTF-16BE";
}

const char *gx_guess_utf16(const char *bytes, size_t size) {
    unit_set set;
    fill_frequent(&set);
    return look_at_utf16(bytes, size, &set);
}

/* ---- <meta charset> -------------------------------------------------------------------------- */

typedef struct scan {
    const char *at, *end;
} scan;

/* True, and moves behind it, where `word` (in small letters) comes next, in letters of any case. */
static bool take(scan *s, const char *word) {
    size_t n = strlen(word);
    if ((size_t)(s->end - s->at) < n) return false;
    for (size_t i = 0; i < n; i++) {
        char c = s->at[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c + ('a' - 'A'));
        if (c != word[i]) return false;
    }
    s->at += n;
    return true;
}

static bool among(char c, const char *set) {
    return c != '\0' && strchr(set, c) != NULL;
}

static void skip_space(scan *s) {
    while (s->at < s->end && among(*s->at, " \t\r\n\f")) s->at++;
}

/* The charset named in the tag that s->at is in, `key` = label: into *name, NULL where it names
** none that is known. Leaves s->at at the end of the tag. */
static gx_decode_rc charset_in_tag(scan *s, const char *key, const char **name) {
    *name = NULL;
    while (s->at < s->end && *s->at != '>') {
        if (*name || !take(s, key)) {
            s->at++;
            continue;
        }
        skip_space(s);
        if (!take(s, "=")) continue;
        skip_space(s);
        if (!take(s, "\"")) take(s, "'");
        const char *label = s->at;
        while (s->at < s->end && !among(*s->at, " \t\r\n\f\"';/>?")) s->at++;
        gx_decode_rc rc = gx_charset_name(label, (size_t)(s->at - label), name);
        if (rc == GX_DECODE_NOMEM) return rc;
    }
    return GX_DECODED;
}

/* What the page claims to be in: <meta charset="…">, <meta http-equiv content="…; charset=…">,
** <?xml encoding="…"?>. *name is NULL where it claims nothing that is known. */
static gx_decode_rc claimed_charset(const char *bytes, size_t size, const char **name) {
    scan s = {bytes, bytes + (size < META_REACH ? size : META_REACH)};
    gx_decode_rc rc = GX_DECODED;
    *name = NULL;
    while (rc == GX_DECODED && !*name) {
        s.at = s.at < s.end ? memchr(s.at, '<', (size_t)(s.end - s.at)) : NULL;
        if (!s.at) break;
        if (take(&s, "<!--")) {
            while (s.at < s.end && !take(&s, "-->")) s.at++;
        } else if (take(&s, "<meta")) {
            rc = charset_in_tag(&s, "charset", name);
        } else if (take(&s, "<?xml")) {
            rc = charset_in_tag(&s, "encoding", name);
        } else {
            s.at++;
        }
    }
    return rc;
}

/* ---- GB18030 or Big5 ------------------------------------------------------------------------- */

/* How much like a report the bytes are in one charset. */
typedef struct likeness {
    gx_stream stream;
    int others; /* characters beyond ASCII, up to SAMPLE */
    int score;  /* 4 for a frequent one, -8 for damage */
} likeness;

static gx_decode_rc weigh(likeness *like, const char *name, const char *bytes, size_t size,
                          const unit_set *set) {
    *like = (likeness){.others = 0};
    gx_decode_rc rc = gx_stream_open(&like->stream, name, bytes, size);
    if (rc != GX_DECODED) return rc;
    gx_char chars[256];
    size_t n = 1;
    while (n > 0 && like->others < SAMPLE) {
        n = gx_stream_read(&like->stream, chars, sizeof chars / sizeof chars[0]);
        for (size_t i = 0; i < n; i++) {
            if (chars[i].code < 0x80) continue;
            like->others++;
            if (chars[i].code == GX_REPLACEMENT) like->score -= 8;
            if (has_unit(set, chars[i].code)) like->score += 4;
        }
    }
    if (like->stream.failed) return GX_DECODE_NOMEM;
    gx_stream_rewind(&like->stream);
    return GX_DECODED;
}

/* Weighs the bytes in both charsets, or in GB18030 alone where that settles it. */
static gx_decode_rc weigh_both(likeness like[2], const char *const names[2], const char *bytes,
                               size_t size, bool says_big5, const unit_set *set) {
    like[0] = like[1] = (likeness){.others = 0};
    gx_decode_rc rc = weigh(&like[0], names[0], bytes, size, set);
    if (rc == GX_DECODED && !says_big5 && like[0].score > like[0].others) return rc;
    if (rc == GX_DECODED) rc = weigh(&like[1], names[1], bytes, size, set);
    if (rc == GX_DECODED) return rc;
    gx_stream_close(&like[0].stream);
    gx_stream_close(&like[1].stream);
    return rc;
}

/* Opens the bytes as GB18030 or Big5, whichever makes more of them, or as `claim` (NULL: none). */
static gx_decode_rc choose(gx_stream *stream, const char *bytes, size_t size, const char *claim,
                           const unit_set *set) {
    const char *names[2];
    gx_decode_rc rc = gx_charset_name("gb18030", 7, &names[0]);
    if (rc == GX_DECODED) rc = gx_charset_name("big5", 4, &names[1]);
    if (rc != GX_DECODED) return rc;
    bool says_gb = claim && strcmp(claim, names[0]) == 0;
    bool says_big5 = claim && strcmp(claim, names[1]) == 0;

    likeness like[2];
    rc = weigh_both(like, names, bytes, size, says_big5, set);
    if (rc != GX_DECODED) return rc;
    if (says_gb) like[0].score += 1 + like[0].others / 32;
    if (says_big5) like[1].score += 1 + like[1].others / 32;
    int best = like[1].stream.converter && like[1].score > like[0].score;
    *stream = like[best].stream;
    gx_stream_close(&like[!best].stream);
    bool says_other = claim && !says_gb && !says_big5 && strcmp(claim, "UTF-8") != 0;
    if (!says_other || like[best].score > like[best].others / 2) return GX_DECODED;
    gx_stream_close(stream);
    return gx_stream_open(stream, claim, bytes, size);
}

/* ---- all together ---------------------------------------------------------------------------- */

gx_decode_rc gx_detect(gx_stream *stream, const char *bytes, size_t size) {
    const char *mark = marked_charset(bytes, size);
    if (mark) return gx_stream_open(stream, mark, bytes, size);
    utf8_look look = look_at_utf8(bytes, size);
    if (look.bad == 0 && look.nul * 20 <= size) return gx_stream_open(stream, "UTF-8", bytes, size);

    unit_set set;
    fill_frequent(&set);
    const char *utf16 = look_at_utf16(bytes, size, &set);
    if (utf16) return gx_stream_open(stream, utf16, bytes, size);
    if (look.good > look.bad || look.bad == 0) return gx_stream_open(stream, "UTF-8", bytes, size);
    const char *claim;
    gx_decode_rc rc = claimed_charset(bytes, size, &claim);
    return rc == GX_DECODED ? choose(stream, bytes, size, claim, &set) : rc;
}
