"""What the views must say of the county, worked out from the truth of its texts.

In: the entries of ../county. Out: for each view the values that the tests compare, by plain loops,
with nothing taken from the views' own SQL.
"""
import collections
import statistics

import agencies
import county
import form

GROUPS = {"refused": "refused_", "unavailable": "unavailable_", "unprocessed": "unprocessed_",
          "other": "other"}
ROWS = {"received": "new", "carried_in": "carried_in", "handled": "total",
        "carried_out": "carried_out", "granted": "granted", "partial": "partial"}
OUTCOMES = ("granted", "partial", "refused", "unavailable", "unprocessed", "other")


def _sum(cells, items, measures):
    """None where the report has no such cells."""
    keys = [f"requests.{item}.{measure}" for item in items for measure in measures]
    known = [cells[key] or 0 for key in keys if key in cells]
    return sum(known) if len(known) == len(keys) and keys else None


def _share(part, whole):
    return None if part is None or not whole else part / whole


def counts(entry):
    """The numbers of report_facts by their names."""
    cells = {} if len(entry.no_tables) == 3 else {
        key: n for key, n in entry.cells.items() if key.split(".")[0] not in entry.no_tables}
    items = [row[0] for row in form.requests_rows(entry.form == "2021")]
    out = {}
    for suffix, measures in (("", ["total"]), ("_people", ["natural_person"]),
                             ("_organisations", form.PEOPLE[1:])):
        for name, item in ROWS.items():
            out[name + suffix] = _sum(cells, [item], measures)
        for name, prefix in GROUPS.items():
            chosen = [item for item in items if item.startswith(prefix)]
            out[name + suffix] = _sum(cells, chosen, measures)
    for name, items in (("reconsiderations", ["reconsideration"]),
                        ("lawsuits", ["litigation_direct", "litigation_after"])):
        for suffix, measure in (("", "total"), ("_corrected", "corrected"),
                                ("_pending", "pending")):
            keys = [f"proceedings.{item}.{measure}" for item in items]
            out[name + suffix] = sum(cells[key] for key in keys) if keys[0] in cells else None
    for name, item in (("licences", "licensing"), ("penalties", "penalties"),
                       ("compulsion", "compulsion")):
        out[name] = cells.get(f"disclosures.{item}.decisions")
    out["fees_yuan_10k"] = cells.get("disclosures.fees.amount")
    return out


def facts(entry):
    out = counts(entry)
    some = {name: n or 0 for name, n in out.items()}
    none = out["received"] is None
    out["disclosure_rate"] = _share(None if none else out["granted"] + out["partial"],
                                    out["handled"])
    out["correction_rate"] = _share(out["reconsiderations_corrected"], out["reconsiderations"])
    out["loss_rate"] = _share(out["lawsuits_corrected"], out["lawsuits"])
    disputes = None if out["lawsuits"] is None else some["reconsiderations"] + some["lawsuits"]
    out["dispute_rate"] = _share(disputes, out["received"])
    out["backlog_rate"] = _share(out["carried_out"], some["received"] + some["carried_in"])
    return out


def entries(once=True):
    """The rows that hold a report; `once`: the first of each agency and year."""
    seen, out = set(), []
    for entry in county.build()[0]:
        key = entry.agency.name, entry.year
        if entry.cells and not (once and key in seen):
            out.append(entry)
            seen.add(key)
    return out


def by_place(parts, whole_of):
    """{(year, region, name): (number, share, reports, left out)}; `parts`: (entry, {name: n})."""
    sums, reports, left = collections.Counter(), collections.Counter(), collections.Counter()
    for entry, numbers in parts:
        place = entry.year, entry.agency.region
        known = None not in numbers.values()
        reports[place] += known
        left[place] += not known
        for name, n in numbers.items():
            sums[(*place, name)] += n if known else 0
    out = {}
    for (year, region, name), n in sums.items():
        whole = sum(sums[year, region, each] for each in whole_of)
        out[year, region, name] = (n, _share(n, whole), reports[year, region], left[year, region])
    return out


def outcome_shares():
    parts = []
    for entry in entries():
        numbers = counts(entry)
        parts.append((entry, {name: numbers[name] for name in OUTCOMES}))
    return by_place(parts, OUTCOMES)


def _cells(items, measures):
    """(entry, {item or measure: n}) of one row or one column of section three."""
    parts = []
    for entry in entries():
        cells = {} if "requests" in entry.no_tables else entry.cells
        parts.append((entry, {(m if len(items) == 1 else item):
                              (cells[f"requests.{item}.{m}"] or 0
                               if f"requests.{item}.{m}" in cells else None)
                              for item in items for m in measures}))
    return by_place(parts, measures if len(items) == 1 else items)


def refusal_grounds():
    return _cells([row[0] for row in form.REQUESTS if row[1] == "refused"], ["total"])


def applicants():
    return _cells(["new"], form.PEOPLE)


def peers(metric, base):
    """{id: (peers, rank, median, lower, upper)} of the reports that are compared; the last four
    are None among fewer than 5."""
    groups = collections.defaultdict(list)
    for entry in entries():
        numbers = facts(entry)
        whole = sum(numbers[name] or 0 for name in base)
        if numbers[metric] is not None and (whole >= 10 or metric == "received"):
            groups[entry.agency.level, entry.year].append((numbers[metric], entry.id))
    out = {}
    for group in groups.values():
        values = [value for value, _ in group]
        if len(group) < 5:
            out.update({id: (len(group), None, None, None, None) for _, id in group})
            continue
        lower, median, upper = statistics.quantiles(values, n=4, method="inclusive")
        for value, id in group:
            rank = 1 + sum(other > value for other in values)
            out[id] = len(group), rank, median, lower, upper
    return out


def changes(metric):
    """{id: (before, now, jump)}"""
    known = {(e.agency.name, e.year): (e.id, counts(e)[metric]) for e in entries()}
    out = {}
    for (agency, year), (id, now) in known.items():
        before = known.get((agency, year - 1), (None, None))[1]
        if before is not None and now is not None:
            jump = None if before == 0 else int(now > 5 * before or 5 * now < before)
            out[id] = before, now, jump
    return out


def parent_sums():
    """{(year, place): (own, sum, found, known)} of the county."""
    every = {(e.agency.name, e.year): e for e in entries()}
    out = {}
    for year in agencies.YEARS:
        own = every[agencies.COUNTY, year].cells
        children = [every[a.name, year].cells for a in agencies.CHILDREN if (a.name, year) in every]
        for key, n in own.items():
            total = round(sum(child[key] or 0 for child in children), 4)
            if n or any(child[key] for child in children):
                out[year, key] = n, total, len(children), len(agencies.CHILDREN)
    return out
