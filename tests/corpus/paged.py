"""Writers of the text that pdftotext makes of a report: -layout and -raw.

In: a document.Report. Out: text in pages. Columns are told by position on the line, counted in
characters, as pdftotext counts; labels wrap, numbers stand on their middle line; page numbers and
form feeds fall inside the tables.
"""
import document

PAGE_LINES = 40
TEXT_WIDTH = 29       # characters of a line of running text


def wrap(text, width, first=2):
    """Running text in lines of `width` characters, the first one shortened by its indent."""
    out, line = [], text[:width - first]
    rest = text[width - first:]
    while line:
        out.append(line)
        line, rest = rest[:width], rest[width:]
    return out


class Pages:
    """Lines gathered into pages; `foot` prints a page number."""

    def __init__(self, foot, lines=PAGE_LINES, at_head=False):
        self.foot, self.lines, self.at_head = foot, lines, at_head
        self.out, self.count, self.page = [], 0, 1
        if at_head:
            self.out.append(foot(1))

    def add(self, line):
        """Adds a line. True where it opened a new page."""
        new = self.count >= self.lines
        if new:
            self.turn()
        self.out.append(line)
        self.count += 1
        return new

    def turn(self):
        if not self.at_head:
            self.out += ["", self.foot(self.page)]
        self.page, self.count = self.page + 1, 0
        self.out.append("\f" + (self.foot(self.page) if self.at_head else ""))

    def text(self):
        if not self.at_head:
            self.out += ["", self.foot(self.page)]
        text = "\n".join(self.out) + "\n\f\n"
        return text.replace("\f\n", "\f")


def place(parts, shift=0):
    """A line from (column, text) pairs, in order of columns; columns counted in characters."""
    line = ""
    for column, text in sorted(parts, key=lambda part: part[0]):
        column = max(0, column + shift)
        line = line.ljust(column if column > len(line) else len(line) + (1 if line else 0)) + text
    return line.rstrip()


# ---- -layout ------------------------------------------------------------------------------

def _layout_two(table, emit):
    """Section two: every clause a small table, its heads wide apart."""
    widths = max(len(cell.text) for row in table for cell in row[1:] or row) + 3
    for row in table:
        if len(row) == 1:
            emit("")
            emit(" " * 14 + row[0].text)
            emit("")
            continue
        start, step = (20, max(widths, 11)) if len(row) < 4 else (18, max(widths, 11))
        parts = [(7 if row[0].kind == "head" else 0, row[0].text)]
        for i, cell in enumerate(row[1:]):
            indent = 0 if cell.kind == "head" else 3
            parts.append((start + i * step + indent, cell.text))
        emit(place(parts))
        if row[0].kind == "head":
            emit("")


