//! The directory: divisions, organisations, rooms, mediators; and the numbers that offices draw.

use std::time::{Duration, Instant};

use domain::kernel::id::{AccountId, OrganisationId, PartyId, RoomId};
use domain::kernel::{Day, Masked, Moment};
use domain::organisation::OrganisationKind;
use store::organisation::division::{self, DivisionRow};
use store::organisation::mediator::{self, MediatorRow};
use store::organisation::{self, Codes, Filter, OrganisationRow, RoomRow, room};
use store::{Error, Store, numbering};
use testkit::engines::each_engine;
use uuid::Uuid;

const NOW: Moment = Moment(1_795_136_400_000);

/// One transaction.
macro_rules! change {
    ($store:expr, |$tx:ident| $work:block) => {
        $store.write::<_, store::Error, _>(move |$tx: &store::Tx| Box::pin(async move { $work })).await
    };
}

fn org(n: u128, kind: OrganisationKind, division: &str) -> OrganisationRow {
    OrganisationRow {
        id: OrganisationId(Uuid::from_u128(n)),
        kind,
        name: format!("第{n}调解中心"),
        short_name: None,
        number_prefix: format!("前{n}"),
        division: division.to_owned(),
        parent: None,
        address: Some("拉堡镇虚设段1号".to_owned()),
        phone: None,
        hours: None,
        head: None,
        takes_cases: kind.mediates(),
        handles: Codes::from_iter(["wage_arrears", "E"]),
        serves_uscc: None,
        active: true,
        version: 1,
        updated_at: NOW,
    }
}

async fn add(store: &Store, rows: Vec<OrganisationRow>) {
    change!(store, |tx| {
        for row in rows {
            organisation::insert(tx, &row).await?;
        }
        Ok(())
    })
    .unwrap();
}

