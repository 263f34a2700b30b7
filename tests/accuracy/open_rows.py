"""Rows whose empty cells neither the text nor the sums can place.

Some layouts drop an empty cell without a trace: one line of numbers, six where seven columns are.
Which column is empty then follows from the identities, or from nothing. In: a report's true cells;
a text of one report that has such rows. Out: the rows that stay open; whether the layout leaves a
trace.
"""
import itertools
import re

import form

PROBE = ("gaojiawan-2024", "requests.carried_in")    # one empty cell among distinct numbers


def printed_of(cells, row):
    """The numbers of a row in their order, blanks left out."""
    return [n for key, n in cells.items() if key.rsplit(".", 1)[0] == row and n is not None]


def leaves_trace(text, cells):
    """True where the gap at the empty cell differs from the others."""
    numbers = [re.escape(str(n)) for n in printed_of(cells, PROBE[1])]
    found = re.search(r"(\D*?)".join(numbers), text)
    return found is not None and len(set(found.groups())) > 1


def placements(numbers, width, groups):
    """All ways to put the numbers into `width` columns in their order so that in each group the
    last column is the sum of the others; 0 in an empty column."""
    out = []
    for places in itertools.combinations(range(width), len(numbers)):
        row = [0] * width
        for place, n in zip(places, numbers):
            row[place] = n
        if all(sum(row[a:b - 1]) == row[b - 1] for a, b in groups):
            out.append((tuple(row), places))
    return out


def forward(rows, start):
    """Column sums that are left after each number of rows: [{left: ways}, ...]."""
    out = [{start}]
    for _, ways in rows:
        after = set()
        for left in out[-1]:
            for row, _ in ways:
                now = tuple(a - b for a, b in zip(left, row))
                if min(now) >= 0:
                    after.add(now)
        out.append(after)
    return out


def open_outcomes(cells, items):
    """Rows with an outcome of which more than one placement agrees with all columns' sums."""
    total = tuple(cells[f"requests.total.{m}"] for m in form.PEOPLE)
    rows = []
    for item in items:
        ways = placements(printed_of(cells, f"requests.{item}"), 7, [(0, 7)])
        rows.append((item, [(row[:6], places) for row, places in ways]))
    rows.sort(key=lambda row: -max(row[1][0][0]))
    before, live, out = forward(rows, total), {(0,) * 6}, []
    for i in range(len(rows) - 1, -1, -1):
        item, ways = rows[i]
        used, earlier = set(), set()
        for left in before[i]:
            for row, places in ways:
                if tuple(a - b for a, b in zip(left, row)) in live:
                    used.add(places)
                    earlier.add(left)
        if len(used) > 1:
            out.append(item)
        live = earlier
    return out


def open_balance(cells):
    """The same for the rows of the balance: new + carried_in = total + carried_out."""
    total = [cells[f"requests.total.{m}"] for m in form.PEOPLE]
    items = ("new", "carried_in", "carried_out")
    ways = [placements(printed_of(cells, f"requests.{item}"), 7, [(0, 7)]) for item in items]
    used = [set(), set(), set()]
    for new, old, out in itertools.product(*ways):
        if all(new[0][m] + old[0][m] == total[m] + out[0][m] for m in range(6)):
            for places, way in zip(used, (new, old, out)):
                places.add(way[1])
    return [item for item, places in zip(items, used) if len(places) > 1]


def open_rows(cells):
    """`topic.item` of every row that stays open."""
    rows = list(dict.fromkeys(key.rsplit(".", 1)[0] for key in cells))
    holes = [row for row in rows if any(n is None for key, n in cells.items()
                                        if key.rsplit(".", 1)[0] == row)]
    out = [row for row in holes if row.startswith("disclosures.") and printed_of(cells, row)]
    if any(row.startswith("requests.") for row in holes):
        split = "requests.other_misc.total" in cells
        items = [row[0] for row in form.requests_rows(split) if row[1]]
        out += [f"requests.{item}" for item in open_outcomes(cells, items) + open_balance(cells)]
    proceedings = [row for row in rows if row.startswith("proceedings.")]
    if set(proceedings) & set(holes):    # printed as one row of fifteen
        numbers = [n for row in proceedings for n in printed_of(cells, row)]
        if len(placements(numbers, 15, [(0, 5), (5, 10), (10, 15)])) > 1:
            out += proceedings
    return out
