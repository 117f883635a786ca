/* SPDX-License-Identifier: MIT */
#include "cli/classify_compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"

/** Sections that are judged beside others. */
struct judging {
    const struct bc_classified *classified;
    const struct bc_period *period;
    struct bc_judgement *judgement;
    struct bc_findings **findings; /* [chunk]; NULL: none are wanted */
    size_t n, n_chunks;
};

static void judge_chunk(void *context, size_t chunk)
{
    const struct judging *judging = context;
    const struct bc_classified *classified = judging->classified;
    const size_t end = bc_chunk_begin(judging->n, judging->n_chunks, chunk + 1);
    struct bc_findings *findings = NULL;

    if (judging->findings)
        findings = judging->findings[chunk] = bc_findings_new();
    for (size_t i = bc_chunk_begin(judging->n, judging->n_chunks, chunk);
         i < end; i++) {
        if (i + 1 < end)
            bc_observations_fetch(classified->observations, i + 1,
                                  judging->period);
        bc_assess_section(classified->observations, classified->method,
                          classified->sections, i, judging->period, findings,
                          &judging->judgement[i]);
    }
}

struct bc_judgement *
bc_classified_judgements(const struct bc_classified *classified)
{
    return bc_alloc(bc_classified_count(classified) + 1,
                    sizeof(struct bc_judgement));
}

void bc_classified_judge(const struct bc_classified *classified,
                         const struct bc_period *period,
                         struct bc_findings *findings,
                         struct bc_judgement *judgement)
{
    enum { SECTIONS = 64 };
    const size_t n = bc_classified_count(classified);
    struct judging judging = {.classified = classified,
                              .period = period,
                              .judgement = judgement,
                              .n = n,
                              .n_chunks = bc_chunks(n, SECTIONS)};

    if (findings)
        judging.findings =
            bc_alloc(judging.n_chunks + 1, sizeof(struct bc_findings *));
    bc_parallel_for(judging.n_chunks, judge_chunk, &judging);
    for (size_t c = 0; findings && c < judging.n_chunks; c++) {
        bc_findings_append(findings, judging.findings[c]);
        bc_findings_free(judging.findings[c]);
    }
    free(judging.findings);
}

/* Both periods have room. */
static void begin(const struct bc_classified *classified,
                  struct bc_compared *compared)
{
    if (!compared->now) {
        compared->now = bc_classified_judgements(classified);
        compared->before = bc_classified_judgements(classified);
    }
    compared->input =
        (struct bc_change_input){.rule = classified->change,
                                 .before = compared->before,
                                 .now = compared->now,
                                 .before_period = &classified->before,
                                 .now_period = &classified->period,
                                 .method = classified->method,
                                 .observations = classified->observations};
}

void bc_compared_make(const struct bc_classified *classified,
                      struct bc_findings *findings,
                      struct bc_compared *compared)
{
    begin(classified, compared);
    bc_classified_judge(classified, &classified->period, findings,
                        compared->now);
    bc_classified_judge(classified, &classified->before, NULL,
                        compared->before);
}

void bc_compared_go_on(const struct bc_classified *classified,
                       struct bc_compared *compared)
{
    struct bc_judgement *before = compared->now;

    compared->now = compared->before;
    compared->before = before;
    begin(classified, compared);
    bc_classified_judge(classified, &classified->period, NULL, compared->now);
}

void bc_compared_copy(const struct bc_classified *classified,
                      const struct bc_compared *from,
                      struct bc_compared *compared)
{
    const size_t size = bc_classified_count(classified) * sizeof *from->now;

    begin(classified, compared);
    memcpy(compared->now, from->now, size);
    memcpy(compared->before, from->before, size);
}

void bc_compared_clear(struct bc_compared *compared)
{
    free(compared->now);
    free(compared->before);
}
