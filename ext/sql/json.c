/*
** json.c: a report as JSON, for gx_parse(body).
**
** In: a report that was read, with its text. Out: the JSON object that README.md describes, in a
** buffer. Writers take the place to write at and return the place behind what they wrote; room
** is made beforehand, for the tables at once and for each text by its length.
**
** What stands between the values of a form's tables is always the same. It is made once, as a
** frame: a text for each cell and one for the end.
*/
#include "sql.h"

#include <stddef.h>
#include <string.h>

enum {
    ROOM_CELL = 80,   /* of a cell: its code, its number, what stands between */
    ROOM_ITEM = 64,   /* of an item: its code, what stands around its cells */
    ROOM_FACTS = 512, /* of all codes and numbers outside the tables */
    ROOM_ESCAPED = 6, /* of a byte of text: \u001f */
    ROOM_DOUBT = 160, /* of a doubt without its text */
    MAX_ITEMS = GX_D_ITEMS + GX_R_ITEMS + GX_P_ITEMS,
    FRAME_BYTES = 8192, /* of the longest frame, and COPIED more */
    COPIED = 32,        /* bytes that are copied at once, whatever is behind a text */
};

/* Where a frame_cell is an amount: look_of no cell. */
#define REAL (~(uint32_t)0)

/* The text before a cell's value, and the cell. */
typedef struct frame_cell {
    uint16_t n; /* bytes */
    uint16_t slot;
    uint32_t plain; /* look_of a cell that is read, an integer; or REAL */
} frame_cell;

struct gx_json_frame {
    int n_cells;
    uint16_t end; /* where the text behind the last value begins ... */
    uint16_t n;   /* ... and its bytes */
    frame_cell cells[GX_SLOTS];
    char bytes[FRAME_BYTES];
};

static char *put(char *at, const char *text) {
    size_t n = strlen(text);
    memcpy(at, text, n);
    return at + n;
}

/* "code": */
static char *put_name(char *at, const char *code) {
    *at++ = '"';
    at = put(at, code);
    *at++ = '"';
    *at++ = ':';
    return at;
}

/* A static code in quotes, or null. */
static char *put_code(char *at, const char *code) {
    if (!code) return put(at, "null");
    *at++ = '"';
    at = put(at, code);
    *at++ = '"';
    return at;
}

/* Digits of a number, at least `width` of them. */
static char *put_digits(char *at, uint64_t value, int width) {
    char digits[24];
    int n = 0;
    do {
        digits[n++] = (char)('0' + value % 10);
        value /= 10;
    } while (value || n < width);
    while (n > 0) *at++ = digits[--n];
    return at;
}

/* The digits of 0 to 9999, as four bytes of a number: the first one lowest. */
static inline uint32_t four_digits(unsigned value) {
    static const char two[] = "00010203040506070809101112131415161718192021222324"
                              "25262728293031323334353637383940414243444546474849"
                              "50515253545556575859606162636465666768697071727374"
                              "75767778798081828384858687888990919293949596979899";
    uint16_t left, right;
    unsigned hundreds = value * 5243 >> 19;
    memcpy(&left, two + 2 * hundreds, sizeof left);
    memcpy(&right, two + 2 * (value - hundreds * 100), sizeof right);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    left = __builtin_bswap16(left), right = __builtin_bswap16(right);
#endif
    return (uint32_t)right << 16 | left;
}

/* Puts them, and moves behind the first n. */
static inline char *put_four(char *at, uint32_t digits, unsigned n) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    digits = __builtin_bswap32(digits);
#endif
    memcpy(at, &digits, sizeof digits);
    return at + n;
}

/* Writes 0 to 9999, as most numbers are; without a branch, as nobody can tell how many digits the
** next one has. Needs room for four bytes. */
static inline char *put_small(char *at, unsigned value) {
    uint32_t digits = four_digits(value);
    /* The noughts in front, in bits; the last digit always stays. */
    unsigned noughts = (unsigned)__builtin_ctz((digits & 0x000F0F0F) | 1u << 24) & 0x18;
    return put_four(at, digits >> noughts, 4 - noughts / 8);
}

