-- The facts. Forward only: this file never changes once released; its BLAKE2b-256 is kept
-- in `migration` and compared at every start.
--
-- Days are INTEGER days since 1970-01-01, moments INTEGER Unix milliseconds: a panel reads
-- millions of them, and an integer needs no parsing and 2 to 6 bytes where ISO text needs
-- 10 and a parse. (To read one by eye: date(happened_on * 86400, 'unixepoch').)
-- Ids are 16 bytes; codes are the words of the code lists.
--
-- What other facts refer to has two tables: `organisation` holds the id for ever and is
-- what foreign keys point at; `organisation_fact` holds its versions. What hangs on a
-- person is clustered by person (no rowid), so that a panel reads each table front to back.
-- Rows are never deleted, and only retracted_at is ever updated, once; the exceptions are
-- subject_key and identity_match, which erasing a person destroys.

CREATE TABLE installation (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    key_id TEXT NOT NULL CHECK (length(key_id) = 16),
    made_at INTEGER NOT NULL
) STRICT;

-- who wrote what: see write.h
CREATE TABLE audit (
    number INTEGER PRIMARY KEY CHECK (number > 0),
    at INTEGER NOT NULL,
    actor TEXT NOT NULL CHECK (actor <> ''),
    act TEXT NOT NULL CHECK (act <> ''),
    reason TEXT NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE audit_tally (
    noun TEXT NOT NULL,
    audit INTEGER NOT NULL REFERENCES audit (number) DEFERRABLE INITIALLY DEFERRED,
    added INTEGER NOT NULL CHECK (added > 0),
    total INTEGER NOT NULL CHECK (total >= added),
    sum BLOB NOT NULL CHECK (length(sum) = 32),
    PRIMARY KEY (noun, audit)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_tally_audit ON audit_tally (audit);

-- programmes
CREATE TABLE call (code TEXT PRIMARY KEY CHECK (code <> '')) STRICT, WITHOUT ROWID;
CREATE TABLE organisation (
    id BLOB PRIMARY KEY CHECK (length(id) = 16)
) STRICT, WITHOUT ROWID;
CREATE TABLE project (
    id BLOB PRIMARY KEY CHECK (length(id) = 16)
) STRICT, WITHOUT ROWID;
CREATE TABLE partnership (
    id BLOB PRIMARY KEY CHECK (length(id) = 16)
) STRICT, WITHOUT ROWID;

CREATE TABLE call_fact (
    code TEXT NOT NULL REFERENCES call (code),
    name TEXT NOT NULL,
    kind TEXT,
    predecessor TEXT REFERENCES call (code) DEFERRABLE INITIALLY DEFERRED,
    launched_on INTEGER,
    valid_from INTEGER,
    valid_to INTEGER CHECK (valid_to >= valid_from),
    reports_until INTEGER,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (code, recorded_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE organisation_fact (
    id BLOB NOT NULL REFERENCES organisation (id),
    code TEXT NOT NULL CHECK (code <> ''),
    name TEXT NOT NULL,
    kind TEXT,
    former_kind TEXT,
    municipality TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (id, recorded_at)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX organisation_code ON organisation_fact (code)
    WHERE retracted_at IS NULL;

CREATE TABLE project_fact (
    id BLOB NOT NULL REFERENCES project (id),
    code TEXT NOT NULL CHECK (code <> ''),
    title TEXT NOT NULL,
    call TEXT REFERENCES call (code),
    promotor BLOB REFERENCES organisation (id),
    extension_of BLOB REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT,
    target_group TEXT,
    is_transnational INTEGER NOT NULL CHECK (is_transnational IN (0, 1)),
    valid_from INTEGER,
    valid_to INTEGER CHECK (valid_to >= valid_from),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (id, recorded_at)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX project_code ON project_fact (code) WHERE retracted_at IS NULL;

CREATE TABLE partnership_fact (
    id BLOB NOT NULL REFERENCES partnership (id),
    code TEXT NOT NULL CHECK (code <> ''),
    name TEXT NOT NULL,
    status TEXT,
    valid_from INTEGER,
    valid_to INTEGER CHECK (valid_to >= valid_from),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (id, recorded_at)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX partnership_code ON partnership_fact (code)
    WHERE retracted_at IS NULL;

CREATE TABLE coverage (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    partnership BLOB NOT NULL REFERENCES partnership (id),
    municipality TEXT NOT NULL CHECK (municipality <> ''),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX coverage_open ON coverage (partnership, municipality)
    WHERE retracted_at IS NULL;

CREATE TABLE partner (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    partnership BLOB REFERENCES partnership (id),
    project BLOB REFERENCES project (id),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    role TEXT NOT NULL,
    valid_from INTEGER,
    valid_to INTEGER CHECK (valid_to >= valid_from),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    CHECK ((partnership IS NULL) <> (project IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE budget (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    call TEXT REFERENCES call (code),
    project BLOB REFERENCES project (id),
    source TEXT,
    amount_kind TEXT,
    cents INTEGER NOT NULL,
    happened_on INTEGER,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    CHECK ((call IS NULL) <> (project IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE target (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    call TEXT REFERENCES call (code),
    project BLOB REFERENCES project (id),
    partnership BLOB REFERENCES partnership (id),
    measure TEXT NOT NULL CHECK (measure <> ''),
    unit TEXT NOT NULL,
    text TEXT NOT NULL,
    number REAL,
    kind TEXT,
    valid_from INTEGER,
    valid_to INTEGER CHECK (valid_to >= valid_from),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    CHECK ((call IS NOT NULL) + (project IS NOT NULL) + (partnership IS NOT NULL) = 1)
) STRICT, WITHOUT ROWID;

CREATE TABLE published (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    figure TEXT NOT NULL,
    publication TEXT NOT NULL,
    cell TEXT NOT NULL,
    measure TEXT NOT NULL CHECK (measure <> ''),
    unit TEXT NOT NULL,
    text TEXT NOT NULL,
    number REAL,
    as_of INTEGER,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;

-- workers
CREATE TABLE worker (
    id BLOB PRIMARY KEY CHECK (length(id) = 16)
) STRICT, WITHOUT ROWID;
CREATE TABLE worker_fact (
    id BLOB NOT NULL REFERENCES worker (id),
    login TEXT NOT NULL CHECK (login <> ''),
    name TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (id, recorded_at)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX worker_login ON worker_fact (login) WHERE retracted_at IS NULL;

CREATE TABLE membership (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    worker BLOB NOT NULL REFERENCES worker (id),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    role TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER CHECK (valid_to >= valid_from),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;

-- persons: the id for ever, what is countable, and what is sealed
CREATE TABLE person (id BLOB PRIMARY KEY CHECK (length(id) = 16)) STRICT, WITHOUT ROWID;
CREATE TABLE person_fact (
    id BLOB NOT NULL REFERENCES person (id),
    first_seen_on INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (id, recorded_at)
) STRICT, WITHOUT ROWID;

-- a person or a source record; destroyed by erasure
CREATE TABLE subject_key (
    subject BLOB PRIMARY KEY CHECK (length(subject) = 16),
    wrapped BLOB NOT NULL CHECK (length(wrapped) = 72)
) STRICT, WITHOUT ROWID;
CREATE TABLE identity_match (
    kind TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    person BLOB NOT NULL REFERENCES person (id),
    PRIMARY KEY (kind, hash, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_match_person ON identity_match (person);

CREATE TABLE identity (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    field TEXT NOT NULL,
    sealed BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE attribute (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
    source TEXT,
    value TEXT NOT NULL,
    valid_from INTEGER,
    valid_to INTEGER CHECK (valid_to >= valid_from),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    CHECK ((state = 0) = (value <> ''))
) STRICT, WITHOUT ROWID;

CREATE TABLE spell (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    list INTEGER NOT NULL CHECK (list BETWEEN 0 AND 2),
    code TEXT NOT NULL,
    body TEXT,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER CHECK (valid_to >= valid_from),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;

-- outreach
CREATE TABLE outreach_place (
    id BLOB PRIMARY KEY CHECK (length(id) = 16)
) STRICT, WITHOUT ROWID;
CREATE TABLE outreach_place_fact (
    id BLOB NOT NULL REFERENCES outreach_place (id),
    name TEXT NOT NULL,
    kind TEXT,
    municipality TEXT NOT NULL,
    valid_from INTEGER,
    valid_to INTEGER CHECK (valid_to >= valid_from),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (id, recorded_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE outreach_action (
    id BLOB PRIMARY KEY CHECK (length(id) = 16)
) STRICT, WITHOUT ROWID;
CREATE TABLE outreach_action_fact (
    id BLOB NOT NULL REFERENCES outreach_action (id),
    place BLOB REFERENCES outreach_place (id),
    project BLOB REFERENCES project (id),
    partnership BLOB REFERENCES partnership (id),
    mode TEXT,
    happened_on INTEGER NOT NULL,
    minutes INTEGER CHECK (minutes >= 0),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (id, recorded_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE reach (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    action BLOB NOT NULL REFERENCES outreach_action (id),
    thread BLOB CHECK (length(thread) = 16),
    person BLOB REFERENCES person (id),
    n INTEGER NOT NULL CHECK (n > 0),
    category TEXT NOT NULL,
    refused_registration INTEGER NOT NULL CHECK (refused_registration IN (0, 1)),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    CHECK (thread IS NULL OR n = 1),
    CHECK (person IS NULL OR thread IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX reach_action ON reach (action);

-- trajectories
CREATE TABLE trajectory (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE trajectory_fact (
    person BLOB NOT NULL,
    id BLOB NOT NULL,
    project BLOB REFERENCES project (id),
    partnership BLOB REFERENCES partnership (id),
    host BLOB REFERENCES organisation (id),
    reached_on INTEGER NOT NULL,
    entry_age INTEGER CHECK (entry_age BETWEEN 0 AND 130),
    channel TEXT,
    is_voluntary INTEGER CHECK (is_voluntary IN (0, 1)),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id, recorded_at),
    FOREIGN KEY (person, id) REFERENCES trajectory (person, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE trajectory_start (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    trajectory BLOB NOT NULL,
    happened_on INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, trajectory) REFERENCES trajectory (person, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE trajectory_end (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    trajectory BLOB NOT NULL,
    happened_on INTEGER NOT NULL,
    kind TEXT,
    exit_reason TEXT,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, trajectory) REFERENCES trajectory (person, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE judgement (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    trajectory BLOB NOT NULL,
    happened_on INTEGER NOT NULL,
    code TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, trajectory) REFERENCES trajectory (person, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE phase_episode (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    trajectory BLOB NOT NULL,
    happened_on INTEGER NOT NULL,
    code TEXT NOT NULL,
    ended_on INTEGER CHECK (ended_on >= happened_on),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, trajectory) REFERENCES trajectory (person, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    trajectory BLOB NOT NULL,
    happened_on INTEGER NOT NULL,
    mode TEXT,
    minutes INTEGER CHECK (minutes >= 0),
    flags INTEGER NOT NULL CHECK (flags >= 0),
    worker BLOB REFERENCES worker (id),
    place BLOB REFERENCES outreach_place (id),
    note BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, trajectory) REFERENCES trajectory (person, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE activity (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    trajectory BLOB NOT NULL,
    happened_on INTEGER NOT NULL,
    kind TEXT NOT NULL,
    ended_on INTEGER CHECK (ended_on >= happened_on),
    minutes INTEGER CHECK (minutes >= 0),
    worker BLOB REFERENCES worker (id),
    organisation BLOB REFERENCES organisation (id),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, trajectory) REFERENCES trajectory (person, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outcome (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    trajectory BLOB NOT NULL,
    happened_on INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sector TEXT,
    ended_on INTEGER CHECK (ended_on >= happened_on),
    organisation BLOB REFERENCES organisation (id),
    contract TEXT NOT NULL,
    weekly_minutes INTEGER CHECK (weekly_minutes >= 0),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, trajectory) REFERENCES trajectory (person, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE referral (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    trajectory BLOB NOT NULL,
    happened_on INTEGER NOT NULL,
    body TEXT,
    organisation BLOB REFERENCES organisation (id),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, trajectory) REFERENCES trajectory (person, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE observation (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    trajectory BLOB NOT NULL,
    happened_on INTEGER NOT NULL,
    indicator TEXT NOT NULL,
    moment TEXT,
    value INTEGER NOT NULL CHECK (value IN (0, 1)),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, trajectory) REFERENCES trajectory (person, id)
) STRICT, WITHOUT ROWID;

-- questions and sources
CREATE TABLE question (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_to TEXT NOT NULL,
    asked_on INTEGER,
    text TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    question BLOB REFERENCES question (id),
    statement TEXT NOT NULL,
    known_at INTEGER NOT NULL,
    as_of INTEGER,
    format TEXT NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE source_record (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    sender BLOB REFERENCES organisation (id),
    person BLOB REFERENCES person (id),
    format TEXT NOT NULL,
    batch TEXT NOT NULL,
    line INTEGER CHECK (line > 0),
    received_on INTEGER NOT NULL,
    content BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;

-- logs: never closed
CREATE TABLE retraction (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    noun TEXT NOT NULL,
    person BLOB,
    fact BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX retraction_fact ON retraction (noun, fact);

CREATE TABLE erasure (
    person BLOB PRIMARY KEY REFERENCES person (id),
    happened_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE read_log (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    person BLOB NOT NULL REFERENCES person (id),
    actor TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    happened_at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX read_log_person ON read_log (person, happened_at);
