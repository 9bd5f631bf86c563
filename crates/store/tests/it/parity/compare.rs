//! How the catalogues of two engines differ.

use super::catalogue::{Catalogue, Column, Index, Table};

/// The types that stand for each other: SQLite's and PostgreSQL's. The table in docs/databases.md says what they hold.
const ALIKE: &[(&str, &str)] = &[("blob", "uuid"), ("blob", "bytea"), ("text", "date"), ("text", "text"), ("bigint", "bigint")];

/// Everything in which the two differ, in words; nothing when they are alike.
pub(super) fn differences(sqlite: &Catalogue, postgres: &Catalogue) -> Vec<String> {
    let mut found = Vec::new();
    for (name, table) in &sqlite.tables {
        match postgres.tables.get(name) {
            Some(other) => compare(name, table, other, &mut found),
            None => found.push(format!("{name}: only SQLite has it")),
        }
    }
    let only = postgres.tables.keys().filter(|name| !sqlite.tables.contains_key(*name));
    found.extend(only.map(|name| format!("{name}: only PostgreSQL has it")));
    found
}

fn compare(table: &str, sqlite: &Table, postgres: &Table, found: &mut Vec<String>) {
    let names = |columns: &[Column]| columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
    let (ours, theirs) = (names(&sqlite.columns), names(&postgres.columns));
    if ours != theirs {
        found.push(format!("{table}: columns {ours:?} on SQLite, {theirs:?} on PostgreSQL"));
    }
    for column in &sqlite.columns {
        let Some(other) = postgres.columns.iter().find(|other| other.name == column.name) else { continue };
        if !ALIKE.contains(&(column.kind.as_str(), other.kind.as_str())) {
            found.push(format!("{table}.{}: {} on SQLite, {} on PostgreSQL", column.name, column.kind, other.kind));
        }
        if column.nullable != other.nullable {
            let may = |nullable| if nullable { "may be null" } else { "is never null" };
            found.push(format!("{table}.{}: {} on SQLite, {} on PostgreSQL", column.name, may(column.nullable), may(other.nullable)));
        }
    }
    if sqlite.primary != postgres.primary {
        found.push(format!("{table}: primary key {:?} on SQLite, {:?} on PostgreSQL", sqlite.primary, postgres.primary));
    }
    let mut only = |index: &Index, engine: &str| found.push(format!("{table}: only {engine} has {index:?}"));
    sqlite.indexes.difference(&postgres.indexes).for_each(|index| only(index, "SQLite"));
    postgres.indexes.difference(&sqlite.indexes).for_each(|index| only(index, "PostgreSQL"));
}

fn column(name: &str, kind: &str) -> Column {
    Column { name: name.to_owned(), kind: kind.to_owned(), nullable: false }
}

fn index(columns: &[&str], unique: bool) -> Index {
    Index { columns: columns.iter().map(|name| (*name).to_owned()).collect(), unique, partial: false }
}

/// A small database as each engine would have it.
fn pair() -> (Catalogue, Catalogue) {
    let table = |id: &str, day: &str| Table {
        columns: vec![column("id", id), column("number", "text"), column("received", day), column("paid", "bigint")],
        primary: vec!["id".to_owned()],
        indexes: [index(&["number"], true), index(&["received", "id"], false)].into(),
    };
    let catalogue = |table: Table| Catalogue { tables: [("dispute".to_owned(), table)].into() };
    (catalogue(table("blob", "text")), catalogue(table("uuid", "date")))
}

/// What is found once PostgreSQL's table was changed.
fn found_after(change: impl FnOnce(&mut Table)) -> Vec<String> {
    let (sqlite, mut postgres) = pair();
    change(postgres.tables.get_mut("dispute").unwrap());
    differences(&sqlite, &postgres)
}

#[test]
fn alike_tables_do_not_differ() {
    assert_eq!(found_after(|_| ()), Vec::<String>::new());
}

#[test]
fn a_table_on_one_engine_is_told() {
    let (sqlite, postgres) = pair();
    assert_eq!(differences(&sqlite, &Catalogue::default()), ["dispute: only SQLite has it"]);
    assert_eq!(differences(&Catalogue::default(), &postgres), ["dispute: only PostgreSQL has it"]);
}

#[test]
fn a_column_that_one_engine_lacks_is_told() {
    let found = found_after(|table| _ = table.columns.pop());
    assert_eq!(found, [r#"dispute: columns ["id", "number", "received", "paid"] on SQLite, ["id", "number", "received"] on PostgreSQL"#]);
    assert_eq!(found_after(|table| table.columns.push(column("late", "bigint"))).len(), 1);
}

#[test]
fn another_order_type_or_nullability_is_told() {
    assert_eq!(found_after(|table| table.columns.swap(1, 3)).len(), 1);
    let found = found_after(|table| table.columns[3].kind = "text".to_owned());
    assert_eq!(found, ["dispute.paid: bigint on SQLite, text on PostgreSQL"]);
    let found = found_after(|table| table.columns[1].nullable = true);
    assert_eq!(found, ["dispute.number: is never null on SQLite, may be null on PostgreSQL"]);
}

#[test]
fn another_key_or_index_is_told() {
    assert_eq!(found_after(|table| table.primary.push("number".to_owned())).len(), 1);
    assert_eq!(found_after(|table| table.indexes.clear()).len(), 2);
    let found = found_after(|table| {
        table.indexes.remove(&index(&["number"], true));
        table.indexes.insert(index(&["number"], false));
    });
    assert_eq!(found.len(), 2, "a unique rule is more than an index: {found:?}");
    let found = found_after(|table| {
        table.indexes.remove(&index(&["received", "id"], false));
        table.indexes.insert(index(&["id", "received"], false));
    });
    assert_eq!(found.len(), 2, "the order of an index counts: {found:?}");
}
