"""What the Makefile makes, as it is shipped: symbols, installation, demo table, missing packages.

In:  the path of gxreport.so (build/gxreport.so where none is given), with libgxreport.a beside it.
Out: a line for each failure, and the closing line 'N passed, N failed'.
"""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SO = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "build/gxreport.so"))
STATIC = os.path.join(os.path.dirname(SO), "libgxreport.a")
ENTRY = "sqlite3_gxreport_init"
UTF8 = {"LC_ALL": "C.UTF-8"}

passed = failed = 0


def check(what, got, expected):
    """Counts one comparison, and shows it where it fails."""
    global passed, failed
    if got == expected:
        passed += 1
    else:
        failed += 1
        print("%s\n  got      %r\n  expected %r" % (what, got, expected))


def run(*words, env=None):
    """Runs a command in the project's directory. Returns its exit status and all that it printed."""
    done = subprocess.run(words, cwd=ROOT, env={**os.environ, **UTF8, **(env or {})},
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def make(*words, env=None):
    """Runs make with the variables, but without the switches, of the make that runs this."""
    variables = os.environ.get("MAKEFLAGS", "").partition("-- ")[2]
    return run("make", "--no-print-directory", *words, env={"MAKEFLAGS": variables, **(env or {})})


def symbols(*words):
    """The names in nm's listing."""
    return {line.split()[-1] for line in run("nm", *words)[1].splitlines() if len(line.split()) == 3}


def version():
    with open(os.path.join(ROOT, "ext/gxreport.h"), encoding="utf-8") as header:
        return re.search(r'#define GXREPORT_VERSION "(.*)"', header.read()).group(1)


def script(path, text):
    with open(path, "w", encoding="utf-8") as out:
        out.write("#!/bin/sh\n" + text)
    os.chmod(path, 0o755)
    return path


def test_symbols():
    check("exported by gxreport.so", symbols("-D", "--defined-only", SO), {ENTRY})
    names = symbols("-g", "--defined-only", STATIC)
    check("the entry is in libgxreport.a", ENTRY in names, True)
    check("other global names", sorted(n for n in names if not n.startswith("gx_")), [ENTRY])


def test_installation(folder):
    stage = os.path.join(folder, "stage")
    where = ["DESTDIR=" + stage, "PREFIX=/opt/gx", "O=" + os.path.dirname(SO)]
    code, output = make("install", *where)
    check("make install: " + output, code, 0)
    lib, include = stage + "/opt/gx/lib", stage + "/opt/gx/include"
    check("installed", sorted(os.path.relpath(os.path.join(d, f), stage)
                              for d, _, files in os.walk(stage) for f in files),
          ["opt/gx/include/gxreport.h", "opt/gx/lib/gxreport.so",
           "opt/gx/lib/libgxreport-loadable.so", "opt/gx/lib/libgxreport.a",
           "opt/gx/lib/pkgconfig/gxreport.pc"])

    check("found by .load gxreport",
          run("sqlite3", "-batch", ":memory:", ".load gxreport", "SELECT gx_version()",
              env={"LD_LIBRARY_PATH": lib}), (0, version() + "\n"))
    pc = {"PKG_CONFIG_PATH": lib + "/pkgconfig"}
    check("gxreport.pc", run("pkg-config", "--modversion", "gxreport", env=pc),
          (0, version() + "\n"))
    test_static_program(folder, run("pkg-config", "--cflags", "--libs", "gxreport",
                                    "--define-variable=libdir=" + lib,
                                    "--define-variable=includedir=" + include, env=pc)[1].split())

    check("make uninstall", make("uninstall", *where)[0], 0)
    check("left behind", [f for _, _, files in os.walk(stage) for f in files], [])


def test_static_program(folder, flags):
    """A C program that links the library as gxreport.pc says."""
    source, program = os.path.join(folder, "host.c"), os.path.join(folder, "host")
    with open(source, "w", encoding="utf-8") as out:
        out.write("""
            #include <gxreport.h>
            #include <stdio.h>
            int main(void) {
                sqlite3 *db;
                sqlite3_stmt *statement;
                if (sqlite3_open(":memory:", &db)) return 1;
                if (sqlite3_gxreport_init(db, NULL, NULL)) return 2;
                if (sqlite3_prepare_v2(db, "SELECT gx_version()", -1, &statement, NULL)) return 3;
                if (sqlite3_step(statement) != SQLITE_ROW) return 4;
                puts((const char *)sqlite3_column_text(statement, 0));
                sqlite3_finalize(statement);
                return sqlite3_close(db);
            }
        """)
    compiler = os.environ.get("CC", "cc")
    check("linking statically", run(compiler, "-o", program, source, *flags), (0, ""))
    check("the static program", run(program), (0, version() + "\n"))


def test_demo_table(folder):
    """Files in subdirectories, with odd names, in two charsets, and some that are no reports."""
    reports, out = os.path.join(folder, "it's a \"dir\" & 目录"), os.path.join(folder, "out")
    os.makedirs(os.path.join(reports, "sub", "not a file.txt"))
    os.makedirs(out)
    shutil.copy(SO, out)
    utf8, gbk = "政府信息公开 1\n", "政府信息公开 2\n".encode("gbk")
    for name, body in [("b'1.txt", utf8.encode()), ("sub/a \"2\".HTML", gbk), ("c$(3);.htm", b""),
                       ("d.json", b"{}"), ("e.txt.bak", b"1")]:
        with open(os.path.join(reports, name), "wb") as file:
            file.write(body)
    code, output = make("demo-db", "O=" + out, "REPORTS=" + reports.replace("$", "$$") + "/")
    check("make demo-db: " + output, code, 0)
    db = sqlite3.connect(os.path.join(out, "demo.db"))
    check("the table", db.execute("SELECT id, file, typeof(body), body FROM reports").fetchall(),
          [(1, "b'1.txt", "text", utf8), (2, "c$(3);.htm", "text", ""),
           (3, "sub/a \"2\".HTML", "blob", gbk)])
    db.close()
    code, output = make("demo-db", "O=" + out, "REPORTS=" + os.path.join(folder, "nowhere"))
    check("no such directory", (code != 0, "no such directory: " in output), (True, True))


def test_missing(folder):
    """Each thing the build needs, missing: make stops and names the packages."""
    for package, names in [("sqlite3", ("libsqlite3-dev", "sqlite-devel")),
                           ("libpcre2-8", ("libpcre2-dev", "pcre2-devel")),
                           ("icu-uc", ("libicu-dev", "libicu-devel"))]:
        fake = script(os.path.join(folder, "pkg-config"),
                      'case "$*" in *%s*) exit 1;; esac\nexit 0\n' % package)
        code, output = make("need", "PKG_CONFIG=" + fake)
        check("without " + package, (code != 0, [n in output for n in names]), (True, [True, True]))
    code, output = make("need", "PKG_CONFIG=no-such-pkg-config")
    check("without pkg-config", (code != 0, "pkgconf-pkg-config" in output), (True, True))
    code, output = make("need", "CC=no-such-compiler")
    check("without a compiler", (code != 0, "no-such-compiler" in output), (True, True))
    check("with all", make("need"), (0, ""))


def test_deps(folder):
    """`make deps` with an apt-get that only writes down what it is asked."""
    tools, log = os.path.join(folder, "tools"), os.path.join(folder, "asked")
    os.makedirs(tools)
    script(os.path.join(tools, "apt-get"), 'echo "$*" >> "%s"\n' % log)
    script(os.path.join(tools, "sudo"), 'exec "$@"\n')
    env = {"PATH": tools + ":" + os.environ["PATH"]}
    check("nothing missing", make("deps", env=env), (0, ""))
    check("apt-get is left alone", os.path.exists(log), False)
    code, output = make("deps", "PKG_CONFIG=no-such-pkg-config", env=env)
    wanted = "pkg-config libsqlite3-dev libpcre2-dev libicu-dev"
    check("make deps: " + output, (code, wanted in output), (0, True))
    with open(log, encoding="utf-8") as asked:
        check("asked of apt-get", asked.read().splitlines(),
              ["update", "install -y --no-install-recommends " + wanted])


def main():
    test_symbols()
    with tempfile.TemporaryDirectory() as folder:
        test_installation(folder)
        test_demo_table(folder)
        test_missing(folder)
        test_deps(folder)
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
