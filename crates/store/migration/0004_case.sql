-- The case: its log, its texts, and the tables that pages read (a projection of the log, rewritten with it).

create table case_event (
  case_id {uuid} not null,
  seq bigint not null,
  name text not null,
  version bigint not null,
  at bigint not null,
  account {uuid},
  role text not null,
  office {uuid},
  payload text not null,
  prev_hash {bytes} not null,
  hash {bytes} not null,
  primary key (case_id, seq)
);
create index case_event_at on case_event (at);

create table case_words (
  id {uuid} not null primary key,
  case_id {uuid} not null,
  kind text not null,
  text text not null,
  written_at bigint not null
);
create index case_words_case on case_words (case_id);

create table case_row (
  id {uuid} not null primary key,
  number text not null unique,
  version bigint not null,
  stage text not null,
  office {uuid} not null,
  division text not null,
  handler {uuid},
  asked {uuid},
  reply_by {date},
  lead {uuid},
  mediator {uuid},
  first_contact {uuid},
  channel text not null,
  received {date} not null,
  accepted {date},
  closed {date},
  result text,
  late bigint not null,
  limitation {date},
  scope text,
  complexity text,
  declined text,
  claim_kind text not null,
  claim_kinds text not null,
  workers bigint not null,
  worker_name text not null,
  employer_name text not null,
  industry text,
  claimed bigint,
  verified bigint,
  agreed bigint,
  paid bigint not null,
  in_force {date},
  breached bigint not null,
  mediation_due {date},
  next_due {date},
  visits_open bigint not null,
  satisfaction bigint,
  archived {date},
  volume text,
  suspended bigint not null,
  waiting_person {uuid},
  waiting_office {uuid},
  touched bigint not null,
  registered_at bigint not null
);
create index case_row_division on case_row (division, id);
create index case_row_office on case_row (office, id);
create index case_row_stage on case_row (stage, touched);
create index case_row_mediator on case_row (mediator, stage);
create index case_row_handler on case_row (handler, stage);
create index case_row_due on case_row (next_due, id);
create index case_row_received on case_row (received, id);
create index case_row_waiting_person on case_row (waiting_person, touched);
create index case_row_waiting_office on case_row (waiting_office, touched);

create table case_office (
  case_id {uuid} not null,
  office {uuid} not null,
  primary key (office, case_id)
);
create index case_office_case on case_office (case_id);

create table case_person (
  case_id {uuid} not null,
  account {uuid} not null,
  primary key (account, case_id)
);
create index case_person_case on case_person (case_id);

create table case_party (
  case_id {uuid} not null,
  party_id {uuid} not null,
  side text not null,
  role text not null,
  ordinal bigint not null,
  details text not null,
  primary key (case_id, party_id)
);
create index case_party_party on case_party (party_id, case_id);

create table claim_row (
  id {uuid} not null primary key,
  case_id {uuid} not null,
  ordinal bigint not null,
  kind text not null,
  claimed bigint,
  verified bigint,
  agreed bigint,
  withdrawn bigint not null,
  starts {date},
  ends {date}
);
create index claim_row_case on claim_row (case_id);

create table session_row (
  id {uuid} not null primary key,
  case_id {uuid} not null,
  number bigint not null,
  starts bigint not null,
  ends bigint not null,
  means text not null,
  room {uuid},
  place text,
  mediator {uuid},
  cancelled bigint not null,
  result text
);
create index session_row_case on session_row (case_id);
create index session_row_starts on session_row (starts);
create index session_row_room on session_row (room, starts);
create index session_row_mediator on session_row (mediator, starts);

create table obligation_row (
  id {uuid} not null primary key,
  case_id {uuid} not null,
  ordinal bigint not null,
  kind text not null,
  payer {uuid} not null,
  payee {uuid} not null,
  amount bigint,
  due {date} not null,
  paid bigint not null,
  met {date},
  breached {date},
  live bigint not null
);
create index obligation_row_case on obligation_row (case_id);
create index obligation_row_due on obligation_row (due);

create table visit_row (
  id {uuid} not null primary key,
  case_id {uuid} not null,
  kind text not null,
  due {date} not null,
  made {date},
  satisfaction bigint
);
create index visit_row_case on visit_row (case_id);
create index visit_row_due on visit_row (due);

create table stored_file (
  id {uuid} not null primary key,
  case_id {uuid} not null,
  account {uuid} not null,
  name text not null,
  content_type text not null,
  size bigint not null,
  sha256 {bytes} not null,
  bytes {bytes} not null,
  stored_at bigint not null
);
create index stored_file_case on stored_file (case_id);

create table outbox (
  id {uuid} not null primary key,
  means text not null,
  recipient text not null,
  address text not null,
  text text not null,
  case_id {uuid},
  division text not null,
  queued_at bigint not null,
  sent_at bigint,
  failure text,
  mark text unique
);
create index outbox_queued on outbox (queued_at);

create table idempotency (
  account {uuid} not null,
  key text not null,
  request_hash {bytes} not null,
  status bigint not null,
  body text not null,
  stored_at bigint not null,
  primary key (account, key)
);

create table import_line (
  source text not null,
  line_key text not null,
  case_id {uuid} not null,
  primary key (source, line_key)
);
