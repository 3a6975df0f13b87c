/* Every part of a page is given a script in every argument: none comes out as one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "domain/lists.h"
#include "ui/assets.h"
#include "ui/form.h"

#define BAD      "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
#define BAD_PATH "javascript:alert(1)//\"><script>"

static struct buf out;
static struct visitor visitor;
static struct frame frame;

static int empty(void **state)
{
    (void)state;
    buf_clear(&out);
    visitor = (struct visitor){.role = WORKER_ROLE_GUIDE, .name = BAD};
    visitor.worker.b[0] = visitor.membership.b[0] = 1;
    snprintf(visitor.organisation_name, sizeof visitor.organisation_name, "%s", BAD);
    frame = (struct frame){.tongue = TONGUE_NL,
                           .title = BAD,
                           .visitor = &visitor,
                           .csrf = BAD,
                           .path = "/x?a=1&b=" BAD,
                           .done = BAD,
                           .today = day_of(2026, 11, 22)};
    return 0;
}

static size_t times(const char *what)
{
    size_t n = 0;
    for (const char *at = out.p; (at = strstr(at, what)); at++)
        n++;
    return n;
}

static void assert_harmless(void)
{
    assert_null(strstr(out.p, "<script>"));
    assert_null(strstr(out.p, "<img"));
    assert_null(strstr(out.p, "\"'>"));
    assert_null(strstr(out.p, "=\"javascript:"));
}

static void assert_has(const char *what)
{
    if (!strstr(out.p, what)) fail_msg("no '%s' in: %s", what, out.p);
}

static void the_frame_escapes(void **state)
{
    (void)state;
    page_begin(&out, &frame);
    page_heading(&out, &frame, BAD);
    page_back(&out, &frame, BAD_PATH, BAD);
    page_end(&out, &frame);
    assert_harmless();
    assert_int_equal(times("<main"), 1);
    assert_int_equal(times("<h1"), 1);
    assert_has("<html lang=\"nl\" dir=\"ltr\">");
    assert_has("href=\"#inhoud\"");
}

static void the_frame_is_mirrored_for_arabic(void **state)
{
    (void)state;
    frame.tongue = TONGUE_AR;
    page_begin(&out, &frame);
    page_end(&out, &frame);
    assert_has("<html lang=\"ar\" dir=\"rtl\">");
    assert_has("lang=\"ar\" hreflang=\"ar\" dir=\"rtl\" aria-current=\"true\"");
    assert_has("href=\"/taal?taal=fr&amp;terug=%2Fx%3Fa%3D1%26b%3D");
    assert_harmless();
}

static void a_wrong_form_says_so_in_the_title(void **state)
{
    (void)state;
    frame.has_errors = true;
    page_begin(&out, &frame);
    assert_has("<title>Fout: ");
}

static void a_part_is_main_only(void **state)
{
    (void)state;
    frame.is_partial = true;
    page_begin(&out, &frame);
    page_end(&out, &frame);
    assert_int_equal(strncmp(out.p, "<main", 5), 0);
    assert_null(strstr(out.p, "<html"));
    assert_null(strstr(out.p, "<footer"));
    assert_harmless();
}

static void nobody_sees_no_menu_and_a_role_only_what_it_has(void **state)
{
    (void)state;
    page_begin(&out, &frame);
    assert_has("href=\"/contact/nieuw\"");
    frame.nav = NAV_SEARCH;
    buf_clear(&out);
    page_begin(&out, &frame);
    assert_int_equal(times("aria-current=\"page\""), 1);
    assert_has("href=\"/personen/zoek\" aria-current=\"page\"");
    buf_clear(&out);
    frame.visitor = &(struct visitor){0};
    page_begin(&out, &frame);
    assert_null(strstr(out.p, "class=\"bar\""));
    buf_clear(&out);
    frame.visitor = NULL;
    page_begin(&out, &frame);
    assert_null(strstr(out.p, "class=\"bar\""));
}

static void parts_of_a_page_escape(void **state)
{
    (void)state;
    summary_begin(&out);
    summary_row(&out, &frame, BAD, S(BAD), BAD_PATH, BAD);
    summary_row(&out, &frame, BAD, S(BAD), NULL, NULL);
    summary_open_row(&out, BAD);
    summary_close_row(&out, &frame, BAD_PATH, BAD);
    summary_end(&out);
    timeline_begin(&out);
    timeline_open(&out, BAD, BAD, BAD);
    timeline_close(&out);
    timeline_end(&out);
    struct tab tab = {BAD_PATH, BAD, true, BAD, NULL}, folded = tab;
    folded.heading = BAD;
    tabs(&out, &frame, BAD, &tab, 1);
    const struct tab many[] = {tab, tab, tab, tab, tab, tab, tab};
    tabs(&out, &frame, BAD, many, ARRAY_LEN(many));
    const struct tab grouped[] = {tab, folded, folded};
    tabs(&out, &frame, BAD, grouped, ARRAY_LEN(grouped));
    pager(&out, &frame, BAD_PATH, BAD_PATH);
    inset(&out, BAD, BAD);
    button_link(&out, BAD, BAD_PATH, BAD);
    assert_harmless();
}

static void many_tabs_are_folded_for_a_phone(void **state)
{
    (void)state;
    const struct tab few[] = {{.path = "/a", .label = "A", .is_current = true},
                              {.path = "/b", .label = "B"}};
    const struct tab many[] = {
        {.path = "/a", .label = "A"}, {.path = "/b", .label = "B", .is_current = true},
        {.path = "/c", .label = "C"}, {.path = "/d", .label = "D"},
        {.path = "/e", .label = "E"}, {.path = "/f", .label = "F"}};
    tabs(&out, &frame, "Delen", few, 2);
    assert_null(strstr(out.p, "<details"));
    buf_clear(&out);
    tabs(&out, &frame, "Delen", many, 6);
    assert_has("<summary><span>B</span>");
    assert_int_equal(times("href=\"/f\""), 2);
    assert_int_equal(times("aria-current=\"page\""), 2);
}

/* Those without a heading stay in sight under their short name; "Meer" holds the
 * others, each heading once, and says that the current one is there. */
