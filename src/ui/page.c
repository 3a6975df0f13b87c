#include "ui/page.h"

#include "base/url.h"
#include "ui/assets.h"
#include "ui/icon.h"
#include "ui/newer_values.h"

#define PRODUCT "Vindplaats"

static bool is_logged_in(const struct frame *f)
{
    return f->visitor && !visitor_is_nobody(f->visitor);
}

static void head(struct buf *out, const struct frame *f)
{
    html_f(out,
           "<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"color-scheme\" content=\"light dark\">\n"
           "<meta name=\"theme-color\" content=\"#7a2e12\">\n"
           "<title>");
    if (f->has_errors) html_f(out, "%s ", tr(f->tongue, "Fout:"));
    html_f(out, "%s - " PRODUCT "</title>\n", f->title);
    html_f(out, "<link rel=\"stylesheet\" href=\"" ASSETS_FOLDER "%s\">\n",
           asset_name("app.css"));
    html_f(out,
           "<link rel=\"icon\" type=\"image/svg+xml\" href=\"" ASSETS_FOLDER "%s\">\n",
           asset_name("icon.svg"));
    html_f(out, "<script src=\"" ASSETS_FOLDER "%s\" defer></script>\n</head>\n",
           asset_name("app.js"));
}

static void main_nav(struct buf *out, const struct frame *f)
{
    static const struct {
        enum page_nav nav;
        enum permission need;
        enum icon icon;
        const char *path, *label;
    } items[] = {
        {NAV_TODAY, PERMISSION_FIELD, ICON_TODAY, "/veld", TR("Vandaag")},
        {NAV_SEARCH, PERMISSION_PERSON_SEARCH, ICON_SEARCH, "/personen/zoek",
         TR("Zoek")},
        {NAV_CONTACT, PERMISSION_CHAT_WRITE, ICON_ADD, "/contact/nieuw", TR("Contact")},
        {NAV_FILES, PERMISSION_FILES_LIST, ICON_FILES, "/dossiers", TR("Dossiers")},
        {NAV_MORE, PERMISSION_OPEN, ICON_MORE, "/meer", TR("Meer")},
    };
    html_f(out, "<nav class=\"bar\" aria-label=\"%s\">\n<ul>\n",
           tr(f->tongue, "Hoofdmenu"));
    for (size_t i = 0; i < ARRAY_LEN(items); i++) {
        if (items[i].need != PERMISSION_OPEN &&
            (uuid_is_nil(f->visitor->membership) ||
             !role_has(f->visitor->role, items[i].need)))
            continue;
        html_f(out, "<li><a href=\"%s\"", items[i].path);
        if (items[i].nav == NAV_CONTACT) html_f(out, " class=\"first\"");
        if (items[i].nav == f->nav) html_f(out, " aria-current=\"page\"");
        html_f(out, ">");
        icon_html(out, items[i].icon);
        html_f(out, "<span>");
        text_html_write(out, f->tongue, items[i].label);
        html_f(out, "</span></a></li>\n");
    }
    html_f(out, "</ul>\n</nav>\n");
}

static void top(struct buf *out, const struct frame *f)
{
    html_f(out, "<a class=\"skip\" href=\"#inhoud\">");
    text_html(out, f->tongue, "Naar de inhoud");
    html_f(out, "</a>\n<header class=\"top\">\n<a class=\"brand\" href=\"/\">" PRODUCT
                "</a>\n");
    if (is_logged_in(f)) {
        main_nav(out, f);
        if (f->visitor->organisation_name[0])
            html_f(out, "<p class=\"who\"><bdi>%s</bdi></p>\n",
                   f->visitor->organisation_name);
    }
    html_f(out, "</header>\n");
}

void page_begin(struct buf *out, const struct frame *f)
{
    const struct tongue_facts *tongue = tongue_facts(f->tongue);
    if (!f->is_partial) {
        html_f(out, "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n", tongue->code,
               tongue->is_rtl ? "rtl" : "ltr");
        head(out, f);
        html_f(out, "<body class=\"%s%s\">\n", f->is_field ? "outdoors" : "indoors",
               is_logged_in(f) ? " with-bar" : "");
        top(out, f);
    }
    html_f(out, "<main id=\"inhoud\" tabindex=\"-1\">\n");
    if (f->done) {
        html_f(out, "<p class=\"done\" role=\"status\">");
        icon_html(out, ICON_DONE);
        html_f(out, "<span>%s</span></p>\n", f->done);
    }
    kept_note(out, f);
    newer_note(out, f);
}

