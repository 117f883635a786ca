/* SPDX-License-Identifier: MIT */
#include "plan/target.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/absent.h"
#include "base/language.h"

/* Figures beyond this are typing mistakes, and below it every comparison is
 * exact in 128 bits. */
#define MAX_PLACES 9
#define MAX_RATIO 1000000000L

enum field {
    F_ID,
    F_TITLE,
    F_DOCUMENT,
    F_CLAUSE,
    F_ISSUER,
    F_ISSUER_LEVEL,
    F_BASIS,
    F_DUE,
    F_PERIOD,
    F_SCOPE,
    F_LAYER,
    F_WHERE,
    F_MEASURE,
    F_OF,
    F_OP,
    F_VALUE,
    F_UNIT,
    F_YIELDS,
    F_REPORT,
    F_NOTE,
    N_FIELDS
};

static const char *const field_names[] = {
    "id",  "title",  "document", "clause", "issuer", "issuer_level", "basis",
    "due", "period", "scope",    "layer",  "where",  "measure",      "of",
    "op",  "value",  "unit",     "yields", "report", "note",         NULL};

static const char *const measure_names[] = {
    "share", "count", "distinct", "sum",  "mean",
    "min",   "max",   "change",   "each", NULL};
static const char *const op_names[] = {"",  ">=", "<=",   "=",
                                       "<", ">",  "info", NULL};
static const char *const issuer_names[] = {"",     "state",  "province",
                                           "city", "county", NULL};
static const char *const basis_names[] = {"",         "text", "derived",
                                          "external", "fact", NULL};
static const char *const flag_names[] = {"", "yes", "no", NULL};

/* Other ways to write the same. */
static const struct {
    const char *written, *meant;
} aliases[] = {{"≥", ">="},          {"≤", "<="},        {"==", "="},
               {"国家", "state"},    {"国", "state"},    {"省", "province"},
               {"省级", "province"}, {"市", "city"},     {"市级", "city"},
               {"县", "county"},     {"县级", "county"}, {"区", "county"},
               {"是", "yes"},        {"否", "no"},       {"true", "yes"},
               {"false", "no"}};

/* Where the parser stands: a row of the table and its column numbers. */
struct row {
    const struct bc_layer *table;
    const size_t *columns; /* N_FIELDS, BC_NO_COLUMN where there is none */
    size_t number;
    struct bc_error *err;
    struct bc_findings *findings; /* all mistakes of a row are told; NULL */
};

bool bc_target_is_of_waters(const struct bc_target *target)
{
    return strcmp(target->layer, "waters") == 0 ||
           strcmp(target->layer, "sections") == 0;
}

const char *bc_measure_name(enum bc_measure measure)
{
    return measure_names[measure];
}

const char *bc_op_name(enum bc_op op)
{
    return op_names[op];
}

static const char *text_of(const struct row *row, enum field field)
{
    size_t column = row->columns[field];
    const char *text = column == BC_NO_COLUMN
                           ? NULL
                           : row->table->columns[column].text[row->number];

    return text ? text : "";
}

static const char *source_of(const struct row *row)
{
    return row->table->row_source[row->number];
}

static size_t line_of(const struct row *row)
{
    return row->table->row_line[row->number];
}

