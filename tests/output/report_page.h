/* SPDX-License-Identifier: MIT */
/* The report of an outcome made by hand, as a text. Include test.h too. */
#ifndef BC_TESTS_REPORT_PAGE_H
#define BC_TESTS_REPORT_PAGE_H

#include "test.h"

#include <string.h>

#include "base/file.h"
#include "outcome_fixture.h"
#include "output/writers.h"

/** The page of an outcome as it is; the caller frees it. */
static char *raw_report_of(struct outcome_fixture *fixture)
{
    struct bc_stage *stage = outcome_fixture_stage(fixture);
    struct bc_error err = {0};
    char *bytes = NULL;
    size_t n = 0;

    assert_int_equal(bc_report_write(&fixture->outcome, stage, &err), BC_OK);
    assert_int_equal(
        bc_file_read(bc_stage_path(stage, "report.html"), &bytes, &n, &err),
        BC_OK);
    assert_int_equal(strlen(bytes), n);
    assert_true(bc_utf8_valid(bytes, n));
    bc_stage_free(stage);
    return bytes;
}

/** The same with plain blanks where numbers hold fast to what follows. */
static char *report_of(struct outcome_fixture *fixture)
{
    char *page = raw_report_of(fixture), *to = page;

    for (const char *at = page; *at; at++)
        if (strncmp(at, " ", 2) == 0) {
            *to++ = ' ';
            at++;
        } else {
            *to++ = *at;
        }
    *to = '\0';
    return page;
}

static inline void set_name(struct bc_layer *layer, size_t row,
                            const char *name)
{
    bc_layer_set_text(layer, bc_layer_find(layer, "name"), row, name);
}

#endif
