#!/usr/bin/python3
"""Tests of the layouts: every text of fixtures/ through SQL, cell by cell, against its truth.

usage: run.py [path of gxreport.so] [--exact [LAYOUT ...]]

One check a text. The layouts of EXACT must be read wholly and as printed, those of RUN_ON as far as
the sums tell; of all others no cell may be silently wrong. --exact asks it of all layouts, or of
those named, and tells how many texts pass. Then the real reports where they are at hand, as they are
and filled with other numbers, and texts that are no reports. Ends with the line 'N passed, N failed'.
"""
import collections
import functools
import json
import os
import pathlib
import sqlite3
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "corpus"), str(HERE.parent / "accuracy")]

import check as corpus_check
import fill
import open_rows
import reading
import real
import reports
import strangers
import tools

ROOT = HERE.parents[1]
FIXTURES = ROOT / "fixtures"
REAL = ROOT.parent / "shared" / "reports"
SEEDS = (1, 2, 3, 4, 5)

# Read wholly: every cell as printed, facts, units and broken identities.
EXACT = {"ascii-box", "bar-alone", "bar-rows", "box", "bs4-lines", "bs4-raw", "bs4-spaces", "bytes",
         "crlf", "csv", "csv-frame", "docx-pandoc", "docx2txt", "elinks", "elinks-wide",
         "fullwidth", "hans-readings", "hant", "hant-plain", "hant-twice", "html-broken",
         "html-clean", "html-word", "html2text-py", "json-arrays", "json-page", "json-records",
         "lead-bars", "lines", "lines0", "lines2", "links", "links-wide", "lynx", "lynx-wide",
         "markdown", "markdown-escaped", "mutool", "names", "office-text", "one-line", "padded",
         "pandoc-gfm", "pandoc-org", "pandoc-plain", "pandoc-rst", "pdf-layout", "pdf-raw",
         "pdftotext-layout", "pdftotext-raw", "pipes", "tabs", "w3m", "w3m-wide"}
# Digits run together: the sums tell every cell of sections three and four of these reports. In the
# others empty cells leave no trace, or the printed sums are wrong.
RUN_ON = {"bs4-nothing", "run-on"}
TOLD = {"baishi-2020", "dongliu-2023", "fengtai-2021", "gaojiawan-2024", "hengling-2022",
        "liangting-2024", "luzhou-2023", "meixi-2022", "qingtan-2020", "tianxin-2022",
        "xiaohe-2021", "yunqiao-2023"}
BYTES = "bytes"
CHARSETS = {"gb18030": "gb18030", "gbk": "gb18030", "gbk-meta": "gb18030",
            "gbk-wrong-meta": "gb18030", "big5": "big5hkscs", "big5-meta": "big5hkscs",
            "utf-16le": "utf-16-le", "utf-16le-bom": "utf-16-le", "utf-16be": "utf-16-be",
            "utf-16be-bom": "utf-16-be"}


class Suite:
    """Counts checks and shows what fails."""

    def __init__(self, library):
        self.passed = self.failed = 0
        self.by_layout = collections.Counter()
        self.db = sqlite3.connect(":memory:")
        self.db.enable_load_extension(True)
        self.db.load_extension(library)

    def check(self, name, problems, shown=5):
        if not problems:
            self.passed += 1
            return
        self.failed += 1
        print(f"{name}: {len(problems)} wrong")
        for problem in problems[:shown]:
            print(f"    {problem}")


def truth_of(layout, name):
    truth = json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))
    changed = FIXTURES / layout / "facts.json"
    if changed.exists():
        truth.update(json.loads(changed.read_text("utf-8")).get(name, {}))
    return truth


@functools.cache
def report_named(name):
    return next(each for each in reports.all_reports() if each.name == name)


@functools.cache
def rows_left_open(name):
    return open_rows.open_rows(report_named(name))


def untold(name, text):
    """Keys of the cells of which neither the text nor the sums tell where they stand."""
    report = report_named(name)
    if open_rows.leaves_trace(report, text):
        return set()
    left_open = {key for key in report.cells if key.rsplit(".", 1)[0] in rows_left_open(name)}
    proceedings = [key for key in report.cells if key.startswith("proceedings.")]
    for item in {key.rsplit(".", 1)[0] for key in proceedings}:
        # a row without a number: which of the three it is, no sum tells
        if all(report.cells[key] is None for key in proceedings if key.startswith(item + ".")):
            left_open.update(proceedings)
    return left_open


