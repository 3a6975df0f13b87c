#include "link/explain.h"

static const struct {
    const char *word, *in[3];
} words[] = {
#define X(word, nl, fr, en) {word, {nl, fr, en}},
#include "link/explain_words.def"
#undef X
};

const char *explain_word(const char *word, int lang)
{
    for (size_t i = 0; word && i < ARRAY_LEN(words); i++)
        if (strcmp(words[i].word, word) == 0)
            return words[i].in[lang >= 0 && lang < 3 ? lang : 0];
    return word ? word : "";
}

static void add_row(struct pair_explanation *x, struct explanation_row row)
{
    x->bits += row.bits + row.rarity_bits;
    row.sum_bits = x->bits;
    x->row[x->n++] = row;
}

void pair_explain(struct pair_explanation *out, const struct weight_model *m,
                  const struct comparison_set *s, size_t pair)
{
    const uint8_t *level = s->level + pair * s->n_fields;
    struct pair_weights w;
    weight_model_pair(&w, m, s, pair);
    *out = (struct pair_explanation){.is_fixed = m->is_fixed};
    add_row(out, (struct explanation_row){EXPLAINS_PRIOR, "before", "any two records",
                                          w.prior_bits, 0, 0});
    for (size_t f = 0; f < s->n_fields; f++)
        add_row(out, (struct explanation_row){EXPLAINS_FIELD, s->field[f].name,
                                              s->field[f].level_name[level[f]],
                                              w.field_bits[f], w.rarity_bits[f], 0});
    if (w.shared_bits < 0)
        add_row(out, (struct explanation_row){EXPLAINS_SHARED, "shared",
                                              "a household explains it", w.shared_bits,
                                              0, 0});
    out->bits = w.bits; /* added up in another order: the one that decided */
    out->probability = share_of_bits(w.bits);
}

/* Text and spaces up to `width` characters; two spaces behind it. */
static void add_cell(struct buf *out, const char *text, size_t width)
{
    size_t n = 0;
    for (const char *p = text; *p; p++)
        n += (*p & 0xc0) != 0x80;
    buf_add_c(out, text);
    buf_add_many(out, ' ', (n < width ? width - n : 0) + 2);
}

/* Numbers end at the same place. */
static void add_number_head(struct buf *out, const char *text)
{
    size_t n = 0;
    for (const char *p = text; *p; p++)
        n += (*p & 0xc0) != 0x80;
    buf_add_many(out, ' ', n < 9 ? 9 - n : 1);
    buf_add_c(out, text);
}

void pair_explanation_text(struct buf *out, const struct pair_explanation *x,
                           double link_bits, int lang)
{
    enum { FIELD_WIDTH = 18, LEVEL_WIDTH = 36 };
    add_cell(out, explain_word("field", lang), FIELD_WIDTH);
    add_cell(out, explain_word("agreement", lang), LEVEL_WIDTH);
    add_number_head(out, explain_word("bits", lang));
    add_number_head(out, explain_word("rarity", lang));
    add_number_head(out, explain_word("sum", lang));
    buf_add_char(out, '\n');
    for (size_t i = 0; i < x->n; i++) {
        const struct explanation_row *row = &x->row[i];
        add_cell(out, explain_word(row->field, lang), FIELD_WIDTH);
        add_cell(out, explain_word(row->level, lang), LEVEL_WIDTH);
        buf_format(out, "%+9.1f", row->bits);
        if (row->rarity_bits < 0 || row->rarity_bits > 0)
            buf_format(out, "%+9.1f", row->rarity_bits);
        else
            buf_add_many(out, ' ', 9);
        buf_format(out, "%+9.1f\n", row->sum_bits);
    }
    buf_format(out, "%s %.4f (%+.1f bits); %s %+.1f bits\n",
               explain_word("probability", lang), x->probability, x->bits,
               explain_word("linked from", lang), link_bits);
    if (x->is_fixed) buf_format(out, "%s\n", explain_word("fixed", lang));
}
