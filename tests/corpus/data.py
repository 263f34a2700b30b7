"""Writers of tables as data: what spreadsheets, table extractors and scripts write.

In: a document.Report. Out: its text with the tables' rows as records of fields: CSV as a spreadsheet
or a table extractor writes it, with line ends in quotation marks, and arrays as JSON has them.
"""
import csv
import io
import json

import document

WRAP = 6    # characters of a label on a line of its cell


def _flat(rows):
    """A table as its full grid: a span's first place has the text, its others are empty."""
    return [[cell.text if first else "" for cell, first in line] for line in document.grid(rows)]


def _wrapped(text):
    """A label as a narrow cell breaks it; numbers stay whole."""
    if text[:1] in "+-/0123456789" or len(text) <= WRAP:
        return text
    return "\n".join(text[i:i + WRAP] for i in range(0, len(text), WRAP))


def _write(report, table):
    return "".join(table(block.rows) if block.kind == "table" else block.text + "\n"
                   for block in document.blocks(report))


def _csv(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def csv_text(report):
    """Comma-separated values, wrapped cells in quotation marks."""
    return _write(report, lambda rows: _csv([[_wrapped(text) for text in row]
                                             for row in _flat(rows)]))


def csv_frame(report):
    """A data frame's: columns and rows have numbers of their own, and spans are filled."""
    def table(rows):
        grid = [[cell.text for cell, _ in line] for line in document.grid(rows)]
        head = [["", *map(str, range(len(grid[0])))]]
        return _csv(head + [[str(i), *row] for i, row in enumerate(grid)])
    return _write(report, table)


def json_arrays(report):
    """A table is an array of arrays; an empty cell is null."""
    return _write(report, lambda rows: json.dumps([[text or None for text in row]
                                                   for row in _flat(rows)],
                                                  ensure_ascii=False) + "\n")


WRITERS = {"csv": csv_text, "csv-frame": csv_frame, "json-arrays": json_arrays}
