/* SPDX-License-Identifier: MIT */
#include "output/publish.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/language.h"
#include "base/memory.h"
#include "base/text.h"
#include "output/folder.h"
#include "output/publish_foreign.h"

#define MARK ".basincheck-"
#define ASIDE "-old"

struct bc_stage {
    char *out;    /* as the user names it, without final slashes */
    char *parent; /* the folder above, "." when OUT has none */
    char *name;   /* OUT's last part */
    char *hidden; /* the stage's last part */
    char *path;   /* parent/hidden */
    int parent_fd, fd;
    bool overwrite, published;
    pthread_mutex_t lock; /* of what follows */
    size_t n_files, file_room;
    const char **files;
    struct bc_arena arena;
};

static enum bc_status fail(struct bc_error *err, const char *what,
                           const char *name)
{
    return bc_error_set(err, BC_CANNOT_WRITE, "cannot %s '%s': %s",
                        bc_say(what), name, strerror(errno));
}

static enum bc_status fail_file(const struct bc_stage *stage, const char *name,
                                struct bc_error *err)
{
    return bc_error_set(err, BC_CANNOT_WRITE, "cannot write '%s/%s': %s",
                        stage->out, name, strerror(errno));
}

static bool is_dot(const char *name)
{
    return !strcmp(name, ".") || !strcmp(name, "..");
}

static bool nothing(int fd, const char *name, void *context)
{
    (void)fd, (void)name, (void)context;
    return false;
}

static bool remove_entry(int fd, const char *name, void *context)
{
    if (!unlinkat(fd, name, 0) || errno == ENOENT)
        return true;
    bc_folder_each_in(fd, name, remove_entry, context);
    return !unlinkat(fd, name, AT_REMOVEDIR);
}

/* A stage holds files with these suffixes, and one folder of maps. */
static bool is_staged_name(int fd, const char *name, void *top)
{
    static const char *const suffixes[] = {
        "csv",  "geojson", "qml",  "gpkg", "gpkg-journal", "tif", "xml", "tmp",
        "html", "qgs",     "json", "xlsx", "png",          "pdf", "ovr", NULL};
    struct stat about;
    bool ours = false;

    if (fstatat(fd, name, &about, AT_SYMLINK_NOFOLLOW))
        return false;
    if (S_ISDIR(about.st_mode) && top && !strcmp(name, "maps"))
        return bc_folder_each_in(fd, name, is_staged_name, NULL);
    for (size_t i = 0; suffixes[i] && !ours; i++)
        ours = !strcmp(bc_path_suffix(name), suffixes[i]);
    return ours && S_ISREG(about.st_mode);
}

static bool is_hidden_name(const struct bc_stage *stage, const char *name)
{
    size_t n = strlen(stage->name);

    if (name[0] != '.' || strncmp(name + 1, stage->name, n) != 0 ||
        strncmp(name + 1 + n, MARK, strlen(MARK)) != 0)
        return false;
    name += 1 + n + strlen(MARK);
    n = strspn(name, "0123456789");
    return n > 0 && (!name[n] || !strcmp(name + n, ASIDE));
}

static bool is_aside(const char *hidden)
{
    size_t n = strlen(hidden);

    return n > strlen(ASIDE) && !strcmp(hidden + n - strlen(ASIDE), ASIDE);
}

/* What a killed run left. A live one holds the lock of its folder. Of a run
 * that died between its two renames the old OUT goes back to its place. */
static bool clean_leftover(int parent, const char *name, void *context)
{
    struct bc_stage *stage = context;
    int fd;

    if (!is_hidden_name(stage, name))
        return true;
    fd = openat(parent, name, BC_FOLDER);
    if (fd < 0)
        return true;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
        if (is_aside(name) &&
            faccessat(parent, stage->name, F_OK, AT_SYMLINK_NOFOLLOW))
            renameat(parent, name, parent, stage->name);
        else if (bc_folder_each(fd, is_staged_name, stage))
            remove_entry(parent, name, NULL);
    }
    close(fd);
    return true;
}

/* Some web application has a manifest.json as well, and people put their
 * letters beside a report. */
