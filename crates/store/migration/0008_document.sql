-- Papers that were issued: the row beside the event, and the files exactly as they went out.

create table issued_paper (
  id {uuid} not null primary key,
  case_id {uuid} not null,
  kind text not null,
  subject text,
  office {uuid} not null,
  year bigint not null,
  word text not null,
  serial bigint not null,
  number text not null,
  version bigint not null,
  replaces {uuid},
  state text not null,
  title text not null,
  organisation text not null,
  template text not null,
  answers text not null,
  clear bigint not null,
  code text not null,
  once text unique,
  sha256 {bytes} not null,
  issuer {uuid},
  issued_at bigint not null,
  unique (office, year, word, serial, version)
);
create index issued_paper_case on issued_paper (case_id, issued_at);
create index issued_paper_number on issued_paper (number);
create index issued_paper_hash on issued_paper (sha256);

create table issued_file (
  paper {uuid} not null,
  format text not null,
  size bigint not null,
  sha256 {bytes} not null,
  bytes {bytes} not null,
  destroyed_at bigint,
  primary key (paper, format)
);
