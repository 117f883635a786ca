/* SPDX-License-Identifier: MIT */
#include "layer/role.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"

/* ---- headers of key fields ---- */

/* Aliases are tried in order: columns of codes stand before columns of names.
 */
#define CODE_ALIASES "id|编码|代码|编号|code_id"
#define COUNTY_ALIASES                                                                       \
    "XZQDM|county_id|行政区代码|行政区划代码|区县代码|县级行政区代码|" \
    "县区代码|区划代码|adcode"
#define CITY_ALIASES                                                           \
    "城市|地市|市州|所在城市|所在市|责任城市|所属城市|考核城市|prefecture"
#define BASIN_ALIASES                                                                        \
    "basin_code|流域编码|流域代码|所属流域编码|basin|basin_name|所属流域|" \
    "流域名称|流域"

static const struct bc_role_key basin_keys[] = {
    {"code", "code|basin_code|流域编码|流域代码|" CODE_ALIASES, true, NULL},
    {"name", "name|name_zh|basin_name|流域名称|流域|名称", false, NULL},
    {"parent", "parent|parent_code|上级流域编码|上级流域|上级编码|上级", false,
     NULL},
    {NULL, NULL, false, NULL}};

static const struct bc_role_key section_keys[] = {
    {"code",
     "code|section_code|断面编码|断面代码|断面编号|站点编码|站点编号|站点代码|"
     "点位编码|点位编号|测站编码|station_code|" CODE_ALIASES
     "|MonitoringLocationIdentifier", /* U.S. Water Quality Portal */
     true, NULL},
    {"name",
     "name|name_zh|section_name|断面名称|断面|点位名称|站点名称|测站名称|"
     "station_name|"
     "名称|MonitoringLocationName",
     false, NULL},
    {"alias", "alias|aliases|别名|曾用名|原名称|又名", false, NULL},
    {"class", "class|current_class|水质类别|水质现状|现状类别|现状水质", false,
     NULL},
    {"water",
     "water|water_body|水体名称|所在水体|所属水体|水体|河流湖库|所在河流湖库|"
     "河流名称|湖库名称|water_name",
     false, NULL},
    {"part", "part|湖区|部位|所在湖区", false, NULL},
    {"type",
     "type|water_type|水体类型|断面类型|类型|MonitoringLocationTypeName", false,
     "water_type"},
    {"level",
     "level|section_level|控制级别|断面级别|断面属性|考核级别|级别|断面层级",
     false, "level"},
    {"target_class",
     "target_class|target|水质目标|目标类别|考核目标|水质考核目标|目标水质|"
     "规划目标",
     false, NULL},
    {"basin", BASIN_ALIASES, false, NULL},
    {"city", "city|" CITY_ALIASES, false, NULL},
    {"county_code", "county_code|" COUNTY_ALIASES, false, NULL},
    {"state", "state|断面状态|监测状态|水体状态|状态", false, NULL},
    {NULL, NULL, false, NULL}};

static const struct bc_role_key observation_keys[] = {
    {"section",
     "section|section_code|section_name|断面名称|断面编码|断面|站点名称|"
     "点位名称|"
     "测站名称|站点|点位|code|name",
     true, NULL},
    {"time",
     "time|监测时间|采样时间|监测日期|采样日期|时间|日期|date|datetime|sample_"
     "time|"
     "sample_date",
     true, NULL},
    {"item", "item|parameter|监测项目|监测因子|项目|因子|指标", false, NULL},
    {"value", "value|result|监测值|监测结果|结果|浓度|数值|值", false, NULL},
    {"unit", "unit|units|单位|计量单位", false, NULL},
    {"detection_limit", "detection_limit|mdl|lod|检出限|方法检出限", false,
     NULL},
    {NULL, NULL, false, NULL}};

static const struct bc_role_key lake_keys[] = {
    {"code", "code|lake_code|湖泊编码|湖泊代码|水体编码|" CODE_ALIASES, false,
     NULL},
    {"name", "name|name_zh|lake_name|湖泊名称|湖库名称|水体名称|湖泊|名称",
     true, NULL},
    {"basin", BASIN_ALIASES, false, NULL},
    {NULL, NULL, false, NULL}};

