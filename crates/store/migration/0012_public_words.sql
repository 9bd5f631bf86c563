-- The words of a record by which everybody finds it: the public search looks nowhere else. What stood there before is found by its name until it is changed.

alter table record_version add column public_find text not null default '';
update record_version set public_find = lower(title);
