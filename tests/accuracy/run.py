#!/usr/bin/python3
"""Damaged copies in which cells were once silently wrong, read once more.

usage: run.py [path of gxreport.so]

In: once_wrong.txt; the program `accuracy` as built beside the extension. Out: the cells that are
silently wrong again, if any, and the line 'N passed, N failed': one check a copy.
"""
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def options(layout, report, kind, copy):
    """What makes the program read this copy and no other."""
    cut = kind == "sweep"
    return ["--layout", layout, "--report", report, "--kind", kind, "--copy", copy, "--jobs", "1",
            "--copies", "0" if cut else str(int(copy) + 1), "--every", "1" if cut else "0"]


def main():
    build = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/gxreport.so").parent
    program = build / "tests" / "accuracy"
    passed = failed = 0
    for line in (HERE / "once_wrong.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        done = subprocess.run([program / "accuracy", program / "truths.tsv", "--brief",
                               *options(*line.split())], cwd=ROOT, capture_output=True,
                              text=True, encoding="utf-8")
        if done.stdout.endswith("1 passed, 0 failed\n"):
            passed += 1
        else:
            failed += 1
            print(line, done.stdout, done.stderr, sep="\n")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
