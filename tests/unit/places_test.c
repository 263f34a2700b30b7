/*
** places_test.c: empty cells that show by their places alone, in texts that are laid out or have
** one cell a line.
**
** In: texts of fixtures/, whose cells are known to be read wholly (tests/layouts), and a change to
** each by which the places tell less, or something else. Out: what is still said of the cells that
** the change is about, and that no other cell is said to hold something else than before.
*/
#include "check.h"
#include "report.h"

#include <stdlib.h>

enum { MAX_TEXT = 1 << 18 };

typedef enum claim { UNTOLD, EMPTY, VALUE } claim;

/* A change, and what is to be said of the cells that it is about: all of `row`, or one. */
typedef struct change {
    const char *path, *what;
    const char *after, *from, *to; /* the first `from` behind `after` becomes `to`; NULL: none */
    int times;                     /* so often, each behind the one before */
    const char *row;               /* topic.item, or topic.item.measure */
    claim claim;
} change;

static const change changes[] = {
    {"w3m/shuixi-2022.txt", "single spaces", "", NULL, NULL, 0,
     "requests.unavailable_unclear.public_interest", VALUE},
    {"w3m/shuixi-2022.txt", "single spaces", "", NULL, NULL, 0, "requests.refused_internal", EMPTY},
    {"w3m/shuixi-2022.txt", "a number of the total changed", "280 30", "280 30", "281 30", 1,
     "requests.unavailable_unclear.public_interest", VALUE},
    {"pdftotext-layout/shuixi-2022.txt", "a whole row out of its columns", "", NULL, NULL, 0,
     "requests.partial.legal_service", EMPTY},
    {"pdftotext-layout/shuixi-2022.txt", "a whole row out of its columns", "", NULL, NULL, 0,
     "requests.partial.public_interest", VALUE},
    {"w3m/nanpu-2020.txt", "under their headers", "", NULL, NULL, 0, "proceedings.reconsideration",
     EMPTY},
    {"pdftotext-layout/nanpu-2020.txt", "beside their headers", "", NULL, NULL, 0,
     "proceedings.reconsideration", EMPTY},
    {"docx2txt/nanpu-2020.txt", "five lines before the values", "", NULL, NULL, 0,
     "proceedings.reconsideration", EMPTY},
    {"office-text/nanpu-2020.txt", "no line before the values", "总计\n\n\n\n\n\n191", "\n\n", "\n",
     5, "proceedings.reconsideration", UNTOLD},
    {"office-text/nanpu-2020.txt", "lines behind the values too", "1735", "\n", "\n\n\n\n\n\n", 1,
     "proceedings.reconsideration", UNTOLD},
    {"office-text/nanpu-2020.txt", "lines behind the values, as before the heading", "1431\n", "\n",
     "\n\n\n\n\n\n", 1, "proceedings.reconsideration", EMPTY},
    {"html-word/shuixi-2022.html", "the next row's label is lost", "", "6.属于四类过程性信息", "",
     1, "requests.refused_internal", UNTOLD},
    {"bar-rows/yunqiao-2023.txt", "the columns lack a row", "予以公开",
     "457 | 319 | 483 | 606 | 132 | 776 | 2773", "| | | | | | |", 1, "requests.granted", UNTOLD},
    {"w3m/shuixi-2022.txt", "a changed number in another row", "", "131", "137", 1,
     "requests.unavailable_unclear.public_interest", VALUE},
    {"w3m/shuixi-2022.txt", "a changed number in another row", "", "131", "137", 1,
     "requests.refused_internal", EMPTY},
    {"lines/shuixi-2022.txt", "a number lost in another row", "确认或重新出具", "58", "", 1,
     "requests.partial.public_interest", VALUE},
    {"lines/shuixi-2022.txt", "two numbers of another row run together", "其他法律行政法规", "63\n",
     "63", 1, "requests.partial.public_interest", VALUE},
    {"lines/shuixi-2022.txt", "another row's label is lost", "", "7.属于行政执法案卷", "", 1,
     "requests.partial.public_interest", VALUE},
    {"lines/shuixi-2022.txt", "two numbers of one column changed", "", "82\n", "83\n", 2,
     "requests.unavailable_not_held.research", UNTOLD},
    {"one-line/nanpu-2020.txt", "a number lost in another row", "2.重复申请", " 327", "", 1,
     "requests.refused_other_law.enterprise", VALUE},
    {"html2text-c/yunqiao-2023.txt", "broken letters beside numbers", "", NULL, NULL, 0,
     "requests.refused_deliberative", VALUE},
};