/* `targets.csv:12:15: column 'op': ` goes in front; 15 is its number. */
static enum bc_status fail(const struct row *row, enum field field,
                           const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static enum bc_status fail(const struct row *row, enum field field,
                           const char *format, ...)
{
    struct bc_text text = {0};
    va_list arguments;
    enum bc_status status;

    va_start(arguments, format);
    bc_text_vprintf(&text, bc_say(format), arguments);
    va_end(arguments);
    if (row->columns[field] == BC_NO_COLUMN)
        status = bc_error_set(row->err, BC_BAD_INPUT, "%s:%zu: column '%s': %s",
                              source_of(row), line_of(row), field_names[field],
                              bc_text_string(&text));
    else
        status =
            bc_error_set(row->err, BC_BAD_INPUT, "%s:%zu:%zu: column '%s': %s",
                         source_of(row), line_of(row), row->columns[field] + 1,
                         field_names[field], bc_text_string(&text));
    bc_text_clear(&text);
    return status;
}

static char *folded(const char *cell)
{
    struct bc_text text = {0};

    bc_text_fold(&text, cell, strlen(cell));
    return bc_text_take(&text);
}

/* Index of a word, or an error with a suggestion and the words there are. */
static enum bc_status parse_word(const struct row *row, enum field field,
                                 const char *const *words, int *choice)
{
    char *word = folded(text_of(row, field));
    const char *meant = word, *suggestion;
    struct bc_text list = {0};
    enum bc_status status;

    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strcasecmp(word, aliases[i].written) == 0)
            meant = aliases[i].meant;
    for (int i = 0; words[i]; i++)
        if (strcasecmp(meant, words[i]) == 0) {
            *choice = i;
            free(word);
            return BC_OK;
        }
    suggestion = bc_text_suggest(word, words);
    for (int i = 0; words[i]; i++)
        if (*words[i])
            bc_text_printf(&list, "%s%s", list.length ? ", " : "", words[i]);
    status = suggestion && *suggestion
                 ? fail(row, field, "unknown '%s'; did you mean '%s'?", word,
                        suggestion)
                 : fail(row, field, "unknown '%s'; use one of %s", word,
                        bc_text_string(&list));
    bc_text_clear(&list);
    free(word);
    return status;
}

static bool parse_integer(struct bc_slice slice, long *value)
{
    struct bc_decimal number;

    if (bc_decimal_parse(bc_slice_trim(slice), &number) != BC_PARSED ||
        number.scale != 0 || number.units < 0 || number.units > MAX_RATIO)
        return false;
    *value = (long)number.units;
    return true;
}

static bool parse_ratio(const char *word, struct bc_target_value *value)
{
    const char *slash = strchr(word, '/');

    if (!slash ||
        !parse_integer((struct bc_slice){word, (size_t)(slash - word)},
                       &value->numerator) ||
        !parse_integer(bc_slice_of(slash + 1), &value->denominator) ||
        value->denominator == 0)
        return false;
    value->given = value->ratio = true;
    value->decimal = BC_MISSING;
    return true;
}

static enum bc_status parse_value(const struct row *row,
                                  struct bc_target_value *value)
{
    char *word = folded(text_of(row, F_VALUE));
    enum bc_status status = BC_OK;

    if (!*word) {
        *value = (struct bc_target_value){.decimal = BC_MISSING};
    } else if (!parse_ratio(word, value)) {
        value->given = true;
        if (bc_decimal_parse(bc_slice_of(word), &value->decimal) != BC_PARSED ||
            value->decimal.scale > MAX_PLACES)
            status =
                fail(row, F_VALUE,
                     strchr(word, '%')
                         ? "'%s' is no figure; write the number alone, "
                           "'%%' stands in 'unit'"
                         : BC_N("'%s' is no figure; write it as 90.9 or 10/11"),
                     word);
    }
    free(word);
    return status;
}

static enum bc_status parse_due(const struct row *row, bc_day *due)
{
    const char *text = text_of(row, F_DUE);

    *due = BC_NO_DATE;
    if (!*text || bc_day_parse(bc_slice_trim(bc_slice_of(text)), due))
        return BC_OK;
    return fail(row, F_DUE, "'%s' is no date; write it as 2024-06-30", text);
}

static enum bc_status parse_period(const struct row *row)
{
    const char *text = text_of(row, F_PERIOD);
    struct bc_period period;

    if (!*text || bc_period_parse(text, &period))
        return BC_OK;
    return fail(row, F_PERIOD,
                "'%s' is no period; write it as 2021, 2021-Q2, 2021-04 or "
                "2021-01..2021-06",
                text);
}

