-- The clocks that run: for reminders by rule, for a new calendar, and so that a list can say by which rule a case is due.
create table clock_row (
  case_id {uuid} not null,
  place bigint not null,
  rule text not null,
  role text not null,
  due {date} not null,
  remind_from {date},
  primary key (case_id, place)
);
create index clock_row_due on clock_row (due);
create index clock_row_remind on clock_row (remind_from);
alter table case_row add column watched_rule text;

-- Notices of days off that came after the program was built.
create table calendar_notice (
  version text not null primary key,
  lines text not null,
  source text not null,
  imported_at bigint not null
);
