#include "web/field_parts.h"

#include "domain/geography.h"

struct str id_str(struct arena *a, struct uuid id)
{
    char text[UUID_TEXT + 1];
    uuid_text(text, id);
    return (struct str){arena_copy(a, text, UUID_TEXT), UUID_TEXT};
}

const char *id_path(struct arena *a, const char *before, struct uuid id,
                    const char *after)
{
    char text[UUID_TEXT + 1];
    uuid_text(text, id);
    return arena_format(a, "%s%s%s", before, text, after);
}

struct str day_value(struct arena *a, struct day d)
{
    char text[DAY_TEXT + 1];
    if (day_is_none(d)) return STR_NONE;
    day_text(text, d);
    return str_of(arena_copy(a, text, DAY_TEXT));
}

struct str code_value(enum list_number list, uint8_t code)
{
    const struct code_list *l = code_list_at(list);
    return code < l->n ? str_of(l->codes[code].code) : STR_NONE;
}

void fold_begin(struct buf *out, bool is_open, const char *translated)
{
    if (is_open)
        html_f(out, "<details open>");
    else
        html_f(out, "<details>");
    html_f(out, "<summary>%s</summary>\n", translated);
}

void fold_end(struct buf *out)
{
    html_f(out, "</details>\n");
}

void field_lead(struct request *q, const char *path, const char *done)
{
    struct reply lead = {0};
    reply_redirect(&lead, q, path, done);
    q->asking.location = lead.location;
}

void field_follow(struct reply *r, const struct request *q)
{
    reply_redirect(r, q, q->asking.location, NULL);
}

/* --- target groups --- */

struct str groups_value(struct arena *a, uint32_t groups)
{
    const struct code_list *list = code_list_at(LIST_TARGET_GROUP);
    const char *value = "";
    for (unsigned g = 0; g < N_TARGET_GROUP; g++)
        if (groups >> g & 1)
            value = arena_format(a, "%s%s%s", value, value[0] ? "," : "",
                                 list->codes[g].code);
    return str_of(value);
}

bool form_groups(uint32_t *out, const struct request *q, const char *name,
                 struct form_errors *errors)
{
    const struct code_list *list = code_list_at(LIST_TARGET_GROUP);
    struct str word, words = request_many(q, name);
    *out = 0;
    while (words.n && str_split(&word, &words, ',')) {
        int index = code_index(list, str_trim(word));
        if (index < 0) {
            form_error(errors, name, tr(q->tongue, "Kies doelgroepen uit de lijst"));
            return false;
        }
        *out |= 1u << index;
    }
    return true;
}

void groups_html(struct buf *out, const struct frame *f, uint32_t groups)
{
    bool is_first = true;
    for (uint8_t g = 0; g < N_TARGET_GROUP; g++) {
        if (!(groups >> g & 1)) continue;
        if (!is_first) html_f(out, ", ");
        label_html(out, f->tongue, LIST_TARGET_GROUP, g);
        is_first = false;
    }
}

/* --- where --- */

static int by_label(const void *x, const void *y)
{
    const struct choice *a = x, *b = y;
    return strcmp(a->label, b->label);
}

struct choice *municipality_choices(size_t *n_out, struct arena *a,
                                    const struct frame *f)
{
    enum lang lang = tongue_facts(f->tongue)->lang;
    struct choice *choices = arena_new_array(a, struct choice, N_MUNICIPALITY);
    size_t n = 0;
    for (int i = 0; i < N_MUNICIPALITY; i++) {
        int region = geo_region(i, f->today);
        if (!geo_municipality_exists(i, f->today) ||
            (region != REGION_FLEMISH && region != REGION_BRUSSELS))
            continue;
        choices[n++] = (struct choice){.value = geo_municipality_refnis(i),
                                       .label = geo_municipality_name(i, lang)};
    }
    qsort(choices, n, sizeof *choices, by_label);
    *n_out = n;
    return choices;
}

