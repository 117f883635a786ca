/* SPDX-License-Identifier: MIT */
#include "output/publish_foreign.h"

#include <fcntl.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "output/folder.h"

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

/** A folder on the way down. */
struct place {
    struct search *search;
    const char *prefix; /* "maps/" */
    int depth;
};

static bool visit(int fd, const char *name, void *context)
{
    const struct place *place = context;
    int inner = place->depth < MAX_DEPTH ? openat(fd, name, BC_FOLDER) : -1;
    struct bc_text path = {0};
    bool all = true;

    bc_text_printf(&path, "%s%s", place->prefix, name);
    if (inner < 0) {
        look_at(place->search, path.data);
    } else {
        bc_text_add(&path, "/");
        all = bc_folder_each(
            inner, visit,
            &(struct place){place->search, path.data, place->depth + 1});
        close(inner);
    }
    bc_text_clear(&path);
    return all;
}

bool bc_foreign_files(int fd, const char *manifest, size_t n_bytes,
                      struct bc_text *first, size_t *n)
{
    json_t *tree = json_loadb(manifest, n_bytes, 0, NULL);
    struct search search = {json_object_get(tree, "outputs"), 0, first};
    bool all = bc_folder_each(fd, visit, &(struct place){&search, "", 0});

    json_decref(tree);
    *n = search.n;
    return all;
}