def lost_numbers(name, text):
    """Values that a lossy text prints less often than the truth has them."""
    report = report_named(name)
    return {reading.number(each) for each in corpus_check.missing(report, text, "")}


def lossy(suite, path, truth):
    """What is left of a report. Some of these texts are no valid UTF-8."""
    text = path.read_bytes().decode("utf-8", "replace")
    whole = "\ufffd" not in text
    return reading.honest(suite.db, text if whole else path.read_bytes(), truth,
                          None if whole else "utf-8", lost_numbers(path.stem, text))


def fixture(suite, layout, path, exact):
    truth = truth_of(layout, path.stem)
    if layout in tools.DAMAGING:
        problems = lossy(suite, path, truth)
    else:
        body = path.read_bytes().decode("utf-8")
        problems = reading.exact(suite.db, body, truth, untold=untold(path.stem, body)) \
            if exact else reading.honest(suite.db, body, truth)
        if layout in RUN_ON and path.stem in TOLD and not exact:
            problems += reading.unsettled(reading.cells(suite.db, body), truth["cells"],
                                          ("requests", "proceedings"))
    suite.by_layout[layout] += not problems
    suite.check(f"{layout}/{path.name}", problems)


def byte_variant(suite, path, exact):
    """A text in another charset, handed over as it is stored."""
    name, variant = path.stem.split(".", 1)
    truth, charset = truth_of(BYTES, name), CHARSETS.get(variant, "utf-8")
    if exact:
        problems = reading.exact(suite.db, path.read_bytes(), truth, charset, variant != "cut")
    else:
        problems = reading.honest(suite.db, path.read_bytes(), truth, charset)
    suite.by_layout[BYTES] += not problems
    suite.check(f"{BYTES}/{path.name}", problems)


def fixtures(suite, exact):
    for layout in sorted(path.name for path in FIXTURES.iterdir() if path.is_dir()):
        for path in sorted((FIXTURES / layout).iterdir()):
            if path.suffix not in (".txt", ".html"):
                continue
            if layout == BYTES:
                byte_variant(suite, path, layout in exact)
            else:
                fixture(suite, layout, path, layout in exact)


def real_reports(suite):
    if not REAL.is_dir():
        return
    for name in real.REPORTS:
        body = (REAL / f"{name}.txt").read_bytes().decode("utf-8")
        suite.check(name, reading.exact(suite.db, body, real.truth(name)))
    for name in real.FILLED:
        for seed in SEEDS:
            body = (REAL / f"{name}.txt").read_bytes().decode("utf-8")
            filled, cells = fill.fill(body, seed)
            truth = {**real.truth(name), **cells}
            suite.check(f"{name}, filled with seed {seed}", reading.exact(suite.db, filled, truth))


NOTHING = "SELECT (SELECT count(*) FROM gx_cells(?1)), (SELECT count(*) FROM gx_report(?1)), " \
          "(SELECT count(*) FROM gx_checks(?1)), gx_parse(?1), gx_failures(?1), " \
          "gx_parse(?1, 'requests.new.total')"


def no_report(suite, name, body):
    said = suite.db.execute(NOTHING, (body,)).fetchone()
    problems = [] if said == (0, 0, 0, None, None, None) else [f"taken for a report: {said}"]
    suite.check(name, problems)


def no_reports(suite):
    for name, text in strangers.pages():
        no_report(suite, name, text)
    no_report(suite, "NULL", None)
    no_report(suite, "an empty text", "")
    no_report(suite, "an empty blob", b"")
    no_report(suite, "a number", 20200101)
    for name, text in (("noughts", "0" * 10_000_000), ("noughts on lines", "0\n" * 5_000_000),
                       ("noughts in cells", "0 | " * 2_500_000)):
        no_report(suite, f"10 MB of {name}", text)


def main(arguments):
    library = "build/gxreport.so"
    if arguments and not arguments[0].startswith("--"):
        library = arguments.pop(0)
    suite = Suite(os.path.abspath(library))
    if arguments and arguments[0] == "--exact":
        every = {path.name for path in FIXTURES.iterdir() if path.is_dir()}
        fixtures(suite, set(arguments[1:]) or every)
        for layout, count in sorted(suite.by_layout.items()):
            print(f"{layout}: {count} texts pass")
    else:
        fixtures(suite, EXACT)
        real_reports(suite)
        no_reports(suite)
    print(f"{suite.passed} passed, {suite.failed} failed")
    return 1 if suite.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
