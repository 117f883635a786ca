/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <string.h>

#include "base/date.h"
#include "base/memory.h"

static void check_day(struct bc_slice text)
{
    char printed[16];
    bc_day day, again;

    if (!bc_day_parse(text, &day)) {
        HOLDS(day == BC_NO_DATE);
        return;
    }
    bc_day_print(day, printed);
    HOLDS(bc_day_parse(bc_slice_of(printed), &again) && again == day);
}

/* A time prints and parses back, in whatever offset it was written. */
static void check_time(struct bc_slice text, int year, int offset)
{
    const int64_t first = (int64_t)bc_day_of(1, 1, 2) * 86400;
    const int64_t last = (int64_t)bc_day_of(9999, 12, 30) * 86400;
    char printed[32];
    int64_t seconds, again;

    if (!bc_time_parse(text, year, offset, &seconds))
        return;
    if (seconds < first || seconds > last)
        return; /* an offset may lead out of the years 1..9999 */
    bc_time_print(seconds, offset, printed);
    HOLDS(bc_time_parse(bc_slice_of(printed), 0, offset, &again));
    HOLDS(again == seconds);
}

static void check_period(const char *text)
{
    struct bc_period period, again;

    if (!bc_period_parse(text, &period)) {
        HOLDS(period.first == BC_NO_DATE && period.last == BC_NO_DATE);
        return;
    }
    HOLDS(period.first <= period.last && bc_period_months(&period) > 0);
    HOLDS(strcmp(period.label, text) == 0);
    HOLDS(bc_period_parse(period.label, &again));
    HOLDS(again.first == period.first && again.last == period.last);
    if (period.first > bc_day_of(1, 12, 31)) {
        again = bc_period_year_before(&period);
        HOLDS(again.first < period.first && again.last < period.last);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct bc_slice text = {(const char *)data, size};
    char *string = bc_copy_bytes(text.data, text.length);

    check_day(text);
    check_time(text, 0, 480);
    check_time(text, 2021, 480);
    check_time(text, 2020, -210);
    check_period(string);
    free(string);
    return 0;
}