static void tabs_with_a_heading_are_behind_more(void **state)
{
    (void)state;
    const struct tab all[] = {
        {.path = "/a", .label = "Lang en breed", .short_label = "Kort"},
        {.path = "/b", .label = "B", .heading = "Eerst"},
        {.path = "/c", .label = "C", .heading = "Eerst", .is_current = true},
        {.path = "/d", .label = "D", .heading = "Dan"}};
    tabs(&out, &frame, "Delen", all, ARRAY_LEN(all));
    const char *fold = strstr(out.p, "<details");
    assert_non_null(fold);
    const char *in_sight = strstr(out.p, ">Kort</a>");
    assert_true(in_sight && in_sight < fold);
    assert_int_equal(times("Lang en breed"), 1);
    assert_has("<summary aria-current=\"true\">Meer</summary>");
    assert_int_equal(times(">Eerst</p>"), 1);
    assert_int_equal(times(">Dan</p>"), 1);
    for (const struct tab *t = all; t < all + ARRAY_LEN(all); t++) {
        char link[32];
        snprintf(link, sizeof link, "href=\"%s\"", t->path);
        assert_int_equal(times(link), 2); /* at a desk and on a phone */
    }
    assert_int_equal(times("<ul"), times("</ul>"));
    assert_int_equal(times("aria-current=\"page\""), 2);
}

static const struct form_errors wrong = {.at = {{"naam", BAD}, {"", BAD}}, .n = 2};

static struct field bad_field(void)
{
    return (struct field){.name = "naam",
                          .label = BAD,
                          .hint = BAD,
                          .value = S(BAD),
                          .autocomplete = BAD,
                          .input_mode = BAD,
                          .type = BAD,
                          .may_be_empty = true};
}

static void fields_escape(void **state)
{
    (void)state;
    struct field d = bad_field();
    struct choice choices[] = {{BAD, BAD, BAD, true}, {BAD, BAD, NULL, false}};
    error_summary(&out, &frame, &wrong);
    form_begin(&out, &frame, BAD_PATH, uuid7_new());
    form_begin_kept(&out, &frame, BAD_PATH, uuid7_new());
    form_begin_upload(&out, &frame, BAD_PATH, uuid7_new());
    form_begin_get(&out, &frame, BAD_PATH);
    form_begin_live(&out, &frame, BAD_PATH, BAD);
    hidden(&out, BAD, S(BAD));
    button(&out, BAD, BAD, BAD, BAD);
    field_text(&out, &frame, &d, &wrong);
    field_area(&out, &frame, &d, &wrong);
    field_day(&out, &frame, &d, &wrong);
    field_time(&out, &frame, &d, &wrong);
    field_file(&out, &frame, &d, BAD, &wrong);
    field_choice(&out, &frame, &d, choices, 2, true, &wrong);
    field_choice(&out, &frame, &d, choices, 2, false, &wrong);
    field_checks(&out, &frame, &d, choices, 2, &wrong);
    field_select(&out, &frame, &d, choices, 2, &wrong);
    form_end(&out);
    assert_harmless();
}

