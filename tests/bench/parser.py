#!/usr/bin/python3
"""What a careful Python program takes for the same work: every cell read and every sum checked.

usage: parser.py TEMPLATES [--reports N]

In: the templates of one cell a line. Out: one line, microseconds a report, the least of three
rounds over N reports (500). Written as one would write it: lines stripped and looked up in a table
of labels, no regular expression where a method does.
"""
import pathlib
import random
import re
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "corpus"))

import form  # noqa: E402

REQUESTS = {label: item for item, _, _, label in form.REQUESTS}
DISCLOSURES = {label: item for row in form.DISCLOSURES for label, item in
               ((row[2], row[0]), (row[4], row[0])) if label}
OUTCOMES = {item for item, outcome, _, _ in form.REQUESTS if outcome}


def numbers(lines, at):
    """The numbers on the lines from `at` on."""
    out = []
    while at < len(lines) and lines[at].isdigit():
        out.append(int(lines[at]))
        at += 1
    return out


def read(text):
    """The cells of a report with one cell a line, and how many of its sums fail."""
    lines = [line for line in (raw.strip() for raw in text.split("\n")) if line]
    disclosures, requests, proceedings = {}, {}, []
    for at, line in enumerate(lines):
        if line in REQUESTS:
            row = numbers(lines, at + 1)
            if len(row) == 7:
                requests[REQUESTS[line]] = row
        elif line in DISCLOSURES:
            disclosures[DISCLOSURES[line]] = numbers(lines, at + 1)
        elif line == "总计" and not proceedings:
            row = numbers(lines, at + 1)
            proceedings = row if len(row) == 15 else []
    failures = sum(sum(row[:6]) != row[6] for row in requests.values())
    for m in range(7):
        total = requests["total"][m]
        failures += sum(requests[i][m] for i in OUTCOMES if i in requests) != total
        failures += (requests["new"][m] + requests["carried_in"][m] !=
                     total + requests["carried_out"][m])
    for first in range(0, len(proceedings), 5):
        failures += sum(proceedings[first:first + 4]) != proceedings[first + 4]
    return disclosures, requests, proceedings, failures


def main(arguments):
    count = int(arguments[2]) if arguments[1:2] == ["--reports"] else 500
    texts = pathlib.Path(arguments[0], "lines.txt").read_text("utf-8").split("\x1e")[:-1]
    rng = random.Random(1)
    reports = [re.sub("@[0-9]{3}@", lambda _: str(rng.randint(0, 700)), texts[i % len(texts)])
               for i in range(count)]
    if any(len(read(text)[1]) < 23 for text in reports):
        sys.exit("parser.py: reads too little")
    least = None
    for _ in range(3):
        start = time.perf_counter()
        for text in reports:
            read(text)
        spent = (time.perf_counter() - start) / count * 1e6
        least = spent if least is None else min(least, spent)
    print(f"{least:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
