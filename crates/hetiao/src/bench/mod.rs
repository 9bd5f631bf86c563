//! `hetiao bench`: fills a fresh database, then measures intake and the pages of a working day over a real socket, and prints the figures.
//!
//! Everything stands beside a baseline of the same run on the same machine: pages beside `/healthz`, shared commits beside one commit for
//! each intake. [`paper`] is about papers alone; [`fill`] makes the office, [`tale`] is the course of a case, [`measure`] takes the time.

mod client;
mod fill;
mod measure;
mod paper;
mod roster;
mod tale;
mod words;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use app::App;
use app::access::Password;
use clap::{Args, Subcommand};
use domain::vault::CipherKind;
use store::db::Engine;
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use web::Web;

use self::client::Connection;
use self::fill::{Office, said};
use self::measure::{milliseconds, ratio};
use self::words::Words;
use crate::config::Place;
use crate::serve::say;
use crate::wiring;

/// Flags of `bench`.
#[derive(Args)]
pub(crate) struct Bench {
    #[command(subcommand)]
    only: Option<Only>,
    /// 案件数
    #[arg(long, default_value_t = 10_000)]
    cases: u32,
    /// 人员名册里的人数
    #[arg(long, default_value_t = 10_000)]
    people: usize,
    /// 每个页面量多少次
    #[arg(long, default_value_t = 200)]
    runs: usize,
    /// 每种登记量多少秒
    #[arg(long, default_value_t = 4)]
    seconds: u64,
    /// PostgreSQL 地址：要用空的数据库；不给出时用临时目录里的 SQLite
    #[arg(long, env = "HETIAO_DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
}

/// One thing alone.
#[derive(Subcommand)]
enum Only {
    /// 文书：一秒钟印多少份，卷宗和成批打印要多久、多少内存
    Papers,
}

/// A folder that goes away with the measuring.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, folder = %self.0.display(), "the folder of the measuring stays");
        }
    }
}

/// Spreadsheets measured: each takes as long as many pages.
const EXPORTS: usize = 3;

/// Fills, measures, prints.
pub(crate) async fn run(bench: Bench) -> Result<()> {
    if let Some(Only::Papers) = bench.only {
        return tokio::task::spawn_blocking(paper::run).await?;
    }
    let folder = Folder(std::env::temp_dir().join(format!("hetiao-bench-{}", std::process::id())));
    std::fs::create_dir_all(&folder.0)?;
    let place = Place {
        data: folder.0.clone(),
        database_url: bench.database_url.clone(),
        vault_key_file: None,
        vault_cipher: CipherKind::Aes256Gcm,
    };
    let app = App { quick_passwords: true, ..wiring::open(&place, 20).await? };
    ensure!(app::access::setup_token(&app).await?.is_some(), "the database is in use already: give an empty one");
    let outcome = measured(&app, &bench).await;
    app.store.close().await;
    outcome
}

async fn measured(app: &App, bench: &Bench) -> Result<()> {
    let words = Arc::new(Words::shipped()?);
    let office = fill::office(app, &words).await?;
    let began = Instant::now();
    let (case, acts) = fill::fill(app, &office, &words, bench.cases).await?;
    let took = began.elapsed().as_secs_f64();
    if app.store.engine() == Engine::Postgres {
        // It counts its rows by itself, but only after a while.
        app.store.analyze().await?;
    }
    say(&format!("{:?}: {} cases told in {took:.1} s ({acts} acts, writes not waited for)", app.store.engine(), bench.cases))?;
    roster::fill(app, &office, &words, bench.people).await?;
    pages(app, bench, &office, &words, case).await?;
    intake(app, bench, &office, &words).await
}

