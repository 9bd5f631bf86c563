-- What was kept of signatures made on a screen: their hash stands in the event. And the ways by which parties sign at a distance.

create table paper_signature (
  id {uuid} not null primary key,
  case_id {uuid} not null,
  paper {uuid} not null,
  record text not null,
  sha256 {bytes} not null,
  paper_sha256 {bytes} not null,
  picture text,
  at bigint not null
);
create index paper_signature_paper on paper_signature (paper, at);

create table sign_invitation (
  token_hash {bytes} not null primary key,
  case_id {uuid} not null,
  paper {uuid} not null,
  party {uuid} not null,
  officer {uuid} not null,
  sent_at bigint not null,
  until bigint not null,
  code_hash {bytes},
  code_at bigint,
  codes bigint not null,
  tries bigint not null,
  used_at bigint
);
create index sign_invitation_paper on sign_invitation (paper);

-- A message with a one-time code in it: no page shows it, and its text is forgotten once it went.
alter table outbox add column secret bigint not null default 0;
