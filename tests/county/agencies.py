"""The agencies of the county, and numbers for their reports that hold together.

In: a random generator. Out: for every agency and year the cells of its report: every identity of
the form holds, what one year carries over the next one begins with, and the county's cells are the
sums over its subordinates.
"""
from dataclasses import dataclass

import form

YEARS = (2019, 2020, 2021, 2022)
COUNTY = "云溪县人民政府"


@dataclass(frozen=True)
class Agency:
    name: str
    region: str
    level: str
    parent: str      # name of the agency it reports to; None: no one in the county
    size: int        # requests a year, about


def _town(name, region, size):
    return Agency(name, region, "乡镇", COUNTY, size)


def _bureau(name, size):
    return Agency("云溪县" + name, "县直机关", "部门", COUNTY, size)


def _branch(name, size):
    """A branch of a higher authority: in the county, but not in the county's sums."""
    return Agency(name, "驻县单位", "垂直管理", None, size)


TOWNS = [_town("云溪县柳坪镇人民政府", "河东片区", 30), _town("云溪县石牌镇人民政府", "河东片区", 12),
         _town("云溪县梅岭乡人民政府", "河东片区", 4), _town("云溪县茶店镇人民政府", "河东片区", 22),
         _town("云溪县城关街道办事处", "河西片区", 90), _town("云溪县竹园镇人民政府", "河西片区", 16),
         _town("云溪县白沙乡人民政府", "河西片区", 0), _town("云溪县龙泉镇人民政府", "河西片区", 45)]
BUREAUS = [_bureau("自然资源局", 260), _bureau("公安局", 120), _bureau("教育局", 40),
           _bureau("市场监督管理局", 70), _bureau("水利局", 14), _bureau("档案馆", 2)]
BRANCHES = [_branch("国家税务总局云溪县税务局", 150), _branch("云溪县气象局", 60),
            _branch("云溪县烟草专卖局", 80), _branch("云溪县消防救援大队", 70),
            _branch("国家统计局云溪调查队", 90), _branch("云溪县供电公司", 110)]
CHILDREN = TOWNS + BUREAUS
ALL = [Agency(COUNTY, "云溪县", "县", None, 0)] + CHILDREN + BRANCHES

# How often an outcome is met; the row （六）其他处理 takes what its three rows would.
WEIGHTS = {"granted": 40, "partial": 9, "refused_state_secret": 1, "refused_other_law": 2,
           "refused_security": 1, "refused_third_party": 2, "refused_internal": 4,
           "refused_deliberative": 4, "refused_enforcement": 3, "refused_enquiry": 3,
           "unavailable_not_held": 16, "unavailable_to_create": 4, "unavailable_unclear": 3,
           "unprocessed_complaint": 6, "unprocessed_repeat": 3, "unprocessed_publication": 1,
           "unprocessed_excessive": 1, "unprocessed_confirmation": 1, "other": 5,
           "other_uncorrected": 3, "other_unpaid": 1, "other_misc": 2}
SHARES = {"natural_person": 0.74, "enterprise": 0.13, "research": 0.01, "public_interest": 0.01,
          "legal_service": 0.08, "other_org": 0.03}


def form_of(year):
    return "2019" if year < 2021 else "2021"


def published(rng, agency, year):
    """A date in time: governments have until the end of March, all others until that of January."""
    if agency.level == "县":
        return f"{year + 1}-03-{rng.randint(2, 31):02}"
    return f"{year + 1}-01-{rng.randint(5, 31):02}"


def _requests(rng, agency, year, before):
    """Section three. `before`: the year before, whose carry-over comes in."""
    split = form_of(year) == "2021"
    items = [row[0] for row in form.requests_rows(split) if row[1]]
    weights = [WEIGHTS[item] for item in items]
    cells = {}
    for person in form.PEOPLE:
        came = before.get(f"requests.carried_out.{person}", 0)
        new = round(agency.size * SHARES[person] * rng.uniform(0.7, 1.5))
        left = min(new + came, round((new + came) * rng.uniform(0, 0.12)))
        counts = dict.fromkeys(items, 0)
        for item in rng.choices(items, weights, k=new + came - left):
            counts[item] += 1
        counts.update(new=new, carried_in=came, total=new + came - left, carried_out=left)
        for item, n in counts.items():
            cells[f"requests.{item}.{person}"] = n
    for row in form.requests_rows(split):
        cells[f"requests.{row[0]}.total"] = sum(cells[f"requests.{row[0]}.{m}"]
                                                for m in form.PEOPLE)
    return cells


def _disclosures(rng, agency, year, before):
    """Section two. `before`: the year before; its items and their change make this year's items."""
    scale, cells = max(1, agency.size), {}
    for item, _, _, measures in form.disclosures_rows(form_of(year)):
        for measure in measures:
            high = 40 * scale if measure == "decisions" else scale // 8 + 3
            n = rng.randint(0, high)
            n = round(n * 1.07, 2) if measure == "amount" else n
            cells[f"disclosures.{item}.{measure}"] = n
        key = f"disclosures.{item}."
        if key + "prior_items" in cells:
            old = before.get(key + "prior_items", 20 + scale) + before.get(key + "items_change", 0)
            cells[key + "prior_items"] = old
            cells[key + "items_change"] = rng.randint(-3, 5)
        if key + "in_force" in cells:
            old = before.get(key + "in_force", 10 + scale // 4)
            cells[key + "repealed"] = min(cells[key + "repealed"], old)
            cells[key + "in_force"] = old + cells[key + "issued"] - cells[key + "repealed"]
    return cells


def _proceedings(rng, agency):
    """Section four."""
    cells = {}
    for item, _ in form.PROCEEDINGS:
        results = [rng.randint(0, agency.size // 25 + 1) if agency.size else 0 for _ in range(4)]
        for (measure, _), n in zip(form.RESULTS, results + [sum(results)]):
            cells[f"proceedings.{item}.{measure}"] = n
    return cells


def _sums(tables, year):
    """The county's report: every cell the sum over its subordinates."""
    keys = form.keys(form_of(year), form_of(year) == "2021")
    sums = {key: sum(tables[child.name, year][key] for child in CHILDREN) for key in keys}
    return {key: round(n, 2) if isinstance(n, float) else n for key, n in sums.items()}


def tables(rng):
    """{(agency, year): {key: number}}, the keys in the form's order."""
    out = {}
    for year in YEARS:
        keys = form.keys(form_of(year), form_of(year) == "2021")
        for agency in CHILDREN + BRANCHES:
            before = out.get((agency.name, year - 1), {})
            cells = {**_disclosures(rng, agency, year, before),
                     **_requests(rng, agency, year, before), **_proceedings(rng, agency)}
            out[agency.name, year] = {key: cells[key] for key in keys}
        out[COUNTY, year] = _sums(out, year)
    return out
