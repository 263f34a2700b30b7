/*
** labels.c: the labels of the forms, as data, with the variants met in real reports.
**
** Written in Simplified Chinese. Folding takes care of scripts, widths, spaces, punctuation,
** numbering and readings, so that none of these is listed; make_tables adds Taiwan's words.
** A label that is only damaged (characters lost, doubled or wrong) need not be listed either.
*/
#include "labels.h"

#define ROW(topic, item, text)                                                                     \
    { {GX_ROLE_ROW, topic, item, 0}, GX_FORM_NONE, text }
#define ROW_OF(form, topic, item, text)                                                            \
    { {GX_ROLE_ROW, topic, item, 0}, form, text }
#define D(item, text) ROW(GX_DISCLOSURES, item, text)
#define R(item, text) ROW(GX_REQUESTS, item, text)
#define P(item, text) ROW(GX_PROCEEDINGS, item, text)
#define GROUP(item, text)                                                                          \
    { {GX_ROLE_GROUP, GX_REQUESTS, item, 0}, GX_FORM_NONE, text }
#define HEAD(form, topic, measure, text)                                                           \
    { {GX_ROLE_HEAD, topic, measure, 0}, form, text }
#define HEAD_19(measure, text) HEAD(GX_FORM_2019, GX_DISCLOSURES, measure, text)
#define HEAD_21(measure, text) HEAD(GX_FORM_2021, GX_DISCLOSURES, measure, text)
#define HEAD_R(measure, text)  HEAD(GX_FORM_NONE, GX_REQUESTS, measure, text)
#define HEAD_P(measure, text)  HEAD(GX_FORM_NONE, GX_PROCEEDINGS, measure, text)
#define AMOUNT(form, unit, text)                                                                   \
    { {GX_ROLE_HEAD, GX_DISCLOSURES, GX_AMOUNT, unit}, form, text }
#define SECTION(n, text)                                                                           \
    { {GX_ROLE_SECTION, 0, n, 0}, GX_FORM_NONE, text }
#define NOTE(topic, text)                                                                          \
    { {GX_ROLE_NOTE, topic, 0, 0}, GX_FORM_NONE, text }
#define OTHER_ROLE(kind, unit, text)                                                               \
    { {kind, 0, 0, unit}, GX_FORM_NONE, text }
#define FRAGMENT(text) OTHER_ROLE(GX_ROLE_FRAGMENT, 0, text)
#define COUNTER(text)  OTHER_ROLE(GX_ROLE_COUNTER, 0, text)

enum {
    REFUSED = GX_REFUSED_FIRST,
    UNAVAILABLE = GX_UNAVAILABLE_FIRST,
    UNPROCESSED = GX_UNPROCESSED_FIRST,
};

