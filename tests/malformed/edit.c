/* SPDX-License-Identifier: MIT */
#include <iconv.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "malformed.h"

void give_up(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    exit(2);
}

/* ---- files ---- */

char *whole_file(const char *file, size_t *n)
{
    FILE *stream = fopen(file, "rb");
    char *bytes = NULL;
    size_t room = 0;

    *n = 0;
    if (!stream)
        return NULL;
    do {
        room = room ? 2 * room : 65536;
        bytes = realloc(bytes, room);
        if (!bytes)
            give_up("no memory");
        *n += fread(bytes + *n, 1, room - *n, stream);
    } while (*n == room);
    fclose(stream);
    bytes[*n] = '\0';
    return bytes;
}

static char *needed_file(const char *file, size_t *n)
{
    char *bytes = whole_file(file, n);

    if (!bytes)
        give_up("no '%s' to edit", file);
    return bytes;
}

void write_whole(const char *file, const char *bytes, size_t n)
{
    FILE *stream = fopen(file, "wb");

    if (!stream || fwrite(bytes, 1, n, stream) != n || fclose(stream) != 0)
        give_up("cannot write '%s'", file);
}

/* ---- text ---- */

struct text {
    char *data;
    size_t n, room;
};

static void add(struct text *text, const char *bytes, size_t n)
{
    if (text->n + n + 1 > text->room) {
        text->room = 2 * (text->n + n + 1);
        text->data = realloc(text->data, text->room);
        if (!text->data)
            give_up("no memory");
    }
    memcpy(text->data + text->n, bytes, n);
    text->n += n;
    text->data[text->n] = '\0';
}

/* The escape behind a backslash. @return what is behind it */
static const char *add_escape(struct text *text, const char *at)
{
    static const char letters[] = "nrt\\|", bytes[] = "\n\r\t\\|";
    const char *letter = strchr(letters, *at);

    if (*at == 'x') {
        const char digits[3] = {at[1], at[2], '\0'};
        char byte = (char)strtol(digits, NULL, 16);

        add(text, &byte, 1);
        return at + 3;
    }
    if (*at == '{') {
        char *again;
        unsigned long times = strtoul(at + 1, &again, 10);
        const char *end = strchr(again, '}');
        char *inside, *part;
        size_t n;

        if (*again != '*' || !end)
            give_up("no \\{N*TEXT}: %s", at);
        while (end[1] == '}') /* of the text itself */
            end++;
        inside = strndup(again + 1, (size_t)(end - again - 1));
        part = text_unescape(inside, &n);
        free(inside);
        while (times-- > 0)
            add(text, part, n);
        free(part);
        return end + 1;
    }
    if (!*at || !letter)
        give_up("no such escape: \\%s", at);
    add(text, &bytes[letter - letters], 1);
    return at + 1;
}

char *text_unescape(const char *escaped, size_t *n)
{
    struct text text = {0};

    add(&text, "", 0);
    while (*escaped) {
        if (*escaped == '\\')
            escaped = add_escape(&text, escaped + 1);
        else
            add(&text, escaped++, 1);
    }
    *n = text.n;
    return text.data;
}

/* ---- edits ---- */

static void create(const char *file, const char *argument)
{
    size_t n;
    char *text = text_unescape(argument, &n);

    write_whole(file, text, n);
    free(text);
}

/* `OLD => NEW`, once; what is not there is a mistake of the manifest. */
static void replace(const char *file, const char *argument)
{
    const char *arrow = strstr(argument, " =>");
    size_t n, n_old, n_new;
    char *bytes = needed_file(file, &n), *old, *new, *found;
    struct text text = {0};

    if (!arrow)
        give_up("no ' =>' in '%s'", argument);
    old = strndup(argument, (size_t)(arrow - argument));
    new = text_unescape(arrow + 3 + (arrow[3] == ' '), &n_new);
    found = text_unescape(old, &n_old);
    free(old);
    old = found;
    found = memmem(bytes, n, old, n_old);
    if (!found)
        give_up("no '%s' in '%s'", old, file);
    add(&text, bytes, (size_t)(found - bytes));
    add(&text, new, n_new);
    add(&text, found + n_old, n - n_old - (size_t)(found - bytes));
    write_whole(file, text.data, text.n);
    free(text.data);
    free(old);
    free(new);
    free(bytes);
}

