/* SPDX-License-Identifier: MIT */
#include "layer/connection.h"

#include <string.h>

#include "base/text.h"

static const char prefix[] = "PG:";

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

bool bc_connection_is(const char *source)
{
    return starts(source, prefix) || starts(source, "PostgreSQL:") ||
           starts(source, "postgresql:") || starts(source, "postgres:");
}

/* Those that say who, where and how; none that holds a secret, or settings of
 * the session, which are ours. */
static const char *const keywords[] = {"dbname",     "host",
                                       "hostaddr",   "port",
                                       "user",       "service",
                                       "passfile",   "sslmode",
                                       "sslkey",     "sslcert",
                                       "sslcrl",     "sslrootcert",
                                       "krbsrvname", "connect_timeout",
                                       NULL};

struct pair {
    struct bc_text keyword, value;
};

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

/* A value of libpq: in single quotes or up to a blank, \ before any byte. */
static const char *read_value(const char *at, struct bc_text *value)
{
    bool quoted = *at == '\'';

    at += quoted;
    while (*at && (quoted ? *at != '\'' : !strchr(" \t\r\n", *at))) {
        at += *at == '\\' && at[1];
        bc_text_add_bytes(value, at++, 1);
    }
    if (!quoted)
        return at;
    return *at == '\'' ? at + 1 : NULL;
}

/* The next pair; NULL when there is none. */
static const char *read_pair(const char *at, struct pair *pair)
{
    size_t n = strcspn(at, "= \t\r\n");

    pair->keyword.length = pair->value.length = 0;
    bc_text_add_bytes(&pair->keyword, at, n);
    bc_text_add_bytes(&pair->value, "", 0);
    at = skip_blanks(at + n);
    if (n == 0 || *at != '=')
        return NULL;
    return read_value(skip_blanks(at + 1), &pair->value);
}

static void clear_pair(struct pair *pair)
{
    bc_text_clear(&pair->keyword);
    bc_text_clear(&pair->value);
}

static enum bc_status check_keyword(const char *keyword, struct bc_error *err)
{
    const char *near = bc_text_suggest(keyword, keywords);

    if (strcmp(keyword, "password") == 0 || strcmp(keyword, "sslpassword") == 0)
        return bc_error_set(err, BC_BAD_INPUT,
                            "the connection holds a password; take it out, and "
                            "give it in PGPASSWORD or in ~/.pgpass");
    if (near && strcmp(near, keyword) == 0)
        return BC_OK;
    if (near)
        return bc_error_set(err, BC_BAD_INPUT,
                            "the connection has no keyword '%s'; did you mean "
                            "'%s'?",
                            keyword, near);
    return bc_error_set(err, BC_BAD_INPUT,
                        "the connection has no keyword '%s'; use dbname, host, "
                        "port, user or service",
                        keyword);
}

enum bc_status bc_connection_check(const char *source, struct bc_error *err)
{
    const char *at = source + strlen(prefix);
    struct pair pair = {0};
    enum bc_status status = BC_OK;

    at = starts(source, prefix) ? skip_blanks(at) : "";
    do {
        at = read_pair(at, &pair);
        if (!at)
            status = bc_error_set(err, BC_BAD_INPUT,
                                  "the connection is not 'PG:' with keywords "
                                  "and values; write it as 'PG:dbname=NAME "
                                  "host=HOST'");
        else
            status = check_keyword(bc_text_string(&pair.keyword), err);
        at = at ? skip_blanks(at) : "";
    } while (!status && *at);
    clear_pair(&pair);
    return status;
}

char *bc_connection_label(const char *source, const char *table)
{
    const char *at = skip_blanks(source + strlen(prefix));
    struct pair pair = {0};
    struct bc_text name = {0}, label = {0};

    while (*at && (at = read_pair(at, &pair)) != NULL) {
        const char *keyword = bc_text_string(&pair.keyword);

        if (strcmp(keyword, "dbname") == 0)
            name.length = 0;
        if (strcmp(keyword, "dbname") == 0 ||
            (strcmp(keyword, "service") == 0 && name.length == 0))
            bc_text_add(&name, bc_text_string(&pair.value));
        at = skip_blanks(at);
    }
    bc_text_printf(&label, "%s%s%s%s", prefix, bc_text_string(&name),
                   table ? "/" : "", table ? table : "");
    clear_pair(&pair);
    bc_text_clear(&name);
    return bc_text_take(&label);
}
