-- What partners send, what was published, and what the first tables could not hold:
-- days and audiences of outreach, states of context conditions, where a spell led to,
-- what became of a project. Same rules as 0001_facts.sql; this file never changes.

-- outreach: an action may last, have audiences and partners
CREATE TABLE outreach_course (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    action BLOB NOT NULL REFERENCES outreach_action (id),
    kind TEXT,
    ended_on INTEGER,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX outreach_course_action ON outreach_course (action);

-- one target group or one partner of an action
CREATE TABLE outreach_audience (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    action BLOB NOT NULL REFERENCES outreach_action (id),
    target_group TEXT,
    organisation BLOB REFERENCES organisation (id),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    CHECK ((target_group IS NULL) <> (organisation IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX outreach_audience_action ON outreach_audience (action);

-- trajectories: the state of a context condition on a day
CREATE TABLE condition (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    trajectory BLOB NOT NULL,
    happened_on INTEGER NOT NULL,
    code TEXT NOT NULL,
    state TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, trajectory) REFERENCES trajectory (person, id)
) STRICT, WITHOUT ROWID;

-- where a spell that has ended led to; a spell without one: not known
CREATE TABLE spell_exit (
    person BLOB NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 16),
    spell BLOB NOT NULL CHECK (length(spell) = 16),
    destination TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    FOREIGN KEY (person, spell) REFERENCES spell (person, id)
) STRICT, WITHOUT ROWID;

-- projects: how one was judged and what was done with it afterwards
CREATE TABLE project_follow_up (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    project BLOB NOT NULL REFERENCES project (id),
    happened_on INTEGER,
    evaluation TEXT,
    follow_up TEXT,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;

-- one delivery of a partner, with what became of its rows; total: cents, people
CREATE TABLE delivery (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    sender BLOB REFERENCES organisation (id),
    kind TEXT NOT NULL CHECK (kind <> ''),
    name TEXT NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    received_on INTEGER NOT NULL,
    n_rows INTEGER NOT NULL CHECK (n_rows >= 0),
    n_added INTEGER NOT NULL CHECK (n_added >= 0),
    n_changed INTEGER NOT NULL CHECK (n_changed >= 0),
    n_same INTEGER NOT NULL CHECK (n_same >= 0),
    n_refused INTEGER NOT NULL CHECK (n_refused >= 0),
    total INTEGER,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;

-- the key under which a sender knows a record, and which fact it became; id is a keyed
-- hash of sender, kind and key. One b-tree and no foreign keys: there is a row for every
-- row received, and verify checks what it refers to
CREATE TABLE source_key (
    id BLOB NOT NULL CHECK (length(id) = 16),
    version INTEGER NOT NULL CHECK (version > 0),
    delivery BLOB NOT NULL CHECK (length(delivery) = 16),
    kind TEXT NOT NULL CHECK (kind <> ''),
    content BLOB NOT NULL CHECK (length(content) = 16),
    person BLOB CHECK (length(person) = 16),
    subject BLOB NOT NULL CHECK (length(subject) = 16),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;

-- an answer as it was handed over: the same bytes for ever, in each form
CREATE TABLE release (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    question BLOB REFERENCES question (id),
    name TEXT NOT NULL CHECK (name <> ''),
    program TEXT NOT NULL,
    language TEXT NOT NULL,
    known_at INTEGER NOT NULL,
    as_of INTEGER,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE release_form (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    release BLOB NOT NULL REFERENCES release (id),
    format TEXT NOT NULL CHECK (format <> ''),
    n_bytes INTEGER NOT NULL CHECK (n_bytes >= 0),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    packed BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX release_form_format ON release_form (release, format)
    WHERE retracted_at IS NULL;
