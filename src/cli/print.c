/* SPDX-License-Identifier: MIT */
#include "cli/print.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"
#include "plan/summary.h"

void bc_print_error(const struct bc_error *err)
{
    struct bc_text line = {0};

    bc_text_add_escaped(&line, err->message);
    fprintf(stderr, "basincheck: error: %s\n", bc_text_string(&line));
    bc_text_clear(&line);
}

static void print_finding(const struct bc_finding *finding)
{
    struct bc_text line = {0};

    if (finding->source) {
        bc_text_add_escaped(&line, finding->source);
        if (finding->line)
            bc_text_printf(&line, ":%zu", finding->line);
        bc_text_add(&line, ": ");
    }
    bc_text_printf(&line,
                   "%s: ", bc_level_name(bc_finding_level(finding->code)));
    if (finding->feature) {
        bc_text_add_escaped(&line, finding->feature);
        bc_text_add(&line, ": ");
    }
    bc_text_add_escaped(&line, finding->message);
    bc_text_printf(&line, "; %s", bc_finding_remedy(finding->code));
    fprintf(stderr, "%s\n", bc_text_string(&line));
    bc_text_clear(&line);
}

void bc_print_findings(const struct bc_findings *findings)
{
    size_t notes = bc_findings_count_level(findings, BC_NOTE);

    for (size_t i = 0; i < bc_findings_count(findings); i++) {
        const struct bc_finding *finding = bc_findings_get(findings, i);
        if (bc_finding_level(finding->code) != BC_NOTE)
            print_finding(finding);
    }
    if (notes)
        fprintf(stderr, "basincheck: %zu notes more in the findings\n", notes);
}

void bc_print_progress(double done, void *quiet)
{
    static int last = -1;
    const bool *silent = quiet;
    int step = (int)(done * 40 + 0.5);

    if ((silent && *silent) || !isatty(STDERR_FILENO))
        return;
    for (; last < step; last++) {
        int next = last + 1;
        if (next % 4 == 0)
            fprintf(stderr, "%d", next / 4 * 10);
        else
            fputc('.', stderr);
    }
    if (step >= 40) {
        fputs(" - done.\n", stderr);
        last = -1;
    }
}

/** Columns that a text takes on a terminal: two for East Asian wide forms. */
static int text_width(const char *text)
{
    int width = 0;

    for (unsigned c; (c = bc_utf8_next(&text)) != 0;)
        width += (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
                         (c >= 0xac00 && c <= 0xd7a3) ||
                         (c >= 0xf900 && c <= 0xfaff) ||
                         (c >= 0xfe30 && c <= 0xfe6f) ||
                         (c >= 0xff00 && c <= 0xff60) || c >= 0x1f300
                     ? 2
                     : 1;
    return width;
}

static void print_summary_row(const char *name, int width,
                              const struct bc_summary *summary)
{
    struct bc_text safe = {0};

    bc_text_add_escaped(&safe, name);
    printf("%s%*s %5zu %8zu %13zu %17zu\n", bc_text_string(&safe),
           width - text_width(bc_text_string(&safe)), "", summary->n_met,
           summary->n_missed, summary->n_interim, summary->n_cannot);
    bc_text_clear(&safe);
}

void bc_print_summary(const struct bc_outcome *outcome)
{
    const struct bc_layer *basins = outcome->basins;
    int width = 12;

    for (size_t i = 0; basins && i < basins->n_features; i++) {
        const char *name = bc_layer_text(basins, "name", i);
        int own = name ? text_width(name) : 0;
        width = own > width ? own : width;
    }
    printf("%-*s %5s %8s %13s %17s\n", width, "basin", "met", "missed",
           "not yet due", "cannot be judged");
    for (size_t i = 0; basins && i < basins->n_features; i++) {
        const char *code = bc_layer_text(basins, "code", i);
        const char *name = bc_layer_text(basins, "name", i);
        struct bc_summary summary =
            bc_summary_of(outcome->targets, outcome->results, code);
        print_summary_row(name ? name : code, width, &summary);
    }
    struct bc_summary all =
        bc_summary_of(outcome->targets, outcome->results, "all");
    print_summary_row("all", width, &all);
}

/** Writes beside the file, then renames: a reader sees the old or the new. */
static enum bc_status replace_file(const char *file, const struct bc_text *text,
                                   struct bc_error *err)
{
    struct bc_text name = {0};
    int handle = -1;
    size_t done = 0;
    enum bc_status status = BC_OK;

    bc_text_printf(&name, "%s.XXXXXX", file);
    handle = mkstemp(name.data);
    if (handle < 0) {
        status = bc_error_set(err, BC_CANNOT_WRITE, "cannot write '%s': %s",
                              file, strerror(errno));
        goto done;
    }
    while (done < text->length) {
        ssize_t n = write(handle, text->data + done, text->length - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            break;
        done += (size_t)n;
    }
    if (done < text->length || fchmod(handle, 0644) || fsync(handle) ||
        close(handle) || rename(name.data, file)) {
        status = bc_error_set(err, BC_CANNOT_WRITE, "cannot write '%s': %s",
                              file, strerror(errno));
        unlink(name.data);
    }

done:
    bc_text_clear(&name);
    return status;
}

enum bc_status bc_print_text(const struct bc_text *text, const char *file,
                             struct bc_error *err)
{
    if (file)
        return replace_file(file, text, err);
    if (fwrite(bc_text_string(text), 1, text->length, stdout) != text->length ||
        fflush(stdout))
        return bc_error_set(err, BC_CANNOT_WRITE,
                            "cannot write to standard output: %s",
                            strerror(errno));
    return BC_OK;
}

enum bc_status bc_print_table(const struct bc_table *table, bool json,
                              const char *file, struct bc_error *err)
{
    struct bc_text text = {0};
    enum bc_status status = BC_OK;

    if (json)
        bc_table_json(table, &text);
    else
        bc_table_csv(table, &text);
    status = bc_print_text(&text, file, err);
    bc_text_clear(&text);
    return status;
}

int bc_exit_status(enum bc_status status)
{
    switch (status) {
    case BC_OK:
        return 0;
    case BC_USAGE:
        return 2;
    case BC_CANNOT_WRITE:
        return 4;
    case BC_INTERRUPTED:
        return 130;
    default:
        return 3;
    }
}
