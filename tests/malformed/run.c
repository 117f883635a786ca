/* SPDX-License-Identifier: MIT */
/* run BASINCHECK MANIFEST [NAME [every-verb]]: every case of the manifest, or
 * those whose name begins with NAME, each in a folder of its own. See the
 * manifest's head for what a line says. With every-verb what is wanted there is
 * not looked at: all verbs are tried, and none may crash, and so on, or read
 * in silence what `check` has something to say of. */
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

enum { N_WORKERS = 2, MOST_SECONDS = 10, MOST_CASES = 2000 };

struct a_case {
    char *name, *use, *edits, *verb, *wanted;
};

static const char *program, *bases, *only;
static bool every_verb;

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

static void become_program(const char *const *arguments, const char *scratch)
{
    const char *all[16] = {program};
    int output = open("../printed", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int nothing = open("/dev/null", O_RDONLY);

    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    setenv("TMPDIR", scratch, 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    setenv("NO_COLOR", "1", 1);
    forbid_network();
    for (size_t i = 0; i < 14 && arguments[i]; i++)
        all[i + 1] = arguments[i];
    execv(program, (char *const *)all);
    _exit(126);
}

/* @return its exit status; -1 - the signal that ended it; *seconds: its own,
 * because a busy machine makes the clock's longer */
static int run_program(const char *const *arguments, const char *scratch,
                       double *seconds)
{
    struct rusage usage;
    int status, limit = 6 * MOST_SECONDS;
    pid_t child = fork();

    if (child == 0) {
        struct rlimit cpu = {MOST_SECONDS, MOST_SECONDS + 1};

        setrlimit(RLIMIT_CPU, &cpu);
        alarm((unsigned)limit);
        become_program(arguments, scratch);
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

/* What no run may do. */
static bool check_end(const struct a_case *a, int status, double seconds,
                      const char *printed)
{
    bool good = true;

    if (status == -1 - SIGSYS)
        good = fault(a, "asks for the network", "");
    else if (status == -1 - SIGXCPU || status == -1 - SIGALRM ||
             seconds > MOST_SECONDS)
        good = fault(a, "takes more than 10 s", "");
    else if (status < 0)
        good = fault(a, "ended by ", strsignal(-1 - status));
    if (strstr(printed, "Sanitizer") || strstr(printed, "runtime error"))
        good = fault(a, "a sanitizer complains", "");
    return good;
}

static bool check_case(const struct a_case *a, const char *scratch)
{
    static const char *const checks[] = {"check", "project.yaml", NULL},
                             *const assesses[] = {
                                 "assess", "--no-pictures", "-v", "-o",
                                 "OUT",    "project.yaml",  NULL};
    char verb[16];
    int wanted_status, status;
    double seconds;
    char *before = listing(), *after, *printed;
    size_t n;
    bool good = true;

    if (sscanf(a->verb, "%15s %d", verb, &wanted_status) != 2)
        give_up("no verb and exit status in %s", a->name);
    status = run_program(strcmp(verb, "assess") == 0 ? assesses : checks,
                         scratch, &seconds);
    after = listing();
    printed = whole_file("../printed", &n);
    good = check_end(a, status, seconds, printed);
    if (good && status != wanted_status) {
        printf("%s: exit status %d, not %d\n", a->name, status, wanted_status);
        good = false;
    }
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

/* ---- every verb ---- */

/* Of a case: the file that stands for a role. */
static char *file_of(const struct a_case *a, const char *role)
{
    char *found = strstr(a->use, role), *file = NULL;

    if (found && found[strlen(role)] == '=') {
        found += strlen(role) + 1;
        file = strndup(found, strcspn(found, ", "));
    } else if (asprintf(&file, "%s.csv", role) < 0) {
        give_up("no memory");
    }
    return file;
}

static bool says_of(const char *printed, const char *level, const char *file)
{
    const char *line = printed;

    for (; line && *line; line = strchr(line, '\n'), line += line != NULL) {
        const char *end = strchrnul(line, '\n');

        if (strncmp(line, level, strlen(level)) == 0 &&
            memmem(line, (size_t)(end - line), file, strlen(file)))
            return true;
    }
    return false;
}

/* Whatever a run leaves beside its inputs is what it was to make: OUT. */
static bool check_left(const struct a_case *a, const char *verb, int status,
                       const char *before, const char *scratch)
{
    char *after;
    bool good = true;

    if (status == 0 && access("OUT.new", F_OK) == 0)
        remove_folder("OUT.new");
    after = listing();
    if (strcmp(before, after) != 0) {
        printf("%s: %s: leaves its folder as\n%s", a->name, verb, after);
        good = false;
    }
    if (!is_empty(scratch)) {
        printf("%s: %s: leaves files in %s\n", a->name, verb, scratch);
        good = false;
    }
    free(after);
    return good;
}

/* @p examined  what `check` printed; NULL: this is it */
static bool check_verb(const struct a_case *a, const char *const *arguments,
                       const char *scratch, const char *before,
                       const char *examined, char **printed)
{
    double seconds;
    size_t n;
    int status = run_program(arguments, scratch, &seconds);
    /* which reads no observations, whatever file stands for them */
    bool is_join = strcmp(arguments[0], "join") == 0 &&
                   !strstr(a->use, "observations=basins"),
         good;

    *printed = whole_file("../printed", &n);
    good = check_end(a, status, seconds, *printed);
    if (examined && status == 0 &&
        ((strcmp(arguments[0], "assess") == 0 &&
          ((strstr(examined, "\nwarning,") && !strstr(*printed, "warning: ")) ||
           strstr(examined, "\nerror,"))) ||
         (is_join && (says_of(examined, "error,", "basins.") ||
                      says_of(examined, "error,", "sections.")))))
        good = fault(a, "read in silence", "");
    if (status != 0 && n == 0)
        good = fault(a, "fails without a word", "");
    good &= check_left(a, arguments[0], status, before, scratch);
    if (!good) {
        for (size_t i = 0; arguments[i]; i++)
            printf("%s ", arguments[i]);
        printf("\n%s", *printed);
    }
    return good;
}

static bool check_verbs(const struct a_case *a, const char *scratch)
{
    char *observations = file_of(a, "observations");
    char *sections = file_of(a, "sections");
    static const char what_if[] = "feature,field,value\nS1,target_class,Ⅱ\n";
    const char *const verbs[][12] = {
        {"check", "project.yaml"},
        {"assess", "--no-pictures", "--by", "month", "--confidence", "2", "-o",
         "OUT.new", "project.yaml"},
        {"assess", "--no-pictures", "--what-if", "../what_if.csv",
         "project.yaml"},
        {"join", "project.yaml"},
        {"join", "--summary", "project.yaml"},
        {"overlay", "project.yaml"},
        {"trace", "--from", "S1", "project.yaml"},
        {"map", "-o", "OUT.new", "project.yaml"},
        {"classify", "--sections", sections, observations},
        {"classify", "--by", "sample", observations},
        {"compare", sections, sections},
        {"compare", ".", "."},
        {"init", "-n", "."},
    };
    char *before = listing(), *examined = NULL, *printed;
    bool good = true;

    write_whole("../what_if.csv", what_if, sizeof what_if - 1);
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        good &= check_verb(a, verbs[i], scratch, before, examined, &printed);
        if (i == 0)
            examined = printed;
        else
            free(printed);
    }
    free(before);
    free(examined);
    free(observations);
    free(sections);
    return good;
}

/* ---- a case ---- */

/* `role=file, role=file`: in place of the base's */
static void use_files(const char *uses)
{
    char *copy = strdup(uses), *use = copy, *item;

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
    free(copy);
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
        n_failed += every_verb ? !check_verbs(&cases[i], scratch)
                               : !check_case(&cases[i], scratch);
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
    only = argc > 3 ? argv[3] : NULL;
    every_verb = argc > 4 && strcmp(argv[4], "every-verb") == 0;
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
