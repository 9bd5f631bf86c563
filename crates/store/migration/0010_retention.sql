-- How long a filed dossier is kept, and what becomes of it then.

alter table case_row add column keep_until {date};
alter table case_row add column dossier_kind text;
alter table case_row add column disposal text;
alter table case_row add column destroyed {date};
create index case_row_keep on case_row (keep_until, id);

-- The bytes of an attached file may be destroyed; the row with its hash stays.
alter table stored_file add column destroyed_at bigint;

-- Dossiers that were filed before.
-- sqlite only
update case_row set keep_until = (select e.payload ->> 'keep_until' from case_event e where e.case_id = case_row.id and e.name = 'closing.archived')
  where archived is not null;
-- postgres only
update case_row set keep_until = (select cast(cast(e.payload as json) ->> 'keep_until' as date) from case_event e where e.case_id = case_row.id and e.name = 'closing.archived')
  where archived is not null;
-- both
update case_row set disposal = 'kept', dossier_kind = case
    when workers >= 10 then 'collective'
    when declined is not null then 'declined'
    when in_force is not null then 'agreed'
    else 'ended' end
  where archived is not null;
