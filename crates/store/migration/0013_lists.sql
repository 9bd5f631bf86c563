-- A page of a register by title is read off an index: only what is so now, in the order of the list.
create index record_version_now on record_version (register, title, record) where until is null;
drop index record_version_list;
