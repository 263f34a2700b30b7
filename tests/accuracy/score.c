/*
** score.c: what the reader says of a text, judged cell by cell. In: a case with what an honest
** reading may say. Out: tallies, and a line for each cell that is silently wrong.
*/
#include "accuracy.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- one cell -------------------------------------------------------------------------------- */

static bool may_be(const ac_expect *expect, const gx_cell *cell) {
    ac_number value = {cell->value, cell->scale};
    for (int i = 0; i < expect->n; i++)
        if (ac_same(value, expect->may[i])) return true;
    return false;
}

static ac_outcome judge_cell(const ac_expect *expect, const gx_cell *cell) {
    switch (cell->status) {
    case GX_READ:
    case GX_INFERRED:
        if (!cell->has_value || !may_be(expect, cell)) return AC_SILENT;
        return cell->status == GX_READ ? AC_READ_RIGHT : AC_INFERRED_RIGHT;
    case GX_BLANK: return expect->blank_right ? AC_BLANK_RIGHT : AC_SILENT;
    case GX_DOUBTFUL: return cell->has_value && !may_be(expect, cell) ? AC_WRONG : AC_DOUBTFUL;
    default: return AC_MISSING;
    }
}

/* The byte of the undamaged text that a byte of the copy comes from. */
static uint32_t origin(const ac_case *made, uint32_t at) {
    for (int i = 0; i < made->n_pieces; i++) {
        const ac_piece *piece = &made->pieces[i];
        if (at >= piece->at && at - piece->at < piece->size) return piece->from + (at - piece->at);
    }
    return AC_NOWHERE;
}

static bool is_elsewhere(const ac_case *made, const ac_expect *expect, const gx_cell *cell) {
    if (cell->status != GX_READ || expect->touched || expect->place == AC_NOWHERE) return false;
    return origin(made, cell->start) != expect->place;
}

/* ---- one text -------------------------------------------------------------------------------- */

static bool covers(const gx_check *check, int slot) {
    gx_topic topic = gx_topic_of(slot);
    const gx_item *item = &gx_tables[topic].items[gx_item_of(slot)];
    const char *measure = gx_tables[topic].measures[gx_measure_of(slot)].code;
    if (check->topic != topic) return false;
    switch (check->rule) {
    case GX_APPLICANTS:
    case GX_PROCEEDINGS_SUM: return !strcmp(check->scope, item->code);
    case GX_OUTCOMES:
        return !strcmp(check->scope, measure) && (item->outcome || gx_item_of(slot) == GX_TOTAL);
    default: return !strcmp(check->scope, measure) && !item->outcome;
    }
}

/* True where every identity that covers the changed number is said to hold. */
static bool is_unshown(const ac_case *made, const gx_report *read) {
    if (made->changed < 0 || read->cells[made->changed].status != GX_READ) return false;
    gx_check checks[GX_MAX_CHECKS];
    int n = gx_list_checks(read, checks), covering = 0;
    for (int i = 0; i < n; i++) {
        if (!covers(&checks[i], made->changed)) continue;
        if (checks[i].verdict != GX_HOLDS) return false;
        covering++;
    }
    return covering > 0;
}

static void print_number(FILE *out, ac_number number) {
    if (!number.scale) {
        fprintf(out, "%" PRId64, number.value);
        return;
    }
    int64_t power = 1;
    for (int i = 0; i < number.scale; i++) power *= 10;
    fprintf(out, "%s%" PRId64 ".%0*" PRId64, number.value < 0 ? "-" : "",
            (number.value < 0 ? -number.value : number.value) / power, number.scale,
            (number.value < 0 ? -number.value : number.value) % power);
}

static void list_cell(const char *why, const ac_case *made, const ac_name *name, int slot,
                      const gx_cell *cell, bool there) {
    const ac_places *places = made->places;
    const gx_table *table = &gx_tables[gx_topic_of(slot)];
    const ac_expect *expect = &made->expect[slot];
    printf("%s --layout %s --report %s --kind %s --copy %u: %s.%s.%s %s", why,
           places->corpus->layouts[places->text->layout], places->truth->name,
           ac_kind_names[name->kind], name->copy, table->code, table->items[gx_item_of(slot)].code,
           table->measures[gx_measure_of(slot)].code, gx_status_names[cell->status]);
    if (cell->has_value) {
        putchar(' ');
        print_number(stdout, (ac_number){cell->value, cell->scale});
    }
    printf(there ? ", wanted" : ", wanted no such cell");
    for (int i = 0; i < expect->n; i++) {
        putchar(' ');
        print_number(stdout, expect->may[i]);
    }
    printf("%s (%s)\n", expect->blank_right ? " blank" : "", made->what);
}

