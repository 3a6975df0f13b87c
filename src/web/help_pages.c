/* Help, and the rest of the navigation for phones. */
#include "act/person_edit.h"
#include "web/home_path.h"
#include "web/route.h"

static void part(struct buf *out, const struct frame *f, const char *id,
                 const char *title)
{
    html_f(out, "<h2 id=\"%s\">", id);
    text_html_write(out, f->tongue, title);
    html_f(out, "</h2>\n");
}

static void say(struct buf *out, const struct frame *f, const char *text)
{
    html_f(out, "<p>");
    text_html_write(out, f->tongue, text);
    html_f(out, "</p>\n");
}

static void say_list(struct buf *out, const struct frame *f, const char *const *texts,
                     size_t n)
{
    html_f(out, "<ul>\n");
    for (size_t i = 0; i < n; i++) {
        html_f(out, "<li>");
        text_html_write(out, f->tongue, texts[i]);
        html_f(out, "</li>\n");
    }
    html_f(out, "</ul>\n");
}

static enum err_code show_help(struct reply *r, struct request *q, struct err *e)
{
    struct buf *out = &r->body;
    struct frame f = frame_of(q, tr(q->tongue, "Hulp"));
    (void)e;
    static const char *const door[] = {
        TR("Je krijgt een uitnodiging van wie in jouw organisatie de aanmeldingen "
           "beheert. Daarmee kies je zelf een wachtwoord."),
        TR("Wachtwoord vergeten, of een nieuwe telefoon? Vraag een nieuwe "
           "uitnodiging."),
        TR("Na twee uur zonder gebruik ben je afgemeld, en altijd na twaalf uur."),
        TR("Toestel kwijt? Meld het af bij Mijn account, of vraag het aan je "
           "organisatie."),
    };
    static const char *const files[] = {
        TR("Zoek eerst of de persoon er al is. Een tikfout in de naam is niet erg."),
        TR("Je ziet alleen mensen die jij of je organisatie begeleidt. Zie je iemand "
           "niet? Vraag het aan de netwerkcoördinator."),
        TR("Wat je bekijkt, wordt genoteerd. De persoon mag die lijst zien."),
        TR("Schreef je iets verkeerd? Verbeter het: de vorige versie blijft bewaard."),
    };
    static const char *const participant[] = {
        TR("Vraag aan je begeleider om samen op het scherm te kijken. Dat mag altijd."),
        TR("Je mag weten wie in je dossier keek. Je begeleider kan het tonen."),
        TR("Klopt er iets niet, of wil je iets niet zeggen? Zeg het: dan wordt het "
           "verbeterd of blijft het leeg. Daar staat niets tegenover."),
    };
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    part(out, &f, "aanmelden", TR("Aanmelden"));
    say_list(out, &f, door, ARRAY_LEN(door));
    part(out, &f, "dossiers", TR("Werken met dossiers"));
    say_list(out, &f, files, ARRAY_LEN(files));
    part(out, &f, "deelnemer", TR("Ik doe mee aan een traject"));
    say_list(out, &f, participant, ARRAY_LEN(participant));
    part(out, &f, "werkgever", TR("Ik ben werkgever"));
    say(out, &f,
        TR("Bel de begeleider van wie bij je werkt: het nummer staat op de afspraken "
           "die je kreeg. Je ziet hier geen dossiers."));
    page_end(out, &f);
    return OK;
}

