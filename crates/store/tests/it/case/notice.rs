//! Notices of days off: each name once, the oldest first.

use domain::kernel::Moment;
use store::Store;
use store::case::notice::{self, Notice};
use testkit::engines::each_engine;

const NOW: Moment = Moment(1_795_136_400_000);

fn of(version: &str, minutes: i64) -> Notice {
    let lines = format!("2027-01-01,holiday,元旦 {version}");
    Notice {
        version: version.to_owned(), lines, source: "国办发明电〔2026〕7号".to_owned(), imported_at: NOW.plus_minutes(minutes)
    }
}

async fn keep(store: &Store, notice: Notice) -> bool {
    store.write::<_, store::Error, _>(move |tx| Box::pin(async move { notice::keep(tx, &notice).await })).await.unwrap()
}

#[tokio::test]
async fn a_notice_is_kept_once_and_read_back_as_it_was_oldest_first() {
    each_engine(|store| async move {
        assert!(notice::all(&store.read()).await.unwrap().is_empty());
        let (early, late, same) = (of("2027", 0), of("2028", 10), of("2028-b", 10));
        for notice in [&late, &early, &same] {
            assert!(keep(&store, notice.clone()).await);
        }
        let other = Notice { lines: "other".to_owned(), ..early.clone() };
        assert!(!keep(&store, other).await, "a name stands for one text");
        let kept = notice::all(&store.read()).await.unwrap();
        let told = |one: &Notice| (one.version.clone(), one.lines.clone(), one.source.clone(), one.imported_at);
        assert_eq!(kept.iter().map(told).collect::<Vec<_>>(), [early, late, same].iter().map(told).collect::<Vec<_>>());
    })
    .await;
}
