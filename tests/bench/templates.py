#!/usr/bin/python3
"""Writes the texts that the benchmark fills with numbers: reports with marks in place of cells.

usage: templates.py DIRECTORY [--reports N]

In: the writers of tests/corpus. Out: DIRECTORY/<layout>.txt for each layout measured, N reports
(32) behind each other, each closed by the byte 0x1e and opened by a line `form split`. A cell is
printed as @nnn@, nnn being its slot: items and measures numbered through the three topics, as
gx_slot() in ext/report/report.h does.
"""
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "corpus"))

import form       # noqa: E402
import layouts    # noqa: E402
import narrative  # noqa: E402
import paged      # noqa: E402
import web        # noqa: E402
from document import Report  # noqa: E402

LAYOUTS = {"lines": layouts.lines, "pipes": layouts.pipes, "tabs": layouts.tabs,
           "html": web.clean, "columns": paged.layout, "hant": layouts.hant_pipes}
END = "\x1e"

DISCLOSED = ["created", "disclosed", "disclosed_total", "issued", "repealed", "in_force",
             "prior_items", "items_change", "decisions", "projects", "amount"]

PLACES = ["清泉", "白石桥", "东柳", "双河", "永安", "长岭", "石门", "南浦", "芦洲", "松山", "凉亭",
          "水西", "金坪", "云桥", "高家湾", "梅溪"]
KINDS = [("镇人民政府", "我镇"), ("县人民政府", "我县"), ("区水务局", "我局"), ("市财政局", "我局"),
         ("街道办事处", "我街道"), ("区档案馆", "我馆")]


def slots():
    """Every cell's key, in the order of the slots; None where neither form has such a cell."""
    out = []
    for row in form.DISCLOSURES:
        measures = row[3] + row[5]
        out += [f"disclosures.{row[0]}.{m}" if m in measures else None for m in DISCLOSED]
    for row in form.REQUESTS:
        out += [f"requests.{row[0]}.{m}" for m in form.MEASURES]
    for item, _ in form.PROCEEDINGS:
        out += [f"proceedings.{item}.{m}" for m, _ in form.RESULTS]
    return out


def report(i):
    """The i-th report: three of four in the form of 2021, every eighth with one row （六）."""
    rng = random.Random(7000 + i)
    which = "2019" if i % 4 == 3 else "2021"
    split = which == "2021" and i % 8 != 4
    year = 2020 if which == "2019" else 2021 + i % 4
    place, (kind, we) = PLACES[i % len(PLACES)], KINDS[i % len(KINDS)]
    words = {"we": we, "name": place + kind, "short": place, "year": year, "next": year + 1,
             "old": year - 15}
    general = narrative.general(rng, words, 6, narrative.LEADS[i % 3])
    general += narrative.general(rng, words, 4, [""] * 5)[1:]
    sections = [general, [], [], [], narrative.problems(rng, words, 5),
                narrative.rest(rng, words, 2)]
    title = [f"{place}{kind}{year}年政府信息公开工作年度报告",
             f"{place}{kind}关于{year}年度政府信息公开情况的报告"][i % 2]
    cells = {key: f"@{n:03}@" for n, key in enumerate(slots()) if key}
    intro = [f"根据《中华人民共和国政府信息公开条例》的要求，现公布{place}{kind}{year}年政府信息公开工作"
             f"年度报告。所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"]
    sign = [place + kind, f"{year + 1}年1月{10 + i % 20}日"]
    return Report(f"bench-{i}", which, split, place + kind, year, cells, [title], title, sections,
                  intro=intro, signature=sign)


def main(arguments):
    count = 32
    if "--reports" in arguments:
        at = arguments.index("--reports")
        count = int(arguments[at + 1])
        del arguments[at:at + 2]
    if len(arguments) != 1:
        sys.exit(__doc__)
    folder = pathlib.Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for layout, write in LAYOUTS.items():
        out = []
        for i in range(count):
            one = report(i)
            out.append(f"{one.form} {int(one.split)}\n{write(one)}{END}")
        (folder / f"{layout}.txt").write_text("".join(out), "utf-8", newline="")


if __name__ == "__main__":
    main(sys.argv[1:])
