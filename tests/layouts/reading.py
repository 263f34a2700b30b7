"""What the extension says of a text, and how that differs from a truth.

In: a database connection with the extension loaded, a body, a truth as in fixtures/<name>.json.
Out: lists of differences in words; an empty list means that all is well.
"""
import json
import re

NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?|[+-]?\.\d+")
WIDE = {ord(c) + 0xFEE0: c for c in "0123456789+-.,"}
CLAIMS = ("read", "inferred", "blank")    # what a cell's status may not say wrongly
STATUSES = (*CLAIMS, "missing", "doubtful")

CELLS = "SELECT topic||'.'||item||'.'||measure, value, unit, status, text, start, length, " \
        "substr(?1, start, length) FROM gx_cells(?1)"
FAILED = "SELECT topic, rule, scope FROM gx_checks(?1) WHERE ok = 0"
FACTS = ("form", "title", "agency", "year", "published", "period_start", "period_end")


def cells(db, body):
    """{key: (value, unit, status, text, start, length, the bytes or characters at that place)}"""
    return {row[0]: row[1:] for row in db.execute(CELLS, (body,))}


def number(text):
    """The number that a piece of text prints; None where it prints none."""
    match = NUMBER.fullmatch(text.translate(WIDE).strip())
    if not match:
        return None
    digits = match.group().replace(",", "")
    return float(digits) if "." in digits else int(digits)


def bare(text):
    """A title without white space: where lines are joined, spaces may stand or not."""
    return None if text is None else re.sub(r"\s", "", text)


def silently_wrong(found, wanted, lost=()):
    """Cells that are said to be read, inferred or blank and are not so. `lost`: values that the
    text no longer prints."""
    out = []
    for key, (value, _, status, *_) in found.items():
        if status not in STATUSES:
            out.append(f"{key}: no such status as {status}")
        if status not in CLAIMS:
            continue
        if key not in wanted:
            out.append(f"{key}: {status} {value}, the report has no such cell")
        elif value != wanted[key] and wanted[key] not in lost:
            out.append(f"{key}: {status} {value}, printed is {wanted[key]}")
    return out


def misplaced(found, charset=None):
    """Cells whose place in the body does not hold what they say is printed there. `charset`: of a
    body of bytes."""
    out = []
    for key, (value, _, status, text, _, length, at_place) in found.items():
        if charset and at_place is not None:
            at_place = bytes(at_place).decode(charset, "replace")
        if length and at_place != text:
            out.append(f"{key}: text {text!r}, at its place stands {at_place!r}")
        elif status == "read" and number(text or "") != value:
            out.append(f"{key}: read {value}, printed as {text!r}")
    return out


def inexact(found, wanted, untold=()):
    """Cells that are not read as printed, or blank as printed; missing and surplus cells.
    `untold`: keys of which neither text nor sums tell, and which may be owned up to."""
    out = [f"{key}: no row" for key in wanted if key not in found]
    for key, (value, _, status, *_) in found.items():
        if key not in wanted:
            if status != "missing":
                out.append(f"{key}: {status} {value}, the report has no such cell")
        elif key in untold and status in ("doubtful", "missing") and value is None:
            continue
        elif wanted[key] is None and status != "blank":
            out.append(f"{key}: {status} {value}, printed blank")
        elif wanted[key] is not None and (status != "read" or value != wanted[key]):
            out.append(f"{key}: {status} {value}, printed is {wanted[key]}")
        elif type(value) is float and not key.endswith(".amount"):
            out.append(f"{key}: a count that is no integer: {value!r}")
    return out


def unsettled(found, wanted, topics):
    """Cells of these topics that are neither inferred as printed nor blank as printed."""
    return [f"{key}: {found[key][2]} {found[key][0]}, printed is {value}"
            for key, value in wanted.items() if key.split(".")[0] in topics
            and (found[key][2] not in CLAIMS or found[key][0] != value)]


def wrong_units(found, units):
    """Amounts whose unit is not the printed one; counts that have one."""
    return [f"{key}: unit {unit}, printed is {units.get(key)}"
            for key, (value, unit, *_) in found.items()
            if value is not None and unit != units.get(key)]


def wrong_facts(db, body, truth):
    rows = db.execute(f"SELECT {', '.join(FACTS)} FROM gx_report(?)", (body,)).fetchall()
    if len(rows) != 1:
        return [f"gx_report: {len(rows)} rows"]
    said = dict(zip(FACTS, rows[0]))
    wanted = {**truth, "period_start": truth["period"][0], "period_end": truth["period"][1]}
    said["title"], wanted["title"] = bare(said["title"]), bare(wanted["title"])
    return [f"{fact}: {said[fact]!r}, printed is {wanted[fact]!r}"
            for fact in FACTS if said[fact] != wanted[fact]]


def wrong_checks(db, body, truth):
    """Identities that fail, against those that the printed numbers break."""
    failed = sorted(list(row) for row in db.execute(FAILED, (body,)))
    (count,) = db.execute("SELECT gx_failures(?)", (body,)).fetchone()
    out = []
    if failed != sorted(truth["failures"]):
        out.append(f"failed: {failed}, printed numbers break {truth['failures']}")
    if count != len(failed):
        out.append(f"gx_failures: {count}, gx_checks has {len(failed)}")
    return out


def wrong_json(db, body, wanted, untold=()):
    """Cells that gx_parse says otherwise."""
    (text,) = db.execute("SELECT gx_parse(?)", (body,)).fetchone()
    if text is None:
        return ["gx_parse: NULL"]
    said = json.loads(text)
    out = []
    for key, value in wanted.items():
        topic, item, measure = key.split(".")
        in_json = said.get(topic, {}).get(item, {}).get(measure, "nothing")
        if in_json != value and not (key in untold and in_json is None):
            out.append(f"gx_parse: {key} is {in_json}, printed is {value}")
    return out


def exact(db, body, truth, charset=None, facts=True, untold=()):
    """Everything about one text. `facts`: title, agency and dates too."""
    found = cells(db, body)
    out = inexact(found, truth["cells"], untold) + misplaced(found, charset)
    out += wrong_units(found, truth["units"]) + wrong_checks(db, body, truth)
    out += wrong_json(db, body, truth["cells"], untold)
    return out + (wrong_facts(db, body, truth) if facts else [])


def honest(db, body, truth, charset=None, lost=()):
    """Only what must never be wrong."""
    found = cells(db, body)
    return silently_wrong(found, truth["cells"], lost) + misplaced(found, charset)
