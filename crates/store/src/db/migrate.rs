//! Bringing the tables up to date when a store opens.
//!
//! A migration is an SQL file, embedded, with a few words that differ by engine: `{uuid}`, `{bytes}`, `{date}`. Lines after
//! `-- sqlite only` or `-- postgres only` are for that engine, until `-- both`. What was applied is never edited: add a file.

use domain::kernel::Moment;
use sha2::{Digest as _, Sha256};

use super::open::Engine;
use super::query::Query as _;
use super::tx::Tx;
use crate::error::{Error, Result};
use crate::{row, values};

/// One step: `(version, name, text)`.
pub type Migration = (i64, &'static str, &'static str);

macro_rules! migrations {
    ($($version:literal $name:literal,)*) => {
        &[$(($version, $name, include_str!(concat!("../../migration/", $name, ".sql"))),)*]
    };
}

/// Every step in order. Append only.
pub const MIGRATIONS: &[Migration] = migrations! {
    1 "0001_floor",
    2 "0002_access",
    3 "0003_directory",
    4 "0004_case",
    5 "0005_session_place",
    6 "0006_vault",
    7 "0007_clock",
    8 "0008_document",
    9 "0009_signing",
    10 "0010_retention",
    11 "0011_register",
    12 "0012_public_words",
    13 "0013_lists",
};

/// Any number: two processes that start at once take turns by it.
const TURN: i64 = 0x6865_7469_616f;

row! {
    struct Applied { version: i64, checksum: String }
}

/// Runs what is missing of `steps`, all in this transaction, and commits it.
pub(super) async fn run(tx: Tx, steps: &[Migration], now: Moment) -> Result<()> {
    if tx.engine == Engine::Postgres {
        tx.row("select 1 from (select pg_advisory_xact_lock($1)) turn".to_owned(), values![TURN]).await?;
    }
    tx.script("create table if not exists schema_migration (version bigint not null primary key, name text not null, checksum text not null, applied_at bigint not null)").await?;
    let applied: Vec<Applied> = tx.query_all("select version, checksum from schema_migration order by version", values![]).await?;
    if let Some(newer) = applied.iter().find(|row| steps.iter().all(|(version, ..)| *version != row.version)) {
        return Err(Error::Schema(format!(
            "the database has step {}, which this program does not know: is the program older?",
            newer.version
        )));
    }
    for (version, name, text) in steps {
        let checksum = checksum(text);
        match applied.iter().find(|row| row.version == *version) {
            Some(row) if row.checksum == checksum => {}
            Some(_) => return Err(Error::Schema(format!("{name} was changed after it was applied"))),
            None => {
                tx.script(&for_engine(text, tx.engine)).await?;
                let note = "insert into schema_migration (version, name, checksum, applied_at) values ($1, $2, $3, $4)";
                tx.execute(note, values![*version, *name, checksum, now]).await?;
                tracing::info!(name, "migrated");
            }
        }
    }
    Ok(tx.inner.commit().await?)
}

/// The text as this engine reads it.
fn for_engine(text: &str, engine: Engine) -> String {
    let (mine, uuid, bytes, date) = match engine {
        Engine::Sqlite => ("-- sqlite only", "blob", "blob", "text"),
        Engine::Postgres => ("-- postgres only", "uuid", "bytea", "date"),
    };
    let mut wanted = true;
    let mut out = String::new();
    for line in text.lines() {
        match line.trim() {
            "-- both" => wanted = true,
            "-- sqlite only" | "-- postgres only" => wanted = line.trim() == mine,
            _ if wanted => {
                out.push_str(&line.replace("{uuid}", uuid).replace("{bytes}", bytes).replace("{date}", date));
                out.push('\n');
            }
            _ => {}
        }
    }
    out
}

fn checksum(text: &str) -> String {
    let digest = Sha256::digest(text.replace("\r\n", "\n"));
    digest.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}
