#!/usr/bin/python3
"""Writes what tests/accuracy compares with, as lines of tab-separated fields.

usage: truths.py > truths.tsv

In: fixtures/ and the official forms of tests/corpus. Out, one fact a line, in this order:
  L  row|column|other  topic  code  label      a label of the forms, Simplified and Traditional
  R  name                                      a report, and then what belongs to it:
  C  topic.item.measure  number|blank          a cell
  O  topic.item                                a row that stays open without traces of empty cells
  T  layout  path  whole|untraced|lossy        a text; untraced: its empty cells leave no trace;
                                               lossy: its tool lost some numbers
"""
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent / "corpus"))

import form
import hant
import open_rows
import reports
import tools

FIXTURES = HERE.parents[1] / "fixtures"
BYTES = "bytes"    # charsets: for tests/layouts


def labels():
    """Every label of the forms once: (kind, topic, code, label)."""
    for item, _, label19, _, label21, _ in form.DISCLOSURES:
        for label in {label19, label21} - {None}:
            yield "row", "disclosures", item, label
    for code, heads in form.HEADS.items():
        for label in heads:
            if label:
                yield "column", "disclosures", code, label
    for item, _, _, label in form.REQUESTS:
        yield "row", "requests", item, label
    for code, label in form.APPLICANTS:
        yield "column", "requests", code, label
    for item, label in form.PROCEEDINGS:
        yield "row", "proceedings", item, label
    for code, label in form.RESULTS:
        yield "column", "proceedings", code, label
    for label in ("申请人情况", "法人或其他组织", form.RELATION):
        yield "other", "requests", "head", label


def kind_of(layout, path, report):
    if layout in tools.DAMAGING:
        return "lossy"
    text = path.read_bytes().decode("utf-8")
    return "whole" if open_rows.leaves_trace(report, text) else "untraced"


def main():
    by_name = {report.name: report for report in reports.all_reports()}
    for kind, topic, code, label in labels():
        for text in sorted({label, hant.traditional(label), hant.taiwan(label)}):
            print("L", kind, topic, code, text, sep="\t")
    for truth in sorted(FIXTURES.glob("*.json")):
        print("R", truth.stem, sep="\t")
        cells = json.loads(truth.read_text("utf-8"), parse_float=str)["cells"]
        for key, value in cells.items():
            print("C", key, "blank" if value is None else value, sep="\t")
        report = by_name[truth.stem]
        for row in open_rows.open_rows(report):
            print("O", row, sep="\t")
        for path in sorted(FIXTURES.glob(f"*/{truth.stem}.*")):
            layout = path.parent.name
            if layout == BYTES or path.suffix not in (".txt", ".html"):
                continue
            print("T", layout, path.relative_to(FIXTURES.parent), kind_of(layout, path, report),
                  sep="\t")


if __name__ == "__main__":
    main()
