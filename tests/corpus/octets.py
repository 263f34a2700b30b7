"""Byte variants of reports: charsets, byte order marks, wrong declarations, damage.

In: a document.Report. Out: {file name: bytes} for fixtures/bytes/. The truth is the report's own,
except behind the place where a text is cut.
"""
import codecs

import hant
import layouts
import web


def _declared(page, charset):
    return page.replace("charset=utf-8", f"charset={charset}")


def _damaged(data):
    """Invalid bytes of several classes in the running text, between whole characters."""
    mark = "总体情况".encode()
    at = data.index(mark) + len(mark)
    return data[:at] + b"\xff\xc0\xaf\xed\xa0\x80\xf8\x88" + data[at:]


def simplified(report):
    """Variants of a Simplified report."""
    text, page = layouts.lines(report), web.word(report)
    utf8 = text.encode("utf-8")
    return {
        "gb18030.txt": text.encode("gb18030"),
        "gbk.txt": layouts.pipes(report).encode("gbk"),
        "utf-8-bom.txt": codecs.BOM_UTF8 + utf8,
        "utf-16le.txt": text.encode("utf-16-le"),
        "utf-16be.txt": text.encode("utf-16-be"),
        "utf-16le-bom.txt": codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        "utf-16be-bom.txt": codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        "gbk-meta.html": _declared(page, "gb2312").encode("gb18030"),
        "gbk-wrong-meta.html": page.encode("gb18030"),
        "utf-8-wrong-meta.html": _declared(page, "gbk").encode("utf-8"),
        "invalid.txt": _damaged(utf8),
        "cut.txt": utf8[:utf8.rindex("改进".encode()) + 4],
    }


def traditional(report):
    """Variants of a Traditional report."""
    text = hant.traditional(layouts.pipes(report))
    page = hant.traditional(web.clean(report))
    return {
        "big5.txt": text.encode("big5hkscs"),
        "big5-meta.html": _declared(page.replace('"utf-8"', "utf-8"), "big5").encode("big5hkscs"),
        "gb18030.txt": text.encode("gb18030"),
        "utf-16le.txt": text.encode("utf-16-le"),
        "utf-8-bom.txt": codecs.BOM_UTF8 + text.encode("utf-8"),
    }


def files(all_reports):
    """{path: bytes} of all variants."""
    out = {}
    for report in all_reports:
        if report.name == "luzhou-2023":
            variants = simplified(report)
        elif report.script == "hant":
            variants = traditional(report)
        else:
            continue
        for name, data in variants.items():
            out[f"bytes/{report.name}.{name}"] = data
    return out
