/* SPDX-License-Identifier: MIT */
#include <gdal.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "layer/source.h"
#include "test.h"

/* GDAL 3.6 made the options of COG when they were first asked for, without a
 * lock: of threads that asked together most were given none. */
static void ask(void *context, size_t chunk)
{
    char **said = context;
    const char *list = GDALGetMetadataItem(GDALGetDriverByName("COG"),
                                           GDAL_DMD_CREATIONOPTIONLIST, NULL);

    said[chunk] = list ? strdup(list) : NULL;
}

static void options_are_there_before_threads(void **state)
{
    enum { N = 8 };
    char *said[N] = {0};
    struct bc_error err;

    (void)state;
    assert_int_equal(bc_gdal_init(&err), BC_OK);
    bc_threads_set(N);
    bc_parallel_for(N, ask, said);
    for (size_t i = 0; i < N; i++) {
        assert_non_null(said[i]);
        assert_non_null(strstr(said[i], "COMPRESS"));
        assert_string_equal(said[i], said[0]);
    }
    for (size_t i = 0; i < N; i++)
        free(said[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_there_before_threads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
