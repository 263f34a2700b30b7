"""Writers of HTML pages as government sites store them.

In: a document.Report. Out: a page in one of three manners: pasted from Word, clean, and broken.
Noise around the report (navigation, scripts, comments, footers) is invented, and holds numbers and
tables that are no cells.
"""
import html

import document

STYLE = "font-size:10.5pt"

SCRIPT = """<script type="text/javascript">
var tpl = "<table><tr><td>一、本年新收政府信息公开申请数量</td><td>999</td></tr></table>";
if (window.innerWidth < 640 && tpl.length > 3) { document.title = "政务公开"; }
</script>"""

TOP = """<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/zwgk/nb/">政府信息公开年报</a></li></ul></div>"""

BOTTOM = """<div class="foot"><p>主办：政府办公室&emsp;承办：大数据中心</p>
<p>备案号：某ICP备20260001号-1&nbsp;&nbsp;网站标识码：9900000012</p>
<p>&copy; 2018-2026 版权所有</p></div>"""


def attributes(cell, quote='"'):
    out = ""
    if cell.cols > 1:
        out += f" colspan={quote}{cell.cols}{quote}"
    if cell.rows > 1:
        out += f" rowspan={quote}{cell.rows}{quote}"
    return out


# ---- pasted from Word ---------------------------------------------------------------------

def _word_text(text):
    """Text as Word's export cuts it: numbering, words and digits in spans of their own."""
    text = html.escape(text, quote=False).replace("“", "&ldquo;").replace("”", "&rdquo;")
    if text[:2] in ("1.", "2.") and not text[2:3].isdigit():
        return f'<span lang="EN-US">{text[:2]}</span><span style="{STYLE}">{text[2:]}</span>'
    return f'<span style="{STYLE}">{text or "&nbsp;"}</span>'


def _word_table(block):
    out = ['<table border="0" cellspacing="0" cellpadding="0" ><tbody>']
    for row in block.rows:
        out.append("<tr>")
        for cell in row:
            out.append(f'<td width="61"{attributes(cell)}><p align="center">'
                       f"{_word_text(cell.text)}<o:p></o:p></p></td>")
        out.append("</tr>")
    return "\n".join(out) + "\n</tbody></table>"


def word(report):
    """Nested spans, empty o:p, conditional comments."""
    body = []
    for block in document.blocks(report):
        if block.kind == "table":
            body.append(_word_table(block))
        elif block.kind == "title":
            body.append(f'<p align="center"><b>{_word_text(block.text)}</b></p>')
        else:
            body.append(f'<p class="MsoNormal"><span>&nbsp;&nbsp;</span>{_word_text(block.text)}'
                        "<o:p>&nbsp;</o:p></p>")
    return ('<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
            '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n<html><head>'
            '<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />\n'
            "<style>td p {margin:0} /* <td>0</td> */</style>\n" + SCRIPT + "\n</head><body>\n" +
            TOP + "\n<!--[if gte mso 9]><xml><w:View>Normal</w:View><td>7</td></xml><![endif]-->\n"
            + "\n".join(body) + "\n" + BOTTOM + "\n</body></html>\n")


# ---- clean --------------------------------------------------------------------------------

def _clean_cell(cell):
    text = html.escape(cell.text, quote=False).replace("“", "&#8220;").replace("”", "&#x201D;")
    if cell.kind == "head" and len(cell.text) == 4:
        text = text[:2] + "<br>" + text[2:]
    if cell.kind == "label" and len(cell.text) > 20:
        text = text[:12] + "<br/>" + text[12:]
    return f"<td{attributes(cell)}>{text}</td>"


def clean(report):
    """One line a row, breaks inside labels, character references."""
    body = []
    for block in document.blocks(report):
        if block.kind == "table":
            rows = ["<tr>" + "".join(map(_clean_cell, row)) + "</tr>" for row in block.rows]
            body.append("<table>\n" + "\n".join(rows) + "\n</table>")
        else:
            tag = {"title": "h1", "heading": "h2"}.get(block.kind, "p")
            body.append(f"<{tag}>{html.escape(block.text, quote=False)}</{tag}>")
    return ('<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
            "<title>政务公开</title></head>\n<body>" + TOP + "\n<main>\n" + "\n".join(body) +
            "\n</main>\n" + SCRIPT + BOTTOM + "</body></html>\n")


# ---- broken -------------------------------------------------------------------------------

def _broken_cell(cell, i):
    text = html.escape(cell.text, quote=False)
    inner = f"<P>{text}" if i % 3 == 0 else f"<FONT size=2>{text}" if i % 3 == 1 else \
        f"<p><span>{text}</p></span>"
    return f"<TD{attributes(cell, '')} nowrap>{inner or '&nbsp'}"


def broken(report):
    """Upper case, unquoted attributes, tags never closed or closed crosswise, a layout table."""
    body = []
    for block in document.blocks(report):
        if block.kind == "table":
            rows = ["<TR>" + "".join(_broken_cell(cell, i) for i, cell in enumerate(row))
                    for row in block.rows]
            body.append("<TABLE border=1>" + "\n".join(rows) + "\n</TABLE>")
        else:
            body.append("<P align=left><b>" + html.escape(block.text, quote=False) + "</P></b>")
    return ("<html><head><title>公开年报</title><meta charset=utf-8></head><body bgcolor=#ffffff>"
            "\n<table width=1000><tr><td width=200>" + TOP + "<td>\n"
            "<!-- 旧表 <table><tr><td>（七）总计<td>12345</table> -->\n" + "\n".join(body) +
            "\n</div></td></tr></table>\n" + SCRIPT + BOTTOM + "\n")


WRITERS = {"html-word": word, "html-clean": clean, "html-broken": broken}
