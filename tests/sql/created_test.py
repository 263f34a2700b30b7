"""CREATE VIRTUAL TABLE … USING gx_…(content=, text=, key=)."""

import os
import sqlite3
import tempfile

import bodies
import harness
from harness import one, plan, rows
from plans_test import SHAPES, stored

ARGUMENTS = "content='reports', text='body', key='id'"
CREATE = f"CREATE VIRTUAL TABLE temp.requests USING gx_requests({ARGUMENTS})"


def copied(db, name, order="id"):
    """What the table-valued function gives of the same source."""
    return rows(db, f"SELECT r.id, q.* FROM reports r JOIN {name}(r.body) q ORDER BY r.{order}")


def test_every_table(suite):
    db = suite.corpus()
    for name in harness.WITH_BODY:
        db.execute(f"CREATE VIRTUAL TABLE temp.t USING {name}({ARGUMENTS})")
        suite.equal(f"{name}: columns", rows(
            db, "SELECT name, hidden FROM pragma_table_xinfo('t')"),
            [(c, 0) for c in ["report"] + harness.TABLES[name]])
        full = rows(db, "SELECT * FROM t")
        suite.equal(f"{name}: rows", full, copied(db, name))
        for i, column in enumerate(harness.TABLES[name]):
            suite.equal(f"{name}.{column}", rows(db, f"SELECT {column} FROM t"),
                        [(row[i + 1],) for row in full])
        suite.equal(f"{name}: rowids", one(db, "SELECT count(DISTINCT rowid) FROM t"), len(full))
        suite.raises(f"{name}: read-only", db, "DELETE FROM t", "may not be modified")
        suite.raises(f"{name}: read-only", db, "UPDATE t SET report = 1", "may not be modified")
        db.execute("DROP TABLE t")
    db.execute(CREATE)
    suite.equal("a query of the documentation", rows(
        db, "SELECT item, sum(total) FROM requests WHERE report IN (1, 2, 3) GROUP BY item"),
        rows(db, "SELECT q.item, sum(q.total) FROM reports r JOIN gx_requests(r.body) q "
                 "GROUP BY q.item"))


# constraint on report, how the plan names it
KEYS = [("report = 2", "report="), ("report IN (1, 2, 3)", "report IN"),
        ("report IN (3, NULL, 2, 99)", "report IN"), ("report IN (SELECT id FROM reports)",
                                                      "report IN"),
        ("report > 1", "report>"), ("report >= 2 AND report < 3", "report> report<"),
        ("report <= 2", "report<"), ("report BETWEEN 2 AND 3", "report> report<"),
        ("report = '2'", "report="), ("report = 2.0", "report="), ("report = NULL", "report="),
        ("report > NULL", "report>"), ("report = 99", "report="), ("report IN ('1', 1)",
                                                                   "report IN"),
        ("report = 2 AND item = 'new'", "report= item="),
        ("report IN (1, 3) AND item IN ('new', 'total')", "report IN item IN"),
        ("report = 2 AND outcome = 'granted' AND item = 'granted'", "report= item= outcome="),
        ("item = 'new'", "item="), ("report <> 2", ""), ("report + 0 = 2", ""),
        ("report = 2 OR item = 'new'", None), ("report IS 2", ""), ("1", "")]


def test_constraints_on_the_key(suite):
    db = suite.corpus()
    db.execute(CREATE)
    db.execute("CREATE TEMP TABLE copy AS SELECT * FROM requests")
    for where, tail in KEYS:
        text = plan(db, f"SELECT * FROM requests WHERE {where}")
        if tail is None:
            suite.check(f"plan of {where}", "MULTI-INDEX OR" in text, text)
        else:
            suite.check(f"plan of {where}", text.split(" / ")[0].endswith(
                ":" + f"requests {tail}".strip()), text)
        suite.equal(where, sorted(rows(db, f"SELECT * FROM requests WHERE {where}"), key=repr),
                    sorted(rows(db, f"SELECT * FROM copy WHERE {where}"), key=repr))
    suite.equal("no row twice", one(
        db, "SELECT count(*) FROM requests WHERE report IN (1, 1.0, '1', 2)"), 48)


