/* SPDX-License-Identifier: MIT */
#include "output/report_words.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"

static const struct {
    const char *css, *word;
} looks[] = {
    [BC_LOOK_MET] = {"met", BC_ZH("达标")},
    [BC_LOOK_MISSED] = {"missed", BC_ZH("未达")},
    [BC_LOOK_INTERIM] = {"interim", BC_ZH("未达（未到期）")},
    [BC_LOOK_CANNOT] = {"cannot", BC_ZH("无法判断")},
    [BC_LOOK_NONE] = {"none", BC_ZH("无目标值")},
    [BC_LOOK_INFO] = {"info", BC_ZH("只列数")},
};

enum bc_look bc_look_of(const struct bc_result *result)
{
    switch (result->verdict) {
    case BC_MET:
        return BC_LOOK_MET;
    case BC_MISSED:
        return result->flags & BC_FLAG_INTERIM ? BC_LOOK_INTERIM
                                               : BC_LOOK_MISSED;
    case BC_NO_VALUE:
        return BC_LOOK_NONE;
    case BC_ONLY_COUNTED:
        return BC_LOOK_INFO;
    case BC_CANNOT_JUDGE:
        break;
    }
    return BC_LOOK_CANNOT;
}

const char *bc_look_css(enum bc_look look)
{
    return looks[look].css;
}

const char *bc_look_word(enum bc_look look)
{
    return bc_in_report(looks[look].word);
}

void bc_look_sign(struct bc_html *html, enum bc_look look)
{
    bc_html_open(html, "svg", "s");
    bc_html_attr(html, "aria-hidden", "true");
    bc_html_open(html, "use", NULL);
    bc_html_attrf(html, "href", "#v-%s", looks[look].css);
    bc_html_close_empty(html);
    bc_html_close(html);
}

void bc_look_write(struct bc_html *html, enum bc_look look)
{
    bc_look_sign(html, look);
    bc_html_leaf(html, "span", "vh", bc_look_word(look));
}

bool bc_words_is_share(const struct bc_target *target)
{
    return target->measure == BC_SHARE || target->measure == BC_EACH;
}

/** Rounded half-up as bulletins print shares, with at least one decimal. */
static void add_percent(struct bc_text *out, struct bc_decimal percent,
                        int places)
{
    char text[24];

    bc_decimal_print(bc_decimal_round_half_up(percent, places), text);
    if (*text == '-') /* a true minus: a hyphen is too short to see */
        bc_text_printf(out, "−%s %%", text + 1);
    else
        bc_text_printf(out, "%s %%", text);
}

static const char *unit_word(const struct bc_target *target)
{
    static const struct {
        const char *unit, *word;
    } words[] = {{"class change", BC_ZH("类")},
                 {"percentage points", BC_ZH("个百分点")},
                 {"class", BC_ZH("类")}};

    if (strcmp(target->unit, "count") == 0)
        return bc_report_language() == BC_CHINESE ? "个" : "";
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (strcmp(target->unit, words[i].unit) == 0)
            return bc_in_report(words[i].word);
    return target->unit;
}

const char *bc_words_counter(const struct bc_target *target)
{
    if (bc_report_language() == BC_ENGLISH)
        return "";
    return strcmp(target->layer, "suspects") == 0 ? " 处" : " 个";
}

/** -1 is one class better: 升 1 类. */
static void add_class_change(struct bc_text *out, struct bc_decimal change)
{
    double classes = bc_decimal_real(change);
    struct bc_text size = {0};

    if (classes == 0) {
        bc_text_add(out, bc_in_report("持平"));
        return;
    }
    bc_text_add_real(&size, fabs(classes), 1);
    bc_text_printf(
        out, classes < 0 ? bc_in_report("升 %s 类") : bc_in_report("降 %s 类"),
        bc_text_string(&size));
    bc_text_clear(&size);
}

