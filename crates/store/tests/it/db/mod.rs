//! The floor: transactions, errors, migrations, values, full text.

mod opening;
mod relaxed;
mod searching;
mod values;
mod writing;

use std::sync::OnceLock;

use store::db::Engine;
use store::{Error, Query as _, Store, values};

/// Makes a table; the words in braces as in migrations.
async fn table(store: &Store, sql: &str) {
    let (uuid, bytes, date) = if store.engine() == Engine::Sqlite { ("blob", "blob", "text") } else { ("uuid", "bytea", "date") };
    let sql = sql.replace("{uuid}", uuid).replace("{bytes}", bytes).replace("{date}", date);
    change(store, sql).await.unwrap();
}

/// One statement in a transaction of its own.
async fn change(store: &Store, sql: impl Into<String>) -> Result<u64, Error> {
    let sql = sql.into();
    store.write(move |tx| Box::pin(async move { tx.execute(sql, values![]).await })).await
}

async fn number(store: &Store, sql: &str) -> i64 {
    store.read().scalar_i64(sql, values![]).await.unwrap()
}

/// Panics on purpose should not fill the screen.
fn quiet() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let on_purpose = panic.payload().downcast_ref::<&str>().is_some_and(|text| text.starts_with("on purpose"));
            if !on_purpose {
                usual(panic);
            }
        }));
    });
}
