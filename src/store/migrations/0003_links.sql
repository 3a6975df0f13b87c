-- Who is one and the same person. A `person` is a file: what one organisation keeps, or
-- what one sender delivered. Files are never merged; links say which files are about one
-- human being, may be undone, and have two clocks like every fact. Same rules as
-- 0001_facts.sql; this file never changes once released.

-- one comparison of files with each other, or the act of a worker. Of a comparison: the
-- files compared and left out, the human beings they are about, the pairs looked at, and
-- how many of those got each verdict. Of an act: the files and pairs it was about.
CREATE TABLE link_run (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    kind TEXT NOT NULL CHECK (kind <> ''),
    settings TEXT NOT NULL,
    n_files INTEGER NOT NULL CHECK (n_files >= 0),
    n_left_out INTEGER NOT NULL CHECK (n_left_out >= 0),
    n_humans INTEGER NOT NULL CHECK (n_humans >= 0),
    n_pairs INTEGER NOT NULL CHECK (n_pairs >= 0),
    n_linked INTEGER NOT NULL CHECK (n_linked >= 0),
    n_to_review INTEGER NOT NULL CHECK (n_to_review >= 0),
    n_below INTEGER NOT NULL CHECK (n_below >= 0),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;

-- this file is about that human being. At most one row of a person is open; a person
-- without one is a human being of its own.
CREATE TABLE person_link (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    human BLOB NOT NULL CHECK (length(human) = 16),
    run BLOB NOT NULL REFERENCES link_run (id),
    basis TEXT NOT NULL CHECK (basis <> ''),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX person_link_open ON person_link (person) WHERE retracted_at IS NULL;
CREATE INDEX person_link_human ON person_link (human);

-- what a comparison found of two files, person < other: the edges behind a link, what
-- awaits a human eye, and what fell just short of that. `levels` tells how far each field
-- agreed, never a value; millibits: evidence in thousandths of a bit.
CREATE TABLE link_pair (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    other BLOB NOT NULL REFERENCES person (id),
    run BLOB NOT NULL REFERENCES link_run (id),
    verdict TEXT NOT NULL CHECK (verdict <> ''),
    basis TEXT NOT NULL CHECK (basis <> ''),
    millibits INTEGER NOT NULL,
    levels TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    CHECK (person < other)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX link_pair_open ON link_pair (person, other)
    WHERE retracted_at IS NULL;
CREATE INDEX link_pair_other ON link_pair (other) WHERE retracted_at IS NULL;
CREATE INDEX link_pair_verdict ON link_pair (verdict, millibits)
    WHERE retracted_at IS NULL;

-- what a worker decided of two files, person < other: the last open one holds, and no
-- later comparison goes against it
CREATE TABLE link_decision (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    other BLOB NOT NULL REFERENCES person (id),
    run BLOB NOT NULL REFERENCES link_run (id),
    decision TEXT NOT NULL CHECK (decision <> ''),
    reason TEXT NOT NULL CHECK (reason <> ''),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    CHECK (person < other)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX link_decision_open ON link_decision (person, other)
    WHERE retracted_at IS NULL;

-- a pair drawn at random to be looked at, so that the share of wrong links can be told:
-- from which stratum, of how many pairs, and the evidence it had then
CREATE TABLE link_sample (
    person BLOB NOT NULL REFERENCES person (id),
    id BLOB NOT NULL CHECK (length(id) = 16),
    other BLOB NOT NULL REFERENCES person (id),
    run BLOB NOT NULL REFERENCES link_run (id),
    stratum TEXT NOT NULL CHECK (stratum <> ''),
    n_stratum INTEGER NOT NULL CHECK (n_stratum > 0),
    millibits INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at),
    PRIMARY KEY (person, id),
    CHECK (person < other)
) STRICT, WITHOUT ROWID;

-- what happened to a human being. joined: `other` is no more, its files came to `human`;
-- grew: files came, from `other` or from none; split: files went to `other`, or each to
-- stand alone
CREATE TABLE link_change (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    run BLOB NOT NULL REFERENCES link_run (id),
    kind TEXT NOT NULL CHECK (kind <> ''),
    human BLOB NOT NULL CHECK (length(human) = 16),
    other BLOB CHECK (length(other) = 16),
    n_files INTEGER NOT NULL CHECK (n_files > 0),
    recorded_at INTEGER NOT NULL,
    written_by INTEGER NOT NULL,
    retracted_at INTEGER CHECK (retracted_at >= recorded_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_change_human ON link_change (human);

-- keyed bit sketches of a person's names and birth date, to find somebody again without
-- opening anything. Not facts: computed when the identity is written, destroyed with the
-- person's key.
CREATE TABLE identity_sketch (
    kind TEXT NOT NULL CHECK (kind <> ''),
    person BLOB NOT NULL REFERENCES person (id),
    bits BLOB NOT NULL,
    PRIMARY KEY (kind, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_sketch_person ON identity_sketch (person);
