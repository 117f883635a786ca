/* SPDX-License-Identifier: MIT */
#ifndef BC_CLI_CLASSIFY_COMPARE_H
#define BC_CLI_CLASSIFY_COMPARE_H

#include "cli/classify_tables.h"

/** Room for the judgements of all sections; the caller frees it. */
struct bc_judgement *
bc_classified_judgements(const struct bc_classified *classified);
/** Judges all sections over a period, by all threads.
 * @param findings  what each lacks is told there; NULL: nowhere */
void bc_classified_judge(const struct bc_classified *classified,
                         const struct bc_period *period,
                         struct bc_findings *findings,
                         struct bc_judgement *judgement);

/** Both periods as the comparison wants them; it borrows @p classified. Start
 * it as `{0}`; it may be made again. */
struct bc_compared {
    struct bc_judgement *now, *before;
    struct bc_change_input input;
};
void bc_compared_make(const struct bc_classified *classified,
                      struct bc_findings *findings,
                      struct bc_compared *compared);
/** What was now is before. */
void bc_compared_go_on(const struct bc_classified *classified,
                       struct bc_compared *compared);
void bc_compared_copy(const struct bc_classified *classified,
                      const struct bc_compared *from,
                      struct bc_compared *compared);
void bc_compared_clear(struct bc_compared *compared);

#endif
