"""Bodies of every kind: BLOBs, other encodings, invalid bytes; and where SQLite lets us be used."""

import bodies
import harness
from harness import one, plan, rows

CALLS = ["gx_parse({})", "gx_parse({}, 'requests.new.total')", "gx_title({})", "gx_agency({})",
         "gx_year({})", "gx_published({})", "gx_section({}, 3)", "gx_failures({})"]


def everything(db, source="reports", places=True):
    """What every function and every column of every table says of the reports."""
    found = [rows(db, f"SELECT id, {', '.join(c.format('body') for c in CALLS)} FROM {source}")]
    for name in harness.WITH_BODY:
        columns = [c for c in harness.TABLES[name] if places or c not in ("start", "length")]
        found.append(rows(db, f"SELECT r.id, {', '.join('q.' + c for c in columns)} "
                              f"FROM {source} r JOIN {name}(r.body) q"))
    return found


def test_utf16_databases_give_the_same_rows(suite):
    expected = everything(suite.corpus())
    for encoding in ("UTF-16le", "UTF-16be"):
        db = suite.corpus(encoding=encoding)
        suite.equal(f"{encoding} is used", one(db, "PRAGMA encoding"), encoding)
        suite.equal(encoding, everything(db), expected)
        suite.equal(f"{encoding}: places", one(
            db, "SELECT sum(substr(r.body, c.start, c.length) <> c.text) FROM reports r "
                "JOIN gx_cells(r.body) c"), 0)
        suite.equal(f"{encoding}: pushed down", rows(
            db, "SELECT count(*) FROM reports r JOIN gx_cells(r.body) c "
                "WHERE c.item = 'new' AND c.measure IN ('total', 'research')"), [(6,)])


def test_blobs_are_decoded(suite):
    db = suite.corpus()
    expected = everything(db, places=False)
    for charset in ["utf-8", "utf-8-sig", "gb18030", "utf-16"]:
        db.execute("CREATE TEMP TABLE bytes AS SELECT * FROM reports")
        for i, report in bodies.standard().items():
            db.execute("UPDATE bytes SET body = ? WHERE id = ?",
                       (report.text.encode(charset), i))
        suite.equal(charset, everything(db, "bytes", places=False), expected)
        for table in ("gx_cells", "gx_sections"):
            found = rows(db, f"SELECT c.text, substr(r.body, c.start, c.length), c.length "
                             f"FROM bytes r JOIN {table}(r.body) c WHERE c.text <> ''")
            plain = charset.replace("-sig", "")
            plain = "utf-16le" if plain == "utf-16" else plain
            suite.check(f"{charset}: {table} has rows", len(found) > 15, len(found))
            suite.equal(f"{charset}: bytes of {table}", [f[1] for f in found],
                        [f[0].encode(plain) for f in found])
            suite.equal(f"{charset}: their number", [f[2] for f in found],
                        [len(f[1]) for f in found])
        suite.equal(f"{charset}: the column body", one(
            db, "SELECT min(q.gx_body = r.body AND typeof(q.gx_body) = 'blob') FROM bytes r "
                "JOIN gx_requests(r.body) q"), 1)
        db.execute("DROP TABLE bytes")


def test_text_and_blob_of_the_same_bytes_are_told_apart(suite):
    db = suite.connect()
    text = bodies.standard()[1].text
    sql = ("SELECT (SELECT start FROM gx_cells(?1) LIMIT 1), (SELECT start FROM gx_cells(?2) "
           "LIMIT 1), (SELECT start FROM gx_cells(?1) LIMIT 1)")
    at = text.index("1101")
    suite.equal("characters and bytes", rows(db, sql, text, text.encode()),
                [(at + 1, len(text[:at].encode()) + 1, at + 1)])