static const struct bc_role_key outfall_keys[] = {
    {"code",
     "code|outfall_code|排污口编码|排污口编号|排口编码|排口编号|排污口代码|"
     "入河排污口编码|入河排污口编号|" CODE_ALIASES,
     true, NULL},
    {"name", "name|outfall_name|排污口名称|排口名称|入河排污口名称|名称", false,
     NULL},
    {"category",
     "category|outfall_type|排污口类型|排口类型|排污口类别|排口类别|一级分类|"
     "类型|类别",
     false, NULL},
    {"receiving_water",
     "receiving_water|water_body|受纳水体|受纳水体名称|排入水体|纳污水体|"
     "水体名称",
     false, NULL},
    {"group",
     "group|water_group|所属水体类别|受纳水体类别|水体类别|水体分组|分组",
     false, "group"},
    {"stage", "stage|整治阶段|整治状态|整治进展|整治情况|阶段|状态", false,
     "stage"},
    {"date_surveyed", "date_surveyed|排查时间|排查日期|排查完成时间", false,
     NULL},
    {"date_monitored", "date_monitored|监测时间|监测日期|监测完成时间", false,
     NULL},
    {"date_traced", "date_traced|溯源时间|溯源日期|溯源完成时间", false, NULL},
    {"date_planned", "date_planned|方案时间|方案日期|制定方案时间|方案制定时间",
     false, NULL},
    {"date_started", "date_started|整治开始时间|开工时间|开工日期|整治开始日期",
     false, NULL},
    {"date_completed",
     "date_completed|完成整治时间|整治完成时间|完成时间|完工日期|完成日期",
     false, NULL},
    {"date_accepted", "date_accepted|验收时间|验收日期", false, NULL},
    {"date_closed", "date_closed|销号时间|销号日期", false, NULL},
    {"responsible", "responsible|责任主体|责任单位|责任人", false, NULL},
    {"basin", BASIN_ALIASES, false, NULL},
    {"city", "city|" CITY_ALIASES, false, NULL},
    {"county_code", "county_code|" COUNTY_ALIASES, false, NULL},
    {NULL, NULL, false, NULL}};

static const struct bc_role_key redline_keys[] = {
    {"code",
     "code|HXBH|HXDM|redline_code|红线编号|红线编码|红线代码|" CODE_ALIASES,
     true, NULL},
    {"name", "name|HXMC|redline_name|红线名称|名称", false, NULL},
    {"type", "type|HXLX|redline_type|红线类型|类型", false, NULL},
    {"area",
     "area|area_km2|MJ|面积|面积(km2)|面积(km²)|面积(平方公里)|面积(平方千米)|"
     "area_ha|面积(公顷)|面积(ha)|面积(hm2)|面积(hm²)|area_mu|面积(亩)|"
     "面积(平方米)|面积(m2)|面积(m²)",
     false, NULL},
    {"county_code", "county_code|" COUNTY_ALIASES, false, NULL},
    {NULL, NULL, false, NULL}};

static const struct bc_role_key suspect_keys[] = {
    {"code", "code|图斑编号|点位编号|点位编码|问题编号|线索编号|" CODE_ALIASES,
     true, NULL},
    {"status", "status|state|核查状态|整改状态|处理状态|认定结果|状态", false,
     "status"},
    {"redline", "redline|redline_code|HXBH|所属红线|红线编号|红线编码|红线代码",
     false, NULL},
    {"note", "note|备注|说明|情况说明", false, NULL},
    {NULL, NULL, false, NULL}};

static const struct bc_role_key river_keys[] = {
    {"code", "code|river_code|河流编码|河流代码|河段编码|" CODE_ALIASES, true,
     NULL},
    {"name", "name|name_zh|river_name|河流名称|河段名称|河流|名称", false,
     NULL},
    {"flows_to",
     "flows_to|汇入河流编码|汇入河流|流入河流|下游河流编码|下游河流|汇入",
     false, NULL},
    {"kind", "kind|河流类型|河道类型", false, NULL},
    {NULL, NULL, false, NULL}};

static const struct bc_role_key source_keys[] = {
    {"code", "code|source_code|水源地编码|水源地代码|水源编码|" CODE_ALIASES,
     true, NULL},
    {"name", "name|source_name|水源地名称|水源地|水源名称|名称", false, NULL},
    {"alias", "alias|aliases|别名|曾用名|原名称|又名", false, NULL},
    {"type", "type|water_type|水体类型|水源地类型|水源类型|类型", false,
     "water_type"},
    {"level", "level|source_level|水源地级别|水源级别|级别", false, NULL},
    {"delineated",
     "delineated|是否划定|是否划定保护区|保护区划定|划定情况|已划定", false,
     NULL},
    {"class", "class|水质类别|现状类别", false, NULL},
    {"city", "city|" CITY_ALIASES, false, NULL},
    {"county_code", "county_code|" COUNTY_ALIASES, false, NULL},
    {NULL, NULL, false, NULL}};

static const struct bc_role_key zone_keys[] = {
    {"code", "code|zone_code|保护区编码|保护区代码|" CODE_ALIASES, false, NULL},
    {"name", "name|zone_name|保护区名称|名称", false, NULL},
    {"source", "source|source_code|水源地编码|水源地名称|水源地", false, NULL},
    {"grade", "grade|zone_grade|保护区级别|保护区等级|级别|等级", true,
     "zone_grade"},
    {"level", "level|zone_level|水源地级别|水源级别", false, NULL},
    {"marked", "marked|是否立标|是否定界立标|定界立标|勘界立标|立标情况|已立标",
     false, NULL},
    {NULL, NULL, false, NULL}};

