#!/usr/bin/python3
"""Looks whether every text of fixtures/ really holds every number of its truth.

usage: check.py [LAYOUT ...]

In: fixtures/. Out: one line for every text in which numbers of the truth are missing, told as
numbers; a failing exit where there is any. The numbers are compared as a bag: where they stand is
for the reader to find. A text whose digits run together is searched for each row as one string.
"""
import collections
import html
import itertools
import re
import sys

import data
import document
import make
import reports
import tools

RUN_TOGETHER = ("run-on", "bs4-nothing")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
QUOTED = re.compile(r'"(\d{1,3}(?:,\d{3})+(?:\.\d+)?)"')    # among fields that commas divide
WIDE = {ord(c) + 0xFEE0: c for c in "0123456789+-.,"}


def expected(report):
    """The numbers as printed in the cells, without signs and units."""
    out = []
    for key in report.cells:
        out += NUMBER.findall(document.printed(report, key))
    return out


def rows_lost(report, text):
    """Rows whose printed cells do not stand together in the text, one behind the other."""
    out = []
    for row, keys in itertools.groupby(report.cells, lambda key: key.rsplit(".", 1)[0]):
        keys = [key for key in keys if not (report.groups and key.endswith(".total"))]
        printed = "".join(document.printed(report, key) for key in keys)
        if printed not in text:
            out.append(row)
    return out


def missing(report, text, layout):
    """Numbers of the truth that the text does not hold as often as it should."""
    if layout == "names":
        text = text.replace("，", " ")    # these divide no thousands
    text = html.unescape(text).translate(WIDE)
    if layout in RUN_TOGETHER:
        return rows_lost(report, text)
    if layout in data.WRITERS or layout == "json-records":
        grouped = QUOTED.findall(text)
        text = "\n".join(grouped) + "\n" + QUOTED.sub("", text).replace(",", " ")
    found = collections.Counter(NUMBER.findall(text))
    lost = collections.Counter(expected(report)) - found
    return sorted(lost.elements())


def main(layouts):
    bad = seen = 0
    all_reports = {report.name: report for report in reports.all_reports()}
    for path in sorted(make.ROOT.glob("*/*")):
        layout = path.parent.name
        if path.stem not in all_reports or layouts and layout not in layouts:
            continue
        if path.suffix not in (".txt", ".html") or layout in tools.DAMAGING:
            continue
        seen += 1
        lost = missing(all_reports[path.stem], path.read_bytes().decode("utf-8", "replace"), layout)
        if lost:
            bad += 1
            print(f"{layout}/{path.name}: {len(lost)} lost: {' '.join(lost[:12])}")
    print(f"{seen} texts looked at, {bad} of them lack numbers")
    sys.exit(1 if bad or not seen else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
