"""Writers of the layouts in which one cell stands apart by line breaks, bars or tabs.

In: a document.Report. Out: its text as a browser, a scraper or a table extractor leaves it. Each
function of WRITERS writes one layout; paged.py has those of PDF text.
"""
import document
import hant


def _stream(report):
    """The document as (kind, text) in reading order; kind "cell" for what stands in a table."""
    for block in document.blocks(report):
        if block.kind != "table":
            yield block.kind, block.text
            continue
        for row in block.rows:
            for cell in row:
                yield "cell", cell.text


def _lines(report, gap, split_heads=False):
    """One cell a line. An empty cell is one line break more, and nothing else."""
    out = []
    for kind, text in _stream(report):
        if kind == "cell" and text == "":
            out.append("\n")
            continue
        if split_heads and kind == "cell" and text in ("商业企业", "科研机构"):
            text = text[:2] + "\n" * (gap + 1) + text[2:]
        blank = gap if kind == "cell" else max(gap, 1)
        out.append(text + "\n" * (blank + 1))
    return "".join(out)


def lines(report):
    """One blank line between cells."""
    return _lines(report, 1, split_heads=report.form == "2021")


def lines0(report):
    """No blank line between cells."""
    return _lines(report, 0)


def lines2(report):
    """Two blank lines between cells."""
    return _lines(report, 2)


def crlf(report):
    """Lines ended as on Windows, with spaces behind the cells."""
    return "".join(line + " \r\n" if line else "\r\n" for line in lines(report).split("\n"))


def _pipe_rows(rows):
    """Cells closed by ` |`; a row's lost columns (spans) as bars behind its last cell."""
    columns, out = len(document.grid(rows)[0]), []
    for i, row in enumerate(rows):
        for cell in row:
            out.append(f"{cell.text} |".lstrip())
        lost = columns - len(row)
        if lost and i < len(rows) - 1:
            out[-1] += " " + "|" * lost
    return out


def pipes(report):
    """One cell a line closed by a bar, spans as more bars."""
    out = []
    for block in document.blocks(report):
        out += _pipe_rows(block.rows) if block.kind == "table" else [block.text]
    return "\n".join(out) + "\n"


def _hant(report, **how):
    """Traditional with readings; one cell a line closed by a bar."""
    out = []
    for kind, text in _stream(report):
        text = hant.annotated(hant.traditional(text), **how)
        out.append(f"{text} |".lstrip() if kind == "cell" else text)
    return "\n".join(out) + "\n"


def hant_pipes(report):
    """Readings with tones behind some characters."""
    return _hant(report)


def hant_twice(report):
    """Readings without tones, doubled, behind every changed character."""
    return _hant(report, tones=False, twice=True, every=True)


def hans_readings(report):
    """Simplified, with readings without tones."""
    out = []
    for kind, text in _stream(report):
        text = hant.annotated(text, tones=False)
        out.append(f"{text} |".lstrip() if kind == "cell" else text)
    return "\n".join(out) + "\n"


def hant_plain(report):
    """Traditional without readings, Taiwan's words, one cell a line."""
    return hant.taiwan(lines(report))


def fullwidth(report):
    """One cell a line, all digits and signs of the tables in full width."""
    wide = {ord(c): ord(c) + 0xFEE0 for c in "0123456789+-.,"}
    out = []
    for kind, text in _stream(report):
        if kind == "cell":
            text = text.translate(wide) if text[:1] in "+-0123456789" else text
        out.append(text + "\n")
    return "\n".join(out)


# ---- tabs, as a table extractor leaves a Word file that pages cut into pieces -----------------

def _tab_flat(rows):
    """A table as its full grid: a span's first place has the text, its others are empty."""
    return [[cell.text if first else "" for cell, first in line] for line in document.grid(rows)]


def _tab_section_two(rows, cut):
    out = ["\t".join(line) for line in _tab_flat(rows)]
    place = len(out) * cut // 10
    return out[:place] + [""] + out[place:]


def _spaced(label):
    """A short space inside a label, as narrow cells of a Word table give."""
    label = label.replace("1.", "1. ").replace("2.", "2. ").replace("3.", "3. ")
    label = label.replace("不予公开", "不予 公开").replace("自然人", "自然 人")
    return label.replace("本年度办理结果", " 本年 度办 理结 果")


def _tab_row(row, narrow):
    """One row of section three. `narrow`: behind the page break the first column is gone."""
    labels = [_spaced(cell.text) for cell in row if cell.kind == "label"]
    values = [cell.text for cell in row if cell.kind == "value"]
    first = row[0]
    if first.cols == 3:                                   # 一、二、四、
        return [labels[0], ""] + values + ([] if narrow else [""])
    if first.text.startswith("三、") or "办理结果" in first.text:
        return labels + values + [""]
    lead = [""] if narrow or len(labels) == 2 else ["", ""]
    if first.cols == 2:                                   # （二）（六）（七）
        return ["", labels[0]] + values + ([] if narrow else [""])
    return lead + labels + values


def _tab_section_three(rows, cut):
    """Ten columns, and nine behind the second page break; the first break cuts a row in two."""
    split_row = 4 + cut % 6 + 3
    second = len(rows) - 7 + cut % 3
    out = ["\t\t".join([rows[0][0].text, rows[0][1].text]) + "\t" * 7,
           "\t".join(["", "", "自然 人", rows[1][1].text] + [""] * 4 + ["总计", ""]),
           "\t".join(["", "", ""] + [_head(cell.text) for cell in rows[2]] + ["", ""])]
    for i, row in enumerate(rows[3:], 3):
        fields = _tab_row(row, i > second)
        where = next((k for k, text in enumerate(fields) if len(text) > 9), None)
        if i == split_row and where is not None:
            text = fields[where]
            fields[where] = text[:8]
            out += ["\t".join(fields), ""]
            out.append("\t".join([text[8:] if k == where else "" for k in range(len(fields))]))
            continue
        out.append("\t".join(fields))
        if i == second:
            out.append("")
    return out


def _head(text):
    return text[:2] + " " + text[2:4] + (" " + text[4:] if len(text) > 4 else "") \
        if len(text) > 2 else text


def tabs(report):
    """Cells divided by tabs, tables cut by pages: half a label, a blank line, the other half."""
    out, cut = ["", ""], sum(map(ord, report.name)) % 10
    for block in document.blocks(report):
        if block.kind != "table":
            out += [block.text, ""]
        elif block.topic == "disclosures":
            out += _tab_section_two(block.rows, cut) + [""]
        elif block.topic == "requests" and not report.groups:
            out += _tab_section_three(block.rows, cut) + [""]
        else:
            out += ["\t".join(line) for line in _tab_flat(block.rows)] + [""]
    return "\n".join(out)


WRITERS = {
    "lines": lines, "lines0": lines0, "lines2": lines2, "pipes": pipes, "tabs": tabs,
    "hant": hant_pipes, "hant-plain": hant_plain, "hant-twice": hant_twice,
    "hans-readings": hans_readings, "fullwidth": fullwidth, "crlf": crlf,
}

TRADITIONAL = ("hant", "hant-plain", "hant-twice")


def facts(report, layout):
    """Where a layout changes the printed title and agency: what they become, else nothing."""
    if layout not in TRADITIONAL:
        return {}
    change = hant.taiwan if layout == "hant-plain" else hant.traditional
    title = report.truth_title and change(report.truth_title)
    return {"title": title, "agency": change(report.agency)}
