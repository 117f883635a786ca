/* SPDX-License-Identifier: MIT */
#include "water/sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/language.h"
#include "water/row.h"
#include "water/section.h"

struct bc_samples {
    struct bc_sample_options options;
    struct bc_findings *findings;
    struct bc_section_index index;
    struct bc_row_layout layout;
    struct bc_observation row;
    /* the sample that rows of a long table still add to */
    bool open;
    enum bc_water water; /* that its row says */
    struct bc_sample sample;
    struct bc_reading readings[BC_N_ITEMS];
    char *source, *section, *written_time;
    char time[32];
    struct type *types; /* that the rows of each section have said */
    size_t n_types, type_room;
};

struct type {
    enum bc_water water; /* unknown: not said */
    bool mixed;          /* another was said as well, told */
};

struct bc_samples *bc_samples_new(const struct bc_sample_options *options,
                                  struct bc_findings *findings)
{
    struct bc_samples *samples = bc_alloc(1, sizeof *samples);

    samples->options = *options;
    samples->findings = findings;
    bc_section_index_init(&samples->index, options->sections);
    return samples;
}

static void free_texts(struct bc_samples *samples)
{
    free(samples->source);
    free(samples->section);
    free(samples->written_time);
    samples->source = samples->section = samples->written_time = NULL;
}

void bc_samples_free(struct bc_samples *samples)
{
    if (!samples)
        return;
    free_texts(samples);
    free(samples->types);
    bc_row_layout_clear(&samples->layout);
    bc_section_index_clear(&samples->index);
    free(samples);
}

void bc_sample_judge(const struct bc_reading readings[BC_N_ITEMS],
                     enum bc_water water, int target_class,
                     const struct bc_water_method *method,
                     struct bc_judgement *judgement)
{
    bc_judgement_init(judgement);
    judgement->water = water;
    judgement->target_class = target_class;
    for (int i = 0; i < BC_N_ITEMS; i++) {
        struct bc_item_result *result = &judgement->item[i];

        result->mean = bc_reading_value(readings[i]);
        result->exact = bc_decimal_real(result->mean);
        result->n_samples = bc_decimal_known(result->mean);
        result->detection_limit =
            readings[i].non_detect ? readings[i].value : BC_MISSING;
    }
    bc_judge(method, judgement);
}

/* ---- findings ---- */

static void tell(const struct bc_samples *samples, enum bc_finding_code code,
                 const char *field, const char *message)
{
    const struct bc_sample *sample = &samples->sample;
    const struct bc_finding found = {.code = code,
                                     .source = sample->source,
                                     .line = sample->line,
                                     .feature = sample->section,
                                     .field = field,
                                     .message = message};

    bc_findings_add(samples->findings, &found);
}

static void tell_blind(const struct bc_samples *samples)
{
    struct bc_text items = {0};

    bc_judgement_blind_items(samples->options.method,
                             &samples->sample.judgement, &items);
    if (items.length > 0)
        tell(samples, BC_FOUND_NON_DETECT_LIMIT, bc_text_string(&items),
             "a detection limit lies above the limit to be judged");
    bc_text_clear(&items);
}

/* Of the section with this number. A section is a river or a lake. */
static void tell_type(struct bc_samples *samples, size_t number)
{
    struct type *type;

    if (number == BC_NO_ROW || samples->water == BC_WATER_UNKNOWN)
        return;
    samples->types = bc_reserve(samples->types, &samples->type_room, number + 1,
                                sizeof *samples->types);
    while (samples->n_types <= number)
        samples->types[samples->n_types++] =
            (struct type){BC_WATER_UNKNOWN, false};
    type = &samples->types[number];
    if (type->water == BC_WATER_UNKNOWN)
        type->water = samples->water;
    if (type->water == samples->water || type->mixed)
        return;
    type->mixed = true;
    tell(samples, BC_FOUND_TYPE_DIFFERS, "type",
         BC_N("an earlier row of this section has another type; each is "
              "judged by its own"));
}

/* ---- rows ---- */

