/*
** patterns.c: the patterns of facts.c. In: folded text. Out: what a pattern matches in it.
**
** They are written once, in Simplified Chinese without spaces, as folded text is; fixed, compiled
** once a reader, and run with limits. What one of them matches, by_hand.c tells of most texts.
*/
#define PCRE2_CODE_UNIT_WIDTH 8
#include "facts.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#define YEAR       "((?:19|20)\\d\\d|二[〇○零0]二[〇○零一二三四五六七八九])"
#define REPORT     "(?:政府信息|政务信息|信息|政务|资讯|政府资讯)公开.{0,16}?(?:报告|年报|情况)"
#define OFFICE     "政府|委员会|办公室|办事处|管理处|管委会|局|厅|部|院|委|办|署|处|(?<!网)站"
#define BODY       "队|社|中心|街道|镇|乡|馆|开发区|园区|银行|学校|医院|集团|公司"
#define AGENCY_END "(?:" OFFICE "|" BODY ")"

/* The day of a date, and what may stand around it. */
#define MONTH "([0-9]{1,2}|[一二三四五六七八九十]{1,3}|元)"
#define DAY   "([0-9]{1,2}|[一二三四五六七八九十]{1,3})"
#define DATE  "[】\\]]?[:：]?[\\[(（【]?(20\\d\\d)[-年/.](\\d{1,2})[-月/.](\\d{1,2})"

/* What follows the value of a meta line: the names of other values, and how a text begins. */
#define OF_DATES  "(?:发布|公开|生成|成文|更新|发文|制发|印发|公布)"
#define NAMES_A   OF_DATES "(?:日期|时间|机构|机关|单位|主体|方式|属性|类别|范围|形式)|日期|时间"
#define NAMES_B   "浏览|访问|阅读|点击|查看|人气|字体|字号|作者|来源|信息来源|编辑|责任编辑|审核"
#define NAMES_C   "索引|文号|发文字号|主题|体裁|名称|标题|有效|关键|分类|打印|分享|收藏"
#define BEGINS    "本报告|根据|依据|按照|现将|所列|统计(?:期限|数据|时间)|20\\d\\d[-年/.]"
#define META_NEXT "(?=\\n|\\||【|\\[|\\(|" NAMES_A "|" NAMES_B "|" NAMES_C "|" BEGINS "|$)"

static const char *const pattern_texts[GX_PATTERNS] = {
    /* a line: agency, year and the report's name in any order; what a site puts behind is left */
    [GX_PATTERN_TITLE] =
        "^[#|]*\\**(?:\\.\\.rubric::)?"
        "(?:(?:标题|名称|题名|文件名称|信息名称|信息标题|附件[0-9]{0,2}):)?"
        "(?!首页|当前位置|当前所在|您的位置|您当前|你的位置|所在位置|您现在|现在位置)《?"
        "([^。；;!！>|\\n]{0,60}?(?:" YEAR "年?(?:度)?[^。；;，,：:>\\n]{0,30}?" REPORT
        "|(?:信息|政务|资讯)公开.{0,4}" YEAR "年度?.{0,6}报告|关于" YEAR
        "年度?.{0,10}?公开.{0,12}报告|" REPORT " {0,3}[(（【\\[]" YEAR "年?度?[)）】\\]])"
        "(?:的(?:公示|公告|通知|通告))?)》?(?:\\*+|[(（][^)）]{1,12}[)）]|[-_|].{0,40})?$",
    [GX_PATTERN_PERIOD] =
        "(20\\d\\d)年?(\\d{1,2})月?(\\d{1,2})日?起?(?:至|到|—|-|~)+(?:(20\\d\\d)年?)?"
        "(\\d{1,2})月?(\\d{1,2})日",
    [GX_PATTERN_YEAR_OF_REPORT] = "(20\\d\\d)年?度?(?:政府信息|政务|信息|政府资讯)公开",
    [GX_PATTERN_ANY_YEAR] = "(20\\d\\d)年(?!\\d{1,2}月\\d{1,2}日)",
    [GX_PATTERN_PUBLISHED] = "(?:发布|公开|公布|发表|上网|上传)(?:日期|时间)" DATE,
    /* the day when a text was last changed, or looked at, is another */
    [GX_PATTERN_META_DATE] = "(?<!更新|修改|截止|当前|今天|现在|系统|访问|打印|下载|实施|施行|废止"
                             "|有效|登记|工作|办公|服务|受理|开放)(?:日期|时间)" DATE,
    [GX_PATTERN_PUBLISHER] =
        "(?:发布机构|发布机关|发布单位|发文机关|发文单位|公开机构|公开机关|公开主体|责任单位)"
        "[】\\]]?[:：]([^\\n:：|,，。《]{2,40}?)" META_NEXT,
    [GX_PATTERN_SOURCE] =
        "(?:来源|作者)[】\\]]?[:：](?!本站|本网)([^\\n:：|,，。《0-9]{1,40}?(?:" AGENCY_END
        "|[市区县州省旗盟]))" META_NEXT,
    [GX_PATTERN_DATE_LINE] = "^[(（]?" YEAR "年" MONTH "月" DAY "日(?:印发|发布)?[)）]?$",
    [GX_PATTERN_SIGNED_DATE] = "^[#*]*([^\\n。，,：:；;、0-9]{2,40}" AGENCY_END ")" YEAR "年" MONTH
                               "月" DAY "日(?:印发|发布)?$",
    [GX_PATTERN_SIGNATURE] =
        "^[#*]*(?:\\.\\.rubric::)?[(（]?([^\\n。，,：:；;、0-9]{2,40}" AGENCY_END ")"
        "(?:[(（](?:盖章|公章|印章|章)[)）])?[)）]?$",
    /* where no line ends: a page's navigation, the agency, year and the report's name in either
       order */
    [GX_PATTERN_RUN_ON_TITLE] =
        "\\A(?:(?:(?!" YEAR "年)[^。；;\\n]){0,120}(?:首页|年报|年度报告|公开|>|\\?))?"
        "(([^。；;，,、:：>?\\n0-9]{2,40}?" AGENCY_END ")(?:关于)?(?:" YEAR
        "年?度?(?:政府信息|政务|信息|政府资讯|资讯)公开[^。；;，,、:：\\n]{0,12}?报告"
        "|(?:政府信息|政务|信息|政府资讯|资讯)公开(?:工作)?" YEAR "年?度?报告))",
    /* and agency and date at the end, or before what a site puts below */
    [GX_PATTERN_RUN_ON_SIGNATURE] =
        "[。；;！!]([^。；;，,、:：>?\\n0-9]{2,40}" AGENCY_END ")" YEAR "年" MONTH "月" DAY
        "日[)）]?(?=\\n*\\z|主办|版权|备案|网站|©|打印|关闭|扫一扫|分享|上一篇|附件)",
};

