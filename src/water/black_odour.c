/* SPDX-License-Identifier: MIT */
#include "water/black_odour.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "water/item.h"
#include "water/names.h"
#include "water/reading.h"

extern const unsigned char bc_black_odour_csv[];
extern const size_t bc_black_odour_csv_size;

static const char *const settings[][2] = {
    [BC_ODOUR_URBAN] = {"urban", "城市"}, [BC_ODOUR_RURAL] = {"rural", "农村"}};
static const char *const factors[] = {[BC_ODOUR_SD] = "SD",
                                      [BC_ODOUR_DO] = "DO",
                                      [BC_ODOUR_ORP] = "ORP",
                                      [BC_ODOUR_NH3N] = "NH3N"};

bool bc_odour_setting_parse(const char *text, enum bc_odour_setting *setting)
{
    for (int s = BC_ODOUR_URBAN; s <= BC_ODOUR_RURAL; s++) {
        if (strcmp(text, settings[s][0]) == 0 ||
            strcmp(text, settings[s][1]) == 0) {
            *setting = (enum bc_odour_setting)s;
            return true;
        }
    }
    return false;
}

const char *bc_odour_grade_name(enum bc_odour_grade grade, bool chinese)
{
    static const char *const names[][2] = {
        [BC_ODOUR_UNKNOWN] = {"", ""},
        [BC_ODOUR_NONE] = {"none", "不黑臭"},
        [BC_ODOUR_LIGHT] = {"light", "轻度黑臭"},
        [BC_ODOUR_HEAVY] = {"heavy", "重度黑臭"}};

    return names[grade][chinese];
}

const char *bc_odour_note(enum bc_odour_setting setting, bool chinese)
{
    static const char *const notes[][2] = {
        [BC_ODOUR_URBAN] = {"城市黑臭水体整治工作指南 (2015); that a point is "
                            "light by the same counts is our reading",
                            "城市黑臭水体整治工作指南(2015)；检测点“轻度”按同样"
                            "比例判定，系本工具的理解"},
        [BC_ODOUR_RURAL] = {"rural thresholds are from memory (农村黑臭水体治理"
                            "工作指南(试行) was not seen)",
                            "农村阈值凭记忆(未见农村黑臭水体治理工作指南(试行)"
                            "原文)"}};

    return notes[setting][chinese];
}

/* ---- rules ---- */

static struct bc_odour_rules rules_of[BC_ODOUR_RURAL + 1];
static struct bc_layer *rule_table; /* kept: clauses are its strings */

static int whole(const struct bc_layer *table, const char *column, size_t row)
{
    const char *text = bc_layer_text(table, column, row);

    return text ? atoi(text) : 0;
}

static void read_factor(const struct bc_layer *table, size_t row,
                        const char *name, struct bc_odour_rules *rules)
{
    const char *light = bc_layer_text(table, "light", row);
    const char *heavy = bc_layer_text(table, "heavy", row);

    for (int f = 0; f < BC_ODOUR_N_FACTORS; f++) {
        if (strcmp(name, factors[f]) != 0)
            continue;
        bc_bound_parse(light, &rules->factor[f].light); /* the table is ours */
        if (heavy)
            bc_bound_parse(heavy, &rules->factor[f].heavy);
        rules->factor[f].clause = bc_layer_text(table, "clause", row);
    }
}

static void read_number(const struct bc_layer *table, size_t row,
                        const char *name, struct bc_odour_rules *rules)
{
    const struct {
        const char *name;
        int *least, *most;
    } numbers[] = {
        {"share", &rules->shallow_percent, NULL},
        {"one_factor", &rules->one_percent, NULL},
        {"two_factors", &rules->two_percent, NULL},
        {"stretch", &rules->stretch_points, NULL},
        {"water", &rules->water_percent, NULL},
        {"points", &rules->min_points, NULL},
        {"rounds", &rules->min_rounds, NULL},
        {"interval", &rules->min_days, &rules->max_days},
        {"distance", &rules->min_distance_m, &rules->max_distance_m}};

    if (strcmp(name, "depth") == 0)
        rules->shallow_cm = bc_decimal_of(whole(table, "most", row), 0);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        if (strcmp(name, numbers[i].name) != 0)
            continue;
        *numbers[i].least = whole(table, "least", row);
        if (numbers[i].most)
            *numbers[i].most = whole(table, "most", row);
    }
}

