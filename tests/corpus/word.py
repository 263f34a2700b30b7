"""Writes a report as a Word file (.docx), byte for byte the same every time.

In: a document.Report. Out: the bytes of an Office Open XML package: the tables span pages, rows may
break between pages, 三、本年度办理结果 stands in a narrow column, every page has its number at its
foot. The tools that make PDF and plain text of it are tools.py's.
"""
import io
import zipfile
from xml.sax.saxutils import escape

import document

SPACES = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
          'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"')
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TYPES = (HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" '
         'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/>'
         '<Override PartName="/word/document.xml" ContentType="application/'
         'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
         '<Override PartName="/word/footer1.xml" ContentType="application/'
         'vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>')


def _rels(items):
    inner = "".join(f'<Relationship Id="{i}" Type="{RELS}/{kind}" Target="{target}"/>'
                    for i, kind, target in items)
    return (HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships">{inner}</Relationships>')


FOOTER = (HEAD + f'<w:ftr {SPACES}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
          '<w:r><w:t xml:space="preserve">- </w:t></w:r>'
          '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
          '<w:r><w:t xml:space="preserve"> -</w:t></w:r></w:p></w:ftr>')

FONT = '<w:rFonts w:ascii="WenQuanYi Zen Hei" w:eastAsia="WenQuanYi Zen Hei" ' \
       'w:hAnsi="WenQuanYi Zen Hei"/>'


def _paragraph(text, size=24, align="left", indent=0):
    properties = f'<w:jc w:val="{align}"/>'
    if indent:
        properties = f'<w:ind w:firstLine="{indent}"/>' + properties
    return (f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{FONT}<w:sz w:val=\"{size}\"/></w:rPr>"
            f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>')


def _widths(rows, upright):
    """Column widths in twentieths of a point. `upright`: the first has room for one character."""
    columns = len(document.grid(rows)[0])
    if columns in (10, 11):
        left = [260 if upright else 600, 1000, 2000]
        return left + [6000 // (columns - 3)] * (columns - 3)
    return [9600 // columns] * columns


def _size(rows):
    """Half points of the table's type: small where long numbers must not break over lines."""
    longest = max(len(cell.text) for row in rows for cell in row if cell.kind == "value")
    columns = len(document.grid(rows)[0])
    return 18 if longest * columns < 60 else 15 if longest * columns < 80 else 11


def _cell(cell, first, widths, x, size):
    properties = f'<w:tcW w:w="{sum(widths[x:x + cell.cols])}" w:type="dxa"/>'
    if cell.cols > 1:
        properties += f'<w:gridSpan w:val="{cell.cols}"/>'
    if cell.rows > 1:
        properties += '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    properties += '<w:vAlign w:val="center"/>'
    align = "left" if cell.kind == "label" else "center"
    text = _paragraph(cell.text if first else "", size, align)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>"


def _table(rows, repeat_head, upright):
    """`repeat_head`: the rows of the head are printed again on every page."""
    widths, size, out, seen = _widths(rows, upright), _size(rows), [], set()
    for y, line in enumerate(document.grid(rows)):
        cells, x = [], 0
        while x < len(line):
            cell = line[x][0]
            cells.append(_cell(cell, id(cell) not in seen, widths, x, size))
            seen.add(id(cell))
            x += cell.cols
        head = "<w:trPr><w:tblHeader/></w:trPr>" if repeat_head and y < 3 else ""
        out.append(f"<w:tr>{head}{''.join(cells)}</w:tr>")
    sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
                    for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    columns = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{sides}'
            '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            '<w:left w:w="20" w:type="dxa"/><w:right w:w="20" w:type="dxa"/></w:tblCellMar>'
            '</w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{''.join(out)}</w:tbl>")


def _body(report):
    repeat = len(report.agency) % 2 == 0
    for block in document.blocks(report):
        if block.kind == "table":
            yield _table(block.rows, repeat and block.topic == "requests", report.year % 2 == 0)
            yield _paragraph("")
        elif block.kind == "title":
            yield _paragraph(block.text, 36, "center")
        elif block.kind == "sign":
            yield _paragraph(block.text, 28, "right")
        else:
            yield _paragraph(block.text, 28, indent=560)


def docx(report, change=lambda text: text):
    """The bytes of the .docx file. `change`: what becomes of its text (another script)."""
    section = ('<w:sectPr><w:footerReference w:type="default" r:id="rId1"/>'
               '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1150" '
               'w:bottom="1440" w:left="1150" w:header="720" w:footer="720" w:gutter="0"/>'
               "</w:sectPr>")
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": _rels([("rId1", "officeDocument", "word/document.xml")]),
        "word/document.xml": HEAD + f"<w:document {SPACES}><w:body>" +
                             change("".join(_body(report))) + section + "</w:body></w:document>",
        "word/_rels/document.xml.rels": _rels([("rId1", "footer", "footer1.xml")]),
        "word/footer1.xml": FOOTER,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), text.encode("utf-8"))
    return out.getvalue()
