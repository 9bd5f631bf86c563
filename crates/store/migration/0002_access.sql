-- People who sign in, their roles in offices, sessions, tokens, and the audit log. An office is a row of `organisation`;
-- its division stands here too, so that reach is decided without asking for it.

create table account (
  id {uuid} not null primary key,
  login text not null unique,
  name text not null,
  phone text,
  password_hash text,
  must_change bigint not null,
  disabled bigint not null,
  failures bigint not null,
  locked_until bigint,
  created_at bigint not null,
  signed_in_at bigint
);

create table account_grant (
  account {uuid} not null,
  role text not null,
  office {uuid} not null,
  division text not null,
  primary key (account, role, office)
);
create index account_grant_office on account_grant (office, role);
create index account_grant_division on account_grant (division);

create table web_session (
  token_hash {bytes} not null primary key,
  account {uuid} not null,
  created_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null,
  user_agent text not null,
  address text not null
);
create index web_session_account on web_session (account);

-- Tries to sign in that did not succeed (yet). `key` is an address, or the hash of a login that nobody has.
create table login_try (
  id {uuid} not null primary key,
  key text not null,
  at bigint not null
);
create index login_try_key on login_try (key, at);
create index login_try_at on login_try (at);

create table api_token (
  id {uuid} not null primary key,
  name text not null,
  token_hash {bytes} not null unique,
  account {uuid} not null,
  role text not null,
  office {uuid} not null,
  division text not null,
  created_at bigint not null,
  expires_at bigint not null,
  revoked_at bigint,
  seen_at bigint
);
create index api_token_division on api_token (division);

create table setup_token (
  hash {bytes} not null primary key,
  expires_at bigint not null
);

-- One chain of hashes for each office, and `house` for what belongs to none. The head says how long a chain is,
-- so that its newest rows can't be cut off unseen, and is locked while a row is added.
create table audit_chain (
  id text not null primary key,
  seq bigint not null,
  head {bytes} not null
);

create table audit_entry (
  id {uuid} not null primary key,
  chain text not null,
  seq bigint not null,
  at bigint not null,
  account {uuid},
  role text,
  office {uuid},
  division text,
  deed text not null,
  subject_kind text,
  subject text,
  detail text not null,
  prev_hash {bytes} not null,
  hash {bytes} not null,
  unique (chain, seq)
);
create index audit_entry_at on audit_entry (at, id);
create index audit_entry_account on audit_entry (account, at);
create index audit_entry_subject on audit_entry (subject, at);
