"""The two official forms of the annual report, as plain data.

An oracle of its own: written by hand from the official forms, never generated from the reader's
C tables, so that a slip in either shows when they are compared.

In: nothing. Out: topics, items, measures, labels, keys and identities.
"""

FORMS = ("2019", "2021")

# item, clause of Article 20, label and measures in form 2019, label and measures in form 2021
DISCLOSURES = [
    ("rules", 1, "规章", ("created", "disclosed", "disclosed_total"),
     "规章", ("issued", "repealed", "in_force")),
    ("normative_documents", 1, "规范性文件", ("created", "disclosed", "disclosed_total"),
     "行政规范性文件", ("issued", "repealed", "in_force")),
    ("licensing", 5, "行政许可", ("prior_items", "items_change", "decisions"),
     "行政许可", ("decisions",)),
    ("other_services", 5, "其他对外管理服务事项", ("prior_items", "items_change", "decisions"),
     None, ()),
    ("penalties", 6, "行政处罚", ("prior_items", "items_change", "decisions"),
     "行政处罚", ("decisions",)),
    ("compulsion", 6, "行政强制", ("prior_items", "items_change", "decisions"),
     "行政强制", ("decisions",)),
    ("fees", 8, "行政事业性收费", ("prior_items", "items_change"),
     "行政事业性收费", ("amount",)),
    ("procurement", 9, "政府集中采购", ("projects", "amount"), None, ()),
]

CLAUSES = {1: "第二十条第（一）项", 5: "第二十条第（五）项", 6: "第二十条第（六）项",
           8: "第二十条第（八）项", 9: "第二十条第（九）项"}

# measure: column head in form 2019, column head in form 2021
HEADS = {
    "created": ("本年新制作数量", None),
    "disclosed": ("本年新公开数量", None),
    "disclosed_total": ("对外公开总数量", None),
    "issued": (None, "本年制发件数"),
    "repealed": (None, "本年废止件数"),
    "in_force": (None, "现行有效件数"),
    "prior_items": ("上一年项目数量", None),
    "items_change": ("本年增/减", None),
    "decisions": ("处理决定数量", "本年处理决定数量"),
    "projects": ("采购项目数量", None),
    "amount": ("采购总金额", "本年收费金额（单位：万元）"),
}

