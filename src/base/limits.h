/* Every size that somebody outside controls has its limit here. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

enum {
    LIMIT_FILE_BYTES = 64 << 20,    /* a file read whole: question, key, code list */
    LIMIT_QUESTION_BYTES = 1 << 20, /* one question file */
    LIMIT_QUESTION_TABLES = 512,    /* tables in one question */
    LIMIT_QUESTION_DEPTH = 64,      /* nested parentheses in a condition */
    LIMIT_QUESTION_DIMS = 8,        /* dimensions of one table */
    LIMIT_CUBE_CELLS = 16 << 20,    /* cells of one cube, margins included */
    LIMIT_TEXT_BYTES = 16 << 20,    /* a text built in memory, unless said otherwise */
    LIMIT_NAME_BYTES = 400,         /* a personal name */
    LIMIT_NOTE_BYTES = 64 << 10,    /* a free text about a person */
    LIMIT_JSON_BYTES = 16 << 20,    /* a JSON document read */
    LIMIT_JSON_DEPTH = 64,
    LIMIT_JSON_VALUES = 1 << 19,     /* values in one JSON document */
    LIMIT_CSV_CELLS = 4096,          /* cells in one row */
    LIMIT_CLAIMS = 1 << 18,          /* figures checked at once */
    LIMIT_CLAIM_PAIRS = 16,          /* dimensions of one figure */
    LIMIT_RELEASE_BYTES = 128 << 20, /* one form of a frozen answer */
    LIMIT_RELEASES = 100000,         /* releases listed at once */

    LIMIT_LINK_ROWS = 20000000,    /* persons of one file that are compared in memory */
    LIMIT_LINK_COLUMNS = 256,      /* columns of such a file */
    LIMIT_LINK_BYTES = 2000 << 20, /* its values */

    LIMIT_CLK_HEAD_BYTES = 64 << 10, /* first line of a file of encodings */
    LIMIT_CLK_RECORDS = 1 << 24,     /* records of one such file */
    LIMIT_CLK_MIB = 4096,            /* its encodings in memory */

    LIMIT_IMPORT_ROW_BYTES = 1 << 20, /* one row of a partner's file */
    LIMIT_IMPORT_ROWS = 100000000,    /* rows of one file */

    LIMIT_DIRECTORY_RECORD_BYTES = 64 << 10, /* one record of the social map */
    LIMIT_DIRECTORY_RECORDS = 1 << 18,       /* records of one file of it */

    LIMIT_CLK_HASHED_BITS = 1 << 16,  /* an encoding before it is folded */
    LIMIT_CLK_FOLDS = 8,              /* xor folds */
    LIMIT_CLK_KEY_BYTES = 4096,       /* one key of a linkage schema */
    LIMIT_CLK_INSERTS = 1 << 16,      /* bits set for one token or one feature */
    LIMIT_CLK_NGRAM = 64,             /* characters of a token */
    LIMIT_CLK_RESOLUTION = 10000,     /* steps of a numeric comparison */
    LIMIT_CLK_FRACTION_DIGITS = 18,   /* digits of it behind the point */
    LIMIT_CLK_PATTERN_BYTES = 4096,   /* a regular expression */
    LIMIT_CLK_PATTERN_STEPS = 20,     /* work for one value, in ICU's units */
    LIMIT_CLK_VALUE_BYTES = 64 << 10, /* one value of a record */
    LIMIT_CLK_MEMO_BYTES = 64 << 20,  /* what one encoder remembers */

    LIMIT_BLIND_ELEMENTS = 10000000, /* identifiers in one file to a key holder */
    LIMIT_BLIND_LINE_BYTES = 2048,   /* a line of such a file, or of the ledger */
    LIMIT_LEDGER_ENTRIES = 5000000,

    LIMIT_REQUEST_HEAD_BYTES = 32 << 10,  /* line and headers of a request */
    LIMIT_REQUEST_PATH_BYTES = 2048,      /* its path with the query */
    LIMIT_REQUEST_BODY_BYTES = 256 << 10, /* a form without a file */
    LIMIT_REQUEST_VALUES = 500,           /* values of one form */
    LIMIT_DOCUMENT_BYTES = 5 << 20,       /* one document of a person */
    LIMIT_PAYLOAD_BYTES = 256 << 10,      /* what one handover takes along */
    LIMIT_UPLOADS_AT_ONCE = 24,     /* larger than a form, under way to a server */
    LIMIT_PAGE_MS = 20000,          /* for what one request reads */
    LIMIT_CONNECTIONS = 1024,       /* of a server, in all */
    LIMIT_CONNECTIONS_OF_ONE = 256, /* of one address: an office, its browsers */

    LIMIT_QUESTION_LINE_BYTES = 1500, /* a question in an address, as it is sent */
    LIMIT_PAGE_CELLS = 20000,         /* of the tables on one page */
};

#endif