/* Needs room for 24 bytes. */
static char *put_integer(char *at, int64_t value) {
    if ((uint64_t)value < 10000) return put_small(at, (unsigned)value);
    if ((uint64_t)value < 100000000) {
        at = put_small(at, (unsigned)value / 10000);
        return put_four(at, four_digits((unsigned)value % 10000), 4);
    }
    if (value >= 0) return put_digits(at, (uint64_t)value, 1);
    *at++ = '-';
    return put_digits(at, 0 - (uint64_t)value, 1);
}

/* An amount, exactly as its digits say; always with a decimal point. */
static char *put_amount(char *at, const gx_cell *cell) {
    uint64_t magnitude = cell->value < 0 ? 0 - (uint64_t)cell->value : (uint64_t)cell->value;
    uint64_t unit = 1;
    for (int i = 0; i < cell->scale; i++) unit *= 10;
    if (cell->value < 0) *at++ = '-';
    at = put_digits(at, magnitude / unit, 1);
    *at++ = '.';
    return put_digits(at, magnitude % unit, cell->scale ? cell->scale : 1);
}

/* The value of a cell, or null. Not in the loop below, which is the faster for being short. */
__attribute__((noinline)) static char *put_value(char *at, const gx_cell *cell, bool real) {
    if (!cell->has_value) return put(at, "null");
    return real ? put_amount(at, cell) : put_integer(at, cell->value);
}

/* How many bytes at text[0..n) form one valid character; 0: none. */
static size_t valid_character(const unsigned char *text, size_t n) {
    unsigned char lead = text[0];
    size_t length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (lead > 0xf4 || length > n) return 0;
    for (size_t i = 1; i < length; i++)
        if ((text[i] & 0xc0) != 0x80) return 0;
    bool beyond = (lead == 0xe0 && text[1] < 0xa0) || (lead == 0xed && text[1] > 0x9f) ||
                  (lead == 0xf0 && text[1] < 0x90) || (lead == 0xf4 && text[1] > 0x8f);
    return beyond ? 0 : length;
}

/* One character of a text, or one byte that is none; moves `*i` behind it. */
static char *put_character(char *at, const char *text, size_t *i, size_t n) {
    static const char hex[] = "0123456789abcdef";
    unsigned char c = (unsigned char)text[*i];
    size_t length = valid_character((const unsigned char *)text + *i, n - *i);
    *i += length ? length : 1;
    if (length == 0) return put(at, "\xef\xbf\xbd");
    if (c < 0x20) {
        at = put(at, "\\u00");
        *at++ = hex[c >> 4];
        *at++ = hex[c & 15];
        return at;
    }
    if (c == '"' || c == '\\') *at++ = '\\';
    memcpy(at, text + *i - length, length);
    return at + length;
}

/* A text in quotes. Needs ROOM_ESCAPED for each byte and two more. */
static char *put_text(char *at, const char *text, size_t n) {
    *at++ = '"';
    for (size_t i = 0; i < n;) {
        const unsigned char *p = (const unsigned char *)text + i;
        if (n - i >= 3 && p[0] >= 0xe4 && p[0] <= 0xe9 && ((p[1] & p[2]) & 0xc0) == 0x80 &&
            !((p[1] | p[2]) & 0x40)) { /* an ideograph, as most are */
            memcpy(at, p, 3);
            at += 3;
            i += 3;
        } else if (*p >= '0' && *p <= '9') {
            *at++ = (char)*p;
            i++;
        } else {
            at = put_character(at, text, &i, n);
        }
    }
    *at++ = '"';
    return at;
}

static char *put_terminated(char *at, const char *text) {
    return text[0] ? put_text(at, text, strlen(text)) : put(at, "null");
}

static char *put_date(char *at, const gx_date *date) {
    char text[16];
    if (!gx_write_date(date, text)) return put(at, "null");
    *at++ = '"';
    memcpy(at, text, 10); /* YYYY-MM-DD */
    at[10] = '"';
    return at + 11;
}

