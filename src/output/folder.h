/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_FOLDER_H
#define BC_OUTPUT_FOLDER_H

#include <fcntl.h>
#include <stdbool.h>

/* Private to publish: folders by their descriptors. */

/** How a folder is opened: itself, not what a link leads to. */
#define BC_FOLDER (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)

/**
 * Calls @p visit with the name of each entry until it answers false.
 * @return false when it did, or when the folder cannot be read to its end
 */
bool bc_folder_each(int fd,
                    bool (*visit)(int fd, const char *name, void *context),
                    void *context);
/** The same of the folder @p name in @p fd; false when it cannot be opened. */
bool bc_folder_each_in(int fd, const char *name,
                       bool (*visit)(int fd, const char *name, void *context),
                       void *context);

#endif
