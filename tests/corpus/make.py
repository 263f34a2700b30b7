#!/usr/bin/python3
"""Writes fixtures/: every report in every layout that needs no other tool, and its truth.

usage: make.py [--check]     --check writes nothing and fails where a file would change

In: reports.py and the writers. Out: fixtures/<layout>/<name>.txt, fixtures/<name>.json, and
fixtures/<layout>/facts.json where a layout prints title and agency in other characters.
The texts that come from real tools are written by tools.py.
"""
import json
import pathlib
import sys

import data
import dress
import layouts
import octets
import paged
import reports
import rulers
import web

ROOT = pathlib.Path(__file__).resolve().parents[2] / "fixtures"
WRITERS = {**layouts.WRITERS, **data.WRITERS, **dress.WRITERS, **paged.WRITERS, **rulers.WRITERS,
           **web.WRITERS}


def as_json(value):
    """JSON text, one cell a line, so that a change shows as one line in a diff."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def script_of(report, text):
    """A report of Traditional script is Traditional in every layout."""
    return layouts.hant.traditional(text) if report.script == "hant" else text


def files():
    """All files of the corpus: {path below fixtures/: bytes}."""
    out, changed = {}, {}
    for report in reports.all_reports():
        truth = reports.truth(report)
        if report.script == "hant":
            for fact in ("title", "agency"):
                truth[fact] = layouts.hant.traditional(truth[fact])
        out[f"{report.name}.json"] = as_json(truth)
        for layout, write in WRITERS.items():
            kind = "html" if layout in web.WRITERS else "txt"
            out[f"{layout}/{report.name}.{kind}"] = script_of(report, write(report))
            facts = layouts.facts(report, layout)
            if facts:
                changed.setdefault(layout, {})[report.name] = facts
    for layout, facts in changed.items():
        out[f"{layout}/facts.json"] = as_json(facts)
    out = {path: text.encode("utf-8") for path, text in out.items()}
    out.update(octets.files(reports.all_reports()))
    return out


def main(arguments):
    if arguments not in ([], ["--check"]):
        sys.exit(__doc__)
    stale = []
    for path, data in files().items():
        target = ROOT / path
        if not target.exists() or target.read_bytes() != data:
            stale.append(path)
        if not arguments:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    if arguments:
        for path in stale:
            print("differs:", path)
        sys.exit(1 if stale else 0)
    print(f"{len(stale)} files written anew")


if __name__ == "__main__":
    main(sys.argv[1:])
