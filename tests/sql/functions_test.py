"""The scalar functions."""

import json
import re

import bodies
import harness
from harness import one, rows

NO_REPORTS = [None, 7, 2.5, "", "床前明月光，疑是地上霜。", b"", b"\xff\xfe\xfd"]


def test_the_registered_functions_are_the_documented_ones(suite):
    bare, db = suite.connect(), suite.connect()
    found = set(rows(db, "SELECT name, narg FROM pragma_function_list WHERE name LIKE 'gx%'"))
    suite.equal("functions", sorted(found), sorted(harness.FUNCTIONS))
    # SQLITE_DETERMINISTIC 0x800 and SQLITE_INNOCUOUS 0x200000
    flags = {row[0] & 0x200800 for row in
             rows(bare, "SELECT flags FROM pragma_function_list WHERE name LIKE 'gx%'")}
    suite.equal("all functions are deterministic and innocuous", flags, {0x200800})


def test_parse_one_cell(suite):
    db = suite.connect()
    for i, report in bodies.standard().items():
        for key, (value, _) in report.cells.items():
            suite.equal(f"report {i}, {key}", one(db, "SELECT gx_parse(?, ?)", report.text, key),
                        value)
    hybrid = bodies.standard()[3]
    suite.equal("a cell of the other form is NULL",
                one(db, "SELECT gx_parse(?, 'disclosures.rules.created')", hybrid.text), None)
    suite.equal("a NULL key gives NULL", one(db, "SELECT gx_parse(?, NULL)", hybrid.text), None)
    suite.equal("types", rows(db, "SELECT typeof(gx_parse(?1, 'requests.new.total')), "
                                  "typeof(gx_parse(?1, 'disclosures.fees.amount'))", hybrid.text),
                [("integer", "real")])


def test_unknown_keys_are_errors_that_name_them(suite):
    db = suite.connect()
    text = bodies.standard()[1].text
    for key in ["", "x", "requests", "requests.new", "requests.new.total.x", "requests.new.upheld",
                "disclosures.other_services.issued", "REQUESTS.new.total", "requests.new.total "]:
        suite.raises(f"key {key!r}", db, "SELECT gx_parse(?, ?)",
                     f"gx_parse: no such cell '{key}': a key is topic.item.measure; "
                     "see gx_vocabulary", (text, key))
    suite.raises("unknown key over NULL", db, "SELECT gx_parse(NULL, 'x.y.z')", "'x.y.z'")
    suite.raises("an error amid many rows", suite.corpus(),
                 "SELECT gx_parse(body, iif(id = 2, 'a.b.c', 'requests.new.total')) FROM reports",
                 "'a.b.c'")


def test_parse_json(suite):
    db = suite.connect()
    for i, report in bodies.standard().items():
        text = one(db, "SELECT gx_parse(?)", report.text)
        parsed = json.loads(text)
        year, place = {1: (2019, "石桥"), 2: (2022, "白沙"), 3: (2023, "青山")}[i]
        suite.equal(f"report {i}: members", list(parsed),
                    ["form", "title", "agency", "year", "published", "period", "disclosures",
                     "requests", "proceedings", "checks", "doubts"])
        suite.equal(f"report {i}: facts", [parsed[name] for name in list(parsed)[:6]],
                    [report.form, f"云溪县{place}镇人民政府{year}年政府信息公开工作年度报告",
                     f"云溪县{place}镇人民政府", year, f"{year + 1}-01-20",
                     [f"{year}-01-01", f"{year}-12-31"]])
        cells = {f"{topic}.{item}.{measure}": value
                 for topic in ("disclosures", "requests", "proceedings")
                 for item, row in parsed[topic].items() for measure, value in row.items()}
        suite.equal(f"report {i}: cells in the form's order", list(cells.items()),
                    [(key, value) for key, (value, _) in report.cells.items()])
        checks = rows(db, "SELECT count(*) FILTER (WHERE ok), count(*) FILTER (WHERE NOT ok), "
                          "count(*) FILTER (WHERE ok IS NULL) FROM gx_checks(?)", report.text)
        suite.equal(f"report {i}: checks", [tuple(parsed["checks"].values())], checks)
        suite.equal(f"report {i}: doubts", parsed["doubts"], [])
        suite.equal(f"report {i}: SQLite reads it",
                    one(db, "SELECT json_extract(gx_parse(?), '$.requests.new.total')",
                        report.text), report.cells["requests.new.total"][0])
    suite.equal("an amount is REAL in JSON too",
                one(db, "SELECT json_type(gx_parse(?), '$.disclosures.fees.amount')",
                    bodies.standard()[2].text), "real")
    suite.equal("JSON functions take it as JSON",
                one(db, "SELECT json_type(json_object('r', gx_parse(?)), '$.r')",
                    bodies.standard()[2].text), "object")