def test_places_over_invalid_text(suite):
    """start and length count as SQLite's own substr() does, whatever the bytes are."""
    db = suite.connect()
    body = bodies.standard()[2].text.encode()
    at = body.index("二、主动公开".encode())
    noises = [b"\x80", b"\x80\x80\xbf", b"a\x80\x80", b"\xe4\xb8", b"\xff\xfe", b"\xc0\xaf",
              b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\xe4\xb8\xad\x80\x80", b"\x7f\xbf" * 40]
    for noise in noises:
        for front in (True, False):
            bad = noise + body if front else body[:at] + noise + b"\n\n" + body[at:]
            found = rows(db, "SELECT count(*), sum(substr(CAST(?1 AS TEXT), start, length) = text) "
                             "FROM gx_cells(CAST(?1 AS TEXT)) WHERE start IS NOT NULL", bad)
            suite.check(f"{noise!r} {'in front' if front else 'within'}",
                        found[0][0] == found[0][1] >= 180, found)
    for key in ("1701", "1710.25", "317"):
        for noise in (b"\x80", b"\xe4\xb8", b"\xff"):
            bad = body.replace(key.encode(), key.encode() + noise, 1)
            suite.equal(f"{noise!r} behind {key}", one(
                db, "SELECT sum(substr(CAST(?1 AS TEXT), start, length) <> text) "
                    "FROM gx_cells(CAST(?1 AS TEXT))", bad), 0)


def test_truncated_text(suite):
    """No crash, and the same from every function, wherever the text ends."""
    db = suite.connect()
    body = bodies.standard()[2].text.encode()
    for end in range(0, len(body), 41):
        cut = body[:end]
        got = rows(db, "SELECT count(*), sum(substr(CAST(?1 AS TEXT), start, length) = text), "
                       "count(start), gx_parse(CAST(?1 AS TEXT), 'requests.new.total') FROM "
                       "gx_cells(CAST(?1 AS TEXT))", cut)
        n, same, placed, _ = got[0]
        suite.check(f"cut at {end}", n in (0, 186, 198, 200) and (same or 0) == placed, got)


def test_embedded_nul_and_zeroblob(suite):
    db = suite.connect()
    text = bodies.standard()[1].text
    suite.equal("a NUL behind the report", one(db, "SELECT gx_parse(?, 'requests.new.total')",
                                               text + "\0tail"),
                bodies.standard()[1].cells["requests.new.total"][0])
    for body in ["zeroblob(0)", "zeroblob(1)", "zeroblob(1000000)", "char(0)", "x'00'",
                 "CAST(zeroblob(100000) AS TEXT)"]:
        for name in harness.WITH_BODY:
            suite.equal(f"{name}({body})", rows(db, f"SELECT * FROM {name}({body})"), [])
        for call in CALLS:
            suite.equal(call.format(body), one(db, f"SELECT {call.format(body)}"), None)


def test_bytes_that_are_no_characters(suite):
    """In a BLOB they become U+FFFD, as gx_text has it; in a TEXT they stay as substr() gives them."""
    db = suite.connect()
    report = bodies.standard()[2]
    body = report.text.encode().replace("三百余条".encode(), b"\xff\xe4\xb8", 1)
    for call in ["gx_section(?1, 1)", "(SELECT text FROM gx_sections(?1) WHERE n = 1)"]:
        suite.equal(f"{call} of a BLOB", one(db, f"SELECT {call}", body),
                    "石桥镇认真做好政府信息公开工作，全年公开信息\ufffd\ufffd\ufffd。")
        suite.equal(f"{call} of a TEXT", one(
            db, f"SELECT hex({call}) FROM (SELECT 1)".replace("?1", "CAST(?1 AS TEXT)"), body),
            body[body.index("石桥镇认真".encode()):body.index("二、主动".encode())].strip()
            .hex().upper())
    suite.equal("the places stay", rows(
        db, "SELECT sum(gx_text(substr(?1, start, length)) <> text), count(*) FROM gx_sections(?1)",
        body), [(0, 6)])


def test_a_body_of_noughts(suite):
    db = suite.connect()
    noughts = "0\n" * 500000
    for call in CALLS:
        suite.equal(call, one(db, f"SELECT {call.format('?')}", noughts), None)
    for name in harness.WITH_BODY:
        suite.equal(name, rows(db, f"SELECT count(*) FROM {name}(?)", noughts), [(0,)])


def test_numbers_of_any_size(suite):
    db = suite.connect()
    report = bodies.standard()[2]
    for text, value in [("999999999999999", 999999999999999), ("12345678", 12345678),
                        ("１２", 12), ("０", 0), ("3,259", 3259)]:
        body = report.text.replace("\n1701\n", f"\n{text}\n", 1)
        suite.equal(f"{text}", rows(db, "SELECT value, text, typeof(value) FROM gx_cells(?) "
                                        "LIMIT 1", body), [(value, text, "integer")])
    for text in ["9" * 19, "9" * 20, "9" * 400]:
        body = report.text.replace("\n1701\n", f"\n{text}\n", 1)
        got = rows(db, "SELECT value, status FROM gx_cells(?) LIMIT 1", body)
        suite.check(f"{len(text)} digits are not wrapped", got[0][0] in (None, int(text)), got)


def test_views_columns_and_indexes(suite):
    for trusted in (0, 1):
        db = suite.corpus()
        db.execute(f"PRAGMA trusted_schema={trusted}")
        name = f"trusted_schema={trusted}"
        year = "gx_parse(body, 'requests.new.total')"
        db.executescript(f"""
            CREATE VIEW v AS SELECT r.id, q.item, q.total FROM reports r
                JOIN gx_requests(r.body) q;
            CREATE VIEW f AS SELECT id, gx_year(body) AS year, gx_title(body) AS title,
                gx_text(CAST(body AS BLOB)) AS decoded, gx_parse(body) AS json,
                gx_section(body, 1) AS one, gx_agency(body) AS agency,
                gx_published(body) AS published, gx_failures(body) AS failures,
                gx_version() AS version, gx_debug() AS debug FROM reports;
            CREATE TABLE g(id INTEGER PRIMARY KEY, body TEXT,
                year INTEGER GENERATED ALWAYS AS (gx_year(body)) STORED,
                total GENERATED ALWAYS AS ({year}) VIRTUAL,
                CHECK (gx_year(body) IS NOT 1999));
            CREATE INDEX by_total ON g(gx_parse(body, 'requests.new.total'));
            CREATE INDEX by_failures ON g(id) WHERE gx_failures(body) > 0;
            CREATE TRIGGER t AFTER DELETE ON g BEGIN
                INSERT INTO g(id, body) SELECT 100 + count(*), old.body
                    FROM gx_cells(old.body) WHERE status = 'read';
            END;
            INSERT INTO g(id, body) SELECT id, body FROM reports;
        """)
        suite.equal(f"{name}: view over a table", rows(
            db, "SELECT id, count(*) FROM v GROUP BY id"), [(1, 23), (2, 25), (3, 23)])
        suite.equal(f"{name}: view over functions", rows(
            db, "SELECT year, failures, decoded = r.body, version = gx_version() FROM f "
                "JOIN reports r USING (id) WHERE json IS NOT NULL"),
            [(2019, 0, 1, 1), (2022, 5, 1, 1), (2023, 2, 1, 1)])
        suite.equal(f"{name}: generated columns", rows(
            db, "SELECT id, year, total FROM g WHERE year IS NOT NULL"),
            [(i, y, report.cells["requests.new.total"][0])
             for (i, report), y in zip(bodies.standard().items(), (2019, 2022, 2023))])
        sql = f"SELECT id FROM g WHERE {year} = {bodies.standard()[2].cells['requests.new.total'][0]}"
        suite.equal(f"{name}: by the index", rows(db, sql), [(2,)])
        suite.check(f"{name}: the index is used", "by_total" in plan(db, sql), plan(db, sql))
        suite.equal(f"{name}: partial index", rows(
            db, "SELECT id FROM g INDEXED BY by_failures WHERE gx_failures(body) > 0"),
            [(2,), (3,)])
        db.execute("DELETE FROM g WHERE id = 1")
        suite.equal(f"{name}: trigger", rows(db, "SELECT id, year FROM g WHERE id > 50"),
                    [(298, 2019)])
        db.execute("REINDEX")
        suite.equal(f"{name}: integrity", one(db, "PRAGMA integrity_check"), "ok")


def test_loading_twice(suite):
    db = suite.corpus()
    before = everything(db)
    db.enable_load_extension(True)
    db.load_extension(suite.library)
    suite.equal("the same answers", everything(db), before)
    for _ in range(50):
        other = suite.connect()
        one(other, "SELECT gx_year(?)", bodies.standard()[1].text)
        other.close()
    suite.equal("and after others came and went", everything(db), before)


def test_steps_over_the_limit_are_interrupted(suite):
    db = suite.corpus()
    calls = []

    def stop():
        calls.append(1)
        return len(calls) > 20

    db.set_progress_handler(stop, 100)
    suite.raises("a long scan", db, "SELECT sum(c.value) FROM reports r, reports s, reports t, "
                 "gx_cells(r.body) c, gx_cells(s.body) d", "interrupted")
    db.set_progress_handler(None, 0)
    suite.equal("and the next query is right", one(
        db, "SELECT count(*) FROM reports r JOIN gx_requests(r.body)"), 71)
