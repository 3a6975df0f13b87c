/* The stream of the store goes into the builder of the panel: the one place where the
 * two meet. */
#include "act/panel_load.h"

#include "store/link_doubt_store.h"
#include "store/panel_store.h"

#define FORWARD(noun)                                                                  \
    static enum err_code take_##noun(void *to, const struct noun##_fact *f,            \
                                     struct err *e)                                    \
    {                                                                                  \
        (void)e;                                                                       \
        panel_build_##noun(to, f);                                                     \
        return OK;                                                                     \
    }
#define FORWARD_CHECKED(noun)                                                          \
    static enum err_code take_##noun(void *to, const struct noun##_fact *f,            \
                                     struct err *e)                                    \
    {                                                                                  \
        return panel_build_##noun(to, f, e);                                           \
    }
FORWARD(call)
FORWARD(organisation)
FORWARD(project)
FORWARD(partnership)
FORWARD(budget)
FORWARD(target)
FORWARD(published)
FORWARD_CHECKED(coverage)
FORWARD_CHECKED(project_follow_up)
FORWARD_CHECKED(outreach_place)
FORWARD_CHECKED(outreach_action)
FORWARD_CHECKED(outreach_course)
FORWARD_CHECKED(outreach_offer)
FORWARD_CHECKED(outreach_audience)
FORWARD_CHECKED(reach)
FORWARD_CHECKED(bundled_signal)
FORWARD_CHECKED(signal_step)
FORWARD_CHECKED(counted_handover)
FORWARD_CHECKED(handover_turn)
FORWARD_CHECKED(instrument)
FORWARD_CHECKED(instrument_item)
FORWARD(person)
FORWARD(person_link)
FORWARD_CHECKED(attribute)
FORWARD_CHECKED(spell)
FORWARD_CHECKED(trajectory)
FORWARD_CHECKED(event)

static enum err_code leave_out_person_link(void *to, const struct person_link_fact *f,
                                           struct err *e)
{
    (void)to;
    (void)f;
    (void)e;
    return OK;
}

static enum err_code take_link_doubt(void *to, const struct link_doubt_fact *f,
                                     struct err *e)
{
    (void)e;
    panel_build_link_doubt(to, f);
    return OK;
}

static enum err_code take_link_reviewed(void *to, const struct link_reviewed_fact *f,
                                        struct err *e)
{
    (void)e;
    panel_build_link_reviewed(to, f);
    return OK;
}

/* What links may be wrong by, for the band of figures. */
static enum err_code load_doubts(struct panel_builder *builder, struct db *db,
                                 int64_t known_at_ms, struct err *e)
{
    enum err_code rc = link_doubts_read(db, known_at_ms, take_link_doubt, builder, e);
    if (rc == OK)
        rc = link_reviewed_read(db, known_at_ms, take_link_reviewed, builder, e);
    return rc;
}

enum err_code panel_load(struct panel **out, struct db *db, struct panel_view view,
                         struct err *e)
{
    enum err_code rc = OK;
    struct panel_builder *builder = panel_build_begin(view.known_at_ms);
    const struct panel_sink sink = {
        .to = builder,
        .call = take_call,
        .organisation = take_organisation,
        .project = take_project,
        .partnership = take_partnership,
        .budget = take_budget,
        .target = take_target,
        .coverage = take_coverage,
        .project_follow_up = take_project_follow_up,
        .published = take_published,
        .outreach_place = take_outreach_place,
        .outreach_action = take_outreach_action,
        .outreach_course = take_outreach_course,
        .outreach_offer = take_outreach_offer,
        .outreach_audience = take_outreach_audience,
        .reach = take_reach,
        .bundled_signal = take_bundled_signal,
        .signal_step = take_signal_step,
        .counted_handover = take_counted_handover,
        .handover_turn = take_handover_turn,
        .instrument = take_instrument,
        .instrument_item = take_instrument_item,
        .person = take_person,
        .person_link = view.without_links ? leave_out_person_link : take_person_link,
        .attribute = take_attribute,
        .spell = take_spell,
        .trajectory = take_trajectory,
        .event = take_event,
    };
    TRY(panel_store_read(db, view.known_at_ms, &sink, e));
    if (!view.without_links) TRY(load_doubts(builder, db, view.known_at_ms, e));
    rc = panel_build_end(out, builder, e);
    builder = NULL;
out:
    if (builder) panel_build_abandon(builder);
    return rc;
}
