//! SQLite's one writer: changes that wait together share one commit, each in a savepoint of its own.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use sea_orm::{DatabaseConnection, TransactionOptions, TransactionTrait as _};
use sqlx::sqlite::SqliteConnectOptions;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

use super::open::{Engine, begin, connect_sqlite};
use super::tx::Tx;
use crate::error::{Error, Result};

/// Most changes taken from the queue before their callers are answered.
const GROUP: usize = 64;
/// Most relaxed changes in one commit.
const RELAXED_GROUP: usize = 500;
/// How long relaxed changes wait for company.
const RELAXED_WAIT: Duration = Duration::from_millis(200);

/// What a change came to; the outer error is its panic.
pub(super) type Outcome<T, E> = std::result::Result<Result<T, E>, Box<dyn Any + Send>>;

/// Runs a change and catches its panic.
pub(super) async fn attempt<T, E, F>(work: F, tx: &Tx) -> Outcome<T, E>
where
    F: for<'a> FnOnce(&'a Tx) -> BoxFuture<'a, Result<T, E>> + Send,
{
    AssertUnwindSafe(async { work(tx).await }).catch_unwind().await
}

/// What the writer is asked for.
pub(super) enum Job {
    /// A change.
    Write { work: Box<dyn Work>, relaxed: bool },
    /// Commit what waits and say so.
    Flush(oneshot::Sender<Result<()>>),
    /// Commit what waits, then stop.
    Close(oneshot::Sender<()>),
}

/// A change with its types hidden.
pub(super) trait Work: Send {
    /// Runs it; whether its effects are to stay.
    fn run<'a>(&'a mut self, tx: &'a Tx) -> BoxFuture<'a, bool>;
    /// Whatever it came to is lost.
    fn lose(&mut self, error: &Error);
    /// Tells its caller.
    fn answer(self: Box<Self>);
}

/// A change whose caller waits.
pub(super) struct Pending<T, E, F> {
    work: Option<F>,
    outcome: Option<Outcome<T, E>>,
    reply: oneshot::Sender<Outcome<T, E>>,
}

impl<T, E, F> Pending<T, E, F> {
    pub(super) fn new(work: F, reply: oneshot::Sender<Outcome<T, E>>) -> Self {
        Self { work: Some(work), outcome: None, reply }
    }
}

impl<T, E, F> Work for Pending<T, E, F>
where
    F: for<'a> FnOnce(&'a Tx) -> BoxFuture<'a, Result<T, E>> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn run<'a>(&'a mut self, tx: &'a Tx) -> BoxFuture<'a, bool> {
        Box::pin(async move {
            if let Some(work) = self.work.take() {
                self.outcome = Some(attempt(work, tx).await);
            }
            matches!(self.outcome, Some(Ok(Ok(_))))
        })
    }

    fn lose(&mut self, error: &Error) {
        if !matches!(self.outcome, Some(Err(_))) {
            self.outcome = Some(Ok(Err(error.clone().into())));
        }
    }

    fn answer(self: Box<Self>) {
        if let Some(outcome) = self.outcome {
            // A caller who stopped waiting needs no answer.
            let _ = self.reply.send(outcome);
        }
    }
}

/// The changes that share the next commit.
#[derive(Default)]
struct Group {
    tx: Option<Tx>,
    /// Changes since the transaction began.
    size: usize,
    /// Relaxed changes among them: answered already.
    answered: usize,
    waiting: Vec<Box<dyn Work>>,
    flushes: Vec<oneshot::Sender<Result<()>>>,
    /// When relaxed changes are committed at the latest.
    due: Option<Instant>,
}

/// The task that owns SQLite's writing connection.
pub(super) struct Writer {
    options: SqliteConnectOptions,
    /// `None` after a failure, until it is opened again.
    connection: Option<DatabaseConnection>,
    queue: mpsc::Receiver<Job>,
    group: Group,
    /// Answered relaxed changes were lost by this.
    lost: Option<Error>,
    closing: Vec<oneshot::Sender<()>>,
}

impl Writer {
    pub(super) fn new(options: SqliteConnectOptions, connection: DatabaseConnection, queue: mpsc::Receiver<Job>) -> Self {
        Self { options, connection: Some(connection), queue, group: Group::default(), lost: None, closing: Vec::new() }
    }