void municipality_html(struct buf *out, const struct frame *f, const char *refnis)
{
    int index = refnis[0] ? geo_municipality_index(str_of(refnis)) : GEO_UNKNOWN;
    if (index >= 0)
        html_f(out, "<bdi>%s</bdi>",
               geo_municipality_name(index, tongue_facts(f->tongue)->lang));
    else
        text_html(out, f->tongue, "gemeente nog niet ingevuld");
}

enum err_code place_choices(struct choice **out, size_t *n_out, const struct asking *a,
                            struct err *e)
{
    struct place_wanted wanted = {.organisation = a->visitor.organisation,
                                  .kind = CODE_MISSING,
                                  .target_group = CODE_MISSING,
                                  .today = a->today,
                                  .most = LISTED_PLACES};
    struct place_view *places;
    enum err_code rc = place_list(&places, n_out, a->arena, a->house->db, &wanted, e);
    if (rc != OK) return rc;
    *out = arena_new_array(a->arena, struct choice, *n_out + 1);
    for (size_t i = 0; i < *n_out; i++)
        (*out)[i] = (struct choice){.value = id_str(a->arena, places[i].fact.id).p,
                                    .label = places[i].fact.name};
    return OK;
}

/* --- when --- */

const char *weekday_words(enum tongue t, uint8_t weekday)
{
    static const char *const days[] = {TR("maandag"),   TR("dinsdag"), TR("woensdag"),
                                       TR("donderdag"), TR("vrijdag"), TR("zaterdag"),
                                       TR("zondag")};
    return weekday >= 1 && weekday <= 7 ? tr_later(t, days[weekday - 1]) : "";
}

const char *clock_words(struct arena *a, int minute_of_day)
{
    return arena_format(a, "%d:%02d", minute_of_day / 60, minute_of_day % 60);
}

void hours_html(struct buf *out, const struct frame *f, struct arena *a,
                const struct place_view *place)
{
    for (size_t i = 0; i < place->n_hours; i++) {
        const struct place_hour_fact *h = &place->hours[i];
        if (i) html_f(out, "<br>");
        tr_html(out, f->tongue, "{0} van {1} tot {2}",
                weekday_words(f->tongue, h->weekday), clock_words(a, h->from_minute),
                clock_words(a, h->to_minute));
    }
}

bool place_is_open(const struct place_view *place, struct day today, int minute_of_day)
{
    /* 1 January 1970 was a Thursday */
    uint8_t weekday = (uint8_t)(((today.v + 3) % 7 + 7) % 7 + 1);
    for (size_t i = 0; i < place->n_hours; i++) {
        const struct place_hour_fact *h = &place->hours[i];
        if (h->weekday == weekday && h->from_minute <= minute_of_day &&
            minute_of_day < h->to_minute)
            return true;
    }
    return false;
}

/* --- lines --- */

void place_line(struct buf *out, const struct frame *f, struct arena *a,
                const struct place_view *place)
{
    html_f(out,
           "<li><a href=\"%s\"><bdi dir=\"auto\">%s</bdi></a>\n<p class=\"quiet\">",
           id_path(a, "/vindplaatsen/", place->fact.id, ""), place->fact.name);
    label_html(out, f->tongue, LIST_PLACE_KIND, place->fact.kind);
    html_f(out, " · ");
    municipality_html(out, f, place->fact.municipality);
    if (place->groups) {
        html_f(out, "<br>");
        groups_html(out, f, place->groups);
    }
    if (place->n_hours) {
        html_f(out, "<br>");
        hours_html(out, f, a, place);
    }
    html_f(out, "<br>");
    if (day_is_none(place->last_on))
        text_html(out, f->tongue, "nog niet geweest");
    else
        tr_html(out, f->tongue, "laatst geweest: {0}",
                day_words(a, f->tongue, place->last_on, f->today));
    html_f(out, " · ");
    const char *n = arena_format(a, "%lld", (long long)place->n_met);
    tr_fill(
        out,
        tr_n(f->tongue, "{0} persoon bereikt", "{0} personen bereikt", place->n_met),
        (const char *const[]){n, NULL});
    html_f(out, "</p></li>\n");
}