def test_doubts_in_json(suite):
    """A report that lost section four and a row: the form's cells are there, in doubt."""
    db = suite.connect()
    text = bodies.make(seed=29).text
    cut = text[:text.index("四、政府信息公开行政复议")] + text[text.index("五、存在的主要问题"):]
    parsed = json.loads(one(db, "SELECT gx_parse(?)", cut))
    told = rows(db, "SELECT topic || '.' || item || '.' || measure, status, text FROM gx_cells(?) "
                    "WHERE status NOT IN ('read', 'blank')", cut)
    suite.equal("doubts are the cells neither read nor blank",
                [tuple(doubt.values()) for doubt in parsed["doubts"]], told)
    suite.equal("all of section four is missing",
                [(d["key"].split(".")[0], d["status"]) for d in parsed["doubts"]],
                [("proceedings", "missing")] * 15)
    suite.equal("its values are null", parsed["proceedings"]["reconsideration"],
                dict.fromkeys(bodies.PROCEEDING_MEASURES))
    suite.equal("its checks are unknown", parsed["checks"],
                {"held": 7 + 7 + 25, "failed": 0, "unknown": 3})


def test_json_is_valid_over_any_title(suite):
    db = suite.connect()
    body = bodies.make(place='云\\溪"县').text.encode()
    for name, noise in [("quotes", b""), ("invalid", b"\xff\xc0\xaf\xed\xa0\x80\xf5\xe4\xb8"),
                        ("controls", b"\x01\x1f\x08\x7f")]:
        title = body.replace("人民政府".encode(), b"\xe4\xba\xba" + noise + "民政府".encode(), 1)
        text = one(db, "SELECT gx_parse(CAST(? AS TEXT))", title)
        suite.check(f"{name}: is JSON", isinstance(json.loads(text), dict))
        suite.equal(f"{name}: SQLite takes it", one(db, "SELECT json_valid(?)", text), 1)
        suite.check(f"{name}: is UTF-8 without controls",
                    not re.search("[\0-\x1f]", text), text[:200])


def test_facts(suite):
    db = suite.corpus()
    suite.equal("title", rows(db, "SELECT gx_title(body) FROM reports WHERE id < 3"),
                [("云溪县石桥镇人民政府2019年政府信息公开工作年度报告",),
                 ("云溪县白沙镇人民政府2022年政府信息公开工作年度报告",)])
    suite.equal("agency", rows(db, "SELECT gx_agency(body) FROM reports WHERE id < 3"),
                [("云溪县石桥镇人民政府",), ("云溪县白沙镇人民政府",)])
    suite.equal("year", rows(db, "SELECT gx_year(body) FROM reports"),
                [(2019,), (2022,), (2023,), (None,), (None,), (None,), (None,)])
    suite.equal("published", rows(db, "SELECT gx_published(body) FROM reports WHERE id < 4"),
                [("2020-01-20",), ("2023-01-20",), ("2024-01-20",)])
    suite.equal("failures", rows(db, "SELECT gx_failures(body) FROM reports"),
                [(0,), (5,), (2,), (None,), (None,), (None,), (None,)])
    two = bodies.make().text
    two = two[:two.index("三、收到和处理")] + two[two.index("五、存在的"):]
    suite.equal("no identity can be assessed", one(db, "SELECT gx_failures(?)", two), None)


def test_sections(suite):
    db = suite.connect()
    text = bodies.standard()[2].text
    suite.equal("section 1", one(db, "SELECT gx_section(?, 1)", text),
                "石桥镇认真做好政府信息公开工作，全年公开信息三百余条。")
    suite.equal("section 6", one(db, "SELECT gx_section(?, 6)", text), "没有其他需要报告的事项。")
    suite.equal("n as text and as a whole number", rows(
        db, "SELECT gx_section(?1, '5') = gx_section(?1, 5), gx_section(?1, 5) IS NOT NULL", text),
        [(1, 1)])
    for n in [0, 7, -1, 1 << 40, None, "x", 1.5, b"1"]:
        suite.equal(f"section {n!r}", one(db, "SELECT gx_section(?, ?)", text, n), None)
    cut = text[:text.index("六、其他需要报告的事项")]
    suite.equal("a section that is absent", one(db, "SELECT gx_section(?, 6)", cut), None)


