"""Writers of reports in the dress of other texts: inside a string, escaped, or told cell by cell.

In: a document.Report. Out: a page as a string of JSON, as sites hand it to their scripts; Markdown
with backslashes before its marks, as converters write it; and rows that name each of their values.
"""
import json
import re

import document
import rulers
import web

MARKS = re.compile(r"(?<=\d)\.(?!\d)|[-+*_#\[\]<>](?=\S)")


def json_page(report):
    """A clean page in a field of JSON, its Chinese as it is."""
    page = {"code": 0, "data": {"id": "c_7f31", "content": web.clean(report)}}
    return json.dumps(page, ensure_ascii=False) + "\n"


def markdown_escaped(report):
    """Markdown, its full stops behind numbers and its signs escaped, but for those of its own."""
    def line(text):
        if text.startswith("|---") or text.startswith("## "):
            return text
        return MARKS.sub(lambda mark: "\\" + mark.group(), text)
    return "\n".join(map(line, rulers.markdown(report).split("\n")))


# ---- values with their names --------------------------------------------------------------

def named_rows(block):
    """The rows of a table as (labels, [(name, text)])."""
    heads, rows = {}, []
    for line in document.grid(block.rows):
        values = [(x, cell) for x, (cell, first) in enumerate(line) if first and cell.key]
        for x, (cell, first) in enumerate(line):
            if first and cell.kind == "head" and not values:
                for column in range(x, x + cell.cols):
                    heads[column] = cell.text
        labels = [cell.text for cell, _ in line if cell.kind == "label"]
        if values:
            rows.append((list(dict.fromkeys(labels)),
                         [(heads[x], cell.text) for x, cell in values]))
    return rows


def _rows(block):
    """The same; the proceedings are three rows with a label each."""
    if block.topic != "proceedings":
        return named_rows(block)
    values = named_rows(block)[0][1]
    labels = (["行政复议"], ["行政诉讼", "未经复议直接起诉"], ["行政诉讼", "复议后起诉"])
    return [(label, values[5 * i:5 * i + 5]) for i, label in enumerate(labels)]


def names(report):
    """A row a line: its labels, and each value behind its name."""
    out = []
    for block in document.blocks(report):
        if block.kind != "table":
            out.append(block.text)
            continue
        for labels, values in _rows(block):
            told = "，".join(f"{name}：{text}" for name, text in values)
            out.append(" ".join(labels) + " " + told)
    return "\n".join(out) + "\n"


def json_records(report):
    """A table is an array of objects; an empty cell is null."""
    def value(text):
        return int(text) if re.fullmatch(r"-?(0|[1-9]\d*)", text) else text or None
    out = []
    for block in document.blocks(report):
        if block.kind != "table":
            out.append(block.text)
            continue
        rows = [{"项目": labels[-1], **{name: value(text) for name, text in values}}
                for labels, values in _rows(block)]
        out.append(json.dumps(rows, ensure_ascii=False))
    return "\n".join(out) + "\n"


WRITERS = {"json-page": json_page, "json-records": json_records, "names": names,
           "markdown-escaped": markdown_escaped}