def test_only_the_rows_of_the_key_are_read(suite):
    """The source table's own index serves: a row whose body fails is not touched."""
    db = suite.corpus()
    touched = []
    db.create_function("touch", 2, lambda i, body: touched.append(i) or body)
    db.execute("CREATE VIEW watched AS SELECT id, touch(id, body) AS body FROM reports")
    db.execute("CREATE VIRTUAL TABLE temp.w USING gx_requests(content=watched, text=body, key=id)")
    for where, read in [("report = 2", {2}), ("report IN (1, 3)", {1, 3}), ("report >= 3 AND "
                        "report < 6", {3, 4, 5, 6}), ("report = 99", set()),
                        ("item = 'new'", {1, 2, 3, 4, 5, 6, 7}), ("report = NULL", set())]:
        touched.clear()
        rows(db, f"SELECT * FROM w WHERE {where}")
        suite.equal(f"{where} reads", set(touched), read)
    touched.clear()
    rows(db, "SELECT * FROM w WHERE report = 1 AND item IN ('new', 'total', 'granted')")
    suite.equal("a list of items reads a report once", touched, [1])


def test_keys_of_every_kind(suite):
    report = bodies.standard()[1]
    values = [1, 2, "1", "2", "a", "A", b"a", 2.5, None]
    for declared in ["INTEGER", "TEXT", "TEXT COLLATE NOCASE", "REAL", "BLOB", "NUMERIC", "ANY", "",
                     "VARCHAR(10)"]:
        db = suite.connect()
        db.execute(f"CREATE TABLE s(k {declared}, body)")
        db.executemany("INSERT INTO s VALUES(?, ?)", [(v, report.text) for v in values])
        db.execute("CREATE INDEX s_k ON s(k)")
        db.execute("CREATE VIEW cast_key AS SELECT CAST(k AS TEXT) AS k, body FROM s")
        for content in ("s", "cast_key"):
            db.execute(f"CREATE VIRTUAL TABLE temp.t USING gx_proceedings(content={content}, "
                       "text=body, key=k)")
            db.execute("CREATE TEMP TABLE copy AS SELECT * FROM t")
            for where in ["report = 1", "report = '1'", "report = 'a'", "report = x'61'",
                          "report IN (1, '1', 2.5, 'a', 'A')", "report > 1", "report < '2'",
                          "report >= 'A'", "report = 'A' COLLATE NOCASE", "report <= x'61'",
                          "report BETWEEN 1 AND 2", "report IN ('A')"]:
                sql = f"SELECT typeof(report), report, item FROM {{}} WHERE {where}"
                suite.equal(f"{declared} {content}: {where}",
                            sorted(rows(db, sql.format("t")), key=repr),
                            sorted(rows(db, sql.format("copy")), key=repr))
            db.execute("DROP TABLE copy")
            db.execute("DROP TABLE t")


def test_rowids(suite):
    """The same row has the same rowid in every plan; a source without rowids has some too."""
    db = suite.corpus()
    db.executescript("""
        CREATE TABLE w(id TEXT PRIMARY KEY, body) WITHOUT ROWID;
        INSERT INTO w SELECT 'k' || id, body FROM reports;
        CREATE TABLE negative(id INTEGER PRIMARY KEY, body);
        INSERT INTO negative SELECT -id, body FROM reports;
        CREATE VIEW v AS SELECT * FROM reports UNION ALL SELECT id, body FROM reports WHERE id < 3;
    """)
    for content, n, twice in [("reports", 71, 1), ("w", 71, 1), ("negative", 71, 1),
                              ("v", 119, 2)]:
        for module in ("gx_requests", "gx_cells"):
            db.execute(f"CREATE VIRTUAL TABLE temp.t USING {module}(content={content}, text=body, "
                       "key=id)")
            everything = set(rows(db, "SELECT rowid, report, item FROM t"))
            for where in ["item = 'new'", "item IN ('total', 'granted')",
                          "report IN (1, 'k2', -3)", "report = 2"]:
                suite.check(f"{content}, {module}: {where}", set(rows(
                    db, f"SELECT rowid, report, item FROM t WHERE {where}")) <= everything)
            if module == "gx_requests":
                suite.equal(f"{content}: rows", one(db, "SELECT count(*) FROM t"), n)
                suite.equal(f"{content}: distinct rowids", one(
                    db, "SELECT max(n) FROM (SELECT count(*) AS n FROM t GROUP BY rowid)"), twice)
            db.execute("DROP TABLE t")


