-- Registers: records of organisations and people, every version of them with the time for which it was so.

create table record (
  id {uuid} not null primary key,
  register text not null,
  key text not null,
  version bigint not null,
  unique (register, key)
);

create table record_version (
  record {uuid} not null,
  version bigint not null,
  register text not null,
  title text not null,
  state text not null,
  organisation {uuid},
  division text not null,
  about {uuid},
  ends {date},
  body text not null,
  find text not null,
  since bigint not null,
  until bigint,
  account {uuid},
  reason text,
  primary key (record, version)
);
create index record_version_list on record_version (register, until, title, record);
create index record_version_about on record_version (about, register);
create index record_version_organisation on record_version (organisation, register);
create index record_version_ends on record_version (ends);

create table record_mark (
  register text not null,
  field text not null,
  value text not null,
  record {uuid} not null,
  version bigint not null,
  primary key (register, field, value, record, version)
);

create table record_person (
  record {uuid} not null,
  account {uuid} not null,
  primary key (account, record)
);
create index record_person_record on record_person (record);

create table record_file (
  id {uuid} not null primary key,
  record {uuid} not null,
  name text not null,
  content_type text not null,
  size bigint not null,
  sha256 {bytes} not null,
  bytes {bytes} not null,
  account {uuid},
  stored_at bigint not null
);
create index record_file_record on record_file (record, stored_at);

-- A table that somebody brought and has not imported yet.
create table record_import (
  id {uuid} not null primary key,
  account {uuid} not null,
  register text not null,
  grid text not null,
  stored_at bigint not null
);
