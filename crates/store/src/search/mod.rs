//! Full text over overlapping Chinese bigrams, kept in the transaction of the change.
//!
//! `工伤认定` is stored as the words `工伤 伤认 认定 定`, Latin letters and digits as whole words in lower case. A query is cut the
//! same way and asked for as a phrase, so that it finds exact substrings, whatever the punctuation between; a Latin word
//! or number at its end may be the beginning of a longer one. Terms between spaces must all be there. The dot in a name (`吾买尔·艾合买提`) never matters.
//!
//! On SQLite the words are joined by `cross join`, which keeps the order: left alone, the planner asks for the words once for each entry.

mod words;

use sea_orm::Value;
use uuid::Uuid;

use crate::db::{Engine, Query, Sql, Tx};
use crate::error::Result;
use crate::values;
pub use words::bigrams;

/// Up to so many hits are sorted; with more, the engine walks from the newest.
const FEW: i64 = 2000;

/// Makes the thing findable by this text, instead of what it was findable by before.
pub async fn put(tx: &Tx, kind: &str, id: impl Into<Uuid>, text: &str) -> Result<()> {
    let id = id.into();
    if tx.engine() == Engine::Postgres {
        let upsert = "insert into search_entry (kind, id, words) values ($1, $2, cast($3 as tsvector)) on conflict (kind, id) do update set words = excluded.words";
        tx.execute(upsert, values![kind, id, words::vector(text)]).await?;
        return Ok(());
    }
    let upsert = "insert into search_entry (kind, id) values ($1, $2) on conflict (kind, id) do update set kind = excluded.kind returning entry as value";
    let entry: Option<i64> = tx.query_value(upsert, values![kind, id]).await?;
    tx.execute("insert or replace into search_words (rowid, words) values ($1, $2)", values![entry, bigrams(text)]).await?;
    Ok(())
}

/// Makes the thing unfindable.
pub async fn remove(tx: &Tx, kind: &str, id: impl Into<Uuid>) -> Result<()> {
    let id = id.into();
    if tx.engine() == Engine::Sqlite {
        let words = "delete from search_words where rowid in (select entry from search_entry where kind = $1 and id = $2)";
        tx.execute(words, values![kind, id]).await?;
    }
    tx.execute("delete from search_entry where kind = $1 and id = $2", values![kind, id]).await?;
    Ok(())
}

/// The things of this kind that match, newest id first. A query without a letter or digit finds nothing.
pub async fn find(q: &impl Query, kind: &str, query: &str, limit: i64) -> Result<Vec<Uuid>> {
    let Some(asked) = asked(q.engine(), query) else {
        return Ok(Vec::new());
    };
    if q.engine() == Engine::Sqlite {
        let sql = "select e.id as value from search_words w cross join search_entry e on e.entry = w.rowid where search_words match $1 and e.kind = $2 order by e.id desc limit $3";
        return q.query_column(sql, values![asked, kind, limit]).await;
    }
    // Left alone, the planner may walk the whole primary key for a rare word.
    let probe = "with hit as materialized (select id from search_entry where words @@ cast($1 as tsquery) and kind = $2 limit $3) select id as value from hit order by id desc";
    let mut few: Vec<Uuid> = q.query_column(probe, values![asked.clone(), kind, FEW + 1]).await?;
    if i64::try_from(few.len()).is_ok_and(|found| found <= FEW) {
        few.truncate(usize::try_from(limit).unwrap_or(0));
        return Ok(few);
    }
    let walk = "select id as value from search_entry where words @@ cast($1 as tsquery) and kind = $2 order by id desc limit $3";
    q.query_column(walk, values![asked, kind, limit]).await
}

/// A condition for a count or a list: `column in (…)`, to be pushed after `and`. A query without a letter or digit matches nothing.
#[must_use]
pub fn matching(sql: Sql, engine: Engine, column: &str, kind: &str, query: &str) -> Sql {
    let Some(asked) = asked(engine, query) else {
        return sql.push("1 = 0");
    };
    let sql = sql.push(column);
    match engine {
        Engine::Sqlite => sql
            .push(" in (select e.id from search_words w cross join search_entry e on e.entry = w.rowid where search_words match ")
            .bind(asked)
            .push(" and e.kind = ")
            .bind(kind)
            .push(")"),
        Engine::Postgres => sql
            .push(" in (with hit as materialized (select e.id from search_entry e where e.words @@ cast(")
            .bind(asked)
            .push(" as tsquery) and e.kind = ")
            .bind(kind)
            .push(") select id from hit)"),
    }
}

/// The same for a page of a list in its own order; `column` with its alias. With many hits the engine walks that order and asks of each row
/// whether it matches, instead of sorting all of them.
pub async fn on_page(q: &impl Query, sql: Sql, column: &str, kind: &str, query: &str) -> Result<Sql> {
    let Some(asked) = asked(q.engine(), query) else {
        return Ok(sql.push("1 = 0"));
    };
    // The limit stands in the text: a planner that does not know it would read everything for a rare word.
    let hits = match q.engine() {
        Engine::Sqlite => "search_words w cross join search_entry e on e.entry = w.rowid where search_words match $1 and e.kind = $2",
        Engine::Postgres => "search_entry where words @@ cast($1 as tsquery) and kind = $2",
    };
    let probe = format!("select count(*) from (select 1 from {hits} limit {FEW}) few");
    if q.scalar_i64(probe, values![asked.clone(), kind]).await? < FEW {
        return Ok(matching(sql, q.engine(), column, kind, query));
    }
    Ok(match q.engine() {
        // Only the numbers of all hits are gathered, not what they stand for.
        Engine::Sqlite => sql
            .push("(select e.entry from search_entry e where e.kind = ")
            .bind(kind)
            .push(&format!(" and e.id = {column}) in (select rowid from search_words where search_words match "))
            .bind(asked)
            .push(")"),
        Engine::Postgres => sql
            .push(&format!("exists (select 1 from search_entry e where e.id = {column} and e.kind = "))
            .bind(kind)
            .push(" and e.words @@ cast(")
            .bind(asked)
            // Never pulled up into a join: one row of the list, one look.
            .push(" as tsquery) offset 0)"),
    })
}

fn asked(engine: Engine, query: &str) -> Option<Value> {
    let asked = match engine {
        Engine::Sqlite => words::fts5_query(query),
        Engine::Postgres => words::tsquery(query),
    };
    asked.map(Value::from)
}