static void build(void)
{
    rule_table = bc_cells_embedded("black_odour.csv", bc_black_odour_csv,
                                   bc_black_odour_csv_size);
    for (size_t row = 0; row < rule_table->n_features; row++) {
        const char *kind = bc_layer_text(rule_table, "kind", row);
        const char *name = bc_layer_text(rule_table, "name", row);
        enum bc_odour_setting setting = BC_ODOUR_URBAN;
        bool known = bc_odour_setting_parse(
            bc_layer_text(rule_table, "setting", row), &setting);

        assert(known);
        (void)known;
        if (strcmp(kind, "factor") == 0)
            read_factor(rule_table, row, name, &rules_of[setting]);
        else
            read_number(rule_table, row, name, &rules_of[setting]);
    }
}

struct bc_odour_rules bc_odour_rules(enum bc_odour_setting setting)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, build);
    return rules_of[setting];
}

/* ---- readings ---- */

static bool is_shallow(const struct bc_odour_rules *rules,
                       struct bc_decimal depth_cm)
{
    return bc_decimal_known(depth_cm) &&
           bc_decimal_compare(depth_cm, rules->shallow_cm) < 0;
}

/* SD against a share of the depth. */
static enum bc_odour_grade shallow_grade(const struct bc_odour_rules *rules,
                                         struct bc_decimal sd,
                                         struct bc_decimal depth)
{
    struct bc_decimal bound = bc_decimal_shift(
        bc_decimal_divide((bc_int128)depth.units * rules->shallow_percent,
                          depth.scale, 1, depth.scale),
        -2);
    bool has_heavy = rules->factor[BC_ODOUR_SD].heavy.relation != BC_NO_BOUND;

    if (bc_decimal_compare(sd, depth) >= 0)
        return BC_ODOUR_NONE; /* clear to the bottom */
    if (bc_decimal_compare(sd, bound) < 0)
        return has_heavy ? BC_ODOUR_HEAVY : BC_ODOUR_LIGHT;
    return has_heavy ? BC_ODOUR_LIGHT : BC_ODOUR_NONE;
}

enum bc_odour_grade bc_odour_grade_of(const struct bc_odour_rules *rules,
                                      enum bc_odour_factor factor,
                                      struct bc_decimal value,
                                      struct bc_decimal depth_cm)
{
    if (!bc_decimal_known(value) || !rules->factor[factor].clause)
        return BC_ODOUR_UNKNOWN;
    if (factor == BC_ODOUR_SD && is_shallow(rules, depth_cm))
        return shallow_grade(rules, value, depth_cm);
    if (bc_bound_holds(rules->factor[factor].heavy, value))
        return BC_ODOUR_HEAVY;
    return bc_bound_holds(rules->factor[factor].light, value) ? BC_ODOUR_LIGHT
                                                              : BC_ODOUR_NONE;
}

/* ---- points ---- */

/* Readings sorted by water, then along it, then by time. Waters and points
 * keep the order in which they are first met. */
struct sorted {
    const struct bc_odour_reading *reading;
    size_t water, point; /* index of the first row that names it */
    struct bc_decimal order;
};

/* The number of the first row that has the key, @p row when it is this one. */
static size_t first_of(struct bc_names *names, const struct bc_text *key,
                       size_t row)
{
    const size_t *met = bc_names_find(names, key->data, key->length);

    if (met)
        return *met;
    bc_names_put(names, key->data, key->length, row);
    return row;
}

/* Points with an order come first, by it; the others as they were met. */
static int along(const struct sorted *a, const struct sorted *b)
{
    bool known_a = bc_decimal_known(a->order),
         known_b = bc_decimal_known(b->order);
    int compared = 0;

    if (known_a != known_b)
        return known_a ? -1 : 1;
    if (known_a)
        compared = bc_decimal_compare(a->order, b->order);
    return compared ? compared : (a->point > b->point) - (a->point < b->point);
}

