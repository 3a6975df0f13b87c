/* Who a person is, and dated attributes: everything on one page, each thing with a link
 * that changes it. What may not be seen is left out and said so. What is derived is
 * explained, never typed. */
#include "act/person_edit.h"
#include "domain/attribute.h"
#include "web/person_fields.h"
#include "web/person_tabs.h"

struct details {
    struct dossier_view file;
    struct person_derived derived;
    bool may_write, may_keep_insz, sees_sensitive;
};

static const struct uuid nil;
static const struct organisation_id nobodys;

static const char *edit_path(struct arena *a, struct person_id person, const char *what,
                             const char *value)
{
    return arena_format(a, "%s?%s=%s", person_path(a, person, "gegevens/wijzig"), what,
                        value);
}

/* --- who --- */

static bool is_waiting(const struct dossier *d, enum identity_field field)
{
    for (size_t i = 0; i < d->n_proposals; i++)
        if (identity_field_named(str_of(d->proposals[i].field)) == field) return true;
    return false;
}

static void write_field(struct buf *out, const struct frame *f, struct arena *a,
                        const struct details *s, const struct person_field *p)
{
    const struct dossier *d = &s->file.dossier;
    struct str value = person_field_words(a, f, p->field, d->identity.value[p->field]);
    const char *label = tr_later(f->tongue, p->label);
    const char *path =
        edit_path(a, d->person.id, "veld", identity_field_name(p->field));
    summary_open_row(out, label);
    if (value.n) {
        words_html(out, value);
    } else {
        html_f(out, "<span class=\"quiet\">");
        text_html(out, f->tongue, "niet bekend");
        html_f(out, "</span>");
    }
    if (is_waiting(d, p->field)) {
        html_f(out, " <a class=\"tag warning\" href=\"/conflicten\">");
        text_html(out, f->tongue, "twee versies");
        html_f(out, "</a>");
    }
    summary_close_row(out, f, s->may_write ? path : NULL, label);
}

static void write_who(struct buf *out, const struct frame *f, struct arena *a,
                      const struct details *s)
{
    html_f(out, "<section aria-labelledby=\"wie\">\n<h2 id=\"wie\">");
    text_html(out, f->tongue, "Wie het is");
    html_f(out, "</h2>\n");
    if (s->file.closed & DOSSIER_IDENTITY) {
        inset(out, "closed", tr(f->tongue, "Dit deel is gesloten voor jou."));
    } else {
        summary_begin(out);
        for (size_t i = 0; i < person_field_count(); i++) {
            const struct person_field *p = person_field_at(i);
            bool is_empty = !s->file.dossier.identity.value[p->field].n;
            if (p->field == IDENTITY_INSZ && is_empty && !s->may_keep_insz) continue;
            write_field(out, f, a, s, p);
        }
        summary_end(out);
    }
    html_f(out, "</section>\n");
}

/* Somebody changed a field while somebody else did. */
static enum err_code write_waiting(struct buf *out, const struct frame *f,
                                   struct request *q, const struct details *s,
                                   struct err *e)
{
    const struct dossier *d = &s->file.dossier;
    enum err_code rc = OK;
    for (size_t i = 0; i < d->n_proposals; i++) {
        struct field_version version;
        enum identity_field field = identity_field_named(str_of(d->proposals[i].field));
        if (field == N_IDENTITY_FIELDS) continue;
        TRY(field_version_read(&version, q->asking.house->db, d->person.id, field, e));
        html_f(out, "<p class=\"inset warning\">");
        tr_html(out, f->tongue, "{0} heeft dit ook gewijzigd.",
                version.worker_name[0] ? version.worker_name
                                       : tr(f->tongue, "Iemand anders"));
        html_f(out, " <a href=\"/conflicten\">");
        text_html(out, f->tongue, "Bekijk de twee versies.");
        html_f(out, "</a></p>\n");
    }
out:
    return rc;
}

