/*
** names.c: values with their columns' names. In: events of a text that prints before each value
** what it is, as records do: 自然人：5 商业企业：3, or {"自然人": 5, "商业企业": 3}. Out: the same events in
** a table's order: the names of a row before its label, its values behind it; those of requests,
** whose columns are the form's, are left out.
**
** Serial numbers that begin each line are left out, too.
**
** A text is taken for such a one where a row of requests has all names, in whatever order, and no
** more than one value behind each, or where several rows lack the same name. Then a name without a
** value tells that its cell is empty. A name that no row has is a column that was dropped; a row
** that lacks others is read where it adds up without them, and the cells of these are doubtful.
*/
#include "reader.h"

#include <string.h>

enum { MAX_NAMES = GX_P_ITEMS * GX_P_MEASURES, MAX_LABELS = 2 * MAX_NAMES };

/* A row whose values are named, or the three of the proceedings. */
typedef struct named_row {
    gx_event labels[MAX_LABELS]; /* all that is no value, in order */
    gx_event values[MAX_NAMES];
    int n_labels, n_names, n_values;
    unsigned lacking; /* measures of requests whose names are not there: bit m */
    uint32_t end;     /* the event behind it */
} named_row;

/* A row's label, or that of a group of requests, which may have numbers of its own. */
static bool is_row(const gx_event *event, gx_topic topic) {
    return gx_role_of(event, GX_ROLE_ROW, topic) ||
           (topic == GX_REQUESTS && gx_role_of(event, GX_ROLE_GROUP, topic));
}

/* True for a piece of the label before it, or what its row counts: 件. */
static bool is_taken(const gx_event *event) {
    return (event->kind == GX_E_RESIDUE && !event->n) || gx_role_of(event, GX_ROLE_COUNTER, 0);
}

/* The event behind such, from event `e` on, and behind 无, a remark on the whole row. */
static uint32_t skip_taken(const gx_reader *reader, uint32_t e) {
    for (; e + 1 < reader->n_events; e++) {
        const gx_event *event = &reader->events[e];
        bool none = (event->kind == GX_E_VALUE || gx_role_of(event, GX_ROLE_BLANK, 0)) &&
                    reader->tokens[event->token].kind != GX_T_NUMBER &&
                    gx_role_of(&event[1], GX_ROLE_HEAD, GX_REQUESTS);
        if (!none && !is_taken(event)) break;
    }
    return e;
}

/* True for what stands behind a row: another one's label, or a heading. */
static bool ends_row(const gx_event *event) {
    return is_row(event, GX_REQUESTS) || gx_role_of(event, GX_ROLE_SECTION, 0);
}

/* Makes an empty cell of the name that stands at this event's token: there, and nothing printed. */
static gx_event make_blank(gx_reader *reader, const gx_event *name) {
    gx_token *token = &reader->tokens[name->token];
    token->kind = GX_T_BLANK;
    token->start = token->end;
    token->ids.first += token->ids.n;
    token->ids.n = 0;
    return (gx_event){.kind = GX_E_VALUE, .token = name->token};
}

/* True for a word of numerals: 一二一. */
static bool is_numeral(const gx_reader *reader, const gx_token *word) {
    for (uint32_t i = 0; i < word->ids.n; i++)
        if (!memchr(gx_numeral_ids, reader->ids[word->ids.first + i], sizeof gx_numeral_ids))
            return false;
    return word->ids.n > 0;
}

/* True where a number stands behind event `e` that is no value, as one in parentheses. */
static bool hides_number(const gx_reader *reader, uint32_t e) {
    uint32_t end = e + 1 < reader->n_events ? reader->events[e + 1].token : reader->n_tokens;
    for (uint32_t t = reader->events[e].token + 1; t < end; t++)
        if (reader->tokens[t].kind != GX_T_WORD || is_numeral(reader, &reader->tokens[t]))
            return true;
    return false;
}

