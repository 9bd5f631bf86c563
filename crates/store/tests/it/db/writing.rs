//! Changes: all or nothing, alone or in company.

use futures::FutureExt as _;
use futures::future::join_all;
use std::panic::AssertUnwindSafe;
use store::{Error, Query as _, Store, values};
use testkit::engines::each_engine;

use super::{change, number, quiet, table};

/// A caller's own error.
#[derive(Debug)]
enum Refused {
    OnPurpose(i64),
    Store(Error),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

async fn insert(store: &Store, n: i64) -> Result<i64, Refused> {
    let change = store.write(move |tx| {
        Box::pin(async move {
            tx.execute("insert into t (n) values ($1)", values![n]).await?;
            if n % 3 == 0 { Err(Refused::OnPurpose(n)) } else { Ok(n) }
        })
    });
    change.await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_error_undoes_its_own_change_and_no_other() {
    each_engine(|store| async move {
        table(&store, "create table t (n bigint primary key)").await;
        let answers = join_all((0..300).map(|n| insert(&store, n))).await;
        for (n, answer) in (0_i64..).zip(answers) {
            match answer {
                Ok(kept) => assert!(kept == n && n % 3 != 0),
                Err(Refused::OnPurpose(refused)) => assert!(refused == n && n % 3 == 0),
                Err(Refused::Store(error)) => panic!("{n}: {error}"),
            }
        }
        assert_eq!(number(&store, "select count(*) from t").await, 200);
        assert_eq!(number(&store, "select count(*) from t where n % 3 = 0").await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_comes_back_to_its_caller_and_harms_nobody() {
    quiet();
    each_engine(|store| async move {
        table(&store, "create table t (n bigint primary key)").await;
        let jobs = (0..100_i64).map(|n| {
            let store = store.clone();
            AssertUnwindSafe(async move {
                store
                    .write::<_, Error, _>(move |tx| {
                        Box::pin(async move {
                            tx.execute("insert into t (n) values ($1)", values![n]).await?;
                            assert!(n % 10 != 0, "on purpose");
                            Ok(())
                        })
                    })
                    .await
            })
            .catch_unwind()
        });
        let answers = join_all(jobs).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_err()).count(), 10);
        assert!(answers.iter().flatten().all(Result::is_ok));
        assert_eq!(number(&store, "select count(*) from t").await, 90);

        let at_once: Result<Result<(), Error>, _> =
            AssertUnwindSafe(store.write(|_| panic!("on purpose, before any future"))).catch_unwind().await;
        assert!(at_once.is_err());
        change(&store, "insert into t (n) values (1000)").await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_increments_at_once_lose_nothing() {
    each_engine(|store| async move {
        table(&store, "create table counter (id bigint primary key, n bigint not null)").await;
        change(&store, "insert into counter (id, n) values (1, 0)").await.unwrap();
        let increments = (0..500).map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                store
                    .write::<_, Error, _>(|tx| {
                        Box::pin(async move {
                            tx.lock_row("counter", 1_i64).await?;
                            let n = tx.scalar_i64("select n from counter where id = 1", values![]).await?;
                            tx.execute("update counter set n = $1 where id = 1", values![n + 1]).await?;
                            Ok(())
                        })
                    })
                    .await
            })
        });
        for done in join_all(increments).await {
            done.unwrap().unwrap();
        }
        assert_eq!(number(&store, "select n from counter").await, 500);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_who_stops_waiting_does_not_undo_his_change() {
    each_engine(|store| async move {
        table(&store, "create table t (n bigint primary key)").await;
        let slow = store.write::<_, Error, _>(|tx| {
            Box::pin(async move {
                tx.execute("insert into t (n) values (1)", values![]).await?;
                tokio::time::sleep(std::time::Duration::from_millis(150)).await;
                tx.execute("insert into t (n) values (2)", values![]).await?;
                Ok(())
            })
        });
        assert!(tokio::time::timeout(std::time::Duration::from_millis(50), slow).await.is_err());
        tokio::time::sleep(std::time::Duration::from_millis(400)).await;
        store.flush().await.unwrap();
        assert_eq!(number(&store, "select count(*) from t").await, 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_of_its_kind_is_a_conflict_named_alike_on_both() {
    each_engine(|store| async move {
        table(
            &store,
            "create table event (of_case bigint not null, seq bigint not null, name text not null unique, primary key (of_case, seq))",
        )
        .await;
        change(&store, "insert into event (of_case, seq, name) values (1, 1, 'a')").await.unwrap();
        for (again, expected) in [("(1, 1, 'b')", "event(of_case, seq)"), ("(1, 2, 'a')", "event(name)")] {
            let error = change(&store, format!("insert into event (of_case, seq, name) values {again}")).await.unwrap_err();
            assert!(matches!(&error, Error::Conflict { what } if what == expected), "{error:?}");
        }
        assert!(matches!(change(&store, "insert into nowhere (n) values (1)").await, Err(Error::Engine(_))));
        assert_eq!(number(&store, "select count(*) from event").await, 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_sees_only_what_is_committed_and_cannot_write_on_sqlite() {
    each_engine(|store| async move {
        table(&store, "create table t (n bigint primary key)").await;
        let (reader, seen) = (store.read(), store.clone());
        let inside = store
            .write::<_, Error, _>(move |tx| {
                Box::pin(async move {
                    tx.execute("insert into t (n) values (1)", values![]).await?;
                    let own = tx.scalar_i64("select count(*) from t", values![]).await?;
                    let others = seen.read().scalar_i64("select count(*) from t", values![]).await?;
                    Ok((own, others))
                })
            })
            .await
            .unwrap();
        assert_eq!(inside, (1, 0));
        assert_eq!(reader.scalar_i64("select count(*) from t", values![]).await.unwrap(), 1);
        if store.engine() == store::db::Engine::Sqlite {
            let sneaky = reader.query_value::<i64>("insert into t (n) values (2) returning n as value", values![]).await;
            assert!(sneaky.is_err());
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_store_says_so() {
    each_engine(|store| async move {
        table(&store, "create table t (n bigint primary key)").await;
        store.close().await;
        store.close().await;
        assert!(matches!(change(&store, "insert into t (n) values (1)").await, Err(Error::Closed)));
        assert!(matches!(store.read().scalar_i64("select count(*) from t", values![]).await, Err(Error::Closed)));
        assert!(matches!(store.flush().await, Err(Error::Closed)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_a_whole_group_is_lost_everybody_in_it_hears_and_the_writer_goes_on() {
    each_engine(|store| async move {
        if store.engine() == store::db::Engine::Postgres {
            return;
        }
        table(&store, "create table t (n bigint primary key)").await;
        for round in 0..3_i64 {
            // Each sleeps, so that those behind it wait together.
            let changes = (0..5_i64).map(|n| {
                let store = if n == 0 { store.relaxed() } else { store.clone() };
                async move {
                    store
                        .write::<_, Error, _>(move |tx| {
                            Box::pin(async move {
                                tokio::time::sleep(std::time::Duration::from_millis(40)).await;
                                tx.execute("insert into t (n) values ($1)", values![round * 10 + n]).await?;
                                if n == 3 {
                                    // What SQLite does by itself when the disk is full.
                                    tx.execute("rollback", values![]).await?;
                                }
                                Ok(())
                            })
                        })
                        .await
                }
            });
            let answers = join_all(changes).await;
            let kept: Vec<bool> = answers.iter().map(Result::is_ok).collect();
            assert_eq!(kept, [true, false, false, false, true], "{answers:?}");
            assert_eq!(number(&store, "select count(*) from t").await, round + 1);
            assert!(matches!(change(&store.relaxed(), "insert into t (n) values (50)").await, Err(Error::Engine(_))));
            assert!(store.flush().await.is_err(), "the lost relaxed write is told");
            store.flush().await.unwrap();
        }
        store.analyze().await.unwrap();
    })
    .await;
}
