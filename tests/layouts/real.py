"""What the eight real reports print, where they are at hand beside the project.

Their tables are nearly all noughts: each entry names the cells that are not, those that are blank,
and the facts that the text tells.
"""
import form

NEW_TO_TOTAL = {    # hongze: requests by natural persons, who made them all
    "new": 21, "partial": 4, "refused_state_secret": 1, "refused_deliberative": 1,
    "refused_enforcement": 1, "unavailable_not_held": 10, "unavailable_to_create": 3,
    "unprocessed_complaint": 1, "total": 21,
}

HONGZE = {
    "form": "2021", "split": False,
    "title": "洪泽区人民政府2023年政府信息公开工作年度报告", "agency": "洪泽区人民政府",
    "year": 2023, "published": None, "period": ("2023-01-01", "2023-12-31"),
    "cells": {
        "disclosures.normative_documents.repealed": 5,
        "disclosures.normative_documents.in_force": 5,
        "disclosures.licensing.decisions": 550, "disclosures.penalties.decisions": 4119,
        "disclosures.compulsion.decisions": 195, "disclosures.fees.amount": 7730.28,
        **{f"requests.{item}.natural_person": n for item, n in NEW_TO_TOTAL.items()},
        **{f"requests.{item}.total": n for item, n in NEW_TO_TOTAL.items()},
        "proceedings.reconsideration.upheld": 10, "proceedings.reconsideration.corrected": 1,
        "proceedings.litigation_after.upheld": 5,
    },
    # the report prints 0 as the totals of 10 + 1 and of 5
    "failures": [["proceedings", "proceedings", "reconsideration"],
                 ["proceedings", "proceedings", "litigation_after"]],
}

REPORTS = {
    "hongze-2023-pdf-layout": HONGZE, "hongze-2023-pdf-raw": HONGZE,
    "hongze-2023-pdf-flow": HONGZE,
    "wuling-2020-lines": {
        "form": "2019", "split": False,
        "title": "重庆市万州区武陵镇人民政府2020年政府信息公开工作年度报告",
        "agency": "重庆市万州区武陵镇人民政府", "year": 2020, "published": "2021-01-27",
        "cells": {
            "disclosures.normative_documents.created": 2,
            "disclosures.normative_documents.disclosed": 2,
            "disclosures.normative_documents.disclosed_total": 2,
            "disclosures.licensing.prior_items": 11,
            "disclosures.other_services.prior_items": 158,
            "disclosures.other_services.items_change": 2,
            "disclosures.other_services.decisions": 2,
            "disclosures.penalties.prior_items": 131, "disclosures.fees.prior_items": 1,
        },
    },
    "xinqing-2020-tabs": {
        "form": "2019", "split": False, "title": "新青镇2020年政府信息公开工作报告",
        "agency": "新青镇", "year": 2020, "published": None,
        "blank": [f"proceedings.reconsideration.{measure}" for measure, _ in form.RESULTS],
    },
    "zhongxian-2020-pipes": {
        "form": "2019", "split": False, "title": None, "agency": None, "year": 2020,
        "published": None,
    },
    "jiangpo-2022-traditional-pinyin": {
        "form": "2021", "split": True, "title": None, "agency": "江坡鎮人民政府", "year": 2022,
        "published": "2023-01-10",
    },
    "juxian-2023-lines-blank-cells": {
        "form": "2021", "split": True,
        "title": "遂宁市安居区聚贤镇2023年度政府信息公开工作年度报告",
        "agency": "遂宁市安居区聚贤镇", "year": 2023, "published": "2024-01-25",
        "blank": ["requests.refused_other_law.public_interest",
                  "requests.unprocessed_publication.research",
                  "requests.unprocessed_excessive.research",
                  "requests.unprocessed_confirmation.legal_service"],
    },
}

# Those that fill.py can fill with distinct numbers.
FILLED = [name for name in REPORTS if name != "hongze-2023-pdf-flow"]


def truth(name):
    """The truth of a report in the manner of fixtures/<name>.json."""
    report = REPORTS[name]
    cells = dict.fromkeys(form.keys(report["form"], report["split"]), 0)
    for key, value in report.get("cells", {}).items():
        if key not in cells:
            raise KeyError(key)
        cells[key] = value
    cells.update(dict.fromkeys(report.get("blank", []), None))
    fees = "disclosures.fees.amount"
    return {"period": (None, None), "failures": [], **report, "cells": cells,
            "units": {fees: "万元"} if fees in cells else {}}