static bool is_latin(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* True where a letter that looks like a nought stands behind the name at event `e`, before the end
** of the next one: O, 〇. null is none. */
static bool hides_letter(const gx_reader *reader, uint32_t e) {
    static const char *const noughts[] = {"O", "o", "〇", "○", "Ｏ", "ｏ"};
    enum { NEAR = 64 };
    if (e + 1 == reader->n_events) return false;
    uint32_t from = reader->tokens[reader->events[e].token].start; /* of a word: it may end so */
    uint32_t to = reader->tokens[reader->events[e + 1].token].end;
    for (uint32_t at = from + 1; at < to && at < from + NEAR; at++) {
        uint8_t first = (uint8_t)reader->text[at];
        if (first != 'O' && first != 'o' && first != 0xE2 && first != 0xE3 && first != 0xEF)
            continue;
        for (size_t i = 0; i < sizeof noughts / sizeof noughts[0]; i++) {
            size_t n = strlen(noughts[i]);
            bool one = to - at >= n && !memcmp(reader->text + at, noughts[i], n);
            bool goes_on = at + n < reader->size && is_latin(reader->text[at + n]);
            if (one && !goes_on && !is_latin(reader->text[at - 1])) return true;
        }
    }
    return false;
}

/* True for 无 in one word with the name before it. */
static bool is_none(const gx_event *name, const gx_event *event) {
    return gx_role_of(event, GX_ROLE_BLANK, 0) && event->token == name->token;
}

/* True where letter n of a word begins the label of an event. */
static bool begins_at(const gx_reader *reader, const gx_token *word, uint32_t n,
                      const gx_event *event) {
    return event->kind == GX_E_LABEL && n < word->ids.n &&
           reader->ids[word->ids.first + n] == gx_string_ids[gx_strings[event->string].first];
}

/* True where nothing stands behind the name at event `e` but what the next event is, so that its
** cell is empty. Numerals are part of no event: 本年增/减：四十五. */
static bool is_empty(const gx_reader *reader, uint32_t e) {
    enum { MOST = 256 }; /* labels in one word */
    const gx_event *events = reader->events, *next = &events[e + 1];
    const gx_token *word = &reader->tokens[events[e].token], *other = &reader->tokens[next->token];
    uint32_t letters = 0;
    if (events[e].quality != GX_Q_EXACT) return false;
    if (e >= MOST && events[e - MOST].token == events[e].token) return false; /* no list has such */
    for (uint32_t before = e + 1; before-- && events[before].token == events[e].token;)
        if (events[before].kind == GX_E_LABEL)
            letters += gx_strings[events[before].string].n + events[before].back;
    if (letters < word->ids.n) return begins_at(reader, word, letters, next);
    if (next->kind == GX_E_LABEL) return begins_at(reader, other, next->back, next);
    return !is_numeral(reader, other);
}

/* Takes the name that stands at event `e`, and the value behind it if there is one. Returns the
** event behind them; 0: these are no names of one value each. */
static uint32_t take_name(const gx_reader *reader, uint32_t e, named_row *row) {
    row->labels[row->n_labels++] = reader->events[e];
    if (e + 1 < reader->n_events && is_none(&reader->events[e], &reader->events[e + 1])) {
        row->values[row->n_names++] = (gx_event){.kind = GX_E_LABEL, .token = 0};
        return e + 2;
    }
    bool value = e + 1 < reader->n_events && reader->events[e + 1].kind == GX_E_VALUE;
    if (!value && hides_letter(reader, e)) return 0;
    if (hides_number(reader, e) || e + 1 == reader->n_events) return 0; /* it may be cut off */
    if (!value && !is_empty(reader, e)) return 0;
    if (value && e + 2 < reader->n_events && reader->events[e + 2].kind == GX_E_VALUE) return 0;
    row->values[row->n_names++] =
        value ? reader->events[e + 1] : (gx_event){.kind = GX_E_LABEL, .token = 0};
    row->n_values += value;
    return e + 1 + value;
}

/* Notes that the row lacks the name of a measure. Its cell stands where the name at event `e` does,
** which has a value of its own. False: it has none. */
static bool lack_name(const gx_reader *reader, uint32_t e, int measure, named_row *row) {
    if (e + 1 >= reader->n_events || reader->events[e + 1].kind != GX_E_VALUE) return false;
    row->labels[row->n_labels++] = reader->events[e];
    row->values[row->n_names++] = (gx_event){.kind = GX_E_RESIDUE};
    row->lacking |= 1u << measure;
    return true;
}

/* Reads the row of requests whose label is event `e`, with names in the form's order. */
static bool read_requests(const gx_reader *reader, uint32_t e, named_row *row) {
    memset(row, 0, sizeof *row);
    row->labels[row->n_labels++] = reader->events[e++];
    e = skip_taken(reader, e);
    uint32_t last = e;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        if (e < reader->n_events && gx_role_of(&reader->events[e], GX_ROLE_SUBTOTAL, 0)) {
            e++; /* a column of no form */
            e += e < reader->n_events && reader->events[e].kind == GX_E_VALUE;
        }
        if (e == reader->n_events) return false;
        const gx_role *head = gx_role_of(&reader->events[e], GX_ROLE_HEAD, GX_REQUESTS);
        bool ends = ends_row(&reader->events[e]) ||
                    (m == GX_R_TOTAL && reader->events[e].kind == GX_E_RESIDUE);
        if (head ? head->index > m : ends) {
            if (!lack_name(reader, head ? e : last, m, row)) return false;
            continue;
        }
        if (!head || head->index != m) return false;
        last = e;
        e = take_name(reader, e, row);
        if (!e) return false;
    }
    row->end = e;
    return true;
}

