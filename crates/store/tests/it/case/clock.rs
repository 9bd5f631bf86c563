//! Clocks: only those that run are kept; listed by due day within a scope; asked whom to remind and what a new calendar may touch.

use domain::access::Scope;
use domain::case::{Case, Stage};
use domain::intake::Channel;
use domain::kernel::id::{CaseId, OrganisationId};
use domain::kernel::{Day, Moment};
use domain::periods::{Calendar, Clock, Role, RuleId, natural};
use store::Store;
use store::case::clock::{self, Filter};
use store::case::project::{self, Title};
use testkit::engines::each_engine;
use uuid::Uuid;

const NOW: Moment = Moment(1_795_136_400_000);

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn id(n: u128) -> CaseId {
    CaseId(Uuid::from_u128(n))
}

/// A clock that is due on this day, with reminders so many days before.
fn running(rule: u16, due: &str, remind: &[i64]) -> Clock {
    let calendar = Calendar::parse("date,kind,name\n2026-01-01,holiday,x", "test").unwrap();
    let deadline = natural(&calendar, day(due).plus(-3), 3);
    Clock {
        rule: RuleId::tl(rule),
        title: "期限".to_owned(),
        statute: "法".to_owned(),
        brief: "法".to_owned(),
        effect: String::new(),
        role: Role::ReviewWindow,
        pauses: false,
        extended_to: Some(day(due)),
        deadline,
        paused: None,
        stopped: None,
        explained: false,
        remind: remind.to_vec(),
        reminded: Vec::new(),
    }
}

fn duty(clock: Clock) -> Clock {
    Clock { role: Role::Acceptance, ..clock }
}

/// A case of the office with these clocks.
fn case(n: u128, office: u128, division: &str, clocks: Vec<Clock>) -> Case {
    let mut case = Case::blank(id(n));
    case.office = Some(OrganisationId(Uuid::from_u128(office)));
    case.division = division.to_owned();
    case.number = format!("柳江劳人调〔2026〕{n}号");
    case.intake.channel = Some(Channel::Visit);
    case.intake.received = Some(day("2026-11-20"));
    case.clocks = clocks;
    case
}

async fn keep(store: &Store, cases: Vec<Case>) {
    let write = store.write::<_, store::Error, _>(move |tx: &store::Tx| {
        Box::pin(async move {
            for case in &cases {
                let title = Title { worker: format!("劳动者{}", case.id.0.as_u128()), employer: "单位".to_owned(), industry: None };
                project::insert(tx, case, &title, NOW).await?;
            }
            Ok(())
        })
    });
    write.await.unwrap();
}

/// The cases and places of a page, with their due days.
async fn page(store: &Store, scope: &Scope, filter: &Filter, after: Option<clock::Key>, limit: i64) -> Vec<clock::Key> {
    let rows = clock::running(&store.read(), scope, filter, after, limit).await.unwrap();
    rows.into_iter().map(|row| (row.due, row.case_id, row.place)).collect()
}

fn three_cases() -> Vec<Case> {
    let stopped = Clock { stopped: Some(day("2026-11-21")), ..running(3, "2026-11-25", &[1]) };
    let paused = Clock { paused: Some(day("2026-11-21")), ..running(4, "2026-12-07", &[5, 2]) };
    let mut archived = case(4, 7, "450206000000", vec![running(22, "2026-11-24", &[])]);
    archived.stage = Stage::Archived;
    vec![
        case(1, 7, "450206000000", vec![stopped, running(10, "2026-12-07", &[7, 3, 1]), running(12, "2026-12-22", &[10, 5, 2])]),
        case(2, 7, "450206000000", vec![running(10, "2026-12-07", &[7, 3, 1]), paused]),
        // An overdue duty is there, a right that was lost is not.
        case(3, 8, "450221000000", vec![duty(running(10, "2026-11-18", &[7, 3, 1])), running(12, "2026-11-18", &[])]),
        archived,
    ]
}