unsigned ac_judge(gx_reader *reader, const ac_case *made, const ac_name *name, ac_tally *tally) {
    static const gx_cell missing = {.status = GX_MISSING};
    gx_report read;
    unsigned silent = 0;
    if (gx_read(reader, made->text, made->size, GX_WANT_TABLES, &read) != GX_OK) return 0;
    tally->texts++;
    for (int s = 0; s < GX_SLOTS; s++) {
        const ac_expect *expect = &made->expect[s];
        gx_topic topic = gx_topic_of(s);
        bool has = read.is_report && gx_has_cell(&read, topic, gx_item_of(s), gx_measure_of(s));
        const gx_cell *cell = has ? &read.cells[s] : &missing;
        if (expect->free || (!expect->there && cell->status == GX_MISSING)) continue;
        ac_outcome outcome = judge_cell(expect, cell);
        if (!expect->there && outcome != AC_SILENT) continue;
        tally->cells++;
        tally->outcomes[outcome]++;
        if (expect->there && !expect->touched) {
            tally->untouched++;
            tally->untouched_right += outcome <= AC_INFERRED_RIGHT;
        }
        tally->open += expect->open && (outcome == AC_DOUBTFUL || outcome == AC_MISSING);
        tally->elsewhere += outcome == AC_READ_RIGHT && is_elsewhere(made, expect, cell);
        silent += outcome == AC_SILENT;
        bool lost = expect->there && !expect->touched && outcome > AC_INFERRED_RIGHT;
        if (outcome == AC_SILENT ? name->list : name->lost && lost)
            list_cell(outcome == AC_SILENT ? "SILENT" : "LOST", made, name, s, cell, expect->there);
    }
    if (is_unshown(made, &read)) {
        tally->unshown++;
        if (name->list)
            printf("UNSHOWN --layout %s --report %s --kind %s --copy %u (%s)\n",
                   made->places->corpus->layouts[made->places->text->layout],
                   made->places->truth->name, ac_kind_names[name->kind], name->copy, made->what);
    }
    return silent;
}

/* ---- tables ---------------------------------------------------------------------------------- */

void ac_add(ac_tally *to, const ac_tally *more) {
    to->texts += more->texts;
    to->cells += more->cells;
    for (int i = 0; i < AC_OUTCOMES; i++) to->outcomes[i] += more->outcomes[i];
    to->untouched += more->untouched;
    to->untouched_right += more->untouched_right;
    to->open += more->open;
    to->elsewhere += more->elsewhere;
    to->unshown += more->unshown;
}

uint64_t ac_right(const ac_tally *tally) {
    return tally->outcomes[AC_READ_RIGHT] + tally->outcomes[AC_BLANK_RIGHT] +
           tally->outcomes[AC_INFERRED_RIGHT];
}

/* In hundredths of a percent, rounded down: 100 % means all. */
static uint64_t share(uint64_t part, uint64_t whole) {
    return whole ? part * 10000 / whole : 10000;
}

void ac_print_share(uint64_t part, uint64_t whole) {
    uint64_t n = share(part, whole);
    printf(" %6" PRIu64 ".%02" PRIu64 "%%", n / 100, n % 100);
}

void ac_print_head(const char *title) {
    printf("\n%-17s %7s %9s %10s %10s %9s %7s %8s %8s %8s %6s %8s\n", title, "texts", "cells",
           "exact", "untouched", "read", "blank", "inferred", "doubtful", "missing", "wrong",
           "silently");
}

void ac_print_row(const char *name, const ac_tally *tally) {
    const uint64_t *n = tally->outcomes;
    printf("%-17s %7" PRIu64 " %9" PRIu64, name, tally->texts, tally->cells);
    ac_print_share(ac_right(tally), tally->cells);
    ac_print_share(tally->untouched_right, tally->untouched);
    printf(" %9" PRIu64 " %7" PRIu64 " %8" PRIu64 " %8" PRIu64 " %8" PRIu64 " %6" PRIu64
           " %8" PRIu64 "\n",
           n[AC_READ_RIGHT], n[AC_BLANK_RIGHT], n[AC_INFERRED_RIGHT], n[AC_DOUBTFUL], n[AC_MISSING],
           n[AC_WRONG], n[AC_SILENT]);
}
