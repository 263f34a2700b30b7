"""The common model of a report's document, from which every layout is written.

In: a Report (facts, paragraphs, cells). Out: a list of blocks: paragraphs, headings, tables whose
cells have row and column spans. No layout is known here.
"""
from dataclasses import dataclass, field

import form


@dataclass
class Report:
    """One invented report and its truth."""
    name: str
    form: str
    split: bool
    agency: str
    year: int
    cells: dict
    title: list            # lines as printed; [] where the report has no title
    truth_title: str       # what gx_title should say; None: the text does not tell
    sections: list         # six lists of paragraphs; None: the section is absent
    published: str = None
    period: tuple = (None, None)
    intro: list = field(default_factory=list)
    before: list = field(default_factory=list)   # navigation above the title
    meta: str = None                             # line under the title
    signature: list = field(default_factory=list)
    after: list = field(default_factory=list)    # page furniture below
    headings: list = field(default_factory=lambda: list(form.HEADINGS))
    shown: dict = field(default_factory=dict)    # key: the cell as printed, if not str(value)
    units: dict = field(default_factory=dict)
    restyle: object = None                       # labels of tables, headings: text -> text
    no_tables: tuple = ()                        # topics whose table is not printed
    groups: bool = False                         # group rows and 法人小计 carry numbers too
    script: str = "hans"


@dataclass
class Cell:
    """A cell of a table. `key` where it holds a number of the form (or is blank there)."""
    text: str
    cols: int = 1
    rows: int = 1
    key: str = None
    kind: str = "label"    # label, head, value


@dataclass
class Block:
    """kind: title, meta, para, heading, table, sign, furniture. `n`: the section of a heading."""
    kind: str
    text: str = ""
    n: int = 0
    rows: list = None
    topic: str = None


def printed(report, key):
    """A cell's text."""
    if key in report.shown:
        return report.shown[key]
    value = report.cells[key]
    return "" if value is None else str(value)


def _value(report, key, cols=1):
    return Cell(printed(report, key), cols, 1, key, "value")


def _label(report, text, cols=1, rows=1, kind="label"):
    return Cell(report.restyle(text) if report.restyle else text, cols, rows, None, kind)


def disclosures_table(report):
    """Section two: one grid of four columns, a head of its own for every clause."""
    column, rows, clause_now, heads_now = (0 if report.form == "2019" else 1), [], None, None
    for item, clause, label, measures in form.disclosures_rows(report.form):
        wide = 4 - len(measures)
        if clause != clause_now or measures != heads_now:
            rows.append([_label(report, form.CLAUSES[clause], 4, kind="head")])
            row = [_label(report, "信息内容", kind="head")]
            for measure in measures:
                last = measure == measures[-1]
                row.append(_label(report, form.HEADS[measure][column], wide if last else 1,
                                  kind="head"))
            rows.append(row)
            clause_now, heads_now = clause, measures
        row = [_label(report, label)]
        for measure in measures:
            last = measure == measures[-1]
            row.append(_value(report, f"disclosures.{item}.{measure}", wide if last else 1))
        rows.append(row)
    return rows


def _requests_head(report):
    orgs = [label for _, label in form.APPLICANTS[1:-1]]
    extra = 1 if report.groups else 0
    top = [_label(report, form.RELATION, 3, 3, "head"),
           _label(report, "申请人情况", 7 + extra, kind="head")]
    middle = [_label(report, "自然人", 1, 2, "head"),
              _label(report, "法人或其他组织", 5 + extra, kind="head"),
              _label(report, "总计", 1, 2, "head")]
    bottom = [_label(report, text, kind="head") for text in orgs]
    if report.groups:
        bottom.append(_label(report, "法人小计", kind="head"))
    return [top, middle, bottom]


