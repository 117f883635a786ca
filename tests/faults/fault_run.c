/* SPDX-License-Identifier: MIT */
#include "fault_run.h"

#include "test.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

int basincheck_main(int argc, char **argv);

enum { MOST_WORDS = 32 };

static void redirect(int fd, const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

    dup2(file, fd);
    close(file);
}

/* cmocka catches these for its own report. */
static void restore_signals(void)
{
    static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGSYS};

    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        signal(signals[i], SIG_DFL);
}

pid_t fault_start(const char *const *words, const struct fault *faults,
                  const char *out, const char *log)
{
    char *arguments[MOST_WORDS + 2] = {strdup("basincheck")};
    pid_t child;
    int n = 1;

    while (words[n - 1]) {
        assert_true(n <= MOST_WORDS);
        arguments[n] = strdup(words[n - 1]);
        n++;
    }
    child = fork();
    if (child == 0) {
        restore_signals();
        redirect(STDERR_FILENO, log);
        if (out)
            redirect(STDOUT_FILENO, out);
        else
            dup2(STDERR_FILENO, STDOUT_FILENO);
        /* where nothing else is asked for, the same calls in every run, and by
         * the thread that takes signals */
        setenv("BASINCHECK_THREADS", "1", 0);
        fault_arm(faults);
        exit(basincheck_main(n, arguments));
    }
    while (n > 0)
        free(arguments[--n]);
    assert_true(child > 0);
    return child;
}

int fault_finish(pid_t child)
{
    int status;

    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

void fault_shell(const char *line)
{
    if (system(line) != 0)
        fail_msg("failed: %s", line);
}

void fault_list(const char *path, struct bc_text *list)
{
    struct dirent **entries = NULL;
    int n = scandir(path, &entries, NULL, alphasort);

    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;
        struct bc_text inner = {0};
        char digest[65];

        bc_text_printf(&inner, "%s/%s", path, name);
        if (entries[i]->d_type == DT_DIR && name[0] != '.') {
            bc_text_printf(list, "%s/\n", name);
            fault_list(bc_text_string(&inner), list);
        } else if (entries[i]->d_type == DT_REG) {
            assert_int_equal(
                bc_file_sha256(bc_text_string(&inner), digest, NULL), BC_OK);
            bc_text_printf(list, "%s %s\n", name, digest);
        }
        bc_text_clear(&inner);
        free(entries[i]);
    }
    free(entries);
}

bool fault_said(const char *log, const char *words)
{
    char *bytes = NULL;
    size_t n;
    bool found;

    assert_int_equal(bc_file_read(log, &bytes, &n, NULL), BC_OK);
    found = strstr(bytes, words) != NULL;
    free(bytes);
    return found;
}

bool fault_folder(const char *name)
{
    char folder[64];

    snprintf(folder, sizeof folder, "%s/%s.XXXXXX",
             access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm", name);
    return mkdtemp(folder) && chdir(folder) == 0;
}