/* The same with all names, in any order: as they stand in the form, they are noted. */
static bool read_shuffled(const gx_reader *reader, uint32_t e, named_row *row) {
    named_row found = {.n_names = 0};
    int at[GX_R_MEASURES], n = 0; /* by measure: which name it is */
    unsigned named = 0;
    row->labels[0] = reader->events[e];
    e = skip_taken(reader, e + 1);
    while (e < reader->n_events && n < GX_R_MEASURES) {
        const gx_role *head = gx_role_of(&reader->events[e], GX_ROLE_HEAD, GX_REQUESTS);
        const uint32_t token = reader->events[e].token; /* the row's label may begin that word */
        bool numbered =
            token != row->labels[0].token && reader->tokens[token].flags & GX_F_NUMBERED;
        if (!head || numbered || named >> head->index & 1) return false; /* （七）总计 is a row's */
        named |= 1u << head->index;
        at[head->index] = n++;
        e = take_name(reader, e, &found);
        if (!e) return false;
    }
    for (int m = 0; m < GX_R_MEASURES && n == GX_R_MEASURES; m++) {
        row->labels[1 + m] = found.labels[at[m]];
        row->values[m] = found.values[at[m]];
    }
    row->n_labels = 1 + n;
    row->n_names = n;
    row->n_values = found.n_values;
    row->lacking = 0;
    row->end = e;
    return n == GX_R_MEASURES;
}

/* True where a row adds up without the cells whose names it lacks. */
static bool adds_up(const gx_reader *reader, const named_row *row) {
    int64_t sum = 0, value = 0;
    for (int m = 0; m < GX_R_MEASURES; m++) {
        const gx_token *token = &reader->tokens[row->values[m].token];
        bool number = row->values[m].kind == GX_E_VALUE && token->kind == GX_T_NUMBER;
        value = number ? token->value : 0;
        if (number && (token->scale || value < 0 || token->flags & GX_F_ILLEGIBLE)) return false;
        if (m < GX_R_TOTAL && __builtin_add_overflow(sum, value, &sum)) return false;
    }
    return value && sum == value;
}

/* True where `named` are the measures of a row of a form; with `lost` not negative, all but the one
** in this place. */
static bool is_complete(unsigned named, int lost, unsigned measures) {
    for (unsigned m = 0; measures >> m && lost >= 0; m++)
        if (measures >> m & 1 && !lost--) return named == (measures & ~(1u << m));
    return lost < 0 && named == measures;
}

