-- The place of a session may be somebody's home: its words stand in case_words, the session points to them.

alter table session_row drop column place;
alter table session_row add column place {uuid};
