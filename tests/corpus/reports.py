"""The invented reports: places, dates, numbers and peculiarities of each, and its truth.

In: nothing but a fixed seed for each report. Out: REPORTS(), a list of document.Report.
All places, agencies and persons are invented; numbers are drawn by tally.py.
"""
import random

import form
import narrative
import tally
from document import Report


def _words(we, name, short, year):
    return {"we": we, "name": name, "short": short, "year": year, "next": year + 1,
            "old": year - 15}


def _period(year):
    return (f"{year}-01-01", f"{year}-12-31")


def _sections(rng, words, count=2, leads=0, two=(), three=(), four=()):
    """Six lists of paragraphs."""
    return [narrative.general(rng, words, count, narrative.LEADS[leads]), list(two), list(three),
            list(four), narrative.problems(rng, words, count + 1), narrative.rest(rng, words, 1)]


def _units(cells):
    """The unit of the fees is in the form's own column head; of procurement only beside it."""
    if "disclosures.fees.amount" in cells:
        return {"disclosures.fees.amount": "万元"}
    return {}


def _half(text):
    """Labels in half-width punctuation."""
    return text.translate(str.maketrans("（）：，", "():,"))


def _restyle(changes, base=None):
    """A label style: exact replacements of whole pieces of text, after `base`."""
    def style(text):
        text = base(text) if base else text
        for old, new in changes:
            text = text.replace(old, new)
        return text
    return style


def qingtan():
    """Form 2019, every cell distinct; signed changes, units beside the amounts."""
    rng = random.Random(2001)
    words = _words("我镇", "青潭镇", "青潭", 2020)
    cells = tally.table(rng, "2019", False, tally.uniform(1, 700))
    cells["disclosures.licensing.items_change"] = 2
    cells["disclosures.other_services.items_change"] = -8
    cells["disclosures.procurement.amount"] = "160.5964"
    shown = {"disclosures.licensing.items_change": "+2",
             "disclosures.procurement.amount": "160.5964万元"}
    return Report(
        "qingtan-2020", "2019", False, "临溪县青潭镇人民政府", 2020, cells,
        ["临溪县青潭镇人民政府2020年政府信息公开工作年度报告"],
        "临溪县青潭镇人民政府2020年政府信息公开工作年度报告",
        _sections(rng, words), "2021-01-22", _period(2020),
        ["根据《中华人民共和国政府信息公开条例》的要求，现公布临溪县青潭镇人民政府2020年政府信息公开"
         "工作年度报告。所列数据的统计期限自2020年1月1日起至2020年12月31日止。"],
        ["您现在的位置：首页 > 青潭镇 > 法定主动公开内容 > 年度报告"],
        "日期：2021-01-22　来源：青潭镇人民政府", shown=shown,
        units={"disclosures.procurement.amount": "万元"},
        after=["扫一扫在手机打开当前页面"])


def shimen():
    """Form 2019 of the year 2019, nearly all noughts; title over two lines."""
    rng = random.Random(2002)
    words = _words("我街道", "石门桥街道", "石门桥", 2019)
    cells = tally.table(rng, "2019", False, tally.sparse(tally.uniform(1, 6), 0.04),
                        distinct=False)
    return Report(
        "shimenqiao-2019", "2019", False, "永宁市石门桥街道办事处", 2019, cells,
        ["永宁市石门桥街道办事处", "2019年政府信息公开工作年度报告"],
        "永宁市石门桥街道办事处2019年政府信息公开工作年度报告",
        _sections(rng, words, leads=1), "2020-01-16", _period(2019),
        ["本报告由永宁市石门桥街道办事处编制，统计期限为2019年1月1日至2019年12月31日。"],
        signature=["永宁市石门桥街道办事处", "2020年1月16日"], restyle=_half)


