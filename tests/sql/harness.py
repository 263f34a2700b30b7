"""What the SQL tests share: a count of checks, and connections with the extension loaded."""

import sqlite3
import traceback

import bodies

# Functions and tables as the README documents them.
FUNCTIONS = {("gx_parse", 1), ("gx_parse", 2), ("gx_title", 1), ("gx_agency", 1), ("gx_year", 1),
             ("gx_published", 1), ("gx_section", 2), ("gx_text", 1), ("gx_text", 2),
             ("gx_failures", 1), ("gx_version", 0), ("gx_debug", 0)}
TABLES = {
    "gx_report": ["title", "agency", "year", "form", "published", "period_start", "period_end",
                  "script", "layout", "cells_read", "cells_blank", "cells_missing",
                  "cells_inferred", "cells_doubtful", "checks_failed"],
    "gx_disclosures": ["clause", "item", "label", "created", "disclosed", "disclosed_total",
                       "issued", "repealed", "in_force", "prior_items", "items_change",
                       "decisions", "projects", "amount", "unit", "doubts"],
    "gx_requests": ["item", "outcome", "label", *bodies.REQUEST_MEASURES, "doubts"],
    "gx_proceedings": ["item", "label", *bodies.PROCEEDING_MEASURES, "doubts"],
    "gx_cells": ["topic", "item", "measure", "value", "unit", "status", "text", "start", "length"],
    "gx_checks": ["topic", "rule", "scope", "lhs", "rhs", "gap", "ok"],
    "gx_sections": ["n", "heading", "text", "start", "length"],
    "gx_vocabulary": ["form", "topic", "item", "measure", "outcome", "clause", "label", "label_en",
                      "unit", "ordinal"],
}
WITH_BODY = [name for name in TABLES if name != "gx_vocabulary"]


class Suite:
    """Counts checks. A failure is printed and does not stop the others."""

    def __init__(self, library):
        self.library = library
        self.passed = self.failed = 0

    def check(self, name, ok, detail=""):
        if ok:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {name}: {detail}" if detail else f"FAILED {name}")
        return ok

    def equal(self, name, got, expected):
        return self.check(name, got == expected and repr(got) == repr(expected),
                          f"\n  got      {short(got)}\n  expected {short(expected)}")

    def raises(self, name, db, sql, message, args=()):
        """The statement must fail, with an error that contains `message`."""
        try:
            rows = db.execute(sql, args).fetchall()
        except sqlite3.Error as error:
            return self.check(name, message in str(error), f"the error was: {error}")
        return self.check(name, False, f"no error, but {short(rows)}")

    def connect(self, path=":memory:", encoding=None):
        db = sqlite3.connect(path, isolation_level=None)
        if encoding:
            db.execute(f"PRAGMA encoding='{encoding}'")
        db.enable_load_extension(True)
        db.load_extension(self.library)
        db.enable_load_extension(False)
        return db

    def corpus(self, path=":memory:", encoding=None):
        """A connection with the standard reports in reports(id, body), and rows that hold none."""
        db = self.connect(path, encoding)
        db.execute("CREATE TABLE reports(id INTEGER PRIMARY KEY, body)")
        db.executemany("INSERT INTO reports VALUES(?, ?)",
                       [(i, report.text) for i, report in bodies.standard().items()])
        db.executemany("INSERT INTO reports VALUES(?, ?)",
                       [(4, None), (5, "床前明月光，疑是地上霜。"), (6, 7), (7, "")])
        return db

    def run(self, modules):
        for module in modules:
            for name, test in vars(module).items():
                if not name.startswith("test_"):
                    continue
                try:
                    test(self)
                except Exception:
                    self.check(f"{module.__name__}.{name}", False, traceback.format_exc())
        print(f"{self.passed} passed, {self.failed} failed")
        return self.failed == 0


def short(value):
    text = repr(value)
    return text if len(text) < 600 else text[:600] + " …"


def one(db, sql, *args):
    """The only value of the only row."""
    (row,) = db.execute(sql, args).fetchall()
    (value,) = row
    return value


def rows(db, sql, *args):
    return db.execute(sql, args).fetchall()


def plan(db, sql, *args):
    """The plan of a statement, one text."""
    return " / ".join(row[3] for row in db.execute("EXPLAIN QUERY PLAN " + sql, args))
