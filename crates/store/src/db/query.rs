//! Reading, the same from a pool and inside a transaction.

use futures::future::BoxFuture;
use sea_orm::{ConnectionTrait, DatabaseConnection, FromQueryResult, QueryResult, Statement, Value};

use super::open::Engine;
use super::value::Cell;
use crate::error::Result;

/// Where queries can be asked: a [`Reader`] or a [`Tx`](super::Tx).
pub trait Query: Send + Sync {
    /// The engine behind it.
    fn engine(&self) -> Engine;

    /// All rows as the engine gives them.
    fn rows(&self, sql: String, values: Vec<Value>) -> BoxFuture<'_, Result<Vec<QueryResult>>>;

    /// The first row as the engine gives it.
    fn row(&self, sql: String, values: Vec<Value>) -> BoxFuture<'_, Result<Option<QueryResult>>>;

    /// All rows.
    fn query_all<T: FromQueryResult>(&self, sql: impl Into<String>, values: Vec<Value>) -> impl Future<Output = Result<Vec<T>>> + Send {
        let rows = self.rows(sql.into(), values);
        async move {
            let rows = rows.await?;
            let mut found = Vec::new();
            for row in rows {
                found.push(T::from_query_result(&row, "")?);
            }
            Ok(found)
        }
    }

    /// The first row.
    fn query_one<T: FromQueryResult>(&self, sql: impl Into<String>, values: Vec<Value>) -> impl Future<Output = Result<Option<T>>> + Send {
        let row = self.row(sql.into(), values);
        async move { Ok(row.await?.map(|row| T::from_query_result(&row, "")).transpose()?) }
    }

    /// The column named `value` of all rows: `select id as value from …`.
    fn query_column<T: Cell>(&self, sql: impl Into<String>, values: Vec<Value>) -> impl Future<Output = Result<Vec<T>>> + Send {
        let rows = self.rows(sql.into(), values);
        async move {
            let rows = rows.await?;
            let mut found = Vec::new();
            for row in rows {
                found.extend(T::cell(&row, "value")?);
            }
            Ok(found)
        }
    }

    /// The column named `value` of the first row; `None` without a row or for null.
    fn query_value<T: Cell>(&self, sql: impl Into<String>, values: Vec<Value>) -> impl Future<Output = Result<Option<T>>> + Send {
        let row = self.row(sql.into(), values);
        async move {
            match row.await? {
                Some(row) => Ok(T::cell(&row, "value")?),
                None => Ok(None),
            }
        }
    }

    /// The first column of the first row as a number; none and null are 0. (`count(*)`, `cast(sum(x) as bigint)`.)
    fn scalar_i64(&self, sql: impl Into<String>, values: Vec<Value>) -> impl Future<Output = Result<i64>> + Send {
        let row = self.row(sql.into(), values);
        async move {
            match row.await? {
                Some(row) => Ok(row.try_get_by_index::<Option<i64>>(0)?.unwrap_or(0)),
                None => Ok(0),
            }
        }
    }
}

/// Reads what is committed. Each query sees its own moment.
#[derive(Clone, Debug)]
pub struct Reader {
    pub(super) pool: DatabaseConnection,
    pub(super) engine: Engine,
}

impl Query for Reader {
    fn engine(&self) -> Engine {
        self.engine
    }

    fn rows(&self, sql: String, values: Vec<Value>) -> BoxFuture<'_, Result<Vec<QueryResult>>> {
        rows(&self.pool, sql, values)
    }

    fn row(&self, sql: String, values: Vec<Value>) -> BoxFuture<'_, Result<Option<QueryResult>>> {
        row(&self.pool, sql, values)
    }
}

pub(super) fn rows<C: ConnectionTrait>(connection: &C, sql: String, values: Vec<Value>) -> BoxFuture<'_, Result<Vec<QueryResult>>> {
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    Box::pin(async move { Ok(connection.query_all_raw(statement).await?) })
}

pub(super) fn row<C: ConnectionTrait>(connection: &C, sql: String, values: Vec<Value>) -> BoxFuture<'_, Result<Option<QueryResult>>> {
    let statement = Statement::from_sql_and_values(connection.get_database_backend(), sql, values);
    Box::pin(async move { Ok(connection.query_one_raw(statement).await?) })
}
