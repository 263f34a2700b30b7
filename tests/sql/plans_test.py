"""Plans: what is pushed down, and that no shape of a query changes its answer."""

import sqlite3

import bodies
import harness
from harness import plan, rows

# table, constraint, what the plan says behind the topic
PUSHED = [
    ("gx_disclosures", "q.item = 'rules'", "item="),
    ("gx_requests", "q.item = 'new'", "item="),
    ("gx_requests", "q.outcome = 'refused'", "outcome="),
    ("gx_requests", "q.item IN ('new', 'total')", "item IN"),
    ("gx_requests", "q.outcome IN ('granted', 'partial') AND q.item = 'granted'",
     "item= outcome IN"),
    ("gx_proceedings", "q.item = 'reconsideration'", "item="),
    ("gx_cells", "q.topic = 'requests'", "topic="),
    ("gx_cells", "q.item = 'new' AND q.measure = 'total'", "item= measure="),
    ("gx_cells", "q.status IN ('missing', 'doubtful')", "status IN"),
    ("gx_cells", "q.topic = 'requests' AND q.item = 'new' AND q.measure IN ('total') "
                 "AND q.status = 'read'", "topic= item= measure= status="),
    ("gx_checks", "q.topic = 'proceedings'", "topic="),
    ("gx_checks", "q.rule = 'balance' AND q.scope = 'total'", "rule= scope="),
    ("gx_checks", "q.rule IN ('balance', 'outcomes')", "rule IN"),
    ("gx_sections", "q.n = 3", "n="),
    ("gx_sections", "q.n IN (1, 6)", "n IN"),
    ("gx_report", "q.year = 2022", ""),
]
NOT_PUSHED = [
    ("gx_requests", "+q.item = 'new'"), ("gx_requests", "q.item = 'NEW' COLLATE NOCASE"),
    ("gx_requests", "q.item LIKE 'new'"), ("gx_requests", "q.item IS 'new'"),
    ("gx_requests", "q.item > 'new'"), ("gx_requests", "q.total = 5"),
    ("gx_cells", "q.value = 5"), ("gx_checks", "q.ok = 0"), ("gx_sections", "q.n > 3"),
]


def ending(tail):
    return " " + tail if tail else ""


def test_plans_name_what_is_pushed_down(suite):
    db = suite.corpus()
    for table, where, tail in PUSHED:
        text = plan(db, f"SELECT * FROM reports r JOIN {table}(r.body) q WHERE {where}")
        suite.check(f"{table} with {where}", text.startswith("SCAN r / SCAN q VIRTUAL TABLE") and
                    text.endswith(f":{table[3:]}{ending(tail)}"), text)
    for table, where in NOT_PUSHED:
        text = plan(db, f"SELECT * FROM reports r JOIN {table}(r.body) q WHERE {where}")
        suite.check(f"{table} with {where}", text.endswith(f":{table[3:]}"), text)


def test_pushed_filters_agree_with_sqlites_own(suite):
    """A unary plus keeps a constraint from being pushed down."""
    db = suite.corpus()
    for table, where, _ in PUSHED:
        sql = f"SELECT r.id, q.* FROM reports r JOIN {table}(r.body) q WHERE "
        pushed = rows(db, sql + where)
        suite.equal(f"{table} with {where}", pushed, rows(db, sql + where.replace("q.", "+q.")))
        suite.check(f"{table} with {where}: has rows",
                    pushed or "missing" in where, "nothing came")


VALUES = ["'new'", "'NEW'", "'nothing'", "''", "NULL", "1", "1.0", "x'6e6577'", "'new' || char(0)",
          "CAST('new' AS BLOB)", "(SELECT 'new')", "'3'", "3", "3.0", "3.5", "0", "7", "-1",
          "9223372036854775807", "'refused'", "'-'"]
COLUMNS = [("gx_requests", "item"), ("gx_requests", "outcome"), ("gx_cells", "topic"),
           ("gx_cells", "measure"), ("gx_cells", "status"), ("gx_checks", "rule"),
           ("gx_checks", "scope"), ("gx_sections", "n"), ("gx_disclosures", "item"),
           ("gx_proceedings", "item")]


