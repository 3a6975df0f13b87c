/* What every file of the house may count on: fixed-width integers, the words that make
 * mistakes fail to compile, and the list of functions nobody may call. */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define nodiscard              __attribute__((warn_unused_result))
#define printf_like(fmt, args) __attribute__((format(printf, fmt, args)))
#define ARRAY_LEN(a)           (sizeof(a) / sizeof((a)[0]))
#define MIN_OF(a, b)           ((a) < (b) ? (a) : (b))
#define MAX_OF(a, b)           ((a) > (b) ? (a) : (b))

/* A defect of ours, never bad input: says where, and aborts. */
_Noreturn void bug_at(const char *file, int line, const char *what);
#define bug(what)     bug_at(__FILE__, __LINE__, (what))
#define require(cond) ((cond) ? (void)0 : bug_at(__FILE__, __LINE__, #cond))

#include "base/banned.h"

#endif
