/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "cli/print.h"
#include "cli/run_parts.h"
#include "output/writers.h"
#include "plan/compare.h"
#include "water/cells.h"
#include "water/month_means.h"

const struct bc_observations *
bc_run_observations_before(const struct bc_run *run)
{
    if (!run->project.has_before)
        return NULL;
    return run->project.earlier.path ? run->earlier_observations
                                     : run->observations;
}

/* ---- like with like ---- */

/** In both languages; %s is why. */
static void tell_unlike(struct bc_run *run, const char *why)
{
    const char *format =
        BC_N("the result of %s: %s; the water is not compared with it");
    const char *period = run->earlier.period.label;
    struct bc_text english = {0}, chinese = {0};

    bc_text_printf(&english, format, period, why);
    bc_text_printf(&chinese, bc_language_text(BC_CHINESE, format), period,
                   bc_language_text(BC_CHINESE, why));
    bc_findings_add(run->findings,
                    &(struct bc_finding){.code = BC_FOUND_NOT_COMPARED,
                                         .source = run->project.earlier.label,
                                         .message = bc_text_string(&english),
                                         .chinese = bc_text_string(&chinese)});
    bc_text_clear(&english);
    bc_text_clear(&chinese);
}

static enum bc_status compare_methods(struct bc_run *run, struct bc_error *err)
{
    const struct bc_result_folder *folder = &run->earlier;
    struct bc_text json = {0};
    char *items = NULL, *method = NULL;
    const char *unlike = NULL;
    enum bc_status status;

    bc_manifest_method(&run->project.method.water, &json);
    status = bc_result_method_read(bc_text_string(&json), &items, &method, err);
    if (!status)
        unlike = bc_compare_unlike(
            &(struct bc_compared_side){.has_period = true,
                                       .period = folder->period,
                                       .items = folder->items,
                                       .method = folder->water_method},
            &(struct bc_compared_side){.has_period = true,
                                       .period = run->project.period,
                                       .items = items,
                                       .method = method},
            false);
    if (unlike) {
        run->no_before = BC_REASON_NOT_ALIKE;
        tell_unlike(run, unlike);
    }
    free(items);
    free(method);
    bc_text_clear(&json);
    return status;
}

static void add_input(struct bc_run *run, const char *file,
                      const struct bc_layer *table)
{
    const struct bc_project_file *earlier = &run->project.earlier;
    struct bc_arena *arena = &run->project.arena;
    const char *names[] = {earlier->label, earlier->path};
    const char *kept[2];
    struct bc_input_file *input;

    for (int i = 0; i < 2; i++) {
        struct bc_text path = {0};

        bc_text_printf(&path, "%s/%s", names[i], file);
        kept[i] = bc_arena_copy(arena, path.data, path.length);
        bc_text_clear(&path);
    }
    bc_print_protect(kept[1]);
    input = bc_run_add_input(run, kept[0], kept[1], "compare_with");
    input->rows_read = table->n_features;
    input->rows_used = run->no_before ? 0 : table->n_features;
    input->rows_listed = input->rows_read - input->rows_used;
}

static enum bc_status read_folder(struct bc_run *run, struct bc_error *err)
{
    struct bc_project *project = &run->project;
    struct bc_result_folder *folder = &run->earlier;
    struct bc_error inner = {0};
    enum bc_status status = BC_OK;

    if (bc_result_folder_read_water(project->earlier.path, folder, &inner))
        status = bc_node_error(project->compare_with, err, "%s", inner.message);
    if (!status)
        status = bc_project_set_before(project, &folder->period, err);
    if (!status)
        status = compare_methods(run, err);
    if (!status)
        add_input(run, "classes.csv", folder->classes);
    if (!status && folder->means)
        add_input(run, "means.csv", folder->means);
    return status;
}

enum bc_status bc_run_earlier(struct bc_run *run, struct bc_error *err)
{
    const struct bc_project_file *earlier = &run->project.earlier;

    return earlier->path ? bc_run_or_finding(run, earlier->label,
                                             read_folder(run, err), err)
                         : BC_OK;
}

/* ---- the water before ---- */

/** Sections that cannot be compared, a few of them by name. */
struct listed {
    struct bc_text names;
    size_t n;
};

static void list(struct listed *listed, const char *name)
{
    enum { MOST = 10 };

    if (listed->n++ < MOST)
        bc_text_printf(&listed->names, "%s%s", listed->n > 1 ? ", " : "", name);
    else if (listed->n == MOST + 1)
        bc_text_add(&listed->names, " ...");
}

/** The folder's classes by the rows of the sections here. */
struct classes {
    const struct bc_layer *sections;
    struct bc_names rows; /* all sections here, by name */
    bool *met;            /* has a row in the folder */
    int *class_no;        /* 0: none */
    struct bc_names same; /* sections that are the same kind of water */
    struct listed once, other_water;
};

static void start(struct classes *classes, const struct bc_layer *sections)
{
    size_t n = sections->n_features;

    *classes = (struct classes){.sections = sections,
                                .met = bc_alloc(n + 1, sizeof *classes->met),
                                .class_no =
                                    bc_alloc(n + 1, sizeof *classes->class_no)};
    for (size_t row = 0; row < n; row++)
        bc_names_put(&classes->rows, bc_layer_label(sections, row),
                     strlen(bc_layer_label(sections, row)), row);
}

