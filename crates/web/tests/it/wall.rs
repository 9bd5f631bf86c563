//! The wall holds: whatever the vault holds, nothing outside of it differs by a single byte.
//!
//! A district is told twice from one seed, once with empty vaults and once with much said in them, at random. Then every table but the
//! vault's own, every page of every role, every answer of the API, every paper and the ledger's file are compared.

use std::collections::BTreeMap;

use app::App;
use app::case::list::{self, Filter};
use axum::Router;
use city::{Login, Plan, SimClock, tell};
use domain::access::rules::Deal;
use domain::access::{Action, Grant, Person, Role};
use domain::kernel::id::CaseId;
use proptest::prelude::*;
use store::{Query as _, Store};
use testkit::engines::each_engine;
use testkit::house::{OPENED, house};
use testkit::site::Client;
use web::Web;
use web::guard::Guard;
use web::route::TABLE;

/// A district with its pages.
struct City {
    app: App,
    router: Router,
    logins: Vec<Login>,
    cases: Vec<CaseId>,
    director: Person,
}

impl City {
    async fn told(store: Store, seed: u64, confidences: Option<u64>) -> Self {
        let house = house(store);
        let plan = Plan { contacts: 2, cases: 6, until: OPENED, confidences };
        let told = tell(&house.app, &SimClock::at(OPENED), seed, &plan).await.unwrap();
        let router = web::router(Web { app: house.app.clone(), behind_tls: false, trust_proxy: false });
        let login = told.logins.iter().find(|login| login.role == Role::Director).unwrap();
        let director = person(&house.app, login).await;
        let rows = list::export(&house.app.by(director.clone()), &Filter::default(), 1000).await.unwrap();
        Self { app: house.app, router, logins: told.logins, cases: rows.iter().map(|row| row.id).collect(), director }
    }

    /// How much is said in vaults.
    async fn said(&self) -> i64 {
        self.app.store.read().scalar_i64("select cast(count(*) as bigint) from vault_entry", Vec::new()).await.unwrap()
    }
}

async fn person(app: &App, login: &Login) -> Person {
    let password = app::access::Password::new(&login.password).unwrap();
    let signed = app::access::login(app, &login.login, &password, "127.0.0.1", "test").await.unwrap();
    app::access::person_of_session(app, &signed.token).await.unwrap().unwrap().person
}

/// Every address that a browser may ask for, but the vault's own.
fn addresses(cases: &[CaseId]) -> Vec<String> {
    let vault = [Action::Deal(Deal::Vault), Action::Deal(Deal::DecideRelease)];
    let mut found = Vec::new();
    for route in
        TABLE.iter().filter(|route| route.method == "get" && matches!(route.guard, Guard::Needs(action) if !vault.contains(&action)))
    {
        match route.path {
            path if path.contains("{paper}")
                || path.contains("{file}")
                || path.contains("{release}")
                || path.contains("/dossier")
                || path.contains("{way}/") => {}
            path if path.contains("{case}") => {
                found.extend(cases.iter().map(|case| path.replace("{case}", &case.to_string()).replace("{act}", "mediation.minutes")));
            }
            path if path.contains('{') => {}
            path => found.push(path.to_owned()),
        }
    }
    found.extend(cases.iter().flat_map(|case| ["papers", "sessions", "agreement", "files"].map(|tab| format!("/cases/{case}?tab={tab}"))));
    found.extend(["工资", "保密", "让步", "最低", "折中", "老板", "方案"].map(|word| format!("/search?q={}", web::guard::percent(word))));
    found.extend(["/cases?sort=touched", "/cases?page=2", "/ledger?year=2026"].map(str::to_owned));
    found
}

/// Everything that can be seen or taken away from outside the vault: name and bytes.
async fn outside(city: &City) -> BTreeMap<String, String> {
    let mut seen = BTreeMap::new();
    for login in &city.logins {
        let client = Client::signed_in(&city.router, &city.app, &login.login, &login.password).await;
        for path in addresses(&city.cases) {
            let answer = client.get(&path).await;
            seen.insert(format!("{} {path}", login.role), format!("{} {}", answer.status, answer.body));
        }
    }
    // The dossier is set anew for each: one is bound, as the director takes it away.
    let director = city.logins.iter().find(|login| login.role == Role::Director).unwrap();
    if let Some(case) = city.cases.first() {
        let client = Client::signed_in(&city.router, &city.app, &director.login, &director.password).await;
        for path in ["dossier", "dossier.zip"] {
            let answer = client.get(&format!("/cases/{case}/{path}")).await;
            seen.insert(path.to_owned(), format!("{} {}", answer.status, answer.body));
        }
    }
    let cx = city.app.by(city.director.clone());
    for case in &city.cases {
        let events = app::case::events(&cx, *case).await.unwrap();
        let told: Vec<String> = events.iter().map(|one| format!("{} {} {}", one.seq, one.at.0, one.event.payload().unwrap())).collect();
        seen.insert(format!("events {case}"), told.join("\n"));
        let view = app::case::show(&cx, *case).await.unwrap();
        for kind in app::document::available(&view) {
            let paper = app::document::paper(&cx, *case, kind).await.unwrap();
            seen.insert(format!("paper {} {case}", kind.code()), format!("{:?}", paper.paper));
        }
    }
    // A sheet is the same for the same paper; one is really printed, so that nothing but the paper comes into it.
    if let Some(case) = city.cases.first() {
        let (_, bytes) =
            app::document::pdf(&cx, *case, app::document::PaperKind::Catalogue, None, &app::document::Answers::default()).await.unwrap();
        seen.insert("sheet".to_owned(), format!("{bytes:?}"));
    }
    seen
}

