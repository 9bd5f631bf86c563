//! A transaction in the hands of the one who changes something.

use futures::future::BoxFuture;
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Statement, Value};

use super::open::Engine;
use super::query::{Query, row, rows};
use super::value::Bind;
use crate::error::Result;

/// A running transaction; see [`Store::write`](super::Store::write).
#[derive(Debug)]
pub struct Tx {
    pub(super) inner: DatabaseTransaction,
    pub(super) engine: Engine,
}

impl Tx {
    /// Runs a statement; how many rows it changed.
    pub async fn execute(&self, sql: impl Into<String>, values: Vec<Value>) -> Result<u64> {
        let statement = Statement::from_sql_and_values(self.inner.get_database_backend(), sql, values);
        Ok(self.inner.execute_raw(statement).await?.rows_affected())
    }

    /// Keeps others from changing the row until this transaction ends, so that what is decided on it stays true.
    /// SQLite has one writer anyway.
    pub async fn lock_row(&self, table: &'static str, id: impl Bind) -> Result<()> {
        if self.engine == Engine::Postgres {
            self.row(format!("select 1 from {table} where id = $1 for update"), vec![id.value()]).await?;
        }
        Ok(())
    }

    /// Runs several statements without values.
    pub(super) async fn script(&self, sql: &str) -> Result<()> {
        self.inner.execute_unprepared(sql).await?;
        Ok(())
    }
}

impl Query for Tx {
    fn engine(&self) -> Engine {
        self.engine
    }

    fn rows(&self, sql: String, values: Vec<Value>) -> BoxFuture<'_, Result<Vec<QueryResult>>> {
        rows(&self.inner, sql, values)
    }

    fn row(&self, sql: String, values: Vec<Value>) -> BoxFuture<'_, Result<Option<QueryResult>>> {
        row(&self.inner, sql, values)
    }
}