static void stop(struct classes *classes)
{
    bc_names_clear(&classes->rows);
    bc_names_clear(&classes->same);
    free(classes->met);
    free(classes->class_no);
    bc_text_clear(&classes->once.names);
    bc_text_clear(&classes->other_water.names);
}

static void take_class(struct classes *classes, const struct bc_run *run,
                       const char *name, const char *type, const char *class_no)
{
    const size_t *row = bc_names_find(&classes->rows, name, strlen(name));

    if (!row) {
        list(&classes->once, name);
        return;
    }
    classes->met[*row] = true;
    if (bc_water_parse(type ? type : "") != run->judgement[*row].water) {
        list(&classes->other_water, name);
        return;
    }
    classes->class_no[*row] = class_no ? atoi(class_no) : 0;
    bc_names_put(&classes->same, name, strlen(name), *row);
}

/** Those of the whole period; --by month adds its months below. */
static enum bc_status read_classes(struct classes *classes,
                                   const struct bc_run *run,
                                   struct bc_error *err)
{
    static const char *const names[] = {"section", "period", "type",
                                        "class_no"};
    enum { SECTION, PERIOD, TYPE, CLASS, N };
    const struct bc_layer *table = run->earlier.classes;
    size_t column[N];

    for (int i = 0; i < N; i++) {
        column[i] = bc_layer_find(table, names[i]);
        if (column[i] == BC_NO_COLUMN)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s/classes.csv: no column '%s'; make the "
                                "result anew",
                                run->earlier.name, names[i]);
    }
    for (size_t row = 0; row < table->n_features; row++) {
        const char *name = bc_cells_text(table, column[SECTION], row);
        const char *period = bc_cells_text(table, column[PERIOD], row);

        if (name && period && strcmp(period, run->earlier.period.label) == 0)
            take_class(classes, run, name,
                       bc_cells_text(table, column[TYPE], row),
                       bc_cells_text(table, column[CLASS], row));
    }
    for (size_t row = 0; row < classes->sections->n_features; row++)
        if (!classes->met[row])
            list(&classes->once, bc_layer_label(classes->sections, row));
    return BC_OK;
}

static void tell_sections(struct bc_run *run, const struct classes *classes)
{
    const struct bc_finding finding = {.code = BC_FOUND_NOT_COMPARED,
                                       .source = run->project.earlier.label,
                                       .field = "section"};

    if (classes->once.n)
        bc_findings_addf(run->findings, finding,
                         "not compared, as one of the two results lacks them: "
                         "%s (%zu)",
                         bc_text_string(&classes->once.names), classes->once.n);
    if (classes->other_water.n)
        bc_findings_addf(run->findings, finding,
                         "not compared, as they were another type of water: "
                         "%s (%zu)",
                         bc_text_string(&classes->other_water.names),
                         classes->other_water.n);
}

/** The months as observations, which judge sections and lakes alike. */
static enum bc_status read_means(struct bc_run *run,
                                 const struct classes *classes,
                                 struct bc_error *err)
{
    const struct bc_observation_options options = {
        .sections = classes->sections, .offset_minutes = 480};
    enum bc_status status;

    if (!run->earlier.means || !run->earlier.means->n_features) {
        run->no_before = BC_REASON_NO_EARLIER_MEANS;
        return BC_OK;
    }
    run->earlier_observations = bc_observations_new(&options, NULL);
    status = bc_observations_finish(run->earlier_observations, err);
    for (size_t row = 0; row < classes->sections->n_features; row++)
        bc_observations_set_water(run->earlier_observations, row,
                                  run->judgement[row].water);
    if (!status)
        status = bc_month_means_take(run->earlier.means, &classes->same,
                                     run->earlier_observations, err);
    return status;
}

static void judge(struct bc_run *run, const struct classes *classes)
{
    size_t n = classes->sections->n_features;

    run->before = bc_alloc(n + 1, sizeof *run->before);
    for (size_t row = 0; row < n; row++) {
        struct bc_judgement *before = &run->before[row];

        bc_judgement_init(before);
        if (run->earlier_observations)
            bc_assess_section(run->earlier_observations,
                              &run->project.method.water, classes->sections,
                              row, &run->project.before, NULL, before);
        if (!before->class_no) /* a table of sections may have given it */
            before->class_no = classes->class_no[row];
    }
}

enum bc_status bc_run_judge_earlier(struct bc_run *run,
                                    const struct bc_layer *sections,
                                    struct bc_error *err)
{
    struct classes classes;
    enum bc_status status;

    if (!run->earlier.classes || run->no_before)
        return BC_OK;
    start(&classes, sections);
    status = read_classes(&classes, run, err);
    if (!status)
        status = read_means(run, &classes, err);
    if (!status) {
        tell_sections(run, &classes);
        judge(run, &classes);
    }
    stop(&classes);
    return bc_run_or_finding(run, run->project.earlier.label, status, err);
}
