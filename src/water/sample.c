/* SPDX-License-Identifier: MIT */
#include "water/sample.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/language.h"
#include "water/observation.h"
#include "water/row.h"
#include "water/section.h"
#include "water/together.h"

/** A row of a long table that waits for the others of its section and time. */
struct waiting {
    size_t group, line;
    struct bc_together one;
};

/** A section and time, whose rows may stand anywhere in the file. */
struct group {
    size_t number;                  /* of the section, or BC_NO_ROW */
    size_t text, n_section, n_time; /* section, then time as written */
    size_t first, n;                /* of the rows, while they are judged */
    int64_t seconds;
    bool has_time;
    int published;
    enum bc_water water; /* that its first row says */
};

/** What is known of a section from the rows that are judged. */
struct past {
    enum bc_water water; /* that they have said; unknown: none */
    bool mixed;          /* another was said as well, told */
    size_t file;         /* to which the times belong, from 1 */
    int64_t first, last; /* seconds */
};

struct bc_samples {
    struct bc_sample_options options;
    struct bc_findings *findings;
    struct bc_section_index index;
    struct bc_row_layout layout;
    struct bc_observation row;
    char *source;
    size_t file;
    bool without_order; /* of the rows, which say nothing by it */
    bool next_without_order;
    bool unordered;       /* told */
    struct bc_names keys; /* of groups */
    struct bc_text texts;
    struct group *groups;
    size_t n_groups, group_room;
    size_t last_group; /* of the row before; BC_NO_ROW */
    struct waiting *rows;
    size_t n_rows, row_room;
    struct past *past; /* by section */
    size_t n_past, past_room;
    struct bc_sample sample; /* being judged */
    char time[32];
};

struct bc_samples *bc_samples_new(const struct bc_sample_options *options,
                                  struct bc_findings *findings)
{
    struct bc_samples *samples = bc_alloc(1, sizeof *samples);

    samples->options = *options;
    samples->findings = findings;
    samples->last_group = BC_NO_ROW;
    bc_section_index_init(&samples->index, options->sections);
    return samples;
}

/** Forgets the rows that wait. */
static void forget(struct bc_samples *samples)
{
    bc_names_clear(&samples->keys);
    samples->keys = (struct bc_names){0};
    samples->texts.length = 0;
    samples->n_groups = samples->n_rows = 0;
    samples->last_group = BC_NO_ROW;
}

void bc_samples_free(struct bc_samples *samples)
{
    if (!samples)
        return;
    forget(samples);
    free(samples->source);
    bc_text_clear(&samples->texts);
    free(samples->groups);
    free(samples->rows);
    free(samples->past);
    bc_row_layout_clear(&samples->layout);
    bc_section_index_clear(&samples->index);
    free(samples);
}