fn numbers(rows: &[OrganisationRow]) -> Vec<u128> {
    rows.iter().map(|row| row.id.0.as_u128()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_whole_country_loads_quickly_and_twice() {
    let text = include_str!("../../../../data/divisions.csv");
    let rows: Vec<DivisionRow> = text
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            DivisionRow {
                code: cells[0].to_owned(),
                name: cells[1].to_owned(),
                level: cells[2].parse().unwrap(),
                parent: Some(cells[3].to_owned()).filter(|parent| !parent.is_empty()),
                path: cells[4].to_owned(),
            }
        })
        .collect();
    let rows = &rows;
    each_engine(|store| async move {
        let started = Instant::now();
        let first = rows.clone();
        change!(store, |tx| { division::put(tx, &first).await }).unwrap();
        let took = started.elapsed();
        println!("{:?}: {} divisions in {took:?}", store.engine(), rows.len());
        // Three seconds are wanted; a machine shared with other builds gets more.
        assert!(took < Duration::from_secs(20), "{took:?}");
        let mut again = rows.clone();
        again.truncate(600);
        again[0].name = "改名".to_owned();
        change!(store, |tx| { division::put(tx, &again).await }).unwrap();
        let q = store.read();
        assert_eq!(division::count(&q).await.unwrap(), 44_699, "four codes come twice");
        assert_eq!(division::find(&q, &rows[0].code).await.unwrap().unwrap().name, "改名");
        assert_eq!(division::below(&q, None).await.unwrap().len(), 31);
        let streets = division::below(&q, Some("450206000000")).await.unwrap();
        assert!(streets.iter().any(|row| row.code == "450206100000" && row.path.contains("柳江区")), "{streets:?}");
        assert!(division::find(&q, "000000000000").await.unwrap().is_none());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn organisations_are_listed_by_division_page_after_page() {
    each_engine(|store| async move {
        let rows = vec![
            org(5, OrganisationKind::Centre, "450206000000"),
            org(4, OrganisationKind::Street, "450206100000"),
            org(3, OrganisationKind::Street, "450206100000"),
            org(2, OrganisationKind::Court, "450206000000"),
            org(1, OrganisationKind::Centre, "450221000000"),
            OrganisationRow { active: false, ..org(6, OrganisationKind::Studio, "450206100000") },
        ];
        add(&store, rows).await;
        let q = store.read();
        let county = Filter { division: Some("450206000000".to_owned()), ..Filter::default() };
        let first = organisation::list(&q, &county, None, 3).await.unwrap();
        assert_eq!(numbers(&first), [2, 5, 3]);
        let last = first.last().map(|row| (row.division.clone(), row.id)).unwrap();
        assert_eq!(numbers(&organisation::list(&q, &county, Some(&last), 3).await.unwrap()), [4]);
        let kind = Filter { kind: Some(OrganisationKind::Centre), ..Filter::default() };
        assert_eq!(numbers(&organisation::list(&q, &kind, None, 9).await.unwrap()), [5, 1]);
        let closed = Filter { closed_too: true, taking_cases: true, division: Some("450206100000".to_owned()), ..Filter::default() };
        assert_eq!(numbers(&organisation::list(&q, &closed, None, 9).await.unwrap()), [3, 4, 6]);
        let words = Filter { query: Some("第5调解".to_owned()), ..Filter::default() };
        assert_eq!(numbers(&organisation::list(&q, &words, None, 9).await.unwrap()), [5]);
        let names = organisation::names(&q, &[OrganisationId(Uuid::from_u128(5)), OrganisationId(Uuid::from_u128(99))]).await.unwrap();
        assert_eq!(names.into_values().collect::<Vec<_>>(), ["第5调解中心"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_second_change_of_one_version_is_a_conflict() {
    each_engine(|store| async move {
        add(&store, vec![org(1, OrganisationKind::Centre, "450206000000")]).await;
        let write = |name: &str| OrganisationRow { name: name.to_owned(), version: 2, ..org(1, OrganisationKind::Centre, "450206000000") };
        let (one, other) = (write("一"), write("二"));
        change!(store, |tx| { organisation::update(tx, &one).await }).unwrap();
        let late = change!(store, |tx| { organisation::update(tx, &other).await });
        assert!(matches!(late, Err(Error::Conflict { .. })), "{late:?}");
        let kept = organisation::find(&store.read(), OrganisationId(Uuid::from_u128(1))).await.unwrap().unwrap();
        assert_eq!((kept.name.as_str(), kept.handles.0.len()), ("一", 2));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_nearest_body_comes_first() {
    each_engine(|store| async move {
        let court = |n, division| org(n, OrganisationKind::Court, division);
        let rows = vec![
            court(1, "450221000000"),
            court(2, "450200000000"),
            court(3, "450206000000"),
            court(4, "450100000000"),
            court(5, "440100000000"),
        ];
        add(&store, rows).await;
        let near = organisation::nearest(&store.read(), OrganisationKind::Court, "450206100000").await.unwrap();
        assert_eq!(numbers(&near), [3, 2, 1, 4]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn facts_tell_who_takes_cases_and_who_is_in_conflict() {
    each_engine(|store| async move {
        let idle = OrganisationRow { takes_cases: false, ..org(1, OrganisationKind::Studio, "450206000000") };
        add(&store, vec![idle, org(2, OrganisationKind::Court, "450206000000"), org(3, OrganisationKind::Centre, "450206000000")]).await;
        let ids = [1, 2, 3, 4].map(|n| OrganisationId(Uuid::from_u128(n)));
        let mut facts = organisation::facts(&store.read(), &ids).await.unwrap();
        facts.sort_by_key(|facts| facts.id);
        assert_eq!(facts.iter().map(|facts| facts.active).collect::<Vec<_>>(), [false, true, true]);
        let mediator = |n: u128, works_for: Option<&str>, id: Option<&str>| MediatorRow {
            account: AccountId(Uuid::from_u128(n)),
            full_time: true,
            fields: Codes::default(),
            languages: Codes::from_iter(["壮语"]),
            id_number: id.map(|id| Masked::new(id.to_owned())),
            works_for_uscc: works_for.map(str::to_owned),
            active: n != 13,
            version: 1,
            updated_at: NOW,
        };
        let rows = [mediator(11, Some("91450200MAFAKE01X1"), None), mediator(12, None, Some("450206199001011234")), mediator(13, None, None)];
        change!(store, |tx| {
            for row in &rows {
                mediator::insert(tx, row, &[ids[0], ids[2], ids[0]]).await?;
            }
            let party = "insert into party (id, kind, name, id_kind, id_number, uscc, created_at, version) values ($1, $2, '甲', 'other', $3, $4, 0, 1)";
            tx.execute(party, store::values![Uuid::from_u128(1), "worker", "450206199001011234", None::<String>]).await?;
            tx.execute(party, store::values![Uuid::from_u128(2), "employer", None::<String>, "91450200MAFAKE01X1"]).await?;
            Ok(())
        })
        .unwrap();
        let accounts = [11, 12, 13, 14].map(|n| AccountId(Uuid::from_u128(n)));
        let q = store.read();
        let conflicts = |parties: &'static [u128]| {
            let parties: Vec<PartyId> = parties.iter().map(|n| PartyId(Uuid::from_u128(*n))).collect();
            let q = q.clone();
            async move {
                let mut facts = organisation::mediator_facts(&q, &accounts, &parties).await.unwrap();
                facts.sort_by_key(|facts| facts.account);
                facts.iter().map(|facts| facts.conflicted).collect::<Vec<_>>()
            }
        };
        assert_eq!(conflicts(&[1]).await, [false, true, false]);
        assert_eq!(conflicts(&[1, 2]).await, [true, true, false]);
        assert_eq!(conflicts(&[]).await, [false, false, false]);
        let serving = mediator::serving(&q, &[ids[0], ids[2]]).await.unwrap();
        assert_eq!(serving.len(), 4, "two active mediators in two organisations");
        assert!(!format!("{serving:?}").contains("450206199001011234"), "logs never show an identity number");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_room_is_usable_in_its_own_organisation_while_it_is_open() {
    each_engine(|store| async move {
        let ids = [1, 2].map(|n| OrganisationId(Uuid::from_u128(n)));
        let room = |n: u128, active| RoomRow {
            id: RoomId(Uuid::from_u128(n)),
            organisation: ids[0],
            name: format!("{n}号调解室"),
            seats: 8,
            online: false,
            active,
            version: 1,
        };
        let (open, closed) = (room(1, true), room(2, false));
        change!(store, |tx| {
            room::insert(tx, &open).await?;
            room::insert(tx, &closed).await
        })
        .unwrap();
        let q = store.read();
        assert!(organisation::room_is_usable(&q, RoomId(Uuid::from_u128(1)), &ids).await.unwrap());
        assert!(!organisation::room_is_usable(&q, RoomId(Uuid::from_u128(1)), &ids[1..]).await.unwrap());
        assert!(!organisation::room_is_usable(&q, RoomId(Uuid::from_u128(2)), &ids).await.unwrap());
        assert_eq!(room::of(&q, &ids).await.unwrap().len(), 2);
        assert_eq!(organisation::room_names(&q, &[RoomId(Uuid::from_u128(2))]).await.unwrap().len(), 1);

        // Looked for by place, seats and equipment; closed rooms and those of closed organisations are not found.
        let gone = OrganisationRow { active: false, ..org(2, OrganisationKind::Street, "450206100000") };
        add(&store, vec![org(1, OrganisationKind::Street, "450206100000"), gone]).await;
        let hall = RoomRow { seats: 30, online: true, ..room(3, true) };
        let called = hall.name.clone();
        let elsewhere = RoomRow { organisation: ids[1], ..room(4, true) };
        change!(store, |tx| {
            room::insert(tx, &hall).await?;
            room::insert(tx, &elsewhere).await
        })
        .unwrap();
        let found = async |online: bool, seats: i64, area: &str| {
            let wanted = room::Wanted { area: area.to_owned(), online, seats, ..room::Wanted::default() };
            let rows = room::list(&store.read(), &wanted, None, 10).await.unwrap();
            rows.iter().map(|row| row.id.0.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(found(false, 0, "450206000000").await, [1, 3]);
        assert_eq!(found(false, 9, "450206000000").await, [3]);
        assert_eq!(found(true, 0, "450206000000").await, [3]);
        assert!(found(true, 31, "450206000000").await.is_empty() && found(false, 0, "450207000000").await.is_empty());

        // Page after page by key, closed rooms too; by words; by what is free.
        let all = room::Wanted { area: "450206000000".to_owned(), closed_too: true, ..room::Wanted::default() };
        let (mut walked, mut after) = (Vec::new(), None);
        while let Some(next) = room::list(&store.read(), &all, after, 1).await.unwrap().pop() {
            walked.push(next.id.0.as_u128());
            after = Some(next.id);
        }
        walked.sort_unstable();
        assert_eq!(walked, [1, 2, 3]);
        let words = |words: &str| room::Wanted { words: Some(words.to_owned()), ..all.clone() };
        assert_eq!(room::list(&store.read(), &words(&called), None, 10).await.unwrap().len(), 1, "its own name");
        assert!(room::list(&store.read(), &words("100%"), None, 10).await.unwrap().is_empty());
        let day = Moment::end_of(Day::of(2026, 3, 5).unwrap());
        let free = room::Wanted { free: Some((day, day.plus_minutes(60))), ..all.clone() };
        assert_eq!(room::list(&store.read(), &free, None, 10).await.unwrap().len(), 3, "nothing is booked");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_where_is_counted_by_division() {
    use store::organisation::coverage;

    each_engine(|store| async move {
        let (county, town, beside) = ("450206000000", "450206100000", "450207100000");
        let closed = OrganisationRow { active: false, ..org(5, OrganisationKind::Street, town) };
        let rows = vec![
            org(1, OrganisationKind::Street, town),
            org(2, OrganisationKind::Station, town),
            org(3, OrganisationKind::Court, town),
            org(4, OrganisationKind::Industry, "450200000000"),
            closed,
            org(6, OrganisationKind::Street, beside),
        ];
        add(&store, rows).await;
        let mediator = |n: u128, full_time| MediatorRow {
            account: AccountId(Uuid::from_u128(n)),
            full_time,
            fields: Codes::default(),
            languages: Codes::default(),
            id_number: None,
            works_for_uscc: None,
            active: true,
            version: 1,
            updated_at: NOW,
        };
        let office = |n: u128| OrganisationId(Uuid::from_u128(n));
        change!(store, |tx| {
            mediator::insert(tx, &mediator(11, true), &[office(1), office(2), office(3)]).await?;
            mediator::insert(tx, &mediator(12, false), &[office(1)]).await?;
            mediator::insert(tx, &mediator(13, true), &[office(5)]).await?;
            mediator::insert(tx, &mediator(14, true), &[office(6)]).await
        })
        .unwrap();
        let q = store.read();
        let bodies = coverage::bodies(&q, county).await.unwrap();
        let told: Vec<_> = bodies.iter().map(|row| (row.kind.code(), row.count)).collect();
        assert_eq!(told, [("court", 1), ("station", 1), ("street", 1)], "closed ones and those beside don't count");
        let people = coverage::full_time(&q, county).await.unwrap();
        assert_eq!(people.iter().map(|row| row.account.0.as_u128()).collect::<Vec<_>>(), [11]);
        let bodies = coverage::trade_bodies(&q, town).await.unwrap();
        assert_eq!(bodies.iter().map(|row| row.division.as_str()).collect::<Vec<_>>(), ["450200000000"], "one above serves too");
        assert!(coverage::trade_bodies(&q, "440203100000").await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn numbers_have_no_gap_however_many_draw_at_once() {
    each_engine(|store| async move {
        let office = OrganisationId(Uuid::from_u128(1));
        let draws: Vec<_> = (0..60)
            .map(|n| {
                let store = store.clone();
                tokio::spawn(async move {
                    change!(store, |tx| {
                        let drawn = numbering::next(tx, office, 2026, "contact").await?;
                        // Every third gives its number back.
                        if n % 3 == 0 { Err(Error::NotFound) } else { Ok(drawn) }
                    })
                })
            })
            .collect();
        let mut drawn = Vec::new();
        for draw in draws {
            drawn.extend(draw.await.unwrap().ok());
        }
        drawn.sort_unstable();
        assert_eq!(drawn, (1..=40).collect::<Vec<i64>>());
        let other = change!(store, |tx| {
            let year = numbering::next(tx, office, 2027, "contact").await?;
            let kind = numbering::next(tx, office, 2026, "case").await?;
            Ok((year, kind))
        });
        assert_eq!(other.unwrap(), (1, 1));
    })
    .await;
}