static int by_place(const void *a, const void *b)
{
    const struct sorted *left = a, *right = b;
    int compared = (left->water > right->water) - (left->water < right->water);

    if (compared == 0)
        compared = along(left, right);
    if (compared == 0)
        compared = (left->reading->day > right->reading->day) -
                   (left->reading->day < right->reading->day);
    if (compared == 0)
        compared =
            (left->reading > right->reading) - (left->reading < right->reading);
    return compared;
}

static struct sorted *sort_readings(const struct bc_odour_reading *readings,
                                    size_t n)
{
    struct sorted *sorted = bc_alloc(n, sizeof *sorted);
    struct bc_names waters = {0}, points = {0};
    struct bc_text key = {0};

    for (size_t i = 0; i < n; i++) {
        key.length = 0;
        bc_text_add(&key, readings[i].water);
        sorted[i].water = first_of(&waters, &key, i);
        bc_text_add_bytes(&key, "", 1); /* no name holds a NUL */
        bc_text_add(&key, readings[i].point);
        sorted[i].point = first_of(&points, &key, i);
        sorted[i].order = readings[sorted[i].point].order;
        sorted[i].reading = &readings[i];
    }
    bc_text_clear(&key);
    bc_names_clear(&waters);
    bc_names_clear(&points);
    qsort(sorted, n, sizeof *sorted, by_place);
    return sorted;
}

static bool reaches(size_t k, size_t n, int percent)
{
    return n > 0 && 100 * k >= (size_t)percent * n;
}

/* One factor with many readings of the grade, or two with fewer. */
static bool is_point_of(const struct bc_odour_rules *rules,
                        const struct bc_odour_point *point, bool heavy)
{
    size_t n_one = 0, n_two = 0;

    for (int f = 0; f < BC_ODOUR_N_FACTORS; f++) {
        size_t n = point->factor[f].n;
        size_t k =
            point->factor[f].n_heavy + (heavy ? 0 : point->factor[f].n_light);

        n_one += reaches(k, n, rules->one_percent);
        n_two += reaches(k, n, rules->two_percent);
    }
    return n_one >= 1 || n_two >= 2;
}

static void grade_point(const struct bc_odour_rules *rules,
                        struct bc_odour_point *point)
{
    size_t n = 0;

    for (int f = 0; f < BC_ODOUR_N_FACTORS; f++)
        n += point->factor[f].n;
    if (n == 0)
        point->grade = BC_ODOUR_UNKNOWN;
    else if (is_point_of(rules, point, true))
        point->grade = BC_ODOUR_HEAVY;
    else
        point->grade =
            is_point_of(rules, point, false) ? BC_ODOUR_LIGHT : BC_ODOUR_NONE;
}

static void count_reading(const struct bc_odour_rules *rules,
                          const struct bc_odour_reading *reading,
                          struct bc_odour_point *point)
{
    for (int f = 0; f < BC_ODOUR_N_FACTORS; f++) {
        enum bc_odour_grade grade =
            bc_odour_grade_of(rules, (enum bc_odour_factor)f, reading->value[f],
                              reading->depth_cm);

        point->factor[f].n += grade != BC_ODOUR_UNKNOWN;
        point->factor[f].n_light += grade == BC_ODOUR_LIGHT;
        point->factor[f].n_heavy += grade == BC_ODOUR_HEAVY;
    }
}

/* ---- the survey ---- */

static void tell(struct bc_findings *findings,
                 const struct bc_odour_reading *reading, const char *feature,
                 const char *value, const char *message)
{
    bc_findings_add(findings, &(struct bc_finding){.code = BC_FOUND_FEW_SAMPLES,
                                                   .source = reading->source,
                                                   .line = reading->line,
                                                   .feature = feature,
                                                   .value = value,
                                                   .message = message});
}

/* Rounds of a point, and whether they are as far apart as they should be. */
static void check_rounds(const struct bc_odour_rules *rules,
                         const struct sorted *rows, size_t n,
                         struct bc_findings *findings,
                         struct bc_odour_point *point)
{
    bool apart = false;

