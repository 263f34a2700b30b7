#!/usr/bin/python3
"""Tests of sql/views.sql and sql/materialise.sql over the county, in the system's sqlite3 shell and
from Python: every view against the truth, every planted error found and nothing else, in main, in
temp, for databases that may not be written, and where no view is trusted.

usage: run.py [path of gxreport.so]       ends with the line 'N passed, N failed'
"""
import json
import os
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "tests" / "sql"), str(ROOT / "tests" / "county")]

import county
import form
import harness
import truth

VIEWS = ROOT / "sql" / "views.sql"
MATERIALISE = ROOT / "sql" / "materialise.sql"
SHELL = os.environ.get("SQLITE3", "sqlite3")
ISSUES = "SELECT rule, agency, year, place, expected, found FROM quality_issues"
IN_TEMP = ".read '|sed s/main[.]/temp./ " + str(VIEWS) + "'"


def documented():
    """{view: its columns} as the head of views.sql lists them."""
    head = VIEWS.read_text("utf-8").split("\n\n")[0]
    listed = {}
    for name, columns in re.findall(r"^-- (\w+)  +((?:.+\n(?:--  {6,}.*\n)*))", head, re.M):
        columns = re.sub(r"\n--", " ", columns)
        listed[name] = columns
    return {name: listed[name] for name in listed if name not in ("id", "body", "agency", "year",
                                                                  "parent", "region")}


def expand(columns):
    """The columns of report_facts are told with two sorts of shorthand."""
    columns = re.sub(r"each of these ten again as \.\.\._people and\s+\.\.\._organisations; ",
                     "PEOPLE, ", columns).replace(";", ",")
    names = [name.strip() for name in columns.split(",")]
    out = []
    for name in names:
        if name == "PEOPLE":
            ten = out[out.index("received"):]
            out += [each + suffix for suffix in ("_people", "_organisations") for each in ten]
        else:
            out.append(name.split(":")[0])
    return out


def load(suite, path, script=VIEWS, temp=False):
    db = suite.connect(path)
    text = script.read_text("utf-8")
    db.executescript(text.replace("main.", "temp.") if temp else text)
    return db


def shell(*arguments):
    """The lines that the shell prints; its errors raise."""
    done = subprocess.run([SHELL, "-batch", *map(str, arguments)], capture_output=True, text=True)
    if done.returncode or done.stderr:
        raise RuntimeError(f"{done.returncode}: {done.stderr}{done.stdout}")
    return done.stdout.splitlines()


def issues(rows):
    return sorted((tuple(row) for row in rows), key=repr)


def close(a, b):
    if isinstance(a, float) or isinstance(b, float):
        return a is not None and b is not None and abs(a - b) < 1e-9 * max(1, abs(a))
    return a == b


def same(suite, name, got, expected):
    """Both are {key: tuple}; real numbers may differ in their last digits."""
    wrong = [f"{key}: {got.get(key)} is not {expected.get(key)}"
             for key in sorted({*got, *expected}, key=repr)
             if key not in got or key not in expected or len(got[key]) != len(expected[key])
             or not all(map(close, got[key], expected[key]))]
    suite.check(name, expected and not wrong, "\n  ".join(wrong[:8]))


def keyed(db, sql, n, *args):
    """{the first n columns: the others}"""
    return {row[:n]: row[n:] for row in db.execute(sql, args)}


def texts(suite, db):
    """Every text of the county is read as printed: what fails below, fails in the views."""
    for entry in county.build()[0]:
        got = {row[0]: row[1:] for row in db.execute(
            "SELECT topic || '.' || item || '.' || measure, value, status FROM gx_cells(?)",
            (entry.body,))}
        wrong = [key for key, n in entry.cells.items() if key.split(".")[0] not in entry.no_tables
                 and (got[key][0] != n or got[key][1] not in ("read", "blank", "inferred"))]
        suite.equal(f"text {entry.id}, {entry.layout}", wrong, [])


def columns(suite, db):
    views = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")}
    inner = {"counted_requests", "counted_proceedings", "counted_decisions", "findings"}
    suite.equal("the views are those that are documented", sorted(views - inner),
                sorted(documented()))
    for name in sorted(views - inner - {"report_source"}):
        got = [row[1] for row in db.execute(f"PRAGMA table_info({name})")]
        suite.equal(f"{name} has the documented columns", sorted(got),
                    sorted(expand(documented()[name])))


