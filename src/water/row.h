/* SPDX-License-Identifier: MIT */
#ifndef BC_WATER_ROW_H
#define BC_WATER_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/error.h"
#include "base/finding.h"
#include "layer/rows.h"
#include "water/item.h"
#include "water/names.h"
#include "water/reading.h"
#include "water/standard.h"

/** How many columns of one table may name the section: code, name ... */
#define BC_SECTION_COLUMNS 4

/**
 * How the columns of an observation table are to be read: wide (one column per
 * item) or long (item, value, unit, detection limit), told apart by the header.
 * Start it as `{0}`.
 */
struct bc_row_layout {
    const struct bc_credible *credible; /* NULL: values are as they are; set
                                             it when the header was read */
    bool is_long;
    bool
        is_bare; /* of a long table: of a value no more is told than its item */
    size_t line; /* of the header */
    size_t section[BC_SECTION_COLUMNS], n_section; /* by alias order */
    size_t time, published, type;                  /* BC_NO_COLUMN: none */
    size_t year, month, day, hour;                 /* the time in parts */
    size_t item, value, unit, limit;               /* of a long table */
    size_t limit_unit;          /* where the limit has one of its own */
    size_t fraction, condition; /* `Dissolved`; `Not Detected`, `<` */
    char *value_unit,
        *own_unit; /* `结果(mg/L)`, `检出限(mg/L)`: of every row */
    struct bc_row_column *columns; /* items of a wide one */
    size_t n_columns;
    struct bc_names spellings; /* of `item, unit` in a long table */
    struct bc_row_column *spelt;
    size_t n_spelt, spelt_room;
    size_t last_spelt; /* met last: the next is likely the one behind it */
    struct bc_text spelling_key;
    struct bc_text date; /* of a row whose date stands in parts */
    char last_time[40];  /* the time parsed last: neighbours share it */
    size_t n_last_time;  /* 0: none */
    int last_year;
    int64_t last_seconds;
    bool last_is_month;
    char last_type[16]; /* the word of a type that was read last */
    size_t n_last_type; /* 0: none */
    enum bc_water last_water;
};

/** One row, understood; slices live as long as the row. Start it as `{0}` and
 * use it for one row after the other. */
struct bc_observation {
    const char *source;
    size_t line;
    struct bc_slice section[BC_SECTION_COLUMNS]; /* as written, trimmed */
    size_t n_section;
    struct bc_slice time; /* as written, trimmed */
    int64_t seconds;      /* local time since 1970 */
    bool has_time;
    bool is_month; /* the time names a month and no day: its first stands */
    struct bc_reading reading[BC_N_ITEMS]; /* in the item's unit, or missing */
    size_t n_readings;
    enum bc_item item;   /* of a long table's row; BC_NO_ITEM in a wide one */
    int published;       /* class 1..6 in the row, 0 when there is none */
    enum bc_water water; /* that the row says, or unknown */
};

/**
 * @retval BC_BAD_INPUT  no column for section, time or any item, two columns
 *                       for one item, an unknown unit: `file:line: ...`
 */
enum bc_status bc_row_layout_read(struct bc_row_layout *layout,
                                  const struct bc_header *header,
                                  struct bc_findings *findings,
                                  struct bc_error *err);
/** What a cell is in a header: for bc_rows_sink. */
enum bc_word bc_row_word(struct bc_slice cell);
void bc_row_layout_clear(struct bc_row_layout *layout);

/**
 * Reads row @p r: a cell that is no value and a time that is none are findings
 * (BAD_VALUE, BAD_DATE), and missing in the row.
 *
 * @param year  of times without one, 0: none
 * @retval BC_BAD_INPUT  a time without a year when @p year is 0, an unknown
 *                       unit in a long table: `file:line: ...`
 */
enum bc_status bc_row_read(struct bc_row_layout *layout,
                           const struct bc_rows *rows, size_t r, int year,
                           int offset_minutes, struct bc_findings *findings,
                           struct bc_observation *row, struct bc_error *err);

/** What a row holds whatever the rows before it are, beside what it shares with
 * its run. */
struct bc_row_value {
    int64_t units;            /* of a long table: bc_row_reading */
    unsigned char item;       /* enum bc_item; BC_NO_ITEM in a wide one */
    unsigned char state;      /* enum bc_row_state */
    unsigned char n_readings; /* of a wide table */
    int8_t scale;
    bool non_detect;
};
enum bc_row_state {
    BC_ROW_VALUE,
    BC_ROW_EMPTY,  /* of a long table; also of BC_NO_ITEM, which was told */
    BC_ROW_IN_TURN /* not understood, or something is to be said of it */
};

/** That of a row of a long table that has a value. */
static inline struct bc_reading bc_row_reading(const struct bc_row_value *value)
{
    return (struct bc_reading){{value->units, value->scale, true},
                               value->non_detect};
}

/** Rows that follow each other in a batch with one time, and, where one column
 * names the section, one name of it: the items of a sample. */
struct bc_row_run {
    size_t end;              /* of the batch: the row after its last */
    struct bc_slice section; /* trimmed, as the time is */
    struct bc_slice time;
    int64_t seconds;
    int month; /* bc_month_of_day of its time */
    bool is_month;
    bool same_section; /* as in the run before it, which is in the same batch */
};

/** Rows of a batch that are read before their turn, by one thread at a time.
 * Start it as `{0}`. */
struct bc_row_ahead {
    struct bc_row_layout layout; /* its own, of the same header */
    size_t n_told; /* spellings of it that batches before this one had: what is
                      to be said of them was said */
    struct bc_observation row;
    bc_day day; /* of its time */
    int month;
    struct bc_row_value *values;
    size_t room;
    struct bc_row_run *runs;
    size_t n_runs, run_room;
    size_t first_line;           /* of lines */
    struct bc_reading *readings; /* of a wide table, by row and column */
    size_t reading_room;
};
/** @return whether rows under this header can be read before their turn: those
 * whose time is one cell */
bool bc_row_ahead_header(struct bc_row_ahead *ahead,
                         const struct bc_header *header);
/** Reads all rows of a batch. */
void bc_row_ahead_read(struct bc_row_ahead *ahead, const struct bc_rows *rows,
                       int year, int offset_minutes);
/** The same of lines of a long table.
 * @return how many rows they are; 0, and nothing is read, unless they are plain
 *         rows of which each has a value or none, and nothing else is to be
 *         said */
size_t bc_row_ahead_lines(struct bc_row_ahead *ahead,
                          const struct bc_lines *lines, int year,
                          int offset_minutes);
void bc_row_ahead_clear(struct bc_row_ahead *ahead);
/** As bc_row_read, of a row of @p run in a batch that was read before: the same
 * comes out. */
enum bc_status bc_row_take(struct bc_row_layout *layout,
                           const struct bc_rows *rows, size_t r, int year,
                           int offset_minutes, const struct bc_row_ahead *ahead,
                           const struct bc_row_run *run,
                           struct bc_findings *findings,
                           struct bc_observation *row, struct bc_error *err);

/** What brings a value of the row of a long table that was read last to the
 * item's unit. */
struct bc_decimal bc_row_factor(const struct bc_row_layout *layout);

/** Adds a finding about a row; @p findings may be NULL. */
void bc_row_found(struct bc_findings *findings,
                  const struct bc_observation *row, enum bc_finding_code code,
                  const char *field, struct bc_slice value,
                  const char *message);

#endif