static void append(const char *file, const char *argument)
{
    size_t n, n_more;
    char *bytes = needed_file(file, &n);
    char *more = text_unescape(argument, &n_more);
    struct text text = {0};

    add(&text, bytes, n);
    add(&text, more, n_more);
    write_whole(file, text.data, text.n);
    free(text.data);
    free(more);
    free(bytes);
}

/* `100` bytes are left, or `60%`; `-8`: so many are cut off. */
static void cut(const char *file, const char *argument)
{
    struct stat info;
    char *end;
    long length = strtol(argument, &end, 10);

    if (stat(file, &info) != 0)
        give_up("no '%s' to cut", file);
    if (*end == '%')
        length = info.st_size * length / 100;
    else if (length < 0)
        length += info.st_size;
    if (truncate(file, length) != 0)
        give_up("cannot cut '%s'", file);
}

/* `OFFSET HEX`: bytes in place; an offset below 0 counts from the end. */
static void poke(const char *file, const char *argument)
{
    char *digits;
    long offset = strtol(argument, &digits, 10);
    size_t n;
    char *bytes = needed_file(file, &n);

    if (offset < 0)
        offset += (long)n;
    digits += *digits == ' ';
    for (; digits[0] && digits[1]; digits += 2, offset++) {
        const char pair[3] = {digits[0], digits[1], '\0'};

        if (offset < 0 || (size_t)offset >= n)
            give_up("no byte %ld in '%s'", offset, file);
        bytes[offset] = (char)strtol(pair, NULL, 16);
    }
    write_whole(file, bytes, n);
    free(bytes);
}

static void encode(const char *file, const char *encoding)
{
    iconv_t converter = iconv_open(encoding, "UTF-8");
    size_t n, room, left;
    char *bytes = needed_file(file, &n), *in = bytes, *out, *at;

    room = left = 4 * n + 16;
    at = out = malloc(room);
    if (converter == (iconv_t)-1 || !out ||
        iconv(converter, &in, &n, &at, &left) == (size_t)-1)
        give_up("cannot make '%s' %s", file, encoding);
    write_whole(file, out, room - left);
    iconv_close(converter);
    free(out);
    free(bytes);
}

static void run_sql(const char *file, const char *statements)
{
    sqlite3 *database = NULL;
    char *reason = NULL;
    size_t n;
    char *sql = text_unescape(statements, &n);

    if (sqlite3_open(file, &database) != SQLITE_OK)
        give_up("cannot open '%s'", file);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    if (sqlite3_exec(database, sql, NULL, NULL, &reason) != SQLITE_OK)
        give_up("%s: %s: %s", file, sql, reason);
    sqlite3_close(database);
    free(sql);
}

static void remove_file(const char *file, const char *unused)
{
    (void)unused;
    if (unlink(file) != 0)
        give_up("no '%s' to remove", file);
}

static void make_fifo(const char *file, const char *unused)
{
    (void)unused;
    unlink(file);
    if (mkfifo(file, 0600) != 0)
        give_up("cannot make '%s'", file);
}

static void make_folder(const char *file, const char *unused)
{
    (void)unused;
    unlink(file);
    if (mkdir(file, 0700) != 0)
        give_up("cannot make '%s'", file);
}

static void make_link(const char *file, const char *target)
{
    unlink(file);
    if (symlink(target, file) != 0)
        give_up("cannot make '%s'", file);
}

static void move(const char *file, const char *to)
{
    if (rename(file, to) != 0)
        give_up("cannot move '%s'", file);
}

static const struct {
    const char *name;
    void (*apply)(const char *file, const char *argument);
} kinds[] = {{":=", create},      {"~", replace},
             {"+=", append},      {"cut", cut},
             {"poke", poke},      {"encode", encode},
             {"sql", run_sql},    {"gone", remove_file},
             {"fifo", make_fifo}, {"folder", make_folder},
             {"->", make_link},   {"moves", move},
             {"book", book_write}};

/* FILE KIND ARGUMENT */
void edit_apply(const char *edit)
{
    size_t n_file = strcspn(edit, " ");
    const char *name = edit + n_file + (edit[n_file] == ' ');
    size_t n_name = strcspn(name, " ");
    const char *argument = name + n_name + (name[n_name] == ' ');
    char *file = strndup(edit, n_file);

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strncmp(kinds[i].name, name, n_name) != 0 || kinds[i].name[n_name])
            continue;
        kinds[i].apply(file, argument);
        free(file);
        return;
    }
    give_up("no such edit: %s", edit);
}
