-- Damage is found in the log too, and copies never share numbers.

-- Every change carries a digest that is chained to the one before it on its site (src/store/chain.h says the same for C).
-- H is BLAKE2b of 16 bytes, begun with a letter. i64: 8 bytes, lowest first. opt: 0x00 for NULL, else 0x01 and the i64.
-- text: i64 0 for NULL, else the i64 of its length + 1, and its bytes.
--   leaf   = H('o', i64 site, seq, verb, text kind, record, field, value, parents)
--   label  = H('l', bytes of the label)
--   origin = H('s', i64 site, since, opt after_site, after_seq, bytes of after_digest)
--   digest = H('c', digest of the change before or, for a site's first change, its origin, leaf 1 ... leaf n,
--              i64 site, seq, operations, at, role, opt target, below, undo_top, redo_top, label)
-- The leaves come first, so that they can be added while the change is being made.
ALTER TABLE log_change ADD COLUMN digest BLOB;

-- What was taken out of the log for good is still part of the chain. An operation keeps site, seq, change and kind; its
-- verb is 5, its value the leaf it had in hex, the record '' and the rest NULL. A label is '' and its H stands here.
ALTER TABLE log_change ADD COLUMN label_digest BLOB;

-- Verb 6 is a note: it changes nothing; its value says what a person decided about damage.

-- A site is one file in one place. Whoever writes to a copy begins a new site, which continues a change of another: numbers
-- go on from there, so that within what a site continues a number names one change.
ALTER TABLE log_site ADD COLUMN after_site INTEGER;
ALTER TABLE log_site ADD COLUMN after_seq INTEGER;
ALTER TABLE log_site ADD COLUMN after_digest BLOB;

-- H('k', text key, value)
ALTER TABLE local ADD COLUMN digest BLOB;
