/*
** forms.c: the two official forms, as data.
**
** Form 2019 is the trial form of 国办公开办函〔2019〕60号 (years 2019 and 2020), form 2021 that of
** 国办公开办函〔2021〕30号 (from 2021 on). Here stand their rows, columns, codes and identities;
** labels.c has the words by which they are recognised in a text.
*/
#include "report.h"

#include <string.h>

#define BOTH(label)                                                                                \
    { label, label }
#define M(measure) ((uint16_t)(1u << (measure)))

static const gx_measure disclosures_measures[GX_D_MEASURES] = {
    {"created", {"本年新制作数量", NULL}, "newly made this year", false},
    {"disclosed", {"本年新公开数量", NULL}, "newly disclosed this year", false},
    {"disclosed_total", {"对外公开总数量", NULL}, "disclosed in all", false},
    {"issued", {NULL, "本年制发件数"}, "issued this year", false},
    {"repealed", {NULL, "本年废止件数"}, "repealed this year", false},
    {"in_force", {NULL, "现行有效件数"}, "in force", false},
    {"prior_items", {"上一年项目数量", NULL}, "items in the previous year", false},
    {"items_change", {"本年增/减", NULL}, "change this year", false},
    {"decisions", {"处理决定数量", "本年处理决定数量"}, "decisions this year", false},
    {"projects", {"采购项目数量", NULL}, "procurement projects", false},
    {"amount", {"采购总金额", "本年收费金额"}, "amount of money", true},
};

#define DOCS_2019  (M(GX_CREATED) | M(GX_DISCLOSED) | M(GX_DISCLOSED_TOTAL))
#define DOCS_2021  (M(GX_ISSUED) | M(GX_REPEALED) | M(GX_IN_FORCE))
#define ITEMS_2019 (M(GX_PRIOR_ITEMS) | M(GX_ITEMS_CHANGE) | M(GX_DECISIONS))

static const gx_item disclosures_items[GX_D_ITEMS] = {
    {"rules", NULL, {"规章", "规章"}, "rules", {DOCS_2019, DOCS_2021}, 1},
    {"normative_documents",
     NULL,
     {"规范性文件", "行政规范性文件"},
     "normative documents",
     {DOCS_2019, DOCS_2021},
     1},
    {"licensing",
     NULL,
     {"行政许可", "行政许可"},
     "administrative licensing",
     {ITEMS_2019, M(GX_DECISIONS)},
     5},
    {"other_services",
     NULL,
     {"其他对外管理服务事项", NULL},
     "other services to the public",
     {ITEMS_2019, 0},
     5},
    {"penalties",
     NULL,
     {"行政处罚", "行政处罚"},
     "administrative penalties",
     {ITEMS_2019, M(GX_DECISIONS)},
     6},
    {"compulsion",
     NULL,
     {"行政强制", "行政强制"},
     "administrative compulsion",
     {ITEMS_2019, M(GX_DECISIONS)},
     6},
    {"fees",
     NULL,
     {"行政事业性收费", "行政事业性收费"},
     "administrative fees",
     {M(GX_PRIOR_ITEMS) | M(GX_ITEMS_CHANGE), M(GX_AMOUNT)},
     8},
    {"procurement",
     NULL,
     {"政府集中采购", NULL},
     "central government procurement",
     {M(GX_PROJECTS) | M(GX_AMOUNT), 0},
     9},
};

static const gx_measure requests_measures[GX_R_MEASURES] = {
    {"natural_person", BOTH("自然人"), "natural persons", false},
    {"enterprise", BOTH("商业企业"), "commercial enterprises", false},
    {"research", BOTH("科研机构"), "research institutions", false},
    {"public_interest", BOTH("社会公益组织"), "public interest organisations", false},
    {"legal_service", BOTH("法律服务机构"), "legal service institutions", false},
    {"other_org", BOTH("其他"), "other organisations", false},
    {"total", BOTH("总计"), "total", false},
};

#define ALL_7 0x7f
#define ROW(code, outcome, label, en)                                                              \
    { code, outcome, BOTH(label), en, {ALL_7, ALL_7}, 0 }

