//! Every story is carried through the whole chain and stands in the exported ledger; so are the ministry's model cases where their file is.

use app::case::list::{self, Filter, Listed};
use city::SimClock;
use city::story::{Carried, carry_lines};
use domain::case::Stage;
use domain::closing::CloseResult;
use testkit::engines::each_engine;
use testkit::house::{OPENED, house};

const STORIES: &str = include_str!("../../../../data/stories/stories.jsonl");
const DECLINED: &str = include_str!("../../../../data/stories/declined.jsonl");

/// Carries the lines and gives the ledger.
async fn ledger(store: store::Store, text: &str) -> (Carried, Vec<Listed>) {
    let house = house(store);
    let clock = SimClock::at(OPENED);
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let carried = carry_lines(&house.app, &clock, 7, &lines, OPENED).await.unwrap();
    let archived: Vec<&str> = carried.cases.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(archived.len(), lines.len(), "only these are archived: {archived:?}");
    let rows = list::export(&house.app.by(carried.director.clone()), &Filter::default(), 1000).await.unwrap();
    assert_eq!(rows.len(), lines.len());
    assert!(rows.iter().all(|row| row.stage == Stage::Archived && row.archived.is_some()));
    let sheet = app::case::ledger::xlsx(&house.app.by(carried.director.clone()), &Filter::default(), "").await.unwrap();
    assert!(sheet.starts_with(b"PK"));
    (carried, rows)
}

fn row<'a>((carried, rows): &'a (Carried, Vec<Listed>), key: &str) -> &'a Listed {
    let (_, case) = carried.cases.iter().find(|(known, _)| known == key).unwrap();
    rows.iter().find(|row| row.id == *case).unwrap()
}

#[tokio::test]
async fn our_stories_go_as_they_are_told_and_stand_in_the_ledger() {
    each_engine(|store| async move {
        let told = ledger(store, &format!("{STORIES}\n{DECLINED}")).await;
        let result = |key: &str| row(&told, key).result;
        assert_eq!(result("story-01"), Some(CloseResult::Agreement));
        assert_eq!(result("story-02"), Some(CloseResult::Partial));
        assert_eq!(result("story-04"), Some(CloseResult::PeriodOver));
        assert_eq!(result("story-06"), Some(CloseResult::NotPerformed));
        assert_eq!(result("story-07"), Some(CloseResult::Refused));
        assert_eq!(result("story-08"), Some(CloseResult::Failed));
        assert_eq!(result("story-10"), Some(CloseResult::Withdrawn));
        assert_eq!(result("story-12"), Some(CloseResult::Transferred));
        assert_eq!(result("declined-01"), None);
        let builders = row(&told, "story-01");
        assert_eq!((builders.workers, builders.claimed, builders.agreed), (8, builders.verified, Some(builders.paid)));
        assert_eq!(builders.paid.plain(), "166920.00");
        let agency = row(&told, "story-06");
        assert_eq!((agency.agreed.unwrap().plain(), agency.paid.plain()), ("28500.00".to_owned(), "9500.00".to_owned()));
        assert_eq!(row(&told, "story-05").satisfaction, Some(5));
        assert!(!row(&told, "story-03").late);
    })
    .await;
}

#[tokio::test]
async fn the_published_model_cases_are_carried_too() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/typical-applications.jsonl");
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("no typical-applications.jsonl beside the repository: the ten model cases are left out");
        return;
    };
    let text = &text;
    each_engine(|store| async move {
        let (_, rows) = ledger(store, text).await;
        assert_eq!(rows.len(), 10);
        assert!(rows.iter().all(|row| row.result.is_some() && row.received.year() < 2022));
    })
    .await;
}
