-- The vault: what is said to settle, sealed; nothing else in the database points here.

create table vault_case (
  case_id {uuid} not null primary key,
  cipher text,
  master text,
  key_nonce {bytes},
  key_sealed {bytes},
  entries bigint not null,
  head {bytes} not null,
  begun_at bigint not null,
  destroyed_at bigint
);

create table vault_entry (
  id {uuid} not null primary key,
  case_id {uuid} not null,
  seq bigint not null,
  room text not null,
  kind text not null,
  author {uuid} not null,
  at bigint not null,
  nonce {bytes} not null,
  sealed {bytes} not null,
  prev_hash {bytes} not null,
  hash {bytes} not null,
  unique (case_id, seq)
);

create table vault_release (
  id {uuid} not null primary key,
  case_id {uuid} not null,
  entry {uuid} not null,
  asked_by {uuid} not null,
  asked_at bigint not null,
  form text not null,
  decision text,
  decided_by {uuid},
  decided_at bigint,
  reason text
);
create index vault_release_case on vault_release (case_id, asked_at);
