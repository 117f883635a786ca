/* SPDX-License-Identifier: MIT */
#include "output/publish_foreign.h"

#include <dirent.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

#define FOLDER (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
#define MAX_DEPTH 16 /* OUT has one folder; whoever nests more is foreign */

struct search {
    const json_t *outputs; /* NULL: the manifest names none */
    size_t n;
    struct bc_text *first;
};

/** Is it a file of ours with one of @p endings behind its name? */
static bool is_beside(const struct search *search, const char *name)
{
    static const char *const endings[] = {"",  "-wal",     "-shm", "-journal",
                                          "~", ".aux.xml", ".ovr", NULL};
    size_t length = strlen(name);

    for (int i = 0; endings[i]; i++) {
        size_t ending = strlen(endings[i]);
        char *own = NULL;
        bool found = false;

        if (length <= ending || strcmp(name + length - ending, endings[i]) != 0)
            continue;
        own = bc_copy_bytes(name, length - ending);
        found = json_object_get(search->outputs, own) != NULL;
        free(own);
        if (found)
            return true;
    }
    return false;
}

static void look_at(struct search *search, const char *name)
{
    if (strcmp(name, "manifest.json") == 0 || is_beside(search, name))
        return;
    if (!search->n++ || strcmp(name, bc_text_string(search->first)) < 0) {
        search->first->length = 0;
        bc_text_add(search->first, name);
    }
}

static void walk(struct search *search, int fd, const char *prefix, int depth)
{
    int own = openat(fd, ".", FOLDER);
    DIR *folder = own < 0 ? NULL : fdopendir(own);
    struct dirent *entry;

    if (own >= 0 && !folder)
        close(own);
    while (folder && (entry = readdir(folder))) {
        struct bc_text name = {0};
        struct stat about;
        int inner = -1;

        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        bc_text_printf(&name, "%s%s", prefix, entry->d_name);
        if (depth < MAX_DEPTH &&
            !fstatat(fd, entry->d_name, &about, AT_SYMLINK_NOFOLLOW) &&
            S_ISDIR(about.st_mode))
            inner = openat(fd, entry->d_name, FOLDER);
        if (inner >= 0) {
            bc_text_add(&name, "/");
            walk(search, inner, bc_text_string(&name), depth + 1);
            close(inner);
        } else {
            look_at(search, bc_text_string(&name));
        }
        bc_text_clear(&name);
    }
    if (folder)
        closedir(folder);
}

size_t bc_foreign_files(int fd, const char *manifest, size_t n_bytes,
                        struct bc_text *first)
{
    json_t *tree = json_loadb(manifest, n_bytes, 0, NULL);
    struct search search = {json_object_get(tree, "outputs"), 0, first};

    walk(&search, fd, "", 0);
    json_decref(tree);
    return search.n;
}
