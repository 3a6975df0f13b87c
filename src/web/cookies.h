/* Cookies, and the token against forgery. Over https the names begin with __Host-, so
 * that no neighbouring site can plant one. */
#ifndef WEB_COOKIES_H
#define WEB_COOKIES_H

#include "trust/vault.h"
#include "web/request.h"

enum { CSRF_BYTES = 32, CSRF_TEXT = 86, COOKIE_TOKEN_TEXT = 43 };

/* The value of a cookie in the header; empty when not there. The first of several. */
struct str cookie_find(struct str header, bool is_secure, const char *name);
/* A Set-Cookie line; value "" forgets. max_age seconds; 0: until the browser closes. */
const char *cookie_line(struct arena *a, bool is_secure, const char *name,
                        const char *value, int64_t max_age);
/* 32 random bytes as base64url. */
const char *cookie_token(struct arena *a);
bool cookie_token_is_whole(struct str token);

/* The secret of a token; what is written into forms is it, masked anew each time
 * (BREACH: a compressed page never repeats it). */
void csrf_secret(uint8_t out[CSRF_BYTES], const struct vault *v, struct str token);
const char *csrf_masked(struct arena *a, const uint8_t secret[CSRF_BYTES]);
bool csrf_is(struct str sent, const uint8_t secret[CSRF_BYTES]);

#endif
