/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "layer/source.h"
#include "outcome_fixture.h"
#include "output/writers.h"

struct steps {
    size_t n_told, n_most, stop; /* after so many; 0: never */
};

static bool step(size_t done, size_t n, void *context)
{
    struct steps *steps = context;

    steps->n_told++;
    steps->n_most = n;
    assert_int_equal(done, steps->n_told);
    return done != steps->stop;
}

static enum bc_status write_all(struct steps *steps)
{
    struct outcome_fixture *fixture = outcome_fixture_new();
    struct bc_stage *stage = outcome_fixture_stage(fixture);
    struct bc_error err = {0};
    enum bc_status status;

    steps->n_told = 0;
    status = bc_outputs_write(&fixture->outcome, stage, step, steps, &err);
    bc_stage_free(stage);
    outcome_fixture_free(fixture);
    return status;
}

/* After the last kind, the manifest, too; where lanes run side by side, those
 * that have begun are told of. */
static void whoever_asks_may_stop_after_each_kind(void **state)
{
    struct steps steps = {0};

    (void)state;
    assert_int_equal(write_all(&steps), BC_OK);
    assert_int_equal(steps.n_told, steps.n_most);
    steps.stop = steps.n_most;
    assert_int_equal(write_all(&steps), BC_INTERRUPTED);
    assert_int_equal(steps.n_told, steps.n_most);
    steps.stop = 1;
    assert_int_equal(write_all(&steps), BC_INTERRUPTED);
    assert_true(steps.n_told < steps.n_most);
}

static int set_up(void **state)
{
    struct bc_error err;

    (void)state;
    return bc_gdal_init(&err) ? -1 : 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_asks_may_stop_after_each_kind),
    };

    return cmocka_run_group_tests(tests, set_up, NULL);
}