def hengling():
    """Form 2021, a city: numbers of every length up to beyond ten million."""
    rng = random.Random(2003)
    words = _words("我市", "衡岭市", "衡岭", 2022)
    cells = tally.table(rng, "2021", True, tally.wide(3, 24000000))
    cells["disclosures.fees.amount"] = "1283406.75"
    return Report(
        "hengling-2022", "2021", True, "衡岭市人民政府", 2022, cells,
        ["衡岭市人民政府2022年度政府信息公开工作年度报告"],
        "衡岭市人民政府2022年度政府信息公开工作年度报告",
        _sections(rng, words, 4), "2023-03-28", _period(2022),
        ["本报告依照《中华人民共和国政府信息公开条例》第四十九条、第五十条编制，数据自2022年1月1日起至"
         "2022年12月31日止。全文由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
         "政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六部分组成。"],
        meta="索引号：HL0001-2023-0042　发布机构：衡岭市人民政府办公室　成文日期：2023-03-28",
        units=_units(cells))


def xiaohe():
    """Form 2021, a village-sized township: tiny numbers, most of them noughts."""
    rng = random.Random(2004)
    words = _words("我乡", "小荷乡", "小荷", 2021)
    cells = tally.table(rng, "2021", True, tally.sparse(tally.uniform(1, 9), 0.12),
                        distinct=False)
    cells["disclosures.fees.amount"] = "0.35"
    return Report(
        "xiaohe-2021", "2021", True, "小荷乡", 2021, cells,
        ["小荷乡2021年政府信息公开年度报告"], "小荷乡2021年政府信息公开年度报告",
        _sections(rng, words, leads=2), "2022-01-10", _period(2021),
        ["统计期限从2021年1月1日到2021年12月31日。"],
        signature=["小荷乡人民政府", "二〇二二年一月十日"], units=_units(cells))


def yunqiao():
    """Hybrid: the 2021 table in section two, the single row （六）其他处理 in section three."""
    rng = random.Random(2005)
    words = _words("我区", "云桥区", "云桥", 2023)
    cells = tally.table(rng, "2021", False, tally.uniform(1, 800))
    cells["disclosures.fees.amount"] = "7730.28"
    return Report(
        "yunqiao-2023", "2021", False, "云桥区人民政府", 2023, cells,
        ["云桥区人民政府", "2023 年政府信息公开工作年度报告"],
        "云桥区人民政府2023 年政府信息公开工作年度报告",
        _sections(rng, words), None, _period(2023),
        ["报告中所列数据统计期限自 2023 年 1 月 1 日起至 2023 年 12 月 31 日止。"],
        units=_units(cells))


BLANK_MARKS = ["", "-", "—", "/", "无", "——", ""]


def _leave_blank(cells, zeros, topic, marks, shown):
    """Leaves the noughts named by `zeros` blank, each with a mark of `marks` in turn."""
    keys = [key for key in cells if key.split(".", 1)[1] in zeros and key.startswith(topic)]
    tally.blank(cells, keys)
    for i, key in enumerate(keys):
        shown[key] = marks[i % len(marks)]


def gaojia():
    """Form 2021 with blanks of every sort: empty, dashes, slashes, 无."""
    rng = random.Random(2006)
    words = _words("我局", "高家湾区水务局", "高家湾水务", 2024)
    zeros = [f"refused_security.{m}" for m in form.PEOPLE] + [
        "refused_other_law.public_interest", "unprocessed_publication.research",
        "unprocessed_excessive.research", "unprocessed_confirmation.legal_service",
        "granted.other_org", "carried_in.legal_service", "other_misc.enterprise"]
    zeros4 = ["litigation_after.upheld", "litigation_after.other", "reconsideration.pending"]
    zeros2 = ["rules.issued", "rules.repealed", "rules.in_force", "compulsion.decisions"]
    cells = tally.table(rng, "2021", True, tally.uniform(1, 900), zeros + zeros4 + zeros2)
    cells["disclosures.fees.amount"] = "12.5"
    shown = {}
    _leave_blank(cells, zeros + ["refused_security.total"], "requests", BLANK_MARKS, shown)
    _leave_blank(cells, zeros4, "proceedings", ["无", "-", "/"], shown)
    _leave_blank(cells, zeros2, "disclosures", ["/", "/", "/", "—"], shown)
    return Report(
        "gaojiawan-2024", "2021", True, "高家湾区水务局", 2024, cells,
        ["高家湾区水务局政府信息公开工作2024年度报告"], "高家湾区水务局政府信息公开工作2024年度报告",
        _sections(rng, words), "2025-01-20", _period(2024),
        ["按照要求编制本报告，数据期限为2024年1月1日起至12月31日止。"],
        meta="来源：高家湾区水务局　发布时间：2025-01-20 09:30　浏览次数：　字体：[大 中 小]　打印",
        shown=shown, units=_units(cells))