def test_values_of_every_type(suite):
    """The same as over an ordinary table with columns of the same types."""
    db = suite.corpus()
    for table, column in COLUMNS:
        db.execute(f"CREATE TEMP TABLE copy AS SELECT r.id AS report, q.* FROM reports r "
                   f"JOIN {table}(r.body) q")
        for value in VALUES:
            for where in [f"q.{column} = {value}", f"q.{column} IN ({value}, 'total', NULL)",
                          f"q.{column} IN ({value})"]:
                suite.equal(f"{table}: {where}", rows(
                    db, f"SELECT r.id, q.* FROM reports r JOIN {table}(r.body) q WHERE {where}"),
                    rows(db, f"SELECT * FROM copy q WHERE {where}"))
        db.execute("DROP TABLE copy")


def test_in_lists(suite):
    db = suite.corpus()
    many = ", ".join(f"'x{i}'" for i in range(1000))
    lists = ["()", "(NULL)", "('new')", "('new', 'total', 'new')", f"({many}, 'partial')",
             "(SELECT item FROM gx_vocabulary WHERE item LIKE 'r%')", "(SELECT 'new' WHERE 0)",
             "(SELECT q2.item FROM gx_requests(r.body) q2 WHERE q2.total > 200)"]
    for values in lists:
        for word in ("IN", "NOT IN"):
            sql = "SELECT r.id, q.item, q.total FROM reports r JOIN gx_requests(r.body) q WHERE "
            suite.equal(f"item {word} {values[:50]}", rows(db, f"{sql} q.item {word} {values}"),
                        rows(db, f"{sql} +q.item {word} {values}"))


# {q} is the table-valued function joined to reports r, or a stored copy of all its rows.
SHAPES = [
    "SELECT r.id, q.item, q.total FROM reports r JOIN {q} LIMIT 3",
    "SELECT r.id, q.item, q.total FROM reports r JOIN {q} LIMIT 3 OFFSET 24",
    "SELECT r.id, q.item FROM reports r JOIN {q} WHERE q.item = 'new' LIMIT 1 OFFSET 1",
    "SELECT r.id, q.item FROM reports r JOIN {q} ORDER BY q.total DESC, q.item LIMIT 5 OFFSET 2",
    "SELECT r.id FROM reports r WHERE EXISTS (SELECT 1 FROM {one} WHERE q.item = 'other_misc')",
    "SELECT r.id FROM reports r WHERE NOT EXISTS (SELECT 1 FROM {one} WHERE q.total > 9000)",
    "SELECT r.id, (SELECT q.total FROM {one} WHERE q.item = 'granted') FROM reports r",
    "SELECT r.id, (SELECT q.item FROM {one} LIMIT 1 OFFSET 4) FROM reports r",
    "SELECT r.id, (SELECT sum(q.total) FROM {one} WHERE q.outcome = 'refused') FROM reports r",
    "SELECT r.id, q.item FROM reports r LEFT JOIN {q} ORDER BY 1, 2",
    "SELECT r.id, q.item FROM reports r LEFT JOIN {q} AND q.item = 'other' ORDER BY 1",
    "SELECT r.id, q.item FROM reports r LEFT JOIN {q} WHERE q.item IS NULL",
    "SELECT r.id, q.item FROM reports r JOIN {q} WHERE q.item = 'new' OR q.total = 297",
    "SELECT r.id, q.item FROM reports r JOIN {q} WHERE q.item = 'new' OR q.outcome = 'granted'",
    "SELECT r.id, q.item FROM reports r JOIN {q} WHERE (q.item = 'new' OR r.id = 2) "
    "AND (q.outcome = 'refused' OR q.total < 100)",
    "SELECT r.id, q.item FROM reports r JOIN {q} WHERE q.item = 'new' AND q.item = 'total'",
    "SELECT q.outcome, count(*), sum(q.total) FROM reports r JOIN {q} GROUP BY q.outcome",
    "SELECT DISTINCT q.outcome FROM reports r JOIN {q} ORDER BY q.outcome DESC",
    "SELECT DISTINCT q.item, q.outcome FROM reports r JOIN {q} ORDER BY q.item",
    "WITH c AS (SELECT r.id, q.* FROM reports r JOIN {q}) SELECT c.item, count(*) FROM c "
    "WHERE c.total > 200 GROUP BY 1",
    "WITH c AS MATERIALIZED (SELECT r.id, q.* FROM reports r JOIN {q}) SELECT a.item, b.total "
    "FROM c a JOIN c b ON a.item = b.item AND a.id < b.id ORDER BY 1, 2",
    "SELECT * FROM (SELECT r.id, q.item, q.total FROM reports r JOIN {q}) WHERE item = 'partial'",
    "SELECT r.id, q.item, v.n FROM reports r JOIN {q} JOIN names v ON v.item = q.item",
    "SELECT v.n, q.total FROM names v JOIN reports r JOIN {q} WHERE q.item = v.item ORDER BY 1, 2",
    "SELECT r.id, q.item FROM reports r JOIN {q} WHERE q.item IN (SELECT item FROM names)",
    "SELECT r.id, max(q.total), q.item FROM reports r JOIN {q} WHERE q.outcome = 'refused' "
    "GROUP BY r.id",
    "SELECT r.id, q.item FROM reports r JOIN {q} WHERE r.id IN (1, 3) UNION ALL "
    "SELECT r.id, q.item FROM reports r JOIN {q} WHERE r.id = 2 ORDER BY 1, 2",
    "SELECT r.id, q.item, rank() OVER (PARTITION BY r.id ORDER BY q.total DESC) FROM reports r "
    "JOIN {q} WHERE q.outcome IS NOT NULL ORDER BY 1, 3, 2",
]