void bc_words_value(struct bc_text *out, const struct bc_target *target,
                    const struct bc_result *result)
{
    char text[24];

    if (!bc_decimal_known(result->value))
        return;
    if (bc_words_is_share(target) || strcmp(target->unit, "%") == 0) {
        int places = target->value.given ? target->value.decimal.scale : 1;

        if (!bc_words_is_share(target) && result->value.units > 0)
            bc_text_add(out, "+");
        add_percent(out, result->value, places > 1 ? places : 1);
        return;
    }
    if (strcmp(target->unit, "class change") == 0) {
        add_class_change(out, result->value);
        return;
    }
    bc_decimal_print_short(bc_decimal_round(result->value, 3), text);
    if (target->measure == BC_CHANGE && result->value.units > 0)
        bc_text_add(out, "+");
    bc_text_add(out, text);
    const char *unit = unit_word(target);

    if (*unit)
        bc_text_printf(out, " %s", unit);
    else if (!*target->unit &&
             (target->measure == BC_COUNT || target->measure == BC_DISTINCT))
        bc_text_add(out, bc_words_counter(target));
}

void bc_words_pace(struct bc_text *out, const struct bc_target *target,
                   const struct bc_result *result)
{
    struct bc_result expected = *result;
    struct bc_text value = {0};

    if (!result->pace || result->verdict != BC_MISSED ||
        !(result->flags & BC_FLAG_INTERIM))
        return;
    expected.value = result->pace_expected;
    bc_words_value(&value, target, &expected);
    bc_text_add(out, out->length ? bc_in_report("，") : "");
    bc_text_printf(out,
                   result->pace == BC_AHEAD
                       ? bc_in_report("快于时序进度（应达 %s）")
                       : bc_in_report("落后时序进度（应达 %s）"),
                   bc_text_string(&value));
    bc_text_clear(&value);
}

void bc_words_figure(struct bc_text *out, const struct bc_target *target,
                     const struct bc_result *result)
{
    if (bc_words_is_share(target) && result->counted)
        bc_text_printf(out, "%lld/%lld", (long long)result->k,
                       (long long)result->n);
    else if (bc_decimal_known(result->value))
        bc_words_value(out, target, result);
    else
        bc_text_add(out, "–");
}

void bc_words_title(struct bc_text *out, const struct bc_targets *targets,
                    size_t target, double em)
{
    const struct bc_target *it = &targets->target[target];
    bool twin = false;

    bc_words_cut(out, bc_target_label(it), em);
    for (size_t t = 0; t < targets->n && *it->title; t++)
        twin |= t != target && targets->target[t].report &&
                strcmp(targets->target[t].title, it->title) == 0 &&
                strcmp(targets->target[t].document, it->document) == 0;
    if (!twin)
        return;
    if (strcmp(it->of, "class_change") == 0)
        bc_text_add(out, bc_in_report("（类别）"));
    else if (strcmp(it->of, "deciding_change") == 0)
        bc_text_add(out, bc_in_report("（决定类别的项目）"));
    else
        bc_text_printf(out, bc_in_report("（%s）"), it->id);
}

void bc_words_goal(struct bc_text *out, const struct bc_target *target)
{
    static const char *const ops[] = {
        [BC_NO_OP] = "", [BC_GE] = "≥ ", [BC_LE] = "≤ ",  [BC_EQ] = "= ",
        [BC_LT] = "< ",  [BC_GT] = "> ", [BC_INFO] = "= "};

    if (target->op == BC_INFO) {
        bc_text_add(out, bc_in_report("只列数"));
        return;
    }
    if (!target->value.given) {
        bc_text_add(out, target->measure == BC_EACH ? bc_in_report("逐个达到")
                                                    : bc_in_report("未定数值"));
        return;
    }
    const char *op = ops[target->op];
    char text[24];

    if (strcmp(target->unit, "class change") == 0 && target->op == BC_LE &&
        target->value.decimal.units == 0) {
        bc_text_add(out, bc_in_report("不降类"));
        return;
    }
    /* nothing is above 100 % or below 0 %: say it as it is meant */
    if (bc_words_is_share(target) && !target->value.ratio) {
        double figure = bc_decimal_real(target->value.decimal);

        if ((target->op == BC_GE && figure >= 100) ||
            (target->op == BC_LE && figure <= 0))
            op = "= ";
    }
    if (target->value.ratio) {
        bc_text_printf(out, "%s%ld/%ld", op, target->value.numerator,
                       target->value.denominator);
        return;
    }
    bc_decimal_print(target->value.decimal, text);
    const char *unit = bc_words_is_share(target) ? "%" : unit_word(target);
    bc_text_printf(out, "%s%s%s%s", op, text, *unit ? " " : "", unit);
}

