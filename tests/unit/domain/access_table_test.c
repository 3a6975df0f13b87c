/* docs/SECURITY.md shows who may do what, made from the lines that decide it. When they
 * change, this test prints the table as it must stand there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "domain/access.h"

static void add_permissions(struct buf *out, enum code_of_worker_role role)
{
    const char *between = "";
    for (unsigned p = 0; p < N_PERMISSIONS; p++) {
        enum permission_scope scope = permission_scope_of((enum permission)p);
        if (scope != SCOPE_ROLE && scope != SCOPE_PERSON) continue;
        if (!role_has(role, (enum permission)p)) continue;
        buf_format(out, "%s%s", between, permission_word((enum permission)p));
        between = ", ";
    }
    if (!between[0]) buf_add_c(out, "-");
}

static void add_categories(struct buf *out, enum code_of_worker_role role,
                           enum relation relation)
{
    unsigned n = 0;
    const char *missing = "";
    for (unsigned c = 0; c < N_RECORD_CATEGORIES; c++) {
        if (role_sees(role, relation, (enum record_category)c, false))
            n++;
        else
            missing = record_category_word((enum record_category)c);
    }
    if (n == N_RECORD_CATEGORIES) {
        buf_add_c(out, "all");
    } else if (n == N_RECORD_CATEGORIES - 1) {
        buf_format(out, "all but %s", missing);
    } else if (!n) {
        buf_add_c(out, "-");
    } else {
        const char *between = "";
        for (unsigned c = 0; c < N_RECORD_CATEGORIES; c++) {
            if (!role_sees(role, relation, (enum record_category)c, false)) continue;
            buf_format(out, "%s%s", between,
                       record_category_word((enum record_category)c));
            between = ", ";
        }
    }
}

static void add_table(struct buf *out)
{
    const struct code_list *roles = code_list_at(LIST_WORKER_ROLE);
    buf_add_c(out, "| role | second step | may | sees as guide | as organisation | as "
                   "receiver of all |\n|---|---|---|---|---|---|\n");
    for (int i = 0; i < N_WORKER_ROLE; i++) {
        enum code_of_worker_role role = (enum code_of_worker_role)i;
        buf_format(out, "| %s | %s | ", code_label(roles, i, LANG_EN),
                   role_needs_second_factor(role) ? "yes" : "no");
        add_permissions(out, role);
        for (unsigned r = RELATION_GUIDE; r < RELATION_NONE; r++) {
            buf_add_c(out, " | ");
            add_categories(out, role, (enum relation)r);
        }
        buf_add_c(out, " |\n");
    }
}

static void the_document_shows_the_table_that_decides(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf wanted = {0};
    struct str document;
    struct err e;
    if (file_read(&document, &a, SOURCE_DIR "/docs/SECURITY.md", 1 << 20, &e) != OK)
        fail_msg("%s", e.message);
    add_table(&wanted);
    if (!str_contains(document, buf_str(&wanted))) {
        fwrite(wanted.p, 1, wanted.n, stdout);
        fail_msg("docs/SECURITY.md has another table than the one above");
    }
    buf_dispose(&wanted);
    arena_dispose(&a);
}

static void nobody_gives_a_role_that_watches(void **state)
{
    (void)state;
    for (int g = 0; g < N_WORKER_ROLE; g++)
        for (int r = 0; r < N_WORKER_ROLE; r++) {
            enum code_of_worker_role granter = (enum code_of_worker_role)g;
            enum code_of_worker_role role = (enum code_of_worker_role)r;
            bool may = role_may_grant(granter, role);
            if (!role_has(granter, PERMISSION_ACCOUNTS)) assert_false(may);
            if (role == WORKER_ROLE_PARTICIPANT) assert_false(may);
            if (role == WORKER_ROLE_DPO || role == WORKER_ROLE_SYSTEM_ADMIN ||
                role == WORKER_ROLE_AUDITOR)
                assert_true(may == (granter == WORKER_ROLE_SYSTEM_ADMIN));
        }
    assert_true(role_may_grant(WORKER_ROLE_PROMOTOR_MANAGER, WORKER_ROLE_GUIDE));
    assert_true(role_may_grant(WORKER_ROLE_PARTNER_MANAGER, WORKER_ROLE_JOB_COACH));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_document_shows_the_table_that_decides),
        cmocka_unit_test(nobody_gives_a_role_that_watches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