class Grid:
    """The columns of section three: where labels and numbers begin."""

    def __init__(self, rows):
        values = [[cell.text for cell in row if cell.kind == "value"] for row in rows]
        columns = list(zip(*[row for row in values if row]))
        self.steps, at = [], 46
        for column in columns:
            width = max(5, max(map(len, column)) + 3)
            self.steps.append((at, width - 2))
            at += width

    def numbers(self, row):
        """(column, text) of a row's numbers, each centred in its column; blanks leave nothing."""
        values = [cell.text for cell in row if cell.kind == "value"]
        return [(at + (width - len(text)) // 2, text)
                for (at, width), text in zip(self.steps, values) if text]


def _layout_three_head(table, grid, emit):
    middle = grid.steps[3][0]
    orgs = [cell.text for cell in table[2]]
    lines = [[], [], []]
    for (at, _), text in zip(grid.steps[1:-1], orgs):
        thirds = [text[:2], text[2:4], text[4:]] if len(text) > 2 else ["", text, ""]
        for i, third in enumerate(thirds):
            if third:
                lines[i if len(text) > 4 or len(text) < 3 else i + 1].append((at, third))
    half = len(table[0][0].text) - 12
    emit(place([(middle + 1, table[0][1].text)]))
    emit("")
    emit(place([(0, table[0][0].text[:half]), (middle - 1, table[1][1].text)]))
    emit(place([(0, table[0][0].text[half:])]))
    emit(place([(grid.steps[0][0] - 1, table[1][0].text)] + lines[0] +
               [(grid.steps[-1][0], table[1][2].text)]))
    emit(place(lines[1]))
    emit(place(lines[2]))
    emit("")


def _label_lines(label, column):
    """A label in lines that fit before the numbers."""
    width = 24 if column < 20 else 14
    return [label[i:i + width] for i in range(0, len(label), width)]


def _layout_row(labels, column, numbers, side, emit):
    """A row whose label may take several lines: the numbers stand on the middle one."""
    lines = _label_lines(labels, column)
    left = [side.pop(0)] if side else []
    if len(lines) == 2:
        emit(place([(column, lines[0])]))
        emit(place(left + numbers))
        emit(place([(column, lines[1])]))
        return
    middle = len(lines) // 2
    for i, line in enumerate(lines):
        emit(place((left + numbers if i == middle else []) + [(column, line)]))


def _layout_three(report, table, emit):
    """Section three: labels at three depths, group labels between their parts' lines."""
    grid = Grid(table[3:])
    _layout_three_head(table, grid, emit)
    vertical = len(report.name) % 2          # 三、本年度办理结果: downwards, or as one line
    side, group, left = [], None, 0          # `left`: rows before the group's own label
    for row in table[3:]:
        labels = [cell for cell in row if cell.kind == "label"]
        if labels[0].cols == 1 and labels[0].rows > 11:
            text = labels.pop(0).text
            side = [(1, c) for c in text if c not in "、 "] if vertical else []
            if not vertical:
                emit(" " + text[:1] + " 、" + " ".join([text[2:4], text[4:7], text[7:]]))
        if len(labels) == 2:
            group = labels.pop(0)
            left = group.rows // 2
        if group and left == 0:
            emit(place([(18, group.text)]))
            group = None
        left -= 1
        label = labels[0]
        column = {1: 28, 2: 18, 3: 0}[label.cols]
        _layout_row(label.text, column, grid.numbers(row), side if column else [], emit)


def _layout_four(table, emit):
    """Section four: nested heads on four lines, then the numbers."""
    widths = [max(7, len(cell.text) + 3) for cell in table[3]]
    starts = [sum(widths[:i]) + 1 for i in range(15)]
    emit(place([(starts[2], table[0][0].text), (starts[9], table[0][1].text)]))
    emit("")
    names = [cell.text for cell in table[1][:5]] + [cell.text for cell in table[2]]
    emit(place([(starts[6], table[1][5].text), (starts[11], table[1][6].text)]))
    emit("")
    emit(place([(at, name[:2]) for at, name in zip(starts, names) if len(name) > 2]))
    emit(place([(at, name[0] + " " + name[1:]) for at, name in zip(starts, names)
                if len(name) < 4]))
    emit(place([(at, name[2:]) for at, name in zip(starts, names) if len(name) > 3]))
    emit("")
    emit(place([(at + 1, cell.text) for at, cell in zip(starts, table[3]) if cell.text]))


def layout(report):
    """pdftotext -layout."""
    style = (lambda n: f"-{n}-", lambda n: f"- {n} -", lambda n: f"第 {n} 页 共 4 页")
    number = style[sum(map(ord, report.name)) % 3]
    pages = Pages(lambda n: " " * (50 if n % 2 else 5) + number(n))
    shift = {"now": 0}

    def emit(line):
        """Behind a page break the whole table may begin elsewhere."""
        cut = min(shift["now"], len(line) - len(line.lstrip()))
        if pages.add(line[cut:]) and line.strip():
            shift["now"] = 5 if pages.page % 2 == 0 else 0

    for block in document.blocks(report):
        if block.kind == "table":
            shift["now"] = 0
            emit("")
            if block.topic == "disclosures":
                _layout_two(block.rows, emit)
            elif block.topic == "requests":
                _layout_three(report, block.rows, emit)
            else:
                _layout_four(block.rows, emit)
            shift["now"] = 0
            emit("")
        elif block.kind == "title":
            pages.add(" " * 8 + block.text)
        elif block.kind == "sign":
            pages.add(" " * 34 + block.text)
        else:
            for i, line in enumerate(wrap(block.text, TEXT_WIDTH)):
                pages.add(("     " if i == 0 else "") + line)
    return pages.text()


# ---- -raw ---------------------------------------------------------------------------------

def _raw_head(table, emit):
    half = len(table[0][0].text) - 12
    emit(table[0][0].text[:half])
    emit(table[0][0].text[half:])
    emit(table[0][1].text)
    for cell in table[1]:
        emit(cell.text)
    for cell in table[2]:
        for i in range(0, len(cell.text), 2):
            emit(cell.text[i:i + 2])


def _raw_three(table, emit):
    """Label and numbers on one line; numbers of a wrapped label on the line behind it."""
    _raw_head(table, emit)
    for row in table[3:]:
        labels = [cell for cell in row if cell.kind == "label"]
        numbers = " ".join(cell.text for cell in row if cell.kind == "value" and cell.text)
        if labels[0].rows > 11:
            for c in labels.pop(0).text.replace(" ", ""):
                emit(c)
        if len(labels) == 2:
            emit(labels.pop(0).text)
        lines = _label_lines(labels[0].text, {1: 28, 2: 18, 3: 0}[labels[0].cols])
        if len(lines) == 1:
            emit(f"{lines[0]} {numbers}".rstrip())
            continue
        for line in lines:
            emit(line)
        if numbers:
            emit(numbers)


def _raw_names(cells, emit):
    """Heads of four characters in a narrow column: two lines each."""
    for cell in cells:
        emit(cell.text[:2])
        if len(cell.text) > 2:
            emit(cell.text[2:])


def _raw_four(table, emit):
    emit(" ".join(cell.text for cell in table[0]))
    _raw_names(table[1][:5], emit)
    emit(" ".join(cell.text for cell in table[1][5:]))
    _raw_names(table[2], emit)
    emit(" ".join(cell.text for cell in table[3] if cell.text))


def raw(report):
    """pdftotext -raw."""
    pages = Pages(lambda n: f"- {n} -", 44, at_head=True)
    for block in document.blocks(report):
        if block.kind != "table":
            for line in wrap(block.text, TEXT_WIDTH):
                pages.add(line)
        elif block.topic == "disclosures":
            for row in block.rows:
                pages.add(" ".join(cell.text for cell in row if cell.text))
        elif block.topic == "requests":
            _raw_three(block.rows, pages.add)
        else:
            _raw_four(block.rows, pages.add)
    return pages.text()


WRITERS = {"pdf-layout": layout, "pdf-raw": raw}
