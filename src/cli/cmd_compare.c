/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "cli/command.h"
#include "cli/print.h"
#include "layer/result_folder.h"
#include "layer/source.h"
#include "output/compare_write.h"

static struct bc_compared_side side_of(const struct bc_result_folder *folder)
{
    return (struct bc_compared_side){.has_period = folder->has_period,
                                     .period = folder->period,
                                     .items = folder->items,
                                     .method = folder->method,
                                     .results = folder->results,
                                     .classes = folder->classes,
                                     .crosswalk = folder->crosswalk,
                                     .outfalls = folder->outfalls};
}

static enum bc_status read_both(const char *const *names,
                                struct bc_result_folder folders[2],
                                struct bc_error *err)
{
    enum bc_status status = bc_gdal_init(err);

    for (int i = 0; !status && i < 2; i++) {
        bc_print_protect(names[i]);
        status = bc_result_folder_read(names[i], &folders[i], err);
    }
    if (!status && folders[0].has_manifest != folders[1].has_manifest)
        status = bc_error_set(err, BC_BAD_INPUT,
                              "'%s' is a crosswalk and '%s' a result; compare "
                              "two of a kind",
                              names[folders[0].has_manifest ? 1 : 0],
                              names[folders[0].has_manifest ? 0 : 1]);
    return status;
}

/* How long the lists are, and why some have nothing. */
static void print_lists(const struct bc_comparison *comparison,
                        const char *unlike)
{
    size_t count[BC_LIST_NOT_COMPARED + 1] = {0};
    const char *between = "";

    for (size_t i = 0; i < comparison->n; i++)
        count[comparison->row[i].list]++;
    fputs("basincheck: ", stderr);
    for (int list = 0; list <= BC_LIST_NOT_COMPARED; list++) {
        fprintf(stderr, "%s%s %zu", between,
                bc_language() == BC_CHINESE
                    ? bc_compared_list_name_zh((enum bc_compared_list)list)
                    : bc_compared_list_name((enum bc_compared_list)list),
                count[list]);
        between = ", ";
    }
    fputs("\n", stderr);
    if (unlike)
        fprintf(stderr,
                bc_say("basincheck: warning: water is not compared "
                       "(不作比较): %s\n"),
                bc_say(unlike));
}

static enum bc_status print_map(const struct bc_comparison *comparison,
                                const struct bc_result_folder folders[2],
                                const char *out, struct bc_error *err)
{
    const struct bc_compared_points points[] = {
        {"sections", folders[0].sections, folders[1].sections},
        {"outfalls", folders[0].outfalls, folders[1].outfalls},
        {"suspects", folders[0].suspects, folders[1].suspects}};
    struct bc_text text = {0};
    enum bc_status status;

    bc_comparison_geojson(comparison, points, sizeof points / sizeof *points,
                          &text);
    status = bc_print_text(&text, out, err);
    bc_text_clear(&text);
    return status;
}

int cmd_compare(int argc, char **argv)
{
    bool help = false, json = false, quiet = false, any_months = false;
    const char *out = NULL, *format = NULL;
    const struct bc_option options[] = {
        {"any-months", 0, NULL,
         BC_N("compare other months of the year too: a month with the one "
              "before"),
         &any_months, NULL},
        {"output-format", 'f', "FORMAT",
         BC_N("csv (the default) or geojson: what has a place, for a map"),
         NULL, &format},
        {"output", 'o', "FILE", BC_N("write it there, not to stdout"), NULL,
         &out},
        {"json", 0, NULL, BC_N("an array of objects instead of CSV"), &json,
         NULL},
        {"quiet", 'q', NULL, BC_N("do not count the lists"), &quiet, NULL},
        {"help", 'h', NULL, BC_N("this text"), &help, NULL},
        {0}};
    const struct bc_usage usage = {
        .verb = "compare",
        .arguments = "OLD NEW",
        .summary = BC_N("what changed between two results"),
        .details = BC_N(
            "OLD and NEW are folders that assess made, or two crosswalk.csv. "
            "Prints the lists\nbetter, worse, same, changed, added, gone and "
            "not_compared (不作比较) with the reason:\nlike is compared with "
            "like only (items, method, months, sections)."),
        .options = options,
        .min_arguments = 2,
        .max_arguments = 2};
    struct bc_result_folder folders[2] = {{0}};
    struct bc_comparison comparison = {0};
    struct bc_error err = {0};
    struct bc_table table = {0};
    int first = 0;
    int exit_status = bc_command_start(&usage, argc, argv, &help, &first);
    bool map;
    enum bc_status status = BC_OK;

    if (exit_status >= 0)
        return exit_status;
    map = format && strcmp(format, "geojson") == 0;
    if (format && !map && strcmp(format, "csv") != 0)
        status = bc_error_set(&err, BC_USAGE,
                              "no format '%s'; say csv or geojson", format);
    else if (map && json)
        status = bc_error_set(&err, BC_USAGE,
                              "--json is a table; say it without -f geojson");
    if (!status)
        status = read_both((const char *const *)argv + first, folders, &err);
    if (!status) {
        const struct bc_compared_side before = side_of(&folders[0]);
        const struct bc_compared_side after = side_of(&folders[1]);

        bc_compare(&before, &after, any_months, &comparison);
        if (!quiet)
            print_lists(&comparison,
                        folders[0].has_manifest
                            ? bc_compare_unlike(&before, &after, any_months)
                            : NULL);
        bc_table_comparison(&comparison, &table);
        status = map ? print_map(&comparison, folders, out, &err)
                     : bc_print_table(&table, json, out, &err);
        bc_table_clear(&table);
    }
    bc_comparison_clear(&comparison);
    bc_result_folder_clear(&folders[0]);
    bc_result_folder_clear(&folders[1]);
    return bc_command_end(status, &err);
}
