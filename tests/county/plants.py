"""The errors that are planted in the county, and what quality_issues must say of each.

In: the entries of county.py, faultless, as {(agency, year): entry}. Out: the rows of the table in
order, and the planted errors as (rule, agency, year, place, expected, found). One error often shows
in several sums: each of them is listed here by hand.

Most errors stand in the branches, whose numbers enter no other report.
"""
import copy

import agencies

NOT_FOUND = "<html><head><title>404</title></head><body><p>您访问的页面不存在或已被删除。</p></body></html>"
TAX, WEATHER, TOBACCO, FIRE, SURVEY, POWER = (branch.name for branch in agencies.BRANCHES)
COUNTY = agencies.COUNTY
UNREAD_TOWN, ABSENT_TOWN, TWICE_TOWN, LATE_TOWN = (agencies.TOWNS[i].name for i in (1, 3, 5, 7))


class Field:
    """What is sown, and what has to come up."""

    def __init__(self, entries):
        self.entries = entries
        self.errors = []

    def cells(self, agency, year):
        return self.entries[agency, year].cells

    def add(self, agency, year, key, n):
        self.cells(agency, year)[key] += n

    def expect(self, rule, agency, year, place, expected, found):
        self.errors.append((rule, agency, year, place, expected, found))

    def expect_sum(self, agency, year, place, gap):
        """An identity that fails: `place` prints a number that is off by `gap`."""
        found = self.cells(agency, year)[place]
        self.expect("identity", agency, year, place, found - gap, found)


def wrong_sums(field):
    """A row total in section three, which the column of totals does not bear out; one in four."""
    field.add(TAX, 2020, "requests.granted.total", 40)
    field.expect_sum(TAX, 2020, "requests.granted.total", 40)
    field.expect_sum(TAX, 2020, "requests.total.total", -40)
    field.add(TAX, 2021, "proceedings.litigation_direct.total", 3)
    field.expect_sum(TAX, 2021, "proceedings.litigation_direct.total", 3)


def unbalanced(field):
    """More received than came out: in one column, and in its row."""
    field.add(POWER, 2019, "requests.new.enterprise", 5)
    cells = field.cells(POWER, 2019)
    total = cells["requests.new.total"]
    field.expect("identity", POWER, 2019, "requests.new.total", total + 5, total)
    done = cells["requests.total.enterprise"] + cells["requests.carried_out.enterprise"]
    field.expect("identity", POWER, 2019, "requests.new.enterprise", done, done + 5)


def carry_over(field):
    """Three more carried in than the year before carried out; received is less by as many."""
    for measure in ("natural_person", "total"):
        found = field.cells(WEATHER, 2021)[f"requests.carried_in.{measure}"] + 3
        field.add(WEATHER, 2021, f"requests.carried_in.{measure}", 3)
        field.add(WEATHER, 2021, f"requests.new.{measure}", -3)
        field.expect("carry_over", WEATHER, 2021, f"requests.carried_in.{measure}", found - 3,
                     found)


def stocks(field):
    """Documents in force, and items of the year before, that do not follow from last year's."""
    key = "disclosures.normative_documents.in_force"
    field.add(TOBACCO, 2022, key, 2)
    found = field.cells(TOBACCO, 2022)[key]
    field.expect("in_force", TOBACCO, 2022, key, found - 2, found)
    key = "disclosures.licensing.prior_items"
    field.add(FIRE, 2020, key, 5)
    found = field.cells(FIRE, 2020)[key]
    field.expect("prior_items", FIRE, 2020, key, found - 5, found)


def parent_sum(field):
    """Six refusals of its subordinates that the county counts as granted."""
    for item, n in (("granted", 6), ("refused_deliberative", -6)):
        for measure in ("natural_person", "total"):
            key = f"requests.{item}.{measure}"
            expected = field.cells(COUNTY, 2021)[key]
            field.add(COUNTY, 2021, key, n)
            field.expect("parent_sum", COUNTY, 2021, key, expected, expected + n)


def blank(field):
    """A number left out; the sums of its row and of its column are printed with it."""
    key = "requests.unavailable_not_held.natural_person"
    cells, entry = field.cells(SURVEY, 2021), field.entries[SURVEY, 2021]
    n = cells[key]
    cells[key], entry.shown[key] = None, "-"
    field.expect("blank", SURVEY, 2021, key, n, None)
    for place in ("requests.unavailable_not_held.total", "requests.total.natural_person"):
        found = cells[place]
        field.expect("identity", SURVEY, 2021, place, found - n, found)


def split_number(field):
    """Numbers cut in two: one by a space, inside its cell; one over two cells, 1 and 5 for 15."""
    key = "requests.granted.natural_person"
    digits = str(field.cells(TAX, 2022)[key])
    field.entries[TAX, 2022].shown[key] = f"{digits[0]} {digits[1:]}"
    field.expect("split_number", TAX, 2022, key, int(digits), int(digits[0]))
    row, cells = "proceedings.litigation_after.", field.cells(POWER, 2021)
    for measure, n in zip(("upheld", "corrected", "other", "pending", "total"), (1, 5, 0, 0, 15)):
        cells[row + measure] = n
    field.expect("split_number", POWER, 2021, row + "upheld", 15, 1)
    field.expect("identity", POWER, 2021, row + "total", 6, 15)


def wrong_column(field):
    """Seven requests granted to people that stand among those of enterprises."""
    cells = field.cells(WEATHER, 2022)
    for measure, n in (("natural_person", -7), ("enterprise", 7)):
        cells[f"requests.granted.{measure}"] += n
        found = cells[f"requests.total.{measure}"]
        field.expect("identity", WEATHER, 2022, f"requests.total.{measure}", found + n, found)
    found = cells["requests.total.enterprise"]
    field.expect("wrong_column", WEATHER, 2022, "requests.total.enterprise", found, found + 7)


def late(field):
    """Published after the last day of January; for a government, of March."""
    for agency, year, day in ((TOBACCO, 2020, "2021-02-19"), (LATE_TOWN, 2019, "2020-03-02"),
                              (COUNTY, 2019, "2020-04-02")):
        field.entries[agency, year].published = day
        last = f"{year + 1}-03-31" if agency == COUNTY else f"{year + 1}-01-31"
        field.expect("late", agency, year, "published", last, day)


def without_tables(field):
    """A report of words alone; one whose section four has no table."""
    field.entries[FIRE, 2022].no_tables = ("disclosures", "requests", "proceedings")
    field.expect("no_table", FIRE, 2022, "report", None, None)
    field.entries[SURVEY, 2022].no_tables = ("proceedings",)
    field.expect("no_table", SURVEY, 2022, "proceedings", None, None)


def filing(field):
    """Another year printed than filed; a page that is no report; one not there; one there twice."""
    field.entries[POWER, 2022].printed_year = 2021
    field.expect("other_year", POWER, 2022, "year", 2022, 2021)
    field.entries[UNREAD_TOWN, 2020].cells = {}
    field.expect("no_report", UNREAD_TOWN, 2020, "report", None, None)
    del field.entries[ABSENT_TOWN, 2022]
    field.expect("twice", TWICE_TOWN, 2021, "report", None, None)


SOWN = (wrong_sums, unbalanced, carry_over, stocks, parent_sum, blank, split_number, wrong_column,
        late, without_tables, filing)


def plant(entries):
    """The table's rows, and the errors in them."""
    field = Field(entries)
    for sow in SOWN:
        sow(field)
    rows = list(field.entries.values())
    rows.append(copy.copy(field.entries[TWICE_TOWN, 2021]))
    return rows, sorted(field.errors, key=repr)
