//! Full text: the same finds on both engines.

use domain::kernel::id::CaseId;
use store::{Error, Sql, Store, search};
use testkit::engines::each_engine;
use uuid::Uuid;

const TEXTS: &[&str] = &[
    "柳江劳人调〔2026〕123号 王伟 与 桂中机械有限公司 工伤认定 拖欠工资",
    "柳江劳人调〔2026〕1234号 吾买尔·艾合买提 Acme Trading Co.",
    "柳江劳人调〔2026〕12号 㙍䶮 𠮷田 𰻝面馆 杨柳",
    "认定 工伤 Ｐ２Ｐ 平台 138\u{200b}00138000 it's \"quoted\" \\ back",
];

async fn put(store: &Store, kind: &'static str, n: u128, text: impl Into<String>) {
    let text = text.into();
    let work = store.write::<_, Error, _>(move |tx| Box::pin(async move { search::put(tx, kind, Uuid::from_u128(n), &text).await }));
    work.await.unwrap();
}

async fn found(store: &Store, query: &str) -> Vec<u128> {
    let found = search::find(&store.read(), "case", query, 50).await.unwrap();
    let listed: Vec<Uuid> = search::matching(Sql::new("select id as value from search_entry where "), store.engine(), "id", "case", query)
        .push(" order by id desc limit 50")
        .column(&store.read())
        .await
        .unwrap();
    assert_eq!(found, listed, "{query}");
    found.into_iter().map(|id| id.as_u128()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_people_type_is_found_on_both() {
    each_engine(|store| async move {
        for (n, text) in (1..).zip(TEXTS) {
            put(&store, "case", n, *text).await;
        }
        put(&store, "account", 9, "王伟").await;
        let cases: &[(&str, &[u128])] = &[
            // two characters, three, across words
            ("工伤", &[4, 1]),
            ("工伤认定", &[1]),
            ("伤认", &[1]),
            ("工认", &[]),
            ("王伟", &[1]),
            ("王伟 拖欠工资", &[1]),
            ("王伟 面馆", &[]),
            // one character, anywhere in a word
            ("伟", &[1]),
            ("柳", &[3, 2, 1]),
            ("馆", &[3]),
            ("鑫", &[]),
            // rare characters
            ("㙍䶮", &[3]),
            ("䶮", &[3]),
            ("𠮷田", &[3]),
            ("𰻝面", &[3]),
            ("𰻝", &[3]),
            // names with a dot, without, with another
            ("吾买尔·艾合买提", &[2]),
            ("吾买尔艾合买提", &[2]),
            ("吾买尔•艾合", &[2]),
            ("艾合买提", &[2]),
            ("尔·艾", &[2]),
            // numbers of cases
            ("柳江劳人调〔2026〕123号", &[1]),
            ("柳江劳人调(2026)123号", &[1]),
            ("人调〔2026〕12号", &[3]),
            ("123号", &[1]),
            ("调〔2026〕", &[3, 2, 1]),
            ("2026 1234", &[2]),
            // Latin, full width, prefixes, signs
            ("ACME", &[2]),
            ("acme trad", &[2]),
            ("p2p", &[4]),
            ("ｐ２ｐ平台", &[4]),
            ("13800138000", &[4]),
            ("1380", &[4]),
            ("it's", &[4]),
            ("\"quoted\"", &[4]),
            ("\\", &[]),
            ("' OR 1=1 --", &[]),
            ("* AND NOT", &[]),
            ("", &[]),
            ("〔〕·", &[]),
        ];
        for (query, expected) in cases {
            assert_eq!(found(&store, query).await, *expected, "{query} on {:?}", store.engine());
        }
        assert_eq!(search::find(&store.read(), "case", "柳江", 2).await.unwrap().len(), 2);
        assert_eq!(search::find(&store.read(), "account", "王伟", 9).await.unwrap(), [Uuid::from_u128(9)]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_index_follows_its_transaction() {
    each_engine(|store| async move {
        put(&store, "case", 1, "拖欠工资").await;
        put(&store, "case", 2, "拖欠工资").await;
        put(&store, "case", 1, "解除合同").await;
        assert_eq!(found(&store, "拖欠").await, [2]);
        assert_eq!(found(&store, "解除").await, [1]);
        let undone = store.write::<(), Error, _>(|tx| {
            Box::pin(async move {
                search::put(tx, "case", Uuid::from_u128(1), "加班费").await?;
                search::remove(tx, "case", Uuid::from_u128(2)).await?;
                Err(Error::NotFound)
            })
        });
        assert!(undone.await.is_err());
        assert_eq!(found(&store, "加班").await, []);
        assert_eq!(found(&store, "解除").await, [1]);
        assert_eq!(found(&store, "拖欠").await, [2]);
        store
            .write::<_, Error, _>(|tx| Box::pin(async move { search::remove(tx, "case", CaseId(Uuid::from_u128(2)).0).await }))
            .await
            .unwrap();
        assert_eq!(found(&store, "拖欠").await, []);
        put(&store, "case", 3, "").await;
        put(&store, "case", 3, "字".repeat(40_000)).await;
        assert_eq!(found(&store, "字字字").await, [3]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_hits_come_newest_first() {
    each_engine(|store| async move {
        let work = store.write::<_, Error, _>(|tx| {
            Box::pin(async move {
                for n in 1..=2100_u128 {
                    search::put(tx, "case", Uuid::from_u128(n), "劳动报酬").await?;
                }
                Ok(())
            })
        });
        work.await.unwrap();
        let newest = search::find(&store.read(), "case", "报酬", 3).await.unwrap();
        assert_eq!(newest, [2100, 2099, 2098].map(Uuid::from_u128));
        put(&store, "case", 2101, "加班费").await;
        let page = async |query| {
            let list = Sql::new("select l.id as value from search_entry l where ");
            let list = search::on_page(&store.read(), list, "l.id", "case", query).await.unwrap();
            list.push(" order by l.id desc limit 2").column::<Uuid>(&store.read()).await.unwrap()
        };
        assert_eq!(page("报酬").await, [2100, 2099].map(Uuid::from_u128));
        assert_eq!(page("加班").await, [2101].map(Uuid::from_u128));
        assert_eq!(page("。").await, [0; 0].map(Uuid::from_u128));
    })
    .await;
}
