//! Values go in and come out alike, and sort alike.

use domain::kernel::id::CaseId;
use domain::kernel::{Day, Moment, Money};
use store::{Error, Query as _, Sql, row, values};
use testkit::engines::each_engine;
use uuid::Uuid;

use super::table;

row! {
    /// Everything a column can be.
    #[derive(PartialEq)]
    struct Sample {
        id: CaseId,
        day: Day,
        at: Moment,
        amount: Money,
        open: bool,
        name: String,
        seal: Vec<u8>,
        due: Option<Day>,
        paid: Option<Money>,
        note: Option<String>,
    }
}

const TABLE: &str = "create table sample (id {uuid} primary key, day {date} not null, at bigint not null, amount bigint not null, \
     open bigint not null, name text not null, seal {bytes} not null, due {date}, paid bigint, note text)";

/// In ascending order by every column but the optional ones.
fn samples() -> Vec<Sample> {
    let days = ["1900-01-01", "1999-12-31", "2024-02-29", "2026-09-30", "2026-10-01", "2199-12-31"];
    let moments = [-1, 0, 9, 1_795_136_400_000, 1_795_136_400_100, i64::MAX];
    let amounts = [i64::MIN, 0, 5, 10, 1_0000_0000, 99_999_999_999_999];
    let names = ["", "Z", "a", "王", "䶮", "𠮷"];
    let ids = [0, 1, 0xff, 0x0193_0000, u128::MAX / 2 + 1, u128::MAX];
    let mut made: Vec<Sample> = (0..6)
        .map(|n| Sample {
            id: CaseId(Uuid::from_u128(ids[n])),
            day: days[n].parse().unwrap(),
            at: Moment(moments[n]),
            amount: Money(amounts[n]),
            open: n > 2,
            name: names[n].to_owned(),
            seal: vec![u8::try_from(n).unwrap(), 0, 255],
            due: (n % 2 == 0).then(|| days[5 - n].parse().unwrap()),
            paid: (n % 2 == 1).then_some(Money(amounts[n])),
            note: (n == 3).then(|| "'; drop table sample; --".to_owned()),
        })
        .collect();
    // By code point, as C collation and SQLite's BINARY do.
    let mut sorted: Vec<String> = made.iter().map(|sample| sample.name.clone()).collect();
    sorted.sort();
    for (sample, name) in made.iter_mut().zip(sorted) {
        sample.name = name;
    }
    made
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_of_value_reads_back_and_sorts_alike() {
    each_engine(|store| async move {
        table(&store, TABLE).await;
        let written = samples();
        let rows = written.clone();
        store
            .write::<_, Error, _>(move |tx| {
                Box::pin(async move {
                    for s in rows.into_iter().rev() {
                        let insert = "insert into sample (id, day, at, amount, open, name, seal, due, paid, note) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
                        tx.execute(insert, values![s.id, s.day, s.at, s.amount, s.open, s.name, s.seal, s.due, s.paid, s.note]).await?;
                    }
                    Ok(())
                })
            })
            .await
            .unwrap();
        for column in ["id", "day", "at", "amount", "name", "seal"] {
            let found: Vec<Sample> = Sql::new("select * from sample order by ").push(column).all(&store.read()).await.unwrap();
            assert!(found == written, "{column}: {found:#?}");
        }
        let day: Day = "2026-09-30".parse().unwrap();
        let until = Sql::new("select count(*) from sample where day <= ").bind(day).push(" and open = ").bind(true);
        assert_eq!(until.scalar_i64(&store.read()).await.unwrap(), 1);
        let due: Vec<Day> = Sql::new("select due as value from sample order by day").column(&store.read()).await.unwrap();
        assert_eq!(due.len(), 3);
        let paid = store.read().scalar_i64("select cast(sum(paid) as bigint) from sample", values![]).await.unwrap();
        assert_eq!(paid, 10 + 99_999_999_999_999);
        let nothing = store.read().scalar_i64("select cast(sum(paid) as bigint) from sample where name = $1", values!["?"]).await.unwrap();
        assert_eq!(nothing, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_is_put_together_piece_by_piece() {
    each_engine(|store| async move {
        table(&store, "create table t (n bigint primary key, name text not null)").await;
        let many = (1..=20_i64).fold(Sql::new("insert into t (n, name) values "), |sql, n| {
            sql.push(if n == 1 { "(" } else { ", (" }).bind(n).push(", ").bind(format!("x{n}")).push(")")
        });
        let changed = store.write::<_, Error, _>(|tx| Box::pin(async move { many.execute(tx).await })).await.unwrap();
        assert_eq!(changed, 20);
        let filter = Sql::new("name in ").in_list(["x1", "x12", "y"]).push(" or n > ").bind(18_i64);
        let list = Sql::new("select n as value from t where n >= ")
            .bind(2_i64)
            .push(" and (")
            .append(filter)
            .push(") order by n limit ")
            .bind(9_i64);
        assert_eq!(list.text(), "select n as value from t where n >= $1 and (name in ($2, $3, $4) or n > $5) order by n limit $6");
        assert_eq!(list.column::<i64>(&store.read()).await.unwrap(), [12, 19, 20]);
        let none = Sql::new("select count(*) from t where n in ").in_list(Vec::<i64>::new());
        assert_eq!(none.scalar_i64(&store.read()).await.unwrap(), 0);
        let absent: Option<Moment> = store.read().query_value("select n as value from t where n = $1", values![99_i64]).await.unwrap();
        assert_eq!(absent, None);
    })
    .await;
}
