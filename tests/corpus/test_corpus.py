#!/usr/bin/python3
"""Tests of the corpus itself: fixtures/ is what its writers write, and its truths are true.

In: this directory and fixtures/; ../shared/reports beside the project, where present.
"""
import collections
import re
import unittest

import check
import fill
import form
import make
import reports

REAL = make.ROOT.parents[1] / "shared" / "reports"
FILLABLE = {
    "wuling-2020-lines": 0, "xinqing-2020-tabs": 5, "zhongxian-2020-pipes": 0,
    "jiangpo-2022-traditional-pinyin": 0, "juxian-2023-lines-blank-cells": 4,
    "hongze-2023-pdf-layout": 0, "hongze-2023-pdf-raw": 0,
}


class Corpus(unittest.TestCase):

    def test_committed_files_are_the_writers(self):
        for path, data in make.files().items():
            with self.subTest(path):
                self.assertEqual((make.ROOT / path).read_bytes(), data)

    def test_identities_hold_but_where_planned(self):
        planned = {"songshan-2022": 8}
        for report in reports.all_reports():
            with self.subTest(report.name):
                wrong = reports.truth(report)["failures"]
                self.assertEqual(len(wrong), planned.get(report.name, 0))

    def test_cells_of_each_form(self):
        counts = {("2019", False): 198, ("2021", True): 200, ("2021", False): 186}
        for report in reports.all_reports():
            with self.subTest(report.name):
                absent = 15 if report.no_tables else 0
                self.assertEqual(len(report.cells), counts[report.form, report.split] - absent)

    def test_distinct_numbers(self):
        repeated = {"shimenqiao-2019", "xiaohe-2021", "liangting-2024", "shuixi-2022"}
        for report in reports.all_reports():
            counts = [abs(n) for n in report.cells.values() if type(n) is int and n]
            seen = collections.Counter(counts)
            with self.subTest(report.name):
                self.assertEqual(max(seen.values()) > 1, report.name in repeated)

    def test_no_text_lacks_numbers(self):
        by_name = {report.name: report for report in reports.all_reports()}
        looked = 0
        for path in make.ROOT.glob("*/*"):
            if path.stem not in by_name or path.parent.name in check.tools.DAMAGING:
                continue
            text = path.read_bytes().decode("utf-8", "replace")
            with self.subTest(str(path)):
                self.assertEqual(check.missing(by_name[path.stem], text, path.parent.name), [])
            looked += 1
        self.assertGreater(looked, 600)


@unittest.skipUnless(REAL.is_dir(), "no real reports beside the project")
class Fill(unittest.TestCase):

    def test_numbers_in_order_and_nothing_else_changed(self):
        for name, blanks in FILLABLE.items():
            with self.subTest(name):
                text = (REAL / f"{name}.txt").read_bytes().decode("utf-8")
                filled, truth = fill.fill(text, 7)
                cells = truth["cells"]
                self.assertEqual(sum(n is None for n in cells.values()), blanks)
                self.assertEqual(truth["failures"], [])
                start, end = fill.region(filled)
                find = fill.page_slots if "\f" in filled else fill.field_slots
                found = [slot and int(filled[slot[0]:slot[1]])
                         for slot in find(filled, start, end)]
                self.assertEqual(found, list(cells.values()))
                bare = [re.sub(r"[-+\d.\s]", "", each) for each in (text, filled)]
                self.assertEqual(bare[0], bare[1])

    def test_no_number_twice(self):
        text = (REAL / "wuling-2020-lines.txt").read_bytes().decode("utf-8")
        cells = fill.fill(text, 3)[1]["cells"]
        self.assertEqual(list(cells), form.keys("2019", False))
        self.assertEqual(len({abs(n) for n in cells.values()}), len(cells))


if __name__ == "__main__":
    unittest.main()