#[tokio::test]
async fn clocks_that_run_are_listed_by_due_day_page_by_page_within_the_scope() {
    each_engine(|store| async move {
        keep(&store, three_cases()).await;
        let (all, none) = (Scope::everything(), Filter::on(day("2026-11-20")));
        let (early, same, late) = (day("2026-11-18"), day("2026-12-07"), day("2026-12-22"));
        let whole = [(early, id(3), 0), (same, id(1), 1), (same, id(2), 0), (late, id(1), 2)];
        assert_eq!(page(&store, &all, &none, None, 9).await, whole, "what stopped, stands still or is archived is not there");
        // Page by page, one row each, nothing is lost or double.
        let (mut walked, mut after) = (Vec::new(), None);
        while let [row] = page(&store, &all, &none, after, 1).await[..] {
            (after, walked) = (Some(row), [walked, vec![row]].concat());
        }
        assert_eq!(walked, whole);
        let area = Scope { areas: vec![domain::access::subtree("450206000000")], ..Scope::default() };
        assert_eq!(page(&store, &area, &none, None, 9).await, whole[1..]);
        let home = Scope { homes: vec![OrganisationId(Uuid::from_u128(8))], ..Scope::default() };
        assert_eq!(page(&store, &home, &none, None, 9).await, whole[..1]);
        assert_eq!(page(&store, &Scope::default(), &none, None, 9).await, [], "no scope, no list");
        let by_rule = Filter { rule: Some("TL-12".to_owned()), ..Filter::on(day("2026-11-20")) };
        assert_eq!(page(&store, &all, &by_rule, None, 9).await, whole[3..]);
        let span = Filter { from: Some(same), to: Some(same), ..Filter::on(day("2026-11-20")) };
        assert_eq!(page(&store, &all, &span, None, 9).await, whole[1..3]);
        let q = store.read();
        assert_eq!((clock::count(&q, &all, &none).await.unwrap(), clock::count(&q, &area, &span).await.unwrap()), (4, 2));
        assert_eq!(clock::rules(&q, &all, day("2026-11-20")).await.unwrap(), ["TL-10", "TL-12"]);
        assert_eq!(clock::rules(&q, &home, day("2026-11-20")).await.unwrap(), ["TL-10"]);
        let row = clock::running(&q, &home, &none, None, 1).await.unwrap().remove(0);
        assert_eq!((row.worker_name.as_str(), row.employer_name.as_str(), row.role), ("劳动者3", "单位", Role::Acceptance));
    })
    .await;
}

#[tokio::test]
async fn whom_to_remind_is_found_from_the_day_of_the_reminder_up_to_the_due_day() {
    each_engine(|store| async move {
        keep(&store, three_cases()).await;
        let q = store.read();
        let ask = async |today: &str, until: &str, after| clock::to_remind(&q, day(today), day(until), after, 9).await.unwrap();
        assert_eq!(ask("2026-11-20", "2026-11-22", None).await, []);
        assert_eq!(ask("2026-11-30", "2026-11-30", None).await, [id(1), id(2)], "seven days before");
        assert_eq!(ask("2026-11-28", "2026-11-30", None).await, [id(1), id(2)], "over the days off that follow");
        assert_eq!(ask("2026-11-30", "2026-11-30", Some(id(1))).await, [id(2)]);
        assert_eq!(ask("2026-12-12", "2026-12-12", None).await, [id(1)], "what is past is past");
        assert_eq!(clock::to_remind(&q, day("2026-11-30"), day("2026-11-30"), None, 1).await.unwrap(), [id(1)]);
    })
    .await;
}

#[tokio::test]
async fn a_new_calendar_may_touch_what_is_due_from_a_day_on() {
    each_engine(|store| async move {
        keep(&store, three_cases()).await;
        let q = store.read();
        let from = async |text: &str, after| clock::due_from(&q, day(text), after, 9).await.unwrap();
        assert_eq!(from("2026-11-01", None).await, [id(1), id(2), id(3), id(4)]);
        assert_eq!(from("2026-12-07", None).await, [id(1), id(2)]);
        assert_eq!(from("2026-12-08", None).await, [id(1)]);
        assert_eq!(from("2026-11-01", Some(id(2))).await, [id(3), id(4)]);
    })
    .await;
}
