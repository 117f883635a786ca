/* SPDX-License-Identifier: MIT */
#ifndef BC_LAYER_KEYS_H
#define BC_LAYER_KEYS_H

#include "base/error.h"
#include "base/finding.h"
#include "layer/layer.h"
#include "layer/role.h"
#include "layer/source.h"

/** The column that @p header names: exactly, else by bc_text_key.
 * @return BC_NO_COLUMN when there is none */
size_t bc_keys_column(const struct bc_layer *layer, const char *header);

/** The first of `a|b|c` that heads a column.
 * @retval BC_BAD_INPUT  one alias heads two columns */
enum bc_status bc_keys_alias(const struct bc_layer *layer, const char *key,
                             const char *aliases, size_t *column,
                             struct bc_error *err);

/** ` (headers found: a, b, c)`: an end for messages. */
void bc_keys_list(const struct bc_layer *layer, struct bc_text *out);

/** Finds the column of every key of the role: by `fields`, then by alias.
 * @retval BC_BAD_INPUT  a required key or a header of `fields` is missing */
enum bc_status bc_keys_find(struct bc_layer *layer, const struct bc_role *role,
                            const struct bc_source *source,
                            struct bc_error *err);

/** What is doubtful about the keys: a column that may serve one too, and empty
 * cells of required ones. */
void bc_keys_report(const struct bc_layer *layer, const struct bc_role *role,
                    const struct bc_source *source,
                    struct bc_findings *findings);

/** Texts that lost characters before they came here, or hold unseen ones; and
 * keys that name nothing (base/absent.h), which become missing. */
void bc_keys_report_lost(const struct bc_layer *layer,
                         const struct bc_role *role,
                         struct bc_findings *findings);

/** Brings word columns to their canonical words; an unknown word is a finding
 * and becomes missing. */
void bc_keys_translate(struct bc_layer *layer, const struct bc_role *role,
                       struct bc_findings *findings);

#endif