static enum bc_status check_contents(const struct bc_stage *stage, int fd,
                                     struct bc_error *err)
{
    struct bc_text path = {0}, foreign = {0};
    char *bytes = NULL;
    size_t n = 0, n_foreign = 0;
    enum bc_status status = BC_OK;

    bc_text_printf(&path, "%s/%s/manifest.json", stage->parent, stage->name);
    if (bc_file_read(bc_text_string(&path), &bytes, &n, NULL) ||
        !strstr(bytes, "\"basincheck\"")) {
        status = bc_error_set(err, BC_CANNOT_WRITE,
                              "'%s' was not made by basincheck (it holds no "
                              "manifest.json of ours); choose another folder",
                              stage->out);
    } else if (!bc_foreign_files(fd, bytes, n, &foreign, &n_foreign)) {
        status = fail(err, "open", stage->out);
    } else if (n_foreign > 0) {
        struct bc_text more = {0};

        if (n_foreign > 1)
            bc_text_printf(&more, " and %zu more", n_foreign - 1);
        status = bc_error_set(
            err, BC_CANNOT_WRITE,
            "'%s' holds '%s'%s that basincheck did not make; "
            "move what is yours away or choose another folder",
            stage->out, bc_text_string(&foreign), bc_text_string(&more));
        bc_text_clear(&more);
    }
    bc_text_clear(&foreign);
    bc_text_clear(&path);
    free(bytes);
    return status;
}

/* A file system that is mounted at OUT cannot be renamed. */
static bool is_mount_point(int fd)
{
    struct statx about;

    return !statx(fd, "", AT_EMPTY_PATH, 0, &about) &&
           about.stx_attributes & STATX_ATTR_MOUNT_ROOT;
}

/* May OUT be replaced? It is asked at the start, and again before the swap. */
static enum bc_status check_out(const struct bc_stage *stage,
                                struct bc_error *err)
{
    enum bc_status status = BC_OK;
    struct stat about;
    int fd;
    bool empty;

    if (fstatat(stage->parent_fd, stage->name, &about, AT_SYMLINK_NOFOLLOW))
        return errno == ENOENT ? BC_OK : fail(err, "look at", stage->out);
    if (S_ISLNK(about.st_mode))
        return bc_error_set(err, BC_CANNOT_WRITE,
                            "'%s' is a symbolic link; name the folder itself",
                            stage->out);
    if (!S_ISDIR(about.st_mode))
        return bc_error_set(err, BC_CANNOT_WRITE,
                            "'%s' exists and is not a folder", stage->out);
    fd = openat(stage->parent_fd, stage->name, BC_FOLDER);
    if (fd < 0)
        return fail(err, "open", stage->out);
    empty = bc_folder_each(fd, nothing, NULL);
    if (is_mount_point(fd))
        status = bc_error_set(err, BC_CANNOT_WRITE,
                              "'%s' is a mount point; name a folder in it",
                              stage->out);
    else if (!empty && !stage->overwrite)
        status =
            bc_error_set(err, BC_CANNOT_WRITE,
                         "'%s' exists; --overwrite replaces it", stage->out);
    else if (!empty)
        status = check_contents(stage, fd, err);
    close(fd);
    return status;
}

static enum bc_status split_out(struct bc_stage *stage, const char *out,
                                struct bc_error *err)
{
    size_t n = strlen(out);
    const char *slash;

    while (n > 1 && out[n - 1] == '/')
        n--;
    stage->out = bc_copy_bytes(out, n);
    slash = strrchr(stage->out, '/');
    stage->name = bc_copy(slash ? slash + 1 : stage->out);
    if (!slash)
        stage->parent = bc_copy(".");
    else
        stage->parent = bc_copy_bytes(
            stage->out, slash == stage->out ? 1 : (size_t)(slash - stage->out));
    if (!*stage->name || is_dot(stage->name))
        return bc_error_set(err, BC_CANNOT_WRITE,
                            "'%s' cannot be replaced; name a folder of its own",
                            out);
    return BC_OK;
}

/* Another run that cleans up may take the new folder for a leftover before its
 * lock is held: then it is made again. */
