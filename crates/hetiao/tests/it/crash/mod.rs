//! The program is killed ten times while eight clients write, on each database. What was acknowledged is there, once; nothing is half there.

mod after;
mod notes;
mod program;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use app::access::NewToken;
use domain::access::Role;
use domain::kernel::{Form as _, Moment};
use rand::Rng as _;
use serde_json::json;
use store::{Store, Target};
use testkit::engines::Folder;
use testkit::site::Site;

use self::notes::{Ask, Notes};
use self::program::Program;
use crate::client::Connection;

const ROUNDS: usize = 10;
const WRITERS: usize = 8;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_every_kill_and_nothing_is_half_there_or_twice() {
    testkit::engines::each_target(|target| async move {
        let folder = Folder::fresh();
        let (target, data) = (within(target, folder.path()), folder.path());
        let began = Instant::now();
        let notes = Arc::new(Notes::new(token(&target).await, now().day()));
        for round in 0..ROUNDS {
            let program = Program::start(&target, data);
            let writers: Vec<_> =
                (0..WRITERS).map(|writer| tokio::spawn(write(program.address, Arc::clone(&notes), round, writer))).collect();
            let wait = rand::rng().random_range(150..=600);
            tokio::time::sleep(Duration::from_millis(wait)).await;
            program.kill();
            for writer in writers {
                writer.await.expect("nothing but the kill ends a writer");
            }
        }
        let told = notes.told();
        let answered = told.iter().filter(|ask| ask.answer.is_some()).count();
        assert!(answered > ROUNDS * WRITERS, "only {answered} requests were answered: this proves little");
        assert!(answered < told.len(), "no kill met a request under way: this proves little");
        let there = after::check(&target, &told).await;

        // Whoever got no answer asks again with the same key; whoever got one gets the same.
        let program = Program::start(&target, data);
        let mut connection = Connection::open(program.address).await.expect("the program listens");
        for ask in &told {
            notes.again(&mut connection, ask).await;
        }
        program.stop();
        let asked_again = notes.told();
        assert!(asked_again.iter().all(|ask| ask.answer.is_some()));
        after::check(&target, &asked_again).await;
        program::verify(&target, data);
        println!(
            "{:?}: {ROUNDS} kills, {} requests, {answered} answered before a kill, {there} cases there after the last; {:.1} s",
            target,
            told.len(),
            began.elapsed().as_secs_f64()
        );
    })
    .await;
}

/// The database in the program's own folder, which calls it `hetiao.db`; with PostgreSQL only the vault's key lies there.
fn within(target: Target, data: &Path) -> Target {
    match target {
        Target::Sqlite(_) => Target::Sqlite(data.join("hetiao.db")),
        postgres @ Target::Postgres(_) => postgres,
    }
}

/// A small site in the database, and a clerk's token for it.
async fn token(target: &Target) -> String {
    let store = Store::open(target, now()).await.expect("a fresh database opens");
    let site = Site::open(store.clone()).await;
    site.house.clock.set(now());
    let keeper = site.house.app.by(site.person(Role::Administrator));
    let form = json!({ "name": "crash", "role": "clerk", "office": site.centre.to_string(), "days": 2 });
    let made = app::access::create_token(&keeper, NewToken::read(&form).expect("a filled form")).await;
    store.close().await;
    made.expect("a token").secret
}

/// The program keeps the time of the wall, so its test has to.
#[expect(clippy::disallowed_methods, reason = "the program under test runs by the clock on the wall")]
fn now() -> Moment {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
    Moment(i64::try_from(since.as_millis()).expect("a time"))
}

/// Registers one application after the other, carries every second one to its acceptance, until the program is gone.
async fn write(address: std::net::SocketAddr, notes: Arc<Notes>, round: usize, writer: usize) {
    let Ok(mut connection) = Connection::open(address).await else { return };
    for n in 0.. {
        let mark = format!("r{round:02}w{writer:02}n{n:04}");
        let Some(made) = notes.ask(&mut connection, Ask::application(&notes, &mark)).await else { return };
        if n % 2 == 0 {
            continue;
        }
        let id = made["id"].as_str().expect("an id").to_owned();
        let Some(case) = notes.read(&mut connection, &format!("/api/v1/cases/{id}")).await else { return };
        for party in case["parties"].as_array().expect("parties") {
            let party = party["id"].as_str().expect("an id");
            if notes.ask(&mut connection, Ask::consent(&notes, &mark, &id, party)).await.is_none() {
                return;
            }
        }
        if notes.ask(&mut connection, Ask::accept(&mark, &id)).await.is_none() {
            return;
        }
    }
}
