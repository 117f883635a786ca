/* SPDX-License-Identifier: MIT */
#include "base/setting.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static enum bc_status read_decimal(const struct bc_node *node, double low,
                                   struct bc_decimal *value,
                                   struct bc_error *err)
{
    struct bc_decimal number = BC_MISSING;
    enum bc_status status = bc_node_decimal(node, &number, err);

    if (!status && bc_decimal_real(number) < low)
        status =
            bc_node_error(node, err, "'%s' must be %g or more", node->key, low);
    if (!status)
        *value = number;
    return status;
}

static enum bc_status read_real(const struct bc_node *node, double low,
                                double *value, struct bc_error *err)
{
    struct bc_decimal number = BC_MISSING;
    enum bc_status status = read_decimal(node, low, &number, err);

    if (!status)
        *value = bc_decimal_real(number);
    return status;
}

static enum bc_status read_integer(const struct bc_node *node,
                                   const struct bc_setting *setting, int *value,
                                   struct bc_error *err)
{
    int64_t number = 0;
    enum bc_status status = bc_node_integer(
        node, (int64_t)setting->low, (int64_t)setting->high, &number, err);

    if (!status)
        *value = (int)number;
    return status;
}

static enum bc_status read_choice(const struct bc_node *node,
                                  const struct bc_setting *setting,
                                  void *member, struct bc_error *err)
{
    int choice = 0;
    enum bc_status status = bc_node_choice(node, setting->words, &choice, err);

    if (status)
        return status;
    if (setting->kind == BC_SETTING_EITHER)
        *(bool *)member = choice == 1;
    else if (setting->kind == BC_SETTING_WORD)
        *(const char **)member = setting->words[choice];
    else
        *(int *)member = choice;
    return BC_OK;
}

static enum bc_status read_setting(const struct bc_node *node,
                                   const struct bc_setting *setting, void *into,
                                   struct bc_error *err)
{
    void *member = (char *)into + setting->at;

    switch (setting->kind) {
    case BC_SETTING_TEXT:
        return bc_node_text(node, member, err);
    case BC_SETTING_REAL:
        return read_real(node, setting->low, member, err);
    case BC_SETTING_DECIMAL:
        return read_decimal(node, setting->low, member, err);
    case BC_SETTING_PERCENT:
        return bc_node_percent(node, member, err);
    case BC_SETTING_INTEGER:
        return read_integer(node, setting, member, err);
    case BC_SETTING_FLAG:
        return bc_node_flag(node, member, err);
    case BC_SETTING_DATE:
        return bc_node_date(node, member, err);
    case BC_SETTING_CHOICE:
    case BC_SETTING_WORD:
    case BC_SETTING_EITHER:
        return read_choice(node, setting, member, err);
    case BC_SETTING_READ:
        break;
    }
    return setting->read(node, into, err);
}

enum bc_status bc_settings_read(const struct bc_node *map,
                                const struct bc_setting *settings, void *into,
                                struct bc_error *err)
{
    const char **names = NULL;
    size_t n = 0;
    enum bc_status status = bc_node_expect(map, BC_MAP, err);

    if (status)
        return status;
    while (settings[n].name)
        n++;
    names = bc_alloc(n + 1, sizeof *names);
    for (size_t i = 0; i <= n; i++)
        names[i] = settings[i].name;
    status = bc_node_check_keys(map, names, err);
    free(names);
    for (size_t i = 0; i < map->n_children; i++) {
        const struct bc_setting *setting = settings;
        struct bc_error later;
        enum bc_status found = BC_OK;

        while (setting->name &&
               strcmp(setting->name, map->children[i].key) != 0)
            setting++;
        if (setting->name)
            found = read_setting(&map->children[i], setting, into,
                                 status ? &later : err);
        if (!status)
            status = found;
    }
    return status;
}
