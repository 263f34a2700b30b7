"""sql/load.sql, run by the sqlite3 shell on directories, CSV and JSON lines, good and bad.

In:  the path of gxreport.so (build/gxreport.so where none is given), and the texts of fixtures/.
Out: a line for each difference, and the closing line 'N passed, N failed'.

Each test makes its files and its database in a directory of its own, and compares what was told,
what stands in `reports` and what in `load_journal`.
"""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LOAD = os.path.join(ROOT, "sql/load.sql")
FIXTURES = os.path.join(ROOT, "fixtures")
LINES = os.path.join(FIXTURES, "lines")
sys.path.insert(0, os.path.join(ROOT, "tests/county"))

import county

TESTS = []


def test(function):
    TESTS.append(function)
    return function


class Place:
    """A directory with files to load, and a database."""

    def __init__(self, library, path):
        self.library, self.path = library, path
        self.passed = self.failed = 0

    def check(self, what, got, expected):
        self.passed += got == expected
        self.failed += got != expected
        if got != expected:
            print(f"FAILED {what}\n--- got\n{got}\n--- expected\n{expected}")

    def write(self, name, data):
        path = os.path.join(self.path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            out.write(data.encode() if isinstance(data, str) else data)

    def write_csv(self, name, rows, encoding="utf-8"):
        with open(os.path.join(self.path, name), "w", encoding=encoding, newline="") as out:
            csv.writer(out).writerows(rows)

    def shell(self, *commands):
        """Exit status and all that the shell prints."""
        done = subprocess.run(["sqlite3", "-batch", "my.db", *commands], cwd=self.path, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        return done.returncode, done.stdout

    def load(self, *commands, script=LOAD):
        """What the script says, line by line, with its exit status at the end."""
        status, output = self.shell(f".load '{self.library}'", *commands, f".read '{script}'")
        return output.splitlines() + [status]

    def rows(self, query):
        db = sqlite3.connect(os.path.join(self.path, "my.db"))
        try:
            return db.execute(query).fetchall()
        finally:
            db.close()


def text_of(name):
    with open(os.path.join(LINES, name), encoding="utf-8") as file:
        return file.read()


REPORTS = [text_of(name) for name in sorted(os.listdir(LINES))]


def told(new=0, changed=0, before=0, same=0, skipped=0, rows=0):
    return (f"load.sql: {new} new, {changed} changed, {before} known before, {same} with the same "
            f"text as another, {skipped} skipped; reports has {rows} rows")


# ---- directories ---------------------------------------------------------------------------------


@test
def all_fixtures(place):
    """Every text of the fixtures: the bytes that the file has, and only UTF-8 as TEXT."""
    lines = place.load(f".parameter set @from '{FIXTURES}'")
    texts = []
    others = 0
    for folder, _, names in os.walk(FIXTURES):
        for name in names:
            if name.endswith((".txt", ".html", ".htm", ".md")):
                texts.append(os.path.join(folder, name))
            else:
                others += 1
    steps = [line for line in lines[:-1] if line.startswith("load.sql: ") and " of " in line]
    place.check("progress", steps[0], f"load.sql: 250 of {len(texts) + others}")
    place.check("told", lines[len(steps)],
                told(new=len(texts), skipped=others, rows=len(texts)))
    bodies = dict(place.rows("SELECT source, body FROM reports"))
    place.check("sources", sorted(bodies), sorted(texts))
    for path, body in bodies.items():
        with open(path, "rb") as file:
            data = file.read()
        same = body.encode() == data if isinstance(body, str) else body == data
        place.check(f"the bytes of {path}", same, True)
        try:
            data.decode("utf-8")
            utf8 = not data.startswith(b"\xef\xbb\xbf")
        except UnicodeDecodeError:
            utf8 = False
        place.check(f"{path} is UTF-8", isinstance(body, str), utf8)
    place.check("tables", place.rows("SELECT name FROM sqlite_schema WHERE type = 'table'"),
                [("reports",), ("load_journal",)])


@test
def hostile_directory(place):
    """Rubbish, empty files, doubles, links and names that need quotes: all is told."""
    place.write("my folder/it's \"one\".txt", REPORTS[0])
    place.write("my folder/deep/er/two.HTML", REPORTS[1])
    place.write("my folder/copy of two.text", REPORTS[1])
    place.write("my folder/empty.txt", b"")
    place.write("my folder/blank.txt", " \r\n\t　\n")
    place.write("my folder/picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    place.write("my folder/paper.txt", b"%PDF-1.4\n1 0 obj\n")
    place.write("my folder/letter.txt", "今天没有报告。")
    place.write("my folder/table.xlsx", b"PK\3\4")
    place.write("my folder/more.jsonl", "{}")
    os.symlink("empty.txt", os.path.join(place.path, "my folder/link.txt"))
    os.symlink("my folder", os.path.join(place.path, "link"))
    skipped = [
        "  skipped my folder/blank.txt: it is empty",
        "  skipped my folder/empty.txt: it is empty",
        "  skipped my folder/link.txt: a link, which is not followed",
        "  skipped my folder/more.jsonl: JSON lines: name the file as @from",
        "  skipped my folder/paper.txt: it is no text",
        "  skipped my folder/picture.txt: it is no text",
        "  skipped my folder/table.xlsx: not the name of a text (.txt .text .md .htm .html .shtml "
        ".xhtml)"]
    lines = place.load(".parameter set @from 'my folder'")
    place.check("told", lines[0], told(new=3, same=1, skipped=7, rows=3))
    place.check("skipped", sorted(lines[1:8]), skipped)
    place.check("not skipped", lines[8:], [
        "  my folder/deep/er/two.HTML: the same text as report 1",
        "  my folder/letter.txt: loaded, but no report was seen in it", 0])
    place.check("reports", place.rows("SELECT id, source, body FROM reports"), [
        (1, "my folder/copy of two.text", REPORTS[1]),
        (2, "my folder/it's \"one\".txt", REPORTS[0]),
        (3, "my folder/letter.txt", "今天没有报告。")])
    place.check("journal", place.rows("SELECT count(*), count(report) FROM load_journal"),
                [(11, 4)])
    lines = place.load(".parameter set @from link/")
    place.check("through a link", lines[0], told(same=4, skipped=7, rows=3))


@test
def one_file(place):
    place.write("one.html", REPORTS[3])
    place.check("told", place.load(".parameter set @from one.html"), [told(new=1, rows=1), 0])
    place.check("again, in the same second or later",
                place.load(".parameter set @from one.html"), [told(before=1, rows=1), 0])


@test
def nothing_there(place):
    lines = place.load(".parameter set @from nowhere")
    place.check("no such directory", (lines[-2].endswith("cannot stat file: nowhere"), lines[-1]),
                (True, 1))
    lines = place.load()
    place.check("no directory", ("nothing to load: name a directory" in lines[-2], lines[-1]),
                (True, 1))
    place.check("no table is left", place.rows("SELECT count(*) FROM sqlite_schema "
                                               "WHERE name = 'incoming'"), [(0,)])
    os.mkdir(os.path.join(place.path, "void"))
    place.check("an empty directory", place.load(".parameter set @from void"), [told(), 0])


@test
def wrong_database(place):
    status, output = place.shell(".parameter set @from .", f".read '{LOAD}'")
    place.check("no extension", ("type first: .load build/gxreport" in output, status),
                (True, 1))
    place.shell("CREATE TABLE reports(id INTEGER PRIMARY KEY, body)")
    lines = place.load(".parameter set @from .")
    place.check("another table", ("did not make the table reports" in lines[-2], lines[-1]),
                (True, 1))
    place.check("is left as it was", place.rows("SELECT count(*) FROM reports"), [(0,)])


# ---- again ---------------------------------------------------------------------------------------


def age(place, name, seconds):
    """Makes a file older: what was changed in the second of its reading is read again."""
    path = os.path.join(place.path, name)
    now = os.stat(path).st_mtime
    os.utime(path, (now - seconds, now - seconds))


@test
def changed_files(place):
    """A file with a new text keeps its report; a text that two files had stays with the other."""
    for name, body in (("a", REPORTS[0]), ("b", REPORTS[1]), ("c", REPORTS[1]), ("d", REPORTS[2])):
        place.write(f"in/{name}.txt", body)
        age(place, f"in/{name}.txt", 100)
    source = ".parameter set @from in"
    place.check("first", place.load(source)[0], told(new=3, same=1, rows=3))
    place.check("unchanged", place.load(source), [told(before=4, rows=3), 0])
    place.write("in/a.txt", REPORTS[3])
    place.write("in/b.txt", REPORTS[4])
    place.write("in/d.txt", REPORTS[3])
    place.check("changed", place.load(source), [
        told(new=1, changed=2, before=1, rows=3),
        "  in/a.txt: changed: report 1 has its new text",
        "  in/d.txt: changed: the same text as report 1 now, report 3 is gone", 0])
    place.check("reports", place.rows("SELECT source, body FROM reports ORDER BY source"), [
        ("in/a.txt", REPORTS[3]), ("in/b.txt", REPORTS[4]), ("in/c.txt", REPORTS[1])])


@test
def broken_off(place):
    """A run that ends after some steps is taken up by the next one."""
    for i in range(600):
        place.write(f"in/{i:03}.txt", f"{REPORTS[i % 16]}\n{i}\n")
        age(place, f"in/{i:03}.txt", 100)
    with open(LOAD, encoding="utf-8") as file:
        script = file.read()
    step = "INSERT INTO load_step SELECT * FROM load_step;"
    place.check("steps", script.count(step), 20)
    place.write("part.sql", script[:script.index(step)] + step)
    place.check("a part", place.load(".parameter set @from in", script="part.sql"), [0])
    place.check("is kept", place.rows("SELECT count(*) FROM reports"), [(250,)])
    place.check("the rest", place.load(".parameter set @from in"), [
        "load.sql: 250 of 350", told(new=350, before=250, rows=600), 0])
    place.check("each once", place.rows("SELECT count(DISTINCT body), count(*) FROM reports"),
                [(600, 600)])


@test
def forgotten(place):
    """Where the reports were deleted, the journal does not keep them out."""
    place.write("in/a.txt", REPORTS[0])
    age(place, "in/a.txt", 100)
    place.load(".parameter set @from in")
    place.shell("DELETE FROM reports")
    place.check("told", place.load(".parameter set @from in"), [told(new=1, rows=1), 0])


# ---- CSV -----------------------------------------------------------------------------------------


@test
def from_csv(place):
    """Columns in any order, quoted newlines, quotes and backslashes; others are left out."""
    head = ["year", "note", "agency", "body", "url"]
    place.write_csv("my.csv", [head] + [
        [2020 + i, "n", f'第{i}局"\\\n', body, f"https://a.example/{i}?x=1,2"]
        for i, body in enumerate(REPORTS[:5])])
    imported = ".import --csv my.csv incoming"
    place.check("told", place.load(imported), [told(new=5, rows=5), 0])
    place.check("reports", place.rows(
        "SELECT year, agency, region, body, url, source FROM reports"),
                [(2020 + i, f'第{i}局"\\ ', None, body.replace("\r\n", "\n"),
                  f"https://a.example/{i}?x=1,2", f"incoming row {i + 1}")
                 for i, body in enumerate(REPORTS[:5])])
    place.check("again", place.load(imported), [told(before=5, rows=5), 0])
    place.check("incoming is gone", place.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table'"), [("reports",), ("load_journal",)])


@test
def csv_in_gbk(place):
    """As a spreadsheet saves it: names are decoded with their text, whose bytes are kept."""
    place.write_csv("my.csv", [["agency", "body", "region"]] +
                    [["梅溪", body, "乡、镇"] for body in REPORTS[:3]], encoding="gb18030")
    place.check("told", place.load(".import --csv my.csv incoming"), [told(new=3, rows=3), 0])
    place.check("reports", place.rows("SELECT agency, region, body FROM reports"),
                [("梅溪", "乡、镇", body.encode("gb18030")) for body in REPORTS[:3]])


@test
def csv_by_file(place):
    """A list of files: loaded once, with what the list knows; rows without text are told."""
    place.write("in/a.txt", REPORTS[0])
    place.write("in/b.txt", REPORTS[1])
    place.write("in/c.txt", REPORTS[2])
    place.write_csv("list.csv", [["file", "agency", "level"], ["a.txt", "甲局", "county"],
                                 ["b.txt", "乙局", "town"], ["nope.txt", "丙局", ""], ["", "丁局", ""]])
    lines = place.load(".parameter set @from in", ".import --csv list.csv incoming")
    place.check("told", lines, [
        told(new=3, skipped=2, rows=3), "  skipped in/nope.txt: it cannot be read",
        "  skipped incoming row 4: it has no text", 0])
    place.check("reports", place.rows("SELECT source, agency, level, body FROM reports"), [
        ("in/a.txt", "甲局", "county", REPORTS[0]), ("in/b.txt", "乙局", "town", REPORTS[1]),
        ("in/c.txt", None, None, REPORTS[2])])


@test
def more_is_known(place):
    """A text that is there already gets what a later row knows; two agencies may share a text."""
    place.write("in/a.txt", REPORTS[0])
    place.load(".parameter set @from in")
    place.write_csv("my.csv", [["body", "agency", "year"], [REPORTS[0], "甲局", 2020],
                               [REPORTS[0], "乙局", 2020], [REPORTS[0], "甲局", 2021],
                               [REPORTS[0], "甲局", "2020"], [REPORTS[0], "", ""]])
    place.check("told", place.load(".import --csv my.csv incoming"), [
        told(new=2, same=3, rows=3), "  incoming row 1: the same text as report 1",
        "  incoming row 4: the same text as report 1",
        "  incoming row 5: the same text as report 1", 0])
    place.check("reports", place.rows("SELECT agency, year FROM reports"),
                [("甲局", 2020), ("乙局", 2020), ("甲局", 2021)])


# ---- JSON lines ----------------------------------------------------------------------------------


@test
def from_json_lines(place):
    """Escaped or not, LF or CRLF; bad lines are told by their numbers, the others are loaded."""
    place.write("in/a.txt", REPORTS[9])
    lines = [json.dumps({"url": f"u{i}", "body": body, "agency": f"{i}局", "x": [1], "year": 2020},
                        ensure_ascii=i % 2 == 0) for i, body in enumerate(REPORTS[:4])]
    lines[1] += "\r"
    lines += ['{"body": "cut off', "", "[1, 2]", "{}", '{"body": ""}', '{"body": null}',
              '{"file": "in/a.txt", "region": "\\"甲\\\\县\\""}', '{"file": "in/b.txt"}']
    place.write("my.jsonl", "\ufeff" + "\n".join(lines))
    place.check("told", place.load(".parameter set @from my.jsonl"), [
        told(new=5, skipped=6, rows=5),
        "  skipped my.jsonl line 5: the line is not JSON",
        "  skipped my.jsonl line 7: the line is no JSON object",
        "  skipped my.jsonl line 8: it has no text",
        "  skipped my.jsonl line 9: it is empty",
        "  skipped my.jsonl line 10: it has no text",
        "  skipped in/b.txt: it cannot be read", 0])
    place.check("reports", place.rows(
        "SELECT agency, region, year, url, body, source FROM reports"),
                [(f"{i}局", None, 2020, f"u{i}", body, f"my.jsonl line {i + 1}")
                 for i, body in enumerate(REPORTS[:4])] +
                [(None, '"甲\\县"', None, None, REPORTS[9], "in/a.txt")])
    place.check("again", place.load(".parameter set @from my.jsonl")[0],
                told(before=5, skipped=6, rows=5))


@test
def json_lines_with_control_characters(place):
    """JSON allows none inside a string: such a line is told, and the others are loaded."""
    lines = [json.dumps({"body": body}, ensure_ascii=False) for body in REPORTS[:3]]
    lines[1] = lines[1].replace("年", "\f年\x1f\x01", 1)
    place.write("my.jsonl", "\n".join(lines))
    place.check("told", place.load(".parameter set @from my.jsonl"), [
        told(new=2, skipped=1, rows=2), "  skipped my.jsonl line 2: the line is not JSON", 0])
    place.check("reports", place.rows("SELECT body FROM reports"), [(REPORTS[0],), (REPORTS[2],)])


@test
def json_lines_in_gbk(place):
    line = json.dumps({"agency": "梅溪", "body": REPORTS[0]}, ensure_ascii=False)
    place.write("my.ndjson", line.encode("gb18030"))
    place.check("told", place.load(".parameter set @from my.ndjson"), [told(new=1, rows=1), 0])
    place.check("reports", place.rows("SELECT agency, body FROM reports"), [("梅溪", REPORTS[0])])


@test
def a_database_in_utf16(place):
    """Nothing that is read differs where the database's own encoding does."""
    place.write_csv("my.csv", [["agency", "body"], ["甲局", REPORTS[0]]])
    place.write("in/a.txt", REPORTS[1])
    place.shell("PRAGMA encoding = 'UTF-16le'", "CREATE TABLE x(y)")
    place.check("told", place.load(".parameter set @from in", ".import --csv my.csv incoming"),
                [told(new=2, rows=2), 0])
    place.check("reports", place.shell(
        f".load '{place.library}'", "SELECT agency, gx_year(body), gx_failures(body) FROM reports"),
        (0, "甲局|2020|0\n|2023|0\n"))


# ---- and on --------------------------------------------------------------------------------------


@test
def no_trust(place):
    """Where the schema is not trusted, the script's own views and trigger are still its own."""
    place.write("in/a.txt", REPORTS[0])
    place.check("told", place.load(".parameter set @from in", "PRAGMA trusted_schema = OFF"),
                [told(new=1, rows=1), 0])


@test
def within_a_session(place):
    """Twice in one session, with nothing left behind in temp."""
    place.write("in/a.txt", REPORTS[0])
    place.write("more/b.txt", REPORTS[1])
    script = (f".load '{place.library}'\n.parameter set @from in\n.read '{LOAD}'\n"
              f".parameter set @from more\n.read '{LOAD}'\n"
              "SELECT name FROM temp.sqlite_schema;\nPRAGMA database_list;\n")
    done = subprocess.run(["sqlite3", "-batch"], cwd=place.path, input=script, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    place.check("told", done.stdout.splitlines(), [
        told(new=1, rows=1), told(new=1, rows=2), "sqlite_parameters",
        "0|main|", "1|temp|"])


@test
def county_through_files(place):
    """The county as files with a list of them: the views find in it what was planted."""
    rows = county.rows()
    listed = [["file", "agency", "region", "parent", "level", "year", "url"]]
    for n, agency, region, parent, level, year, url, body in rows:
        place.write(f"in/{n:02}.txt", body)
        listed.append([f"{n:02}.txt", agency, region, parent or "", level, year, url])
    place.write_csv("list.csv", listed)
    lines = place.load(".parameter set @from in", ".import --csv list.csv incoming")
    place.check("told", lines[0], told(new=len(rows), rows=len(rows)))
    place.check("sources", place.rows("SELECT source, agency, year FROM reports ORDER BY id"),
                [(f"in/{row[0]:02}.txt", row[1], row[5]) for row in rows])
    status, output = place.shell(
        f".load '{place.library}'", f".read '{ROOT}/sql/views.sql'", ".mode json",
        "SELECT rule, agency, year, place, expected, found FROM quality_issues")
    issues = [tuple(row.values()) for row in json.loads(output)]
    place.check("issues", (status, sorted(issues, key=repr)),
                (0, sorted(county.errors(), key=repr)))


def main():
    library = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else
                              os.path.join(ROOT, "build/gxreport.so"))
    passed = failed = 0
    for function in TESTS:
        path = tempfile.mkdtemp()
        place = Place(library, path)
        try:
            function(place)
        except Exception as error:  # pylint: disable=broad-except
            place.check(f"{function.__name__} runs", repr(error), "to its end")
        if place.failed:
            print(f"in the test {function.__name__}")
        passed += place.passed
        failed += place.failed
        shutil.rmtree(path)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
