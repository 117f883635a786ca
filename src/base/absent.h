/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_ABSENT_H
#define BC_BASE_ABSENT_H

#include <stdbool.h>

#include "base/text.h"

/**
 * Whether a cell holds what programs put in place of a value, and so names
 * nothing: errors of a spreadsheet (`#N/A`, `#REF!`, `Err:502`), what a narrow
 * column shows (`####`), NULL, NaN and None of databases and of Python.
 * Latin letters of names may be such a word (`NA`, `N/A`): they are none.
 *
 * Source: of the errors ECMA-376-1, 18.17.2.2, and those of newer programs,
 * which have the same form; the other words are from memory.
 */
bool bc_is_absent(struct bc_slice cell);

/** Whether a text that begins so may be absent: a quick look. */
bool bc_may_be_absent(char first);

#endif
