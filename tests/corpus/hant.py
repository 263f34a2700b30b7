"""Traditional characters and readings, for the layouts that need them.

hant.txt holds one character a line: simplified, traditional, reading with tone. It covers the
characters of this corpus alone and is remade with ICU's uconv by `hant.py --remake`; nothing here
needs ICU to run.
"""
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
DATA = HERE / "hant.txt"

# Changed by ICU one character at a time, though the meaning met here wants the other form.
KEEP = set("后制系里只余干面云台征采准核划范复历表松丰几")
INSTEAD = {"复": "復"}


def load():
    """Two dictionaries: simplified to traditional, and traditional to reading."""
    changed, readings = {}, {}
    for line in DATA.read_text("utf-8").splitlines():
        simple, traditional, reading = line.split(" ")
        changed[simple] = traditional
        readings[traditional] = reading
    return changed, readings


CHANGED, READINGS = load() if DATA.exists() else ({}, {})

# Words of Taiwan for the mainland's, as converters put them in.
WORDS = [("规范性文件", "規範性檔案"), ("文件", "檔案"), ("网络", "網路"), ("数据", "資料"),
         ("信息", "資訊")]


def traditional(text):
    """Simplified to Traditional, character by character."""
    return "".join(CHANGED.get(c, c) for c in text)


def taiwan(text):
    """Traditional, with Taiwan's words for some of the mainland's."""
    for old, new in WORDS:
        text = text.replace(old, new)
    return traditional(text)


def _plain(reading):
    return reading.translate(str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü",
                                           "aaaaeeeeiiiioooouuuuuuuuu"))


def annotated(text, tones=True, twice=False, every=False):
    """Puts readings behind characters, in parentheses.

    Behind the characters that differ between the scripts, save for some (`every`: behind all of
    those), as page scripts do that meet only part of a dictionary.
    """
    out = []
    for c in text:
        out.append(c)
        reading = READINGS.get(c) or READINGS.get(CHANGED.get(c, ""))
        if reading and (every or ord(c) % 3):
            reading = reading if tones else _plain(reading)
            out.append(f"({reading})" * (2 if twice else 1))
    return "".join(out)


def _uconv(rule, text):
    done = subprocess.run(["uconv", "-f", "utf-8", "-t", "utf-8", "-x", rule], check=True,
                          input=text.encode(), stdout=subprocess.PIPE)
    return done.stdout.decode()


def remake():
    """Writes hant.txt anew from the characters that the corpus' own files use."""
    import reports
    import document
    import web
    chars = set(web.TOP + web.SCRIPT + web.BOTTOM + web.clean(reports.all_reports()[0]))
    for report in reports.all_reports():
        for block in document.blocks(report):
            chars |= set(block.text)
            for row in block.rows or []:
                chars |= set("".join(cell.text for cell in row))
    han = sorted(c for c in chars if re.match(r"[\u4e00-\u9fff]", c))
    lines = []
    traditional_all = _uconv("Hans-Hant", "\n".join(han)).split("\n")
    readings_all = _uconv("Han-Latin", "\n".join(traditional_all)).split("\n")
    for simple, other, reading in zip(han, traditional_all, readings_all):
        other = INSTEAD.get(simple, simple if simple in KEEP else other)
        if other != simple:
            lines.append(f"{simple} {other} {reading.strip()}\n")
    DATA.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--remake"]:
        sys.exit("usage: hant.py --remake")
    remake()