static const gx_item requests_items[GX_R_ITEMS] = {
    ROW("new", NULL, "一、本年新收政府信息公开申请数量", "requests newly received this year"),
    ROW("carried_in", NULL, "二、上年结转政府信息公开申请数量",
        "requests carried over from the previous year"),
    ROW("granted", "granted", "（一）予以公开", "disclosed"),
    ROW("partial", "partial", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "disclosed in part"),
    ROW("refused_state_secret", "refused", "（三）不予公开 1.属于国家秘密",
        "refused: state secrets"),
    ROW("refused_other_law", "refused", "（三）不予公开 2.其他法律行政法规禁止公开",
        "refused: other laws and regulations forbid it"),
    ROW("refused_security", "refused", "（三）不予公开 3.危及“三安全一稳定”",
        "refused: endangers security or stability"),
    ROW("refused_third_party", "refused", "（三）不予公开 4.保护第三方合法权益",
        "refused: rights of third parties"),
    ROW("refused_internal", "refused", "（三）不予公开 5.属于三类内部事务信息",
        "refused: internal affairs"),
    ROW("refused_deliberative", "refused", "（三）不予公开 6.属于四类过程性信息",
        "refused: deliberative process"),
    ROW("refused_enforcement", "refused", "（三）不予公开 7.属于行政执法案卷",
        "refused: law enforcement files"),
    ROW("refused_enquiry", "refused", "（三）不予公开 8.属于行政查询事项",
        "refused: subject to other enquiry procedures"),
    ROW("unavailable_not_held", "unavailable", "（四）无法提供 1.本机关不掌握相关政府信息",
        "unavailable: not held by this agency"),
    ROW("unavailable_to_create", "unavailable", "（四）无法提供 2.没有现成信息需要另行制作",
        "unavailable: would have to be created"),
    ROW("unavailable_unclear", "unavailable", "（四）无法提供 3.补正后申请内容仍不明确",
        "unavailable: request still unclear after correction"),
    ROW("unprocessed_complaint", "unprocessed", "（五）不予处理 1.信访举报投诉类申请",
        "not processed: petition, report or complaint"),
    ROW("unprocessed_repeat", "unprocessed", "（五）不予处理 2.重复申请",
        "not processed: repeated request"),
    ROW("unprocessed_publication", "unprocessed", "（五）不予处理 3.要求提供公开出版物",
        "not processed: asks for a publication"),
    ROW("unprocessed_excessive", "unprocessed", "（五）不予处理 4.无正当理由大量反复申请",
        "not processed: excessive requests without good reason"),
    ROW("unprocessed_confirmation", "unprocessed",
        "（五）不予处理 5.要求行政机关确认或重新出具已获取信息",
        "not processed: asks to confirm or reissue what was obtained"),
    {"other", "other", {"（六）其他处理", NULL}, "other handling", {ALL_7, 0}, 0},
    {"other_uncorrected",
     "other",
     {NULL, "（六）其他处理 "
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"},
     "other: applicant did not correct the request in time",
     {0, ALL_7},
     0},
    {"other_unpaid",
     "other",
     {NULL, "（六）其他处理 "
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"},
     "other: applicant did not pay the fee in time",
     {0, ALL_7},
     0},
    {"other_misc", "other", {NULL, "（六）其他处理 3.其他"}, "other: miscellaneous", {0, ALL_7}, 0},
    ROW("total", NULL, "（七）总计", "total handled"),
    ROW("carried_out", NULL, "四、结转下年度继续办理", "carried over to the next year"),
};

static const gx_measure proceedings_measures[GX_P_MEASURES] = {
    {"upheld", BOTH("结果维持"), "upheld", false},
    {"corrected", BOTH("结果纠正"), "corrected", false},
    {"other", BOTH("其他结果"), "other result", false},
    {"pending", BOTH("尚未审结"), "pending", false},
    {"total", BOTH("总计"), "total", false},
};

#define ALL_5 0x1f

static const gx_item proceedings_items[GX_P_ITEMS] = {
    {"reconsideration",
     NULL,
     BOTH("行政复议"),
     "administrative reconsideration",
     {ALL_5, ALL_5},
     0},
    {"litigation_direct",
     NULL,
     BOTH("行政诉讼 未经复议直接起诉"),
     "litigation without prior reconsideration",
     {ALL_5, ALL_5},
     0},
    {"litigation_after",
     NULL,
     BOTH("行政诉讼 复议后起诉"),
     "litigation after reconsideration",
     {ALL_5, ALL_5},
     0},
};

const gx_table gx_tables[GX_TOPICS] = {
    {"disclosures", disclosures_items, disclosures_measures, GX_D_ITEMS, GX_D_MEASURES, GX_D_FIRST},
    {"requests", requests_items, requests_measures, GX_R_ITEMS, GX_R_MEASURES, GX_R_FIRST},
    {"proceedings", proceedings_items, proceedings_measures, GX_P_ITEMS, GX_P_MEASURES, GX_P_FIRST},
};

const char *const gx_form_names[] = {NULL, "2019", "2021"};
const char *const gx_unit_names[] = {NULL, "元", "万元"};
const char *const gx_status_names[] = {"missing", "read", "blank", "inferred", "doubtful"};
const char *const gx_layout_names[] = {NULL,   "lines", "pipes",  "tabs", "columns",
                                       "rows", "flow",  "run-on", "html"};
const char *const gx_script_names[] = {NULL, "hans", "hant"};
const char *const gx_rule_names[] = {"balance", "outcomes", "applicants", "proceedings"};

/* Takes the part of the key up to the next dot, or to its end. */
static size_t key_part(const char *key, size_t n) {
    const char *dot = memchr(key, '.', n);
    return dot ? (size_t)(dot - key) : n;
}

static bool same(const char *code, const char *part, size_t n) {
    return strlen(code) == n && memcmp(code, part, n) == 0;
}

int gx_find_key(const char *key, size_t n) {
    for (int t = 0; t < GX_TOPICS; t++) {
        const gx_table *table = &gx_tables[t];
        const char *part = key;
        size_t left = n, used = key_part(part, left);
        if (!same(table->code, part, used) || used == left) continue;
        part += used + 1, left -= used + 1;
        used = key_part(part, left);
        if (used == left) return -1;
        for (int i = 0; i < table->n_items; i++) {
            if (!same(table->items[i].code, part, used)) continue;
            unsigned measures = table->items[i].measures[0] | table->items[i].measures[1];
            for (int m = 0; m < table->n_measures; m++) {
                if ((measures >> m & 1) &&
                    same(table->measures[m].code, part + used + 1, left - used - 1))
                    return gx_slot((gx_topic)t, i, m);
            }
        }
        return -1;
    }
    return -1;
}
