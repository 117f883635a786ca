/* SPDX-License-Identifier: MIT */
#include "output/report_legend.h"

#include "base/language.h"
#include "output/report_symbol.h"
#include "output/report_words.h"

const struct bc_map_key bc_map_keys[BC_N_MAP_KEYS] = {
    {"s", BC_ZH("断面"), BC_ZH("圆内为水质类别")},
    {"o1", BC_ZH("排污口"), BC_ZH("未溯源")},
    {"o2", NULL, BC_ZH("已溯源或整治中")},
    {"o3", NULL, BC_ZH("完成整治或已验收")},
    {"o4", NULL, BC_ZH("已销号")},
    {"rl", BC_ZH("红线"), BC_ZH("保护红线")},
    {"sp", NULL, BC_ZH("问题点位未销号（虚边：在红线外）")},
    {"sp0", NULL, BC_ZH("已销号")},
    {"bd", NULL, BC_ZH("流域界")},
    {"r", NULL, BC_ZH("河流、渠道")}};

void bc_map_key_draw(struct bc_canvas *canvas, const struct bc_map_key *key)
{
    const char *id = key->id;

    switch (id[0]) {
    case 'o':
        bc_symbol_outfall(canvas, 11, 7, (int[]){1, 5, 7, 8}[id[1] - '1'],
                          false, id[1] == '4' ? 1.4 : 1.15);
        break;
    case 'b':
        bc_canvas_path(canvas, "bd", "M0 7h22");
        break;
    case 'r':
        if (id[1] == 'l') {
            bc_canvas_box(canvas, "rl", (struct bc_box){2, 2, 20, 12});
        } else {
            bc_canvas_path(canvas, "r2", "M0 5h22");
            bc_canvas_path(canvas, "r3", "M0 10h22");
        }
        break;
    default:
        if (id[1] == 'p')
            bc_symbol_suspect(canvas, 11, 7, id[2] != '\0', false, 1);
        else
            bc_canvas_circle(canvas, "sc", 11, 7, 6.2);
    }
}

bool bc_map_key_is_used(const struct bc_map_key *key,
                        const struct bc_outcome *outcome)
{
    const char *id = key->id;

    if (id[0] == 'o')
        return outcome->outfalls;
    if (id[0] == 's')
        return id[1] ? outcome->suspects != NULL : outcome->sections != NULL;
    if (id[0] == 'r')
        return id[1] ? outcome->redlines != NULL : outcome->rivers != NULL;
    return true;
}

void bc_map_made_up(const struct bc_outcome *outcome, struct bc_text *out)
{
    const struct {
        const struct bc_layer *layer;
        const char *name;
    } layers[] = {{outcome->basins, BC_ZH("流域界")},
                  {outcome->lakes, BC_ZH("湖库")},
                  {outcome->sections, BC_ZH("断面位置和目标类别")},
                  {outcome->outfalls, BC_ZH_AS("list", "排污口")},
                  {outcome->redlines, BC_ZH_AS("list", "红线")},
                  {outcome->suspects, BC_ZH("问题点位")},
                  {outcome->rivers, BC_ZH("河渠")}};
    size_t n = 0;

    for (size_t i = 0; i < sizeof(layers) / sizeof(*layers); i++)
        if (layers[i].layer && layers[i].layer->illustrative)
            bc_text_printf(out, "%s%s", n++ ? bc_in_report("、") : "",
                           bc_report_sense(layers[i].name));
}

void bc_map_caption(const struct bc_outcome *outcome,
                    const struct bc_basin_data *basin,
                    const struct bc_map_note *note, struct bc_text *out)
{
    if (outcome->report_precision_m > 0) {
        bc_text_add(out, bc_in_report("位置取整到 "));
        bc_text_add_real(out, outcome->report_precision_m, 1);
        bc_text_add(out, bc_in_report(" 米。"));
    }
    if (!basin)
        bc_text_add(out, bc_in_report("断面名见各流域图。"));
    if (basin && basin->n_open > 0 && !note->plain)
        bc_text_add(out, bc_in_report("粗体编号 = 未完成整治。"));
    if (note->brief)
        bc_text_add(out, bc_in_report("排污口只画未完成整治的，不编号。"));
    else if (note->plain)
        bc_text_add(out, bc_in_report("排污口太密，图上不编号。"));
    if (note->n_unlabelled > 0)
        bc_text_printf(out, bc_in_report("另有 %zu 个标注因拥挤未标。"),
                       note->n_unlabelled);
    if (basin && outcome->overlay && outcome->overlay->basin_area_m2) {
        bc_text_add(out, bc_in_report("流域面积 "));
        bc_words_thousands(
            out, outcome->overlay->basin_area_m2[basin->basin] / 1e6, 0);
        bc_text_printf(
            out, bc_in_report(" km²%s，"),
            outcome->basins->illustrative ? bc_in_report("（示例边界）") : "");
    }
    bc_text_printf(out, bc_in_report("%s。内部工作用图，未经审图不得公开。"),
                   outcome->crs_epsg == 4490 ? "CGCS2000" : outcome->crs);
}
