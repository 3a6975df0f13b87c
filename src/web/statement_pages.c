/* What everybody may know about this service, without a login: how it deals with what
 * is known about people, and for whom it works. Kept true by hand: a change of
 * behaviour changes these words. */
#include "web/route.h"

static void heading(struct buf *out, const struct frame *f, const char *marked)
{
    html_f(out, "<h2>");
    text_html_write(out, f->tongue, marked);
    html_f(out, "</h2>\n");
}

/* paragraphs, or the items of a list; ended by NULL */
static void words(struct buf *out, const struct frame *f, bool is_list,
                  const char *const *marked)
{
    if (is_list) html_f(out, "<ul>\n");
    for (size_t i = 0; marked[i]; i++) {
        if (is_list)
            html_f(out, "<li>");
        else
            html_f(out, "<p>");
        text_html_write(out, f->tongue, marked[i]);
        if (is_list)
            html_f(out, "</li>\n");
        else
            html_f(out, "</p>\n");
    }
    if (is_list) html_f(out, "</ul>\n");
}
#define PARAGRAPHS(out, f, ...)                                                        \
    words((out), (f), false, (const char *const[]){__VA_ARGS__, NULL})
#define ITEMS(out, f, ...)                                                             \
    words((out), (f), true, (const char *const[]){__VA_ARGS__, NULL})

static enum err_code show_privacy(struct reply *r, struct request *q, struct err *e)
{
    (void)e;
    struct buf *out = &r->body;
    struct frame f = frame_of(q, tr(q->tongue, "Wat we over jou bewaren"));
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    PARAGRAPHS(
        out, &f,
        TR("Met Vindplaats houdt een begeleider bij wat jullie samen doen op weg "
           "naar werk. Je dossier is van jou."));
    heading(out, &f, TR("Wat staat erin?"));
    ITEMS(out, &f, TR("Wie je bent, zoals je dat zelf zegt. Je mag ook niets zeggen."),
          TR("Wat jij wilt bereiken, in je eigen woorden."),
          TR("Wat er gebeurde: gesprekken, stappen, afspraken, werk."));
    heading(out, &f, TR("Wie kan het lezen?"));
    ITEMS(out, &f, TR("Je eigen begeleider."),
          TR("Collega's van dezelfde organisatie, als dat nodig is voor hun werk."),
          TR("Partners van hetzelfde project: een deel, nooit je gezondheid."),
          TR("Wat over je gezondheid gaat: alleen je vaste begeleiders."),
          TR("Wie geld geeft voor de begeleiding, ziet alleen aantallen."));
    PARAGRAPHS(out, &f,
               TR("Telkens als iemand je dossier opent, staat dat in een lijst: wie, "
                  "wanneer en waarom. Vraag je begeleider om die lijst te tonen."));
    heading(out, &f, TR("Wat kun je vragen?"));
    ITEMS(out, &f, TR("Je dossier bekijken."), TR("Iets laten verbeteren."),
          TR("Laten wissen wie je bent. Wat geteld werd, blijft als getal bestaan."),
          TR("Niet antwoorden op een vraag. Dat heeft geen gevolgen."));
    PARAGRAPHS(out, &f,
               TR("Vraag het aan je begeleider. Ben je niet tevreden? Dan kun je een "
                  "klacht indienen bij de Gegevensbeschermingsautoriteit."));
    heading(out, &f, TR("Wat bewaart je toestel?"));
    PARAGRAPHS(
        out, &f,
        TR("Twee kleine bestanden (cookies): een dat je aangemeld houdt en een "
           "dat je taal onthoudt. Niemand volgt je, en niets komt van een andere "
           "website."));
    page_end(out, &f);
    return OK;
}

static enum err_code show_accessibility(struct reply *r, struct request *q,
                                        struct err *e)
{
    (void)e;
    struct buf *out = &r->body;
    struct frame f = frame_of(q, tr(q->tongue, "Toegankelijkheid"));
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    PARAGRAPHS(out, &f,
               TR("Iedereen moet Vindplaats kunnen gebruiken. We volgen de regels van "
                  "WCAG 2.2, niveau AA."));
    heading(out, &f, TR("Wat werkt"));
    ITEMS(out, &f, TR("Alles kan met het toetsenbord."),
          TR("De bladzijden passen op een kleine telefoon en bij 400 % vergroting."),
          TR("De kleuren hebben veel contrast, ook in het donker en in de zon."),
          TR("Alles werkt ook zonder JavaScript."),
          TR("In het Arabisch loopt de bladzijde van rechts naar links."));
    heading(out, &f, TR("Hoe we het nakijken"));
    PARAGRAPHS(out, &f,
               TR("Een programma (axe-core) bekijkt elke bladzijde bij elke wijziging, "
                  "op telefoon en computer, in het Nederlands en het Arabisch."));
    heading(out, &f, TR("Wat nog niet in orde is"));
    ITEMS(
        out, &f, TR("Mensen met een schermlezer hebben het nog niet uitgeprobeerd."),
        TR("De Arabische teksten zijn nog niet nagelezen door iemand die Arabisch als "
           "moedertaal heeft."),
        TR("Namen van keuzelijsten staan in het Arabisch nog in het Nederlands."));
    heading(out, &f, TR("Lukt iets niet?"));
    PARAGRAPHS(out, &f,
               TR("Zeg het aan de organisatie waar je met Vindplaats werkt of waar je "
                  "begeleid wordt. Helpt dat niet, dan kun je terecht bij de Vlaamse "
                  "Ombudsdienst."));
    page_end(out, &f);
    return OK;
}

const struct route statement_routes[] = {
    {"GET", "/privacy", PERMISSION_OPEN, NULL,
     "what is kept about people, and who sees it", show_privacy},
    {"GET", "/toegankelijkheid", PERMISSION_OPEN, NULL,
     "for whom the pages work, and what does not yet", show_accessibility},
    {0},
};
