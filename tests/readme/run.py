"""The README, run as it stands: what it says to type is typed, what it shows must come out.

In:  the path of gxreport.so (build/gxreport.so where none is given), with libgxreport.a beside it.
Out: a line for each difference, and the closing line 'N passed, N failed'.

With --update, the outputs in README.md are replaced by what comes out, to be looked through before
they are kept. What is run, in a directory of its own that has the demo database:

- ```sql, all blocks in one sqlite3 shell, in their order. A ```text block right behind is the
  output; without one nothing may come out.
- ```python, and ```c whose first line is '/* name.c', which is written to that file.
- ```console: lines behind '$ ' by a shell, the others are the output. '…' stands for lines left
  out. 'make test' is what runs this: of its lines only this run's own closing line is compared.
- Tables with the columns 'example' and 'gives': SELECT example for the report that EXAMPLES names.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
README = os.path.join(ROOT, "README.md")
EXAMPLES = "FROM reports WHERE file LIKE '%songshan%'"
MARK = "== end of a block =="
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
ROW = re.compile(r"^\| .* \|$", re.M)


class Checks:
    """Counts comparisons, and keeps what should stand in the README instead."""

    def __init__(self):
        self.passed = self.failed = 0
        self.edits = []

    def check(self, what, ok, detail=""):
        self.passed += ok
        self.failed += not ok
        if not ok:
            print(f"FAILED {what}\n{detail}".rstrip())

    def compare(self, what, got, expected, span=None):
        """Texts, whose lines may end in white space. `span`: where `expected` stands."""
        got, expected = trim(got), trim(expected)
        self.check(what, got == expected, f"--- got\n{got}--- the README has\n{expected}")
        if got != expected and span:
            self.edits.append((*span, got))


def trim(text):
    text = "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")
    return text + "\n" if text else ""


def run(words, cwd, stdin=None, env=None):
    """All that a command prints, on both channels."""
    done = subprocess.run(words, cwd=cwd, input=stdin, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, env={**os.environ, "LC_ALL": "C.UTF-8",
                                                         **(env or {})})
    return done.stdout


def make_place(library, place):
    """The demo as the README's reader has it: build/ with the library and the demo database."""
    build = os.path.join(place, "build")
    os.makedirs(build)
    for name in (library, os.path.join(os.path.dirname(library), "libgxreport.a")):
        shutil.copy(name, build)
    for name in ("ext", "sql", "fixtures", "tests"):
        os.symlink(os.path.join(ROOT, name), os.path.join(place, name))
    flags = os.environ.get("MAKEFLAGS", "").partition("-- ")[2]
    return run(["make", "--no-print-directory", "demo-db", "O=" + build], ROOT,
               env={"MAKEFLAGS": flags, "REPORTS": ""})


def run_sql(blocks, place):
    """The output of each block, all typed into one shell on the demo database."""
    script = "".join(f"{block.rstrip()}\n.print '{MARK}'\n" for block in blocks)
    output = run(["sqlite3", "-batch", "build/demo.db"], place, stdin=script)
    return output.split(MARK + "\n")[:-1]


# ---- blocks ----------------------------------------------------------------------------------------


def output_behind(text, fences, i):
    """The ```text block right behind block i: its text and span; nothing where there is none."""
    if i + 1 < len(fences) and fences[i + 1][1] == "text":
        if not text[fences[i].end():fences[i + 1].start()].strip():
            return fences[i + 1][2], fences[i + 1].span(2)
    return "", None


def name_of(text, fence):
    line = text.count("\n", 0, fence.start()) + 1
    return f"README.md:{line}: {fence[1]}"


def check_sql(checks, text, fences, place):
    numbers = [i for i, fence in enumerate(fences) if fence[1] == "sql"]
    outputs = run_sql([fences[i][2] for i in numbers], place)
    checks.check("the shell got to the end", len(outputs) == len(numbers), str(len(outputs)))
    for i, got in zip(numbers, outputs):
        expected, span = output_behind(text, fences, i)
        checks.compare(name_of(text, fences[i]), got, expected, span)


def check_programs(checks, text, fences, place):
    for i, fence in enumerate(fences):
        expected, span = output_behind(text, fences, i)
        if fence[1] == "python":
            got = run([sys.executable, "-c", fence[2]], place)
            checks.compare(name_of(text, fence), got, expected, span)
        elif fence[1] == "c":
            name = re.match(r"/\* (\w+\.c)", fence[2])
            checks.check(name_of(text, fence) + ": names its file", bool(name))
            with open(os.path.join(place, name[1]), "w", encoding="utf-8") as out:
                out.write(fence[2])


# ---- commands --------------------------------------------------------------------------------------


