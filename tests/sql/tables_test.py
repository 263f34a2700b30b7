"""The virtual tables as table-valued functions: every table, every column."""

import bodies
import harness
from harness import one, rows

FULL_LABELS = {code: bodies.GROUPS[outcome] + " " + label
               if outcome in bodies.GROUPS and code != "other" else label
               for code, outcome, label in (bodies.REQUESTS + bodies.OTHER_ONE +
                                            bodies.OTHER_THREE + bodies.LAST)}


def test_the_registered_modules_are_the_documented_ones(suite):
    db = suite.connect()
    suite.equal("modules", sorted(r[0] for r in rows(
        db, "SELECT name FROM pragma_module_list WHERE name LIKE 'gx%'")), sorted(harness.TABLES))
    for name, columns in harness.TABLES.items():
        found = rows(db, f"SELECT name, hidden FROM pragma_table_xinfo('{name}')")
        hidden = [] if name == "gx_vocabulary" else [("gx_body", 1)]
        suite.equal(f"columns of {name}", found, [(column, 0) for column in columns] + hidden)


def test_report(suite):
    db = suite.corpus()
    found = rows(db, "SELECT r.id, g.* FROM reports r, gx_report(r.body) g ORDER BY r.id")
    suite.equal("gx_report", found, [
        (1, "云溪县石桥镇人民政府2019年政府信息公开工作年度报告", "云溪县石桥镇人民政府", 2019,
         "2019", "2020-01-20", "2019-01-01", "2019-12-31", "hans", "lines", 198, 0, 0, 0, 0, 0),
        (2, "云溪县白沙镇人民政府2022年政府信息公开工作年度报告", "云溪县白沙镇人民政府", 2022,
         "2021", "2023-01-20", "2022-01-01", "2022-12-31", "hans", "lines", 198, 2, 0, 0, 0, 5),
        (3, "云溪县青山镇人民政府2023年政府信息公开工作年度报告", "云溪县青山镇人民政府", 2023,
         "2021", "2024-01-20", "2023-01-01", "2023-12-31", "hans", "lines", 186, 0, 0, 0, 0, 2)])


def test_disclosures(suite):
    db = suite.connect()
    measures = harness.TABLES["gx_disclosures"][3:14]
    for i, report in bodies.standard().items():
        clauses = {code: (clause, label) for clause, _, _, items in bodies.DISCLOSURES[report.form]
                   for code, label in items}
        unit = "万元" if report.form == "2021" else None
        amount = "fees" if report.form == "2021" else "procurement"
        expected = [(clauses[item][0], item, clauses[item][1],
                     *report.row("disclosures", item, measures),
                     unit if item == amount else None, 0)
                    for item in report.items("disclosures")]
        suite.equal(f"report {i}", rows(db, "SELECT * FROM gx_disclosures(?)", report.text),
                    expected)


def test_requests(suite):
    db = suite.connect()
    for i, report in bodies.standard().items():
        outcomes = {code: outcome for code, outcome, _ in bodies.request_items(report.split)}
        expected = [(item, outcomes[item], FULL_LABELS[item],
                     *report.row("requests", item, bodies.REQUEST_MEASURES), 0)
                    for item in report.items("requests")]
        suite.equal(f"report {i}", rows(db, "SELECT * FROM gx_requests(?)", report.text), expected)
        suite.equal(f"report {i}: rows", len(expected), 25 if report.split else 23)


def test_proceedings(suite):
    db = suite.connect()
    labels = ["行政复议", "行政诉讼 未经复议直接起诉", "行政诉讼 复议后起诉"]
    for i, report in bodies.standard().items():
        expected = [(item, label, *report.row("proceedings", item, bodies.PROCEEDING_MEASURES), 0)
                    for item, label in zip(bodies.PROCEEDINGS, labels)]
        suite.equal(f"report {i}", rows(db, "SELECT * FROM gx_proceedings(?)", report.text),
                    expected)


