//! Records of registers on both engines: found, narrowed, counted; and as they stood at any moment, whatever was changed in between.

use domain::access::Scope;
use domain::kernel::Moment;
use domain::kernel::id::{AccountId, OrganisationId, RecordId};
use store::organisation::record::{self, Beside, Narrow, RecordRow};
use store::organisation::tally;
use store::{Store, Tx};
use testkit::engines::each_engine;
use uuid::Uuid;

const DIVISION: &str = "450206100000";

fn row(id: u128, version: i64, title: &str, state: &str, since: i64) -> RecordRow {
    RecordRow {
        record: RecordId(Uuid::from_u128(id)),
        version,
        register: "person".to_owned(),
        title: title.to_owned(),
        state: state.to_owned(),
        organisation: Some(OrganisationId(Uuid::from_u128(7))),
        division: DIVISION.to_owned(),
        about: None,
        ends: None,
        body: "{}".to_owned(),
        find: title.to_lowercase(),
        since: Moment(since),
        until: None,
        account: None,
        reason: None,
    }
}

fn beside(key: &str, mark: &str, people: &[u128]) -> Beside {
    Beside {
        key: key.to_owned(),
        marks: vec![("roles".to_owned(), mark.to_owned())],
        people: people.iter().map(|id| AccountId(Uuid::from_u128(*id))).collect(),
        public: format!("known as {key}"),
    }
}

async fn put(store: &Store, row: RecordRow, beside: Beside) -> store::Result<()> {
    let work = async move |tx: &Tx| {
        if row.version == 1 { record::insert(tx, &row, &beside).await } else { record::update(tx, &row, &beside).await }
    };
    store.write(move |tx| Box::pin(async move { work(tx).await })).await
}

async fn titles(store: &Store, scope: &Scope, narrow: &Narrow) -> Vec<String> {
    let rows = record::page(&store.read(), "person", scope, narrow, None, 100).await.unwrap();
    rows.into_iter().map(|row| row.title).collect()
}

#[tokio::test]
async fn a_record_is_found_by_words_codes_places_and_people() {
    each_engine(|store| async move {
        put(&store, row(1, 1, "陆 100%_a", "serving", 10), beside("a", "expert", &[5])).await.unwrap();
        put(&store, row(2, 1, "韦䶮", "warned", 10), beside("b", "volunteer", &[])).await.unwrap();
        let all = Scope::everything();
        let by = |narrow: Narrow| narrow;
        assert_eq!(titles(&store, &all, &Narrow::default()).await.len(), 2);
        assert_eq!(titles(&store, &all, &by(Narrow { query: Some("100%_A 陆".to_owned()), ..Narrow::default() })).await, ["陆 100%_a"]);
        assert!(titles(&store, &all, &by(Narrow { query: Some("%".repeat(3)), ..Narrow::default() })).await.is_empty());
        assert_eq!(titles(&store, &all, &by(Narrow { state: Some("warned".to_owned()), ..Narrow::default() })).await, ["韦䶮"]);
        let marked = Narrow { marks: vec![("roles".to_owned(), "expert".to_owned())], ..Narrow::default() };
        assert_eq!(titles(&store, &all, &marked).await, ["陆 100%_a"]);
        assert_eq!(record::count(&store.read(), "person", &all, &marked).await.unwrap(), 1);
        let counts = record::by_mark(&store.read(), "person", "roles", &all, &Narrow::default()).await.unwrap();
        assert_eq!(counts.iter().map(|one| (one.value.as_str(), one.count)).collect::<Vec<_>>(), [("expert", 1), ("volunteer", 1)]);
        let either = Narrow { marks: vec![("roles".to_owned(), "expert,volunteer".to_owned())], ..Narrow::default() };
        assert_eq!(titles(&store, &all, &either).await.len(), 2);
        let posted = async |office: u128, code: &str| {
            record::posted(&store.read(), "person", &[OrganisationId(Uuid::from_u128(office))], ("roles", &[code])).await.unwrap()
        };
        let found = posted(7, "expert").await;
        assert_eq!(found.iter().map(|(account, row)| (account.0.as_u128(), row.title.as_str())).collect::<Vec<_>>(), [(5, "陆 100%_a")]);
        assert!(posted(8, "expert").await.is_empty() && posted(7, "volunteer").await.is_empty(), "another office; nobody with an account");
        let of = async |office: u128| {
            record::of_organisations(&store.read(), "person", &[OrganisationId(Uuid::from_u128(office))]).await.unwrap()
        };
        assert_eq!((of(7).await.len(), of(8).await.len()), (2, 0));
        let own = Scope { people: vec![AccountId(Uuid::from_u128(5))], ..Scope::default() };
        assert_eq!(titles(&store, &own, &Narrow::default()).await, ["陆 100%_a"]);
        let elsewhere = Scope { areas: vec![("450207000000".to_owned(), "450208000000".to_owned())], ..Scope::default() };
        assert!(titles(&store, &elsewhere, &Narrow::default()).await.is_empty());
        assert!(titles(&store, &Scope::default(), &Narrow::default()).await.is_empty(), "an empty scope shows nothing");
        // A page goes on where the last one ended.
        let first = record::page(&store.read(), "person", &all, &Narrow::default(), None, 1).await.unwrap();
        let after = (first[0].title.clone(), first[0].record);
        let second = record::page(&store.read(), "person", &all, &Narrow::default(), Some(&after), 1).await.unwrap();
        assert!(second[0].record != first[0].record);
    })
    .await;
}

