/* SPDX-License-Identifier: MIT */
#include "plan/progress.h"

#include <stdlib.h>
#include <string.h>

#include "plan/scope.h"

#define ALL "all"

static const char *const groups[] = {"长江", "重点支流", "重点湖泊", "河流",
                                     "湖泊", "",         ALL};
enum { N_GROUPS = sizeof groups / sizeof *groups };

static const char *const statuses[BC_N_STATUSES + 1] = {
    "", "疑似", "属实", "不属实", "整改中", "已整改", "已销号"};

void bc_progress_clear(struct bc_progress *progress)
{
    free(progress->stages);
    free(progress->statuses);
    bc_arena_clear(&progress->arena);
    *progress = (struct bc_progress){0};
}

size_t bc_stage_reached(const struct bc_stage_count *count, int rank)
{
    size_t n = 0;

    for (int stage = rank; stage <= BC_N_STAGES; stage++)
        n += count->stage[stage];
    return n;
}

const char *bc_status_name(int status)
{
    return status >= 1 && status <= BC_N_STATUSES ? statuses[status] : "";
}

size_t bc_status_closed(const struct bc_status_count *count)
{
    return count->status[BC_N_STATUSES];
}

size_t bc_status_confirmed(const struct bc_status_count *count)
{
    return count->status[2] + count->status[4] + count->status[5] +
           count->status[6];
}

static const struct bc_layer *layer_of(const struct bc_plan_input *input,
                                       const char *role)
{
    for (size_t i = 0; i < input->n_layers; i++)
        if (strcmp(input->layers[i]->role, role) == 0)
            return input->layers[i];
    return NULL;
}

/* ---- outfalls ---- */

static int stage_of(const struct bc_decimal *stages, size_t row)
{
    bool known = stages && bc_decimal_known(stages[row]);
    int64_t stage = known ? stages[row].units : 0;

    return stage >= 1 && stage <= BC_N_STAGES ? (int)stage : 0;
}

/** The place in groups; of a word that is none of them that of "". */
static int group_of(const struct bc_layer *outfalls, size_t row)
{
    const char *group = bc_layer_text(outfalls, "group", row);
    int g = 0;

    while (g < N_GROUPS - 2 && (!group || strcmp(groups[g], group) != 0))
        g++;
    return g;
}

static void add_stages(struct bc_progress *progress,
                       const struct bc_scope *scope,
                       const struct bc_layer *outfalls, const bool *inside)
{
    const struct bc_decimal *stages = bc_layer_decimal(outfalls, "stage_no");
    struct bc_stage_count counts[N_GROUPS] = {{0}};

    for (size_t i = 0; i < outfalls->n_features; i++) {
        int g = inside[i] ? group_of(outfalls, i) : -1;
        int stage = stage_of(stages, i);

        if (g < 0)
            continue;
        counts[g].n++;
        counts[g].stage[stage]++;
        counts[N_GROUPS - 1].n++;
        counts[N_GROUPS - 1].stage[stage]++;
    }
    for (int g = 0; g < N_GROUPS; g++) {
        if (!counts[g].n)
            continue;
        counts[g].scope = scope->label;
        counts[g].scope_name = scope->name;
        counts[g].group = groups[g];
        progress->stages =
            bc_reserve(progress->stages, &progress->stage_room,
                       progress->n_stages + 1, sizeof *progress->stages);
        progress->stages[progress->n_stages++] = counts[g];
    }
}

/* ---- suspects ---- */

static int status_of(const struct bc_layer *suspects, size_t row)
{
    const char *status = bc_layer_text(suspects, "status", row);
    int s = status ? BC_N_STATUSES : 0;

    while (s > 0 && strcmp(statuses[s], status) != 0)
        s--;
    return s;
}

static void add_statuses(struct bc_progress *progress,
                         const struct bc_scope *scope,
                         const struct bc_layer *suspects, const bool *inside)
{
    struct bc_status_count count = {.scope = scope->label,
                                    .scope_name = scope->name};

    for (size_t i = 0; i < suspects->n_features; i++) {
        count.n += inside[i];
        count.status[status_of(suspects, i)] += inside[i];
    }
    if (!count.n)
        return;
    progress->statuses =
        bc_reserve(progress->statuses, &progress->status_room,
                   progress->n_statuses + 1, sizeof *progress->statuses);
    progress->statuses[progress->n_statuses++] = count;
}

/* ---- both, scope by scope ---- */

static void
count_layer(struct bc_progress *progress, struct bc_gazetteer *gazetteer,
            const struct bc_scopes *scopes, const struct bc_layer *layer,
            void (*add)(struct bc_progress *, const struct bc_scope *,
                        const struct bc_layer *, const bool *))
{
    bool *inside;

    if (!layer)
        return;
    inside = bc_alloc(layer->n_features + 1, sizeof *inside);
    for (size_t i = 0; i < scopes->n; i++) {
        const char *detail = NULL;

        if (bc_scope_rows(gazetteer, &scopes->scope[i], layer, inside,
                          &detail) == BC_NO_REASON)
            add(progress, &scopes->scope[i], layer, inside);
    }
    free(inside);
}

void bc_progress_count(const struct bc_plan_input *input,
                       struct bc_progress *progress)
{
    struct bc_gazetteer *gazetteer = bc_gazetteer_new(input);
    struct bc_scopes scopes = bc_scopes_expand(
        gazetteer, input->basins ? "*/" ALL : ALL, &progress->arena);

    count_layer(progress, gazetteer, &scopes, layer_of(input, "outfalls"),
                add_stages);
    count_layer(progress, gazetteer, &scopes, layer_of(input, "suspects"),
                add_statuses);
    bc_gazetteer_free(gazetteer);
}

const struct bc_stage_count *bc_stage_find(const struct bc_progress *progress,
                                           const char *scope, const char *group)
{
    for (size_t i = 0; i < progress->n_stages; i++)
        if (strcmp(progress->stages[i].scope, scope) == 0 &&
            strcmp(progress->stages[i].group, group) == 0)
            return &progress->stages[i];
    return NULL;
}

const struct bc_status_count *bc_status_find(const struct bc_progress *progress,
                                             const char *scope)
{
    for (size_t i = 0; i < progress->n_statuses; i++)
        if (strcmp(progress->statuses[i].scope, scope) == 0)
            return &progress->statuses[i];
    return NULL;
}
