-- What crosses the border of one organisation, the desk of the analyst, and what the
-- work of the field asked for since. Same rules as 0001_facts.sql; this file never
-- changes once released.

-- --- lists of files

-- a list follows the index of its order: the place in it, then what a filter looks at
DROP INDEX file_now_phase;
DROP INDEX file_now_contact;
DROP INDEX file_now_next;
DROP INDEX file_now_worker;
CREATE INDEX file_now_phase ON file_now (organisation, phase, last_contact_on, person,
    valid_to, status, next_on);
CREATE INDEX file_now_contact ON file_now (organisation, last_contact_on, person,
    valid_to, status, next_on);
CREATE INDEX file_now_next ON file_now (organisation, next_on, person, valid_to, phase,
    status, last_contact_on);
CREATE INDEX file_now_worker ON file_now (organisation, worker, last_contact_on, person,
    valid_to, phase, status, next_on);

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

-- --- who may log in

-- --- the dossier

-- --- social map

-- --- the desk of the analyst