/* Reads the row of disclosures whose label is event `e`. One of the names may be damaged: it is
** that of the column that no other name is of. */
static bool read_disclosures(const gx_reader *reader, uint32_t e, named_row *row) {
    memset(row, 0, sizeof *row);
    if (e && is_row(&reader->events[e - 1], GX_DISCLOSURES)) return false;
    int which = gx_role_of(&reader->events[e], GX_ROLE_ROW, GX_DISCLOSURES)->index, lost = -1;
    const gx_item *item = &gx_tables[GX_DISCLOSURES].items[which];
    unsigned named = 0;
    row->labels[row->n_labels++] = reader->events[e++];
    for (int last = -1; e + 1 < reader->n_events && row->n_names < GX_D_MEASURES;) {
        const gx_role *head = gx_role_of(&reader->events[e], GX_ROLE_HEAD, GX_DISCLOSURES);
        bool value = reader->events[e + 1].kind == GX_E_VALUE;
        bool damaged = reader->events[e].kind == GX_E_RESIDUE && value && lost < 0;
        if (!damaged && (!head || head->index <= last)) break;
        if (damaged)
            lost = row->n_names;
        else
            named |= 1u << (last = head->index);
        e = take_name(reader, e, row);
        if (!e) return false;
        if (damaged) row->labels[row->n_labels - 1].n = 0; /* no more than a piece of a header */
    }
    row->end = e;
    return named && (is_complete(named, lost, item->measures[0]) ||
                     is_complete(named, lost, item->measures[1]));
}

/* Reads the proceedings, which begin at event `e` with the label of a row. Where nothing is printed
** in any cell, each row's names must have its label before them, as no table's header has. */
static bool read_proceedings(const gx_reader *reader, uint32_t e, named_row *row) {
    int labelled = 0; /* rows whose label stands right before their names */
    memset(row, 0, sizeof *row);
    while (e < reader->n_events && row->n_names < MAX_NAMES && row->n_labels < MAX_LABELS) {
        const gx_event *event = &reader->events[e];
        const gx_role *head = gx_role_of(event, GX_ROLE_HEAD, GX_PROCEEDINGS);
        if (head && head->index == row->n_names % GX_P_MEASURES) {
            labelled += !head->index && is_row(&event[-1], GX_PROCEEDINGS);
            e = take_name(reader, e, row);
            if (!e) return false;
        } else if (event->kind == GX_E_LABEL && (!head || head->index > GX_P_TOTAL) &&
                   !gx_role_of(event, GX_ROLE_SECTION, 0)) {
            row->labels[row->n_labels++] = *event;
            e++;
        } else if (event->kind == GX_E_RESIDUE) {
            e++;
        } else {
            return false;
        }
    }
    row->end = e;
    bool named = row->n_values || (reader->named && labelled == GX_P_ITEMS);
    return row->n_names == MAX_NAMES && named;
}

static bool read_named(const gx_reader *reader, uint32_t e, gx_topic topic, named_row *row) {
    if (!is_row(&reader->events[e], topic)) return false;
    switch (topic) {
    case GX_DISCLOSURES: return read_disclosures(reader, e, row);
    case GX_REQUESTS:
        if (!read_requests(reader, e, row)) return read_shuffled(reader, e, row);
        return row->lacking == reader->lacking || !row->lacking || adds_up(reader, row);
    default: return read_proceedings(reader, e, row);
    }
}

/* Writes the names of a row of requests as a header, but for those it lacks. */
static uint32_t put_header(gx_reader *reader, uint32_t to, const named_row *row) {
    for (int m = 0; m < GX_R_MEASURES; m++) {
        if (row->lacking >> m & 1) continue;
        reader->events[to] = row->labels[1 + m];
        reader->events[to++].token = row->labels[0].token;
    }
    return to;
}

/* Writes a row's events from `to` on. Returns where they end. */
static uint32_t put_row(gx_reader *reader, uint32_t to, gx_topic topic, const named_row *row) {
    gx_event values[MAX_NAMES];
    int n = 0, first = topic == GX_PROCEEDINGS ? 0 : 1; /* its own label stands before the names */
    for (int i = 0, name = first; i < row->n_names; i++, name++) {
        while (topic == GX_PROCEEDINGS &&
               !gx_role_of(&row->labels[name], GX_ROLE_HEAD, GX_PROCEEDINGS))
            name++;
        bool empty = row->values[i].kind != GX_E_VALUE, lacks = row->values[i].kind == GX_E_RESIDUE;
        if (lacks && row->lacking == reader->lacking) continue; /* no row has such a cell */
        values[n] = empty ? make_blank(reader, &row->labels[name]) : row->values[i];
        if (lacks) reader->tokens[values[n].token].flags |= GX_F_ILLEGIBLE;
        n++;
    }
    for (int i = first; i < row->n_labels && topic != GX_REQUESTS; i++) {
        reader->events[to] = row->labels[i];
        reader->events[to++].token = row->labels[0].token; /* they stand before all values now */
    }
    if (first) reader->events[to++] = row->labels[0];
    for (int i = 0; i < n; i++) reader->events[to++] = values[i];
    return to;
}

