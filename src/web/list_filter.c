#include "web/list_filter.h"

#include "base/url.h"

void filter_code(struct buf *out, const struct frame *f, const struct request *q,
                 const char *name, const char *label, size_t list)
{
    size_t n;
    struct choice *choices = code_choices(&n, q->asking.arena, f, list);
    field_select(out, f,
                 &(struct field){.name = name,
                                 .label = label,
                                 .value = request_text(q, name),
                                 .may_be_empty = true},
                 choices, n, NULL);
}

void filter_whose(struct buf *out, const struct frame *f, const struct request *q,
                  const char *label)
{
    const struct choice whose[] = {{.value = "allen", .label = label}};
    field_checks(out, f,
                 &(struct field){.name = "van",
                                 .label = tr(f->tongue, "Van wie"),
                                 .value = request_text(q, "van")},
                 whose, 1, NULL);
}

const char *filtered_path(const struct request *q, const char *path, size_t from,
                          const char *const *names, size_t n_names)
{
    struct buf out = {0};
    buf_add_c(&out, path);
    url_f(&out, "?vanaf=%zu", from);
    for (size_t i = 0; i < n_names; i++) {
        struct str value = request_text(q, names[i]);
        if (value.n) url_f(&out, "&%s=%.*s", names[i], STR_ARG(value));
    }
    const char *kept = arena_copy(q->asking.arena, out.p, out.n);
    buf_dispose(&out);
    return kept;
}
