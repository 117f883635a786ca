/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "water/item.h"

/* A class is 1..6, 0 for nothing, -1 for the rest; its name parses back. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int class_no = bc_class_parse((struct bc_slice){(const char *)data, size});

    HOLDS(class_no >= -1 && class_no <= 6);
    HOLDS(size > 0 || class_no == 0);
    if (class_no > 0)
        HOLDS(bc_class_parse(bc_slice_of(bc_class_name(class_no))) == class_no);
    return 0;
}
