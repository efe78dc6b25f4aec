-- The operation log: what was done, by which copy of the workbench, never updated and never deleted.
-- Tables of the kinds are not here: they are a projection of the log, generated from data/kinds (src/store/projection.c).

-- A site is one copy of a workbench on one laptop; its number is random (63 bits), so that logs can be united.
CREATE TABLE log_site (
    site INTEGER PRIMARY KEY NOT NULL,
    since INTEGER NOT NULL -- milliseconds since 1970, UTC
) STRICT;

-- A change is what a person did in one go. Its seq is that of its first operation; its operations follow each other.
-- Undo and redo are changes too. undo_top and redo_top say which change the next undo or redo takes back once this one is
-- made; below says what lies under this change on its stack (a persistent linked list: no row is ever rewritten).
CREATE TABLE log_change (
    site INTEGER NOT NULL REFERENCES log_site,
    seq INTEGER NOT NULL,
    operations INTEGER NOT NULL,
    at INTEGER NOT NULL,
    label TEXT NOT NULL,
    role INTEGER NOT NULL, -- 0 do, 1 undo, 2 redo
    target INTEGER,        -- undo, redo: the change first done that this one takes back or brings back
    below INTEGER,
    undo_top INTEGER,
    redo_top INTEGER,
    PRIMARY KEY (site, seq)
) STRICT, WITHOUT ROWID;

-- verb 1 create (value: all first values as pairs of netstrings), 2 set, 3 delete, 4 restore.
-- parents: the operations on the same field that the editor saw, as "site.seq site.seq".
CREATE TABLE log_op (
    site INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    change INTEGER NOT NULL,
    verb INTEGER NOT NULL,
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    field TEXT,
    value TEXT,
    parents TEXT,
    PRIMARY KEY (site, seq),
    FOREIGN KEY (site, change) REFERENCES log_change (site, seq) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX log_op_record ON log_op (record);

-- What belongs to this copy alone: its site, the place to come back to, columns chosen.
CREATE TABLE local (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;

-- What the projection was made from: digests of the kinds.
CREATE TABLE projection (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;
