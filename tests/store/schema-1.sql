PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE log_site (
    site INTEGER PRIMARY KEY NOT NULL,
    since INTEGER NOT NULL -- milliseconds since 1970, UTC
) STRICT;
INSERT INTO log_site VALUES(2001305804241627676,1796084536164);
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
INSERT INTO log_change VALUES(2001305804241627676,1,1,1796084536228,'Add Learning alliance Kenya',0,NULL,NULL,1,NULL);
INSERT INTO log_change VALUES(2001305804241627676,2,2,1796084536244,'Add Person Otieno, Grace',0,NULL,1,2,NULL);
INSERT INTO log_change VALUES(2001305804241627676,4,2,1796084536273,'Add Person Abebe',0,NULL,2,4,NULL);
INSERT INTO log_change VALUES(2001305804241627676,6,1,1796084536308,'Change Otieno, Grace: Country',0,NULL,4,6,NULL);
INSERT INTO log_change VALUES(2001305804241627676,7,1,1796084536322,'Change Otieno, Grace: Country',0,NULL,6,7,NULL);
INSERT INTO log_change VALUES(2001305804241627676,8,1,1796084536340,'Undo: Change Otieno, Grace: Country',1,7,NULL,6,8);
INSERT INTO log_change VALUES(2001305804241627676,9,1,1796084536353,'Undo: Change Otieno, Grace: Country',1,6,8,4,9);
INSERT INTO log_change VALUES(2001305804241627676,10,1,1796084536364,'Redo: Change Otieno, Grace: Country',2,6,4,10,8);
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
INSERT INTO log_op VALUES(2001305804241627676,1,1,1,'alliance','01a22efb-13a3-7f51-bde0-8ff46e978877',NULL,'10:visibility4:open4:name5:Kenya',NULL);
INSERT INTO log_op VALUES(2001305804241627676,2,2,1,'person','01a22efb-13b4-770e-ac27-7f13bfcf3f37',NULL,'10:visibility4:open11:family_name6:Otieno10:given_name5:Grace7:country5:Kenya5:notes14:Été ''quoted''',NULL);
INSERT INTO log_op VALUES(2001305804241627676,3,2,1,'membership','f5e90e54-23bc-80c0-8045-4d5e093b3293',NULL,'10:visibility4:open6:person36:01a22efb-13b4-770e-ac27-7f13bfcf3f378:alliance36:01a22efb-13a3-7f51-bde0-8ff46e9788776:status7:invited',NULL);
INSERT INTO log_op VALUES(2001305804241627676,4,4,1,'person','01a22efb-13d1-71b5-a993-fe14a4b74d61',NULL,'10:visibility4:open11:family_name5:Abebe',NULL);
INSERT INTO log_op VALUES(2001305804241627676,5,4,1,'membership','b30c44f9-3023-8e30-bcaf-d8356b68d22f',NULL,'10:visibility4:open6:person36:01a22efb-13d1-71b5-a993-fe14a4b74d618:alliance36:01a22efb-13a3-7f51-bde0-8ff46e9788776:status7:invited',NULL);
INSERT INTO log_op VALUES(2001305804241627676,6,6,2,'person','01a22efb-13b4-770e-ac27-7f13bfcf3f37','country','Ghana','2001305804241627676.2');
INSERT INTO log_op VALUES(2001305804241627676,7,7,2,'person','01a22efb-13b4-770e-ac27-7f13bfcf3f37','country','','2001305804241627676.6');
INSERT INTO log_op VALUES(2001305804241627676,8,8,2,'person','01a22efb-13b4-770e-ac27-7f13bfcf3f37','country','Ghana','2001305804241627676.7');
INSERT INTO log_op VALUES(2001305804241627676,9,9,2,'person','01a22efb-13b4-770e-ac27-7f13bfcf3f37','country','Kenya','2001305804241627676.8');
INSERT INTO log_op VALUES(2001305804241627676,10,10,2,'person','01a22efb-13b4-770e-ac27-7f13bfcf3f37','country','Ghana','2001305804241627676.9');
CREATE TABLE local (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;
INSERT INTO local VALUES('site','2001305804241627676');
INSERT INTO local VALUES('alliance','01a22efb-13a3-7f51-bde0-8ff46e978877');
CREATE TABLE projection (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;
INSERT INTO projection VALUES('basic','979d6410ffb0aeb4');
INSERT INTO projection VALUES('full','979d6410ffb0aeb4');
CREATE TABLE projection_count (kind TEXT NOT NULL, alliance TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (kind, alliance)) STRICT, WITHOUT ROWID;
INSERT INTO projection_count VALUES('alliance','',1);
INSERT INTO projection_count VALUES('membership','01a22efb-13a3-7f51-bde0-8ff46e978877',2);
INSERT INTO projection_count VALUES('person','',2);
CREATE TABLE IF NOT EXISTS "alliance" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "name" TEXT, "type" TEXT, "reform_area" TEXT, "focal_sector" TEXT, "phase" TEXT, "start_date" TEXT, "end_date" TEXT, "facilitator" TEXT, "vehicle" TEXT, "funding" TEXT, "closed" TEXT, "value_reached" TEXT, "notes" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO alliance VALUES('01a22efb-13a3-7f51-bde0-8ff46e978877','open','Kenya',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Kenya','kenya','');
CREATE TABLE IF NOT EXISTS "organisation" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "name" TEXT, "short_name" TEXT, "country" TEXT, "sort" TEXT, "roles" TEXT, "contact" TEXT, "website" TEXT, "notes" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "person" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "family_name" TEXT, "given_name" TEXT, "sex" TEXT, "email" TEXT, "phone" TEXT, "organisation" TEXT, "org_unit" TEXT, "country" TEXT, "position_title" TEXT, "local_function" TEXT, "position_level" TEXT, "tasks" TEXT, "policy_initiatives" TEXT, "sector" TEXT, "reform_stage" TEXT, "profession" TEXT, "years_of_service" TEXT, "languages" TEXT, "consent_contact" TEXT, "consent_report" TEXT, "source" TEXT, "notes" TEXT, "learning_style" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO person VALUES('01a22efb-13b4-770e-ac27-7f13bfcf3f37','open','Otieno','Grace',NULL,NULL,NULL,NULL,NULL,'Ghana',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Été ''quoted''',NULL,'Otieno, Grace','otieno, grace','ghana');
INSERT INTO person VALUES('01a22efb-13d1-71b5-a993-fe14a4b74d61','open','Abebe',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Abebe','abebe','');
CREATE TABLE IF NOT EXISTS "membership" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "person" TEXT, "alliance" TEXT, "status" TEXT, "joined" TEXT, "left" TEXT, "focal_point" TEXT, "champion" TEXT, "mandate_status" TEXT, "mandate_by" TEXT, "mandate_until" TEXT, "mandate_reference" TEXT, "willing" TEXT, "engaged" TEXT, "authorised" TEXT, "incentive" TEXT, "capacity" TEXT, "time_available" TEXT, "notes" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO membership VALUES('f5e90e54-23bc-80c0-8045-4d5e093b3293','open','01a22efb-13b4-770e-ac27-7f13bfcf3f37','01a22efb-13a3-7f51-bde0-8ff46e978877','invited',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Otieno, Grace','otieno, grace','ghana invited');
INSERT INTO membership VALUES('b30c44f9-3023-8e30-bcaf-d8356b68d22f','open','01a22efb-13d1-71b5-a993-fe14a4b74d61','01a22efb-13a3-7f51-bde0-8ff46e978877','invited',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Abebe','abebe',' invited');
CREATE TABLE IF NOT EXISTS "challenge" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "name" TEXT, "alliance" TEXT, "sort" TEXT, "description" TEXT, "implementation" TEXT, "political_notes" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "interest" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "person" TEXT, "challenge" TEXT, "role" TEXT, "pressing" TEXT, "notes" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "arrangement" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "name" TEXT, "alliance" TEXT, "form" TEXT, "challenge" TEXT, "round" TEXT, "status" TEXT, "locked" TEXT, "context" TEXT, "notes" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "placement" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "person" TEXT, "arrangement" TEXT, "role" TEXT, "expects" TEXT, "contact" TEXT, "contact_date" TEXT, "feedback" TEXT, "feedback_note" TEXT, "notes" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "objective" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "statement" TEXT, "alliance" TEXT, "level" TEXT, "person" TEXT, "via_person" TEXT, "method" TEXT, "nature" TEXT, "tacit" TEXT, "measure" TEXT, "unit" TEXT, "baseline" TEXT, "baseline_date" TEXT, "target" TEXT, "target_date" TEXT, "share_forward" TEXT, "notes" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "assessment" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "objective" TEXT, "date" TEXT, "value" TEXT, "dimension" TEXT, "from_peers" TEXT, "evidence" TEXT, "assessed_by" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "action" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "what" TEXT, "alliance" TEXT, "who" TEXT, "due" TEXT, "status" TEXT, "item" TEXT, "notes" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "answer" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "item" TEXT, "alliance" TEXT, "person" TEXT, "status" TEXT, "text" TEXT, "reason" TEXT, "confidence" TEXT, "evidence" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "session" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "name" TEXT, "alliance" TEXT, "date" TEXT, "place" TEXT, "arrangement" TEXT, "purpose" TEXT, "tools" TEXT, "notes" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "rating" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "instrument" TEXT, "item" TEXT, "alliance" TEXT, "person" TEXT, "organisation" TEXT, "arrangement" TEXT, "session" TEXT, "date" TEXT, "rater" TEXT, "score" TEXT, "note" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "risk" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "what" TEXT, "alliance" TEXT, "phase" TEXT, "likelihood" TEXT, "impact" TEXT, "management" TEXT, "who" TEXT, "due" TEXT, "status" TEXT, "entry" TEXT, "notes" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "planned_tool" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "tool" TEXT, "alliance" TEXT, "phase" TEXT, "part" TEXT, "date" TEXT, "done" TEXT, "reason" TEXT, "notes" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "phase_change" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "alliance" TEXT, "from_phase" TEXT, "to_phase" TEXT, "date" TEXT, "open_points" TEXT, "reason" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "instrument" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "name" TEXT, "title" TEXT, "rows" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "column" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "kind" TEXT, "name" TEXT, "label" TEXT, "type" TEXT, "choices" TEXT, "personal" TEXT, "listed" TEXT, "hint" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "matching" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "round" TEXT, "alliance" TEXT, "method" TEXT, "least" TEXT, "most" TEXT, "aim" TEXT, "seats" TEXT, "demand" TEXT, "notes" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "weight" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "criterion" TEXT, "alliance" TEXT, "round" TEXT, "weight" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "rule" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "sort" TEXT, "alliance" TEXT, "person" TEXT, "other" TEXT, "field" TEXT, "value" TEXT, "count" TEXT, "round" TEXT, "reason" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE IF NOT EXISTS "context" ("id" TEXT PRIMARY KEY NOT NULL, "visibility" TEXT, "country" TEXT, "alliance" TEXT, "bodies" TEXT, "divisions" TEXT, "titles" TEXT, "adapt" TEXT, "source" TEXT, title_ TEXT NOT NULL DEFAULT '', sort_ TEXT NOT NULL DEFAULT '', find_ TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX log_op_record ON log_op (record);
CREATE INDEX "alliance__sort" ON "alliance" (sort_);
CREATE INDEX "organisation__sort" ON "organisation" (sort_);
CREATE INDEX "person__organisation" ON "person" ("organisation");
CREATE INDEX "person__sort" ON "person" (sort_);
CREATE INDEX "membership__person" ON "membership" ("person");
CREATE INDEX "membership__sort" ON "membership" (alliance, sort_);
CREATE INDEX "challenge__sort" ON "challenge" (alliance, sort_);
CREATE INDEX "interest__person" ON "interest" ("person");
CREATE INDEX "interest__challenge" ON "interest" ("challenge");
CREATE INDEX "interest__sort" ON "interest" (sort_);
CREATE INDEX "arrangement__challenge" ON "arrangement" ("challenge");
CREATE INDEX "arrangement__sort" ON "arrangement" (alliance, sort_);
CREATE INDEX "placement__person" ON "placement" ("person");
CREATE INDEX "placement__arrangement" ON "placement" ("arrangement");
CREATE INDEX "placement__sort" ON "placement" (sort_);
CREATE INDEX "objective__person" ON "objective" ("person");
CREATE INDEX "objective__via_person" ON "objective" ("via_person");
CREATE INDEX "objective__sort" ON "objective" (alliance, sort_);
CREATE INDEX "assessment__objective" ON "assessment" ("objective");
CREATE INDEX "assessment__sort" ON "assessment" (sort_);
CREATE INDEX "action__sort" ON "action" (alliance, sort_);
CREATE INDEX "answer__person" ON "answer" ("person");
CREATE INDEX "answer__sort" ON "answer" (alliance, sort_);
CREATE INDEX "session__arrangement" ON "session" ("arrangement");
CREATE INDEX "session__sort" ON "session" (alliance, sort_);
CREATE INDEX "rating__person" ON "rating" ("person");
CREATE INDEX "rating__organisation" ON "rating" ("organisation");
CREATE INDEX "rating__arrangement" ON "rating" ("arrangement");
CREATE INDEX "rating__session" ON "rating" ("session");
CREATE INDEX "rating__rater" ON "rating" ("rater");
CREATE INDEX "rating__sort" ON "rating" (alliance, sort_);
CREATE INDEX "risk__sort" ON "risk" (alliance, sort_);
CREATE INDEX "planned_tool__sort" ON "planned_tool" (alliance, sort_);
CREATE INDEX "phase_change__sort" ON "phase_change" (alliance, sort_);
CREATE INDEX "instrument__sort" ON "instrument" (sort_);
CREATE INDEX "column__sort" ON "column" (sort_);
CREATE INDEX "matching__sort" ON "matching" (alliance, sort_);
CREATE INDEX "weight__sort" ON "weight" (alliance, sort_);
CREATE INDEX "rule__person" ON "rule" ("person");
CREATE INDEX "rule__other" ON "rule" ("other");
CREATE INDEX "rule__sort" ON "rule" (alliance, sort_);
CREATE INDEX "context__sort" ON "context" (alliance, sort_);
COMMIT;
PRAGMA application_id = 1886154607;
PRAGMA user_version = 1;
