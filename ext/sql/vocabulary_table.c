/*
** vocabulary_table.c: gx_vocabulary, one row a cell of each official form.
**
** No argument and no filters. `label` and `label_en` name the cell as its item, then its measure:
** 规章 / 本年制发件数, rules / issued this year. `ordinal` counts the cells of a form from 1, in
** the form's order.
*/
#include "sql.h"

enum {
    COL_FORM,
    COL_TOPIC,
    COL_ITEM,
    COL_MEASURE,
    COL_OUTCOME,
    COL_CLAUSE,
    COL_LABEL,
    COL_LABEL_EN,
    COL_UNIT,
    COL_ORDINAL,
    N_COLUMNS,
};

/* Where a cursor stands: a cell of a form. */
typedef struct vocabulary_cursor {
    gx_cursor base;
    int form, topic, item, measure, ordinal;
} vocabulary_cursor;

static unsigned prepare(gx_cursor *base) {
    vocabulary_cursor *cursor = (vocabulary_cursor *)base;
    cursor->form = GX_FORM_2019;
    cursor->topic = cursor->item = cursor->ordinal = 0;
    cursor->measure = -1;
    return GX_WANT_TABLES; /* nothing is read; but there are rows */
}

/* Steps to the next slot, of any topic and form; false behind the last. */
static bool step(vocabulary_cursor *cursor) {
    if (++cursor->measure < gx_tables[cursor->topic].n_measures) return true;
    cursor->measure = 0;
    if (++cursor->item < gx_tables[cursor->topic].n_items) return true;
    cursor->item = 0;
    if (++cursor->topic < GX_TOPICS) return true;
    cursor->topic = cursor->ordinal = 0;
    return ++cursor->form <= GX_FORM_2021;
}

static bool next(gx_cursor *base) {
    vocabulary_cursor *cursor = (vocabulary_cursor *)base;
    while (step(cursor)) {
        const gx_item *item = &gx_tables[cursor->topic].items[cursor->item];
        if (!(item->measures[cursor->form - 1] >> cursor->measure & 1)) continue;
        cursor->ordinal++;
        return true;
    }
    return false;
}

static int number(const gx_cursor *base) {
    const vocabulary_cursor *cursor = (const vocabulary_cursor *)base;
    return (cursor->form - GX_FORM_2019) * GX_SLOTS + cursor->ordinal - 1;
}

/* item / measure */
static void result_label(sqlite3_context *context, const char *item, const char *measure) {
    char *label = sqlite3_mprintf("%s / %s", item, measure);
    if (label)
        sqlite3_result_text(context, label, -1, sqlite3_free);
    else
        sqlite3_result_error_nomem(context);
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *context, int i) {
    const vocabulary_cursor *cursor = (const vocabulary_cursor *)base;
    const gx_table *table = &gx_tables[cursor->topic];
    const gx_item *item = &table->items[cursor->item];
    const gx_measure *measure = &table->measures[cursor->measure];
    switch (i) {
    case COL_FORM: gx_result_static(context, gx_form_names[cursor->form]); break;
    case COL_TOPIC: gx_result_static(context, table->code); break;
    case COL_ITEM: gx_result_static(context, item->code); break;
    case COL_MEASURE: gx_result_static(context, measure->code); break;
    case COL_OUTCOME: gx_result_static(context, item->outcome); break;
    case COL_CLAUSE:
        if (item->clause) sqlite3_result_int(context, item->clause);
        break;
    case COL_LABEL:
        result_label(context, item->label[cursor->form - 1], measure->label[cursor->form - 1]);
        break;
    case COL_LABEL_EN: result_label(context, item->label_en, measure->label_en); break;
    case COL_UNIT: /* the only amount of form 2021 is the one that prints its unit */
        if (measure->real && cursor->form == GX_FORM_2021)
            gx_result_static(context, gx_unit_names[GX_UNIT_WAN_YUAN]);
        break;
    case COL_ORDINAL: sqlite3_result_int(context, cursor->ordinal); break;
    }
    return SQLITE_OK;
}

const gx_spec gx_vocabulary_table = {
    .module = GX_MODULE(column),
    .name = "gx_vocabulary",
    .columns = "form TEXT, topic TEXT, item TEXT, measure TEXT, outcome TEXT, clause INTEGER, "
               "label TEXT, label_en TEXT, unit TEXT, ordinal INTEGER",
    .n_columns = N_COLUMNS,
    .rows = 400,
    .cursor_size = sizeof(vocabulary_cursor),
    .no_body = true,
    .prepare = prepare,
    .next = next,
    .number = number,
};