static enum bc_status parse_condition(const struct row *row, enum field field,
                                      struct bc_condition **condition)
{
    struct bc_error problem;

    if (!bc_condition_parse(text_of(row, field), condition, &problem))
        return BC_OK;
    return fail(row, field, "%s", problem.message);
}

static bool counts_a_condition(enum bc_measure measure)
{
    return measure == BC_SHARE || measure == BC_COUNT || measure == BC_EACH;
}

/* Nothing is more than all, or less than none. */
static bool is_share_figure(const struct bc_target_value *value)
{
    const struct bc_decimal all = bc_decimal_of(100, 0);

    if (value->ratio)
        return value->numerator <= value->denominator;
    return value->decimal.units >= 0 &&
           bc_decimal_compare(value->decimal, all) <= 0;
}

/* What `each` means in figures. */
static bool is_all(const struct bc_target *target)
{
    const struct bc_decimal all = bc_decimal_of(100, 0);

    return !target->value.ratio &&
           (target->op == BC_NO_OP || target->op == BC_EQ ||
            target->op == BC_GE || target->op == BC_INFO) &&
           bc_decimal_compare(target->value.decimal, all) == 0;
}

/* Cells that are right alone and wrong together. */
static enum bc_status check_together(const struct row *row,
                                     const struct bc_target *target)
{
    bool judged = target->op != BC_NO_OP && target->op != BC_INFO;

    if (target->value.given && target->op == BC_NO_OP &&
        target->measure != BC_EACH)
        return fail(row, F_OP,
                    "is empty, but there is a value; write >=, <=, =, <, > "
                    "or info");
    if (!*target->of && target->measure != BC_COUNT &&
        ((judged && target->value.given) || target->measure == BC_EACH))
        return fail(row, F_OF,
                    counts_a_condition(target->measure)
                        ? "is empty; '%s' needs the condition that is counted"
                        : BC_N("is empty; '%s' needs the name of a column"),
                    bc_measure_name(target->measure));
    if (target->measure == BC_SHARE && *target->unit &&
        strcmp(target->unit, "%") != 0)
        return fail(row, F_UNIT, "'%s' is no unit of a share; write '%%'",
                    target->unit);
    if ((target->measure == BC_COUNT || target->measure == BC_DISTINCT) &&
        strcmp(target->unit, "%") == 0)
        return fail(row, F_UNIT,
                    "'%%' is no unit of '%s', which is a number; 'share' is in "
                    "per cent",
                    bc_measure_name(target->measure));
    if (target->measure == BC_EACH && target->value.given && !is_all(target))
        return fail(
            row, F_VALUE,
            "'%s' says another thing than 'each', which is met when all "
            "are; leave 'op' and 'value' empty",
            target->value_text);
    if (target->measure == BC_SHARE && judged && target->value.given &&
        !is_share_figure(&target->value))
        return fail(row, F_VALUE,
                    "'%s' is no share; write a figure from 0 to 100",
                    target->value_text);
    return BC_OK;
}

static enum bc_status parse_words(const struct row *row,
                                  struct bc_target *target)
{
    int choice = 0;
    enum bc_status status = parse_word(row, F_MEASURE, measure_names, &choice);

    target->measure = (enum bc_measure)choice;
    if (!status)
        status = parse_word(row, F_OP, op_names, &choice);
    target->op = (enum bc_op)choice;
    if (!status)
        status = parse_word(row, F_ISSUER_LEVEL, issuer_names, &choice);
    target->issuer_level = (enum bc_issuer_level)choice;
    if (!status)
        status = parse_word(row, F_BASIS, basis_names, &choice);
    if (!status)
        status = parse_word(row, F_YIELDS, flag_names, &choice);
    target->yields = choice == 1;
    if (!status)
        status = parse_word(row, F_REPORT, flag_names, &choice);
    target->report = choice != 2;
    return status;
}

