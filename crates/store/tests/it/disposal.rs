//! Filed dossiers: due by their day, page by key, in the scope only; and what their destruction leaves.

use domain::access::Scope;
use domain::closing::{DisposalState, DossierKind};
use domain::kernel::id::{CaseId, OrganisationId, WordsId};
use domain::kernel::{Day, Moment};
use store::case::disposal::{self, Filter, Which};
use store::{Query as _, Store, values};
use testkit::engines::each_engine;
use uuid::Uuid;

/// One transaction.
macro_rules! change {
    ($store:expr, |$tx:ident| $work:block) => {
        $store.write::<_, store::Error, _>(move |$tx: &store::Tx| Box::pin(async move { $work })).await.unwrap()
    };
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A filed dossier of this office, to be kept until this day.
async fn dossier(store: &Store, n: u128, office: u128, keep_until: &'static str, kind: DossierKind, state: DisposalState) {
    crate::party::case(store, n, "archived", office, "450206100000", &[]).await;
    change!(store, |tx| {
        let update = "update case_row set archived = $2, keep_until = $3, dossier_kind = $4, disposal = $5, volume = $6 where id = $1";
        let values = values![CaseId(Uuid::from_u128(n)), day("2026-04-20"), day(keep_until), kind, state, format!("卷{n}")];
        tx.execute(update, values).await?;
        Ok(())
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dossiers_are_listed_when_their_time_is_over() {
    each_engine(|store| async move {
        dossier(&store, 1, 7, "2031-04-20", DossierKind::Agreed, DisposalState::Kept).await;
        dossier(&store, 2, 7, "2031-04-20", DossierKind::Ended, DisposalState::Kept).await;
        dossier(&store, 3, 7, "2030-01-01", DossierKind::Agreed, DisposalState::Kept).await;
        dossier(&store, 4, 8, "2030-01-01", DossierKind::Agreed, DisposalState::Kept).await;
        dossier(&store, 5, 7, "2030-01-01", DossierKind::Agreed, DisposalState::Proposed).await;
        crate::party::case(&store, 6, "closed", 7, "450206100000", &[]).await;
        let q = store.read();
        let scope = Scope { homes: vec![OrganisationId(Uuid::from_u128(7))], ..Scope::default() };
        let listed = |which: Which, kind: Option<DossierKind>, after: Option<(Day, CaseId)>, limit: i64| {
            let (q, scope) = (q.clone(), scope.clone());
            async move {
                let rows = disposal::page(&q, &scope, Filter { which, kind }, after, limit).await.unwrap();
                rows.iter().map(|row| row.id.0.as_u128()).collect::<Vec<_>>()
            }
        };
        let due = |text: &str| Which::Due(day(text));
        assert_eq!(listed(due("2031-04-20"), None, None, 9).await, [3], "on the last day it is still kept");
        assert_eq!(listed(due("2031-04-21"), None, None, 9).await, [3, 1, 2]);
        assert_eq!(listed(due("2031-04-21"), None, None, 2).await, [3, 1]);
        let after = Some((day("2031-04-20"), CaseId(Uuid::from_u128(1))));
        assert_eq!(listed(due("2031-04-21"), None, after, 2).await, [2]);
        assert_eq!(listed(due("2031-04-21"), Some(DossierKind::Agreed), None, 9).await, [3, 1]);
        assert_eq!(listed(Which::In(DisposalState::Proposed), None, None, 9).await, [5]);
        let filter = Filter { which: due("2031-04-21"), kind: None };
        assert_eq!(disposal::count(&q, &scope, filter).await.unwrap(), 3);
        assert_eq!(disposal::count(&q, &Scope::default(), filter).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_destroyed_is_empty_and_the_other_cases_stay() {
    each_engine(|store| async move {
        let now = Moment(1_795_136_400_000);
        for n in [1_u128, 2] {
            dossier(&store, n, 7, "2030-01-01", DossierKind::Agreed, DisposalState::Approved).await;
            change!(store, |tx| {
                let case = CaseId(Uuid::from_u128(n));
                for word in [n * 10, n * 10 + 1] {
                    let insert = "insert into case_words (id, case_id, kind, text, written_at) values ($1, $2, 'reason', '说过的话', $3)";
                    tx.execute(insert, values![WordsId(Uuid::from_u128(word)), case, now]).await?;
                }
                let insert = "insert into stored_file (id, case_id, account, name, content_type, size, sha256, bytes, stored_at)
                    values ($1, $2, $1, '身份证', 'image/png', 3, $3, $4, $5)";
                tx.execute(insert, values![Uuid::from_u128(n), case, vec![9_u8; 32], vec![1_u8, 2, 3], now]).await?;
                store::search::put(tx, "case", case.0, "韦㙍的案子").await?;
                Ok(())
            });
        }
        change!(store, |tx| {
            disposal::destroy(tx, CaseId(Uuid::from_u128(1)), &[WordsId(Uuid::from_u128(11))], now).await?;
            Ok(())
        });
        let q = store.read();
        let left: Vec<Uuid> = q.query_column("select id as value from case_words where text <> '' order by id", values![]).await.unwrap();
        assert_eq!(left.iter().map(Uuid::as_u128).collect::<Vec<_>>(), [11, 20, 21]);
        let hashes = q.scalar_i64("select cast(count(*) as bigint) from stored_file where length(sha256) = 32", values![]).await.unwrap();
        let bytes = q.scalar_i64("select cast(count(*) as bigint) from stored_file where length(bytes) = 3", values![]).await.unwrap();
        assert_eq!((hashes, bytes), (2, 1), "the hash stays, the bytes are gone");
        assert!(store::case::file::of_case(&q, CaseId(Uuid::from_u128(1))).await.unwrap().is_empty());
        assert_eq!(store::case::file::of_case(&q, CaseId(Uuid::from_u128(2))).await.unwrap().len(), 1);
        assert_eq!(store::search::find(&q, "case", "韦㙍", 9).await.unwrap(), [Uuid::from_u128(2)]);
    })
    .await;
}