void page_heading(struct buf *out, const struct frame *f, const char *translated)
{
    (void)f;
    html_f(out, "<h1>%s</h1>\n", translated);
}

void page_back(struct buf *out, const struct frame *f, const char *path,
               const char *translated)
{
    (void)f;
    html_f(out, "<p class=\"back\"><a href=\"%s\">", path);
    icon_html(out, ICON_BACK);
    html_f(out, "<span>%s</span></a></p>\n", translated);
}

static void language_links(struct buf *out, const struct frame *f)
{
    html_f(out, "<nav class=\"tongues\" aria-label=\"%s\">\n",
           tr(f->tongue, "Taal kiezen"));
    icon_html(out, ICON_LANGUAGE);
    html_f(out, "<ul>\n");
    for (size_t i = 0; i < N_TONGUES; i++) {
        const struct tongue_facts *tongue = tongue_facts((enum tongue)i);
        html_f(out, "<li><a lang=\"%s\" hreflang=\"%s\" dir=\"%s\"", tongue->code,
               tongue->code, tongue->is_rtl ? "rtl" : "ltr");
        if (f->tongue == (enum tongue)i) html_f(out, " aria-current=\"true\"");
        struct buf path = {0};
        url_f(&path, "/taal?taal=%s&terug=%s", tongue->code, f->path ? f->path : "/");
        html_f(out, " rel=\"nofollow\" href=\"%s\">%s</a></li>\n", path.p, tongue->own);
        buf_dispose(&path);
    }
    html_f(out, "</ul>\n</nav>\n");
}

/* Until when one stays logged in; with script a warning before it ends (ui/stay.js),
 * with one button that puts it off. */
static void session_note(struct buf *out, const struct frame *f)
{
    if (!is_logged_in(f) || !f->ends_words) return;
    html_f(out, "<p class=\"stay\" data-left=\"%lld\">", (long long)f->ends_in_s);
    tr_html(out, f->tongue, "Je blijft aangemeld tot {0}, langer als je verder werkt.",
            f->ends_words);
    html_f(out, " <a href=\"/account/aangemeld\" target=\"_blank\" rel=\"noopener\">");
    text_html(out, f->tongue, "Blijf langer aangemeld (nieuw tabblad)");
    html_f(out, "</a></p>\n<dialog class=\"stay-dialog\" "
                "aria-labelledby=\"straks-afgemeld\">\n<h2 id=\"straks-afgemeld\">");
    text_html(out, f->tongue, "Je wordt straks afgemeld");
    html_f(out, "</h2>\n<p>");
    text_html(
        out, f->tongue,
        "Je verstuurde al een tijd niets. Blijf aangemeld, dan kan je rustig verder "
        "schrijven.");
    html_f(out, "</p>\n");
    struct frame alone = *f; /* nothing of the page belongs to this form */
    alone.page = NULL;
    form_begin(out, &alone, "/account/aangemeld", (struct uuid){{0}});
    button(out, "primary", tr(f->tongue, "Blijf aangemeld"), NULL, NULL);
    form_end(out);
    html_f(out, "</dialog>\n");
}

void page_end(struct buf *out, const struct frame *f)
{
    html_f(out, "</main>\n");
    if (f->is_partial) return;
    html_f(out, "<footer>\n");
    session_note(out, f);
    language_links(out, f);
    html_f(out, "<ul class=\"small\">\n<li><a href=\"/hulp\">");
    text_html(out, f->tongue, "Hulp");
    html_f(out, "</a></li>\n<li><a href=\"/privacy\">");
    text_html(out, f->tongue, "Privacy");
    html_f(out, "</a></li>\n<li><a href=\"/toegankelijkheid\">");
    text_html(out, f->tongue, "Toegankelijkheid");
    html_f(out, "</a></li>\n</ul>\n</footer>\n</body>\n</html>\n");
}