/* True where most rows of disclosures name each of their values: requests may print none. */
static bool has_named_disclosures(const gx_reader *reader) {
    named_row row;
    int named = 0, others = 0;
    for (uint32_t e = 0; e + 1 < reader->n_events; e++) {
        if (!is_row(&reader->events[e], GX_DISCLOSURES)) continue;
        bool all = read_disclosures(reader, e, &row);
        named += all && row.n_values;
        others += !all;
    }
    return named > 2 && named > 2 * others;
}

/* True where some row of requests names each of its values, or all rows lack the same name, which
** is noted. */
static bool is_named(gx_reader *reader) {
    enum { MIN_ROWS = 4 };
    named_row row;
    unsigned lacking = 0;
    int n = 0;
    for (uint32_t e = 0; e + 1 < reader->n_events; e++) {
        const gx_event *next = &reader->events[e + 1];
        if (!is_row(&reader->events[e], GX_REQUESTS)) continue;
        if (!gx_role_of(next, GX_ROLE_HEAD, GX_REQUESTS) && skip_taken(reader, e + 1) == e + 1)
            continue;
        if (!read_requests(reader, e, &row) && !read_shuffled(reader, e, &row)) continue;
        if (row.n_values < 2) continue;
        if (!row.lacking) return true;
        lacking |= row.lacking;
        n++;
    }
    if (!n) return has_named_disclosures(reader);
    if (n < MIN_ROWS || lacking & (lacking - 1)) return false;
    reader->lacking = lacking;
    return true;
}

/* True where event `e` is a row's label, and no column's name. */
static bool begins_row(const gx_reader *reader, uint32_t e) {
    const gx_event *event = &reader->events[e];
    if (!is_row(event, GX_DISCLOSURES) && !is_row(event, GX_REQUESTS)) return false;
    return !gx_strings[event->string].roles[1].kind ||
           reader->tokens[event->token].flags & GX_F_NUMBERED;
}

/* Makes the values illegible of a row whose names are not in order, or not one for each: nothing
** tells which is whose. */
static void spoil_row(gx_reader *reader, uint32_t e) {
    if (!begins_row(reader, e) || e + 1 == reader->n_events) return;
    const gx_event *next = &reader->events[e + 1];
    if (!gx_role_of(next, GX_ROLE_HEAD, GX_DISCLOSURES) &&
        !gx_role_of(next, GX_ROLE_HEAD, GX_REQUESTS))
        return;
    for (e++; e < reader->n_events && !begins_row(reader, e); e++) {
        const gx_event *event = &reader->events[e];
        if (event->kind == GX_E_PROSE || gx_role_of(event, GX_ROLE_SECTION, 0)) return;
        if (event->kind == GX_E_VALUE) reader->tokens[event->token].flags |= GX_F_ILLEGIBLE;
    }
}

/* The same for a name that stands alone with its value, which may look like a row's: 总计：5. */
static void spoil_name(gx_reader *reader, uint32_t e) {
    gx_event *event = &reader->events[e];
    if (!gx_role_of(event, GX_ROLE_HEAD, GX_REQUESTS) || e + 1 == reader->n_events ||
        reader->events[e + 1].kind != GX_E_VALUE ||
        reader->tokens[event->token].flags & GX_F_NUMBERED)
        return;
    reader->tokens[reader->events[e + 1].token].flags |= GX_F_ILLEGIBLE;
    *event = (gx_event){.kind = GX_E_RESIDUE, .token = event->token};
}

