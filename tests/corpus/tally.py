"""Numbers for a report: tables that keep every identity of the form.

In: a random generator, the form, how numbers are drawn, which cells must be nought. Out: a table of
cells {key: number}, consistent, and where asked for with no number standing in it twice.
"""
import form


def uniform(low, high):
    """Numbers between low and high, each as likely."""
    return lambda rng: rng.randint(low, high)


def wide(low, high):
    """Numbers of every length between low and high: short ones as often as long ones."""
    def draw(rng):
        digits = rng.randint(len(str(low)), len(str(high)))
        return max(low, min(high, rng.randint(10 ** (digits - 1), 10 ** digits - 1)))
    return draw


def sparse(draw, share):
    """Noughts, save for a share of the cells."""
    return lambda rng: draw(rng) if rng.random() < share else 0


def fresh(draw, used):
    """Draws as `draw` does, but no number other than 0 a second time."""
    def again(rng):
        for _ in range(200):
            n = draw(rng)
            if n == 0 or n not in used:
                break
        used.add(n)
        return n
    return again


def requests(rng, split, draw, zeros):
    """Section three. `zeros`: keys (without the topic) that must be 0."""
    rows = list(form.requests_rows(split))
    outcomes = [row[0] for row in rows if row[1]]
    cells = {}
    for person in form.PEOPLE:
        for item in outcomes:
            cells[item, person] = 0 if f"{item}.{person}" in zeros else draw(rng)
        done = sum(cells[item, person] for item in outcomes)
        left = 0 if f"carried_out.{person}" in zeros else draw(rng)
        came = 0 if f"carried_in.{person}" in zeros else min(draw(rng), done + left)
        cells["total", person], cells["carried_out", person] = done, left
        cells["carried_in", person], cells["new", person] = came, done + left - came
    for row in rows:
        cells[row[0], "total"] = sum(cells[row[0], person] for person in form.PEOPLE)
    return {f"requests.{i}.{m}": n for (i, m), n in cells.items()}


def proceedings(rng, draw, zeros):
    """Section four."""
    cells = {}
    for item, _ in form.PROCEEDINGS:
        total = 0
        for measure, _ in form.RESULTS[:-1]:
            n = 0 if f"{item}.{measure}" in zeros else draw(rng)
            cells[f"proceedings.{item}.{measure}"] = n
            total += n
        cells[f"proceedings.{item}.total"] = total
    return cells


def disclosures(rng, report_form, draw, zeros):
    """Section two. Changes (本年增/减) come out negative half of the time."""
    cells = {}
    for item, _, _, measures in form.disclosures_rows(report_form):
        for measure in measures:
            n = 0 if f"{item}.{measure}" in zeros else draw(rng)
            if measure == "items_change" and rng.random() < 0.5:
                n = -n
            cells[f"disclosures.{item}.{measure}"] = n
    return cells


def repeats(cells):
    """How many non-zero numbers of the table stand in it more than once, whatever their sign."""
    seen, again = set(), 0
    for n in cells.values():
        if n and abs(n) in seen:
            again += 1
        seen.add(abs(n or 0))
    return again


def table(rng, report_form, split, draw, zeros=(), distinct=True, second=None):
    """All the cells of a report, in the form's order.

    `zeros`: keys without their topic. `distinct`: no number twice, and none is 0 but for `zeros`.
    `second`: how the numbers of sections two and four are drawn, if unlike those of section three.
    """
    zeros = set(zeros)
    best = None
    for _ in range(4000):
        used = set()
        first = fresh(draw, used) if distinct else draw
        other = (fresh(second, used) if distinct else second) if second else first
        cells = disclosures(rng, report_form, other, zeros)
        cells.update(requests(rng, split, first, zeros))
        cells.update(proceedings(rng, other, zeros))
        count = repeats(cells)
        if best is None or count < best[0]:
            best = count, cells
        if not distinct or count == 0:
            break
    count, cells = best
    if distinct:
        assert count == 0, f"{count} numbers stand twice: widen the range they are drawn from"
    return {key: cells[key] for key in form.keys(report_form, split)}


def blank(cells, keys):
    """Makes cells that hold 0 blank, so that sums which count a blank as 0 still hold."""
    for key in keys:
        assert cells[key] == 0, f"{key} is {cells[key]}: only a nought may be left blank"
        cells[key] = None
