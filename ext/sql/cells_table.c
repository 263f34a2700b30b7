/*
** cells_table.c: gx_cells, one row a cell of the report's form, with its place in the text.
**
** Filters: topic, item, measure, status. Places are sought, and the text is kept, only where a
** query uses text, start or length.
*/
#include "sql.h"

#include <string.h>

enum {
    COL_TOPIC,
    COL_ITEM,
    COL_MEASURE,
    COL_VALUE,
    COL_UNIT,
    COL_STATUS,
    COL_TEXT,
    COL_START,
    COL_LENGTH,
    N_COLUMNS,
    /* filters */
    BY_TOPIC = 0,
    BY_ITEM,
    BY_MEASURE,
    BY_STATUS,
    /* what the columns use */
    USES_TEXT = 1,
    USES_PLACE = 2,
    N_ITEMS = GX_D_ITEMS + GX_R_ITEMS + GX_P_ITEMS,
    N_MEASURES = GX_D_MEASURES + GX_R_MEASURES + GX_P_MEASURES,
    N_STATUSES = GX_DOUBTFUL + 1,
    N_FORMS = GX_FORM_2021 + 1,
};

typedef struct cell_key {
    uint16_t slot;
    uint8_t topic, item, measure;
    bool real; /* an amount */
} cell_key;

/* The cells of a form that the masks leave: good for every report of the same form. */
typedef struct key_list {
    bool listed;
    int n;
    cell_key keys[GX_SLOTS];
} key_list;

typedef struct cells_cursor {
    gx_cursor base;
    uint64_t masks[GX_MAX_FILTERS];
    key_list lists[N_FORMS][2]; /* by the form, and whether （六） is split */
    const key_list *list;       /* that of the report at hand */
    gx_place places[GX_SLOTS];
} cells_cursor;

static const char *topic_code(int i) {
    return gx_tables[i].code;
}

/* Items and measures are numbered through the topics. */
static const char *item_code(int i) {
    int topic = 0;
    for (; i >= gx_tables[topic].n_items; topic++) i -= gx_tables[topic].n_items;
    return gx_tables[topic].items[i].code;
}

static const char *measure_code(int i) {
    int topic = 0;
    for (; i >= gx_tables[topic].n_measures; topic++) i -= gx_tables[topic].n_measures;
    return gx_tables[topic].measures[i].code;
}

static const char *status_code(int i) {
    return gx_status_names[i];
}

static unsigned uses(sqlite3_uint64 columns) {
    unsigned bits = columns >> COL_TEXT & 1 ? USES_TEXT : 0;
    if (columns >> COL_START & 3) bits |= USES_PLACE;
    return bits;
}

static uint64_t low_bits(int n) {
    return ((uint64_t)1 << n) - 1;
}

static unsigned prepare(gx_cursor *base) {
    cells_cursor *cursor = (cells_cursor *)base;
    const uint64_t *masks = base->masks;
    bool any = false; /* cells that the masks leave in some topic */
    int item = 0, measure = 0;
    for (int t = 0; t < GX_TOPICS; t++) {
        const gx_table *table = &gx_tables[t];
        bool items = masks[BY_ITEM] >> item & low_bits(table->n_items);
        bool measures = masks[BY_MEASURE] >> measure & low_bits(table->n_measures);
        any = any || ((masks[BY_TOPIC] >> t & 1) && items && measures);
        item += table->n_items;
        measure += table->n_measures;
    }
    if (memcmp(cursor->masks, masks, sizeof cursor->masks) != 0)
        for (int i = 0; i < N_FORMS; i++)
            cursor->lists[i][0].listed = cursor->lists[i][1].listed = false;
    memcpy(cursor->masks, masks, sizeof cursor->masks);
    return any && masks[BY_STATUS] ? GX_WANT_TABLES : 0;
}

static bool keeps(const gx_cursor *base) {
    return base->uses != 0;
}

/* Lists the cells of the report's form that the masks leave, but for their status. */
static void list_keys(const uint64_t *masks, const gx_report *report, key_list *list) {
    int item = 0, measure = 0;
    list->n = 0;
    list->listed = true;
    for (int t = 0; t < GX_TOPICS; t++) {
        const gx_table *table = &gx_tables[t];
        for (int i = 0; i < table->n_items && (masks[BY_TOPIC] >> t & 1); i++) {
            if (!(masks[BY_ITEM] >> (item + i) & 1)) continue;
            for (int m = 0; m < table->n_measures; m++) {
                if (!(masks[BY_MEASURE] >> (measure + m) & 1)) continue;
                if (!gx_has_cell(report, (gx_topic)t, i, m)) continue;
                list->keys[list->n++] = (cell_key){(uint16_t)gx_slot((gx_topic)t, i, m), (uint8_t)t,
                                                   (uint8_t)i, (uint8_t)m, table->measures[m].real};
            }
        }
        item += table->n_items;
        measure += table->n_measures;
    }
}

