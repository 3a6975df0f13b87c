-- The work in the field and around a person, and who may log in. Same rules as
-- 0001_facts.sql; this file never changes once released. Columns named words, title,
-- nickname, contact and content hold bytes sealed with the key of the person (or of the
-- thread or place) they belong to: no free text about anybody stands open.

-- --- who may log in: no facts. Rows are replaced and removed, never counted; each
-- change leaves an audit row. Secrets are hashes, or sealed with the installation key.

CREATE TABLE account (
    worker BLOB PRIMARY KEY REFERENCES worker (id),
    password TEXT,          -- Argon2id, as libsodium writes it; null: not yet chosen
    totp BLOB,              -- sealed secret; null: no second factor
    totp_last INTEGER,      -- last time step that was used: a code works once
    needs_factor INTEGER NOT NULL CHECK (needs_factor IN (0, 1)),
    is_closed INTEGER NOT NULL CHECK (is_closed IN (0, 1)),
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE invitation (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    worker BLOB NOT NULL REFERENCES worker (id),
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16), -- names it in the list of sessions
    worker BLOB NOT NULL REFERENCES worker (id),
    membership BLOB REFERENCES membership (id),
    stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 2),
    made_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    device TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_worker ON session (worker);

-- a form that was sent: the same form again gets the same answer, and writes nothing
CREATE TABLE form_reply (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    worker BLOB NOT NULL CHECK (length(worker) = 16),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    location TEXT NOT NULL,
    answered_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX form_reply_answered ON form_reply (answered_at);

CREATE INDEX membership_worker ON membership (worker);
CREATE INDEX membership_organisation ON membership (organisation);

-- --- reach ---

-- when and how a place is fit to meet people; contact: whom to ask there, sealed
CREATE TABLE place_approach (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    place BLOB NOT NULL REFERENCES outreach_place (id),
    sub_kind TEXT,
    address TEXT NOT NULL,
    advice TEXT NOT NULL,
    contact BLOB,
    organisation BLOB REFERENCES organisation (id),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_approach_place ON place_approach (place);

-- weekday 1 Monday to 7 Sunday; minutes since midnight
CREATE TABLE place_hour (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    place BLOB NOT NULL REFERENCES outreach_place (id),
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    from_minute INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
    to_minute INTEGER NOT NULL CHECK (to_minute > from_minute AND to_minute <= 1440),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_hour_place ON place_hour (place);

CREATE TABLE place_audience (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    place BLOB NOT NULL REFERENCES outreach_place (id),
    target_group TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_audience_place ON place_audience (place);

-- somebody who is met again and whose name nobody needs; sealed with the thread's key
CREATE TABLE thread (id BLOB PRIMARY KEY CHECK (length(id) = 16)) STRICT, WITHOUT ROWID;
CREATE TABLE thread_fact (
    id BLOB NOT NULL REFERENCES thread (id),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    worker BLOB NOT NULL REFERENCES worker (id),
    opened_on INTEGER NOT NULL,
    nickname BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (id, recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_fact_organisation ON thread_fact (organisation, opened_on);

-- one conversation; reach: what of it is counted
CREATE TABLE chat (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    reach BLOB NOT NULL REFERENCES reach (id),
    thread BLOB REFERENCES thread (id),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    worker BLOB NOT NULL REFERENCES worker (id),
    place BLOB REFERENCES outreach_place (id),
    happened_at INTEGER NOT NULL,
    topic TEXT,
    language TEXT,
    is_first INTEGER CHECK (is_first IN (0, 1)),
    next_step TEXT,
    next_on INTEGER,
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX chat_worker ON chat (worker, happened_at);
CREATE INDEX chat_thread ON chat (thread) WHERE thread IS NOT NULL;
CREATE INDEX chat_organisation ON chat (organisation, happened_at);
CREATE INDEX chat_place ON chat (place) WHERE place IS NOT NULL;
CREATE INDEX chat_reach ON chat (reach);
CREATE INDEX outreach_action_place ON outreach_action_fact (place, happened_on);
CREATE INDEX outreach_action_day ON outreach_action_fact (happened_on);
CREATE INDEX outreach_audience_organisation ON outreach_audience (organisation)
    WHERE organisation IS NOT NULL;

-- the thread turned out to be, or became, this person
CREATE TABLE thread_person (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    thread BLOB NOT NULL REFERENCES thread (id),
    person BLOB NOT NULL REFERENCES person (id),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX thread_person_open ON thread_person (thread)
    WHERE retracted_at IS NULL;
CREATE INDEX thread_person_thread ON thread_person (thread);
CREATE INDEX thread_person_person ON thread_person (person);

-- --- around a person: clustered by person, as the events of 0001 are ---

-- who accompanies the person: an organisation of the house with a worker, or another one
-- in words; keeps_file: this organisation's workers may open the file
CREATE TABLE guidance (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    organisation BLOB REFERENCES organisation (id),
    worker BLOB REFERENCES worker (id),
    keeps_file INTEGER NOT NULL CHECK (keeps_file IN (0, 1)),
    domain TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER CHECK (valid_to >= valid_from),
    next_on INTEGER,
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX guidance_organisation ON guidance (organisation, person)
    WHERE organisation IS NOT NULL;

-- what guide and person promise one another when they begin
CREATE TABLE engagement (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    trajectory BLOB NOT NULL,
    happened_on INTEGER NOT NULL,
    party TEXT NOT NULL,
    words BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, trajectory) REFERENCES trajectory (person, id)
) STRICT, WITHOUT ROWID;

-- the person's own goal, in own words; the last one holds
CREATE TABLE goal (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    happened_on INTEGER NOT NULL,
    words BLOB NOT NULL,
    worker BLOB REFERENCES worker (id),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE step (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    happened_on INTEGER NOT NULL,
    owner TEXT NOT NULL,
    condition TEXT,
    due_on INTEGER,
    words BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE step_state (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    step BLOB NOT NULL,
    happened_on INTEGER NOT NULL,
    state TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, step) REFERENCES step (person, id)
) STRICT, WITHOUT ROWID;

-- who did the work of a phase, and what came of it in words; id is that of the phase
CREATE TABLE phase_actor (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    organisation BLOB REFERENCES organisation (id),
    worker BLOB REFERENCES worker (id),
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id, recorded_at),
    FOREIGN KEY (person, id) REFERENCES phase_episode (person, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    happened_on INTEGER NOT NULL,
    confidentiality TEXT NOT NULL,
    organisation BLOB NOT NULL REFERENCES organisation (id),
    worker BLOB NOT NULL REFERENCES worker (id),
    words BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;

-- an instrument of measurement, and its questions; organisation: whose it is (null:
-- everybody's); is_interval: its steps are equally far apart, so points may be added;
-- condition: what an item tells about. A retracted instrument is no longer offered.
CREATE TABLE instrument (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    code TEXT NOT NULL CHECK (code <> ''),
    title TEXT NOT NULL CHECK (title <> ''),
    organisation BLOB REFERENCES organisation (id),
    is_interval INTEGER NOT NULL CHECK (is_interval IN (0, 1)),
    lowest INTEGER NOT NULL,
    highest INTEGER NOT NULL CHECK (highest > lowest),
    lowest_words TEXT NOT NULL,
    highest_words TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX instrument_code ON instrument (code) WHERE retracted_at IS NULL;
CREATE TABLE instrument_item (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    instrument BLOB NOT NULL REFERENCES instrument (id),
    number INTEGER NOT NULL CHECK (number > 0),
    title TEXT NOT NULL CHECK (title <> ''),
    condition TEXT,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX instrument_item_instrument ON instrument_item (instrument, number);

CREATE TABLE assessment (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    item BLOB NOT NULL REFERENCES instrument_item (id),
    happened_on INTEGER NOT NULL,
    moment TEXT,
    assessed_by TEXT NOT NULL,
    score INTEGER, -- null: the person would rather not say
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;

-- words beside a dated state of a context condition: owner and what is done about it;
-- id is that of the condition's row
CREATE TABLE condition_work (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    owner TEXT NOT NULL,
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, id) REFERENCES condition (person, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE competence (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    happened_on INTEGER NOT NULL,
    kind TEXT NOT NULL,
    words BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    happened_on INTEGER NOT NULL,
    kind TEXT NOT NULL,
    confidentiality TEXT NOT NULL,
    organisation BLOB NOT NULL REFERENCES organisation (id),
    worker BLOB NOT NULL REFERENCES worker (id),
    media_type TEXT NOT NULL,
    n_bytes INTEGER NOT NULL CHECK (n_bytes > 0),
    title BLOB NOT NULL,
    content BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;

-- versions of one appointment have one id and rising sequence (RFC 5545); words: where
-- and what for
CREATE TABLE appointment (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    starts_at INTEGER NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    state TEXT NOT NULL,
    worker BLOB REFERENCES worker (id),
    words BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX appointment_worker ON appointment (worker, starts_at)
    WHERE retracted_at IS NULL;

-- what a job is besides its outcome (kind employed, contract, days, working time); id is
-- that of the outcome; is_direct: without the public employment service
CREATE TABLE job (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    contract_kind TEXT NOT NULL,
    statute TEXT,
    is_part_time INTEGER CHECK (is_part_time IN (0, 1)),
    is_direct INTEGER CHECK (is_direct IN (0, 1)),
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, id) REFERENCES outcome (person, id)
) STRICT, WITHOUT ROWID;

-- a moment of aftercare that took place (or was tried); which are due is computed
CREATE TABLE aftercare (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    outcome BLOB NOT NULL,
    side TEXT NOT NULL,
    due_on INTEGER,
    happened_on INTEGER NOT NULL,
    result TEXT NOT NULL,
    worker BLOB REFERENCES worker (id),
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, outcome) REFERENCES outcome (person, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE appreciation (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    happened_on INTEGER NOT NULL,
    scale INTEGER CHECK (scale BETWEEN 1 AND 5), -- null: words only
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;

-- the three criteria when a trajectory is closed; id is that of its end
CREATE TABLE closing (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    criterion TEXT,
    sustainable_work INTEGER CHECK (sustainable_work IN (0, 1)),
    is_manageable INTEGER CHECK (is_manageable IN (0, 1)),
    is_self_reliant INTEGER CHECK (is_self_reliant IN (0, 1)),
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, id) REFERENCES trajectory_end (person, id)
) STRICT, WITHOUT ROWID;

-- when a project calls a trajectory finished; not always what its funder calls so
CREATE TABLE project_criterion (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    project BLOB NOT NULL REFERENCES project (id),
    criterion TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX project_criterion_project ON project_criterion (project)
    WHERE retracted_at IS NULL;

-- a value that came in while another had taken its place: both are kept until somebody
-- decides; base: the row that the proposer saw
CREATE TABLE proposal (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    field TEXT NOT NULL,
    base BLOB CHECK (length(base) = 16),
    worker BLOB NOT NULL REFERENCES worker (id),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    words BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE proposal_decision (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    proposal BLOB NOT NULL,
    decision TEXT NOT NULL,
    worker BLOB NOT NULL REFERENCES worker (id),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, proposal) REFERENCES proposal (person, id)
) STRICT, WITHOUT ROWID;

-- --- derived: made from the facts above by `vindplaats rebuild`, never counted ---

-- where each file stands now, for lists; a row per person and organisation. No day: the
-- least integer of 32 bits in last_contact_on, the greatest in next_on and valid_to, so
-- that each comes last in its order
CREATE TABLE file_now (
    organisation BLOB NOT NULL CHECK (length(organisation) = 16),
    person BLOB NOT NULL CHECK (length(person) = 16),
    worker BLOB CHECK (length(worker) = 16),
    phase TEXT NOT NULL,
    status TEXT NOT NULL,
    reached_on INTEGER,
    last_contact_on INTEGER NOT NULL,
    next_on INTEGER NOT NULL,
    valid_to INTEGER NOT NULL,
    PRIMARY KEY (organisation, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_now_contact ON file_now (organisation, last_contact_on);
CREATE INDEX file_now_phase ON file_now (organisation, phase, last_contact_on);
CREATE INDEX file_now_next ON file_now (organisation, next_on);
CREATE INDEX file_now_worker ON file_now (organisation, worker, last_contact_on);
CREATE INDEX file_now_person ON file_now (person);

-- whose sketch, or whose organisations, the write with this number changed: what a
-- search that stands in memory has to look at again; the nil person: everybody
CREATE TABLE person_change (
    number INTEGER NOT NULL,
    person BLOB NOT NULL CHECK (length(person) = 16),
    PRIMARY KEY (number, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX source_key_person ON source_key (person) WHERE person IS NOT NULL;
CREATE INDEX read_log_moment ON read_log (happened_at);
