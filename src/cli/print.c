/* SPDX-License-Identifier: MIT */
#include "cli/print.h"

#include <errno.h>
#include <fcntl.h>
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
    fprintf(stderr, bc_say("basincheck: error: %s\n"), bc_text_string(&line));
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
    bc_text_printf(
        &line, "%s: ", bc_say(bc_level_name(bc_finding_level(finding->code))));
    if (finding->feature && *finding->feature) {
        bc_text_add_escaped(&line, finding->feature);
        bc_text_add(&line, ": ");
    }
    bc_text_add_escaped(&line, bc_finding_message(finding, bc_language()));
    bc_text_printf(&line, "; %s", bc_say(bc_finding_remedy(finding->code)));
    fprintf(stderr, "%s\n", bc_text_string(&line));
    bc_text_clear(&line);
}

static bool notes_wanted;

void bc_print_notes(bool wanted)
{
    notes_wanted = wanted;
}

void bc_print_findings(const struct bc_findings *findings)
{
    size_t notes = bc_findings_count_level(findings, BC_NOTE);

    for (size_t i = 0; i < bc_findings_count(findings); i++) {
        const struct bc_finding *finding = bc_findings_get(findings, i);
        if (notes_wanted || bc_finding_level(finding->code) != BC_NOTE)
            print_finding(finding);
    }
    if (notes && !notes_wanted)
        fprintf(stderr, bc_say("basincheck: %zu notes more in the findings\n"),
                notes);
}

static bool always_progress;

void bc_print_progress_always(bool always)
{
    always_progress = always;
}

void bc_print_progress(double done, void *quiet)
{
    static int last = -1;
    const bool *silent = quiet;
    int step = (int)(done * 40 + 0.5);

    if (*silent || !(always_progress || isatty(STDERR_FILENO)))
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
    static const unsigned wide[][2] = {
        {0x1100, 0x115f}, {0x2e80, 0xa4cf}, {0xac00, 0xd7a3}, {0xf900, 0xfaff},
        {0xfe30, 0xfe6f}, {0xff00, 0xff60}, {0x1f300, ~0u}};
    int width = 0;

    for (unsigned c; (c = bc_utf8_next(&text)) != 0; width++)
        for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
            width += c >= wide[i][0] && c <= wide[i][1];
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

static void print_heading(int width)
{
    static const struct {
        const char *word;
        int width;
    } columns[] = {{BC_N("met"), 6},
                   {BC_N("missed"), 9},
                   {BC_N("not yet due"), 14},
                   {BC_N("cannot be judged"), 18}};
    const char *basin = bc_say("basin");

    printf("%s%*s", basin, width - text_width(basin), "");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        const char *word = bc_say(columns[i].word);
        printf("%*s%s", columns[i].width - text_width(word), "", word);
    }
    putchar('\n');
}

void bc_print_summary(const struct bc_outcome *outcome)
{
    const struct bc_layer *basins = outcome->basins;
    int width = 12;

    for (size_t i = 0; i < basins->n_features; i++) {
        const char *name = bc_layer_text(basins, "name", i);
        int own = name ? text_width(name) : 0;
        width = own > width ? own : width;
    }
    print_heading(width);
    for (size_t i = 0; i < basins->n_features; i++) {
        const char *code = bc_layer_text(basins, "code", i);
        const char *name = bc_layer_text(basins, "name", i);
        struct bc_summary summary =
            bc_summary_of(outcome->targets, outcome->results, code);
        print_summary_row(name ? name : code, width, &summary);
    }
    struct bc_summary all =
        bc_summary_of(outcome->targets, outcome->results, "all");
    print_summary_row(bc_say("all"), width, &all);
}

/* Files that this run reads: no table may take their place. */
static struct {
    dev_t device;
    ino_t number;
    char *path; /* without links; NULL when it could not be told */
} * protected_files;
static size_t n_protected, protected_room;

