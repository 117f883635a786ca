/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_TROPHIC_H
#define BC_WATER_TROPHIC_H

#include <stdbool.h>

/** What TLI(Σ) is made of: chlorophyll a mg/m3, TP, TN, Secchi depth m, CODMn
 * (mg/L where no unit is said). Source: 总站生字〔2001〕090号. */
enum bc_trophic_part {
    BC_TLI_CHLA,
    BC_TLI_TP,
    BC_TLI_TN,
    BC_TLI_SD,
    BC_TLI_CODMN,
    BC_TLI_N_PARTS
};

/** TLI(j) of one of them; NaN when it was not measured, or is not above 0. */
double bc_trophic_part(enum bc_trophic_part part, double value);

/**
 * TLI(Σ) from means, NaN where not measured. Weights are renormalised over
 * those present; NaN without chlorophyll a unless @p without_chla.
 */
double bc_trophic_index(const double values[BC_TLI_N_PARTS], bool without_chla);
/** 贫营养 (<30) 中营养 (30..50) 轻度富营养 (..60) 中度富营养 (..70) 重度富营养.
 */
const char *bc_trophic_state(double tli);

#endif
