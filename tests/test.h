/* SPDX-License-Identifier: MIT */
#ifndef BC_TEST_H
#define BC_TEST_H

/* cmocka.h needs the first four before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdbool.h>

#include "base/finding.h"

/* cmocka 1.1 compares floats only in single precision. */
#define assert_near(a, b, tolerance)                                           \
    bc_test_assert_near((a), (b), (tolerance), __FILE__, __LINE__)

static inline void bc_test_assert_near(double a, double b, double tolerance,
                                       const char *file, int line)
{
    if (fabs(a - b) <= tolerance) /* false for NaN */
        return;
    print_error("%.17g and %.17g differ by more than %g\n", a, b, tolerance);
    _fail(file, line);
}

static inline bool bc_test_findings_has(const struct bc_findings *findings,
                                        enum bc_finding_code code)
{
    return bc_findings_count_code(findings, code) > 0;
}

/* The same pseudo-random numbers on every machine (xorshift64*); the state is
 * the seed and not 0. */
static inline uint64_t bc_test_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(0x2545F4914F6CDD1D);
}

#endif