/* {"form":…,"title":…,"agency":…,"year":…,"published":…,"period":[…,…] */
static char *put_facts(char *at, const gx_report *report) {
    at = put(at, "{\"form\":");
    at = put_code(at, gx_form_names[report->form]);
    at = put(at, ",\"title\":");
    at = put_terminated(at, report->title);
    at = put(at, ",\"agency\":");
    at = put_terminated(at, report->agency);
    at = put(at, ",\"year\":");
    at = report->year ? put_integer(at, report->year) : put(at, "null");
    at = put(at, ",\"published\":");
    at = put_date(at, &report->published);
    at = put(at, ",\"period\":[");
    at = put_date(at, &report->period_start);
    *at++ = ',';
    at = put_date(at, &report->period_end);
    *at++ = ']';
    return at;
}

/* Status, scale, unit and has_value of a cell, to be compared at once. */
static inline uint32_t look_of(const gx_cell *cell) {
    uint32_t look;
    _Static_assert(offsetof(gx_cell, has_value) == offsetof(gx_cell, status) + 3, "one word");
    memcpy(&look, (const char *)cell + offsetof(gx_cell, status), sizeof look);
    return look;
}

/* Notes that a cell's value follows what was written up to `at`. Returns where to go on. */
static char *add_cell(gx_json_frame *frame, char *at, int slot, bool real) {
    const gx_cell plain = {.status = GX_READ, .has_value = true};
    frame_cell *cell = &frame->cells[frame->n_cells++];
    cell->n = (uint16_t)(at - frame->bytes - frame->end);
    cell->slot = (uint16_t)slot;
    cell->plain = real ? REAL : look_of(&plain);
    frame->end = (uint16_t)(at - frame->bytes);
    return at;
}

/* ,"topic":{item:{measure:value,…},…} */
static char *frame_topic(gx_json_frame *frame, char *at, const gx_report *report, gx_topic topic) {
    const gx_table *table = &gx_tables[topic];
    *at++ = ',';
    at = put_name(at, table->code);
    const char *items = "{";
    for (int i = 0; i < table->n_items; i++) {
        if (!gx_has_item(report, topic, i)) continue;
        at = put(at, items);
        at = put_name(at, table->items[i].code);
        const char *measures = "{";
        for (int m = 0; m < table->n_measures; m++) {
            if (!gx_has_cell(report, topic, i, m)) continue;
            at = put(at, measures);
            at = put_name(at, table->measures[m].code);
            at = add_cell(frame, at, gx_slot(topic, i, m), table->measures[m].real);
            measures = ",";
        }
        at = put(at, "}");
        items = ",";
    }
    return put(at, "}");
}

/* The frame of a report's form, made where it was not yet. NULL: no memory. */
static const gx_json_frame *frame_of(gx_json *json, const gx_report *report) {
    int which = (report->form == GX_FORM_2021) * 2 + report->other_split;
    if (json->frames[which]) return json->frames[which];
    gx_json_frame *frame = sqlite3_malloc64(sizeof *frame);
    if (!frame) return NULL;
    memset(frame, 0, sizeof *frame);
    char *at = frame->bytes;
    for (int t = 0; t < GX_TOPICS; t++) at = frame_topic(frame, at, report, (gx_topic)t);
    frame->n = (uint16_t)(at - frame->bytes - frame->end);
    json->frames[which] = frame;
    return frame;
}

void gx_json_free(gx_json *json) {
    for (int i = 0; i < GX_JSON_FRAMES; i++) sqlite3_free(json->frames[i]);
}

/* Copies n bytes, and may write and read COPIED bytes more. */
static inline char *put_frame(char *at, const char *text, size_t n) {
    memcpy(at, text, COPIED);
    for (size_t i = COPIED; i < n; i += COPIED) memcpy(at + i, text + i, COPIED);
    return at + n;
}

