//! The audit log and its chains.

use domain::access::{Role, Scope, subtree};
use domain::kernel::id::{AccountId, OrganisationId};
use store::audit::{Break, Filter, Note, append, list, verify};
use store::{Error, Store, values};
use testkit::engines::each_engine;
use uuid::Uuid;

use super::NOW;

fn note(n: u128, office: Option<u128>) -> Note {
    Note {
        id: Uuid::from_u128(n),
        at: NOW.plus_minutes(i64::try_from(n / 2).unwrap()),
        account: Some(AccountId(Uuid::from_u128(n % 3))),
        role: Some(Role::Clerk),
        office: office.map(|office| OrganisationId(Uuid::from_u128(office))),
        division: office.map(|office| format!("4502{office:02}000000")),
        deed: if n.is_multiple_of(2) { "reveal" } else { "signed_in" },
        subject: n.is_multiple_of(2).then(|| ("party", format!("party_{n}"))),
        detail: "{}".to_owned(),
    }
}

async fn write(store: &Store, notes: impl IntoIterator<Item = Note>) {
    let notes: Vec<Note> = notes.into_iter().collect();
    change!(store, |tx| {
        for note in notes {
            append(tx, note).await?;
        }
        Ok(())
    })
    .unwrap();
}

fn area(office: u128) -> Scope {
    Scope { areas: vec![subtree(&format!("4502{office:02}000000"))], ..Scope::default() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_shows_its_scope_newest_first_and_narrowed() {
    each_engine(|store| async move {
        write(&store, (1..=9).map(|n| note(n, Some(6)))).await;
        write(&store, [note(20, Some(21)), note(30, None)]).await;
        let read = store.read();
        let ids = async |scope: Scope, filter: Filter, after| -> Vec<u128> {
            let found = list(&read, &scope, &filter, after, 4).await.unwrap();
            found.iter().map(|entry| entry.id.as_u128()).collect()
        };
        assert_eq!(ids(area(6), Filter::default(), None).await, [9, 8, 7, 6]);
        let place = note(6, None);
        assert_eq!(ids(area(6), Filter::default(), Some((place.at, place.id))).await, [5, 4, 3, 2]);
        assert_eq!(ids(area(6), Filter { house: true, ..Filter::default() }, None).await, [30, 9, 8, 7]);
        assert_eq!(ids(area(21), Filter::default(), None).await, [20]);
        assert!(ids(Scope::default(), Filter::default(), None).await.is_empty());
        assert_eq!(ids(Scope::everything(), Filter::default(), None).await, [30, 20, 9, 8]);
        let narrowed = Filter { deed: Some("reveal".to_owned()), account: Some(AccountId(Uuid::from_u128(2))), ..Filter::default() };
        assert_eq!(ids(area(6), narrowed, None).await, [8, 2]);
        let about = Filter { subject: Some("party_4".to_owned()), ..Filter::default() };
        assert_eq!(ids(area(6), about, None).await, [4]);
        let within = Filter { from: Some(note(4, None).at), before: Some(note(6, None).at), ..Filter::default() };
        assert_eq!(ids(area(6), within, None).await, [5, 4]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn offices_write_at_once_and_every_chain_holds() {
    each_engine(|store| async move {
        let writers = (0..24_u128).map(|n| {
            let store = store.clone();
            async move { write(&store, [note(100 + n, (n % 3 > 0).then_some(n % 3))]).await }
        });
        futures::future::join_all(writers).await;
        let report = verify(&store.read()).await.unwrap();
        assert_eq!((report.chains, report.entries, report.is_sound()), (3, 24, true));
        // What was rolled back leaves no hole.
        let undone = change!(store, |tx| {
            append(tx, note(500, None)).await?;
            Err::<(), _>(Error::Busy)
        });
        assert!(undone.is_err());
        write(&store, [note(501, None)]).await;
        let report = verify(&store.read()).await.unwrap();
        assert_eq!((report.entries, report.is_sound()), (25, true));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_changed_cut_out_cut_off_or_put_in_is_told() {
    let office = OrganisationId(Uuid::from_u128(6)).to_string();
    let tampers = [
        ("update audit_entry set detail = '{\"x\":1}' where seq = 2", vec![2]),
        ("update audit_entry set role = null where seq = 3", vec![3]),
        ("delete from audit_entry where seq = 2", vec![3]),
        ("delete from audit_entry where seq >= 4", vec![5]),
        ("delete from audit_entry", vec![5]),
        ("update audit_entry set chain = 'house' where seq = 1", vec![0, 2]),
        ("delete from audit_chain", vec![0]),
    ];
    let (office, tampers) = (&office, &tampers);
    each_engine(|store| async move {
        for &(sql, ref seqs) in tampers {
            change!(store, |tx| {
                tx.execute("delete from audit_entry", values![]).await?;
                tx.execute("delete from audit_chain", values![]).await
            })
            .unwrap();
            write(&store, (1..=5).map(|n| note(n, Some(6)))).await;
            assert!(verify(&store.read()).await.unwrap().is_sound());
            change!(store, |tx| { tx.execute(sql, values![]).await }).unwrap();
            let broken = verify(&store.read()).await.unwrap().broken;
            let told = |seq: &i64| Break {
                chain: if *seq == 0 && sql.contains("house") { "house".to_owned() } else { office.clone() },
                seq: *seq,
            };
            assert_eq!(broken, seqs.iter().map(told).collect::<Vec<_>>(), "{sql}");
        }
    })
    .await;
}