bool bc_words_bar(const struct bc_target *target,
                  const struct bc_result *result, double *bar, double *tick)
{
    if (!bc_words_is_share(target) || !bc_decimal_known(result->value))
        return false;
    *bar = fmin(100, fmax(0, bc_decimal_real(result->value)));
    *tick = NAN;
    if (target->op == BC_INFO)
        return true;
    if (target->value.given && target->value.ratio)
        *tick = 100.0 * (double)target->value.numerator /
                (double)target->value.denominator;
    else if (target->value.given)
        *tick = bc_decimal_real(target->value.decimal);
    else if (target->measure == BC_EACH)
        *tick = 100;
    return true;
}

void bc_words_thousands(struct bc_text *out, double value, int places)
{
    char digits[24];

    bc_decimal_print(bc_decimal_from_real(value, places), digits);
    size_t whole = strcspn(digits, ".");

    for (size_t i = 0; digits[i]; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0 && digits[i - 1] != '-')
            bc_text_add(out, ",");
        bc_text_add_bytes(out, digits + i, 1);
    }
}

static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

void bc_words_date(struct bc_text *out, bc_day day)
{
    int year, month, day_of_month;

    if (day == BC_NO_DATE)
        return;
    bc_day_split(day, &year, &month, &day_of_month);
    if (bc_report_language() == BC_ENGLISH)
        bc_text_printf(out, "%d %s %d", day_of_month, months[month - 1], year);
    else
        bc_text_printf(out, "%d年%d月%d日", year, month, day_of_month);
}

void bc_words_period(struct bc_text *out, const struct bc_period *period)
{
    int year, month, day;

    bc_day_split(period->first, &year, &month, &day);
    if (bc_period_months(period) == 1 && bc_report_language() == BC_ENGLISH)
        bc_text_printf(out, "%s %d", months[month - 1], year);
    else if (bc_period_months(period) == 1)
        bc_text_printf(out, "%d年%d月", year, month);
    else if (bc_period_months(period) == 12 && month == 1)
        bc_text_printf(out, bc_in_report("%d年"), year);
    else
        bc_text_add(out, period->label);
}

void bc_words_short_name(struct bc_text *out, const char *name)
{
    static const char ending[] = "流域";
    size_t length = strlen(name), cut = sizeof(ending) - 1;

    if (length > cut && strcmp(name + length - cut, ending) == 0)
        length -= cut;
    bc_text_add_bytes(out, name, length);
}

void bc_words_cut(struct bc_text *out, const char *text, double em)
{
    const char *at = text, *end = text;
    double used = 0;

    for (unsigned code; (code = bc_utf8_next(&at)) != 0; end = at) {
        used += code >= 0x2e80 ? 1 : 0.5;
        if (used > em) {
            bc_text_add_bytes(out, text, (size_t)(end - text));
            bc_text_add(out, "…");
            return;
        }
    }
    bc_text_add(out, text);
}

void bc_words_first_name(struct bc_text *out, const char *name, double em)
{
    const char *half = strchr(name, '('), *full = strstr(name, "（");
    const char *end = half && (!full || half < full) ? half : full;
    struct bc_text first = {0};

    if (!end || end == name)
        end = name + strlen(name);
    bc_text_add_bytes(&first, name, (size_t)(end - name));
    bc_words_cut(out, bc_text_string(&first), em);
    bc_text_clear(&first);
}

void bc_words_plain_name(struct bc_text *out, const char *name)
{
    static const char *const endings[] = {"(示例)", "（示例）"};
    size_t length = strlen(name);

    for (size_t i = 0; i < 2; i++) {
        size_t cut = strlen(endings[i]);

        if (length > cut && strcmp(name + length - cut, endings[i]) == 0)
            length -= cut;
    }
    char *plain = bc_copy_bytes(name, length);

    bc_words_cut(out, plain, BC_LONG_NAME);
    free(plain);
}

void bc_words_write(struct bc_html *html, const char *text, double em)
{
    struct bc_text cut = {0};

    bc_words_cut(&cut, text, em);
    bc_html_text(html, bc_text_string(&cut));
    bc_text_clear(&cut);
}

