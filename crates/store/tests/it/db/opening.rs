//! Opening: migrations once, by one process, unchanged.

use futures::future::join_all;
use store::{Error, Store, Target};
use testkit::engines::{OPENED, each_target};

use super::{change, number};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_processes_that_start_at_once_migrate_once() {
    each_target(|target| async move {
        let stores = join_all((0..4).map(|_| Store::open(&target, OPENED))).await;
        for store in &stores {
            let store = store.as_ref().unwrap();
            assert_eq!(number(store, "select count(*) from schema_migration where version = 1").await, 1);
            assert_eq!(number(store, "select applied_at from schema_migration where version = 1").await, OPENED.0);
        }
        for store in stores {
            store.unwrap().close().await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_migration_changed_after_it_ran_is_refused() {
    each_target(|target| async move {
        let store = Store::open(&target, OPENED).await.unwrap();
        change(&store, "update schema_migration set checksum = 'x' where version = 1").await.unwrap();
        store.close().await;
        assert!(matches!(Store::open(&target, OPENED).await, Err(Error::Schema(why)) if why.contains("0001_floor")));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_a_newer_program_is_refused() {
    each_target(|target| async move {
        let store = Store::open(&target, OPENED).await.unwrap();
        change(&store, "insert into schema_migration (version, name, checksum, applied_at) values (9999, 'later', 'x', 0)").await.unwrap();
        store.close().await;
        assert!(matches!(Store::open(&target, OPENED).await, Err(Error::Schema(why)) if why.contains("9999")));
    })
    .await;
}

#[test]
fn a_target_is_a_path_or_an_address_and_never_shows_its_password() {
    assert_eq!(Target::parse("sqlite:data/office.db").unwrap(), Target::Sqlite("data/office.db".into()));
    assert_eq!(Target::parse("sqlite:///srv/office.db").unwrap(), Target::Sqlite("/srv/office.db".into()));
    assert_eq!(Target::parse(" office.db ").unwrap(), Target::Sqlite("office.db".into()));
    let server = Target::parse("postgresql://office:s3cret@db.example:5432/hetiao").unwrap();
    assert_eq!(server, Target::Postgres("postgres://office:s3cret@db.example:5432/hetiao".to_owned()));
    assert_eq!(format!("{server} {server:?}"), "postgres://db.example:5432/hetiao postgres://db.example:5432/hetiao");
    assert!(Target::parse("mysql://x").is_err());
    assert!(Target::parse("sqlite:").is_err());
}
