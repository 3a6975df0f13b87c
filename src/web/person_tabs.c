#include "web/person_tabs.h"

static const struct {
    const char *path, *label, *short_label, *heading;
} tab_rows[N_PERSON_TABS] = {
#define T(tab, path, label, short_label, heading)                                      \
    [tab] = {path, label, short_label, heading},
#include "web/person_tabs.def"
#undef T
};

const char *person_path(struct arena *a, struct person_id person, const char *rest)
{
    char id[UUID_TEXT + 1];
    uuid_text(id, person.u);
    return arena_format(a, "/personen/%s%s%s", id, rest[0] ? "/" : "", rest);
}

const char *person_tab_path(struct arena *a, struct person_id person,
                            enum person_tab tab)
{
    return person_path(a, person, tab_rows[tab].path);
}

struct person_id request_person(const struct request *q)
{
    return (struct person_id){request_id(q, "person")};
}

static void write_name(struct buf *out, const struct dossier_view *file)
{
    struct str name = dossier_call_name(&file->dossier);
    if (!name.n) return;
    html_f(out, "<p class=\"file-name\"><bdi>%.*s</bdi></p>\n", STR_ARG(name));
}

static const char *label_of(const struct frame *f, const char *marked)
{
    return marked ? tr_later(f->tongue, marked) : NULL;
}

void person_page_begin(struct buf *out, const struct frame *f, const struct request *q,
                       const struct dossier_view *file, enum person_tab current)
{
    struct tab tab[N_PERSON_TABS];
    struct arena *a = q->asking.arena;
    for (unsigned i = 0; i < N_PERSON_TABS; i++)
        tab[i] = (struct tab){
            .path = person_tab_path(a, request_person(q), (enum person_tab)i),
            .label = tr_later(f->tongue, tab_rows[i].label),
            .short_label = label_of(f, tab_rows[i].short_label),
            .heading = label_of(f, tab_rows[i].heading),
            .is_current = i == current};
    struct str name = dossier_call_name(&file->dossier);
    bool is_named = current == TAB_OVERVIEW && name.n;
    page_begin(out, f);
    if (is_named)
        html_f(out, "<h1><bdi>%.*s</bdi></h1>\n", STR_ARG(name));
    else
        write_name(out, file);
    tabs(out, f, tr(f->tongue, "Delen van het dossier"), tab, N_PERSON_TABS);
    if (!is_named) page_heading(out, f, f->title);
}

void person_form_begin(struct buf *out, const struct frame *f, const struct request *q,
                       const struct dossier_view *file, enum person_tab tab)
{
    page_begin(out, f);
    page_back(out, f, person_tab_path(q->asking.arena, request_person(q), tab),
              tr_later(f->tongue, tab_rows[tab].label));
    write_name(out, file);
    page_heading(out, f, f->title);
}
