/* Documents, and the small files in them: a PDF of one page, a picture of a page, plain
 * text. Made here byte by byte, so that they are the same every time. */
#include "demo/demo_files.h"
#include "store/care_store.h"

/* --- a PDF of one page (ISO 32000-1): four objects and their places --- */

enum { PDF_OBJECTS = 5 };

static void pdf_text(struct buf *b, const char *words)
{
    buf_add_char(b, '(');
    for (; *words; words++) {
        if (*words == '(' || *words == ')' || *words == '\\') buf_add_char(b, '\\');
        buf_add_char(b, *words);
    }
    buf_add_c(b, ")");
}

void paper_pdf(struct buf *out, const char *title, const char *const *lines, size_t n)
{
    struct buf page = {0};
    size_t at[PDF_OBJECTS + 1];
    buf_add_c(&page, "BT /F1 18 Tf 72 770 Td ");
    pdf_text(&page, title);
    buf_add_c(&page, " Tj /F1 11 Tf 0 -34 Td 16 TL ");
    for (size_t i = 0; i < n; i++) {
        pdf_text(&page, lines[i]);
        buf_add_c(&page, " Tj T* ");
    }
    buf_add_c(&page, "ET");
    static const char *const objects[PDF_OBJECTS] = {
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R"
        "/Resources<</Font<</F1 4 0 R>>>>>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", NULL};
    buf_clear(out);
    buf_add_c(out, "%PDF-1.4\n");
    for (size_t i = 1; i <= PDF_OBJECTS; i++) {
        at[i] = out->n;
        buf_format(out, "%zu 0 obj\n", i);
        if (objects[i - 1])
            buf_add_c(out, objects[i - 1]);
        else
            buf_format(out, "<</Length %zu>>\nstream\n%.*s\nendstream", page.n,
                       STR_ARG(buf_str(&page)));
        buf_add_c(out, "\nendobj\n");
    }
    size_t table = out->n;
    buf_format(out, "xref\n0 %d\n0000000000 65535 f \n", PDF_OBJECTS + 1);
    for (size_t i = 1; i <= PDF_OBJECTS; i++)
        buf_format(out, "%010zu 00000 n \n", at[i]);
    buf_format(out, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n",
               PDF_OBJECTS + 1, table);
    buf_dispose(&page);
}

/* --- a PNG of one bit a pixel (ISO/IEC 15948): a page with lines of writing --- */

enum { PNG_WIDTH = 96, PNG_HEIGHT = 128, PNG_ROW = 1 + PNG_WIDTH / 8 };

static void add_be32(struct buf *b, uint32_t v)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_add_char(b, (char)(v >> shift & 0xff));
}

static uint32_t crc_of(const char *p, size_t n)
{
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < n; i++) {
        crc ^= (unsigned char)p[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ UINT32_C(0xedb88320) : crc >> 1;
    }
    return ~crc;
}

static void add_chunk(struct buf *out, const char *type, struct str content)
{
    add_be32(out, (uint32_t)content.n);
    size_t from = out->n;
    buf_add(out, (struct str){type, 4});
    buf_add(out, content);
    add_be32(out, crc_of(out->p + from, out->n - from));
}

/* Rows in one stored block of deflate (RFC 1950 and 1951). */
static void add_stored(struct buf *out, const uint8_t *p, uint16_t n)
{
    uint32_t a = 1, b = 0;
    for (size_t i = 0; i < n; i++) {
        a = (a + p[i]) % 65521;
        b = (b + a) % 65521;
    }
    const char head[] = {0x78,
                         0x01,
                         0x01,
                         (char)(n & 0xff),
                         (char)(n >> 8),
                         (char)(~n & 0xff),
                         (char)(~n >> 8 & 0xff)};
    buf_add(out, (struct str){head, sizeof head});
    buf_add(out, (struct str){(const char *)p, n});
    add_be32(out, b << 16 | a);
}

void paper_png(struct buf *out, unsigned n_lines)
{
    static uint8_t rows[PNG_ROW * PNG_HEIGHT];
    struct buf part = {0};
    memset(rows, 0xff, sizeof rows);
    for (size_t y = 0; y < PNG_HEIGHT; y++) {
        uint8_t *row = rows + y * PNG_ROW;
        row[0] = 0; /* no filter */
        /* a line of writing is two pixels high, every eight */
        bool is_written = y >= 16 && (y - 16) / 8 < n_lines && y % 8 < 2;
        for (size_t x = 2; is_written && x < PNG_ROW - (y % 16 < 8 ? 2 : 4); x++)
            row[x] = 0x11;
    }
    buf_clear(out);
    buf_add(out, (struct str){"\x89PNG\r\n\x1a\n", 8});
    add_be32(&part, PNG_WIDTH);
    add_be32(&part, PNG_HEIGHT);
    buf_add(&part, (struct str){"\1\0\0\0\0", 5}); /* one bit, grey */
    add_chunk(out, "IHDR", buf_str(&part));
    buf_clear(&part);
    add_stored(&part, rows, sizeof rows);
    add_chunk(out, "IDAT", buf_str(&part));
    add_chunk(out, "IEND", STR_NONE);
    buf_dispose(&part);
}

