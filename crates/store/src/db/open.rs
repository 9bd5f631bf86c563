//! Opening an office's database, and the one door through which it is changed.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr as _;
use std::time::Duration;

use domain::kernel::Moment;
use futures::future::BoxFuture;
use sea_orm::{
    DatabaseConnection, SqliteTransactionMode, SqlxPostgresConnector, SqlxSqliteConnector, TransactionOptions, TransactionTrait as _,
};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use super::migrate::{self, MIGRATIONS};
use super::query::Reader;
use super::tx::Tx;
use super::writer::{Job, Outcome, Pending, Writer, attempt};
use crate::error::{Error, Result};

/// How long a statement waits for a lock, and a caller for a connection or a place in the queue.
const PATIENCE: Duration = Duration::from_secs(15);
const SQLITE_READERS: u32 = 4;
const POSTGRES_POOL: u32 = 10;
const QUEUE: usize = 256;
const CACHED_STATEMENTS: usize = 400;
/// After so long unused a connection to PostgreSQL is asked whether it is still there.
const IDLE: Duration = Duration::from_secs(5);

/// Which engine is behind a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// One file, one process.
    Sqlite,
    /// A server that many processes share.
    Postgres,
}

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Target {
    /// A file; made when it is not there (its folder must be).
    Sqlite(PathBuf),
    /// A `postgres://` address.
    Postgres(String),
}

impl Target {
    /// `postgres://…`, or a path (`sqlite:` before it is allowed).
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        let rest = text.strip_prefix("postgres://").or_else(|| text.strip_prefix("postgresql://"));
        if let Some(rest) = rest {
            return Ok(Self::Postgres(format!("postgres://{rest}")));
        }
        let path = text.strip_prefix("sqlite:").map_or(text, |path| path.strip_prefix("//").unwrap_or(path));
        if path.is_empty() || path.contains("://") {
            return Err(Error::Schema(format!("not a path and not a postgres:// address: {path:?}")));
        }
        Ok(Self::Sqlite(PathBuf::from(path)))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "{}", path.display()),
            // Without user and password.
            Self::Postgres(url) => write!(f, "postgres://{}", url.rsplit('@').next().unwrap_or_default().trim_start_matches("postgres://")),
        }
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An office's database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    readers: DatabaseConnection,
    door: Door,
    relaxed: bool,
}

#[derive(Clone, Debug)]
enum Door {
    Sqlite(mpsc::Sender<Job>),
    Postgres,
}

impl Store {
    /// Opens the database and brings its tables up to date; `now` is noted beside each migration that ran.
    pub async fn open(target: &Target, now: Moment) -> Result<Self> {
        match target {
            Target::Sqlite(path) => {
                let options = sqlite_options(path.clone());
                let writer = connect_sqlite(options.clone(), 1).await?;
                migrate::run(begin(&writer, Engine::Sqlite).await?, MIGRATIONS, now).await?;
                let readers = connect_sqlite(options.clone().pragma("query_only", "1"), SQLITE_READERS).await?;
                let (sender, queue) = mpsc::channel(QUEUE);
                tokio::spawn(Writer::new(options, writer, queue).run());
                Ok(Self { readers, door: Door::Sqlite(sender), relaxed: false })
            }
            Target::Postgres(url) => {
                let pool = connect_postgres(url).await?;
                migrate::run(begin(&pool, Engine::Postgres).await?, MIGRATIONS, now).await?;
                Ok(Self { readers: pool, door: Door::Postgres, relaxed: false })
            }
        }
    }

    /// The engine behind it.
    pub fn engine(&self) -> Engine {
        match self.door {
            Door::Sqlite(_) => Engine::Sqlite,
            Door::Postgres => Engine::Postgres,
        }
    }

    /// Reads what is committed.
    pub fn read(&self) -> Reader {
        Reader { pool: self.readers.clone(), engine: self.engine() }
    }

    /// A handle whose writes answer **before** they are durable: for bulk loading only.
    ///
    /// SQLite commits such writes together every 200 ms or 500 writes; until then readers don't see them. PostgreSQL commits
    /// each without waiting for the disk. A crash, or an error of the common commit, loses answered writes (never half of
    /// one); the error is told to the next write or [`Store::flush`]. So a loader must restart from marks that it
    /// wrote in the same transactions, and must call `flush` at the end. Never use it for a person's act.
    #[must_use]
    pub fn relaxed(&self) -> Self {
        Self { relaxed: true, ..self.clone() }
    }

