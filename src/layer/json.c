/* SPDX-License-Identifier: MIT */
#include "layer/json.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"

#define DEEPEST 64

void bc_json_init(struct bc_json *json, const char *label, const char *bytes,
                  size_t n)
{
    assert(bytes[n] == '\0');
    *json = (struct bc_json){.label = label,
                             .start = bytes,
                             .at = bytes,
                             .end = bytes + n,
                             .deepest = DEEPEST,
                             .longest = SIZE_MAX};
}

enum bc_status bc_json_refuse(const struct bc_json *json, struct bc_error *err,
                              const char *format, ...)
{
    struct bc_text message = {0};
    size_t line = 1;
    va_list arguments;

    for (const char *at = json->start; at < json->at; at++)
        line += *at == '\n';
    bc_text_printf(&message, "%s:%zu: ", json->label, line);
    va_start(arguments, format);
    bc_text_vprintf(&message, bc_say(format), arguments);
    va_end(arguments);
    bc_error_set(err, BC_BAD_INPUT, "%s", message.data);
    bc_text_clear(&message);
    return BC_BAD_INPUT;
}

static enum bc_status unexpected(const struct bc_json *json, const char *wanted,
                                 struct bc_error *err)
{
    if (json->at >= json->end)
        return bc_json_refuse(json, err,
                              "the file ends where %s should stand; it is cut",
                              bc_say(wanted));
    return bc_json_refuse(json, err,
                          "no %s where one should stand; mend the "
                          "JSON",
                          bc_say(wanted));
}

char bc_json_peek(struct bc_json *json)
{
    while (*json->at == ' ' || *json->at == '\n' || *json->at == '\t' ||
           *json->at == '\r')
        json->at++;
    return *json->at;
}

static enum bc_status take(struct bc_json *json, char byte, const char *name,
                           struct bc_error *err)
{
    if (bc_json_peek(json) != byte)
        return unexpected(json, name, err);
    json->at++;
    return BC_OK;
}

enum bc_status bc_json_enter(struct bc_json *json, char bracket,
                             struct bc_error *err)
{
    if (++json->depth > json->deepest)
        return bc_json_refuse(json, err, "more than %d levels; flatten it",
                              json->deepest);
    return take(json, bracket, bracket == '{' ? "object" : "array", err);
}

bool bc_json_next(struct bc_json *json, char bracket, bool *first,
                  enum bc_status *status, struct bc_error *err)
{
    char close = bracket == '{' ? '}' : ']';
    bool was_first = *first;

    if (*status)
        return false;
    *first = false;
    if (bc_json_peek(json) == close) {
        json->at++;
        json->depth--;
        return false;
    }
    if (!was_first)
        *status = take(json, ',', "comma", err);
    return !*status;
}

enum bc_status bc_json_key(struct bc_json *json, struct bc_text *key,
                           struct bc_error *err)
{
    enum bc_status status = bc_json_string(json, key, err);

    return status ? status : take(json, ':', "colon", err);
}

/* ---- strings ---- */

static enum bc_status hex4(struct bc_json *json, unsigned *value,
                           struct bc_error *err)
{
    char digits[5] = {0};

    strncpy(digits, json->at, 4);
    if (strspn(digits, "0123456789abcdefABCDEF") < 4)
        return unexpected(json, "four hexadecimal digits", err);
    *value = (unsigned)strtoul(digits, NULL, 16);
    json->at += 4;
    return BC_OK;
}

/* Behind `\u`; a pair of surrogates is one character. */
static enum bc_status unicode_escape(struct bc_json *json, struct bc_text *text,
                                     struct bc_error *err)
{
    unsigned code = 0, low = 0;
    enum bc_status status = hex4(json, &code, err);

    if ((code & 0xFC00) == 0xD800 && strncmp(json->at, "\\u", 2) == 0) {
        json->at += 2;
        status = hex4(json, &low, err);
        if ((low & 0xFC00) == 0xDC00)
            code = 0x10000 + ((code & 0x3FF) << 10) + (low & 0x3FF);
    }
    if (status)
        return status;
    if (code == 0 || (code & 0xFFFFF800) == 0xD800)
        return bc_json_refuse(json, err,
                              "an escape that is no character; "
                              "correct the text");
    bc_utf8_append(text, code);
    return BC_OK;
}