def test_text(suite):
    db = suite.connect()
    text = bodies.standard()[1].text
    for charset in ["gb18030", "utf-8", "utf-16", "utf-8-sig"]:
        suite.equal(f"{charset} is detected", one(db, "SELECT gx_text(?)", text.encode(charset)),
                    text)
    for charset in ["gb18030", "utf-8", "utf-16le", "utf-16be"]:
        suite.equal(f"{charset} is named",
                    one(db, "SELECT gx_text(?, ?)", text.encode(charset), charset), text)
    suite.equal("Big5", one(db, "SELECT gx_text(?, 'Big5')", "政府資訊".encode("big5")), "政府資訊")
    suite.equal("TEXT, NULL, numbers, nothing",
                rows(db, "SELECT gx_text('文字'), gx_text(NULL), gx_text(5), gx_text(x''), "
                         "typeof(gx_text(x'')), gx_text(x'e69687', NULL)"),
                [("文字", None, None, "", "text", "文")])
    suite.equal("bytes that are no UTF-8 become U+FFFD",
                rows(db, "SELECT gx_text(x'e69687ff41'), gx_text(x'e4b841', 'utf-8'), "
                         "gx_text(x'eda080f09f9880')"),
                [("文\ufffdA", "\ufffd\ufffdA", "\ufffd\ufffd\ufffd😀")])
    for value in ["x'61'", "'a'", "NULL", "5", "x''"]:
        suite.raises(f"unknown charset of {value}", db, f"SELECT gx_text({value}, 'klingon')",
                     "gx_text: unknown charset 'klingon'")


def test_version_and_debug(suite):
    db = suite.connect()
    version = one(db, "SELECT gx_version()")
    suite.check("version", re.fullmatch(r"\d+\.\d+\.\d+", version), version)
    debug = one(db, "SELECT gx_debug()")
    for part in [f"gxreport {version}", "commit ", "flags ", "SQLite built for 3.",
                 f"running {one(db, 'SELECT sqlite_version()')}", "PCRE2 10.", "ICU "]:
        suite.check(f"debug tells {part!r}", part in debug, debug)


def test_no_report_gives_null(suite):
    db = suite.connect()
    calls = ["gx_parse(?1)", "gx_parse(?1, 'requests.new.total')", "gx_title(?1)",
             "gx_agency(?1)", "gx_year(?1)", "gx_published(?1)", "gx_section(?1, 1)",
             "gx_failures(?1)"]
    for body in NO_REPORTS:
        for call in calls:
            suite.equal(f"{call} over {body!r}", one(db, f"SELECT {call}", body), None)


def test_wrong_numbers_of_arguments(suite):
    db = suite.connect()
    for name, counts in [("gx_parse", (0, 3)), ("gx_title", (0, 2)), ("gx_agency", (0, 2)),
                         ("gx_year", (0, 2)), ("gx_published", (0, 2)), ("gx_section", (1, 3)),
                         ("gx_text", (0, 3)), ("gx_failures", (0, 2)), ("gx_version", (1,)),
                         ("gx_debug", (1,))]:
        for count in counts:
            call = f"{name}({', '.join(['NULL'] * count)})"
            suite.raises(call, db, f"SELECT {call}",
                         f"wrong number of arguments to function {name}()")


def test_functions_of_one_body_agree_in_any_order(suite):
    """Whatever was read of a body before, each function answers the same."""
    calls = ["gx_parse({})", "gx_parse({}, 'requests.new.total')", "gx_title({})",
             "gx_parse({}, 'proceedings.reconsideration.total')", "gx_failures({})",
             "gx_section({}, 3)", "gx_year({})", "gx_parse({}, 'disclosures.rules.issued')"]
    alone = suite.corpus()
    expected = [rows(alone, f"SELECT {call.format('body')} FROM reports") for call in calls]
    expected = [tuple(column[i][0] for column in expected) for i in range(len(expected[0]))]
    for turn in range(len(calls)):
        order = calls[turn:] + calls[:turn]
        back = len(calls) - turn
        got = rows(suite.corpus(), f"SELECT {', '.join(c.format('body') for c in order)} "
                                   "FROM reports")
        suite.equal(f"from the {turn + 1}th call on", [r[back:] + r[:back] for r in got], expected)
    crossed = rows(alone, "SELECT gx_year(a.body), gx_parse(b.body, 'requests.new.total'), "
                          "gx_year(b.body), gx_title(a.body) FROM reports a, reports b")
    single = rows(alone, "SELECT gx_year(body), gx_parse(body, 'requests.new.total'), "
                         "gx_title(body) FROM reports")
    suite.equal("two bodies in one row", crossed,
                [(a[0], b[1], b[0], a[2]) for a in single for b in single])
