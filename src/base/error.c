/* SPDX-License-Identifier: MIT */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"

/* Drops a UTF-8 sequence that the end of the buffer cut through. */
static void drop_torn_end(char *message)
{
    size_t end = strlen(message);
    size_t start = end;

    while (start > 0 && end - start < 3 &&
           ((unsigned char)message[start - 1] & 0xC0) == 0x80)
        start--;
    if (start > 0 && (unsigned char)message[start - 1] >= 0xC0) {
        unsigned char lead = (unsigned char)message[--start];
        size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;

        if (end - start < length)
            message[start] = '\0';
    }
}

enum bc_status bc_error_set(struct bc_error *err, enum bc_status status,
                            const char *format, ...)
{
    char message[sizeof err->message]; /* an argument may be err->message */
    va_list arguments;
    int n;

    if (!err)
        return status;
    va_start(arguments, format);
    n = vsnprintf(message, sizeof message, bc_say(format), arguments);
    va_end(arguments);
    if (n < 0)
        message[0] = '\0';
    if (n >= (int)sizeof message)
        drop_torn_end(message);
    memcpy(err->message, message, strlen(message) + 1);
    err->status = status;
    return status;
}
