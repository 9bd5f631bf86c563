-- Directories (divisions, organisations, rooms, mediators), parties, reception, and the numbers that offices draw.

create table division (
  code text not null primary key,
  name text not null,
  level bigint not null,
  parent text,
  path text not null
);
create index division_parent on division (parent, code);

create table organisation (
  id {uuid} not null primary key,
  kind text not null,
  name text not null,
  short_name text,
  number_prefix text not null,
  division text not null,
  parent {uuid},
  address text,
  phone text,
  hours text,
  head text,
  takes_cases bigint not null,
  handles text not null,
  serves_uscc text,
  active bigint not null,
  version bigint not null,
  updated_at bigint not null
);
create index organisation_division on organisation (division, id);
create index organisation_prefix on organisation (number_prefix);
create index organisation_kind on organisation (kind, division);

create table room (
  id {uuid} not null primary key,
  organisation {uuid} not null,
  name text not null,
  seats bigint not null,
  online bigint not null,
  active bigint not null,
  version bigint not null
);
create index room_organisation on room (organisation);

create table mediator (
  account {uuid} not null primary key,
  full_time bigint not null,
  fields text not null,
  languages text not null,
  id_number text,
  works_for_uscc text,
  active bigint not null,
  version bigint not null,
  updated_at bigint not null
);

create table mediator_office (
  account {uuid} not null,
  organisation {uuid} not null,
  primary key (organisation, account)
);
create index mediator_office_account on mediator_office (account);

create table party (
  id {uuid} not null primary key,
  kind text not null,
  name text not null,
  id_kind text not null,
  id_number text unique,
  uscc text unique,
  other_document text,
  phone text,
  sex text,
  birth {date},
  ethnicity text,
  address text,
  employer_kind text,
  industry text,
  legal_representative text,
  contact text,
  created_at bigint not null,
  version bigint not null
);
create index party_phone on party (phone);
create index party_document on party (other_document);
create index party_name on party (name);

create table contact (
  id {uuid} not null primary key,
  number text not null,
  office {uuid} not null,
  division text not null,
  channel text not null,
  received_at bigint not null,
  person_name text,
  phone text,
  employer_name text,
  summary text not null,
  owner {uuid} not null,
  outcome text not null,
  outcome_note text,
  referred_body text,
  receipt text,
  case_id {uuid},
  closed_at bigint,
  version bigint not null,
  unique (office, number)
);
create index contact_office on contact (office, received_at, id);
create index contact_division on contact (division, received_at, id);
create index contact_owner on contact (owner, outcome);
create index contact_phone on contact (phone);
create index contact_case on contact (case_id);

create table contact_step (
  contact {uuid} not null,
  n bigint not null,
  at bigint not null,
  account {uuid},
  kind text not null,
  from_owner {uuid},
  to_owner {uuid},
  receipt text,
  note text,
  primary key (contact, n)
);

create table numbering (
  office {uuid} not null,
  year bigint not null,
  kind text not null,
  last bigint not null,
  primary key (office, year, kind)
);
