-- What crosses the border of one organisation, the desk of the analyst, and what the
-- work of the field asked for since. Same rules as 0001_facts.sql; this file never
-- changes once released.

-- --- lists of files

-- a list reads the index of its order alone: the place in it, what a filter looks at,
-- what a row shows
DROP INDEX file_now_phase;
DROP INDEX file_now_contact;
DROP INDEX file_now_next;
DROP INDEX file_now_worker;
CREATE INDEX file_now_phase ON file_now (organisation, phase, last_contact_on, person,
    valid_to, status, next_on, worker, reached_on);
CREATE INDEX file_now_contact ON file_now (organisation, last_contact_on, person,
    valid_to, status, next_on, phase, worker, reached_on);
CREATE INDEX file_now_next ON file_now (organisation, next_on, person, valid_to, phase,
    status, last_contact_on, worker, reached_on);
CREATE INDEX file_now_worker ON file_now (organisation, worker, last_contact_on, person,
    valid_to, phase, status, next_on, reached_on);

-- how many rows of file_now are alike in what is counted without days; kept in the same
-- transaction. Worker: no bytes where nobody is named
CREATE TABLE file_tally (
    organisation BLOB NOT NULL,
    valid_to INTEGER NOT NULL,
    worker BLOB NOT NULL,
    phase TEXT NOT NULL,
    status TEXT NOT NULL,
    n INTEGER NOT NULL CHECK (n >= 0),
    PRIMARY KEY (organisation, valid_to, worker, phase, status)
) STRICT, WITHOUT ROWID;
INSERT INTO file_tally (organisation, valid_to, worker, phase, status, n)
    SELECT organisation, valid_to, COALESCE(worker, x''), phase, status, COUNT(*)
    FROM file_now GROUP BY 1, 2, 3, 4, 5;

-- --- outreach places and actions