void bc_print_protect(const char *path)
{
    struct stat file;

    if (stat(path, &file))
        return;
    protected_files = bc_reserve(protected_files, &protected_room,
                                 n_protected + 1, sizeof *protected_files);
    protected_files[n_protected].device = file.st_dev;
    protected_files[n_protected].number = file.st_ino;
    protected_files[n_protected++].path = realpath(path, NULL);
}

enum bc_status bc_print_spare_inputs(const char *out, struct bc_error *err)
{
    char *folder = realpath(out, NULL);
    const size_t n = folder ? strlen(folder) : 0;
    enum bc_status status = BC_OK;

    for (size_t i = 0; n > 1 && !status && i < n_protected; i++) {
        const char *path = protected_files[i].path;

        if (path && strncmp(path, folder, n) == 0 && path[n] == '/')
            status = bc_error_set(err, BC_CANNOT_WRITE,
                                  "'%s' holds '%s', an input of this run; "
                                  "write to another folder",
                                  out, path + n + 1);
    }
    free(folder);
    return status;
}

static bool is_protected(const struct stat *file)
{
    for (size_t i = 0; i < n_protected; i++)
        if (protected_files[i].device == file->st_dev &&
            protected_files[i].number == file->st_ino)
            return true;
    return false;
}

static bool write_all(int handle, const struct bc_text *text)
{
    size_t done = 0;

    while (done < text->length) {
        ssize_t n = write(handle, text->data + done, text->length - done);
        if (n < 0 && errno != EINTR)
            return false;
        done += n > 0 ? (size_t)n : 0;
    }
    return true;
}

static enum bc_status cannot_write(const char *file, struct bc_error *err)
{
    return bc_error_set(err, BC_CANNOT_WRITE, "cannot write '%s': %s", file,
                        strerror(errno));
}

/** A device or a FIFO takes the bytes as they come. */
static enum bc_status write_through(const char *file,
                                    const struct bc_text *text,
                                    struct bc_error *err)
{
    int handle = open(file, O_WRONLY | O_CLOEXEC);
    enum bc_status status = BC_OK;

    if (handle < 0 || !write_all(handle, text))
        status = cannot_write(file, err);
    if (handle >= 0 && close(handle) && !status)
        status = cannot_write(file, err);
    return status;
}

/** Writes beside the file, then renames: a reader sees the old or the new. */
static enum bc_status replace_file(const char *file, mode_t mode,
                                   const struct bc_text *text,
                                   struct bc_error *err)
{
    struct bc_text name = {0};
    int handle = -1;
    enum bc_status status = BC_OK;

    bc_text_printf(&name, "%s.XXXXXX", file);
    handle = mkstemp(name.data);
    if (handle < 0) {
        status = cannot_write(file, err);
    } else if (!write_all(handle, text) || fchmod(handle, mode) ||
               fsync(handle) || close(handle) || rename(name.data, file)) {
        status = cannot_write(file, err);
        unlink(name.data);
    }
    bc_text_clear(&name);
    return status;
}

static enum bc_status write_file(const char *file, const struct bc_text *text,
                                 struct bc_error *err)
{
    struct stat there;
    mode_t mask = umask(0);
    char *target = NULL;
    enum bc_status status = BC_OK;

    umask(mask);
    if (stat(file, &there))
        return errno == ENOENT ? replace_file(file, 0666 & ~mask, text, err)
                               : cannot_write(file, err);
    if (is_protected(&there))
        return bc_error_set(err, BC_CANNOT_WRITE,
                            "'%s' is an input of this run; choose another name",
                            file);
    if (!S_ISREG(there.st_mode))
        return write_through(file, text, err);
    target = realpath(file, NULL); /* a link stays, what it names is replaced */
    status = target ? replace_file(target, there.st_mode & 07777, text, err)
                    : cannot_write(file, err);
    free(target);
    return status;
}

enum bc_status bc_print_text(const struct bc_text *text, const char *file,
                             struct bc_error *err)
{
    if (file && strcmp(file, "-") != 0)
        return write_file(file, text, err);
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
    const struct bc_text *printed = bc_table_printed(table);
    struct bc_text text = {0};
    enum bc_status status = BC_OK;

    if (printed)
        return bc_print_text(printed, file, err);
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