/* --- which documents --- */

enum { LINES = 4, CONTRACT_PAPER = 7 };

static const struct {
    uint8_t kind, confidentiality;
    char form; /* p PDF, i picture, t text */
    const char *title, *lines[LINES];
} papers[] = {
    {DOCUMENT_KIND_CV,
     CONFIDENTIALITY_ORDINARY,
     'p',
     "Cv, tweede versie",
     {"Ervaring: keuken, poetshulp, mantelzorg", "Talen: Nederlands, Arabisch, Frans",
      "Beschikbaar: schooluren", "Rijbewijs: bezig"}},
    {DOCUMENT_KIND_DIPLOMA,
     CONFIDENTIALITY_ORDINARY,
     'i',
     "Diploma, foto van het origineel",
     {""}},
    {DOCUMENT_KIND_LETTER,
     CONFIDENTIALITY_OWN_ORGANISATION,
     'i',
     "Brief van de huisbaas, foto",
     {""}},
    {DOCUMENT_KIND_AGREEMENT,
     CONFIDENTIALITY_ORDINARY,
     'p',
     "Wat we afspraken",
     {"1. We zien elkaar om de twee weken.", "2. Ik zeg het als het te veel wordt.",
      "3. Mijn begeleider belt, ik neem op.", "4. Stoppen mag altijd."}},
    {DOCUMENT_KIND_LETTER,
     CONFIDENTIALITY_HEALTH,
     'p',
     "Brief van de behandelaar",
     {"Halve dagen zijn haalbaar.", "Tillen tot vijf kilo.",
      "Herbekijken in het voorjaar.", ""}},
    {DOCUMENT_KIND_OTHER,
     CONFIDENTIALITY_ORDINARY,
     't',
     "Lijst van crèches",
     {"De Zonnebloem: plaats vanaf januari", "Het Schuitje: wachtlijst, derde",
      "Pieternel: alleen voormiddag", "Kabouterhuis: teruggebeld"}},
    {DOCUMENT_KIND_DIPLOMA,
     CONFIDENTIALITY_ORDINARY,
     'p',
     "Attest taalniveau",
     {"Mondeling: niveau 2.1", "Schriftelijk: niveau 1.2",
      "Afgelegd in het leercentrum", ""}},
    {DOCUMENT_KIND_CONTRACT,
     CONFIDENTIALITY_OWN_ORGANISATION,
     'p',
     "Arbeidsovereenkomst",
     {"Functie: medewerker productie", "Uren: 24 per week",
      "Duur: bepaald, zes maanden", "Proefdag: gedaan"}},
};

static const char *const media_types[] = {['p'] = "application/pdf",
                                          ['i'] = "image/png",
                                          ['t'] = "text/plain; charset=utf-8"};

static void paper_make(struct buf *out, size_t paper)
{
    switch (papers[paper].form) {
    case 'p':
        paper_pdf(out, papers[paper].title, papers[paper].lines, LINES);
        break;
    case 'i':
        paper_png(out, 9 + (unsigned)paper % 4);
        break;
    default:
        buf_clear(out);
        for (size_t i = 0; i < LINES; i++)
            buf_format(out, "%s\n", papers[paper].lines[i]);
    }
}

static enum err_code add_paper(struct demo_files *f, size_t i, size_t paper,
                               struct day on, struct buf *content, struct err *e)
{
    struct demo *d = f->d;
    struct document_fact document = {.id = demo_uuid(d, on),
                                     .person = f->file[i].person.id,
                                     .on = on,
                                     .kind = papers[paper].kind,
                                     .confidentiality = papers[paper].confidentiality,
                                     .organisation = f->home,
                                     .worker = f->guide,
                                     .title = str_of(papers[paper].title)};
    snprintf(document.media_type, sizeof document.media_type, "%s",
             media_types[(unsigned char)papers[paper].form]);
    paper_make(content, paper);
    recorded_on(d, on, 10 * 60);
    return document_add(d->w, &document, buf_str(content), e);
}

enum err_code add_contract_paper(struct demo_files *f, size_t i, struct day on,
                                 struct err *e)
{
    struct buf content = {0};
    enum err_code rc = add_paper(f, i, CONTRACT_PAPER, on, &content, e);
    buf_dispose(&content);
    return rc;
}

enum err_code fill_documents(struct demo_files *f, struct err *e)
{
    struct buf content = {0};
    enum err_code rc = OK;
    for (size_t i = 0; i < f->n; i++) {
        struct day from = file_trajectory(&f->file[i])->reached_on;
        /* all in the first file, two to four in the next nine, one in the others */
        size_t n = i % 3 != 0;
        if (i < 10) n = 2 + i % 3;
        if (i == 0) n = CONTRACT_PAPER;
        for (size_t k = 0; k < n; k++)
            TRY(add_paper(f, i, (i * 3 + k) % CONTRACT_PAPER,
                          day_before_today(f->d, from, 6 + 11 * (int)k), &content, e));
    }
out:
    buf_dispose(&content);
    return rc;
}