def nanpu():
    """Form 2019 with empty cells only, a whole empty group in section four."""
    rng = random.Random(2007)
    words = _words("我镇", "南浦镇", "南浦", 2020)
    zeros = ["refused_other_law.public_interest", "refused_internal.research",
             "partial.enterprise", "unavailable_unclear.legal_service", "new.other_org",
             "carried_in.other_org", "other.natural_person"]
    # nothing may come in where 新收 and 上年结转 are to be empty
    rows = [row[0] for row in form.requests_rows(False) if row[1] or row[0] == "carried_out"]
    idle = [f"{row}.other_org" for row in rows]
    zeros4 = [f"reconsideration.{m}" for m, _ in form.RESULTS[:-1]]
    cells = tally.table(rng, "2019", False, tally.uniform(1, 700), zeros + idle + zeros4)
    cells["disclosures.procurement.amount"] = 251000
    shown = {"disclosures.procurement.amount": "251000元"}
    _leave_blank(cells, zeros, "requests", [""], shown)
    _leave_blank(cells, zeros4 + ["reconsideration.total"], "proceedings", [""], shown)
    return Report(
        "nanpu-2020", "2019", False, "南浦镇", 2020, cells,
        ["南浦镇 2020 年政府信息公开工作报告"], "南浦镇 2020 年政府信息公开工作报告",
        _sections(rng, words, leads=1), None, (None, None), shown=shown,
        units={"disclosures.procurement.amount": "元"})


def songshan():
    """Form 2021 whose printed sums are wrong: row totals, column totals, proceedings."""
    rng = random.Random(2008)
    words = _words("我县", "松山县", "松山", 2022)
    cells = tally.table(rng, "2021", True, tally.uniform(1, 900))
    cells["disclosures.fees.amount"] = "88.1"
    cells["requests.granted.total"] += 4000        # applicants(granted), outcomes(total)
    cells["requests.refused_internal.research"] += 5000  # a part, not a sum
    cells["requests.carried_out.enterprise"] += 6000
    cells["proceedings.reconsideration.total"] = 0
    cells["proceedings.litigation_after.total"] += 7000
    assert tally.repeats({k: v for k, v in cells.items() if not isinstance(v, str)}) == 0
    return Report(
        "songshan-2022", "2021", True, "松山县人民政府办公室", 2022, cells,
        ["松山县人民政府办公室关于2022年度政府信息公开情况的报告"],
        "松山县人民政府办公室关于2022年度政府信息公开情况的报告",
        _sections(rng, words), "2023-01-19", _period(2022),
        ["现将2022年度（自2022年1月1日起至2022年12月31日止）政府信息公开情况报告如下。"],
        signature=["松山县人民政府办公室", "2023年1月19日"], units=_units(cells))


def tianxin():
    """Form 2021 in Traditional characters."""
    rng = random.Random(2009)
    words = _words("我镇", "天心镇", "天心", 2022)
    cells = tally.table(rng, "2021", True, tally.uniform(1, 800))
    cells["disclosures.fees.amount"] = "3.6"
    return Report(
        "tianxin-2022", "2021", True, "天心镇人民政府", 2022, cells,
        ["天心镇人民政府2022年政府信息公开工作年度报告"],
        "天心镇人民政府2022年政府信息公开工作年度报告",
        _sections(rng, words), "2023-01-10", _period(2022),
        ["所列数据的统计期限自2022年1月1日起至2022年12月31日止。"],
        signature=["天心镇人民政府", "2023年1月10日"], units=_units(cells), script="hant")