const gx_label gx_labels[] = {
    /* ---- sections */
    SECTION(1, "总体情况"),
    SECTION(2, "主动公开政府信息情况"),
    SECTION(2, "主动公开政府信息的情况"),
    SECTION(2, "行政机关主动公开政府信息情况"),
    SECTION(2, "行政机关主动公开政府信息的情况"),
    SECTION(2, "政府信息主动公开情况"),
    SECTION(2, "主动公开信息情况"),
    SECTION(3, "收到和处理政府信息公开申请情况"),
    SECTION(3, "收到和处理政府信息公开申请的情况"),
    SECTION(3, "行政机关收到和处理政府信息公开申请情况"),
    SECTION(3, "行政机关收到和处理政府信息公开申请的情况"),
    SECTION(3, "收到和处理信息公开申请情况"),
    SECTION(4, "政府信息公开行政复议行政诉讼情况"),
    SECTION(4, "政府信息公开行政复议和行政诉讼情况"),
    SECTION(4, "政府信息公开行政复议及行政诉讼情况"),
    SECTION(4, "政府信息公开行政复议和提起行政诉讼情况"),
    SECTION(4, "政府信息公开行政复议提起行政诉讼情况"),
    SECTION(4, "政府信息公开行政复议行政诉讼的情况"),
    SECTION(4, "因政府信息公开工作被申请行政复议提起行政诉讼情况"),
    SECTION(4, "因政府信息公开工作被申请行政复议提起行政诉讼的情况"),
    SECTION(4, "因政府信息公开工作被申请行政复议和提起行政诉讼情况"),
    SECTION(5, "存在的主要问题及改进情况"),
    SECTION(5, "存在的主要问题和改进情况"),
    SECTION(5, "存在主要问题及改进情况"),
    SECTION(5, "存在的问题及改进情况"),
    SECTION(5, "存在问题及改进情况"),
    SECTION(5, "政府信息公开工作存在的主要问题及改进情况"),
    SECTION(5, "政府信息公开工作存在的主要问题"),
    SECTION(5, "存在的主要问题"),
    SECTION(5, "存在问题"),
    SECTION(6, "其他需要报告的事项"),
    SECTION(6, "其它需要报告的事项"),
    SECTION(6, "需要报告的其他事项"),

    /* ---- disclosures: rows */
    D(GX_RULES, "规章"),
    ROW_OF(GX_FORM_2019, GX_DISCLOSURES, GX_NORMATIVE, "规范性文件"),
    ROW_OF(GX_FORM_2021, GX_DISCLOSURES, GX_NORMATIVE, "行政规范性文件"),
    D(GX_LICENSING, "行政许可"),
    ROW_OF(GX_FORM_2019, GX_DISCLOSURES, GX_OTHER_SERVICES, "其他对外管理服务事项"),
    ROW_OF(GX_FORM_2019, GX_DISCLOSURES, GX_OTHER_SERVICES, "其它对外管理服务事项"),
    D(GX_PENALTIES, "行政处罚"),
    D(GX_COMPULSION, "行政强制"),
    D(GX_FEES, "行政事业性收费"),
    ROW_OF(GX_FORM_2019, GX_DISCLOSURES, GX_PROCUREMENT, "政府集中采购"),

    /* ---- disclosures: columns */
    HEAD_19(GX_CREATED, "本年新制作数量"),
    HEAD_19(GX_DISCLOSED, "本年新公开数量"),
    HEAD_19(GX_DISCLOSED_TOTAL, "对外公开总数量"),
    HEAD_19(GX_PRIOR_ITEMS, "上一年项目数量"),
    HEAD_19(GX_ITEMS_CHANGE, "本年增/减"),
    HEAD_19(GX_DECISIONS, "处理决定数量"),
    HEAD_19(GX_PROJECTS, "采购项目数量"),
    AMOUNT(GX_FORM_2019, GX_UNIT_NONE, "采购总金额"),
    AMOUNT(GX_FORM_2019, GX_UNIT_WAN_YUAN, "采购总金额（单位：万元）"),
    AMOUNT(GX_FORM_2019, GX_UNIT_WAN_YUAN, "采购总金额（万元）"),
    AMOUNT(GX_FORM_2019, GX_UNIT_YUAN, "采购总金额（单位：元）"),
    AMOUNT(GX_FORM_2019, GX_UNIT_YUAN, "采购总金额（元）"),
    HEAD_21(GX_ISSUED, "本年制发件数"),
    HEAD_21(GX_ISSUED, "本年制发数量"),
    HEAD_21(GX_REPEALED, "本年废止件数"),
    HEAD_21(GX_IN_FORCE, "现行有效件数"),
    HEAD_21(GX_DECISIONS, "本年处理决定数量"),
    AMOUNT(GX_FORM_2021, GX_UNIT_NONE, "本年收费金额"),
    AMOUNT(GX_FORM_2021, GX_UNIT_WAN_YUAN, "本年收费金额（单位：万元）"),
    AMOUNT(GX_FORM_2021, GX_UNIT_WAN_YUAN, "本年收费金额（万元）"),
    AMOUNT(GX_FORM_2021, GX_UNIT_YUAN, "本年收费金额（单位：元）"),
    AMOUNT(GX_FORM_2021, GX_UNIT_YUAN, "本年收费金额（元）"),
    NOTE(GX_DISCLOSURES, "第二十条第（一）项"),
    NOTE(GX_DISCLOSURES, "第二十条第一项"),
    NOTE(GX_DISCLOSURES, "第二十条第五项"),
    NOTE(GX_DISCLOSURES, "第二十条第六项"),
    NOTE(GX_DISCLOSURES, "第二十条第八项"),
    NOTE(GX_DISCLOSURES, "第二十条第九项"),
    NOTE(GX_DISCLOSURES, "信息内容"),

    /* ---- requests: rows */
    R(GX_NEW, "本年新收政府信息公开申请数量"),
    R(GX_NEW, "本年度新收政府信息公开申请数量"),
    R(GX_NEW, "本年新收政府信息公开申请数"),
    R(GX_CARRIED_IN, "上年结转政府信息公开申请数量"),
    R(GX_CARRIED_IN, "上年度结转政府信息公开申请数量"),
    R(GX_CARRIED_IN, "上一年结转政府信息公开申请数量"),
    GROUP(GX_GRANTED, "本年度办理结果"),
    GROUP(GX_GRANTED, "三本年度办理结果"), /* upright, a letter a line */
    GROUP(GX_GRANTED, "本年办理结果"),
    R(GX_GRANTED, "予以公开"),
    R(GX_PARTIAL, "部分公开（区分处理的，只计这一情形，不计其他情形）"),
    R(GX_PARTIAL, "部分公开"),
    GROUP(REFUSED, "不予公开"),
    R(REFUSED + 0, "属于国家秘密"),
    R(REFUSED + 1, "其他法律行政法规禁止公开"),
    R(REFUSED + 2, "危及“三安全一稳定”"),
    R(REFUSED + 3, "保护第三方合法权益"),
    R(REFUSED + 4, "属于三类内部事务信息"),
    R(REFUSED + 5, "属于四类过程性信息"),
    R(REFUSED + 6, "属于行政执法案卷"),
    R(REFUSED + 7, "属于行政查询事项"),
    GROUP(UNAVAILABLE, "无法提供"),
    R(UNAVAILABLE + 0, "本机关不掌握相关政府信息"),
    R(UNAVAILABLE + 1, "没有现成信息需要另行制作"),
    R(UNAVAILABLE + 2, "补正后申请内容仍不明确"),
    GROUP(UNPROCESSED, "不予处理"),
    R(UNPROCESSED + 0, "信访举报投诉类申请"),
    R(UNPROCESSED + 1, "重复申请"),
    R(UNPROCESSED + 2, "要求提供公开出版物"),
    R(UNPROCESSED + 3, "无正当理由大量反复申请"),
    R(UNPROCESSED + 4, "要求行政机关确认或重新出具已获取信息"),
    R(GX_OTHER, "其他处理"),
    R(GX_OTHER, "其它处理"),
    GROUP(GX_OTHER, "其他处理"),
    R(GX_OTHER_UNCORRECTED, "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    R(GX_OTHER_UNCORRECTED, "申请人无正当理由逾期不补正"),
    R(GX_OTHER_UNCORRECTED, "逾期不补正"),
    R(GX_OTHER_UNPAID, "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    R(GX_OTHER_UNPAID, "申请人逾期未按收费通知要求缴纳费用"),
    R(GX_OTHER_UNPAID, "逾期未缴费"),
    R(GX_OTHER_UNPAID, "逾期不缴费"),
    R(GX_OTHER_MISC, "其他"),
    R(GX_OTHER_MISC, "其它"),
    R(GX_TOTAL, "总计"),
    R(GX_CARRIED_OUT, "结转下年度继续办理"),
    R(GX_CARRIED_OUT, "结转下一年度继续办理"),
    R(GX_CARRIED_OUT, "结转下年继续办理"),

    /* ---- requests: columns */
    HEAD_R(0, "自然人"),
    HEAD_R(1, "商业企业"),
    HEAD_R(2, "科研机构"),
    HEAD_R(3, "社会公益组织"),
    HEAD_R(4, "法律服务机构"),
    HEAD_R(5, "其他"),
    HEAD_R(5, "其它"),
    HEAD_R(6, "总计"),
    OTHER_ROLE(GX_ROLE_SUBTOTAL, 0, "小计"),
    OTHER_ROLE(GX_ROLE_SUBTOTAL, 0, "法人小计"),
    NOTE(GX_REQUESTS, "本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和"),
    NOTE(GX_REQUESTS, "申请人情况"),
    NOTE(GX_REQUESTS, "法人或其他组织"),
    NOTE(GX_REQUESTS, "法人或者其他组织"),

    /* ---- proceedings */
    P(0, "行政复议"),
    NOTE(GX_PROCEEDINGS, "行政诉讼"),
    P(1, "未经复议直接起诉"),
    P(2, "复议后起诉"),
    HEAD_P(0, "结果维持"),
    HEAD_P(1, "结果纠正"),
    HEAD_P(2, "其他结果"),
    HEAD_P(3, "尚未审结"),
    HEAD_P(4, "总计"),

    /* ---- pieces of wrapped headers */
    FRAGMENT("商业"),
    FRAGMENT("企业"),
    FRAGMENT("科研"),
    FRAGMENT("机构"),
    FRAGMENT("社会"),
    FRAGMENT("公益"),
    FRAGMENT("组织"),
    FRAGMENT("法律"),
    FRAGMENT("服务"),
    FRAGMENT("结果"),
    FRAGMENT("维持"),
    FRAGMENT("纠正"),
    FRAGMENT("尚未"),
    FRAGMENT("审结"),
    FRAGMENT("本年度"),
    FRAGMENT("办理"),
    FRAGMENT("度办"),
    FRAGMENT("理结"),

    /* ---- what stands beside numbers */
    OTHER_ROLE(GX_ROLE_UNIT, GX_UNIT_YUAN, "元"),
    OTHER_ROLE(GX_ROLE_UNIT, GX_UNIT_WAN_YUAN, "万元"),
    OTHER_ROLE(GX_ROLE_UNIT, GX_UNIT_YUAN, "单位：元"),
    OTHER_ROLE(GX_ROLE_UNIT, GX_UNIT_WAN_YUAN, "单位：万元"),
    COUNTER("件"),
    COUNTER("项"),
    COUNTER("个"),
    COUNTER("条"),
    COUNTER("次"),
    COUNTER("人"),
    OTHER_ROLE(GX_ROLE_DATE, 0, "年"),
    OTHER_ROLE(GX_ROLE_DATE, 0, "月"),
    OTHER_ROLE(GX_ROLE_DATE, 0, "日"),
    OTHER_ROLE(GX_ROLE_DATE, 0, "页"),
    OTHER_ROLE(GX_ROLE_BLANK, 0, "无"),
};
const int gx_n_labels = (int)(sizeof gx_labels / sizeof gx_labels[0]);
