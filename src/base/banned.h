/* Functions that lose bounds, depend on hidden state or hide errors. Use the slices and
 * buffers of str.h and buf.h, the readers of parse.h and day.h, and posix_spawn. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

/* with clang and _FORTIFY_SOURCE these are macros, which cannot be poisoned */
#undef sprintf
#undef vsprintf

#pragma GCC poison strcpy strcat strncpy strncat strtok sprintf vsprintf gets
#pragma GCC poison atoi atol atoll atof gmtime localtime asctime ctime system

#endif
