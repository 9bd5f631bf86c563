-- The floor: full text (see src/search). The table schema_migration is made by the migrator itself.

-- sqlite only
create table search_entry (
    entry integer primary key,
    kind text not null,
    id {uuid} not null,
    unique (kind, id)
);
-- Words are cut by us; tokenizer `ascii` splits at spaces only and leaves every other character whole, however rare.
create virtual table search_words using fts5(words, content='', contentless_delete=1, tokenize='ascii');

-- postgres only
create table search_entry (
    kind text not null,
    id {uuid} not null,
    words tsvector not null,
    primary key (kind, id)
);
create index search_entry_words on search_entry using gin (words);
