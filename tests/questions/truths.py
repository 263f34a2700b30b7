"""Answers to questions of sql/questions, worked out from the county's numbers, without SQL.

In:  the entries of tests/county: for each report what its cells print.
Out: answers(): {name of the question: (places of the columns that are compared, rows)}. Rows are in
any order; floats are exact, while the question rounds them to a tenth.
"""

from statistics import median

import agencies
import county
import form

OUTCOMES = {"granted": "予以公开", "partial": "部分公开", "refused": "不予公开",
            "unavailable": "无法提供", "unprocessed": "不予处理", "other": "其他处理"}
YEARS = agencies.YEARS


def reports():
    """The first report of each agency and year that has cells."""
    seen, out = set(), []
    for entry in county.build()[0]:
        key = entry.agency.name, entry.year
        if key not in seen and entry.cells:
            out.append(entry)
        seen.add(key)
    return out


def value(entry, key):
    """A number as the report prints it: a blank is 0; None where its table is not there."""
    if key.partition(".")[0] in entry.no_tables:
        return None
    n = entry.cells.get(key)
    return 0 if n is None and key in entry.cells else n


def requests(entry, outcome, measure="total"):
    """All items of an outcome together, or one item."""
    keys = [key for key in entry.cells if key.startswith(f"requests.{outcome}")
            and key.endswith("." + measure)]
    numbers = [value(entry, key) for key in keys]
    return None if None in numbers else sum(numbers)


def add(groups, key, *numbers):
    """Adds numbers to those of a group."""
    groups[key] = [a + b for a, b in zip(groups.get(key, [0] * len(numbers)), numbers)]


def with_requests(*, county_too=True):
    return [e for e in reports() if "requests" not in e.no_tables
            and (county_too or e.agency.level != "县")]


def percent(a, b):
    return 100.0 * a / b


def disclosure_rate():
    groups = {}
    for e in with_requests():
        handled = sum(requests(e, outcome) for outcome in OUTCOMES)
        add(groups, (e.year, e.agency.region), handled,
            requests(e, "granted") + requests(e, "partial"))
    return [(*key, n, shown, percent(shown, n)) for key, (n, shown) in groups.items()]


def outcomes_by_year():
    groups = {}
    for e in with_requests(county_too=False):
        for outcome in OUTCOMES:
            add(groups, (e.year, outcome), requests(e, outcome))
            add(groups, e.year, requests(e, outcome))
    return [(outcome, *(percent(groups[year, outcome][0], groups[year][0]) for year in YEARS))
            for outcome in OUTCOMES]


def refusal_grounds():
    groups = {}
    for e in with_requests(county_too=False):
        for key in e.cells:
            if key.startswith("requests.refused") and key.endswith(".total"):
                add(groups, key, value(e, key))
    return sorted((n[0] for n in groups.values()), reverse=True)


def not_held():
    groups = {}
    for e in with_requests(county_too=False):
        for who in form.PEOPLE:
            add(groups, who, value(e, f"requests.unavailable_not_held.{who}"),
                value(e, f"requests.total.{who}"))
    return [(who, n, handled, percent(n, handled)) for who, (n, handled) in groups.items()]


def legal_service():
    groups = {}
    for e in with_requests():
        asked = [value(e, f"requests.new.{who}") for who in form.PEOPLE]
        add(groups, (e.year, e.agency.region), value(e, "requests.new.legal_service"), sum(asked))
    return [(*key, n, percent(n, of)) for key, (n, of) in groups.items()]


def repeated():
    groups = {}
    for e in with_requests():
        add(groups, e.agency.region, value(e, "requests.unprocessed_repeat.total"),
            value(e, "requests.unprocessed_excessive.total"), value(e, "requests.total.total"))
    return [(region, *numbers) for region, numbers in groups.items()]


def corrected():
    groups = {}
    rows = ("reconsideration", "litigation_direct", "litigation_after")
    for e in reports():
        if e.agency.level == "县" or "proceedings" in e.no_tables:
            continue
        first, *courts = [[value(e, f"proceedings.{row}.{measure}")
                           for measure in ("total", "corrected", "pending")] for row in rows]
        add(groups, e.year, *first, *(a + b for a, b in zip(*courts)))
    return [(year, n, percent(c, n), percent(c, n - p), m, percent(d, m), percent(d, m - q))
            for year, (n, c, p, m, d, q) in groups.items()]


def growth():
    new = {(e.agency.name, e.year): value(e, "requests.new.total") for e in with_requests()}
    rows = [(name, new[name, 2021], n, n - new[name, 2021]) for (name, year), n in new.items()
            if year == 2022 and new.get((name, 2021), 0) >= 20]
    return sorted(rows, key=lambda row: -row[3] / row[1])[:8]


