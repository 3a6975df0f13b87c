#include "web/service_parts.h"

#include "base/brussels.h"
#include "domain/freshness.h"
#include "domain/geography.h"
#include "domain/hours_text.h"
#include "web/field_parts.h"
#include "web/list_filter.h"

enum { SERVICES_A_PAGE = 20 };

/* --- what is asked --- */

struct service_asked service_asked_read(const struct request *q)
{
    struct form_errors ignored = {0}; /* a filter that makes no sense filters nothing */
    struct service_asked asked = {.condition = CODE_MISSING};
    struct service_wanted *w = &asked.filter.wanted;
    w->words = request_text(q, "woord");
    form_code(&asked.condition, q, "drempel", LIST_CONTEXT_CONDITION, true, "",
              &ignored);
    if (asked.condition != CODE_MISSING)
        w->term = directory_term_id(TAXONOMY_CONDITION, asked.condition);
    if (geo_municipality_index(request_text(q, "gemeente")) >= 0)
        snprintf(w->place, sizeof w->place, "%.*s",
                 STR_ARG(request_text(q, "gemeente")));
    w->language = request_text(q, "taal");
    struct str ticks = request_many(q, "ook");
    struct str tick;
    bool shows_all = false;
    while (ticks.n && str_split(&tick, &ticks, ',')) {
        w->is_free = w->is_free || str_eq(tick, S("gratis"));
        asked.filter.is_open_now = asked.filter.is_open_now || str_eq(tick, S("open"));
        shows_all = shows_all || str_eq(tick, S("alle"));
    }
    w->is_active = !shows_all;
    if (request_text(q, "vanaf").n)
        form_number(&asked.from, q, "vanaf", 0, 100000, "", &ignored);
    w->first = (size_t)asked.from;
    w->most = SERVICES_A_PAGE;
    return asked;
}

void service_filter_html(struct buf *out, const struct frame *f,
                         const struct request *q, const char *path,
                         const struct service_asked *asked)
{
    enum tongue t = f->tongue;
    struct arena *a = q->asking.arena;
    const struct choice ticks[] = {
        {.value = "open", .label = tr(t, "Nu open")},
        {.value = "gratis", .label = tr(t, "Gratis")},
        {.value = "alle", .label = tr(t, "Ook volzet of gesloten")}};
    size_t n;
    form_begin_get(out, f, path);
    filter_code(out, f, q, "drempel", tr(t, "Waarvoor?"), LIST_CONTEXT_CONDITION);
    struct choice *places = municipality_choices(&n, a, f);
    field_select(out, f,
                 &(struct field){.name = "gemeente",
                                 .label = tr(t, "In welke gemeente?"),
                                 .value = str_of(asked->filter.wanted.place),
                                 .may_be_empty = true},
                 places, n, NULL);
    fold_begin(out,
               asked->filter.wanted.language.n || request_has(q, "ook") ||
                   asked->filter.wanted.words.n,
               tr(t, "Taal, uren, prijs, woord"));
    filter_code(out, f, q, "taal", tr(t, "In welke taal?"), LIST_LANGUAGE);
    field_checks(out, f,
                 &(struct field){.name = "ook",
                                 .label = tr(t, "Toon"),
                                 .value = request_many(q, "ook"),
                                 .may_be_empty = true},
                 ticks, ARRAY_LEN(ticks), NULL);
    field_text(out, f,
               &(struct field){.name = "woord",
                               .label = tr(t, "Een woord uit de naam"),
                               .value = request_text(q, "woord"),
                               .may_be_empty = true},
               NULL);
    fold_end(out);
    button(out, "primary", tr(t, "Zoek"), NULL, NULL);
    form_end(out);
}

const char *service_list_path(const struct request *q, const char *path, size_t from)
{
    static const char *const names[] = {"drempel", "gemeente", "taal", "ook", "woord"};
    return filtered_path(q, path, from, names, ARRAY_LEN(names));
}

/* --- pieces --- */

void places_html(struct buf *out, const struct frame *f, const struct text_list *areas)
{
    enum lang lang = tongue_facts(f->tongue)->lang;
    for (size_t i = 0; i < areas->n; i++) {
        int index = geo_municipality_index(areas->at[i]);
        if (i) html_f(out, ", ");
        if (index >= 0)
            html_f(out, "<bdi>%s</bdi>", geo_municipality_name(index, lang));
        else
            html_f(out, "<bdi dir=\"auto\">%.*s</bdi>", STR_ARG(areas->at[i]));
    }
}

void languages_html(struct buf *out, const struct frame *f,
                    const struct text_list *languages)
{
    const struct code_list *list = code_list_at(LIST_LANGUAGE);
    for (size_t i = 0; i < languages->n; i++) {
        int index = code_index(list, languages->at[i]);
        if (i) html_f(out, ", ");
        if (index >= 0)
            label_html(out, f->tongue, LIST_LANGUAGE, (uint8_t)index);
        else
            html_f(out, "<bdi dir=\"auto\">%.*s</bdi>", STR_ARG(languages->at[i]));
    }
}

