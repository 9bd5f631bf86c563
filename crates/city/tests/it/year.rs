//! A year of the district: the same for the same seed, every rule kept, something in every stage.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use app::access::{self, Password};
use app::case::list::{self, Filter, Listed};
use app::{App, Ctx};
use city::{Plan, SimClock, Told, tell};
use domain::access::Role;
use domain::case::Stage;
use testkit::engines::each_engine;
use testkit::house::{OPENED, house};

async fn city(store: store::Store, plan: Plan) -> (App, Told, Ctx) {
    let house = house(store);
    let clock = SimClock::at(OPENED);
    let told = tell(&house.app, &clock, 42, &plan).await.unwrap();
    let director = told.logins.iter().find(|login| login.role == Role::Director).unwrap();
    let signed = access::login(&house.app, &director.login, &Password::new(&director.password).unwrap(), "10.0.0.7", "test").await.unwrap();
    let view = access::person_of_session(&house.app, &signed.token).await.unwrap().unwrap();
    let cx = house.app.by(view.person);
    (house.app, told, cx)
}

async fn ledger(cx: &Ctx) -> Vec<Listed> {
    list::export(cx, &Filter::default(), 100_000).await.unwrap()
}

/// Every event of every case as text.
async fn events(cx: &Ctx, rows: &[Listed]) -> String {
    let mut text = String::new();
    for row in rows {
        for recorded in app::case::events(cx, row.id).await.unwrap() {
            let payload = recorded.event.payload().unwrap();
            writeln!(text, "{} {} {} {} {payload}", row.number, recorded.seq, recorded.at.0, recorded.event.name()).unwrap();
        }
    }
    text
}

#[tokio::test]
async fn the_same_seed_tells_the_same_city_on_both_databases() {
    let digests = std::sync::Mutex::new(Vec::new());
    let told = |store| async {
        let (_, _, cx) = city(store, Plan::small(OPENED)).await;
        let rows = ledger(&cx).await;
        assert_eq!(rows.len(), Plan::small(OPENED).cases);
        let told = events(&cx, &rows).await;
        digests.lock().unwrap().push(told);
    };
    each_engine(told).await;
    each_engine(told).await;
    let digests = digests.into_inner().unwrap();
    assert!(digests.len() >= 2 && digests.iter().all(|one| *one == digests[0]));
}

#[tokio::test]
async fn a_year_has_everything_that_an_office_sees() {
    each_engine(|store| async move {
        let begun = std::time::Instant::now();
        let (app, told, cx) = city(store, Plan { contacts: 60, cases: 150, ..Plan::small(OPENED) }).await;
        eprintln!("{} cases with {} acts in {:?}", told.cases, told.acts, begun.elapsed());
        let rows = ledger(&cx).await;
        assert_eq!((rows.len(), told.cases), (150, 150));
        let count = |stage: Stage| rows.iter().filter(|row| row.stage == stage).count();
        let stages: BTreeMap<&str, usize> = Stage::ALL.iter().map(|stage| (stage.code(), count(*stage))).collect();
        eprintln!("{stages:?}");
        assert!(stages.values().filter(|count| **count > 0).count() >= 8, "{stages:?}");
        assert!(count(Stage::Archived) > 60, "{stages:?}");
        let results: BTreeSet<&str> = rows.iter().filter_map(|row| row.result).map(|result| result.code()).collect();
        assert!(results.len() >= 6, "{results:?}");
        assert!(rows.iter().any(|row| row.workers >= 10));
        assert!(rows.iter().any(|row| row.late));
        let winter = rows.iter().filter(|row| matches!(row.received.month(), 12 | 1)).count();
        assert!(winter * 12 > rows.len() * 2, "arrears come before the Spring Festival: {winter}");
        let today = OPENED.day();
        assert!(rows.iter().any(|row| row.next_due.is_some_and(|due| due < today)), "something is overdue");
        let late = rows.iter().filter(|row| row.late).count();
        assert!(late * 5 < rows.len(), "deadlines are mostly kept: {late} late");
        assert!(app::audit::verify(&app).await.is_ok());
        assert_eq!(told.mediators, 40);
        let roles: BTreeSet<Role> = told.logins.iter().map(|login| login.role).collect();
        assert_eq!(roles.len(), 10, "one login for each role");
        for login in &told.logins {
            access::login(&app, &login.login, &Password::new(&login.password).unwrap(), "10.0.0.7", "test").await.unwrap();
        }
    })
    .await;
}
