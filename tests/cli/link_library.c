/* SPDX-License-Identifier: MIT */
/* What someone else writes who links the library: prints a few classes,
 * and assesses the project that it is given. */
#include <stdio.h>

#include <basincheck/basincheck.h>

int main(int argc, char **argv)
{
    static const char *const cases[][3] = {
        {"总磷", "river", "0.2"},   {"TP", "lake", "0.2"},
        {"氨氮", "river", "0.01L"}, {"DO", "river", "1.9"},
        {"总氮", "river", "9"},     {"TP", "lake", "0.02L"},
        {"TP", "sea", "0.2"},       {"TP", "lake", "much"},
        {"金", "river", "0.2"},     {"TP", "river", "9L"},
        {"总氮", "river", "9L"}};
    struct bc_error err = {0};

    printf("%s\n", bc_version());
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int class_no = 0;
        if (bc_class_of_value(cases[i][0], cases[i][1], cases[i][2], &class_no,
                              &err))
            printf("%s\n", err.message);
        else
            printf("%s %s %s: %d %s\n", cases[i][0], cases[i][1], cases[i][2],
                   class_no, bc_class_name(class_no));
    }
    if (argc == 3 && bc_assess_project(argv[1], argv[2], 0, &err)) {
        printf("%s\n", err.message);
        return 1;
    }
    return 0;
}
