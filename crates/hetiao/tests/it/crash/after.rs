//! What must hold in the database after a crash.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::access::Scope;
use domain::case::{Case, Stage, Waiting};
use domain::kernel::id::{CaseId, PartyId};
use store::case::{list, log, party};
use store::{Query as _, Reader, Sql, Store, Target, row, values};

use super::notes::{Ask, facts};

row! {
    struct Said { case_id: CaseId, text: String }
}

/// Checks everything against what was asked and answered; gives how many cases there are.
pub(super) async fn check(target: &Target, told: &[Ask]) -> usize {
    let store = Store::open(target, super::now()).await.expect("the database opens after a crash");
    let q = store.read();
    settle(&q, target).await;
    let cases = marked(&q, told).await;
    let mut acts = 0;
    for (mark, id) in &cases {
        acts += whole(&q, *id, mark).await;
    }
    answered_is_there(&q, told, &cases).await;
    nothing_is_orphaned(&q, cases.len()).await;
    numbers_are_in_a_row(&q, cases.len()).await;
    let keys = count(&q, "select cast(count(*) as bigint) as value from idempotency").await;
    assert_eq!(keys, cases.len() + acts, "a key for each effect, an effect for each key");
    assert_eq!(
        count(&q, "select cast(count(*) as bigint) as value from idempotency where status = 0").await,
        0,
        "a key without its answer"
    );
    store.close().await;
    cases.len()
}

async fn count(q: &Reader, sql: &str) -> usize {
    usize::try_from(q.scalar_i64(sql, values![]).await.expect("a count")).expect("a count")
}

