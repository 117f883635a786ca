/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_DEGREES_H
#define BC_LAYER_DEGREES_H

#include <stdbool.h>

#include "base/text.h"

/**
 * A coordinate as people write it: a decimal number, or degrees, minutes and
 * seconds (`114°23′15.2″`, `114度23分15秒`, `114 23 15`, `114.23.15`), with
 * full-width digits and with E W 东经 西经 or N S 北纬 南纬 before or behind.
 * @return false for all else: minutes or seconds of 60, the letter of the
 *         other axis, a lost degree sign (`3833'19.37"`)
 */
bool bc_degrees_parse(struct bc_slice text, bool is_latitude, double *degrees);

/** Whether it is no coordinate only because its minutes or seconds are 60 or
 * more. */
bool bc_degrees_is_over(struct bc_slice text, bool is_latitude);

#endif
