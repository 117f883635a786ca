/* SPDX-License-Identifier: MIT */
/* run BASINCHECK MANIFEST [NAME]: every case of the manifest, or those whose
 * name begins with NAME, each in a folder of its own. See the manifest's
 * head for what a line says. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "malformed.h"

enum { N_WORKERS = 2, MOST_SECONDS = 10, MOST_CASES = 1000 };

struct a_case {
    char *name, *use, *edits, *verb, *wanted;
};

static const char *program, *bases, *only;

/* ---- the manifest ---- */

/* The next field of a line, without blanks around it; fields end with " | ". */
static char *field(char **rest)
{
    char *at = *rest + strspn(*rest, " ");
    char *end = strstr(at, " |");

    *rest = end ? end + 2 : at + strlen(at);
    if (!end)
        end = at + strlen(at);
    while (end > at && end[-1] == ' ')
        end--;
    *end = '\0';
    return at;
}

static size_t read_manifest(char *text, struct a_case *cases)
{
    size_t n = 0;
    char *line;

    while ((line = strsep(&text, "\n"))) {
        if (*line == '\0' || *line == '#')
            continue;
        if (n == MOST_CASES)
            give_up("more than %d cases", MOST_CASES);
        cases[n].name = field(&line);
        cases[n].use = field(&line);
        cases[n].edits = field(&line);
        cases[n].verb = field(&line);
        cases[n].wanted = field(&line);
        if (!*cases[n].wanted)
            give_up("a case of less than five fields: %s", cases[n].name);
        if (!only || strncmp(cases[n].name, only, strlen(only)) == 0)
            n++;
    }
    return n;
}

/* ---- folders ---- */

static int remove_one(const char *path, const struct stat *info, int kind,
                      struct FTW *where)
{
    (void)info, (void)kind, (void)where;
    return remove(path);
}