def matches(got, expected):
    """True where `expected` is `got`, apart from lines that '…' stands for."""
    parts = [re.escape(part) for part in re.split(r"^…\n", expected, flags=re.M)]
    return re.fullmatch("(?:.*\n)*?".join(parts), got) is not None


def commands(block):
    """Pairs of a command and its output."""
    pairs = []
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            pairs.append([line[2:], ""])
        elif pairs and not pairs[-1][1] and pairs[-1][0].endswith("\\\n"):
            pairs[-1][0] += line
        else:
            pairs[-1][1] += line
    return pairs


def check_console(checks, text, fences, place, loaded, sanitized):
    for fence in (f for f in fences if f[1] == "console"):
        for command, expected in commands(fence[2]):
            what = f"{name_of(text, fence)}: {command.strip()}"
            if command == "make test\n" or (sanitized and command != "make demo\n"):
                continue
            if command == "make demo\n":
                got = loaded + run(["sqlite3", "-batch", "build/demo.db", ".load build/gxreport",
                                    ".echo on", ".read sql/demo.sql"], place)
            else:
                got = run(["sh", "-c", command], place)
            got, expected = trim(got), trim(expected)
            checks.check(what, matches(got, expected), f"--- got\n{got}--- not\n{expected}")


# ---- tables ----------------------------------------------------------------------------------------


def cells(row):
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip("|"))]


def check_tables(checks, text, place):
    """Rows of tables with an example and what it gives, both in backticks."""
    rows, columns = [], None
    for match in ROW.finditer(text):
        row = cells(match[0])
        if "example" in row and "gives" in row:
            columns = row.index("example"), row.index("gives")
        elif text[match.start() - 2:match.start()] == "\n\n":
            columns = None
        elif columns:
            rows.append((match, row[columns[0]].strip("`"), row[columns[1]].strip("`")))
    checks.check("tables with examples", len(rows) >= 12, str(len(rows)))
    script = [".load build/gxreport\n.mode list\n.nullvalue NULL"]
    script += [f"SELECT {example} {EXAMPLES};" for _, example, _ in rows]
    outputs = run_sql(script, place)[1:]
    for (match, example, gives), got in zip(rows, outputs):
        got = got.strip("\n")
        checks.check(f"README.md: SELECT {example}", got == gives,
                     f"--- got\n{got}\n--- the README has\n{gives}")
        if got != gives:
            start = match.start() + match[0].rindex(f"`{gives}`") + 1
            checks.edits.append((start, start + len(gives), got))


def check_names(checks, text, place):
    """Each function and table that is registered has its place in the README, and no other has."""
    listed = run_sql([".load build/gxreport\n.mode list",
                      "SELECT DISTINCT name FROM pragma_function_list WHERE name LIKE 'gx\\_%' "
                      "ESCAPE '\\' UNION SELECT name FROM pragma_module_list "
                      "WHERE name LIKE 'gx\\_%' ESCAPE '\\' ORDER BY 1;"], place)[1].split()
    checks.check("registered", len(listed) > 10, str(listed))
    told = set(re.findall(r"\bgx_\w+", text))
    checks.check("in the README, and registered", told == set(listed),
                 f"only told: {sorted(told - set(listed))}, "
                 f"only registered: {sorted(set(listed) - told)}")


def check_count(checks, text, sanitized):
    """What 'make test' shows of this run: its own closing line."""
    closing = re.search(r"^== tests/readme/run\.py\n(\d+) passed, 0 failed$", text, re.M)
    number = checks.passed + checks.failed + 1
    told = closing and (sanitized or int(closing[1]) == number)
    checks.check(f"README.md: the closing line of this run: {number} passed", bool(told))
    if closing and not told:
        checks.edits.append((*closing.span(1), str(number)))


def main():
    arguments = [a for a in sys.argv[1:] if a != "--update"]
    library = os.path.abspath(arguments[0] if arguments else os.path.join(ROOT,
                                                                          "build/gxreport.so"))
    with open(README, encoding="utf-8") as file:
        text = file.read()
    fences = list(FENCE.finditer(text))
    # A sanitized library is not linked into the C programs: their compiler knows nothing of it.
    sanitized = "libasan" in os.environ.get("LD_PRELOAD", "")
    checks = Checks()
    with tempfile.TemporaryDirectory() as place:
        loaded = make_place(library, place)
        loaded = loaded.replace(os.path.join(place, "build"), "build")
        check_sql(checks, text, fences, place)
        check_programs(checks, text, fences, place)
        check_console(checks, text, fences, place, loaded, sanitized)
        check_tables(checks, text, place)
        check_names(checks, text, place)
    check_count(checks, text, sanitized)
    if "--update" in sys.argv and checks.edits:
        for start, end, got in sorted(checks.edits, reverse=True):
            text = text[:start] + got + text[end:]
        with open(README, "w", encoding="utf-8") as file:
            file.write(text)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