static enum bc_status make_folder(struct bc_stage *stage, struct bc_error *err)
{
    for (int tries = 0; tries < 100; tries++) {
        struct stat ours, there;

        if (mkdirat(stage->parent_fd, stage->hidden, 0777))
            break;
        stage->fd = openat(stage->parent_fd, stage->hidden, BC_FOLDER);
        if (stage->fd < 0)
            continue;
        /* without locks (some network file systems) nobody cleans up either */
        if ((!flock(stage->fd, LOCK_EX | LOCK_NB) || errno != EWOULDBLOCK) &&
            !fstat(stage->fd, &ours) &&
            !fstatat(stage->parent_fd, stage->hidden, &there,
                     AT_SYMLINK_NOFOLLOW) &&
            ours.st_ino == there.st_ino)
            return BC_OK;
        close(stage->fd);
        stage->fd = -1;
    }
    return fail(err, "make a folder beside", stage->out);
}

enum bc_status bc_stage_new(const char *out, bool overwrite,
                            struct bc_stage **stage, struct bc_error *err)
{
    struct bc_stage *made = bc_alloc(1, sizeof *made);
    struct bc_text text = {0};
    enum bc_status status;

    *stage = NULL;
    made->parent_fd = made->fd = -1;
    pthread_mutex_init(&made->lock, NULL);
    made->overwrite = overwrite;
    status = split_out(made, out, err);
    if (status)
        goto done;
    made->parent_fd = open(made->parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (made->parent_fd < 0) {
        status = fail(err, "open the folder above", made->out);
        goto done;
    }
    bc_folder_each(made->parent_fd, clean_leftover, made);
    status = check_out(made, err);
    if (status)
        goto done;
    bc_text_printf(&text, ".%s" MARK "%ld", made->name, (long)getpid());
    made->hidden = bc_text_take(&text);
    bc_text_printf(&text, "%s/%s", made->parent, made->hidden);
    made->path = bc_text_take(&text);
    status = make_folder(made, err);
    if (!status) {
        *stage = made;
        made = NULL;
    }

done:
    bc_stage_free(made);
    return status;
}

const char *bc_stage_path(struct bc_stage *stage, const char *name)
{
    const char *slash = strchr(name, '/');
    struct bc_text path = {0};
    const char *kept;

    assert(name[0] != '/' && !strstr(name, ".."));
    if (slash) {
        /* a failure shows when the file is made */
        char *folder = bc_copy_bytes(name, (size_t)(slash - name));

        mkdirat(stage->fd, folder, 0777);
        free(folder);
    }
    bc_text_printf(&path, "%s/%s", stage->path, name);
    pthread_mutex_lock(&stage->lock);
    kept = bc_arena_copy(&stage->arena, path.data, path.length);
    pthread_mutex_unlock(&stage->lock);
    bc_text_clear(&path);
    return kept;
}

static void remember(struct bc_stage *stage, const char *name)
{
    size_t at;

    pthread_mutex_lock(&stage->lock);
    at = stage->n_files;
    stage->files = bc_reserve(stage->files, &stage->file_room,
                              stage->n_files + 1, sizeof *stage->files);
    while (at > 0 && strcmp(stage->files[at - 1], name) > 0) {
        stage->files[at] = stage->files[at - 1];
        at--;
    }
    stage->files[at] = bc_arena_copy(&stage->arena, name, strlen(name));
    stage->n_files++;
    pthread_mutex_unlock(&stage->lock);
}

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t written = write(fd, bytes, n);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        n -= (size_t)written;
    }
    return true;
}