def facts(suite, db):
    names = list(truth.facts(truth.entries()[0]))
    got = keyed(db, f"SELECT id, {', '.join(names)} FROM report_facts", 1)
    expected = {(e.id,): tuple(truth.facts(e).values()) for e in truth.entries(once=False)}
    same(suite, "report_facts", got, expected)
    got = keyed(db, "SELECT id, agency, region, parent, level, year, form, published FROM "
                    "report_facts", 1)
    same(suite, "report_facts: whose, and of when", got,
         {(e.id,): (e.agency.name, e.agency.region, e.agency.parent, e.agency.level, e.year, e.form,
                    e.published) for e in truth.entries(once=False)})


def shares(suite, db):
    for view, name, number in (("outcome_shares", "outcome", "requests"),
                               ("refusal_grounds", "item", "requests"),
                               ("applicants", "applicant", "received")):
        got = keyed(db, f"SELECT year, region, {name}, {number}, share, reports, left_out "
                        f"FROM {view}", 3)
        expected = getattr(truth, view)()
        same(suite, view, got, expected)


def peers(suite, db):
    bases = {"received": ["received"], "disclosure_rate": ["handled"], "loss_rate": ["lawsuits"],
             "correction_rate": ["reconsiderations"], "dispute_rate": ["received"],
             "backlog_rate": ["received", "carried_in"]}
    for metric, base in bases.items():
        got = keyed(db, "SELECT id, peers, rank, median, lower_quartile, upper_quartile "
                        "FROM peer_rank WHERE metric = ? AND peers IS NOT NULL", 1, metric)
        expected = {(id,): value for id, value in truth.peers(metric, base).items()}
        same(suite, f"peer_rank, {metric}", got, expected)
    suite.equal("peer_rank has every report for every metric",
                db.execute("SELECT count(*), count(DISTINCT id) FROM peer_rank").fetchone(),
                (6 * len(truth.entries()), len(truth.entries())))


def over_time(suite, db):
    for metric in ("received", "handled", "carried_out", "granted", "refused", "reconsiderations",
                   "lawsuits", "licences", "penalties", "compulsion", "fees_yuan_10k"):
        got = keyed(db, "SELECT id, before, now, jump FROM year_on_year WHERE metric = ?", 1,
                    metric)
        same(suite, f"year_on_year, {metric}", got,
             {(id,): value for id, value in truth.changes(metric).items()})
    rows = db.execute("SELECT change, growth, before, now FROM year_on_year").fetchall()
    suite.check("change and growth", len(rows) > 500 and all(
        close(change, now - before) and close(growth, (now - before) / before if before else None)
        for change, growth, before, now in rows))
    got = issues(db.execute("SELECT agency, year, status, reports FROM coverage WHERE status <> "
                            "'read' OR reports <> 1"))
    suite.equal("coverage", got, issues([
        (county.plants.FIRE, 2022, "no table", 1), (county.plants.SURVEY, 2022, "in part", 1),
        (county.plants.UNREAD_TOWN, 2020, "unread", 1), (county.plants.ABSENT_TOWN, 2022, "missing",
                                                         0),
        (county.plants.TWICE_TOWN, 2021, "read", 2)]))
    suite.equal("coverage has every agency and year",
                harness.one(db, "SELECT count(*) FROM coverage"), 21 * 4)


def parents(suite, db):
    got = keyed(db, "SELECT year, place, own, subordinates, found, known FROM parent_sums", 2)
    same(suite, "parent_sums", got, truth.parent_sums())


def quality(suite, db):
    suite.equal("quality_issues: every planted error and nothing else", issues(db.execute(ISSUES)),
                issues(county.errors()))
    rules = VIEWS.read_text("utf-8").split("-- The rules:")[1].split("DROP")[0]
    suite.equal("every rule is planted", sorted({row[0] for row in county.errors()}),
                sorted(re.findall(r"^--   (\w+) +[\u4e00-\u9fff]", rules, re.M)))
    got = db.execute("""
        SELECT i.found, c.value,
               substr(r.body, c.start, c.length) = c.text OR typeof(r.body) = 'blob'
        FROM quality_issues AS i JOIN reports AS r USING (id)
        JOIN gx_cells(r.body) AS c ON i.place = c.topic || '.' || c.item || '.' || c.measure
        WHERE i.rule IN ('identity', 'carry_over', 'in_force', 'prior_items', 'parent_sum')""")
    rows = got.fetchall()
    suite.check("a place leads to the number in the text", len(rows) == 18 and all(
        found == value and there for found, value, there in rows), rows)