static enum bc_status escape(struct bc_json *json, struct bc_text *text,
                             struct bc_error *err)
{
    static const char letters[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
    char letter = json->at[1];
    const char *found = letter ? strchr(letters, letter) : NULL;

    if (letter == 'u') {
        json->at += 2;
        return unicode_escape(json, text, err);
    }
    if (!found)
        return unexpected(json, "known escape", err);
    bc_text_add_bytes(text, &bytes[found - letters], 1);
    json->at += 2;
    return BC_OK;
}

enum bc_status bc_json_string(struct bc_json *json, struct bc_text *text,
                              struct bc_error *err)
{
    enum bc_status status = take(json, '"', "string", err);

    text->length = 0;
    bc_text_add_bytes(text, "", 0);
    while (!status && *json->at != '"') {
        const char *from = json->at;

        while (*json->at != '"' && *json->at != '\\' &&
               (unsigned char)*json->at >= 0x20)
            json->at++;
        bc_text_add_bytes(text, from, (size_t)(json->at - from));
        if (text->length > json->longest)
            return bc_json_refuse(json, err,
                                  "a text of more than %zu bytes; shorten it, "
                                  "or raise limits: cell_bytes",
                                  json->longest);
        if (*json->at == '\\')
            status = escape(json, text, err);
        else if (*json->at != '"')
            status = unexpected(json, "end of a string", err);
    }
    if (!status)
        json->at++;
    return status;
}

/* ---- numbers and the rest ---- */

static size_t digits(const char *at)
{
    size_t n = 0;

    while (at[n] >= '0' && at[n] <= '9')
        n++;
    return n;
}

enum bc_status bc_json_number(struct bc_json *json, struct bc_slice *number,
                              struct bc_error *err)
{
    const char *at;
    size_t n;

    bc_json_peek(json);
    number->data = json->at;
    at = json->at + (*json->at == '-');
    n = digits(at);
    if (n == 0 || (n > 1 && *at == '0'))
        return unexpected(json, "number", err);
    at += n;
    if (*at == '.') {
        n = digits(++at);
        if (n == 0)
            return unexpected(json, "number", err);
        at += n;
    }
    if (*at == 'e' || *at == 'E') {
        at++;
        at += *at == '+' || *at == '-';
        n = digits(at);
        if (n == 0)
            return unexpected(json, "number", err);
        at += n;
    }
    json->at = at;
    number->length = (size_t)(at - number->data);
    return BC_OK;
}

static enum bc_status skip_word(struct bc_json *json, struct bc_error *err)
{
    static const char *const words[] = {"true", "false", "null"};

    for (size_t i = 0; i < 3; i++) {
        size_t n = strlen(words[i]);

        if (strncmp(json->at, words[i], n) == 0) {
            json->at += n;
            return BC_OK;
        }
    }
    return unexpected(json, "value", err);
}

static enum bc_status skip_members(struct bc_json *json, char bracket,
                                   struct bc_error *err)
{
    enum bc_status status = bc_json_enter(json, bracket, err);
    struct bc_text key = {0};
    bool first = true;

    while (bc_json_next(json, bracket, &first, &status, err)) {
        if (bracket == '{')
            status = bc_json_key(json, &key, err);
        if (!status)
            status = bc_json_skip(json, NULL, err);
    }
    bc_text_clear(&key);
    return status;
}

enum bc_status bc_json_skip(struct bc_json *json, struct bc_slice *value,
                            struct bc_error *err)
{
    char byte = bc_json_peek(json);
    const char *from = json->at;
    struct bc_text string = {0};
    struct bc_slice number;
    enum bc_status status;

    if (byte == '{' || byte == '[')
        status = skip_members(json, byte, err);
    else if (byte == '"')
        status = bc_json_string(json, &string, err);
    else if (byte == '-' || (byte >= '0' && byte <= '9'))
        status = bc_json_number(json, &number, err);
    else
        status = skip_word(json, err);
    bc_text_clear(&string);
    if (value)
        *value = (struct bc_slice){from, (size_t)(json->at - from)};
    return status;
}

enum bc_status bc_json_finish(struct bc_json *json, struct bc_error *err)
{
    bc_json_peek(json);
    if (json->at < json->end)
        return bc_json_refuse(json, err,
                              "text after the end of the JSON; remove it");
    return BC_OK;
}
