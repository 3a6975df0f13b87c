/* Names are folded by table, because one file has millions of them and a transliterator
 * takes microseconds and a lock:
 *
 *  1. what stands in the table (U+0000 to U+024F, U+1E00 to U+1EFF: the Latin letters
 * of Europe, Turkey and Vietnam) was put there by ICU, once;
 *  2. runs of other letters go through ICU, one run at a time, under a lock;
 *  3. combining marks vanish in both, so composed and decomposed text fold alike.
 *
 * The last step of both is the same: a-z and 0-9 stay, all else is one space. */
#include <pthread.h>

#include <unicode/uchar.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "base/utf8.h"
#include "encode/fold.h"

enum {
    LATIN_END = 0x250,
    MORE_BEGIN = 0x1e00,
    MORE_END = 0x1f00,
    N_LETTERS = LATIN_END + MORE_END - MORE_BEGIN,
    LETTER_BYTES = 8,
    RUN_UNITS = 64, /* UTF-16 units of one run given to ICU; longer ones go in pieces */
};

/* Modifier letters (the soft sign, ayn, hamza) are letters of the script that was, not
 * signs between words. */
static const char other_scripts[] =
    "NFKC; Any-Latin; NFD; [[:Mn:][:Lm:]] Remove; NFC; Latin-ASCII";

static struct {
    char letter[N_LETTERS][LETTER_BYTES]; /* folded, NUL-terminated */
    UTransliterator *latin, *any;
    pthread_once_t once, once_any;
    pthread_mutex_t lock; /* of `any` */
} folding = {.once = PTHREAD_ONCE_INIT,
             .once_any = PTHREAD_ONCE_INIT,
             .lock = PTHREAD_MUTEX_INITIALIZER};

