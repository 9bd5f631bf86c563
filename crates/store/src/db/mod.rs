//! The floor of the store: open, read, write, migrate. Subject modules are built on it and on nothing else.
//!
//! ```ignore
//! use domain::kernel::{Money, Moment, id::CaseId};
//! use store::db::{Query, Sql, Store, Target, Tx};
//! use store::{Result, row, values};
//!
//! row! {
//!     /// A row of a list.
//!     pub struct Listed { pub id: CaseId, pub number: Option<String>, pub claimed: Money }
//! }
//!
//! // A query works with a reader and inside a transaction.
//! pub async fn find(q: &impl Query, stages: &[Stage], before: Option<Moment>) -> Result<Vec<Listed>> {
//!     let mut sql = Sql::new("select c.id, c.number, c.claimed from dispute c where c.stage in ").in_list(stages.iter().map(|s| s.code()));
//!     if let Some(before) = before {
//!         sql = sql.push(" and c.registered_at < ").bind(before);
//!     }
//!     sql.push(" order by c.registered_at desc, c.id desc limit ").bind(50_i64).all(q).await
//! }
//!
//! // A change takes the transaction.
//! pub async fn rename(tx: &Tx, id: CaseId, number: &str) -> Result<()> {
//!     tx.lock_row("dispute", id).await?;
//!     tx.execute("update dispute set number = $1 where id = $2", values![number, id]).await?;
//!     Ok(())
//! }
//!
//! let store = Store::open(&Target::parse("office.db")?, clock.now()).await?;
//! let cases = find(&store.read(), &[Stage::Accepted], None).await?;
//! store.write(move |tx| Box::pin(async move { rename(tx, id, "1").await })).await?;
//! ```
//!
//! Column conventions: ids `{uuid}`, moments and fen `bigint`, yes/no `bigint` 0/1, days `{date}`, codes and JSON `text`,
//! bytes `{bytes}`. No defaults, triggers or clocks in SQL. `cast(sum(x) as bigint)`: PostgreSQL sums bigints to numeric.

pub mod migrate;
mod open;
mod query;
mod sql;
mod tx;
mod value;
mod writer;

pub use open::{Engine, Store, Target};
pub use query::{Query, Reader};
pub use sql::Sql;
pub use tx::Tx;
pub use value::{Bind, Cell, Column};

/// Parts of the macros.
#[doc(hidden)]
pub mod parts {
    pub use sea_orm::{DbErr, FromQueryResult, QueryResult, Value};
}
