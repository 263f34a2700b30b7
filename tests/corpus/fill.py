#!/usr/bin/python3
"""Fills the tables of a real text with distinct numbers, so that a swapped cell shows.

usage: fill.py in.txt out.txt truth.json [--seed N]

In: the text of a report whose cells are nearly all noughts. Every number that stands in a cell is
replaced, in the order of the form (row by row), by those of a consistent table; blank cells stay
blank. Out: the filled text and its true cells. Works for one cell a line, for bars, for tabs with
page breaks, and for pdftotext's -layout and -raw.
"""
import json
import pathlib
import random
import re
import sys

import form
import tally

FIELD = re.compile(r"[^\n\t|\f]+")
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
WORD = re.compile(r"\S+")
FOOT = re.compile(r"^\f?\s*-\s*\d+\s*-\s*$")
START = re.compile(r"^\f?\s*第二十[条條]第", re.M)
END = re.compile(r"^\s*五、", re.M)


def plain(text):
    """A label without readings, spaces and Traditional characters that matter here."""
    text = re.sub(r"\([a-zü\u00e0-\u01dc]+\)", "", text)
    text = text.replace("發", "发").replace("數", "数").replace("補", "补").replace("個", "个")
    return re.sub(r"\s", "", text)


def region(text):
    """Where the tables begin and end: from the first 第二十条第… to section five."""
    start = START.search(text).start()
    end = END.search(text, text.rindex("尚未", start))
    return start, end.start() if end else len(text)


def field_slots(text, start, end):
    """Cells of a text with one cell a field: [(start, end)] or None for a blank one."""
    slots, last = [], None
    for match in FIELD.finditer(text, start, end):
        inner = match.group().strip()
        if not NUMBER.fullmatch(inner):
            last = None if inner else last
            continue
        between = text[last:match.start()] if last is not None else ""
        if between == "\n\n\n":                         # one blank line too many: an empty cell
            slots.append(None)
        line = text.rfind("\n", 0, match.start()) + 1
        tabs = text[line:match.start()]
        if tabs and not tabs.strip("\t") and text[line:].split("\n")[0].count("\t") == 14:
            slots += [None] * len(tabs)                 # section four: empty cells before the first
        at = match.start() + match.group().index(inner)
        slots.append((at, at + len(inner)))
        last = match.end()
    return slots


def page_slots(text, start, end):
    """Cells of a PDF's text: numbers that stand alone between white space, but page numbers."""
    slots, at = [], start
    for line in text[start:end].splitlines(keepends=True):
        if not FOOT.match(line):
            for match in WORD.finditer(line):
                if NUMBER.fullmatch(match.group()):
                    slots.append((at + match.start(), at + match.end()))
        at += len(line)
    return slots


def spread(line, first, factor):
    """Moves every word that begins at column `first` or behind further to the right."""
    out = ""
    for match in WORD.finditer(line):
        column = match.start()
        if column >= first:
            column = first + int((column - first) * factor)
        out = out.ljust(max(column, len(out) + 1 if out else column)) + match.group()
    return out


def widen(text, start, end):
    """Makes room for longer numbers in a -layout text: columns of sections three and four."""
    out, first, four = [], None, False
    for line in text[start:end].split("\n"):
        four = four or plain(line).startswith("四、政府信息公开行政")
        numbers = [m for m in WORD.finditer(line) if NUMBER.fullmatch(m.group())]
        if "申请人情况" in line:
            first = 45
        if "\f" in line and first:
            first = 36
        foot, keep = FOOT.match(line), line[:1] if line[:1] == "\f" else ""
        if foot or not line.strip() or (first is None and len(numbers) < 7):
            out.append(line)
        elif four:
            title = plain(line).startswith("四、政府")
            out.append(line if title else keep + spread(line[len(keep):], 0, 2))
        else:
            out.append(keep + spread(line[len(keep):], first, 1.8))
    return text[:start] + "\n".join(out) + text[end:]


def put(text, slots, shown, columns):
    """Writes the numbers into their slots. `columns`: takes the room from the spaces around."""
    out, at = [], 0
    for slot, new in zip(slots, shown):
        if slot is None:
            continue
        start, end = slot
        head = text[at:start]
        if columns:
            more = len(new) - (end - start)
            spare = len(head) - len(head.rstrip(" ")) - 1
            back = max(0, min(more // 2, spare))
            head = head[:len(head) - back]
            ahead = re.match(r" *", text[end:]).end() - 1
            if "\n" not in text[end:end + 2]:
                end += max(0, min(more - back, ahead))
        out += [head, new]
        at = end
    return "".join(out) + text[at:]


def fill(text, seed):
    """The filled text and its truth."""
    rng = random.Random(seed)
    bare = plain(text)
    which = "2021" if "本年制发件数" in bare else "2019"
    split = "逾期不补正" in bare
    keys = form.keys(which, split)
    paged = "\f" in text
    columns = paged and re.search(r"^\S+ {20,}\d", text, re.M) is not None
    start, end = region(text)
    if columns:
        text = widen(text, start, end)
        start, end = region(text)
    slots = (page_slots if paged else field_slots)(text, start, end)
    if len(slots) != len(keys):
        raise ValueError(f"{len(slots)} cells found, the form has {len(keys)}")
    empty = {key for key, slot in zip(keys, slots) if slot is None}
    zeros = {key.split(".", 1)[1] for key in empty if not key.endswith(".total")}
    cells = tally.table(rng, which, split, tally.uniform(1, 340 if columns else 700), zeros)
    tally.blank(cells, empty)
    shown = []
    for key, slot in zip(keys, slots):
        old = text[slot[0]:slot[1]] if slot else ""
        sign = "+" if old.startswith("+") and cells[key] > 0 else ""
        shown.append("" if slot is None else sign + str(cells[key]))
    filled = put(text, slots, shown, columns)
    units = {"disclosures.fees.amount": "万元"} if which == "2021" else {}
    return filled, {"form": which, "units": units, "cells": cells,
                    "failures": form.failures(cells, split)}


def main(arguments):
    seed = 1
    if "--seed" in arguments:
        at = arguments.index("--seed")
        seed = int(arguments[at + 1])
        del arguments[at:at + 2]
    if len(arguments) != 3:
        sys.exit(__doc__)
    source, target, truth = map(pathlib.Path, arguments)
    filled, true = fill(source.read_bytes().decode("utf-8"), seed)
    target.write_bytes(filled.encode("utf-8"))
    truth.write_text(json.dumps(true, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
