"""Texts that are no reports: invented poems, news, shop pages, statistics, and pages about open
government information, with numbers in tables.

In: a fixed seed. Out: pages(), a list of one hundred (name, text).
"""
import random

SEED = 20190411

PLACES = ["清溪县", "东山区", "白石镇", "临江市", "柳河乡", "望湖新区", "石桥街道", "北原县"]
NATURE = ["春风", "秋月", "寒江", "远山", "落花", "孤舟", "晚钟", "疏雨", "长亭", "新雪", "流云",
          "归雁", "古道", "青竹", "残阳", "渔火", "空谷", "浅草", "微霜", "暮鼓"]
DEEDS = ["入", "照", "过", "随", "問", "伴", "隔", "听", "寻", "忆", "满", "绕"]
GOODS = ["保温杯", "羊毛围巾", "蓝牙耳机", "不锈钢锅", "儿童自行车", "速干衣", "台灯", "茶叶礼盒"]
TOPICS = ["抗旱保供", "秋粮收购", "老旧小区改造", "森林防火", "校园安全", "公交优化", "招商引资"]
TRADES = ["农业", "制造业", "建筑业", "批发零售", "住宿餐饮", "金融业", "房地产业", "教育"]

HEAD = ("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{0}</title>"
        "<style>td{{padding:2px}}</style></head><body><div class=\"nav\"><a href=\"/\">首页</a> | "
        "<a href=\"/zwgk/\">政务公开</a> | <a href=\"/zwgk/nb/\">政府信息公开年报</a></div>")
FOOT = "<div class=\"foot\">版权所有 备案号：某ICP备{0}号-1 扫一扫在手机打开当前页面</div></body></html>"


def table(rows, plain=False):
    """A table as HTML, or one row a line with bars."""
    if plain:
        return "\n".join(" | ".join(map(str, row)) + " |" for row in rows) + "\n"
    out = ["<table border=1>"]
    for row in rows:
        out.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>")
    return "\n".join([*out, "</table>"])


def page(rng, title, *parts):
    return HEAD.format(title) + f"<h1>{title}</h1>\n" + "\n".join(parts) + \
        FOOT.format(rng.randint(10**7, 10**8))


def poem(rng, i):
    width = 2 if i % 2 else 3
    lines = []
    for n in range(rng.choice((4, 8, 12))):
        words = rng.sample(NATURE, width) + [rng.choice(DEEDS)]
        rng.shuffle(words)
        lines.append("".join(words) + ("，" if n % 2 == 0 else "。"))
    return f"《{rng.choice(NATURE)}{rng.choice(NATURE)}》\n\n" + "\n".join(lines) + "\n"


def news(rng, _):
    place, topic = rng.choice(PLACES), rng.choice(TOPICS)
    day = f"202{rng.randint(0, 4)}-0{rng.randint(1, 9)}-{rng.randint(10, 28)}"
    paragraphs = [
        f"<p>本报讯 {place}近日召开{topic}工作会议，{rng.randint(20, 90)}家单位参加。会议指出，今年以来"
        f"全县累计投入资金{rng.randint(100, 9000)}万元，办结事项{rng.randint(100, 900)}件，同比增长"
        f"{rng.randint(1, 30)}.{rng.randint(0, 9)}%。</p>"
        for _ in range(rng.randint(2, 6))]
    rows = [("时间", "地点", "人数")] + [(f"{n}日", rng.choice(PLACES), rng.randint(1, 400))
                                         for n in range(1, rng.randint(3, 9))]
    return page(rng, f"{place}召开{topic}工作会议", f"<p>发布时间：{day} 来源：{place}融媒体中心</p>",
                *paragraphs, table(rows))


def shop(rng, _):
    rows = [("商品", "单价（元）", "库存", "销量", "合计")]
    for name in rng.sample(GOODS, 6):
        price, sold = rng.randint(9, 900), rng.randint(0, 5000)
        rows.append((name, f"{price}.00", rng.randint(0, 300), sold, price * sold))
    return page(rng, "全场满减 限时特惠", table(rows),
                f"<p>总计 {rng.randint(5, 40)} 件商品，其他商品 &nbsp; 请联系客服 400-"
                f"{rng.randint(100, 999)}-0000。一、退换货说明 二、配送范围 三、发票须知</p>")


