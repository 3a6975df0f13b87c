#include <pthread.h>

#include "trust/password.h"

#include <sodium.h>

static const unsigned long long passes = 2;
static const size_t memory_bytes = 64u << 20;

/* --- the hash --- */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t freed = PTHREAD_COND_INITIALIZER;
static int n_at_work;

static void take_turn(void)
{
    pthread_mutex_lock(&lock);
    while (n_at_work == PASSWORD_AT_ONCE)
        pthread_cond_wait(&freed, &lock);
    n_at_work++;
    pthread_mutex_unlock(&lock);
}

static void give_turn(void)
{
    pthread_mutex_lock(&lock);
    n_at_work--;
    pthread_cond_signal(&freed);
    pthread_mutex_unlock(&lock);
}

enum err_code password_hash(char out[PASSWORD_HASH_TEXT], struct str password,
                            struct err *e)
{
    _Static_assert(PASSWORD_HASH_TEXT >= crypto_pwhash_argon2id_STRBYTES, "room");
    memset(out, 0, PASSWORD_HASH_TEXT);
    if (password.n > PASSWORD_MOST_BYTES)
        return err_set(e, ERR_TOO_LARGE, "a password is longer than %d bytes",
                       PASSWORD_MOST_BYTES);
    if (sodium_init() < 0) bug("libsodium does not start");
    take_turn();
    int rc = crypto_pwhash_argon2id_str(out, password.p ? password.p : "", password.n,
                                        passes, memory_bytes);
    give_turn();
    return rc == 0 ? OK
                   : err_set(e, ERR_IO, "no %zu MiB of memory for a password",
                             memory_bytes >> 20);
}

/* Of a random password that nobody knows, with the same costs: for logins without one.
 */
static char decoy[PASSWORD_HASH_TEXT];
static pthread_once_t decoy_once = PTHREAD_ONCE_INIT;
static void make_decoy(void)
{
    char secret[32];
    randombytes_buf(secret, sizeof secret);
    if (password_hash(decoy, (struct str){secret, sizeof secret}, NULL) != OK)
        decoy[0] = '\0'; /* then there is no memory for a real one either */
    sodium_memzero(secret, sizeof secret);
}

bool password_matches(const char *hash, struct str password)
{
    if (password.n > PASSWORD_MOST_BYTES) return false;
    pthread_once(&decoy_once, make_decoy);
    const char *against = hash[0] ? hash : decoy;
    take_turn();
    int rc = crypto_pwhash_argon2id_str_verify(against, password.p ? password.p : "",
                                               password.n);
    give_turn();
    return rc == 0 && hash[0];
}

/* --- what a password must be --- */

static const char *const common_words[] = {
#define W(word) word,
#include "trust/common_words.def"
#undef W
};

static size_t count_characters(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

/* Letters and digits in lower case; what stands for a letter becomes it (p4ssw0rd).
 * Bytes beyond ASCII stay. */
static size_t fold_password(char *out, struct str s)
{
    static const char from[] = "013457@$!", to[] = "oieastasi";
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        const char *at = c ? strchr(from, c) : NULL;
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        if (at) c = to[at - from];
        if ((c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80) out[n++] = c;
    }
    return n;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* How many characters stay when `word` is taken out of `folded` wherever it stands. */
static size_t left_without(struct str folded, struct str word)
{
    size_t left = 0;
    if (word.n < 3 || word.n > folded.n) return folded.n;
    for (size_t i = 0; i < folded.n;) {
        if (i + word.n <= folded.n && memcmp(folded.p + i, word.p, word.n) == 0) {
            i += word.n;
        } else {
            left++;
            i++;
        }
    }
    return left;
}

enum { LEAST_OF_ONES_OWN = 5 }; /* letters beside a word that anybody tries */

static bool is_made_of(struct str folded, struct str word)
{
    size_t left = left_without(folded, word);
    return left < folded.n && left < LEAST_OF_ONES_OWN;
}

static bool is_common(struct str folded)
{
    if (folded.n < LEAST_OF_ONES_OWN) return true; /* digits and signs */
    for (size_t i = 0; i < ARRAY_LEN(common_words); i++)
        if (is_made_of(folded, str_of(common_words[i]))) return true;
    return false;
}

/* Few different characters, or each one beside the one before: aaaa, 1212, 12345. */
static bool is_pattern(struct str s)
{
    bool seen[256] = {false};
    size_t n_different = 0, n_beside = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (!seen[c]) n_different++;
        seen[c] = true;
        if (!i) continue;
        int step = (int)c - (int)(unsigned char)s.p[i - 1];
        n_beside += step >= -1 && step <= 1;
    }
    return n_different < 5 || n_beside * 4 > s.n * 3;
}

/* Some part of the login or name, and little else. */
static bool is_like(struct str folded, struct str who)
{
    char part[PASSWORD_MOST_BYTES];
    char whole[PASSWORD_MOST_BYTES];
    size_t n_whole = 0, start = 0;
    if (who.n > sizeof part) who.n = sizeof part;
    n_whole = fold_password(whole, who);
    if (is_made_of(folded, (struct str){whole, n_whole})) return true;
    for (size_t i = 0; i <= who.n; i++) {
        if (i < who.n && is_letter(who.p[i])) continue;
        size_t n = fold_password(part, (struct str){who.p + start, i - start});
        if (is_made_of(folded, (struct str){part, n})) return true;
        start = i + 1;
    }
    return false;
}

enum password_fault password_judge(struct str password, struct str login,
                                   struct str name)
{
    char folded[PASSWORD_MOST_BYTES];
    if (password.n > PASSWORD_MOST_BYTES) return PASSWORD_TOO_LONG;
    if (count_characters(password) < PASSWORD_LEAST) return PASSWORD_TOO_SHORT;
    struct str f = {folded, fold_password(folded, password)};
    enum password_fault fault = PASSWORD_FINE;
    if (is_pattern(password) || is_common(f))
        fault = PASSWORD_COMMON;
    else if (is_like(f, login) || is_like(f, name))
        fault = PASSWORD_LIKE_YOU;
    sodium_memzero(folded, sizeof folded);
    return fault;
}
