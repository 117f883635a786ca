/* SPDX-License-Identifier: MIT */
#include "water/trophic.h"

#include <math.h>
#include <stddef.h>

/* TLI(j) = 10 (a + b ln C); its weight is the r2 with chlorophyll a over the
 * sum of all (总站生字〔2001〕090号). */
static const struct parameter {
    double a, b, r2;
} parameters[] = {
    {2.5, 1.086, 1},        /* chlorophyll a, mg/m3 */
    {9.436, 1.624, 0.7056}, /* TP, mg/L */
    {5.453, 1.694, 0.6724}, /* TN, mg/L */
    {5.118, -1.94, 0.6889}, /* Secchi depth, m */
    {0.109, 2.661, 0.6889}, /* CODMn, mg/L */
};

enum { N_PARAMETERS = sizeof parameters / sizeof parameters[0] };

double bc_trophic_index(double chla, double tp, double tn, double sd,
                        double codmn)
{
    const double values[N_PARAMETERS] = {chla, tp, tn, sd, codmn};
    double sum = 0, weights = 0;

    if (!(chla > 0)) /* NaN, too; ln 0 is no index */
        return NAN;
    for (int j = 0; j < N_PARAMETERS; j++) {
        const struct parameter *p = &parameters[j];

        if (!(values[j] > 0))
            continue;
        sum += p->r2 * 10 * (p->a + p->b * log(values[j]));
        weights += p->r2;
    }
    return sum / weights;
}

const char *bc_trophic_state(double tli)
{
    double rounded = round(tli * 1e6) / 1e6; /* before any comparison */

    if (isnan(rounded))
        return NULL;
    if (rounded < 30)
        return "贫营养";
    if (rounded <= 50)
        return "中营养";
    if (rounded <= 60)
        return "轻度富营养";
    return rounded <= 70 ? "中度富营养" : "重度富营养";
}