def test_shapes_of_queries(suite):
    db = suite.corpus()
    stored(db)
    db.execute(CREATE)
    for sql in SHAPES:
        expected = rows(db, sql.format(q="copy q ON q.report = r.id",
                                       one="(SELECT * FROM copy WHERE report = r.id) q"))
        suite.equal(sql, rows(db, sql.format(
            q="requests q ON q.report = r.id",
            one="(SELECT * FROM requests WHERE report = r.id) q")), expected)
    for sql in ["SELECT * FROM {t} LIMIT 5 OFFSET 30", "SELECT * FROM {t} ORDER BY total LIMIT 3",
                "SELECT a.item FROM {t} a JOIN {t} b ON a.report = b.report + 1 AND "
                "a.item = b.item ORDER BY 1", "SELECT 1 WHERE EXISTS (SELECT 1 FROM {t})",
                "SELECT report, count(*) FROM {t} GROUP BY report",
                "SELECT n.item, t.total FROM names n LEFT JOIN {t} t ON t.item = n.item "
                "AND t.report = 1 ORDER BY 1",
                "SELECT n.item, t.total FROM {t} t RIGHT JOIN names n ON t.item = n.item "
                "ORDER BY 1, 2",
                "SELECT n.item, t.total FROM {t} t FULL JOIN names n ON t.item = n.item "
                "ORDER BY 1, 2"]:
        if sqlite3.sqlite_version_info < (3, 39) and ("RIGHT" in sql or "FULL" in sql):
            continue
        suite.equal(sql, rows(db, sql.format(t="requests")), rows(db, sql.format(t="copy")))


def test_quoting_of_arguments(suite):
    db = suite.corpus()
    db.executescript("""
        ATTACH ':memory:' AS other;
        CREATE TABLE other.far AS SELECT * FROM reports;
        CREATE TABLE "my ""odd"" ta'ble" AS SELECT id AS "a key", body AS "the,text" FROM reports;
        CREATE TABLE "main.dotted" AS SELECT * FROM reports;
        CREATE TABLE [select] AS SELECT id AS "order", body AS "from" FROM reports;
        CREATE TEMP VIEW seen AS SELECT id AS id, body AS body FROM reports WHERE id <> 2;
    """)
    expected = copied(db, "gx_requests")
    for arguments in [
            "content='reports',text='body',key='id'", 'content="reports", text="body", key="id"',
            "content=[reports], text=[body], key=[id]", "content=`reports`, text=`body`, key=`id`",
            "content=reports, text=body, key=id", "key = id , text= body,content =reports",
            "CONTENT='reports', Text='body', KEY='ID'", "content=REPORTS, text=BODY, key=id",
            "content='reports', text='body'", "content='reports', text='body', key='rowid'",
            "content='main.reports', text='body', key='id'",
            "content='\"main\".\"reports\"', text=body, key=id",
            "content=other.far, text=body, key=id", "content='[other].`far`', text=body, key=id",
            "content='my \"odd\" ta''ble', text='the,text', key='a key'",
            'content="my ""odd"" ta\'ble", text="the,text", key="a key"',
            "content='\"my \"\"odd\"\" ta''ble\"', text=[the,text], key=[a key]",
            "content='main.\"my \"\"odd\"\" ta''ble\"', text=[the,text], key=[a key]",
            "content='main.dotted', text=body, key=id",
            "content='main.\"main.dotted\"', text=body, key=id",
            "content=select, text=from, key=order"]:
        db.execute(f"CREATE VIRTUAL TABLE temp.t USING gx_requests({arguments})")
        suite.equal(arguments, rows(db, "SELECT * FROM t"), expected)
        db.execute("DROP TABLE t")
    db.execute("CREATE VIRTUAL TABLE temp.t USING gx_requests(content=seen, text=body, key=id)")
    suite.equal("a temporary view", rows(db, "SELECT * FROM t"),
                [row for row in expected if row[0] != 2])