/* What the navigation has no room for. */
static const struct {
    enum permission need;
    const char *path, *label, *say;
} more_items[] = {
    {PERMISSION_FIELD, "/agenda", TR("Mijn agenda"), TR("Je afspraken, per week.")},
    {PERMISSION_FIELD, "/nazorg", TR("Nazorg"),
     TR("Wie begon te werken en wanneer je weer eens hoort hoe het gaat.")},
    {PERMISSION_HANDOVER_RECEIVE, "/overdrachten", TR("Overdrachten"),
     TR("Wie naar jullie komt, en wie jullie warm overdroegen.")},
    {PERMISSION_PLACE_READ, "/vindplaatsen", TR("Vindplaatsen"),
     TR("Plaatsen waar je mensen ontmoet, en acties daar.")},
    {PERMISSION_SERVICE_READ, "/sociale-kaart", TR("Sociale kaart"),
     TR("Diensten die helpen: zoek op nood, gemeente, taal en uren.")},
    {PERMISSION_CHAT_WRITE, "/gesprekken", TR("Mensen zonder naam"),
     TR("Wie je vaker ziet en nog geen dossier heeft.")},
    {PERMISSION_QUESTION_ASK, "/cijfers", TR("Cijfers"),
     TR("Tabellen, vragen en vrijgegeven antwoorden.")},
    {PERMISSION_PROJECT_READ, "/projecten", TR("Projecten"),
     TR("Doelen, begroting, deelnemers en verslagen.")},
    {PERMISSION_PROJECT_READ, "/oproepen", TR("Oproepen"),
     TR("Wat een oproep beoogde en wat werd bereikt.")},
    {PERMISSION_PARTNERSHIP_READ, "/partnerschappen", TR("Partnerschappen"),
     TR("Wie samenwerkt, wat is afgesproken en wat ervan kwam.")},
    {PERMISSION_SESSION_WRITE, "/sessies", TR("Groepssessies"),
     TR("Wie er verwacht wordt en wie er was, in één keer aangetikt.")},
    {PERMISSION_COORDINATE, "/netwerk", TR("Netwerk"),
     TR("Overdrachten die wachten, en wie jou om afstemming vroeg.")},
    {PERMISSION_EMPLOYER, "/werkgevers", TR("Werkgevers"),
     TR("Wie ze kunnen bellen, wat ze zoeken, wat jullie samen deden.")},
    {PERMISSION_SIGNAL_READ, "/signalen", TR("Signalen"),
     TR("Wat voor veel mensen in de weg staat, en wat ermee gebeurt.")},
    {PERMISSION_CONFLICT_DECIDE, "/conflicten", TR("Twee versies"),
     TR("Gegevens die door twee mensen anders werden ingevuld.")},
    {PERMISSION_CONSULTATION, "/overleg", TR("Overleg"),
     TR("Wie samenzat, waarover het ging en wat beloofd werd.")},
    {PERMISSION_DOUBLES, "/dubbels", TR("Mogelijk dubbel"),
     TR("Dossiers die over dezelfde mens kunnen gaan.")},
    {PERMISSION_INSTRUMENTS, "/beheer/meetschalen", TR("Meetschalen"),
     TR("Vragen en schalen van je organisatie.")},
    {PERMISSION_INSTRUMENTS, "/projecten/criteria", TR("Wanneer is een traject rond?"),
     TR("Wat jullie in elk project afspraken.")},
    {PERMISSION_ACCOUNTS, "/beheer/gebruikers", TR("Gebruikers"),
     TR("Wie zich kan aanmelden, in welke rol en tot wanneer.")},
    {PERMISSION_LOGS, "/beheer/logboek", TR("Logboek"),
     TR("Wie keek in welk dossier.")},
    {PERMISSION_OWN_ACCOUNT, "/account", TR("Mijn account"),
     TR("Wachtwoord, toestellen, tweede stap, afmelden.")},
    {PERMISSION_OPEN, "/hulp", TR("Hulp"), TR("Hoe het werkt.")},
};

static enum err_code show_more(struct reply *r, struct request *q, struct err *e)
{
    const struct visitor *v = &q->asking.visitor;
    struct buf *out = &r->body;
    struct frame f = frame_of(q, tr(q->tongue, "Meer"));
    int64_t n_conflicts;
    enum err_code rc = conflict_count(&n_conflicts, &q->asking, e);
    if (rc != OK) return rc;
    f.nav = NAV_MORE;
    page_begin(out, &f);
    page_heading(out, &f, f.title);
    html_f(out, "<ul class=\"list\">\n");
    for (size_t i = 0; i < ARRAY_LEN(more_items); i++) {
        enum permission_scope scope = permission_scope_of(more_items[i].need);
        bool is_role = scope == SCOPE_ROLE || scope == SCOPE_PERSON;
        if (is_role &&
            (uuid_is_nil(v->membership) || !role_has(v->role, more_items[i].need)))
            continue;
        html_f(out, "<li><a href=\"%s\">", more_items[i].path);
        text_html_write(out, q->tongue, more_items[i].label);
        html_f(out, "</a>\n<span class=\"quiet\">");
        text_html_write(out, q->tongue, more_items[i].say);
        if (n_conflicts && more_items[i].need == PERMISSION_CONFLICT_DECIDE) {
            html_f(out, " ");
            tr_html(out, q->tongue, "Te beslissen: {0}.",
                    arena_format(q->asking.arena, "%lld", (long long)n_conflicts));
        }
        html_f(out, "</span></li>\n");
    }
    if (v->n_memberships > 1) {
        html_f(out, "<li><a href=\"/aanmelden/rol\">");
        text_html(out, q->tongue, "Wissel van rol");
        html_f(out, "</a></li>\n");
    }
    html_f(out, "</ul>\n");
    form_begin(out, &f, "/afmelden", (struct uuid){{0}});
    button(out, "secondary", tr(q->tongue, "Meld af"), NULL, NULL);
    form_end(out);
    page_end(out, &f);
    return OK;
}

const struct route help_routes[] = {
    {"GET", "/hulp", PERMISSION_OPEN, NULL, "how it works, for who asks", show_help},
    {"GET", "/meer", PERMISSION_OWN_ACCOUNT, NULL, "the rest of the navigation",
     show_more},
    {0},
};