def test_cells(suite):
    db = suite.connect()
    for i, report in bodies.standard().items():
        found = rows(db, "SELECT topic || '.' || item || '.' || measure, value, status, text "
                         "FROM gx_cells(?)", report.text)
        expected = [(key, value, "blank" if value is None else "read",
                     "" if value is None and text != "-" else text)
                    for key, (value, text) in report.cells.items()]
        suite.equal(f"report {i}", found, expected)
        suite.equal(f"report {i}: units", rows(
            db, "SELECT DISTINCT item, unit FROM gx_cells(?) WHERE unit IS NOT NULL", report.text),
            [("fees", "万元")] if report.form == "2021" else [])
        suite.equal(f"report {i}: every cell is where it says", rows(
            db, "SELECT count(*), sum(substr(?1, start, length) = text), sum(length(text) = length) "
                "FROM gx_cells(?1)", report.text), [(len(report.cells),) * 3])


def test_missing_cells(suite):
    """A report without section three still has its form's rows, in doubt."""
    db = suite.connect()
    for form, year, n in [("2019", 2020, 23), ("2021", 2024, 25)]:
        text = bodies.make(form, year).text
        cut = text[:text.index("三、收到和处理政府")] + text[text.index("四、政府信息公开行政"):]
        found = rows(db, "SELECT * FROM gx_requests(?)", cut)
        suite.equal(f"form {form}: rows", len(found), n)
        suite.equal(f"form {form}: nothing but doubts", {row[3:] for row in found},
                    {(None,) * 7 + (7,)})
        suite.equal(f"form {form}: cells", rows(
            db, "SELECT count(*), count(value), count(text), count(start), count(length), "
                "min(status), max(status) FROM gx_cells(?) WHERE topic = 'requests'", cut),
            [(n * 7, 0, 0, 0, 0, "missing", "missing")])
        suite.equal(f"form {form}: checks", rows(
            db, "SELECT count(*), count(lhs), count(rhs), count(gap), count(ok) "
                "FROM gx_checks(?) WHERE topic = 'requests'", cut), [(14 + n, 0, 0, 0, 0)])
        suite.equal(f"form {form}: one item, one column", rows(
            db, "SELECT doubts FROM gx_requests(?) WHERE item LIKE 'other%'", cut),
            [(7,)] * (1 if form == "2019" else 3))


def check_rows(report):
    """The identities of a report, computed here."""
    def value(item, measure, topic="requests"):
        return report.cells[f"{topic}.{item}.{measure}"][0] or 0
    items = [(code, outcome) for code, outcome, _ in bodies.request_items(report.split)]
    for measure in bodies.REQUEST_MEASURES:
        yield ("requests", "balance", measure,
               value("new", measure) + value("carried_in", measure),
               value("total", measure) + value("carried_out", measure))
    for measure in bodies.REQUEST_MEASURES:
        yield ("requests", "outcomes", measure,
               sum(value(code, measure) for code, outcome in items if outcome),
               value("total", measure))
    for code, _ in items:
        yield ("requests", "applicants", code,
               sum(value(code, m) for m in bodies.REQUEST_MEASURES[:-1]), value(code, "total"))
    for item in bodies.PROCEEDINGS:
        yield ("proceedings", "proceedings", item,
               sum(value(item, m, "proceedings") for m in bodies.PROCEEDING_MEASURES[:-1]),
               value(item, "total", "proceedings"))


def test_checks(suite):
    db = suite.connect()
    for i, report in bodies.standard().items():
        expected = [(*check, check[3] - check[4], int(check[3] == check[4]))
                    for check in check_rows(report)]
        suite.equal(f"report {i}", rows(db, "SELECT * FROM gx_checks(?)", report.text), expected)


def test_sections(suite):
    db = suite.connect()
    report = bodies.standard()[1]
    found = rows(db, "SELECT * FROM gx_sections(?)", report.text)
    suite.equal("n and heading", [row[:2] for row in found], [
        (1, "一、总体情况"), (2, "二、主动公开政府信息情况"),
        (3, "三、收到和处理政府信息公开申请情况"), (4, "四、政府信息公开行政复议、行政诉讼情况"),
        (5, "五、存在的主要问题及改进情况"), (6, "六、其他需要报告的事项")])
    suite.equal("text is the one at its place", [row[2] for row in found],
                [report.text[row[3] - 1:row[3] - 1 + row[4]] for row in found])
    suite.equal("and the one of gx_section", [row[2] for row in found],
                [one(db, "SELECT gx_section(?, ?)", report.text, n) for n in range(1, 7)])
    suite.equal("by substr", rows(db, "SELECT sum(substr(?1, start, length) = text), count(*) "
                                      "FROM gx_sections(?1)", report.text), [(6, 6)])