    for (size_t i = 0; i < n; i++) {
        bc_day day = rows[i].reading->day;
        bc_day before = i > 0 ? rows[i - 1].reading->day : BC_NO_DATE;

        if (day != BC_NO_DATE && day == before)
            continue; /* the same round */
        point->n_rounds++;
        if (before != BC_NO_DATE && rules->max_days > 0)
            apart |= day - before < rules->min_days ||
                     day - before > rules->max_days;
    }
    if (point->n_rounds < (size_t)rules->min_rounds)
        tell(findings, rows[0].reading, point->water, point->point,
             "the point has fewer rounds than the guide asks for");
    if (apart)
        tell(findings, rows[0].reading, point->water, point->point,
             "rounds of the point are not as many days apart as the guide "
             "asks for");
}

static void check_distance(const struct bc_odour_rules *rules,
                           const struct bc_odour_reading *reading,
                           struct bc_findings *findings)
{
    struct bc_decimal distance = reading->distance_m;

    if (bc_decimal_known(distance) && rules->max_distance_m > 0 &&
        (bc_decimal_compare(distance, bc_decimal_of(rules->min_distance_m, 0)) <
             0 ||
         bc_decimal_compare(distance, bc_decimal_of(rules->max_distance_m, 0)) >
             0))
        tell(findings, reading, reading->water, reading->point,
             "the point is nearer to the one before, or further from it, than "
             "the guide asks for");
}

/* ---- waters ---- */

static void add_stretch(const struct bc_odour_point *points, size_t n,
                        struct bc_odour_result *result)
{
    result->stretches = bc_resize(result->stretches, result->n_stretches + 1,
                                  sizeof *result->stretches);
    result->stretches[result->n_stretches++] = (struct bc_odour_stretch){
        points[0].water, points[0].point, points[n - 1].point, n};
}

/* Runs of heavy points; a point without a grade ends a run. */
static void find_stretches(const struct bc_odour_rules *rules,
                           struct bc_odour_point *points, size_t n,
                           struct bc_odour_result *result)
{
    for (size_t first = 0, end; first < n; first = end) {
        end = first + 1;
        if (points[first].grade != BC_ODOUR_HEAVY)
            continue;
        while (end < n && points[end].grade == BC_ODOUR_HEAVY)
            end++;
        if (end - first < (size_t)rules->stretch_points)
            continue;
        add_stretch(points + first, end - first, result);
        for (size_t p = first; p < end; p++)
            points[p].in_stretch = true;
    }
}

static void grade_water(const struct bc_odour_rules *rules,
                        struct bc_odour_point *points, size_t n,
                        struct bc_odour_result *result,
                        struct bc_odour_water *water)
{
    size_t n_before = result->n_stretches;

    *water = (struct bc_odour_water){.water = points[0].water, .n_points = n};
    for (size_t p = 0; p < n; p++) {
        water->n_light += points[p].grade == BC_ODOUR_LIGHT;
        water->n_heavy += points[p].grade == BC_ODOUR_HEAVY;
        water->n_unknown += points[p].grade == BC_ODOUR_UNKNOWN;
    }
    find_stretches(rules, points, n, result);
    water->n_stretches = result->n_stretches - n_before;
    if (water->n_unknown == n)
        water->grade = BC_ODOUR_UNKNOWN;
    else if (reaches(water->n_heavy, n - water->n_unknown,
                     rules->water_percent))
        water->grade = BC_ODOUR_HEAVY;
    else
        water->grade = water->n_light + water->n_heavy > 0 ? BC_ODOUR_LIGHT
                                                           : BC_ODOUR_NONE;
}

/* The rows of one point become its line. @return how many they are */
static size_t take_point(const struct bc_odour_rules *rules,
                         const struct sorted *rows, size_t n_rows,
                         struct bc_findings *findings,
                         struct bc_odour_point *point)
{
    size_t n = 0;

    *point = (struct bc_odour_point){.water = rows->reading->water,
                                     .point = rows->reading->point};
    while (n < n_rows && rows[n].point == rows->point)
        count_reading(rules, rows[n++].reading, point);
    grade_point(rules, point);
    check_rounds(rules, rows, n, findings, point);
    return n;
}

void bc_odour_assess(const struct bc_odour_rules *rules,
                     const struct bc_odour_reading *readings, size_t n,
                     struct bc_findings *findings,
                     struct bc_odour_result *result)
{
    struct sorted *rows = sort_readings(readings, n);