def statistics(rng, i):
    place = rng.choice(PLACES)
    rows = [("指标", "单位", "上年", "本年", "增减")]
    for trade in TRADES + ["总计", "其他"]:
        old, new = rng.randint(10, 9999), rng.randint(10, 9999)
        rows.append((trade, rng.choice(("亿元", "万人", "个")), old, new, f"{new - old:+d}"))
    wide = [("地区", *[f"{month}月" for month in range(1, 8)])]
    wide += [(name, *[rng.randint(0, 99) for _ in range(7)]) for name in PLACES]
    plain = i % 3 == 0
    body = table(rows, plain) + "\n" + table(wide, plain)
    if plain:
        return f"{place}统计公报\n\n一、综合\n\n{body}\n二、农业\n\n粮食播种面积{rng.randint(10, 99)}万亩。\n"
    return page(rng, f"{place}国民经济和社会发展统计公报", "<p>一、综合</p>", body)


# ---- about open government information --------------------------------------------------------

def links(rng):
    rows = [("序号", "标题", "发布日期")]
    for n, year in enumerate(range(2010, 2025), 1):
        rows.append((n, f"{rng.choice(PLACES)}{year}年政府信息公开工作年度报告",
                     f"{year + 1}-01-{rng.randint(10, 31)}"))
    return page(rng, "政府信息公开年报", table(rows), "<p>共 15 条 1/1 页</p>")


def guide(rng):
    fees = [("收费项目", "单位", "标准（元）"), ("按件计收", "件", 100), ("按件计收", "件", 200),
            ("按量计收", "页", 10), ("按量计收", "页", 20), ("按量计收", "页", 40)]
    return page(rng, "政府信息公开指南", "<p>一、主动公开 二、依申请公开 三、公开时限</p>",
                "<p>本机关收到政府信息公开申请后，能够当场答复的，当场予以答复；不能当场答复的，自收到申请之日起"
                "20个工作日内予以答复。申请人对答复不服的，可以依法申请行政复议或者提起行政诉讼。</p>",
                table(fees), f"<p>受理电话：0{rng.randint(100, 999)}-{rng.randint(10**6, 10**7)}</p>")


def regulation(rng):
    clauses = ["行政法规、规章和规范性文件", "机关职能、机构设置", "国民经济和社会发展规划",
               "办理行政许可和其他对外管理服务事项的依据", "实施行政处罚、行政强制的依据",
               "财政预算、决算信息", "行政事业性收费项目及其依据、标准", "政府集中采购项目的目录"]
    lines = [f"第{n}条 行政机关应当依照规定公开政府信息。" for n in "一二三四五六七八九十"]
    lines.append("第二十条 行政机关应当主动公开下列政府信息：")
    lines += [f"（{n}）{text}；" for n, text in zip("一二三四五六七八", clauses)]
    rng.shuffle(lines)
    return "政府信息公开条例释义\n" + "\n".join(lines) + "\n"


def comparison(rng):
    rows = [("单位", "收到申请数", "按时办结数", "被复议数", "被诉讼数")]
    for place in PLACES:
        rows.append((place, *[rng.randint(0, 60) for _ in range(4)]))
    return page(rng, "全市政府信息公开工作情况通报",
                f"<p>上半年全市共收到政府信息公开申请{rng.randint(100, 900)}件，予以公开"
                f"{rng.randint(10, 99)}件，部分公开{rng.randint(1, 9)}件，不予公开{rng.randint(1, 9)}件。</p>",
                table(rows))


def double_publicity(rng):
    rows = [("月份", "行政许可", "行政处罚", "行政强制")]
    rows += [(f"{n}月", *[rng.randint(0, 200) for _ in range(3)]) for n in range(1, 13)]
    return page(rng, "双公示信息报送统计", table(rows), "<p>说明：规章、规范性文件不在统计之列。</p>")


def about_reports(rng):
    return (f"关于做好{rng.randint(2019, 2024)}年度政府信息公开工作年度报告编制发布工作的通知\n\n"
            "各乡镇人民政府，县直各部门：\n\n年度报告应当包括总体情况、主动公开政府信息情况、收到和处理政府信息"
            "公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项。\n\n"
            f"一、报送时间。请于1月{rng.randint(10, 25)}日前报送。\n\n二、有关要求。本年新收与上年结转之和应当等于"
            "办理结果总计与结转下年度之和。\n\n"
            + table([("联系人", "电话"), *[(f"科员{n}", rng.randint(10**6, 10**7)) for n in "甲乙丙"]],
                    True))


def open_information(rng, i):
    return (links, guide, regulation, comparison, double_publicity, about_reports)[i % 6](rng)


KINDS = [("poem", poem, 20), ("news", news, 20), ("shop", shop, 15),
         ("statistics", statistics, 20), ("about", open_information, 25)]


def pages():
    """One hundred (name, text)."""
    rng = random.Random(SEED)
    return [(f"{kind} {i}", make(rng, i)) for kind, make, count in KINDS for i in range(count)]