/// Every row of every table but the vault's own, as the engine writes it.
async fn tables(app: &App) -> BTreeMap<String, Vec<String>> {
    let reader = app.store.read();
    let list = match reader.engine() {
        store::db::Engine::Sqlite => {
            "select name as value from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'search%'"
        }
        store::db::Engine::Postgres => {
            "select cast(table_name as text) as value from information_schema.tables where table_schema = 'public'"
        }
    };
    let names: Vec<String> = reader.query_column(list, Vec::new()).await.unwrap();
    let mut tables = BTreeMap::new();
    for name in names.into_iter().filter(|name| !name.starts_with("vault_") && name != "schema_migration") {
        let whole = match reader.engine() {
            store::db::Engine::Sqlite => {
                let columns = format!("select name as value from pragma_table_info('{name}')");
                let columns: Vec<String> = reader.query_column(columns, Vec::new()).await.unwrap();
                columns.iter().map(|column| format!("quote({column})")).collect::<Vec<_>>().join(" || '|' || ")
            }
            store::db::Engine::Postgres => format!("cast({name} as text)"),
        };
        let mut lines: Vec<String> = reader.query_column(format!("select {whole} as value from {name}"), Vec::new()).await.unwrap();
        lines.sort();
        tables.insert(name, lines);
    }
    tables
}

fn same<T: PartialEq>(told: &BTreeMap<String, T>, other: &BTreeMap<String, T>, what: &str) {
    assert_eq!(told.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "{what}");
    for (name, bytes) in told {
        assert!(other.get(name) == Some(bytes), "{what} differ in {name}: the vault shines through");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_vault_holds_nothing_outside_differs_by_a_byte(seed in 0..10_000_u64, secret in any::<u64>()) {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let told = std::sync::Mutex::new(Vec::new());
            let keep = |confidences| {
                let told = &told;
                move |store| async move {
                    let city = City::told(store, seed, confidences).await;
                    let (said, tables, outside) = (city.said().await, tables(&city.app).await, outside(&city).await);
                    told.lock().unwrap().push((said, tables, outside));
                }
            };
            each_engine(keep(None)).await;
            each_engine(keep(Some(secret))).await;
            let told = told.into_inner().unwrap();
            let (silent, talking) = told.split_at(told.len() / 2);
            for (one, other) in silent.iter().zip(talking) {
                assert!(one.0 == 0 && other.0 > 0, "{} and {} entries", one.0, other.0);
                assert!(one.1.values().flatten().any(|row| row.contains("mediation.minutes_kept")), "rows are really read");
                same(&one.1, &other.1, "tables");
                assert!(one.2.len() > 500, "{} things are looked at", one.2.len());
                same(&one.2, &other.2, "pages and papers");
            }
        });
    }
}

#[tokio::test]
async fn what_was_said_in_a_vault_stands_nowhere_in_clear() {
    each_engine(|store| async move {
        let site = testkit::site::Site::open(store).await;
        let case = site.mediating().await;
        let mediator = site.house.app.by(site.person(Role::Mediator));
        let secret = "单位愿意再加三千但不许转告";
        let form = serde_json::json!({ "room": "respondent_caucus", "kind": "confidential_statement", "text": secret, "amount": "3000" });
        app::vault::put(&mediator, case, domain::kernel::Form::read(&form).unwrap()).await.unwrap();
        let reader = site.house.app.store.read();
        let sealed: Vec<Vec<u8>> = reader.query_column("select sealed as value from vault_entry", Vec::new()).await.unwrap();
        assert!(sealed.len() == 1 && !sealed[0].windows(6).any(|part| secret.as_bytes().windows(6).any(|said| said == part)));
        let tables = tables(&site.house.app).await;
        assert!(tables.values().flatten().any(|row| row.contains("钢筋工")), "what is in clear elsewhere is found");
        for (name, rows) in tables {
            assert!(rows.iter().all(|row| !row.contains("三千")), "{name}");
        }
        let grants: Vec<Grant> = Role::ALL
            .iter()
            .filter(|role| **role != Role::Mediator)
            .filter_map(|role| site.people.get(role))
            .flat_map(|person| person.grants.clone())
            .collect();
        let everybody_else = Person { account: site.person(Role::Mediator).account, grants };
        assert!(matches!(app::vault::open(&site.house.app.by(everybody_else), case).await, Err(app::Error::NotFound)));
    })
    .await;
}