    *result =
        (struct bc_odour_result){.points = bc_alloc(n, sizeof *result->points),
                                 .waters = bc_alloc(n, sizeof *result->waters)};
    for (size_t row = 0; row < n;) {
        size_t first = result->n_points, water = rows[row].water;
        const struct bc_odour_reading *reading = rows[row].reading;

        while (row < n && rows[row].water == water) {
            if (result->n_points > first) /* the first has none before it */
                check_distance(rules, rows[row].reading, findings);
            row += take_point(rules, rows + row, n - row, findings,
                              &result->points[result->n_points]);
            result->n_points++;
        }
        if (result->n_points - first < (size_t)rules->min_points)
            tell(findings, reading, reading->water, NULL,
                 "the water has fewer points than the guide asks for");
        grade_water(rules, result->points + first, result->n_points - first,
                    result, &result->waters[result->n_waters++]);
    }
    free(rows);
}

void bc_odour_result_clear(struct bc_odour_result *result)
{
    free(result->points);
    free(result->stretches);
    free(result->waters);
    *result = (struct bc_odour_result){0};
}

/* ---- tables ---- */

/* A column of numbers, whose values x 10^power are in the unit wanted. */
struct column {
    size_t index;
    int power;
    bool below_zero; /* may be */
};

enum { DEPTH = BC_ODOUR_N_FACTORS, DISTANCE, ORDER, N_COLUMNS };

/* How a column is headed, the item whose units it is counted in, the unit
 * where the header names none, and the power of ten from the item's unit to
 * the one wanted. */
static const struct {
    const char *aliases;
    enum bc_item item; /* BC_NO_ITEM: only the unit itself */
    const char *unit;
    int power;
} heads[N_COLUMNS] = {
    [BC_ODOUR_SD] = {"SD|透明度|Secchi", BC_SD, "cm", 2},
    [BC_ODOUR_DO] = {"DO|溶解氧", BC_DO, "mg/L", 0},
    [BC_ODOUR_ORP] = {"ORP|氧化还原电位|Eh", BC_NO_ITEM, "mV", 0},
    [BC_ODOUR_NH3N] = {"NH3N|氨氮|NH3-N|NH4-N", BC_NH3N, "mg/L", 0},
    [DEPTH] = {"depth|水深|depth_cm", BC_SD, "cm", 2},
    [DISTANCE] = {"distance|间距|检测点间距|距上一点|distance_m", BC_SD, "m",
                  0},
    [ORDER] = {"order|序号|点位序号|顺序|seq", BC_NO_ITEM, "", 0}};

static enum bc_status find_column(const struct bc_layer *table, int c,
                                  struct column *column, struct bc_error *err)
{
    char unit[BC_UNIT_SIZE];
    struct bc_decimal factor = bc_decimal_of(1, 0);
    bool known;

    column->index = bc_cells_column(table, heads[c].aliases, unit);
    column->below_zero = heads[c].item == BC_NO_ITEM;
    if (heads[c].item == BC_NO_ITEM)
        known = !unit[0] || strcasecmp(unit, heads[c].unit) == 0;
    else
        known = bc_item_factor(heads[c].item,
                               bc_slice_of(unit[0] ? unit : heads[c].unit),
                               &factor);
    if (!known)
        return bc_error_set(err, BC_BAD_INPUT,
                            "%s:1: column '%s' has the unknown unit '%s'; give "
                            "it in %s",
                            table->source, table->columns[column->index].name,
                            unit, heads[c].unit);
    column->power = heads[c].power - factor.scale; /* a factor is 10^k */
    for (; factor.units > 1; factor.units /= 10)
        column->power++;
    return BC_OK;
}

static struct bc_decimal value_of(const struct bc_layer *table,
                                  const struct column *column, size_t row,
                                  struct bc_findings *findings)
{
    const char *text = bc_cells_text(table, column->index, row);
    struct bc_reading reading;
    enum bc_cell cell =
        text ? bc_reading_parse(bc_slice_of(text), BC_MISSING, &reading)
             : BC_CELL_EMPTY;
    struct bc_decimal value = BC_MISSING;

