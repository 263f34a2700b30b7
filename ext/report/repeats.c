/*
** repeats.c: labels that stand before each of a row's values. In: events of a text that tells for
** each number its row and its column, as a list of cells does: 予以公开 自然人 5, 予以公开 商业企业 3. Out: the
** same events with each row's label once, so that the names behind it are those of its values
** (names.c).
**
** A label counts as repeated only where it stands before each name from the first on: 其他 and 总计
** are names, too.
*/
#include "reader.h"

enum { MAX_PREFIX = 4 }; /* labels of a row and of the groups it stands in */

/* True where an event is the label of a row, and no column's name, as 其他 and 总计 may be. */
static bool is_label(const gx_reader *reader, uint32_t e, unsigned topic) {
    const gx_event *event = &reader->events[e];
    if (!gx_role_of(event, GX_ROLE_ROW, topic)) return false;
    return !gx_role_of(event, GX_ROLE_HEAD, topic) ||
           reader->tokens[event->token].flags & GX_F_NUMBERED;
}

/* Where the label of row `e` stands again, from event `at` on, right before a name; 0: it does not.
*/
static uint32_t find_again(const gx_reader *reader, uint32_t e, uint32_t at, unsigned topic) {
    const gx_event *events = reader->events;
    for (uint32_t k = at; k + 1 < reader->n_events && k < at + MAX_PREFIX; k++) {
        if (events[k].kind != GX_E_LABEL) return 0;
        if (events[k].string == events[e].string && gx_role_of(&events[k + 1], GX_ROLE_HEAD, topic))
            return k;
    }
    return 0;
}

/* Marks the repeated labels of the row whose label is event `e`. Returns the event behind the last
** name that has its own; `e`: there are none. */
static uint32_t mark_row(gx_reader *reader, uint32_t e, unsigned topic) {
    gx_event *events = reader->events;
    uint32_t prefix = 0, at = e + 1;
    while (at < reader->n_events && gx_role_of(&events[at], GX_ROLE_HEAD, topic)) {
        uint32_t next = at + 1, letters = 0;
        if (next < reader->n_events && events[next].kind == GX_E_VALUE) next++;
        uint32_t again = find_again(reader, e, next, topic);
        if (!again || (prefix && again + 1 - next != prefix)) return prefix ? next : e;
        prefix = again + 1 - next;
        at = again + 1;
        for (uint32_t k = next; k < at; k++) {
            if (events[k].token == events[at].token) letters += gx_strings[events[k].string].n;
            events[k].kind = GX_E_RESIDUE;
            events[k].n = 0;
            events[k].back = UINT32_MAX; /* it goes */
        }
        events[at].back = letters;
    }
    return at;
}

void gx_drop_repeats(gx_reader *reader) {
    uint64_t names = 0;
    uint32_t to = 0;
    bool dropped = false;
    for (unsigned topic = 0; topic < GX_TOPICS; topic++) names |= gx_role_bit(GX_ROLE_HEAD, topic);
    for (uint32_t e = 0; e + 2 < reader->n_events; e++) {
        if (!gx_has_role(&reader->events[e + 1], names)) continue;
        uint32_t end = e;
        for (unsigned topic = 0; topic < GX_TOPICS && end == e; topic++)
            if (is_label(reader, e, topic)) end = mark_row(reader, e, topic);
        dropped = dropped || end > e;
        e = end > e ? end - 1 : e;
    }
    if (!dropped) return;
    for (uint32_t e = 0; e < reader->n_events; e++)
        if (reader->events[e].kind != GX_E_RESIDUE || reader->events[e].back != UINT32_MAX)
            reader->events[to++] = reader->events[e];
    reader->n_events = to;
    gx_recount_newlines(reader);
}
