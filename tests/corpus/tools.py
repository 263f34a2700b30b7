#!/usr/bin/python3
"""Remakes the texts that real tools make of a report's page, Word file and PDF.

usage: tools.py [--tools] [LAYOUT ...]     all layouts, or those named; --tools lists what is needed

In: reports.py, by way of web.py (HTML) and word.py (.docx). Out: fixtures/<layout>/<name>.txt.
make.py and the tests need none of these tools: the texts are committed.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

import make
import reports
import web
import word

PACKAGES = ("python3-bs4 python3-lxml pandoc lynx w3m links elinks html2text python3-html2text "
            "poppler-utils mupdf-tools python3-pdfminer python3-pypdf docx2txt "
            "libreoffice-writer-nogui antiword catdoc fonts-wqy-zenhei").split()

LYNX = "lynx -dump -nolist -assume_charset=utf-8 -display_charset=utf-8 -width={0} {1}"
W3M = "w3m -dump -T text/html -I UTF-8 -O UTF-8 -cols {0} {1}"
LINKS = "links -dump -codepage utf-8 -html-assume-codepage utf-8 -width {0} {1}"
ELINKS = ("elinks -no-home -dump 1 -no-references -no-numbering -dump-charset utf-8 "
          "-eval set\u00a0document.codepage.assume=\"utf-8\" -dump-width {0} {1}")
WIDE = 220


def run(command, data=None):
    """Output of a command, in bytes; words are divided by spaces, a no-break space is a space."""
    words = [part.replace("\u00a0", " ") for part in command.split(" ")]
    done = subprocess.run(words, input=data, check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL)
    return done.stdout


def soup(separator, strip):
    def convert(page):
        from bs4 import BeautifulSoup
        tree = BeautifulSoup(page.read_text("utf-8"), "lxml")
        for tag in tree(["script", "style"]):
            tag.decompose()
        return tree.get_text(separator, strip=strip)
    return convert


def html2text_py(page):
    import html2text
    maker = html2text.HTML2Text()
    maker.body_width = 0
    return maker.handle(page.read_text("utf-8"))


def pdfminer(pdf):
    from pdfminer.high_level import extract_text
    return extract_text(str(pdf))


def pypdf(pdf):
    from pypdf import PdfReader
    return "\n".join(page.extract_text() for page in PdfReader(str(pdf)).pages)


def command(template, *first):
    return lambda path: run(template.format(*first, path))


FROM_HTML = {
    "bs4-lines": soup("\n", True), "bs4-raw": soup("\n", False), "bs4-spaces": soup(" ", True),
    "bs4-nothing": soup("", True),
    "pandoc-plain": command("pandoc -f html -t plain --columns=160 {0}"),
    "pandoc-gfm": command("pandoc -f html -t gfm --wrap=none {0}"),
    "pandoc-rst": command("pandoc -f html -t rst --columns=160 {0}"),
    "pandoc-org": command("pandoc -f html -t org --wrap=none {0}"),
    "lynx": command(LYNX, 80), "lynx-wide": command(LYNX, WIDE),
    "w3m": command(W3M, 80), "w3m-wide": command(W3M, WIDE),
    "links": command(LINKS, 80), "links-wide": command(LINKS, WIDE),
    "elinks": command(ELINKS, 80), "elinks-wide": command(ELINKS, WIDE),
    "html2text-py": html2text_py,
    "html2text-c": command("html2text -utf8 -nobs -width 100 {0}"),
}

FROM_PDF = {
    "pdftotext": command("pdftotext {0} -"),
    "pdftotext-layout": command("pdftotext -layout {0} -"),
    "pdftotext-raw": command("pdftotext -raw {0} -"),
    "mutool": command("mutool draw -q -F txt {0}"),
    "pdfminer": pdfminer, "pypdf": pypdf,
}

FROM_DOCX = {
    "docx-pandoc": command("pandoc -f docx -t plain --columns=120 {0}"),
    "docx2txt": command("docx2txt {0} -"),
}

FROM_DOC = {
    "antiword": command("antiword -w 120 -m UTF-8.txt {0}"),
    "catdoc": command("catdoc -w -d utf-8 {0}"),
}

# These lose, overwrite or cut numbers of such tables; a few examples are enough.
DAMAGING = ("html2text-c", "antiword", "catdoc", "pypdf")
EXAMPLES = ("yunqiao-2023", "qingtan-2020", "songshan-2022", "gaojiawan-2024")

LAYOUTS = [*FROM_HTML, *FROM_PDF, *FROM_DOCX, *FROM_DOC, "office-text"]


def office(kind, files, folder):
    """LibreOffice converts many files at once."""
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                    "--convert-to", kind, "--outdir", str(folder), *map(str, files)],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def sources(folder, texts_too):
    """Writes pages, Word files and PDFs: {kind: {name: path}}."""
    out = {"html": {}, "docx": {}}
    manners = list(web.WRITERS.values())
    for i, report in enumerate(reports.all_reports()):
        page = folder / f"{report.name}.html"
        text = manners[i % len(manners)](report)
        page.write_text(make.script_of(report, text), "utf-8")
        out["html"][report.name] = page
        package = folder / f"{report.name}.docx"
        package.write_bytes(word.docx(report, lambda text, of=report: make.script_of(of, text)))
        out["docx"][report.name] = package
    for kind, wanted in (("pdf", "pdf"), ("doc", "doc"), ("txt", "txt:Text (encoded):UTF8")):
        if kind in texts_too:
            office(wanted, out["docx"].values(), folder)
            out[kind] = {name: path.with_suffix("." + kind) for name, path in out["docx"].items()}
    return out


def office_text(path):
    return path.read_text("utf-8-sig")


def main(arguments):
    if "--tools" in arguments:
        print(" ".join(PACKAGES))
        return
    wanted = arguments or LAYOUTS
    unknown = [layout for layout in wanted if layout not in LAYOUTS]
    if unknown:
        sys.exit(f"no such layout: {' '.join(unknown)}")
    groups = (("html", FROM_HTML), ("pdf", FROM_PDF), ("docx", FROM_DOCX), ("doc", FROM_DOC),
              ("txt", {"office-text": office_text}))
    kinds = [kind for kind, group in groups if any(layout in group for layout in wanted)]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="gx-corpus-"))
    try:
        made = sources(folder, kinds)
        for kind, group in groups:
            for layout in group:
                if layout not in wanted:
                    continue
                (make.ROOT / layout).mkdir(parents=True, exist_ok=True)
                for name, path in made[kind].items():
                    if layout in DAMAGING and name not in EXAMPLES:
                        continue
                    text = group[layout](path)
                    (make.ROOT / layout / f"{name}.txt").write_bytes(
                        text if isinstance(text, bytes) else text.encode("utf-8"))
                print(layout)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