/* `region:` and `A+` name nothing where a name should stand. */
static enum bc_status check_scope(const struct row *row)
{
    const char *scope = text_of(row, F_SCOPE);
    enum bc_status status = BC_OK;

    while (*scope && !status) {
        const size_t n = strcspn(scope, "/+");
        const struct bc_slice word = bc_slice_trim((struct bc_slice){scope, n});

        if (word.length == 0 || bc_slice_is(word, "region:") ||
            bc_slice_is(word, "water:") || (scope[n] && !scope[n + 1]))
            status =
                fail(row, F_SCOPE, "'%s' has no name where one should stand",
                     text_of(row, F_SCOPE));
        scope += n + (scope[n] != '\0');
    }
    return status;
}

static enum bc_status require(const struct row *row)
{
    static const enum field required[] = {F_ID, F_LAYER, F_MEASURE};

    for (size_t i = 0; i < sizeof required / sizeof *required; i++)
        if (!*text_of(row, required[i]))
            return fail(row, required[i], "is empty; it must be filled");
    for (enum field f = 0; f < N_FIELDS; f++)
        if (f != F_VALUE && bc_is_absent(bc_slice_of(text_of(row, f))))
            return fail(row, f,
                        "'%s' stands in place of a value; correct the cell, "
                        "or leave it empty",
                        text_of(row, f));
    return BC_OK;
}

static void tell(const struct row *row)
{
    bc_findings_add(row->findings,
                    &(struct bc_finding){.code = BC_FOUND_UNREADABLE,
                                         .source = source_of(row),
                                         .line = line_of(row),
                                         .message = row->err->message});
}

/* Cells of which none hangs on another.
 * @return the status of the first mistake */
static enum bc_status parse_cells(const struct row *row,
                                  struct bc_target *target)
{
    enum { WORDS, SCOPE, VALUE, DUE, PERIOD, WHERE, OF, N };
    enum bc_status status = BC_OK, found = BC_OK, words = BC_OK;

    for (int cell = WORDS; cell < N && (!status || row->findings); cell++) {
        switch (cell) {
        case WORDS:
            found = words = parse_words(row, target);
            break;
        case SCOPE:
            found = check_scope(row);
            break;
        case VALUE:
            found = parse_value(row, &target->value);
            break;
        case DUE:
            found = parse_due(row, &target->due);
            break;
        case PERIOD:
            found = parse_period(row);
            break;
        case WHERE:
            found = parse_condition(row, F_WHERE, &target->where_condition);
            break;
        default: /* what `of` is, the measure tells */
            found = !words && counts_a_condition(target->measure)
                        ? parse_condition(row, F_OF, &target->of_condition)
                        : BC_OK;
        }
        if (found && row->findings)
            tell(row);
        status = status ? status : found;
    }
    return status;
}

static enum bc_status parse_target(const struct row *row,
                                   struct bc_target *target)
{
    enum bc_status status = require(row);

    *target = (struct bc_target){
        .id = text_of(row, F_ID),
        .title = text_of(row, F_TITLE),
        .document = text_of(row, F_DOCUMENT),
        .clause = text_of(row, F_CLAUSE),
        .issuer = text_of(row, F_ISSUER),
        .basis = text_of(row, F_BASIS),
        .period = text_of(row, F_PERIOD),
        .scope = text_of(row, F_SCOPE),
        .layer = text_of(row, F_LAYER),
        .where = text_of(row, F_WHERE),
        .of = text_of(row, F_OF),
        .value_text = text_of(row, F_VALUE),
        .unit = text_of(row, F_UNIT),
        .note = text_of(row, F_NOTE),
        .line = line_of(row),
        .where_column = row->columns[F_WHERE] + 1, /* BC_NO_COLUMN: 0 */
        .of_column = row->columns[F_OF] + 1,
    };
    if (!status) {
        status = parse_cells(row, target);
        if (status)
            return status; /* told where all are told */
        status = check_together(row, target);
    }
    if (status && row->findings)
        tell(row);
    return status;
}