static UTransliterator *transliterator(const char *rule)
{
    UChar name[128];
    UErrorCode status = U_ZERO_ERROR;
    u_uastrcpy(name, rule);
    UTransliterator *t = utrans_openU(name, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    /* its tables are part of the library */
    if (U_FAILURE(status)) bug("ICU lacks its transliterators");
    return t;
}

/* In place; the number of units after. What does not fit is cut. */
static int32_t transliterate(UTransliterator *t, UChar *text, int32_t n, int32_t room)
{
    int32_t limit = n;
    UErrorCode status = U_ZERO_ERROR;
    utrans_transUChars(t, text, &n, room, 0, &limit, &status);
    return U_FAILURE(status) ? MIN_OF(limit, room) : n;
}

static char folded_unit(UChar c)
{
    if (c >= 'A' && c <= 'Z') return (char)(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return (char)c;
    return ' ';
}

static void letter_make(char out[LETTER_BYTES], UChar32 c)
{
    UChar text[16];
    int32_t n = 0;
    size_t kept = 0;
    if (c >= 0x80 && !u_isalpha(c)) {
        /* superscripts and fractions are digits to ICU, and signs to us */
        out[kept++] = ' ';
        return;
    }
    U16_APPEND_UNSAFE(text, n, c);
    if (c >= 0x80) n = transliterate(folding.latin, text, n, ARRAY_LEN(text));
    for (int32_t i = 0; i < n && kept < LETTER_BYTES - 1; i++)
        out[kept++] = folded_unit(text[i]);
}

static void folding_make(void)
{
    folding.latin =
        transliterator("NFD; [[:Mn:]] Remove; NFC; Latin-ASCII; [^A-Za-z0-9] Remove");
    for (UChar32 c = 0; c < LATIN_END; c++)
        letter_make(folding.letter[c], c);
    for (UChar32 c = MORE_BEGIN; c < MORE_END; c++)
        letter_make(folding.letter[LATIN_END + c - MORE_BEGIN], c);
}

/* Takes a twentieth of a second: only when there is a letter for it. */
static void folding_make_any(void)
{
    folding.any = transliterator(other_scripts);
}

static void add_char(struct buf *out, size_t start, char c)
{
    if (c == ' ' && (out->n == start || out->p[out->n - 1] == ' ')) return;
    buf_add_char(out, c);
}

static void add_run(struct buf *out, size_t start, const UChar *run, int32_t n)
{
    UChar text[RUN_UNITS * 8];
    if (n == 0) return;
    pthread_once(&folding.once_any, folding_make_any);
    u_memcpy(text, run, n);
    pthread_mutex_lock(&folding.lock);
    n = transliterate(folding.any, text, n, ARRAY_LEN(text));
    pthread_mutex_unlock(&folding.lock);
    for (int32_t i = 0; i < n; i++)
        add_char(out, start, folded_unit(text[i]));
}

/* Text with letters beyond the table: the rest of it, from where the table ended. */
static void fold_slowly(struct buf *out, size_t start, struct str rest)
{
    UChar run[RUN_UNITS];
    int32_t n = 0;
    while (rest.n) {
        unsigned char byte = (unsigned char)rest.p[0];
        uint32_t c = utf8_next(&rest);
        if (c == UTF8_BAD) c = byte >= 0xc0 ? byte : ' ';
        UChar32 at = c < LATIN_END ? (UChar32)c
                     : c >= MORE_BEGIN && c < MORE_END
                         ? (UChar32)(LATIN_END + c - MORE_BEGIN)
                         : -1;
        bool is_mark = at < 0 && (U_MASK(u_charType((UChar32)c)) & U_GC_M_MASK);
        if (at < 0 && (is_mark ? n > 0 : u_isalpha((UChar32)c))) {
            U16_APPEND_UNSAFE(run, n, c);
            if (n < RUN_UNITS - 2) continue;
        }
        add_run(out, start, run, n);
        n = 0;
        if (at >= 0)
            for (const char *p = folding.letter[at]; *p; p++)
                add_char(out, start, *p);
        else if (u_charDigitValue((UChar32)c) >= 0)
            add_char(out, start, (char)('0' + u_charDigitValue((UChar32)c)));
        else if (!is_mark && !u_isalpha((UChar32)c))
            add_char(out, start, ' ');
    }
    add_run(out, start, run, n);
}

static bool is_vowel_or_q(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'q';
}

static void umlauts_join(struct buf *out, size_t start)
{
    size_t kept = start;
    char before = ' ';
    for (size_t i = start; i < out->n; i++) {
        char c = out->p[i];
        out->p[kept++] = c;
        if ((c == 'a' || c == 'o' || c == 'u') && !is_vowel_or_q(before) &&
            i + 1 < out->n && out->p[i + 1] == 'e')
            i++;
        before = out->p[i];
    }
    out->n = kept;
    out->p[kept] = 0;
}

void text_fold(struct buf *out, struct str raw, enum fold_umlaut umlauts)
{
    size_t start = out->n;
    pthread_once(&folding.once, folding_make);
    struct str rest = raw;
    while (rest.n) {
        unsigned char b = (unsigned char)rest.p[0];
        UChar32 c = b;
        size_t used = 1;
        if (b >= 0x80) {
            /* two bytes cover U+0080 to U+024F; the rest is looked at with care */
            if (b < 0xc2 || b > 0xc9 || rest.n < 2 ||
                ((unsigned char)rest.p[1] & 0xc0) != 0x80)
                break;
            c = (b & 0x1f) << 6 | (rest.p[1] & 0x3f);
            used = 2;
            if (c >= LATIN_END) break;
        }
        for (const char *p = folding.letter[c]; *p; p++)
            add_char(out, start, *p);
        rest.p += used;
        rest.n -= used;
    }
    if (rest.n) fold_slowly(out, start, rest);
    while (out->n > start && out->p[out->n - 1] == ' ')
        out->p[--out->n] = 0;
    if (umlauts == FOLD_UMLAUT_ONE && out->n > start) umlauts_join(out, start);
}