/// The server may still be finishing what the killed program asked for last.
async fn settle(q: &Reader, target: &Target) {
    let busy = "select cast(count(*) as bigint) as value from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'";
    while matches!(target, Target::Postgres(_)) && count(q, busy).await > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The case of each mark: never two, and none that nobody asked for.
async fn marked(q: &Reader, told: &[Ask]) -> BTreeMap<String, CaseId> {
    let said: Vec<Said> = q.query_all("select case_id, text from case_words where kind = 'facts'", values![]).await.expect("the facts");
    let marks: BTreeMap<String, &str> =
        told.iter().filter(|ask| ask.registers()).map(|ask| (facts(&ask.mark), ask.mark.as_str())).collect();
    let mut cases = BTreeMap::new();
    for one in said {
        let mark = marks.get(&one.text).unwrap_or_else(|| panic!("nobody asked for a case with the facts {}", one.text));
        assert!(cases.insert((*mark).to_owned(), one.case_id).is_none(), "{mark} is there twice");
    }
    cases
}

/// What was acknowledged is there as it was acknowledged.
async fn answered_is_there(q: &Reader, told: &[Ask], cases: &BTreeMap<String, CaseId>) {
    for ask in told {
        let Some((_, answer)) = &ask.answer else { continue };
        let id = cases.get(&ask.mark).unwrap_or_else(|| panic!("{} was acknowledged and is not there", ask.key));
        assert_eq!(answer["id"], id.to_string(), "{}", ask.key);
        let row = list::one(q, &Scope::everything(), *id).await.expect("a row").expect("a row");
        assert_eq!(answer["number"], row.number, "{}", ask.key);
        if let Some(version) = answer["version"].as_i64() {
            let events = log::load(q, *id).await.expect("events");
            let known = events.iter().take_while(|event| event.seq <= version);
            assert_eq!(Case::replay(*id, known).version, version, "{}: what was acknowledged is not in the log", ask.key);
        }
    }
}

/// The case is whole: its log adds up to its row, its parties, claims and words are there, and a search finds it. Gives how many acts it saw.
async fn whole(q: &Reader, id: CaseId, mark: &str) -> usize {
    let events = log::load(q, id).await.expect("events");
    let case = Case::replay(id, &events);
    let row = list::one(q, &Scope::everything(), id).await.expect("a row").unwrap_or_else(|| panic!("{mark} has events and no row"));
    let version = Sql::new("select version as value from case_row where id = ").bind(id).scalar_i64(q).await.expect("a version");
    assert_eq!((case.version, version), (i64::try_from(events.len()).expect("a count"), case.version), "{mark}: version");
    assert_eq!((row.stage, &row.number, row.touched, &row.division), (case.stage, &case.number, case.touched, &case.division), "{mark}");
    assert_eq!(
        (Some(row.office), row.handler, row.asked, row.mediator),
        (case.office, case.dispatch.handler, case.dispatch.asked, case.dispatch.mediator),
        "{mark}"
    );
    assert_eq!(
        (Some(row.received), row.accepted, Some(row.channel)),
        (case.intake.received, case.intake.accepted, case.intake.channel),
        "{mark}"
    );
    let amounts = case.amounts();
    assert_eq!(
        (row.claimed, row.verified, row.agreed, row.paid),
        (amounts.claimed, amounts.verified, amounts.agreed, amounts.paid),
        "{mark}"
    );
    assert_eq!((row.mediation_due, row.next_due, row.visits_open), (case.mediation_due(), case.next_due(), 0), "{mark}");
    let waiting = row.waiting_person.map(Waiting::Person).or(row.waiting_office.map(Waiting::Office));
    assert_eq!(waiting, case.waiting(), "{mark}");
    parts(q, id, mark, &case).await;

    let consents = case.parties.iter().filter(|party| case.intake.consent_of(party.id).is_some()).count();
    let accepted = case.stage == Stage::Accepted;
    assert!(accepted || case.stage == Stage::Registered, "{mark}: {:?}", case.stage);
    assert!(!accepted || consents == 2, "{mark} was accepted without consent");
    let queued = Sql::new("select count(*) as value from outbox where case_id = ").bind(id).scalar_i64(q).await.expect("messages");
    assert_eq!(queued, if accepted { 2 } else { 0 }, "{mark}: the messages of its acceptance");
    consents + usize::from(accepted)
}

/// Everything that is written beside the row.
async fn parts(q: &Reader, id: CaseId, mark: &str, case: &Case) {
    let places: Vec<PartyId> = party::of_case(q, id).await.expect("parties").iter().map(|place| place.party_id).collect();
    assert_eq!(places, case.parties.iter().map(|party| party.id).collect::<Vec<_>>(), "{mark}: parties");
    assert_eq!(store::party::several(q, &places).await.expect("parties").len(), 2, "{mark}: parties");
    let lines =
        |table: &str| Sql::new(&format!("select cast(count(*) as bigint) as value from {table} where case_id = ")).bind(id).scalar_i64(q);
    assert_eq!(lines("claim_row").await.expect("claims"), 2, "{mark}: claims");
    assert_eq!((case.claims.len(), lines("case_words").await.expect("words")), (2, 1), "{mark}: claims and words");
    assert_eq!(lines("case_office").await.expect("offices"), 1, "{mark}: offices");
    assert_eq!(lines("case_person").await.expect("people"), 1, "{mark}: people");
    assert_eq!(store::search::find(q, "case", mark, 9).await.expect("a search"), [id.0], "{mark} is found");
}

/// No line of any table stands without its case.
async fn nothing_is_orphaned(q: &Reader, cases: usize) {
    assert_eq!(count(q, "select cast(count(*) as bigint) as value from case_row").await, cases);
    for table in ["case_event", "case_words", "case_office", "case_person", "case_party", "claim_row"] {
        let of = count(q, &format!("select cast(count(distinct case_id) as bigint) as value from {table}")).await;
        assert_eq!(of, cases, "{table}");
        let lost =
            count(q, &format!("select cast(count(*) as bigint) as value from {table} where case_id not in (select id from case_row)"))
                .await;
        assert_eq!(lost, 0, "{table}");
    }
    assert_eq!(count(q, "select cast(count(*) as bigint) as value from search_entry where kind = 'case'").await, cases);
    // One worker for each case, one employer for all of them.
    let wanted = cases + usize::from(cases > 0);
    assert_eq!(count(q, "select cast(count(*) as bigint) as value from party").await, wanted, "parties");
}

/// Case numbers begin at 1 and have no gap and no double.
async fn numbers_are_in_a_row(q: &Reader, cases: usize) {
    let numbers: Vec<String> = q.query_column("select number as value from case_row", values![]).await.expect("numbers");
    let drawn = numbers.iter().map(|number| number.split(['〕', '号']).nth(1).expect("a number").parse().expect("a number"));
    let drawn: BTreeSet<usize> = drawn.collect();
    assert_eq!(drawn, (1..=cases).collect(), "numbers");
    assert_eq!(count(q, "select last as value from numbering where kind = 'case'").await, cases, "the next number");
}