static void a_field_points_at_its_label_hint_and_error(void **state)
{
    (void)state;
    struct field d = {.name = "naam",
                      .label = "Roepnaam",
                      .hint = "Zoals iemand heet",
                      .value = S("Ali"),
                      .may_be_empty = true};
    struct form_errors errors = {0};
    form_error(&errors, "naam", "Schrijf een naam");
    error_summary(&out, &frame, &errors);
    field_text(&out, &frame, &d, &errors);
    assert_has("<a href=\"#veld-naam\">Schrijf een naam</a>");
    assert_has("<label for=\"veld-naam\">Roepnaam <span "
               "class=\"may-be-empty\">(mag leeg blijven)</span></label>");
    assert_has("id=\"veld-naam-hint\">Zoals iemand heet");
    assert_has("id=\"veld-naam-fout\"");
    assert_has("aria-describedby=\"veld-naam-hint veld-naam-fout\" "
               "aria-invalid=\"true\"");
    assert_has("value=\"Ali\"");
    buf_clear(&out);
    struct form_errors none = {0};
    error_summary(&out, &frame, &none);
    assert_int_equal(out.n, 0);
    field_text(&out, &frame, &d, &none);
    assert_null(strstr(out.p, "aria-invalid"));
    assert_null(strstr(out.p, "-fout"));
}

static void errors_beyond_the_most_are_dropped(void **state)
{
    (void)state;
    struct form_errors errors = {0};
    for (int i = 0; i < FORM_ERRORS_MAX + 5; i++)
        form_error(&errors, "naam", "Schrijf een naam");
    assert_int_equal(errors.n, FORM_ERRORS_MAX);
    assert_null(form_error_of(&errors, "iets"));
    assert_null(form_error_of(NULL, "naam"));
}

/* a field of the browser's own for days throws away what it does not understand */
static void what_was_typed_as_a_day_is_kept(void **state)
{
    (void)state;
    struct field d = {.name = "dag", .label = "Dag", .value = S("2026-05-12")};
    field_day(&out, &frame, &d, NULL);
    assert_has("type=\"date\"");
    buf_clear(&out);
    d.value = S("12/5/2026");
    field_day(&out, &frame, &d, NULL);
    assert_has("type=\"text\"");
    assert_has("value=\"12/5/2026\"");
    buf_clear(&out);
    d.value = S("14:5");
    field_time(&out, &frame, &d, NULL);
    assert_has("type=\"text\"");
}

static void choices_are_kept_and_the_first_has_the_id_of_the_field(void **state)
{
    (void)state;
    struct choice choices[] = {{"nl", "Nederlands", NULL, false},
                               {"ar", "Arabisch", NULL, true},
                               {"fr", "Frans", NULL, false}};
    struct field d = {.name = "taal", .label = "Taal", .value = S("ar,fr")};
    field_checks(&out, &frame, &d, choices, 3, NULL);
    assert_int_equal(times(" checked"), 2);
    assert_has("id=\"veld-taal\" name=\"taal\" value=\"nl\">");
    assert_has("id=\"veld-taal-2\" name=\"taal\" value=\"ar\" checked>");
    assert_has("<legend>Taal</legend>");
    assert_has("<span lang=\"nl\" dir=\"ltr\">Arabisch</span>");
    buf_clear(&out);
    d.value = S("fr");
    field_choice(&out, &frame, &d, choices, 3, true, NULL);
    assert_int_equal(times(" checked"), 1);
    buf_clear(&out);
    field_select(&out, &frame, &d, choices, 3, NULL);
    assert_has("<option value=\"\">Kies ...</option>");
    assert_has("<option value=\"fr\" selected>Frans</option>");
    assert_has("<option value=\"ar\" lang=\"nl\">");
}