/** 100 % and 0 % leave no room by themselves. */
static bool is_whole(const struct bc_target *target)
{
    if (target->measure == BC_EACH)
        return true;
    if (!bc_words_is_share(target) || !target->value.given ||
        target->value.ratio)
        return false;
    double figure = bc_decimal_real(target->value.decimal);

    return (target->op == BC_GE && figure >= 100) ||
           (target->op == BC_LE && figure <= 0) || target->op == BC_EQ;
}

bool bc_words_on_the_line(const struct bc_target *target,
                          const struct bc_result *result)
{
    bool full = bc_words_is_share(target) && target->op == BC_GE &&
                result->counted && result->k == result->n;

    return (result->flags & BC_FLAG_ON_THE_LINE) && !is_whole(target) && !full;
}

/* What each kind of finding is, and what was done or is to be done. */
static const struct {
    const char *what, *remedy;
} findings[BC_N_FINDING_CODES] = {
    [BC_FOUND_BAD_VALUE] = {BC_ZH("数值无法识别"),
                            "按缺失处理；请更正该单元格"},
    [BC_FOUND_NEAR_COLUMN] = {BC_ZH("没有读取的列，表头像是某字段的误写"),
                              "该列未读；如系笔误请更正表头或写入 fields"},
    [BC_FOUND_OWN_KEY] = {BC_ZH("fields 的键不是该角色的字段"),
                          "已作自定义名称；如系笔误请更正该键"},
    [BC_FOUND_FRACTION] = {BC_ZH("百分数像是写成了小数"),
                           "已按原值判定；80% 请写 80，不写 0.8"},
    [BC_FOUND_UNKNOWN_WORD] = {BC_ZH("用词不在词表内"),
                               "单元格留空；请改用手册所列的词"},
    [BC_FOUND_UNKNOWN_COLUMN] = {BC_ZH("未使用的列"),
                                 "无需处理，除非该列是监测项目或关键字段"},
    [BC_FOUND_BAD_DATE] = {BC_ZH("日期无法识别"),
                           "剔除该行；日期请写成 2024-06-30"},
    [BC_FOUND_DUPLICATE_ROW] = {BC_ZH("完全相同的重复行"), "只算一次"},
    [BC_FOUND_DUPLICATE_VALUE] = {BC_ZH("同一时刻数值不同"),
                                  "取平均；请确认哪个数值正确"},
    [BC_FOUND_DUPLICATE_CODE] = {BC_ZH("编码重复"),
                                 "算一个，取进度靠前者；请各给一个编码"},
    [BC_FOUND_EMPTY_ROW] = {BC_ZH("没有数值的行"), "不计入；请补数据"},
    [BC_FOUND_OUT_OF_PERIOD] = {BC_ZH("不在时段内的行"),
                                "不计入；如时段有误请改项目文件"},
    [BC_FOUND_UNKNOWN_SECTION] = {BC_ZH("断面不在断面表内"),
                                  "不计入；请补断面或别名"},
    [BC_FOUND_UNORDERED_ROWS] = {BC_ZH("观测表未排序"), "请按断面和时间排序"},
    [BC_FOUND_ROWS_TRAVEL] = {BC_ZH("逐行从其他服务器取数"),
                              "结果不变，但很慢；请按断面分区并设月份列"},
    [BC_FOUND_ROW_BY_ROW] = {BC_ZH("逐行读取数据库表"),
                             "无需处理；数据达数十亿行时见 init --postgres"},
    [BC_FOUND_CLASS_DIFFERS] = {BC_ZH("给定类别与监测值不符"),
                                "请更正断面表中的类别，或留空"},
    [BC_FOUND_TYPE_DIFFERS] = {BC_ZH("同一断面水体类型不一致"),
                               "每个断面只写一种类型"},
    [BC_FOUND_IMPLAUSIBLE_VALUE] = {BC_ZH("数值不合常理"),
                                    "仍按所填计算；请核对数值和单位"},
    [BC_FOUND_NON_DETECT_LIMIT] = {BC_ZH("检出限高于限值"),
                                   "该项不判；请改用检出限更低的方法"},
    [BC_FOUND_MISSING_ITEM] = {BC_ZH("缺少监测项目"),
                               "按其余项目评价；请补该项目"},
    [BC_FOUND_FEW_SAMPLES] = {BC_ZH("样品太少"), "请补样品，或调低最少样品数"},
    [BC_FOUND_MISSING_MONTH] = {BC_ZH("缺月份"), "请补该月观测数据"},
    [BC_FOUND_NO_DATA] = {BC_ZH("断面没有数据"), "断面不判，记为缺；请补测"},
    [BC_FOUND_DRY_SECTION] = {BC_ZH("断流"), "不计入总数"},
    [BC_FOUND_NO_WATER_TYPE] = {BC_ZH("未说明水体类型"),
                                "不定类；请写明河流、湖泊或水库"},
    [BC_FOUND_NO_TARGET_CLASS] = {BC_ZH("没有目标类别"),
                                  "不计入目标类别的总数；如有请补上"},
    [BC_FOUND_BAD_GEOMETRY] = {BC_ZH("图形无效"), "按无图形处理；请更正"},
    [BC_FOUND_REPAIRED_GEOMETRY] = {BC_ZH("图形已修复"), "请核对形状和面积"},
    [BC_FOUND_MIXED_GEOMETRY] = {BC_ZH("图形类型混杂"),
                                 "剔除其他类型；一个图层请只放一种"},
    [BC_FOUND_ROWS_DIFFER] = {BC_ZH("行数与文件所记不同"), "以实际读到的为准"},
    [BC_FOUND_STALE_HEADER] = {BC_ZH("文件头与内容不符"),
                               "以坐标为准；请重新保存文件"},
    [BC_FOUND_HEADER_CONTRADICTS] = {BC_ZH("文件自相矛盾"),
                                     "请查明哪一处为准，重新保存文件"},
    [BC_FOUND_OUTSIDE_BASINS] = {BC_ZH("在所有流域以外"),
                                 "只计入“全部”；请核对位置"},
    [BC_FOUND_ON_BOUNDARY] = {BC_ZH("在流域公共界上"),
                              "归编码小的流域；如不对请写明流域"},
    [BC_FOUND_NEAREST_BASIN] = {BC_ZH("按最近流域归属"), "请核对位置"},
    [BC_FOUND_BASIN_CONTRADICTS] = {BC_ZH("所填流域与位置不符"),
                                    "以所填为准；请更正其一"},
    [BC_FOUND_UNKNOWN_BASIN] = {BC_ZH("所填流域不存在"), "按位置归属；请更正"},
    [BC_FOUND_UNKNOWN_LAKE] = {BC_ZH("湖库不在湖泊图层内"),
                               "请用湖泊图层中的名称"},
    [BC_FOUND_SAME_NAME] = {BC_ZH("湖库同名而流域不同"),
                            "以位置为准；请用编码指明"},
    [BC_FOUND_AREA_DIFFERS] = {BC_ZH("登记面积与实算不符"),
                               "用实算面积；请更正登记或边界"},
    [BC_FOUND_AREA_UNIT] = {BC_ZH("登记面积没有单位"),
                            "按与边界相符的单位核对；请在表头写明"},
    [BC_FOUND_AREA_OUTSIDE] = {BC_ZH("面在所有流域以外"),
                               "不计入任何流域；请核对"},
    [BC_FOUND_REDLINE_CONTRADICTS] = {BC_ZH("登记的红线与位置不符"),
                                      "以位置为准；请更正其一"},
    [BC_FOUND_IN_REDLINE] = {BC_ZH("排污口在红线内"), "请复核该排污口"},
    [BC_FOUND_IN_ZONE] = {BC_ZH("排污口在饮用水水源保护区内（违法）"),
                          "依法拆除或关闭（水污染防治法第六十四条）"},
    [BC_FOUND_NEAR_DUPLICATE] = {BC_ZH("两个编码的排污口位置极近，疑似重复"),
                                 "都计入；请核对是否同一个"},
    [BC_FOUND_REGION_CONTRADICTS] = {BC_ZH("所填区县与位置不符"),
                                     "以所填为准；请更正其一"},
    [BC_FOUND_STAGE_AFTER_PERIOD] = {BC_ZH("进度缺日期，无法回溯到截止日"),
                                     "按现有进度计；请补各阶段日期"},
    [BC_FOUND_NO_STAGE] = {BC_ZH("排污口没有阶段"), "是否完成不明；请填写阶段"},
    [BC_FOUND_STAGE_DATES] = {BC_ZH("阶段日期前后颠倒"), "请更正日期"},
    [BC_FOUND_DATUM_IDENTICAL] = {BC_ZH("WGS 84 与 CGCS2000 视为同一基准"),
                                  "无需处理，差别在 1 m 以内"},
    [BC_FOUND_DATUM_SHIFT] = {BC_ZH("坐标已作基准转换"),
                              "转换方法和精度见数据问题表"},
    [BC_FOUND_ALIKE_CODES] = {BC_ZH("代码看起来相同"),
                              "按两个要素计；是同一个的请统一写法"},
    [BC_FOUND_NEAR_VALUE] = {BC_ZH("条件中的值与图层写法不同"),
                             "不算相同；请按图层的写法填写"},
    [BC_FOUND_NO_SUCH_VALUE] = {BC_ZH("图层中没有条件所写的值"),
                                "如非笔误，无需处理"},
    [BC_FOUND_NO_EFFECT] = {BC_ZH("项目文件中的键不起作用"),
                            "请删去该键，或更正数据源"},
    [BC_FOUND_WHERE_EMPTY] = {BC_ZH("目标条件没有选中任何对象"),
                              "请核对条件的写法"},
    [BC_FOUND_UNKNOWN_SCOPE] = {BC_ZH("目标的范围不存在"), "不判；请更正范围"},
    [BC_FOUND_EMPTY_SCOPE] = {BC_ZH("目标的范围内没有要素"),
                              "不判；请更正范围，或补充要素"},
    [BC_FOUND_OTHER_PERIOD] = {BC_ZH("目标的时段不是评判的时段"),
                               "按项目的时段评判；请核对时段"},
    [BC_FOUND_UNKNOWN_WATER] = {BC_ZH("水体名称不在湖泊和河流图层中"),
                                "按图层的写法填写，或补充水体"},
    [BC_FOUND_WHERE_UNKNOWN] = {BC_ZH("筛选条件所需的单元格为空，无法判断"),
                                "补填单元格，或在 where 中写 IS NULL"},
    [BC_FOUND_NO_FONT] = {BC_ZH("没有中文字体，未出图件"), "请安装中文字体"},
    [BC_FOUND_FEW_PICTURES] =
        {BC_ZH("流域超过 20 个，PNG 和 PDF 只出一幅总图，不出分流域图"),
         "需要时写 output.pictures: all"},
    [BC_FOUND_EMPTY_KEY] = {BC_ZH("关键字段为空"),
                            "其他表无法指向该要素；请补填"},
    [BC_FOUND_LOST_TEXT] = {BC_ZH("文字已损坏"), "请从来源重新取得这段文字"},
    [BC_FOUND_ENCODING_GUESSED] =
        {BC_ZH("编码是推断的"), "如名称正常则无需处理；否则请写明来源的编码"},
    [BC_FOUND_UNSEEN_CHARACTER] = {BC_ZH("文字中有看不见的字符"),
                                   "请删除该字符；否则看似相同的名称并不相同"},
    [BC_FOUND_DELETED_ROWS] = {BC_ZH("有标记为已删除的行"),
                               "未计入；如属误删，请恢复"},
    [BC_FOUND_HIDDEN_CELLS] = {BC_ZH("工作表中有隐藏的内容"),
                               "照常读取；不应计入的请删除"},
    [BC_FOUND_MERGED_CELLS] = {BC_ZH("数据行中有合并单元格"),
                               "值只归第一格；请取消合并并逐格填写"},
    [BC_FOUND_OTHER_COLUMN] = {BC_ZH("另有一列也可作该字段"),
                               "用前一列；如另一列才对，请写入 fields"},
    [BC_FOUND_EMPTY_LAYER] = {BC_ZH("图层没有任何行"),
                              "请补充数据，或从项目中去掉该图层"},
    [BC_FOUND_UNKNOWN_LAYER] = {BC_ZH("目标的图层疑似写错"),
                                "不判；请更正图层名"},
    [BC_FOUND_NO_TARGETS] = {BC_ZH("目标表中没有目标"), "请填写目标"},
    [BC_FOUND_NOT_COMPARED] = {BC_ZH("与以前的结果不可比"),
                               "不作比较；请选用项目、方法、月份和断面相同的"
                               "结果"},
    [BC_FOUND_ILLUSTRATIVE] = {BC_ZH("示例图层"), "不得用于决策"},
    [BC_FOUND_COORDINATES_UNDONE] = {BC_ZH("已还原网络地图的坐标偏移"),
                                     "无需处理，偏移量见数据问题表"},
    [BC_FOUND_COORDINATES_SHIFTED] = {BC_ZH("整层疑似网络地图偏移坐标"),
                                      "未作改动；请查明坐标来源并写明"},
    [BC_FOUND_PROJECTED_VALUES] = {BC_ZH("坐标是投影坐标，带号由数值推断"),
                                   "请在项目文件写明坐标系"},
    [BC_FOUND_DUPLICATE_GEOMETRY] = {BC_ZH("图形完全相同的要素"),
                                     "都保留；请确认哪个有效"},
    [BC_FOUND_SLIVER] = {BC_ZH("细碎图斑"), "请核对边界"},
    [BC_FOUND_ANTIMERIDIAN] = {BC_ZH("图形跨越180°经线"),
                               "已在180°处切开（环绕极点的按无图形处理）；"
                               "请在源数据中切开"},
    [BC_FOUND_OVERLAPPING_BASINS] = {BC_ZH("流域重叠"),
                                     "重叠处的点归编码小者；请更正边界"},
    [BC_FOUND_UNKNOWN_PARENT] = {BC_ZH("上级流域不存在"),
                                 "该流域不计入其他流域；请更正上级流域"},
    [BC_FOUND_PARENT_CIRCLE] = {BC_ZH("上级流域互为上下级"),
                                "这些上级不采用；请清空其中最大流域的上级"},
    [BC_FOUND_OUTSIDE_PARENT] = {BC_ZH("流域大部在上级流域以外"),
                                 "上级仍计入；请更正上级或边界"},
    [BC_FOUND_FAR_FROM_WATER] = {BC_ZH("受纳水体与位置不符"), "请更正其一"},
    [BC_FOUND_CROSSWALK_ROW] = {BC_ZH("归属表中的行无法使用"),
                                "不采用该行；请更正"},
    [BC_FOUND_CROSSWALK_CHANGED] = {BC_ZH("审定归属与计算不同"),
                                    "以审定归属为准"},
    [BC_FOUND_RIVER_DIRECTION] = {BC_ZH("河流方向可疑"),
                                  "按汇入关系处理；请按水流方向绘制"},
    [BC_FOUND_RIVER_GAP] = {BC_ZH("河流没有接上"), "未连接；请补线或调大容差"},
    [BC_FOUND_RIVER_LOOP] = {BC_ZH("河流成环"),
                             "每处只算一次；请改正反向的河段"},
    [BC_FOUND_RIVER_BRAID] = {BC_ZH("河流分汊后又汇合"), "距离取最短的一支"},
    [BC_FOUND_UNKNOWN_RIVER] = {BC_ZH("汇入的河流不在图层内"),
                                "请更正汇入河流"},
    [BC_FOUND_OFF_NETWORK] = {BC_ZH("离河流太远"),
                              "不参加追踪；请核对位置或补河流"},
};

const char *bc_words_class(int class_no)
{
    return bc_report_language() == BC_ENGLISH ? bc_class_name_en(class_no)
                                              : bc_class_name(class_no);
}

static char short_names[BC_N_ITEMS][40]; /* in English */

static void shorten_names(void)
{
    for (int item = 0; item < BC_N_ITEMS; item++) {
        const char *name = bc_item_name_en((enum bc_item)item);
        const char *as = strstr(name, " (as ");

        as = as ? as : strstr(name, " (Cr)");
        snprintf(short_names[item], sizeof short_names[item], "%.*s",
                 as ? (int)(as - name) : (int)strlen(name), name);
    }
}

const char *bc_words_item(enum bc_item item)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    if (bc_report_language() == BC_CHINESE)
        return bc_item_name_zh(item);
    pthread_once(&once, shorten_names);
    return short_names[item];
}

const char *bc_words_finding(enum bc_finding_code code)
{
    const char *what = findings[code].what;

    return what ? bc_in_report(what) : bc_finding_name(code);
}

const char *bc_words_remedy(enum bc_finding_code code)
{
    const char *remedy = findings[code].remedy;

    return remedy && bc_report_language() == BC_CHINESE
               ? remedy
               : bc_finding_remedy(code);
}
