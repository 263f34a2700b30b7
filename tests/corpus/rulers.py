"""Writers of tables drawn with characters: bars, rules, boxes, padded columns; and of none at all.

In: a document.Report. Out: its text with one row a line (or all on one line), as converters and
people's own scripts write tables. Widths are display widths: a Chinese character takes two.
"""
import document


def width(text):
    """Columns of a terminal that a text takes."""
    return sum(2 if ord(c) > 0x2E7F or c in "“”—·" else 1 for c in text)


def pad(text, size):
    return text + " " * (size - width(text))


def _flat(rows):
    """The full grid; what a span covers is empty."""
    return [[cell.text if first else "" for cell, first in line] for line in document.grid(rows)]


def _sizes(rows, cap=44):
    """Column widths for the cells of single columns; a wide span is cut over its columns."""
    sizes = [1] * len(document.grid(rows)[0])
    for line in document.grid(rows):
        for x, (cell, first) in enumerate(line):
            if first and cell.cols == 1:
                sizes[x] = max(sizes[x], min(cap, width(cell.text)))
    return sizes


def _write(report, table, gap="\n\n"):
    out = []
    for block in document.blocks(report):
        out.append(table(block.rows) if block.kind == "table" else block.text)
    return gap.join(out) + "\n"


def bar_rows(report):
    """`规章 | 0 | 0 | 0 |`: one row a line, spans printed once."""
    def table(rows):
        return "\n".join("".join(f"{cell.text} | " for cell in row).rstrip() for row in rows)
    return _write(report, table, "\n")


def lead_bars(report):
    """`| 规章 | 0 | 0 | 0 |`, the full grid, no rule."""
    def table(rows):
        return "\n".join("| " + " | ".join(line) + " |" for line in _flat(rows))
    return _write(report, table)


def markdown(report):
    """Leading bars and a rule `|---|` below the first row."""
    def table(rows):
        lines = ["| " + " | ".join(line) + " |" for line in _flat(rows)]
        lines.insert(1, "|" + "---|" * len(_flat(rows)[0]))
        return "\n".join(lines)
    out, names = [], {"disclosures": "一", "requests": "二", "proceedings": "三"}
    for block in document.blocks(report):
        if block.kind == "table":
            out += [f"## 表{names[block.topic]}：", table(block.rows)]
        else:
            out.append("## " + block.text if block.kind == "heading" else block.text)
    return "\n\n".join(out) + "\n"


def bar_alone(report):
    """A cell, then a bar alone on a line."""
    def table(rows):
        return "\n".join(f"{cell.text}\n|" for row in rows for cell in row)
    return _write(report, table, "\n")


def _fold(text, size):
    """A cell's text in lines of at most `size` columns."""
    out, line = [], ""
    for c in text:
        if width(line) + width(c) > size:
            out.append(line)
            line = ""
        line += c
    return out + [line]


def _boxed(rows, sizes):
    """Physical lines of every row: cells folded, a span's text over its columns' joint width."""
    for line in document.grid(rows):
        cells, x = [], 0
        while x < len(line):
            cell, first = line[x]
            span = cell.cols if first or cell.cols > 1 else 1
            room = sum(sizes[x:x + span]) + 3 * (span - 1)
            cells.append((_fold(cell.text if first else "", room), room))
            x += span
        height = max(len(folded) for folded, _ in cells)
        for i in range(height):
            yield [(folded[i] if i < len(folded) else "", room) for folded, room in cells], i == 0


def box(report):
    """Box-drawing characters, a rule between the rows of the head."""
    def table(rows):
        sizes, out = _sizes(rows, 24), []
        rule = "─┼─".join("─" * size for size in sizes)
        out.append("┌─" + rule.replace("┼", "┬") + "─┐")
        for cells, begins in _boxed(rows, sizes):
            if begins and 1 < len(out) < 12:
                out.append("├─" + rule + "─┤")
            out.append("│ " + " │ ".join(pad(text, room) for text, room in cells) + " │")
        out.append("└─" + rule.replace("┼", "┴") + "─┘")
        return "\n".join(out)
    return _write(report, table)


def ascii_box(report):
    """Plus signs, dashes and bars."""
    def table(rows):
        sizes, out = _sizes(rows, 30), []
        rule = "+" + "+".join("-" * (size + 2) for size in sizes) + "+"
        for cells, begins in _boxed(rows, sizes):
            if begins and len(out) < 10:
                out.append(rule)
            out.append("| " + " | ".join(pad(text, room) for text, room in cells) + " |")
        return "\n".join(out + [rule])
    return _write(report, table)


def padded(report):
    """Columns padded with spaces to equal display width, no rules."""
    def table(rows):
        sizes = _sizes(rows)
        lines = []
        for line in _flat(rows):
            lines.append("  ".join(pad(text, size) for text, size in zip(line, sizes)).rstrip())
        return "\n".join(lines)
    return _write(report, table)


def one_line(report):
    """Everything on one line with single spaces; an empty cell leaves nothing."""
    words = []
    for block in document.blocks(report):
        texts = [block.text] if block.kind != "table" else \
            [cell.text for row in block.rows for cell in row]
        words += [text for text in texts if text]
    return " ".join(words) + "\n"


def run_on(report):
    """Everything with no separator at all."""
    return "".join(part for block in document.blocks(report) for part in
                   ([block.text] if block.kind != "table" else
                    [cell.text for row in block.rows for cell in row])) + "\n"


WRITERS = {"bar-rows": bar_rows, "lead-bars": lead_bars, "markdown": markdown,
           "bar-alone": bar_alone, "box": box, "ascii-box": ascii_box, "padded": padded,
           "one-line": one_line, "run-on": run_on}