static const struct bc_role_key region_keys[] = {
    {"code", "code|adcode|XZQDM|行政区代码|行政区划代码|区划代码|" CODE_ALIASES,
     true, NULL},
    {"name", "name|name_zh|XZQMC|region_name|行政区名称|行政区|名称", false,
     NULL},
    {"parent", "parent|parent_code|上级代码|上级编码|上级|所属市", false, NULL},
    {NULL, NULL, false, NULL}};

static const struct bc_role_key no_keys[] = {{NULL, NULL, false, NULL}};

static const struct bc_role roles[] = {
    {"basins", BC_GEOMETRY_POLYGON, false, false, basin_keys},
    {"sections", BC_GEOMETRY_POINT, false, false, section_keys},
    {"observations", BC_GEOMETRY_NONE, true, false, observation_keys},
    {"lakes", BC_GEOMETRY_POLYGON, false, false, lake_keys},
    {"outfalls", BC_GEOMETRY_POINT, false, false, outfall_keys},
    {"redlines", BC_GEOMETRY_POLYGON, false, false, redline_keys},
    {"suspects", BC_GEOMETRY_POINT, false, true, suspect_keys},
    {"rivers", BC_GEOMETRY_LINE, false, false, river_keys},
    {"sources", BC_GEOMETRY_POINT, true, false, source_keys},
    {"zones", BC_GEOMETRY_POLYGON, false, false, zone_keys},
    {"regions", BC_GEOMETRY_POLYGON, false, false, region_keys},
};
#define N_ROLES (sizeof roles / sizeof *roles)

/* Villages, stations, air: for targets only. */
static const struct bc_role free_role = {"", BC_GEOMETRY_NONE, true, true,
                                         no_keys};

const struct bc_role *bc_role_find(const char *name)
{
    for (size_t i = 0; i < N_ROLES; i++)
        if (strcmp(roles[i].name, name) == 0)
            return &roles[i];
    return &free_role;
}

const char *const *bc_role_names(void)
{
    static const char *names[N_ROLES + 1]; /* the same whoever fills it */

    for (size_t i = 0; i < N_ROLES; i++)
        names[i] = roles[i].name;
    return names;
}

/* ---- words ---- */

struct word {
    const char *canonical;
    const char *aliases;
    int rank; /* of a stage */
};

static const struct word levels[] = {
    {BC_ZH("国考"), "国控|国家级|国考断面|国控断面|national|国家", 0},
    {BC_ZH("省控"), "省考|省级|省控断面|省考断面|provincial|省", 0},
    {BC_ZH("市控"), "市考|市级|市控断面|市考断面|municipal|市", 0},
    {NULL, NULL, 0}};

static const struct word water_types[] = {
    {"river", "河流|河|河流型|rivers|江河|River/Stream|Stream", 0},
    {"lake", "湖泊|湖|湖泊型|lakes|Lake, Reservoir, Impoundment", 0},
    {"reservoir", "水库|湖库|库|水库型|湖库型|reservoirs", 0},
    {NULL, NULL, 0}};

/* DESIGN: a closed-down or merged outfall counts as remediated, a postponed
 * one as planned. */
static const struct word stages[] = {
    {BC_ZH("已排查"), "排查|排查完成|完成排查|surveyed", 1},
    {BC_ZH("已监测"), "监测|监测完成|完成监测|monitored", 2},
    {BC_ZH("已溯源"), "溯源|溯源完成|完成溯源|traced", 3},
    {BC_ZH("已制定方案"), "制定方案|方案制定|已编制方案|方案已制定|planned", 4},
    {BC_ZH("整治中"), "正在整治|整治|started|remediating", 5},
    {BC_ZH("完成整治"),
     "已整治|整治完成|已完成整治|已完成|completed|remediated", 6},
    {BC_ZH("已验收"), "验收|验收完成|完成验收|accepted", 7},
    {BC_ZH("已销号"), "销号|完成销号|验收销号|已验收销号|closed", 8},
    {BC_ZH("无需整治"), "无须整治|不需整治|no action", 6},
    {BC_ZH("已取缔"), "取缔|依法取缔|abolished", 6},
    {BC_ZH("合并"), "已合并|清理合并|merged", 6},
    {BC_ZH("暂缓"), "暂缓整治|postponed", 4},
    {NULL, NULL, 0}};