void service_hours_html(struct buf *out, const struct frame *f,
                        const struct service_view *v, int64_t now_ms)
{
    enum lang lang = tongue_facts(f->tongue)->lang;
    struct week_line lines[7];
    size_t n = openings_week(lines, v->openings, v->n_openings, f->today);
    int minute;
    struct day today = brussels_day(now_ms, &minute);
    for (size_t i = 0; i < n; i++) {
        struct buf days = {0}, spans = {0};
        weekdays_write(&days, lines[i].weekdays, lang);
        spans_write(&spans, &lines[i]);
        if (i) html_f(out, "<br>");
        html_f(out, "<bdi>%.*s %.*s</bdi>", STR_ARG(buf_str(&days)),
               STR_ARG(buf_str(&spans)));
        buf_dispose(&days);
        buf_dispose(&spans);
    }
    for (size_t i = 0; i < v->hours_words.n; i++) {
        if (n || i) html_f(out, "<br>");
        words_html(out, v->hours_words.at[i]);
    }
    if (!v->n_openings || v->status != SERVICE_STATUS_ACTIVE) return;
    html_f(out, " ");
    if (openings_are_open(v->openings, v->n_openings, today, minute))
        html_f(out, "<span class=\"tag good\">%s</span>", tr(f->tongue, "nu open"));
    else
        html_f(out, "<span class=\"tag\">%s</span>", tr(f->tongue, "nu dicht"));
}

void service_verified_html(struct buf *out, const struct frame *f, struct arena *a,
                           const struct service_view *v)
{
    enum tongue t = f->tongue;
    const char *day =
        day_is_none(v->verified_on) ? "" : day_words(a, t, v->verified_on, f->today);
    if (day_is_none(v->verified_on)) {
        html_f(out, "<span class=\"tag warning\">%s</span>",
               tr(t, "nog nooit nagekeken"));
        return;
    }
    if (freshness_is_stale(v->score)) {
        html_f(out, "<span class=\"tag warning\">");
        tr_html(out, t, "niet nagekeken sinds {0}", day);
        html_f(out, "</span>");
    } else if (v->verified_by.n) {
        tr_html(out, t, "nagekeken op {0} door {1}", day,
                arena_format(a, "%.*s", STR_ARG(v->verified_by)));
    } else {
        tr_html(out, t, "nagekeken op {0}", day);
    }
}

void service_state_html(struct buf *out, const struct frame *f,
                        const struct service_view *v)
{
    if (v->status != SERVICE_STATUS_ACTIVE) {
        html_f(out, "<span class=\"tag warning\">");
        if (v->status < N_SERVICE_STATUS)
            label_html(out, f->tongue, LIST_SERVICE_STATUS, v->status);
        else
            text_html(out, f->tongue, "stand niet gekend");
        html_f(out, "</span> ");
    } else if (v->is_full) {
        html_f(out, "<span class=\"tag warning\">%s</span> ",
               tr(f->tongue, "neemt nu niemand aan"));
    }
}

/* --- a card --- */

void service_card_open(struct buf *out, const struct frame *f, struct arena *a,
                       const struct service_view *v, const char *path, int64_t now_ms)
{
    enum tongue t = f->tongue;
    html_f(out,
           "<li class=\"card\"><h2><a href=\"%s\"><bdi "
           "dir=\"auto\">%.*s</bdi></a></h2>\n<p>",
           path, STR_ARG(v->name));
    service_state_html(out, f, v);
    if (v->organisation_name.n)
        html_f(out, "<bdi dir=\"auto\">%.*s</bdi>", STR_ARG(v->organisation_name));
    if (v->n_places) {
        html_f(out, " · <bdi dir=\"auto\">%.*s</bdi>", STR_ARG(v->places[0].city));
    }
    if (v->n_openings || v->hours_words.n) {
        html_f(out, "<br>");
        service_hours_html(out, f, v, now_ms);
    }
    html_f(out, "</p>\n<p class=\"quiet\">");
    const char *between = "";
    if (v->waiting_days >= 0) {
        const char *days = arena_format(a, "%d", v->waiting_days);
        tr_fill(out, tr_n(t, "{0} dag wachten", "{0} dagen wachten", v->waiting_days),
                (const char *const[]){days, NULL});
        between = " · ";
    }
    if (v->is_free) {
        html_f(out, "%s%s", between, tr(t, "gratis"));
        between = " · ";
    }
    if (v->languages.n) {
        html_f(out, "%s", between);
        languages_html(out, f, &v->languages);
        between = " · ";
    }
    /* what is out of date stands as a tag on a line of its own */
    bool is_tag = day_is_none(v->verified_on) || freshness_is_stale(v->score);
    if (is_tag && between[0])
        html_f(out, "<br>");
    else
        html_f(out, "%s", between);
    service_verified_html(out, f, a, v);
    html_f(out, "</p>\n");
}
