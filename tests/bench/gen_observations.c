/* SPDX-License-Identifier: MIT */
/*
 * gen_observations ROWS: a long table of so many rows on stdout, the same at
 * every call: readings of 8 items at 200 sections over three years, section by
 * section as station feeds write them. More rows are more readings a day, so
 * that sections x months x items stay the same.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define N_SECTIONS 200
#define N_MINUTES (3 * 365 * 24 * 60)

static const struct item {
    const char *symbol;
    unsigned least, span; /* in units of 10^-places */
    int places;
} items[] = {{"pH", 650, 200, 2},   {"DO", 300, 900, 2}, {"CODMn", 100, 900, 2},
             {"NH3N", 25, 1500, 3}, {"TP", 5, 300, 3},   {"TN", 50, 300, 2},
             {"EC", 1000, 4000, 1}, {"TURB", 10, 900, 1}};

enum { N_ITEMS = sizeof items / sizeof items[0] };

/* xorshift64 (Marsaglia, Journal of Statistical Software 8(14), 2003) */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void print_row(uint64_t section, uint64_t minute,
                      const struct item *item, uint64_t *random)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    uint64_t day = minute / 1440;
    uint64_t value = item->least + next_random(random) % item->span;
    uint64_t one = item->places == 3 ? 1000 : item->places == 2 ? 100 : 10;
    int year = 2021 + (int)(day / 365), month = 0; /* none is a leap year */

    for (day %= 365; day >= (uint64_t)days[month]; month++)
        day -= (uint64_t)days[month];
    printf("S%04" PRIu64 ",%04d-%02d-%02d %02d:%02d,%s,%" PRIu64 ".%0*" PRIu64
           "\n",
           section, year, month + 1, (int)day + 1, (int)(minute / 60 % 24),
           (int)(minute % 60), item->symbol, value / one, item->places,
           value % one);
}

int main(int argc, char **argv)
{
    uint64_t n = argc == 2 ? strtoull(argv[1], NULL, 10) : 0;
    uint64_t random = 20220401, steps;

    if (n == 0) {
        fprintf(stderr, "usage: gen_observations ROWS\n");
        return 2;
    }
    steps = (n + N_SECTIONS * N_ITEMS - 1) / (N_SECTIONS * N_ITEMS);
    puts("section,time,item,value");
    for (uint64_t row = 0; row < n; row++) {
        uint64_t sample = row / N_ITEMS;

        print_row(sample / steps, sample % steps * N_MINUTES / steps,
                  &items[row % N_ITEMS], &random);
    }
    return fflush(stdout) || ferror(stdout);
}