/* All tables. Needs COPIED bytes more than what they take. `*doubts` is whether a cell is in
** doubt. */
static char *put_tables(char *at, const gx_json_frame *frame, const gx_report *report,
                        bool *doubts) {
    const frame_cell *place = frame->cells, *last = place + frame->n_cells;
    const char *text = frame->bytes;
    *doubts = false;
    for (; place < last; place++) {
        const gx_cell *cell = &report->cells[place->slot];
        size_t n = place->n;
        at = put_frame(at, text, n);
        text += n;
        if (look_of(cell) == place->plain && (uint64_t)cell->value < 10000) { /* as most are */
            at = put_small(at, (unsigned)cell->value);
        } else {
            at = put_value(at, cell, place->plain == REAL);
            *doubts = *doubts || gx_in_doubt(cell);
        }
    }
    return put_frame(at, text, frame->n);
}

/* ,"checks":{"held":…,"failed":…,"unknown":…} */
static char *put_checks(char *at, const gx_report *report) {
    int assessed, failed = gx_count_failures(report, &assessed);
    at = put(at, ",\"checks\":{\"held\":");
    at = put_integer(at, assessed - failed);
    at = put(at, ",\"failed\":");
    at = put_integer(at, failed);
    at = put(at, ",\"unknown\":");
    at = put_integer(at, gx_count_checks(report) - assessed);
    *at++ = '}';
    return at;
}

/* "topic.item.measure" */
static char *put_key(char *at, int slot) {
    const gx_table *table = &gx_tables[gx_topic_of(slot)];
    *at++ = '"';
    at = put(at, table->code);
    *at++ = '.';
    at = put(at, table->items[gx_item_of(slot)].code);
    *at++ = '.';
    at = put(at, table->measures[gx_measure_of(slot)].code);
    *at++ = '"';
    return at;
}

/* {"key":…,"status":…,"text":…}, */
static void write_doubt(gx_buffer *out, const gx_parsed *parsed, int slot) {
    const gx_cell *cell = &parsed->report.cells[slot];
    if (!gx_buffer_room(out, ROOM_DOUBT + cell->length * (size_t)ROOM_ESCAPED)) return;
    char *at = out->bytes + out->size;
    at = put(at, "{\"key\":");
    at = put_key(at, slot);
    at = put(at, ",\"status\":");
    at = put_code(at, gx_status_names[cell->status]);
    at = put(at, ",\"text\":");
    at = cell->length ? put_text(at, parsed->text + cell->start, cell->length) : put(at, "null");
    *at++ = '}';
    *at++ = ',';
    out->size = (size_t)(at - out->bytes);
}

/* What stands in "doubts":[…], and a comma. */
static void write_doubts(gx_buffer *out, const gx_parsed *parsed, const gx_json_frame *frame) {
    const gx_cell *cells = parsed->report.cells;
    for (int i = 0; i < frame->n_cells; i++)
        if (gx_in_doubt(&cells[frame->cells[i].slot]))
            write_doubt(out, parsed, frame->cells[i].slot);
}

void gx_write_json(gx_json *json, gx_buffer *out, const gx_parsed *parsed) {
    const gx_report *report = &parsed->report;
    const gx_json_frame *frame = frame_of(json, report);
    size_t room = ROOM_FACTS + GX_SLOTS * ROOM_CELL + MAX_ITEMS * ROOM_ITEM + COPIED +
                  (sizeof report->title + sizeof report->agency) * ROOM_ESCAPED;
    out->nomem = out->nomem || !frame;
    if (!gx_buffer_room(out, room)) return;
    bool doubts;
    char *at = put_facts(out->bytes + out->size, report);
    at = put_tables(at, frame, report, &doubts);
    at = put_checks(at, report);
    at = put(at, ",\"doubts\":[");
    out->size = (size_t)(at - out->bytes);
    if (doubts) write_doubts(out, parsed, frame);
    if (!gx_buffer_room(out, 2)) return;
    if (out->bytes[out->size - 1] == ',') out->size--;
    memcpy(out->bytes + out->size, "]}", 2);
    out->size += 2;
}