# item, outcome, group label, own label
REQUESTS = [
    ("new", None, None, "一、本年新收政府信息公开申请数量"),
    ("carried_in", None, None, "二、上年结转政府信息公开申请数量"),
    ("granted", "granted", None, "（一）予以公开"),
    ("partial", "partial", None, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("refused_state_secret", "refused", "（三）不予公开", "1.属于国家秘密"),
    ("refused_other_law", "refused", "（三）不予公开", "2.其他法律行政法规禁止公开"),
    ("refused_security", "refused", "（三）不予公开", "3.危及“三安全一稳定”"),
    ("refused_third_party", "refused", "（三）不予公开", "4.保护第三方合法权益"),
    ("refused_internal", "refused", "（三）不予公开", "5.属于三类内部事务信息"),
    ("refused_deliberative", "refused", "（三）不予公开", "6.属于四类过程性信息"),
    ("refused_enforcement", "refused", "（三）不予公开", "7.属于行政执法案卷"),
    ("refused_enquiry", "refused", "（三）不予公开", "8.属于行政查询事项"),
    ("unavailable_not_held", "unavailable", "（四）无法提供", "1.本机关不掌握相关政府信息"),
    ("unavailable_to_create", "unavailable", "（四）无法提供", "2.没有现成信息需要另行制作"),
    ("unavailable_unclear", "unavailable", "（四）无法提供", "3.补正后申请内容仍不明确"),
    ("unprocessed_complaint", "unprocessed", "（五）不予处理", "1.信访举报投诉类申请"),
    ("unprocessed_repeat", "unprocessed", "（五）不予处理", "2.重复申请"),
    ("unprocessed_publication", "unprocessed", "（五）不予处理", "3.要求提供公开出版物"),
    ("unprocessed_excessive", "unprocessed", "（五）不予处理", "4.无正当理由大量反复申请"),
    ("unprocessed_confirmation", "unprocessed", "（五）不予处理",
     "5.要求行政机关确认或重新出具已获取信息"),
    ("other", "other", None, "（六）其他处理"),
    ("other_uncorrected", "other", "（六）其他处理",
     "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("other_unpaid", "other", "（六）其他处理",
     "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("other_misc", "other", "（六）其他处理", "3.其他"),
    ("total", None, None, "（七）总计"),
    ("carried_out", None, None, "四、结转下年度继续办理"),
]

APPLICANTS = [
    ("natural_person", "自然人"),
    ("enterprise", "商业企业"),
    ("research", "科研机构"),
    ("public_interest", "社会公益组织"),
    ("legal_service", "法律服务机构"),
    ("other_org", "其他"),
    ("total", "总计"),
]

PROCEEDINGS = [
    ("reconsideration", "行政复议"),
    ("litigation_direct", "未经复议直接起诉"),
    ("litigation_after", "复议后起诉"),
]

RESULTS = [
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
]

HEADINGS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]

RESULTS_LABEL = "三、本年度办理结果"
RELATION = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

PEOPLE = [code for code, _ in APPLICANTS if code != "total"]
MEASURES = [code for code, _ in APPLICANTS]


def disclosures_rows(form):
    """(item, clause, label, measures) of section two, for form "2019" or "2021"."""
    for item, clause, label19, measures19, label21, measures21 in DISCLOSURES:
        label, measures = (label19, measures19) if form == "2019" else (label21, measures21)
        if label is not None:
            yield item, clause, label, measures


def requests_rows(split):
    """(item, outcome, group, label) of section three. `split`: （六） has three rows."""
    for row in REQUESTS:
        item = row[0]
        if item == "other" and split or item.startswith("other_") and not split:
            continue
        yield row


def keys(form, split):
    """Every cell's key, in the order in which the form prints the cells (row by row)."""
    out = []
    for item, _, _, measures in disclosures_rows(form):
        out += [f"disclosures.{item}.{m}" for m in measures]
    for row in requests_rows(split):
        out += [f"requests.{row[0]}.{m}" for m in MEASURES]
    for item, _ in PROCEEDINGS:
        out += [f"proceedings.{item}.{m}" for m, _ in RESULTS]
    return out


def _side(cells, names):
    """Sum of the named cells, a blank as 0; None where one of them is not in the report."""
    if any(name not in cells for name in names):
        return None
    return sum(cells[name] or 0 for name in names)


def identities(split):
    """(topic, rule, scope, keys of the left side, keys of the right side)."""
    rows = list(requests_rows(split))
    outcomes = [row[0] for row in rows if row[1]]
    for m in MEASURES:
        yield ("requests", "balance", m, [f"requests.{i}.{m}" for i in ("new", "carried_in")],
               [f"requests.{i}.{m}" for i in ("total", "carried_out")])
    for m in MEASURES:
        yield ("requests", "outcomes", m, [f"requests.{i}.{m}" for i in outcomes],
               [f"requests.total.{m}"])
    for row in rows:
        yield ("requests", "applicants", row[0], [f"requests.{row[0]}.{m}" for m in PEOPLE],
               [f"requests.{row[0]}.total"])
    for item, _ in PROCEEDINGS:
        yield ("proceedings", "proceedings", item,
               [f"proceedings.{item}.{m}" for m, _ in RESULTS if m != "total"],
               [f"proceedings.{item}.total"])


def failures(cells, split):
    """The identities that fail in a table of cells: [[topic, rule, scope], ...]."""
    out = []
    for topic, rule, scope, left, right in identities(split):
        lhs, rhs = _side(cells, left), _side(cells, right)
        if lhs is not None and rhs is not None and lhs != rhs:
            out.append([topic, rule, scope])
    return out