static gx_span span_of(const gx_cell *cell) {
    return cell->status == GX_MISSING ? (gx_span){0, 0} : (gx_span){cell->start, cell->length};
}

static int begin(gx_cursor *base) {
    cells_cursor *cursor = (cells_cursor *)base;
    const gx_report *report = &base->parsed->report;
    key_list *list = &cursor->lists[report->form][report->other_split];
    if (!list->listed) list_keys(base->masks, report, list);
    cursor->list = list;
    if ((base->masks[BY_STATUS] & low_bits(N_STATUSES)) == low_bits(N_STATUSES))
        base->plain = list->n;
    if (!(base->uses & USES_PLACE)) return SQLITE_OK;
    int rc = gx_parsed_source(base->parsed);
    if (rc != SQLITE_OK) return rc;
    gx_span spans[GX_SLOTS];
    for (int i = 0; i < list->n; i++) spans[i] = span_of(&report->cells[list->keys[i].slot]);
    gx_find_places(base->parsed, spans, list->n, cursor->places);
    return SQLITE_OK;
}

static bool next(gx_cursor *base) {
    const key_list *list = ((const cells_cursor *)base)->list;
    const gx_cell *cells = base->parsed->report.cells;
    uint64_t statuses = base->masks[BY_STATUS];
    while (++base->row < list->n)
        if (statuses >> cells[list->keys[base->row].slot].status & 1) return true;
    return false;
}

static int number(const gx_cursor *base) {
    return ((const cells_cursor *)base)->list->keys[base->row].slot;
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *context, int i) {
    cells_cursor *cursor = (cells_cursor *)base;
    int own = i - cursor->base.first;
    if (own < 0 || own >= N_COLUMNS) {
        gx_shared_column(&cursor->base, context, i);
        return SQLITE_OK;
    }
    const cell_key *key = &cursor->list->keys[cursor->base.row];
    const gx_table *table = &gx_tables[key->topic];
    const gx_cell *cell = &cursor->base.parsed->report.cells[key->slot];
    const gx_place *place = &cursor->places[cursor->base.row];
    gx_span span;
    switch (own) {
    case COL_TOPIC: gx_result_static(context, table->code); break;
    case COL_ITEM: gx_result_static(context, table->items[key->item].code); break;
    case COL_MEASURE: gx_result_static(context, table->measures[key->measure].code); break;
    case COL_VALUE: gx_result_cell(context, cell, key->real); break;
    case COL_UNIT: gx_result_static(context, gx_unit_names[cell->unit]); break;
    case COL_STATUS: gx_result_static(context, gx_status_names[cell->status]); break;
    case COL_TEXT:
        span = span_of(cell);
        if (span.start || span.length) gx_result_span(context, cursor->base.parsed, span);
        break;
    case COL_START:
        if (place->start) sqlite3_result_int64(context, place->start);
        break;
    case COL_LENGTH:
        if (place->start) sqlite3_result_int64(context, place->length);
        break;
    }
    return SQLITE_OK;
}

const gx_spec gx_cells_table = {
    .module = GX_MODULE(column),
    .name = "gx_cells",
    .columns = "topic TEXT, item TEXT, measure TEXT, value NUMERIC, unit TEXT, status TEXT, "
               "text TEXT, start INTEGER, length INTEGER",
    .n_columns = N_COLUMNS,
    .rows = 200,
    .cursor_size = sizeof(cells_cursor),
    .n_filters = 4,
    .filters = {[BY_TOPIC] = {"topic", COL_TOPIC, GX_TOPICS, topic_code},
                [BY_ITEM] = {"item", COL_ITEM, N_ITEMS, item_code},
                [BY_MEASURE] = {"measure", COL_MEASURE, N_MEASURES, measure_code},
                [BY_STATUS] = {"status", COL_STATUS, N_STATUSES, status_code}},
    .uses = uses,
    .prepare = prepare,
    .keeps = keeps,
    .begin = begin,
    .next = next,
    .number = number,
};