    /// Changes something: all of it or nothing.
    ///
    /// On SQLite, changes that wait together share one commit, each in a savepoint of its own. On PostgreSQL each has its own
    /// transaction (READ COMMITTED: `lock_row` what you decide on). Nothing is tried twice. Once called, the change goes on even
    /// if the caller stops waiting. A panic in `work` undoes it and comes back to the caller. An `Err` undoes it too.
    ///
    /// Never wait for another `write` inside `work`: on SQLite it would wait for itself.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'a> FnOnce(&'a Tx) -> BoxFuture<'a, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let outcome = match &self.door {
            Door::Sqlite(queue) => {
                let (reply, answer) = oneshot::channel();
                let work = Box::new(Pending::new(work, reply));
                enqueue(queue, Job::Write { work, relaxed: self.relaxed }).await?;
                answer.await.map_err(|_| Error::Closed)?
            }
            Door::Postgres => {
                let (pool, relaxed) = (self.readers.clone(), self.relaxed);
                let task = tokio::spawn(async move { alone(&pool, relaxed, work).await });
                match task.await {
                    Ok(outcome) => outcome?,
                    Err(stopped) => Err(stopped.try_into_panic().map_err(|_| Error::Closed)?),
                }
            }
        };
        outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }

    /// Waits until everything written so far is durable, relaxed writes too, and tells if any of those was lost.
    pub async fn flush(&self) -> Result<()> {
        match &self.door {
            Door::Sqlite(queue) => {
                let (reply, answer) = oneshot::channel();
                enqueue(queue, Job::Flush(reply)).await?;
                answer.await.map_err(|_| Error::Closed)?
            }
            // Whoever waits for his own commit waits for all before it.
            Door::Postgres => {
                let touch = "update schema_migration set name = name where version = 1";
                let strict = Self { relaxed: false, ..self.clone() };
                strict.write(move |tx| Box::pin(async move { tx.execute(touch, Vec::new()).await.map(|_| ()) })).await
            }
        }
    }

    /// Counts rows for the planner: after a bulk load. (PostgreSQL does it by itself, but later.)
    pub async fn analyze(&self) -> Result<()> {
        let strict = Self { relaxed: false, ..self.clone() };
        strict.write(|tx| Box::pin(async move { tx.script("analyze").await })).await
    }

    /// Finishes what waits and closes all connections; afterwards everything answers [`Error::Closed`].
    pub async fn close(&self) {
        if let Door::Sqlite(queue) = &self.door {
            let (reply, answer) = oneshot::channel();
            if queue.send(Job::Close(reply)).await.is_ok() {
                // No answer means that it was closed already.
                let _ = answer.await;
            }
        }
        if let Err(error) = self.readers.close_by_ref().await {
            tracing::warn!(%error, "closing the database");
        }
    }
}

async fn enqueue(queue: &mpsc::Sender<Job>, job: Job) -> Result<()> {
    match queue.send_timeout(job, PATIENCE).await {
        Ok(()) => Ok(()),
        Err(mpsc::error::SendTimeoutError::Timeout(_)) => Err(Error::Busy),
        Err(mpsc::error::SendTimeoutError::Closed(_)) => Err(Error::Closed),
    }
}

/// A transaction of its own on PostgreSQL.
async fn alone<T, E, F>(pool: &DatabaseConnection, relaxed: bool, work: F) -> Result<Outcome<T, E>>
where
    F: for<'a> FnOnce(&'a Tx) -> BoxFuture<'a, Result<T, E>> + Send,
{
    let tx = begin(pool, Engine::Postgres).await?;
    if relaxed {
        tx.script("set local synchronous_commit = off").await?;
    }
    let outcome = attempt(work, &tx).await;
    if matches!(outcome, Ok(Ok(_))) {
        tx.inner.commit().await?;
    } else {
        tx.inner.rollback().await?;
    }
    Ok(outcome)
}

/// The one place where a writing transaction begins: IMMEDIATE on SQLite.
pub(super) async fn begin(connection: &DatabaseConnection, engine: Engine) -> Result<Tx> {
    let options = TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..TransactionOptions::default() };
    Ok(Tx { inner: connection.begin_with_options(options).await?, engine })
}

fn sqlite_options(path: PathBuf) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .statement_cache_capacity(CACHED_STATEMENTS)
        .pragma("cache_size", "-16000")
        .pragma("temp_store", "memory")
        // What is deleted or written over is zeroed in its page: keys of the vault end there.
        .pragma("secure_delete", "on")
        .disable_statement_logging()
}

pub(super) async fn connect_sqlite(options: SqliteConnectOptions, connections: u32) -> Result<DatabaseConnection> {
    let pool = SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false);
    let patience = Instant::now() + PATIENCE;
    loop {
        match pool.clone().connect_with(options.clone()).await.map_err(Error::from) {
            Ok(pool) => return Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool)),
            // A file's first change to WAL doesn't wait for others who do the same: SQLite's busy timeout leaves it out.
            Err(Error::Busy) if Instant::now() < patience => tokio::time::sleep(Duration::from_millis(20)).await,
            Err(error) => return Err(error),
        }
    }
}

async fn connect_postgres(url: &str) -> Result<DatabaseConnection> {
    let options = PgConnectOptions::from_str(url)?.statement_cache_capacity(CACHED_STATEMENTS).disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_POOL)
        .acquire_timeout(PATIENCE)
        // A connection that has just been used is not asked whether it is still there: that is one more way to the server for each question.
        .test_before_acquire(false)
        .before_acquire(|connection, used| {
            Box::pin(async move { if used.idle_for > IDLE { connection.ping().await.map(|()| true) } else { Ok(true) } })
        })
        .after_connect(|connection, _| {
            Box::pin(async move {
                connection.execute("set lock_timeout = '15s'; set default_transaction_isolation = 'read committed'").await.map(|_| ())
            })
        })
        .connect_with(options)
        .await?;
    Ok(SqlxPostgresConnector::from_sqlx_postgres_pool(pool))
}