/* --- attributes --- */

static void write_answer(struct buf *out, const struct frame *f,
                         const struct attribute_fact *t)
{
    int value;
    switch (t->state) {
    case ANSWER_UNKNOWN:
        text_html(out, f->tongue, "weet het niet");
        return;
    case ANSWER_NOT_ASKED:
        text_html(out, f->tongue, "niet gevraagd");
        return;
    case ANSWER_REFUSED:
        text_html(out, f->tongue, "wil het niet zeggen");
        return;
    default:
        break;
    }
    const struct code_list *list = attribute_value_kind(t->kind) == ATTRIBUTE_VALUE_CODE
                                       ? attribute_value_list(t->kind)
                                       : NULL;
    if (!list || attribute_value_read(&value, t->kind, str_of(t->value), NULL) != OK)
        html_f(out, "%s", t->value);
    else
        html_f(out, "%s", code_label(list, value, tongue_facts(f->tongue)->lang));
}

static void write_attribute(struct buf *out, const struct frame *f, struct arena *a,
                            const struct details *s, const struct attribute_fact *t)
{
    char id[UUID_TEXT + 1];
    uuid_text(id, t->id);
    html_f(out, "<p>");
    write_answer(out, f, t);
    html_f(out, " <span class=\"quiet\">");
    if (!day_is_none(t->valid_from))
        tr_html(out, f->tongue, "sinds {0}",
                day_words(a, f->tongue, t->valid_from, f->today));
    if (!day_is_none(t->valid_to)) {
        html_f(out, " ");
        tr_html(out, f->tongue, "tot {0}",
                day_words(a, f->tongue, t->valid_to, f->today));
    }
    if (t->source != CODE_MISSING) {
        html_f(out, " · ");
        label_html(out, f->tongue, LIST_ATTRIBUTE_SOURCE, t->source);
    }
    html_f(out, "</span>");
    if (s->may_write && day_is_none(t->valid_to)) {
        html_f(out, " <a class=\"quiet\" href=\"%s?kenmerk=%s\">",
               person_path(a, t->person, "gegevens/klopt-niet"), id);
        text_html(out, f->tongue, "klopt niet meer");
        html_f(out, "</a>");
    }
    html_f(out, "</p>\n");
}

/* Asked first; the others only when somebody has an answer. */
static bool is_usual(uint8_t kind)
{
    switch (kind) {
    case ATTRIBUTE_KIND_COUNTRY_OF_RESIDENCE:
    case ATTRIBUTE_KIND_BIRTH_MONTH:
    case ATTRIBUTE_KIND_RETURN_GUARANTEE:
    case ATTRIBUTE_KIND_RURAL_AREA:
    case ATTRIBUTE_KIND_EDUCATION_ISCED:
    case ATTRIBUTE_KIND_NATIONALITY_HISTORY_NON_EU:
    case ATTRIBUTE_KIND_MINORITY:
        return false;
    default:
        return true;
    }
}

static void write_kind(struct buf *out, const struct frame *f, struct arena *a,
                       const struct details *s, uint8_t kind)
{
    const struct dossier *d = &s->file.dossier;
    const struct code *code = &code_list_at(LIST_ATTRIBUTE_KIND)->codes[kind];
    const char *label = code->label[tongue_facts(f->tongue)->lang];
    size_t n = 0;
    for (size_t i = 0; i < d->n_attributes; i++)
        n += d->attributes[i].kind == kind;
    if (!n && !is_usual(kind)) return;
    summary_open_row(out, label);
    for (size_t i = d->n_attributes; i-- > 0;)
        if (d->attributes[i].kind == kind)
            write_attribute(out, f, a, s, &d->attributes[i]);
    if (!n) {
        html_f(out, "<span class=\"quiet\">");
        text_html(out, f->tongue, "niet gevraagd");
        html_f(out, "</span>");
    }
    summary_close_row(
        out, f, s->may_write ? edit_path(a, d->person.id, "kenmerk", code->code) : NULL,
        label);
}