static gx_reader *reader;

static bool load(const char *path, char *text, size_t *n) {
    char name[256];
    snprintf(name, sizeof name, "fixtures/%s", path);
    FILE *file = fopen(name, "rb");
    *n = file ? fread(text, 1, MAX_TEXT - 1, file) : 0;
    text[*n] = 0;
    if (file) fclose(file);
    return *n > 0;
}

/* False: the text has no such place. */
static bool apply(const change *c, char *text, size_t *n) {
    char *at = strstr(text, c->after);
    for (int i = 0; i < c->times && at; i++) {
        size_t from = strlen(c->from), to = strlen(c->to);
        at = strstr(at, c->from);
        if (!at || *n + to >= MAX_TEXT) return false;
        memmove(at + to, at + from, *n - (size_t)(at - text) - from + 1);
        memcpy(at, c->to, to);
        *n += to - from;
    }
    return at != NULL;
}

static claim claim_of(const gx_cell *cell) {
    if (cell->status == GX_BLANK) return EMPTY;
    return cell->status == GX_READ || cell->status == GX_INFERRED ? VALUE : UNTOLD;
}

static bool is_about(const change *c, gx_topic topic, int item, int measure) {
    const gx_table *table = &gx_tables[topic];
    char key[96];
    int row = snprintf(key, sizeof key, "%s.%s", table->code, table->items[item].code);
    if (!strcmp(key, c->row)) return true;
    snprintf(key + row, sizeof key - (size_t)row, ".%s", table->measures[measure].code);
    return !strcmp(key, c->row);
}

static void compare(const change *c, const gx_report *before, const gx_report *now) {
    int about = 0, wrong = 0;
    for (int t = 0; t < GX_TOPICS; t++)
        for (int i = 0; i < gx_tables[t].n_items; i++)
            for (int m = 0; m < gx_tables[t].n_measures; m++) {
                int slot = gx_slot((gx_topic)t, i, m);
                const gx_cell *was = &before->cells[slot], *is = &now->cells[slot];
                if (!gx_has_cell(before, (gx_topic)t, i, m)) continue;
                if (is_about(c, (gx_topic)t, i, m)) {
                    about++;
                    CHECK(claim_of(is) == c->claim);
                }
                wrong += claim_of(is) != UNTOLD &&
                         (claim_of(is) != claim_of(was) || is->value != was->value);
            }
    CHECK(about > 0);
    CHECK(wrong <= (c->times ? 1 : 0)); /* the number that was changed is read as it now is */
}

int main(void) {
    static char text[MAX_TEXT];
    reader = gx_reader_new();
    for (size_t i = 0; i < sizeof changes / sizeof changes[0] && reader; i++) {
        const change *c = &changes[i];
        gx_report before, now;
        size_t n;
        char label[256];
        snprintf(label, sizeof label, "%s, %s", c->path, c->what);
        check_now.label = label;
        if (!CHECK(load(c->path, text, &n))) continue;
        CHECK(gx_read(reader, text, n, GX_WANT_ALL, &before) == GX_OK);
        CHECK(apply(c, text, &n));
        CHECK(gx_read(reader, text, n, GX_WANT_ALL, &now) == GX_OK);
        compare(c, &before, &now);
    }
    gx_reader_free(reader);
    return check_end();
}