    /// Works until the store is closed or its last handle is gone.
    pub(super) async fn run(mut self) {
        while self.closing.is_empty() {
            let next = match self.group.due {
                Some(due) => timeout_at(due, self.queue.recv()).await,
                None => Ok(self.queue.recv().await),
            };
            let Ok(next) = next else {
                self.commit().await;
                continue;
            };
            let Some(job) = next else { break };
            self.take(job).await;
            let mut taken = 1;
            while taken < GROUP
                && let Ok(job) = self.queue.try_recv()
            {
                self.take(job).await;
                taken += 1;
            }
            let strict = !self.group.waiting.is_empty() || !self.group.flushes.is_empty();
            let overdue = self.group.due.is_some_and(|due| due <= Instant::now());
            if strict || overdue || self.group.size >= RELAXED_GROUP {
                self.commit().await;
            }
        }
        self.commit().await;
        self.queue.close();
        self.disconnect().await;
        for reply in self.closing.drain(..) {
            // Whoever asked may be gone.
            let _ = reply.send(());
        }
    }

    async fn take(&mut self, job: Job) {
        match job {
            Job::Write { work, relaxed } => self.change(work, relaxed).await,
            Job::Flush(reply) => self.group.flushes.push(reply),
            Job::Close(reply) => self.closing.push(reply),
        }
    }

    async fn change(&mut self, mut work: Box<dyn Work>, relaxed: bool) {
        if relaxed && let Some(error) = &self.lost {
            work.lose(error);
            return work.answer();
        }
        match self.in_savepoint(work.as_mut()).await {
            Ok(()) if relaxed => {
                self.group.answered += 1;
                self.group.due.get_or_insert_with(|| Instant::now() + RELAXED_WAIT);
                work.answer();
            }
            Ok(()) => self.group.waiting.push(work),
            Err(error) => {
                self.group.waiting.push(work);
                self.fail(error).await;
            }
        }
    }

    /// Runs the change; an error here is the engine's, and the whole group is lost.
    async fn in_savepoint(&mut self, work: &mut dyn Work) -> Result<()> {
        let outer = match &mut self.group.tx {
            Some(outer) => outer,
            none => {
                let connection = match &mut self.connection {
                    Some(connection) => connection,
                    none => none.insert(connect_sqlite(self.options.clone(), 1).await?),
                };
                none.insert(begin(connection, Engine::Sqlite).await?)
            }
        };
        self.group.size += 1;
        let savepoint = outer.inner.begin_with_options(TransactionOptions::default()).await?;
        let tx = Tx { inner: savepoint, engine: Engine::Sqlite };
        if work.run(&tx).await {
            tx.inner.commit().await?;
        } else {
            tx.inner.rollback().await?;
        }
        Ok(())
    }

    async fn commit(&mut self) {
        if let Some(tx) = self.group.tx.take()
            && let Err(error) = tx.inner.commit().await
        {
            return self.fail(error.into()).await;
        }
        let group = std::mem::take(&mut self.group);
        for work in group.waiting {
            work.answer();
        }
        self.answer_flushes(group.flushes);
    }

    /// Everything since the last commit is lost; the connection may be in any state, so it is opened anew.
    async fn fail(&mut self, error: Error) {
        tracing::error!(%error, changes = self.group.size, "a group of changes was rolled back");
        let group = std::mem::take(&mut self.group);
        drop(group.tx);
        if group.answered > 0 {
            self.lost = Some(error.clone());
        }
        self.disconnect().await;
        for mut work in group.waiting {
            work.lose(&error);
            work.answer();
        }
        self.answer_flushes(group.flushes);
    }

    fn answer_flushes(&mut self, flushes: Vec<oneshot::Sender<Result<()>>>) {
        for reply in flushes {
            if let Err(unheard) = reply.send(self.lost.take().map_or(Ok(()), Err)) {
                // The caller is gone: the next one hears of the loss.
                self.lost = self.lost.take().or(unheard.err());
            }
        }
    }

    async fn disconnect(&mut self) {
        if let Some(connection) = self.connection.take()
            && let Err(error) = connection.close().await
        {
            tracing::warn!(%error, "closing the writing connection");
        }
    }
}
