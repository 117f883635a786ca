/* SPDX-License-Identifier: MIT */
/* The manifest of an earlier result, beside tables that are whole. */
#include "folder.h"

#include "layer/result_folder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bc_result_folder folder;
    struct bc_error err;

    put_file("manifest.json", data, size);
    if (!bc_result_folder_read(".", &folder, &err)) {
        HOLDS(folder.has_manifest);
        HOLDS(folder.items && folder.method && folder.water_method);
    } else {
        HOLDS(err.message[0]);
    }
    bc_result_folder_clear(&folder);
    return 0;
}