def _requests_values(report, item):
    """The numbers of a row; with `groups`, the sum of the organisations before the total."""
    out = []
    for measure in form.MEASURES:
        if report.groups and measure == "total":
            orgs = form.PEOPLE[1:]
            total = sum(report.cells[f"requests.{item}.{m}"] or 0 for m in orgs)
            out.append(Cell(str(total), kind="value"))
        out.append(_value(report, f"requests.{item}.{measure}"))
    return out


def _group_row(report, outcome, group):
    """A group's own row of sums over its parts."""
    items = [row[0] for row in form.requests_rows(report.split) if row[1] == outcome]
    sums = [sum(report.cells[f"requests.{i}.{m}"] or 0 for i in items) for m in form.MEASURES]
    sums.insert(6, sum(sums[1:6]))
    return [_label(report, group, 2)] + [Cell(str(n), kind="value") for n in sums]


def requests_table(report):
    """Section three: ten columns, three of them for the labels."""
    rows, data = _requests_head(report), list(form.requests_rows(report.split))
    inner = [row for row in data if row[1] or row[0] == "total"]
    groups = {row[2] for row in inner if row[2]}
    deep, group_now = len(inner) + (len(groups) if report.groups else 0), None
    for item, outcome, group, label in data:
        row = []
        if item == inner[0][0]:
            row.append(_label(report, form.RESULTS_LABEL, 1, deep))
        if group and group != group_now and report.groups:
            rows.append(row + _group_row(report, outcome, group))
            row = []
        if group and group != group_now:
            size = sum(1 for other in inner if other[2] == group)
            row.append(_label(report, "其中" if report.groups else group, 1, size))
        group_now = group
        is_inner = outcome or item == "total"
        row.append(_label(report, label, 1 if group else 2 if is_inner else 3))
        rows.append(row + _requests_values(report, item))
    return rows


def proceedings_table(report):
    """Section four: one row of fifteen numbers under nested heads."""
    top = [_label(report, form.PROCEEDINGS[0][1], 5, kind="head"),
           _label(report, "行政诉讼", 10, kind="head")]
    middle = [_label(report, label, 1, 2, "head") for _, label in form.RESULTS]
    middle += [_label(report, label, 5, kind="head") for _, label in form.PROCEEDINGS[1:]]
    bottom = [_label(report, label, kind="head") for _, label in form.RESULTS * 2]
    numbers = [_value(report, f"proceedings.{item}.{m}")
               for item, _ in form.PROCEEDINGS for m, _ in form.RESULTS]
    return [top, middle, bottom, numbers]


TABLES = {"disclosures": disclosures_table, "requests": requests_table,
          "proceedings": proceedings_table}


def blocks(report):
    """The whole document in order."""
    out = [Block("furniture", text) for text in report.before]
    out += [Block("title", text) for text in report.title]
    if report.meta:
        out.append(Block("meta", report.meta))
    out += [Block("para", text) for text in report.intro]
    topics = {2: "disclosures", 3: "requests", 4: "proceedings"}
    for n, (heading, paragraphs) in enumerate(zip(report.headings, report.sections), 1):
        if paragraphs is None:
            continue
        out.append(Block("heading", heading, n))
        out += [Block("para", text) for text in paragraphs]
        topic = topics.get(n)
        if topic and topic not in report.no_tables:
            out.append(Block("table", topic=topic, rows=TABLES[topic](report)))
    out += [Block("sign", text) for text in report.signature]
    out += [Block("furniture", text) for text in report.after]
    return out


def grid(rows):
    """A table as a full grid: (cell, True) at a cell's first place, (cell, False) in its span."""
    out, pending = [], {}
    for y, row in enumerate(rows):
        line, queue, x = {}, list(row), 0
        while queue or (y, x) in pending:
            if (y, x) in pending:
                line[x] = (pending.pop((y, x)), False)
                x += 1
                continue
            cell = queue.pop(0)
            for dx in range(cell.cols):
                line[x + dx] = (cell, dx == 0)
                for dy in range(1, cell.rows):
                    pending[y + dy, x + dx] = cell
            x += cell.cols
        out.append([line[i] for i in range(len(line))])
    return out