-- the typology of an action: where the offer is, what is offered, on what it leans
CREATE TABLE outreach_offer (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    action BLOB NOT NULL REFERENCES outreach_action (id),
    location TEXT,
    offer TEXT,
    dimension TEXT,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    CHECK (coalesce(location, offer, dimension) IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX outreach_offer_action ON outreach_offer (action);

-- --- who may log in

-- attempts to log in that were wrong, so that a restart forgives nobody: as many places as
-- the table in memory has, and in them keyed hashes of a login, an address or both
CREATE TABLE login_attempt (
    place INTEGER PRIMARY KEY CHECK (place BETWEEN 0 AND 65535),
    key BLOB NOT NULL CHECK (length(key) = 8),
    at INTEGER NOT NULL,
    n INTEGER NOT NULL CHECK (n >= 0),
    is_known INTEGER NOT NULL CHECK (is_known IN (0, 1))
) STRICT;

-- a form that came after its session had ended: for the worker of that session alone, for
-- half an hour, sealed with all that was filled in
CREATE TABLE kept_form (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    worker BLOB NOT NULL REFERENCES worker (id),
    sealed BLOB NOT NULL,
    kept_at INTEGER NOT NULL
) STRICT;
CREATE INDEX kept_form_worker ON kept_form (worker, kept_at);
CREATE INDEX kept_form_kept ON kept_form (kept_at);

-- --- the dossier

-- --- social map

-- A record of the directory of services: kinds and columns stand in domain/directory.def.
-- The ids it belongs to are columns, what it says is content (one JSON object). place: the
-- municipality (REFNIS) that an area or address names. Records of others may come before
-- what they belong to, so their ids are not references.
CREATE TABLE directory_record (
    id BLOB NOT NULL CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    organisation BLOB,
    service BLOB,
    service_at BLOB,
    location BLOB,
    above BLOB,
    term BLOB,
    place TEXT,
    content TEXT NOT NULL CHECK (length(content) >= 2),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (id, recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX directory_record_kind ON directory_record (kind, id)
    WHERE retracted_at IS NULL;
CREATE INDEX directory_record_organisation ON directory_record (organisation, kind)
    WHERE retracted_at IS NULL AND organisation IS NOT NULL;
CREATE INDEX directory_record_service ON directory_record (service, kind)
    WHERE retracted_at IS NULL AND service IS NOT NULL;
CREATE INDEX directory_record_service_at ON directory_record (service_at, kind)
    WHERE retracted_at IS NULL AND service_at IS NOT NULL;
CREATE INDEX directory_record_location ON directory_record (location, kind)
    WHERE retracted_at IS NULL AND location IS NOT NULL;
CREATE INDEX directory_record_above ON directory_record (above, kind)
    WHERE retracted_at IS NULL AND above IS NOT NULL;
CREATE INDEX directory_record_term ON directory_record (term, above)
    WHERE retracted_at IS NULL AND term IS NOT NULL;
CREATE INDEX directory_record_place ON directory_record (place, kind)
    WHERE retracted_at IS NULL AND place IS NOT NULL;

-- which organisation of ours keeps a service true
CREATE TABLE directory_keeper (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    service BLOB NOT NULL CHECK (length(service) = 16),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX directory_keeper_service ON directory_keeper (service)
    WHERE retracted_at IS NULL;
CREATE INDEX directory_keeper_organisation ON directory_keeper (organisation)
    WHERE retracted_at IS NULL;

-- somebody made sure that what stands there is still so
CREATE TABLE directory_check (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    service BLOB NOT NULL CHECK (length(service) = 16),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    worker BLOB NOT NULL REFERENCES worker (id),
    happened_on INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX directory_check_service ON directory_check (service, happened_on)
    WHERE retracted_at IS NULL;

-- something is not right: work for who keeps the service
CREATE TABLE directory_doubt (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    service BLOB NOT NULL CHECK (length(service) = 16),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    worker BLOB NOT NULL REFERENCES worker (id),
    fault TEXT NOT NULL,
    happened_on INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX directory_doubt_service ON directory_doubt (service)
    WHERE retracted_at IS NULL;

CREATE TABLE directory_doubt_outcome (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    doubt BLOB NOT NULL REFERENCES directory_doubt (id),
    worker BLOB NOT NULL REFERENCES worker (id),
    outcome TEXT NOT NULL,
    happened_on INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX directory_doubt_outcome_doubt ON directory_doubt_outcome (doubt)
    WHERE retracted_at IS NULL;

-- somebody means to use a service: about nobody, not even who meant it
CREATE TABLE directory_intent (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    service BLOB NOT NULL CHECK (length(service) = 16),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    intent TEXT NOT NULL,
    happened_on INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX directory_intent_service ON directory_intent (service, happened_on)
    WHERE retracted_at IS NULL;

-- a need for which there is no service: barrier, place and group, never a person
CREATE TABLE directory_gap (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    organisation BLOB NOT NULL REFERENCES organisation (id),
    condition TEXT NOT NULL,
    municipality TEXT,
    target_group TEXT,
    happened_on INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX directory_gap_condition ON directory_gap (condition, municipality, happened_on)
    WHERE retracted_at IS NULL;

-- --- signals: what structurally stands in the way, and about nobody

CREATE TABLE signal (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    barrier TEXT NOT NULL,
    domain TEXT,
    level TEXT,
    target_group TEXT,
    frequency TEXT NOT NULL,
    municipality TEXT,
    noticed_on INTEGER NOT NULL,
    organisation BLOB NOT NULL REFERENCES organisation (id),
    worker BLOB NOT NULL REFERENCES worker (id),
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX signal_noticed ON signal (noticed_on) WHERE retracted_at IS NULL;
CREATE INDEX signal_worker ON signal (worker, noticed_on) WHERE retracted_at IS NULL;

CREATE TABLE signal_bundle (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    title TEXT NOT NULL CHECK (title <> ''),
    domain TEXT NOT NULL,
    level TEXT NOT NULL,
    organisation BLOB NOT NULL REFERENCES organisation (id),
    worker BLOB NOT NULL REFERENCES worker (id), -- who pulls it
    opened_on INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE bundle_signal (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    bundle BLOB NOT NULL REFERENCES signal_bundle (id),
    signal BLOB NOT NULL REFERENCES signal (id),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
-- a signal stands in one bundle at a time
CREATE UNIQUE INDEX bundle_signal_signal ON bundle_signal (signal) WHERE retracted_at IS NULL;
CREATE INDEX bundle_signal_bundle ON bundle_signal (bundle) WHERE retracted_at IS NULL;

CREATE TABLE signal_step (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    signal BLOB REFERENCES signal (id),
    bundle BLOB REFERENCES signal_bundle (id),
    status TEXT NOT NULL,
    level TEXT,
    happened_on INTEGER NOT NULL,
    worker BLOB NOT NULL REFERENCES worker (id),
    words BLOB,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    CHECK ((signal IS NULL) <> (bundle IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX signal_step_signal ON signal_step (signal)
    WHERE signal IS NOT NULL AND retracted_at IS NULL;
CREATE INDEX signal_step_bundle ON signal_step (bundle)
    WHERE bundle IS NOT NULL AND retracted_at IS NULL;

-- --- the desk of the analyst

-- what was done with a frozen answer after it was made: validated or sent back, by
-- somebody else than its author; or made to correct an earlier one (corrects)
CREATE TABLE release_step (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    release BLOB NOT NULL REFERENCES release (id),
    kind TEXT NOT NULL,
    worker BLOB NOT NULL REFERENCES worker (id),
    corrects BLOB REFERENCES release (id),
    words TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX release_step_release ON release_step (release)
    WHERE retracted_at IS NULL;