def test_vocabulary(suite):
    db = suite.connect()
    found = rows(db, "SELECT form, topic || '.' || item || '.' || measure, ordinal "
                     "FROM gx_vocabulary")
    expected = []
    for form in ("2019", "2021"):
        expected += [(form, key, i + 1) for i, key in enumerate(bodies.make(form, 2020).cells)]
    suite.equal("cells in the form's order", found, expected)
    suite.equal("a few rows", rows(
        db, "SELECT * FROM gx_vocabulary WHERE item = 'fees' OR ordinal = 100"), [
        ("2019", "disclosures", "fees", "prior_items", None, 8,
         "行政事业性收费 / 上一年项目数量", "administrative fees / items in the previous year", None,
         19),
        ("2019", "disclosures", "fees", "items_change", None, 8, "行政事业性收费 / 本年增/减",
         "administrative fees / change this year", None, 20),
        ("2019", "requests", "refused_enquiry", "natural_person", "refused", None,
         "（三）不予公开 8.属于行政查询事项 / 自然人",
         "refused: subject to other enquiry procedures / natural persons", None, 100),
        ("2021", "disclosures", "fees", "amount", None, 8, "行政事业性收费 / 本年收费金额",
         "administrative fees / amount of money", "万元", 10),
        ("2021", "requests", "unavailable_not_held", "other_org", "unavailable", None,
         "（四）无法提供 1.本机关不掌握相关政府信息 / 其他",
         "unavailable: not held by this agency / other organisations", None, 100)])
    suite.equal("units", rows(db, "SELECT form, item, measure FROM gx_vocabulary "
                                  "WHERE unit = '万元'"), [("2021", "fees", "amount")])
    suite.equal("nothing else has one", one(db, "SELECT count(unit) FROM gx_vocabulary"), 1)
    suite.equal("labels", one(db, "SELECT count(*) FROM gx_vocabulary WHERE label LIKE '%_ / _%' "
                                  "AND label_en LIKE '%_ / _%'"), len(expected))
    suite.equal("every key is one that gx_parse knows", rows(
        db, "SELECT DISTINCT gx_parse(NULL, topic || '.' || item || '.' || measure) "
            "FROM gx_vocabulary"), [(None,)])
    db.execute("CREATE VIRTUAL TABLE temp.v USING gx_vocabulary")
    suite.equal("as a created table", rows(db, "SELECT * FROM v"),
                rows(db, "SELECT * FROM gx_vocabulary"))
    suite.raises("with an argument", db, "CREATE VIRTUAL TABLE temp.w USING gx_vocabulary(x)",
                 "gx_vocabulary: takes no arguments: x")


def test_no_report_gives_no_rows(suite):
    db = suite.connect()
    for name in harness.WITH_BODY:
        for body in [None, 7, 2.5, "", "床前明月光，疑是地上霜。", b"", b"\0" * 100]:
            suite.equal(f"{name} over {body!r}", rows(db, f"SELECT * FROM {name}(?)", body), [])


def test_every_column_alone(suite):
    """A column read alone is the same as in the full row."""
    db = suite.corpus()
    for name, columns in harness.TABLES.items():
        source = name if name == "gx_vocabulary" else f"reports r, {name}(r.body)"
        full = rows(db, f"SELECT {name}.* FROM {source}")
        for i, column in enumerate(columns):
            suite.equal(f"{name}.{column}", rows(db, f"SELECT {name}.{column} FROM {source}"),
                        [(row[i],) for row in full])
        suite.equal(f"{name}: count(*)", one(db, f"SELECT count(*) FROM {source}"), len(full))
        if name != "gx_vocabulary":
            suite.equal(f"{name}.gx_body", one(
                db, f"SELECT sum({name}.gx_body = r.body) FROM {source}"), len(full))


def test_rowids_are_distinct(suite):
    db = suite.corpus()
    for name in harness.WITH_BODY:
        suite.equal(name, one(db, f"SELECT count(*) - count(DISTINCT rowid) FROM {name}("
                                  "(SELECT body FROM reports WHERE id = 1))"), 0)


def test_the_tables_are_read_only(suite):
    db = suite.connect()
    for name in harness.TABLES:
        suite.raises(f"DELETE FROM {name}", db, f"DELETE FROM {name}", "may not be modified")
        suite.raises(f"INSERT INTO {name}", db, f"INSERT INTO {name} DEFAULT VALUES",
                     "may not be modified")