void gx_drop_serials(gx_reader *reader) {
    enum { MIN_RUN = 6 };
    uint32_t run = 0, last = 0;
    bool dropped = false;
    if (reader->serials < MIN_RUN) return;
    for (uint32_t e = 0; e <= reader->n_events; e++) {
        const gx_event *event = &reader->events[e];
        bool end = e == reader->n_events;
        if (!end && (event->kind != GX_E_VALUE || !gx_begins_line(reader, event->token))) continue;
        int64_t value = end ? -1 : reader->tokens[event->token].value;
        bool next = run && !end && value == reader->tokens[reader->events[last].token].value + 1;
        /* They stand in events that are `back` from each other until it is known what they are. */
        dropped = dropped || (!next && run >= MIN_RUN);
        if (!next && run >= MIN_RUN)
            for (uint32_t n = 0, at = last; n < run; n++) {
                uint32_t before = reader->events[at].back;
                reader->events[at] =
                    (gx_event){.kind = GX_E_RESIDUE, .token = reader->events[at].token};
                at = before;
            }
        if (end) break;
        reader->events[e].back = last;
        run = next ? run + 1 : 1;
        last = e;
    }
    if (dropped) gx_recount_newlines(reader);
}

/* How often a name stands behind one that the form has later, each with a value, in one row. */
static unsigned count_misplaced(const gx_reader *reader) {
    const uint64_t kinds =
        gx_role_bit(GX_ROLE_ROW, GX_DISCLOSURES) | gx_role_bit(GX_ROLE_ROW, GX_REQUESTS) |
        gx_role_bit(GX_ROLE_GROUP, GX_REQUESTS) | gx_role_bit(GX_ROLE_HEAD, GX_REQUESTS);
    unsigned n = 0;
    int last = -1;
    for (uint32_t e = 0; e + 1 < reader->n_events; e++) {
        const gx_event *event = &reader->events[e];
        if (event->kind != GX_E_PROSE && !gx_has_role(event, kinds)) continue;
        const gx_role *head = gx_role_of(event, GX_ROLE_HEAD, GX_REQUESTS);
        if (event->kind == GX_E_PROSE || begins_row(reader, e)) last = -1;
        if (!head || event[1].kind != GX_E_VALUE) continue;
        n += head->index < last;
        last = head->index;
    }
    return n;
}

/* Where values have their names before them, not in the form's order, and no row has all of them,
** makes these values illegible. */
static void spoil_names(gx_reader *reader) {
    enum { MANY = 4 };
    if (count_misplaced(reader) < MANY) return;
    for (uint32_t e = 0; e < reader->n_events; e++) spoil_name(reader, e);
}

bool gx_sort_names(gx_reader *reader) {
    named_row row;
    const uint32_t n = reader->n_events; /* stays so until all are sorted */
    bool has_names = gx_take_census(reader).kinds & gx_role_bit(GX_ROLE_HEAD, GX_REQUESTS);
    reader->lacking = 0;
    reader->named = has_names && is_named(reader);
    if (!has_names) return true;
    if (!reader->named) spoil_names(reader);
    if (!reader->named) return true;
    /* Behind the events; a name without a value becomes two. */
    while (reader->max_events < 3 * n + GX_R_MEASURES + 1)
        if (!gx_grow((void **)&reader->events, &reader->max_events, sizeof *reader->events))
            return false;
    uint32_t to = n;
    bool headed = !reader->lacking;
    for (uint32_t e = 0; e < n;) {
        gx_topic topic = GX_DISCLOSURES;
        while (topic < GX_TOPICS && !read_named(reader, e, topic, &row)) topic++;
        if (topic == GX_TOPICS) {
            spoil_row(reader, e);
            spoil_name(reader, e);
            reader->events[to++] = reader->events[e++];
        } else {
            if (!headed && topic == GX_REQUESTS) to = put_header(reader, to, &row);
            headed = headed || topic == GX_REQUESTS;
            to = put_row(reader, to, topic, &row);
            e = row.end;
        }
    }
    reader->n_events = to - n;
    memmove(reader->events, reader->events + n, reader->n_events * sizeof *reader->events);
    gx_recount_newlines(reader);
    return true;
}
