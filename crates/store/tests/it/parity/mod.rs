//! Both engines have the same tables: a fresh database of each is opened, and their catalogues are laid side by side.

mod catalogue;
mod compare;

use std::sync::Mutex;

use store::db::Engine;
use testkit::engines::each_engine;

use self::catalogue::Catalogue;
use self::compare::differences;

/// Tables that stand in one form or on one engine only, each with its reason.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("search_entry", "SQLite joins it to its words by a number, PostgreSQL keeps the words in it as a tsvector"),
    ("search_words", "the FTS5 table of SQLite"),
    ("search_words_config", "FTS5 keeps its settings in it"),
    ("search_words_data", "FTS5 keeps its index in it"),
    ("search_words_docsize", "FTS5 keeps the lengths of texts in it"),
    ("search_words_idx", "FTS5 keeps the pages of its index in it"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_engines_have_the_same_tables_columns_and_indexes() {
    let read: Mutex<Vec<(Engine, Catalogue)>> = Mutex::default();
    each_engine(|store| {
        let read = &read;
        async move {
            let catalogue = Catalogue::of(&store).await;
            read.lock().unwrap().push((store.engine(), catalogue));
        }
    })
    .await;
    let read = read.into_inner().unwrap();
    for (engine, catalogue) in &read {
        assert!(catalogue.tables.len() > 20, "{engine:?}: {:?}", catalogue.tables.keys());
    }
    for (table, reason) in EXCEPTIONS {
        let there = read.len() < 2 || read.iter().any(|(_, catalogue)| catalogue.tables.contains_key(*table));
        assert!(there, "no engine has the exception {table} ({reason})");
    }
    // Without PostgreSQL there is nothing beside it; the harness says so.
    if let [(Engine::Sqlite, sqlite), (Engine::Postgres, postgres)] = read.as_slice() {
        let names: Vec<&str> = EXCEPTIONS.iter().map(|(table, _)| *table).collect();
        let found = differences(&sqlite.without(&names), &postgres.without(&names));
        assert!(found.is_empty(), "{found:#?}");
    }
}
