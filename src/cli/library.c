/* SPDX-License-Identifier: MIT */
#include <basincheck/basincheck.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/run.h"
#include "water/item.h"
#include "water/reading.h"
#include "water/standard.h"

const char *bc_version(void)
{
    return BC_VERSION;
}

enum bc_status bc_class_of_value(const char *item, const char *water,
                                 const char *value, int *class_no,
                                 struct bc_error *err)
{
    enum bc_item found = bc_item_find(bc_slice_of(item));
    enum bc_water kind = bc_water_parse(water);
    const struct bc_limits *limits = NULL;
    struct bc_reading reading = {0};

    *class_no = 0;
    if (found == BC_NO_ITEM)
        return bc_error_set(err, BC_BAD_DATA, "no item '%s'", item);
    if (kind == BC_WATER_UNKNOWN)
        return bc_error_set(err, BC_BAD_DATA,
                            "no kind of water '%s'; it is river, lake or "
                            "reservoir",
                            water);
    if (bc_reading_parse(bc_slice_of(value), BC_MISSING, &reading) !=
        BC_CELL_VALUE)
        return bc_error_set(err, BC_BAD_DATA, "'%s' is not a value", value);
    limits = bc_limits_of(found, kind);
    *class_no = bc_limits_class(limits, bc_reading_value(reading));
    if (reading.non_detect && *class_no != 0 && *class_no != 6 &&
        !bc_limits_meet(limits, *class_no, reading.value))
        *class_no = 0; /* the true value may be worse than half the limit */
    return BC_OK;
}

enum bc_status bc_assess_project(const char *project, const char *out,
                                 int overwrite, struct bc_error *err)
{
    struct bc_run run = {0};
    enum bc_status status = bc_run_assess(&run, project, err);

    if (!status) {
        bc_run_choose_pictures(&run, false);
        bc_run_finish(&run);
        status = bc_run_write(&run, out, overwrite != 0, err);
    }
    bc_run_clear(&run);
    return status;
}
