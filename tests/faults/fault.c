/* SPDX-License-Identifier: MIT */
#include "fault.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

const char *const fault_names[FAULT_N] = {"write",
                                          "sync",
                                          "rename",
                                          "open",
                                          "close",
                                          "read",
                                          "make",
                                          "look",
                                          "remove",
                                          "exchange",
                                          "allocation",
                                          "any",
#define FAULT_NAME(name) #name,
                                          FAULT_LIBRARY_CALLS(FAULT_NAME)
#undef FAULT_NAME
};

enum { MOST_FAULTS = 4 };

static atomic_long (*counts)[FAULT_N];
static struct fault armed[MOST_FAULTS];
static atomic_bool is_over; /* the run: what follows is not counted, either */
static bool is_registered;
static _Thread_local bool lies, spoils; /* the call that fails */

/* With coverage, what was counted is kept although the process ends at once. */
__attribute__((weak)) extern void __gcov_dump(void);

/* With coverage a process ends with thousands of calls of its own. */
void fault_disarm(void)
{
    atomic_store(&is_over, true);
}

static void keep_coverage(void)
{
    fault_disarm();
    if (__gcov_dump)
        __gcov_dump();
}

void fault_set_up(void)
{
    counts = mmap(NULL, sizeof *counts, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (counts == MAP_FAILED)
        abort();
}

void fault_arm(const struct fault *faults)
{
    for (int i = 0; i < FAULT_N; i++)
        atomic_store(&(*counts)[i], 0);
    for (int i = 0; i < MOST_FAULTS; i++) {
        armed[i] = faults[i];
        if (!faults[i].at)
            break;
    }
    atomic_store(&is_over, false);
    if (!is_registered)
        atexit(fault_disarm);
    is_registered = true;
}

long fault_count(enum fault_call call)
{
    return atomic_load(&(*counts)[call]);
}

static bool strikes(const struct fault *fault, enum fault_call call, long n,
                    long n_any)
{
    long now = fault->call == FAULT_ANY ? n_any : n;

    if (fault->call != call &&
        (fault->call != FAULT_ANY || call >= FAULT_ALLOCATION))
        return false;
    return fault->lasting ? now >= fault->at : now == fault->at;
}

/* To the process: a thread beside the main one has signals blocked, and two of
 * them would wait there as one. Back when it was taken. */
static void signal_process(int signal_number)
{
    sigset_t waiting;

    kill(getpid(), signal_number);
    do
        sigpending(&waiting);
    while (sigismember(&waiting, signal_number));
}

/* Does this call fail? errno says how. */
static bool fails(enum fault_call call)
{
    const int before = errno;
    long n, n_any = 0;

    if (!counts || atomic_load(&is_over))
        return false;
    n = atomic_fetch_add(&(*counts)[call], 1) + 1;
    if (call < FAULT_ALLOCATION)
        n_any = atomic_fetch_add(&(*counts)[FAULT_ANY], 1) + 1;
    for (const struct fault *fault = armed; fault->at; fault++) {
        if (!strikes(fault, call, n, n_any))
            continue;
        if (fault->signal == SIGKILL)
            keep_coverage();
        if (fault->signal)
            signal_process(fault->signal);
        if (fault->error) {
            lies = fault->lies;
            spoils = fault->spoils;
            errno = fault->error;
            return true;
        }
    }
    errno = before;
    return false;
}

bool fault_strikes(enum fault_call call)
{
    return fails(call);
}

static bool is_ours(int fd)
{
    return fd > STDERR_FILENO;
}

/* What the next library in line calls NAME; threads find it at once. */
/* NOLINTBEGIN(bugprone-macro-parentheses): a name cannot stand in any */
#define NEXT(name)                                                             \
    static void *_Atomic found;                                                \
    void *there = atomic_load_explicit(&found, memory_order_relaxed);          \
    __typeof__(&name) next;                                                    \
                                                                               \
    if (!there) {                                                              \
        there = dlsym(RTLD_NEXT, #name);                                       \
        atomic_store_explicit(&found, there, memory_order_relaxed);            \
    }                                                                          \
    *(void **)&next = there
/* NOLINTEND(bugprone-macro-parentheses) */

ssize_t write(int fd, const void *bytes, size_t n)
{
    NEXT(write);
    if (!is_ours(fd) || !fails(FAULT_WRITE))
        return next(fd, bytes, n);
    if (spoils && n > 0) { /* the last byte is another one */
        const char other = (char)(((const char *)bytes)[n - 1] ^ 1);
        const ssize_t written = next(fd, bytes, n - 1);

        return written < 0 ? written : written + next(fd, &other, 1);
    }
    return lies ? (ssize_t)n : -1;
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t at)
{
    NEXT(pwrite);
    return fails(FAULT_WRITE) ? -1 : next(fd, bytes, n, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t at)
{
    NEXT(pwrite64);
    return fails(FAULT_WRITE) ? -1 : next(fd, bytes, n, at);
}

int ftruncate64(int fd, off64_t size)
{
    NEXT(ftruncate64);
    return fails(FAULT_WRITE) ? -1 : next(fd, size);
}

size_t fwrite(const void *bytes, size_t size, size_t n, FILE *file)
{
    NEXT(fwrite);
    if (is_ours(fileno(file)) && fails(FAULT_WRITE)) {
        file->_flags |= 0x20; /* glibc: what ferror looks at */
        return 0;
    }
    return next(bytes, size, n, file);
}

int fsync(int fd)
{
    NEXT(fsync);
    return fails(FAULT_SYNC) ? -1 : next(fd);
}

int fdatasync(int fd)
{
    NEXT(fdatasync);
    return fails(FAULT_SYNC) ? -1 : next(fd);
}

int rename(const char *from, const char *to)
{
    NEXT(rename);
    return fails(FAULT_RENAME) ? -1 : next(from, to);
}

int renameat(int fd, const char *from, int to_fd, const char *to)
{
    NEXT(renameat);
    return fails(FAULT_RENAME) ? -1 : next(fd, from, to_fd, to);
}

int renameat2(int fd, const char *from, int to_fd, const char *to,
              unsigned flags)
{
    NEXT(renameat2);
    return fails(FAULT_EXCHANGE) ? -1 : next(fd, from, to_fd, to, flags);
}

static mode_t mode_of(int flags, va_list more)
{
    return flags & O_CREAT ? va_arg(more, mode_t) : 0;
}

#define OPEN(name, parameters, arguments)                                      \
    int name parameters                                                        \
    {                                                                          \
        va_list more;                                                          \
        mode_t mode;                                                           \
        NEXT(name);                                                            \
        va_start(more, flags);                                                 \
        mode = mode_of(flags, more);                                           \
        va_end(more);                                                          \
        return fails(FAULT_OPEN) ? -1 : next arguments;                        \
    }

OPEN(open, (const char *path, int flags, ...), (path, flags, mode))
OPEN(open64, (const char *path, int flags, ...), (path, flags, mode))
OPEN(openat, (int fd, const char *path, int flags, ...),
     (fd, path, flags, mode))
OPEN(openat64, (int fd, const char *path, int flags, ...),
     (fd, path, flags, mode))

FILE *fopen(const char *path, const char *mode)
{
    NEXT(fopen);
    return fails(FAULT_OPEN) ? NULL : next(path, mode);
}

FILE *fopen64(const char *path, const char *mode)
{
    NEXT(fopen64);
    return fails(FAULT_OPEN) ? NULL : next(path, mode);
}

DIR *fdopendir(int fd)
{
    NEXT(fdopendir);
    return fails(FAULT_OPEN) ? NULL : next(fd);
}

/* A close that fails has closed nevertheless. */
int close(int fd)
{
    NEXT(close);
    return next(fd) || (is_ours(fd) && fails(FAULT_CLOSE)) ? -1 : 0;
}

int fclose(FILE *file)
{
    NEXT(fclose);
    return next(file) || fails(FAULT_CLOSE) ? EOF : 0;
}

ssize_t read(int fd, void *bytes, size_t n)
{
    NEXT(read);
    return fails(FAULT_READ) ? -1 : next(fd, bytes, n);
}

ssize_t pread(int fd, void *bytes, size_t n, off_t at)
{
    NEXT(pread);
    return fails(FAULT_READ) ? -1 : next(fd, bytes, n, at);
}

ssize_t pread64(int fd, void *bytes, size_t n, off64_t at)
{
    NEXT(pread64);
    return fails(FAULT_READ) ? -1 : next(fd, bytes, n, at);
}

int mkdir(const char *path, mode_t mode)
{
    NEXT(mkdir);
    return fails(FAULT_MAKE) ? -1 : next(path, mode);
}

int mkdirat(int fd, const char *path, mode_t mode)
{
    NEXT(mkdirat);
    return fails(FAULT_MAKE) ? -1 : next(fd, path, mode);
}

int fstat(int fd, struct stat *about)
{
    NEXT(fstat);
    return fails(FAULT_LOOK) ? -1 : next(fd, about);
}

int fstatat(int fd, const char *path, struct stat *about, int flags)
{
    NEXT(fstatat);
    return fails(FAULT_LOOK) ? -1 : next(fd, path, about, flags);
}

int lstat(const char *path, struct stat *about)
{
    NEXT(lstat);
    return fails(FAULT_LOOK) ? -1 : next(path, about);
}

int flock(int fd, int operation)
{
    NEXT(flock);
    return fails(FAULT_LOOK) ? -1 : next(fd, operation);
}

int unlink(const char *path)
{
    NEXT(unlink);
    return fails(FAULT_REMOVE) ? -1 : next(path);
}

int unlinkat(int fd, const char *path, int flags)
{
    NEXT(unlinkat);
    return fails(FAULT_REMOVE) ? -1 : next(fd, path, flags);
}

/* Our own allocations alone (--wrap): of those of a library we cannot say that
 * it looks. */
void *__real_calloc(size_t n, size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_realloc(void *memory, size_t size);
_Noreturn void __real__exit(int status);
_Noreturn void __wrap__exit(int status);

void *__wrap_calloc(size_t n, size_t size)
{
    return fails(FAULT_ALLOCATION) ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
    return fails(FAULT_ALLOCATION) ? NULL : __real_realloc(memory, size);
}

_Noreturn void __wrap__exit(int status)
{
    keep_coverage();
    __real__exit(status);
}
