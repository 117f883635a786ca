/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_TROPHIC_H
#define BC_WATER_TROPHIC_H

/**
 * TLI(Σ) from means: chlorophyll a mg/m3, TP, TN, CODMn mg/L, SD m; NaN where
 * not measured. Weights are renormalised over those present; NaN without
 * chlorophyll a. Source: 总站生字〔2001〕090号.
 */
double bc_trophic_index(double chla, double tp, double tn, double sd,
                        double codmn);
/** 贫营养 (<30) 中营养 (30..50) 轻度富营养 (..60) 中度富营养 (..70) 重度富营养.
 */
const char *bc_trophic_state(double tli);

#endif
