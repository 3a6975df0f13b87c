-- What crosses the border of one organisation with the person's leave: consent, warm
-- handovers, links for people without an account; coordination, employers, partnerships and
-- projects in daily work. Same rules as 0001_facts.sql; this file never changes once
-- released.

-- --- consent: what may reach another organisation, and on which ground

-- one decision about one receiver, one purpose and one category of data; is_given 0: the
-- person said no. How it was told (spoken, tapped, signed) and in which language
CREATE TABLE consent (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    receiver BLOB NOT NULL REFERENCES organisation (id),
    purpose TEXT NOT NULL,
    category TEXT NOT NULL,
    ground TEXT NOT NULL,
    is_given INTEGER NOT NULL CHECK (is_given IN (0, 1)),
    form TEXT NOT NULL,
    language TEXT,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER CHECK (valid_to >= valid_from),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    worker BLOB REFERENCES worker (id),
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_person ON consent (person, receiver) WHERE retracted_at IS NULL;
CREATE INDEX consent_receiver ON consent (receiver, person)
    WHERE retracted_at IS NULL AND is_given = 1;

-- from the moment it is recorded the consent opens nothing
CREATE TABLE consent_withdrawal (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    consent BLOB NOT NULL CHECK (length(consent) = 16),
    happened_on INTEGER NOT NULL,
    party TEXT NOT NULL,
    worker BLOB REFERENCES worker (id),
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, consent) REFERENCES consent (person, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_withdrawal_consent ON consent_withdrawal (consent) WHERE retracted_at IS NULL;

-- somebody of another organisation asks whether the person would let it see more
CREATE TABLE consent_request (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    worker BLOB NOT NULL REFERENCES worker (id),
    purpose TEXT NOT NULL,
    category TEXT NOT NULL,
    happened_on INTEGER NOT NULL,
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_request_organisation ON consent_request (organisation, person) WHERE retracted_at IS NULL;

-- --- warm handovers

-- a handover is what its dated events say (domain/handover_course.h); its row has versions
-- until it is sent. to_organisation: null until chosen; who is asked for there stands sealed
-- in handover_words. appointment: the first meeting, is_guide_present: the sender comes along.
-- words: what the person wants
CREATE TABLE handover (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    trajectory BLOB CHECK (length(trajectory) = 16),
    from_organisation BLOB NOT NULL REFERENCES organisation (id),
    from_worker BLOB NOT NULL REFERENCES worker (id),
    to_organisation BLOB REFERENCES organisation (id),
    receiver_kind TEXT,
    service BLOB CHECK (length(service) = 16),
    vacancy BLOB CHECK (length(vacancy) = 16),
    replaces BLOB CHECK (length(replaces) = 16),
    moment TEXT,
    appointment BLOB CHECK (length(appointment) = 16),
    is_guide_present INTEGER CHECK (is_guide_present IN (0, 1)),
    happened_on INTEGER NOT NULL,
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id, written_by)
) STRICT, WITHOUT ROWID;
CREATE INDEX handover_id ON handover (id) WHERE retracted_at IS NULL;
CREATE INDEX handover_from_organisation ON handover (from_organisation, happened_on) WHERE retracted_at IS NULL;
CREATE INDEX handover_to_organisation ON handover (to_organisation, happened_on)
    WHERE retracted_at IS NULL AND to_organisation IS NOT NULL;

-- who does what from now on, and whom at the receiver one asks for
CREATE TABLE handover_words (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    handover BLOB NOT NULL CHECK (length(handover) = 16),
    kind TEXT NOT NULL,
    words BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;

-- the categories that travel along
CREATE TABLE handover_share (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    handover BLOB NOT NULL CHECK (length(handover) = 16),
    category TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE handover_event (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    handover BLOB NOT NULL CHECK (length(handover) = 16),
    kind TEXT NOT NULL,
    happened_on INTEGER NOT NULL,
    reason TEXT,
    result TEXT,
    organisation BLOB REFERENCES organisation (id),
    worker BLOB REFERENCES worker (id),
    other BLOB REFERENCES organisation (id),
    appointment BLOB CHECK (length(appointment) = 16),
    is_guide_present INTEGER CHECK (is_guide_present IN (0, 1)),
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX handover_event_handover ON handover_event (handover) WHERE retracted_at IS NULL;

-- what was shown before it was sent, and sent: the same bytes, sealed
CREATE TABLE handover_payload (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    handover BLOB NOT NULL CHECK (length(handover) = 16),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    content BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;

-- --- links for people without an account

-- a signed link that ends by itself: to a handover, or to ask an employer how it goes. code:
-- keyed hash of the digits that are told apart from the link. words: for whom
CREATE TABLE guest_link (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    handover BLOB CHECK (length(handover) = 16),
    outcome BLOB CHECK (length(outcome) = 16),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    worker BLOB NOT NULL REFERENCES worker (id),
    expires_at INTEGER NOT NULL,
    code BLOB CHECK (length(code) = 32),
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    CHECK ((handover IS NULL) <> (outcome IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX guest_link_id ON guest_link (id);

-- browser: keyed hash of the cookie of who came
CREATE TABLE guest_visit (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    link BLOB NOT NULL CHECK (length(link) = 16),
    kind TEXT NOT NULL,
    happened_at INTEGER NOT NULL,
    browser BLOB CHECK (length(browser) = 32),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, link) REFERENCES guest_link (person, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX guest_visit_link ON guest_visit (link) WHERE retracted_at IS NULL;

-- what an employer answered to how it goes
CREATE TABLE check_in (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    link BLOB NOT NULL CHECK (length(link) = 16),
    outcome BLOB NOT NULL CHECK (length(outcome) = 16),
    happened_on INTEGER NOT NULL,
    answer TEXT NOT NULL,
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, link) REFERENCES guest_link (person, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX check_in_happened_on ON check_in (happened_on) WHERE retracted_at IS NULL;

-- somebody took it up
CREATE TABLE check_in_reply (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    check_in BLOB NOT NULL CHECK (length(check_in) = 16),
    happened_on INTEGER NOT NULL,
    worker BLOB NOT NULL REFERENCES worker (id),
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, check_in) REFERENCES check_in (person, id)
) STRICT, WITHOUT ROWID;

-- --- employers

-- an employer as our organisation (keeper) knows it; worker: the one whom the employer may
-- call; words: whom to ask there, sealed with its own key
CREATE TABLE employer_contact (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    employer BLOB NOT NULL REFERENCES organisation (id),
    keeper BLOB NOT NULL REFERENCES organisation (id),
    worker BLOB NOT NULL REFERENCES worker (id),
    willingness TEXT,
    phone TEXT,
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX employer_contact_employer ON employer_contact (employer) WHERE retracted_at IS NULL;
CREATE INDEX employer_contact_keeper ON employer_contact (keeper) WHERE retracted_at IS NULL;

-- what was done with or for an employer (R77); words sealed with its own key
CREATE TABLE employer_action (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    employer BLOB NOT NULL REFERENCES organisation (id),
    keeper BLOB NOT NULL REFERENCES organisation (id),
    kind TEXT NOT NULL,
    happened_on INTEGER NOT NULL,
    worker BLOB NOT NULL REFERENCES worker (id),
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX employer_action_employer ON employer_action (employer) WHERE retracted_at IS NULL;

-- is_hidden: announced nowhere
CREATE TABLE vacancy (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    employer BLOB NOT NULL REFERENCES organisation (id),
    keeper BLOB NOT NULL REFERENCES organisation (id),
    title TEXT NOT NULL CHECK (title <> ''),
    municipality TEXT,
    sector TEXT,
    contract TEXT,
    is_hidden INTEGER NOT NULL CHECK (is_hidden IN (0, 1)),
    n_places INTEGER NOT NULL CHECK (n_places BETWEEN 1 AND 1000),
    valid_from INTEGER NOT NULL,
    valid_to INTEGER CHECK (valid_to >= valid_from),
    text TEXT,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX vacancy_employer ON vacancy (employer) WHERE retracted_at IS NULL;
CREATE INDEX vacancy_valid_from ON vacancy (valid_from) WHERE retracted_at IS NULL;

-- --- coordination

-- who keeps the guidances of a person in tune (R95). Worker null: the organisation was asked
-- (R94), and nobody there took it yet. asked_by: who asked
CREATE TABLE coordination_duty (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    worker BLOB REFERENCES worker (id),
    asked_by BLOB REFERENCES worker (id),
    valid_from INTEGER NOT NULL,
    valid_to INTEGER CHECK (valid_to >= valid_from),
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    CHECK (worker IS NOT NULL OR asked_by IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX coordination_duty_organisation ON coordination_duty (organisation, worker,
    valid_from) WHERE retracted_at IS NULL;

-- worker null: everybody of the organisation
CREATE TABLE caseload_limit (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    worker BLOB REFERENCES worker (id),
    number INTEGER NOT NULL CHECK (number BETWEEN 0 AND 10000),
    valid_from INTEGER NOT NULL,
    valid_to INTEGER CHECK (valid_to >= valid_from),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX caseload_limit_organisation ON caseload_limit (organisation) WHERE retracted_at IS NULL;

-- people of several organisations around a table (R98, R99)
CREATE TABLE consultation (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    partnership BLOB CHECK (length(partnership) = 16),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    title TEXT NOT NULL CHECK (title <> ''),
    happened_on INTEGER NOT NULL,
    minutes INTEGER CHECK (minutes BETWEEN 1 AND 1440),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX consultation_organisation ON consultation (organisation, happened_on) WHERE retracted_at IS NULL;

CREATE TABLE consultation_member (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    consultation BLOB NOT NULL REFERENCES consultation (id),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    worker BLOB REFERENCES worker (id),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX consultation_member_consultation ON consultation_member (consultation) WHERE retracted_at IS NULL;
CREATE INDEX consultation_member_organisation ON consultation_member (organisation) WHERE retracted_at IS NULL;

-- whom it was about
CREATE TABLE consultation_case (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    consultation BLOB NOT NULL REFERENCES consultation (id),
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX consultation_case_consultation ON consultation_case (consultation) WHERE retracted_at IS NULL;

-- what was agreed, learnt or recommended: about nobody; sealed with the key of the meeting
CREATE TABLE consultation_outcome (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    consultation BLOB NOT NULL REFERENCES consultation (id),
    kind TEXT NOT NULL,
    organisation BLOB REFERENCES organisation (id),
    worker BLOB REFERENCES worker (id),
    due_on INTEGER,
    words BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX consultation_outcome_consultation ON consultation_outcome (consultation) WHERE retracted_at IS NULL;

CREATE TABLE consultation_outcome_state (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    outcome BLOB NOT NULL REFERENCES consultation_outcome (id),
    state TEXT NOT NULL,
    happened_on INTEGER NOT NULL,
    worker BLOB NOT NULL REFERENCES worker (id),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX consultation_outcome_state_outcome ON consultation_outcome_state (outcome) WHERE retracted_at IS NULL;

-- --- partnerships and their agreements

-- municipality null: the whole partnership
CREATE TABLE agreement (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    partnership BLOB NOT NULL REFERENCES partnership (id),
    municipality TEXT,
    title TEXT NOT NULL CHECK (title <> ''),
    valid_from INTEGER NOT NULL,
    valid_to INTEGER CHECK (valid_to >= valid_from),
    text TEXT,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX agreement_partnership ON agreement (partnership) WHERE retracted_at IS NULL;

-- number: how many are aimed at
CREATE TABLE agreed_action (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    agreement BLOB NOT NULL REFERENCES agreement (id),
    kind TEXT,
    text TEXT NOT NULL CHECK (text <> ''),
    due_on INTEGER,
    number INTEGER CHECK (number >= 0),
    organisation BLOB REFERENCES organisation (id),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX agreed_action_agreement ON agreed_action (agreement) WHERE retracted_at IS NULL;

CREATE TABLE agreed_result (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    action BLOB NOT NULL REFERENCES agreed_action (id),
    state TEXT NOT NULL,
    happened_on INTEGER NOT NULL,
    number INTEGER CHECK (number >= 0),
    text TEXT,
    worker BLOB NOT NULL REFERENCES worker (id),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX agreed_result_action ON agreed_result (action) WHERE retracted_at IS NULL;

-- --- projects in daily work

CREATE TABLE group_session (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    project BLOB REFERENCES project (id),
    partnership BLOB REFERENCES partnership (id),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    worker BLOB NOT NULL REFERENCES worker (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL CHECK (title <> ''),
    happened_on INTEGER NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    place TEXT,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_session_organisation ON group_session (organisation, happened_on) WHERE retracted_at IS NULL;

-- activity: the event of the trajectory that came of it
CREATE TABLE attendance (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    session BLOB NOT NULL REFERENCES group_session (id),
    is_present INTEGER NOT NULL CHECK (is_present IN (0, 1)),
    activity BLOB CHECK (length(activity) = 16),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_session ON attendance (session) WHERE retracted_at IS NULL;

CREATE TABLE project_report (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    project BLOB NOT NULL REFERENCES project (id),
    valid_from INTEGER NOT NULL,
    valid_to INTEGER NOT NULL CHECK (valid_to >= valid_from),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    worker BLOB NOT NULL REFERENCES worker (id),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX project_report_project ON project_report (project) WHERE retracted_at IS NULL;

-- what the figures cannot say, in words about nobody
CREATE TABLE report_part (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    report BLOB NOT NULL REFERENCES project_report (id),
    kind TEXT NOT NULL,
    worker BLOB NOT NULL REFERENCES worker (id),
    text TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_part_report ON report_part (report) WHERE retracted_at IS NULL;

CREATE TABLE report_step (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    report BLOB NOT NULL REFERENCES project_report (id),
    kind TEXT NOT NULL,
    worker BLOB NOT NULL REFERENCES worker (id),
    happened_on INTEGER NOT NULL,
    digest BLOB CHECK (length(digest) = 32),
    text TEXT,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_step_report ON report_step (report) WHERE retracted_at IS NULL;

-- what a project leaves behind, for everybody who uses the house
CREATE TABLE project_product (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    project BLOB NOT NULL REFERENCES project (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL CHECK (title <> ''),
    licence TEXT,
    link TEXT,
    happened_on INTEGER NOT NULL,
    worker BLOB NOT NULL REFERENCES worker (id),
    text TEXT,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX project_product_project ON project_product (project)
    WHERE retracted_at IS NULL;
CREATE INDEX project_product_happened_on ON project_product (happened_on)
    WHERE retracted_at IS NULL;

-- who runs the call came to see: how good the work is, and what changes
CREATE TABLE project_visit (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    project BLOB NOT NULL REFERENCES project (id),
    happened_on INTEGER NOT NULL,
    worker BLOB NOT NULL REFERENCES worker (id),
    text TEXT NOT NULL CHECK (text <> ''),
    adjustments TEXT,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX project_visit_project ON project_visit (project) WHERE retracted_at IS NULL;

-- somebody looked at two files and could not tell; holds until a comparison finds more
CREATE TABLE link_unsure (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    other BLOB NOT NULL REFERENCES person (id),
    worker BLOB NOT NULL REFERENCES worker (id),
    reason TEXT NOT NULL CHECK (reason <> ''),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_unsure_recorded_at ON link_unsure (recorded_at) WHERE retracted_at IS NULL;
CREATE INDEX link_decision_recorded_at ON link_decision (recorded_at);

-- participants of a project, the last reached first: without it each page of them walks all
-- trajectories of the house
CREATE INDEX trajectory_fact_project ON trajectory_fact (project, reached_on DESC, id)
    WHERE retracted_at IS NULL;

-- --- derived: made from the facts above with file_now, never counted

-- handovers that wait for somebody: sent and not answered, accepted and not met, refused
-- and not tried again. Municipality: of who hands over. is_twice: two organisations do the
-- same for the person when the row was made
CREATE TABLE handover_waiting (
    person BLOB NOT NULL CHECK (length(person) = 16),
    handover BLOB NOT NULL CHECK (length(handover) = 16),
    from_organisation BLOB NOT NULL,
    to_organisation BLOB,
    receiver_kind TEXT NOT NULL,
    municipality TEXT NOT NULL,
    province TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    since_on INTEGER NOT NULL,
    is_twice INTEGER NOT NULL CHECK (is_twice IN (0, 1)),
    PRIMARY KEY (person, handover)
) STRICT, WITHOUT ROWID;
-- a way in for each list a coordinator asks for, so that a page reads its own lines
CREATE INDEX handover_waiting_since ON handover_waiting (since_on, handover, receiver_kind);
CREATE INDEX handover_waiting_province ON handover_waiting (province, since_on, handover,
    municipality, receiver_kind);
CREATE INDEX handover_waiting_kind ON handover_waiting (receiver_kind, since_on, handover);
CREATE INDEX handover_waiting_asked ON handover_waiting (since_on, handover, province,
    municipality, receiver_kind) WHERE state IN ('proposed', 'received');
CREATE INDEX handover_waiting_refused ON handover_waiting (since_on, handover, province,
    municipality, receiver_kind) WHERE state IN ('refused', 'other_proposed');
CREATE INDEX handover_waiting_twice ON handover_waiting (since_on, handover, province,
    municipality, receiver_kind) WHERE is_twice = 1;
CREATE INDEX handover_waiting_from ON handover_waiting (from_organisation);
CREATE INDEX handover_waiting_to ON handover_waiting (to_organisation);

-- how many of them there are, by day since when: of all (province and municipality '') of
-- each province and of each municipality; kept in the same transaction. n_asked: of those
-- that wait for an answer
CREATE TABLE handover_tally (
    municipality TEXT NOT NULL,
    province TEXT NOT NULL,
    receiver_kind TEXT NOT NULL,
    since_on INTEGER NOT NULL,
    n INTEGER NOT NULL CHECK (n >= 0),
    n_asked INTEGER NOT NULL CHECK (n_asked >= 0),
    n_refused INTEGER NOT NULL CHECK (n_refused >= 0),
    n_twice INTEGER NOT NULL CHECK (n_twice >= 0),
    PRIMARY KEY (municipality, province, receiver_kind, since_on)
) STRICT, WITHOUT ROWID;