    if (cell == BC_CELL_EMPTY)
        return BC_MISSING;
    if (cell == BC_CELL_VALUE)
        value = bc_decimal_shift(bc_reading_value(reading), column->power);
    if (bc_decimal_known(value) && (value.units >= 0 || column->below_zero))
        return value;
    bc_cells_found(findings, table, row, BC_FOUND_BAD_VALUE,
                   table->columns[column->index].name, text,
                   "not a value; treated as missing");
    return BC_MISSING;
}

static bc_day read_day(const struct bc_layer *table, size_t column, size_t row,
                       struct bc_findings *findings)
{
    const char *text = bc_cells_text(table, column, row);
    int64_t seconds;

    if (!text)
        return BC_NO_DATE;
    if (bc_time_parse(bc_slice_of(text), 0, 480, &seconds))
        return (bc_day)(seconds / 86400 - (seconds % 86400 < 0));
    bc_cells_found(findings, table, row, BC_FOUND_BAD_DATE, "time", text,
                   "not a time; the round has no date");
    return BC_NO_DATE;
}

/* Whether the row can be used. */
static bool read_row(const struct bc_layer *table, const struct column *columns,
                     size_t row, struct bc_findings *findings,
                     struct bc_odour_reading *reading)
{
    bool any = false;

    for (int f = 0; f < BC_ODOUR_N_FACTORS; f++) {
        reading->value[f] = value_of(table, &columns[f], row, findings);
        any |= bc_decimal_known(reading->value[f]);
    }
    reading->depth_cm = value_of(table, &columns[DEPTH], row, findings);
    reading->distance_m = value_of(table, &columns[DISTANCE], row, findings);
    reading->order = value_of(table, &columns[ORDER], row, findings);
    reading->source = table->row_source[row];
    reading->line = table->row_line[row];
    if (!reading->water || !reading->point)
        bc_cells_found(findings, table, row, BC_FOUND_LEFT_OUT, NULL, NULL,
                       "the row names no water or no point");
    else if (!any)
        bc_cells_found(findings, table, row, BC_FOUND_EMPTY_ROW, NULL,
                       reading->point, "the row holds no value");
    return reading->water && reading->point;
}

enum bc_status bc_odour_read(const struct bc_layer *table,
                             struct bc_findings *findings,
                             struct bc_odour_reading **readings, size_t *n,
                             struct bc_error *err)
{
    char unit[BC_UNIT_SIZE];
    struct column columns[N_COLUMNS];
    size_t water = bc_cells_column(
        table, "water|水体|水体名称|黑臭水体名称|河流|河流名称", unit);
    size_t point = bc_cells_column(
        table, "point|检测点|监测点|点位|检测点位|监测点位|点位名称", unit);
    size_t time = bc_cells_column(
        table,
        "time|时间|监测时间|检测时间|采样时间|日期|监测日期|采样日期|date",
        unit);
    enum bc_status status = BC_OK;
    bool any = false;

    *readings = NULL;
    *n = 0;
    if (water == BC_NO_COLUMN || point == BC_NO_COLUMN)
        return bc_error_set(err, BC_BAD_INPUT,
                            "'%s' has no columns '水体' and '检测点'",
                            table->source);
    for (int c = 0; c < N_COLUMNS && !status; c++) {
        status = find_column(table, c, &columns[c], err);
        any |= c < BC_ODOUR_N_FACTORS && columns[c].index != BC_NO_COLUMN;
    }
    if (!status && !any)
        status =
            bc_error_set(err, BC_BAD_INPUT,
                         "'%s' has none of 透明度, 溶解氧, 氧化还原电位 and "
                         "氨氮",
                         table->source);
    if (status)
        return status;
    *readings = bc_alloc(table->n_features, sizeof **readings);
    for (size_t row = 0; row < table->n_features; row++) {
        struct bc_odour_reading reading = {
            .water = bc_cells_text(table, water, row),
            .point = bc_cells_text(table, point, row),
            .day = read_day(table, time, row, findings)};

        if (read_row(table, columns, row, findings, &reading))
            (*readings)[(*n)++] = reading;
    }
    return BC_OK;
}