/* Headers are told by bc_text_key. One that is nearly a missing field is a
 * mistake; any other is the table's own business. */
static enum bc_status find_columns(const struct bc_layer *table,
                                   size_t columns[N_FIELDS],
                                   struct bc_error *err)
{
    for (int f = 0; f < N_FIELDS; f++) {
        char *wanted = bc_text_key(field_names[f]);

        columns[f] = BC_NO_COLUMN;
        for (size_t i = 0; i < table->n_columns; i++) {
            char *key = bc_text_key(table->columns[i].name);
            bool same = strcmp(key, wanted) == 0;

            free(key);
            if (same && columns[f] == BC_NO_COLUMN &&
                table->columns[i].type == BC_TEXT)
                columns[f] = i;
        }
        free(wanted);
    }
    for (size_t i = 0; i < table->n_columns; i++) {
        const char *name = table->columns[i].name;
        const char *meant = bc_text_suggest(name, field_names);

        for (int f = 0; meant && f < N_FIELDS; f++)
            if (columns[f] == i || (columns[f] != BC_NO_COLUMN &&
                                    strcmp(meant, field_names[f]) == 0))
                meant = NULL;
        if (meant)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s:1:%zu: unknown column '%s'; did you "
                                "mean '%s'?",
                                table->source, i + 1, name, meant);
    }
    for (int f = 0; f < N_FIELDS; f++)
        if ((f == F_ID || f == F_LAYER || f == F_MEASURE) &&
            columns[f] == BC_NO_COLUMN)
            return bc_error_set(err, BC_BAD_INPUT,
                                "%s:1: there is no column '%s'", table->source,
                                field_names[f]);
    return BC_OK;
}

static int by_id(const void *a, const void *b)
{
    const struct bc_target *const *left = a, *const *right = b;
    int order = strcmp((*left)->id, (*right)->id);

    return order ? order : (*left > *right) - (*left < *right);
}

/* The targets by id, those of one id in the order of the rows. */
static const struct bc_target **sort_by_id(const struct bc_targets *targets)
{
    const struct bc_target **sorted = bc_alloc(targets->n, sizeof *sorted);

    for (size_t i = 0; i < targets->n; i++)
        sorted[i] = &targets->target[i];
    qsort(sorted, targets->n, sizeof *sorted, by_id);
    return sorted;
}

static bool repeats(const struct bc_target *const *sorted, size_t i)
{
    return *sorted[i]->id && strcmp(sorted[i]->id, sorted[i - 1]->id) == 0;
}

static enum bc_status fail_repeated(const struct bc_targets *targets,
                                    const struct bc_target *repeated,
                                    const struct bc_target *first,
                                    struct row *row)
{
    row->number = (size_t)(repeated - targets->target);
    return fail(row, F_ID, "'%s' stands in line %zu too; ids are unique",
                repeated->id, first->line);
}

/* The first id, in the order of the rows, that an earlier row has too. */
static enum bc_status check_unique(const struct bc_targets *targets,
                                   struct row *row)
{
    const struct bc_target **sorted = sort_by_id(targets);
    const struct bc_target *repeated = NULL, *first = NULL;

    for (size_t i = 1; i < targets->n; i++)
        if (repeats(sorted, i) && (!repeated || sorted[i] < repeated)) {
            repeated = sorted[i];
            first = sorted[i - 1];
        }
    free(sorted);
    return repeated ? fail_repeated(targets, repeated, first, row) : BC_OK;
}

enum bc_status bc_targets_new(const struct bc_layer *table,
                              struct bc_targets *targets, struct bc_error *err)
{
    size_t columns[N_FIELDS];
    struct row row = {.table = table, .columns = columns, .err = err};
    enum bc_status status = find_columns(table, columns, err);