/// The pages of a working day.
async fn pages(app: &App, bench: &Bench, office: &Office, words: &Words, case: domain::kernel::id::CaseId) -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let web = Web { app: app.clone(), behind_tls: false, trust_proxy: false };
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = tokio::spawn(web::serve(listener, web, async move { drop(stopped.await) }));
    let mut cookies = Vec::new();
    for login in ["clerk".to_owned(), format!("mediator{}", fill::SHOWN), "director".to_owned()] {
        let password = Password::new(&office.password).map_err(|fault| anyhow::anyhow!("{}", fault.code()))?;
        let signed_in = app::access::login(app, &login, &password, "127.0.0.1", "bench").await.map_err(said)?;
        cookies.push(format!("cookie: {}={}\r\n", web::guard::COOKIE, signed_in.token));
    }
    let [clerk, mediator, director] = cookies.as_slice() else { anyhow::bail!("three sessions") };
    let number = app::case::list::one(&app.by(office.director.clone()), case).await.map_err(said)?.number;
    let search = |word: &str| format!("/search?q={}", web::guard::percent(word));
    let mut wanted = vec![
        ("/healthz (baseline)", "/healthz".to_owned(), director),
        ("desk of the clerk", "/desk".to_owned(), clerk),
        ("desk of a mediator", "/desk".to_owned(), mediator),
        ("desk of the director", "/desk".to_owned(), director),
        ("list, 25 rows", "/cases".to_owned(), director),
        ("ledger, 25 rows and sums", "/ledger".to_owned(), director),
        ("search: word in half of the cases", search(&words.search.common), director),
        ("search: word in a third", search(&words.search.some), director),
        ("search: word in a sixth", search(&words.search.rare), director),
        ("search: name of a worker", search(&words.name(77)), director),
        ("search: case number", search(&number), director),
        ("case page", format!("/cases/{case}"), mediator),
    ];
    wanted.extend(roster::pages(words).into_iter().map(|(name, path)| (name, path, director)));
    say(&format!("\n{:<36}{:>12}{:>10}{:>12}{:>10}", "page", "median ms", "p95 ms", "x /healthz", "bytes"))?;
    let mut connection = Connection::open(address).await?;
    let mut baseline = Duration::ZERO;
    for (name, path, cookie) in wanted {
        let times = measure::page(&mut connection, &path, cookie, bench.runs).await.context(name)?;
        if baseline.is_zero() {
            baseline = times.median;
        }
        let beside = ratio(times.median.as_secs_f64(), baseline.as_secs_f64());
        say(&format!("{name:<36}{:>12}{:>10}{beside:>12}{:>10}", milliseconds(times.median), milliseconds(times.p95), times.bytes))?;
    }
    let (name, path) = roster::export();
    let times = measure::page(&mut connection, &path, director, EXPORTS).await.context(name)?;
    say(&format!("{name:<36}{:>12}{:>10}{:>12}{:>10}", milliseconds(times.median), milliseconds(times.p95), "-", times.bytes))?;
    drop(connection);
    drop(stop);
    Ok(server.await??)
}

/// Durable intakes a second: each its own commit, and with commits shared by whoever waits together.
async fn intake(app: &App, bench: &Bench, office: &Office, words: &Arc<Words>) -> Result<()> {
    say(&format!("\n{:<36}{:>12}{:>10}{:>12}", "durable intake, a second", "one by one", "together", "gain"))?;
    let next = Arc::new(AtomicUsize::new(usize::try_from(bench.cases)?));
    for writers in [1, 8, 64] {
        let (mut alone, mut together) = (0.0, 0.0);
        // In turns, second by second, and each begins as often as the other, so that both meet the same machine.
        for second in 0..bench.seconds * 2 {
            let one_by_one = matches!(second % 4, 0 | 3);
            let done = rate(app, office, words, &next, writers, one_by_one).await?;
            *(if one_by_one { &mut alone } else { &mut together }) += done;
        }
        let seconds = f64::from(u32::try_from(bench.seconds.max(1))?);
        let (each, shared) = (alone / seconds, together / seconds);
        say(&format!("{:<36}{each:>12.0}{shared:>10.0}{:>12}", format!("{writers} at once"), ratio(together, alone)))?;
    }
    Ok(())
}

/// Intakes in a second: how many.
async fn rate(app: &App, office: &Office, words: &Arc<Words>, next: &Arc<AtomicUsize>, writers: u32, alone: bool) -> Result<f64> {
    let (turn, began) = (Arc::new(Mutex::new(())), Instant::now());
    let mut tasks = Vec::new();
    for _ in 0..writers {
        let (app, office, words, next, turn) = (app.clone(), office.clone(), Arc::clone(words), Arc::clone(next), Arc::clone(&turn));
        tasks.push(tokio::spawn(async move {
            let mut done = 0_u32;
            while began.elapsed() < Duration::from_secs(1) {
                let cx = app.by(office.clerk.clone());
                let application = fill::application(&words, next.fetch_add(1, Ordering::Relaxed), cx.now.day())?;
                let _turn = if alone { Some(turn.lock().await) } else { None };
                app::intake::register(&cx, office.centre, application).await.map_err(said)?;
                done += 1;
            }
            anyhow::Ok(done)
        }));
    }
    let mut done = 0;
    for task in tasks {
        done += task.await??;
    }
    Ok(f64::from(done) / began.elapsed().as_secs_f64())
}
