//! Accounts, grants, sessions, tokens and the audit log.

/// One transaction.
macro_rules! change {
    ($store:expr, |$tx:ident| $work:block) => {
        $store.write::<_, store::Error, _>(move |$tx: &store::Tx| Box::pin(async move { $work })).await
    };
}

mod account;
mod audit;
mod entry;

use domain::access::{Grant, Role};
use domain::kernel::Moment;
use domain::kernel::id::{AccountId, OrganisationId};
use store::access::account::Account;
use store::{Store, values};
use uuid::Uuid;

const NOW: Moment = Moment(1_795_136_400_000);

fn account(n: u128, login: &str) -> Account {
    Account {
        id: AccountId(Uuid::from_u128(n)),
        login: login.to_owned(),
        name: format!("人{n}"),
        phone: Some("13800004417".to_owned()),
        password_hash: Some("hash".to_owned()),
        must_change: true,
        disabled: false,
        failures: 0,
        locked_until: None,
        created_at: NOW,
        signed_in_at: None,
    }
}

fn grant(role: Role, office: u128, division: &str) -> Grant {
    Grant { role, office: OrganisationId(Uuid::from_u128(office)), division: division.to_owned() }
}

/// Writes accounts with their grants.
async fn people(store: &Store, people: Vec<(Account, Vec<Grant>)>) {
    change!(store, |tx| {
        for (account, grants) in people {
            store::access::account::insert(tx, &account).await?;
            store::access::grant::set(tx, account.id, &grants).await?;
        }
        Ok(())
    })
    .unwrap();
}

/// Puts an office into the directory.
async fn office(store: &Store, id: u128, name: &'static str, division: &'static str) {
    let id = OrganisationId(Uuid::from_u128(id));
    change!(store, |tx| {
        let insert = "insert into organisation (id, kind, name, number_prefix, division, takes_cases, handles, active, version, updated_at) \
             values ($1, 'centre', $2, 'X', $3, 1, '[]', 1, 1, 0)";
        tx.execute(insert, values![id, name, division]).await
    })
    .unwrap();
}