    *targets = (struct bc_targets){.source = table->source};
    if (status)
        return status;
    targets->target = bc_alloc(table->n_features, sizeof *targets->target);
    for (size_t i = 0; i < table->n_features && !status; i++) {
        row.number = i;
        targets->n = i + 1;
        status = parse_target(&row, &targets->target[i]);
    }
    if (!status)
        status = check_unique(targets, &row);
    if (status)
        bc_targets_clear(targets);
    return status;
}

/* `>= 0.8` of a share in per cent: 80 % is meant, as likely as not. */
static bool looks_like_fraction(const struct bc_target *target)
{
    const struct bc_decimal one = bc_decimal_of(1, 0);

    return target->measure == BC_SHARE && strcmp(target->unit, "%") == 0 &&
           (target->op == BC_GE || target->op == BC_GT ||
            target->op == BC_EQ) &&
           target->value.given && !target->value.ratio &&
           target->value.decimal.units > 0 &&
           bc_decimal_compare(target->value.decimal, one) <= 0;
}

void bc_targets_doubt(const struct bc_targets *targets,
                      struct bc_findings *findings)
{
    for (size_t i = 0; i < targets->n; i++) {
        const struct bc_target *target = &targets->target[i];

        struct bc_finding finding = {.code = BC_FOUND_FRACTION,
                                     .source = targets->source,
                                     .line = target->line,
                                     .feature = target->id,
                                     .field = "value",
                                     .value = target->value_text};

        if (looks_like_fraction(target))
            bc_findings_addf(findings, finding,
                             "the target is %s %s %%; a fraction is written "
                             "without a unit",
                             bc_op_name(target->op), target->value_text);
    }
}

/* @param[out] keep  whether nothing is wrong with the row */
static void examine_rows(struct row *row, struct bc_targets *targets,
                         bool *keep)
{
    const struct bc_target **sorted;

    for (; row->number < targets->n; row->number++)
        keep[row->number] = !parse_target(row, &targets->target[row->number]);
    sorted = sort_by_id(targets);
    for (size_t i = 1; i < targets->n; i++)
        if (repeats(sorted, i)) {
            fail_repeated(targets, sorted[i], sorted[i - 1], row);
            tell(row);
            keep[row->number] = false;
        }
    free(sorted);
}

size_t bc_targets_examine(const struct bc_layer *table,
                          struct bc_findings *findings,
                          struct bc_targets *targets)
{
    const size_t before = bc_findings_count(findings);
    size_t columns[N_FIELDS];
    struct bc_error err = {0};
    struct row row = {
        .table = table, .columns = columns, .err = &err, .findings = findings};
    bool *keep;

    *targets = (struct bc_targets){.source = table->source};
    if (find_columns(table, columns, &err)) {
        bc_findings_add(findings,
                        &(struct bc_finding){.code = BC_FOUND_UNREADABLE,
                                             .source = table->source,
                                             .line = 1,
                                             .message = err.message});
        return 1;
    }
    targets->n = table->n_features;
    targets->target = bc_alloc(targets->n, sizeof *targets->target);
    keep = bc_alloc(targets->n + 1, sizeof *keep);
    examine_rows(&row, targets, keep);
    bc_targets_keep(targets, keep);
    free(keep);
    return bc_findings_count(findings) - before;
}

static void free_conditions(struct bc_target *target)
{
    bc_condition_free(target->where_condition);
    bc_condition_free(target->of_condition);
}

void bc_targets_keep(struct bc_targets *targets, const bool *keep)
{
    size_t n = 0;

    for (size_t i = 0; i < targets->n; i++)
        if (keep[i])
            targets->target[n++] = targets->target[i];
        else
            free_conditions(&targets->target[i]);
    targets->n = n;
}

void bc_targets_clear(struct bc_targets *targets)
{
    for (size_t i = 0; i < targets->n; i++)
        free_conditions(&targets->target[i]);
    free(targets->target);
    *targets = (struct bc_targets){0};
}

const char *bc_target_label(const struct bc_target *target)
{
    return *target->title ? target->title : target->id;
}