static void a_list_offers_the_codes_in_use(void **state)
{
    (void)state;
    struct arena a = {0};
    size_t n = 0;
    struct choice *choices = code_choices(&n, &a, &frame, LIST_CHAT_TOPIC);
    assert_int_equal(n, code_list_at(LIST_CHAT_TOPIC)->n);
    assert_string_equal(choices[0].value, "small_talk");
    assert_string_equal(choices[0].label, "babbel");
    assert_false(choices[0].label_is_dutch);
    frame.tongue = TONGUE_AR;
    assert_true(code_choices(&n, &a, &frame, LIST_CHAT_TOPIC)[0].label_is_dutch);
    arena_dispose(&a);
}

static void a_form_brings_its_token_and_its_id(void **state)
{
    (void)state;
    frame.csrf = "abc";
    struct uuid id = uuid7_new();
    char text[UUID_TEXT + 1];
    uuid_text(text, id);
    form_begin(&out, &frame, "/x", id);
    assert_has("<input type=\"hidden\" name=\"csrf\" value=\"abc\">");
    assert_has(text);
    buf_clear(&out);
    form_begin_get(&out, &frame, "/x");
    assert_null(strstr(out.p, "csrf"));
    buf_clear(&out);
    form_begin(&out, &frame, "/x", (struct uuid){{0}});
    assert_null(strstr(out.p, "formulier"));
}

/* Nothing waits for a script: no event attributes, no buttons that only a script
 * answers, no address without an effect. */
static void pages_work_without_script(void **state)
{
    (void)state;
    struct field d = {.name = "naam", .label = "Naam"};
    frame.title = "T";
    frame.csrf = "t";
    frame.path = "/";
    page_begin(&out, &frame);
    form_begin(&out, &frame, "/x", uuid7_new());
    field_text(&out, &frame, &d, NULL);
    button(&out, "primary", "Bewaar", NULL, NULL);
    form_end(&out);
    page_end(&out, &frame);
    assert_null(strstr(out.p, " onclick"));
    assert_null(strstr(out.p, " style="));
    assert_null(strstr(out.p, "type=\"button\""));
    assert_null(strstr(out.p, "href=\"#\""));
    assert_has("type=\"submit\"");
}

static void assets_are_found_by_their_hashed_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < ui_assets_count; i++) {
        assert_ptr_equal(asset_find(str_of(ui_assets[i].name)), &ui_assets[i]);
        assert_string_not_equal(asset_type(&ui_assets[i]), "application/octet-stream");
    }
    assert_null(asset_find(S("app.css")));
    assert_null(asset_find(S("../app.css")));
    assert_null(asset_find(STR_NONE));
    const struct embedded *css = asset_find(str_of(asset_name("app.css")));
    assert_string_equal(asset_type(css), "text/css; charset=utf-8");
    assert_true(css->n > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_frame_escapes, empty),
        cmocka_unit_test_setup(the_frame_is_mirrored_for_arabic, empty),
        cmocka_unit_test_setup(a_wrong_form_says_so_in_the_title, empty),
        cmocka_unit_test_setup(a_part_is_main_only, empty),
        cmocka_unit_test_setup(nobody_sees_no_menu_and_a_role_only_what_it_has, empty),
        cmocka_unit_test_setup(parts_of_a_page_escape, empty),
        cmocka_unit_test_setup(many_tabs_are_folded_for_a_phone, empty),
        cmocka_unit_test_setup(tabs_with_a_heading_are_behind_more, empty),
        cmocka_unit_test_setup(fields_escape, empty),
        cmocka_unit_test_setup(a_field_points_at_its_label_hint_and_error, empty),
        cmocka_unit_test_setup(errors_beyond_the_most_are_dropped, empty),
        cmocka_unit_test_setup(what_was_typed_as_a_day_is_kept, empty),
        cmocka_unit_test_setup(choices_are_kept_and_the_first_has_the_id_of_the_field,
                               empty),
        cmocka_unit_test_setup(a_list_offers_the_codes_in_use, empty),
        cmocka_unit_test_setup(a_form_brings_its_token_and_its_id, empty),
        cmocka_unit_test_setup(pages_work_without_script, empty),
        cmocka_unit_test_setup(assets_are_found_by_their_hashed_names, empty),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    buf_dispose(&out);
    return failed;
}