void bc_samples_without_order(struct bc_samples *samples, bool without)
{
    samples->next_without_order = without;
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

/* NULL of a section that is not known. */
static struct past *past_of(struct bc_samples *samples, size_t number)
{
    if (number == BC_NO_ROW)
        return NULL;
    samples->past = bc_reserve(samples->past, &samples->past_room, number + 1,
                               sizeof *samples->past);
    while (samples->n_past <= number)
        samples->past[samples->n_past++] =
            (struct past){.water = BC_WATER_UNKNOWN};
    return &samples->past[number];
}

/* A section is a river or a lake. */
static void tell_type(struct bc_samples *samples, size_t number,
                      enum bc_water water)
{
    struct past *past =
        water == BC_WATER_UNKNOWN ? NULL : past_of(samples, number);

    if (!past)
        return;
    if (past->water == BC_WATER_UNKNOWN)
        past->water = water;
    if (past->water == water || past->mixed)
        return;
    past->mixed = true;
    tell(samples, BC_FOUND_TYPE_DIFFERS, "type",
         BC_N("an earlier row of this section has another type; each is "
              "judged by its own"));
}

/* A time between those of rows that waited no longer may be one of theirs. */
static void tell_order(struct bc_samples *samples, size_t number,
                       int64_t seconds)
{
    struct past *past = past_of(samples, number);

    if (!past)
        return;
    if (past->file != samples->file) {
        past->file = samples->file;
        past->first = past->last = seconds;
    } else if (seconds > past->last) {
        past->last = seconds;
    } else if (seconds < past->first) {
        past->first = seconds;
    } else if (!samples->unordered) {
        samples->unordered = true;
        tell(samples, BC_FOUND_UNORDERED_ROWS, "time",
             BC_N("the rows of this section are not in order of time; items "
                  "of one time further apart are samples of their own"));
    }
}

/* ---- samples ---- */

/* @p readings were measured together; the rest of the sample is known. */
static enum bc_status judge(struct bc_samples *samples,
                            const struct bc_reading readings[BC_N_ITEMS],
                            enum bc_water row_water, struct bc_error *err)
{
    const struct bc_water_method *method = samples->options.method;
    const struct bc_layer *sections = samples->options.sections;
    struct bc_sample *sample = &samples->sample;
    bool in_table = sections && sample->row != BC_NO_ROW;
    enum bc_water water = BC_WATER_UNKNOWN;
    int target = 0;

    if (in_table)
        water = bc_section_water(sections, sample->row);
    if (in_table)
        target = bc_section_target(sections, sample->row);
    if (water == BC_WATER_UNKNOWN)
        water = row_water;
    if (water == BC_WATER_UNKNOWN)
        water = method->water;
    bc_sample_judge(readings, water, target > 0 ? target : method->target_class,
                    method, &sample->judgement);
    tell_blind(samples);
    return samples->options.visit(samples->options.context, sample, err);
}

/* What all samples of one section and time have in common; texts end. */
static void begin_sample(struct bc_samples *samples, size_t number,
                         const char *section, const char *time,
                         const int64_t *seconds)
{
    struct bc_sample *sample = &samples->sample;

    sample->source = samples->source;
    sample->row = number;
    sample->section = section;
    if (samples->options.sections && number != BC_NO_ROW)
        sample->section = bc_section_name(&samples->index, number);
    if (!samples->options.sections)
        sample->row = BC_NO_ROW;
    if (seconds)
        bc_time_print(*seconds, samples->options.offset_minutes, samples->time);
    sample->time = seconds ? samples->time : time;
}

/* A row of a wide table is a sample. */
static enum bc_status take_wide(struct bc_samples *samples,
                                struct bc_error *err)
{
    const struct bc_observation *row = &samples->row;
    const size_t number =
        bc_section_of_row(&samples->index, row, samples->findings);
    char *section = bc_copy_bytes(row->section[0].data, row->section[0].length);
    char *time = bc_copy_bytes(row->time.data, row->time.length);
    enum bc_status status;

    begin_sample(samples, number, section, time,
                 row->has_time ? &row->seconds : NULL);
    samples->sample.line = row->line;
    samples->sample.published = row->published;
    tell_type(samples, number, row->water);
    status = judge(samples, row->reading, row->water, err);
    free(section);
    free(time);
    return status;
}

/* ---- rows of a long table ---- */

/* Which values were measured together cannot be told. */
static enum bc_status refuse(const struct bc_samples *samples,
                             const struct bc_together_found *found,
                             struct bc_error *err)
{
    const struct bc_sample *sample = &samples->sample;

    return bc_error_set(
        err, BC_BAD_INPUT,
        "%s: '%s' has %s and %s more than once at %s, and its rows have no "
        "order that says which were measured together; give the table an "
        "integer primary key in the order of its rows, or name one with a "
        "column an item",
        sample->source, sample->section, bc_item_symbol(found->doubtful[0]),
        bc_item_symbol(found->doubtful[1]), sample->time);
}

static enum bc_status judge_group(struct bc_samples *samples,
                                  const struct group *group,
                                  const struct waiting *rows,
                                  struct bc_together *ones, size_t *sample_of,
                                  struct bc_error *err)
{
    char *section =
        bc_copy_bytes(samples->texts.data + group->text, group->n_section);
    char *time = bc_copy_bytes(
        samples->texts.data + group->text + group->n_section, group->n_time);
    struct bc_together_found found;
    enum bc_status status = BC_OK;

    for (size_t i = 0; i < group->n; i++)
        ones[i] = rows[i].one;
    found =
        bc_together_find(ones, group->n, !samples->without_order, sample_of);
    begin_sample(samples, group->number, section, time,
                 group->has_time ? &group->seconds : NULL);
    samples->sample.line = rows[0].line;
    samples->sample.published = group->published;
    tell_type(samples, group->number, group->water);
    if (group->has_time)
        tell_order(samples, group->number, group->seconds);
    if (found.is_doubtful && samples->without_order)
        status = refuse(samples, &found, err);
    else if (found.is_doubtful)
        tell(samples, BC_FOUND_DUPLICATE_VALUE,
             bc_item_symbol(found.doubtful[0]),
             BC_N("items stand more than once at this time; the order of the "
                  "rows says which were measured together"));
    for (size_t s = 0; s < found.n_samples && !status; s++) {
        struct bc_reading readings[BC_N_ITEMS];
        bool any = false;

        for (int item = 0; item < BC_N_ITEMS; item++)
            readings[item] = (struct bc_reading){.value = BC_MISSING};
        for (size_t i = 0; i < group->n; i++) {
            if (sample_of[i] != s)
                continue;
            if (!any)
                samples->sample.line = rows[i].line;
            any = true;
            if (bc_decimal_known(ones[i].reading.value))
                readings[ones[i].item] = ones[i].reading;
        }
        status = judge(samples, readings, group->water, err);
    }
    free(section);
    free(time);
    return status;
}

/* All that wait, in the order in which their times were met. */
static enum bc_status judge_waiting(struct bc_samples *samples,
                                    struct bc_error *err)
{
    struct waiting *sorted = bc_alloc(samples->n_rows, sizeof *sorted);
    struct bc_together *ones = bc_alloc(samples->n_rows, sizeof *ones);
    size_t *sample_of = bc_alloc(samples->n_rows, sizeof *sample_of);
    size_t at = 0;
    enum bc_status status = BC_OK;

    for (size_t g = 0; g < samples->n_groups; g++) {
        samples->groups[g].first = at;
        at += samples->groups[g].n;
        samples->groups[g].n = 0;
    }
    for (size_t i = 0; i < samples->n_rows; i++) {
        struct group *group = &samples->groups[samples->rows[i].group];

        sorted[group->first + group->n++] = samples->rows[i];
    }
    for (size_t g = 0; g < samples->n_groups && !status; g++)
        status = judge_group(samples, &samples->groups[g],
                             sorted + samples->groups[g].first, ones, sample_of,
                             err);
    forget(samples);
    free(sorted);
    free(ones);
    free(sample_of);
    return status;
}

/* Whether the row is of the section and time of the one before, as written. */
static bool goes_on(const struct bc_samples *samples)
{
    const struct bc_observation *row = &samples->row;
    const struct group *group;
    const char *text;

    if (samples->last_group == BC_NO_ROW)
        return false;
    group = &samples->groups[samples->last_group];
    text = samples->texts.data + group->text;
    return row->section[0].length == group->n_section &&
           row->time.length == group->n_time &&
           bc_bytes_same(text, row->section[0].data, group->n_section) &&
           bc_bytes_same(text + group->n_section, row->time.data,
                         group->n_time);
}

static void add_group(struct bc_samples *samples, size_t number)
{
    const struct bc_observation *row = &samples->row;
    const struct group made = {.number = number,
                               .text = samples->texts.length,
                               .n_section = row->section[0].length,
                               .n_time = row->time.length,
                               .seconds = row->seconds,
                               .has_time = row->has_time,
                               .published = row->published,
                               .water = row->water};

    bc_text_add_bytes(&samples->texts, row->section[0].data, made.n_section);
    bc_text_add_bytes(&samples->texts, row->time.data, made.n_time);
    samples->groups = bc_reserve(samples->groups, &samples->group_room,
                                 samples->n_groups + 1, sizeof made);
    samples->groups[samples->n_groups++] = made;
}

/* Memory that the rows take, near enough. */
static bool are_too_many(const struct bc_samples *samples)
{
    enum { KEY = 64 }; /* a number and the key of a group */
    const size_t most = samples->options.most_held;

    return samples->n_rows * sizeof *samples->rows +
               samples->n_groups * (sizeof *samples->groups + KEY) +
               samples->texts.length >
           (most ? most : BC_OBSERVATIONS_HELD);
}

/* The group of a row that does not go on. */
static enum bc_status find_group(struct bc_samples *samples,
                                 struct bc_error *err)
{
    const struct bc_observation *row = &samples->row;
    const size_t number =
        bc_section_of_row(&samples->index, row, samples->findings);
    struct bc_text key = {0};
    enum bc_status status = BC_OK;
    const size_t *found;

    if (number == BC_NO_ROW)
        bc_text_add_bytes(&key, row->section[0].data, row->section[0].length);
    else
        bc_text_printf(&key, "%zu", number);
    bc_text_add_bytes(&key, row->has_time ? "\n@" : "\n",
                      row->has_time ? 2 : 1);
    if (row->has_time)
        bc_text_printf(&key, "%lld", (long long)row->seconds);
    else
        bc_text_add_bytes(&key, row->time.data, row->time.length);
    found = bc_names_find(&samples->keys, key.data, key.length);
    if (found) {
        samples->last_group = *found;
    } else {
        if (are_too_many(samples))
            status = judge_waiting(samples, err);
        bc_names_put(&samples->keys, key.data, key.length, samples->n_groups);
        samples->last_group = samples->n_groups;
        add_group(samples, number);
    }
    bc_text_clear(&key);
    return status;
}

static enum bc_status take_row(struct bc_samples *samples, struct bc_error *err)
{
    const struct bc_observation *row = &samples->row;
    enum bc_status status = BC_OK;

    if (!samples->layout.is_long)
        return take_wide(samples, err);
    if (row->item == BC_NO_ITEM) /* an item that nobody knows */
        return BC_OK;
    if (!goes_on(samples))
        status = find_group(samples, err);
    if (status)
        return status;
    samples->groups[samples->last_group].n++;
    samples->rows = bc_reserve(samples->rows, &samples->row_room,
                               samples->n_rows + 1, sizeof *samples->rows);
    samples->rows[samples->n_rows++] = (struct waiting){
        samples->last_group, row->line, {row->item, row->reading[row->item]}};
    return BC_OK;
}

static enum bc_status on_header(void *context, const struct bc_header *header,
                                struct bc_error *err)
{
    struct bc_samples *samples = context;
    enum bc_status status = judge_waiting(samples, err);

    if (status)
        return status;
    free(samples->source);
    samples->source = bc_copy(header->source);
    samples->file++;
    samples->without_order = samples->next_without_order;
    samples->unordered = false;
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
    return (struct bc_rows_sink){.header = on_header,
                                 .rows = on_rows,
                                 .context = samples,
                                 .word = bc_row_word,
                                 .findings = samples->findings};
}

enum bc_status bc_samples_finish(struct bc_samples *samples,
                                 struct bc_error *err)
{
    return judge_waiting(samples, err);
}
