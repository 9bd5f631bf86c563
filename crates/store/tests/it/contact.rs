//! Reception: contacts with their owner and their steps.

use domain::access::{Grant, Role, Scope};
use domain::intake::Channel;
use domain::kernel::id::{AccountId, CaseId, ContactId, OrganisationId};
use domain::kernel::{Masked, Moment};
use store::access::{account, grant};
use store::contact::{self, ContactOutcome, ContactRow, Filter, StepKind, StepRow, step};
use store::{Error, Store, values};
use testkit::engines::each_engine;
use uuid::Uuid;

const NOW: Moment = Moment(1_795_136_400_000);

/// One transaction.
macro_rules! change {
    ($store:expr, |$tx:ident| $work:block) => {
        $store.write::<_, store::Error, _>(move |$tx: &store::Tx| Box::pin(async move { $work })).await
    };
}

fn row(n: u128) -> ContactRow {
    ContactRow {
        id: ContactId(Uuid::from_u128(n)),
        number: format!("来2026-{n:06}"),
        office: OrganisationId(Uuid::from_u128(7)),
        division: "450206000000".to_owned(),
        channel: Channel::Visit,
        received_at: NOW.plus_minutes(i64::try_from(n).unwrap()),
        person_name: Some(format!("来访人{n}")),
        phone: Some(Masked::new("13800004417".to_owned())),
        employer_name: None,
        summary: "拖欠工资".to_owned(),
        owner: AccountId(Uuid::from_u128(1)),
        outcome: ContactOutcome::Open,
        outcome_note: None,
        referred_body: None,
        receipt: None,
        case_id: None,
        closed_at: None,
        version: 1,
    }
}

async fn add(store: &Store, rows: Vec<ContactRow>) {
    change!(store, |tx| {
        for row in rows {
            contact::insert(tx, &row).await?;
        }
        Ok(())
    })
    .unwrap();
}

fn numbers(rows: &[ContactRow]) -> Vec<u128> {
    rows.iter().map(|row| row.id.0.as_u128()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn contacts_are_listed_newest_first_within_the_scope() {
    each_engine(|store| async move {
        let elsewhere = ContactRow { office: OrganisationId(Uuid::from_u128(8)), division: "450221000000".to_owned(), ..row(4) };
        let ended = ContactRow { outcome: ContactOutcome::Advice, channel: Channel::Hotline12333, ..row(3) };
        add(&store, vec![row(1), row(2), ended, elsewhere]).await;
        let q = store.read();
        let area = Scope { areas: vec![domain::access::subtree("450206000000")], ..Scope::default() };
        let all = Filter::default();
        let first = contact::list(&q, &area, &all, None, 2).await.unwrap();
        assert_eq!(numbers(&first), [3, 2]);
        let last = first.last().map(|row| (row.received_at, row.id));
        assert_eq!(numbers(&contact::list(&q, &area, &all, last, 2).await.unwrap()), [1]);
        let home = Scope { homes: vec![OrganisationId(Uuid::from_u128(8))], ..Scope::default() };
        assert_eq!(numbers(&contact::list(&q, &home, &all, None, 9).await.unwrap()), [4]);
        assert_eq!(numbers(&contact::list(&q, &Scope::default(), &all, None, 9).await.unwrap()), [0; 0]);
        let everything = Scope::everything();
        let open = Filter { outcome: Some(ContactOutcome::Open), owner: Some(AccountId(Uuid::from_u128(1))), ..Filter::default() };
        assert_eq!(contact::list::count(&q, &everything, &open).await.unwrap(), 3);
        let words = Filter { query: Some("来访人2".to_owned()), ..Filter::default() };
        assert_eq!(numbers(&contact::list(&q, &everything, &words, None, 9).await.unwrap()), [2]);
        let hotline = Filter { channel: Some(Channel::Hotline12333), phone: Some("13800004417".to_owned()), ..Filter::default() };
        assert_eq!(numbers(&contact::list(&q, &everything, &hotline, None, 9).await.unwrap()), [3]);
        assert!(!format!("{first:?}").contains("13800004417"), "logs never show a telephone number");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_owner_changes_by_a_step_and_is_never_empty() {
    each_engine(|store| async move {
        add(&store, vec![row(1)]).await;
        let (from, to) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        let passed = ContactRow { owner: to, receipt: Some("回执1".to_owned()), version: 2, ..row(1) };
        let moved = passed.clone();
        change!(store, |tx| {
            contact::update(tx, &moved).await?;
            for kind in [StepKind::Received, StepKind::HandedOver] {
                let step = StepRow {
                    contact: moved.id,
                    n: 0,
                    at: NOW,
                    account: Some(from),
                    kind,
                    from_owner: Some(from),
                    to_owner: Some(to),
                    receipt: Some("回执1".to_owned()),
                    note: None,
                };
                step::add(tx, &step).await?;
            }
            Ok(())
        })
        .unwrap();
        let steps = contact::steps(&store.read(), passed.id).await.unwrap();
        assert_eq!(steps.iter().map(|step| (step.n, step.kind)).collect::<Vec<_>>(), [(1, StepKind::Received), (2, StepKind::HandedOver)]);
        let stale = change!(store, |tx| { contact::update(tx, &passed).await });
        assert!(matches!(stale, Err(Error::Conflict { .. })), "{stale:?}");
        let cleared = change!(store, |tx| { tx.execute("update contact set owner = null", values![]).await });
        assert!(cleared.is_err(), "the column can't be null");
        let kept = contact::find(&store.read(), ContactId(Uuid::from_u128(1))).await.unwrap().unwrap();
        assert_eq!((kept.owner, kept.case_id), (to, None::<CaseId>));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_who_receive_in_the_office_can_answer_for_its_contacts() {
    each_engine(|store| async move {
        let people = [
            (1, Role::Clerk, 7, false),
            (2, Role::Mediator, 7, false),
            (3, Role::Auditor, 7, false),
            (4, Role::Clerk, 8, false),
            (5, Role::Director, 7, true),
        ];
        change!(store, |tx| {
            for (n, role, office, disabled) in people {
                let id = AccountId(Uuid::from_u128(n));
                let account = account::Account {
                    id,
                    login: format!("p{n}"),
                    name: format!("人{n}"),
                    phone: None,
                    password_hash: None,
                    must_change: false,
                    disabled,
                    failures: 0,
                    locked_until: None,
                    created_at: NOW,
                    signed_in_at: None,
                };
                account::insert(tx, &account).await?;
                let grant = Grant { role, office: OrganisationId(Uuid::from_u128(office)), division: "450206000000".to_owned() };
                grant::set(tx, id, &[grant]).await?;
            }
            Ok(())
        })
        .unwrap();
        let receivers = contact::receivers(&store.read(), OrganisationId(Uuid::from_u128(7))).await.unwrap();
        assert_eq!(receivers.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["人1", "人2"]);
    })
    .await;
}