static bool same_bytes(int fd, const char *bytes, size_t n)
{
    char block[1 << 16];
    ssize_t got;

    while ((got = read(fd, block, sizeof block)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        errno = EIO; /* what a difference amounts to */
        if ((size_t)got > n || memcmp(block, bytes, (size_t)got) != 0)
            return false;
        bytes += got;
        n -= (size_t)got;
    }
    errno = EIO;
    return n == 0;
}

enum bc_status bc_stage_write(struct bc_stage *stage, const char *name,
                              const void *bytes, size_t n, struct bc_error *err)
{
    bool good;
    int fd;

    bc_stage_path(stage, name); /* its folder */
    fd = openat(stage->fd, name,
                O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0)
        return fail_file(stage, name, err);
    good = write_all(fd, bytes, n) && !fsync(fd);
    if (close(fd))
        good = false;
    if (!good)
        return fail_file(stage, name, err);
    fd = openat(stage->fd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    good = fd >= 0 && same_bytes(fd, bytes, n);
    if (fd >= 0)
        close(fd);
    if (!good)
        return fail_file(stage, name, err);
    remember(stage, name);
    return BC_OK;
}

enum bc_status bc_stage_adopt(struct bc_stage *stage, const char *name,
                              struct bc_error *err)
{
    struct stat about;
    bool good;
    int fd = openat(stage->fd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return fail_file(stage, name, err);
    good = !fstat(fd, &about) && !fsync(fd);
    if (good && (!S_ISREG(about.st_mode) || about.st_size == 0)) {
        errno = EIO;
        good = false;
    }
    if (close(fd))
        good = false;
    if (!good)
        return fail_file(stage, name, err);
    remember(stage, name);
    return BC_OK;
}

size_t bc_stage_files(const struct bc_stage *stage, const char *const **names)
{
    *names = stage->files;
    return stage->n_files;
}

static bool sync_entry(int fd, const char *name, void *context)
{
    int folder = openat(fd, name, BC_FOLDER);
    bool good = true;

    (void)context;
    if (folder < 0)
        return errno == ENOTDIR;
    good = !fsync(folder);
    close(folder);
    return good;
}

/* Where exchange is refused: the old folder aside, the new one in its place. */
static bool swap_in_two_steps(struct bc_stage *stage)
{
    struct bc_text aside = {0};
    const char *old;
    bool good;
    int reason;

    bc_text_printf(&aside, "%s" ASIDE, stage->hidden);
    old = bc_text_string(&aside);
    good = !renameat(stage->parent_fd, stage->name, stage->parent_fd, old);
    if (good && renameat(stage->parent_fd, stage->hidden, stage->parent_fd,
                         stage->name)) {
        reason = errno;
        renameat(stage->parent_fd, old, stage->parent_fd, stage->name);
        errno = reason;
        good = false;
    }
    if (good)
        remove_entry(stage->parent_fd, old, NULL);
    bc_text_clear(&aside);
    return good;
}

/* A plain rename puts a folder where none or an empty one is, and nowhere
 * else: two runs into one OUT cannot mix. */
static enum bc_status swap(struct bc_stage *stage, struct bc_error *err)
{
    enum bc_status status = check_out(stage, err);
    bool good;

    if (status)
        return status;
    good = !renameat(stage->parent_fd, stage->hidden, stage->parent_fd,
                     stage->name);
    if (!good && stage->overwrite && (errno == ENOTEMPTY || errno == EEXIST)) {
        good = !renameat2(stage->parent_fd, stage->hidden, stage->parent_fd,
                          stage->name, RENAME_EXCHANGE);
        if (good)
            remove_entry(stage->parent_fd, stage->hidden, NULL);
        else if (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP)
            good = swap_in_two_steps(stage);
    }
    return good ? BC_OK : fail(err, "put in place", stage->out);
}

enum bc_status bc_stage_publish(struct bc_stage *stage, struct bc_error *err)
{
    enum bc_status status;

    if (!bc_folder_each(stage->fd, sync_entry, NULL) || fsync(stage->fd))
        return fail(err, "write", stage->out);
    status = swap(stage, err);
    if (status)
        return status;
    stage->published = true;
    /* a folder that cannot be synced (some network file systems) is in place */
    fsync(stage->parent_fd);
    return BC_OK;
}

void bc_stage_free(struct bc_stage *stage)
{
    if (!stage)
        return;
    if (stage->fd >= 0 && !stage->published)
        remove_entry(stage->parent_fd, stage->hidden, NULL);
    if (stage->fd >= 0)
        close(stage->fd);
    if (stage->parent_fd >= 0)
        close(stage->parent_fd);
    free(stage->out);
    free(stage->parent);
    free(stage->name);
    free(stage->hidden);
    free(stage->path);
    free(stage->files);
    bc_arena_clear(&stage->arena);
    pthread_mutex_destroy(&stage->lock);
    free(stage);
}