static void write_attributes(struct buf *out, const struct frame *f, struct arena *a,
                             const struct details *s)
{
    html_f(out, "<section aria-labelledby=\"kenmerken\">\n<h2 id=\"kenmerken\">");
    text_html(out, f->tongue, "Wat we weten voor de begeleiding");
    html_f(out, "</h2>\n");
    summary_begin(out);
    for (uint8_t kind = 0; kind < N_ATTRIBUTE_KIND; kind++)
        if (!attribute_is_sensitive(kind)) write_kind(out, f, a, s, kind);
    summary_end(out);
    html_f(out, "</section>\n<section aria-labelledby=\"gevoelig\">\n"
                "<h2 id=\"gevoelig\">");
    text_html(out, f->tongue, "Gevoelige kenmerken");
    html_f(out, "</h2>\n");
    inset(out, "note",
          tr(f->tongue,
             "Vraag dit alleen als het helpt. Zeg waarom je het vraagt. De persoon mag "
             "altijd zeggen: dat zeg ik liever niet. Ook dat antwoord noteer je."));
    if (!s->sees_sensitive) {
        inset(out, "closed", tr(f->tongue, "Dit deel is gesloten voor jou."));
    } else {
        summary_begin(out);
        for (uint8_t kind = 0; kind < N_ATTRIBUTE_KIND; kind++)
            if (attribute_is_sensitive(kind)) write_kind(out, f, a, s, kind);
        summary_end(out);
    }
    html_f(out, "</section>\n");
}

/* --- what follows from it --- */

static void write_because(struct buf *out, const struct frame *f, struct coded answer,
                          const char *yes, const char *no, const char *unknown)
{
    const char *words = answer.state != ANSWER_KNOWN   ? unknown
                        : coded_is(answer, YES_NO_YES) ? yes
                                                       : no;
    if (words) html_f(out, "<li>%s</li>\n", words);
    (void)f;
}

static void write_segment(struct buf *out, const struct frame *f,
                          const struct person_derived *p)
{
    const struct segment_facts *s = &p->facts;
    bool willing = coded_is(s->willing_to_work, YES_NO_YES);
    bool registered = coded_is(s->registered_vdab, YES_NO_YES);
    html_f(out, "<p><strong>");
    label_html(out, f->tongue, LIST_TARGET_SEGMENT, p->segment.segment);
    html_f(out, "</strong>, ");
    text_html(out, f->tongue, "want:");
    html_f(out, "</p>\n<ul>\n");
    write_because(out, f, s->willing_to_work, tr(f->tongue, "wil werken"),
                  tr(f->tongue, "wil nu niet werken"),
                  tr(f->tongue, "we weten niet of de persoon wil werken"));
    if (willing)
        write_because(out, f, s->registered_vdab,
                      tr(f->tongue, "is ingeschreven bij VDAB"),
                      tr(f->tongue, "is niet ingeschreven bij VDAB"),
                      tr(f->tongue, "we weten niet of de persoon bij VDAB is "
                                    "ingeschreven"));
    if (willing && !registered)
        write_because(out, f, s->known_elsewhere,
                      tr(f->tongue, "een andere instantie kent de persoon"),
                      tr(f->tongue, "geen andere instantie kent de persoon"),
                      tr(f->tongue, "we weten niet of een andere instantie de persoon "
                                    "kent"));
    if (willing && registered) {
        write_because(out, f, s->reached_recently,
                      tr(f->tongue, "VDAB bereikte de persoon in de voorbije 2 jaar"),
                      tr(f->tongue, "VDAB bereikte de persoon niet in de voorbije 2 "
                                    "jaar"),
                      NULL);
        write_because(out, f, s->offer_was_sufficient,
                      tr(f->tongue, "het aanbod was toereikend"),
                      tr(f->tongue, "het aanbod was niet toereikend"), NULL);
    }
    if (coded_is(s->willing_to_work, YES_NO_NO))
        write_because(
            out, f, s->availability_condition,
            tr(f->tongue, "moet beschikbaar zijn voor een uitkering"),
            tr(f->tongue, "moet niet beschikbaar zijn"),
            tr(f->tongue, "we weten niet of de persoon beschikbaar moet zijn"));
    html_f(out, "</ul>\n");
    if (segment_out_of_scope(p->segment.segment))
        inset(out, "note",
              tr(f->tongue, "De persoon kiest bewust om niet te werken. "
                            "Er begint dan geen traject."));
}