typedef struct patterns {
    pcre2_code *code[GX_PATTERNS];
    pcre2_match_data *match;
    pcre2_match_context *limits;
} patterns;

static void free_patterns(patterns *p) {
    for (int i = 0; i < GX_PATTERNS; i++) pcre2_code_free(p->code[i]);
    pcre2_match_data_free(p->match);
    pcre2_match_context_free(p->limits);
    free(p);
}

void gx_free_patterns(gx_reader *reader) {
    if (reader->patterns) free_patterns(reader->patterns);
    reader->patterns = NULL;
}

static gx_rc make_patterns(gx_reader *reader) {
    if (reader->patterns) return GX_OK;
    patterns *p = calloc(1, sizeof *p);
    if (!p) return GX_NOMEM;
    p->match = pcre2_match_data_create(GX_GROUPS, NULL);
    p->limits = pcre2_match_context_create(NULL);
    bool made = p->match && p->limits;
    int error = 0;
    for (int i = 0; i < GX_PATTERNS && made; i++) {
        size_t at;
        p->code[i] =
            pcre2_compile((PCRE2_SPTR)pattern_texts[i], PCRE2_ZERO_TERMINATED,
                          PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_MULTILINE, &error, &at, NULL);
        made = p->code[i] != NULL;
    }
    if (!made) {
        free_patterns(p);
        return error && error != PCRE2_ERROR_HEAP_FAILED ? GX_FAULT : GX_NOMEM;
    }
    pcre2_set_match_limit(p->limits, 20000);
    pcre2_set_depth_limit(p->limits, 2000);
    reader->patterns = p;
    return GX_OK;
}

gx_rc gx_run_pattern(gx_reader *reader, gx_pattern name, const char *text, size_t n,
                     gx_match *out) {
    gx_rc made = make_patterns(reader);
    out->n = 0;
    if (made != GX_OK) return made;
    patterns *p = reader->patterns;
    int rc =
        pcre2_match(p->code[name], (PCRE2_SPTR)text, n, 0, PCRE2_NO_UTF_CHECK, p->match, p->limits);
    if (rc == PCRE2_ERROR_NOMEMORY) return GX_NOMEM;
    bool differs = rc == PCRE2_ERROR_NOMATCH || rc == PCRE2_ERROR_MATCHLIMIT ||
                   rc == PCRE2_ERROR_DEPTHLIMIT || rc == PCRE2_ERROR_HEAPLIMIT;
    if (rc < 0 && !differs) return GX_FAULT;
    if (rc <= 0) return GX_OK;
    out->n = rc;
    memcpy(out->at, pcre2_get_ovector_pointer(p->match), 2 * (size_t)rc * sizeof(size_t));
    return GX_OK;
}
