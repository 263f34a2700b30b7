/*
** sections_table.c: gx_sections, one row a section that was found.
**
** Filters: n. Keeps the text, for its columns; places are sought only where start or length is
** used.
*/
#include "sql.h"

enum {
    COL_N,
    COL_HEADING,
    COL_TEXT,
    COL_START,
    COL_LENGTH,
    N_COLUMNS,
    USES_TEXT = 1,
    USES_PLACE = 2,
};

typedef struct sections_cursor {
    gx_cursor base;
    gx_place places[GX_SECTIONS];
} sections_cursor;

static unsigned uses(sqlite3_uint64 columns) {
    unsigned bits = columns >> COL_HEADING & 3 ? USES_TEXT : 0;
    if (columns >> COL_START & 3) bits |= USES_PLACE;
    return bits;
}

static unsigned prepare(gx_cursor *cursor) {
    return cursor->masks[0] ? GX_WANT_SECTIONS : 0;
}

static bool keeps(const gx_cursor *cursor) {
    return cursor->uses != 0;
}

static int begin(gx_cursor *base) {
    sections_cursor *cursor = (sections_cursor *)base;
    if (!(base->uses & USES_PLACE)) return SQLITE_OK;
    int rc = gx_parsed_source(base->parsed);
    if (rc != SQLITE_OK) return rc;
    gx_span spans[GX_SECTIONS];
    for (int i = 0; i < GX_SECTIONS; i++) {
        const gx_section *section = &base->parsed->report.sections[i];
        spans[i] = section->n ? section->body : (gx_span){0, 0};
    }
    gx_find_places(base->parsed, spans, GX_SECTIONS, cursor->places);
    return SQLITE_OK;
}

static bool next(gx_cursor *cursor) {
    const gx_section *sections = cursor->parsed->report.sections;
    while (++cursor->row < GX_SECTIONS) {
        int n = sections[cursor->row].n;
        if (n && (cursor->masks[0] >> (n - 1) & 1)) return true;
    }
    return false;
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *context, int i) {
    sections_cursor *cursor = (sections_cursor *)base;
    int own = i - cursor->base.first;
    if (own < 0 || own >= N_COLUMNS) {
        gx_shared_column(&cursor->base, context, i);
        return SQLITE_OK;
    }
    const gx_parsed *parsed = cursor->base.parsed;
    const gx_section *section = &parsed->report.sections[cursor->base.row];
    const gx_place *place = &cursor->places[cursor->base.row];
    switch (own) {
    case COL_N: sqlite3_result_int(context, section->n); break;
    case COL_HEADING: gx_result_span(context, parsed, section->heading); break;
    case COL_TEXT: gx_result_span(context, parsed, section->body); break;
    case COL_START:
        if (place->start) sqlite3_result_int64(context, place->start);
        break;
    case COL_LENGTH:
        if (place->start) sqlite3_result_int64(context, place->length);
        break;
    }
    return SQLITE_OK;
}

const gx_spec gx_sections_table = {
    .module = GX_MODULE(column),
    .name = "gx_sections",
    .columns = "n INTEGER, heading TEXT, text TEXT, start INTEGER, length INTEGER",
    .n_columns = N_COLUMNS,
    .rows = GX_SECTIONS,
    .cursor_size = sizeof(sections_cursor),
    .n_filters = 1,
    .filters = {{"n", COL_N, GX_SECTIONS, NULL}},
    .uses = uses,
    .prepare = prepare,
    .keeps = keeps,
    .begin = begin,
    .next = next,
};
