//! Parties: known ones are found, empty fields filled, what differs is told; reach comes through cases.

use domain::access::Scope;
use domain::intake::{EmployerRow, PersonRow};
use domain::kernel::id::{CaseId, OrganisationId, PartyId};
use domain::kernel::{Form, Moment};
use serde_json::{Value, json};
use store::party::{self, Kept, Known, PartyKind, Wanted};
use store::{Error, Query as _, Store, values};
use testkit::engines::each_engine;
use uuid::Uuid;

const NOW: Moment = Moment(1_795_136_400_000);
const ID: &str = "450206199001010030";

/// One transaction.
macro_rules! change {
    ($store:expr, |$tx:ident| $work:block) => {
        $store.write::<_, store::Error, _>(move |$tx: &store::Tx| Box::pin(async move { $work })).await
    };
}

fn worker(typed: Value) -> PersonRow {
    PersonRow::read(&typed).unwrap()
}

fn id(n: u128) -> PartyId {
    PartyId(Uuid::from_u128(n))
}

async fn keep(store: &Store, typed: Value, fresh: u128) -> Kept {
    let row = worker(typed);
    change!(store, |tx| { party::keep_worker(tx, &row, id(fresh), NOW).await }).unwrap()
}

async fn keep_employer(store: &Store, typed: Value, fresh: u128) -> Kept {
    let row = EmployerRow::read(&typed).unwrap();
    change!(store, |tx| { party::keep_employer(tx, &row, id(fresh), NOW).await }).unwrap()
}

