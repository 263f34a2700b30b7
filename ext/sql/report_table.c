/*
** report_table.c: gx_report, one row a report: its facts, and what was found of its form.
**
** No filters. Looks for the facts only where one of their columns is used.
*/
#include "sql.h"

#include <string.h>

enum {
    COL_TITLE,
    COL_AGENCY,
    COL_YEAR,
    COL_FORM,
    COL_PUBLISHED,
    COL_PERIOD_START,
    COL_PERIOD_END,
    COL_SCRIPT,
    COL_LAYOUT,
    COL_CELLS, /* by status, in the order of counted[] */
    COL_CHECKS_FAILED = COL_CELLS + 5,
    N_COLUMNS,
    USES_FACTS = 1,
    USES_COUNTS = 2,
};

/* The statuses in the order of their columns. */
static const unsigned char counted[] = {GX_READ, GX_BLANK, GX_MISSING, GX_INFERRED, GX_DOUBTFUL};

typedef struct report_cursor {
    gx_cursor base;
    int cells[GX_DOUBTFUL + 1]; /* of the report's form, by status */
} report_cursor;

static unsigned uses(sqlite3_uint64 columns) {
    unsigned bits = 0;
    for (int i = 0; i < N_COLUMNS; i++) {
        if (!(columns >> i & 1)) continue;
        if (i != COL_FORM && i != COL_LAYOUT && i < COL_CELLS) bits |= USES_FACTS;
        if (i >= COL_CELLS && i < COL_CHECKS_FAILED) bits |= USES_COUNTS;
    }
    return bits;
}

static unsigned prepare(gx_cursor *cursor) {
    unsigned facts = cursor->uses & USES_FACTS ? GX_WANT_FACTS | GX_WANT_SCRIPT : 0;
    return GX_WANT_TABLES | facts;
}

static int begin(gx_cursor *base) {
    report_cursor *cursor = (report_cursor *)base;
    const gx_report *report = &base->parsed->report;
    memset(cursor->cells, 0, sizeof cursor->cells);
    if (!(base->uses & USES_COUNTS)) return SQLITE_OK;
    for (int t = 0; t < GX_TOPICS; t++)
        for (int i = 0; i < gx_tables[t].n_items; i++)
            for (int m = 0; m < gx_tables[t].n_measures; m++)
                if (gx_has_cell(report, (gx_topic)t, i, m))
                    cursor->cells[report->cells[gx_slot((gx_topic)t, i, m)].status]++;
    return SQLITE_OK;
}

static bool next(gx_cursor *cursor) {
    return ++cursor->row == 0;
}

static void result_copy(sqlite3_context *context, const char *text) {
    if (text[0]) sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *context, int i) {
    report_cursor *cursor = (report_cursor *)base;
    int own = i - cursor->base.first, assessed;
    if (own < 0 || own >= N_COLUMNS) {
        gx_shared_column(&cursor->base, context, i);
        return SQLITE_OK;
    }
    const gx_report *report = &cursor->base.parsed->report;
    switch (own) {
    case COL_TITLE: result_copy(context, report->title); break;
    case COL_AGENCY: result_copy(context, report->agency); break;
    case COL_YEAR:
        if (report->year) sqlite3_result_int(context, report->year);
        break;
    case COL_FORM: gx_result_static(context, gx_form_names[report->form]); break;
    case COL_PUBLISHED: gx_result_date(context, &report->published); break;
    case COL_PERIOD_START: gx_result_date(context, &report->period_start); break;
    case COL_PERIOD_END: gx_result_date(context, &report->period_end); break;
    case COL_SCRIPT: gx_result_static(context, gx_script_names[report->script]); break;
    case COL_LAYOUT: gx_result_static(context, gx_layout_names[report->layout]); break;
    case COL_CHECKS_FAILED: {
        int failed = gx_count_failures(report, &assessed);
        if (assessed > 0) sqlite3_result_int(context, failed);
        break;
    }
    default: sqlite3_result_int(context, cursor->cells[counted[own - COL_CELLS]]); break;
    }
    return SQLITE_OK;
}

const gx_spec gx_report_table = {
    .module = GX_MODULE(column),
    .name = "gx_report",
    .columns = "title TEXT, agency TEXT, year INTEGER, form TEXT, published TEXT, "
               "period_start TEXT, period_end TEXT, script TEXT, layout TEXT, "
               "cells_read INTEGER, cells_blank INTEGER, cells_missing INTEGER, "
               "cells_inferred INTEGER, cells_doubtful INTEGER, checks_failed INTEGER",
    .n_columns = N_COLUMNS,
    .rows = 1,
    .cursor_size = sizeof(report_cursor),
    .uses = uses,
    .prepare = prepare,
    .begin = begin,
    .next = next,
};