CHECKS = (texts, columns, facts, shares, peers, over_time, parents, quality)


def plans(suite, db):
    """Reports are scanned once, and no body goes into a sorter or a copy."""
    for view in documented():
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {view}")]
        suite.equal(f"{view}: the reports are scanned once",
                    [step for step in plan if "reports" in step], ["SCAN reports"])
    plan = harness.plan(db, "SELECT * FROM report_facts WHERE id = 5")
    suite.check("one report is looked up by its id", "SEARCH reports USING INTEGER PRIMARY KEY"
                in plan, plan)


def places(suite, folder):
    """The same issues wherever the views are, whatever is trusted."""
    expected = issues(county.errors())
    path = folder / "places.db"
    with sqlite3.connect(path) as db:
        county.fill(db)
    library = f".load {suite.library}"

    def from_shell(name, *commands):
        rows = json.loads("\n".join(shell(*commands)))
        suite.equal(name, issues(tuple(row.values()) for row in rows), expected)

    from_shell("the shell, read-only, views in temp", "-readonly", "-json", path, library, IN_TEMP,
               ISSUES)
    with sqlite3.connect(path) as db:
        suite.equal("nothing was written", db.execute(
            "SELECT count(*) FROM sqlite_schema WHERE type = 'view'").fetchone(), (0,))
    from_shell("the shell, views in temp", "-json", path, library, IN_TEMP, ISSUES)
    from_shell("the shell", "-json", path, library, f".read {VIEWS}", ISSUES)
    from_shell("the shell, views made before", "-json", path, library, ISSUES)
    from_shell("the shell, views made again", "-json", path, library, f".read {VIEWS}", ISSUES)
    from_shell("views of a database that may not be written", "-readonly", "-json", path, library,
               ISSUES)
    from_shell("no schema is trusted", "-json", path, library, "PRAGMA trusted_schema=OFF", ISSUES)
    from_shell("no schema is trusted, in temp", "-json", path, library, "PRAGMA trusted_schema=OFF",
               IN_TEMP, ISSUES)


def shapes(suite):
    """`reports` may be a view, lack columns, or hold nothing."""
    db = suite.connect()
    county.fill(db)
    db.execute("ALTER TABLE reports RENAME TO kept")
    db.execute("CREATE VIEW reports AS SELECT url, body, 'R' || id AS id, level, region, agency,"
               " CAST(year AS TEXT) AS year, ifnull(parent, '') AS parent FROM kept")
    db.executescript(VIEWS.read_text("utf-8"))
    suite.equal("a view with text for ids and years", issues(db.execute(ISSUES)),
                issues(county.errors()))
    db.execute("DROP VIEW reports")
    db.execute("CREATE TABLE reports AS SELECT id, body FROM kept WHERE id NOT IN (83, 84)")
    got = issues(row for row in db.execute(ISSUES) if row[0] not in ("late", "no_report"))
    # Traditional texts name their agency in other characters: they are agencies of their own
    expected = issues(row for row in county.errors() if row[0] not in (
        "late", "parent_sum", "other_year", "no_report", "twice"))
    suite.equal("id and body alone", got, expected)
    got = db.execute("SELECT count(*), count(agency), count(region), count(parent), count(year) "
                     "FROM report_facts").fetchone()
    suite.equal("agency and year come from the text", got, (81, 81, 0, 0, 81))
    db.execute("DROP TABLE reports")
    db.execute("CREATE TABLE reports AS SELECT id, body, region, year FROM kept")
    got = db.execute("SELECT count(region), count(parent), sum(year = 2022) FROM report_facts")
    suite.equal("some columns", got.fetchone(), (83, 0, 20))
    db.execute("DELETE FROM reports")
    for view in documented():
        suite.equal(f"{view} of no reports", db.execute(f"SELECT * FROM {view}").fetchall(), [])
    db.execute("INSERT INTO reports(id, body) VALUES (1, NULL), (2, '床前明月光'), (3, 7)")
    db.execute("UPDATE reports SET year = 20211 WHERE id = 3")
    suite.equal("what is no report", db.execute("SELECT rule, id FROM quality_issues").fetchall(),
                [("no_report", 1), ("no_report", 2), ("no_report", 3)])
    suite.equal("coverage of what is no report", db.execute(
        "SELECT agency, year, status, id, reports FROM coverage ORDER BY id").fetchall(),
        [(None, year, "unread", i, 1) for i, year in ((1, None), (2, None), (3, 20211))])