/// A resident identity number with its right check digit.
fn valid_id() -> String {
    (0..=9)
        .map(|n| format!("{}{n}", &ID[..17]))
        .chain([format!("{}X", &ID[..17])])
        .find(|id| id.parse::<domain::kernel::identity::ResidentId>().is_ok())
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_known_worker_is_found_filled_and_never_overwritten() {
    each_engine(|store| async move {
        let number = valid_id();
        let first = keep(&store, json!({"name": "吾买尔·艾合买提", "id_number": number, "phone": "13800004417"}), 1).await;
        assert_eq!((first.id, first.new), (id(1), true));
        let again =
            keep(&store, json!({"name": "吾买尔艾合买提", "id_number": number, "phone": "13900004417", "address": "拉堡镇"}), 2).await;
        assert_eq!((again.id, again.new), (id(1), false));
        assert_eq!(again.differences, ["name", "phone"]);
        let row = party::find(&store.read(), id(1)).await.unwrap().unwrap();
        assert_eq!((row.name.as_str(), row.address.as_deref(), row.version), ("吾买尔·艾合买提", Some("拉堡镇"), 2));
        assert_eq!(row.phone.unwrap().reveal(), "13800004417");
        assert_eq!(row.sex.as_deref(), Some("male"), "the number tells");
        let same = keep(&store, json!({"name": "吾买尔·艾合买提", "id_number": number}), 3).await;
        assert_eq!((same.id, same.differences.len()), (id(1), 0));
        assert_eq!(party::find(&store.read(), id(1)).await.unwrap().unwrap().version, 2, "nothing to fill, nothing written");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_number_everybody_is_new_but_proposed() {
    each_engine(|store| async move {
        let typed = json!({"name": "韦㙍", "phone": "13800004417"});
        assert!(keep(&store, typed.clone(), 1).await.new);
        assert!(keep(&store, typed.clone(), 2).await.new);
        assert_eq!(party::known_workers(&store.read(), &[worker(typed)]).await.unwrap(), [id(1), id(2)]);
        let passport = json!({"name": "Nguyen Van A", "other_document": "护照 C1234567"});
        assert!(keep(&store, passport.clone(), 3).await.new);
        assert_eq!(keep(&store, passport, 4).await.id, id(3));
        assert!(keep(&store, json!({"name": "Nguyen Van B", "other_document": "护照 C1234567"}), 5).await.new);
        let firm = json!({"name": "柳州市砚溪建筑有限公司"});
        assert!(keep_employer(&store, firm.clone(), 6).await.new);
        assert_eq!(party::known_employers(&store.read(), &[EmployerRow::read(&firm).unwrap()]).await.unwrap(), [id(6)]);
        let found = party::find_known(&store.read(), Some(PartyKind::Worker), Known::Phone("13800004417")).await.unwrap();
        assert_eq!(found.len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_windows_at_once_make_one_party() {
    each_engine(|store| async move {
        let number = valid_id();
        let tasks: Vec<_> = (1..=20_u128)
            .map(|n| {
                let (store, number) = (store.clone(), number.clone());
                tokio::spawn(async move {
                    keep(&store, json!({"name": "覃晓棠", "id_number": number, "address": format!("{n}号")}), n).await
                })
            })
            .collect();
        let mut ids = Vec::new();
        let mut new = 0;
        for task in tasks {
            let kept = task.await.unwrap();
            new += u32::from(kept.new);
            ids.push(kept.id);
        }
        ids.dedup();
        assert_eq!((ids.len(), new), (1, 1));
        assert_eq!(store.read().scalar_i64("select count(*) from party", values![]).await.unwrap(), 1);
    })
    .await;
}

/// A case of these parties at an office, with just enough for lists.
pub(crate) async fn case(
    store: &Store,
    n: u128,
    stage: &'static str,
    office: u128,
    division: &'static str,
    parties: &'static [(u128, &'static str)],
) {
    change!(store, |tx| {
        let case = CaseId(Uuid::from_u128(n));
        let insert = "insert into case_row (id, number, version, stage, office, division, handler, channel, received, late, claim_kind, claim_kinds, workers,
            worker_name, employer_name, paid, breached, visits_open, suspended, touched, registered_at)
            values ($1, $2, 1, $3, $4, $5, $4, 'visit', $6, 0, 'wage_arrears', ',wage_arrears,', 1, '韦㙍等2人', '公司', 0, 0, 0, 0, 0, 0)";
        let office = OrganisationId(Uuid::from_u128(office));
        tx.execute(insert, values![case, format!("{n}号"), stage, office, division, NOW.day()]).await?;
        tx.execute("insert into case_office (case_id, office) values ($1, $2)", values![case, office]).await?;
        for (place, (party, role)) in (1_i64..).zip(parties) {
            let side = if *role == "worker" { "applicant" } else { "respondent" };
            let insert = "insert into case_party (case_id, party_id, side, role, ordinal, details) values ($1, $2, $3, $4, $5, '{}')";
            tx.execute(insert, values![case, id(*party), side, *role, place]).await?;
        }
        Ok(())
    })
    .unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_shows_the_parties_of_cases_in_the_scope() {
    each_engine(|store| async move {
        keep(&store, json!({"name": "韦㙍", "phone": "13800004417"}), 1).await;
        keep(&store, json!({"name": "覃晓棠"}), 2).await;
        keep_employer(&store, json!({"name": "砚溪公司"}), 3).await;
        case(&store, 101, "mediating", 7, "450206100000", &[(1, "worker"), (2, "worker"), (3, "employer")]).await;
        case(&store, 102, "archived", 8, "450221000000", &[(2, "worker"), (3, "employer")]).await;
        let q = store.read();
        let area = |division: &str| Scope { areas: vec![domain::access::subtree(division)], ..Scope::default() };
        let listed = |scope: Scope, query: Option<&'static str>| {
            let q = q.clone();
            async move {
                let rows = party::list(&q, &scope, None, query.map(Wanted::Words), None, 9).await.unwrap();
                rows.iter().map(|row| row.id.0.as_u128()).collect::<Vec<_>>()
            }
        };
        assert_eq!(listed(area("450206000000"), None).await, [3, 2, 1]);
        assert_eq!(listed(area("450221000000"), None).await, [3, 2]);
        assert_eq!(listed(Scope { offices: vec![OrganisationId(Uuid::from_u128(7))], ..Scope::default() }, Some("晓棠")).await, [2]);
        assert_eq!(listed(Scope::default(), None).await, [0; 0]);
        let phone = Some(Wanted::Number(Known::Phone("13800004417")));
        assert_eq!(party::list(&q, &Scope::everything(), None, phone, None, 9).await.unwrap().len(), 1);
        let page = party::list(&q, &Scope::everything(), Some(PartyKind::Worker), None, Some(id(2)), 9).await.unwrap();
        assert_eq!(page.len(), 1);
        assert!(party::in_reach(&q, &area("450206000000"), id(1), None).await.unwrap());
        assert!(!party::in_reach(&q, &area("450221000000"), id(1), None).await.unwrap());
        assert!(!party::in_reach(&q, &Scope::everything(), id(1), Some(CaseId(Uuid::from_u128(102)))).await.unwrap());
        assert_eq!(party::cases_of(&q, &Scope::everything(), id(3)).await.unwrap().len(), 2);
        let open = party::open_cases(&q, &[id(1), id(2), id(3)]).await.unwrap();
        assert_eq!(open.into_values().collect::<Vec<_>>(), [1, 1, 1], "an archived case is not open");
        let load = store::organisation::open_cases_by_handler(&q).await.unwrap();
        assert_eq!(load.into_iter().map(|(office, n)| (office.0.as_u128(), n)).collect::<Vec<_>>(), [(7, 1)]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_corrected_name_stands_in_its_cases_and_is_found() {
    each_engine(|store| async move {
        keep(&store, json!({"name": "韦㙍"}), 1).await;
        keep(&store, json!({"name": "覃晓棠"}), 2).await;
        case(&store, 101, "mediating", 7, "450206100000", &[(1, "worker"), (2, "worker")]).await;
        let old = party::find(&store.read(), id(1)).await.unwrap().unwrap();
        let mut new = old.clone();
        new.name = "韦堃".to_owned();
        new.version = 2;
        let (before, after) = (old.clone(), new.clone());
        change!(store, |tx| {
            party::correct(tx, &after).await?;
            for case in party::retitle(tx, &before, &after).await? {
                party::reindex(tx, case, str::to_owned).await?;
            }
            Ok(())
        })
        .unwrap();
        let q = store.read();
        let title: Option<String> = q.query_value("select worker_name as value from case_row", values![]).await.unwrap();
        assert_eq!(title.as_deref(), Some("韦堃等2人"));
        assert_eq!(store::search::find(&q, "case", "韦堃", 9).await.unwrap().len(), 1);
        assert_eq!(store::search::find(&q, "party", "韦㙍", 9).await.unwrap().len(), 0);
        let late = change!(store, |tx| { party::correct(tx, &new).await });
        assert!(matches!(late, Err(Error::Conflict { .. })), "{late:?}");
    })
    .await;
}
