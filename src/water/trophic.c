/* SPDX-License-Identifier: MIT */
#include "water/trophic.h"

#include <math.h>
#include <stddef.h>

#include "base/language.h"

/* TLI(j) = 10 (a + b ln C); its weight is the r2 with chlorophyll a over the
 * sum of all (总站生字〔2001〕090号). */
static const struct parameter {
    double a, b, r2;
} parameters[BC_TLI_N_PARTS] = {[BC_TLI_CHLA] = {2.5, 1.086, 1},
                                [BC_TLI_TP] = {9.436, 1.624, 0.7056},
                                [BC_TLI_TN] = {5.453, 1.694, 0.6724},
                                [BC_TLI_SD] = {5.118, -1.94, 0.6889},
                                [BC_TLI_CODMN] = {0.109, 2.661, 0.6889}};

double bc_trophic_part(enum bc_trophic_part part, double value)
{
    const struct parameter *p = &parameters[part];

    return value > 0 ? 10 * (p->a + p->b * log(value)) : NAN;
}

double bc_trophic_index(const double values[BC_TLI_N_PARTS], bool without_chla)
{
    double sum = 0, weights = 0;

    if (!(values[BC_TLI_CHLA] > 0) && !without_chla)
        return NAN;
    for (int j = 0; j < BC_TLI_N_PARTS; j++) {
        double part = bc_trophic_part((enum bc_trophic_part)j, values[j]);

        if (isnan(part)) /* ln 0 is no index */
            continue;
        sum += parameters[j].r2 * part;
        weights += parameters[j].r2;
    }
    return weights > 0 ? sum / weights : NAN;
}

const char *bc_trophic_state(double tli)
{
    double rounded = round(tli * 1e6) / 1e6; /* before any comparison */

    if (isnan(rounded))
        return NULL;
    if (rounded < 30)
        return BC_ZH("贫营养");
    if (rounded <= 50)
        return BC_ZH("中营养");
    if (rounded <= 60)
        return BC_ZH("轻度富营养");
    return rounded <= 70 ? BC_ZH("中度富营养") : BC_ZH("重度富营养");
}
