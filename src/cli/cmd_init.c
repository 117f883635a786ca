/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/deadline.h"
#include "base/language.h"
#include "cli/command.h"
#include "cli/look.h"
#include "cli/print.h"
#include "cli/starter.h"

struct file {
    const char *name;
    const struct bc_text *text;
};

enum { N_FILES = 3 };

static char *path_in(const char *folder, const char *name)
{
    struct bc_text path = {0};

    bc_text_printf(&path, "%s/%s", folder, name);
    return bc_text_take(&path);
}

/** Nothing is written over what is there. */
static enum bc_status check_free(const char *folder, const struct file *files,
                                 struct bc_error *err)
{
    enum bc_status status = BC_OK;

    for (size_t i = 0; i < N_FILES && !status; i++) {
        char *path = path_in(folder, files[i].name);
        struct stat there;

        if (files[i].text->length > 0 && lstat(path, &there) == 0)
            status = bc_error_set(err, BC_CANNOT_WRITE,
                                  "'%s' is there and is not replaced; rename "
                                  "or remove it, or look first with --dry-run",
                                  path);
        free(path);
    }
    return status;
}

/** Refuses, too, a file that has come into being meanwhile. */
static enum bc_status write_new(const char *path, const struct bc_text *text,
                                struct bc_error *err)
{
    int handle = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    FILE *file = handle < 0 ? NULL : fdopen(handle, "wb");
    bool written =
        file && fwrite(text->data, 1, text->length, file) == text->length;

    if (file && fclose(file))
        written = false;
    if (written)
        return BC_OK;
    bc_error_set(err, BC_CANNOT_WRITE, "cannot write '%s': %s", path,
                 strerror(errno));
    if (file)
        unlink(path);
    return BC_CANNOT_WRITE;
}

static enum bc_status write_files(const char *folder, const struct file *files,
                                  struct bc_error *err)
{
    enum bc_status status = check_free(folder, files, err);

    for (size_t i = 0; i < N_FILES && !status; i++) {
        char *path = path_in(folder, files[i].name);

        if (files[i].text->length > 0)
            status = write_new(path, files[i].text, err);
        if (!status && files[i].text->length > 0)
            printf("%s\n", path);
        free(path);
    }
    return status;
}

static void print_files(const struct file *files)
{
    for (size_t i = 0; i < N_FILES; i++)
        if (files[i].text->length > 0)
            printf("==> %s <==\n%s\n", files[i].name, files[i].text->data);
}

/** A line for each thing that nobody but the user knows. */
static void print_todo(const char *folder, const struct bc_starter *starter)
{
    fflush(stdout); /* this is said after it */
    if (starter->todo.length > 0)
        fprintf(stderr, "%s\n%s", bc_say("To fill in by hand:"),
                starter->todo.data);
    fprintf(stderr, bc_say("Next: basincheck check %s/project.yaml\n"), folder);
}

/** Where nothing is of use, what is wrong with each file is the answer. */
static enum bc_status refuse(const char *folder, const struct bc_looks *looks,
                             struct bc_error *err)
{
    for (size_t i = 0; i < looks->n; i++) {
        struct bc_text line = {0};

        bc_text_add_escaped(&line, looks->look[i].label);
        bc_text_add(&line, ": ");
        bc_text_add_escaped(&line, looks->look[i].fault);
        fprintf(stderr, "%s\n", line.data);
        bc_text_clear(&line);
    }
    return bc_error_set(err, BC_BAD_INPUT,
                        "'%s' holds no layer or table that is recognised; "
                        "nothing was written",
                        folder);
}

static enum bc_status make(const char *folder, bool dry_run,
                           struct bc_error *err)
{
    struct bc_looks looks = {0};
    struct bc_starter starter = {0};
    const struct file files[N_FILES] = {
        {"project.yaml", &starter.project},
        {"targets.csv", &starter.targets},
        {"data_dictionary.csv", &starter.dictionary}};
    enum bc_status status = bc_looks_read(folder, &looks, err);

    if (!status) /* a fault of the files that were not read is none of theirs */
        status = bc_deadline_check(folder, err);
    if (!status) {
        bc_looks_decide(&looks);
        bc_starter_make(&looks, &starter);
        if (starter.n_layers == 0)
            status = refuse(folder, &looks, err);
        else if (dry_run)
            print_files(files);
        else
            status = write_files(folder, files, err);
    }
    if (!status)
        print_todo(folder, &starter);
    bc_starter_clear(&starter);
    bc_looks_clear(&looks);
    return status;
}

extern const unsigned char bc_observations_sql[];
extern const size_t bc_observations_sql_size;

static enum bc_status print_postgres(struct bc_error *err)
{
    struct bc_text script = {0};
    enum bc_status status;

    bc_text_add_bytes(&script, (const char *)bc_observations_sql,
                      bc_observations_sql_size);
    status = bc_print_text(&script, NULL, err);
    bc_text_clear(&script);
    return status;
}

int cmd_init(int argc, char **argv)
{
    bool help = false, dry_run = false, postgres = false;
    const struct bc_option options[] = {
        {"dry-run", 'n', NULL, BC_N("print the files, write nothing"), &dry_run,
         NULL},
        {"postgres", 0, NULL,
         BC_N("no folder: print a script for psql, tables of observations and "
              "how to load them"),
         &postgres, NULL},
        {"help", 'h', NULL, BC_N("this text"), &help, NULL},
        {0}};
    const struct bc_usage usage = {
        .verb = "init",
        .arguments = "FOLDER | --postgres",
        .summary = BC_N("a project file and templates from the layers found "
                        "there"),
        .details = BC_N(
            "Looks at the layers and tables of FOLDER and of the folders in "
            "it, and writes\ninto FOLDER: project.yaml, with roles, fields, "
            "encodings, coordinates and\ndates, each guess with its reason and "
            "how sure it is; targets.csv, a template;\ndata_dictionary.csv, "
            "every column. A file that is there is never replaced."),
        .options = options,
        .max_arguments = 1};
    struct bc_error err = {0};
    int first = 0;
    int exit_status = bc_command_start(&usage, argc, argv, &help, &first);

    if (exit_status >= 0)
        return exit_status;
    if (postgres && first == argc)
        return bc_command_end(print_postgres(&err), &err);
    if (postgres || first == argc)
        return bc_command_end(
            bc_error_set(&err, BC_USAGE,
                         "'init' needs either FOLDER or --postgres"),
            &err);
    return bc_command_end(make(argv[first], dry_run, &err), &err);
}
