"""Rows whose empty cells neither the text nor the sums can place.

Some layouts drop an empty cell without a trace: one line of numbers, six where seven columns are.
Which column is empty then follows from the identities, or from nothing. In: a document.Report, and
a text of it. Out: the rows that stay open; whether the text shows where cells are empty.
"""
import itertools
import re

import document
import form

WIDE = {ord(c) + 0xFEE0: c for c in "0123456789+-.,"}


def values_of(report):
    """The cells as numbers: a mark for an empty cell is printed too, and counts as 0; None where
    nothing is printed."""
    return {key: None if document.printed(report, key) == "" else value or 0
            for key, value in report.cells.items()}


def rows_of(cells):
    return list(dict.fromkeys(key.rsplit(".", 1)[0] for key in cells))


def printed_of(cells, row):
    """The numbers of a row in their order, empty cells left out."""
    return [n for key, n in cells.items() if key.rsplit(".", 1)[0] == row and n is not None]


def leaves_trace(report, text):
    """True where a gap at an empty cell differs from the others, or where no row could show it."""
    text = re.sub("<[^>]*>", "<>", text).translate(WIDE)
    looked = False
    for row in rows_of(report.cells):
        shown = [document.printed(report, key) for key in report.cells
                 if key.rsplit(".", 1)[0] == row]
        printed = [re.escape(each) for each in shown if each]
        if len(printed) < 3 or all(each for each in shown[1:-1]):
            continue
        looked = True
        found = re.search("(?<![0-9])" + "([^0-9]*?)".join(printed), text)
        if found and len(set(found.groups())) > 1:
            return True
    return not looked


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


def reachable(rows):
    """For each number of rows left out in front: the sums that the rest can make in a column, as
    bits."""
    masks = [1]
    for _, ways in reversed(rows):
        mask = masks[-1]
        for n in {n for row, _ in ways for n in row}:
            mask |= masks[-1] << n
        masks.append(mask)
    return masks[::-1]


def forward(rows, start):
    """Column sums that are left after each number of rows: [set, ...]."""
    out, masks = [{start}], reachable(rows)
    for (_, ways), mask in zip(rows, masks[1:]):
        after = set()
        for left in out[-1]:
            for row, _ in ways:
                now = tuple(a - b for a, b in zip(left, row))
                if min(now) >= 0 and all(mask >> n & 1 for n in now):
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
        for left, (row, places) in itertools.product(live, ways):
            with_row = tuple(a + b for a, b in zip(left, row))
            if with_row in before[i]:
                used.add(places)
                earlier.add(with_row)
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


def open_rows(report):
    """`topic.item` of every row that stays open where a text leaves no trace of empty cells."""
    cells = values_of(report)
    holes = [row for row in rows_of(cells)
             if any(n is None for key, n in cells.items() if key.rsplit(".", 1)[0] == row)
             and any(printed_of(report.cells, row))]
    out = [row for row in holes if row.startswith("disclosures.") and printed_of(cells, row)]
    if any(row.startswith("requests.") for row in holes):
        items = [row[0] for row in form.requests_rows(report.split) if row[1]]
        out += [f"requests.{item}" for item in open_outcomes(cells, items) + open_balance(cells)]
    proceedings = [row for row in rows_of(cells) if row.startswith("proceedings.")]
    numbers = [n for row in proceedings for n in printed_of(cells, row)]
    if 0 < len(numbers) < 15:    # printed as one row of fifteen, of which some may be all empty
        if len(placements(numbers, 15, [(0, 5), (5, 10), (10, 15)])) > 1:
            out += proceedings
    return out
