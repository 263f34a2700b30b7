/*
** rows.h: what the rows of requests are called, for the reports that tests print, and whether a
** cell that is read back is what was printed.
*/
#ifndef TESTS_ROWS_H
#define TESTS_ROWS_H

#include "report.h"

#include <stdlib.h>

/* By item; （六） is one row, or the three behind it. */
static const char *const row_labels[GX_R_ITEMS] = {
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
    "7.属于行政执法案卷",
    "8.属于行政查询事项",
    "1.本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作",
    "3.补正后申请内容仍不明确",
    "1.信访举报投诉类申请",
    "2.重复申请",
    "3.要求提供公开出版物",
    "4.无正当理由大量反复申请",
    "5.要求行政机关确认或重新出具已获取信息",
    "（六）其他处理",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
    "（七）总计",
    "四、结转下年度继续办理",
};

/* True for a row of the form in which （六） is one. */
static inline bool is_of_2019(int item) {
    return item < GX_OTHER_UNCORRECTED || item > GX_OTHER_MISC;
}

/* The label of the group that begins with this row; NULL: none. */
static inline const char *group_before(int item) {
    switch (item) {
    case GX_GRANTED: return "三、本年度办理结果";
    case GX_REFUSED_FIRST: return "（三）不予公开";
    case GX_UNAVAILABLE_FIRST: return "（四）无法提供";
    case GX_UNPROCESSED_FIRST: return "（五）不予处理";
    case GX_OTHER_UNCORRECTED: return "（六）其他处理";
    default: return NULL;
    }
}

/* True unless a cell is said to be what was not printed there; "": nothing was. */
static inline bool is_honest_cell(const gx_cell *cell, const char *printed) {
    if (cell->status == GX_DOUBTFUL || cell->status == GX_MISSING) return true;
    if (cell->status == GX_BLANK) return !*printed;
    return *printed && cell->value == atoll(printed);
}

#endif
