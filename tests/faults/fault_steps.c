/* SPDX-License-Identifier: MIT */
/* Our own functions that fail (--wrap): all that may, as steps.py finds them in
 * the headers; a call from within their own file stays what it is. */
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "fault.h"
#include "steps.h"

enum {
#define STEP(name, parameters, arguments) STEP_##name,
#include "steps.inc"
#undef STEP
    N_STEPS
};

const char *const fault_step_names[] = {
#define STEP(name, parameters, arguments) #name,
#include "steps.inc"
#undef STEP
    NULL};

static atomic_long (*counts)[N_STEPS];
static struct {
    int step;
    long at; /* 0: none fails */
} armed;

void fault_steps_arm(int step, long at)
{
    if (!counts)
        counts = mmap(NULL, sizeof *counts, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (counts == MAP_FAILED)
        abort();
    for (int i = 0; i < N_STEPS; i++)
        atomic_store(&(*counts)[i], 0);
    armed.step = step;
    armed.at = at;
}

long fault_steps_count(int step)
{
    return atomic_load(&(*counts)[step]);
}

static bool fails(int step)
{
    return counts && atomic_fetch_add(&(*counts)[step], 1) + 1 == armed.at &&
           step == armed.step;
}

/* NOLINTBEGIN(bugprone-macro-parentheses): names and lists of them */
#define STEP(name, parameters, arguments)                                      \
    enum bc_status __real_##name parameters;                                   \
    enum bc_status __wrap_##name parameters;                                   \
    enum bc_status __wrap_##name parameters                                    \
    {                                                                          \
        return fails(STEP_##name)                                              \
                   ? bc_error_set(err, BC_BAD_INPUT, "a fault of the test")    \
                   : __real_##name arguments;                                  \
    }
/* NOLINTEND(bugprone-macro-parentheses) */
#include "steps.inc"