ERRORS = [
    ("", "gx_requests: argument missing: content="),
    ("text='body'", "gx_requests: argument missing: content="),
    ("content='reports'", "gx_requests: argument missing: text="),
    ("content='reports', text='body', key='id', key='id'", "argument given twice: key"),
    ("content='reports', content='x', text='body'", "argument given twice: content"),
    ("contents='reports', text='body'", "unknown argument: contents='reports'"),
    ("'reports', 'body'", "unknown argument: 'reports'"),
    ("content, text='body'", "unknown argument: content"),
    ("content='reports' x, text='body'", "argument content needs one name: content='reports' x"),
    ("content='', text='body'", "argument content needs one name"),
    ("content=, text='body'", "argument content needs one name"),
    ("content='nothere', text='body'", "cannot read content='nothere': no such table: nothere"),
    ("content='no.where', text='body'", "cannot read content='no.where': no such table: no.where"),
    ("content='reports', text='nobody'", "no such column in 'reports': text='nobody'"),
    ("content='reports', text='body', key='nokey'", "no such column in 'reports': key='nokey'"),
    ("content='a_view', text='body'", "'a_view' has no rowid; name a key as in key='id'"),
    ("content='reports; DROP TABLE reports', text='body'", "cannot read content="),
    ("content='reports', text='body FROM reports; --'", "no such column in 'reports': text="),
]


def test_errors_name_what_is_wrong(suite):
    db = suite.corpus()
    db.execute("CREATE VIEW a_view AS SELECT * FROM reports")
    for arguments, message in ERRORS:
        suite.raises(arguments or "no arguments", db,
                     f"CREATE VIRTUAL TABLE temp.t USING gx_requests({arguments})", message)
    suite.raises("itself", db, "CREATE VIRTUAL TABLE t USING gx_requests(content=t, text=item)",
                 "gx_requests")
    suite.equal("nothing was created", rows(
        db, "SELECT name FROM sqlite_schema UNION ALL SELECT name FROM sqlite_temp_schema"),
        [("reports",), ("a_view",)])


def test_its_own_schema_comes_first(suite):
    db = suite.corpus()
    db.execute(f"CREATE VIRTUAL TABLE main.m USING gx_requests({ARGUMENTS})")
    db.execute("CREATE TEMP TABLE reports(id, body)")
    suite.equal("main's reports", one(db, "SELECT count(*) FROM m"), 71)
    db.execute(CREATE)
    suite.equal("temp's reports", one(db, "SELECT count(*) FROM requests"), 0)


def test_a_database_that_is_opened_again(suite):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "r.db")
        db = suite.corpus(path)
        db.execute(f"CREATE VIRTUAL TABLE requests USING gx_requests({ARGUMENTS})")
        db.execute("CREATE VIEW totals AS SELECT report, total FROM requests WHERE item = 'new'")
        expected = rows(db, "SELECT * FROM requests")
        db.close()
        db = suite.connect(path)
        db.execute("PRAGMA trusted_schema=OFF")
        suite.equal("opened again", rows(db, "SELECT * FROM requests"), expected)
        suite.equal("a view with trusted_schema=OFF", one(db, "SELECT count(*) FROM totals"), 3)
        db.execute("ALTER TABLE reports RENAME TO hidden")
        db.close()
        db = suite.connect(path)
        suite.equal("the source is gone: the rest can be used",
                    one(db, "SELECT count(*) FROM hidden"), 7)
        suite.raises("the source is gone", db, "SELECT * FROM requests",
                     "requests: cannot read content='reports': no such table: reports")
        db.execute("ALTER TABLE hidden RENAME TO reports")
        suite.equal("it is back", rows(db, "SELECT * FROM requests"), expected)
        suite.equal("by key", rows(db, "SELECT * FROM requests WHERE report IN (1, 2)"),
                    [row for row in expected if row[0] < 3])
        db.execute("DROP TABLE reports")
        db.close()
        db = suite.connect(path)
        db.execute("DROP TABLE requests")
        suite.equal("the virtual table can go", rows(
            db, "SELECT name FROM sqlite_schema WHERE type = 'table'"), [])
        db.close()


def test_a_read_only_database(suite):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "r.db")
        db = suite.corpus(path)
        db.execute(f"CREATE VIRTUAL TABLE requests USING gx_requests({ARGUMENTS})")
        expected = rows(db, "SELECT * FROM requests")
        db.close()
        db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
        db.enable_load_extension(True)
        db.load_extension(suite.library)
        suite.equal("its table", rows(db, "SELECT * FROM requests"), expected)
        db.execute(CREATE.replace("temp.requests", "temp.more"))
        suite.equal("a table in temp", rows(db, "SELECT * FROM more"), expected)
        db.close()


