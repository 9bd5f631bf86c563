//! What can go wrong in the store, the same on both engines.

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr};

/// The store's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// There is no such row.
    #[error("not found")]
    NotFound,
    /// Somebody else was first: a unique rule (`case_event(case_id, seq)`), or a deadlock.
    #[error("conflict: {what}")]
    Conflict {
        /// The table with its unique columns, or what the engine calls it.
        what: String,
    },
    /// A stored value can't be read back.
    #[error("corrupt: {table} {row}, column {column}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The row's key as text.
        row: String,
        /// The column.
        column: &'static str,
    },
    /// The tables are not those of this program.
    #[error("schema: {0}")]
    Schema(String),
    /// The database is locked or overloaded: try again later.
    #[error("the database is busy")]
    Busy,
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
    /// Anything else the engine says.
    #[error(transparent)]
    Engine(DbErr),
}

impl Error {
    /// A value of `table` that can't be read back.
    pub fn corrupt(table: &'static str, row: impl ToString, column: &'static str) -> Self {
        Self::Corrupt { table, row: row.to_string(), column }
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match &error {
            DbErr::RecordNotFound(_) => Self::NotFound,
            DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => Self::Busy,
            DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed) => Self::Closed,
            DbErr::Exec(RuntimeErr::SqlxError(inner))
            | DbErr::Query(RuntimeErr::SqlxError(inner))
            | DbErr::Conn(RuntimeErr::SqlxError(inner)) => classify(inner).unwrap_or(Self::Engine(error)),
            _ => Self::Engine(error),
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        classify(&error).unwrap_or_else(|| Self::Engine(DbErr::Conn(RuntimeErr::SqlxError(error.into()))))
    }
}

fn classify(error: &sqlx::Error) -> Option<Error> {
    match error {
        sqlx::Error::PoolTimedOut => Some(Error::Busy),
        sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Some(Error::Closed),
        sqlx::Error::RowNotFound => Some(Error::NotFound),
        sqlx::Error::Database(inner) => {
            let code = inner.code().unwrap_or_default().into_owned();
            match inner.try_downcast_ref::<sqlx::postgres::PgDatabaseError>() {
                Some(postgres) => classify_postgres(postgres, &code),
                None => classify_sqlite(inner.message(), &code),
            }
        }
        _ => None,
    }
}

fn classify_postgres(error: &sqlx::postgres::PgDatabaseError, code: &str) -> Option<Error> {
    let conflict = |what: String| Some(Error::Conflict { what });
    match code {
        "23505" => {
            // Only the names of the columns; the values after them may be personal.
            let columns = error.detail().and_then(|text| text.split_once('(')).and_then(|(_, rest)| rest.split_once(")="));
            match (error.table(), columns) {
                (Some(table), Some((columns, _))) => conflict(format!("{table}({columns})")),
                _ => conflict(error.constraint().unwrap_or("unique").to_owned()),
            }
        }
        "40001" => conflict("serialization".to_owned()),
        "40P01" => conflict("deadlock".to_owned()),
        "55P03" | "53300" | "57014" => Some(Error::Busy),
        _ => None,
    }
}

fn classify_sqlite(message: &str, code: &str) -> Option<Error> {
    const BUSY: u32 = 5;
    const LOCKED: u32 = 6;
    const PRIMARY_KEY: u32 = 1555;
    const UNIQUE: u32 = 2067;
    match code.parse().ok()? {
        PRIMARY_KEY | UNIQUE => {
            let names = message.rsplit(": ").next().unwrap_or(message);
            let table = names.split('.').next().unwrap_or(names);
            let columns: Vec<&str> = names.split(", ").filter_map(|name| name.split_once('.')).map(|(_, column)| column).collect();
            let what = if columns.is_empty() { names.to_owned() } else { format!("{table}({})", columns.join(", ")) };
            Some(Error::Conflict { what })
        }
        code if matches!(code % 256, BUSY | LOCKED) => Some(Error::Busy),
        _ => None,
    }
}
