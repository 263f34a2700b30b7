"""Reports for the tests of the SQL surface, made here, each with its true cells.

In: a form, a year, a layout. Out: Report, the text and a dict of every cell of its form. The
numbers are consistent (every identity holds), distinct within a table and never nought, so that
a cell in a wrong place shows.
"""

from dataclasses import dataclass, field

REQUEST_MEASURES = ["natural_person", "enterprise", "research", "public_interest",
                    "legal_service", "other_org", "total"]
PROCEEDING_MEASURES = ["upheld", "corrected", "other", "pending", "total"]

# Printed label, code, outcome, label in SQL
GROUPS = {
    "refused": "（三）不予公开",
    "unavailable": "（四）无法提供",
    "unprocessed": "（五）不予处理",
    "other": "（六）其他处理",
}
REQUESTS = [
    ("new", None, "一、本年新收政府信息公开申请数量"),
    ("carried_in", None, "二、上年结转政府信息公开申请数量"),
    ("granted", "granted", "（一）予以公开"),
    ("partial", "partial", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("refused_state_secret", "refused", "1.属于国家秘密"),
    ("refused_other_law", "refused", "2.其他法律行政法规禁止公开"),
    ("refused_security", "refused", "3.危及“三安全一稳定”"),
    ("refused_third_party", "refused", "4.保护第三方合法权益"),
    ("refused_internal", "refused", "5.属于三类内部事务信息"),
    ("refused_deliberative", "refused", "6.属于四类过程性信息"),
    ("refused_enforcement", "refused", "7.属于行政执法案卷"),
    ("refused_enquiry", "refused", "8.属于行政查询事项"),
    ("unavailable_not_held", "unavailable", "1.本机关不掌握相关政府信息"),
    ("unavailable_to_create", "unavailable", "2.没有现成信息需要另行制作"),
    ("unavailable_unclear", "unavailable", "3.补正后申请内容仍不明确"),
    ("unprocessed_complaint", "unprocessed", "1.信访举报投诉类申请"),
    ("unprocessed_repeat", "unprocessed", "2.重复申请"),
    ("unprocessed_publication", "unprocessed", "3.要求提供公开出版物"),
    ("unprocessed_excessive", "unprocessed", "4.无正当理由大量反复申请"),
    ("unprocessed_confirmation", "unprocessed", "5.要求行政机关确认或重新出具已获取信息"),
]
OTHER_ONE = [("other", "other", "（六）其他处理")]
OTHER_THREE = [
    ("other_uncorrected", "other",
     "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("other_unpaid", "other",
     "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("other_misc", "other", "3.其他"),
]
LAST = [("total", None, "（七）总计"), ("carried_out", None, "四、结转下年度继续办理")]
PROCEEDINGS = ["reconsideration", "litigation_direct", "litigation_after"]

DISCLOSURES = {
    "2019": [
        (1, ["本年新制作数量", "本年新公开数量", "对外公开总数量"],
         ["created", "disclosed", "disclosed_total"],
         [("rules", "规章"), ("normative_documents", "规范性文件")]),
        (5, ["上一年项目数量", "本年增/减", "处理决定数量"],
         ["prior_items", "items_change", "decisions"],
         [("licensing", "行政许可"), ("other_services", "其他对外管理服务事项")]),
        (6, ["上一年项目数量", "本年增/减", "处理决定数量"],
         ["prior_items", "items_change", "decisions"],
         [("penalties", "行政处罚"), ("compulsion", "行政强制")]),
        (8, ["上一年项目数量", "本年增/减"], ["prior_items", "items_change"],
         [("fees", "行政事业性收费")]),
        (9, ["采购项目数量", "采购总金额"], ["projects", "amount"],
         [("procurement", "政府集中采购")]),
    ],
    "2021": [
        (1, ["本年制发件数", "本年废止件数", "现行有效件数"],
         ["issued", "repealed", "in_force"],
         [("rules", "规章"), ("normative_documents", "行政规范性文件")]),
        (5, ["本年处理决定数量"], ["decisions"], [("licensing", "行政许可")]),
        (6, ["本年处理决定数量"], ["decisions"],
         [("penalties", "行政处罚"), ("compulsion", "行政强制")]),
        (8, ["本年收费金额（单位：万元）"], ["amount"], [("fees", "行政事业性收费")]),
    ],
}


@dataclass
class Report:
    """A report: its text, and its cells by key: (value, printed text)."""
    text: str
    form: str
    split: bool
    cells: dict = field(default_factory=dict)

    def items(self, topic):
        """The codes of a topic's items, in the form's order."""
        seen = []
        for key in self.cells:
            parts = key.split(".")
            if parts[0] == topic and parts[1] not in seen:
                seen.append(parts[1])
        return seen

    def row(self, topic, item, measures):
        """The values of a row; None where the form has no such cell."""
        return [self.cells.get(f"{topic}.{item}.{m}", (None, None))[0] for m in measures]


def request_items(split):
    return REQUESTS + (OTHER_THREE if split else OTHER_ONE) + LAST


def request_table(split, seed):
    """The numbers of section three, consistent: {item: [seven numbers]}."""
    items = request_items(split)
    rows, number = {}, seed
    for code, outcome, _ in items:
        if outcome:
            rows[code] = [number + step for step in range(6)]
            number += 6
    rows["total"] = [sum(row[m] for row in rows.values()) for m in range(6)]
    rows["carried_in"] = [number + step for step in range(6)]
    rows["carried_out"] = [2 * number + 7 * step for step in range(6)]
    rows["new"] = [rows["total"][m] + rows["carried_out"][m] - rows["carried_in"][m]
                   for m in range(6)]
    for row in rows.values():
        row.append(sum(row))
    return {code: rows[code] for code, _, _ in items}


def disclosure_lines(report, form, seed):
    """The lines of section two; fills report.cells."""
    lines, number = [], seed
    for clause, headers, measures, items in DISCLOSURES[form]:
        lines += [f"第二十条第（{'一二三四五六七八九'[clause - 1]}）项", "信息内容"] + headers
        for code, label in items:
            lines.append(label)
            for measure in measures:
                number += 1
                value, text = number, str(number)
                if measure == "items_change":
                    value, text = (number, f"+{number}") if number % 2 else (-number, f"-{number}")
                elif measure == "amount":
                    value, text = number + 0.25, f"{number}.25"
                report.cells[f"disclosures.{code}.{measure}"] = (value, text)
                lines.append(text)
    return lines


def request_lines(report, split, seed, blanks):
    lines = ["申请人情况", "自然人", "法人或其他组织", "总计", "商业企业", "科研机构",
             "社会公益组织", "法律服务机构", "其他"]
    table, group = request_table(split, seed), None
    for code, outcome, label in request_items(split):
        if code == "granted":
            lines.append("三、本年度办理结果")
        if outcome in GROUPS and outcome != group and code != "other":
            lines.append(GROUPS[outcome])
        group = outcome
        lines.append(label)
        for measure, value in zip(REQUEST_MEASURES, table[code]):
            key = f"requests.{code}.{measure}"
            report.cells[key] = (None, "-") if key in blanks else (value, str(value))
            lines.append(report.cells[key][1])
    return lines


def proceeding_lines(report, seed):
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    lines = ["行政复议", "行政诉讼"] + heads + ["未经复议直接起诉", "复议后起诉"] + heads * 2
    for i, item in enumerate(PROCEEDINGS):
        row = [seed + 5 * i + step for step in range(4)]
        for measure, value in zip(PROCEEDING_MEASURES, row + [sum(row)]):
            report.cells[f"proceedings.{item}.{measure}"] = (value, str(value))
            lines.append(str(value))
    return lines


def make(form="2021", year=2023, split=None, seed=11, blanks=(), place="云溪县石桥镇",
         blank_line=True, wrong=()):
    """Makes a report. `split`: three rows of （六）; by default as the form has it. `blanks`: keys
    of section three that print a dash. `wrong`: keys whose printed number is one too large."""
    report = Report("", form, form == "2021" if split is None else split)
    two = disclosure_lines(report, form, 100 * seed)
    three = request_lines(report, report.split, seed, blanks)
    four = proceeding_lines(report, seed + 300)
    lines = [
        f"{place}人民政府{year}年政府信息公开工作年度报告",
        f"发布时间：{year + 1}-01-20 来源：{place}人民政府",
        f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
        "一、总体情况", "石桥镇认真做好政府信息公开工作，全年公开信息三百余条。",
        "二、主动公开政府信息情况", *two,
        "三、收到和处理政府信息公开申请情况", *three,
        "四、政府信息公开行政复议、行政诉讼情况", *four,
        "五、存在的主要问题及改进情况", "人手不足，明年增加一人。",
        "六、其他需要报告的事项", "没有其他需要报告的事项。",
    ]
    report.text = ("\n\n" if blank_line else "\n").join(lines) + "\n"
    for key in wrong:
        value, text = report.cells[key]
        topic, item, _ = key.split(".")
        assert topic == "requests"
        changed = str(value + 1)
        label = next(l for c, _, l in request_items(report.split) if c == item)
        head, tail = report.text.split(label + "\n", 1)
        report.text = head + label + "\n" + tail.replace(f"\n{text}\n", f"\n{changed}\n", 1)
        report.cells[key] = (value + 1, changed)
    return report


def standard():
    """The reports that most tests run on, by id."""
    return {
        1: make("2019", 2019, seed=11, place="云溪县石桥镇"),
        2: make("2021", 2022, seed=17, place="云溪县白沙镇",
                blanks=("requests.granted.research", "requests.total.other_org")),
        3: make("2021", 2023, split=False, seed=23, place="云溪县青山镇",
                wrong=("requests.refused_internal.enterprise",)),
    }
