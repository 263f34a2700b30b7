#!/usr/bin/python3
"""The county: an invented 云溪县 with its towns and bureaus, 2019 to 2022, as a table of reports.

usage: county.py FILE.db     writes the table reports(id, agency, region, parent, level, year, url,
                             body) into a database

In: the numbers of agencies.py, the errors of plants.py, the layouts of ../corpus. Out: ROWS(), the
rows of the table, and TRUTH(), what every text prints and which errors are in it. All from a fixed
seed: the county is the same whenever it is made.
"""
import functools
import pathlib
import random
import sqlite3
import sys
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "corpus")]

import agencies
import document
import layouts
import make
import narrative
import plants

SEED = 20190501
# Layouts of which the reader reads every cell as printed, and which need no other tool.
LAYOUTS = ("lines", "pipes", "html-clean", "tabs", "pdf-layout", "markdown", "lines2", "padded",
           "html-word", "pdf-raw", "crlf", "box", "lead-bars", "fullwidth", "bar-alone",
           "hans-readings", "lines0", "ascii-box", "hant-plain")
# A layout in which an empty cell stands apart from a missing one, for texts with blanks.
PLAIN = "html-clean"
BYTES = "gb18030"       # every tenth text is stored as bytes in this charset
SCHEMA = "CREATE TABLE reports(id INTEGER PRIMARY KEY, agency TEXT, region TEXT, parent TEXT, " \
         "level TEXT, year INTEGER, url TEXT, body)"


@dataclass
class Entry:
    """A row of the table, and its truth. `cells` is empty where the text is no report."""
    agency: agencies.Agency
    year: int                       # as filed in the table
    cells: dict
    layout: str
    published: str
    printed_year: int = None        # where it differs from `year`
    no_tables: tuple = ()
    shown: dict = field(default_factory=dict)
    body: object = None
    id: int = 0

    @property
    def form(self):
        return agencies.form_of(self.year)


def report(entry, rng):
    """The document that an entry's text is written from."""
    agency, year = entry.agency.name, entry.printed_year or entry.year
    words = {"we": "本机关", "name": agency, "short": "云溪", "year": year, "next": year + 1,
             "old": year - 15}
    sections = [narrative.general(rng, words, 1, narrative.LEADS[0]), [], [], [],
                narrative.problems(rng, words, 2), narrative.rest(rng, words, 1)]
    title = f"{agency}{year}年政府信息公开工作年度报告"
    return document.Report(
        "county", entry.form, entry.form == "2021", agency, year, entry.cells, [title], title,
        sections, entry.published, (f"{year}-01-01", f"{year}-12-31"),
        [f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"],
        meta=f"发布时间：{entry.published}　来源：{agency}" if entry.published else None,
        no_tables=entry.no_tables, shown=entry.shown)


def text_of(entry, rng):
    """The body of a row: text, or bytes in another charset."""
    if not entry.cells:
        return plants.NOT_FOUND
    text = make.WRITERS[entry.layout](report(entry, rng))
    if rng.random() < 0.1 and entry.layout not in layouts.TRADITIONAL:
        return text.encode(BYTES)
    return text


@functools.cache
def build():
    """(entries, errors): all rows with their truth; the planted errors as rows of quality_issues:
    (rule, agency, year, place, expected, found)."""
    rng = random.Random(SEED)
    tables = agencies.tables(rng)
    entries = {}
    for agency in agencies.ALL:
        for year in agencies.YEARS:
            entries[agency.name, year] = Entry(
                agency, year, dict(tables[agency.name, year]),
                LAYOUTS[(len(entries) * 7 + year) % len(LAYOUTS)],
                agencies.published(rng, agency, year))
    rows, errors = plants.plant(entries)
    for n, entry in enumerate(rows, 1):
        entry.id = n
        if entry.shown or entry.no_tables:
            entry.layout = PLAIN
        entry.body = text_of(entry, rng)
    return rows, errors


def rows():
    """The rows of the table, in the order of its columns."""
    return [(e.id, e.agency.name, e.agency.region, e.agency.parent, e.agency.level, e.year,
             f"https://county.invalid/{e.id}.html", e.body) for e in build()[0]]


def errors():
    """What quality_issues must list, and nothing else: (rule, agency, year, place, expected,
    found)."""
    return build()[1]


def fill(db):
    """Makes the table in a database connection."""
    db.execute(SCHEMA)
    db.executemany("INSERT INTO reports VALUES(?, ?, ?, ?, ?, ?, ?, ?)", rows())
    db.commit()


def main(arguments):
    if len(arguments) != 1:
        sys.exit(__doc__)
    path = pathlib.Path(arguments[0])
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    fill(db)
    print(f"{len(rows())} reports, {len(errors())} issues planted")


if __name__ == "__main__":
    main(sys.argv[1:])
