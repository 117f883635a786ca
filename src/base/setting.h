/* SPDX-License-Identifier: MIT */
#ifndef BC_BASE_SETTING_H
#define BC_BASE_SETTING_H

#include <stddef.h>

#include "base/error.h"
#include "base/tree.h"

/** What stands behind a key, and the type of the member it is kept in. */
enum bc_setting_kind {
    BC_SETTING_TEXT,    /* const char *: not empty, as long as the tree lives */
    BC_SETTING_REAL,    /* double, `low` or more */
    BC_SETTING_DECIMAL, /* struct bc_decimal, `low` or more */
    BC_SETTING_PERCENT, /* struct bc_decimal: `1%` is 1 */
    BC_SETTING_INTEGER, /* int, `low` to `high` */
    BC_SETTING_FLAG,    /* bool: true false yes no */
    BC_SETTING_DATE,    /* bc_day */
    BC_SETTING_CHOICE,  /* int or an enum: which of `words` */
    BC_SETTING_WORD,    /* const char *: one of `words` */
    BC_SETTING_EITHER,  /* bool: the second of two `words` */
    BC_SETTING_READ     /* what `read` makes of it */
};

/** A key of a mapping and where in a struct its value is kept. */
struct bc_setting {
    const char *name; /* NULL ends a table */
    enum bc_setting_kind kind;
    size_t at; /* offsetof */
    double low, high;
    const char *const *words; /* ends with NULL */
    /** @p into is the struct that bc_settings_read() fills. */
    enum bc_status (*read)(const struct bc_node *node, void *into,
                           struct bc_error *err);
};

/**
 * Reads a mapping by a table of settings into the struct @p into. Keys that are
 * not there leave their members as they are; an unknown key is an error with a
 * suggestion, and so is a value that is not wholly of its kind. All are read,
 * so that the tree keeps every fault; the first is returned.
 */
enum bc_status bc_settings_read(const struct bc_node *map,
                                const struct bc_setting *settings, void *into,
                                struct bc_error *err);

#endif