def test_the_source_changes(suite):
    db = suite.corpus()
    db.execute(CREATE)
    cursor = db.execute("SELECT * FROM requests")
    first = cursor.fetchone()
    suite.raises("DROP under a cursor", db, "DROP TABLE reports", "locked")
    suite.equal("the cursor goes on", 1 + len(cursor.fetchall()), 71)
    suite.equal("its first row", first[:2], (1, "new"))
    db.execute("UPDATE reports SET body = NULL WHERE id = 1")
    suite.equal("a changed row shows", one(db, "SELECT count(*) FROM requests"), 48)
    db.execute("ALTER TABLE reports RENAME COLUMN body TO words")
    suite.raises("a renamed column", db, "SELECT * FROM requests",
                 "requests: no such column in 'reports': text='body'")
    db.execute("ALTER TABLE reports RENAME COLUMN words TO body")
    db.execute("DROP TABLE reports")
    suite.raises("a dropped table", db, "SELECT * FROM requests", "no such table: reports")
    db.execute("CREATE TABLE reports(id TEXT PRIMARY KEY, body)")
    db.executemany("INSERT INTO reports VALUES(?, ?)",
                   [(str(i), report.text) for i, report in bodies.standard().items()])
    for where in ["report = 2", "report = '2'", "report > 1", "report IN (1, '1', 3)",
                  "report < '3'"]:
        suite.equal(f"another type of key: {where}",
                    rows(db, f"SELECT * FROM requests WHERE {where}"),
                    rows(db, f"SELECT * FROM requests WHERE {where.replace('rep', '+rep')}"))
    db.execute("DROP TABLE requests")


def test_a_table_that_reads_itself(suite):
    db = suite.corpus()
    db.execute(CREATE)
    db.execute("CREATE VIRTUAL TABLE temp.second USING gx_cells(content=reports, text=body)")
    db.execute("DROP TABLE reports")
    db.execute("CREATE TEMP VIEW reports AS SELECT report AS id, label AS body FROM requests")
    suite.raises("through a view", db, "SELECT * FROM requests",
                 "requests: reads itself through content='reports'")
    db.execute("DROP VIEW reports")
    db.execute("CREATE TEMP VIEW reports AS SELECT report AS id, text AS body, 1 AS rowid "
               "FROM second")
    suite.raises("through another table", db, "SELECT * FROM second",
                 "second: reads itself through content='reports'")
    suite.raises("in a circle of two", db, "SELECT * FROM requests", "reads itself")


def test_virtual_tables_as_content(suite):
    db = suite.corpus()
    try:
        db.execute("CREATE VIRTUAL TABLE search USING fts5(body)")
    except sqlite3.OperationalError:
        return
    db.execute("INSERT INTO search(rowid, body) SELECT id, body FROM reports")
    db.execute("CREATE VIRTUAL TABLE temp.t USING gx_requests(content=search, text=body)")
    suite.equal("a full-text index", rows(db, "SELECT * FROM t"), copied(db, "gx_requests"))
    suite.equal("by key", rows(db, "SELECT * FROM t WHERE report = 2"),
                [row for row in copied(db, "gx_requests") if row[0] == 2])


def test_errors_of_the_source_are_passed_on(suite):
    db = suite.corpus()
    db.execute("CREATE VIEW failing AS SELECT id, iif(id = 2, json(body), body) AS body "
               "FROM reports")
    db.execute("CREATE VIRTUAL TABLE temp.t USING gx_requests(content=failing, text=body, key=id)")
    suite.raises("in a scan", db, "SELECT * FROM t", "t: malformed JSON")
    suite.equal("where it does not matter", one(db, "SELECT count(*) FROM t WHERE report = 1"), 23)


def test_one_cursor_filtered_many_times(suite):
    db = suite.corpus()
    db.execute(CREATE)
    suite.equal("2000 lookups", one(
        db, "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1999) "
            "SELECT sum(q.total) FROM n CROSS JOIN requests q ON q.report = n.i % 3 + 1 "
            "AND q.item = 'new'"),
        sum(bodies.standard()[i % 3 + 1].cells["requests.new.total"][0] for i in range(2000)))
