-- What crosses the border of one organisation, the desk of the analyst, and what the
-- work of the field asked for since. Same rules as 0001_facts.sql; this file never
-- changes once released.

-- --- lists of files

-- counts by phase read this index alone: all that a filter looks at stands in it
DROP INDEX file_now_phase;
CREATE INDEX file_now_phase ON file_now (organisation, phase, last_contact_on, next_on,
    valid_to, worker, status);

-- --- outreach places and actions

-- --- who may log in

-- --- the dossier

-- --- social map

-- --- the desk of the analyst