static void write_groups(struct buf *out, const struct frame *f,
                         const struct disadvantage_groups *g)
{
    html_f(out, "<h3>");
    text_html(out, f->tongue, "Kansengroepen");
    html_f(out, "</h3>\n");
    if (!g->member)
        html_f(out, "<p class=\"quiet\">%s</p>\n",
               tr(f->tongue, "Geen, voor zover we weten."));
    if (g->member) html_f(out, "<ul>\n");
    for (unsigned i = 0; i < N_TARGET_GROUP && i < 32; i++)
        if (g->member >> i & 1) {
            html_f(out, "<li>");
            label_html(out, f->tongue, LIST_TARGET_GROUP, (uint8_t)i);
            html_f(out, "</li>\n");
        }
    if (g->member) html_f(out, "</ul>\n");
}

static void write_derived(struct buf *out, const struct frame *f,
                          const struct details *s)
{
    html_f(out, "<section aria-labelledby=\"volgt\">\n<h2 id=\"volgt\">");
    text_html(out, f->tongue, "Wat hieruit volgt");
    html_f(out, "</h2>\n<p class=\"quiet\">");
    text_html(out, f->tongue, "Dit vult niemand in. Het volgt uit de antwoorden.");
    html_f(out, "</p>\n");
    write_segment(out, f, &s->derived);
    if (s->sees_sensitive) write_groups(out, f, &s->derived.groups);
    html_f(out, "</section>\n");
}

/* --- the page --- */

static enum err_code show_details(struct reply *r, struct request *q, struct err *e)
{
    struct details s = {.may_write = false};
    struct frame f = frame_of(q, tr(q->tongue, "Gegevens"));
    enum err_code rc;
    TRY(dossier_open(&s.file, &q->asking, request_person(q),
                     DOSSIER_IDENTITY | DOSSIER_COURSE, "who a person is", e));
    f.nav = NAV_FILES;
    person_page_begin(&r->body, &f, q, &s.file, TAB_DETAILS);
    if (s.file.dossier.is_erased) {
        inset(&r->body, "closed",
              tr(q->tongue, "Wie deze persoon is, werd gewist. Wat overblijft zijn "
                            "getallen waarin niemand te herkennen is."));
        goto end;
    }
    s.may_write = gate_opens(&s.file.gate, CATEGORY_IDENTITY, true, nil, nobodys);
    s.sees_sensitive = gate_opens(&s.file.gate, CATEGORY_IDENTITY, false, nil, nobodys);
    TRY(insz_may_be_kept(&s.may_keep_insz, &q->asking, e));
    TRY(person_derive(&s.derived, s.file.dossier.attributes,
                      s.file.dossier.n_attributes, q->asking.today, e));
    TRY(write_waiting(&r->body, &f, q, &s, e));
    write_who(&r->body, &f, q->asking.arena, &s);
    write_attributes(&r->body, &f, q->asking.arena, &s);
    write_derived(&r->body, &f, &s);
end:
    page_end(&r->body, &f);
out:
    dossier_wipe(&s.file.dossier);
    return rc;
}

const struct route person_details_routes[] = {
    {"GET", "/personen/:person/gegevens", PERMISSION_PERSON_READ, NULL,
     "who a person is, and what is known with its source", show_details},
    {0},
};
