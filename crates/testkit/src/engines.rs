//! Each test on both databases, on a fresh one each time.
//!
//! SQLite is always there. PostgreSQL is used when `HETIAO_TEST_POSTGRES` has the address of a database whose user may create
//! others (the Makefile sees to it). Without it that half is skipped and says so; on `CI` it fails instead.
#![expect(clippy::expect_used, clippy::missing_panics_doc, reason = "a harness: what goes wrong here is a failed test")]

use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};

use domain::kernel::Moment;
use futures::FutureExt as _;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use store::{Store, Target};
use uuid::Uuid;

/// When the databases of tests were opened: 2026-11-20 09:00 in Shanghai.
pub const OPENED: Moment = Moment(1_795_136_400_000);

/// Runs the test on a fresh, open store of each engine.
pub async fn each_engine<Fut: Future<Output = ()>>(test: impl Fn(Store) -> Fut) {
    let test = &test;
    each_target(|target| async move {
        let store = Store::open(&target, OPENED).await.expect("a fresh database opens");
        let outcome = AssertUnwindSafe(test(store.clone())).catch_unwind().await;
        store.close().await;
        outcome.unwrap_or_else(|panic| resume_unwind(panic));
    })
    .await;
}

/// Runs the test on a fresh target of each engine that nobody has opened yet.
pub async fn each_target<Fut: Future<Output = ()>>(test: impl Fn(Target) -> Fut) {
    on_sqlite(&test).await;
    if let Some(admin) = environment("HETIAO_TEST_POSTGRES") {
        on_postgres(&admin, &test).await;
    } else {
        assert!(environment("CI").is_none(), "HETIAO_TEST_POSTGRES is not set: tests must run on both databases here");
        note("HETIAO_TEST_POSTGRES is not set: only SQLite is tested");
    }
}

/// A folder of a test's own outside the sources; it goes away with the value.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// A new one with nothing in it.
    pub fn fresh() -> Self {
        let path = std::env::temp_dir().join(unique_name());
        std::fs::create_dir(&path).expect("a folder for the test");
        Self(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left in the folder for temporary files harms nobody.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

async fn on_sqlite<Fut: Future<Output = ()>>(test: &impl Fn(Target) -> Fut) {
    let folder = Folder::fresh();
    test(Target::Sqlite(folder.path().join("office.db"))).await;
}

async fn on_postgres<Fut: Future<Output = ()>>(admin: &str, test: &impl Fn(Target) -> Fut) {
    let name = unique_name();
    ask(admin, format!("create database {name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'")).await;
    let outcome = AssertUnwindSafe(test(Target::Postgres(beside(admin, &name)))).catch_unwind().await;
    ask(admin, format!("drop database {name} with (force)")).await;
    outcome.unwrap_or_else(|panic| resume_unwind(panic));
}

async fn ask(admin: &str, sql: String) {
    let mut connection = PgConnection::connect(admin).await.expect("the PostgreSQL of HETIAO_TEST_POSTGRES answers");
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.expect("its user may create databases");
    connection.close().await.expect("the connection closes");
}

/// The address of another database on the same server.
fn beside(admin: &str, name: &str) -> String {
    let (address, options) = admin.split_once('?').map_or((admin, None), |(address, options)| (address, Some(options)));
    let start = address.find("://").map_or(0, |at| at + 3);
    let server = address.get(start..).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let options = options.map(|options| format!("?{options}")).unwrap_or_default();
    format!("postgres://{server}/{name}{options}")
}

#[expect(clippy::disallowed_methods, reason = "names of test databases must differ between processes; nothing else depends on them")]
fn unique_name() -> String {
    format!("hetiao_test_{}", Uuid::now_v7().simple())
}

#[expect(clippy::disallowed_methods, reason = "the harness is told by its environment where PostgreSQL is")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[expect(clippy::print_stderr, reason = "whoever runs the tests should see what was left out")]
fn note(text: &str) {
    eprintln!("{text}");
}
