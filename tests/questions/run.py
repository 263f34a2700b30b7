"""The questions of sql/questions, asked of the invented county: each gives what it says it gives.

In:  the path of gxreport.so (build/gxreport.so where none is given), sql/views.sql, tests/county.
Out: a line for each difference, and the closing line 'N passed, N failed'.

A question is a file of one statement: first the question in English and Chinese as comments, then
the statement, then what the sqlite3 shell prints for the county (.mode column), as a comment. With
--update that comment is replaced by what comes out, to be looked through before it is kept.

Outputs alone would only be a record. truths.py works out many of the answers from the county's own
numbers, in Python and without any SQL, and these are compared as well.
"""

import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
QUESTIONS = os.path.join(ROOT, "sql/questions")
sys.path[:0] = [os.path.join(ROOT, "tests/county"), HERE]

import county
import truths

NAME = re.compile(r"(\d\d)-([a-z0-9-]+)\.sql")
FILE = re.compile(r"((?:--.*\n)+)((?:(?!--).*\n)+?.*;(?: *--.*)?\n)((?:--.*\n)*)")
LEAST = 36
EMPTY = "(no rows)"


class Checks:
    """Counts comparisons."""

    def __init__(self):
        self.passed = self.failed = 0

    def check(self, what, ok, detail=""):
        self.passed += bool(ok)
        self.failed += not ok
        if not ok:
            print(f"FAILED {what}\n{detail}".rstrip())


class County:
    """The county's database, with the views, as the shell opens it: not to be written any more."""

    def __init__(self, library, folder):
        self.library, self.path = library, os.path.join(folder, "county.db")
        db = sqlite3.connect(self.path)
        county.fill(db)
        db.close()
        told = self.shell(f".read '{ROOT}/sql/views.sql'", options=())
        if told:
            raise RuntimeError(f"sql/views.sql: {told}")

    def shell(self, *commands, options=("-readonly",)):
        done = subprocess.run(
            ["sqlite3", "-batch", *options, self.path, f".load '{self.library}'", *commands],
            text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        return done.stdout

    def ask(self, path):
        """What the shell prints, its lines trimmed."""
        output = self.shell(".mode column", f".read '{path}'")
        return [line.rstrip() for line in output.splitlines()] or [EMPTY]

    def rows(self, path):
        """The answer as a list of tuples; numbers as numbers."""
        output = self.shell(".mode json", f".read '{path}'")
        return [tuple(row.values()) for row in json.loads(output or "[]")]


def split(text):
    """(question, statement, output lines) of a file, or None where it has not that shape."""
    match = FILE.fullmatch(text)
    if not match:
        return None
    return match[1], match[2], [line[3:].rstrip() for line in match[3].splitlines()]


def check_shape(checks, name, text):
    """One statement, asked in both languages. Returns its parts."""
    parts = split(text)
    checks.check(f"{name}: question, statement, output", parts)
    if not parts:
        return None
    question, statement, _ = parts
    lines = question.splitlines()
    chinese = [bool(re.search(r"[\u4e00-\u9fff].*[？。]", line)) for line in lines]
    checks.check(f"{name}: asked in English, then in Chinese",
                 re.match(r"-- [A-Z].*[?.,]?", lines[0]) and any(chinese[1:]), question)
    bare = re.sub(r"--.*", "", statement)
    checks.check(f"{name}: one statement",
                 bare.count(";") == 1 and sqlite3.complete_statement(bare), statement)
    checks.check(f"{name}: lines of 100 characters",
                 all(len(line) <= 100 for line in (question + statement).splitlines()))
    return parts


def check_answer(checks, name, path, place, parts, update):
    """What comes out is what the file says, or is written into it."""
    question, statement, expected = parts
    got = place.ask(path)
    broken = any(re.match(r"(Parse|Runtime) error|Error:", line) for line in got)
    checks.check(f"{name}: runs", not broken and got != [EMPTY], "\n".join(got))
    if update and not broken and got != expected:
        with open(path, "w", encoding="utf-8") as out:
            out.write(question + statement + "".join(f"-- {line}".rstrip() + "\n" for line in got))
        return
    checks.check(f"{name}: the answer", got == expected,
                 "--- got\n" + "\n".join(got) + "\n--- the file says\n" + "\n".join(expected))


def same(got, expected):
    """Equal, but for the last digit of what is rounded to a tenth."""
    if isinstance(got, (int, float)) and isinstance(expected, float):
        return abs(got - expected) <= 0.0501
    return got == expected


def check_truths(checks, names, place):
    """The answers that Python works out on its own."""
    for name, (columns, expected) in truths.answers().items():
        path = os.path.join(QUESTIONS, names.get(name, "none"))
        got = [tuple(row[i] for i in columns) for row in place.rows(path)]
        expected = [tuple(row) for row in expected]
        equal = len(got) == len(expected) and all(
            len(a) == len(b) and all(map(same, a, b)) for a, b in zip(sorted_rows(got),
                                                                      sorted_rows(expected)))
        checks.check(f"{name}: as worked out in Python", equal and expected,
                     f"--- got\n{got}\n--- worked out\n{expected}")


def sorted_rows(rows):
    """In an order that does not hang on what is rounded."""
    return sorted(rows, key=lambda row: [str(v) for v in row if not isinstance(v, float)])


def check_readme(checks, names):
    """The README's list has each question once, by its number and name, and no other."""
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        listed = re.findall(r"^\| (\d\d) \| `([a-z0-9-]+)` \|", file.read(), re.M)
    expected = [NAME.fullmatch(name).groups() for name in names]
    checks.check("README.md lists the questions", listed == expected,
                 f"only in the README: {sorted(set(listed) - set(expected))}, "
                 f"only in sql/questions: {sorted(set(expected) - set(listed))}")


def main():
    arguments = [a for a in sys.argv[1:] if a != "--update"]
    library = os.path.abspath(arguments[0] if arguments else os.path.join(ROOT,
                                                                          "build/gxreport.so"))
    checks = Checks()
    names = sorted(os.listdir(QUESTIONS))
    numbers = [NAME.fullmatch(name)[1] for name in names]
    checks.check("numbered in their order", numbers == [f"{n + 1:02}" for n in range(len(names))])
    checks.check(f"{LEAST} questions or more", len(names) >= LEAST)
    with tempfile.TemporaryDirectory() as folder:
        place = County(library, folder)
        for name in names:
            path = os.path.join(QUESTIONS, name)
            with open(path, encoding="utf-8") as file:
                parts = check_shape(checks, name, file.read())
            if parts:
                check_answer(checks, name, path, place, parts, "--update" in sys.argv)
        check_truths(checks, {NAME.fullmatch(name)[2]: name for name in names}, place)
    check_readme(checks, names)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