#[tokio::test]
async fn two_who_change_a_record_at_once_cannot_both_win_and_keys_are_never_doubled() {
    each_engine(|store| async move {
        put(&store, row(1, 1, "a", "", 10), beside("a", "x", &[])).await.unwrap();
        assert!(put(&store, row(2, 1, "a", "", 10), beside("a", "x", &[])).await.is_err(), "the key is taken");
        put(&store, row(1, 2, "b", "", 20), beside("b", "x", &[])).await.unwrap();
        assert!(put(&store, row(1, 2, "c", "", 30), beside("c", "x", &[])).await.is_err(), "version 2 is there already");
        assert_eq!(record::history(&store.read(), RecordId(Uuid::from_u128(1))).await.unwrap().len(), 2);
        assert!(record::by_key(&store.read(), "person", "a").await.unwrap().is_none(), "the old key is free again");
        let begun = async |start: &str| record::by_key_start(&store.read(), "person", start).await.unwrap().len();
        assert_eq!((begun("a\u{1f}").await, begun("b").await, begun("\u{1f}").await), (0, 1, 0));
    })
    .await;
}

#[tokio::test]
async fn records_are_counted_by_division_and_codes_and_found_by_one_code_of_several() {
    each_engine(|store| async move {
        let firm = |id: u128, division: &str, size: &str, committee: &str| {
            let row =
                RecordRow {
                    register: "enterprise".to_owned(), division: division.to_owned(), ..row(id, 1, &format!("企业{id}"), "", 10)
                };
            let mark = |field: &str, value: &str| (field.to_owned(), value.to_owned());
            let marks = vec![mark("size", size), mark("committee", committee), mark("platform", if id == 4 { "yes" } else { "no" })];
            (row, Beside { key: format!("firm {id}"), marks, ..Beside::default() })
        };
        let other = "450206103000";
        for (row, beside) in [
            firm(1, DIVISION, "large", "no"),
            firm(2, DIVISION, "large", "no"),
            firm(3, other, "micro", "yes"),
            firm(4, other, "micro", "no"),
        ] {
            put(&store, row, beside).await.unwrap();
        }
        // A later version takes the place of the first one.
        let (row, beside) = firm(2, DIVISION, "large", "yes");
        put(&store, RecordRow { version: 2, since: Moment(20), ..row }, beside).await.unwrap();
        let all = Scope::everything();
        let crossed = async |narrow: &Narrow| {
            let rows = tally::crossed(&store.read(), "enterprise", &["size", "committee"], &all, narrow).await.unwrap();
            rows.into_iter().map(|row| (row.division, row.codes, row.count)).collect::<Vec<_>>()
        };
        let told = |division: &str, codes: &str, count| (division.to_owned(), codes.to_owned(), count);
        let now = [told(DIVISION, "large/no", 1), told(DIVISION, "large/yes", 1), told(other, "micro/no", 1), told(other, "micro/yes", 1)];
        assert_eq!(crossed(&Narrow::default()).await, now);
        let before = Narrow { at: Some(Moment(15)), area: Some(domain::access::subtree(DIVISION)), ..Narrow::default() };
        assert_eq!(crossed(&before).await, [told(DIVISION, "large/no", 2)]);

        let mark = |field: &str, value: &str| (field.to_owned(), value.to_owned());
        let wanting = Narrow {
            marks: vec![mark("committee", "no")],
            any_mark: vec![mark("size", "large"), mark("platform", "yes")],
            ..Narrow::default()
        };
        let rows = record::page(&store.read(), "enterprise", &all, &wanting, None, 10).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.title.as_str()).collect::<Vec<_>>(), ["企业1", "企业4"]);
        let titled = record::titled(&store.read(), "enterprise", &["企业2".to_owned(), "企业9".to_owned()]).await.unwrap();
        assert_eq!(titled.iter().map(|row| row.version).collect::<Vec<_>>(), [2]);
    })
    .await;
}

/// Random edits of a few records; then every moment is asked for and compared with what was true.
#[tokio::test]
async fn any_past_moment_is_told_as_it_was() {
    each_engine(|store| async move {
        let mut dice = 0x9E37_79B9_u64;
        let mut roll = |sides: u64| {
            dice ^= dice << 13;
            dice ^= dice >> 7;
            dice ^= dice << 17;
            dice % sides
        };
        let mut told: Vec<(i64, Vec<String>)> = vec![(0, Vec::new())];
        let mut now: Vec<(u128, i64, String)> = Vec::new();
        for step in 1..=60_i64 {
            let at = step * 10;
            if now.is_empty() || roll(4) == 0 {
                let id = u128::try_from(step).unwrap();
                let title = format!("记录{step:03}");
                put(&store, row(id, 1, &title, "", at), beside(&format!("key {id}"), "x", &[])).await.unwrap();
                now.push((id, 1, title));
            } else {
                let pick = usize::try_from(roll(u64::try_from(now.len()).unwrap())).unwrap();
                let (id, version, title) = &mut now[pick];
                *version += 1;
                *title = format!("改{step:03}");
                put(&store, row(*id, *version, title, "", at), beside(&format!("key {id}"), "x", &[])).await.unwrap();
            }
            let mut titles: Vec<String> = now.iter().map(|(_, _, title)| title.clone()).collect();
            titles.sort();
            told.push((at, titles));
        }
        for (at, expected) in &told {
            for moment in [*at, at + 9] {
                let narrow = Narrow { at: Some(Moment(moment)), ..Narrow::default() };
                assert_eq!(titles(&store, &Scope::everything(), &narrow).await, *expected, "at {moment}");
                let count = record::count(&store.read(), "person", &Scope::everything(), &narrow).await.unwrap();
                assert_eq!(usize::try_from(count).unwrap(), expected.len());
            }
        }
        assert_eq!(titles(&store, &Scope::everything(), &Narrow::default()).await, told.last().unwrap().1);
    })
    .await;
}