static const struct word statuses[] = {
    {BC_ZH("疑似"), "疑似问题|待核查|未核查|suspected", 0},
    {BC_ZH("属实"), "已属实|认定属实|confirmed", 0},
    {BC_ZH("不属实"), "不属实(合法)|合法|认定不属实|不属实(合规)|unfounded", 0},
    {BC_ZH("整改中"), "正在整改|correcting", 0},
    {BC_ZH("已整改"), "整改完成|完成整改|corrected", 0},
    {BC_ZH("已销号"), "销号|完成销号|closed", 0},
    {NULL, NULL, 0}};

static const struct word groups[] = {
    {BC_ZH("长江"), "长江干流|yangtze", 0},
    {BC_ZH("重点支流"), "长江重点支流|重要支流|key tributary|key tributaries",
     0},
    {BC_ZH("重点湖泊"), "重要湖泊|key lake|key lakes", 0},
    {BC_ZH("河流"), "river|一般河流|其他河流", 0},
    {BC_ZH("湖泊"), "lake|湖库|一般湖泊|其他湖泊", 0},
    {NULL, NULL, 0}};

static const struct word zone_grades[] = {
    {BC_ZH("一级"), "一级保护区|1|I|Ⅰ|level 1|primary", 0},
    {BC_ZH("二级"), "二级保护区|2|II|Ⅱ|level 2|secondary", 0},
    {BC_ZH("准"), "准保护区|准级|3|quasi", 0},
    {NULL, NULL, 0}};

static const struct word_list {
    const char *name;
    const struct word *words;
    bool is_set; /* a cell may hold several */
} word_lists[] = {
    {"level", levels, true},  {"water_type", water_types, false},
    {"stage", stages, false}, {"status", statuses, false},
    {"group", groups, false}, {"zone_grade", zone_grades, false},
};

/* Whether @p key is the key of one of `a|b|c`. */
static bool is_alias(const char *key, const char *aliases)
{
    bool found = false;

    while (*aliases && !found) {
        size_t n = strcspn(aliases, "|");
        char *alias = bc_copy_bytes(aliases, n);
        char *alias_key = bc_text_key(alias);

        found = strcmp(key, alias_key) == 0;
        free(alias_key);
        free(alias);
        aliases += n + (aliases[n] == '|');
    }
    return found;
}

static const struct word *find_word(const struct word *words,
                                    struct bc_slice text)
{
    char *copy, *key;

    /* most cells hold the word as it is printed */
    for (const struct word *word = words; word->canonical; word++)
        if (bc_slice_is(text, word->canonical))
            return word;
    copy = bc_copy_bytes(text.data, text.length);
    key = bc_text_key(copy);
    free(copy);
    for (; words->canonical; words++)
        if (is_alias(key, words->canonical) || is_alias(key, words->aliases))
            break;
    free(key);
    return words->canonical ? words : NULL;
}

struct set {
    const struct word *words;
    struct bc_text joined;
};

/* Stops, answering true, at the first member that is unknown. */
static bool join_member(struct bc_slice member, void *context)
{
    struct set *set = context;
    const struct word *word = find_word(set->words, member);

    if (!word)
        return true;
    if (bc_set_has(bc_text_string(&set->joined), word->canonical))
        return false;
    if (set->joined.length > 0)
        bc_text_add(&set->joined, "/");
    bc_text_add(&set->joined, word->canonical);
    return false;
}

static const char *canonical_set(const struct word *words, const char *cell,
                                 struct bc_arena *arena)
{
    struct set set = {.words = words};
    const char *joined = NULL;

    if (!bc_set_any(cell, join_member, &set) && set.joined.length > 0)
        joined = bc_arena_copy(arena, set.joined.data, set.joined.length);
    bc_text_clear(&set.joined);
    return joined;
}

static const struct word_list *find_list(const char *name)
{
    for (size_t i = 0; i < sizeof word_lists / sizeof *word_lists; i++)
        if (strcmp(word_lists[i].name, name) == 0)
            return &word_lists[i];
    return NULL;
}

const char *bc_word_canonical(const char *list, const char *cell,
                              struct bc_arena *arena)
{
    const struct word_list *found = find_list(list);
    const struct word *word;

    if (!found || !cell)
        return NULL;
    word = find_word(found->words, bc_slice_of(cell));
    if (word)
        return word->canonical;
    return found->is_set ? canonical_set(found->words, cell, arena) : NULL;
}

void bc_word_list(const char *list, struct bc_text *out)
{
    const struct word_list *found = find_list(list);

    assert(found);
    for (const struct word *word = found->words; word->canonical; word++)
        bc_text_printf(out, "%s%s", word == found->words ? "" : ", ",
                       word->canonical);
}

int bc_stage_rank(const char *stage)
{
    const struct word *word =
        stage ? find_word(stages, bc_slice_of(stage)) : NULL;

    return word ? word->rank : 0;
}

const char *bc_stage_name(int rank)
{
    return rank >= 1 && rank <= 8 ? stages[rank - 1].canonical : NULL;
}
