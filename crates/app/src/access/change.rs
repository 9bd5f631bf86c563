//! Keeping accounts within reach: making, changing, disabling. Each change leaves an entry in the audit log.

use domain::access::{Grant, Role};
use domain::kernel::Fault;
use domain::kernel::id::AccountId;
use domain::kernel::identity::Phone;
use serde_json::{Value, json};
use store::Tx;
use store::access::account::{self, Account};
use store::access::{grant, session};

use super::form::{NewAccount, PersonForm, SetGrants};
use super::password::{self, Password};
use super::reach::{grants_of, is_within, keeper, keeper_of, master_of, not_the_last, resolve_all};
use super::secret;
use crate::audit::{Deed, Note, note};
use crate::{Ctx, Error, Result};

/// Makes an account and gives its initial password, which must be changed at once and is never shown again.
pub async fn create_account(cx: &Ctx, form: NewAccount) -> Result<(AccountId, String)> {
    let grants = resolve_all(cx, &cx.app.store.read(), &form.grants).await?;
    let first = grants.first().ok_or(Error::NotFound)?;
    let actor = keeper(cx, &first.division)?;
    let (initial, hash) = initial(cx).await?;
    let id = AccountId(cx.app.dice.id());
    let new = Account {
        id,
        login: form.login.to_string(),
        name: form.name.into_string(),
        phone: form.phone.map(|phone| phone.number().to_owned()),
        password_hash: Some(hash),
        must_change: true,
        disabled: false,
        failures: 0,
        locked_until: None,
        created_at: cx.now,
        signed_in_at: None,
    };
    let entry = Note::by(cx, &actor, Deed::AccountCreated).on("account", id).with("grants", told(&grants));
    cx.app.store.write(move |tx| Box::pin(async move { insert(tx, &new, &grants, entry).await })).await?;
    Ok((id, initial))
}

/// Writes a new account with its grants and the entry about it.
pub(super) async fn insert(tx: &Tx, new: &Account, grants: &[Grant], entry: Note) -> Result<()> {
    account::insert(tx, new).await.map_err(|error| match error {
        store::Error::Conflict { .. } => Error::at("login", Fault::Wrong("login_taken")),
        other => other.into(),
    })?;
    grant::set(tx, new.id, grants).await?;
    note(tx, entry).await
}

/// Corrects name and telephone.
pub async fn change_account(cx: &Ctx, id: AccountId, form: PersonForm) -> Result<()> {
    let cx = cx.clone();
    let store = cx.app.store.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                account::lock(tx, id).await?;
                let actor = keeper_of(&cx, &grants_of(tx, id).await?)?;
                account::set_person(tx, id, &form.name, form.phone.as_ref().map(Phone::number)).await?;
                note(tx, Note::by(&cx, &actor, Deed::AccountChanged).on("account", id)).await
            })
        })
        .await
}

/// Sets the roles of an account. Those beyond reach stay; the last administrator stays one.
pub async fn set_grants(cx: &Ctx, id: AccountId, form: SetGrants) -> Result<()> {
    let cx = cx.clone();
    let store = cx.app.store.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let before = grants_of(tx, id).await?;
                let actor = keeper_of(&cx, &before)?;
                let wanted = resolve_all(&cx, tx, &form.grants).await?;
                let is_administrator = |grant: &Grant| grant.role == Role::Administrator;
                let mut after: Vec<Grant> = before.iter().filter(|grant| !is_within(&cx, grant)).cloned().collect();
                after.extend(wanted);
                if !after.iter().any(is_administrator) {
                    not_the_last(tx, id).await?;
                }
                account::lock(tx, id).await?;
                if grants_of(tx, id).await? != before {
                    return Err(Error::Stale);
                }
                grant::set(tx, id, &after).await?;
                let entry = Note::by(&cx, &actor, Deed::GrantsChanged).on("account", id);
                note(tx, entry.with("before", told(&before)).with("after", told(&after))).await
            })
        })
        .await
}

/// Lets nobody sign in with the account; its sessions end, its tokens stop working.
pub async fn disable(cx: &Ctx, id: AccountId) -> Result<()> {
    let cx = cx.clone();
    let store = cx.app.store.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let actor = master_of(&cx, &grants_of(tx, id).await?)?;
                if id == cx.person.account {
                    return Err(Error::at("account", Fault::Wrong("account_own")));
                }
                not_the_last(tx, id).await?;
                account::lock(tx, id).await?;
                account::set_disabled(tx, id, true).await?;
                session::end_all(tx, id).await?;
                note(tx, Note::by(&cx, &actor, Deed::AccountDisabled).on("account", id)).await
            })
        })
        .await
}

/// Lets the account sign in again.
pub async fn enable(cx: &Ctx, id: AccountId) -> Result<()> {
    let cx = cx.clone();
    let store = cx.app.store.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                account::lock(tx, id).await?;
                let actor = master_of(&cx, &grants_of(tx, id).await?)?;
                account::set_disabled(tx, id, false).await?;
                note(tx, Note::by(&cx, &actor, Deed::AccountEnabled).on("account", id)).await
            })
        })
        .await
}

/// Gives the account a new initial password and ends its sessions. Lifts a lock, too.
pub async fn reset_password(cx: &Ctx, id: AccountId) -> Result<String> {
    master_of(cx, &grants_of(&cx.app.store.read(), id).await?)?;
    let (initial, hash) = initial(cx).await?;
    let cx = cx.clone();
    let store = cx.app.store.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                account::lock(tx, id).await?;
                let actor = master_of(&cx, &grants_of(tx, id).await?)?;
                account::set_password(tx, id, &hash, true).await?;
                session::end_all(tx, id).await?;
                note(tx, Note::by(&cx, &actor, Deed::PasswordReset).on("account", id)).await
            })
        })
        .await?;
    Ok(initial)
}

/// Ends every session of the account.
pub async fn end_sessions(cx: &Ctx, id: AccountId) -> Result<()> {
    let cx = cx.clone();
    let store = cx.app.store.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let actor = keeper_of(&cx, &grants_of(tx, id).await?)?;
                let ended = session::end_all(tx, id).await?;
                note(tx, Note::by(&cx, &actor, Deed::SessionRevoked).on("account", id).with("sessions", ended)).await
            })
        })
        .await
}

async fn initial(cx: &Ctx) -> Result<(String, String)> {
    let initial = secret::readable(&cx.app);
    let typed = Password::new(&initial).map_err(|fault| Error::at("password", fault))?;
    let hash = password::hash(&cx.app, &typed).await?;
    Ok((initial, hash))
}

/// Grants as the audit log tells them.
fn told(grants: &[Grant]) -> Value {
    grants.iter().map(|grant| json!({ "role": grant.role, "office": grant.office.to_string() })).collect()
}