def stored(db):
    """A stored copy of gx_requests over reports, and names to join with."""
    db.executescript("""
        CREATE TEMP TABLE names(n INTEGER PRIMARY KEY, item TEXT);
        INSERT INTO names(item) VALUES('total'), ('new'), ('nothing'), ('refused_internal');
        CREATE TEMP TABLE copy AS
            SELECT r.id AS report, q.* FROM reports r JOIN gx_requests(r.body) q;
    """)


def test_shapes_of_queries(suite):
    db = suite.corpus()
    stored(db)
    for sql in SHAPES:
        expected = rows(db, sql.format(q="copy q ON q.report = r.id",
                                       one="(SELECT * FROM copy WHERE report = r.id) q"))
        on = " ON 1" if "{q} AND" in sql else ""
        suite.equal(sql, rows(db, sql.format(q="gx_requests(r.body) q" + on,
                                             one="gx_requests(r.body) q")), expected)
        suite.check(f"{sql}: has rows", expected or "= 'total'" in sql)


def test_the_body_by_name(suite):
    db = suite.corpus()
    n = {1: 23, 2: 25, 3: 23}
    suite.equal("body =", rows(db, "SELECT r.id, count(*) FROM reports r, gx_requests q "
                                   "WHERE q.gx_body = r.body GROUP BY 1"), list(n.items()))
    suite.equal("either of two bodies", rows(
        db, "SELECT count(*) FROM gx_requests q WHERE q.gx_body = (SELECT body FROM reports "
            "WHERE id = 1) OR q.gx_body = (SELECT body FROM reports WHERE id = 2)"), [(48,)])
    suite.equal("body IN", rows(db, "SELECT count(*) FROM gx_requests q WHERE q.gx_body IN "
                                    "(SELECT body FROM reports)"), [(71,)])
    suite.equal("two bodies at once", rows(
        db, "SELECT count(*) FROM reports a, reports b, gx_requests(a.body) q "
            "WHERE q.gx_body = b.body"), [(71,)])
    suite.equal("a literal body and its text", rows(
        db, "SELECT count(*), sum(q.gx_body IS NULL) FROM gx_requests('x') q"), [(0, None)])


def test_a_body_that_cannot_be_bound_is_an_error(suite):
    db = suite.corpus()
    for table in harness.WITH_BODY:
        for sql in [f"SELECT * FROM {table}", f"SELECT count(*) FROM {table} LIMIT 1",
                    f"SELECT 1 WHERE EXISTS (SELECT 1 FROM {table})",
                    f"SELECT * FROM {table} WHERE gx_body IS 'x'",
                    f"SELECT * FROM {table} WHERE gx_body LIKE 'x'",
                    f"SELECT * FROM {table} p, {table} q WHERE p.gx_body = q.gx_body"]:
            suite.raises(sql, db, sql, "no query solution")
        suite.raises(f"two arguments of {table}", db, f"SELECT * FROM {table}('a', 'b')",
                     "too many arguments on")


