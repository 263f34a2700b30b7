/*
** items.c: what the three tables with one row an item have in common.
**
** In: a cursor in a report. Out: its rows, in the form's order, and their columns by kind. All
** rows of the report's form are there, whatever was found in them.
*/
#include "sql.h"

bool gx_items_next(gx_cursor *cursor, gx_topic topic, uint64_t mask) {
    const gx_report *report = &cursor->parsed->report;
    while (++cursor->row < gx_tables[topic].n_items)
        if ((mask >> cursor->row & 1) && gx_has_item(report, topic, cursor->row)) return true;
    return false;
}

/* The official label of an item in a form; an item has one in at least one of the two. */
static const char *label_of(const gx_item *item, int form) {
    int other = form == GX_FORM_2019 ? 1 : 0;
    return item->label[1 - other] ? item->label[1 - other] : item->label[other];
}

/* How many of the row's cells are in doubt. */
static int count_doubts(const gx_report *report, gx_topic topic, int item) {
    int doubts = 0;
    for (int m = 0; m < gx_tables[topic].n_measures; m++)
        doubts += gx_in_doubt(&report->cells[gx_slot(topic, item, m)]) &&
                  gx_has_cell(report, topic, item, m);
    return doubts;
}

void gx_items_column(const gx_cursor *cursor, sqlite3_context *context, gx_topic topic, int kind) {
    const gx_report *report = &cursor->parsed->report;
    const gx_table *table = &gx_tables[topic];
    const gx_item *item = &table->items[cursor->row];
    switch (kind) {
    case GX_COL_CLAUSE: sqlite3_result_int(context, item->clause); break;
    case GX_COL_ITEM: gx_result_static(context, item->code); break;
    case GX_COL_OUTCOME: gx_result_static(context, item->outcome); break;
    case GX_COL_LABEL: gx_result_static(context, label_of(item, report->form)); break;
    case GX_COL_DOUBTS:
        sqlite3_result_int(context, count_doubts(report, topic, cursor->row));
        break;
    case GX_COL_UNIT:
        if (gx_has_cell(report, topic, cursor->row, GX_AMOUNT)) {
            const gx_cell *cell = &report->cells[gx_slot(topic, cursor->row, GX_AMOUNT)];
            gx_result_static(context, gx_unit_names[cell->unit]);
        }
        break;
    default: {
        int m = kind - GX_COL_MEASURE;
        if (topic == GX_DISCLOSURES && !gx_has_cell(report, topic, cursor->row, m)) break;
        gx_result_cell(context, &report->cells[gx_slot(topic, cursor->row, m)],
                       table->measures[m].real);
    }
    }
}
