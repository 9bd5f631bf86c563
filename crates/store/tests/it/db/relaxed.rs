//! Relaxed writes: answered early, durable after `flush`.

use futures::future::join_all;
use store::{Error, values};
use testkit::engines::each_engine;

use super::{change, number, table};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn relaxed_writes_are_there_after_a_flush() {
    each_engine(|store| async move {
        table(&store, "create table t (n bigint primary key)").await;
        let bulk = store.relaxed();
        let loads = (0..1200_i64).map(|n| {
            bulk.write::<_, Error, _>(move |tx| Box::pin(async move { tx.execute("insert into t (n) values ($1)", values![n]).await }))
        });
        for load in join_all(loads).await {
            assert_eq!(load.unwrap(), 1);
        }
        bulk.flush().await.unwrap();
        assert_eq!(number(&store, "select count(*) from t").await, 1200);
        assert!(matches!(change(&bulk, "insert into t (n) values (5)").await, Err(Error::Conflict { .. })));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn relaxed_writes_are_committed_soon_even_without_a_flush() {
    each_engine(|store| async move {
        table(&store, "create table t (n bigint primary key)").await;
        change(&store.relaxed(), "insert into t (n) values (1)").await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        assert_eq!(number(&store, "select count(*) from t").await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_strict_write_makes_the_relaxed_ones_before_it_durable() {
    each_engine(|store| async move {
        table(&store, "create table t (n bigint primary key)").await;
        change(&store.relaxed(), "insert into t (n) values (1)").await.unwrap();
        change(&store, "insert into t (n) values (2)").await.unwrap();
        assert_eq!(number(&store, "select count(*) from t").await, 2);
    })
    .await;
}