const char *action_days(struct arena *a, const struct frame *f,
                        const struct action_view *action)
{
    const char *first = day_words(a, f->tongue, action->fact.on, f->today);
    struct day last = action->course.ended_on;
    if (day_is_none(last) || last.v == action->fact.on.v) return first;
    return arena_format(a, "%s - %s", first, day_words(a, f->tongue, last, f->today));
}

void action_line(struct buf *out, const struct frame *f, struct arena *a,
                 const struct action_view *action)
{
    const char *n = arena_format(a, "%lld", (long long)action->n_met);
    html_f(out, "<li><a href=\"%s\"><span>",
           id_path(a, "/acties/", action->fact.id, ""));
    if (action->course.kind != CODE_MISSING)
        label_html(out, f->tongue, LIST_OUTREACH_ACTION_KIND, action->course.kind);
    else
        text_html(out, f->tongue, "actie");
    html_f(out, "</span></a>\n<p class=\"quiet\"><bdi>%s</bdi>",
           action_days(a, f, action));
    if (action->place_name[0]) html_f(out, " · <bdi>%s</bdi>", action->place_name);
    if (action->groups) {
        html_f(out, "<br>");
        groups_html(out, f, action->groups);
    }
    html_f(out, "<br>");
    if (action->n_met)
        tr_fill(out,
                tr_n(f->tongue, "{0} persoon bereikt", "{0} personen bereikt",
                     action->n_met),
                (const char *const[]){n, NULL});
    else
        text_html(out, f->tongue, "nog niemand geteld");
    html_f(out, "</p></li>\n");
}

void chat_whom_html(struct buf *out, const struct frame *f, struct arena *a,
                    const struct chat_view *chat)
{
    if (chat->nickname.n) {
        words_html(out, chat->nickname);
    } else if (!uuid_is_nil(chat->fact.thread)) {
        text_html(out, f->tongue, "iemand zonder naam");
    } else {
        const char *n = arena_format(a, "%d", chat->n);
        tr_fill(out, tr_n(f->tongue, "{0} persoon", "{0} personen", chat->n),
                (const char *const[]){n, NULL});
    }
}

void chat_words_html(struct buf *out, const struct frame *f, struct arena *a,
                     const struct chat_view *chat)
{
    const struct chat_fact *c = &chat->fact;
    bool is_first = true;
    if (c->topic != CODE_MISSING) {
        label_html(out, f->tongue, LIST_CHAT_TOPIC, c->topic);
        is_first = false;
    }
    if (c->language != CODE_MISSING) {
        if (!is_first) html_f(out, " · ");
        label_html(out, f->tongue, LIST_LANGUAGE, c->language);
        is_first = false;
    }
    if (chat->refused_registration) {
        if (!is_first) html_f(out, " · ");
        text_html(out, f->tongue, "wil niet geregistreerd worden");
        is_first = false;
    }
    if (c->next_step == CODE_MISSING || c->next_step == CHAT_NEXT_STEP_NONE) return;
    if (!is_first) html_f(out, " · ");
    text_html(out, f->tongue, "volgende stap:");
    html_f(out, " ");
    label_html(out, f->tongue, LIST_CHAT_NEXT_STEP, c->next_step);
    if (!day_is_none(c->next_on))
        html_f(out, " (%s)", day_words(a, f->tongue, c->next_on, f->today));
}

const char *thread_words(struct arena *a, const struct frame *f,
                         const struct thread_view *thread)
{
    if (thread->fact.nickname.n)
        return arena_format(a, "%.*s", STR_ARG(thread->fact.nickname));
    struct day on =
        thread->last_at ? brussels_day(thread->last_at, NULL) : thread->fact.opened_on;
    const char *when = day_words(a, f->tongue, on, f->today);
    return thread->place_name[0] ? arena_format(a, "%s, %s", thread->place_name, when)
                                 : when;
}