static void remove_folder(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* The files that a case's project names, and those beside them. */
static void copy_bases(const char *folder)
{
    DIR *stream = opendir(bases);
    struct dirent *entry;

    while ((entry = readdir(stream))) {
        char from[PATH_MAX], to[PATH_MAX], *bytes;
        size_t n;

        if (*entry->d_name == '.')
            continue;
        snprintf(from, sizeof from, "%s/%s", bases, entry->d_name);
        snprintf(to, sizeof to, "%s/%s", folder, entry->d_name);
        bytes = whole_file(from, &n);
        write_whole(to, bytes, n);
        free(bytes);
    }
    closedir(stream);
}

/* Names, sizes and times of all that is in the working folder. */
static char *listing(void)
{
    struct dirent **entries;
    int n = scandir(".", &entries, NULL, alphasort);
    char *text = NULL;
    size_t length;
    FILE *stream = open_memstream(&text, &length);

    for (int i = 0; i < n; i++) {
        struct stat info;

        if (strcmp(entries[i]->d_name, ".") != 0 &&
            strcmp(entries[i]->d_name, "..") != 0 &&
            lstat(entries[i]->d_name, &info) == 0)
            fprintf(stream, "%s %ld %ld.%ld\n", entries[i]->d_name,
                    (long)info.st_size, (long)info.st_mtim.tv_sec,
                    info.st_mtim.tv_nsec);
        free(entries[i]);
    }
    free(entries);
    fclose(stream);
    return text;
}

/* ---- the program ---- */

/* Whoever asks for an internet socket is killed by SIGSYS. */
static void forbid_network(void)
{
    struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
                 offsetof(struct seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AF_UNIX, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {sizeof rules / sizeof *rules, rules};

    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter);
}

/* What no case can show: that the filter works, whose answer they believe. */
static void check_filter(void)
{
    int status;
    pid_t child = fork();

    if (child == 0) {
        forbid_network();
        _exit(socket(AF_INET, SOCK_STREAM, 0) < 0 ? 1 : 0);
    }
    if (waitpid(child, &status, 0) != child || !WIFSIGNALED(status) ||
        WTERMSIG(status) != SIGSYS)
        give_up(
            "a socket can be had: no case would show that one is asked for");
}

static void become_program(const char *verb, const char *scratch)
{
    int output = open("../printed", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int nothing = open("/dev/null", O_RDONLY);

    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    setenv("TMPDIR", scratch, 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("NO_COLOR", "1", 1);
    forbid_network();
    if (strcmp(verb, "assess") == 0)
        execl(program, program, "assess", "--no-pictures", "-v", "-o", "OUT",
              "project.yaml", (char *)NULL);
    execl(program, program, verb, "project.yaml", (char *)NULL);
    _exit(126);
}

/* @return its exit status; -1 - the signal that ended it; *seconds: its own,
 * because a busy machine makes the clock's longer */
static int run_program(const char *verb, const char *scratch, double *seconds)
{
    struct rusage usage;
    int status, limit = 6 * MOST_SECONDS;
    pid_t child = fork();

    if (child == 0) {
        struct rlimit cpu = {MOST_SECONDS, MOST_SECONDS + 1};

        setrlimit(RLIMIT_CPU, &cpu);
        alarm((unsigned)limit);
        become_program(verb, scratch);
    }
    if (wait4(child, &status, 0, &usage) != child)
        give_up("no child");
    *seconds = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
               (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1 - WTERMSIG(status);
}

/* ---- what it must give ---- */

static bool fault(const struct a_case *a, const char *what, const char *more)
{
    printf("%s: %s%s\n", a->name, what, more);
    return false;
}

/* `TEXT`, `!TEXT`, `FILE: TEXT`, `FILE: !TEXT` */
static bool check_text(const struct a_case *a, char *want, const char *printed)
{
    const char *text = printed;
    char *file = strncmp(want, "OUT/", 4) == 0 ? want : NULL, *bytes = NULL;
    size_t n;
    bool absent, found, good = true;

    if (file) {
        want = strstr(want, ": ");
        *want = '\0';
        want += 2;
        text = bytes = whole_file(file, &n);
        if (!bytes)
            return fault(a, "there is no ", file);
    }
    absent = *want == '!';
    want = text_unescape(want + absent, &n);
    found = strstr(text, want) != NULL;
    if (found == absent)
        good = fault(a, absent ? "should not say: " : "does not say: ", want);
    free(bytes);
    free(want);
    return good;
}

static bool check_wanted(const struct a_case *a, const char *printed)
{
    char *copy = strdup(a->wanted), *rest = copy, *next;
    bool good = true;

    for (; rest; rest = next) {
        next = strstr(rest, " && ");
        if (next) {
            *next = '\0';
            next += 4;
        }
        good &= check_text(a, rest, printed);
    }
    free(copy);
    return good;
}

static bool is_empty(const char *folder)
{
    return rmdir(folder) == 0 && mkdir(folder, 0700) == 0;
}

static bool check_case(const struct a_case *a, const char *scratch)
{
    char verb[16];
    int wanted_status, status;
    double seconds;
    char *before = listing(), *after, *printed;
    size_t n;
    bool good = true;

    if (sscanf(a->verb, "%15s %d", verb, &wanted_status) != 2)
        give_up("no verb and exit status in %s", a->name);
    status = run_program(verb, scratch, &seconds);
    after = listing();
    printed = whole_file("../printed", &n);
    if (status == -1 - SIGSYS)
        good = fault(a, "asks for the network", "");
    else if (status == -1 - SIGXCPU || status == -1 - SIGALRM ||
             seconds > MOST_SECONDS)
        good = fault(a, "takes more than 10 s", "");
    else if (status < 0)
        good = fault(a, "ended by ", strsignal(-1 - status));
    if (good && status != wanted_status) {
        printf("%s: exit status %d, not %d\n", a->name, status, wanted_status);
        good = false;
    }
    if (strstr(printed, "Sanitizer") || strstr(printed, "runtime error"))
        good = fault(a, "a sanitizer complains", "");
    good &= check_wanted(a, printed);
    if (strcmp(before, after) != 0 && (strcmp(verb, "assess") != 0 || status))
        good = fault(a, "leaves its folder as\n", after);
    if (!is_empty(scratch))
        good = fault(a, "leaves files in ", scratch);
    if (!good)
        printf("%s", printed);
    free(before);
    free(after);
    free(printed);
    return good;
}

/* ---- a case ---- */

/* `role=file, role=file`: in place of the base's */
static void use_files(char *use)
{
    char *item;

    while ((item = strsep(&use, ","))) {
        char edit[512], *file = strchr(item, '='), *role = item;
        const char *usual = "csv";

        role += strspn(role, " ");
        if (!file)
            continue;
        *file++ = '\0';
        if (strcmp(role, "basins") == 0)
            usual = "geojson";
        snprintf(edit, sizeof edit,
                 "project.yaml ~ {source: %s.%s => {source: %s", role, usual,
                 file);
        edit_apply(edit);
    }
}

static void prepare_case(const struct a_case *a)
{
    char *copy = strdup(a->edits), *rest = copy, *next;

    use_files(a->use);
    for (; rest && strcmp(rest, "-") != 0; rest = next) {
        next = strstr(rest, " ;; ");
        if (next) {
            *next = '\0';
            next += 4;
        }
        edit_apply(rest);
    }
    free(copy);
}

/* @return how many failed, at most 255 */
static int work(const struct a_case *cases, size_t n, size_t worker,
                const char *folder)
{
    char place[PATH_MAX], scratch[PATH_MAX];
    int n_failed = 0;

    snprintf(place, sizeof place, "%s/worker%zu/here", folder, worker);
    snprintf(scratch, sizeof scratch, "%s/worker%zu/scratch", folder, worker);
    *strrchr(place, '/') = '\0';
    mkdir(place, 0700);
    place[strlen(place)] = '/';
    mkdir(scratch, 0700);
    for (size_t i = worker; i < n; i += N_WORKERS) {
        if (mkdir(place, 0700) != 0 || chdir(place) != 0)
            give_up("cannot use '%s'", place);
        copy_bases(".");
        prepare_case(&cases[i]);
        n_failed += !check_case(&cases[i], scratch);
        fflush(stdout);
        if (chdir("..") != 0)
            give_up("cannot leave '%s'", place);
        remove_folder(place);
    }
    return n_failed > 255 ? 255 : n_failed;
}

static int run_workers(const struct a_case *cases, size_t n, const char *folder)
{
    int n_failed = 0, status;

    fflush(stdout);
    for (size_t worker = 0; worker < N_WORKERS; worker++)
        if (fork() == 0)
            _exit(work(cases, n, worker, folder));
    while (wait(&status) > 0)
        n_failed += WIFEXITED(status) ? WEXITSTATUS(status) : 1;
    return n_failed;
}

int main(int argc, char **argv)
{
    static struct a_case cases[MOST_CASES];
    char folder[] = "/tmp/malformed-XXXXXX", texts[PATH_MAX];
    char made[sizeof folder + 8], *text;
    size_t n;
    int n_failed;

    if (argc < 3)
        give_up("usage: run BASINCHECK MANIFEST [NAME]");
    program = argv[1];
    only = argv[3];
    text = whole_file(argv[2], &n);
    if (!text || !mkdtemp(folder))
        give_up("cannot read '%s'", argv[2]);
    check_filter();
    n = read_manifest(text, cases);
    if (n == 0)
        give_up("no case '%s'", only ? only : "");
    snprintf(texts, sizeof texts, "%.*s/base",
             (int)(strrchr(argv[2], '/') - argv[2]), argv[2]);
    snprintf(made, sizeof made, "%s/base", folder);
    mkdir(made, 0700);
    bases = made;
    bases_make(texts, made);
    n_failed = run_workers(cases, n, folder);
    printf("%zu cases, %d failed\n", n, n_failed);
    if (!n_failed || !getenv("KEEP"))
        remove_folder(folder);
    free(text);
    return n_failed > 0;
}
