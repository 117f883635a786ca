/* SPDX-License-Identifier: MIT */
#include "output/fields_parts.h"

#include <string.h>

#include "plan/summary.h"

static void cell_basin_area(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_overlay *overlay = at->outcome->overlay;

    if (overlay)
        bc_text_add_real(out, overlay->basin_area_m2[at->row] / 1e6, 6);
    else
        bc_cell_area(at, out);
}

static const struct bc_basin_rating *rating_of(const struct bc_cell_at *at)
{
    return &at->outcome->rating[at->row];
}

static void cell_n_judged(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_cell_add_count(out, rating_of(at)->n);
}

static void cell_n_good(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_cell_add_count(out, rating_of(at)->n_good);
}

static void cell_good_share(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_basin_rating *rating = rating_of(at);

    if (rating->n)
        bc_cell_add_decimal(out,
                            bc_decimal_divide((bc_int128)rating->n_good * 100,
                                              0, (int64_t)rating->n, 6));
}

static void cell_rating(const struct bc_cell_at *at, struct bc_text *out)
{
    if (rating_of(at)->rating != BC_RATING_NONE)
        bc_text_add(out, bc_rating_name(rating_of(at)->rating));
}

static void cell_rating_no(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_cell_add_known(out, (int)rating_of(at)->rating, BC_RATING_NONE);
}

static struct bc_summary summary_of(const struct bc_cell_at *at)
{
    const struct bc_outcome *outcome = at->outcome;

    return bc_summary_of(outcome->targets, outcome->results,
                         bc_layer_label(outcome->basins, at->row));
}

static void cell_verdict(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_text_add(out, bc_overall_name(summary_of(at).overall));
}

static void cell_verdict_zh(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_text_add(out, bc_overall_name_zh(summary_of(at).overall));
}

static void cell_n_met(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_cell_add_count(out, summary_of(at).n_met);
}

static void cell_n_missed(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_cell_add_count(out, summary_of(at).n_missed);
}

static void cell_n_interim(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_cell_add_count(out, summary_of(at).n_interim);
}

static void cell_n_cannot(const struct bc_cell_at *at, struct bc_text *out)
{
    bc_cell_add_count(out, summary_of(at).n_cannot);
}

static void cell_missed(const struct bc_cell_at *at, struct bc_text *out)
{
    const struct bc_outcome *outcome = at->outcome;
    const char *code = bc_layer_label(outcome->basins, at->row);

    for (size_t i = 0; i < outcome->results->n; i++) {
        const struct bc_result *result = &outcome->results->result[i];
        const struct bc_target *target =
            &outcome->targets->target[result->target];

        if (result->verdict == BC_MISSED && target->report &&
            !strcmp(result->basin, code))
            bc_cell_add_member(out, bc_target_label(target));
    }
}

static const struct bc_field basin_fields[] = {
    CODE,
    NAME,
    REAL("area_km2", "面积（km²）", "area (km²)", cell_basin_area),
    INTEGER("n_sections", "评价断面数", "sections judged", cell_n_judged),
    INTEGER("n_good", "优良断面数", "sections of class I-III", cell_n_good),
    REAL("good_share", "优良比例（%）", "share of class I-III (%)",
         cell_good_share),
    TEXT("rating", "水质状况", "rating", cell_rating),
    INTEGER("rating_no", "水质状况序号", "rating number", cell_rating_no),
    TEXT("verdict", "结论代码", "verdict", cell_verdict),
    TEXT("verdict_zh", "结论", "verdict in Chinese", cell_verdict_zh),
    INTEGER("n_met", "达标项数", "targets met", cell_n_met),
    INTEGER("n_missed", "未达项数", "targets missed", cell_n_missed),
    INTEGER("n_interim", "未达（未到期）项数", "missed, not yet due",
            cell_n_interim),
    INTEGER("n_cannot", "无法判断项数", "cannot be judged", cell_n_cannot),
    TEXT("missed_titles", "未达目标", "targets missed", cell_missed),
    ILLUSTRATIVE};

const struct bc_published_layer bc_basins_layer =
    LAYER("basins", BC_ZH("流域"), BC_GEOMETRY_POLYGON, true, basin_fields);
