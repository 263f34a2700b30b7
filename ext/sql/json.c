/*
** json.c: a report as JSON, for gx_parse(body).
**
** In: a report that was read, with its text. Out: the JSON object that README.md describes, in a
** buffer. Writers take the place to write at and return the place behind what they wrote; room
** is made beforehand, for the tables at once and for each text by its length.
*/
#include "sql.h"

#include <string.h>

enum {
    ROOM_CELL = 80,   /* of a cell: its code, its number, what stands between */
    ROOM_ITEM = 64,   /* of an item: its code, what stands around its cells */
    ROOM_FACTS = 512, /* of all codes and numbers outside the tables */
    ROOM_ESCAPED = 6, /* of a byte of text: \u001f */
    ROOM_DOUBT = 160, /* of a doubt without its text */
    MAX_ITEMS = GX_D_ITEMS + GX_R_ITEMS + GX_P_ITEMS,
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

static char *put_integer(char *at, int64_t value) {
    if (value >= 0) return put_digits(at, (uint64_t)value, 1);
    *at++ = '-';
    return put_digits(at, 0 - (uint64_t)value, 1);
}

/* The value of a cell, exactly as its digits say; REAL columns always with a decimal point. */
static char *put_value(char *at, const gx_cell *cell, bool real) {
    if (!cell->has_value) return put(at, "null");
    if (!real) return put_integer(at, cell->value);
    uint64_t magnitude = cell->value < 0 ? 0 - (uint64_t)cell->value : (uint64_t)cell->value;
    uint64_t unit = 1;
    for (int i = 0; i < cell->scale; i++) unit *= 10;
    if (cell->value < 0) *at++ = '-';
    at = put_digits(at, magnitude / unit, 1);
    *at++ = '.';
    return put_digits(at, magnitude % unit, cell->scale ? cell->scale : 1);
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

/* A text in quotes. Needs ROOM_ESCAPED for each byte and two more. */
static char *put_text(char *at, const char *text, size_t n) {
    static const char hex[] = "0123456789abcdef";
    *at++ = '"';
    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)text[i];
        size_t length = valid_character((const unsigned char *)text + i, n - i);
        if (length == 0) {
            at = put(at, "\xef\xbf\xbd");
            i++;
        } else if (c < 0x20) {
            at = put(at, "\\u00");
            *at++ = hex[c >> 4];
            *at++ = hex[c & 15];
            i++;
        } else {
            if (c == '"' || c == '\\') *at++ = '\\';
            memcpy(at, text + i, length);
            at += length;
            i += length;
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
    return gx_write_date(date, text) ? put_text(at, text, strlen(text)) : put(at, "null");
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

/* ,"topic":{item:{measure:value,…},…} */
static char *put_topic(char *at, const gx_report *report, gx_topic topic) {
    const gx_table *table = &gx_tables[topic];
    *at++ = ',';
    at = put_name(at, table->code);
    *at++ = '{';
    for (int i = 0; i < table->n_items; i++) {
        if (!gx_has_item(report, topic, i)) continue;
        at = put_name(at, table->items[i].code);
        *at++ = '{';
        for (int m = 0; m < table->n_measures; m++) {
            if (topic == GX_DISCLOSURES && !gx_has_cell(report, topic, i, m)) continue;
            const gx_measure *measure = &table->measures[m];
            at = put_name(at, measure->code);
            at = put_value(at, &report->cells[gx_slot(topic, i, m)], measure->real);
            *at++ = ',';
        }
        if (at[-1] == ',') at--;
        *at++ = '}';
        *at++ = ',';
    }
    if (at[-1] == ',') at--;
    *at++ = '}';
    return at;
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

/* {"key":…,"status":…,"text":…}, */
static void write_doubt(gx_buffer *out, const gx_parsed *parsed, gx_topic topic, int item,
                        int measure) {
    const gx_table *table = &gx_tables[topic];
    const gx_cell *cell = &parsed->report.cells[gx_slot(topic, item, measure)];
    if (!gx_in_doubt(cell)) return;
    if (!gx_buffer_room(out, ROOM_DOUBT + cell->length * (size_t)ROOM_ESCAPED)) return;
    char *at = out->bytes + out->size;
    at = put(at, "{\"key\":\"");
    at = put(at, table->code);
    *at++ = '.';
    at = put(at, table->items[item].code);
    *at++ = '.';
    at = put(at, table->measures[measure].code);
    at = put(at, "\",\"status\":");
    at = put_code(at, gx_status_names[cell->status]);
    at = put(at, ",\"text\":");
    at = cell->length ? put_text(at, parsed->text + cell->start, cell->length) : put(at, "null");
    *at++ = '}';
    *at++ = ',';
    out->size = (size_t)(at - out->bytes);
}

/* ,"doubts":[…]} */
static void write_doubts(gx_buffer *out, const gx_parsed *parsed) {
    for (int t = 0; t < GX_TOPICS; t++) {
        const gx_table *table = &gx_tables[t];
        for (int i = 0; i < table->n_items; i++) {
            if (!gx_has_item(&parsed->report, (gx_topic)t, i)) continue;
            for (int m = 0; m < table->n_measures; m++)
                if (t != GX_DISCLOSURES || gx_has_cell(&parsed->report, (gx_topic)t, i, m))
                    write_doubt(out, parsed, (gx_topic)t, i, m);
        }
    }
}

void gx_write_json(gx_buffer *out, const gx_parsed *parsed) {
    const gx_report *report = &parsed->report;
    size_t room = ROOM_FACTS + GX_SLOTS * ROOM_CELL + MAX_ITEMS * ROOM_ITEM +
                  (sizeof report->title + sizeof report->agency) * ROOM_ESCAPED;
    if (!gx_buffer_room(out, room)) return;
    char *at = put_facts(out->bytes + out->size, report);
    for (int t = 0; t < GX_TOPICS; t++) at = put_topic(at, report, (gx_topic)t);
    at = put_checks(at, report);
    at = put(at, ",\"doubts\":[");
    out->size = (size_t)(at - out->bytes);
    write_doubts(out, parsed);
    if (!gx_buffer_room(out, 2)) return;
    if (out->bytes[out->size - 1] == ',') out->size--;
    memcpy(out->bytes + out->size, "]}", 2);
    out->size += 2;
}