def test_terms_of_or(suite):
    """SQLite may read the table once for each term, and tells the rows apart by their rowids."""
    db = suite.corpus()
    stored(db)
    db.execute("CREATE TEMP TABLE cells AS SELECT r.id AS report, c.* FROM reports r "
               "JOIN gx_cells(r.body) c")
    for where in ["q.item = 'new' OR q.outcome = 'granted'", "q.outcome = 'other' OR q.item = 'new'",
                  "(q.item = 'new' AND r.id > 1) OR (q.outcome = 'other' AND q.total > 0)",
                  "q.item IN ('total', 'new') OR q.outcome IN ('refused', 'other')"]:
        suite.equal(where, sorted(rows(
            db, f"SELECT r.id, q.item FROM reports r JOIN gx_requests(r.body) q WHERE {where}")),
            sorted(rows(db, "SELECT r.id, q.item FROM reports r JOIN copy q ON q.report = r.id "
                            f"WHERE {where}")))
    for where in ["q.item = 'new' OR q.measure = 'total'", "q.topic = 'requests' AND "
                  "q.item = 'granted' OR q.topic = 'proceedings' AND q.measure = 'upheld'",
                  "q.status = 'blank' OR q.item = 'fees'"]:
        suite.equal(where, sorted(rows(
            db, f"SELECT r.id, q.topic, q.item, q.measure FROM reports r JOIN gx_cells(r.body) q "
                f"WHERE {where}")),
            sorted(rows(db, "SELECT r.id, q.topic, q.item, q.measure FROM reports r JOIN cells q "
                            f"ON q.report = r.id WHERE {where}")))
    sql = ("SELECT count(*) FROM gx_requests q WHERE q.gx_body = (SELECT body FROM reports "
           "WHERE id = 1) OR q.gx_body = (SELECT body FROM reports WHERE id = 2)")
    suite.check("a table is read for each term", "MULTI-INDEX OR" in plan(db, sql), plan(db, sql))


def test_right_and_full_join(suite):
    """No report has rows of its own to give where there is no left row. SQLite versions differ in
    whether they bind the argument at all: then it is an error."""
    db = suite.corpus()
    if sqlite3.sqlite_version_info < (3, 39):
        return
    for table in harness.WITH_BODY:
        sql = f"SELECT r.id, q.* FROM reports r {{}} JOIN {table}(r.body) q ON 1 ORDER BY r.id"
        suite.equal(f"{table}: FULL", rows(db, sql.format("FULL")), rows(db, sql.format("LEFT")))
        try:
            found = rows(db, sql.format("RIGHT"))
        except sqlite3.OperationalError as error:
            suite.equal(f"{table}: RIGHT is an error", str(error), "no query solution")
        else:
            suite.equal(f"{table}: RIGHT", found, rows(db, sql.format("")))


def test_tables_over_tables(suite):
    db = suite.corpus()
    suite.equal("cells of the items of requests", rows(
        db, "SELECT r.id, q.item, sum(c.value) FROM reports r JOIN gx_requests(r.body) q "
            "JOIN gx_cells(r.body) c ON c.topic = 'requests' AND c.item = q.item "
            "AND c.measure <> 'total' GROUP BY 1, 2"),
        expected_sums())
    suite.equal("functions within", rows(
        db, "SELECT r.id, gx_year(r.body), q.total - gx_parse(r.body, 'requests.new.total'), "
            "gx_failures(r.body) FROM reports r JOIN gx_requests(r.body) q "
            "WHERE q.item = 'new' AND gx_title(r.body) IS NOT NULL"),
        [(1, 2019, 0, 0), (2, 2022, 0, 5), (3, 2023, 0, 2)])
    suite.equal("all tables at once", rows(
        db, "SELECT r.id, g.year, count(DISTINCT d.item), count(DISTINCT q.item), "
            "count(DISTINCT p.item), count(DISTINCT s.n) FROM reports r JOIN gx_report(r.body) g "
            "JOIN gx_disclosures(r.body) d JOIN gx_requests(r.body) q JOIN gx_proceedings(r.body) "
            "p JOIN gx_sections(r.body) s GROUP BY r.id"),
        [(1, 2019, 8, 23, 3, 6), (2, 2022, 6, 25, 3, 6), (3, 2023, 6, 23, 3, 6)])
    suite.equal("a report against another", rows(
        db, "SELECT a.id, b.id, q.total < p.total FROM reports a JOIN reports b "
            "JOIN gx_requests(a.body) q JOIN gx_requests(b.body) p "
            "WHERE q.item = 'new' AND p.item = 'new' AND a.id <> b.id ORDER BY 1, 2"),
        [(1, 2, 1), (1, 3, 1), (2, 1, 0), (2, 3, 0), (3, 1, 0), (3, 2, 1)])