def dongliu():
    """Form 2021 with thousands separators and long decimals."""
    rng = random.Random(2010)
    words = _words("我区", "东柳新区", "东柳", 2023)
    cells = tally.table(rng, "2021", True, tally.wide(2, 90000))
    cells["disclosures.fees.amount"] = "160345.5964"
    shown = {key: f"{n:,}" for key, n in cells.items() if not isinstance(n, str) and n >= 1000}
    shown["disclosures.fees.amount"] = "160,345.5964"
    return Report(
        "dongliu-2023", "2021", True, "东柳新区管理委员会", 2023, cells,
        ["东柳新区管理委员会2023年度政府信息公开工作年度报告"],
        "东柳新区管理委员会2023年度政府信息公开工作年度报告",
        _sections(rng, words), "2024-01-30", _period(2023),
        ["东柳新区管理委员会", "2023年度政府信息公开工作年度报告",
         "本年度报告中所列数据的统计期限自2023年1月1日至2023年12月31日。"],
        meta="索引号：015-2024-00031　发布机构：东柳新区管理委员会　成文日期：2024年1月30日",
        shown=shown, units=_units(cells))


def baishi():
    """Form 2019 with spaced, renumbered and damaged labels, no title, a signature."""
    rng = random.Random(2011)
    words = _words("我办", "白石县移民办", "白石移民", 2020)
    cells = tally.table(rng, "2019", False, tally.uniform(1, 700))
    cells["disclosures.fees.items_change"] = 0
    changes = [("1.", "1、"), ("2.", "2、"), ("3.", "3、"), ("4.", "4、"), ("5.", "5、"),
               ("6.", "6、"), ("7.", "7、"), ("8.", "8、"), ("自然人", "自然 人"), ("总计", "总 计"),
               ("其他法律行政法规禁止", "其他法律行政止"), ("三类内部事务", "三类内容事务"),
               ("正当理由大量", "正当理由 由大量"), ("“三安全一稳定”", "\"三安全一稳定\""),
               ("只计这一情形", "只计这一情况"), ("本年新制作数量", "年新制作数量"),
               ("本年增/减", "本年增/"), ("法律服务机构", "法 律 服 务 机构")]
    return Report(
        "baishi-2020", "2019", False, "白石县移民工作办公室", 2020, cells, [], None,
        _sections(rng, words), "2021-01-18", (None, None),
        signature=["白石县移民工作办公室", "二〇二一年一月十八日"], restyle=_restyle(changes, _half))


def luzhou():
    """Form 2021 with short labels, other headings, explanations in labels."""
    rng = random.Random(2012)
    words = _words("我局", "芦洲市市场监督管理局", "芦洲市监", 2023)
    cells = tally.table(rng, "2021", True, tally.uniform(1, 850))
    cells["disclosures.fees.amount"] = "941.07"
    changes = [("（区分处理的，只计这一情形，不计其他情形）", ""),
               ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1.逾期不补正"),
               ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "2.逾期不缴费"),
               ("行政规范性文件", "行政规范性文件（以正式文号为准）"), ("（六）其他处理", "(六) 其他处理")]
    headings = ["一、 总体情况", "二、行政机关主动公开政府信息的情况",
                "三、行政机关收到和处理政府信息公开申请的情况",
                "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
                "五、政府信息公开工作存在的主要问题及改进情况", "六、其它需要报告的事项"]
    return Report(
        "luzhou-2023", "2021", True, "芦洲市市场监督管理局", 2023, cells,
        ["芦洲市市场监督管理局2023年政府信息公开工作年度报告"],
        "芦洲市市场监督管理局2023年政府信息公开工作年度报告",
        _sections(rng, words, two=["本局全年主动公开政府信息253条，其中网站公开225条。"],
                  three=["全年收到政府信息公开申请21件，另有3件顺延到下年度。"],
                  four=["因政府信息公开引起的行政复议、行政诉讼情况见下表。"]),
        "2024-01-24", _period(2023),
        ["本报告的数据统计期限为2023年1月1日至2023年12月31日。"],
        meta="发布时间：2024-01-24　来源：芦洲市市场监督管理局", restyle=_restyle(changes),
        headings=headings, units=_units(cells))