def bureaus():
    """Disclosure rates of the bureaus in 2022, of those that handled ten requests or more."""
    rates = {}
    for e in with_requests():
        handled = value(e, "requests.total.total")
        if e.agency.level == "部门" and e.year == 2022 and handled >= 10:
            rates[e.agency.name] = percent(requests(e, "granted") + requests(e, "partial"), handled)
    middle = median(rates.values())
    return [(1 + sum(other > rate for other in rates.values()), name, rate, middle)
            for name, rate in rates.items()]


def penalties():
    groups = {}
    for e in reports():
        if "disclosures" not in e.no_tables:
            add(groups, e.agency.name, value(e, "disclosures.penalties.decisions"),
                value(e, "disclosures.licensing.decisions"))
    rows = [(name, *n) for name, n in groups.items() if n[1] >= 1000]
    return sorted(rows, key=lambda row: -row[1] / row[2])[:8]


def fees():
    paid = {}
    for e in reports():
        amount = value(e, "disclosures.fees.amount")
        if amount:
            paid.setdefault(e.agency.name, {})[e.year] = float(amount)
    rows = [(name, of.get(2021), of.get(2022)) for name, of in paid.items()]
    return sorted(rows, key=lambda row: -(row[2] or 0))[:8]


def received_by_bureau():
    groups = {}
    for e in with_requests():
        if e.agency.level == "部门":
            groups.setdefault(e.agency.name, {})[e.year] = value(e, "requests.new.total")
    return [(name, *(of[year] for year in YEARS)) for name, of in groups.items()]


def concentration():
    new = sorted(((value(e, "requests.new.total"), e.agency.name) for e in
                  with_requests(county_too=False) if e.year == 2022), reverse=True)
    total = sum(n for n, _ in new)
    return [(i + 1, name, n, percent(sum(m for m, _ in new[:i + 1]), total))
            for i, (n, name) in enumerate(new[:6])]


def wrong_sums():
    groups = {}
    for rule, agency, year, *_ in county.errors():
        if rule == "identity":
            groups.setdefault(agency, []).append(year)
    return [(agency, len(set(years)), len(years)) for agency, years in groups.items()]


def planted(rule, *, numbers=True):
    return [(agency, year, *((place, expected, found) if numbers else ()))
            for name, agency, year, place, expected, found in county.errors() if name == rule]


def not_reported():
    there = {(e.agency.name, e.year) for e in county.build()[0]}
    missing = [(year, a.name, "missing") for a in agencies.ALL for year in YEARS
               if (a.name, year) not in there]
    unread = [(year, name, "unread") for name, year in planted("no_report", numbers=False)]
    return missing + unread + [(e.year, e.agency.name, "no table") for e in reports()
                               if len(e.no_tables) == 3]


def nought():
    groups = {}
    for e in with_requests():
        if value(e, "requests.new.total") == 0:
            groups.setdefault(e.agency.name, []).append(str(e.year))
    return [(name, len(years), " ".join(sorted(years))) for name, years in groups.items()]


def forms():
    """Every report counts here, also the one that is there twice; not the page that is none."""
    rows = {year: [0, 0] for year in YEARS}
    for e in county.build()[0]:
        if e.cells:
            rows[e.year][agencies.form_of(e.year) == "2021"] += 1
    return [(year, *n) for year, n in rows.items()]


def answers():
    return {
        "disclosure-rate": ((0, 1, 2, 3, 4), disclosure_rate()),
        "outcomes-by-year": ((0, 2, 3, 4, 5), outcomes_by_year()),
        "refusal-grounds": ((1,), [(n,) for n in refusal_grounds()]),
        "not-held": ((0, 1, 2, 3), not_held()),
        "legal-service": ((0, 1, 2, 3), legal_service()),
        "no-requests": ((0, 2, 3), nought()),
        "repeated-and-excessive": ((0, 1, 2, 3), repeated()),
        "carry-over-breaks": ((0, 1, 2, 3, 4), planted("carry_over")),
        "wrong-sums": ((0, 1, 2), wrong_sums()),
        "parent-and-children": ((0, 1, 2, 4, 3), planted("parent_sum")),
        "not-reported": ((0, 1, 3), not_reported()),
        "published-late": ((0, 1), planted("late", numbers=False)),
        "fastest-growth": ((0, 1, 2, 3), growth()),
        "median-and-rank": ((0, 1, 3, 4), bureaus() + [(None, "云溪县档案馆", 100.0, None)]),
        "corrected": ((0, 1, 2, 3, 4, 5, 6), corrected()),
        "penalties-to-licences": ((0, 1, 2), penalties()),
        "fees": ((0, 1, 2), fees()),
        "forms-in-use": ((0, 1, 2), forms()),
        "received-by-agency": ((0, 1, 2, 3, 4), received_by_bureau()),
        "concentration": ((0, 1, 2, 3), concentration()),
    }