static enum bc_status close_sample(struct bc_samples *samples,
                                   struct bc_error *err)
{
    const struct bc_water_method *method = samples->options.method;
    const struct bc_layer *sections = samples->options.sections;
    struct bc_sample *sample = &samples->sample;
    bool in_table = sections && sample->row != BC_NO_ROW;
    enum bc_water water = BC_WATER_UNKNOWN;
    int target = 0;

    if (!samples->open)
        return BC_OK;
    samples->open = false;
    if (in_table)
        water = bc_section_water(sections, sample->row);
    if (in_table)
        target = bc_section_target(sections, sample->row);
    if (water == BC_WATER_UNKNOWN)
        water = samples->water;
    if (water == BC_WATER_UNKNOWN)
        water = method->water;
    bc_sample_judge(samples->readings, water,
                    target > 0 ? target : method->target_class, method,
                    &sample->judgement);
    tell_blind(samples);
    return samples->options.visit(samples->options.context, sample, err);
}

static void open_sample(struct bc_samples *samples)
{
    const struct bc_observation *row = &samples->row;
    struct bc_sample *sample = &samples->sample;
    const char *code = NULL;
    size_t number;

    free_texts(samples);
    samples->source = bc_copy(row->source);
    samples->section =
        bc_copy_bytes(row->section[0].data, row->section[0].length);
    samples->written_time = bc_copy_bytes(row->time.data, row->time.length);
    sample->row = bc_section_of_row(&samples->index, row, samples->findings);
    number = sample->row;
    if (samples->options.sections && sample->row != BC_NO_ROW)
        code = bc_section_name(&samples->index, sample->row);
    if (!samples->options.sections)
        sample->row = BC_NO_ROW;
    if (row->has_time)
        bc_time_print(row->seconds, samples->options.offset_minutes,
                      samples->time);
    sample->source = samples->source;
    sample->line = row->line;
    sample->section = code ? code : samples->section;
    sample->time = row->has_time ? samples->time : samples->written_time;
    sample->published = row->published;
    samples->water = row->water;
    memcpy(samples->readings, row->reading, sizeof samples->readings);
    samples->open = true;
    tell_type(samples, number);
}

/* Whether the row of a long table is another item of the open sample. */
static bool belongs(const struct bc_samples *samples)
{
    const struct bc_observation *row = &samples->row;

    return samples->open && row->item != BC_NO_ITEM &&
           bc_slice_is(row->section[0], samples->section) &&
           bc_slice_is(row->time, samples->written_time) &&
           !bc_decimal_known(samples->readings[row->item].value);
}

static enum bc_status take_row(struct bc_samples *samples, struct bc_error *err)
{
    const struct bc_observation *row = &samples->row;
    enum bc_status status;

    if (belongs(samples)) {
        samples->readings[row->item] = row->reading[row->item];
        return BC_OK;
    }
    status = close_sample(samples, err);
    if (!status)
        open_sample(samples);
    return status;
}

static enum bc_status on_header(void *context, const struct bc_header *header,
                                struct bc_error *err)
{
    struct bc_samples *samples = context;
    enum bc_status status = close_sample(samples, err);

    if (status)
        return status;
    return bc_row_layout_read(&samples->layout, header, samples->findings, err);
}

static enum bc_status on_rows(void *context, const struct bc_rows *rows,
                              struct bc_error *err)
{
    struct bc_samples *samples = context;
    enum bc_status status = BC_OK;

    for (size_t r = 0; r < rows->n_rows && !status; r++) {
        status = bc_row_read(&samples->layout, rows, r, samples->options.year,
                             samples->options.offset_minutes, samples->findings,
                             &samples->row, err);
        if (!status)
            status = take_row(samples, err);
    }
    return status;
}

struct bc_rows_sink bc_samples_sink(struct bc_samples *samples)
{
    return (struct bc_rows_sink){on_header,   on_rows,           samples,
                                 bc_row_word, samples->findings, NULL};
}

enum bc_status bc_samples_finish(struct bc_samples *samples,
                                 struct bc_error *err)
{
    return close_sample(samples, err);
}
