/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/language.h"
#include "base/memory.h"
#include "base/text.h"

enum { MOST_EMPTY = 64 << 20 }; /* bytes of a hole */
enum { BEGINNING = 1 << 20 };   /* that no format fills with zeros */

/* A stretch that was never written: what should stand there is still to come.
 * Read as the zeros it holds, it would fill the memory. */
static bool has_hole(int file, off_t size)
{
    off_t hole = size > MOST_EMPTY ? lseek(file, 0, SEEK_HOLE) : size;

    while (hole >= 0 && hole < size) {
        off_t data = lseek(file, hole, SEEK_DATA);

        if (data < 0) /* it reaches to the end */
            data = size;
        if (data - hole > MOST_EMPTY)
            return true;
        hole = data < size ? lseek(file, data, SEEK_HOLE) : size;
    }
    return false;
}

static enum bc_status not_written(const char *path, struct bc_error *err)
{
    return bc_error_set(err, BC_BAD_INPUT,
                        "'%s' was not wholly written, zeros stand in place of "
                        "much of it; copy it again",
                        path);
}

/* Opens a regular file. O_NONBLOCK: a FIFO is refused, not waited for. */
static enum bc_status open_regular(const char *path, int *file, size_t *size,
                                   struct bc_error *err)
{
    struct stat info;

    *file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (*file < 0)
        return bc_error_set(err, BC_BAD_INPUT, "cannot open '%s': %s", path,
                            strerror(errno));
    if (fstat(*file, &info) != 0) {
        bc_error_set(err, BC_BAD_INPUT, "cannot open '%s': %s", path,
                     strerror(errno));
    } else if (!S_ISREG(info.st_mode)) {
        bc_error_set(err, BC_BAD_INPUT, "cannot open '%s': %s", path,
                     S_ISDIR(info.st_mode)
                         ? bc_say("it is a folder")
                         : bc_say("it is not a regular file"));
    } else if (has_hole(*file, info.st_size) || lseek(*file, 0, SEEK_SET)) {
        not_written(path, err);
    } else {
        *size = (size_t)info.st_size;
        return BC_OK;
    }
    close(*file);
    *file = -1;
    return BC_BAD_INPUT;
}

/* Up to n bytes, fewer only at the end of the file. */
static enum bc_status read_full(int file, const char *path, char *bytes,
                                size_t n, size_t *n_read, struct bc_error *err)
{
    *n_read = 0;
    while (*n_read < n) {
        ssize_t got = read(file, bytes + *n_read, n - *n_read);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return bc_error_set(err, BC_BAD_INPUT, "cannot read '%s': %s", path,
                                strerror(errno));
        if (got == 0)
            break;
        *n_read += (size_t)got;
    }
    return BC_OK;
}

/* The first of its bytes, as the reader has them: those of a file that is all
 * zeros are not waited for. */
static enum bc_status read_beginning(int file, const char *path, char *bytes,
                                     size_t n, size_t *n_read,
                                     struct bc_error *err)
{
    enum bc_status status = read_full(file, path, bytes, n, n_read, err);

    if (!status && *n_read == BEGINNING && bytes[0] == '\0' &&
        memcmp(bytes, bytes + 1, BEGINNING - 1) == 0)
        status = not_written(path, err);
    return status;
}

enum bc_status bc_file_read(const char *path, char **bytes, size_t *n,
                            struct bc_error *err)
{
    int file;
    size_t size = 0, n_read = 0, n_rest = 0;
    char *content = NULL;
    const struct bc_file_mark before = bc_file_mark(path);
    enum bc_status status = open_regular(path, &file, &size, err);

    *bytes = NULL;
    *n = 0;
    if (status)
        return status;
    content = bc_resize(NULL, size + 1, 1);
    status =
        read_beginning(file, path, content,
                       size < BEGINNING ? size + 1 : BEGINNING, &n_read, err);
    /* One byte more than there should be: a file that grows is seen. */
    if (!status && n_read <= size)
        status = read_full(file, path, content + n_read, size + 1 - n_read,
                           &n_rest, err);
    if (!status && n_read + n_rest != size)
        status = bc_error_set(err, BC_BAD_INPUT,
                              "'%s' changed while it was read", path);
    if (!status)
        status = bc_file_unchanged(path, path, &before, err);
    if (!status) {
        content[size] = '\0';
        *bytes = content;
        *n = size;
        content = NULL;
    }
    free(content);
    close(file);
    return status;
}

enum bc_status bc_file_check(const char *path, struct bc_error *err)
{
    int file;
    size_t size;
    enum bc_status status = open_regular(path, &file, &size, err);

    if (!status)
        close(file);
    return status;
}

bool bc_path_is_there(const char *path)
{
    struct stat info;

    return lstat(path, &info) == 0 ||
           (errno != ENOENT && errno != ENOTDIR && errno != ENAMETOOLONG);
}

struct bc_file_mark bc_file_mark(const char *path)
{
    struct stat info;

    if (stat(path, &info) != 0)
        return (struct bc_file_mark){0};
    return (struct bc_file_mark){info.st_dev, info.st_ino, info.st_size,
                                 info.st_mtim};
}

enum bc_status bc_file_unchanged(const char *path, const char *label,
                                 const struct bc_file_mark *before,
                                 struct bc_error *err)
{
    const struct bc_file_mark now = bc_file_mark(path);

    if (now.device == before->device && now.number == before->number &&
        now.size == before->size &&
        now.written.tv_sec == before->written.tv_sec &&
        now.written.tv_nsec == before->written.tv_nsec)
        return BC_OK;
    return bc_error_set(err, BC_BAD_INPUT,
                        "%s: changed while it was read; try again", label);
}

static void finish_sha256(struct sha256_ctx *state, char hex[65])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];

    sha256_digest(state, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[2 * sizeof digest] = '\0';
}

enum bc_status bc_file_sha256(const char *path, char hex[65],
                              struct bc_error *err)
{
    struct sha256_ctx state;
    char chunk[64 * 1024];
    int file;
    size_t size, n_read;
    enum bc_status status = open_regular(path, &file, &size, err);

    hex[0] = '\0';
    if (status)
        return status;
    sha256_init(&state);
    do {
        status = read_full(file, path, chunk, sizeof chunk, &n_read, err);
        if (!status)
            sha256_update(&state, n_read, (const uint8_t *)chunk);
    } while (!status && n_read == sizeof chunk);
    if (!status)
        finish_sha256(&state, hex);
    close(file);
    return status;
}

void bc_sha256(const void *bytes, size_t n, char hex[65])
{
    struct sha256_ctx state;

    sha256_init(&state);
    sha256_update(&state, n, bytes);
    finish_sha256(&state, hex);
}

char *bc_path_beside(const char *base, const char *path)
{
    struct bc_text joined = {0};

    if (base && path[0] != '/')
        bc_text_add_bytes(&joined, base, (size_t)(bc_path_name(base) - base));
    bc_text_add(&joined, path);
    return bc_text_take(&joined);
}

const char *bc_path_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

const char *bc_path_suffix(const char *path)
{
    const char *name = bc_path_name(path);
    const char *dot = strrchr(name, '.');

    return dot && dot != name ? dot + 1 : "";
}