def hybrid(suite):
    """A subordinate that prints （六）其他处理 as one row: its parent's three rows are not compared with
    it, all other rows are."""
    entry = next(e for e in county.build()[0] if e.agency == county.agencies.BUREAUS[0]
                 and e.year == 2021)
    report = county.report(entry, random.Random(1))
    report.split, report.cells = False, dict(report.cells)
    for measure in form.MEASURES:
        report.cells[f"requests.other.{measure}"] = sum(
            report.cells.pop(f"requests.other_{part}.{measure}")
            for part in ("uncorrected", "unpaid", "misc"))
    db = suite.connect()
    county.fill(db)
    db.executescript(VIEWS.read_text("utf-8"))
    before = keyed(db, "SELECT year, place, own, subordinates FROM parent_sums", 2)
    db.execute("UPDATE reports SET body = ? WHERE id = ?",
               (county.make.WRITERS["pipes"](report), entry.id))
    same(suite, "parent_sums with a hybrid",
         keyed(db, "SELECT year, place, own, subordinates FROM parent_sums", 2),
         {key: value for key, value in before.items()
          if key[0] != 2021 or not key[1].startswith("requests.other")})
    suite.equal("no false alarm over a hybrid", issues(db.execute(ISSUES)),
                issues(county.errors()))
    suite.equal("other of a hybrid", db.execute(
        "SELECT other FROM report_facts WHERE id = ?", (entry.id,)).fetchone(),
        (report.cells["requests.other.total"],))


def materialise(suite, folder):
    path = folder / "materialise.db"
    with sqlite3.connect(path) as db:
        county.fill(db)
    commands = (path, f".load {suite.library}", f".read {VIEWS}")

    def run(*changes):
        return shell(*commands, *changes, f".read {MATERIALISE}")[-1]

    suite.equal("the first run", run(), "84|83|16518|3404")
    suite.equal("a second run reads nothing", run(), "0|83|16518|3404")
    run("UPDATE reports SET body = body WHERE id < 9")
    one_digit = "UPDATE reports SET body = substr(body, 1, length(body) - 9) || '9' || " \
                "substr(body, length(body) - 7) WHERE id = 4"
    suite.equal("another digit, another region", run(
        one_digit, "UPDATE reports SET region = 'x' WHERE id = 9").split("|")[0], "2")
    run("DELETE FROM reports WHERE id = 5", "INSERT INTO reports(id, body) "
        "SELECT 100, body FROM reports WHERE id = 8")
    db = suite.connect(str(path))
    for table, query in (
            ("facts", "SELECT * FROM report_facts"),
            ("cells", "SELECT r.id, c.* FROM reports AS r JOIN gx_cells(r.body) AS c"),
            ("checks", "SELECT r.id, k.* FROM reports AS r JOIN gx_checks(r.body) AS k")):
        names = ", ".join(row[1] for row in db.execute(f"PRAGMA table_info({table})"))
        source = f"SELECT {names} FROM ({query})"
        suite.equal(f"{table} hold what the reports say", [
            harness.one(db, f"SELECT count(*) FROM ({a} EXCEPT {b})")
            for a, b in ((f"SELECT * FROM {table}", source), (source, f"SELECT * FROM {table}"))],
            [0, 0])
    plain = sqlite3.connect(path)
    suite.equal("without the extension", plain.execute(
        "SELECT sum(received) > 0, typeof(max(fees_yuan_10k)) FROM facts").fetchone(), (1, "real"))
    plain.execute("UPDATE materialised SET reader = 'gxreport 0'")
    plain.commit()
    suite.equal("another gxreport reads all anew", run().split("|")[0], "84")


def main():
    library = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "build/gxreport.so")
    suite = harness.Suite(library)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        path = folder / "county.db"
        with sqlite3.connect(path) as db:
            county.fill(db)
        db = load(suite, str(path))
        for check in (*CHECKS, plans):
            check(suite, db)
        places(suite, folder)
        shapes(suite)
        hybrid(suite)
        materialise(suite, folder)
    print(f"{suite.passed} passed, {suite.failed} failed")
    return 1 if suite.failed else 0


if __name__ == "__main__":
    sys.exit(main())