def fengtai():
    """Form 2021 without the table of section four, and without section six."""
    rng = random.Random(2013)
    words = _words("我馆", "枫台区档案馆", "枫台档案", 2021)
    cells = tally.table(rng, "2021", True, tally.uniform(1, 800))
    cells["disclosures.fees.amount"] = "0"
    cells = {key: n for key, n in cells.items() if not key.startswith("proceedings")}
    sections = _sections(rng, words, four=["全年没有发生行政复议和行政诉讼。"])
    sections[5] = None
    headings = list(form.HEADINGS)
    headings[3] = "四、政府信息公开行政复议及行政诉讼情况"
    headings[4] = "五、存在问题及改进情况"
    return Report(
        "fengtai-2021", "2021", True, "枫台区档案馆", 2021, cells,
        ["枫台区档案馆2021年政府信息公开工作年度报告"], "枫台区档案馆2021年政府信息公开工作年度报告",
        sections, None, _period(2021),
        ["本报告数据统计期限自2021年1月1日起至2021年12月31日止。"], headings=headings,
        units=_units(cells), no_tables=("proceedings",))


def meixi():
    """Form 2021 with sums in the group rows and a column 法人小计: never to be counted twice."""
    rng = random.Random(2014)
    words = _words("我县", "梅溪县", "梅溪", 2022)
    cells = tally.table(rng, "2021", True, tally.uniform(1, 900))
    cells["disclosures.fees.amount"] = "5400.2"
    return Report(
        "meixi-2022", "2021", True, "梅溪县人民政府", 2022, cells,
        ["梅溪县人民政府2022年政府信息公开工作年度报告"],
        "梅溪县人民政府2022年政府信息公开工作年度报告",
        _sections(rng, words), "2023-01-31", _period(2022),
        ["统计期限自2022年1月1日起至2022年12月31日止。"],
        signature=["梅溪县人民政府", "2023年1月31日"], units=_units(cells), groups=True)


def liangting():
    """Hybrid of which half of the cells are noughts, numbers repeating here and there."""
    rng = random.Random(2015)
    words = _words("我街道", "凉亭街道", "凉亭", 2024)
    cells = tally.table(rng, "2021", False, tally.sparse(tally.uniform(1, 400), 0.45),
                        distinct=False)
    return Report(
        "liangting-2024", "2021", False, "凉亭街道办事处", 2024, cells,
        ["凉亭街道办事处2024年政府信息公开工作年度报告"],
        "凉亭街道办事处2024年政府信息公开工作年度报告",
        _sections(rng, words), "2025-01-15", _period(2024),
        ["所列数据自2024年1月1日起至2024年12月31日止。"],
        signature=["凉亭街道办事处", "2025年1月15日"], units=_units(cells))


def shuixi():
    """Form 2021 of few numbers, all its noughts left blank."""
    rng = random.Random(2016)
    words = _words("我镇", "水西镇", "水西", 2022)
    cells = tally.table(rng, "2021", True, tally.sparse(tally.uniform(1, 90), 0.2),
                        distinct=False)
    cells["disclosures.fees.amount"] = "1.08"
    tally.blank(cells, [key for key, n in cells.items() if n == 0])
    return Report(
        "shuixi-2022", "2021", True, "长平市水西镇人民政府", 2022, cells,
        ["长平市水西镇人民政府2022年政府信息公开工作年度报告"],
        "长平市水西镇人民政府2022年政府信息公开工作年度报告",
        _sections(rng, words), "2023-01-12", _period(2022),
        ["所列数据的统计期限自2022年1月1日起至2022年12月31日止。"],
        ["????"], "发布时间：2023-01-12 10:20　来源：水西镇人民政府", after=["????"], units=_units(cells))


MAKERS = [qingtan, shimen, hengling, xiaohe, yunqiao, gaojia, nanpu, songshan, tianxin, dongliu,
          baishi, luzhou, fengtai, meixi, liangting, shuixi]


def all_reports():
    """Every report, made afresh."""
    return [make() for make in MAKERS]


def number(value):
    """A cell's value as JSON: counts are integers, amounts (kept as printed) reals."""
    if isinstance(value, str):
        return float(value) if "." in value else int(value)
    return value


def truth(report):
    """What a reader should say of the report."""
    cells = {key: number(value) for key, value in report.cells.items()}
    return {
        "form": report.form, "title": report.truth_title, "agency": report.agency,
        "year": report.year, "published": report.published, "period": list(report.period),
        "units": report.units, "cells": cells,
        "failures": form.failures(cells, report.split),
    }