def expected_sums():
    sums = []
    for i, report in bodies.standard().items():
        for item in sorted(report.items("requests")):
            row = report.row("requests", item, bodies.REQUEST_MEASURES[:-1])
            sums.append((i, item, sum(value or 0 for value in row)))
    return sums


def test_many_open_cursors(suite):
    db = suite.corpus()
    cursors = [db.execute("SELECT q.item, q.total, gx_year(r.body) FROM reports r "
                          "JOIN gx_requests(r.body) q WHERE r.id = ?", (i % 3 + 1,))
               for i in range(64)]
    expected = {i: [(item, report.cells[f"requests.{item}.total"][0], year)
                    for item in report.items("requests")]
                for (i, report), year in zip(bodies.standard().items(), (2019, 2022, 2023))}
    got = [[] for _ in cursors]
    for _ in range(26):
        for i, cursor in enumerate(cursors):
            row = cursor.fetchone()
            if row:
                got[i].append(row)
    suite.equal("64 cursors in step", got, [expected[i % 3 + 1] for i in range(64)])
    tables = ", ".join(f"gx_proceedings((SELECT body FROM reports WHERE id = {i % 3 + 1})) t{i}"
                       for i in range(30))
    where = " AND ".join(f"t{i}.item = 'reconsideration'" for i in range(30))
    suite.equal("30 tables in one query", rows(
        db, f"SELECT {', '.join(f't{i}.upheld' for i in range(30))} FROM {tables} WHERE {where}"),
        [tuple(bodies.standard()[i % 3 + 1].cells["proceedings.reconsideration.upheld"][0]
               for i in range(30))])


def test_recursion_and_triggers(suite):
    db = suite.corpus()
    suite.equal("a recursive query", rows(
        db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + (SELECT q.item = 'new' "
            "FROM gx_requests((SELECT body FROM reports WHERE id = 1)) q LIMIT 1) FROM n "
            "WHERE i < 300) SELECT max(i) FROM n"), [(300,)])
    db.executescript("""
        CREATE TABLE totals(id, total);
        CREATE TRIGGER fill AFTER INSERT ON reports BEGIN
            INSERT INTO totals SELECT new.id, q.total FROM gx_requests(new.body) q
                WHERE q.item = 'new' AND gx_parse(new.body, 'requests.new.total') = q.total;
        END;
        INSERT INTO reports SELECT id + 10, body FROM reports;
    """)
    suite.equal("a trigger", rows(db, "SELECT id - 10, total FROM totals ORDER BY 1"),
                [(i, report.cells["requests.new.total"][0])
                 for i, report in bodies.standard().items()])


def test_the_source_changes_during_a_scan(suite):
    db = suite.corpus()
    cursor = db.execute("SELECT r.id, q.item, q.total, q.gx_body = ?1 FROM reports r "
                        "JOIN gx_requests(r.body) q WHERE r.id = 1",
                        (bodies.standard()[1].text,))
    first = cursor.fetchone()
    db.execute("UPDATE reports SET body = 'gone'")
    got = [first] + cursor.fetchall()
    report = bodies.standard()[1]
    suite.equal("the cursor has its own copy", got,
                [(1, item, report.cells[f"requests.{item}.total"][0], 1)
                 for item in report.items("requests")])
